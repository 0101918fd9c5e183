"""Which days people work on: hours of working days and of days off have different shapes (CAL-8).

Days are judged by China's calendar: weekends and public holidays are off, the weekends that make up
for a holiday are worked. For years whose make-up days are not announced yet, only the holidays
themselves are known.
"""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


def is_day_off(day: date) -> bool:
    """Return whether most people are off work.

    >>> [is_day_off(date(2026, 10, day)) for day in (1, 9, 10, 11)]  # 10: made up for
    [True, False, False, True]
    """
    return not _calendar().is_working_day(day)


@cache
def _calendar() -> "HolidayBase":
    # Loaded when it is needed: it takes longer to load than a page to draw.
    from holidays import country_holidays

    return country_holidays("CN")
