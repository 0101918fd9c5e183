"""The page of the funnel: what to mend first, the levels, the loss of each, and its account."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from planner.figures import Figure, Measured
from planner.funnel import QUERIES, Counts, Funnel, Level, StepResult, charts
from planner.funnel.levels import INTO, Step
from planner.language import Language, Message, Quantity, Unit, say
from planner.planning import REGISTRY
from planner.ui import cards, empty, frame, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen
from planner.ui.text import escaped

CHOICES = ("funnel.period", "funnel.reference")
OWN_DAYS = ("funnel.first_day", "funnel.last_day")


def told_or_offer(screen: Screen) -> Funnel:
    """Return the funnel; without orders and visitors the page ends with what to do about it."""
    told = screen.answer.funnel
    if told is None:
        empty.rooms_or_offer(screen)
        st.stop()
    return told


def draw_answer(screen: Screen, told: Funnel) -> None:
    """Draw what to mend first, with the money, and which days and reference that is about."""
    level, sentence = told.verdict()
    if level is None:
        st.info(escaped(screen.language.text(sentence)), icon=":material/help:")
    else:
        cards.verdict(screen, level, sentence)
    empty.say_problems(screen, told.problems)
    _draw_choices(screen)
    st.caption(escaped(screen.language.text(_about(told))))
    if figures := _key_figures(told):
        cards.cards(screen, figures)


def _draw_choices(screen: Screen) -> None:
    own = REGISTRY.choice(screen.plan.values, "funnel.period") == "own"
    row = st.container(horizontal=True, gap="small")
    for name in CHOICES:
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.choice_input(screen, name)
    if not own:
        return
    for name in OWN_DAYS:
        with row.container(width=inputs.INPUT_WIDTH):
            inputs.day_input(screen, name, None)


def _about(told: Funnel) -> Message:
    period = told.period
    beside = [
        say(
            "{name} {first} to {last}",
            name=one.period.name,
            first=one.period.first_day,
            last=one.period.last_day,
        )
        for one in told.beside.values()
    ]
    shown = say(
        "Orders placed {first} to {last}, whenever they were paid",
        first=period.first_day,
        last=period.last_day,
    )
    if not beside:
        return shown
    return say("{shown} · beside: {others}", shown=shown, others=_joined(beside))


def _joined(messages: Sequence[Message]) -> Message:
    whole = messages[0]
    for one in messages[1:]:
        whole = say("{first}; {second}", first=whole, second=one)
    return whole


def _key_figures(told: Funnel) -> list[Figure]:
    """Return the figures that stand large: those of the step to mend first, else the rates."""
    first = told.first
    if first is None:
        return [one.rate for one in told.steps.values()][: cards.CARDS_IN_A_ROW]
    wanted = (first.mend_money, first.rate, first.lost, first.lost_money)
    return [one for one in wanted if one is not None]


# Levels -----------------------------------------------------------------------------------------


def draw_levels(screen: Screen, told: Funnel) -> None:
    """Draw the funnel, the loss in money, the table behind both, and what no sheet tells."""
    language = screen.language
    draw_chart(
        screen,
        "funnel",
        lambda: charts.funnel(told, language),
        language.text(say("The funnel: count of each level and rate into it")),
    )
    if told.steps:
        draw_chart(
            screen,
            "funnel-money",
            lambda: charts.lost_money(told.steps, language),
            language.text(say("What mending each step to its reference would bring")),
        )
        st.subheader(language.text(say("Loss of each step")), anchor=False)
        tables.draw(loss_table(told, language), words=2, whole=True)
        st.caption(escaped(language.text(_how_judged(told))))
    _draw_beside(screen, told)
    _draw_remarks(screen, told)
    _draw_missing(screen, told)


def _how_judged(told: Funnel) -> Message:
    return say(
        "A step is behind only where chance would rarely make it so: intervals hold {sureness} of"
        " the time, and rates of fewer than {smallest} are not ranked. Lines with ↳ are branches:"
        " their loss lies inside another step, so nothing adds up twice.",
        sureness=Quantity(told.judged.sureness, Unit.SHARE),
        smallest=told.judged.smallest_base,
    )


def loss_table(told: Funnel, language: Language) -> pd.DataFrame:
    """Return each step with rate, interval, loss, reference and what mending brings."""
    columns = (
        say("Step"),
        say("Standing"),
        say("Rate"),
        say("Held against"),
        say("Its rate"),
        say("Mending brings"),
        say("Lost"),
        say("Share lost"),
        say("Lost, worth"),
        say("Base"),
        say("Reached"),
        say("Rate between"),
        say("More at the reference"),
    )
    rows = [_loss_row(one, language) for one in told.steps.values()]
    return tables.made(columns, rows, language)


def _loss_row(one: StepResult, language: Language) -> list[str]:
    reached, base = one.counts.pair
    branch = "↳ " if one.step.inside else ""
    return [
        f"{branch}{language.text(one.step.label)}",
        f"{one.standing.sign} {language.text(one.standing.word)}",
        language.share(one.rate.value, 2),
        language.text(one.reference.label) if one.reference else "",
        language.share(one.reference.value if one.reference else None, 2),
        _shown(one.mend_money, language),
        language.number(one.lost.value),
        language.share(1 - reached / base, 2),
        _shown(one.lost_money, language),
        language.number(base),
        language.number(reached),
        f"{language.share(one.interval.low)} – {language.share(one.interval.high)}",
        _shown(one.mend_count, language),
    ]


def _shown(figure: Figure | None, language: Language) -> str:
    if figure is None:
        return language.money(None)
    if figure.unit is Unit.MONEY:
        return language.money(figure.value)
    return language.number(figure.value, 1)


def _draw_beside(screen: Screen, told: Funnel) -> None:
    """Draw what stands beside the levels: page views, carts, silent orders, refunds."""
    language = screen.language
    if not told.now.beside:
        return
    with st.expander(
        language.text(say("Beside the levels")), icon=":material/table_rows:", key="funnel-beside"
    ):
        rows = [
            [_plain_label(one, told.now, language), language.quantity(one.value, one.unit)]
            for name, one in told.now.beside.items()
            if name not in HIDDEN
        ]
        columns = [language.text(say("What")), language.text(say("How many"))]
        tables.draw(pd.DataFrame(rows, columns=columns, dtype=object), words=1, whole=True)


HIDDEN = ("visit_amount",)
"""Counted for a formula alone."""


def _plain_label(one: Measured, counts: Counts, language: Language) -> str:
    """Return what was counted, without the days that the page is about anyhow."""
    count = one.label.fields.get("count")
    return language.text(count) if isinstance(count, Message) else language.text(one.label)


def _draw_remarks(screen: Screen, told: Funnel) -> None:
    remarks = [*told.now.remarks, *told.now.why_not.values()]
    remarks += [one for counts in told.beside.values() for one in counts.remarks]
    for remark in remarks:
        st.caption(f":material/info: {escaped(screen.language.text(remark))}")


def _draw_missing(screen: Screen, told: Funnel) -> None:
    """Draw the levels that no sheet fills, with the sheet that would."""
    missing = told.missing()
    if not missing:
        return
    language = screen.language
    with st.container(border=True, gap="xsmall"):
        if _begins_below(missing):
            st.markdown(
                ":material/filter_alt: "
                + escaped(
                    language.text(
                        say(
                            "No sheet of visitors is loaded, so the funnel begins at the orders"
                            " placed."
                        )
                    )
                )
            )
        for level in missing:
            text = say("{level}: not told; {sheet} would", level=level.label, sheet=level.sheet)
            st.markdown(f":material/help: {escaped(language.text(text))}")
        frame.link(frame.SHEETS, screen, say("To the sheets"))


def _begins_below(missing: Sequence[Level]) -> bool:
    above = (Level.IMPRESSIONS, Level.CLICKS, Level.VISITORS, Level.INQUIRIES)
    return all(level in missing for level in above)


# How it is calculated ---------------------------------------------------------------------------


def draw_account(screen: Screen, told: Funnel) -> None:
    """Draw the assumptions, the account of every figure and the queries."""
    inputs.section(screen, "funnel", say("How rates are judged, and own goals"))
    cards.how(screen, list(told.figures()), tuple(QUERIES.values()))


def side_by_side(told: Funnel, beside: Counts, language: Language) -> pd.DataFrame:
    """Return two periods level by level: counts, a day of each, and the rate into each level."""
    columns = (
        say("Level"),
        told.period.name,
        say("A day of it"),
        say("Rate into it"),
        beside.period.name,
        say("A day of it"),
        say("Rate into it"),
        say("Difference"),
    )
    rows = []
    for level in Level:
        if level not in told.now.levels and level not in beside.levels:
            continue
        rates = [_rate_into(counts, level) for counts in (told.now, beside)]
        apart = None if rates[0] is None or rates[1] is None else rates[0] - rates[1]
        cells: list[str] = [language.text(level.label)]
        for counts, rate in zip((told.now, beside), rates, strict=True):
            counted = counts.levels.get(level)
            value = None if counted is None else int(counted.value or 0)
            a_day = None if value is None else value / counts.period.day_count
            cells += [language.number(value), language.number(a_day, 1), language.share(rate, 2)]
        cells.append(language.difference(None if apart is None else round(apart, 4), Unit.SHARE))
        rows.append(cells)
    table = pd.DataFrame(rows, dtype=object)
    # Two columns may bear one name, and a grid shows each name once.
    table.columns = pd.Index(_told_apart([language.text(one) for one in columns]))
    return table


def _told_apart(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        found.append(name if name not in found else f"{name} ")
    return found


def _rate_into(counts: Counts, level: Level) -> float | None:
    step: Step | None = INTO.get(level)
    told = counts.steps.get(step) if step else None
    if told is None:
        return None
    reached, base = told.pair
    return reached / base
