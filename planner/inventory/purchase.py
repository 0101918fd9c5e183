r"""What to buy of each product, within the supplier's terms and one budget for all (INV-9).

Each product is bought in whole packs, none or at least the minimum order, towards its newsvendor
level (:mod:`planner.inventory.newsvendor`). What k packs earn on top of what is held is concave in
k, so its steps (the minimum order first, then pack by pack) come in falling order of profit per
unit of money, and the budget is best filled from the top of one list of all steps:

- the last step that would fit in part gives the budget's shadow price, its profit per unit of
  money, and with that part the bound that no purchase can exceed (the linear relaxation of the
  multiple-choice knapsack; Sinha and Zoltners, Operations Research 27, 1979);
- steps further down that still fit are bought too;
- up to ``EXACT_STEPS`` steps, what the bound leaves open is searched through: choices that lose
  more against the bound than the purchase found are dropped, the others are combined, dominated
  combinations left out. The purchase is then the best there is.

Where products want more than ``LISTED_STEPS`` steps, only those near the shadow price are listed;
everything that earns more is bought beforehand.
"""

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from planner.demand.quantiles import gamma_quantiles
from planner.inventory.newsvendor import (
    HIGHEST_RATIO,
    NOTHING,
    Economics,
    expected_sales,
    stakes,
)
from planner.language import Message, say

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EXACT_STEPS = 2_000
"""Up to so many steps the best purchase is searched for beyond the greedy one."""
LISTED_STEPS = 20_000
"""So many steps are put in order at most."""
MOST_STATES = 20_000
"""So many combinations are kept in the search; beyond, the greedy purchase stands."""
ROUGH_HALVINGS = 30
EXACT_HALVINGS = 40
NEAR = 1.02
"""The shadow price is looked for so near its rough value first."""


class Why(Enum):
    """Why so many pieces of a product are bought, or none."""

    WANTED = "wanted"
    MINIMUM = "minimum"
    LESS_FOR_BUDGET = "less_for_budget"
    NO_BUDGET = "no_budget"
    ENOUGH = "enough"
    MINIMUM_NOT_WORTH = "minimum_not_worth"
    LOSS = "loss"
    TOO_LATE = "too_late"
    UNKNOWN_COST = "unknown_cost"

    @property
    def text(self) -> Message:
        """Return the reason in a sentence."""
        return _REASONS[self]


_REASONS = {
    Why.WANTED: say("Up to the stock that earns most"),
    Why.MINIMUM: say("The supplier's minimum, more than is needed, still earns"),
    Why.LESS_FOR_BUDGET: say("Less than would earn: the budget ends here"),
    Why.NO_BUDGET: say("It would earn, but the budget earns more elsewhere"),
    Why.ENOUGH: say("What is held and arrives in time is enough"),
    Why.MINIMUM_NOT_WORTH: say("The supplier's smallest order is more than it would earn"),
    Why.LOSS: say("It is sold at a loss"),
    Why.TOO_LATE: say("It would not arrive in time"),
    Why.UNKNOWN_COST: say("Its price or its cost is not known"),
}


@dataclass(frozen=True)
class Candidate:
    """A product that could be bought.

    Attributes:
        product: its code.
        mean_units: demand over the window.
        relative_variance: variance ÷ mean² of it.
        position: pieces free and arriving in time; below zero where they are owed.
        economics: None while price or cost is unknown.
        min_order_quantity: the fewest pieces the supplier sells.
        pack_size: pieces in the supplier's carton.
        arrives: an order placed today comes early enough to be sold.
    """

    product: str
    mean_units: float
    relative_variance: float
    position: int
    economics: Economics | None
    min_order_quantity: int | None = None
    pack_size: int | None = None
    arrives: bool = True


@dataclass(frozen=True)
class PurchaseLine:
    """What to buy of a product.

    Attributes:
        product: its code.
        order_up_to: newsvendor level, none at a loss; None while price or cost is unknown.
        units: to buy.
        packs: they come in.
        cost: of them.
        expected_extra_profit: over buying none.
        why: so many.
    """

    product: str
    order_up_to: int | None
    units: int
    packs: int
    cost: Decimal
    expected_extra_profit: Decimal
    why: Why


@dataclass(frozen=True)
class Purchase:
    """What to buy of all products.

    Attributes:
        lines: in the order of the candidates.
        units: bought.
        cost: of them, never above the budget.
        expected_extra_profit: over buying nothing.
        cost_without_budget: what would earn if there were no budget.
        budget: None where there is none.
        shadow_price: what one more unit of money would earn at the margin; 0 where all is bought.
        profit_bound: no purchase within the budget is expected to earn more.
        is_best: the purchase is known to be the best within the budget.
    """

    lines: tuple[PurchaseLine, ...]
    units: int
    cost: Decimal
    expected_extra_profit: Decimal
    cost_without_budget: Decimal
    budget: Decimal | None
    shadow_price: float
    profit_bound: Decimal
    is_best: bool

    @property
    def gap_share(self) -> float:
        """Return how far below the bound the purchase may lie, as a share of the bound."""
        if self.is_best or self.profit_bound <= 0:
            return 0.0
        return max(0.0, float(1 - self.expected_extra_profit / self.profit_bound))


def plan_purchase(
    candidates: Sequence[Candidate],
    budget: Decimal | None = None,
    least_return_share: float = 0.0,
) -> Purchase:
    """Return what to buy of each product; see the module.

    Example: exactly 100 coats are wanted, 40 are there; a coat costs 60.00 and earns 35.00. Packs
    of 25 and money for 40 coats: one pack for 1,500.00, which earns 875.00; each further unit of
    money would earn 35 ÷ 60.

    >>> coat = Economics(Decimal(100), Decimal(60), Decimal("0.05"), Decimal(30))
    >>> bought = plan_purchase([Candidate("coat", 100, 0, 40, coat, 0, 25)], Decimal(2400))
    >>> line = bought.lines[0]
    >>> line.units, str(line.cost), str(line.expected_extra_profit), line.why.value
    (25, '1500', '875.00', 'less_for_budget')
    >>> round(bought.shadow_price, 4)
    0.5833

    Args:
        candidates: each product once.
        budget: for all together; None where money is no limit, below zero is none at all.
        least_return_share: that each unit of money spent has to earn, expected; a pack that earns
            less is not bought.
    """
    market = _Market(candidates)
    wanted = market.best_packs(least_return_share)
    found = _choose(market, wanted, budget)
    gains = market.gains(market.rows, found.packs)
    lines = _lines(candidates, market, wanted, found.packs, gains)
    profit = sum((line.expected_extra_profit for line in lines), Decimal(0))
    bound = _cents(found.bound)
    return Purchase(
        lines=lines,
        units=sum(line.units for line in lines),
        cost=sum((line.cost for line in lines), Decimal(0)),
        expected_extra_profit=profit,
        cost_without_budget=market.money(market.cost(wanted)),
        budget=budget,
        shadow_price=found.shadow_price,
        profit_bound=profit if found.is_best else max(bound, profit),
        is_best=found.is_best,
    )


def _cents(amount: float) -> Decimal:
    return Decimal(f"{amount:.2f}")


class _Market:
    """The products whose price and cost are known, as columns; costs in whole parts of money."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.places = [place for place, one in enumerate(candidates) if one.economics is not None]
        open_ = [candidates[place] for place in self.places]
        economics = [one.economics for one in open_ if one.economics is not None]
        self.rows = np.arange(len(open_))
        self.mean = np.array([one.mean_units for one in open_], dtype=float)
        self.spread = np.array([one.relative_variance for one in open_], dtype=float)
        self.arrives = np.array([one.arrives for one in open_], dtype=bool)
        whole = [(one.position, one.pack_size or 1, one.min_order_quantity or 0) for one in open_]
        columns = np.array(whole, dtype=np.int64).reshape(len(open_), 3).T
        self.position, self.pack = columns[0], np.maximum(columns[1], 1)
        self.first = np.maximum(1, -(-columns[2] // self.pack))
        self.under, self.over = stakes(economics)
        costs = [one.unit_cost for one in economics]
        # A sum has as many decimals as the finest of its terms.
        self.scale: int = 10 ** _decimals(sum(costs, Decimal(0)))
        parts = np.array([int(cost * self.scale) for cost in costs], dtype=np.int64)
        self.pack_cost = parts * self.pack
        self.pack_money = self.pack_cost / self.scale
        self.unit_money = parts / self.scale
        self.sold_before = expected_sales(self.position, self.mean, self.spread)
        self.wanted_levels = self.levels(0.0)

    def only(self, rows: Ints) -> "_Market":
        """Return the market of these rows alone."""
        part = copy(self)
        for name, column in vars(self).items():
            if isinstance(column, np.ndarray):
                setattr(part, name, column[rows])
        part.rows = np.arange(rows.size)
        part.places = [self.places[row] for row in rows.tolist()]
        return part

    @property
    def at_a_loss(self) -> npt.NDArray[np.bool_]:
        """Return which products earn nothing; rounding errors are nothing."""
        return self.under <= NOTHING

    def money(self, parts: int) -> Decimal:
        """Return whole parts as an amount."""
        return Decimal(parts) / self.scale

    def cost(self, packs: Ints) -> int:
        """Return what so many packs of each product cost, in whole parts."""
        return int((packs * self.pack_cost).sum())

    def gains(self, rows: Ints, packs: Ints) -> Floats:
        """Return what so many packs of these products earn over buying none."""
        units = packs * self.pack[rows]
        sold = expected_sales(self.position[rows] + units, self.mean[rows], self.spread[rows])
        more = sold - self.sold_before[rows]
        gains: Floats = (self.under[rows] + self.over[rows]) * more - self.over[rows] * units
        return gains

    def ratios(self, price_of_money: float) -> Floats:
        """Return the critical ratios if each unit of money spent has to earn so much beside."""
        stake = np.where(self.at_a_loss, 1.0, np.maximum(self.under + self.over, self.under))
        ratio = (self.under - price_of_money * self.unit_money) / stake
        return np.where(self.at_a_loss, 0.0, np.clip(ratio, 0.0, HIGHEST_RATIO))

    def levels(self, price_of_money: float) -> Floats:
        """Return the stock of each product that earns most at this price of money."""
        ratio = self.ratios(price_of_money)
        return np.where(ratio > 0, gamma_quantiles(ratio, self.mean, self.spread), 0.0)

    def best_packs(self, price_of_money: float) -> Ints:
        """Return the packs of each product that earn most at this price of money."""
        level = self.levels(price_of_money) if price_of_money else self.wanted_levels
        below = np.maximum(np.floor((level - self.position) / self.pack), 0).astype(np.int64)
        step = self.gains(self.rows, below + 1) - self.gains(self.rows, below)
        charge = price_of_money * self.pack_money
        packs = below + (step > charge)
        # Where one pack would earn, the minimum order may still be too much.
        forced = np.flatnonzero((packs > 0) & (packs < self.first))
        first = self.first[forced]
        packs[forced] = np.where(self.gains(forced, first) > first * charge[forced], first, 0)
        return np.where(self.arrives & ~self.at_a_loss, packs, 0)

    def rough_cost(self, price_of_money: float) -> float:
        """Return about what is bought at this price of money, by Wilson and Hilferty's quantile."""
        ratio = self.ratios(price_of_money)
        ninth = np.where(np.isfinite(self.spread), self.spread, 0.0) / 9
        root = 1 - ninth + ndtri(np.maximum(ratio, 1e-9)) * np.sqrt(ninth)
        level = np.where(ratio > 0, self.mean * np.maximum(root, 0) ** 3, 0.0)
        packs = np.maximum(np.ceil((level - self.position) / self.pack), 0)
        packs = np.where((packs > 0) & self.arrives, np.maximum(packs, self.first), 0)
        return float((packs * self.pack_cost).sum())


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True)
class _Found:
    packs: Ints
    shadow_price: float
    bound: float
    is_best: bool


def _choose(market: _Market, wanted: Ints, budget: Decimal | None) -> _Found:
    """Return the packs to buy."""
    money = None if budget is None else math.floor(max(budget, Decimal(0)) * market.scale)
    if money is None or market.cost(wanted) <= money:
        return _Found(wanted, 0.0, float(market.gains(market.rows, wanted).sum()), True)
    rows = np.flatnonzero(wanted)
    found = _within(market.only(rows), wanted[rows], money)
    packs = np.zeros_like(wanted)
    packs[rows] = found.packs
    return replace(found, packs=packs)


def _within(market: _Market, wanted: Ints, money: int) -> _Found:
    """Return the packs that the money is best spent on."""
    bought, wanted = _narrowed(market, wanted, money)
    steps = _Steps(market, bought, wanted)
    found = _fill(market, steps, money)
    if bought.any() or steps.row.size > EXACT_STEPS:
        return found
    return _search(market, steps, money, found)


def _narrowed(market: _Market, wanted: Ints, money: int) -> tuple[Ints, Ints]:
    """Return packs that are bought in any case, and packs beyond which none are, few enough apart.

    The shadow price lies between the prices of money that these are best at.
    """
    few = np.zeros_like(wanted)
    if int((wanted - few).sum()) <= LISTED_STEPS:
        return few, wanted
    costs = market.unit_money > 0
    low, high = 0.0, float((market.under[costs] / market.unit_money[costs]).max())
    rough_low, rough_high = low, high
    for _ in range(ROUGH_HALVINGS):
        if rough_high < rough_low * NEAR:
            break
        middle = (rough_low + rough_high) / 2
        if market.rough_cost(middle) > money:
            rough_low = middle
        else:
            rough_high = middle
    tries = [rough_low / NEAR, rough_high * NEAR]
    for _ in range(EXACT_HALVINGS):
        price = tries.pop() if tries else (low + high) / 2
        if not low < price < high:
            continue
        packs = market.best_packs(price)
        if market.cost(packs) > money:
            low, wanted = price, np.maximum(packs, few)
        else:
            high, few = price, np.minimum(packs, wanted)
        if int((wanted - few).sum()) <= LISTED_STEPS and not tries:
            break
    return few, wanted


class _Steps:
    """The steps from packs bought to packs wanted, product by product, each with what it earns."""

    def __init__(self, market: _Market, bought: Ints, wanted: Ints) -> None:
        start = np.maximum(bought + 1, market.first)
        counts = np.where(wanted > bought, np.maximum(wanted - start + 1, 0), 0)
        self.bought = bought
        self.row = np.repeat(market.rows, counts)
        ends = np.cumsum(counts)
        place = np.arange(self.row.size) - np.repeat(ends - counts, counts)
        self.packs = np.repeat(start, counts) + place
        before = np.where(place == 0, bought[self.row], self.packs - 1)
        self.gain = market.gains(self.row, self.packs)
        gained = np.where(place == 0, market.gains(market.rows, bought)[self.row], 0.0)
        gained[1:] += np.where(place[1:] > 0, self.gain[:-1], 0.0)
        self.profit = self.gain - gained
        self.cost = (self.packs - before) * market.pack_cost[self.row]
        self.before = before
        money = self.cost / market.scale
        free = money <= 0
        self.rate = np.where(free, np.inf, self.profit / np.where(free, 1.0, money))


def _fill(market: _Market, steps: _Steps, money: int) -> _Found:
    """Return what is bought from the top of the list, then whatever still fits."""
    packs = steps.bought.tolist()
    left = money - market.cost(steps.bought)
    bound = float(market.gains(market.rows, steps.bought).sum())
    shadow_price: float | None = None
    columns = (steps.before, steps.packs, steps.cost, steps.profit, steps.rate)
    before, after, cost, profit, rate = (column.tolist() for column in columns)
    upcoming = np.searchsorted(steps.row, market.rows).tolist()
    for row in steps.row[np.argsort(-steps.rate, kind="stable")].tolist():
        # A product's steps are taken in their own order, whatever rounding did to equal rates.
        step = upcoming[row]
        upcoming[row] += 1
        if cost[step] <= left and packs[row] == before[step]:
            packs[row] = after[step]
            left -= cost[step]
            if shadow_price is None:
                bound += profit[step]
        elif shadow_price is None:
            shadow_price = rate[step]
            bound += shadow_price * left / market.scale
    return _Found(np.array(packs, dtype=np.int64), shadow_price or 0.0, bound, False)


def _search(market: _Market, steps: _Steps, money: int, found: _Found) -> _Found:
    """Return the best purchase, if few enough combinations can beat the one found."""
    profit = float(market.gains(market.rows, found.packs).sum())
    slack = found.bound - profit
    tolerance = 1e-9 * max(1.0, abs(found.bound))
    states = _States(slack + tolerance)
    chosen: list[tuple[int, Ints]] = []
    for row, options in _options(market, steps, found.shadow_price, slack + tolerance):
        states.add(options, money)
        chosen.append((row, options.packs))
        if states.cost.size > MOST_STATES:
            return found
        if not states.cost.size:
            return replace(found, is_best=True)
    if states.profit.max() > profit + tolerance:
        packs = np.zeros_like(found.packs)
        for (row, of_row), option in zip(chosen, states.best(), strict=True):
            packs[row] = of_row[option]
        return _Found(packs, found.shadow_price, found.bound, True)
    return replace(found, is_best=True)


@dataclass(frozen=True)
class _Options:
    """What may be bought of one product: packs, cost, profit, and what they lose on the bound."""

    packs: Ints
    cost: Ints
    profit: Floats
    loss: Floats


def _options(
    market: _Market, steps: _Steps, price_of_money: float, slack: float
) -> list[tuple[int, _Options]]:
    """Return by product the options that lose no more than ``slack`` against the bound."""
    found = []
    counts = np.bincount(steps.row, minlength=market.rows.size)
    ends = np.cumsum(counts)
    for row in np.flatnonzero(counts):
        part = slice(ends[row] - counts[row], ends[row])
        packs = np.concatenate([[0], steps.packs[part]])
        cost = packs * market.pack_cost[row]
        profit = np.concatenate([[0.0], steps.gain[part]])
        net = profit - price_of_money * cost / market.scale
        loss = net.max() - net
        kept = loss <= slack
        found.append((int(row), _Options(packs[kept], cost[kept], profit[kept], loss[kept])))
    return sorted(found, key=lambda one: one[1].packs.size)


class _States:
    """Combinations of options that none beats in both cost and profit."""

    def __init__(self, slack: float) -> None:
        self.slack = slack
        self.cost = np.zeros(1, dtype=np.int64)
        self.profit = np.zeros(1)
        self.loss = np.zeros(1)
        self.steps: list[tuple[Ints, Ints]] = []

    def add(self, options: _Options, money: int) -> None:
        """Combine with the options of one more product."""
        cost = np.add.outer(self.cost, options.cost).ravel()
        profit = np.add.outer(self.profit, options.profit).ravel()
        loss = np.add.outer(self.loss, options.loss).ravel()
        fits = np.flatnonzero((cost <= money) & (loss <= self.slack))
        order = fits[np.lexsort((-profit[fits], cost[fits]))]
        best_before = np.concatenate([[-np.inf], np.maximum.accumulate(profit[order])[:-1]])
        kept = order[profit[order] > best_before]
        self.cost, self.profit, self.loss = cost[kept], profit[kept], loss[kept]
        self.steps.append((kept // options.packs.size, kept % options.packs.size))

    def best(self) -> list[int]:
        """Return the option of each product in the combination that earns most."""
        state, options = int(np.argmax(self.profit)), []
        for parents, chosen in reversed(self.steps):
            options.append(int(chosen[state]))
            state = int(parents[state])
        return options[::-1]


def _lines(
    candidates: Sequence[Candidate], market: _Market, wanted: Ints, packs: Ints, gains: Floats
) -> tuple[PurchaseLine, ...]:
    nothing = Decimal(0)
    lines = [
        PurchaseLine(one.product, None, 0, 0, nothing, nothing, Why.UNKNOWN_COST)
        if one.economics is None
        else None
        for one in candidates
    ]
    levels = np.rint(market.wanted_levels).astype(np.int64)
    needed = -(-(levels - market.position) // market.pack)
    rows = (levels, market.pack, gains, market.at_a_loss, needed, market.first, wanted, packs)
    for place, level, pack, gain, loss, need, first, most, bought in zip(
        market.places, *(column.tolist() for column in rows), strict=True
    ):
        one = candidates[place]
        why = Why.LOSS if loss else _why(one.arrives, need, first, most, bought)
        cost, profit = nothing, nothing
        if bought and one.economics is not None:
            cost, profit = one.economics.unit_cost * (bought * pack), _cents(gain)
        lines[place] = PurchaseLine(one.product, level, bought * pack, bought, cost, profit, why)
    return tuple(line for line in lines if line is not None)


def _why(arrives: bool, needed: int, first: int, wanted: int, bought: int) -> Why:
    if bought < wanted:
        return Why.LESS_FOR_BUDGET if bought else Why.NO_BUDGET
    if not bought and needed <= 0:
        return Why.ENOUGH
    if not bought:
        return Why.MINIMUM_NOT_WORTH if arrives else Why.TOO_LATE
    return Why.MINIMUM if bought == first and first > max(needed, 1) else Why.WANTED
