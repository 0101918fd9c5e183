"""Composes the room: the plan's designs, what the shop's goods bring and cost, what it proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.activities.circumstances import costed
from planner.activities.order_values import OrderValues
from planner.activities.pairs import propose_pairs
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.reading import read_order_values, read_pairs
from planner.activities.section import Designs
from planner.activities.shop import Costs, read_shop, shop_terms
from planner.activities.start import Proposals, propose
from planner.activities.terms import ShopTerms
from planner.activities.thresholds import propose_thresholds
from planner.activities.tiers import Design
from planner.demand import Reference
from planner.figures import Entry, filled
from planner.language import Message
from planner.tables import Dataset


@dataclass(frozen=True)
class Past:
    """The days of the shop's past that designs are worked out on.

    Attributes:
        dataset: that holds them.
        reference: the last event.
        ordinary: the ordinary days before it; None where the sheets hold none.
    """

    dataset: Dataset
    reference: Reference
    ordinary: Reference | None

    def order_values(self) -> tuple[OrderValues | None, OrderValues]:
        """Return the order values of ordinary days and of the last event."""
        ordinary = self.ordinary
        return (
            read_order_values(self.dataset, ordinary.first_day, ordinary.last_day)
            if ordinary
            else None,
            read_order_values(self.dataset, self.reference.first_day, self.reference.last_day),
        )


@dataclass(frozen=True)
class Activities:
    """What the room says.

    Attributes:
        designs: of the plan.
        shop: what products bring and cost.
        past: the days that designs are worked out on.
        given: what proposals rest on.
    """

    designs: Designs
    shop: ShopTerms
    past: Past
    given: ProposalAssumptions

    def propose(self, ranked: Sequence[tuple[str, tuple[Message, ...]]]) -> Proposals:
        """Return what the shop's own data proposes for a design; read when it is asked for.

        Args:
            ranked: products fit for the event, the fittest first, with the reasons (ACT-8).
        """
        ordinary, event = self.past.order_values()
        thresholds = propose_thresholds(ordinary, event, self.given)
        window = self.past.reference.first_day, self.past.reference.last_day
        baskets, counts = read_pairs(self.past.dataset, *window, self.given)
        pairs = propose_pairs(counts, baskets, self.given)
        values = thresholds.proposed.values if thresholds.proposed else event
        return propose(thresholds, pairs, values, self.shop, ranked, self.given)


def plan_activities(
    designs: Designs,
    past: Past,
    costs: frozenset[tuple[str, Decimal]],
    entries: Mapping[str, Entry],
) -> Activities:
    """Return what the room says; proposals and outcomes are worked out when they are asked for.

    Args:
        designs: of the plan.
        past: the days that they are worked out on.
        costs: product and cost of a piece, where somebody typed it.
        entries: the assumptions in force.
    """
    reference = past.reference
    facts = read_shop(past.dataset, reference.first_day, reference.last_day)
    shop = shop_terms(facts, costs, Costs.of(entries, reference))
    return Activities(
        designs=designs.map(lambda design: with_costs(design, shop)),
        shop=shop,
        past=past,
        given=filled("activities", ProposalAssumptions, entries),
    )


def with_costs(design: Design, shop: ShopTerms) -> Design:
    """Return a design whose gifts and add-ons cost what the sheets say, where nobody typed it."""
    return replace(design, tiers=costed(design.tiers, shop))
