"""What the overview tells: the plan against last year, what is missing, what has changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from planner.campaign import Save, SavedPlan
from planner.demand import Reference
from planner.figures import Entry, Figure, Input, Measured, walk
from planner.language import Message, Unit, say
from planner.planning.answer import Answer, Rooms
from planner.planning.compare import key_figures
from planner.sheets.kinds import BOTH, KINDS, ORDER_ITEMS, ORDERS, PRODUCTS, STOCK, TRAFFIC
from planner.tables import ImportedFile, RemovedFile
from planner.targets import reference_aov, reference_conversion, reference_items_per_order

FIRST_VERSION = 1
"""What a plan was made with is no change of it."""

# The plan against last year -----------------------------------------------------------------------


@dataclass(frozen=True)
class Against:
    """A key quantity of the plan beside that of last year's event.

    Attributes:
        label: what it is.
        unit: of both values.
        last_year: over the reference window; open where the sheets do not tell.
        plan: over the campaign window; open while something is to be filled in.
        unknown: why last year cannot tell; None where it can.
    """

    label: Message
    unit: Unit
    last_year: Entry | Measured | Figure
    plan: Figure
    unknown: Message | None

    @property
    def change(self) -> Decimal | None:
        """Return plan ÷ last year − 1; None where either is open, or last year's is nothing.

        It is a share of last year's value, also of a rate: a conversion of 5 % against 4 % is
        25 % more.
        """
        past, coming = self.last_year.value, self.plan.value
        if coming is None or not past:
            return None
        return Decimal(str(coming)) / Decimal(str(past)) - 1


def against_last_year(rooms: Rooms, entries: Mapping[str, Entry]) -> tuple[Against, ...]:
    """Return the key quantities of the plan beside those of last year's event, in reading order.

    Each has the same definition on both sides: the order value has one denominator, orders of the
    busiest hour are orders placed, the plan's at P50. Parcels are counted by no sheet.

    Example (tests/planning): 300.00 paid in the reference window, growth 50 % → 450.00, 50 % more.
    """
    reference, targets = rooms.reference, rooms.targets
    totals = reference.totals
    visitors = entries["targets.reference_visitors"]
    no_visitors = say(
        "no visitor sheet holds the window in one row, and none are entered on the page Targets"
    )
    peak = rooms.staffing.figures["peak_orders"]
    aov = (
        say("Average order value (per buyer)")
        if targets.per_buyer
        else say("Average order value (per order)")
    )
    found = (
        (say("Revenue"), totals["paid_amount"], targets.goal, None),
        (say("Paid orders"), totals["orders_paid"], targets.orders_paid, None),
        (aov, reference_aov(reference), targets.aov, None),
        (say("Visitors"), visitors, targets.visitors, no_visitors),
        (
            say("Conversion rate"),
            reference_conversion(reference, entries),
            targets.conversion,
            no_visitors,
        ),
        (
            say("Items per order"),
            reference_items_per_order(reference),
            targets.items_per_order,
            say("no sheet says how many items the orders held; the order items list would tell"),
        ),
        (
            say("Parcels"),
            _parcels(reference),
            rooms.parcels,
            say("no sheet counts parcels; the paid orders above come closest"),
        ),
        (
            say("Orders placed in the busiest hour"),
            busiest_hour(reference),
            peak,
            say("every order lies between 00 and 01, as in a list that tells days alone"),
        ),
    )
    return tuple(
        Against(label, plan.unit, past, plan, reason if past.value is None else None)
        for label, past, plan, reason in found
    )


def busiest_hour(reference: Reference) -> Measured:
    """Return the orders placed in the reference window's busiest hour.

    Open where the list seems to tell days alone.
    """
    most = max(reference.hours, key=lambda hour: hour.orders_placed)
    placed = None if reference.tells_days_alone else most.orders_placed
    return reference.measured(
        "reference.peak_orders",
        say("Orders placed in the busiest hour of the reference window"),
        placed,
        Unit.COUNT,
        query="reference_hours",
        rows=placed or 0,
    )


def _parcels(reference: Reference) -> Measured:
    label = say("Parcels in the reference window")
    return reference.measured(
        "reference.parcels", label, None, Unit.COUNT, query="reference_totals", rows=0
    )


# What is missing ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Blocked:
    """Figures that stay open until something is typed.

    Attributes:
        room: whose page has the boxes.
        inputs: assumptions that are open and that all of these figures need.
        figures: what stays open.
    """

    room: str
    inputs: tuple[Entry, ...]
    figures: tuple[Input, ...]


def blocked(answer: Answer) -> tuple[Blocked, ...]:
    """Return the key figures that are open for want of a number, by what is to be typed.

    Assumptions of one room that hold up the same figures stand together, as the unit prices of
    all materials do.
    """
    if answer.rooms is None:
        return ()
    rows = against_last_year(answer.rooms, answer.entries)
    shown: dict[str, Input] = {}
    for one in (*(row.plan for row in rows), *key_figures(answer).values()):
        shown.setdefault(one.key, one)
    for row in rows:
        if isinstance(row.last_year, Figure):
            shown.setdefault(row.last_year.key, row.last_year)
    waiting: dict[str, tuple[Entry, list[Input]]] = {}
    for figure in shown.values():
        for entry in _open_below(figure):
            waiting.setdefault(entry.key, (entry, []))[1].append(figure)
    grouped: dict[tuple[str, ...], tuple[list[Entry], list[Input]]] = {}
    for entry, figures in waiting.values():
        held_up = (entry.assumption.room, *(figure.key for figure in figures))
        grouped.setdefault(held_up, ([], figures))[0].append(entry)
    return tuple(
        Blocked(key[0], tuple(inputs), tuple(figures)) for key, (inputs, figures) in grouped.items()
    )


def _open_below(figure: Input) -> Iterable[Entry]:
    """Return the open assumptions beneath an open figure, each once; none where it is known."""
    if figure.value is not None:
        return ()
    found = {
        below.key: below
        for below in walk(figure)
        if isinstance(below, Entry) and below.value is None
    }
    return found.values()


@dataclass(frozen=True)
class MissingKind:
    """A kind of sheet of which none is loaded.

    Attributes:
        name: of the kind, as stored.
        label: for the reader.
        tells: what such a sheet would tell.
    """

    name: str
    label: Message
    tells: Message


TELLS: Mapping[str, Message] = {
    ORDERS: say("revenue, orders and hours of the last event: every plan follows from them"),
    ORDER_ITEMS: say(
        "products sold, items per order, unit price, and how many parcels fit into bags"
    ),
    PRODUCTS: say(
        "what goods cost, and with it the margin and what to buy; categories, sizes, suppliers"
    ),
    STOCK: say("what is in stock, on its way and counted: whether every product is ready"),
    TRAFFIC: say("visitors and conversion rate of the last event, and its channels"),
}
"""What each kind of sheet tells, in the order of what it is worth. A list of running discounts is
no gap: a shop in which none runs has none to load; nor is a logistics sheet, which tells nothing of
a plan."""


def missing_kinds(kinds: Iterable[str]) -> tuple[MissingKind, ...]:
    """Return the kinds of sheet of which none is loaded.

    ``kinds`` are those of the loaded files as they are stored: a workbook of several sheets names
    several, divided by spaces, and a list of orders with their items is both.

    >>> [one.name for one in missing_kinds(["orders+order_items", "stock traffic"])]
    ['products']
    """
    loaded = {kind for one in kinds for kind in one.split()}
    if BOTH in loaded:
        loaded |= {ORDERS, ORDER_ITEMS}
    return tuple(
        MissingKind(name, KINDS[name].label, tells)
        for name, tells in TELLS.items()
        if name not in loaded
    )


# What has changed ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changes:
    """What has changed since a day began, newest first.

    Attributes:
        since: that day.
        plan_made: the plan itself was made since.
        saves: of the plan; not what it was made with.
        loaded: sheets that came.
        removed: sheets that went.
    """

    since: date
    plan_made: bool
    saves: tuple[Save, ...]
    loaded: tuple[ImportedFile, ...]
    removed: tuple[RemovedFile, ...]


def changes_since_yesterday(
    today: date,
    plan: SavedPlan,
    saves: Sequence[Save],
    files: Sequence[ImportedFile],
    removed: Sequence[RemovedFile],
) -> Changes:
    """Return what has changed since the start of yesterday, on the clock of this machine.

    A sheet that was loaded and removed again since stands among the removed alone.
    """
    since = today - timedelta(days=1)
    return Changes(
        since=since,
        plan_made=plan.created_at.date() >= since,
        saves=tuple(
            save for save in saves if save.version > FIRST_VERSION and save.saved_at.date() >= since
        ),
        loaded=tuple(file for file in reversed(files) if file.imported_at.date() >= since),
        removed=tuple(file for file in reversed(removed) if file.removed_at.date() >= since),
    )
