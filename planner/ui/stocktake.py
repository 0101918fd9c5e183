"""The full count: how far it is, whom it takes, the sheet to count on, and what it found."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from enum import Enum

import pandas as pd
import streamlit as st

from planner.inventory import Inventory, ProductReadiness, product_field
from planner.inventory.count_sheet import (
    COLUMNS,
    TO_FILL,
    header,
    print_page,
    rows,
    sheet_lines,
)
from planner.inventory.counting import CountLine, Difference, crew_in_words
from planner.inventory.stock import ProductStock
from planner.inventory.typed import PACKS
from planner.language import Message, Quantity, Unit, day_offset, say
from planner.ui import cards, frame, grids, tables
from planner.ui.exports import WORKBOOK_TYPE, csv_bytes, xlsx_bytes
from planner.ui.inputs import select
from planner.ui.state import Screen
from planner.ui.text import escaped

RULE = "INV-4"
ROWS_SHOWN = 500
"""More at once would keep every click waiting; the sheet itself holds them all."""
WHICH = "count-which"
WAREHOUSES = "count-warehouses"
"""Where a session keeps what stands on the sheet."""
WHICH_WIDTH, WAREHOUSES_WIDTH = 250, 380
"""Pixels."""
REASON = "difference_reason"


class Which(Enum):
    """Which products stand on the count sheet."""

    EVENT = "event"
    MAIN = "main"
    UNCOUNTED = "uncounted"

    def called(self, count: int) -> Message:
        """Return what it is called, with how many products it holds."""
        return {
            Which.EVENT: say("All of the event ({count})", count=count),
            Which.MAIN: say("Main products ({count})", count=count),
            Which.UNCOUNTED: say("Not counted yet ({count})", count=count),
        }[self]

    def of(self, inventory: Inventory) -> list[ProductStock]:
        """Return its products, as far as something of them is or should be in stock."""
        found = inventory.main_rows if self is Which.MAIN else inventory.event_rows
        if self is Which.UNCOUNTED:
            found = [
                row for row in found if not row.stock.is_counted_since(inventory.days.count_from)
            ]
        return [row.stock for row in found if row.stock.on_hand or row.stock.counted]


def draw(screen: Screen, inventory: Inventory) -> None:
    """Draw how far the count is, whom it takes, the sheet, and what it found."""
    _head(screen, say("Full count"))
    if not inventory.coverage.products:
        _offer_stock(screen)
        return
    _draw_coverage(screen, inventory)
    _draw_crew(screen, inventory)
    _draw_sheet(screen, inventory)
    _draw_differences(screen, inventory)
    _draw_uncounted(screen, inventory)


def _head(screen: Screen, title: Message) -> None:
    st.subheader(screen.language.text(title), anchor=False)


def _offer_stock(screen: Screen) -> None:
    told = say(
        "Nothing to count yet: upload the stock sheet, or type on the board what is in stock. The"
        " count sheet lists what lies where."
    )
    st.info(screen.language.text(told), icon=":material/info:")
    frame.link(frame.SHEETS, screen, say("Upload the stock sheet"))


# How far, and whom it takes ----------------------------------------------------------------------


def _draw_coverage(screen: Screen, inventory: Inventory) -> None:
    coverage, days, language = inventory.coverage, inventory.days, screen.language
    gate = next(gate for gate in inventory.gates if gate.rule == RULE)
    cards.verdict(screen, gate.level, gate.says)
    d = days.deadlines.main_day
    lines = [
        say(
            "Counted: {counted} of {products} products in stock, {share} of the pieces.",
            counted=coverage.products_counted,
            products=coverage.products,
            share=Quantity(coverage.units_share, Unit.SHARE),
        ),
        say(
            "Days of the full count: {first} ({first_offset}) to {last} ({last_offset}).",
            first=days.count_from,
            first_offset=day_offset((days.count_from - d).days),
            last=days.count_until,
            last_offset=day_offset((days.count_until - d).days),
        ),
    ]
    if coverage.oldest and coverage.newest:
        lines.append(
            say("Counts in your sheets: of {day}.", day=coverage.newest)
            if coverage.oldest == coverage.newest
            else say(
                "Counts in your sheets: of {oldest} to {newest}.",
                oldest=coverage.oldest,
                newest=coverage.newest,
            )
        )
    if coverage.too_early:
        lines.append(
            say(
                "{count} products were counted before {day}: stock has moved since, count them"
                " again.",
                count=len(coverage.too_early),
                day=days.count_from,
            )
        )
    st.markdown("\n".join(f"- {escaped(language.text(line))}" for line in lines))


def _draw_crew(screen: Screen, inventory: Inventory) -> None:
    """Say whom the count takes; the roster holds the same hours."""
    language, days = screen.language, inventory.days
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = language.text(crew_in_words(inventory.crew, days.count_from, days.count_until))
        st.markdown(f":material/groups: {escaped(told)}", width="content")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        in_all = say(
            "{hours} in all: the roster has them on these days.",
            hours=Quantity(round(inventory.crew.work_hours, 1), Unit.HOURS),
        )
        st.caption(escaped(language.text(in_all)), width="content")
        frame.link(frame.STAFFING, screen)


# The sheet ---------------------------------------------------------------------------------------


def _draw_sheet(screen: Screen, inventory: Inventory) -> None:
    """Draw what stands on the sheet, its downloads, and the way back."""
    language = screen.language
    _head(screen, say("Count sheet"))
    st.caption(
        language.text(
            say(
                "By warehouse and shelf, without the quantity of the books: whoever counts does not"
                " see what should be there."
            )
        )
    )
    which, warehouses = _choose(screen, inventory)
    products = which.of(inventory)
    if not products:
        st.info(language.text(say("Nothing is left to count.")), icon=":material/info:")
    else:
        _draw_downloads(screen, inventory, products, warehouses)
    packs = [name for name, as_ in inventory.typed.counts_as.items() if as_ == PACKS]
    if packs:
        told = say("Count packs, not pieces, in: {warehouses}", warehouses=", ".join(packs))
        st.caption(f":material/inventory_2: {escaped(language.text(told))}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = say(
            "Filled in, the sheet is uploaded as it is. An empty count is not counted yet; 0 means"
            " that nothing lies there. Without a day it counts on the day it is uploaded."
        )
        st.caption(language.text(told), width="content")
        frame.link(frame.SHEETS, screen, say("Upload it back"))


def _choose(screen: Screen, inventory: Inventory) -> tuple[Which, Collection[str] | None]:
    """Return which products stand on the sheet, and the warehouses; None for all of them."""
    language, facts = screen.language, inventory.facts
    counts = screen.once("to-count", lambda: {one: len(one.of(inventory)) for one in Which})
    names = list(facts.warehouses) if facts else []
    with st.container(horizontal=True, gap="small"):
        which = select(
            language.text(say("Products on the sheet")),
            list(Which),
            lambda one: language.text(one.called(counts[one])),
            key=WHICH,
            first=Which.EVENT,
            width=WHICH_WIDTH,
        )
        if len(names) < 2:
            return which, None
        chosen = st.multiselect(
            language.text(say("Warehouse")),
            names,
            format_func=lambda name: name or language.text(say("without a name")),
            placeholder=language.text(say("All warehouses")),
            key=WAREHOUSES,
            width=WAREHOUSES_WIDTH,
        )
    return which, chosen or None


def _draw_downloads(
    screen: Screen,
    inventory: Inventory,
    products: Sequence[ProductStock],
    warehouses: Collection[str] | None,
) -> None:
    language, days = screen.language, inventory.days
    places = inventory.count_places
    name = screen.answer.campaign.name
    when = say("Full count {first} to {last}", first=days.count_from, last=days.count_until)
    title = language.text(say("Count sheet"))

    # The files are built in a thread without a session: it is given plain values.
    def lines() -> tuple[CountLine, ...]:
        return sheet_lines(places.read(), products, warehouses)

    def book() -> bytes:
        filled_in = [place for place, column in enumerate(COLUMNS) if column in TO_FILL]
        widths = [column.width for column in COLUMNS.values()]
        return xlsx_bytes(title, header(language), rows(lines()), widths, filled_in)

    files: tuple[tuple[Message, str, str, str, Callable[[], bytes]], ...] = (
        (say("Count sheet as a workbook"), "xlsx", WORKBOOK_TYPE, "download", book),
        (
            say("As csv"), "csv", "text/csv", "download",
            lambda: csv_bytes(header(language), rows(lines())),
        ),
        (
            say("Page to print"), "html", "text/html", "print",
            lambda: print_page(lines(), name, when, language),
        ),
    )  # fmt: skip
    # No day in the name: the importer would take it for the day of the count.
    stem = language.text(say("count-sheet"))
    with st.container(horizontal=True, gap="small", key="count-files"):
        for label, ending, mime, icon, build in files:
            st.download_button(
                language.text(label),
                build,
                file_name=f"{stem}.{ending}",
                mime=mime,
                type="primary" if ending == "xlsx" else "secondary",
                icon=f":material/{icon}:",
                on_click="ignore",
                key=f"download-count-{ending}",
            )


# What it found -----------------------------------------------------------------------------------


def _draw_differences(screen: Screen, inventory: Inventory) -> None:
    """Draw what differs from the books; a reason that is typed clears it at once."""
    language = screen.language
    _head(screen, say("Differences"))
    if not inventory.coverage.products_counted:
        st.caption(language.text(say("Nothing is counted yet.")))
        return
    if not inventory.differences:
        st.caption(language.text(say("What was counted agrees with the books.")))
        return
    st.markdown(escaped(language.text(differences_in_words(inventory.differences))))
    shown = sorted(inventory.differences, key=lambda one: one.is_cleared)[:ROWS_SHOWN]
    _say_how_many(screen, len(shown), len(inventory.differences))
    table = difference_table(screen, shown)
    # A new key after every save: the grid starts from the saved values, so no edit is lost.
    key = f"differences-{screen.plan.plan_id}-{screen.plan.version}-{screen.answer.version}"
    edited = st.data_editor(
        table,
        key=key,
        hide_index=True,
        placeholder="–",
        disabled=[column for column in table.columns if column != "reason"],
        column_config={
            "state": st.column_config.TextColumn(language.text(say("State"))),
            "product": st.column_config.TextColumn(language.text(say("Product code")), pinned=True),
            "name": st.column_config.TextColumn(language.text(say("Name"))),
            "book": st.column_config.NumberColumn(
                language.text(say("By the books")), format="localized"
            ),
            "counted": st.column_config.NumberColumn(
                language.text(say("Counted")), format="localized"
            ),
            "units": st.column_config.NumberColumn(
                language.text(say("Difference")), format="localized"
            ),
            "value": st.column_config.NumberColumn(
                language.text(say("Value at cost")), format=f"{language.symbol}%.2f"
            ),
            "reason": st.column_config.TextColumn(
                f"✎ {language.text(say('Reason'))}", width="large"
            ),
        },
    )
    fields = {
        product_field(cell.row, REASON): cell.after
        for cell in grids.changed(table, edited, ("reason",))
    }
    if fields and grids.save_fields(screen, fields):
        st.rerun()
    grids.say_refused(fields)


def differences_in_words(found: Sequence[Difference]) -> Message:
    """Return what the count found, in a sentence."""
    missing = [one for one in found if one.units < 0]
    over = [one for one in found if one.units > 0]
    return say(
        "{open} differences are open, {cleared} cleared. Missing: {missing} pieces,"
        " {missing_value}; too many: {over} pieces, {over_value}. Type why, and a difference is"
        " cleared.",
        open=sum(not one.is_cleared for one in found),
        cleared=sum(one.is_cleared for one in found),
        missing=-sum(one.units for one in missing),
        missing_value=_value(missing),
        over=sum(one.units for one in over),
        over_value=_value(over),
    )


def _value(found: Sequence[Difference]) -> Quantity:
    """Return what differences are worth; nothing where no cost is known."""
    known = [one.value for one in found if one.value is not None]
    worth = abs(sum(known, Decimal(0)))
    return Quantity(worth if known or not found else None, Unit.MONEY)


def difference_table(screen: Screen, found: Sequence[Difference]) -> pd.DataFrame:
    """Return the differences as the grid holds them, by product."""
    language = screen.language
    open_, cleared = (
        f"▲ {language.text(say('Not cleared'))}",
        f"● {language.text(say('Cleared'))}",
    )
    return pd.DataFrame(
        [
            {
                "state": cleared if one.is_cleared else open_,
                "product": one.product,
                "name": one.title or "",
                "book": one.book,
                "counted": one.counted,
                "units": one.units,
                "value": None if one.value is None else float(one.value),
                "reason": one.reason or "",
            }
            for one in found
        ],
        index=[one.product for one in found],
    )


def _draw_uncounted(screen: Screen, inventory: Inventory) -> None:
    """Draw what is left to count, folded away."""
    language = screen.language
    left = screen.once("still-to-count", lambda: still_to_count(inventory))
    if not left:
        return
    with st.expander(language.text(say("Still to count ({count})", count=len(left)))):
        _say_how_many(screen, min(len(left), ROWS_SHOWN), len(left))
        shown = left[:ROWS_SHOWN]
        table = screen.once("uncounted", lambda: uncounted_table(screen, inventory, shown))
        tables.draw(table, words=5)


def still_to_count(inventory: Inventory) -> list[ProductReadiness]:
    """Return the products of the event that are not counted in full."""
    return [
        row
        for row in inventory.event_rows
        if (row.stock.on_hand or 0) > 0
        and not row.stock.is_counted_since(inventory.days.count_from)
    ]


def uncounted_table(
    screen: Screen, inventory: Inventory, left: Sequence[ProductReadiness]
) -> pd.DataFrame:
    """Return what is left to count: where it lies, and why it is not counted yet."""
    language = screen.language
    heads = (say("Product code"), say("Name"), say("Warehouse"), say("Shelves"), say("State"))
    return pd.DataFrame(
        [
            [
                row.product,
                row.title or "",
                ", ".join(row.stock.warehouses),
                ", ".join(row.stock.locations),
                language.text(_why_uncounted(row, inventory)),
            ]
            for row in left
        ],
        columns=[language.text(head) for head in heads],
        dtype=object,
    )


def _why_uncounted(row: ProductReadiness, inventory: Inventory) -> Message:
    stock = row.stock
    if stock.counted is None:
        return say("not counted")
    if stock.counted_on is None or stock.counted_on < inventory.days.count_from:
        return say("counted too early, on {day}", day=stock.counted_on)
    return say("counted in part: not in all warehouses")


def _say_how_many(screen: Screen, shown: int, found: int) -> None:
    if shown < found:
        told = say("{shown} of {found} are shown, the most urgent first.", shown=shown, found=found)
        st.caption(screen.language.text(told))
