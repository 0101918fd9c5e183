"""Erlang C: how many agents keep the wait short (STF-10).

Source: A. K. Erlang 1917; notation of the pyworkforce documentation, whose numbers are the tests.
With load A = contacts per hour × handling time (in erlangs) and n agents,

    P(wait) = B ÷ (1 − (A ÷ n) × (1 − B)), B = Erlang B(n, A)
    service level = 1 − P(wait) × e^(−(n − A) × t ÷ handling time)

Erlang B by the stable recursion B(0) = 1, B(n) = A × B(n−1) ÷ (n + A × B(n−1)).

Agents who hold several chats at once: each chat counts with its handling time ÷ the factor of
:data:`CHAT_FACTORS` (callcentrehelper.com), 600 s at 3 chats as 240 s.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.figures import rounded_up

LARGEST_LOAD_IN_EXCEL = 700.0
"""Above about 745 erlangs Excel's POISSON underflows; the planner's own value is written there."""
FAR = 10.0
"""Standard deviations of the load beyond which nothing happens: e^−50."""
LARGE_LOAD = 100.0
"""From here on more agents than load + FAR deviations leave fewer than 1 in 10^16 waiting."""


CHAT_FACTORS = (1.0, 1.7, 2.5, 2.9, 3.5)
"""What an agent with 1, 2, 3, 4 or 5 chats at once does, in agents with one (callcentrehelper)."""


@dataclass(frozen=True)
class ServiceQuality:
    """How well a crew answers.

    Attributes:
        level: share of contacts answered in time; those who give up are not.
        waiting: share of contacts that wait.
        occupancy: work ÷ time on duty.
        mean_wait_seconds: of all contacts, those answered at once included; infinite where the
            crew cannot keep up and nobody gives up.
        giving_up: share of contacts that give up; 0 with Erlang C.
    """

    level: float
    waiting: float
    occupancy: float
    mean_wait_seconds: float
    giving_up: float


def chat_factor(chats_at_once: int) -> float:
    """Return how many agents with one chat an agent with so many is worth.

    >>> 600 / chat_factor(3)
    240.0
    """
    return CHAT_FACTORS[int(chats_at_once) - 1]


def load_erlangs(contacts_per_hour: float, handling_seconds: float) -> float:
    """Return the load: how many agents would be busy all the time.

    >>> load_erlangs(200, 180)
    10.0
    """
    return float(contacts_per_hour) * float(handling_seconds) / 3600


def probability_of_waiting(load: float, agents: int) -> float:
    """Return the share of contacts that wait; 1 where the agents cannot keep up.

    >>> round(probability_of_waiting(10, 14), 13)
    0.174131933595
    """
    if agents <= load:
        return 1.0
    if _nobody_waits(load, agents):
        return 0.0
    return _waiting(blocking(load, agents), load, agents)


def _nobody_waits(load: float, agents: int) -> bool:
    """Return whether the agents are so many that no share of waiting is left to be told."""
    return load > LARGE_LOAD and agents - load > FAR * math.sqrt(load)


def blocking(load: float, agents: int) -> float:
    """Return Erlang B, the share that finds all agents busy where nobody can wait.

    The recursion forgets where it starts: ten standard deviations of the load further down,
    starting from the limit 1 − n ÷ A leaves an error under e^−50. So a million chats at once take
    little longer than a hundred.

    >>> blocking(10, 0), round(blocking(10, 14), 6)
    (1.0, 0.056819)
    """
    first = max(0, int(min(load, agents) - FAR * math.sqrt(load)))
    blocked = 1 - first / load
    for n in range(first + 1, agents + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def _waiting(blocked: float, load: float, agents: int) -> float:
    return blocked / (1 - load / agents * (1 - blocked))


def service_level(
    load: float, agents: int, handling_seconds: float, answer_seconds: float
) -> float:
    """Return the share of contacts answered within ``answer_seconds``; 0 under overload.

    >>> round(service_level(10, 14, 180, 20), 13)
    0.8883500191795
    """
    waiting = probability_of_waiting(load, agents)
    if agents <= load:
        return 0.0
    return 1 - waiting * math.exp(-(agents - load) * answer_seconds / handling_seconds)


def without_end(
    contacts_per_hour: float, agents: int, handling_seconds: float, answer_seconds: float
) -> ServiceQuality:
    """Return how well a crew answers customers who wait as long as it takes (Erlang C).

    Mean wait = P(wait) × handling time ÷ (agents − load).

    >>> one = without_end(200, 14, 180, 20)
    >>> round(one.level, 6), round(one.occupancy, 6), round(one.mean_wait_seconds, 3)
    (0.88835, 0.714286, 7.836)
    """
    load = load_erlangs(contacts_per_hour, handling_seconds)
    if load <= 0:
        return ServiceQuality(1.0, 0.0, 0.0, 0.0, 0.0)
    if agents <= load:
        return ServiceQuality(0.0, 1.0, 1.0, math.inf, 0.0)
    waiting = probability_of_waiting(load, agents)
    return ServiceQuality(
        level=1 - waiting * math.exp(-(agents - load) * answer_seconds / handling_seconds),
        waiting=waiting,
        occupancy=load / agents,
        mean_wait_seconds=waiting * handling_seconds / (agents - load),
        giving_up=0.0,
    )


def agents_by_hour(contacts: Sequence[float], needed: Callable[[float], int]) -> list[int]:
    """Return the agents for every hour; hours with the same contacts are worked out once."""
    known = {one: needed(one) for one in set(contacts)}
    return [known[one] for one in contacts]


def agents_needed(
    contacts_per_hour: float,
    handling_seconds: float,
    service_level_share: float,
    answer_seconds: float,
    occupancy_cap: float,
) -> int:
    """Return the fewest agents on duty that keep the service level and stay under the cap.

    Occupancy = load ÷ agents. No contacts, no agents.

    Example: 100 contacts in half an hour, 3 minutes each, 80 % within 20 s, occupancy at most
    0.85 → 14 (pyworkforce documentation); 0.70 → 15.

    >>> agents_needed(200, 180, 0.80, 20, 0.85), agents_needed(200, 180, 0.80, 20, 0.70)
    (14, 15)
    """
    load = load_erlangs(contacts_per_hour, handling_seconds)
    if load <= 0:
        return 0
    agents = max(rounded_up(load / float(occupancy_cap)), math.floor(load) + 1)
    if _nobody_waits(load, agents):
        return agents  # the occupancy cap alone leaves nobody waiting
    blocked = blocking(load, agents)
    while True:
        late = _waiting(blocked, load, agents) * math.exp(
            -(agents - load) * float(answer_seconds) / float(handling_seconds)
        )
        if 1 - late >= service_level_share:
            return agents
        agents += 1
        blocked = load * blocked / (agents + load * blocked)
