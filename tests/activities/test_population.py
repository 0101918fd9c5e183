"""A design over all baskets at once is the line-by-line engine, order by order, tier by tier."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.activities.baskets import Baskets, cart_of, makes_use, read_baskets, sample_of
from planner.activities.blocks import lay_out
from planner.activities.population import Taken, work_out
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Combines, Customers, Design, Kind
from planner.activities.till import check_out_all
from planner.sheets import import_file
from planner.tables import Dataset, Workspace, current_dataset
from sample_data.generate import write_shop
from tests.activities.cases import CATEGORIES, designs, tier

CODES = ("", "a", "b", "c", "d")
Order = tuple[Sequence[tuple[int, int, int]], int, int, int, tuple[bool, bool, bool]]
"""Lines (product, quantity, price), day, hour, postage, what is known of the buyer."""

ORDERS = st.tuples(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.integers(1, 6),
            st.one_of(st.integers(0, 60), st.integers(1, 40_000)),
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(-2, 2),
    st.integers(0, 23),
    st.sampled_from((0, 800)),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)


def baskets_of(orders: Sequence[Order], categories: Sequence[str | None]) -> Baskets:
    """Return orders as columns."""
    lines = [line for order in orders for line in order[0]]
    product, quantity, price = (np.array(column, np.int64) for column in zip(*lines, strict=True))
    known, returning, top = (
        np.array(told) for told in zip(*(one[4] for one in orders), strict=True)
    )
    count = len(orders)
    return Baskets(
        products=CODES,
        categories=tuple(categories),
        starts=np.cumsum([0, *(len(order[0]) for order in orders)]),
        product=product,
        quantity=quantity,
        unit_price_minor=price,
        number=np.arange(count),
        day=np.array([order[1] for order in orders]),
        hour=np.array([order[2] for order in orders]),
        postage_minor=np.array([order[3] for order in orders]),
        paid_minor=np.zeros(count, np.int64),
        is_known=known,
        is_returning=returning,
        is_top=top,
        has_lines=np.ones(count, np.bool_),
    )


@st.composite
def shops(draw: st.DrawFn) -> tuple[Baskets, ShopTerms]:
    categories = [None, *draw(st.lists(st.sampled_from(CATEGORIES), min_size=4, max_size=4))]
    floors = draw(st.lists(st.sampled_from((0, 0, 20, 900, 15_000)), min_size=5, max_size=5))
    terms = ShopTerms(
        {
            code: ProductTerms(
                code, floor_minor=floor, cost_minor=draw(st.sampled_from((None, 30)))
            )
            for code, floor in zip(CODES, floors, strict=True)
        },
        fee_share=500,
        refund_share=1000,
        parcel_cost_minor=300,
        postage_minor=draw(st.sampled_from((0, 600))),
        cost_share=draw(st.sampled_from((None, 4_000))),
    )
    return baskets_of(draw(st.lists(ORDERS, min_size=1, max_size=12)), categories), terms


@st.composite
def limited_designs(draw: st.DrawFn) -> Design:
    """Draw designs whose tiers may end, and of which not everybody makes use."""
    drawn = [
        replace(
            one,
            budget_minor=draw(st.sampled_from((None, None, None, 0, 4_000, 30_000))),
            first_n=draw(st.sampled_from((None, None, 0, 1, 3))),
            take_up=draw(st.sampled_from((10_000, 5_000, 0))),
            group=draw(st.sampled_from(("g1", "g2"))),
        )
        for one in draw(designs())
    ]
    return Design("d", tiers=tuple(drawn))


def assert_equal(design: Design, baskets: Baskets, terms: ShopTerms) -> Taken:
    """Compare both engines, every order and tier."""
    taken = work_out(design, baskets, terms, by_product=True)
    carts = [cart_of(baskets, order, terms, design.tiers) for order in range(baskets.order_count)]
    outs = list(check_out_all(carts, design.in_order))
    for place, one in enumerate(taken.tiers):
        steps = [out.steps[place] for out in outs]
        assert one.applies.tolist() == [step.applies for step in steps]
        assert one.off_minor.tolist() == [step.off_minor for step in steps]
        assert one.postage_minor.tolist() == [step.postage_minor for step in steps]
        assert one.later_minor.tolist() == [step.later_minor for step in steps]
        assert one.worth_minor.tolist() == [step.worth_minor for step in steps]
        platform = [step.borne_by_platform_minor for step in steps]
        assert one.borne_by_platform_minor.tolist() == platform
        goods = [step.goods for step in steps]
        assert one.pieces.tolist() == [one.quantity if one else 0 for one in goods]
        assert one.added_paid_minor.tolist() == [one.paid_minor if one else 0 for one in goods]
        assert one.added_cost_minor.tolist() == [one.cost_minor if one else 0 for one in goods]
    assert taken.paid_minor.tolist() == [out.paid_minor for out in outs]
    assert taken.received_minor.tolist() == [out.received_minor for out in outs]
    margins = taken.margin_minor(terms, lay_out(baskets, terms).cost_minor)
    each = [terms.margin_minor(out) for out in outs]
    assert (None in each) if margins is None else (margins.tolist() == each)
    net = dict.fromkeys(baskets.products, 0)
    for out in outs:
        for line, paid in zip(out.cart.lines, out.net_by_line, strict=True):
            net[line.product] += paid
    assert taken.net_by_product_minor is not None
    assert taken.net_by_product_minor.tolist() == list(net.values())
    plain = work_out(design, baskets, terms)
    for one, other in zip(taken.tiers, plain.tiers, strict=True):
        assert one.off_minor.tolist() == other.off_minor.tolist()
    return taken


@given(limited_designs(), shops())
def test_any_design_over_any_baskets_is_the_line_by_line_engine(
    design: Design, shop: tuple[Baskets, ShopTerms]
) -> None:
    assert_equal(design, *shop)


def one_line(*prices: int) -> Baskets:
    """Return orders of a piece each, of nothing in particular."""
    return baskets_of([([(1, 1, price)], 0, 12, 0, (False,) * 3) for price in prices], (None,) * 5)


def ended(baskets: Baskets, **fields: int) -> tuple[list[int], int | None]:
    """Return what ten off from 100 on takes off each order, and after which it has ended."""
    coupon = tier(Kind.COUPON, threshold_minor=100, amount_minor=10, **fields)
    (one,) = assert_equal(Design("d", tiers=(coupon,)), baskets, ShopTerms()).tiers
    return one.off_minor.tolist(), one.ended_after


def test_a_budget_ends_a_tier_after_the_order_with_which_it_is_used_up() -> None:
    assert ended(one_line(100, 50, 200, 300), budget_minor=15) == ([10, 0, 10, 0], 2)
    assert ended(one_line(100, 50, 200, 300), budget_minor=20) == ([10, 0, 10, 0], 2)
    assert ended(one_line(100, 50, 200, 300), budget_minor=31) == ([10, 0, 10, 10], None)
    assert ended(one_line(100, 50, 200, 300), budget_minor=0) == ([0, 0, 0, 0], -1)


def test_the_first_orders_that_qualify_get_a_tier() -> None:
    assert ended(one_line(100, 50, 200, 300), first_n=2) == ([10, 0, 10, 0], 2)
    assert ended(one_line(100, 50, 200, 300), first_n=0) == ([0, 0, 0, 0], -1)


def test_when_a_tier_ends_those_it_kept_out_begin() -> None:
    first = tier(Kind.COUPON, "a", amount_minor=30, first_n=1, combines=Combines.ALONE)
    second = tier(Kind.COUPON, "b", amount_minor=10)
    design = Design("d", tiers=(first, second))
    taken = assert_equal(design, one_line(100, 100, 100), ShopTerms())
    assert taken.off_minor.tolist() == [30, 10, 10]


def test_a_cart_beyond_int64_is_exact_too() -> None:
    orders = [([(1, 80_995, 3_000_000_000), (2, 3, 7), (3, 1, 10**12)], 0, 12, 0, (False,) * 3)]
    tiers = (
        tier(Kind.SECOND_ITEM, "a", share=3_333, each_full=True),
        tier(Kind.MONEY_OFF, "b", threshold_minor=10**9, amount_minor=10**10 + 1, each_full=True),
        tier(Kind.PERCENT_OFF, "c", share=1_111, products=frozenset({"a"})),
    )
    baskets = baskets_of([*orders, ([(1, 2, 50)], 0, 12, 0, (False,) * 3)], (None,) * 5)
    assert_equal(Design("d", tiers=tiers), baskets, ShopTerms(cost_share=4_000))


def test_a_share_of_the_buyers_makes_use_of_a_tier_and_always_the_same_ones() -> None:
    numbers = np.arange(100_000)
    coupon = tier(Kind.COUPON, "coupon", amount_minor=1, take_up=3_000)
    uses = makes_use(coupon, numbers)
    assert uses.mean() == pytest.approx(0.3, abs=0.005)
    assert makes_use(coupon, numbers[5:9]).tolist() == uses[5:9].tolist()
    assert (makes_use(replace(coupon, take_up=4_000), numbers) >= uses).all()
    other = makes_use(replace(coupon, tier_id="other"), numbers)
    assert (uses & other).mean() == pytest.approx(0.09, abs=0.005)
    assert not makes_use(replace(coupon, take_up=0), numbers).any()
    assert makes_use(replace(coupon, take_up=10_000), numbers).all()


def test_a_sample_of_orders_comes_out_as_among_all() -> None:
    chance = np.random.default_rng(5)
    orders = [
        (
            [(int(p), 1, int(p) * 900 + 1) for p in chance.integers(1, 5, chance.integers(1, 11))],
            0, 12, 0, (True, False, False),
        )
        for _ in range(300)
    ]  # fmt: skip
    baskets = baskets_of(orders, (None,) * 5)
    tiers = (
        tier(Kind.COUPON, "a", threshold_minor=4_000, amount_minor=700, take_up=5_000),
        tier(Kind.PERCENT_OFF, "b", share=1_234, products=frozenset({"a"})),
    )
    drawn = sample_of(baskets, 80, seed=3)
    assert drawn.order_count == 80
    every = work_out(Design("d", tiers=tiers), baskets, ShopTerms())
    some = work_out(Design("d", tiers=tiers), drawn, ShopTerms())
    assert some.off_minor.tolist() == every.off_minor[drawn.number].tolist()
    assert sample_of(baskets, 300) is baskets


@pytest.fixture(scope="module")
def sample_shop(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the sample shop's orders and lines, a small one."""
    folder = tmp_path_factory.mktemp("sample")
    write_shop(folder / "shop", 2025, 3_000, 60, 11)
    workspace = Workspace(folder / "workspace")
    for path in sorted((folder / "shop").glob("*.csv")):
        import_file(workspace, path, path.name)
    dataset = current_dataset(workspace)
    assert dataset is not None
    return dataset


def test_carts_of_the_sample_shop_come_out_as_line_by_line(sample_shop: Dataset) -> None:
    main_day = date(2025, 11, 11)
    window = date(2025, 11, 1), date(2025, 11, 30)
    baskets = sample_of(read_baskets(sample_shop, *window, main_day), 300)
    assert baskets.order_count == 300
    assert baskets.orders_without_lines < 300
    some = frozenset(baskets.products[1::3])
    prices = [
        int(baskets.unit_price_minor[baskets.product == place].min(initial=10**6))
        for place in range(len(baskets.products))
    ]
    terms = ShopTerms(
        {
            code: ProductTerms(code, floor_minor=price * 7 // 10, cost_minor=price // 2)
            for code, price in zip(baskets.products, prices, strict=True)
        },
        postage_minor=800,
    )
    design = Design(
        "d",
        tiers=(
            tier(Kind.LIMITED_PRICE, "price", products=some, share=2_000, first_day=0, last_day=2),
            tier(Kind.SECOND_ITEM, "second", share=5_000, customers=Customers.NEW),
            tier(Kind.MONEY_OFF, "off", threshold_minor=20_000, amount_minor=3_000, each_full=True),
            tier(Kind.COUPON, "coupon", threshold_minor=5_000, amount_minor=800, take_up=3_000),
            tier(Kind.GIFT, "gift", threshold_minor=10_000, each_full=True, gift="bag",
                 gift_cost_minor=350, budget_minor=20_000),
            tier(Kind.FREE_SHIPPING, "post", threshold_minor=9_900),
            tier(Kind.CROSS_SHOP, "cross", threshold_minor=30_000, amount_minor=5_000,
                 each_full=True, take_up=4_000, borne_share=6_000),
        ),
    )  # fmt: skip
    taken = assert_equal(design, baskets, terms)
    assert all(one.applies.any() for one in taken.tiers)


def test_carts_of_a_wholesale_shop_come_out_as_line_by_line(
    shared_data: Path, workspace: Workspace
) -> None:
    """Online Retail (UCI): carts of up to a thousand lines, pieces by the ten thousand."""
    name = "uci_online_retail_full.parquet"
    import_file(workspace, shared_data / name, name)
    dataset = current_dataset(workspace)
    assert dataset is not None
    every = read_baskets(dataset, date(2011, 11, 1), date(2011, 12, 9), date(2011, 11, 11))
    largest = np.argsort(np.diff(every.starts))[-20:]
    chosen = np.union1d(sample_of(every, 300).number, largest)
    baskets = every.chosen(chosen)
    assert np.diff(baskets.starts).max() > 400
    terms = ShopTerms(
        {code: ProductTerms(code, floor_minor=150, cost_minor=90) for code in every.products[::2]},
        postage_minor=500,
        cost_share=4_500,
    )
    design = Design(
        "d",
        tiers=(
            tier(Kind.LIMITED_PRICE, "price", products=frozenset(every.products[::5]), share=1_500),
            tier(Kind.N_FOR_PRICE, "set", quantity=5, amount_minor=900, each_full=True,
                 products=frozenset(every.products[::7])),
            tier(Kind.MONEY_OFF, "off", threshold_minor=20_000, amount_minor=1_500, each_full=True,
                 budget_minor=300_000),
            tier(Kind.FREE_SHIPPING, "post", threshold_minor=15_000),
        ),
    )  # fmt: skip
    taken = assert_equal(design, baskets, terms)
    assert taken.tiers[2].ended_after is not None
    assert all(one.applies.any() for one in taken.tiers)
