"""The page of payment reminders: lists that are due, who waits, texts, what they brought."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from planner.customers.waves import SHOP_NAME
from planner.figures import Figure, origin_of
from planner.language import Language, Message, say
from planner.messages import Length
from planner.reminders import (
    NOTES,
    PLACES,
    QUERIES,
    TEMPLATES,
    WAYS,
    Brought,
    Reminders,
    list_of,
    note,
    read_noted,
    take_back,
)
from planner.ui import cards, empty, frame, inputs, sending, tables
from planner.ui.sample import offer_sample
from planner.ui.state import Screen
from planner.ui.text import escaped

PARTS: Mapping[str, Message] = {
    "waiting": say("Waiting and left alone"),
    "texts": say("Texts by hour"),
    "brought": say("What they brought"),
    "worth": say("Worth an agent's minute"),
}
ROWS_SHOWN = 200
TYPED_IDS, NOTE_KIND, SAID = "reminder-ids", "reminder-note", "reminder-said"
COLUMN_LABELS: Mapping[str, Message] = {
    "buyer_id": say("Buyer"),
    "order_id": say("Order"),
    "orders": say("Orders"),
    "amount": say("Amount"),
    "agent": say("Reminded by"),
    "message": say("Text to paste"),
}


def told_or_offer(screen: Screen) -> Reminders:
    """Return whom to remind; without orders the page ends with what to upload."""
    told = screen.answer.reminders
    if told is None:
        empty.say_problems(
            screen,
            [
                say(
                    "No orders are loaded: upload today's order list, with unpaid orders and, where"
                    " the platform gives them, buyer ids."
                )
            ],
        )
        frame.link(frame.SHEETS, screen, say("Upload today's order list"), primary=True)
        if screen.dataset is None:
            offer_sample(screen)
        st.stop()
    return told


def draw_answer(screen: Screen, told: Reminders) -> None:
    """Draw the verdict, the moment it is for, and the numbers that matter."""
    cards.verdict(screen, *told.verdict())
    empty.say_problems(screen, told.problems)
    inputs.moment_input(screen, "reminders", told.now)
    if told.clock.unpaid:
        cards.cards(screen, _key_figures(told))


def _key_figures(told: Reminders) -> list[Figure]:
    names = (*(f"{way}_orders" for way in WAYS), "brings")
    return [told.worth.figures[name] for name in names]


# The lists that are due -------------------------------------------------------------------------


def draw_lists(screen: Screen, told: Reminders) -> None:
    """Draw each list with its text, downloads and who takes it; what was done can be taken back."""
    language = screen.language
    if said := st.session_state.pop(SAID, None):
        st.success(escaped(said), icon=":material/check_circle:")
    for way, label in WAYS.items():
        if told.due(way)[0]:
            _draw_list(screen, told, way, label)
    if any(sum(one.counts.values()) for one in told.shares()):
        st.subheader(language.text(say("By whom")), anchor=False)
        tables.draw(_share_table(told, language), words=1, whole=True)
        st.caption(
            language.text(
                say(
                    "No sheet tells who served an inquiry: agents remind their own chats first; the"
                    " turns are for silent orders, those of an hour to one person (CRM-7)."
                )
            )
        )
    _draw_choices(screen)
    _draw_notes(screen, told)


def _draw_list(screen: Screen, told: Reminders, way: str, label: Message) -> None:
    language = screen.language
    orders, amount = told.due(way)
    reminders = told.reminders(way)
    head = say(
        "{way}: {orders} orders, {amount}", way=label, orders=orders, amount=language.money(amount)
    )
    if reminders < orders:
        head = say(
            "{way}: {orders} orders, {amount}, in {reminders} reminders, one a buyer", way=label,
            orders=orders, amount=language.money(amount), reminders=reminders,
        )  # fmt: skip
    with st.container(border=True, gap="small", key=f"list-{way}"):
        st.markdown(f"**{escaped(language.text(head))}**")
        st.markdown(f"> {escaped(told.wording.text)}")
        if way == "text":
            st.caption(escaped(language.text(_length(told.wording.length))))
        empty.say_problems(screen, told.wording.problems if way == "text" else ())
        columns, rows = list_of(told, way, ROWS_SHOWN)
        heads = [language.text(COLUMN_LABELS[name]) for name in columns]
        tables.draw(pd.DataFrame(rows, columns=heads, dtype=object), words=len(heads))
        if reminders > ROWS_SHOWN:
            more = say("The first {rows} are shown; the files hold all.", rows=ROWS_SHOWN)
            st.caption(escaped(language.text(more)))
        with st.container(horizontal=True, gap="small"):
            stem = f"{language.text(say('reminders'))}-{way}-{told.now:%m%d-%H%M}"
            sending.draw_list(language, way, stem, reminders, lambda: list_of(told, way))
            st.button(
                language.text(say("Mark as sent")),
                icon=":material/done_all:",
                key=f"sent-{way}",
                type="primary",
                on_click=_mark_sent,
                args=(screen, told, way),
            )


def _length(length: Length) -> Message:
    return say(
        "Opening: {opening} · {characters} characters · {parts} text messages",
        opening=length.opening,
        characters=length.characters,
        parts=length.parts,
    )


def _mark_sent(screen: Screen, told: Reminders, way: str) -> None:
    """Note that a list was sent: none of its orders is reminded that way again."""
    new = note(screen.workspace, told.order_ids(way), way, _sent_at(screen, told.now))
    st.session_state[SAID] = screen.language.text(
        say("{orders} orders are noted as reminded.", orders=new)
    )


def _sent_at(screen: Screen, moment: datetime) -> datetime:
    """Return the clock's time where the list is today's, else the moment of the list."""
    clock = datetime.now().replace(microsecond=0)
    is_live = clock.date() == screen.today == moment.date()
    return max(clock, moment) if is_live else moment


def _share_table(told: Reminders, language: Language) -> pd.DataFrame:
    rows = [
        [
            one.name,
            language.number(one.counts["chat"]),
            language.number(one.counts["phone"]),
            language.number(one.minutes),
        ]
        for one in told.shares()
    ]
    return tables.made(
        (say("Reminded by"), WAYS["chat"], WAYS["phone"], say("Minutes")), rows, language
    )


def _draw_choices(screen: Screen) -> None:
    chosen = screen.plan.text("reminders.by_whom")
    with st.expander(
        screen.language.text(say("Who reminds, with which text")),
        icon=":material/group:",
        key="reminder-choices",
    ):
        row = st.container(horizontal=True, gap="small")
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.choice_input(screen, "reminders.by_whom")
        with row.container(width=inputs.INPUT_WIDTH):
            if chosen == "specialist":
                inputs.text_input(screen, "reminders.specialist", "")
            else:
                inputs.text_input(screen, "reminders.agents", "A, B")
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.choice_input(screen, "reminders.rhythm")
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.text_input(screen, SHOP_NAME, "")
        inputs.choice_input(screen, "reminders.text")
        written = screen.answer.reminders.wording.written if screen.answer.reminders else ""
        inputs.area_input(screen, "reminders.own_text", written)
        language = screen.language
        places = " · ".join(f"{{{name}}} {language.text(what)}" for name, what in PLACES.items())
        st.caption(escaped(language.text(say("Places: {places}", places=places))))


def _draw_notes(screen: Screen, told: Reminders) -> None:
    """Draw where agents note orders that are not to be reminded of, and how to take that back."""
    language = screen.language
    with st.expander(
        language.text(say("Note orders that are not to be reminded of")),
        icon=":material/block:",
        key="reminder-notes",
    ):
        st.text_area(
            language.text(say("Order numbers, one a line")), key=TYPED_IDS, max_chars=100_000
        )
        inputs.select(
            language.text(say("Reason")),
            list(NOTES),
            lambda one: language.text(NOTES[one]),
            key=NOTE_KIND,
            first=next(iter(NOTES)),
            width=inputs.INPUT_WIDTH,
        )
        st.button(
            language.text(say("Note them")),
            icon=":material/edit_note:",
            key="note-orders",
            on_click=_note_typed,
            args=(screen, told.now),
        )
    noted = read_noted(screen.workspace)
    if noted.last_saved_at is None:
        return
    last = noted.last()
    mark = str(last["mark"].iloc[0])
    text = say(
        "Noted last: {orders} orders, {mark}.", orders=len(last), mark={**WAYS, **NOTES}[mark]
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(escaped(language.text(text)), width="content")
        st.button(
            language.text(say("Take back")),
            icon=":material/undo:",
            key="take-back",
            on_click=_take_back,
            args=(screen, noted.last_saved_at),
        )


def _note_typed(screen: Screen, now: datetime) -> None:
    typed = str(st.session_state.get(TYPED_IDS) or "").replace(",", "\n").replace("，", "\n")
    ids = [one.strip().strip("'") for one in typed.split("\n") if one.strip()]
    new = note(screen.workspace, ids, str(st.session_state[NOTE_KIND]), now) if ids else 0
    st.session_state[TYPED_IDS] = ""
    st.session_state[SAID] = screen.language.text(say("{orders} orders are noted.", orders=new))


def _take_back(screen: Screen, saved_at: datetime) -> None:
    gone = take_back(screen.workspace, saved_at)
    st.session_state[SAID] = screen.language.text(
        say("{orders} orders are as they were before.", orders=gone)
    )


# The parts of the page --------------------------------------------------------------------------


def draw_parts(screen: Screen, told: Reminders) -> None:
    """Draw the part of the page that is open."""
    part = inputs.part_of_page(screen, PARTS, "reminders-part")
    _DRAWN[part](screen, told)


def _draw_waiting(screen: Screen, told: Reminders) -> None:
    language = screen.language
    alone = [
        [
            language.text(one.label),
            language.text(one.advice),
            language.number(one.orders),
            language.money(one.amount),
        ]
        for one in told.left_alone()
    ]
    waits = [
        [
            language.moment(at),
            *(language.number(counts[way]) for way in WAYS),
            language.money(amount),
        ]
        for at, counts, amount in told.waits()
    ]
    if waits:
        st.subheader(language.text(say("Due later")), anchor=False)
        heads = (say("Hour from"), *WAYS.values(), say("Worth"))
        tables.draw(tables.made(heads, waits, language), words=1, whole=True)
    if alone:
        st.subheader(language.text(say("Left alone")), anchor=False)
        heads = (say("Why"), say("What to do"), say("Orders"), say("Worth"))
        tables.draw(tables.made(heads, alone, language), words=2, whole=True)
    if not waits and not alone:
        st.caption(language.text(say("No order waits, and none is left alone.")))


def _draw_texts(screen: Screen, told: Reminders) -> None:
    language = screen.language
    rows = [
        [
            language.text(TEMPLATES[key].title),
            language.number(one.length.characters),
            language.number(one.length.parts),
            one.text,
        ]
        for key, one in told.texts.items()
    ]
    heads = (say("When"), say("Characters"), say("Text messages"), say("Text of the reminder"))
    tables.draw_sentences(tables.made(heads, rows, language), short=3)
    st.caption(
        language.text(
            say(
                "Never ask whether they still want it, and do not announce that orders are closed"
                " unless the platform closes them (CRM-8)."
            )
        )
    )


def _draw_brought(screen: Screen, told: Reminders) -> None:
    language, results = screen.language, told.found.results
    if results.whole is None:
        st.caption(
            language.text(
                say(
                    "Nothing is noted as sent yet. Mark a list as sent; when a later order sheet"
                    " shows which orders were paid, their rate stands here by way and hour."
                )
            )
        )
        return
    smallest = told.times.given.smallest_base
    if results.whole.reminded < smallest:
        empty.say_problems(
            screen,
            [
                say(
                    "Only {orders} reminders so far: with fewer than {smallest} chance decides.",
                    orders=results.whole.reminded,
                    smallest=smallest,
                )
            ],
        )
    for title, rows in (
        (say("By way"), [*((WAYS[one.key], one) for one in results.ways)]),
        (
            say("By the hour they were sent in"),
            [(Message(language.hour(int(one.key))), one) for one in results.hours],
        ),
    ):
        table = _brought_table(title, rows, language)
        tables.draw(table, words=1, whole=True)
    st.caption(
        language.text(
            say(
                "Paid within {hours} hours after the last reminder; between: Wilson's interval of"
                " 95 %. Some would have paid without. {before} orders had been paid when they were"
                " reminded and are in no rate.",
                hours=told.times.given.success_hours,
                before=results.paid_before,
            )
        )
    )


def _brought_table(
    title: Message, rows: Sequence[tuple[Message, Brought]], language: Language
) -> pd.DataFrame:
    heads = (
        title,
        say("Reminded"),
        say("Paid"),
        say("Success rate"),
        say("Between"),
        say("Brought"),
        say("Still open"),
    )
    cells = [
        [
            language.text(label),
            language.number(one.reminded),
            language.number(one.paid),
            language.share(one.rate),
            f"{language.share(one.low)} – {language.share(one.high)}",
            language.money(one.amount),
            language.number(one.still_open),
        ]
        for label, one in rows
    ]
    return tables.made(heads, cells, language)


def _draw_worth(screen: Screen, told: Reminders) -> None:
    language, figures = screen.language, told.worth.figures
    names = ("per_minute", *(f"{way}_per_minute" for way in WAYS), "per_inquiry_minute")
    known = [figures[name] for name in names if name in figures]
    if known:
        cards.cards(screen, known)
    st.markdown(escaped(language.text(told.worth.verdict())))
    tables.draw_sentences(_success_table(figures, language), short=2)
    st.caption(
        language.text(
            say("Both are revenue, not margin. Reminders that would have been paid anyway count.")
        )
    )


def _success_table(figures: Mapping[str, Figure], language: Language) -> pd.DataFrame:
    rows = []
    for way, label in WAYS.items():
        figure = figures[f"{way}_success"]
        # Without a word of its own it is what somebody typed.
        origin = figure.note or origin_of(figure.inputs["share"])
        rows.append([language.text(label), language.share(figure.value), language.text(origin)])
    heads = (say("By way"), say("Paid after a reminder"), say("Where it comes from"))
    return tables.made(heads, rows, language)


def draw_account(screen: Screen, told: Reminders) -> None:
    """Draw the assumptions, and how everything is calculated."""
    inputs.section(screen, "reminders", say("When, how dear, how long: what this is built on"))
    cards.how(screen, list(told.figures()), tuple(QUERIES.values()))


_DRAWN: Mapping[str, Callable[[Screen, Reminders], None]] = {
    "waiting": _draw_waiting,
    "texts": _draw_texts,
    "brought": _draw_brought,
    "worth": _draw_worth,
}
