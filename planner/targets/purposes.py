"""Which levers serve the purposes of the campaign, and what moves each (TGT-5, TGT-9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.campaign import PURPOSES
from planner.language import Message, say

LEVERS_OF_PURPOSE: Mapping[str, tuple[str, ...]] = {
    "traffic": ("visitors",),
    "new_customers": ("visitors",),
    "ranking": ("visitors",),
    "customer_data": ("visitors",),
    "clear_stock": ("conversion", "aov"),
    "bestseller": ("conversion", "aov"),
    "volume": ("conversion", "aov"),
    "reward": ("comeback",),
    "wake": ("comeback",),
}
"""Purpose → the levers that serve it (TGT-9). Brand reach, launching a product and training the
team are not among those the rule assigns; the page says so instead of guessing."""


@dataclass(frozen=True)
class Means:
    """Something that moves a lever.

    Attributes:
        key: its name; also that of its task.
        label: what it is.
    """

    key: str
    label: Message


@dataclass(frozen=True)
class LeverOfPurpose:
    """A lever, the purposes it serves, and what moves it.

    Attributes:
        key: ``visitors``, ``conversion``, ``aov`` or ``comeback``.
        label: its name.
        means: what moves it (TGT-9).
        purposes: the chosen purposes it serves, the most important first; empty = none of them.
    """

    key: str
    label: Message
    means: tuple[Means, ...]
    purposes: tuple[Message, ...]


_LEVERS: Mapping[str, tuple[Message, tuple[Means, ...]]] = {
    "visitors": (
        say("Visitors"),
        (
            Means("lever_ads", say("search and display ads")),
            Means("lever_affiliates", say("affiliates")),
            Means("lever_placements", say("paid placements")),
            Means("lever_activities", say("platform activities")),
            Means("lever_social", say("social media and articles")),
        ),
    ),
    "conversion": (
        say("Conversion rate"),
        (
            Means("lever_goods", say("genuine good goods")),
            Means("lever_price", say("price")),
            Means("lever_safety", say("safety")),
            Means("lever_shop", say("an appealing shop")),
        ),
    ),
    "aov": (
        say("Average order value"),
        (
            Means("lever_promotions", say("shop promotions")),
            Means("lever_recommend", say("agents who recommend")),
        ),
    ),
    "comeback": (
        say("Comeback rate"),
        (
            Means("lever_easy_purchase", say("easy purchase")),
            Means("lever_pleases", say("a product that pleases in use")),
            Means("lever_after_sale", say("after-sale care")),
            Means("lever_relationship", say("the relationship")),
        ),
    ),
}


def levers_by_purpose(purposes: Sequence[str]) -> tuple[LeverOfPurpose, ...]:
    """Return all levers: those that serve the purposes first, in the order of the purposes.

    >>> [lever.key for lever in levers_by_purpose(["wake", "volume"])]
    ['comeback', 'conversion', 'aov', 'visitors']
    """
    served = [lever for purpose in purposes for lever in LEVERS_OF_PURPOSE.get(purpose, ())]
    order = list(dict.fromkeys([*served, *_LEVERS]))
    return tuple(
        LeverOfPurpose(
            key,
            *_LEVERS[key],
            tuple(
                PURPOSES[purpose]
                for purpose in purposes
                if key in LEVERS_OF_PURPOSE.get(purpose, ())
            ),
        )
        for key in order
    )


def without_lever(purposes: Sequence[str]) -> tuple[Message, ...]:
    """Return the chosen purposes that the rule assigns no lever to."""
    return tuple(PURPOSES[one] for one in purposes if one not in LEVERS_OF_PURPOSE)
