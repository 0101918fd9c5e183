"""The room Customers as plain data, for programs: the same numbers as on its page and sheets."""

from collections.abc import Mapping
from typing import Any

from planner.checklist.plain import amount_as_text, figure_as_plain
from planner.customers import Customers, Wave
from planner.customers.groups import Group
from planner.language import Language


def customers_as_json(customers: Customers, language: Language) -> dict[str, Any]:
    """Return verdict, groups, the fit, the waves and problems of the room.

    Amounts are texts with two decimals, days ISO, sentences in the language; None is not known.
    """
    level, sentence = customers.verdict()
    fitted, returns = customers.base.returns.fitted, customers.base.returns
    return {
        "verdict": {"level": level.value, "text": language.text(sentence)},
        "as_of": customers.base.facts.until.isoformat(),
        "figures": {name: figure_as_plain(one) for name, one in customers.figures.items()},
        "stages": [_group(one) for one in customers.stages],
        "marks": [_group(one) for one in customers.marks],
        "bg_nbd": None
        if fitted is None
        else {**fitted.parameters._asdict(), "log_likelihood": fitted.log_likelihood},
        "why_not_fitted": None if returns.why_not is None else language.text(returns.why_not),
        "waves": [_wave(one, language) for one in customers.waves],
        "problems": [language.text(problem) for problem in customers.problems],
    }


def _group(one: Group) -> Mapping[str, Any]:
    return {
        "group": one.key,
        "customers": one.customers,
        "paid_amount": amount_as_text(one.paid_amount),
        "comeback_rate": one.rate,
        "low": one.returning.low if one.returning else None,
        "high": one.returning.high if one.returning else None,
        "expected": one.expected,
    }


def _wave(one: Wave, language: Language) -> Mapping[str, Any]:
    return {
        "wave": one.plan.kind.key,
        "day": one.plan.day.isoformat(),
        "hour": one.plan.hour,
        "channel": one.plan.channel,
        "groups": list(one.plan.groups),
        "recipients": one.recipients,
        "left_out": one.left_out,
        "text": one.text,
        "characters": one.length.characters,
        "parts": one.length.parts,
        "figures": {name: figure_as_plain(figure) for name, figure in one.figures.items()},
        "problems": [language.text(problem) for problem in one.problems],
    }
