"""Levels and cards: who is in which, what benefits would have cost, and what was published."""

from decimal import Decimal

import pandas as pd
import streamlit as st

from planner.customers.levels import (
    PUBLISHED_LEVELS,
    Level,
    LevelAssumptions,
    Levels,
    beginners_moved,
    card_in_words,
)
from planner.figures import declared
from planner.language import Language, Quantity, Unit, say
from planner.ui import cards, empty, inputs, tables
from planner.ui.state import Screen
from planner.ui.text import escaped

LEVEL_NUMBERS = tuple(one.field for one in declared("customers", LevelAssumptions))


def draw(screen: Screen, levels: Levels) -> None:
    """Draw the levels with their cost, the cards, the published comparison, and the scheme."""
    language = screen.language
    st.subheader(language.text(say("Levels and cards")), anchor=False)
    cards.cards(screen, [levels.figures["levels_cost"], levels.figures["cards_cost"]])
    empty.say_problems(screen, levels.problems)
    tables.draw(_level_table(levels, language), words=1, whole=True)
    tables.draw(_cost_table(levels, language), words=3, whole=True)
    counted = say(
        "Counted from {first} to the day before {until}, on your own orders. What benefits and"
        " cards bring in orders more is not known: they pay if it is more than they cost.",
        first=levels.first_day,
        until=levels.until,
    )
    st.caption(escaped(language.text(counted)))
    with st.expander(language.text(say("The scheme")), icon=":material/tune:", key="level-scheme"):
        row = st.container(horizontal=True, gap="small")
        for name in LEVEL_NUMBERS:
            with row.container(width=inputs.INPUT_WIDTH):
                inputs.number_input(screen, name)
    _draw_published(screen)


def _level_table(levels: Levels, language: Language) -> pd.DataFrame:
    shares = {
        name: levels.shares(name)
        for name in ("customers", "paid_amount", "ordinary_buyers", "event_buyers")
    }
    rows = [
        [
            _name(one, language),
            language.number(one.customers),
            language.share(shares["customers"][at]),
            language.money(one.paid_amount),
            language.share(shares["paid_amount"][at]),
            language.share(shares["ordinary_buyers"][at]),
            language.share(shares["event_buyers"][at]),
            language.share(Decimal(one.bought_again) / one.customers if one.customers else None),
        ]
        for at, one in enumerate(levels.levels)
    ]
    heads = (
        say("Level, spent in the year"),
        say("Customers"),
        say("Share"),
        say("Revenue"),
        say("Of the revenue"),
        say("Of ordinary buyers"),
        say("Of the event's buyers"),
        say("Bought again in the year"),
    )
    return tables.made(heads, rows, language)


def _name(one: Level, language: Language) -> str:
    low = language.money(one.low)
    text = (
        say("{number}: below the second", number=one.number)
        if one.number == 1
        else say("{number}: from {low}", number=one.number, low=low)
    )
    return language.text(text)


def _cost_table(levels: Levels, language: Language) -> pd.DataFrame:
    rows = []
    for one in levels.levels[1:]:
        times = int(getattr(levels.given, f"level_{one.number}_shipments"))
        places = int(getattr(levels.given, f"level_{one.number}_addresses"))
        benefit = float(getattr(levels.given, f"level_{one.number}_benefit"))
        rows.append(
            [
                language.text(say("Level {number}", number=one.number)),
                language.text(say("{share} off", share=Quantity(benefit, Unit.SHARE))),
                language.text(card_in_words(times, places)),
                language.money(levels.figures[f"level_{one.number}_cost"].value),
                language.number(one.free_orders),
                language.money(levels.figures[f"level_{one.number}_card"].value),
            ]
        )
    heads = (
        say("Buyer level"),
        say("Benefit of the level"),
        say("Card"),
        say("Benefit in a year"),
        say("Orders sent free"),
        say("Card in a year"),
    )
    return tables.made(heads, rows, language)


def _draw_published(screen: Screen) -> None:
    language = screen.language
    ordinary, event = beginners_moved()
    text = say(
        "Published (AFT-5): the three lowest levels of a platform's buyers were {ordinary} of the"
        " buyers on ordinary days and {event} in the event, and buy again least: {low} of the"
        " lowest level against {high} of the highest. The event brings beginners, who need more"
        " care. Those levels tell how much somebody buys on the platform, yours what is spent"
        " here.",
        ordinary=Quantity(ordinary, Unit.SHARE),
        event=Quantity(event, Unit.SHARE),
        low=Quantity(PUBLISHED_LEVELS[0].again, Unit.SHARE),
        high=Quantity(PUBLISHED_LEVELS[-1].again, Unit.SHARE),
    )
    st.markdown(escaped(language.text(text)))
    rows = [
        [
            language.number(number),
            language.share(one.ordinary, 2),
            language.share(one.event, 2),
            language.money(one.spending),
            language.share(one.again, 2),
        ]
        for number, one in enumerate(PUBLISHED_LEVELS, start=1)
    ]
    heads = (
        say("Level as published"),
        say("Of ordinary buyers"),
        say("Of the event's buyers"),
        say("Spent in the year after"),
        say("Bought again in the year"),
    )
    with st.expander(language.text(say("The published levels")), key="published-levels"):
        tables.draw(tables.made(heads, rows, language), words=1, whole=True)
