"""The gates that the event's stock has to pass, each with its evidence (INV-1 … INV-11)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.figures import Figure, Level
from planner.inventory.counting import CountCoverage, Difference
from planner.inventory.listing import Listing
from planner.inventory.readiness import Days, ProductReadiness
from planner.inventory.space import Space
from planner.inventory.stock import StockFacts, StockSheet
from planner.language import Message, Quantity, Unit, say


@dataclass(frozen=True)
class Gate:
    """One condition that the event's stock has to meet.

    Attributes:
        rule: id of the rule behind it.
        title: what it asks for.
        level: the verdict.
        says: why.
        due: day by which it is to be passed.
        sheets: the evidence; empty where it rests on what was typed, or on nothing yet.
    """

    rule: str
    title: Message
    level: Level
    says: Message
    due: date
    sheets: tuple[StockSheet, ...] = ()


@dataclass(frozen=True)
class Board:
    """What the gates are judged from.

    Attributes:
        rows: every product.
        days: that all is held against.
        facts: what the sheets say; None where no stock is loaded.
        main_share_units: main products' share of the pieces held; open where nothing is.
        main_share_from: least share wanted.
        main_share_to: largest share wanted.
        listing: on sale of what is held.
        coverage: how far the count is.
        first_count_share: that a first count should have covered by D-7.
        differences: at the count.
        space: that the event's stock takes.
        prepacked_parcels: to pack ahead.
    """

    rows: Sequence[ProductReadiness]
    days: Days
    facts: StockFacts | None
    main_share_units: Figure
    main_share_from: float
    main_share_to: float
    listing: Listing
    coverage: CountCoverage
    first_count_share: float
    differences: Sequence[Difference]
    space: Space
    prepacked_parcels: int

    @property
    def main(self) -> list[ProductReadiness]:
        """Return the main products."""
        return [row for row in self.rows if row.is_main]

    def sheets(self, holds: str) -> tuple[StockSheet, ...]:
        """Return the sheets that hold something, as evidence."""
        told = self.facts.sheets if self.facts else ()
        return tuple(sheet for sheet in told if sheet.holds == holds)


def gates(board: Board) -> tuple[Gate, ...]:
    """Return the gates in the order of the rules."""
    return (
        _main_share(board),
        _arrivals(board),
        _listed(board),
        _first_count(board),
        _full_count(board),
        _barcodes(board),
        _emergency(board),
        _packed_ahead(board),
        _products(board),
        _space(board),
    )


def _main_share(board: Board) -> Gate:
    share = board.main_share_units.value
    bounds = {
        "low": Quantity(board.main_share_from, Unit.SHARE),
        "high": Quantity(board.main_share_to, Unit.SHARE),
    }
    if share is None:
        level, told = Level.AT_RISK, say("No stock is known yet.")
    elif float(share) < board.main_share_from:
        level, told = Level.AT_RISK, say(
            "{share} of the pieces are main products, less than {low}: too little behind the"
            " promotion.", share=Quantity(share, Unit.SHARE), **bounds)  # fmt: skip
    elif float(share) > board.main_share_to:
        level, told = Level.AT_RISK, say(
            "{share} of the pieces are main products, more than {high}: too much on few products.",
            share=Quantity(share, Unit.SHARE), **bounds)  # fmt: skip
    else:
        level, told = (
            Level.READY,
            say("{share} of the pieces are main products.", share=Quantity(share, Unit.SHARE)),
        )
    return Gate(
        "INV-1", say("Main products hold their share of the stock"), level, told,
        board.days.no_sooner(board.days.arrive_by), board.sheets("held"),
    )  # fmt: skip


def _arrivals(board: Board) -> Gate:
    late = [row for row in board.rows if row.late and row.expected]
    if not late:
        coming = sum(row.on_time for row in board.rows)
        level, told = Level.ON_TRACK, say("No sheet tells of anything on its way.")
        if coming:
            level, told = (
                Level.ON_TRACK,
                say(
                    "{units} pieces on their way, all of them until {day}.",
                    units=coming,
                    day=board.days.arrive_by,
                ),
            )
    else:
        is_over = board.days.today > board.days.arrive_by
        misses_count = any(row.after_count for row in late)
        level = Level.NOT_READY if is_over or misses_count else Level.AT_RISK
        told = say(
            "{units} pieces of {products} products come after {day}, or on a day nobody knows; of"
            " them {after} after the count.",
            units=sum(row.late for row in late),
            products=len(late),
            day=board.days.arrive_by,
            after=sum(row.after_count for row in late),
        )
    return Gate(
        "INV-2", say("Everything is in the warehouse"), level, told, board.days.arrive_by,
        board.sheets("held") + board.sheets("incoming"),
    )  # fmt: skip


def _listed(board: Board) -> Gate:
    due = board.days.count_until if board.listing.is_counted else board.days.arrive_by
    return Gate(
        "INV-3", say("Until the count a cushion is held back from sale"),
        _unless_ahead(board, board.listing.level),
        board.listing.reason, board.days.no_sooner(due), board.sheets("held"),
    )  # fmt: skip


def _first_count(board: Board) -> Gate:
    share = board.coverage.products_share or 0.0
    told = say(
        "{counted} of {products} event products were counted once; {share} are wanted by {day}.",
        counted=board.coverage.products_counted,
        products=board.coverage.products,
        share=Quantity(board.first_count_share, Unit.SHARE),
        day=board.days.arrive_by,
    )
    level = Level.READY
    if share < board.first_count_share:
        level = _ahead_or(board, board.days.arrive_by, Level.AT_RISK)
    return Gate(
        "INV-3", say("A first count covers most products"), level, told, board.days.arrive_by,
        board.sheets("counted"),
    )  # fmt: skip


def _full_count(board: Board) -> Gate:
    coverage = board.coverage
    open_ones = [one for one in board.differences if not one.is_cleared]
    in_time = coverage.products_counted - len(coverage.too_early)
    if coverage.is_full and not open_ones:
        level, told = (
            Level.READY,
            say(
                "All {products} event products are counted, each difference is explained.",
                products=coverage.products,
            ),
        )
    elif coverage.is_full:
        level, told = (
            Level.AT_RISK,
            say(
                "All products are counted; {count} differences are not explained yet.",
                count=len(open_ones),
            ),
        )
    else:
        level = _ahead_or(board, board.days.count_until, Level.NOT_READY)
        told = say(
            "{counted} of {products} event products are counted since {day}; {open} differences are"
            " not explained yet.",
            counted=in_time,
            products=coverage.products,
            day=board.days.count_from,
            open=len(open_ones),
        )
    return Gate(
        "INV-4", say("Every event product is counted in full"), level, told,
        board.days.count_until, board.sheets("counted"),
    )  # fmt: skip


def _unless_ahead(board: Board, level: Level) -> Level:
    """Return the level; what is to be done by D-7 is on track until then."""
    if level is Level.READY or board.days.today > board.days.arrive_by:
        return level
    return Level.ON_TRACK


def _ahead_or(board: Board, due: date, missed: Level) -> Level:
    return Level.ON_TRACK if board.days.today <= due else missed


def _barcodes(board: Board) -> Gate:
    facts = board.facts
    missing = [
        row for row in board.rows if row.stock.lacks_barcode and (row.expected or row.is_main)
    ]
    shared = len(facts.shared_barcodes) if facts else 0
    known = any(row.stock.barcodes for row in board.rows)
    if not known:
        level, told = Level.AT_RISK, say("No loaded sheet holds barcodes: nobody can check them.")
    elif missing or shared:
        level, told = (
            Level.AT_RISK,
            say(
                "{missing} event products lack a barcode; {shared} barcodes stand for several"
                " codes.",
                missing=len(missing),
                shared=shared,
            ),
        )
    else:
        level, told = Level.READY, say("Every event product has a barcode of its own.")
    return Gate(
        "INV-5", say("Every item can be scanned"), _unless_ahead(board, level), told,
        board.days.no_sooner(board.days.arrive_by), board.sheets("products"),
    )  # fmt: skip


def _emergency(board: Board) -> Gate:
    main = board.main
    complete = sum(_has_emergency_plan(row) for row in main)
    level = Level.READY if main and complete == len(main) else Level.AT_RISK
    told = say(
        "{complete} of {main} main products have supplier, lead time, capacity and contact.",
        complete=complete,
        main=len(main),
    )
    return Gate(
        "INV-6", say("Each main product has an emergency plan"), _unless_ahead(board, level), told,
        board.days.no_sooner(board.days.arrive_by), board.sheets("products"),
    )  # fmt: skip


def _has_emergency_plan(row: ProductReadiness) -> bool:
    return bool(row.stock.supplier and row.supply_per_day and row.contact) and (
        row.stock.lead_time_days is not None
    )


def _packed_ahead(board: Board) -> Gate:
    due = board.days.deadlines.main_day
    level, told = (
        Level.ON_TRACK,
        say(
            "{parcels} parcels are to be packed ahead: best sellers, singles and common pairs.",
            parcels=board.prepacked_parcels,
        ),
    )
    if board.days.today >= due:
        level, told = Level.READY, say("The sale is on: nothing is packed ahead any more.")
    return Gate("INV-7", say("Best sellers are packed ahead"), level, told, due)


def _products(board: Board) -> Gate:
    event = [row for row in board.rows if row.needed or row.is_main]
    by_level = {level: sum(row.level is level for row in event) for level in Level}
    fine = by_level[Level.READY] + by_level[Level.ON_TRACK]
    level = next((one for one in reversed(Level) if by_level[one]), Level.AT_RISK)
    return Gate(
        "INV-10", say("Every product has its verdict"), level,
        say("{fine} products ready or on track, {risk} at risk, {not_ready} not ready.",
            fine=fine, risk=by_level[Level.AT_RISK], not_ready=by_level[Level.NOT_READY]),
        board.days.no_sooner(board.days.arrive_by), board.sheets("held"),
    )  # fmt: skip


def _space(board: Board) -> Gate:
    level, told = board.space.verdict()
    return Gate(
        "INV-11", say("There is room where the event ships from"),
        _unless_ahead(board, level), told,
        board.days.no_sooner(board.days.arrive_by), board.sheets("products"),
    )  # fmt: skip


def next_gates(found: Sequence[Gate]) -> Iterator[Gate]:
    """Yield the gates that are not passed, the gravest first, then by day."""
    open_ones = [gate for gate in found if gate.level is not Level.READY]
    order = list(Level)
    yield from sorted(open_ones, key=lambda gate: (-order.index(gate.level), gate.due))
