"""Targets: what the goal takes, by day and by hour."""

import streamlit as st

from planner import demand
from planner.language import say
from planner.targets import charts
from planner.ui import cards, empty, inputs, tables
from planner.ui.frame import TARGETS, begin

screen = begin(TARGETS)
language, campaign = screen.language, screen.answer.campaign
rooms = empty.rooms_or_offer(screen)
targets = rooms.targets

cards.verdict(screen, *targets.verdict())
empty.say_problems(screen, targets.problems[1:])
cards.cards(screen, (targets.goal, targets.visitors, targets.conversion, targets.aov))
inputs.goal(screen, targets.unknown.value)
cards.cards(screen, (targets.growth, targets.buyers, targets.orders_paid, targets.items))

st.altair_chart(
    charts.revenue_by_day(rooms.days, language),
    alt=language.text(say("Revenue by day")),
)
tables.draw(tables.day_table(rooms.days, language), words=2)

day = st.selectbox(
    language.text(say("Day")),
    [day.day for day in rooms.days],
    index=campaign.days_before,
    format_func=language.day,
)
st.altair_chart(
    charts.revenue_by_hour(rooms.demand, rooms.reference, day, language),
    alt=language.text(say("Revenue by hour, {day}", day=day)),
)
tables.draw(tables.hour_table(rooms.demand, rooms.visitors_by_hour, language, day), words=1)
cards.how(screen, targets.figures(), tuple(demand.QUERIES.values()))
empty.orders_behind(screen)
