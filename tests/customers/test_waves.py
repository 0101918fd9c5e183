"""Recall waves: who is written to, never twice, what it costs, and what the lists hold."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.campaign import Campaign
from planner.customers import Customers, Wave, list_of
from planner.customers.groups import MARK_LABELS, STAGES
from planner.customers.waves import WAVES, WavePlan, furthest, reached
from planner.language import Language
from planner.messages import TEMPLATES, filled_in, length_of
from planner.messages.templates import PLACES
from planner.tables import Dataset
from tests.customers.cases import bought, shop_of_a_year
from tests.customers.test_groups import SMALL, customers
from tests.rows import order, plan

EN, ZH = Language("en"), Language("zh")
MakeDataset = Callable[..., Dataset]
MARKS = tuple(MARK_LABELS)


def plans(**values: object) -> list[WavePlan]:
    campaign = Campaign(EN_NAME, date(2026, 12, 12), 4, 2, None, False)
    return [WavePlan.of(kind, plan(**values), campaign) for kind in WAVES.values()]


EN_NAME = TEMPLATES["brand"].title


def marked(*names: str) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    """Return the marks of one buyer."""
    return {name: np.array([name in names]) for name in MARKS}


def waves_of(stage: str, *names: str, at_most: int = 2, **values: object) -> set[str]:
    """Return which waves one buyer gets."""
    found = reached(plans(**values), np.array([stage]), marked(*names), at_most)
    return {key for key, rows in found.items() if rows[0]}


def by_key(found: Customers) -> dict[str, Wave]:
    return {one.plan.kind.key: one for one in found.waves}


@pytest.mark.parametrize(
    ("stage", "marks", "at_most", "waves"),
    [
        ("new", (), 2, {"wave_1"}),
        ("returning", (), 2, {"wave_1", "wave_3"}),
        ("returning", ("is_good", "is_unpaid"), 2, {"wave_2", "wave_3"}),
        ("returning", ("is_good", "is_unpaid"), 3, {"wave_1", "wave_2", "wave_3"}),
        ("returning", ("is_good", "is_unpaid"), 1, {"wave_3"}),
        ("prospect", ("is_unpaid",), 2, {"wave_2", "wave_3"}),
        ("returning", ("in_return", "is_good"), 5, {"care"}),  # looked after, not urged
        ("returning", ("full_price",), 2, {"care", "wave_1"}),  # never twice on one day
    ],
)
def test_who_is_written_to(stage: str, marks: Sequence[str], at_most: int, waves: set[str]) -> None:
    assert waves_of(stage, *marks, at_most=at_most) == waves


def test_groups_and_days_can_be_chosen() -> None:
    assert waves_of("new", **{"customers__wave__wave_3__groups": "new\nlapsed"}) == {
        "wave_1", "wave_3",
    }  # fmt: skip
    moved = {"customers__wave__care__day": -2}
    assert waves_of("returning", "full_price", **moved) == {"wave_3", "care"}
    assert waves_of("new", **{"customers__wave__wave_1__groups": "nonsense"}) == {"wave_1"}


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(STAGES)), st.sets(st.sampled_from(MARKS))), max_size=30
    ),
    st.integers(1, 4),
    st.lists(st.integers(-10, 0), min_size=4, max_size=4),
)
def test_nobody_is_written_to_too_often_or_twice_on_a_day(
    buyers: list[tuple[str, set[str]]], at_most: int, days: list[int]
) -> None:
    moved = {f"customers__wave__{key}__day": day for key, day in zip(WAVES, days, strict=True)}
    stage = np.array([one for one, _ in buyers], dtype=str)
    marks = {name: np.array([name in has for _, has in buyers], dtype=bool) for name in MARKS}
    chosen = plans(**moved)
    found = reached(chosen, stage, marks, at_most)
    for place in range(len(buyers)):
        got = [one for one in chosen if found[one.kind.key][place]]
        assert len(got) <= at_most
        assert len({one.offset for one in got}) == len(got)
    alone = furthest(found)
    assert all(sum(rows[place] for rows in alone.values()) <= 1 for place in range(len(buyers)))


def test_cost_follows_parts_channel_and_recipients(make_dataset: MakeDataset) -> None:
    found = by_key(
        customers(
            make_dataset(SMALL),
            customers__shop_name="女装店",
            customers__message_price="0.06",
            customers__wave__wave_1__text="字" * 71,
        )
    )
    wave = found["wave_1"]
    assert wave.length.parts == 2
    # "new", "back" and "long"; the others have two messages by later waves. 3 × (2 × 0.06 + 0.01).
    assert wave.recipients == 3
    assert wave.figures["cost"].value == Decimal("0.39")
    assert found["wave_3"].plan.channel == "text"


def test_expected_counts_each_customer_once(make_dataset: MakeDataset) -> None:
    found = customers(make_dataset(SMALL))
    waves = by_key(found)
    # Wave 3 reaches "nobody" and "gone" (unpaid); "again" and "back" paid full price and are cared
    # for on that day: wave 2 is the furthest of "again", wave 1 of "back", "new" and "long".
    assert {key: one.recipients for key, one in waves.items()} == {
        "wave_1": 3, "wave_2": 3, "wave_3": 2, "care": 4,
    }  # fmt: skip
    assert waves["wave_3"].figures["expected"].value == pytest.approx(2 * 0.9 * 0.30)
    assert waves["wave_2"].figures["expected"].value == pytest.approx(1 * 0.9 * 0.15)
    assert waves["wave_1"].figures["expected"].value == pytest.approx(3 * 0.9 * 0.01)
    total = found.figures["waves_expected"].value
    assert total == pytest.approx(2 * 0.27 + 0.135 + 0.027)
    # The groups of the first part tell the same rates.
    assert sum(one.expected for one in found.stages) == pytest.approx(total)


def test_with_own_rates_the_waves_expect_what_the_orders_tell(make_dataset: MakeDataset) -> None:
    found = customers(make_dataset(shop_of_a_year()))
    reached_at_all = found.figures["waves_expected"].value
    assert reached_at_all == pytest.approx(found.everybody.expected, rel=0.02)


def test_a_list_holds_ids_and_places_alone(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([*SMALL, bought("=1+1", date(2026, 11, 11))])
    found = customers(dataset, customers__wave__wave_1__text="{shop} {last_day} {last_amount}")
    columns, rows = list_of(found, "wave_1")
    assert columns == ("buyer_id", "last_day", "last_amount")
    assert ("long", "2025-11-10", "80.00") in rows
    assert len(rows) == by_key(found)["wave_1"].recipients
    columns, rows = list_of(found, "wave_3")
    assert (columns, rows) == (("buyer_id",), [("gone",), ("nobody",)])


@pytest.mark.parametrize("at_most", [1, 2, 3])
def test_lists_are_as_long_as_the_waves_say(make_dataset: MakeDataset, at_most: int) -> None:
    dataset = make_dataset(
        [*shop_of_a_year(200), order("u", "2026-11-14", gross_amount=9, buyer_id="nobody")]
    )
    found = customers(dataset, customers__messages_at_most=at_most)
    for key, wave in by_key(found).items():
        _, rows = list_of(found, key)
        assert len(rows) == len(set(rows)) == wave.recipients


def test_what_a_text_lacks_is_said(make_dataset: MakeDataset) -> None:
    waves = by_key(customers(make_dataset(SMALL), customers__wave__wave_2__text="{shop} {name}"))
    words = " ".join(EN.text(one) for one in waves["wave_2"].problems)
    assert "Nobody fills in {name}" in words
    assert "name of the shop is missing" in words


def test_the_librarys_texts_are_one_message_in_chinese() -> None:
    longest = {"shop": "六个字的店名", "event": "双11 2027", "day": "11月11日 周四",
               "last_day": "2026-11-11"}  # fmt: skip
    for one in TEMPLATES.values():
        text = filled_in(ZH.text(one.text), longest)
        assert length_of(text).parts == 1, (one.key, len(text))
        assert "{" not in text
        assert all(f"{{{name}}}" in EN.text(one.text) or name in PLACES for name in longest)
