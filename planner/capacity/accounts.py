"""The figures of the room: how many orders each thing there is lets through."""

from collections.abc import Mapping

from planner.capacity.means import AGENTS, PACKERS, Load, Means
from planner.capacity.reach import most_inquiries
from planner.figures import Entry, Figure, Input, Series, work_out
from planner.language import Unit, say
from planner.staffing import FUNCTIONS, Staffing
from planner.staffing.accounts import LIMITS, all_steps_output

RULES = ("STF-4", "STF-10")
TOGETHER = "orders"
"""Key of the figure of all things together."""
OUTPUT_OF = {
    **{limit: machine or step for step, limit, machine in LIMITS},
    "review_people": "review",
    "pick_people": "pick",
    "inspect_people": "inspect",
}
"""Each limit of a step, and whose output it has: that of a person at the step, or its own."""


def reach_figures(
    staffing: Staffing,
    orders_paid: Figure,
    load: Load,
    means: Means,
    entries: Mapping[str, Entry],
) -> Mapping[str, Figure]:
    """Return the orders that each thing lets through alone, and all together, by key.

    Example (tests/capacity): 4,000 orders ask for 80 parcels an hour; three people who each take
    20.5 through all steps let 61 through → 4,000 × 61 ÷ 80 = 3,050 orders.
    """
    required = staffing.figures["parcels_per_hour"].inputs["required"]
    figures: dict[str, Figure] = {}
    if any(load.inquiries):
        figures[AGENTS] = _agents(staffing, orders_paid, load, means, entries)
    if any(load.parcels):
        people = _typed(entries, "warehouse_people") or staffing.figures["packing_crew"]
        every = all_steps_output(staffing.basis.outputs)
        figures[PACKERS] = _line(means, PACKERS, orders_paid, required, people, every)
        for limit in means.limits:
            have = _typed(entries, limit.key) or entries[f"staffing.{limit.key}"]
            each = _output(staffing, entries, OUTPUT_OF[limit.key])
            figures[limit.key] = _line(means, limit.key, orders_paid, required, have, each)
    return {**figures, **_all_together(figures)}


def _all_together(figures: Mapping[str, Figure]) -> Mapping[str, Figure]:
    if not figures:
        return {}
    formula = ""
    for key in figures:
        formula = f"min({formula}, {key})" if formula else key
    return {
        TOGETHER: work_out(
            f"capacity.{TOGETHER}",
            say("Orders with both promises kept"),
            Unit.COUNT,
            formula,
            dict(figures),
            rules=RULES,
            functions=FUNCTIONS,
        )
    }


def _line(
    means: Means, key: str, orders: Figure, required: Input, have: Input, each: Input
) -> Figure:
    label = means.label(key)
    return work_out(
        f"capacity.{key}_orders",
        say("Orders in time by: {what}", what=label),
        Unit.COUNT,
        "floor(orders * rate / peak(required))",
        {
            "orders": orders,
            "rate": work_out(
                f"capacity.{key}_rate",
                say("Parcels an hour by: {what}", what=label),
                Unit.PER_HOUR,
                "floor(have * each)",
                {"have": have, "each": each},
                rules=("STF-4",),
                functions=FUNCTIONS,
            ),
            "required": required,
        },
        rules=("STF-4",),
        functions=FUNCTIONS,
    )


def _agents(
    staffing: Staffing,
    orders: Figure,
    load: Load,
    means: Means,
    entries: Mapping[str, Entry],
) -> Figure:
    used = Series(
        "capacity.agents_used",
        say("Inquiries of an hour ÷ the most that its agents answer in time"),
        Unit.RATIO,
        tuple(
            asked / most_inquiries(load.service, agents) if asked else 0.0
            for asked, agents in zip(load.inquiries, means.agents, strict=True)
        ),
        say("one value an hour; the most by Erlang C, with patience by Erlang A"),
        {
            "asked": staffing.figures["inquiries_per_order"],
            "handling": staffing.figures["effective_handling"],
            **{
                name: entries[f"staffing.{name}"]
                for name in (
                    "service_level",
                    "answer_seconds",
                    "occupancy_cap",
                    "patience_seconds",
                    "agents_at_most",
                )
            },
        },
    )
    return work_out(
        f"capacity.{AGENTS}_orders",
        say("Orders in time by: {what}", what=means.label(AGENTS)),
        Unit.COUNT,
        "floor(orders / peak(used))",
        {"orders": orders, "used": used},
        rules=("STF-10",),
        functions=FUNCTIONS,
    )


def _typed(entries: Mapping[str, Entry], name: str) -> Entry | None:
    """Return what somebody typed into this room's section; None where it is left open."""
    entry = entries.get(f"capacity.{name}")
    return entry if entry is not None and entry.value is not None else None


def _output(staffing: Staffing, entries: Mapping[str, Entry], name: str) -> Input:
    return staffing.basis.outputs.get(name) or entries[f"staffing.{name}"]
