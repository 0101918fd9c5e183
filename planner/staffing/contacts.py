"""What customer service is asked, hour by hour, before, during and after the sale (STF-2, STF-3).

Before the sale: orders placed in the hour × inquiries per order placed.

During: every order brings its contacts evenly over the days until receipt, the day of the order
being the first. After: every parcel brings its contacts evenly over the days after receipt, which
comes so many days after the hand-over. Both are answered in the hours of service, a day's contacts
spread evenly over them.

Payment reminders: the unpaid orders of the hour. From 02 to 08 nobody is reminded (CRM-6); those of
the night follow in the hour from 8.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planner.demand import HOURS_OF_DAY
from planner.staffing.flow import Floats, is_open

QUIET_FROM, QUIET_UNTIL = 2, 8
"""Nobody is reminded of a payment in these hours."""


def care_hours(care_from: int, care_until: int) -> npt.NDArray[np.bool_]:
    """Return for every hour of the day whether contacts about orders and parcels are answered."""
    return np.array([is_open(hour, care_from, care_until) for hour in range(HOURS_OF_DAY)])


def spread_over_days(
    daily: Sequence[float] | Floats,
    contacts_each: float,
    days: int,
    days_later: int,
    answered: npt.NDArray[np.bool_],
) -> Floats:
    """Return the contacts of every hour of the same days.

    Formula: contacts of a day = Σ daily of the ``days`` days that end ``days_later`` before it ×
    contacts of each ÷ days; of an hour of service = those of its day ÷ hours of service.

    Example: 120 orders on one day, 0.1 contacts each over 3 days → 4 contacts on that day and on
    each of the two behind it; answered in 2 hours of the day, 2 in each.

    >>> two_hours = np.array([hour in (10, 11) for hour in range(24)])
    >>> contacts = spread_over_days([120, 0, 0, 0], 0.1, 3, 0, two_hours).reshape(-1, 24)
    >>> contacts.sum(axis=1).round(9).tolist(), contacts[0, 10:12].tolist()
    ([4.0, 4.0, 4.0, 0.0], [2.0, 2.0])
    """
    count = len(daily)
    each_day = np.convolve(np.asarray(daily, dtype=float), np.full(days, contacts_each / days))
    shifted = np.concatenate([np.zeros(days_later), each_day])[:count]
    return np.repeat(shifted / answered.sum(), HOURS_OF_DAY) * np.tile(answered, count)


def reminders_by_hour(unpaid: Sequence[float] | Floats) -> Floats:
    """Return the unpaid orders reminded in every hour; the first hour is 00–01.

    >>> reminders_by_hour([4, 3, 2, 1, 0, 0, 0, 0, 5, *[0] * 15])[:10].tolist()
    [4.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 8.0, 0.0]
    """
    days = np.array(unpaid, dtype=float).reshape(-1, HOURS_OF_DAY)
    days[:, QUIET_UNTIL] += days[:, QUIET_FROM:QUIET_UNTIL].sum(axis=1)
    days[:, QUIET_FROM:QUIET_UNTIL] = 0
    return days.reshape(-1)


def backlog_of(contacts: Sequence[float] | Floats, answered_at_most: float) -> Floats:
    """Return the contacts still unanswered at the end of every hour, where agents are too few.

    Formula: backlog(t) = max(0, backlog(t − 1) + contacts(t) − the most that can be answered); the
    waiting line is taken as it is on average (Lindley; no chance in it).

    >>> backlog_of([100, 10, 10], 40).tolist()
    [60.0, 30.0, 0.0]
    """
    beyond = np.cumsum(np.asarray(contacts, dtype=float) - answered_at_most)
    waiting = beyond - np.minimum(0, np.minimum.accumulate(beyond))
    # What is left of a sum of floats is no contact.
    return np.where(waiting < 1e-6, 0.0, waiting)
