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

UNSUBSCRIBED, ANSWERED = "unsubscribed", "answered"
GROUPS: Mapping[str, Message] = {
    key: label for key, label in {**STAGES, **MARK_LABELS}.items() if key != UNSUBSCRIBED
}
"""Whom a wave may be sent to; whoever unsubscribed gets none."""
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
        awaits_answers: it goes to who answered an earlier one, as soon as that is known; until
            then its groups stand for them.
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
    awaits_answers: bool = False


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
            awaits_answers=True,
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
        foreseen: whom it was meant for before anybody had answered; the same in most waves.
    """

    kind: WaveKind
    offset: int
    day: date
    hour: int
    channel: str
    groups: tuple[str, ...]
    text: str | None
    foreseen: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, kind: WaveKind, plan: Plan, campaign: Campaign, answers_are_known: bool = False
    ) -> "WavePlan":
        """Return what a plan says; what it leaves open is as usual."""
        fields = f"{PREFIX}{kind.key}"
        stored = plan.values.get(f"{fields}.day")
        offset = kind.due if stored is None else int(stored)
        hour = plan.text(f"{fields}.hour")
        channel = plan.text(f"{fields}.channel")
        named = (plan.text(f"{fields}.groups") or "").split("\n")
        foreseen = tuple(one for one in named if one in GROUPS) or kind.groups
        groups = foreseen
        if kind.awaits_answers and answers_are_known and foreseen == kind.groups:
            groups = (ANSWERED,)
        return cls(
            kind,
            offset,
            campaign.day(offset),
            int(hour) if hour and hour.isdigit() and int(hour) in HOURS else kind.hour,
            channel if channel and channel in CHANNELS else kind.channel,
            groups,
            plan.text(f"{fields}.text"),
            foreseen,
        )

    @property
    def follows_answers(self) -> bool:
        """Return whether it goes to who answered earlier waves."""
        return ANSWERED in self.groups

    def written(self, language: Language) -> str:
        """Return its text with all places, as it stands in the library or was written."""
        return self.text or language.text(TEMPLATES[self.kind.template].text)

    def addressed(self, stage: object, marks: Mapping[str, Flags]) -> Flags:
        """Return which buyers it is meant for.

        Args:
            stage: key of each one's stage.
            marks: of each one, by name.
        """
        return _meant(self.groups, stage, marks)


def _meant(groups: Sequence[str], stage: object, marks: Mapping[str, Flags]) -> Flags:
    rows = np.isin(np.asarray(stage), [one for one in groups if one in STAGES])
    for name in groups:
        if name in marks:
            rows = rows | marks[name]
    rows = rows & ~marks[UNSUBSCRIBED]
    return rows if ALWAYS_APART in groups else rows & ~marks[ALWAYS_APART]


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

    As soon as it is known who answered, a wave that goes to them is filled after the others, which
    stand as they were sent: whoever had ``at_most`` messages by then gets no further one.

    Worked example (tests/customers): at most 2 messages, a good customer with an unpaid order who
    bought twice is meant by waves 1, 2 and 3: waves 3 and 2 reach him, wave 1 does not. If he
    answers, wave 3 is sent to him; a new customer who got wave 1 and answers gets wave 3, too.
    """
    found = _foreseen(plans, stage, marks, at_most)
    following = [one for one in plans if one.follows_answers]
    for one in following:
        found[one.kind.key] = np.zeros(len(np.asarray(stage)), dtype=bool)
    for one in sorted(following, key=lambda one: one.offset):
        count = np.zeros(len(np.asarray(stage)), dtype=int)
        same_day = np.zeros(len(count), dtype=bool)
        for other in plans:
            count += found[other.kind.key]
            if other.offset == one.offset:
                same_day |= found[other.kind.key]
        found[one.kind.key] = one.addressed(stage, marks) & (count < at_most) & ~same_day
    return found


def _foreseen(
    plans: Sequence[WavePlan], stage: object, marks: Mapping[str, Flags], at_most: int
) -> dict[str, Flags]:
    """Return which buyers each wave was meant to reach before anybody had answered."""
    count = np.zeros(len(np.asarray(stage)), dtype=int)
    days: dict[int, Flags] = {}
    found: dict[str, Flags] = {}
    order = sorted(plans, key=lambda one: (one.offset, one.kind.key == "care"), reverse=True)
    for one in order:
        rows = _meant(one.foreseen, stage, marks) & (count < at_most)
        rows = rows & ~days.get(one.offset, np.zeros(len(count), dtype=bool))
        days[one.offset] = rows | days.get(one.offset, np.zeros(len(count), dtype=bool))
        count += rows
        found[one.kind.key] = rows
    return {one.kind.key: found[one.kind.key] for one in plans}


@dataclass(frozen=True)
class Split:
    """Who of a group of a wave answered, and who did not.

    Attributes:
        wave: that they were written to in.
        label: of the group.
        customers: written to.
        answered: of them, those who answered any wave.
    """

    wave: Message
    label: Message
    customers: int
    answered: int

    @property
    def silent(self) -> int:
        """Return how many did not answer."""
        return self.customers - self.answered

    @property
    def rate(self) -> float | None:
        """Return answered ÷ written to; None where nobody was."""
        return self.answered / self.customers if self.customers else None


def split_by_answer(waves: Sequence[Wave], cells: Cells, at_most: int) -> tuple[Split, ...]:
    """Return the groups of the earlier waves by who answered (CRM-3), each wave whole first.

    A list of answers says who answered, not which message: somebody who got both waves counts in
    both.
    """
    plans = [one.plan for one in waves]
    sent = reached(plans, cells.stage, cells.marks, at_most)
    found = []
    for one in plans:
        if one.kind.rate is None or one.kind.awaits_answers:
            continue
        rows = sent[one.kind.key]
        parts = [(say("All"), rows)]
        parts += [
            (GROUPS[name], rows & cells.marks.get(name, cells.stage == name)) for name in one.groups
        ]
        found += [
            Split(
                one.kind.label, label, cells.count(part), cells.count(part & cells.marks[ANSWERED])
            )
            for label, part in parts
            if part is rows or cells.count(part)
        ]
    return tuple(found)


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


def _plans(plan: Plan, campaign: Campaign, facts: CustomerFacts) -> list[WavePlan]:
    known = facts.responses.are_known
    return [WavePlan.of(kind, plan, campaign, known) for kind in WAVES.values()]


def wave_rates(
    plan: Plan, campaign: Campaign, facts: CustomerFacts, entries: Mapping[str, Entry]
) -> Floats:
    """Return the comeback rate of each row of buyers by the furthest wave that reaches it (TGT-2).

    Formula: delivered share × rate of the wave; 0 where no wave does.
    """
    given = filled("customers", WaveAssumptions, entries)
    plans, cells = _plans(plan, campaign, facts), facts.cells
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
    shop's orders tell it, else delivered share × comeback rate of the wave (TGT-2), which holds for
    whoever answered and gets the wave for it, too: no order tells of that. Revenue = expected ×
    average order value; cost per order = cost ÷ expected.

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
    plans = _plans(plan, campaign, facts)
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
    own, others = _expected(alone, returns, one.follows_answers)
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


def _expected(rows: Flags, returns: Returns, follows_answers: bool) -> tuple[float, int]:
    """Return how many come back going by their own orders, and how many the wave's rate is for.

    It is for buyers of whom no order tells, and for those who answered in a wave that follows that.
    """
    cells = returns.cells
    if returns.outlook is None:
        return 0.0, cells.count(rows)
    known = rows & cells.are_customers
    if follows_answers:
        known = known & ~cells.marks[ANSWERED]
    each: Floats = returns.outlook.probabilities[known]
    return float((each * cells.histories.customers[known]).sum()), cells.count(rows & ~known)


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
