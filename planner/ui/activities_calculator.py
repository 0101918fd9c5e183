"""The calculator: any cart, typed in, through the tiers of the design step by step."""

from collections.abc import Iterable
from datetime import timedelta

import pandas as pd
import streamlit as st

from planner.activities import Activities
from planner.activities.calculator import TypedCart, Worked, work_out_cart
from planner.activities.cart import CheckOut
from planner.activities.nice_amounts import money
from planner.activities.section import CUSTOMERS, SEES
from planner.activities.terms import ShopTerms
from planner.activities.tiers import Customers, Design
from planner.language import Language, Message, say
from planner.ui import cards, inputs, tables
from planner.ui.activities_designs import Shown
from planner.ui.activities_tiers import product_names
from planner.ui.grids import is_empty
from planner.ui.state import Screen
from planner.ui.text import escaped

TYPED, GRID = "cart-typed", "cart-grid"
"""Where a session keeps the cart: the plan knows nothing of it, and a look at another page must not
lose it."""
BEGIN_WITH = 2
"""Products in the cart before anything is typed, the fittest of the shop."""
MOST_PIECES = 100_000
CHOICE_WIDTH = 220


def draw(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the cart with its buyer and time, and what each tier does to it."""
    language = screen.language
    st.subheader(language.text(say("Any cart, step by step")), anchor=False)
    if not activities.shop.products:
        told = say("Your sheets name no product: upload the order lines or the product list.")
        st.info(language.text(told), icon=":material/info:")
        return
    pieces = _draw_cart(screen, activities)
    typed = _draw_circumstances(screen, shown.design, pieces)
    worked = work_out_cart(typed, shown.design, activities.shop)
    if worked is None:
        told = say("Put a product with a price and its pieces into the cart.")
        st.info(language.text(told), icon=":material/info:")
        return
    if worked.unpriced:
        left_out = say(
            "Left out, since no sheet tells a price: {products}",
            products=", ".join(worked.unpriced),
        )
        st.warning(escaped(language.text(left_out)), icon=":material/warning:")
    _draw_result(screen, activities.shop, worked)


# The cart ----------------------------------------------------------------------------------------


def _draw_cart(screen: Screen, activities: Activities) -> dict[str, int]:
    """Draw the grid of products and pieces and return what stands in it."""
    language, names = screen.language, product_names(screen, activities)
    if GRID not in st.session_state:
        # Only when the grid is drawn anew: fed its own output, it would lose every second edit.
        st.session_state[f"{GRID}-seed"] = st.session_state.get(TYPED) or _first_cart(
            activities, names
        )
    seed = pd.DataFrame(st.session_state[f"{GRID}-seed"], columns=["product", "pieces"])
    edited: pd.DataFrame = st.data_editor(
        seed.astype({"product": object, "pieces": "float64"}),
        key=GRID,
        hide_index=True,
        num_rows="dynamic",
        column_config={
            "product": st.column_config.SelectboxColumn(
                language.text(say("Product")),
                options=list(names),
                format_func=lambda code: names.get(str(code), str(code)),
                width="large",
            ),
            "pieces": st.column_config.NumberColumn(
                language.text(say("Pieces")), min_value=1, max_value=MOST_PIECES, step=1, default=1
            ),
        },
    )
    cells = zip(edited["product"].tolist(), edited["pieces"].tolist(), strict=True)
    rows = [
        (str(code), 1 if is_empty(count) else int(count))
        for code, count in cells
        if not is_empty(code)
    ]
    st.session_state[TYPED] = rows
    pieces: dict[str, int] = {}
    for code, count in rows:
        pieces[code] = pieces.get(code, 0) + max(1, count)
    return pieces


def _first_cart(activities: Activities, names: Iterable[str]) -> list[tuple[str, int]]:
    products = activities.shop.products
    priced = (code for code in names if products[code].list_price_minor)
    return [(code, 1) for code, _ in zip(priced, range(BEGIN_WITH), strict=False)]


def _draw_circumstances(screen: Screen, design: Design, pieces: dict[str, int]) -> TypedCart:
    """Draw who buys, when, and which optional tiers are made use of."""
    language, campaign = screen.language, screen.answer.campaign
    optional = {
        tier.tier_id: tier.label for tier in design.in_order if tier.kind.traits.is_optional
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        buyer = inputs.select(
            language.text(say("Buyer")),
            list(Customers),
            lambda one: language.text(_BUYERS.get(one) or CUSTOMERS[one.value]),
            key="cart-buyer",
            first=Customers.ALL,
            width=CHOICE_WIDTH,
        )
        day = inputs.select(
            language.text(say("Day")),
            range(-campaign.days_before, campaign.days_after + 1),
            lambda offset: language.short_day(campaign.main_day + timedelta(days=offset)),
            key="cart-day",
            first=0,
            width=CHOICE_WIDTH,
        )
        hour = inputs.select(
            language.text(say("Hour")),
            range(24),
            language.hour,
            key="cart-hour",
            first=12,
            width=CHOICE_WIDTH,
        )
    uses: list[str] = []
    if optional:
        uses = st.multiselect(
            language.text(say("Made use of by the buyer")),
            list(optional),
            default=list(optional),
            format_func=lambda one: language.text(optional[one]),
            key=f"cart-uses-{'-'.join(optional)}-{language.code}",
            placeholder=language.text(say("none of them")),
        )
    return TypedCart(pieces, buyer, day, hour, frozenset(uses))


_BUYERS = {Customers.ALL: say("nobody knows")}


# What comes of it --------------------------------------------------------------------------------


def _draw_result(screen: Screen, shop: ShopTerms, worked: Worked) -> None:
    language, out = screen.language, worked.out
    base = out.cart.base_minor
    cards.plain(
        screen,
        (
            (say("Goods at the label"), language.field(money(base))),
            (say("The buyer pays"), language.field(money(out.paid_minor))),
            (say("Taken off the goods"), language.share(out.off_minor / base if base else 0)),
            (say("Left to the shop"), language.field(money(worked.margin_minor))),
        ),
    )
    if worked.margin_minor is None:
        told = say("What is left needs the costs of these goods: no sheet tells them.")
        st.caption(language.text(told))
    tables.draw(step_table(out, language), words=2, until=-1, whole=True)
    st.markdown("\n".join(f"- {escaped(language.text(one))}" for one in readings_of(worked, shop)))
    tables.draw(line_table(out, shop, language), words=2, whole=True)


def step_table(out: CheckOut, language: Language) -> pd.DataFrame:
    """Return what each tier did, in the order in which they apply, and why."""
    heads = (
        say("Step"), say("Tier"), say("Goods that it sees"), say("Takes off"),
        say("Held back by floors"), say("Adds at cost"), say("Off by the other reading"),
        say("Why"),
    )  # fmt: skip
    rows = [
        [
            f"{place} {'✓' if step.applies else '✗'}",
            language.text(step.tier.label),
            language.field(money(step.seen_minor)),
            language.field(money(step.off_minor + step.postage_minor)),
            language.field(money(step.held_back_minor)),
            language.field(money(step.goods.cost_minor if step.goods else 0)),
            language.field(money(step.other_off_minor)),
            language.text(step.why),
        ]
        for place, step in enumerate(out.steps, 1)
    ]
    return tables.made(heads, rows, language)


def readings_of(worked: Worked, shop: ShopTerms) -> list[Message]:
    """Return what the buyer pays and the shop keeps, by each reading of what tiers look at."""
    return [
        say(
            "Where every tier looks at {seen}: the buyer pays {paid}, {margin} is left.",
            seen=SEES[sees.value],
            paid=money(out.paid_minor),
            margin=money(shop.margin_minor(out)),
        )
        for sees, out in worked.readings.items()
    ]


def line_table(out: CheckOut, shop: ShopTerms, language: Language) -> pd.DataFrame:
    """Return each line of the cart with what is paid for it, and what tiers added."""
    heads = (
        say("Product code"), say("Name"), say("Pieces"), say("Price on the label"), say("Paid"),
        say("Paid a piece"), say("Floor of a piece"),
    )  # fmt: skip
    rows = [
        [
            line.product,
            _title(line.product, shop),
            language.number(line.quantity),
            language.field(money(line.unit_price_minor)),
            language.field(money(net)),
            language.field(money(net // line.quantity)),
            language.field(money(line.floor_minor or None)),
        ]
        for line, net in zip(out.cart.lines, out.net_by_line, strict=True)
    ]
    rows += [
        [
            one.product,
            language.text(say("added by a tier")),
            language.number(one.quantity),
            language.field(money(None)),
            language.field(money(one.paid_minor)),
            language.field(money(one.paid_minor // one.quantity)),
            language.field(money(None)),
        ]
        for one in out.goods
    ]
    return tables.made(heads, rows, language)


def _title(product: str, shop: ShopTerms) -> str:
    one = shop.products.get(product)
    return (one.title if one else None) or ""
