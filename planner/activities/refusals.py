"""What makes a design unusable: a tier that is not whole, out of range, or repeats another."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby

from planner.activities.circumstances import Circumstances, gift_cost_minor
from planner.activities.engine import part
from planner.activities.finding import Finding, Severity
from planner.activities.nice_amounts import money
from planner.activities.overlap import may_both_apply, meet
from planner.activities.tiers import WHOLE_SHARE, Benefit, Combines, Design, Kind, Tier
from planner.language import Message, Quantity, Unit, day_offset, say

HOURS = 24
SHARES = ("share", "take_up", "borne_share")
AT_LEAST: Mapping[str, int] = {
    "threshold_minor": 0,
    "amount_minor": 0,
    "gift_cost_minor": 0,
    "budget_minor": 0,
    "quantity": 1,
    "gift_quantity": 1,
    "cap_times": 1,
    "cap_minor": 1,
    "limit_pieces": 1,
    "first_n": 1,
}
"""The least that a field may hold."""
FIELDS: Mapping[str, Message] = {
    "threshold_minor": say("Threshold"),
    "amount_minor": say("Amount"),
    "share": say("Share"),
    "quantity": say("Pieces"),
    "gift": say("Gift or add-on"),
    "gift_quantity": say("Pieces of the gift"),
    "gift_cost_minor": say("Cost of the gift"),
    "cap_times": say("At most so many times a cart"),
    "cap_minor": say("At most so much off a cart"),
    "limit_pieces": say("Pieces a cart at this price"),
    "first_n": say("Only the first orders"),
    "budget_minor": say("Budget"),
    "take_up": say("Share that makes use of it"),
    "borne_share": say("Share that the shop bears"),
}
"""What the fields of a tier are called where a reason names one."""
BY_AMOUNT_OR_SHARE = (Kind.LIMITED_PRICE, Kind.PLATFORM_COUPON)
"""Kinds that need the one or the other."""
TAKE_MONEY_OFF = (Kind.MONEY_OFF, Kind.COUPON, Kind.CROSS_SHOP, Kind.PLATFORM_COUPON)
"""Kinds that take an amount off a cart over a threshold."""


def refusals(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield what makes a design unusable, tier by tier, then where two tiers clash."""
    for tier in design.tiers:
        yield from _missing(tier)
        yield from _out_of_range(tier)
        yield from _gives_more_than_its_threshold(tier)
        yield from _time(tier, about)
        yield from _unknown(tier, about)
    yield from _groups(design)
    yield from _ladders(design, about)
    yield from _alone(design, about)
    yield from _repeated(design, about)


def refused(
    code: str,
    rule: str,
    tiers: Sequence[Tier],
    field: str,
    why: Message,
    change: Message,
) -> Finding:
    """Return a finding that makes the design unusable."""
    return Finding(
        code, Severity.REFUSED, rule, tuple(tier.tier_id for tier in tiers), field, why, change
    )


# One tier ----------------------------------------------------------------------------------------


def _missing(tier: Tier) -> Iterator[Finding]:
    for field in tier.kind.traits.required:
        if not getattr(tier, field):
            yield refused(
                "missing", "ACT-4", (tier,), field,
                say("{kind} needs: {field}.", kind=tier.kind.traits.label, field=FIELDS[field]),
                say("Type it, or choose another kind."),
            )  # fmt: skip
    if tier.kind in BY_AMOUNT_OR_SHARE and not (tier.amount_minor or tier.share):
        yield refused(
            "missing", "ACT-4", (tier,), "amount_minor",
            say("Neither an amount nor a share off is given."),
            say("Type the price or the amount, or the share that is taken off."),
        )  # fmt: skip


def _out_of_range(tier: Tier) -> Iterator[Finding]:
    shares = [name for name in SHARES if name == "share" or name in tier.kind.traits.fields]
    for field in shares:
        if not 0 <= getattr(tier, field) <= WHOLE_SHARE:
            yield refused(
                "share_out_of_range", "ACT-3", (tier,), field,
                say("{field}: {share} is not between 0 and 100 %.", field=FIELDS[field],
                    share=Quantity(getattr(tier, field) / WHOLE_SHARE, Unit.SHARE)),
                say("Type a share between 0 and 100 %."),
            )  # fmt: skip
    for field, least in AT_LEAST.items():
        value = getattr(tier, field)
        if value is not None and value < least:
            yield refused(
                "below_least", "ACT-3", (tier,), field,
                say("{field} is below {least}.", field=FIELDS[field], least=least),
                say("Type {least} or more.", least=least),
            )  # fmt: skip


def _gives_more_than_its_threshold(tier: Tier) -> Iterator[Finding]:
    if tier.kind not in TAKE_MONEY_OFF or not tier.threshold_minor:
        return
    if tier.amount_minor >= tier.threshold_minor > 0:
        yield refused(
            "threshold_below_amount", "ACT-3", (tier,), "threshold_minor",
            say("{amount} off from {threshold} on: a cart that just reaches it costs nothing.",
                amount=money(tier.amount_minor), threshold=money(tier.threshold_minor)),
            say("Set the threshold above the amount, or take less off."),
        )  # fmt: skip


def _time(tier: Tier, about: Circumstances) -> Iterator[Finding]:
    first, last = about.days_of(tier)
    window = say(
        "The campaign runs from {first} to {last}.",
        first=day_offset(-about.days_before),
        last=day_offset(about.days_after),
    )
    if first > last:
        yield refused(
            "days_reversed", "CAL-1", (tier,), "last_day",
            say("It ends on {last}, before it begins on {first}.", last=day_offset(last),
                first=day_offset(first)),
            say("Set a last day that is not before the first."),
        )  # fmt: skip
    for field, day in (("first_day", tier.first_day), ("last_day", tier.last_day)):
        if day is not None and not -about.days_before <= day <= about.days_after:
            yield refused(
                "outside_campaign", "CAL-1", (tier,), field,
                say("{day} is outside of the campaign. {window}", day=day_offset(day),
                    window=window),
                say("Choose a day inside, or widen the campaign's window."),
            )  # fmt: skip
    if not 0 <= tier.from_hour < tier.to_hour <= HOURS:
        yield refused(
            "hours_reversed", "CAL-1", (tier,), "to_hour",
            say("From {first} to {last} o'clock there is no hour.", first=tier.from_hour,
                last=tier.to_hour),
            say("Set hours between 0 and 24, the last one after the first."),
        )  # fmt: skip


def _unknown(tier: Tier, about: Circumstances) -> Iterator[Finding]:
    """Yield codes that no sheet holds; where no sheet is loaded, nothing can be said."""
    known = about.shop.products
    if not known:
        return
    if lost := sorted(tier.products - known.keys()):
        yield refused(
            "unknown_product", "ACT-8", (tier,), "products",
            say("Not in your sheets: {codes}.", codes=", ".join(lost)),
            say("Choose products of your sheets, or load the sheet that has them."),
        )  # fmt: skip
    if lost := sorted(tier.categories - {one.category for one in known.values()}):
        yield refused(
            "unknown_category", "ACT-8", (tier,), "categories",
            say("No product of your sheets is in: {names}.", names=", ".join(lost)),
            say("Choose categories of your sheets, or load the sheet that has them."),
        )  # fmt: skip
    adds = "gift" in tier.kind.traits.fields and tier.gift
    if adds and tier.gift not in known and not tier.gift_cost_minor:
        yield refused(
            "unknown_gift", "ACT-11", (tier,), "gift",
            say("{gift} is not in your sheets, and what it costs is not typed.", gift=tier.gift),
            say("Choose a product of your sheets, or type what a piece of it costs."),
        )  # fmt: skip


# Tiers together ----------------------------------------------------------------------------------


def _groups(design: Design) -> Iterator[Finding]:
    members: dict[str, list[Tier]] = {}
    for tier in design.shop_tiers:
        if tier.combines is Combines.GROUP:
            members.setdefault(tier.group, []).append(tier)
    for name, inside in members.items():
        if not name:
            yield from (
                refused(
                    "group_without_name", "ACT-3", (tier,), "group",
                    say("It is of a group that has no name."),
                    say("Name the group; all tiers of the same name keep each other out."),
                )
                for tier in inside
            )  # fmt: skip
        elif len(inside) == 1:
            yield refused(
                "group_of_one", "ACT-3", inside, "group",
                say("No other tier is in the group {name}: it keeps nothing out.", name=name),
                say("Put the tiers it is to keep out into the group, or let it go with all."),
            )  # fmt: skip


def is_ladder(one: Tier, other: Tier, about: Circumstances) -> bool:
    """Return whether two tiers are steps of one ladder: one kind, of one group, for one cart."""
    return (
        one.kind is other.kind
        and one.combines is Combines.GROUP
        and other.combines is Combines.GROUP
        and one.group == other.group
        and "threshold_minor" in one.kind.traits.fields
        and meet(one, other, about)
    )


def _ladders(design: Design, about: Circumstances) -> Iterator[Finding]:
    for one, other in combinations(design.shop_tiers, 2):
        if not is_ladder(one, other, about):
            continue
        low, high = sorted((one, other), key=lambda tier: tier.threshold_minor)
        if low.threshold_minor == high.threshold_minor:
            yield refused(
                "same_threshold", "ACT-3", (high, low), "threshold_minor",
                say("{other} of the same group has this threshold too.", other=low.label),
                say("Set another threshold, or leave one of the two out."),
            )  # fmt: skip
            continue
        less, more = (given_at(tier, high.threshold_minor, about) for tier in (low, high))
        if less is not None and more is not None and more <= less:
            yield refused(
                "ladder_out_of_order", "ACT-3", (high, low), _gives_by(high),
                say("From {high} on it gives {more}; {other} gives as much or more from {low} on:"
                    " {less}.", high=money(high.threshold_minor), more=money(more),
                    other=low.label, low=money(low.threshold_minor), less=money(less)),
                say("Let the higher threshold give more than the lower one."),
            )  # fmt: skip


def _gives_by(tier: Tier) -> str:
    """Return the field that says how much a tier gives."""
    if tier.kind is Kind.GIFT:
        return "gift"
    return "share" if tier.kind is Kind.PERCENT_OFF else "amount_minor"


def given_at(tier: Tier, goods_minor: int, about: Circumstances) -> int | None:
    """Return what a tier is worth to a cart of so much; None where that is not known.

    >>> full = Tier("a", Kind.MONEY_OFF, threshold_minor=10_000, amount_minor=1_000, each_full=True)
    >>> given_at(full, 35_000, Circumstances())
    3000
    """
    if goods_minor < tier.threshold_minor:
        return 0
    match tier.kind:
        case Kind.MONEY_OFF | Kind.COUPON:
            return _times(tier, goods_minor) * tier.amount_minor
        case Kind.PERCENT_OFF | Kind.MEMBER:
            off = part(goods_minor, tier.share)
            return off if tier.cap_minor is None else min(off, tier.cap_minor)
        case Kind.GIFT:
            cost = gift_cost_minor(tier, about.shop) * tier.gift_quantity
            return _times(tier, goods_minor) * cost or None
        case Kind.LOTTERY | Kind.NEXT_VOUCHER:
            return part(tier.amount_minor, tier.share)
        case _:
            return None


def _times(tier: Tier, goods_minor: int) -> int:
    if not tier.each_full or not tier.threshold_minor:
        return 1
    full = goods_minor // tier.threshold_minor
    return full if tier.cap_times is None else min(full, tier.cap_times)


def _alone(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield tiers that each want to be alone in the same cart."""
    alone = [tier for tier in design.shop_tiers if tier.combines is Combines.ALONE]
    for earlier, later in combinations(alone, 2):
        if meet(earlier, later, about):
            yield refused(
                "alone_twice", "ACT-3", (later, earlier), "combines",
                say("It and {other} share goods, customers and time, and both go together with"
                    " nothing else: where the first applies, this one never does.",
                    other=earlier.label),
                say("Put both into one group, so that the better one applies, or part their goods,"
                    " customers or time."),
            )  # fmt: skip


def _repeated(design: Design, about: Circumstances) -> Iterator[Finding]:
    """Yield tiers that give one cart the benefit that an earlier one gives (ACT-3)."""
    for earlier, later in combinations(design.shop_tiers, 2):
        if not repeats(earlier, later) or not may_both_apply(earlier, later, about):
            continue
        yield refused(
            "repeated_benefit", "ACT-3", (later, earlier), "kind",
            say("{other} gives the same benefit to the same goods, customers and time.",
                other=earlier.label),
            say("Leave one out, part their goods, customers or time, or put both into one group:"
                " then they are steps of one ladder, of which the best applies."),
        )  # fmt: skip


def repeats(one: Tier, other: Tier) -> bool:
    """Return whether two tiers give the same.

    A buyer pays for each add-on and takes what is wanted: one for 9.9 and another for 29.9 are an
    offer of two goods (ACT-2), so two add-ons repeat only where they add the same. Postage is free
    once at most: with one product always and with all from a threshold on are no repetition.
    """
    benefit = one.kind.traits.benefit
    if benefit is not other.kind.traits.benefit:
        return False
    if benefit is Benefit.ADD_ON:
        return one.gift == other.gift
    if benefit is Benefit.POSTAGE:
        return (one.products, one.categories) == (other.products, other.categories)
    return True


def tiers_as_counted(design: Design) -> tuple[tuple[Tier, ...], ...]:
    """Return the shop's tiers as ACT-3 counts them, in their order.

    Tiers of one kind are one: the steps of a ladder, the add-ons to choose from, an offer by
    customer group. Free shipping without a threshold belongs to the price of just these goods. So
    the example of ACT-2 has three: a group-buy item at 45 with free shipping; 9.9 for one extra and
    29.9 for another; a gift for every 100.
    """
    by_kind = groupby(
        sorted(design.shop_tiers, key=lambda tier: _place(tier, design)),
        key=lambda tier: _place(tier, design),
    )
    return tuple(tuple(tiers) for _, tiers in by_kind)


def _place(tier: Tier, design: Design) -> int:
    """Return the place of the first tier that a tier is counted with."""
    same = _counted_with(tier, design)
    return next(at for at, one in enumerate(design.shop_tiers) if one.kind is same.kind)


def _counted_with(tier: Tier, design: Design) -> Tier:
    rides_along = (
        tier.kind is Kind.FREE_SHIPPING and not tier.threshold_minor and not tier.is_whole_shop
    )
    if not rides_along:
        return tier
    prices = (
        one
        for one in design.shop_tiers
        if one.kind.traits.benefit is Benefit.PRICE
        and (one.products, one.categories) == (tier.products, tier.categories)
    )
    return next(prices, tier)
