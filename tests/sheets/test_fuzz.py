"""Broken sheets of all kinds: none crashes, hangs, loses a row or speaks in riddles.

``python run.py bench --fuzz 5000`` goes on where this ends.
"""

import re
from pathlib import Path

import pytest

from benchmarks import fuzz
from benchmarks.mutants import LARGE, MUTATIONS, SPECIALS, mutant, mutants
from benchmarks.oracle import Verdict, Wrong, check_error, check_inspection
from planner.errors import SheetError
from planner.sheets import Inspection, Part, inspect
from planner.sheets.opening import opened

CASES = 90
FIRST_SEED = 1
IMPORTS_ONE_IN = 6
SMALL = tuple(name for name in SPECIALS if name not in LARGE)


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """Return what became of all cases; one process judges them, until it dies or hangs."""
    seeds = [str(seed) for seed in range(FIRST_SEED, FIRST_SEED + CASES)]
    cases = [*SMALL, *seeds]
    return dict(zip(cases, fuzz.judged(cases, imports_one_in=IMPORTS_ONE_IN), strict=True))


@pytest.mark.parametrize("kind", MUTATIONS)
def test_broken_sheets_do_no_harm(verdicts, kind):
    """A failure is repeated by ``python run.py bench --fuzz 1`` and the seed it names."""
    judged = [one for one in verdicts.values() if one.kind == kind]
    assert len(judged) >= CASES // len(MUTATIONS)
    assert [one for one in judged if one.outcome == "failed"] == []


@pytest.mark.parametrize("name", SMALL)
def test_what_is_broken_on_purpose_does_no_harm(verdicts, name):
    assert verdicts[name].problem is None


def test_enough_is_loaded_and_enough_refused(verdicts):
    outcomes = [one.outcome for one in verdicts.values()]
    assert outcomes.count("imported") > 5
    assert outcomes.count("usable") > 20
    assert len({one.code for one in verdicts.values()}) > 10


def test_a_seed_makes_the_same_mutant_every_time(tmp_path):
    first = [mutant(seed) for seed in range(36)]
    for one, other in zip(first, mutants(0), strict=False):
        assert (one.what, one.lines) == (other.what, other.lines)
        one.write(tmp_path / "one")
        other.write(tmp_path / "other")
        assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_names_in_an_archive_lead_nowhere(tmp_path):
    """A member called ../../x is read like any other; nothing is written where its name points."""
    inside = tmp_path / "a" / "b" / "c"
    inside.mkdir(parents=True)
    for name in ("path traversal", "absolute name", "drive letter"):
        path = inside / "lists.zip"
        fuzz.made_of(name).write(path)
        with opened(path, folder=inside) as (sheet,):
            assert sheet.head[0][0] == "订单编号"
        path.unlink()
        assert [found for found in tmp_path.rglob("*") if found.is_file()] == []
    assert not Path("/planted.csv").exists()


@pytest.mark.parametrize("name", ["zip bomb", "overlapping members"])
def test_a_bomb_leaves_nothing_behind(tmp_path, name):
    path = tmp_path / "bomb.zip"
    fuzz.made_of(name).write(path)
    assert path.stat().st_size < 2 << 20
    with pytest.raises(SheetError):
        inspect(path, folder=tmp_path)
    assert [found.name for found in tmp_path.iterdir()] == ["bomb.zip"]


# The judge itself: a judge that never complains would find nothing -------------------------------


def told(**fields):
    whole = {"lines": 3, "lines_above": 1, "rows_read": 2, "rows_kept": 2}
    return Inspection("a.csv", Part(), "orders", **{**whole, **fields})


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"lines": 4}, "4 lines are not 1 + 0 + 0 + 0 + 2"),
        ({"rows_kept": 1}, "2 rows are not 1 + 0"),
        ({"rows_kept": 1, "rows_rejected": 1}, "0 rejections told of 1"),
        ({"header": ("a",)}, "without a place"),
    ],
)
def test_the_judge_sees_what_does_not_add_up(fields, complaint):
    check_inspection(told())
    with pytest.raises(Wrong, match=re.escape(complaint)):
        check_inspection(told(**fields))


@pytest.mark.parametrize(
    "sentence",
    [
        "The file could not be read: 'utf-8' codec can't decode byte",
        "Something went wrong in DuckDB, sorry.",
        "Choose {{place}} and try once more.",
        "short",
    ],
)
def test_the_judge_hears_what_is_no_plain_word(sentence):
    with pytest.raises(Wrong):
        check_error(SheetError("x", sentence))


def test_the_judge_finds_a_death_and_a_hang(monkeypatch):
    script = "import json, sys, time; time.sleep(60 if '7' in json.loads(sys.argv[3]) else 0)"
    real = fuzz.subprocess.Popen
    monkeypatch.setattr(
        fuzz.subprocess,
        "Popen",
        lambda command, **how: real([command[0], "-c", script, *command[3:]], **how),
    )
    (hanging,) = fuzz.judged(["7"], seconds_for_one=1)
    assert hanging.problem == "hangs: no answer in 1 s"
    assert hanging.name == "--seed 7"
    (dead,) = fuzz.judged(["8"])
    assert "the process died (0)" in dead.problem
