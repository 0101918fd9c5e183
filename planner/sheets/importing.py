"""Loading sheets into a workspace: all or nothing, one commit a file."""

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from planner.errors import N_, ImportRefused, SheetError
from planner.language import Message, say
from planner.sheets.cleaning import Cleaned
from planner.sheets.inspecting import examined
from planner.sheets.kinds import KIND_LABELS, KINDS, ORDER_ITEMS, UNKNOWN
from planner.sheets.reading import RawSheet, read_sheets
from planner.sheets.recognise import recognise
from planner.sheets.report import Choice, ImportReport, Inspection
from planner.tables import (
    TABLES,
    ImportedFile,
    Workspace,
    connect,
    import_folder,
    imported_files,
    publish_import,
    write_parquet,
)

Progress = Callable[[Message, float], None]
KEY_FILE = "buyers.key"
KEY_BYTES = 32
CHUNK_BYTES = 1 << 20

Usable = tuple[Inspection, Cleaned]


def import_files(
    workspace: Workspace, files: Iterable[tuple[Path, str]], progress: Progress | None = None
) -> tuple[ImportReport, ...]:
    """Load several files, lists of orders before lists of their items.

    Each file is an import of its own: what is loaded before one fails stays loaded.

    Raises:
        SheetError: a file cannot be used; the error names it.
        ImportRefused: a file is loaded already.
        WorkspaceBusy: another import is running.
    """
    given = list(files)
    in_order = sorted(given, key=lambda file: _is_item_list(*file)) if len(given) > 1 else given
    reports = []
    for number, (path, name) in enumerate(in_order):
        with naming_file(name):
            part = _part(progress, number, len(in_order))
            reports.append(import_sheet(workspace, path, name, progress=part))
    return tuple(reports)


@contextmanager
def naming_file(name: str) -> Iterator[None]:
    """Name the file in an error about it: of several files the reader must know which one."""
    try:
        yield
    except SheetError as error:
        raise SheetError(
            error.code,
            N_("{file}: {reason}"),
            file=name,
            # An error carries any field; what no message knows is written as text.
            reason=Message(error.template, error.fields),  # type: ignore[arg-type]
        ) from error


def _is_item_list(path: Path, name: str) -> bool:
    """Return whether nothing but order items is in a file, by its headers alone."""
    with naming_file(name):
        sheets = read_sheets(path)
    kinds = {recognise(sheet.head, Choice()).kind for sheet in sheets}
    return ORDER_ITEMS in kinds and kinds <= {ORDER_ITEMS, UNKNOWN}


def _part(progress: Progress | None, number: int, files: int) -> Progress | None:
    """Return the progress of one file as a part of that of all."""
    if progress is None:
        return None
    return lambda stage, share: progress(stage, (number + share) / files)


def import_sheet(
    workspace: Workspace,
    path: Path,
    file_name: str,
    choice: Choice | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Load a file: one sheet of it, or all that can be used.

    Nothing changes before the one commit at the end; whatever stops the import leaves the data
    as it was. Progress is told while nothing is being written.

    Args:
        workspace: to load into.
        path: where the file lies.
        file_name: as the manager knows it.
        choice: what the manager decided.
        sheet: the one sheet to load; None = all that can be used.
        progress: told the stage and the share that is done.

    Raises:
        SheetError: the file, or every sheet in it, cannot be used.
        ImportRefused: the same content is loaded already.
        WorkspaceBusy: another import is running.
    """
    tell = progress or _say_nothing
    wanted = choice or Choice()
    tell(say("Reading the file"), 0.0)
    sheets = _wanted_sheets(read_sheets(path, wanted.encoding), sheet)
    content = _content_hash(path, sheet)
    _refuse_if_loaded(workspace, content, file_name)
    key = buyer_key(workspace)
    with ExitStack() as stack:
        examinations = []
        for number, one in enumerate(sheets):
            tell(say("Cleaning the rows"), 0.1 + 0.6 * number / len(sheets))
            examinations.append(stack.enter_context(examined(one, file_name, wanted, key)))
        inspections = tuple(inspection for inspection, _ in examinations)
        usable = [
            (inspection, rows) for inspection, rows in examinations if rows and inspection.usable
        ]
        if not usable:
            raise _unusable(inspections)
        tell(say("Saving the tables"), 0.7)
        report = _publish(workspace, file_name, sheet, content, inspections, usable)
    tell(say("Loaded"), 1.0)
    return report


def _say_nothing(_stage: Message, _share: float) -> None:
    """Stand in where nobody wants to know the progress."""


def _wanted_sheets(sheets: Sequence[RawSheet], name: str | None) -> Sequence[RawSheet]:
    wanted = [one for one in sheets if name is None or one.name == name]
    if not wanted:
        raise SheetError(
            "no_such_sheet",
            N_("The workbook has no sheet named {sheet}; it has {names}."),
            sheet=name,
            names=", ".join(one.name or "" for one in sheets),
        )
    return wanted


def _content_hash(path: Path, sheet: str | None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    digest.update(f"\0{sheet or ''}".encode())
    return digest.hexdigest()


def _refuse_if_loaded(workspace: Workspace, content_hash: str, file_name: str) -> None:
    """Refuse before the work; the commit looks again while it holds the workspace."""
    if any(file.content_hash == content_hash for file in imported_files(workspace)):
        raise ImportRefused(
            N_("{file} is loaded already: its content is the same."), file=file_name
        )


def buyer_key(workspace: Workspace) -> str:
    """Return the workspace's secret for buyers stored as a hash, made when first needed."""
    path = workspace.folder / KEY_FILE
    if path.exists():
        return path.read_text(encoding="ascii")
    with workspace.locked():
        if not path.exists():
            making = path.with_suffix(".new")
            making.unlink(missing_ok=True)
            making.touch(mode=0o600)
            making.write_text(secrets.token_hex(KEY_BYTES), encoding="ascii")
            making.replace(path)
    return path.read_text(encoding="ascii")


def _unusable(inspections: Sequence[Inspection]) -> SheetError:
    """Return the error for a file of which no sheet can be loaded, in the words of its first."""
    found = [inspection for inspection in inspections if inspection.issues]
    if not found:
        return SheetError(
            "no_rows", N_("The file has no sheet with rows. A list of orders was expected.")
        )
    told = next((one for one in found if one.header_row is not None), found[0])
    if told.kind != UNKNOWN:
        return SheetError(
            "no_usable_rows",
            N_(
                "The sheet was taken for: {kind}. It has {rows} rows below the header, and none of"
                " them can be used. Look at the preview and the mapping."
            ),
            kind=KIND_LABELS[told.kind],
            rows=told.rows_read,
        )
    issue = told.issues[0]
    return SheetError(issue.code, issue.message.template, **issue.message.fields)


def _publish(
    workspace: Workspace,
    file_name: str,
    sheet: str | None,
    content_hash: str,
    inspections: Sequence[Inspection],
    usable: Sequence[Usable],
) -> ImportReport:
    kinds = sorted({inspection.kind for inspection, _ in usable}, reverse=True)
    dates = [
        moment
        for inspection, _ in usable
        for name in ("first_created_at", "last_created_at")
        if isinstance(moment := inspection.totals.get(name), datetime)
    ]
    with workspace.locked():
        folder = import_folder(workspace)
        file = ImportedFile(
            import_id=folder.name,
            file_name=file_name,
            sheet=sheet or (usable[0][0].sheet if len(usable) == 1 else None),
            content_hash=content_hash,
            kind="+".join(kinds),
            rows_kept=sum(inspection.rows_kept for inspection, _ in usable),
            first_at=min(dates, default=None),
            last_at=max(dates, default=None),
            imported_at=datetime.now(),
            report={"sheets": [inspection.to_dict() for inspection in inspections]},
        )
        try:
            for table in TABLES:
                _write(table, [one for one in usable if table in KINDS[one[0].kind].tables], folder)
            dataset = publish_import(workspace, file)
        except BaseException:
            # Streamlit stops a run by a BaseException. After the commit the folder is in use.
            if all(other.import_id != folder.name for other in imported_files(workspace)):
                shutil.rmtree(folder, ignore_errors=True)
            raise
    return ImportReport(folder.name, file_name, file.kind, dataset.version, tuple(inspections))


def _write(table: str, usable: Sequence[Usable], folder: Path) -> None:
    """Write a canonical table from all sheets that fill it; the last sheet's orders win."""
    target = folder / f"{table}.parquet"
    if len(usable) == 1:
        write_parquet(usable[0][1].cursor, f'SELECT * FROM "{table}"', target)  # noqa: S608 - own names
        return
    parts = {f"part_{number}": folder / f"{table}-{number}.part" for number in range(len(usable))}
    for (_, rows), part in zip(usable, parts.values(), strict=True):
        write_parquet(rows.cursor, f'SELECT * FROM "{table}"', part)  # noqa: S608 - own names
    if parts:
        engine = connect(parts)
        sheets = " UNION ALL ".join(
            f'SELECT *, {number} AS sheet FROM "{name}"'  # noqa: S608 - own names
            for number, name in enumerate(parts)
        )
        newest = (
            f"SELECT * EXCLUDE (sheet) FROM ({sheets}) AS sheets"  # noqa: S608 - own names
            " QUALIFY sheet = max(sheet) OVER (PARTITION BY order_id)"
        )
        with engine.cursor() as cursor:
            write_parquet(cursor, newest, target)
        engine.close()
    for part in parts.values():
        part.unlink()
