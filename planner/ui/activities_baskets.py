"""What designs do on the baskets of the last event: by tier, side by side, and what is better."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from planner.activities import Activities, charts
from planner.activities.axes import FIELDS, axis_of, fields_to_try
from planner.activities.nice_amounts import money, to_minor
from planner.activities.outcome import Outcome, Range, Totals
from planner.activities.search import Found, SearchResult, search
from planner.activities.tiers import NO_ACTIVITY, Design
from planner.activities.wording import label_of, told_of
from planner.language import Language, Message, say
from planner.ui import frame, tables
from planner.ui.activities_designs import (
    Shown,
    add,
    in_order_of_fit,
    proposed_design,
    refused_of,
)
from planner.ui.activities_worst import say_refused
from planner.ui.drawing import draw_chart
from planner.ui.inputs import select
from planner.ui.plans import act
from planner.ui.state import Screen
from planner.ui.text import escaped

FOUND = "search-found"
"""Where a session keeps what the last search found, with what it was made of."""
GOAL_WIDTH, TAKE_WIDTH = 280, 520
AXES_AT_FIRST = 2


def draw(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the outcome by tier, against no activity and last time, the others, and the search."""
    if say_refused(screen, shown):
        return
    outcome = activities.outcome(shown.design)
    _say_what_is_missing(screen, outcome)
    _draw_outcome(screen, outcome, activities.outcome(NO_ACTIVITY))
    _say_how_buyers_react(screen, activities)
    _draw_others(screen, activities, shown)
    _draw_search(screen, activities, shown)


def _say_what_is_missing(screen: Screen, outcome: Outcome) -> None:
    """Say which sheet the parts that are left out need."""
    language, count = screen.language, outcome.orders_without_lines
    if count:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            told = say(
                "Of {orders} orders only the amount is known for {count}: they run on thresholds."
                " Offers for single products, add-ons and pairs need the list of order items.",
                orders=round(outcome.as_is.orders),
                count=count,
            )
            st.markdown(f":material/info: {escaped(language.text(told))}")
            frame.link(frame.SHEETS, screen, say("Upload the list of order items"))
    if outcome.as_is.margin_minor is None:
        told = say("Margins stay open: no sheet tells the cost of the goods, nor does the plan.")
        st.caption(language.text(told))


def _say_how_buyers_react(screen: Screen, activities: Activities) -> None:
    """Say what the response rests on: what is assumed, and what past events showed."""
    findings = dict.fromkeys(screen.language.text(one) for one in activities.learned.findings)
    for told in findings:
        st.caption(f":material/groups: {escaped(told)}")


# The design --------------------------------------------------------------------------------------


def _draw_outcome(screen: Screen, outcome: Outcome, without: Outcome) -> None:
    language = screen.language
    st.subheader(language.text(say("What each tier does")), anchor=False)
    tables.draw(tier_table(outcome, language), words=1, whole=True)
    told = say(
        "Over all paid orders of the last event, as if nobody reacted. Cost = taken off goods and"
        " postage, gifts less what is paid for add-ons, and what comes later, less what the"
        " platform bears. Just under = orders that lack so little that buyers may top up."
    )
    st.caption(escaped(language.text(told)))
    st.subheader(language.text(say("Against no activity and last time")), anchor=False)
    tables.draw(comparison_table(outcome, without, language), words=1, whole=True)


def tier_table(outcome: Outcome, language: Language) -> pd.DataFrame:
    """Return who gets each tier and what it costs; the last row is the sum."""
    heads = (
        say("Tier"), say("Orders that get it"), say("Share of orders"), say("Cost"),
        say("Off goods"), say("Off postage"), say("Gifts and add-ons, net"), say("Comes later"),
        say("Pieces added"), say("Just under"), say("Ended after order"),
    )  # fmt: skip
    orders = outcome.as_is.orders
    rows = [
        [
            language.text(one.tier.label),
            language.number(one.orders),
            language.share(one.orders / orders if orders else None),
            language.field(money(one.cost_minor)),
            language.field(money(one.off_minor)),
            language.field(money(one.postage_minor)),
            language.field(money(one.added_minor)),
            language.field(money(one.later_minor)),
            language.number(one.pieces),
            language.number(one.just_under),
            language.number(one.ended_after),
        ]
        for one in outcome.tiers
    ]
    total = sum(one.cost_minor for one in outcome.tiers)
    rows.append([language.text(say("Total")), "", "", language.field(money(total)), *[""] * 7])
    return _frame(heads, rows, language)


def comparison_table(outcome: Outcome, without: Outcome, language: Language) -> pd.DataFrame:
    """Return the key numbers of the same orders: without, as paid, and with the design."""
    heads = (
        say("Indicator"), say("Last event, as paid"), say("No activity, nobody reacts"),
        say("No activity, P50"), say("Design, nobody reacts"), say("Design, P10"),
        say("Design, P50"), say("Design, P90"),
    )  # fmt: skip
    last, none, as_is = outcome.last_time, outcome.without, outcome.as_is
    then, reaction = without.reaction, outcome.reaction

    def row(label: Message, kind: str, name: str) -> list[str]:
        """Return a number that totals and reactions hold under the same name."""
        told: Range | None = getattr(reaction, name)
        nothing: Range | None = getattr(then, name)
        three = (None, None, None) if told is None else (told.p10, told.p50, told.p90)
        values = (
            getattr(last, name), getattr(none, name), None if nothing is None else nothing.p50,
            getattr(as_is, name), *three,
        )  # fmt: skip
        return [language.text(label), *(_written(one, kind, language) for one in values)]

    depths = (_depth(last), 0.0, 0.0, outcome.depth, None, None, None)
    topped = reaction.topped_up
    rows = [
        row(say("Orders"), "count", "orders"),
        row(say("Paid for goods"), "money", "revenue_minor"),
        row(say("Order value"), "money", "order_value_minor"),
        [language.text(say("Discount depth")), *(language.share(one) for one in depths)],
        row(say("Margin an order"), "money", "margin_per_order_minor"),
        row(say("Margin"), "money", "margin_minor"),
        [
            language.text(say("Orders topped up")),
            *[language.number(None)] * 4,
            *(language.number(one) for one in (topped.p10, topped.p50, topped.p90)),
        ],
    ]
    return _frame(heads, rows, language)


def _depth(totals: Totals) -> float | None:
    return 1 - totals.revenue_minor / totals.label_minor if totals.label_minor else None


def _written(value: float | None, kind: str, language: Language) -> str:
    if kind == "money":
        return language.field(money(None if value is None else round(value)))
    return language.share(value) if kind == "share" else language.number(value)


def _frame(
    heads: Sequence[Message], rows: Sequence[Sequence[str]], language: Language
) -> pd.DataFrame:
    return tables.made(heads, rows, language)


# Side by side ------------------------------------------------------------------------------------


def _draw_others(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the plan's designs side by side, and proposals where they are asked for."""
    language = screen.language
    st.subheader(language.text(say("Designs side by side")), anchor=False)
    with_proposals = st.toggle(
        language.text(say("With the proposals")), value=shown.template is not None,
        key="with-proposals",
    )  # fmt: skip
    compared = {one.design_id: Shown(one) for one in activities.designs.all}
    if with_proposals:
        found = (proposed_design(screen, activities, one.key) for one in in_order_of_fit(screen))
        compared |= {one.key: one for one in found}
    usable = {
        key: one
        for key, one in compared.items()
        if one.design.tiers and not refused_of(screen, one)
    }
    if left_out := [one.design.name for key, one in compared.items() if key not in usable]:
        told = say(
            "Left out, since they are refused or empty: {designs}", designs=", ".join(left_out)
        )
        st.caption(escaped(language.text(told)))
    if not usable:
        return
    name = ("side-by-side", tuple(usable))
    nothing = language.text(say("No activity"))
    designs = [(nothing, NO_ACTIVITY), *((one.design.name, one.design) for one in usable.values())]
    outcomes = [(called, activities.outcome(design)) for called, design in designs]
    if outcomes[0][1].as_is.margin_minor is not None:
        draw_chart(
            screen,
            name,
            lambda: charts.margins(outcomes, language),
            language.text(charts.MARGINS),
        )
    tables.draw(side_by_side_table(outcomes, language), words=1, whole=True)


def side_by_side_table(outcomes: Sequence[tuple[str, Outcome]], language: Language) -> pd.DataFrame:
    """Return each design with its key numbers, no activity first."""
    heads = (
        say("Design"), say("Orders, P50"), say("Order value, P50"), say("Discount depth"),
        say("Paid for goods, P50"), say("Margin, P10"), say("Margin, P50"), say("Margin, P90"),
        say("More orders that pay for it"),
    )  # fmt: skip
    rows = [
        [
            name,
            language.number(one.reaction.orders.p50),
            _written(one.reaction.order_value_minor.p50, "money", language),
            language.share(one.depth),
            _written(one.reaction.revenue_minor.p50, "money", language),
            *_margins(one, language),
            _pays(one, language),
        ]
        for name, one in outcomes
    ]
    return _frame(heads, rows, language)


def _pays(one: Outcome, language: Language) -> str:
    told = one.pays_for_itself_at
    return tables.signed_share(None if told is None else Decimal(str(round(told, 4))), language)


def _margins(one: Outcome, language: Language) -> list[str]:
    told = one.reaction.margin_minor
    three = (None, None, None) if told is None else (told.p10, told.p50, told.p90)
    return [_written(value, "money", language) for value in three]


# The search --------------------------------------------------------------------------------------


def _draw_search(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw what may be tried, the button, and what was found."""
    language = screen.language
    st.subheader(language.text(say("Better thresholds and depths")), anchor=False)
    fields = {
        f"{tier.tier_id}:{field}": (tier, field) for tier, field in fields_to_try(shown.design)
    }
    if not fields:
        told = say("The design has no threshold, amount or share to try.")
        st.info(language.text(told), icon=":material/info:")
        return

    def name_of(key: str) -> str:
        tier, field = fields[key]
        return f"{language.text(tier.label)} · {language.text(label_of(tier.kind, FIELDS[field]))}"

    chosen = st.multiselect(
        language.text(say("Numbers to try")),
        list(fields),
        default=list(fields)[:AXES_AT_FIRST],
        format_func=name_of,
        key=f"axes-{'-'.join(fields)}-{language.code}",
        placeholder=language.text(say("choose at least one")),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        least = st.number_input(
            language.text(say("Paid for goods, at least ({unit})", unit=language.symbol)),
            min_value=0.0,
            value=None,
            placeholder=language.text(say("no goal")),
            key="search-goal",
            width=GOAL_WIDTH,
        )
        asked = st.button(
            language.text(say("Search")),
            icon=":material/search:",
            type="primary",
            disabled=not chosen,
            key="search-designs",
        )
    made_of = (screen.plan.plan_id, screen.plan.version, screen.answer.version, shown.key)
    if asked:
        bar = st.progress(0.0)

        def advance(done: int, steps: int) -> None:
            bar.progress(min(1.0, done / steps))

        ground = activities.ground
        result = search(
            shown.design,
            [axis_of(*fields[key], ground) for key in chosen],
            ground,
            activities.response,
            least_revenue_minor=to_minor(Decimal(str(least))) if least else 0,
            progress=advance,
        )
        bar.empty()
        st.session_state[FOUND] = (made_of, result)
    kept = st.session_state.get(FOUND)
    if kept is not None and kept[0] == made_of:
        _draw_found(screen, shown, kept[1])


def _draw_found(screen: Screen, shown: Shown, result: SearchResult) -> None:
    language = screen.language
    st.caption(escaped(language.text(result.note)))
    tables.draw(found_table(result.ranking, language), words=2, until=-1, whole=True)
    better = {
        str(place): one for place, one in enumerate(result.ranking, 1) if one.design != shown.design
    }
    if not better:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = select(
            language.text(say("Design to take")),
            list(better),
            lambda place: f"{place} · {language.text(told_of(better[place].design))}",
            key="found-choice",
            first=next(iter(better)),
            width=TAKE_WIDTH,
        )
        design: Design = better[chosen].design
        st.button(
            language.text(say("Take it")),
            icon=":material/add:",
            key="take-found",
            on_click=act,
            args=(
                language,
                lambda: add(screen, design),
                say("{design} is in the plan; every tier can be changed.", design=design.name),
            ),
        )


def found_table(ranking: Sequence[Found], language: Language) -> pd.DataFrame:
    """Return the designs that were found, the best first, each with why."""
    heads = (
        say("Rank"), say("Design"), say("Orders, P50"), say("Order value, P50"),
        say("Discount depth"), say("Margin, P10"), say("Margin, P50"), say("Margin, P90"),
        say("Why"),
    )  # fmt: skip
    rows = [
        [
            f"{place}{'' if one.reaches_goal else ' ▼'}",
            language.text(told_of(one.design)),
            language.number(one.outcome.reaction.orders.p50),
            _written(one.outcome.reaction.order_value_minor.p50, "money", language),
            language.share(one.outcome.depth),
            *_margins(one.outcome, language),
            " ".join(language.text(reason) for reason in one.reasons),
        ]
        for place, one in enumerate(ranking, 1)
    ]
    return _frame(heads, rows, language)
