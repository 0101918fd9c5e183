"""The parcels of some days on their way through the warehouse.

They are paid by chance: in an hour a Poisson number, at even times, and go through review, print,
pick, check, inspect, pack and hand-over in this order. Whoever takes one carries it on until a step
that has a limit of its own, printers, stations or the few who know it; there it waits for a place.
People finish what is begun before they take something new, and older parcels go first.

In a large shop parcels go in batches and people in teams of the same size: a batch takes a team as
long as a parcel takes a person, less the work of those people who are in no whole team; and it
takes a place as long as its parcels would one behind the other. That leaves what goes through in an
hour as it is, and rounds the time of a parcel to that of its batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import simpy

from planner.simulation.crew import SECONDS_OF_HOUR, Crew, Events, Places


@dataclass(frozen=True)
class Stage:
    """Steps that one person does one behind the other.

    Attributes:
        seconds: mean time of a person for a parcel, step by step.
        places: how many can be at it at once; None = whoever is there.
        place_seconds: how long a place is taken by a parcel.
    """

    seconds: tuple[float, ...]
    places: int | None = None
    place_seconds: float = 0.0


@dataclass(frozen=True)
class Line:
    """What is to be simulated.

    Attributes:
        parcels: expected in each hour.
        people: in the warehouse in each hour; nobody while it is closed.
        stages: of the way.
        variation: standard deviation of a person's time ÷ its mean.
        batch: parcels that go together, and people of a team.
    """

    parcels: Sequence[float]
    people: Sequence[int]
    stages: tuple[Stage, ...]
    variation: float
    batch: int = 1


@dataclass(frozen=True)
class LineRun:
    """What happened in one run.

    Attributes:
        paid: parcels by hour.
        left: for each batch the hour in which it was paid, its parcels, and the second at which it
            left; those that never did are not among them.
        seconds_there: from payment until they left, all these parcels together.
    """

    paid: tuple[int, ...]
    left: tuple[tuple[int, int, float], ...]
    seconds_there: float

    @property
    def mean_seconds_there(self) -> float:
        """Return the mean shipping time of a parcel that left; 0 without any."""
        gone = sum(parcels for _, parcels, _ in self.left)
        return self.seconds_there / gone if gone else 0.0

    def in_time(self, due: Sequence[int]) -> int:
        """Return the parcels that left by the end of the hour in which they are due."""
        return sum(
            parcels
            for hour, parcels, second in self.left
            if second <= (due[hour] + 1) * SECONDS_OF_HOUR
        )

    @property
    def never_left(self) -> int:
        """Return the parcels that still wait at the end."""
        return sum(self.paid) - sum(parcels for _, parcels, _ in self.left)

    @property
    def last_left(self) -> float | None:
        """Return the second at which the last parcel left; None if one never does."""
        if self.never_left or not self.left:
            return None
        return max(second for *_, second in self.left)


def stages_of(
    outputs: Sequence[float], limits: Sequence[tuple[int, float] | None]
) -> tuple[Stage, ...]:
    """Return the way through the steps; those without a limit are put together.

    Args:
        outputs: parcels of one person in an hour, step by step.
        limits: of each step how many can be at it, and the parcels that one place lets through in
            an hour; None without.

    >>> [len(one.seconds) for one in stages_of([60, 60, 60, 60], [None, None, (2, 60), None])]
    [2, 1, 1]
    """
    steps = enumerate(zip(outputs, limits, strict=True))
    stages = []
    for limited, group in groupby(steps, key=lambda one: one[0] if one[1][1] else -1):
        found = [one for _, one in group]
        seconds = tuple(SECONDS_OF_HOUR / output for output, _ in found)
        limit = found[0][1] if limited >= 0 else None
        if limit is None:
            stages.append(Stage(seconds))
        else:
            stages.append(Stage(seconds, limit[0], SECONDS_OF_HOUR / limit[1]))
    return tuple(stages)


def simulate_line(line: Line, chance: np.random.Generator) -> LineRun:
    """Return what happens to the parcels of all hours until the end of the last one."""
    env = simpy.Environment()
    crew = Crew(env, [people // line.batch for people in line.people])
    places = [None if one.places is None else Places(env, one.places) for one in line.stages]
    paid: list[int] = []
    left: list[tuple[int, int, float]] = []
    there: list[float] = []

    def batch(hour: int, parcels: int, arrives: float, times: Sequence[float]) -> Events:
        yield env.timeout(arrives)
        for stage, place, seconds in zip(line.stages, places, times, strict=True):
            if place:
                yield place.request(arrives)
            yield crew.request(arrives)
            taken = stage.place_seconds * parcels if place else seconds
            yield env.timeout(min(taken, seconds))
            if place and taken <= seconds:
                place.release()
                yield env.timeout(seconds - taken)
            crew.release()
            if place and taken > seconds:
                yield env.timeout(taken - seconds)
                place.release()
        left.append((hour, parcels, env.now))
        there.append(parcels * (env.now - arrives))

    for hour, expected in enumerate(line.parcels):
        number = int(chance.poisson(expected))
        paid.append(number)
        sizes = [line.batch] * (number // line.batch)
        if number % line.batch:
            sizes.append(number % line.batch)
        arrivals = (hour + np.sort(chance.random(len(sizes)))) * SECONDS_OF_HOUR
        times = _times(line, len(sizes), chance)
        for size, arrives, one in zip(sizes, arrivals.tolist(), times, strict=True):
            env.process(batch(hour, size, arrives, one))
    env.run(until=len(line.parcels) * SECONDS_OF_HOUR)
    return LineRun(tuple(paid), tuple(left), sum(there))


def _times(line: Line, count: int, chance: np.random.Generator) -> list[list[float]]:
    """Return the time that each batch takes at each stage: of each step gamma, a sum of a stage."""
    shape = 1 / line.variation**2
    most = max(line.people, default=0)
    in_teams = most // line.batch * line.batch / most if most else 1.0
    columns = [
        sum(
            (chance.gamma(shape, seconds * in_teams / shape, count) for seconds in stage.seconds),
            start=np.zeros(count),
        )
        for stage in line.stages
    ]
    rows: list[list[float]] = np.column_stack(columns).tolist()
    return rows
