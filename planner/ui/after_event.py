"""What to restock and what to clear once the event is over."""

import pandas as pd
import streamlit as st

from planner.inventory import Inventory
from planner.inventory.after_event import AfterEvent, Clearing, Overstock
from planner.language import Language, Message, Quantity, Unit, say
from planner.ui import tables
from planner.ui.state import Screen
from planner.ui.text import escaped

ROWS_SHOWN = 500


def draw(screen: Screen, inventory: Inventory) -> None:
    """Draw what sold out and is worth restocking, and the overstock with a price to clear it."""
    language, after = screen.language, inventory.after
    st.subheader(language.text(say("After the event")), anchor=False)
    if not inventory.is_over:
        told = say(
            "The event is ahead: this is what it is expected to leave, the proposed purchases not"
            " counted. What it is expected to sell out, and what sold out last time, is listed to"
            " be bought again."
        )
        st.caption(language.text(told))
    elif not inventory.has_stock_of_after:
        told = say(
            "The stock sheet is from before the end of the event: upload a fresh one to see what"
            " is left."
        )
        st.info(language.text(told), icon=":material/upload_file:")
        return
    title = (
        say("Sold out and worth restocking")
        if inventory.is_over
        else say("Expected to sell out, and worth restocking")
    )
    st.markdown(f"**{escaped(language.text(title))}**")
    _draw_restock(screen, after)
    _draw_overstock(screen, after)


def _draw_restock(screen: Screen, after: AfterEvent) -> None:
    language = screen.language
    if not after.restock:
        st.caption(language.text(say("Nothing sold out that would be worth buying again.")))
        return
    cost = sum(one.cost for one in after.restock if one.cost is not None)
    told = say(
        "{count} products, {cost} to buy them again, as far as costs are known.",
        count=len(after.restock),
        cost=Quantity(cost, Unit.MONEY),
    )
    st.markdown(escaped(language.text(told)))
    tables.draw(restock_table(after, language), words=1, until=-1)


def restock_table(after: AfterEvent, language: Language) -> pd.DataFrame:
    """Return what to buy again, the largest margin first."""
    rows = [
        [
            one.product,
            language.number(one.lost_units),
            language.number(one.units),
            language.money(one.cost),
            language.money(one.expected_margin),
            one.title or "",
        ]
        for one in after.restock[:ROWS_SHOWN]
    ]
    return tables.made(
        (say("Product code"), say("Lost to selling out last time"), say("To buy"), say("Cost"),
         say("Expected margin"), say("Name")),
        rows, language,
    )  # fmt: skip


def _draw_overstock(screen: Screen, after: AfterEvent) -> None:
    language = screen.language
    st.markdown(f"**{escaped(language.text(say('Overstock and how to clear it')))}**")
    if not after.overstock:
        st.caption(language.text(say("No product lies longer than the weeks of cover allowed.")))
        return
    st.markdown(escaped(language.text(_summary(after))))
    tables.draw(overstock_table(after, language), words=1, until=-1)


def _summary(after: AfterEvent) -> Message:
    count, cash = len(after.overstock), Quantity(after.cash_tied_up, Unit.MONEY)
    if after.occasion:
        return say(
            "{count} products, {cash} tied up. Clear them by {day}, {occasion}.",
            count=count,
            cash=cash,
            day=after.clear_by,
            occasion=after.occasion.name,
        )
    return say(
        "{count} products, {cash} tied up. Clear them by {day}.",
        count=count,
        cash=cash,
        day=after.clear_by,
    )


def overstock_table(after: AfterEvent, language: Language) -> pd.DataFrame:
    """Return what is held beyond the weeks allowed, most cash tied up first."""
    rows = [
        [
            one.product,
            language.number(one.units),
            _weeks(one, language),
            language.number(one.excess_units),
            language.money(one.cash_tied_up),
            *_clearing(one.clearing, language),
            one.title or "",
        ]
        for one in after.overstock[:ROWS_SHOWN]
    ]
    return tables.made(
        (say("Product code"), say("Pieces"), say("Weeks of cover"), say("Too many"),
         say("Cash tied up"), say("Off the price"), say("Price with it"), say("Sold until then"),
         say("Margin kept"), say("Name")),
        rows, language,
    )  # fmt: skip


def _weeks(one: Overstock, language: Language) -> str:
    if one.weeks_of_cover is None:
        return language.text(say("does not sell"))
    return language.number(one.weeks_of_cover)


def _clearing(clearing: Clearing | None, language: Language) -> list[str]:
    """Return the proposal in four cells; empty where price or cost is not known."""
    if clearing is None:
        return [language.number(None)] * 4
    price = language.money(clearing.price)
    if clearing.is_below_cost:
        price = language.text(say("{price}, below cost", price=price))
    return [
        language.share(clearing.discount_share),
        price,
        language.number(clearing.units_sold),
        language.money(None if clearing.units_sold is None else clearing.margin_kept),
    ]
