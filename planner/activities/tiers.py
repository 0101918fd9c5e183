"""What an activity is: its kind, whom and what it is for, what it takes and what it gives.

Money is in whole minor units (cents), shares in hundredths of a per cent, so that every cart comes
out exact and the same twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from planner.language import Message, say

WHOLE_SHARE = 10_000
"""A share of 1, in hundredths of a per cent."""


class Purpose(Enum):
    """What a kind of activity is good for (ACT-4)."""

    CONVERSION = "conversion"
    ORDER_VALUE = "order_value"
    BUYING_AGAIN = "buying_again"
    PLATFORM = "platform"


class Benefit(Enum):
    """What a buyer gets of it; no two tiers of a design may give the same twice (ACT-3)."""

    PRICE = "price"
    MONEY_OFF = "money_off"
    GOODS = "goods"
    ADD_ON = "add_on"
    POSTAGE = "postage"
    LATER = "later"
    CHANCE = "chance"


class Kind(Enum):
    """The kinds of activities (ACT-4), and the two layers that a platform lays over them."""

    LIMITED_PRICE = "limited_price"
    CLEARANCE = "clearance"
    BUY_AND_GET = "buy_and_get"
    COUPON = "coupon"
    MONEY_OFF = "money_off"
    GIFT = "gift"
    FREE_SHIPPING = "free_shipping"
    ADD_ON = "add_on"
    SECOND_ITEM = "second_item"
    N_FOR_PRICE = "n_for_price"
    PERCENT_OFF = "percent_off"
    MEMBER = "member"
    POINTS = "points"
    LOTTERY = "lottery"
    NEXT_VOUCHER = "next_voucher"
    CROSS_SHOP = "cross_shop"
    PLATFORM_COUPON = "platform_coupon"

    @property
    def traits(self) -> "Traits":
        """Return what is peculiar to this kind."""
        return TRAITS[self]


@dataclass(frozen=True)
class Traits:
    """What is peculiar to a kind of activity.

    Attributes:
        label: its name.
        purpose: what it is good for.
        benefit: what a buyer gets.
        fields: names of the fields of :class:`Tier` that it reads, beside scope and period.
        required: those of them that it cannot do without.
        is_optional: a buyer has to do something for it, such as claim a coupon.
        is_platform: the platform's own layer, over all of the shop's.
    """

    label: Message
    purpose: Purpose
    benefit: Benefit
    fields: tuple[str, ...]
    required: tuple[str, ...]
    is_optional: bool = False
    is_platform: bool = False


_STEPS = ("threshold_minor", "each_full", "cap_times")
TRAITS: Mapping[Kind, Traits] = {
    Kind.LIMITED_PRICE: Traits(
        say("Limited-time price"), Purpose.CONVERSION, Benefit.PRICE,
        ("amount_minor", "share", "limit_pieces", "first_n"), (),
    ),
    Kind.CLEARANCE: Traits(
        say("Clearance"), Purpose.CONVERSION, Benefit.PRICE,
        ("share", "limit_pieces", "first_n"), ("share",),
    ),
    Kind.BUY_AND_GET: Traits(
        say("Buy some, get some"), Purpose.CONVERSION, Benefit.GOODS,
        ("quantity", "each_full", "cap_times", "gift", "gift_quantity", "gift_cost_minor"),
        ("quantity", "gift"),
    ),
    Kind.COUPON: Traits(
        say("Shop coupon"), Purpose.CONVERSION, Benefit.MONEY_OFF,
        ("threshold_minor", "amount_minor", "take_up", "first_n"), ("amount_minor",),
        is_optional=True,
    ),
    Kind.MONEY_OFF: Traits(
        say("Money off over a threshold"), Purpose.ORDER_VALUE, Benefit.MONEY_OFF,
        (*_STEPS, "amount_minor"), ("threshold_minor", "amount_minor"),
    ),
    Kind.GIFT: Traits(
        say("Gift over a threshold"), Purpose.ORDER_VALUE, Benefit.GOODS,
        (*_STEPS, "gift", "gift_quantity", "gift_cost_minor", "first_n"),
        ("gift",),
    ),
    Kind.FREE_SHIPPING: Traits(
        say("Free shipping over a threshold"), Purpose.ORDER_VALUE, Benefit.POSTAGE,
        ("threshold_minor",), (),
    ),
    Kind.ADD_ON: Traits(
        say("Add-on purchase"), Purpose.ORDER_VALUE, Benefit.ADD_ON,
        ("threshold_minor", "amount_minor", "gift", "gift_cost_minor", "take_up"),
        ("amount_minor", "gift"), is_optional=True,
    ),
    Kind.SECOND_ITEM: Traits(
        say("Second item at a share of its price"), Purpose.ORDER_VALUE, Benefit.PRICE,
        ("share", "each_full", "cap_times"), ("share",),
    ),
    Kind.N_FOR_PRICE: Traits(
        say("So many for one price"), Purpose.ORDER_VALUE, Benefit.PRICE,
        ("quantity", "amount_minor", "each_full", "cap_times"), ("quantity", "amount_minor"),
    ),
    Kind.PERCENT_OFF: Traits(
        say("Per cent off"), Purpose.CONVERSION, Benefit.MONEY_OFF,
        ("threshold_minor", "share", "cap_minor"), ("share",),
    ),
    Kind.MEMBER: Traits(
        say("Member discount"), Purpose.BUYING_AGAIN, Benefit.MONEY_OFF,
        ("share", "cap_minor"), ("share",),
    ),
    Kind.POINTS: Traits(
        say("Points exchange"), Purpose.BUYING_AGAIN, Benefit.MONEY_OFF,
        ("amount_minor", "share", "take_up"), ("amount_minor",), is_optional=True,
    ),
    Kind.LOTTERY: Traits(
        say("Lottery"), Purpose.ORDER_VALUE, Benefit.CHANCE,
        ("threshold_minor", "amount_minor", "share"), ("amount_minor", "share"),
    ),
    Kind.NEXT_VOUCHER: Traits(
        say("Voucher for next time"), Purpose.BUYING_AGAIN, Benefit.LATER,
        ("threshold_minor", "amount_minor", "share"), ("amount_minor", "share"),
    ),
    Kind.CROSS_SHOP: Traits(
        say("Cross-shop money off"), Purpose.PLATFORM, Benefit.MONEY_OFF,
        (*_STEPS, "amount_minor", "borne_share", "take_up"),
        ("threshold_minor", "amount_minor"), is_optional=True, is_platform=True,
    ),
    Kind.PLATFORM_COUPON: Traits(
        say("Platform coupon"), Purpose.PLATFORM, Benefit.MONEY_OFF,
        ("threshold_minor", "amount_minor", "share", "cap_minor", "borne_share", "take_up"),
        (), is_optional=True, is_platform=True,
    ),
}  # fmt: skip


class Sees(Enum):
    """Which amounts a tier looks at, for its threshold and for shares of an amount."""

    LEFT = "left"
    """What the tiers before it have left."""
    BASE = "base"
    """The prices on the label, whatever the tiers before it took off."""


class Combines(Enum):
    """What a tier goes together with; a platform's layers go with everything."""

    ALL = "all"
    GROUP = "group"
    """With all but those of its group: of these, the one that takes off the most applies."""
    ALONE = "alone"
    """With no other tier of the shop: the first in order that gives a cart anything is alone."""


class Customers(Enum):
    """Whom a tier is for; what a shop knows of a buyer before the event."""

    ALL = "all"
    NEW = "new"
    RETURNING = "returning"
    TOP = "top"


@dataclass(frozen=True)
class Tier:
    """One tier of a design.

    Attributes:
        tier_id: it stays with the tier.
        kind: of activity.
        name: as the manager calls it; empty = its kind.
        products: codes it is for; with ``categories`` both empty = the whole shop.
        categories: it is for.
        customers: whom it is for.
        first_day: first of its days, from the main day; None = the campaign's first.
        last_day: last of them, inside; None = the campaign's last.
        from_hour: of each day, inside.
        to_hour: of each day, outside; 24 = until midnight.
        threshold_minor: goods in scope a cart must reach.
        amount_minor: taken off, paid for an add-on, price of a set, worth of a prize or voucher;
            of a limited-time price the price itself, 0 = by ``share``.
        share: taken off; of a second item, of the price that is still paid; of a prize or voucher,
            the share that is won or used. In hundredths of a per cent.
        quantity: pieces that make a set, or that have to be bought.
        each_full: for each full threshold or set; else once.
        cap_times: at most so many times a cart; None = no cap.
        cap_minor: at most so much off a cart; None = no cap.
        limit_pieces: at most so many pieces a cart at this price; None = all.
        gift: product that is given or may be added.
        gift_quantity: pieces of it, each time.
        gift_cost_minor: what a piece of it costs the shop.
        take_up: share of those who qualify that make use of it, in hundredths of a per cent.
        borne_share: share of what is taken off that the shop bears; the platform bears the rest.
        budget_minor: all that may be given away; then the tier ends. None = no limit.
        first_n: only the first so many orders get it; None = all.
        sees: which amounts it looks at.
        combines: what it goes together with.
        group: name of the group it does not go together with.
    """

    tier_id: str
    kind: Kind
    name: str = ""
    products: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    customers: Customers = Customers.ALL
    first_day: int | None = None
    last_day: int | None = None
    from_hour: int = 0
    to_hour: int = 24
    threshold_minor: int = 0
    amount_minor: int = 0
    share: int = 0
    quantity: int = 1
    each_full: bool = False
    cap_times: int | None = None
    cap_minor: int | None = None
    limit_pieces: int | None = None
    gift: str = ""
    gift_quantity: int = 1
    gift_cost_minor: int = 0
    take_up: int = WHOLE_SHARE
    borne_share: int = WHOLE_SHARE
    budget_minor: int | None = None
    first_n: int | None = None
    sees: Sees = Sees.LEFT
    combines: Combines = Combines.ALL
    group: str = ""

    @property
    def label(self) -> Message:
        """Return what the tier is called."""
        return Message("{name}", {"name": self.name}) if self.name else self.kind.traits.label

    @property
    def is_whole_shop(self) -> bool:
        """Return whether it is for everything the shop sells."""
        return not (self.products or self.categories)

    @cached_property
    def seen_otherwise(self) -> "Tier":
        """Return the same tier looking at the amounts the other way; made once."""
        return replace(self, sees=Sees.BASE if self.sees is Sees.LEFT else Sees.LEFT)

    def is_for(self, product: str, category: str | None) -> bool:
        """Return whether a product is in its scope.

        >>> coats = Tier("a", Kind.CLEARANCE, categories=frozenset({"coats"}))
        >>> coats.is_for("C1", "coats"), coats.is_for("C1", None)
        (True, False)
        """
        return self.is_whole_shop or product in self.products or category in self.categories

    def is_on(self, day: int, hour: int) -> bool:
        """Return whether it runs at an hour of a day; days count from the main day.

        >>> Tier("a", Kind.COUPON, first_day=0, last_day=0, to_hour=2).is_on(0, 1)
        True
        """
        return (
            (self.first_day is None or self.first_day <= day)
            and (self.last_day is None or day <= self.last_day)
            and self.from_hour <= hour < self.to_hour
        )


@dataclass(frozen=True)
class Design:
    """Several tiers that go together, in the order in which they apply.

    Attributes:
        design_id: it stays with the design.
        name: as the manager calls it.
        tiers: of the shop and, last, of the platform.
        has_official_place: whether the shop is in the platform's official event (ACT-13).
    """

    design_id: str
    name: str = ""
    tiers: tuple[Tier, ...] = field(default=())
    has_official_place: bool = True

    @property
    def in_order(self) -> tuple[Tier, ...]:
        """Return the tiers as they apply: the shop's own in their order, then the platform's."""
        return tuple(sorted(self.tiers, key=lambda tier: tier.kind.traits.is_platform))

    @property
    def shop_tiers(self) -> tuple[Tier, ...]:
        """Return the shop's own tiers; they are counted by ACT-3, the platform's are not."""
        return tuple(tier for tier in self.tiers if not tier.kind.traits.is_platform)


NO_ACTIVITY = Design("none")
"""What every design is compared with."""
