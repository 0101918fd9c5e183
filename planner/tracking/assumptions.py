"""What a manager may set about parcels on their way: when one is late, and what buyers are told."""

from dataclasses import dataclass

from planner.campaign import Setting, moment_settings
from planner.campaign.settings import Kind
from planner.figures import OWN_DEFAULT, assumption
from planner.language import Unit, say
from planner.tracking.kinds import KINDS


@dataclass(frozen=True)
class TrackingAssumptions:
    """When a parcel is in trouble."""

    silent_hours: int = assumption(
        48,
        Unit.HOURS,
        (1, 720),
        OWN_DEFAULT,
        say("No update for"),
        say("A parcel without a new event for so long is looked after before the buyer asks."),
        whole=True,
    )
    limit_days: float = assumption(
        5.0,
        Unit.DAYS,
        (0.5, 60.0),
        OWN_DEFAULT,
        say("On its way at most"),
        say("Longer is late, where too few parcels of the carrier were signed for to tell."),
    )
    usual_share: float = assumption(
        0.90,
        Unit.SHARE,
        (0.5, 0.999),
        OWN_DEFAULT,
        say("A carrier's usual time covers"),
        say("Share of its signed parcels that came within it; who takes longer is late."),
    )
    fewest_signed: int = assumption(
        20,
        Unit.COUNT,
        (1, 100_000),
        OWN_DEFAULT,
        say("Signed parcels for a usual time"),
        say("With fewer of a carrier the limit above counts."),
        whole=True,
    )
    oldest_days: int = assumption(
        45,
        Unit.DAYS,
        (1, 365),
        OWN_DEFAULT,
        say("Parcels of the last"),
        say("Older ones are settled in another way, or never will be."),
        whole=True,
    )
    signed_hours: int = assumption(
        24,
        Unit.HOURS,
        (1, 240),
        OWN_DEFAULT,
        say("Thanks after signing within"),
        say("Who signed longer ago is not thanked any more."),
        whole=True,
    )
    unconfirmed_days: int = assumption(
        10,
        Unit.DAYS,
        (1, 120),
        OWN_DEFAULT,
        say("Shipped and not received for"),
        say("Asked of the order list where no logistics sheet is loaded."),
        whole=True,
    )


TRACKING_SETTINGS = (
    *moment_settings(
        "tracking", say("Parcels as of"), say("The moment that the parcels are judged at.")
    ),
    *(
        Setting(
            f"tracking.{key}.text",
            say("Text to send"),
            say("Empty = that of the library. Places stand in braces."),
            Kind.TEXT,
        )
        for key in KINDS
    ),
)
