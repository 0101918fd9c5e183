"""The frame that every page begins with: page config, sidebar, language."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from planner.campaign import SavedPlan, plan_title
from planner.errors import PlannerError
from planner.language import Language, Message, language_for, say
from planner.ui.state import Screen, drop_spooled, note_data, read_screen
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
LAST_YEAR = Page(
    "last_year",
    "pages/last_year.py",
    ":material/history:",
    say("Last year"),
    say("What happened in the last event, and on ordinary days beside it?"),
)
TARGETS = Page(
    "targets",
    "pages/targets.py",
    ":material/flag:",
    say("Targets"),
    say("What does the goal take, day by day and hour by hour?"),
)
ACTIVITIES = Page(
    "activities",
    "pages/activities.py",
    ":material/local_offer:",
    say("Activities"),
    say("What do the offers do to order value and margin, and what happens in the worst cart?"),
)
INVENTORY = Page(
    "inventory",
    "pages/inventory.py",
    ":material/inventory_2:",
    say("Inventory"),
    say("Is every product there in time, counted and in the right number?"),
)
STAFFING = Page(
    "staffing",
    "pages/staffing.py",
    ":material/groups:",
    say("Staffing"),
    say("How many people are needed in which hour?"),
)
ROSTER = Page(
    "roster",
    "pages/roster.py",
    ":material/calendar_view_week:",
    say("Roster"),
    say("Who works which shift, whom to hire, and which hours stay uncovered?"),
)
CAPACITY = Page(
    "capacity",
    "pages/capacity.py",
    ":material/speed:",
    say("Capacity"),
    say("What can really be shipped and answered with the people there are?"),
)
MATERIALS = Page(
    "materials",
    "pages/materials.py",
    ":material/package_2:",
    say("Materials"),
    say("What is there to buy for packing, and until when?"),
)
FUNNEL = Page(
    "funnel",
    "pages/funnel.py",
    ":material/filter_alt:",
    say("Funnel"),
    say("Where does the money leak, and what mends it?"),
)
CUSTOMERS = Page(
    "customers",
    "pages/customers.py",
    ":material/loyalty:",
    say("Customers"),
    say("Who can be won back, and who is written to when?"),
)
REMINDERS = Page(
    "reminders",
    "pages/reminders.py",
    ":material/notifications_active:",
    say("Reminders"),
    say("Who is reminded of payment now, by which way and by whom?"),
)
CHECKLIST = Page(
    "checklist",
    "pages/checklist.py",
    ":material/checklist:",
    say("Checklist"),
    say("Who does what until when?"),
)
PLANS = Page(
    "plans",
    "pages/plans.py",
    ":material/content_copy:",
    say("Plans"),
    say("Which plans are there, how do they differ, and what was changed when?"),
)
ASSUMPTIONS = Page(
    "assumptions",
    "pages/assumptions.py",
    ":material/tune:",
    say("Assumptions"),
    say("Which numbers is the plan built on, and where do they come from?"),
)
GROUPS = (
    (OVERVIEW, SHEETS, LAST_YEAR),
    (TARGETS, ACTIVITIES, INVENTORY, STAFFING, ROSTER, CAPACITY, MATERIALS),
    (FUNNEL, CUSTOMERS, REMINDERS),
    (CHECKLIST, PLANS, ASSUMPTIONS),
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
        screen = read_screen(language, st.query_params.get("plan"))
    except PlannerError as error:
        st.error(language.error(error), icon=":material/error:")
        st.stop()
    with st.sidebar:
        _sidebar(screen)
    st.title(language.text(page.label), anchor=False)
    st.caption(language.text(page.question))
    _say_what_is_shown(screen)
    return screen


def link(page: Page, screen: Screen, label: Message | None = None, primary: bool = False) -> None:
    """Draw a link to another page that keeps the language and the plan."""
    text = screen.language.text(label or page.label)
    st.page_link(
        page.file,
        label=f"**{text}**" if primary else text,
        icon=page.icon,
        query_params={"lang": screen.language.code, "plan": screen.plan.plan_id},
    )


def plan_link(screen: Screen, plan: SavedPlan, label: Message) -> None:
    """Draw a link that opens another plan on the overview."""
    st.page_link(
        OVERVIEW.file,
        label=screen.language.text(label),
        icon=":material/open_in_new:",
        query_params={"lang": screen.language.code, "plan": plan.plan.plan_id},
    )


def plan_name(screen: Screen, plan: SavedPlan) -> str:
    """Return what a plan is called: its name, else that of its promotion."""
    return screen.language.text(plan_title(plan.plan, screen.today))


def _say_what_is_shown(screen: Screen) -> None:
    """Say that another plan is shown than the address names, and that there is newer data."""
    language = screen.language
    if screen.not_found is not None:
        title = language.text(plan_title(screen.plan, screen.today))
        told = say(
            "{problem} The plan {plan} is shown instead.", problem=screen.not_found, plan=title
        )
        st.warning(escaped(language.text(told)), icon=":material/warning:")
    if screen.newer_data is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="newer-data"):
            st.caption(
                f":material/update: {escaped(language.text(screen.newer_data))}", width="content"
            )
            st.button(
                language.text(say("Noted")),
                type="tertiary",
                key="note-data",
                on_click=note_data,
                args=(screen,),
            )


def _language() -> Language:
    """Return the reader's language: as the address says, else as the browser does."""
    asked = st.query_params.get("lang")
    return language_for(asked if asked in LANGUAGES else st.context.locale)


def _switch_language() -> None:
    """Put the language into the address: there it survives a reload and goes with every link."""
    st.query_params["lang"] = st.session_state["language"]


def _switch_plan() -> None:
    """Put the plan into the address, as the language is."""
    st.query_params["plan"] = st.session_state["plan-switch"]


def _switch_of_plans(screen: Screen) -> None:
    """Draw the choice of the plan; one plan alone leaves nothing to choose."""
    if len(screen.plans) < 2:
        return
    names = {one.plan.plan_id: plan_name(screen, one) for one in screen.plans}
    st.session_state["plan-switch"] = screen.plan.plan_id
    st.selectbox(
        screen.language.text(say("Plan shown")),
        list(names),
        format_func=lambda plan_id: names.get(plan_id, ""),
        key="plan-switch",
        on_change=_switch_plan,
    )


def _sidebar(screen: Screen) -> None:
    language = screen.language
    st.markdown(f"**{language.text(NAME)}**")
    campaign = screen.answer.campaign
    st.caption(f"{escaped(language.text(campaign.name))} · {language.day(campaign.main_day)}")
    _switch_of_plans(screen)
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
