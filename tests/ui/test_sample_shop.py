"""The sample shop with one click: all of it, or nothing."""

from pathlib import Path

import pytest

from planner.language import Message
from planner.tables import Workspace, imported_files
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
    assert len(imported_files(workspace)) == 5
