"""Why the shop takes part, ranked (TGT-5): what comes first decides which levers come first."""

from collections.abc import Mapping

from planner.campaign.plan import Plan
from planner.language import Message, say

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
    stored = plan.text("campaign.purposes") or ""
    return tuple(key for key in stored.split(",") if key in PURPOSES)
