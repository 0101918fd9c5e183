"""What mends a step (FUN-3), to be put on the checklist with a tick; a page's story (FUN-5)."""

import streamlit as st

from planner.funnel import PAGE_STORY, Funnel, Means, Step
from planner.language import day_offset, say
from planner.ui import frame
from planner.ui.state import Screen, error_key, save_field
from planner.ui.text import escaped


def draw(screen: Screen, told: Funnel) -> None:
    """Draw the means, those of the step to mend first on top, and the story of a page."""
    language = screen.language
    st.subheader(language.text(say("What mends it")), anchor=False)
    st.caption(
        language.text(say("A tick puts the means on the checklist, with owner, days and evidence."))
    )
    ranked = told.means()
    first = [one for one in ranked if one.step in told.mended]
    for one in first:
        _draw_means(screen, told, one)
    others = [one for one in ranked if one not in first]
    title = say("Means for the other steps") if first else say("Means by step")
    with st.expander(language.text(title), icon=":material/build:", key="funnel-means"):
        step: Step | None = None
        for one in sorted(others, key=lambda means: list(Step).index(means.step)):
            if one.step is not step:
                step = one.step
                st.markdown(f"**{escaped(language.text(step.label))}**")
            _draw_means(screen, told, one)
    if told.tasks():
        frame.link(frame.CHECKLIST, screen, say("To the checklist"))
    _draw_story(screen)


def _draw_means(screen: Screen, told: Funnel, one: Means) -> None:
    language, name = screen.language, f"funnel.means.{one.key}.chosen"
    key = f"means-{one.key}"
    st.session_state[key] = one.key in told.chosen_means
    days = f"{day_offset(one.first)} … {day_offset(one.due)}"
    st.checkbox(
        f"{escaped(language.text(one.title))} :gray[{escaped(days)}]",
        key=key,
        help=escaped(language.text(one.evidence)),
        on_change=_save,
        args=(screen, name, key),
    )
    if reason := st.session_state.get(error_key(name)):
        st.markdown(f":red[:material/error: {escaped(reason)}]")


def _save(screen: Screen, name: str, key: str) -> None:
    """Put a means on the checklist, or take it off."""
    chosen = "yes" if st.session_state[key] else None
    save_field(screen.workspace, screen.plan, name, chosen, screen.language)


def _draw_story(screen: Screen) -> None:
    """Draw what the owner of a page goes through (FUN-5)."""
    language = screen.language
    with st.expander(
        language.text(say("The story of a product page, for its owner")),
        icon=":material/auto_stories:",
        key="funnel-story",
    ):
        lines = [f"{place}. {language.text(one)}" for place, one in enumerate(PAGE_STORY, 1)]
        st.markdown("\n".join(escaped(line).replace("\\.", ".", 1) for line in lines))
        st.download_button(
            language.text(say("Download as a list to tick")),
            "\n".join(f"[ ] {line}" for line in lines),
            f"{language.text(say('page story'))}.txt",
            mime="text/plain",
            icon=":material/download:",
        )
