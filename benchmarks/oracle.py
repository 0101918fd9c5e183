"""What holds of every sheet, however broken: the judge of a mutant.

It is loaded with a reason to reject each row that is not kept, or refused in plain words; and a
workspace that took it in and gave it back is as before.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import duckdb

from benchmarks.bases import bases
from benchmarks.forms import as_csv
from benchmarks.mutants import Mutant
from planner.errors import ImportRefused, PlannerError
from planner.language import Language, Message
from planner.sheets import ImportReport, Inspection, import_file, inspect, inspections_in
from planner.sheets.issues import REJECTIONS
from planner.sheets.kinds import ORDER_ITEMS, ORDERS, UNKNOWN
from planner.tables import (
    Workspace,
    current_dataset,
    imported_files,
    remove_import,
)

JARGON = re.compile(
    r"Traceback|[Dd]uck|codec|calamine|zlib|pyarrow|Exception|[a-z]Error\b|\bNone\b|0x[0-9a-f]{6}"
    r"|\\[xu][0-9a-f]{2}|/tmp|import-|planner-"
)
"""What only programmers say."""
REJECTED_SHOWN = 10_000
LANGUAGES = (Language("en"), Language("zh"))


class Wrong(AssertionError):
    """Something does not hold."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    Attributes:
        name: of the mutant.
        kind: of mutation.
        what: was done to which sheet.
        outcome: ``imported``, ``usable`` (where importing was not tried), ``refused``,
            ``failed``.
        code: of the refusal.
        problem: what does not hold.
        seconds: it took.
    """

    name: str
    kind: str
    what: str
    outcome: str
    code: str | None = None
    problem: str | None = None
    seconds: float = 0.0


class Judge:
    """Judges mutants in one folder; what they leave behind there is a fault.

    Args:
        folder: empty, and nobody else's.
    """

    def __init__(self, folder: Path) -> None:
        self._sheet = folder / "upload"
        self._temporary = folder / "temporary"
        self._temporary.mkdir()
        tempfile.tempdir = str(self._temporary)
        self._workspace = Workspace(folder / "workspace")
        base = bases()[0]
        rows = [[f'="9{row[0][3:]}', *row[1:]] for row in base.rows[:5]]
        no_shop = [name.replace("店铺", "") for name in base.header]
        self._sheet.write_bytes(as_csv([no_shop, *rows]))
        import_file(self._workspace, self._sheet, "loaded before.csv")
        self._before = self._everything()

    def judge(self, mutant: Mutant, importing: bool = True) -> Verdict:
        """Return what becomes of a mutant; nothing is raised."""
        began = monotonic()
        outcome, code, problem = "failed", None, None
        try:
            mutant.write(self._sheet)
            outcome, code = self._outcome(mutant, importing)
            if mutant.code is not None and (code or "") != mutant.code:
                raise Wrong(
                    f"{mutant.code or 'loading'} was expected, but it was {code or outcome}"
                )
        except Exception as error:
            outcome, problem = "failed", f"{type(error).__name__}: {error}"[:600]
        self._sheet.unlink(missing_ok=True)
        seconds = monotonic() - began
        return Verdict(mutant.name, mutant.kind, mutant.what, outcome, code, problem, seconds)

    def _outcome(self, mutant: Mutant, importing: bool) -> tuple[str, str | None]:
        try:
            found = inspect(self._sheet, mutant.file_name)
        except PlannerError as error:
            check_error(error)
            self._check_nothing_left()
            return "refused", error.code
        check_all(found, mutant)
        self._check_nothing_left()
        usable = [one for one in found if one.usable]
        if usable and not importing:
            return "usable", None
        try:
            report = import_file(self._workspace, self._sheet, mutant.file_name)
        except PlannerError as error:
            check_error(error)
            if usable and not isinstance(error, ImportRefused):
                raise Wrong(f"usable, but refused: {error.code}") from error
            self._check_as_before()
            return "refused", error.code
        try:
            check(bool(usable), "not usable, but loaded")
            self._check_loaded(report, found, mutant)
        finally:
            with self._workspace.locked():
                remove_import(self._workspace, report.import_id)
        self._check_as_before()
        return "imported", None

    def _check_nothing_left(self) -> None:
        left = [path.name for path in self._temporary.iterdir()]
        left += [path.name for path in self._workspace.spool.iterdir()]
        check(not left, f"left behind: {left}")

    def _check_as_before(self) -> None:
        self._check_nothing_left()
        check(self._everything() == self._before, "the workspace is not as before")
        self._forget_unused()

    def _forget_unused(self) -> None:
        """Remove what the next start would sweep, so that thousands of cases fit on the disk."""
        kept = current_dataset(self._workspace)
        for path in self._workspace.versions.iterdir():
            if kept is None or path.name != kept.version:
                shutil.rmtree(path, ignore_errors=True)
        used = {file.import_id for file in imported_files(self._workspace)}
        for path in self._workspace.imports.iterdir():
            if path.name not in used:
                shutil.rmtree(path, ignore_errors=True)

    def _everything(self) -> list[Any]:
        """Return all that a reader of the workspace can see."""
        dataset = current_dataset(self._workspace)
        check(dataset is not None, "no data are visible")
        assert dataset is not None
        tables = {path.stem: path for path in sorted(dataset.folder.glob("*.parquet"))}
        return [
            [file.file_name for file in imported_files(self._workspace)],
            {name: sorted(map(repr, stored(path))) for name, path in tables.items()},
        ]

    def _check_loaded(
        self, report: ImportReport, found: Sequence[Inspection], mutant: Mutant
    ) -> None:
        check_all(report.sheets, mutant)
        for loaded, looked_at in zip(report.sheets, found, strict=True):
            differs = difference(_alone(loaded), looked_at.to_json())
            check(not differs, f"loading found something else than inspecting: {differs}")
        folder = self._workspace.imports / report.import_id
        held = {path.stem: path for path in folder.glob("*.parquet")}
        check(bool(held), "loaded, but no table")
        usable = [one for one in report.sheets if one.usable]
        for name, path in held.items():
            self._check_table(name, path, usable, mutant)
        dataset = current_dataset(self._workspace)
        assert dataset is not None
        ids = _order_ids(dataset.folder / "orders.parquet")
        check(len(set(ids)) == len(ids), "an order stands twice in the merged table")
        for path in dataset.folder.glob("*.parquet"):
            stored(path)
        (told,) = [f for f in imported_files(self._workspace) if f.import_id == report.import_id]
        check(
            [one.to_json() for one in inspections_in(told.report)]
            == [one.to_json() for one in report.sheets],
            "the stored report reads back differently",
        )
        hidden(json.dumps(dict(told.report), ensure_ascii=False, default=str), mutant, "the report")

    def _check_table(
        self, name: str, path: Path, usable: Sequence[Inspection], mutant: Mutant
    ) -> None:
        rows = stored(path)
        kept = sum(one.rows_kept for one in usable)
        check(len(rows) <= kept, f"{name}: {len(rows)} rows of {kept} kept ones")
        if name == "orders":
            ids = _order_ids(path)
            check(len(set(ids)) == len(ids), "an order stands twice")
        if len(usable) == 1:
            (one,) = usable
            exact = {ORDERS: "orders", ORDER_ITEMS: "order_items"}
            if exact.get(one.kind) == name:
                check(len(rows) == one.rows_kept, f"{name}: {len(rows)} rows, {one.rows_kept} kept")
            if name == "orders":
                total = stored(path, "count(*), sum(gross_amount)", "NOT is_return")[0]
                told = (one.totals.get("orders"), one.totals.get("gross_amount"))
                check(total == told, f"orders: {total} stored, {told} told")
        hidden(repr(rows), mutant, f"the table {name}")


def check(holds: bool, what: str) -> None:
    """Complain where something does not hold."""
    if not holds:
        raise Wrong(what)


def _alone(loaded: Inspection) -> dict[str, Any]:
    """Return what is said of a table but for what earlier ones of its file hold.

    Looking at a file keeps none of its tables, so only loading can tell.
    """
    told = loaded.to_json()
    issues = [issue for issue in told["issues"] if not issue["code"].endswith("_in_file")]
    return {**told, "issues": issues}


def difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return where two reports differ; empty where they do not."""
    return "; ".join(f"{key}: {one[key]} / {other[key]}" for key in one if one[key] != other[key])


def stored(path: Path, columns: str = "*", where: str = "true") -> list[tuple[Any, ...]]:
    """Return the rows of a table in a workspace."""
    with duckdb.connect() as engine:
        found = engine.read_parquet(str(path)).filter(where)
        return (found if columns == "*" else found.aggregate(columns)).fetchall()


def _order_ids(path: Path) -> list[Any]:
    (found,) = stored(path, "list(order_id)")
    return found[0] or []


def hidden(text: str, mutant: Mutant, where: str) -> None:
    """Complain where a planted secret shows."""
    for secret in mutant.secrets:
        if secret in text:
            at = text.index(secret)
            raise Wrong(f"{secret} shows in {where}: {text[max(0, at - 60) : at + 40]!r}")


def check_all(found: Sequence[Inspection], mutant: Mutant) -> None:
    """Check what was made of all tables of a file."""
    check(bool(found), "no table and no error")
    for one in found:
        check_inspection(one)
        texts = [*map(repr, one.preview), *map(repr, one.rejected), json.dumps(one.to_json())]
        texts += [str(place) for issue in one.issues for place in issue.places]
        texts.append(json.dumps(one.to_dict(), ensure_ascii=False, default=str))
        for text in texts:
            hidden(text, mutant, f"what is said of {one.sheet}")
    if mutant.lines is not None and all(one.kind != UNKNOWN for one in found):
        lines = sum(one.lines for one in found)
        check(lines == mutant.lines, f"{lines} lines told of {mutant.lines}")


def check_inspection(one: Inspection) -> None:
    """Check the books of a table: each line and each row is accounted for, once."""
    check(len(one.mapping) == len(one.header), "a column without a place in the mapping")
    parts = (one.lines_above, one.lines_blank, one.lines_joined, one.lines_unread, one.rows_read)
    check(one.lines == sum(parts), f"{one.lines} lines are not {' + '.join(map(str, parts))}")
    if one.kind != UNKNOWN:
        check(
            one.rows_read == one.rows_kept + one.rows_rejected,
            f"{one.rows_read} rows are not {one.rows_kept} + {one.rows_rejected}",
        )
        counted = sum(issue.count for issue in one.issues if issue.code in REJECTIONS)
        check(counted == one.rows_rejected, f"{counted} rejections told of {one.rows_rejected}")
        shown = min(one.rows_rejected, REJECTED_SHOWN)
        check(len(one.rejected) == shown, f"{len(one.rejected)} rejected rows shown of {shown}")
        check(len(one.preview) <= one.rows_kept, "more rows in the preview than kept")
    else:
        check(bool(one.issues), "not recognised, and nothing is said")
    check(min([1, one.rows_read, one.rows_kept, one.rows_rejected]) >= 0, "a count below zero")
    for issue in one.issues:
        check(issue.count >= 0 and len(issue.places) <= 5, f"{issue.code}: an odd count")
        message = issue.message
        check_words(partial(Language.text, message=message), message.fields)
    again = Inspection.from_dict(json.loads(json.dumps(one.to_dict(), default=str)))
    check(again.to_json() == one.to_json(), "the report reads back differently")
    json.dumps(one.to_dict(), ensure_ascii=False, default=str).encode()


def check_error(error: PlannerError) -> None:
    """Check that an error says what to do, in both languages, in plain words."""
    check_words(lambda language: language.error(error), error.fields)
    str(error)


def check_words(say: Callable[[Language], str], fields: Mapping[str, object]) -> None:
    """Check a sentence: whole, plain, and fit to be shown."""
    for language in LANGUAGES:
        text = say(language)
        text.encode()
        for given in sorted(_texts_in(fields), key=len, reverse=True):
            text = text.replace(given, "…")
        check(len(text) > 9, f"hardly a sentence: {text!r}")
        check("{" not in text and "}" not in text, f"an open place: {text!r}")
        found = JARGON.search(text)
        check(found is None, f"{found and found[0]} is no plain word: {text!r}")


def _texts_in(fields: Mapping[str, object]) -> Iterator[str]:
    """Yield the texts that came out of the file: they may hold anything."""
    for value in fields.values():
        if isinstance(value, Message):
            yield from _texts_in(value.fields)
        elif isinstance(value, str) and value:
            yield value
