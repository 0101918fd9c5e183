"""Staffing: agents and packers by the hour."""

from functools import partial

import streamlit as st

from planner import demand
from planner.language import say
from planner.staffing import charts
from planner.ui import cards, empty, inputs, tables
from planner.ui.drawing import draw_chart
from planner.ui.frame import STAFFING, begin

screen = begin(STAFFING)
language, campaign = screen.language, screen.answer.campaign
staffing = empty.rooms_or_offer(screen).staffing
figures = staffing.figures

cards.verdict(screen, *staffing.verdict())
SERVICE = ("peak_agents", "peak_agents_to_roster", "agent_hours", "agent_shifts")
WAREHOUSE = ("packing_crew", "packing_crew_to_roster", "packer_hours", "packer_shifts")
cards.cards(screen, [figures[name] for name in SERVICE])
cards.cards(screen, [figures[name] for name in WAREHOUSE])
cards.cards(screen, [figures[name] for name in ("peak_inquiries", "largest_backlog")])
empty.say_problems(screen, staffing.problems)

for who, title in (
    ("agents", say("Agents on duty by hour")),
    ("packers", say("Packers at work by hour")),
):
    draw_chart(
        screen,
        who,
        partial(charts.heat_map, staffing, who, campaign.main_day, language),
        language.text(title),
    )
draw_chart(
    screen,
    "backlog",
    partial(charts.backlog, staffing.hours, language),
    language.text(say("Parcels waiting and packed")),
)
inputs.section(screen, "staffing", say("What this is built on"))
with st.expander(language.text(say("Hour by hour"))):
    tables.draw(tables.staffing_table(staffing.hours, language), words=2)
cards.how(screen, list(figures.values()), tuple(demand.QUERIES.values()))
