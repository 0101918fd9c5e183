"""What the event earns by itself, and what its customers buy later: told apart (TGT-10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.demand import Reference
from planner.figures import Entry, Figure, Input, work_out
from planner.language import Message, Quantity, Unit, say
from planner.targets.equation import Targets
from planner.targets.history import History


@dataclass(frozen=True)
class Margin:
    """The event's own margin, line by line, and the later value beside it.

    Attributes:
        lines: what is taken off the revenue, in order.
        margin: what is left; open until the cost of goods is known.
        margin_share: of the revenue.
        new_buyers: buyers who are new; open where no order names its buyer.
        later_value: what they buy later; open until it is known how many do.
        problems: what a manager must know before trusting these.
    """

    lines: tuple[Figure, ...]
    margin: Figure
    margin_share: Figure
    new_buyers: Figure
    later_value: Figure
    problems: tuple[Message, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures in reading order."""
        return (*self.lines, self.margin, self.margin_share, self.new_buyers, self.later_value)


def costs_from_sheets(
    reference: Reference, history: History, entries: Mapping[str, Entry]
) -> Mapping[str, Figure]:
    """Return what the sheets say about refunds, costs and later purchases, by assumption.

    Later purchases only where the sheets cover all of the later days; a shorter stretch would tell
    too little and is left open.
    """
    found = {
        "targets.refund_share": _worked_out(
            "reference.refund_share", say("Refunds ÷ revenue in the reference window"), Unit.SHARE,
            "min(1, refund / paid)",
            {"refund": reference.totals["refund_amount"], "paid": reference.totals["paid_amount"]},
            "TGT-10",
        ),
    }  # fmt: skip
    goods, later = history.goods, history.later
    if goods["units_with_cost"].value:
        found["targets.unit_cost"] = _worked_out(
            "reference.unit_cost", say("Cost of an item in the reference window"), Unit.MONEY,
            "cents(cost / units)", {"cost": goods["cost"], "units": goods["units_with_cost"]},
            "TGT-10",
        )  # fmt: skip
    needed = entries["targets.later_days"].value or 0
    if later["buyers_new"].value and _number(later["days_covered"].value) >= needed:
        found["targets.repurchase_share"] = _worked_out(
            "later.repurchase_share", say("New customers of the last event who bought again"),
            Unit.SHARE, "again / buyers",
            {"again": later["bought_again"], "buyers": later["buyers_new"]}, "AFT-5",
        )  # fmt: skip
        if later["bought_again"].value:
            found["targets.later_value"] = _worked_out(
                "later.value_each", say("What each of them bought later"), Unit.MONEY,
                "cents(paid / again)",
                {"paid": later["paid_amount"], "again": later["bought_again"]}, "AFT-5",
            )  # fmt: skip
    return found


def _number(value: object) -> float:
    return float(str(value or 0))


def plan_margin(
    targets: Targets,
    parcels: Figure,
    new_share: Figure,
    history: History,
    entries: Mapping[str, Entry],
) -> Margin:
    """Return the margin of the event and the later value.

    Formulas: margin = revenue − refunds − cost of goods − platform fee − packing and shipping −
    advertising, over the campaign window; later value = new buyers × share who buy again × what
    each of them buys later. New buyers = buyers × the last event's share of new customers. Goods
    sent back are not booked as worth anything again: the margin is on the careful side.

    Example (tests/targets): goal 390.00, refunds 5 % 19.50, 9 items at 20.00 180.00, fee 5 % of
    370.50 18.53, 6 parcels at 5.00 30.00, ads 10 % 39.00 → 102.97.
    """
    goal: Mapping[str, Input] = {"goal": targets.goal}
    refunds = _worked_out(
        "targets.refunds", say("Refunds expected"), Unit.MONEY,
        "cents(goal * refund)", {**goal, "refund": entries["targets.refund_share"]}, "TGT-10",
    )  # fmt: skip
    goods = _worked_out(
        "targets.goods_cost", say("Cost of goods"), Unit.MONEY,
        "cents(items * unit_cost)",
        {"items": targets.items, "unit_cost": entries["targets.unit_cost"]}, "TGT-10",
    )  # fmt: skip
    fee = _worked_out(
        "targets.platform_fee", say("Platform fee"), Unit.MONEY,
        "cents((goal - refunds) * fee)",
        {**goal, "refunds": refunds, "fee": entries["targets.platform_fee_share"]}, "TGT-10",
    )  # fmt: skip
    packing = _worked_out(
        "targets.packing_cost", say("Packing and shipping"), Unit.MONEY,
        "cents(parcels * parcel_cost)",
        {"parcels": parcels, "parcel_cost": entries["targets.parcel_cost"]}, "TGT-10",
    )  # fmt: skip
    ads = _worked_out(
        "targets.ads_cost", say("Advertising"), Unit.MONEY,
        "cents(goal * ads)", {**goal, "ads": entries["targets.ads_share"]}, "TGT-10",
    )  # fmt: skip
    margin = _worked_out(
        "targets.margin", say("Margin of the event"), Unit.MONEY,
        "goal - refunds - goods - fee - packing - ads",
        {**goal, "refunds": refunds, "goods": goods, "fee": fee, "packing": packing, "ads": ads},
        "TGT-10", say("over the campaign window; what customers buy later is not in it"),
    )  # fmt: skip
    share = _worked_out(
        "targets.margin_share", say("Margin ÷ revenue"), Unit.SHARE,
        "margin / max(0.01, goal)", {"margin": margin, **goal}, "TGT-10",
    )  # fmt: skip
    new_buyers = _worked_out(
        "targets.new_buyers", say("New customers of the event"), Unit.COUNT,
        "round(buyers * new_share)", {"buyers": targets.buyers, "new_share": new_share}, "TGT-2",
        say("at the last event's share of new customers"),
    )  # fmt: skip
    later = _worked_out(
        "targets.later_worth", say("Later value of the new customers"), Unit.MONEY,
        "cents(new_buyers * again * each)",
        {
            "new_buyers": new_buyers,
            "again": entries["targets.repurchase_share"],
            "each": entries["targets.later_value"],
        },
        "TGT-10", say("revenue of the later days, not margin; never added to the event's margin"),
    )  # fmt: skip
    return Margin(
        (refunds, goods, fee, packing, ads),
        margin,
        share,
        new_buyers,
        later,
        tuple(_problems(history, entries)),
    )


def _problems(history: History, entries: Mapping[str, Entry]) -> list[Message]:
    goods, later = history.goods, history.later
    problems = []
    units, with_cost = _number(goods["units"].value), _number(goods["units_with_cost"].value)
    if with_cost and with_cost < units:
        problems.append(
            say(
                "The cost of {known} of {all} items sold then is known; the others are taken to"
                " cost the same.",
                known=Quantity(goods["units_with_cost"].value, Unit.COUNT),
                all=Quantity(goods["units"].value, Unit.COUNT),
            )
        )
    needed = entries["targets.later_days"].value
    if later["buyers_new"].value and _number(later["days_covered"].value) < _number(needed):
        problems.append(
            say(
                "The sheets hold {covered} days after the last event; {needed} are needed to tell"
                " who buys again. Load later orders, or type the share.",
                covered=Quantity(later["days_covered"].value, Unit.COUNT),
                needed=Quantity(needed, Unit.COUNT),
            )
        )
    return problems


def _worked_out(
    key: str,
    label: Message,
    unit: Unit,
    formula: str,
    inputs: Mapping[str, Input],
    rule: str,
    note: Message | None = None,
) -> Figure:
    return work_out(key, label, unit, formula, inputs, rules=(rule,), note=note)
