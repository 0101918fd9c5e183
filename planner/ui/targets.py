"""The target page: the equation as live levers, and all that follows from the goal."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import streamlit as st

from planner import demand
from planner import targets as room_of_targets
from planner.campaign import purposes_of
from planner.errors import PlannerError
from planner.figures import Figure, Level, origin_of
from planner.language import Language, Message, Quantity, Unit, day_offset, say
from planner.planning import Rooms
from planner.targets import (
    BREAKDOWN,
    COMEBACK,
    COMEBACK_FROM,
    ENTRIES,
    FREE,
    LEVERS,
    MEASURES,
    WAVES,
    Breakdown,
    GroupPlan,
    Part,
    SubGoal,
    TargetRoom,
    Targets,
    bands_ask,
    charts,
    free_quantities,
    ordinary_doubt,
    toggled,
    why_wide,
    without_lever,
)
from planner.ui import cards, empty, frame, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.forecast import draw_range
from planner.ui.purposes import draw_ranking
from planner.ui.state import TYPED, Screen, error_key, save_field
from planner.ui.text import escaped

LEVER_WIDTH = 232
"""Pixels of an input that stands alone or beside words."""
MARGIN_WIDTH = 428
"""Pixels of each half of the margin: side by side on a laptop, below each other on a phone."""
TAIL_OFFSET = 1
CLEARED = "breakdowns-cleared"
"""Where a session counts how often something refused was taken out of a grid."""
LINES_AT_ONCE = 24
"""A breakdown of so many parts is shown whole, a longer one scrolls."""


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
    if not rooms.reference.names_every_buyer:
        st.caption(
            language.text(
                say(
                    "Order value is per order here, and so is conversion: not every order of the"
                    " last event names its buyer."
                )
            )
        )
    st.caption(language.text(_needed(targets)))
    with st.expander(
        language.text(say("Unit price × items per order, and the last event's visitors")),
        icon=":material/tune:",
        key="below-aov",
    ):
        _draw_below(screen, rooms)


def _draw_goal(screen: Screen, targets: Targets, wanted: frozenset[str]) -> None:
    _headline(screen, say("Revenue goal"), targets.goal, targets.growth)
    if not _lock(screen, "revenue", wanted, locked="revenue" not in wanted):
        return
    kind = inputs.choice_input(screen, "targets.goal_kind")
    growth = kind == "growth"
    inputs.number_input(screen, "targets.growth_share" if growth else "targets.goal_revenue")


def _draw_lever(screen: Screen, rooms: Rooms, name: str, wanted: frozenset[str]) -> None:
    basis = screen.answer.entries[ENTRIES[name]]
    figure = rooms.targets.lever(name)
    _headline(
        screen, figure.label, figure, _change(figure, rooms.target_room.last_levers[ENTRIES[name]])
    )
    if _lock(screen, name, wanted, locked=name not in wanted):
        inputs.number_input(screen, basis.key)


def _headline(
    screen: Screen, label: Message, figure: Figure, growth: Figure | Decimal | None
) -> None:
    """Draw a quantity large, with its change on the last event below it."""
    language = screen.language
    change = growth.value if isinstance(growth, Figure) else growth
    told = None
    if change is not None:
        told = language.text(
            say(
                "{change} on the last event",
                change=tables.signed_share(Decimal(str(change)), language),
            )
        )
    st.metric(language.text(label), cards.headline(figure, language))
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
    told = say("Order value = unit price × items per order × orders per buyer, which stay.")
    if not rooms.reference.names_every_buyer:
        told = say("Order value = unit price × items per order.")
    st.caption(language.text(told))


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
    draw_chart(
        screen,
        "waterfall",
        lambda: charts.waterfall(parts, language),
        language.text(say("From the last event to the goal")),
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
            empty.say_problems(screen, breakdown.problems)
            _draw_grid(screen, rooms.target_room, breakdown)


def _draw_days(screen: Screen, rooms: Rooms) -> None:
    language = screen.language
    draw_chart(
        screen,
        "revenue-by-day",
        lambda: charts.revenue_by_day(rooms.days, language),
        language.text(say("Revenue by day")),
    )
    _draw_grid(screen, rooms.target_room, rooms.target_room.breakdowns[0])
    tail = next((day for day in rooms.days if day.offset == TAIL_OFFSET), None)
    if tail is not None and not tail.revenue:
        st.caption(
            language.text(
                say(
                    "Nothing is planned for the day after, but it still sells (TGT-8): type an"
                    " amount for it."
                )
            )
        )
    elif tail is not None:
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
    language = screen.language
    day = inputs.select(
        language.text(say("Day")),
        [day.day for day in rooms.days],
        language.day,
        key="day-of-hours",
        first=screen.answer.campaign.main_day,
        width=LEVER_WIDTH,
    )
    draw_chart(
        screen,
        ("revenue-by-hour", day),
        lambda: charts.revenue_by_hour(rooms.demand, rooms.reference, day, language),
        language.text(say("Revenue by hour, {day}", day=day)),
    )
    st.caption(escaped(language.text(why_wide(screen.answer.entries, rooms.ordinary))))
    if bands_ask(screen.answer.entries):
        row = st.container(horizontal=True, gap="small")
        for name in ("demand.hour_dispersion", "demand.ordinary_day_count"):
            with row.container(width=LEVER_WIDTH):
                inputs.number_input(screen, name)
    hours = rooms.target_room.hours[day]
    st.caption(
        escaped(
            language.text(
                say(
                    "The hours of this day sum to {amount}: change the day, and they move with it.",
                    amount=Quantity(hours.whole, Unit.MONEY),
                )
            )
        )
    )
    _draw_grid(screen, rooms.target_room, hours)
    with st.expander(language.text(say("Orders, parcels and visitors by hour"))):
        tables.draw(
            tables.hour_table(rooms.demand, rooms.visitors_by_hour, language, day),
            words=1,
        )


def _draw_grid(screen: Screen, room: TargetRoom, breakdown: Breakdown) -> None:
    """Draw a breakdown as a grid; an edited amount is saved, an emptied one follows again."""
    language = screen.language
    st.caption(language.text(breakdown.note))
    if not breakdown.parts:
        return
    amount = language.text(say("Plan ({currency})", currency=language.symbol))
    table = _grid(screen, breakdown, amount)
    edited = st.data_editor(
        table,
        # A new key after every save: the grid starts from the saved values, so no edit is lost.
        key=f"breakdown-{breakdown.dimension}-{breakdown.parts[0].key}"
        f"-{screen.plan.plan_id}-{screen.plan.version}-{st.session_state.get(CLEARED, 0)}",
        hide_index=True,
        # All hours of a day at once: a list that scrolls within the page is hard to use by finger.
        height="content" if len(table) <= LINES_AT_ONCE else "auto",
        disabled=[column for column in table.columns if column != amount],
        column_config={
            amount: st.column_config.NumberColumn(format="localized", step=0.01),
            table.columns[0]: st.column_config.TextColumn(
                width="small" if breakdown.dimension == "hour" else "medium"
            ),
            **dict.fromkeys(table.columns[2:4], st.column_config.TextColumn(alignment="right")),
        },
    )
    _save_parts(screen, room, breakdown, table[amount], edited[amount])
    _draw_undo(screen, breakdown)


def _draw_undo(screen: Screen, breakdown: Breakdown) -> None:
    """Draw a button a typed part that lets it follow again, and one for all of them."""
    language, dimension = screen.language, breakdown.dimension
    typed = [
        part
        for part in breakdown.parts
        if part.edited or error_key(_field(breakdown, part)) in st.session_state
    ]
    with st.container(horizontal=True, gap="small"):
        for part in typed:
            st.button(
                language.text(say("Let {part} follow again", part=_label(part, screen))),
                key=f"undo-{dimension}-{part.key}",
                icon=":material/undo:",
                on_click=_let_follow,
                args=(screen, dimension, [part.key]),
            )
        if len(typed) > 1 or breakdown.lost:
            st.button(
                language.text(say("Let all parts follow again")),
                key=f"reset-{dimension}",
                icon=":material/restart_alt:",
                on_click=_let_follow,
                args=(screen, dimension, [*(part.key for part in typed), *breakdown.lost]),
            )


def _let_follow(screen: Screen, dimension: str, keys: Sequence[str]) -> None:
    """Take typed parts back; what was refused leaves the grid, too."""
    for key in keys:
        field = f"{BREAKDOWN}{dimension}.{key}"
        st.session_state.pop(error_key(field), None)
        if field in screen.plan.values:
            save_field(screen.workspace, screen.plan, field, None, screen.language)
    st.session_state[CLEARED] = st.session_state.get(CLEARED, 0) + 1


def _field(breakdown: Breakdown, part: Part) -> str:
    return f"{BREAKDOWN}{breakdown.dimension}.{part.key}"


def _grid(screen: Screen, breakdown: Breakdown, amount: str) -> pd.DataFrame:
    language = screen.language
    whole = breakdown.whole or Decimal(1)
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
    if isinstance(part.label, datetime):
        return screen.language.hour(part.label.hour)
    if isinstance(part.label, date):
        offset = (part.label - screen.answer.campaign.main_day).days
        return f"{day_offset(offset)} · {screen.language.short_day(part.label)}"
    if isinstance(part.label, Message):
        return screen.language.text(part.label)
    return part.label


def _save_parts(
    screen: Screen, room: TargetRoom, breakdown: Breakdown, before: pd.Series, after: pd.Series
) -> None:
    """Save what differs between the grid as it was drawn and as it is now; say what is refused.

    What was refused is told until the part is typed anew or let go, also when the grid has begun
    anew since another part was saved: so the amount that was typed is not lost.
    """
    taken = False
    for part in breakdown.parts:
        old, new, field = before[part.key], after[part.key], _field(breakdown, part)
        if old != new:
            typed = None if new is None or new != new else Decimal(str(round(float(new), 2)))
            taken |= _save_part(screen, room, breakdown, part, typed)
            st.session_state[f"{TYPED}{field}"] = screen.plan.version
        elif st.session_state.get(f"{TYPED}{field}") == screen.plan.version:
            st.session_state.pop(error_key(field), None)  # typed back to what it was
    if taken:
        st.rerun()
    for part in breakdown.parts:
        if reason := st.session_state.get(error_key(_field(breakdown, part))):
            label = escaped(_label(part, screen))
            st.markdown(f":red[:material/error: {label}: {escaped(reason)}]")


def _save_part(
    screen: Screen, room: TargetRoom, breakdown: Breakdown, part: Part, amount: Decimal | None
) -> bool:
    """Save one part and return whether it was taken; the reason of a refusal is kept."""
    field = _field(breakdown, part)
    if amount is not None:
        try:
            room.check(breakdown, part.key, amount)
        except PlannerError as error:
            st.session_state[error_key(field)] = screen.language.error(error)
            return False
    return save_field(screen.workspace, screen.plan, field, amount, screen.language)


# What the goal rests on --------------------------------------------------------------------------


def draw_more(screen: Screen, rooms: Rooms) -> None:
    """Draw what the goal rests on, from its sub-goals to the range of the forecast, a tab each."""
    language = screen.language
    titles = (
        say("Sub-goals"),
        say("Margin and later value"),
        say("Sensitivity"),
        say("New and returning"),
        say("Purposes and levers"),
        say("Ordinary days"),
        say("Range of the forecast"),
    )
    draws = (
        _draw_sub_goals,
        _draw_margin,
        _draw_sensitivity,
        _draw_customers,
        _draw_purposes,
        _draw_ordinary,
        draw_range,
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
    # Without anything to compare with no goal is bold, nor is it modest.
    word = language.text(say("not judged") if not sub_goal.is_judged else _WORDS[sub_goal.level])
    look = ":gray" if not sub_goal.is_judged else _LOOKS[sub_goal.level]
    st.markdown(f"{look}-badge[{escaped(word)}] {escaped(language.text(sub_goal.verdict))}")


_WORDS = {
    Level.READY: say("modest"),
    Level.ON_TRACK: say("within reach"),
    Level.AT_RISK: say("bold"),
    Level.NOT_READY: say("very bold"),
}


def _draw_margin(screen: Screen, rooms: Rooms) -> None:
    language, margin = screen.language, rooms.target_room.margin
    row = st.container(horizontal=True, gap="small")
    with row.container(border=True, width=MARGIN_WIDTH, key="margin-of-the-event"):
        st.subheader(language.text(say("The event itself")), anchor=False)
        cards.card(screen, margin.margin)
        if margin.margin_share.value is not None:
            st.caption(
                language.text(
                    say(
                        "{share} of the revenue",
                        share=Quantity(margin.margin_share.value, Unit.SHARE),
                    )
                )
            )
        if rooms.targets.items.value is None:
            st.caption(
                language.text(
                    say(
                        "The cost of goods needs the items: load an order items list, or type the"
                        " items per order below the levers."
                    )
                )
            )
        tables.draw(tables.margin_table(rooms.targets.goal, rooms.target_room, language), words=1)
    with row.container(border=True, width=MARGIN_WIDTH, key="later-value"):
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
    found = rooms.target_room.sensitivity
    measures = found.measures
    measure = inputs.select(
        language.text(say("Key figure")),
        measures,
        lambda name: language.text(MEASURES[name][0]),
        key="tornado-measure",
        # Every lever moves revenue by its own tenth; the margin tells them apart.
        first="margin" if "margin" in measures else measures[0],
        width=LEVER_WIDTH,
    )
    draw_chart(
        screen,
        ("tornado", measure),
        lambda: charts.tornado(found, measure, language),
        language.text(say("{measure}: each lever ± 10 %", measure=MEASURES[measure][0])),
    )
    if "margin" not in measures:
        st.caption(
            language.text(
                say(
                    "Type the cost of goods per item to see what each lever does to the margin:"
                    " every lever moves revenue by the same tenth, but not what is left of it."
                )
            )
        )
    tables.draw(tables.sensitivity_table(rooms.target_room, language), words=1)


def _draw_customers(screen: Screen, rooms: Rooms) -> None:
    language, customers = screen.language, rooms.target_room.customers
    if customers.returning is None or customers.new is None:
        for problem in customers.problems:
            st.caption(escaped(language.text(problem)))
        return
    cards.cards(screen, (rooms.targets.visitors, customers.returning, customers.new))
    st.caption(
        language.text(
            say(
                "Returning visitors = customers of each group × its comeback rate; each customer"
                " counts once (TGT-2). The rate is that of your own orders where they tell it,"
                " else that of the furthest recall wave that reaches the group."
            )
        )
    )
    with st.container(width=inputs.INPUT_WIDTH):
        inputs.choice_input(screen, COMEBACK_FROM)
    if why_not := rooms.customers.base.returns.why_not:
        told = say("Your own orders do not tell it: {reason}.", reason=why_not)
        st.caption(escaped(language.text(told)))
    headers = [
        language.text(title)
        for title in (
            say("Last order"),
            say("Customers now"),
            say("Came back in the last event"),
            say("Reached by"),
            say("Comeback rate"),
            say("Rate from"),
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
                language.share(group.rate.value if group.rate else None),
                language.text(_rate_from(group)),
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
                (headers[1], headers[2], headers[4], headers[6]),
                st.column_config.TextColumn(alignment="right"),
            ),
        },
    )
    _save_waves(screen, table[headers[3]], edited[headers[3]], words)
    _inputs(screen, ("comeback_wave_1", "comeback_wave_2", "comeback_wave_3"))
    _inputs(screen, [f"comeback_{group.key}" for group in customers.groups])


def _rate_from(group: GroupPlan) -> Message:
    """Return where a comeback rate comes from, in a few words."""
    if group.rate is None:
        return say("no wave")
    if group.rate.key != f"{COMEBACK}{group.key}":
        return say("recall wave")
    return origin_of(group.rate)


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
    """Draw the purposes in order, and the levers: those that serve the first purpose first."""
    language = screen.language
    levers = rooms.target_room.levers
    st.caption(
        language.text(
            say(
                "Why the shop takes part, the most important first: the levers below are put in"
                " the same order (TGT-5)."
            )
        )
    )
    draw_ranking(screen)
    if not any(lever.purposes for lever in levers):
        st.caption(
            language.text(
                say("No purpose is named that a lever serves: name the purposes of the campaign.")
            )
        )
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
    if doubt := ordinary_doubt(rooms.reference, rooms.ordinary):
        empty.say_problems(screen, [doubt])
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
        (
            *rooms.targets.figures(),
            *rooms.target_room.figures(),
            *rooms.demand.figures.values(),
        ),
        (*demand.QUERIES.values(), *room_of_targets.QUERIES.values()),
    )
    empty.orders_behind(screen)
