"""What rooms said, for answering one plan many times with little changed each time.

A room is a pure function of what it is given and of the entries it reads. Which entries it reads is
noted while it works; asked again with equal inputs, and with equal entries where it read any, it
would say the same, so it is not asked. Nothing has to be declared about what depends on what, and
nothing can be forgotten when a room comes to read one entry more.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from planner.figures import Entry

ANSWERS_KEPT = 4
"""Of each room, the last ones that were of use: mostly the plan as it was before a change."""
Inputs = ParamSpec("Inputs")
Said = TypeVar("Said")


@dataclass(frozen=True)
class _Answer:
    """What a room said.

    Attributes:
        inputs: that it was given beside the entries.
        entries: those it read, by name.
        said: its answer.
    """

    inputs: tuple[object, ...]
    entries: Mapping[str, Entry]
    said: Any

    def holds(self, inputs: tuple[object, ...], entries: Mapping[str, Entry]) -> bool:
        return self.inputs == inputs and all(
            entries.get(name) == entry for name, entry in self.entries.items()
        )


class Memory:
    """What rooms said before, by room; several threads may ask with one memory."""

    def __init__(self) -> None:
        self._answers: dict[object, tuple[_Answer, ...]] = {}

    def asking(self, entries: Mapping[str, Entry]) -> "Asking":
        """Return what asks the rooms of a plan with these entries in force."""
        return Asking(self._answers, entries)


class Asking:
    """Asks rooms, unless they were asked the same before."""

    def __init__(
        self, answers: dict[object, tuple[_Answer, ...]], entries: Mapping[str, Entry]
    ) -> None:
        self._answers = answers
        self._entries = entries

    def __call__(
        self, room: Callable[Inputs, Said], *given: Inputs.args, **named: Inputs.kwargs
    ) -> Said:
        """Return what the room says; the entries in force may be among what it is given."""
        told = self._answers.get(room, ())
        inputs = tuple(
            None if one is self._entries else one for one in (*given, *named, *named.values())
        )
        answer = next((one for one in told if one.holds(inputs, self._entries)), None)
        if answer is None:
            read = _Read(self._entries)
            positional: Any = [read if one is self._entries else one for one in given]
            answer = _Answer(inputs, read.entries, room(*positional, **named))
        # Put in place at once: what another thread keeps meanwhile may be lost, and is asked again.
        others = (one for one in told if one is not answer)
        self._answers[room] = (answer, *others)[:ANSWERS_KEPT]
        said: Said = answer.said
        return said


class _Read(Mapping[str, Entry]):
    """The entries in force, noting which of them are read."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self.entries: dict[str, Entry] = {}

    def __getitem__(self, name: str) -> Entry:
        self.entries[name] = self._entries[name]
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        # Whoever goes through all of them depends on all.
        self.entries.update(self._entries)
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
