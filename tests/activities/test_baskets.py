"""The paid orders of a window as columns, and one of them as a cart."""

from datetime import date

from planner.activities.baskets import cart_of, read_baskets
from planner.activities.cart import Cart, CartLine
from planner.activities.population import work_out
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Customers, Design, Kind
from planner.tables import Dataset
from tests.activities.cases import tier
from tests.conftest import MakeDataset
from tests.rows import line, order

EVENT = date(2026, 11, 11), date(2026, 11, 13), date(2026, 11, 11)


def test_orders_lie_in_order_of_payment_with_their_lines(event_dataset: Dataset) -> None:
    baskets = read_baskets(event_dataset, *EVENT)
    assert baskets.products == ("", "belt", "coat", "scarf")
    assert baskets.categories == (None, None, "outerwear", None)
    assert baskets.starts.tolist() == [0, 1, 2, 3, 5]
    assert baskets.product.tolist() == [2, 3, 3, 2, 1]
    assert baskets.quantity.tolist() == [1, 2, 1, 1, 1]
    assert baskets.unit_price_minor.tolist() == [12_000, 4_025, 3_330, 6_000, 620]
    assert baskets.day.tolist() == [0, 0, 0, 2]
    assert baskets.hour.tolist() == [0, 0, 20, 9]
    assert baskets.base_minor.tolist() == [12_000, 8_050, 3_330, 6_620]
    assert baskets.paid_minor.tolist() == [12_000, 8_050, 3_330, 6_620]
    assert baskets.orders_without_lines == 0
    assert not baskets.is_known.any()  # the sheets hold nothing from before


def test_an_order_is_the_same_as_a_cart(event_dataset: Dataset) -> None:
    baskets = read_baskets(event_dataset, *EVENT)
    coat = ProductTerms("coat", floor_minor=7_000, cost_minor=6_100)
    shop = ShopTerms({"coat": coat}, postage_minor=800)
    coupon = tier(Kind.COUPON, "c", amount_minor=1)
    assert cart_of(baskets, 3, shop, (coupon,)) == Cart(
        (CartLine("coat", 1, 6_000, "outerwear", 7_000, 6_100), CartLine("belt", 1, 620)),
        day=2, hour=9, postage_minor=800, uses=frozenset({"c"}),
    )  # fmt: skip


def test_what_is_no_goods_is_left_out_and_orders_without_lines_are_their_amount(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(
        [
            order("sent back", "2026-11-11 01:00", 10),
            order("list alone", "2026-11-11 02:00", 90, gross_amount=108, shipping_fee=8),
            order("no price", "2026-11-11 03:00", 50, gross_amount=0, shipping_fee=5),
            order("return", "2026-11-11 04:00", 0, is_return=True),
            order("not paid", "2026-11-11 05:00"),
        ],
        [
            line("sent back", "a", price=10),
            line("sent back", "b", -1, price=4),
            line("sent back", "post", price=3, is_service=True),
            line("no price", "a", price=None),
            line("no price", "b", price=7),
        ],
    )
    baskets = read_baskets(dataset, *EVENT)
    assert baskets.starts.tolist() == [0, 1, 2, 3]
    assert [baskets.products[place] for place in baskets.product] == ["a", "", ""]
    assert baskets.base_minor.tolist() == [1_000, 10_000, 4_500]
    assert baskets.has_lines.tolist() == [True, False, False]
    assert baskets.orders_without_lines == 2
    assert baskets.postage_minor.tolist() == [0, 800, 500]
    over_90 = tier(Kind.MONEY_OFF, threshold_minor=9_000, amount_minor=500)
    taken = work_out(Design("d", tiers=(over_90,)), baskets, ShopTerms())
    assert taken.off_minor.tolist() == [0, 500, 0]


def test_buyers_are_what_the_shop_knew_before_the_window(make_dataset: MakeDataset) -> None:
    buyers = ("ann", "bob", "cid", None)
    earlier = [
        order("e1", "2026-11-01 10:00", 500, buyer_id="ann"),
        order("e2", "2026-11-02 10:00", 20, buyer_id="bob"),
    ]
    event = [
        order(f"{place}-{again}", f"2026-11-11 1{place}:0{again}", 30, buyer_id=buyer)
        for place, buyer in enumerate(buyers)
        for again in range(2)
    ]
    baskets = read_baskets(make_dataset([*earlier, *event]), *EVENT, top_share=0.5)
    groups = [cart_of(baskets, place, ShopTerms()).customers for place in range(0, 8, 2)]
    returning, new = Customers.RETURNING, Customers.NEW
    assert groups == [{returning, Customers.TOP}, {returning}, {new}, frozenset()]
    again = [cart_of(baskets, place, ShopTerms()).customers for place in range(1, 8, 2)]
    assert again == groups  # a buyer of the event's first hour is new for all of it


def test_a_window_without_orders_is_empty(smallest_dataset: Dataset) -> None:
    baskets = read_baskets(smallest_dataset, *EVENT)
    assert baskets.order_count == 0
    coupon = tier(Kind.COUPON, amount_minor=1, budget_minor=5)
    assert not work_out(Design("d", tiers=(coupon,)), baskets, ShopTerms()).off_minor.size
