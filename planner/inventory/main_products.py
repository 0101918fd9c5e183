"""Which products the event is built on, and whether enough of the stock is theirs (ACT-8, INV-1).

Proposed are the products that most of what the data can tell speaks for: sales so far, deep stock,
few refunds, a price advantage, long on sale, in season. What no data tells (reviews, bounce rate,
audience) is left to the manager, who may type any product in or out; a mark in the sheet counts as
well, and where a sheet marks any, nothing else is proposed.

Main products together should hold 50 to 60 % of the stock, by value or by units.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from enum import Enum

from planner.figures import Level, rounded_up
from planner.language import Message, Quantity, Unit, say

DAYS_PER_WEEK = 7
CENT = Decimal("0.01")


class Criterion(Enum):
    """What speaks for a main product, as far as data tells (ACT-8)."""

    SALES = "sales"
    DEEP_STOCK = "deep_stock"
    IN_SEASON = "in_season"
    FEW_REFUNDS = "few_refunds"
    PRICE = "price"
    LONG_ON_SALE = "long_on_sale"


class Choice(Enum):
    """Who says that a product is a main product, or is none."""

    TYPED = "typed"
    SHEET = "sheet"
    PROPOSED = "proposed"


class Measure(Enum):
    """What the share of the stock is taken of."""

    UNITS = "units"
    VALUE = "value"


@dataclass(frozen=True)
class MainTerms:
    """What makes a main product, and how much of the stock should be theirs.

    Attributes:
        low_share: of the stock, at least.
        high_share: of the stock, at most.
        measure: that products are added and cut by.
        top_sales_share: of all sales; what sells best and together brings it, class A.
        deep_stock_ratio: stock ÷ pieces expected in the event, at least.
        discount_share: below the usual price, at least.
        days_on_sale: at least.
        units_per_week: sold on ordinary days, at least.
        reasons: that speak for a product before it is proposed.
        most_proposed: products; more are nothing to look after one by one.
        proposed_without_stock: products, while no sheet says what is in stock.
        is_stock_known: of all products; what was typed of a few of them is no whole to share.
    """

    low_share: float = 0.50
    high_share: float = 0.60
    measure: Measure = Measure.UNITS
    top_sales_share: float = 0.80
    deep_stock_ratio: float = 1.0
    discount_share: float = 0.10
    days_on_sale: int = 90
    units_per_week: float = 1.0
    reasons: int = 2
    most_proposed: int = 100
    proposed_without_stock: int = 20
    is_stock_known: bool = True


@dataclass(frozen=True)
class ProductFacts:
    """What is known of a product; None where nothing says it.

    Attributes:
        product: its code.
        title: its name.
        units_sold: so far.
        amount_sold: for them.
        event_units: expected in the event.
        stock_units: held.
        stock_value: of them at cost.
        units_per_ordinary_day: that it sells now.
        refund_share: of its orders or pieces.
        discount_share: of the event's price on the usual one.
        days_on_sale: since its first sale.
        is_marked: as a main product, in a sheet.
        is_typed: as a main product or as none, by the manager.
    """

    product: str
    title: str | None = None
    units_sold: int = 0
    amount_sold: Decimal = Decimal(0)
    event_units: int = 0
    stock_units: int = 0
    stock_value: Decimal | None = None
    units_per_ordinary_day: float = 0.0
    refund_share: float | None = None
    discount_share: float | None = None
    days_on_sale: int | None = None
    is_marked: bool | None = None
    is_typed: bool | None = None


@dataclass(frozen=True)
class RankedProduct:
    """A product by what speaks for it.

    Attributes:
        facts: what is known of it.
        criteria: that it meets.
        is_main: whether it is a main product.
        choice: who says so.
    """

    facts: ProductFacts
    criteria: tuple[Criterion, ...]
    is_main: bool
    choice: Choice


@dataclass(frozen=True)
class StockShare:
    """How much of the stock is the main products'.

    Attributes:
        main: pieces or value of the main products.
        total: of all.
    """

    main: Decimal
    total: Decimal

    @property
    def share(self) -> float | None:
        """Return main ÷ all; None where nothing is held."""
        return float(self.main / self.total) if self.total > 0 else None

    def missing(self, low_share: float) -> Decimal:
        """Return how much of main products to buy, and of nothing else, to reach a share.

        Formula: x = (low × all − main) ÷ (1 − low), from (main + x) ÷ (all + x) = low.

        >>> StockShare(Decimal(40), Decimal(100)).missing(0.5)
        Decimal('20')
        """
        low = Decimal(str(low_share))
        if low >= 1:
            return Decimal(0)
        return max(Decimal(0), (low * self.total - self.main) / (1 - low))


@dataclass(frozen=True)
class MainProducts:
    """The main products and their share of the stock.

    Attributes:
        ranked: every product, the most fitting first.
        by_units: the share of the stock.
        by_value: the share of what the stock cost, of products whose cost is known.
        without_value: products in stock whose cost is not known.
        to_add: products to make main products, in rank, to reach the band.
        to_cut: main products to drop, the last in rank first, to come down into the band.
        units_to_buy: of main products to reach the band instead.
        money_to_buy: the same by value, at cost.
        average_refund_share: of the shop; None where nothing says it.
        terms: that it was judged by.
    """

    ranked: tuple[RankedProduct, ...]
    by_units: StockShare
    by_value: StockShare
    without_value: int
    to_add: tuple[str, ...]
    to_cut: tuple[str, ...]
    units_to_buy: int
    money_to_buy: Decimal
    average_refund_share: float | None
    terms: MainTerms

    @property
    def main(self) -> tuple[RankedProduct, ...]:
        """Return the main products, the most fitting first."""
        return tuple(one for one in self.ranked if one.is_main)

    @property
    def share(self) -> float | None:
        """Return the share that is judged, by units or by value."""
        judged = self.by_units if self.terms.measure is Measure.UNITS else self.by_value
        return judged.share

    def verdict(self) -> tuple[Level, Message]:
        """Return whether the main products hold as much of the stock as they should."""
        low, high = (
            Quantity(share, Unit.SHARE) for share in (self.terms.low_share, self.terms.high_share)
        )
        if self.share is None:
            return Level.AT_RISK, say(
                "No sheet says what is in stock; type the stock of the {count} main products.",
                count=len(self.main),
            )
        share = Quantity(self.share, Unit.SHARE)
        if self.share < self.terms.low_share:
            return Level.AT_RISK, say(
                "Main products hold {share} of the stock, less than {low}: too little stands behind"
                " the event.",
                share=share,
                low=low,
            )
        if self.share > self.terms.high_share:
            return Level.AT_RISK, say(
                "Main products hold {share} of the stock, more than {high}: too much lies on few"
                " products.",
                share=share,
                high=high,
            )
        return Level.READY, say(
            "Main products hold {share} of the stock, within {low} to {high}.",
            share=share,
            low=low,
            high=high,
        )

    def reasons(self, one: RankedProduct) -> tuple[Message, ...]:
        """Return what speaks for a product, each with its numbers."""
        return tuple(self._reason(one.facts, criterion) for criterion in one.criteria)

    def _reason(self, facts: ProductFacts, criterion: Criterion) -> Message:
        match criterion:
            case Criterion.SALES:
                return say(
                    "sold {units} pieces for {amount} so far",
                    units=facts.units_sold,
                    amount=Quantity(facts.amount_sold, Unit.MONEY),
                )
            case Criterion.DEEP_STOCK:
                return say(
                    "{units} pieces in stock for {expected} expected",
                    units=facts.stock_units,
                    expected=facts.event_units,
                )
            case Criterion.IN_SEASON:
                return say(
                    "sells {units} pieces a week now",
                    units=Quantity(
                        round(facts.units_per_ordinary_day * DAYS_PER_WEEK, 1), Unit.COUNT
                    ),
                )
            case Criterion.FEW_REFUNDS:
                return say(
                    "{share} refunded, {average} in the shop",
                    share=Quantity(facts.refund_share, Unit.SHARE),
                    average=Quantity(self.average_refund_share, Unit.SHARE),
                )
            case Criterion.PRICE:
                return say(
                    "{share} below its usual price",
                    share=Quantity(facts.discount_share, Unit.SHARE),
                )
            case Criterion.LONG_ON_SALE:
                return say("on sale for {days} days", days=facts.days_on_sale)


def plan_main_products(products: Iterable[ProductFacts], terms: MainTerms) -> MainProducts:
    """Return the main products, their share of the stock and how to bring it into the band.

    Products are ranked by how many criteria they meet, then by what they sold for. Proposed are
    those with reasons enough, from the top, until they hold the least share; one that would carry
    the share beyond the most is passed over.

    Example (tests/inventory): 100 pieces in stock, 45 of them coats, which sell best: coats are
    proposed, then the next in rank until 50 are reached.
    """
    ranked = _rank(list(products), terms)
    facts = [one for one, _ in ranked]
    average = _average_refund_share(facts)
    weights = _weights(facts, terms.measure)
    chosen = _chosen(ranked, weights, terms)
    listed = tuple(
        RankedProduct(one, criteria, is_main, choice)
        for (one, criteria), (is_main, choice) in zip(ranked, chosen, strict=True)
    )
    is_main = [one.is_main for one in listed]
    by_units = _share(_weights(facts, Measure.UNITS), is_main)
    by_value = _share(_weights(facts, Measure.VALUE), is_main)
    to_add, to_cut = _changes(weights, is_main, terms)
    return MainProducts(
        ranked=listed,
        by_units=by_units,
        by_value=by_value,
        without_value=sum(one.stock_units > 0 and one.stock_value is None for one in facts),
        to_add=tuple(facts[place].product for place in to_add),
        to_cut=tuple(facts[place].product for place in to_cut),
        units_to_buy=rounded_up(by_units.missing(terms.low_share)),
        money_to_buy=by_value.missing(terms.low_share).quantize(CENT, rounding=ROUND_UP),
        average_refund_share=average,
        terms=terms,
    )


def _average_refund_share(products: Sequence[ProductFacts]) -> float | None:
    """Return the shop's share of refunds, products weighted by what they sold."""
    known = [(one.refund_share, one.units_sold) for one in products if one.refund_share is not None]
    sold = sum(units for _, units in known)
    return sum(share * units for share, units in known) / sold if sold else None


def _rank(
    products: Sequence[ProductFacts], terms: MainTerms
) -> list[tuple[ProductFacts, tuple[Criterion, ...]]]:
    by_amount = sorted(products, key=lambda one: (-one.amount_sold, -one.units_sold, one.product))
    enough = sum((one.amount_sold for one in products), Decimal(0)) * Decimal(
        str(terms.top_sales_share)
    )
    average = _average_refund_share(products)
    before, found = Decimal(0), []
    for one in by_amount:
        is_top = one.amount_sold > 0 and before < enough
        before += one.amount_sold
        found.append((one, _criteria(one, is_top, average, terms)))
    # Sorting keeps the order by amount among equals.
    return sorted(found, key=lambda ranked: -len(ranked[1]))


def _criteria(
    one: ProductFacts, is_top: bool, average_refund_share: float | None, terms: MainTerms
) -> tuple[Criterion, ...]:
    weekly = one.units_per_ordinary_day * DAYS_PER_WEEK
    sells_now = weekly > 0 and weekly >= terms.units_per_week
    is_deep = one.stock_units >= terms.deep_stock_ratio * one.event_units
    is_reduced = one.discount_share is not None and one.discount_share >= terms.discount_share
    is_returned_less = (
        one.units_sold > 0
        and one.refund_share is not None
        and average_refund_share is not None
        and one.refund_share < average_refund_share
    )
    is_old = one.days_on_sale is not None and one.days_on_sale >= terms.days_on_sale
    met = (
        (Criterion.SALES, is_top),
        (Criterion.DEEP_STOCK, is_deep and one.stock_units > 0 and one.event_units > 0),
        (Criterion.IN_SEASON, sells_now),
        (Criterion.FEW_REFUNDS, is_returned_less),
        (Criterion.PRICE, is_reduced and bool(one.discount_share)),
        (Criterion.LONG_ON_SALE, is_old),
    )
    return tuple(criterion for criterion, is_met in met if is_met)


def _weights(products: Sequence[ProductFacts], measure: Measure) -> list[Decimal]:
    """Return what each product holds, pieces or value; nothing where it is below or unknown."""
    held: Iterable[Decimal | int | None]
    if measure is Measure.UNITS:
        held = (one.stock_units for one in products)
    else:
        held = (one.stock_value for one in products)
    return [max(Decimal(0), Decimal(one or 0)) for one in held]


def _chosen(
    ranked: Sequence[tuple[ProductFacts, tuple[Criterion, ...]]],
    weights: Sequence[Decimal],
    terms: MainTerms,
) -> list[tuple[bool, Choice]]:
    """Return of each product whether it is a main product and who says so."""
    sheet_marks = any(one.is_marked for one, _ in ranked)
    settled: list[tuple[bool, Choice] | None] = []
    for one, _ in ranked:
        if one.is_typed is not None:
            settled.append((one.is_typed, Choice.TYPED))
        elif sheet_marks:
            settled.append((bool(one.is_marked), Choice.SHEET))
        else:
            settled.append(None)
    # Only what is typed in already counts towards the share that the proposal fills up.
    open_ = [
        place
        for place, (_, criteria) in enumerate(ranked)
        if settled[place] is None and len(criteria) >= terms.reasons
    ]
    total = sum(weights, Decimal(0))
    if total > 0 and terms.is_stock_known:
        typed = sum((weights[place] for place, one in enumerate(settled) if one and one[0]),
                    Decimal(0))  # fmt: skip
        proposed = set(_reaching(open_[: terms.most_proposed], weights, typed, total, terms))
    else:
        typed_in = sum(1 for one in settled if one and one[0])
        proposed = set(open_[: max(0, terms.proposed_without_stock - typed_in)])
    return [one or (place in proposed, Choice.PROPOSED) for place, one in enumerate(settled)]


def _reaching(
    places: Iterable[int],
    weights: Sequence[Decimal],
    held: Decimal,
    total: Decimal,
    terms: MainTerms,
) -> list[int]:
    """Return the places, in order, that bring what is held to the least share, not over the most.

    >>> held = [Decimal(weight) for weight in (45, 20, 7, 28)]
    >>> _reaching(range(4), held, Decimal(0), Decimal(100), MainTerms())
    [0, 2]
    """
    low, high = (Decimal(str(share)) * total for share in (terms.low_share, terms.high_share))
    found = []
    for place in places:
        if held >= low:
            break
        if weights[place] > 0 and held + weights[place] <= high:
            held += weights[place]
            found.append(place)
    return found


def _share(weights: Sequence[Decimal], is_main: Sequence[bool]) -> StockShare:
    main = (weight for weight, counts in zip(weights, is_main, strict=True) if counts)
    return StockShare(sum(main, Decimal(0)), sum(weights, Decimal(0)))


def _changes(
    weights: Sequence[Decimal], is_main: Sequence[bool], terms: MainTerms
) -> tuple[list[int], list[int]]:
    """Return the places to add and those to cut; what would leave the band is passed over."""
    share = _share(weights, is_main)
    others = [place for place, main in enumerate(is_main) if not main]
    to_add = _reaching(others, weights, share.main, share.total, terms)
    low, high = (Decimal(str(one)) * share.total for one in (terms.low_share, terms.high_share))
    held, to_cut = share.main, []
    for place in reversed([place for place, main in enumerate(is_main) if main]):
        if held <= high:
            break
        if weights[place] > 0 and held - weights[place] >= low:
            held -= weights[place]
            to_cut.append(place)
    return to_add, to_cut
