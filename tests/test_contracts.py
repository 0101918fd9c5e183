"""What no tool checks: pages and app.py stay thin, and the layers name every room.

ruff (pages/ruff.toml) and import-linter hold the rest; app.py lies outside of both.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCREENS = sorted([*ROOT.glob("app.py"), *ROOT.glob("pages/*.py")])

MAY_IMPORT = {
    "__future__", "streamlit", "planner",
    "collections", "contextlib", "datetime", "decimal", "enum", "functools", "pathlib", "typing",
}  # fmt: skip
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
CALCULATING_FUNCTIONS = {"sum", "round", "divmod", "pow", "__import__", "eval", "exec"}
CALCULATING_METHODS = {"sum", "mean", "median", "cumsum", "groupby", "agg", "pivot_table"}
QUERYING_METHODS = {"execute", "executemany", "sql", "read_sql"}
# SQL keywords stand in one case; a sentence on a screen begins with "Select" and is let through.
SQL = re.compile(
    r"\bSELECT\b.*\bFROM\b|^\s*select\b.*\bfrom\b|^\s*with\b.*\bas\s*\(\s*select\b"
    r"|\bINSERT INTO\b|\binsert into\b|\bDELETE FROM\b|\bdelete from\b"
    r"|\bUPDATE\b.*\bSET\b|^\s*update\b.*\bset\b|\bCREATE (TABLE|VIEW)\b|\bcreate (table|view)\b",
    re.DOTALL,
)


def is_joining(node: ast.expr) -> bool:
    """Tell whether an expression puts texts, lists or a path together, which is no arithmetic."""
    match node:
        case ast.JoinedStr() | ast.List() | ast.Tuple() | ast.Constant(value=str()):
            return True
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_joining(left) or is_joining(right)
        case ast.BinOp(op=ast.Div(), right=ast.Constant(value=str())):
            return True
    return False


def fault(node: ast.AST) -> str | None:
    """Return what a node does that a page may not, or nothing."""
    match node:
        case ast.Import(names=names):
            for name in names:
                if name.name.partition(".")[0] not in MAY_IMPORT:
                    return f"imports {name.name}"
        case ast.ImportFrom(module=module, level=level):
            if level or (module or "").partition(".")[0] not in MAY_IMPORT:
                return f"imports {'.' * level}{module or ''}"
        case ast.BinOp(op=op):
            if isinstance(op, ARITHMETIC) and not is_joining(node):
                return "calculates"
        case ast.AugAssign(op=op):
            if isinstance(op, ARITHMETIC):
                return "calculates"
        case ast.Call(func=ast.Name(id=name)) if name in CALCULATING_FUNCTIONS:
            return f"calls {name}()"
        case ast.Call(func=ast.Attribute(attr=name)) if name in CALCULATING_METHODS:
            return f"calls .{name}()"
        case ast.Call(func=ast.Attribute(attr=name)) if name in QUERYING_METHODS:
            return f"calls .{name}()"
        case ast.Constant(value=str(text)) if SQL.search(text):
            return "holds SQL"
    return None


def faults(source: str) -> list[str]:
    """Return each thing that a page does and may not, with its line."""
    nodes = [node for node in ast.walk(ast.parse(source)) if hasattr(node, "lineno")]
    found = [(node.lineno, fault(node)) for node in nodes]
    return [f"line {line}: {what}" for line, what in sorted((n, w) for n, w in found if w)]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda path: path.name)
def test_a_page_holds_no_arithmetic_and_no_sql(screen: Path) -> None:
    assert faults(screen.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import duckdb", "imports duckdb"),
        ("import pandas as pd", "imports pandas"),
        ("import importlib", "imports importlib"),
        ("from numpy import ceil", "imports numpy"),
        ("from . import staffing", "imports ."),
        ("from planners.tables import x", "imports planners.tables"),
        ("parcels = orders * 1.2", "calculates"),
        ("share = 100 * part / whole", "calculates"),
        ("days = end - start", "calculates"),
        ("f'{a + b}'", "calculates"),
        ("total += amount", "calculates"),
        ("sum(amounts)", "calls sum()"),
        ("frame.groupby('hour')", "calls .groupby()"),
        ("frame['amount'].sum()", "calls .sum()"),
        ("cursor.execute(question)", "calls .execute()"),
        ("q = 'SELECT hour FROM orders'", "holds SQL"),
        ("q = '''\n  select hour\n  from orders'''", "holds SQL"),
        ("q = f'with a as (select 1) {x}'", "holds SQL"),
        ("q = 'update plans set goal = 1'", "holds SQL"),
        ("if True:\n    def f():\n        import openpyxl", "imports openpyxl"),
    ],
)
def test_a_page_that_does_more_is_found(source: str, what: str) -> None:
    assert [found.partition(": ")[2] for found in faults(source)][:1] == [what]


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit as st\nfrom datetime import date\nfrom planner.ui import page",
        "st.info(_('Select a sheet from the list, update it and set a goal'))",
        "path = folder / 'sample.csv'",
        "label = icon + ' ' + name",
        "columns = ['goal'] + more",
        "left, right = st.columns([2, 1])",
        "x: int | None = -1",
        "for number, row in enumerate(rows, start=1): pass",
    ],
)
def test_a_page_that_only_shows_and_asks_is_let_through(source: str) -> None:
    assert faults(source) == []


def rooms_in_the_contract() -> set[str]:
    """Return the rooms that the layers contract in pyproject.toml names."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = [
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]
    return {room.strip() for layer in layers for room in layer.split("|")}


def rooms_in(planner: Path) -> set[str]:
    """Return the packages and modules below planner; a folder that holds no Python is none."""
    modules = {file.stem for file in planner.glob("*.py")} - {"__init__"}
    return modules | {file.parent.name for file in planner.glob("*/__init__.py")}


def test_every_room_stands_in_the_layers_contract() -> None:
    assert rooms_in(ROOT / "planner") <= rooms_in_the_contract()


def test_every_room_of_the_layers_contract_exists() -> None:
    assert rooms_in_the_contract() <= rooms_in(ROOT / "planner")


def test_a_room_is_a_package_or_a_module(tmp_path: Path) -> None:
    for name in ("__init__.py", "errors.py", "tables/__init__.py", "sql/hours.sql"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert rooms_in(tmp_path) == {"errors", "tables"}
