"""What runs in which phase, and what is due when."""

import pytest

from planner.activities.calendar import (
    ActivityDuty,
    CalendarAssumptions,
    Phase,
    activity_calendar,
    phases_of,
)
from planner.activities.circumstances import Circumstances, OtherDiscount
from planner.activities.tiers import Customers, Design, Kind, Tier
from planner.checklist import AREAS, TEMPLATES
from planner.figures import SOURCES
from planner.language import Language
from tests.activities.cases import tier

DAYS = CalendarAssumptions()
PRICE = tier(Kind.CLEARANCE, "price", share=2_000, first_day=0, last_day=1)
OFF = tier(Kind.MONEY_OFF, "off", threshold_minor=10_000, amount_minor=1_000)
RUSH = tier(Kind.LIMITED_PRICE, "rush", amount_minor=900, first_day=0, last_day=0, to_hour=2,
            products=frozenset({"mug", "jug"}))  # fmt: skip


def duties(
    *tiers: Tier, about: Circumstances | None = None, **fields: bool
) -> dict[str, ActivityDuty]:
    design = Design("d", tiers=tiers, has_official_place=fields.get("official", True))
    found = activity_calendar(design, about or Circumstances(), DAYS).duties
    assert list(found) == sorted(found, key=lambda one: (one.due, one.first))
    return {one.key: one for one in found}


@pytest.mark.parametrize(
    ("about", "official", "phases"),
    [
        (Circumstances(), True, [(-30, -11), (-10, -1), (-4, 0), (1, 2)]),
        (Circumstances(), False, [(-30, -5), (-4, 0), (1, 2)]),
        (Circumstances(days_before=0, days_after=0), True, [(-30, -11), (-10, -1), (0, 0)]),
        (Circumstances(days_before=14), True, [(-30, -15), (-10, -1), (-14, 0), (1, 2)]),
    ],
)
def test_the_phases_around_the_main_day(
    about: Circumstances, official: bool, phases: list[tuple[int, int]]
) -> None:
    found = phases_of(Design("d", has_official_place=official), about, DAYS)
    assert list(found.values()) == phases


def test_tiers_run_in_the_phases_of_their_days() -> None:
    rows = activity_calendar(Design("d", tiers=(PRICE, OFF, RUSH)), Circumstances(), DAYS).rows
    told = [(row.tier_id, row.phase, row.first, row.last, row.hours, row.rule)
            for row in rows if row.tier_id]  # fmt: skip
    assert told == [
        ("price", Phase.MAIN, 0, 0, None, "ACT-2"),
        ("off", Phase.MAIN, -4, 0, None, "ACT-2"),
        ("rush", Phase.MAIN, 0, 0, (0, 2), "CAL-8"),
        ("price", Phase.RETURN, 1, 1, None, "ACT-13"),
        ("off", Phase.RETURN, 1, 2, None, "ACT-13"),
    ]


def test_sign_up_is_due_only_with_an_official_place() -> None:
    assert (duties(OFF)["activity_sign_up"].due) == -30
    assert "activity_sign_up" not in duties(OFF, official=False)
    assert not duties()


def test_a_discount_that_would_stack_ends_before_the_first_tier_it_stacks_with() -> None:
    other = OtherDiscount("Bundle", "mug", share=1_000)
    about = Circumstances(running=(OtherDiscount("Past", last_day=-9, share=1), other))
    assert duties(RUSH, about=about)["activity_end_discounts"].due == -1
    one = duties(RUSH, OFF, about=about)["activity_end_discounts"]
    assert (one.due, one.refines) == (-5, "remove_colliding_discounts")
    assert "D-5 24:00" in Language("en").text(one.title)
    assert "Past" not in Language("en").text(one.title)
    assert "activity_end_discounts" not in duties(RUSH)
    rows = activity_calendar(Design("d", tiers=(RUSH,)), about, DAYS).rows
    assert (-1, -1, "ACT-3") in [(row.first, row.last, row.rule) for row in rows]


def test_top_customers_have_their_day_or_are_assigned_one() -> None:
    top = tier(Kind.COUPON, "top", amount_minor=1_000, customers=Customers.TOP)
    on_a_day = tier(Kind.COUPON, "day", amount_minor=1_000, customers=Customers.TOP,
                    first_day=1, last_day=1)  # fmt: skip
    found = duties(top, on_a_day)
    assert (found["activity_top_top"].due, found["activity_top_day"].due) == (-10, 0)


def test_pictures_and_prices_are_checked() -> None:
    found = duties(PRICE, RUSH)
    assert "2 products" in Language("en").text(found["activity_test_pictures"].title)
    assert "activity_test_pictures" not in duties(PRICE)
    checks = [found[f"activity_{key}"].due for key in
              ("check_prices", "check_prices_day", "keep_prices", "invite_back")]  # fmt: skip
    assert checks == [-3, 0, 1, 1]


def test_duties_cite_rules_and_refine_tasks_that_exist() -> None:
    tasks = {template.task_id for template in TEMPLATES}
    about = Circumstances(running=(OtherDiscount("Bundle", share=1_000),))
    for one in duties(PRICE, OFF, RUSH, about=about).values():
        assert set(one.rules) <= SOURCES.keys()
        assert one.area in AREAS
        assert one.refines is None or one.refines in tasks
        assert one.first <= one.due
