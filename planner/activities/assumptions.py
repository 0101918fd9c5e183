"""The numbers behind the activities; a manager may change each."""

from dataclasses import dataclass
from decimal import Decimal

from planner.figures import assumption
from planner.language import Unit, say


@dataclass(frozen=True)
class ActivityAssumptions:
    """What holds for all designs; shares as fractions."""

    postage: Decimal = assumption(
        Decimal("8.00"),
        Unit.MONEY,
        (Decimal(0), Decimal(10_000)),
        "DEFAULT",
        say("Postage that a buyer pays"),
        say("For an order without free shipping; taken from the order list where it says it."),
    )
    cost_share: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 2.0),
        "ACT-7",
        say("Cost of goods ÷ price on the label"),
        say("Of products whose cost no sheet says; empty = as those whose cost is known."),
    )
    least_margin_share: float = assumption(
        0.0,
        Unit.SHARE,
        (-1.0, 0.9),
        "ACT-7",
        say("Least margin of a piece"),
        say("Share of the price that must be left at the floor; below zero a loss is allowed."),
    )
    topped_up_share: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Carts just under a threshold that are topped up"),
        say("Of those that lack as good as nothing; the more they lack, the fewer, down to none."),
    )
    conversion_elasticity: float = assumption(
        2.62,
        Unit.RATIO,
        (0.0, 10.0),
        "BIJMOLT2005",
        say("Price elasticity of orders"),
        say(
            "By how many per cent more orders come for each per cent off, against the discount of"
            " the last event."
        ),
    )
    response_cv: float = assumption(
        0.50,
        Unit.RATIO,
        (0.0, 2.0),
        "DEFAULT",
        say("How unsure the response is"),
        say("Standard deviation ÷ mean of topping up and of elasticity, behind P10 and P90."),
    )
    abuse_share: float = assumption(
        0.02,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Buyers who send back and keep the gift"),
        say("Share of the orders with a gift or money off that are partly sent back for it."),
    )
