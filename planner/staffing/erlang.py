"""Erlang C: how many agents keep the wait short (STF-10).

Source: A. K. Erlang 1917; notation of the pyworkforce documentation, whose numbers are the tests.
With load A = contacts per hour × handling time (in erlangs) and n agents,

    P(wait) = B ÷ (1 − (A ÷ n) × (1 − B)), B = Erlang B(n, A)
    service level = 1 − P(wait) × e^(−(n − A) × t ÷ handling time)

Erlang B by the stable recursion B(0) = 1, B(n) = A × B(n−1) ÷ (n + A × B(n−1)).
"""

import math

from planner.figures import rounded_up

LARGEST_LOAD_IN_EXCEL = 700.0
"""Above about 745 erlangs Excel's POISSON underflows; the planner's own value is written there."""
FAR = 10.0
"""Standard deviations of the load beyond which nothing happens: e^−50."""
LARGE_LOAD = 100.0
"""From here on more agents than load + FAR deviations leave fewer than 1 in 10^16 waiting."""


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
    return _waiting(_blocked(load, agents), load, agents)


def _blocked(load: float, agents: int) -> float:
    """Return Erlang B for more agents than load, by the recursion.

    It forgets where it starts: ten standard deviations below the load, starting from the limit
    1 − n ÷ A leaves an error under e^−50. So a million chats at once take no longer than a hundred.
    """
    first = max(0, int(load - FAR * math.sqrt(load)))
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
    if load > LARGE_LOAD and agents - load > FAR * math.sqrt(load):
        return agents  # the occupancy cap alone leaves nobody waiting
    blocked = _blocked(load, agents)
    while True:
        late = _waiting(blocked, load, agents) * math.exp(
            -(agents - load) * float(answer_seconds) / float(handling_seconds)
        )
        if 1 - late >= service_level_share:
            return agents
        agents += 1
        blocked = load * blocked / (agents + load * blocked)
