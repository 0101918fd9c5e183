"""What the shop sells: styles in colours and sizes, how often each is wanted and with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from sample_data.demand import Mood
from sample_data.drawing import Weighted, even, one_of

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

# So many styles, the best sellers, are the event's main products.
MAIN_STYLES = 6
# Fashion moves: a year earlier a style stood up to so many places higher or lower, and every so
# manieth was not designed yet.
PLACES_MOVED = 4
DESIGNED_SINCE = 6


class Style(NamedTuple):
    """A design; it lies in the catalogue in several colours and sizes."""

    rank: int  # 0 is the best seller
    category: Category
    title: str
    price: int  # yuan
    event_price: int

    @property
    def code(self) -> str:
        """The first part of the codes of its SKUs."""
        return f"{self.category.code}{self.rank + 1:03d}"

    @property
    def is_hero(self) -> bool:
        """Whether it is one of the event's main products."""
        return self.rank < MAIN_STYLES


class Sku(NamedTuple):
    """One product of the catalogue: a style in one colour and one size."""

    position: int  # in the catalogue; -1: not in it
    code: str
    title: str
    colour: str
    size: str
    price_minor: int
    event_price_minor: int
    style: Style

    @property
    def is_main(self) -> bool:
        """Whether it is one of the event's main products."""
        return self.position >= 0 and self.style.is_hero

    @property
    def spec(self) -> str:
        """Colour and size as the platform writes them."""
        return f"颜色分类：{self.colour};尺码：{self.size}"


class Catalogue:
    """All products, how often each is wanted, and which are bought together."""

    def __init__(
        self, year: int, products: int, seed: int, *, is_year_before: bool = False
    ) -> None:
        """Invent ``products`` SKUs; the same seed gives the same ones for any number of orders.

        Args:
            year: that the titles name.
            products: how many.
            seed: another seed, another catalogue.
            is_year_before: whether styles are wanted as they were a year earlier.
        """
        rng = Random(f"{seed}-catalogue")
        self.skus: list[Sku] = []
        self.styles: list[Style] = []
        self._skus_of_style: list[list[int]] = []
        wanted: list[int] = []  # within the style, by colour and size
        category = Weighted(item.early + item.late for item in CATEGORIES)
        while len(self.skus) < products:
            style = make_style(rng, len(self.styles), CATEGORIES[category.draw(rng)], year)
            start = len(self.skus)
            variants = make_variants(rng, style, start)[: products - start]
            self.styles.append(style)
            self._skus_of_style.append(list(range(start, start + len(variants))))
            self.skus.extend(sku for sku, _ in variants)
            wanted.extend(weight for _, weight in variants)
        self._places: list[int | None] = (
            places_year_before(Random(f"{seed}-places"), len(self.styles))
            if is_year_before
            else [*range(len(self.styles))]
        )
        self._early = Weighted(self._weights(wanted, late=False, event=False))
        self._late = Weighted(self._weights(wanted, late=True, event=False))
        self._event = Weighted(self._weights(wanted, late=True, event=True))
        self._partners = self._partner_styles()
        self._fitting: dict[int, list[int]] = {}

    def _weights(self, wanted: Sequence[int], *, late: bool, event: bool) -> Iterator[int]:
        """Yield each SKU's weight: few styles sell most (Zipf), in the event fewer still."""
        for sku, weight in zip(self.skus, wanted, strict=True):
            style = sku.style
            season = style.category.late if late else style.category.early
            # The catalogue already holds more styles of a category that sells more.
            usual = style.category.late + style.category.early
            promoted = 2 if event and style.is_hero else 1
            place = self._places[style.rank]
            fame = 0 if place is None else 1_000_000 // (place + 5)
            yield fame * weight * season // usual * promoted

    def _partner_styles(self) -> list[int | None]:
        """Return each style's partner: best sellers are bought with best sellers."""
        ranks: dict[str, list[int]] = {category.name: [] for category in CATEGORIES}
        within: list[int] = []  # the style's rank among those of its category
        for style in self.styles:
            same = ranks[style.category.name]
            within.append(len(same))
            same.append(style.rank)
        others = [ranks[style.category.goes_with] for style in self.styles]
        return [
            other[rank % len(other)] if other else None
            for rank, other in zip(within, others, strict=True)
        ]

    def wanted(self, day: int, mood: Mood) -> Weighted:
        """Return how often each SKU is wanted on that day."""
        if mood.event_price:
            return self._event
        return self._early if day < -21 else self._late

    def draw_partner(self, rng: Random, position: int) -> int | None:
        """Return a SKU that goes with the given one, in the same size where there is one."""
        choices = self._fitting.get(position)
        if choices is None:
            choices = self._fitting[position] = self._fitting_partners(self.skus[position])
        return one_of(rng, choices) if choices else None

    def _fitting_partners(self, sku: Sku) -> list[int]:
        """Return the SKUs that go with the given one."""
        partner = self._partners[sku.style.rank]
        if partner is None or self._places[partner] is None:
            return []
        choices = self._skus_of_style[partner]
        return [other for other in choices if self.skus[other].size == sku.size] or choices


def places_year_before(rng: Random, styles: int) -> list[int | None]:
    """Return how far down each style stood a year earlier; None where it was not designed yet."""
    return [
        None
        if rank % DESIGNED_SINCE == DESIGNED_SINCE - 1
        else max(0, rank - PLACES_MOVED + even(rng, 2 * PLACES_MOVED + 1))
        for rank in range(styles)
    ]


def make_style(rng: Random, rank: int, category: Category, year: int) -> Style:
    """Invent a style; its prices end in 9, as they do."""
    low, high = category.prices
    price = low + even(rng, (high - low) // 10 + 1) * 10
    percent = (75 if rank < MAIN_STYLES else 79) + even(rng, 9)
    event_price = (price * percent // 100 + 1) // 10 * 10 - 1  # down to the next 9
    title = f"{year}秋冬新款{one_of(rng, category.features)}{category.noun}女"
    title += one_of(rng, ("显瘦百搭", "小众设计感", "洋气减龄", "气质通勤", "ins潮"))
    # A code in the title, as shops write it, keeps two styles apart that share all other words.
    return Style(rank, category, f"{title} {category.code}{rank + 1:03d}", price, event_price)


def make_variants(rng: Random, style: Style, start: int) -> list[tuple[Sku, int]]:
    """Return the style's SKUs with their weights: two or three colours in each size.

    Args:
        rng: to draw from.
        style: the style.
        start: the position in the catalogue of its first SKU.
    """
    first = even(rng, len(COLOURS))
    colours = [COLOURS[(first + step) % len(COLOURS)] for step in range(2 + even(rng, 2))]
    sizes = ONE_SIZE if style.category.one_size else SIZES
    return [
        (
            Sku(
                position=start + at * len(sizes) + size_at,
                code=f"{style.code}-{colour_code}" + ("" if sizes is ONE_SIZE else f"-{size}"),
                title=style.title,
                colour=colour,
                size=size,
                price_minor=style.price * 100,
                event_price_minor=style.event_price * 100,
                style=style,
            ),
            # The weight of the one size is that of all four together.
            colour_weight * size_weight,
        )
        for at, (colour, colour_code, colour_weight) in enumerate(colours)
        for size_at, (size, size_weight) in enumerate(sizes)
    ]
