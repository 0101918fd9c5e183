"""Inputs that are bound to a field of the plan: seeded from it, saved as they change.

A wrong value stays in its box with the reason beside it; the plan keeps the last right one.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeVar

import streamlit as st

from planner.campaign.settings import FURTHEST_OFFSET, Kind
from planner.figures import OWN_DEFAULT, SOURCES, Entry, origin_of, unit_of
from planner.language import Language, Message, Quantity, Unit, say
from planner.planning import REGISTRY
from planner.ui.state import FIELD, SEEN, TYPED, Screen, error_key, save_field
from planner.ui.text import escaped

PER_CENT = 100
INPUT_WIDTH = 207
"""Pixels; four stand side by side on a small laptop, as cards do."""
Option = TypeVar("Option")
First = TypeVar("First")


def number_input(screen: Screen, name: str, called: Message | None = None) -> None:
    """Draw the input of a number; cleared, it goes back to its default.

    Args:
        screen: that it is drawn on.
        name: of the field: of an assumption, or of a number of something that a manager added.
        called: what it is, where that is told more closely than by its field.
    """
    language = screen.language
    entry = screen.answer.entries.get(name) or REGISTRY.entry(screen.plan.values, name)
    unit = unit_of(entry.unit, language)
    label = language.text(called or entry.label) + (f" ({unit})" if unit else "")
    key = _seed(screen, name, shown_number(entry))
    st.number_input(
        label,
        value=None,
        step=_step(entry),
        format=_format(entry),
        key=key,
        placeholder=language.text(say("left open")),
        help=screen.once(("help", name), lambda: _help(entry, language)),
        on_change=_save,
        args=(screen, name, key, _typed(entry)),
    )
    _below(name, screen.once(("origin", name), lambda: _origin(entry, language)))


def text_input(screen: Screen, name: str, shown: str) -> None:
    """Draw the input of a text; ``shown`` stands in it as long as nobody wrote another."""
    setting = REGISTRY.setting(name)
    key = _seed(screen, name, screen.plan.text(name) or shown)
    st.text_input(
        screen.language.text(setting.label),
        key=key,
        help=screen.language.text(setting.help),
        on_change=_save,
        args=(screen, name, key, str),
    )
    _below(name)


def area_input(screen: Screen, name: str, placeholder: str) -> None:
    """Draw the input of a long text; ``placeholder`` holds as long as nobody wrote another."""
    setting = REGISTRY.setting(name)
    key = _seed(screen, name, screen.plan.text(name) or "")
    st.text_area(
        screen.language.text(setting.label),
        key=key,
        placeholder=placeholder,
        max_chars=setting.longest,
        help=screen.language.text(setting.help),
        on_change=_save,
        args=(screen, name, key, str),
    )
    _below(name)


def day_input(screen: Screen, name: str, shown: date | None) -> None:
    """Draw the input of a day; ``shown`` stands in it as long as nobody chose another."""
    setting = REGISTRY.setting(name)
    chosen = screen.plan.text(name)
    key = _seed(screen, name, date.fromisoformat(chosen) if chosen else shown)
    st.date_input(
        screen.language.text(setting.label),
        value=None,
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
        key=key,
        format="YYYY-MM-DD",
        help=screen.language.text(setting.help),
        on_change=_save,
        args=(screen, name, key, lambda day: day),
    )
    _below(name)


def moment_input(screen: Screen, room: str, seen_at: datetime) -> None:
    """Draw the inputs of the moment that a list of a room is for, and say which it is."""
    row = st.container(horizontal=True, gap="small")
    with row.container(width=INPUT_WIDTH):
        chosen = choice_input(screen, f"{room}.as_of")
    if chosen == "own":
        with row.container(width=INPUT_WIDTH):
            day_input(screen, f"{room}.day", screen.today)
        with row.container(width=INPUT_WIDTH):
            choice_input(screen, f"{room}.time")
    st.caption(escaped(screen.language.text(say("Seen at {moment}", moment=seen_at))))


def choice_input(screen: Screen, name: str) -> str:
    """Draw the input of a choice and return what is chosen."""
    setting = REGISTRY.setting(name)
    if setting.kind is not Kind.CHOICE:
        raise ValueError(name)
    chosen = REGISTRY.choice(screen.plan.values, name)
    key = _seed(screen, name, chosen)
    select(
        screen.language.text(setting.label),
        list(setting.options),
        lambda option: screen.language.text(setting.options[option]),
        key=key,
        first=chosen,
        help=screen.language.text(setting.help),
        on_change=_save,
        args=(screen, name, key, str),
    )
    _below(name)
    return chosen


def offset_input(screen: Screen, name: str) -> None:
    """Draw the input of a day that is kept as days from the main day; emptied, it is left open."""
    setting, main_day = REGISTRY.setting(name), screen.answer.campaign.main_day
    stored = screen.plan.values.get(name)
    shown = None if stored is None else main_day + timedelta(days=int(stored))
    key = _seed(screen, name, shown)
    st.date_input(
        screen.language.text(setting.label),
        value=None,
        min_value=main_day - timedelta(days=FURTHEST_OFFSET),
        max_value=main_day + timedelta(days=FURTHEST_OFFSET),
        key=key,
        format="YYYY-MM-DD",
        help=screen.language.text(setting.help),
        on_change=_save,
        args=(screen, name, key, lambda day: (day - main_day).days),
    )
    _below(name)


def code_input(
    screen: Screen, name: str, options: Sequence[str], name_of: Callable[[str], str]
) -> None:
    """Draw the input of one thing by its code; another than those offered may be typed.

    Args:
        screen: that it is drawn on.
        name: of the field.
        options: codes that are offered.
        name_of: what a code is called.
    """
    setting, chosen = REGISTRY.setting(name), screen.plan.text(name)
    key = _seed(screen, name, chosen)
    st.selectbox(
        screen.language.text(setting.label),
        _with_those_chosen(options, [chosen, st.session_state[key]]),
        index=None,
        format_func=name_of,
        key=key,
        placeholder=screen.language.text(say("left open")),
        help=screen.language.text(setting.help),
        accept_new_options=True,
        on_change=_save,
        args=(screen, name, key, str),
    )
    _below(name)


def codes_input(
    screen: Screen,
    name: str,
    options: Sequence[str],
    name_of: Callable[[str], str],
    placeholder: Message,
) -> None:
    """Draw the input of several things by their codes, which the plan holds one a line.

    Args:
        screen: that it is drawn on.
        name: of the field.
        options: codes that are offered.
        name_of: what a code is called.
        placeholder: what it means that none is chosen.
    """
    setting = REGISTRY.setting(name)
    chosen = [code for code in (screen.plan.text(name) or "").split("\n") if code]
    key = _seed(screen, name, chosen)
    st.multiselect(
        screen.language.text(setting.label),
        _with_those_chosen(options, [*chosen, *st.session_state[key]]),
        format_func=name_of,
        key=key,
        placeholder=screen.language.text(placeholder),
        help=screen.language.text(setting.help),
        on_change=_save,
        args=(screen, name, key, "\n".join),
    )
    _below(name)


def _with_those_chosen(options: Sequence[str], chosen: Sequence[str | None]) -> list[str]:
    """Return the options and, first, what is chosen and not among them."""
    offered = set(options)
    added = dict.fromkeys(one for one in chosen if one and one not in offered)
    return [*added, *options]


def select(
    label: str,
    options: Sequence[Option],
    name_of: Callable[[Option], str],
    *,
    key: str,
    first: First,
    width: int | Literal["stretch"] = "stretch",
    help: str | None = None,
    placeholder: str | None = None,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> Option | First:
    """Draw a box to choose from and return what is chosen.

    What was chosen is put into its box in every run: left alone, the box keeps the words of the
    language in which it was chosen.

    Args:
        label: above the box.
        options: to choose from.
        name_of: what an option is called.
        key: of the widget.
        first: stands in the box before anything is chosen, and again where what was chosen is no
            option any more; None = the placeholder does.
        width: in pixels.
        help: shown when asked for.
        placeholder: shown while nothing is chosen.
        on_change: called when another option is chosen.
        args: of that call.
    """
    stored: Any = st.session_state.get(key)
    chosen: Option | First = stored if stored in options else first
    st.session_state[key] = chosen
    st.selectbox(
        label,
        options,
        format_func=name_of,
        key=key,
        help=help,
        placeholder=placeholder,
        on_change=on_change,
        args=args,
        width=width,
    )
    return chosen


def part_of_page(screen: Screen, parts: Mapping[str, Message], key: str) -> str:
    """Draw the choice of the part of a page that is open, at first the first, and return it.

    The others cost nothing.
    """
    language = screen.language
    st.space("small")
    st.session_state.setdefault(key, next(iter(parts)))
    chosen = st.segmented_control(
        language.text(say("In detail")),
        list(parts),
        format_func=lambda part: language.text(parts[part]),
        required=True,
        key=key,
    )
    return str(chosen)


_OWN_WORDS = """<style>
[data-testid=stFileUploaderDropzone] button[kind=secondary] p { font-size: 0 }
[data-testid=stFileUploaderDropzone] button[kind=secondary] p::after {
    content: "%s"; font-size: 0.875rem
}
[data-testid=stFileUploaderDropzoneInstructions] { display: none }
</style>"""


def name_uploader(words: str) -> None:
    """Put words on the button of the page's uploader: Streamlit's speaks English only.

    A line below it is to say the largest size.
    """
    st.html(_OWN_WORDS % words)


def shown_number(entry: Entry) -> float | int | None:
    """Return the value as people type it: shares in per cent."""
    if entry.value is None:
        return None
    if entry.unit is Unit.SHARE:
        return float(Decimal(str(entry.value)) * PER_CENT)
    return int(entry.value) if entry.assumption.whole else float(entry.value)


def stored_number(entry: Entry, typed: float | int) -> object:
    """Return what was typed as the plan keeps it: shares as fractions, money exact."""
    if entry.unit is Unit.SHARE:
        return float(Decimal(str(typed)) / PER_CENT)
    return Decimal(str(typed)) if entry.unit is Unit.MONEY else typed


def _typed(entry: Entry) -> Callable[[Any], object]:
    return lambda typed: stored_number(entry, typed)


def _seed(screen: Screen, name: str, shown: object) -> str:
    """Put the plan's value into the box, unless its reader is in the middle of changing it.

    It is filled when the page opens, after a save, and when the plan's value or the default behind
    it changed elsewhere; a refused value stays as it was typed.
    """
    key, seen = f"{FIELD}{name}", _seen()
    refused = error_key(name) in st.session_state
    if refused and key not in st.session_state and f"{TYPED}{name}" in st.session_state:
        # Streamlit forgets the boxes of a page that is left; what was refused is brought back.
        st.session_state[key] = st.session_state[f"{TYPED}{name}"]
    if key not in st.session_state or (seen.get(name) != shown and not refused):
        st.session_state[key] = shown
        st.session_state.pop(error_key(name), None)
    seen[name] = shown
    return key


def _seen() -> dict[str, object]:
    """Return what each field of this session was filled with."""
    seen: dict[str, object] = st.session_state.setdefault(SEEN, {})
    return seen


def _save(screen: Screen, name: str, key: str, read: Callable[[Any], object]) -> None:
    """Save what was typed; what was taken is filled in anew: an emptied box shows its default."""
    typed = st.session_state[key]
    value = None if typed in (None, "", []) else read(typed)
    if save_field(screen.workspace, screen.plan, name, value, screen.language):
        _seen()[name] = _TAKEN
        st.session_state.pop(f"{TYPED}{name}", None)
    else:
        st.session_state[f"{TYPED}{name}"] = typed


def reset(screen: Screen, name: str) -> None:
    """Take back what somebody set: the field goes back to what the sheets say, or its default."""
    if save_field(screen.workspace, screen.plan, name, None, screen.language):
        _seen()[name] = _TAKEN
        st.session_state.pop(f"{TYPED}{name}", None)


_TAKEN = "taken"
"""Differs from whatever the plan may show next."""


def _below(name: str, caption: str | None = None) -> None:
    """Write the reason of a refusal, else where the value comes from."""
    if reason := st.session_state.get(error_key(name)):
        st.markdown(f":red[:material/error: {escaped(reason)}]")
    elif caption:
        st.caption(caption)


def _origin(entry: Entry, language: Language) -> str:
    """Return where the value comes from, with the source unless it is the planner's own start."""
    told, source = language.text(origin_of(entry)), entry.assumption.source
    return told if source == OWN_DEFAULT else f"{told} · {source}"


def _help(entry: Entry, language: Language) -> str:
    """Return what the input does, its bounds and default, and its source in a sentence."""
    assumption = entry.assumption
    source = SOURCES[assumption.source]
    bounds = say(
        "{low} to {high}; empty = default {default}",
        low=Quantity(assumption.low, assumption.unit),
        high=Quantity(assumption.high, assumption.unit),
        default=Quantity(assumption.default, assumption.unit),
    )
    lines = (
        language.text(assumption.help),
        language.text(bounds),
        f"{assumption.source}: {language.text(source.statement)}",
    )
    return "\n\n".join(escaped(line) for line in lines)


def _step(entry: Entry) -> float | int:
    if entry.unit is Unit.SHARE:
        return 1.0
    return 1 if entry.assumption.whole else 0.1


def _format(entry: Entry) -> str:
    if entry.assumption.whole and entry.unit is not Unit.SHARE:
        return "%d"
    return "%.2f"


def section(
    screen: Screen, room: str, title: Message, elsewhere: Container[str] = frozenset()
) -> None:
    """Draw the inputs of a room's assumptions, folded away, but for those typed ``elsewhere``."""
    with st.expander(screen.language.text(title), icon=":material/tune:", key=f"inputs-{room}"):
        _grid(screen, [name for name in _of_room(screen, room) if name not in elsewhere])


def _of_room(screen: Screen, room: str) -> list[str]:
    return [name for name, entry in screen.answer.entries.items() if entry.assumption.room == room]


def _grid(screen: Screen, names: list[str]) -> None:
    row = st.container(horizontal=True, gap="small")
    for name in names:
        with row.container(width=INPUT_WIDTH):
            number_input(screen, name)


ROOMS: Mapping[str, Message] = {
    "campaign": say("Campaign window"),
    "last_year": say("Last year"),
    "targets": say("Targets"),
    "demand": say("Demand"),
    "activities": say("Activities"),
    "inventory": say("Inventory"),
    "staffing": say("Staffing"),
    "roster": say("Roster"),
    "capacity": say("Capacity"),
    "materials": say("Materials"),
    "funnel": say("Funnel"),
    "customers": say("Customers"),
    "reminders": say("Reminders"),
    "tracking": say("Parcels on their way"),
}
