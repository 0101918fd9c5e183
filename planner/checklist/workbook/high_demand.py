"""Orders and parcels of every hour at P80 and P95, in a hidden sheet.

The larger of the plan's part and the rounded quantile, as :mod:`planner.demand.forecast` has it;
ties, which Python and Excel round apart, do not happen to a quantile of a gamma distribution.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from planner.checklist.workbook.book import Book, Sheet
from planner.checklist.workbook.frame import row_of
from planner.checklist.workbook.names import name_of, planned
from planner.demand import SURENESS, Quantile, hour_weights, relative_variances, shares_of
from planner.figures import excel
from planner.planning import FUNCTIONS, Rooms

COLUMNS = ("orders_placed", "parcels")
BEHIND = {"orders_placed": "orders_placed", "parcels": "orders_paid"}
"""The orders that a column's chance follows from."""
SHARE, MEAN, COUNTED, VARIANCE, FIRST_QUANTILE = range(5)
WIDTH = FIRST_QUANTILE + len(SURENESS)
QUANTILES = tuple(SURENESS)


@dataclass(frozen=True)
class _Column:
    """A column of the forecast: its place in the sheet, what it is split by, what it comes to."""

    name: str
    left: int
    shares: Sequence[float]
    means: Sequence[float]
    counted: Sequence[float]
    variances: Sequence[float]


class HighDemand:
    """The hidden sheet; a window's hour stands in the row of a frame that begins with it."""

    def __init__(self, book: Book, rooms: Rooms, split: Collection[str]) -> None:
        self.sheet = book.hidden_sheet("people_demand")
        self.rooms = rooms
        self.live = {*COLUMNS, *BEHIND.values()} <= set(split)

    def write(self) -> None:
        """Write both columns at both quantiles; the planner's values where Excel cannot split."""
        for index, name in enumerate(COLUMNS):
            left = index * WIDTH
            for place, label in enumerate(("share", "mean", "counted", "variance"), left):
                self.sheet.text(0, place, f"{name} {label}")
            column = self._column(name, left)
            if self.live:
                self._spread(column)
            for quantile in QUANTILES:
                self._quantile(column, quantile)

    def cell(self, name: str, quantile: Quantile, hour: int) -> str:
        """Return where an hour of the window stands, as other sheets write it."""
        return self.sheet.prefix + Sheet.cell(row_of(hour), self._place(name, quantile))

    @staticmethod
    def _place(name: str, quantile: Quantile) -> int:
        return COLUMNS.index(name) * WIDTH + FIRST_QUANTILE + QUANTILES.index(quantile)

    def _column(self, name: str, left: int) -> _Column:
        demand, behind = self.rooms.demand, BEHIND[name]
        figures, sure = demand.figures, self.rooms.staffing.basis.entries
        shares = shares_of(demand.weights[name])
        counted = hour_weights(self.rooms.reference, demand.shifts)[behind]
        # An hour that is planned although nothing was counted in it is as unsure as one order.
        seen = np.maximum(np.array(counted, dtype=float), 1.0)
        whole = {one: float(planned(figures, one).required) for one in (name, behind)}
        variances = relative_variances(
            whole[behind] * np.array(shares_of(demand.weights[behind])),
            seen,
            float(sure["demand.hour_dispersion"].value or 0),
            0.0,
            float(sure["demand.event_uncertainty_share"].value or 0),
        )
        return _Column(
            name,
            left,
            shares,
            [whole[name] * share for share in shares],
            seen.tolist(),
            variances.tolist(),
        )

    def _spread(self, column: _Column) -> None:
        """Write mean and relative variance of every hour."""
        figures, behind = self.rooms.demand.figures, BEHIND[column.name]
        total, orders = (name_of(planned(figures, one)) for one in (column.name, behind))
        for hour, share in enumerate(column.shares):
            row = row_of(hour)
            self.sheet.number(row, column.left + SHARE, share, "General")
            self.sheet.number(row, column.left + COUNTED, column.counted[hour], "General")
            here = Sheet.cell(row, column.left + SHARE)
            mean = f"={total}*{here}"
            self.sheet.formula(row, column.left + MEAN, mean, column.means[hour])
            planned_orders = f"({orders}*{here})"
            seen = Sheet.cell(row, column.left + COUNTED)
            # Without orders there is no spread: 0 stands for it.
            variance = (
                f"=IF({planned_orders}<=0,0,demand_hour_dispersion*(1/{planned_orders}+1/{seen})"
                "+demand_event_uncertainty_share^2)"
            )
            value = column.variances[hour]
            stored = value if np.isfinite(value) else 0.0
            self.sheet.formula(row, column.left + VARIANCE, variance, stored)

    def _quantile(self, column: _Column, quantile: Quantile) -> None:
        place = self._place(column.name, quantile)
        self.sheet.text(0, place, f"{column.name} {quantile.value}")
        hours = self.rooms.demand.hours_by_quantile[quantile]
        names = {"mean": "{mean}", "variance": "{variance}"}
        formula = excel(f"gamma({SURENESS[quantile]}, mean, variance)", names, FUNCTIONS)
        for hour, value in enumerate(getattr(one, column.name) for one in hours):
            row = row_of(hour)
            if not self.live:
                self.sheet.number(row, place, value, "0")
                continue
            mean, variance = (Sheet.cell(row, column.left + one) for one in (MEAN, VARIANCE))
            found = formula.format(mean=mean, variance=variance)
            part = f"INDEX(demand_{column.name},{hour + 1})"
            self.sheet.formula(row, place, f"=MAX({part},ROUND({found},0))", value, "0")
