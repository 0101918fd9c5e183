"""The staff list as it is typed or copied from a sheet, and the crews that follow from it."""

from datetime import date
from decimal import Decimal

import pytest

from planner.language import Language
from planner.roster.people import HELPED, Employee, crews_of, read_staff, teams_of
from planner.staffing import POSITIONS

MAIN = date(2027, 11, 11)
COSTS = {one.key: Decimal(one.hourly_cost) for one in POSITIONS}


@pytest.mark.parametrize(
    ("line", "positions"),
    [
        ("Wang\tPicking\t30", ("pick",)),
        ("王芳，仓库", HELPED),
        ("Li, Packing / Phone team for top customers", ("pack", "phone")),
    ],
)
def test_skills_by_position_or_group_in_both_languages(
    line: str, positions: tuple[str, ...]
) -> None:
    (one,), problems = read_staff(line, MAIN)
    assert one.positions == positions
    assert not problems


def test_what_is_not_understood_is_named_with_its_line() -> None:
    staff, problems = read_staff(
        "A, Picking, 25\n\nB, Juggling\nA, Packing\nC, Packing, soon", MAIN
    )
    assert [one.name for one in staff] == ["A", "C"]
    told = [Language("en").text(one) for one in problems]
    assert told == [
        "Line 3 of the staff list: Juggling is not understood.",
        "Line 4 of the staff list: A is not understood.",
        "Line 5 of the staff list: soon is not understood.",
    ]


def test_positions_of_the_same_people_are_one_crew() -> None:
    staff = (Employee("A", ("pick", "pack")), Employee("B", ("pick",)))
    required = {one.key: (1,) for one in POSITIONS}
    crews = {crew.key: crew for crew in crews_of(staff, required)}
    assert crews["pick"].positions == ("pick",)
    assert crews["pack"].positions == ("pack",)
    # Nobody of the shop holds these, and helpers go to some of them alone.
    assert set(crews["review"].positions) < set(HELPED)
    assert "pick" not in crews["review"].positions
    assert sum(crew.required[0] for crew in crews.values()) == len(POSITIONS)


def test_people_who_are_alike_are_one_team() -> None:
    staff = (
        Employee("A", ("pick",)),
        Employee("B", ("pick",)),
        Employee("C", ("pick",), Decimal(30)),
        Employee("D", ("pick",), nights=False),
        Employee("E", ("pick",), days_off=(date(2027, 11, 9),)),
        Employee("F", ("before",)),
    )
    crews = crews_of(staff, {one.key: (int(one.key == "pick"),) for one in POSITIONS})
    teams = teams_of(staff, crews, date(2027, 11, 8), COSTS)
    assert [team.names for team in teams] == [("A", "B"), ("C",), ("D",), ("E",)]
    assert teams[0].wage_minor == 2500
    assert teams[3].days_off == {1}
