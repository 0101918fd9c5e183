"""The promotions of a year: their days, windows, purposes and reference days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.campaign import PRESETS, PURPOSES, Plan, purposes_of, values_of
from planner.campaign.presets import preset_on
from planner.language import Language
from planner.planning import REGISTRY

DAY = date.fromisoformat
SHEETS = (DAY("2026-01-01"), DAY("2026-12-31"))


@pytest.mark.parametrize(
    ("key", "today", "day"),
    [
        ("double_11", "2026-11-11", "2026-11-11"),
        ("double_11", "2026-11-12", "2027-11-11"),
        ("double_12", "2026-11-22", "2026-12-12"),
        ("618", "2026-11-22", "2027-06-18"),
        ("march_8", "2026-11-22", "2027-03-08"),
        # The Friday after the fourth Thursday of November is not always the fourth Friday.
        ("black_friday", "2024-11-01", "2024-11-29"),
        ("black_friday", "2024-11-30", "2025-11-28"),
        ("black_friday", "2026-11-22", "2026-11-27"),
        # Three weeks before the Spring Festivals of 2024, 2027 and 2099.
        ("new_year_goods", "2023-12-01", "2024-01-20"),
        ("new_year_goods", "2026-11-22", "2027-01-16"),
        ("new_year_goods", "2098-03-01", "2098-12-31"),
    ],
)
def test_the_next_day_of_a_promotion(key: str, today: str, day: str) -> None:
    assert PRESETS[key].next_day(DAY(today)) == DAY(day)


def test_the_window_of_black_friday_is_its_monday_to_cyber_monday() -> None:
    preset = PRESETS["black_friday"]
    friday = preset.day_in(2027)
    days = [friday - timedelta(preset.days_before), friday, friday + timedelta(preset.days_after)]
    assert [day.strftime("%a") for day in days] == ["Mon", "Fri", "Mon"]


def test_every_preset_is_a_plan_that_its_fields_accept() -> None:
    for preset in PRESETS.values():
        assert set(preset.purposes) <= set(PURPOSES)
        values = values_of(preset, preset.day_in(2027), None)
        stored = {name: REGISTRY.checked(name, value) for name, value in values.items()}
        assert purposes_of(Plan(values=stored)) == preset.purposes


@pytest.mark.parametrize(
    ("key", "main_day", "reference"),
    [
        ("double_11", "2027-11-11", "2026-11-11"),
        ("black_friday", "2027-11-26", "2026-11-27"),
        ("new_year_goods", "2027-01-16", "2026-01-27"),
        ("new_year_goods", "2027-01-20", "2026-01-27"),  # moved by hand
        ("double_11", "2028-11-11", None),  # the sheets end before
    ],
)
def test_the_reference_day_is_the_same_event_a_year_before_where_the_sheets_cover_it(
    key: str, main_day: str, reference: str | None
) -> None:
    values = values_of(PRESETS[key], DAY(main_day), SHEETS)
    assert values.get("campaign.reference_day") == (DAY(reference) if reference else None)
    assert "campaign.reference_day" not in values_of(PRESETS[key], DAY(main_day), None)


@given(st.dates(DAY("1990-01-01"), DAY("2200-12-31")))
def test_a_day_is_the_day_of_at_most_one_promotion_and_that_one_names_it(day: date) -> None:
    preset = preset_on(day)
    if preset is not None:
        year = preset.year_of(day)
        assert year is not None
        assert preset.day_in(year) == day
        assert str(year) in Language("en").text(preset.named(year))
