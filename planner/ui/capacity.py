"""The capacity page: what can be shipped with what there is, what binds, what one more adds."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from planner import demand
from planner import staffing as room_of_staffing
from planner.capacity import CLOSED, Capacity, Rung, charts
from planner.demand import Quantile
from planner.language import Language, Message, Quantity, Unit, say
from planner.simulation import COLUMNS as SIMULATED_COLUMNS
from planner.simulation import DEMAND_LABELS, DemandOf, simulate_days
from planner.staffing.charts import PARCELS_BY_HOUR, backlog
from planner.ui import cards, empty, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen, simulations_of
from planner.ui.text import escaped

DEMAND_OF = "capacity-demand"
WHAT_THERE_IS = (
    "capacity.warehouse_people",
    "staffing.agents_at_most",
    "staffing.printers",
    "staffing.checking_stations",
    "staffing.packing_stations",
    "staffing.opens_at",
    "staffing.closes_at",
    "staffing.promise_hours",
)
"""Typed on the page itself; the rest lies in the section at its end."""


def draw_answer(screen: Screen, capacity: Capacity) -> None:
    """Draw the verdict, what reaches the plan, what there is, and the numbers that matter."""
    cards.verdict(screen, *capacity.verdict())
    empty.say_problems(screen, capacity.problems())
    _draw_remedies(screen, capacity)
    cards.cards(screen, capacity.figures_in_order())
    _head(screen, say("What there is"))
    row = st.container(horizontal=True, gap="small")
    for name in WHAT_THERE_IS:
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.number_input(screen, name)
    if not capacity.people_typed:
        told = say(
            "Nobody has said how many people the warehouse has: {people} are taken, as many as the"
            " plan asks for at once, in every open hour.",
            people=max(capacity.means.packers, default=0),
        )
        st.caption(escaped(screen.language.text(told)))


def _draw_remedies(screen: Screen, capacity: Capacity) -> None:
    """Draw what would reach what is planned; nothing while it is."""
    if capacity.keeps_the_plan:
        return
    language = screen.language
    reaching = next((one for one in capacity.ladder if one.orders >= capacity.load.orders), None)
    lines = []
    if reaching:
        lines.append(
            say(
                "{more} for {cost}",
                more=capacity.told_more(reaching),
                cost=_cost(reaching, language),
            )
        )
    if capacity.longer_hours:
        lines.append(
            say(
                "for the parcels, instead: {hours} hours longer a day with the same people",
                hours=capacity.longer_hours,
            )
        )
    if not lines:
        lines.append(say("no number of people or machines: promise later, or open longer"))
    head = language.text(say("What would keep both promises for all that is planned"))
    told = (f"- {escaped(language.text(line))}" for line in lines)
    st.markdown("\n".join((f"**{escaped(head)}**\n", *told)))


def _cost(rung: Rung, language: Language) -> str:
    if not rung.unpriced:
        return language.money(rung.cost)
    if not rung.cost:
        return language.text(say("no price typed"))
    told = say("at least {money}", money=Quantity(rung.cost, Unit.MONEY))
    return language.text(told)


def draw_bottlenecks(screen: Screen, capacity: Capacity) -> None:
    """Draw how far each thing reaches, what one more adds, and the ladder."""
    if not capacity.figures:
        return
    language = screen.language
    draw_chart(
        screen,
        "reach",
        lambda: charts.orders_by_means(capacity, language),
        language.text(charts.ORDERS_BY_MEANS),
    )
    _head(screen, say("One more of each"))
    tables.draw(_rungs(capacity, capacity.one_more, language), words=1, until=5, whole=True)
    if capacity.ladder:
        _head(screen, say("The bottlenecks in the order they come"))
        tables.draw(_rungs(capacity, capacity.ladder, language), words=1, until=5, whole=True)
    st.caption(
        escaped(
            language.text(
                say(
                    "People are paid for the hours they are needed, breaks included, and at least a"
                    " shift on such a day; machines cost their price on the page Materials. The"
                    " ladder ends at the high case, {orders} orders; everything in a row is counted"
                    " from what there is now.",
                    orders=capacity.goals[1],
                )
            )
        )
    )


def _rungs(capacity: Capacity, rungs: Sequence[Rung], language: Language) -> pd.DataFrame:
    rows = [
        [
            language.text(capacity.told_more(one)),
            language.number(one.orders),
            language.number(one.added),
            _cost(one, language) if one.added else "–",
            language.money(one.cost_each) if one.cost_each is not None else "–",
            language.text(capacity.means.label(one.binds)) if one.binds else "–",
        ]
        for one in rungs
    ]
    heads = (
        say("More of"),
        say("Orders then"),
        say("Orders more"),
        say("Cost"),
        say("Cost of one order more"),
        say("Binds then"),
    )
    return tables.made(heads, rows, language)


def draw_leaving(screen: Screen, capacity: Capacity) -> None:
    """Draw what becomes of the demand at each quantile, the parcels that wait, and every hour."""
    language = screen.language
    _head(screen, say("What becomes of the demand"))
    tables.draw(_leaving_table(capacity, language), words=1, whole=True)
    leaving = capacity.leaving[Quantile.P50]
    starts = [capacity.moment(hour) for hour in range(len(leaving.through))]
    draw_chart(
        screen,
        "leaving",
        lambda: backlog(starts, leaving.waiting, leaving.through, language),
        language.text(PARCELS_BY_HOUR),
    )
    with st.expander(language.text(say("Hour by hour")), key="capacity-hours"):
        tables.draw(screen.once("capacity-hours", lambda: _hour_table(capacity, language)), words=3)


def _leaving_table(capacity: Capacity, language: Language) -> pd.DataFrame:
    rows = [
        [
            quantile.value,
            language.number(one.parcels),
            language.number(one.in_time_at_best),
            language.share(one.in_time_at_best / one.parcels if one.parcels else None),
            language.number(one.in_time),
            language.moment(one.leaves_at) if one.leaves_at else "–",
            language.share(one.answered_in_time),
        ]
        for quantile, one in capacity.leaving.items()
    ]
    heads = (
        say("Demand of the window"),
        say("Parcels"),
        say("In time at best"),
        say("Share in time"),
        say("In the order of payment"),
        say("The last leaves by"),
        say("Inquiries answered in time"),
    )
    return tables.made(heads, rows, language)


def _hour_table(capacity: Capacity, language: Language) -> pd.DataFrame:
    leaving, means, load = capacity.leaving[Quantile.P50], capacity.means, capacity.load
    binds = {CLOSED: language.text(say("warehouse closed")), "": "–"}
    rows = []
    for hour, holds_up in enumerate(leaving.holds_up):
        start = capacity.moment(hour)
        in_window = hour < len(load.inquiries)
        asked = load.inquiries[hour] if in_window else 0
        rows.append(
            [
                start.date().isoformat(),
                language.hour(start.hour),
                binds.get(holds_up) or language.text(means.label(holds_up)),
                language.number(leaving.arrived[hour]),
                language.number(leaving.through[hour]),
                language.number(leaving.waiting[hour]),
                language.number(asked, 1),
                language.number(means.agents[hour] if in_window else 0),
                language.share(leaving.qualities[hour].level if asked else None),
            ]
        )
    heads = (
        say("Day"),
        say("Hour"),
        say("What holds parcels up"),
        say("Parcels paid"),
        say("Handed over in the hour"),
        say("Backlog"),
        say("Inquiries"),
        say("Agents there"),
        say("In time"),
    )
    return tables.made(heads, rows, language)


def draw_simulation(screen: Screen, capacity: Capacity) -> None:
    """Draw the simulation of the days, which is run when asked and kept for this answer."""
    if not capacity.figures:
        return
    language = screen.language
    _head(screen, say("Simulated: what is promised against what happens"))
    st.session_state.setdefault(DEMAND_OF, DemandOf.PLAN.value)
    names = {one.value: DEMAND_LABELS[one] for one in DemandOf}
    demand_of = DemandOf(
        st.segmented_control(
            language.text(say("Demand of the runs")),
            list(names),
            format_func=lambda name: language.text(names[name]),
            required=True,
            key=DEMAND_OF,
        )
    )
    told = simulations_of(screen).get(demand_of)
    if st.button(
        language.text(say("Simulate these days")),
        icon=":material/play_arrow:",
        key="simulate",
        disabled=told is not None,
    ):
        bar = st.progress(0.0)
        told = simulate_days(capacity, demand_of, bar.progress)
        bar.empty()
        simulations_of(screen)[demand_of] = told
        st.rerun()
    if told is None:
        st.caption(
            language.text(
                say(
                    "Every customer and every parcel event by event, again and again; it takes up"
                    " to a minute. The result stands in the workbook, too."
                )
            )
        )
        return
    st.markdown(escaped(language.text(told.verdict())))
    cells = [[language.text(cell) for cell in row] for row in told.rows()]
    table = tables.made(SIMULATED_COLUMNS, cells, language)
    tables.draw(table, words=1, whole=True)
    st.caption(escaped(language.text(told.how(capacity.start))))


def _head(screen: Screen, title: Message) -> None:
    st.subheader(screen.language.text(title), anchor=False)


def draw_account(screen: Screen, capacity: Capacity) -> None:
    """Draw who knows which step, and how everything is calculated."""
    inputs.section(
        screen, "capacity", say("Who knows which step"), frozenset({"capacity.warehouse_people"})
    )
    queries = {**demand.QUERIES, **room_of_staffing.QUERIES}
    cards.how(screen, capacity.figures_in_order(), tuple(queries.values()))
