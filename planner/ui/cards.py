"""Figures as cards that open their account; verdicts; the closing "how this is calculated"."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeVar

import streamlit as st

from planner.figures import SOURCES, AccountLine, Figure, Level, account, missing_in
from planner.language import Language, Message, Unit, say
from planner.planning import FUNCTIONS
from planner.tables import Query
from planner.ui.state import Screen
from planner.ui.text import escaped

Card = TypeVar("Card")
CARDS_IN_A_ROW = 4
LEVEL_LOOKS: Mapping[Level, tuple[Literal["green", "violet", "orange", "red"], str]] = {
    Level.READY: ("green", ":material/check_circle:"),
    Level.ON_TRACK: ("violet", ":material/schedule:"),
    Level.AT_RISK: ("orange", ":material/warning:"),
    Level.NOT_READY: ("red", ":material/error:"),
}
"""Colour and icon of each verdict; its word stands beside them."""


def cards(screen: Screen, figures: Sequence[Figure]) -> None:
    """Draw figures as cards, at most four side by side; they wrap on narrow screens."""
    for row in in_rows(figures):
        line = st.container(horizontal=True, gap="small")
        for figure in row:
            with line.container(
                border=True,
                width="stretch",
                height="stretch",
                gap="xsmall",
                key=f"card-{figure.key.replace('.', '-')}",
            ):
                card(screen, figure)


def plain(screen: Screen, numbers: Sequence[tuple[Message, str]]) -> None:
    """Draw numbers as cards that have no account of their own: what they are and, large, what."""
    language = screen.language
    for row in in_rows(numbers):
        line = st.container(horizontal=True, gap="small")
        for label, number in row:
            with line.container(border=True, width="stretch", height="stretch", gap="xsmall"):
                told = language.text(label)
                st.caption(escaped(told))
                st.metric(told, number, label_visibility="collapsed")


def in_rows(cards: Sequence[Card]) -> list[Sequence[Card]]:
    """Return the cards in rows of equal length as far as possible, at most four in each.

    >>> in_rows([1, 2, 3, 4, 5, 6])
    [[1, 2, 3], [4, 5, 6]]
    """
    rows = -(-len(cards) // CARDS_IN_A_ROW)
    length = -(-len(cards) // rows) if rows else 1
    return [cards[start : start + length] for start in range(0, len(cards), length)]


def card(screen: Screen, figure: Figure) -> None:
    """Draw one figure large, with its account behind a button."""
    language = screen.language
    label = language.text(figure.label)
    st.caption(escaped(label))
    st.metric(label, headline(figure, language), label_visibility="collapsed")
    if missing := missing_in(figure) if figure.value is None else None:
        st.caption(escaped(language.text(missing)))
    with st.popover(language.text(say("How?")), icon=":material/account_tree:"):
        st.markdown(
            screen.once(
                ("account", figure.key),
                lambda: account_text(account(figure, language, FUNCTIONS)),
            )
        )


def headline(figure: Figure, language: Language) -> str:
    """Return the value as it stands large on a card: money short, the rest in full."""
    if figure.unit is Unit.MONEY:
        return language.compact_money(figure.value)
    return language.quantity(figure.value, figure.unit)


def account_text(lines: Iterable[AccountLine]) -> str:
    """Return an account as a Markdown list, inputs indented below what follows from them."""
    return "\n".join(_account_line(line) for line in lines)


def _account_line(line: AccountLine) -> str:
    indent = "    " * line.depth
    rules = f" · {', '.join(line.rules)}" if line.rules else ""
    parts = [f"{indent}- **{escaped(line.label)}** = {escaped(line.value)}"]
    if line.formula:
        parts.append(f"= {escaped(line.formula)}")
        if line.numbers != line.value:
            parts.append(f"= {escaped(line.numbers)}")
    parts.append(f":gray[{escaped(line.origin)}{escaped(rules)}]")
    return f"  \n{indent}  ".join(parts)


def verdict(screen: Screen, level: Level, message: Message) -> None:
    """Draw the page's answer in one line: ready, at risk or not ready, with icon and word."""
    word = screen.language.text(level.word)
    text = f"**{word}** · {escaped(screen.language.text(message))}"
    match level:
        case Level.READY:
            st.success(text, icon=":material/check_circle:")
        case Level.ON_TRACK:
            st.info(text, icon=":material/schedule:")
        case Level.AT_RISK:
            st.warning(text, icon=":material/warning:")
        case Level.NOT_READY:
            st.error(text, icon=":material/error:")


def how(screen: Screen, figures: Sequence[Figure], queries: Sequence[Query]) -> None:
    """Draw the closing section: every figure's account, the queries, the rules they follow."""
    language = screen.language
    with st.expander(language.text(say("How this is calculated")), icon=":material/account_tree:"):
        keys = tuple(figure.key for figure in figures)
        for text in screen.once(("how", keys), lambda: _accounts(figures, language)):
            st.markdown(text)
    with st.expander(language.text(say("The queries behind it")), icon=":material/database:"):
        for query in queries:
            st.caption(f"`{query.name}.sql`")
            st.code(query.sql, language="sql")


def _accounts(figures: Sequence[Figure], language: Language) -> list[str]:
    """Return the account of each figure, what was said once left out, and the rules they follow."""
    opened: set[str] = set()
    cited: set[str] = set()
    texts = []
    for figure in figures:
        if figure.key in opened:
            continue
        lines = account(figure, language, FUNCTIONS, opened)
        cited.update(rule for line in lines for rule in line.rules)
        texts.append(account_text(lines))
    return [*texts, "\n".join(f"- {_source(rule, language)}" for rule in sorted(cited))]


def _source(rule: str, language: Language) -> str:
    source = SOURCES[rule]
    statement = escaped(language.text(source.statement))
    return f"**{rule}** {statement} :gray[{escaped(language.text(source.origin))}]"
