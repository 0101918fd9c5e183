"""What happened in the last event: literal rows in and out, and parts that sum to their whole."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import demand
from planner.demand import read_ordinary, read_reference
from planner.last_year import LastYear, read_last_year
from planner.last_year.facts import QUERIES, Coverage, read_coverage
from planner.tables import Dataset, Workspace, publish_import
from tests.rows import Row, ask, line, order, prepare_import

MakeDataset = Callable[..., Dataset]
D = Decimal
MAIN_DAY = date(2026, 11, 11)
WINDOW = {"first_day": date(2026, 11, 11), "last_day": date(2026, 11, 13)}
ORDINARY = {"ordinary_first": date(2026, 10, 4), "ordinary_last": date(2026, 10, 31)}


def told(dataset: Dataset, main_day: date = MAIN_DAY, before: int = 0, after: int = 2) -> LastYear:
    """Return the last event around a day."""
    reference = read_reference(
        dataset, main_day - timedelta(days=before), main_day + timedelta(days=after)
    )
    ordinary = read_ordinary(dataset, main_day, 28)
    return read_last_year(dataset, reference, ordinary, main_day, a_share=0.8, b_share=0.95)


def asked(dataset: Dataset, name: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return [
        tuple(row.values())
        for row in dataset.rows({**demand.QUERIES, **QUERIES}[name], **parameters)
    ]


YEAR = (
    order("o1", "2025-10-01 10:00", 50, buyer_id="eve", province="广东"),
    order("o2", "2026-05-20 10:00", 50, buyer_id="fay", province="广东"),
    order("o3", "2026-10-10 10:00", 28, buyer_id="ann", province="浙江"),
    order("o4", "2026-10-20 20:00", 252, buyer_id="gus", province="广东", refund_amount=28),
    order("o5", "2026-10-20 20:30", buyer_id="gus", province="广东"),
    order("e1", "2026-11-11 00:00", 100, buyer_id="ann", province="浙江",
          paid_at="2026-11-11 00:10:00"),
    order("e2", "2026-11-11 00:30", 60, buyer_id="ann", province="浙江",
          paid_at="2026-11-12 00:30:00", refund_amount=60),
    order("e3", "2026-11-11 20:00", 90, buyer_id="bob", province=None,
          paid_at="2026-11-13 20:00:01"),
    order("e4", "2026-11-12 09:00", 50, buyer_id="eve", province="广东",
          paid_at="2026-11-12 09:10:01"),
    order("e5", "2026-11-13 09:00", buyer_id="cid", province="广东"),
)  # fmt: skip
YEAR_ITEMS = (
    line("o3", "scarf", 1, 28),
    line("o4", "coat", 2, 126),
    line("e1", "coat", 1, 100),
    line("e1", "POST", 1, 5, is_service=True),
    line("e2", "coat", 1, 40),
    line("e2", "scarf", 2, 10),
    line("e3", "hat", 3, 30),
    line("e4", "scarf", 5, 10),
)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return a year of orders with an event of three days."""
    workspace = Workspace(tmp_path_factory.mktemp("year"))
    products = [{"sku": "coat", "category": "outer", "title": "A warm coat"}]
    traffic = [
        {
            "period_start": "2026-11-11",
            "period_end": "2026-11-13",
            "visitors": 60,
            "paid_buyers": 9,
        },
        {"period_start": "2026-11-11", "period_end": "2026-11-13", "visitors": 5, "source": "ads"},
    ]
    imported = prepare_import(workspace, YEAR, YEAR_ITEMS, products=products, traffic=traffic)
    return publish_import(workspace, imported)


# Questions ---------------------------------------------------------------------------------------


def test_coverage_is_that_of_all_orders_paid_or_not(year: Dataset) -> None:
    # e2 is paid a day after it is placed; e3 two days after, e5 never.
    assert read_coverage(year) == Coverage(date(2025, 10, 1), date(2026, 11, 13), 7, 10, 8)


def test_customers_before_a_window_and_in_it_by_their_last_order(year: Dataset) -> None:
    """Ann was last there 32 days before, Eve 406, Fay 175, Gus 22; Bob is new."""
    assert asked(year, "recency_groups", **WINDOW) == [
        ("new", None, 1, 1, D("90.00")),
        ("1_30", 1, 0, 0, D("0.00")),
        ("31_90", 1, 1, 2, D("160.00")),
        ("91_180", 1, 0, 0, D("0.00")),
        ("over_365", 1, 1, 1, D("50.00")),
    ]


@pytest.mark.parametrize(
    ("days", "group"),
    [(1, "1_30"), (30, "1_30"), (31, "31_90"), (90, "31_90"), (91, "91_180"), (180, "91_180"),
     (181, "181_365"), (365, "181_365"), (366, "over_365")],
)  # fmt: skip
def test_the_groups_begin_and_end_where_they_say(
    make_dataset: MakeDataset, days: int, group: str
) -> None:
    before = MAIN_DAY - timedelta(days=days)
    dataset = make_dataset(
        [
            order("1", f"{before} 23:59:59", 10, buyer_id="ann"),
            order("2", "2026-11-12 00:00", 10, buyer_id="ann"),
            order("3", "2026-11-13 23:59:59", 10, buyer_id="ann"),
        ]
    )
    assert asked(dataset, "recency_groups", **WINDOW) == [(group, 1, 1, 2, D("20.00"))]


def test_who_bought_before_and_after_but_not_in_the_window_did_not_come_back(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(
        [
            order("1", "2026-11-01 10:00", 10, buyer_id="ann"),
            order("2", "2026-11-14 10:00", 10, buyer_id="ann"),
        ]
    )
    assert asked(dataset, "recency_groups", **WINDOW) == [("1_30", 1, 0, 0, D("0.00"))]


def test_the_top_customers_are_rounded_up_and_hold_each_other(make_dataset: MakeDataset) -> None:
    orders = [
        order(str(n), "2026-11-11 10:00", n if n > 20 else 1, buyer_id=f"b{n}") for n in range(25)
    ]
    assert asked(make_dataset(orders), "top_customers", **WINDOW) == [
        (0.01, 1, D("24.00")),
        (0.05, 2, D("47.00")),
        (0.10, 3, D("69.00")),
        (0.20, 5, D("91.00")),
        (1.00, 25, D("111.00")),
    ]


def test_payment_bands_end_on_the_second(year: Dataset) -> None:
    """e1 took 10:00 minutes, e4 10:01, e2 a day to the second, e3 a second over two days."""
    assert asked(year, "payment_bands", **WINDOW) == [
        ("10_minutes", 1, 0),
        ("1_hour", 1, 0),
        ("24_hours", 1, 0),
        ("later", 1, 0),
        ("never", 1, 0),
    ]


def test_provinces_the_rest_and_orders_without_one(year: Dataset) -> None:
    assert asked(year, "province_sales", **WINDOW, **ORDINARY, row_count=1) == [
        (1, "浙江", 1, 2, D("160.00"), 1, D("28.00")),
        (None, None, 1, 1, D("50.00"), 1, D("252.00")),
        (0, None, 0, 1, D("90.00"), 0, D("0.00")),
    ]


def test_best_sellers_their_class_and_the_rest_by_class(year: Dataset) -> None:
    shares = {"a_share": 0.6, "b_share": 0.7}
    assert asked(year, "best_sellers", **WINDOW, **ORDINARY, **shares, row_count=1) == [
        ("coat", "coat", "A", 1, 2, D("140.00"), 2, 1, 2, D("252.00")),
        (None, None, "A", 1, 3, D("90.00"), None, None, 0, D("0.00")),
        (None, None, "C", 1, 7, D("70.00"), None, None, 1, D("28.00")),
    ]


def test_what_sold_on_ordinary_days_alone_is_no_best_seller(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(
        [order("1", "2026-10-10 10:00", 9), order("2", "2026-11-11 10:00", 9)],
        [line("1", "old", 1, 9), line("2", "new", 1, 9)],
    )
    shares = {"a_share": 0.8, "b_share": 0.95}
    assert asked(dataset, "best_sellers", **WINDOW, **ORDINARY, **shares, row_count=20) == [
        ("new", "new", "A", 1, 1, D("9.00"), 1, 0, 0, D("0.00")),
        (None, None, "C", 1, 0, D("0.00"), None, None, 1, D("9.00")),
    ]


def test_categories_come_from_the_lines_else_from_the_products_sheet(year: Dataset) -> None:
    assert asked(year, "category_sales", **WINDOW, **ORDINARY) == [
        (None, 2, 10, D("160.00"), 1, D("28.00")),
        ("outer", 1, 2, D("140.00"), 2, D("252.00")),
    ]


def test_a_former_code_has_the_category_of_its_product(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(
        [order("1", "2026-11-11 10:00", 9)],
        [line("1", "was-coat", 1, 9)],
        products=[{"sku": "coat", "old_skus": ["was-coat"], "category": "outer"}],
    )
    assert [row[0] for row in asked(dataset, "category_sales", **WINDOW, **ORDINARY)] == ["outer"]


def test_refunds_and_the_products_they_fell_on(year: Dataset) -> None:
    assert asked(year, "refunds", **WINDOW) == [(4, 1, D("300.00"), D("60.00"))]
    assert asked(year, "refunded_products", **WINDOW, row_count=9) == [
        ("coat", "coat", 2, 1),
        ("scarf", "scarf", 2, 1),
    ]


def test_a_return_without_its_order_is_a_refund_and_no_order(make_dataset: MakeDataset) -> None:
    sent_back = order("r", "2026-11-12 10:00", 0, refund_amount=7, is_return=True)
    dataset = make_dataset([order("1", "2026-11-11 10:00", 9), sent_back])
    assert asked(dataset, "refunds", **WINDOW) == [(1, 0, D("9.00"), D("7.00"))]


def test_visitors_are_those_of_the_whole_shop(year: Dataset) -> None:
    assert asked(year, "visitor_periods", **WINDOW) == [
        (date(2026, 11, 11), date(2026, 11, 13), 60, 9),
    ]


def test_a_day_has_the_visitors_of_its_own_row_alone(event_dataset: Dataset) -> None:
    days = {row[0].day: row[1:] for row in asked(event_dataset, "daily", **WINDOW)}
    assert days == {
        11: (3, 3, D("233.80"), D("80.50"), 4, 2, 400, 3),
        12: (0, 0, D("0.00"), D("0.00"), None, 0, None, None),
        13: (1, 1, D("66.20"), D("0.00"), 2, 1, None, None),
    }


# The event as a whole ----------------------------------------------------------------------------


def test_customers_tell_comeback_and_order_value(year: Dataset) -> None:
    customers = told(year).customers
    groups = {group.last_order: group for group in customers.groups}
    assert groups["31_90"].comeback_share == 1
    assert groups["31_90"].aov == D("160.00")
    assert groups["1_30"].comeback_share == 0
    assert (groups["new"].comeback_share, groups["1_30"].aov) == (None, None)
    assert customers.tell_returning
    assert customers.history_days == 406


def test_an_order_without_buyer_is_left_out_and_counted(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(
        [order("1", "2026-11-11 10:00", 10, buyer_id="ann"), order("2", "2026-11-11 11:00", 10)]
    )
    customers = told(dataset).customers
    assert customers.orders_without_buyer == 1
    assert [group.buyers for group in customers.groups] == [1]
    assert not customers.tell_returning


def test_hours_are_those_of_the_main_day_beside_an_average_day(year: Dataset) -> None:
    """On ordinary days 28.00 fell to 10–11 and 252.00 to 20–21: 1.00 and 9.00 a day."""
    hours = told(year).hours
    assert [hour.hour for hour in hours] == list(range(24))
    assert (hours[0].paid_amount, hours[0].share, hours[0].orders_placed) == (D("100.00"), 1, 2)
    assert (hours[10].ordinary_amount, hours[10].ordinary_share) == (D("1.00"), 0.1)
    assert (hours[20].ordinary_amount, hours[20].ordinary_orders_placed) == (D("9.00"), 2 / 28)


def test_a_list_of_days_alone_tells_no_hours(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([order(str(n), f"2026-11-1{n} 00:00", 10) for n in (1, 2, 3)])
    assert told(dataset).hours == ()


def test_one_time_for_placing_and_paying_tells_no_time_between(make_dataset: MakeDataset) -> None:
    assert not told(make_dataset([order("1", "2026-11-11 10:00", 10)])).has_payment_times


def test_days_outside_the_sheets_are_no_zeros(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([order("1", "2026-11-11 10:00", 90), order("2", "2026-11-12 10:00", 30)])
    event = told(dataset, before=4)
    assert [day.day.day for day in event.days] == [11, 12]
    assert event.measures["revenue"].a_day is not None
    assert event.measures["revenue"].a_day.value == D("60.00")


def test_nothing_is_invented_from_the_smallest_data(make_dataset: MakeDataset) -> None:
    event = told(make_dataset([order("1", "2026-11-11 00:05", 10)]))
    assert event.ordinary is None
    assert (event.products, event.categories, event.provinces) == ((), (), ())
    assert event.customers.groups == ()
    assert event.traffic.periods == ()
    for name in ("buyers", "items_per_order", "unit_price", "visitors", "conversion"):
        assert event.measures[name].figures() == ()


# Properties --------------------------------------------------------------------------------------


@st.composite
def shops(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Return some weeks of orders around the event, with their lines."""
    orders, items = [], []
    for number in range(draw(st.integers(1, 25))):
        day = MAIN_DAY + timedelta(days=draw(st.integers(-60, 2)))
        placed = f"{day} {draw(st.integers(0, 23)):02d}:00"
        paid = draw(st.one_of(st.none(), st.integers(0, 999)))
        orders.append(
            order(
                str(number),
                placed,
                None if paid is None else D(paid) / 100,
                buyer_id=draw(st.sampled_from([None, "ann", "bob", "cid"])),
                province=draw(st.sampled_from([None, "广东", "浙江", "江苏"])),
                refund_amount=D(draw(st.integers(0, paid or 0))) / 100,
            )
        )
        for sku in draw(st.lists(st.sampled_from("ABCDE"), max_size=3)):
            items.append(line(str(number), sku, draw(st.integers(1, 3)), draw(st.integers(0, 9))))
    orders.append(order("sure", f"{MAIN_DAY} 12:00", 5, buyer_id="ann"))
    return orders, items


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(shop=shops())
def test_the_parts_of_every_section_sum_to_the_whole(
    shop: tuple[list[Row], list[Row]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("shop"))
    dataset = publish_import(workspace, prepare_import(workspace, *shop))
    event = told(dataset, before=4)
    totals = {name: one.value for name, one in event.reference.totals.items()}
    assert sum(day.paid_amount for day in event.event_days) == totals["paid_amount"]
    assert sum(day.orders_placed for day in event.event_days) == totals["orders_placed"]
    assert sum(band.orders_placed for band in event.payment) == totals["orders_placed"]
    assert event.refunds.refund_amount == totals["refund_amount"]
    if event.provinces:
        assert sum(one.paid_amount for one in event.provinces) == totals["paid_amount"]
        assert sum(one.orders_paid for one in event.provinces) == totals["orders_paid"]
    groups, top = event.customers.groups, event.customers.top
    assert sum(group.buyers for group in groups) == totals["buyers_paid"]
    assert sum(group.orders_paid for group in groups) == totals["orders_with_buyer"]
    if top:
        assert top[-1].paid_amount == sum(group.paid_amount for group in groups)
        assert [one.paid_amount for one in top] == sorted(one.paid_amount for one in top)
    if event.products:
        units = sum(one.units for one in event.products)
        assert units == sum(one.units for one in event.categories or event.products)
        (sold,) = ask(
            dataset,
            "SELECT coalesce(sum(list_amount), 0) FROM product_sales"
            " WHERE hour_start >= DATE '2026-11-07' AND hour_start < DATE '2026-11-14'",
        )
        assert sum(one.amount for one in event.products) == sold[0]
    (known,) = ask(
        dataset,
        "SELECT count(*) FROM customers WHERE first_paid_at < DATE '2026-11-07'",
    )
    assert sum(group.customers or 0 for group in groups) in (known[0], 0)
    for parts in (event.hours, event.products, event.provinces, event.payment):
        whole = sum(part.share for part in parts)
        assert whole == pytest.approx(1) or whole == 0


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(shop=shops(), a=st.floats(0.1, 0.9), more=st.floats(0, 0.5))
def test_a_wider_class_a_never_loses_a_product(
    shop: tuple[list[Row], list[Row]],
    a: float,
    more: float,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("shop"))
    dataset = publish_import(workspace, prepare_import(workspace, *shop))

    def class_a(share: float) -> set[str]:
        rows = asked(
            dataset, "best_sellers", **WINDOW, **ORDINARY, a_share=share, b_share=1.0, row_count=9
        )
        return {row[0] for row in rows if row[2] == "A"}

    assert class_a(a) <= class_a(min(1.0, a + more))
