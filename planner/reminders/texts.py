"""What a reminder says, by the hour (CRM-8): a library, and which of it fits a moment.

Never whether the buyer still wants the order, and no closing of orders that the platform does not
do; that an unpaid order lapses when the stock runs out is safe to say.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from planner.language import Message, say
from planner.messages import Sender, TextTemplate, Wording, with_places, worded

PLACES: Mapping[str, Message] = {
    "shop": say("name of the shop"),
    "event": say("name of the promotion"),
    "order_id": say("number of the order"),
    "orders": say("number of open orders of the buyer"),
    "amount": say("amount to be paid"),
}
"""What may stand in braces."""
OF_A_REMINDER = ("order_id", "orders", "amount")
"""Places that differ from reminder to reminder: columns of the list."""
LONGEST_SAMPLE = {"order_id": "3515310000000000018", "orders": "10", "amount": "10000.00"}
"""What they take at most, for the length."""
FEW_LEFT_UNTIL, BY_DAY_UNTIL = 2, 20
"""Hours at which the text of an event day changes."""


def _text(key: str, title: Message, sentence: Message) -> TextTemplate:
    """Return a text whose places stay places when it is put into words."""
    return TextTemplate(key, title, "CRM-8", with_places(sentence, PLACES))


TEMPLATES: Mapping[str, TextTemplate] = {
    one.key: one
    for one in (
        _text(
            "few_left",
            say("Event, 00–02: few left"),
            say("[{shop}] Few left at {event} prices: {orders} unpaid, {amount} in all, lapse with"
                " the stock. Pay now."),
        ),
        _text(
            "by_day",
            say("Event, by day: dispatch follows payment"),
            say("[{shop}] Paid first, shipped first: {orders} unpaid, {amount} in all, and stock is"
                " going. Pay now."),
        ),
        _text(
            "ships_today",
            say("Event: paid today, shipped today"),
            say("[{shop}] Paid today, shipped today: {orders} unpaid, {amount} in all. Pay now and"
                " we pack at once."),
        ),
        _text(
            "nearly_gone",
            say("Event, from 20: nearly sold out"),
            say("[{shop}] Nearly sold out: {event} prices end at 24:00. {orders} unpaid, {amount}"
                " in all: pay now."),
        ),
        _text(
            "day_after",
            say("Day after: packed, waits for payment"),
            say("[{shop}] Your parcel is packed and waits only for payment ({orders} unpaid,"
                " {amount} in all). Pay, and it leaves."),
        ),
        _text(
            "ordinary",
            say("Ordinary day"),
            say("[{shop}] Ready to ship, waiting only for payment: {orders} unpaid, {amount} in"
                " all. Pay, and it is next."),
        ),
    )
}  # fmt: skip
"""The texts, in the order of the day."""


def text_of(moment: datetime, first_day: date, last_day: date) -> str:
    """Return the key of the text that fits a moment (CRM-8).

    Worked example: 10 November 00:40 in a promotion of 10 to 11 November is ``few_left``.

    >>> days = date(2026, 11, 10), date(2026, 11, 11)
    >>> moments = [datetime(2026, 11, 10, 0, 40), datetime(2026, 11, 11, 20, 0)]
    >>> [text_of(one, *days) for one in (*moments, datetime(2026, 11, 12, 9), datetime(2026, 9, 1))]
    ['few_left', 'nearly_gone', 'day_after', 'ordinary']
    """
    day = moment.date()
    if day == last_day + timedelta(days=1):
        return "day_after"
    if not first_day <= day <= last_day:
        return "ordinary"
    if moment.hour < FEW_LEFT_UNTIL:
        return "few_left"
    return "by_day" if moment.hour < BY_DAY_UNTIL else "nearly_gone"


def wording_of(key: str, own: str | None, sender: Sender, event: Message) -> Wording:
    """Return a text of the library, or the manager's own in its place, ready to be sent.

    Args:
        key: of the library.
        own: text of the manager's own.
        sender: of it.
        event: name of the promotion.
    """
    written = own or sender.language.text(TEMPLATES[key].text)
    return worded(written, sender, {"event": event}, OF_A_REMINDER, LONGEST_SAMPLE, parts_at_most=1)
