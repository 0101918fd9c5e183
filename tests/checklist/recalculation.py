"""Recalculates workbooks by LibreOffice, and compares what they then hold with what was stored."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

# LibreOffice keeps stored values unless its profile says "recalculate always" (0).
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
CLOSE = 1e-9
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


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


@dataclass(frozen=True)
class FormulaCell:
    """A formula and what is stored beside it; days and hours are stored as numbers."""

    formula: str
    stored: str | float | bool | None


def formula_cells(file: Path) -> dict[tuple[str, str], FormulaCell]:
    """Return every cell with a formula by its sheet and address.

    Read from the parts of the file itself: openpyxl takes ten times as long and reads formulas and
    values one after the other.
    """
    with ZipFile(file) as parts:
        return {
            (title, str(cell.get("r"))): FormulaCell(formula.text or "", _stored(cell))
            for title, part in _sheets(parts)
            for cell in _read(parts, part).iter(f"{_MAIN}c")
            if (formula := cell.find(f"{_MAIN}f")) is not None
        }


def typed(source: Path, target: Path, cells: Mapping[str, float | None]) -> Path:
    """Save a workbook with other numbers in named cells, as somebody would in Excel.

    What is stored beside its formulas stays as it was, until they are worked out again.
    """
    with ZipFile(source) as old:
        content = {name: old.read(name) for name in old.namelist()}
        sheets = dict(_sheets(old))
        places = {
            str(name.get("name")): str(name.text)
            for name in _read(old, "xl/workbook.xml").iter(f"{_MAIN}definedName")
        }
    for name, value in cells.items():
        title, _, address = places[name].replace("$", "").rpartition("!")
        part = sheets[title.strip("'").replace("''", "'")]
        filled = "" if value is None else f"<v>{value}</v>"
        content[part], count = re.subn(
            rf'<c r="{address}"((?: s="\d+")?)(?: t="\w+")?(?:/>|>.*?</c>)'.encode(),
            rf'<c r="{address}"\1>{filled}</c>'.encode(),
            content[part],
        )
        assert count == 1, (name, places[name])
    with ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name, words in content.items():
            new.writestr(name, words)
    return target


def _sheets(parts: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the title of every sheet and the part of the file that holds it."""
    links = _read(parts, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): str(link.get("Target")).removeprefix("/xl/") for link in links}
    for sheet in _read(parts, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        yield str(sheet.get("name")), f"xl/{targets[sheet.get(f'{_LINKS}id')]}"


def _read(parts: ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts.read(name))  # noqa: S314 - a workbook of these tests


def _stored(cell: ElementTree.Element) -> str | float | bool | None:
    text = cell.findtext(f"{_MAIN}v")
    match cell.get("t", "n"):
        case "n":
            return float(text) if text else None
        case "b":
            return text == "1"
        case "str" | "e":
            return text
        case kind:
            raise ValueError(kind)  # a formula has no other


def differences(stored: Path, again: Path) -> Iterator[Difference]:
    """Yield every formula cell that recalculates to something else, or to an error."""
    fresh = formula_cells(again)
    for (sheet, address), cell in formula_cells(stored).items():
        before, after = cell.stored, fresh[sheet, address].stored
        if is_error(before) or is_error(after) or not is_same(before, after):
            yield Difference(sheet, address, cell.formula, before, after)


def is_error(value: object) -> bool:
    """Tell whether a cell holds an error such as #NAME?."""
    return isinstance(value, str) and value.startswith("#")


def is_same(one: object, other: object) -> bool:
    """Tell whether two values are equal: numbers to 1e-9 of their size, an empty text and none."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= CLOSE * max(1, abs(one), abs(other))
    return (one or None) == (other or None) if not (one == 0 or other == 0) else one == other
