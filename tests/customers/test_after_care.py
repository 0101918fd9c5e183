"""What follows the event: its days, the occasions, presents and points."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from planner.campaign import Campaign
from planner.checklist import build_checklist
from planner.customers.after_care import programme
from planner.customers.occasions import occasions_after
from planner.customers.repurchase import Pauses
from planner.language import Language, say
from planner.tables import Dataset
from tests.customers.cases import shop_of_a_year
from tests.customers.test_groups import told

EN = Language("en")
MakeDataset = Callable[..., Dataset]
FEW = Pauses(1, {3: 1})


def campaign(main_day: date) -> Campaign:
    return Campaign(say("Double 11"), main_day, 4, 2, None, False)


def test_the_occasions_of_2012_are_those_of_the_publication() -> None:
    """CAL-7, as seen in 2012–13: 44, 51, 91, 105, 171 and 213 days."""
    found = {EN.text(one.label): one.days_after for one in occasions_after(date(2012, 11, 11))}
    published = {
        "Christmas": 44, "New Year": 51, "Spring Festival": 91, "Lantern Festival": 105,
        "Labour Day": 171, "Dragon Boat Festival": 213,
    }  # fmt: skip
    assert published.items() <= found.items()
    assert found["Double 12"] == 31


@pytest.mark.parametrize("year", range(2020, 2032))
def test_every_year_has_its_lunar_occasions(year: int) -> None:
    found = {EN.text(one.label) for one in occasions_after(date(year, 11, 11))}
    assert {"Spring Festival", "Lantern Festival", "Labour Day"} <= found


def test_the_offer_follows_the_shops_own_curve() -> None:
    own = Pauses(100, {12: 20, 28: 40, 90: 40})
    steps = {one.key: one for one in programme(campaign(date(2027, 11, 11)), own)}
    offer = steps["new_repurchase_offer"]
    assert (offer.first, offer.last, offer.first_day) == (28, 29, date(2027, 12, 9))
    assert "within 28 days" in EN.text(offer.why)
    steps = {one.key: one for one in programme(campaign(date(2027, 11, 11)), FEW)}
    assert steps["new_repurchase_offer"].first == 22  # AFT-4, one liquor shop
    soon = programme(campaign(date(2027, 11, 11)), Pauses(50, {1: 50}))
    assert next(one for one in soon if one.key == "new_repurchase_offer").first == 10


def test_stages_know_the_occasions_in_them() -> None:
    steps = {one.key: one for one in programme(campaign(date(2012, 11, 11)), FEW)}
    names = [EN.text(one.label) for one in steps["repurchase_stage"].occasions]
    assert names == ["Spring Festival", "Valentine's Day"]


def test_points_cost_what_is_used_of_them(make_dataset: MakeDataset) -> None:
    rooms = told(make_dataset(shop_of_a_year(60)), targets__goal_kind="revenue",
                 targets__goal_revenue="10000.00").rooms  # fmt: skip
    assert rooms is not None
    figures = rooms.customers.after_care.figures
    orders = int(rooms.targets.orders_paid.required)
    assert float(figures["points"].required) == pytest.approx(10_000 + orders * (3 + 8))
    assert figures["points_cost"].exact == round(figures["points"].exact * Decimal("0.005"), 2)


def test_waves_and_the_offer_take_the_place_of_plain_tasks(make_dataset: MakeDataset) -> None:
    answer = told(make_dataset(shop_of_a_year()), customers__wave__wave_1__day=-9,
                  **{"checklist__recall_wave_1__owner": "Li"})  # fmt: skip
    tasks = {one.task_id: one for one in build_checklist(answer).tasks}
    wave = tasks["recall_wave_1"]
    assert wave.due == answer.campaign.main_day - timedelta(days=9)
    assert "Wave 1: brand reminder: write to" in EN.text(wave.title)
    assert wave.owner == "Li"
    assert answer.rooms is not None
    offer = {one.key: one for one in answer.rooms.customers.after_care.steps}
    assert tasks["new_repurchase_offer"].due_offset == offer["new_repurchase_offer"].last
