"""The numbers behind inventory readiness; a manager may change each."""

from dataclasses import dataclass
from decimal import Decimal

from planner.figures import assumption
from planner.language import Unit, say


@dataclass(frozen=True)
class InventoryAssumptions:
    """What holds for all products; shares as fractions."""

    main_share_from: float = assumption(
        0.50,
        Unit.SHARE,
        (0.0, 1.0),
        "INV-1",
        say("Main products: least share of the stock"),
        say("Below it there is too little behind the promotion."),
    )
    main_share_to: float = assumption(
        0.60,
        Unit.SHARE,
        (0.0, 1.0),
        "INV-1",
        say("Main products: largest share of the stock"),
        say("Above it too much lies on few products."),
    )
    arrive_days_before: int = assumption(
        7,
        Unit.DAYS,
        (0, 60),
        "INV-2",
        say("Goods in the warehouse before D"),
        say("Days before the main day by which every event product must have arrived."),
        whole=True,
    )
    listed_share_from: float = assumption(
        0.90,
        Unit.SHARE,
        (0.0, 1.0),
        "INV-3",
        say("On sale until the count: from"),
        say("Least share of the stock held that is on sale until the full count."),
    )
    listed_share_to: float = assumption(
        0.95,
        Unit.SHARE,
        (0.0, 1.0),
        "INV-3",
        say("On sale until the count: to"),
        say("Largest share; the rest is the cushion against selling what is not there."),
    )
    first_count_share: float = assumption(
        0.90,
        Unit.SHARE,
        (0.0, 1.0),
        "INV-3",
        say("First count: products covered"),
        say("Share of the event products that a first count has covered by D-7."),
    )
    count_days_before: int = assumption(
        3,
        Unit.DAYS,
        (1, 30),
        "INV-4",
        say("Full count begins before D"),
        say("Days before the main day on which the full count of event products begins."),
        whole=True,
    )
    count_days: int = assumption(
        2,
        Unit.DAYS,
        (1, 30),
        "INV-4",
        say("Days of the full count"),
        say("How many days the full count takes; D-3 and D-2 by default."),
        whole=True,
    )
    count_seconds_per_line: float = assumption(
        60,
        Unit.SECONDS,
        (0.0, 3600.0),
        "DEFAULT",
        say("Count: a line of the sheet"),
        say("Seconds to walk to a place, find the product and write it down."),
    )
    recounted_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Count: share counted again"),
        say("Share of the work that is done twice, where count and book differ."),
    )
    count_hours_per_day: float = assumption(
        7,
        Unit.HOURS,
        (1.0, 24.0),
        "DEFAULT",
        say("Count: hours of a person a day"),
        say("How long one person counts on each day of the full count."),
    )
    sold_days_at_most: int = assumption(
        30,
        Unit.DAYS,
        (0, 365),
        "DEFAULT",
        say("Ordinary sales taken off: days at most"),
        say(
            "What sells on ordinary days until the campaign begins is taken off the stock, for so"
            " many days at most: what sells out sooner is bought again in the ordinary course."
        ),
        whole=True,
    )
    ready_share: float = assumption(
        0.80,
        Unit.SHARE,
        (0.5, 0.999),
        "INV-9",
        say("How sure the stock must be enough"),
        say("0.80: in four of five events like this the stock lasts; a product is ready then."),
    )
    lead_time_days: int = assumption(
        14,
        Unit.DAYS,
        (0, 365),
        "DEFAULT",
        say("Lead time where no sheet says it"),
        say("Days from ordering to delivery of products whose sheet does not tell."),
        whole=True,
    )
    salvage_share: float = assumption(
        0.50,
        Unit.SHARE,
        (0.0, 1.0),
        "INV-9",
        say("Value of a piece left over"),
        say("Share of its cost that a piece still brings which sells on no ordinary day."),
    )
    lasting_value_share: float = assumption(
        0.90,
        Unit.SHARE,
        (0.0, 1.0),
        "INV-9",
        say("Value of a piece left over that goes on selling"),
        say("The same of products that sell on ordinary days: storage and money bound are lost."),
    )
    goodwill_share: float = assumption(
        0.05,
        Unit.SHARE,
        (0.0, 1.0),
        "INV-9",
        say("Cost of a stock-out beyond the margin"),
        say("Share of the price that is lost with a buyer who finds it sold out."),
    )
    least_return_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.0, 5.0),
        "DEFAULT",
        say("Least return on money for goods"),
        say(
            "What each unit of money spent has to earn, expected; a pack that earns less is not"
            " bought."
        ),
    )
    budget: Decimal | None = assumption(
        None,
        Unit.MONEY,
        (Decimal(0), Decimal(10) ** 12),
        "INV-9",
        say("Budget for buying goods"),
        say("Money for all purchases together; empty = whatever earns is bought."),
    )
    longest_delay_days: int = assumption(
        7,
        Unit.DAYS,
        (1, 30),
        "INV-2",
        say("Days of delay that are priced"),
        say("For so many days of delay the lost sales of late arrivals are worked out."),
        whole=True,
    )
    floor_area_m2: float | None = assumption(
        None,
        Unit.SQUARE_METRES,
        (0.0, 1_000_000.0),
        "INV-11",
        say("Floor space for event stock"),
        say("Where it ships from; empty = not checked."),
    )
    stacking_height_m: float = assumption(
        1.8,
        Unit.METRES,
        (0.1, 20.0),
        "INV-11",
        say("Stacking height"),
        say("How high the goods stand, shelves or pallets."),
    )
    fill_share: float = assumption(
        0.70,
        Unit.SHARE,
        (0.05, 1.0),
        "INV-11",
        say("Share of the stack that goods fill"),
        say("The rest is gaps and packaging."),
    )
    floor_share: float = assumption(
        0.60,
        Unit.SHARE,
        (0.05, 1.0),
        "INV-11",
        say("Share of the floor that goods stand on"),
        say("The rest is aisles."),
    )
    overstock_weeks: float = assumption(
        12,
        Unit.WEEKS,
        (1.0, 520.0),
        "INV-8",
        say("Overstock: weeks of cover"),
        say("Stock that would last longer than this at the ordinary pace is too much."),
    )
    restock_weeks: float = assumption(
        4,
        Unit.WEEKS,
        (0.0, 52.0),
        "INV-8",
        say("Restocking: weeks to cover"),
        say("What sold out and is worth it is bought again for so many ordinary weeks."),
    )
    price_elasticity: float = assumption(
        2.62,
        Unit.RATIO,
        (1.1, 10.0),
        "BIJMOLT2005",
        say("Price elasticity when clearing"),
        say("By how many per cent more is sold for each per cent off the price."),
    )
    main_products: int = assumption(
        20,
        Unit.COUNT,
        (1, 1000),
        "ACT-8",
        say("Main products proposed"),
        say("So many are proposed where neither the sheet nor you name them."),
        whole=True,
    )
