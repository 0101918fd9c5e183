"""Carts and tiers that tests of activities share."""

from typing import Any

from hypothesis import strategies as st

from planner.activities.cart import Cart, CartLine
from planner.activities.tiers import Combines, Customers, Kind, Sees, Tier


def cart(*lines: tuple[str, int, int], **fields: Any) -> Cart:
    """Return a cart of ``(product, quantity, unit price in minor units)``."""
    return Cart(tuple(CartLine(*line) for line in lines), **fields)


def tier(kind: Kind, tier_id: str = "t", **fields: Any) -> Tier:
    """Return a tier; ``products`` may be given as a set of codes."""
    return Tier(tier_id, kind, **fields)


CATEGORIES = ("coats", "scarves", None)


@st.composite
def cart_lines(draw: st.DrawFn) -> CartLine:
    price = draw(st.integers(1, 40_000))
    return CartLine(
        product=draw(st.sampled_from(("a", "b", "c", "d"))),
        quantity=draw(st.integers(1, 6)),
        unit_price_minor=price,
        category=draw(st.sampled_from(CATEGORIES)),
        floor_minor=draw(st.integers(0, 1)) * draw(st.integers(0, price)),
        cost_minor=draw(st.integers(0, price)),
    )


@st.composite
def carts(draw: st.DrawFn) -> Cart:
    return Cart(
        lines=tuple(draw(st.lists(cart_lines(), min_size=1, max_size=5))),
        customers=frozenset(draw(st.sets(st.sampled_from((Customers.NEW, Customers.TOP))))),
        day=draw(st.integers(-2, 2)),
        hour=draw(st.integers(0, 23)),
        postage_minor=draw(st.sampled_from((0, 800))),
        uses=frozenset(draw(st.sets(st.sampled_from(("t0", "t1", "t2", "t3"))))),
    )


@st.composite
def tiers(draw: st.DrawFn, tier_id: str = "t0") -> Tier:
    kind = draw(st.sampled_from(list(Kind)))
    amount = draw(st.integers(1, 20_000))
    share = draw(st.integers(1, 10_000))
    if kind in (Kind.LIMITED_PRICE, Kind.PLATFORM_COUPON):
        amount *= draw(st.integers(0, 1))
    return Tier(
        tier_id=tier_id,
        kind=kind,
        products=frozenset(draw(st.sets(st.sampled_from(("a", "b")), max_size=1))),
        categories=frozenset(draw(st.sets(st.sampled_from(("coats",))))),
        customers=draw(st.sampled_from((Customers.ALL, Customers.ALL, Customers.NEW))),
        to_hour=draw(st.sampled_from((24, 24, 12))),
        threshold_minor=draw(st.integers(1, 60_000)),
        amount_minor=amount,
        share=share,
        quantity=draw(st.integers(1, 3)),
        each_full=draw(st.booleans()),
        cap_times=draw(st.sampled_from((None, 1, 2))),
        cap_minor=draw(st.sampled_from((None, 500))),
        limit_pieces=draw(st.sampled_from((None, 1, 4))),
        gift="g",
        gift_quantity=draw(st.integers(1, 2)),
        gift_cost_minor=draw(st.integers(0, 900)),
        borne_share=draw(st.sampled_from((10_000, 3_000))),
        sees=draw(st.sampled_from(list(Sees))),
        combines=draw(
            st.sampled_from((Combines.ALL, Combines.ALL, Combines.GROUP, Combines.ALONE))
        ),
        group="g1",
    )


@st.composite
def designs(draw: st.DrawFn, most: int = 4) -> tuple[Tier, ...]:
    """Draw tiers in the order in which they apply: the platform's last."""
    drawn = [draw(tiers(f"t{place}")) for place in range(draw(st.integers(0, most)))]
    return tuple(sorted(drawn, key=lambda one: one.kind.traits.is_platform))
