"""The checklist on paper: one page of HTML that needs nothing else, a list by day with boxes."""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import groupby

from planner.checklist.tasks import Checklist, Mark, Task
from planner.figures.colours import AT_RISK, NOT_READY, PLAN
from planner.language import Language, Message, day_offset, say
from planner.planning import AREAS

_STYLE = f"""
@page {{ size: A4; margin: 14mm 12mm; }}
* {{ box-sizing: border-box; }}
body {{ font: 10.5pt/1.35 Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color: #1b1d22; background: #fff; max-width: 186mm; margin: 0 auto; padding: 4mm; }}
h1 {{ font-size: 17pt; margin: 0; color: {PLAN}; }}
h2 {{ font-size: 11pt; margin: 5mm 0 1mm; border-bottom: 1px solid #9aa0a8; break-after: avoid; }}
p {{ margin: 1mm 0; color: #5f646d; }}
ul {{ list-style: none; margin: 0; padding: 0; }}
li {{ display: grid; grid-template-columns: 6mm 1fr 34mm; gap: 2mm; padding: 1.2mm 0;
  border-bottom: 1px solid #e3e5e8; break-inside: avoid; }}
.box {{ font-size: 13pt; line-height: 1; }}
.small {{ font-size: 9pt; color: #5f646d; }}
.done {{ color: #5f646d; text-decoration: line-through; }}
.overdue {{ color: {NOT_READY}; font-weight: bold; }}
.next {{ color: {AT_RISK}; font-weight: bold; }}
b, div {{ overflow-wrap: anywhere; }}
@media (max-width: 480px) {{ li {{ grid-template-columns: 6mm 1fr; }}
  .owner {{ grid-column: 2; }} }}
@media print {{ body {{ padding: 0; }} }}
"""


def print_page(
    tasks: Sequence[Task], checklist: Checklist, title: Message, main_day: date, language: Language
) -> bytes:
    """Return a page with the tasks by due day, to be opened and printed in any browser."""
    name = escape(language.text(title))
    days = "".join(
        f"<h2>{escape(language.day(day))} · {day_offset((day - main_day).days)}</h2>"
        f"<ul>{''.join(_line(task, checklist, language) for task in due)}</ul>"
        for day, due in groupby(tasks, key=lambda task: task.due)
    )
    facts = say(
        "Main day {day} · as of {today} · {count} tasks",
        day=main_day,
        today=checklist.today,
        count=len(tasks),
    )
    head = escape(language.text(say("Checklist")))
    return (
        f'<!DOCTYPE html><html lang="{language.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{head} · {name}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{head}</h1><p>{name} · {escape(language.text(facts))}</p>{days}</body></html>"
    ).encode()


def _line(task: Task, checklist: Checklist, language: Language) -> str:
    small = [language.text(AREAS[task.area]), ", ".join(task.rules)]
    title = escape(language.text(task.title))
    evidence = escape(language.text(task.evidence))
    note = f"<div>{escape(task.note)}</div>" if task.note else ""
    return (
        f'<li><span class="box">{"☑" if task.is_done else "☐"}</span><div>'
        f"{_mark(checklist.mark(task), language)}"
        f"<b{' class=done' if task.is_done else ''}>{title}</b>"
        f'<div class="small">{evidence}</div>{note}</div>'
        f'<div class="owner">{escape(language.text(task.responsible))}'
        f'<div class="small">{escape(" · ".join(filter(None, small)))}</div></div></li>'
    )


def _mark(mark: Mark | None, language: Language) -> str:
    if mark is None:
        return ""
    return f'<span class="{mark.value}">{mark.sign} {escape(language.text(mark.word))}</span> '
