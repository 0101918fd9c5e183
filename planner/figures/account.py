"""The account of a figure: how it was worked out, down to the rows of the shop's sheets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.figures.assumption import Assumption, Entry, Origin
from planner.figures.figure import Figure, Input, Measured, Series, walk
from planner.figures.formula import Function, spell
from planner.figures.sources import OWN_DEFAULT
from planner.language import Language, Message, Quantity, Unit, say


@dataclass(frozen=True)
class AccountLine:
    """One line of an account.

    Attributes:
        depth: 0 for the figure itself, 1 for what it follows from directly, and so on.
        key: dotted name of the figure or input.
        label: what it is.
        value: written with its unit.
        formula: in words; empty where nothing is worked out.
        numbers: the formula with the numbers in it.
        origin: where the value comes from.
        rules: ids of the rules and sources behind it.
    """

    depth: int
    key: str
    label: str
    value: str
    formula: str
    numbers: str
    origin: str
    rules: tuple[str, ...]


def account(
    figure: Input,
    language: Language,
    functions: Mapping[str, Function],
    opened: set[str] | None = None,
) -> list[AccountLine]:
    """Return the account of a figure, from itself down to assumptions and counted rows.

    What stands in several places is opened once. ``opened`` holds the keys that earlier accounts
    on the same page have opened, and takes those of this one.
    """
    seen = set[str]() if opened is None else opened

    def lines(one: Input, depth: int) -> Iterator[AccountLine]:
        again = one.key in seen
        seen.add(one.key)
        yield _line(one, depth, language, functions)
        if again:
            return
        for below in _below(one):
            yield from lines(below, depth + 1)

    return list(lines(figure, 0))


def _below(one: Input) -> tuple[Input, ...]:
    if isinstance(one, Figure | Series):
        return tuple(one.inputs.values())
    if isinstance(one, Entry) and one.basis is not None:
        return (one.basis,)
    return ()


def _line(
    one: Input, depth: int, language: Language, functions: Mapping[str, Function]
) -> AccountLine:
    formula = numbers = ""
    if isinstance(one, Figure):
        labels = {name: language.text(given.label) for name, given in one.inputs.items()}
        values = {name: written(given, language) for name, given in one.inputs.items()}
        formula = spell(one.formula, labels, language.text, functions)
        numbers = spell(one.formula, values, language.text, functions)
    return AccountLine(
        depth=depth,
        key=one.key,
        label=language.text(one.label),
        value=written(one, language),
        formula=formula,
        numbers=numbers,
        origin=language.text(origin_of(one)),
        rules=_rules(one),
    )


def written(one: Input, language: Language) -> str:
    """Return the value with its unit; of a column, how many values it has."""
    if isinstance(one, Series):
        return language.text(say("{count} values", count=len(one.values)))
    return language.quantity(one.value, one.unit)


def origin_of(one: Input) -> Message:
    """Return where a value comes from."""
    match one:
        case Figure():
            return one.note or say("follows from the numbers below it")
        case Series():
            return one.note
        case Measured(value=None, files=()):
            return say("no loaded sheet holds it")
        case Measured() if "first_day" not in one.parameters:
            return say(
                "counted in {rows} of your sheets; query {query}; sheets: {files}",
                rows=rows_of(one),
                query=one.query,
                files=", ".join(one.files),
            )
        case Measured():
            return say(
                "counted in {rows} of your sheets, {first} to {last}; query {query};"
                " sheets: {files}",
                rows=rows_of(one),
                first=one.parameters.get("first_day"),
                last=one.parameters.get("last_day"),
                query=one.query,
                files=", ".join(one.files),
            )
        case Entry(origin=Origin.SHEET, basis=Figure(key=key)) if key.startswith("activities."):
            return say("from the design that the plan follows")
        case Entry(origin=Origin.SHEET):
            return say("from your sheets")
        case Entry(origin=Origin.EDITED, assumption=Assumption(default=None)):
            return say("edited")
        case Entry(origin=Origin.EDITED):
            default = Quantity(one.assumption.default, one.unit)
            return say("edited; default {default}", default=default)
        case Entry(value=None):
            return say("left open")
    return say("default")


def _rules(one: Input) -> tuple[str, ...]:
    match one:
        case Figure():
            return one.rules
        case Entry() if one.assumption.source != OWN_DEFAULT:
            return (one.assumption.source,)
    return ()


def rows_of(one: Measured) -> Message:
    """Return how many rows of which table a value was counted in, in words."""
    match one.table:
        case "orders":
            return say("{rows} orders", rows=one.rows)
        case "baskets":
            return say("{rows} orders with their items", rows=one.rows)
        case "traffic":
            return say("{rows} rows of visitors", rows=one.rows)
        case "customers":
            return say("{rows} customers", rows=one.rows)
        case "stock":
            return say("{rows} products of the stock sheets", rows=one.rows)
        case "product_sales":
            return say("{rows} sums of an hour and product", rows=one.rows)
    return say("{rows} rows of {table}", rows=one.rows, table=one.table)


def missing_in(figure: Figure) -> Message | None:
    """Return what keeps a figure open: an input to fill in, else what no sheet tells."""
    open_below = [
        below
        for below in walk(figure)
        if isinstance(below, Entry | Measured) and below.value is None
    ]
    for below in open_below:
        if isinstance(below, Entry):
            return say("fill in: {missing}", missing=below.label)
    for below in open_below:
        return say("not in your sheets: {missing}", missing=below.label)
    return None


def unit_of(unit: Unit, language: Language) -> str:
    """Return the short word for a unit that stands behind an input's label."""
    words: Mapping[Unit, Message] = {
        Unit.SHARE: say("%"),
        Unit.SECONDS: say("seconds"),
        Unit.MINUTES: say("minutes"),
        Unit.HOURS: say("hours"),
        Unit.DAYS: say("days"),
        Unit.WEEKS: say("weeks"),
        Unit.METRES: say("metres"),
        Unit.SQUARE_METRES: say("m²"),
        Unit.CUBIC_METRES: say("m³"),
        Unit.PEOPLE: say("people"),
        Unit.HOUR_OF_DAY: say("hour of the day"),
    }
    if unit is Unit.MONEY:
        return language.symbol
    return language.text(words[unit]) if unit in words else ""
