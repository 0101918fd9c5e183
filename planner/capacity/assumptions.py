"""The people that there really are; agents, machines and hours stand with the staffing."""

from dataclasses import dataclass

from planner.figures import assumption
from planner.language import Unit, say

MOST = (0, 100_000)


@dataclass(frozen=True)
class CapacityAssumptions:
    """Left open: as many as the plan asks for, and everybody knows every step."""

    warehouse_people: int | None = assumption(
        None,
        Unit.PEOPLE,
        MOST,
        "STF-4",
        say("Warehouse people there are"),
        say(
            "At work at once in every open hour, all steps together; they change between the steps."
            " Left open: as many as the plan asks for."
        ),
        whole=True,
    )
    review_people: int | None = assumption(
        None,
        Unit.PEOPLE,
        MOST,
        "STF-5",
        say("Who can review orders"),
        say("People trained on the order system; left open, everybody in the warehouse is."),
        whole=True,
    )
    pick_people: int | None = assumption(
        None,
        Unit.PEOPLE,
        MOST,
        "STF-5",
        say("Who can pick"),
        say("People who can pick at once; left open, everybody in the warehouse can."),
        whole=True,
    )
    inspect_people: int | None = assumption(
        None,
        Unit.PEOPLE,
        MOST,
        "STF-12",
        say("Who can inspect"),
        say("People who know the quality; left open, everybody in the warehouse does."),
        whole=True,
    )
