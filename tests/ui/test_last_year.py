"""The page of the last event: what it tells, what it says it cannot tell, in both languages."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.last_year import Section
from planner.tables import Workspace, imported_files, publish_import, remove_import
from tests.rows import Row, line, order, prepare_import
from tests.ui.conftest import OpenPage

PAGE = "pages/last_year.py"
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def said(app: AppTest) -> str:
    """Return what the page says outside its accounts."""
    kinds = ("info", "warning", "subheader", "caption", "markdown")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind)).replace(
        "\\", ""
    )


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def loaded(
    folder: Path, orders: Sequence[Row], items: Sequence[Row] | None = None, **others: Sequence[Row]
) -> Workspace:
    """Return a workspace with literal rows."""
    workspace = Workspace(folder / "workspace")
    publish_import(workspace, prepare_import(workspace, orders, items, **others))
    return workspace


@LANGUAGES
@pytest.mark.parametrize("data", ["none"], indirect=True)
def test_without_data_it_says_what_to_upload(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert not app.metric
    assert [button.key for button in app.button] == ["load-sample"]


@LANGUAGES
@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_orders_without_a_payment_tell_no_number(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert not app.metric
    assert len(app.warning) == 1


@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_orders_without_a_payment_name_the_columns_that_would_tell(
    data: Workspace, open_page: OpenPage
) -> None:
    text = said(open_page(data, PAGE))
    assert (
        "Orders placed from Wed 11 Nov 2026 to Wed 11 Nov 2026 in your sheets: 1, not one of"
        in text
    )
    assert "time of payment" in text


@LANGUAGES
@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_sample_fills_every_section(
    language: str, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE, language)
    assert not app.exception
    assert len(app.subheader) >= len(Section)
    values = set(metrics(app).values())
    assert {"416", "364", "361", "87.5 %", "1.841", "7.49 %", "79.22 %"} <= values
    titles = [element.value for element in app.subheader]
    assert all(
        (re.search(r"[\u4e00-\u9fff]", one) is not None) == (language == "zh") for one in titles
    )


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_the_sample_without_visitors_says_so_and_which_sheet_would_tell(
    data: Workspace, open_page: OpenPage
) -> None:
    text = said(open_page(data, PAGE))
    assert "reach back 38 days before the window" in text
    assert "Visitors and conversion cannot be told" in text
    assert "A visitors sheet by day" in text


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_visitors_are_shown_once_they_are_loaded_and_gone_once_removed(
    data: Workspace, open_page: OpenPage
) -> None:
    day = {"period_start": "2026-11-11", "period_end": "2026-11-11", "visitors": 2630}
    publish_import(data, prepare_import(data, traffic=[day], file_name="visitors.csv"))
    app = open_page(data, PAGE)
    assert metrics(app)["Visitors, main day"] == "2,630"
    assert metrics(app)["Conversion rate, main day"] == "4.52 %"
    assert "visitors of days never add up" in said(app)
    (visitors,) = [one for one in imported_files(data) if one.file_name == "visitors.csv"]
    remove_import(data, visitors.import_id)
    assert "Visitors, main day" not in metrics(open_page(data, PAGE))


@LANGUAGES
def test_one_bare_paid_order_says_what_each_section_lacks(
    language: str, tmp_path: Path, open_page: OpenPage
) -> None:
    app = open_page(loaded(tmp_path, [order("1", "2026-11-11 00:05", 59)]), PAGE, language)
    assert not app.exception
    missing = [one.value for one in app.markdown if one.value.startswith(":material/help:")]
    assert len(missing) >= len(Section) - 1


@LANGUAGES
def test_a_reference_window_without_orders_says_which_days_there_are(
    language: str, tmp_path: Path, open_page: OpenPage
) -> None:
    from planner.campaign import Patch, PlanStore
    from planner.planning import REGISTRY

    workspace = loaded(tmp_path, [order("1", "2026-11-11 00:05", 59)])
    store = PlanStore(workspace, REGISTRY)
    store.save(store.current().plan_id, [Patch("campaign.reference_day", None, "2020-01-01")])
    app = open_page(workspace, PAGE, language)
    assert not app.exception
    assert not app.metric
    assert "2020" in app.warning[0].value


def test_text_from_the_sheets_never_becomes_markup(tmp_path: Path, open_page: OpenPage) -> None:
    name = "<b>x</b> [y](http://z) :red[q] $m$"
    workspace = loaded(
        tmp_path,
        [order("1", "2026-11-11 10:05", 59, province=name, buyer_id=name, refund_amount=1)],
        [line("1", name, category=name)],
    )
    app = open_page(workspace, PAGE)
    assert not app.exception
    assert not any("<b>" in element.value for element in app.markdown)


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_another_bound_of_class_a_is_taken_at_once(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    assert "Class A: 58 products" in said(app)
    app.number_input(key="field:last_year.a_share").set_value(50.0).run()
    assert not app.exception
    assert "Class A: 58 products" not in said(app)
