"""Whether two tiers can meet in one cart: the same goods, customers and time."""

from planner.activities.circumstances import Circumstances
from planner.activities.tiers import Combines, Customers, Tier


def share_goods(one: Tier, other: Tier, about: Circumstances) -> bool:
    """Return whether a product is, or may be, in the scope of both."""
    if one.is_whole_shop or other.is_whole_shop:
        return True
    if one.products & other.products or one.categories & other.categories:
        return True
    return _holds_product_of(one, other, about) or _holds_product_of(other, one, about)


def _holds_product_of(one: Tier, other: Tier, about: Circumstances) -> bool:
    """Return whether a category of one holds a product that the other names."""
    known = about.shop.products
    return any(code in known and known[code].category in one.categories for code in other.products)


def share_customers(one: Tier, other: Tier) -> bool:
    """Return whether one buyer may belong to both: top customers are returning ones.

    >>> from planner.activities.tiers import Kind
    >>> new, top = (Tier("a", Kind.COUPON, customers=who) for who in (Customers.NEW, Customers.TOP))
    >>> share_customers(new, top), share_customers(new, Tier("b", Kind.COUPON))
    (False, True)
    """
    who = {one.customers, other.customers}
    return len(who) == 1 or Customers.ALL in who or Customers.NEW not in who


def share_time(one: Tier, other: Tier, about: Circumstances) -> bool:
    """Return whether both run in one hour of one day."""
    (first, last), (first_other, last_other) = about.days_of(one), about.days_of(other)
    return (
        max(first, first_other) <= min(last, last_other)
        and max(one.from_hour, other.from_hour) < min(one.to_hour, other.to_hour)
    )  # fmt: skip


def meet(one: Tier, other: Tier, about: Circumstances) -> bool:
    """Return whether one buyer can have both in mind for one piece at one time."""
    return (
        share_customers(one, other)
        and share_time(one, other, about)
        and share_goods(one, other, about)
    )


def of_one_group(one: Tier, other: Tier) -> bool:
    """Return whether of the two only the better one ever applies."""
    return (
        one.combines is Combines.GROUP
        and other.combines is Combines.GROUP
        and one.group == other.group
    )


def may_both_apply(one: Tier, other: Tier, about: Circumstances) -> bool:
    """Return whether one cart can get both."""
    is_alone = Combines.ALONE in (one.combines, other.combines)
    return not is_alone and not of_one_group(one, other) and meet(one, other, about)
