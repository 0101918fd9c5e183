"""The sample shop with one click: all of it, or nothing."""

from pathlib import Path

import pytest

from planner.demand.back_test import back_test, past_of, sheet_events
from planner.language import Message
from planner.tables import Workspace, current_dataset, imported_files
from planner.ui import sample


class Stopped(BaseException):
    """What Streamlit raises in a run that a click ends."""


def test_a_click_while_it_is_loaded_leaves_no_half_shop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "ORDERS", 300)
    workspace = Workspace(tmp_path / "workspace")
    stages = 0

    def told(stage: Message, share: float) -> None:
        nonlocal stages
        stages += 1
        if stages == 4:
            assert imported_files(workspace)
            raise Stopped

    with pytest.raises(Stopped):
        sample.load_sample(workspace, told)
    assert imported_files(workspace) == []
    assert list(workspace.spool.iterdir()) == []

    sample.load_sample(workspace, lambda stage, share: None)
    assert len(imported_files(workspace)) == 6


def test_the_year_before_makes_the_sample_an_event_that_can_be_held_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "ORDERS", 600)
    monkeypatch.setenv("PLANNER_TODAY", "2027-10-20")
    workspace = Workspace(tmp_path / "workspace")
    assert sample.year_without_the_one_before(workspace) is None
    sample.load_sample(workspace, lambda stage, share: None)
    assert sample.year_without_the_one_before(workspace) == 2026
    alone = current_dataset(workspace)
    assert alone is not None
    assert [one.day.year for one in sheet_events(alone, 2.0, 28)] == [2026]

    sample.load_year_before(workspace, 2026, lambda stage, share: None)
    assert sample.year_without_the_one_before(workspace) is None
    both = current_dataset(workspace)
    assert both is not None
    events = sheet_events(both, 2.0, 28)
    assert [one.day.year for one in events] == [2025, 2026]
    days = events[1].day, events[1].day
    told = back_test(both, days, past_of(days, events), events=events)
    assert told.sold_units > 0
    assert told.growth is not None
    assert 1 < told.growth < 2

    sample.remove_sample(workspace)
    assert imported_files(workspace) == []
