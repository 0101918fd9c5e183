"""The frame that every page begins with: page config, sidebar, language."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from planner.errors import PlannerError
from planner.language import Language, Message, language_for, say
from planner.ui.state import Screen, drop_spooled, read_screen
from planner.ui.text import escaped

ICON = Path(__file__).parent / "icon.png"
"""A file of our own: named icons would be fetched from the network."""
LANGUAGES = {"zh": "中文", "en": "English"}
NAME = say("Campaign planner")


@dataclass(frozen=True)
class Page:
    """A page of the dashboard.

    Attributes:
        key: its name in links.
        file: its script, seen from the start script.
        icon: beside its name.
        label: its name.
        question: what it answers, shown under the title.
    """

    key: str
    file: str
    icon: str
    label: Message
    question: Message


OVERVIEW = Page(
    "overview",
    "app.py",
    ":material/dashboard:",
    say("Overview"),
    say("How ready is the shop, and what comes next?"),
)
SHEETS = Page(
    "sheets",
    "pages/sheets.py",
    ":material/upload_file:",
    say("Sheets"),
    say("Which sheets are loaded, and what was made of them?"),
)
TARGETS = Page(
    "targets",
    "pages/targets.py",
    ":material/flag:",
    say("Targets"),
    say("What does the goal take, day by day and hour by hour?"),
)
STAFFING = Page(
    "staffing",
    "pages/staffing.py",
    ":material/groups:",
    say("Staffing"),
    say("How many people are needed in which hour?"),
)
MATERIALS = Page(
    "materials",
    "pages/materials.py",
    ":material/package_2:",
    say("Materials"),
    say("What is there to buy for packing, and until when?"),
)
CHECKLIST = Page(
    "checklist",
    "pages/checklist.py",
    ":material/checklist:",
    say("Checklist"),
    say("Who does what until when?"),
)
ASSUMPTIONS = Page(
    "assumptions",
    "pages/assumptions.py",
    ":material/tune:",
    say("Assumptions"),
    say("Which numbers is the plan built on, and where do they come from?"),
)
GROUPS = (
    (OVERVIEW, SHEETS),
    (TARGETS, STAFFING, MATERIALS),
    (CHECKLIST, ASSUMPTIONS),
)
"""The pages in the order of work."""


def begin(page: Page) -> Screen:
    """Draw the frame of a page and return what the page works with.

    Every page calls this first. A refusal of the planner on the way (a damaged workspace, say) is
    said in the reader's language instead of a page.
    """
    language = _language()
    if page is not SHEETS:
        drop_spooled()
    st.set_page_config(
        page_title=f"{language.text(page.label)} · {language.text(NAME)}",
        page_icon=str(ICON),
        layout="wide",
    )
    try:
        screen = read_screen(language)
    except PlannerError as error:
        st.error(language.error(error), icon=":material/error:")
        st.stop()
    with st.sidebar:
        _sidebar(screen)
    st.title(language.text(page.label), anchor=False)
    st.caption(language.text(page.question))
    return screen


def link(page: Page, screen: Screen, label: Message | None = None, primary: bool = False) -> None:
    """Draw a link to another page that keeps the language."""
    text = screen.language.text(label or page.label)
    st.page_link(
        page.file,
        label=f"**{text}**" if primary else text,
        icon=page.icon,
        query_params={"lang": screen.language.code},
    )


def _language() -> Language:
    """Return the reader's language: as the address says, else as the browser does."""
    asked = st.query_params.get("lang")
    return language_for(asked if asked in LANGUAGES else st.context.locale)


def _switch_language() -> None:
    """Put the language into the address: there it survives a reload and goes with every link."""
    st.query_params["lang"] = st.session_state["language"]


def _sidebar(screen: Screen) -> None:
    language = screen.language
    st.markdown(f"**{language.text(NAME)}**")
    campaign = screen.answer.campaign
    st.caption(f"{escaped(language.text(campaign.name))} · {language.day(campaign.main_day)}")
    for group in GROUPS:
        for page in group:
            link(page, screen)
        st.space("small")
    # Not bound by Streamlit itself: that would put the word on the button into the address.
    st.session_state["language"] = language.code
    st.segmented_control(
        "Language · 语言",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        required=True,
        key="language",
        on_change=_switch_language,
    )
