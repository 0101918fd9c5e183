"""What the buyers of parcels are told: a text a kind, the library's or the manager's own."""

from planner.language import Message
from planner.messages import Sender, Wording, worded
from planner.tracking.kinds import KINDS

LONGEST_SAMPLE = {
    "order_id": "3515310000000000018",
    "tracking_number": "YT8800000000018",
    "carrier": "EMS",
}
"""What the places of a parcel take, for the length."""


def wording_of(key: str, own: str | None, sender: Sender, event: Message) -> Wording:
    """Return the text of a kind, or the manager's own in its place, ready to be sent.

    Args:
        key: of :data:`~planner.tracking.kinds.KINDS`.
        own: text of the manager's own.
        sender: of it.
        event: name of the promotion.
    """
    kind = KINDS[key]
    written = own or sender.language.text(kind.text)
    return worded(written, sender, {"event": event}, kind.columns, LONGEST_SAMPLE)
