"""Which products the event is built on, why, and how to bring their share of the stock right."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from planner.inventory import Inventory, product_field
from planner.inventory.main_products import Choice, MainProducts, RankedProduct
from planner.inventory.typed import NO, YES
from planner.language import Message, Quantity, Unit, say
from planner.ui import cards, grids, tables
from planner.ui.state import Screen
from planner.ui.text import escaped

ROWS_SHOWN = 500
NEXT_SHOWN = 20
"""Products next in rank that are shown beside the main products."""
NAMED = 5
"""Products that a button names; of more it says how many."""
SAYS: Mapping[Choice, Message] = {
    Choice.TYPED: say("you"),
    Choice.SHEET: say("the sheet"),
    Choice.PROPOSED: say("proposed"),
}


def draw(screen: Screen, inventory: Inventory) -> None:
    """Draw the share of the stock, what would bring it right, and the products with the reasons."""
    language, main = screen.language, inventory.main
    st.subheader(language.text(say("Main products and their share of the stock")), anchor=False)
    cards.verdict(screen, *main.verdict())
    st.markdown("\n".join(f"- {escaped(language.text(one))}" for one in shares_in_words(main)))
    _draw_changes(screen, main)
    st.caption(
        language.text(
            say(
                "Proposed is what most of the criteria speak for that data can tell (ACT-8):"
                " reviews, bounce rate and audience are yours to judge. Tick Main on the board"
                " above to name a product or to leave it out."
            )
        )
    )
    table = screen.once("main-products", lambda: product_table(screen, main))
    tables.draw(table, words=3, until=-2)


def shares_in_words(main: MainProducts) -> list[Message]:
    """Return the share by pieces and by value, each against what is wanted."""
    bounds = {
        "low": Quantity(main.terms.low_share, Unit.SHARE),
        "high": Quantity(main.terms.high_share, Unit.SHARE),
    }
    told = [
        say(
            "By pieces: {share} of the stock, {low} to {high} are wanted.",
            share=Quantity(_rounded(main.by_units.share), Unit.SHARE),
            **bounds,
        ),
        say(
            "By value at cost: {share} of the stock, {low} to {high} are wanted.",
            share=Quantity(_rounded(main.by_value.share), Unit.SHARE),
            **bounds,
        ),
    ]
    if main.without_value:
        told.append(say("{count} products in stock have no known cost.", count=main.without_value))
    if main.units_to_buy and main.by_value.share is None:
        told.append(
            say(
                "Instead of naming other products: buy {units} pieces of main products.",
                units=main.units_to_buy,
            )
        )
    elif main.units_to_buy:
        told.append(
            say(
                "Instead of naming other products: buy {units} pieces of main products, {money} at"
                " cost by value.",
                units=main.units_to_buy,
                money=Quantity(main.money_to_buy, Unit.MONEY),
            )
        )
    return told


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _draw_changes(screen: Screen, main: MainProducts) -> None:
    """Draw the one click that brings the share into the band, where some products would."""
    language = screen.language
    products, is_main = (main.to_add, YES) if main.to_add else (main.to_cut, NO)
    if not products:
        return
    named = ", ".join(products[:NAMED])
    if len(products) > NAMED:
        named = language.text(
            say("{products} and {count} more", products=named, count=len(products) - NAMED)
        )
    told = (
        say("Make main products: {products}", products=named)
        if is_main == YES
        else say("No main products any more: {products}", products=named)
    )
    st.button(
        escaped(language.text(told)),
        icon=":material/add:" if is_main == YES else ":material/remove:",
        key="change-main-products",
        on_click=_name,
        args=(screen, products, is_main),
    )


def _name(screen: Screen, products: Sequence[str], is_main: str) -> None:
    fields = {product_field(product, "is_main"): is_main for product in products}
    grids.save_fields(screen, fields)


def product_table(screen: Screen, main: MainProducts) -> pd.DataFrame:
    """Return the main products with why, and those next in rank."""
    language = screen.language
    others = [one for one in main.ranked if not one.is_main][:NEXT_SHOWN]
    rows = [_row(screen, main, one) for one in (*main.main[:ROWS_SHOWN], *others)]
    heads = (
        say("Product code"), say("Main"), say("Says who"), say("Pieces in stock"),
        say("Share of pieces"), say("Value in stock"), say("Share of value"),
        say("What speaks for it"), say("Name"),
    )  # fmt: skip
    return tables.made(heads, rows, language)


def _row(screen: Screen, main: MainProducts, one: RankedProduct) -> list[str]:
    language, facts = screen.language, one.facts
    value = facts.stock_value
    return [
        facts.product,
        language.text(say("Yes") if one.is_main else say("next in rank")),
        language.text(SAYS[one.choice]) if one.is_main or one.choice is Choice.TYPED else "",
        language.number(facts.stock_units),
        language.share(_part(Decimal(facts.stock_units), main.by_units.total)),
        language.money(value),
        language.share(None if value is None else _part(value, main.by_value.total)),
        "; ".join(language.text(reason) for reason in main.reasons(one)),
        facts.title or "",
    ]


def _part(amount: Decimal, total: Decimal) -> Decimal | None:
    return amount / total if total else None
