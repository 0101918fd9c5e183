"""Recall waves: who is written to when, with what text, at what cost (CAL-5, CRM-1 … CRM-4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from planner.campaign import Campaign, Plan, Setting
from planner.campaign.settings import Kind
from planner.customers.bgnbd import Floats
from planner.customers.groups import MARK_LABELS, STAGES
from planner.customers.reading import Cells, CustomerFacts, Flags, counted
from planner.customers.returns import Returns
from planner.figures import Entry, Figure, Input, assumption, filled, work_out
from planner.language import Language, Message, Unit, say
from planner.messages import TEMPLATES, Length, filled_in, length_of, unknown_places
from planner.messages.templates import OF_A_BUYER

GROUPS: Mapping[str, Message] = {**STAGES, **MARK_LABELS}
"""Whom a wave may be sent to."""
CHANNELS: Mapping[str, Message] = {
    "text": say("Text"),
    "email": say("E-mail"),
    "both": say("Text and e-mail"),
}
HOURS = range(8, 22)
"""Never at night (CRM-6)."""
LONGEST_SAMPLE = {"last_day": "2026-11-11", "last_amount": "1000.00"}
"""What a buyer's places take at most, for the length."""
ALWAYS_APART = "in_return"
"""Who is sending goods back is looked after, and not urged to buy (CRM-4)."""


@dataclass(frozen=True)
class WaveAssumptions:
    """What writing costs, and how often somebody may be written to."""

    message_price: Decimal = assumption(
        Decimal("0.05"),
        Unit.MONEY,
        (Decimal(0), Decimal(100)),
        "DEFAULT",
        say("Price of a text message"),
        say("For each part of a text that is sent, delivered or not."),
    )
    email_price: Decimal = assumption(
        Decimal("0.01"),
        Unit.MONEY,
        (Decimal(0), Decimal(100)),
        "DEFAULT",
        say("Price of an e-mail"),
        say("For each one that is sent."),
    )
    delivered_share: float = assumption(
        0.90,
        Unit.SHARE,
        (0.01, 1.0),
        "CRM-11",
        say("Delivered share"),
        say("Some texts are blocked or land as junk; only who gets one can come back for it."),
    )
    messages_at_most: int = assumption(
        2,
        Unit.COUNT,
        (1, 10),
        "DEFAULT",
        say("Messages to a customer at most"),
        say("Over all waves; the later waves count first, since they bring most."),
        whole=True,
    )


@dataclass(frozen=True)
class WaveKind:
    """A wave before it has a plan.

    Attributes:
        key: its name in the plan.
        label: what it is called.
        rules: behind it, the first one foremost.
        first: day that it may begin, counted from D.
        due: day that it goes out, unless the plan says otherwise.
        hour: of the day.
        why: the hour.
        channel: key of :data:`CHANNELS`.
        groups: whom it goes to.
        template: key of its text.
        task: of the checklist.
        rate: field of the comeback rate of customers whom no later wave reaches; None = none.
    """

    key: str
    label: Message
    rules: tuple[str, ...]
    first: int
    due: int
    hour: int
    why: Message
    channel: str
    groups: tuple[str, ...]
    template: str
    task: str
    rate: str | None


WAVES: Mapping[str, WaveKind] = {
    one.key: one
    for one in (
        WaveKind(
            "wave_1",
            say("Wave 1: brand reminder"),
            ("CRM-1", "CAL-5"),
            -10,
            -8,
            8,
            say("on the way to work, or after meals"),
            "both",
            ("new", "returning", "back", "lapsed", "dormant"),
            "brand",
            "recall_wave_1",
            "targets.comeback_wave_1",
        ),
        WaveKind(
            "wave_2",
            say("Wave 2: benefit"),
            ("CRM-2", "CAL-5"),
            -5,
            -4,
            15,
            say("in idle moments of the working day"),
            "both",
            ("is_unpaid", "is_good"),
            "benefit",
            "recall_wave_2",
            "targets.comeback_wave_2",
        ),
        WaveKind(
            "wave_3",
            say("Wave 3: last call"),
            ("CRM-3", "CAL-5"),
            -1,
            -1,
            20,
            say("in the evening before, when buyers fill their carts"),
            "text",
            ("returning", "back", "is_unpaid"),
            "last_call",
            "recall_wave_3",
            "targets.comeback_wave_3",
        ),
        WaveKind(
            "care",
            say("Care for the last buyers"),
            ("CRM-4",),
            -1,
            -1,
            10,
            say("before the last call, while service has time"),
            "text",
            ("in_return", "full_price"),
            "care",
            "care_for_last_buyers",
            None,
        ),
    )
}
"""The waves in their order."""

PREFIX = "customers.wave."
SHOP_NAME = "customers.shop_name"
TEXTS_IN = "customers.texts_in"
WAVE_SETTINGS = (
    Setting(
        TEXTS_IN,
        say("Texts of the library in"),
        say("The language that your customers read; texts you write stay as they are."),
        Kind.CHOICE,
        "zh",
        {"zh": Message("中文"), "en": Message("English")},
    ),
    Setting(
        SHOP_NAME,
        say("Name of the shop in texts"),
        say("Stands where a text says {shop}.", shop="{shop}"),
        Kind.TEXT,
    ),
    *(
        setting
        for one in WAVES.values()
        for setting in (
            Setting(
                f"{PREFIX}{one.key}.day",
                say("Day it goes out"),
                say("Counted from the main day; it moves with it."),
                Kind.OFFSET,
            ),
            Setting(
                f"{PREFIX}{one.key}.hour",
                say("Hour"),
                say("Never at night or at meals."),
                Kind.CHOICE,
                str(one.hour),
                {str(hour): Message(f"{hour:02}–{hour + 1:02}") for hour in HOURS},
            ),
            Setting(
                f"{PREFIX}{one.key}.channel",
                say("Sent by"),
                say("Texts are counted in parts, e-mails are not."),
                Kind.CHOICE,
                one.channel,
                CHANNELS,
            ),
            Setting(
                f"{PREFIX}{one.key}.groups",
                say("Goes to"),
                say("Groups of customers; whoever is in several gets one message."),
                Kind.TEXT,
            ),
            Setting(
                f"{PREFIX}{one.key}.text",
                say("Text to send"),
                say("Empty = that of the library. Places stand in braces."),
                Kind.TEXT,
            ),
        )
    ),
)


@dataclass(frozen=True)
class WavePlan:
    """What the plan says of a wave.

    Attributes:
        kind: the wave.
        offset: day that it goes out, counted from D.
        day: that day.
        hour: of it.
        channel: key of :data:`CHANNELS`.
        groups: whom it goes to.
        text: as somebody wrote it; None = that of the library.
    """

    kind: WaveKind
    offset: int
    day: date
    hour: int
    channel: str
    groups: tuple[str, ...]
    text: str | None

    @classmethod
    def of(cls, kind: WaveKind, plan: Plan, campaign: Campaign) -> "WavePlan":
        """Return what a plan says; what it leaves open is as usual."""
        fields = f"{PREFIX}{kind.key}"
        stored = plan.values.get(f"{fields}.day")
        offset = kind.due if stored is None else int(stored)
        hour = plan.text(f"{fields}.hour")
        channel = plan.text(f"{fields}.channel")
        named = (plan.text(f"{fields}.groups") or "").split("\n")
        groups = tuple(one for one in named if one in GROUPS)
        return cls(
            kind,
            offset,
            campaign.day(offset),
            int(hour) if hour and hour.isdigit() and int(hour) in HOURS else kind.hour,
            channel if channel and channel in CHANNELS else kind.channel,
            groups or kind.groups,
            plan.text(f"{fields}.text"),
        )

    def written(self, language: Language) -> str:
        """Return its text with all places, as it stands in the library or was written."""
        return self.text or language.text(TEMPLATES[self.kind.template].text)

    def addressed(self, stage: object, marks: Mapping[str, Flags]) -> Flags:
        """Return which buyers it is meant for.

        Args:
            stage: key of each one's stage.
            marks: of each one, by name.
        """
        rows = np.isin(np.asarray(stage), [one for one in self.groups if one in STAGES])
        for name in self.groups:
            if name in marks:
                rows = rows | marks[name]
        return rows if ALWAYS_APART in self.groups else rows & ~marks[ALWAYS_APART]


@dataclass(frozen=True)
class Wave:
    """A wave with what comes of it.

    Attributes:
        plan: when, to whom, what.
        recipients: buyers who are written to.
        left_out: others who are meant, but have been written to on that day or often enough.
        length: of its text, places filled in; of text messages.
        text: as it is sent, but for what differs from buyer to buyer.
        figures: name → recipients, cost, expected, revenue, cost per order.
        problems: with its text.
    """

    plan: WavePlan
    recipients: int
    left_out: int
    length: Length
    text: str
    figures: Mapping[str, Figure]
    problems: tuple[Message, ...]


def language_of(plan: Plan) -> Language:
    """Return the language in which texts that nobody wrote are sent."""
    return Language("en" if plan.text(TEXTS_IN) == "en" else "zh")


def reached(
    plans: Sequence[WavePlan], stage: object, marks: Mapping[str, Flags], at_most: int
) -> Mapping[str, Flags]:
    """Return which buyers each wave is sent to.

    The waves that go out last are filled first; whoever was then written to ``at_most`` times, or
    gets another message of the same day, is left out of the earlier ones. Of one day, care comes
    before the call to buy.

    Worked example (tests/customers): at most 2 messages, a good customer with an unpaid order who
    bought twice is meant by waves 1, 2 and 3: waves 3 and 2 reach him, wave 1 does not.
    """
    count = np.zeros(len(np.asarray(stage)), dtype=int)
    days: dict[int, Flags] = {}
    found: dict[str, Flags] = {}
    order = sorted(plans, key=lambda one: (one.offset, one.kind.key == "care"), reverse=True)
    for one in order:
        rows = one.addressed(stage, marks) & (count < at_most)
        rows = rows & ~days.get(one.offset, np.zeros(len(count), dtype=bool))
        days[one.offset] = rows | days.get(one.offset, np.zeros(len(count), dtype=bool))
        count += rows
        found[one.kind.key] = rows
    return {one.kind.key: found[one.kind.key] for one in plans}


def furthest(reach: Mapping[str, Flags]) -> Mapping[str, Flags]:
    """Return which buyers are reached by each wave and by none with a higher comeback rate (TGT-2).

    Each buyer counts once.
    """
    ranked = [key for key, one in WAVES.items() if one.rate]
    taken: Flags | None = None
    found: dict[str, Flags] = {}
    for key in reversed(ranked):
        rows = reach[key] if taken is None else reach[key] & ~taken
        taken = rows if taken is None else taken | rows
        found[key] = rows
    return found


def wave_rates(
    plan: Plan, campaign: Campaign, cells: Cells, entries: Mapping[str, Entry]
) -> Floats:
    """Return the comeback rate of each row of buyers by the furthest wave that reaches it (TGT-2).

    Formula: delivered share × rate of the wave; 0 where no wave does.
    """
    given = filled("customers", WaveAssumptions, entries)
    plans = [WavePlan.of(kind, plan, campaign) for kind in WAVES.values()]
    found = np.zeros(len(cells.stage))
    reach = reached(plans, cells.stage, cells.marks, given.messages_at_most)
    for key, rows in furthest(reach).items():
        field = WAVES[key].rate
        found[rows] = float(entries[field].value or 0) * given.delivered_share if field else 0.0
    return found


def plan_waves(
    plan: Plan,
    campaign: Campaign,
    facts: CustomerFacts,
    returns: Returns,
    entries: Mapping[str, Entry],
    aov: Figure,
) -> tuple[Wave, ...]:
    """Return the waves of a plan: recipients, cost, who is expected and what they bring.

    Formula: cost = recipients × (parts × price of a text + price of an e-mail, by channel).
    Expected = Σ over the buyers whose furthest wave it is: each one's own probability where the
    shop's orders tell it, else delivered share × comeback rate of the wave (TGT-2). Revenue =
    expected × average order value; cost per order = cost ÷ expected.

    Args:
        plan: the plan.
        campaign: its days.
        facts: what the lists say of the buyers.
        returns: who of them comes back.
        entries: the assumptions in force.
        aov: average order value in the event.
    """
    given = filled("customers", WaveAssumptions, entries)
    cells, language = facts.cells, language_of(plan)
    plans = [WavePlan.of(kind, plan, campaign) for kind in WAVES.values()]
    reach = reached(plans, cells.stage, cells.marks, given.messages_at_most)
    alone = furthest(reach)
    shop = plan.text(SHOP_NAME) or ""
    waves = []
    for one in plans:
        key = one.kind.key
        rows = reach[key]
        meant = cells.count(one.addressed(cells.stage, cells.marks))
        text = filled_in(
            one.written(language),
            {
                "shop": shop or language.text(say("our shop")),
                "event": language.text(campaign.name),
                "day": language.short_day(campaign.main_day),
            },
        )
        length = length_of(filled_in(text, LONGEST_SAMPLE))
        recipients = cells.count(rows)
        figures = _figures(one, recipients, length, alone.get(key), facts, returns, entries, aov)
        waves.append(
            Wave(
                one,
                recipients,
                meant - recipients,
                length,
                text,
                {figure.key.rsplit(".", 1)[1]: figure for figure in figures},
                tuple(_problems(one, text, length, shop)),
            )
        )
    return tuple(waves)


def _figures(
    one: WavePlan,
    recipients: int,
    length: Length,
    alone: Flags | None,
    facts: CustomerFacts,
    returns: Returns,
    entries: Mapping[str, Entry],
    aov: Figure,
) -> Iterator[Figure]:
    kind, rules = one.kind, one.kind.rules
    named = f"customers.{kind.key}"
    told = counted(facts, f"{named}_buyers", say("Written to, {wave}", wave=kind.label), recipients,
                   recipients)  # fmt: skip
    yield work_out(
        f"{named}.recipients", say("Recipients, {wave}", wave=kind.label), Unit.COUNT,
        "recipients", {"recipients": told}, rules=rules,
    )  # fmt: skip
    priced: dict[str, Input] = {"recipients": told}
    terms = []
    if one.channel in ("text", "both"):
        terms.append(f"{length.parts} * text_price")
        priced["text_price"] = entries["customers.message_price"]
    if one.channel in ("email", "both"):
        terms.append("email_price")
        priced["email_price"] = entries["customers.email_price"]
    cost = work_out(
        f"{named}.cost", say("Cost, {wave}", wave=kind.label), Unit.MONEY,
        f"cents(recipients * ({' + '.join(terms)}))", priced, rules=("CRM-11",),
    )  # fmt: skip
    yield cost
    if kind.rate is None or alone is None:
        return
    own, others = _expected(alone, returns)
    inputs: dict[str, Input] = {
        "others": counted(
            facts, f"{named}_others", say("Reached last by it, rate of the wave"), others, others
        ),
        "delivered": entries["customers.delivered_share"],
        "rate": entries[kind.rate],
    }  # fmt: skip
    formula = "others * delivered * rate"
    if returns.outlook is not None:
        rows = returns.cells.count(alone) - others
        inputs["own"] = counted(
            facts, f"{named}_own", say("Reached last by it, expected by your own orders"), own, rows
        )
        formula = f"own + {formula}"
    expected = work_out(
        f"{named}.expected", say("Expected back, {wave}", wave=kind.label), Unit.COUNT, formula,
        inputs, rules=("TGT-2", *rules),
        note=say("each customer counts once, by the furthest wave that reaches him"),
    )  # fmt: skip
    yield expected
    yield work_out(
        f"{named}.revenue", say("Revenue, {wave}", wave=kind.label), Unit.MONEY,
        "cents(expected * aov)", {"expected": expected, "aov": aov}, rules=("TGT-1",),
    )  # fmt: skip
    if expected.value:
        yield work_out(
            f"{named}.cost_per_order", say("Cost per order, {wave}", wave=kind.label), Unit.MONEY,
            "cents(cost / expected)", {"cost": cost, "expected": expected}, rules=("CRM-11",),
        )  # fmt: skip


def _expected(rows: Flags, returns: Returns) -> tuple[float, int]:
    """Return how many come back going by their own orders, and how many have no such rate."""
    cells = returns.cells
    if returns.outlook is None:
        return 0.0, cells.count(rows)
    known = rows & cells.are_customers
    each: Floats = returns.outlook.probabilities[known]
    return float((each * cells.histories.customers[known]).sum()), cells.count(
        rows & ~cells.are_customers
    )


def _problems(one: WavePlan, text: str, length: Length, shop: str) -> Iterator[Message]:
    for place in unknown_places(text):
        yield say("Nobody fills in {place}: it would be sent as it stands.", place=f"{{{place}}}")
    if "{shop}" in (one.text or "{shop}") and not shop:
        yield say("The name of the shop is missing: a text without it is taken for junk.")
    if one.channel != "email" and length.parts > 1:
        yield say(
            "{characters} characters count as {parts} text messages; up to 70 are one.",
            characters=length.characters,
            parts=length.parts,
        )


def buyer_places(text: str) -> tuple[str, ...]:
    """Return the places of a text that differ from buyer to buyer: columns of its list."""
    return tuple(name for name in OF_A_BUYER if f"{{{name}}}" in text)
