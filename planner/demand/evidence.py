"""What the sheets say about the forecast beside the hours of the last event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from planner.demand.dispersion import hour_dispersion, read_spreads
from planner.demand.past_events import PastEvent, event_uncertainty, kind_of, read_events
from planner.demand.product_history import (
    Days,
    ProductHistory,
    newest_ordinary_days,
    read_product_history,
)
from planner.demand.reference import (
    Reference,
    find_peak_day,
    read_ordinary,
    read_reference,
)
from planner.demand.weekday import WeekdayCurves, weekday_curves
from planner.figures import Entry, Figure, Measured
from planner.tables import Dataset

READINGS_KEPT = 8
"""A version never changes, and several plans ask the same of it."""


@dataclass(frozen=True)
class Evidence:
    """What the sheets say about spread, weekdays and products.

    Attributes:
        ordinary: the ordinary days; None where the sheets hold none.
        events: the past events found, oldest first.
        dispersion: of hourly orders; open or None where too few hours tell.
        event_uncertainty: between past events; None with fewer than two.
        spreads: between orders, of what a column of the forecast carries.
        curves: hours by kind of day; None without ordinary days.
        products: what was counted of each product; None without lines.
    """

    ordinary: Reference | None
    events: tuple[PastEvent, ...]
    dispersion: Figure | None
    event_uncertainty: Figure | None
    spreads: Mapping[str, Measured]
    curves: WeekdayCurves | None
    products: ProductHistory | None

    def from_sheets(self) -> Mapping[str, Figure]:
        """Return what the sheets say instead of a default, by assumption."""
        seen = {
            "demand.hour_dispersion": self.dispersion,
            "demand.event_uncertainty_share": self.event_uncertainty,
        }
        return {name: figure for name, figure in seen.items() if figure is not None}


def read_evidence(
    dataset: Dataset, reference: Reference, reference_day: date, entries: Mapping[str, Entry]
) -> Evidence:
    """Return what the sheets say about spread, weekdays and products."""
    return _read(
        dataset,
        reference.first_day,
        reference.last_day,
        reference_day,
        int(entries["demand.ordinary_day_count"].value or 0),
        float(entries["demand.event_stands_out"].value or 0),
    )


@lru_cache(maxsize=READINGS_KEPT)
def _read(
    dataset: Dataset,
    first_day: date,
    last_day: date,
    reference_day: date,
    ordinary_day_count: int,
    stands_out: float,
) -> Evidence:
    reference = read_reference(dataset, first_day, last_day)
    ordinary = read_ordinary(dataset, reference_day, ordinary_day_count)
    events = read_events(dataset, reference_day, stands_out, ordinary_day_count)
    return Evidence(
        ordinary=ordinary,
        events=events,
        dispersion=hour_dispersion(ordinary) if ordinary else None,
        event_uncertainty=event_uncertainty(dataset, events),
        spreads=read_spreads(dataset, reference),
        curves=weekday_curves(ordinary) if ordinary else None,
        products=_products(dataset, reference, reference_day, events, ordinary_day_count),
    )


def _products(
    dataset: Dataset,
    reference: Reference,
    reference_day: date,
    events: Sequence[PastEvent],
    ordinary_day_count: int,
) -> ProductHistory | None:
    """Return what the sheets count of the products, the reference window as the last event."""
    span = find_peak_day(dataset)
    if span is None or not reference.has_lines:
        return None
    window = reference.first_day, reference.last_day
    return read_product_history(
        dataset,
        max(span.last_day, reference.last_day) + timedelta(days=1),
        (window, *earlier_windows(window, reference_day, events)),
        newest_ordinary_days(
            (span.first_day, span.last_day),
            window,
            [event.day for event in events],
            ordinary_day_count,
        ),
        ordinary_day_count,
    )


def earlier_windows(
    window: Days, reference_day: date, events: Sequence[PastEvent]
) -> tuple[Days, ...]:
    """Return the windows of the same event in earlier years, newest first."""
    kind = kind_of(reference_day)
    return tuple(
        (event.day + (window[0] - reference_day), event.day + (window[1] - reference_day))
        for event in reversed(events)
        if event.kind == kind and event.day < reference_day
    )
