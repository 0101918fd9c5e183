"""The means that move the levers, as tasks: those of the levers that serve the purposes (TGT-9)."""

from collections.abc import Mapping, Sequence

from planner.checklist.templates import DESIGNER, MANAGER, PROMOTER, SERVICE, Template
from planner.language import say
from planner.targets import LeverOfPurpose

RULES = ("TGT-9", "TGT-5")

MEANS: Mapping[str, Template] = {
    template.task_id: template
    for template in (
        # Visitors -------------------------------------------------------------------------------
        Template(
            RULES, "lever_ads", "promotion", PROMOTER, -21, -10,
            say("Set budget, words and bids of search and display ads"),
            say("Each campaign has its budget by day and the visitors expected of it."),
        ),
        Template(
            RULES, "lever_affiliates", "promotion", PROMOTER, -21, -10,
            say("Agree rates and material with affiliates"),
            say("Each affiliate has its rate, its pictures and its start in writing."),
        ),
        Template(
            RULES, "lever_placements", "promotion", PROMOTER, -30, -14,
            say("Book paid placements"),
            say("Places, hours and prices are confirmed."),
        ),
        Template(
            RULES, "lever_activities", "promotion", PROMOTER, -45, -21,
            say("Apply for the platform activities that fit the purpose"),
            say("Each application has its products and its answer."),
        ),
        Template(
            RULES, "lever_social", "promotion", PROMOTER, -30, -7,
            say("Plan social media and articles up to the event"),
            say("A calendar with a post a day, written and approved."),
        ),
        # Conversion -----------------------------------------------------------------------------
        Template(
            RULES, "lever_goods", "design", DESIGNER, -21, -7,
            say("Prove on each event page that the goods are genuine and good"),
            say("Certificates, material and the best reviews stand on the page."),
        ),
        Template(
            RULES, "lever_price", "promotion", MANAGER, -21, -10,
            say("Compare the event prices with those of the rivals"),
            say("Each event product has its price beside three rivals'."),
        ),
        Template(
            RULES, "lever_safety", "design", DESIGNER, -21, -7,
            say("Show returns, warranty and safe payment on each event page"),
            say("They stand where the decision is made, and were read on a phone."),
        ),
        Template(
            RULES, "lever_shop", "design", DESIGNER, -21, -7,
            say("Make the shop appealing: one style, working links, no slow page"),
            say("Somebody from outside bought a product on a phone and said what disturbed."),
        ),
        # Order value ----------------------------------------------------------------------------
        Template(
            RULES, "lever_promotions", "promotion", PROMOTER, -30, -14,
            say("Set the shop promotions that raise the order value"),
            say("Each has its threshold above the usual order value, and its cost worked out."),
        ),
        Template(
            RULES, "lever_recommend", "service", SERVICE, -14, -3,
            say("Give agents what to recommend with each event product"),
            say("A list of two matching products for each, and a bonus on items sold."),
        ),
        # Coming back ----------------------------------------------------------------------------
        Template(
            RULES, "lever_easy_purchase", "promotion", PROMOTER, -14, -5,
            say("Make buying again easy: direct links and vouchers ready in the account"),
            say("A test customer bought from the message in three steps."),
        ),
        Template(
            RULES, "lever_pleases", "service", SERVICE, -30, -14,
            say("Ask earlier buyers what pleased and what did not, and act on it"),
            say("The three main complaints have an owner and an answer."),
        ),
        Template(
            RULES, "lever_after_sale", "service", SERVICE, -14, -1,
            say("Settle open after-sale cases of earlier customers before the event"),
            say("No case is older than three days."),
        ),
        Template(
            RULES, "lever_relationship", "promotion", PROMOTER, -21, -7,
            say("Prepare a members' offer deeper than that for new customers"),
            say("Members see it before the others, with its date."),
        ),
    )
}  # fmt: skip
"""Means of a lever → its task; the means are named in planner/targets/purposes.py."""


def lever_templates(levers: Sequence[LeverOfPurpose]) -> list[Template]:
    """Return the tasks of the levers that serve a purpose of the campaign; none without one."""
    return [MEANS[means.key] for lever in levers if lever.purposes for means in lever.means]
