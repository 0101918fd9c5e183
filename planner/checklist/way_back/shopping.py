"""The shopping list of an edited workbook: numbers and texts typed into it, rows added and gone."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from planner.campaign import is_own
from planner.campaign.settings import Stored
from planner.checklist.way_back.cells import EMPTY, Cell, Cells, needed_text, text_of
from planner.checklist.way_back.ids import id_of_row
from planner.checklist.workbook.materials import ENTRIES, TEXTS, TOTAL_ID
from planner.errors import N_
from planner.language import Message, say
from planner.materials import FIELDS, ITEMS, ONCE

Row = Mapping[str, Cell]
Read = Callable[[Cell], Stored]
OWN_TEXTS = ("label", "measure")
"""Texts that are the manager's own only in lines of the manager's own."""
WORKED_OUT: Mapping[str, tuple[Message, Message]] = {
    "need": (
        say("Need"),
        say("The planner works out the need: change how much each parcel takes instead."),
    ),
    "owner": (say("Owner"), say("Owner and status are changed on the sheet of the checklist.")),
    "status": (say("Status"), say("Owner and status are changed on the sheet of the checklist.")),
}
"""Cells with formulas that somebody may type over, and what to do instead."""
_MACHINES = {item.key: item for item in ITEMS if item.is_machine}


class Taker(Protocol):
    """Keeps what cells say."""

    def number(self, name: str, cell: Cell) -> None:
        """Keep a number that was typed over its formula."""

    def text(self, name: str, cell: Cell) -> None:
        """Keep a text."""

    def row(
        self, key: str, number: int, title: str, cells: Mapping[str, tuple[Cell, Read]]
    ) -> None:
        """Keep a row that was added, whole or not at all."""

    def need(self, key: str, cell: Cell) -> None:
        """Keep the need of a line of the manager's own, where it is typed."""

    def refuse(self, name: str, label: Message, cell: Cell, reason: Message) -> None:
        """Keep that a cell was typed over although the planner works it out."""

    def gone(self, key: str, names: Sequence[str]) -> None:
        """Keep that a row is gone."""


def read_materials(cells: Cells, known: Mapping[str, str], taker: Taker, typed: Read) -> None:
    """Take what the shopping list holds.

    Args:
        cells: of the workbook.
        known: the materials when it was written, by key, with what they were called.
        taker: keeps what they say.
        typed: reads a number.
    """
    columns = {"id": "materials_id"}
    typed_in = (*ENTRIES.values(), *TEXTS.values(), *WORKED_OUT)
    columns |= {name: f"materials_cell_{name}" for name in typed_in}
    seen: set[str] = set()
    repeated: Counter[str] = Counter()
    there = False
    for number, row in cells.rows(columns):
        key, label = row.get("id", EMPTY).text, row.get("label", EMPTY).text
        there = there or "id" in row
        if key in known and key not in seen:
            seen.add(key)
            _known(key, row, taker)
            _refuse_worked_out(key, row, taker)
        elif key != TOTAL_ID and any(_is_typed(cell) for cell in row.values()):
            _added(number, row, id_of_row(label, repeated, known), taker, typed)
    if there and seen:
        for key in known:
            if is_own(key) and key not in seen:
                taker.gone(f"materials.{key}", FIELDS)


def _is_typed(cell: Cell) -> bool:
    return bool(cell.text) and not cell.is_formula


def _known(key: str, row: Row, taker: Taker) -> None:
    machine = _MACHINES.get(key)
    for column in ENTRIES.values():
        name = machine.field(column) if machine else f"materials.{key}.{column}"
        # An emptied cell says something, too: its formula is gone.
        if column in row and not row[column].is_formula:
            taker.number(name, row[column])
    for column in TEXTS.values():
        if column in row and (column not in OWN_TEXTS or is_own(key)):
            taker.text(f"materials.{key}.{column}", row[column])


def _refuse_worked_out(key: str, row: Row, taker: Taker) -> None:
    """Say of cells that hold formulas and were typed over where they are changed instead."""
    for column, (label, reason) in WORKED_OUT.items():
        cell = row.get(column, EMPTY)
        if not _is_typed(cell):
            continue
        if column == "need" and is_own(key):
            # What is needed once for the event is typed; else the use of each is.
            taker.need(key, cell)
        else:
            taker.refuse(f"materials.{key}.{column}", label, cell, reason)


def name_of_material(cell: Cell) -> Stored:
    """Return what a material is called.

    Raises:
        PlanError: it is called nothing, or a formula has no value.
    """
    return needed_text(cell, N_("A material needs a name: what is to be bought?"))


def _added(number: int, row: Row, key: str, taker: Taker, typed: Read) -> None:
    """Take a row that was added as a material of the manager's own, needed once for the event."""

    def need(cell: Cell) -> Stored:
        needed_text(cell, N_("Type how much of it is needed."))
        return typed(cell)

    cells: dict[str, tuple[Cell, Read]] = {
        "label": (row.get("label", EMPTY), name_of_material),
        "use": (row.get("need", EMPTY), need),
        "follows": (EMPTY, lambda _: ONCE),
        "measure": (row.get("measure", EMPTY), text_of),
        "supplier": (row.get("supplier", EMPTY), text_of),
    }
    for column in ENTRIES.values():
        cell = row.get(column, EMPTY)
        # A row that was copied brings formulas along: what they come to is nobody's number.
        if _is_typed(cell) or (cell.is_formula and cell.value is None):
            cells[column] = (cell, typed)
    taker.row(f"materials.{key}", number, row.get("label", EMPTY).text, cells)
