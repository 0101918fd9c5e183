"""Lists of any length: the sample shop's own, repeated with other numbers, buyers and times."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from benchmarks.forms import SHEET, STRINGS, column_name, workbook_parts, xml_text
from sample_data.generate import write_shop

ORDERS_DRAWN = 66_000
"""Orders of the shop that is repeated; their items are about 100,000 lines."""
YEAR, PRODUCTS, SEED = 2025, 300, 11
"""Of that shop: its event is 11 November of the year."""
_NOT_IN_A_ROW = 1 << 20


@dataclass(frozen=True)
class _Pattern:
    """A list whose rows can be written again with other values.

    Attributes:
        header: its line.
        rows: each with places for what differs.
        ids: order number of each row.
        buyers: of each row, where the list has them.
        created: seconds of each row, where the list has them.
        paid: the same; NaT = not paid.
    """

    header: bytes
    rows: list[bytes]
    ids: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    buyers: list[bytes]
    created: "np.ndarray[tuple[int], np.dtype[np.datetime64]] | None" = None
    paid: "np.ndarray[tuple[int], np.dtype[np.datetime64]] | None" = None


def write_lists(folder: Path, lines: int) -> tuple[Path, Path]:
    """Write the list of orders and the list of their items, so many lines each, in GBK."""
    orders, items = folder / f"orders-{lines}.csv", folder / f"items-{lines}.csv"
    with tempfile.TemporaryDirectory(dir=folder) as drawn:
        write_shop(Path(drawn), YEAR, min(ORDERS_DRAWN, max(100, lines)), PRODUCTS, SEED)
        _repeat(_orders(next(Path(drawn).glob("ExportOrderList*"))), orders, lines)
        _repeat(_items(next(Path(drawn).glob("ExportOrderDetailList*"))), items, lines)
    return orders, items


def write_sheets_beside(folder: Path) -> list[Path]:
    """Write what a shop has beside its orders: stock, products and visitors of the same goods."""
    with tempfile.TemporaryDirectory(dir=folder) as drawn:
        write_shop(Path(drawn), YEAR, 100, PRODUCTS, SEED)
        return [path.replace(folder / path.name) for path in sorted(Path(drawn).glob("*.xlsx"))]


def _orders(path: Path) -> _Pattern:
    header, *lines = path.read_bytes().split(b"\r\n")
    rows, ids, buyers, created, paid = [], [], [], [], []
    for line in lines:
        cells = line.replace(b"%", b"%%").split(b'","')
        # What is planted in the sample, sums and the like, stays out: each row is an order.
        if not line.startswith(b'="') or not cells[17].startswith(b"20") or b"/" in cells[17]:
            continue
        ids.append(int(cells[0][2:-1] if cells[0].endswith(b'"') else cells[0][2:]))
        buyers.append(cells[1])
        created.append(cells[17].decode())
        paid.append(cells[18].decode() or "NaT")
        cells[0], cells[1], cells[17], cells[18] = b'="%d', b"%s", b"%s", b"%s"
        rows.append(b'","'.join(cells))
    moments = [np.array(texts, "datetime64[s]") for texts in (created, paid)]
    return _Pattern(header, rows, np.array(ids), buyers, *moments)


def _items(path: Path) -> _Pattern:
    header, *lines = path.read_bytes().split(b"\r\n")
    rows, ids = [], []
    for line in lines:
        if line.startswith(b'="'):
            number, rest = line[2:].replace(b"%", b"%%").split(b'"', 1)
            ids.append(int(number))
            rows.append(b'="%d"' + rest)
    return _Pattern(header, rows, np.array(ids), [])


def _repeat(pattern: _Pattern, path: Path, lines: int) -> None:
    with path.open("wb", buffering=1 << 22) as file:
        file.write(pattern.header + b"\r\n")
        written = turn = 0
        while written < lines:
            count = min(len(pattern.rows), lines - written)
            _write_turn(file, pattern, turn, count)
            written, turn = written + count, turn + 1


def _write_turn(file: BinaryIO, pattern: _Pattern, turn: int, count: int) -> None:
    """Write the rows once more: other numbers, other buyers, some minutes later."""
    ids = (pattern.ids[:count] + turn * 10**16).tolist()
    rows = pattern.rows[:count]
    if pattern.created is None or pattern.paid is None:
        filled = [row % number for row, number in zip(rows, ids, strict=True)]
    else:
        mark = b"_%d" % turn if turn else b""
        created, paid = (
            _texts(moments[:count] + np.timedelta64(turn * 61, "s"))
            for moments in (pattern.created, pattern.paid)
        )
        values = zip(rows, ids, pattern.buyers, created, paid, strict=False)
        filled = [row % (number, who + mark, at, then) for row, number, who, at, then in values]
    file.write(b"\r\n".join(filled) + b"\r\n")


def _texts(moments: "np.ndarray[tuple[int], np.dtype[np.datetime64]]") -> Iterator[bytes]:
    for text in np.datetime_as_string(moments, unit="s").tolist():
        yield b"" if text == "NaT" else text.replace("T", " ").encode()


WORKBOOK_COLUMNS = (
    "订单编号", "买家会员名", "买家应付货款", "总金额", "买家实际支付金额", "订单状态", "收货地址",
    "订单创建时间", "订单付款时间", "宝贝标题", "宝贝总数量", "退款金额",
)  # fmt: skip
_NUMBERS = ("买家应付货款", "总金额", "买家实际支付金额", "宝贝总数量", "退款金额")
_MOMENTS = ("订单创建时间", "订单付款时间")
_STYLES = (
    b'<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1">'
    b'<border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>'
    b"</styleSheet>"
)


def write_workbook(path: Path, orders: Path, rows: int) -> None:
    """Write the first rows of a list of orders as a workbook: texts shared, numbers, date cells."""
    strings: dict[str, int] = {}
    with _new_sheet(path, strings) as sheet, orders.open(encoding="gbk", newline="") as file:
        header = [cell.strip('" ') for cell in next(file).rstrip("\r\n").split(",")]
        wanted = [header.index(name) for name in WORKBOOK_COLUMNS]
        sheet.write(_row(1, WORKBOOK_COLUMNS, strings, header=True))
        for number, line in zip(range(2, rows + 2), file, strict=False):
            cells = line.replace('="', '"').rstrip("\r\n")[1:-1].split('","')
            sheet.write(_row(number, [cells[at] for at in wanted], strings))


@contextmanager
def _new_sheet(path: Path, strings: dict[str, int]) -> Iterator[BinaryIO]:
    parts = workbook_parts({"Sheet1": [["x"]]})
    begin, end = parts.pop(SHEET).split(b'<row r="1">', 1)[0], b"</sheetData></worksheet>"
    shared = parts.pop(STRINGS).split(b"<si>", 1)[0]
    style = b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    style += b'relationships/styles" Target="styles.xml"/></Relationships>'
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace(b"</Relationships>", style)
    parts["xl/styles.xml"] = _STYLES
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, data in parts.items():
            book.writestr(name, data)
        with book.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(begin.replace(b'<dimension ref="A1:A1"/>', b""))
            yield sheet  # type: ignore[misc]  # it takes bytes
            sheet.write(end)
        with book.open(STRINGS, "w", force_zip64=True) as part:
            part.write(shared)
            part.writelines(f"<si><t>{xml_text(text)}</t></si>".encode() for text in strings)
            part.write(b"</sst>")


_LETTERS = [column_name(column) for column in range(len(WORKBOOK_COLUMNS))]


def _row(
    number: int, cells: "list[str] | tuple[str, ...]", strings: dict[str, int], header: bool = False
) -> bytes:
    parts = []
    for letters, name, cell in zip(_LETTERS, WORKBOOK_COLUMNS, cells, strict=True):
        if not cell:
            continue
        if name in _NUMBERS and not header:
            parts.append(
                f'<c r="{letters}{number}"><v>{cell.lstrip("￥").replace(",", "")}</v></c>'
            )
        elif name in _MOMENTS and not header:
            days = (np.datetime64(cell) - np.datetime64("1899-12-30")) / np.timedelta64(1, "D")
            parts.append(f'<c r="{letters}{number}" s="1"><v>{days:.10f}</v></c>')
        else:
            at = strings.setdefault(cell, len(strings))
            parts.append(f'<c r="{letters}{number}" t="s"><v>{at}</v></c>')
    return f'<row r="{number}">{"".join(parts)}</row>'.encode()
