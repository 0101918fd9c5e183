"""The target page: levers that lock, what follows from them, and what it says without data."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from planner.campaign import Patch, PlanStore
from planner.planning import REGISTRY
from planner.tables import Workspace
from tests.ui.conftest import OpenPage

PAGE = "pages/targets.py"
OpenTargets = Callable[..., AppTest]


def values(app: AppTest) -> dict[str, str]:
    """Return the metrics by label; of equal labels the last."""
    return {metric.label: metric.value for metric in app.metric}


def saved(workspace: Workspace) -> dict[str, object]:
    return dict(PlanStore(workspace, REGISTRY).current().values)


def set_field(workspace: Workspace, name: str, value: object) -> None:
    store = PlanStore(workspace, REGISTRY)
    plan = store.current()
    store.save(plan.plan_id, [Patch(name, plan.values.get(name), value)])


def words(app: AppTest) -> str:
    kinds = ("caption", "markdown", "warning", "error", "info")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_every_part_of_the_page_is_there(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert [toggle.key for toggle in app.toggle][:4] == [
        "lock-revenue", "lock-visitors", "lock-conversion", "lock-aov",
    ]  # fmt: skip
    english = ["Day", "Hour", "Single products", "Customers", "Channel", "Sub-goals",
               "Margin and later value", "Sensitivity", "New and returning",
               "Purposes and levers", "Ordinary days", "Range of the forecast"]  # fmt: skip
    if language == "en":
        assert [tab.label for tab in app.tabs] == english
    else:
        assert len(app.tabs) == len(english)


@pytest.mark.parametrize("data", ["smallest", "none"], indirect=True)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_sales_no_lever_is_drawn_and_the_reason_is_said(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert not app.toggle
    assert app.warning


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_lock_is_saved_and_the_lever_follows(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    app.number_input(key="field:targets.reference_visitors").set_value(9000).run()
    assert values(app)["Conversion rate"] == "4.01 %"
    app.toggle(key="lock-conversion").set_value(False).run()
    assert saved(data)["targets.unknown"] == "visitors,conversion"
    assert values(app)["Conversion rate"] == "4.57 %"  # × √1.3
    assert values(app)["Visitors"] == "10,262"
    app.toggle(key="lock-visitors").set_value(True).run()
    app.toggle(key="lock-conversion").set_value(True).run()
    assert saved(data)["targets.unknown"] == "none"
    assert "free one of them" in words(app).replace("\\", "")
    app.toggle(key="lock-revenue").set_value(False).run()
    assert saved(data)["targets.unknown"] == "revenue"
    # Locked levers as in the last event give its revenue back.
    assert values(app)["Revenue goal of the window"] == "CN¥102,132"


@pytest.mark.parametrize("data", ["sample"], indirect=True)
@pytest.mark.parametrize("goal", [0.0, -5.0])
def test_a_goal_of_nothing_is_refused_beside_its_field(
    data: Workspace, open_page: OpenPage, goal: float
) -> None:
    app = open_page(data, PAGE)
    app.selectbox(key="field:targets.goal_kind").set_value("revenue").run()
    app.number_input(key="field:targets.goal_revenue").set_value(goal).run()
    assert "is outside CN¥0\\.01" in words(app)
    assert "targets.goal_revenue" not in saved(data)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_an_edited_day_is_shown_and_can_follow_again(data: Workspace, open_page: OpenPage) -> None:
    set_field(data, "campaign.main_day", "2027-11-11")
    set_field(data, "targets.breakdown.day.2027-11-11", "50000")
    app = open_page(data, PAGE)
    assert not app.exception
    grid = app.dataframe[0].value
    assert list(grid["Plan (CN¥)"])[4] == 50_000
    assert list(grid["State"]).count("typed") == 1
    app.button(key="undo-day-2027-11-11").click().run()
    assert "targets.breakdown.day.2027-11-11" not in saved(data)
    assert "typed" not in list(app.dataframe[0].value["State"])


def hours_of(app: AppTest, day: str) -> list[float]:
    """Return the amounts of the grid of hours, which is the one with 24 lines and a share."""
    (grid,) = (
        frame.value
        for frame in app.dataframe
        if len(frame.value) == 24 and "Plan (CN¥)" in frame.value and day in frame.value.index[0]
    )
    return list(grid["Plan (CN¥)"])


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_an_edited_hour_stays_its_day_too_and_one_edit_can_be_taken_back(
    data: Workspace, open_page: OpenPage
) -> None:
    set_field(data, "campaign.main_day", "2027-11-11")
    before = hours_of(open_page(data, PAGE), "2027-11-11")
    set_field(data, "targets.breakdown.hour.2027-11-11T20", "9000")
    set_field(data, "targets.breakdown.hour.2027-11-11T21", "8000")
    app = open_page(data, PAGE)
    assert not app.exception
    typed = hours_of(app, "2027-11-11")
    assert typed[20:22] == [9000, 8000]
    assert round(sum(typed), 2) == round(sum(before), 2)
    assert typed[0] < before[0]
    app.button(key="undo-hour-2027-11-11T20").click().run()
    assert "targets.breakdown.hour.2027-11-11T20" not in saved(data)
    assert hours_of(app, "2027-11-11")[21] == 8000
    app.button(key="undo-hour-2027-11-11T21").click().run()
    assert hours_of(app, "2027-11-11") == before


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_all_typed_hours_can_be_let_go_at_once_also_those_of_another_year(
    data: Workspace, open_page: OpenPage
) -> None:
    set_field(data, "campaign.main_day", "2027-11-11")
    for hour in ("2027-11-11T20", "2027-11-11T21", "2026-11-11T20"):
        set_field(data, f"targets.breakdown.hour.{hour}", "100")
    app = open_page(data, PAGE)
    assert "1 typed hours are not in the campaign window any more" in words(app)
    app.button(key="reset-hour").click().run()
    assert not [name for name in saved(data) if "hour" in name]
    assert "not in the campaign window" not in words(app)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_levers_of_the_purposes_come_first_and_are_tasks(
    data: Workspace, open_page: OpenPage
) -> None:
    set_field(data, "campaign.purposes", "wake,brand")
    said = words(open_page(data, PAGE))
    assert "1. **Comeback rate** :violet-badge[Wake lost customers]" in said
    assert "names no lever for: Brand reach" in said.replace("\\", "")
    tasks = open_page(data, "pages/checklist.py").dataframe[0].value
    assert any("Make buying again easy" in str(title) for title in tasks["Task"])


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_purposes_are_put_in_order_where_the_levers_stand(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    for purpose in ("wake", "volume", "traffic"):
        app.selectbox(key="add-purpose").set_value(purpose).run()
    assert saved(data)["campaign.purposes"] == "wake,volume,traffic"
    assert app.button(key="up-wake").disabled
    assert app.button(key="down-traffic").disabled
    app.button(key="down-wake").click().run()
    assert saved(data)["campaign.purposes"] == "volume,wake,traffic"
    assert "1. **Conversion rate** :violet-badge[Sales volume]" in words(app)
    app.button(key="away-volume").click().run()
    assert saved(data)["campaign.purposes"] == "wake,traffic"
    assert "1. **Comeback rate** :violet-badge[Wake lost customers]" in words(app)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_ranking_that_changed_in_another_tab_is_not_overwritten(
    data: Workspace, open_page: OpenPage
) -> None:
    set_field(data, "campaign.purposes", "wake,volume")
    app = open_page(data, PAGE)
    set_field(data, "campaign.purposes", "brand")
    app.button(key="up-volume").click().run()
    assert saved(data)["campaign.purposes"] == "brand"
    assert "error" in words(app)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_sensitivity_shows_the_margin_once_its_cost_is_known(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    assert app.selectbox(key="tornado-measure").value == "revenue"
    assert "Type the cost of goods per item" in words(app)
    set_field(data, "targets.unit_cost", 80.0)
    app = open_page(data, PAGE)
    assert app.selectbox(key="tornado-measure").value == "margin"
    assert app.selectbox(key="tornado-measure").set_value("orders_paid").run().exception == []


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_sub_goal_without_a_last_value_is_not_judged(
    data: Workspace, open_page: OpenPage
) -> None:
    assert ":gray-badge[not judged] Nothing to compare with" in words(open_page(data, PAGE))


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_main_day_in_the_past_is_said(data: Workspace, open_page: OpenPage) -> None:
    set_field(data, "campaign.main_day", "2027-06-18")
    assert "lies before today" in words(open_page(data, PAGE))


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_window_that_overlaps_its_reference_is_said(data: Workspace, open_page: OpenPage) -> None:
    set_field(data, "campaign.main_day", "2026-11-15")
    assert "overlaps the campaign" in words(open_page(data, PAGE))
