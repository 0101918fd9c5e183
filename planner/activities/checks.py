"""A design checked as one types it: what is refused, and what a manager should look at again.

Refused is what cannot be worked out or breaks a rule outright (:mod:`planner.activities.refusals`);
warned about is what will probably cost what nobody meant it to (:mod:`planner.activities.cautions`,
:mod:`planner.activities.price_cautions`). Each finding says why, what to change, and which field of
which tier it is about.
"""

from collections.abc import Iterable, Mapping

from planner.activities.cautions import cautions, cautions_on_carts
from planner.activities.circumstances import Circumstances
from planner.activities.finding import Finding, Severity
from planner.activities.price_cautions import price_cautions
from planner.activities.refusals import refusals
from planner.activities.tiers import Design


def check(design: Design, about: Circumstances) -> tuple[Finding, ...]:
    """Return what is found in a design, the gravest first.

    No cart can be taken through a design that is refused: what carts would tell is told later.

    >>> from planner.activities.tiers import Kind, Tier
    >>> off = Tier("a", Kind.MONEY_OFF, threshold_minor=1000, amount_minor=5000)
    >>> [(one.code, one.field) for one in check(Design("d", tiers=(off,)), Circumstances())]
    [('threshold_below_amount', 'threshold_minor')]
    """
    found = list(refusals(design, about))
    if not found:
        found = [*cautions_on_carts(design, about), *price_cautions(design, about)]
    found += cautions(design, about)
    order = list(Severity)
    return tuple(sorted(found, key=lambda one: order.index(one.severity)))


def beside_fields(findings: Iterable[Finding]) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
    """Return the findings by the tier and the field that they stand beside."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        for tier_id in one.tier_ids[:1]:
            found.setdefault((tier_id, one.field), []).append(one)
    return {place: tuple(inside) for place, inside in found.items()}
