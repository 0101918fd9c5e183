"""Keeps the catalogues in step with the code: ``python -m planner.language.extraction``.

Adds sentences that are new in the code without a translation, drops those that are gone. A test
fails while a sentence is untranslated, orphaned, or has other places than its source.
"""

import ast
import string
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from planner.language.catalogue import FOLDER

ROOT = Path(__file__).resolve().parents[2]
MARKS = ("say", "N_")
"""What marks a sentence: messages, and the templates of errors."""


def sources() -> Iterator[Path]:
    """Yield the files whose sentences readers see."""
    yield ROOT / "app.py"
    yield from sorted((ROOT / "pages").glob("*.py"))
    yield from sorted((ROOT / "planner").rglob("*.py"))


def sentences() -> dict[str, list[tuple[str, int]]]:
    """Return every sentence in the code with the places it stands at."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        for line, sentence in sentences_of(path.read_text("utf-8")):
            found.setdefault(sentence, []).append((name, line))
    return found


def sentences_of(code: str) -> list[tuple[int, str]]:
    """Return the sentences of a file with their lines, in order.

    The syntax tree is read, not the tokens: up to Python 3.11 an f-string is one token, and what
    is said inside it would never reach the translators.

    >>> sentences_of('''f"{say('Match')}"''')
    [(1, 'Match')]
    """
    calls = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and node.args)
    found = sorted(
        (call.lineno, call.col_offset, call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in MARKS
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    )
    return [(line, sentence) for line, _, sentence in found]


def places(sentence: str) -> set[str]:
    """Return the names of the places in a sentence.

    >>> sorted(places("{read} rows of {file}"))
    ['file', 'read']
    """
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def read_catalogue(code: str) -> Catalog:
    """Return a catalogue as it stands in its file."""
    with (FOLDER / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def update(code: str) -> int:
    """Write the catalogue anew and return how many sentences wait for a translation."""
    path = FOLDER / f"{code}.po"
    old = read_catalogue(code) if path.exists() else Catalog()
    # Neither dates nor line numbers: the file changes only where its sentences do.
    new = Catalog(
        locale=code,
        header_comment="# 简体中文：大促计划。由 planner.language.extraction 与代码保持一致。",
        project="Campaign planner",
        version="1",
        copyright_holder="The Campaign Planner authors",
        msgid_bugs_address="",
        last_translator="The Campaign Planner authors",
        language_team="zh",
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        revision_date=datetime(2026, 1, 1, tzinfo=UTC),
        fuzzy=False,
    )
    waiting = 0
    for sentence, stands_at in sorted(sentences().items(), key=lambda one: one[1]):
        known = old.get(sentence)
        translation = str(known.string) if known is not None and known.string else ""
        waiting += not translation
        files = sorted({(file, 0) for file, _ in stands_at})
        new.add(sentence, translation, locations=files)
    with path.open("wb") as file:
        write_po(file, new, width=100, omit_header=False, include_lineno=False)
    return waiting


if __name__ == "__main__":
    print(f"{update('zh')} sentences wait for a translation")  # noqa: T201
