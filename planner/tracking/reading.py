"""What the sheets say of parcels at a moment, counted in SQL."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from planner.tables import Dataset, queries_in
from planner.tracking.assumptions import TrackingAssumptions
from planner.tracking.kinds import KINDS

QUERIES = queries_in(Path(__file__).parent / "sql")
EVERY_ROW = 10**9
HOURS_OF_DAY = 24
Asked = Mapping[str, str | int | float | bool | datetime]


@dataclass(frozen=True)
class Clock:
    """What the sheets say of parcels and dispatch.

    Attributes:
        newest_parcel: last event of a parcel up to today; None where no parcel is loaded.
        newest_order: last moment in an order up to today; None where all lie later.
        parcels: in all logistics sheets.
        without_order: of them, those whose order is in no loaded list.
        after_day: of them, seen after today.
        tells_shipping: something tells of some order that it was shipped, if not when.
        tells_dispatch: some order says when it was shipped.
        tells_receipt: some order says when it was received.
    """

    newest_parcel: datetime | None
    newest_order: datetime | None
    parcels: int
    without_order: int
    after_day: int
    tells_shipping: bool
    tells_dispatch: bool
    tells_receipt: bool


@dataclass(frozen=True)
class Carrier:
    """How long a carrier takes.

    Attributes:
        name: as the sheet says; empty where it names none.
        parcels: of it.
        signed: of them, with the time from dispatch to signing.
        median_hours: within which half of those came; None without any.
        usual_hours: within which the usual share came; None without any.
        in_trouble: of the parcels.
    """

    name: str
    parcels: int
    signed: int
    median_hours: float | None
    usual_hours: float | None
    in_trouble: int


@dataclass(frozen=True)
class Count:
    """Parcels, or orders, of one kind, and their buyers."""

    parcels: int
    buyers: int


@dataclass(frozen=True)
class Asking:
    """What the lists are asked with.

    Attributes:
        of_carriers: parameters of the question how long carriers take.
        of_parcels: parameters of questions about parcels.
        of_orders: parameters of questions about orders.
    """

    of_carriers: Asked
    of_parcels: Asked
    of_orders: Asked

    @classmethod
    def of(
        cls, now: datetime, given: TrackingAssumptions, promise_hours: int, clock: Clock
    ) -> "Asking":
        """Return the parameters at a moment."""
        carriers: Asked = {"now": now, "usual_share": given.usual_share}
        return cls(
            carriers,
            {
                **carriers,
                "silent_hours": given.silent_hours,
                "limit_hours": given.limit_days * HOURS_OF_DAY,
                "fewest_signed": given.fewest_signed,
                "oldest_days": given.oldest_days,
                "signed_hours": given.signed_hours,
            },
            {
                "now": now,
                "promise_hours": promise_hours,
                "unconfirmed_days": given.unconfirmed_days,
                "oldest_days": given.oldest_days,
                "has_parcels": clock.parcels > 0,
                "tells_shipping": clock.tells_shipping,
            },
        )


def read_clock(dataset: Dataset, today: date) -> Clock:
    """Return what the sheets say of parcels and dispatch up to the end of a day."""
    (row,) = dataset.rows(QUERIES["tracking_clock"], today=today)
    return Clock(**row)


def read_counts(
    dataset: Dataset, asking: Asking
) -> tuple[Mapping[str, Count], tuple[Carrier, ...], int]:
    """Return the counts by kind, the carriers, and how many parcels are on their way."""
    parcels = dataset.rows(QUERIES["parcel_kinds"], **asking.of_parcels)
    orders = dataset.rows(QUERIES["order_kinds"], **asking.of_orders)
    of_all = [row for row in parcels if row["carrier"] is None]
    counts = {
        **{row["kind"]: Count(row["parcels"], row["buyers"]) for row in of_all if row["kind"]},
        **{row["kind"]: Count(row["orders"], row["buyers"]) for row in orders},
    }
    troubled: Counter[str] = Counter()
    for row in parcels:
        if row["carrier"] is not None and row["kind"] and KINDS[row["kind"]].is_trouble:
            troubled[row["carrier"]] += row["parcels"]
    carriers = tuple(
        Carrier(
            row["carrier"], row["parcels"], row["signed"], row["median_hours"],
            row["usual_hours"], troubled[row["carrier"]],
        )
        for row in dataset.rows(QUERIES["carrier_times"], **asking.of_carriers)
    )  # fmt: skip
    by_size = tuple(sorted(carriers, key=lambda one: (-one.parcels, one.name)))
    return counts, by_size, sum(row["open_parcels"] for row in of_all)


def read_marked(dataset: Dataset, asking: Asking) -> list[tuple[str, ...]]:
    """Return the buyers to be cared for later, each with how many of his orders went wrong."""
    rows = dataset.rows(QUERIES["marked_buyers"], **{**asking.of_parcels, **asking.of_orders})
    return [(row["buyer_id"], str(row["orders"])) for row in rows]
