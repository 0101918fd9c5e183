"""The numbers that decide how many people are needed."""

from dataclasses import dataclass

from planner.figures import assumption
from planner.language import Unit, say

RULE_OF_THUMB = "39ZN"
ERLANG = "PYWORKFORCE"
PICK_AND_PACK = "PICKPACK"


@dataclass(frozen=True)
class StaffingAssumptions:
    """Service and warehouse; shares as fractions."""

    share_by_inquiry: float = assumption(
        0.20,
        Unit.SHARE,
        (0.0, 1.0),
        RULE_OF_THUMB,
        say("Orders that ask first"),
        say("Share of paid orders that came after a question to customer service."),
    )
    inquiry_conversion: float = assumption(
        0.40,
        Unit.SHARE,
        (0.01, 1.0),
        RULE_OF_THUMB,
        say("Inquiry conversion"),
        say("Paid orders ÷ inquiries, among those who asked."),
    )
    handling_seconds: int = assumption(
        50,
        Unit.SECONDS,
        (1, 3600),
        RULE_OF_THUMB,
        say("Agent's time per inquiry"),
        say("One agent's own working time for one inquiry, several chats being held at once."),
        whole=True,
    )
    service_level: float = assumption(
        0.80,
        Unit.SHARE,
        (0.01, 0.99),
        "STF-10",
        say("Service level"),
        say("Share of inquiries that get their first answer in time."),
    )
    answer_seconds: int = assumption(
        30,
        Unit.SECONDS,
        (1, 3600),
        "STF-10",
        say("First answer within"),
        say("What counts as in time."),
        whole=True,
    )
    occupancy_cap: float = assumption(
        0.85,
        Unit.SHARE,
        (0.10, 0.99),
        ERLANG,
        say("Highest occupancy"),
        say("Nobody can be busy all the time for hours: work ÷ time on duty stays below this."),
    )
    shrinkage: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 0.80),
        ERLANG,
        say("Shrinkage of agents"),
        say("Share of paid time lost to breaks, meals, training and absence."),
    )
    shift_hours: float = assumption(
        8.0,
        Unit.HOURS,
        (1.0, 12.0),
        RULE_OF_THUMB,
        say("Hours of a shift"),
        say("Paid hours of one person on one day."),
    )
    lines_per_parcel: float = assumption(
        1.5,
        Unit.RATIO,
        (0.1, 100.0),
        "DEFAULT",
        say("Lines per parcel"),
        say("Different articles to pick for one parcel; your item list overrides it."),
    )
    pick_seconds_per_line: float = assumption(
        47,
        Unit.SECONDS,
        (1, 3600),
        PICK_AND_PACK,
        say("Picking a line"),
        say("Seconds to fetch one article."),
    )
    pack_seconds_per_parcel: float = assumption(
        50,
        Unit.SECONDS,
        (1, 3600),
        PICK_AND_PACK,
        say("Packing a parcel"),
        say("Seconds to check, pack and label one parcel."),
    )
    productive_share: float = assumption(
        0.8125,
        Unit.SHARE,
        (0.1, 1.0),
        PICK_AND_PACK,
        say("Productive share of a packer's shift"),
        say("6.5 of 8 paid hours are spent packing."),
    )
    opens_at: int = assumption(
        8,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "DEFAULT",
        say("Warehouse opens"),
        say("First hour of the day in which parcels are packed."),
        whole=True,
    )
    closes_at: int = assumption(
        22,
        Unit.HOUR_OF_DAY,
        (1, 24),
        "DEFAULT",
        say("Warehouse closes"),
        say("24 = works until midnight. Opening 0 to 24 = around the clock."),
        whole=True,
    )
    promise_hours: int = assumption(
        48,
        Unit.HOURS,
        (2, 168),
        "DEFAULT",
        say("Promised dispatch after payment"),
        say("Every parcel leaves the warehouse within this time."),
        whole=True,
    )
