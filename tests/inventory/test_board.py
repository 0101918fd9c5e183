"""The verdict on each product, its reason and its one next action (INV-10)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import ProductDemand
from planner.figures import Level
from planner.inventory.board import as_counted, board, stock_by_product
from planner.inventory.readiness import ProductReadiness, Reason
from planner.inventory.stock import Arrival, ProductStock
from planner.inventory.typed import Typed, TypedProduct, product_field
from planner.language import language_for
from tests.inventory.cases import days_at, demand_of, stock_of

EARLY = date(2027, 10, 20)
COUNTING = date(2027, 11, 8)
AFTER_COUNT = date(2027, 11, 10)
ENGLISH = language_for("en")
NOTHING_TYPED = Typed({}, {}, {})


def row_of(
    stock: ProductStock,
    demand: ProductDemand | None = None,
    today: date = EARLY,
    **more: Any,
) -> ProductReadiness:
    given: dict[str, Any] = {
        "main": frozenset(),
        "typed": NOTHING_TYPED,
        "days": days_at(today),
        "days_until_start": 0,
        "ready_share": 0.80,
        "usual_lead_time_days": 14,
        "sheet_is_loaded": True,
    }
    wanted = demand_of() if demand is None else demand
    held = stock_by_product([wanted], {stock.product: stock}, given["typed"], today)
    (row,) = board([wanted], held, **{**given, **more})
    return row


CASES = [
    # 40 expected, 48 at P80
    ("enough, the count comes", stock_of(on_hand=60), EARLY, Level.ON_TRACK, Reason.COUNT_AHEAD),
    (
        "counted, no difference",
        stock_of(on_hand=60, counted=60, book_when_counted=60, counted_on=COUNTING),
        AFTER_COUNT,
        Level.READY,
        Reason.ENOUGH,
    ),
    ("enough for P50 alone", stock_of(on_hand=42), EARLY, Level.AT_RISK, Reason.NO_RESERVE),
    ("too few", stock_of(on_hand=10), EARLY, Level.NOT_READY, Reason.SHORT),
    (
        "orders have taken some",
        stock_of(on_hand=60, reserved=30),
        EARLY,
        Level.NOT_READY,
        Reason.SHORT,
    ),
    (
        "the rest comes by D-7",
        stock_of(on_hand=30, arrivals=(Arrival(date(2027, 11, 4), 20),)),
        EARLY,
        Level.ON_TRACK,
        Reason.COUNT_AHEAD,
    ),
    (
        "the rest comes after D-7",
        stock_of(on_hand=30, arrivals=(Arrival(date(2027, 11, 7), 20),)),
        EARLY,
        Level.AT_RISK,
        Reason.ARRIVES_LATE,
    ),
    (
        "nobody knows when the rest comes",
        stock_of(on_hand=30, arrivals=(Arrival(None, 20),)),
        EARLY,
        Level.AT_RISK,
        Reason.ARRIVES_LATE,
    ),
    (
        "the rest comes on the main day",
        stock_of(on_hand=30, arrivals=(Arrival(date(2027, 11, 11), 20),)),
        EARLY,
        Level.NOT_READY,
        Reason.ARRIVES_LATE,
    ),
    (
        "enough to be sure comes late",
        stock_of(on_hand=42, arrivals=(Arrival(date(2027, 11, 8), 20),)),
        EARLY,
        Level.AT_RISK,
        Reason.ARRIVES_LATE,
    ),
    (
        "the rest comes after the count",
        stock_of(on_hand=30, arrivals=(Arrival(date(2027, 11, 10), 20),)),
        EARLY,
        Level.NOT_READY,
        Reason.ARRIVES_LATE,
    ),
    (
        "coming is no stock while nobody knows what is held",
        stock_of(on_hand=None, arrivals=(Arrival(date(2027, 11, 1), 60),)),
        EARLY,
        Level.AT_RISK,
        Reason.UNKNOWN_STOCK,
    ),
    (
        "the count found too few",
        stock_of(on_hand=60, counted=5, book_when_counted=60, counted_on=COUNTING),
        AFTER_COUNT,
        Level.NOT_READY,
        Reason.SHORT,
    ),
    ("less than none", stock_of(on_hand=-3), EARLY, Level.NOT_READY, Reason.NEGATIVE_STOCK),
    ("no row in the sheet", stock_of(on_hand=None), EARLY, Level.AT_RISK, Reason.UNKNOWN_STOCK),
    (
        "what is on sale stands in",
        stock_of(on_hand=None, available=60),
        EARLY,
        Level.ON_TRACK,
        Reason.COUNT_AHEAD,
    ),
    ("no barcode", stock_of(lacks_barcode=True), EARLY, Level.AT_RISK, Reason.NO_BARCODE),
    ("being counted", stock_of(), COUNTING, Level.AT_RISK, Reason.NOT_COUNTED),
    ("never counted", stock_of(), AFTER_COUNT, Level.NOT_READY, Reason.NOT_COUNTED),
    (
        "a count of last month is none",
        stock_of(counted=60, book_when_counted=60, counted_on=date(2027, 10, 1)),
        AFTER_COUNT,
        Level.NOT_READY,
        Reason.NOT_COUNTED,
    ),
    (
        "the count differs",
        stock_of(on_hand=60, counted=55, book_when_counted=60, counted_on=COUNTING),
        COUNTING,
        Level.AT_RISK,
        Reason.DIFFERS,
    ),
]


@pytest.mark.parametrize(
    ("stock", "today", "level", "reason"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_verdict(stock: ProductStock, today: date, level: Level, reason: Reason) -> None:
    row = row_of(stock, today=today)
    assert (row.level, row.reason) == (level, reason)
    # Every verdict can be put into words, and its action has a day that is not over.
    assert ENGLISH.text(row.says)
    assert ENGLISH.text(row.action)
    assert row.due >= today


def test_a_difference_that_is_explained_is_cleared() -> None:
    stock = stock_of(on_hand=60, counted=55, book_when_counted=60, counted_on=COUNTING)
    explained = Typed({"coat": TypedProduct({}, difference_reason="two were broken")}, {}, {})
    assert row_of(stock, today=AFTER_COUNT, typed=explained).reason is Reason.ENOUGH


def test_pieces_that_orders_have_taken_beyond_what_is_held_stay_owed() -> None:
    row = row_of(stock_of(on_hand=5, reserved=20), demand_of(units_per_ordinary_day=1.0))
    assert (row.at_start, row.missing) == (-15, 63)


def test_an_arrival_on_the_main_day_is_named_and_does_not_count() -> None:
    row = row_of(stock_of(on_hand=30, arrivals=(Arrival(date(2027, 11, 11), 500),)))
    assert (row.on_time, row.late, row.too_late, row.at_start) == (0, 500, 500, 30)
    assert (row.level, row.reason) == (Level.NOT_READY, Reason.ARRIVES_LATE)


def test_late_pieces_are_asked_for_by_a_day_that_is_not_over() -> None:
    late = stock_of(on_hand=30, arrivals=(Arrival(date(2027, 11, 9), 20),))
    row = row_of(late, today=date(2027, 11, 6))
    assert ENGLISH.text(row.action).endswith("delivered by Tue 9 Nov 2027")
    assert row.due == date(2027, 11, 9)


def test_a_main_product_with_nothing_held_and_nothing_expected_is_no_main_product() -> None:
    row = row_of(stock_of(on_hand=0), demand_of(units=0), main=frozenset({"coat"}))
    assert (row.level, row.reason) == (Level.AT_RISK, Reason.NO_DEMAND)


def test_lines_that_name_nothing_are_no_product() -> None:
    assert stock_by_product([demand_of("")], {}, NOTHING_TYPED, EARLY) == {}


def test_ordinary_sales_until_the_campaign_are_taken_off() -> None:
    """The worked example: 60 − 4 − 3 a day × 5 days = 41."""
    row = row_of(
        stock_of(on_hand=60, reserved=4),
        demand_of(units_per_ordinary_day=3.0),
        days_until_start=5,
    )
    assert (row.sold_before, row.at_start, row.needed, row.missing) == (15, 41, 48, 7)
    assert row.days_of_cover == 56 / 3


@pytest.mark.parametrize(
    ("today", "lead_time_days", "action", "due"),
    [
        (EARLY, 10, "Order 38 pieces", date(2027, 10, 25)),
        (
            date(2027, 11, 1),
            7,
            "Order 38 pieces today and have them sent fast: they come on Mon 8 Nov 2027, 4 days"
            " after D-7, before the count ends",
            date(2027, 11, 1),
        ),
        (
            date(2027, 11, 5),
            20,
            "Ordered today they come on Thu 25 Nov 2027, 21 days after D-7, not before the main"
            " day: find 38 pieces elsewhere, or promote something else",
            date(2027, 11, 5),
        ),
    ],
)
def test_what_to_do_about_missing_pieces(
    today: date, lead_time_days: int, action: str, due: date
) -> None:
    row = row_of(stock_of(on_hand=10, lead_time_days=lead_time_days), today=today)
    assert (ENGLISH.text(row.action), row.due) == (action, due)
    assert row.delivery.order_by == due


def test_a_product_without_demand_is_no_matter_unless_it_is_a_main_product() -> None:
    none = demand_of(units=0)
    assert row_of(stock_of(on_hand=None), none).reason is Reason.NO_DEMAND
    main = row_of(stock_of(on_hand=None), none, main=frozenset({"coat"}))
    assert main.reason is Reason.UNKNOWN_STOCK


def test_main_products_come_first_then_the_largest_demand() -> None:
    demand = [demand_of("a", 10), demand_of("b", 30), demand_of("c", 20)]
    rows = board(
        demand,
        stock_by_product(demand, {}, NOTHING_TYPED, EARLY),
        frozenset({"a"}),
        NOTHING_TYPED,
        days_at(EARLY),
        days_until_start=0,
        ready_share=0.8,
        usual_lead_time_days=14,
        sheet_is_loaded=False,
    )
    assert [row.product for row in rows] == ["a", "b", "c"]


def test_goods_that_should_have_come_come_on_a_day_nobody_knows() -> None:
    stock = stock_of(arrivals=(Arrival(date(2027, 10, 1), 5), Arrival(date(2027, 11, 1), 7)))
    told = stock_by_product([demand_of()], {"coat": stock}, NOTHING_TYPED, EARLY)
    assert told["coat"].arrivals == (Arrival(None, 5), Arrival(date(2027, 11, 1), 7))


@given(
    held=st.integers(0, 200),
    more=st.integers(0, 100),
    expected=st.integers(1, 100),
    today=st.sampled_from([EARLY, COUNTING, AFTER_COUNT]),
)
def test_more_stock_never_makes_a_verdict_worse(
    held: int, more: int, expected: int, today: date
) -> None:
    order = list(Level)
    demand = demand_of(units=expected)
    less = row_of(stock_of(on_hand=held), demand, today=today)
    fuller = row_of(stock_of(on_hand=held + more), demand, today=today)
    assert order.index(fuller.level) <= order.index(less.level)
    assert fuller.missing <= less.missing


# What is typed -----------------------------------------------------------------------------------


def test_what_is_typed_goes_before_the_sheet() -> None:
    typed = Typed.of(
        {
            product_field("a.b 外套", "in_stock"): 12,
            product_field("a.b 外套", "unit_cost"): "45.50",
            product_field("a.b 外套", "incoming"): 30,
            product_field("a.b 外套", "eta"): "2027-11-01",
            product_field("a.b 外套", "supplier"): "Wang",
            product_field("a.b 外套", "is_main"): "yes",
            "inventory.match.OLD-1": "a.b 外套",
            "inventory.warehouse.Hall 2.counts_as": "left_out",
            "inventory.lead_time_days": 20,
            "targets.growth_share": 0.3,
        }
    )
    assert typed.matches == {"OLD-1": "a.b 外套"}
    assert typed.counts_as == {"Hall 2": "left_out"}
    product = typed.products["a.b 外套"]
    assert product.is_main is True
    stock = product.over(stock_of("a.b 外套", 99, reserved=5, available=90, supplier="Li"))
    assert (stock.on_hand, stock.reserved, stock.available) == (12, None, None)
    assert stock.arrivals == (Arrival(date(2027, 11, 1), 30),)
    assert (str(stock.unit_cost), stock.supplier) == ("45.50", "Wang")


def test_a_day_that_is_typed_holds_for_what_the_sheet_has_on_its_way() -> None:
    sheet = stock_of(arrivals=(Arrival(None, 20),))
    typed = TypedProduct({}, eta=date(2027, 11, 2))
    assert typed.over(sheet).arrivals == (Arrival(date(2027, 11, 2), 20),)


def test_a_stock_that_is_typed_is_the_book_of_a_count() -> None:
    counted = stock_of(on_hand=None, counted=65, counted_on=COUNTING)
    typed = TypedProduct({"in_stock": 60}).over(counted)
    assert (typed.on_hand, typed.book_when_counted) == (60, 60)
    corrected = TypedProduct({"in_stock": 65}).over(counted)
    assert corrected.book_when_counted == corrected.counted


def test_a_count_of_a_part_says_nothing_of_a_stock_that_is_typed() -> None:
    part = stock_of(counted=29, book_when_counted=30, counted_on=COUNTING, is_counted_whole=False)
    typed = TypedProduct({"in_stock": 100}).over(part)
    assert (typed.on_hand, typed.book_when_counted) == (100, None)
    assert as_counted(typed).on_hand == 100


def test_a_number_of_arrivals_that_is_typed_keeps_the_day_of_the_sheet() -> None:
    sheet = stock_of(arrivals=(Arrival(date(2027, 10, 25), 20),))
    assert TypedProduct({"incoming": 22}).over(sheet).arrivals == (Arrival(date(2027, 10, 25), 22),)


@pytest.mark.parametrize(
    ("name", "value"),
    [("in_stock", -7), ("pack_size", 0), ("unit_cost", "abc"), ("eta", "soon")],
)
def test_what_is_no_longer_allowed_counts_as_not_typed(name: str, value: Any) -> None:
    product = Typed.of({product_field("coat", name): value}).products["coat"]
    assert (dict(product.numbers), product.eta) == ({}, None)
