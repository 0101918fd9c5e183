"""Erlang A against published numbers, against Erlang C, and against itself."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.staffing import (
    agents_needed,
    agents_with_patience,
    chat_factor,
    service_level,
    with_patience,
    without_end,
)


def test_published_hundred_contacts_of_customers_with_five_minutes_of_patience() -> None:
    """pyworkforce tests: 100 contacts in half an hour, 3 minutes each, 14 agents."""
    one = with_patience(200, 14, 180, 20, 300)
    assert one.waiting == pytest.approx(0.14526, abs=5e-6)
    assert one.giving_up == pytest.approx(0.013984, abs=5e-7)
    assert one.occupancy == pytest.approx(0.704297, abs=5e-7)
    assert one.mean_wait_seconds / 60 == pytest.approx(0.069919, abs=5e-7)


def brute_force(
    contacts: float, agents: int, seconds: float, patience: float
) -> tuple[float, float]:
    """Return P(wait) and P(give up) from the states of the queue, added up one by one."""
    arrivals, served, leaving = contacts / 3600, 1 / seconds, 1 / patience
    weights, weight = [1.0], 1.0
    for state in range(1, agents + 2000):
        rate = min(state, agents) * served + max(0, state - agents) * leaving
        weight *= arrivals / rate
        weights.append(weight)
    total = sum(weights)
    waiting = sum(weights[agents:]) / total
    queue = sum(weight * (state - agents) for state, weight in enumerate(weights) if state > agents)
    return waiting, queue / total * leaving / arrivals


@pytest.mark.parametrize(
    ("contacts", "agents", "seconds", "patience"),
    [(200, 14, 180, 300), (200, 8, 180, 300), (30, 1, 90, 20), (900, 20, 60, 600), (5, 3, 50, 10)],
)
def test_it_is_the_sum_over_all_states(
    contacts: float, agents: int, seconds: float, patience: float
) -> None:
    """Also with fewer agents than work: then many give up, and the rest are served."""
    one = with_patience(contacts, agents, seconds, 30, patience)
    waiting, giving_up = brute_force(contacts, agents, seconds, patience)
    assert one.waiting == pytest.approx(waiting, rel=1e-9)
    assert one.giving_up == pytest.approx(giving_up, rel=1e-7)


@given(st.floats(1, 2000), st.integers(20, 600), st.integers(1, 300), st.integers(0, 20))
def test_endless_patience_is_erlang_c(
    contacts: float, seconds: int, within: int, more: int
) -> None:
    agents = math.floor(contacts * seconds / 3600 * 1.05) + 1 + more
    patient = with_patience(contacts, agents, seconds, within, 1e10)
    endless = without_end(contacts, agents, seconds, within)
    assert patient.waiting == pytest.approx(endless.waiting, abs=1e-5)
    assert patient.level == pytest.approx(endless.level, abs=1e-5)
    assert patient.giving_up == pytest.approx(0, abs=1e-5)
    assert endless.level == service_level(contacts * seconds / 3600, agents, seconds, within)


@given(
    st.floats(0.1, 5000), st.integers(1, 900), st.integers(1, 300), st.integers(1, 36_000),
    st.integers(1, 200),
)  # fmt: skip
def test_more_agents_never_serve_worse(
    contacts: float, seconds: int, within: int, patience: int, agents: int
) -> None:
    less, more = (
        with_patience(contacts, count, seconds, within, patience) for count in (agents, agents + 1)
    )
    for one in (less, more):
        assert 0 <= one.level <= 1
        assert 0 <= one.giving_up <= 1
        assert one.mean_wait_seconds >= 0
        assert one.occupancy <= 1 + 1e-9
    assert more.level >= less.level - 1e-9
    assert more.giving_up <= less.giving_up + 1e-9


@given(st.floats(0, 5000), st.integers(1, 900), st.integers(1, 3600))
def test_who_gives_up_never_makes_more_agents_needed_than_the_cap_and_fewest_are_found(
    contacts: float, seconds: int, patience: int
) -> None:
    agents = agents_with_patience(contacts, seconds, 0.80, 30, 0.85, patience)
    good = with_patience(contacts, agents, seconds, 30, patience)
    assert good.level >= 0.80
    assert good.occupancy <= 0.85
    if agents > 1:
        fewer = with_patience(contacts, agents - 1, seconds, 30, patience)
        assert fewer.level < 0.80 or fewer.occupancy > 0.85


def test_nobody_asks_and_nobody_answers() -> None:
    assert agents_with_patience(0, 50, 0.8, 30, 0.85, 60) == 0
    assert with_patience(0, 0, 50, 30, 60).level == 1
    assert with_patience(10, 0, 50, 30, 60).giving_up == 1
    assert without_end(0, 0, 50, 30).mean_wait_seconds == 0
    assert without_end(3600, 1, 50, 30).mean_wait_seconds == math.inf


@pytest.mark.parametrize(
    ("chats", "seconds"), [(1, 600), (2, 600 / 1.7), (3, 240), (4, 600 / 2.9), (5, 600 / 3.5)]
)
def test_published_chats_at_once(chats: int, seconds: float) -> None:
    """callcentrehelper.com: 600 s at 3 chats counts as 240 s."""
    assert 600 / chat_factor(chats) == pytest.approx(seconds)


def test_more_chats_at_once_never_need_more_agents() -> None:
    needed = [agents_needed(500, 600 / chat_factor(n), 0.8, 30, 0.85) for n in range(1, 6)]
    assert needed == sorted(needed, reverse=True)
