"""The designs that a plan holds: fields named ``activities.tier.<id>.threshold`` and so on.

A tier belongs to a design and has a place in it. A design without a name is gone, and its tiers
with it. One design is chosen: the plan follows it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from planner.activities.nice_amounts import to_minor
from planner.activities.tiers import (
    WHOLE_SHARE,
    Combines,
    Customers,
    Design,
    Kind,
    Purpose,
    Sees,
    Tier,
)
from planner.campaign import Patch, Plan, Setting, new_own_id, own_ids, patches_for
from planner.campaign.settings import Family, Stored
from planner.campaign.settings import Kind as Holds
from planner.demand import CENTS
from planner.errors import PlanError
from planner.figures import Assumption, Value
from planner.language import Message, Unit, say

CHOSEN = "activities.chosen"
"""The design that the plan follows."""
DESIGN, TIER = "activities.design", "activities.tier"
YES, NO = "yes", "no"
LONGEST_LIST = 40_000
"""Characters of a list of products; some two thousand codes."""
BETWEEN = "\n"
"""Stands between the codes of a list; no code holds a line break."""

CUSTOMERS: Mapping[str, Message] = {
    Customers.ALL.value: say("Everybody"),
    Customers.NEW.value: say("New customers"),
    Customers.RETURNING.value: say("Returning customers"),
    Customers.TOP.value: say("Top customers"),
}
SEES: Mapping[str, Message] = {
    Sees.LEFT.value: say("what earlier tiers have left"),
    Sees.BASE.value: say("the prices on the label"),
}
COMBINES: Mapping[str, Message] = {
    Combines.ALL.value: say("with all other tiers"),
    Combines.GROUP.value: say("with all but its group: the best for the buyer applies"),
    Combines.ALONE.value: say("with no other tier of the shop"),
}
PURPOSES: Mapping[Purpose, Message] = {
    Purpose.CONVERSION: say("Conversion"),
    Purpose.ORDER_VALUE: say("Order value"),
    Purpose.BUYING_AGAIN: say("Buying again"),
    Purpose.PLATFORM: say("The platform's own layer"),
}
"""What kinds are good for (ACT-4), in the order in which they are offered."""
YES_NO: Mapping[str, Message] = {YES: say("Yes"), NO: say("No")}


@dataclass(frozen=True)
class TierNumber:
    """A number of a tier, as the plan holds it.

    Attributes:
        attribute: of :class:`planner.activities.tiers.Tier` that it fills.
        label: what it is.
        help: what it does.
        unit: of the value; money is kept exact, shares as fractions.
        bounds: smallest and largest value.
        source: rule id.
    """

    attribute: str
    label: Message
    help: Message
    unit: Unit
    bounds: tuple[Value, Value]
    source: str = "ACT-4"

    @property
    def is_whole(self) -> bool:
        """Return whether only whole numbers are allowed."""
        return self.unit in (Unit.COUNT, Unit.HOUR_OF_DAY)

    def in_tier(self, value: Value) -> int:
        """Return the value as a tier holds it: minor units, hundredths of a per cent.

        >>> NUMBERS["threshold"].in_tier(Decimal("99.90")), NUMBERS["share"].in_tier(0.205)
        (9990, 2050)
        """
        if self.unit is Unit.MONEY:
            return to_minor(Decimal(str(value)))
        if self.unit is Unit.SHARE:
            return int((Decimal(str(value)) * WHOLE_SHARE).to_integral_value())
        return int(value)

    def in_plan(self, value: int) -> Value:
        """Return what a tier holds as the plan keeps it.

        >>> NUMBERS["threshold"].in_plan(9990), NUMBERS["share"].in_plan(2050)
        (Decimal('99.9'), 0.205)
        """
        if self.unit is Unit.MONEY:
            return Decimal(value) / CENTS
        return value / WHOLE_SHARE if self.unit is Unit.SHARE else value


_MOST = 10**9
_MONEY = (Decimal(0), Decimal(10) ** 9)
_SHARES = (0.0, 1.0)
NUMBERS: Mapping[str, TierNumber] = {
    "threshold": TierNumber(
        "threshold_minor", say("From an amount of"),
        say("Goods in scope that a cart must reach; 0 = any cart."), Unit.MONEY, _MONEY, "ACT-5",
    ),
    "amount": TierNumber(
        "amount_minor", say("Amount"),
        say(
            "What is taken off, paid for an add-on or for a set, or what a prize or voucher is"
            " worth; of a limited-time price the price itself."
        ), Unit.MONEY, _MONEY,
    ),
    "share": TierNumber(
        "share", say("Share"),
        say(
            "What is taken off; of a second item, the part of its price that is still paid; of"
            " prizes and vouchers, the part that is won or used."
        ), Unit.SHARE, _SHARES,
    ),
    "quantity": TierNumber(
        "quantity", say("Pieces"), say("Pieces that make a set, or that have to be bought."),
        Unit.COUNT, (1, 10_000),
    ),
    "cap_times": TierNumber(
        "cap_times", say("At most so many times"),
        say("How often one cart may get it; empty = no limit."), Unit.COUNT, (1, 10_000),
    ),
    "cap": TierNumber(
        "cap_minor", say("At most off a cart"), say("Empty = no limit."), Unit.MONEY, _MONEY,
    ),
    "limit_pieces": TierNumber(
        "limit_pieces", say("Pieces a cart at this price"), say("Empty = all."), Unit.COUNT,
        (1, 10_000), "ACT-7",
    ),
    "gift_quantity": TierNumber(
        "gift_quantity", say("Pieces of it each time"), say("Pieces that are given each time."),
        Unit.COUNT, (1, 1000),
    ),
    "gift_cost": TierNumber(
        "gift_cost_minor", say("Cost of a piece"),
        say("What a piece of the gift or add-on costs you; empty = as the sheets say."),
        Unit.MONEY, _MONEY, "ACT-7",
    ),
    "take_up": TierNumber(
        "take_up", say("Buyers who make use of it"),
        say("Of those whose cart qualifies, the share that claims, adds or spends it."),
        Unit.SHARE, _SHARES, "ACT-11",
    ),
    "borne_share": TierNumber(
        "borne_share", say("Share that the shop bears"),
        say("The platform bears the rest of what is taken off."), Unit.SHARE, _SHARES, "ACT-11",
    ),
    "budget": TierNumber(
        "budget_minor", say("Budget"), say("All that may be given away; then the tier ends."),
        Unit.MONEY, _MONEY, "ACT-7",
    ),
    "first_n": TierNumber(
        "first_n", say("First orders only"), say("Only so many orders get it; empty = all."),
        Unit.COUNT, (1, _MOST), "ACT-7",
    ),
    "from_hour": TierNumber(
        "from_hour", say("From hour"), say("Of each of its days."), Unit.HOUR_OF_DAY, (0, 23),
        "CAL-8",
    ),
    "to_hour": TierNumber(
        "to_hour", say("To hour"), say("Of each of its days; 24 = until midnight."),
        Unit.HOUR_OF_DAY, (1, 24), "CAL-8",
    ),
}  # fmt: skip
"""Numbers of a tier, by their names in the plan."""

TEXTS = ("name", "gift", "group")
CHOICES = ("kind", "customers", "each_full", "sees", "combines")
DAYS = ("first_day", "last_day")
LISTS = ("products", "categories")
TIER_FIELDS = ("design", "place", *CHOICES, *TEXTS, *LISTS, *DAYS, *NUMBERS)
"""Everything that a plan may hold of a tier."""


def _tier_setting(
    name: str, label: Message, help: Message, holds: Holds, default: str | None = None, **more: Any
) -> Setting:
    return Setting(f"{TIER}.*.{name}", label, help, holds, default, **more)


ACTIVITY_SETTINGS: tuple[Setting, ...] = (
    Setting(
        CHOSEN,
        say("Design that the plan follows"),
        say("Its gifts, prices and uplift go into stock, materials, targets and the checklist."),
        Holds.TEXT,
    ),
    Setting(f"{DESIGN}.*.name", say("Design"), say("Name of the design."), Holds.TEXT),
    Setting(
        f"{DESIGN}.*.official",
        say("In the platform's official event"),
        say(
            "Without a place the shop rides the day's traffic with its own offers, free of the"
            " platform's price limits."
        ),
        Holds.CHOICE,
        YES,
        YES_NO,
    ),
    _tier_setting("design", say("Design"), say("Design that the tier belongs to."), Holds.TEXT),
    _tier_setting(
        "place", say("Place"), say("Place of the tier among those of its design."), Holds.TEXT
    ),
    _tier_setting(
        "kind",
        say("Kind"),
        say("What kind of activity it is."),
        Holds.CHOICE,
        options={kind.value: kind.traits.label for kind in Kind},
    ),
    _tier_setting("name", say("Name"), say("What the tier is called; empty = its kind."),
                  Holds.TEXT),
    _tier_setting(
        "customers", say("For whom"), say("Customers that the tier is for."), Holds.CHOICE,
        Customers.ALL.value, options=CUSTOMERS,
    ),
    _tier_setting(
        "each_full", say("For each full step"),
        say("Each full threshold or set counts; otherwise it is given once."), Holds.CHOICE,
        NO, options=YES_NO,
    ),
    _tier_setting(
        "sees", say("It looks at"),
        say("Which amounts its threshold and its share look at."), Holds.CHOICE,
        Sees.LEFT.value, options=SEES,
    ),
    _tier_setting(
        "combines", say("It goes together"), say("Which tiers may apply to the same cart."),
        Holds.CHOICE, Combines.ALL.value, options=COMBINES,
    ),
    _tier_setting("group", say("Group"), say("Tiers of one group never apply together."),
                  Holds.TEXT),
    _tier_setting("gift", say("Gift or add-on"), say("Code of the product that is given or added."),
                  Holds.TEXT),
    _tier_setting(
        "products", say("Products it is for"), say("Codes that it is for; empty = all."),
        Holds.TEXT, longest=LONGEST_LIST,
    ),
    _tier_setting(
        "categories", say("Categories it is for"), say("Categories that it is for; empty = all."),
        Holds.TEXT, longest=LONGEST_LIST,
    ),
    _tier_setting(
        "first_day", say("First day"), say("Counted from the main day; it moves with it."),
        Holds.OFFSET,
    ),
    _tier_setting(
        "last_day", say("Last day"), say("Counted from the main day; it moves with it."),
        Holds.OFFSET,
    ),
)  # fmt: skip
"""Texts, days and choices of the section."""

_NUMBER = re.compile(rf"{re.escape(TIER)}\.own\.[a-z0-9]+\.({'|'.join(NUMBERS)})")


class TierNumbers(Family):
    """The numbers of tiers, as the register of all fields asks for them.

    They are no assumptions of the page *Assumptions*: their place is the card of their tier.
    """

    def members(self, values: Mapping[str, Stored]) -> Iterator[Assumption]:
        """Yield nothing; see the class."""
        del values
        yield from ()

    def find(self, name: str) -> Assumption | None:
        """Return the number that a field holds, whichever tier it belongs to."""
        match = _NUMBER.fullmatch(name)
        return _assumption(name, match.group(1)) if match else None


def _assumption(field: str, name: str) -> Assumption:
    one = NUMBERS[name]
    return Assumption(
        field,
        one.label,
        one.help,
        one.unit,
        _default(one),
        *one.bounds,
        one.source,
        one.is_whole,
    )


def _default(one: TierNumber) -> Value | None:
    """Return what holds while nothing is typed; nothing where a tier is then without it."""
    held: int | None = getattr(_PLAIN, one.attribute)
    if held is None or (held == 0 and one.unit is not Unit.HOUR_OF_DAY):
        return None
    return one.in_plan(held)


_PLAIN = Tier("", Kind.COUPON)
"""A tier of which nothing was typed."""


def tier_field(tier_id: str, name: str) -> str:
    """Return the plan's field that holds something of a tier.

    >>> tier_field("own.b2", "threshold")
    'activities.tier.own.b2.threshold'
    """
    return f"{TIER}.{tier_id}.{name}"


# Reading -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Designs:
    """The designs of a plan.

    Attributes:
        all: by name.
        chosen: the one that the plan follows; None where none is chosen.
    """

    all: tuple[Design, ...] = ()
    chosen: Design | None = None

    def find(self, design_id: str | None) -> Design | None:
        """Return the design with an id."""
        return next((one for one in self.all if one.design_id == design_id), None)

    def map(self, change: Callable[[Design], Design]) -> "Designs":
        """Return the designs with a change made to each."""
        chosen = None if self.chosen is None else change(self.chosen)
        return Designs(tuple(change(one) for one in self.all), chosen)

    @classmethod
    def of(cls, values: Mapping[str, Stored]) -> "Designs":
        """Return what a plan's document says; what is no longer allowed counts as not typed.

        >>> told = Designs.of({"activities.design.own.a.name": "Bold",
        ...     "activities.tier.own.b.design": "own.a", "activities.tier.own.b.kind": "money_off",
        ...     "activities.tier.own.b.threshold": "199"})
        >>> told.all[0].tiers[0].threshold_minor
        19900
        """
        tiers: dict[str, list[tuple[int, Tier]]] = {}
        for tier_id in own_ids(values, TIER, "kind"):
            design = str(values.get(tier_field(tier_id, "design")))
            place = str(values.get(tier_field(tier_id, "place")) or "0")
            if kind := _kind(values.get(tier_field(tier_id, "kind"))):
                number = int(place) if place.isdigit() else 0
                tiers.setdefault(design, []).append((number, _tier(tier_id, kind, values)))
        found = tuple(
            Design(
                design_id=design_id,
                name=str(values[f"{DESIGN}.{design_id}.name"]),
                tiers=tuple(
                    one for _, one in sorted(tiers.get(design_id, []), key=lambda pair: pair[0])
                ),
                has_official_place=values.get(f"{DESIGN}.{design_id}.official") != NO,
            )
            for design_id in sorted(
                own_ids(values, DESIGN, "name"),
                key=lambda one: (str(values[f"{DESIGN}.{one}.name"]), one),
            )
        )
        chosen = values.get(CHOSEN)
        return cls(found, next((one for one in found if one.design_id == chosen), None))


def _kind(stored: Stored) -> Kind | None:
    return next((kind for kind in Kind if kind.value == stored), None)


def _tier(tier_id: str, kind: Kind, values: Mapping[str, Stored]) -> Tier:
    def text(name: str) -> str | None:
        stored = values.get(tier_field(tier_id, name))
        return None if stored is None else str(stored)

    told: dict[str, Any] = {name: text(name) for name in TEXTS if text(name)}
    for name in LISTS:
        told[name] = codes_of(text(name))
    for name in DAYS:
        told[name] = _offset(text(name))
    for name, one in NUMBERS.items():
        value = _number(tier_id, name, values.get(tier_field(tier_id, name)))
        if value is not None:
            told[one.attribute] = one.in_tier(value)
    return Tier(
        tier_id,
        kind,
        customers=_member(Customers, text("customers"), Customers.ALL),
        each_full=text("each_full") == YES,
        sees=_member(Sees, text("sees"), Sees.LEFT),
        combines=_member(Combines, text("combines"), Combines.ALL),
        **told,
    )


def _member(enum: Any, stored: str | None, default: Any) -> Any:
    return next((one for one in enum if one.value == stored), default)


def _offset(stored: str | None) -> int | None:
    try:
        return None if stored is None else int(stored)
    except ValueError:
        return None


def _number(tier_id: str, name: str, stored: Stored) -> Value | None:
    if stored is None:
        return None
    try:
        number = Decimal(stored) if isinstance(stored, str) else stored
        return _assumption(tier_field(tier_id, name), name).checked(number)
    except (PlanError, InvalidOperation):
        return None  # bounds may have become narrower since it was stored


def codes_of(stored: str | None) -> frozenset[str]:
    """Return the codes of a list as the plan holds it.

    >>> sorted(codes_of("C1\\n C2 \\n"))
    ['C1', 'C2']
    """
    return frozenset(code.strip() for code in (stored or "").split(BETWEEN) if code.strip())


# Writing -----------------------------------------------------------------------------------------


def fields_of(tier: Tier) -> dict[str, object]:
    """Return what a plan holds of a tier, but for its design and place; None = the default.

    Example (tests/activities): read back by :meth:`Designs.of`, every tier is the same.
    """
    plain = Tier("", tier.kind)
    fields: dict[str, object] = {
        "kind": tier.kind.value,
        "customers": tier.customers.value if tier.customers is not Customers.ALL else None,
        "each_full": YES if tier.each_full else None,
        "sees": tier.sees.value if tier.sees is not Sees.LEFT else None,
        "combines": tier.combines.value if tier.combines is not Combines.ALL else None,
        **{name: getattr(tier, name) or None for name in TEXTS},
        **{name: BETWEEN.join(sorted(getattr(tier, name))) or None for name in LISTS},
        **{name: getattr(tier, name) for name in DAYS},
    }
    for name, one in NUMBERS.items():
        held = getattr(tier, one.attribute)
        same = held is None or held == getattr(plain, one.attribute)
        fields[name] = None if same else one.in_plan(held)
    return fields


def patches_to_add(plan: Plan, design: Design) -> list[Patch]:
    """Return what adds a design with all its tiers; ids are new, so that nothing is overwritten.

    The first design of a plan is chosen at once.
    """
    design_id = new_own_id()
    patches = patches_for(
        plan,
        f"{DESIGN}.{design_id}",
        {"name": design.name, "official": None if design.has_official_place else NO},
    )
    for place, tier in enumerate(design.tiers):
        patches += patches_to_write(plan, new_own_id(), design_id, place, fields_of(tier))
    if Designs.of(plan.values).chosen is None:
        patches.append(plan.patch(CHOSEN, design_id))
    return patches


def patches_to_write(
    plan: Plan, tier_id: str, design_id: str, place: int, fields: Mapping[str, object]
) -> list[Patch]:
    """Return what writes a tier; all of it is saved at once.

    Args:
        plan: that holds it.
        tier_id: of the tier, a new one or one that is there.
        design_id: that it belongs to.
        place: in it.
        fields: as :func:`fields_of` returns them.
    """
    told = {**fields, "design": design_id, "place": str(place)}
    return patches_for(plan, f"{TIER}.{tier_id}", told)


def patches_to_remove_tier(plan: Plan, tier_id: str) -> list[Patch]:
    """Return what takes a tier out of the plan; undoing brings it back."""
    return patches_for(plan, f"{TIER}.{tier_id}", dict.fromkeys(TIER_FIELDS))


def patches_to_remove(plan: Plan, design: Design) -> list[Patch]:
    """Return what takes a design and its tiers out of the plan; undoing brings them back."""
    patches = patches_for(plan, f"{DESIGN}.{design.design_id}", {"name": None, "official": None})
    for tier in design.tiers:
        patches += patches_to_remove_tier(plan, tier.tier_id)
    if plan.text(CHOSEN) == design.design_id:
        patches.append(plan.patch(CHOSEN, None))
    return patches


def patches_to_move(plan: Plan, design: Design, tier_id: str, by: int) -> list[Patch]:
    """Return what moves a tier up (−1) or down (+1) among the tiers of its design."""
    ids = [tier.tier_id for tier in design.tiers]
    place = ids.index(tier_id)
    ids.insert(max(0, place + by), ids.pop(place))
    return [plan.patch(tier_field(one, "place"), str(place)) for place, one in enumerate(ids)]
