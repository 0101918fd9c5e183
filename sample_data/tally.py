"""What the ledger adds up to: every number that an answer key or another sheet needs of it."""

from __future__ import annotations

from array import array

from sample_data.demand import DAY_SECONDS, EXPORTED_SECOND, FIRST_DAY, Calendar
from sample_data.ledger import Order

# Payments and refunds go on until the sheets are drawn, the day after the last order.
DAYS = range(FIRST_DAY, EXPORTED_SECOND // DAY_SECONDS + 1)
# What is sold before buyers begin to wait for the event, and what is sold in its window (CAL-1).
ORDINARY_DAYS, WINDOW_DAYS = range(FIRST_DAY, -10), range(-4, 3)


class DayTally:
    """One day of the shop: orders by the time of placing, money by the time it moved."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.orders_placed = 0
        self.orders_paid = 0
        self.units_paid = 0
        self.paid_minor = 0
        self.refund_minor = 0
        # Serials, one an order: who orders twice stands here twice.
        self._placed_by = array("i")
        self._paid_by = array("i")

    def place(self, order: Order) -> None:
        """Count an order placed on this day."""
        self.orders_placed += 1
        self._placed_by.append(order.buyer.serial)

    def pay(self, order: Order) -> None:
        """Count an order paid on this day."""
        self.orders_paid += 1
        self.units_paid += order.quantity
        self.paid_minor += order.gross_minor
        self._paid_by.append(order.buyer.serial)

    @property
    def order_buyers(self) -> int:
        """Different people who placed orders."""
        return len(set(self._placed_by))

    @property
    def paid_buyers(self) -> int:
        """Different people who paid."""
        return len(set(self._paid_by))


class Tally:
    """Sums over all orders, whichever order they come in."""

    def __init__(self, calendar: Calendar, skus: int) -> None:
        """Start with nothing.

        Args:
            calendar: the shop's days.
            skus: how many the catalogue has.
        """
        self.calendar = calendar
        self.days = {day: DayTally() for day in DAYS}
        self.orders = self.unpaid_orders = self.refunded_orders = 0
        self.gross_minor = self.paid_minor = self.refund_minor = 0
        self.first_created = self.last_created = 0
        self.last_paid: int | None = None
        self.lines = self.quantity = 0
        self.unknown_skus: set[str] = set()  # that are not in the catalogue
        # Units by position in the catalogue: all that were ordered, and those paid for.
        self.ordered = array("q", [0]) * skus
        self.paid_ordinary = array("q", [0]) * skus
        self.paid_in_window = array("q", [0]) * skus
        self._buyers = bytearray()  # by serial, 1: has ordered

    def add(self, order: Order) -> None:
        """Count an order that a right import keeps."""
        self.add_lines(order)
        self._add_buyer(order.buyer.serial)
        if self.orders == 0:
            self.first_created = self.last_created = order.created
        self.first_created = min(self.first_created, order.created)
        self.last_created = max(self.last_created, order.created)
        self.orders += 1
        self.gross_minor += order.gross_minor
        self.days[order.created // DAY_SECONDS].place(order)
        if order.paid is None:
            self.unpaid_orders += 1
            return
        paid_on = order.paid // DAY_SECONDS
        self.last_paid = order.paid if self.last_paid is None else max(self.last_paid, order.paid)
        self.paid_minor += order.gross_minor
        self.days[paid_on].pay(order)
        if order.refund_minor:
            self.refunded_orders += 1
            self.refund_minor += order.refund_minor
            self.days[paid_on + order.refunded_after].refund_minor += order.refund_minor
        if paid_on in ORDINARY_DAYS:
            add_units(self.paid_ordinary, order)
        elif paid_on in WINDOW_DAYS:
            add_units(self.paid_in_window, order)

    def add_lines(self, order: Order) -> None:
        """Count only the order's lines: all there is of one that no order list holds."""
        self.lines += len(order.lines)
        for sku, _, quantity in order.lines:
            self.quantity += quantity
            if sku.position < 0:
                self.unknown_skus.add(sku.code)
            else:
                self.ordered[sku.position] += quantity

    def _add_buyer(self, serial: int) -> None:
        """Remember that somebody has ordered."""
        if serial >= len(self._buyers):
            self._buyers.extend(bytes(serial + 1 - len(self._buyers) + 1_000_000))
        self._buyers[serial] = 1

    @property
    def buyers(self) -> int:
        """Different people who placed orders."""
        return self._buyers.count(1)

    @property
    def skus(self) -> int:
        """Different products that were ordered."""
        return sum(units > 0 for units in self.ordered) + len(self.unknown_skus)

    def paid_between(self, days: range) -> int:
        """Return what was paid on those days, in fen."""
        return sum(self.days[day].paid_minor for day in days)


def add_units(units: array[int], order: Order) -> None:
    """Add the order's pieces of each product of the catalogue."""
    for sku, _, quantity in order.lines:
        if sku.position >= 0:
            units[sku.position] += quantity
