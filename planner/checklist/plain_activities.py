"""The room Activities as plain data, for programs: the same numbers as in the workbook."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from planner.activities.finding import Finding
from planner.activities.margin_lines import margin_lines
from planner.activities.outcome import Outcome, Range, TierOutcome, Totals
from planner.activities.price_list import FinalPrice, PriceRow
from planner.activities.terms import ShopTerms
from planner.activities.wording import sentence_of
from planner.activities.worst_cart import WorstCart
from planner.checklist.workbook.inventory import PRODUCTS_AT_MOST
from planner.demand import CENTS
from planner.language import Language
from planner.planning import Answer, Rooms
from planner.planning.followed import Followed, WorkedOut, followed, worked_out


def activities_as_json(told: Answer, language: Language) -> dict[str, Any]:
    """Return the designs of the plan, and what the one that it follows comes to.

    Amounts are texts with two decimals, days ISO, sentences in the language; None is not known, or
    cannot be worked out while something of the design is refused.

    Raises:
        ValueError: the answer has no rooms.
    """
    rooms = told.rooms
    if rooms is None:
        raise ValueError(told.problems)
    designs = rooms.activities.designs
    plain: dict[str, Any] = {
        "designs": [{"id": one.design_id, "name": one.name} for one in designs.all],
        "followed": None,
    }
    if design := followed(told):
        plain["followed"] = _followed(design, rooms, told, language)
    return plain


def _followed(
    design: Followed, rooms: Rooms, told: Answer, language: Language
) -> Mapping[str, Any]:
    worked = worked_out(design, rooms, told.entries, PRODUCTS_AT_MOST)
    level, sentence = design.verdict(worked, rooms)
    return {
        "id": design.design.design_id,
        "name": design.design.name,
        "verdict": {"level": level.value, "text": language.text(sentence)},
        "findings": [_finding(one, language) for one in design.findings],
        "tiers": [
            {
                "id": tier.tier_id,
                "kind": tier.kind.value,
                "label": language.text(tier.label),
                "text": language.text(sentence_of(tier)),
            }
            for tier in design.design.in_order
        ],
        "comes_to": worked and _worked(worked, rooms, told, language),
    }


def _finding(one: Finding, language: Language) -> Mapping[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "rule": one.rule,
        "tiers": list(one.tier_ids),
        "field": one.field or None,
        "why": language.text(one.why),
        "change": language.text(one.change),
    }


def _worked(worked: WorkedOut, rooms: Rooms, told: Answer, language: Language) -> Mapping[str, Any]:
    main_day, shop = told.campaign.main_day, rooms.activities.shop
    worst = worked.worst
    return {
        **_outcome(worked.outcome),
        "worst_cart": worst.by_amount and _cart(worst.by_amount, shop, language),
        "worst_cart_by_share": worst.by_share and _cart(worst.by_share, shop, language),
        "prices": [_price(one) for one in worked.prices],
        "products_not_listed": worked.unlisted,
        "calendar": [
            {
                "text": language.text(one.what),
                "phase": one.phase and one.phase.value,
                "tier": one.tier_id,
                "first_day": (main_day + timedelta(days=one.first)).isoformat(),
                "last_day": (main_day + timedelta(days=one.last)).isoformat(),
                "hours": one.hours and list(one.hours),
                "rule": one.rule,
            }
            for one in worked.calendar.rows
        ],
    }


def _outcome(outcome: Outcome) -> Mapping[str, Any]:
    told = outcome.reaction
    return {
        "depth": outcome.depth,
        "pays_for_itself_at": outcome.pays_for_itself_at,
        "no_activity": _totals(outcome.without),
        "last_event": _totals(outcome.last_time),
        "nobody_reacts": _totals(outcome.as_is),
        "with_response": {
            "orders": _range(told.orders),
            "revenue": _amounts(told.revenue_minor),
            "order_value": _amounts(told.order_value_minor),
            "margin": _amounts(told.margin_minor),
            "margin_per_order": _amounts(told.margin_per_order_minor),
            "topped_up": _range(told.topped_up),
        },
        "by_tier": [_tier(one) for one in outcome.tiers],
    }


def _tier(one: TierOutcome) -> Mapping[str, Any]:
    return {
        "id": one.tier.tier_id,
        "orders": one.orders,
        "off": _amount(one.off_minor),
        "off_postage": _amount(one.postage_minor),
        "pieces": one.pieces,
        "added": _amount(one.added_minor),
        "later": _amount(one.later_minor),
        "borne_by_platform": _amount(one.borne_by_platform_minor),
        "cost": _amount(one.cost_minor),
        "orders_just_under": one.just_under,
    }


def _totals(one: Totals) -> Mapping[str, Any]:
    return {
        "orders": one.orders,
        "revenue": _amount(one.revenue_minor),
        "label": _amount(one.label_minor),
        "order_value": _amount(one.order_value_minor),
        "margin": _amount(one.margin_minor),
        "margin_per_order": _amount(one.margin_per_order_minor),
    }


def _cart(worst: WorstCart, shop: ShopTerms, language: Language) -> Mapping[str, Any]:
    cart = worst.out.cart
    return {
        "goods": {line.product: line.quantity for line in cart.lines},
        "day": cart.day,
        "hour": cart.hour,
        "customers": sorted(one.value for one in cart.customers),
        "paid": _amount(worst.out.paid_minor),
        "margin": _amount(worst.margin_minor),
        "lines": [
            {
                "text": language.text(line.label),
                "amount": _amount(line.amount_minor),
                "why": language.text(line.why) if line.why else None,
            }
            for line in margin_lines(worst.out, shop)
        ],
    }


def _price(row: PriceRow) -> Mapping[str, Any]:
    return {
        "product": row.terms.product,
        "title": row.terms.title,
        "label": _amount(row.list_minor),
        "event": _amount(row.event_minor),
        "floor": _amount(row.terms.floor_minor or None),
        "margin": _amount(row.margin_minor),
        "is_below_floor": row.is_below_floor,
        "final": {cart.value: _final(final) for cart, final in row.final.items()},
    }


def _final(final: FinalPrice) -> Mapping[str, Any]:
    return {
        "pieces": final.pieces,
        "with": final.companion,
        "price": _amount(final.price_minor),
        "margin_of_cart": _amount(final.margin_minor),
        "is_below_floor": final.is_below_floor,
    }


def _range(told: Range) -> Mapping[str, float]:
    return {"p10": told.p10, "p50": told.p50, "p90": told.p90}


def _amounts(told: Range | None) -> Mapping[str, str | None] | None:
    if told is None:
        return None
    return {name: _amount(value) for name, value in _range(told).items()}


def _amount(minor: float | None) -> str | None:
    return None if minor is None else f"{Decimal(str(minor)) / CENTS:.2f}"
