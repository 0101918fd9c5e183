"""The room Capacity as plain data, for programs: the same numbers as on its page and sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from planner.capacity import Capacity, Leaving, Rung
from planner.checklist.plain import amount_as_text, figure_as_plain
from planner.language import Language
from planner.simulation import Measured, Simulated


def capacity_as_json(
    capacity: Capacity, language: Language, simulated: Sequence[Simulated] = ()
) -> dict[str, Any]:
    """Return what can be shipped, what binds, what one more adds, and what becomes of the demand.

    Amounts are texts with two decimals, times ISO, sentences in the language.
    """
    level, sentence = capacity.verdict()
    return {
        "verdict": {"level": level.value, "text": language.text(sentence)},
        "orders": capacity.orders,
        "binds": capacity.binds,
        "figures": {name: figure_as_plain(one) for name, one in capacity.figures.items()},
        "one_more": [_rung(one) for one in capacity.one_more],
        "ladder": [_rung(one) for one in capacity.ladder],
        "longer_hours": capacity.longer_hours,
        "leaving": {quantile.value: _leaving(one) for quantile, one in capacity.leaving.items()},
        "simulated": {one.demand.value: _simulated(one, language) for one in simulated},
        "problems": [language.text(one) for one in capacity.problems()],
    }


def _rung(rung: Rung) -> Mapping[str, Any]:
    return {
        "more": dict(rung.more),
        "orders": rung.orders,
        "added": rung.added,
        "cost": amount_as_text(rung.cost),
        "without_price": list(rung.unpriced),
        "cost_each": amount_as_text(rung.cost_each),
        "binds": rung.binds,
    }


def _leaving(leaving: Leaving) -> Mapping[str, Any]:
    return {
        "parcels": leaving.parcels,
        "in_time_at_best": leaving.in_time_at_best,
        "in_time": leaving.in_time,
        "leaves_at": leaving.leaves_at.isoformat() if leaving.leaves_at else None,
        "answered_in_time": leaving.answered_in_time,
        "waiting": list(leaving.waiting),
        "holds_up": list(leaving.holds_up),
    }


def _simulated(told: Simulated, language: Language) -> Mapping[str, Any]:
    return {
        "text": language.text(told.verdict()),
        "runs": told.runs,
        "answered_in_time": _measured(told.answered_in_time),
        "mean_wait_seconds": _measured(told.mean_wait_seconds),
        "gave_up": told.gave_up,
        "left_in_time": _measured(told.left_in_time),
        "shipping_hours": _measured(told.shipping_hours),
        "last_left_hours": list(told.last_left_hours),
        "never_left": told.never_left,
        "level_by_hour": list(told.level_by_hour),
    }


def _measured(one: Measured | None) -> Mapping[str, Any] | None:
    return None if one is None else dict(vars(one))
