"""What each level counts: literal rows in and out, and what is said where nothing can be told."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.funnel import QUERIES
from planner.funnel.counts import missing_levels, read_span
from planner.funnel.levels import Level, Step
from planner.funnel.periods import Period
from planner.language import Language
from planner.tables import Dataset, Workspace, publish_import
from tests.funnel.shop import EVENT, ORDERS, VISITS, counted, pairs, values, visits
from tests.rows import Row, order, prepare_import

MakeDataset = Callable[..., Dataset]
D = Decimal
EN = Language("en")
DAY_ONE = Period("own", date(2026, 11, 11), date(2026, 11, 11))


@pytest.fixture
def shop(make_dataset: MakeDataset) -> Dataset:
    return make_dataset(ORDERS, traffic=VISITS)


def test_all_nine_levels_are_counted(shop: Dataset) -> None:
    assert values(counted(shop)) == {
        "impressions": 1500,
        "clicks": 150,
        "visitors": 80,
        "inquiries": 14,
        "placed": 6,
        "paid": 5,
        "received": 3,
        "reviewed": 2,
        "again": 1,
    }


def test_each_step_has_what_could_and_what_did(shop: Dataset) -> None:
    assert pairs(counted(shop)) == {
        "clicks": (150, 1500),
        "visitors": (80, 150),
        "asked": (3, 14),
        "placed": (6, 80),
        "paid": (5, 6),
        "kept": (4, 5),
        # One is on its way: neither received nor lost.
        "received": (3, 4),
        "reviewed": (2, 3),
        # ann, bob, cid and eve paid; ann came back in 20 days.
        "again": (1, 4),
    }


def test_what_stands_beside_the_levels(shop: Dataset) -> None:
    beside = {name: one.value for name, one in counted(shop).beside.items()}
    assert beside == {
        "paid_amount": D("400.00"),
        "orders_shipped": 4,
        "orders_refunded": 1,
        "refund_amount": D("150.00"),
        "orders_on_way": 1,
        "page_views": 280,
        "favourites": 6,
        "carts": 14,
        "ordering": 6,
        "visit_amount": D("400.00"),
        "inquiry_buyers": 3,
        "silent": 3,
        "buyers": 4,
    }


def test_orders_are_by_inquiry_or_silent(shop: Dataset) -> None:
    beside = counted(shop).beside
    assert int(beside["inquiry_buyers"].value or 0) + int(beside["silent"].value or 0) == int(
        beside["ordering"].value or 0
    )


def test_the_money_behind_a_step_is_what_was_paid_for_the_levels_below(shop: Dataset) -> None:
    steps = counted(shop).steps

    def worth(step: Step) -> tuple[object, object]:
        told = steps[step]
        return told.amount and told.amount.value, told.per and told.per.value

    assert worth(Step.CLICKS) == (D("400.00"), 150)
    assert worth(Step.VISITORS) == (D("400.00"), 80)
    assert worth(Step.PLACED) == (D("400.00"), 6)
    assert worth(Step.PAID) == (D("400.00"), 5)
    assert worth(Step.REVIEWED) == (None, None)


def test_a_clock_that_runs_backwards_counts_as_paid_and_is_said(shop: Dataset) -> None:
    told = [EN.text(one) for one in counted(shop).remarks]
    assert any(one.startswith("1 orders of Last event were paid before") for one in told)


def test_visitors_of_days_are_said_to_be_of_days(shop: Dataset) -> None:
    told = [EN.text(one) for one in counted(shop).remarks]
    assert any("visitors of 2 days stand day by day" in one for one in told)


def test_visitors_of_some_days_are_set_beside_orders_of_these_days(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(ORDERS, traffic=[visits("2026-11-12", visitors=30, order_buyers=2)])
    counts = counted(dataset)
    assert counts.steps[Step.PLACED].pair == (2, 30)
    assert counts.steps[Step.PLACED].amount is not None
    assert counts.steps[Step.PLACED].amount.value == D("100.00")
    assert any("told of 1 of 2 days" in EN.text(one) for one in counts.remarks)


def test_a_row_of_the_very_days_counts_everybody_once(make_dataset: MakeDataset) -> None:
    row = {"period_start": "2026-11-11", "period_end": "2026-11-12", "visitors": 70,
           "order_buyers": 5}  # fmt: skip
    counts = counted(make_dataset(ORDERS, traffic=[row]))
    assert counts.steps[Step.PLACED].pair == (5, 70)
    assert not any("day by day" in EN.text(one) for one in counts.remarks)


def test_without_a_sheet_of_visitors_the_funnel_begins_at_the_orders(
    make_dataset: MakeDataset,
) -> None:
    counts = counted(make_dataset(ORDERS))
    assert next(iter(counts.levels)) is Level.PLACED
    assert list(missing_levels(counts)) == [
        Level.IMPRESSIONS,
        Level.CLICKS,
        Level.VISITORS,
        Level.INQUIRIES,
        Level.REVIEWED,
    ]


def test_visitors_alone_tell_who_ordered_and_who_paid(make_dataset: MakeDataset) -> None:
    row = visits("2026-11-11", visitors=50, order_buyers=4, paid_buyers=3, paid_amount="300.00")
    counts = counted(make_dataset(traffic=[row]), DAY_ONE)
    assert pairs(counts) == {"placed": (4, 50), "paid": (3, 4)}
    assert counts.steps[Step.PAID].amount is not None
    assert counts.steps[Step.PAID].amount.value == D("300.00")


def test_orders_without_buyers_say_what_they_cannot_tell(make_dataset: MakeDataset) -> None:
    orders = [order("1", "2026-11-11 10:00", 10), order("2", "2026-11-30 10:00", 10)]
    counts = counted(make_dataset(orders))
    assert Level.AGAIN not in counts.levels
    assert any("names its buyer" in EN.text(one) for one in counts.remarks)


def test_orders_beside_visitors_are_said_to_be_orders(make_dataset: MakeDataset) -> None:
    orders = [order("1", "2026-11-11 10:00", 10), order("2", "2026-11-11 11:00", 10)]
    counts = counted(make_dataset(orders, traffic=[visits("2026-11-11", visitors=9)]), DAY_ONE)
    assert counts.steps[Step.PLACED].pair == (2, 9)
    assert any("who ordered twice counts twice" in EN.text(one) for one in counts.remarks)


def test_more_visitors_than_clicks_are_no_negative_loss(make_dataset: MakeDataset) -> None:
    rows = [visits("2026-11-11", impressions=100, clicks=5, visitors=50)]
    counts = counted(make_dataset(ORDERS, traffic=rows), DAY_ONE)
    assert Step.VISITORS not in counts.steps
    assert "More people visited (50) than clicks" in EN.text(counts.why_not[Step.VISITORS])
    # One more click is at most one more visitor.
    assert counts.steps[Step.CLICKS].per is not None
    assert counts.steps[Step.CLICKS].per.value == 50


def test_more_orders_than_visitors_are_no_rate(make_dataset: MakeDataset) -> None:
    rows = [visits("2026-11-11", visitors=2, order_buyers=4)]
    counts = counted(make_dataset(ORDERS, traffic=rows), DAY_ONE)
    assert Step.PLACED not in counts.steps
    assert Step.PLACED in counts.why_not


def test_more_buyers_by_inquiry_than_ordered_are_no_silent_orders(
    make_dataset: MakeDataset,
) -> None:
    rows = [visits("2026-11-11", visitors=50, inquiries=20, inquiry_buyers=9, order_buyers=4)]
    counts = counted(make_dataset(ORDERS, traffic=rows), DAY_ONE)
    assert "silent" not in counts.beside
    assert Step.ASKED in counts.why_not


def test_impressions_by_source_add_up_where_the_shop_tells_none(
    make_dataset: MakeDataset,
) -> None:
    rows = [
        visits("2026-11-11", source="ads", impressions=100, clicks=5),
        visits("2026-11-11", source="ads", source_detail="words", impressions=60, clicks=3),
        visits("2026-11-12", source="search", impressions=50, clicks=2),
        # Told without clicks: no rate can hold it.
        visits("2026-11-12", source="ads", impressions=7),
    ]
    assert pairs(counted(make_dataset(ORDERS, traffic=rows)))["clicks"] == (7, 150)


def test_lists_that_tell_no_receipt_do_not_make_it_zero(make_dataset: MakeDataset) -> None:
    make_dataset([order("1", "2026-11-11 10:00", 10)], file_name="old.csv")
    dataset = make_dataset(
        [order("2", "2026-11-11 11:00", 10, status="completed"),
         order("3", "2026-11-11 12:00", 10, status="closed")], file_name="new.csv"
    )  # fmt: skip
    counts = counted(dataset)
    assert counts.levels[Level.PAID].value == 3
    assert counts.steps[Step.RECEIVED].pair == (1, 2)


def test_buying_again_is_not_looked_for_beyond_the_sheets(make_dataset: MakeDataset) -> None:
    orders = [order("1", "2026-11-11 10:00", 10, buyer_id="ann")]
    counts = counted(make_dataset(orders), EVENT, 90)
    assert counts.again_days == 0
    assert Level.AGAIN not in counts.levels


def test_ordinary_buyers_who_buy_again_in_the_event_are_no_measure_of_it(
    make_dataset: MakeDataset,
) -> None:
    orders = [
        order("1", "2026-10-01 10:00", 10, buyer_id="ann"),
        order("2", "2026-10-05 10:00", 10, buyer_id="bob"),
        order("3", "2026-10-09 10:00", 10, buyer_id="bob"),
        order("4", "2026-10-30 10:00", 10, buyer_id="cid"),
        order("5", "2026-11-11 10:00", 10, buyer_id="cid"),
        order("6", "2026-12-11 10:00", 10, buyer_id="dee"),
    ]
    usual = Period("ordinary", date(2026, 10, 4), date(2026, 10, 31), date(2026, 11, 7))
    counts = counted(make_dataset(orders), usual, 20)
    # Moved back by fourteen days: ann and bob count, and cid, who came for the event, does not.
    assert counts.steps[Step.AGAIN].pair == (1, 2)
    assert counts.levels[Level.AGAIN].parameters["last_day"] == date(2026, 10, 17)
    assert any("would hold the event" in EN.text(one) for one in counts.remarks)
    assert counts.levels[Level.PAID].value == 3


def test_where_the_sheets_begin_too_late_for_quiet_days_nothing_is_told(
    make_dataset: MakeDataset,
) -> None:
    orders = [
        order("1", "2026-10-30 10:00", 10, buyer_id="ann"),
        order("2", "2026-12-30 10:00", 10, buyer_id="bob"),
    ]
    usual = Period("ordinary", date(2026, 10, 4), date(2026, 10, 31), date(2026, 11, 7))
    counts = counted(make_dataset(orders), usual, 30)
    assert counts.again_days == 0
    assert Level.AGAIN not in counts.levels


def test_a_list_of_paid_orders_alone_tells_no_payment_rate(make_dataset: MakeDataset) -> None:
    paid = [order("1", "2026-11-11 10:00", 10), order("2", "2026-11-11 11:00", 10)]
    counts = counted(make_dataset(paid))
    assert Step.PAID not in counts.steps
    assert "in the second it was placed" in EN.text(counts.why_not[Step.PAID])


def test_goods_sent_back_without_their_order_stand_beside(make_dataset: MakeDataset) -> None:
    back = order("C1", "2026-11-12 10:00", 0, is_return=True, refund_amount=30)
    counts = counted(make_dataset([*ORDERS, back]))
    assert counts.levels[Level.PLACED].value == 6
    assert counts.beside["returns"].value == 1
    assert counts.beside["returned_amount"].value == D("30.00")


def test_a_day_after_today_is_counted_apart(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([order("1", "2026-11-11 10:00", 10), order("2", "2027-03-01", 10)])
    span = read_span(dataset, date(2026, 12, 1))
    assert span is not None
    assert (span.last_day, span.orders_after) == (date(2026, 12, 1), 1)


def test_nothing_loaded_has_no_span(make_dataset: MakeDataset) -> None:
    assert read_span(make_dataset(stock=[{"sku": "a", "on_hand": 1}]), date(2026, 12, 1)) is None


ANY_ORDER = st.builds(
    dict,
    hour=st.integers(0, 47),
    paid_after=st.one_of(st.none(), st.integers(-2, 72)),
    status=st.sampled_from(["paid", "shipped", "completed", "refunded", "closed"]),
    buyer=st.sampled_from([None, "ann", "bob", "cid"]),
)


def _as_order(number: int, told: dict[str, int | str | None]) -> Row:
    hours = int(told["hour"] or 0)
    created = f"2026-11-{11 + hours // 24} {hours % 24:02d}:30"
    if told["paid_after"] is None:
        return order(str(number), created, buyer_id=told["buyer"])
    after = hours + 24 + int(told["paid_after"])
    paid = f"2026-11-{10 + after // 24} {after % 24:02d}:30"
    refund = 10 if told["status"] == "refunded" else 0
    return order(str(number), created, 10, buyer_id=told["buyer"], paid_at=paid,
        status=told["status"], refund_amount=refund)  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY_ORDER, min_size=1, max_size=25))
def test_no_loss_is_negative_and_the_paid_orders_part_without_rest(
    tmp_path_factory: pytest.TempPathFactory, told: Sequence[dict[str, int | str | None]]
) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("any"))
    orders = [_as_order(number, one) for number, one in enumerate(told)]
    dataset = publish_import(workspace, prepare_import(workspace, orders))
    counts = counted(dataset, EVENT)
    for one in counts.steps.values():
        reached, base = one.pair
        assert 0 <= reached <= base
    (row,) = dataset.rows(
        QUERIES["order_totals"], first_day=EVENT.first_day, last_day=EVENT.last_day
    )
    on_way = counts.beside.get("orders_on_way")
    if on_way is not None:
        parts = row["orders_received"] + row["orders_sent_back"] + int(on_way.value or 0)
        assert parts == row["receipt_told"] <= row["orders_paid"]
