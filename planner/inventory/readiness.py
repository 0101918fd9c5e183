"""The verdict on every product: ready or not, why, and the one next action with its date (INV-10).

What a product can sell in the event is what is held and not taken by orders, less what it sells on
ordinary days until the campaign begins, plus what arrives by D-7 (INV-2); what was counted goes
before the book. It is compared with the
demand of the campaign window at P50 and at the sureness that the shop wants (INV-9).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from planner.demand import ProductDemand
from planner.figures import Level
from planner.inventory.arrivals import Deadlines, Delivery, Timing
from planner.inventory.stock import ProductStock
from planner.language import Message, say


@dataclass(frozen=True)
class Days:
    """The days that a product is held against.

    Attributes:
        today: from which all is seen.
        deadlines: of arrivals and counts, and the main day.
    """

    today: date
    deadlines: Deadlines

    @property
    def arrive_by(self) -> date:
        """Return the last day for goods to be in the warehouse, D-7."""
        return self.deadlines.arrive_by

    @property
    def count_from(self) -> date:
        """Return the first day of the full count, D-3."""
        return self.deadlines.count_from

    @property
    def count_until(self) -> date:
        """Return the last day of the full count, D-2."""
        return self.deadlines.count_until

    def no_sooner(self, day: date) -> date:
        """Return the day, or today where it has passed."""
        return max(self.today, day)


class Reason(Enum):
    """Why a product is ready or not, the gravest first."""

    UNKNOWN_STOCK = "unknown_stock"
    NEGATIVE_STOCK = "negative_stock"
    SHORT = "short"
    ARRIVES_LATE = "arrives_late"
    NOT_COUNTED = "not_counted"
    DIFFERS = "differs"
    NO_RESERVE = "no_reserve"
    NO_BARCODE = "no_barcode"
    COUNT_AHEAD = "count_ahead"
    ENOUGH = "enough"
    NO_DEMAND = "no_demand"


@dataclass(frozen=True)
class ProductReadiness:
    """What the stock page says of one product.

    Attributes:
        product: the code that its sales are known by.
        title: its name; None where no sheet says it.
        category: it belongs to; None where no sheet says it.
        is_main: it is one of the main products.
        stock: what the sheets and the manager say of it.
        demand: over the campaign window; None where it never sold and nothing like it did.
        sold_before: expected to be sold on ordinary days until the campaign begins.
        on_time: pieces on their way that arrive by D-7.
        late: all others, those of a day that nobody knows among them.
        after_count: of these, those that come when the count is over.
        too_late: of these, those that come on D or later: they are sold in no event.
        at_start: what can be sold in the event: free stock and timely arrivals; None while unknown.
        needed: to be sure enough, what offers give away with it.
        missing: of that.
        days_of_cover: free stock ÷ ordinary rate; None where it does not sell on ordinary days.
        lead_time_days: from ordering to delivery, the usual one where nothing says it.
        delivery: what an order placed today would become, and until when to place it.
        supply_per_day: that the supplier can deliver when it is urgent; None until it is typed.
        contact: whom to call then; None until it is typed.
        level: the verdict.
        reason: why.
        says: the same in a sentence.
        action: the one next thing to do.
        due: until when.
        given: pieces that offers are expected to give away or to add to parcels.
    """

    product: str
    title: str | None
    category: str | None
    is_main: bool
    stock: ProductStock
    demand: ProductDemand | None
    sold_before: int
    on_time: int
    late: int
    after_count: int
    too_late: int
    at_start: int | None
    needed: int
    missing: int
    days_of_cover: float | None
    lead_time_days: int
    delivery: Delivery
    supply_per_day: int | None
    contact: str | None
    level: Level
    reason: Reason
    says: Message
    action: Message
    due: date
    given: int = 0

    @property
    def expected(self) -> int:
        """Return the pieces of the plan itself, P50: sold, and given away by offers."""
        return (self.demand.units if self.demand else 0) + self.given

    @property
    def mean_units(self) -> float:
        """Return the pieces that leave, before they were made whole."""
        return (self.demand.expected_units if self.demand else 0.0) + self.given

    @property
    def relative_variance(self) -> float:
        """Return variance ÷ mean² of the pieces that leave.

        What offers give away is as sure as it was promised: it adds to the mean of what sells and
        nothing to its variance.
        """
        if self.demand is None or not self.demand.expected_units:
            return 0.0
        return self.demand.relative_variance * (self.demand.expected_units / self.mean_units) ** 2

    @property
    def free(self) -> int | None:
        """Return the pieces held that no order has taken."""
        return free_stock(self.stock)

    @property
    def value_held(self) -> Decimal | None:
        """Return what the pieces held cost; None where the cost is not known."""
        if self.stock.unit_cost is None or self.stock.on_hand is None:
            return None
        return max(self.stock.on_hand, 0) * self.stock.unit_cost


def free_stock(stock: ProductStock) -> int | None:
    """Return what is held and not taken by orders; what is on sale where nothing says what is held.

    >>> free_stock(ProductStock("coat", on_hand=12, reserved=2)), free_stock(ProductStock("hat"))
    (10, None)
    """
    if stock.on_hand is None:
        return stock.available
    return stock.on_hand - (stock.reserved or 0)


@dataclass(frozen=True)
class Standing:
    """What a verdict is made from; the attributes are those of :class:`ProductReadiness`."""

    stock: ProductStock
    demand: ProductDemand | None
    is_main: bool
    sold_before: int
    on_time: int
    late: int
    after_count: int
    needed: int
    delivery: Delivery
    is_cleared: bool
    sheet_is_loaded: bool
    given: int

    @property
    def at_start(self) -> int | None:
        """Return what can be sold in the event; None while what is free is not known.

        Free stock, less the ordinary sales until then, and timely arrivals. Pieces that orders have
        taken beyond what is held stay owed.
        """
        free = free_stock(self.stock)
        if free is None:
            return None
        return min(free, max(0, free - self.sold_before)) + self.on_time

    @property
    def expected(self) -> int:
        """Return the pieces of the plan itself, P50: sold, and given away by offers."""
        return (self.demand.units if self.demand else 0) + self.given


@dataclass(frozen=True)
class Verdict:
    """What is said of a product, see :class:`ProductReadiness`."""

    level: Level
    reason: Reason
    says: Message
    action: Message
    due: date


def judge(standing: Standing, days: Days) -> Verdict:
    """Return the verdict on a product: the gravest of shortage, count and barcodes.

    Example (tests/inventory): 40 pieces expected, 48 to be sure, 30 held, 20 more on D-4 → at risk,
    since they come after D-7: have them delivered by then.
    """
    if at_once := _of_no_demand(standing, days) or _of_stock(standing, days):
        return at_once
    found = (
        _of_shortage(standing, days),
        _of_count(standing, days),
        _of_barcodes(standing, days),
        _of_the_rest(standing, days),
    )
    return max((one for one in found if one), key=lambda one: _GRAVITY[one.level])


_GRAVITY = {level: gravity for gravity, level in enumerate(Level)}
"""The levels stand in the order of their gravity."""


def _of_no_demand(standing: Standing, days: Days) -> Verdict | None:
    if standing.needed > 0:
        return None
    if not standing.is_main:
        return Verdict(
            Level.READY,
            Reason.NO_DEMAND,
            say("No sales are expected in the event."),
            say("Nothing for the event; see what to do with it afterwards"),
            days.deadlines.main_day,
        )
    if standing.stock.on_hand == 0:
        return Verdict(
            Level.AT_RISK,
            Reason.NO_DEMAND,
            say("A main product of which nothing is in stock and nothing is expected to sell."),
            say("Take it off the main products"),
            days.no_sooner(days.arrive_by),
        )
    return None


def _of_stock(standing: Standing, days: Days) -> Verdict | None:
    """Return the verdict where nobody knows what is there."""
    held = standing.stock.on_hand
    if held is not None and held < 0:
        return Verdict(
            Level.NOT_READY,
            Reason.NEGATIVE_STOCK,
            say("The sheet says {units} pieces: more went out than was booked in.", units=held),
            say("Look at the shelf and book what is there"),
            days.today,
        )
    if free_stock(standing.stock) is not None:
        return None
    if standing.sheet_is_loaded:
        return Verdict(
            Level.AT_RISK,
            Reason.UNKNOWN_STOCK,
            say("{units} pieces are expected, and no row of the stock sheet belongs to it.",
                units=standing.expected),
            say("Match its code, type in what is in stock, or leave it out of the event"),
            days.today,
        )  # fmt: skip
    return Verdict(
        Level.AT_RISK,
        Reason.UNKNOWN_STOCK,
        say("{units} pieces are expected; what is in stock is not known.",
            units=standing.expected),
        say("Type in what is in stock, or upload the stock sheet"),
        days.today,
    )  # fmt: skip


def _of_shortage(standing: Standing, days: Days) -> Verdict | None:
    """Return the verdict where there is too little for the demand."""
    there = standing.at_start or 0
    if there >= standing.needed:
        return None
    aim = standing.expected if there < standing.expected else standing.needed
    if there + standing.late >= aim:
        return _of_late(standing, aim, days)
    action = how_to_order(standing.needed - there, standing.delivery)
    due = standing.delivery.order_by
    if there < standing.expected:
        return Verdict(
            Level.NOT_READY,
            Reason.SHORT,
            say("{there} pieces for {units} expected: {missing} are missing.",
                there=there, units=standing.expected, missing=standing.expected - there),
            action,
            due,
        )  # fmt: skip
    return Verdict(
        Level.AT_RISK,
        Reason.NO_RESERVE,
        say("{there} pieces are enough for the {units} expected, not for the {needed} of a good"
            " event.", there=there, units=standing.expected, needed=standing.needed),
        action,
        due,
    )  # fmt: skip


def _of_late(standing: Standing, aim: int, days: Days) -> Verdict:
    """Return the verdict where pieces on their way would be enough, and come late (INV-2).

    The count is the hard stop: what it takes pieces for that come after it is not ready.
    """
    there = standing.at_start or 0
    by = days.arrive_by if days.today <= days.arrive_by else days.count_until
    counted = there + standing.late - standing.after_count >= aim
    return Verdict(
        Level.AT_RISK if counted or there >= standing.expected else Level.NOT_READY,
        Reason.ARRIVES_LATE,
        say("{late} pieces on their way come after {day} or on a day nobody knows; without them"
            " {there} of {units} are there.",
            late=standing.late, day=days.arrive_by, there=there, units=aim),
        say("Have the {late} pieces on their way delivered by {day}", late=standing.late, day=by),
        days.no_sooner(by),
    )  # fmt: skip


def how_to_order(units: int, delivery: Delivery) -> Message:
    """Return what to do about missing pieces by the delivery's order-by day.

    Ordered in time they come by D-7; ordered today they come before the count ends, or too late.
    """
    if not delivery.days_late:
        return say("Order {units} pieces", units=units)
    if delivery.timing is Timing.AFTER_DEADLINE:
        return say(
            "Order {units} pieces today and have them sent fast: they come on {day}, {late}",
            units=units, day=delivery.arrives_on, late=delivery.says,
        )  # fmt: skip
    return say(
        "Ordered today they come on {day}, {late}: find {units} pieces elsewhere, or promote"
        " something else",
        day=delivery.arrives_on, late=delivery.says, units=units,
    )  # fmt: skip


def _of_count(standing: Standing, days: Days) -> Verdict | None:
    """Return the verdict of the full count (INV-4), once its days have come."""
    stock = standing.stock
    in_full = stock.is_counted_since(days.count_from)
    book = stock.book_when_counted
    if in_full and book is not None and stock.counted != book and not standing.is_cleared:
        return Verdict(
            Level.AT_RISK,
            Reason.DIFFERS,
            say("{counted} pieces were counted where the book has {book}.",
                counted=stock.counted, book=stock.book_when_counted),
            say("Explain the difference and correct the stock"),
            days.no_sooner(days.count_until),
        )  # fmt: skip
    if days.today >= days.count_from and not in_full:
        is_over = days.today > days.count_until
        return Verdict(
            Level.NOT_READY if is_over else Level.AT_RISK,
            Reason.NOT_COUNTED,
            say("Enough pieces on paper, and not counted since {day}.", day=days.count_from),
            say("Count it"),
            days.no_sooner(days.count_until),
        )
    return None


def _of_barcodes(standing: Standing, days: Days) -> Verdict | None:
    if not standing.stock.lacks_barcode:
        return None
    return Verdict(
        Level.AT_RISK,
        Reason.NO_BARCODE,
        say("Enough pieces, and some of them bear no barcode."),
        say("Print barcodes and put them on"),
        days.no_sooner(days.arrive_by),
    )


def _of_the_rest(standing: Standing, days: Days) -> Verdict:
    there = standing.at_start or 0
    enough = say("{there} pieces for {units} expected.", there=there, units=standing.expected)
    if days.today < days.count_from:
        return Verdict(
            Level.ON_TRACK, Reason.COUNT_AHEAD, enough, say("Count it"), days.count_until
        )
    return Verdict(
        Level.READY,
        Reason.ENOUGH,
        enough,
        say("Put what was counted on sale in full"),
        days.no_sooner(days.count_until),
    )
