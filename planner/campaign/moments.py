"""The moment that a list is for: the newest of the sheets, or one of the manager's own."""

from collections.abc import Mapping
from datetime import date, datetime, time

from planner.campaign.plan import Plan
from planner.campaign.settings import Kind, Setting
from planner.language import Message, say

AS_OF: Mapping[str, Message] = {
    "sheet": say("Newest moment in the sheets"),
    "own": say("A moment of your own"),
}
QUARTERS = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45))
USUAL_TIME = "09:00"


def moment_settings(room: str, label: Message, purpose: Message) -> tuple[Setting, ...]:
    """Return the settings ``<room>.as_of``, ``.day`` and ``.time``.

    Args:
        room: that the list is of.
        label: of the choice.
        purpose: what the moment decides.
    """
    own = say("Of the moment of your own.")
    return (
        Setting(f"{room}.as_of", label, purpose, Kind.CHOICE, "sheet", AS_OF),
        Setting(f"{room}.day", say("Day of the list"), own, Kind.DAY),
        Setting(
            f"{room}.time",
            say("Time of the list"),
            own,
            Kind.CHOICE,
            USUAL_TIME,
            {one: Message(one) for one in QUARTERS},
        ),
    )


def own_moment(plan: Plan, room: str, today: date) -> datetime | None:
    """Return the moment that somebody chose, without a day that of today; None = of the sheets.

    >>> chosen = {"tracking.as_of": "own", "tracking.day": "2026-11-11", "tracking.time": "11:00"}
    >>> own_moment(Plan("p", values=chosen), "tracking", date(2026, 11, 30))
    datetime.datetime(2026, 11, 11, 11, 0)
    """
    if plan.text(f"{room}.as_of") != "own":
        return None
    day = plan.text(f"{room}.day")
    told = time.fromisoformat(plan.text(f"{room}.time") or USUAL_TIME)
    return datetime.combine(date.fromisoformat(day) if day else today, told)
