"""Whom to remind of payment now, by which way, by whom and with which text (CRM-5 … CRM-10)."""

from planner.reminders.assumptions import REMINDER_SETTINGS, ReminderAssumptions
from planner.reminders.brought import Brought, Results
from planner.reminders.ladder import NOTES, REASONS, WAYS
from planner.reminders.lists import list_of
from planner.reminders.reading import QUERIES
from planner.reminders.record import NOTHING_NOTED, Noted, note, read_noted, take_back
from planner.reminders.room import Reminders, plan_reminders
from planner.reminders.texts import PLACES, TEMPLATES
from planner.reminders.worth import Beside

__all__ = [
    "NOTES",
    "NOTHING_NOTED",
    "PLACES",
    "QUERIES",
    "REASONS",
    "REMINDER_SETTINGS",
    "TEMPLATES",
    "WAYS",
    "Beside",
    "Brought",
    "Noted",
    "ReminderAssumptions",
    "Reminders",
    "Results",
    "list_of",
    "note",
    "plan_reminders",
    "read_noted",
    "take_back",
]
