"""Erlang C against published numbers, against itself, and at loads of any size."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures import rounded_up
from planner.staffing import agents_needed, probability_of_waiting, service_level
from planner.staffing.erlang import load_erlangs


def test_published_hundred_contacts_in_half_an_hour() -> None:
    """pyworkforce documentation: 3 minutes each, 80 % within 20 s, shrinkage 30 %."""
    load = load_erlangs(200, 180)
    assert probability_of_waiting(load, 14) == pytest.approx(0.1741319335950498, abs=1e-12)
    assert service_level(load, 14, 180, 20) == pytest.approx(0.8883500191794669, abs=1e-12)
    assert load / 14 == pytest.approx(0.7142857142857143, abs=1e-12)


@pytest.mark.parametrize(
    ("contacts", "seconds", "level", "within", "cap", "agents", "roster"),
    [
        (200, 180, 0.80, 20, 0.85, 14, 20),  # pyworkforce
        (200, 180, 0.80, 20, 0.70, 15, 22),  # pyworkforce
        (250, 330, 0.80, 30, 0.85, 28, 40),  # 27 give 78.2 %, 28 give 85.7 %
        (500, 50, 0.80, 30, 0.85, 9, 13),  # the peak hour of the rule of thumb below
        (0, 180, 0.80, 20, 0.85, 0, 0),
        (0.001, 1, 0.80, 20, 0.85, 1, 2),
        (3600, 1, 0.80, 20, 0.99, 2, 3),
    ],
)
def test_published_agents(
    contacts: float, seconds: int, level: float, within: int, cap: float, agents: int, roster: int
) -> None:
    assert agents_needed(contacts, seconds, level, within, cap) == agents
    assert rounded_up(agents / (1 - 0.30)) == roster


@pytest.mark.parametrize(("agents", "level"), [(27, 0.782), (28, 0.857)])
def test_published_service_levels(agents: int, level: float) -> None:
    assert service_level(load_erlangs(250, 330), agents, 330, 30) == pytest.approx(level, abs=5e-4)


def test_the_rule_of_thumb_fails_in_the_rush() -> None:
    """39zn.cn: 500,000 of revenue → 2,500 inquiries → 5 agents; the peak hour needs 9."""
    orders = 500_000 / 100
    inquiries = orders * 0.20 / 0.40
    assert inquiries == 2500
    assert rounded_up(inquiries / (8 * 3600 / 50)) == 5
    assert agents_needed(inquiries * 0.20, 50, 0.80, 30, 0.85) == 9


@pytest.mark.parametrize(("load", "agents"), [(10, 10), (10, 3), (0.5, 0)])
def test_who_cannot_keep_up_lets_everybody_wait(load: float, agents: int) -> None:
    assert probability_of_waiting(load, agents) == 1
    assert service_level(load, agents, 60, 20) == 0


@given(st.floats(0.01, 400), st.integers(1, 3600), st.integers(1, 3600))
def test_more_agents_never_lower_the_service_level(load: float, seconds: int, within: int) -> None:
    first = math.floor(load) + 1
    levels = [service_level(load, n, seconds, within) for n in range(first, first + 40)]
    assert all(0 <= level <= 1 for level in levels)
    assert all(more >= less - 1e-12 for less, more in pairwise(levels))


SHARES = st.sampled_from([0.5, 0.8, 0.9, 0.99])
CAPS = st.sampled_from([0.5, 0.85, 0.99])


@given(
    st.floats(0, 5000), st.floats(0, 500), st.integers(1, 600), SHARES, st.integers(1, 300), CAPS
)
def test_more_contacts_never_need_fewer_agents(
    contacts: float, more: float, seconds: int, level: float, within: int, cap: float
) -> None:
    few = agents_needed(contacts, seconds, level, within, cap)
    assert agents_needed(contacts + more, seconds, level, within, cap) >= few


@given(st.floats(0.1, 20_000), st.integers(1, 600), SHARES, st.integers(1, 300), CAPS)
def test_the_agents_needed_are_the_fewest_that_do(
    contacts: float, seconds: int, level: float, within: int, cap: float
) -> None:
    """Also above 100 erlangs, where the recursion starts late: the textbook's starts at none."""
    agents = agents_needed(contacts, seconds, level, within, cap)
    load = load_erlangs(contacts, seconds)

    def good_enough(number: int) -> bool:
        if number <= load or number < rounded_up(load / cap):
            return False
        blocked = 1.0
        for n in range(1, number + 1):
            blocked = load * blocked / (n + load * blocked)
        waiting = blocked / (1 - load / number * (1 - blocked))
        return 1 - waiting * math.exp(-(number - load) * within / seconds) >= level

    assert good_enough(agents)
    assert not good_enough(agents - 1)


@pytest.mark.parametrize("load", [99.5, 101, 150.25, 400, 745, 2500])
def test_a_late_start_of_the_recursion_loses_no_digit(load: float) -> None:
    agents = math.floor(load) + 1 + int(math.sqrt(load))
    inverse = 1.0
    for n in range(1, agents + 1):  # 1 ÷ Erlang B, from none
        inverse = 1 + n / load * inverse
    waiting = 1 / (inverse * (1 - load / agents * (1 - 1 / inverse)))
    assert probability_of_waiting(load, agents) == pytest.approx(waiting, rel=1e-12)


def test_a_slip_of_the_keyboard_does_not_freeze_the_page() -> None:
    """A goal of 10^12 asks for millions of agents, in each of 168 hours."""
    for hour in range(168):
        contacts = 10.0 ** (hour % 12)
        assert agents_needed(contacts, 3600, 0.99, 1, 0.99) >= contacts
