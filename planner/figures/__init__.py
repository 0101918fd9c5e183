"""Numbers with their origin: what every figure on a page, in the workbook and in JSON is made of.

An :class:`Assumption` is a number somebody may change; an :class:`Entry` is its value in force; a
:class:`Measured` value was counted in the shop's own sheets; a :class:`Series` is a column of
values, one an hour or one a line; a :class:`Figure` follows from these by a formula. One mechanism
opens the account of a figure on a page, writes it as a live formula into the workbook, and lets
the tests work every formula out again.
"""

from planner.figures.account import (
    AccountLine,
    account,
    missing_in,
    origin_of,
    rows_of,
    unit_of,
    written,
)
from planner.figures.assumption import (
    Assumption,
    Entry,
    Origin,
    Value,
    assumption,
    declared,
    entry_map,
    filled,
)
from planner.figures.figure import Figure, Input, Measured, Series, walk, work_out
from planner.figures.formula import (
    CENT,
    FUNCTIONS,
    Function,
    evaluate,
    excel,
    rounded_up,
    spell,
)
from planner.figures.level import Level
from planner.figures.sources import OWN_DEFAULT, SOURCES, Source

__all__ = [
    "CENT",
    "FUNCTIONS",
    "OWN_DEFAULT",
    "SOURCES",
    "AccountLine",
    "Assumption",
    "Entry",
    "Figure",
    "Function",
    "Input",
    "Level",
    "Measured",
    "Origin",
    "Series",
    "Source",
    "Value",
    "account",
    "assumption",
    "declared",
    "entry_map",
    "evaluate",
    "excel",
    "filled",
    "missing_in",
    "origin_of",
    "rounded_up",
    "rows_of",
    "spell",
    "unit_of",
    "walk",
    "work_out",
    "written",
]
