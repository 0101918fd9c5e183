"""Demand by product: exact in its sums, and each product's number from what is known of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import QUERIES, Basis, Quantile, read_evidence, read_reference
from planner.demand.discounts import UNKNOWN, depth_classes, uplift_by_discount
from planner.demand.product_history import (
    Counts,
    PastSales,
    ProductHistory,
    newest_ordinary_days,
    read_product_history,
)
from planner.demand.product_shares import classes_of, product_shares
from planner.demand.products import OfferShift, ProductDemand, demand_by_product
from planner.demand.quantiles import gamma_quantile
from planner.planning import REGISTRY, Answer
from planner.tables import Dataset
from tests.demand.cases import BEFORE, EVENT, counts, history_of
from tests.rows import line, order

D = Decimal
MakeDataset = Callable[..., Dataset]
WEEKS = (date(2026, 10, 4), date(2026, 10, 31))


def planned(history: ProductHistory, items: int = 1000) -> dict[str, ProductDemand]:
    return {one.product: one for one in demand_by_product(history, items, D(items * 10), 0.25)}


def test_large_products_keep_their_share_of_the_last_event() -> None:
    found = planned(history_of([6000, 3000, 1000]), 10_000)
    assert [found[name].units for name in ("p0", "p1", "p2")] == pytest.approx(
        [6000, 3000, 1000], rel=0.01
    )
    assert {one.basis for one in found.values()} == {Basis.OWN_EVENT}
    assert found["p0"].last_event_units == 6000


def test_small_counts_are_drawn_to_their_class() -> None:
    found = planned(history_of([1, 2, 3, 4] * 10), 1000)
    assert 10 < found["p0"].units <= 25 <= found["p3"].units < 40


@given(
    st.lists(st.integers(0, 10**5), min_size=1, max_size=30).filter(any),
    st.integers(0, 10**7),
    st.decimals(0, 10**9, places=2),
)
def test_products_sum_to_the_plan(orders: list[int], items: int, revenue: Decimal) -> None:
    found = demand_by_product(history_of(orders, newest=orders[::-1]), items, revenue, 0.25)
    assert sum(one.units for one in found) == items
    assert sum(one.revenue for one in found) == revenue
    for one in found:
        quantiles = [one.units_by_quantile[quantile] for quantile in Quantile]
        assert quantiles == sorted(quantiles)
        assert 0 <= one.event_weight + one.ordinary_weight <= 1 + 1e-9


def test_the_quantiles_are_those_of_the_gamma_law() -> None:
    (one,) = demand_by_product(history_of([400]), 500, D(5000), 0.25)
    # The only product is the whole: 1 ÷ 500 of chance, 1/16 of the event, and its share is known.
    assert one.relative_variance == pytest.approx(1 / 500 + 0.0625, abs=0.004)
    assert one.quantile(0.95) == gamma_quantile(0.95, 500, one.relative_variance)
    assert one.units_by_quantile[Quantile.P95] == round(one.quantile(0.95))


def test_revenue_follows_the_prices_of_the_last_event() -> None:
    history = history_of([500, 500], prices=[99.0, 99.0])
    event = counts([500, 500], [10.0, 30.0])
    history = replace(history, events=(replace(history.events[0], event=event),))
    found = planned(history)
    assert found["p1"].revenue == 3 * found["p0"].revenue
    assert found["p1"].list_price == D("99.00")


def test_without_prices_revenue_follows_the_units() -> None:
    history = history_of([3000, 1000], prices=[float("nan")] * 2)
    event = replace(history.last_event, amounts=np.zeros(2))
    history = replace(history, events=(replace(history.events[0], event=event),))
    found = demand_by_product(history, 4000, D(4000), 0.25)
    assert [one.revenue for one in found] == [D(one.units) for one in found]
    assert {one.list_price for one in found} == {None}


def test_a_product_without_a_last_event_follows_its_ordinary_weeks() -> None:
    history = history_of([500, 500, 0, 500], newest=[100, 100, 100, 100], then=[100, 100, 0, 100])
    found = planned(history)
    assert found["p2"].basis is Basis.ORDINARY_DAYS
    assert found["p2"].last_event_units == 0
    assert found["p2"].units > 100
    assert found["p2"].units_per_ordinary_day == pytest.approx(100 / 28)


def test_a_product_that_grew_since_the_last_event_is_planned_with_more() -> None:
    steady = history_of([500] * 4, newest=[100] * 4, then=[100] * 4)
    grown = history_of([500] * 4, newest=[200, 100, 100, 100], then=[100] * 4)
    assert planned(grown)["p0"].units > 1.2 * planned(steady)["p0"].units


def test_what_never_sold_follows_its_category_and_price_class_or_nothing() -> None:
    last = [50, 55, 45, 50, 4, 5, 6, 5, 0, 0, 0]
    categories = ["coats"] * 4 + ["belts"] * 4 + ["coats", "belts", None]
    found = planned(history_of(last, categories=categories, never=3))
    assert found["p8"].basis is found["p9"].basis is Basis.CATEGORY_AND_PRICE
    assert found["p8"].units > found["p9"].units
    assert "p10" not in found


def test_months_without_a_sale_make_a_listed_product_less_likely_to_sell() -> None:
    last, categories = [50, 55, 45, 0], ["coats"] * 4
    fresh = history_of(last, categories=categories, never=1)
    stale = history_of(last, newest=[50, 50, 50, 0], categories=categories, never=1)
    assert planned(stale)["p3"].units < planned(fresh)["p3"].units


def test_price_classes_are_thirds_of_a_category() -> None:
    categories = ["a"] * 6 + ["b"]
    prices = np.array([1.0, 6.0, 3.0, 4.0, 2.0, np.nan, 9.0])
    _, classes = classes_of(categories, prices)
    assert len(set(classes[:5].tolist())) == 3
    assert classes[0] == classes[4] != classes[1]
    assert len({int(classes[5]), int(classes[6]), *classes[:5].tolist()}) == 5


def test_a_discount_shows_its_uplift_from_two_events_on() -> None:
    """Two events in which half-price goods sold 90 of 100 where the weeks before had 50 and 50."""
    ordinary = counts([50, 50])
    event = counts([90, 10], [5.0, 10.0])
    assert depth_classes(event, ordinary).tolist() == [3, 0]
    twice = (PastSales(EVENT, event, ordinary), PastSales(BEFORE, event, ordinary))
    half, full = uplift_by_discount(twice)
    assert half == pytest.approx(1.79, abs=0.02)
    assert full == pytest.approx(0.21, abs=0.02)
    assert uplift_by_discount(twice[:1]).tolist() == [1, 1]
    assert depth_classes(event, Counts.none_of(2)).tolist() == [UNKNOWN] * 2


def test_a_stock_out_last_year_is_made_up_for() -> None:
    history = history_of([200] * 5)
    stopped = replace(
        history,
        passed=np.array([0.5, 1, 1, 1, 1]),
        longest_pause=np.array([0.02, 0, 0, 0, 0]),
    )
    before, after = planned(history)["p0"], planned(stopped)["p0"]
    assert before.lost_units == 0
    assert after.lost_units == pytest.approx(200, rel=0.1)
    assert after.units > 1.5 * before.units


@pytest.mark.parametrize(
    ("sheet_days", "events", "expected"),
    [
        # The sheets go on after the event: their last four weeks.
        (("2026-01-01", "2027-03-31"), ["2026-11-11"], ("2027-03-04", "2027-03-31")),
        # They end in the waiting days of the next event: on D-11 of it.
        (("2026-01-01", "2027-06-10"), ["2026-11-11", "2027-06-18"], ("2027-05-11", "2027-06-07")),
        # They end with the event: the weeks before it.
        (("2026-01-01", "2026-11-13"), ["2026-11-11"], ("2026-10-04", "2026-10-31")),
    ],
)
def test_the_newest_ordinary_weeks(
    sheet_days: tuple[str, str], events: list[str], expected: tuple[str, str]
) -> None:
    def days(pair: Sequence[str]) -> tuple[date, date]:
        return date.fromisoformat(pair[0]), date.fromisoformat(pair[1])

    known = [date.fromisoformat(day) for day in events]
    assert newest_ordinary_days(days(sheet_days), EVENT, known, 28) == days(expected)


# From the sheets ---------------------------------------------------------------------------------


def sold(dataset: Dataset, days: tuple[date, date] = EVENT, most: float = 1000.0) -> dict[str, Any]:
    rows = dataset.rows(
        QUERIES["product_window"],
        first_day=days[0],
        last_day=days[1],
        until=days[1] + timedelta(days=2),
        most_pieces=most,
    )
    return {row["product"]: (row["orders"], row["units"], row["usual_units"]) for row in rows}


def test_products_of_the_window(event_dataset: Dataset) -> None:
    found = sold(event_dataset, (date(2026, 11, 10), date(2026, 11, 13)))
    assert found == {"coat": (2, 2, 2), "scarf": (2, 3, 3), "belt": (1, 1, 1)}


def test_a_line_given_back_within_a_day_is_a_slip(make_dataset: MakeDataset) -> None:
    """80,995 pieces returned after 12 minutes are no sale; a return of a week later is one."""
    dataset = make_dataset(
        [
            order("1", "2026-11-11 09:15", 168469, buyer_id="ann"),
            order("C1", "2026-11-11 09:27", buyer_id="ann", is_return=True, refund_amount=168469),
            order("2", "2026-11-11 10:00", 20, buyer_id="bob"),
            order("3", "2026-11-11 11:00", 20, buyer_id="bob"),
            order("C2", "2026-11-11 12:00", buyer_id="bob", is_return=True, refund_amount=20),
            order("4", "2026-11-11 13:00", 20, buyer_id="cid"),
            order("C4", "2026-11-18 13:00", buyer_id="cid", is_return=True, refund_amount=20),
        ],
        [
            line("1", "bird", 80995, "2.08"),
            line("C1", "bird", -80995, "2.08"),
            line("2", "cup", 2),
            line("3", "cup", 2),
            line("C2", "cup", -2),
            line("4", "cup", 2),
            line("C4", "cup", -2),
        ],
    )
    assert sold(dataset) == {"cup": (2, 4, 4)}


def test_a_bulk_order_counts_as_the_largest_usual_one(make_dataset: MakeDataset) -> None:
    orders = [order(str(number), "2026-11-11 09:00", 10) for number in range(4)]
    lines = [line("0", "cup", 4000), line("1", "cup"), line("2", "mug"), line("3", None)]
    dataset = make_dataset(orders, lines)
    assert sold(dataset, most=20.0) == {
        "cup": (2, 4001, 40),  # two orders of that hour, as many as 20 pieces each
        "mug": (1, 1, 1),
        "": (1, 1, 1),
    }


def test_nothing_after_the_day_is_read(make_dataset: MakeDataset) -> None:
    days = [date(2026, 11, 11) + timedelta(days=number) for number in range(-60, 5)]
    orders = [order(str(day), f"{day} 10:00", 10) for day in days]
    dataset = make_dataset(orders, [line(str(day), "cup") for day in days])
    history = read_product_history(dataset, EVENT[0], (BEFORE,), WEEKS, 28)
    assert history.all_sales.orders.tolist() == [60]
    assert history.newest.orders.tolist() == [28]


def test_stock_and_product_lists_bring_what_never_sold(event_dataset: Dataset) -> None:
    history = read_product_history(event_dataset, date(2026, 11, 14), (EVENT,), WEEKS, 28)
    assert set(history.products) == {"coat", "scarf", "belt"}
    assert dict(zip(history.products, history.categories, strict=True))["coat"] == "outerwear"


def test_the_answer_plans_every_item_with_a_product(event_answer: Callable[..., Answer]) -> None:
    rooms = event_answer().rooms
    assert rooms is not None
    plan = rooms.demand.totals_by_quantile[Quantile.P50]
    assert sum(one.revenue for one in rooms.demand.products) == plan.revenue
    assert sum(one.units for one in rooms.demand.products) == plan.items


def test_lines_that_name_nothing_are_one_product(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([order("1", "2026-11-11", 10)], [line("1", None), line("1", None)])
    reference = read_reference(dataset, *EVENT)
    evidence = read_evidence(dataset, reference, EVENT[0], REGISTRY.entries({}))
    assert evidence.products is not None
    assert evidence.products.products == ("",)
    (only,) = demand_by_product(evidence.products, 7, D(70), 0.25)
    assert (only.product, only.units) == ("", 7)


def test_shares_are_of_pieces_and_sum_to_one() -> None:
    shares = product_shares(history_of([5, 3, 2], newest=[4, 4, 4]))
    assert shares.units.sum() == pytest.approx(1)


def test_offers_move_products_against_each_other_and_not_the_whole() -> None:
    history = history_of([6000, 3000, 1000])
    offers = {"p0": OfferShift(units=2.0, price=0.5)}
    found = {
        one.product: one for one in demand_by_product(history, 10_000, D(100_000), 0.25, offers)
    }
    plain = planned(history, 10_000)
    moved, others = 2 * plain["p0"].units, plain["p1"].units + plain["p2"].units
    assert found["p0"].units == pytest.approx(10_000 * moved / (moved + others), abs=2)
    assert sum(one.units for one in found.values()) == 10_000
    assert sum(one.revenue for one in found.values()) == D(100_000)
    # Half the price for p0: what it brings a piece is half of what the others do.
    each = {name: one.revenue / one.units for name, one in found.items()}
    assert each["p0"] / each["p1"] == pytest.approx(D("0.5"), rel=D("0.01"))


@given(st.dictionaries(st.sampled_from(("p0", "p1", "p2")), st.floats(0, 50)))
def test_whatever_offers_do_products_sum_to_the_plan(factors: dict[str, float]) -> None:
    offers = {name: OfferShift(units=factor, price=1.0) for name, factor in factors.items()}
    found = demand_by_product(history_of([60, 30, 10]), 777, D("999.99"), 0.25, offers)
    assert sum(one.units for one in found) == 777
    assert sum(one.revenue for one in found) == D("999.99")
