"""Designs in the plan: written, read back, moved, removed."""

from dataclasses import replace

import pytest
from hypothesis import given

from planner.activities.section import (
    CHOSEN,
    NUMBERS,
    Designs,
    fields_of,
    patches_to_add,
    patches_to_move,
    patches_to_remove,
    tier_field,
)
from planner.activities.tiers import Design, Kind, Tier
from planner.campaign import Patch, Plan
from planner.errors import PlanError
from planner.planning import REGISTRY
from tests.activities.cases import tier, tiers

LADDER = Design(
    "x",
    "Ladder",
    (
        tier(Kind.FREE_SHIPPING, "1", threshold_minor=9900),
        tier(Kind.GIFT, "2", threshold_minor=19_900, gift="mug", gift_cost_minor=650),
        tier(Kind.MONEY_OFF, "3", threshold_minor=29_900, amount_minor=3000, first_day=0,
             products=frozenset({"a", "b 2"})),
    ),
    has_official_place=False,
)  # fmt: skip


def saved(plan: Plan, patches: list[Patch]) -> Plan:
    """Return the plan as saving leaves it: every value checked by the register."""
    told = {one.name: REGISTRY.checked(one.name, one.new) for one in patches}
    kept = {**plan.values, **told}
    return Plan(plan.plan_id, plan.version + 1, {k: v for k, v in kept.items() if v is not None})


def without_ids(design: Design) -> tuple[Tier, ...]:
    return tuple(replace(one, tier_id="") for one in design.tiers)


def test_a_design_is_written_and_read_back() -> None:
    plan = saved(Plan(), patches_to_add(Plan(), LADDER))
    (found,) = Designs.of(plan.values).all
    assert without_ids(found) == without_ids(LADDER)
    assert (found.name, found.has_official_place) == ("Ladder", False)
    assert Designs.of(plan.values).chosen == found


@given(tiers())
def test_every_tier_is_read_back_as_it_was_written(one: Tier) -> None:
    one = replace(one, borne_share=5000, from_hour=1, to_hour=20)
    plan = saved(Plan(), patches_to_add(Plan(), Design("x", "D", (one,))))
    assert without_ids(Designs.of(plan.values).all[0]) == (replace(one, tier_id=""),)


def test_a_second_design_is_beside_the_chosen_one() -> None:
    first = saved(Plan(), patches_to_add(Plan(), LADDER))
    both = saved(first, patches_to_add(first, replace(LADDER, name="Bold", tiers=())))
    designs = Designs.of(both.values)
    assert sorted(one.name for one in designs.all) == ["Bold", "Ladder"]
    assert designs.chosen is not None
    assert designs.chosen.name == "Ladder"


def test_a_tier_moves_and_a_design_goes_with_its_tiers() -> None:
    plan = saved(Plan(), patches_to_add(Plan(), LADDER))
    (design,) = Designs.of(plan.values).all
    moved = saved(plan, patches_to_move(plan, design, design.tiers[2].tier_id, -1))
    kinds = [one.kind for one in Designs.of(moved.values).all[0].tiers]
    assert kinds == [Kind.FREE_SHIPPING, Kind.MONEY_OFF, Kind.GIFT]
    assert saved(plan, patches_to_remove(plan, design)).values == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("share", 1.2), ("threshold", -1), ("quantity", 0), ("to_hour", 25), ("kind", "magic"),
     ("first_day", 1.5), ("first_n", 2.5)],
)  # fmt: skip
def test_a_wrong_value_is_refused(name: str, value: object) -> None:
    with pytest.raises(PlanError):
        REGISTRY.checked(tier_field("own.b2", name), value)


def test_what_is_no_longer_allowed_counts_as_not_typed() -> None:
    values = {
        "activities.design.own.a.name": "D",
        "activities.tier.own.b.design": "own.a",
        "activities.tier.own.b.kind": "money_off",
        "activities.tier.own.b.share": 7.0,
        "activities.tier.own.c.kind": "magic",
        CHOSEN: "own.gone",
    }
    designs = Designs.of(values)
    assert [one.share for one in designs.all[0].tiers] == [0]
    assert designs.chosen is None


def test_every_number_of_a_tier_has_a_field() -> None:
    plain = Tier("", Kind.COUPON)
    assert all(hasattr(plain, one.attribute) for one in NUMBERS.values())
    assert fields_of(plain)["threshold"] is None
