"""The edited workbook comes back: found by hidden ids, told apart, accepted one by one."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.campaign import Patch, Plan, PlanStore
from planner.checklist import build_checklist, workbook_bytes
from planner.checklist.way_back import Proposal, patches_of, proposals, read_workbook
from planner.errors import WorkbookRefused
from planner.language import Language
from planner.planning import REGISTRY, Answer, answer
from planner.tables import Workspace
from tests.checklist.cases import Workbooks

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

ENGLISH = Language("en")
TODAY = date(2027, 10, 20)
OWN = {"title": "Rent a van", "area": "staffing", "due": -10, "first": -12, "status": "open"}
START = {
    "campaign.main_day": "2027-11-11",
    **{f"checklist.own.a1.{name}": value for name, value in OWN.items()},
}
Edit = Callable[[Workbook], None]
EXPORTED: dict[object, bytes] = {}
COLUMNS = {
    "title": 2, "area": 3, "owner": 4, "offset": 5, "begins": 6, "due": 7, "status": 8,
    "evidence": 9, "note": 10,
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a workspace with the plan; to be copied."""
    folder = tmp_path_factory.mktemp("kept")
    PlanStore(Workspace(folder), REGISTRY).create(START)
    return folder


@pytest.fixture
def store(kept: Path, tmp_path: Path) -> PlanStore:
    return PlanStore(Workspace(shutil.copytree(kept, tmp_path / "workspace")), REGISTRY)


@pytest.fixture
def plan(store: PlanStore) -> Plan:
    return store.current()


def told(plan: Plan) -> Answer:
    return answer(plan, None, TODAY)


def exported(plan: Plan, language: Language = ENGLISH) -> bytes:
    """Return the workbook of a plan; written once for all tests that begin with the same plan."""
    key = language.code, repr(plan)
    if key not in EXPORTED:
        made = told(plan)
        EXPORTED[key] = workbook_bytes(made, build_checklist(made), language)
    return EXPORTED[key]


def edited(content: bytes, edit: Edit) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def compared(content: bytes, plan: Plan) -> list[Proposal]:
    made = told(plan)
    return proposals(read_workbook(content, plan), made, build_checklist(made))


def tasks_sheet(book: Workbook) -> Worksheet:
    ((title, _),) = book.defined_names["checklist_id"].destinations
    return book[title]


def row_of(sheet: Worksheet, task_id: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == task_id)


def put(task_id: str, column: str, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        sheet = tasks_sheet(book)
        sheet.cell(row_of(sheet, task_id), COLUMNS[column]).value = value  # type: ignore[assignment]

    return edit


def assume(name: str, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        ((title, address),) = book.defined_names[name].destinations
        book[title][address.replace("$", "")].value = value

    return edit


def add(**cells: object) -> Edit:
    def edit(book: Workbook) -> None:
        sheet = tasks_sheet(book)
        titles = (row for row in range(4, 1000) if not sheet.cell(row, 2).value)
        row = next(titles)
        for column, value in cells.items():
            sheet.cell(row, COLUMNS[column]).value = value  # type: ignore[assignment]

    return edit


def both(*edits: Edit) -> Edit:
    def edit(book: Workbook) -> None:
        for one in edits:
            one(book)

    return edit


def shown(one: Proposal) -> tuple[str, str, str, str]:
    texts = (one.then, one.workbook, one.now)
    return (one.name, *map(ENGLISH.field, texts))  # type: ignore[return-value]


@pytest.mark.parametrize("code", ["en", "zh"])
def test_an_untouched_workbook_holds_no_difference(plan: Plan, code: str) -> None:
    language = Language("zh" if code == "zh" else "en")
    assert compared(exported(plan, language), plan) == []
    assert compared(edited(exported(plan, language), lambda book: None), plan) == []


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (put("full_count", "status", "Done"),
         ("checklist.full_count.status", "Not started", "Done", "Not started")),
        (put("full_count", "status", "进行中"),
         ("checklist.full_count.status", "Not started", "In progress", "Not started")),
        (put("full_count", "owner", "Li"), ("checklist.full_count.owner", "–", "Li", "–")),
        (put("full_count", "note", "by two"), ("checklist.full_count.note", "–", "by two", "–")),
        (put("full_count", "offset", -5),
         ("checklist.full_count.due", "D-2 · Tue 9 Nov 2027", "D-5 · Sat 6 Nov 2027",
          "D-2 · Tue 9 Nov 2027")),
        (put("full_count", "due", datetime(2027, 11, 6)),
         ("checklist.full_count.due", "D-2 · Tue 9 Nov 2027", "D-5 · Sat 6 Nov 2027",
          "D-2 · Tue 9 Nov 2027")),
        (put("own.a1", "title", "Rent two vans"),
         ("checklist.own.a1.title", "Rent a van", "Rent two vans", "Rent a van")),
        (put("own.a1", "begins", "2027-10-29"),
         ("checklist.own.a1.first", "D-12 · Sat 30 Oct 2027", "D-13 · Fri 29 Oct 2027",
          "D-12 · Sat 30 Oct 2027")),
        (assume("staffing_promise_hours", 24), ("staffing.promise_hours", "48 h", "24 h", "48 h")),
        (assume("materials_carton_unit_price", 1.15),
         ("materials.carton.unit_price", "–", "CN¥1.15", "–")),
        (assume("materials_carton_unit_price", 0.034),
         ("materials.carton.unit_price", "–", "0.034", "–")),
        (assume("campaign_main_day", datetime(2027, 12, 12)),
         ("campaign.main_day", "Thu 11 Nov 2027", "Sun 12 Dec 2027", "Thu 11 Nov 2027")),
    ],
)  # fmt: skip
def test_what_was_edited_is_the_only_difference(
    plan: Plan, store: PlanStore, edit: Edit, expected: tuple[str, ...]
) -> None:
    content = edited(exported(plan), edit)
    found = compared(content, plan)
    assert [shown(one) for one in found] == [expected]
    assert not found[0].conflicts
    taken = store.save(plan.plan_id, patches_of(found))
    assert compared(content, taken) == []
    assert store.take_back(taken.plan_id, taken.version).values == plan.values


def test_rows_are_found_by_their_ids_wherever_they_stand(plan: Plan) -> None:
    def edit(book: Workbook) -> None:
        sheet = tasks_sheet(book)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=90)]
        for number, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value  # type: ignore[assignment]
        sheet.title = "Renamed"
        for name in book.defined_names.values():
            name.attr_text = name.attr_text.replace("'Checklist'!", "'Renamed'!").replace(
                "Checklist!", "Renamed!"
            )

    moved = both(put("full_count", "owner", "Li"), edit)
    found = compared(edited(exported(plan), moved), plan)
    assert [shown(one)[:3] for one in found] == [("checklist.full_count.owner", "–", "Li")]


def test_what_only_the_plan_changed_stays_and_what_both_changed_conflicts(
    plan: Plan, store: PlanStore
) -> None:
    content = edited(
        exported(plan),
        both(put("full_count", "owner", "Li"), put("barcodes", "owner", "Han")),
    )
    patches = [
        Patch("checklist.barcodes.owner", None, "Mei"),
        Patch("checklist.phrases.owner", None, "Mei"),
    ]
    newer = store.save(plan.plan_id, patches)
    found = {one.name: one for one in compared(content, newer)}
    assert {name: one.conflicts for name, one in found.items()} == {
        "checklist.full_count.owner": False,
        "checklist.barcodes.owner": True,
    }
    assert found["checklist.barcodes.owner"].now == "Mei"
    only = [found["checklist.full_count.owner"]]
    taken = store.save(newer.plan_id, patches_of(only))
    assert taken.text("checklist.barcodes.owner") == "Mei"
    # Taken knowingly, the workbook's comes in.
    knowing = compared(content, taken)
    assert [one.name for one in knowing] == ["checklist.barcodes.owner"]
    final = store.save(taken.plan_id, patches_of(knowing))
    assert final.text("checklist.barcodes.owner") == "Han"


def test_an_added_row_is_a_task_of_the_managers_own_once(plan: Plan, store: PlanStore) -> None:
    content = edited(
        exported(plan),
        both(
            add(title="Order lunch", area="Staffing", owner="Li", offset=-1, status="In progress"),
            add(title="Order lunch", due=datetime(2027, 11, 12)),
        ),
    )
    found = compared(content, plan)
    assert [ENGLISH.text(one.label) for one in found] == ["New task", "New task"]
    assert ENGLISH.field(found[0].workbook) == "Staffing · Li · D-1 · Wed 10 Nov 2027 · In progress"
    taken = store.save(plan.plan_id, patches_of(found))
    own = [one for one in build_checklist(told(taken)).tasks if one.is_own]
    assert [(ENGLISH.text(one.title), one.due_offset) for one in own] == [
        ("Rent a van", -10), ("Order lunch", -1), ("Order lunch", 1),
    ]  # fmt: skip
    assert compared(content, taken) == []


def test_a_copied_row_is_added_and_the_first_one_stays(plan: Plan) -> None:
    def edit(book: Workbook) -> None:
        sheet = tasks_sheet(book)
        row = row_of(sheet, "own.a1")
        sheet.insert_rows(row)
        for column in range(1, 12):
            sheet.cell(row, column).value = sheet.cell(row + 1, column).value  # type: ignore[assignment]
        sheet.cell(row, 2).value = "Rent a lorry"

    (found,) = compared(edited(exported(plan), edit), plan)
    assert ENGLISH.text(found.label) == "New task"
    assert found.subject is not None
    assert ENGLISH.text(found.subject) == "Rent a lorry"


def test_an_own_row_that_is_gone_is_a_removal_and_a_removed_sheet_says_nothing(
    plan: Plan, store: PlanStore
) -> None:
    def without_row(book: Workbook) -> None:
        sheet = tasks_sheet(book)
        sheet.delete_rows(row_of(sheet, "own.a1"))

    (found,) = compared(edited(exported(plan), without_row), plan)
    assert ENGLISH.text(found.label) == "Task removed"
    taken = store.save(plan.plan_id, patches_of([found]))
    assert not any(one.is_own for one in build_checklist(told(taken)).tasks)

    def without_sheet(book: Workbook) -> None:
        del book["Checklist"]

    assert compared(edited(exported(plan), without_sheet), plan) == []


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (put("full_count", "status", "perhaps"), "none of the words"),
        (put("full_count", "offset", 900), "whole number of days"),
        (put("full_count", "due", "soon"), "whole number of days"),
        (put("full_count", "title", "Count a little"), "planner's"),
        (put("full_count", "owner", "x" * 501), "longer than"),
        (put("full_count", "owner", "=Li"), "no value yet"),
        (put("own.a1", "title", None), "needs a title"),
        (put("own.a1", "area", "Garden"), "none of the words"),
        (assume("staffing_promise_hours", 999), "outside"),
        (assume("staffing_promise_hours", 24.5), "whole number"),
        (assume("staffing_promise_hours", "many"), "not a number"),
        (assume("staffing_promise_hours", None), "empty cell"),
        (assume("staffing_promise_hours", "=12*2"), "no value yet"),
        (add(title="Lunch", area="Garden"), "none of the words"),
        (add(owner="Li"), "needs a title"),
    ],
)
def test_what_cannot_be_taken_is_listed_with_its_reason(
    plan: Plan, edit: Edit, reason: str
) -> None:
    (found,) = compared(edited(exported(plan), edit), plan)
    assert found.reason is not None
    assert reason in ENGLISH.text(found.reason)
    assert patches_of([found]) == []


def test_a_task_that_is_gone_from_the_plan_cannot_be_changed(plan: Plan, store: PlanStore) -> None:
    content = edited(exported(plan), put("own.a1", "status", "Done"))
    gone = store.save(
        plan.plan_id,
        [Patch(name, value, None) for name, value in plan.values.items() if ".own." in name],
    )
    (found,) = compared(content, gone)
    assert found.reason is not None
    assert "no such task" in ENGLISH.text(found.reason)


def refusal(content: bytes, plan: Plan) -> str:
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(content, plan)
    return ENGLISH.error(refused.value)


def facts(**values: str) -> Edit:
    def edit(book: Workbook) -> None:
        for row in book["planner_ids"].iter_rows():
            if row[0].value in values:
                row[1].value = values[row[0].value]  # type: ignore[index]

    return edit


def test_foreign_damaged_old_and_others_workbooks_are_refused(plan: Plan) -> None:
    content = exported(plan)
    assert "no workbook of the planner" in refusal(b"", plan)
    assert "no workbook of the planner" in refusal(b"%PDF-1.7", plan)
    blank = BytesIO()
    openpyxl.Workbook().save(blank)
    assert "no workbook of the planner" in refusal(blank.getvalue(), plan)
    assert "another plan" in refusal(content, Plan("other", 1))
    assert "older planner" in refusal(edited(content, facts(format_version="1")), plan)
    assert "newer planner" in refusal(edited(content, facts(format_version="99")), plan)
    assert "larger" in refusal(bomb(), plan)


def bomb() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"xl/{number}.xml", bytes(100 << 20))
    return buffer.getvalue()


@pytest.mark.parametrize("cut", range(0, 100, 11))
def test_a_damaged_workbook_is_refused_or_read_but_never_breaks(plan: Plan, cut: int) -> None:
    content = bytearray(exported(plan))
    place = len(content) * cut // 100
    content[place : place + 400] = bytes(400)
    with suppress(WorkbookRefused):
        compared(bytes(content), plan)


def test_a_copy_saved_by_libreoffice_holds_no_difference_of_its_own(workbooks: Workbooks) -> None:
    for name in ("shop", "shop_zh", "no_data"):
        made = workbooks.answers[name]
        content = workbooks.again[name].read_bytes()
        returned = read_workbook(content, made.plan)
        assert proposals(returned, made, build_checklist(made)) == [], name
        assert len(returned.values) > 300


def test_stock_typed_over_the_shopping_list_is_taken(workbooks: Workbooks) -> None:
    made = workbooks.answers["shop"]
    over = buy("carton", in_stock=70, pack_size=25)
    values = {one.name: ENGLISH.field(one.workbook) for one in against("shop", workbooks, over)}
    assert values == {"materials.carton.in_stock": "70", "materials.carton.pack_size": "25"}
    twice = both(over, assume("materials_carton_in_stock", 90))
    refused = [one for one in against("shop", workbooks, twice) if one.reason]
    assert [one.name for one in refused] == ["materials.carton.in_stock"]
    assert made.plan.values.get("materials.carton.in_stock") is None


def materials_sheet(book: Workbook) -> Worksheet:
    ((title, _),) = book.defined_names["materials_id"].destinations
    return book[title]


def column_of(book: Workbook, name: str) -> int:
    ((_, address),) = book.defined_names[f"materials_cell_{name}"].destinations
    return range_boundaries(address.replace("$", ""))[0]


def buy(key: str | None, **cells: object) -> Edit:
    """Type into the row of a material; None is the first empty row of the list."""

    def edit(book: Workbook) -> None:
        sheet = materials_sheet(book)
        ((_, address),) = book.defined_names["materials_id"].destinations
        ids, first, _, last = range_boundaries(address.replace("$", ""))
        row = next(row for row in range(first, last + 1) if sheet.cell(row, ids).value == key)
        for name, value in cells.items():
            sheet.cell(row, column_of(book, name)).value = value  # type: ignore[assignment]

    return edit


def against(name: str, workbooks: Workbooks, edit: Edit) -> list[Proposal]:
    made = workbooks.answers[name]
    content = edited(workbooks.written[name].read_bytes(), edit)
    return proposals(read_workbook(content, made.plan), made, build_checklist(made))


@pytest.mark.parametrize(
    ("edit", "label", "told"),
    [
        (buy("bag", supplier="Wang & Co"), "Supplier", "Wang & Co"),
        (buy("printer", in_stock=3), "Printers there are", "3"),
        (buy("own.van", label="Two vans"), "Material", "Two vans"),
        (buy("own.van", unit_price=80), "Own material: price", "CN¥80.00"),
        (buy(None, label="Red ribbon", measure="m", need=120, supplier="Li", unit_price=0.5),
         "New material", "Nothing: once for the event: 120 m; in stock –, pack size –,"
         " price CN¥0.50, lead time –, supplier Li"),
    ],
)  # fmt: skip
def test_what_is_typed_into_the_shopping_list_comes_back(
    workbooks: Workbooks, edit: Edit, label: str, told: str
) -> None:
    (found,) = against("shop", workbooks, edit)
    assert (ENGLISH.text(found.label), ENGLISH.field(found.workbook)) == (label, told)
    assert found.reason is None
    assert found.patches


def test_an_emptied_cell_is_told_not_lost(workbooks: Workbooks) -> None:
    (price,) = against("shop", workbooks, buy("bag", unit_price=None))
    assert (price.workbook, price.reason) == (None, None)
    (stock,) = against("shop", workbooks, buy("carton", in_stock=None))
    assert stock.reason is not None
    assert "empty cell" in ENGLISH.text(stock.reason)


def test_a_row_added_twice_is_added_once(workbooks: Workbooks) -> None:
    edit = buy(None, label="Red ribbon", need=120)
    first, second = (against("shop", workbooks, edit)[0] for _ in range(2))
    assert first.name == second.name
    assert first.name.startswith("materials.own.")


def test_a_row_with_the_name_of_another_is_another(workbooks: Workbooks) -> None:
    (found,) = against("shop", workbooks, buy(None, label="Van", need=5))
    assert ENGLISH.text(found.label) == "New material"
    assert found.name != "materials.own.van"


def test_a_task_added_under_an_old_title_is_another_task(plan: Plan, store: PlanStore) -> None:
    """A title that was added by workbook before: the second row overwrites nothing."""
    one = edited(exported(plan), add(title="Call the carrier", owner="Li", offset=-10))
    taken = store.save(plan.plan_id, patches_of(compared(one, plan)))
    assert compared(one, taken) == []
    two = edited(exported(taken), add(title="Call the carrier", owner="Wang", offset=-2))
    (found,) = compared(two, taken)
    assert found.now is None
    both_there = store.save(plan.plan_id, patches_of([found]))
    owners = {value for name, value in both_there.values.items() if name.endswith(".owner")}
    assert {"Li", "Wang"} <= owners


def test_a_need_that_is_typed_is_taken_and_one_that_follows_is_refused(
    workbooks: Workbooks,
) -> None:
    (taken,) = against("shop", workbooks, buy("own.van", need=3))
    assert (taken.name, ENGLISH.field(taken.workbook)) == ("materials.own.van.use", "3")
    (refused,) = against("shop", workbooks, buy("bag", need=3))
    assert refused.reason is not None
    assert "works out the need" in ENGLISH.text(refused.reason)


def test_a_material_cannot_lose_its_name(workbooks: Workbooks) -> None:
    (found,) = against("shop", workbooks, buy("own.van", label=None))
    assert found.reason is not None
    assert not found.patches


def test_a_workbook_whose_hidden_sheet_was_changed_is_refused(plan: Plan) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["planner_ids"]
        row = next(row for row in sheet.iter_rows() if row[0].value == "staffing.promise_hours")
        row[1].value = "abc"

    with pytest.raises(WorkbookRefused):
        compared(edited(exported(plan), edit), plan)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (buy(None, label="Red ribbon"), "Type how much of it is needed."),
        (buy(None, need=12), "A material needs a name"),
        (buy(None, label="Red ribbon", need="many"), "many is not a number"),
        (buy(None, label="Red ribbon", need=5, pack_size=0), "outside 1 to 1,000,000"),
        # Written by a program that works nothing out: the file holds no value beside the formula.
        (buy(None, label='="Red "&"ribbon"', need=5), "The formula has no value yet"),
        (buy(None, label="Red ribbon", need="=2*60"), "The formula has no value yet"),
        (buy(None, label="Red ribbon", need=5, measure="=B4"), "The formula has no value yet"),
        (buy(None, label="Red ribbon", need=5, supplier="=M4"), "The formula has no value yet"),
        (buy(None, label="Red ribbon", need=5, pack_size="=5*10"), "The formula has no value yet"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_where(
    workbooks: Workbooks, edit: Edit, reason: str
) -> None:
    (found,) = against("shop", workbooks, edit)
    assert found.reason is not None
    assert reason in ENGLISH.text(found.reason)
    assert ENGLISH.text(found.reason).startswith("Row ")
    assert not found.patches


def test_a_material_whose_row_is_gone_is_proposed_to_be_removed(workbooks: Workbooks) -> None:
    def edit(book: Workbook) -> None:
        sheet = materials_sheet(book)
        row = next(row[0].row for row in sheet.iter_rows() if row[-1].value == "own.van"
                   or any(cell.value == "own.van" for cell in row))  # fmt: skip
        for cell in sheet[row]:
            cell.value = None

    (found,) = against("shop", workbooks, edit)
    assert ENGLISH.text(found.label) == "Material removed"
    assert ENGLISH.text(found.subject) == "Van"
    assert all(patch.new is None for patch in found.patches)
