"""What the funnel's judgement rests on: how sure, how many at least, and the shop's own goals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.campaign import Setting
from planner.campaign.settings import Kind
from planner.figures import OWN_DEFAULT, assumption
from planner.funnel.levels import Step
from planner.language import Message, Unit, say

GOAL_HELP = say(
    "Own goal for this step; empty = none. With a goal it comes before other references."
)


def _goal(label: Message) -> Any:
    return assumption(None, Unit.SHARE, (0.0, 1.0), OWN_DEFAULT, label, GOAL_HELP)


@dataclass(frozen=True)
class FunnelAssumptions:
    """How rates are judged."""

    smallest_base: int = assumption(
        100,
        Unit.COUNT,
        (1, 1_000_000),
        OWN_DEFAULT,
        say("Smallest number worth ranking"),
        say("Rates of fewer are shown and never ranked, nor taken as a reference."),
        whole=True,
    )
    sureness: float = assumption(
        0.95,
        Unit.SHARE,
        (0.5, 0.999),
        OWN_DEFAULT,
        say("Sureness of the intervals"),
        say("A rate counts as behind only where chance alone would rarely make it so."),
    )
    again_days: int = assumption(
        90,
        Unit.DAYS,
        (1, 730),
        "AFT-4",
        say("Bought again within"),
        say(
            "From the first payment in the period. Where the sheets end sooner, as many days as"
            " they go on after it."
        ),
        whole=True,
    )
    goal_clicks: float | None = _goal(say("Goal: shown → clicked"))
    goal_visitors: float | None = _goal(say("Goal: clicked → visited"))
    goal_asked: float | None = _goal(say("Goal: asked → ordered"))
    goal_placed: float | None = _goal(say("Goal: visited → ordered"))
    goal_paid: float | None = _goal(say("Goal: ordered → paid"))
    goal_kept: float | None = _goal(say("Goal: paid → not given back"))
    goal_received: float | None = _goal(say("Goal: paid → received"))
    goal_reviewed: float | None = _goal(say("Goal: received → reviewed"))
    goal_again: float | None = _goal(say("Goal: paid → bought again"))


def goal_of(step: Step) -> str:
    """Return the name of the assumption that holds a step's own goal.

    >>> goal_of(Step.PAID)
    'funnel.goal_paid'
    """
    return f"funnel.goal_{step.value}"


PERIODS: Mapping[str, Message] = {
    "event": say("Last event"),
    "newest": say("Newest days"),
    "all": say("All loaded days"),
    "own": say("Own days"),
}
"""What may be looked at, as the plan stores it."""
REFERENCES: Mapping[str, Message] = {
    "auto": say("The first that is known"),
    "goal": say("Own goal"),
    "year_before": say("A year before"),
    "ordinary": say("Ordinary days"),
    "event": say("Last event"),
    "best": say("Best of the shop"),
}
"""What a step may be held against, as the plan stores it; auto goes down the list."""
CHOSEN = {"no": say("Not on the checklist"), "yes": say("On the checklist")}

FUNNEL_SETTINGS = (
    Setting(
        "funnel.period",
        say("Period"),
        say("The orders that were placed in these days are followed, whenever they were paid."),
        Kind.CHOICE,
        "event",
        PERIODS,
    ),
    Setting("funnel.first_day", say("First day"), say("Of the own days looked at."), Kind.DAY),
    Setting("funnel.last_day", say("Last day"), say("Of the own days looked at."), Kind.DAY),
    Setting(
        "funnel.reference",
        say("Held against"),
        say("What each step is compared with; money is what reaching it would bring."),
        Kind.CHOICE,
        "auto",
        REFERENCES,
    ),
    Setting(
        "funnel.means.*.chosen",
        say("On the checklist"),
        say("Whether the means is a task of the checklist."),
        Kind.CHOICE,
        "no",
        CHOSEN,
    ),
)
