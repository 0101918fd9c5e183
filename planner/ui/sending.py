"""Lists for the tool that sends messages, offered as downloads.

The csv is for the tool: a long order number is its bare digits, since the tool would take the sign
that keeps a spreadsheet from rounding it for a part of it. The workbook, where every cell is text,
is for whoever looks at the list in a spreadsheet. In neither is anything a formula.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from planner.language import Language, Message, say
from planner.ui.exports import WORKBOOK_TYPE, csv_bytes, never_a_formula, xlsx_bytes

ROWS_OF_A_BOOK = 100_000
"""Rows up to which a list is offered as a workbook: longer ones take too long to make."""
WIDTH_OF_ID, WIDTH_OF_REST = 24, 14


def draw_list(
    language: Language,
    key: str,
    stem: str,
    count: int,
    rows: Callable[[], tuple[Sequence[str], Sequence[Sequence[str]]]],
) -> None:
    """Draw the downloads of a list, made when they are asked for.

    Args:
        language: of the labels.
        key: tells the list from others of its page; the name of the sheet, too.
        stem: of the file's name.
        count: rows that the list holds.
        rows: returns the columns and the rows.
    """

    def as_csv() -> bytes:
        return csv_bytes(*rows(), never_a_formula)

    def as_book() -> bytes:
        columns, lines = rows()
        widths = [WIDTH_OF_ID if name.endswith("_id") else WIDTH_OF_REST for name in columns]
        return xlsx_bytes(key, columns, lines, widths)

    files: list[tuple[Message, str, str, Callable[[], bytes]]] = [
        (say("List as csv"), "csv", "text/csv", as_csv)
    ]
    if count <= ROWS_OF_A_BOOK:
        files.insert(0, (say("List as a workbook"), "xlsx", WORKBOOK_TYPE, as_book))
    for label, ending, mime, build in files:
        st.download_button(
            language.text(label),
            build,
            file_name=f"{stem}.{ending}",
            mime=mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"download-{key}-{ending}",
        )
