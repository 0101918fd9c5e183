"""What one more of each thing would add, and the ladder of bottlenecks with what each rung costs.

Every resource reaches as far as it does whatever there is of the others, so the ladder is these
numbers in order. From one rung to the next everything that ends below it is raised to it: so many
agents, people, machines more.

Cost. Agents and warehouse people are paid for the hours in which they are needed beyond those who
are there, breaks included, and at least for a shift on each such day; machines at their price;
longer hours for the whole crew. What has no price is named and not counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from planner.capacity.means import AGENTS, HOURS, PACKERS, Ints, Load, Means
from planner.capacity.reach import binding, fewest_more, reach_of, reaches
from planner.figures import CENT
from planner.staffing import agents_for, through_line


@dataclass(frozen=True)
class Prices:
    """What more of each thing costs.

    Attributes:
        agent_hour: of an agent, a paid hour.
        packer_hour: of warehouse people, a paid hour: their mean by the work of the steps.
        machines: price of each limit of a step, by key; None where none is typed.
        agent_share: share of an agent's paid time at work.
        packer_share: the same in the warehouse.
        shift_hours: the least that somebody is paid for on a day.
    """

    agent_hour: Decimal
    packer_hour: Decimal
    machines: Mapping[str, Decimal | None]
    agent_share: float
    packer_share: float
    shift_hours: float


@dataclass(frozen=True)
class Rung:
    """More of one thing or of several, and what it brings.

    Attributes:
        more: how many more of what, by key.
        orders: the largest number with them.
        added: how many these are more than there are now.
        cost: of all that is more, without what has no price.
        unpriced: what has none.
        binds: what binds then; None where nothing does any more.
    """

    more: Mapping[str, int]
    orders: int
    added: int
    cost: Decimal
    unpriced: tuple[str, ...]
    binds: str | None

    @property
    def cost_each(self) -> Decimal | None:
        """Return the cost of one more order; None where nothing is added or a price is missing."""
        if self.added <= 0 or self.unpriced:
            return None
        return (self.cost / self.added).quantize(CENT)


def one_more(load: Load, means: Means, prices: Prices) -> tuple[Rung, ...]:
    """Return what one more of each thing alone would add; what does not bind adds nothing."""
    found = reaches(load, means)
    now = found[binding(found)].orders(load.orders) or 0
    rungs = []
    keys = (*means.keys, HOURS) if means.hours_closed else means.keys
    for key in keys:
        more = means.more(key, 1)
        then = reaches(load, more)
        binds = binding(then)
        orders = then[binds].orders(load.orders) or 0
        # Open while they are due, parcels no longer wait for the next opening: no loss of orders.
        orders = max(orders, now)
        cost, unpriced = _cost(load, means, {key: 1}, orders, prices)
        rungs.append(Rung({key: 1}, orders, orders - now, cost, unpriced, binds))
    return tuple(rungs)


def ladder(load: Load, means: Means, goals: tuple[int, ...], prices: Prices) -> tuple[Rung, ...]:
    """Return the bottlenecks in the order in which they come, up to the highest goal.

    Each rung ends where the next thing binds or a goal is reached, and is told from what there is
    now, not from the rung before.
    """
    found = {key: one.orders(load.orders) for key, one in reaches(load, means).items()}
    limited = {key: orders for key, orders in found.items() if orders is not None}
    if not limited:
        return ()
    now, top = min(limited.values()), max(goals, default=0)
    stops = sorted({orders for orders in (*limited.values(), *goals) if now < orders <= top})
    rungs: list[Rung] = []
    for stop in stops:
        more = _needed(load, means, limited, stop)
        if more is None:
            break
        if rungs and rungs[-1].more == more:
            rungs.pop()  # the same reaches further
        cost, unpriced = _cost(load, means, more, stop, prices)
        binds = next((key for key, orders in limited.items() if orders == stop), None)
        rungs.append(Rung(more, stop, stop - now, cost, unpriced, binds))
    return tuple(rungs)


def _needed(
    load: Load, means: Means, limited: Mapping[str, int], orders: int
) -> dict[str, int] | None:
    """Return how many more of what reach a number of orders; None where no number does."""
    more = {}
    for key, reached in limited.items():
        if reached < orders:
            count = fewest_more(load, means, key, orders / load.orders)
            if count is None:
                return None
            more[key] = count
    return more


def hours_instead(load: Load, means: Means, orders: int) -> int | None:
    """Return how many hours longer a day the warehouse alone reaches so many orders; None if never.

    Nobody comes and nothing is bought; 0 where it reaches them as it is.
    """
    scale = orders / load.orders
    for hours in range(means.hours_closed + 1):
        more = means.more(HOURS, hours) if hours else means
        if all(reach_of(load, more, key).scale >= scale for key in more.keys if key != AGENTS):
            return hours
    return None


def _cost(
    load: Load, means: Means, more: Mapping[str, int], orders: int, prices: Prices
) -> tuple[Decimal, tuple[str, ...]]:
    """Return what more of something costs when so many orders come, and what has no price."""
    total, unpriced = Decimal(0), []
    scale = orders / load.orders
    for key, count in more.items():
        if key == AGENTS:
            hours = sum(_paid(_agent_hours(load, means, scale), prices.agent_share, prices))
            total += prices.agent_hour * Decimal(str(count * hours))
        elif key == PACKERS:
            hours = sum(_paid(_packer_hours(load, means, more, scale), prices.packer_share, prices))
            total += prices.packer_hour * Decimal(str(count * hours))
        elif key == HOURS:
            hours = _longer_hours(load, means, count, scale) / prices.packer_share
            total += prices.packer_hour * Decimal(str(hours))
        elif (price := prices.machines.get(key)) is None:
            unpriced.append(key)
        else:
            total += price * count
    return total.quantize(CENT), tuple(unpriced)


def _paid(hours_by_day: Iterator[int], share: float, prices: Prices) -> Iterator[float]:
    """Yield the paid hours of each day on which somebody is needed."""
    for hours in hours_by_day:
        if hours:
            yield max(hours / share, prices.shift_hours)


def _agent_hours(load: Load, means: Means, scale: float) -> Iterator[int]:
    """Yield, by day, the hours that ask for more agents than there are."""
    short = [
        agents_for(load.service, "before", asked * scale) > agents
        for asked, agents in zip(load.inquiries, means.agents, strict=True)
    ]
    for day in load.days():
        yield sum(short[day])


def _packer_hours(load: Load, means: Means, more: Mapping[str, int], scale: float) -> Iterator[int]:
    """Yield, by day, the open hours of days on which parcels go through."""
    then = means
    for key, count in more.items():
        then = then.more(key, count)
    through = _through(load, then, scale)
    opened = np.array(then.opened)
    for day in load.days():
        yield int(opened[day].sum()) if through[day].any() else 0


def _longer_hours(load: Load, means: Means, count: int, scale: float) -> int:
    """Return the people's hours of a warehouse that stays open so many hours longer."""
    longer = means.more(HOURS, count)
    through = _through(load, longer, scale)
    added = np.array(longer.opened) & ~np.array(means.opened)
    people = np.array(longer.packers) * added
    return int(sum(people[day].sum() for day in load.days() if through[day].any()))


def _through(load: Load, means: Means, scale: float) -> Ints:
    return through_line(np.ceil(load.arrived * scale).astype(np.int64), means.line)
