"""Parcels on their way as plain data, for programs: the same numbers as on the page and sheets."""

from dataclasses import asdict
from typing import Any

from planner.language import Language
from planner.tracking import Tracking


def tracking_as_json(told: Tracking | None, language: Language) -> dict[str, Any] | None:
    """Return which parcels are in trouble, the texts and the carriers; None where nothing tells.

    Moments are ISO, sentences in the language; times in hours, None is not known.
    """
    if told is None:
        return None
    level, sentence = told.verdict()
    return {
        "verdict": {"level": level.value, "text": language.text(sentence)},
        "seen_at": told.now.isoformat(),
        "on_the_way": told.on_the_way,
        "in_trouble": told.in_trouble,
        "buyers_to_care_for": told.marked,
        "kinds": [
            {
                "kind": one.key,
                "is_trouble": one.is_trouble,
                "parcels": told.counts[one.key].parcels,
                "buyers": told.counts[one.key].buyers,
                "text": told.wordings[one.key].text,
            }
            for one in told.kinds
        ],
        "carriers": [asdict(one) for one in told.carriers],
        "problems": [language.text(problem) for problem in told.problems],
    }
