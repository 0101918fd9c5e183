"""Warnings about what a design is made of: its tiers, purposes, customers, days and gifts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from planner.activities.cart import Cart, CartLine, CheckOut, Step
from planner.activities.circumstances import Circumstances, costed
from planner.activities.engine import check_out
from planner.activities.finding import Finding, Severity
from planner.activities.nice_amounts import money
from planner.activities.overlap import of_one_group, share_goods, share_time
from planner.activities.refusals import tiers_as_counted
from planner.activities.situations import line_of, pieces_for, samples, situations
from planner.activities.tiers import Benefit, Customers, Design, Kind, Purpose, Sees, Tier
from planner.campaign import PURPOSES
from planner.language import Message, listed, say

MOST_TIERS = 3
FIRST_PURPOSES = 2
"""Of the ranked purposes, so many decide the kinds."""
SERVED_BY: Mapping[str, frozenset[Purpose]] = {
    **dict.fromkeys(
        ("traffic", "new_customers", "ranking", "customer_data"),
        frozenset({Purpose.CONVERSION, Purpose.PLATFORM}),
    ),
    **dict.fromkeys(
        ("clear_stock", "bestseller", "volume"),
        frozenset({Purpose.CONVERSION, Purpose.ORDER_VALUE}),
    ),
    **dict.fromkeys(("reward", "wake"), frozenset({Purpose.BUYING_AGAIN})),
}
"""Purpose of the campaign → what serves it (TGT-9). Visitors are drawn by an offer worth a click
and by the platform's own events; the rule assigns no lever to brand reach, a launch, training."""
SAMPLES = 12
"""Products that stand for all in a tier's scope, from the cheapest to the dearest."""


def cautions(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield what a design's make alone tells; it may still be one that is refused."""
    yield from _too_many(design)
    yield from _purposes(design, about)
    yield from _one_price(design, about)
    yield from _shipping(design, about)
    yield from _added_goods(design, about)
    yield from _top_customers(design)


def cautions_on_carts(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield what carts that are taken through a design tell; it must not be refused."""
    design = replace(design, tiers=costed(design.tiers, about.shop))
    yield from _returning(design, about)
    yield from _other_days(design, about)
    yield from _never_applies(design, about)


# What it is made of ------------------------------------------------------------------------------


def _too_many(design: Design) -> Iterator[Finding]:
    counted = tiers_as_counted(design)
    if len(counted) > MOST_TIERS:
        ids = tuple(tier.tier_id for tiers in counted[MOST_TIERS:] for tier in tiers)
        yield Finding(
            "too_many_tiers", Severity.WARNING, "ACT-3", ids, "kind",
            say("{count} tiers; as a rule at most {most}, or buyers no longer see what they get."
                " Tiers of one kind count as one.", count=len(counted), most=MOST_TIERS),
            say("Leave out the tier that brings least."),
        )  # fmt: skip


def _purposes(design: Design, about: Circumstances) -> Iterator[Finding]:
    ranked = [one for one in about.purposes if one in SERVED_BY][:FIRST_PURPOSES]
    tiers = design.shop_tiers
    if not ranked or not tiers:
        return
    first = ranked[0]
    if not any(tier.kind.traits.purpose in SERVED_BY[first] for tier in tiers):
        yield Finding(
            "first_purpose_not_served", Severity.WARNING, "TGT-5", (), "kind",
            say("No tier serves the first purpose of the campaign: {purpose}.",
                purpose=PURPOSES[first]),
            say("Add one of: {kinds}.", kinds=listed(_kinds_for(SERVED_BY[first]))),
        )  # fmt: skip
    wanted = frozenset[Purpose]().union(*(SERVED_BY[one] for one in ranked))
    for tier in tiers:
        if tier.kind.traits.purpose not in wanted:
            yield Finding(
                "serves_no_purpose", Severity.NOTE, "ACT-4", (tier.tier_id,), "kind",
                say("{kind} does not serve the first purposes of the campaign: {purposes}.",
                    kind=tier.kind.traits.label,
                    purposes=listed(PURPOSES[one] for one in ranked)),
                say("Choose one of: {kinds}.", kinds=listed(_kinds_for(wanted))),
            )  # fmt: skip


def _kinds_for(wanted: frozenset[Purpose]) -> list[Message]:
    return [
        kind.traits.label
        for kind in Kind
        if kind.traits.purpose in wanted and not kind.traits.is_platform
    ]


def _shipping(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield thresholds for free shipping that are not a little above the usual order (ACT-5)."""
    usual = about.usual_order_minor
    if usual is None:
        return
    least, most = (usual + above for above in about.shipping_above_minor)
    best = say("It works best from {least} to {most}.", least=money(least), most=money(most))
    for tier in design.shop_tiers:
        if tier.kind is not Kind.FREE_SHIPPING or not tier.is_whole_shop:
            continue
        at = money(tier.threshold_minor)
        if not tier.threshold_minor:
            yield _of_shipping(
                tier, "shipping_free_for_all", Severity.NOTE,
                say("Shipping is free for every order: it moves nobody to buy more. {best}",
                    best=best),
            )  # fmt: skip
        elif tier.threshold_minor <= usual:
            yield _of_shipping(
                tier, "shipping_below_usual", Severity.WARNING,
                say("{threshold} is no more than the usual order of {usual}: most get it without"
                    " buying more. {best}", threshold=at, usual=money(usual), best=best),
            )  # fmt: skip
        elif tier.threshold_minor > usual + 2 * about.shipping_above_minor[1]:
            yield _of_shipping(
                tier, "shipping_far_above_usual", Severity.WARNING,
                say("{threshold} is far above the usual order of {usual}: few will reach it."
                    " {best}", threshold=at, usual=money(usual), best=best),
            )  # fmt: skip
        elif not least <= tier.threshold_minor <= most:
            yield _of_shipping(
                tier, "shipping_off_the_best", Severity.NOTE,
                say("{threshold} against the usual order of {usual}. {best}", threshold=at,
                    usual=money(usual), best=best),
            )  # fmt: skip


def _of_shipping(tier: Tier, code: str, severity: Severity, why: Message) -> Finding:
    change = say("Move the threshold to 20 to 30 above the usual order value.")
    return Finding(code, severity, "ACT-5", (tier.tier_id,), "threshold_minor", why, change)


def _one_price(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield prices of a piece that hold for the whole shop: meant for some goods, left for all."""
    for tier in design.shop_tiers:
        is_price = tier.kind.traits.benefit is Benefit.PRICE
        if not (is_price and tier.amount_minor and tier.is_whole_shop):
            continue
        change = (
            say("Choose the products or categories it is for.")
            if about.shop.products
            else say("Upload order items or a product list, then choose the products it is for.")
        )
        yield Finding(
            "one_price_for_all", Severity.WARNING, "ACT-7", (tier.tier_id,), "products",
            say("Every product of the shop would cost {price} a piece.",
                price=money(tier.amount_minor)),
            change,
        )  # fmt: skip


def _added_goods(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield gifts and add-ons that are short, or that no gate of the stock watches (INV-11)."""
    adding: dict[str, list[Tier]] = {}
    for tier in design.shop_tiers:
        if "gift" in tier.kind.traits.fields and tier.gift:
            adding.setdefault(tier.gift, []).append(tier)
    for gift, tiers in adding.items():
        ids = tuple(tier.tier_id for tier in tiers)
        terms = about.shop.products.get(gift)
        stock = terms.stock_units if terms else None
        added = sum(about.added_units.get(one, 0) for one in ids)
        sold = about.sold_units.get(gift, 0)
        if stock is None:
            yield Finding(
                "gift_stock_unknown", Severity.NOTE, "INV-11", ids, "gift",
                say("No sheet says how many of {gift} there are.", gift=gift),
                say("Add it to the stock sheet, so that it is counted and reserved."),
            )  # fmt: skip
        elif stock < added + sold:
            yield Finding(
                "gift_short", Severity.WARNING, "INV-11", ids, "gift",
                say("{needed} of {gift} are expected to be needed ({added} added by tiers, {sold}"
                    " sold), and {stock} are there.", needed=added + sold, gift=gift,
                    added=added, sold=sold, stock=stock),
                say("Order {missing} more, choose another, or limit it to the first orders.",
                    missing=added + sold - stock),
            )  # fmt: skip
        if terms and about.event_products is not None and gift not in about.event_products:
            yield Finding(
                "gift_not_watched", Severity.NOTE, "INV-11", ids, "gift",
                say("{gift} is no event product: nobody counts it or watches its arrival.",
                    gift=gift),
                say("Add it to the event products; gifts and add-ons pass the same gates."),
            )  # fmt: skip


# Customers ---------------------------------------------------------------------------------------


def _returning(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield offers by which a new customer gets more than a returning one (ACT-12)."""
    for tier in design.shop_tiers:
        if tier.customers is not Customers.NEW:
            continue
        for line in _samples(tier, about):
            new, returning = (
                _most_worth(line, design, who, about)
                for who in (Customers.NEW, Customers.RETURNING)
            )
            if new > returning:
                yield Finding(
                    "returning_get_less", Severity.WARNING, "ACT-12", (tier.tier_id,),
                    "customers",
                    say("With {count} × {product} a new customer gets {new}, a returning one"
                        " {returning}.", count=line.quantity, product=line.product,
                        new=money(new), returning=money(returning)),
                    say("Give returning customers as much or more, or open the tier to all."),
                )  # fmt: skip
                break


def _most_worth(line: CartLine, design: Design, who: Customers, about: Circumstances) -> int:
    """Return the most that a cart of one line gets in any situation of a customer group."""
    return max(
        sum(
            step.worth_minor
            for step in check_out(
                one.cart((line,), about.shop.postage_minor), design.in_order
            ).steps
        )
        for one in situations(design.in_order, about)
        if who in one.customers and Customers.TOP not in one.customers
    )  # fmt: skip


def _top_customers(design: Design) -> Iterator[Finding]:
    for tier in design.shop_tiers:
        if tier.customers is not Customers.TOP:
            continue
        if tier.first_day is None or tier.first_day != tier.last_day:
            yield Finding(
                "top_without_day", Severity.WARNING, "ACT-12", (tier.tier_id,), "first_day",
                say("The offer for top customers runs on more than one day: they buy at once, and"
                    " later days sag."),
                say("Assign it one day: the same first and last day."),
            )  # fmt: skip


# Days --------------------------------------------------------------------------------------------


def _other_days(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield prices of other days that undo those of the main day (ACT-13)."""
    prices = [one for one in design.shop_tiers if one.kind.traits.benefit is Benefit.PRICE]
    for tier in prices:
        first, last = about.days_of(tier)
        if first <= 0 <= last:
            if last == 0 and about.days_after and not _goes_on(tier, prices, about):
                yield Finding(
                    "price_ends_with_the_day", Severity.NOTE, "ACT-13", (tier.tier_id,),
                    "last_day",
                    say("The price ends with the main day; the day after still has traffic, from"
                        " unpaid orders and from people who missed it."),
                    say("Keep the event's price on D+1, and give more only by a quiet voucher."),
                )  # fmt: skip
            continue
        for line in _samples(tier, about):
            then, on_the_day = (_price_on(day, line, prices) for day in (first, 0))
            if then < on_the_day:
                yield Finding(
                    "cheaper_on_another_day",
                    Severity.WARNING if design.has_official_place else Severity.NOTE,
                    "ACT-13", (tier.tier_id,), "first_day",
                    say("{product} costs {then} on its days and {main} on the main day: buyers of"
                        " the day feel cheated, and a platform takes it as the lowest price.",
                        product=line.product, then=money(then), main=money(on_the_day)),
                    say("Keep the event's price; give less only by a shop voucher, which leaves"
                        " an item's lowest price untouched."),
                )  # fmt: skip
                break


def _goes_on(tier: Tier, prices: Sequence[Tier], about: Circumstances) -> bool:
    """Return whether another price runs for these goods on the day after."""
    after = replace(tier, first_day=1, last_day=1, from_hour=0, to_hour=24)
    return any(share_goods(after, one, about) and share_time(after, one, about) for one in prices)


def _price_on(day: int, line: CartLine, prices: Sequence[Tier]) -> int:
    """Return the lowest price of a piece on a day, in any hour and for any customer."""
    piece = (replace(line, quantity=1),)
    hours = {0, 12, *(tier.from_hour for tier in prices)}
    buyers = frozenset(Customers)
    return min(check_out(Cart(piece, buyers, day, hour), prices).paid_minor for hour in hours)


# Tiers that give nothing -------------------------------------------------------------------------


def _never_applies(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield tiers that give nothing to any cart that was made for them, and those missed by a bit.

    The carts hold one product of the scope, from the cheapest to the dearest, in as many pieces as
    the tier asks for by the label, then twice and four times as many, in every situation.
    """
    every = situations(design.in_order, about)
    for tier in design.in_order:
        lines = _samples(tier, about)
        mine = [one for one in every if tier.tier_id in one.open_ids]
        if not lines or not mine:
            continue
        # A higher step of its ladder is no reason: between the two it applies.
        below = [one for one in design.in_order if not _is_higher_step(one, tier)]
        missed: CheckOut | None = None
        last: Step | None = None
        for line, times, where in product(lines, (1, 2, 4), mine):
            cart = where.cart((replace(line, quantity=line.quantity * times),),
                              about.shop.postage_minor or 1)  # fmt: skip
            out = check_out(cart, below)
            last = next(one for one in out.steps if one.tier.tier_id == tier.tier_id)
            if last.applies:
                break
            if last.seen_minor < tier.threshold_minor <= cart.base_minor:
                missed = missed or out
        if last is None:
            continue
        if not last.applies:
            yield Finding(
                "never_applies", Severity.WARNING, "ACT-3", (tier.tier_id,),
                "threshold_minor" if missed else "combines",
                say("It gives nothing to any cart that was tried: {why}", why=last.why),
                say("Change its threshold, its place in the order or what it goes together with,"
                    " or leave it out."),
            )  # fmt: skip
        elif missed is not None and tier.sees is Sees.LEFT:
            step = next(one for one in missed.steps if one.tier.tier_id == tier.tier_id)
            yield Finding(
                "threshold_after_discounts", Severity.NOTE, "ACT-3", (tier.tier_id,), "sees",
                say("Earlier tiers leave {seen} of a cart of {base}: a buyer who counts the"
                    " labels misses {threshold}.", seen=money(step.seen_minor),
                    base=money(missed.cart.base_minor), threshold=money(tier.threshold_minor)),
                say("Let it see the prices on the label, or say on the page that the threshold"
                    " counts what is paid."),
            )  # fmt: skip


def _is_higher_step(one: Tier, tier: Tier) -> bool:
    return of_one_group(one, tier) and one.threshold_minor > tier.threshold_minor


def _samples(tier: Tier, about: Circumstances) -> list[CartLine]:
    """Return lines that just ask for a tier by the label, from the cheapest product on."""
    return [line_of(terms, pieces_for(tier, terms)) for terms in samples(tier, about.shop, SAMPLES)]
