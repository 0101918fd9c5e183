"""What each assumption moves: the key figures when it is a tenth larger, and a tenth smaller.

Each is found by really answering the plan with that one number changed. The sheets are read once,
since a version keeps what it told, and rooms that the number does not reach are asked once: what
they said is kept for the next answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from planner.campaign import Plan
from planner.figures import Assumption, Entry, Figure, Origin, Value
from planner.planning.answer import Answer, answer
from planner.planning.compare import FigurePair, key_figures
from planner.planning.memory import Memory
from planner.planning.registry import REGISTRY
from planner.tables import Dataset

STEP = Decimal("0.1")
"""How far an assumption is moved: a tenth of its value."""
MOVED = (
    "targets.orders_paid",
    "targets.visitors",
    "staffing.peak_agents",
    "staffing.packing_crew",
    "staffing.agent_hours",
    "staffing.packer_hours",
    "materials.cost",
    "targets.margin",
)
"""The key figures whose movement is told; the goal is what they serve."""
Told = Callable[[int, int], None]
"""Is told how many assumptions are done, and how many there are."""


@dataclass(frozen=True)
class Move:
    """What happens when an assumption is moved one way.

    Attributes:
        value: that it is moved to.
        figures: the figures that change, before (a) and after (b).
    """

    value: Value
    figures: tuple[FigurePair, ...]


@dataclass(frozen=True)
class Sensitivity:
    """What an assumption moves.

    Attributes:
        name: of its field.
        down: a tenth smaller; None where it cannot be smaller.
        up: a tenth larger; None where it cannot be larger.
    """

    name: str
    down: Move | None
    up: Move | None

    @property
    def moves_anything(self) -> bool:
        """Return whether any key figure follows."""
        return any(move and move.figures for move in (self.down, self.up))

    def largest_share(self) -> Decimal:
        """Return the largest relative change of a key figure, for ranking the assumptions."""
        moves = [move for move in (self.down, self.up) if move]
        return max((share_of(pair) for move in moves for pair in move.figures), default=Decimal(0))


def share_of(pair: FigurePair) -> Decimal:
    """Return by what share of itself a figure changes; none where it was nothing before."""
    if not pair.a or pair.difference is None:
        return Decimal(0)
    return abs(Decimal(str(pair.difference)) / Decimal(str(pair.a)))


def steps(assumption: Assumption, value: Value) -> tuple[Value | None, Value | None]:
    """Return an assumption a tenth smaller and a tenth larger, within its bounds.

    Whole numbers move by at least 1. A tenth of zero is nothing, so zero moves by 1, a share by a
    hundredth. None stands where the bounds leave no room.

    Worked example: 4 days of window become 3 and 5; a service level of 0.95 becomes 0.855 and,
    bounded, 0.99.
    """
    exact = Decimal(str(value))
    step = abs(exact * STEP)
    if assumption.whole:
        step = max(Decimal(1), step.quantize(Decimal(1), ROUND_HALF_UP))
    elif not step:
        step = Decimal("0.01") if assumption.high <= 1 else Decimal(1)
    low, high = Decimal(str(assumption.low)), Decimal(str(assumption.high))
    # What a sheet says may lie outside the bounds of what may be typed.
    down, up = (min(high, max(low, moved)) for moved in (exact - step, exact + step))
    return (
        assumption.checked(_like(value, down)) if down < exact else None,
        assumption.checked(_like(value, up)) if up > exact else None,
    )


def _like(value: Value, number: Decimal) -> Value:
    if isinstance(value, Decimal):
        return number
    return int(number) if number == int(number) else float(number)


def sensitivity(
    told: Answer, dataset: Dataset | None, name: str, memory: Memory | None = None
) -> Sensitivity:
    """Return what one assumption moves in a plan that has been answered.

    An assumption that is left open has nothing to be moved from. ``memory`` is for moving several.
    """
    entry = told.entries[name]
    if entry.value is None or told.rooms is None:
        return Sensitivity(name, None, None)
    before = key_figures(told)
    down, up = (
        None
        if value is None
        else Move(value, _moved(before, _with(told, dataset, name, value, memory)))
        for value in steps(entry.assumption, entry.value)
    )
    return Sensitivity(name, down, up)


def all_sensitivities(
    told: Answer, dataset: Dataset | None, progress: Told
) -> Mapping[str, Sensitivity]:
    """Return what each assumption moves; those that move most come first."""
    memory = Memory()
    answer(told.plan, dataset, told.today, memory)
    names = list(told.entries)
    found = []
    for done, name in enumerate(names):
        progress(done, len(names))
        found.append(sensitivity(told, dataset, name, memory))
    found.sort(key=lambda one: one.largest_share(), reverse=True)
    return {one.name: one for one in found}


def _with(
    told: Answer, dataset: Dataset | None, name: str, value: Value, memory: Memory | None
) -> Answer:
    """Return the answer to the same plan with one number changed."""
    stored = REGISTRY.checked(name, value)
    return answer(_changed(told.plan, {name: stored}), dataset, told.today, memory)


def _changed(plan: Plan, values: Mapping[str, Any]) -> Plan:
    merged = {**plan.values, **values}
    return Plan(plan.plan_id, plan.version, {k: v for k, v in merged.items() if v is not None})


def _moved(before: Mapping[str, Figure], told: Answer) -> tuple[FigurePair, ...]:
    after = key_figures(told)
    pairs = (
        FigurePair(key, figure.label, figure.unit, figure.value, after[key].value)
        for key, figure in before.items()
        if key in MOVED and key in after
    )
    return tuple(pair for pair in pairs if pair.differs)


def unedited(told: Answer, dataset: Dataset | None) -> Mapping[str, Entry]:
    """Return what the sheets say of each assumption that somebody edited instead.

    It is what a reset would bring back: found by answering the plan without that edit. Edits
    that no sheet speaks to are left out.
    """
    edited = [name for name, entry in told.entries.items() if entry.origin is Origin.EDITED]
    if not edited or told.rooms is None:
        return {}
    bare = answer(_changed(told.plan, dict.fromkeys(edited)), dataset, told.today)
    return {
        name: entry
        for name, entry in _each_without(told, dataset, _from_sheets(bare, edited))
        if entry.origin is Origin.SHEET
    }


def _from_sheets(told: Answer, names: Sequence[str]) -> list[str]:
    return [name for name in names if told.entries[name].origin is Origin.SHEET]


def _each_without(
    told: Answer, dataset: Dataset | None, names: Sequence[str]
) -> Iterator[tuple[str, Entry]]:
    """Yield each entry as it is without its own edit; other edits may lie beneath it."""
    for name in names:
        yield name, answer(_changed(told.plan, {name: None}), dataset, told.today).entries[name]
