"""The promotions of a year, ready to be planned: their day, usual window and purposes.

The days follow from the calendar; Black Friday from its weekday, New Year goods from the lunar
year. Windows and purposes are the planner's own starting values but for that of Double 11 (CAL-1).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from planner.language import Message, say

WEEKS_BEFORE_SPRING_FESTIVAL = 3
"""Main day of New Year goods: late enough to shop, early enough for the last parcels to arrive."""
THURSDAY = 3


@dataclass(frozen=True)
class Preset:
    """A promotion that comes every year.

    Attributes:
        key: its short name, as a plan stores it.
        label: what it is called in any year.
        name: with the year in it.
        day_in: year → its main day; a lunar event belongs to the year that it ushers in.
        days_before: of its usual window, before the main day.
        days_after: of its usual window, after the main day.
        purposes: proposed, the most important first.
        is_big: the planner proposes it to a plan without a main day.
    """

    key: str
    label: Message
    name: Message
    day_in: Callable[[int], date]
    days_before: int
    days_after: int
    purposes: tuple[str, ...]
    is_big: bool = False

    def next_day(self, today: date) -> date:
        """Return its next main day from ``today`` on."""
        days = (self.day_in(year) for year in range(today.year, today.year + 3))
        return next(day for day in days if day >= today)

    def named(self, year: int) -> Message:
        """Return its name in a year."""
        return Message(self.name.template, {"year": str(year)})

    def year_of(self, main_day: date) -> int | None:
        """Return the year whose event a day is; None where it is none."""
        years = (main_day.year, main_day.year + 1)
        return next((year for year in years if self.day_in(year) == main_day), None)

    def nearest_year(self, main_day: date) -> int:
        """Return the year of its event that comes nearest to a day."""
        years = range(main_day.year - 1, main_day.year + 2)
        return min(years, key=lambda year: abs((self.day_in(year) - main_day).days))

    def year_before(self, main_day: date) -> date:
        """Return the main day of the same event a year before, for a day at or near its own."""
        return self.day_in(self.nearest_year(main_day) - 1)


def _each_year(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def black_friday(year: int) -> date:
    """Return the Friday after the fourth Thursday of November.

    >>> black_friday(2027), black_friday(2029)
    (datetime.date(2027, 11, 26), datetime.date(2029, 11, 23))
    """
    first = date(year, 11, 1)
    to_thursday = (THURSDAY - first.weekday()) % 7
    return first + timedelta(days=to_thursday + 3 * 7 + 1)


@lru_cache
def spring_festival(year: int) -> date:
    """Return the first day of the Chinese lunar year.

    >>> spring_festival(2013), spring_festival(2027)
    (datetime.date(2013, 2, 10), datetime.date(2027, 2, 6))
    """
    # Loaded when it is needed: it takes longer to load than a page to draw.
    from holidays import country_holidays

    calendar = country_holidays("CN", years=year, language="en_US")
    return min(day for day, name in calendar.items() if "Spring Festival" in name)


def new_year_goods(year: int) -> date:
    """Return the proposed main day of the New Year goods sale before a lunar year.

    >>> new_year_goods(2027)
    datetime.date(2027, 1, 16)
    """
    return spring_festival(year) - timedelta(weeks=WEEKS_BEFORE_SPRING_FESTIVAL)


PRESETS: Mapping[str, Preset] = {
    preset.key: preset
    for preset in (
        Preset(
            "double_11",
            say("Double 11"),
            say("Double 11 {year}"),
            _each_year(11, 11),
            4,
            2,
            ("volume", "new_customers", "clear_stock"),
            is_big=True,
        ),
        Preset(
            "double_12",
            say("Double 12"),
            say("Double 12 {year}"),
            _each_year(12, 12),
            2,
            1,
            ("clear_stock", "wake"),
            is_big=True,
        ),
        Preset(
            "618",
            say("618"),
            say("618 {year}"),
            _each_year(6, 18),
            3,
            2,
            ("volume", "bestseller", "ranking"),
            is_big=True,
        ),
        Preset(
            "march_8",
            say("8 March"),
            say("8 March {year}"),
            _each_year(3, 8),
            4,
            1,
            ("launch", "new_customers", "reward"),
        ),
        Preset(
            "black_friday",
            say("Black Friday"),
            say("Black Friday {year}"),
            black_friday,
            4,  # from the Monday before
            3,  # to Cyber Monday
            ("volume", "new_customers"),
        ),
        Preset(
            "new_year_goods",
            say("New Year goods"),
            say("New Year goods {year}"),
            new_year_goods,
            7,
            13,  # to eight days before the festival: carriers rest from then on
            ("volume", "reward", "clear_stock"),
        ),
    )
}
"""The promotions that a new plan can begin from, in the order in which they are offered."""
LAST_LUNAR_YEAR = 2100
"""The library's calendar ends there."""
WINTER = (12, 1, 2)
"""Months of New Year goods; in all others nobody has to ask the lunar calendar."""


def preset_on(main_day: date) -> Preset | None:
    """Return the promotion whose main day a day is.

    >>> preset_on(date(2027, 11, 26)).key
    'black_friday'
    """
    for preset in PRESETS.values():
        is_lunar = preset.day_in is new_year_goods
        if is_lunar and (main_day.month not in WINTER or main_day.year >= LAST_LUNAR_YEAR):
            continue
        if preset.year_of(main_day) is not None:
            return preset
    return None


def next_event(today: date) -> date:
    """Return the day of the next big promotion from ``today`` on.

    >>> next_event(date(2026, 11, 12))
    datetime.date(2026, 12, 12)
    """
    return min(preset.next_day(today) for preset in PRESETS.values() if preset.is_big)


def event_name(main_day: date, begun_as: str | None = None) -> Message:
    """Return the name of the promotion on a day; on no promotion's day, of the one near it.

    That is the one that the plan was begun as, whose day was moved; without it, the day itself.

    >>> event_name(date(2027, 11, 11)).template
    'Double 11 {year}'
    >>> event_name(date(2027, 11, 9), "double_11").fields
    {'year': '2027'}
    """
    on_the_day = preset_on(main_day)
    if on_the_day is not None:
        return on_the_day.named(on_the_day.nearest_year(main_day))
    moved = PRESETS.get(begun_as or "")
    if moved is not None and main_day.year < LAST_LUNAR_YEAR:
        return moved.named(moved.nearest_year(main_day))
    return Message("{day}", {"day": main_day.isoformat()})


def values_of(
    preset: Preset, main_day: date, sheets: tuple[date, date] | None
) -> Mapping[str, object]:
    """Return what a new plan of a promotion begins with.

    Its reference day is the same event a year before where the sheets, from their first to their
    last day, cover it; else it is left to the day with the highest revenue.
    """
    values: dict[str, object] = {
        "campaign.preset": preset.key,
        "campaign.main_day": main_day,
        "campaign.days_before": preset.days_before,
        "campaign.days_after": preset.days_after,
        "campaign.purposes": ",".join(preset.purposes),
    }
    before = preset.year_before(main_day)
    if sheets and sheets[0] <= before <= sheets[1]:
        values["campaign.reference_day"] = before
    return values
