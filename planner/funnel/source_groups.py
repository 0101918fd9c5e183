"""The kinds of traffic sources (FUN-4), told by the words that platforms use for them."""

from planner.language import Message, say

SEARCH = say("Search in the platform")
ADS = say("Paid ads")
ACTIVITIES = say("Activities")
AFFILIATES = say("Affiliates")
DIRECT = say("Direct and favourites")
OUTSIDE = say("Outside search and social")

_WORDS: tuple[tuple[Message, str], ...] = (
    (AFFILIATES, "淘宝客 淘客 联盟 京挑客 affiliate"),
    (ADS, "直通车 钻展 引力魔方 万相台 超级推荐 快车 付费 paid ads cpc"),
    (ACTIVITIES, "聚划算 活动 天天特卖 百亿补贴 秒杀 campaign deal"),
    (DIRECT, "购物车 收藏 我的淘宝 自主访问 直接访问 direct favourite favorite cart"),
    (
        OUTSIDE,
        "站外 百度 微信 微博 小红书 抖音 直播 内容 google baidu social facebook instagram tiktok",
    ),
    (SEARCH, "搜索 推荐 首页 免费 search"),
)
"""The first kind one of whose words a source's detail, else the source itself, contains."""


def group_of(source: str, detail: str | None) -> Message | None:
    """Return the kind of a source; None where its name says none.

    >>> str(group_of("付费流量", "淘宝客")), str(group_of("淘内免费", "手淘搜索"))
    ('Affiliates', 'Search in the platform')
    """
    for name in (detail, source):
        for group, words in _WORDS:
            if name and any(word in name.lower() for word in words.split()):
                return group
    return None
