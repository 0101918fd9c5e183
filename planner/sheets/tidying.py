"""Text made tidy while it is decoded: one line a row, so that DuckDB cannot read it wrongly.

DuckDB reads a csv file many times faster than Python does. It drops blank lines, and a stray quote
or a line end inside quotes leads it astray. So each block of lines is looked at before: where all
quotes stand as they should, the block stays as it is, or has its line ends inside quotes hidden and
its blank lines marked; where not, Python's csv reads the lines concerned and they are written anew.
What comes out has exactly the rows of :func:`planner.sheets.reading.csv_rows`.
"""

import csv
import io
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from planner.errors import N_, SheetError
from planner.sheets.reading import (
    EDGES,
    LINES_IN_A_ROW,
    LONGEST_CELL,
    Lines,
    Row,
    rows_apart,
)

Bytes: TypeAlias = npt.NDArray[np.uint8]
Places: TypeAlias = npt.NDArray[np.intp]

HIDDEN_LF, HIDDEN_CR = "\x1e", "\x1f"
"""Stand for line ends inside quotes; a text that has these itself is read by Python."""
LONGEST_GUARDED = 64
"""Bytes between the quotes of a guarded id."""
SMALL_BLOCK = 1 << 15
"""Bytes of a block that is no longer cut in halves to find where a quote stands wrong."""
FEW_ROWS = 2000
"""Rows of a block whose first filled cell is looked for one by one."""
_LF, _CR, _QUOTE, _EQUALS = 10, 13, 34, 61
_EDGE_BYTES = [edge.encode() for edge in EDGES if edge not in "\r\n"]
_BLANK_STARTS = frozenset(edge[0] for edge in _EDGE_BYTES) | {_LF, _CR, 0x1E, 0x1F}


@dataclass
class Tidied:
    """What was seen in a text.

    Attributes:
        lines: physical ones.
        rows: of the tidy text, blank ones among them.
        joined_rows: numbers of rows that go over several lines, 1-based, ascending.
        joined_lines: lines that each of these has beyond its first.
        edges: column → ends of cells that are not part of their text, as (at the end?, sign).
        broken: columns of cells with a line end inside.
        longest: bytes of the longest row.
        lead_columns: in the first so many columns each row that is not blank has a filled cell.
        hidden: whether line ends are hidden.
        marked: whether the text has the signs that hide them.
    """

    lines: int = 0
    rows: int = 0
    joined_rows: "array[int]" = field(default_factory=lambda: array("q"))
    joined_lines: "array[int]" = field(default_factory=lambda: array("q"))
    edges: dict[int, set[tuple[bool, str]]] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)
    longest: int = 0
    lead_columns: int = 1
    hidden: bool = False
    marked: bool = False

    def joined_between(self, first: int, last: int) -> int:
        """Return how many lines beyond the first the rows from first to last have."""
        numbers = np.frombuffer(self.joined_rows, np.int64)
        lines = np.frombuffer(self.joined_lines, np.int64)
        start, stop = np.searchsorted(numbers, [first, last + 1])
        return int(lines[start:stop].sum())


def too_long() -> SheetError:
    """Return the error for a line that no table has."""
    return SheetError(
        "long_line",
        N_(
            "A list with one row a line was expected, but a line of this text is longer than"
            " {megabytes} MB. Export the list from the platform and load that file."
        ),
        megabytes=LONGEST_CELL >> 20,
    )


class Tidier:
    """Takes UTF-8 text block by block and hands on tidy text.

    Args:
        delimiter: the sign between cells.
        hand_on: takes each piece of tidy text, and whether it is as it came.
    """

    def __init__(self, delimiter: str, hand_on: Callable[[bytes, bool], None]) -> None:
        self.seen = Tidied()
        self._delimiter = delimiter
        self._sign = ord(delimiter)
        self._hand_on = hand_on
        self._bounds = np.zeros(256, bool)
        self._bounds[[self._sign, _LF, _CR, _QUOTE]] = True
        self._letters = np.zeros(256, bool)
        self._letters[33:127] = True
        self._letters[[self._sign, _QUOTE]] = False
        self._end: bytes | None = None
        self._last_line = ""

    def feed(self, block: bytes, last: bool) -> bytes:
        """Take whole lines; return the beginning of a row whose end is still to come.

        Raises:
            SheetError: a row is longer than any table's.
        """
        if b"\x1e" in block or b"\x1f" in block:
            self.seen.marked = True
        rest = self._tidy(block, last)
        if len(rest) > LONGEST_CELL:
            raise too_long()
        return rest

    def _tidy(self, block: bytes, last: bool) -> bytes:
        if not block:
            return b""
        page = _Page(block, self._sign)
        if page.well_quoted and not (last and page.open_at_end):
            rest = self._take(page, last)
            if rest is not None:
                return rest
        if len(block) > SMALL_BLOCK and (cut := page.middle()):
            rest = self._tidy(block[:cut], False)
            block = rest + block[cut:]
            if len(rest) * 2 < cut:
                return self._tidy(block, last)
        return self._by_python(block, last)

    def _take(self, page: "_Page", last: bool) -> bytes | None:
        """Hand on a page whose quotes stand as they should; None where Python has to judge."""
        block = page.block
        if last and not page.ends_with_line_end:
            page = _Page(block + (self._end or b"\n"), self._sign)
        rest = page.block[page.stop :]
        if page.open_lines >= LINES_IN_A_ROW:
            return None
        joined = self._joined(page)
        if joined is None:
            return None
        self._note_joined(*joined)
        self.seen.lines += len(page.row_ends) + int(sum(joined[1]))
        self.seen.rows += len(page.row_ends)
        self._last_line = self._last_single(page, len(page.row_ends), set(joined[0]))
        if self._end is None and len(page.row_ends):
            self._end = b"\r\n" if page.uses_crlf else b"\n"
        if page.is_plain(self._end):
            self._look(page.array[: page.stop], page.quotes, page.row_starts)
            self._hand_on(page.block[: page.stop], True)
        else:
            self._hand_on_changed(page.hidden())
        return rest

    def _hand_on_changed(self, tidy: bytes) -> None:
        """Hand on lines that were changed: they end in LF, and blank ones are still blank."""
        if not tidy:
            return
        held = np.frombuffer(tidy, np.uint8)
        starts = _starts(np.flatnonzero(held == _LF))
        self._look(held, np.flatnonzero(held == _QUOTE), starts)
        if tidy.startswith(b"\n"):
            tidy = b'""' + tidy
        while b"\n\n" in tidy:
            tidy = tidy.replace(b"\n\n", b'\n""\n')
        self._hand_on(tidy.replace(b"\n", self._end or b"\n"), False)

    def _joined(self, page: "_Page") -> tuple[list[int], list[int], list[Row]] | None:
        """Return the rows over several lines, how many more each has, and their cells.

        None where one of them is no row of its own.
        """
        if not len(page.inner_ends):
            return [], [], []
        places, counts = np.unique(
            np.searchsorted(page.row_ends, page.inner_ends), return_counts=True
        )
        whole = places < len(page.row_ends)
        numbers, more = places[whole].tolist(), counts[whole].tolist()
        over_lines = set(numbers)
        rows = []
        for number in numbers:
            taken = list(io.StringIO(page.row_text(number), newline=""))
            row = next(csv.reader(iter(taken), delimiter=self._delimiter))
            before = self._last_single(page, number, over_lines)
            if rows_apart(taken, self._delimiter, self._width(before), row):
                return None
            rows.append(row)
        return numbers, more, rows

    def _note_joined(self, numbers: Sequence[int], more: Sequence[int], rows: list[Row]) -> None:
        self.seen.joined_rows.extend(self.seen.rows + number + 1 for number in numbers)
        self.seen.joined_lines.extend(more)
        for row in rows:
            self._note_broken(row)

    def _note_broken(self, row: Row) -> None:
        self.seen.hidden = True
        self.seen.broken.update(
            column for column, cell in enumerate(row) if "\n" in cell or "\r" in cell
        )

    def _last_single(self, page: "_Page", number: int, over_lines: set[int]) -> str:
        """Return the last row before one that is neither blank nor over several lines."""
        while number > 0:
            number -= 1
            if number not in over_lines and (text := page.row_text(number)).strip("\r\n"):
                return text
        return self._last_line

    def _width(self, line: str) -> int:
        return len(next(csv.reader([line], delimiter=self._delimiter), []))

    def _by_python(self, block: bytes, last: bool) -> bytes:
        """Read a block as Python's csv does and write its rows anew."""
        lines = iter(io.StringIO(block.decode(), newline=""))
        written = io.StringIO()
        writer = csv.writer(
            written, delimiter=self._delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n"
        )
        rest = ""
        for line in lines:
            if '"' not in line:
                written.write(line.rstrip("\r\n") + "\n")
                self.seen.lines += 1
                self.seen.rows += 1
                self._last_line = line if line.strip("\r\n") else self._last_line
                continue
            rest = self._one_row(chain([line], lines), writer, last)
        if self._end is None and self.seen.rows:
            self._end = b"\n"
        self._hand_on_changed(written.getvalue().encode())
        return rest.encode()

    def _one_row(self, lines: Iterator[str], writer: Any, last: bool) -> str:
        """Write the row that begins here; return its lines where its end is still to come."""
        source = Lines(lines)
        row = next(csv.reader(iter(source), delimiter=self._delimiter))
        taken = source.taken
        if source.ended and not last:
            return "".join(taken)
        width = self._width(self._last_line)
        rows = rows_apart(taken, self._delimiter, width, row) if len(taken) > 1 else []
        self.seen.lines += len(taken)
        if not rows and len(taken) > 1:
            self._note_joined([0], [len(taken) - 1], [row])
        elif source.ended:
            # Its last cell has the line's end inside: the quote before it is never closed.
            self._note_broken(row)
        if len(taken) == 1 and row:
            self._last_line = taken[0]
        for one in rows or [row]:
            writer.writerow(
                [cell.replace("\n", HIDDEN_LF).replace("\r", HIDDEN_CR) for cell in one] or [""]
            )
            self.seen.rows += 1
        return ""

    def _look(self, held: Bytes, quotes: Places, starts: Places) -> None:
        """Note where cells have edges to trim, and where rows begin with empty cells."""
        self._look_at_beginnings(held, starts)
        if len(starts):
            sizes = np.diff(starts, append=len(held))
            self.seen.longest = max(self.seen.longest, int(sizes.max()))
        delimiters: Places | None = None
        for edge in _EDGE_BYTES:
            places = _places_of(held, edge)
            if not len(places):
                continue
            before = (places == 0) | self._bounds[held[places - 1]]
            after = self._bounds[held[np.minimum(places + len(edge), len(held) - 1)]]
            at_bound = before | after
            if edge[0] == self._sign:
                at_bound &= np.searchsorted(quotes, places) & 1 == 1
            if not at_bound.any():
                continue
            if delimiters is None:
                delimiters = np.flatnonzero(held == self._sign)
                delimiters = delimiters[np.searchsorted(quotes, delimiters) & 1 == 0]
            for ending, chosen in ((False, before & at_bound), (True, after & at_bound)):
                for column in _columns_of(places[chosen], starts, delimiters):
                    self.seen.edges.setdefault(column, set()).add((ending, edge.decode()))

    def _look_at_beginnings(self, held: Bytes, starts: Places) -> None:
        size = len(held)
        begin = held[starts]
        quoted = begin == _QUOTE
        cell = np.where(quoted, np.minimum(starts + 1, size - 1), starts)
        empty = (begin == self._sign) | (quoted & (held[cell] == _QUOTE))
        for first in _BLANK_STARTS:
            if first < 0x80:
                empty |= (held[cell] == first) & (quoted | (first not in (_LF, _CR)))
        second = held[np.minimum(cell + 1, size - 1)]
        empty &= ~self._letters[second] | (held[cell] == self._sign) | (held[cell] == _QUOTE)
        for edge in _EDGE_BYTES:
            if len(edge) > 1:
                same = held[cell] == edge[0]
                for offset in range(1, len(edge)):
                    same &= held[np.minimum(cell + offset, size - 1)] == edge[offset]
                empty |= same
        unfilled = np.flatnonzero(empty)
        if len(unfilled) > FEW_ROWS:
            self.seen.lead_columns = 1 << 30
            return
        stops = np.append(starts[1:], size)
        for number in unfilled.tolist():
            text = held[starts[number] : stops[number]].tobytes().decode()
            row = next(csv.reader([text], delimiter=self._delimiter), [])
            filled = (
                column
                for column, value in enumerate(row, start=1)
                if value.strip(EDGES + HIDDEN_LF + HIDDEN_CR)
            )
            self.seen.lead_columns = max(self.seen.lead_columns, next(filled, 0))


class _Page:
    """A block of lines with the places of its quotes and line ends."""

    def __init__(self, block: bytes, sign: int) -> None:
        self.block = block
        self.array = np.frombuffer(block, np.uint8)
        self.quotes = np.flatnonzero(self.array == _QUOTE)
        feeds = np.flatnonzero(self.array == _LF)
        returns = np.flatnonzero(self.array == _CR)
        self._ends, self.lone, self.uses_crlf = self._line_ends(feeds, returns)
        self._returns = returns
        inside = np.searchsorted(self.quotes, self._ends) & 1 == 1
        self.row_ends = self._ends[~inside] if inside.any() else self._ends
        self.inner_ends = self._ends[inside]
        self.row_starts = _starts(self.row_ends)
        self.stop = int(self.row_ends[-1]) + 1 if len(self.row_ends) else 0
        self.open_at_end = len(self.quotes) % 2 == 1
        self.open_lines = int((self.inner_ends >= self.stop).sum())
        self.ends_with_line_end = block[-1] in (_LF, _CR)
        self.well_quoted = self._is_well_quoted(sign)

    def _line_ends(self, feeds: Places, returns: Places) -> tuple[Places, Places, bool]:
        if not len(returns):
            return feeds, returns, False
        if len(returns) == len(feeds) and bool((returns + 1 == feeds).all()):
            return feeds, returns[:0], True
        following = self.array[np.minimum(returns + 1, len(self.array) - 1)]
        lone = returns[(following != _LF) | (returns == len(self.array) - 1)]
        return np.sort(np.concatenate([feeds, lone])), lone, False

    def _is_well_quoted(self, sign: int) -> bool:
        """Return whether each quote begins or ends a cell, or stands doubled inside one."""
        if not len(self.quotes) or self._all_at_bounds(sign):
            return True
        opening, closing = self.quotes[0::2], self.quotes[1::2]
        bounds = np.zeros(256, bool)
        bounds[[sign, _LF, _CR]] = True
        begins = bounds[self.array[opening - 1]] | (opening == 0)
        begins[1:] |= closing[: len(opening) - 1] + 1 == opening[1:]
        if not begins.all() and not self._are_guards(opening, closing, ~begins, bounds):
            return False
        after = np.minimum(closing + 1, len(self.array) - 1)
        ends = bounds[self.array[after]] | (closing == len(self.array) - 1)
        doubled = min(len(closing), len(opening) - 1)
        ends[:doubled] |= closing[:doubled] + 1 == opening[1 : doubled + 1]
        return bool(ends.all())

    def _all_at_bounds(self, sign: int) -> bool:
        """Return whether all rows begin and end with a quote and all others part two cells.

        So it is where every cell is quoted and none holds a quote: counting them is enough, and
        many times faster than to look at each.
        """
        # With a line end between quotes, one quote could be counted as two.
        if not len(self.row_starts) or len(self.inner_ends) or self.open_at_end:
            return False
        last = len(self.array) - 1
        begin = self.array[self.row_starts]
        second = self.array[np.minimum(self.row_starts + 1, last)]
        guarded = (begin == _EQUALS) & (second == _QUOTE)
        ends = self.row_ends - 1
        ends = ends - (self.array[ends] == _CR)
        ends = ends - (self.array[ends] == sign)
        if not ((begin == _QUOTE) | guarded).all() or not (self.array[ends] == _QUOTE).all():
            return False
        at_rows = 2 * len(self.row_starts)
        between = self.block.count(bytes((_QUOTE, sign, _QUOTE)), 0, self.stop)
        between += self.block.count(bytes((_QUOTE, sign, _EQUALS, _QUOTE)), 0, self.stop)
        beyond = self.block.count(b'"', self.stop)
        return beyond == 0 and 2 * between + at_rows == len(self.quotes)

    def _are_guards(
        self, opening: Places, closing: Places, wrong: npt.NDArray[np.bool_], bounds: Any
    ) -> bool:
        """Return whether the quotes that begin no cell are guards: a cell of the form ="123".

        To all csv readers such quotes are part of the text. They come in pairs with neither a
        delimiter nor a line end between them, so that they change nothing about the others.
        """
        if len(opening) != len(closing):
            return False
        first, last = opening[wrong], closing[wrong]
        equals = np.maximum(first - 1, 0)
        before = np.maximum(first - 2, 0)
        begins = (self.array[equals] == _EQUALS) & (bounds[self.array[before]] | (first < 2))
        if not begins.all():
            return False
        inside = int((last - first).max())
        if inside > LONGEST_GUARDED:
            return False
        steps = np.arange(1, inside)
        reached = first[:, None] + steps[None, :]
        between = bounds[self.array[np.minimum(reached, len(self.array) - 1)]]
        return not bool((between & (reached < last[:, None])).any())

    def is_plain(self, end: bytes | None) -> bool:
        """Return whether all lines are rows, none is blank, and all end in the same way."""
        if len(self.inner_ends) and self.inner_ends[0] < self.stop:
            return False
        if (
            len(self.lone)
            or (len(self._returns) > 0) != (end == b"\r\n")
            or (len(self._returns) and not self.uses_crlf)
        ):
            return False
        begin = self.array[self.row_starts]
        return not bool(((begin == _LF) | (begin == _CR)).any())

    def hidden(self) -> bytes:
        """Return the rows with line ends inside quotes hidden, each ending in LF."""
        held = self.array[: self.stop].copy()
        returns = self._returns[self._returns < self.stop]
        inside = returns[np.searchsorted(self.quotes, returns) & 1 == 1]
        feeds = self.inner_ends[self.inner_ends < self.stop]
        held[feeds] = ord(HIDDEN_LF)
        held[inside] = ord(HIDDEN_CR)
        lone = self.lone[self.lone < self.stop]
        held[np.setdiff1d(lone, inside)] = _LF
        return held.tobytes().replace(b"\r\n", b"\n")

    def row_text(self, number: int) -> str:
        """Return a row with its line end."""
        start = int(self.row_starts[number])
        return self.block[start : int(self.row_ends[number]) + 1].decode()

    def middle(self) -> int:
        """Return where a line begins near the middle, 0 where none does."""
        place = int(np.searchsorted(self._ends, len(self.block) // 2))
        for end in self._ends[max(0, place - 1) : place + 1]:
            if 0 < end + 1 < len(self.block):
                return int(end) + 1
        return 0


def _starts(ends: Places) -> Places:
    return np.concatenate([np.zeros(min(len(ends), 1), np.intp), ends[:-1] + 1])


def _places_of(held: Bytes, sign: bytes) -> Places:
    places = np.flatnonzero(held == sign[0])
    for offset in range(1, len(sign)):
        places = places[places + offset < len(held)]
        places = places[held[places + offset] == sign[offset]]
    return places


def _columns_of(places: Places, starts: Places, delimiters: Places) -> list[int]:
    """Return the columns in which places lie."""
    begins = starts[np.searchsorted(starts, places, side="right") - 1]
    columns = np.searchsorted(delimiters, places) - np.searchsorted(delimiters, begins)
    return [int(column) for column in np.unique(columns)]
