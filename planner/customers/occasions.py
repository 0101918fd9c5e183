"""The occasions that follow an event, lunar ones included (CAL-7)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from planner.campaign.presets import spring_festival
from planner.language import Message, say

LANTERN_AFTER = 14
"""The Lantern Festival is the fifteenth day of the lunar year."""
DAYS_AHEAD = 220
"""As far as the published list reaches: the Dragon Boat Festival, 213 days after 11 November."""


@dataclass(frozen=True)
class Occasion:
    """A day that people buy for.

    Attributes:
        label: what it is called.
        day: of it.
        days_after: the event's main day.
        is_gift: people buy presents for it.
    """

    label: Message
    day: date
    days_after: int
    is_gift: bool


def _each_year(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


@lru_cache
def _public_holiday(year: int, name: str) -> date | None:
    # Loaded when it is needed: it takes longer to load than a page to draw.
    from holidays import country_holidays

    calendar = country_holidays("CN", years=year, language="en_US")
    # In some years a festival falls on the same day as another: both names stand there.
    days = [day for day, called in calendar.items() if name in called and "observed" not in called]
    return min(days, default=None)


def _holiday(name: str) -> Callable[[int], date | None]:
    return lambda year: _public_holiday(year, name)


OCCASIONS: tuple[tuple[Message, Callable[[int], date | None], bool], ...] = (
    (say("Double 12"), _each_year(12, 12), False),
    (say("Christmas"), _each_year(12, 25), True),
    (say("New Year"), _each_year(1, 1), True),
    (say("Spring Festival"), spring_festival, True),
    (
        say("Lantern Festival"),
        lambda year: spring_festival(year) + timedelta(days=LANTERN_AFTER),
        False,
    ),
    (say("Valentine's Day"), _each_year(2, 14), True),
    (say("Women's Day"), _each_year(3, 8), True),
    (say("Labour Day"), _each_year(5, 1), False),
    (say("20 May"), _each_year(5, 20), True),
    (say("Dragon Boat Festival"), _holiday("Dragon Boat"), True),
    (say("618"), _each_year(6, 18), False),
    (say("Mid-Autumn Festival"), _holiday("Mid-Autumn"), True),
    (say("National Day"), _each_year(10, 1), False),
    (say("Double 11"), _each_year(11, 11), False),
)


def named_gift_days(first_day: date, until: date) -> tuple[tuple[date, str], ...]:
    """Return the occasions for presents in the years of the lists and one after, by day.

    Each is named by the sentence of its label, the same in every language.
    """
    years = range(first_day.year, until.year + 2)
    days = (
        (day_in(year), label.template)
        for label, day_in, is_gift in OCCASIONS
        if is_gift
        for year in years
    )
    return tuple(sorted((day, name) for day, name in days if day is not None))


def occasions_after(main_day: date, days: int = DAYS_AHEAD) -> tuple[Occasion, ...]:
    """Return the occasions after an event, the next one first.

    Worked example (CAL-7): after 11 November 2012 Christmas 44 days, New Year 51, Spring Festival
    91, Lantern Festival 105, Labour Day 171, Dragon Boat Festival 213.
    """
    found = []
    for label, day_in, is_gift in OCCASIONS:
        for year in (main_day.year, main_day.year + 1):
            day = day_in(year)
            if day is not None and 0 < (day - main_day).days <= days:
                found.append(Occasion(label, day, (day - main_day).days, is_gift))
    return tuple(sorted(found, key=lambda one: one.day))
