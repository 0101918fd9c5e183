"""The ledger: every order the shop had, from the basket to what became of it."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from random import Random
from typing import IO, Any, NamedTuple

from sample_data.buyers import Buyer, Customers
from sample_data.catalogue import Catalogue, Sku
from sample_data.demand import (
    DAY_SECONDS,
    EVENT,
    EXPORTED_SECOND,
    Calendar,
    Mood,
    draw_seconds,
    mood_of,
)
from sample_data.drawing import Weighted, even, happens, one_of

# --- What happens to orders ----------------------------------------------------------------------

WAITING_FOR_PAYMENT = "等待买家付款"
WAITING_FOR_SHIPPING = "买家已付款，等待卖家发货"
SHIPPED = "卖家已发货，等待买家确认"
DONE = "交易成功"
CLOSED = "交易关闭"
NOT_CLOSED = "订单未关闭"

CARRIERS = ("中通快递", "圆通速递", "韵达快递", "申通快递", "顺丰速运", "EMS")
# Free text as buyers and agents leave it: an importer has to drop it, so some must be there.
BUYER_MESSAGES = (
    "请尽快发货，谢谢", "麻烦放菜鸟驿站", "身高162体重50公斤,M码合适吗", "送朋友的，不要放小票",
    "打电话 139****5521 再送", "周末才有人收",
)  # fmt: skip
SELLER_REMARKS = ("加急 王**", "已核对地址", "客户来电 138****1234 改顺丰", "送小样一份", "换L码")

# Percent of orders in which an item beyond the first is the one that goes with the first.
BOUGHT_TOGETHER = 40
# Percent of unpaid orders placed once more at once by the same buyer (wrong address, voucher lost).
SECOND_TRY = 15
# Percent of orders placed from 20:00 on the eve that wait for midnight to be paid: the event's red
# packets count only from then on.
EVE_WAITS = 40
# Time from order to payment: (per mille of orders, seconds). Most pay at once, some after hours.
PAYMENT_DELAYS = ((0, 6), (500, 35), (800, 240), (920, 1800), (980, 4 * 3600), (1000, 23 * 3600))
_DELAY_SHARES = [share for share, _ in PAYMENT_DELAYS]

FREE_SHIPPING_FROM_MINOR = 99_00
SHIPPING_MINOR, REMOTE_SHIPPING_MINOR = 8_00, 18_00

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many orders are done and how many there are."""


class Beginning(NamedTuple):
    """Where a year's books begin: two years share neither an order id nor a buyer."""

    draws: str  # names the generator that is drawn from
    order_id: int  # 18 digits: a spreadsheet would round them, hence the guard
    buyer_serial: int


THIS_YEAR = Beginning("orders", 351_531_314_732_990_000, 1)
YEAR_BEFORE = Beginning("orders-year-before", 301_178_204_519_640_000, 10_000_001)

# --- One order -----------------------------------------------------------------------------------


class Line(NamedTuple):
    """So many pieces of one SKU at one price."""

    sku: Sku
    price_minor: int
    quantity: int

    @property
    def amount_minor(self) -> int:
        """Price times quantity."""
        return self.price_minor * self.quantity


class Order(NamedTuple):
    """One order of the ledger; times are seconds from midnight of D, None for never paid."""

    order_id: int
    created: int
    paid: int | None
    buyer: Buyer
    lines: tuple[Line, ...]
    listed_minor: int  # what the lines add up to
    discount_minor: int
    shipping_minor: int
    refund_minor: int
    refunded_after: int  # days from payment
    status: str
    close_reason: str
    waybill: str
    carrier: str
    message: str
    remark: str
    by_phone: bool

    @property
    def goods_minor(self) -> int:
        """What the buyer owes for the goods: the items less the shop's money off."""
        return self.listed_minor - self.discount_minor

    @property
    def gross_minor(self) -> int:
        """The order as placed: goods and shipping."""
        return self.listed_minor - self.discount_minor + self.shipping_minor

    @property
    def paid_minor(self) -> int:
        """What came in, before refunds."""
        return 0 if self.paid is None else self.gross_minor

    @property
    def quantity(self) -> int:
        """Pieces in the order."""
        return sum([line.quantity for line in self.lines])


_SEVERAL = Weighted((84, 12, 4))
_ONE = Weighted((975, 25))


def fill_basket(rng: Random, catalogue: Catalogue, day: int, mood: Mood) -> tuple[Line, ...]:
    """Return 1 … 6 lines, no SKU twice."""
    wanted = catalogue.wanted(day, mood)
    lines = 1 + mood.lines.draw(rng)
    chosen = [wanted.draw(rng)]
    # A tiny catalogue may not hold so many different products: stop after some tries.
    for _ in range(4 * lines):
        if len(chosen) == lines:
            break
        together = happens(rng, BOUGHT_TOGETHER, of=100)
        extra = catalogue.draw_partner(rng, chosen[0]) if together else None
        if extra is None:
            extra = wanted.draw(rng)
        if extra not in chosen:
            chosen.append(extra)
    return tuple([make_line(rng, catalogue.skus[position], mood) for position in chosen])


def make_line(rng: Random, sku: Sku, mood: Mood) -> Line:
    """Return the SKU at the price of the day, mostly one piece."""
    price = sku.event_price_minor if mood.event_price else sku.price_minor
    return Line(sku, price, 1 + (_SEVERAL if sku.style.category.often_several else _ONE).draw(rng))


def money_off(mood: Mood, amount_minor: int) -> int:
    """Return the shop's discount on an order of that amount."""
    for start, off in mood.money_off:
        if amount_minor >= start * 100:
            return off * 100
    return 0


def shipping_fee(buyer: Buyer, amount_minor: int) -> int:
    """Return the fee; most orders are above the threshold and ship free."""
    if amount_minor >= FREE_SHIPPING_FROM_MINOR:
        return 0
    return REMOTE_SHIPPING_MINOR if buyer.is_remote else SHIPPING_MINOR


def payment_delay(rng: Random) -> int:
    """Return seconds from order to payment, by straight lines between PAYMENT_DELAYS."""
    at = even(rng, 1000)
    upper = bisect_right(_DELAY_SHARES, at)
    (low, fast), (high, slow) = PAYMENT_DELAYS[upper - 1], PAYMENT_DELAYS[upper]
    return fast + (slow - fast) * (at - low) // (high - low)


def payment_second(rng: Random, created: int) -> int:
    """Return when the order is paid; on the eve many wait for midnight."""
    eve = -4 * 3600 <= created < 0
    if eve and happens(rng, EVE_WAITS, of=100):
        return min(even(rng, 1800), even(rng, 1800))
    return created + payment_delay(rng)


def draft_order(
    rng: Random,
    order_id: int,
    created: int,
    paid: int | None,
    buyer: Buyer,
    lines: tuple[Line, ...],
    mood: Mood,
) -> Order:
    """Return the order as placed, before anything has happened to it."""
    amount = sum([line.price_minor * line.quantity for line in lines])
    discount = money_off(mood, amount)
    return Order(
        order_id=order_id,
        created=created,
        paid=paid,
        buyer=buyer,
        lines=lines,
        listed_minor=amount,
        discount_minor=discount,
        shipping_minor=shipping_fee(buyer, amount - discount),
        refund_minor=0,
        refunded_after=0,
        status=WAITING_FOR_PAYMENT,
        close_reason=NOT_CLOSED,
        waybill="",
        carrier="",
        message=one_of(rng, BUYER_MESSAGES) if happens(rng, 60) else "",
        remark=one_of(rng, SELLER_REMARKS) if happens(rng, 40) else "",
        by_phone=happens(rng, 850),
    )


def refund(rng: Random, order: Order, mood: Mood) -> int:
    """Return what is given back: nothing, all, one line of several, or a small compensation."""
    if not happens(rng, mood.refunded):
        return 0
    if happens(rng, 620):
        return order.paid_minor
    if len(order.lines) == 1:
        return min(500 + 500 * even(rng, 5), order.paid_minor)
    # The line's share of what was paid for goods, rounded down to the fen.
    return one_of(rng, order.lines).amount_minor * order.goods_minor // order.listed_minor


def with_fate(rng: Random, order: Order, mood: Mood) -> Order:
    """Return the order as it stands when the sheet is exported: status, waybill, refund."""
    if order.paid is None:
        # The platform closes what is not paid within three days.
        if EXPORTED_SECOND - order.created < 3 * DAY_SECONDS:
            return order
        return order._replace(status=CLOSED, close_reason="买家未付款")
    age = (EXPORTED_SECOND - order.paid) // DAY_SECONDS
    # Goods come back within a week or so: the newest orders have had no time for it.
    refunded_after = even(rng, 8)
    refund_minor = refund(rng, order, mood) if age >= refunded_after else 0
    ships_after = 1 + even(rng, 4 if mood is EVENT else 2)
    done_after = ships_after + 4 + even(rng, 8)
    closed = refund_minor == order.gross_minor
    # Two fifths of the full refunds are asked for before the parcel leaves.
    shipped = age >= ships_after and not (closed and happens(rng, 400))
    status = DONE if age >= done_after else SHIPPED if shipped else WAITING_FOR_SHIPPING
    return order._replace(
        refund_minor=refund_minor,
        refunded_after=refunded_after,
        status=CLOSED if closed else status,
        close_reason="退款" if closed else NOT_CLOSED,
        waybill=f"No:{75_000_000_000_000 + even(rng, 10**12)}" if shipped else "",
        carrier=one_of(rng, CARRIERS) if shipped else "",
    )


# --- All orders in the order of time -------------------------------------------------------------

SLICE = 20_000  # orders; so many are in memory at a time
DEAR_MINOR = 1_000_00


class Ledger:
    """Orders, oldest first, in a file of their own: millions would not fit into memory."""

    def __init__(self, catalogue: Catalogue, file: IO[bytes]) -> None:
        """Start with no orders.

        Args:
            catalogue: whose SKUs the orders are about.
            file: empty; written and read as long as the ledger is used.
        """
        self._catalogue = catalogue
        self._file = file
        self._starts: list[int] = []  # in the file, of each slice
        self._newest: list[Order] = []  # those not in the file yet
        self._read: tuple[int, list[Order]] = (-1, [])  # the slice read last
        # Positions of the orders that are paid and not refunded, and of the dear ones among them.
        self.ordinary = array("i")
        self.dear = array("i")

    def __len__(self) -> int:
        """Return the number of orders."""
        return len(self._starts) * SLICE + len(self._newest)

    def __getitem__(self, position: int) -> Order:
        """Return one order, 0 being the oldest."""
        return self._slice(position // SLICE)[position % SLICE]

    def append(self, order: Order) -> None:
        """Add the next order."""
        if order.paid is not None and not order.refund_minor:
            self.ordinary.append(len(self))
            if order.gross_minor >= DEAR_MINOR:
                self.dear.append(len(self))
        self._newest.append(order)
        if len(self._newest) == SLICE:
            self._starts.append(self._file.tell())
            # Written and read by this very program, so it need not last: the fastest form.
            content = marshal.dumps([plain(order) for order in self._newest])
            self._file.write(len(content).to_bytes(8, "big") + content)
            self._newest = []

    def newest_first(self) -> Iterator[Order]:
        """Yield all orders."""
        for number in range(len(self._starts), -1, -1):
            yield from reversed(self._slice(number))

    def _slice(self, number: int) -> list[Order]:
        """Return the orders of one slice."""
        if number == len(self._starts):
            return self._newest
        if number != self._read[0]:
            self._file.seek(self._starts[number])
            length = int.from_bytes(self._file.read(8), "big")
            plain_orders = marshal.loads(self._file.read(length))  # noqa: S302
            skus = self._catalogue.skus
            self._read = (number, [restored(values, skus) for values in plain_orders])
        return self._read[1]


def plain(order: Order) -> tuple[object, ...]:
    """Return the order as numbers and text alone."""
    lines = [(sku.position, price, quantity) for sku, price, quantity in order.lines]
    return (*order[:3], *order.buyer, lines, *order[5:])


def restored(values: tuple[Any, ...], skus: list[Sku]) -> Order:
    """Return the order of what ``plain`` has made of it."""
    order_id, created, paid, serial, traits, lines, *others = values
    return Order(
        order_id,
        created,
        paid,
        Buyer(serial, traits),
        tuple([Line(skus[position], price, quantity) for position, price, quantity in lines]),
        *others,
    )


def make_ledger(
    catalogue: Catalogue,
    calendar: Calendar,
    orders: int,
    seed: int,
    file: IO[bytes],
    told: Progress,
    beginning: Beginning = THIS_YEAR,
) -> Ledger:
    """Return exactly so many orders."""
    rng = Random(f"{seed}-{beginning.draws}")
    customers = Customers(beginning.buyer_serial)
    ledger = Ledger(catalogue, file)
    order_id = beginning.order_id
    before: Order | None = None
    for created in draw_seconds(rng, calendar, orders):
        day = created // DAY_SECONDS
        mood = mood_of(day)
        order_id += 1_000 + even(rng, 9_000_000)
        if before and is_tried_again(rng, before, day):
            buyer, lines, is_paid = before.buyer, before.lines, True
        else:
            buyer, lines = customers.next(rng, day, mood), fill_basket(rng, catalogue, day, mood)
            is_paid = not happens(rng, mood.unpaid)
        paid = payment_second(rng, created) if is_paid else None
        before = with_fate(rng, draft_order(rng, order_id, created, paid, buyer, lines, mood), mood)
        ledger.append(before)
        if len(ledger) % SLICE == 0:
            told("drawn", len(ledger), orders)
    return ledger


def is_tried_again(rng: Random, before: Order, day: int) -> bool:
    """Tell whether the order of that day repeats the unpaid one just before it."""
    same_day = before.created // DAY_SECONDS == day
    return before.paid is None and same_day and happens(rng, SECOND_TRY, of=100)
