"""Purposes: a ranked list, checked when it is saved, shown in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.campaign import PURPOSES, Patch, Plan, PlanStore, purposes_of, ranked_anew
from planner.errors import PlanError
from planner.language import Language
from planner.planning import REGISTRY
from planner.tables import Workspace

NAME = "campaign.purposes"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("volume,clear_stock", "volume,clear_stock"),
        (" volume , ,clear_stock ", "volume,clear_stock"),
        ("", None),
        (None, None),
        (",".join(PURPOSES), ",".join(PURPOSES)),
    ],
)
def test_purposes_are_stored_in_their_order(typed: str | None, stored: str | None) -> None:
    assert REGISTRY.checked(NAME, typed) == stored
    assert purposes_of(Plan(values={NAME: stored})) == tuple(
        (stored or "").split(",") if stored else ()
    )


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("volume,fame", "fame is not one of"), ("volume,volume", "Sales volume is named twice")],
)
def test_what_is_no_purpose_or_named_twice_is_refused(
    workspace: Workspace, typed: str, reason: str
) -> None:
    store = PlanStore(workspace, REGISTRY)
    with pytest.raises(PlanError) as refused:
        store.save(store.current().plan_id, [Patch(NAME, None, typed)])
    assert reason in Language("en").error(refused.value)


def test_a_purpose_that_is_none_any_more_is_left_out() -> None:
    assert purposes_of(Plan(values={NAME: "of_an_earlier_version,wake"})) == ("wake",)
    assert purposes_of(Plan()) == ()


def test_a_ranking_is_shown_by_its_labels() -> None:
    shown = REGISTRY.shown(NAME, "volume,wake")
    assert Language("en").field(shown) == "Sales volume · Wake lost customers"


@given(st.permutations(sorted(PURPOSES)), st.integers(1, 12), st.integers(-2, 14), st.data())
def test_a_purpose_comes_to_its_place_and_the_others_keep_their_order(
    shuffled: list[str], count: int, place: int, data: st.DataObject
) -> None:
    ranked = shuffled[:count]
    moved = data.draw(st.sampled_from(sorted(PURPOSES)))
    found = ranked_anew(ranked, moved, place).split(",")
    others = [key for key in ranked if key != moved]
    assert [key for key in found if key != moved] == others
    assert found.index(moved) == min(max(0, place), len(others))
    assert REGISTRY.checked(NAME, ",".join(found)) == ",".join(found)
    assert ranked_anew(found, moved, None) == ",".join(others)
