"""Pages as they run in Streamlit, without a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.campaign import Patch, PlanStore
from planner.planning import REGISTRY
from planner.sheets import import_file
from planner.tables import Workspace

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "sample_data" / "small"
TODAY = "2027-10-20"
SECONDS_FOR_A_RUN = 600
"""Not how fast a page must be: so long a busy machine may take before it counts as stuck."""
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


def imported(folder: Path, *files: Path) -> Path:
    """Return the folder of a workspace into which files were imported one by one."""
    for path in files:
        import_file(Workspace(folder), path, path.name)
    return folder


def as_filled(kept: Path) -> Workspace:
    """Return a workspace as it was filled, at the same place for every test.

    What was read of a version of the data is remembered by its folder: a copy at another place is
    read anew, and that takes longer than the page does.
    """
    folder = kept.with_name("workspace")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)
    return Workspace(folder)


def save(workspace: Workspace, **values: Any) -> None:
    """Save fields of the plan to begin with; ``__`` stands for the dot in their names."""
    store = PlanStore(workspace, REGISTRY)
    plan = store.current()
    patches = [
        Patch(name.replace("__", "."), plan.values.get(name.replace("__", ".")), value)
        for name, value in values.items()
    ]
    store.save(plan.plan_id, patches)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the small sample shop, to be copied and never written to."""
    sheets = sorted(SMALL.glob("*.csv"), key=lambda path: "Detail" in path.name)
    return imported(tmp_path_factory.mktemp("sample") / "kept", *sheets)


@pytest.fixture(scope="session")
def stocked_folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one with the sample shop's orders, costs and stock; never written to either."""
    folder = tmp_path_factory.mktemp("stocked") / "kept"
    shutil.copytree(sample_folder, folder)
    return imported(folder, SMALL / "库存2026.xlsx", SMALL / "商品资料2026.xlsx")


@pytest.fixture(scope="session")
def smallest_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one with the smallest legal data; never written to either."""
    folder = tmp_path_factory.mktemp("smallest")
    sheet = folder / "orders.csv"
    sheet.write_text(SMALLEST_SHEET, encoding="utf-8")
    return imported(folder / "kept", sheet)


@pytest.fixture
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """Return a workspace with the data that the test names: "none", "sample" or "smallest"."""
    if request.param == "none":
        return Workspace(tmp_path / "workspace")
    return as_filled(request.getfixturevalue(f"{request.param}_folder"))


@pytest.fixture
def stocked(stocked_folder: Path) -> Workspace:
    """Return a workspace with the sample shop's orders, costs and stock."""
    return as_filled(stocked_folder)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Return a function that opens a page of the dashboard over a workspace."""

    def opened(workspace: Workspace, page: str = "app.py", language: str = "en") -> AppTest:
        monkeypatch.setenv("PLANNER_WORKSPACE", str(workspace.folder))
        monkeypatch.setenv("PLANNER_TODAY", TODAY)
        monkeypatch.delenv("PLANNER_SAMPLE", raising=False)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS_FOR_A_RUN)
        app.query_params["lang"] = language
        if page != "app.py":
            app.switch_page(page)
            app.query_params["lang"] = language
        return app.run()

    return opened
