"""The figures of the room: each number with what it follows from."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from planner.demand import Demand, DemandHour, Quantile, Reference, peak_hour
from planner.figures import FUNCTIONS as BASE_FUNCTIONS
from planner.figures import Entry, Figure, Function, Input, Measured, Series, Value, work_out
from planner.language import Message, Unit, say
from planner.staffing.erlang import CHAT_FACTORS, agents_needed, chat_factor
from planner.staffing.erlang_a import agents_with_patience
from planner.staffing.positions import POSITIONS, STEPS, Group, Position
from planner.staffing.roster import Roster
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")
FUNCTIONS: Mapping[str, Function] = {
    **BASE_FUNCTIONS,
    "chat_factor": Function(
        chat_factor,
        say("factor of {a} chats at once", a="{0}"),
        f"CHOOSE({{0}},{','.join(str(one) for one in CHAT_FACTORS)})",
    ),
    "erlang_c": Function(
        agents_needed,
        say(
            "Erlang C (inquiries an hour: {a}; time for each: {b}; service level: {c}; answer"
            " within: {d}; occupancy at most: {e})",
            a="{0}",
            b="{1}",
            c="{2}",
            d="{3}",
            e="{4}",
        ),
        # An array formula in one cell: n runs over the hidden range erlang_n = 1…1000.
        "IF({0}*{1}<=0,0,MAX(ROUNDUP(ROUND({0}*{1}/3600/{4},9),0),1+SUMPRODUCT(--((erlang_n<={0}*{1}/3600)"
        "+(erlang_n>{0}*{1}/3600)*(1-POISSON(erlang_n,{0}*{1}/3600,FALSE)"
        "/(POISSON(erlang_n,{0}*{1}/3600,FALSE)+(1-{0}*{1}/3600/erlang_n)"
        "*POISSON(erlang_n-1,{0}*{1}/3600,TRUE))"
        "*EXP(-(erlang_n-{0}*{1}/3600)*{3}/{1})<{2})>0))))",
    ),
    "erlang_a": Function(
        agents_with_patience,
        say(
            "Erlang A (inquiries an hour: {a}; time for each: {b}; service level: {c}; answer"
            " within: {d}; occupancy at most: {e}; patience: {f})",
            a="{0}",
            b="{1}",
            c="{2}",
            d="{3}",
            e="{4}",
            f="{5}",
        ),
        # No formula of a sheet works it out: the workbook holds the planner's own value.
        "NA()",
    ),
}
"""The functions that formulas of this room use, beside the common ones."""
ERLANG_C = "erlang_c(inquiries, handling, level, answer, cap)"
ERLANG_A = "erlang_a(inquiries, handling, level, answer, cap, patience)"

Entries = Mapping[str, Entry]


# From the sheets ---------------------------------------------------------------------------------


def lines_per_parcel(reference: Reference, parcels_per_order: Entry) -> Figure:
    """Return the lines of an average parcel of the reference window; open without lines.

    Formula: lines of paid orders ÷ paid orders whose lines are loaded ÷ parcels per order.
    Example: 1,820 lines of 1,000 orders, one parcel each → 1.82 lines to pick for a parcel.
    """
    return work_out(
        "reference.lines_per_parcel",
        say("Lines per parcel in the reference window"),
        Unit.RATIO,
        "lines / orders / parcels",
        {
            "lines": reference.totals["lines_paid"],
            "orders": reference.totals["orders_with_lines"],
            "parcels": parcels_per_order,
        },
        rules=("STF-4",),
    )


def visitors_asking(dataset: Dataset, reference: Reference) -> Figure | None:
    """Return the share of the reference window's visitors who asked; None where no sheet tells.

    Example: 400 visitors, 60 of whom asked → 15 %.
    """
    rows = dataset.rows(QUERIES["window_inquiries"], **reference.window)
    if not rows:
        return None

    def counted(name: str, label: Message) -> Measured:
        return Measured(
            f"traffic.{name}",
            label,
            rows[0][name],
            Unit.COUNT,
            "window_inquiries",
            reference.window,
            rows[0]["row_count"],
            "traffic",
            dataset.files,
        )

    return work_out(
        "traffic.visitors_asking",
        say("Visitors who asked in the reference window"),
        Unit.SHARE,
        "inquiries / visitors",
        {
            "inquiries": counted("inquiries", say("Inquiries in the reference window")),
            "visitors": counted("visitors", say("Visitors in the reference window")),
        },
        rules=("STF-1", "FUN-6"),
    )


# What the hours are worked out with --------------------------------------------------------------


def inquiries_per_order(
    orders_placed: Figure, orders_paid: Figure, visitors: Figure, entries: Entries
) -> Figure:
    """Return the inquiries that one order placed stands for.

    From the visitors where they and the share who ask are known: 10,000 visitors of whom 15 % ask
    and 1,000 orders → 1.5. Else from the orders. Inquiry conversion is paid orders ÷ inquiries, so
    inquiries follow from the paid orders; they are counted at the time of placing, hence per order
    placed. Example: 1,000 placed, 800 paid, 20 % of these asked, 40 % of those who ask buy → 800 ×
    0.2 ÷ 0.4 = 400 inquiries, 0.4 each.
    """
    asking = entries["staffing.visitors_asking"]
    key, label = "staffing.inquiries_per_order", say("Inquiries per order placed")
    rules = ("STF-1", "FUN-6")
    if visitors.value is not None and asking.value is not None:
        return work_out(
            key,
            label,
            Unit.RATIO,
            "visitors * asking / max(placed, 1)",
            {"visitors": visitors, "asking": asking, "placed": orders_placed},
            rules=rules,
        )
    return work_out(
        key,
        label,
        Unit.RATIO,
        "paid / max(placed, 1) * asking / conversion",
        {
            "paid": orders_paid,
            "placed": orders_placed,
            "asking": entries["staffing.share_by_inquiry"],
            "conversion": entries["staffing.inquiry_conversion"],
        },
        rules=rules,
    )


def effective_handling(entries: Entries) -> Figure:
    """Return the time an inquiry takes of an agent who holds several chats at once.

    Example (callcentrehelper.com): 600 s at 3 chats → 600 ÷ 2.5 = 240 s.
    """
    return work_out(
        "staffing.effective_handling",
        say("Agent's time per inquiry, several chats at once"),
        Unit.SECONDS,
        "handling / chat_factor(chats)",
        _entries(entries, handling="handling_seconds", chats="chats_at_once"),
        rules=("STF-10", "CHATS"),
        functions=FUNCTIONS,
    )


def step_outputs(entries: Entries) -> Mapping[str, Figure]:
    """Return the parcels that one person takes through each step in an hour of work.

    Pre-packed parcels are picked and packed no more. Example: 3 lines of 47 s, nothing packed
    ahead → 3600 ÷ 141 = 25.5 picked an hour; with a tenth packed ahead 28.4.
    """

    def output(step: Position) -> Figure:
        inputs: dict[str, Input] = {"seconds": entries[f"staffing.{step.seconds}"]}
        formula = "3600 / seconds"
        if step.key == "pick":
            inputs["lines"] = entries["staffing.lines_per_parcel"]
            formula = "3600 / (lines * seconds)"
        if step.key in ("pick", "pack"):
            inputs["ahead"] = entries["staffing.prepacked_share"]
            formula = f"{formula} / (1 - ahead)"
        return work_out(
            f"staffing.{step.key}_output",
            say("{step}: parcels of one person in an hour", step=step.label),
            Unit.RATIO,
            formula,
            inputs,
            rules=(step.rule,),
        )

    return {step.key: output(step) for step in STEPS}


def all_steps_output(outputs: Mapping[str, Figure]) -> Figure:
    """Return the parcels that one person takes through all steps in an hour.

    Example: 20 an hour in one step and 30 in the other → 1 ÷ (1/20 + 1/30) = 12.
    """
    return work_out(
        "staffing.parcels_per_packer_hour",
        say("Parcels that one person takes through every step in an hour"),
        Unit.RATIO,
        f"1 / ({' + '.join(f'1 / {name}' for name in outputs)})",
        dict(outputs),
        rules=("STF-4",),
    )


def prepack_output(entries: Entries) -> Figure:
    """Return the parcels that one person picks and packs ahead in an hour."""
    return work_out(
        "staffing.prepack_output",
        say("Parcels that one person picks and packs ahead in an hour"),
        Unit.RATIO,
        "3600 / (lines * pick + pack)",
        _entries(
            entries,
            lines="lines_per_parcel",
            pick="pick_seconds_per_line",
            pack="pack_seconds_per_parcel",
        ),
        rules=("INV-7", "STF-12"),
    )


LIMITS = (
    ("print", "printers", "printer_labels_per_hour"),
    ("check", "checking_stations", ""),
    ("pack", "packing_stations", ""),
)
"""Step, the assumption that limits it, and a machine's own output; else that of a person."""


def line_limit(entries: Entries, outputs: Mapping[str, Figure]) -> Figure | None:
    """Return the most that printers and stations let through in an hour; None without a limit.

    A person works at each station. Example: 2 printers of 600 waybills an hour, 3 packing stations
    of 72 parcels → the smaller of 1,200 and 216.
    """
    inputs: dict[str, Input] = {}
    formula = ""
    for step, limit, machine in LIMITS:
        if entries[f"staffing.{limit}"].value is None:
            continue
        own = f"{limit}_output"
        inputs[limit] = entries[f"staffing.{limit}"]
        inputs[own] = entries[f"staffing.{machine}"] if machine else outputs[step]
        product = f"{limit} * {own}"
        formula = f"min({formula}, {product})" if formula else product
    if not formula:
        return None
    return work_out(
        "staffing.line_limit",
        say("Parcels an hour that printers and stations let through"),
        Unit.COUNT,
        f"floor({formula})",
        inputs,
        rules=("STF-4", "MAT-3", "MAT-6"),
        functions=FUNCTIONS,
    )


def _entries(entries: Entries, *names: str, **places: str) -> dict[str, Input]:
    return {
        **{name: entries[f"staffing.{name}"] for name in names},
        **{place: entries[f"staffing.{name}"] for place, name in places.items()},
    }


# The plan, P50 -----------------------------------------------------------------------------------


def service_figures(
    demand: Demand,
    columns: Mapping[str, Series],
    asked: Figure,
    handling: Figure,
    entries: Entries,
) -> Iterator[Figure]:
    """Yield what the customer service takes before the sale, the busiest hour first."""
    peak: DemandHour = peak_hour(demand)
    peak_orders = work_out(
        "staffing.peak_orders",
        say("Orders placed in the busiest hour"),
        Unit.COUNT,
        "peak(orders)",
        {"orders": columns["orders_placed"]},
        rules=("STF-1",),
        note=say("the hour that begins on {moment}", moment=peak.start),
    )
    peak_inquiries = work_out(
        "staffing.peak_inquiries",
        say("Inquiries in the busiest hour"),
        Unit.COUNT,
        "orders * inquiries",
        {"orders": peak_orders, "inquiries": asked},
        rules=("STF-1", "FUN-6"),
    )
    patience = entries["staffing.patience_seconds"]
    inputs: dict[str, Input] = {
        "inquiries": peak_inquiries,
        "handling": handling,
        **_entries(entries, level="service_level", answer="answer_seconds", cap="occupancy_cap"),
    }
    if patience.value is not None:
        inputs["patience"] = patience
    peak_agents = work_out(
        "staffing.peak_agents",
        say("Agents on duty in the busiest hour"),
        Unit.PEOPLE,
        ERLANG_C if patience.value is None else ERLANG_A,
        inputs,
        rules=("STF-10",),
        functions=FUNCTIONS,
    )
    yield from (peak_orders, asked, peak_inquiries, handling, peak_agents)
    yield work_out(
        "staffing.peak_agents_to_roster",
        say("Agents to roster for that hour"),
        Unit.PEOPLE,
        "ceil(agents / (1 - shrinkage))",
        {"agents": peak_agents, "shrinkage": entries["staffing.shrinkage"]},
        rules=("STF-1",),
    )
    agent_hours = work_out(
        "staffing.agent_hours",
        say("Agent hours to roster"),
        Unit.HOURS,
        "total(agents)",
        {"agents": columns["agents_to_roster"]},
        rules=("STF-1",),
        note=say("before the sale, over all days together"),
    )
    yield agent_hours
    yield _shifts("agent_shifts", say("Agent shifts to roster"), agent_hours, entries)


def parcels_per_hour(required: Series, quantile: Quantile = Quantile.P50) -> Figure:
    """Return what the line has to turn out in an open hour, so that every promise is kept."""
    label = say("Parcels an hour that the promise asks for")
    if quantile is not Quantile.P50:
        label = say("{what}, {quantile}", what=label, quantile=quantile.value)
    return work_out(
        f"staffing.parcels_per_hour{quantile.suffix}",
        label,
        Unit.COUNT,
        "ceil(peak(required))",
        {"required": required},
        rules=("STF-4",),
    )


def warehouse_figures(
    columns: Mapping[str, Series],
    outputs: Mapping[str, Figure],
    limit: Figure | None,
    entries: Entries,
) -> Iterator[Figure]:
    """Yield what the warehouse takes."""
    needed = parcels_per_hour(columns["required_rate"])
    pace = work_out(
        "staffing.line_pace",
        say("Parcels an hour through every step"),
        Unit.COUNT,
        "min(needed, limit)" if limit else "needed",
        {"needed": needed, **({"limit": limit} if limit else {})},
        rules=("STF-4",),
    )
    every = all_steps_output(outputs)
    crew = work_out(
        "staffing.packing_crew",
        say("Warehouse people at work at once"),
        Unit.PEOPLE,
        "ceil(pace / every)",
        {"pace": pace, "every": every},
        rules=("STF-4", "STF-5", "STF-12"),
        note=say("the fewest who ship every parcel in time, changing between the steps"),
    )
    if limit:
        yield limit
    yield from (needed, pace, *outputs.values(), every, crew)
    yield work_out(
        "staffing.fixed_crew",
        say("The same if everybody keeps to one step"),
        Unit.PEOPLE,
        " + ".join(f"ceil(pace / {name})" for name in outputs),
        {"pace": pace, **outputs},
        rules=("STF-4", "STF-12"),
    )
    yield work_out(
        "staffing.packing_crew_to_roster",
        say("Warehouse people to roster at once"),
        Unit.PEOPLE,
        "ceil(crew / productive)",
        {"crew": crew, "productive": entries["staffing.productive_share"]},
        rules=("STF-4",),
        note=say("in every hour of work; days and shifts are counted below"),
    )
    packer_hours = work_out(
        "staffing.packer_hours",
        say("Warehouse hours to roster"),
        Unit.HOURS,
        "total(packers)",
        {"packers": columns["packers_to_roster"]},
        rules=("STF-4",),
        note=say("over all days together"),
    )
    yield packer_hours
    yield _shifts("packer_shifts", say("Warehouse shifts to roster"), packer_hours, entries)
    yield work_out(
        "staffing.largest_backlog",
        say("Largest backlog"),
        Unit.COUNT,
        "peak(backlog)",
        {"backlog": columns["backlog"]},
        rules=("STF-4",),
        note=say("parcels paid and not yet handed over"),
    )


def _shifts(name: str, label: Message, hours: Figure, entries: Entries) -> Figure:
    return work_out(
        f"staffing.{name}",
        label,
        Unit.COUNT,
        "ceil(hours / shift)",
        {"hours": hours, "shift": entries["staffing.shift_hours"]},
        rules=("STF-1",),
        note=say("one person on one day; rosters may need a few more"),
    )


def rule_of_thumb(demand: Demand, asked: Figure, handling: Figure, entries: Entries) -> Figure:
    """Return the agents that the rule of thumb gives for the day of the busiest hour.

    Formula: inquiries of the day × time for each ÷ a shift. Example (39zn.cn): 500,000 at 100 an
    order → 5,000 orders, 20 % of them by inquiry, 40 % of inquiries ending in an order → 2,500
    inquiries of 50 s; 576 an agent and day → 5 agents. With a fifth of them in the busiest hour
    Erlang C asks for 9 there.
    """
    day = peak_hour(demand).start.date()
    placed = [hour.orders_placed for hour in demand.hours if hour.start.date() == day]
    orders: Mapping[str, Input] = {
        "orders": Series(
            "staffing.busiest_day_orders",
            say("Orders placed by hour on the busiest day"),
            Unit.COUNT,
            placed,
            say("{day}, hour by hour", day=day),
        )
    }
    inquiries = work_out(
        "staffing.busiest_day_inquiries",
        say("Inquiries on the busiest day"),
        Unit.COUNT,
        "total(orders) * inquiries",
        {**orders, "inquiries": asked},
        rules=("STF-1",),
    )
    return work_out(
        "staffing.rule_of_thumb",
        say("Agents by the rule of thumb, for the whole day"),
        Unit.PEOPLE,
        "ceil(inquiries * handling / (shift * 3600))",
        {
            "inquiries": inquiries,
            "handling": handling,
            "shift": entries["staffing.shift_hours"],
        },
        rules=("39ZN",),
    )


# A roster, at any quantile -----------------------------------------------------------------------


_SERVICE = ("service_level", "answer_seconds", "occupancy_cap", "shrinkage")
_CARE = (*_SERVICE, "chats_at_once", "care_from", "care_until", "own_person_from")
_OPENING = ("opens_at", "closes_at", "productive_share")
_BEHIND: Mapping[str, tuple[str, ...]] = {
    "before": ("asked", "handling", *_SERVICE, "patience_seconds"),
    "during": ("contacts_per_order", "delivery_days", "during_seconds", *_CARE),
    "after": ("contacts_per_parcel", "delivery_days", "after_days", "after_seconds", *_CARE),
    "reminders": ("reminder_seconds", "occupancy_cap", "own_person_from", "shrinkage"),
    "line": ("parcels", "promise_hours", *_OPENING),
    "phone": (
        "top_customer_share",
        "call_seconds",
        "call_days",
        "call_from",
        "call_until",
        "shrinkage",
    ),
    "count": ("count_hours", "count_seconds_per_item", *_OPENING),
    "prepack": ("parcels", "prepacked_share", "prepack_days", *_OPENING),
    "commander": ("commanders",),
    "dispatcher": ("dispatchers",),
    "coordinators": ("coordinators",),
}
"""What the people of a position follow from; those of several positions from all of these."""


def roster_figures(
    roster: Roster, outputs: Mapping[str, Figure], inputs: Mapping[str, Input], entries: Entries
) -> Iterator[Figure]:
    """Yield people at once, hours and cost: of everybody, of each group and of each position."""
    name = roster.quantile.value
    suffix = roster.quantile.suffix
    note = say("every hour at its own {quantile}", quantile=name)
    every = all_steps_output(outputs)

    def column(
        key: str, label: Message, values: Sequence[Value], position: str | None = None
    ) -> Series:
        names = _BEHIND[position] if position else ("parcels", "asked")
        below = {name: inputs[name] for name in names}
        return Series(f"staffing.{key}{suffix}", label, Unit.PEOPLE, values, note, below)

    def at_once(key: str, label: Message, values: Sequence[int]) -> Figure:
        people = column(f"{key}_on_duty", say("People on duty by hour"), values)
        return work_out(
            f"staffing.{key}_at_once{suffix}",
            label,
            Unit.PEOPLE,
            "peak(people)",
            {"people": people},
            rules=("STF-1",),
            note=note,
        )

    yield at_once("everybody", say("People at once in the busiest hour"), roster.people())
    for group in Group:
        label = say("{group}: people at once", group=group.label)
        yield at_once(group.value, label, roster.people(group))
    line = column(
        "line_to_roster",
        say("Warehouse people to roster by hour"),
        roster.people_to_roster(Group.WAREHOUSE),
        "line",
    )
    hours: dict[str, Input] = {}
    costs: dict[str, Input] = {}
    for one in POSITIONS:
        # In the warehouse people change between the steps: each has its share of the work.
        in_line = one in STEPS
        people = (
            line
            if in_line
            else column(
                f"{one.key}_to_roster",
                say("{position}: people to roster by hour", position=one.label),
                roster.to_roster[one.key],
                one.key,
            )
        )
        hours[one.key] = work_out(
            f"staffing.{one.key}_hours{suffix}",
            say("{position}: hours to roster", position=one.label),
            Unit.HOURS,
            "total(people) * every / output" if in_line else "total(people)",
            {
                "people": people,
                **({"every": every, "output": outputs[one.key]} if in_line else {}),
            },
            rules=(one.rule,),
        )
        costs[one.key] = work_out(
            f"staffing.{one.key}_cost{suffix}",
            say("{position}: cost", position=one.label),
            Unit.MONEY,
            "cents(hours * cost)",
            {"hours": hours[one.key], "cost": entries[one.cost_field]},
            rules=(one.rule,),
        )
    yield from (one for one in (*hours.values(), *costs.values()) if isinstance(one, Figure))
    yield work_out(
        f"staffing.roster_hours{suffix}",
        say("Hours to roster"),
        Unit.HOURS,
        "total(people)",
        {
            "people": column(
                "everybody_to_roster", say("People to roster by hour"), roster.people_to_roster()
            )
        },
        rules=("STF-1",),
        note=note,
    )
    yield work_out(
        f"staffing.roster_cost{suffix}",
        say("Cost of everybody"),
        Unit.MONEY,
        " + ".join(costs),
        costs,
        rules=("STF-1",),
        note=note,
    )
