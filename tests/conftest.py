"""What the tests of all rooms share: workspaces, data sets of literal rows, the real sheets.

No cache has to be cleared between tests: engines are kept by path, and every test has its own.
"""

import gc
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from planner.planning import Answer, answer
from planner.tables import Dataset, Workspace, current_dataset, publish_import
from planner.tables.engine import THREADS
from tests.rows import (
    EVENT_DISCOUNTS,
    EVENT_ITEMS,
    EVENT_ORDERS,
    EVENT_PARCELS,
    EVENT_PRODUCTS,
    EVENT_STOCK,
    EVENT_TRAFFIC,
    Row,
    order,
    plan,
    prepare_import,
)

SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"

# Tests run side by side, one on each core, and ask small questions; those of real sheets, which are
# large enough for several cores, take all of them (tests/sheets/conftest.py).
os.environ.setdefault(THREADS, "1")

# The same examples in every run, however slow the machine is.
settings.register_profile(
    "planner",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("planner")

MakeDataset = Callable[..., Dataset]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Return what hands tests to workers, where there are several."""
    from tests.scheduling import KeptTogether

    return KeptTogether(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Spare the collector of garbage what is imported by now, and have it look less often.

    What is imported stays, and there is much of it; looking through it again and again took half of
    the time of reading a workbook.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real sheets; it lies beside the checkout and is no part of it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real sheets (../shared/data beside the checkout) are not here")
    return SHARED_DATA


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return an empty workspace."""
    return Workspace(tmp_path / "workspace")


@pytest.fixture(scope="session")
def kept_workspaces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of workspaces into which literal rows were imported; to be copied."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def make_dataset(workspace: Workspace, kept_workspaces: Path) -> MakeDataset:
    """Return a function that imports literal rows and returns the version they are in.

    ``make_dataset(orders=[order("1", "2026-11-11 00:05", 99)], items=[line("1", "A")])``, with the
    helpers of ``tests.rows``; a second call is a second import into the same workspace. Rows that
    an earlier test imported into an empty workspace are not imported again: it is copied.
    """

    def make(
        orders: Sequence[Row] | None = None,
        items: Sequence[Row] | None = None,
        file_name: str = "orders.csv",
        **others: Sequence[Row],
    ) -> Dataset:
        told = repr((orders, items, file_name, sorted(others.items())))
        kept = kept_workspaces / sha256(told.encode()).hexdigest()
        is_empty = not workspace.folder.exists()
        if is_empty and kept.exists():
            shutil.copytree(kept, workspace.folder)
            known = current_dataset(workspace)
            assert known is not None
            return known
        with workspace.locked():
            dataset = publish_import(
                workspace, prepare_import(workspace, orders, items, file_name, **others)
            )
        if is_empty:
            shutil.copytree(workspace.folder, kept)
        return dataset

    return make


@pytest.fixture
def smallest_dataset(make_dataset: MakeDataset) -> Dataset:
    """Return the smallest legal data: one order, no buyer, no items, unpaid."""
    return make_dataset([order("1", "2026-11-11 00:05", gross_amount="59.00")])


@pytest.fixture(scope="session")
def event_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return a small event: four paid orders by three buyers, one unpaid, all with lines.

    With some stock, master data, visitors, discounts and parcels.

    Imported once, in a workspace of its own: a version never changes.
    """
    workspace = Workspace(tmp_path_factory.mktemp("event"))
    others = {
        "stock": EVENT_STOCK,
        "products": EVENT_PRODUCTS,
        "traffic": EVENT_TRAFFIC,
        "discounts": EVENT_DISCOUNTS,
        "parcels": EVENT_PARCELS,
    }
    return publish_import(workspace, prepare_import(workspace, EVENT_ORDERS, EVENT_ITEMS, **others))


@pytest.fixture
def event_answer(event_dataset: Dataset) -> Callable[..., Answer]:
    """Return a function that answers a plan over the small event, six weeks ahead."""
    return lambda **values: answer(plan(**values), event_dataset, date(2027, 10, 1))
