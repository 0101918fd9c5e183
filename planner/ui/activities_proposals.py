"""What the shop's own data proposes, each with why, and what puts it into the design."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from planner.activities import Activities
from planner.activities.adding import tier_to_add
from planner.activities.gift_ladder import GiftLadder
from planner.activities.group_buy import GroupBuyItem, GroupBuyProposals
from planner.activities.nice_amounts import money
from planner.activities.pairs import AddOnPair, PairedProduct, PairProposals, Promise
from planner.activities.platform import rules_for
from planner.activities.references import BUYERS, CATEGORIES, SOURCE, VISITORS_PER_DAY, reference_of
from planner.activities.start import Proposals
from planner.activities.templates import fitting_first
from planner.activities.thresholds import Threshold, ThresholdKind, ThresholdProposals
from planner.activities.tiers import WHOLE_SHARE, Kind, Tier
from planner.activities.wording import sentence_of, told_of
from planner.campaign.presets import preset_on
from planner.campaign.purposes import PURPOSES, purposes_of
from planner.language import Language, Message, say
from planner.ui import empty, tables
from planner.ui.activities_designs import (
    Shown,
    add,
    missing_of,
    proposals_of,
    proposed_design,
)
from planner.ui.activities_tiers import append
from planner.ui.inputs import select
from planner.ui.plans import act
from planner.ui.state import Screen
from planner.ui.text import escaped

PAIRS_SHOWN = 200
CHOICE_WIDTH = 420
KIND_OF_THRESHOLD: Mapping[ThresholdKind, Kind] = {
    ThresholdKind.FREE_SHIPPING: Kind.FREE_SHIPPING,
    ThresholdKind.MONEY_OFF: Kind.MONEY_OFF,
}
PROMISES: Mapping[Promise, Message] = {
    Promise.PROMISING: say("promising"),
    Promise.MIDDLING: say("middling"),
    Promise.POOR: say("poor"),
}


def draw(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the templates, thresholds, add-ons, gifts, group-buy items and the reference."""
    found = proposals_of(screen, activities)
    if shown.template is not None:
        told = say("Take a design first: then each of these can be added to it.")
        st.caption(screen.language.text(told))
    _draw_templates(screen, activities, found)
    _draw_thresholds(screen, activities, shown, found.thresholds)
    _draw_pairs(screen, activities, shown, found.pairs)
    _draw_ladder(screen, activities, shown, found)
    _draw_group_buy(screen, shown, found.group_buy)
    _draw_layers(screen, shown)
    _draw_reference(screen, activities)


def _frame(
    heads: Sequence[Message], rows: Sequence[Sequence[str]], language: Language
) -> pd.DataFrame:
    return tables.made(heads, rows, language)


def _title(screen: Screen, title: Message, rules: str) -> None:
    text = screen.language.text(title)
    st.markdown(f"##### {escaped(text)} :gray[:small[{escaped(rules)}]]")


def _draw_adding(
    screen: Screen,
    shown: Shown,
    offered: Mapping[str, tuple[str, Callable[[], Tier]]],
    key: str,
    label: Message,
) -> None:
    """Draw the choice of what to add to the design, and the button that adds it.

    Args:
        screen: that it is drawn on.
        shown: design that it goes to.
        offered: what it is called and what makes its tier, by a key.
        key: of the widgets.
        label: above the choice.
    """
    if shown.template is not None or not offered:
        return
    language = screen.language
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = select(
            language.text(label),
            list(offered),
            lambda one: offered[one][0],
            key=f"{key}-choice",
            first=next(iter(offered)),
            width=CHOICE_WIDTH,
        )
        name, make = offered[chosen]
        st.button(
            language.text(say("Add to this design")),
            icon=":material/add:",
            key=f"{key}-add",
            on_click=act,
            args=(
                language,
                lambda: append(screen, shown.design.design_id, make()),
                say("{tier} is added to {design}.", tier=name, design=shown.design.name),
            ),
        )


# Templates ---------------------------------------------------------------------------------------


def _draw_templates(screen: Screen, activities: Activities, found: Proposals) -> None:
    """Draw the designs to begin with, those that serve the plan's purposes first."""
    language = screen.language
    _title(screen, say("Designs to begin with"), "ACT-1 · ACT-2 · ACT-7")
    ordered = fitting_first(found.templates, purposes_of(screen.plan))
    for template in ordered:
        proposed = proposed_design(screen, activities, template.key)
        serves = " · ".join(language.text(PURPOSES[key]) for key in template.purposes)
        missing = missing_of(screen, proposed)
        with st.container(border=True, gap="xsmall", key=f"template-{template.key}"):
            st.markdown(
                "  \n".join(
                    (
                        f"**{escaped(language.text(template.name))}** ·"
                        f" {escaped(language.text(template.use))}",
                        escaped(language.text(told_of(proposed.design))),
                        *((f":gray[{escaped(missing)}]",) if missing else ()),
                        f":gray[:small[{escaped(serves)} · {escaped(', '.join(template.rules))}]]",
                    )
                )
            )
            st.button(
                language.text(say("Take this design")),
                icon=":material/add:",
                type="tertiary",
                key=f"take-{template.key}",
                on_click=act,
                args=(
                    language,
                    partial(add, screen, proposed.design),
                    say(
                        "{design} is in the plan; every tier can be changed.",
                        design=template.name,
                    ),
                ),
            )


# Thresholds --------------------------------------------------------------------------------------


def _draw_thresholds(
    screen: Screen, activities: Activities, shown: Shown, found: ThresholdProposals
) -> None:
    language = screen.language
    _title(screen, say("Thresholds from your order values"), "ACT-5")
    st.caption(escaped(language.text(found.reason)))
    if found.proposed is None:
        return
    empty.say_problems(screen, found.proposed.remarks)
    offers = (found.proposed.free_shipping, found.proposed.money_off)
    tables.draw(threshold_table(offers, language), words=1, whole=True)
    _draw_reasons(screen, ((_threshold_name(one, language), one.reasons) for one in offers))
    _draw_adding(
        screen,
        shown,
        {
            one.kind.value: (_threshold_name(one, language), partial(_threshold_tier, one))
            for one in offers
        },
        "threshold",
        say("Threshold to add"),
    )


def _threshold_name(one: Threshold, language: Language) -> str:
    label = language.text(KIND_OF_THRESHOLD[one.kind].traits.label)
    return f"{label} {language.field(money(one.threshold_minor))}"


def _threshold_tier(one: Threshold) -> Tier:
    return Tier(
        "",
        KIND_OF_THRESHOLD[one.kind],
        threshold_minor=one.threshold_minor,
        amount_minor=one.amount_minor or 0,
    )


def threshold_table(offers: Sequence[Threshold], language: Language) -> pd.DataFrame:
    """Return each threshold with how many orders stand above and just under it, and why."""
    heads = (
        say("Kind"), say("From an amount of"), say("Taken off"), say("Reach it"),
        say("Just under"), say("Far below"),
    )  # fmt: skip
    return _frame(
        heads,
        [
            [
                language.text(KIND_OF_THRESHOLD[one.kind].traits.label),
                language.field(money(one.threshold_minor)),
                language.field(money(one.amount_minor)),
                language.share(one.reach.share(one.reach.above)),
                language.share(one.reach.share(one.reach.just_under)),
                language.share(one.reach.share(one.reach.far_below)),
            ]
            for one in offers
        ],
        language,
    )


def _draw_reasons(screen: Screen, told: Iterable[tuple[str, Sequence[Message]]]) -> None:
    """Draw why each of a few things is proposed, in full: a cell of a table would cut it off."""
    lines = (
        f"- **{escaped(name)}** {escaped(_reasons(reasons, screen.language))}"
        for name, reasons in told
    )
    st.markdown("\n".join(lines))


def _reasons(reasons: Sequence[Message], language: Language) -> str:
    return " ".join(language.text(one) for one in reasons)


# Pairs -------------------------------------------------------------------------------------------


def _draw_pairs(screen: Screen, activities: Activities, shown: Shown, found: PairProposals) -> None:
    language = screen.language
    _title(screen, say("Add-ons from your baskets"), "ACT-6")
    if found.problem is not None:
        st.info(escaped(language.text(found.problem)), icon=":material/info:")
    for remark in found.remarks:
        st.caption(escaped(language.text(remark)))
    pairs = found.pairs[:PAIRS_SHOWN]
    if not pairs:
        return
    tables.draw(screen.once("pairs", lambda: pair_table(pairs, language)), words=3, until=-1)
    _draw_adding(
        screen,
        shown,
        {
            f"{one.anchor.product}+{one.add_on.product}": (
                language.text(
                    say(
                        "{add_on} beside {anchor}",
                        add_on=_told(one.add_on),
                        anchor=_told(one.anchor),
                    )
                ),
                partial(_add_on_tier, screen, activities, one),
            )
            for one in pairs
        },
        "pair",
        say("Add-on to add"),
    )


def _told(one: PairedProduct) -> str:
    return one.title or one.product


def _add_on_tier(screen: Screen, activities: Activities, pair: AddOnPair) -> Tier:
    found = proposals_of(screen, activities)
    alone = replace(found, pairs=replace(found.pairs, pairs=(pair,)))
    tier = tier_to_add(Kind.ADD_ON, alone, activities.shop, screen.language.text)
    # As often as it was bought with the anchor; nothing tells how often it will be added.
    take_up = round(pair.confidence * WHOLE_SHARE)
    return replace(tier, products=frozenset({pair.anchor.product}), take_up=take_up)


def pair_table(pairs: Sequence[AddOnPair], language: Language) -> pd.DataFrame:
    """Return products with what to add to them, and how much more often than by chance."""
    heads = (
        say("Product"), say("Add-on"), say("Promise"), say("Price of the add-on"),
        say("Baskets with both"), say("Support"), say("Confidence"), say("Lift"),
        say("Lift at least"), say("Why"),
    )  # fmt: skip
    return _frame(
        heads,
        [
            [
                _told(one.anchor),
                _told(one.add_on),
                language.text(PROMISES[one.promise]),
                language.field(money(one.add_on.price_minor)),
                language.number(one.together),
                language.share(one.support, 2),
                language.share(one.confidence),
                language.number(one.lift, 2),
                language.number(one.lowest_lift, 2),
                _reasons(one.reasons, language),
            ]
            for one in pairs
        ],
        language,
    )


# Gifts -------------------------------------------------------------------------------------------


def _draw_ladder(screen: Screen, activities: Activities, shown: Shown, found: Proposals) -> None:
    language, ladder = screen.language, found.ladder
    _title(screen, say("Gifts that rise with the order"), "ACT-4 · ACT-7")
    if ladder.problem is not None:
        st.caption(escaped(language.text(ladder.problem)))
    if not ladder.steps:
        return
    tables.draw(ladder_table(ladder, language), words=1, whole=True)
    _draw_reasons(
        screen,
        ((language.field(money(one.threshold_minor)), one.reasons) for one in ladder.steps),
    )

    def tier(grade: int) -> Tier:
        steps = tuple(one for one in ladder.steps if one.grade == grade)
        alone = replace(found, ladder=replace(ladder, steps=steps))
        return tier_to_add(Kind.GIFT, alone, activities.shop, language.text)

    _draw_adding(
        screen,
        shown,
        {
            str(one.grade): (
                language.text(
                    say(
                        "Gift of grade {grade}, from {threshold}",
                        grade=one.grade,
                        threshold=money(one.threshold_minor),
                    )
                ),
                partial(tier, one.grade),
            )
            for one in ladder.steps
        },
        "gift",
        say("Gift to add"),
    )


def ladder_table(ladder: GiftLadder, language: Language) -> pd.DataFrame:
    """Return each step with what its gift may cost and how many orders reach it."""
    heads = (
        say("Grade"), say("From an amount of"), say("Gift may cost"), say("Reach it"),
        say("Just under"),
    )  # fmt: skip
    return _frame(
        heads,
        [
            [
                language.number(one.grade),
                language.field(money(one.threshold_minor)),
                language.field(money(one.most_cost_minor)),
                language.share(one.reach.share(one.reach.above)),
                language.share(one.reach.share(one.reach.just_under)),
            ]
            for one in ladder.steps
        ],
        language,
    )


# Group-buy ---------------------------------------------------------------------------------------


def _draw_group_buy(screen: Screen, shown: Shown, found: GroupBuyProposals) -> None:
    language = screen.language
    _title(screen, say("Group-buy items"), "ACT-7 · ACT-8")
    if found.problem is not None:
        st.info(escaped(language.text(found.problem)), icon=":material/info:")
    if found.items:
        tables.draw(group_buy_table(found.items, language), words=2, whole=True)
        _draw_reasons(screen, ((one.candidate.product, one.reasons) for one in found.items))
        _draw_adding(
            screen,
            shown,
            {
                one.candidate.product: (
                    f"{one.candidate.product} · {language.field(money(one.price_minor))}",
                    partial(_item_tier, one),
                )
                for one in found.items
            },
            "item",
            say("Item to add"),
        )
    if found.passed_over:
        with st.expander(language.text(say("Passed over"))):
            rows = [
                [one.product, one.title or "", language.text(why)] for one, why in found.passed_over
            ]
            heads = (say("Product code"), say("Name"), say("Why"))
            tables.draw(_frame(heads, rows, language), words=3)


def _item_tier(one: GroupBuyItem) -> Tier:
    return Tier(
        "",
        Kind.LIMITED_PRICE,
        products=frozenset({one.candidate.product}),
        amount_minor=one.price_minor,
        first_n=one.quantity,
    )


def group_buy_table(items: Sequence[GroupBuyItem], language: Language) -> pd.DataFrame:
    """Return each product with its price in the group-buy, what that leaves, and why."""
    heads = (
        say("Product code"), say("Name"), say("Usual price"), say("Group-buy price"),
        say("Floor of a piece"), say("Above the floor"), say("Pieces"),
    )  # fmt: skip
    return _frame(
        heads,
        [
            [
                one.candidate.product,
                one.candidate.title or "",
                language.field(money(one.candidate.price_minor)),
                language.field(money(one.price_minor)),
                language.field(money(one.candidate.floor_minor)),
                language.field(money(one.above_floor_minor)),
                language.number(one.quantity),
            ]
            for one in items
        ],
        language,
    )


# Layers of the platform -------------------------------------------------------------------------


def _draw_layers(screen: Screen, shown: Shown) -> None:
    """Draw what platforms laid over all shops in such an event, as far as it is known."""
    language, main_day = screen.language, screen.answer.campaign.main_day
    preset = preset_on(main_day)
    key = screen.plan.text("campaign.preset") or (preset.key if preset else "")
    layers = rules_for(key, main_day)
    if not layers:
        return
    _title(screen, say("Layers of the platform"), "ACT-13")
    told = say("As known from the year in the name; the platform's own notice goes before it.")
    st.caption(language.text(told))
    heads = (say("Platform"), say("Kind"), say("What it gives"))
    rows = [
        [
            language.text(one.label),
            language.text(one.kind.traits.label),
            language.text(sentence_of(one)),
        ]
        for one in layers
    ]
    tables.draw(_frame(heads, rows, language), words=3, whole=True)
    _draw_adding(
        screen,
        shown,
        {
            one.tier_id: (
                f"{language.text(one.label)} · {language.text(sentence_of(one))}",
                partial(replace, one, tier_id=""),
            )
            for one in layers
        },
        "layer",
        say("Layer to add"),
    )


# The reference -----------------------------------------------------------------------------------


def _draw_reference(screen: Screen, activities: Activities) -> None:
    """Draw what one platform's official place brought, the shop's own categories marked."""
    language = screen.language
    title = say("What an official place brought by category, June 2012 (a yardstick, no forecast)")
    with st.expander(language.text(title), icon=":material/straighten:"):
        own = {
            found.key
            for one in activities.shop.products.values()
            if (found := reference_of(one.category))
        }
        heads = (
            say("Category"), say("Orders a day"), say("Share of orders"), say("Revenue a day"),
            say("AOV with related items"),
        )  # fmt: skip
        rows = [
            [
                f"{'● ' if one.key in own else ''}{language.text(one.label)}",
                language.number(one.orders_per_day),
                language.share(one.order_share),
                language.field(money(one.revenue_minor_per_day)),
                language.field(money(one.aov_minor)),
            ]
            for one in CATEGORIES
        ]
        tables.draw(_frame(heads, rows, language), words=1, whole=True)
        visitors = ", ".join(
            f"{month}: {language.number(count)}" for month, count in VISITORS_PER_DAY.items()
        )
        buyers = "; ".join(
            f"{language.text(label)} {language.share(share)}" for label, share in BUYERS.values()
        )
        told = say(
            "● = a category of yours. Visitors a day: {visitors}. Buyers: {buyers}. {source}",
            visitors=visitors,
            buyers=buyers,
            source=SOURCE,
        )
        st.caption(escaped(language.text(told)))
