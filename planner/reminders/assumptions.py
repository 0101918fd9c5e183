"""What a manager may set about payment reminders: when, by which way, by whom, with which text."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.campaign import Setting, moment_settings
from planner.campaign.settings import Kind
from planner.figures import OWN_DEFAULT, assumption
from planner.language import Message, Unit, say
from planner.reminders.texts import TEMPLATES

HOURS = (0, 24)


@dataclass(frozen=True)
class ReminderAssumptions:
    """When an order is reminded of and when not, and what that takes and brings."""

    chat_minutes: int = assumption(
        30,
        Unit.MINUTES,
        (1, 1440),
        "CRM-6",
        say("By chat after"),
        say("Minutes from the order to its first reminder; sources say 10 to 60."),
        whole=True,
    )
    second_minutes: int = assumption(
        60,
        Unit.MINUTES,
        (1, 2880),
        "CRM-6",
        say("By text or phone after"),
        say("Minutes from the order to the next way: cheap orders by text, dear ones by phone."),
        whole=True,
    )
    pause_minutes: int = assumption(
        30,
        Unit.MINUTES,
        (0, 1440),
        OWN_DEFAULT,
        say("Pause between two reminders"),
        say("At least so long after a reminder of an order the next way may follow."),
        whole=True,
    )
    next_morning_hour: int = assumption(
        10,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "CRM-6",
        say("Next morning from"),
        say("Who had no money or forgot is reminded then; dear orders by text, too."),
        whole=True,
    )
    oldest_hours: int = assumption(
        72,
        Unit.HOURS,
        (1, 720),
        OWN_DEFAULT,
        say("Orders of the last"),
        say("Older unpaid orders are let go: the platform closes them, or nobody wants them."),
        whole=True,
    )
    duplicate_hours: int = assumption(
        24,
        Unit.HOURS,
        (1, 240),
        OWN_DEFAULT,
        say("Same goods ordered again within"),
        say("Then one of the orders is a double: where one is paid, the other is left alone."),
        whole=True,
    )
    dear_amount: Decimal = assumption(
        Decimal("500.00"),
        Unit.MONEY,
        (Decimal("0.01"), Decimal(10) ** 8),
        OWN_DEFAULT,
        say("Dear orders from"),
        say("They are called by phone instead of being sent a text (CRM-9)."),
    )
    quiet_from: int = assumption(
        2, Unit.HOUR_OF_DAY, HOURS, "CRM-6", say("Night begins"),
        say("Nobody is reminded from then on."), whole=True,
    )  # fmt: skip
    quiet_until: int = assumption(
        8, Unit.HOUR_OF_DAY, HOURS, "CRM-6", say("Night ends"),
        say("Reminders begin again; equal to its beginning = no night."), whole=True,
    )  # fmt: skip
    lunch_from: int = assumption(
        12, Unit.HOUR_OF_DAY, HOURS, "CRM-6", say("Lunch begins"),
        say("Nobody is reminded at meals."), whole=True,
    )  # fmt: skip
    lunch_until: int = assumption(
        13, Unit.HOUR_OF_DAY, HOURS, "CRM-6", say("Lunch ends"),
        say("Equal to its beginning = no pause."), whole=True,
    )  # fmt: skip
    supper_from: int = assumption(
        18, Unit.HOUR_OF_DAY, HOURS, "CRM-6", say("Supper begins"),
        say("Nobody is reminded at meals."), whole=True,
    )  # fmt: skip
    supper_until: int = assumption(
        19, Unit.HOUR_OF_DAY, HOURS, "CRM-6", say("Supper ends"),
        say("Equal to its beginning = no pause."), whole=True,
    )  # fmt: skip
    phone_from: int = assumption(
        9, Unit.HOUR_OF_DAY, HOURS, OWN_DEFAULT, say("Calls begin"),
        say("Nobody is called earlier."), whole=True,
    )  # fmt: skip
    phone_until: int = assumption(
        21, Unit.HOUR_OF_DAY, HOURS, OWN_DEFAULT, say("Calls end"),
        say("Nobody is called later."), whole=True,
    )  # fmt: skip
    batch_hour: int = assumption(
        14,
        Unit.HOUR_OF_DAY,
        (12, 23),
        OWN_DEFAULT,
        say("Afternoon batch"),
        say("In batches: orders of the morning, and those of the evening before."),
        whole=True,
    )
    cut_off_hour: int = assumption(
        17,
        Unit.HOUR_OF_DAY,
        (13, 23),
        "CRM-6",
        say("Dispatch closes"),
        say("In batches: orders of the afternoon are reminded of an hour earlier."),
        whole=True,
    )
    phone_minutes: float = assumption(
        3.0,
        Unit.MINUTES,
        (0.1, 60.0),
        OWN_DEFAULT,
        say("A call"),
        say("An agent's minutes for one order by phone."),
    )
    text_list_minutes: float = assumption(
        10.0,
        Unit.MINUTES,
        (0.1, 240.0),
        OWN_DEFAULT,
        say("Sending a list of texts"),
        say("An agent's minutes for the whole list: load, check, send."),
    )
    success_ordinary: float = assumption(
        0.15,
        Unit.SHARE,
        (0.0, 1.0),
        OWN_DEFAULT,
        say("Paid after a reminder, ordinary day"),
        say("Until enough reminders of your own, by each way, tell it; typed, it holds for all."),
    )
    success_event: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 1.0),
        "CRM-6",
        say("Paid after a reminder, event day"),
        say("About double an ordinary day's; until enough reminders of your own tell it."),
    )
    success_hours: int = assumption(
        24,
        Unit.HOURS,
        (1, 240),
        OWN_DEFAULT,
        say("A reminder counts for"),
        say("A payment within so many hours after the last reminder is put down to it."),
        whole=True,
    )
    smallest_base: int = assumption(
        30,
        Unit.COUNT,
        (1, 100_000),
        OWN_DEFAULT,
        say("Smallest number worth judging"),
        say("From so many reminders by a way on, your own rate is used; fewer are uncertain."),
        whole=True,
    )


RHYTHMS: Mapping[str, Message] = {
    "minutes": say("Minutes after the order"),
    "batches": say("In batches before dispatch"),
}
BY_WHOM: Mapping[str, Message] = {
    "turns": say("Agents in hourly turns"),
    "specialist": say("One specialist"),
}
AUTO = "auto"
TEXTS: Mapping[str, Message] = {
    AUTO: say("That of the hour"),
    **{key: one.title for key, one in TEMPLATES.items()},
}

REMINDER_SETTINGS = (
    *moment_settings(
        "reminders",
        say("List as of"),
        say("The moment that the list is for: what is due then is reminded of."),
    ),
    Setting(
        "reminders.rhythm",
        say("On ordinary days"),
        say("In the days of the promotion minutes count; on others batches will do (CRM-6)."),
        Kind.CHOICE,
        "minutes",
        RHYTHMS,
    ),
    Setting(
        "reminders.by_whom",
        say("Who reminds"),
        say("Agents take silent orders hour by hour; a specialist where chats are too many."),
        Kind.CHOICE,
        "turns",
        BY_WHOM,
    ),
    Setting(
        "reminders.agents",
        say("Agents"),
        say("Names with commas between, in the order of their turns."),
        Kind.TEXT,
    ),
    Setting("reminders.specialist", say("Specialist"), say("The name."), Kind.TEXT),
    Setting(
        "reminders.text",
        say("Text of the reminder"),
        say("Each hour has its own text; another may be chosen."),
        Kind.CHOICE,
        AUTO,
        TEXTS,
    ),
    Setting(
        "reminders.own_text",
        say("Text of your own"),
        say("Empty = that of the library. Places stand in braces."),
        Kind.TEXT,
    ),
)
