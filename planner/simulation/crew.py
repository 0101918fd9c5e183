"""People who come and go by the hour, and places, as whoever needs one asks for them.

SimPy's own resources sort all who wait at every request, which takes minutes where thousands of
parcels wait, and cannot change how many they are; this is a heap, and can.
"""

import heapq
from collections.abc import Generator, Sequence
from itertools import count
from typing import Any

import simpy

Events = Generator[simpy.Event, Any, None]
SECONDS_OF_HOUR = 3600.0


class Places:
    """So many places, each taken by one at a time.

    >>> env = simpy.Environment()
    >>> one = Places(env, 1)
    >>> first, second, third = one.request(2.0), one.request(3.0), one.request(1.0)
    >>> one.release()
    >>> first.triggered, second.triggered, third.triggered
    (True, False, True)
    """

    def __init__(self, env: simpy.Environment, places: int) -> None:
        self._env = env
        self._free = places
        self._leaving = 0
        self._waiting: list[tuple[float, int, simpy.Event]] = []
        self._order = count()
        self._given_up: set[simpy.Event] = set()

    def request(self, rank: float) -> simpy.Event:
        """Ask for a place; the event comes when it is there, smaller ranks first."""
        event = self._env.event()
        heapq.heappush(self._waiting, (rank, next(self._order), event))
        self._give()
        return event

    def give_up(self, request: simpy.Event) -> None:
        """Wait no longer."""
        self._given_up.add(request)

    def release(self) -> None:
        """Give a place back; who should have gone already goes now."""
        if self._leaving:
            self._leaving -= 1
        else:
            self._free += 1
            self._give()

    def add(self, places: int) -> None:
        """Have more places, or fewer where negative; none is taken away that is in use."""
        there = self._free - self._leaving + places
        self._free, self._leaving = max(0, there), max(0, -there)
        self._give()

    def _give(self) -> None:
        while self._free and self._waiting:
            *_, event = heapq.heappop(self._waiting)
            if event in self._given_up:
                self._given_up.remove(event)
            else:
                self._free -= 1
                event.succeed()


class Crew(Places):
    """People on duty, as many as a column says for each hour; nobody behind it.

    Whoever goes off duty finishes what is in hand and takes nothing new.
    """

    def __init__(self, env: simpy.Environment, people: Sequence[int]) -> None:
        super().__init__(env, people[0] if people else 0)
        env.process(self._shifts(people))

    def _shifts(self, people: Sequence[int]) -> Events:
        for before, now in zip(people, (*people[1:], 0), strict=True):
            yield self._env.timeout(SECONDS_OF_HOUR)
            self.add(now - before)
