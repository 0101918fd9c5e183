"""Parcels on their way: which are in trouble, what buyers are told, whom to care for later."""

import pandas as pd
import streamlit as st

from planner.language import Language, say
from planner.tracking import HOURS_OF_DAY, MARKED, PLACES, QUERIES, Kind, Tracking, list_of
from planner.tracking.charts import TITLE, kind_bars
from planner.ui import cards, empty, inputs, sending, tables
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.text import escaped

ROWS_SHOWN = 10
CARRIERS_SHOWN = 12
COLUMN_LABELS = {
    "buyer_id": say("Buyer"),
    "order_id": say("Order"),
    "tracking_number": say("Tracking number"),
    "carrier": say("Carrier"),
    "orders": say("Orders"),
}


def draw(screen: Screen) -> None:
    """Draw the verdict, the kinds with texts and lists, the carriers, and what it rests on."""
    told, language = screen.answer.tracking, screen.language
    if told is None:
        st.caption(language.text(say("No sheet tells of parcels or dispatch.")))
        return
    cards.verdict(screen, *told.verdict())
    if not told.clock.tells_shipping:
        return  # a number would be taken for one that was counted
    empty.say_problems(screen, told.problems)
    inputs.moment_input(screen, "tracking", told.now)
    _draw_numbers(screen, told)
    if told.kinds:
        draw_chart(screen, "parcels", lambda: kind_bars(told, language), language.text(TITLE))
        tables.draw_sentences(_kind_table(told, language), short=3)
    _draw_kinds(screen, told)
    if told.marked:
        _draw_marked(screen, told)
    if told.carriers:
        _draw_carriers(screen, told)
    inputs.section(screen, "tracking", say("When a parcel is in trouble: what this is built on"))
    cards.how(screen, list(told.figures()), tuple(QUERIES.values()))


def _draw_numbers(screen: Screen, told: Tracking) -> None:
    language = screen.language
    numbers = [(say("In trouble"), language.number(told.in_trouble))]
    if told.has_parcels:
        numbers.insert(0, (say("On the way"), language.number(told.on_the_way)))
        numbers.append((say("Just signed for"), language.number(told.count("signed"))))
    numbers.append((say("Buyers to care for later"), language.number(told.marked)))
    cards.plain(screen, numbers)


def _kind_table(told: Tracking, language: Language) -> pd.DataFrame:
    rows = [
        [
            language.text(one.label),
            language.number(told.count(one.key)),
            language.number(told.counts[one.key].buyers),
            language.text(one.advice),
        ]
        for one in told.kinds
    ]
    heads = (
        say("What is the matter"),
        say("Parcels"),
        say("Buyers concerned"),
        say("What to do"),
    )
    return tables.made(heads, rows, language)


def _draw_kinds(screen: Screen, told: Tracking) -> None:
    """Draw the text and the list of each kind; the worst stands open."""
    language = screen.language
    worst = told.troubles[0].key if told.troubles else None
    for kind in told.kinds:
        title = say("{kind}: {count}", kind=kind.label, count=told.count(kind.key))
        with st.expander(
            escaped(language.text(title)),
            icon=":material/local_shipping:",
            key=f"parcels-{kind.key}",
            expanded=kind.key == worst,
        ):
            _draw_kind(screen, told, kind)


def _draw_kind(screen: Screen, told: Tracking, kind: Kind) -> None:
    language, wording = screen.language, told.wordings[kind.key]
    inputs.area_input(screen, f"tracking.{kind.key}.text", wording.written)
    places = " · ".join(
        f"{{{name}}} {language.text(PLACES[name])}" for name in ("shop", "event", *kind.columns)
    )
    st.caption(escaped(language.text(say("Places: {places}", places=places))))
    st.markdown(f"> {escaped(wording.text)}")
    told_length = say(
        "Opening: {opening} · {characters} characters · {parts} text messages",
        opening=wording.length.opening,
        characters=wording.length.characters,
        parts=wording.length.parts,
    )
    st.caption(escaped(language.text(told_length)))
    empty.say_problems(screen, wording.problems)
    _draw_rows(screen, told, kind.key, told.count(kind.key))


def _draw_rows(screen: Screen, told: Tracking, key: str, count: int) -> None:
    """Draw the first rows of a list, and its downloads, made when they are asked for."""
    language = screen.language
    columns, rows = list_of(told, key, ROWS_SHOWN)
    heads = [language.text(COLUMN_LABELS[name]) for name in columns]
    tables.draw(pd.DataFrame(rows, columns=heads, dtype=object), words=len(heads), whole=True)
    if count > ROWS_SHOWN:
        more = say("and {more} more, in the list to download", more=count - ROWS_SHOWN)
        st.caption(escaped(language.text(more)))
    with st.container(horizontal=True, gap="small"):
        stem = f"{language.text(say('parcels'))}-{key}"
        sending.draw_list(language, key, stem, count, lambda: list_of(told, key))


def _draw_marked(screen: Screen, told: Tracking) -> None:
    language = screen.language
    st.subheader(language.text(say("To be cared for later")), anchor=False)
    text = say(
        "{buyers} buyers had a parcel that went wrong or came late. The programme of after-care"
        " names them from D+16 on: a word of apology, a small gift, the next offer first (AFT-9).",
        buyers=told.marked,
    )
    st.markdown(escaped(language.text(text)))
    with st.container(horizontal=True, gap="small"):
        stem = language.text(say("to-be-cared-for"))
        sending.draw_list(language, MARKED, stem, told.marked, lambda: list_of(told, MARKED))


def _draw_carriers(screen: Screen, told: Tracking) -> None:
    language = screen.language
    st.subheader(language.text(say("Carriers and their usual time")), anchor=False)
    rows = [
        [
            one.name or language.text(say("not told")),
            language.number(one.parcels),
            language.number(one.signed),
            _days(one.median_hours, language),
            _days(one.usual_hours, language),
            _days(told.limit_hours(one), language),
            language.number(one.in_trouble),
        ]
        for one in told.carriers[:CARRIERS_SHOWN]
    ]
    heads = (
        say("Carrier"),
        say("Parcels"),
        say("Signed for"),
        say("Half within (days)"),
        say("{share} within (days)", share=language.share(told.given.usual_share)),
        say("Late from (days)"),
        say("In trouble"),
    )
    tables.draw(tables.made(heads, rows, language), words=1, whole=True)
    if left_out := len(told.carriers[CARRIERS_SHOWN:]):
        more = say("{count} more carriers are not listed.", count=left_out)
        st.caption(escaped(language.text(more)))


def _days(hours: float | None, language: Language) -> str:
    return language.number(None if hours is None else hours / HOURS_OF_DAY, 1)
