"""The worst carts under the design, line by line, and what buyers keep who send goods back."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from planner.activities import Activities, ActivityAssumptions
from planner.activities.margin_lines import margin_lines
from planner.activities.nice_amounts import money
from planner.activities.outcome import Outcome
from planner.activities.refund_abuse import RefundAbuse, refund_abuses
from planner.activities.section import CUSTOMERS
from planner.activities.terms import ShopTerms
from planner.activities.tiers import WHOLE_SHARE, Customers
from planner.activities.worst_cart import WorstCart, WorstCarts
from planner.figures import Level, filled
from planner.language import Language, Message, Quantity, Unit, day_offset, listed, say
from planner.ui import cards, tables
from planner.ui.activities_designs import Shown, circumstances, refused_of
from planner.ui.state import Screen
from planner.ui.text import escaped


def say_refused(screen: Screen, shown: Shown) -> bool:
    """Say that a design that is refused cannot be worked out; return whether it is."""
    if shown.design.tiers and not refused_of(screen, shown):
        return False
    told = say("Mend what is refused above first: until then nothing can be worked out.")
    st.info(screen.language.text(told), icon=":material/info:")
    return True


def draw(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the worst carts by amount and by share, then the refunds that leak."""
    if say_refused(screen, shown):
        return
    _draw_worst(screen, activities, shown)
    _draw_abuses(screen, activities, shown)


# Worst carts -------------------------------------------------------------------------------------


def _draw_worst(screen: Screen, activities: Activities, shown: Shown) -> None:
    language = screen.language
    st.subheader(language.text(say("The worst cart")), anchor=False)
    found = activities.worst(shown.design)
    if found.by_amount is None:
        told = say("No cart can be worked out: no product has a price and a cost.")
        st.info(language.text(told), icon=":material/info:")
        return
    cards.verdict(screen, *_verdict(found.by_amount))
    st.caption(" ".join(escaped(language.text(one)) for one in _evidence(found)))
    _draw_cart(screen, activities.shop, say("It leaves the least money"), found.by_amount)
    if found.by_share is not None and found.by_share.out.cart != found.by_amount.out.cart:
        _draw_cart(screen, activities.shop, say("It leaves the least of its price"), found.by_share)


def _verdict(worst: WorstCart) -> tuple[Level, Message]:
    if worst.margin_minor < 0:
        told = say("The worst cart loses {amount}.", amount=money(-worst.margin_minor))
        return Level.AT_RISK, told
    told = say(
        "Even the worst cart that was found leaves {amount}.", amount=money(worst.margin_minor)
    )
    return Level.READY, told


def _evidence(found: WorstCarts) -> list[Message]:
    told = [
        say("All {count} legal carts were tried.", count=found.tried)
        if found.is_complete
        else say(
            "{count} carts were tried, those that are made to be bad first; another may be worse.",
            count=found.tried,
        )
    ]
    if found.estimated:
        told.append(
            say("The cost of {count} products is a share of their price.", count=found.estimated)
        )
    if found.left_out:
        told.append(
            say("{count} products are left out: nothing tells their cost.", count=found.left_out)
        )
    if found.without_price:
        told.append(
            say("{count} products are left out: no price is known.", count=found.without_price)
        )
    return told


def _draw_cart(screen: Screen, shop: ShopTerms, title: Message, worst: WorstCart) -> None:
    language = screen.language
    st.markdown(f"**{escaped(language.text(title))}**")
    st.caption(escaped(language.text(_circumstances(worst))))
    tables.draw(margin_table(worst, shop, language), words=1, until=2, whole=True)


def _circumstances(worst: WorstCart) -> Message:
    cart = worst.out.cart
    buyer = Customers.TOP if Customers.TOP in cart.customers else next(iter(cart.customers), None)
    return say(
        "Paid on {day} at {hour}:00 by: {buyer}. {share} of what is paid is left.",
        day=day_offset(cart.day),
        hour=f"{cart.hour:02d}",
        buyer=CUSTOMERS[(buyer or Customers.ALL).value],
        share=Quantity(_rounded(worst.margin_share), Unit.SHARE),
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def margin_table(worst: WorstCart, shop: ShopTerms, language: Language) -> pd.DataFrame:
    """Return how the margin of a cart comes about; its last row is the margin."""
    rows = [
        [
            language.text(line.label),
            language.field(money(line.amount_minor)),
            language.text(line.why) if line.why else "",
        ]
        for line in margin_lines(worst.out, shop)
    ]
    rows.append(
        [language.text(say("Left to the shop")), language.field(money(worst.margin_minor)), ""]
    )
    heads = (say("Line"), say("Amount"), say("Why"))
    return tables.made(heads, rows, language)


# Refunds -----------------------------------------------------------------------------------------


def _draw_abuses(screen: Screen, activities: Activities, shown: Shown) -> None:
    language = screen.language
    st.subheader(language.text(say("Bought, sent back, and the gift kept")), anchor=False)
    given = filled("activities", ActivityAssumptions, screen.answer.entries)
    share = round(given.abuse_share * WHOLE_SHARE)
    found = screen.once(
        ("abuse", shown.key),
        lambda: refund_abuses(
            shown.design,
            circumstances(screen),
            qualifying_orders(activities.outcome(shown.design)),
            share,
        ),
    )
    if not found:
        told = say("Nothing leaks: whoever sends goods back keeps no more than was paid for.")
        st.info(language.text(told), icon=":material/check_circle:")
        return
    total = sum(one.expected_leak_minor for one in found)
    told = say(
        "Expected leak: {amount}, where {share} of the orders that qualify are partly sent back for"
        " it.",
        amount=money(total),
        share=Quantity(given.abuse_share, Unit.SHARE),
    )
    st.markdown(escaped(language.text(told)))
    tables.draw_sentences(abuse_table(found, language), short=4)


def qualifying_orders(outcome: Outcome) -> dict[str, int]:
    """Return how many orders are expected to get each tier, with the response of buyers."""
    factor = outcome.reaction.order_factor.p50
    return {one.tier.tier_id: round(one.orders * factor) for one in outcome.tiers}


def abuse_table(found: Sequence[RefundAbuse], language: Language) -> pd.DataFrame:
    """Return the best abuse of each tier, what it costs, and what closes it."""
    heads = (
        say("Tier"), say("Leak of an order"), say("Orders that qualify"), say("Expected leak"),
        say("How"), say("What closes it"),
    )  # fmt: skip
    rows = [
        [
            language.text(one.tier.label),
            language.field(money(one.leak_minor)),
            language.number(one.orders),
            language.field(money(one.expected_leak_minor)),
            language.text(_bought(one)),
            language.text(one.change),
        ]
        for one in found
    ]
    return tables.made(heads, rows, language)


def _bought(one: RefundAbuse) -> Message:
    goods = listed(
        say("{count} × {product}", count=line.quantity, product=line.product)
        for line in one.out.cart.lines
    )
    return say("{goods}: {why}", goods=goods, why=one.why)
