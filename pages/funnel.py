"""Funnel: where the money leaks, and what mends it."""

from planner.ui import funnel, funnel_means, funnel_parts
from planner.ui.frame import FUNNEL, begin

screen = begin(FUNNEL)
told = funnel.told_or_offer(screen)

funnel.draw_answer(screen, told)
funnel.draw_levels(screen, told)
funnel_means.draw(screen, told)
funnel_parts.draw(screen, told)
funnel.draw_account(screen, told)
