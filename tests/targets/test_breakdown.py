"""The goal broken down: parts sum to the whole, edits stay, the rest rebalances."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import HOURS_OF_DAY
from planner.demand.day_edits import weights_by_day
from planner.errors import PlanError
from planner.language import Language
from planner.planning import REGISTRY, Answer, Rooms
from planner.targets import Breakdown, rebalanced

EN = Language("en")
D = Decimal
MakeAnswer = Callable[..., Answer]


def rooms(made: Answer) -> Rooms:
    assert made.rooms is not None
    return made.rooms


def breakdown(made: Answer, dimension: str) -> Breakdown:
    found = rooms(made).target_room.breakdowns
    return next(one for one in found if one.dimension == dimension)


# Rebalancing -------------------------------------------------------------------------------------


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=30),
    st.data(),
)
def test_edits_stay_and_the_parts_sum_to_the_whole(
    total: int, weights: list[int], data: st.DataObject
) -> None:
    places = data.draw(st.sets(st.integers(0, len(weights) - 1), max_size=len(weights)))
    edits = {place: data.draw(st.integers(0, total)) for place in places}
    parts, fits = rebalanced(total, weights, edits)
    assert sum(parts) == total
    assert min(parts) >= 0
    kept = sum(edits.values())
    assert fits == (kept <= total and (len(edits) < len(weights) or kept == total))
    if fits:
        assert {place: parts[place] for place in edits} == edits


def test_unedited_parts_keep_their_proportions() -> None:
    assert rebalanced(1000, [100, 300, 600], {2: 200}) == ([200, 600, 200], True)


# The small event ---------------------------------------------------------------------------------


def test_every_breakdown_sums_to_the_goal(event_answer: MakeAnswer) -> None:
    made = event_answer(targets__goal_kind="revenue", targets__goal_revenue="1234.57")
    found = rooms(made).target_room.breakdowns
    assert [one.dimension for one in found] == [
        "day", "category", "product", "customers", "channel",
    ]  # fmt: skip
    for one in found:
        assert sum(part.amount for part in one.parts) == D("1234.57"), one.dimension


def test_an_edited_day_stays_and_its_hours_people_and_parcels_follow(
    event_answer: MakeAnswer,
) -> None:
    plain = event_answer(targets__growth_share=9.0)
    made = event_answer(
        targets__growth_share=9.0, **{"targets__breakdown__day__2027-11-13": "2000.00"}
    )
    days = {part.key: part for part in breakdown(made, "day").parts}
    assert days["2027-11-13"].edited
    assert days["2027-11-13"].amount == D("2000.00")
    assert days["2027-11-11"].amount == D("1000.00")
    by_day = {day.day.isoformat(): day for day in rooms(made).days}
    assert by_day["2027-11-13"].revenue == D("2000.00")
    assert by_day["2027-11-13"].parcels > {
        day.day.isoformat(): day for day in rooms(plain).days
    }["2027-11-13"].parcels  # fmt: skip
    hours = [hour for hour in rooms(made).demand.hours if hour.start.date() == date(2027, 11, 13)]
    assert sum(hour.revenue for hour in hours) == D("2000.00")
    busiest = max(hours, key=lambda hour: hour.revenue)
    assert busiest.start == datetime(2027, 11, 13, 9)
    assert sum(hour.parcels for hour in rooms(made).demand.hours) == rooms(made).parcels.value


def test_an_edited_product_stays_on_its_page(event_answer: MakeAnswer) -> None:
    plain = event_answer()
    made = event_answer(targets__breakdown__product__belt="100.00")
    products = {part.key: part.amount for part in breakdown(made, "product").parts}
    assert products["belt"] == D("100.00")
    assert sum(products.values()) == rooms(made).targets.goal.value
    assert rooms(made).demand.hours == rooms(plain).demand.hours


def test_edits_that_no_longer_fit_are_scaled_and_said(event_answer: MakeAnswer) -> None:
    made = event_answer(
        targets__goal_kind="revenue",
        targets__goal_revenue="100.00",
        targets__breakdown__channel__search="250.00",
    )
    channel = breakdown(made, "channel")
    assert [part.amount for part in channel.parts] == [D("100.00")]
    assert "come to CN¥250.00, the goal is CN¥100.00" in EN.text(channel.problems[0])


def test_an_edited_part_that_is_gone_is_said(event_answer: MakeAnswer) -> None:
    made = event_answer(targets__breakdown__channel__nowhere="5.00")
    assert "1 edited parts are not in this breakdown" in EN.text(
        breakdown(made, "channel").problems[0]
    )


@pytest.mark.parametrize(
    ("key", "amount", "reason"),
    [
        ("2027-11-11", "-1", "never below zero"),
        ("2027-11-11", "390.01", "more than what is left"),
        ("2027-11-12", "290.01", "so at most CN¥290.00 fits"),
    ],
)
def test_an_edit_beyond_the_goal_is_refused_with_its_reason(
    event_answer: MakeAnswer, key: str, amount: str, reason: str
) -> None:
    """The goal is 390.00; one day is edited to 100.00 already."""
    made = event_answer(**{"targets__breakdown__day__2027-11-13": "100.00"})
    with pytest.raises(PlanError) as refused:
        breakdown(made, "day").check(key, D(amount))
    assert reason in EN.error(refused.value) or "more than what is left" in EN.error(refused.value)


def test_the_last_free_part_may_only_take_what_is_left(event_answer: MakeAnswer) -> None:
    made = event_answer(
        targets__breakdown__product__coat="100.00", targets__breakdown__product__belt="50.00"
    )
    products = breakdown(made, "product")
    with pytest.raises(PlanError, match="leave one part"):
        products.check("scarf", D("200.00"))
    products.check("scarf", D("240.00"))
    products.check("coat", D("340.00"))


def test_no_part_is_larger_than_the_goal(event_answer: MakeAnswer) -> None:
    with pytest.raises(PlanError) as refused:
        breakdown(event_answer(), "product").check("coat", D("390.01"))
    assert EN.error(refused.value) == (
        "CN¥390.01 is more than the whole goal, CN¥390.00: at most that fits."
    )


def test_an_amount_is_kept_to_the_cent_and_never_below_zero() -> None:
    field = "targets.breakdown.day.2027-11-11"
    assert REGISTRY.checked(field, D("12.345")) == "12.35"
    assert REGISTRY.checked(field, None) is None
    for wrong in ("-1", "x", "NaN", "1e15"):
        with pytest.raises(PlanError, match="not an amount"):
            REGISTRY.checked(field, wrong)


# Days and their hours ----------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 500), min_size=2 * HOURS_OF_DAY, max_size=2 * HOURS_OF_DAY),
    st.lists(st.integers(0, 10**8), min_size=2, max_size=2),
)
def test_each_day_brings_what_was_typed(orders: list[int], cents: list[int]) -> None:
    weights = {"revenue": [D(n * 99) / 100 for n in orders], "orders_paid": orders}
    typed = [D(one) / 100 for one in cents]
    scaled = weights_by_day(weights, typed)
    for day, amount in enumerate(typed):
        assert sum(scaled["revenue"][day * HOURS_OF_DAY : (day + 1) * HOURS_OF_DAY]) == amount
        if not amount and any(cents):
            assert not any(scaled["orders_paid"][day * HOURS_OF_DAY : (day + 1) * HOURS_OF_DAY])
    assert all(weight >= 0 for weight in scaled["orders_paid"])
