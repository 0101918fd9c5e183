"""Which other discounts run in the shop during an event: they would stack by mistake (ACT-3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.activities.reading import QUERIES
from planner.tables import Dataset


@dataclass(frozen=True)
class RunningDiscount:
    """A discount that runs on some day of a window, of one product or of the whole shop.

    Attributes:
        name: of the activity, else its code; None where its list says neither.
        tool: what it is run with, as its list says (限时打折, 优惠券, a third party's).
        product: code of the sales; None where the whole shop is meant, or where nothing that was
            sold or is in stock is what the list names.
        title: of the product as its list says.
        whole_shop: whether it holds for every product.
        first_day: of it; None = open.
        last_day: of it, inside; None = open.
        event_price: money for one piece under it.
        discount_share: taken off, 0 to 1.
        amount_off: money taken off.
        threshold: money of an order from which it holds; None = any order.
        source_row: row of the list, 1-based.
        import_id: of the list.
    """

    name: str | None
    tool: str | None
    product: str | None
    title: str | None
    whole_shop: bool
    first_day: date | None
    last_day: date | None
    event_price: Decimal | None
    discount_share: Decimal | None
    amount_off: Decimal | None
    threshold: Decimal | None
    source_row: int
    import_id: str


def read_running_discounts(
    dataset: Dataset, first_day: date, last_day: date
) -> tuple[RunningDiscount, ...]:
    """Return the discounts of the loaded lists that run on a day of the window.

    Args:
        dataset: one version of the shop's data.
        first_day: of the window.
        last_day: of it, inside.

    Returns:
        Those of the whole shop first, then by product. A discount on a platform's number or title
        is there once for each of its variants. Empty where no list of discounts is loaded, also
        of a version that was written before there could be one.
    """
    if not dataset.holds("discount_items"):
        return ()
    rows = dataset.rows(QUERIES["running_discounts"], first_day=first_day, last_day=last_day)
    return tuple(RunningDiscount(**row) for row in rows)
