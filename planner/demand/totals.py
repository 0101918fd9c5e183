"""The window's totals at each quantile: one formula, for the forecast and for its account.

Formula (:mod:`planner.demand.quantiles`): the gamma quantile of the total with variance ÷ mean² =
(φ + c²) ÷ orders + cv². Example (tests/demand): 1,000 orders, φ = 2, cv = 25 % → 0.0645, and the
P95 is 1,451.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planner.demand.quantiles import DEMAND_FUNCTIONS, SURENESS, Quantile
from planner.figures import FUNCTIONS, Entry, Figure, Function, Input, Measured, evaluate, work_out
from planner.language import Message, Unit, say


@dataclass(frozen=True)
class DemandTotals:
    """What the whole campaign window brings, at one quantile.

    Attributes:
        orders_placed: orders placed.
        orders_paid: orders paid.
        parcels: to ship.
        items: in those parcels.
        revenue: paid amount.
    """

    orders_placed: int
    orders_paid: int
    parcels: int
    items: int
    revenue: Decimal


COLUMNS: Mapping[str, Message] = {
    "orders_placed": say("Orders placed"),
    "orders_paid": say("Orders paid"),
    "parcels": say("Parcels"),
    "items": say("Items"),
    "revenue": say("Revenue"),
}
"""What is forecast, and its name."""

_COUNT = "round(max(total, gamma({sureness}, total, dispersion / max(orders, 1) + event * event)))"
_CARRIED = (
    "{rounded}(max(total, gamma({sureness}, total,"
    " (dispersion + spread) / max(orders, 1) + event * event)))"
)
_FUNCTIONS: Mapping[str, Function] = {**FUNCTIONS, **DEMAND_FUNCTIONS}


def _formula(column: str, quantile: Quantile) -> str:
    sureness = str(SURENESS[quantile])
    if column in ("items", "revenue"):
        rounded = "cents" if column == "revenue" else "round"
        return _CARRIED.format(rounded=rounded, sureness=sureness)
    return _COUNT.format(sureness=sureness)


def _inputs(
    column: str,
    totals: Mapping[str, Any],
    dispersion: Any,
    event_share: Any,
    spreads: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what the formula of a column names; numbers or figures alike."""
    behind = "orders_placed" if column == "orders_placed" else "orders_paid"
    inputs = {
        "total": totals[column],
        "orders": totals[behind],
        "dispersion": dispersion,
        "event": event_share,
    }
    return {**inputs, "spread": spreads[column]} if column in spreads else inputs


def totals_at(
    quantile: Quantile,
    planned: DemandTotals,
    dispersion: float,
    event_share: float,
    spreads: Mapping[str, float],
) -> DemandTotals:
    """Return the window's totals at a quantile; P50 is the plan."""
    if quantile is Quantile.P50:
        return planned
    return DemandTotals(
        **{
            column: evaluate(
                _formula(column, quantile),
                _inputs(column, vars(planned), dispersion, event_share, spreads),
                _FUNCTIONS,
            )
            for column in COLUMNS
        }
    )


def quantile_figures(
    totals: Mapping[str, Figure],
    entries: Mapping[str, Entry],
    spreads: Mapping[str, Measured],
) -> Mapping[str, Figure]:
    """Return the accounts of the totals at P80 and P95, named ``parcels_p95`` and so on.

    Args:
        totals: of the plan, by column.
        entries: the assumptions in force.
        spreads: between orders, by column.
    """
    figures = {}
    for column, label in COLUMNS.items():
        inputs: dict[str, Input] = _inputs(
            column,
            totals,
            entries["demand.hour_dispersion"],
            entries["demand.event_uncertainty_share"],
            spreads,
        )
        for quantile in SURENESS:
            name = f"{column}{quantile.suffix}"
            figures[name] = work_out(
                f"demand.{name}",
                say("{what}, {quantile}", what=label, quantile=quantile.value),
                Unit.MONEY if column == "revenue" else Unit.COUNT,
                _formula(column, quantile),
                inputs,
                rules=("INV-9",),
                note=_NOTES[quantile],
                functions=_FUNCTIONS,
            )
    return figures


_NOTES: Mapping[Quantile, Message] = {
    Quantile.P80: say(
        "of the whole window, exceeded one time in five; quantiles of hours add up to more"
    ),
    Quantile.P95: say(
        "of the whole window, exceeded one time in twenty; quantiles of hours add up to more"
    ),
}
