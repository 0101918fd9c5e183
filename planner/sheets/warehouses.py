"""Stock lists with a column a warehouse, side by side: which columns they are."""

import re
import unicodedata
from collections.abc import Sequence

from planner.sheets.fields import Form
from planner.sheets.headers import fold, known_headers
from planner.sheets.reading import Row
from planner.sheets.values import fits

FIELD = "warehouse_stock"
FEWEST = 2
"""One such column alone may be a stock of any kind, such as that of goods sent back."""
_STOCK = (
    r"实际库存数?|库存数量|库存件数|库存数?|现存量|在库数量?|数量|on[ -]?hand|stock|inventory|qty"
)
_STOCK_IN_FRONT = re.compile(rf"^({_STOCK})[\s\-_/:·|(\[]+", re.IGNORECASE)
_STOCK_BEHIND = re.compile(rf"[\s\-_/:·|(\[]*({_STOCK})[)\]]*$", re.IGNORECASE)
_WAREHOUSE = re.compile(r"(仓|仓库|门店|\b(warehouse|wh|dc)([ -]?\w{1,3})?)$", re.IGNORECASE)
_NO_PLACE = re.compile(
    "销退|退货|进货|次品|残次|不良|虚拟|在途|可用|可售|占用|锁定|安全|预警|合计|总计"
)
"""Stock of a state, not of a place."""
_TOTALS = frozenset(
    map(fold, ("合计", "总计", "总数", "总库存", "库存合计", "合计库存", "Total", "Sum"))
)


def warehouse_name(header: str) -> str:
    """Return a header without the words for stock.

    >>> warehouse_name("库存-杭州仓"), warehouse_name("杭州仓库存"), warehouse_name("库存(杭州仓)")
    ('杭州仓', '杭州仓', '杭州仓')
    """
    plain = unicodedata.normalize("NFKC", header).strip()
    name = _STOCK_BEHIND.sub("", _STOCK_IN_FRONT.sub("", plain)).rstrip(")] ")
    return name or plain


def warehouse_columns(header: Sequence[str], below: Sequence[Row]) -> list[int]:
    """Return the columns of numbers whose headers name a warehouse each, if several do.

    Of equal headers the first is taken.
    """
    known = known_headers().ranks["stock"]
    columns: dict[str, int] = {}
    for number, cell in enumerate(header):
        values = [row[number] for row in below if number < len(row) and row[number].strip()]
        counts = not values or fits(Form.COUNT, values)
        if fold(cell) not in known and _is_warehouse(warehouse_name(cell)) and counts:
            columns.setdefault(fold(cell), number)
    return list(columns.values()) if len(columns) >= FEWEST else []


def _is_warehouse(name: str) -> bool:
    return bool(_WAREHOUSE.search(name)) and not _NO_PLACE.search(name)


def with_warehouses(
    mapping: tuple[str | None, ...], header: Sequence[str], below: Sequence[Row]
) -> tuple[str | None, ...]:
    """Return a stock list's mapping with its warehouses, where they stand side by side.

    A column of all stock is their total. Where it holds more than they do, they are no places of
    that stock but something beside it, and it counts alone.
    """
    columns = [number for number in warehouse_columns(header, below) if mapping[number] is None]
    if "warehouse" in mapping or len(columns) < FEWEST:
        return mapping
    total = mapping.index("on_hand") if "on_hand" in mapping else None
    if total is not None and not _adds_up(below, columns, total):
        return mapping
    fields = list(mapping)
    for number, cell in enumerate(header):
        if number in columns:
            fields[number] = FIELD
        elif fields[number] is None and fold(cell) in _TOTALS and "on_hand" not in fields:
            fields[number] = "on_hand"
    return tuple(fields)


def _adds_up(below: Sequence[Row], columns: Sequence[int], total: int) -> bool:
    """Return whether most of the first rows have the sum of the columns in that of the total."""
    told = [row for row in below if total < len(row) and _number(row[total]) is not None]
    right = [
        _number(row[total])
        == sum(_number(row[number]) or 0 for number in columns if number < len(row))
        for row in told
    ]
    return 2 * sum(right) >= len(right)


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None
