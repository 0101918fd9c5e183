"""Customers: who can be won back, and who is written to when."""

from planner.ui import customers, empty
from planner.ui.frame import CUSTOMERS, begin

screen = begin(CUSTOMERS)
rooms = empty.rooms_or_offer(screen)

customers.draw_answer(screen, rooms.customers)
customers.draw_parts(screen, rooms)
customers.draw_account(screen, rooms.customers)
