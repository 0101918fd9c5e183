"""The checklist as a calendar file (RFC 5545): an all-day event a task, with an alarm before it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from planner.campaign import Plan
from planner.checklist.tasks import Task
from planner.language import Language, say
from planner.planning import AREAS, STATUSES

LONGEST_LINE = 75
"""Bytes of a line, its end not counted."""
ALARM = "-PT15H"
"""Nine o'clock of the day before: an event of a whole day begins at midnight."""


def calendar_bytes(
    tasks: Sequence[Task], plan: Plan, name: str, now: datetime, language: Language
) -> bytes:
    """Return the tasks as a calendar file.

    Each event keeps its id for good and carries the plan's version, so that taking the file in
    again moves what has moved instead of adding it once more. What is done has no alarm.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Campaign planner//Checklist//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for task in tasks:
        lines += _event(task, plan, now, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(task: Task, plan: Plan, now: datetime, language: Language) -> Iterator[str]:
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    title = language.text(task.title)
    yield "BEGIN:VEVENT"
    yield f"UID:{task.task_id}.{plan.plan_id}@campaign-planner"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{plan.version}"
    yield f"DTSTART;VALUE=DATE:{_day(task.due)}"
    yield f"DTEND;VALUE=DATE:{_day(task.due + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(f'✓ {title}' if task.is_done else title)}"
    yield f"DESCRIPTION:{escaped(_description(task, language))}"
    yield f"CATEGORIES:{escaped(language.text(AREAS[task.area]))}"
    yield "TRANSP:TRANSPARENT"
    if not task.is_done:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(title)}"
        yield f"TRIGGER:{ALARM}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _description(task: Task, language: Language) -> str:
    facts = (
        (say("Owner"), language.text(task.responsible)),
        (say("Begins"), language.day(task.first_day)),
        (say("Done when"), language.text(task.evidence)),
        (say("Status"), language.text(STATUSES[task.status])),
        (say("Note"), task.note or ""),
        (say("Source"), ", ".join(task.rules)),
    )
    return "\n".join(f"{language.text(label)}: {value}" for label, value in facts if value)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def escaped(text: str) -> str:
    r"""Return text as a calendar's value: no sign in it ends the value or begins another.

    >>> escaped("Zhang; Li, 50 %\nback\\slash")
    'Zhang\\; Li\\, 50 %\\nback\\\\slash'
    """
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = "\\n".join(text.splitlines())
    return "".join(sign for sign in text if sign.isprintable())


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 bytes, the next ones indented; no character is cut.

    >>> folded("A" * 76) == "A" * 75 + "\\r\\n " + "A"
    True
    """
    pieces, room = [""], LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append("")
            room = LONGEST_LINE - 1
        pieces[-1] += sign
        room -= size
    return "\r\n ".join(pieces)
