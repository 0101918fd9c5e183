"""The readiness board as a grid: product by product; what is typed into it is saved at once."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from planner.figures import Level
from planner.inventory import Inventory, ProductReadiness, Reason, product_field
from planner.inventory.supply import price_of
from planner.language import Language, Message, Quantity, Unit, say
from planner.language.messages import Field
from planner.planning import REGISTRY
from planner.ui import frame, grids
from planner.ui.inputs import select
from planner.ui.state import Screen

ROWS_SHOWN = 500
"""More at once would keep every click waiting; the filter and the search find the others."""
LAST_CHANGE = "board-last-change"
PART = "board-part"
"""Where a session keeps which columns are shown."""
FILTER_WIDTH, SEARCH_WIDTH, PRODUCT_WIDTH = 250, 250, 125
"""Pixels."""
ROWS_IN_SIGHT, GRID_HEIGHT = 13, 492
"""Rows, and the pixels that they and the header take."""
GRAVITY = {level: place for place, level in enumerate(Level)}


class Part(Enum):
    """A group of columns, narrow enough to be read side by side."""

    READINESS = "readiness"
    SUPPLY = "supply"
    EMERGENCY = "emergency"

    @property
    def label(self) -> Message:
        """Return what it is called."""
        return {
            Part.READINESS: say("Readiness"),
            Part.SUPPLY: say("Supply and prices"),
            Part.EMERGENCY: say("Emergency plan"),
        }[self]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return its columns, in order."""
        return _COLUMNS[self]


class Filter(Enum):
    """Which products the board shows."""

    EVENT = "event"
    MAIN = "main"
    NOT_READY = "not_ready"
    AT_RISK = "at_risk"
    UNKNOWN = "unknown"
    OTHERS = "others"

    def called(self, count: int) -> Message:
        """Return what it is called, with how many products it holds."""
        return {
            Filter.EVENT: say("All of the event ({count})", count=count),
            Filter.MAIN: say("Main products ({count})", count=count),
            Filter.NOT_READY: say("Not ready ({count})", count=count),
            Filter.AT_RISK: say("At risk ({count})", count=count),
            Filter.UNKNOWN: say("Without known stock ({count})", count=count),
            Filter.OTHERS: say("Not in the event ({count})", count=count),
        }[self]

    def holds(self, row: ProductReadiness) -> bool:
        """Return whether it shows a product."""
        match self:
            case Filter.EVENT:
                return row.is_main or row.needed > 0
            case Filter.MAIN:
                return row.is_main
            case Filter.NOT_READY:
                return row.level is Level.NOT_READY
            case Filter.AT_RISK:
                return row.level is Level.AT_RISK
            case Filter.UNKNOWN:
                return row.reason is Reason.UNKNOWN_STOCK
            case Filter.OTHERS:
                return not row.is_main and row.needed <= 0


_COLUMNS: Mapping[Part, tuple[str, ...]] = {
    Part.READINESS: (
        "product", "verdict", "in_stock", "due", "action", "at_start", "expected", "needed",
        "missing", "is_main", "says", "given", "reserved", "incoming", "on_time", "late", "eta",
        "sold_before", "days_of_cover", "name",
    ),
    Part.SUPPLY: (
        "product", "verdict", "unit_cost", "price", "missing", "lead_time_days", "order_by",
        "min_order_quantity", "pack_size", "supplier", "is_main", "name",
    ),
    Part.EMERGENCY: (
        "product", "verdict", "supplier", "lead_time_days", "supply_per_day", "contact", "is_main",
        "name",
    ),
}  # fmt: skip
NUMBERS = (
    "in_stock", "incoming", "unit_cost", "price", "lead_time_days", "min_order_quantity",
    "pack_size", "supply_per_day",
)  # fmt: skip
MONEY = ("unit_cost", "price")
TYPED = (*NUMBERS, "is_main", "eta", "supplier", "contact")
"""Columns that are typed; the others follow."""


def headers() -> dict[str, Message]:
    """Return what the columns are called, by name."""
    return {
        "product": say("Product code"),
        "name": say("Name"),
        "is_main": say("Main"),
        "verdict": say("Verdict"),
        "says": say("Why"),
        "action": say("Next"),
        "due": say("Due"),
        "order_by": say("Order by"),
        "in_stock": say("In stock"),
        "reserved": say("Reserved"),
        "incoming": say("On the way"),
        "on_time": say("of it in time"),
        "late": say("of it late"),
        "eta": say("Expected on"),
        "sold_before": say("Sold before"),
        "at_start": say("At the start"),
        "expected": say("Expected, P50"),
        "needed": say("Needed"),
        "given": say("Given by offers"),
        "missing": say("Missing"),
        "days_of_cover": say("Days of cover"),
        "unit_cost": say("Unit cost"),
        "price": say("Price in the event"),
        "lead_time_days": say("Lead time (days)"),
        "min_order_quantity": say("Minimum order"),
        "pack_size": say("Pack size"),
        "supplier": say("Supplier"),
        "supply_per_day": say("Capacity a day"),
        "contact": say("Contact"),
    }


def _follows() -> dict[str, Message]:
    """Return how columns that nobody types follow, by name."""
    return {
        "at_start": say(
            "What can be sold in the event: in stock, less what orders have taken and what sells"
            " before, plus what arrives in time."
        ),
        "sold_before": say("Expected to be sold on ordinary days until the campaign begins."),
        "expected": say("Pieces of the plan over the campaign window, those that offers give too."),
        "given": say(
            "Gifts and add-ons of the design that the plan follows; they are in Expected."
        ),
        "needed": say("Pieces that are enough in as many events as the assumptions below ask for."),
        "missing": say("Needed, less what is there at the start."),
        "days_of_cover": say("How long the free stock lasts on ordinary days."),
        "late": say("Comes after the last day for arrivals, or on a day nobody knows."),
        "reserved": say("Taken by orders that have not left yet."),
        "order_by": say(
            "Last day to order for an arrival by the deadline; today where that day has passed."
        ),
    }


def draw(screen: Screen, inventory: Inventory) -> None:
    """Draw the grid; an edited cell is saved, the page worked out anew, and what moved is said."""
    language = screen.language
    st.subheader(language.text(say("Readiness board")), anchor=False)
    if not inventory.rows:
        told = say(
            "Your sheets name no product: upload the order lines or the stock sheet, and every"
            " product stands here with its verdict."
        )
        st.info(language.text(told), icon=":material/info:")
        return
    _say_what_to_type(screen, inventory)
    part, shown, wanted = _choose(screen, inventory)
    found = _found(inventory.rows, shown, wanted)
    rows = most_urgent(found)
    _say_how_many(language, len(rows), len(found))
    name = ("board", part, shown)
    table = (
        board_table(screen, inventory, rows, part)
        if wanted
        else screen.once(name, lambda: board_table(screen, inventory, rows, part))
    )
    # A new key after every save: the grid starts from the saved values, so no edit is lost.
    key = "-".join(
        str(one)
        for one in ("board", screen.plan.plan_id, screen.plan.version, screen.answer.version,
                    part.value, shown.value, wanted)
    )  # fmt: skip
    edited = st.data_editor(
        table,
        key=key,
        hide_index=True,
        placeholder="–",
        height=GRID_HEIGHT if len(rows) > ROWS_IN_SIGHT else "content",
        disabled=[name for name in table.columns if name not in TYPED],
        column_config={name: _column(name, language) for name in table.columns},
    )
    _save(screen, inventory, grids.changed(table, edited, TYPED))
    title = say("Your last change of the board, and what it moved")
    grids.draw_last_change(screen, LAST_CHANGE, title, lambda of: tell(inventory, of))


def _say_what_to_type(screen: Screen, inventory: Inventory) -> None:
    language, facts = screen.language, inventory.facts
    if facts is None or all(sheet.holds == "products" for sheet in facts.sheets):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            missing = say(
                "No stock sheet is loaded. Upload it, or type below what is in stock: the proposed"
                " main products come first."
            )
            st.markdown(f":material/edit: {language.text(missing)}", width="content")
            frame.link(frame.SHEETS, screen, say("Upload the stock sheet"))
    st.caption(
        language.text(
            say(
                "Main, in stock, on the way and expected on can be typed in, and in the other two"
                " groups costs, prices, suppliers and contacts; typed, they go before the sheets,"
                " and an emptied cell goes back to them. {pencil} = something was typed.",
                pencil=grids.PENCIL,
            )
        )
    )


def _choose(screen: Screen, inventory: Inventory) -> tuple[Part, Filter, str]:
    """Draw what is to be seen and return it: columns, products, and the words searched for."""
    language = screen.language
    counts = screen.once(
        "board-counts",
        lambda: {one: sum(map(one.holds, inventory.rows)) for one in Filter},
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.session_state.setdefault(PART, Part.READINESS.value)
        part = st.segmented_control(
            language.text(say("Columns")),
            [one.value for one in Part],
            format_func=lambda one: language.text(Part(one).label),
            required=True,
            key=PART,
        )
        shown = select(
            language.text(say("Products shown")),
            list(Filter),
            lambda one: language.text(one.called(counts[one])),
            key="board-filter",
            first=Filter.EVENT,
            width=FILTER_WIDTH,
        )
        wanted = st.text_input(
            language.text(say("Search")),
            placeholder=language.text(say("code, name or category")),
            icon=":material/search:",
            key="board-search",
            width=SEARCH_WIDTH,
        )
    return Part(part), shown, wanted.strip().casefold()


def _found(rows: Sequence[ProductReadiness], shown: Filter, wanted: str) -> list[ProductReadiness]:
    return [
        row
        for row in rows
        if shown.holds(row)
        and (
            not wanted
            or any(
                wanted in text.casefold()
                for text in (row.product, row.title, row.category, row.stock.supplier)
                if text
            )
        )
    ]


def most_urgent(rows: Sequence[ProductReadiness]) -> list[ProductReadiness]:
    """Return main products and the most urgent, at most 500, in the order they came in.

    The order does not follow the verdict: a row would jump away as soon as its stock is typed.
    """
    if len(rows) <= ROWS_SHOWN:
        return list(rows)
    first = sorted(rows, key=lambda row: (not row.is_main, -GRAVITY[row.level], -row.missing))
    chosen = {row.product for row in first[:ROWS_SHOWN]}
    return [row for row in rows if row.product in chosen]


def _say_how_many(language: Language, shown: int, found: int) -> None:
    if not found:
        st.info(language.text(say("No product is like that.")), icon=":material/info:")
    elif shown < found:
        told = say(
            "{shown} of {found} products are shown, main products and the most urgent first: the"
            " filter and the search find the others.",
            shown=shown,
            found=found,
        )
        st.caption(language.text(told))


def board_table(
    screen: Screen, inventory: Inventory, rows: Sequence[ProductReadiness], part: Part
) -> pd.DataFrame:
    """Return a part of the board, one row a product, by its code."""
    cells = [_row(screen.language, inventory, row) for row in rows]
    table = pd.DataFrame(cells, index=[row.product for row in rows], columns=list(part.columns))
    # An empty column has no type of its own, and a grid would not know what may be typed into it.
    for name in table.columns:
        if name in NUMBERS or name in ("reserved", "at_start", "days_of_cover"):
            table[name] = table[name].astype("float64")
        elif name in ("eta", "due", "order_by"):
            table[name] = pd.to_datetime(table[name])
    gives = any(row.given for row in inventory.rows)
    return table if gives or "given" not in table else table.drop(columns="given")


def _row(language: Language, inventory: Inventory, row: ProductReadiness) -> dict[str, object]:
    stock = row.stock
    number = inventory.typed.products
    price = price_of(row, inventory.typed)
    days = [one.day for one in stock.arrivals if one.day]
    typed = number.get(row.product)
    supply = typed.numbers.get("supply_per_day") if typed else None
    return {
        "product": f"{grids.PENCIL} {row.product}" if typed else row.product,
        "name": row.title or "",
        "is_main": row.is_main,
        "verdict": f"{row.level.sign} {language.text(row.level.word)}",
        "says": language.text(row.says),
        "action": language.text(row.action),
        "due": row.due,
        "order_by": row.delivery.order_by,
        "in_stock": stock.on_hand,
        "reserved": stock.reserved,
        "incoming": sum(one.units for one in stock.arrivals) if stock.arrivals else None,
        "on_time": row.on_time,
        "late": row.late,
        "eta": min(days, default=None),
        "sold_before": row.sold_before,
        "at_start": row.at_start,
        "expected": row.expected,
        "needed": row.needed,
        "given": row.given,
        "missing": None if row.at_start is None else row.missing,
        "days_of_cover": None if row.days_of_cover is None else round(row.days_of_cover),
        "unit_cost": None if stock.unit_cost is None else float(stock.unit_cost),
        "price": None if price is None else float(price),
        "lead_time_days": stock.lead_time_days,
        "min_order_quantity": stock.min_order_quantity,
        "pack_size": stock.pack_size,
        "supplier": stock.supplier or "",
        "supply_per_day": supply,
        "contact": row.contact or "",
    }


def _column(name: str, language: Language) -> ColumnConfig:
    header, help = language.text(headers()[name]), _help(name, language)
    match name:
        case "product":
            return st.column_config.TextColumn(header, pinned=True, width=PRODUCT_WIDTH)
        case "is_main":
            return st.column_config.CheckboxColumn(header, help=help)
        case "due" | "eta" | "order_by":
            return st.column_config.DateColumn(header, format="YYYY-MM-DD", help=help)
        case "unit_cost" | "price":
            return st.column_config.NumberColumn(
                header, format=f"{language.symbol}%.2f", min_value=0, help=help
            )
        case "says" | "action":
            return st.column_config.TextColumn(header, width="large")
        case "verdict" | "name" | "supplier" | "contact":
            return st.column_config.TextColumn(header, help=help)
        case _:
            return st.column_config.NumberColumn(header, format="localized", help=help)


def _help(name: str, language: Language) -> str | None:
    """Return what a column is, or what typing into it does."""
    if name in _follows():
        return language.text(_follows()[name])
    if name not in TYPED:
        return None
    field = product_field("*", name)
    number = REGISTRY.assumption(field)
    return language.text(number.help if number else REGISTRY.setting(field).help)


# What is typed -----------------------------------------------------------------------------------


def _save(screen: Screen, inventory: Inventory, typed: Sequence[grids.Typed]) -> None:
    """Save the cells that were typed in one save; those that were refused get their reasons."""
    fields = {product_field(cell.row, cell.column): cell for cell in typed}
    taken = grids.save_fields(
        screen, {field: stored(cell.column, cell.after) for field, cell in fields.items()}
    )
    if taken:
        said = [
            grids.moved(
                _cell_of(cell.row, headers()[cell.column]),
                _shown(cell.column, cell.before),
                _shown(cell.column, cell.after),
            )
            for field, cell in fields.items()
            if field in taken
        ]
        rows = {cell.row for field, cell in fields.items() if field in taken}
        grids.keep_change(
            screen,
            LAST_CHANGE,
            rows,
            said,
            fields.keys() - taken,
            lambda of: tell(inventory, of),
        )
        st.rerun()
    grids.say_refused(fields)


def stored(column: str, value: Any) -> object:
    """Return what was typed into a cell as the plan keeps it.

    >>> stored("in_stock", 40.0), stored("is_main", False), stored("unit_cost", 61.5)
    (40, 'no', Decimal('61.5'))
    """
    if value is None:
        return None
    if column == "is_main":
        return "yes" if value else "no"
    if column == "eta":
        return pd.Timestamp(value).date()
    if column in MONEY:
        return Decimal(str(value))
    if column in NUMBERS:
        number = float(value)
        return int(number) if number.is_integer() else number
    return str(value)


def _shown(column: str, value: Any) -> Field:
    """Return a cell as part of a message, so that it is told in the reader's language."""
    if grids.is_empty(value):
        return None
    if column == "is_main":
        return say("Yes") if value else say("No")
    kept = stored(column, value)
    if column in MONEY:
        return Quantity(Decimal(str(value)), Unit.MONEY)
    return kept if isinstance(kept, (int, float, date, str)) else None


def _cell_of(product: str, column: Message) -> Message:
    return say("{item}, {column}", item=product, column=column)


TOTALS = ("missing_units", "main_share_units", "main_share_value", "purchase_cost", "delay_cost")
"""Figures that are said where a change moves them."""


def tell(inventory: Inventory, products: Collection[str]) -> grids.Told:
    """Return what the page says of products, and what it says of all of them."""
    found: dict[Hashable, tuple[Message, Field]] = {}
    for row in inventory.rows:
        if row.product not in products:
            continue
        pairs: tuple[tuple[Message, Field], ...] = (
            (headers()["verdict"], row.level.word),
            (headers()["missing"], None if row.at_start is None else row.missing),
            (headers()["action"], row.action),
        )
        for place, (column, value) in enumerate(pairs):
            found[row.product, place] = _cell_of(row.product, column), value
    found["main"] = say("Main products"), len(inventory.main_rows)
    for name in TOTALS:
        figure = inventory.figures[name]
        found[name] = figure.label, Quantity(figure.value, figure.unit)
    return found
