"""The plan as an Excel workbook: live formulas, each with what it comes to.

One module a sheet. What follows from other numbers is a formula over named cells; whatever is
written beside it is the planner's own value, so that previews show numbers and a test can compare
the two.
"""

from collections.abc import Collection, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from xlsxwriter.exceptions import FileCreateError

from planner.checklist.tasks import Checklist
from planner.checklist.workbook.accounts import write_accounts, write_sources
from planner.checklist.workbook.activities import write_activities
from planner.checklist.workbook.after_care import write_after_care
from planner.checklist.workbook.assumptions import assumptions_sheet, write_assumptions
from planner.checklist.workbook.basis import Basis
from planner.checklist.workbook.book import Book
from planner.checklist.workbook.capacity import write_capacity
from planner.checklist.workbook.count_sheets import write_count_sheet
from planner.checklist.workbook.customers import write_customers
from planner.checklist.workbook.frame import Frame
from planner.checklist.workbook.funnel import write_funnel
from planner.checklist.workbook.hidden import (
    write_baskets,
    write_ids,
    write_numbers,
    write_series,
    write_split,
)
from planner.checklist.workbook.high_demand import HighDemand
from planner.checklist.workbook.inventory import PRODUCTS_AT_MOST, write_inventory
from planner.checklist.workbook.materials import write_materials
from planner.checklist.workbook.on_duty import OnDuty
from planner.checklist.workbook.owners import write_owners
from planner.checklist.workbook.people import People
from planner.checklist.workbook.positions import positions_sheet, write_positions
from planner.checklist.workbook.price_list import write_prices
from planner.checklist.workbook.purchases import write_purchases
from planner.checklist.workbook.reminders import write_reminders
from planner.checklist.workbook.rosters import write_rosters
from planner.checklist.workbook.staffing import write_staffing
from planner.checklist.workbook.summary import write_summary
from planner.checklist.workbook.targets import write_by_day, write_by_hour
from planner.checklist.workbook.tasks import write_checklist
from planner.checklist.workbook.tracking import write_tracking
from planner.demand import Quantile
from planner.errors import N_, PlanError
from planner.language import Language
from planner.planning import Answer, Rooms
from planner.planning.followed import followed, worked_out
from planner.simulation import Simulated

__all__ = ["workbook_bytes", "write_workbook"]


def write_workbook(
    answer: Answer,
    checklist: Checklist,
    language: Language,
    path_or_buffer: Path | str | BinaryIO,
    simulated: Sequence[Simulated] = (),
) -> None:
    """Write the workbook to a file or a buffer.

    Without data the rooms say nothing yet: their sheets are left out. ``simulated`` is what the
    simulations came to that were run.

    Raises:
        PlanError: the file cannot be written there.
    """
    target = str(path_or_buffer) if isinstance(path_or_buffer, Path) else path_or_buffer
    book = Book(answer, checklist, language, target)
    write_summary(book)
    assumptions = assumptions_sheet(book)
    if answer.rooms is not None:
        split = write_split(book, answer.rooms)
        write_by_day(book, answer.rooms)
        write_by_hour(book, answer.rooms, split)
        _write_offers(book, answer.rooms)
        write_inventory(book, answer.rooms.inventory)
        write_purchases(book, answer.rooms.inventory)
        write_count_sheet(book, answer.rooms.inventory)
        _write_people(book, answer.rooms, split)
        write_rosters(book, answer.rooms.shifts)
        write_capacity(book, answer.rooms.capacity, simulated)
        write_materials(book, answer.rooms)
        write_funnel(book, answer.funnel)
        write_customers(book, answer.rooms.customers)
        write_after_care(book, answer.rooms)
        write_reminders(book, answer.reminders)
        write_tracking(book, answer.tracking)
    write_checklist(book)
    write_numbers(book)
    write_ids(book)
    if answer.rooms is not None:
        write_baskets(book, answer.rooms)
        write_series(book)
    # After the hidden sheets: an owner may be called like one of them.
    write_owners(book)
    if answer.rooms is not None:
        write_accounts(book)
    write_sources(book)
    # Last, when it is known which of them the formulas name.
    write_assumptions(assumptions)
    try:
        book.close()
    except FileCreateError as error:
        raise PlanError(
            N_("The workbook cannot be written to {file}: {reason}"),
            file=str(path_or_buffer),
            reason=_reason_of(error),
        ) from error


def _write_offers(book: Book, rooms: Rooms) -> None:
    """Write the sheets of the design that the plan follows."""
    design = followed(book.answer)
    entries = book.answer.entries
    worked = worked_out(design, rooms, entries, PRODUCTS_AT_MOST) if design else None
    write_activities(book, rooms, design, worked)
    write_prices(book, design, worked)


def _write_people(book: Book, rooms: Rooms, split: Collection[str]) -> None:
    """Write the sheets of people: by position, by hour as planned, by hour at each quantile."""
    positions = positions_sheet(book)
    plan = write_staffing(book, rooms)
    staffing = rooms.staffing
    frame = Frame.of(staffing.plan, staffing.window_hours, book.answer.campaign.main_day)
    basis = Basis(book, rooms, frame)
    basis.write()
    high = HighDemand(book, rooms, split)
    high.write()
    people = []
    for quantile in Quantile:
        on_duty = OnDuty(basis, staffing.rosters[quantile], high, plan)
        on_duty.write()
        people.append(People(book, on_duty))
        people[-1].write()
    write_positions(positions, rooms, people)


def _reason_of(error: FileCreateError) -> str:
    """Return what the system said, without the path once more."""
    (cause,) = error.args
    return str(getattr(cause, "strerror", None) or cause)


def workbook_bytes(
    answer: Answer,
    checklist: Checklist,
    language: Language,
    simulated: Sequence[Simulated] = (),
) -> bytes:
    """Return the workbook as bytes, for a download."""
    buffer = BytesIO()
    write_workbook(answer, checklist, language, buffer, simulated)
    return buffer.getvalue()
