"""The room Reminders as plain data, for programs: the same numbers as on its page and sheets."""

from collections.abc import Mapping
from typing import Any

from planner.checklist.plain import amount_as_text, figure_as_plain
from planner.language import Language
from planner.reminders import WAYS, Brought, Reminders


def reminders_as_json(told: Reminders | None, language: Language) -> dict[str, Any] | None:
    """Return whom to remind, the texts and what reminders brought; None where no orders are loaded.

    Amounts are texts with two decimals, times ISO, sentences in the language.
    """
    if told is None:
        return None
    level, sentence = told.verdict()
    results = told.found.results
    return {
        "verdict": {"level": level.value, "text": language.text(sentence)},
        "now": told.now.isoformat(),
        "next_at": told.next_at.isoformat() if told.next_at else None,
        "figures": {name: figure_as_plain(one) for name, one in told.worth.figures.items()},
        "due": {way: _orders(*told.due(way)) for way in WAYS},
        "waiting": _orders(*told.waiting),
        "left_alone": {one.reason: _orders(one.orders, one.amount) for one in told.left_alone()},
        "by_whom": [
            {"name": one.name, **one.counts, "minutes": one.minutes} for one in told.shares()
        ],
        "text": told.wording.text,
        "texts": {
            key: {"text": one.text, "characters": one.length.characters, "parts": one.length.parts}
            for key, one in told.texts.items()
        },
        "brought": {
            "by_way": [_brought(one) for one in results.ways],
            "by_hour": [_brought(one) for one in results.hours],
            "paid_before_reminded": results.paid_before,
        },
        "problems": [language.text(one) for one in told.problems],
    }


def _orders(orders: int, amount: Any) -> Mapping[str, Any]:
    return {"orders": orders, "amount": amount_as_text(amount)}


def _brought(one: Brought) -> Mapping[str, Any]:
    return {
        "key": one.key,
        "reminded": one.reminded,
        "paid": one.paid,
        "rate": one.rate,
        "between": [one.low, one.high],
        "amount": amount_as_text(one.amount),
        "still_open": one.still_open,
    }
