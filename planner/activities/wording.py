"""What a tier is, told in a sentence, and what its fields are called for its kind."""

from collections.abc import Callable, Iterator, Mapping

from planner.activities.nice_amounts import money
from planner.activities.section import CUSTOMERS, NUMBERS
from planner.activities.terms import ShopTerms
from planner.activities.tiers import WHOLE_SHARE, Combines, Customers, Design, Kind, Tier
from planner.language import Message, Quantity, Unit, day_offset, listed, say

NAMED = 3
"""Products of a scope that are named; of more it says how many."""

_OFF, _SHARE_OFF = say("Taken off"), say("Share taken off")
_BY_KIND: Mapping[tuple[Kind, str], Message] = {
    (Kind.LIMITED_PRICE, "amount"): say("Price of a piece"),
    (Kind.LIMITED_PRICE, "share"): say("or share taken off"),
    (Kind.CLEARANCE, "share"): _SHARE_OFF,
    (Kind.BUY_AND_GET, "quantity"): say("Pieces to buy"),
    (Kind.COUPON, "amount"): _OFF,
    (Kind.MONEY_OFF, "amount"): _OFF,
    (Kind.ADD_ON, "amount"): say("Price of the add-on"),
    (Kind.SECOND_ITEM, "share"): say("Share of its price that is paid"),
    (Kind.N_FOR_PRICE, "quantity"): say("Pieces of a set"),
    (Kind.N_FOR_PRICE, "amount"): say("Price of a set"),
    (Kind.PERCENT_OFF, "share"): _SHARE_OFF,
    (Kind.MEMBER, "share"): _SHARE_OFF,
    (Kind.POINTS, "amount"): say("Worth of the points"),
    (Kind.POINTS, "share"): say("At most this share of the goods"),
    (Kind.LOTTERY, "amount"): say("Worth of a prize"),
    (Kind.LOTTERY, "share"): say("Share that wins"),
    (Kind.NEXT_VOUCHER, "amount"): say("Worth of the voucher"),
    (Kind.NEXT_VOUCHER, "share"): say("Share that is used"),
    (Kind.CROSS_SHOP, "amount"): _OFF,
    (Kind.PLATFORM_COUPON, "amount"): _OFF,
    (Kind.PLATFORM_COUPON, "share"): say("or share taken off"),
}


def label_of(kind: Kind, name: str) -> Message:
    """Return what a number of a tier is called for its kind.

    >>> str(label_of(Kind.ADD_ON, "amount")), str(label_of(Kind.ADD_ON, "threshold"))
    ('Price of the add-on', 'From an amount of')
    """
    return _BY_KIND.get((kind, name), NUMBERS[name].label)


def sentence_of(tier: Tier) -> Message:
    """Return what a tier gives and for what, in a sentence.

    >>> str(sentence_of(Tier("a", Kind.MONEY_OFF, threshold_minor=19900, amount_minor=2000)))
    '20 money off, once, from 199 money on'
    """
    return _TOLD[tier.kind](tier)


def scope_of(tier: Tier, shop: ShopTerms) -> Message:
    """Return what a tier is for: the whole shop, or products and categories by their names."""
    if tier.is_whole_shop:
        return say("the whole shop")
    names = [*sorted(tier.categories), *(_name(code, shop) for code in sorted(tier.products))]
    told = ", ".join(names[:NAMED])
    if len(names) <= NAMED:
        return Message("{names}", {"names": told})
    return say("{names} and {count} more", names=told, count=len(names) - NAMED)


def _name(code: str, shop: ShopTerms) -> str:
    one = shop.products.get(code)
    return one.name if one else code


def limits_of(tier: Tier) -> tuple[Message, ...]:
    """Return whom, when and how often a tier is for, as far as it is limited."""
    budget = () if tier.budget_minor is None else (_budget(tier.budget_minor),)
    return (*_whom_and_when(tier), *_caps(tier), *budget, *_use(tier))


def caps_of(tier: Tier) -> tuple[Message, ...]:
    """Return how often a tier is for and what it goes together with; no budget, whom and when.

    >>> [str(one) for one in caps_of(Tier("a", Kind.MONEY_OFF, cap_times=3, budget_minor=100))]
    ['at most 3 times a cart']
    """
    return (*_caps(tier), *_use(tier))


def _whom_and_when(tier: Tier) -> Iterator[Message]:
    if tier.customers is not Customers.ALL:
        yield CUSTOMERS[tier.customers.value]
    if tier.first_day is not None or tier.last_day is not None:
        yield say(
            "{first} to {last}",
            first=say("the start") if tier.first_day is None else day_offset(tier.first_day),
            last=say("the end") if tier.last_day is None else day_offset(tier.last_day),
        )
    if (tier.from_hour, tier.to_hour) != (0, 24):
        yield say(
            "{first}:00 to {last}:00 each day",
            first=f"{tier.from_hour:02d}",
            last=f"{tier.to_hour:02d}",
        )


def _budget(budget_minor: int) -> Message:
    return say("budget {amount}", amount=money(budget_minor))


def _caps(tier: Tier) -> Iterator[Message]:
    reads = tier.kind.traits.fields
    if tier.cap_times is not None and "cap_times" in reads:
        yield say("at most {count} times a cart", count=tier.cap_times)
    if tier.cap_minor is not None and "cap_minor" in reads:
        yield say("at most {amount} off a cart", amount=money(tier.cap_minor))
    if tier.limit_pieces is not None and "limit_pieces" in reads:
        yield say("at most {count} pieces a cart", count=tier.limit_pieces)
    if tier.first_n is not None and "first_n" in reads:
        yield say("the first {count} orders", count=tier.first_n)


def _use(tier: Tier) -> Iterator[Message]:
    if tier.take_up != WHOLE_SHARE and "take_up" in tier.kind.traits.fields:
        yield say("{share} make use of it", share=_share(tier.take_up))
    if tier.combines is Combines.ALONE:
        yield say("alone")
    elif tier.combines is Combines.GROUP:
        yield say("group {group}", group=tier.group)


def told_of(design: Design) -> Message:
    """Return the sentences of all tiers of a design, side by side."""
    return listed(sentence_of(tier) for tier in design.in_order)


# By kind -----------------------------------------------------------------------------------------


def _share(share: int) -> Quantity:
    return Quantity(share / WHOLE_SHARE, Unit.SHARE)


def _from(tier: Tier, told: Message) -> Message:
    """Return what is given together with what it takes."""
    if not tier.threshold_minor:
        return told
    threshold = money(tier.threshold_minor)
    if tier.each_full:
        return say("{benefit}, for each full {threshold}", benefit=told, threshold=threshold)
    return say("{benefit}, once, from {threshold} on", benefit=told, threshold=threshold)


def _price(tier: Tier) -> Message:
    if tier.amount_minor:
        return say("{amount} a piece", amount=money(tier.amount_minor))
    return _share_off(tier)


def _share_off(tier: Tier) -> Message:
    return _from(tier, say("{share} off", share=_share(tier.share)))


def _amount_off(tier: Tier) -> Message:
    return _from(tier, say("{amount} off", amount=money(tier.amount_minor)))


def _given(tier: Tier) -> Message:
    return say("{count} × {gift} as a gift", count=tier.gift_quantity, gift=tier.gift or "?")


def _buy_and_get(tier: Tier) -> Message:
    given = _given(tier)
    if tier.each_full:
        return say("for every {count} pieces {benefit}", count=tier.quantity, benefit=given)
    return say("from {count} pieces on {benefit}", count=tier.quantity, benefit=given)


def _postage(tier: Tier) -> Message:
    if not tier.threshold_minor:
        return say("free shipping for every order")
    return say("free shipping from {threshold} on", threshold=money(tier.threshold_minor))


def _add_on(tier: Tier) -> Message:
    return _from(
        tier,
        say("{gift} for {amount} more", gift=tier.gift or "?", amount=money(tier.amount_minor)),
    )


def _second(tier: Tier) -> Message:
    return say("the second piece at {share} of its price", share=_share(tier.share))


def _set(tier: Tier) -> Message:
    return say("{count} pieces for {amount}", count=tier.quantity, amount=money(tier.amount_minor))


def _points(tier: Tier) -> Message:
    return say("points worth {amount}", amount=money(tier.amount_minor))


def _lottery(tier: Tier) -> Message:
    told = say(
        "a prize worth {amount}, won by {share}",
        amount=money(tier.amount_minor),
        share=_share(tier.share),
    )
    return _from(tier, told)


def _voucher(tier: Tier) -> Message:
    told = say(
        "a voucher of {amount} for next time, used by {share}",
        amount=money(tier.amount_minor),
        share=_share(tier.share),
    )
    return _from(tier, told)


def _platform(tier: Tier) -> Message:
    told = _amount_off(tier) if tier.amount_minor else _share_off(tier)
    return say("{benefit}; the shop bears {share}", benefit=told, share=_share(tier.borne_share))


_TOLD: Mapping[Kind, Callable[[Tier], Message]] = {
    Kind.LIMITED_PRICE: _price,
    Kind.CLEARANCE: _share_off,
    Kind.BUY_AND_GET: _buy_and_get,
    Kind.COUPON: _amount_off,
    Kind.MONEY_OFF: _amount_off,
    Kind.GIFT: lambda tier: _from(tier, _given(tier)),
    Kind.FREE_SHIPPING: _postage,
    Kind.ADD_ON: _add_on,
    Kind.SECOND_ITEM: _second,
    Kind.N_FOR_PRICE: _set,
    Kind.PERCENT_OFF: _share_off,
    Kind.MEMBER: _share_off,
    Kind.POINTS: _points,
    Kind.LOTTERY: _lottery,
    Kind.NEXT_VOUCHER: _voucher,
    Kind.CROSS_SHOP: _platform,
    Kind.PLATFORM_COUPON: _platform,
}
