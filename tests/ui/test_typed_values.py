"""What is typed on a page reaches the plan as it was meant."""

from decimal import Decimal

import pytest

from planner.campaign import PlanStore
from planner.planning import REGISTRY
from planner.tables import Workspace
from tests.ui.conftest import OpenPage


@pytest.mark.parametrize("data", ["sample"], indirect=True)
def test_an_amount_typed_as_the_goal_is_saved_to_the_cent(
    data: Workspace, open_page: OpenPage
) -> None:
    app = open_page(data, "pages/targets.py")
    app.selectbox(key="field:targets.goal_kind").select("revenue").run()
    app.number_input(key="field:targets.goal_revenue").set_value(500000.1).run()
    assert not any("error" in element.value for element in app.markdown)
    plan = PlanStore(data, REGISTRY).current()
    assert REGISTRY.entries(plan.values)["targets.goal_revenue"].value == Decimal("500000.1")
