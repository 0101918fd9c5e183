"""What a manager may set about customers: how they are grouped, and what a plan takes from them."""

from dataclasses import dataclass
from decimal import Decimal

from planner.figures import assumption
from planner.language import Unit, say


@dataclass(frozen=True)
class CustomerAssumptions:
    """How customers are told apart."""

    good_amount: Decimal = assumption(
        Decimal("1000.00"),
        Unit.MONEY,
        (Decimal("0.01"), Decimal(10) ** 8),
        "AFT-6",
        say("Good customer from"),
        say("Paid at least once on one day; a customer counts as good from then on."),
    )
    lapsed_from_days: int = assumption(
        90,
        Unit.DAYS,
        (7, 720),
        "AFT-6",
        say("Lapsed after"),
        say("Who has not bought for longer counts as lapsed."),
        whole=True,
    )
    lapsed_to_days: int = assumption(
        365,
        Unit.DAYS,
        (30, 1800),
        "AFT-6",
        say("Lapsed until"),
        say("Who has not bought for longer counts as long gone."),
        whole=True,
    )
    unpaid_days: int = assumption(
        30,
        Unit.DAYS,
        (1, 365),
        "DEFAULT",
        say("Unpaid orders of the last"),
        say("Older ones are no sign any more that somebody wants to buy."),
        whole=True,
    )
    care_days: int = assumption(
        15,
        Unit.DAYS,
        (1, 90),
        "CRM-4",
        say("Care for purchases of the last"),
        say("Who sends back, or paid the full price, in these days is looked after before D."),
        whole=True,
    )
    value_band: Decimal = assumption(
        Decimal("50.00"),
        Unit.MONEY,
        (Decimal("1.00"), Decimal(10) ** 6),
        "AFT-6",
        say("Width of a band of order values"),
        say("The next offer to a customer lies a little above the band of the last order."),
    )
    fewest_repeats: int = assumption(
        50,
        Unit.COUNT,
        (20, 100_000),
        "DEFAULT",
        say("Repeat customers for rates of your own"),
        say("With fewer who bought on two days or more, the planner's rates are used instead."),
        whole=True,
    )
    inquiries_a_day: float | None = assumption(
        None,
        Unit.RATIO,
        (0.0, 10.0**7),
        "AFT-7",
        say("Inquiries a day"),
        say("Visitors who ask customer service; taken from visitor sheets that count them."),
    )
