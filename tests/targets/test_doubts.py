"""What in the sheets makes the plan doubtful is said with its numbers, and changes none of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from planner.demand import Reference, ReferenceHour
from planner.figures import Origin
from planner.language import Language
from planner.planning import Answer
from planner.targets.doubts import bands_ask, ordinary_doubt, unusual_hours, why_wide
from tests.targets.cases import entries, reference

EN = Language("en")
D = Decimal


def hours(sold: Sequence[tuple[int, str]]) -> Reference:
    """Return a window whose first hours sold this: orders and amount."""
    start = datetime(2026, 11, 9)
    return replace(
        reference(),
        hours=tuple(
            ReferenceHour(start + timedelta(hours=n), orders, orders, D(paid), 0)
            for n, (orders, paid) in enumerate(sold)
        ),
    )


def test_one_large_order_is_told_with_its_hour() -> None:
    """100 orders of 50.00, and one of 5,000.00 among two in the hour from 02:00."""
    (told,) = unusual_hours(hours([(60, "3000"), (40, "2000"), (2, "5050")]))
    said = EN.text(told)
    assert "in the hour from 9 Nov 2026, 02:00: 2." in said
    assert "CN¥5,050.00, 50.25 % of the last event, at 50.5 times the usual order value" in said


@pytest.mark.parametrize(
    "sold",
    [
        [(60, "3000"), (40, "2000"), (200, "10000")],  # many orders, each as usual
        [(60, "3000"), (40, "2000"), (1, "520")],  # dear, but 9.4 % of the window
        [(60, "3000"), (40, "2000"), (1, "499")],  # 10 times is the bound
        [(1, "3000")],  # nothing to compare with
        [(0, "0"), (5, "100"), (5, "-200")],  # net returns
    ],
)
def test_ordinary_hours_raise_no_doubt(sold: Sequence[tuple[int, str]]) -> None:
    assert unusual_hours(hours(sold)) == ()


def test_ordinary_days_far_below_the_event_are_doubted() -> None:
    """333.3 orders a day in the event, 20 on an ordinary one."""
    doubt = ordinary_doubt(reference(), reference(orders_paid=60))
    assert doubt is not None
    assert "16.7 times the orders of an ordinary day" in EN.text(doubt)
    assert ordinary_doubt(reference(), reference(orders_paid=200)) is None
    assert ordinary_doubt(reference(), reference(orders_paid=0)) is None
    assert ordinary_doubt(reference(), None) is None


@pytest.mark.parametrize(
    ("origin", "dispersion", "asks", "begins"),
    [
        (
            Origin.SHEET,
            50.2,
            True,
            "Why the bands are so wide: on the ordinary days from Mon 9 Nov",
        ),
        (Origin.SHEET, 3.4, False, "How wide the bands are: on the ordinary days from"),
        (Origin.EDITED, 3.4, True, "How wide the bands are: an hour varies 3.4 times as much"),
        (Origin.DEFAULT, 2.0, False, "How wide the bands are: an hour varies 2 times as much"),
    ],
)
def test_the_width_of_the_bands_is_explained(
    origin: Origin, dispersion: float, asks: bool, begins: str
) -> None:
    name = "demand.hour_dispersion"
    given = dict(entries(reference()))
    given[name] = replace(given[name], value=dispersion, origin=origin)
    assert EN.text(why_wide(given, reference())).startswith(begins)
    assert bands_ask(given) is asks


def test_where_the_sheets_begin_with_the_event_new_customers_are_not_judged(
    event_answer: Callable[..., Answer],
) -> None:
    """All four buyers of the small event seem new: nothing is known from before it."""
    rooms = event_answer().rooms
    assert rooms is not None
    (new_share,) = (one for one in rooms.target_room.sub_goals if one.key == "new_share")
    assert not new_share.is_judged
    assert "everybody seems new" in EN.text(new_share.verdict)
    customers = next(b for b in rooms.target_room.breakdowns if b.dimension == "customers")
    assert "nobody can be told new from returning" in EN.text(customers.note)
