"""The key numbers of a design as figures that open their account."""

from collections.abc import Mapping

from planner.activities.nice_amounts import money
from planner.activities.outcome import Outcome, Range
from planner.demand import Reference
from planner.figures import Figure, Measured, Value, work_out
from planner.language import Message, Unit, say

RULES = ("ACT-11",)


def outcome_figures(outcome: Outcome, reference: Reference) -> Mapping[str, Figure]:
    """Return what a design comes to over the orders of the last event, by short name.

    Formulas: those of :mod:`planner.activities.outcome`; with the response of buyers at P50.

    Example (tests/activities): four orders at 100 with costs of 50, ten off each → a depth of 0.1,
    and 0.25 more orders pay for it.

    Args:
        outcome: of the design.
        reference: the last event, for the account of what was counted.
    """
    as_is, without, reaction = outcome.as_is, outcome.without, outcome.reaction

    def counted(key: str, label: Message, value: float | None, unit: Unit) -> Measured:
        known: Value | None = value
        if unit is Unit.MONEY:
            known = None if value is None else money(round(value)).value
        return Measured(
            key=f"activities.outcome_{key}",
            label=label,
            value=known,
            unit=unit,
            query="activity_lines",
            parameters={"first_day": reference.first_day, "last_day": reference.last_day},
            rows=round(as_is.orders),
            table="orders",
            files=reference.totals["orders_paid"].files,
        )

    def of(told: Range | None) -> float | None:
        return None if told is None else told.p50

    orders = counted(
        "orders", say("Orders with the response of buyers, P50"), round(reaction.orders.p50),
        Unit.COUNT,
    )  # fmt: skip
    # Not the median revenue ÷ the median orders: a median of a ratio is not a ratio of medians,
    # and the tables beside show the former.
    order_value = counted(
        "order_value", say("Order value with the response of buyers, P50"),
        reaction.order_value_minor.p50, Unit.MONEY,
    )  # fmt: skip
    margin_per_order = counted(
        "margin_per_order", say("Margin an order with the response of buyers, P50"),
        of(reaction.margin_per_order_minor), Unit.MONEY,
    )  # fmt: skip
    margin = counted(
        "margin", say("Margin with the response of buyers, P50"), of(reaction.margin_minor),
        Unit.MONEY,
    )  # fmt: skip
    off = counted(
        "off", say("Taken off the goods, as if nobody reacted"),
        sum(one.off_minor for one in outcome.tiers), Unit.MONEY,
    )  # fmt: skip
    label = counted(
        "label", say("The same carts at the prices on the label"), as_is.label_minor, Unit.MONEY
    )
    with_it = counted(
        "margin_as_is", say("Margin with the design, as if nobody reacted"), as_is.margin_minor,
        Unit.MONEY,
    )  # fmt: skip
    without_it = counted(
        "margin_without", say("Margin of the same orders without any activity"),
        without.margin_minor, Unit.MONEY,
    )  # fmt: skip
    pays = outcome.pays_for_itself_at
    return {
        "margin": work_out(
            "activities.design_margin", say("Margin of the event, expected"), Unit.MONEY,
            "margin", {"margin": margin}, rules=RULES,
        ),
        "margin_per_order": work_out(
            "activities.design_margin_per_order", say("Margin an order"), Unit.MONEY,
            "margin_per_order", {"margin_per_order": margin_per_order}, rules=RULES,
        ),
        "order_value": work_out(
            "activities.design_order_value", say("Order value"), Unit.MONEY,
            "order_value", {"order_value": order_value}, rules=RULES,
        ),
        "orders": work_out(
            "activities.design_orders", say("Orders"), Unit.COUNT, "orders", {"orders": orders},
            rules=RULES,
        ),
        "depth": work_out(
            "activities.design_depth", say("Discount depth"), Unit.SHARE, "off / label",
            {"off": off, "label": label}, rules=RULES,
        ),
        "pays_for_itself": Figure(
            "activities.pays_for_itself", say("More orders that pay for it"),
            None if pays is None else round(pays, 4), Unit.SHARE, "without / with_it - 1",
            {"without": without_it, "with_it": with_it}, RULES,
            say("Open where a cost is not known, or where the design loses on average."),
        ),
    }  # fmt: skip
