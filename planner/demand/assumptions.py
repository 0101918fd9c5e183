"""The numbers that decide how orders become parcels, and how sure the forecast is."""

from dataclasses import dataclass

from planner.figures import assumption
from planner.language import Unit, say


@dataclass(frozen=True)
class DemandAssumptions:
    """Parcels of an order, the ordinary days to compare with, and the spread of the forecast."""

    parcels_per_order: float = assumption(
        1.0,
        Unit.RATIO,
        (1.0, 5.0),
        "DEFAULT",
        say("Parcels per paid order"),
        say("More than 1 where orders are split over warehouses or gifts ship apart."),
    )
    ordinary_day_count: int = assumption(
        28,
        Unit.DAYS,
        (7, 90),
        "CAL-9",
        say("Ordinary days to compare with"),
        say(
            "They end on D-11 of the reference day: from D-10 on buyers wait for the event. Whole"
            " weeks keep the weekdays in balance."
        ),
        whole=True,
    )
    event_uncertainty_share: float = assumption(
        0.25,
        Unit.SHARE,
        (0.0, 2.0),
        "INV-9",
        say("Uncertainty of the event"),
        say(
            "How far the whole event may miss the plan (coefficient of variation); all hours move"
            " with it. Estimated from your own past once the sheets hold one event in two years."
        ),
    )
    hour_dispersion: float = assumption(
        2.0,
        Unit.RATIO,
        (1.0, 1000.0),
        "INV-9",
        say("Overdispersion of hourly orders"),
        say(
            "Variance ÷ mean of the orders of comparable hours; 1 is chance alone. Counted on your"
            " ordinary days where the sheets hold enough of them."
        ),
    )
    event_stands_out: float = assumption(
        1.5,
        Unit.RATIO,
        (1.1, 20.0),
        "DEFAULT",
        say("A past event sells at least so many times an ordinary day"),
        say(
            "Known promotion days of your sheets count as events from this multiple of the median"
            " of their ordinary days on."
        ),
    )
    weekday_shift_share: float = assumption(
        1.0,
        Unit.SHARE,
        (0.0, 1.0),
        "CAL-8",
        say("Weekday shift of the hours"),
        say(
            "How far a day's hours follow when it falls on a working day now and on a weekend or"
            " holiday then, or the other way round: 100 % in full, 0 % not at all."
        ),
    )
