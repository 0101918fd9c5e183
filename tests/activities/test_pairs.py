"""Add-on pairs from the shop's own baskets (ACT-6): measures, chance, cuts, and what is missing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from planner.activities.pairs import (
    PairBaskets,
    PairCount,
    PairedProduct,
    PairProposals,
    Promise,
    judge_pair,
    lowest_lift,
    propose_pairs,
)
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.reading import read_order_values, read_pairs
from planner.activities.thresholds import propose_thresholds
from planner.sheets import import_file
from planner.tables import Dataset, Workspace, current_dataset
from tests.conftest import MakeDataset
from tests.rows import line, order

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
TERMS = ProposalAssumptions()
EVERY_PAIR = ProposalAssumptions(pair_fewest_baskets=1, pair_fewest_together=1)
MLXTEND = (
    ("milk", "onion", "nutmeg", "kidney beans", "egg", "yogurt"),
    ("dill", "onion", "nutmeg", "kidney beans", "egg", "yogurt"),
    ("milk", "apple", "kidney beans", "egg"),
    ("milk", "unicorn", "corn", "kidney beans", "yogurt"),
    ("corn", "onion", "onion", "kidney beans", "ice cream", "egg"),
)


def shop(make_dataset: MakeDataset, baskets: Sequence[Sequence[str]], **prices: Any) -> Dataset:
    """Return a shop of these baskets; a product costs 10.00 where no price is given."""
    return make_dataset(
        [order(str(n), "2026-11-11 10:00", 10) for n in range(len(baskets))],
        [
            line(str(n), product, price=prices.get(product, 10))
            for n, basket in enumerate(baskets)
            for product in basket
        ],
    )


def proposed(dataset: Dataset, terms: ProposalAssumptions = TERMS) -> PairProposals:
    baskets, counts = read_pairs(dataset, FIRST, LAST, terms)
    return propose_pairs(counts, baskets, terms)


def bought(product: str, baskets: int, price: int | None = 10_00, category: str | None = None
           ) -> PairedProduct:  # fmt: skip
    return PairedProduct(product, product.title(), category, price, baskets)


def evidence(baskets: int = 1000, compared: int = 2, **more: int) -> PairBaskets:
    held = {"orders_paid": baskets, "of_several": baskets, "too_large": 0, "products": compared}
    return PairBaskets(FIRST, LAST, baskets=baskets, compared=compared, **{**held, **more})


def counted(baskets: Sequence[Sequence[str]], **prices: int) -> tuple[PairBaskets, list[PairCount]]:
    """Return what counting one by one gives for baskets of products."""
    held = Counter(product for basket in baskets for product in basket)
    pairs = Counter(pair for basket in baskets for pair in combinations(sorted(basket), 2))
    several = sum(len(basket) > 1 for basket in baskets)
    found = evidence(len(baskets), len(held), of_several=several)
    return found, [
        PairCount(
            bought(a, held[a], prices.get(a, 10_00)), bought(b, held[b], prices.get(b, 10_00)), n
        )
        for (a, b), n in pairs.items()
    ]


def test_the_example_of_mlxtend(make_dataset: MakeDataset) -> None:
    baskets, counts = read_pairs(shop(make_dataset, MLXTEND), FIRST, LAST, EVERY_PAIR)
    (count,) = [one for one in counts if {one.a.product, one.b.product} == {"onion", "egg"}]
    pair = judge_pair(count, baskets, EVERY_PAIR)
    assert (pair.anchor.product, pair.add_on.product) == ("onion", "egg")
    assert (pair.support, pair.confidence, pair.lift) == (0.6, 1.0, 1.25)
    # Five baskets prove nothing: it is a pair, and none to propose.
    found = propose_pairs(counts, baskets, EVERY_PAIR)
    assert found.pairs == ()
    assert "No pair is together more often than by chance" in str(found.problem)


def test_a_pair_that_belongs_together_is_found_among_noise() -> None:
    random = Random(11)
    names = [f"p{n:02}" for n in range(30)]
    baskets = [random.sample(names, 3) for _ in range(400)]
    baskets += [["camera", "card"] for _ in range(40)] + [["camera"] for _ in range(20)]
    baskets_of_all, counts = counted(baskets, camera=300_00, card=30_00)
    found = propose_pairs(counts, baskets_of_all)
    assert [(one.anchor.product, one.add_on.product) for one in found.pairs] == [("camera", "card")]
    (pair,) = found.pairs
    assert (pair.together, pair.confidence, pair.lift) == (40, 40 / 60, 40 * 460 / (60 * 40))
    assert (pair.is_cheap, pair.price_ratio, pair.promise) == (True, 0.1, Promise.PROMISING)
    assert found.problem is None
    assert pair.rules == ("ACT-6",)


def test_noise_proposes_nothing() -> None:
    names = [f"p{n:02}" for n in range(60)]
    proposals = 0
    for seed in range(20):
        random = Random(seed)
        baskets = [random.sample(names, random.randint(1, 6)) for _ in range(600)]
        baskets_of_all, counts = counted(baskets)
        assert baskets_of_all.pairs_compared == 60 * 59 // 2
        proposals += len(propose_pairs(counts, baskets_of_all).pairs)
    # One shop in forty may have a pair by chance; pair by pair at 95 % it would be hundreds.
    assert proposals <= 1


def test_counts_are_those_of_counting_one_by_one(make_dataset: MakeDataset) -> None:
    random = Random(7)
    names = [f"p{n:02}" for n in range(25)]
    weights = [1 / (n + 1) for n in range(25)]
    baskets = [
        sorted(set(random.choices(names, weights, k=random.randint(1, 12)))) for _ in range(120)
    ]
    terms = ProposalAssumptions(
        pair_most_in_basket=8, pair_fewest_baskets=8, pair_fewest_together=3, pair_most_products=9
    )
    evidence_read, counts = read_pairs(shop(make_dataset, baskets), FIRST, LAST, terms)
    kept = [basket for basket in baskets if len(basket) <= 8]
    in_baskets = Counter(product for basket in kept for product in basket)
    often = sorted((one for one in in_baskets if in_baskets[one] >= 8),
                   key=lambda one: (-in_baskets[one], one))[:9]  # fmt: skip
    together = Counter(
        pair for basket in kept for pair in combinations([p for p in basket if p in often], 2)
    )
    expected = {
        (a, b): (in_baskets[a], in_baskets[b], count)
        for (a, b), count in together.items()
        if count >= 3 and count * len(kept) > in_baskets[a] * in_baskets[b]
    }
    assert expected
    assert {
        (one.a.product, one.b.product): (one.a.baskets, one.b.baskets, one.together)
        for one in counts
    } == expected
    assert evidence_read == PairBaskets(
        FIRST, LAST, 120, len(kept), sum(len(one) > 1 for one in kept), 120 - len(kept),
        len(in_baskets), len(often), ("orders.csv",),
    )  # fmt: skip
    found = propose_pairs(counts, evidence_read, terms)
    assert any("a dealer's" in str(remark) for remark in found.remarks)
    assert any(f"9 of {len(in_baskets)} products" in str(remark) for remark in found.remarks)


def test_the_dearer_is_the_anchor_and_cheap_add_ons_come_first() -> None:
    coat, dress = bought("coat", 100, 400_00), bought("dress", 100, 300_00)
    belt = bought("belt", 100, 39_00)
    counts = [PairCount(belt, coat, 60), PairCount(coat, dress, 80)]
    found = propose_pairs(counts, evidence(compared=3))
    assert [(one.anchor.product, one.add_on.product) for one in found.pairs] == [
        ("coat", "belt"),
        ("coat", "dress"),
    ]
    assert [one.is_cheap for one in found.pairs] == [True, False]
    assert "cheap enough" in str(found.pairs[0].reasons[1])
    assert "rather a bundle" in str(found.pairs[1].reasons[1])


@pytest.mark.parametrize(
    ("price", "category", "prior", "promise"),
    [
        (100_00, "shoes", Promise.PROMISING, Promise.PROMISING),
        (200_00, "shoes", Promise.PROMISING, Promise.PROMISING),  # half of the price, just so
        (300_00, "coats", Promise.MIDDLING, Promise.PROMISING),
        (300_00, None, Promise.MIDDLING, Promise.PROMISING),
        (None, "coats", Promise.MIDDLING, Promise.PROMISING),
        (300_00, "shoes", Promise.POOR, Promise.MIDDLING),
    ],
)
def test_baskets_overrule_the_prior(
    price: int | None, category: str | None, prior: Promise, promise: Promise
) -> None:
    coat, other = bought("coat", 100, 400_00, "coats"), bought("other", 200, price, category)
    (pair,) = propose_pairs([PairCount(coat, other, 80)], evidence()).pairs
    assert (pair.prior, pair.promise) == (prior, promise)
    # Two baskets more than by chance speak for nothing: the prior stays, and no pair is proposed.
    count = PairCount(coat, other, 22)
    assert judge_pair(count, evidence(), TERMS).promise is prior
    assert propose_pairs([count], evidence()).pairs == ()


def test_without_a_price_it_is_said(make_dataset: MakeDataset) -> None:
    baskets = [("a", "b")] * 15 + [("c",)] * 60
    found = proposed(shop(make_dataset, baskets, a=None, b=None, c=None))
    (pair,) = found.pairs
    assert (pair.anchor.price_minor, pair.price_ratio, pair.is_cheap) == (None, None, False)
    assert "No line tells the price of both" in str(pair.reasons[1])


def test_names_and_categories_come_from_the_lists_where_the_lines_lack_them(
    make_dataset: MakeDataset,
) -> None:
    orders = [order(str(n), "2026-11-11 10:00", 10) for n in range(60)]
    items = [line(str(n), sku, title=None) for n in range(20) for sku in ("a", "b")]
    items += [line(str(n), "c", title=None) for n in range(20, 60)]
    products = [{"sku": "a", "title": "Coat", "category": "coats"}]
    stock = [{"sku": "b", "title": "Belt", "category": "belts", "on_hand": 3}]
    found = proposed(make_dataset(orders, items, products=products, stock=stock))
    (pair,) = found.pairs
    assert (pair.anchor.title, pair.add_on.title) == ("Coat", "Belt")
    assert (pair.anchor.category, pair.add_on.category) == ("coats", "belts")


def test_postage_returns_and_other_days_make_no_pair(make_dataset: MakeDataset) -> None:
    orders = [order(str(n), "2026-11-11 10:00", 10) for n in range(12)]
    orders += [order(f"x{n}", "2026-12-11 10:00", 10) for n in range(12)]
    items = [line(str(n), "a") for n in range(12)]
    items += [line(str(n), "postage", is_service=True) for n in range(12)]
    items += [line(str(n), "b", -1) for n in range(12)]
    items += [line(f"x{n}", sku) for n in range(12) for sku in ("a", "b")]
    found = proposed(make_dataset(orders, items))
    assert str(found.problem) == "No pair is proposed: every basket holds a single product."


def test_an_order_list_alone_says_which_sheet_is_missing(make_dataset: MakeDataset) -> None:
    found = proposed(make_dataset([order("1", "2026-11-11 10:00", 10)]))
    assert found.pairs == ()
    assert str(found.problem).startswith("Pairs need the list of order items: 1 paid orders")


def test_baskets_of_dealers_alone_are_said_to_be_so() -> None:
    found = propose_pairs([], evidence(0, 0, orders_paid=7, too_large=7))
    assert "every basket holds more than 50 products" in str(found.problem)
    assert str(found.remarks[0]).startswith("7 baskets of more than 50 products are left out")


def test_orders_without_lines_beside_others_are_counted(make_dataset: MakeDataset) -> None:
    orders = [order(str(n), "2026-11-11 10:00", 10) for n in range(3)]
    found = proposed(make_dataset(orders, [line("1", "a"), line("1", "b")]))
    assert "fewer than two products are in 10 baskets" in str(found.problem)
    assert str(found.remarks[0]).startswith("2 paid orders are left out")


def test_without_orders_it_is_said(smallest_dataset: Dataset) -> None:
    assert "no paid order" in str(proposed(smallest_dataset).problem)
    assert propose_pairs([], None).problem == proposed(smallest_dataset).problem


@given(st.integers(20, 400), st.data())
def test_what_is_sure_is_sure_by_fishers_exact_test_too(baskets: int, data: st.DataObject) -> None:
    a, b = (data.draw(st.integers(1, baskets)) for _ in range(2))
    together = data.draw(st.integers(max(1, a + b - baskets), max(1, min(a, b))))
    compared = data.draw(st.integers(1, 10_000))
    if lowest_lift(together, a * b / baskets, compared, 0.95) > 1:
        assert hypergeom.sf(together - 1, baskets, a, b) <= 0.025 / compared


def test_the_wholesaler_has_pairs_as_everybody_would_expect(
    shared_data: Path, workspace: Workspace
) -> None:
    """Online Retail (UCI): teapots with their sugar bowls and cups."""
    name = "uci_online_retail_full.parquet"
    import_file(workspace, shared_data / name, name)
    dataset = current_dataset(workspace)
    assert dataset is not None
    window = (date(2010, 12, 1), date(2011, 12, 9))
    baskets, counts = read_pairs(dataset, *window)
    assert (baskets.orders_paid, baskets.baskets, baskets.too_large) == (22_062, 18_443, 2_098)
    assert (baskets.products, baskets.compared) == (3_716, 1_000)
    found = propose_pairs(counts, baskets)
    best = {(one.anchor.title, one.add_on.title): one for one in found.pairs[:10]}
    pair = best["REGENCY TEAPOT ROSES", "REGENCY SUGAR BOWL GREEN"]
    assert (pair.together, round(pair.confidence, 3), round(pair.lift, 1)) == (158, 0.539, 46.7)
    assert all(one.is_cheap and one.lowest_lift > 1 for one in found.pairs[:10])
    values = read_order_values(dataset, *window)
    assert (values.order_count, values.orders_left_out) == (19_951, 2_111)
    proposed = propose_thresholds(values, None).proposed
    assert proposed is not None
    # Two bulk orders of a year, 168,469.60 and 77,183.60, move neither.
    assert proposed.usual.value_minor < proposed.usual.mean_minor
    low, high = proposed.free_shipping.band_minor
    assert low <= proposed.free_shipping.threshold_minor <= high
