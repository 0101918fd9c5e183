"""The sheets Activities and Price list: what the room says, live, and nothing made up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.activities.margin_lines import margin_lines
from planner.activities.outcome import Outcome
from planner.activities.price_list import Typical
from planner.activities.section import patches_to_add
from planner.activities.tiers import Design, Kind
from planner.campaign import Plan, PlanStore
from planner.checklist import activities_as_json, build_checklist, workbook_bytes, write_workbook
from planner.checklist.way_back import proposals, read_workbook
from planner.checklist.workbook.activities import write_activities
from planner.checklist.workbook.book import Book
from planner.checklist.workbook.price_list import write_prices
from planner.language import Language
from planner.planning import REGISTRY, Answer, answer
from planner.planning.followed import WorkedOut, followed, worked_out
from planner.tables import Dataset, Workspace, publish_import
from tests.activities.cases import tier
from tests.checklist.cases import TODAY, week_of_orders
from tests.checklist.reading import opened
from tests.checklist.recalculation import differences, is_same, recalculated
from tests.rows import Row, plan, prepare_import

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

TRAPS: Mapping[str, str] = {"p1": "=1+1", "p2": "+86", "p3": "-5", "p4": "@SUM(A1)"}
"""Codes that a spreadsheet would take for formulas."""
LADDER = Design(
    "x",
    "=cmd|' /C calc'!A0",
    (
        tier(Kind.LIMITED_PRICE, "1", share=2000, products=frozenset({*TRAPS.values(), "p5"})),
        tier(Kind.MONEY_OFF, "2", name="@ladder", threshold_minor=5000, amount_minor=500,
             each_full=True, cap_times=3, budget_minor=40_000),
        tier(Kind.GIFT, "3", threshold_minor=9900, gift="+86", last_day=0, to_hour=2),
        tier(Kind.NEXT_VOUCHER, "4", threshold_minor=3000, amount_minor=500, share=2000),
        tier(Kind.CROSS_SHOP, "5", threshold_minor=6000, amount_minor=1500, borne_share=4000),
    ),
)  # fmt: skip
REFUSED = Design("x", "Wrong", (tier(Kind.COUPON, "1", threshold_minor=100, amount_minor=900),))
WHOLE = ("whole_zh", "whole_no_costs")
"""Workbooks with all their sheets, which LibreOffice recalculates."""
EMPTY = Design("x", "Empty")
SHEETS = ["Activities", "Price list"]
WORST = "The worst cart: it leaves the least money"
CALENDAR = "What runs when, and what has to happen before"
BASKETS = "On last event's baskets, as if nobody reacted"
HEADS = {
    "Found", "What the plan follows", BASKETS, "What it comes to", WORST, CALENDAR,
    "The worst cart: it leaves the least of its price",
}  # fmt: skip
"""What the heads of the tables begin with."""


def shop(folder: Path, *, with_costs: bool = True) -> Dataset:
    """Return a week of orders of twenty products, some with codes like formulas."""
    orders, items = week_of_orders()
    lines = [{**one, "sku": TRAPS.get(one["sku"], one["sku"]), "unit_price": 40} for one in items]
    codes = sorted({str(one["sku"]) for one in lines})
    products: list[Row] = [
        {
            "sku": code,
            "list_price": "40.00",
            "title": f"{code} & more",
            # A tenth of them has a floor that the offers run into.
            **({"unit_cost": "30.00" if code == "p5" else "15.50"} if with_costs else {}),
        }
        for code in codes
    ]
    workspace = Workspace(folder)
    with workspace.locked():
        ready = prepare_import(workspace, orders, lines, "shop.csv", products=products)
        return publish_import(workspace, ready)


def fields_of(design: Design, *, is_followed: bool = True) -> dict[str, object]:
    """Return what a plan holds of a design."""
    held = {one.name: one.new for one in patches_to_add(Plan(), design) if one.new is not None}
    return held if is_followed else {**held, "activities.chosen": None}


def told_of(dataset: Dataset, fields: Mapping[str, object], **more: Any) -> Answer:
    short = {"campaign__days_before": 1, "campaign__days_after": 1}
    return answer(plan(**{**short, **fields, **more}), dataset, TODAY)


@dataclass(frozen=True, eq=False)
class Books:
    """Workbooks by name: as they were written, and recalculated."""

    answers: Mapping[str, Answer]
    written: Mapping[str, Path]
    again: Mapping[str, Path]

    @cache  # noqa: B019  # one object for all tests of the module
    def open(self, name: str) -> Workbook:
        """Return a workbook with what is stored in it."""
        return openpyxl.load_workbook(self.written[name], data_only=True)

    def worked(self, name: str) -> WorkedOut:
        """Return what the followed design comes to."""
        made = self.answers[name]
        design = followed(made)
        assert design
        assert made.rooms
        worked = worked_out(design, made.rooms, made.entries, 2000)
        assert worked
        return worked


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("activities")
    dataset = shop(folder / "shop")
    known = {"targets__reference_visitors": 9_000}
    ladder = told_of(dataset, fields_of(LADDER), **known)
    bare = told_of(shop(folder / "bare", with_costs=False), fields_of(LADDER))
    answers = {
        "whole_zh": ladder,
        "whole_no_costs": bare,
        "ladder": ladder,
        "ladder_zh": ladder,
        "typed": told_of(dataset, fields_of(LADDER), targets__aov="123.45"),
        "refused": told_of(dataset, fields_of(REFUSED)),
        "empty": told_of(dataset, fields_of(EMPTY)),
        "unfollowed": told_of(dataset, fields_of(LADDER, is_followed=False)),
        "no_costs": bare,
    }
    written = {}
    for name, made in answers.items():
        written[name] = folder / f"{name}.xlsx"
        language = Language("zh" if name.endswith("_zh") else "en")
        if name in WHOLE:
            write_workbook(made, build_checklist(made), language, written[name])
        else:
            write_both(made, language, written[name])
    again = recalculated([written[name] for name in WHOLE], folder)
    return Books(answers, written, dict(zip(WHOLE, again, strict=True)))


def write_both(made: Answer, language: Language, file: Path) -> None:
    """Write the two sheets alone: whole workbooks take long to be read."""
    book = Book(made, build_checklist(made), language, str(file))
    assert made.rooms
    design = followed(made)
    worked = worked_out(design, made.rooms, made.entries, 2000) if design else None
    write_activities(book, made.rooms, design, worked)
    write_prices(book, design, worked)
    book.close()


def rows(sheet: Worksheet, head: str) -> Iterator[dict[str, Any]]:
    """Yield the rows below the head that begins with a word, up to the next one."""
    heads: list[str] | None = None
    for row in sheet.iter_rows():
        values = [cell.value for cell in row]
        if values[0] == head:
            heads = [str(value or index) for index, value in enumerate(values)]
        elif heads is not None:
            if values[0] in HEADS:
                return
            yield dict(zip(heads, values, strict=True))


@pytest.mark.parametrize("name", WHOLE)
def test_every_formula_recalculates_to_what_is_stored(books: Books, name: str) -> None:
    assert list(differences(books.written[name], books.again[name])) == []


def test_the_tiers_stand_as_the_design_holds_them(books: Books) -> None:
    found = list(rows(books.open("ladder")["Activities"], "Tier"))
    assert [one["Kind"] for one in found] == [str(one.kind.traits.label) for one in LADDER.tiers]
    price, off, gift, _, cross = found
    assert price["Share"] == 0.2
    assert (off["Tier"], off["From an amount of"], off["Amount"]) == ("@ladder", 50, 5)
    assert (off["Budget"], off["Other limits"]) == (400, "at most 3 times a cart")
    # From the window's first day to the main day, in the hours of the tier.
    assert [f"{gift[one]:%m-%d}" for one in ("First day", "Last day")] == ["11-10", "11-11"]
    assert gift["Time of day"] == "00:00–02:00"
    assert cross["For which goods"] == "the whole shop"


def test_what_each_tier_does_is_what_the_room_says(books: Books) -> None:
    outcome = books.worked("ladder").outcome
    *found, total = rows(books.open("ladder")["Activities"], BASKETS)
    assert len(found) == len(outcome.tiers)
    for row, one in zip(found, outcome.tiers, strict=True):
        assert row["Orders that get it"] == one.orders
        assert is_same(row["Cost"], one.cost_minor / 100)
        assert row["Orders just under it"] == one.just_under
    assert is_same(total["Cost"], sum(one.cost_minor for one in outcome.tiers) / 100)
    assert total["Pieces added"] == sum(one.pieces for one in outcome.tiers) > 0
    assert not total["Orders that get it"], "an order may get several tiers"
    assert any("ended with order" in str(row["3"]) for row in found)


def measures(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    return {one["What it comes to"]: one for one in rows(sheet, "What it comes to")}


def test_the_totals_are_what_the_room_says(books: Books) -> None:
    outcome: Outcome = books.worked("ladder").outcome
    found = measures(books.open("ladder")["Activities"])
    columns = {
        "No activity": outcome.without,
        "Last event, as paid": outcome.last_time,
        "As if nobody reacted": outcome.as_is,
    }
    for column, totals in columns.items():
        assert found["Orders"][column] == totals.orders
        assert is_same(found["Order value"][column], totals.order_value_minor / 100)
        assert totals.margin_minor is not None
        assert is_same(found["Margin"][column], totals.margin_minor / 100)
        assert is_same(
            found["Margin per order"][column], (totals.margin_per_order_minor or 0) / 100
        )
    assert is_same(found["Discount depth"]["As if nobody reacted"], outcome.depth)
    pays = found["More orders at which it pays for itself"]["As if nobody reacted"]
    assert is_same(pays, outcome.pays_for_itself_at)
    assert outcome.reaction.margin_minor
    for column, value in (("P10", "p10"), ("P50", "p50"), ("P90", "p90")):
        cell = found["Margin"][f"With the response, {column}"]
        assert is_same(cell, getattr(outcome.reaction.margin_minor, value) / 100)


def test_the_worst_cart_stands_line_by_line(books: Books) -> None:
    made, worst = books.answers["ladder"], books.worked("ladder").worst.by_amount
    assert made.rooms
    assert worst
    *found, total = rows(books.open("ladder")["Activities"], WORST)
    lines = margin_lines(worst.out, made.rooms.activities.shop)
    assert [row[WORST] for row in found] == [str(one.label) for one in lines]
    assert [row["Amount"] for row in found] == [one.amount_minor / 100 for one in lines]
    assert is_same(total["Amount"], worst.margin_minor / 100)
    assert is_same(total["Left of it"], worst.margin_share)


def test_the_calendar_has_dates_that_move_with_the_main_day(books: Books) -> None:
    found = list(rows(books.open("ladder")["Activities"], CALENDAR))
    assert len(found) == len(books.worked("ladder").calendar.rows)
    teaser = next(one for one in found if one[CALENDAR] == "Teaser")
    assert f"{teaser['First day']:%Y-%m-%d}" == "2027-10-12"
    formulas = opened(books.written["ladder"])["Activities"]
    live = next(one for one in rows(formulas, CALENDAR) if one[CALENDAR] == "Teaser")
    assert live["First day"] == "=campaign_main_day-30"


def test_what_the_plan_follows_is_live_and_typed_goes_before(books: Books) -> None:
    head = "What the plan follows"
    sheet = opened(books.written["ladder"])["Activities"]
    values = {one[head]: one["Value"] for one in rows(sheet, head)}
    assert values["Order value of the last event under the design"] == "=result_activities_aov"
    assert any("result_activities_conversion" in str(one) for one in values.values())
    assert any("result_activities_voucher_use" in str(one) for one in values.values())
    typed = list(rows(books.open("typed")["Activities"], head))
    aov = next(one for one in typed if one["Value"] == 123.45)
    assert aov["Where from"] == "Typed: it goes before the design"


def test_the_price_list_says_what_the_room_says(books: Books) -> None:
    sheet, worked = books.open("ladder")["Price list"], books.worked("ladder")
    heads = [cell.value for cell in sheet[3]]
    assert heads[:6] == [
        "Product code", "Name", "Price on the label", "Event price", "Off the label",
        "Floor of a piece",
    ]  # fmt: skip
    found = {row[0]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert list(found) == [one.terms.product for one in worked.prices]
    assert set(TRAPS.values()) <= set(found)
    below = 0
    for one in worked.prices:
        row = found[one.terms.product]
        assert row[2:4] == (one.list_minor / 100, one.event_minor / 100)
        assert is_same(row[4], 1 - one.event_minor / one.list_minor)
        alone, threshold, everything = (one.final[cart] for cart in Typical)
        prices = [alone.price_minor, threshold.price_minor, everything.price_minor]
        assert [row[7], row[10], row[12]] == [price / 100 for price in prices]
        marked = one.is_below_floor + sum(final.is_below_floor for final in one.final.values())
        assert len([word for word in row[14].split(" · ") if word]) == marked
        below += marked
    assert below


def test_a_price_below_the_floor_is_marked_and_stays_a_number(books: Books) -> None:
    sheet, worked = books.open("ladder")["Price list"], books.worked("ladder")
    marked = {one.terms.product for one in worked.prices if one.is_below_floor}
    assert "p5" in marked
    for row in sheet.iter_rows(min_row=4):
        assert row[3].number_format.startswith('"▼ "') is (row[0].value in marked)
        assert isinstance(row[3].value, int | float)


@pytest.mark.parametrize("name", ["ladder", "ladder_zh"])
def test_codes_and_names_like_formulas_are_text(books: Books, name: str) -> None:
    book = opened(books.written[name])
    words = {*TRAPS.values(), "@ladder"}
    found = set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in words:
                    assert cell.data_type == "s", (sheet.title, cell.coordinate)
                    found.add(cell.value)
    assert found == words
    verdict = book.worksheets[0]["A2"]
    assert verdict.data_type == "s"
    assert str(verdict.value).startswith("=cmd")


def test_without_a_design_the_sheets_say_how_to_begin(books: Books) -> None:
    book = books.open("unfollowed")
    for title in SHEETS:
        assert "follows no design" in str(book[title]["A2"].value)
        assert "the page Activities" in str(book[title]["A2"].value)
        numbers = [
            cell.value for row in book[title].iter_rows() for cell in row
            if isinstance(cell.value, int | float)
        ]  # fmt: skip
        assert numbers == []
    assert book["Activities"]["A4"].value == LADDER.name


def test_a_refused_design_says_why_and_what_to_change(books: Books) -> None:
    sheet = books.open("refused")["Activities"]
    assert "Refused: 1" in str(sheet["A2"].value)
    (found, note) = rows(sheet, "Found")
    assert found["Found"] == "■ Refused"
    assert found["Why"]
    assert found["What to change"]
    assert "Mend what is refused first" in str(note["Found"])
    assert "Mend what is refused first" in str(books.open("refused")["Price list"]["A2"].value)
    assert books.open("refused")["Price list"].max_row == 3


def test_a_design_without_a_tier_is_not_ready(books: Books) -> None:
    assert "has no tier yet" in str(books.open("empty")["Activities"]["A2"].value)


def test_without_costs_no_margin_is_made_up(books: Books) -> None:
    sheet = books.open("no_costs")["Activities"]
    margin = measures(sheet)["Margin"]
    assert {value for name, value in margin.items() if name != "What it comes to"} == {None}
    pays = measures(sheet)["More orders at which it pays for itself"]
    assert pays["As if nobody reacted"] == "–"
    text = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "No cart can be worked out: no product has a price and a cost." in text


def test_programs_are_told_the_same(books: Books) -> None:
    told = activities_as_json(books.answers["ladder"], Language("en"))["followed"]
    outcome = books.worked("ladder").outcome
    assert told["comes_to"]["depth"] == outcome.depth
    assert told["comes_to"]["nobody_reacts"]["orders"] == outcome.as_is.orders
    assert [one["orders"] for one in told["comes_to"]["by_tier"]] == [
        one.orders for one in outcome.tiers
    ]
    assert len(told["comes_to"]["prices"]) == len(books.worked("ladder").prices)
    refused = activities_as_json(books.answers["refused"], Language("en"))["followed"]
    assert refused["comes_to"] is None
    assert refused["findings"][0]["severity"] == "refused"
    none = activities_as_json(books.answers["unfollowed"], Language("en"))
    assert none["followed"] is None
    assert [one["name"] for one in none["designs"]] == [LADDER.name]


def test_an_edited_workbook_of_such_a_plan_yields_exactly_its_edits(tmp_path: Path) -> None:
    """Values that follow the design come back as they are, and as no edits."""
    dataset = shop(tmp_path / "shop")
    store = PlanStore(Workspace(tmp_path), REGISTRY)
    short = {"campaign.days_before": 1, "campaign.days_after": 0}
    held = store.create({"campaign.main_day": "2027-11-11", **short, **fields_of(LADDER)})
    made = answer(held, dataset, TODAY)
    checklist = build_checklist(made)
    content = workbook_bytes(made, checklist, Language("en"))
    assert proposals(read_workbook(content, held), made, checklist) == []
    book = openpyxl.load_workbook(BytesIO(content))
    for name, value in (("staffing_promise_hours", 24), ("targets_aov", 99)):
        ((title, address),) = book.defined_names[name].destinations
        book[title][address.replace("$", "")].value = value
    buffer = BytesIO()
    book.save(buffer)
    found = proposals(read_workbook(buffer.getvalue(), held), made, checklist)
    assert {one.name for one in found} == {"staffing.promise_hours", "targets.aov"}
    assert all(one.reason is None for one in found)
