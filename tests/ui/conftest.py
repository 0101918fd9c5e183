"""Pages as they run in Streamlit, without a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.sheets import import_file
from planner.tables import Workspace

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "sample_data" / "small"
TODAY = "2027-10-20"
SMALLEST_SHEET = "订单编号,总金额,订单创建时间,订单付款时间\n1,59.00,2026-11-11 00:05:00,\n"
"""One order, no buyer, no items, unpaid."""

OpenPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _clear_caches() -> Iterator[None]:
    """Start every test with empty caches: they outlive a test otherwise."""
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the small sample shop, to be copied and never written to."""
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    for path in sorted(SMALL.glob("*.csv"), key=lambda path: "Detail" in path.name):
        import_file(Workspace(folder), path, path.name)
    return folder


@pytest.fixture
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """Return a workspace with the data that the test names: "none", "sample" or "smallest"."""
    folder = tmp_path / "workspace"
    workspace = Workspace(folder)
    match request.param:
        case "sample":
            shutil.copytree(request.getfixturevalue("sample_folder"), folder)
        case "smallest":
            path = tmp_path / "orders.csv"
            path.write_text(SMALLEST_SHEET, encoding="utf-8")
            import_file(workspace, path, path.name)
    return workspace


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Return a function that opens a page of the dashboard over a workspace."""

    def opened(workspace: Workspace, page: str = "app.py", language: str = "en") -> AppTest:
        monkeypatch.setenv("PLANNER_WORKSPACE", str(workspace.folder))
        monkeypatch.setenv("PLANNER_TODAY", TODAY)
        monkeypatch.delenv("PLANNER_SAMPLE", raising=False)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["lang"] = language
        app.run()
        if page != "app.py":
            app.switch_page(page)
            app.query_params["lang"] = language
            app.run()
        return app

    return opened
