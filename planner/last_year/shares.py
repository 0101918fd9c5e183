"""The shares that head the sections: each a part ÷ its whole, both counted in the same sheet."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from planner.figures import Figure, Measured, Value, work_out
from planner.language import Message, Quantity, Unit, say
from planner.last_year.facts import HourOfDay, LastYear

RUSH_HOURS = range(0, 2)
EVENING_HOURS = range(20, 24)
TOP_SHARE = 0.1


def shares(told: LastYear) -> Mapping[str, Figure]:
    """Return the shares by name, only those that the sheets tell.

    Example (tests/last_year): of 4 buyers 3 are new → new customers 75 % of the buyers.
    """
    found = (
        *_of_hours(told),
        *_of_customers(told),
        *_of_payment(told),
        *_of_refunds(told),
    )
    return {figure.key.removeprefix("last_year."): figure for figure in found}


def _of_hours(told: LastYear) -> Iterable[Figure]:
    """Yield how much of the main day fell into the rush after midnight and into the evening."""
    for key, label, hours in (
        ("rush_share", say("Revenue of the main day from 00 to 02"), RUSH_HOURS),
        ("evening_share", say("Revenue of the main day from 20 to 24"), EVENING_HOURS),
    ):
        if told.hours:
            part = sum((told.hours[hour].paid_amount for hour in hours), Decimal(0))
            whole = sum((hour.paid_amount for hour in told.hours), Decimal(0))
            yield _part(
                key,
                label,
                _counted(told, f"{key}.part", label, part, Unit.MONEY, "reference_hours"),
                _counted(
                    told, "main_day.hours", say("Revenue, main day"), whole, Unit.MONEY,
                    "reference_hours",
                ),
                ("CAL-8",),
                _ordinary_note(told.hours, hours),
            )  # fmt: skip


def _ordinary_note(hours: tuple[HourOfDay, ...], chosen: range) -> Message | None:
    usual = [hours[hour].ordinary_share for hour in chosen]
    if any(share is None for share in usual):
        return None
    return _usually(sum(share for share in usual if share is not None))


def _usually(share: float | None) -> Message | None:
    if share is None:
        return None
    return say("on ordinary days {share}", share=Quantity(share, Unit.SHARE))


def _of_customers(told: LastYear) -> Iterable[Figure]:
    customers = told.customers
    if customers.tell_returning:
        buyers = _counted(
            told,
            "customers.buyers",
            say("Buyers who are known"),
            sum(group.buyers for group in customers.groups),
            Unit.COUNT,
            "recency_groups",
        )
        new = sum(group.buyers for group in customers.groups if group.customers is None)
        returning = sum(group.buyers for group in customers.groups if group.customers is not None)
        before = sum(group.customers or 0 for group in customers.groups)
        label = say("New customers' share of the buyers")
        part = _counted(
            told, "customers.new", say("New customers"), new, Unit.COUNT, "recency_groups"
        )
        usual = customers.ordinary_groups
        usual_buyers = sum(group.buyers for group in usual)
        usual_new = sum(group.buyers for group in usual if group.customers is None)
        note = _usually(usual_new / usual_buyers) if usual_buyers else None
        yield _part("new_share", label, part, buyers, ("TGT-7",), note)
        if before:
            label = say("Comeback rate of all customers")
            part = _counted(
                told,
                "customers.returning",
                say("Returning customers"),
                returning,
                Unit.COUNT,
                "recency_groups",
            )
            whole = _counted(
                told,
                "customers.before",
                say("Customers before the window"),
                before,
                Unit.COUNT,
                "recency_groups",
            )
            yield _part("comeback_share", label, part, whole, ("TGT-2",))
    if customers.top:
        tenth = next(top for top in customers.top if top.top_share == TOP_SHARE)
        label = say("Revenue of the top 10 % of the buyers")
        part = _counted(
            told, "customers.top", label, tenth.paid_amount, Unit.MONEY, "top_customers"
        )
        whole = _counted(
            told,
            "customers.paid",
            say("Revenue of the buyers who are known"),
            customers.top[-1].paid_amount,
            Unit.MONEY,
            "top_customers",
        )
        if whole.value:
            yield _part("top_share", label, part, whole, ("TGT-7",))


def _of_payment(told: LastYear) -> Iterable[Figure]:
    if not told.payment:
        return
    whole = _counted(
        told,
        "payment.placed",
        say("Orders placed"),
        sum(band.orders_placed for band in told.payment),
        Unit.COUNT,
        "payment_bands",
    )
    wanted = []
    if told.payment[-1].orders_placed:
        wanted.append(("never", "unpaid_share", say("Orders placed that were never paid")))
    if told.has_payment_times:
        wanted.insert(0, ("10_minutes", "quick_share", say("Orders paid within 10 minutes")))
    for band, key, label in wanted:
        (found,) = (one for one in told.payment if one.paid_within == band)
        orders = found.orders_placed
        part = _counted(told, f"payment.{key}", label, orders, Unit.COUNT, "payment_bands")
        yield _part(key, label, part, whole, ("FUN-1",), _usually(found.ordinary_share))


def _of_refunds(told: LastYear) -> Iterable[Figure]:
    if told.refunds.orders_refunded:
        label = say("Paid orders with a refund")
        part = _counted(
            told,
            "refunds.orders",
            label,
            told.refunds.orders_refunded,
            Unit.COUNT,
            "refunds",
        )
        yield _part("refunded_orders_share", label, part, _orders_paid(told), ())


def _orders_paid(told: LastYear) -> Measured:
    return told.reference.totals["orders_paid"]


def _part(
    key: str,
    label: Message,
    part: Measured,
    whole: Measured,
    rules: tuple[str, ...],
    note: Message | None = None,
) -> Figure:
    return work_out(
        f"last_year.{key}",
        label,
        Unit.SHARE,
        "part / whole",
        {"part": part, "whole": whole},
        rules=rules,
        note=note,
    )


def _counted(
    told: LastYear, key: str, label: Message, value: Value, unit: Unit, query: str
) -> Measured:
    whole = "orders_placed" if query == "payment_bands" else "orders_paid"
    rows = int(told.reference.totals[whole].value or 0)
    return told.reference.measured(f"last_year.{key}", label, value, unit, query=query, rows=rows)
