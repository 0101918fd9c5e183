"""Figures, what they follow from, and the walk from a figure to everything beneath it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Union

from planner.figures.assumption import Entry, Value
from planner.figures.formula import FUNCTIONS, Function, evaluate
from planner.language import Message, Unit


@dataclass(frozen=True)
class Measured:
    """A value counted in the shop's own sheets.

    Attributes:
        key: dotted name, ``reference.paid_amount``.
        label: what it is, in a few words.
        value: the number; None where the sheets do not hold it.
        unit: of the value.
        query: name of the SQL file that was asked.
        parameters: what the query was asked for.
        rows: how many rows of ``table`` the value rests on.
        table: the canonical table that was counted.
        files: names of the sheets that these rows came from.
    """

    key: str
    label: Message
    value: Value | None
    unit: Unit
    query: str
    parameters: Mapping[str, str | int | float | date]
    rows: int
    table: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """A column of values, such as one an hour; in the workbook a named range.

    Attributes:
        key: dotted name, ``staffing.agents_on_duty``.
        label: what one value is.
        unit: of each value.
        values: the column.
        note: how each value follows.
        inputs: name → what all of its values follow from.
    """

    key: str
    label: Message
    unit: Unit
    values: Sequence[Value]
    note: Message
    inputs: Mapping[str, "Input"] = field(default_factory=dict)

    @property
    def value(self) -> Sequence[Value]:
        """Return the column itself, so that formulas treat all inputs alike."""
        return self.values


Input = Union[Entry, Measured, Series, "Figure"]


@dataclass(frozen=True)
class Figure:
    """A number that follows from others.

    Attributes:
        key: dotted name, ``targets.visitors``.
        label: what it is, in a few words.
        value: the number; None where an input is left open.
        unit: of the value.
        formula: arithmetic over the names of ``inputs``, see :mod:`planner.figures.formula`.
        inputs: name in the formula → what stands behind it.
        rules: ids of the rules of the trade that it follows.
        note: what a reader must know beside it, such as which denominator was used.
    """

    key: str
    label: Message
    value: Value | None
    unit: Unit
    formula: str
    inputs: Mapping[str, Input] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    note: Message | None = None

    @property
    def required(self) -> Value:
        """Return the value of a figure that always has one."""
        if self.value is None:
            raise ValueError(self.key)
        return self.value

    @property
    def exact(self) -> Decimal:
        """Return the value as an exact decimal, for money."""
        return Decimal(str(self.required))


def work_out(
    key: str,
    label: Message,
    unit: Unit,
    formula: str,
    inputs: Mapping[str, Input],
    *,
    rules: tuple[str, ...] = (),
    note: Message | None = None,
    functions: Mapping[str, Function] = FUNCTIONS,
) -> Figure:
    """Return the figure whose value the formula gives; open while any input is.

    >>> from planner.language import say
    >>> aov = Measured("r.aov", say("AOV"), Decimal("103.50"), Unit.MONEY, "q", {}, 2, "orders")
    >>> double = work_out("t.x", say("Twice"), Unit.MONEY, "2 * aov", {"aov": aov})
    >>> double.value
    Decimal('207.00')
    """
    values = {name: given.value for name, given in inputs.items()}
    known = all(value is not None for value in values.values())
    value = evaluate(formula, values, functions) if known else None
    return Figure(key, label, value, unit, formula, inputs, rules, note)


def walk(figure: Input) -> Iterator[Input]:
    """Yield the figure and everything beneath it, inputs before what follows from them."""
    if isinstance(figure, Figure | Series):
        for given in figure.inputs.values():
            yield from walk(given)
    elif isinstance(figure, Entry) and figure.basis is not None:
        yield from walk(figure.basis)
    yield figure
