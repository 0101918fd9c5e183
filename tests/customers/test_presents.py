"""Gift buyers and buyers for own use: who is in which list, and what it says (AFT-10)."""

from collections.abc import Callable
from datetime import date

import pytest

from planner.customers.presents import (
    GIFT_TEXT,
    OWN_TEXT,
    TEXTS,
    Presents,
    list_of_presents,
)
from planner.language import Language
from planner.tables import Dataset
from tests.customers.cases import bought, shop_of_a_year
from tests.customers.test_groups import customers

MakeDataset = Callable[..., Dataset]
EN = Language("en")
SHOP = [
    bought("gift", date(2026, 2, 10)),  # before Valentine's Day and the Spring Festival of the 17th
    bought("own", date(2026, 2, 10)), bought("own", date(2026, 7, 1), 1),
    bought("self", date(2026, 7, 2)),
    bought("late", date(2026, 11, 10)),
]  # fmt: skip


def lists_of(told: Presents) -> dict[str, list[str]]:
    return {one.key: [row[0] for row in list_of_presents(told, one.key)[1]] for one in told.lists}


def test_who_buys_only_before_presents_is_apart(make_dataset: MakeDataset) -> None:
    told = customers(make_dataset(SHOP)).presents
    assert (told.customers, told.gift_buyers) == (4, 1)
    assert lists_of(told) == {
        "Spring Festival": ["gift"],
        "Valentine's Day": ["gift"],
        "gift": ["gift"],
        "due": ["own", "self"],
        "soon": ["late"],  # 10 November and 22 days: 2 December
    }
    assert all(one.customers == len(lists_of(told)[one.key]) for one in told.lists)


def test_an_occasion_s_list_says_its_day_and_when_to_write(make_dataset: MakeDataset) -> None:
    told = customers(make_dataset(SHOP), customers__texts_in="en").presents
    _, valentine, all_gifts, *own = told.lists
    assert valentine.occasion is not None
    assert valentine.occasion.day == date(2027, 2, 14)
    assert valentine.send_on == date(2027, 1, 31)
    assert "Valentine's Day is near" in valentine.text
    assert "Christmas is near" in all_gifts.text
    assert all("{last_day}" in one.text and one.occasion is None for one in own)


@pytest.mark.parametrize(("buyers", "is_own"), [(200, True), (5, False)])
def test_the_shop_s_own_interval_is_taken_where_its_orders_tell_it(
    make_dataset: MakeDataset, buyers: int, is_own: bool
) -> None:
    told = customers(make_dataset(shop_of_a_year(buyers))).presents
    assert told.is_own_interval is is_own
    assert is_own or told.interval_days == 22  # AFT-4, one liquor shop


def test_a_text_of_ones_own_takes_its_place(make_dataset: MakeDataset) -> None:
    values = {GIFT_TEXT.replace(".", "__"): "{shop} {occasion} {name}"}
    told = customers(make_dataset(SHOP), customers__shop_name="Ann", **values).presents
    assert told.lists[0].text.startswith("Ann ")
    assert "{name}" in EN.text(told.lists[0].problems[0])
    assert not told.lists[-1].problems


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", [GIFT_TEXT, OWN_TEXT])
def test_texts_of_the_library_say_how_to_unsubscribe(name: str, language: str) -> None:
    text = Language(language).text(TEXTS[name])
    assert "{shop}" in text
    assert text.endswith("R to unsubscribe") or "退订" in text


def test_everybody_is_in_just_one_of_gift_due_soon_and_later(make_dataset: MakeDataset) -> None:
    found = customers(make_dataset(shop_of_a_year(80)))
    lists = lists_of(found.presents)
    apart = [buyer for key in ("gift", "due", "soon", "later") for buyer in lists.get(key, [])]
    assert len(apart) == len(set(apart)) == found.presents.customers
