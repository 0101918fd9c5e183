"""The tasks, as data: one entry a task, headed by its rules, in the order of the field guide.

Find a rule by its id: every rule of the field guide stands either here, or among the means of the
levers, or, with the reason, in :data:`ASKS_NOBODY`. Days count from the main day: -7 is D-7.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.language import Message, say
from planner.planning import AREAS

__all__ = ["AREAS", "ASKS_NOBODY", "TEMPLATES", "Template"]

MANAGER = say("Store manager")
WAREHOUSE = say("Warehouse lead")
BUYER = say("Purchasing")
SERVICE = say("Customer service lead")
DESIGNER = say("Design lead")
PROMOTER = say("Promotion lead")
PEOPLE = say("Personnel")
NETWORK = say("Systems lead")


@dataclass(frozen=True)
class Template:
    """A task before it has dates.

    Attributes:
        rules: ids of the rules that ask for it, the first one foremost.
        task_id: its name in the plan; stays the same for good.
        area: one of :data:`AREAS`.
        owner_role: who does it unless the plan names somebody.
        first: day it can begin, counted from D.
        due: day it must be done by, counted from D.
        title: what to do; may have places for figures.
        evidence: how one knows that it is done.
        figures: place in the title → key of the figure that fills it.
        without: the title while these figures are not known.
    """

    rules: tuple[str, ...]
    task_id: str
    area: str
    owner_role: Message
    first: int
    due: int
    title: Message
    evidence: Message
    figures: Mapping[str, str] = field(default_factory=dict)
    without: Message | None = None


TEMPLATES: tuple[Template, ...] = (
    # Targets ------------------------------------------------------------------------------------
    Template(
        ("TGT-5",), "rank_purposes", "targets", MANAGER, -45, -30,
        say("Name the purposes of taking part and rank them"),
        say("A ranked list that every department has read."),
    ),
    Template(
        ("TGT-6",), "break_down_goal", "targets", MANAGER, -40, -21,
        say("Break {goal} down by day, hour, product, customer group and channel"),
        say("Each part has a number and an owner; the parts sum to the goal."),
        {"goal": "targets.goal"},
        say("Set the goal and break it down by day, hour, product, customer group and channel"),
    ),
    Template(
        ("TGT-7",), "set_sub_goals", "targets", MANAGER, -40, -21,
        say("Set sub-goals: new customers, conversion, returning and top customers"),
        say("Each sub-goal is a number with the person who follows it daily."),
    ),
    # Calendar -----------------------------------------------------------------------------------
    Template(
        ("CAL-1",), "set_sale_hours", "promotion", MANAGER, -30, -14,
        say("Settle the campaign's days and the hour the sale opens and closes"),
        say("Platform, service and warehouse have the same days and hours in writing."),
    ),
    Template(
        ("CAL-2",), "start_preparation", "staffing", MANAGER, -14, -14,
        say("Start the preparation with all departments"),
        say("A kick-off was held; every task here has an owner."),
    ),
    Template(
        ("CAL-2", "STF-5"), "train_sellers", "staffing", SERVICE, -14, -1,
        say("Train salespeople two hours a day"),
        say("Attendance of each day, and a test passed on offers and products."),
    ),
    Template(
        ("CAL-5", "CRM-1"), "recall_wave_1", "customers", PROMOTER, -10, -7,
        say("Send recall wave 1: the brand reminder"),
        say("Sent and delivered counts are noted."),
    ),
    Template(
        ("CAL-5", "CRM-2"), "recall_wave_2", "customers", PROMOTER, -5, -3,
        say("Send recall wave 2: the benefit"),
        say("Sent and delivered counts are noted."),
    ),
    Template(
        ("CAL-5", "CRM-3"), "split_customers", "customers", PROMOTER, -3, -3,
        say("Split customers into groups by their answer to waves 1 and 2"),
        say("Each group has its size and its message."),
    ),
    Template(
        ("CAL-5", "CRM-3"), "recall_wave_3", "customers", PROMOTER, -1, -1,
        say("Send recall wave 3: the last call"),
        say("Sent and delivered counts are noted."),
    ),
    Template(
        ("CAL-6",), "after_care", "customers", SERVICE, 1, 100,
        say("Run after-care from D+1 to D+100"),
        say("Shipping notices, thanks and review requests went out; late parcels were announced."),
    ),
    Template(
        ("CAL-9",), "warm_up", "promotion", PROMOTER, -30, -10,
        say("Warm up the event products"),
        say("They are on page with the event's date; pictures are tested for clicks."),
    ),
    Template(
        ("CAL-9",), "watch_favourites", "promotion", PROMOTER, -10, -1,
        say("Follow favourites and carts of the event products every day"),
        say("A daily list, compared with last year; the plan is adjusted where it is far off."),
    ),
    # Inventory ----------------------------------------------------------------------------------
    Template(
        ("INV-1",), "share_of_main_products", "inventory", BUYER, -30, -14,
        say("Bring main products to 50–60 % of the stock: they hold {share} of the pieces now"),
        say("Their share by value and by units is noted."),
        {"share": "inventory.main_share_units"},
        say("Bring main products to 50–60 % of the stock"),
    ),
    Template(
        ("INV-2", "CAL-3"), "goods_in_warehouse", "inventory", WAREHOUSE, -30, -7,
        say("Have every event product in the warehouse: {units} pieces on their way come too late"),
        say("Nothing is in transit; later arrivals are taken off the event list."),
        {"units": "inventory.late_units"},
        say("Have every event product in the warehouse"),
    ),
    Template(
        ("INV-3", "CAL-3"), "list_with_cushion", "inventory", PROMOTER, -7, -7,
        say("Put 90–95 % of the stock held on sale until the full count"),
        say("Listed quantity ÷ quantity held lies between 90 and 95 % for each product."),
    ),
    Template(
        ("INV-4", "CAL-4"), "full_count", "inventory", WAREHOUSE, -3, -2,
        say("Count every event product in full"),
        say("Counted quantities are entered and each difference is explained."),
    ),
    Template(
        ("INV-3", "INV-4", "CAL-4"), "list_counted_stock", "inventory", PROMOTER, -2, -2,
        say("Put the counted stock on sale in full"),
        say("Listed quantity = counted quantity for each event product."),
    ),
    Template(
        ("INV-5",), "barcodes", "inventory", WAREHOUSE, -21, -7,
        say("Put a barcode on every item that ships"),
        say("A sample of each product scans at the checking desk."),
    ),
    Template(
        ("INV-6",), "emergency_supply", "inventory", BUYER, -30, -14,
        say("Write the emergency replenishment plan of each main product"),
        say("Supplier, capacity, lead time, contact, and the stock at which to reorder or delist."),
    ),
    Template(
        ("INV-7", "DUT-1"), "pack_ahead", "inventory", WAREHOUSE, -5, -1,
        say("Pack best sellers, singles and common pairs ahead and stack them apart"),
        say("The stacks are counted and marked by product."),
    ),
    Template(
        ("INV-8",), "settle_leftovers", "inventory", BUYER, 3, 10,
        say("Settle what sold out and what is overstocked"),
        say("Each of these products is restocked, cleared or left, with a date."),
    ),
    Template(
        ("INV-11",), "stock_where_it_ships", "inventory", WAREHOUSE, -21, -7,
        say("Clear {floor} m² of floor; bring stock, gifts and add-ons to where they ship from"),
        say("A floor plan with places for all event stock; gifts passed the same gates."),
        {"floor": "inventory.floor_m2"},
        say("Check floor space and bring event stock, gifts and add-ons to where they ship from"),
    ),
    # Staffing -----------------------------------------------------------------------------------
    Template(
        ("STF-1", "STF-10"), "roster_agents", "staffing", SERVICE, -21, -14,
        say("Roster {agents} service agents for the busiest hour, and every hour by the table"),
        say("The roster covers each hour of the staffing table."),
        {"agents": "staffing.peak_agents_to_roster"},
        say("Roster service agents for every hour"),
    ),
    Template(
        ("STF-1", "STF-4"), "roster_packers", "staffing", WAREHOUSE, -21, -14,
        say("Roster {people} people in the warehouse, hour by hour as in the table"),
        say("The roster covers each open hour until the last parcel has left."),
        {"people": "staffing.packing_crew_to_roster"},
        say("Roster the warehouse for every open hour"),
    ),
    Template(
        ("STF-2",), "split_service", "service", SERVICE, -14, -10,
        say("Split service into before, during and after the sale, order review and printing"),
        say("Each of the five has names for every shift."),
    ),
    Template(
        ("STF-3", "CRM-7"), "payment_specialist", "service", SERVICE, -10, -7,
        say("Name a payment-reminder specialist"),
        say("A name for each shift, and the times at which reminders go out."),
    ),
    Template(
        ("STF-4",), "set_up_line", "staffing", WAREHOUSE, -14, -7,
        say("Set up review, print, pick, check, pack and hand-over, and time each step"),
        say("Output per person-hour of each step is measured and entered in the plan."),
    ),
    Template(
        ("STF-5",), "temporary_workers", "staffing", PEOPLE, -21, -5,
        say("Hire temporary workers, with a work plan and training in packing and orders"),
        say("Each has a place, a shift and a finished training."),
    ),
    Template(
        ("STF-5",), "train_order_system", "staffing", WAREHOUSE, -14, -5,
        say("Train everybody in order handling on the order system"),
        say("Each has handled test orders without help."),
    ),
    Template(
        ("STF-6",), "redeploy_plan", "staffing", MANAGER, -14, -7,
        say("Plan who moves to the warehouse when it falls behind; design keeps two people"),
        say("Names by department, and the backlog at which they move."),
    ),
    Template(
        ("STF-6",), "settle_leave", "staffing", PEOPLE, -30, -14,
        say("Settle leave and duty for the whole campaign"),
        say("No leave lies on a rostered shift."),
    ),
    Template(
        ("STF-7",), "overlap_shifts", "staffing", SERVICE, -14, -7,
        say("Let shifts overlap so that the best agents work the peak hours"),
        say("The best agents stand in the hours that decide."),
    ),
    Template(
        ("STF-8",), "command_group", "staffing", MANAGER, -14, -10,
        say("Name the command group: commander, external dispatcher, two coordinators"),
        say("Four names with telephone numbers hang in every department."),
    ),
    Template(
        ("STF-9",), "agent_targets", "service", SERVICE, -14, -7,
        say("Set agents' targets by position, their discount limit and the bonus"),
        say("Each agent has read targets, limit and bonus."),
    ),
    Template(
        ("STF-9", "DUT-1"), "phrases", "service", SERVICE, -10, -3,
        say("Write quick replies and automatic answers for every offer"),
        say("They are loaded and tried with each offer's usual questions."),
    ),
    Template(
        ("STF-11",), "phone_team", "service", SERVICE, -10, -5,
        say("Train the phone team for top customers on one script"),
        say("Callers × calls an hour cover the list in time."),
    ),
    Template(
        ("STF-12",), "quality_inspection", "staffing", WAREHOUSE, -14, -7,
        say("Make quality inspection before dispatch a step of its own"),
        say("A place, a person for each shift, and what is checked."),
    ),
    Template(
        ("STF-12",), "changed_orders", "service", SERVICE, -14, -7,
        say("Agree one hand-off for changed orders between service, clerks and warehouse"),
        say("A changed order was tried from chat to parcel."),
    ),
    Template(
        ("STF-12", "INV-4", "INV-7"), "roster_count_crews", "staffing", WAREHOUSE, -10, -7,
        say("Put the crews of the count and of pre-packing on the roster"),
        say("Names from D-5 to D-1."),
    ),
    # Materials ----------------------------------------------------------------------------------
    Template(
        ("MAT-7",), "material_facts", "materials", BUYER, -30, -21,
        say("Enter stock, pack size, price and lead time of every packing material"),
        say("No line of the materials sheet is left open."),
    ),
    Template(
        ("MAT-2",), "form_cartons", "materials", WAREHOUSE, -5, -1,
        say("Form cartons ahead for {cartons} parcels, as far as there is room"),
        say("Formed cartons are stacked by size at the stations."),
        {"cartons": "materials.carton_parcels"},
        say("Form cartons ahead, as far as there is room"),
    ),
    Template(
        ("MAT-3", "DUT-1"), "test_printers", "materials", WAREHOUSE, -14, -7,
        say("Test {printers} waybill printers for {parcels} parcels, and list printers"),
        say("Labels an hour are measured; a spare printer and spare rolls are there."),
        {"printers": "materials.printer.need", "parcels": "demand.parcels_total"},
        say("Test waybill and list printers"),
    ),
    Template(
        ("MAT-4",), "mark_priority_cities", "materials", WAREHOUSE, -14, -5,
        say("Have a visible mark for {parcels} parcels to two-day cities"),
        say("Marks are in stock and the sorters know them."),
        {"parcels": "materials.priority_parcels"},
        say("Have a visible mark for parcels to two-day cities"),
    ),
    Template(
        ("MAT-5",), "design_inserts", "materials", DESIGNER, -30, -21,
        say("Design letter, voucher and review card that go into each parcel"),
        say("Print files are approved."),
    ),
    Template(
        ("MAT-6",), "scanners_and_stations", "materials", WAREHOUSE, -14, -7,
        say("Set up {scanners} scanners and {stations} packing stations for the peak hour"),
        say("Each station has a scanner, a table, tape and material within reach."),
        {"scanners": "materials.scanner.need", "stations": "materials.station.need"},
        say("Set up scanners and packing stations for the peak hour"),
    ),
    # Activities -----------------------------------------------------------------------------------
    Template(
        ("ACT-1",), "choose_activities", "promotion", PROMOTER, -45, -35,
        say("Choose platform, category or third-party activities that fit the purpose"),
        say("Each purpose has its activity, or the reason why none fits."),
    ),
    Template(
        ("ACT-2",), "shop_activities", "promotion", PROMOTER, -35, -21,
        say("Hang several shop activities on each official one, to sell related goods"),
        say("Each official activity names the shop's own that go with it."),
    ),
    Template(
        ("ACT-3", "ACT-4"), "design_tiers", "promotion", PROMOTER, -35, -21,
        say("Set at most three tiers, each of the kind that fits its goal, no benefit twice"),
        say("A page with tier, kind, goal and benefit, approved by the manager."),
    ),
    Template(
        ("ACT-5",), "shipping_threshold", "promotion", PROMOTER, -30, -14,
        say("Set the free-shipping threshold 20 to 30 above the usual order value"),
        say("The threshold stands in the shop and beside the order value in the plan."),
    ),
    Template(
        ("ACT-6",), "choose_bundles", "promotion", PROMOTER, -30, -14,
        say("Choose from the shop's own baskets what is sold together"),
        say("Each bundle has the number of last year's orders that held it."),
    ),
    Template(
        ("ACT-8",), "choose_event_products", "promotion", BUYER, -45, -30,
        say("Choose the event products: sales, stock, reviews, bounce rate, season"),
        say("Each product has these facts; those left out have the reason."),
    ),
    Template(
        ("ACT-9",), "test_pictures", "design", DESIGNER, -21, -10,
        say("Test the click rate of the event products' pictures"),
        say("Each main picture has a tested click rate; the best one is used."),
    ),
    Template(
        ("ACT-11", "ACT-7"), "cost_of_activities", "promotion", MANAGER, -30, -21,
        say("Work out on last year's baskets what each activity costs"),
        say("Cost, margin left, the uplift that pays for it; gifts are in the lists."),
    ),
    Template(
        ("ACT-12",), "offers_by_customer", "customers", PROMOTER, -21, -10,
        say("Set deeper offers for returning customers, and a date for top customers'"),
        say("Each group has its offer and its date, so that later days do not sag."),
    ),
    Template(
        ("ACT-13", "TGT-8"), "day_after_prices", "promotion", PROMOTER, 0, 1,
        say("Keep the event's prices on the day after; give less only by quiet vouchers"),
        say("Prices were read in the shop on D+1; the vouchers are out."),
    ),
    # Customers before and on the day --------------------------------------------------------------
    Template(
        ("CRM-11",), "check_texts", "customers", PROMOTER, -14, -11,
        say("Check opening, length, parts and cost of every text, and try the channel"),
        say("Each text came through on a test phone; parts and cost are noted."),
    ),
    Template(
        ("CRM-6",), "reminder_times", "service", SERVICE, -10, -5,
        say("Set when orders are reminded: by chat, by text, never at night or at meals"),
        say("The times are entered in the tool and known to each shift."),
    ),
    Template(
        ("CRM-8",), "reminder_wording", "service", SERVICE, -10, -5,
        say("Write what reminders say by hour, and on the day after"),
        say("A text for each part of the day; none asks whether it is still wanted."),
    ),
    Template(
        ("CRM-9",), "reminder_exceptions", "service", SERVICE, -7, -3,
        say("Say which orders are not reminded, and which by phone"),
        say("A list that the specialist has tried on yesterday's orders."),
    ),
    Template(
        ("CRM-4",), "care_for_last_buyers", "customers", SERVICE, -1, -1,
        say("Look after whoever returns goods or paid full price in the last 15 days"),
        say("Each has a voucher over the difference, or an answer."),
    ),
    Template(
        ("CRM-5",), "payment_reminders", "service", SERVICE, 0, 0,
        say("Send the three payment reminders of the day"),
        say("Sent, delivered and paid counts of each are noted."),
    ),
    Template(
        ("CRM-10",), "unpaid_reasons", "service", SERVICE, 0, 1,
        say("Note why orders stay unpaid, and do what helps against each reason"),
        say("Each reason has its count and what was done."),
    ),
    Template(
        ("CRM-12",), "day_after_customers", "customers", PROMOTER, 1, 1,
        say("Remind the unpaid and invite old customers who did not buy"),
        say("Sent and delivered counts by group; no price lies below the event's."),
    ),
    # Customers after ------------------------------------------------------------------------------
    Template(
        ("AFT-9",), "remedies", "customers", SERVICE, -14, -5,
        say("Prepare notice, remedy and form for oversold, late and returned parcels"),
        say("Texts, gifts and the return form were tried by somebody from outside."),
    ),
    Template(
        ("AFT-8",), "points_scheme", "customers", PROMOTER, -30, -14,
        say("Set the scheme of points and cards, and the members' day"),
        say("The rules stand in the shop; any review is rewarded, not praise alone."),
    ),
    Template(
        ("AFT-1",), "shipping_care", "customers", SERVICE, 1, 15,
        say("Write to buyers when the parcel arrives, is stuck, and is signed for"),
        say("No stuck parcel was noticed by its buyer first."),
    ),
    Template(
        ("AFT-2",), "new_shipping_notice", "customers", SERVICE, 0, 1,
        say("Send new customers the shipping notice"),
        say("Sent and delivered counts are noted."),
    ),
    Template(
        ("AFT-2",), "new_review_reward", "customers", SERVICE, 8, 10,
        say("Reward new customers' reviews"),
        say("Each review has its reward; the counts are noted."),
    ),
    Template(
        ("AFT-2",), "new_care", "customers", SERVICE, 15, 16,
        say("Ask new customers how they like the product"),
        say("Answers are counted; each complaint has an owner."),
    ),
    Template(
        ("AFT-2",), "new_similar_products", "customers", PROMOTER, 30, 31,
        say("Show new customers similar products"),
        say("Sent, opened and bought counts are noted."),
    ),
    Template(
        ("AFT-2",), "new_repurchase_offer", "customers", PROMOTER, 45, 46,
        say("Offer new customers a reason to buy again"),
        say("Sent, opened and bought counts are noted."),
    ),
    Template(
        ("AFT-6", "AFT-10"), "group_buyers", "customers", PROMOTER, 10, 20,
        say("Group the event's buyers for the next offers; tell own use from gifts"),
        say("Each group has its size, its next offer and its date."),
    ),
    Template(
        ("AFT-3",), "relationship_stage", "customers", PROMOTER, 20, 60,
        say("Keep the relationship: members' events, new arrivals, greetings"),
        say("A calendar with a contact every two weeks, carried out."),
    ),
    Template(
        ("AFT-7",), "loyalty_habits", "customers", MANAGER, 30, 45,
        say("Compare the returning share with the shop's stage; take up its next habit"),
        say("The share, the aim, and one habit with its owner."),
    ),
    Template(
        ("AFT-3",), "repurchase_stage", "customers", PROMOTER, 60, 100,
        say("Bring buyers back with offers and upgrades, towards Spring Festival"),
        say("Buyers who came back are counted by group."),
    ),
    # Funnel ---------------------------------------------------------------------------------------
    Template(
        ("FUN-3", "FUN-2"), "mend_funnel", "promotion", PROMOTER, -30, -14,
        say("Mend the level of the funnel that loses most money"),
        say("The level, its loss before, what was done, its loss after."),
    ),
    Template(
        ("FUN-5",), "page_stories", "design", DESIGNER, -21, -7,
        say("Go through each event page: order of pictures, sizes, colours, reviews"),
        say("Each page has a tick for every point, given by somebody else."),
    ),
    # On the day, and the review -------------------------------------------------------------------
    Template(
        ("RUN-2",), "emergency_actions", "staffing", MANAGER, -10, -5,
        say("Prepare actions for shortage, jam, overload, slow payment and page errors"),
        say("Each has what sets it off, who acts, and what is done first."),
    ),
    Template(
        ("RUN-4",), "rating_before", "customers", SERVICE, -3, -1,
        say("Note the shop rating before the event"),
        say("The three ratings with their date."),
    ),
    Template(
        ("RUN-1",), "hourly_follow_up", "targets", MANAGER, 0, 0,
        say("Compare each hour with the plan and take the prepared action"),
        say("Each shortfall of the day has its lever and what was done."),
    ),
    Template(
        ("RUN-3", "RUN-4"), "review", "targets", MANAGER, 3, 14,
        say("Review every goal: met or missed, by how much, why, what to improve"),
        say("A page that each department has read, with the ratings before and after."),
    ),
    # Duties -------------------------------------------------------------------------------------
    Template(
        ("DUT-1",), "campaign_pages", "design", DESIGNER, -21, -5,
        say("Finish campaign pages and banners"),
        say("They were looked at on a phone, with the right prices and dates."),
    ),
    Template(
        ("DUT-1",), "shop_notices", "design", DESIGNER, -10, -3,
        say("Prepare notices on refunds, order changes and shipping times"),
        say("They stand in the shop and on the product pages."),
    ),
    Template(
        ("DUT-1",), "slogans", "design", DESIGNER, -21, -10,
        say("Write the slogans of the event"),
        say("Approved, and the same on pages, texts and chats."),
    ),
    Template(
        ("DUT-1",), "service_machines", "service", SERVICE, -7, -2,
        say("Check agents' machines, accounts and lines"),
        say("Each seat of the peak hour answered a test chat."),
    ),
    Template(
        ("DUT-1",), "promotion_tools", "promotion", NETWORK, -10, -3,
        say("Check the promotion tools with a test order for each offer"),
        say("Each test order showed the planned price."),
    ),
    Template(
        ("DUT-1", "ACT-3"), "remove_colliding_discounts", "promotion", PROMOTER, -3, -1,
        say("Remove discounts that would stack with the event's"),
        say("A test order with every offer shows no second discount."),
    ),
    Template(
        ("DUT-1",), "change_prices", "promotion", PROMOTER, -1, 0,
        say("Change the prices for the event"),
        say("The price of each event product was read in the shop after the change."),
    ),
    Template(
        ("DUT-1",), "publish_notices", "promotion", PROMOTER, -5, -3,
        say("Publish the event's notices"),
        say("They stand in the shop, on product pages and in chat signatures."),
    ),
    Template(
        ("DUT-1",), "agree_with_carriers", "inventory", WAREHOUSE, -21, -10,
        say("Agree pick-up times and daily volume with the carriers for {parcels} parcels"),
        say("Each carrier confirmed its volume and a second one stands by."),
        {"parcels": "demand.parcels_total"},
        say("Agree pick-up times and daily volume with the carriers"),
    ),
    Template(
        ("DUT-2",), "promotion_channels", "promotion", PROMOTER, -14, -7,
        say("Book ads and affiliates; prepare posts, chat signatures, texts and calls"),
        say("Each channel has its budget, its start and the visitors expected of it."),
    ),
    Template(
        ("DUT-3",), "complaint_scripts", "service", SERVICE, -10, -5,
        say("Write the wording for complaints and objections, and practise it"),
        say("The script library covers the usual cases; each agent has practised it."),
    ),
)  # fmt: skip

ORDER_RULES = ("MAT-7", "MAT-1")
"""Rules behind the order of every packing material, beside that material's own."""

ASKS_NOBODY: Mapping[str, str] = {
    "TGT-1": "the equation of the targets: the targets page solves it",
    "TGT-2": "how many customers return: the targets page computes them",
    "TGT-3": "order value as unit price × items: the targets page shows both",
    "TGT-4": "conversion of the event and of ordinary days are two fields of the plan",
    "TGT-10": "margin of the day and later value: the targets page shows them apart",
    "CAL-7": "dates of later occasions: the customers page computes them",
    "CAL-8": "shape of the day: the forecast follows the shop's own hours",
    "INV-9": "how demand and order quantities are computed: the inventory page does",
    "INV-10": "what the stock page says about each product: the inventory page does",
    "ACT-10": "figures of one platform's activity in 2012, for reference",
    "AFT-4": "how long it takes to buy again: computed from the shop's own sheets",
    "AFT-5": "how to read returning shares after an event: a caution, nothing to do",
    "FUN-1": "levels and losses of the funnel: computed from the shop's own sheets",
    "FUN-4": "the list of traffic sources that visitors are told apart by",
    "FUN-6": "how inquiries count: a branch of the funnel that the planner computes",
}
"""Rules that ask nobody to do something, each with the reason."""
