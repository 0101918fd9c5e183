"""The page Plans, the switch of plans on every page, and the way plans go from page to page."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from planner.campaign import PlanStore, SavedPlan, plan_title
from planner.language import Language
from planner.planning import REGISTRY
from planner.sheets import import_file
from planner.tables import Workspace, back_up, current_dataset, imported_files
from tests.ui.conftest import TODAY, OpenPage
from tests.ui.uploading import plain

PAGE = "pages/plans.py"
GROWTH = "targets.growth_share"
KEPT = {"campaign.main_day": "2027-11-11"}
"""The day that was proposed when the first value was saved."""
ORDERS = (
    "订单编号,总金额,订单创建时间,订单付款时间\n9,59.00,2026-11-11 00:05:00,2026-11-11 00:06:00\n"
)


def plans_of(workspace: Workspace) -> list[SavedPlan]:
    return PlanStore(workspace, REGISTRY).plans()


def texts(app: AppTest) -> str:
    kinds = ("markdown", "caption", "warning", "success", "error", "info")
    return "\n".join(plain(str(element.value)) for kind in kinds for element in app.get(kind))


def titles(plans: list[SavedPlan], language: str) -> list[str]:
    return [
        Language(language).text(plan_title(one.plan, date.fromisoformat(TODAY))) for one in plans
    ]


def make(app: AppTest, preset: str, name: str = "") -> AppTest:
    app.selectbox(key="new-preset").set_value(preset).run()
    (box,) = [one for one in app.text_input if (one.key or "").startswith("new-name-")]
    box.set_value(name).run()
    return app.button(key="make-plan").click().run()


# New, copied, named, deleted ----------------------------------------------------------------------


@pytest.mark.parametrize("data", ["none", "sample", "smallest"], indirect=True)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_plan_is_made_from_every_preset_and_shown(
    data: Workspace, open_page: OpenPage, language: str
) -> None:
    app = open_page(data, PAGE, language)
    for preset in ("double_11", "black_friday", "new_year_goods", "empty"):
        app = make(app, preset)
        assert not app.exception
        newest = plans_of(data)[-1]
        assert app.query_params["plan"] == newest.plan.plan_id
        if preset != "empty":
            assert newest.plan.text("campaign.purposes")
    names = titles(plans_of(data), language)
    assert len(set(names)) == len(names) == 5  # no two plans are called the same


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_preset_takes_the_event_of_a_year_before_where_the_sheets_cover_it(
    data: Workspace, open_page: OpenPage
) -> None:
    app = make(open_page(data, PAGE), "double_11", "Main")
    plan = plans_of(data)[-1].plan
    assert plan.values["campaign.main_day"] == "2027-11-11"
    assert plan.values["campaign.reference_day"] == "2026-11-11"
    make(app, "618", "Summer")
    assert "campaign.reference_day" not in plans_of(data)[-1].plan.values


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_plan_is_copied_renamed_deleted_and_brought_back(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    (first,) = plans_of(data)
    app.button(key=f"duplicate-{first.plan.plan_id}").click().run()
    copy = plans_of(data)[-1].plan.plan_id
    assert titles(plans_of(data), "en") == ["Double 11 2027", "Double 11 2027 (2)"]
    app.text_input(key=f"name-{copy}").set_value("Bold *one*").run()
    app.button(key=f"rename-{copy}").click().run()
    assert "Bold \\*one\\*" in "".join(one.value for one in app.markdown)
    app.button(key=f"delete-{copy}").click().run()
    assert [one.plan for one in plans_of(data)] == [first.plan]
    app.button(key=f"bring-back-{copy}").click().run()
    assert [one.plan.text("plan.name") for one in plans_of(data)] == [None, "Bold *one*"]
    assert not app.exception


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_a_plan_nobody_named_is_called_in_the_language_of_its_reader(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, "zh")
    make(make(app, "double_11"), "march_8", "我的计划")
    assert titles(plans_of(data), "en") == ["Double 11 2027", "Double 11 2027 (2)", "我的计划"]
    switch = open_page(data, PAGE, "en").selectbox(key="plan-switch")
    assert switch.options == ["Double 11 2027", "Double 11 2027 (2)", "我的计划"]
    switch = open_page(data, PAGE, "zh").selectbox(key="plan-switch")
    assert switch.options == ["双11 2027", "双11 2027 (2)", "我的计划"]


@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_a_name_that_is_emptied_gives_way_to_that_of_the_promotion(
    data: Workspace, open_page: OpenPage
) -> None:
    app = make(open_page(data, PAGE), "618", "Summer")
    (_, summer) = plans_of(data)
    key = summer.plan.plan_id
    app.button(key=f"duplicate-{key}").click().run()
    assert titles(plans_of(data), "en")[1:] == ["Summer", "Summer (2)"]
    app.button(key=f"duplicate-{plans_of(data)[-1].plan.plan_id}").click().run()
    assert titles(plans_of(data), "en")[-1] == "Summer (3)"
    app.text_input(key=f"name-{key}").set_value(" ").run()
    app.button(key=f"rename-{key}").click().run()
    assert titles(plans_of(data), "en")[1] == "618 2028"
    assert not app.exception


# Which plan is shown ------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_plan_of_the_address_is_shown_and_passed_on_in_every_link(
    data: Workspace, open_page: OpenPage
) -> None:
    store = PlanStore(data, REGISTRY)
    open_page(data)
    bold = store.create({"plan.name": "Bold", GROWTH: 0.9})
    app = open_page(data, "pages/targets.py")
    app.query_params["plan"] = bold.plan_id
    app.run()
    assert app.number_input(key=f"field:{GROWTH}").value == 90.0
    assert app.selectbox(key="plan-switch").value == bold.plan_id
    links = [parse_qs(link.proto.query_string) for link in app.get("page_link")]
    assert links
    assert all(link["plan"] == [bold.plan_id] and link["lang"] == ["en"] for link in links)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_switching_fills_every_box_anew_and_saves_into_the_plan_that_is_shown(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, "pages/targets.py")
    (first,) = plans_of(data)
    bold = PlanStore(data, REGISTRY).create({"plan.name": "Bold", GROWTH: 0.9})
    app.run()
    app.number_input(key=f"field:{GROWTH}").set_value(9999.0).run()  # refused, in the first plan
    app.selectbox(key="plan-switch").set_value(bold.plan_id).run()
    assert app.query_params["plan"] == bold.plan_id
    assert app.number_input(key=f"field:{GROWTH}").value == 90.0
    assert "outside" not in texts(app)
    app.number_input(key=f"field:{GROWTH}").set_value(70.0).run()
    store = PlanStore(data, REGISTRY)
    assert store.load(bold.plan_id).values[GROWTH] == 0.7
    assert store.load(first.plan.plan_id).values == {}


@pytest.mark.parametrize("data", ["sample"], indirect=True)
@pytest.mark.parametrize(("language", "word"), [("en", "There is no plan"), ("zh", "不存在")])
def test_a_plan_that_is_not_there_is_said_and_another_shown(
    data: Workspace, open_page: OpenPage, language: str, word: str
) -> None:
    app = open_page(data, "pages/targets.py", language)
    app.query_params["plan"] = "nowhere"
    app.run()
    assert not app.exception
    assert word in app.warning[0].value
    assert app.metric


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_deleted_plan_in_an_address_says_where_to_bring_it_back(
    data: Workspace, open_page: OpenPage
) -> None:
    open_page(data)
    store = PlanStore(data, REGISTRY)
    gone = store.create({})
    store.delete(gone.plan_id)
    app = open_page(data)
    app.query_params["plan"] = gone.plan_id
    app.run()
    assert "brought back on the page Plans" in app.warning[0].value


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_newer_data_is_said_once_it_is_there_until_it_is_noted(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    app = open_page(data, "pages/targets.py")
    assert "newer data" not in texts(app)
    sheet = tmp_path / "more.csv"
    sheet.write_text(ORDERS, encoding="utf-8")
    import_file(data, sheet, sheet.name)
    app.run()
    assert "newer data than when this plan was last worked on: more.csv came" in texts(app)
    app.button(key="note-data").click().run()
    assert "newer data" not in texts(app)
    assert "newer data" not in texts(open_page(data))


# Compare and history ------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["none", "sample", "smallest"], indirect=True)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_plans_stand_side_by_side(data: Workspace, open_page: OpenPage, language: str) -> None:
    open_page(data)
    PlanStore(data, REGISTRY).create({"plan.name": "Bold", GROWTH: 0.9})
    app = open_page(data, PAGE, language)
    assert not app.exception
    tables = [table.value for table in app.dataframe]
    fields = tables[-1]
    assert "90 %" in fields.to_string()
    if current_dataset(data) and len(tables) > 1:
        assert tables[0].iloc[0, 3].startswith("+")  # what differs stands first
        assert tables[0].iloc[-1, 3] == "="


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_save_is_undone_and_an_older_version_gone_back_to(
    data: Workspace, open_page: OpenPage
) -> None:
    targets = open_page(data, "pages/targets.py")
    for growth in (40.0, 50.0):
        targets.number_input(key=f"field:{GROWTH}").set_value(growth).run()
    app = open_page(data, PAGE)
    assert "Growth on the reference window: 40 % → 50 %" in texts(app)
    app.button(key="undo").click().run()
    (saved,) = plans_of(data)
    assert saved.plan.values == {GROWTH: 0.4, **KEPT}
    assert "taken back since" in texts(app)
    app.button(key="take-back-2").click().run()
    assert plans_of(data)[0].plan.values == {}
    app.button(key="go-back-3").click().run()
    assert plans_of(data)[0].plan.values == {GROWTH: 0.5, **KEPT}
    assert "went back to version 3" in texts(app)
    assert not app.exception


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_save_whose_field_changed_since_is_refused_with_the_reason(
    data: Workspace, open_page: OpenPage
) -> None:
    targets = open_page(data, "pages/targets.py")
    for growth in (40.0, 50.0):
        targets.number_input(key=f"field:{GROWTH}").set_value(growth).run()
    app = open_page(data, PAGE)
    app.button(key="take-back-2").click().run()
    assert "has changed since" in app.error[0].value
    assert plans_of(data)[0].plan.values == {GROWTH: 0.5, **KEPT}


# Purposes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_purposes_are_added_and_put_in_order(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    for purpose in ("volume", "wake"):
        app.selectbox(key="add-purpose").set_value(purpose).run()
    assert plans_of(data)[0].plan.values["campaign.purposes"] == "volume,wake"
    app.button(key="up-wake").click().run()
    assert plans_of(data)[0].plan.values["campaign.purposes"] == "wake,volume"
    assert "1. Wake lost customers" in texts(app)
    assert "2. Sales volume" in texts(app)
    for purpose in ("wake", "volume"):
        app.button(key=f"away-{purpose}").click().run()
    assert plans_of(data)[0].plan.values == KEPT


# The workspace as a file --------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["none", "sample"], indirect=True)
def test_a_back_up_is_made_and_can_be_downloaded(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    app.button(key="make-backup").click().run()
    assert not app.exception
    assert "Back-up of" in texts(app)
    assert len(app.get("download_button")) == 1


def upload(app: AppTest, content: bytes, name: str = "back-up.zip") -> AppTest:
    (box,) = app.file_uploader
    return box.set_value((name, content, "application/zip")).run()


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_a_back_up_says_what_it_holds_and_replaces_only_after_confirmation(
    data: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    target = tmp_path / "shop.zip"
    open_page(data)
    PlanStore(data, REGISTRY).create({"plan.name": "Kept"})
    back_up(data, target)
    store = PlanStore(data, REGISTRY)
    store.create({"plan.name": "Later"})
    app = upload(open_page(data, PAGE), target.read_bytes())
    assert "2 plans, 2 sheets" in texts(app)
    assert "3 plans" in texts(app)  # that would be replaced
    assert app.button(key="restore-now").disabled
    app.checkbox[0].check().run()
    app.button(key="restore-now").click().run()
    assert not app.exception
    assert "is restored" in app.success[0].value
    assert [one.plan.text("plan.name") for one in plans_of(data)] == [None, "Kept"]


@pytest.mark.parametrize("data", ["sample"], indirect=True)
@pytest.mark.parametrize("content", [b"no zip", b"PK\x05\x06" + bytes(18)])
def test_a_foreign_file_gets_a_clear_word_and_no_button(
    data: Workspace, open_page: OpenPage, content: bytes
) -> None:
    app = upload(open_page(data, PAGE), content)
    assert "no back\\-up of the planner" in app.error[0].value
    assert not [button for button in app.button if button.key == "restore-now"]


@pytest.mark.parametrize("data", ["sample"], indirect=True)
@pytest.mark.parametrize(("language", "word"), [("en", "EMPTY"), ("zh", "清空")])
def test_the_workspace_is_emptied_only_when_the_word_is_typed(
    data: Workspace, open_page: OpenPage, language: str, word: str
) -> None:
    app = open_page(data, PAGE, language)
    app.text_input(key="empty-0").set_value("yes").run()
    assert app.button(key="empty-now").disabled
    app.text_input(key="empty-0").set_value(word).run()
    app.button(key="empty-now").click().run()
    assert not app.exception
    assert imported_files(data) == []
    assert current_dataset(data) is None
    assert [one.plan.values for one in plans_of(data)] == [{}]
