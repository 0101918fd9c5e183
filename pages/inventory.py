"""Inventory: is every product there in time, counted and in the right number?"""

from planner.ui import inventory as page
from planner.ui import readiness
from planner.ui.empty import rooms_or_offer
from planner.ui.frame import INVENTORY, begin

screen = begin(INVENTORY)
inventory = rooms_or_offer(screen).inventory

page.draw_answer(screen, inventory)
page.draw_stock(screen, inventory)
readiness.draw(screen, inventory)
page.draw_sections(screen, inventory)
page.draw_account(screen, inventory)
