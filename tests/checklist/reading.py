"""Workbooks as tests read them: each is opened once, since that takes seconds."""

from functools import lru_cache
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

KEPT = 4
"""Some 60 MB each; tests that ask the same workbook follow each other."""


def opened(file: Path) -> Workbook:
    """Return a workbook with its formulas. It is shared: never change it, nor its file."""
    return _opened(file, False)


def opened_values(file: Path) -> Workbook:
    """Return a workbook with what is stored beside its formulas. It is shared, too."""
    return _opened(file, True)


@lru_cache(maxsize=KEPT)
def _opened(file: Path, data_only: bool) -> Workbook:
    return openpyxl.load_workbook(file, data_only=data_only)
