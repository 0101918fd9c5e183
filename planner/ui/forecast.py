"""The range of the forecast: how much more than its plan the event may bring (INV-9)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st

from planner.demand import Demand, ProductDemand, Quantile
from planner.demand.charts import (
    NAMES,
    hours_with_bands,
    title_of_hours,
    title_of_shift,
    weekday_shift,
)
from planner.demand.totals import COLUMNS
from planner.language import Language, say
from planner.planning import Rooms
from planner.ui import tables
from planner.ui.drawing import draw_chart
from planner.ui.inputs import select
from planner.ui.state import Screen
from planner.ui.text import escaped

BOX_WIDTH = 232
"""Pixels."""
PRODUCTS_SHOWN = 30
"""So many products have a line, those that are planned with most items."""
WHOLE_WINDOW = ""
"""Is chosen where the hours of all days are asked for."""


def draw_range(screen: Screen, rooms: Rooms) -> None:
    """Draw the window, its hours and its products at P50, P80 and P95, and the shifted days."""
    _draw_totals(screen, rooms.demand)
    _draw_hours(screen, rooms)
    _draw_weekdays(screen, rooms.demand)
    _draw_products(screen, rooms.demand.products)


def _draw_totals(screen: Screen, demand: Demand) -> None:
    language = screen.language
    tables.draw(screen.once("range-of-totals", lambda: totals_table(demand, language)), words=1)
    st.caption(
        language.text(
            say(
                "P80 is enough in 4 of 5 cases, P95 in 19 of 20. Those of hours, days or products"
                " do not add up to that of the whole window but to more: chance seldom runs high in"
                " all of them at once (INV-9)."
            )
        )
    )


def totals_table(demand: Demand, language: Language) -> pd.DataFrame:
    """Return what the window brings at each quantile, a line each column of the forecast."""
    totals = [vars(demand.totals_by_quantile[quantile]) for quantile in Quantile]
    rows = [
        [language.text(label), *(_number(total[column], language) for total in totals)]
        for column, label in COLUMNS.items()
    ]
    headers = (say("Whole window"), *NAMES.values())
    return tables.made(headers, rows, language)


def _draw_hours(screen: Screen, rooms: Rooms) -> None:
    """Draw the hours of a column, of the whole window or of one day."""
    language, demand = screen.language, rooms.demand
    days: list[date | str] = [WHOLE_WINDOW, *(day.day for day in rooms.days)]
    with st.container(horizontal=True, gap="small"):
        column = select(
            language.text(say("Indicator")),
            list(COLUMNS),
            lambda name: language.text(COLUMNS[name]),
            key="range-column",
            first="orders_placed",
            width=BOX_WIDTH,
        )
        chosen = select(
            language.text(say("Day")),
            days,
            lambda one: (
                language.day(one) if isinstance(one, date) else language.text(say("Whole window"))
            ),
            key="range-day",
            first=WHOLE_WINDOW,
            width=BOX_WIDTH,
        )
    day = chosen if isinstance(chosen, date) else None
    draw_chart(
        screen,
        ("range-of-hours", column, day),
        lambda: hours_with_bands(demand, column, language, day),
        language.text(title_of_hours(column, day, language)),
    )


def _draw_weekdays(screen: Screen, demand: Demand) -> None:
    """Draw what is done about weekdays, and the hours of a day that are shifted."""
    language = screen.language
    st.caption(escaped(language.text(demand.weekdays)))
    if not demand.shifts:
        return
    shifts = {shift.day: shift for shift in demand.shifts}
    day = next(iter(shifts))
    if len(shifts) > 1:
        day = select(
            language.text(say("Shifted day")),
            list(shifts),
            language.day,
            key="shifted-day",
            first=day,
            width=BOX_WIDTH,
        )
    draw_chart(
        screen,
        ("weekday-shift", day),
        lambda: weekday_shift(shifts[day], language),
        language.text(title_of_shift(shifts[day], language)),
    )


def _draw_products(screen: Screen, products: Sequence[ProductDemand]) -> None:
    language = screen.language
    if not products:
        st.caption(
            language.text(
                say("No lines of the last event are loaded: an order items list would tell.")
            )
        )
        return
    table = screen.once("range-of-products", lambda: product_table(products, language))
    tables.draw(table, words=1, until=-1)
    st.caption(
        language.text(
            say(
                "{shown} of {count} products in items, the largest first. What one gains or loses"
                " against the others for a reason, such as a season or a new price, is not in it.",
                shown=min(PRODUCTS_SHOWN, len(products)),
                count=len(products),
            )
        )
    )


def product_table(products: Sequence[ProductDemand], language: Language) -> pd.DataFrame:
    """Return the items of a product at each quantile, the products planned with most of them.

    The title comes last: it is long, and on a phone the numbers are to be seen.
    """
    unnamed = language.text(say("without a code or a title"))
    rows = [
        [
            product.product or unnamed,
            *(_number(product.units_by_quantile[quantile], language) for quantile in Quantile),
            product.title if product.title and product.title != product.product else "",
        ]
        for product in sorted(products, key=lambda product: -product.units)[:PRODUCTS_SHOWN]
    ]
    headers = (say("Single products"), *NAMES.values(), say("Title"))
    return tables.made(headers, rows, language)


def _number(value: Decimal | int, language: Language) -> str:
    """Return a number of a range; money short, as a range is not exact to the cent."""
    return language.compact_money(value) if isinstance(value, Decimal) else language.number(value)
