"""The calendar file as RFC 5545 wants it, the page to print, and the choice of tasks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from planner.campaign import Plan
from planner.checklist import (
    Selection,
    Stage,
    build_checklist,
    calendar_bytes,
    monday,
    owners_of,
    print_page,
    weeks_of,
)
from planner.checklist.calendar_file import escaped, folded
from planner.language import Language, say
from planner.planning import Answer, answer
from tests.rows import plan

ENGLISH = Language("en")
NOW = datetime(2027, 10, 20, 8, 30, tzinfo=UTC)
TITLE = "Call Zhang; Li, and <b>三</b>\\"
Event = dict[str, str]


def told(**values: object) -> Answer:
    given = {"checklist__own__a1__title": TITLE, "checklist__own__a1__due": -12, **values}
    return answer(plan(**given), None, date(2027, 10, 20))


def calendar(made: Answer, shown: Plan | None = None) -> bytes:
    tasks = build_checklist(made).tasks
    return calendar_bytes(tasks, shown or made.plan, "Double 11", NOW, ENGLISH)


def parsed(content: bytes) -> Iterator[Event]:
    """Yield each event of a calendar: unfolded, its values unescaped."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    event: Event | None = None
    parts: list[str] = []
    for line in filter(None, lines):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            parts.append(value)
            event = {} if value == "VEVENT" else event
        elif name == "END":
            assert parts.pop() == value
            if value == "VEVENT":
                assert event is not None
                yield event
                event = None
        elif event is not None:
            prefix = "ALARM " if parts[-1] == "VALARM" else ""
            assert prefix + name not in event
            event[prefix + name] = unescaped(value)
    assert parts == []


def unescaped(value: str) -> str:
    signs = iter(value)
    return "".join({"n": "\n"}.get(one := next(signs), one) if s == "\\" else s for s in signs)


def test_every_task_is_an_event_of_its_day_with_an_alarm() -> None:
    made = told(checklist__full_count__status="done")
    tasks = build_checklist(made).tasks
    events = list(parsed(calendar(made)))
    assert len(events) == len(tasks)
    assert len({event["UID"] for event in events}) == len(tasks)
    by_id = {event["UID"].rpartition(".")[0]: event for event in events}
    own = by_id["own.a1"]
    assert own["SUMMARY"] == own["ALARM DESCRIPTION"] == TITLE
    assert own["DTSTART;VALUE=DATE"] == "20271030"
    assert own["DTEND;VALUE=DATE"] == "20271031"
    assert own["ALARM TRIGGER"] == "-PT15H"
    assert own["DTSTAMP"] == "20271020T083000Z"
    assert "Owner: Store manager\nBegins: " in own["DESCRIPTION"]
    counted = by_id["full_count"]
    assert counted["SUMMARY"].startswith("✓ ")
    assert "ALARM TRIGGER" not in counted


def test_taken_in_again_it_moves_its_events() -> None:
    first = list(parsed(calendar(told(), Plan("p", 3))))
    moved = told(checklist__own__a1__due=-5)
    again = list(parsed(calendar(moved, Plan("p", 4))))
    assert {event["UID"] for event in first} == {event["UID"] for event in again}
    assert {event["SEQUENCE"] for event in again} == {"4"}
    assert {event["SEQUENCE"] for event in first} == {"3"}


def test_lines_are_short_end_rightly_and_hold_whole_characters() -> None:
    for language in (ENGLISH, Language("zh")):
        tasks = build_checklist(told()).tasks
        content = calendar_bytes(tasks, Plan(), "双11", NOW, language)
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        for line in content.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()


@given(st.text(max_size=300))
def test_any_text_comes_back_from_a_calendar_line(text: str) -> None:
    line = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))
    back = unescaped(line.replace("\r\n ", "").removeprefix("SUMMARY:"))
    kept = "\n".join(text.splitlines())
    assert back == "".join(sign for sign in kept if sign.isprintable() or sign == "\n")


class Words(HTMLParser):
    """Collects what a page shows, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name in ("src", "href", "onclick") for name, _ in attrs)
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_to_print_holds_every_task_by_day_and_no_markup_of_a_cell() -> None:
    made = told(checklist__full_count__status="done", checklist__full_count__note="<i>ask</i>")
    checklist = build_checklist(made)
    page = print_page(checklist.tasks, checklist, say("Double 11"), made.campaign.main_day, ENGLISH)
    read = Words()
    read.feed(page.decode())
    assert TITLE in read.words
    assert "<i>ask</i>" in read.words
    assert "i" not in read.tags
    assert read.tags.count("li") == len(checklist.tasks)
    assert read.tags.count("h2") == len({task.due for task in checklist.tasks})
    assert read.words.count("☑") == 1
    assert any(word.startswith("⚠ overdue") for word in read.words)
    assert any(word.startswith("▸ next") for word in read.words)
    assert b"@page" in page
    assert b"http" not in page


def test_tasks_are_chosen_by_owner_area_week_and_stage() -> None:
    made = told(checklist__full_count__owner="Li", checklist__full_count__status="doing")
    checklist = build_checklist(made)

    def chosen(**wanted: object) -> set[str]:
        return {one.task_id for one in Selection(**wanted).of(checklist, ENGLISH)}  # type: ignore[arg-type]

    assert chosen(owner="Li") == {"full_count"}
    assert chosen(stage=Stage.DOING) == {"full_count"}
    assert chosen(area="design") == {one.task_id for one in checklist.tasks if one.area == "design"}
    assert "full_count" in chosen(week=date(2027, 11, 8))
    assert chosen(week=date(2027, 11, 8), area="inventory", owner="Li") == {"full_count"}
    assert chosen(stage=Stage.LEFT) == chosen()
    assert chosen(stage=Stage.OVERDUE) == {one.task_id for one in checklist.overdue()}
    assert chosen(stage=Stage.NEXT)
    assert chosen(stage=Stage.DONE) == set()
    assert "Li" in owners_of(checklist.tasks, ENGLISH)
    weeks = weeks_of(checklist.tasks)
    assert weeks == sorted(weeks)
    assert all(monday(week) == week for week in weeks)
    assert sum(len(chosen(week=week)) for week in weeks) == len(checklist.tasks)
