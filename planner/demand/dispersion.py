"""How far comparable hours differ, and how far orders differ in what they carry.

Overdispersion φ (Pearson): on ordinary days, hours of the same hour of day and the same kind of day
(working day or day off) are comparable. With x the orders of an hour and μ the mean of its group,

    φ = Σ (x − μ)² ÷ μ  ÷  degrees of freedom,     degrees of freedom = hours − groups

over the groups of at least two hours and at least one order; never below 1, which is chance alone
(Poisson). Example (tests/demand): two days with 2 and 6 orders at 10:00, and with 5 and 5 at 20:00
→ Σ = 4 ÷ 4 + 4 ÷ 4 + 0 = 2 with 2 degrees of freedom → φ = 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.demand.day_kinds import is_day_off
from planner.demand.reference import QUERIES, Reference, ReferenceHour
from planner.figures import Figure, Measured, work_out
from planner.language import Unit, say
from planner.tables import Dataset

FEWEST_DEGREES = 100
"""Below, the estimate is off by more than a seventh itself: its relative error is √(2/degrees)."""


@dataclass(frozen=True)
class Dispersion:
    """Pearson's sum over comparable hours.

    Attributes:
        pearson: Σ (count − mean)² ÷ mean.
        degrees: of freedom, hours − groups.
        hours: it rests on.
    """

    pearson: float
    degrees: int
    hours: int


def pearson_dispersion(hours: Iterable[ReferenceHour]) -> Dispersion:
    """Return Pearson's sum over the paid orders of comparable hours; see the module."""
    groups: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for hour in hours:
        kind = is_day_off(hour.hour_start.date())
        groups[hour.hour_start.hour, kind].append(hour.orders_paid)
    comparable = [counts for counts in groups.values() if len(counts) > 1 and any(counts)]
    pearson = 0.0
    for counts in comparable:
        mean = sum(counts) / len(counts)
        pearson += sum((count - mean) ** 2 for count in counts) / mean
    compared = sum(map(len, comparable))
    return Dispersion(pearson, compared - len(comparable), compared)


def hour_dispersion(ordinary: Reference) -> Figure:
    """Return the overdispersion of hourly orders; open where too few hours tell."""
    seen = pearson_dispersion(ordinary.hours)
    enough = seen.degrees >= FEWEST_DEGREES

    def counted(name: str, value: int | float) -> Measured:
        return ordinary.measured(
            f"ordinary.{name}",
            _LABELS[name],
            value if enough else None,
            Unit.RATIO if isinstance(value, float) else Unit.COUNT,
            query="reference_hours",
            rows=int(ordinary.totals["orders_paid"].value or 0),
        )

    return work_out(
        "demand.hour_dispersion_seen",
        say("Overdispersion of hourly orders, as counted"),
        Unit.RATIO,
        "max(1, pearson / degrees)",
        {
            "pearson": counted("pearson", round(seen.pearson, 6)),
            "degrees": counted("degrees", seen.degrees),
        },
        rules=("INV-9",),
        note=say(
            "over {hours} hours of {days} ordinary days, by hour of the day, working days and days"
            " off apart",
            hours=seen.hours,
            days=ordinary.day_count,
        ),
    )


_LABELS = {
    "pearson": say("Σ (orders − mean)² ÷ mean over comparable hours"),
    "degrees": say("Degrees of freedom: comparable hours less their groups"),
}


def read_spreads(dataset: Dataset, reference: Reference) -> Mapping[str, Measured]:
    """Return c², variance ÷ mean² between orders, of what each column of the forecast carries.

    Columns that count orders or parcels are missing: each order carries the same.
    """
    (row,) = dataset.rows(QUERIES["order_spread"], **reference.window)
    return {
        column: reference.measured(
            f"reference.{name}",
            label,
            row[name],
            Unit.RATIO,
            query="order_spread",
            rows=int(reference.totals[counted].value or 0),
            table="baskets",
        )
        for column, name, label, counted in (
            (
                "revenue",
                "amount_spread",
                say("Spread of order amounts (variance ÷ mean²)"),
                "orders_paid",
            ),
            (
                "items",
                "item_spread",
                say("Spread of items per order (variance ÷ mean²)"),
                "orders_with_item_count",
            ),
        )
    }
