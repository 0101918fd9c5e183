"""Composes the room: the plan's designs, what the shop's goods bring and cost, what it proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from planner.activities.assumptions import ActivityAssumptions
from planner.activities.baskets import Baskets, read_baskets
from planner.activities.blocks import Ground, lay_out
from planner.activities.circumstances import Circumstances, costed
from planner.activities.effect import Effect, effect_of
from planner.activities.order_values import OrderValues
from planner.activities.outcome import Outcome, last_depth, outcome_of
from planner.activities.pairs import PairProposals, propose_pairs
from planner.activities.past_response import (
    LearnedResponse,
    learned_response,
    read_events_seen,
)
from planner.activities.proposal_assumptions import ProposalAssumptions
from planner.activities.reading import read_order_values, read_pairs
from planner.activities.refusals import refusals
from planner.activities.response import Response
from planner.activities.section import Designs
from planner.activities.shop import Costs, read_shop, shop_terms
from planner.activities.start import Proposals, propose
from planner.activities.terms import ShopTerms
from planner.activities.thresholds import distances_at, propose_thresholds, usual_order
from planner.activities.tiers import Design
from planner.activities.worst_cart import WorstCarts, worst_carts
from planner.campaign import Campaign
from planner.demand import PastEvent, Reference
from planner.figures import Entry, Origin, filled
from planner.language import Message
from planner.tables import Dataset

GROUNDS_KEPT = 4
"""A million orders take some 100 MB laid out."""
OF_RESPONSE = ("conversion_elasticity", "topped_up_share")
"""Numbers of the response that past events may show otherwise."""
OUTCOMES_KEPT = 64
"""Of designs over one ground or another; each is some numbers by tier and product."""
WORST_KEPT = 64
"""Of designs; each is two carts and what tiers did to them."""


@dataclass(frozen=True)
class Past:
    """The days of the shop's past that designs are worked out on.

    Attributes:
        dataset: that holds them.
        reference: the last event.
        main_day: of the last event.
        ordinary: the ordinary days before it; None where the sheets hold none.
        events: all past events that the sheets hold, oldest first.
    """

    dataset: Dataset
    reference: Reference
    main_day: date
    ordinary: Reference | None
    events: tuple[PastEvent, ...] = ()

    def baskets(self) -> Baskets:
        """Return every paid order of the last event; read when it is asked for."""
        first, last = self.reference.first_day, self.reference.last_day
        return read_baskets(self.dataset, first, last, self.main_day)

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
        react: what the response of buyers rests on.
        days_before: of the campaign's window, before the main day.
        days_after: of it, after the main day.
        typed: names of the numbers of the response that somebody typed.
    """

    designs: Designs
    shop: ShopTerms
    past: Past
    given: ProposalAssumptions
    react: ActivityAssumptions
    days_before: int
    days_after: int
    typed: frozenset[str] = frozenset()

    @property
    def ground(self) -> Ground:
        """Return every paid order of the last event, laid out to work designs out on."""
        return _ground(self.past.baskets(), self.shop)

    @cached_property
    def response(self) -> Response:
        """Return how buyers react; what somebody typed goes before what past events show."""
        assumed, learned = self.assumed_response, self.learned.response
        if "conversion_elasticity" in self.typed:
            learned = replace(learned, elasticity=assumed.elasticity)
        if "topped_up_share" in self.typed:
            learned = replace(learned, top_up_share=assumed.top_up_share)
        return learned

    @property
    def learned(self) -> LearnedResponse:
        """Return what the shop's own past events show of the response; nothing with one event."""
        return _learned(self.assumed_response, self.past.dataset, self.past.events)

    @property
    def usual_order_minor(self) -> int | None:
        """Return what an order usually comes to, on ordinary days where the sheets hold any."""
        ordinary, event = self.past.order_values()
        values = ordinary if ordinary and ordinary.order_count else event
        return usual_order(values, self.given).value_minor if values.order_count else None

    @cached_property
    def assumed_response(self) -> Response:
        """Return how buyers react by the assumptions in force, against the last event's depth."""
        usual = self.usual_order_minor or 0
        return Response(
            top_up_distance_minor=distances_at(usual, self.given).top_up_minor,
            top_up_share=self.react.topped_up_share,
            elasticity=self.react.conversion_elasticity,
            cv=self.react.response_cv,
            last_depth=last_depth(self.ground),
        )

    def outcome(self, design: Design) -> Outcome:
        """Return what a design comes to over all orders of the last event; kept once worked out."""
        return _outcome(design, self.ground, self.response)

    def worst(self, design: Design) -> WorstCarts:
        """Return the carts that leave the least under a design that is not refused; kept, too."""
        return _worst(design, self.shop, self.days_before, self.days_after)

    @cached_property
    def pairs(self) -> PairProposals:
        """Return what goes together in the orders of the last event (ACT-6)."""
        window = self.past.reference.first_day, self.past.reference.last_day
        baskets, counts = read_pairs(self.past.dataset, *window, self.given)
        return propose_pairs(counts, baskets, self.given)

    @cached_property
    def companions(self) -> Mapping[str, str]:
        """Return for each product what goes with it more often than by chance, the surest pair."""
        found: dict[str, str] = {}
        for pair in self.pairs.pairs:
            found.setdefault(pair.anchor.product, pair.add_on.product)
        return found

    @cached_property
    def effect(self) -> Effect | None:
        """Return what the chosen design does to the plan; None where none is chosen, or no order.

        A design that cannot be worked out, as something of it is refused, does nothing.
        """
        design = self.designs.chosen
        if design is None or not design.tiers or not self.past.reference.has_sales:
            return None
        about = Circumstances(self.shop, self.days_before, self.days_after)
        if any(refusals(design, about)):
            return None
        return effect_of(self.outcome(design), self.shop, self.past.reference)

    def propose(self, ranked: Sequence[tuple[str, tuple[Message, ...]]]) -> Proposals:
        """Return what the shop's own data proposes for a design; read when it is asked for.

        Args:
            ranked: products fit for the event, the fittest first, with the reasons (ACT-8).
        """
        ordinary, event = self.past.order_values()
        thresholds = propose_thresholds(ordinary, event, self.given)
        values = thresholds.proposed.values if thresholds.proposed else event
        return propose(thresholds, self.pairs, values, self.shop, ranked, self.given)


def plan_activities(
    designs: Designs,
    past: Past,
    costs: frozenset[tuple[str, Decimal]],
    campaign: Campaign,
    entries: Mapping[str, Entry],
) -> Activities:
    """Return what the room says; proposals and outcomes are worked out when they are asked for.

    Args:
        designs: of the plan.
        past: the days that they are worked out on.
        costs: product and cost of a piece, where somebody typed it.
        campaign: the promotion.
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
        react=filled("activities", ActivityAssumptions, entries),
        days_before=campaign.days_before,
        days_after=campaign.days_after,
        typed=frozenset(
            name for name in OF_RESPONSE if entries[f"activities.{name}"].origin is Origin.EDITED
        ),
    )


@lru_cache(maxsize=GROUNDS_KEPT)
def _ground(baskets: Baskets, shop: ShopTerms) -> Ground:
    return lay_out(baskets, shop)


@lru_cache(maxsize=OUTCOMES_KEPT)
def _learned(assumed: Response, dataset: Dataset, events: tuple[PastEvent, ...]) -> LearnedResponse:
    return learned_response(assumed, read_events_seen(dataset, events))


@lru_cache(maxsize=OUTCOMES_KEPT)
def _outcome(design: Design, ground: Ground, response: Response) -> Outcome:
    return outcome_of(design, ground, response)


@lru_cache(maxsize=WORST_KEPT)
def _worst(design: Design, shop: ShopTerms, days_before: int, days_after: int) -> WorstCarts:
    return worst_carts(design, Circumstances(shop, days_before, days_after))


def with_costs(design: Design, shop: ShopTerms) -> Design:
    """Return a design whose gifts and add-ons cost what the sheets say, where nobody typed it."""
    return replace(design, tiers=costed(design.tiers, shop))
