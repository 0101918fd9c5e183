"""What reminding brings in a minute of an agent, against answering new inquiries (STF-3, CRM-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.figures import Entry, Figure, Input, Measured, Origin, Value, work_out
from planner.language import Message, Quantity, Unit, listed, say
from planner.reminders.ladder import WAYS, Times
from planner.reminders.reading import Found

SECONDS = 60
"""Of a minute."""


@dataclass(frozen=True)
class Beside:
    """What answering inquiries is worked out from.

    Attributes:
        aov: average order value in the event.
        handling: an agent's seconds for an inquiry, several chats at once.
    """

    aov: Figure
    handling: Figure


@dataclass(frozen=True)
class Worth:
    """What an agent's minute brings.

    Attributes:
        figures: name → figure.
        minutes_each: an agent's minutes for an order, by chat and by phone.
    """

    figures: Mapping[str, Figure]
    minutes_each: Mapping[str, float]

    def verdict(self) -> Message:
        """Return what an agent's next minute is worth most spent on, the best first."""
        if "per_minute" not in self.figures:
            return say("Nothing is due now: answer inquiries.")
        each: dict[str, tuple[Message, Figure]] = {
            way: (label, self.figures[f"{way}_per_minute"])
            for way, label in WAYS.items()
            if f"{way}_per_minute" in self.figures
        }
        if "per_inquiry_minute" not in self.figures:
            return say(
                "What answering inquiries brings cannot be told: load last year's paid orders."
            )
        each["inquiries"] = say("Answering inquiries"), self.figures["per_inquiry_minute"]
        ranked = sorted(each.values(), key=lambda one: one[1].exact, reverse=True)
        return say(
            "A minute brings most in this order: {ranking}",
            ranking=listed(
                say("{what} {money}", what=label, money=Quantity(figure.exact, Unit.MONEY))
                for label, figure in ranked
            ),
        )

    @property
    def minutes_now(self) -> float:
        """Return the minutes that everything takes that is due now."""
        minutes = self.figures["minutes"].value
        return float(minutes or 0)


def work_out_worth(
    found: Found,
    times: Times,
    parts: int,
    entries: Mapping[str, Entry],
    beside: Beside | None,
    files: tuple[str, ...],
) -> Worth:
    """Return what reminders bring, take and cost, by way, and what answering inquiries brings.

    Formulas: brings = amount × share that pays; minutes = reminders × minutes each, one reminder a
    buyer, a list of texts takes the same however long; a minute = brings ÷ minutes. Answering:
    conversion × AOV ÷ minutes of an inquiry. Both are revenue, not margin. The share is that of the
    shop's own reminders by that way, on days as now, where enough of them are over and nobody typed
    another one.

    Worked example: 10 orders of 200 by chat, 40 s each, 15 % pay → 300 in 6.67 minutes, 45.00 a
    minute; inquiries of 50 s that convert at 40 % with an AOV of 100 → 48.00 a minute.
    """
    told = _Told(found, times, entries, files)
    figures: dict[str, Figure] = {}
    for way in WAYS:
        figures |= told.of(way)
    figures["minutes"] = work_out(
        "reminders.minutes", say("Agents' minutes for all that is due"), Unit.MINUTES,
        "chat + text + phone", {way: figures[f"{way}_work"] for way in WAYS},
        rules=("CRM-6",),
    )  # fmt: skip
    figures["brings"] = work_out(
        "reminders.brings", say("Reminding now brings"), Unit.MONEY, "chat + text + phone",
        {way: figures[f"{way}_brings"] for way in WAYS}, rules=("CRM-6",),
        note=say("some of them would have paid anyway"),
    )  # fmt: skip
    if figures["minutes"].value:
        figures["per_minute"] = work_out(
            "reminders.per_minute", say("A minute of reminding brings"), Unit.MONEY,
            "cents(brings / minutes)",
            {"brings": figures["brings"], "minutes": figures["minutes"]}, rules=("CRM-6", "STF-3"),
        )  # fmt: skip
    figures["text_cost"] = work_out(
        "reminders.text_cost", say("Cost of the texts due now"), Unit.MONEY,
        f"cents(reminders * {parts} * price)",
        {"reminders": figures["text_reminders"], "price": entries["customers.message_price"]},
        rules=("CRM-11",),
    )  # fmt: skip
    if beside is not None:
        figures["per_inquiry_minute"] = _answering(entries, beside)
    return Worth(
        figures,
        {
            "chat": float(entries["staffing.reminder_seconds"].value or 0) / SECONDS,
            "phone": float(entries["reminders.phone_minutes"].value or 0),
        },
    )


def _answering(entries: Mapping[str, Entry], beside: Beside) -> Figure:
    return work_out(
        "reminders.per_inquiry_minute",
        say("A minute of answering inquiries brings"),
        Unit.MONEY,
        "cents(conversion * aov * 60 / handling)",
        {
            "conversion": entries["staffing.inquiry_conversion"],
            "aov": beside.aov,
            "handling": beside.handling,
        },
        rules=("FUN-6", "STF-3"),
        note=say("inquiry conversion × average order value ÷ minutes of an inquiry"),
    )


@dataclass(frozen=True)
class _Told:
    """What the figures of a way are made of."""

    found: Found
    times: Times
    entries: Mapping[str, Entry]
    files: tuple[str, ...]

    def of(self, way: str) -> Mapping[str, Figure]:
        """Return orders, brings, minutes and what a minute brings of a way."""
        judged = self.found.judged
        orders, amount = self.found.total(judged.is_due & (judged.way == way))
        leads = int((judged.is_lead & (judged.way == way)).sum())
        label = WAYS[way]
        counted = self._counted(f"{way}_due", say("Due now: {way}", way=label), orders, Unit.COUNT)
        sent = self._counted(
            f"{way}_sent",
            say("Reminders to send now, one a buyer: {way}", way=label),
            leads,
            Unit.COUNT,
        )
        worth = self._counted(
            f"{way}_amount", say("Amount due now: {way}", way=label), amount, Unit.MONEY
        )
        success = self._success(way, label)
        figures = {
            f"{way}_success": success,
            f"{way}_orders": work_out(
                f"reminders.{way}_orders", say("Remind now: {way}", way=label),
                Unit.COUNT, "due", {"due": counted}, rules=("CRM-6", "CRM-9"),
            ),
            f"{way}_reminders": work_out(
                f"reminders.{way}_reminders", say("Reminders now: {way}", way=label),
                Unit.COUNT, "sent", {"sent": sent}, rules=("CRM-6",),
            ),
            f"{way}_brings": work_out(
                f"reminders.{way}_brings", say("Reminding now brings: {way}", way=label),
                Unit.MONEY, "cents(amount * success)", {"amount": worth, "success": success},
                rules=("CRM-6",),
            ),
            f"{way}_work": self._minutes(way, label, sent),
        }  # fmt: skip
        if figures[f"{way}_work"].value:
            figures[f"{way}_per_minute"] = work_out(
                f"reminders.{way}_per_minute",
                say("A minute of reminding brings: {way}", way=label),
                Unit.MONEY, "cents(brings / minutes)",
                {"brings": figures[f"{way}_brings"], "minutes": figures[f"{way}_work"]},
                rules=("CRM-6",),
            )  # fmt: skip
        return figures

    def _success(self, way: str, label: Message) -> Figure:
        """Return the share that pays after a reminder by a way."""
        name = "success_event" if self.times.is_event_day else "success_ordinary"
        assumed = self.entries[f"reminders.{name}"]
        own = next((one for one in self.found.results.like_now if one.key == way), None)
        key, title = f"reminders.{way}_success", say("Paid after a reminder: {way}", way=label)
        enough = self.times.given.smallest_base
        if own is None or own.reminded < enough or assumed.origin is Origin.EDITED:
            note = None
            if assumed.origin is not Origin.EDITED:
                note = say(
                    "the planner's; {reminders} of your own reminders on such days are over,"
                    " {enough} are needed for a rate of your own",
                    reminders=own.reminded if own else 0,
                    enough=enough,
                )
            return work_out(
                key, title, Unit.SHARE, "share", {"share": assumed}, rules=("CRM-6",), note=note
            )
        return work_out(
            key, title, Unit.SHARE, "paid / reminded",
            {
                "paid": self._recorded(
                    f"{way}_paid", say("Of these, paid within the hours: {way}", way=label),
                    own.paid, own.reminded,
                ),
                "reminded": self._recorded(
                    f"{way}_reminded", say("Reminders whose hours are over: {way}", way=label),
                    own.reminded, own.reminded,
                ),
            },
            rules=("CRM-6",),
            note=say(
                "from your sheets: {reminders} reminders on such days; {low} to {high} in 95 of 100"
                " cases",
                reminders=own.reminded,
                low=Quantity(own.low, Unit.SHARE),
                high=Quantity(own.high, Unit.SHARE),
            ),
        )  # fmt: skip

    def _recorded(self, name: str, label: Message, value: int, rows: int) -> Measured:
        return Measured(
            key=f"reminders.{name}",
            label=label,
            value=value,
            unit=Unit.COUNT,
            query="payments_since",
            parameters={"success_hours": self.times.given.success_hours},
            rows=rows,
            table="orders",
            files=self.files,
        )

    def _minutes(self, way: str, label: Message, sent: Measured) -> Figure:
        inputs: dict[str, Input] = {"sent": sent}
        if way == "chat":
            formula = "sent * seconds / 60"
            inputs["seconds"] = self.entries["staffing.reminder_seconds"]
        elif way == "phone":
            formula = "sent * each"
            inputs["each"] = self.entries["reminders.phone_minutes"]
        else:
            formula = "min(sent, 1) * list"
            inputs["list"] = self.entries["reminders.text_list_minutes"]
        return work_out(
            f"reminders.{way}_work", say("Agents' minutes: {way}", way=label), Unit.MINUTES,
            formula, inputs, rules=("CRM-9",),
        )  # fmt: skip

    def _counted(self, name: str, label: Message, value: Value, unit: Unit) -> Measured:
        given = self.times.given
        return Measured(
            key=f"reminders.{name}",
            label=label,
            value=value if isinstance(value, Decimal) else int(value),
            unit=unit,
            query="open_orders",
            parameters={
                "now": self.times.now.isoformat(" "),
                "oldest_hours": given.oldest_hours,
                "duplicate_hours": given.duplicate_hours,
            },
            rows=int((self.found.judged.is_due).sum()),
            table="orders",
            files=self.files,
        )
