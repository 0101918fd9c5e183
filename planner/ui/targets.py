"""The target page: the equation as live levers, and all that follows from the goal."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st

from planner import demand
from planner import targets as room_of_targets
from planner.campaign import purposes_of
from planner.errors import PlannerError
from planner.figures import Figure, Level
from planner.language import Language, Message, Quantity, Unit, day_offset, say
from planner.planning import Rooms
from planner.targets import (
    BREAKDOWN,
    ENTRIES,
    FREE,
    LEVERS,
    WAVES,
    Breakdown,
    Part,
    SubGoal,
    Targets,
    charts,
    free_quantities,
    toggled,
    without_lever,
)
from planner.ui import cards, empty, frame, inputs, tables
from planner.ui.state import Screen, error_key, save_field
from planner.ui.text import escaped

LEVER_WIDTH = 232
"""Pixels of an input that stands alone or beside words."""
TAIL_OFFSET = 1


def draw_answer(screen: Screen, rooms: Rooms) -> None:
    """Draw the page's answer: the verdict, what puts it at risk, and the numbers that matter."""
    targets, room = rooms.targets, rooms.target_room
    cards.verdict(screen, *targets.verdict())
    said = targets.verdict()[1]
    empty.say_problems(
        screen,
        [problem for problem in (*targets.problems, *room.problems()) if problem != said],
    )
    cards.cards(screen, (targets.goal, targets.growth, targets.orders_paid, room.margin.margin))


# Levers ------------------------------------------------------------------------------------------


def draw_levers(screen: Screen, rooms: Rooms) -> None:
    """Draw the equation: each quantity locked or free, and below the order value its own parts."""
    language, targets = screen.language, rooms.targets
    st.subheader(language.text(say("Revenue = visitors × conversion × order value")), anchor=False)
    wanted = free_quantities(screen.plan.values)
    row = st.container(horizontal=True, gap="small")
    with row.container(border=True, width="stretch", height="stretch", key="lever-revenue"):
        _draw_goal(screen, targets, wanted)
    for name in LEVERS:
        with row.container(border=True, width="stretch", height="stretch", key=f"lever-{name}"):
            _draw_lever(screen, rooms, name, wanted)
    st.caption(language.text(_needed(targets)))
    with st.expander(
        language.text(say("Unit price × items per order, and the last event's visitors")),
        icon=":material/tune:",
        key="below-aov",
    ):
        _draw_below(screen, rooms)


def _draw_goal(screen: Screen, targets: Targets, wanted: frozenset[str]) -> None:
    _headline(screen, targets.goal, targets.growth)
    if not _lock(screen, "revenue", wanted, locked="revenue" not in wanted):
        return
    kind = inputs.choice_input(screen, "targets.goal_kind")
    growth = kind == "growth"
    inputs.number_input(screen, "targets.growth_share" if growth else "targets.goal_revenue")


def _draw_lever(screen: Screen, rooms: Rooms, name: str, wanted: frozenset[str]) -> None:
    basis = screen.answer.entries[ENTRIES[name]]
    figure = rooms.targets.lever(name)
    _headline(screen, figure, _change(figure, rooms.target_room.last_levers[ENTRIES[name]]))
    if _lock(screen, name, wanted, locked=name not in wanted):
        inputs.number_input(screen, basis.key)


def _headline(screen: Screen, figure: Figure, growth: Figure | Decimal | None) -> None:
    """Draw a quantity large, with its change on the last event below it."""
    language = screen.language
    label = language.text(figure.label)
    change = growth.value if isinstance(growth, Figure) else growth
    told = None
    if change is not None:
        told = language.text(
            say(
                "{change} on the last event",
                change=tables.signed_share(Decimal(str(change)), language),
            )
        )
    st.metric(label, cards.headline(figure, language))
    st.caption(escaped(told) if told else language.text(say("last event not known")))


def _change(figure: Figure, last: Figure) -> Decimal | None:
    if not last.value or figure.value is None:
        return None
    return figure.exact / last.exact - 1


def _lock(screen: Screen, name: str, wanted: frozenset[str], locked: bool) -> bool:
    """Draw the lock of a quantity and return whether it is locked."""
    key = f"lock-{name}"
    st.session_state[key] = locked
    st.toggle(
        screen.language.text(say("Locked") if locked else say("Free: follows")),
        key=key,
        on_change=_save_lock,
        args=(screen, name, key, wanted),
        help=screen.language.text(
            say("Locked, it stays as typed or as in the last event; free, it is worked out.")
        ),
    )
    return locked


def _save_lock(screen: Screen, name: str, key: str, wanted: frozenset[str]) -> None:
    free = toggled(wanted, name, locked=bool(st.session_state[key]))
    save_field(screen.workspace, screen.plan, FREE, free, screen.language)


def _needed(targets: Targets) -> Message:
    """Return how far a lever has to move alone, and all three together."""
    return say(
        "A change of {growth} takes as much of one lever alone, or {together} of each of the three"
        " together.",
        growth=Quantity(targets.growth.value, Unit.SHARE),
        together=Quantity(targets.each_lever_together.value, Unit.SHARE),
    )


def _draw_below(screen: Screen, rooms: Rooms) -> None:
    language = screen.language
    row = st.container(horizontal=True, gap="small")
    for figure, name in (
        (rooms.targets.unit_price, "targets.unit_price"),
        (rooms.targets.items_per_order, "targets.items_per_order"),
    ):
        with row.container(border=True, width=LEVER_WIDTH, key=f"below-{name.split('.')[1]}"):
            st.metric(language.text(figure.label), cards.headline(figure, language))
            inputs.number_input(screen, name)
    with row.container(border=True, width=LEVER_WIDTH, key="below-visitors"):
        inputs.number_input(screen, "targets.reference_visitors")
    st.caption(escaped(language.text(_visitors_told(rooms))))
    if not rooms.reference.names_every_buyer:
        return
    st.caption(
        language.text(
            say("Order value = unit price × items per order × orders per buyer, which stay.")
        )
    )


def _visitors_told(rooms: Rooms) -> Message:
    """Return where the last event's visitors come from, or what the sheets tell instead."""
    history = rooms.target_room.history
    if history.window_visitors is not None:
        return say("Your visitor sheet has one row for exactly these days; it is used.")
    if history.days:
        return say(
            "Your visitor sheet has {count} single days of the last event, {first} to {last}, with"
            " {least} to {most} visitors each. Somebody may come on several days, so they do not"
            " add up: type the visitors of the whole window, or load a row for exactly these days.",
            count=len(history.days),
            first=history.days[0].day,
            last=history.days[-1].day,
            least=min(day.visitors for day in history.days),
            most=max(day.visitors for day in history.days),
        )
    return say("No visitor sheet of the last event is loaded: type its visitors, or leave it open.")


# Waterfall ---------------------------------------------------------------------------------------


def draw_waterfall(screen: Screen, rooms: Rooms) -> None:
    """Draw how much of the growth each lever carries."""
    language, parts = screen.language, rooms.target_room.decomposition
    st.altair_chart(
        charts.waterfall(parts, language), alt=language.text(say("From the last event to the goal"))
    )
    st.caption(
        language.text(
            say(
                "Each lever's part is its Shapley value: the mean of what it changes over all"
                " orders of moving the levers. It is exact, leaves no remainder and can be checked"
                " by hand; the parts sum to the cent."
            )
        )
    )
    for problem in parts.problems:
        st.caption(escaped(language.text(problem)))


# Breakdown ---------------------------------------------------------------------------------------


def draw_breakdowns(screen: Screen, rooms: Rooms) -> None:
    """Draw the goal by each dimension, a tab each; what is typed there stays."""
    language, breakdowns = screen.language, rooms.target_room.breakdowns
    st.subheader(language.text(say("The goal broken down")), anchor=False)
    st.caption(
        language.text(
            say(
                "Each part sums to the goal. Type an amount to keep it, the others share the rest;"
                " empty a cell to let it follow again."
            )
        )
    )
    titles = [breakdown.title for breakdown in breakdowns]
    titles.insert(1, say("Hour"))
    tabs = st.tabs([language.text(title) for title in titles])
    with tabs[0]:
        _draw_days(screen, rooms)
    with tabs[1]:
        _draw_hours(screen, rooms)
    for tab, breakdown in zip(tabs[2:], breakdowns[1:], strict=True):
        with tab:
            _draw_grid(screen, breakdown, rooms.targets.goal)


def _draw_days(screen: Screen, rooms: Rooms) -> None:
    language = screen.language
    st.altair_chart(
        charts.revenue_by_day(rooms.days, language),
        alt=language.text(say("Revenue by day")),
    )
    _draw_grid(screen, rooms.target_room.breakdowns[0], rooms.targets.goal)
    tail = next((day for day in rooms.days if day.offset == TAIL_OFFSET), None)
    if tail is not None:
        st.caption(
            language.text(
                say(
                    "The day after still brings {amount}, {share} of the goal: unpaid orders, and"
                    " people who missed the event (TGT-8).",
                    amount=Quantity(tail.revenue, Unit.MONEY),
                    share=Quantity(tail.share, Unit.SHARE),
                )
            )
        )
    else:
        st.caption(
            language.text(
                say("The window ends on the main day, but the day after still sells (TGT-8).")
            )
        )
    with st.expander(language.text(say("Orders, parcels and visitors by day"))):
        tables.draw(tables.day_table(rooms.days, language), words=2)


def _draw_hours(screen: Screen, rooms: Rooms) -> None:
    language, campaign = screen.language, screen.answer.campaign
    day = st.selectbox(
        language.text(say("Day")),
        [day.day for day in rooms.days],
        index=campaign.days_before,
        format_func=language.day,
        width=LEVER_WIDTH,
    )
    st.altair_chart(
        charts.revenue_by_hour(rooms.demand, rooms.reference, day, language),
        alt=language.text(say("Revenue by hour, {day}", day=day)),
    )
    st.caption(language.text(say("Hours follow their day: change the day, and they move with it.")))
    tables.draw(
        tables.hour_table(rooms.demand, rooms.visitors_by_hour, language, day),
        words=1,
    )


def _draw_grid(screen: Screen, breakdown: Breakdown, goal: Figure) -> None:
    """Draw a breakdown as a grid; an edited amount is saved, an emptied one follows again."""
    language = screen.language
    st.caption(language.text(breakdown.note))
    if breakdown.dimension != "day":  # those of the days stand on top of the page
        empty.say_problems(screen, breakdown.problems)
    if not breakdown.parts:
        return
    amount = language.text(say("Plan ({currency})", currency=language.symbol))
    table = _grid(screen, breakdown, goal, amount)
    edited = st.data_editor(
        table,
        # A new key after every save: the grid starts from the saved values, so no edit is lost.
        key=f"breakdown-{breakdown.dimension}-{screen.plan.plan_id}-{screen.plan.version}",
        hide_index=True,
        disabled=[column for column in table.columns if column != amount],
        column_config={
            amount: st.column_config.NumberColumn(format="localized", min_value=0, step=0.01),
            table.columns[0]: st.column_config.TextColumn(width="medium"),
            **dict.fromkeys(table.columns[2:4], st.column_config.TextColumn(alignment="right")),
        },
    )
    _save_parts(screen, breakdown, goal, table[amount], edited[amount])
    if breakdown.edited and st.button(
        language.text(say("Let all parts follow again")),
        key=f"reset-{breakdown.dimension}",
        icon=":material/undo:",
    ):
        for part in breakdown.edited:
            _save_part(screen, breakdown, part.key, None, goal)
        st.rerun()


def _grid(screen: Screen, breakdown: Breakdown, goal: Figure, amount: str) -> pd.DataFrame:
    language = screen.language
    whole = goal.exact or Decimal(1)
    pinned = language.text(say("typed"))
    follows = language.text(say("follows"))
    return pd.DataFrame(
        {
            language.text(breakdown.title): [_label(part, screen) for part in breakdown.parts],
            amount: [float(part.amount) for part in breakdown.parts],
            language.text(say("Share")): [
                language.share(part.amount / whole) for part in breakdown.parts
            ],
            language.text(say("Last event")): [
                language.money(part.last) for part in breakdown.parts
            ],
            language.text(say("State")): [
                pinned if part.edited else follows for part in breakdown.parts
            ],
        },
        index=[part.key for part in breakdown.parts],
    )


def _label(part: Part, screen: Screen) -> str:
    if isinstance(part.label, date):
        offset = (part.label - screen.answer.campaign.main_day).days
        return f"{day_offset(offset)} · {screen.language.short_day(part.label)}"
    if isinstance(part.label, Message):
        return screen.language.text(part.label)
    return part.label


def _save_parts(
    screen: Screen, breakdown: Breakdown, goal: Figure, before: pd.Series, after: pd.Series
) -> None:
    """Save what differs between the grid as it was drawn and as it is now."""
    taken, refused = False, []
    for key in before.index:
        old, new = before[key], after[key]
        if old == new:
            continue
        typed = None if new is None or new != new else Decimal(str(round(float(new), 2)))
        if _save_part(screen, breakdown, str(key), typed, goal):
            taken = True
        else:
            refused.append(str(key))
    if taken:
        st.rerun()
    for key in refused:
        reason = st.session_state.get(error_key(f"{BREAKDOWN}{breakdown.dimension}.{key}"))
        if reason:
            st.markdown(f":red[:material/error: {escaped(reason)}]")


def _save_part(
    screen: Screen, breakdown: Breakdown, key: str, amount: Decimal | None, goal: Figure
) -> bool:
    """Save one part and return whether it was taken; the reason of a refusal is kept."""
    field = f"{BREAKDOWN}{breakdown.dimension}.{key}"
    if amount is not None:
        try:
            breakdown.check(key, amount, goal.exact)
        except PlannerError as error:
            st.session_state[error_key(field)] = screen.language.error(error)
            return False
    return save_field(screen.workspace, screen.plan, field, amount, screen.language)


# What the goal rests on --------------------------------------------------------------------------


def draw_more(screen: Screen, rooms: Rooms) -> None:
    """Draw sub-goals, margin, sensitivity, customers, purposes and ordinary days, a tab each."""
    language = screen.language
    titles = (
        say("Sub-goals"),
        say("Margin and later value"),
        say("Sensitivity"),
        say("New and returning"),
        say("Purposes and levers"),
        say("Ordinary days"),
    )
    draws = (
        _draw_sub_goals,
        _draw_margin,
        _draw_sensitivity,
        _draw_customers,
        _draw_purposes,
        _draw_ordinary,
    )
    for tab, part in zip(st.tabs([language.text(title) for title in titles]), draws, strict=True):
        with tab:
            part(screen, rooms)


_LOOKS = {
    Level.READY: ":green",
    Level.ON_TRACK: ":violet",
    Level.AT_RISK: ":orange",
    Level.NOT_READY: ":red",
}


def _draw_sub_goals(screen: Screen, rooms: Rooms) -> None:
    language = screen.language
    st.caption(
        language.text(
            say("A goal that is not split into sub-goals is hard to follow day by day (TGT-7).")
        )
    )
    for sub_goal in rooms.target_room.sub_goals:
        row = st.container(border=True, horizontal=True, gap="medium")
        with row.container(width=LEVER_WIDTH):
            inputs.number_input(screen, sub_goal.goal.key)
        with row.container(width="stretch"):
            _draw_verdict(sub_goal, language)
    days = rooms.target_room.history.days_before
    st.caption(
        language.text(
            say(
                "New means: no paid order before the event in your sheets, which begin {days} days"
                " before it. Whoever bought earlier counts as new.",
                days=days,
            )
        )
    )
    with st.container(width=LEVER_WIDTH):
        inputs.number_input(screen, "targets.vip_share")


def _draw_verdict(sub_goal: SubGoal, language: Language) -> None:
    last = sub_goal.last
    if last is None:
        st.markdown(
            escaped(
                language.text(
                    say("Last event: not known. It would take {sheet}.", sheet=sub_goal.missing)
                )
            )
        )
    else:
        value = language.quantity(last.value, last.unit)
        st.markdown(f"{escaped(language.text(last.label))}: **{escaped(value)}**")
    word = language.text(_WORDS[sub_goal.level])
    st.markdown(
        f"{_LOOKS[sub_goal.level]}-badge[{escaped(word)}] "
        f"{escaped(language.text(sub_goal.verdict))}"
    )


_WORDS = {
    Level.READY: say("modest"),
    Level.ON_TRACK: say("within reach"),
    Level.AT_RISK: say("bold"),
    Level.NOT_READY: say("very bold"),
}


def _draw_margin(screen: Screen, rooms: Rooms) -> None:
    language, margin = screen.language, rooms.target_room.margin
    row = st.container(horizontal=True, gap="small")
    with row.container(border=True, width="stretch", key="margin-of-the-event"):
        st.subheader(language.text(say("The event itself")), anchor=False)
        cards.card(screen, margin.margin)
        st.caption(
            language.text(
                say(
                    "{share} of the revenue",
                    share=Quantity(margin.margin_share.value, Unit.SHARE),
                )
            )
        )
        tables.draw(tables.margin_table(rooms.targets.goal, rooms.target_room, language), words=1)
    with row.container(border=True, width="stretch", key="later-value"):
        st.subheader(language.text(say("What its customers buy later")), anchor=False)
        cards.card(screen, margin.later_value)
        cards.card(screen, margin.new_buyers)
        st.caption(
            language.text(
                say(
                    "Revenue of later days, not margin: it is never added to the event's own"
                    " margin (TGT-10)."
                )
            )
        )
    for problem in margin.problems:
        st.caption(escaped(language.text(problem)))
    _inputs(
        screen,
        (
            "refund_share", "unit_cost", "platform_fee_share", "parcel_cost", "ads_share",
            "later_days", "repurchase_share", "later_value",
        ),
    )  # fmt: skip


def _inputs(screen: Screen, names: Sequence[str]) -> None:
    row = st.container(horizontal=True, gap="small")
    for name in names:
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.number_input(screen, f"targets.{name}")


def _draw_sensitivity(screen: Screen, rooms: Rooms) -> None:
    language = screen.language
    st.caption(
        language.text(
            say(
                "One lever a tenth below or above its plan, the others as planned. Visitors and"
                " conversion move the orders; price and items move what an order is worth."
            )
        )
    )
    tables.draw(tables.sensitivity_table(rooms.target_room, language), words=1)


def _draw_customers(screen: Screen, rooms: Rooms) -> None:
    language, customers = screen.language, rooms.target_room.customers
    if customers.returning is None or customers.new is None:
        return  # the reason stands on top of the page
    cards.cards(screen, (rooms.targets.visitors, customers.returning, customers.new))
    st.caption(
        language.text(
            say(
                "Returning visitors = customers of each group × the comeback rate of the furthest"
                " recall wave that reaches them; each customer counts once (TGT-2)."
            )
        )
    )
    headers = [
        language.text(title)
        for title in (
            say("Last order"),
            say("Customers now"),
            say("Came back in the last event"),
            say("Reached by"),
            say("Returning"),
        )
    ]
    words = {wave: language.text(label) for wave, label in WAVES.items()}
    table = pd.DataFrame(
        [
            [
                language.text(group.label),
                language.number(group.counted.customers.value),
                language.share(group.came_share.value if group.came_share else None),
                words[group.wave],
                language.number(group.returning.value, 1),
            ]
            for group in customers.groups
        ],
        columns=headers,
        index=[group.key for group in customers.groups],
    )
    edited = st.data_editor(
        table,
        key=f"waves-{screen.plan.plan_id}-{screen.plan.version}",
        hide_index=True,
        disabled=[header for header in headers if header != headers[3]],
        column_config={
            headers[3]: st.column_config.SelectboxColumn(
                options=list(words.values()), required=True
            ),
            **dict.fromkeys(
                (headers[1], headers[2], headers[4]),
                st.column_config.TextColumn(alignment="right"),
            ),
        },
    )
    _save_waves(screen, table[headers[3]], edited[headers[3]], words)
    _inputs(screen, ("comeback_wave_1", "comeback_wave_2", "comeback_wave_3"))


def _save_waves(screen: Screen, before: pd.Series, after: pd.Series, words: dict[str, str]) -> None:
    by_word = {word: wave for wave, word in words.items()}
    changed = [key for key in before.index if before[key] != after[key]]
    taken = [
        save_field(
            screen.workspace,
            screen.plan,
            f"targets.wave.{key}",
            by_word[str(after[key])],
            screen.language,
        )
        for key in changed
    ]
    if any(taken):
        st.rerun()


def _draw_purposes(screen: Screen, rooms: Rooms) -> None:
    """Draw the levers, those that serve the first purpose first, with what moves each."""
    language = screen.language
    levers = rooms.target_room.levers
    if not any(lever.purposes for lever in levers):
        st.caption(
            language.text(
                say("No purpose is named that a lever serves: name the purposes of the campaign.")
            )
        )
        frame.link(frame.PLANS, screen)
    for place, lever in enumerate(levers, 1):
        served = " · ".join(language.text(purpose) for purpose in lever.purposes)
        means = ", ".join(language.text(means.label) for means in lever.means)
        badge = f" :violet-badge[{escaped(served)}]" if served else ""
        st.markdown(
            f"{place}. **{escaped(language.text(lever.label))}**{badge}  \n:gray[{escaped(means)}]"
        )
    left = without_lever(purposes_of(screen.plan))
    if left:
        st.caption(
            escaped(
                language.text(
                    say(
                        "The trade's rule names no lever for: {purposes}.",
                        purposes=", ".join(language.text(one) for one in left),
                    )
                )
            )
        )
    if any(lever.purposes for lever in levers):
        st.caption(
            language.text(say("What moves the levers that serve the purposes is in the checklist."))
        )
        frame.link(frame.CHECKLIST, screen, say("To the whole checklist"))


def _draw_ordinary(screen: Screen, rooms: Rooms) -> None:
    language = screen.language
    if rooms.ordinary is None:
        st.caption(
            language.text(
                say("The sheets hold no ordinary days before D-10 of the last event to compare.")
            )
        )
    else:
        st.caption(
            language.text(
                say(
                    "Ordinary days: {first} to {last}. Conversion and order value of ordinary days"
                    " and of the event are different numbers: never plan the event with the"
                    " ordinary ones (TGT-3, TGT-4).",
                    first=rooms.ordinary.first_day,
                    last=rooms.ordinary.last_day,
                )
            )
        )
    tables.draw(tables.comparison_table(rooms.target_room, language), words=1)
    st.caption(
        language.text(
            say(
                "Conversion of a day: buyers ÷ visitors, day by day; who comes on two days counts"
                " twice on both sides. It is not the conversion of the whole window."
            )
        )
    )


def draw_account(screen: Screen, rooms: Rooms) -> None:
    """Draw how all of it is calculated, the queries, and the rows behind it."""
    cards.how(
        screen,
        (*rooms.targets.figures(), *rooms.target_room.figures()),
        (*demand.QUERIES.values(), *room_of_targets.QUERIES.values()),
    )
    empty.orders_behind(screen)
