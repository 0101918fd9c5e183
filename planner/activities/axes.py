"""The numbers of a design that a search may try out, and what is worth trying of each."""

from collections.abc import Mapping

from planner.activities.blocks import Ground
from planner.activities.nice_amounts import round_below
from planner.activities.search import Axis, threshold_axis
from planner.activities.tiers import WHOLE_SHARE, Design, Tier

FIELDS: Mapping[str, str] = {
    "threshold_minor": "threshold",
    "amount_minor": "amount",
    "share": "share",
}
"""Field of a tier → its name in the plan."""
TENTHS = (5, 7, 10, 13, 15, 20)
"""Tenths of an amount or a share as it is that are tried."""


def fields_to_try(design: Design) -> tuple[tuple[Tier, str], ...]:
    """Return the numbers of a design that a search may try: those that are set, tier by tier.

    >>> from planner.activities.tiers import Kind
    >>> off = Tier("a", Kind.MONEY_OFF, threshold_minor=9900, amount_minor=1000)
    >>> [field for _, field in fields_to_try(Design("d", tiers=(off,)))]
    ['threshold_minor', 'amount_minor']
    """
    return tuple(
        (tier, field)
        for tier in design.shop_tiers
        for field in FIELDS
        if field in tier.kind.traits.fields and getattr(tier, field)
    )


def axis_of(tier: Tier, field: str, ground: Ground) -> Axis:
    """Return the values of a number that are worth trying, the one it has among them.

    Thresholds come from the order values (:func:`planner.activities.search.threshold_axis`);
    amounts and shares from half to twice as much, as a shop would write them.
    """
    if field == "threshold_minor":
        return threshold_axis(tier, ground)
    held: int = getattr(tier, field)
    if field == "share":
        tried = {min(WHOLE_SHARE, held * tenths // 10) for tenths in TENTHS}
    else:
        tried = {round_below(held * tenths // 10) for tenths in TENTHS}
    return Axis(tier.tier_id, field, tuple(sorted({*tried, held} - {0})))
