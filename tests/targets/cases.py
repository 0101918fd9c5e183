"""The last event that the target tests plan from, and what is solved from it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from planner.demand import Reference, ReferenceHour
from planner.figures import Entry, Measured
from planner.language import Unit, say
from planner.planning import REGISTRY
from planner.targets import Targets, free_quantities, kept, solve

D = Decimal
FIRST = date(2026, 11, 9)


def reference(paid: Any = "100000.00", **counts: Any) -> Reference:
    """Return a window of three days; what is not given is 1,000 paid orders of 1,000 buyers."""
    given = {
        "orders_placed": 1250, "orders_paid": 1000, "paid_amount": D(paid), "refund_amount": D(0),
        "buyers_paid": 1000, "orders_with_buyer": 1000, "items_paid": 1500,
        "orders_with_item_count": 1000, "lines_paid": 1200, "orders_with_lines": 1000, **counts,
    }  # fmt: skip
    start = datetime(2026, 11, 9)
    return Reference(
        first_day=FIRST,
        last_day=FIRST + timedelta(days=2),
        hours=tuple(
            ReferenceHour(start + timedelta(hours=n), n % 7, n % 5, D(n % 11) + D("0.33"), n % 3)
            for n in range(72)
        ),
        totals={
            name: Measured(
                f"reference.{name}", say("Counted"), value, Unit.COUNT, "q", {}, 1, "orders"
            )
            for name, value in given.items()
        },
        basket_sizes={},
        files=("orders.csv",),
        days_with_orders=3,
    )


def entries(last_year: Reference, **values: Any) -> Mapping[str, Entry]:
    """Return what is in force; levers nobody typed are kept as in the last event."""
    stored = {f"targets.{name}": REGISTRY.checked(f"targets.{name}", value)
              for name, value in values.items()}  # fmt: skip
    return REGISTRY.entries(stored, kept(last_year, REGISTRY.entries(stored)))


def solved(
    free: str = "visitors",
    last_year: Reference | None = None,
    goal_kind: str = "growth",
    **values: Any,
) -> Targets:
    """Return what the goal takes; ``free`` as the plan stores it."""
    last_year = last_year or reference()
    wanted = free_quantities({"targets.unknown": free})
    return solve(last_year, entries(last_year, **values), goal_kind, wanted)


def four(targets: Targets) -> tuple[Any, ...]:
    """Return visitors, conversion, order value and goal."""
    return tuple(
        figure.value for figure in (targets.visitors, targets.conversion, targets.aov, targets.goal)
    )
