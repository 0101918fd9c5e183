"""Capacity: what can really be shipped and answered with the people there are."""

from planner.ui import capacity, empty
from planner.ui.frame import CAPACITY, begin

screen = begin(CAPACITY)
rooms = empty.rooms_or_offer(screen)

capacity.draw_answer(screen, rooms.capacity)
capacity.draw_bottlenecks(screen, rooms.capacity)
capacity.draw_leaving(screen, rooms.capacity)
capacity.draw_simulation(screen, rooms.capacity)
capacity.draw_account(screen, rooms.capacity)
