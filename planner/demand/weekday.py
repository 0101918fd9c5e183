"""The weekday shift: last event's hours, moved to another kind of day (CAL-8).

On a working day those who neither stayed up nor browse at work buy in the evening. Where a day of
the campaign is a working day and its day of the last event was off, or the other way round, that
day's hours are shifted by what the shop's own ordinary days show:

    hour's weight = weight then × (share of the hour on this kind of day ÷ share on that kind)

renormalised, so that the day's total stays what it was. The shares are those of paid orders on
ordinary days, smoothed over neighbouring hours (1-2-1 around the clock). Of the difference only
what is beyond chance is used. With y = ln(share on days off ÷ share on working days) of an hour and
v its variance by chance (φ ÷ orders, of both kinds; smoothed), the hours truly differ with variance

    τ² = (Σ (y − ȳ)² ÷ v − (24 − 1)) ÷ (Σ 1/v − Σ 1/v² ÷ Σ 1/v), never below 0

(DerSimonian and Laird's estimate), ȳ the mean weighted by 1/v, and the factor of an hour is
exp(y × τ² ÷ (τ² + v)): in full where many orders tell, none where few do or where nothing differs.
Days are matched by their distance to the main day.

Example (tests/demand): of very many orders an evening hour holds 6 % on days off and 9 % on working
days → its weight is multiplied by 1.5, before the day is brought back to its total.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import exp, log

from planner.demand.day_kinds import is_day_off
from planner.demand.dispersion import pearson_dispersion
from planner.demand.reference import HOURS_OF_DAY, Reference
from planner.demand.splitting import CENTS, split_exactly
from planner.language import Message, say

FEWEST_DAYS_OF_A_KIND = 4
"""Two weekends, or as many working days: fewer say little of a kind of day."""
FINENESS = 10**9
"""Factors are used as whole billionths, so that a split stays exact."""


@dataclass(frozen=True)
class WeekdayCurves:
    """How the hours of days off differ from those of working days, on ordinary days.

    Attributes:
        factors_off: share of each of the 24 hours on days off ÷ on working days, beyond chance.
        working_days: how many they rest on, with orders.
        days_off: likewise.
    """

    factors_off: tuple[float, ...]
    working_days: int
    days_off: int

    @property
    def tell(self) -> bool:
        """Return whether there are enough days of each kind."""
        return min(self.working_days, self.days_off) >= FEWEST_DAYS_OF_A_KIND

    @property
    def differ(self) -> bool:
        """Return whether the hours differ beyond chance."""
        return any(factor != 1 for factor in self.factors_off)

    def factors(self, to_day_off: bool, share: float) -> tuple[float, ...]:
        """Return what each hour's weight is multiplied by; ``share`` 0 leaves all at 1."""
        power = share if to_day_off else -share
        return tuple(factor**power for factor in self.factors_off)


@dataclass(frozen=True)
class DayShift:
    """A day of the campaign whose hours are shifted.

    Attributes:
        day: of the campaign.
        reference_day: whose hours it follows.
        is_day_off: the campaign's day is one; the reference day was not.
        factors: of its 24 hours.
        before: share of each hour in its paid orders, as they were.
        after: as they are planned.
    """

    day: date
    reference_day: date
    is_day_off: bool
    factors: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]


def weekday_curves(ordinary: Reference) -> WeekdayCurves:
    """Return how the hours of days off differ from those of working days; see the module."""
    orders = {False: [0] * HOURS_OF_DAY, True: [0] * HOURS_OF_DAY}
    days: dict[bool, set[date]] = {False: set(), True: set()}
    for hour in ordinary.hours:
        if hour.orders_paid:
            kind = is_day_off(hour.hour_start.date())
            orders[kind][hour.hour_start.hour] += hour.orders_paid
            days[kind].add(hour.hour_start.date())
    seen = pearson_dispersion(ordinary.hours)
    dispersion = max(1.0, seen.pearson / seen.degrees) if seen.degrees else 1.0
    return WeekdayCurves(
        tuple(beyond_chance(orders[False], orders[True], dispersion)),
        len(days[False]),
        len(days[True]),
    )


def beyond_chance(working: Sequence[int], off: Sequence[int], dispersion: float) -> list[float]:
    """Return each hour's share on days off ÷ on working days, as far as it is beyond chance."""
    if not any(working) or not any(off):
        return [1.0] * HOURS_OF_DAY
    # Half an order an hour: an hour that never sold must not be divided by.
    curves = [[count + 0.5 for count in counts] for counts in (working, off)]
    smooth = [_neighbours(curve, (1, 2, 1), 4) for curve in curves]
    chance = [
        dispersion * (noise_work / work**2 + noise_off / rest**2)
        for work, rest, noise_work, noise_off in zip(
            *smooth, *(_neighbours(curve, (1, 4, 1), 16) for curve in curves), strict=True
        )
    ]
    differences = [
        log((rest / sum(smooth[1])) / (work / sum(smooth[0])))
        for work, rest in zip(*smooth, strict=True)
    ]
    weights = [1 / one for one in chance]
    whole = sum(weights)
    mean = sum(w * y for w, y in zip(weights, differences, strict=True)) / whole
    seen = sum(w * (y - mean) ** 2 for w, y in zip(weights, differences, strict=True))
    true = (seen - (HOURS_OF_DAY - 1)) / (whole - sum(w * w for w in weights) / whole)
    if true <= 0:
        return [1.0] * HOURS_OF_DAY
    return [exp(y * true / (true + v)) for y, v in zip(differences, chance, strict=True)]


def _neighbours(curve: Sequence[float], weights: tuple[int, int, int], whole: int) -> list[float]:
    """Return each hour with its neighbours around the clock."""
    before, here, after = weights
    return [
        (before * curve[hour - 1] + here * curve[hour] + after * curve[(hour + 1) % HOURS_OF_DAY])
        / whole
        for hour in range(HOURS_OF_DAY)
    ]


def _shares(counts: Sequence[float]) -> list[float]:
    whole = sum(counts)
    return [count / whole if whole else 0.0 for count in counts]


def days_of_another_kind(reference: Reference, first_day: date) -> tuple[tuple[date, date], ...]:
    """Return the days of the campaign that differ in kind from their reference day, with it."""
    pairs = (
        (first_day + timedelta(days=index), reference.first_day + timedelta(days=index))
        for index in range(reference.day_count)
    )
    return tuple((day, past) for day, past in pairs if is_day_off(day) != is_day_off(past))


def shift_days(
    reference: Reference, first_day: date, curves: WeekdayCurves | None, share: float
) -> tuple[DayShift, ...]:
    """Return the days whose hours are shifted; none without curves, or at a share of 0."""
    if curves is None or not curves.tell or not curves.differ or not share:
        return ()
    shifts = []
    for day, past in days_of_another_kind(reference, first_day):
        start = (past - reference.first_day).days * HOURS_OF_DAY
        paid = [hour.orders_paid for hour in reference.hours[start : start + HOURS_OF_DAY]]
        factors = curves.factors(is_day_off(day), share)
        moved = [count * factor for count, factor in zip(paid, factors, strict=True)]
        shifts.append(
            DayShift(
                day, past, is_day_off(day), factors, tuple(_shares(paid)), tuple(_shares(moved))
            )
        )
    return tuple(shifts)


def shifted_weights(
    weights: Mapping[str, Sequence[Decimal | int]],
    shifts: Sequence[DayShift],
    reference: Reference,
) -> Mapping[str, Sequence[Decimal | int]]:
    """Return the weights with the hours of these days shifted; each day's sum stays exactly."""
    return {name: _shifted(column, shifts, reference) for name, column in weights.items()}


def _shifted(
    column: Sequence[Decimal | int], shifts: Sequence[DayShift], reference: Reference
) -> Sequence[Decimal | int]:
    moved = list(column)
    for shift in shifts:
        start = (shift.reference_day - reference.first_day).days * HOURS_OF_DAY
        hours = slice(start, start + HOURS_OF_DAY)
        hundredths = [max(0, int(weight * CENTS)) for weight in column[hours]]
        if not any(hundredths):
            continue
        parts = split_exactly(
            sum(hundredths),
            [
                weight * round(factor * FINENESS)
                for weight, factor in zip(hundredths, shift.factors, strict=True)
            ],
        )
        moved[hours] = [Decimal(part) / CENTS for part in parts]
    return moved


def told_of(
    reference: Reference, first_day: date, curves: WeekdayCurves | None, share: float
) -> Message:
    """Return what is done about days that fall on another kind of day, in a sentence."""
    count = len(days_of_another_kind(reference, first_day))
    if not count:
        return say(
            "Working days follow working days and days off follow days off: no hour is shifted."
        )
    if not share:
        return say(
            "Days that fall on another kind of day than last time: {count}. The weekday shift is"
            " set to 0 %, so their hours stay as they were.",
            count=count,
        )
    if curves is None or not curves.tell:
        return say(
            "Days that fall on another kind of day than last time: {count}. Your sheets hold"
            " {working} ordinary working days and {off} days off with orders, and {fewest} of each"
            " are needed to shift their hours: these stay as they were.",
            count=count,
            working=curves.working_days if curves else 0,
            off=curves.days_off if curves else 0,
            fewest=FEWEST_DAYS_OF_A_KIND,
        )
    if not curves.differ:
        return say(
            "Days that fall on another kind of day than last time: {count}. The hours of {working}"
            " ordinary working days and {off} days off differ by no more than chance, so these stay"
            " as they were.",
            count=count,
            working=curves.working_days,
            off=curves.days_off,
        )
    return say(
        "Days that fall on another kind of day than last time: {count}. Their hours are shifted by"
        " the difference between {working} ordinary working days and {off} days off; each day's"
        " total stays.",
        count=count,
        working=curves.working_days,
        off=curves.days_off,
    )
