"""Groups of customers, what is not known of them, and the rates that the targets take over."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.customers import Customers
from planner.figures import Level, Origin
from planner.language import Language
from planner.planning import Answer, answer
from planner.tables import Dataset
from tests.customers.cases import bought, buyers_of, shop_of_a_year
from tests.rows import Row, order, plan

EN = Language("en")
MakeDataset = Callable[..., Dataset]
TODAY = date(2026, 11, 20)


def told(dataset: Dataset, today: date = TODAY, **values: Any) -> Answer:
    given = {"campaign__main_day": "2026-12-12", **values}
    return answer(plan(**given), dataset, today)


def customers(dataset: Dataset, today: date = TODAY, **values: Any) -> Customers:
    found = told(dataset, today, **values).rooms
    assert found is not None
    return found.customers


def sizes(found: Customers) -> dict[str, int]:
    return {one.key: one.customers for one in (*found.stages, *found.marks) if one.customers}


SMALL: tuple[Row, ...] = (
    bought("new", date(2026, 11, 11)),
    bought("again", date(2026, 11, 1)), bought("again", date(2026, 11, 11), 1, "1000.00"),
    bought("back", date(2026, 8, 12)), bought("back", date(2026, 11, 11), 1),
    bought("gone", date(2026, 8, 13)),
    bought("long", date(2025, 11, 10)),
    order("u", "2026-11-10 09:00", gross_amount="70.00", buyer_id="nobody"),
    order("v", "2026-11-11 09:00", gross_amount="70.00", buyer_id="gone"),
    order("w", "2026-11-01 08:00", gross_amount="70.00", buyer_id="again"),
    order("r", "2026-11-11 12:00", "90.00", buyer_id="sends", refund_amount="90.00",
          status="refunded"),
)  # fmt: skip
"""Groups are told as of 12 November, the day after the last paid order."""


def test_each_buyer_stands_in_one_group(make_dataset: MakeDataset) -> None:
    found = customers(make_dataset(SMALL))
    # 91 days from 13 August to 12 November are more than 90, and so is the pause of "back".
    assert sizes(found) == {
        "new": 2, "returning": 1, "back": 1, "lapsed": 1, "dormant": 1, "prospect": 1,
        "is_good": 1,
        "is_unpaid": 2,  # who paid after leaving an order unpaid is not waiting any more
        "in_return": 1, "full_price": 3,
    }  # fmt: skip
    assert found.everybody.customers == 6
    assert found.everybody.paid_amount == Decimal("1570.00")


@pytest.mark.parametrize(
    ("field", "value", "group", "size"),
    [
        ("lapsed_from_days", 91, "lapsed", 0),
        ("lapsed_to_days", 400, "dormant", 0),
        ("good_amount", 90, "is_good", 2),
        ("good_amount", 1001, "is_good", 0),
        ("unpaid_days", 1, "is_unpaid", 1),
        ("care_days", 1, "full_price", 3),
    ],
)
def test_a_limit_can_be_moved(
    make_dataset: MakeDataset, field: str, value: int, group: str, size: int
) -> None:
    stored = str(value) if field == "good_amount" else value
    found = customers(make_dataset(SMALL), **{f"customers__{field}": stored})
    assert sizes(found).get(group, 0) == size


def test_a_short_list_says_so_and_leaves_the_rates_to_the_waves(make_dataset: MakeDataset) -> None:
    found = told(make_dataset(SMALL))
    assert found.rooms is not None
    assert "have holes" in EN.text(found.rooms.customers.problems[0])
    assert found.entries["targets.comeback_d030"].value is None
    assert found.rooms.customers.everybody.returning is None
    group = found.rooms.target_room.customers.groups[0]
    assert group.rate is not None
    assert group.rate.key == "targets.comeback_wave_2"


def test_the_targets_take_over_the_rates_of_the_shops_own_orders(make_dataset: MakeDataset) -> None:
    rows = shop_of_a_year()
    found = told(make_dataset(rows))
    rooms = found.rooms
    assert rooms is not None
    assert rooms.customers.base.returns.why_not is None
    assert found.entries["targets.comeback_d090"].origin is Origin.SHEET
    share = rooms.customers.everybody.returning
    assert share is not None
    assert 0 < share.low < share.mean < share.high < 1
    assert rooms.customers.everybody.customers == len(buyers_of(rows))
    # Each customer counts once, on both pages: the groups by recency add up to everybody.
    expected = sum(
        float(group.returning.value or 0) for group in rooms.target_room.customers.groups
    )
    assert expected == pytest.approx(rooms.customers.everybody.expected)
    typed = told(make_dataset(rows), targets__comeback_d090=0.5).entries["targets.comeback_d090"]
    assert (typed.value, typed.origin) == (0.5, Origin.EDITED)


def test_the_rates_of_the_waves_can_be_chosen_instead(make_dataset: MakeDataset) -> None:
    found = told(make_dataset(shop_of_a_year()), targets__comeback_from="waves")
    assert found.entries["targets.comeback_d090"].value is None


def test_too_few_who_came_back_tell_no_rate(make_dataset: MakeDataset) -> None:
    found = customers(make_dataset(shop_of_a_year(60)), customers__fewest_repeats=100)
    assert "at least 100 are needed" in EN.text(found.problems[0])


def test_without_buyers_it_is_said_what_cannot_be_told(make_dataset: MakeDataset) -> None:
    found = customers(make_dataset([order("1", "2026-11-11 09:00", "100.00")]))
    level, sentence = found.verdict()
    assert level is Level.NOT_READY
    assert "No order names its buyer" in EN.text(sentence)
    assert not found.problems
    assert found.figures["customers"].value == 0


def test_clocks_that_run_backwards_and_days_to_come_are_said(make_dataset: MakeDataset) -> None:
    found = customers(
        make_dataset(
            [
                *SMALL,
                order("b", "2026-11-11 12:00", "10.00", buyer_id="x", paid_at="2026-11-10 12:00"),
                order("f", "2027-03-01 12:00", "10.00", buyer_id="future"),
                order("n", "2026-11-11 12:00", "10.00"),
            ]
        )
    )
    words = " ".join(EN.text(problem) for problem in found.problems)
    assert "1 orders were paid before they were placed" in words
    assert "1 orders are dated after today" in words
    assert "of the paid orders name no buyer" in words
    assert found.base.facts.until == date(2026, 11, 12)


def test_old_lists_put_the_page_at_risk(make_dataset: MakeDataset) -> None:
    found = customers(make_dataset(SMALL), date(2026, 12, 1))
    assert found.verdict()[0] is Level.AT_RISK


def test_nobody_before_the_window_is_no_customer(make_dataset: MakeDataset) -> None:
    found = customers(make_dataset([bought("ann", date(2026, 12, 12))]), date(2026, 12, 20))
    assert "Nobody bought before" in EN.text(found.verdict()[1])
