"""The numbers that decide how many people are needed."""

from dataclasses import dataclass

from planner.figures import assumption
from planner.language import Unit, say

RULE_OF_THUMB = "39ZN"
ERLANG = "PYWORKFORCE"
PICK_AND_PACK = "PICKPACK"
CHATS = "CHATS"


@dataclass(frozen=True)
class StaffingAssumptions:
    """Service and warehouse; shares as fractions."""

    share_by_inquiry: float = assumption(
        0.20,
        Unit.SHARE,
        (0.0, 1.0),
        RULE_OF_THUMB,
        say("Orders that ask first"),
        say("Share of paid orders that came after a question to customer service."),
    )
    inquiry_conversion: float = assumption(
        0.40,
        Unit.SHARE,
        (0.01, 1.0),
        RULE_OF_THUMB,
        say("Inquiry conversion"),
        say("Paid orders ÷ inquiries, among those who asked."),
    )
    visitors_asking: float | None = assumption(
        None,
        Unit.SHARE,
        (0.0, 1.0),
        "FUN-6",
        say("Visitors who ask"),
        say(
            "Inquiries ÷ visitors. Where it and the plan's visitors are known, inquiries follow"
            " from the visitors, else from the orders."
        ),
    )
    handling_seconds: int = assumption(
        50,
        Unit.SECONDS,
        (1, 3600),
        RULE_OF_THUMB,
        say("Agent's time per inquiry"),
        say(
            "An agent's own working time for one inquiry. Or the time from the first to the last"
            " word of a chat, with the chats that an agent holds at once below."
        ),
        whole=True,
    )
    chats_at_once: int = assumption(
        1,
        Unit.COUNT,
        (1, 5),
        CHATS,
        say("Chats at once"),
        say(
            "Chats an agent holds at once, 1 to 5; the time per inquiry is divided by 1, 1.7, 2.5,"
            " 2.9 or 3.5. Keep 1 where the time is an agent's own working time."
        ),
        whole=True,
    )
    patience_seconds: int | None = assumption(
        None,
        Unit.SECONDS,
        (1, 36_000),
        "ERLANG-A",
        say("Customers' patience"),
        say(
            "Mean time after which a waiting customer gives up (Erlang A). Left open, everybody"
            " waits as long as it takes (Erlang C)."
        ),
        whole=True,
    )
    service_level: float = assumption(
        0.80,
        Unit.SHARE,
        (0.01, 0.99),
        "STF-10",
        say("Service level"),
        say("Share of inquiries that get their first answer in time."),
    )
    answer_seconds: int = assumption(
        30,
        Unit.SECONDS,
        (1, 3600),
        "STF-10",
        say("First answer within"),
        say("What counts as in time."),
        whole=True,
    )
    occupancy_cap: float = assumption(
        0.85,
        Unit.SHARE,
        (0.10, 0.99),
        ERLANG,
        say("Highest occupancy"),
        say("Nobody can be busy all the time for hours: work ÷ time on duty stays below this."),
    )
    agents_at_most: int | None = assumption(
        None,
        Unit.PEOPLE,
        (1, 100_000),
        "DEFAULT",
        say("Agents there are before the sale"),
        say(
            "The most who can be on duty at once. The page then says how well they answer, what"
            " waits and when that is cleared."
        ),
        whole=True,
    )
    chat_open_seconds: int = assumption(
        600,
        Unit.SECONDS,
        (1, 36_000),
        CHATS,
        say("A chat stays open"),
        say("From its first word to its last, the customer's own pauses included."),
        whole=True,
    )
    chats_with_reminders: int = assumption(
        10,
        Unit.COUNT,
        (1, 100),
        "STF-3",
        say("Chats that leave time for reminders"),
        say("Whoever holds more at once cannot chase payments too: a specialist does."),
        whole=True,
    )
    own_person_from: float = assumption(
        5.0,
        Unit.PER_HOUR,
        (0.0, 1000.0),
        "DEFAULT",
        say("Contacts an hour that take somebody of their own"),
        say(
            "In hours of the campaign with fewer contacts during or after the sale, or fewer unpaid"
            " orders, whoever answers inquiries does that, too. Behind it nobody answers inquiries."
        ),
    )
    reminder_seconds: int = assumption(
        40,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("A payment reminder"),
        say("Seconds for one unpaid order: look it up, remind, note the answer."),
        whole=True,
    )
    contacts_per_order: float = assumption(
        0.10,
        Unit.RATIO,
        (0.0, 10.0),
        "DEFAULT",
        say("Contacts per order on its way"),
        say("Changes, payment, chasing the parcel: contacts from placing to receipt."),
    )
    delivery_days: int = assumption(
        3,
        Unit.DAYS,
        (1, 30),
        "DEFAULT",
        say("Days until receipt"),
        say("From placing an order, and from the hand-over of a parcel, to its receipt."),
        whole=True,
    )
    during_seconds: int = assumption(
        90,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("Agent's time per contact during the sale"),
        say("An agent's own working time for a contact about an order on its way."),
        whole=True,
    )
    contacts_per_parcel: float = assumption(
        0.08,
        Unit.RATIO,
        (0.0, 10.0),
        "DEFAULT",
        say("Contacts per parcel received"),
        say("Returns, exchanges and complaints for each parcel."),
    )
    after_days: int = assumption(
        7,
        Unit.DAYS,
        (1, 60),
        "DEFAULT",
        say("Days in which buyers come back"),
        say("Returns and complaints spread over so many days from the receipt."),
        whole=True,
    )
    after_seconds: int = assumption(
        180,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("Agent's time per contact after the sale"),
        say("An agent's own working time for a return, an exchange or a complaint."),
        whole=True,
    )
    care_from: int = assumption(
        8,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "DEFAULT",
        say("Service during and after begins"),
        say("Contacts about orders and parcels are answered from then on, and wait until then."),
        whole=True,
    )
    care_until: int = assumption(
        24,
        Unit.HOUR_OF_DAY,
        (1, 24),
        "DEFAULT",
        say("Service during and after ends"),
        say("24 = until midnight. From 0 to 24 = around the clock."),
        whole=True,
    )
    shrinkage: float = assumption(
        0.30,
        Unit.SHARE,
        (0.0, 0.80),
        ERLANG,
        say("Shrinkage of agents"),
        say("Share of paid time lost to breaks, meals, training and absence."),
    )
    shift_hours: float = assumption(
        8.0,
        Unit.HOURS,
        (1.0, 12.0),
        RULE_OF_THUMB,
        say("Hours of a shift"),
        say("Paid hours of one person on one day."),
    )
    lines_per_parcel: float = assumption(
        1.5,
        Unit.RATIO,
        (0.1, 100.0),
        "DEFAULT",
        say("Lines per parcel"),
        say("Different articles to pick for one parcel; your item list overrides it."),
    )
    pick_seconds_per_line: float = assumption(
        47,
        Unit.SECONDS,
        (1, 3600),
        PICK_AND_PACK,
        say("Picking a line"),
        say("Seconds to fetch one article."),
    )
    pack_seconds_per_parcel: float = assumption(
        50,
        Unit.SECONDS,
        (1, 3600),
        PICK_AND_PACK,
        say("Packing a parcel"),
        say("Seconds to pack and label one parcel."),
    )
    review_seconds: float = assumption(
        15,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("Reviewing an order"),
        say("Seconds to read remarks and addresses and release the order."),
    )
    print_seconds: float = assumption(
        8,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("Printing a waybill"),
        say("A clerk's seconds to print one waybill and sort it with its list."),
    )
    check_seconds: float = assumption(
        15,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("Checking a parcel"),
        say("Seconds to scan the articles against the list."),
    )
    inspect_seconds: float = assumption(
        10,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("Inspecting a parcel"),
        say("Seconds to look at the quality of what goes into one parcel."),
    )
    hand_over_seconds: float = assumption(
        5,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("Handing a parcel over"),
        say("Seconds to scan one parcel out and load it for the carrier."),
    )
    printers: int | None = assumption(
        None,
        Unit.COUNT,
        (1, 10_000),
        "MAT-3",
        say("Printers there are"),
        say("The most waybill printers that can work at once; left open, as many as it takes."),
        whole=True,
    )
    printer_labels_per_hour: int = assumption(
        600,
        Unit.PER_HOUR,
        (1, 100_000),
        "DEFAULT",
        say("Waybills a printer prints in an hour"),
        say("Rolls, jams and changing sheets included."),
        whole=True,
    )
    checking_stations: int | None = assumption(
        None,
        Unit.COUNT,
        (1, 10_000),
        "MAT-6",
        say("Checking stations there are"),
        say("The most scanners that can work at once; left open, as many as it takes."),
        whole=True,
    )
    packing_stations: int | None = assumption(
        None,
        Unit.COUNT,
        (1, 10_000),
        "MAT-6",
        say("Packing stations there are"),
        say("The most packing tables that can work at once; left open, as many as it takes."),
        whole=True,
    )
    productive_share: float = assumption(
        0.8125,
        Unit.SHARE,
        (0.1, 1.0),
        PICK_AND_PACK,
        say("Productive share of a warehouse shift"),
        say("6.5 of 8 paid hours are spent at the work itself."),
    )
    opens_at: int = assumption(
        8,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "DEFAULT",
        say("Warehouse opens"),
        say("First hour of the day in which parcels are packed."),
        whole=True,
    )
    closes_at: int = assumption(
        22,
        Unit.HOUR_OF_DAY,
        (1, 24),
        "DEFAULT",
        say("Warehouse closes"),
        say("24 = works until midnight. Opening 0 to 24 = around the clock."),
        whole=True,
    )
    promise_hours: int = assumption(
        48,
        Unit.HOURS,
        (2, 168),
        "DEFAULT",
        say("Promised dispatch after payment"),
        say("Every parcel leaves the warehouse within this time."),
        whole=True,
    )
    prepacked_share: float = assumption(
        0.10,
        Unit.SHARE,
        (0.0, 0.9),
        "INV-7",
        say("Parcels packed ahead"),
        say("Share of parcels picked and packed before the event; they wait for their waybill."),
    )
    prepack_days: int = assumption(
        3,
        Unit.DAYS,
        (1, 30),
        "DEFAULT",
        say("Days to pack ahead"),
        say("The days of pre-packing; D-1 is the last."),
        whole=True,
    )
    count_seconds_per_item: float = assumption(
        3,
        Unit.SECONDS,
        (0.1, 3600),
        "DEFAULT",
        say("Counting an item"),
        say("Seconds to count one item of the event's stock, D-3 and D-2."),
    )
    count_hours: float | None = assumption(
        None,
        Unit.HOURS,
        (0.0, 1_000_000.0),
        "INV-4",
        say("Hours of the pre-count"),
        say(
            "Person-hours to count the event's stock, worked out from the stock sheet; open = as if"
            " exactly what is planned to be sold were there."
        ),
    )
    top_customer_share: float = assumption(
        0.02,
        Unit.SHARE,
        (0.0, 1.0),
        "DEFAULT",
        say("Top customers who are called"),
        say("Share of the last event's buyers that the phone team calls."),
    )
    call_seconds: int = assumption(
        300,
        Unit.SECONDS,
        (1, 3600),
        "DEFAULT",
        say("A call"),
        say("Seconds for one customer, attempts without an answer included."),
        whole=True,
    )
    call_days: int = assumption(
        3,
        Unit.DAYS,
        (1, 30),
        "DEFAULT",
        say("Days of calls"),
        say("The days on which top customers are called; D-1 is the last."),
        whole=True,
    )
    call_from: int = assumption(
        10,
        Unit.HOUR_OF_DAY,
        (0, 23),
        "DEFAULT",
        say("Calls begin"),
        say("First hour of the day in which customers are called."),
        whole=True,
    )
    call_until: int = assumption(
        20,
        Unit.HOUR_OF_DAY,
        (1, 24),
        "DEFAULT",
        say("Calls end"),
        say("Nobody is called from this hour on."),
        whole=True,
    )
    commanders: int = assumption(
        1,
        Unit.PEOPLE,
        (0, 100),
        "STF-8",
        say("Commanders on duty"),
        say("On the main day, around the clock."),
        whole=True,
    )
    dispatchers: int = assumption(
        1,
        Unit.PEOPLE,
        (0, 100),
        "STF-8",
        say("External dispatchers on duty"),
        say("On the main day, around the clock."),
        whole=True,
    )
    coordinators: int = assumption(
        2,
        Unit.PEOPLE,
        (0, 100),
        "STF-8",
        say("Coordinators on duty"),
        say("On the main day, around the clock."),
        whole=True,
    )
