"""Recalculates workbooks by LibreOffice, and compares what they then hold with what was stored."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

# LibreOffice keeps stored values unless its profile says "recalculate always" (0).
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
CLOSE = 1e-9


def soffice() -> str:
    """Return LibreOffice's program; run.py test installs it and says where it is."""
    program = os.environ.get("PLANNER_SOFFICE") or shutil.which("soffice")
    assert program, "LibreOffice is missing: python run.py test installs it"
    return program


def recalculated(files: Iterable[Path], folder: Path) -> list[Path]:
    """Return the workbooks as LibreOffice saves them after working every formula out again."""
    files = list(files)
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    done = subprocess.run(
        [
            soffice(), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out),
            *map(str, files),
        ],
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    saved = [out / file.name for file in files]
    assert all(file.exists() for file in saved), done.stdout + done.stderr
    return saved


@dataclass(frozen=True)
class Difference:
    """A formula cell whose recalculated value is not the stored one, or is an error."""

    sheet: str
    cell: str
    formula: str
    stored: Any
    recalculated: Any


def differences(stored: Path, again: Path) -> Iterator[Difference]:
    """Yield every formula cell that recalculates to something else, or to an error."""
    formulas = openpyxl.load_workbook(stored)
    values = openpyxl.load_workbook(stored, data_only=True)
    fresh = openpyxl.load_workbook(again, data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                before = values[sheet.title][cell.coordinate].value
                after = fresh[sheet.title][cell.coordinate].value
                if is_error(before) or is_error(after) or not is_same(before, after):
                    yield Difference(sheet.title, cell.coordinate, cell.value, before, after)


def is_error(value: object) -> bool:
    """Tell whether a cell holds an error such as #NAME?."""
    return isinstance(value, str) and value.startswith("#")


def is_same(one: object, other: object) -> bool:
    """Tell whether two values are equal: numbers to 1e-9 of their size, an empty text and none."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= CLOSE * max(1, abs(one), abs(other))
    return (one or None) == (other or None) if not (one == 0 or other == 0) else one == other


def formula_count(file: Path) -> int:
    """Return how many cells hold a formula."""
    book = openpyxl.load_workbook(file)
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
