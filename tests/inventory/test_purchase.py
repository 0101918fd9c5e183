"""What to buy within the supplier's terms and a budget; equal to trying everything."""

import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.inventory import purchase
from planner.inventory.newsvendor import Economics, expected_sales, stakes
from planner.inventory.purchase import Candidate, Purchase, Why, plan_purchase


def candidate(
    name: str = "coat",
    mean: float = 100,
    spread: float = 0.0,
    position: int = 40,
    price: str = "100",
    cost: str = "60",
    salvage: str = "30",
    least: int | None = None,
    pack: int | None = None,
    arrives: bool = True,
) -> Candidate:
    economics = Economics(Decimal(price), Decimal(cost), Decimal("0.05"), Decimal(salvage))
    return Candidate(name, mean, spread, position, economics, least, pack, arrives)


def gain(one: Candidate, units: int) -> float:
    """Return what so many pieces of a product earn over buying none."""
    assert one.economics is not None
    (under,), (over,) = stakes([one.economics])
    before, after = expected_sales(
        [one.position, one.position + units], [one.mean_units] * 2, [one.relative_variance] * 2
    )
    return float((under + over) * (after - before) - over * units)


def tried(candidates: list[Candidate], budget: Decimal | None, most_packs: int) -> float:
    """Return what the best of all purchases earns."""
    best = 0.0
    options = []
    for one in candidates:
        assert one.economics is not None
        pack, least = max(one.pack_size or 1, 1), one.min_order_quantity or 0
        units = [packs * pack for packs in range(most_packs + 1) if packs * pack >= least]
        open_ = one.arrives and one.economics.underage > 0
        options.append(
            [(n, one.economics.unit_cost * n, gain(one, n)) for n in {0, *(units if open_ else ())}]
        )
    for chosen in itertools.product(*options):
        cost = sum((option[1] for option in chosen), Decimal(0))
        if budget is None or cost <= budget:
            best = max(best, sum(option[2] for option in chosen))
    return best


def earned(bought: Purchase, candidates: list[Candidate]) -> float:
    return sum(
        gain(one, line.units) for one, line in zip(candidates, bought.lines, strict=True) if line
    )


@st.composite
def products(draw: st.DrawFn, most: int = 4) -> list[Candidate]:
    found = []
    for number in range(draw(st.integers(1, most))):
        pack = draw(st.sampled_from([None, 1, 2, 5]))
        cost = draw(st.integers(100, 3_000))
        found.append(
            candidate(
                f"p{number}",
                mean=draw(st.floats(0, 4)) * (pack or 1),
                spread=draw(st.sampled_from([0.0, 0.05, 0.3, 1.0, 2.5])),
                position=draw(st.integers(-3, 5)),
                price=str(Decimal(cost) * draw(st.integers(90, 300)) / 10_000),
                cost=str(Decimal(cost) / 100),
                salvage=str(Decimal(cost) * draw(st.integers(0, 90)) / 10_000),
                least=draw(st.sampled_from([None, 0, 1, 3, 7])),
                pack=pack,
                arrives=draw(st.sampled_from([True, True, True, False])),
            )
        )
    return found


@settings(deadline=None, max_examples=150)
@given(products(), st.none() | st.integers(0, 20_000))
def test_no_other_purchase_earns_more(candidates: list[Candidate], cents: int | None) -> None:
    budget = None if cents is None else Decimal(cents) / 100
    bought = plan_purchase(candidates, budget)
    most_packs = max([12, *(line.packs for line in bought.lines)])
    assert bought.is_best
    assert earned(bought, candidates) == pytest.approx(
        tried(candidates, budget, most_packs), abs=1e-6
    )


@settings(deadline=None, max_examples=150)
@given(products(most=8), st.integers(0, 40_000))
def test_what_is_bought_keeps_to_the_terms(candidates: list[Candidate], cents: int) -> None:
    budget = Decimal(cents) / 100
    bought = plan_purchase(candidates, budget)
    assert bought.cost <= budget
    assert bought.cost == sum(line.cost for line in bought.lines)
    assert bought.units == sum(line.units for line in bought.lines)
    assert bought.expected_extra_profit == sum(line.expected_extra_profit for line in bought.lines)
    assert bought.profit_bound >= bought.expected_extra_profit >= 0
    assert bought.shadow_price >= 0
    for one, line in zip(candidates, bought.lines, strict=True):
        assert one.economics is not None
        assert line.units == line.packs * max(one.pack_size or 1, 1) >= 0
        assert line.units == 0 or line.units >= (one.min_order_quantity or 0)
        assert line.cost == line.units * one.economics.unit_cost


@settings(deadline=None, max_examples=100)
@given(products(most=6), st.lists(st.integers(0, 40_000), min_size=2, max_size=5))
def test_more_budget_never_earns_less_and_is_worth_less_and_less(
    candidates: list[Candidate], cents: list[int]
) -> None:
    bought = [plan_purchase(candidates, Decimal(one) / 100) for one in sorted(cents)]
    for poorer, richer in itertools.pairwise(bought):
        assert richer.expected_extra_profit >= poorer.expected_extra_profit - Decimal("0.05")
        assert richer.shadow_price <= poorer.shadow_price + 1e-9
    assert plan_purchase(candidates).expected_extra_profit >= bought[-1].expected_extra_profit


@pytest.mark.parametrize(
    ("one", "budget", "units", "why"),
    [
        (candidate(), None, 60, Why.WANTED),
        (candidate(pack=25), None, 50, Why.WANTED),  # the third pack would sell 10 of 25
        (candidate(pack=25, position=35), None, 75, Why.WANTED),  # and here 15: 525 − 300
        (candidate(least=80), None, 80, Why.MINIMUM),
        (candidate(least=200), None, 0, Why.MINIMUM_NOT_WORTH),  # 60 × 35 − 140 × 30 < 0
        (candidate(position=100), None, 0, Why.ENOUGH),
        (candidate(position=100, least=5), None, 0, Why.ENOUGH),
        (candidate(position=-10), None, 110, Why.WANTED),
        (candidate(mean=0, position=0), None, 0, Why.ENOUGH),
        (candidate(price="60"), None, 0, Why.LOSS),
        (candidate(arrives=False), None, 0, Why.TOO_LATE),
        (candidate(arrives=False, position=100), None, 0, Why.ENOUGH),
        (candidate(), "600.01", 10, Why.LESS_FOR_BUDGET),
        (candidate(), "59.99", 0, Why.NO_BUDGET),
        (candidate(least=20), "1199.99", 0, Why.NO_BUDGET),
        (candidate(), "0", 0, Why.NO_BUDGET),
        (candidate(), "-5", 0, Why.NO_BUDGET),
        (candidate(), "3600", 60, Why.WANTED),
        (Candidate("coat", 100, 0, 40, None), None, 0, Why.UNKNOWN_COST),
    ],
)
def test_a_product_and_why(one: Candidate, budget: str | None, units: int, why: Why) -> None:
    (line,) = plan_purchase([one], None if budget is None else Decimal(budget)).lines
    assert (line.units, line.why) == (units, why)


def test_each_reason_has_a_text() -> None:
    assert len({str(why.text) for why in Why}) == len(Why)


def test_nothing_to_buy_from_is_no_error() -> None:
    bought = plan_purchase([], Decimal(100))
    assert (bought.lines, bought.units, bought.cost, bought.is_best) == ((), 0, 0, True)


def test_costs_of_parts_of_a_cent_are_exact() -> None:
    bought = plan_purchase([candidate(cost="0.0333", price="1", position=0)], Decimal("1.0000"))
    assert (bought.units, bought.cost) == (30, Decimal("0.9990"))


def test_a_gift_of_no_cost_is_taken_whatever_the_budget() -> None:
    gift = candidate("gift", cost="0", price="5", salvage="0", spread=0.1)
    bought = plan_purchase([gift, candidate("coat")], Decimal(60))
    assert [line.units for line in bought.lines] == [bought.lines[0].units, 1]
    assert bought.lines[0].units > 60


def test_the_budget_goes_where_it_earns_most() -> None:
    poor = candidate("poor", price="80")  # 16 ÷ 60
    rich = candidate("rich", price="100")  # 35 ÷ 60
    bought = plan_purchase([poor, rich], Decimal(4500))
    assert [line.units for line in bought.lines] == [15, 60]
    assert bought.shadow_price == pytest.approx(16 / 60)
    assert bought.cost_without_budget == 7200


def test_the_shadow_price_is_what_one_more_unit_of_money_earns() -> None:
    coat = candidate(mean=400, spread=0.3, position=0, cost="1", price="2", salvage="0.5")
    less, more = (plan_purchase([coat], Decimal(money)) for money in (200, 201))
    extra = earned(more, [coat]) - earned(less, [coat])
    assert less.shadow_price == pytest.approx(extra)


def many(number: int) -> list[Candidate]:
    drawn = np.random.default_rng(number)
    return [
        candidate(
            f"p{place}",
            mean=float(drawn.gamma(0.7, 60)),
            spread=float(drawn.uniform(0.05, 2)),
            position=int(drawn.integers(0, 30)),
            price=str(drawn.integers(1_100, 3_000) * 10),
            cost=str(drawn.integers(5_000, 12_000) / 100),
            salvage="20",
            least=int(drawn.integers(0, 30)),
            pack=int(drawn.choice([1, 6, 12])),
        )
        for place in range(number)
    ]


def test_many_products_come_within_a_hair_of_the_bound() -> None:
    candidates = many(1_000)
    whole = plan_purchase(candidates)
    for share in ("0.05", "0.3", "0.8"):
        bought = plan_purchase(candidates, (whole.cost * Decimal(share)).quantize(Decimal("0.01")))
        assert bought.gap_share < 0.0005
        assert bought.cost <= whole.cost * Decimal(share) + Decimal("0.01")


@pytest.mark.parametrize("share", ["0.05", "0.4", "0.9"])
def test_listing_only_the_steps_near_the_shadow_price_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, share: str
) -> None:
    candidates = many(200)
    budget = plan_purchase(candidates).cost * Decimal(share)
    monkeypatch.setattr(purchase, "EXACT_STEPS", 0)
    whole = plan_purchase(candidates, budget)
    monkeypatch.setattr(purchase, "LISTED_STEPS", 400)
    narrowed = plan_purchase(candidates, budget)
    assert narrowed.shadow_price == pytest.approx(whole.shadow_price)
    assert float(narrowed.profit_bound) == pytest.approx(float(whole.profit_bound))
    assert narrowed.gap_share < 0.002


def test_a_search_that_grows_too_large_keeps_the_greedy_purchase(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    candidates = many(25)
    budget = plan_purchase(candidates).cost / 3
    best = plan_purchase(candidates, budget)
    monkeypatch.setattr(purchase, "MOST_STATES", 0)
    kept = plan_purchase(candidates, budget)
    assert not kept.is_best
    assert kept.expected_extra_profit <= best.expected_extra_profit <= kept.profit_bound


def test_many_products_beside_gifts_of_no_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purchase, "LISTED_STEPS", 400)
    gift = candidate("gift", cost="0", price="5", salvage="0", spread=0.1)
    candidates = [gift, *many(200)]
    bought = plan_purchase(candidates, plan_purchase(candidates).cost / 2)
    assert bought.lines[0].why is Why.WANTED
    assert bought.gap_share < 0.002
