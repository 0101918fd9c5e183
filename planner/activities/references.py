"""What one platform's daily-special activity brought in June 2012, by category (ACT-10).

Daily averages of the published table, amounts in CNY. It is a yardstick for what an official place
can do, of its platform and time, and no forecast.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.language import Message, say

SOURCE = "ACT-10"


@dataclass(frozen=True)
class CategoryReference:
    """A category's day on the activity.

    Attributes:
        key: its name in code.
        label: its name.
        orders_per_day: orders.
        order_share: of all categories' orders, as published.
        revenue_minor_per_day: in CNY, with related items.
        aov_minor: revenue ÷ orders as published, to the whole yuan.
        also_called: parts of the names that shops give to it.
        source: id of the rule.
    """

    key: str
    label: Message
    orders_per_day: int
    order_share: float
    revenue_minor_per_day: int
    aov_minor: int
    also_called: tuple[str, ...]
    source: str = SOURCE


def _day(
    key: str,
    label: Message,
    orders: int,
    share_percent: int,
    revenue: int,
    aov: int,
    *also_called: str,
) -> CategoryReference:
    return CategoryReference(
        key, label, orders, share_percent / 100, revenue * 100, aov * 100, also_called
    )


CATEGORIES: tuple[CategoryReference, ...] = (
    _day("bags", say("Bags and accessories"), 7313, 11, 1_409_138, 193,
         "bag", "accessor", "箱包", "包袋", "女包", "男包", "配饰", "饰品"),
    _day("shoes", say("Shoes"), 3941, 6, 501_505, 127, "shoe", "footwear", "boot", "鞋", "靴"),
    _day("mother_baby", say("Mother and baby"), 6389, 10, 571_208, 89,
         "mother", "baby", "kids", "child", "infant", "母婴", "孕", "童", "婴"),
    _day("womens_wear", say("Women's wear"), 24_811, 38, 2_545_491, 103,
         "women", "ladies", "dress", "女装", "女士服装", "连衣裙"),
    _day("sports", say("Sports"), 2626, 4, 227_173, 87, "sport", "outdoor", "运动", "户外"),
    _day("mens_wear", say("Men's wear"), 4627, 7, 539_324, 117, "men's", "menswear", "mens",
         "男装", "男士服装"),
    _day("food", say("Food"), 4382, 7, 376_362, 86,
         "food", "snack", "grocer", "drink", "食品", "零食", "茶叶", "酒水"),
    _day("beauty", say("Beauty"), 4431, 7, 537_059, 121,
         "beauty", "cosmetic", "skin", "美妆", "护肤", "彩妆", "化妆"),
    _day("digital", say("Digital and appliances"), 2027, 3, 212_767, 105,
         "digital", "electronic", "appliance", "phone", "数码", "家电", "手机", "电器"),
    _day("home", say("Home"), 4434, 7, 585_105, 132,
         "home", "furniture", "household", "bedding", "kitchen", "家居", "家纺", "家具", "日用"),
)  # fmt: skip
"""In the order in which a name is looked up: children's shoes are shoes, home appliances none of
the home's."""

VISITORS_PER_DAY: Mapping[str, int] = {
    "2012-04": 550_000,
    "2012-05": 1_000_000,
    "2012-06": 1_500_000,
}
"""Month → visitors of the activity a day (ACT-10)."""

BUYERS: Mapping[str, tuple[Message, float]] = {
    "women": (say("Women"), 0.69),
    "under_22": (say("Younger than 22"), 0.12),
    "from_22_to_30": (say("22 to 30 years old"), 0.47),
    "over_30": (say("Older than 30"), 0.41),
    "beginners": (say("Beginners, up to one heart"), 0.15),
    "practised": (say("Two to five hearts"), 0.70),
    "experienced": (say("More than five hearts"), 0.15),
    "loyal": (say("Loyal to the activity"), 0.46),
    "above_100": (say("Spend more than 100"), 0.60),
}
"""Who bought there: key → what it says and the share of the buyers (ACT-10)."""


def reference_of(category: str | None) -> CategoryReference | None:
    """Return the reference of a category by its name in Chinese or English; None where none fits.

    >>> [found.key for name in ("女装/女士精品", "Kids' shoes", "Home appliances", "Women's bags")
    ...  if (found := reference_of(name))]
    ['womens_wear', 'shoes', 'digital', 'bags']
    >>> reference_of("Garden gnomes") is None
    True
    """
    name = (category or "").casefold()
    return next((one for one in CATEGORIES if any(part in name for part in one.also_called)), None)
