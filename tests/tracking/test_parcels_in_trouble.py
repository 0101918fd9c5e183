"""Which parcels are in trouble at a moment: tables of cases, lists, marked buyers, texts."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from planner.campaign import Campaign, CampaignAssumptions
from planner.figures import Level, filled
from planner.language import Language
from planner.messages import Sender
from planner.planning import answer
from planner.planning.registry import REGISTRY
from planner.tables import Dataset
from planner.tracking import KINDS, MARKED, Tracking, list_of, plan_tracking
from planner.tracking.texts import wording_of
from tests.rows import Row, order, plan

TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 12)
MakeDataset = Callable[..., Dataset]


def at(hours_before: float) -> str:
    return (NOW - timedelta(hours=hours_before)).isoformat(sep=" ")


def parcel(number: int, status: str | None, out: float, silent: float, **more: Any) -> Row:
    """Return a parcel that left, and was seen last, so many hours before now."""
    row = {
        "tracking_number": f"YT{number}",
        "order_id": str(number),
        "carrier": "YTO",
        "status": status,
        "shipped_at": at(out),
        "updated_at": at(silent),
        "signed_at": at(silent) if status == "signed" else None,
    }
    return {**row, **more}


def shipped(number: int, **more: Any) -> Row:
    return order(str(number), at(200), "80.00", buyer_id=f"b{number}", status="shipped", **more)


def told_of(
    make: MakeDataset,
    orders: Sequence[Row],
    parcels: Sequence[Row] | None = None,
    **values: Any,
) -> Tracking:
    given = plan(
        tracking__as_of="own", tracking__day="2026-11-16", tracking__time="12:00", **values
    )
    entries = REGISTRY.entries(given.values)
    campaign = Campaign.of(given, filled("campaign", CampaignAssumptions, entries), TODAY, None)
    lists = {"parcels": parcels} if parcels else {}
    told = plan_tracking(
        make(orders, **lists), given, campaign, entries, TODAY, Sender("Ann", Language("en"))
    )
    assert told is not None
    return told


# Kinds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "out", "silent", "kind"),
    [
        ("in_transit", 60, 3, None),
        ("in_transit", 60, 47.9, None),
        ("in_transit", 60, 48, "silent"),
        (None, 60, 50, "silent"),
        ("waiting", 60, 50, "silent"),
        ("in_transit", 120, 3, None),
        ("in_transit", 121, 3, "late"),
        ("delivering", 121, 3, "late"),
        ("delivering", 60, 3, "arrived"),
        ("in_city", 60, 3, "arrived"),
        ("in_city", 60, 48, "silent"),
        ("signed", 60, 23, "signed"),
        ("signed", 60, 25, None),
        ("lost", 60, 3, "lost"),
        ("refused", 60, 300, "refused"),
        ("returned", 60, 3, "returned"),
        ("wrong_address", 60, 3, "wrong_address"),
        ("outside_area", 60, 3, "outside_area"),
        ("held", 60, 3, "held"),
        ("in_transit", 46 * 24, 3, None),
    ],
)
def test_what_is_the_matter_with_a_parcel(
    make_dataset: MakeDataset, status: str | None, out: float, silent: float, kind: str | None
) -> None:
    told = told_of(make_dataset, [shipped(1)], [parcel(1, status, out, silent)])
    assert [one.key for one in told.kinds] == ([kind] if kind else [])


def test_the_carrier_s_own_usual_time_decides_where_enough_parcels_were_signed_for(
    make_dataset: MakeDataset,
) -> None:
    # 20 parcels signed for after 11, 12 … 30 hours: nine tenths came within 28.1.
    orders = [shipped(number) for number in range(22)]
    signed = [parcel(n, "signed", 100, 100 - 11 - n) for n in range(20)]
    under_way = [parcel(20, "in_transit", 28, 2), parcel(21, "in_transit", 29, 2)]
    told = told_of(make_dataset, orders, [*signed, *under_way])
    (carrier,) = told.carriers
    assert carrier.signed == 20
    assert carrier.usual_hours == pytest.approx(28.1)
    assert carrier.median_hours == pytest.approx(20.5)
    assert told.limit_hours(carrier) == carrier.usual_hours
    assert list_of(told, "late")[1] == [("b21", "21")]
    assert told.on_the_way == 2
    # Two of the signed ones took longer, too, yet not as long as the limit: nobody minds.
    assert [buyer for buyer, _ in list_of(told, MARKED)[1]] == ["b21"]


def test_who_got_a_parcel_after_the_limit_is_cared_for_later(make_dataset: MakeDataset) -> None:
    parcels = [parcel(1, "signed", 160, 39), parcel(2, "signed", 160, 41)]
    told = told_of(make_dataset, [shipped(1), shipped(2)], parcels)
    assert told.kinds == ()
    assert list_of(told, MARKED)[1] == [("b1", "1")]


def test_orders_paid_back_or_closed_are_settled(make_dataset: MakeDataset) -> None:
    orders = [shipped(1) | {"status": "refunded"}, shipped(2) | {"status": "closed"}]
    told = told_of(make_dataset, orders, [parcel(n, "lost", 60, 3) for n in (1, 2)])
    assert told.kinds == ()
    assert told.verdict()[0] is Level.READY


def test_a_parcel_of_two_orders_counts_once_and_both_are_listed(make_dataset: MakeDataset) -> None:
    both = [parcel(1, "lost", 60, 3), parcel(1, "lost", 60, 3, order_id="2")]
    told = told_of(make_dataset, [shipped(1), shipped(2)], both)
    assert told.count("lost") == 1
    assert told.counts["lost"].buyers == 2
    assert list_of(told, "lost") == (
        ("buyer_id", "order_id", "tracking_number"),
        [("b1", "1", "YT1"), ("b2", "2", "YT1")],
    )


def test_an_order_beyond_the_promise_is_unshipped_unless_a_parcel_holds_it(
    make_dataset: MakeDataset,
) -> None:
    orders = [
        order("1", at(49), "80.00", buyer_id="b1"),
        order("2", at(47), "80.00", buyer_id="b2"),
        order("3", at(49), "80.00", buyer_id="b3"),
        order("4", at(49), "80.00", buyer_id="b4", refund_amount="80.00"),
        order("5", at(49), buyer_id="b5", gross_amount="80.00"),
    ]
    told = told_of(make_dataset, orders, [parcel(3, "in_transit", 5, 2)])
    assert list_of(told, "unshipped")[1] == [("b1", "1")]
    assert told.verdict()[0] is Level.AT_RISK


# Without a logistics sheet ------------------------------------------------------------------------


def test_the_order_list_alone_tells_what_was_shipped_long_ago_and_not_received(
    make_dataset: MakeDataset,
) -> None:
    times = {"shipped_at": at(11 * 24)}
    orders = [
        order("1", at(12 * 24), "80.00", buyer_id="b1", status="shipped", **times),
        order("2", at(12 * 24), "80.00", buyer_id="b2", status="completed", **times),
        order("3", at(12 * 24), "80.00", buyer_id="b3", received_at=at(200), **times),
        order("4", at(9 * 24), "80.00", buyer_id="b4", status="shipped", shipped_at=at(8 * 24)),
        order("5", at(60), "80.00", buyer_id="b5"),
    ]
    told = told_of(make_dataset, orders)
    assert not told.has_parcels
    assert {one.key: told.count(one.key) for one in told.kinds} == {
        "unshipped": 1,
        "unconfirmed": 1,
    }
    sentence = Language("en").text(told.verdict()[1])
    assert "No logistics sheet is loaded" in sentence
    # Who has only not confirmed yet is not marked.
    assert list_of(told, MARKED)[1] == [("b5", "1")]


# Lists and texts ----------------------------------------------------------------------------------


def test_a_list_holds_ids_and_the_places_of_its_text_alone(make_dataset: MakeDataset) -> None:
    told = told_of(
        make_dataset,
        [shipped(1)],
        [parcel(1, "in_transit", 60, 50)],
        tracking__silent__text="{shop} {carrier} {order_id} {name}",
    )
    assert list_of(told, "silent") == (("buyer_id", "order_id", "carrier"), [("b1", "1", "YTO")])
    wording = told.wordings["silent"]
    assert wording.text.startswith("Ann {carrier}")
    assert "{name}" in Language("en").text(wording.problems[0])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", KINDS)
def test_every_text_of_the_library_can_be_filled_in_by_its_list(key: str, language: str) -> None:
    campaign = Campaign.of(
        plan(), filled("campaign", CampaignAssumptions, REGISTRY.entries({})), TODAY, None
    )
    wording = wording_of(key, None, Sender("Ann", Language(language)), campaign.name)
    assert wording.problems == ()
    assert wording.length.parts <= (1 if language == "zh" else 3)


def test_the_programme_of_after_care_names_the_marked_buyers(event_dataset: Dataset) -> None:
    told = answer(plan(), event_dataset, date(2026, 11, 16))
    assert told.tracking is not None
    assert told.tracking.now == datetime(2026, 11, 13, 10)
    assert told.rooms is not None
    steps = {one.key: one for one in told.rooms.customers.after_care.steps}
    assert (told.tracking.marked > 0) == ("marked_care" in steps)


def test_the_sum_of_troubles_is_that_of_its_kinds(make_dataset: MakeDataset) -> None:
    told = told_of(
        make_dataset,
        [shipped(n) for n in range(3)],
        [parcel(0, "lost", 60, 3), parcel(1, "held", 60, 3), parcel(2, "signed", 60, 3)],
    )
    (figure,) = told.figures()
    assert figure.value == told.in_trouble == 2


def test_a_list_that_tells_nothing_of_dispatch_makes_no_order_wait(
    make_dataset: MakeDataset,
) -> None:
    told = told_of(make_dataset, [order("1", at(200), "80.00", buyer_id="b1")])
    assert told.counts == {}
    assert "which ones wait cannot be told" in Language("en").text(told.verdict()[1])
