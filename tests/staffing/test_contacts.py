"""What customer service is asked during and after the sale; reminders; what waits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.staffing.contacts import (
    backlog_of,
    care_hours,
    reminders_by_hour,
    spread_over_days,
)


@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=20),
    st.floats(0, 3),
    st.integers(1, 10),
    st.integers(0, 5),
)
def test_every_contact_comes_once(daily: list[int], each: float, days: int, later: int) -> None:
    padded = [*daily, *[0] * (days + later)]
    contacts = spread_over_days(padded, each, days, later, care_hours(8, 24))
    assert contacts.sum() == pytest.approx(sum(daily) * each)
    assert not contacts.reshape(-1, 24)[:, :8].any()
    assert not contacts[: later * 24].any()


def test_contacts_come_after_the_receipt() -> None:
    """100 parcels on day 0, receipt 2 days later, 0.1 contacts each over 2 days: 5 on each."""
    contacts = spread_over_days([100, 0, 0, 0, 0], 0.1, 2, 2, care_hours(0, 24))
    assert contacts.reshape(-1, 24).sum(axis=1) == pytest.approx([0, 0, 5, 5, 0])


@given(st.lists(st.floats(0, 1000), min_size=24, max_size=24))
def test_nobody_is_reminded_at_night_and_nobody_is_forgotten(unpaid: list[float]) -> None:
    reminded = reminders_by_hour(unpaid)
    assert reminded.sum() == pytest.approx(sum(unpaid))
    assert not reminded[2:8].any()
    assert reminded[8] == pytest.approx(sum(unpaid[2:9]))


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=60), st.floats(0, 800))
def test_the_waiting_line_is_never_negative_and_loses_nobody(
    contacts: list[float], capacity: float
) -> None:
    waiting = backlog_of(contacts, capacity)
    before = 0.0
    for asked, left in zip(contacts, waiting.tolist(), strict=True):
        assert left == pytest.approx(max(0.0, before + asked - capacity), abs=1e-5)
        before = left
    assert np.all(waiting >= 0)
