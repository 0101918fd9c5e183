"""The page of the last event: key numbers, then sections with chart, table and what is missing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from planner import demand
from planner.demand import Reference
from planner.figures import Figure, account
from planner.language import Language, Message, Unit, day_offset, say
from planner.last_year import (
    QUERIES,
    CustomerGroup,
    LastYear,
    Measure,
    Section,
    charts,
    nothing_paid,
    read_coverage,
    read_last_year,
    remarks,
    shares,
    verdict,
)
from planner.planning import FUNCTIONS, Rooms
from planner.tables import Dataset
from planner.ui import cards, empty, frame, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.tables import number_column
from planner.ui.text import escaped

FROM_DEMAND = ("reference_totals", "reference_hours", "recency_groups")
"""Questions of the page that other rooms ask, too."""
PRODUCTS_IN_CHART = 10
LONGEST_NAME = 24
"""Characters of a product's title that stand beside its bar."""
SHORT_NAME = 12
"""Characters that a table's first column shows at any width."""

TITLES: Mapping[Section, Message] = {
    Section.DAYS: say("Days"),
    Section.HOURS: say("Hours of the main day"),
    Section.PRODUCTS: say("Products sold"),
    Section.CATEGORIES: say("Categories"),
    Section.CUSTOMERS: say("Customers"),
    Section.PROVINCES: say("Provinces"),
    Section.PAYMENT: say("From order to payment"),
    Section.REFUNDS: say("Refunds"),
    Section.TRAFFIC: say("Visitors"),
}


def draw(screen: Screen) -> None:
    """Draw the page; without paid orders it says what the sheets cannot tell."""
    if screen.dataset is not None and (told := nothing_paid(read_coverage(screen.dataset))):
        st.warning(escaped(screen.language.text(told)), icon=":material/warning:")
        frame.link(frame.SHEETS, screen, say("To the sheets"), primary=True)
        return
    rooms = empty.rooms_or_offer(screen)
    told_event = _told(screen, rooms)
    if told_event is None:
        return
    _draw_told(screen, told_event)


def _told(screen: Screen, rooms: Rooms) -> LastYear | None:
    """Return the last event from the cache: it changes with the data and these days alone."""
    main_day = screen.answer.campaign.reference_day
    if screen.dataset is None or main_day is None:
        return None
    reference, ordinary = rooms.reference, rooms.ordinary
    return _read(
        screen.workspace.key,
        screen.dataset.version,
        (reference.first_day, main_day, reference.last_day),
        (ordinary.first_day, ordinary.last_day) if ordinary else None,
        float(screen.answer.entries["last_year.a_share"].value or 0),
        float(screen.answer.entries["last_year.b_share"].value or 0),
        screen.dataset,
        reference,
        ordinary,
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _read(
    workspace_key: str,
    data_version: str,
    event: tuple[date, date, date],
    ordinary_days: tuple[date, date] | None,
    a_share: float,
    b_share: float,
    _dataset: Dataset,
    _reference: Reference,
    _ordinary: Reference | None,
) -> LastYear:
    """Return the last event; frozen, free of language, shared by all sessions.

    The names with an underscore are what the key before them stands for, and are not hashed.
    """
    return read_last_year(
        _dataset, _reference, _ordinary, event[1], a_share=a_share, b_share=b_share
    )


def _draw_told(screen: Screen, told: LastYear) -> None:
    language = screen.language
    heads = shares(told)
    st.info(
        escaped(language.text(verdict(told.measures, len(told.event_days)))),
        icon=":material/history:",
    )
    st.caption(escaped(language.text(_covered(told))))
    _draw_key_numbers(screen, told)
    missing = remarks(told)
    for section, content in SECTIONS.items():
        st.subheader(language.text(TITLES[section]), anchor=False)
        content(screen, told, heads)
        _draw_missing(screen, missing[section])
    inputs.section(screen, "last_year", say("What this is built on"))
    figures = [one for measure in told.measures.values() for one in measure.figures()]
    cards.how(
        screen,
        [*figures, *heads.values()],
        (*(demand.QUERIES[name] for name in FROM_DEMAND), *QUERIES.values()),
    )
    empty.orders_behind(screen)


def _covered(told: LastYear) -> Message:
    coverage, ordinary = told.coverage, told.ordinary
    if ordinary is None:
        return say(
            "Your sheets cover {first} to {last}, {days} days with orders · last event {from_day}"
            " to {to_day}",
            first=coverage.first_day,
            last=coverage.last_day,
            days=coverage.days_with_orders,
            from_day=told.reference.first_day,
            to_day=told.reference.last_day,
        )
    return say(
        "Your sheets cover {first} to {last}, {days} days with orders · last event {from_day} to"
        " {to_day} · ordinary days {ordinary_first} to {ordinary_last}",
        first=coverage.first_day,
        last=coverage.last_day,
        days=coverage.days_with_orders,
        from_day=told.reference.first_day,
        to_day=told.reference.last_day,
        ordinary_first=ordinary.first_day,
        ordinary_last=ordinary.last_day,
    )


# Key numbers -------------------------------------------------------------------------------------


def _draw_key_numbers(screen: Screen, told: LastYear) -> None:
    """Draw each key number with an ordinary day beside it, then all of them as a table."""
    known = [measure for measure in told.measures.values() if measure.event.value is not None]
    _draw_cards(
        screen,
        [
            (measure.label, measure.figures(), _beside(measure, screen.language))
            for measure in known
        ],
    )
    _draw_rows(_key_table(told, screen.language), words=1)


Card = tuple[Message, Sequence[Figure], Message | None]
"""What it is, the figure that stands large with those accounted for beside it, a line below."""


def _draw_cards(screen: Screen, drawn: Sequence[Card]) -> None:
    """Draw figures as cards with a line below each: what it is on ordinary days."""
    language = screen.language
    for row in cards.in_rows(drawn):
        line = st.container(horizontal=True, gap="small")
        for label, figures, below in row:
            with line.container(
                border=True,
                width="stretch",
                height="stretch",
                gap="xsmall",
                key=f"card-{figures[0].key.replace('.', '-')}",
            ):
                words = language.text(label)
                st.caption(escaped(words))
                st.metric(words, cards.headline(figures[0], language), label_visibility="collapsed")
                if below is not None:
                    st.caption(escaped(language.text(below)))
                with st.popover(language.text(say("How?")), icon=":material/account_tree:"):
                    opened: set[str] = set()
                    for figure in figures:
                        lines = account(figure, language, FUNCTIONS, opened)
                        st.markdown(cards.account_text(lines))


def _beside(measure: Measure, language: Language) -> Message | None:
    if measure.ordinary.value is None:
        return None
    usual = cards.headline(measure.ordinary, language)
    ratio = _ratio(measure, language)
    if measure.a_day is None:
        return say("ordinary days {usual} · × {ratio}", usual=usual, ratio=ratio)
    return say(
        "{each} a day · ordinary day {usual} · × {ratio}",
        each=cards.headline(measure.a_day, language),
        usual=usual,
        ratio=ratio,
    )


def _ratio(measure: Measure, language: Language) -> str:
    return language.number(measure.ratio.value, 2)


def _key_table(told: LastYear, language: Language) -> pd.DataFrame:
    """Return every key number: event, day of it, main day, ordinary day, ratio."""

    def shown(figure: Figure | None) -> str:
        return "" if figure is None else language.quantity(figure.value, figure.unit)

    return tables.made(
        (
            say("Key figure"),
            say("Last event"),
            say("A day of the event"),
            say("Main day"),
            say("Ordinary day"),
            say("Event ÷ ordinary"),
        ),
        [
            [
                language.text(measure.label),
                shown(measure.event),
                shown(measure.a_day),
                shown(measure.main_day),
                shown(measure.ordinary),
                _ratio(measure, language),
            ]
            for measure in told.measures.values()
        ],
        language,
    )


# Sections ----------------------------------------------------------------------------------------

Heads = Mapping[str, Figure]


def _days(screen: Screen, told: LastYear, heads: Heads) -> None:
    language = screen.language
    draw_chart(
        screen,
        "last-year-days",
        lambda: charts.revenue_by_day(told, language),
        language.text(say("Revenue by day, last event")),
    )
    days = [day for day in told.days if day.kind != "ordinary"]
    _draw_table(
        screen,
        Section.DAYS,
        (
            say("D"),
            say("Day"),
            say("Revenue"),
            say("Orders placed"),
            say("Paid orders"),
            say("Buyers of the day"),
            say("Visitors of the day"),
            say("Conversion rate"),
        ),
        [
            [
                day_offset(day.offset),
                language.day(day.day),
                language.money(day.paid_amount),
                language.number(day.orders_placed),
                language.number(day.orders_paid),
                language.number(day.buyers),
                language.number(day.visitors),
                language.share(day.conversion, 2),
            ]
            for day in days
        ],
        words=2,
    )


def _hours(screen: Screen, told: LastYear, heads: Heads) -> None:
    if not told.hours:
        return
    language = screen.language
    _draw_heads(screen, heads, ("rush_share", "evening_share"))
    draw_chart(
        screen,
        "last-year-hours",
        lambda: charts.shares_by_hour(told.hours, language),
        language.text(say("Revenue by hour of the day")),
    )
    _draw_table(
        screen,
        Section.HOURS,
        (
            say("Hour"),
            say("Revenue, main day"),
            say("Share"),
            say("Orders placed"),
            say("Paid orders"),
            say("Revenue, ordinary day"),
            say("Share, ordinary days"),
            say("Orders placed, ordinary day"),
        ),
        [
            [
                language.hour(hour.hour),
                language.money(hour.paid_amount),
                language.share(hour.share),
                language.number(hour.orders_placed),
                language.number(hour.orders_paid),
                language.money(hour.ordinary_amount),
                language.share(hour.ordinary_share),
                language.number(hour.ordinary_orders_placed, 2),
            ]
            for hour in told.hours
        ],
        words=1,
    )


def _products(screen: Screen, told: LastYear, heads: Heads) -> None:
    if not told.products:
        return
    language = screen.language
    named = [product for product in told.products if product.product is not None]
    draw_chart(
        screen,
        "last-year-products",
        lambda: charts.side_by_side(
            [
                (_short(one.product, one.title), one.share, one.ordinary_share)
                for one in named[:PRODUCTS_IN_CHART]
            ],
            say("Best-selling products, share of the amount sold"),
            language,
        ),
        language.text(say("Best-selling products, share of the amount sold")),
    )
    _draw_classes(screen, told)
    _draw_table(
        screen,
        Section.PRODUCTS,
        (
            say("Product code"),
            say("Title"),
            say("Class"),
            say("Amount sold"),
            say("Share"),
            say("Units"),
            say("Paid orders"),
            say("Units, ordinary day"),
            say("Share, ordinary days"),
        ),
        [
            [
                one.product
                or language.text(
                    say("{count} others of class {abc}", count=one.products, abc=one.abc)
                ),
                one.title or "",
                one.abc,
                language.money(one.amount),
                language.share(one.share),
                language.number(one.units),
                language.number(one.orders_paid),
                language.number(one.ordinary_units, 2),
                language.share(one.ordinary_share),
            ]
            for one in told.products
        ],
        words=3,
    )
    st.caption(
        language.text(
            say(
                "Amount sold = units × price of the lines, before discounts of the order; postage"
                " and fees are no products. Class A: what sells best and together brings the first"
                " {a} of it, B: up to {b}.",
                a=language.quantity(screen.answer.entries["last_year.a_share"].value, Unit.SHARE),
                b=language.quantity(screen.answer.entries["last_year.b_share"].value, Unit.SHARE),
            )
        )
    )


def _draw_classes(screen: Screen, told: LastYear) -> None:
    """Draw how many products each class holds, and what they sold together."""
    language = screen.language
    classes = [
        say(
            "Class {abc}: {products} products, {share} of the amount sold",
            abc=abc,
            products=sum(one.products for one in told.products if one.abc == abc),
            share=language.share(sum(one.share for one in told.products if one.abc == abc)),
        )
        for abc in dict.fromkeys(one.abc for one in told.products)
    ]
    st.markdown(escaped(" · ".join(language.text(one) for one in classes)))


def _categories(screen: Screen, told: LastYear, heads: Heads) -> None:
    if not told.categories:
        return
    language = screen.language
    unknown = language.text(say("no category named"))
    title = say("Categories, share of the amount sold")
    draw_chart(
        screen,
        "last-year-categories",
        lambda: charts.side_by_side(
            [
                (one.category or unknown, one.share, one.ordinary_share)
                for one in told.categories[:PRODUCTS_IN_CHART]
            ],
            title,
            language,
        ),
        language.text(title),
    )
    _draw_table(
        screen,
        Section.CATEGORIES,
        (
            say("Category"),
            say("Products"),
            say("Amount sold"),
            say("Share"),
            say("Units"),
            say("Units, ordinary day"),
            say("Share, ordinary days"),
        ),
        [
            [
                one.category or unknown,
                language.number(one.products),
                language.money(one.amount),
                language.share(one.share),
                language.number(one.units),
                language.number(one.ordinary_units, 2),
                language.share(one.ordinary_share),
            ]
            for one in told.categories
        ],
        words=1,
    )


def _customers(screen: Screen, told: LastYear, heads: Heads) -> None:
    customers, language = told.customers, screen.language
    if not customers.groups:
        return
    _draw_heads(screen, heads, ("new_share", "comeback_share", "top_share"))
    if customers.tell_returning:
        draw_chart(
            screen,
            "last-year-customers",
            lambda: charts.new_and_returning(customers, language),
            language.text(say("New and returning customers")),
        )
        if any(group.comeback_share is not None for group in customers.groups):
            draw_chart(
                screen,
                "last-year-comeback",
                lambda: charts.comeback(customers, language),
                language.text(say("Comeback rate by last order")),
            )
        _draw_table(screen, Section.CUSTOMERS, GROUP_COLUMNS, _group_rows(told, language), words=1)
    _draw_rows(
        tables.made(
            (say("Buyers who paid most"), say("Buyers"), say("Revenue"), say("Share")),
            [
                [
                    language.text(
                        say("top {share}", share=language.share(top.top_share))
                        if top.top_share < 1
                        else say("all")
                    ),
                    language.number(top.buyers),
                    language.money(top.paid_amount),
                    language.share(
                        top.paid_amount / customers.top[-1].paid_amount
                        if customers.top[-1].paid_amount
                        else None
                    ),
                ]
                for top in customers.top
            ],
            language,
        ),
        words=1,
    )


GROUP_COLUMNS = (
    say("Last paid order"),
    say("Customers before"),
    say("Buyers"),
    say("Comeback rate"),
    say("Share of buyers"),
    say("Paid orders"),
    say("Revenue"),
    say("Average order value (per buyer)"),
    say("Share of buyers, ordinary days"),
)


def _group_rows(told: LastYear, language: Language) -> list[list[object]]:
    groups = told.customers.groups
    buyers = sum(group.buyers for group in groups)
    usual = {group.last_order: group.buyers for group in told.customers.ordinary_groups}
    usual_buyers = sum(usual.values())

    def row(label: str, group: CustomerGroup, in_ordinary: int | None) -> list[object]:
        return [
            label,
            language.number(group.customers),
            language.number(group.buyers),
            language.share(group.comeback_share, 2),
            language.share(group.buyers / buyers),
            language.number(group.orders_paid),
            language.money(group.paid_amount),
            language.money(group.aov),
            language.share(
                in_ordinary / usual_buyers if usual_buyers and in_ordinary is not None else None
            ),
        ]

    rows = [
        row(
            language.text(charts.GROUPS[group.last_order]),
            group,
            usual.get(group.last_order, 0) if usual else None,
        )
        for group in groups
    ]
    total = CustomerGroup(
        "total",
        None,
        buyers,
        sum(group.orders_paid for group in groups),
        sum((group.paid_amount for group in groups), start=groups[0].paid_amount * 0),
    )
    return [*rows, row(language.text(say("Total")), total, usual_buyers if usual else None)]


def _provinces(screen: Screen, told: LastYear, heads: Heads) -> None:
    if not told.provinces:
        return
    language = screen.language

    def name(province: str | None, provinces: int) -> str:
        if province is not None:
            return province
        if not provinces:
            return language.text(say("no province named"))
        return language.text(say("{count} other provinces", count=provinces))

    title = say("Provinces, share of the revenue")
    draw_chart(
        screen,
        "last-year-provinces",
        lambda: charts.side_by_side(
            [
                (name(one.province, one.provinces), one.share, one.ordinary_share)
                for one in told.provinces
            ],
            title,
            language,
        ),
        language.text(title),
    )
    _draw_table(
        screen,
        Section.PROVINCES,
        (
            say("Province"),
            say("Revenue"),
            say("Share"),
            say("Paid orders"),
            say("Revenue, ordinary day"),
            say("Share, ordinary days"),
        ),
        [
            [
                name(one.province, one.provinces),
                language.money(one.paid_amount),
                language.share(one.share),
                language.number(one.orders_paid),
                language.money(one.ordinary_amount),
                language.share(one.ordinary_share),
            ]
            for one in told.provinces
        ],
        words=1,
    )


def _payment(screen: Screen, told: LastYear, heads: Heads) -> None:
    language = screen.language
    _draw_heads(screen, heads, ("quick_share", "unpaid_share"))
    if not told.has_payment_times:
        return
    title = say("Orders placed by the time until payment")
    draw_chart(
        screen,
        "last-year-payment",
        lambda: charts.side_by_side(
            [
                (
                    language.text(charts.PAID_WITHIN[band.paid_within]),
                    band.share,
                    band.ordinary_share,
                )
                for band in told.payment
            ],
            title,
            language,
        ),
        language.text(title),
    )
    _draw_table(
        screen,
        Section.PAYMENT,
        (say("Paid"), say("Orders placed"), say("Share"), say("Share, ordinary days")),
        [
            [
                language.text(charts.PAID_WITHIN[band.paid_within]),
                language.number(band.orders_placed),
                language.share(band.share, 2),
                language.share(band.ordinary_share, 2),
            ]
            for band in told.payment
        ],
        words=1,
    )


def _refunds(screen: Screen, told: LastYear, heads: Heads) -> None:
    language = screen.language
    _draw_heads(screen, heads, ("refunded_orders_share",))
    if not told.refunds.products:
        return
    _draw_table(
        screen,
        Section.REFUNDS,
        (
            say("Product code"),
            say("Title"),
            say("Paid orders"),
            say("Orders with a refund"),
            say("Share"),
        ),
        [
            [
                one.product,
                one.title or "",
                language.number(one.orders_paid),
                language.number(one.orders_refunded),
                language.share(one.orders_refunded / one.orders_paid),
            ]
            for one in told.refunds.products
        ],
        words=2,
    )
    st.caption(
        language.text(
            say(
                "An order counts with each product it held; which of them came back the order list"
                " does not say."
            )
        )
    )


def _traffic(screen: Screen, told: LastYear, heads: Heads) -> None:
    language, visitors, conversion = (
        screen.language,
        told.measures["visitors"],
        told.measures["conversion"],
    )
    known = (visitors.event, visitors.main_day, conversion.event, conversion.main_day)
    _draw_cards(
        screen,
        [(figure.label, (figure,), None) for figure in known if figure.value is not None],
    )
    if not told.traffic.daily:
        return
    draw_chart(
        screen,
        "last-year-visitors",
        lambda: charts.visitors_by_day(told, language),
        language.text(say("Visitors of each day, last event")),
    )


SECTIONS: Mapping[Section, Callable[[Screen, LastYear, Heads], None]] = {
    Section.DAYS: _days,
    Section.HOURS: _hours,
    Section.PRODUCTS: _products,
    Section.CATEGORIES: _categories,
    Section.CUSTOMERS: _customers,
    Section.PROVINCES: _provinces,
    Section.PAYMENT: _payment,
    Section.REFUNDS: _refunds,
    Section.TRAFFIC: _traffic,
}


def _draw_heads(screen: Screen, heads: Heads, names: Sequence[str]) -> None:
    _draw_cards(screen, [(one.label, (one,), one.note) for one in _present(heads, names)])


def _present(heads: Heads, names: Sequence[str]) -> list[Figure]:
    return [heads[name] for name in names if name in heads]


def _draw_missing(screen: Screen, messages: Sequence[Message]) -> None:
    """Draw what a section cannot tell, and the way to the sheets that would."""
    if not messages:
        return
    with st.container(border=True, gap="xsmall"):
        for message in messages:
            st.markdown(f":material/help: {escaped(screen.language.text(message))}")
        frame.link(frame.SHEETS, screen, say("To the sheets"))


def _draw_table(
    screen: Screen,
    section: Section,
    columns: Sequence[Message],
    rows: Sequence[Sequence[object]],
    words: int,
) -> None:
    """Draw a section's table, folded away below its chart."""
    title = say("Table: {section}", section=TITLES[section])
    with st.expander(
        screen.language.text(title), icon=":material/table_rows:", key=f"table-{section.value}"
    ):
        _draw_rows(tables.made(columns, rows, screen.language), words)


def _draw_rows(table: pd.DataFrame, words: int) -> None:
    """Draw a table in full: the first ``words`` columns to the left, numbers to the right."""
    names = list(table.columns)
    longest = max(len(str(text)) for text in (names[0], *table.iloc[:, 0]))
    left = st.column_config.TextColumn(width="medium" if longest > SHORT_NAME else None)
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        column_config={
            **dict.fromkeys(names[:1], left),
            **{name: number_column(table[name]) for name in names[words:]},
        },
    )


def _short(product: str | None, title: str | None) -> str:
    """Return a product's name for the axis: what tells it apart comes first."""
    name = f"{product} {title}" if title and title != product else product or ""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
