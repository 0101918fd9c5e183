"""The levels of a verdict, the same on every page and in the workbook."""

from enum import Enum

from planner.language import Message, say


class Level(Enum):
    """Ready, on track, at risk or not ready; always shown with an icon and a word.

    Ready means that nothing is left to do; on track, that what is left has time.
    """

    READY = "ready"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    NOT_READY = "not_ready"

    @property
    def word(self) -> Message:
        """Return the level in a word."""
        return {
            Level.READY: say("Ready"),
            Level.ON_TRACK: say("On track"),
            Level.AT_RISK: say("At risk"),
            Level.NOT_READY: say("Not ready"),
        }[self]

    @property
    def sign(self) -> str:
        """Return a sign to stand beside the word: colour alone is lost in grey and to some eyes."""
        return {
            Level.READY: "●",
            Level.ON_TRACK: "○",
            Level.AT_RISK: "▲",
            Level.NOT_READY: "■",
        }[self]
