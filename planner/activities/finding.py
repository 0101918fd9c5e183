"""What is found when a design is checked: why, what to change, and how grave it is."""

from dataclasses import dataclass
from enum import Enum

from planner.language import Message, say


class Severity(Enum):
    """How grave a finding is."""

    REFUSED = "refused"
    """The design cannot be used as it is."""
    WARNING = "warning"
    """It can be used, and will probably cost what nobody meant it to."""
    NOTE = "note"
    """Worth a second look."""

    @property
    def word(self) -> Message:
        """Return the severity in a word."""
        return {
            Severity.REFUSED: say("Refused"),
            Severity.WARNING: say("Warning"),
            Severity.NOTE: say("Note"),
        }[self]

    @property
    def sign(self) -> str:
        """Return a sign to stand beside the word, as those of :class:`planner.figures.Level`."""
        return {Severity.REFUSED: "■", Severity.WARNING: "▲", Severity.NOTE: "○"}[self]


@dataclass(frozen=True)
class Finding:
    """One thing found in a design.

    Attributes:
        code: what was found, in a word that stays the same.
        severity: how grave it is.
        rule: id of the rule behind it.
        tier_ids: it is about, the one to change first; empty = the design as a whole.
        field: of :class:`planner.activities.tiers.Tier` that is to be changed; empty = none alone.
        why: what is wrong.
        change: what to do about it.
    """

    code: str
    severity: Severity
    rule: str
    tier_ids: tuple[str, ...]
    field: str
    why: Message
    change: Message

    @property
    def is_refused(self) -> bool:
        """Return whether the design cannot be used because of it."""
        return self.severity is Severity.REFUSED
