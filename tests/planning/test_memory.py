"""A plan answered with a memory: the same numbers, and rooms that nothing reaches are not asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planner.figures import Entry
from planner.planning import REGISTRY, Answer, answer
from planner.planning.compare import key_figures
from planner.planning.memory import Memory
from planner.planning.sensitivity import all_sensitivities
from planner.tables import Dataset
from tests.rows import plan

TODAY = date(2027, 10, 1)
Answered = Callable[..., Answer]


def test_moving_one_assumption_after_another_changes_no_number(
    event_answer: Answered, event_dataset: Dataset
) -> None:
    given = {"targets.conversion_share": 0.05, "targets.unit_cost": "20.00"}
    told = event_answer(**{name.replace(".", "__"): value for name, value in given.items()})
    found = all_sensitivities(told, event_dataset, lambda done, count: None)
    before = {key: figure.value for key, figure in key_figures(told).items()}
    checked = 0
    for number, (name, sensitivity) in enumerate(found.items()):
        # Up and down in turn: what a move reaches does not hang on its direction.
        moves = (sensitivity.down, sensitivity.up)[:: -1 if number % 2 else 1]
        move = next((one for one in moves if one), None)
        if move is None:
            continue
        values = {**given, name: REGISTRY.checked(name, move.value)}
        alone = answer(replace(plan(), values=values), event_dataset, TODAY)
        after = {key: figure.value for key, figure in key_figures(alone).items()}
        for pair in move.figures:
            assert (pair.a, pair.b) == (before[pair.key], after[pair.key]), (name, pair.key)
        checked += 1
    assert checked > 100


def test_what_nothing_reaches_is_not_asked_again(event_dataset: Dataset) -> None:
    memory = Memory()
    first = answer(plan(), event_dataset, TODAY, memory)
    second = answer(plan(staffing__shrinkage=0.5), event_dataset, TODAY, memory)
    third = answer(plan(targets__growth_share=2.0), event_dataset, TODAY, memory)
    assert first.rooms
    assert second.rooms
    assert third.rooms
    assert second.rooms.targets is first.rooms.targets
    assert second.rooms.demand is first.rooms.demand
    assert second.rooms.staffing != first.rooms.staffing
    assert third.rooms.targets != first.rooms.targets
    assert third.rooms.staffing != first.rooms.staffing


@pytest.fixture
def entries() -> dict[str, Entry]:
    """Return the entries of an empty plan."""
    return dict(REGISTRY.entries({}))


def test_a_room_is_asked_again_when_an_entry_that_it_read_or_its_input_differs(
    entries: dict[str, Entry],
) -> None:
    asked = []

    def room(number: int, given: dict[str, Entry]) -> object:
        asked.append(number)
        return number, given["staffing.shrinkage"].value

    memory = Memory()
    assert memory.asking(entries)(room, 1, entries) == memory.asking(entries)(room, 1, entries)
    other = {**entries, "staffing.shift_hours": replace(entries["staffing.shift_hours"], value=9)}
    memory.asking(other)(room, 1, other)
    assert asked == [1]
    memory.asking(entries)(room, 2, entries)
    changed = {**entries, "staffing.shrinkage": replace(entries["staffing.shrinkage"], value=0.4)}
    assert memory.asking(changed)(room, 1, changed) == (1, 0.4)
    assert asked == [1, 2, 1]


def test_a_room_that_goes_through_all_entries_depends_on_all(entries: dict[str, Entry]) -> None:
    asked = []

    def room(given: dict[str, Entry]) -> int:
        asked.append(len(given))
        return sum(1 for _ in given)

    memory = Memory()
    memory.asking(entries)(room, entries)
    other = {**entries, "staffing.shift_hours": replace(entries["staffing.shift_hours"], value=9)}
    memory.asking(other)(room, other)
    assert len(asked) == 2
