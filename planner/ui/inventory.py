"""The inventory page: whether every product is there in time, counted and in the right number."""

from collections.abc import Callable, Mapping
from enum import Enum

import pandas as pd
import streamlit as st

from planner import demand
from planner import inventory as room_of_inventory
from planner.figures import Level
from planner.inventory import Inventory, StockSheet, charts
from planner.inventory.gates import Gate
from planner.language import Language, Message, Quantity, say
from planner.ui import (
    after_event,
    back_test,
    cards,
    empty,
    inputs,
    main_products,
    matching,
    purchases,
    stocktake,
    tables,
)
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.text import escaped

ON_CARDS = (
    "main_share_units", "main_share_value", "missing_units", "purchase_cost", "delay_cost",
    "floor_m2",
)  # fmt: skip
GATES_IN_A_ROW = 2
ROWS_SHOWN = 500
SECTION = "inventory-section"
"""Where a session keeps which part of the page is open."""


def draw_answer(screen: Screen, inventory: Inventory) -> None:
    """Draw the verdict, what to know before trusting it, and the numbers that matter."""
    cards.verdict(screen, *inventory.verdict())
    empty.say_problems(screen, inventory.problems)
    cards.cards(screen, [inventory.figures[name] for name in ON_CARDS])


def draw_stock(screen: Screen, inventory: Inventory) -> None:
    """Draw the stock of the main products at the start against what is expected to sell."""
    language = screen.language
    shown, main = len(charts.products_shown(inventory)), len(inventory.main_rows)
    if not shown:
        return
    draw_chart(
        screen,
        "stock-against-demand",
        lambda: charts.stock_against_demand(inventory, language),
        language.text(charts.STOCK_AGAINST_DEMAND),
    )
    signs = " · ".join(f"{level.sign} {language.text(level.word)}" for level in Level)
    told = say(
        "The {shown} main products with the largest demand, of {main}. {signs}",
        shown=shown,
        main=main,
        signs=signs,
    )
    st.caption(escaped(language.text(told)))


class Section(Enum):
    """A part of the page of which one is open at a time."""

    GATES = "gates"
    MAIN = "main"
    MATCHING = "matching"
    COUNT = "count"
    TO_BUY = "to_buy"
    IN_THE_EVENT = "in_the_event"
    LATE = "late"
    AFTER = "after"
    TESTED = "tested"

    @property
    def label(self) -> Message:
        """Return what it is called."""
        return {
            Section.GATES: say("Gates"),
            Section.MAIN: say("Main products"),
            Section.MATCHING: say("Matching"),
            Section.COUNT: say("Count"),
            Section.TO_BUY: say("What to buy"),
            Section.IN_THE_EVENT: say("In the event"),
            Section.LATE: say("Late arrivals"),
            Section.AFTER: say("After the event"),
            Section.TESTED: say("Forecast tested"),
        }[self]


def draw_sections(screen: Screen, inventory: Inventory) -> None:
    """Draw the choice of a part of the page, and the chosen one; the others cost nothing."""
    parts = {one.value: one.label for one in Section}
    chosen = inputs.part_of_page(screen, parts, SECTION)
    _DRAWN[Section(chosen)](screen, inventory)


def draw_account(screen: Screen, inventory: Inventory) -> None:
    """Draw the assumptions, and how everything is calculated."""
    inputs.section(screen, "inventory", say("What this is built on"), {purchases.BUDGET})
    queries = {**demand.QUERIES, **room_of_inventory.QUERIES}
    cards.how(screen, tuple(inventory.figures.values()), tuple(queries.values()))


# Gates -------------------------------------------------------------------------------------------


def draw_gates(screen: Screen, inventory: Inventory) -> None:
    """Draw each gate with its verdict, why, its day and its evidence."""
    language = screen.language
    st.subheader(language.text(say("Gates before the event")), anchor=False)
    for first in range(0, len(inventory.gates), GATES_IN_A_ROW):
        row = inventory.gates[first : first + GATES_IN_A_ROW]
        for place, gate in zip(st.columns(GATES_IN_A_ROW, gap="xsmall"), row, strict=False):
            with place.container(border=True, height="stretch"):
                st.markdown(gate_text(gate, language))
    _draw_listings(screen, inventory)


def _draw_listings(screen: Screen, inventory: Inventory) -> None:
    """Draw how many pieces of each product to put on sale, those that are off first (INV-3)."""
    if not inventory.listings:
        return
    language = screen.language
    st.markdown(f"**{escaped(language.text(say('What to put on sale')))}**")
    given = screen.answer.entries["inventory.listed_share_to"]
    told = say(
        "Until the count at most {share} of what is held and not taken by orders; after it all that"
        " was counted.",
        share=Quantity(given.value, given.unit),
    )
    st.caption(escaped(language.text(told)))
    tables.draw(
        screen.once("listings", lambda: listing_table(inventory, language)), words=2, until=-1
    )


def listing_table(inventory: Inventory, language: Language) -> pd.DataFrame:
    """Return what is on sale of each event product and what should be, the gravest first."""
    gravity = list(Level)
    found = sorted(
        inventory.listings.items(), key=lambda one: (-gravity.index(one[1].level), one[0])
    )
    heads = (
        say("Product code"), say("Verdict"), say("Held for sale"), say("On sale"),
        say("To put on sale"), say("Reason"),
    )  # fmt: skip
    return pd.DataFrame(
        [
            [
                product,
                f"{one.level.sign} {language.text(one.level.word)}",
                language.number(one.held),
                language.number(one.listed),
                language.number(one.to_list),
                language.text(one.reason),
            ]
            for product, one in found[:ROWS_SHOWN]
        ],
        columns=[language.text(head) for head in heads],
        dtype=object,
    )


def gate_text(gate: Gate, language: Language) -> str:
    """Return a gate as Markdown: verdict and title, the sentence, the evidence."""
    colour, icon = cards.LEVEL_LOOKS[gate.level]
    word = escaped(language.text(gate.level.word))
    title = escaped(language.text(gate.title))
    until = escaped(language.text(say("until {day}", day=gate.due)))
    evidence = [language.text(_evidence(one)) for one in gate.sheets]
    told = " · ".join(evidence) or language.text(say("no sheet behind it yet"))
    return "  \n".join(
        (
            f":{colour}[{icon} **{word}**] · **{title}** · {until}",
            escaped(language.text(gate.says)),
            f":gray[:small[{escaped(told)} · {escaped(gate.rule)}]]",
        )
    )


def _evidence(sheet: StockSheet) -> Message:
    """Return which sheet it is, of which day, and how many rows it holds."""
    if sheet.as_of_is_loading:
        return say(
            "{file}, loaded on {day}, {rows} rows",
            file=sheet.file,
            day=sheet.as_of,
            rows=sheet.rows,
        )
    if sheet.first_as_of and sheet.first_as_of < sheet.as_of:
        return say(
            "{file} with rows of {first} to {day}, {rows} rows",
            file=sheet.file,
            first=sheet.first_as_of,
            day=sheet.as_of,
            rows=sheet.rows,
        )
    return say("{file} of {day}, {rows} rows", file=sheet.file, day=sheet.as_of, rows=sheet.rows)


_DRAWN: Mapping[Section, Callable[[Screen, Inventory], None]] = {
    Section.GATES: draw_gates,
    Section.MAIN: main_products.draw,
    Section.MATCHING: matching.draw,
    Section.COUNT: stocktake.draw,
    Section.TO_BUY: purchases.draw_purchases,
    Section.IN_THE_EVENT: purchases.draw_event,
    Section.LATE: purchases.draw_delays,
    Section.AFTER: after_event.draw,
    Section.TESTED: lambda screen, _: back_test.draw(screen),
}
