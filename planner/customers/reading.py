"""What the sheets say about customers, counted in SQL: equal ones stand together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.customers.assumptions import CustomerAssumptions
from planner.customers.bgnbd import Floats, Histories
from planner.customers.responses import NO_RESPONSES, Responses
from planner.figures import Measured, Value
from planner.language import Message, Unit
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")
READINGS_KEPT = 8
"""A version never changes, and every edit of a plan asks the same of it."""
STEPS_AT_MOST = 120
"""Times are told in so many steps: the fit then takes as long over a million orders as over few."""
DAYS_OF_WEEK = 7
MARKS = ("is_good", "is_unpaid", "in_return", "full_price", "answered", "unsubscribed")
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Doubts:
    """What the order lists cannot tell about customers.

    Attributes:
        orders_paid: in all lists.
        without_buyer: of them, those that name no buyer.
        paid_before_placed: orders whose clock runs backwards.
        after_today: paid on a day that has not come.
        first_day: of the paid orders up to today; None where there is none.
        last_day: of them.
        weeks: from the first to the last of these days.
        weeks_with_orders: of them, those with a paid order.
    """

    orders_paid: int
    without_buyer: int
    paid_before_placed: int
    after_today: int
    first_day: date | None
    last_day: date | None
    weeks: int
    weeks_with_orders: int


@dataclass(frozen=True, eq=False)
class Cells:
    """Buyers by all that a plan tells them apart by, equal ones together; columns of equal length.

    Attributes:
        stage: key of :data:`~planner.customers.groups.STAGES`.
        last_order: how long before the window the last order lies, as ``recency_groups`` says it.
        marks: good, unpaid, in return, paid full price, answered, unsubscribed; by the name of the
            column.
        histories: purchases, times in weeks; of prospects zeros.
        paid_amount: all that the buyers of a row paid.
        last_amount: of it, what they paid on their last days.
    """

    stage: npt.NDArray[np.str_]
    last_order: npt.NDArray[np.str_]
    marks: Mapping[str, Flags]
    histories: Histories
    paid_amount: Floats
    last_amount: Floats

    def count(self, rows: Flags) -> int:
        """Return how many buyers some rows stand for."""
        return int(self.histories.customers[rows].sum())

    @property
    def are_customers(self) -> Flags:
        """Return which rows stand for buyers who paid at least once."""
        return np.asarray(self.stage != "prospect")


@dataclass(frozen=True, eq=False)
class CustomerFacts:
    """What the lists say of all buyers on the day that their groups are told.

    Attributes:
        dataset: the lists.
        until: that day: orders before it count.
        doubts: what the lists cannot tell.
        cells: the buyers.
        files: names of the sheets.
        parameters: what the cells were asked for, beside who answered.
        responses: who answered a wave.
    """

    dataset: Dataset
    until: date
    doubts: Doubts
    cells: Cells
    files: tuple[str, ...]
    parameters: Mapping[str, Any]
    responses: Responses = NO_RESPONSES


def read_facts(
    dataset: Dataset,
    first_day: date,
    today: date,
    given: CustomerAssumptions,
    responses: Responses = NO_RESPONSES,
) -> CustomerFacts:
    """Return what the lists of this version say about buyers before a window.

    Groups are told on the day after the last paid order, at the latest on the window's first day;
    orders of days that have not come are left out.
    """
    return _read(dataset, first_day, today, given, responses)


@lru_cache(maxsize=READINGS_KEPT)
def _read(
    dataset: Dataset,
    first_day: date,
    today: date,
    given: CustomerAssumptions,
    responses: Responses,
) -> CustomerFacts:
    (row,) = dataset.rows(QUERIES["order_doubts"], today=today)
    doubts = Doubts(**row)
    last = doubts.last_day or first_day
    until = min(last + timedelta(days=1), first_day)
    span = (until - min(doubts.first_day or until, until)).days
    step_days = max(1, ceil(span / STEPS_AT_MOST))
    parameters = {**states_asked(until, first_day, given), "step_days": step_days}
    asked = {**parameters, **answers_asked(responses)}
    cells = _read_cells(dataset, step_days, tuple(asked.items()))
    return CustomerFacts(dataset, until, doubts, cells, dataset.files, parameters, responses)


@lru_cache(maxsize=READINGS_KEPT)
def _read_cells(
    dataset: Dataset, step_days: int, parameters: tuple[tuple[str, date | int | Decimal | str], ...]
) -> Cells:
    """Return the cells; most assumptions are no part of the question and read nothing anew."""
    return _cells(dataset.frame(QUERIES["customer_cells"], **dict(parameters)), step_days)


def answers_asked(responses: Responses) -> dict[str, str]:
    """Return what ``customer_states`` is asked for of who answered."""
    return {"answered": responses.answered, "unsubscribed": responses.unsubscribed}


def states_asked(
    until: date, first_day: date, given: CustomerAssumptions
) -> dict[str, date | int | Decimal]:
    """Return what ``customer_states`` is asked for."""
    return {
        "until": until,
        "first_day": first_day,
        "unpaid_days": given.unpaid_days,
        "care_days": given.care_days,
        "good_amount": given.good_amount,
        "lapsed_from": given.lapsed_from_days,
        "lapsed_to": max(given.lapsed_to_days, given.lapsed_from_days),
    }


def _cells(frame: Any, step_days: int) -> Cells:
    def numbers(name: str) -> Floats:
        return frame[name].fillna(0).to_numpy(dtype=float)  # type: ignore[no-any-return]

    weeks = step_days / DAYS_OF_WEEK
    return Cells(
        stage=frame["stage"].to_numpy(dtype=str),
        last_order=frame["last_order"].fillna("").to_numpy(dtype=str),
        marks={name: frame[name].to_numpy(dtype=bool) for name in MARKS},
        histories=Histories(
            numbers("repeats"),
            numbers("last_step") * weeks,
            numbers("observed_step") * weeks,
            numbers("customers"),
        ),
        paid_amount=numbers("paid_amount"),
        last_amount=numbers("last_amount"),
    )


def counted(
    facts: CustomerFacts,
    key: str,
    label: Message,
    value: Value,
    rows: int,
    unit: Unit = Unit.COUNT,
) -> Measured:
    """Return a value that was counted in the lists, or follows from what was.

    Args:
        facts: what the lists say.
        key: dotted name of the value.
        label: what it is.
        value: the number.
        rows: customers it rests on.
        unit: of the value.
    """
    asked = facts.parameters.items()
    return Measured(
        key=key,
        label=label,
        value=value,
        unit=unit,
        query="customer_cells",
        parameters={name: str(one) if isinstance(one, Decimal) else one for name, one in asked},
        rows=rows,
        table="customers",
        files=facts.files,
    )
