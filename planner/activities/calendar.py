"""The calendar of the activities: what runs in which phase, and what has to be done by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from planner.activities.circumstances import Circumstances
from planner.activities.price_cautions import stacks_with
from planner.activities.tiers import Benefit, Customers, Design, Tier
from planner.figures import assumption
from planner.language import Message, Unit, day_offset, listed, say


@dataclass(frozen=True)
class CalendarAssumptions:
    """When the phases begin and what is due, in days before the main day."""

    teaser_days: int = assumption(
        30,
        Unit.DAYS,
        (0, 90),
        "CAL-9",
        say("Teaser begins so many days before"),
        say("Warming up takes a month or more: the event's date stands on the pages."),
        whole=True,
    )
    deposit_days: int = assumption(
        10,
        Unit.DAYS,
        (0, 60),
        "CAL-9",
        say("Deposits are taken from so many days before"),
        say("From about then on buyers watch, favourite, compare and fund their accounts."),
        whole=True,
    )
    sign_up_days: int = assumption(
        30,
        Unit.DAYS,
        (1, 120),
        "DEFAULT",
        say("Sign-up closes so many days before"),
        say("For the platform's official event; take the day from its notice."),
        whole=True,
    )
    price_check_days: int = assumption(
        3,
        Unit.DAYS,
        (1, 30),
        "DEFAULT",
        say("First price check so many days before"),
        say("Late enough for the event's prices to be set, early enough to mend them."),
        whole=True,
    )


class Phase(Enum):
    """The phases of an event, in their order."""

    TEASER = "teaser"
    DEPOSIT = "deposit"
    MAIN = "main"
    RETURN = "return"

    @property
    def label(self) -> Message:
        """Return what the phase is called."""
        return {
            Phase.TEASER: say("Teaser"),
            Phase.DEPOSIT: say("Deposit"),
            Phase.MAIN: say("Main sale"),
            Phase.RETURN: say("Return"),
        }[self]


PHASE_RULES = {
    Phase.TEASER: "CAL-9",
    Phase.DEPOSIT: "CAL-9",
    Phase.MAIN: "CAL-1",
    Phase.RETURN: "TGT-8",
}


@dataclass(frozen=True)
class CalendarRow:
    """A bar or a point on the timeline; days count from the main day.

    Attributes:
        what: runs or happens.
        first: first day.
        last: last day, inside.
        rule: id of the rule behind it.
        phase: it belongs to; None = a date on its own.
        tier_id: of the tier that runs; None = none.
        hours: of each day, from and until; None = the whole day.
    """

    what: Message
    first: int
    last: int
    rule: str
    phase: Phase | None = None
    tier_id: str | None = None
    hours: tuple[int, int] | None = None


@dataclass(frozen=True)
class ActivityDuty:
    """A task that follows from the activities.

    Attributes:
        key: its name; stays the same for good.
        title: what to do.
        area: of the checklist.
        first: day it can begin, counted from the main day.
        due: day it must be done by.
        rules: ids of the rules that ask for it, the first one foremost.
        evidence: how one knows that it is done.
        refines: task of the checklist's own that it takes the place of; None = of none.
    """

    key: str
    title: Message
    area: str
    first: int
    due: int
    rules: tuple[str, ...]
    evidence: Message
    refines: str | None = None


@dataclass(frozen=True)
class ActivityCalendar:
    """What runs when, and what has to be done by when.

    Attributes:
        rows: phases, then tiers by phase, then dates.
        duties: in the order of the days they are due.
    """

    rows: tuple[CalendarRow, ...]
    duties: tuple[ActivityDuty, ...]


def activity_calendar(
    design: Design, about: Circumstances, days: CalendarAssumptions
) -> ActivityCalendar:
    """Return the calendar of a design.

    Teaser and deposit come before the campaign's window, which the main sale opens; the day after
    and the rest of the window are the return, with the event's prices kept (ACT-13, TGT-8). Without
    an official place there are no deposits and no sign-up.

    Example (tests/activities): a window of D-4 … D+2 makes a teaser D-30 … D-11, deposits
    D-10 … D-1, the main sale D-4 … D and the return D+1 … D+2.
    """
    phases = phases_of(design, about, days)
    duties = sorted(_duties(design, about, days), key=lambda duty: (duty.due, duty.first))
    rows = (
        *(
            CalendarRow(phase.label, first, last, PHASE_RULES[phase], phase)
            for phase, (first, last) in phases.items()
        ),
        *(row for phase in phases for row in _tiers_in(phase, phases[phase], design, about)),
        *_dates(design, about, days),
    )
    return ActivityCalendar(rows, tuple(duties))


def phases_of(
    design: Design, about: Circumstances, days: CalendarAssumptions
) -> dict[Phase, tuple[int, int]]:
    """Return the first and last day of each phase; a phase without a day is left out."""
    opens = -about.days_before
    phases = {Phase.TEASER: (-days.teaser_days, opens - 1)}
    if design.has_official_place:
        phases[Phase.TEASER] = (-days.teaser_days, min(opens, -days.deposit_days) - 1)
        phases[Phase.DEPOSIT] = (-days.deposit_days, -1)
    phases[Phase.MAIN] = (opens, 0)
    phases[Phase.RETURN] = (1, about.days_after)
    return {phase: ends for phase, ends in phases.items() if ends[0] <= ends[1]}


def _tiers_in(
    phase: Phase, ends: tuple[int, int], design: Design, about: Circumstances
) -> Iterator[CalendarRow]:
    """Yield the tiers that run in a phase of the campaign's window, on their days of it."""
    if phase not in (Phase.MAIN, Phase.RETURN):
        return
    for tier in design.in_order:
        first, last = (
            choose(day, end)
            for choose, day, end in zip((max, min), about.days_of(tier), ends, strict=True)
        )
        if first <= last:
            hours = (tier.from_hour, tier.to_hour)
            yield CalendarRow(
                tier.label, first, last, _rule_of(tier, phase), phase, tier.tier_id,
                None if hours == (0, 24) else hours,
            )  # fmt: skip


def _rule_of(tier: Tier, phase: Phase) -> str:
    if tier.customers is Customers.TOP:
        return "ACT-12"
    if phase is Phase.RETURN:
        return "ACT-13"
    return "CAL-8" if (tier.from_hour, tier.to_hour) != (0, 24) else "ACT-2"


def _dates(
    design: Design, about: Circumstances, days: CalendarAssumptions
) -> Iterator[CalendarRow]:
    if design.has_official_place:
        at = -days.sign_up_days
        yield CalendarRow(say("Sign-up for the official event closes"), at, at, "ACT-1")
    first, last = PICTURE_TEST
    yield CalendarRow(say("Pictures are tested for clicks"), first, last, "ACT-9")
    for at in (-days.price_check_days, 0, 1):
        yield CalendarRow(say("Prices are read in the shop"), at, at, "ACT-13")
    for at, names in _ends(design, about).items():
        yield CalendarRow(say("{names}: end at 24:00", names=listed(names)), at, at, "ACT-3")


def _ends(design: Design, about: Circumstances) -> dict[int, list[Message]]:
    """Return the discounts that would stack, each name once, by the day they have to end."""
    ends: dict[int, list[Message]] = {}
    for other in about.running:
        if stacked := stacks_with(design, other, about):
            names = ends.setdefault(last_day_before(stacked, about), [])
            name = Message("{name}", {"name": other.name})
            if name not in names:
                names.append(name)
    return dict(sorted(ends.items()))


PICTURE_TEST = (-21, -10)
"""Days of the picture test: before the event, with time to change the pictures (ACT-9)."""


def last_day_before(stacked: Sequence[Tier], about: Circumstances) -> int:
    """Return the last day on which a discount may run that stacks with tiers: D-1 at the latest.

    >>> from planner.activities.tiers import Kind
    >>> last_day_before([Tier("a", Kind.COUPON, first_day=-2)], Circumstances())
    -3
    """
    return min(0, *(about.days_of(tier)[0] for tier in stacked)) - 1


# What has to be done -----------------------------------------------------------------------------


def _duties(
    design: Design, about: Circumstances, days: CalendarAssumptions
) -> Iterator[ActivityDuty]:
    if not design.shop_tiers:
        return
    if design.has_official_place:
        yield ActivityDuty(
            "activity_sign_up",
            say("Sign up for the official event with the prices of the design"),
            "promotion", -days.sign_up_days - 14, -days.sign_up_days, ("ACT-1", "ACT-13"),
            say("The platform confirmed the place, the products and their prices."),
        )  # fmt: skip
    yield from _for_tiers(design)
    yield from _for_prices(design, about, days)
    yield from _for_top_customers(design)
    if ends := _ends(design, about):
        first = next(iter(ends))
        yield ActivityDuty(
            "activity_end_discounts",
            say("End by {day} 24:00 what would stack with the offers: {names}",
                day=day_offset(first),
                names=listed(name for names in ends.values() for name in names)),
            "promotion", first - 2, first, ("ACT-3", "DUT-1"),
            say("A test order with every offer shows no second discount."),
            refines="remove_colliding_discounts",
        )  # fmt: skip


def _for_tiers(design: Design) -> Iterator[ActivityDuty]:
    tiers = design.shop_tiers
    yield ActivityDuty(
        "activity_test_orders",
        say("Set up and check with a test order: {tiers}", tiers=listed(_labels(tiers))),
        "promotion", -10, -3, ("DUT-1", "ACT-2"),
        say("The test order of each offer showed what the calculator shows."),
        refines="promotion_tools",
    )  # fmt: skip
    named = frozenset[str]().union(*(tier.products for tier in tiers))
    first, due = PICTURE_TEST
    if named:
        yield ActivityDuty(
            "activity_test_pictures",
            say("Test the click rate of the pictures of {count} products in the offers",
                count=len(named)),
            "design", first, due, ("ACT-9",),
            say("Each main picture has a tested click rate; the best one is used."),
            refines="test_pictures",
        )  # fmt: skip


def _labels(tiers: Sequence[Tier]) -> list[Message]:
    """Return what tiers are called, each name once."""
    labels: list[Message] = []
    for tier in tiers:
        if tier.label not in labels:
            labels.append(tier.label)
    return labels


def _for_prices(
    design: Design, about: Circumstances, days: CalendarAssumptions
) -> Iterator[ActivityDuty]:
    prices = [one for one in design.shop_tiers if one.kind.traits.benefit is Benefit.PRICE]
    read = say("The price of each product in the offers was read in the shop and is the planned.")
    at = -days.price_check_days
    yield ActivityDuty(
        "activity_check_prices",
        say("Read the prices and offers in the shop before the event"),
        "promotion", at, at, ("DUT-1", "ACT-3"), read,
    )  # fmt: skip
    yield ActivityDuty(
        "activity_check_prices_day",
        say("Read the prices and offers in the shop as the sale opens"),
        "promotion", 0, 0, ("CAL-8", "DUT-1"), read,
    )  # fmt: skip
    if not about.days_after:
        return
    yield ActivityDuty(
        "activity_keep_prices",
        say("Keep on the day after: {tiers}; give less only by quiet vouchers",
            tiers=listed(_labels(prices)))
        if prices
        else say("Keep the offers on the day after; give less only by quiet vouchers"),
        "promotion", 0, 1, ("ACT-13", "TGT-8"),
        say("Prices were read in the shop on D+1; the vouchers are out."),
        refines="day_after_prices",
    )  # fmt: skip
    yield ActivityDuty(
        "activity_invite_back",
        say("Open the return: remind the unpaid, invite old customers who did not buy, with a"
            " members' session and vouchers"),
        "customers", 1, 1, ("CRM-12", "TGT-8"),
        say("Sent and delivered counts are noted; no list price is below the event's."),
    )  # fmt: skip


def _for_top_customers(design: Design) -> Iterator[ActivityDuty]:
    for tier in design.shop_tiers:
        if tier.customers is not Customers.TOP:
            continue
        key = f"activity_top_{tier.tier_id}"
        if tier.first_day is None or tier.first_day != tier.last_day:
            yield ActivityDuty(
                key, say("Assign top customers a day for {tier}", tier=tier.label),
                "customers", -21, -10, ("ACT-12",),
                say("The offer runs on one day, which its customers know."),
            )  # fmt: skip
        else:
            yield ActivityDuty(
                key,
                say("Call and write to top customers: {tier} is theirs on {day}", tier=tier.label,
                    day=day_offset(tier.first_day)),
                "customers", tier.first_day - 3, tier.first_day - 1, ("ACT-12",),
                say("Each of them was reached, and knows the day."),
            )  # fmt: skip
