"""The product sheet: what is known of each SKU besides its sales."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from sample_data.catalogue import CATEGORIES, Catalogue, Sku, make_style, make_variants
from sample_data.cells import money, money_with_commas, yuan
from sample_data.demand import Calendar
from sample_data.drawing import distinct, even
from sample_data.workbook import Cell, new_workbook

HEADERS = (
    "商品编码", "条形码", "商品名称", "商品分类", "颜色及规格", "旧款号", "成本价", "吊牌价",
    "长(mm)", "宽(mm)", "高(mm)", "重量(g)", "供应商", "采购周期(天)", "起订量", "箱规",
)  # fmt: skip


class Making(NamedTuple):
    """How a kind of garment is packed and bought: folded measures, weight of size M, source."""

    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int
    supplier: str
    lead_days: int
    min_order: int
    pack_size: int


# By category code.
MAKINGS = {
    "ZZ": Making(330, 260, 50, 420, "东莞大朗毛织（示例）", 20, 50, 20),
    "LYQ": Making(350, 270, 40, 450, "杭州临平制衣（示例）", 15, 30, 20),
    "CS": Making(320, 240, 30, 240, "杭州临平制衣（示例）", 15, 50, 30),
    "BSQ": Making(330, 250, 35, 360, "杭州临平制衣（示例）", 15, 30, 20),
    "NZK": Making(340, 260, 50, 620, "广州新塘牛仔（示例）", 12, 60, 20),
    "WY": Making(350, 280, 60, 650, "广州沙河制衣（示例）", 7, 50, 20),
    "DY": Making(450, 350, 100, 1450, "嘉兴平湖服饰（示例）", 25, 20, 5),
    "YRF": Making(480, 380, 140, 1150, "嘉兴平湖服饰（示例）", 30, 20, 5),
    "DDK": Making(260, 200, 30, 260, "广州沙河制衣（示例）", 7, 100, 50),
    "PS": Making(220, 160, 60, 150, "义乌围巾帽业（示例）", 10, 100, 50),
}
# Percent of the weight of size M.
SIZE_WEIGHTS = {"S": 96, "M": 100, "L": 104, "XL": 109}

# From so many SKUs on, some of them have defects.
DEFECTS_FROM_SKUS = 20
# So many: without barcode, without measures, renamed, with a barcode that the next one has too.
DEFECTS = (3, 2, 3, 1)


@dataclass(frozen=True, slots=True)
class Product:
    """One SKU's master data."""

    sku: Sku
    making: Making
    cost_minor: int
    tag_price_minor: int
    weight_g: int
    barcode: int | None
    has_measures: bool
    old_code: str  # under which it lay in the warehouse before; empty: always had its own

    @property
    def colour_and_size(self) -> str:
        """Both, as an ERP writes them."""
        return f"{self.sku.colour};{self.sku.size}"


@dataclass(frozen=True, slots=True)
class ProductAnswer:
    """What a right import of the product sheet finds.

    ``duplicated_barcodes`` are barcodes that two rows share; ``old_codes`` maps old to new.
    """

    rows_read: int
    rows_kept: int
    skus: int
    with_barcode: int
    duplicated_barcodes: list[str]
    with_measures: int
    old_codes: dict[str, str]
    suppliers: int
    cost_of_one_each: str


def make_products(catalogue: Catalogue, calendar: Calendar, seed: int) -> list[Product]:
    """Return the catalogue's products and, behind them, some of last winter's."""
    rng = Random(f"{seed}-products")
    skus = [*catalogue.skus, *last_winters(rng, catalogue, calendar.event_day.year - 1)]
    in_catalogue = len(catalogue.skus)
    has_defects = in_catalogue >= DEFECTS_FROM_SKUS
    # Every other SKU at most, so that no defect hides another or the one next to it.
    defects = iter([2 * at for at in distinct(rng, in_catalogue // 2, sum(DEFECTS))])
    no_barcode, no_measures, renamed, labelled_twice = [
        list(islice(defects, count if has_defects else 0)) for count in DEFECTS
    ]
    products: list[Product] = []
    cost_percent = tag_percent = 0
    for position, sku in enumerate(skus):
        if not products or products[-1].sku.style != sku.style:
            # A style costs the same in each colour and size.
            cost_percent, tag_percent = 32 + even(rng, 11), 160 + even(rng, 60)
        making = MAKINGS[sku.style.category.code]
        # The label of one SKU was printed for the next one too.
        labelled = position - 1 if position - 1 in labelled_twice else position
        products.append(
            Product(
                sku=sku,
                making=making,
                cost_minor=sku.price_minor * cost_percent // 100 // 10 * 10,
                tag_price_minor=sku.price_minor * tag_percent // 100 // 10_00 * 10_00 + 9_00,
                weight_g=making.weight_g * SIZE_WEIGHTS.get(sku.size, 100) // 100,
                barcode=None if position in no_barcode else barcode(labelled),
                has_measures=position not in no_measures,
                old_code=f"{calendar.event_day.year % 100 - 1:02d}A{sku.code}"
                if position in renamed
                else "",
            )
        )
    return products


def last_winters(rng: Random, catalogue: Catalogue, year: int) -> Iterator[Sku]:
    """Yield SKUs that lie in the warehouse and are on offer no more."""
    for number, category in enumerate(CATEGORIES[:2]):
        style = make_style(rng, len(catalogue.styles) + number, category, year)
        yield from (sku._replace(position=-1) for sku, _ in make_variants(rng, style, 0)[:2])


def barcode(number: int) -> int:
    """Return a 13-digit barcode; those with 2 in front are free for use within a shop."""
    digits = f"20{number:010d}"
    odd, even_ones = sum(map(int, digits[::2])), sum(map(int, digits[1::2]))
    return int(digits) * 10 + -(odd + 3 * even_ones) % 10


def product_rows(products: list[Product]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of the sheet."""
    for product in products:
        making = product.making
        measures: tuple[Cell, ...] = (making.length_mm, making.width_mm, making.height_mm)
        yield (
            product.sku.code, product.barcode, product.sku.title, product.sku.style.category.name,
            product.colour_and_size, product.old_code or None, yuan(product.cost_minor),
            money_with_commas(product.tag_price_minor),
            *(measures if product.has_measures else (None, None, None)),
            product.weight_g, making.supplier, making.lead_days, making.min_order,
            making.pack_size,
        )  # fmt: skip


def write_product_sheet(folder: Path, calendar: Calendar, products: list[Product]) -> ProductAnswer:
    """Write the sheet; return what it holds."""
    path = folder / f"商品资料{calendar.event_day.year}.xlsx"
    with new_workbook(path, calendar.stock_drawn_at) as book:
        book.add("商品资料", HEADERS, product_rows(products))
    barcodes = [str(product.barcode) for product in products if product.barcode]
    # Equal barcodes stand in neighbouring rows.
    return ProductAnswer(
        rows_read=len(products),
        rows_kept=len(products),
        skus=len({product.sku.code for product in products}),
        with_barcode=len(barcodes),
        duplicated_barcodes=[one for one, other in pairwise(barcodes) if one == other],
        with_measures=sum(product.has_measures for product in products),
        old_codes={product.old_code: product.sku.code for product in products if product.old_code},
        suppliers=len({product.making.supplier for product in products}),
        cost_of_one_each=money(sum(product.cost_minor for product in products)),
    )
