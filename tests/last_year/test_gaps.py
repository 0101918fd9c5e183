"""What the sheets cannot tell is said, with the sheet that would tell it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from planner.language import Language
from planner.last_year import LastYear, Section, nothing_paid, read_coverage, remarks
from planner.tables import Dataset
from tests.last_year.test_facts import YEAR, YEAR_ITEMS, told
from tests.rows import line, order

MakeDataset = Callable[..., Dataset]
EN = Language("en")
EVENT = [order("1", "2026-11-11 10:00", 10), order("2", "2026-11-12 10:00", 10)]


def said(event: LastYear, section: Section) -> str:
    return " ".join(EN.text(message) for message in remarks(event)[section])


@pytest.mark.parametrize(
    ("section", "missing", "would_tell"),
    [
        (Section.DAYS, "ordinary day", "weeks before the event"),
        (Section.PRODUCTS, "Products cannot be told", "order items list"),
        (Section.CATEGORIES, "Categories cannot be told", "order items list"),
        (Section.CUSTOMERS, "names no buyers", "year's order list with the buyer's ID"),
        (Section.PROVINCES, "holds no addresses", "province"),
        (Section.PAYMENT, "share one time", "both times"),
        (Section.PAYMENT, "stayed unpaid", "all states"),
        (Section.REFUNDS, "No refunds", "amount refunded"),
        (Section.TRAFFIC, "Visitors and conversion", "visitors sheet by day"),
    ],
)
def test_a_bare_order_list_lacks_nearly_everything(
    make_dataset: MakeDataset, section: Section, missing: str, would_tell: str
) -> None:
    words = said(told(make_dataset(EVENT)), section)
    assert missing in words
    assert would_tell in words


def test_full_sheets_leave_little_unsaid(make_dataset: MakeDataset) -> None:
    event = told(make_dataset(YEAR, YEAR_ITEMS, products=[{"sku": "coat", "category": "outer"}]))
    quiet = (Section.DAYS, Section.HOURS, Section.PRODUCTS, Section.CATEGORIES)
    for section in (*quiet, Section.CUSTOMERS, Section.PROVINCES, Section.PAYMENT, Section.REFUNDS):
        assert said(event, section) == ""


@pytest.mark.parametrize(
    ("orders", "items", "others", "section", "words"),
    [
        ([order("1", "2026-11-11 10:00", 10, buyer_id="ann")], None, {}, Section.CUSTOMERS,
         "the sheets begin with the window"),
        ([order("0", "2026-11-01 10:00", 10, buyer_id="ann"), EVENT[0] | {"buyer_id": "ann"}],
         None, {}, Section.CUSTOMERS, "reach back 10 days"),
        ([order("0", "2026-10-10 10:00", 10, buyer_id="ann"),
          order("1", "2026-11-11 10:00", 10, buyer_id="ann")], None, {}, Section.CUSTOMERS,
         "on ordinary days cannot be told"),
        ([order("0", "2026-11-01 10:00", 1, buyer_id="a"), EVENT[0] | {"buyer_id": "ann"},
          EVENT[1]], None, {}, Section.CUSTOMERS, "1 paid orders of the window name no buyer"),
        (EVENT[:1], None, {}, Section.DAYS, "one day only"),
        (EVENT, None, {}, Section.DAYS, "1 of the 3 days of the window lie outside"),
        (EVENT, [line("1", "coat")], {}, Section.PRODUCTS, "1 of the 2 paid orders have no lines"),
        (EVENT, [line("1", "coat")], {}, Section.CATEGORIES, "SKU and its category"),
        ([order("1", "2026-11-12 10:00", 10)], None, {}, Section.HOURS, "nothing was paid on it"),
        ([order("1", "2026-11-11 00:00", 10)], None, {}, Section.HOURS, "between 00 and 01"),
        ([order("1", "2026-11-11 10:00", 10, refund_amount=1)], None, {}, Section.REFUNDS,
         "Refunds by product cannot be told"),
        ([*EVENT, order("3", "2026-11-12 10:00", 0, refund_amount=1, is_return=True)], None, {},
         Section.REFUNDS, "booked without their order"),
        (EVENT, None,
         {"traffic": [{"period_start": "2026-11-11", "period_end": "2026-11-11", "visitors": 5}]},
         Section.TRAFFIC, "visitors of days never add up"),
        (EVENT, None,
         {"traffic": [{"period_start": "2026-11-11", "period_end": "2026-11-13", "visitors": 5}]},
         Section.TRAFFIC, "how many of the visitors paid"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_its_section(
    make_dataset: MakeDataset,
    orders: Any,
    items: Any,
    others: Any,
    section: Section,
    words: str,
) -> None:
    assert words in said(told(make_dataset(orders, items, **others)), section)


def test_a_window_that_reaches_into_the_ordinary_days_is_said(make_dataset: MakeDataset) -> None:
    orders = [order("1", "2026-10-20 10:00", 10), order("2", "2026-11-11 10:00", 10)]
    event = told(make_dataset(orders), before=20)
    assert "overlap" in said(event, Section.DAYS)
    assert event.ordinary is not None
    assert event.measures["revenue"].ordinary.value is not None


def test_orders_without_a_single_payment_tell_only_that_they_were_placed(
    make_dataset: MakeDataset,
) -> None:
    coverage = read_coverage(make_dataset([order("1", "2026-11-11 10:00")]))
    message = nothing_paid(coverage)
    assert message is not None
    assert "in your sheets: 1, not one" in EN.text(message)
    assert nothing_paid(read_coverage(make_dataset(EVENT))) is None
    assert coverage.first_day == date(2026, 11, 11)
