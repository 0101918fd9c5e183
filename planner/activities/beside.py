"""Discounts of loaded lists, as a design is checked against them (ACT-3)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from planner.activities.circumstances import OtherDiscount
from planner.activities.nice_amounts import to_minor
from planner.activities.running import RunningDiscount
from planner.activities.tiers import WHOLE_SHARE


def beside(running: Iterable[RunningDiscount], main_day: date) -> tuple[OtherDiscount, ...]:
    """Return discounts with their days counted from the main day and money in minor units.

    One of a product that nothing sold or held is known by is left out: no cart can hold it.

    Args:
        running: of the loaded lists.
        main_day: of the campaign.
    """
    return tuple(
        OtherDiscount(
            name=one.name or one.tool or "–",
            product=None if one.whole_shop else one.product,
            first_day=None if one.first_day is None else (one.first_day - main_day).days,
            last_day=None if one.last_day is None else (one.last_day - main_day).days,
            price_minor=None if one.event_price is None else to_minor(one.event_price),
            share=int((one.discount_share or Decimal(0)) * WHOLE_SHARE),
            amount_minor=to_minor(one.amount_off or Decimal(0)),
            threshold_minor=to_minor(one.threshold or Decimal(0)),
        )
        for one in running
        if one.whole_shop or one.product
    )
