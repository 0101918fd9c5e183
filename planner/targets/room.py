"""Everything the target page says beside the equation itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.campaign import Campaign, Plan, purposes_of
from planner.demand import Demand, Reference
from planner.errors import N_, PlanError
from planner.figures import Entry, Figure, work_out
from planner.language import Message, Quantity, Unit, say
from planner.targets.breakdown import Breakdown, other_breakdowns
from planner.targets.comparison import Comparison, compare
from planner.targets.customers import Customers, plan_customers
from planner.targets.decomposition import Decomposition, decompose
from planner.targets.doubts import unusual_hours
from planner.targets.equation import Targets, kept
from planner.targets.history import History
from planner.targets.hours import by_hour
from planner.targets.margin import Margin, plan_margin
from planner.targets.purposes import LeverOfPurpose, levers_by_purpose
from planner.targets.sensitivity import Sensitivity, vary
from planner.targets.sub_goals import SubGoal, sub_goals


@dataclass(frozen=True)
class TargetRoom:
    """What follows from the goal and the sheets.

    Attributes:
        history: what the sheets tell beside the orders of the window.
        last_levers: the levers of the last event, by the assumption that keeps them.
        comparison: ordinary days beside the event.
        customers: new and returning visitors.
        decomposition: what each lever carries of the growth.
        sensitivity: what each lever does to the outcome.
        levers: by purpose, those that serve the first purpose first.
        sub_goals: beside the revenue goal.
        margin: of the event, and the later value apart.
        breakdowns: the goal by day first, then by all that the sheets tell.
        hours: each day by its hours.
        doubts: what in the sheets was so unusual that the plan may not follow it.
    """

    history: History
    last_levers: Mapping[str, Figure]
    comparison: Comparison
    customers: Customers
    decomposition: Decomposition
    sensitivity: Sensitivity
    levers: tuple[LeverOfPurpose, ...]
    sub_goals: tuple[SubGoal, ...]
    margin: Margin
    breakdowns: tuple[Breakdown, ...]
    hours: Mapping[date, Breakdown]
    doubts: tuple[Message, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures in reading order."""
        last = (one.last for one in self.sub_goals)
        return (
            *self.comparison.figures(),
            *self.customers.figures(),
            *self.decomposition.figures(),
            *(figure for figure in last if figure is not None),
            *self.margin.figures(),
        )

    def problems(self) -> tuple[Message, ...]:
        """Return what a manager must know before trusting any of it."""
        of_hours = (problem for hours in self.hours.values() for problem in hours.problems)
        told = (*self.doubts, *self.customers.problems, *self.breakdowns[0].problems, *of_hours)
        return tuple(problem for place, problem in enumerate(told) if problem not in told[:place])

    def check(self, breakdown: Breakdown, key: str, amount: Decimal) -> None:
        """Refuse an amount that a part cannot have.

        Raises:
            PlanError: the breakdown refuses it, or it is a day that its typed hours do not fit.
        """
        breakdown.check(key, amount)
        if breakdown.dimension != "day":
            return
        hours = self.hours[date.fromisoformat(key)]
        typed = sum((part.amount for part in hours.edited), Decimal(0))
        all_typed = len(hours.edited) == len(hours.parts)
        if amount < typed or (all_typed and amount != typed):
            raise PlanError(
                N_(
                    "The hours typed for {day} come to {hours}, so the day cannot bring {amount}:"
                    " let hours follow again first."
                ),
                day=date.fromisoformat(key),
                hours=Quantity(typed, Unit.MONEY),
                amount=Quantity(amount, Unit.MONEY),
            )


def plan_room(
    plan: Plan,
    campaign: Campaign,
    reference: Reference,
    ordinary: Reference | None,
    history: History,
    targets: Targets,
    parcels: Figure,
    demand: Demand,
    days: Breakdown,
    entries: Mapping[str, Entry],
) -> TargetRoom:
    """Return everything that follows from the goal and the sheets."""
    main_day = campaign.reference_day or reference.first_day
    comparison = compare(reference, ordinary, history, main_day)
    judged = sub_goals(history, comparison, entries, _main_day_revenue(reference, main_day))
    margin = plan_margin(targets, parcels, _new_share(judged, reference), history, entries)
    return TargetRoom(
        history=history,
        last_levers=kept(reference, entries),
        comparison=comparison,
        customers=plan_customers(history, targets, entries, plan.values),
        decomposition=decompose(reference, targets, entries),
        sensitivity=vary(targets, parcels, margin),
        levers=levers_by_purpose(purposes_of(plan)),
        sub_goals=judged,
        margin=margin,
        breakdowns=(
            days,
            *other_breakdowns(
                demand.products,
                history,
                targets.goal.exact,
                plan.values,
                Decimal(str(reference.totals["paid_amount"].value or 0)),
            ),
        ),
        hours=by_hour(demand, reference, plan.values),
        doubts=unusual_hours(reference),
    )


def _new_share(judged: tuple[SubGoal, ...], reference: Reference) -> Figure:
    """Return the last event's share of new customers; open where no order names its buyer."""
    for one in judged:
        if one.key == "new_share" and one.last is not None:
            return one.last
    label = say("Share of new customers in the last event")
    open_value = reference.measured(
        "customers.new_share", label, None, Unit.SHARE,
        query="recency_groups", rows=0, table="customers",
    )  # fmt: skip
    return work_out(
        "targets.last_new_share", label, Unit.SHARE, "share", {"share": open_value},
        rules=("TGT-7",),
    )  # fmt: skip


def _main_day_revenue(reference: Reference, main_day: date) -> Figure:
    hours = [hour for hour in reference.hours if hour.hour_start.date() == main_day]
    counted = reference.measured(
        "main_day.paid_amount",
        say("Paid amount on the last event's main day"),
        sum((hour.paid_amount for hour in hours), Decimal(0)),
        Unit.MONEY,
        query="reference_hours",
        rows=sum(hour.orders_paid for hour in hours),
        days=(main_day, main_day),
    )
    return work_out(
        "main_day.revenue",
        say("Revenue of the last event's main day"),
        Unit.MONEY,
        "paid_amount",
        {"paid_amount": counted},
        rules=("TGT-7",),
    )
