"""People, machines and hours: what there is, and what a parcel or an inquiry asks of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.demand import HOURS_OF_DAY
from planner.language import Message, say
from planner.staffing import StaffingAssumptions, all_steps, due_hours, is_open

Ints = npt.NDArray[np.int64]
AGENTS, PACKERS, HOURS = "agents", "packers", "open_hours"
"""Keys of what there is beside the limits of single steps."""


@dataclass(frozen=True)
class Limit:
    """The most that one step lets through, whoever is free elsewhere.

    Attributes:
        key: of the assumption that says how many there are, such as ``packing_stations``.
        step: that it belongs to, a key of the warehouse's positions.
        label: of one of it.
        have: how many there are.
        each: parcels that one lets through in an hour.
    """

    key: str
    step: str
    label: Message
    have: int
    each: float


LABELS: Mapping[str, Message] = {
    AGENTS: say("Agents before the sale"),
    PACKERS: say("Warehouse people"),
    HOURS: say("Opening hours a day"),
}


@dataclass(frozen=True)
class Means:
    """What there is.

    Attributes:
        agents: on duty before the sale, by hour of the window.
        packers: people in the warehouse, all steps together, by hour of the window and of those
            behind it until the last promise is due; who is there in closed hours does nothing.
        outputs: parcels of one person in an hour, step by step.
        limits: of single steps.
        opens_at: hour of the day in which the warehouse opens.
        closes_at: hour of the day at which it closes.
    """

    agents: tuple[int, ...]
    packers: tuple[int, ...]
    outputs: tuple[float, ...]
    limits: tuple[Limit, ...]
    opens_at: int
    closes_at: int

    @cached_property
    def opened(self) -> tuple[bool, ...]:
        """Return whether the warehouse works, by hour; the first begins at midnight."""
        return tuple(
            is_open(hour % HOURS_OF_DAY, self.opens_at, self.closes_at)
            for hour in range(len(self.packers))
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what may bind, in the order of work."""
        return AGENTS, PACKERS, *(limit.key for limit in self.limits)

    def label(self, key: str) -> Message:
        """Return what something is called."""
        return LABELS.get(key) or next(one.label for one in self.limits if one.key == key)

    @cached_property
    def rooms(self) -> Mapping[str, Ints]:
        """Return the parcels that the people, and each limit alone, let through in every hour.

        Formula: people × 1 ÷ Σ (1 ÷ output of a step), or machines × output of each, rounded down;
        nothing while closed.
        """
        everybody = np.array(self.packers, dtype=float) * all_steps(self.outputs)
        each = {one.key: np.full(len(self.packers), one.have * one.each) for one in self.limits}
        return {
            key: np.floor(np.round(np.where(self.opened, room, 0.0), 9)).astype(np.int64)
            for key, room in {PACKERS: everybody, **each}.items()
        }

    @cached_property
    def line(self) -> Ints:
        """Return the parcels that go through all steps in every hour: the narrowest decides."""
        narrowest: Ints = np.min(list(self.rooms.values()), axis=0)
        return narrowest

    def narrowest(self, hour: int) -> str:
        """Return what lets the fewest parcels through in an open hour; of equals the first."""
        return min(self.rooms, key=lambda key: int(self.rooms[key][hour]))

    def more(self, key: str, count: int) -> "Means":
        """Return the same with more of one thing: people in every hour, machines, hours a day.

        The warehouse closes later, and everybody stays.
        """
        if key == AGENTS:
            return replace(self, agents=tuple(one + count for one in self.agents))
        if key == PACKERS:
            return replace(self, packers=tuple(one + count for one in self.packers))
        if key == HOURS:
            return self._open_longer(count)
        limits = [
            replace(one, have=one.have + count) if one.key == key else one for one in self.limits
        ]
        return replace(self, limits=tuple(limits))

    @property
    def hours_closed(self) -> int:
        """Return the hours of a day in which the warehouse is closed."""
        return HOURS_OF_DAY - ((self.closes_at - self.opens_at) % HOURS_OF_DAY or HOURS_OF_DAY)

    def _open_longer(self, hours: int) -> "Means":
        longer = replace(self, closes_at=(self.closes_at + hours) % HOURS_OF_DAY or HOURS_OF_DAY)
        crew = max(self.packers, default=0)
        packers = tuple(
            crew if now and not before else there
            for there, before, now in zip(self.packers, self.opened, longer.opened, strict=True)
        )
        return replace(longer, packers=packers)


@dataclass(frozen=True)
class Load:
    """What the window brings, as it is planned.

    Attributes:
        orders: paid in it.
        parcels: by hour, with the empty hours behind the window until the last promise is due.
        inquiries: by hour of the window.
        promise_hours: from payment to dispatch.
        service: how inquiries are answered.
    """

    orders: int
    parcels: tuple[int, ...]
    inquiries: tuple[float, ...]
    promise_hours: int
    service: StaffingAssumptions

    @cached_property
    def arrived(self) -> Ints:
        """Return the parcels by hour, to calculate with."""
        return np.array(self.parcels, dtype=np.int64)

    def due(self, means: Means) -> Ints:
        """Return the hour in which the parcels of each hour are due, as the staffing counts it."""
        return due_hours(means.opened, self.promise_hours)

    def days(self) -> Iterator[slice]:
        """Yield the hours of each day."""
        for first in range(0, len(self.parcels), HOURS_OF_DAY):
            yield slice(first, first + HOURS_OF_DAY)
