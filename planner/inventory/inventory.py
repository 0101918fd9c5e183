"""Composes the room: stock and demand → verdicts by product → gates, purchases and counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from planner.campaign import Campaign
from planner.demand import DemandHour
from planner.figures import (
    Entry,
    Figure,
    Level,
    Measured,
    rounded_up,
    work_out,
)
from planner.inventory.after_event import AfterEvent
from planner.inventory.assumptions import InventoryAssumptions
from planner.inventory.count_sheet import CountPlaces
from planner.inventory.counting import (
    CountCoverage,
    CountCrew,
    CountPace,
    Difference,
    count_coverage,
    count_crew,
    differences,
    pieces_to_count,
)
from planner.inventory.gates import Board, Gate, gates, next_gates
from planner.inventory.listing import (
    Listing,
    ListingShares,
    check_listing,
)
from planner.inventory.main_products import MainProducts
from planner.inventory.newsvendor import Economics
from planner.inventory.one_by_one import Shop
from planner.inventory.outlook import InTheEvent, after_event, in_the_event
from planner.inventory.proposal import propose_main
from planner.inventory.purchase import Purchase
from planner.inventory.readiness import Days, ProductReadiness
from planner.inventory.reading import HELD
from planner.inventory.space import Space, Storage, StoredProduct, space_needed
from planner.inventory.stock import ProductStock, StockFacts
from planner.inventory.sums import stored_units, sums
from planner.inventory.supply import (
    LateArrivals,
    late_arrivals,
    purchase_of,
    with_purchases,
)
from planner.inventory.typed import Typed
from planner.language import Message, Unit, say

STALE_DAYS = 3
"""A stock sheet so many days old is said to be old: a shop sells every day."""


@dataclass(frozen=True)
class Inventory:
    """Whether the shop's stock is ready for the event.

    Attributes:
        rows: every product with its verdict, main products first.
        days: that all is held against.
        facts: what the sheets say of stock; None where no stock or product sheet is loaded.
        typed: what the manager says.
        count_places: where the stock lies, read when it is asked for.
        main: the main products, and their share of the stock.
        gates: in the order of the rules.
        listing: what is on sale of what is held, all event products together.
        coverage: how far the count is.
        differences: that the count found.
        crew: whom the full count takes.
        economics: what a piece brings and costs, by product; None where price or cost is unknown.
        purchase: what to buy.
        late: what late arrivals cost.
        space: that the event's stock takes.
        figures: the numbers that sum it up, by name.
        problems: what a manager must know before trusting these.
        given: the assumptions in force.
        campaign: the promotion.
        hours: of the forecast.
        fee_share: of the price, that the platform takes.
    """

    rows: tuple[ProductReadiness, ...]
    days: Days
    facts: StockFacts | None
    typed: Typed
    count_places: CountPlaces
    main: MainProducts
    gates: tuple[Gate, ...]
    listing: Listing
    coverage: CountCoverage
    differences: tuple[Difference, ...]
    crew: CountCrew
    economics: Mapping[str, Economics | None]
    purchase: Purchase
    late: LateArrivals
    space: Space
    figures: Mapping[str, Figure]
    problems: tuple[Message, ...]
    given: InventoryAssumptions
    campaign: Campaign
    hours: tuple[DemandHour, ...]
    fee_share: Decimal

    @cached_property
    def listings(self) -> Mapping[str, Listing]:
        """Return what is on sale of what is held, by event product; worked out when asked for."""
        return _listings(self.event_rows, self.days, self.given)

    @cached_property
    def in_the_event(self) -> Mapping[str, InTheEvent]:
        """Return reorder point and hour to stop, by event product; worked out when asked for."""
        return in_the_event(self.event_rows, self.hours, self.given)

    @cached_property
    def after(self) -> AfterEvent:
        """Return what to restock and to clear after the event; worked out when asked for."""
        return after_event(
            self.rows, self.economics, self.campaign, self.days.today, self.given, self.fee_share
        )

    @property
    def event_rows(self) -> list[ProductReadiness]:
        """Return the products of the event: those expected to sell, and all main products."""
        return event_rows(self.rows)

    @property
    def is_over(self) -> bool:
        """Return whether the campaign window has passed."""
        return self.days.today > self.campaign.last_day

    @property
    def has_stock_of_after(self) -> bool:
        """Return whether a stock sheet tells what the event has left."""
        held = (
            [sheet.as_of for sheet in self.facts.sheets if sheet.holds == HELD]
            if (self.facts)
            else []
        )
        return max(held, default=date.min) > self.campaign.last_day

    @property
    def main_rows(self) -> list[ProductReadiness]:
        """Return the main products."""
        return [row for row in self.rows if row.is_main]

    def verdict(self) -> tuple[Level, Message]:
        """Return the page's answer in one line: by the main products, then by the rest."""
        if self.is_over:
            return Level.READY, say(
                "The event is over: below stands what to restock and what to clear."
            )
        main = self.main_rows or self.event_rows
        if not self.facts and not self.typed.products:
            return Level.AT_RISK, say(
                "What is in stock is not known: upload the stock sheet, or type in the stock of the"
                " {main} main products below.",
                main=len(main),
            )
        if not main:
            return Level.AT_RISK, say(
                "No product is known: a list of order items tells what is to be sold."
            )
        for level, told in (_VERDICTS if self.main_rows else _OF_EVENT).items():
            found = [row for row in main if row.level is level]
            if found:
                first = min(found, key=lambda row: (row.due, -row.missing, row.product))
                return level, say(
                    "{told}. First {product}, by {day}: {action}.",
                    told=Message(told.template, {"count": len(found), "main": len(main)}),
                    product=first.product,
                    action=first.action,
                    day=first.due,
                )
        gate = next(next_gates(self.gates), None)
        if gate is not None:
            level = Level.ON_TRACK if gate.level is Level.ON_TRACK else Level.AT_RISK
            return level, say(
                "All {main} products that matter most are there. Next: {gate}, by {day}.",
                main=len(main),
                gate=gate.title,
                day=gate.due,
            )
        return Level.READY, say(
            "All {main} products that matter most are there and counted.", main=len(main)
        )


def event_rows(rows: Sequence[ProductReadiness]) -> list[ProductReadiness]:
    """Return the products of the event: those expected to sell, and all main products."""
    return [row for row in rows if row.needed or row.is_main]


_VERDICTS: Mapping[Level, Message] = {
    Level.NOT_READY: say("{count} of {main} main products are not ready"),
    Level.AT_RISK: say("{count} of {main} main products are at risk"),
}
"""What is said of main products that are not fine, the gravest first."""
_OF_EVENT: Mapping[Level, Message] = {
    Level.NOT_READY: say("{count} of {main} event products are not ready, and no main ones named"),
    Level.AT_RISK: say("{count} of {main} event products are at risk, and no main ones named"),
}
"""The same where nothing is a main product."""


def plan_inventory(
    shop: Shop,
    typed: Typed,
    count_places: CountPlaces,
    entries: Mapping[str, Entry],
    prepacked_parcels: int,
) -> Inventory:
    """Return whether the shop's stock is ready for the event, product by product.

    Without a stock sheet the main products are proposed all the same, and their stock can be typed.

    Args:
        shop: what sheets and forecast say of the products.
        typed: what the manager says.
        count_places: where the stock lies.
        entries: the assumptions in force.
        prepacked_parcels: to pack ahead (INV-7).
    """
    demand, facts, campaign = shop.demand, shop.facts, shop.campaign
    days, given = shop.days, shop.given
    known = shop.one_by_one(typed)
    main = propose_main(known.facts, known.stock, typed, given)
    rows = shop.board(known, [one.facts.product for one in main.main], typed)
    economics = known.economics
    purchase = purchase_of(rows, economics, given.budget, given.least_return_share)
    rows = with_purchases(rows, purchase, days)
    event = event_rows(rows)
    late = late_arrivals(known.delays, economics)
    held = [row.stock for row in event]
    to_count = [one for one in held if (one.booked or 0) > 0]
    coverage = count_coverage(to_count, days.count_from)
    found = differences(held, _reasons(typed))
    listing = _listed_together(event, days, given)
    space = _space(event, given)
    figures = sums(rows, purchase, late, entries, shop.sheet_is_loaded)
    all_gates = gates(
        Board(
            rows=rows,
            days=days,
            facts=facts,
            main_share_units=figures["main_share_units"],
            main_share_from=given.main_share_from,
            main_share_to=given.main_share_to,
            listing=listing,
            coverage=coverage,
            first_count_share=given.first_count_share,
            differences=found,
            space=space,
            prepacked_parcels=prepacked_parcels,
        )
    )
    return Inventory(
        rows=rows,
        days=days,
        facts=facts,
        typed=typed,
        count_places=count_places,
        main=main,
        gates=all_gates,
        listing=listing,
        coverage=coverage,
        differences=found,
        crew=_crew(to_count, given, entries),
        economics=economics,
        purchase=purchase,
        late=late,
        space=space,
        figures=figures,
        problems=tuple(_problems(facts, rows, late, days.today)),
        given=given,
        campaign=campaign,
        hours=demand.hours,
        fee_share=shop.fee_share,
    )


def _reasons(typed: Typed) -> Mapping[str, str]:
    return {
        code: one.difference_reason for code, one in typed.products.items() if one.difference_reason
    }


def _offer(row: ProductReadiness, days: Days) -> tuple[int, int | None, bool] | None:
    """Return pieces held for sale, those on sale, and whether they were counted in full.

    What orders have taken is sold already: it is neither held for sale nor on sale. None where
    nobody knows what is held.
    """
    stock = row.stock
    if stock.on_hand is None:
        return None
    booked = stock.booked or 0
    # Where some warehouses alone tell what is on sale, only their pieces are held against it.
    told = booked if stock.on_hand_on_sale is None else stock.on_hand_on_sale
    held = told + stock.on_hand - booked - (stock.reserved or 0)
    return max(0, held), stock.available, stock.is_counted_since(days.count_from)


def _listings(
    event: Sequence[ProductReadiness], days: Days, given: InventoryAssumptions
) -> Mapping[str, Listing]:
    shares = ListingShares(given.listed_share_from, given.listed_share_to)
    offers = ((row.product, _offer(row, days)) for row in event)
    return {product: check_listing(*one, shares) for product, one in offers if one}


def _listed_together(
    event: Sequence[ProductReadiness], days: Days, given: InventoryAssumptions
) -> Listing:
    """Return what is on sale of all products whose sheet tells it."""
    known = [offer for row in event if (offer := _offer(row, days))]
    told = [one for one in known if one[1] is not None]
    return check_listing(
        sum(held for held, _, _ in told or known),
        sum(listed or 0 for _, listed, _ in told) if told else None,
        bool(known) and all(counted for _, _, counted in told or known),
        ListingShares(given.listed_share_from, given.listed_share_to),
    )


def _crew(
    to_count: Sequence[ProductStock], given: InventoryAssumptions, entries: Mapping[str, Entry]
) -> CountCrew:
    """Return whom the full count takes; the roster has the same hours."""
    pace = CountPace(
        seconds_per_line=given.count_seconds_per_line,
        seconds_per_piece=float(entries["staffing.count_seconds_per_item"].value or 0),
        recounted_share=given.recounted_share,
        hours_per_day=given.count_hours_per_day,
    )
    found = count_crew(lines_to_count(to_count), pieces_to_count(to_count), given.count_days, pace)
    typed = entries["staffing.count_hours"].value
    if typed is None:
        return found
    hours = float(typed)
    people = rounded_up(hours / (max(1, given.count_days) * given.count_hours_per_day))
    return replace(
        found, work_hours=hours, people=people, hours_per_person=hours / people if people else 0.0
    )


def lines_to_count(products: Iterable[ProductStock]) -> int:
    """Return the lines of the count sheet: a product has one for each place it lies in."""
    return sum(max(1, one.places) for one in products)


def count_hours_from_sheets(
    stock: Mapping[str, ProductStock], files: tuple[str, ...], entries: Mapping[str, Entry]
) -> Figure | None:
    """Return the person-hours of the full count (INV-4), for the roster; None without stock.

    Formula: (lines × seconds a line + pieces × seconds a piece) × (1 + share counted again), in
    hours.
    Example (tests/inventory): 600 lines of 60 s and 24,000 pieces of 1.5 s, a tenth again: 22 h.

    Args:
        stock: of the products that are counted.
        files: names of the stock sheets.
        entries: the assumptions in force.
    """
    held = [one for one in stock.values() if (one.booked or 0) > 0]
    if not held:
        return None

    def counted(name: str, label: Message, value: int) -> Measured:
        return Measured(
            f"inventory.{name}", label, value, Unit.COUNT, "stock_products", {}, len(held),
            "stock", files,
        )  # fmt: skip

    return work_out(
        "inventory.count_hours",
        say("Hours of the full count"),
        Unit.HOURS,
        "(lines * line_seconds + pieces * piece_seconds) * (1 + again) / 3600",
        {
            "lines": counted(
                "lines_to_count", say("Lines of the count sheet"), lines_to_count(held)
            ),
            "line_seconds": entries["inventory.count_seconds_per_line"],
            "pieces": counted("pieces_to_count", say("Pieces to count"), pieces_to_count(held)),
            "piece_seconds": entries["staffing.count_seconds_per_item"],
            "again": entries["inventory.recounted_share"],
        },
        rules=("INV-4", "STF-12"),
    )


def _space(event: Sequence[ProductReadiness], given: InventoryAssumptions) -> Space:
    """Return the room for what is held and on its way."""
    return space_needed(
        (
            StoredProduct(
                row.product,
                stored_units(row),
                row.stock.volume_ml,
            )
            for row in event
        ),
        Storage(given.fill_share, given.stacking_height_m, given.floor_share, given.floor_area_m2),
    )


def _problems(
    facts: StockFacts | None,
    rows: Sequence[ProductReadiness],
    late: LateArrivals,
    today: date,
) -> Iterator[Message]:
    """Yield what a manager must know before trusting the room; none of it stops the page."""
    if facts is None:
        return
    held = [sheet for sheet in facts.sheets if sheet.holds == HELD]
    oldest = min(held, key=lambda sheet: sheet.as_of, default=None)
    if oldest and facts.last_sale and oldest.as_of < facts.last_sale:
        yield say(
            "The stock sheet {file} is of {day}, {days} days older than the newest sale in your"
            " sheets: what was sold since is still in it.",
            file=oldest.file,
            day=oldest.as_of,
            days=(facts.last_sale - oldest.as_of).days,
        )
    if oldest and (today - oldest.as_of).days >= STALE_DAYS:
        yield say(
            "The stock sheet {file} is of {day}, {days} days ago: upload a fresh one before you"
            " order.",
            file=oldest.file,
            day=oldest.as_of,
            days=(today - oldest.as_of).days,
        )
    if facts.negative_rows:
        yield say(
            "{rows} rows of the stock sheet hold less than nothing: more went out than was booked"
            " in. They count as they stand.",
            rows=facts.negative_rows,
        )
    if facts.negative_rows_made_up:
        yield say(
            "{rows} rows of the stock sheet hold less than nothing and were added up with another"
            " row of the same code and warehouse: the sum does not show them. Count these"
            " products; the page Sheets lists the rows.",
            rows=facts.negative_rows_made_up,
        )
    if facts.repeated_codes:
        yield say(
            "{codes} codes stand in several rows of one warehouse and were added up.",
            codes=facts.repeated_codes,
        )
    if facts.rows_without_pack_size:
        yield say(
            "{rows} rows of a warehouse that counts in packs have no known pack size and count as"
            " pieces.",
            rows=facts.rows_without_pack_size,
        )
    without_cost = sum(
        row.stock.unit_cost is None for row in rows if row.needed or (row.stock.on_hand or 0) > 0
    )
    if without_cost and facts.products:
        yield say(
            "The cost of {products} products is not known: they are left out of the share by value"
            " and of what to buy. A product sheet with costs, or the board below, would tell.",
            products=without_cost,
        )
    if late.without_margin:
        yield say(
            "Of {products} products on their way price or cost is not known: their delay costs"
            " pieces, and no amount is said.",
            products=late.without_margin,
        )
