"""The charts of all rooms: what they show, in the reader's language."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from planner.capacity.charts import orders_by_means
from planner.checklist import build_checklist
from planner.checklist.charts import timeline
from planner.language import Language
from planner.materials.charts import order_dates
from planner.planning import Answer
from planner.staffing import POSITIONS
from planner.staffing.charts import backlog, people_by_hour, position_map
from planner.targets.charts import revenue_by_day, revenue_by_hour

Charts = Mapping[str, dict[str, Any]]


@pytest.fixture
def charts(event_answer: Callable[..., Answer]) -> Callable[[str], Charts]:
    """Return a function that draws every chart in a language."""

    def drawn(code: str) -> Charts:
        language = Language("zh" if code == "zh" else "en")
        told = event_answer()
        rooms, campaign = told.rooms, told.campaign
        assert rooms is not None
        made = {
            "days": revenue_by_day(rooms.days, language),
            "hours": revenue_by_hour(rooms.demand, rooms.reference, campaign.main_day, language),
            "people": people_by_hour(rooms.staffing.plan, language),
            "positions": position_map(
                rooms.staffing.plan, campaign.main_day, campaign.main_day, language
            ),
            "backlog": backlog(
                [hour.start for hour in rooms.staffing.hours],
                [hour.backlog for hour in rooms.staffing.packing.hours],
                [hour.packed for hour in rooms.staffing.packing.hours],
                language,
            ),
            "reach": orders_by_means(rooms.capacity, language),
            "orders": order_dates(rooms.materials, told.today, language),
            "tasks": timeline(build_checklist(told), campaign.main_day, language),
        }
        return {name: chart.to_dict() for name, chart in made.items()}

    return drawn


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_chart_has_a_title_in_the_language_that_was_asked_for(
    charts: Callable[[str], Charts], code: str
) -> None:
    for spec in charts(code).values():
        assert (
            re.search(r"[\u4e00-\u9fff]", json.dumps(spec["title"], ensure_ascii=False)) is not None
        ) == (code == "zh")


def test_the_heat_map_has_every_hour_and_position_in_its_place_also_without_anybody(
    charts: Callable[[str], Charts],
) -> None:
    for layer in charts("en")["positions"]["layer"]:
        hours = layer["encoding"]["x"]["scale"]["domain"]
        assert hours == [f"{hour:02d}" for hour in range(24)] == layer["encoding"]["x"]["sort"]
        positions = layer["encoding"]["y"]["scale"]["domain"]
        assert positions == [str(one.label) for one in POSITIONS]


def test_plan_and_last_event_have_their_fixed_colours(charts: Callable[[str], Charts]) -> None:
    for name in ("days", "hours"):
        spec = charts("en")[name]
        # The hours lie in layers above each other: bars, bands, line.
        scale = (spec.get("encoding") or spec["layer"][0]["encoding"])["color"]["scale"]
        assert dict(zip(scale["domain"], scale["range"], strict=True)) == {
            "Plan": "#6D4AFF",
            "Last event": "#8A8F98",
        }


def test_the_bars_of_the_days_add_up_to_the_goal(
    charts: Callable[[str], Charts], event_answer: Callable[..., Answer]
) -> None:
    (rows,) = charts("en")["days"]["datasets"].values()
    rooms = event_answer().rooms
    assert rooms is not None
    planned = sum(row["amount"] for row in rows if row["series"] == "Plan")
    assert planned == pytest.approx(float(rooms.targets.goal.exact))
