"""Rows of text as the bytes of a file: csv, workbook, web page, Parquet, archive."""

import csv
import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Table = Sequence[Sequence[str]]

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,9})(\.\d{1,4})?")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_csv(
    table: Table,
    delimiter: str = ",",
    encoding: str = "utf-8",
    end: str = "\r\n",
    quote_all: bool = True,
) -> bytes:
    """Return a table as csv; what the encoding lacks becomes a question mark."""
    held = io.StringIO()
    csv.writer(
        held,
        delimiter=delimiter,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    ).writerows(table)
    return held.getvalue().encode(encoding, "replace")


def as_page(table: Table) -> bytes:
    """Return a table as the web page that some back-ends call .xls."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n"
        for row in table
    )
    page = f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'
    return page.encode("utf-8", "replace")


def as_parquet(table: Table) -> bytes:
    """Return a table as Parquet, all of it text; names that stand twice get a number."""
    header, *rows = table
    width = len(header)
    names = [
        f"{name}.{number}" if name in header[:number] else name
        for number, name in enumerate(header)
    ]
    columns = [
        pa.array([_text(row[at]) if at < len(row) else None for row in rows], pa.string())
        for at in range(width)
    ]
    held = io.BytesIO()
    pq.write_table(pa.table(columns, names=[_text(name) for name in names]), held)
    return held.getvalue()


def _text(cell: str) -> str:
    return cell.encode("utf-8", "replace").decode()


def column_name(column: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def workbook_parts(sheets: Mapping[str, Table], hidden: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the parts of a workbook by name, plain enough to be broken in any place."""
    strings: dict[str, int] = {}
    parts: dict[str, bytes] = {}
    entries, relations, overrides = [], [], []
    for number, (name, table) in enumerate(sheets.items(), start=1):
        part = f"xl/worksheets/sheet{number}.xml"
        parts[part] = _sheet_xml(table, strings)
        state = ' state="hidden"' if name in hidden else ""
        entries.append(
            f'<sheet name="{xml_text(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        )
        relations.append(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet"'
            f' Target="worksheets/sheet{number}.xml"/>'
        )
        overrides.append(f'<Override PartName="/{part}" ContentType="{_TYPES}.worksheet+xml"/>')
    relations.append(
        f'<Relationship Id="rId0" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    shared = "".join(f'<si><t xml:space="preserve">{xml_text(text)}</t></si>' for text in strings)
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{_TYPES}.sharedStrings+xml"/>'
        f"{''.join(overrides)}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{''.join(entries)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{''.join(relations)}</Relationships>",
        STRINGS: f'<sst xmlns="{_MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">'
        f"{shared}</sst>",
    }
    return {name: (_HEAD + text).encode() for name, text in texts.items()} | parts


def _sheet_xml(table: Table, strings: dict[str, int]) -> bytes:
    width = max(map(len, table), default=1)
    letters = [column_name(column) for column in range(width)]
    rows = []
    for number, row in enumerate(table, start=1):
        cells = []
        for column, cell in enumerate(row):
            place = f'r="{letters[column]}{number}"'
            if _NUMBER.fullmatch(cell):
                cells.append(f"<c {place}><v>{cell}</v></c>")
            elif cell:
                at = strings.setdefault(cell, len(strings))
                cells.append(f'<c {place} t="s"><v>{at}</v></c>')
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    corner = f"{letters[-1]}{max(1, len(table))}"
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{corner}"/>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    ).encode()


def xml_text(text: str) -> str:
    """Return a text as it stands in XML, without what XML does not allow."""
    return html.escape(_NO_XML.sub("?", text))


def as_workbook(sheets: Mapping[str, Table]) -> bytes:
    """Return tables as a workbook."""
    return packed(workbook_parts(sheets))


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts in a zip container."""
    held = io.BytesIO()
    with Dateless(held, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


class Dateless(zipfile.ZipFile):
    """A zip container whose members have no date: its bytes are the same at any time."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a member."""
        member = zinfo_or_arcname
        if not isinstance(member, zipfile.ZipInfo):
            member = zipfile.ZipInfo(member)
        method = self.compression if compress_type is None else compress_type
        super().writestr(member, data, method, compresslevel)


# Containers that no honest program writes --------------------------------------------------------


def entry(name: bytes, data: bytes, size: int, crc: int, flags: int = 0) -> tuple[bytes, bytes]:
    """Return a member as it stands in a zip, and the end of its line in the directory.

    Args:
        name: of the member.
        data: deflated.
        size: unpacked, as is claimed.
        crc: as is claimed.
        flags: of the member: 1 = protected.
    """
    what = struct.pack("<HHHHHIIIHH", 20, flags, 8, 0, 33, crc, len(data), size, len(name), 0)
    return b"PK\x03\x04" + what + name + data, what


def directory(lines: Sequence[tuple[bytes, bytes, int]], begins_at: int) -> bytes:
    """Return the directory at the end of a zip.

    Args:
        lines: name, what :func:`entry` gave, and where the member stands.
        begins_at: where the directory will stand.
    """
    text = b"".join(
        b"PK\x01\x02\x14\x00" + what + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        for name, what, at in lines
    )
    count = len(lines)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(text), begins_at, 0)
    return text + b"PK\x05\x06" + end


def zeros(megabytes: int) -> tuple[bytes, int, int]:
    """Return so many MB of zeros deflated to a thousandth, their size and their checksum."""
    block = bytes(1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(megabytes):
        crc = zlib.crc32(block, crc)
    return piece * megabytes + packer.flush(), megabytes << 20, crc


def bomb(name: str, megabytes: int) -> bytes:
    """Return an archive of one member that unpacks to a thousand times its size."""
    data, size, crc = zeros(megabytes)
    written = name.encode()
    member, what = entry(written, data, size, crc)
    return member + directory([(written, what, 0)], len(member))


def overlapping(name: str, megabytes: int, times: int) -> bytes:
    """Return an archive whose directory names the same member again and again."""
    data, size, crc = zeros(megabytes)
    written = name.encode()
    member, what = entry(written, data, size, crc)
    return member + directory([(written, what, 0)] * times, len(member))


def long_csv(path: Path, rows: int) -> None:
    """Write a list of so many rows, one order each, on disk as it is made."""
    with path.open("wb") as file:
        file.write("订单编号,订单创建时间,总金额,买家会员名\n".encode())
        for first in range(0, rows, 10_000):
            file.writelines(
                b"7%012d,2025-11-11 %02d:%02d:%02d,%d.50,tb%d\n"
                % (row, row // 3600 % 24, row // 60 % 60, row % 60, row % 900 + 9, row % 77777)
                for row in range(first, min(rows, first + 10_000))
            )


def long_workbook(path: Path, rows: int) -> None:
    """Write a workbook with so many rows of four columns below its header."""
    begin, end = workbook_parts({"orders": [["\x7f"]]})[SHEET].split(b"<sheetData>", 1)
    names = ("订单编号", "订单创建时间", "总金额", "买家会员名")
    head = "".join(
        f'<c r="{column_name(at)}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for at, name in enumerate(names)
    )
    parts = workbook_parts({"orders": [["x"]]})
    del parts[SHEET]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, data in parts.items():
            book.writestr(name, data)
        with book.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(begin.replace(b"A1:A1", b"A1:D%d" % (rows + 1)) + b"<sheetData>")
            sheet.write(f'<row r="1">{head}</row>'.encode())
            for block in _long_rows(rows):
                sheet.write(block)
            sheet.write(b"</sheetData></worksheet>")
    assert end


def _long_rows(rows: int) -> Iterator[bytes]:
    text = (
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>7%012d</t></is></c>'
        b'<c r="B%d" t="inlineStr"><is><t>2025-11-11 %02d:%02d:%02d</t></is></c>'
        b'<c r="C%d"><v>%d.5</v></c><c r="D%d" t="inlineStr"><is><t>tb%d</t></is></c></row>'
    )
    for first in range(0, rows, 10_000):
        yield b"".join(
            text
            % (
                at + 2, at + 2, at, at + 2, at // 3600 % 24, at // 60 % 60, at % 60,
                at + 2, at % 900 + 9, at + 2, at % 77777,
            )
            for at in range(first, min(rows, first + 10_000))
        )  # fmt: skip
