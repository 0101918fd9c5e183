"""Which design the page shows, and what makes, names, copies, chooses and removes one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

import streamlit as st

from planner.activities import Activities, Designs
from planner.activities.circumstances import Circumstances
from planner.activities.finding import Finding
from planner.activities.room import with_costs
from planner.activities.section import CHOSEN, DESIGN, NO, patches_to_add, patches_to_remove
from planner.activities.start import Proposals, design_of, left_out
from planner.activities.templates import Template, fitting_first, templates
from planner.activities.tiers import Design
from planner.campaign import Patch
from planner.campaign.purposes import purposes_of
from planner.errors import PlanError
from planner.language import Message, say
from planner.planning import REGISTRY
from planner.planning.offers import check_design, circumstances_of
from planner.ui.inputs import select
from planner.ui.plans import NUMBERED, act, store_of
from planner.ui.state import Screen, save_field
from planner.ui.text import escaped

SHOWN = "activities-shown"
"""Where a session keeps which design is shown."""
PROPOSED = "proposed:"
"""What stands before the key of a template among the designs to choose from."""
CHOICE_WIDTH = 420


@dataclass(frozen=True)
class Shown:
    """The design that the page shows.

    Attributes:
        design: with what its gifts cost.
        template: that it is proposed by; None where the plan holds it.
    """

    design: Design
    template: Template | None = None

    @property
    def key(self) -> str:
        """Return what tells it from all other designs of an answer."""
        return f"{PROPOSED}{self.template.key}" if self.template else self.design.design_id


def proposals_of(screen: Screen, activities: Activities) -> Proposals:
    """Return what the shop's own data proposes; read when it is first asked for."""
    return screen.once("proposals", lambda: activities.propose(ranked_products(screen)))


def ranked_products(screen: Screen) -> list[tuple[str, tuple[Message, ...]]]:
    """Return the products that are fit for the event, the fittest first, with why (ACT-8)."""
    rooms = screen.answer.rooms
    main = rooms.inventory.main if rooms else None
    return [(one.facts.product, main.reasons(one)) for one in main.ranked] if main else []


def in_order_of_fit(screen: Screen) -> tuple[Template, ...]:
    """Return the templates by name alone, those that serve the plan's purposes first."""
    return fitting_first(templates(), purposes_of(screen.plan))


def proposed_design(screen: Screen, activities: Activities, key: str) -> Shown:
    """Return the design that a template proposes, with the shop's own numbers."""

    def make() -> Shown:
        found = proposals_of(screen, activities).templates
        template = next((one for one in found if one.key == key), found[0])
        codes = [code for code, _ in ranked_products(screen)]
        words = screen.language.text
        design = design_of(template, activities.shop, codes, words, activities.given)
        return Shown(with_costs(design, activities.shop), template)

    return screen.once(("proposed", key), make)


def circumstances(screen: Screen) -> Circumstances:
    """Return what designs are checked against; read once an answer."""

    def make() -> Circumstances:
        rooms = screen.answer.rooms
        return circumstances_of(screen.answer, rooms) if rooms else Circumstances()

    return screen.once("circumstances", make)


def findings_of(screen: Screen, shown: Shown) -> tuple[Finding, ...]:
    """Return what is found in the design that is shown, the gravest first."""

    def make() -> tuple[Finding, ...]:
        rooms, about = screen.answer.rooms, circumstances(screen)
        return check_design(shown.design, about, screen.answer, rooms) if rooms else ()

    return screen.once(("findings", shown.key), make)


def refused_of(screen: Screen, shown: Shown) -> bool:
    """Return whether the design cannot be worked out as it is."""
    return any(one.is_refused for one in findings_of(screen, shown))


def choose(screen: Screen, activities: Activities) -> Shown:
    """Draw the choice of the design with its buttons, and return the one to be shown."""
    language, designs = screen.language, activities.designs
    proposed = [f"{PROPOSED}{one.key}" for one in in_order_of_fit(screen)]
    names = _names(screen, designs)
    first = designs.chosen or next(iter(designs.all), None)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="designs"):
        key = select(
            language.text(say("Design shown")),
            [*names, *proposed],
            lambda one: names.get(one) or _proposal_name(screen, one),
            key=SHOWN,
            first=first.design_id if first else proposed[0],
            width=CHOICE_WIDTH,
        )
        if (design := designs.find(key)) is None:
            shown = proposed_design(screen, activities, key.removeprefix(PROPOSED))
            _draw_take(screen, shown)
        else:
            shown = Shown(design)
            _draw_changes(screen, designs, design)
    return shown


def _names(screen: Screen, designs: Designs) -> dict[str, str]:
    """Return what the plan's designs are called; the one that the plan follows is marked."""
    follows = screen.language.text(say("the plan follows it"))
    return {
        one.design_id: f"{one.name} · {follows}" if one == designs.chosen else one.name
        for one in designs.all
    }


def _proposal_name(screen: Screen, key: str) -> str:
    template = next(one for one in templates() if one.key == key.removeprefix(PROPOSED))
    return screen.language.text(say("Proposal: {design}", design=template.name))


# What makes and changes designs ------------------------------------------------------------------


def _draw_take(screen: Screen, shown: Shown) -> None:
    language = screen.language
    st.button(
        language.text(say("Take this design")),
        type="primary",
        icon=":material/add:",
        key="take-design",
        on_click=act,
        args=(
            language,
            partial(add, screen, shown.design),
            say("{design} is in the plan; every tier can be changed.", design=shown.design.name),
        ),
    )
    _draw_new(screen)


def _draw_new(screen: Screen) -> None:
    language = screen.language
    empty = Design("", language.text(say("Own design")))
    st.button(
        language.text(say("Empty design")),
        type="tertiary",
        icon=":material/note_add:",
        key="new-design",
        on_click=act,
        args=(language, partial(add, screen, empty), say("An empty design is in the plan.")),
    )


def add(screen: Screen, design: Design) -> None:
    """Put a design into the plan under a name that no other has, and show it from now on."""
    taken = {one.name for one in Designs.of(screen.plan.values).all}
    named = replace(design, name=free_name(design.name, taken))
    save_and_show(screen, patches_to_add(screen.plan, named))


def free_name(name: str, taken: set[str]) -> str:
    """Return a name that is not taken, with a number behind it where it would be.

    >>> free_name("Bold", {"Bold", "Bold (2)"}), free_name("Bold", set())
    ('Bold (3)', 'Bold')
    """
    if name not in taken:
        return name
    bare = NUMBERED.sub("", name)
    numbered = (f"{bare} ({number})" for number in count(2))
    return next(one for one in numbered if one not in taken)


def save_and_show(screen: Screen, patches: Sequence[Patch]) -> None:
    """Save what adds a design, and show it from now on."""
    before = {one.design_id for one in Designs.of(screen.plan.values).all}
    plan = store_of(screen).save(screen.plan.plan_id, patches)
    new = [one for one in Designs.of(plan.values).all if one.design_id not in before]
    if new:
        st.session_state[SHOWN] = new[0].design_id


def _draw_changes(screen: Screen, designs: Designs, design: Design) -> None:
    language = screen.language
    # As it was typed: what the sheets say of costs is no part of a copy.
    stored = Designs.of(screen.plan.values).find(design.design_id) or design
    if design != designs.chosen:
        _button(
            screen,
            say("The plan follows this design"),
            ":material/check:",
            f"choose-{design.design_id}",
            lambda: _choose(screen, design),
            say("The plan follows {design} now.", design=design.name),
            primary=True,
        )
    _button(
        screen,
        say("Duplicate"),
        ":material/content_copy:",
        f"copy-{design.design_id}",
        lambda: add(screen, stored),
        say("{design} is there twice now; the copy is shown.", design=design.name),
    )
    with st.popover(language.text(say("Rename")), icon=":material/edit:", type="tertiary"):
        _draw_name(screen, design)
    with st.popover(language.text(say("Remove")), icon=":material/delete:", type="tertiary"):
        st.markdown(
            language.text(say("The design goes with its tiers; the page Plans brings it back."))
        )
        _button(
            screen,
            say("Remove the design"),
            ":material/delete:",
            f"remove-{design.design_id}",
            lambda: _save(screen, patches_to_remove(screen.plan, stored)),
            say("{design} is removed; the page Plans brings it back.", design=design.name),
            primary=True,
        )
    _draw_new(screen)
    _draw_official(screen, design)


def _draw_official(screen: Screen, design: Design) -> None:
    """Draw whether the design has a place in the platform's official event (ACT-13)."""
    field = f"{DESIGN}.{design.design_id}.official"
    setting, key = REGISTRY.setting(field), f"official-{design.design_id}"
    st.session_state[key] = design.has_official_place

    def switch() -> None:
        is_official = st.session_state[key]
        save_field(
            screen.workspace, screen.plan, field, None if is_official else NO, screen.language
        )

    st.toggle(
        screen.language.text(setting.label),
        key=key,
        help=screen.language.text(setting.help),
        on_change=switch,
    )


def _button(
    screen: Screen,
    label: Message,
    icon: str,
    key: str,
    work: Callable[[], None],
    done: Message,
    *,
    primary: bool = False,
) -> None:
    st.button(
        screen.language.text(label),
        icon=icon,
        type="primary" if primary else "tertiary",
        key=key,
        on_click=act,
        args=(screen.language, work, done),
    )


def _save(screen: Screen, patches: Sequence[Patch]) -> None:
    store_of(screen).save(screen.plan.plan_id, patches)


def _choose(screen: Screen, design: Design) -> None:
    _save(screen, [screen.plan.patch(CHOSEN, design.design_id)])


def _draw_name(screen: Screen, design: Design) -> None:
    language, key = screen.language, f"design-name-{design.design_id}"
    st.text_input(language.text(say("Name of the design")), design.name, key=key)

    def rename() -> None:
        name = st.session_state[key].strip()
        if not name:
            raise PlanError(NEEDS_A_NAME)
        _save(screen, [screen.plan.patch(f"{DESIGN}.{design.design_id}.name", name)])

    _button(
        screen,
        say("Save the name"),
        ":material/save:",
        f"rename-{design.design_id}",
        rename,
        say("The name is saved."),
        primary=True,
    )


NEEDS_A_NAME = say("A design needs a name.").template


def use_of(screen: Screen, shown: Shown) -> str | None:
    """Return what the template of a proposal is for; None for a design of the plan."""
    if shown.template is None:
        return None
    language, rules = screen.language, ", ".join(shown.template.rules)
    told = f"{escaped(language.text(shown.template.use))} :gray[{escaped(rules)}]"
    missing = missing_of(screen, shown)
    return f"{told}  \n{escaped(missing)}" if missing else told


def missing_of(screen: Screen, shown: Shown) -> str | None:
    """Return which offers of a proposal are left out and what they need; None where none is."""
    if shown.template is None:
        return None
    language = screen.language
    names = left_out(shown.template, shown.design, language.text)
    if not names:
        return None
    told = say(
        "Left out, since no product of the sheets fits: {offers}. It takes order items, the cost of"
        " goods and stock; or add such a tier with your own product.",
        offers=" · ".join(names),
    )
    return language.text(told)
