"""The activities page: designs taken, changed, copied, chosen; tiers checked; carts worked out."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from planner.activities import Designs
from planner.activities.section import CHOSEN, tier_field
from planner.activities.tiers import Customers, Design, Kind
from planner.campaign import Plan, PlanStore
from planner.planning import REGISTRY
from planner.tables import Workspace
from planner.ui.activities import SECTION, Section
from planner.ui.activities_calculator import TYPED
from planner.ui.activities_designs import PROPOSED, SHOWN, free_name
from planner.ui.activities_tiers import OPEN
from tests.ui.conftest import OpenPage

PAGE = "pages/activities.py"
SAMPLE = pytest.mark.parametrize("data", ["sample"], indirect=True)


def plan_of(data: Workspace) -> Plan:
    return PlanStore(data, REGISTRY).current()


def designs_of(data: Workspace) -> Designs:
    return Designs.of(plan_of(data).values)


def design_of(data: Workspace) -> Design:
    (design,) = designs_of(data).all
    return design


def words(app: AppTest) -> str:
    kinds = ("markdown", "caption", "success", "info", "warning", "error")
    return "\n".join(str(one.value) for kind in kinds for one in app.get(kind)).replace("\\", "")


def taken(data: Workspace, open_page: OpenPage, code: str = "en") -> AppTest:
    """Return the page after the proposed design was taken."""
    app = open_page(data, PAGE, code)
    app.button(key="take-design").click().run()
    assert not app.exception
    return app


def with_tier(data: Workspace, open_page: OpenPage, kind: Kind) -> tuple[AppTest, str]:
    """Return the page with a design of one tier, and the tier's id."""
    app = open_page(data, PAGE)
    app.button(key="new-design").click().run()
    app.selectbox(key="kind-to-add").set_value(kind).run()
    app.button(key="add-a-tier").click().run()
    assert not app.exception
    (tier,) = design_of(data).tiers
    return app, tier.tier_id


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("section", list(Section))
def test_every_part_opens_in_the_language_asked_for(
    section: Section, language: str, stocked: Workspace, open_page: OpenPage
) -> None:
    app = open_page(stocked, PAGE, language)
    app.session_state[SECTION] = section.value
    app.run()
    assert not app.exception
    assert app.metric


@SAMPLE
@pytest.mark.parametrize("section", list(Section))
def test_every_part_opens_without_costs(
    section: Section, data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    app.session_state[SECTION] = section.value
    app.run()
    assert not app.exception


@SAMPLE
def test_a_proposed_design_is_worked_out_before_anything_is_typed(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    assert not designs_of(data).all
    assert str(app.selectbox(key=SHOWN).value).startswith(PROPOSED)
    assert "Discount depth" in [one.label for one in app.metric]


@pytest.mark.parametrize("code", ["en", "zh"])
@SAMPLE
def test_a_design_that_is_taken_is_followed_and_shown(
    data: Workspace, open_page: OpenPage, code: str
) -> None:
    app = taken(data, open_page, code)
    design = design_of(data)
    assert designs_of(data).chosen == design
    assert app.selectbox(key=SHOWN).value == design.design_id
    assert design.tiers


@SAMPLE
def test_a_copy_has_a_name_of_its_own_and_can_be_chosen(
    data: Workspace, open_page: OpenPage
) -> None:
    app = taken(data, open_page)
    first = design_of(data)
    app.button(key=f"copy-{first.design_id}").click().run()
    assert not app.exception
    (copy,) = (one for one in designs_of(data).all if one.design_id != first.design_id)
    assert copy.name == f"{first.name} (2)"
    assert len(copy.tiers) == len(first.tiers)
    assert plan_of(data).values[CHOSEN] == first.design_id
    app.button(key=f"choose-{copy.design_id}").click().run()
    assert plan_of(data).values[CHOSEN] == copy.design_id


@SAMPLE
def test_a_design_is_renamed_and_needs_a_name(data: Workspace, open_page: OpenPage) -> None:
    app = taken(data, open_page)
    design_id = design_of(data).design_id
    name = "<b>Bold</b> [x](http://x)"
    app.text_input(key=f"design-name-{design_id}").set_value(name)
    app.button(key=f"rename-{design_id}").click().run()
    assert not app.exception
    assert design_of(data).name == name
    app.text_input(key=f"design-name-{design_id}").set_value("  ")
    app.button(key=f"rename-{design_id}").click().run()
    assert design_of(data).name == name
    assert any("needs a name" in one.value for one in app.error)


@SAMPLE
def test_a_design_may_do_without_the_official_event(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    app.button(key="take-design").click().run()
    assert design_of(data).has_official_place
    app.toggle(key=f"official-{design_of(data).design_id}").set_value(False).run()
    assert not design_of(data).has_official_place
    app.toggle(key=f"official-{design_of(data).design_id}").set_value(True).run()
    assert design_of(data).has_official_place
    assert not app.exception


@SAMPLE
def test_what_the_response_rests_on_is_said(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    # The sample holds one event: nothing is learned from it.
    assert "From two on the response is learned from them" in words(app)


@SAMPLE
def test_a_removed_design_takes_its_tiers_along(data: Workspace, open_page: OpenPage) -> None:
    app = taken(data, open_page)
    app.button(key=f"remove-{design_of(data).design_id}").click().run()
    assert not app.exception
    assert not any(name.startswith("activities.") for name in plan_of(data).values)
    assert app.button(key="take-design")


@SAMPLE
def test_tiers_of_all_kinds_begin_with_numbers_and_are_opened(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, PAGE)
    app.button(key="new-design").click().run()
    for kind in Kind:
        app.selectbox(key="kind-to-add").set_value(kind).run()
        app.button(key="add-a-tier").click().run()
        assert not app.exception
        tier = design_of(data).tiers[-1]
        assert tier.kind is kind
        assert app.toggle(key=f"{OPEN}{tier.tier_id}").value is True
        assert app.selectbox(key=f"field:{tier_field(tier.tier_id, 'kind')}").value == kind.value


@SAMPLE
def test_what_is_typed_of_a_tier_is_saved_and_moves_the_numbers(
    data: Workspace, open_page: OpenPage
) -> None:
    app, tier_id = with_tier(data, open_page, Kind.MONEY_OFF)
    before = [one.value for one in app.metric]
    app.number_input(key=f"field:{tier_field(tier_id, 'amount')}").set_value(60.0).run()
    app.selectbox(key=f"field:{tier_field(tier_id, 'each_full')}").set_value("yes").run()
    app.selectbox(key=f"field:{tier_field(tier_id, 'customers')}").set_value("new").run()
    assert not app.exception
    (tier,) = design_of(data).tiers
    assert (tier.amount_minor, tier.each_full, tier.customers) == (6000, True, Customers.NEW)
    assert [one.value for one in app.metric] != before


@SAMPLE
def test_a_value_out_of_bounds_keeps_its_box_with_the_reason(
    data: Workspace, open_page: OpenPage
) -> None:
    app, tier_id = with_tier(data, open_page, Kind.PERCENT_OFF)
    key = f"field:{tier_field(tier_id, 'share')}"
    app.number_input(key=key).set_value(140.0).run()
    assert app.number_input(key=key).value == 140.0
    assert "outside" in words(app)
    assert design_of(data).tiers[0].share == 1000


@SAMPLE
def test_what_a_check_refuses_stands_beside_its_field_and_nothing_is_worked_out(
    data: Workspace, open_page: OpenPage
) -> None:
    app, tier_id = with_tier(data, open_page, Kind.MONEY_OFF)
    threshold = design_of(data).tiers[0].threshold_minor
    app.number_input(key=f"field:{tier_field(tier_id, 'amount')}").set_value(9_000.0).run()
    assert not app.exception
    assert design_of(data).tiers[0].amount_minor == 900_000  # kept, though it makes no sense
    assert threshold < 900_000
    assert "Set the threshold above the amount" in words(app)
    assert any("Refused" in one.value for one in app.error)
    assert not app.metric


@SAMPLE
def test_products_and_days_of_a_tier_are_chosen(data: Workspace, open_page: OpenPage) -> None:
    app, tier_id = with_tier(data, open_page, Kind.CLEARANCE)
    box = app.multiselect(key=f"field:{tier_field(tier_id, 'products')}")
    codes = [one.split(" · ")[0] for one in box.options[:2]]
    box.set_value(codes).run()
    assert not app.exception
    key = f"field:{tier_field(tier_id, 'first_day')}"
    app.date_input(key=key).set_value(date(2027, 11, 10)).run()
    (tier,) = design_of(data).tiers
    assert tier.products == frozenset(codes)
    assert tier.first_day == -1
    app.date_input(key=key).set_value(date(2027, 1, 1)).run()
    assert "outside of the campaign" in words(app)


@SAMPLE
def test_tiers_are_moved_and_removed(data: Workspace, open_page: OpenPage) -> None:
    app = taken(data, open_page)
    first, second, *others = [one.tier_id for one in design_of(data).tiers]
    app.button(key=f"move-{first}-1").click().run()
    assert [one.tier_id for one in design_of(data).tiers] == [second, first, *others]
    app.button(key=f"remove-{first}").click().run()
    assert not app.exception
    assert [one.tier_id for one in design_of(data).tiers] == [second, *others]


@SAMPLE
def test_a_proposed_threshold_is_added_to_the_design(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    app.session_state[SECTION] = Section.PROPOSALS.value
    app.button(key="new-design").click().run()
    app.selectbox(key="threshold-choice").set_value("money_off").run()
    app.button(key="threshold-add").click().run()
    assert not app.exception
    (tier,) = design_of(data).tiers
    assert tier.kind is Kind.MONEY_OFF
    assert tier.threshold_minor > tier.amount_minor > 0


def test_a_search_finds_designs_of_which_one_is_taken(
    stocked: Workspace, open_page: OpenPage
) -> None:
    app, _ = with_tier(stocked, open_page, Kind.MONEY_OFF)
    app.button(key="search-designs").click().run()
    assert not app.exception
    ranked = next(one.value for one in app.dataframe if "Rank" in one.value)
    assert len(ranked) > 1
    app.button(key="take-found").click().run()
    assert not app.exception
    assert len(designs_of(stocked).all) == 2


def test_a_cart_is_traced_step_by_step(stocked: Workspace, open_page: OpenPage) -> None:
    app, _ = with_tier(stocked, open_page, Kind.PERCENT_OFF)
    app.session_state[SECTION] = Section.CALCULATOR.value
    app.run()
    assert not app.exception
    steps = next(one.value for one in app.dataframe if "Step" in one.value)
    assert steps["Step"].tolist() == ["1 ✓"]
    assert any("Where every tier looks at" in one.value for one in app.markdown)
    assert app.session_state[TYPED]


@pytest.mark.parametrize("data", ["smallest"], indirect=True)
def test_without_paid_orders_the_page_says_what_to_do(data: Workspace, open_page: OpenPage) -> None:
    app = open_page(data, PAGE)
    assert not app.exception
    assert app.warning
    assert not app.metric


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("Bold (2)", {"Bold", "Bold (2)"}) == "Bold (3)"
