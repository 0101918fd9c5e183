"""The price list of a design: by hand, and what always holds."""

from dataclasses import replace

from hypothesis import given, settings

from planner.activities.circumstances import Circumstances
from planner.activities.price_list import PriceRow, Typical, price_list
from planner.activities.terms import ProductTerms, ShopTerms
from planner.activities.tiers import Customers, Design, Kind, Tier
from tests.activities.cases import designs, tier

SHOP = ShopTerms(
    {
        "mug": ProductTerms("mug", "Mug", "cups", 6_900, 2_000, 4_600),
        "jug": ProductTerms("jug", "Jug", "cups", 8_000, 3_000, 4_000),
        "pen": ProductTerms("pen", "Pen", None, None, 100),
    },
    parcel_cost_minor=500,
)
ABOUT = Circumstances(SHOP)
PRICE = tier(Kind.LIMITED_PRICE, "p", products=frozenset({"mug"}), amount_minor=4_800)
OFF = tier(Kind.MONEY_OFF, "o", threshold_minor=10_000, amount_minor=1_000)
CROSS = tier(Kind.CROSS_SHOP, "x", threshold_minor=30_000, amount_minor=5_000, each_full=True)


def rows(*tiers: Tier, companions: dict[str, str] | None = None) -> dict[str, PriceRow]:
    found = price_list(Design("d", tiers=tiers), ABOUT, companions)
    return {row.terms.product: row for row in found}


def test_the_prices_of_a_product_by_hand() -> None:
    mug = rows(PRICE, OFF, CROSS)["mug"]
    assert (mug.list_minor, mug.event_minor, mug.is_below_floor) == (6_900, 4_800, False)
    assert mug.margin_minor == 4_800 - 2_000 - 500
    told = {cart: (one.pieces, one.price_minor, one.margin_minor, one.is_below_floor)
            for cart, one in mug.final.items()}  # fmt: skip
    assert told == {
        Typical.ALONE: (1, 4_800, 2_300, False),
        # Three of them are 144, less 10; but the floor of 46 a piece holds 4 of it back.
        Typical.THRESHOLD: (3, 4_600, 7_300, False),
        # 138 of 300 takes 23 more, and no floor holds the platform back.
        Typical.EVERYTHING: (3, 3_833, 5_000, True),
    }


def test_the_companion_fills_the_cart() -> None:
    mug = rows(PRICE, OFF, companions={"mug": "jug"})["mug"]
    filled = mug.final[Typical.THRESHOLD]
    # 48 and a jug at 80 are 128: a mug bears 3.75 of the ten off, of which its floor allows two.
    assert (filled.pieces, filled.companion, filled.price_minor) == (1, "jug", 4_600)
    assert filled.margin_minor == 12_800 - 1_000 - 5_000 - 500


def test_the_event_price_is_that_of_its_hours_and_of_everybody() -> None:
    rush = replace(PRICE, to_hour=2)
    mug = rows(rush)["mug"]
    assert (mug.event_minor, mug.final[Typical.ALONE].price_minor) == (4_800, 6_900)
    assert rows(replace(PRICE, customers=Customers.TOP))["mug"].event_minor == 6_900
    after = rows(replace(PRICE, first_day=1))["mug"]
    assert (after.event_minor, after.final[Typical.EVERYTHING].price_minor) == (6_900, 6_900)


def test_what_the_platform_bears_is_received() -> None:
    borne = replace(CROSS, borne_share=0)
    assert not rows(PRICE, OFF, borne)["mug"].final[Typical.EVERYTHING].is_below_floor


def test_a_price_below_the_floor_is_marked_and_held_there() -> None:
    mug = rows(replace(PRICE, amount_minor=4_000))["mug"]
    assert (mug.event_minor, mug.is_below_floor) == (4_600, True)


def test_a_product_without_a_price_is_left_out_and_one_without_a_cost_has_no_margin() -> None:
    assert rows().keys() == {"jug", "mug"}
    about = Circumstances(ShopTerms({"a": ProductTerms("a", None, None, 1_000)}))
    (row,) = price_list(Design("d"), about)
    assert (row.margin_minor, row.final[Typical.ALONE].margin_minor) == (None, None)
    assert price_list(Design("d"), ABOUT, products=["jug", "lost"])[0].terms.product == "jug"


@settings(max_examples=30)
@given(designs(3))
def test_prices_never_rise_and_the_shop_keeps_its_floors(design: tuple[Tier, ...]) -> None:
    for row in price_list(Design("d", tiers=design), ABOUT):
        assert row.terms.floor_minor <= row.event_minor <= row.list_minor
        assert all(one.price_minor <= row.list_minor for one in row.final.values())
        for cart in (Typical.ALONE, Typical.THRESHOLD):
            assert not row.final[cart].is_below_floor
