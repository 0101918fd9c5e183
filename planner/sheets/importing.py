"""Loading sheets into a workspace: all or nothing, one commit a file."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from planner.errors import N_, ImportRefused, SheetError
from planner.language import Message, say
from planner.sheets.cleaning import Cleaned
from planner.sheets.inspecting import (
    Choices,
    Examination,
    examined_tables,
    inspections_of_left_out,
    readings,
)
from planner.sheets.kinds import KIND_LABELS, KINDS, ORDER_ITEMS, UNKNOWN
from planner.sheets.memory import remember, remembered_choices
from planner.sheets.opening import opened
from planner.sheets.recognise import recognise
from planner.sheets.report import Choice, ImportReport, Inspection, Part, inspections_in
from planner.tables import (
    TABLES,
    ImportedFile,
    Workspace,
    buyer_key,
    connect,
    current_dataset,
    import_folder,
    imported_files,
    new_import_id,
    publish_import,
    sync_file,
    write_parquet,
)

Progress = Callable[[Message, float], None]
SPANS = ("first_created_at", "last_created_at", "first_day", "last_day")
"""Totals that say from when to when a table goes."""
SAME = {
    "stock": "sku, barcode, spec, warehouse, eta",
    "products": "sku, barcode",
    "traffic": "period_start, period_end, hour, source, source_detail, product_id,"
    " CASE WHEN product_id IS NULL THEN title END",
    "discounts": "name, tool, sku, product_id, title, starts_at, ends_at, event_price,"
    " discount_share, amount_off, threshold, status",
    "parcels": "tracking_number, order_id",
}
"""Table → SQL for what two rows have in common that are of the same; others are of orders."""


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
            reports.append(import_file(workspace, path, name, progress=part))
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
    with naming_file(name), opened(path) as sheets:
        kinds = {recognise(sheet.head, Choice()).kind for sheet in sheets}
    return ORDER_ITEMS in kinds and kinds <= {ORDER_ITEMS, UNKNOWN}


def _part(progress: Progress | None, number: int, files: int) -> Progress | None:
    """Return the progress of one file as a part of that of all."""
    if progress is None:
        return None
    return lambda stage, share: progress(stage, (number + share) / files)


def import_file(
    workspace: Workspace,
    path: Path,
    file_name: str,
    choices: Choices | None = None,
    progress: Progress | None = None,
    loaded_on: date | None = None,
) -> ImportReport:
    """Load a file: the tables of it that were chosen, or all that can be used.

    Nothing changes before the one commit at the end; whatever stops the import leaves the data
    as it was. Progress is told while nothing is being written.

    Args:
        workspace: to load into.
        path: where the file lies.
        file_name: as the manager knows it.
        choices: the tables to load, with what the manager decided for each; None = all.
        progress: told the stage and the share that is done.
        loaded_on: the planner's today, which is the day of a sheet that names none; None = this
            machine's.

    Raises:
        SheetError: the file, or every table in it, cannot be used.
        ImportRefused: the same content is loaded already, or it does not go with what is loaded.
        WorkspaceBusy: another import is running.
    """
    tell = progress or _say_nothing
    tell(say("Reading the file"), 0.0)
    content = _content_hash(path, choices)
    _refuse_if_loaded(workspace, content, file_name)
    folder = Path(tempfile.mkdtemp(prefix="import-", dir=workspace.spool))
    with_ = Examination(
        file_name,
        hash_key=buyer_key(workspace),
        choices=choices or {},
        remembered=remembered_choices(workspace) if choices is None else {},
        import_id=new_import_id(),
        folder=folder,
        loaded=current_dataset(workspace),
    )
    try:
        inspections = _take_in(path, with_, choices, folder, tell)
        usable = [one for one in inspections if one.usable]
        if not usable:
            raise _unusable(inspections)
        _refuse_other_shop(workspace, usable, file_name)
        tell(say("Saving the tables"), 0.7)
        identity = _with_period(content, usable)
        report = _publish(workspace, with_, identity, inspections, folder, loaded_on)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for part, choice in (choices or {}).items():
        header = next((one.header for one in inspections if one.part == part), ())
        remember(workspace, header, choice)
    tell(say("Loaded"), 1.0)
    return report


def _say_nothing(_stage: Message, _share: float) -> None:
    """Stand in where nobody wants to know the progress."""


def _take_in(
    path: Path, with_: Examination, choices: Choices | None, folder: Path, tell: Progress
) -> tuple[Inspection, ...]:
    """Inspect the tables of a file and keep the rows of those that are wanted."""
    inspections = []
    with opened(path, readings(with_.choices), folder) as sheets:
        for number, sheet in enumerate(sheets):
            share = 0.1 + 0.6 * number / len(sheets)
            tell(say("Cleaning the rows"), share)
            for inspection, rows in examined_tables(sheet, sheets, with_):
                wanted = choices is None or inspection.part in choices
                if not wanted:
                    continue
                inspections.append(inspection)
                if rows and inspection.usable:
                    tell(say("{rows} rows cleaned", rows=inspection.rows_read), share)
                    _keep(inspection, rows, with_, folder, len(inspections))
        inspections += inspections_of_left_out(sheets, with_.file_name)
    seen = {one.part for one in inspections}
    if missing := [part for part in choices or {} if part not in seen]:
        raise SheetError(
            "no_such_table",
            N_("The file has no table {table}. Choose among those it has."),
            table=" › ".join(str(name) for name in missing[0] if name),
        )
    return tuple(inspections)


def _keep(
    inspection: Inspection, rows: Cleaned, with_: Examination, folder: Path, number: int
) -> None:
    """Move the canonical tables of one part of the file to where all of them are gathered."""
    for table in KINDS[inspection.kind].tables:
        target = folder / f"{table}-{number:04}.part"
        (rows.folder / f"{table}.parquet").replace(target)
        with_.earlier.setdefault(table, []).append(target)


def _content_hash(path: Path, choices: Choices | None) -> str:
    """Return what stands for the bytes, followed by what stands for the tables where some are."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    if choices is None or list(choices) == [Part()]:
        return content
    parts = json.dumps(sorted(map(str, choices)))
    return f"{content}:{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


def _with_period(content: str, usable: Sequence[Inspection]) -> str:
    """Return what stands for a file: its content, and its days where only its name states them.

    The figures of two quiet days may be the same to the byte.
    """
    days = sorted(
        f"{inspection.totals['first_day']:%Y-%m-%d}~{inspection.totals['last_day']:%Y-%m-%d}"
        for inspection in usable
        if any(issue.code == "period_of_file" for issue in inspection.issues)
    )
    return "@".join((content, *days))


def _refuse_if_loaded(workspace: Workspace, content_hash: str, file_name: str) -> None:
    """Refuse before the work; the commit looks again while it holds the workspace."""
    if any(file.content_hash == content_hash for file in imported_files(workspace)):
        raise ImportRefused(
            N_("{file} is loaded already: its content is the same."), file=file_name
        )


def _unusable(inspections: Sequence[Inspection]) -> SheetError:
    """Return the error for a file of which no sheet can be loaded, in the words of its first."""
    found = [one for one in inspections if one.issues or one.header_row]
    if not found:
        return SheetError(
            "no_rows", N_("The file has no sheet with rows. A list was expected; export it again.")
        )
    told = next((one for one in found if one.header_row is not None), found[0])
    if told.issues and (issue := told.issues[0]).severity == "error":
        return SheetError(issue.code, issue.message.template, **issue.message.fields)
    return SheetError(
        "no_usable_rows",
        N_(
            "The sheet was taken for: {kind}. It has {rows} rows below the header, and none of"
            " them can be used. Look at the preview and the mapping."
        ),
        kind=KIND_LABELS[told.kind],
        rows=told.rows_read,
    )


def _refuse_other_shop(workspace: Workspace, usable: Sequence[Inspection], file_name: str) -> None:
    """Refuse a sheet of another shop or currency: two shops never add up in one workspace."""
    for loaded in imported_files(workspace):
        for there in inspections_in(loaded.report):
            for here in usable:
                _refuse_if_other(here, there, file_name, loaded.file_name)


def _refuse_if_other(here: Inspection, there: Inspection, file_name: str, loaded: str) -> None:
    if here.shops and there.shops and not set(here.shops) & set(there.shops):
        raise ImportRefused(
            N_(
                "{file} is of the shop {shop}, but {loaded} is of the shop {other}. A workspace"
                " holds one shop: remove the loaded sheets first, or set the column with the shop"
                " to “not used” if it is the same one."
            ),
            file=file_name,
            shop=here.shops[0],
            loaded=loaded,
            other=there.shops[0],
        )
    if here.currency and there.currency and here.currency != there.currency:
        raise ImportRefused(
            N_(
                "{file} is in {currency}, but {loaded} is in {other}. Amounts of two currencies"
                " never add up: remove the loaded sheets first."
            ),
            file=file_name,
            currency=here.currency,
            loaded=loaded,
            other=there.currency,
        )


def _publish(
    workspace: Workspace,
    with_: Examination,
    content_hash: str,
    inspections: Sequence[Inspection],
    gathered: Path,
    loaded_on: date | None,
) -> ImportReport:
    now = datetime.now()
    usable = [one for one in inspections if one.usable]
    kinds = list(dict.fromkeys(one.kind for one in usable))
    dates = [
        moment
        for one in usable
        for name in SPANS
        if isinstance(moment := one.totals.get(name), datetime)
    ]
    with workspace.locked():
        if buyer_key(workspace) != with_.hash_key:
            raise ImportRefused(
                N_("The workspace was restored or emptied while {file} was read. Load it again."),
                file=with_.file_name,
            )
        folder = import_folder(workspace, with_.import_id)
        file = ImportedFile(
            import_id=folder.name,
            file_name=with_.file_name,
            sheet=usable[0].sheet if len(usable) == 1 else None,
            content_hash=content_hash,
            kind=" ".join(kinds),
            rows_kept=sum(one.rows_kept for one in usable),
            first_at=min(dates, default=None),
            last_at=max(dates, default=None),
            imported_at=now,
            report={
                "sheets": [one.to_dict() for one in inspections],
                "loaded_on": (loaded_on or now.date()).isoformat(),
            },
        )
        try:
            for table in TABLES:
                _gather(table, sorted(gathered.glob(f"{table}-*.part")), folder)
            dataset = publish_import(workspace, file)
        except BaseException:
            # Streamlit stops a run by a BaseException. After the commit the folder is in use.
            if all(other.import_id != folder.name for other in imported_files(workspace)):
                shutil.rmtree(folder, ignore_errors=True)
            raise
    return ImportReport(
        folder.name, with_.file_name, file.kind, dataset.version, tuple(inspections)
    )


def _gather(table: str, parts: Sequence[Path], folder: Path) -> None:
    """Make one canonical table of what all tables of a file hold of it."""
    target = folder / f"{table}.parquet"
    if len(parts) == 1:
        parts[0].replace(target)
        sync_file(target)
    elif parts:
        names = {f"part_{number}": part for number, part in enumerate(parts)}
        sheets = " UNION ALL BY NAME ".join(
            f'SELECT *, {number} AS sheet FROM "{name}"'  # noqa: S608 - own names
            for number, name in enumerate(names)
        )
        with connect(names) as engine, engine.cursor() as cursor:
            described = cursor.execute(f"DESCRIBE {sheets}").fetchall()
            columns = [str(name) for name, *_ in described if name != "sheet"]
            write_parquet(cursor, _newest(table, columns, sheets), target)


def _newest(table: str, columns: Sequence[str], sheets: str) -> str:
    """Return the rows of all sheets.

    Of an order they are those of the last sheet that holds it. Of an item, or of the visitors of a
    day, each column is from the last sheet that says it: sheets of a workbook complete each other.
    """
    if table in SAME:
        last = ", ".join(f'arg_max("{name}", sheet) AS "{name}"' for name in columns)
        return f"SELECT {last} FROM ({sheets}) AS sheets GROUP BY {SAME[table]}"  # noqa: S608 - own names
    newest = f"SELECT * EXCLUDE (sheet) FROM ({sheets}) AS sheets"  # noqa: S608 - own names
    return newest + " QUALIFY sheet = max(sheet) OVER (PARTITION BY order_id)"
