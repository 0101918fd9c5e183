"""The room: where money leaks on the way from being seen to being bought from again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.campaign import Campaign, Plan
from planner.demand import Reference
from planner.figures import Entry, Figure, filled
from planner.figures import Level as Verdict
from planner.funnel.assumptions import FunnelAssumptions
from planner.funnel.calculator import (
    Standing,
    StepResult,
    mend_first,
    told,
    work_out_steps,
)
from planner.funnel.counts import Counts, Span, missing_levels, read_counts, read_span
from planner.funnel.levels import INTO, Level, Step
from planner.funnel.means import MEANS, Means
from planner.funnel.periods import Calendar, Choice, Period
from planner.funnel.slices import best_parts
from planner.language import Message, Quantity, Unit, say
from planner.tables import Dataset


@dataclass(frozen=True)
class Funnel:
    """The funnel of a period beside its reference.

    Attributes:
        now: what is looked at.
        beside: the periods it can be held against, by reference.
        steps: every step that is told.
        judged: how rates are judged.
        refunds_told: whether the lists tell refunds at all.
        chosen_means: keys of the means that are on the checklist.
        problems: what a manager must know before trusting it.
    """

    now: Counts
    beside: Mapping[str, Counts]
    steps: Mapping[Step, StepResult]
    judged: FunnelAssumptions
    refunds_told: bool
    chosen_means: frozenset[str]
    problems: tuple[Message, ...]

    @property
    def period(self) -> Period:
        """Return the days that are looked at."""
        return self.now.period

    @property
    def first(self) -> StepResult | None:
        """Return the step to mend first; None where none is behind beyond chance."""
        return mend_first(self.steps)

    def figures(self) -> Iterator[Figure]:
        """Yield what was worked out, step by step."""
        for one in self.steps.values():
            yield from one.figures()

    def missing(self) -> tuple[Level, ...]:
        """Return the levels that no sheet fills."""
        return tuple(missing_levels(self.now))

    def why_not(self, level: Level) -> Message | None:
        """Return why no rate leads into a level that is told."""
        step = INTO.get(level)
        return None if step is None else self.now.why_not.get(step)

    def means(self) -> tuple[Means, ...]:
        """Return what mends, that of the step to mend first before the others (FUN-3)."""
        behind = {step for step, one in self.steps.items() if one.standing is Standing.BEHIND}
        return tuple(
            sorted(MEANS, key=lambda one: (one.step not in self.mended, one.step not in behind))
        )

    @property
    def mended(self) -> frozenset[Step]:
        """Return the step to mend first, with the branch whose loss it holds or lies in."""
        if self.first is None:
            return frozenset()
        step = self.first.step
        return frozenset(
            one for one in Step if one is step or one.inside is step or step.inside is one
        )

    def tasks(self) -> tuple[Means, ...]:
        """Return the means that are on the checklist."""
        return tuple(one for one in MEANS if one.key in self.chosen_means)

    def verdict(self) -> tuple[Verdict | None, Message]:
        """Return what to mend first, with the money; no level where nothing can be judged."""
        if self.first is not None:
            return Verdict.AT_RISK, _mend(self.first)
        if not self.steps:
            return None, say(
                "The loaded sheets tell no two levels of the funnel, so no loss can be told."
            )
        if all(one.reference is None for one in self.steps.values()):
            return None, say(
                "Nothing to hold the steps against yet: type own goals, or load the event of the"
                " year before or ordinary days beside these."
            )
        return Verdict.READY, _nothing_behind(self.steps.values())


def _nothing_behind(steps: Iterable[StepResult]) -> Message:
    """Return that nothing is behind, and what is largest of what chance may explain."""
    unsure = [one for one in steps if one.standing is Standing.CHANCE and one.money]
    if not unsure:
        return say("No step of the funnel is behind its reference by more than chance.")
    largest = max(unsure, key=lambda one: one.money)
    return say(
        "No step of the funnel is behind its reference by more than chance. The largest difference"
        " that chance may explain is {step}, worth {money}.",
        step=largest.step.label,
        money=Quantity(largest.money, Unit.MONEY),
    )


def _mend(one: StepResult) -> Message:
    reference = one.reference
    if reference is None:
        raise ValueError(one.step)
    brings = (
        say("what reaching that would bring cannot be told")
        if one.mend_money is None
        else say("reaching that would bring {money}", money=Quantity(one.money, Unit.MONEY))
    )
    return say(
        "Mend first: {step}. {rate} get through, against {reference} ({label}); {brings}.",
        step=one.step.label,
        rate=told(float(one.rate.required)),
        reference=told(reference.value),
        label=reference.label,
        brings=brings,
    )


def plan_funnel(
    dataset: Dataset,
    plan: Plan,
    campaign: Campaign,
    entries: Mapping[str, Entry],
    today: date,
    ordinary: Reference | None = None,
    event_before: tuple[date, date] | None = None,
) -> Funnel | None:
    """Return the funnel of the plan's data; None where neither orders nor visitors are loaded.

    Args:
        dataset: to read.
        plan: which days are looked at, and what they are held against.
        campaign: the promotion, with the window of the last event.
        entries: the assumptions in force.
        today: orders that are dated later are counted apart.
        ordinary: the ordinary days before the last event.
        event_before: window of the same event a year earlier, where the sheets hold it.
    """
    span = read_span(dataset, today)
    if span is None:
        return None
    judged = filled("funnel", FunnelAssumptions, entries)
    choice = choice_of(plan)
    calendar = _calendar(span, campaign, entries, ordinary, event_before)
    period, problem = calendar.chosen(choice)
    periods = calendar.beside(period)
    days = _again_days(judged.again_days, span, period)
    now = read_counts(dataset, period, "now", days, span.refunds_told)
    beside = {
        kind: counts
        for kind, one in periods.items()
        if (counts := read_counts(dataset, one, kind, days, span.refunds_told)).levels
    }
    best = best_parts(dataset, period, judged.smallest_base, judged.sureness, span.refunds_told)
    steps = work_out_steps(now, beside, best, entries, judged, choice.reference)
    return Funnel(
        now=now,
        beside=beside,
        steps=steps,
        judged=judged,
        refunds_told=span.refunds_told,
        chosen_means=frozenset(one.key for one in chosen_means(plan)),
        problems=tuple(_problems(span, now, problem)),
    )


def chosen_means(plan: Plan) -> tuple[Means, ...]:
    """Return the means that a plan puts on the checklist, whatever data is loaded."""
    return tuple(one for one in MEANS if plan.values.get(f"funnel.means.{one.key}.chosen") == "yes")


def choice_of(plan: Plan) -> Choice:
    """Return what the manager asks to see."""
    first, last = plan.text("funnel.first_day"), plan.text("funnel.last_day")
    return Choice(
        kind=plan.text("funnel.period") or "event",
        reference=plan.text("funnel.reference") or "auto",
        first_day=date.fromisoformat(first) if first else None,
        last_day=date.fromisoformat(last) if last else None,
    )


def _calendar(
    span: Span,
    campaign: Campaign,
    entries: Mapping[str, Entry],
    ordinary: Reference | None,
    event_before: tuple[date, date] | None,
) -> Calendar:
    window = campaign.reference_window
    return Calendar(
        first_day=span.first_day,
        last_day=span.last_day,
        # A single order dated years ahead may be the busiest day of the sheets: no event is there.
        event=window if window and window[0] <= span.last_day else None,
        event_before=event_before,
        ordinary=(ordinary.first_day, ordinary.last_day) if ordinary else None,
        newest_days=int(entries["demand.ordinary_day_count"].value or 1),
    )


def _again_days(wanted: int, span: Span, period: Period) -> int:
    """Return the days in which buying again is looked for: as many as the sheets go on after.

    References are looked at over equally many days, or what came later would look worse for having
    had less time; one that has not so many is none.
    """
    if span.last_paid_day is None:
        return wanted
    left = (span.last_paid_day - period.last_day).days
    return min(wanted, left) if left > 0 else wanted


def _problems(span: Span, now: Counts, problem: Message | None) -> Iterator[Message]:
    if problem is not None:
        yield problem
    if span.orders_after:
        yield say(
            "{orders} orders are dated after today: look at their sheet and at the clock of this"
            " computer.",
            orders=span.orders_after,
        )
    if Level.PLACED in now.levels and not now.levels[Level.PAID].value:
        yield say("None of the orders in these days is paid: what a loss is worth cannot be told.")
    if not now.levels:
        yield say("Neither orders nor visitors of these days are loaded.")
