"""Products and prices for a group-buy (ACT-7)."""

from hypothesis import given
from hypothesis import strategies as st

from planner.activities.group_buy import Candidate, GroupBuyItem, propose_group_buy
from planner.language import say

COAT = Candidate("coat", "Coat", 79_00, 41_00, 1200, (say("Sells well."),))


def only(candidate: Candidate) -> GroupBuyItem:
    (item,) = propose_group_buy([candidate]).items
    return item


def test_the_example_of_the_module() -> None:
    item = only(COAT)
    assert (item.band_minor, item.price_minor) == ((41_00, 55_30), 49_00)
    assert (item.quantity, item.above_floor_minor) == (500, 8_00)
    assert item.rules == ("ACT-7", "ACT-8")
    assert [str(reason) for reason in item.reasons][1:] == [
        "500 of 1200 pieces in stock.",
        "Sells well.",
    ]


def test_no_more_pieces_than_are_in_stock() -> None:
    assert only(Candidate("coat", None, 79_00, 10_00, 40)).quantity == 40
    assert only(Candidate("coat", None, 79_00, 10_00)).quantity == 500


def test_a_band_without_a_nice_amount_begins_at_its_floor() -> None:
    item = only(Candidate("coat", None, 100_00, 69_95))
    assert (item.band_minor, item.price_minor) == ((69_95, 70_00), 69_95)


def test_what_is_passed_over_says_why() -> None:
    unpriced = Candidate("a", None, None, 1)
    unknown_floor = Candidate("b", None, 100_00, None)
    sold_out = Candidate("c", None, 100_00, 10_00, 0)
    too_dear = Candidate("d", None, 100_00, 71_00)
    found = propose_group_buy([unpriced, unknown_floor, sold_out, too_dear])
    assert [(one.product, str(why)) for one, why in found.passed_over] == [
        ("a", "No sheet tells its usual price."),
        ("b", "Its floor is not known: no sheet tells its cost."),
        ("c", "Nothing of it is in stock."),
        ("d", "Its floor of 71 money lies above 0.7 share of its usual price of 100 money."),
    ]
    assert "each is passed over" in str(found.problem)


def test_the_first_three_that_can_are_taken_in_their_order() -> None:
    ranked = [Candidate(name, None, 79_00, 10_00) for name in "edcba"]
    found = propose_group_buy(ranked)
    assert [item.candidate.product for item in found.items] == ["e", "d", "c"]
    assert found.problem is None
    assert len(propose_group_buy(ranked, count=5).items) == 5


def test_nothing_ranked_is_said() -> None:
    assert "none is proposed as a main product" in str(propose_group_buy([]).problem)


@given(st.integers(1, 10**8), st.integers(0, 10**8))
def test_a_price_is_never_below_the_floor_nor_outside_its_shares(price: int, floor: int) -> None:
    for item in propose_group_buy([Candidate("x", None, price, floor)]).items:
        assert floor <= item.price_minor
        assert 0.5 * price - 0.5 <= item.price_minor <= 0.7 * price + 0.5
        assert item.above_floor_minor >= 0
