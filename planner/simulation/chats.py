"""The chats of some hours, customer by customer.

Customers come by chance: in an hour a Poisson number, at even times. They are served in the order
they came, for an exponential time each; who has patience gives up after an exponential time. These
are what the Erlang formulas take for granted; what these cannot know is that people change from
hour to hour and that a line that is left over from one hour stands in the next.

An agent with several chats at once has as many places. Every chat then takes longer, handling time
× chats ÷ chat factor, so that a full agent does what the factor says. The formulas have the agent
answer one after the other faster instead; a free place takes a customer at once, so the simulated
wait is the shorter of the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import simpy

from planner.simulation.crew import SECONDS_OF_HOUR, Crew, Events


@dataclass(frozen=True)
class Chats:
    """What is to be simulated.

    Attributes:
        inquiries: expected in each hour.
        agents: on duty in each hour.
        chat_seconds: mean time of a chat; with several at once longer than an agent's own.
        chats_at_once: places of an agent.
        answer_seconds: what counts as in time.
        patience_seconds: mean time after which who waits gives up; None = never.
    """

    inquiries: Sequence[float]
    agents: Sequence[int]
    chat_seconds: float
    chats_at_once: int
    answer_seconds: float
    patience_seconds: float | None


@dataclass
class ChatRun:
    """What happened in one run.

    Attributes:
        asked: customers, by hour.
        in_time: of these answered in time.
        gave_up: of these gave up.
        waited: customers who were not taken at once, all hours together.
        wait_seconds: sum of all waits, of those who gave up too.
    """

    asked: list[int]
    in_time: list[int]
    gave_up: list[int]
    waited: int = 0
    wait_seconds: float = 0.0

    @property
    def level(self) -> float | None:
        """Return the share answered in time; None without customers."""
        asked = sum(self.asked)
        return sum(self.in_time) / asked if asked else None


def simulate_chats(chats: Chats, chance: np.random.Generator) -> ChatRun:
    """Return what happens to the customers of all hours.

    Who still waits when the last hour is over is not answered.
    """
    env = simpy.Environment()
    places = [agents * chats.chats_at_once for agents in chats.agents]
    crew = Crew(env, places)
    count = len(chats.inquiries)
    run = ChatRun([0] * count, [0] * count, [0] * count)

    def customer(hour: int, arrives: float, seconds: float, patience: float | None) -> Events:
        yield env.timeout(arrives)
        run.asked[hour] += 1
        request = crew.request(arrives)
        if not request.triggered:
            run.waited += 1
            if patience is None:
                yield request
            else:
                yield request | env.timeout(patience)
        waited = env.now - arrives
        run.wait_seconds += waited
        if not request.triggered:
            crew.give_up(request)
            run.gave_up[hour] += 1
            return
        run.in_time[hour] += waited <= chats.answer_seconds
        yield env.timeout(seconds)
        crew.release()

    for hour, expected in enumerate(chats.inquiries):
        number = int(chance.poisson(expected))
        arrivals = (hour + np.sort(chance.random(number))) * SECONDS_OF_HOUR
        seconds = chance.exponential(chats.chat_seconds, number)
        patience = (
            [None] * number
            if chats.patience_seconds is None
            else chance.exponential(chats.patience_seconds, number).tolist()
        )
        for one in zip(arrivals.tolist(), seconds.tolist(), patience, strict=True):
            env.process(customer(hour, *one))
    env.run()
    return run
