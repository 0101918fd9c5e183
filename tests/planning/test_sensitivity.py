"""What each assumption moves: always what really answering the changed plan says."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner.tables.dataset
from planner.figures import Assumption, Origin
from planner.language import Language, Unit, say
from planner.planning import REGISTRY, Answer
from planner.planning.sensitivity import (
    all_sensitivities,
    sensitivity,
    steps,
    unedited,
)
from planner.tables import Dataset, Query
from planner.tables.dataset import ROWS_KEPT, _Answers

Answered = Callable[..., Answer]


def an_assumption(low: float, high: float, whole: bool = False) -> Assumption:
    return Assumption("x.y", say("x"), say("x"), Unit.COUNT, low, low, high, "DEFAULT", whole)


@pytest.mark.parametrize(
    ("value", "bounds", "whole", "expected"),
    [
        (4, (0, 60), True, (3, 5)),
        (100, (0, 600), True, (90, 110)),
        (15, (0, 600), True, (13, 17)),  # half a second is rounded away from nothing
        (0.95, (0.5, 0.99), False, (0.855, 0.99)),
        (0.99, (0.5, 0.99), False, (0.891, None)),
        (0, (0, 60), True, (None, 1)),
        (0, (0, 1), False, (None, 0.01)),
        (0, (-5, 60), False, (-1, 1)),
        (-0.5, (-0.9, 20), False, (-0.55, -0.45)),
        (24, (24, 24), True, (None, None)),
    ],
)
def test_a_step_is_a_tenth_within_the_bounds(
    value: float,
    bounds: tuple[float, float],
    whole: bool,
    expected: tuple[float | None, float | None],
) -> None:
    assert steps(an_assumption(*bounds, whole), value) == expected


@given(st.data())
def test_a_step_is_always_accepted_and_always_moves(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(sorted(REGISTRY.assumptions.values(), key=lambda a: a.field)))
    low, high = float(one.low), min(float(one.high), 1e6)
    value = data.draw(
        st.integers(int(low), int(high)) if one.whole else st.floats(low, high, allow_nan=False)
    )
    checked = one.checked(Decimal(str(value)) if one.unit is Unit.MONEY else value)
    assert checked is not None
    down, up = steps(one, checked)
    assert down is None or one.low <= down < checked
    assert up is None or checked < up <= one.high


def test_a_lever_moves_what_follows_from_it_and_nothing_else(
    event_answer: Answered, event_dataset: Dataset
) -> None:
    told = event_answer(targets__growth_share=0.5, targets__conversion_share=0.05)
    found = sensitivity(told, event_dataset, "targets.conversion_share")
    assert found.down is not None
    assert found.up is not None
    assert (found.down.value, found.up.value) == (0.045, 0.055)
    moved = {pair.key for move in (found.down, found.up) for pair in move.figures}
    assert moved == {"targets.visitors"}
    # The same as answering the plan with that number typed in.
    typed = event_answer(targets__growth_share=0.5, targets__conversion_share=0.045)
    (visitors,) = found.down.figures
    assert typed.rooms is not None
    assert visitors.b == typed.rooms.targets.visitors.value
    assert visitors.difference is not None
    assert visitors.difference > 0  # a lower conversion takes more visitors


def test_every_assumption_is_moved_and_the_strongest_stand_first(
    event_answer: Answered, event_dataset: Dataset
) -> None:
    told, calls = event_answer(targets__conversion_share=0.05), []
    found = all_sensitivities(told, event_dataset, lambda done, count: calls.append((done, count)))
    assert found.keys() == told.entries.keys()
    assert calls == [(number, len(told.entries)) for number in range(len(told.entries))]
    shares = [one.largest_share() for one in found.values()]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0
    assert not found["targets.goal_revenue"].moves_anything  # left open: nothing to move from


def test_the_sheets_are_asked_once(
    event_answer: Answered, event_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted is what the engine is asked, from a version that has told nothing yet."""
    asked: list[str] = []
    ask = Dataset._asked

    def counted(dataset: Dataset, query: Query, parameters: Mapping[str, Any]) -> Any:
        asked.append(f"{query.name} {sorted(parameters.items())}")
        return ask(dataset, query, parameters)

    monkeypatch.setattr(Dataset, "_asked", counted)
    monkeypatch.setattr(planner.tables.dataset, "_ANSWERS", _Answers(ROWS_KEPT))
    told = event_answer(targets__conversion_share=0.05)
    all_sensitivities(told, event_dataset, lambda done, count: None)
    assert asked
    assert len(asked) == len(set(asked))


def test_without_data_nothing_is_moved(event_answer: Answered) -> None:
    told = event_answer(campaign__reference_day="2020-01-01")
    found = all_sensitivities(told, None, lambda done, count: None)
    assert not any(one.moves_anything for one in found.values())


def test_what_the_sheets_say_instead_of_an_edit(
    event_answer: Answered, event_dataset: Dataset
) -> None:
    plain = event_answer().entries["targets.aov"]
    assert plain.origin is Origin.SHEET
    told = event_answer(targets__aov="120.00", staffing__handling_seconds=70)
    found = unedited(told, event_dataset)
    assert found == {"targets.aov": plain}  # no sheet speaks of handling times
    assert unedited(event_answer(), event_dataset) == {}


def test_labels_are_told_in_both_languages(event_answer: Answered, event_dataset: Dataset) -> None:
    told = event_answer(targets__conversion_share=0.05)
    found = sensitivity(told, event_dataset, "targets.conversion_share")
    assert found.up is not None
    (pair,) = found.up.figures
    assert Language("zh").text(pair.label) != Language("en").text(pair.label)
