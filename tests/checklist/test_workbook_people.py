"""People of every hour, position and quantile: as the planner has them, and live in the workbook.

A shop of some five thousand orders is written, values in it are changed as somebody would in Excel,
LibreOffice works everything out again, and every cell must hold what the planner answers to a plan
with these values.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from planner.checklist import build_checklist, write_workbook
from planner.demand import Quantile
from planner.language import Language
from planner.planning import Answer, answer
from planner.staffing import POSITIONS, STEPS, Group, Roster
from tests.checklist.cases import TODAY, published, week_of_orders
from tests.checklist.reading import opened, opened_values
from tests.checklist.recalculation import differences, is_same, recalculated, typed
from tests.rows import plan

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

BIG = {"targets__growth_share": 19.0}
TWO_STATIONS = {**BIG, "staffing__packing_stations": 2, "staffing__printers": 40}
EDITS: Mapping[str, Mapping[str, float | None]] = {
    "demand_and_preparation": {
        "targets_growth_share": 12.5,
        "demand_hour_dispersion": 9.5,
        "demand_event_uncertainty_share": 0.4,
        "demand_parcels_per_order": 1.35,
        "staffing_share_by_inquiry": 0.6,
        "staffing_inquiry_conversion": 0.3,
        "staffing_top_customer_share": 0.9,
        "staffing_call_seconds": 3600,
        "staffing_call_days": 7,
        "staffing_call_from": 22,
        "staffing_call_until": 2,
        "staffing_count_seconds_per_item": 40,
        "staffing_prepack_days": 6,
        "staffing_commanders": 3,
        "staffing_dispatchers": 0,
        "staffing_coordinators": 7,
        # A promise that is soon due, and a warehouse that never closes.
        "staffing_promise_hours": 12,
        "staffing_opens_at": 0,
    },
    "service_and_warehouse": {
        "staffing_service_level": 0.95,
        "staffing_handling_seconds": 120,
        "staffing_chats_at_once": 2,
        "staffing_shrinkage": 0.41,
        "staffing_contacts_per_order": 0.4,
        "staffing_delivery_days": 5,
        "staffing_during_seconds": 240,
        "staffing_contacts_per_parcel": 0.5,
        "staffing_after_days": 9,
        "staffing_care_from": 18,
        "staffing_care_until": 3,
        "staffing_own_person_from": 12.5,
        "staffing_reminder_seconds": 200,
        "staffing_occupancy_cap": 0.7,
        "staffing_pick_seconds_per_line": 80,
        "staffing_check_seconds": 33,
        "staffing_inspect_seconds": 33,
        "staffing_lines_per_parcel": 3,
        "staffing_productive_share": 0.66,
        "staffing_opens_at": 20,
        "staffing_closes_at": 3,
        "staffing_promise_hours": 100,
        "staffing_prepacked_share": 0.35,
        "staffing_pick_hourly_cost": 31.25,
        "staffing_before_hourly_cost": 0,
    },
    "too_few_printers": {
        "staffing_printers": 2,
        "staffing_printer_labels_per_hour": 9,
        "staffing_checking_stations": 50,
        "staffing_promise_hours": 24,
    },
}
"""What is typed into the workbook, by defined name."""


@dataclass(frozen=True)
class Shop:
    """What was written, what the planner answers, and what LibreOffice made of it, by name."""

    answers: Mapping[str, Answer]
    written: Mapping[str, Path]
    again: Mapping[str, Path]
    books: dict[str, Workbook] = field(default_factory=dict)

    def book(self, name: str) -> Workbook:
        """Return what LibreOffice worked out; opened once."""
        if name not in self.books:
            self.books[name] = openpyxl.load_workbook(self.again[name], data_only=True)
        return self.books[name]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("people")
    dataset = published(folder / "data", *week_of_orders())

    def told(**values: object) -> Answer:
        return answer(plan(**values), dataset, TODAY)

    def write(name: str, made: Answer) -> Path:
        target = folder / f"{name}.xlsx"
        write_workbook(made, build_checklist(made), Language("en"), target)
        return target

    answers = {"big": told(**BIG), "stations": told(**TWO_STATIONS)}
    answers["patience"] = told(**BIG, staffing__patience_seconds=60)
    written = {name: write(name, made) for name, made in answers.items()}
    for name, cells in EDITS.items():
        answers[name] = told(
            **{**BIG, **{plan_field(cell): value for cell, value in cells.items()}}
        )
        written[name] = typed(written["big"], folder / f"{name}.xlsx", cells)
    answers["freed"] = told(**BIG)
    freed = {"staffing_packing_stations": None, "staffing_printers": None}
    written["freed"] = typed(written["stations"], folder / "freed.xlsx", freed)
    written["long"] = typed(written["big"], folder / "long.xlsx", {"staffing_after_days": 60})
    again = recalculated(written.values(), folder)
    return Shop(answers, written, dict(zip(written, again, strict=True)))


def plan_field(cell: str) -> str:
    """Return an assumption's name as a plan takes it."""
    if found := re.fullmatch(r"staffing_(\w+)_hourly_cost", cell):
        return f"staffing__{found[1]}__hourly_cost"
    return cell.replace("_", "__", 1)


def named(book: Workbook, name: str) -> list[object]:
    """Return what the cells of a name hold."""
    ((sheet, address),) = book.defined_names[name].destinations
    first, _, last = address.replace("$", "").partition(":")
    return [row[0].value for row in book[sheet][first : last or first]] if last else [
        book[sheet][first].value
    ]  # fmt: skip


def hours_of(book: Workbook, quantile: Quantile) -> list[datetime]:
    """Return the start of every row of a sheet of people."""
    rows = book[f"People by hour {quantile.value}"].iter_rows(min_row=6, max_col=2)
    return [day.value + timedelta(hours=int(hour.value[:2])) for day, hour in rows if hour.value]


def by_hour(roster: Roster, column: tuple[int, ...], hours: list[datetime]) -> list[int]:
    """Return a roster's column by the hours of a sheet; nobody works in the others."""
    known = dict(zip(roster.starts, column, strict=True))
    assert not set(known) - set(hours) or not any(
        count for start, count in known.items() if start not in hours
    )
    return [known.get(start, 0) for start in hours]


ALL = ["big", "stations", "patience", "freed", *EDITS]


@pytest.mark.parametrize("name", ["big", "stations", "patience"])
def test_what_is_stored_is_what_is_worked_out(shop: Shop, name: str) -> None:
    assert list(differences(shop.written[name], shop.again[name])) == []


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("quantile", list(Quantile))
def test_people_by_hour_and_position_are_the_planners(
    shop: Shop, name: str, quantile: Quantile
) -> None:
    book = shop.book(name)
    rooms = shop.answers[name].rooms
    assert rooms
    roster, suffix = rooms.staffing.rosters[quantile], quantile.suffix
    hours = hours_of(book, quantile)
    for one in POSITIONS:
        found = [cell or 0 for cell in named(book, f"staffing_{one.key}_to_roster{suffix}")]
        assert found == by_hour(roster, roster.to_roster[one.key], hours), one.key
    everybody = [cell or 0 for cell in named(book, f"staffing_everybody_to_roster{suffix}")]
    assert everybody == by_hour(roster, roster.people_to_roster(), hours)
    for group in Group:
        found = [cell or 0 for cell in named(book, f"staffing_{group.value}_on_duty{suffix}")]
        assert found == by_hour(roster, roster.people(group), hours), group
    hidden = book[f"people_{quantile.value.lower()}"]
    heads = {cell.value: cell.column for cell in hidden[1]}
    for one in STEPS:
        cells = [hidden.cell(6 + row, heads[one.key]).value or 0 for row in range(len(hours))]
        assert cells == by_hour(roster, roster.on_duty[one.key], hours), one.key


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("quantile", list(Quantile))
def test_figures_and_table_by_position_are_the_planners(
    shop: Shop, name: str, quantile: Quantile
) -> None:
    book = shop.book(name)
    rooms = shop.answers[name].rooms
    assert rooms
    staffing, roster = rooms.staffing, rooms.staffing.rosters[quantile]
    for figure in staffing.roster_figures[quantile].values():
        (found,) = named(book, "result_" + figure.key.replace(".", "_"))
        assert is_same(found, float(figure.required)), figure.key
    left = 6 + 6 * list(Quantile).index(quantile)
    english = Language("en")
    rows = {row[0].value: row for row in book["Staffing by position"].iter_rows(min_row=5)}
    for one in POSITIONS:
        row = rows[english.text(one.label)]
        amount, most, to_roster = (cell.value for cell in row[left - 1 : left + 2])
        assert is_same(amount or 0, roster.amounts.get(one.key, 0)), one.key
        assert (most, to_roster) == (max(roster.on_duty[one.key]), max(roster.to_roster[one.key]))
        assert is_same(row[2].value, staffing.outputs[one.key])
    everybody = rows["Everybody"]
    assert everybody[left].value == max(roster.people())
    assert everybody[left + 1].value == max(roster.people_to_roster())


def test_the_edits_change_every_position_at_every_quantile(shop: Shop) -> None:
    usual = shop.answers["big"].rooms
    assert usual
    for quantile in Quantile:
        changed = set()
        for name in EDITS:
            rooms = shop.answers[name].rooms
            assert rooms
            one, other = (room.staffing.rosters[quantile] for room in (usual, rooms))
            changed |= {key for key in one.to_roster if one.to_roster[key] != other.to_roster[key]}
        assert changed == {one.key for one in POSITIONS}


def test_limits_typed_later_leave_parcels_over_and_say_when_the_last_leaves(shop: Shop) -> None:
    rooms = shop.answers["too_few_printers"].rooms
    assert rooms
    assert rooms.staffing.packing.left_over
    book = shop.book("too_few_printers")
    assert named(book, "staffing_left_over") == [rooms.staffing.packing.left_over]
    leaves = next(
        row[1].value for row in book["Summary"].iter_rows() if row[0].value == "Last parcel leaves"
    )
    assert leaves == rooms.staffing.last_parcel_leaves
    assert "some leave late" in told(book)
    assert "some leave late" not in told(shop.book("freed"))


def told(book: Workbook) -> str:
    """Return what stands below the table by position."""
    rows = book["Staffing by position"].iter_rows(min_row=20)
    return " ".join(str(row[0].value) for row in rows)


def test_rows_that_do_not_suffice_are_said(shop: Shop) -> None:
    assert "write the workbook anew" not in told(shop.book("big"))
    assert "write the workbook anew" in told(shop.book("long"))


def test_agents_who_follow_from_patience_are_the_planners_with_a_comment(shop: Shop) -> None:
    book = opened(shop.written["patience"])
    sheet = book["People by hour P95"]
    before = [sheet.cell(row, 3) for row in range(6, sheet.max_row)]
    noted = [cell for cell in before if cell.comment]
    assert len(noted) > 100
    hidden = book["people_p95"]
    column = next(cell.column for cell in hidden[1] if cell.value == "before")
    assert all(isinstance(hidden.cell(cell.row, column).value, int) for cell in noted)


def test_days_on_which_nobody_works_are_folded_away_and_each_other_has_a_page(shop: Shop) -> None:
    rooms = shop.answers["big"].rooms
    assert rooms
    book = opened(shop.written["big"])
    values = opened_values(shop.written["big"])
    for quantile in Quantile:
        sheet = book[f"People by hour {quantile.value}"]
        hours = hours_of(values, quantile)
        seen = [start for row, start in enumerate(hours, 6) if not sheet.row_dimensions[row].hidden]
        roster = rooms.staffing.rosters[quantile]
        days = {
            start.date()
            for start, count in zip(roster.starts, roster.people_to_roster(), strict=True)
            if count
        }
        assert (seen[0].date(), seen[-1].date()) == (min(days), max(days))
        assert seen == [seen[0] + timedelta(hours=hour) for hour in range(len(seen))]
        first_rows = [one.id + 1 for one in sheet.row_breaks.brk]
        assert first_rows
        assert {hours[row - 6].hour for row in first_rows} == {0}
