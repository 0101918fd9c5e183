"""What a plan may hold besides numbers: texts, days and choices; and the register of all fields."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum
from fnmatch import fnmatchcase
from math import nan

from planner.errors import N_, PlanError
from planner.figures import CENT, Assumption, Entry, Figure, Origin, Value, entry_map
from planner.language import Message, Quantity, Unit, day_offset, listed
from planner.language.messages import Field

Stored = str | int | float | None
"""What a plan's document holds: plain JSON values; money and days as text."""
LONGEST_TEXT = 500
LARGEST_AMOUNT = Decimal(10) ** 12
FURTHEST_OFFSET = 400
"""Days from the main day; what lies further off belongs to another promotion."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that come along with what is pasted, and that neither a page nor a workbook shows."""
FIRST_YEAR, LAST_YEAR = 1990, 2200
"""Days far outside are slips of the keyboard, and a window around them has no dates."""


class Kind(Enum):
    """What a setting holds."""

    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    RANKING = "ranking"
    """Some of the options, the most important first, joined by commas."""
    AMOUNT = "amount"
    """Money from zero up, to the cent, kept as text."""
    OFFSET = "offset"
    """A day as whole days from the main day, so that it moves with it."""


@dataclass(frozen=True)
class Setting:
    """A field of the plan that is not a number.

    Attributes:
        name: dotted name; ``*`` stands for any part, as in ``checklist.*.status``.
        label: what it is, in a few words.
        help: what it does, in a sentence.
        kind: text, day, choice, ranking or amount.
        default: value until somebody says otherwise.
        options: the choices, as value → label.
        longest: characters that a text may have.
    """

    name: str
    label: Message
    help: Message
    kind: Kind
    default: str | None = None
    options: Mapping[str, Message] = field(default_factory=dict)
    longest: int = LONGEST_TEXT

    def checked(self, value: object) -> Stored:
        """Return the value as the plan stores it.

        Raises:
            PlanError: not a day, not an amount, not one of the choices, or too long a text; says
                which.
        """
        if value is None:
            return None
        if self.kind is Kind.DAY:
            return self._checked_day(value)
        if self.kind is Kind.OFFSET:
            return self._checked_offset(value)
        text = UNPRINTABLE.sub(" ", str(value)).strip()
        if self.kind is Kind.CHOICE:
            self._refuse_unless_offered(text)
        if self.kind is Kind.RANKING:
            return self._checked_ranking(text)
        if self.kind is Kind.AMOUNT:
            return self._checked_amount(text)
        if len(text) > self.longest:
            raise PlanError(
                N_("{label}: longer than {longest} characters."),
                label=self.label,
                longest=self.longest,
            )
        return text or None

    def _refuse_unless_offered(self, option: str) -> None:
        if option not in self.options:
            raise PlanError(
                N_("{label}: {value} is not one of {options}."),
                label=self.label,
                value=option,
                options=", ".join(self.options),
            )

    def _checked_ranking(self, text: str) -> str | None:
        ranked = [key.strip() for key in text.split(",") if key.strip()]
        for place, key in enumerate(ranked):
            self._refuse_unless_offered(key)
            if key in ranked[:place]:
                raise PlanError(
                    N_("{label}: {value} is named twice."),
                    label=self.label,
                    value=self.options[key],
                )
        return ",".join(ranked) or None

    def _checked_amount(self, text: str) -> str:
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not 0 <= amount <= LARGEST_AMOUNT:
            raise PlanError(
                N_("{label}: {value} is not an amount from zero up."), label=self.label, value=text
            )
        return str(amount.quantize(CENT, ROUND_HALF_UP))

    def _checked_offset(self, value: object) -> int:
        try:
            offset = float(str(value))
        except ValueError:
            offset = nan
        if not offset.is_integer() or abs(offset) > FURTHEST_OFFSET:
            raise PlanError(
                N_(
                    "{label}: {value} is no whole number of days from the main day, at most"
                    " {furthest} before or after it."
                ),
                label=self.label,
                value=str(value),
                furthest=FURTHEST_OFFSET,
            )
        return int(offset)

    def _checked_day(self, value: object) -> str:
        day = _as_day(value)
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise PlanError(
                N_("{label}: {value} is not a day; write it as 2026-11-11."),
                label=self.label,
                value=str(value),
            )
        return day.isoformat()


class Family(ABC):
    """Numbers of things that a manager adds: one set of fields for each of them."""

    @abstractmethod
    def members(self, values: Mapping[str, Stored]) -> Iterator[Assumption]:
        """Yield the numbers of everything that the plan holds."""

    @abstractmethod
    def find(self, name: str) -> Assumption | None:
        """Return the number that a field holds, whichever thing it belongs to."""


@dataclass(frozen=True)
class Registry:
    """All fields that a plan may hold.

    Attributes:
        assumptions: numbers by field.
        settings: texts, days and choices.
        families: numbers of what a manager adds.
    """

    assumptions: Mapping[str, Assumption]
    settings: tuple[Setting, ...]
    families: tuple[Family, ...] = ()

    def assumption(self, name: str) -> Assumption | None:
        """Return the number that a field holds; None for fields that hold something else."""
        if name in self.assumptions:
            return self.assumptions[name]
        found = (family.find(name) for family in self.families)
        return next((one for one in found if one), None)

    def entry(self, values: Mapping[str, Stored], name: str) -> Entry:
        """Return the value in force of one number that no sheet tells.

        Raises:
            PlanError: no such number.
        """
        one = self.assumption(name)
        if one is None:
            raise PlanError(N_("The plan has no field {field}."), field=name)
        return self._entry(one, values.get(name), None)

    def checked(self, name: str, value: object) -> Stored:
        """Return a value as the plan stores it.

        Raises:
            PlanError: no such field, or a value the field refuses.
        """
        if one := self.assumption(name):
            return _stored(one.checked(value))
        return self.setting(name).checked(value)

    def label(self, name: str) -> Message:
        """Return what a field is, in a few words."""
        one = self.assumption(name)
        return one.label if one else self.setting(name).label

    def shown(self, name: str, stored: Stored) -> Field:
        """Return a stored value as a message's field: with its unit, choices by their labels."""
        if stored is None:
            return None
        if one := self.assumption(name):
            number = Decimal(stored) if isinstance(stored, str) else stored
            return Quantity(number, one.unit)
        setting = self.setting(name)
        if setting.kind is Kind.DAY:
            return _as_day(stored) or stored
        if setting.kind is Kind.RANKING:
            keys = [key for key in str(stored).split(",") if key in setting.options]
            return listed(setting.options[key] for key in keys)
        if setting.kind is Kind.AMOUNT:
            return Quantity(Decimal(str(stored)), Unit.MONEY)
        if setting.kind is Kind.OFFSET:
            return day_offset(int(stored))
        return setting.options.get(str(stored), stored)

    def choice(self, values: Mapping[str, Stored], name: str) -> str:
        """Return what is chosen; the default where nothing is, or what is no choice any more."""
        setting, stored = self.setting(name), values.get(name)
        return str(stored if stored in setting.options else setting.default)

    def setting(self, name: str) -> Setting:
        """Return the setting that a field belongs to.

        Raises:
            PlanError: no such field.
        """
        for setting in self.settings:
            if fnmatchcase(name, setting.name):
                return setting
        raise PlanError(N_("The plan has no field {field}."), field=name)

    def entries(
        self,
        values: Mapping[str, Stored],
        from_sheets: Mapping[str, Figure] | None = None,
    ) -> Mapping[str, Entry]:
        """Return the value in force of every assumption.

        What somebody edited comes first, then what the sheets say, then the default. A stored
        value that is no longer allowed falls back to these.
        """
        sheets = from_sheets or {}
        added = (one for family in self.families for one in family.members(values))
        return entry_map(
            self._entry(one, values.get(one.field), sheets.get(one.field))
            for one in (*self.assumptions.values(), *added)
        )

    @staticmethod
    def _entry(assumption: Assumption, stored: Stored, sheet: Figure | None) -> Entry:
        if stored is not None:
            try:
                number = Decimal(stored) if isinstance(stored, str) else stored
                return Entry(assumption, assumption.checked(number), Origin.EDITED)
            except (PlanError, InvalidOperation):
                pass  # bounds may have become narrower since it was stored
        if sheet is not None and sheet.value is not None:
            return Entry(assumption, sheet.value, Origin.SHEET, sheet)
        return Entry(assumption, assumption.default, Origin.DEFAULT)


def _as_day(value: object) -> date | None:
    """Return the value as a day; of a moment only its day, since a plan stores no time."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _stored(number: Value | None) -> Stored:
    """Return a number as JSON keeps it exactly: money as text."""
    return str(number) if isinstance(number, Decimal) else number
