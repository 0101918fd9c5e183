"""The example of ACT-2 on a wholesaler's real list: worked out, followed by the plan, exported."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from planner.activities.tiers import Design, Kind, Tier
from planner.checklist import build_checklist, workbook_bytes
from planner.figures import origin_of
from planner.language import Language
from planner.planning import Answer, answer
from planner.planning.followed import followed, worked_out
from planner.sheets import import_file
from planner.tables import Workspace, current_dataset
from tests.checklist.test_activity_tasks import values_of
from tests.rows import plan

TODAY = date(2027, 10, 1)
CAKESTAND, LIGHTS = "22423", "85123A"
EXAMPLE = Design(
    "x",
    "Example",
    (
        Tier("a", Kind.LIMITED_PRICE, products=frozenset({CAKESTAND}), amount_minor=945),
        Tier("b", Kind.FREE_SHIPPING, products=frozenset({CAKESTAND})),
        Tier("c", Kind.ADD_ON, gift="Socks", gift_cost_minor=300, amount_minor=990, take_up=1000),
        Tier("d", Kind.ADD_ON, gift="Scarf", gift_cost_minor=1100, amount_minor=2990, take_up=1000),
        Tier("e", Kind.GIFT, gift=LIGHTS, threshold_minor=10_000, each_full=True),
    ),
)
"""A price for one item that ships free; 9.9 for one extra, 29.9 for another; a gift each 100."""


@pytest.fixture(scope="module")
def told(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Answer:
    workspace = Workspace(tmp_path_factory.mktemp("uci"))
    file = shared_data / "uci_online_retail_full.parquet"
    import_file(workspace, file, file.name)
    values = values_of(EXAMPLE) | {
        "campaign__reference_day": "2011-12-05", "activities__cost_share": 0.5,
    }  # fmt: skip
    return answer(plan(**values), current_dataset(workspace), TODAY)


def test_it_has_three_tiers_and_nothing_of_it_is_refused(told: Answer) -> None:
    design = followed(told)
    assert design is not None
    assert design.is_sound
    assert "too_many_tiers" not in {one.code for one in design.findings}


def test_it_is_worked_out_on_all_orders_of_the_window(told: Answer) -> None:
    design = followed(told)
    assert design is not None
    assert told.rooms is not None
    worked = worked_out(design, told.rooms, told.entries, 50)
    assert worked is not None
    outcome = worked.outcome
    assert outcome.as_is.orders == told.rooms.activities.past.reference.totals["orders_paid"].value
    given = {one.tier.kind: one for one in outcome.tiers}
    assert 0 < given[Kind.GIFT].orders < outcome.as_is.orders
    assert given[Kind.GIFT].pieces > given[Kind.GIFT].orders  # one for each full hundred
    assert given[Kind.LIMITED_PRICE].off_minor > 0
    assert outcome.as_is.margin_minor is not None
    assert outcome.without.margin_minor is not None
    # Extras are paid for, and who takes one is drawn by its id: it is the rest that costs margin.
    given_away = tuple(one for one in outcome.design.tiers if one.kind is not Kind.ADD_ON)
    bare = told.rooms.activities.outcome(replace(outcome.design, tiers=given_away)).as_is
    assert bare.margin_minor is not None
    assert bare.margin_minor < outcome.without.margin_minor
    assert outcome.pays_for_itself_at is not None
    assert worked.worst.by_amount is not None


def test_the_plan_follows_it_in_targets_stock_and_materials(told: Answer) -> None:
    assert told.rooms is not None
    effect = told.rooms.activities.effect
    assert effect is not None
    assert str(origin_of(told.entries["targets.aov"])) == "from the design that the plan follows"
    orders = int(told.rooms.targets.orders_paid.required)
    rows = {row.product: row for row in told.rooms.inventory.rows}
    assert rows[LIGHTS].given == effect.reserved(orders)[LIGHTS] > 0
    # Gifts come from the stock; the two extras are in no sheet and have to be bought.
    needs = {line.item.key: line.need.value for line in told.rooms.materials.lines}
    assert needs["gift"] == 0
    assert needs["add_on"]


def test_without_add_ons_beside_the_sheets_none_are_bought(told: Answer) -> None:
    assert told.rooms is not None
    effect = told.rooms.activities.effect
    assert effect is not None
    assert "materials.add_on.use" in effect.inserts()
    assert "materials.add_on.use" not in replace(effect, add_ons_beside=None).inserts()


def test_it_stands_in_the_workbook(told: Answer) -> None:
    book = openpyxl.load_workbook(
        BytesIO(workbook_bytes(told, build_checklist(told), Language("en"))), read_only=True
    )
    cells = {cell for row in book["Activities"].values for cell in row if cell is not None}
    assert {"Socks", "Scarf"} & {str(one).split(" for ")[0] for one in cells}
    prices = {row[0] for row in book["Price list"].values}
    assert CAKESTAND in prices
