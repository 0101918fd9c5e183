"""What a manager may set about the goal: the levers, the customers, the sub-goals, the margin."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.campaign import Setting
from planner.campaign.settings import Kind, Stored
from planner.figures import assumption
from planner.language import Message, Unit, say

LARGEST_AMOUNT = Decimal(10) ** 12
COMEBACK = "targets.comeback_"
"""The rate of a group of customers is the field ``targets.comeback_<group>``."""
COMEBACK_FROM = "targets.comeback_from"
"""Where these rates come from: the shop's own orders, or the recall waves."""
COMEBACK_HELP = say(
    "Share of these customers who come back in the event. Taken from your own orders where they"
    " tell it (page Customers), else by the furthest recall wave that reaches them."
)


@dataclass(frozen=True)
class TargetAssumptions:
    """The goal, the levers that lead to it, and what it is judged by."""

    growth_share: float = assumption(
        0.30,
        Unit.SHARE,
        (-0.9, 20.0),
        "DEFAULT",
        say("Growth on the reference window"),
        say("The goal is the paid amount of the reference window plus this share."),
    )
    goal_revenue: Decimal | None = assumption(
        None,
        Unit.MONEY,
        (Decimal("0.01"), LARGEST_AMOUNT),
        "TGT-1",
        say("Revenue goal"),
        say("Paid amount over the whole campaign window, before refunds."),
    )
    aov: Decimal | None = assumption(
        None,
        Unit.MONEY,
        (Decimal("0.01"), Decimal(10) ** 8),
        "TGT-3",
        say("Average order value in the event"),
        say("Empty = as in the reference window. Never the value of ordinary days."),
    )
    unit_price: Decimal | None = assumption(
        None,
        Unit.MONEY,
        (Decimal("0.01"), Decimal(10) ** 8),
        "TGT-3",
        say("Unit price in the event"),
        say("Paid amount ÷ items. Empty = it follows from the average order value."),
    )
    items_per_order: float | None = assumption(
        None,
        Unit.RATIO,
        (0.01, 10_000.0),
        "TGT-3",
        say("Items per order in the event"),
        say("Empty = they follow from the average order value."),
    )
    conversion_share: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0001, 1.0),
        "TGT-4",
        say("Conversion rate in the event"),
        say(
            "Buyers ÷ visitors over the window. Empty = as in the reference window where its"
            " visitors are known, else open."
        ),
    )
    visitors: int | None = assumption(
        None,
        Unit.COUNT,
        (1, 10**10),
        "TGT-1",
        say("Visitors in the window"),
        say("Different people over the whole window; visitors of days never add up."),
        whole=True,
    )
    reference_visitors: int | None = assumption(
        None,
        Unit.COUNT,
        (1, 10**10),
        "TGT-1",
        say("Visitors in the reference window"),
        say(
            "Different people over the whole reference window. Taken from a visitor sheet that has"
            " one row for exactly these days; days never add up."
        ),
        whole=True,
    )
    comeback_wave_1: float = assumption(
        0.01,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-2",
        say("Comeback rate, wave 1 only"),
        say("Share of the customers who come back when only the brand reminder reaches them."),
    )
    comeback_wave_2: float = assumption(
        0.15,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-2",
        say("Comeback rate, up to wave 2"),
        say("Share of the customers who come back when the benefit was announced to them."),
    )
    comeback_wave_3: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-2",
        say("Comeback rate, up to wave 3"),
        say("Share of the customers who come back when the last call reached them, too."),
    )
    comeback_d030: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-2",
        say("Comeback rate, last order 1–30 days before"),
        COMEBACK_HELP,
    )
    comeback_d090: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-2",
        say("Comeback rate, last order 31–90 days before"),
        COMEBACK_HELP,
    )
    comeback_d180: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-2",
        say("Comeback rate, last order 91–180 days before"),
        COMEBACK_HELP,
    )
    comeback_d365: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-2",
        say("Comeback rate, last order 181–365 days before"),
        COMEBACK_HELP,
    )
    comeback_older: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-2",
        say("Comeback rate, last order more than 365 days before"),
        COMEBACK_HELP,
    )
    vip_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.01, 0.5),
        "DEFAULT",
        say("Share of customers who count as VIP"),
        say("Those with the highest paid amount before the event."),
    )
    new_share_goal: float = assumption(
        0.70,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-7",
        say("Sub-goal: share of new customers"),
        say("Buyers without a paid order before the event ÷ all buyers."),
    )
    conversion_goal: float = assumption(
        0.04,
        Unit.SHARE,
        (0.0001, 1.0),
        "TGT-7",
        say("Sub-goal: conversion rate"),
        say("Buyers ÷ visitors of the main day."),
    )
    returning_goal: float = assumption(
        0.50,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-7",
        say("Sub-goal: purchase rate of returning customers"),
        say("Earlier customers who buy in the event ÷ all earlier customers."),
    )
    vip_goal: float = assumption(
        0.80,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-7",
        say("Sub-goal: purchase rate of VIP customers"),
        say("VIP customers who buy in the event ÷ all VIP customers."),
    )
    daily_multiple_goal: float = assumption(
        4.5,
        Unit.RATIO,
        (0.1, 1000.0),
        "TGT-7",
        say("Sub-goal: main day against an ordinary day"),
        say("Revenue of the main day ÷ revenue of an average ordinary day."),
    )
    refund_share: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "TGT-10",
        say("Refunds expected"),
        say("Refunds ÷ revenue. Empty = as in the reference window."),
    )
    unit_cost: Decimal | None = assumption(
        None,
        Unit.MONEY,
        (Decimal(0), Decimal(10) ** 8),
        "TGT-10",
        say("Cost of goods per item"),
        say("What an item costs you. Taken from product or stock sheets where they hold it."),
    )
    platform_fee_share: float = assumption(
        0.05,
        Unit.SHARE,
        (0.0, 0.9),
        "DEFAULT",
        say("Platform fee"),
        say("Commission and payment fee, as a share of the revenue that is not refunded."),
    )
    parcel_cost: Decimal = assumption(
        Decimal("5.00"),
        Unit.MONEY,
        (Decimal(0), Decimal(10_000)),
        "DEFAULT",
        say("Packing and shipping a parcel"),
        say("Material, labour and carrier, for one parcel."),
    )
    ads_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.0, 0.9),
        "DEFAULT",
        say("Advertising"),
        say("Spent on ads, affiliates and placements, as a share of the revenue."),
    )
    later_days: int = assumption(
        90,
        Unit.DAYS,
        (90, 365),
        "TGT-10",
        say("Days after the event that count as later"),
        say("In these days new customers may buy again; the sheets have to cover them."),
        whole=True,
    )
    repurchase_share: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "AFT-5",
        say("New customers who buy again"),
        say("Taken from the sheets where they cover the days after the last event, else open."),
    )
    later_value: Decimal | None = assumption(
        None,
        Unit.MONEY,
        (Decimal(0), Decimal(10) ** 8),
        "AFT-5",
        say("What each of them buys later"),
        say("Paid amount of the later days ÷ new customers who bought again."),
    )


GROUPS: Mapping[str, Message] = {
    "d030": say("1–30 days before"),
    "d090": say("31–90 days before"),
    "d180": say("91–180 days before"),
    "d365": say("181–365 days before"),
    "older": say("more than 365 days before"),
}
"""Groups of earlier customers by the days from their last paid order to the window (TGT-2)."""

WAVES: Mapping[str, Message] = {
    "none": say("no wave"),
    "wave_1": say("wave 1: brand reminder"),
    "wave_2": say("up to wave 2: benefit"),
    "wave_3": say("up to wave 3: last call"),
}
"""The furthest recall wave that reaches a group; each customer counts once, by it (TGT-2)."""

DEFAULT_WAVES: Mapping[str, str] = {
    "d030": "wave_2",
    "d090": "wave_2",
    "d180": "wave_1",
    "d365": "wave_1",
    "older": "wave_1",
}
"""Wave 1 goes to everybody with an order (CRM-1), wave 2 to good old customers (CRM-2), taken as
those of the last 90 days. Wave 3 goes to whoever answered wave 1 (CRM-3): no sheet knows them
before, so by default no group is planned with it."""

FREE = "targets.unknown"
"""Which quantities are free, all others are locked: keys of :data:`QUANTITIES`, by commas. Plans of
the first version hold one key, which means the same."""

QUANTITIES: Mapping[str, Message] = {
    "visitors": say("Visitors"),
    "conversion": say("Conversion rate"),
    "aov": say("Average order value"),
    "revenue": say("Revenue"),
    "none": say("Nothing"),
}
"""What may be free; "none" locks everything, "revenue" lets the goal follow from the levers."""

BREAKDOWN = "targets.breakdown."
"""An edited part of the goal is the field ``targets.breakdown.<dimension>.<key>``, an amount."""

TARGET_SETTINGS = (
    Setting(
        "targets.goal_kind",
        say("Goal set as"),
        say("As growth on the reference window, or as an amount."),
        Kind.CHOICE,
        "growth",
        {"growth": say("Growth"), "revenue": say("Revenue")},
    ),
    Setting(
        FREE,
        say("Work out"),
        say("What is free follows from what is locked; several free levers share what is needed."),
        Kind.RANKING,
        "visitors",
        QUANTITIES,
    ),
    Setting(
        COMEBACK_FROM,
        say("Comeback rates from"),
        say("Your own orders where they tell them, or always the rates of the recall waves."),
        Kind.CHOICE,
        "orders",
        {"orders": say("Your own orders"), "waves": say("The recall waves")},
    ),
    *(
        Setting(
            f"targets.wave.{group}",
            say("Reached by"),
            say("The furthest recall wave that reaches these customers."),
            Kind.CHOICE,
            DEFAULT_WAVES[group],
            WAVES,
        )
        for group in GROUPS
    ),
    Setting(
        f"{BREAKDOWN}*",
        say("Part of the goal"),
        say("An amount that stays as it was typed; the other parts share the rest."),
        Kind.AMOUNT,
    ),
)


def free_quantities(values: Mapping[str, Stored]) -> frozenset[str]:
    """Return which quantities are free in a plan; visitors where nobody said otherwise.

    The goal follows only where no lever is free: otherwise nothing would hold them.

    >>> sorted(free_quantities({"targets.unknown": "visitors,aov"}))
    ['aov', 'visitors']
    >>> free_quantities({"targets.unknown": "none"})
    frozenset()
    """
    stored = str(values.get(FREE) or "visitors")
    named = {key for key in stored.split(",") if key in QUANTITIES}
    levers = named - {"revenue", "none"}
    if not named:
        return frozenset({"visitors"})
    return frozenset(levers or named - {"none"})


def toggled(free: frozenset[str], name: str, locked: bool) -> str:
    """Return what is free after one quantity was locked or freed, as the plan stores it.

    A free goal follows from all levers, so freeing it locks them, and freeing a lever locks it.

    >>> toggled(frozenset({"visitors"}), "conversion", locked=False)
    'visitors,conversion'
    >>> toggled(frozenset({"visitors"}), "visitors", locked=True)
    'none'
    >>> toggled(frozenset({"visitors"}), "revenue", locked=False)
    'revenue'
    """
    if name == "revenue":
        left = frozenset() if locked else frozenset({name})
    else:
        left = free - {"revenue"}
        left = left - {name} if locked else left | {name}
    return ",".join(key for key in QUANTITIES if key in left) or "none"
