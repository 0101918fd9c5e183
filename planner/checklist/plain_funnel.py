"""The room Funnel as plain data, for programs: the same numbers as on its page and sheet."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from planner.figures import Figure, Measured
from planner.funnel import Counts, Funnel, Level, StepResult
from planner.language import Language, Unit


def funnel_as_json(told: Funnel | None, language: Language) -> dict[str, Any] | None:
    """Return levels, steps, references and money; None where nothing is loaded to tell them.

    Amounts are texts with two decimals, days ISO, sentences in the language; None is not known.
    """
    if told is None:
        return None
    verdict, sentence = told.verdict()
    return {
        "verdict": {"level": verdict and verdict.value, "text": language.text(sentence)},
        "mend_first": told.first.step.value if told.first else None,
        "period": _counts(told.now),
        "beside": {kind: _counts(one) for kind, one in told.beside.items()},
        "missing": {level.value: language.text(level.sheet) for level in told.missing()},
        "steps": {step.value: _step(one, language) for step, one in told.steps.items()},
        "remarks": [language.text(one) for one in (*told.now.remarks, *told.now.why_not.values())],
        "problems": [language.text(one) for one in told.problems],
        "tasks": [one.key for one in told.tasks()],
    }


def _counts(counts: Counts) -> Mapping[str, Any]:
    return {
        "kind": counts.period.kind,
        "first_day": counts.period.first_day.isoformat(),
        "last_day": counts.period.last_day.isoformat(),
        "levels": {
            level.value: _value(counts.levels[level]) if level in counts.levels else None
            for level in Level
        },
        "beside": {name: _value(one) for name, one in counts.beside.items()},
        "bought_again_within_days": counts.again_days or None,
    }


def _step(one: StepResult, language: Language) -> Mapping[str, Any]:
    reached, base = one.counts.pair
    return {
        "base": base,
        "reached": reached,
        "rate": float(one.rate.required),
        "between": [one.interval.low, one.interval.high],
        "lost": _value(one.lost),
        "lost_share": 1 - reached / base,
        "lost_money": _value(one.lost_money),
        "references": {reference.kind: reference.value for reference in one.references},
        "held_against": one.reference.kind if one.reference else None,
        "held_against_text": language.text(one.reference.label) if one.reference else None,
        "mend_count": _value(one.mend_count),
        "mend_money": _value(one.mend_money),
        "standing": one.standing.value,
    }


def _value(one: Figure | Measured | None) -> str | float | int | None:
    if one is None or one.value is None:
        return None
    if one.unit is Unit.MONEY:
        return f"{Decimal(str(one.value)):.2f}"
    return float(one.value) if isinstance(one.value, Decimal) else one.value
