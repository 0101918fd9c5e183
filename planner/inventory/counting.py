"""The full count of event products: how far it is, what it found, whom it takes (INV-3, INV-4).

Every event product is counted from D-3 to D-2, blind: the sheet that people count on does not say
what the books say. Each difference is explained; only then is it cleared.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from planner.figures import rounded_up
from planner.inventory.stock import ProductStock
from planner.language import Message, Quantity, Unit, say

SECONDS_PER_HOUR = 3600
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class CountCoverage:
    """How much of the event's stock was counted.

    Attributes:
        products: to count.
        products_counted: of them, in all their places.
        units: pieces that the books have of them.
        units_counted: of these, what the books have where it was counted.
        uncounted: products that are not, or in part, most pieces first.
        too_early: products counted before the first day of the count; stock has moved since.
        oldest: day of a count.
        newest: day of a count.
    """

    products: int
    products_counted: int
    units: int
    units_counted: int
    uncounted: tuple[str, ...]
    too_early: tuple[str, ...]
    oldest: date | None
    newest: date | None

    @property
    def products_share(self) -> float | None:
        """Return counted ÷ all products; None where there are none."""
        return self.products_counted / self.products if self.products else None

    @property
    def units_share(self) -> float | None:
        """Return counted ÷ all pieces; None where there are none."""
        return self.units_counted / self.units if self.units else None

    @property
    def is_full(self) -> bool:
        """Return whether every product was counted, all within the days of the count or after."""
        return not self.uncounted and not self.too_early and self.products > 0


def count_coverage(products: Iterable[ProductStock], count_from: date) -> CountCoverage:
    """Return how far the count is.

    Formulas: by products, those with a count ÷ all; by units, Σ book quantity of what was counted ÷
    Σ book quantity.

    Example (tests/inventory): of 60 coats and 40 scarves the coats were counted → 50 % of the
    products, 60 % of the units.

    Args:
        products: of the event.
        count_from: first day of the full count, D-3.
    """
    every = list(products)
    begun = [one for one in every if one.counted is not None]
    counted = [one for one in begun if not one.is_counted_in_part]
    whole = {one.product for one in counted}
    uncounted = sorted(
        (one for one in every if one.product not in whole),
        key=lambda one: (-_book(one), one.product),
    )
    days = [one.counted_on for one in begun if one.counted_on is not None]
    return CountCoverage(
        products=len(every),
        products_counted=len(counted),
        units=sum(_book(one) for one in every),
        units_counted=sum(min(_book_of_counted(one), _book(one)) for one in begun),
        uncounted=tuple(one.product for one in uncounted),
        too_early=tuple(
            one.product for one in counted if one.counted_on and one.counted_on < count_from
        ),
        oldest=min(days, default=None),
        newest=max(days, default=None),
    )


def _book(one: ProductStock) -> int:
    held = one.booked if one.booked is not None else one.book_when_counted
    return max(held or 0, 0)


def _book_of_counted(one: ProductStock) -> int:
    # A count that is older than the stock sheet has no book: it stands for what it found.
    held = one.counted if one.book_when_counted is None else one.book_when_counted
    return max(held or 0, 0)


@dataclass(frozen=True)
class Difference:
    """A product of which the count found more or less than the books have.

    Attributes:
        product: its code.
        title: its name.
        book: pieces by the books.
        counted: pieces found.
        value: of the difference at cost, below zero where pieces are missing; None without a cost.
        reason: why; None until somebody says so.
    """

    product: str
    title: str | None
    book: int
    counted: int
    value: Decimal | None
    reason: str | None

    @property
    def units(self) -> int:
        """Return pieces found beyond the books; below zero where some are missing."""
        return self.counted - self.book

    @property
    def is_cleared(self) -> bool:
        """Return whether somebody said why."""
        return self.reason is not None


def differences(
    products: Iterable[ProductStock], reasons: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Return what the count found against the books, largest value first, then most pieces.

    Products that only one of the two knows are no difference: what was never counted is uncovered,
    and what the books lack has nothing to compare with.

    Example (tests/inventory): 60 coats by the books, 57 found, 60.00 each → −3, −180.00.

    Args:
        products: of the event.
        reasons: by product, as typed; blank ones are none.
    """
    found = [
        Difference(
            product=one.product,
            title=one.title,
            book=one.book_when_counted,
            counted=one.counted,
            value=None
            if one.unit_cost is None
            else one.unit_cost * (one.counted - one.book_when_counted),
            reason=(reasons.get(one.product) or "").strip() or None,
        )
        for one in products
        if one.counted is not None
        and one.book_when_counted is not None
        and one.counted != one.book_when_counted
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.value or Decimal(0)), -abs(one.units))))


@dataclass(frozen=True)
class CountPace:
    """How fast people count.

    Attributes:
        seconds_per_line: to walk to a shelf, find the product and note it.
        seconds_per_piece: to count one.
        recounted_share: of the work, that is done twice where a count and the books disagree.
        hours_per_day: that one person counts.
    """

    seconds_per_line: float = 60.0
    seconds_per_piece: float = 1.5
    recounted_share: float = 0.10
    hours_per_day: float = 7.0


@dataclass(frozen=True)
class CountCrew:
    """Whom the count takes.

    Attributes:
        lines: places on the sheet.
        pieces: to count.
        work_hours: of all people together.
        people: on each of the days.
        hours_per_person: over all days.
    """

    lines: int
    pieces: int
    work_hours: float
    people: int
    hours_per_person: float


def count_crew(lines: int, pieces: int, days: int, pace: CountPace) -> CountCrew:
    """Return people and hours of a count.

    Formulas: hours = (lines × seconds a line + pieces × seconds a piece) × (1 + recounted share) ÷
    3,600; people = hours ÷ (days × hours a day), rounded up.

    Example: 600 lines of 60 s and 24,000 pieces of 1.5 s, a tenth of it twice: 22 hours; two people
    for two days of 7 hours.

    >>> crew = count_crew(600, 24_000, 2, CountPace())
    >>> round(crew.work_hours, 6), crew.people, round(crew.hours_per_person, 6)
    (22.0, 2, 11.0)
    """
    seconds = max(lines, 0) * pace.seconds_per_line + max(pieces, 0) * pace.seconds_per_piece
    hours = seconds * (1 + pace.recounted_share) / SECONDS_PER_HOUR
    people = rounded_up(hours / (max(days, 1) * pace.hours_per_day))
    return CountCrew(lines, pieces, hours, people, hours / people if people else 0.0)


@dataclass(frozen=True)
class CountLine:
    """A line of the count sheet: where to look and for what, never how many there should be.

    Attributes:
        warehouse: empty where the sheet names none.
        location: shelf; empty where the sheet names none.
        code: of the product, as on the shelf; empty where it bears a barcode alone.
        title: its name.
        barcode: to scan.
        spec: which size or colour of it.
    """

    warehouse: str
    location: str
    code: str
    title: str | None = None
    barcode: str | None = None
    spec: str | None = None


def count_sheet(places: Iterable[CountLine]) -> tuple[CountLine, ...]:
    """Return the lines by warehouse, location and code, each once, in the order people walk.

    Numbers within a name count as numbers: shelf A-2 comes before A-10; what lies nowhere known
    comes last in its warehouse.

    >>> shelves = [CountLine("East", shelf, "c") for shelf in ("A-10", "", "A-2")]
    >>> [line.location for line in count_sheet(shelves)]
    ['A-2', 'A-10', '']
    """
    return tuple(sorted(dict.fromkeys(places), key=_walk))


_Parts = tuple[tuple[bool, int, str], ...]


def _walk(line: CountLine) -> tuple[tuple[bool, _Parts], ...]:
    place = (line.warehouse, line.location, line.code, line.spec or "")
    return tuple((not name, _natural(name)) for name in place)


@lru_cache(maxsize=50_000)  # a shelf and a code stand on many lines
def _natural(name: str) -> _Parts:
    """Return a name so that it sorts with its numbers as numbers.

    >>> sorted(["A10", "A2", "10", "9"], key=_natural)
    ['9', '10', 'A2', 'A10']
    """
    parts = [part for part in _DIGITS.split(name.casefold()) if part]
    return tuple(
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts
    )


def crew_in_words(crew: CountCrew, first_day: date, last_day: date) -> Message:
    """Return whom the count takes, for the roster and the list of tasks."""
    return say(
        "{people} for {hours} each, {first} to {last}: {lines} lines, {pieces} pieces",
        people=Quantity(crew.people, Unit.PEOPLE),
        hours=Quantity(round(crew.hours_per_person, 1), Unit.HOURS),
        first=first_day,
        last=last_day,
        lines=crew.lines,
        pieces=crew.pieces,
    )


def pieces_to_count(products: Sequence[ProductStock]) -> int:
    """Return the pieces that people will find, as far as the books know."""
    return sum(_book(one) for one in products)
