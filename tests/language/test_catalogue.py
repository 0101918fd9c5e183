"""Every sentence of the code is translated, none is orphaned, and their places are the same."""

import re
from pathlib import Path

from planner.language import Language, say
from planner.language.catalogue import translations
from planner.language.extraction import (
    ROOT,
    places,
    read_catalogue,
    sentences,
    sentences_of,
    sources,
)

CHINESE = read_catalogue("zh")
SENTENCES = sentences()
TRANSLATED = {str(message.id): str(message.string) for message in CHINESE if message.id}


def test_no_sentence_is_untranslated() -> None:
    assert [sentence for sentence in SENTENCES if not TRANSLATED.get(sentence)] == []


def test_no_translation_is_orphaned() -> None:
    assert set(TRANSLATED) - set(SENTENCES) == set()


def test_a_translation_has_the_places_of_its_source() -> None:
    both = ((sentence, TRANSLATED.get(sentence, "")) for sentence in SENTENCES)
    assert [one for one in both if places(one[0]) != places(one[1])] == []


def test_nothing_is_fuzzy() -> None:
    assert [message.id for message in CHINESE if message.id and message.fuzzy] == []


def test_the_extraction_finds_messages_and_errors_and_would_miss_none(tmp_path: Path) -> None:
    found = SENTENCES
    assert "Something nobody ever wrote" not in found
    assert "{file} is loaded already: its content is the same." in found  # an error's template
    assert "Revenue goal of the window" in found  # a figure's label
    # A sentence that is put together would never reach the translators.
    calls = re.compile(r"\b(?:say|N_)\(\s*(?:f[\"']|[a-z_]+\s*[+%])")
    assert [
        path.relative_to(ROOT) for path in sources() if calls.search(path.read_text("utf-8"))
    ] == []


def test_a_sentence_inside_another_string_reaches_the_translators() -> None:
    """Headings are written f"**{…say('…')}**": eleven sentences had stayed English this way."""
    code = """text = f"**{escaped(language.text(say('Match by hand')))}**" + say("and")"""
    found = sentences_of(code)
    assert found == [(1, "Match by hand"), (1, "and")]
    assert {"Match by hand", "What to put on sale", "no change"} <= set(SENTENCES)


def test_a_sentence_without_translation_stays_readable() -> None:
    assert Language("zh").text(say("{n} of nothing", n=3)) == "3 of nothing"
    assert translations("en") == {}
