"""Two plans side by side: what they come to, and what was set differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.campaign.settings import Stored
from planner.errors import PlanError
from planner.figures import Figure, Value, work_out
from planner.language import Message, Quantity, Unit, say
from planner.language.messages import Field
from planner.planning.answer import Answer
from planner.planning.registry import REGISTRY

NAMES = {"plan.name", "plan.number"}
"""By which two plans are told apart: no difference between them."""


@dataclass(frozen=True)
class FigurePair:
    """A key figure of two plans.

    Attributes:
        key: dotted name of the figure.
        label: what it is.
        unit: of both values and their difference.
        a: of the first plan; None where it is open there.
        b: of the second plan; None where it is open there.
    """

    key: str
    label: Message
    unit: Unit
    a: Value | None
    b: Value | None

    @property
    def difference(self) -> Value | None:
        """Return how much more the second plan takes; None where either is open."""
        if self.a is None or self.b is None:
            return None
        if isinstance(self.a, int) and isinstance(self.b, int):
            return self.b - self.a
        return Decimal(str(self.b)) - Decimal(str(self.a))

    @property
    def differs(self) -> bool:
        """Return whether the two plans differ in it."""
        return self.a != self.b


@dataclass(frozen=True)
class FieldPair:
    """A field that is not the same in two plans, as readers are shown it.

    Attributes:
        name: dotted name of the field.
        label: what it is.
        a: in force in the first plan.
        b: in force in the second plan.
    """

    name: str
    label: Message
    a: Field
    b: Field


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side.

    Attributes:
        figures: key figures, those that differ first, each in the order of work.
        fields: what is set differently, or follows from what is.
    """

    figures: tuple[FigurePair, ...]
    fields: tuple[FieldPair, ...]


def key_figures(answer: Answer) -> Mapping[str, Figure]:
    """Return the figures that plans are judged by, in the order of work; empty without data."""
    rooms = answer.rooms
    if rooms is None:
        return {}
    targets, people = rooms.targets, rooms.staffing.figures
    figures = (
        targets.goal,
        targets.growth,
        targets.visitors,
        targets.orders_paid,
        targets.aov,
        rooms.parcels,
        people["peak_agents"],
        people["packing_crew"],
        _people_hours(people),
        people["agent_hours"],
        people["packer_hours"],
        rooms.materials.cost,
        rooms.target_room.margin.margin,
    )
    return {figure.key: figure for figure in figures}


def _people_hours(people: Mapping[str, Figure]) -> Figure:
    """Return the hours to roster over the campaign, of agents and packers together.

    Example: 320 agent hours and 180 packer hours are 500 hours.
    """
    return work_out(
        "staffing.people_hours",
        say("Hours to roster, agents and warehouse"),
        Unit.HOURS,
        "agents + packers",
        {"agents": people["agent_hours"], "packers": people["packer_hours"]},
        rules=("STF-1", "STF-4"),
    )


def compare(a: Answer, b: Answer) -> Comparison:
    """Return two answers side by side; what differs comes first.

    The difference is that of the second from the first: a plan with 120 orders against one with
    100 differs by 20.
    """
    left, right = key_figures(a), key_figures(b)
    pairs = [_figure_pair(left.get(key), right.get(key)) for key in {**left, **right}]
    return Comparison(
        figures=tuple(sorted(pairs, key=lambda pair: not pair.differs)),
        fields=tuple(_fields(a, b)),
    )


def _figure_pair(a: Figure | None, b: Figure | None) -> FigurePair:
    one = a or b
    if one is None:
        raise ValueError("neither plan has the figure")
    return FigurePair(one.key, one.label, one.unit, a.value if a else None, b.value if b else None)


def _fields(a: Answer, b: Answer) -> list[FieldPair]:
    """Return the fields that differ: dates first, then other settings, then assumptions."""
    in_force = {
        "campaign.main_day": (a.campaign.main_day, b.campaign.main_day),
        "campaign.reference_day": (a.campaign.reference_day, b.campaign.reference_day),
    }
    days = [
        FieldPair(name, REGISTRY.label(name), of_a, of_b)
        for name, (of_a, of_b) in in_force.items()
        if of_a != of_b
    ]
    named = a.plan.values.keys() | b.plan.values.keys()
    settings = sorted(
        name for name in named - in_force.keys() - NAMES if REGISTRY.assumption(name) is None
    )
    pairs = [
        FieldPair(
            name, field_label(name), _in_force(name, a.plan.values), _in_force(name, b.plan.values)
        )
        for name in settings
        if a.plan.values.get(name) != b.plan.values.get(name)
    ]
    numbers = [
        FieldPair(name, entry.label, _number(a, name), _number(b, name))
        for name, entry in {**b.entries, **a.entries}.items()
        if _number(a, name) != _number(b, name)
    ]
    return [*days, *(pair for pair in pairs if pair.a != pair.b), *numbers]


def _number(answer: Answer, name: str) -> Field:
    """Return the value in force; none of a material that only the other plan has."""
    entry = answer.entries.get(name)
    return Quantity(entry.value, entry.unit) if entry else None


def field_label(name: str) -> Message:
    """Return what a field is; where it belongs to one of many, such as a task, also of which.

    A field that the planner does not know any more goes by its name.
    """
    try:
        label = REGISTRY.label(name)
        of_many = REGISTRY.assumption(name) is None and "*" in REGISTRY.setting(name).name
    except PlanError:
        return Message("{name}", {"name": name})
    if of_many:
        return say("{label} ({name})", label=label, name=name.split(".", 1)[1])
    return label


def shown_value(name: str, stored: Stored) -> Field:
    """Return a stored value as readers are shown it, also that of a field no longer known."""
    try:
        return REGISTRY.shown(name, stored)
    except PlanError:
        return None if stored is None else str(stored)


def _in_force(name: str, values: Mapping[str, Stored]) -> Field:
    stored = values.get(name)
    if stored is None:
        try:
            stored = REGISTRY.setting(name).default
        except PlanError:
            stored = None
    return shown_value(name, stored)
