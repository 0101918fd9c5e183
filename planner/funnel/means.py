"""What mends a step (FUN-3), as tasks that a manager may choose, and the story of a page (FUN-5).

Every means has the step it mends, the day range of its task and how one knows that it is done. The
key stays the same for good: owner, status and note of the task hang on it.
"""

from dataclasses import dataclass

from planner.funnel.levels import Step
from planner.language import Message, say


@dataclass(frozen=True)
class Means:
    """One means that mends a step.

    Attributes:
        key: its name in the plan, ASCII.
        step: what it mends.
        area: of the checklist.
        owner: who does it by default: promoter, designer, service, warehouse or manager.
        first: day it can begin, counted from D.
        due: day it must be done by, counted from D.
        title: what to do.
        evidence: how one knows that it is done.
        rules: ids behind it.
    """

    key: str
    step: Step
    area: str
    owner: str
    first: int
    due: int
    title: Message
    evidence: Message
    rules: tuple[str, ...] = ("FUN-3",)


MEANS = (
    # Shown → clicked ----------------------------------------------------------------------------
    Means("choice", Step.CLICKS, "promotion", "promoter", -30, -14,
        say("Choose the products that are shown: what sells, has reviews and stock"),
        say("Each advertised product has its sales, reviews and stock beside it.")),
    Means("picture", Step.CLICKS, "design", "designer", -21, -10,
        say("Make the main picture catch the eye: one idea, one selling point"),
        say("Each picture names its idea and its selling point in a line.")),
    Means("test_clicks", Step.CLICKS, "design", "designer", -21, -10,
        say("Test two pictures against each other and keep the better one"),
        say("Both have their impressions and clicks, and the difference is beyond chance."),
        ("FUN-3", "ACT-9")),
    # Clicked → visited --------------------------------------------------------------------------
    Means("landing", Step.VISITORS, "design", "designer", -14, -5,
        say("Open each advertised page on a phone and mend slow or wrong ones"),
        say("Each page opened within three seconds, with the product of its picture.")),
    # Visited → ordered --------------------------------------------------------------------------
    Means("wording", Step.PLACED, "design", "designer", -21, -7,
        say("Rewrite the page: words that move to buy, a clear order, pictures to the point"),
        say("Somebody from outside named the benefit after ten seconds of reading.")),
    Means("entry_good", Step.PLACED, "promotion", "promoter", -14, -5,
        say("Give entry products with a low bounce rate more ads and words"),
        say("A list of entry products by bounce rate; the budget has moved.")),
    Means("entry_poor", Step.PLACED, "promotion", "promoter", -14, -5,
        say("Mend entry products with a high bounce rate: related offers, more promotion"),
        say("Each has a related offer on its page and a note of what was changed.")),
    Means("sizes_stock", Step.PLACED, "design", "designer", -14, -5,
        say("Complete sizes, stock and reviews on the pages that lose most visitors"),
        say("No size in demand is out of stock; the first reviews help.")),
    # Asked → ordered ----------------------------------------------------------------------------
    Means("agent_knowledge", Step.ASKED, "service", "service", -14, -5,
        say("Train agents on the event products: fit, material, offers, delivery"),
        say("Each agent passed a test of twenty real questions.")),
    Means("agent_speed", Step.ASKED, "service", "service", -10, -3,
        say("Shorten the first answer and watch manner and wording"),
        say("The median first answer and ten chats of each agent were read.")),
    Means("agent_objections", Step.ASKED, "service", "service", -10, -3,
        say("Give agents answers on price, delivery and after-sale service"),
        say("The three most frequent reasons for not buying have an answer each.")),
    # Ordered → paid -----------------------------------------------------------------------------
    Means("remind", Step.PAID, "service", "service", -7, 0,
        say("Remind unpaid orders: by chat first, then by text, in the hours with many orders"),
        say("Reminded and paid orders of each wave are counted."),
        ("FUN-3", "CRM-5", "CRM-6")),
    Means("why_unpaid", Step.PAID, "service", "service", -7, 1,
        say("Ask why orders stay unpaid and answer the three most frequent reasons"),
        say("Each reason has its count and what was done."),
        ("FUN-3", "CRM-10")),
    # Paid → not given back, received ------------------------------------------------------------
    Means("why_refunded", Step.KEPT, "service", "service", -21, -7,
        say("Count the reasons of refunds and mend the products behind most of them"),
        say("The ten most refunded products have their reason and what was changed.")),
    Means("true_pages", Step.KEPT, "design", "designer", -21, -7,
        say("Show true colours, sizes and material on the pages of products that come back"),
        say("Each has a size table and a picture in daylight."),
        ("FUN-3", "FUN-5")),
    Means("ship_in_time", Step.RECEIVED, "inventory", "warehouse", -14, -3,
        say("Ship within the promised time and tell buyers of late parcels first"),
        say("Parcels beyond the promise are listed every day, each buyer was told."),
        ("FUN-3", "AFT-1")),
    # After --------------------------------------------------------------------------------------
    Means("experience", Step.REVIEWED, "customers", "service", -14, 10,
        say("Put a card into the parcel that thanks and asks for a review"),
        say("The card is in the parcels; reviews a day are counted."),
        ("FUN-3", "MAT-5")),
    Means("membership", Step.AGAIN, "customers", "promoter", -14, 15,
        say("Invite buyers into the membership with a reason to join"),
        say("Members won from the event are counted.")),
    Means("reasons_to_return", Step.AGAIN, "customers", "promoter", 10, 45,
        say("Give buyers a dated reason to come back: voucher, new arrivals, refill"),
        say("The offer went out before the usual time between two orders was over."),
        ("FUN-3", "AFT-4")),
)  # fmt: skip


PAGE_STORY = (
    say("Activity banners come first: one or two, with the event's date and offer"),
    say("The product in use: two or three pictures that a buyer sees herself in"),
    say("Pictures from several angles: front, side, back, all of one size"),
    say("Close-ups of material and make"),
    say("Sizes: a table, how they were measured, and who wears which"),
    say("Certificates and test reports"),
    say("Packing and brand"),
    say("Three to five related products at the end"),
    say("Each point as feature, advantage and benefit to the buyer"),
    say("At most three typefaces, equal picture sizes, true colours"),
    say("No bad review on the first page stands without an answer"),
    say("Products stand by price band; bundles stay within a brand"),
)
"""What the owner of a page goes through, in the order that the page tells its story."""
