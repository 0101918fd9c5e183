"""Who buys: people invented one by one, and whether they come back."""

from __future__ import annotations

from array import array
from random import Random
from typing import NamedTuple

from sample_data.demand import EVENT, Mood
from sample_data.drawing import Weighted, even, happens

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

_CITY = Weighted(weight for *_, weight in CITIES)
# A buyer's traits are the digits of one number, in this order; each has so many values.
_NICKNAMES = len(NICKNAMES) + 1  # 0: a number for a nickname
_CITIES, _SURNAMES, _PREFIXES = len(CITIES), len(SURNAMES), len(PHONE_PREFIXES)
_LAST_DIGITS, _DISTRICTS = 10_000, max(len(districts) for _, _, districts, *_ in CITIES)


class Person(NamedTuple):
    """What the sheets say of a buyer; personal fields are masked, as the platform masks them."""

    nickname: str
    receiver: str
    phone: str
    address: str


class Buyer(NamedTuple):
    """Somebody who orders, in two numbers, so that millions fit into memory."""

    serial: int
    traits: int

    @property
    def is_remote(self) -> bool:
        """Whether parcels to this buyer cost more."""
        city = self.traits // (_SURNAMES * _PREFIXES * _LAST_DIGITS * _DISTRICTS) % _CITIES
        return CITIES[city][0] in REMOTE_PROVINCES

    @property
    def person(self) -> Person:
        """The buyer in words; the serial makes the nickname unique, as a buyer id has to be."""
        rest, district = divmod(self.traits, _DISTRICTS)
        rest, last_digits = divmod(rest, _LAST_DIGITS)
        rest, prefix = divmod(rest, _PREFIXES)
        rest, surname = divmod(rest, _SURNAMES)
        nickname, city_at = divmod(rest, _CITIES)
        province, city, districts, postcode, _ = CITIES[city_at]
        return Person(
            # Multiplying by a number without common factors shuffles the serials, repeating none.
            nickname=f"{NICKNAMES[nickname - 1]}{1000 + self.serial}"
            if nickname
            else f"tb{(self.serial * 7_368_787 + 83_920_417) % 100_000_000:08d}",
            receiver=f"{SURNAMES[surname]}**",
            phone=f"{PHONE_PREFIXES[prefix]}****{last_digits:04d}",
            address=f"{province} {city} {districts[district]} ***({postcode})",
        )


def make_buyer(rng: Random, serial: int) -> Buyer:
    """Invent a buyer."""
    traits = 0 if happens(rng, 550) else 1 + even(rng, len(NICKNAMES))
    city = _CITY.draw(rng)
    traits = traits * _CITIES + city
    traits = traits * _SURNAMES + even(rng, _SURNAMES)
    traits = traits * _PREFIXES + even(rng, _PREFIXES)
    traits = traits * _LAST_DIGITS + even(rng, _LAST_DIGITS)
    return Buyer(serial, traits * _DISTRICTS + even(rng, len(CITIES[city][2])))


class Customers:
    """Who orders next: somebody new, or somebody who was here before."""

    def __init__(self, first_serial: int) -> None:
        """Start with an empty customer file; the first buyer gets that serial."""
        self._first_serial = first_serial
        self._traits = array("q")  # by serial
        # One entry an order: who has bought often is more likely to buy again.
        self._orders = array("i")
        self._before_event = 0

    def next(self, rng: Random, day: int, mood: Mood) -> Buyer:
        """Return the buyer of the next order of that day."""
        if day < 0:
            self._before_event = len(self._orders)
        # In the event "returning" means: has ordered before it; otherwise: at any time.
        known = self._before_event if mood is EVENT else len(self._orders)
        if known and happens(rng, mood.returning):
            serial = self._orders[even(rng, known)]
            buyer = Buyer(serial, self._traits[serial - self._first_serial])
        else:
            buyer = make_buyer(rng, self._first_serial + len(self._traits))
            self._traits.append(buyer.traits)
        self._orders.append(buyer.serial)
        return buyer
