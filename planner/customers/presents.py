"""Who buys presents and who buys for himself, in lists of their own with texts (AFT-10).

Gift buyers follow the occasions (CAL-7), the others the time customers take to buy again (AFT-4).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.campaign import Campaign, Plan, Setting
from planner.campaign.settings import Kind
from planner.customers.occasions import Occasion, named_gift_days, occasions_after
from planner.customers.reading import QUERIES, CustomerFacts
from planner.customers.repurchase import PUBLISHED, Pauses
from planner.customers.waves import SHOP_NAME, language_of
from planner.language import Message, say
from planner.messages import Length, Sender, with_places, worded

GIFT_DAYS = 14
"""Before an occasion for presents; who buys only then buys them (AFT-10)."""
SOON_DAYS = 30
EVERY_ROW = 10**9
ALL_GIFTS = "gift"
OWN_USE: Mapping[str, Message] = {
    "due": say("Own use: due now"),
    "soon": say("Own use: due within 30 days"),
    "later": say("Own use: due later"),
}
"""Those who buy for themselves, by when half of those who buy again have done so."""

PLACES: Mapping[str, Message] = {
    "shop": say("name of the shop"),
    "occasion": say("the occasion"),
    "last_day": say("day of the buyer's last purchase"),
}
"""What may stand in braces; the day is a column of the list."""
OF_A_BUYER = "last_day"
LONGEST_SAMPLE = {OF_A_BUYER: "2026-11-11"}
GIFT_TEXT, OWN_TEXT = "customers.presents.gift.text", "customers.presents.own_use.text"


def _text(message: Message) -> Message:
    return with_places(message, PLACES)


TEXTS: Mapping[str, Message] = {
    GIFT_TEXT: _text(
        say(
            "[{shop}] {occasion} is near: presents for those you love, wrapped and with a card of"
            " yours. Reply R to unsubscribe"
        )
    ),
    OWN_TEXT: _text(
        say(
            "[{shop}] You bought on {last_day}: time for something new? A voucher for members waits"
            " for you. Reply R to unsubscribe"
        )
    ),
}
PRESENT_SETTINGS = tuple(
    Setting(name, label, say("Empty = that of the library. Places stand in braces."), Kind.TEXT)
    for name, label in (
        (GIFT_TEXT, say("Text to gift buyers")),
        (OWN_TEXT, say("Text to buyers for own use")),
    )
)


@dataclass(frozen=True)
class PresentList:
    """A list with its text.

    Attributes:
        key: as the queries name it.
        label: what it is called.
        customers: in it.
        occasion: that it is for; None = none in particular.
        send_on: day on which buying for the occasion begins; None without one.
        text: as it is sent, but for what differs from buyer to buyer.
        length: of it.
        problems: with it.
    """

    key: str
    label: Message
    customers: int
    occasion: Occasion | None
    send_on: date | None
    text: str
    length: Length
    problems: tuple[Message, ...]


@dataclass(frozen=True)
class Presents:
    """Gift buyers and buyers for own use.

    Attributes:
        customers: all of them.
        gift_buyers: of them, who bought only before occasions for presents.
        interval_days: within which half of those who buy again have done so.
        is_own_interval: the shop's own orders tell it; else it is the published one.
        lists: by occasion, then by when due; those without anybody left out.
        asked: what the lists are asked with.
        facts: what the sheets say.
    """

    customers: int
    gift_buyers: int
    interval_days: int
    is_own_interval: bool
    lists: tuple[PresentList, ...]
    asked: Mapping[str, str | int | date]
    facts: CustomerFacts


def plan_presents(facts: CustomerFacts, plan: Plan, campaign: Campaign, pauses: Pauses) -> Presents:
    """Return who buys presents and who for himself, as lists with their texts.

    A customer buys presents where every purchase lies in the 14 days before an occasion for them.
    Who bought before the same occasion in earlier years is in its own list. The others are due
    when half of those who buy again have done so, counted from their last purchase.

    Worked example (tests/customers): bought on 10 February alone → a gift buyer, in the list of
    Valentine's Day; last bought on 1 July, interval 22 days, seen on 1 September → due now.
    """
    half = pauses.within(50) if pauses.tells_enough else None
    interval = PUBLISHED[50] if half is None else half
    ahead = [one for one in occasions_after(campaign.main_day) if one.is_gift]
    names = list(dict.fromkeys(one.label.template for one in ahead))
    first = facts.doubts.first_day or facts.until
    told = ";".join(
        f"{day.isoformat()}={name}" for day, name in named_gift_days(first, facts.until)
    )
    asked: dict[str, str | int | date] = {
        "until": facts.until, "occasions": told, "days": GIFT_DAYS, "interval_days": interval,
        "as_of": facts.until, "soon_days": SOON_DAYS,
    }  # fmt: skip
    rows = facts.dataset.rows(QUERIES["present_counts"], names=";".join(names), **asked)
    # Without any customer there is no row for most lists.
    counts = Counter({row["list"]: row["customers"] for row in rows})
    own = sum(counts[key] for key in OWN_USE)
    return Presents(
        customers=own + counts[ALL_GIFTS],
        gift_buyers=counts[ALL_GIFTS],
        interval_days=interval,
        is_own_interval=half is not None,
        lists=tuple(_lists(plan, ahead, counts)),
        asked=asked,
        facts=facts,
    )


def list_of_presents(
    told: Presents, key: str, rows_at_most: int | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the columns of a list, the buyer's id and his last day, and its rows by id."""
    rows = told.facts.dataset.rows(
        QUERIES["present_list"], list=key, most=rows_at_most or EVERY_ROW, **told.asked
    )
    return ("buyer_id", OF_A_BUYER), [(row["buyer_id"], row[OF_A_BUYER]) for row in rows]


def _lists(
    plan: Plan, ahead: Sequence[Occasion], counts: Mapping[str, int]
) -> Sequence[PresentList]:
    found = []
    for one in ahead:
        label = say("Bought before {occasion} in earlier years", occasion=one.label)
        found.append(_list(plan, one.label.template, label, counts, one))
    if ahead:
        label = say("All gift buyers, for {occasion} next", occasion=ahead[0].label)
        found.append(_list(plan, ALL_GIFTS, label, counts, ahead[0]))
    found += [_list(plan, key, label, counts, None) for key, label in OWN_USE.items()]
    return [one for one in found if one.customers]


def _list(
    plan: Plan, key: str, label: Message, counts: Mapping[str, int], occasion: Occasion | None
) -> PresentList:
    field = GIFT_TEXT if occasion else OWN_TEXT
    sender = Sender(plan.text(SHOP_NAME) or "", language_of(plan))
    written = plan.text(field) or sender.language.text(TEXTS[field])
    same = {"occasion": occasion.label} if occasion else {}
    wording = worded(written, sender, same, (OF_A_BUYER,), LONGEST_SAMPLE)
    return PresentList(
        key,
        label,
        counts[key],
        occasion,
        occasion.day - timedelta(days=GIFT_DAYS) if occasion else None,
        wording.text,
        wording.length,
        wording.problems,
    )
