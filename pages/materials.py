"""Materials: what to buy for packing, and until when."""

from functools import partial

from planner import demand
from planner.language import say
from planner.materials import charts
from planner.ui import cards, empty, inputs, shopping
from planner.ui.drawing import draw_chart
from planner.ui.frame import MATERIALS, begin

screen = begin(MATERIALS)
language = screen.language
materials = empty.rooms_or_offer(screen).materials

cards.verdict(screen, *materials.verdict())
cards.cards(
    screen,
    [materials.drivers[name] for name in ("parcels", "bag_parcels", "carton_parcels")]
    + [materials.cost],
)
empty.say_problems(screen, materials.problems)
draw_chart(
    screen,
    "order-dates",
    partial(charts.order_dates, materials, screen.today, language),
    language.text(say("From the last day to order to the day it must be there")),
)
shopping.draw(screen, materials)
inputs.section(screen, "materials", say("What this is built on"))
cards.how(screen, shopping.figures(materials), tuple(demand.QUERIES.values()))
