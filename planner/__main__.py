"""The command line: the same functions as the screens, without a server.

    python -m planner inspect FILE… [--json]
    python -m planner plan FILE… --event-day YYYY-MM-DD [--reference-day YYYY-MM-DD]
                           [--goal AMOUNT | --growth SHARE] [--today DATE]
                           [--assumptions FILE.toml] [--lang zh|en] [--out FILE.xlsx] [--json]
                           [--simulate]
    python -m planner backtest FILE… [--event DAY[..DAY]] [--past DAY[..DAY] …]
                           [--by product|category] [--column HEADER=FIELD …]
                           [--lang zh|en] [--json]
    python -m planner import FILE…
    python -m planner backup FILE.zip
    python -m planner restore FILE.zip [--replace]

Nothing but the answer goes to stdout; progress and messages go to stderr. Exit code 0, or 2 with a
plain message on bad input.
"""

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from planner.activities.written import as_field, refuse_strays
from planner.campaign import Plan
from planner.checklist import (
    Checklist,
    activities_as_json,
    build_checklist,
    capacity_as_json,
    customers_as_json,
    funnel_as_json,
    inventory_as_json,
    reminders_as_json,
    roster_as_json,
    tracking_as_json,
    write_workbook,
)
from planner.demand import Days, DemandAssumptions
from planner.demand.back_test import (
    Grain,
    back_test,
    days_to_test,
    sheet_events,
    told_as_text,
)
from planner.errors import N_, PlanError, PlannerError, SheetError
from planner.figures import Figure
from planner.language import Language, Message, Unit, language_for, say
from planner.planning import REGISTRY, Answer, answer
from planner.planning.followed import followed
from planner.sheets import (
    KIND_LABELS,
    KINDS,
    Choice,
    Inspection,
    import_files,
    inspect,
    naming_file,
    remember,
)
from planner.sheets.labels import counts, field_label, how_read, not_read, places, totals
from planner.sheets.report import names
from planner.simulation import DemandOf, Simulated, simulate_days
from planner.tables import (
    BackupContents,
    Workspace,
    back_up,
    contents_of,
    current_dataset,
    read_backup,
    restore,
)

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console that knows no Chinese still prints the rest.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text streams
    given = _parser().parse_args(arguments)
    language = language_for(given.lang)
    try:
        given.run(given, language)
    except PlannerError as error:
        print(language.error(error), file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(f"{error.strerror}: {error.filename}", file=sys.stderr)
        return BAD_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="planner", description="Campaign planner · 大促计划")
    commands = parser.add_subparsers(
        required=True, metavar="inspect|plan|backtest|import|backup|restore"
    )
    looking = commands.add_parser("inspect", help="say what sheets hold, store nothing")
    looking.add_argument("files", nargs="+", type=Path, metavar="FILE")
    looking.add_argument("--json", action="store_true", help="print one object a sheet")
    looking.set_defaults(run=_inspect)
    planning = commands.add_parser("plan", help="plan a campaign from sheets, store nothing")
    planning.add_argument("files", nargs="+", type=Path, metavar="FILE")
    planning.add_argument("--event-day", required=True, type=_day, help="main day D")
    planning.add_argument("--reference-day", type=_day, help="main day of the last event")
    goal = planning.add_mutually_exclusive_group()
    goal.add_argument("--goal", metavar="AMOUNT", help="revenue over the window")
    goal.add_argument("--growth", metavar="SHARE", help="growth on last year, 0.3 = 30 %%")
    planning.add_argument("--today", type=_day, default=date.today(), help="default: today")
    planning.add_argument("--assumptions", type=Path, metavar="FILE.toml")
    planning.add_argument("--out", type=Path, metavar="FILE.xlsx", help="write the workbook")
    planning.add_argument("--json", action="store_true", help="print the whole plan")
    planning.add_argument(
        "--simulate", action="store_true", help="run the days, for the workbook and --json"
    )
    planning.set_defaults(run=_plan)
    testing = commands.add_parser("backtest", help="forecast a past event, and say how far off")
    testing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    testing.add_argument("--event", type=_days, metavar="DAY[..DAY]", help="event to hold out")
    testing.add_argument(
        "--past",
        type=_days,
        nargs="+",
        action="extend",
        metavar="DAY[..DAY]",
        help="events to forecast it from",
    )
    testing.add_argument("--by", choices=[grain.value for grain in Grain], default="product")
    testing.add_argument(
        "--column",
        type=_column,
        action="append",
        metavar="HEADER=FIELD",
        help="what a column is, such as category_2=product_id; nothing after = leaves it out",
    )
    testing.add_argument("--json", action="store_true", help="print all numbers")
    testing.set_defaults(run=_backtest)
    loading = commands.add_parser("import", help="load sheets into the workspace")
    loading.add_argument("files", nargs="+", type=Path, metavar="FILE")
    loading.set_defaults(run=_import)
    keeping = commands.add_parser("backup", help="write the workspace into one file")
    keeping.add_argument("file", type=Path, metavar="FILE.zip")
    keeping.set_defaults(run=_backup)
    restoring = commands.add_parser("restore", help="put a back-up in place of the workspace")
    restoring.add_argument("file", type=Path, metavar="FILE.zip")
    restoring.add_argument("--replace", action="store_true", help="plans and sheets are there: go")
    restoring.set_defaults(run=_restore)
    for command in (looking, planning, testing, loading, keeping, restoring):
        command.add_argument("--lang", choices=("zh", "en"), default="en")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: write a day as 2026-11-11") from error


def _days(text: str) -> Days:
    """Return a day, or the first and the last of several: ``2026-11-10..2026-11-12``."""
    first, _, last = text.partition("..")
    days = _day(first), _day(last or first)
    if days[1] < days[0]:
        raise argparse.ArgumentTypeError(f"{text}: the last day lies before the first")
    return days


def _column(text: str) -> tuple[str, str | None]:
    header, equals, name = text.rpartition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text}: write it as HEADER=FIELD")
    return header, name or None


def _inspect(given: argparse.Namespace, language: Language) -> None:
    found = [
        (one, name)
        for inspections in map(_looked_at, given.files)
        for one, name in zip(inspections, names(inspections), strict=True)
    ]
    if given.json:
        # For programs: the same in every language.
        _print_json([{**one.to_json(), "sheet": name and str(name)} for one, name in found])
        return
    for inspection, name in found:
        print(_told(inspection, name, language))


def _looked_at(path: Path) -> tuple[Inspection, ...]:
    if not path.is_file():
        raise SheetError("no_file", N_("There is no file {file}."), file=str(path))
    with naming_file(path.name):
        return inspect(path, path.name)


def _told(inspection: Inspection, name: Message | None, language: Language) -> str:
    """Return an inspection in plain words: how it was read, what adds up, what is what."""
    if inspection.left_out:
        return f"{inspection.file}: {language.text(not_read(inspection))}"
    file = inspection.file if name is None else f"{inspection.file} [{language.text(name)}]"
    kind, became = KIND_LABELS[inspection.kind], say("cannot be loaded")
    if inspection.rows_read:
        became = counts(inspection)
    title = say("{file}: {kind}, {became}", file=file, kind=kind, became=became)
    return "\n".join(
        [language.text(title), *(f"  {line}" for line in _lines(inspection, language))]
    )


def _lines(inspection: Inspection, language: Language) -> Iterator[str]:
    """Yield the lines below the title: how a table was read, its columns, totals and issues."""
    if read := how_read(inspection, language):
        yield " · ".join(read)
    if inspection.lines:
        yield language.text(inspection.reconciliation)
    for header, field in zip(inspection.header, inspection.mapping, strict=True):
        if field:
            yield f"{header} → {field_label(field, language)}"
    for label, value in totals(inspection, language):
        yield f"{label} = {value}"
    for issue in inspection.issues:
        count = language.number(issue.count)
        yield f"{count} × {issue.code}: {language.text(issue.message)}"
        if where := places(issue, language):
            yield f"  {' · '.join(where)}"


def _plan(given: argparse.Namespace, language: Language) -> None:
    if given.out and not given.out.absolute().parent.is_dir():
        raise PlanError(
            N_("There is no folder {folder} to write the workbook into."),
            folder=str(given.out.parent),
        )
    plan = Plan("command-line", 1, _values(given))
    with _temporary_workspace() as workspace:
        _load(workspace, given.files, language)
        told = answer(plan, current_dataset(workspace), given.today)
        if told.rooms is None:
            raise PlanError(
                N_("No plan can be made: {reason}"),
                reason=told.problems[0],
            )
        tasks = build_checklist(told)
        capacity = told.rooms.capacity
        simulated = [simulate_days(capacity, one) for one in DemandOf if given.simulate]
        if given.out:
            write_workbook(told, tasks, language, given.out, simulated)
            _say(language, say("Workbook written: {file}", file=str(given.out)))
        # Rooms ask the sheets again for what only these tell: while they are there.
        problems = (*told.problems, *_refused(told))
        plain = plan_as_json(told, tasks, language, simulated) if given.json else None
    for problem in problems:
        _say(language, problem)
    for one in simulated:
        _say(language, one.verdict())
    if plain is not None:
        _print_json(plain)
    elif not given.out:
        for figure in (*told.figures(), *told.rooms.shifts.figures.values()):
            print(f"{language.text(figure.label)}: {language.quantity(figure.value, figure.unit)}")


def _refused(told: Answer) -> Iterator[Message]:
    """Yield why the plan follows no design although one is chosen, and what to change."""
    design = followed(told)
    for one in design.findings if design else ():
        if one.is_refused:
            yield say("{why} {change}", why=one.why, change=one.change)


def _backtest(given: argparse.Namespace, language: Language) -> None:
    start = DemandAssumptions()
    with _temporary_workspace() as workspace:
        _load(workspace, given.files, language, given.column or ())
        dataset = current_dataset(workspace)
        if dataset is None:
            raise PlanError(N_("The sheets hold no orders."))
        events = sheet_events(dataset, start.event_stands_out, start.ordinary_day_count)
        event, past = days_to_test(events, given.event, given.past)
        told = back_test(
            dataset,
            event,
            past,
            grain=Grain(given.by),
            ordinary_day_count=start.ordinary_day_count,
            events=events,
        )
    if given.json:
        _print_json(told.to_json())
    else:
        print(told_as_text(told, language))


def _values(given: argparse.Namespace) -> Mapping[str, Any]:
    """Return the fields of the plan that the command sets, checked like typed ones."""
    values: dict[str, object] = dict(_assumptions(given.assumptions)) if given.assumptions else {}
    values["campaign.main_day"] = given.event_day
    if given.reference_day:
        values["campaign.reference_day"] = given.reference_day
    if given.goal is not None:
        values |= {"targets.goal_kind": "revenue", "targets.goal_revenue": _number(given.goal)}
    if given.growth is not None:
        values |= {"targets.goal_kind": "growth", "targets.growth_share": _number(given.growth)}
    refuse_strays(values)
    return {name: REGISTRY.checked(name, value) for name, value in values.items()}


def _number(text: str) -> Decimal | float:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise PlanError(N_("{value} is not a number."), value=text) from error
    return number


def _assumptions(path: Path) -> Iterator[tuple[str, object]]:
    """Yield the fields of a file such as ``[staffing]`` / ``promise_hours = 24``."""

    def flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
        for name, value in table.items():
            if isinstance(value, dict):
                yield from flat(f"{prefix}{name}.", value)
            else:
                yield f"{prefix}{name}", as_field(f"{prefix}{name}", value)

    try:
        yield from flat("", tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanError(
            N_("{file} is not a TOML file: {reason}"), file=path.name, reason=str(error)
        ) from error


def _import(given: argparse.Namespace, language: Language) -> None:
    _load(Workspace.default(), given.files, language)
    for path in given.files:
        print(language.text(say("Loaded: {files}", files=path.name)))


def _backup(given: argparse.Namespace, language: Language) -> None:
    contents = back_up(Workspace.default(), given.file)
    print(language.text(_holds(given.file, contents)))


def _restore(given: argparse.Namespace, language: Language) -> None:
    workspace = Workspace.default()
    here = contents_of(workspace)
    _say(language, _holds(given.file, read_backup(given.file)))
    if (here.plans or here.sheets) and not given.replace:
        raise PlanError(
            N_(
                "This workspace holds {plans} plans and {sheets} sheets. Add --replace to put the"
                " back-up in their place."
            ),
            plans=here.plans,
            sheets=len(here.sheets),
        )
    restore(workspace, given.file)
    print(language.text(say("Restored: {file}", file=given.file.name)))


def _holds(file: Path, contents: BackupContents) -> Message:
    return say(
        "{file}: back-up of {moment} with {plans} plans and {sheets} sheets",
        file=file.name,
        moment=contents.made_at,
        plans=contents.plans,
        sheets=len(contents.sheets),
    )


def _load(
    workspace: Workspace,
    files: Sequence[Path],
    language: Language,
    columns: Sequence[tuple[str, str | None]] = (),
) -> None:
    for path in files:
        if not path.is_file():
            raise SheetError("no_file", N_("There is no file {file}."), file=str(path))
    if columns:
        _remember_columns(workspace, files, dict(columns))
    import_files(
        workspace,
        [(path, path.name) for path in files],
        lambda stage, share: _say(
            language, say("{share}  {stage}", share=language.share(share, 0), stage=stage)
        ),
    )


def _remember_columns(
    workspace: Workspace, files: Sequence[Path], columns: Mapping[str, str | None]
) -> None:
    """Have the columns read as they are said to be, as if a manager had mapped them before.

    Raises:
        SheetError: no sheet has such a column, or a field has no such name.
    """
    names = {field.name for kind in KINDS.values() for field in kind.fields}
    for name in columns.values():
        if name is not None and name not in names:
            raise SheetError("no_field", N_("There is no field {field}."), field=name)
    missing = dict(columns)
    for path in files:
        for sheet in _looked_at(path):
            mapping = {
                place: columns[name] for place, name in enumerate(sheet.header) if name in columns
            }
            if mapping:
                remember(workspace, sheet.header, Choice(kind=sheet.kind, mapping=mapping))
            missing = {name: told for name, told in missing.items() if name not in sheet.header}
    if missing:
        raise SheetError(
            "no_column", N_("No sheet has a column {column}."), column=", ".join(missing)
        )


@contextmanager
def _temporary_workspace() -> Iterator[Workspace]:
    """Give a workspace that is gone when its answer is written."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        workspace = Workspace(Path(folder))
        try:
            yield workspace
        finally:
            workspace.close()


def _say(language: Language, message: Message) -> None:
    print(language.text(message), file=sys.stderr)


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def plan_as_json(
    told: Answer, tasks: Checklist, language: Language, simulated: Sequence[Simulated] = ()
) -> dict[str, Any]:
    """Return the plan as plain data, the same numbers as in the workbook.

    Amounts are texts with two decimals, times ISO; labels in the language.
    """
    rooms = told.rooms
    if rooms is None:
        raise ValueError(told.problems)
    campaign = told.campaign
    return {
        "campaign": {
            "name": language.text(campaign.name),
            "main_day": campaign.main_day.isoformat(),
            "first_day": campaign.first_day.isoformat(),
            "last_day": campaign.last_day.isoformat(),
            "reference_day": _plain(campaign.reference_day),
            "today": told.today.isoformat(),
        },
        "problems": [language.text(problem) for problem in told.problems],
        "assumptions": {
            name: {"value": _plain(entry.value), "origin": entry.origin.value}
            for name, entry in told.entries.items()
        },
        "targets": {
            **_by_name(rooms.targets.figures()),
            "hours": [
                {"start": hour.start.isoformat(), "visitors": visitors}
                for hour, visitors in zip(rooms.demand.hours, rooms.visitors_by_hour, strict=True)
            ],
            "days": [_plain_fields(day) for day in rooms.days],
        },
        "demand": {
            "parcels": _figure(rooms.parcels),
            "hours": [_plain_fields(hour) for hour in rooms.demand.hours],
            "totals_by_quantile": {
                quantile.value: _plain_fields(totals)
                for quantile, totals in rooms.demand.totals_by_quantile.items()
            },
        },
        "activities": activities_as_json(told, language),
        "inventory": inventory_as_json(rooms.inventory, language),
        "customers": customers_as_json(rooms.customers, language),
        "funnel": funnel_as_json(told.funnel, language),
        "reminders": reminders_as_json(told.reminders, language),
        "tracking": tracking_as_json(told.tracking, language),
        "staffing": {
            **_by_name(rooms.staffing.figures.values()),
            "rosters": {
                quantile.value: _by_name(figures.values())
                for quantile, figures in rooms.staffing.roster_figures.items()
            },
            "hours": [
                {**_plain_fields(hour), "packing": _plain_fields(hour.packing)}
                for hour in rooms.staffing.hours
            ],
        },
        "roster": roster_as_json(rooms.shifts, language),
        "capacity": capacity_as_json(rooms.capacity, language, simulated),
        "materials": {
            **_by_name(rooms.materials.drivers.values()),
            "ready_by": rooms.materials.ready_by.isoformat(),
            "lines": [
                {
                    "item": line.item.key,
                    "label": language.text(line.item.label),
                    "need": _figure(line.need),
                    "need_p95": _figure(line.need_p95),
                    "to_buy": _figure(line.to_buy),
                    "packs": _figure(line.packs),
                    "cost": _figure(line.cost),
                    "supplier": line.supplier,
                    "order_by": line.order_by.isoformat(),
                }
                for line in rooms.materials.lines
            ],
        },
        "checklist": [
            {
                "id": task.task_id,
                "title": language.text(task.title),
                "area": task.area,
                "owner": task.owner or language.text(task.owner_role),
                "due": task.due.isoformat(),
                "status": task.status,
                "rules": list(task.rules),
            }
            for task in tasks.tasks
        ],
    }


def _by_name(figures: Iterable[Figure]) -> dict[str, Any]:
    return {figure.key.rpartition(".")[2]: _figure(figure) for figure in figures}


def _figure(figure: Figure) -> Any:
    """Return a figure's value: amounts as text, all else as a number."""
    if isinstance(figure.value, Decimal) and figure.unit is not Unit.MONEY:
        return float(figure.value)
    return _plain(figure.value)


def _plain_fields(one: object) -> dict[str, Any]:
    return {name: _plain(value) for name, value in vars(one).items()}


def _plain(value: object) -> Any:
    """Return a value as JSON holds it: amounts with two decimals, times ISO."""
    match value:
        case Decimal():
            return f"{value:.2f}"
        case date():
            return value.isoformat()
        case None | bool() | int() | float() | str():
            return value
        case _:
            return None


if __name__ == "__main__":
    sys.exit(main())
