"""Materials: what to buy for packing, and until when."""

from planner.ui import materials as page
from planner.ui.empty import rooms_or_offer
from planner.ui.frame import MATERIALS, begin
from planner.ui.plans import draw_outcome

screen = begin(MATERIALS)
materials = rooms_or_offer(screen).materials

draw_outcome()
page.draw_answer(screen, materials)
page.draw_list(screen, materials)
page.draw_sizes(screen, materials)
page.draw_account(screen, materials)
