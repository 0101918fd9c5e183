"""Everything that is cited: what each rule id and each published number says, and where it is from.

Figures, assumptions and tasks carry ids only ("INV-2"); pages and the workbook look up here what a
manager reads behind them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.language import Message, say

OWN_DEFAULT = "DEFAULT"
"""Source of the planner's own starting values."""


@dataclass(frozen=True)
class Source:
    """A rule of the trade or a published number.

    Attributes:
        id: as it is cited.
        statement: what it says, in a sentence.
        origin: who says so.
    """

    id: str
    statement: Message
    origin: Message


_SHOP_PLAN = say("Overall plan of an online shop for Double 11")
_RELATIONS = say("Course on customer relations around a promotion")
_SELLERS = say("Series for small sellers on the event day and after")
_CONVERSION = say("Course on marketing and conversion")
_DECK = say("Deck on Double 11 before, during and after")
_SHOP_AND_CONVERSION = say("Overall plan of an online shop; course on marketing and conversion")
_RELATIONS_AND_CONVERSION = say("Course on customer relations; course on marketing and conversion")
_SELLERS_AND_DECK = say("Series for small sellers; deck on Double 11")
_SHOP_SELLERS_DECK = say(
    "Overall plan of an online shop; series for small sellers; deck on Double 11"
)
_SELLERS_AND_CONVERSION = say("Series for small sellers; course on marketing and conversion")
_RELATIONS_AND_SELLERS = say("Course on customer relations; series for small sellers")
_CONVERSION_AND_DECK = say("Course on marketing and conversion; deck on Double 11")
_STANDARD = say("Standard practice")
_PLANNER = say("The planner's own starting value")


def _listed(*sources: Source) -> Mapping[str, Source]:
    return {source.id: source for source in sources}


SOURCES: Mapping[str, Source] = _listed(
    # Targets ------------------------------------------------------------------------------------
    Source(
        "TGT-1",
        say("Revenue is visitors × conversion rate × average order value."),
        _RELATIONS,
    ),
    Source(
        "TGT-2",
        say(
            "Visitors are new and returning ones; how many customers return depends on the last"
            " message that reached them."
        ),
        _RELATIONS_AND_CONVERSION,
    ),
    Source(
        "TGT-3",
        say(
            "Average order value is unit price × items per order; a promotion lowers the first and"
            " has to raise the second."
        ),
        _RELATIONS,
    ),
    Source(
        "TGT-4",
        say("Conversion in the event differs from ordinary days: never plan one with the other."),
        _RELATIONS,
    ),
    Source(
        "TGT-5",
        say("Why the shop takes part decides the plan, so its purposes are named and ranked."),
        _RELATIONS_AND_CONVERSION,
    ),
    Source(
        "TGT-6",
        say("A goal that is not broken down fails; each part sums to the whole."),
        _CONVERSION,
    ),
    Source(
        "TGT-7",
        say(
            "Sub-goals worth setting: share of new customers, conversion, purchase rate of"
            " returning and of top customers."
        ),
        _CONVERSION,
    ),
    Source(
        "TGT-8",
        say("The day after still sells: unpaid orders, and people who missed the event."),
        _SELLERS,
    ),
    Source(
        "TGT-9",
        say("Each lever has its own means: visitors, conversion, order value and coming back."),
        _CONVERSION,
    ),
    Source(
        "TGT-10",
        say("The day itself earns little; its gain is what its customers buy later."),
        _DECK,
    ),
    # Calendar -----------------------------------------------------------------------------------
    Source(
        "CAL-1",
        say("The sale fills the main day; the campaign runs from D-4 to D+2."),
        _SHOP_PLAN,
    ),
    Source(
        "CAL-2",
        say("Preparation starts two weeks ahead, with two hours of training a day for sellers."),
        _CONVERSION,
    ),
    Source(
        "CAL-3",
        say("A week ahead all event products are in the warehouse, and most of them on sale."),
        _SHOP_PLAN,
    ),
    Source(
        "CAL-4",
        say("Event products are counted in full from D-3 to D-2; the system then holds the truth."),
        _SHOP_PLAN,
    ),
    Source(
        "CAL-5",
        say("Customers are recalled in three waves; on D-3 they are split into groups."),
        _RELATIONS,
    ),
    Source("CAL-6", say("After-care runs from D+1 to D+100."), _RELATIONS),
    Source("CAL-7", say("The next occasions follow at known distances."), _RELATIONS),
    Source(
        "CAL-8",
        say("Hours differ: a rush at midnight, deliberate shopping by day, a rush from 20:00."),
        _SELLERS,
    ),
    Source(
        "CAL-9",
        say("Warm-up takes a month; favourites and carts are the first sign of the event's size."),
        _SELLERS_AND_DECK,
    ),
    # Inventory ----------------------------------------------------------------------------------
    Source("INV-1", say("Main products together hold 50 to 60 % of the stock."), _SHOP_PLAN),
    Source(
        "INV-2",
        say("Everything for the event is in the warehouse a week ahead."),
        _SHOP_PLAN,
    ),
    Source(
        "INV-3",
        say("Until the full count only 90 to 95 % of the stock is on sale, against overselling."),
        _SHOP_PLAN,
    ),
    Source(
        "INV-4",
        say("Every event product is counted, and every difference explained."),
        _SHOP_PLAN,
    ),
    Source("INV-5", say("Every item that ships can be scanned."), _SHOP_PLAN),
    Source(
        "INV-6",
        say("Each main product has an emergency plan: supplier, lead time, reorder point."),
        _SHOP_PLAN,
    ),
    Source(
        "INV-7",
        say("Best sellers are packed ahead of the event and stacked apart."),
        _SHOP_PLAN,
    ),
    Source("INV-8", say("After the event, sold-out and overstocked products are settled."), _DECK),
    Source(
        "INV-9",
        say("Demand by product, order quantity and safety stock follow inventory theory."),
        _STANDARD,
    ),
    Source("INV-10", say("Each product has a verdict and one next action."), _STANDARD),
    Source(
        "INV-11",
        say("Event stock lies where it ships from; gifts and add-ons pass the same gates."),
        _CONVERSION,
    ),
    # Staffing -----------------------------------------------------------------------------------
    Source(
        "STF-1", say("Headcount of every position follows from traffic, by the hour."), _SHOP_PLAN
    ),
    Source(
        "STF-2",
        say("Service splits into before, during and after the sale, plus order review."),
        _SHOP_PLAN,
    ),
    Source(
        "STF-3",
        say("Whoever holds ten chats cannot chase payments too: a specialist does."),
        _SELLERS,
    ),
    Source(
        "STF-4",
        say("The warehouse works in steps, and its backlog leaves within the promised time."),
        _STANDARD,
    ),
    Source(
        "STF-5",
        say("Temporary workers have a work plan and are trained before the event."),
        _SHOP_AND_CONVERSION,
    ),
    Source(
        "STF-6",
        say("An emergency plan moves people between departments; leave is settled ahead."),
        _SHOP_AND_CONVERSION,
    ),
    Source("STF-7", say("Shifts overlap so that the best agents work the peak."), _CONVERSION),
    Source("STF-8", say("A command group leads the day."), _CONVERSION),
    Source(
        "STF-9",
        say("Agents have targets by position, phrases for every offer and a bounded discount."),
        _SHOP_AND_CONVERSION,
    ),
    Source(
        "STF-10",
        say("Chats are staffed by queueing models, parcels by a backlog over time."),
        _STANDARD,
    ),
    Source("STF-11", say("A phone team calls top customers, all with one script."), _CONVERSION),
    Source(
        "STF-12",
        say("Quality inspection is a step of its own, and changed orders have one hand-off."),
        _SHOP_AND_CONVERSION,
    ),
    # Materials ----------------------------------------------------------------------------------
    Source(
        "MAT-1",
        say("Quantities follow from the peak and the number of parcels."),
        _SHOP_PLAN,
    ),
    Source(
        "MAT-2",
        say("Packaging has a safety stock; boxes are formed and goods packed ahead."),
        _SHOP_PLAN,
    ),
    Source(
        "MAT-3",
        say("Printers fit the labels of the peak hour and are tested ahead."),
        _SHOP_PLAN,
    ),
    Source("MAT-4", say("Parcels for two-day cities carry a visible mark."), _SHOP_PLAN),
    Source(
        "MAT-5",
        say("Parcels carry a letter, a small gift, a voucher and a request for a review."),
        _SELLERS,
    ),
    Source(
        "MAT-6",
        say("Scanners and packing stations follow from the parcels of the peak hour."),
        _SHOP_PLAN,
    ),
    Source(
        "MAT-7",
        say("Each line names need, safety, stock, packs, price, supplier and order-by date."),
        _STANDARD,
    ),
    # Activities ---------------------------------------------------------------------------------
    Source(
        "ACT-1",
        say(
            "The purpose comes first; then the activity that fits it: platform, category or"
            " third party."
        ),
        _CONVERSION,
    ),
    Source(
        "ACT-2",
        say(
            "One official activity carries several of the shop's own, so that it sells"
            " related goods."
        ),
        _CONVERSION,
    ),
    Source(
        "ACT-3",
        say(
            "At most three tiers, each different in kind; other discounts are removed before"
            " the event."
        ),
        _SHOP_AND_CONVERSION,
    ),
    Source(
        "ACT-4",
        say("The kind of an activity follows its goal: conversion, order value, buying again."),
        _SHOP_AND_CONVERSION,
    ),
    Source(
        "ACT-5",
        say("A free-shipping threshold works best 20 to 30 above the usual order value."),
        _CONVERSION,
    ),
    Source(
        "ACT-6",
        say("What is sold together follows the shop's own baskets; piles of products sell poorly."),
        _CONVERSION,
    ),
    Source(
        "ACT-7",
        say("An offer's cost is worked out first: small margin, many sales."),
        _SHOP_PLAN,
    ),
    Source(
        "ACT-8",
        say(
            "Event products have sales, stock, good reviews, low bounce rate and a broad audience."
        ),
        _CONVERSION,
    ),
    Source(
        "ACT-9",
        say("Pictures are tested for clicks before the event, not in it."),
        _CONVERSION,
    ),
    Source(
        "ACT-10",
        say("What one platform's daily-special activity brought, by category, in June 2012."),
        _CONVERSION,
    ),
    Source(
        "ACT-11",
        say(
            "Every activity is worked out on last year's real baskets, with its gifts and vouchers."
        ),
        _STANDARD,
    ),
    Source(
        "ACT-12",
        say("Returning customers get deeper offers; top customers theirs on an assigned date."),
        _CONVERSION,
    ),
    Source(
        "ACT-13",
        say("On the day after the price stays; less is given only by quiet vouchers."),
        _SHOP_SELLERS_DECK,
    ),
    # Customers before and on the day ------------------------------------------------------------
    Source(
        "CRM-1",
        say("Wave 1, D-10 to D-7, reminds everybody with a completed order of the shop."),
        _RELATIONS,
    ),
    Source(
        "CRM-2",
        say("Wave 2, D-5 to D-3, announces the benefit to unpaid and good old customers."),
        _RELATIONS,
    ),
    Source(
        "CRM-3",
        say("Wave 3, D-1, urges likely buyers, split at D-3 by their answer to waves 1 and 2."),
        _RELATIONS,
    ),
    Source(
        "CRM-4",
        say(
            "On D-1, whoever returns goods or paid full price in the last 15 days is looked after."
        ),
        _RELATIONS,
    ),
    Source(
        "CRM-5",
        say("On the day three payment reminders go out by text: after an hour, by day, at night."),
        _RELATIONS,
    ),
    Source(
        "CRM-6",
        say("The first reminder comes 30 minutes after the order by chat, after 60 by text."),
        _SELLERS_AND_CONVERSION,
    ),
    Source(
        "CRM-7",
        say(
            "Whoever served the inquiry reminds; silent orders go in hourly turns or to a"
            " specialist."
        ),
        _SELLERS,
    ),
    Source(
        "CRM-8",
        say("What a reminder says follows the hour, and is another one the day after."),
        _SELLERS,
    ),
    Source(
        "CRM-9",
        say("Some orders are not reminded, none twice in the same way; dear ones by phone."),
        _CONVERSION,
    ),
    Source("CRM-10", say("Each reason why an order stays unpaid has its own answer."), _CONVERSION),
    Source(
        "CRM-11",
        say("A text's first words decide whether it is read; over 70 characters count as several."),
        _CONVERSION,
    ),
    Source(
        "CRM-12",
        say("The day after, the unpaid are reminded and old customers who did not buy invited."),
        _SELLERS,
    ),
    # Duties -------------------------------------------------------------------------------------
    Source(
        "DUT-1",
        say("Design, service, network, warehouse, copy and promotion each have their duties."),
        _SHOP_PLAN,
    ),
    Source(
        "DUT-2",
        say("A small shop promotes by ads, notices, posts, chat signatures and affiliates."),
        _SHOP_AND_CONVERSION,
    ),
    Source(
        "DUT-3",
        say("Complaints are heard, answered with a promise, and settled; the wording is ready."),
        _SHOP_PLAN,
    ),
    # Funnel -------------------------------------------------------------------------------------
    Source(
        "FUN-1",
        say("From seeing to buying again, each level has its conversion and its loss."),
        _CONVERSION,
    ),
    Source(
        "FUN-2",
        say("The level that loses most money against its reference is mended first."),
        _CONVERSION,
    ),
    Source(
        "FUN-3",
        say("Each level of the funnel has its own means: picture, page, agents, reminders."),
        _CONVERSION,
    ),
    Source(
        "FUN-4",
        say("Visitors come from search, ads, activities, affiliates, directly and from outside."),
        _CONVERSION,
    ),
    Source(
        "FUN-5",
        say("A product page tells its story in order, with few typefaces and true colours."),
        _CONVERSION,
    ),
    Source(
        "FUN-6",
        say("Inquiries are a branch: silent orders come without one."),
        _SELLERS,
    ),
    # After the event ----------------------------------------------------------------------------
    Source(
        "AFT-1",
        say("Texts tell of arrival, of a stuck parcel before it is noticed, and of signing."),
        _RELATIONS_AND_SELLERS,
    ),
    Source(
        "AFT-2",
        say("New customers are followed up from the shipping notice to an offer on D+45."),
        _RELATIONS,
    ),
    Source(
        "AFT-3",
        say("20 days of service, then relationship to day 60, then buying again to day 100."),
        _SELLERS,
    ),
    Source(
        "AFT-4",
        say("How long customers take to buy again: half of them 22 days in one shop."),
        _RELATIONS,
    ),
    Source(
        "AFT-5",
        say("An event brings beginners; how many of them buy again differs by level of buyer."),
        _RELATIONS,
    ),
    Source(
        "AFT-6",
        say("After the event customers are grouped by order value, product, season and loyalty."),
        _SELLERS_AND_DECK,
    ),
    Source(
        "AFT-7",
        say(
            "The share of returning customers to aim for, and the habits, follow the shop's stage."
        ),
        _CONVERSION,
    ),
    Source(
        "AFT-8",
        say("Points, cards and a members' day follow a scheme; any review is rewarded."),
        _CONVERSION,
    ),
    Source(
        "AFT-9",
        say("Oversold, late and jammed parcels have their notice, remedy and form ready."),
        _DECK,
    ),
    Source(
        "AFT-10",
        say("Buyers for own use and gift buyers are told apart and written to differently."),
        _RELATIONS,
    ),
    # On the day, and the review -----------------------------------------------------------------
    Source(
        "RUN-1",
        say("Each hour is compared with the plan; each shortfall has its lever and its action."),
        _STANDARD,
    ),
    Source(
        "RUN-2",
        say(
            "Emergency actions are prepared before: shortage, jam, overload, slow payment, errors."
        ),
        _CONVERSION_AND_DECK,
    ),
    Source(
        "RUN-3",
        say("The review compares every goal with the result and says which lever explains it."),
        _CONVERSION,
    ),
    Source(
        "RUN-4",
        say("Late parcels pull the shop rating down; the review holds it before and after."),
        _RELATIONS,
    ),
    # Published numbers --------------------------------------------------------------------------
    Source(
        "DEFAULT",
        say("A starting value, to be replaced by the shop's own."),
        _PLANNER,
    ),
    Source(
        "SHAPLEY",
        say("A lever's part is the mean of what it changes over all orders of moving the levers."),
        say("Shapley 1953; Albrecht, François and Schoors, Energy Policy 30, 2002"),
    ),
    Source(
        "39ZN",
        say(
            "A rule of thumb: a fifth of orders goes through service, 40 % of inquiries end in an"
            " order, 50 s each."
        ),
        say("39zn.cn, on staffing customer service for a promotion"),
    ),
    Source(
        "BIJMOLT2005",
        say("The mean of 1,851 published price elasticities is 2.62: 1 % less, 2.62 % more sold."),
        say(
            "T. H. A. Bijmolt, H. J. van Heerde, R. G. M. Pieters, Journal of Marketing Research 42"
        ),
    ),
    Source(
        "PYWORKFORCE",
        say("Agents for a service level by Erlang C: occupancy at most 85 %, shrinkage 30 %."),
        say("Documentation of pyworkforce, worked example"),
    ),
    Source(
        "CHATS",
        say("2, 3, 4 or 5 chats at once do the work of 1.7, 2.5, 2.9 or 3.5 agents with one chat."),
        say("callcentrehelper.com, Erlang C for chat"),
    ),
    Source(
        "ERLANG-A",
        say("Customers who wait give up after a while: fewer agents keep the same service level."),
        say("Garnett, Mandelbaum and Reiman 2002; tests of pyworkforce"),
    ),
    Source(
        "FADER2005",
        say("Who comes back follows from how often and how lately each one bought (BG/NBD)."),
        say(
            "P. S. Fader, B. G. S. Hardie, K. L. Lee, Marketing Science 24: Counting Your Customers"
        ),
    ),
    Source(
        "GARWOOD1936",
        say("How far a count may lie above what is expected by chance alone."),
        say("F. Garwood, Biometrika 28: exact limits of a Poisson mean; Bonferroni for many pairs"),
    ),
    Source(
        "PICKPACK",
        say("47 s to pick a line, 50 s to pack a parcel, 6.5 productive hours in a shift of 8."),
        say("Published worked example of picking and packing labour"),
    ),
)
"""Every id that the planner cites, in the order of the work."""
