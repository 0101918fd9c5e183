"""The events that the sheets hold, and how far one of them differed from another.

An event is a day that shops are known to promote (8 March, 18 June, 11 November, Black Friday, 12
December, and the plan's reference day) whose paid amount stands out: at least
``demand.event_stands_out`` times the median of its ordinary days, those that end on D-11 of it. Its
uplift is that multiple.

The plan takes its goal from one event, so what counts is how far the same event differed from year
to year: the standard deviation of ln(uplift) around the event's own mean, over all events (ln,
since events differ by factors). Different events are no measure of it: 11 November sells twice what
12 December does, every year. A handful of years says little, so the starting value of 25 % counts
as much as one more:

    cv = √((Σ (ln u − mean ln u of the same event)² + 0.25²) ÷ (events − kinds of event + 1))

With every event once that is 25 %, as without any; with two years of one event, half of the
variance is the starting value's; with ten, a tenth. Example (tests/demand): uplifts 4 and 5.6 → ln
differs by 0.3365 → the squares come to 0.0566, cv = √((0.0566 + 0.0625) ÷ 2) = 24.4 %.

On a public sheet of three years of baby goods (tests/demand/test_back_test.py) this gives 24 %
over eight events of three kinds, close to the starting value; the kind disregarded it is 50 %.

Source: INV-9; the estimate is the usual one of a variance with a prior worth one degree of freedom.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import log
from statistics import fmean, median

from planner.campaign.presets import black_friday
from planner.demand.reference import QUERIES, WAITING_DAYS
from planner.figures import Figure, Measured, work_out
from planner.language import Unit, say
from planner.tables import Dataset

FEWEST_ORDINARY_DAYS = 14
"""Two weeks: fewer days are no measure of what is ordinary."""


@dataclass(frozen=True)
class PastEvent:
    """A day of the sheets on which the shop sold far above its ordinary days.

    Attributes:
        day: of the event.
        paid_amount: on it.
        ordinary_amount: median of a day of its ordinary days.
        ordinary_days: how many of them the sheets hold.
    """

    day: date
    paid_amount: Decimal
    ordinary_amount: Decimal
    ordinary_days: int

    @property
    def kind(self) -> str:
        """Return what makes it the same event in another year: its day, or being Black Friday."""
        return kind_of(self.day)

    @property
    def uplift(self) -> float:
        """Return how many times an ordinary day it sold."""
        return float(self.paid_amount / self.ordinary_amount)


def kind_of(day: date) -> str:
    """Return what makes a day the same event in another year: its day, or being Black Friday.

    >>> kind_of(date(2026, 11, 11)), kind_of(date(2026, 11, 27))
    ('11-11', 'black_friday')
    """
    return "black_friday" if day == black_friday(day.year) else f"{day:%m-%d}"


def promotion_days(year: int) -> tuple[date, ...]:
    """Return the days of a year on which online shops are known to promote.

    >>> [day.isoformat()[5:] for day in promotion_days(2026)]
    ['03-08', '06-18', '11-11', '11-27', '12-12']
    """
    fixed = [date(year, month, day) for month, day in ((3, 8), (6, 18), (11, 11), (12, 12))]
    return tuple(sorted([*fixed, black_friday(year)]))


def read_events(
    dataset: Dataset, reference_day: date, stands_out: float, ordinary_day_count: int
) -> tuple[PastEvent, ...]:
    """Return the events of the sheets, oldest first."""
    rows = dataset.rows(QUERIES["sheet_days"])
    amounts = [(row["day"], row["paid_amount"]) for row in rows]
    return find_events(amounts, reference_day, stands_out, ordinary_day_count)


def find_events(
    amounts: Sequence[tuple[date, Decimal]],
    reference_day: date,
    stands_out: float,
    ordinary_day_count: int,
) -> tuple[PastEvent, ...]:
    """Return the days among these that are events; see the module."""
    paid = dict(amounts)
    years = sorted({day.year for day in paid})
    candidates = {day for year in years for day in promotion_days(year)} | {reference_day}
    found = []
    for day in sorted(candidates & paid.keys()):
        last = day - timedelta(days=WAITING_DAYS + 1)
        ordinary = [
            paid[before]
            for before in (last - timedelta(days=back) for back in range(ordinary_day_count))
            if before in paid
        ]
        if len(ordinary) < min(FEWEST_ORDINARY_DAYS, ordinary_day_count):
            continue
        event = PastEvent(day, paid[day], median(ordinary), len(ordinary))
        if event.ordinary_amount > 0 and event.uplift >= stands_out:
            found.append(event)
    return tuple(found)


def squared_differences(events: Sequence[PastEvent]) -> tuple[float, int]:
    """Return Σ (ln u − mean ln u of the same event)², and over how many kinds of event."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for event in events:
        kinds[event.kind].append(log(event.uplift))
    squares = sum((one - fmean(logs)) ** 2 for logs in kinds.values() for one in logs)
    return squares, len(kinds)


def event_uncertainty(dataset: Dataset, events: Sequence[PastEvent]) -> Figure | None:
    """Return the coefficient of variation of an event; None while no event is there twice."""
    squares, kinds = squared_differences(events)
    if len(events) == kinds:
        return None

    def counted(name: str, value: int | float) -> Measured:
        return Measured(
            f"events.{name}",
            _LABELS[name],
            value,
            Unit.RATIO if isinstance(value, float) else Unit.COUNT,
            "sheet_days",
            {"first_day": events[0].day, "last_day": events[-1].day},
            len(events),
            "days",
            dataset.files,
        )

    return work_out(
        "demand.event_uncertainty_seen",
        say("Uncertainty of the event, as past events differed"),
        Unit.SHARE,
        "root((squares + 0.25 * 0.25) / (events - kinds + 1), 2)",
        {
            "squares": counted("squares", round(squares, 9)),
            "events": counted("count", len(events)),
            "kinds": counted("kinds", kinds),
        },
        rules=("INV-9",),
        note=say(
            "{count} events are few, so the starting value of 25 % counts as much as one more year",
            count=len(events),
        ),
    )


_LABELS = {
    "squares": say("Squared differences of ln(uplift) between years of the same event"),
    "count": say("Past events in your sheets"),
    "kinds": say("Kinds of event among them"),
}
