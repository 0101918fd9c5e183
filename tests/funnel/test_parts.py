"""The funnel by part of the shop, and the times between its steps."""

from collections.abc import Callable
from datetime import date

import pytest

from planner.funnel.levels import Step
from planner.funnel.periods import Period
from planner.funnel.slices import Mark, Part, Slice, best_parts, read_parts
from planner.funnel.source_groups import group_of
from planner.funnel.times import read_times
from planner.tables import Dataset
from tests.funnel.shop import EVENT, ORDERS, VISITS, visits
from tests.rows import Row, ask, line, order

MakeDataset = Callable[..., Dataset]
ITEMS = (
    line("1", "coat"), line("1", "scarf"), line("2", "coat"), line("3", "scarf"),
    line("4", "coat"), line("5", "belt"), line("6", "belt", category="small things"),
    line("6", None, is_service=True),
)  # fmt: skip
PRODUCTS = ({"sku": "coat", "category": "outerwear", "title": "a coat"},)


@pytest.fixture
def shop(make_dataset: MakeDataset) -> Dataset:
    return make_dataset(ORDERS, ITEMS, traffic=VISITS, products=PRODUCTS)


def parts(dataset: Dataset, by: Slice, smallest: int = 1) -> tuple[Part, ...]:
    return read_parts(dataset, EVENT, by, smallest, 0.95, True)


def rates(dataset: Dataset, by: Slice, step: Step) -> dict[str | None, tuple[int, int]]:
    return {
        part.name: (part.rates[step].reached, part.rates[step].base)
        for part in parts(dataset, by)
        if step in part.rates
    }


@pytest.mark.parametrize(
    ("by", "step", "found"),
    [
        (Slice.PRODUCT, Step.PAID, {"coat": (2, 3), "scarf": (2, 2), "belt": (2, 2)}),
        (Slice.PRODUCT, Step.KEPT, {"coat": (2, 2), "scarf": (1, 2), "belt": (2, 2)}),
        (Slice.CATEGORY, Step.PAID, {"outerwear": (2, 3), "small things": (1, 1)}),
        (Slice.PROVINCE, Step.PAID, {"浙江": (3, 4), "广东": (2, 2)}),
        (Slice.SOURCE, Step.PLACED, {"search": (4, 40), "ads": (0, 30)}),
        (Slice.HOUR, Step.PLACED, {"00": (2, 20)}),
        (
            Slice.HOUR,
            Step.PAID,
            {"00": (2, 2), "09": (1, 1), "10": (1, 1), "20": (1, 1), "21": (0, 1)},
        ),
    ],
)
def test_each_part_counts_its_own_orders(
    shop: Dataset, by: Slice, step: Step, found: dict[str, tuple[int, int]]
) -> None:
    assert rates(shop, by, step) == found


def test_returning_customers_paid_before_the_period(make_dataset: MakeDataset) -> None:
    before = order("0", "2026-10-01 10:00", 10, buyer_id="ann")
    dataset = make_dataset([before, *ORDERS])
    assert rates(dataset, Slice.CUSTOMER, Step.PAID) == {"new": (3, 4), "returning": (2, 2)}


@pytest.mark.parametrize("by", [Slice.CUSTOMER, Slice.PROVINCE, Slice.CATEGORY, Slice.SOURCE])
def test_a_slice_that_no_sheet_tells_is_empty(make_dataset: MakeDataset, by: Slice) -> None:
    assert parts(make_dataset([order("1", "2026-11-11 10:00", 10)]), by) == ()


def test_a_list_of_days_alone_tells_no_hours(make_dataset: MakeDataset) -> None:
    assert parts(make_dataset([order("1", "2026-11-11", 10)]), Slice.HOUR) == ()


def many(good: int, poor: int) -> list[Row]:
    """Return orders of two provinces, a hundred each, of which so many are paid."""
    return [
        order(f"{province}{number}", "2026-11-11 10:00", 10 if number < paid else None,
              province=province)
        for province, paid in (("good", good), ("poor", poor))
        for number in range(100)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paid", "smallest", "marks"),
    [
        ((95, 60), 100, {"good": Mark.BETTER, "poor": Mark.WORSE}),
        ((90, 87), 100, {"good": Mark.CHANCE, "poor": Mark.CHANCE}),
        ((95, 60), 101, {"good": Mark.SMALL, "poor": Mark.SMALL}),
    ],
)
def test_parts_are_told_apart_only_beyond_chance(
    make_dataset: MakeDataset, paid: tuple[int, int], smallest: int, marks: dict[str, Mark]
) -> None:
    found = parts(make_dataset(many(*paid)), Slice.PROVINCE, smallest)
    assert {part.name: part.rates[Step.PAID].mark for part in found} == marks


def test_the_best_part_is_the_one_that_is_surely_high(make_dataset: MakeDataset) -> None:
    rows = [
        visits("2026-11-11", source="lucky", visitors=4, order_buyers=4),
        visits("2026-11-11", source="search", visitors=1000, order_buyers=80),
        visits("2026-11-11", source="ads", visitors=1000, order_buyers=20),
    ]
    found = best_parts(make_dataset(ORDERS, traffic=rows), EVENT, 100, 0.95, True)
    assert found[Step.PLACED].name == "search"
    assert found[Step.PLACED].low < 0.08


def test_one_part_alone_is_no_best(make_dataset: MakeDataset) -> None:
    rows = [visits("2026-11-11", source="search", visitors=1000, order_buyers=80)]
    assert Step.PLACED not in best_parts(make_dataset(ORDERS, traffic=rows), EVENT, 100, 0.95, True)


def test_details_of_a_source_stand_in_its_place(make_dataset: MakeDataset) -> None:
    rows = [
        visits("2026-11-11", source="付费流量", visitors=90, order_buyers=9),
        visits(
            "2026-11-11", source="付费流量", source_detail="直通车", visitors=60, order_buyers=5
        ),
        visits("2026-11-11", source="搜索", visitors=50, order_buyers=4),
    ]
    dataset = make_dataset(ORDERS, traffic=rows)
    assert set(rates(dataset, Slice.SOURCE, Step.PLACED)) == {"直通车", "搜索"}


@pytest.mark.parametrize(
    ("source", "detail", "group"),
    [
        ("淘内免费", "手淘搜索", "Search in the platform"),
        ("付费流量", "直通车", "Paid ads"),
        ("付费流量", "淘宝客", "Affiliates"),
        ("自主访问", "购物车", "Direct and favourites"),
        ("站外投放", None, "Outside search and social"),
        ("活动", "聚划算", "Activities"),
        ("其他", None, "None"),
    ],
)
def test_sources_are_of_the_kinds_of_the_trade(source: str, detail: str | None, group: str) -> None:
    assert str(group_of(source, detail)) == group


# Times ------------------------------------------------------------------------------------------


def test_times_stand_in_bands_and_backward_clocks_apart(shop: Dataset) -> None:
    found = read_times(shop, EVENT)
    payment = found["payment"]
    # 2 minutes, 3 hours, 25 hours, half an hour; one clock runs backwards.
    assert payment.orders == (0, 1, 1, 1, 0, 1, 0, 0, 0, 0)
    assert (payment.backwards, payment.told, payment.is_one_time) == (1, 4, False)
    assert payment.median_seconds == (1800 + 10_800) / 2
    assert found["shipping"].told == 3
    assert found["receipt"].told == 2


def test_one_time_for_both_tells_nothing(make_dataset: MakeDataset) -> None:
    times = read_times(make_dataset([order("1", "2026-11-11 10:00", 10)]), EVENT)
    assert times["payment"].is_one_time
    assert set(times) == {"payment"}


def test_a_period_without_payments_has_no_times(smallest_dataset: Dataset) -> None:
    assert read_times(smallest_dataset, Period("all", date(2026, 11, 11), date(2026, 11, 11))) == {}


# Roll-ups ---------------------------------------------------------------------------------------


def test_order_steps_count_an_order_in_the_hour_it_was_placed(shop: Dataset) -> None:
    found = ask(
        shop,
        "SELECT CAST(hour_start AS VARCHAR), province, orders_placed, orders_paid, receipt_told,"
        " orders_received, orders_sent_back, orders_refunded_whole, paid_before_placed"
        " FROM order_steps WHERE hour_start < '2026-11-13' ORDER BY 1, 2",
    )
    assert found == [
        ("2026-11-11 00:00:00", "广东", 1, 1, 1, 1, 0, 0, 0),
        ("2026-11-11 00:00:00", "浙江", 1, 1, 1, 1, 0, 0, 0),
        ("2026-11-11 20:00:00", "广东", 1, 1, 1, 0, 1, 1, 0),
        ("2026-11-11 21:00:00", "浙江", 1, 0, 0, 0, 0, 0, 0),
        ("2026-11-12 09:00:00", "浙江", 1, 1, 1, 0, 0, 0, 0),
        ("2026-11-12 10:00:00", "浙江", 1, 1, 1, 1, 0, 0, 1),
    ]


def test_product_steps_count_an_order_once_with_each_that_it_held(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(
        [order("1", "2026-11-11 10:00", 30)],
        [line("1", "a", spec="red"), line("1", "a", spec="blue"), line("1", "b", category="x"),
         line("1", "c", category="x")],
    )  # fmt: skip
    assert ask(
        dataset, "SELECT part, name, orders_placed, paid_amount FROM product_steps ORDER BY 1, 2"
    ) == [
        ("category", "x", 1, 30),
        ("product", "a", 1, 30),
        ("product", "b", 1, 30),
        ("product", "c", 1, 30),
    ]
