"""How the stock was matched to its sales, what was not, and the matches made by hand."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from planner.inventory import Inventory, StockFacts, Unmatched
from planner.inventory.typed import COUNTS_AS, MATCH, WAREHOUSE
from planner.language import Language, Message, say
from planner.planning import REGISTRY
from planner.ui import frame, grids, inputs, tables
from planner.ui.state import Screen
from planner.ui.text import escaped

ROWS_SHOWN = 200
OFFERED = 500
"""Codes and products that a box offers: those worth most and those that sell most."""
MATCHES_SHOWN = 50
BOX_WIDTH = 320
"""Pixels."""
WAYS: Mapping[str, Message] = {
    "sku": say("by SKU"),
    "old_sku": say("by an old code"),
    "barcode": say("by barcode"),
    "product_id": say("by product id"),
    "title": say("by title"),
    "hand": say("by hand"),
}
CODE, PRODUCT = "match-code", "match-product"


def draw(screen: Screen, inventory: Inventory) -> None:
    """Draw how the stock found its sales, what did not, matches by hand, and the warehouses."""
    language, facts = screen.language, inventory.facts
    st.subheader(language.text(say("Stock and sales that belong together")), anchor=False)
    if facts is None or all(sheet.holds == "products" for sheet in facts.sheets):
        told = say(
            "No stock sheet is loaded, so there is nothing to match: upload it, and its codes are"
            " matched to your sales by SKU, barcode, product id or title."
        )
        st.info(language.text(told), icon=":material/info:")
        frame.link(frame.SHEETS, screen, say("Upload the stock sheet"))
        return
    st.markdown(escaped(language.text(_how_matched(facts, language))))
    _draw_unmatched(screen, facts)
    _draw_by_hand(screen, inventory, facts)
    _draw_warehouses(screen, facts)
    _draw_barcodes(screen, inventory, facts)


def _how_matched(facts: StockFacts, language: Language) -> Message:
    """Return how many products of the stock were matched in which way."""
    ways = Counter(way for one in facts.products.values() for way in one.matched_by)
    told = [f"{language.text(WAYS[way])} {language.number(ways[way])}" for way in WAYS if ways[way]]
    return say(
        "Matched products: {ways}. In stock and never sold: {stock}. Sold in the last event and in"
        " no stock list: {sales}.",
        ways=", ".join(told) or "0",
        stock=len(facts.stock_without_sales),
        sales=len(facts.sales_without_stock),
    )


def _draw_unmatched(screen: Screen, facts: StockFacts) -> None:
    language = screen.language
    lists = (
        (
            say("In stock, never sold"),
            say("Value in stock"),
            facts.stock_without_sales,
            say("Every row of the stock sheet belongs to something that was sold."),
        ),
        (
            say("Sold in the last event, in no stock list"),
            say("Amount sold"),
            facts.sales_without_stock,
            say("Everything that was sold in the last event stands in the stock sheet."),
        ),
    )
    for title, value, found, nothing in lists:
        st.markdown(f"**{escaped(language.text(title))}**")
        if not found:
            st.caption(language.text(nothing))
            continue
        tables.draw(unmatched_table(found, value, language), words=1, until=-1)
        if len(found) > ROWS_SHOWN:
            more = say("The {shown} largest of {found}.", shown=ROWS_SHOWN, found=len(found))
            st.caption(language.text(more))


def unmatched_table(found: Sequence[Unmatched], value: Message, language: Language) -> pd.DataFrame:
    """Return codes that stand on one side only, the largest value first."""
    rows = [
        [one.code, language.number(one.units), language.money(one.value), one.title or ""]
        for one in found[:ROWS_SHOWN]
    ]
    heads = (say("Product code"), say("Pieces"), value, say("Name"))
    return tables.made(heads, rows, language)


# By hand -----------------------------------------------------------------------------------------


def _draw_by_hand(screen: Screen, inventory: Inventory, facts: StockFacts) -> None:
    """Draw the choice of a code and of the product it belongs to, and what was matched so far."""
    language = screen.language
    st.markdown(f"**{escaped(language.text(say('Match by hand')))}**")
    codes = {one.code: one.title for one in facts.stock_without_sales[:OFFERED]}
    products = _products(inventory, facts)
    if codes and products:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            code = _box(screen, CODE, say("Code of the stock sheet"), codes)
            product = _box(screen, PRODUCT, say("Belongs to product"), products)
            st.button(
                language.text(say("Match")),
                icon=":material/link:",
                key="match",
                disabled=code is None or product is None,
                on_click=_match,
                args=(screen, code, product),
            )
        if code:
            grids.say_refused([f"{MATCH}{code}"])
    else:
        st.caption(language.text(say("Nothing is left to match.")))
    _draw_matches(screen, inventory)


def _products(inventory: Inventory, facts: StockFacts) -> dict[str, str | None]:
    """Return the products to choose from: those without stock first, then what sells most."""
    unknown = {one.code: one.title for one in facts.sales_without_stock[:OFFERED]}
    sells = {row.product: row.title for row in inventory.event_rows[:OFFERED] if row.demand}
    return {**unknown, **{code: title for code, title in sells.items() if code not in unknown}}


def _box(screen: Screen, key: str, label: Message, options: Mapping[str, str | None]) -> str | None:
    return inputs.select(
        screen.language.text(label),
        list(options),
        lambda code: " · ".join(one for one in (code, options.get(code)) if one),
        key=key,
        first=None,
        width=BOX_WIDTH,
        placeholder=screen.language.text(say("choose or type")),
    )


def _match(screen: Screen, code: str, product: str) -> None:
    if grids.save_fields(screen, {f"{MATCH}{code}": product}):
        st.session_state.pop(CODE, None)
        st.session_state.pop(PRODUCT, None)


def _unmatch(screen: Screen, code: str) -> None:
    grids.save_fields(screen, {f"{MATCH}{code}": None})


def _draw_matches(screen: Screen, inventory: Inventory) -> None:
    """Draw the matches made by hand, each with its way back."""
    language, matches = screen.language, inventory.typed.matches
    for code, product in list(matches.items())[:MATCHES_SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{escaped(code)} → {escaped(product)}", width="content")
            st.button(
                language.text(say("Undo")),
                type="tertiary",
                icon=":material/undo:",
                key=f"unmatch-{code}",
                on_click=_unmatch,
                args=(screen, code),
            )
        grids.say_refused([f"{MATCH}{code}"])
    if len(matches) > MATCHES_SHOWN:
        more = say("and {count} more", count=len(matches) - MATCHES_SHOWN)
        st.caption(language.text(more))


# Warehouses --------------------------------------------------------------------------------------


def _draw_warehouses(screen: Screen, facts: StockFacts) -> None:
    """Draw the warehouses; how each counts can be chosen."""
    language = screen.language
    setting = REGISTRY.setting(_field("*"))
    words = {name: language.text(word) for name, word in setting.options.items()}
    st.markdown(f"**{escaped(language.text(say('Warehouses and how they count')))}**")
    packs = say("Pack sizes are those of the product sheet, or typed on the board above.")
    st.caption(f"{language.text(setting.help)} {language.text(packs)}")
    table = pd.DataFrame(
        [
            (
                name or language.text(say("no warehouse named")),
                units,
                words[REGISTRY.choice(screen.plan.values, _field(name))],
            )
            for name, units in facts.warehouses.items()
        ],
        index=list(facts.warehouses),
        columns=["warehouse", "units", "counts_as"],
    )
    edited = st.data_editor(
        table,
        key=f"warehouses-{screen.plan.plan_id}-{screen.plan.version}-{screen.answer.version}",
        hide_index=True,
        disabled=["warehouse", "units"],
        column_config={
            "warehouse": st.column_config.TextColumn(language.text(say("Warehouse"))),
            "units": st.column_config.NumberColumn(
                language.text(say("Pieces")), format="localized"
            ),
            "counts_as": st.column_config.SelectboxColumn(
                language.text(say("Counts")), options=list(words.values()), required=True
            ),
        },
    )
    stored = {word: name for name, word in words.items()}
    fields = {
        _field(cell.row): stored[cell.after] for cell in grids.changed(table, edited, ["counts_as"])
    }
    if grids.save_fields(screen, fields):
        st.rerun()
    grids.say_refused(fields)


def _field(warehouse: str) -> str:
    return f"{WAREHOUSE}{warehouse}{COUNTS_AS}"


def _draw_barcodes(screen: Screen, inventory: Inventory, facts: StockFacts) -> None:
    """Draw the barcodes that stand for several codes, and the products without one (INV-5)."""
    language = screen.language
    lacking = [row for row in inventory.event_rows if row.stock.lacks_barcode]
    if not facts.shared_barcodes and not lacking:
        return
    st.markdown(f"**{escaped(language.text(say('Barcodes to mend before the event')))}**")
    rows = [
        *(
            [barcode, language.text(say("stands for several codes")), ", ".join(codes)]
            for barcode, codes in facts.shared_barcodes.items()
        ),
        *(["", language.text(say("has no barcode")), row.product] for row in lacking),
    ]
    heads = (say("Barcode"), say("What is wrong"), say("Codes"))
    tables.draw(
        tables.made(heads, rows[:ROWS_SHOWN], language),
        words=3,
    )
