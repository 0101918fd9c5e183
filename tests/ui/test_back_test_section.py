"""The section that holds out a past event: verdict, numbers, chart and table, or what to upload."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.tables import Workspace
from tests.ui.conftest import SECONDS_FOR_A_RUN, as_filled, imported

Open = Callable[..., AppTest]


def section() -> None:
    """Draw nothing but the section; runs as a page of its own."""
    import os

    from planner.language import language_for
    from planner.ui import back_test
    from planner.ui.state import read_screen

    back_test.draw(read_screen(language_for(os.environ["LANGUAGE_OF_TEST"]), None))


@pytest.fixture
def open_section(monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(workspace: Workspace, language: str = "en") -> AppTest:
        monkeypatch.setenv("PLANNER_WORKSPACE", str(workspace.folder))
        monkeypatch.setenv("PLANNER_TODAY", "2027-10-20")
        monkeypatch.setenv("LANGUAGE_OF_TEST", language)
        app = AppTest.from_function(section, default_timeout=SECONDS_FOR_A_RUN).run()
        assert not app.exception, app.exception
        return app

    return opened


def shop_of(folder: Path, event_days: Sequence[date]) -> Path:
    """Return a shop with three products over the weeks before some days, on which it sells more."""
    rows = ["订单编号,商家编码,商品分类,购买数量,价格,订单创建时间"]
    for event_day in event_days:
        for back in range(45, -1, -1):
            day = event_day - timedelta(days=back)
            for number in range(24 if back == 0 else 4):
                code = "ABC"[(number + back) % 3]
                rows.append(f"{day}-{number},{code},衣服,1,20,{day} {number:02}:00")
    path = folder / "orders.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return imported(folder / "kept", path)


@pytest.fixture(scope="module")
def two_events_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a shop with 11 November of two years; to be copied."""
    folder = tmp_path_factory.mktemp("two-events")
    return shop_of(folder, [date(2025, 11, 11), date(2026, 11, 11)])


@pytest.fixture
def two_events(two_events_folder: Path) -> Workspace:
    """Return a shop with 11 November of two years."""
    return as_filled(two_events_folder)


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link leads to another page, of which a section alone has none."""
    monkeypatch.setattr("planner.ui.frame.link", lambda *_args, **_options: None)


@pytest.mark.parametrize(
    ("language", "event"), [("en", "Wed 11 Nov 2026"), ("zh", "2026年11月11日")]
)
def test_a_past_event_is_compared_with_its_forecast(
    two_events: Workspace, open_section: Open, language: str, event: str
) -> None:
    app = open_section(two_events, language)
    assert len(app.success) + len(app.warning) == 1
    assert event in app.selectbox(key="back-test-event").options[0]
    assert len(app.metric) == 5
    (table,) = app.dataframe
    assert table.value.shape == (6, 8)
    (chart,) = app.get("vega_lite_chart")
    assert "11" in chart.proto.spec
    assert any("24" in caption.value for caption in app.caption)


def test_categories_may_be_chosen_instead_of_products(
    two_events: Workspace, open_section: Open
) -> None:
    app = open_section(two_events)
    app.selectbox(key="back-test-grain").select_index(1).run()
    assert not app.exception
    assert any("1 sold, 1 of them" in caption.value for caption in app.caption)


@pytest.mark.usefixtures("without_links")
def test_without_two_events_it_says_what_to_upload(tmp_path: Path, open_section: Open) -> None:
    app = open_section(Workspace(tmp_path / "workspace"))
    (told,) = app.info
    assert "two past events" in told.value
    assert not app.metric


def name(app: AppTest, **days: date | None) -> None:
    """Type days into their boxes, ``event_first=…``, and run the section."""
    for box, day in days.items():
        app.date_input(key=f"back-test-days-{box.replace('_', '-')}").set_value(day)
    app.run()
    assert not app.exception, app.exception


def reasons(app: AppTest) -> list[str]:
    said = (one.value for one in app.markdown if ":material/error:" in one.value)
    return [one.replace("\\", "") for one in said]


@pytest.mark.usefixtures("without_links")
def test_days_may_be_named_where_the_sheets_show_no_event(
    tmp_path: Path, open_section: Open
) -> None:
    # No day on which shops are known to promote; the busiest one alone is an event.
    app = open_section(Workspace(shop_of(tmp_path, [date(2026, 3, 20), date(2026, 9, 9)])))
    assert "two past events" in app.info[0].value
    assert "Name the days of an earlier event" in app.info[1].value
    name(
        app,
        event_first=date(2026, 9, 8),
        event_last=date(2026, 9, 9),
        past_0_first=date(2026, 3, 19),
        past_0_last=date(2026, 3, 20),
    )
    assert reasons(app) == []
    assert len(app.metric) == 5
    (chart,) = app.get("vega_lite_chart")
    assert "Tue 8 Sep – Wed 9 Sep" in chart.proto.alt
    # 24 pieces on the last day and 4 on the day before it.
    assert any(caption.value.startswith("28 pieces came") for caption in app.caption)


def test_a_wrong_day_keeps_its_place_and_gets_its_reason(
    two_events: Workspace, open_section: Open
) -> None:
    app = open_section(two_events)
    app.selectbox(key="back-test-event").set_value("named").run()
    assert len(app.metric) == 5, "the busiest day with the same day a year before is proposed"
    name(app, event_last=date(2026, 11, 1))
    assert "The last day lies before the first." in reasons(app)[0]
    assert not app.metric
    name(app, event_last=None, past_0_first=date(2027, 1, 1))
    assert "hold no orders on these days" in reasons(app)[0]
    assert app.date_input(key="back-test-days-past-0-first").value == date(2027, 1, 1)
    name(app, past_0_first=date(2025, 11, 11))
    assert len(app.metric) == 5


def test_a_second_past_event_is_forecast_from_too(
    two_events: Workspace, open_section: Open
) -> None:
    app = open_section(two_events)
    app.selectbox(key="back-test-event").set_value("named").run()
    app.button(key="back-test-more").click().run()
    name(app, past_1_first=date(2025, 11, 11))
    assert "another past event already" in reasons(app)[0]
    name(app, past_1_first=date(2025, 11, 4), past_1_last=date(2025, 11, 5))
    assert any("4 Nov 2025 – Wed 5 Nov 2025" in caption.value for caption in app.caption)
