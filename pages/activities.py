"""Activities: what the offers do to order value and margin, and what happens in the worst cart."""

from planner.ui import activities as page
from planner.ui import activities_designs as designs
from planner.ui import activities_tiers as tiers
from planner.ui.empty import rooms_or_offer
from planner.ui.frame import ACTIVITIES, begin
from planner.ui.plans import draw_outcome

screen = begin(ACTIVITIES)
activities = rooms_or_offer(screen).activities

draw_outcome()
shown = designs.choose(screen, activities)
page.draw_answer(screen, activities, shown)
tiers.draw(screen, activities, shown)
page.draw_sections(screen, activities, shown)
page.draw_account(screen, activities, shown)
