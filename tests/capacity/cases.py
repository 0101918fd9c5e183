"""What there is and what comes, in a few hours that can be counted by hand."""

from collections.abc import Sequence
from datetime import datetime

from planner.capacity import Load, Means
from planner.capacity.means import Limit
from planner.staffing import StaffingAssumptions

START = datetime(2027, 11, 10)


def load(
    parcels: Sequence[int], *, inquiries: Sequence[float] = (), promise_hours: int = 24
) -> Load:
    """Return a load of as many orders as parcels, without inquiries unless they are given."""
    return Load(
        orders=sum(parcels),
        parcels=tuple(parcels),
        inquiries=tuple(inquiries),
        promise_hours=promise_hours,
        service=StaffingAssumptions(),
    )


def means(
    hours: int,
    *,
    packers: int = 1,
    agents: Sequence[int] = (),
    outputs: Sequence[float] = (20.0,),
    limits: Sequence[Limit] = (),
    opens_at: int = 0,
    closes_at: int = 24,
) -> Means:
    """Return people and machines for so many hours, open around the clock unless told."""
    return Means(
        agents=tuple(agents),
        packers=(packers,) * hours,
        outputs=tuple(outputs),
        limits=tuple(limits),
        opens_at=opens_at,
        closes_at=closes_at,
    )
