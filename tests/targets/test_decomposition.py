"""What each lever carries of the growth: exact, without remainder, in any order of the levers."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.language import Language
from planner.targets.decomposition import Decomposition, decompose, to_the_cent
from tests.targets.cases import D, entries, reference, solved

EN = Language("en")


def decomposed(free: str = "visitors", **values: object) -> Decomposition:
    last_year = reference()
    targets = solved(free, last_year, **values)
    return decompose(last_year, targets, entries(last_year, **values))


def shapley(old: tuple[float, ...], new: tuple[float, ...]) -> list[float]:
    """Return the mean of what each factor changes, over all orders, as the definition says."""
    parts = [0.0] * len(old)
    orders = list(permutations(range(len(old))))
    for order in orders:
        now = list(old)
        for place in order:
            before = product(now)
            now[place] = new[place]
            parts[place] += (product(now) - before) / len(orders)
    return parts


def product(values: list[float]) -> float:
    result = 1.0
    for value in values:
        result *= value
    return result


def test_the_worked_example() -> None:
    """25,000 × 4 % × 100 → 30,000 × 5 % × 110, see the docstring of decompose."""
    parts = decomposed(
        "revenue", reference_visitors=25_000, visitors=30_000, conversion_share=0.05, aov=110,
        unit_price=D("110") / D("1.5"),
    )  # fmt: skip
    amounts = {step.key: step.amount for step in parts.steps}
    assert (parts.start, parts.goal) == (D("100000.00"), D("165000.00"))
    assert amounts["visitors"] == D("23666.67")
    assert amounts["conversion"] == D("28916.67")
    assert amounts["unit_price"] == D("12416.66")  # the cent that is left over goes elsewhere
    assert amounts["items_per_order"] == 0
    assert sum(amounts.values()) == 65_000


@given(
    st.integers(1000, 10**6),
    st.integers(100, 9999).map(lambda n: n / 10_000),
    st.integers(1000, 10**5).map(lambda cents: D(cents) / 100),
)
def test_the_parts_are_the_shapley_values(visitors: int, conversion: float, aov: D) -> None:
    parts = decomposed(
        "revenue", reference_visitors=25_000, visitors=visitors, conversion_share=conversion,
        aov=aov,
    )  # fmt: skip
    exact = {step.key: float(step.figure.required) for step in parts.steps}
    expected = shapley((25_000, 0.04, 100), (visitors, conversion, float(aov)))
    # The goal is the product to the cent, so visitors come back with a little dust.
    near = 1e-6 * visitors * conversion * float(aov) + 0.5
    assert exact["visitors"] == pytest.approx(expected[0], abs=near)
    assert exact["conversion"] == pytest.approx(expected[1], abs=near)
    assert exact["unit_price"] + exact["items_per_order"] == pytest.approx(expected[2], abs=near)


@given(
    st.sampled_from(["visitors", "conversion", "aov", "visitors,aov", "visitors,conversion,aov"]),
    st.integers(-90, 900),
    st.one_of(st.none(), st.integers(10, 10**6)),
)
def test_the_parts_sum_to_the_difference_to_the_cent(
    free: str, growth: int, last_visitors: int | None
) -> None:
    given = {"reference_visitors": last_visitors} if last_visitors else {}
    parts = decomposed(free, growth_share=growth / 100, **given)
    assert parts.start + sum(step.amount for step in parts.steps) == parts.goal
    # Largest remainder moves no part by a cent or more.
    for step in parts.steps:
        assert abs(step.amount - step.figure.exact) < D("0.011")


def test_without_visitors_buyers_carry_what_visitors_and_conversion_do() -> None:
    parts = decomposed()
    assert [step.key for step in parts.steps] == ["buyers", "unit_price", "items_per_order"]
    assert [step.amount for step in parts.steps] == [D("30000.00"), 0, 0]
    assert "stay together as buyers" in EN.text(parts.problems[0])


def test_growth_of_nothing_has_no_parts() -> None:
    parts = decomposed(growth_share=0, reference_visitors=25_000)
    assert {step.amount for step in parts.steps} == {D(0)}


@given(st.lists(st.decimals(-(10**6), 10**6, places=5), min_size=1, max_size=6))
def test_cents_sum_to_the_total(parts: list[Decimal]) -> None:
    total = round(sum(parts, D(0)), 2)
    cents = to_the_cent(parts, total)
    assert sum(cents) == total
    assert all(abs(one - exact) < D("0.02") for one, exact in zip(cents, parts, strict=True))
