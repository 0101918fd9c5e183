"""Who works in an event: one position each, in the order of work, with what an hour of it costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from planner.figures import OWN_DEFAULT, Assumption
from planner.language import Message, Unit, say


class Group(Enum):
    """People who work side by side and stand in for each other in breaks."""

    SERVICE = "service"
    WAREHOUSE = "warehouse"
    PREPARATION = "preparation"
    COMMAND = "command"

    @property
    def label(self) -> Message:
        """Return its name."""
        return GROUP_LABELS[self]


GROUP_LABELS: Mapping[Group, Message] = {
    Group.SERVICE: say("Customer service"),
    Group.WAREHOUSE: say("Warehouse"),
    Group.PREPARATION: say("Preparation"),
    Group.COMMAND: say("Command group"),
}


@dataclass(frozen=True)
class Position:
    """One kind of work.

    Attributes:
        key: its name in the plan.
        label: what the people are called.
        group: with whom they work.
        rule: of the trade behind it.
        driver: what decides how many are needed.
        seconds: the assumption that holds the time for one of the driver; empty where people are
            counted, not worked out.
        hourly_cost: starting value of what a paid hour costs.
    """

    key: str
    label: Message
    group: Group
    rule: str
    driver: Message
    seconds: str
    hourly_cost: int

    @property
    def cost_field(self) -> str:
        """Return the assumption that says what a paid hour costs."""
        return f"staffing.{self.key}.hourly_cost"


def _step(key: str, label: Message, rule: str, seconds: str, hourly_cost: int) -> Position:
    return Position(key, label, Group.WAREHOUSE, rule, say("parcels"), seconds, hourly_cost)


POSITIONS = (
    Position(
        "before",
        say("Service before the sale"),
        Group.SERVICE,
        "STF-2",
        say("inquiries"),
        "handling_seconds",
        35,
    ),
    Position(
        "during",
        say("Service during the sale"),
        Group.SERVICE,
        "STF-2",
        say("contacts about orders on their way"),
        "during_seconds",
        35,
    ),
    Position(
        "after",
        say("Service after the sale"),
        Group.SERVICE,
        "STF-2",
        say("contacts about parcels received"),
        "after_seconds",
        35,
    ),
    Position(
        "reminders",
        say("Payment reminders"),
        Group.SERVICE,
        "STF-3",
        say("unpaid orders"),
        "reminder_seconds",
        35,
    ),
    _step("review", say("Order review"), "STF-2", "review_seconds", 28),
    _step("print", say("Waybill printing"), "STF-2", "print_seconds", 25),
    _step("pick", say("Picking"), "STF-4", "pick_seconds_per_line", 25),
    _step("check", say("Checking and scanning"), "STF-4", "check_seconds", 25),
    _step("inspect", say("Quality inspection"), "STF-12", "inspect_seconds", 28),
    _step("pack", say("Packing"), "STF-4", "pack_seconds_per_parcel", 25),
    _step("hand_over", say("Hand-over to the carrier"), "STF-4", "hand_over_seconds", 25),
    Position(
        "phone",
        say("Phone team for top customers"),
        Group.PREPARATION,
        "STF-11",
        say("customers to call"),
        "call_seconds",
        40,
    ),
    Position(
        "count",
        say("Pre-count crew"),
        Group.PREPARATION,
        "STF-12",
        say("items to count"),
        "count_seconds_per_item",
        25,
    ),
    Position(
        "prepack",
        say("Pre-packing crew"),
        Group.PREPARATION,
        "STF-12",
        say("parcels packed ahead"),
        "pack_seconds_per_parcel",
        25,
    ),
    Position("commander", say("Commander"), Group.COMMAND, "STF-8", say("one command"), "", 100),
    Position(
        "dispatcher",
        say("External dispatcher"),
        Group.COMMAND,
        "STF-8",
        say("one command"),
        "",
        60,
    ),
    Position(
        "coordinators", say("Coordinators"), Group.COMMAND, "STF-8", say("one command"), "", 60
    ),
)
"""In the order of work; within a group the reserve for breaks is shared in this order."""

STEPS = tuple(one for one in POSITIONS if one.group is Group.WAREHOUSE)
"""What every parcel goes through."""


def position_assumptions() -> tuple[Assumption, ...]:
    """Return what a paid hour costs, named ``staffing.pick.hourly_cost`` and so on."""
    return tuple(
        Assumption(
            position.cost_field,
            say("{position}: cost of a paid hour", position=position.label),
            say("Wages and what comes on top, for one hour that is paid."),
            Unit.MONEY,
            Decimal(position.hourly_cost),
            Decimal(0),
            Decimal(10_000),
            OWN_DEFAULT,
        )
        for position in POSITIONS
    )
