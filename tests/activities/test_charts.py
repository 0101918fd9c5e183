"""The charts of the activities: what they show, in the reader's language."""

import re
from datetime import date
from typing import Any

import pytest

from planner.activities.calendar import CalendarAssumptions, activity_calendar
from planner.activities.charts import bars_of, calendar, order_values
from planner.activities.circumstances import Circumstances
from planner.activities.order_values import OrderValues
from planner.activities.tiers import Design, Kind, Tier
from planner.language import Language

DAY = date(2026, 11, 11)
VALUES = OrderValues(DAY, DAY, (50_00, 90_00, 120_00), (4, 3, 2))
OFF = Tier("a", Kind.MONEY_OFF, threshold_minor=100_00, amount_minor=10_00)
DESIGN = Design("d", "Bold", (OFF,))


def chart(name: str, code: str) -> dict[str, Any]:
    language = Language("zh" if code == "zh" else "en")
    if name == "calendar":
        found = activity_calendar(DESIGN, Circumstances(), CalendarAssumptions())
        return calendar(found, DAY, language).to_dict()
    return order_values(VALUES, DESIGN, 30_00, language).to_dict()


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("name", ["calendar", "values"])
def test_a_chart_has_its_title_in_the_language_asked_for(name: str, code: str) -> None:
    title = chart(name, code)["title"]
    assert (re.search(r"[\u4e00-\u9fff]", title) is not None) == (code == "zh")


def test_every_order_is_in_one_bar_and_those_just_under_a_threshold_are_apart() -> None:
    bars = bars_of(VALUES, [100_00], 30_00)
    assert sum(bar.orders for bar in bars) == VALUES.order_count
    under = [bar for bar in bars if bar.just_under]
    assert sum(bar.orders for bar in under) == 3
    assert all(70_00 <= bar.low_minor < 100_00 for bar in under)


def test_without_orders_there_are_no_bars() -> None:
    assert not bars_of(OrderValues(DAY, DAY, (), ()), [100_00], 30_00)
