"""What follows for each product from what is known of it alone, and for one that was typed again.

No product's stock, verdict, earnings or delays depend on another's. So they are worked out once
from the sheets and the forecast, and again for those products alone of which something was typed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from planner.campaign import Campaign
from planner.demand import Demand, DemandHour, ProductDemand
from planner.figures import Entry, filled
from planner.inventory.arrivals import Deadlines, Delay
from planner.inventory.assumptions import InventoryAssumptions
from planner.inventory.board import NOTHING_GIVEN, board, in_order, stock_by_product
from planner.inventory.main_products import ProductFacts
from planner.inventory.newsvendor import Economics
from planner.inventory.proposal import SalesSoFar, facts_by_product
from planner.inventory.readiness import Days, ProductReadiness
from planner.inventory.reading import HELD
from planner.inventory.stock import ProductStock, StockFacts
from planner.inventory.supply import delays_by_product, economics_of, price_of
from planner.inventory.typed import Typed


@dataclass(frozen=True, eq=False)
class OneByOne:
    """What follows for each product, by its code.

    Attributes:
        stock: what is known of it.
        facts: what speaks for a main product.
        rows: its verdict as no main product.
        economics: what a piece brings and costs; None where price or cost is unknown.
        delays: what is lost by days of delay; empty where nothing that would sell is on its way.
    """

    stock: Mapping[str, ProductStock]
    facts: Mapping[str, ProductFacts]
    rows: Mapping[str, ProductReadiness]
    economics: Mapping[str, Economics | None]
    delays: Mapping[str, tuple[Delay, ...]]

    def under(self, above: "OneByOne") -> "OneByOne":
        """Return the same with other products' in place of these."""
        return OneByOne(
            stock={**self.stock, **above.stock},
            facts={**self.facts, **above.facts},
            rows={**self.rows, **above.rows},
            economics={**self.economics, **above.economics},
            delays={**self.delays, **above.delays},
        )


@dataclass(frozen=True, eq=False)
class Shop:
    """What the sheets and the forecast say of all products, before anything is typed of them.

    Attributes:
        demand: the forecast.
        facts: what the sheets say of stock; None where no stock or product sheet is loaded.
        sales: of each product so far, see :func:`planner.inventory.read_sales_so_far`.
        campaign: the promotion.
        days: that all is held against.
        given: the assumptions in force.
        fee_share: of the price, that the platform takes.
        given_units: pieces that offers give away or add to parcels, by product.
    """

    demand: Demand
    facts: StockFacts | None
    sales: Mapping[str, SalesSoFar]
    campaign: Campaign
    days: Days
    given: InventoryAssumptions
    fee_share: Decimal
    given_units: Mapping[str, int]

    @classmethod
    def of(
        cls,
        demand: Demand,
        facts: StockFacts | None,
        sales: Mapping[str, SalesSoFar],
        entries: Mapping[str, Entry],
        campaign: Campaign,
        today: date,
        given_units: Mapping[str, int] = NOTHING_GIVEN,
    ) -> "Shop":
        """Return the shop as it is seen from a day, with these assumptions in force."""
        given = filled("inventory", InventoryAssumptions, entries)
        deadlines = Deadlines.of(
            campaign.main_day, given.arrive_days_before, given.count_days_before, given.count_days
        )
        fee_share = Decimal(str(entries["targets.platform_fee_share"].value or 0))
        days = Days(today, deadlines)
        return cls(demand, facts, sales, campaign, days, given, fee_share, given_units)

    @property
    def sheet_is_loaded(self) -> bool:
        """Return whether a stock sheet is: what it does not name has no known stock."""
        return any(sheet.holds == HELD for sheet in self.facts.sheets) if self.facts else False

    def one_by_one(self, typed: Typed) -> OneByOne:
        """Return what follows for each product with what the manager says of some."""
        touched = self._untouched.stock.keys() & typed.products.keys()
        return self._untouched.under(self._of(touched, typed)) if touched else self._untouched

    def board(
        self, known: OneByOne, main: Collection[str], typed: Typed
    ) -> tuple[ProductReadiness, ...]:
        """Return the verdict on every product; main products first, then by pieces expected."""
        of_main = self._rows({code: known.stock[code] for code in main}, frozenset(main), typed)
        return in_order({**known.rows, **of_main}.values())

    @cached_property
    def _untouched(self) -> OneByOne:
        every = {*self._demand, *(self.facts.products if self.facts else ())}
        return self._of(every, Typed({}, {}, {}))

    @cached_property
    def _demand(self) -> Mapping[str, ProductDemand]:
        return {one.product: one for one in self.demand.products}

    @cached_property
    def _day_weights(self) -> Sequence[int]:
        return _by_day(self.demand.hours)

    def _of(self, products: Collection[str], typed: Typed) -> OneByOne:
        """Return what follows for these products alone."""
        demand = [one for one in self.demand.products if one.product in products]
        held = self.facts.products if self.facts else {}
        stock = stock_by_product(
            demand,
            {code: one for code, one in held.items() if code in products},
            typed,
            self.days.today,
        )
        rows = self._rows(stock, frozenset(), typed)
        economics = {
            code: economics_of(row, self.given, price_of(row, typed), self.fee_share)
            for code, row in rows.items()
        }
        delays = delays_by_product(
            list(rows.values()),
            economics,
            self._day_weights,
            self.campaign.first_day,
            self.given.longest_delay_days,
        )
        return OneByOne(
            stock=stock,
            facts=facts_by_product(self._demand, stock, self.sales, typed),
            rows=rows,
            economics=economics,
            delays={code: delays.get(code, ()) for code in rows},
        )

    def _rows(
        self, stock: Mapping[str, ProductStock], main: frozenset[str], typed: Typed
    ) -> dict[str, ProductReadiness]:
        rows = board(
            [self._demand[code] for code in stock if code in self._demand],
            stock,
            main,
            typed,
            self.days,
            days_until_start=self._days_until_start,
            ready_share=self.given.ready_share,
            usual_lead_time_days=self.given.lead_time_days,
            sheet_is_loaded=self.sheet_is_loaded,
            given=self.given_units,
        )
        return {row.product: row for row in rows}

    @property
    def _days_until_start(self) -> int:
        """Return the days of ordinary sales from the stock sheet to the campaign, up to the most.

        From the sheet's day on, not from today: a sheet that grows old still holds what was sold
        since.
        """
        sheets = self.facts.sheets if self.facts else ()
        held = [sheet.as_of for sheet in sheets if sheet.holds == HELD]
        since = min(self.days.today, max(held, default=self.days.today))
        until = (self.campaign.first_day - since).days
        return min(max(0, until), self.given.sold_days_at_most)


def _by_day(hours: Sequence[DemandHour]) -> list[int]:
    """Return the pieces of each day of the window."""
    days: dict[date, int] = {}
    for hour in hours:
        days[hour.start.date()] = days.get(hour.start.date(), 0) + hour.items
    return list(days.values())
