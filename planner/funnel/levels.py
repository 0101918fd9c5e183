"""The nine levels of the funnel, the steps from one to the next, and the sheet that fills each."""

from collections.abc import Mapping
from enum import Enum

from planner.language import Message, say


class Level(Enum):
    """The levels of FUN-1, from the top; inquiries are a branch (FUN-6)."""

    IMPRESSIONS = "impressions"
    CLICKS = "clicks"
    VISITORS = "visitors"
    INQUIRIES = "inquiries"
    PLACED = "placed"
    PAID = "paid"
    RECEIVED = "received"
    REVIEWED = "reviewed"
    AGAIN = "again"

    @property
    def label(self) -> Message:
        """Return what is counted on it."""
        return LEVEL_LABELS[self]

    @property
    def sheet(self) -> Message:
        """Return which sheet would fill it."""
        return FILLED_BY[self]


LEVEL_LABELS: Mapping[Level, Message] = {
    Level.IMPRESSIONS: say("Impressions"),
    Level.CLICKS: say("Clicks"),
    Level.VISITORS: say("Visitors"),
    Level.INQUIRIES: say("Inquiries"),
    Level.PLACED: say("Orders placed"),
    Level.PAID: say("Paid orders"),
    Level.RECEIVED: say("Received orders"),
    Level.REVIEWED: say("Reviews"),
    Level.AGAIN: say("Bought again"),
}

_ADS = say("a report of ads or search by day with impressions and clicks (展现量, 点击量)")
_ORDERS = say("an order list with the time of placing (订单创建时间)")
FILLED_BY: Mapping[Level, Message] = {
    Level.IMPRESSIONS: _ADS,
    Level.CLICKS: _ADS,
    Level.VISITORS: say("the shop's visitors by day (访客数)"),
    Level.INQUIRIES: say("the shop's visitors by day with those who asked (询单人数)"),
    Level.PLACED: _ORDERS,
    Level.PAID: say("an order list with the time of payment (订单付款时间)"),
    Level.RECEIVED: say("an order list with status or time of receipt (订单状态, 确认收货时间)"),
    Level.REVIEWED: say("a sheet of visitors or products by day with reviews (评价数)"),
    Level.AGAIN: say("order lists that name buyers (买家会员名) and go on after the period"),
}


class Step(Enum):
    """What leads from one level to the next; ASKED and KEPT are branches beside the main way."""

    CLICKS = "clicks"
    VISITORS = "visitors"
    ASKED = "asked"
    PLACED = "placed"
    PAID = "paid"
    KEPT = "kept"
    RECEIVED = "received"
    REVIEWED = "reviewed"
    AGAIN = "again"

    @property
    def label(self) -> Message:
        """Return from where to where it leads."""
        return STEP_LABELS[self]

    @property
    def inside(self) -> "Step | None":
        """Return the step of the main way whose loss holds that of the branch, too."""
        return {Step.ASKED: Step.PLACED, Step.KEPT: Step.RECEIVED}.get(self)


STEP_LABELS: Mapping[Step, Message] = {
    Step.CLICKS: say("Shown → clicked"),
    Step.VISITORS: say("Clicked → visited"),
    Step.ASKED: say("Asked → ordered"),
    Step.PLACED: say("Visited → ordered"),
    Step.PAID: say("Ordered → paid"),
    Step.KEPT: say("Paid → not given back"),
    Step.RECEIVED: say("Paid → received"),
    Step.REVIEWED: say("Received → reviewed"),
    Step.AGAIN: say("Paid → bought again"),
}
INTO: Mapping[Level, Step] = {
    Level.CLICKS: Step.CLICKS,
    Level.VISITORS: Step.VISITORS,
    Level.PLACED: Step.PLACED,
    Level.PAID: Step.PAID,
    Level.RECEIVED: Step.RECEIVED,
    Level.REVIEWED: Step.REVIEWED,
    Level.AGAIN: Step.AGAIN,
}
"""The step that leads into a level; into inquiries leads none, since silent orders are no loss."""
