"""Loss, reference and money of each step, and the step to mend first (FUN-1, FUN-2).

For a step with ``base`` that could and ``reached`` that did, and a reference rate ρ:

    rate        = reached ÷ base
    lost        = base − reached                          never negative
    lost money  = lost × amount ÷ per
    to mend     = max(0, base × ρ − reached)              what reaching ρ would add
    mending     = to mend × amount ÷ per                  money, to the cent

``amount ÷ per`` is what one more that gets through brings with the levels below carried through at
their rates of today: the paid amount behind the step ÷ those who took it. So one more visitor who
orders is worth orders a visitor × payment rate × order value, which is paid amount ÷ visitors who
ordered; one more click at most one visitor.

A step counts as behind only beyond chance: where Newcombe's interval of ρ − rate lies above zero,
or, for a goal, Wilson's interval of the rate below it; and only from the smallest number worth
ranking on. The step to mend first is the one that is behind and whose mending brings most money.
The branches, inquiries and refunds, lie inside a step of the main way and stand in its place only
where that one is not told.

Example (tests/funnel): 28,010 orders placed, 24,087 paid with 2,474,823.07; goal 90 % → rate
85.99 %, lost 3,923, to mend 1,122 orders, 115,280.09.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from planner.figures import Entry, Figure, Measured, work_out
from planner.figures.wilson import Interval, difference, wilson
from planner.funnel.assumptions import FunnelAssumptions, goal_of
from planner.funnel.counts import Counts, StepCounts
from planner.funnel.levels import Step
from planner.language import Message, Quantity, Unit, say

AUTOMATIC = ("goal", "year_before", "ordinary", "event", "best")
"""The references in the order in which the first that is known is taken."""


class Standing(Enum):
    """How a step stands against its reference."""

    BEHIND = "behind"
    CHANCE = "chance"
    REACHED = "reached"
    SMALL = "small"
    OPEN = "open"

    @property
    def sign(self) -> str:
        """Return a sign that is told apart without colour."""
        return {"behind": "▼", "chance": "≈", "reached": "●", "small": "◦", "open": "○"}[self.value]

    @property
    def word(self) -> Message:
        """Return the word beside the sign."""
        return {
            Standing.BEHIND: say("behind"),
            Standing.CHANCE: say("within chance"),
            Standing.REACHED: say("reached"),
            Standing.SMALL: say("too few to rank"),
            Standing.OPEN: say("no reference"),
        }[self]


@dataclass(frozen=True)
class Best:
    """The best part of the shop at a step: a source or a product.

    Attributes:
        name: of the part.
        pair: ``(reached, base)`` of it.
        kind: ``source`` or ``product``.
        low: the lower end of its interval: so much it reaches surely.
        query: that counted it.
    """

    name: str
    pair: tuple[int, int]
    kind: str
    low: float
    query: str


@dataclass(frozen=True)
class Reference:
    """A rate that a step is held against.

    Attributes:
        kind: one of :data:`AUTOMATIC`.
        label: what it is.
        rate: where it comes from, for formulas.
        value: the rate.
        counted: ``(reached, base)`` where it was counted over days; None for a goal and the best.
    """

    kind: str
    label: Message
    rate: Entry | Figure | Measured
    value: float
    counted: tuple[int, int] | None = None


@dataclass(frozen=True)
class StepResult:
    """A step with its loss.

    Attributes:
        step: which.
        counts: what it is worked out from.
        rate: reached ÷ base.
        interval: that the rate lies in.
        lost: base − reached.
        lost_money: what that is worth; None where no money can be told.
        references: all that are known, in the order of :data:`AUTOMATIC`.
        reference: the one in force.
        mend_count: how many more reaching the reference would be.
        mend_money: what they would bring; None without a reference or money.
        standing: whether it is behind its reference.
    """

    step: Step
    counts: StepCounts
    rate: Figure
    interval: Interval
    lost: Figure
    lost_money: Figure | None
    references: tuple[Reference, ...]
    reference: Reference | None
    mend_count: Figure | None
    mend_money: Figure | None
    standing: Standing

    def figures(self) -> tuple[Figure, ...]:
        """Return what was worked out."""
        chosen = self.reference.rate if self.reference else None
        found = (
            self.rate,
            self.lost,
            self.lost_money,
            chosen if isinstance(chosen, Figure) else None,
            self.mend_count,
            self.mend_money,
        )
        return tuple(one for one in found if one is not None)

    @property
    def money(self) -> Decimal:
        """Return what mending would bring; nothing where it cannot be told."""
        value = self.mend_money.value if self.mend_money else None
        return Decimal(str(value)) if value is not None else Decimal(0)


def work_out_steps(
    now: Counts,
    beside: Mapping[str, Counts],
    best: Mapping[Step, Best],
    entries: Mapping[str, Entry],
    judged: FunnelAssumptions,
    chosen: str = "auto",
) -> Mapping[Step, StepResult]:
    """Return every step that is told, with its loss against the reference.

    Args:
        now: what is looked at.
        beside: the periods it can be held against, by reference.
        best: the best part of the shop by step.
        entries: the assumptions in force, the own goals among them.
        judged: how rates are judged.
        chosen: the reference in force; ``auto`` takes the first that a step knows.
    """
    return {
        step: _step(step, counts, _references(step, beside, best, entries, now), judged, chosen)
        for step, counts in now.steps.items()
    }


def _references(
    step: Step,
    beside: Mapping[str, Counts],
    best: Mapping[Step, Best],
    entries: Mapping[str, Entry],
    now: Counts,
) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    goal = entries[goal_of(step)]
    if goal.value is not None:
        found["goal"] = Reference("goal", say("own goal"), goal, float(goal.value))
    for kind, counts in beside.items():
        told = counts.steps.get(step)
        # Buying again within fewer days is another rate.
        if told is None or (step is Step.AGAIN and counts.again_days != now.again_days):
            continue
        reached, base = told.pair
        rate = work_out(
            f"funnel.{kind}.{step.value}",
            say("{step} ({period})", step=step.label, period=counts.period.name),
            Unit.SHARE,
            "reached / base",
            {"reached": told.reached, "base": told.base},
            rules=("FUN-2",),
        )
        found[kind] = Reference(kind, counts.period.name, rate, reached / base, (reached, base))
    if step in best:
        found["best"] = _best(step, best[step], now)
    return tuple(found[kind] for kind in AUTOMATIC if kind in found)


def _best(step: Step, best: Best, now: Counts) -> Reference:
    label = (
        say("best source: {name}", name=best.name)
        if best.kind == "source"
        else say("best product: {name}", name=best.name)
    )
    rate = Measured(
        key=f"funnel.best.{step.value}",
        label=say("{step}, surely reached by {name}", step=step.label, name=best.name),
        value=best.low,
        unit=Unit.SHARE,
        query=best.query,
        parameters=dict(now.period.window),
        rows=best.pair[1],
        table="orders" if best.query == "part_steps" else "traffic",
        files=now.levels[next(iter(now.levels))].files,
    )
    return Reference("best", label, rate, best.low)


def _step(
    step: Step,
    counts: StepCounts,
    references: Sequence[Reference],
    judged: FunnelAssumptions,
    chosen: str,
) -> StepResult:
    key, label = f"funnel.{step.value}", step.label
    taken = [one for one in references if chosen in ("auto", one.kind)]
    reference = taken[0] if taken else None
    ends = {"base": counts.base, "reached": counts.reached}
    worth = {"amount": counts.amount, "per": counts.per} if counts.amount and counts.per else None

    def figure(name: str, words: Message, unit: Unit, formula: str, **inputs: object) -> Figure:
        given = {name: one for name, one in inputs.items() if name in formula}
        return work_out(f"{key}.{name}", words, unit, formula, given, rules=("FUN-1", "FUN-2"))  # type: ignore[arg-type]  # inputs of formulas

    mend = "max(0, base * reference - reached)"
    held = {**ends, "reference": reference.rate} if reference else None
    return StepResult(
        step=step,
        counts=counts,
        rate=figure("rate", say("{step}: rate", step=label), Unit.SHARE, "reached / base", **ends),
        interval=wilson(*counts.pair, judged.sureness),
        lost=figure("lost", say("{step}: lost", step=label), Unit.COUNT, "base - reached", **ends),
        lost_money=figure(
            "lost_money",
            say("{step}: what the loss is worth", step=label),
            Unit.MONEY,
            "cents((base - reached) * amount / per)",
            **ends,
            **worth,
        )
        if worth
        else None,
        references=tuple(references),
        reference=reference,
        mend_count=figure(
            "mend_count",
            say("{step}: more at the reference", step=label),
            Unit.COUNT,
            mend,
            **held,
        )
        if held
        else None,
        mend_money=figure(
            "mend_money",
            say("{step}: mending to the reference brings", step=label),
            Unit.MONEY,
            f"cents({mend} * amount / per)",
            **held,
            **worth,
        )
        if held and worth
        else None,
        standing=_standing(counts.pair, reference, judged),
    )


def _standing(
    pair: tuple[int, int], reference: Reference | None, judged: FunnelAssumptions
) -> Standing:
    reached, base = pair
    if reference is None:
        return Standing.OPEN
    if base < judged.smallest_base:
        return Standing.SMALL
    if reached >= base * reference.value:
        return Standing.REACHED
    if reference.counted is not None:
        if reference.counted[1] < judged.smallest_base:
            return Standing.SMALL
        is_behind = difference(reference.counted, pair, judged.sureness).low > 0
    else:
        is_behind = wilson(reached, base, judged.sureness).high < reference.value
    return Standing.BEHIND if is_behind else Standing.CHANCE


def mend_first(steps: Mapping[Step, StepResult]) -> StepResult | None:
    """Return the step to mend first (FUN-2); None where none is behind beyond chance.

    Steps of which no money can be told come after all others.
    """
    behind = [
        one
        for step, one in steps.items()
        if one.standing is Standing.BEHIND and (step.inside is None or step.inside not in steps)
    ]
    return max(behind, key=lambda one: one.money, default=None)


def told(rate: float | None) -> Quantity:
    """Return a rate as sentences hold it."""
    return Quantity(None if rate is None else round(rate, 4), Unit.SHARE)
