"""Write the order sheets of one made-up women's-wear shop around Double 11.

Two files come out, in the form in which the platform's seller centre exported them in 2017 (GBK,
CRLF, guarded ids), and beside them ``answer_key.json``: what a right import of them must find.

The file is read from top to bottom: the platform's columns, the shop and its customers, the shape
of demand, one order, the ledger of all orders, planted defects, the answer key, the files.

Same arguments, same bytes, on every system. So the code draws only from seeded generators, weighs
only with whole numbers (floating-point powers and sums differ between machines and Python
versions), never walks over a set, and writes bytes. Money is counted in fen (``_minor``).
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

# --- The platform's columns ----------------------------------------------------------------------

# The spaces at the end of some names are the platform's own.
ORDER_HEADERS = (
    "订单编号", "买家会员名", "买家支付宝账号", "买家应付货款", "买家应付邮费", "买家支付积分",
    "总金额", "返点积分", "买家实际支付金额", "买家实际支付积分", "订单状态", "买家留言",
    "收货人姓名", "收货地址 ", "运送方式", "联系电话 ", "联系手机", "订单创建时间",
    "订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 ", "物流公司", "订单备注", "宝贝总数量",
    "店铺Id", "店铺名称", "订单关闭原因", "卖家服务费", "买家服务费", "发票抬头", "是否手机订单",
    "分阶段订单信息", "特权订金订单id", "是否上传合同照片", "是否上传小票", "是否代付", "定金排名",
    "修改后的sku", "修改后的收货地址", "异常信息", "天猫卡券抵扣", "集分宝抵扣", "是否是O2O交易",
    "退款金额", "预约门店",
)  # fmt: skip
ITEM_HEADERS = (
    "订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性", "套餐信息", "备注",
    "订单状态", "商家编码",
)  # fmt: skip

WAITING_FOR_PAYMENT = "等待买家付款"
WAITING_FOR_SHIPPING = "买家已付款，等待卖家发货"
SHIPPED = "卖家已发货，等待买家确认"
DONE = "交易成功"
CLOSED = "交易关闭"
NOT_CLOSED = "订单未关闭"

# --- The shop: what it sells and to whom ---------------------------------------------------------

# "示例" (example) is part of the name, so that nobody takes the numbers for a real shop's.
SHOP_NAME = "晚橙女装（示例店铺）"


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of garment: how it is named, priced and wanted.

    ``early`` and ``late`` are its weights among all styles before and after about D-21: while it
    grows colder, dresses give way to coats and down jackets.
    """

    name: str
    code: str
    prices: tuple[int, int]  # yuan, from and to
    early: int
    late: int
    goes_with: str  # the category that buyers often take with it
    features: tuple[str, ...]
    one_size: bool = False
    often_several: bool = False  # small things of which one buys two or three

    @property
    def noun(self) -> str:
        """The word in a title; accessories are named by what they are (scarf, beret, gloves)."""
        return "" if self.one_size else self.name


CATEGORIES = (
    Category("针织衫", "ZZ", (99, 199), 22, 21, "半身裙", ("软糯慵懒", "高领打底", "V领宽松")),
    Category("连衣裙", "LYQ", (139, 269), 19, 12, "针织衫", ("收腰碎花", "法式复古", "丝绒长袖")),
    Category("衬衫", "CS", (89, 169), 13, 9, "牛仔裤", ("垂感通勤", "条纹宽松", "泡泡袖")),
    Category("半身裙", "BSQ", (99, 189), 11, 10, "针织衫", ("高腰A字", "百褶长款", "毛呢包臀")),
    Category("牛仔裤", "NZK", (119, 199), 13, 12, "卫衣", ("高腰直筒", "加绒小脚", "阔腿显瘦")),
    Category("卫衣", "WY", (89, 169), 10, 10, "牛仔裤", ("加绒连帽", "复古圆领", "短款印花")),
    Category("大衣", "DY", (299, 599), 5, 8, "配饰", ("双面呢中长款", "赫本风系带", "茧型宽松")),
    Category("羽绒服", "YRF", (299, 699), 4, 8, "打底裤", ("轻薄短款", "中长款毛领", "面包服")),
    Category(
        "打底裤", "DDK", (39, 89), 6, 9, "卫衣", ("加绒加厚", "光腿神器", "高腰外穿"),
        often_several=True,
    ),
    Category(
        "配饰", "PS", (29, 79), 8, 9, "大衣", ("羊绒感围巾", "毛线贝雷帽", "触屏手套"),
        one_size=True, often_several=True,
    ),
)  # fmt: skip

# Name, code in the SKU, weight: dark and plain colours sell best.
COLOURS = (
    ("黑色", "BK", 5), ("杏色", "AP", 4), ("驼色", "CA", 3), ("灰色", "GY", 3), ("奶白色", "MW", 3),
    ("酒红色", "WR", 2), ("雾霾蓝", "HB", 2),
)  # fmt: skip
SIZES = (("S", 3), ("M", 5), ("L", 4), ("XL", 2))
ONE_SIZE = (("均码", 14),)

# Province, city, districts, postcode, weight (roughly where online buyers of clothing live).
CITIES = (
    ("广东省", "广州市", ("越秀区", "天河区", "番禺区"), "510000", 46),
    ("广东省", "深圳市", ("南山区", "福田区", "宝安区"), "518000", 44),
    ("广东省", "东莞市", ("其它区",), "523000", 24),
    ("广东省", "佛山市", ("南海区", "顺德区"), "528000", 20),
    ("上海", "上海市", ("徐汇区", "浦东新区", "闵行区", "静安区"), "200000", 66),
    ("北京", "北京市", ("朝阳区", "海淀区", "丰台区", "昌平区"), "100000", 58),
    ("浙江省", "杭州市", ("西湖区", "余杭区", "滨江区"), "310000", 42),
    ("浙江省", "宁波市", ("鄞州区", "海曙区"), "315000", 24),
    ("浙江省", "温州市", ("鹿城区", "瑞安市"), "325000", 20),
    ("浙江省", "金华市", ("义乌市", "婺城区"), "321000", 18),
    ("江苏省", "南京市", ("鼓楼区", "江宁区"), "210000", 32),
    ("江苏省", "苏州市", ("姑苏区", "昆山市", "吴中区"), "215000", 36),
    ("江苏省", "无锡市", ("梁溪区", "江阴市"), "214000", 20),
    ("江苏省", "徐州市", ("泉山区",), "221000", 14),
    ("山东省", "济南市", ("历下区", "市中区"), "250000", 24),
    ("山东省", "青岛市", ("市南区", "黄岛区"), "266000", 26),
    ("山东省", "临沂市", ("兰山区",), "276000", 14),
    ("河南省", "郑州市", ("金水区", "二七区"), "450000", 34),
    ("河南省", "洛阳市", ("涧西区",), "471000", 14),
    ("四川省", "成都市", ("武侯区", "锦江区", "郫都区"), "610000", 42),
    ("四川省", "绵阳市", ("涪城区",), "621000", 8),
    ("重庆", "重庆市", ("渝北区", "沙坪坝区", "南岸区"), "400000", 28),
    ("湖北省", "武汉市", ("洪山区", "武昌区", "江汉区"), "430000", 36),
    ("湖北省", "宜昌市", ("西陵区",), "443000", 8),
    ("湖南省", "长沙市", ("岳麓区", "雨花区"), "410000", 30),
    ("福建省", "福州市", ("鼓楼区", "仓山区"), "350000", 18),
    ("福建省", "厦门市", ("思明区", "湖里区"), "361000", 18),
    ("福建省", "泉州市", ("晋江市", "丰泽区"), "362000", 16),
    ("安徽省", "合肥市", ("蜀山区", "包河区"), "230000", 26),
    ("河北省", "石家庄市", ("长安区", "裕华区"), "050000", 24),
    ("河北省", "保定市", ("莲池区",), "071000", 12),
    ("天津", "天津市", ("南开区", "河西区"), "300000", 20),
    ("陕西省", "西安市", ("雁塔区", "碑林区"), "710000", 28),
    ("辽宁省", "沈阳市", ("和平区", "铁西区"), "110000", 18),
    ("辽宁省", "大连市", ("沙河口区",), "116000", 14),
    ("江西省", "南昌市", ("东湖区", "红谷滩区"), "330000", 20),
    ("广西壮族自治区", "南宁市", ("青秀区", "西乡塘区"), "530000", 18),
    ("云南省", "昆明市", ("五华区", "官渡区"), "650000", 18),
    ("贵州省", "贵阳市", ("南明区",), "550000", 14),
    ("山西省", "太原市", ("小店区", "迎泽区"), "030000", 16),
    ("黑龙江省", "哈尔滨市", ("南岗区", "道里区"), "150000", 16),
    ("吉林省", "长春市", ("朝阳区",), "130000", 12),
    ("海南省", "海口市", ("龙华区",), "570000", 6),
    ("甘肃省", "兰州市", ("城关区",), "730000", 8),
    ("内蒙古自治区", "呼和浩特市", ("赛罕区",), "010000", 8),
    ("新疆维吾尔自治区", "乌鲁木齐市", ("天山区", "新市区"), "830000", 7),
    ("宁夏回族自治区", "银川市", ("兴庆区",), "750000", 4),
    ("青海省", "西宁市", ("城西区",), "810000", 3),
    ("西藏自治区", "拉萨市", ("城关区",), "850000", 1),
)  # fmt: skip
REMOTE_PROVINCES = frozenset(
    ("内蒙古自治区", "新疆维吾尔自治区", "宁夏回族自治区", "青海省", "西藏自治区")
)

NICKNAMES = (
    "小鹿", "糖糖", "一颗柠檬", "海盐汽水", "晴天娃娃", "猫的尾巴", "安静的云", "橘子酱", "阿May",
    "豆豆妈", "木子", "慢慢走", "茉莉奶绿", "月半小夜曲",
)  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
PHONE_PREFIXES = ("138", "139", "150", "158", "186", "188", "177", "133")
CARRIERS = ("中通快递", "圆通速递", "韵达快递", "申通快递", "顺丰速运", "EMS")
# Free text as buyers and agents leave it: an importer has to drop it, so some must be there.
BUYER_MESSAGES = (
    "请尽快发货，谢谢", "麻烦放菜鸟驿站", "身高162体重50公斤,M码合适吗", "送朋友的，不要放小票",
    "打电话 139****5521 再送", "周末才有人收",
)  # fmt: skip
SELLER_REMARKS = ("加急 王**", "已核对地址", "客户来电 138****1234 改顺丰", "送小样一份", "换L码")

# --- The shape of demand -------------------------------------------------------------------------

FIRST_DAY, LAST_DAY = -42, 14  # around D, the main day
DAY_SECONDS = 24 * 60 * 60

# Office days sell more than Saturday; Monday first. Percent of an average day.
WEEKDAYS = (104, 103, 102, 101, 97, 92, 101)

# Orders a day, in percent of an ordinary one, by day from D. The week of 1 October (D-41 … D-35)
# is quiet: people travel. From D-10 buyers only look and compare (CAL-9); the campaign runs
# D-4 … D+2 (CAL-1) with a tail after D (TGT-8); then needs are met for a while.
ORDINARY_DAY = 100
SPECIAL_DAYS: dict[int, int] = {
    **dict.fromkeys(range(-41, -34), 91),
    **dict.fromkeys(range(-10, -4), 85),
    -4: 112, -3: 115, -2: 118, -1: 124,
    0: 405, 1: 200, 2: 146,
    **dict.fromkeys(range(3, 8), 88),
    **dict.fromkeys(range(8, 15), 94),
}  # fmt: skip
# Days differ without a reason, by up to so many percent; not D, so that every shop shows an event.
DAY_NOISE = 9

# When people order, by half hour. Ordinary days: asleep from one to seven, most in the evening.
ORDINARY_HALF_HOURS = (
    15, 12, 8, 6, 4, 3, 2, 2, 2, 2, 2, 3, 5, 7, 10, 13, 18, 21, 24, 27, 29, 29, 28, 26,
    24, 24, 25, 26, 27, 27, 27, 26, 26, 25, 24, 24, 24, 25, 27, 29, 33, 37, 40, 42, 43, 40, 33, 23,
)  # fmt: skip
# The main day (CAL-8): a rush 00:00-01:30, the trough 02-08, a peak 14-16, a second rush 20-24.
EVENT_HALF_HOURS = (
    150, 95, 62, 28, 12, 9, 7, 5, 4, 4, 4, 4, 6, 8, 12, 16, 22, 26, 32, 36, 38, 40, 38, 36,
    34, 36, 40, 44, 54, 58, 58, 52, 42, 40, 38, 36, 36, 38, 42, 48, 62, 72, 78, 82, 84, 86, 80, 66,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mood:
    """How buyers behave: shares in per mille, weights for 1 … 6 lines in an order."""

    unpaid: int
    refunded: int
    returning: int  # orders by somebody who has ordered before (in the event: before the event)
    lines: tuple[int, ...]
    event_price: bool
    money_off: tuple[tuple[int, int], ...]  # (from this many yuan, so many yuan off), dearest first


# A promotion lowers the unit price and must raise the items per order (TGT-3). Bought in a hurry,
# more comes back. About 30 % of the event's buyers are returning ones (TGT-7, AFT-5).
ORDINARY = Mood(125, 85, 120, (700, 200, 70, 20, 7, 3), False, ((399, 20),))
WARM_UP = Mood(125, 85, 160, (660, 220, 80, 27, 9, 4), False, ((499, 50), (299, 20)))
EVENT = Mood(100, 120, 290, (440, 300, 150, 68, 27, 15), True, ((599, 80), (299, 30)))

# Percent of orders in which an item beyond the first is the one that goes with the first.
BOUGHT_TOGETHER = 40
# Percent of unpaid orders placed once more at once by the same buyer (wrong address, voucher lost).
SECOND_TRY = 15
# Percent of orders placed from 20:00 on the eve that wait for midnight to be paid: the event's red
# packets count only from then on.
EVE_WAITS = 40
# Time from order to payment: (per mille of orders, seconds). Most pay at once, some after hours.
PAYMENT_DELAYS = ((0, 6), (500, 35), (800, 240), (920, 1800), (980, 4 * 3600), (1000, 23 * 3600))

FREE_SHIPPING_FROM_MINOR = 99_00
SHIPPING_MINOR, REMOTE_SHIPPING_MINOR = 8_00, 18_00


def ready_event_day(today: date) -> date:
    """Return the latest 11 November that is not after ``today``."""
    this_year = date(today.year, 11, 11)
    return this_year if this_year <= today else date(today.year - 1, 11, 11)


def mood_of(day: int) -> Mood:
    """Return how buyers behave on the given day, counted from D."""
    if 0 <= day <= 2:  # the day after keeps the event price (ACT-13)
        return EVENT
    return WARM_UP if -4 <= day < 0 else ORDINARY


# --- Drawing -------------------------------------------------------------------------------------


def below(rng: Random, limit: int) -> int:
    """Return a number from 0 to ``limit`` - 1; several times faster than ``randrange``."""
    return int(rng.random() * limit)


class Weighted:
    """Positions 0, 1, 2, …, each drawn as often as its whole-number weight says."""

    def __init__(self, weights: Iterable[int]) -> None:
        """Remember the running totals, so that a draw is one search."""
        self._totals = list(accumulate(weights))

    def draw(self, rng: Random) -> int:
        """Return one position."""
        return bisect_right(self._totals, below(rng, self._totals[-1]))

    def spread(self, rng: Random, count: int) -> Iterator[int]:
        """Yield ``count`` positions in rising order, each as often as due, to within one or two."""
        whole = self._totals[-1]
        for step in range(count):
            yield bisect_right(self._totals, (step * whole + rng.randrange(whole)) // count)


def happens(rng: Random, share: int, of: int = 1000) -> bool:
    """Return True in ``share`` out of ``of`` cases."""
    return below(rng, of) < share


def payment_delay(rng: Random) -> int:
    """Return seconds from order to payment, by straight lines between PAYMENT_DELAYS."""
    at = rng.randrange(1000)
    upper = next(n for n, (share, _) in enumerate(PAYMENT_DELAYS) if share > at)
    (low, fast), (high, slow) = PAYMENT_DELAYS[upper - 1], PAYMENT_DELAYS[upper]
    return fast + (slow - fast) * (at - low) // (high - low)


# --- Catalogue -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sku:
    """One product of the catalogue: a style in one colour and one size."""

    code: str
    title: str
    spec: str
    price_minor: int
    event_price_minor: int
    style: int
    size: str
    often_several: bool


@dataclass(frozen=True, slots=True)
class Style:
    """A design; it lies in the catalogue in several colours and sizes."""

    rank: int  # 0 is the best seller
    category: Category
    title: str
    price: int  # yuan
    event_price: int


class Catalogue:
    """All products, how often each is wanted, and which are bought together."""

    def __init__(self, year: int, products: int, seed: int) -> None:
        """Invent ``products`` SKUs; the same seed gives the same ones for any number of orders."""
        rng = Random(f"{seed}-catalogue")
        self.skus: list[Sku] = []
        self._styles: list[Style] = []
        self._skus_of_style: list[list[int]] = []
        wanted: list[int] = []  # within the style, by colour and size
        category = Weighted(item.early + item.late for item in CATEGORIES)
        while len(self.skus) < products:
            style = make_style(rng, len(self._styles), CATEGORIES[category.draw(rng)], year)
            variants = make_variants(rng, style)[: products - len(self.skus)]
            start = len(self.skus)
            self._styles.append(style)
            self._skus_of_style.append(list(range(start, start + len(variants))))
            self.skus.extend(sku for sku, _ in variants)
            wanted.extend(weight for _, weight in variants)
        self._early = Weighted(self._weights(wanted, late=False, event=False))
        self._late = Weighted(self._weights(wanted, late=True, event=False))
        self._event = Weighted(self._weights(wanted, late=True, event=True))
        self._partners = [self._partner(style) for style in self._styles]

    def _weights(self, wanted: Sequence[int], *, late: bool, event: bool) -> Iterator[int]:
        """Yield each SKU's weight: few styles sell most (Zipf), in the event fewer still."""
        for sku, weight in zip(self.skus, wanted, strict=True):
            style = self._styles[sku.style]
            season = style.category.late if late else style.category.early
            # The catalogue already holds more styles of a category that sells more.
            usual = style.category.late + style.category.early
            promoted = 2 if event and is_hero(style.rank) else 1
            yield 1_000_000 // (style.rank + 5) * weight * season // usual * promoted

    def _partner(self, style: Style) -> int | None:
        """Return the style that buyers take with this one: best sellers go with best sellers."""
        same = [s.rank for s in self._styles if s.category is style.category]
        other = [s.rank for s in self._styles if s.category.name == style.category.goes_with]
        return other[same.index(style.rank) % len(other)] if other else None

    def draw(self, rng: Random, day: int) -> int:
        """Return the position of one SKU as wanted on that day."""
        if mood_of(day).event_price:
            return self._event.draw(rng)
        return (self._early if day < -21 else self._late).draw(rng)

    def draw_partner(self, rng: Random, position: int) -> int | None:
        """Return a SKU that goes with the given one, in the same size where there is one."""
        sku = self.skus[position]
        partner = self._partners[sku.style]
        if partner is None:
            return None
        choices = self._skus_of_style[partner]
        fitting = [other for other in choices if self.skus[other].size == sku.size]
        return rng.choice(fitting or choices)


def is_hero(rank: int) -> bool:
    """Tell whether a style is one of the event's main products."""
    return rank < 6


def make_style(rng: Random, rank: int, category: Category, year: int) -> Style:
    """Invent a style; its prices end in 9, as they do."""
    low, high = category.prices
    price = low + rng.randrange((high - low) // 10 + 1) * 10
    percent = (75 if is_hero(rank) else 79) + rng.randrange(9)
    event_price = (price * percent // 100 + 1) // 10 * 10 - 1  # down to the next 9
    title = f"{year}秋冬新款{rng.choice(category.features)}{category.noun}女"
    title += rng.choice(("显瘦百搭", "小众设计感", "洋气减龄", "气质通勤", "ins潮"))
    # A code in the title, as shops write it, keeps two styles apart that share all other words.
    return Style(rank, category, f"{title} {category.code}{rank + 1:03d}", price, event_price)


def make_variants(rng: Random, style: Style) -> list[tuple[Sku, int]]:
    """Return the style's SKUs with their weights: two or three colours in each size."""
    first = rng.randrange(len(COLOURS))
    colours = [COLOURS[(first + step) % len(COLOURS)] for step in range(2 + rng.randrange(2))]
    sizes = ONE_SIZE if style.category.one_size else SIZES
    base = f"{style.category.code}{style.rank + 1:03d}"
    return [
        (
            Sku(
                code=f"{base}-{colour_code}" + ("" if sizes is ONE_SIZE else f"-{size}"),
                title=style.title,
                spec=f"颜色分类：{colour};尺码：{size}",
                price_minor=style.price * 100,
                event_price_minor=style.event_price * 100,
                style=style.rank,
                size=size,
                often_several=style.category.often_several,
            ),
            # The weight of the one size is that of all four together.
            colour_weight * size_weight,
        )
        for colour, colour_code, colour_weight in colours
        for size, size_weight in sizes
    ]


# --- Buyers --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Buyer:
    """Somebody who orders; personal fields are masked, as the platform masks them."""

    nickname: str
    receiver: str
    phone: str
    province: str
    address: str


_CITY = Weighted(weight for *_, weight in CITIES)


def make_buyer(rng: Random, serial: int) -> Buyer:
    """Invent a buyer; ``serial`` makes the nickname unique, as a buyer id has to be."""
    # Multiplying by a number without common factors shuffles the serials and repeats none.
    if happens(rng, 550):
        nickname = f"tb{(serial * 7_368_787 + 83_920_417) % 100_000_000:08d}"
    else:
        nickname = f"{rng.choice(NICKNAMES)}{1000 + serial}"
    province, city, districts, postcode, _ = CITIES[_CITY.draw(rng)]
    return Buyer(
        nickname=nickname,
        receiver=f"{rng.choice(SURNAMES)}**",
        phone=f"{rng.choice(PHONE_PREFIXES)}****{rng.randrange(10_000):04d}",
        province=province,
        address=f"{province} {city} {rng.choice(districts)} ***({postcode})",
    )


class Customers:
    """Who orders next: somebody new, or somebody who was here before."""

    def __init__(self) -> None:
        """Start with an empty customer file."""
        # One entry an order: who has bought often is more likely to buy again.
        self._orders: list[Buyer] = []
        self._before_event = 0
        self.buyers = 0

    def new(self, rng: Random) -> Buyer:
        """Return a buyer who was never here."""
        self.buyers += 1
        return make_buyer(rng, self.buyers)

    def next(self, rng: Random, day: int) -> Buyer:
        """Return the buyer of the next order of that day."""
        mood = mood_of(day)
        if day < 0:
            self._before_event = len(self._orders)
        # In the event "returning" means: has ordered before it; otherwise: at any time.
        known = self._before_event if mood is EVENT else len(self._orders)
        if known and happens(rng, mood.returning):
            buyer = self._orders[rng.randrange(known)]
        else:
            buyer = self.new(rng)
        self._orders.append(buyer)
        return buyer


# --- One order -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """So many pieces of one SKU at one price."""

    sku: Sku
    price_minor: int
    quantity: int

    @property
    def amount_minor(self) -> int:
        """Price times quantity."""
        return self.price_minor * self.quantity


@dataclass(frozen=True, slots=True)
class Order:
    """One order of the ledger; ``paid_at`` is None when it was never paid."""

    order_id: int
    created_at: datetime
    paid_at: datetime | None
    buyer: Buyer
    lines: tuple[Line, ...]
    discount_minor: int
    shipping_minor: int
    refund_minor: int
    status: str
    close_reason: str
    waybill: str
    carrier: str
    message: str
    remark: str
    by_phone: bool

    @property
    def goods_minor(self) -> int:
        """What the buyer owes for the goods: the items less the shop's money off."""
        return sum(line.amount_minor for line in self.lines) - self.discount_minor

    @property
    def gross_minor(self) -> int:
        """The order as placed: goods and shipping."""
        return self.goods_minor + self.shipping_minor

    @property
    def paid_minor(self) -> int:
        """What came in, before refunds."""
        return self.gross_minor if self.paid_at else 0

    @property
    def quantity(self) -> int:
        """Pieces in the order."""
        return sum(line.quantity for line in self.lines)


_LINES = {mood: Weighted(mood.lines) for mood in (ORDINARY, WARM_UP, EVENT)}
_SEVERAL = Weighted((84, 12, 4))
_ONE = Weighted((975, 25))


def fill_basket(rng: Random, catalogue: Catalogue, day: int) -> tuple[Line, ...]:
    """Return 1 … 6 lines, no SKU twice."""
    mood = mood_of(day)
    wanted = 1 + _LINES[mood].draw(rng)
    chosen = [catalogue.draw(rng, day)]
    # A tiny catalogue may not hold so many different products: stop after some tries.
    for _ in range(4 * wanted):
        if len(chosen) == wanted:
            break
        together = happens(rng, BOUGHT_TOGETHER, of=100)
        extra = catalogue.draw_partner(rng, chosen[0]) if together else None
        if extra is None:
            extra = catalogue.draw(rng, day)
        if extra not in chosen:
            chosen.append(extra)
    return tuple(make_line(rng, catalogue.skus[position], mood) for position in chosen)


def make_line(rng: Random, sku: Sku, mood: Mood) -> Line:
    """Return the SKU at the price of the day, mostly one piece."""
    price = sku.event_price_minor if mood.event_price else sku.price_minor
    quantity = 1 + (_SEVERAL if sku.often_several else _ONE).draw(rng)
    return Line(sku, price, quantity)


def money_off(mood: Mood, amount_minor: int) -> int:
    """Return the shop's discount on an order of that amount."""
    return next((off * 100 for start, off in mood.money_off if amount_minor >= start * 100), 0)


def shipping_fee(province: str, amount_minor: int) -> int:
    """Return the fee; most orders are above the threshold and ship free."""
    if amount_minor >= FREE_SHIPPING_FROM_MINOR:
        return 0
    return REMOTE_SHIPPING_MINOR if province in REMOTE_PROVINCES else SHIPPING_MINOR


def payment_time(rng: Random, created_at: datetime, midnight_of_d: datetime) -> datetime:
    """Return when the order is paid; on the eve many wait for midnight."""
    eve = timedelta(0) < midnight_of_d - created_at <= timedelta(hours=4)
    if eve and happens(rng, EVE_WAITS, of=100):
        return midnight_of_d + timedelta(seconds=min(rng.randrange(1800), rng.randrange(1800)))
    return created_at + timedelta(seconds=payment_delay(rng))


def refund(rng: Random, order: Order, mood: Mood) -> int:
    """Return what is given back: nothing, all, one line of several, or a small compensation."""
    if not order.paid_at or not happens(rng, mood.refunded):
        return 0
    if happens(rng, 620):
        return order.paid_minor
    if len(order.lines) == 1:
        return min(500 + 500 * rng.randrange(5), order.paid_minor)
    amount = sum(line.amount_minor for line in order.lines)
    # The line's share of what was paid for goods, rounded down to the fen.
    return rng.choice(order.lines).amount_minor * order.goods_minor // amount


def with_fate(rng: Random, order: Order, mood: Mood, exported_at: datetime) -> Order:
    """Return the order as it stands when the sheet is exported: status, waybill, refund."""
    if not order.paid_at:
        # The platform closes what is not paid within three days.
        if exported_at - order.created_at < timedelta(days=3):
            return replace(order, status=WAITING_FOR_PAYMENT)
        return replace(order, status=CLOSED, close_reason="买家未付款")
    age = (exported_at - order.paid_at).days
    # Goods come back within a week or so: the newest orders have had no time for it.
    refund_minor = refund(rng, order, mood) if age >= rng.randrange(8) else 0
    ships_after = 1 + rng.randrange(4 if mood is EVENT else 2)
    done_after = ships_after + 4 + rng.randrange(8)
    closed = refund_minor == order.paid_minor
    # Two fifths of the full refunds are asked for before the parcel leaves.
    shipped = age >= ships_after and not (closed and happens(rng, 400))
    status = DONE if age >= done_after else SHIPPED if shipped else WAITING_FOR_SHIPPING
    return replace(
        order,
        refund_minor=refund_minor,
        status=CLOSED if closed else status,
        close_reason="退款" if closed else NOT_CLOSED,
        waybill=f"No:{75_000_000_000_000 + rng.randrange(10**12)}" if shipped else "",
        carrier=rng.choice(CARRIERS) if shipped else "",
    )


# --- The ledger: all orders in the order of time -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Calendar:
    """The shop's days around D; local wall clock."""

    event_day: date

    @property
    def midnight_of_d(self) -> datetime:
        """The event's first second."""
        return datetime(self.event_day.year, self.event_day.month, self.event_day.day)

    @property
    def exported_at(self) -> datetime:
        """When the sheet was drawn: the evening after, so some payments lie after the last day."""
        return self.midnight_of_d + timedelta(days=LAST_DAY + 1, hours=23)

    def day_of(self, moment: datetime) -> int:
        """Return the day of a moment, counted from D."""
        return (moment.date() - self.event_day).days

    def day_weights(self, rng: Random) -> list[int]:
        """Return the weight of each day from FIRST_DAY to LAST_DAY."""
        return [
            SPECIAL_DAYS.get(day, ORDINARY_DAY)
            * WEEKDAYS[(self.event_day + timedelta(days=day)).weekday()]
            * (100 if day == 0 else 100 - DAY_NOISE + rng.randrange(2 * DAY_NOISE + 1))
            for day in range(FIRST_DAY, LAST_DAY + 1)
        ]


def draw_times(rng: Random, calendar: Calendar, orders: int) -> list[datetime]:
    """Return when the orders are placed, sorted."""
    days = Weighted(calendar.day_weights(rng))
    ordinary, event = Weighted(ORDINARY_HALF_HOURS), Weighted(EVENT_HALF_HOURS)
    seconds = []
    for position in days.spread(rng, orders):
        day = FIRST_DAY + position
        half_hour = (event if day == 0 else ordinary).draw(rng)
        within = rng.randrange(1800)
        if day == 0 and half_hour == 0:  # the first minutes are the fullest
            within = min(within, rng.randrange(1800))
        seconds.append(day * DAY_SECONDS + half_hour * 1800 + within)
    return [calendar.midnight_of_d + timedelta(seconds=second) for second in sorted(seconds)]


def make_ledger(calendar: Calendar, catalogue: Catalogue, orders: int, seed: int) -> list[Order]:
    """Return exactly so many orders, oldest first."""
    rng = Random(f"{seed}-orders")
    customers = Customers()
    ledger: list[Order] = []
    order_id = 351_531_314_732_990_000  # 18 digits: a spreadsheet would round them, hence the guard
    for created_at in draw_times(rng, calendar, orders):
        day = calendar.day_of(created_at)
        before = ledger[-1] if ledger else None
        order_id += 1_000 + rng.randrange(9_000_000)
        if before and is_tried_again(rng, before, created_at):
            buyer, lines, paid = before.buyer, before.lines, True
        else:
            buyer, lines = customers.next(rng, day), fill_basket(rng, catalogue, day)
            paid = not happens(rng, mood_of(day).unpaid)
        paid_at = payment_time(rng, created_at, calendar.midnight_of_d) if paid else None
        draft = draft_order(rng, order_id, created_at, paid_at, buyer, lines, mood_of(day))
        ledger.append(with_fate(rng, draft, mood_of(day), calendar.exported_at))
    return ledger


def is_tried_again(rng: Random, before: Order, created_at: datetime) -> bool:
    """Tell whether the order repeats the unpaid one just before it."""
    same_day = before.created_at.date() == created_at.date()
    return not before.paid_at and same_day and happens(rng, SECOND_TRY, of=100)


def draft_order(
    rng: Random,
    order_id: int,
    created_at: datetime,
    paid_at: datetime | None,
    buyer: Buyer,
    lines: tuple[Line, ...],
    mood: Mood,
) -> Order:
    """Return the order as placed, before anything has happened to it."""
    amount = sum(line.amount_minor for line in lines)
    discount = money_off(mood, amount)
    return Order(
        order_id=order_id,
        created_at=created_at,
        paid_at=paid_at,
        buyer=buyer,
        lines=lines,
        discount_minor=discount,
        shipping_minor=shipping_fee(buyer.province, amount - discount),
        refund_minor=0,
        status=WAITING_FOR_PAYMENT,
        close_reason=NOT_CLOSED,
        waybill="",
        carrier="",
        message=rng.choice(BUYER_MESSAGES) if happens(rng, 60) else "",
        remark=rng.choice(SELLER_REMARKS) if happens(rng, 40) else "",
        by_phone=happens(rng, 850),
    )


# --- Planted defects -----------------------------------------------------------------------------

# Below this many orders the sheet stays clean: a defect would be most of it.
DEFECTS_FROM_ORDERS = 50
OUTLIER_MINOR = 188_888_00
# A sample on show with a deterrent price; now and then somebody orders it and never pays.
SHOW_PIECE = Sku(
    "SHOW-001", "高定礼服样衣展示 请勿拍下", "颜色分类：如图色;尺码：均码",
    OUTLIER_MINOR, OUTLIER_MINOR, -1, "均码", often_several=False,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shop:
    """The ledger, oldest first, and what is planted in its sheets (None, or empty: nothing).

    The ledger holds exactly the orders that a right import keeps. ``bad_date`` and ``orphan`` are
    orders beside it: the first stands only in the order list, the second only in the item list.
    """

    calendar: Calendar
    ledger: tuple[Order, ...]
    bad_date: Order | None = None
    orphan: Order | None = None
    without_payment_time: int = 0  # order ids; 0 is nobody's
    with_thousands_comma: int = 0
    with_currency_sign: int = 0

    @property
    def has_defects(self) -> bool:
        """Tell whether anything is planted."""
        return self.bad_date is not None


def make_shop(year: int, orders: int, products: int, seed: int) -> Shop:
    """Return the shop with its defects, or a clean one where there are few orders."""
    calendar = Calendar(date(year, 11, 11))
    catalogue = Catalogue(year, products, seed)
    if orders < DEFECTS_FROM_ORDERS:
        return Shop(calendar, tuple(make_ledger(calendar, catalogue, orders, seed)))
    ledger = make_ledger(calendar, catalogue, orders - 1, seed)  # the outlier is the last one
    return plant(Random(f"{seed}-defects"), calendar, ledger)


def plant(rng: Random, calendar: Calendar, ledger: list[Order]) -> Shop:
    """Add the outlier to the ledger and choose which orders carry the other defects."""
    ordinary = [order for order in ledger if order.paid_at and not order.refund_minor]
    silent = ordinary[len(ordinary) // 4]
    # The sheet has no payment time for it, so the ledger counts it when it was placed.
    position = ledger.index(silent)
    ledger[position] = replace(silent, paid_at=silent.created_at)
    others = [order for order in ordinary if order is not silent]
    dear = [order for order in others if order.gross_minor >= 1_000_00]
    comma = dear[len(dear) // 2].order_id if dear else 0
    sign = next(order.order_id for order in others if order.order_id != comma)
    stranger = Customers()
    stranger.buyers = len(ledger)  # nicknames that no buyer of the ledger has
    beside = [
        beside_ledger(rng, stranger.new(rng), ledger[len(ledger) * part // 5], part)
        for part in (1, 2, 3)
    ]
    outlier = replace(
        beside[0],
        lines=(Line(SHOW_PIECE, OUTLIER_MINOR, 1),), discount_minor=0, shipping_minor=0,
    )  # fmt: skip
    return Shop(
        calendar,
        tuple(sorted([*ledger, outlier], key=lambda order: order.order_id)),
        bad_date=beside[1],
        orphan=beside[2],
        without_payment_time=silent.order_id,
        with_thousands_comma=comma,
        with_currency_sign=sign,
    )


def beside_ledger(rng: Random, buyer: Buyer, like: Order, step: int) -> Order:
    """Return an unpaid order with an id of its own, a moment after another one."""
    return replace(
        draft_order(
            rng, like.order_id + step, like.created_at, None, buyer, like.lines[:1], ORDINARY
        ),
        status=CLOSED, close_reason="买家未付款", message="", remark="",
    )  # fmt: skip


# --- The answer key ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MainDay:
    """The main day D: orders by the time of placing, money by the time of payment."""

    orders_placed: int
    orders_paid: int
    paid_amount: str


@dataclass(frozen=True)
class AnswerKey:
    """What a right import of the two files finds, counted in the ledger and not in the files.

    Rows are the non-blank rows of the order list below its header; each is kept or rejected.
    ``remarks`` counts what is kept and mentioned. ``quantity``, ``lines`` and ``skus`` are of the
    item list, the line of an unknown order among them; ``buyers`` of the order list. Of two equal
    peak days the earlier counts. Amounts have two decimals.
    """

    shop: str
    year: int
    seed: int
    event_day: str
    orders: int
    rows_read: int
    rows_kept: int
    rows_rejected: dict[str, int]
    remarks: dict[str, int]
    gross_amount: str
    paid_amount: str
    refund_amount: str
    unpaid_orders: int
    refunded_orders: int
    buyers: int
    first_created_at: str
    last_created_at: str
    last_paid_at: str | None
    lines: int
    quantity: int
    skus: int
    peak_day: str | None
    main_day: MainDay
    window_paid_amount: str


def money(amount_minor: int) -> str:
    """Return an amount as the sheets write it."""
    return f"{amount_minor // 100}.{amount_minor % 100:02d}"


def answer(shop: Shop, seed: int) -> AnswerKey:
    """Return the answer key of a shop."""
    ledger, calendar = shop.ledger, shop.calendar
    lines = [line for order in item_orders(shop) for line in order.lines]
    paid = [(order.paid_at, order.paid_minor) for order in ledger if order.paid_at]
    by_day: dict[int, int] = {}
    for paid_at, amount in paid:
        day = calendar.day_of(paid_at)
        by_day[day] = by_day.get(day, 0) + amount
    peak = max(by_day, key=lambda day: (by_day[day], -day)) if by_day else None
    planted = int(shop.has_defects)
    rejected = dict.fromkeys(("repeated_header", "duplicate", "total_row", "bad_date"), planted)
    return AnswerKey(
        shop=SHOP_NAME,
        year=calendar.event_day.year,
        seed=seed,
        event_day=calendar.event_day.isoformat(),
        orders=len(ledger),
        rows_read=len(ledger) + sum(rejected.values()),
        rows_kept=len(ledger),
        rows_rejected=rejected,
        remarks={
            "paid_at_missing": planted,
            "outlier_amount": planted,
            "amount_cleaned": bool(shop.with_thousands_comma) + planted,
            "order_unknown": planted,
        },
        gross_amount=money(sum(order.gross_minor for order in ledger)),
        paid_amount=money(sum(amount for _, amount in paid)),
        refund_amount=money(sum(order.refund_minor for order in ledger)),
        unpaid_orders=len(ledger) - len(paid),
        refunded_orders=sum(order.refund_minor > 0 for order in ledger),
        buyers=len({order.buyer.nickname for order in ledger}),
        first_created_at=str(ledger[0].created_at),
        last_created_at=str(ledger[-1].created_at),
        last_paid_at=str(max(paid_at for paid_at, _ in paid)) if paid else None,
        lines=len(lines),
        quantity=sum(line.quantity for line in lines),
        skus=len({line.sku.code for line in lines}),
        peak_day=None if peak is None else str(calendar.event_day + timedelta(days=peak)),
        main_day=MainDay(
            orders_placed=sum(calendar.day_of(order.created_at) == 0 for order in ledger),
            orders_paid=sum(calendar.day_of(paid_at) == 0 for paid_at, _ in paid),
            paid_amount=money(by_day.get(0, 0)),
        ),
        window_paid_amount=money(sum(by_day.get(day, 0) for day in range(-4, 3))),
    )


# --- The files -----------------------------------------------------------------------------------


def quoted(cells: Iterable[str]) -> str:
    """Return cells as the platform writes them: each in quotes, even when empty."""
    return '"' + '","'.join([cell.replace('"', '""') for cell in cells]) + '"'


def guarded(text: str) -> str:
    """Return a cell that a spreadsheet leaves alone: a formula whose value is the text."""
    return f'="{text}"'


def order_row(shop: Shop, order: Order) -> str:
    """Return the order's row in the order list."""
    gross, paid = money(order.gross_minor), money(order.paid_minor)
    if order.order_id == shop.with_thousands_comma:
        gross = f"{order.gross_minor // 100:,}{gross[-3:]}"
    if order.order_id == shop.with_currency_sign:
        paid = f"￥{paid}"  # the full-width sign; GBK has no other
    created_at = str(order.created_at)
    if order is shop.bad_date:
        created_at = f"{order.created_at.year}/13/45 xx"
    has_time = order.paid_at and order.order_id != shop.without_payment_time
    left = (
        order.buyer.nickname, "***@***.com", money(order.goods_minor), money(order.shipping_minor),
        "0", gross, "0", paid, "0", order.status, order.message, order.buyer.receiver,
        order.buyer.address, "快递", "", f"'{order.buyer.phone}", created_at,
        str(order.paid_at) if has_time else "", "，".join(line.sku.title for line in order.lines),
        str(len(order.lines)), order.waybill, order.carrier, order.remark, str(order.quantity),
        "0", SHOP_NAME, order.close_reason, "0", "0元", "", "手机订单" if order.by_phone else "",
        "",
    )  # fmt: skip
    right = ("否", "否", "否", "", "", "", "", "", "", "", money(order.refund_minor), "")
    return ",".join((guarded(str(order.order_id)), quoted(left), guarded(""), quoted(right)))


def total_row(shop: Shop) -> str:
    """Return the row of sums that somebody added below the order list."""
    sums = {
        "订单编号": "合计",
        "总金额": money(sum(order.gross_minor for order in shop.ledger)),
        "买家实际支付金额": money(sum(order.paid_minor for order in shop.ledger)),
        "退款金额": money(sum(order.refund_minor for order in shop.ledger)),
    }
    return quoted(sums.get(header, "") for header in ORDER_HEADERS)


def order_list(shop: Shop) -> Iterator[str]:
    """Yield the rows of the order list, newest order first."""
    header = quoted(ORDER_HEADERS)
    yield header
    newest_first = shop.ledger[::-1]
    cut = len(newest_first) // 2 if shop.has_defects else -1
    for position, order in enumerate(newest_first):
        if position == cut:
            # Two exports pasted together: a blank line, the second one's header, and the one
            # order that both hold.
            yield from ("", header, order_row(shop, newest_first[cut - 1]))
        yield order_row(shop, order)
        if shop.bad_date and position == cut // 2:
            yield order_row(shop, shop.bad_date)
    if shop.has_defects:
        yield total_row(shop)


def item_orders(shop: Shop) -> Iterator[Order]:
    """Yield the orders whose lines stand in the item list, newest first."""
    orphans = [shop.orphan] if shop.orphan else []
    yield from sorted([*shop.ledger, *orphans], key=lambda order: -order.order_id)


def item_list(shop: Shop) -> Iterator[str]:
    """Yield the rows of the item list; each ends in a comma too many, as the platform's do."""
    yield quoted(ITEM_HEADERS)
    for order in item_orders(shop):
        for line in order.lines:
            sku = line.sku
            cells = (
                sku.title, money(line.price_minor), str(line.quantity), sku.code, sku.spec, "",
                order.remark, order.status, sku.code,
            )  # fmt: skip
            yield f"{guarded(str(order.order_id))},{quoted(cells)},"


def write_rows(path: Path, rows: Iterable[str]) -> None:
    """Write the rows in GBK with CRLF; as bytes, so that no system changes them."""
    with path.open("wb") as file:
        file.writelines(row.encode("gbk") + b"\r\n" for row in rows)


def write_shop(folder: Path, year: int, orders: int, products: int, seed: int) -> AnswerKey:
    """Write the two sheets and ``answer_key.json`` into ``folder``; return the answer key."""
    if orders < 1 or products < 1:
        raise ValueError("a shop needs at least one order and one product")
    shop = make_shop(year, orders, products, seed)
    key = answer(shop, seed)
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(folder / f"ExportOrderList{year}.csv", order_list(shop))
    write_rows(folder / f"ExportOrderDetailList{year}.csv", item_list(shop))
    text = json.dumps(asdict(key), ensure_ascii=False, indent=2) + "\n"
    (folder / "answer_key.json").write_bytes(text.encode("utf-8"))
    return key


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write the sheets of a made-up shop.")
    parser.add_argument("--year", type=int, default=2026, help="year of the event (2026)")
    parser.add_argument("--orders", type=int, default=20_000, help="orders to be kept (20000)")
    parser.add_argument("--products", type=int, default=300, help="SKUs in the catalogue (300)")
    parser.add_argument("--seed", type=int, default=11, help="another seed, another shop (11)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "out", help="folder")
    chosen = parser.parse_args(arguments)
    key = write_shop(chosen.out, chosen.year, chosen.orders, chosen.products, chosen.seed)
    print(f"{chosen.out}: {key.orders} orders, {key.lines} lines, paid {key.paid_amount}")


if __name__ == "__main__":
    main()
