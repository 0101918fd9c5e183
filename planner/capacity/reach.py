"""How many orders people, machines and hours let through with both promises kept.

The window keeps its shape: with twice the orders every hour brings twice the parcels and inquiries.

Parcels. They leave in time if and only if for every pair of hours s ≤ t those paid from s to t fit
into what the line lets through after s up to the deadline of t (:mod:`planner.staffing.flow`). So
the largest number is

    orders × min over s ≤ t of (room in s+1…deadline(t) ÷ parcels paid in s…t),

and which pair and which resource it is says what binds, and when. Each resource is asked alone, as
if there were enough of all others: the smallest answer is that of all together, since the line lets
through what its narrowest step does.

Chats. The agents of an hour answer at most so many inquiries with service level and occupancy kept
(Erlang C, with patience Erlang A, turned round by halving); the hour with the smallest share of
that to its inquiries decides.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from planner.capacity.means import AGENTS, Ints, Load, Means
from planner.staffing import StaffingAssumptions, agents_for, effective_seconds

SECONDS_OF_HOUR = 3600
HALVINGS = 50
LARGEST = 2**20
"""Nobody adds more of anything."""


@dataclass(frozen=True)
class Reach:
    """How far one resource reaches.

    Attributes:
        scale: the largest number of orders ÷ the planned; infinite where nothing asks for it.
        first: first hour of those that decide.
        last: their last hour.
        due: the hour by whose end their parcels must have left; of chats their own.
    """

    scale: float
    first: int
    last: int
    due: int

    def orders(self, planned: int) -> int | None:
        """Return the largest number of orders; None without a limit."""
        return None if math.isinf(self.scale) else math.floor(round(planned * self.scale, 6))


def reach_of(load: Load, means: Means, key: str) -> Reach:
    """Return how far one resource reaches if there is enough of all others.

    Example (tests/capacity): 60 parcels in hour 0, always open, promised within 4 hours: three
    people who each take 10 an hour through all steps let 90 through by then, 1.5 times as many.
    """
    if key == AGENTS:
        return _chat_reach(load, means)
    return line_reach(load.arrived, means.rooms[key], load.due(means))


def line_reach(arrived: Ints, room: Ints, due: Ints) -> Reach:
    """Return how far a line reaches with so much room in every hour.

    >>> line_reach(np.array([60, 0, 0, 0]), np.array([30, 30, 30, 30]), np.array([3, 3, 3, 3]))
    Reach(scale=1.5, first=0, last=0, due=3)
    """
    paid = np.flatnonzero(arrived)
    if not len(paid):
        return Reach(math.inf, 0, 0, 0)
    so_far, total = np.cumsum(room), np.cumsum(arrived)
    # Only hours in which something is paid begin or end a stretch that decides.
    asked = total[paid][None, :] - (total - arrived)[paid][:, None]
    there = so_far[due[paid]][None, :] - so_far[paid][:, None]
    scales = np.where(asked > 0, there / np.maximum(asked, 1), np.inf)
    place = int(np.argmin(scales))
    first, last = paid[place // len(paid)], paid[place % len(paid)]
    return Reach(float(scales.flat[place]), int(first), int(last), int(due[last]))


def _chat_reach(load: Load, means: Means) -> Reach:
    known = {agents: most_inquiries(load.service, agents) for agents in set(means.agents)}
    worst = Reach(math.inf, 0, 0, 0)
    for hour, (asked, agents) in enumerate(zip(load.inquiries, means.agents, strict=True)):
        if asked > 0 and known[agents] / asked < worst.scale:
            worst = Reach(known[agents] / asked, hour, hour, hour)
    return worst


@lru_cache(maxsize=4096)
def most_inquiries(service: StaffingAssumptions, agents: int) -> float:
    """Return the most inquiries an hour that so many agents answer as promised.

    The largest number for which :func:`~planner.staffing.agents_for` asks for no more agents.

    >>> round(most_inquiries(StaffingAssumptions(), 14), 1)
    856.8
    """
    if agents <= 0:
        return 0.0
    few = 0.0
    many = agents * service.occupancy_cap * SECONDS_OF_HOUR / effective_seconds(service, "before")
    while agents_for(service, "before", many) <= agents:
        few, many = many, many * 2
    for _ in range(HALVINGS):
        middle = (few + many) / 2
        if agents_for(service, "before", middle) <= agents:
            few = middle
        else:
            many = middle
    return few


def reaches(load: Load, means: Means) -> Mapping[str, Reach]:
    """Return how far each resource reaches, in the order of work."""
    return {key: reach_of(load, means, key) for key in means.keys}


def binding(found: Mapping[str, Reach]) -> str:
    """Return what binds first; of equals the first in the order of work."""
    return min(found, key=lambda key: found[key].scale)


def fewest_more(load: Load, means: Means, key: str, scale: float) -> int | None:
    """Return how many more of one resource reach a scale; None where no number does."""
    return fewest(lambda count: reach_of(load, means.more(key, count), key).scale >= scale)


def fewest(is_enough: Callable[[int], bool], most: int = LARGEST) -> int | None:
    """Return the smallest count that is enough, where every larger one is too; None without one.

    >>> fewest(lambda count: count * count >= 50), fewest(lambda count: False)
    (8, None)
    """
    if is_enough(0):
        return 0
    few, many = 0, 1
    while not is_enough(min(many, most)):
        if many >= most:
            return None
        few, many = many, many * 2
    many = min(many, most)
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if is_enough(middle) else (middle, many)
    return many
