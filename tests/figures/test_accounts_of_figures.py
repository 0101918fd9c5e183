"""Figures and assumptions: what they hold, what they refuse, what lies beneath them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from planner.errors import PlanError
from planner.figures import (
    FUNCTIONS,
    Assumption,
    Entry,
    Measured,
    Origin,
    Series,
    account,
    assumption,
    declared,
    entry_map,
    filled,
    walk,
    work_out,
)
from planner.language import Language, Unit, say

EN = Language("en")


def number(unit: Unit = Unit.SHARE, *, whole: bool = False, high: Any = 10) -> Assumption:
    """Return an assumption between 0 and ``high``."""
    return Assumption("room.x", say("X"), say("Help"), unit, 1, 0, high, "INV-1", whole)


@pytest.mark.parametrize(
    ("given", "unit", "whole", "checked"),
    [
        (None, Unit.SHARE, False, None),
        (0.3, Unit.SHARE, False, 0.3),
        (0, Unit.SHARE, False, 0),
        (10, Unit.SHARE, False, 10),
        (7.0, Unit.COUNT, True, 7),
        (Decimal(7), Unit.COUNT, True, 7),
        (0.1, Unit.MONEY, False, Decimal("0.1")),
        (5, Unit.MONEY, False, Decimal(5)),
        (Decimal("9.995"), Unit.MONEY, False, Decimal("9.995")),
    ],
)
def test_a_value_in_bounds_is_taken(given: Any, unit: Unit, whole: bool, checked: Any) -> None:
    result = number(unit, whole=whole).checked(given)
    assert result == checked
    assert type(result) is type(checked)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (-0.01, "X: -1 % is outside 0 % to 1,000 %."),
        (10.01, "X: 1,001 % is outside 0 % to 1,000 %."),
        (10**400, "is outside 0 % to 1,000 %."),
        (float("nan"), "X: nan is not a number."),
        (float("inf"), "X: inf is not a number."),
        (Decimal("NaN"), "X: NaN is not a number."),
        (Decimal("sNaN"), "X: sNaN is not a number."),
        (Decimal("-Infinity"), "X: -Infinity is not a number."),
        (True, "X: True is not a number."),
        ("0.3", "X: 0.3 is not a number."),
        ([], "X: [] is not a number."),
        (2.5, "X: 2.50 is not a whole number."),
    ],
)
def test_a_value_is_refused_with_the_reason(given: Any, reason: str) -> None:
    with pytest.raises(PlanError) as refused:
        number(whole=True).checked(given)
    assert EN.error(refused.value).endswith(reason)


@dataclass(frozen=True)
class Section:
    """A room's section of the plan."""

    share: float = assumption(0.3, Unit.SHARE, (0.0, 1.0), "INV-1", say("Share"), say("Help"))
    left_open: int | None = assumption(
        None, Unit.COUNT, (1, 9), "INV-2", say("Open"), say("Help"), whole=True
    )


def test_a_section_declares_its_assumptions_and_is_filled_from_them() -> None:
    share, left_open = declared("room", Section)
    assert (share.field, share.room, share.default) == ("room.share", "room", 0.3)
    assert (left_open.default, left_open.low, left_open.whole) == (None, 1, True)
    entries = entry_map([Entry(share, 0.5, Origin.EDITED), Entry(left_open, None, Origin.DEFAULT)])
    assert filled("room", Section, entries) == Section(0.5, None)


def counted(name: str, value: Any) -> Measured:
    """Return a value counted in the sheets."""
    return Measured(f"r.{name}", say("Counted"), value, Unit.COUNT, "query", {}, 5, "orders")


def test_a_figure_is_open_while_an_input_is() -> None:
    known, unknown = counted("known", 6), counted("unknown", None)
    open_figure = work_out("t.open", say("Open"), Unit.COUNT, "a / b", {"a": known, "b": unknown})
    assert open_figure.value is None
    with pytest.raises(ValueError, match=r"t\.open"):
        _ = open_figure.required
    figure = work_out("t.x", say("X"), Unit.COUNT, "a / 4", {"a": known})
    assert (figure.value, figure.exact) == (1.5, Decimal("1.5"))


def test_a_walk_reaches_everything_inputs_first() -> None:
    items, orders = counted("items", 6), counted("orders", 4)
    basis = work_out("r.x", say("Each"), Unit.RATIO, "i / o", {"i": items, "o": orders})
    entry = Entry(number(), basis.value, Origin.SHEET, basis)
    column = Series("s.hours", say("Hours"), Unit.COUNT, (1, 2, 3), say("note"))
    top = work_out("t.y", say("Y"), Unit.COUNT, "total(c) * e", {"c": column, "e": entry})
    assert top.value == 9
    assert [one.key for one in walk(top)] == [
        "s.hours", "r.items", "r.orders", "r.x", "room.x", "t.y",
    ]  # fmt: skip


def test_an_account_goes_from_the_figure_down_to_what_was_counted() -> None:
    items, orders = counted("items", 6), counted("orders", 4)
    basis = work_out("r.x", say("Each"), Unit.RATIO, "i / o", {"i": items, "o": orders})
    entry = Entry(number(Unit.RATIO), basis.value, Origin.SHEET, basis)
    edited = Entry(number(Unit.RATIO), 2.5, Origin.EDITED)
    column = Series("s.hours", say("Hours"), Unit.COUNT, (1, 2, 3), say("an hour each"))
    inputs = {"c": column, "e": entry, "o": orders, "f": edited}
    top = work_out("t.y", say("Y"), Unit.COUNT, "total(c) * (e - f) + o", inputs, rules=("INV-1",))
    lines = account(top, EN, FUNCTIONS)
    assert [(line.depth, line.key, line.value) for line in lines] == [
        (0, "t.y", "-2"),
        (1, "s.hours", "3 values"),
        (1, "room.x", "1.5"),
        (2, "r.x", "1.5"),
        (3, "r.items", "6"),
        (3, "r.orders", "4"),
        (1, "r.orders", "4"),
        (1, "room.x", "2.5"),
    ]
    assert lines[0].formula == "(sum of Hours) × (X − X) + Counted"
    assert lines[0].numbers == "(sum of 3 values) × (1.5 − 2.5) + 4"
    assert [line.origin for line in lines[2:4]] == ["from your sheets", lines[0].origin]
    assert lines[-1].origin == "edited; default 1"
    assert "counted in 5 orders of your sheets" in lines[4].origin
    assert (lines[0].rules, lines[2].rules) == (("INV-1",), ("INV-1",))
