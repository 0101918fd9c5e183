"""The answer of the activities page in one line: on the page, in the workbook and as JSON."""

from collections.abc import Sequence

from planner.activities.finding import Finding, Severity
from planner.activities.nice_amounts import money
from planner.activities.outcome import Outcome
from planner.activities.tiers import Design
from planner.figures import Level
from planner.language import Message, say


def verdict_on(
    design: Design, findings: Sequence[Finding], outcome: Outcome | None, without: Outcome
) -> tuple[Level, Message]:
    """Return whether a design can be run, and what it leaves or what is found in it.

    A design whose margin is not known is never ready: nobody can tell whether it loses money.

    Example (tests/activities/test_verdict.py): ten off each order where no cost is known → at risk;
    where it is known and the design leaves as much as no activity → ready.

    Args:
        design: that is judged.
        findings: in it.
        outcome: what it comes to; None where it cannot be worked out.
        without: what no activity comes to.
    """
    if not design.tiers:
        return Level.NOT_READY, say("The design has no tier yet.")
    refused = sum(one.is_refused for one in findings)
    if refused or outcome is None:
        return Level.NOT_READY, say(
            "Refused: {count}. Why and what to change stands at each tier; until that is mended"
            " nothing can be worked out.",
            count=refused,
        )
    told, leaves_less = _left(outcome, without)
    warnings = sum(one.severity is Severity.WARNING for one in findings)
    if warnings:
        return Level.AT_RISK, say(
            "{told} Warnings at the tiers below: {count}.", told=told, count=warnings
        )
    return (Level.AT_RISK if leaves_less else Level.READY), told


def _left(outcome: Outcome, without: Outcome) -> tuple[Message, bool]:
    """Return what a design leaves, and whether that may be less than no activity would."""
    margin, none = outcome.reaction.margin_minor, without.reaction.margin_minor
    if margin is None or none is None:
        return say(
            "What it leaves stays open until the cost of goods is known: load it with the products,"
            " or type its share under “What this is built on”."
        ), True
    told = say(
        "It leaves {margin} as expected, {low} to {high} in eight cases of ten; no activity is"
        " expected to leave {without}.",
        margin=money(round(margin.p50)),
        low=money(round(margin.p10)),
        high=money(round(margin.p90)),
        without=money(round(none.p50)),
    )
    return told, margin.p50 < none.p50
