"""The charts of the last event: what they show, in the reader's language and fixed colours."""

import json
import re
from typing import Any

import pytest

from planner.language import Language, say
from planner.last_year import LastYear, charts
from planner.tables import Dataset
from tests.conftest import MakeDataset
from tests.last_year.test_facts import YEAR, YEAR_ITEMS, told


@pytest.fixture
def year(make_dataset: MakeDataset) -> LastYear:
    """Return the last event of a small shop."""
    return told(make_dataset(YEAR, YEAR_ITEMS))


def drawn(event: LastYear, language: Language) -> dict[str, dict[str, Any]]:
    provinces = [("广东", 0.5, 0.25), ("浙江", 0.5, None)]
    made = {
        "days": charts.revenue_by_day(event, language),
        "hours": charts.shares_by_hour(event.hours, language),
        "pairs": charts.side_by_side(provinces, say("Provinces, share of the revenue"), language),
        "who": charts.new_and_returning(event.customers, language),
        "comeback": charts.comeback(event.customers, language),
    }
    return {name: chart.to_dict() for name, chart in made.items()}


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    (found,) = spec["datasets"].values()
    return list(found)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_title_is_in_the_language_asked_for(year: LastYear, code: str) -> None:
    for spec in drawn(year, Language("zh" if code == "zh" else "en")).values():
        title = json.dumps(spec["title"], ensure_ascii=False)
        assert (re.search(r"[\u4e00-\u9fff]", title) is not None) == (code == "zh")


def test_the_event_is_grey_and_customers_have_their_colours(year: LastYear) -> None:
    specs = drawn(year, Language("en"))

    def colours(name: str) -> dict[str, str]:
        scale = specs[name]["encoding"]["color"]["scale"]
        return dict(zip(scale["domain"], scale["range"], strict=True))

    assert colours("days")["Last event"] == colours("pairs")["Last event"] == "#8A8F98"
    assert colours("who") == {"New customers": "#2F6FDE", "Returning customers": "#0F9D8A"}


def test_the_bars_of_the_days_are_those_of_the_window_beside_an_ordinary_one(
    year: LastYear,
) -> None:
    marks = rows(drawn(year, Language("en"))["days"])
    assert sum(mark["value"] for mark in marks if mark["kind"] == "Last event") == 300
    assert [mark["value"] for mark in marks if mark["kind"] == "Ordinary day"] == [10]


def test_shares_of_the_hours_sum_to_the_day(year: LastYear) -> None:
    marks = rows(drawn(year, Language("en"))["hours"])
    for series in ("Main day", "Ordinary days"):
        of_day = sum(mark["share"] for mark in marks if mark["series"] == series)
        assert of_day == pytest.approx(1)


def test_what_is_unknown_has_no_bar(year: LastYear) -> None:
    marks = rows(drawn(year, Language("en"))["pairs"])
    assert [(one["name"], one["series"]) for one in marks] == [
        ("广东", "Last event"),
        ("广东", "Ordinary days"),
        ("浙江", "Last event"),
    ]


def test_visitors_of_days_are_drawn_where_they_are_known(event_dataset: Dataset) -> None:
    spec = charts.visitors_by_day(told(event_dataset), Language("en")).to_dict()
    assert [row["value"] for row in rows(spec)] == [90, 400]
