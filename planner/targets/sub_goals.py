"""Sub-goals beside the revenue goal, and how ambitious each is (TGT-7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.figures import Entry, Figure, Input, Level, work_out
from planner.language import Message, Quantity, Unit, say
from planner.targets.comparison import Comparison
from planner.targets.history import History

REACHED = Decimal("3.68") / Decimal("2.4")
"""The published shop raised its conversion from 2.4 to 3.68 %: × 1.53 (TGT-7)."""
AIMED = Decimal("4.5") / Decimal("2.4")
"""It had aimed at 4 to 4.5 %, × 1.67 to × 1.88, and missed that."""


_ALL_NEW = say("Your sheets begin with the event, so everybody seems new: load earlier orders.")


@dataclass(frozen=True)
class SubGoal:
    """One sub-goal.

    Attributes:
        key: of the sub-goal.
        goal: what is aimed at.
        last: its value in the last event; None where the sheets cannot tell.
        missing: which sheet would tell it, where it is open.
        level: ready (modest), on track (within reach), at risk (bold) or not ready (bolder than
            what was missed elsewhere).
        verdict: how ambitious it is, in words.
        is_judged: whether there is anything to judge it by.
    """

    key: str
    goal: Entry
    last: Figure | None
    missing: Message
    level: Level
    verdict: Message
    is_judged: bool


def sub_goals(
    history: History,
    comparison: Comparison,
    entries: Mapping[str, Entry],
    main_day_revenue: Figure | None,
) -> tuple[SubGoal, ...]:
    """Return the sub-goals of TGT-7 with last year's values and verdicts.

    Formulas: share of new customers = new buyers ÷ all buyers; purchase rate of a group = its
    buyers ÷ its customers before the event; multiple = main day's revenue ÷ an ordinary day's.
    """
    no_buyers = say("an order list that names the buyers, reaching back before the last event")
    groups = history.groups
    came = {key: group.buyers_then for key, group in groups.items()}
    known = {key: group.customers_then for key, group in groups.items()}
    new = history.new_buyers
    lines: tuple[tuple[str, str, Message, Unit, str, Mapping[str, Input | None], Message], ...] = (
        (
            "new_share", "targets.new_share_goal",
            say("Share of new customers in the last event"), Unit.SHARE,
            f"new / (new + {' + '.join(came) or '0'})", {"new": new, **came}, no_buyers,
        ),
        (
            "conversion", "targets.conversion_goal",
            say("Conversion of the last event's main day"), Unit.SHARE,
            "conversion", {"conversion": comparison.main_day_conversion},
            say("a visitor list with the days of the last event"),
        ),
        (
            "returning", "targets.returning_goal",
            say("Purchase rate of returning customers in the last event"), Unit.SHARE,
            f"({' + '.join(f'{key}_came' for key in came) or '0'}) / "
            f"({' + '.join(f'{key}_known' for key in known) or '1'})",
            {**{f"{key}_came": one for key, one in came.items()},
             **{f"{key}_known": one for key, one in known.items()}},
            no_buyers,
        ),
        (
            "vip", "targets.vip_goal",
            say("Purchase rate of VIP customers in the last event"), Unit.SHARE,
            "came / vip", {"came": history.vip_buyers, "vip": history.vip}, no_buyers,
        ),
        (
            "daily_multiple", "targets.daily_multiple_goal",
            say("Main day of the last event ÷ an ordinary day"), Unit.RATIO,
            "main_day / ordinary",
            {"main_day": main_day_revenue, "ordinary": comparison.ordinary_day_revenue},
            say("an order list with ordinary days before D-10 of the last event"),
        ),
    )  # fmt: skip
    made = []
    for key, field, label, unit, formula, inputs, missing in lines:
        given = {name: one for name, one in inputs.items() if one is not None}
        usable = len(given) == len(inputs) and bool(given) and _has_base(key, given)
        last = None
        if usable:
            last = work_out(f"targets.last_{key}", label, unit, formula, given, rules=("TGT-7",))
            last = last if last.value is not None else None
        judged = _judged(entries[field], last)
        told = last is not None
        if told and key == "new_share" and history.days_before <= 0:
            judged, told = (Level.AT_RISK, _ALL_NEW), False
        made.append(SubGoal(key, entries[field], last, missing, *judged, told))
    return tuple(made)


def _has_base(key: str, given: Mapping[str, Input]) -> bool:
    """Return whether what it is a share of is more than nothing."""
    if key == "returning":
        return any(one.value for name, one in given.items() if name.endswith("_known"))
    if key == "new_share":
        return any(one.value for one in given.values())
    if key in ("vip", "daily_multiple"):
        return all(given[name].value for name in ("vip", "ordinary") if name in given)
    return True


def _judged(goal: Entry, last: Figure | None) -> tuple[Level, Message]:
    """Return how ambitious a sub-goal is, against the last event and the published case."""
    if last is None:
        return Level.AT_RISK, say("Nothing to compare with: the last event's value is not known.")
    if not last.exact:
        return Level.AT_RISK, say("The last event had none; any goal is a first.")
    ratio = Decimal(str(goal.value)) / last.exact
    times = Quantity(ratio.quantize(Decimal("0.01")), Unit.RATIO)
    if ratio <= 1:
        return Level.READY, say(
            "Not above the last event ({last}): it should be met.",
            last=Quantity(last.value, last.unit),
        )
    if ratio <= REACHED:
        return Level.ON_TRACK, say(
            "{times} × the last event: more, and within what the published shop reached"
            " (conversion 2.4 → 3.68 %, × 1.53).",
            times=times,
        )
    if ratio <= AIMED:
        return Level.AT_RISK, say(
            "{times} × the last event: about what the published shop aimed at and missed"
            " (conversion 4–4.5 % from 2.4 %, reached 3.68 %).",
            times=times,
        )
    return Level.NOT_READY, say(
        "{times} × the last event: more than the published shop aimed at and missed (conversion"
        " 4–4.5 % from 2.4 %, reached 3.68 %). Say what will be done differently, or lower it.",
        times=times,
    )
