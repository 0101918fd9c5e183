"""The design that a plan follows, checked and worked out, as its sheets and programs tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from planner.activities.calendar import ActivityCalendar
from planner.activities.circumstances import Circumstances
from planner.activities.finding import Finding
from planner.activities.outcome import Outcome
from planner.activities.price_list import PriceRow, price_list
from planner.activities.tiers import NO_ACTIVITY, Design
from planner.activities.verdict import verdict_on
from planner.activities.worst_cart import WorstCarts
from planner.figures import Entry, Level
from planner.language import Message
from planner.planning.answer import Answer, Rooms
from planner.planning.offers import calendar_under, check_design, circumstances_of


@dataclass(frozen=True, eq=False)
class Followed:
    """The design that the plan follows.

    Attributes:
        FIELDS: assumptions of other rooms that follow it, unless somebody typed them.
        design: with what its gifts cost.
        about: what it is checked against.
        findings: in it, the gravest first.
        entries: the assumptions in force of those that follow it.
    """

    FIELDS: ClassVar[tuple[str, ...]] = (
        "targets.aov", "targets.conversion_share", "materials.gift.use", "materials.add_on.use",
        "materials.voucher.use",
    )  # fmt: skip

    design: Design
    about: Circumstances
    findings: tuple[Finding, ...]
    entries: tuple[Entry, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether it can be worked out: it has a tier, and nothing of it is refused."""
        return bool(self.design.tiers) and not any(one.is_refused for one in self.findings)

    def verdict(self, worked: "WorkedOut | None", rooms: Rooms) -> tuple[Level, Message]:
        """Return whether the design can be run, and what it leaves or what is found in it.

        Args:
            worked: what it comes to; None while it is not sound.
            rooms: of the plan.
        """
        without = rooms.activities.outcome(NO_ACTIVITY)
        outcome = worked.outcome if worked else None
        return verdict_on(self.design, self.findings, outcome, without)


def followed(told: Answer) -> Followed | None:
    """Return the design that the plan follows, checked; None where it follows none."""
    rooms = told.rooms
    design = rooms.activities.designs.chosen if rooms else None
    if rooms is None or design is None:
        return None
    about = circumstances_of(told, rooms)
    entries = tuple(entry for name in Followed.FIELDS if (entry := _moved(told, name)))
    return Followed(design, about, check_design(design, about, told, rooms), entries)


def _moved(told: Answer, name: str) -> Entry | None:
    """Return an assumption if the design moves it, or would if nobody had typed it."""
    effect = told.rooms.activities.effect if told.rooms else None
    if effect is None:
        return None
    moved = {"targets.aov", "targets.conversion_share", *effect.inserts()}
    return told.entries[name] if name in moved else None


@dataclass(frozen=True, eq=False)
class WorkedOut:
    """What a design comes to.

    Attributes:
        outcome: over all orders of the last event.
        worst: carts that leave the least.
        prices: of the event's products, by code.
        unlisted: products of the event beyond those.
        calendar: what runs when.
    """

    outcome: Outcome
    worst: WorstCarts
    prices: tuple[PriceRow, ...]
    unlisted: int
    calendar: ActivityCalendar


def worked_out(
    design: Followed, rooms: Rooms, entries: Mapping[str, Entry], most_products: int
) -> WorkedOut | None:
    """Return what the design that the plan follows comes to; None while it is not sound.

    Args:
        design: that the plan follows.
        rooms: of the plan.
        entries: the assumptions in force.
        most_products: that prices are told of.
    """
    if not design.is_sound:
        return None
    activities, about = rooms.activities, design.about
    codes = event_products(design.design, about, rooms)
    return WorkedOut(
        outcome=activities.outcome(design.design),
        worst=activities.worst(design.design),
        prices=price_list(design.design, about, activities.companions, codes[:most_products]),
        unlisted=len(codes[most_products:]),
        calendar=calendar_under(design.design, about, entries),
    )


def event_products(design: Design, about: Circumstances, rooms: Rooms) -> Sequence[str]:
    """Return the products that prices are told of: named in tiers, then the main ones.

    Where there are none, all that are expected to sell: the offers are for the whole shop.
    """
    named = {code for tier in design.tiers for code in (*tier.products, tier.gift) if code}
    main = {row.product for row in rooms.inventory.main_rows}
    rest = () if main else sorted(row.product for row in rooms.inventory.event_rows)
    known = about.shop.products
    return [code for code in dict.fromkeys((*sorted(named), *sorted(main), *rest)) if code in known]
