"""Two plans side by side: key figures, and the fields that are not the same."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from planner.campaign import SavedPlan
from planner.language import Language, Message, say
from planner.planning import Answer
from planner.planning.compare import Comparison, FigurePair, compare
from planner.ui import frame, tables
from planner.ui.inputs import select
from planner.ui.state import Screen, answered


def draw_comparison(screen: Screen) -> None:
    """Draw the choice of two plans and what is different between them."""
    language = screen.language
    if len(screen.plans) == 1:
        st.info(
            language.text(say("There is one plan. Duplicate it, change the copy, compare here.")),
            icon=":material/info:",
        )
        return
    by_id = {one.plan.plan_id: one for one in screen.plans}
    other = next(key for key in by_id if key != screen.plan.plan_id)
    with st.container(horizontal=True, gap="small"):
        a = _choose(screen, by_id, say("Plan A"), screen.plan.plan_id, "compare-a")
        b = _choose(screen, by_id, say("Plan B"), other, "compare-b")
    found = compare(_answer(screen, a), _answer(screen, b))
    _draw_figures(screen, found)
    _draw_fields(screen, found)


def _choose(
    screen: Screen, by_id: dict[str, SavedPlan], label: Message, proposed: str, key: str
) -> SavedPlan:
    shown = screen.plan.plan_id
    if st.session_state.get(f"{key}-beside") != shown:
        # Another plan is shown than when these two were chosen: it is the one to be compared.
        st.session_state[key], st.session_state[f"{key}-beside"] = proposed, shown
    chosen = select(
        screen.language.text(label),
        list(by_id),
        lambda one: frame.plan_name(screen, by_id[one]),
        key=key,
        first=proposed,
        width=300,
    )
    return by_id[chosen]


def _answer(screen: Screen, saved: SavedPlan) -> Answer:
    return answered(screen.workspace, saved.plan, screen.dataset, screen.today)[0]


def _draw_figures(screen: Screen, found: Comparison) -> None:
    language = screen.language
    if not found.figures:
        st.caption(language.text(say("Without last year's orders there are no figures yet.")))
        return
    all_, differ = len(found.figures), sum(pair.differs for pair in found.figures)
    told = say("{differ} of {all} key figures differ; they stand first.", differ=differ, all=all_)
    if not differ:
        told = say("All {all} key figures are the same.", all=all_)
    st.caption(language.text(told))
    rows = [
        (
            language.text(pair.label),
            language.quantity(pair.a, pair.unit),
            language.quantity(pair.b, pair.unit),
            difference_text(pair, language),
        )
        for pair in found.figures
    ]
    _draw(rows, (say("Key figure"), say("A"), say("B"), say("B – A")), language, words=1)


def difference_text(pair: FigurePair, language: Language) -> str:
    """Return how much more or less the second is; nothing where both are the same."""
    return language.difference(pair.difference, pair.unit) if pair.differs else "="


def _draw_fields(screen: Screen, found: Comparison) -> None:
    language = screen.language
    st.subheader(language.text(say("Fields that differ")), anchor=False)
    if not found.fields:
        st.caption(language.text(say("Nothing is set differently.")))
        return
    rows = [
        (language.text(pair.label), language.field(pair.a), language.field(pair.b))
        for pair in found.fields
    ]
    _draw(rows, (say("Field"), say("A"), say("B")), language, words=3)


def _draw(
    rows: Sequence[tuple[str, ...]], headers: tuple[Message, ...], language: Language, words: int
) -> None:
    table = pd.DataFrame(rows, columns=[language.text(header) for header in headers])
    tables.draw(table, words, whole=True)
