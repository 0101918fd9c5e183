"""The tiers of the design that is shown, as cards: what each gives, what is wrong, its fields."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from planner.activities import Activities, Designs
from planner.activities.adding import tier_to_add
from planner.activities.finding import Finding, Severity
from planner.activities.section import (
    NUMBERS,
    PURPOSES,
    fields_of,
    patches_to_move,
    patches_to_remove_tier,
    patches_to_write,
    tier_field,
)
from planner.activities.tiers import Combines, Design, Kind, Tier
from planner.activities.wording import label_of, limits_of, scope_of, sentence_of
from planner.campaign import new_own_id
from planner.language import Message, say
from planner.ui import inputs
from planner.ui.activities_designs import (
    Shown,
    findings_of,
    proposals_of,
    ranked_products,
)
from planner.ui.plans import act, store_of
from planner.ui.state import Screen
from planner.ui.text import escaped

OPTIONS_SHOWN = 1000
"""Products that a box offers; of more, those that the search finds."""
OPEN = "open-tier-"
"""What stands before a tier's id where a session keeps whether its fields are open."""
KIND_WIDTH = 420
PURPOSE_ICONS: Mapping[str, str] = {
    "conversion": ":material/bolt:",
    "order_value": ":material/add_shopping_cart:",
    "buying_again": ":material/replay:",
    "platform": ":material/hub:",
}


def draw(screen: Screen, activities: Activities, shown: Shown) -> None:
    """Draw the shop's own tiers in their order, the platform's layers apart, and what adds one."""
    language, design = screen.language, shown.design
    st.subheader(language.text(say("Tiers")), anchor=False)
    if shown.template is not None:
        told = say("This is a proposal: take it, and every tier can be changed.")
        st.caption(language.text(told))
    elif not design.tiers:
        told = say("The design has no tier yet: add the first one below.")
        st.info(language.text(told), icon=":material/info:")
    draw_findings(screen, [one for one in findings_of(screen, shown) if not one.tier_ids])
    for place, tier in enumerate(design.shop_tiers, 1):
        _draw_card(screen, activities, shown, tier, str(place))
    if layers := [tier for tier in design.tiers if tier.kind.traits.is_platform]:
        st.markdown(f"**{language.text(say('Layers of the platform'))}**")
        told = say("They come after all tiers of the shop; no floor of the shop holds them back.")
        st.caption(language.text(told))
        for tier in layers:
            _draw_card(screen, activities, shown, tier, "P")
    if shown.template is None:
        _draw_add(screen, activities, design)


# A card ------------------------------------------------------------------------------------------


def _draw_card(
    screen: Screen, activities: Activities, shown: Shown, tier: Tier, place: str
) -> None:
    with st.container(border=True, gap="xsmall", key=f"tier-{tier.tier_id}"):
        st.markdown(card_text(screen, activities, tier, place))
        found = [one for one in findings_of(screen, shown) if one.tier_ids[:1] == (tier.tier_id,)]
        # Always in a place of its own: the fields below must not move when something is found.
        with st.container(gap="xsmall"):
            draw_findings(screen, found)
        if shown.template is None and _draw_buttons(screen, shown.design, tier):
            _Fields(screen, activities, tier, found).draw()


def draw_findings(screen: Screen, findings: Sequence[Finding]) -> None:
    """Draw what was found: how grave it is, why, and what to change."""
    language = screen.language
    for one in findings:
        colour, icon = _LOOKS[one.severity]
        st.markdown(
            f":{colour}[{icon} **{language.text(one.severity.word)}**]"
            f" {escaped(language.text(one.why))} {escaped(language.text(one.change))}"
            f" :gray[:small[{escaped(one.rule)}]]"
        )


_LOOKS: Mapping[Severity, tuple[str, str]] = {
    Severity.REFUSED: ("red", ":material/error:"),
    Severity.WARNING: ("orange", ":material/warning:"),
    Severity.NOTE: ("gray", ":material/info:"),
}
"""Colour and icon of each severity; its word stands beside them."""


def card_text(screen: Screen, activities: Activities, tier: Tier, place: str) -> str:
    """Return a tier as Markdown: its place and name, what it gives, for what and whom."""
    language, traits = screen.language, tier.kind.traits
    purpose = language.text(PURPOSES[traits.purpose])
    kind = f" · {escaped(language.text(traits.label))}" if tier.name else ""
    scope = say("for {scope}", scope=scope_of(tier, activities.shop))
    limits = " · ".join(escaped(language.text(one)) for one in (scope, *limits_of(tier)))
    icon = PURPOSE_ICONS[traits.purpose.value]
    return "  \n".join(
        (
            f"**{place} · {escaped(language.text(tier.label))}**{kind}"
            f" :violet-badge[{icon} {escaped(purpose)}]",
            escaped(language.text(sentence_of(tier))),
            f":gray[:small[{limits}]]",
        )
    )


def _draw_buttons(screen: Screen, design: Design, tier: Tier) -> bool:
    """Draw what changes, moves and removes a tier; return whether its fields are open."""
    language = screen.language
    ids = [one.tier_id for one in design.in_order if _is_beside(one, tier)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        is_open = st.toggle(language.text(say("Edit")), key=f"{OPEN}{tier.tier_id}")
        for by, icon, label in (
            (-1, ":material/arrow_upward:", say("Earlier")),
            (1, ":material/arrow_downward:", say("Later")),
        ):
            if 0 <= ids.index(tier.tier_id) + by < len(ids):
                st.button(
                    language.text(label),
                    icon=icon,
                    type="tertiary",
                    key=f"move-{tier.tier_id}-{by}",
                    on_click=act,
                    args=(
                        language,
                        lambda by=by: _move(screen, design, tier, by),
                        say("{tier} has moved.", tier=tier.label),
                    ),
                )
        st.button(
            language.text(say("Remove")),
            icon=":material/delete:",
            type="tertiary",
            key=f"remove-{tier.tier_id}",
            on_click=act,
            args=(
                language,
                lambda: _save(screen, patches_to_remove_tier(screen.plan, tier.tier_id)),
                say("{tier} is removed; the page Plans brings it back.", tier=tier.label),
            ),
        )
    return is_open


def _is_beside(one: Tier, tier: Tier) -> bool:
    return one.kind.traits.is_platform == tier.kind.traits.is_platform


def _move(screen: Screen, design: Design, tier: Tier, by: int) -> None:
    ordered = replace(design, tiers=design.in_order)
    _save(screen, patches_to_move(screen.plan, ordered, tier.tier_id, by))


def _save(screen: Screen, patches: Sequence[Any]) -> None:
    store_of(screen).save(screen.plan.plan_id, patches)


# Its fields --------------------------------------------------------------------------------------


_NAMES = {one.attribute: name for name, one in NUMBERS.items()}


@dataclass(frozen=True)
class _Fields:
    """The fields of a tier, each saved as it is typed, with what is wrong beneath it."""

    screen: Screen
    activities: Activities
    tier: Tier
    findings: Sequence[Finding]

    def draw(self) -> None:
        """Draw only the fields that the tier's kind reads."""
        with _row():
            self._choice("kind")
            self._text("name")
            self._choice("customers")
        with _row():
            self._draw_benefit()
        self._draw_scope()
        with _row():
            for name in ("first_day", "last_day"):
                with self._place(name):
                    inputs.offset_input(self.screen, self._field(name))
            for name in ("from_hour", "to_hour", "budget"):
                self._number(name)
        with _row():
            if {"threshold_minor", "share"} & {*self.tier.kind.traits.fields}:
                self._choice("sees")
            if not self.tier.kind.traits.is_platform:
                self._choice("combines")
                if self.tier.combines is Combines.GROUP:
                    self._text("group")

    def _draw_benefit(self) -> None:
        """Draw what the tier takes and gives, in the order of its kind."""
        for attribute in self.tier.kind.traits.fields:
            if attribute == "each_full":
                self._choice(attribute)
            elif attribute == "gift":
                self._gift()
            else:
                self._number(_NAMES[attribute])

    def _gift(self) -> None:
        names = product_names(self.screen, self.activities)
        with self._place("gift"):
            inputs.code_input(
                self.screen,
                self._field("gift"),
                _offered(self.screen, self.tier, names, "gift"),
                partial(_called, names),
            )

    def _draw_scope(self) -> None:
        """Draw the products and categories that the tier is for."""
        names = product_names(self.screen, self.activities)
        inputs.codes_input(
            self.screen,
            self._field("products"),
            _offered(self.screen, self.tier, names, "products"),
            partial(_called, names),
            say("the whole shop; type a code or a name to choose products"),
        )
        self._say_beside("products")
        if categories := categories_of(self.screen, self.activities):
            inputs.codes_input(
                self.screen, self._field("categories"), categories, str, say("all categories")
            )
        self._say_beside("categories")

    def _choice(self, name: str) -> None:
        with self._place(name):
            inputs.choice_input(self.screen, self._field(name))

    def _text(self, name: str) -> None:
        with self._place(name):
            inputs.text_input(self.screen, self._field(name), "")

    def _number(self, name: str) -> None:
        with self._place(name):
            inputs.number_input(self.screen, self._field(name), label_of(self.tier.kind, name))

    def _field(self, name: str) -> str:
        return tier_field(self.tier.tier_id, name)

    @contextmanager
    def _place(self, name: str) -> Iterator[None]:
        """Give a field its place, and write beneath it what refuses it."""
        key = f"{self.tier.tier_id}-{name}".replace(".", "-")
        with st.container(width=inputs.INPUT_WIDTH, key=key):
            yield
            self._say_beside(name)

    def _say_beside(self, name: str) -> None:
        attribute = NUMBERS[name].attribute if name in NUMBERS else name
        for one in self.findings:
            if one.is_refused and one.field == attribute:
                st.markdown(f":red[:material/error: {escaped(self.screen.language.text(one.why))}]")


def _row() -> AbstractContextManager[Any]:
    return st.container(horizontal=True, gap="small")


def _called(names: Mapping[str, str], code: str) -> str:
    return names.get(code, code)


def product_names(screen: Screen, activities: Activities) -> Mapping[str, str]:
    """Return the shop's products by code, those fit for the event first, and what they are."""

    def make() -> dict[str, str]:
        products = activities.shop.products
        ranked = [code for code, _ in ranked_products(screen) if code in products]
        return {
            code: f"{code} · {title}" if (title := products[code].title) else code
            for code in (*ranked, *sorted(products))
        }

    return screen.once("product-names", make)


def categories_of(screen: Screen, activities: Activities) -> list[str]:
    """Return the categories that the sheets name."""
    return screen.once(
        "categories",
        lambda: sorted({one.category for one in activities.shop.products.values() if one.category}),
    )


def _offered(screen: Screen, tier: Tier, names: Mapping[str, str], name: str) -> list[str]:
    """Return the codes that a box offers; of very many products, those that a search finds."""
    if len(names) <= OPTIONS_SHOWN:
        return list(names)
    wanted = st.text_input(
        screen.language.text(say("Search")),
        placeholder=screen.language.text(say("code or name")),
        icon=":material/search:",
        key=f"search-{tier.tier_id}-{name}",
    ).casefold()
    found = (code for code, told in names.items() if wanted in told.casefold())
    return [code for code, _ in zip(found, range(OPTIONS_SHOWN), strict=False)]


# A new one ---------------------------------------------------------------------------------------


def _draw_add(screen: Screen, activities: Activities, design: Design) -> None:
    language = screen.language
    kinds = sorted(Kind, key=lambda kind: list(PURPOSES).index(kind.traits.purpose))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="add-tier"):
        kind = inputs.select(
            language.text(say("Kind of the next tier")),
            kinds,
            lambda one: language.text(_told(one)),
            key="kind-to-add",
            first=kinds[0],
            width=KIND_WIDTH,
        )
        st.button(
            language.text(say("Add a tier")),
            icon=":material/add:",
            key="add-a-tier",
            on_click=act,
            args=(
                language,
                lambda: add_tier(screen, activities, design, kind),
                say("{tier} is added, with numbers to begin with.", tier=kind.traits.label),
            ),
        )


def _told(kind: Kind) -> Message:
    return say("{purpose}: {kind}", purpose=PURPOSES[kind.traits.purpose], kind=kind.traits.label)


def add_tier(screen: Screen, activities: Activities, design: Design, kind: Kind) -> None:
    """Add a tier with the numbers that the shop's own data proposes, and open its fields."""
    tier = tier_to_add(
        kind, proposals_of(screen, activities), activities.shop, screen.language.text
    )
    append(screen, design.design_id, tier)


def append(screen: Screen, design_id: str, tier: Tier) -> None:
    """Put a tier behind those of a design of the plan, and open its fields."""
    design = Designs.of(screen.plan.values).find(design_id)
    place = next_place(screen, design) if design else 0
    tier_id = new_own_id()
    _save(screen, patches_to_write(screen.plan, tier_id, design_id, place, fields_of(tier)))
    st.session_state[f"{OPEN}{tier_id}"] = True


def next_place(screen: Screen, design: Design) -> int:
    """Return the place behind all tiers of a design, also where some were removed."""
    held = (screen.plan.text(tier_field(tier.tier_id, "place")) or "0" for tier in design.tiers)
    return max((int(place) for place in held if place.isdigit()), default=-1) + 1
