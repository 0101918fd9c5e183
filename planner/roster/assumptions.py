"""What decides who works which shift: limits, wages, other departments, temps."""

from dataclasses import dataclass
from decimal import Decimal

from planner.campaign import Setting
from planner.campaign.settings import Kind
from planner.figures import assumption
from planner.language import Unit, say

STAFF_LIST = "roster.staff"
COVER_FOR = "roster.cover_for"


@dataclass(frozen=True)
class RosterAssumptions:
    """Shifts and people; shares as fractions."""

    cover_days: int = assumption(
        3,
        Unit.DAYS,
        (0, 14),
        "STF-12",
        say("Roster begins before the main day"),
        say(
            "Days before the main day; the pre-count begins on D-3. It ends when the last parcel"
            " has left."
        ),
        whole=True,
    )
    earliest_start: int = assumption(
        6,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "DEFAULT",
        say("Earliest begin of a shift"),
        say("First hour of the day in which a shift may begin."),
        whole=True,
    )
    latest_start: int = assumption(
        22,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "DEFAULT",
        say("Latest begin of a shift"),
        say("Last hour of the day in which a shift may begin."),
        whole=True,
    )
    rest_hours: int = assumption(
        11,
        Unit.HOURS,
        (0, 16),
        "DEFAULT",
        say("Rest between two shifts"),
        say("At least, counted from the end of the longest overtime."),
        whole=True,
    )
    days_in_row: int = assumption(
        6,
        Unit.DAYS,
        (1, 14),
        "DEFAULT",
        say("Days in a row"),
        say("Nobody works more days one after the other."),
        whole=True,
    )
    hours_a_week: int = assumption(
        48,
        Unit.HOURS,
        (12, 84),
        "DEFAULT",
        say("Hours a week"),
        say("Of one person in any seven days, overtime not counted."),
        whole=True,
    )
    night_from: int = assumption(
        22,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "DEFAULT",
        say("Night work begins"),
        say("From then on an hour is paid with the night premium."),
        whole=True,
    )
    night_until: int = assumption(
        6,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "DEFAULT",
        say("Night work ends"),
        say("Equal to its begin = no hour counts as night."),
        whole=True,
    )
    night_premium: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 3.0),
        "DEFAULT",
        say("Night premium"),
        say("On top of the wage of an hour at night."),
    )
    overtime_hours: int = assumption(
        2,
        Unit.HOURS,
        (0, 3),
        "DEFAULT",
        say("Overtime a day"),
        say("So many hours at most after a shift; the law allows three."),
        whole=True,
    )
    overtime_premium: float = assumption(
        0.50,
        Unit.SHARE,
        (0.0, 3.0),
        "DEFAULT",
        say("Overtime premium"),
        say("On top of the wage of an hour of overtime; by law at least half."),
    )
    service_people: int | None = assumption(
        None,
        Unit.PEOPLE,
        (0, 10_000),
        "STF-1",
        say("Own people in customer service"),
        say("Left open: as many as an ordinary day takes. A staff list goes before it."),
        whole=True,
    )
    warehouse_people: int | None = assumption(
        None,
        Unit.PEOPLE,
        (0, 10_000),
        "STF-1",
        say("Own people in the warehouse"),
        say("Left open: as many as an ordinary day takes. A staff list goes before it."),
        whole=True,
    )
    helpers: int = assumption(
        2,
        Unit.PEOPLE,
        (0, 1000),
        "STF-6",
        say("People from other departments"),
        say("At most so many at once help in the warehouse: design, photography, finance."),
        whole=True,
    )
    helper_output: float = assumption(
        0.60,
        Unit.SHARE,
        (0.1, 1.0),
        "DEFAULT",
        say("Output of people from other departments"),
        say("Of what somebody does who works in the warehouse every day."),
    )
    helper_hourly_cost: Decimal = assumption(
        Decimal("30.00"),
        Unit.MONEY,
        (Decimal("0.00"), Decimal(10_000)),
        "DEFAULT",
        say("People from other departments: cost of a paid hour"),
        say("What an hour of theirs costs the shop."),
    )
    temps_at_most: int | None = assumption(
        None,
        Unit.PEOPLE,
        (0, 100_000),
        "STF-5",
        say("Temporary workers there are"),
        say("The most that can be found; left open, as many as it takes."),
        whole=True,
    )
    temp_hourly_cost: Decimal = assumption(
        Decimal("22.00"),
        Unit.MONEY,
        (Decimal("0.00"), Decimal(10_000)),
        "DEFAULT",
        say("Temporary workers: cost of a paid hour"),
        say("Wage and what the agency takes."),
    )
    temp_output_first: float = assumption(
        0.50,
        Unit.SHARE,
        (0.05, 1.0),
        "DEFAULT",
        say("Output on the first day"),
        say("Of what somebody does who works in the warehouse every day."),
    )
    temp_output_second: float = assumption(
        0.70,
        Unit.SHARE,
        (0.05, 1.0),
        "DEFAULT",
        say("Output on the second day"),
        say("Of what somebody does who works in the warehouse every day."),
    )
    temp_output_third: float = assumption(
        0.85,
        Unit.SHARE,
        (0.05, 1.0),
        "DEFAULT",
        say("Output from the third day on"),
        say("Of what somebody does who works in the warehouse every day."),
    )
    no_show_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.0, 0.9),
        "DEFAULT",
        say("Temporary workers who do not come"),
        say("Share of those hired who stay away; so many more are hired."),
    )
    training_days: int = assumption(
        2,
        Unit.DAYS,
        (0, 30),
        "STF-5",
        say("Days of training"),
        say("Before the first day of work: packing, handling of orders, the order system."),
        whole=True,
    )
    training_hours_a_day: float = assumption(
        2.0,
        Unit.HOURS,
        (0.0, 8.0),
        "STF-5",
        say("Hours of training a day"),
        say("Paid; the sources say two."),
    )
    trainees_per_trainer: int = assumption(
        5,
        Unit.PEOPLE,
        (1, 100),
        "DEFAULT",
        say("Trainees of one trainer"),
        say("One of the own staff trains so many at once."),
        whole=True,
    )
    hire_lead_days: int = assumption(
        7,
        Unit.DAYS,
        (0, 60),
        "DEFAULT",
        say("Days from order to training"),
        say("So long an agency takes to find people."),
        whole=True,
    )


ROSTER_SETTINGS = (
    Setting(
        STAFF_LIST,
        say("Staff list"),
        say(
            "One person a line: name, what they can do, and where it is so, cost of an hour, days"
            " off, no nights. Several skills with / between; a table copied from a sheet will do."
        ),
        Kind.TEXT,
        longest=20_000,
    ),
    Setting(
        COVER_FOR,
        say("Cover every hour for"),
        say("How sure the people of an hour are enough for it, as on the page Staffing."),
        Kind.CHOICE,
        "P50",
        {
            "P50": say("P50: as planned"),
            "P80": say("P80: enough in 4 of 5 cases"),
            "P95": say("P95: enough in 19 of 20 cases"),
        },
    ),
)
"""Beside the numbers."""
