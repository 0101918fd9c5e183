"""An edited workbook as values by name: its cells are found by hidden ids, not by position."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from planner.campaign import MAIN_DAY, Plan, is_own
from planner.campaign.settings import Stored
from planner.checklist.exchange import OF_AN_OWN_TASK, is_same
from planner.checklist.way_back.cells import (
    EMPTY,
    Cell,
    Cells,
    damaged,
    foreign,
    needed_text,
    refuse_unworked,
    text_of,
)
from planner.checklist.way_back.ids import id_of_row
from planner.checklist.way_back.shopping import WORKED_OUT, Read, name_of_material, read_materials
from planner.checklist.workbook.hidden import FORMAT_VERSION, IDS_SHEET
from planner.errors import N_, PlanError, PlannerError, WorkbookRefused
from planner.language import Language, Message, say
from planner.materials import ONCE
from planner.planning import AREAS, REGISTRY, STATUSES
from planner.planning.registry import OWN_AREA

TASK_COLUMNS = (
    "id", "title", "area", "owner", "offset", "begins", "due", "status", "evidence", "note",
)  # fmt: skip
MATERIAL = "material."
"""What the names of materials begin with on the hidden sheet."""
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Unreadable:
    """A cell, or a row, that cannot be taken.

    Attributes:
        name: of the field, or of the task or the material.
        typed: what stands in the workbook.
        reason: why it cannot be taken.
        is_row: a whole row that was added.
        label: of a cell that is no field of the plan.
    """

    name: str
    typed: str
    reason: Message
    is_row: bool = False
    label: Message | None = None


@dataclass
class Returned:
    """What an edited workbook says.

    Attributes:
        facts: of its export: plan, version, language, day.
        then: values when it was written.
        titles: of the tasks when it was written.
        materials: when it was written, by key, with what they were called.
        values: values in it now, of all fields that could be read.
        unreadable: what cannot be taken, with the reason.
        added: tasks and materials that were added in it, as ``checklist.own.<id>``.
        removed: those of the manager's own whose rows are gone.
    """

    facts: Mapping[str, str]
    then: Mapping[str, Stored]
    titles: Mapping[str, str]
    materials: Mapping[str, str]
    values: dict[str, Stored] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def read_workbook(content: bytes, plan: Plan) -> Returned:
    """Return what an edited workbook of this plan says.

    Raises:
        WorkbookRefused: not the planner's, damaged, too large, older, newer, or another plan's.
    """
    cells = Cells(content)
    if IDS_SHEET not in cells.titles:
        raise foreign()
    held = [(row[0].text, row[1], row[2]) for row in map(_three, cells.sheet(IDS_SHEET))]
    texts = {name: value.text for name, value, _ in held if name}
    _refuse_others(texts, plan)
    reading = _Reading(cells, texts, {name: shown.text for name, _, shown in held if shown.text})
    return reading.read()


def _three(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return (*row, EMPTY, EMPTY, EMPTY)[:3]


def _refuse_others(texts: Mapping[str, str], plan: Plan) -> None:
    version = texts.get("format_version", "")
    if version != str(FORMAT_VERSION):
        if version.isdigit() and int(version) > FORMAT_VERSION:
            raise WorkbookRefused(
                N_("A newer planner wrote this workbook. Start that one and upload it there.")
            )
        raise WorkbookRefused(
            N_(
                "An older planner wrote this workbook. Download a new one and make the changes"
                " there."
            )
        )
    if texts.get("plan_id") != plan.plan_id:
        raise WorkbookRefused(
            N_(
                "This workbook belongs to another plan. Open that plan first, then upload it there;"
                " nothing was changed."
            )
        )


class _Reading:
    """One workbook on its way into values."""

    def __init__(self, cells: Cells, texts: Mapping[str, str], shown: Mapping[str, str]) -> None:
        self.cells = cells
        self.texts = texts
        self.shown = shown
        then: dict[str, Stored] = {
            name: value or None
            for name, value in texts.items()
            if name == MAIN_DAY or name.startswith("materials.") or REGISTRY.assumption(name)
        }
        tasks = {
            name: _stored(name, value)
            for name, value in texts.items()
            if name.startswith("checklist.")
        }
        titles = {
            name.removeprefix("title."): value
            for name, value in texts.items()
            if name.startswith("title.")
        }
        _refuse_unless_numbers(then)
        facts = {name: value for name, value in texts.items() if "." not in name}
        materials = {
            name.removeprefix(MATERIAL): value
            for name, value in texts.items()
            if name.startswith(MATERIAL)
        }
        self.returned = Returned(facts, {**then, **tasks}, titles, materials)
        self.main_day = cells.named("campaign_main_day").day
        self.statuses = self._options("status_", STATUSES)
        self.areas = self._options("", AREAS)

    def _options(self, prefix: str, labels: Mapping[str, Message]) -> dict[str, str]:
        """Return the words that a list offers, in any language → what the plan stores."""
        words = {
            language.text(label).casefold(): option
            for language in (Language("zh"), Language("en"))
            for option, label in labels.items()
        }
        told = {
            self.texts[f"{prefix}{option}"].casefold(): option
            for option in labels
            if prefix and f"{prefix}{option}" in self.texts
        }
        return {**words, **told}

    def read(self) -> Returned:
        self._campaign()
        self._assumptions()
        read_materials(self.cells, self.returned.materials, self, self._plain_number)
        self._tasks()
        return self.returned

    def _take(self, name: str, cell: Cell, read: Callable[[Cell], Stored]) -> None:
        """Keep what a cell says, or why it cannot be taken."""
        try:
            value = read(cell)
            self.returned.values[name] = (
                None if value is None else REGISTRY.checked(name, _typed(name, value))
            )
        except PlannerError as error:
            reason = Message(error.template, error.fields)  # type: ignore[arg-type]  # fields of say
            self.returned.unreadable.append(Unreadable(name, cell.text, reason))

    def _then(self, name: str) -> Stored:
        return self.returned.then.get(name)

    # Campaign and assumptions --------------------------------------------------------------------

    def _campaign(self) -> None:
        cell = self.cells.named("campaign_main_day")
        if MAIN_DAY in self.returned.then and cell.value is not None:
            self._take(MAIN_DAY, cell, lambda one: str(one.day or one.text))

    def _assumptions(self) -> None:
        columns = {"field": "assumptions_field", "value": "assumptions_value"}
        for _, row in self.cells.rows(columns):
            name = row.get("field", EMPTY).text
            if name not in self.returned.then or "value" not in row:
                continue
            cell = row["value"]
            if cell.is_formula and _plain(cell.typed) == _plain(self.shown.get(name, "")):
                continue  # it still follows the sheets
            self._take(name, cell, partial(self._number, name))

    def _number(self, name: str, cell: Cell) -> Stored:
        refuse_unworked(cell)
        assumption = REGISTRY.assumption(name)
        if cell.text == "" and assumption and assumption.default is not None:
            raise PlanError(
                N_(
                    "An empty cell says nothing: type a number, or reset it on the page"
                    " Assumptions."
                )
            )
        if cell.text == "":
            return None
        return self._plain_number(cell, REGISTRY.label(name))

    @staticmethod
    def _plain_number(cell: Cell, label: Message | None = None) -> Stored:
        refuse_unworked(cell)
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            return cell.value
        raise PlanError(
            N_("{label}: {value} is not a number."),
            label=label or say("A number"),
            value=cell.text,
        )

    # Materials -----------------------------------------------------------------------------------

    def number(self, name: str, cell: Cell) -> None:
        """Keep a number of the shopping list that was typed over its formula."""
        if name in self.returned.then:
            before = self.returned.values.get(name, self._then(name))
            self._take(name, cell, partial(self._number, name))
            self._refuse_two(name, before, cell)

    def text(self, name: str, cell: Cell) -> None:
        """Keep a text of the shopping list."""
        if name.endswith((".label", ".measure")) and cell.text == self.shown.get(name):
            return  # what the planner wrote, in the reader's language
        self._take(name, cell, name_of_material if name.endswith(".label") else text_of)

    def need(self, key: str, cell: Cell) -> None:
        """Keep the need of a line that follows nothing; of others the planner works it out."""
        name = f"materials.{key}.use"
        if self._then(f"materials.{key}.follows") == ONCE:
            self.number(name, cell)
        else:
            label, reason = WORKED_OUT["need"]
            self.refuse(f"materials.{key}.need", label, cell, reason)

    def refuse(self, name: str, label: Message, cell: Cell, reason: Message) -> None:
        """Keep that a cell was typed over although the planner works it out."""
        self.returned.unreadable.append(Unreadable(name, cell.text, reason, label=label))

    def row(
        self, key: str, number: int, title: str, cells: Mapping[str, tuple[Cell, Read]]
    ) -> None:
        """Keep a row that was added to a list, whole or not at all."""
        before = len(self.returned.unreadable)
        for field_name, (cell, read) in cells.items():
            self._take(f"{key}.{field_name}", cell, read)
        found = self.returned.unreadable[before:]
        if not found:
            self.returned.added.append(key)
            return
        for field_name in cells:
            self.returned.values.pop(f"{key}.{field_name}", None)
        self.returned.unreadable[before:] = [
            Unreadable(
                key,
                title or one.typed,
                say("Row {row}: {reason}", row=number, reason=one.reason),
                is_row=True,
            )
            for one in found[:1]
        ]

    def gone(self, key: str, names: Sequence[str]) -> None:
        """Keep that a row of the manager's own is gone."""
        self.returned.removed.append(key)
        for name in names:
            self.returned.values[f"{key}.{name}"] = None

    def _refuse_two(self, name: str, before: Stored, cell: Cell) -> None:
        """Refuse a material's number that two sheets give differently."""
        now = self.returned.values.get(name)
        if not is_same(name, before, self._then(name)) and not is_same(name, before, now):
            self.returned.values.pop(name, None)
            reason = say("Assumptions and Materials hold two different new values.")
            self.returned.unreadable.append(Unreadable(name, cell.text, reason))

    # Tasks ---------------------------------------------------------------------------------------

    def _tasks(self) -> None:
        rows = [
            (number, row)
            for number, row in self.cells.rows({one: f"checklist_{one}" for one in TASK_COLUMNS})
            if any(cell.text and not cell.is_formula for cell in row.values())
        ]
        if not any("id" in row and "title" in row for _, row in rows):
            return  # the sheet was removed: that says nothing about its tasks
        known, added = self._told_apart(rows)
        for task_id, row in known.items():
            self._task(task_id, row)
        repeated: Counter[str] = Counter()
        for number, row in added:
            self._added(number, row, repeated)
        for task_id in self.returned.titles:
            if is_own(task_id) and task_id not in known:
                self.gone(f"checklist.{task_id}", OF_AN_OWN_TASK)

    def _told_apart(
        self, rows: Sequence[tuple[int, Row]]
    ) -> tuple[dict[str, Row], list[tuple[int, Row]]]:
        """Return the rows of known tasks, and those that were added.

        A row that was copied carries its id along: of several, the one with the title as it was is
        the task, and the others were added.
        """
        known: dict[str, Row] = {}
        added: list[tuple[int, Row]] = []
        for number, row in sorted(rows, key=lambda one: not self._has_its_title(one[1])):
            task_id = row.get("id", EMPTY).text
            if task_id in self.returned.titles and task_id not in known:
                known[task_id] = row
            else:
                added.append((number, row))
        return known, sorted(added, key=lambda one: one[0])

    def _has_its_title(self, row: Row) -> bool:
        task_id, title = row.get("id", EMPTY).text, row.get("title", EMPTY)
        return title.is_formula or self.returned.titles.get(task_id) == title.text

    def _task(self, task_id: str, row: Row) -> None:
        readers: dict[str, tuple[str, Callable[[Cell], Stored]]] = {
            "status": ("status", self._status),
            "owner": ("owner", lambda cell: self._owner(task_id, cell)),
            "note": ("note", text_of),
        }
        if is_own(task_id):
            readers |= {
                "title": ("title", _title),
                "area": ("area", self._area),
                "evidence": ("evidence", text_of),
            }
        for name, (column, read) in readers.items():
            if column in row:
                self._take(f"checklist.{task_id}.{name}", row[column], read)
        due = f"checklist.{task_id}.due"
        self._take(due, _typed_over(row, "due", "offset"), lambda cell: self._day(cell, due))
        begins = row.get("begins", EMPTY)
        if is_own(task_id) and not begins.is_formula:
            first = f"checklist.{task_id}.first"
            self._take(first, begins, lambda cell: self._day(cell, first))
        if not is_own(task_id) and "title" in row and not self._has_its_title(row):
            reason = say("The text of this task is the planner's; write a note instead.")
            self.returned.unreadable.append(
                Unreadable(f"checklist.{task_id}.title", row["title"].text, reason)
            )

    def _added(self, number: int, row: Row, repeated: Counter[str]) -> None:
        """Take a row that was added as a task of the manager's own."""
        title = row.get("title", EMPTY).text
        task_id = id_of_row(title, repeated, self.returned.titles)
        name = f"checklist.{task_id}"
        due = _typed_over(row, "due", "offset")
        begins = row.get("begins", EMPTY)
        readers: dict[str, tuple[Cell, Callable[[Cell], Stored]]] = {
            "title": (row.get("title", EMPTY), _title),
            "area": (row.get("area", EMPTY), self._area),
            "owner": (row.get("owner", EMPTY), text_of),
            "status": (row.get("status", EMPTY), self._status),
            "due": (due, self._day),
            "first": (begins if begins.text and not begins.is_formula else due, self._day),
            "evidence": (row.get("evidence", EMPTY), text_of),
            "note": (row.get("note", EMPTY), text_of),
        }
        self.row(name, number, title, readers)

    def _status(self, cell: Cell) -> Stored:
        return _chosen(cell, self.statuses, "open", "checklist.*.status")

    def _area(self, cell: Cell) -> Stored:
        return _chosen(cell, self.areas, OWN_AREA, "checklist.own.*.area")

    def _owner(self, task_id: str, cell: Cell) -> Stored:
        name = f"checklist.{task_id}.owner"
        return self._then(name) if cell.text == self.shown.get(name) else text_of(cell)

    def _day(self, cell: Cell, name: str | None = None) -> Stored:
        """Return the day that a cell holds, from the main day; then's where it holds a formula."""
        if name is not None and cell.is_formula:
            return self._then(name)
        if isinstance(cell.value, int | float) and abs(cell.value) < LARGEST_OFFSET:
            return cell.value
        day = cell.day
        if day is not None and self.main_day is not None:
            return (day - self.main_day).days
        if not cell.text:
            return 0 if name is None else self._then(name)
        return cell.text


def _refuse_unless_numbers(then: Mapping[str, Stored]) -> None:
    """Refuse a workbook whose hidden sheet was changed: nothing can be compared with it."""
    for name, value in then.items():
        if value is not None and REGISTRY.assumption(name):
            try:
                float(value)
            except ValueError as error:
                raise damaged() from error


LARGEST_OFFSET = 10_000
"""Numbers below are days from the main day, those above a spreadsheet's dates."""


def _typed_over(row: Row, formula: str, otherwise: str) -> Cell:
    """Return the cell that was typed over its formula, else the other one."""
    cell = row.get(formula, EMPTY)
    return cell if cell.text and not cell.is_formula else row.get(otherwise, EMPTY)


def _title(cell: Cell) -> Stored:
    return needed_text(cell, N_("A task needs a title: what is to be done?"))


def _chosen(cell: Cell, options: Mapping[str, str], empty: str, name: str) -> Stored:
    refuse_unworked(cell)
    if not cell.text:
        return empty
    found = options.get(cell.text.casefold())
    if found is None:
        raise PlanError(
            N_("{label}: {value} is none of the words of the list."),
            label=REGISTRY.label(name),
            value=cell.text,
        )
    return found


def _stored(name: str, text: str) -> Stored:
    """Return a value as it was exported."""
    if not text:
        return None
    return int(text) if name.endswith((".due", ".first")) and text.lstrip("-").isdigit() else text


def _typed(name: str, value: Stored) -> object:
    """Return a value as the plan's register takes it."""
    return Decimal(value) if isinstance(value, str) and REGISTRY.assumption(name) else value


def _plain(formula: str) -> str:
    return formula.replace("$", "").replace(" ", "").casefold()
