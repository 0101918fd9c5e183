"""Levels by spending and cards: who is in which, and what they would have cost on own orders."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.customers.levels import PUBLISHED_LEVELS, Levels, beginners_moved, card_in_words
from planner.language import Language
from planner.planning import answer
from planner.tables import Dataset
from tests.customers.test_groups import told
from tests.rows import Row, order, plan

MakeDataset = Callable[..., Dataset]
EN = Language("en")
TODAY = date(2026, 12, 1)
SCHEME = {
    "customers__level_2_from": "100.00",
    "customers__level_3_from": "200.00",
    "customers__level_4_from": "1000.00",
}


def bought(buyer: str, at: str, amount: str, city: str = "Hangzhou", **more: Any) -> Row:
    return order(
        f"{buyer}{at}{city}", at, amount, buyer_id=buyer, shipping_fee="8.00", city=city, **more
    )


def levels_of(dataset: Dataset, **values: Any) -> Levels:
    given = plan(campaign__reference_day="2026-11-11", **{**SCHEME, **values})
    rooms = answer(given, dataset, TODAY).rooms
    assert rooms is not None
    return rooms.customers.levels


@pytest.fixture
def dataset(make_dataset: MakeDataset) -> Dataset:
    """Return a shop with a customer of each level but the highest."""
    return make_dataset(
        [
            bought("ann", "2026-11-11 09:00", "60.00"),
            bought("bob", "2026-11-11 09:00", "99.00"),
            bought("bob", "2026-10-02 09:00", "50.00", refund_amount="20.00"),
            *(bought("cem", f"2026-10-{day:02} 09:00", "50.00") for day in (1, 2, 3, 4, 5)),
            bought("cem", "2026-10-06 09:00", "50.00", city="Ningbo"),
            bought("old", "2025-10-01 09:00", "5000.00"),
        ]
    )


def test_levels_go_by_what_was_spent_in_the_year_less_what_was_paid_back(dataset: Dataset) -> None:
    found = levels_of(dataset)
    assert [one.customers for one in found.levels] == [1, 1, 1, 0]
    assert [one.paid_amount for one in found.levels] == [60, 129, 300, 0]
    assert [one.bought_again for one in found.levels] == [0, 1, 1, 0]
    assert [one.event_buyers for one in found.levels] == [1, 1, 0, 0]
    assert [one.ordinary_buyers for one in found.levels] == [0, 1, 1, 0]
    assert found.shares("customers")[0] == Decimal(1) / 3
    assert sum(one or 0 for one in found.shares("paid_amount")) == pytest.approx(1)


def test_a_benefit_costs_its_share_of_what_the_level_paid(dataset: Dataset) -> None:
    figures = levels_of(dataset).figures
    assert figures["level_2_cost"].value == Decimal("2.58")  # 129.00 at 2 %
    assert figures["level_3_cost"].value == Decimal("15.00")  # 300.00 at 5 %
    assert figures["levels_cost"].value == Decimal("17.58")


def test_a_card_sends_the_first_orders_of_a_month_free_to_the_places_ordered_to_most(
    dataset: Dataset,
) -> None:
    three = levels_of(dataset, customers__level_3_shipments=3, customers__level_3_addresses=1)
    assert [one.free_orders for one in three.levels] == [0, 2, 3, 0]
    every = levels_of(dataset, customers__level_3_addresses=1)
    assert every.levels[2].free_orders == 5  # not the one to Ningbo
    everywhere = levels_of(dataset, customers__level_3_addresses=2)
    assert everywhere.levels[2].free_orders == 6
    none = levels_of(dataset, customers__level_3_shipments=0)
    assert none.levels[2].free_orders == 0


def test_a_card_costs_what_buyers_paid_for_postage_or_what_is_typed(dataset: Dataset) -> None:
    figures = levels_of(dataset).figures
    assert figures["level_3_card"].value == Decimal("48.00")  # six orders at 8.00
    assert figures["cards_cost"].value == Decimal("64.00")
    typed = levels_of(dataset, customers__card_postage="5.00").figures
    assert typed["level_3_card"].value == Decimal("30.00")


def test_what_cannot_be_known_is_said(make_dataset: MakeDataset) -> None:
    free = [order("1", "2026-11-11 09:00", "60.00", buyer_id="ann", shipping_fee=0)]
    found = levels_of(make_dataset(free), customers__level_3_from="50.00")
    said = " ".join(EN.text(one) for one in found.problems)
    assert "Your lists begin on" in said
    assert "no postage" in said
    assert "put in order" in said
    assert [one.customers for one in found.levels] == [0, 1, 0, 0]


def test_the_published_levels_are_those_of_the_publication() -> None:
    """AFT-5: ten levels; shares add up to about all, the lowest three grow in the event."""
    assert len(PUBLISHED_LEVELS) == 10
    assert beginners_moved() == (Decimal("0.334"), Decimal("0.439"))
    assert sum(one.ordinary for one in PUBLISHED_LEVELS) == pytest.approx(1, abs=0.002)


@pytest.mark.parametrize(
    ("times", "words"),
    [(0, "no card"), (3, "3 orders a month free; addresses: 2"), (99, "every order free")],
)
def test_a_card_in_words(times: int, words: str) -> None:
    assert EN.text(card_in_words(times, 2)).startswith(words)


def test_the_whole_shop_is_in_some_level(make_dataset: MakeDataset) -> None:
    from tests.customers.cases import shop_of_a_year

    rooms = told(make_dataset(shop_of_a_year(60))).rooms
    assert rooms is not None
    customers = rooms.customers
    assert customers.levels.customers == customers.everybody.customers
    assert customers.levels.paid_amount == customers.everybody.paid_amount
