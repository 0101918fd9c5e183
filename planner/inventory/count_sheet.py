"""The sheet that people count on: where to look and for what, never how many there should be.

It is blind (INV-4): whoever counts does not see the books. Its headers are those by which the
importer knows a count sheet, so that the filled sheet is uploaded as it is.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from planner.figures.colours import PLAN
from planner.inventory.counting import CountLine, count_sheet
from planner.inventory.reading import QUERIES
from planner.inventory.stock import ProductStock
from planner.inventory.typed import LEFT_OUT, Typed
from planner.language import Language, Message, say
from planner.tables import Dataset


class Column(NamedTuple):
    """A column of the sheet.

    Attributes:
        zh: its header in Chinese.
        en: its header in English.
        width: in characters.
    """

    zh: str
    en: str
    width: float


COLUMNS: Mapping[str, Column] = {
    "location": Column("库位", "Location", 14),
    "code": Column("商品编码", "SKU", 20),
    "barcode": Column("条形码", "Barcode", 18),
    "title": Column("名称", "Title", 34),
    "spec": Column("规格", "Spec", 16),
    "warehouse": Column("仓库", "Warehouse", 14),
    "counted": Column("盘点数量", "Counted", 12),
    "counted_at": Column("盘点日期", "Counted at", 14),
}
"""The columns in the order of the work: go there, find it, look at it, write down.

Their headers are no words of the screen: the importer tells a count sheet by them.
"""
TO_FILL = ("counted", "counted_at")
"""Columns that stay empty until somebody counts."""


@dataclass(frozen=True)
class CountPlace:
    """A place on the sheet, and the product that lies there.

    Attributes:
        product: the code that its sales are known by.
        line: of the sheet.
    """

    product: str
    line: CountLine


def read_count_places(dataset: Dataset, matches: Mapping[str, str]) -> tuple[CountPlace, ...]:
    """Return every place where the stock sheets say that something lies.

    Args:
        dataset: one version of the shop's data.
        matches: code of a stock sheet to the product it was said to be.
    """
    told = json.dumps(dict(sorted(matches.items())), ensure_ascii=False)
    return tuple(
        CountPlace(
            row["product"],
            CountLine(
                row["warehouse"],
                row["location"],
                row["sku"] or "",
                row["title"],
                row["barcode"],
                row["spec"],
            ),
        )
        for row in dataset.rows(QUERIES["count_places"], matches=told)
    )


@dataclass(frozen=True)
class CountPlaces:
    """Where the stock lies; read when a sheet is made, since a large shop has 700,000 places.

    Attributes:
        dataset: one version of the shop's data.
        typed: what the manager says of codes and warehouses.
    """

    dataset: Dataset
    typed: Typed

    def read(self) -> tuple[CountPlace, ...]:
        """Return every place of the stock sheets but those of warehouses that are left out."""
        left_out = {name for name, as_ in self.typed.counts_as.items() if as_ == LEFT_OUT}
        places = read_count_places(self.dataset, self.typed.matches)
        return tuple(place for place in places if place.line.warehouse not in left_out)


def to_count(products: Iterable[ProductStock]) -> list[ProductStock]:
    """Return the products of which something is in stock, was counted, or should be there.

    >>> held, none = ProductStock("coat", on_hand=2), ProductStock("hat", on_hand=0)
    >>> gone = ProductStock("belt", on_hand=0, counted=0, book_when_counted=7)
    >>> [one.product for one in to_count([held, none, gone])]
    ['coat', 'belt']
    """
    return [one for one in products if one.on_hand or one.counted or one.book_when_counted]


def sheet_lines(
    places: Iterable[CountPlace],
    products: Iterable[ProductStock],
    warehouses: Collection[str] | None = None,
) -> tuple[CountLine, ...]:
    """Return the lines of a sheet for these products, in the order people walk.

    A product whose stock was typed and stands in no sheet has a line without a place, on the sheet
    of all warehouses.

    Example (tests/inventory): coats on the shelves A-2 and A-10 of one warehouse and B-1 of
    another: two lines for the first alone, three for both.

    Args:
        places: see :func:`read_count_places`.
        products: to count.
        warehouses: to count in; the empty name where a sheet names none; None for all.
    """
    wanted = {one.product: one for one in products}
    lying = [place for place in places if place.product in wanted]
    lines = [
        place.line for place in lying if warehouses is None or place.line.warehouse in warehouses
    ]
    if warehouses is None:
        placed = {place.product for place in lying}
        lines += [
            CountLine("", "", one.product, one.title, min(one.barcodes, default=None))
            for one in wanted.values()
            if (one.on_hand or 0) > 0 and one.product not in placed
        ]
    return count_sheet(lines)


def header(language: Language) -> list[str]:
    """Return the header of the sheet, in words that the importer knows."""
    return [_header_of(column, language) for column in COLUMNS.values()]


def _header_of(column: Column, language: Language) -> str:
    return column.zh if language.code == "zh" else column.en


def rows(lines: Iterable[CountLine]) -> list[list[str]]:
    """Return the sheet's rows below its header; what is to be filled in is empty.

    >>> rows([CountLine("East", "A-2", "CS001-M", "Coat", "6901234567892", "M")])
    [['A-2', 'CS001-M', '6901234567892', 'Coat', 'M', 'East', '', '']]
    """
    return [
        ["" if name in TO_FILL else getattr(line, name) or "" for name in COLUMNS] for line in lines
    ]


_STYLE = f"""
@page {{ size: A4 landscape; margin: 12mm; }}
* {{ box-sizing: border-box; }}
body {{ font: 12pt/1.3 Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color: #1b1d22; background: #fff; margin: 0 auto; padding: 4mm; max-width: 273mm; }}
h1 {{ font-size: 17pt; margin: 0; color: {PLAN}; }}
h2 {{ font-size: 13pt; margin: 6mm 0 1mm; }}
p {{ margin: 1mm 0; color: #5f646d; }}
table {{ width: 100%; border-collapse: collapse; }}
thead {{ display: table-header-group; }}
th {{ text-align: left; font-size: 10pt; color: #5f646d; padding: 1mm 2mm; }}
tr {{ break-inside: avoid; }}
td {{ border-bottom: 1px solid #9aa0a8; padding: 3mm 2mm; overflow-wrap: anywhere; }}
.place {{ font-weight: bold; white-space: nowrap; }}
.box {{ width: 32mm; }}
.box div {{ height: 10mm; border: 1.5px solid #1b1d22; }}
.small {{ font-size: 9.5pt; color: #5f646d; }}
.sign {{ margin-top: 4mm; }}
@media print {{ body {{ padding: 0; max-width: none; }}
  section + section {{ break-before: page; }} }}
"""


def print_page(
    lines: Sequence[CountLine], title: Message, days: Message, language: Language
) -> bytes:
    """Return a page of HTML to print: a list a warehouse, a box beside each line to write in.

    Args:
        lines: see :func:`sheet_lines`.
        title: of the promotion.
        days: on which it is counted.
        language: of its reader.
    """
    head = escape(language.text(say("Count sheet")))
    facts = " · ".join(language.text(one) for one in (title, days))
    told = (
        say("Write down what lies there, 0 where nothing does. What stays empty is not counted."),
        say("Counted by: ____________________   Day: ____________________"),
    )
    warehouses = dict.fromkeys(line.warehouse for line in lines)
    sections = "".join(
        _section(name, [line for line in lines if line.warehouse == name], language)
        for name in warehouses
    )
    return (
        f'<!DOCTYPE html><html lang="{language.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{head}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{head}</h1><p>{escape(facts)}</p><p>{escape(language.text(told[0]))}</p>"
        f'<p class="sign">{escape(language.text(told[1]))}</p>{sections}</body></html>'
    ).encode()


def _section(warehouse: str, lines: Sequence[CountLine], language: Language) -> str:
    shown = ("location", "code", "title", "spec", "counted")
    heads = "".join(f"<th>{escape(_header_of(COLUMNS[name], language))}</th>" for name in shown)
    name = f"<h2>{escape(warehouse)}</h2>" if warehouse else ""
    body = "".join(_row(line) for line in lines)
    return (
        f"<section>{name}<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        "</section>"
    )


def _row(line: CountLine) -> str:
    barcode = f'<div class="small">{escape(line.barcode)}</div>' if line.barcode else ""
    return (
        f'<tr><td class="place">{escape(line.location)}</td>'
        f"<td>{escape(line.code)}{barcode}</td><td>{escape(line.title or '')}</td>"
        f'<td>{escape(line.spec or "")}</td><td class="box"><div></div></td></tr>'
    )
