"""The figures of the room: each number with what it follows from."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from planner.demand import Reference
from planner.figures import Entry, Figure, Input, Series, Value, work_out
from planner.language import Message, Unit, say
from planner.roster.hiring import Hired
from planner.roster.shifts import Kind
from planner.roster.solving import Question, Solution
from planner.roster.turns import Person
from planner.staffing import Group, Staffing
from planner.staffing.accounts import all_steps_output

Entries = Mapping[str, Entry]
OWN_PEOPLE = {Group.SERVICE: "roster.service_people", Group.WAREHOUSE: "roster.warehouse_people"}
"""Groups whose own people a manager may count, and the assumption that says how many."""
BY_SHIFT = say("one value a shift, see the table by person")


def own_people(
    staffing: Staffing, entries: Entries, ordinary: Reference | None
) -> Mapping[Group, Figure]:
    """Return how many people of its own the shop has where no staff list says so, by group.

    Formula: hours to roster of the campaign ÷ its orders × orders of an ordinary week ÷ hours that
    one person works in a week, rounded up. Example: 240 hours for 600 orders, 60 orders on an
    ordinary day, 48 hours a week → 0.4 × 420 ÷ 48 = 3.5 → 4 people.
    """
    return {
        group: _typed_people(group, entries) or _ordinary_people(group, staffing, entries, ordinary)
        for group in OWN_PEOPLE
    }


def _typed_people(group: Group, entries: Entries) -> Figure | None:
    entry = entries[OWN_PEOPLE[group]]
    if entry.value is None:
        return None
    return _own_figure(group, "people", {"people": entry})


def _own_figure(group: Group, formula: str, inputs: Mapping[str, Input]) -> Figure:
    return work_out(
        f"roster.own_{group.value}",
        say("{group}: own people", group=group.label),
        Unit.PEOPLE,
        formula,
        inputs,
        rules=("STF-1",),
    )


def _ordinary_people(
    group: Group, staffing: Staffing, entries: Entries, ordinary: Reference | None
) -> Figure:
    begin = staffing.plan.window_start
    people = staffing.plan.people_to_roster(group)[begin : begin + staffing.window_hours]
    inputs: dict[str, Input] = {
        "hours": Series(
            f"roster.window_{group.value}",
            say("{group}: people to roster by hour of the campaign", group=group.label),
            Unit.PEOPLE,
            people,
            say("one value an hour, see the table hour by hour"),
        ),
        "orders": Series(
            "roster.window_orders",
            say("Orders placed by hour"),
            Unit.COUNT,
            [hour.orders_placed for hour in staffing.hours[: staffing.window_hours]],
            say("one value an hour, see the table hour by hour"),
        ),
        "week": entries["roster.hours_a_week"],
    }
    if ordinary is None:
        inputs["day"] = _quietest_day(staffing)
    else:
        orders = ordinary.totals["orders_placed"]
        inputs["day"] = work_out(
            "roster.ordinary_orders",
            say("Orders of an ordinary day"),
            Unit.RATIO,
            "orders / days",
            {
                "orders": orders,
                "days": ordinary.measured(
                    "roster.ordinary_days",
                    say("Ordinary days"),
                    ordinary.day_count,
                    Unit.DAYS,
                    query=orders.query,
                    rows=orders.rows,
                ),
            },
        )
    return _own_figure(
        group, "max(1, ceil(total(hours) / max(1, total(orders)) * day * 7 / week))", inputs
    )


def _quietest_day(staffing: Staffing) -> Figure:
    """Return the orders of the campaign's quietest day."""
    days: dict[object, int] = {}
    for hour in staffing.hours[: staffing.window_hours]:
        days[hour.start.date()] = days.get(hour.start.date(), 0) + hour.orders_placed
    quietest = Series(
        "roster.quietest_day",
        say("Orders of the quietest day of the campaign"),
        Unit.COUNT,
        [min(days.values())],
        say("no ordinary day is in the sheets"),
    )
    return work_out(
        "roster.ordinary_orders",
        say("Orders of an ordinary day"),
        Unit.RATIO,
        "total(orders)",
        {"orders": quietest},
    )


def figures(
    solution: Solution,
    question: Question,
    entries: Entries,
    outputs: Mapping[str, Figure],
) -> Iterator[Figure]:
    """Yield hours, people and cost of the roster.

    Args:
        solution: who works when.
        question: that it answers.
        entries: the assumptions in force.
        outputs: parcels of one person in an hour, step by step.
    """
    required = _column("required", say("People to roster by hour and crew"), Unit.PEOPLE,
                       [need for crew in question.crews for need in crew.required])  # fmt: skip
    left = [need for column in solution.uncovered.values() for need in column]
    missing = _column("missing", say("Uncovered work by hour and crew"), Unit.HOURS, left)
    yield work_out(
        "roster.required_hours",
        say("Hours to cover"),
        Unit.HOURS,
        "total(required)",
        {"required": required},
        rules=("STF-1", "STF-12"),
    )
    yield work_out(
        "roster.uncovered_hours",
        say("Hours uncovered"),
        Unit.HOURS,
        "total(missing)",
        {"missing": missing},
        rules=("STF-10",),
    )
    own = [shift for one in solution.of_kind(Kind.OWN) for shift in one.shifts]
    overtime = _column("overtime", say("Hours of overtime"), Unit.HOURS,
                       [shift.overtime for shift in own])  # fmt: skip
    yield work_out(
        "roster.overtime_hours",
        say("Overtime"),
        Unit.HOURS,
        "total(hours)",
        {"hours": overtime},
        rules=("STF-6",),
    )
    yield _paid_hours(solution)
    wages = {kind: _wages(kind, solution.of_kind(kind), question, entries) for kind in Kind}
    yield from wages.values()
    temps = list(_temps(solution, question, entries, outputs, wages[Kind.TEMP]))
    yield from temps
    training = next(one for one in temps if one.key == "roster.training_cost")
    yield work_out(
        "roster.cost",
        say("Cost of the roster"),
        Unit.MONEY,
        "cents(own + other + temps + training)",
        {
            "own": wages[Kind.OWN],
            "other": wages[Kind.OTHER],
            "temps": wages[Kind.TEMP],
            "training": training,
        },
        rules=("STF-10",),
    )


def _paid_hours(solution: Solution) -> Figure:
    hours = _column(
        "hours",
        say("Paid hours of a shift"),
        Unit.HOURS,
        [shift.hours for one in solution.people for shift in one.shifts],
    )
    return work_out(
        "roster.paid_hours",
        say("Hours of all shifts"),
        Unit.HOURS,
        "total(hours)",
        {"hours": hours},
        rules=("STF-10",),
        note=say("as if every temporary worker came"),
    )


def _wages(kind: Kind, people: Sequence[Person], question: Question, entries: Entries) -> Figure:
    costs = [
        Decimal(question.rules.cost_minor(shift, one.team.wage_minor)) / 100
        for one in people
        for shift in one.shifts
    ]
    label = say("{kind}: cost of a shift", kind=kind.label)
    inputs: dict[str, Input] = {
        "costs": Series(f"roster.{kind.value}_costs", label, Unit.MONEY, costs, BY_SHIFT,
                        {name: entries[f"roster.{name}"] for name in _PAID[kind]})
    }  # fmt: skip
    formula = "cents(total(costs))"
    if kind is Kind.TEMP:
        inputs["away"] = entries["roster.no_show_share"]
        formula = "cents(total(costs) * (1 - away))"
    return work_out(
        f"roster.{kind.value}_cost",
        say("{kind}: wages", kind=kind.label),
        Unit.MONEY,
        formula,
        inputs,
        rules=(_RULES[kind],),
    )


_PAID = {
    Kind.OWN: ("night_premium", "overtime_premium"),
    Kind.OTHER: ("helper_hourly_cost", "night_premium", "overtime_premium"),
    Kind.TEMP: ("temp_hourly_cost", "night_premium"),
}
_RULES = {Kind.OWN: "STF-10", Kind.OTHER: "STF-6", Kind.TEMP: "STF-5"}


def _temps(
    solution: Solution,
    question: Question,
    entries: Entries,
    outputs: Mapping[str, Figure],
    wages: Figure,
) -> Iterator[Figure]:
    """Yield whom to hire and train, what that costs, and what a parcel through their hands does."""
    hired = work_out(
        "roster.temps",
        say("Temporary workers to hire"),
        Unit.PEOPLE,
        "total(hired)",
        {
            "hired": _column(
                "hired",
                say("Temporary workers by crew"),
                Unit.PEOPLE,
                [len(one.shifts) for one in solution.hired.values()],
            )
        },
        rules=("STF-5",),
    )
    yield hired
    trainers = work_out(
        "roster.trainers",
        say("Trainers"),
        Unit.PEOPLE,
        "ceil(temps / each)",
        {"temps": hired, "each": entries["roster.trainees_per_trainer"]},
        rules=("STF-5",),
    )
    yield trainers
    training = work_out(
        "roster.training_cost",
        say("Cost of training"),
        Unit.MONEY,
        "cents(days * hours * (temps * wage + trainers * own_wage))",
        {
            "days": entries["roster.training_days"],
            "hours": entries["roster.training_hours_a_day"],
            "temps": hired,
            "wage": entries["roster.temp_hourly_cost"],
            "trainers": trainers,
            "own_wage": entries["staffing.pack.hourly_cost"],
        },
        rules=("STF-5",),
    )
    yield training
    work = _column(
        "temp_work",
        say("Hours' work of temporary workers by crew"),
        Unit.HOURS,
        [_work_of(one, question) for one in solution.hired.values()],
    )
    if sum(work.values):
        yield work_out(
            "roster.temp_cost_per_parcel",
            say("Temporary workers: cost of a parcel"),
            Unit.MONEY,
            "cents((wages + training) / (total(work) * productive * parcels))",
            {
                "wages": wages,
                "training": training,
                "work": work,
                "productive": entries["staffing.productive_share"],
                "parcels": all_steps_output(outputs),
            },
            rules=("STF-5", "STF-4"),
        )


def _work_of(hired: Hired, question: Question) -> float:
    """Return the hours' work of all shifts, needed or not."""
    return sum(
        question.terms.output(day) * shift.hours
        for shifts in hired.shifts
        for day, shift in enumerate(shifts)
    )


def _column(key: str, label: Message, unit: Unit, values: Sequence[Value]) -> Series:
    return Series(f"roster.{key}", label, unit, values, BY_SHIFT)
