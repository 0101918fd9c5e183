"""The one line that says whether a design can be run."""

from dataclasses import replace

import pytest

from planner.activities.finding import Finding, Severity
from planner.activities.outcome import outcome_of
from planner.activities.terms import ShopTerms
from planner.activities.tiers import NO_ACTIVITY, Tier
from planner.activities.verdict import verdict_on
from planner.figures import Level
from planner.language import say
from tests.activities.test_outcome import CALM, HALF, TEN_OFF, design, ground_of

REFUSED = Finding("x", Severity.REFUSED, "ACT-3", (), "kind", say("No."), say("Change it."))
WARNED = Finding("x", Severity.WARNING, "ACT-3", (), "kind", say("Hm."), say("Change it."))
TOO_HIGH = replace(TEN_OFF, threshold_minor=90_000)


@pytest.mark.parametrize(
    ("tiers", "findings", "terms", "level", "begins"),
    [
        ((), (), HALF, Level.NOT_READY, "The design has no tier yet."),
        ((TEN_OFF,), (REFUSED, WARNED), HALF, Level.NOT_READY, "Refused: 1."),
        ((TEN_OFF,), (), ShopTerms(), Level.AT_RISK, "What it leaves stays open"),
        ((TEN_OFF,), (), HALF, Level.AT_RISK, "It leaves"),
        ((TOO_HIGH,), (), HALF, Level.READY, "It leaves"),
        ((TOO_HIGH,), (WARNED,), HALF, Level.AT_RISK, "It leaves"),
    ],
    ids=["no tier", "refused", "no cost known", "leaves less", "leaves as much", "warned"],
)
def test_a_design_is_ready_only_if_it_is_known_to_leave_as_much_as_no_activity(
    tiers: tuple[Tier, ...],
    findings: tuple[Finding, ...],
    terms: ShopTerms,
    level: Level,
    begins: str,
) -> None:
    ground = ground_of(10_000, 20_000, terms=terms)
    made = design(*tiers)
    refused = any(one.is_refused for one in findings)
    outcome = None if refused or not tiers else outcome_of(made, ground, CALM)
    found, told = verdict_on(made, findings, outcome, outcome_of(NO_ACTIVITY, ground, CALM))
    assert found is level
    assert str(told).startswith(begins)
