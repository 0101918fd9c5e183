"""Codes that changed: the sales of a product are known by the code it has today."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.tables import Dataset, connect, load_query
from planner.tables.versions import MODELS
from tests.rows import ask, line, order

MakeDataset = Callable[..., Dataset]
ENGINE = connect()
"""One for all examples: a start takes longer than what is asked."""
CODES = "SELECT code, product FROM codes ORDER BY 1"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param([("A", "B")], [("A", "B")], id="a change"),
        pytest.param([("A", "B"), ("B", "C")], [("A", "C"), ("B", "C")], id="a chain"),
        pytest.param([("A", "B"), ("A", "C")], [], id="one code became two"),
        pytest.param(
            [("A", "B"), ("B", "C"), ("B", "D")], [("A", "B")], id="up to the one that became two"
        ),
        pytest.param([("A", "C"), ("B", "C")], [("A", "C"), ("B", "C")], id="two became one"),
        pytest.param([("A", "A")], [], id="no change"),
        pytest.param([("A", "B"), ("B", "A")], [], id="each other's"),
        pytest.param([("A", "B"), ("B", "C"), ("C", "B")], [], id="into a circle"),
    ],
)
def test_codes_are_followed(
    make_dataset: MakeDataset, changes: list[tuple[str, str]], codes: list[tuple[str, str]]
) -> None:
    """Of several lists each may tell a change."""
    by_sku: dict[str, list[str]] = {}
    for old, new in changes:
        by_sku.setdefault(new, []).append(old)
    rows = [{"sku": new, "old_skus": olds} for new, olds in by_sku.items()]
    assert ask(make_dataset(products=rows), CODES) == codes


@given(st.sets(st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from("ABCDEFGH")), max_size=12))
def test_every_code_ends_at_one_that_did_not_change(changes: set[tuple[str, str]]) -> None:
    """Against the rule written in Python: unique next codes, followed until there is none."""
    after = {
        old: {new for other, new in changes if other == old and new != old} for old, _ in changes
    }
    following = {old: next(iter(news)) for old, news in after.items() if len(news) == 1}
    expected = {}
    for code in following:
        at, steps = code, 0
        while at in following and steps <= len(following):
            at, steps = following[at], steps + 1
        if at not in following:
            expected[code] = at
    with ENGINE.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE products (sku VARCHAR, old_skus VARCHAR[])")
        for old, new in changes:
            cursor.execute("INSERT INTO products VALUES (?, [?])", [new, old])
        found = cursor.execute(load_query(MODELS / "codes.sql").sql).fetchall()
    assert dict(found) == expected
    assert len(found) == len(expected)


def test_sales_and_baskets_go_by_the_code_of_today(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(
        [order("1", "2026-11-11 10:00", 30), order("2", "2026-11-11 10:10", 10)],
        [line("1", "old", 2), line("1", "new"), line("2", "new"), line("2", None, product_id="P")],
        products=[{"sku": "new", "old_skus": ["old", "older"]}],
    )
    assert ask(dataset, "SELECT product, units, orders_paid FROM product_sales") == [
        ("P", 1, 1),
        ("new", 4, 2),
    ]
    assert ask(dataset, "SELECT products FROM baskets ORDER BY order_id") == [
        (["new"],),
        (["P", "new"],),
    ]


def test_a_code_list_loaded_later_renames_what_was_sold_before(make_dataset: MakeDataset) -> None:
    make_dataset([order("1", "2026-11-11 10:00", 30)], [line("1", "old")])
    dataset = make_dataset(products=[{"sku": "new", "old_skus": ["old"]}])
    assert ask(dataset, "SELECT product FROM product_sales") == [("new",)]
