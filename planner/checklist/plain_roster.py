"""The room Roster as plain data, for programs: the same numbers as on its page and sheets."""

from collections.abc import Mapping
from typing import Any

from planner.checklist.plain import amount_as_text, figure_as_plain
from planner.language import Language
from planner.roster import Person, ShiftPlan, stretches


def roster_as_json(plan: ShiftPlan, language: Language) -> dict[str, Any]:
    """Return verdict, figures, everybody's shifts, what is missing, ways to close it, whom to hire.

    Amounts are texts with two decimals, times ISO, sentences in the language. ``places`` holds what
    somebody does by hour: the key of a position, ``break`` or ``reserve``.
    """
    level, sentence = plan.verdict()
    hiring = plan.hiring
    return {
        "verdict": {"level": level.value, "text": language.text(sentence)},
        "figures": {name: figure_as_plain(one) for name, one in plan.figures.items()},
        "gap": plan.solution.gap,
        "people": [_person(plan, one, language) for one in plan.working],
        "uncovered": [
            {
                "crew": one.crew,
                "from": one.first.isoformat(),
                "until": one.until.isoformat(),
                "most": one.most,
                "hours": one.hours,
            }
            for one in stretches(plan)
        ],
        "ways": [
            {
                "crew": one.crew.key,
                "what": language.text(one.what),
                "covers_hours": one.covers,
                "cost": amount_as_text(one.cost),
                "how": language.text(one.how),
            }
            for one in plan.ways
        ],
        "hiring": None
        if hiring is None
        else {
            "people": hiring.people,
            "hire_by": hiring.hire_by.isoformat(),
            "train_from": hiring.train_from.isoformat(),
            "train_until": hiring.train_until.isoformat(),
            "first_day": hiring.first_day.isoformat(),
            "last_day": hiring.last_day.isoformat(),
            "trainers": hiring.trainers,
            "training_hours": hiring.training_hours,
        },
        "problems": [language.text(one) for one in plan.problems],
    }


def _person(plan: ShiftPlan, person: Person, language: Language) -> Mapping[str, Any]:
    return {
        "name": language.text(plan.name_of(person)),
        "kind": person.team.kind.value,
        "hours": person.hours,
        "shifts": [
            {
                "start": plan.start_of(shift.start).isoformat(),
                "end": plan.start_of(shift.end).isoformat(),
                "overtime_hours": shift.overtime,
                "places": {
                    plan.start_of(hour).isoformat(): person.places[hour]
                    for hour in shift.covered
                    if hour in person.places
                },
            }
            for shift in person.shifts
        ],
    }
