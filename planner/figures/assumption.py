"""Assumptions: numbers that a manager may change, each with unit, default, bounds and source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, cast

from planner.errors import N_, PlanError
from planner.language import Message, Quantity, Unit

if TYPE_CHECKING:
    from planner.figures.figure import Figure

Value = Decimal | int | float
Section = TypeVar("Section")


class Origin(Enum):
    """Where the value in force comes from."""

    DEFAULT = "default"
    EDITED = "edited"
    SHEET = "sheet"


@dataclass(frozen=True)
class Assumption:
    """A number that a manager may change.

    Attributes:
        field: dotted name in the plan, ``room.name``.
        label: what it is, in a few words.
        help: what it does, in a sentence.
        unit: of the value; shares are kept as fractions (0.3, not 30).
        default: value until somebody says otherwise; None where nothing may be invented.
        low: smallest value allowed.
        high: largest value allowed.
        source: rule id or publication of the default.
        whole: only whole numbers are allowed.
    """

    field: str
    label: Message
    help: Message
    unit: Unit
    default: Value | None
    low: Value
    high: Value
    source: str
    whole: bool = False

    @property
    def room(self) -> str:
        """Return the room whose section of the plan this belongs to."""
        return self.field.split(".", 1)[0]

    def checked(self, value: object) -> Value | None:
        """Return the value if it may be used.

        Raises:
            PlanError: not a number, not whole where it must be, or out of bounds; says which.
        """
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float | Decimal)
            or not Decimal(value).is_finite()
        ):
            raise PlanError(N_("{label}: {value} is not a number."), **self._named(value))
        if not self.low <= value <= self.high:
            raise PlanError(
                N_("{label}: {value} is outside {low} to {high}."),
                low=Quantity(self.low, self.unit),
                high=Quantity(self.high, self.unit),
                **self._named(Quantity(value, self.unit)),
            )
        if self.whole and value != int(value):
            raise PlanError(N_("{label}: {value} is not a whole number."), **self._named(value))
        if self.whole:
            return int(value)
        if self.unit is Unit.MONEY:
            return Decimal(str(value))
        return float(value) if isinstance(value, Decimal) else value

    def _named(self, value: object) -> dict[str, object]:
        return {"label": self.label, "value": value}


@dataclass(frozen=True)
class Entry:
    """The value of an assumption that is in force.

    Attributes:
        assumption: what it is a value of.
        value: the number; None where it is left open.
        origin: default, edited by somebody, or taken from a sheet.
        basis: the figure that the sheets give, when it was taken from them.
    """

    assumption: Assumption
    value: Value | None
    origin: Origin
    basis: "Figure | None" = None

    @property
    def key(self) -> str:
        """Return the name that formulas, JSON and the workbook know it by."""
        return self.assumption.field

    @property
    def label(self) -> Message:
        """Return what it is, in a few words."""
        return self.assumption.label

    @property
    def unit(self) -> Unit:
        """Return the unit of the value."""
        return self.assumption.unit


def entry_map(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Return the entries by their field."""
    return {entry.key: entry for entry in entries}


def assumption(
    default: Value | None,
    unit: Unit,
    bounds: tuple[Value, Value],
    source: str,
    label: Message,
    help: Message,
    *,
    whole: bool = False,
) -> Any:
    """Return a dataclass field that is also an assumption; see :func:`declared`."""
    described = {
        "label": label,
        "help": help,
        "unit": unit,
        "low": bounds[0],
        "high": bounds[1],
        "source": source,
        "whole": whole,
    }
    return field(default=default, metadata=described)


def declared(room: str, section: type[Any]) -> tuple[Assumption, ...]:
    """Return the assumptions that a room's section declares, named ``room.field``."""
    return tuple(
        Assumption(
            field=f"{room}.{one.name}", default=cast(Value | None, one.default), **one.metadata
        )
        for one in fields(section)
    )


def filled(room: str, section: type[Section], entries: Mapping[str, Entry]) -> Section:
    """Return a room's section with the values in force."""
    names = [one.name for one in fields(section)]  # type: ignore[arg-type]  # a dataclass by contract
    return section(**{name: entries[f"{room}.{name}"].value for name in names})
