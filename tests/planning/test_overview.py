"""The overview: the plan against last year, what is missing, what has changed."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.campaign import Plan, Save, SavedPlan
from planner.demand import read_reference
from planner.figures import Figure
from planner.language import Language, Unit, say
from planner.planning import Answer, answer
from planner.planning.overview import (
    TELLS,
    Against,
    against_last_year,
    blocked,
    busiest_hour,
    changes_since_yesterday,
    missing_kinds,
)
from planner.sheets.kinds import DISCOUNTS, KINDS, PARCELS
from planner.tables import Dataset, ImportedFile, RemovedFile
from tests.rows import order, plan

EN = Language("en")
TODAY = date(2027, 10, 20)
Answered = Callable[..., Answer]


def rows_of(answered: Answer) -> dict[str, Against]:
    assert answered.rooms is not None
    return {EN.text(row.label): row for row in against_last_year(answered.rooms, answered.entries)}


def test_the_goal_beside_last_years_revenue(event_answer: Answered) -> None:
    rows = rows_of(event_answer(targets__growth_share=0.5))
    revenue = rows["Revenue"]
    assert (revenue.last_year.value, revenue.plan.value) == (Decimal("300.00"), Decimal("450.00"))
    assert revenue.change == Decimal("0.5")
    assert revenue.unknown is None
    # Three buyers paid 300.00, in four orders.
    assert rows["Average order value (per buyer)"].last_year.value == 100
    assert rows["Paid orders"].last_year.value == 4
    assert list(rows) == [
        "Revenue",
        "Paid orders",
        "Average order value (per buyer)",
        "Visitors",
        "Conversion rate",
        "Items per order",
        "Parcels",
        "Orders placed in the busiest hour",
    ]


def test_the_busiest_hour_counts_orders_placed_on_both_sides(event_answer: Answered) -> None:
    # Orders 2 and 3 were placed between 00:00 and 01:00 on the 11th.
    busiest = rows_of(event_answer())["Orders placed in the busiest hour"]
    assert busiest.last_year.value == 2
    assert event_answer().rooms is not None
    assert busiest.plan.key == "staffing.peak_orders"


def test_what_last_year_cannot_tell_is_open_and_says_why(event_answer: Answered) -> None:
    parcels = rows_of(event_answer())["Parcels"]
    assert (parcels.last_year.value, parcels.change) == (None, None)
    assert parcels.unknown is not None
    assert "no sheet counts parcels" in EN.text(parcels.unknown)


def test_visitors_that_were_typed_are_last_years(event_answer: Answered) -> None:
    rows = rows_of(event_answer(targets__reference_visitors=60))
    assert rows["Visitors"].last_year.value == 60
    # Three buyers of sixty visitors.
    assert rows["Conversion rate"].last_year.value == pytest.approx(0.05)
    assert rows["Visitors"].unknown is rows["Conversion rate"].unknown is None


def test_a_list_that_tells_days_alone_has_no_busiest_hour(
    make_dataset: Callable[..., Dataset],
) -> None:
    dataset = make_dataset([order(key, "2026-11-11", 50, buyer_id=key) for key in "ab"])
    day = date(2026, 11, 11)
    assert busiest_hour(read_reference(dataset, day, day)).value is None
    hourly = make_dataset([order("c", "2026-11-11 20:30", 50)], file_name="more.csv")
    assert busiest_hour(read_reference(hourly, day, day)).value == 2


@given(
    st.decimals("0.01", "1e9", places=2),
    st.decimals("0.01", "1e9", places=2),
)
def test_last_year_grown_by_the_change_is_the_plan(past: Decimal, coming: Decimal) -> None:
    def figure(value: Decimal) -> Figure:
        return Figure("k", say("x"), value, Unit.MONEY, "x")

    row = Against(say("x"), Unit.MONEY, figure(past), figure(coming), None)
    assert row.change is not None
    assert float(past * (1 + row.change)) == pytest.approx(float(coming))


def test_nothing_last_year_has_no_change() -> None:
    none, some = (Figure("k", say("x"), value, Unit.COUNT, "x") for value in (0, 5))
    assert Against(say("x"), Unit.COUNT, none, some, None).change is None


def test_unit_prices_that_hold_up_the_same_cost_stand_together(event_answer: Answered) -> None:
    (prices,) = [one for one in blocked(event_answer()) if one.room == "materials"]
    assert [figure.key for figure in prices.figures] == ["materials.cost"]
    assert len(prices.inputs) > 1
    assert all(entry.key.endswith(".unit_price") for entry in prices.inputs)
    typed = event_answer(**{entry.key.replace(".", "__"): "0.50" for entry in prices.inputs})
    assert not [one for one in blocked(typed) if one.room == "materials"]


def test_an_open_conversion_rate_holds_up_the_visitors(
    make_dataset: Callable[..., Dataset],
) -> None:
    dataset = make_dataset([order(key, "2026-11-11 20:30", 50, buyer_id=key) for key in "ab"])
    found = blocked(answer(plan(), dataset, TODAY))
    by_input = {entry.key: one for one in found for entry in one.inputs}
    held_up = [figure.key for figure in by_input["targets.conversion_share"].figures]
    assert "targets.visitors" in held_up
    typed = blocked(answer(plan(targets__conversion_share=0.04), dataset, TODAY))
    assert "targets.conversion_share" not in {entry.key for one in typed for entry in one.inputs}


def test_without_data_no_figure_is_held_up() -> None:
    assert blocked(answer(plan(), None, TODAY)) == ()


@pytest.mark.parametrize(
    ("loaded", "missing"),
    [
        ([], list(TELLS)),
        (["orders"], ["order_items", "products", "stock", "traffic"]),
        (["orders+order_items", "products stock"], ["traffic"]),
        (["orders", "order_items", "products", "stock", "traffic"], []),
    ],
)
def test_kinds_of_sheet_that_are_not_loaded(loaded: Sequence[str], missing: Sequence[str]) -> None:
    assert [one.name for one in missing_kinds(loaded)] == missing


def test_every_kind_that_can_be_loaded_says_what_it_tells() -> None:
    # A shop in which no other discount runs has no list of them.
    assert set(TELLS) == {name for name in KINDS if "+" not in name} - {
        DISCOUNTS,
        PARCELS,
    }


def saved(version: int, *at: int) -> Save:
    return Save(version, datetime(*at).astimezone(), (), None, None, is_taken_back=False)


def loaded_at(name: str, *at: int) -> ImportedFile:
    moment = datetime(*at)
    return ImportedFile(name, name, None, name, "orders", 1, None, None, moment, {})


def plan_made_at(moment: datetime) -> SavedPlan:
    return SavedPlan(Plan("p", 3, {}), moment, moment, None, None)


def test_changes_since_the_start_of_yesterday() -> None:
    found = changes_since_yesterday(
        TODAY,
        plan_made_at(datetime(2027, 10, 1, tzinfo=UTC)),
        [saved(4, 2027, 10, 20, 9), saved(3, 2027, 10, 19, 0, 0), saved(2, 2027, 10, 18, 23, 59)],
        [
            loaded_at("old", 2027, 10, 18, 12),
            loaded_at("a", 2027, 10, 19, 1),
            loaded_at("b", 2027, 10, 20, 1),
        ],
        [
            RemovedFile("gone long ago", "orders", datetime(2027, 10, 18, 8)),
            RemovedFile("gone", "orders", datetime(2027, 10, 19, 8)),
        ],
    )
    assert found.since == date(2027, 10, 19)
    assert [save.version for save in found.saves] == [4, 3]
    assert [file.file_name for file in found.loaded] == ["b", "a"]
    assert [file.file_name for file in found.removed] == ["gone"]
    assert not found.plan_made


def test_what_a_plan_was_made_with_is_told_once() -> None:
    made = datetime(2027, 10, 19, 12).astimezone()
    found = changes_since_yesterday(TODAY, plan_made_at(made), [saved(1, 2027, 10, 19, 12)], [], [])
    assert found.plan_made
    assert found.saves == ()
