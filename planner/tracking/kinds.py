"""What may be the matter with a parcel or an order, what to do, and what its buyer is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.language import Message, say
from planner.messages import TEMPLATES as LIBRARY
from planner.messages import with_places

PLACES: Mapping[str, Message] = {
    "shop": say("name of the shop"),
    "event": say("name of the promotion"),
    "order_id": say("number of the order"),
    "tracking_number": say("number of the parcel"),
    "carrier": say("name of the carrier"),
}
"""What may stand in braces."""
OF_A_PARCEL = ("order_id", "tracking_number", "carrier")
"""Places that differ from parcel to parcel: columns of a list."""
OF_AN_ORDER = ("order_id",)


@dataclass(frozen=True)
class Kind:
    """What may be the matter.

    Attributes:
        key: as the queries name it.
        label: what it is called.
        advice: what to do about it.
        text: to send, with its places.
        is_trouble: the buyer is told before he notices; else it is good news.
        of_orders: told by the order list, without a parcel.
        rule: behind it.
    """

    key: str
    label: Message
    advice: Message
    text: Message
    is_trouble: bool = True
    of_orders: bool = False
    rule: str = "AFT-1"

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the places that a list of it can fill in."""
        return OF_AN_ORDER if self.of_orders else OF_A_PARCEL


def _text(message: Message) -> Message:
    return with_places(message, PLACES)


KINDS: Mapping[str, Kind] = {
    one.key: one
    for one in (
        Kind(
            "lost",
            say("Lost or damaged"),
            say("send it again or pay back at once; claim it from the carrier"),
            _text(
                say(
                    "[{shop}] Your parcel {tracking_number} was lost on its way: we are sorry. We"
                    " send it again or refund you, as you like."
                )
            ),
        ),
        Kind(
            "wrong_address",
            say("Address wrong, or nobody reached"),
            say("ask for the address and the phone; pass both on to the carrier"),
            _text(
                say(
                    "[{shop}] {carrier} cannot reach you with parcel {tracking_number}. Please send"
                    " us your address and phone in the chat."
                )
            ),
        ),
        Kind(
            "outside_area",
            say("Outside the carrier's area"),
            say("hand over to another carrier, or agree where it is collected"),
            _text(
                say(
                    "[{shop}] {carrier} does not deliver to your place. We change the carrier for"
                    " order {order_id}; sorry for the delay."
                )
            ),
        ),
        Kind(
            "refused",
            say("Refused by the buyer"),
            say("ask why, kindly; refund when the goods are back"),
            _text(
                say(
                    "[{shop}] Order {order_id} was not taken in. What was wrong? Tell us in the"
                    " chat: we will put it right."
                )
            ),
        ),
        Kind(
            "returned",
            say("On its way back"),
            say("find out why; agree on a new parcel or the refund"),
            _text(
                say(
                    "[{shop}] Parcel {tracking_number} is coming back to us. Shall we send it again"
                    " or refund you? Please tell us in the chat."
                )
            ),
        ),
        Kind(
            "held",
            say("Held up, says the carrier"),
            say("ask the carrier what it waits for; a small gift with the apology"),
            LIBRARY["stuck"].text,
        ),
        Kind(
            "silent",
            say("No update for too long"),
            say("have the carrier look for it before the buyer asks"),
            _text(
                say(
                    "[{shop}] We saw that parcel {tracking_number} is not moving and are on it with"
                    " {carrier}. Sorry for the wait."
                )
            ),
        ),
        Kind(
            "late",
            say("Later than usual"),
            say("apologise, say when it comes, and keep an eye on it"),
            LIBRARY["stuck"].text,
        ),
        Kind(
            "unshipped",
            say("Not shipped within the promise"),
            say("ship it today, or say when; a small gift with the apology"),
            _text(
                say(
                    "[{shop}] Order {order_id} leaves later than we promised: we are sorry. It is"
                    " first in line now, with a small gift."
                )
            ),
            of_orders=True,
            rule="AFT-9",
        ),
        Kind(
            "unconfirmed",
            say("Shipped long ago, not received"),
            say("look each up with the carrier: only the order list speaks here"),
            _text(
                say(
                    "[{shop}] Has order {order_id} reached you? If not, tell us in the chat and we"
                    " look for it at once."
                )
            ),
            of_orders=True,
        ),
        Kind(
            "arrived",
            say("Arrived in the city"),
            say("tell the buyer that it comes today or tomorrow"),
            _text(
                say(
                    "[{shop}] Your parcel {tracking_number} is in your city and on its way to you:"
                    " {carrier} brings it soon."
                )
            ),
            is_trouble=False,
        ),
        Kind(
            "signed",
            say("Just signed for"),
            say("thank the buyer and ask for a review"),
            LIBRARY["signed"].text,
            is_trouble=False,
        ),
    )
}
"""What may be the matter, the worst first; the last ones are no trouble."""
