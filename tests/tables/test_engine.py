"""How many cores a question takes."""

import pytest

from planner.tables.engine import THREADS, connect


@pytest.mark.parametrize("cores", ["1", "2"])
def test_a_question_takes_the_cores_it_is_told(monkeypatch: pytest.MonkeyPatch, cores: str) -> None:
    monkeypatch.setenv(THREADS, cores)
    with connect().cursor() as cursor:
        ((told,),) = cursor.execute("select current_setting('threads')").fetchall()
    assert str(told) == cores


@pytest.mark.parametrize("cores", ["0", "-1", "all", "1.5"])
def test_what_is_no_number_of_cores_is_named(monkeypatch: pytest.MonkeyPatch, cores: str) -> None:
    monkeypatch.setenv(THREADS, cores)
    with pytest.raises(ValueError, match="PLANNER_THREADS is"):
        connect()
