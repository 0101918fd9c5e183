"""How far the count is, what it found, whom it takes, and the sheet it is done on."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.inventory.counting import (
    CountLine,
    CountPace,
    count_coverage,
    count_crew,
    count_sheet,
    crew_in_words,
    differences,
    pieces_to_count,
)
from planner.inventory.stock import ProductStock
from planner.language import Language

FROM = date(2027, 11, 8)


def stock(
    product: str, on_hand: int | None, counted: int | None = None, **more: Any
) -> ProductStock:
    if counted is not None:
        told = {"book_when_counted": on_hand, "counted_on": FROM, "is_counted_whole": True}
        more = {**told, **more}
    return ProductStock(product, on_hand=on_hand, counted=counted, **more)


COAT, SCARF = stock("coat", 60, 57, unit_cost=Decimal("60.00")), stock("scarf", 40)


def test_coverage_by_products_and_by_units() -> None:
    found = count_coverage([COAT, SCARF], FROM)
    assert (found.products_share, found.units_share) == (0.5, 0.6)
    assert found.uncounted == ("scarf",)
    assert not found.is_full


def test_a_product_counted_in_one_of_its_warehouses() -> None:
    coat = stock("coat", 100, 29, book_when_counted=30, is_counted_whole=False)
    found = count_coverage([coat], FROM)
    assert (found.products_share, found.units_share) == (0.0, 0.3)
    assert found.uncounted == ("coat",)


def test_a_count_older_than_the_stock_sheet_stands_for_what_it_found() -> None:
    found = count_coverage(
        [stock("coat", 100, 29, book_when_counted=None, is_counted_whole=False)], FROM
    )
    assert (found.units_counted, found.products_counted) == (29, 0)


def test_a_count_of_last_month_is_none_of_the_event() -> None:
    early = stock("hat", 5, 5, counted_on=date(2027, 10, 8))
    found = count_coverage([COAT, early], FROM)
    assert found.too_early == ("hat",)
    assert (found.oldest, found.newest) == (date(2027, 10, 8), FROM)
    assert not found.is_full
    assert count_coverage([COAT], FROM).is_full


def test_nothing_to_count() -> None:
    found = count_coverage([], FROM)
    assert (found.products_share, found.units_share, found.oldest) == (None, None, None)
    assert not found.is_full


def test_products_without_books_are_counted_all_the_same() -> None:
    found = count_coverage([stock("coat", None, 7), stock("scarf", -3)], FROM)
    assert (found.products_counted, found.units, found.units_counted) == (1, 0, 0)


counts = st.lists(
    st.tuples(st.integers(-5, 500), st.none() | st.integers(0, 500)), min_size=1, max_size=8
)


@given(counts)
def test_coverage_is_a_share(rows: list[tuple[int, int | None]]) -> None:
    found = count_coverage([stock(str(n), *row) for n, row in enumerate(rows)], FROM)
    assert 0 <= (found.units_share or 0) <= 1
    assert found.products_counted + len(found.uncounted) == found.products


def test_differences_by_value_with_their_reasons() -> None:
    dear = stock("ring", 10, 11, unit_cost=Decimal(900))
    odd = stock("bag", 100, 40)
    same = stock("hat", 5, 5, unit_cost=Decimal(900))
    found = differences([COAT, SCARF, odd, same, dear], {"coat": " broken ", "ring": "  "})
    assert [(one.product, one.units, one.value, one.is_cleared) for one in found] == [
        ("ring", 1, Decimal(900), False),
        ("coat", -3, Decimal("-180.00"), True),
        ("bag", -60, None, False),
    ]
    assert found[1].reason == "broken"


def test_nobody_to_count_nothing() -> None:
    crew = count_crew(0, 0, 2, CountPace())
    assert (crew.work_hours, crew.people, crew.hours_per_person) == (0, 0, 0)


@given(st.integers(0, 50_000), st.integers(0, 10**6), st.integers(1, 5))
def test_the_crew_is_enough_and_one_fewer_is_not(lines: int, pieces: int, days: int) -> None:
    pace = CountPace()
    crew = count_crew(lines, pieces, days, pace)
    assert crew.people * days * pace.hours_per_day >= crew.work_hours - 1e-6
    assert max(crew.people - 1, 0) * days * pace.hours_per_day <= crew.work_hours


def test_the_crew_in_words() -> None:
    crew = count_crew(600, 24_000, 2, CountPace())
    assert "2 people" in Language("en").text(crew_in_words(crew, FROM, date(2027, 11, 9)))


def test_pieces_to_count_are_those_of_the_books() -> None:
    assert pieces_to_count([COAT, SCARF, stock("hat", -3), stock("bag", None)]) == 100


def test_the_sheet_goes_the_way_people_walk() -> None:
    lines = [
        CountLine("East", "A-2", "hat"),
        CountLine("East", "A-10", "coat"),
        CountLine("East", "A-10", "scarf"),
        CountLine("East", "", "bag"),
        CountLine("West", "A-1", "coat"),
        CountLine("", "B", "coat"),
    ]
    for shuffled in list(permutations(lines))[::97]:
        assert list(count_sheet([*shuffled, lines[0]])) == lines


def test_codes_of_letters_numbers_and_chinese_sort_together() -> None:
    codes = ["2-红", "红2", "10-红", "", "a", "A1"]
    sheet = count_sheet(CountLine("仓", "", code) for code in codes)
    assert [line.code for line in sheet] == ["2-红", "10-红", "a", "A1", "红2", ""]


def test_the_sheet_is_blind() -> None:
    assert {field.name for field in fields(CountLine)} == {
        "warehouse", "location", "code", "title", "barcode", "spec",
    }  # fmt: skip
