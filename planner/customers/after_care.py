"""What follows the event: a dated programme, and the scheme of points with its cost (AFT-1…9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.campaign import Campaign
from planner.customers.occasions import Occasion, occasions_after
from planner.customers.repurchase import PUBLISHED, Pauses
from planner.figures import Entry, Figure, assumption, work_out
from planner.language import Message, Unit, say

SOONEST_OFFER, LATEST_OFFER = 10, 100
"""Days after the event within which the offer to buy again lies, whatever the curve says."""


@dataclass(frozen=True)
class PointAssumptions:
    """Levels and points (AFT-8)."""

    points_per_unit: float = assumption(
        1.0,
        Unit.RATIO,
        (0.0, 100.0),
        "AFT-8",
        say("Points for each unit of money"),
        say("Credited after receipt."),
    )
    points_review: float = assumption(
        10.0,
        Unit.COUNT,
        (0.0, 10_000.0),
        "AFT-8",
        say("Points for receipt and review"),
        say("Confirmed and reviewed within 5 days; any review counts, not praise alone."),
    )
    points_fast_payment: float = assumption(
        10.0,
        Unit.COUNT,
        (0.0, 10_000.0),
        "AFT-8",
        say("Points for fast payment"),
        say("Paid within two hours of the order."),
    )
    point_value: Decimal = assumption(
        Decimal("0.01"),
        Unit.MONEY,
        (Decimal(0), Decimal(100)),
        "DEFAULT",
        say("Value of a point"),
        say("What a point takes off when it is used."),
    )
    points_used_share: float = assumption(
        0.5,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Points that are used"),
        say("The rest expires."),
    )
    reviewing_share: float = assumption(
        0.3,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Orders with a review"),
        say("Share of the paid orders that are confirmed and reviewed in time."),
    )
    fast_paying_share: float = assumption(
        0.8,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Orders paid fast"),
        say("Share of the paid orders that are paid within two hours."),
    )


@dataclass(frozen=True)
class Step:
    """A step of the programme; days count from the main day.

    Attributes:
        key: its name; that of the checklist's task where there is one.
        what: is done.
        whom: it is done for.
        first: first day.
        last: last day, inside.
        first_day: the same as a date.
        last_day: the same as a date.
        rules: behind it.
        why: these days.
        occasions: that lie in them.
    """

    key: str
    what: Message
    whom: Message
    first: int
    last: int
    first_day: date
    last_day: date
    rules: tuple[str, ...]
    why: Message
    occasions: tuple[Occasion, ...]


NEW, ALL_BUYERS, EARLIER = (
    say("new customers of the event"),
    say("all buyers of the event"),
    say("earlier customers who bought"),
)


def programme(campaign: Campaign, pauses: Pauses, marked: int = 0) -> tuple[Step, ...]:
    """Return the programme after an event, in the order of its days.

    The days are those of AFT-2 and AFT-3 but for the offer to buy again: it goes out before half of
    those who buy again have done so, by the shop's own curve (AFT-4), or by the published one where
    the shop's orders are too few; never sooner than day 10 nor later than day 100.

    Worked example: half of the shop's repeat purchases come within 28 days → the offer goes out on
    D+28 and D+29.

    Buyers ``marked`` since their parcels went wrong have a step of their own (AFT-9), once parcels
    have come.
    """
    half = pauses.within(50) if pauses.tells_enough else None
    offer = min(LATEST_OFFER - 1, max(SOONEST_OFFER, PUBLISHED[50] if half is None else half))
    by_curve = (
        say("half of those who buy again in your shop do so within {days} days (AFT-4)", days=half)
        if half is not None
        else say("your orders are too few for a curve; one shop's half bought within 22 days")
    )
    occasions = occasions_after(campaign.main_day)

    def step(
        key: str, first: int, last: int, whom: Message, what: Message, rule: str, why: Message
    ) -> Step:
        return Step(
            key, what, whom, first, last, campaign.day(first), campaign.day(last), (rule,), why,
            tuple(one for one in occasions if first <= one.days_after <= last),
        )  # fmt: skip

    steps = (
        step("new_shipping_notice", 0, 1, NEW, say("Shipping notice"), "AFT-2",
             say("from the order to dispatch")),
        step("shipping_care", 1, 15, ALL_BUYERS,
             say("Word on arrival in the city, before a stuck parcel is noticed, and on signing"),
             "AFT-1", say("as long as parcels are on their way")),
        step("service_stage", 0, 20, ALL_BUYERS, say("Service: waiting, unboxing, first use"),
             "AFT-3", say("days 0–20: nothing is sold, questions are answered")),
        step("new_review_reward", 8, 10, NEW, say("Reward for a review"), "AFT-2",
             say("5–7 days after signing, if signed on D+3")),
        step("new_care", 15, 16, NEW, say("Ask how the product is"), "AFT-2",
             say("after the first use")),
        step("relationship_stage", 20, 60, ALL_BUYERS,
             say("Relationship: members' events, new arrivals, greetings that sell nothing"),
             "AFT-3", say("days 20–60")),
        step("new_similar_products", 30, 31, NEW, say("Similar products"), "AFT-2",
             say("a month later")),
        step("new_repurchase_offer", offer, offer + 1, NEW, say("Offer to buy again"), "AFT-4",
             by_curve),
        step("repurchase_stage", 60, 100, EARLIER,
             say("Repurchase: offers and upgrades, gifts for those who buy them"), "AFT-3",
             say("days 60–100, towards Spring Festival")),
    )  # fmt: skip
    of_marked = (
        step("marked_care", 16, 20, say("{count} buyers whose parcels went wrong", count=marked),
             say("A word of apology, a small gift, and the next offer first"), "AFT-9",
             say("when shipping care is over and their parcels are settled")),
    )  # fmt: skip
    named = (*steps, *of_marked) if marked else steps
    return tuple(sorted(named, key=lambda one: (one.first, one.last)))


@dataclass(frozen=True)
class AfterCare:
    """What follows the event.

    Attributes:
        steps: of the programme, by day.
        occasions: that follow, the next one first.
        figures: name → points and their cost.
    """

    steps: tuple[Step, ...]
    occasions: tuple[Occasion, ...]
    figures: Mapping[str, Figure]


def plan_after_care(
    campaign: Campaign,
    pauses: Pauses,
    revenue: Figure,
    orders_paid: Figure,
    entries: Mapping[str, Entry],
    marked: int = 0,
) -> AfterCare:
    """Return what follows an event; ``marked`` buyers had parcels that went wrong."""
    costs = points_cost(revenue, orders_paid, entries)
    return AfterCare(
        programme(campaign, pauses, marked),
        occasions_after(campaign.main_day),
        {one.key.split(".", 1)[1]: one for one in costs},
    )


def points_cost(
    revenue: Figure, orders_paid: Figure, entries: Mapping[str, Entry]
) -> Iterator[Figure]:
    """Yield what the points of the event come to, and what they cost (AFT-8).

    Formula: points = revenue × points a unit + orders × (share reviewed × points for it + share
    paid fast × points for it); cost = points × share used × value of a point.

    Worked example: 10,000 revenue at 1 point, 100 orders of which 30 % reviewed at 10 and 80 % paid
    fast at 10 → 10,000 + 300 + 800 = 11,100 points; half used at 0.01 → 55.50.
    """
    named = {
        name: entries[f"customers.{name}"]
        for name in (
            "points_per_unit", "points_review", "points_fast_payment", "reviewing_share",
            "fast_paying_share",
        )
    }  # fmt: skip
    points = work_out(
        "customers.points",
        say("Points for the event's orders"),
        Unit.COUNT,
        "round(revenue * points_per_unit + orders * (reviewing_share * points_review"
        " + fast_paying_share * points_fast_payment))",
        {"revenue": revenue, "orders": orders_paid, **named},
        rules=("AFT-8",),
    )
    yield points
    yield work_out(
        "customers.points_cost",
        say("Cost of the points"),
        Unit.MONEY,
        "cents(points * used * value)",
        {
            "points": points,
            "used": entries["customers.points_used_share"],
            "value": entries["customers.point_value"],
        },
        rules=("AFT-8",),
    )
