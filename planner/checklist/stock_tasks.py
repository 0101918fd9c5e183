"""Tasks that follow from the stock: what to order of whom, what to hasten, what to explain.

They come and go with the figures; their ids stay those of the supplier and of the product, so that
owner, status and note are kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from planner.checklist.templates import BUYER, WAREHOUSE, Template
from planner.inventory import Inventory
from planner.inventory.arrivals import Delivery
from planner.inventory.purchase import PurchaseLine
from planner.language import Message, say

SUPPLIERS_AT_MOST = 8
"""Each has a task of its own, those with the largest orders; one more is for all others."""
LATE_AT_MOST = 5
"""So many products on their way are named, those with the most pieces."""
HASH_LENGTH = 8
ORDERED = say("The supplier confirmed quantity and delivery date.")


@dataclass(frozen=True)
class SupplierOrder:
    """What is to be bought from one supplier.

    Attributes:
        supplier: its name; empty where nobody knows it.
        units: pieces of all products.
        products: their codes.
        order_by: first of the days that the board says to order by, none before today.
        slowest: the delivery of what would arrive last if it were ordered today.
    """

    supplier: str
    units: int
    products: tuple[str, ...]
    order_by: date
    slowest: Delivery


def stock_templates(inventory: Inventory) -> Iterator[Template]:
    """Yield the tasks: orders by supplier, differences of the count, and late arrivals."""
    orders = supplier_orders(inventory)
    named, others = orders[:SUPPLIERS_AT_MOST], orders[SUPPLIERS_AT_MOST:]
    main_day = inventory.days.deadlines.main_day
    yield from (_order(one, main_day) for one in named)
    if others:
        yield _others(others, main_day)
    yield from _differences(inventory)
    yield from _late(inventory)


def supplier_orders(inventory: Inventory) -> list[SupplierOrder]:
    """Return what is to be bought by supplier, the dearest order first."""
    rows = {row.product: row for row in inventory.rows}
    bought: dict[str, list[PurchaseLine]] = {}
    for line in inventory.purchase.lines:
        if line.units:
            supplier = (rows[line.product].stock.supplier or "").strip()
            bought.setdefault(supplier, []).append(line)
    dearest = sorted(bought.items(), key=lambda one: (-sum(line.cost for line in one[1]), one[0]))
    return [
        SupplierOrder(
            supplier=supplier,
            units=sum(line.units for line in lines),
            products=tuple(line.product for line in lines),
            order_by=min(rows[line.product].delivery.order_by for line in lines),
            slowest=_slowest(rows[line.product].delivery for line in lines),
        )
        for supplier, lines in dearest
    ]


def _order(one: SupplierOrder, main_day: date) -> Template:
    if not one.supplier:
        title = say(
            "Order {pieces} pieces of {products} products whose supplier is not known yet",
            pieces=one.units,
            products=len(one.products),
        )
    elif len(one.products) == 1:
        title = say(
            "Order {pieces} pieces of {product} from {supplier}",
            pieces=one.units,
            product=one.products[0],
            supplier=one.supplier,
        )
    else:
        title = say(
            "Order {pieces} pieces of {products} products from {supplier}",
            pieces=one.units,
            products=len(one.products),
            supplier=one.supplier,
        )
    task_id = f"order_goods_{short_hash(one.supplier)}"
    return _purchase(task_id, title, [one], main_day)


def _others(orders: Sequence[SupplierOrder], main_day: date) -> Template:
    """Return the task for all suppliers that have none of their own."""
    title = say(
        "Order {pieces} pieces of {products} products from {suppliers} more suppliers",
        pieces=sum(one.units for one in orders),
        products=sum(len(one.products) for one in orders),
        suppliers=len(orders),
    )
    return _purchase("order_goods_others", title, orders, main_day)


def _purchase(
    task_id: str, title: Message, orders: Sequence[SupplierOrder], main_day: date
) -> Template:
    rules = ("INV-6", "INV-9")
    due = (min(one.order_by for one in orders) - main_day).days
    slowest = _slowest(one.slowest for one in orders)
    done = ORDERED
    if slowest.days_late:
        done = say(
            "The supplier confirmed quantity and delivery date: ordered today, the last of it comes"
            " {late}.",
            late=slowest.says,
        )
    return Template(rules, task_id, "inventory", BUYER, due, due, title, done)


def _slowest(deliveries: Iterable[Delivery]) -> Delivery:
    return max(deliveries, key=lambda one: one.arrives_on)


def _differences(inventory: Inventory) -> Iterator[Template]:
    """Yield the task to explain what the count found, while some of it is not (INV-4)."""
    count = sum(not one.is_cleared for one in inventory.differences)
    days = inventory.days.deadlines
    if not count:
        return
    yield Template(
        ("INV-4",), "explain_differences", "inventory", WAREHOUSE,
        (days.count_from - days.main_day).days, (days.count_until - days.main_day).days,
        say("Explain {count} differences of the count", count=count),
        say("Each difference has its reason, and the stock is corrected."),
    )  # fmt: skip


def _late(inventory: Inventory) -> Iterator[Template]:
    """Yield the products whose pieces on their way come too late, the largest first (INV-2).

    They are wanted by D-7; once that has passed, while they can still be counted, then at once.
    """
    days = inventory.days
    day = days.arrive_by if days.today <= days.arrive_by else days.count_until
    if days.today > days.deadlines.main_day:
        return
    late = [row for row in inventory.rows if row.late and row.expected]
    late.sort(key=lambda row: (-row.late, row.product))
    due = (days.no_sooner(day) - days.deadlines.main_day).days
    for row in late[:LATE_AT_MOST]:
        yield Template(
            ("INV-2", "CAL-3"), f"hasten_{short_hash(row.product)}", "inventory", BUYER,
            min(due, (days.today - days.deadlines.main_day).days), due,
            say("Have {units} pieces of {product} delivered by {day}",
                units=row.late, product=row.product, day=day),
            say("The supplier confirmed the day of delivery."),
        )  # fmt: skip


def short_hash(name: str) -> str:
    """Return a few characters that stand for a name, the same for good.

    >>> short_hash("Hangzhou Textiles")
    '13d5cc3b'
    """
    return sha256(name.encode(errors="surrogatepass")).hexdigest()[:HASH_LENGTH]
