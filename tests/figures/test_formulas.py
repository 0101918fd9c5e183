"""Formulas: worked out, spelled and written for Excel, always the same arithmetic."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import FormulaError
from planner.figures import FUNCTIONS, evaluate, excel, rounded_up, spell
from planner.language import Language, Message

EN = Language("en")
VALUES = {"a": 7, "b": 2.5, "c": -3, "d": 0.1}


def expressions() -> st.SearchStrategy[str]:
    """Return arithmetic over a, b, c and d, brackets wherever two parts meet."""
    return st.recursive(
        st.sampled_from([*VALUES, "2", "0.5"]),
        lambda part: st.tuples(part, st.sampled_from("+-*/"), part).map(
            lambda parts: "({}{}{})".format(*parts)
        ),
        max_leaves=8,
    )


def as_python(written: str) -> str:
    """Return what a reader sees as Python writes it."""
    return written.replace("−", "-").replace("×", "*").replace("÷", "/")


def python(text: str, values: dict[str, Any]) -> Any:
    """Return what Python itself makes of the arithmetic."""
    return eval(text, {}, values)  # noqa: S307 - the test's own text


def worked_out(calculate: Callable[[], Any]) -> Any:
    """Return the result, or that it divides by nothing."""
    try:
        return calculate()
    except ZeroDivisionError:
        return "÷ 0"


def same(name: str) -> dict[str, str]:
    """Return every name as itself, or in brackets as a number may need it."""
    return {one: name.format(one) for one in VALUES}


@given(expressions())
def test_a_formula_means_the_same_evaluated_spelled_and_in_excel(formula: str) -> None:
    expected = worked_out(lambda: python(formula, VALUES))
    assert worked_out(lambda: evaluate(formula, VALUES)) == expected
    spelled = as_python(spell(formula, same("{}"), EN.text))
    assert worked_out(lambda: python(spelled, VALUES)) == expected
    in_excel = excel(formula, same("{}"))
    assert worked_out(lambda: python(in_excel, VALUES)) == expected


@given(
    expressions().filter(lambda text: "/" not in text),
    st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=4, max_size=4),
)
def test_money_stays_exact(formula: str, amounts: list[Decimal]) -> None:
    values = dict(zip(VALUES, amounts, strict=True))
    exact = {name: Fraction(value) for name, value in values.items()}
    expected = python(formula.replace("0.5", "half"), {"half": Fraction(1, 2), **exact})
    if len(str(expected)) < 25:  # what 28 digits hold
        assert Fraction(evaluate(formula, values)) == expected


@pytest.mark.parametrize(
    ("formula", "spelled", "in_excel"),
    [
        ("a - (b - c)", "a − (b − c)", "a-(b-c)"),
        ("a - b - c", "a − b − c", "a-b-c"),
        ("(a + b) + c", "a + b + c", "a+b+c"),
        ("a / (b * c)", "a ÷ (b × c)", "a/(b*c)"),
        ("a / b * c", "a ÷ b × c", "a/b*c"),
        ("a * (1 + b)", "a × (1 + b)", "a*(1+b)"),
        ("ceil(a)", "a rounded up", "ROUNDUP(ROUND(a,9),0)"),
        ("ceil(a + b) * c", "((a + b) rounded up) × c", "ROUNDUP(ROUND((a+b),9),0)*c"),
        ("c * ceil(a)", "c × (a rounded up)", "c*ROUNDUP(ROUND(a,9),0)"),
        ("ceil(peak(a))", "(largest of a) rounded up", "ROUNDUP(ROUND(MAX(a),9),0)"),
        ("cents(a * b)", "(a × b) to the cent", "ROUND((a*b),2)"),
        ("max(a, b - c)", "the larger of a and (b − c)", "MAX(a,(b-c))"),
        ("root(1 + a, 3) - 1", "(root 3 of (1 + a)) − 1", "((1+a))^(1/3)-1"),
        ("total(a)", "sum of a", "SUM(a)"),
    ],
)
def test_spelling(formula: str, spelled: str, in_excel: str) -> None:
    assert spell(formula, same("{}"), EN.text) == spelled
    assert excel(formula, same("{}")) == in_excel


def test_a_label_with_braces_is_no_place() -> None:
    assert spell("ceil(a)", {"a": "{0} bags"}, EN.text) == "{0} bags rounded up"


@pytest.mark.parametrize(
    ("formula", "values", "result"),
    [
        ("ceil(need * (1 + safety))", {"need": 1000, "safety": 0.1}, 1100),
        ("goal / (visitors * rate)", {"goal": Decimal("0.30"), "visitors": 3, "rate": 0.1}, 1),
        ("cents(v * r * aov)", {"v": 15, "r": 0.1, "aov": Decimal("0.67")}, Decimal("1.01")),
        ("cents(money)", {"money": Decimal("0.005")}, Decimal("0.01")),
        ("round(a)", {"a": 2.5}, 3),
        ("round(a)", {"a": Decimal("-2.5")}, -2),
        ("total(column) / 2", {"column": (1, 2, 4)}, 3.5),
        ("peak(column)", {"column": ()}, 0),
        ("peak(column)", {"column": (Decimal("1.5"), Decimal("2.5"))}, Decimal("2.5")),
        ("min(a, b)", {"a": Decimal(2), "b": 3}, 2),
        ("root(1 + growth, 3) - 1", {"growth": 0.331}, pytest.approx(0.1)),
    ],
)
def test_worked_out(formula: str, values: dict[str, Any], result: Any) -> None:
    assert evaluate(formula, values) == result


def test_a_share_beside_money_counts_as_it_was_typed() -> None:
    """3 × 0.1 is 0.30000000000000004 in binary: with money in the formula it is 0.3."""
    assert evaluate("3 * share * money", {"share": 0.1, "money": Decimal(1)}) == Decimal("0.3")


@pytest.mark.parametrize(
    "formula",
    ["", "a +", "unknown", "a ** b", "a // b", "-a", "a if a else b", "open('x')", "a.real", "a[0]",
     "__import__('os')", "'text'", "ceil(a, key=b)(c)", "lambda: a"],
)  # fmt: skip
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError) as refused:
        evaluate(formula, {"a": 1, "b": 2, "c": 3})
    assert EN.error(refused.value).startswith("The formula")
    with pytest.raises(FormulaError):
        spell(formula, {"a": "A", "b": "B", "c": "C"}, EN.text)


@pytest.mark.parametrize(
    ("value", "up"),
    [(0, 0), (3, 3), (3.0000001, 4), (0.1 * 3 * 10, 3), (-1.5, -1), (1e-10, 0), (1e-8, 1),
     (Decimal("2.0000000001"), 2), (Decimal("2.001"), 3), (Decimal(10) ** 15 / 3, 333333333333334)],
)  # fmt: skip
def test_rounded_up(value: Any, up: int) -> None:
    assert rounded_up(value) == up


@given(st.integers(1, 10_000), st.integers(1, 1000), st.sampled_from([0.1, 0.7, 1.1, 2.3, 29.876]))
def test_exact_multiples_are_never_rounded_up(packs: int, size: int, use: float) -> None:
    assert rounded_up(packs * size * use / (size * use)) == packs


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_named_in_words_and_in_excel(name: str) -> None:
    function = FUNCTIONS[name]
    assert isinstance(function.name, Message)
    assert "{0}" in function.excel
    assert "{0}" in EN.text(function.name)
