"""The overview as it runs: the plan against last year, what is missing, what has changed."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from planner.campaign import Patch, PlanStore
from planner.checklist import build_checklist
from planner.language import Language, say
from planner.planning import REGISTRY, answer
from planner.tables import Workspace, imported_files, remove_import
from tests.ui.conftest import OpenPage

SECTIONS = (
    say("Plan against last year"),
    say("What is missing"),
    say("What changed since yesterday"),
)


def told_in(language: str) -> Language:
    return Language("zh" if language == "zh" else "en")


def sections(language: str) -> list[str]:
    return [told_in(language).text(section) for section in SECTIONS]


def texts(app: AppTest) -> str:
    kinds = ("markdown", "caption", "subheader", "warning")
    found = (element.value for kind in kinds for element in app.get(kind))
    return "\n".join(found).replace("\\", "")


def headings(app: AppTest) -> list[str]:
    return [element.value for element in app.subheader]


@pytest.fixture
def open_today(monkeypatch: pytest.MonkeyPatch, open_page: OpenPage) -> OpenPage:
    """Return a function that opens the overview on the clock of this machine."""

    def opened(workspace: Workspace, language: str = "en") -> AppTest:
        app = open_page(workspace, language=language)
        monkeypatch.setenv("PLANNER_TODAY", date.today().isoformat())
        return app.run()

    return opened


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_sample_is_set_beside_last_year(
    data: Workspace, language: str, open_page: OpenPage
) -> None:
    app = open_page(data, language=language)
    assert not app.exception
    found = headings(app)
    assert [found.index(name) for name in sections(language)] == sorted(
        found.index(name) for name in sections(language)
    )
    rows = app.dataframe[0].value.to_numpy().tolist()
    assert len(rows) == 8
    assert rows[0][1] == told_in(language).compact_money(102132)
    assert rows[0][3] == "+30 %"
    assert rows[6][1] == rows[6][3] == "–"


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_what_is_missing_is_named_with_what_it_holds_up(
    data: Workspace, open_page: OpenPage
) -> None:
    told = texts(open_page(data))
    assert "Conversion rate in the event" in told
    assert "Cost of materials" in told
    assert "visitors and conversion rate of the last event" in told
    assert "Parcels, last event: no sheet counts parcels" in told


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_unpaid_orders_alone_are_set_beside_nothing(
    data: Workspace, language: str, open_page: OpenPage
) -> None:
    app = open_page(data, language=language)
    assert not app.exception
    against, missing, changed = sections(language)
    assert against not in headings(app)
    assert missing in headings(app)
    assert changed in headings(app)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_an_empty_workspace_begins_with_the_first_steps_alone(
    data: Workspace, language: str, open_page: OpenPage
) -> None:
    app = open_page(data, language=language)
    assert not app.exception
    assert not app.subheader


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_nothing_new_is_said_plainly(data: Workspace, open_page: OpenPage) -> None:
    # All that the workspace holds was made long before the day that the page is opened on.
    assert "Nothing: no save" in texts(open_page(data))


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_save_and_a_sheet_that_came_or_went_are_told(
    data: Workspace, open_today: OpenPage
) -> None:
    store = PlanStore(data, REGISTRY)
    current = store.current()
    store.save(current.plan_id, [Patch("targets.growth_share", None, 0.5)])
    gone = imported_files(data)[-1]
    with data.locked():
        remove_import(data, gone.import_id)
    told = texts(open_today(data))
    assert "Growth on the reference window: – → **50 %**" in told
    assert f"removed: {gone.file_name}" in told
    assert f"loaded: {gone.file_name}" not in told
    assert f"loaded: {imported_files(data)[0].file_name}" in told


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_removed_only_sheet_is_told_beside_the_first_steps(
    data: Workspace, open_today: OpenPage
) -> None:
    with data.locked():
        for file in imported_files(data):
            remove_import(data, file.import_id)
    app = open_today(data)
    assert headings(app) == ["What changed since yesterday"]
    assert "removed:" in texts(app)


@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_a_task_that_became_overdue_and_one_due_today(
    data: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(data)
    # The last deadline of the list, seen on its own day and on the day after it.
    store = PlanStore(data, REGISTRY)
    main_day = date(2027, 11, 11)
    current = store.current()
    store.save(current.plan_id, [Patch("campaign.main_day", None, main_day)])
    tasks = build_checklist(answer(store.current(), None, main_day - timedelta(days=90))).tasks
    due = tasks[-1].due
    monkeypatch.setenv("PLANNER_TODAY", due.isoformat())
    assert "Due today:" in texts(app.run())
    monkeypatch.setenv("PLANNER_TODAY", (due + timedelta(days=1)).isoformat())
    assert "Overdue since yesterday:" in texts(app.run())


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_what_is_typed_keeps_the_plan_at_its_event(
    data: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(data)
    proposed = "proposed: the next promotion"
    assert proposed in texts(app)
    app.text_input(key="field:campaign.name").set_value("Singles").run()
    assert not app.exception
    assert proposed not in texts(app)
    monkeypatch.setenv("PLANNER_TODAY", "2027-11-12")
    app.run()
    assert app.date_input(key="field:campaign.main_day").value == date(2027, 11, 11)
    chosen = date(2027, 12, 12)
    app.date_input(key="field:campaign.main_day").set_value(chosen).run()
    plan = PlanStore(data, REGISTRY).current()
    assert plan.values == {"campaign.name": "Singles", "campaign.main_day": "2027-12-12"}
