"""Need, purchase and order-by date of every packing material (MAT-1 … MAT-7)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from planner.demand import Quantile, Reference
from planner.figures import FUNCTIONS, Entry, Figure, Input, Level, work_out
from planner.language import Message, Unit, listed, say
from planner.materials.assumptions import (
    BUY_FOR,
    ITEMS,
    ON_LASER,
    PRINTERS,
    USUAL_PRINTER,
    Item,
)
from planner.materials.own import own_items
from planner.materials.sizes import drivers

_NAME = re.compile(r"[a-z_]+")
HIGH = Quantile.P95
"""The high case of MAT-7."""


@dataclass(frozen=True)
class Choices:
    """What a plan says of materials beside numbers.

    Attributes:
        printer: what waybills are printed with, a key of ``PRINTERS``.
        buy_for: the need that is bought for, a key of ``BUY_FOR``.
        own: materials of the manager's own.
        suppliers: by the key of a material; those that nobody named are missing.
    """

    printer: str = USUAL_PRINTER
    buy_for: str = Quantile.P50.value
    own: tuple[Item, ...] = ()
    suppliers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, str | int | float | None]) -> "Choices":
        """Return what a plan's document says.

        >>> Choices.of({"materials.printer_kind": "laser", "materials.bag.supplier": "Wang"})
        Choices(printer='laser', buy_for='P50', own=(), suppliers={'bag': 'Wang'})
        """
        printer, buy_for = (
            str(values.get(f"materials.{name}")) for name in ("printer_kind", "buy_for")
        )
        return cls(
            printer if printer in PRINTERS else USUAL_PRINTER,
            buy_for if buy_for in BUY_FOR else Quantile.P50.value,
            own_items(values),
            {
                name.removeprefix("materials.").removesuffix(".supplier"): str(value)
                for name, value in values.items()
                if value and name.startswith("materials.") and name.endswith(".supplier")
            },
        )

    def items(self) -> Iterator[Item]:
        """Yield the materials of the list, in its order."""
        for item in (*ITEMS, *self.own):
            if self.printer == "laser" and item.key in ON_LASER:
                yield replace(item, formula=ON_LASER[item.key])
            elif not item.printers or self.printer in item.printers:
                yield item


@dataclass(frozen=True)
class Flow:
    """What has to be packed, in the expected and in the high case.

    Attributes:
        parcels: over the window.
        items: in them.
        parcels_per_hour: that the promise asks for; of the warehouse's line.
    """

    parcels: Figure
    items: Figure
    parcels_per_hour: Figure


@dataclass(frozen=True)
class MaterialLine:
    """One line of the shopping list.

    Attributes:
        item: the material.
        need: at the expected demand.
        need_p95: at the demand that is exceeded one time in twenty.
        to_buy: the need that is bought for with its safety share, less what is in stock, in whole
            packs; open while the need or the stock is.
        packs: of the supplier.
        cost: of what is to buy; open until a price is known.
        supplier: who sells it; None until somebody says so.
        order_by: last day to order.
        is_late: that day has passed and there is something to buy.
    """

    item: Item
    need: Figure
    need_p95: Figure
    to_buy: Figure
    packs: Figure
    cost: Figure
    supplier: str | None
    order_by: date
    is_late: bool


@dataclass(frozen=True)
class Materials:
    """What to pack with.

    Attributes:
        lines: the shopping list.
        drivers: parcels, parcels by size and to priority cities, items.
        high: the same in the high case, P95.
        buy_for: the need that is bought for.
        ready_by: day by which everything must be in the warehouse.
        cost: of everything to buy; open while any price that is needed is.
        problems: what a manager must know before trusting these.
    """

    lines: tuple[MaterialLine, ...]
    drivers: Mapping[str, Figure]
    high: Mapping[str, Figure]
    buy_for: Quantile
    ready_by: date
    cost: Figure
    problems: tuple[Message, ...]

    def verdict(self) -> tuple[Level, Message]:
        """Return the page's answer in one line."""
        to_buy = [line for line in self.lines if line.to_buy.value]
        unknown = sum(line.to_buy.value is None for line in self.lines)
        if not to_buy and unknown:
            return Level.AT_RISK, say(
                "Nothing to buy so far; of {count} materials it is open.", count=unknown
            )
        if not to_buy:
            return Level.READY, say("Nothing to buy: what is in stock is enough.")
        late = sum(line.is_late for line in to_buy)
        if late:
            return Level.NOT_READY, say(
                "{late} of {count} materials should have been ordered already, the first by {day}.",
                late=late,
                count=len(to_buy),
                day=self.first_order_by,
            )
        return Level.ON_TRACK, say(
            "{count} materials to order, the first by {day}; all of it in the warehouse by"
            " {ready}.",
            count=len(to_buy),
            day=self.first_order_by,
            ready=self.ready_by,
        )

    @property
    def first_order_by(self) -> date | None:
        """Return the earliest day on which something has to be ordered."""
        return min((line.order_by for line in self.lines if line.to_buy.value), default=None)

    @property
    def short_in_high_case(self) -> tuple[MaterialLine, ...]:
        """Return the lines whose stock and purchase together do not reach the high case."""
        return tuple(line for line in self.lines if _is_short(line))

    def figures(self) -> Iterator[Figure]:
        """Yield every figure, what it follows from first."""
        yield from self.drivers.values()
        yield from self.high.values()
        for line in self.lines:
            yield from (line.need, line.need_p95, line.packs, line.to_buy, line.cost)
        yield self.cost


def _is_short(line: MaterialLine) -> bool:
    stock = line.packs.inputs["in_stock"].value
    if line.to_buy.value is None or line.need_p95.value is None:
        return False
    there = int(line.to_buy.required) + (int(stock) if isinstance(stock, int | float) else 0)
    return there < line.need_p95.required


def plan_materials(
    reference: Reference,
    expected: Flow,
    high: Flow,
    outputs: Mapping[str, Figure],
    entries: Mapping[str, Entry],
    choices: Choices,
    main_day: date,
    today: date,
) -> Materials:
    """Return the shopping list.

    Formulas: need = driver × use, rounded up, of machines peak parcels an hour ÷ what one does in
    an hour; to buy = (need × (1 + safety share) − in stock) rounded up to whole packs, never below
    none; order by = (D − days before) − lead time.

    Example (tests/materials): 1,000 parcels, 80 % in bags, 10 % safety, 100 in stock, packs of
    100 → 800 bags needed, 880 with safety, 780 missing, 8 packs = 800 to buy.

    Args:
        reference: the last event, for what the sheets could not tell.
        expected: what is planned, P50.
        high: what is exceeded one time in twenty, P95.
        outputs: parcels of one person in an hour, by step of the warehouse.
        entries: the assumptions in force.
        choices: what the plan says beside numbers.
        main_day: D.
        today: to tell what is late.
    """
    usual = drivers(expected.parcels, expected.items, entries)
    more = drivers(high.parcels, high.items, entries, HIGH)
    buy_for = Quantile(choices.buy_for)
    ready_by = main_day - timedelta(days=int(entries["materials.ready_days_before"].value or 0))
    builder = _Builder(entries, choices, ready_by, today)
    lines = builder.lines(
        _known(usual, expected, outputs, entries), _known(more, high, outputs, entries)
    )
    return Materials(
        lines, usual, more, buy_for, ready_by, _cost(lines), _problems(reference, lines)
    )


def _known(
    counted: Mapping[str, Figure],
    flow: Flow,
    outputs: Mapping[str, Figure],
    entries: Mapping[str, Entry],
) -> dict[str, Input]:
    """Return everything that the formula of a need may name, beside uses and other needs."""
    ribbon = work_out(
        "materials.labels_per_ribbon",
        say("Waybill labels of a ribbon"),
        Unit.COUNT,
        "max(1, floor(ribbon * 1000 / label))",
        {
            "ribbon": entries["materials.ribbon_length_m"],
            "label": entries["materials.label_length_mm"],
        },
        rules=("MAT-3",),
    )
    return {
        **counted,
        "labels_per_ribbon": ribbon,
        "pages_per_cartridge": entries["materials.pages_per_cartridge"],
        "parcels_per_hour": flow.parcels_per_hour,
        "labels_per_hour": entries["staffing.printer_labels_per_hour"],
        "check_output": outputs["check"],
        "pack_output": outputs["pack"],
    }


class _Builder:
    """Works out the lines of the list, one after the other."""

    def __init__(
        self, entries: Mapping[str, Entry], choices: Choices, ready_by: date, today: date
    ) -> None:
        self.entries = entries
        self.choices = choices
        self.ready_by = ready_by
        self.today = today

    def lines(
        self, usual: Mapping[str, Input], high: Mapping[str, Input]
    ) -> tuple[MaterialLine, ...]:
        """Return the list; a need may follow from needs before it."""
        usual, high = dict(usual), dict(high)
        made = []
        for item in self.choices.items():
            if item.only_if_used and not self.entries[item.field("use")].value:
                continue
            line = self._line(item, usual, high)
            usual[item.key], high[item.key] = line.need, line.need_p95
            made.append(line)
        return tuple(made)

    def _line(
        self, item: Item, usual: Mapping[str, Input], high: Mapping[str, Input]
    ) -> MaterialLine:
        def figure(name: str, label: Message, unit: Unit, formula: str, **inputs: Input) -> Figure:
            return work_out(_key(item, name), label, unit, formula, inputs, rules=_rules(item))

        need = self._need(item, "need", say("{item}: need", item=item.label), usual)
        need_p95 = self._need(
            item, "need_p95", say("{item}: need in the high case", item=item.label), high
        )
        spare = {"safety": self.entries[f"materials.{item.spare}"]} if item.spare else {}
        wanted = "need * (1 + safety)" if item.spare else "need"
        packs = figure(
            "packs",
            say("{item}: packs to buy", item=item.label),
            Unit.COUNT,
            f"max(0, ceil(({wanted} - in_stock) / pack_size))",
            need=need_p95 if self.choices.buy_for == HIGH.value else need,
            **spare,
            in_stock=self._entry(item, "in_stock"),
            pack_size=self._entry(item, "pack_size"),
        )
        to_buy = figure(
            "to_buy",
            say("{item}: to buy", item=item.label),
            Unit.COUNT,
            "packs * pack_size",
            packs=packs,
            pack_size=self._entry(item, "pack_size"),
        )
        cost = figure(
            "cost",
            say("{item}: cost", item=item.label),
            Unit.MONEY,
            "cents(to_buy * price)",
            to_buy=to_buy,
            price=self._entry(item, "unit_price"),
        )
        order_by = self.ready_by - timedelta(
            days=int(self._entry(item, "lead_time_days").value or 0)
        )
        return MaterialLine(
            item=item,
            need=need,
            need_p95=need_p95,
            to_buy=to_buy,
            packs=packs,
            cost=cost,
            supplier=self.choices.suppliers.get(item.key),
            order_by=order_by,
            is_late=bool(to_buy.value) and order_by < self.today,
        )

    def _need(self, item: Item, name: str, label: Message, known: Mapping[str, Input]) -> Figure:
        uses = {use: self._entry(item, use) for use in item.uses}
        named = [one for one in dict.fromkeys(_NAME.findall(item.formula)) if one not in FUNCTIONS]
        inputs = {one: uses[one] if one in uses else known[one] for one in named}
        return work_out(
            _key(item, name), label, Unit.COUNT, item.formula, inputs, rules=_rules(item)
        )

    def _entry(self, item: Item, name: str) -> Entry:
        return self.entries[item.field(name)]


def _key(item: Item, name: str) -> str:
    return f"materials.{item.key}.{name}"


def _rules(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys((item.rule, "MAT-7")))


def _cost(lines: Sequence[MaterialLine]) -> Figure:
    """Return what everything costs; open while the price of something to buy is."""
    bought = {line.item.key.replace(".", "_"): line.cost for line in lines if line.to_buy.value}
    unknown = [line.item.label for line in lines if line.to_buy.value is None]
    return work_out(
        "materials.cost",
        say("Cost of materials"),
        Unit.MONEY,
        " + ".join(bought) or "0",
        bought,
        rules=("MAT-7",),
        note=say("without {items}: how many is open", items=listed(unknown)) if unknown else None,
    )


def _problems(reference: Reference, lines: Sequence[MaterialLine]) -> tuple[Message, ...]:
    problems = []
    if not reference.counts_items:
        problems.append(
            say(
                "Items per parcel, the share of bags and the sizes of cartons are assumed: upload"
                " the order items list to count them."
            )
        )
    if any(line.item.key == "priority" and line.need.value is None for line in lines):
        problems.append(
            say(
                "How many parcels go to priority cities is open: an order list with addresses"
                " would tell."
            )
        )
    unknown = [line.item.label for line in lines if line.item.is_machine and _is_open(line)]
    if unknown:
        problems.append(
            say(
                "Type how many there are of these, and the list says how many are missing:"
                " {items}.",
                items=listed(unknown),
            )
        )
    return tuple(problems)


def _is_open(line: MaterialLine) -> bool:
    return line.need.value is not None and line.packs.inputs["in_stock"].value is None
