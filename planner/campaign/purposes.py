"""Why the shop takes part, ranked (TGT-5): what comes first decides which levers come first."""

from collections.abc import Mapping, Sequence

from planner.campaign.plan import Plan
from planner.language import Message, say

PURPOSES_FIELD = "campaign.purposes"
PURPOSES: Mapping[str, Message] = {
    "traffic": say("Draw traffic"),
    "clear_stock": say("Clear stock"),
    "brand": say("Brand reach"),
    "ranking": say("Ranking"),
    "new_customers": say("Win new customers"),
    "reward": say("Reward loyal customers"),
    "wake": say("Wake lost customers"),
    "volume": say("Sales volume"),
    "launch": say("Launch a new product"),
    "bestseller": say("Build a bestseller"),
    "customer_data": say("Collect customer data"),
    "training": say("Train the team"),
}
"""The purposes of a campaign, in the order in which they are offered."""


def purposes_of(plan: Plan) -> tuple[str, ...]:
    """Return the plan's purposes, the most important first.

    A key that is no purpose any more is left out.

    >>> purposes_of(Plan(values={"campaign.purposes": "volume,clear_stock"}))
    ('volume', 'clear_stock')
    """
    stored = plan.text(PURPOSES_FIELD) or ""
    return tuple(key for key in stored.split(",") if key in PURPOSES)


def ranked_anew(ranked: Sequence[str], purpose: str, place: int | None) -> str:
    """Return the ranking with one purpose at another place, as the plan stores it.

    Args:
        ranked: the most important first.
        purpose: that is moved, or added where it is not ranked yet.
        place: counted from 0; one beyond either end means that end. None takes the purpose out.

    >>> ranked_anew(["wake", "volume", "brand"], "brand", 1)
    'wake,brand,volume'
    >>> ranked_anew(["wake", "volume"], "wake", None)
    'volume'
    """
    others = [key for key in ranked if key != purpose]
    if place is not None:
        others.insert(max(0, place), purpose)
    return ",".join(others)
