"""The customers page: groups and who comes back, repurchase, recall waves, after-care."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

import pandas as pd
import streamlit as st

from planner import customers as room_of_customers
from planner.customers import Customers, Wave, charts, list_of
from planner.customers.after_care import PointAssumptions
from planner.customers.bgnbd import Interval
from planner.customers.groups import STAGE_MEANINGS, Group
from planner.customers.loyalty import judge_loyalty
from planner.customers.presents import (
    GIFT_TEXT,
    OWN_TEXT,
    TEXTS,
    PresentList,
    Presents,
    list_of_presents,
)
from planner.customers.presents import PLACES as PLACES_OF_PRESENTS
from planner.customers.repurchase import (
    PUBLISHED,
    TENTHS,
    Cohort,
    Pauses,
    judge_months,
    read_cohorts,
    read_months,
    read_pauses,
    returning_share,
)
from planner.customers.segments import (
    ValueBand,
    read_last_categories,
    read_scores,
    read_value_bands,
)
from planner.customers.waves import CHANNELS, GROUPS, SHOP_NAME, TEXTS_IN, language_of
from planner.figures import declared
from planner.language import Language, Message, day_offset, listed, say
from planner.messages import PLACES, TEMPLATES, length_of
from planner.planning import Rooms
from planner.ui import answers, cards, empty, inputs, levels, parcels, sending, tables
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.text import escaped

PARTS: Mapping[str, Message] = {
    "groups": say("Groups"),
    "waves": say("Recall waves"),
    "repurchase": say("Buying again"),
    "after_care": say("After-care"),
    "parcels": say("Parcels on their way"),
}
KEY_NUMBERS = ("customers", "active", "value", "returning")
CATEGORIES_SHOWN = 20
MONTHS_IN_TABLE = range(1, 7)
MOST_MESSAGES = "customers.messages_at_most"
WAVE_NUMBERS = (
    MOST_MESSAGES,
    "customers.message_price",
    "customers.email_price",
    "customers.delivered_share",
)
KNOWS_NO_SEASON = say(
    "The probability is that of ordinary times: the model knows neither the season nor the pull of"
    " the event. Hold it against who came back in the last event (page Targets, New and returning),"
    " and type another rate there where that was more."
)
POINT_NUMBERS = tuple(one.field for one in declared("customers", PointAssumptions))
TYPED_ABOVE = frozenset(
    {"customers.inquiries_a_day", *WAVE_NUMBERS, *POINT_NUMBERS, *levels.LEVEL_NUMBERS}
)


class Draw(Protocol):
    """Draws a part of the page."""

    def __call__(self, screen: Screen, rooms: Rooms) -> None:
        """Draw it."""


def draw_answer(screen: Screen, customers: Customers) -> None:
    """Draw the verdict, what puts it in doubt, and the numbers that matter."""
    cards.verdict(screen, *customers.verdict())
    empty.say_problems(screen, customers.problems)
    if customers.are_known:
        figures = customers.figures
        cards.cards(screen, [figures[name] for name in KEY_NUMBERS if name in figures])


def draw_parts(screen: Screen, rooms: Rooms) -> None:
    """Draw the part of the page that is open."""
    if not rooms.customers.are_known:
        _draw_parcels(screen, rooms)  # they need no buyers
        return
    part = inputs.part_of_page(screen, PARTS, "customers-part")
    _DRAWN[part](screen, rooms)


def draw_account(screen: Screen, customers: Customers) -> None:
    """Draw the inputs, and how everything is calculated."""
    inputs.section(screen, "customers", say("What this is built on"), TYPED_ABOVE)
    cards.how(screen, tuple(customers.figures.values()), tuple(room_of_customers.QUERIES.values()))


# Groups ------------------------------------------------------------------------------------------


def _draw_groups(screen: Screen, rooms: Rooms) -> None:
    language, customers = screen.language, rooms.customers
    draw_chart(
        screen,
        "customer-stages",
        lambda: charts.group_bars(customers.stages, language),
        language.text(say("Customers by where they stand")),
    )
    st.caption(
        escaped(
            language.text(
                say(
                    "As of {day}: orders before it count. Each customer stands in one group here.",
                    day=customers.base.facts.until,
                )
            )
        )
    )
    tables.draw(_group_table(customers.stages, language), words=2, whole=True)
    _head(screen, say("Marked for recall and care"))
    tables.draw(_group_table(customers.marks, language), words=1, whole=True)
    st.caption(
        language.text(
            say(
                "These groups overlap: a good customer may have an unpaid order. The probability"
                " is that of a purchase in the days of the event, with what it lies between in 90"
                " of 100 cases."
            )
        )
    )
    if customers.everybody.returning is not None:
        st.caption(language.text(KNOWS_NO_SEASON))
    _draw_scores(screen, customers)
    _draw_last_orders(screen, customers)


def _group_table(groups: Sequence[Group], language: Language) -> pd.DataFrame:
    everybody = sum(one.customers for one in groups)
    rows = [
        [
            language.text(one.label),
            language.text(STAGE_MEANINGS[one.key]) if one.key in STAGE_MEANINGS else "",
            language.number(one.customers),
            language.share(one.customers / everybody if everybody else None),
            language.money(one.paid_amount),
            language.money(one.paid_each),
            language.money(one.last_each),
            language.share(one.rate),
            _between(one.returning, language),
            language.number(one.expected),
        ]
        for one in groups
    ]
    heads = (
        say("Group"),
        say("Meaning"),
        say("Customers"),
        say("Share"),
        say("Paid so far"),
        say("Paid by each"),
        say("Last order"),
        say("Comes back"),
        say("From – to"),
        say("Expected back"),
    )
    table = tables.made(heads, rows, language)
    marked = not any(one.key in STAGE_MEANINGS for one in groups)
    return (
        table.drop(columns=[language.text(heads[1]), language.text(heads[3])]) if marked else table
    )


def _between(found: Interval | None, language: Language) -> str:
    if found is None:
        return language.share(None)
    return f"{language.share(found.low)} – {language.share(found.high)}"


def _draw_scores(screen: Screen, customers: Customers) -> None:
    language = screen.language
    _head(screen, say("RFM: how lately, how often, how much"))
    scores = read_scores(customers.base.facts)
    draw_chart(
        screen,
        "rfm",
        lambda: charts.score_map(scores, language),
        language.text(say("Customers by how lately and how often they bought")),
    )
    rows = [
        [
            language.number(fifth),
            language.number(sum(one.customers for one in scores if one.monetary == fifth)),
            language.money(sum(one.paid_amount for one in scores if one.monetary == fifth)),
        ]
        for fifth in sorted({one.monetary for one in scores}, reverse=True)
    ]
    with st.expander(language.text(say("By what they paid"))):
        heads = (
            say("Fifth of the customers (5 = paid most)"),
            say("Customers"),
            say("Paid so far"),
        )
        tables.draw(tables.made(heads, rows, language), words=1, whole=True)


def _draw_last_orders(screen: Screen, customers: Customers) -> None:
    language, facts = screen.language, customers.base.facts
    _head(screen, say("By the last order"))
    st.caption(
        language.text(
            say("The next offer lies a little above what the last order came to (AFT-6).")
        )
    )
    bands = read_value_bands(facts, customers.given.value_band)
    heads = (say("Last order"), say("Customers"), say("Paid so far"), say("Next offer above"))
    tables.draw(
        tables.made(heads, [_band(one, language) for one in bands], language), 1, whole=True
    )
    categories = read_last_categories(facts)
    rows = [
        [
            one.category or language.text(say("not told")),
            language.number(one.customers),
            language.money(one.paid_amount),
        ]
        for one in categories[:CATEGORIES_SHOWN]
    ]
    of_category = (say("Category of the last order"), say("Customers"), say("Paid so far"))
    tables.draw(tables.made(of_category, rows, language), words=1, whole=True)
    if left_out := len(categories[CATEGORIES_SHOWN:]):
        more = say("{count} more categories are not listed.", count=left_out)
        st.caption(escaped(language.text(more)))


def _band(one: ValueBand, language: Language) -> list[str]:
    low = language.money(one.low)
    return [
        language.text(say("{low} and more", low=low))
        if one.high is None
        else f"{low} – {language.money(one.high)}",
        language.number(one.customers),
        language.money(one.paid_amount),
        language.money(one.next_offer),
    ]


# Recall waves ------------------------------------------------------------------------------------


def _draw_waves(screen: Screen, rooms: Rooms) -> None:
    language, customers = screen.language, rooms.customers
    names = ("waves_recipients", "waves_cost", "waves_expected", "waves_revenue")
    cards.cards(screen, [customers.figures[name] for name in names])
    draw_chart(
        screen,
        "waves",
        lambda: charts.wave_calendar(customers.waves, screen.answer.campaign, language),
        language.text(charts.WAVES_TITLE),
    )
    tables.draw(_wave_table(customers.waves, language), words=3, whole=True)
    st.caption(
        language.text(
            say(
                "Nobody is written to twice on one day or more often than the limit; the later"
                " waves are filled first. Whoever sends goods back is looked after and not urged."
                " Expected counts each customer once, by the furthest wave that reaches him."
            )
        )
    )
    row = st.container(horizontal=True, gap="small")
    for name in WAVE_NUMBERS:
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.number_input(screen, name)
    with row.container(width=inputs.INPUT_WIDTH):
        inputs.text_input(screen, SHOP_NAME, "")
    with row.container(width=inputs.INPUT_WIDTH):
        inputs.choice_input(screen, TEXTS_IN)
    for wave in customers.waves:
        _draw_wave(screen, customers, wave)
    answers.draw(screen, customers)


def _wave_table(waves: Sequence[Wave], language: Language) -> pd.DataFrame:
    heads = (
        say("Wave"),
        say("Goes out"),
        say("Sent by"),
        say("Recipients"),
        say("Left out"),
        say("Parts"),
        say("Cost"),
        say("Expected back"),
        say("Revenue"),
        say("Cost per order"),
    )
    rows = []
    for one in waves:
        values = {name: figure.value for name, figure in one.figures.items()}
        rows.append(
            [
                language.text(one.plan.kind.label),
                _when(one, language),
                language.text(CHANNELS[one.plan.channel]),
                language.number(one.recipients),
                language.number(one.left_out),
                language.number(one.length.parts if one.plan.channel != "email" else None),
                language.money(values["cost"]),
                language.number(values.get("expected")),
                language.money(values.get("revenue")),
                language.money(values.get("cost_per_order")),
            ]
        )
    return tables.made(heads, rows, language)


def _when(one: Wave, language: Language) -> str:
    return " · ".join(
        (
            day_offset(one.plan.offset),
            language.short_day(one.plan.day),
            language.hour(one.plan.hour),
        )
    )


def _draw_wave(screen: Screen, customers: Customers, wave: Wave) -> None:
    language, kind = screen.language, wave.plan.kind
    fields = f"customers.wave.{kind.key}"
    title = f"{language.text(kind.label)} · {_when(wave, language)}"
    with st.expander(title, icon=":material/send:", key=f"wave-{kind.key}"):
        row = st.container(horizontal=True, gap="small")
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.offset_input(screen, f"{fields}.day")
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.choice_input(screen, f"{fields}.hour")
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.choice_input(screen, f"{fields}.channel")
        st.caption(
            escaped(
                language.text(
                    say("Usually {day}, {hour}: {why}.", day=day_offset(kind.due),
                        hour=language.hour(kind.hour), why=kind.why)
                )
            )
        )  # fmt: skip
        inputs.codes_input(
            screen,
            f"{fields}.groups",
            list(GROUPS),
            lambda key: language.text(GROUPS.get(key, key)),
            listed(GROUPS[key] for key in wave.plan.groups),
        )
        if kind.awaits_answers and not customers.base.facts.responses.are_known:
            st.caption(language.text(answers.STANDS_FOR))
        written = wave.plan.written(language_of(screen.plan))
        inputs.area_input(screen, f"{fields}.text", written)
        places = " · ".join(f"{{{name}}} {language.text(what)}" for name, what in PLACES.items())
        st.caption(escaped(language.text(say("Places: {places}", places=places))))
        told = say(
            "Opening: {opening} · {characters} characters · {parts} text messages",
            opening=wave.length.opening,
            characters=wave.length.characters,
            parts=wave.length.parts,
        )
        st.markdown(f"> {escaped(wave.text)}")
        st.caption(escaped(language.text(told)))
        empty.say_problems(screen, wave.problems)
        _draw_list(screen, customers, wave)


def _draw_list(screen: Screen, customers: Customers, wave: Wave) -> None:
    """Draw the downloads of a wave's list, made when they are asked for."""
    if not wave.recipients:
        return
    language, key = screen.language, wave.plan.kind.key
    with st.container(horizontal=True, gap="small"):
        stem = f"{language.text(say('recall'))}-{key}"
        sending.draw_list(language, key, stem, wave.recipients, lambda: list_of(customers, key))


# Buying again ------------------------------------------------------------------------------------


def _draw_repurchase(screen: Screen, rooms: Rooms) -> None:
    facts, language = rooms.customers.base.facts, screen.language
    event = (rooms.reference.first_day, rooms.reference.last_day)
    months = read_months(facts)
    _head(screen, say("Share of returning customers"))
    cards.verdict(screen, *judge_months(months, facts.until, event))
    draw_chart(
        screen,
        "returning-months",
        lambda: charts.month_bars(months, language),
        language.text(say("Buyers and the share who bought before")),
    )
    st.caption(
        language.text(
            say(
                "After an event the share falls since the number of customers jumps; that is no"
                " decay, so its months are not judged (AFT-5). The first months of your lists show"
                " too few: who bought before them is not known."
            )
        )
    )
    _draw_pauses(screen, *read_pauses(facts))
    _draw_cohorts(screen, read_cohorts(facts, event))
    _draw_loyalty(screen, rooms.customers, returning_share(months, facts.until))


def _draw_pauses(screen: Screen, last: Pauses, before: Pauses) -> None:
    language = screen.language
    _head(screen, say("How soon customers buy again"))
    if last.tells_enough:
        half = say(
            "Half of those who bought again did so within {half} days, 80 of 100 within {most}"
            " days ({purchases} purchases).",
            half=last.within(50),
            most=last.within(80),
            purchases=last.purchases,
        )
        st.markdown(escaped(language.text(half)))
    else:
        few = say(
            "Only {purchases} purchases followed another in the last 365 days: too few for a curve"
            " of your own.",
            purchases=last.purchases,
        )
        st.markdown(escaped(language.text(few)))
    draw_chart(
        screen,
        "pauses",
        lambda: charts.pause_curve(last, before, language),
        language.text(say("How soon customers buy again")),
    )
    heads = (
        say("Share of those who bought again"),
        say("Days, last 365 days"),
        say("Days, the year before"),
        say("Days, one liquor shop (AFT-4)"),
    )
    rows = [
        [
            language.share(Decimal(one) / 100),
            language.number(last.within(one) if last.tells_enough else None),
            language.number(before.within(one) if before.tells_enough else None),
            language.number(PUBLISHED[one]),
        ]
        for one in TENTHS
    ]
    tables.draw(tables.made(heads, rows, language), words=1, whole=True)
    st.caption(
        language.text(
            say(
                "Only purchases that were followed by another count, so the newest customers show"
                " short pauses first; orders of one day are one purchase."
            )
        )
    )


def _draw_cohorts(screen: Screen, cohorts: Sequence[Cohort]) -> None:
    language = screen.language
    _head(screen, say("By month of the first purchase"))
    if not any(one.buyers for one in cohorts):
        st.caption(language.text(say("No month after a first purchase is over yet.")))
        return
    draw_chart(
        screen,
        "cohort-lines",
        lambda: charts.cohort_lines(cohorts, language),
        language.text(say("Customers of the last event against ordinary ones")),
    )
    draw_chart(
        screen,
        "cohort-map",
        lambda: charts.cohort_map(cohorts, language),
        language.text(say("Per cent of each month's new customers who buy in months after")),
    )
    rows = [
        [
            f"{one.month:%Y-%m}",
            language.text(charts.OF_THE_EVENT if one.is_event else charts.ORDINARY),
            language.number(one.customers),
            *(language.share(one.share(after)) for after in MONTHS_IN_TABLE),
        ]
        for one in reversed(cohorts)
    ]
    heads = (
        say("First purchase in"),
        say("Who"),
        say("Customers"),
        *(say("Month +{month}", month=after) for after in MONTHS_IN_TABLE),
    )
    tables.draw(tables.made(heads, rows, language), words=2)


def _draw_loyalty(screen: Screen, customers: Customers, returning: Decimal | None) -> None:
    language = screen.language
    _head(screen, say("Loyalty by the stage of the shop"))
    inquiries = screen.answer.entries["customers.inquiries_a_day"].value
    found = judge_loyalty(
        None if inquiries is None else float(inquiries), returning, customers.loyal_share
    )
    cards.verdict(screen, found.level, found.verdict)
    for stage in found.stages:
        habits = "".join(f"\n- {escaped(language.text(one))}" for one in stage.habits)
        st.markdown(f"**{escaped(language.text(stage.label))}**\n{habits}")
    with st.container(width=inputs.INPUT_WIDTH):
        inputs.number_input(screen, "customers.inquiries_a_day")


# After-care --------------------------------------------------------------------------------------


def _draw_after_care(screen: Screen, rooms: Rooms) -> None:
    language, care = screen.language, rooms.customers.after_care
    draw_chart(
        screen,
        "programme",
        lambda: charts.programme_bars(care, language),
        language.text(charts.PROGRAMME_TITLE),
    )
    heads = (
        say("Days"),
        say("What"),
        say("For whom"),
        say("Occasions"),
        say("Rule"),
        say("Why then"),
    )
    rows = [
        [
            f"{day_offset(one.first)} – {day_offset(one.last)}",
            language.text(one.what),
            language.text(one.whom),
            language.text(listed(occasion.label for occasion in one.occasions)),
            ", ".join(one.rules),
            language.text(one.why),
        ]
        for one in care.steps
    ]
    tables.draw(tables.made(heads, rows, language), words=len(heads), whole=True)
    _head(screen, say("Occasions that follow"))
    occasions = [
        [
            language.text(one.label),
            language.day(one.day),
            language.text(say("presents") if one.is_gift else say("own use")),
            language.number(one.days_after),
        ]
        for one in care.occasions
    ]
    of_occasions = (say("Occasion"), say("Day"), say("People buy"), say("Days after the event"))
    tables.draw(tables.made(of_occasions, occasions, language), words=3, whole=True)
    _draw_presents(screen, rooms.customers.presents)
    _head(screen, say("Points"))
    cards.cards(screen, tuple(care.figures.values()))
    row = st.container(horizontal=True, gap="small")
    for name in POINT_NUMBERS:
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.number_input(screen, name)
    levels.draw(screen, rooms.customers.levels)
    _head(screen, say("Texts of the library"))
    library = language_of(screen.plan)
    texts = [
        [
            language.text(one.title),
            library.text(one.text),
            one.rule,
            language.number(length_of(library.text(one.text)).characters),
        ]
        for one in TEMPLATES.values()
    ]
    of_texts = (say("For"), say("Text"), say("Rule"), say("Characters"))
    tables.draw(tables.made(of_texts, texts, language), words=3, whole=True)


def _draw_parcels(screen: Screen, rooms: Rooms) -> None:
    parcels.draw(screen)


def _draw_presents(screen: Screen, told: Presents) -> None:
    language = screen.language
    _head(screen, say("Gift buyers and buyers for own use"))
    rest = (
        say("half of those who buy again in your shop do so within {days} days (AFT-4)",
            days=told.interval_days)
        if told.is_own_interval
        else say("your orders are too few for a curve; one shop's half bought within 22 days")
    )  # fmt: skip
    text = say(
        "{gifts} of {customers} customers bought only in the 14 days before an occasion for"
        " presents: write to them before occasions (AFT-10). All others follow the time customers"
        " take to buy again: {rest}.",
        gifts=told.gift_buyers,
        customers=told.customers,
        rest=rest,
    )
    st.markdown(escaped(language.text(text)))
    row = st.container(horizontal=True, gap="small")
    for name in (GIFT_TEXT, OWN_TEXT):
        with row.container(width="stretch"):
            inputs.area_input(screen, name, language_of(screen.plan).text(TEXTS[name]))
    places = " · ".join(
        f"{{{name}}} {language.text(what)}" for name, what in PLACES_OF_PRESENTS.items()
    )
    st.caption(escaped(language.text(say("Places: {places}", places=places))))
    for number, one in enumerate(told.lists, start=1):
        _draw_present_list(screen, told, one, f"presents-{number}")


def _draw_present_list(screen: Screen, told: Presents, one: PresentList, key: str) -> None:
    language = screen.language
    title = say("{list}: {count}", list=one.label, count=one.customers)
    icon = ":material/featured_seasonal_and_gifts:" if one.occasion else ":material/person:"
    with st.expander(escaped(language.text(title)), icon=icon, key=f"list-{key}"):
        if one.occasion and one.send_on:
            when = say(
                "{occasion} is on {day}; buying begins 14 days before, so write from {send_on} on.",
                occasion=one.occasion.label,
                day=one.occasion.day,
                send_on=one.send_on,
            )
            st.caption(escaped(language.text(when)))
        st.markdown(f"> {escaped(one.text)}")
        told_length = say(
            "Opening: {opening} · {characters} characters · {parts} text messages",
            opening=one.length.opening,
            characters=one.length.characters,
            parts=one.length.parts,
        )
        st.caption(escaped(language.text(told_length)))
        empty.say_problems(screen, one.problems)
        with st.container(horizontal=True, gap="small"):
            stem = f"{language.text(say('after-care'))}-{language.text(one.label)}"
            sending.draw_list(
                language, key, stem, one.customers, lambda: list_of_presents(told, one.key)
            )


def _head(screen: Screen, title: Message) -> None:
    st.subheader(screen.language.text(title), anchor=False)


_DRAWN: Mapping[str, Draw] = {
    "groups": _draw_groups,
    "waves": _draw_waves,
    "repurchase": _draw_repurchase,
    "after_care": _draw_after_care,
    "parcels": _draw_parcels,
}
