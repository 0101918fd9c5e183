"""The promotion itself: its name, main day and window, and the days it is planned from."""

from dataclasses import dataclass
from datetime import date, timedelta

from planner.campaign.plan import Plan
from planner.campaign.presets import PRESETS, event_name, next_event
from planner.campaign.purposes import PURPOSES
from planner.campaign.settings import Kind, Setting
from planner.figures import assumption
from planner.language import Message, Unit, say


@dataclass(frozen=True)
class CampaignAssumptions:
    """The window of the campaign around its main day."""

    days_before: int = assumption(
        4,
        Unit.DAYS,
        (0, 60),
        "CAL-1",
        say("Days before the main day"),
        say("How many days before D the campaign window begins."),
        whole=True,
    )
    days_after: int = assumption(
        2,
        Unit.DAYS,
        (0, 60),
        "CAL-1",
        say("Days after the main day"),
        say("How many days after D the campaign window ends."),
        whole=True,
    )


MAIN_DAY = "campaign.main_day"
CAMPAIGN_SETTINGS = (
    Setting(
        "plan.name",
        say("Name of the plan"),
        say("Name of this plan, to tell it from the others; empty = that of the promotion."),
        Kind.TEXT,
    ),
    Setting(
        "plan.number",
        say("Number of the plan"),
        say("Tells a plan without a name of its own from others of the same promotion."),
        Kind.TEXT,
    ),
    Setting(
        "campaign.preset",
        say("Begun as"),
        say("Promotion that the plan was begun as; it names the plan until somebody does."),
        Kind.CHOICE,
        options={preset.key: preset.label for preset in PRESETS.values()},
    ),
    Setting(
        "campaign.name",
        say("Campaign"),
        say("Name of the promotion; it stands on every page and in the workbook."),
        Kind.TEXT,
    ),
    Setting(
        MAIN_DAY,
        say("Main day (D)"),
        say("Day of the promotion; every date of the plan follows from it."),
        Kind.DAY,
    ),
    Setting(
        "campaign.reference_day",
        say("Reference day"),
        say("Main day of the last event in your sheets; empty = the day with the highest revenue."),
        Kind.DAY,
    ),
    Setting(
        "campaign.purposes",
        say("Purposes"),
        say(
            "Why the shop takes part, the most important first: what comes first decides the plan."
        ),
        Kind.RANKING,
        options=PURPOSES,
    ),
)


@dataclass(frozen=True)
class Campaign:
    """A promotion and the days it is planned from.

    Attributes:
        name: of the promotion.
        main_day: D.
        days_before: of the window, before D.
        days_after: of the window, after D.
        reference_day: main day of the last event; None while no sheet is loaded.
        reference_is_proposed: the reference day is the peak of the sheet, nobody chose it.
    """

    name: Message
    main_day: date
    days_before: int
    days_after: int
    reference_day: date | None
    reference_is_proposed: bool

    @property
    def first_day(self) -> date:
        """Return the first day of the window."""
        return self.main_day - timedelta(days=self.days_before)

    @property
    def last_day(self) -> date:
        """Return the last day of the window."""
        return self.main_day + timedelta(days=self.days_after)

    @property
    def day_count(self) -> int:
        """Return the number of days in the window."""
        return self.days_before + 1 + self.days_after

    @property
    def reference_window(self) -> tuple[date, date] | None:
        """Return the first and last day of the window around the reference day."""
        if self.reference_day is None:
            return None
        return (
            self.reference_day - timedelta(days=self.days_before),
            self.reference_day + timedelta(days=self.days_after),
        )

    def day(self, offset: int) -> date:
        """Return the day D + offset."""
        return self.main_day + timedelta(days=offset)

    @classmethod
    def of(
        cls, plan: Plan, window: CampaignAssumptions, today: date, peak_day: date | None
    ) -> "Campaign":
        """Return the campaign that a plan describes.

        Without a main day it is the next big promotion from ``today`` on, see
        :class:`~planner.campaign.store.PlanStore` on how it stays; without a reference day it is
        ``peak_day``, the day with the highest revenue in the sheets.
        """
        main_day = _main_day(plan, today)
        reference = plan.text("campaign.reference_day")
        return cls(
            name=_campaign_name(plan, main_day),
            main_day=main_day,
            days_before=window.days_before,
            days_after=window.days_after,
            reference_day=date.fromisoformat(reference) if reference else peak_day,
            reference_is_proposed=reference is None,
        )


def plan_title(plan: Plan, today: date) -> Message:
    """Return what a plan is called: its own name, else that of its promotion and its number.

    >>> values = {"campaign.main_day": "2027-11-11", "plan.number": "2"}
    >>> plan_title(Plan(values=values), date(2027, 10, 1)).template
    '{promotion} ({number})'
    """
    if chosen := plan.text("plan.name"):
        return Message("{name}", {"name": chosen})
    name = _campaign_name(plan, _main_day(plan, today))
    if number := plan.text("plan.number"):
        return Message("{promotion} ({number})", {"promotion": name, "number": number})
    return name


def _main_day(plan: Plan, today: date) -> date:
    chosen = plan.text(MAIN_DAY)
    return date.fromisoformat(chosen) if chosen else next_event(today)


def _campaign_name(plan: Plan, main_day: date) -> Message:
    if chosen := plan.text("campaign.name"):
        return Message("{name}", {"name": chosen})
    return event_name(main_day, plan.text("campaign.preset"))


def same_event_next_year(reference_day: date) -> date:
    """Return the same calendar day a year on; 28 February for the 29th.

    >>> same_event_next_year(date(2026, 11, 11))
    datetime.date(2027, 11, 11)
    """
    try:
        return reference_day.replace(year=reference_day.year + 1)
    except ValueError:
        return reference_day.replace(year=reference_day.year + 1, day=28)
