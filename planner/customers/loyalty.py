"""The stage a shop is in by its inquiries a day, and the loyalty to aim for there (AFT-7)."""

from dataclasses import dataclass
from decimal import Decimal

from planner.customers.reading import QUERIES
from planner.figures import Figure, Level, Measured, work_out
from planner.language import Message, Quantity, Unit, say
from planner.tables import Dataset


@dataclass(frozen=True)
class Stage:
    """A stage of a shop.

    Attributes:
        label: what it is called.
        low: inquiries a day from which it holds.
        high: up to which; None = no limit.
        aim: share of customers to aim for, from.
        aim_high: up to; None = or more.
        of_loyal: the share is that of loyal customers; else of those who return.
        habits: what a shop of the stage does.
    """

    label: Message
    low: int
    high: int | None
    aim: Decimal
    aim_high: Decimal | None
    of_loyal: bool
    habits: tuple[Message, ...]


STAGES = (
    Stage(
        say("Beginning: under 50 inquiries a day"),
        0,
        50,
        Decimal("0.05"),
        Decimal("0.10"),
        False,
        (
            say("Quality first: what is sold keeps its promise."),
            say("Every question is answered fast."),
            say("What is learnt of a customer is noted."),
        ),
    ),
    Stage(
        say("Growing: 100 to 300 inquiries a day"),
        100,
        300,
        Decimal("0.05"),
        None,
        True,
        (
            say("A survey of the main complaints, and what was done about them."),
            say("Orders, stock and customers are kept in one system (ERP)."),
        ),
    ),
    Stage(
        say("Large: over 500 inquiries a day"),
        500,
        None,
        Decimal("0.10"),
        None,
        True,
        (
            say("A section of the shop for members alone."),
            say("An event for members every quarter."),
            say("ERP and CRM are in place and used daily."),
        ),
    ),
)


@dataclass(frozen=True)
class Loyalty:
    """What is to be aimed for, and how far the shop is.

    Attributes:
        stages: the shop's own, or both neighbours where it lies between two; empty while the
            inquiries are not known.
        level: of the verdict.
        verdict: in a sentence.
    """

    stages: tuple[Stage, ...]
    level: Level
    verdict: Message


def stages_of(inquiries: float) -> tuple[Stage, ...]:
    """Return the stage of a shop, or both neighbours between two.

    Worked example: 49 inquiries a day → the first; 70 → the first and the second; 300 → the second.
    """
    within = [
        one for one in STAGES
        if one.low <= inquiries and (one.high is None or inquiries <= one.high)
    ]  # fmt: skip
    if within:
        return (within[0],)
    below = [one for one in STAGES if one.low <= inquiries]
    above = [one for one in STAGES if one.low > inquiries]
    return (below[-1], above[0])


def judge_loyalty(
    inquiries: float | None, returning: Decimal | None, loyal: Decimal | None
) -> Loyalty:
    """Return the verdict on a shop's loyalty.

    Args:
        inquiries: a day; None = not known.
        returning: share of returning customers among the buyers.
        loyal: share of all customers who bought on three days or more.
    """
    if inquiries is None:
        told = say(
            "How many visitors ask a day is not known: load a visitor sheet with inquiries, or"
            " type the number below."
        )
        return Loyalty((), Level.AT_RISK, told)
    stages = stages_of(inquiries)
    goal = stages[-1]
    share = loyal if goal.of_loyal else returning
    if share is None:
        return Loyalty(stages, Level.AT_RISK, say("No month is over yet whose buyers can be told."))
    met = share >= goal.aim
    fields: dict[str, Quantity | Message] = {
        "share": Quantity(share, Unit.SHARE),
        "aim": Quantity(goal.aim, Unit.SHARE),
        "stage": goal.label,
    }
    match (goal.of_loyal, met):
        case (True, True):
            sentence = say("{share} of the customers are loyal; the aim is {aim} ({stage}): met.")
        case (True, False):
            sentence = say("{share} of the customers are loyal; the aim is {aim} ({stage}).")
        case (False, True):
            sentence = say("{share} of the buyers return; the aim is {aim} ({stage}): met.")
        case _:
            sentence = say("{share} of the buyers return; the aim is {aim} ({stage}).")
    level = Level.READY if met else Level.AT_RISK
    return Loyalty(stages, level, Message(sentence.template, {**fields}))


def inquiries_from_sheet(dataset: Dataset) -> Figure | None:
    """Return the inquiries a day as the visitor sheets tell them; None where they do not."""
    (row,) = dataset.rows(QUERIES["daily_inquiries"])
    if not row["days"]:
        return None
    inputs = {
        name: Measured(
            f"customers.inquiries_{name}", label, row[name], unit, "daily_inquiries", {},
            row["days"], "traffic", dataset.files,
        )
        for name, label, unit in (
            ("inquiries", say("Inquiries in the visitor sheets"), Unit.COUNT),
            ("days", say("Days with inquiries in the visitor sheets"), Unit.DAYS),
        )
    }  # fmt: skip
    return work_out(
        "customers.inquiries_a_day",
        say("Inquiries a day"),
        Unit.RATIO,
        "inquiries / days",
        inputs,
        rules=("AFT-7",),
    )
