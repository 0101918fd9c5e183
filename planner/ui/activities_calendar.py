"""The calendar of the activities, and the price of every product under the design."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from planner.activities import Activities, charts
from planner.activities.calendar import ActivityCalendar
from planner.activities.nice_amounts import money
from planner.activities.price_list import HOW_READ, PriceRow, Typical, price_list
from planner.language import Language, say
from planner.planning.offers import calendar_under
from planner.ui import frame, tables
from planner.ui.activities_designs import Shown, circumstances, ranked_products
from planner.ui.activities_worst import say_refused
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.text import escaped

NAME = say("Name")
PRODUCTS_SHOWN = 200
"""Products that are listed until all are asked for: those in the offers, then the fittest."""


def draw(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the timeline and what has to be done by when, then the price list."""
    _draw_calendar(screen, shown)
    _draw_prices(screen, activities, shown)


def _draw_calendar(screen: Screen, shown: Shown) -> None:
    language, main_day = screen.language, screen.answer.campaign.main_day
    calendar = screen.once(
        ("calendar", shown.key),
        lambda: calendar_under(shown.design, circumstances(screen), screen.answer.entries),
    )
    draw_chart(
        screen,
        ("calendar", shown.key),
        lambda: charts.calendar(calendar, main_day, language),
        language.text(charts.CALENDAR),
    )
    st.markdown(f"**{escaped(language.text(say('What has to be done by when')))}**")
    tables.draw_sentences(duty_table(screen, calendar), short=4)
    frame.link(frame.CHECKLIST, screen)


def duty_table(screen: Screen, calendar: ActivityCalendar) -> pd.DataFrame:
    """Return the tasks that follow from the design, in the order of the days they are due."""
    language, main_day = screen.language, screen.answer.campaign.main_day
    heads = (say("Task"), say("Due"), say("Begins"), say("Rule"), say("Evidence"))
    rows = [
        [
            language.text(one.title),
            _due(main_day + timedelta(days=one.due), screen),
            language.short_day(main_day + timedelta(days=one.first)),
            ", ".join(one.rules),
            language.text(one.evidence),
        ]
        for one in calendar.duties
    ]
    return tables.made(heads, rows, language)


def _due(day: date, screen: Screen) -> str:
    told = screen.language.short_day(day)
    if day >= screen.answer.today:
        return told
    return screen.language.text(say("{day} · has passed", day=told))


def _draw_prices(screen: Screen, activities: Activities, shown: Shown) -> None:
    language = screen.language
    st.subheader(language.text(say("Price list")), anchor=False)
    if say_refused(screen, shown):
        return
    codes = _first_products(screen, activities, shown)
    count = len(activities.shop.products)
    whole = len(codes) < count and st.toggle(
        language.text(say("All {count} products", count=count)), key="all-prices"
    )
    rows = screen.once(
        ("prices", shown.key, whole),
        lambda: price_list(
            shown.design,
            circumstances(screen),
            activities.companions,
            None if whole else codes,
        ),
    )
    if not rows:
        told = say("No product has a known price.")
        st.info(language.text(told), icon=":material/info:")
        return
    table = screen.once(("price-table", shown.key, whole), lambda: price_table(rows, language))
    tables.draw(table, words=2, narrow=language.text(NAME))
    st.caption(escaped(language.text(HOW_READ)))


def _first_products(screen: Screen, activities: Activities, shown: Shown) -> list[str]:
    named = sorted(frozenset[str]().union(*(tier.products for tier in shown.design.tiers)))
    ranked = [code for code, _ in ranked_products(screen)]
    known = activities.shop.products
    codes = dict.fromkeys(code for code in (*named, *ranked, *known) if code in known)
    return list(codes)[:PRODUCTS_SHOWN]


def price_table(rows: Sequence[PriceRow], language: Language) -> pd.DataFrame:
    """Return the label, event, floor and final prices of each product."""
    heads = (
        say("Product code"), NAME, say("Price on the label"), say("Event price"),
        say("Floor of a piece"), say("Margin at the event price"),
        *(one.label for one in Typical),
    )  # fmt: skip
    return pd.DataFrame(
        [
            [
                row.terms.product,
                row.terms.title or "",
                language.field(money(row.list_minor)),
                _marked(language.field(money(row.event_minor)), row.is_below_floor),
                language.field(money(row.terms.floor_minor or None)),
                language.field(money(row.margin_minor)),
                *(
                    _marked(language.field(money(final.price_minor)), final.is_below_floor)
                    for final in (row.final[one] for one in Typical)
                ),
            ]
            for row in rows
        ],
        columns=[language.text(head) for head in heads],
        dtype=object,
    )


def _marked(price: str, is_below_floor: bool) -> str:
    return f"▼ {price}" if is_below_floor else price
