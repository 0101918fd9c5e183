"""The funnel in detail: by part of the shop, by hour, two periods side by side, and times."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from planner.funnel import Funnel, Part, Slice, Step, charts, read_parts, read_times
from planner.funnel.levels import STEP_LABELS
from planner.funnel.slices import MARKS, PARTS_SHOWN, SLICES, WHAT_TELLS, Rate
from planner.funnel.times import TIMES, TOLD_BY, Times, duration
from planner.language import Language, Message, say
from planner.ui import frame, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.funnel import side_by_side
from planner.ui.state import Screen
from planner.ui.text import escaped

PARTS: Mapping[str, Message] = {
    **SLICES,
    "periods": say("Two periods"),
    "times": say("Times"),
}
LONGEST_NAME = 22
CUSTOMERS: Mapping[str, Message] = {
    "new": say("New customers"),
    "returning": say("Returning customers"),
    "unknown": say("Buyer not named"),
}


def draw(screen: Screen, told: Funnel) -> None:
    """Draw the part of the detail that is open."""
    chosen = inputs.part_of_page(screen, PARTS, "part-of-funnel")
    DRAWN.get(chosen, _draw_slice)(screen, told, chosen)


# Parts of the shop ------------------------------------------------------------------------------


def _parts(screen: Screen, told: Funnel, by: Slice) -> tuple[Part, ...]:
    """Return the parts; read once for an answer."""
    dataset = screen.dataset
    if dataset is None:
        return ()
    return screen.once(
        ("funnel-parts", by),
        lambda: read_parts(
            dataset,
            told.period,
            by,
            told.judged.smallest_base,
            told.judged.sureness,
            told.refunds_told,
        ),
    )


def _draw_slice(screen: Screen, told: Funnel, chosen: str) -> None:
    language, by = screen.language, Slice(chosen)
    parts = _parts(screen, told, by)
    steps = [step for step in Step if any(step in part.rates for part in parts)]
    if not steps:
        _say_what_tells(screen, WHAT_TELLS[by])
        return
    if by is Slice.HOUR:
        _draw_hours(screen, parts)
    else:
        shown = parts[:PARTS_SHOWN]
        step = inputs.select(
            language.text(say("Step")),
            steps,
            lambda one: language.text(STEP_LABELS[one]),
            key=f"funnel-step-{chosen}",
            first=_first_of(told, steps),
            width=inputs.INPUT_WIDTH,
        )
        named = _named(shown, by, language)
        draw_chart(
            screen,
            ("funnel-intervals", chosen, step),
            lambda: charts.intervals(named, step, _overall(parts, step), language),
            language.text(say("{step} by part", step=step.label)),
        )
    table = _part_table(parts[:PARTS_SHOWN], by, steps, language)
    tables.draw(table, words=2 if table.shape[1] % 2 else 1)
    st.caption(escaped(language.text(_how_marked(len(parts)))))


def _first_of(told: Funnel, steps: Sequence[Step]) -> Step:
    """Return the step that is drawn first: the one to mend, where parts tell it."""
    if told.first is not None and told.first.step in steps:
        return told.first.step
    return Step.PAID if Step.PAID in steps else steps[0]


def _overall(parts: Sequence[Part], step: Step) -> float:
    rates = [part.rates[step] for part in parts if step in part.rates]
    return sum(one.reached for one in rates) / sum(one.base for one in rates)


def _named(parts: Sequence[Part], by: Slice, language: Language) -> list[tuple[str, Part]]:
    return [(_name(part, by, language, LONGEST_NAME), part) for part in parts]


def _name(part: Part, by: Slice, language: Language, longest: int | None = None) -> str:
    if by is Slice.CUSTOMER:
        name = language.text(CUSTOMERS[part.name or "unknown"])
    elif by is Slice.HOUR:
        name = language.hour(int(part.name or 0))
    else:
        name = part.name or language.text(say("not named"))
        if longest is not None and part.title and part.title != name:
            name = f"{name} {part.title}"
    if longest is not None and len(name) > longest:
        return f"{name[: longest - 1]}…"
    return name


def _part_table(
    parts: Sequence[Part], by: Slice, steps: Sequence[Step], language: Language
) -> pd.DataFrame:
    """Return the rate of every step by part, with its interval and its mark."""
    has_names = any(_what(part, language) for part in parts)
    columns = [language.text(say("Part"))]
    columns += [language.text(say("What it is"))] if has_names else []
    for step in steps:
        label = language.text(step.label)
        columns += [language.text(say("{step}: base", step=label)), label]
    columns.append(language.text(say("Paid amount")))
    rows = []
    for part in parts:
        cells = [_name(part, by, language), *([_what(part, language)] if has_names else [])]
        for step in steps:
            rate = part.rates.get(step)
            cells += (
                ["", ""]
                if rate is None
                else [
                    language.number(rate.base),
                    _told(rate, language),
                ]
            )
        rows.append([*cells, language.money(part.paid_amount)])
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _told(rate: Rate, language: Language) -> str:
    """Return a rate with its mark and what it lies in."""
    low, high = language.share(rate.interval.low), language.share(rate.interval.high)
    return f"{rate.mark.sign} {language.share(rate.value)} ({low} – {high})"


def _what(part: Part, language: Language) -> str:
    if part.group is not None:
        return language.text(part.group)
    return part.title or ""


def _how_marked(count: int) -> Message:
    signs = [say("{sign} {words}", sign=mark.sign, words=words) for mark, words in MARKS.items()]
    if count > PARTS_SHOWN:
        return say(
            "By size, never by rate; in brackets what the rate lies in. {a} · {b} · {c} · {d}."
            " The {shown} largest are listed.",
            **dict(zip("abcd", signs, strict=True)),
            shown=PARTS_SHOWN,
        )
    return say(
        "By size, never by rate; in brackets what the rate lies in. {a} · {b} · {c} · {d}.",
        **dict(zip("abcd", signs, strict=True)),
    )


def _draw_hours(screen: Screen, parts: Sequence[Part]) -> None:
    language = screen.language
    draw_chart(
        screen,
        "funnel-hours",
        lambda: charts.by_hour(parts, language),
        language.text(say("Rate of each step by the hour of placing")),
    )


def _say_what_tells(screen: Screen, sheet: Message) -> None:
    with st.container(border=True, gap="xsmall"):
        text = say("No loaded sheet tells this; {sheet} would.", sheet=sheet)
        st.markdown(f":material/help: {escaped(screen.language.text(text))}")
        frame.link(frame.SHEETS, screen, say("To the sheets"))


# Two periods ------------------------------------------------------------------------------------


def _draw_periods(screen: Screen, told: Funnel, _chosen: str) -> None:
    """Draw the period looked at beside another."""
    language = screen.language
    if not told.beside:
        _say_what_tells(
            screen, say("orders of a year before, or of ordinary days before the event")
        )
        return
    kinds = list(told.beside)
    kind = inputs.select(
        language.text(say("Beside")),
        kinds,
        lambda one: language.text(told.beside[one].period.name),
        key="funnel-beside-kind",
        first=kinds[0],
        width=inputs.INPUT_WIDTH,
    )
    other = told.beside[kind]
    st.caption(
        escaped(
            language.text(
                say(
                    "{first} to {last}, {days} days, beside {other_first} to {other_last},"
                    " {other_days} days",
                    first=told.period.first_day,
                    last=told.period.last_day,
                    days=told.period.day_count,
                    other_first=other.period.first_day,
                    other_last=other.period.last_day,
                    other_days=other.period.day_count,
                )
            )
        )
    )
    tables.draw(side_by_side(told, other, language), words=1, whole=True)


# Times ------------------------------------------------------------------------------------------


def _draw_times(screen: Screen, told: Funnel, _chosen: str) -> None:
    """Draw how long the orders took: to payment, to shipping, to receipt."""
    language, dataset = screen.language, screen.dataset
    if dataset is None:
        return
    found = screen.once("funnel-times", lambda: read_times(dataset, told.period))
    for step, title in TIMES.items():
        times = found.get(step)
        if times is None or not times.told:
            _say_what_tells(screen, TOLD_BY[step])
            continue
        if times.is_one_time:
            text = say(
                "{title}: the list has one time for both, so no time between them can be told.",
                title=title,
            )
            st.markdown(f":material/help: {escaped(language.text(text))}")
            continue
        _draw_time(screen, times, title)


def _draw_time(screen: Screen, times: Times, title: Message) -> None:
    language = screen.language
    draw_chart(
        screen,
        ("funnel-times", times.step),
        lambda: charts.times(times, title, language),
        language.text(title),
    )
    text = say(
        "{orders} orders: half within {median}, four of five within {p80}, nineteen of twenty"
        " within {p95}.",
        orders=times.told,
        median=duration(times.median_seconds),
        p80=duration(times.p80_seconds),
        p95=duration(times.p95_seconds),
    )
    st.caption(escaped(language.text(text)))
    if times.backwards:
        apart = say(
            "{orders} orders whose clocks run backwards are counted apart.",
            orders=times.backwards,
        )
        st.caption(f":material/warning: {escaped(language.text(apart))}")


DRAWN: Mapping[str, Callable[[Screen, Funnel, str], None]] = {
    "periods": _draw_periods,
    "times": _draw_times,
}
