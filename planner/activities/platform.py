"""What a platform lays over all shops in an event: dated rules to start from (ACT-13)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from planner.activities.tiers import WHOLE_SHARE, Kind, Tier
from planner.demand import CENTS
from planner.language import Message, say

FILE = Path(__file__).with_name("platform_rules.toml")
SEEN_IN: Mapping[str, Message] = {
    "promotion_page": say("Page of the promotion"),
    "offer_text": say("Text of an offer in a shop"),
    "exercise": say("Exercise of a course on the offers of the season"),
    "seller_tool": say("Price tool of a seller"),
}
"""The kinds of texts in which a rule was seen; the platform's own notice goes before them all."""


@dataclass(frozen=True)
class PlatformRule:
    """One rule of one event.

    Attributes:
        promotion: key of its preset.
        platform: that laid it over its shops.
        year: of the event.
        first: first day for which it is known.
        last: last of them, inside.
        kind: cross-shop money off, or a platform coupon.
        threshold_minor: goods a cart must reach; 0 = any.
        amount_minor: taken off; 0 = a share is.
        share: taken off, in hundredths of a per cent.
        each_full: for each full threshold.
        borne_share: part that the shop bears, in hundredths of a per cent.
        seen_in: kind of text that says so.
    """

    promotion: str
    platform: str
    year: int
    first: date
    last: date
    kind: Kind
    threshold_minor: int
    amount_minor: int
    share: int
    each_full: bool
    borne_share: int
    seen_in: Message

    def as_tier(self, year: int) -> Tier:
        """Return it as a tier of an event; its name tells the rule's year where that differs."""
        return Tier(
            f"platform_{self.promotion}_{self.year}_{self.kind.value}",
            self.kind,
            name=self.platform if year == self.year else f"{self.platform} {self.year}",
            threshold_minor=self.threshold_minor,
            amount_minor=self.amount_minor,
            share=self.share,
            each_full=self.each_full,
            borne_share=self.borne_share,
        )


@lru_cache
def platform_rules() -> tuple[PlatformRule, ...]:
    """Return all rules that are known, the oldest first."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)["rules"]
    return tuple(sorted((_rule(row) for row in rows), key=lambda rule: rule.last))


def _rule(row: Mapping[str, Any]) -> PlatformRule:
    return PlatformRule(
        promotion=row["promotion"],
        platform=row["platform"],
        year=row["year"],
        first=row["first"],
        last=row["last"],
        kind=Kind(row["kind"]),
        threshold_minor=int(row.get("threshold", 0) * CENTS),
        amount_minor=int(row.get("amount", 0) * CENTS),
        share=int(row.get("share", 0) * WHOLE_SHARE),
        each_full=row.get("each_full", False),
        borne_share=int(row["borne_share"] * WHOLE_SHARE),
        seen_in=SEEN_IN[row["seen_in"]],
    )


def rules_for(promotion: str, main_day: date) -> tuple[Tier, ...]:
    """Return the platform's layers to propose for an event: the newest known on or before it.

    Of each platform the rules of one year; nothing where none is known. A rule of an earlier year
    says so in its name, since platforms change them every year.

    >>> [tier.name for tier in rules_for("double_11", date(2027, 11, 11))]
    ['Tmall 2025']

    Args:
        promotion: key of the preset that the plan was begun as.
        main_day: of the event.
    """
    known = [
        rule for rule in platform_rules() if rule.promotion == promotion and rule.first <= main_day
    ]
    newest = {rule.platform: rule.year for rule in known}
    return tuple(
        rule.as_tier(main_day.year) for rule in known if rule.year == newest[rule.platform]
    )
