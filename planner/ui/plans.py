"""The plans of the workspace: what each comes to, new ones, copies, names, and their purposes."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count

import streamlit as st

from planner.campaign import (
    PRESETS,
    PURPOSES,
    Patch,
    Plan,
    PlanStore,
    SavedPlan,
    plan_title,
    values_of,
)
from planner.errors import PlannerError
from planner.language import Language, Message, say
from planner.planning.compare import key_figures
from planner.ui import frame
from planner.ui.cards import headline
from planner.ui.inputs import select
from planner.ui.purposes import draw_ranking
from planner.ui.state import Screen, answered, store_in
from planner.ui.text import escaped

ON_A_CARD = ("targets.goal", "targets.growth", "staffing.peak_agents", "materials.cost")
"""Key figures by which a plan is told from the others at a glance."""
EMPTY = "empty"
NOTICE, REFUSAL = "plans-notice", "plans-refusal"
YEARS_AHEAD = 5
NUMBERED = re.compile(r" \(\d+\)$")
"""How the name of a copy ends."""


def act(language: Language, work: Callable[[], None], done: Message) -> None:
    """Do what a button asks for; keep what came of it for the next run of the page."""
    try:
        work()
    except PlannerError as error:
        st.session_state[REFUSAL] = language.error(error)
    else:
        st.session_state[NOTICE] = language.text(done)


def draw_outcome() -> None:
    """Draw what came of the last button: once."""
    with st.container():
        if notice := st.session_state.pop(NOTICE, None):
            st.success(escaped(notice), icon=":material/check_circle:")
            told = notice
        elif refusal := st.session_state.pop(REFUSAL, None):
            st.error(escaped(refusal), icon=":material/error:")
            told = refusal
        else:
            return
    # Whoever clicked far down the page does not see its top.
    st.toast(escaped(told))


def store_of(screen: Screen) -> PlanStore:
    """Return the plans of the screen's workspace."""
    return store_in(screen.workspace)


def draw_plans(screen: Screen) -> None:
    """Draw a card a plan, what makes a new one, and those that were deleted."""
    for plan in screen.plans:
        _draw_card(screen, plan)
    _draw_new(screen)
    _draw_deleted(screen)


def draw_purposes(screen: Screen) -> None:
    """Draw why the shop takes part, in the order of importance."""
    language = screen.language
    st.subheader(language.text(say("Purposes of this plan")), anchor=False)
    draw_ranking(screen)


# A plan -------------------------------------------------------------------------------------------


def _draw_card(screen: Screen, saved: SavedPlan) -> None:
    language = screen.language
    told, _ = answered(screen.workspace, saved.plan, screen.dataset, screen.today)
    is_shown = saved.plan.plan_id == screen.plan.plan_id
    with st.container(border=True, key=f"plan-{saved.plan.plan_id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{escaped(frame.plan_name(screen, saved))}**", width="content")
            if is_shown:
                st.badge(language.text(say("shown now")), icon=":material/visibility:")
        facts = say(
            "{campaign} · main day {day} · changed {moment}",
            campaign=told.campaign.name,
            day=told.campaign.main_day,
            moment=saved.changed_at,
        )
        st.caption(escaped(language.text(facts)))
        figures = key_figures(told)
        shown = [figures[key] for key in ON_A_CARD if key in figures]
        if shown:
            texts = (
                f"{escaped(language.text(one.label))} **{escaped(headline(one, language))}**"
                for one in shown
            )
            st.markdown(" · ".join(texts))
        for problem in told.problems:
            st.caption(f":material/warning: {escaped(language.text(problem))}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if not is_shown:
                frame.plan_link(screen, saved, say("Open"))
            _draw_duplicate(screen, saved)
            _draw_rename(screen, saved)
            _draw_delete(screen, saved)


def _draw_duplicate(screen: Screen, saved: SavedPlan) -> None:
    language = screen.language
    told_apart = told_apart_from_others(screen, saved.plan.values)
    copy = title_of(screen, {**saved.plan.values, **told_apart})

    def duplicate() -> None:
        store_of(screen).duplicate(saved.plan.plan_id, told_apart)

    st.button(
        language.text(say("Duplicate")),
        icon=":material/content_copy:",
        type="tertiary",
        key=f"duplicate-{saved.plan.plan_id}",
        on_click=act,
        args=(language, duplicate, say("{plan} is there now.", plan=copy)),
    )


def _draw_rename(screen: Screen, saved: SavedPlan) -> None:
    """Draw the box of the plan's own name; emptied, the plan is named after its promotion."""
    language, plan = screen.language, saved.plan
    key = f"name-{plan.plan_id}"
    own = plan.text("plan.name")

    def rename() -> None:
        store_of(screen).save(
            plan.plan_id, [Patch("plan.name", own, st.session_state[key].strip() or None)]
        )

    with st.popover(language.text(say("Rename")), icon=":material/edit:", type="tertiary"):
        st.text_input(
            language.text(say("Name of the plan")),
            own or "",
            placeholder=title_of(screen, {**plan.values, "plan.name": None}),
            key=key,
        )
        st.button(
            language.text(say("Save the name")),
            type="primary",
            key=f"rename-{plan.plan_id}",
            on_click=act,
            args=(language, rename, say("The name is saved.")),
        )


def _draw_delete(screen: Screen, saved: SavedPlan) -> None:
    language, name = screen.language, frame.plan_name(screen, saved)

    def delete() -> None:
        store_of(screen).delete(saved.plan.plan_id)
        if saved.plan.plan_id == screen.plan.plan_id:
            st.query_params.pop("plan", None)

    with st.popover(language.text(say("Delete")), icon=":material/delete:", type="tertiary"):
        st.markdown(
            language.text(
                say("The plan goes from all lists; it can be brought back further down this page.")
            )
        )
        st.button(
            language.text(say("Delete the plan")),
            icon=":material/delete:",
            type="primary",
            key=f"delete-{saved.plan.plan_id}",
            on_click=act,
            args=(language, delete, say("{plan} is deleted. It can be brought back.", plan=name)),
        )


# New ones, and those that were deleted ------------------------------------------------------------


def _draw_new(screen: Screen) -> None:
    language = screen.language
    with st.expander(language.text(say("New plan")), icon=":material/add:", key="new-plan"):
        with st.container(horizontal=True, gap="small"):
            with st.container(width=220):
                chosen = select(
                    language.text(say("Begin with")),
                    [*PRESETS, EMPTY],
                    lambda key: _preset_name(screen, key),
                    key="new-preset",
                    first=next(iter(PRESETS)),
                )
            day = None
            if chosen != EMPTY:
                with st.container(width=180):
                    day = st.date_input(
                        language.text(say("Main day (D)")),
                        PRESETS[chosen].next_day(screen.today),
                        min_value=screen.today,
                        max_value=date(screen.today.year + YEARS_AHEAD, 12, 31),
                        format="YYYY-MM-DD",
                        key=f"new-day-{chosen}",
                    )
            values = _values_of_new(screen, chosen, day)
            with st.container(width=260):
                name = st.text_input(
                    language.text(say("Name of the plan")),
                    placeholder=title_of(
                        screen, {**values, **told_apart_from_others(screen, values)}
                    ),
                    key=f"new-name-{len(screen.plans)}",
                ).strip()
        if chosen != EMPTY:
            st.caption(escaped(_what_it_begins_with(screen, values)))
        st.button(
            language.text(say("Make the plan")),
            type="primary",
            icon=":material/add:",
            key="make-plan",
            on_click=_make,
            args=(screen, {**values, "plan.name": name} if name else values),
        )


def _preset_name(screen: Screen, key: str) -> str:
    """Return the name of a promotion with the year of its next day."""
    if key == EMPTY:
        return screen.language.text(say("Empty plan"))
    preset = PRESETS[key]
    day = preset.next_day(screen.today)
    return screen.language.text(preset.named(preset.year_of(day) or day.year))


def _values_of_new(screen: Screen, key: str, day: date | None) -> dict[str, object]:
    """Return what a new plan would begin with."""
    if key == EMPTY or day is None:
        return {}
    span = screen.answer.span
    return dict(values_of(PRESETS[key], day, (span.first_day, span.last_day) if span else None))


def _what_it_begins_with(screen: Screen, values: dict[str, object]) -> str:
    language = screen.language
    purposes = [PURPOSES[key] for key in str(values.get("campaign.purposes", "")).split(",") if key]
    reference = values.get("campaign.reference_day")
    told = say(
        "Window D-{before} to D+{after} · reference day {reference} · purposes: {purposes}",
        before=str(values.get("campaign.days_before")),
        after=str(values.get("campaign.days_after")),
        reference=reference if isinstance(reference, date) else say("the peak of the sheets"),
        purposes=", ".join(language.text(purpose) for purpose in purposes),
    )
    return language.text(told)


def _make(screen: Screen, values: dict[str, object]) -> None:
    """Make the plan and show it from now on."""
    named = {**values, **told_apart_from_others(screen, values)}

    def make() -> None:
        plan = store_of(screen).create(named)
        st.query_params["plan"] = plan.plan_id

    title = title_of(screen, named)
    act(screen.language, make, say("{plan} is there now, and shown on all pages.", plan=title))


def title_of(screen: Screen, values: Mapping[str, object]) -> str:
    """Return what a plan with these values is called."""
    stored = {name: str(value) for name, value in values.items() if value is not None}
    return screen.language.text(plan_title(Plan(values=stored), screen.today))


def told_apart_from_others(screen: Screen, values: Mapping[str, object]) -> Mapping[str, object]:
    """Return what to change in the values so that no other plan is called the same.

    A number goes behind the plan's own name, or into a field of its own behind that of its
    promotion, which so goes on following the reader's language.
    """
    taken = {frame.plan_name(screen, plan) for plan in screen.plans}
    if title_of(screen, values) not in taken:
        return {}
    own = str(values.get("plan.name") or "")
    numbered = (
        {"plan.name": f"{NUMBERED.sub('', own)} ({number})"}
        if own
        else {"plan.number": str(number)}
        for number in count(2)
    )
    return next(told for told in numbered if title_of(screen, {**values, **told}) not in taken)


def _draw_deleted(screen: Screen) -> None:
    language = screen.language
    deleted = store_of(screen).plans(deleted=True)
    if not deleted:
        return
    with st.expander(
        language.text(say("Deleted plans ({count})", count=len(deleted))),
        icon=":material/delete:",
        key="deleted-plans",
    ):
        for saved in deleted:
            name = frame.plan_name(screen, saved)
            with st.container(horizontal=True, vertical_alignment="center"):
                told = say("{plan} · deleted {moment}", plan=name, moment=saved.deleted_at)
                st.markdown(escaped(language.text(told)), width="content")
                st.button(
                    language.text(say("Bring back")),
                    type="tertiary",
                    icon=":material/restore_from_trash:",
                    key=f"bring-back-{saved.plan.plan_id}",
                    on_click=act,
                    args=(
                        language,
                        lambda plan_id=saved.plan.plan_id: store_of(screen).bring_back(plan_id),
                        say("{plan} is there again.", plan=name),
                    ),
                )
