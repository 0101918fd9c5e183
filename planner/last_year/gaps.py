"""What the sheets cannot tell about the last event, and which sheet and column would."""

from collections.abc import Mapping
from enum import Enum

from planner.demand import WAITING_DAYS
from planner.language import Message, Quantity, Unit, say
from planner.last_year.facts import (
    FULL_HISTORY_DAYS,
    HISTORY_TO_COMPARE_DAYS,
    Coverage,
    LastYear,
)


class Section(Enum):
    """The sections of the page, in reading order."""

    DAYS = "days"
    HOURS = "hours"
    PRODUCTS = "products"
    CATEGORIES = "categories"
    CUSTOMERS = "customers"
    PROVINCES = "provinces"
    PAYMENT = "payment"
    REFUNDS = "refunds"
    TRAFFIC = "traffic"


def nothing_paid(coverage: Coverage) -> Message | None:
    """Return what orders without a single payment can tell; None while no order is loaded."""
    if not coverage.orders_placed or coverage.orders_paid:
        return None
    return say(
        "Orders placed from {first} to {last} in your sheets: {orders}, not one of them paid. They"
        " tell neither revenue nor buyers nor products. An order list with the time of payment and"
        " the amount paid would tell.",
        orders=Quantity(coverage.orders_placed, Unit.COUNT),
        first=coverage.first_day,
        last=coverage.last_day,
    )


def remarks(last_year: LastYear) -> Mapping[Section, tuple[Message, ...]]:
    """Return by section what cannot be told, why, and what would tell it; nothing is guessed."""
    found = {
        Section.DAYS: _days(last_year),
        Section.HOURS: _hours(last_year),
        Section.PRODUCTS: _products(last_year),
        Section.CATEGORIES: _categories(last_year),
        Section.CUSTOMERS: _customers(last_year),
        Section.PROVINCES: _provinces(last_year),
        Section.PAYMENT: _payment(last_year),
        Section.REFUNDS: _refunds(last_year),
        Section.TRAFFIC: _traffic(last_year),
    }
    return {section: tuple(messages) for section, messages in found.items()}


def _days(told: LastYear) -> list[Message]:
    found = []
    if told.ordinary is None:
        found.append(
            say(
                "What an ordinary day is cannot be told: the sheets hold no paid orders between"
                " D-38 and D-11. An order list of the weeks before the event would tell."
            )
        )
    elif told.ordinary.last_day >= told.reference.first_day:
        found.append(
            say(
                "The window begins before D-{days}: ordinary days and days of the event overlap."
                " A shorter window on the overview would keep them apart.",
                days=WAITING_DAYS,
            )
        )
    missing = told.reference.day_count - len(told.event_days)
    if missing:
        found.append(
            say(
                "{missing} of the {count} days of the window lie outside your sheets and are not"
                " counted. An order list from {first} to {last} would tell.",
                missing=missing,
                count=told.reference.day_count,
                first=told.reference.first_day,
                last=told.reference.last_day,
            )
        )
    if told.coverage.days_with_orders == 1:
        found.append(
            say(
                "The sheets hold one day only: nothing can be said about the days around it. An"
                " order list of the whole window would tell."
            )
        )
    return found


def _hours(told: LastYear) -> list[Message]:
    if told.hours:
        return []
    if not told.measures["revenue"].main_day.value:
        return [
            say(
                "The hours of {day} cannot be told: nothing was paid on it. Choose another"
                " reference day on the overview.",
                day=told.main_day,
            )
        ]
    return [
        say(
            "Hours cannot be told: every order lies between 00 and 01, as in a list that tells days"
            " alone. An order list with the time of placing and of payment would tell."
        )
    ]


def _products(told: LastYear) -> list[Message]:
    if not told.products:
        return [
            say(
                "Products cannot be told: no lines of the event's orders are loaded. The order"
                " items list (product, quantity, price) would tell."
            )
        ]
    paid = int(told.reference.totals["orders_paid"].value or 0)
    without = paid - int(told.reference.totals["orders_with_lines"].value or 0)
    if not without:
        return []
    return [
        say(
            "{without} of the {paid} paid orders have no lines and are left out here. The order"
            " items list of the whole window would tell.",
            without=without,
            paid=paid,
        )
    ]


def _categories(told: LastYear) -> list[Message]:
    if told.categories:
        return []
    if not told.products:
        return [
            say(
                "Categories cannot be told without lines: the order items list would tell, with a"
                " category or beside a products sheet."
            )
        ]
    return [
        say(
            "Categories cannot be told: neither the order items nor a products sheet names them. A"
            " products sheet with the SKU and its category would tell."
        )
    ]


def _customers(told: LastYear) -> list[Message]:
    customers = told.customers
    if not customers.groups:
        return [
            say(
                "New and returning customers cannot be told: the order list names no buyers. A"
                " year's order list with the buyer's ID would tell."
            )
        ]
    found = []
    if not customers.history_days:
        found.append(
            say(
                "New and returning customers cannot be told apart: the sheets begin with the"
                " window. A year's order list would tell who had bought before."
            )
        )
    elif customers.history_days < FULL_HISTORY_DAYS:
        found.append(
            say(
                "The sheets reach back {days} days before the window: who bought only earlier"
                " counts as new here. A year's order list would tell.",
                days=customers.history_days,
            )
        )
    if customers.orders_without_buyer:
        found.append(
            say(
                "{orders} paid orders of the window name no buyer and are left out here.",
                orders=customers.orders_without_buyer,
            )
        )
    if customers.tell_returning and told.ordinary and not customers.ordinary_groups:
        found.append(
            say(
                "New and returning customers on ordinary days cannot be told: the sheets reach"
                " back fewer than {days} days before them.",
                days=HISTORY_TO_COMPARE_DAYS,
            )
        )
    return found


def _provinces(told: LastYear) -> list[Message]:
    if told.provinces:
        return []
    return [
        say(
            "Provinces cannot be told: the order list holds no addresses. An order list with the"
            " province or the address would tell; of an address only province and city are kept."
        )
    ]


def _payment(told: LastYear) -> list[Message]:
    found = []
    if told.payment and not told.has_payment_times:
        found.append(
            say(
                "How long buyers took to pay cannot be told: placing and payment share one time in"
                " every order. An order list with both times would tell."
            )
        )
    if told.payment and not told.payment[-1].orders_placed:
        found.append(
            say(
                "Not one order stayed unpaid: the list may hold paid orders alone, and the payment"
                " rate then tells nothing. An order list of all states would tell."
            )
        )
    return found


def _refunds(told: LastYear) -> list[Message]:
    refunds = told.refunds
    if not refunds.refund_amount:
        return [
            say(
                "No refunds are in the sheets. If there were any, an order list with the amount"
                " refunded would tell."
            )
        ]
    if not refunds.orders_refunded:
        return [
            say(
                "Which orders were refunded cannot be told: goods sent back are booked without"
                " their order. An order list with the amount refunded of each order would tell."
            )
        ]
    if not refunds.products:
        return [
            say(
                "Refunds by product cannot be told: no lines of the orders are loaded. The order"
                " items list would tell."
            )
        ]
    return []


def _traffic(told: LastYear) -> list[Message]:
    if not told.traffic.periods:
        return [
            say(
                "Visitors and conversion cannot be told: no visitors of the whole shop are loaded"
                " for these days. A visitors sheet by day, or of the whole window, would tell."
            )
        ]
    found = []
    if told.traffic.window is None:
        found.append(
            say(
                "Visitors of the whole window cannot be told: visitors of days never add up. A"
                " visitors sheet for exactly {first} to {last}, loaded in place of the days, would"
                " tell.",
                first=told.reference.first_day,
                last=told.reference.last_day,
            )
        )
    if not told.reference.names_every_buyer and not any(day.conversion for day in told.event_days):
        found.append(
            say(
                "The conversion rate cannot be told: no sheet says how many of the visitors paid."
                " A visitors sheet with the buyers who paid, or an order list with the buyer's ID,"
                " would tell."
            )
        )
    return found
