"""When nobody is reminded: at night, at meals, and by phone neither early nor late (CRM-6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Moments = npt.NDArray[np.datetime64]
HOURS_OF_DAY = 24
NEVER = np.datetime64("NaT", "s")


@dataclass(frozen=True)
class Quiet:
    """Hours of every day in which nobody is reminded; equal ends = none.

    Attributes:
        first: hour that they begin with, 0 to 24.
        until: hour that they end before; smaller than ``first`` = on the next day.
    """

    first: int
    until: int

    def holds(self, hours: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Return which hours of the day lie inside.

        >>> Quiet(21, 9).holds(np.array([20, 21, 8, 9])).tolist()
        [False, True, True, False]
        """
        after, before = hours >= self.first, hours < self.until
        if self.first == self.until:
            return np.zeros(hours.shape, dtype=bool)
        return after & before if self.first < self.until else after | before


def allowed_from(moments: Moments, quiet: Sequence[Quiet]) -> Moments:
    """Return each moment, or the first one after it that lies in no quiet hour.

    Quiet hours that touch are gone through one after the other; where they leave no hour of the
    day, the answer is NaT.

    Worked example: quiet from 02 to 08 and from 12 to 13.

    >>> told = np.array(["2026-11-11T02:20", "2026-11-11T09:05", "2026-11-11T12:59"], "M8[s]")
    >>> allowed_from(told, [Quiet(2, 8), Quiet(12, 13)]).astype(str).tolist()
    ['2026-11-11T08:00:00', '2026-11-11T09:05:00', '2026-11-11T13:00:00']
    """
    found = moments.astype("M8[s]")
    for _ in range(2 * len(quiet)):
        before = found
        for one in quiet:
            found = _after(found, one)
        if np.array_equal(found, before, equal_nan=True):
            break
    still = _quiet_at(found, quiet)
    return np.where(still, NEVER, found)


def _after(moments: Moments, quiet: Quiet) -> Moments:
    """Return the moments, those inside some quiet hours moved to their end."""
    inside = np.flatnonzero(_quiet_at(moments, (quiet,)))
    if not inside.size:
        return moments
    days = moments[inside].astype("M8[D]")
    hours = (moments[inside] - days).astype("m8[h]").astype(np.int64)
    ends_next_day = (quiet.first > quiet.until) & (hours >= quiet.first)
    moved = moments.copy()
    moved[inside] = days + (quiet.until + HOURS_OF_DAY * ends_next_day).astype("m8[h]")
    return moved


def _quiet_at(moments: Moments, quiet: Sequence[Quiet]) -> npt.NDArray[np.bool_]:
    hours = (moments - moments.astype("M8[D]")).astype("m8[h]").astype(np.int64)
    inside = np.zeros(moments.shape, dtype=bool)
    for one in quiet:
        inside |= one.holds(hours) & ~np.isnat(moments)
    return inside
