"""New and returning visitors: customers of each group × their comeback rate (TGT-2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.campaign.settings import Stored
from planner.figures import Entry, Figure, Input, Measured, work_out
from planner.language import Message, Quantity, Unit, say
from planner.targets.assumptions import COMEBACK, DEFAULT_WAVES, GROUPS, WAVES
from planner.targets.equation import Targets
from planner.targets.history import CustomerGroup, History


@dataclass(frozen=True)
class GroupPlan:
    """What a group of earlier customers is planned to bring.

    Attributes:
        key: of the group.
        label: of the group.
        wave: the furthest recall wave that reaches it.
        rate: share that comes back; None where no wave reaches it and nothing else is known.
        counted: its size now, and what it did in the last event.
        returning: customers × comeback rate.
        came_share: share that bought in the last event; None where it was empty then.
    """

    key: str
    label: Message
    wave: str
    rate: Entry | None
    counted: CustomerGroup
    returning: Figure
    came_share: Figure | None


@dataclass(frozen=True)
class Customers:
    """New and returning visitors of the event.

    Attributes:
        groups: by recency; empty where no order names its buyer.
        returning: visitors who bought before; None without groups.
        new: the other visitors; None without groups, open while visitors are.
        problems: what a manager must know before trusting these.
    """

    groups: tuple[GroupPlan, ...]
    returning: Figure | None
    new: Figure | None
    problems: tuple[Message, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures in reading order."""
        found: list[Figure | None] = [self.returning, self.new]
        for group in self.groups:
            found += [group.returning, group.came_share]
        return tuple(figure for figure in found if figure is not None)


def wave_of(values: Mapping[str, Stored], group: str) -> str:
    """Return the furthest recall wave that reaches a group in a plan."""
    stored = str(values.get(f"targets.wave.{group}"))
    return stored if stored in WAVES else DEFAULT_WAVES[group]


def plan_customers(
    history: History,
    targets: Targets,
    entries: Mapping[str, Entry],
    values: Mapping[str, Stored],
) -> Customers:
    """Return returning and new visitors.

    Formula: returning = Σ customers of a group × its comeback rate; each customer counts once,
    rates never add up. The rate is the group's own where the shop's orders or somebody tell it,
    else that of the furthest wave that reaches it. New = visitors − returning, never negative.

    Example (tests/targets): three customers reached up to wave 3 and three by no wave → 3 × 30 % =
    0.9, one returning visitor. All six reached by wave 1 at 100 % → 6; of 4 visitors none is new.
    """
    if not history.groups:
        return Customers(
            (),
            None,
            None,
            (
                say(
                    "No order names its buyer, so nobody can be counted as returning: load an"
                    " order list with buyer names or ids."
                ),
            ),
        )
    groups = tuple(
        _group(key, wave_of(values, key), history.groups[key], entries) for key in GROUPS
    )
    inputs: Mapping[str, Input] = {group.key: group.returning for group in groups}
    returning = work_out(
        "targets.returning_visitors",
        say("Returning visitors"),
        Unit.COUNT,
        f"round({' + '.join(inputs)})",
        inputs,
        rules=("TGT-2",),
        note=say("customers of each group × comeback rate; each customer counts once"),
    )
    new = work_out(
        "targets.new_visitors",
        say("New visitors"),
        Unit.COUNT,
        "max(0, visitors - returning)",
        {"visitors": targets.visitors, "returning": returning},
        rules=("TGT-2",),
    )
    problems = []
    if targets.visitors.value is not None and returning.required > targets.visitors.value:
        problems.append(
            say(
                "{returning} customers would come back, but only {visitors} visitors are planned:"
                " lower the comeback rates or raise the visitors.",
                returning=Quantity(returning.value, Unit.COUNT),
                visitors=Quantity(targets.visitors.value, Unit.COUNT),
            )
        )
    return Customers(groups, returning, new, tuple(problems))


def _group(key: str, wave: str, counted: CustomerGroup, entries: Mapping[str, Entry]) -> GroupPlan:
    customers: Mapping[str, Input] = {"customers": counted.customers}
    own = entries[f"{COMEBACK}{key}"]
    by_wave = entries[f"{COMEBACK}{wave}"] if wave != "none" else None
    rate = by_wave if own.value is None else own
    formula, inputs = "0 * customers", customers
    if rate is not None:
        formula, inputs = "customers * rate", {**customers, "rate": rate}
    returning = work_out(
        f"targets.returning_{key}",
        say("Returning, last order {group}", group=GROUPS[key]),
        Unit.COUNT,
        formula,
        inputs,
        rules=("TGT-2",),
        note=WAVES[wave] if rate is by_wave else _how_sure(own),
    )
    came = _share(
        f"targets.came_{key}",
        say("Came back in the last event, last order {group}", group=GROUPS[key]),
        counted.buyers_then,
        counted.customers_then,
    )
    return GroupPlan(key, GROUPS[key], wave, rate, counted, returning, came)


def _how_sure(rate: Entry) -> Message | None:
    """Return what the sheets say about a rate that they tell; None where somebody typed it."""
    return rate.basis.note if rate.basis else None


def _share(key: str, label: Message, part: Measured, whole: Measured) -> Figure | None:
    """Return part ÷ whole; None where the whole is nothing."""
    if not whole.value:
        return None
    inputs: Mapping[str, Input] = {"part": part, "whole": whole}
    return work_out(key, label, Unit.SHARE, "part / whole", inputs, rules=("TGT-2",))
