"""The funnels of real sheets: counts that were worked out apart from the planner."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.funnel import Funnel, Level, Slice, Step, read_parts, read_times
from planner.planning import answer
from planner.sheets import import_file
from planner.tables import Dataset, Workspace, current_dataset
from tests.rows import plan

D = Decimal


def loaded(folder: Path, file: Path) -> Dataset:
    workspace = Workspace(folder)
    import_file(workspace, file, file.name)
    dataset = current_dataset(workspace)
    assert dataset is not None
    return dataset


@pytest.fixture(scope="module")
def tmall(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return loaded(tmp_path_factory.mktemp("tmall"), shared_data / "tmall_order_report.csv")


@pytest.fixture(scope="module")
def wholesaler(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    file = shared_data / "uci_online_retail_full.parquet"
    return loaded(tmp_path_factory.mktemp("uci"), file)


def funnel(dataset: Dataset, **chosen: str) -> Funnel:
    values = {f"funnel.{name}": value for name, value in chosen.items()}
    told = answer(plan(**values), dataset, date(2027, 10, 1)).funnel
    assert told is not None
    return told


def test_of_28010_orders_24087_were_paid(tmall: Dataset) -> None:
    told = funnel(tmall, period="all")
    paid = told.steps[Step.PAID]
    assert paid.counts.pair == (24_087, 28_010)
    assert paid.counts.amount is not None
    assert paid.counts.amount.value == D("2474823.07")
    # 5,132 were given back whole, 514 in part.
    assert told.steps[Step.KEPT].lost.value == 5132
    assert told.now.beside["orders_refunded"].value == 5132 + 514
    assert next(iter(told.now.levels)) is Level.PLACED


def test_the_hours_add_up_to_the_orders(tmall: Dataset) -> None:
    told = funnel(tmall, period="all")
    parts = read_parts(tmall, told.period, Slice.HOUR, 100, 0.95, told.refunds_told)
    rates = [part.rates[Step.PAID] for part in parts]
    assert len(rates) == 24
    assert (sum(one.reached for one in rates), sum(one.base for one in rates)) == (24_087, 28_010)
    provinces = read_parts(tmall, told.period, Slice.PROVINCE, 100, 0.95, told.refunds_told)
    assert sum(part.rates[Step.PAID].base for part in provinces) == 28_010


def test_the_times_to_payment_hold_every_paid_order(tmall: Dataset) -> None:
    payment = read_times(tmall, funnel(tmall, period="all").period)["payment"]
    assert payment.told + payment.backwards == 24_087


def test_a_wholesaler_without_visitors_begins_at_its_orders(wholesaler: Dataset) -> None:
    told = funnel(wholesaler, period="own", first_day="2011-03-01", last_day="2011-05-31")
    assert Level.VISITORS in told.missing()
    # One time for placing and paying: what stayed unpaid is not told.
    assert Step.PAID not in told.steps
    assert Step.PAID in told.now.why_not
    assert int(told.now.beside["returns"].value or 0) > 0
    assert read_times(wholesaler, told.period)["payment"].is_one_time
    again = told.steps[Step.AGAIN]
    assert told.now.again_days == 90
    assert 0 < float(again.rate.required) < 1
    returning = read_parts(wholesaler, told.period, Slice.CUSTOMER, 100, 0.95, False)
    assert {part.name for part in returning} == {"new", "returning", "unknown"}
