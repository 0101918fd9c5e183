"""Everything that is cited can be looked up."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.checklist import ASKS_NOBODY, TEMPLATES
from planner.figures import SOURCES
from planner.language import Language
from planner.planning import REGISTRY

PLANNER = Path(__file__).resolve().parent.parent.parent / "planner"
RULE = re.compile(r"(?!UTF)[A-Z]{3}-\d{1,2}")  # UTF-8 is no rule of the trade
GUIDE = {
    "TGT": 10, "CAL": 9, "INV": 11, "STF": 12, "MAT": 7, "ACT": 13, "CRM": 12, "AFT": 10,
    "FUN": 6, "RUN": 4, "DUT": 3,
}  # fmt: skip
"""How many rules each section of the field guide has."""


def cited_in_code() -> Iterator[str]:
    """Yield every string constant of the code that is a rule's id as a whole."""
    for file in PLANNER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found = RULE.fullmatch(node.value)
                if found:
                    yield found.group()


def test_every_rule_that_code_cites_is_a_source() -> None:
    assert set(cited_in_code()) <= set(SOURCES)


def test_every_assumption_cites_a_source() -> None:
    assert {one.source for one in REGISTRY.assumptions.values()} <= set(SOURCES)


def test_every_task_cites_a_source() -> None:
    assert {rule for template in TEMPLATES for rule in template.rules} <= set(SOURCES)
    assert set(ASKS_NOBODY) <= set(SOURCES)


@pytest.mark.parametrize(("section", "count"), GUIDE.items())
def test_every_rule_of_the_guide_is_a_source(section: str, count: int) -> None:
    assert {f"{section}-{number}" for number in range(1, count + 1)} <= set(SOURCES)


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda one: one.id)
def test_a_source_is_one_plain_sentence(source) -> None:
    statement = Language("en").text(source.statement)
    assert statement.endswith(".")
    assert len(statement) < 120
    assert Language("en").text(source.origin)
