"""How long orders take: from order to payment, to shipping, to receipt."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.funnel.counts import QUERIES
from planner.funnel.periods import Period
from planner.language import Message, Quantity, Unit, say
from planner.tables import Dataset

BANDS = (
    say("up to 1 minute"),
    say("up to 10 minutes"),
    say("up to 1 hour"),
    say("up to 6 hours"),
    say("up to 24 hours"),
    say("up to 2 days"),
    say("up to 3 days"),
    say("up to 7 days"),
    say("up to 15 days"),
    say("longer"),
)
"""Each without those before it; in the order of step_times.sql."""
BACKWARDS = -1

TIMES: Mapping[str, Message] = {
    "payment": say("From order to payment"),
    "shipping": say("From payment to shipping"),
    "receipt": say("From shipping to receipt"),
}
TOLD_BY: Mapping[str, Message] = {
    "payment": say("an order list with the times of placing and of payment"),
    "shipping": say("an order list with the time of shipping (发货时间)"),
    "receipt": say("an order list with the times of shipping and of receipt (确认收货时间)"),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True)
class Times:
    """The times of one step.

    Attributes:
        step: ``payment``, ``shipping`` or ``receipt``.
        orders: by band, in the order of :data:`BANDS`.
        backwards: orders whose second time lies before the first; in no band.
        same_moment: orders whose two times are one.
        median_seconds: half took no longer; None where all clocks run backwards.
        p80_seconds: four of five took no longer.
        p95_seconds: nineteen of twenty took no longer.
    """

    step: str
    orders: tuple[int, ...]
    backwards: int
    same_moment: int
    median_seconds: float | None
    p80_seconds: float | None
    p95_seconds: float | None

    @property
    def told(self) -> int:
        """Return how many orders the bands hold."""
        return sum(self.orders)

    @property
    def is_one_time(self) -> bool:
        """Return whether the list has one time for both, which tells nothing."""
        return self.same_moment == self.told


def read_times(dataset: Dataset, period: Period) -> Mapping[str, Times]:
    """Return the times by step; only steps of which a list tells both times."""
    rows = dataset.rows(QUERIES["step_times"], **period.window)
    found = {}
    for step in TIMES:
        of_step = [row for row in rows if row["step"] == step]
        if not of_step:
            continue
        orders = {row["band"]: row["orders"] for row in of_step}
        found[step] = Times(
            step=step,
            orders=tuple(orders.get(band, 0) for band in range(len(BANDS))),
            backwards=orders.get(BACKWARDS, 0),
            same_moment=sum(row["same_moment"] for row in of_step),
            median_seconds=of_step[0]["median_seconds"],
            p80_seconds=of_step[0]["p80_seconds"],
            p95_seconds=of_step[0]["p95_seconds"],
        )
    return found


def duration(seconds: float | None) -> Quantity:
    """Return a time in the unit that reads best.

    >>> str(duration(42)), str(duration(5400)), str(duration(259200))
    ('42.0 seconds', '1.5 hours', '3.0 days')
    """
    if seconds is None:
        return Quantity(None, Unit.SECONDS)
    for unit, size in ((Unit.DAYS, _DAY), (Unit.HOURS, _HOUR), (Unit.MINUTES, _MINUTE)):
        if seconds >= size * (2 if unit is Unit.DAYS else 1):
            return Quantity(round(seconds / size, 1), unit)
    return Quantity(round(seconds, 0) * 1.0, Unit.SECONDS)
