"""The numbers behind what the shop's data proposes for a design; a manager may change each."""

from dataclasses import dataclass
from decimal import Decimal

from planner.figures import OWN_DEFAULT, assumption
from planner.language import Unit, say


@dataclass(frozen=True)
class ProposalAssumptions:
    """What proposals of activities rest on; shares as fractions."""

    threshold_above_from: Decimal = assumption(
        Decimal(20),
        Unit.MONEY,
        (0, 1_000_000),
        "ACT-5",
        say("Threshold above the usual order: from"),
        say("How far above the usual order value a threshold starts to work."),
    )
    threshold_above_to: Decimal = assumption(
        Decimal(30),
        Unit.MONEY,
        (0, 1_000_000),
        "ACT-5",
        say("Threshold above the usual order: to"),
        say("Further away fewer customers fill their carts up to it."),
    )
    top_up: Decimal = assumption(
        Decimal(30),
        Unit.MONEY,
        (0, 1_000_000),
        "ACT-5",
        say("Customers add up to"),
        say("Orders that lack no more than this count as just under a threshold."),
    )
    amounts_hold_from: Decimal = assumption(
        Decimal(50),
        Unit.MONEY,
        (0, 1_000_000),
        OWN_DEFAULT,
        say("Distances in money hold from a usual order of"),
        say("Below it the distances are taken as shares: 20 on top of 5 is no small step."),
    )
    amounts_hold_to: Decimal = assumption(
        Decimal(200),
        Unit.MONEY,
        (0, 1_000_000),
        OWN_DEFAULT,
        say("Distances in money hold up to a usual order of"),
        say("Above it the distances are taken as shares: 20 on top of 12,000 is nothing."),
    )
    threshold_above_from_share: float = assumption(
        0.20,
        Unit.SHARE,
        (0.0, 5.0),
        OWN_DEFAULT,
        say("Threshold above the usual order as a share: from"),
        say("In place of the distance in money where the usual order is small or large."),
    )
    threshold_above_to_share: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 5.0),
        OWN_DEFAULT,
        say("Threshold above the usual order as a share: to"),
        say("In place of the distance in money where the usual order is small or large."),
    )
    top_up_share: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 5.0),
        OWN_DEFAULT,
        say("Customers add up to, as a share of the usual order"),
        say("In place of the distance in money where the usual order is small or large."),
    )
    usual_order_quantile: float = assumption(
        0.99,
        Unit.SHARE,
        (0.5, 1.0),
        OWN_DEFAULT,
        say("Usual order: larger ones count as this quantile"),
        say("One bulk order would move the mean, and the threshold with it."),
    )
    fewest_orders: int = assumption(
        30,
        Unit.COUNT,
        (1, 1_000_000),
        OWN_DEFAULT,
        say("Fewest orders for a usual order value"),
        say("With fewer, the days are not taken as the ground of a threshold."),
        whole=True,
    )
    money_off_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.0, 1.0),
        OWN_DEFAULT,
        say("Money off, as a share of its threshold"),
        say("The amount is the round one at or below this share."),
    )
    pair_most_in_basket: int = assumption(
        50,
        Unit.COUNT,
        (2, 1_000),
        OWN_DEFAULT,
        say("Largest basket for pairs"),
        say("Baskets of more products are a dealer's and pair everything with everything."),
        whole=True,
    )
    pair_fewest_baskets: int = assumption(
        10,
        Unit.COUNT,
        (1, 1_000_000),
        OWN_DEFAULT,
        say("Fewest baskets of a product"),
        say("Products in fewer baskets are not compared."),
        whole=True,
    )
    pair_fewest_together: int = assumption(
        5,
        Unit.COUNT,
        (1, 1_000_000),
        OWN_DEFAULT,
        say("Fewest baskets of a pair"),
        say("Pairs in fewer baskets are chance."),
        whole=True,
    )
    pair_most_products: int = assumption(
        1_000,
        Unit.COUNT,
        (2, 5_000),
        OWN_DEFAULT,
        say("Products compared for pairs"),
        say("Those in most baskets; the number of pairs grows with the square."),
        whole=True,
    )
    pair_confidence_level: float = assumption(
        0.95,
        Unit.SHARE,
        (0.5, 0.9999),
        "GARWOOD1936",
        say("Sureness that no pair is chance"),
        say("For all pairs compared together, not for each alone."),
    )
    add_on_price_share: float = assumption(
        0.50,
        Unit.SHARE,
        (0.0, 10.0),
        "ACT-6",
        say("Add-on: largest price"),
        say("As a share of the price of what it is added to: a cheap item beside a dear one."),
    )
    gift_margin_share: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 1.0),
        OWN_DEFAULT,
        say("Gift: largest cost"),
        say("As a share of the margin that a step brings beyond the usual order."),
    )
    gift_first_quantile: float = assumption(
        0.50,
        Unit.SHARE,
        (0.0, 1.0),
        OWN_DEFAULT,
        say("Gift ladder: first step above this share of orders"),
        say("Half of the orders lie below the median and have something to reach for."),
    )
    gift_second_quantile: float = assumption(
        0.75,
        Unit.SHARE,
        (0.0, 1.0),
        OWN_DEFAULT,
        say("Gift ladder: second step above this share of orders"),
        say("The better gift is for fewer."),
    )
    gift_third_quantile: float = assumption(
        0.90,
        Unit.SHARE,
        (0.0, 1.0),
        OWN_DEFAULT,
        say("Gift ladder: third step above this share of orders"),
        say("The best gift is for the largest orders."),
    )
    gift_step_share: float = assumption(
        0.20,
        Unit.SHARE,
        (0.01, 5.0),
        OWN_DEFAULT,
        say("Gift ladder: least distance of two steps"),
        say("As a share of the step below; steps that lie closer are no reason to add anything."),
    )
    group_buy_price_from: float = assumption(
        0.50,
        Unit.SHARE,
        (0.01, 1.0),
        "ACT-7",
        say("Group-buy price: from"),
        say("As a share of the usual price; never below the product's floor."),
    )
    group_buy_price_to: float = assumption(
        0.70,
        Unit.SHARE,
        (0.01, 1.0),
        "ACT-7",
        say("Group-buy price: to"),
        say("As a share of the usual price; dearer is no event price."),
    )
    group_buy_quantity: int = assumption(
        500,
        Unit.COUNT,
        (1, 1_000_000),
        "ACT-7",
        say("Group-buy pieces of a product"),
        say("No more than are in stock, where that is known."),
        whole=True,
    )
    group_buy_products: int = assumption(
        3,
        Unit.COUNT,
        (1, 100),
        "ACT-7",
        say("Products on group-buy"),
        say("Few, so that each of them sells many."),
        whole=True,
    )
