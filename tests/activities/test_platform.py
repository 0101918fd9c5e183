"""The platform's layers: dated rules, the newest known proposed and marked with its year."""

from datetime import date

import pytest

from planner.activities.checks import check
from planner.activities.circumstances import Circumstances
from planner.activities.engine import check_out
from planner.activities.platform import platform_rules, rules_for
from planner.activities.tiers import Design, Kind
from planner.campaign import PRESETS
from tests.activities.cases import cart


def test_every_rule_belongs_to_a_promotion_and_its_year() -> None:
    for rule in platform_rules():
        assert rule.promotion in PRESETS
        assert rule.first <= rule.last
        assert rule.first.year == rule.last.year == rule.year
        assert rule.first <= PRESETS[rule.promotion].day_in(rule.year) <= rule.last
        assert bool(rule.amount_minor) != bool(rule.share)
        assert not check(Design("d", tiers=(rule.as_tier(rule.year),)), Circumstances())


@pytest.mark.parametrize(
    ("promotion", "main_day", "names"),
    [
        ("double_11", date(2020, 11, 11), ["Tmall"]),
        ("double_11", date(2021, 11, 11), ["Tmall"]),
        ("double_11", date(2023, 11, 11), ["Tmall 2021"]),
        ("double_11", date(2026, 11, 11), ["Tmall 2025"]),
        ("618", date(2026, 6, 18), ["Tmall"]),
        ("618", date(2025, 6, 18), []),
        ("double_11", date(2019, 11, 11), []),
        ("black_friday", date(2026, 11, 27), []),
    ],
)
def test_the_newest_known_rule_is_proposed(
    promotion: str, main_day: date, names: list[str]
) -> None:
    assert [tier.name for tier in rules_for(promotion, main_day)] == names


@pytest.mark.parametrize(
    ("year", "kind", "off"),
    [
        (2020, Kind.CROSS_SHOP, 8_000),
        (2021, Kind.CROSS_SHOP, 9_000),
        (2025, Kind.PLATFORM_COUPON, 9_900),
    ],
)
def test_what_the_rules_take_off_a_cart_of_660(year: int, kind: Kind, off: int) -> None:
    # 40 off each full 300, 30 off each full 200, 15 %.
    (tier,) = rules_for("double_11", date(year, 11, 11))
    bought = cart(("a", 1, 66_000), uses=frozenset({tier.tier_id}))
    assert tier.kind is kind
    assert check_out(bought, (tier,)).off_minor == off
