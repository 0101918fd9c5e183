"""What a design of activities is checked against: shop, campaign, stock, and what else runs."""

from collections.abc import Mapping
from dataclasses import replace

from planner.activities.beside import beside
from planner.activities.calendar import ActivityCalendar, CalendarAssumptions, activity_calendar
from planner.activities.checks import check
from planner.activities.circumstances import Circumstances
from planner.activities.finding import Finding
from planner.activities.refusals import refusals
from planner.activities.running import read_running_discounts
from planner.activities.thresholds import distances_at
from planner.activities.tiers import Design
from planner.campaign.purposes import purposes_of
from planner.figures import Entry, filled
from planner.planning.answer import Answer, Rooms


def circumstances_of(told: Answer, rooms: Rooms) -> Circumstances:
    """Return what every design of a plan is checked against.

    Args:
        told: the answer to the plan.
        rooms: its rooms.
    """
    campaign, activities = told.campaign, rooms.activities
    usual = activities.usual_order_minor
    near = distances_at(usual, activities.given) if usual else None
    main = frozenset(row.product for row in rooms.inventory.main_rows)
    running = read_running_discounts(activities.past.dataset, campaign.first_day, campaign.last_day)
    return Circumstances(
        shop=activities.shop,
        days_before=campaign.days_before,
        days_after=campaign.days_after,
        purposes=purposes_of(told.plan),
        usual_order_minor=usual,
        running=beside(running, campaign.main_day),
        sold_units={row.product: row.demand.units for row in rooms.inventory.rows if row.demand},
        event_products=main or None,
        shipping_above_minor=(near.from_minor, near.to_minor) if near else (2_000, 3_000),
    )


def check_design(
    design: Design, about: Circumstances, told: Answer, rooms: Rooms
) -> tuple[Finding, ...]:
    """Return what is found in a design, with the pieces that its tiers are expected to add.

    Args:
        design: to be checked.
        about: what it is checked against.
        told: the answer to the plan.
        rooms: its rooms.
    """
    found = check(design, about)
    adds = any(tier.gift for tier in design.tiers)
    if not adds or any(one.is_refused for one in found) or not told.rooms:
        return found
    reaction = rooms.activities.outcome(design).reaction
    orders = float(rooms.targets.orders_paid.value or 0)
    each = orders / reaction.orders.p50 if reaction.orders.p50 else 0.0
    added = {tier_id: round(pieces.p50 * each) for tier_id, pieces in reaction.pieces.items()}
    return check(design, replace(about, added_units=added))


def calendar_of(told: Answer) -> ActivityCalendar | None:
    """Return what the design that the plan follows asks for and when; None where it follows none.

    A design that is refused asks for nothing: first it has to be mended.
    """
    design = told.rooms.activities.designs.chosen if told.rooms else None
    if told.rooms is None or design is None:
        return None
    about = circumstances_of(told, told.rooms)
    if any(refusals(design, about)):
        return None
    return calendar_under(design, about, told.entries)


def calendar_under(
    design: Design, about: Circumstances, entries: Mapping[str, Entry]
) -> ActivityCalendar:
    """Return the calendar of any design, with the assumptions in force."""
    return activity_calendar(design, about, filled("activities", CalendarAssumptions, entries))
