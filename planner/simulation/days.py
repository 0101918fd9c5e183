"""The days of the sale, run again and again: what is promised against what happens.

Each run draws the demand, then its customers and parcels one by one with the people, machines and
hours there are (:mod:`planner.simulation.chats`, :mod:`planner.simulation.parcels`). Two demands:
as planned, where chance alone makes the runs differ; and drawn from the forecast, where the whole
event sells better or worse by a gamma factor with the forecast's own coefficient of variation, and
every hour by its overdispersion.

Runs are independent and equally likely, so their mean is known to ± t × s ÷ √n (Student's t, 95 %).
The seed is fixed: the same plan gives the same numbers, and more people meet the same customers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from math import ceil, sqrt
from statistics import fmean, stdev

import numpy as np
from scipy.special import stdtrit

from planner.capacity import Capacity, Leaving, Load, Means
from planner.demand import Quantile
from planner.language import Message, Quantity, Unit, say
from planner.simulation.chats import Chats, simulate_chats
from planner.simulation.crew import SECONDS_OF_HOUR
from planner.simulation.parcels import Line, Stage, simulate_line, stages_of
from planner.staffing import STEPS, chat_factor

SEED = 20121111
SURE = 0.95
FEWEST_RUNS, MOST_RUNS = 5, 40
EVENTS = 150_000
"""Customers and visits of parcels to a stage, all runs together: some ten seconds."""
CHATS_OF_A_RUN, BATCHES_OF_A_RUN = 15_000, 3_000
"""Beyond these, the busiest hours alone and parcels in batches; one hour is always whole."""
SMALLEST_TEAMS = 5
"""Teams that a crew is cut into at least."""
VARIATION = 0.3
"""Standard deviation of a person's time for a parcel at a step ÷ its mean."""


class DemandOf(Enum):
    """What the runs are drawn around."""

    PLAN = "plan"
    FORECAST = "forecast"


@dataclass(frozen=True)
class Measured:
    """A share or a time over all runs.

    Attributes:
        promised: by the formulas; None where they promise nothing.
        mean: of the runs.
        half_width: of the interval of the mean, 95 %; 0 where every run is equal.
        low: what nineteen of twenty runs are at or above.
        high: what nineteen of twenty runs are at or below.
    """

    promised: float | None
    mean: float
    half_width: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float], promised: float | None) -> "Measured":
        """Return the mean of runs with its interval and their spread."""
        mean, runs = fmean(values), len(values)
        sure = float(stdtrit(runs - 1, (1 + SURE) / 2)) if runs > 1 else 0.0
        half = sure * stdev(values) / sqrt(runs) if runs > 1 else 0.0
        low, high = np.quantile(values, [1 - SURE, SURE])
        return cls(promised, mean, half, float(low), float(high))

    @property
    def is_kept(self) -> bool:
        """Return whether what happens is not less than promised, within the error of the mean."""
        return self.promised is None or self.promised <= self.mean + self.half_width


@dataclass(frozen=True)
class Simulated:
    """What happened over all runs.

    Attributes:
        demand: that the runs were drawn around.
        runs: how many.
        answered_in_time: share of the inquiries; None without any.
        mean_wait_seconds: of the inquiries; None without any.
        gave_up: share of the inquiries.
        left_in_time: share of the parcels; None without any.
        shipping_hours: mean hours of a parcel from payment until it leaves; None without any.
        last_left_hours: hours from the first midnight until the last parcel has left, at P50, P80
            and P95 of the runs; None where it never does within the hours.
        never_left: share of the parcels that still wait when the last promise is due.
        level_by_hour: share answered in time in each of the hours below, all runs together; None
            where nobody asked.
        first_hour: of the window's hours whose chats were simulated.
        until_hour: behind the last of them.
        batch: parcels that went together.
    """

    demand: DemandOf
    runs: int
    answered_in_time: Measured | None
    mean_wait_seconds: Measured | None
    gave_up: float
    left_in_time: Measured | None
    shipping_hours: Measured | None
    last_left_hours: tuple[float | None, float | None, float | None]
    never_left: float
    level_by_hour: tuple[float | None, ...]
    first_hour: int
    until_hour: int
    batch: int

    def verdict(self) -> Message:
        """Return whether what is promised is what happens."""
        found = [one for one in (self.answered_in_time, self.left_in_time) if one is not None]
        if all(one.is_kept for one in found):
            return say(
                "What is promised is what happens: in {runs} runs the promises lie within the"
                " error of the simulation, or below what happens.",
                runs=self.runs,
            )
        return say(
            "In {runs} runs less is kept than promised: look at the means below.", runs=self.runs
        )

    def rows(self) -> tuple[tuple[Message, ...], ...]:
        """Return the lines of the table under :data:`COLUMNS`."""
        shares = (
            (say("Inquiries answered in time"), self.answered_in_time, Unit.SHARE),
            (say("Parcels that leave in time, in the order of payment"), self.left_in_time,
             Unit.SHARE),
            (say("Hours from payment until a parcel leaves, of those that do"),
             self.shipping_hours, Unit.HOURS),
            (say("Seconds until an inquiry is answered"), self.mean_wait_seconds, Unit.SECONDS),
        )  # fmt: skip
        return tuple((label, *_cells(one, unit)) for label, one, unit in shares if one is not None)

    def how(self, start: datetime) -> Message:
        """Return how it was simulated; ``start`` is that of the first hour."""
        last, later, latest = (
            NEVER if hours is None else say("by {moment}", moment=_whole_hour(start, hours))
            for hours in self.last_left_hours
        )
        return say(
            "{runs} runs. The mean is known to the error given, 95 %; 90 of 100 runs lie between."
            " Chats from {first} to {until}, one by one; {batch} parcels at a time. The last parcel"
            " leaves: in half of the runs {last}; in 80 of 100 {later}; in 95 of 100 {latest}.",
            runs=self.runs,
            first=start + timedelta(hours=self.first_hour),
            until=start + timedelta(hours=self.until_hour),
            batch=self.batch,
            last=last,
            later=later,
            latest=latest,
        )


NEVER = say("not before the last promise is due")
DEMAND_LABELS = {
    DemandOf.PLAN: say("as planned, by chance alone"),
    DemandOf.FORECAST: say("drawn from the forecast"),
}
COLUMNS = (
    say("What"),
    say("Promised"),
    say("Simulated, mean"),
    say("Error of the mean"),
    say("Between"),
)
"""Of the table of :meth:`Simulated.rows`."""


def _cells(one: Measured, unit: Unit) -> tuple[Message, ...]:
    def told(value: float | None) -> Message:
        if value is None:
            return Message("–")
        shown = value if unit is Unit.SHARE else round(value, 1)
        return Message("{value}", {"value": Quantity(shown, unit)})

    between = say("{low} to {high}", low=told(one.low), high=told(one.high))
    return (
        told(one.promised),
        told(one.mean),
        Message("± {value}", {"value": told(one.half_width)}),
        between,
    )


def _whole_hour(start: datetime, hours: float) -> datetime:
    return start + timedelta(hours=ceil(hours))


def simulate_days(
    capacity: Capacity, demand: DemandOf, told: Callable[[float], object] | None = None
) -> Simulated:
    """Return what happens to the plan's customers and parcels with what there is.

    Args:
        capacity: people, machines and hours, the load, and what the formulas promise.
        demand: as planned, or drawn from the forecast.
        told: is called with the share that is done.
    """
    load, means = capacity.load, capacity.means
    parcels = sum(load.parcels)
    hours = busiest_stretch(load.inquiries, CHATS_OF_A_RUN)
    asked = sum(load.inquiries[hours])
    people = [there * is_open for there, is_open in zip(means.packers, means.opened, strict=True)]
    stages = _stages(means)
    batch = _batch(parcels, max(people, default=0))
    events = asked + parcels / batch * len(stages)
    runs = max(FEWEST_RUNS, min(MOST_RUNS, int(EVENTS / max(1.0, events))))
    due = load.due(means).tolist()
    levels, waits, in_time, shipping, lasts = [], [], [], [], []
    gave_up = never = paid = 0
    by_hour = np.zeros((2, len(load.inquiries[hours])))
    for number in range(runs):
        chance = np.random.default_rng([SEED, number])
        inquiries, arriving = _drawn(capacity, load, demand, chance)
        chats = _chats(load, inquiries[hours], means.agents[hours])
        chat_run = simulate_chats(chats, np.random.default_rng([SEED, number, 1]))
        total = sum(chat_run.asked)
        if chat_run.level is not None:
            levels.append(chat_run.level)
            waits.append(chat_run.wait_seconds / total)
        gave_up += sum(chat_run.gave_up)
        by_hour += [chat_run.asked, chat_run.in_time]
        line = Line(arriving, people, stages, VARIATION, batch)
        line_run = simulate_line(line, np.random.default_rng([SEED, number, 2]))
        if shipped := sum(line_run.paid):
            in_time.append(line_run.in_time(due) / shipped)
            shipping.append(line_run.mean_seconds_there / SECONDS_OF_HOUR)
            lasts.append(line_run.last_left)
            never += line_run.never_left
            paid += shipped
        if told is not None:
            told((number + 1) / runs)
    promised = capacity.leaving[Quantile.P50]
    customers = by_hour[0].sum()
    return Simulated(
        demand=demand,
        runs=runs,
        answered_in_time=_measured(levels, _promised_level(load, promised, hours)),
        mean_wait_seconds=_measured(waits, None),
        gave_up=gave_up / customers if customers else 0.0,
        left_in_time=_measured(
            in_time, promised.in_time / promised.parcels if promised.parcels else None
        ),
        shipping_hours=_measured(shipping, _promised_shipping(promised)),
        last_left_hours=_at_quantiles(lasts),
        never_left=never / paid if paid else 0.0,
        level_by_hour=tuple(
            level / count if count else None for count, level in by_hour.T.tolist()
        ),
        first_hour=hours.start,
        until_hour=hours.stop,
        batch=batch,
    )


def _measured(values: Sequence[float], promised: float | None) -> Measured | None:
    return Measured.of(values, promised) if values else None


def _promised_shipping(leaving: Leaving) -> float | None:
    """Return the mean hours from payment until a parcel leaves, as the line's plan says.

    Little's law over the hours of the plan: parcels there, hour by hour, ÷ parcels. A parcel is
    paid and leaves in the middle of its hour.
    """
    if not leaving.parcels or leaving.waiting[-1]:
        return None
    return sum(leaving.waiting) / leaving.parcels


def _at_quantiles(
    lasts: Sequence[float | None],
) -> tuple[float | None, float | None, float | None]:
    """Return the hours at P50, P80 and P95 of the runs; who never leaves comes last."""
    ordered = sorted(np.inf if one is None else one for one in lasts)
    found = [
        ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else np.inf
        for share in (0.5, 0.8, 0.95)
    ]
    first, second, third = (
        None if np.isinf(one) else float(one) / SECONDS_OF_HOUR for one in found
    )
    return first, second, third


def _batch(parcels: int, people: int) -> int:
    return max(1, min(-(-parcels // BATCHES_OF_A_RUN), people // SMALLEST_TEAMS))


def _stages(means: Means) -> tuple[Stage, ...]:
    limits = {one.step: (one.have, one.each) for one in means.limits}
    return stages_of(means.outputs, [limits.get(step.key) for step in STEPS])


def busiest_stretch(inquiries: Sequence[float], most: float) -> slice:
    """Return the hours around the busiest that bring no more than so many; that one at least.

    >>> busiest_stretch([5, 1, 9, 4, 2], 14), busiest_stretch([5, 1, 9, 4, 2], 100)
    (slice(2, 4, None), slice(0, 5, None))
    """
    if not inquiries:
        return slice(0, 0)
    first = int(np.argmax(inquiries))
    until = first + 1
    while first > 0 or until < len(inquiries):
        before = inquiries[first - 1] if first > 0 else -1
        behind = inquiries[until] if until < len(inquiries) else -1
        if sum(inquiries[first:until]) + max(before, behind) > most:
            break
        first, until = (first - 1, until) if before > behind else (first, until + 1)
    return slice(first, until)


def _promised_level(load: Load, leaving: Leaving, hours: slice) -> float | None:
    """Return the share that the formulas say is answered in time in some hours."""
    asked = load.inquiries[hours]
    in_time = sum(
        count * quality.level
        for count, quality in zip(asked, leaving.qualities[hours], strict=True)
    )
    return in_time / sum(asked) if any(asked) else None


def _chats(load: Load, inquiries: Sequence[float], agents: Sequence[int]) -> Chats:
    service = load.service
    at_once = service.chats_at_once
    return Chats(
        inquiries=inquiries,
        agents=agents,
        chat_seconds=service.handling_seconds * at_once / chat_factor(at_once),
        chats_at_once=at_once,
        answer_seconds=service.answer_seconds,
        patience_seconds=service.patience_seconds,
    )


def _drawn(
    capacity: Capacity, load: Load, demand: DemandOf, chance: np.random.Generator
) -> tuple[list[float], list[float]]:
    """Return the expected inquiries and parcels of a run, by hour.

    From the forecast: × a gamma factor of the whole event with mean 1 and its coefficient of
    variation, and in each hour a gamma mean whose Poisson count has φ times its variance.
    """
    inquiries, parcels = np.array(load.inquiries), np.array(load.parcels, dtype=float)
    if demand is DemandOf.PLAN:
        return inquiries.tolist(), parcels.tolist()
    share, dispersion = capacity.event_share, capacity.dispersion
    event = chance.gamma(1 / share**2, share**2) if share else 1.0
    orders = parcels * event
    over = max(0.0, dispersion - 1)
    hours = np.where(
        (orders > 0) & (over > 0), chance.gamma(orders / over, over) if over else orders, orders
    )
    factors = np.where(parcels > 0, hours / np.maximum(parcels, 1e-9), event)
    return (inquiries * factors[: len(inquiries)]).tolist(), hours.tolist()
