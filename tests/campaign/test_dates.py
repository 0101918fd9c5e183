"""The promotion and its days."""

from datetime import date

import pytest

from planner.campaign import (
    Campaign,
    CampaignAssumptions,
    Plan,
    next_event,
    plan_title,
    same_event_next_year,
)
from planner.campaign.presets import event_name
from planner.language import Language
from tests.rows import plan

DAY = date.fromisoformat
EN = Language("en")


@pytest.mark.parametrize(
    ("today", "day", "name"),
    [
        ("2026-01-01", "2026-06-18", "618 2026"),
        ("2026-06-18", "2026-06-18", "618 2026"),
        ("2026-06-19", "2026-11-11", "Double 11 2026"),
        ("2026-11-11", "2026-11-11", "Double 11 2026"),
        ("2026-11-12", "2026-12-12", "Double 12 2026"),
        ("2026-12-13", "2027-06-18", "618 2027"),
    ],
)
def test_next_event(today: str, day: str, name: str) -> None:
    assert next_event(DAY(today)) == DAY(day)
    assert EN.text(event_name(DAY(day))) == name


@pytest.mark.parametrize(
    ("day", "next_year"),
    [("2026-11-11", "2027-11-11"), ("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28")],
)
def test_same_event_next_year(day: str, next_year: str) -> None:
    assert same_event_next_year(DAY(day)) == DAY(next_year)


def of(
    given: Plan, peak: date | None = None, today: str = "2027-10-01", days: tuple[int, int] = (4, 2)
) -> Campaign:
    return Campaign.of(given, CampaignAssumptions(*days), DAY(today), peak)


def test_a_campaign_nobody_described_is_the_next_event_after_the_peak_of_the_sheet() -> None:
    campaign = of(Plan(), DAY("2026-11-11"))
    assert (EN.text(campaign.name), campaign.main_day) == ("Double 11 2027", DAY("2027-11-11"))
    assert (campaign.first_day, campaign.last_day) == (DAY("2027-11-07"), DAY("2027-11-13"))
    assert campaign.day_count == 7
    assert campaign.reference_window == (DAY("2026-11-07"), DAY("2026-11-13"))
    assert campaign.reference_is_proposed
    assert campaign.day(-14) == DAY("2027-10-28")


def test_a_campaign_somebody_described() -> None:
    chosen = plan(
        campaign__name="Big day",
        campaign__main_day="2027-03-01",
        campaign__reference_day="2026-11-11",
    )
    campaign = of(chosen, DAY("2026-06-18"), days=(2, 0))
    assert (EN.text(campaign.name), campaign.first_day) == ("Big day", DAY("2027-02-27"))
    assert campaign.reference_window == (DAY("2026-11-09"), DAY("2026-11-11"))
    assert not campaign.reference_is_proposed


@pytest.mark.parametrize(
    ("main_day", "name"),
    [
        ("2027-11-11", "Double 11 2027"),
        ("2027-03-08", "8 March 2027"),
        ("2027-11-26", "Black Friday 2027"),
        ("2027-01-16", "New Year goods 2027"),
        ("2027-03-09", "2027-03-09"),
        ("2200-01-16", "2200-01-16"),
    ],
)
def test_a_campaign_is_named_after_its_day(main_day: str, name: str) -> None:
    assert EN.text(of(plan(campaign__main_day=main_day)).name) == name


def test_without_sheets_there_is_no_reference_window() -> None:
    assert of(Plan()).reference_window is None


@pytest.mark.parametrize(
    ("begun_as", "main_day", "name"),
    [
        ("double_11", "2027-11-09", "Double 11 2027"),  # moved by hand
        ("new_year_goods", "2027-12-29", "New Year goods 2028"),
        ("double_11", "2027-12-12", "Double 12 2027"),  # moved to another promotion
        ("double_11", "2150-11-09", "2150-11-09"),
        ("of_another_planner", "2027-11-09", "2027-11-09"),
    ],
)
def test_a_plan_whose_day_was_moved_keeps_the_name_of_its_promotion(
    begun_as: str, main_day: str, name: str
) -> None:
    begun = plan(campaign__preset=begun_as, campaign__main_day=main_day)
    assert EN.text(of(begun).name) == name
    assert EN.text(plan_title(begun, DAY("2027-10-01"))) == name
    numbered = plan(campaign__preset=begun_as, campaign__main_day=main_day, plan__number="2")
    assert EN.text(plan_title(numbered, DAY("2027-10-01"))) == f"{name} (2)"
