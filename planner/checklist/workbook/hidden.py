"""Sheets that nobody sees: the numbers that formulas run over, the split of totals over the hours,
and what the way back compares with.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from planner.campaign import is_own
from planner.checklist.exchange import as_text, exchanged
from planner.checklist.workbook.book import Book, Sheet
from planner.checklist.workbook.names import name_of, planned
from planner.demand import whole_shares
from planner.figures import Origin
from planner.planning import STATUSES, Rooms

ERLANG_NUMBERS = 1000
"""Agents that the Erlang C formula tries at most; more than any load it can work with needs."""
STEP = 1000
"""Base of the long division below."""
LARGEST_EXACT = 10**14
"""Excel and LibreOffice compare and subtract whole numbers below this without rounding."""
ROOM_TO_GROW = 100
"""Somebody may raise the goal in the workbook: so many times the total is still split exactly."""
STEPS_AT_MOST = 4
FORMAT_VERSION = 2
"""Version 1 had no titles, days and notes: the way back does not read it."""
IDS_SHEET = "planner_ids"


def write_numbers(book: Book) -> None:
    """Write ``erlang_n``, the numbers 1…1000 that the Erlang C formula runs over."""
    sheet = book.hidden_sheet("planner_numbers")
    for number in range(1, ERLANG_NUMBERS + 1):
        sheet.page.write_number(number - 1, 0, number)
    sheet.name_column(0, ERLANG_NUMBERS - 1, 0, "erlang_n")


def write_baskets(book: Book, rooms: Rooms) -> None:
    """Write how many orders held how many items: the sizes of cartons are counted from them."""
    sizes = rooms.reference.basket_sizes
    if not sizes:
        return
    sheet = book.hidden_sheet("planner_baskets")
    for row, (items, orders) in enumerate(sizes.items()):
        sheet.page.write_number(row, 0, items)
        sheet.page.write_number(row, 1, orders)
    for column, name in enumerate(("reference_basket_sizes", "reference_basket_orders")):
        sheet.name_column(0, len(sizes) - 1, column, name)


def write_series(book: Book) -> None:
    """Write the columns that figures are summed over and no other sheet shows, each by its name.

    Without them the accounts would name ranges that are nowhere. Call it when all others are there.
    """
    missing = [one for one in book.ledger.series.values() if name_of(one) not in book.defined]
    if not missing:
        return
    sheet = book.hidden_sheet("planner_series")
    for column, one in enumerate(missing):
        for row, value in enumerate(one.values):
            sheet.page.write_number(row, column, float(value))
        sheet.name_column(0, max(1, len(one.values)) - 1, column, name_of(one))


def write_ids(book: Book) -> None:
    """Write what the way back needs: plan, version, and every value as it was exported.

    A row holds a name, the value, and what the cell shows where that is something else: the role
    where nobody is named, the title of a task, the formula of a value that follows the sheets.
    """
    sheet = book.hidden_sheet(IDS_SHEET)
    answer = book.answer
    facts = {
        "format_version": str(FORMAT_VERSION),
        "plan_id": answer.plan.plan_id,
        "plan_version": str(answer.plan.version),
        "data_version": answer.version or "",
        "language": book.language.code,
        "exported_on": answer.today.isoformat(),
    }
    row = _pairs(sheet, 0, facts, {})
    for status, label in STATUSES.items():
        sheet.text(row, 0, f"status_{status}")
        sheet.text(row, 1, label)
        sheet.name(row, 1, f"status_{status}")
        row += 1
    values = exchanged(answer, book.checklist)
    _pairs(sheet, row, {name: as_text(value) for name, value in values.items()}, _shown(book))
    titles = {f"title.{task.task_id}": book.text(task.title) for task in book.checklist.tasks}
    row = _pairs(sheet, row + len(values), titles, {})
    lines = answer.rooms.materials.lines if answer.rooms else ()
    _pairs(sheet, row, {f"material.{one.item.key}": book.text(one.item.label) for one in lines}, {})


def _shown(book: Book) -> Mapping[str, str]:
    """Return what cells show that is not the value itself."""
    answer = book.answer
    return {
        **{
            f"checklist.{task.task_id}.owner": book.text(task.responsible)
            for task in book.checklist.tasks
        },
        **{
            f"materials.{line.item.key}.{name}": book.text(getattr(line.item, name))
            for line in (answer.rooms.materials.lines if answer.rooms else ())
            for name in ("label", "measure")
            if is_own(line.item.key)
        },
        **{
            name: f"={name_of(entry.basis)}"
            for name, entry in answer.entries.items()
            if entry.origin is Origin.SHEET and entry.basis is not None
        },
    }


def _pairs(sheet: Sheet, row: int, pairs: Mapping[str, str], shown: Mapping[str, str]) -> int:
    for name, value in pairs.items():
        sheet.text(row, 0, name)
        sheet.text(row, 1, value)
        if name in shown:
            sheet.text(row, 2, shown[name])
        row += 1
    return row


@dataclass(frozen=True)
class Total:
    """A total to be split: its formula, its value, and the planner's own parts."""

    formula: str
    value: int
    parts: Sequence[int]


def totals_of(rooms: Rooms) -> Mapping[str, Total]:
    """Return the totals by column of the forecast, in whole pieces or cents."""
    hours, targets = rooms.demand.hours, rooms.targets
    columns = {
        "revenue": (
            f"INT(ROUND({name_of(targets.goal)}*100,6))",
            [int(hour.revenue * 100) for hour in hours],
        ),
        "orders_placed": (name_of(targets.orders_placed), [hour.orders_placed for hour in hours]),
        "orders_paid": (name_of(targets.orders_paid), [hour.orders_paid for hour in hours]),
        "parcels": (name_of(rooms.parcels), [hour.parcels for hour in hours]),
        "items": (
            name_of(planned(rooms.demand.figures, "items")),
            [hour.items for hour in hours],
        ),
    }
    return {
        name: Total(f"={formula}", sum(parts), parts) for name, (formula, parts) in columns.items()
    }


def write_split(book: Book, rooms: Rooms) -> Collection[str]:
    """Write the split of each total over the hours, as ranges ``split_parcels`` and so on.

    The planner splits by largest remainder, so the sheet does too: an hour's part is total × weight
    ÷ all weights rounded down, and the units left over go to the largest remainders, of equal ones
    to the first. Total × weight may be too long for a spreadsheet's 15 digits; then it is divided
    as on paper, from the left, three digits of the total at a time.

    Returns the names of the columns that are split; one whose weights are too large even for that
    is missing.
    """
    sheet = book.hidden_sheet("planner_split")
    weights = rooms.demand.weights
    split = []
    left = 0
    for name, total in totals_of(rooms).items():
        shares = whole_shares(weights[name])
        common = gcd(*shares)
        shares = [share // common for share in shares]
        steps = steps_for(total.value, shares)
        if steps is not None:
            block = _Block(sheet, left, shares, total, steps)
            block.write(name)
            split.append(name)
            left = block.parts + 1
    return split


def steps_for(total: int, shares: Sequence[int]) -> int | None:
    """Return how many steps the long division takes; None where it cannot be exact.

    >>> steps_for(20_000, [3, 5]), steps_for(10**9, [10**7]), steps_for(10**9, [10**12])
    (1, 3, None)
    """
    if 2 * STEP * sum(shares) >= LARGEST_EXACT or total * ROOM_TO_GROW >= LARGEST_EXACT:
        return None
    largest = max(shares) * ROOM_TO_GROW
    return next(
        steps
        for steps in range(1, STEPS_AT_MOST + 1)
        if total // STEP ** (steps - 1) * largest < LARGEST_EXACT or steps == STEPS_AT_MOST
    )


class _Block:
    """The columns of one total: weights, then quotient and remainder of each step, then parts.

    Row 0 names it; row 1 holds the total above the weights, each step's digits above its quotients
    and what is left over above the parts; row 2 the sum of the weights.
    """

    TOP, SUM, FIRST = 1, 2, 4

    def __init__(
        self, sheet: Sheet, left: int, shares: Sequence[int], total: Total, steps: int
    ) -> None:
        self.sheet = sheet
        self.weights = left
        self.shares = shares
        self.total = total
        self.powers = [STEP ** (steps - 1 - step) for step in range(steps)]
        self.last = self.FIRST + len(shares) - 1
        self.remainder = left + 2 * steps
        self.parts = self.remainder + 1

    def write(self, name: str) -> None:
        """Write the block."""
        sheet, whole = self.sheet, sum(self.shares)
        sheet.text(0, self.weights, name)
        sheet.text(self.FIRST - 1, self.remainder, "remainder")
        self._put(self.TOP, self.weights, self.total.formula, self.total.value)
        weights = sheet.column(self.FIRST, self.last, self.weights)
        self._put(self.SUM, self.weights, f"=SUM({weights})", whole)
        for row, share in enumerate(self.shares, self.FIRST):
            sheet.number(row, self.weights, share, "0")
        quotients, remainders = [0] * len(self.shares), [0] * len(self.shares)
        for step, power in enumerate(self.powers):
            digits = self._digits(step, power)
            for hour, share in enumerate(self.shares):
                dividend = remainders[hour] * STEP + digits * share
                quotient, remainders[hour] = divmod(dividend, whole)
                quotients[hour] += quotient * power
                self._step(step, hour, quotient, remainders[hour])
        self._parts(self.total.value - sum(quotients))
        sheet.name_column(self.FIRST, self.last, self.parts, f"split_{name}")

    def _digits(self, step: int, power: int) -> int:
        """Write and return a step's digits of the total; the first step's are all that lead."""
        total = self._at(self.TOP, self.weights)
        digits, formula = self.total.value // power, f"=INT({total}/{power})"
        if step:
            digits %= STEP
            formula += f"-{STEP}*INT({total}/{power * STEP})"
        self._put(self.TOP, self.weights + 1 + 2 * step, formula, digits)
        return digits

    def _step(self, step: int, hour: int, quotient: int, remainder: int) -> None:
        row, column = self.FIRST + hour, self.weights + 1 + 2 * step
        carried = f"{self.sheet.cell(row, column - 1)}*{STEP}+" if step else ""
        share, whole = self.sheet.cell(row, self.weights), self._at(self.SUM, self.weights)
        dividend = f"({carried}{self._at(self.TOP, column)}*{share})"
        self._put(row, column, f"=INT({dividend}/{whole})", quotient)
        formula = f"={dividend}-{self.sheet.cell(row, column)}*{whole}"
        self._put(row, column + 1, formula, remainder)

    def _parts(self, left_over: int) -> None:
        sheet = self.sheet
        columns = [
            (self.weights + 1 + 2 * step, f"*{power}" if power > 1 else "")
            for step, power in enumerate(self.powers)
        ]
        given = "".join(
            f"-SUM({sheet.column(self.FIRST, self.last, column)}){times}"
            for column, times in columns
        )
        formula = f"={self._at(self.TOP, self.weights)}{given}"
        self._put(self.TOP, self.parts, formula, left_over)
        every = sheet.column(self.FIRST, self.last, self.remainder)
        for hour, part in enumerate(self.total.parts):
            row = self.FIRST + hour
            quotient = "+".join(f"{sheet.cell(row, column)}{times}" for column, times in columns)
            own = sheet.cell(row, self.remainder)
            # From the row above the first hour on: it holds a text, which equals no remainder.
            before = sheet.column(self.FIRST - 1, row - 1, self.remainder)
            rank = f"SUMPRODUCT(--({every}>{own}))+SUMPRODUCT(--({before}={own}))"
            extra = f"IF({rank}<{self._at(self.TOP, self.parts)},1,0)"
            self._put(row, self.parts, f"={quotient}+{extra}", part)

    def _put(self, row: int, column: int, formula: str, value: int) -> None:
        self.sheet.formula(row, column, formula, value, "0")

    def _at(self, row: int, column: int) -> str:
        return self.sheet.cell(row, column, absolute=True)
