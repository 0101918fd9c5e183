"""The mutator: a seed makes a broken sheet, the same one every time.

Most mutants are made from a small whole sheet by one mutation, some by two. A seed's remainder says
which mutation, so that any run of seeds covers all of them evenly. What is too special or too large
to be drawn stands in ``SPECIALS`` under a name of its own.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

from benchmarks import forms
from benchmarks.bases import MARK, PHONE, SECRETS, Base, bases

Rows = list[list[str]]


@dataclass(frozen=True)
class Mutant:
    """A broken sheet and what must hold of it, beside what holds of every sheet.

    Attributes:
        name: what ``--seed`` or ``--special`` is given to make it again.
        kind: of mutation.
        what: what was done to which sheet.
        file_name: as the manager knows it.
        write: writes it to a path.
        secrets: that must not be shown nor stored.
        lines: of the tables in it, where every one is known.
        code: of the error that must refuse it; "" = it has to be loaded; None = either.
    """

    name: str
    kind: str
    what: str
    file_name: str
    write: Callable[[Path], None]
    secrets: tuple[str, ...] = ()
    lines: int | None = None
    code: str | None = None


@dataclass
class Draft:
    """A mutant while it is being made: first rows, then the bytes of a file."""

    base: Base
    rows: Rows
    data: bytes = b""
    form: str = ""
    file_name: str = ""
    secrets: tuple[str, ...] = SECRETS
    has_known_lines: bool = True
    lines: int | None = None


def mutants(seed: int) -> Iterator[Mutant]:
    """Yield the mutants of this seed, the next one, and so on."""
    yield from map(mutant, count(seed))


def mutant(seed: int) -> Mutant:
    """Return the mutant of a seed."""
    chance = Random(f"mutant-{seed}")  # a plain number would be no different for -1 and 1
    names = list(MUTATIONS)
    kind = names[seed % len(names)]
    base = chance.choice(bases())
    draft = Draft(base, [list(base.header), *map(list, base.rows)])
    MUTATIONS[kind](draft, chance)
    done = [kind]
    if not draft.data:
        write_out(draft, chance)
    if chance.random() < 0.25:
        done.append(chance.choice(list(ON_BYTES)))
        ON_BYTES[done[-1]](draft, chance)
    data = draft.data
    return Mutant(
        name=f"--seed {seed}",
        kind=kind,
        what=f"{' + '.join(done)}: {base.kind} as {draft.form}",
        file_name=draft.file_name or base.file_name,
        write=lambda path: _write(path, data),
        secrets=draft.secrets,
        lines=draft.lines,
    )


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


# From rows to bytes ------------------------------------------------------------------------------


def write_out(draft: Draft, chance: Random, form: str | None = None) -> None:
    """Make the rows a file of some form."""
    draft.form = (
        form or chance.choices(("csv", "xlsx", "page", "zip", "parquet"), (6, 3, 1, 1, 1))[0]
    )
    if draft.form == "csv":
        write_csv(draft, chance)
    elif draft.form == "xlsx":
        draft.data = forms.as_workbook({"Sheet1": draft.rows})
        draft.file_name = "list.xlsx"
        draft.lines = last_filled(draft.rows) if draft.has_known_lines else None
    elif draft.form == "page":
        draft.data = forms.as_page(draft.rows)
        draft.file_name = "list.xls"
    elif draft.form == "parquet":
        draft.data = forms.as_parquet(draft.rows)
        draft.file_name = "list.parquet"
    else:
        draft.data = forms.packed({f"lists/{draft.base.file_name}": forms.as_csv(draft.rows)})
        draft.file_name = "lists.zip"


def write_csv(draft: Draft, chance: Random, encoding: str | None = None) -> None:
    """Make the rows a csv of some encoding, sign, line end and quoting."""
    encoding = encoding or chance.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    sign = chance.choice((",", ",", ",", "\t", ";"))
    end = chance.choice(("\r\n", "\n"))
    draft.data = forms.as_csv(draft.rows, sign, encoding, end, chance.random() < 0.6)
    draft.form = f"csv {encoding}"
    if draft.has_known_lines:
        text = draft.data.decode(encoding, "replace")
        draft.lines = sum(1 for _ in io.StringIO(text, newline=""))


def last_filled(rows: Rows) -> int:
    """Return the number of the last row with a filled cell."""
    filled = [number for number, row in enumerate(rows, start=1) if any(row)]
    return max(filled, default=0)


# Rows --------------------------------------------------------------------------------------------

ODD = (
    "", " ", '="1"', "'1", "`1", "=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+1", "-3", "@SUM(A1)",
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "<b>fett</b>", "</td></tr></table>",
    "&lt;&#0;&amp;", "'); DROP TABLE cells; --", "' OR 1=1 --", '"; COPY cells TO \'x\'; --', "$1",
    "?", "1e400", "-1e400", "1e-400", "99999999999999999999", "9" * 300, "0.1" + "0" * 300, "1_000",
    "0x10", "０１２", "٣", "½", "Ⅷ", "1.2万", "(5)", "5-", "￥1,2,3.4,5", "NaN", "inf", "-inf",
    "TRUE",
    "#REF!", "#N/A", "#DIV/0!", "####", "\x00", "a\x00b", "\x1a", "\x1e", "\x1f", "\x7f", "\ufeff",
    "\u202e1002", "\u200f5", "\u200b", "\u3000", "\u2028", "\x85", "é", "𠮷", "👩‍👩‍👧", "\ud800",
    "\udfff!", "\uffff", "x" * 10_000, "字" * 4_000, "{place}", "{0}", "{", "}", "%s", "%(a)s", "%",
    "$named", ":name", "\\", "\\n", "\\x00", "**fett**", "[a](b)", "`x`", "| a | b |", "# Titel",
    "$\\frac{1}{0}$", "\\input{x}", '"', '""', ',', ';', "\t", "\n", "\r", "\r\n", "a\nb\nc,d,e",
    "2025-13-45", "0000-00-00", "9999-12-31 23:59:59", "10000-01-01", "31/12/2025", "12/31/25",
    "45000", "45000.5", "1e5", "-1", "20251111", "2025年11月11日", "1731283200", "1731283200000",
    "24:00", "2025-11-11T10:00:00Z", "2025-11-11 10:00:00 +9999", "合计", "总计：", "Total", "小计",
    "None", "null", "-", "--", "订单编号", "数量", "../../x", "/etc/passwd", "C:\\x",
    "a" + "\u0301" * 500,
)  # fmt: skip
"""Cells that somebody, some program or some joker has written."""
ODD_HEADERS = (
    "", " ", "x" * 1_000, "字" * 1_000, "'); DROP TABLE header; --", '"quoted"', "a\nb", "a\r\nb",
    "=1+1", "c0", "lead", "shifted", "source_row", "rowid", "order_id", "SELECT", "{place}", "%s",
    "<script>", "Unnamed: 0", "1", "2025-11-01", "\x00", "\u202e", "👍", "\ud800", "_x0000_",
    "_x002B_",
    "订单编号", "数量", "总金额", "下单时间", "商家编码", "Name", "备注", "*", "?", "a,b", "\t",
    "合计",
)  # fmt: skip


def cells(draft: Draft, chance: Random) -> None:
    """Put odd values in the place of cells."""
    for _ in range(chance.choice((1, 3, 10, 60))):
        row = chance.choice(draft.rows[1:])
        row[chance.randrange(len(row))] = chance.choice(ODD)
    if chance.random() < 0.2:  # a whole column of the same
        column, odd = chance.randrange(len(draft.rows[0])), chance.choice(ODD)
        for row in draft.rows[1:]:
            row[column] = odd
    draft.has_known_lines = not _says_headers(draft.rows[1:])


def _says_headers(rows: Rows) -> bool:
    """Return whether a row may be taken for the header of another table."""
    return any("订单编号" in row or "数量" in row for row in rows)


def headers(draft: Draft, chance: Random) -> None:
    """Put odd names in the place of headers."""
    header = draft.rows[0]
    for _ in range(chance.choice((1, 2, 5, len(header)))):
        header[chance.randrange(len(header))] = chance.choice((*ODD_HEADERS, chance.choice(header)))
    draft.secrets = ()  # a column of names may be called an order number now
    draft.has_known_lines = False


def columns(draft: Draft, chance: Random) -> None:
    """Shuffle, drop, double or add columns."""
    how = chance.choice(("shuffle", "drop", "double", "blank", "wide"))
    order = list(range(len(draft.rows[0])))
    if how == "shuffle":
        chance.shuffle(order)
    elif how == "drop":
        order = chance.sample(order, chance.randint(1, len(order)))
    elif how == "double":
        order += chance.choices(order, k=chance.randint(1, 5))
    draft.rows = [[row[at] for at in order] for row in draft.rows]
    if how == "blank":
        at = chance.randrange(len(order))
        draft.rows = [[*row[:at], "", *row[at:]] for row in draft.rows]
    elif how == "wide":
        more = chance.choice((50, 300, 2_500))
        draft.rows = [row + [f"{row[0]}-{at}" for at in range(more)] for row in draft.rows]
    draft.has_known_lines = False


def rows(draft: Draft, chance: Random) -> None:
    """Shuffle, drop, double or blank rows."""
    header, *below = draft.rows
    how = chance.choice(("shuffle", "drop", "double", "blank", "none", "one", "ten times"))
    if how == "shuffle":
        chance.shuffle(below)
    elif how == "drop":
        below = chance.sample(below, chance.randint(1, len(below)))
    elif how == "double":
        below += chance.choices(below, k=chance.randint(1, 30))
    elif how == "blank":
        for _ in range(chance.randint(1, 10)):
            below.insert(chance.randrange(len(below)), [""] * len(header))
    elif how in ("none", "one"):
        below = below[: how == "one"]
    else:
        below *= 10
    draft.rows = [header, *below]
    draft.has_known_lines = bool(below)


def totals(draft: Draft, chance: Random) -> None:
    """Add rows of sums."""
    width = len(draft.rows[0])
    for _ in range(chance.randint(1, 3)):
        word = chance.choice(("合计", "总计", "Total", "Grand Total", "小计：", "sum", "本页合计"))
        row = [word, *(chance.choice(("", "123.00", "7")) for _ in range(width - 1))]
        if chance.random() < 0.3:
            row = [*row[1:], row[0]]
        draft.rows.insert(chance.choice((1, len(draft.rows), len(draft.rows) // 2)), row)


def repeated_header(draft: Draft, chance: Random) -> None:
    """Repeat the header among the rows, as daily exports pasted together do."""
    for _ in range(chance.randint(1, 5)):
        draft.rows.insert(chance.randrange(2, len(draft.rows)), list(draft.rows[0]))


def stacked(draft: Draft, chance: Random) -> None:
    """Put another table below the first one."""
    below = chance.choice(bases())
    gap: Rows = [[] for _ in range(chance.randrange(4))]
    draft.rows += [*gap, list(below.header), *map(list, below.rows[: chance.randint(0, 20)])]
    draft.has_known_lines = False


def preamble(draft: Draft, chance: Random) -> None:
    """Put lines above the header, or take the header away."""
    lines = (
        "店铺报表",
        "",
        "# export",
        "统计时间：2025-11-01 至 2025-11-30",
        "订单编号",
        "x" * 5_000,
    )
    above: Rows = [[chance.choice(lines)] for _ in range(chance.choice((1, 3, 8, 29, 40, 250)))]
    draft.rows = above + draft.rows[chance.random() < 0.15 :]
    draft.secrets = ()  # without a header nothing says what a column holds
    draft.has_known_lines = False


# Text --------------------------------------------------------------------------------------------


def quotes(draft: Draft, chance: Random) -> None:
    """Put quotes where none belong."""
    write_csv(draft, chance, "utf-8")
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(len(draft.data))
        put = chance.choice((b'"', b'""', b'"x"', b'"\n', b'\n"', b'",', b',"'))
        draft.data = draft.data[:at] + put + draft.data[at:]
    draft.secrets, draft.lines = (PHONE,), None


def separators(draft: Draft, chance: Random) -> None:
    """Mix signs between cells and line ends."""
    write_csv(draft, chance, chance.choice(("utf-8", "gb18030")))
    old, new = chance.choice(
        ((b",", b";"), (b",", b"\t"), (b"\r\n", b"\r"), (b"\r\n", b"\n\n"), (b"\n", b"\n\r"),
         (b",", "，".encode()), (b"\n", b"\n,\n"), (b",", b""), (b"\n", b"\x0b\n"))
    )  # fmt: skip
    parts = draft.data.split(old)
    share = chance.choice((0.02, 0.3, 1))
    pieces = [parts[0]]
    for part in parts[1:]:
        pieces += [new if chance.random() < share else old, part]
    draft.data = b"".join(pieces)
    draft.secrets, draft.lines = (PHONE,), None


def uneven(draft: Draft, chance: Random) -> None:
    """Give rows too many or too few cells."""
    whole = chance.random() < 0.4  # every row, as the platform's comma too many
    shift = False
    much = chance.choice((1, 1, 2, 9))
    for row in draft.rows[1:]:
        if not whole and chance.random() < 0.8:
            continue
        how = chance.choice(("longer", "more", "fewer", "within"))
        if whole or how == "longer":
            row += [""] * much
        elif how == "more":
            row += [chance.choice(ODD)] * much
        elif how == "fewer":
            del row[-much:]
        else:
            shift = True
            row.insert(chance.randrange(len(row)), "x")
    if shift:
        draft.secrets = (PHONE,)
    draft.has_known_lines = not _says_headers(draft.rows[1:])
    write_csv(draft, chance)


def encodings(draft: Draft, chance: Random) -> None:
    """Write a text in one encoding and damage, cut or mix it with another."""
    codecs = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5",
              "latin-1", "shift_jis", "utf-32", "utf-7", "cp437", "hz")  # fmt: skip
    codec = chance.choice(codecs)
    draft.data = forms.as_csv(draft.rows, encoding=codec)
    how = chance.choice(("whole", "mixed", "cut", "twice", "marks"))
    if how == "mixed":
        half = len(draft.rows) // 2
        draft.data = forms.as_csv(draft.rows[:half], encoding=codec)
        draft.data += forms.as_csv(draft.rows[half:], encoding=chance.choice(codecs))
    elif how == "cut":
        draft.data = draft.data[1:] if chance.random() < 0.5 else draft.data[:-1]
    elif how == "twice":
        draft.data = draft.data.decode("latin-1").encode("utf-8")
    elif how == "marks":
        draft.data = b"\xef\xbb\xbf" * chance.randint(1, 3) + draft.data
    draft.form, draft.secrets = f"csv {codec} {how}", (PHONE,)


# Bytes -------------------------------------------------------------------------------------------


def flipped(draft: Draft, chance: Random) -> None:
    """Flip, insert, delete or double bytes."""
    data = bytearray(draft.data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        if not data:
            break
        at, some = chance.randrange(len(data)), chance.choice((1, 1, 2, 8, 64))
        match chance.choice(("flip", "insert", "delete", "double")):
            case "flip":
                data[at] ^= 1 << chance.randrange(8)
            case "insert":
                data[at:at] = chance.randbytes(some)
            case "delete":
                del data[at : at + some]
            case _:
                data[at:at] = data[at : at + some]
    draft.data, draft.secrets, draft.lines = bytes(data), (), None


def truncated(draft: Draft, chance: Random) -> None:
    """Cut the end off, or the beginning."""
    at = chance.randrange(len(draft.data) + 1)
    draft.data = draft.data[:at] if chance.random() < 0.8 else draft.data[at:]
    draft.secrets, draft.lines = (), None


def spliced(draft: Draft, chance: Random) -> None:
    """Join the beginning of one file and the end of another."""
    base = chance.choice(bases())
    other = Draft(base, [list(base.header), *map(list, base.rows)])
    write_out(other, chance)
    here, there = chance.randrange(len(draft.data) + 1), chance.randrange(len(other.data) + 1)
    draft.data = draft.data[:here] + other.data[there:]
    draft.secrets, draft.lines = (), None


ON_BYTES: Mapping[str, Callable[[Draft, Random], None]] = {
    "bytes flipped": flipped,
    "truncated": truncated,
    "spliced": spliced,
}


def _on_written(change: Callable[[Draft, Random], None]) -> Callable[[Draft, Random], None]:
    def write_and_change(draft: Draft, chance: Random) -> None:
        write_out(draft, chance)
        change(draft, chance)

    return write_and_change


# Workbooks ---------------------------------------------------------------------------------------


def workbook(draft: Draft, chance: Random) -> None:
    """Write a workbook and break one of its parts."""
    sheets = {"Sheet1": draft.rows}
    if chance.random() < 0.4:
        sheets["汇总"] = [["合计", "1"], ["<&>", "2"]]
    if chance.random() < 0.4:
        other = chance.choice(bases())
        sheets["藏"] = [list(other.header), *map(list, other.rows)]
    parts = forms.workbook_parts(sheets, hidden=["藏"])
    how = chance.choice(list(_WORKBOOKS))
    _WORKBOOKS[how](parts, chance)
    draft.data, draft.form = forms.packed(parts), f"xlsx {how}"
    draft.file_name, draft.secrets = "list.xlsx", (MARK,) if how in ("dimension", "hidden") else ()


Parts = dict[str, bytes]


def _in_part(parts: Parts, name: str, old: str, new: str, times: int = -1) -> None:
    parts[name] = re.sub(old.encode(), new.encode(), parts[name], count=max(0, times))


def _dimension(parts: Parts, chance: Random) -> None:
    refs = (
        "A1",
        "A1:A2",
        "A1:XFD1048576",
        "XFD1048576:A1",
        "B7:C9",
        "",
        "A0",
        "A1:",
        "1:1",
        "ZZZZZ1",
    )
    _in_part(
        parts, forms.SHEET, '<dimension ref="[^"]*"/>', f'<dimension ref="{chance.choice(refs)}"/>'
    )


def _missing_part(parts: Parts, chance: Random) -> None:
    del parts[chance.choice(list(parts))]


def _emptied_part(parts: Parts, chance: Random) -> None:
    parts[chance.choice(list(parts))] = chance.choice(
        (b"", b"<", b"\x00" * 100, b"<a/>", b"x" * 500)
    )


def _cut_part(parts: Parts, chance: Random) -> None:
    name = chance.choice(list(parts))
    parts[name] = parts[name][: chance.randrange(len(parts[name]))]


def _bad_xml(parts: Parts, chance: Random) -> None:
    name = chance.choice((forms.SHEET, forms.STRINGS, "xl/workbook.xml"))
    at = chance.randrange(len(parts[name]))
    put = chance.choice(
        (b"<", b">", b"&", b"&#0;", b"&nope;", b"</row>", b"\xff", b"<!--", b"<![CDATA[")
    )
    parts[name] = parts[name][:at] + put + parts[name][at:]


def _wrong_strings(parts: Parts, chance: Random) -> None:
    how = chance.choice(("far", "negative", "text", "fewer", "count"))
    if how == "fewer":
        parts[forms.STRINGS] = parts[forms.STRINGS].replace(b"<si>", b"<no>", 7)
    elif how == "count":
        _in_part(parts, forms.STRINGS, 'count="[0-9]+"', 'count="99999999999"')
    else:
        value = {"far": "99999999", "negative": "-1", "text": "x"}[how]
        _in_part(parts, forms.SHEET, 't="s"><v>[0-9]+', f't="s"><v>{value}', chance.choice((1, 9)))


def _far_cell(parts: Parts, chance: Random) -> None:
    place = chance.choice(
        ("XFD1048576", "A1048576", "XFD1", "AAAA1", "A99999999999", "A-1", "1A", "$A$1")
    )
    row = f'<row r="1048576"><c r="{place}"><v>1</v></c></row></sheetData>'
    _in_part(parts, forms.SHEET, "</sheetData>", row.replace("\\", ""))


def _places(parts: Parts, chance: Random) -> None:
    old, new = chance.choice(
        ((' r="[A-Z]+[0-9]+"', ""), (' r="[0-9]+"', ""), (' r="[A-Z]+', ' r="A'), (' r="', ' r="A'),
         (' r="[0-9]+"', ' r="1"'))
    )  # fmt: skip
    _in_part(parts, forms.SHEET, old, new, chance.choice((-1, 5)))


def _entities(parts: Parts, chance: Random) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    kinds = {
        "file": '<!ENTITY x SYSTEM "file:///etc/passwd">',
        "net": '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
        "laughs": f'<!ENTITY l0 "lol">{lol}<!ENTITY x "&l8;">',
    }
    name = chance.choice((forms.SHEET, forms.STRINGS))
    head, _, rest = parts[name].partition(b"?>\n")
    kind = f"<!DOCTYPE x [{kinds[chance.choice(list(kinds))]}]>"
    parts[name] = head + b"?>\n" + kind.encode() + rest
    _in_part(parts, name, "(<t [^>]*>|<v>)[^<]*", "\\g<1>&x;", 3)


def _formulas(parts: Parts, chance: Random) -> None:
    cell = chance.choice(
        (
            "<f>1/0</f><v>#DIV/0!</v>",
            "<f>A1</f>",
            '<f t="shared" si="9"/><v>5</v>',
            '<f>"&gt;"</f><v/>',
        )
    )
    kind = chance.choice((' t="e"', "", ' t="str"', ' t="b"', ' t="d"', ' t="?"', ' s="999"'))
    old = '( r="[A-Z]+[0-9]+")( t="s")?><v>[^<]*</v>'
    _in_part(parts, forms.SHEET, old, f"\\g<1>{kind}>{cell}", chance.choice((1, 20, -1)))


def _merged(parts: Parts, chance: Random) -> None:
    area = chance.choice(("A1:C1", "A2:A9", "A1:XFD1048576", "C3:A1", "x", ""))
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    _in_part(parts, forms.SHEET, "</sheetData>", merged)


def _hidden(parts: Parts, chance: Random) -> None:
    state = chance.choice(("hidden", "veryHidden", "?"))
    _in_part(
        parts, "xl/workbook.xml", "<sheet ", f'<sheet state="{state}" ', chance.choice((-1, 1))
    )


def _names(parts: Parts, chance: Random) -> None:
    name = chance.choice(
        ("", "x" * 500, "'; DROP TABLE raw; --", "../../x", "{place}", "&#10;", "Sheet1")
    )
    _in_part(parts, "xl/workbook.xml", 'name="[^"]*"', f'name="{name}"')


def _relations(parts: Parts, chance: Random) -> None:
    target = chance.choice(
        ("../../../x", "/xl/worksheets/sheet1.xml", "", "http://x/", "workbook.xml")
    )
    name = "xl/_rels/workbook.xml.rels"
    _in_part(parts, name, 'Target="[^"]*"', f'Target="{target}"', chance.choice((1, -1)))


_WORKBOOKS: Mapping[str, Callable[[Parts, Random], None]] = {
    "dimension": _dimension,
    "missing part": _missing_part,
    "emptied part": _emptied_part,
    "cut part": _cut_part,
    "bad XML": _bad_xml,
    "wrong strings": _wrong_strings,
    "far cell": _far_cell,
    "places": _places,
    "entities": _entities,
    "formulas": _formulas,
    "merged": _merged,
    "hidden": _hidden,
    "sheet names": _names,
    "relations": _relations,
}


def open_document(draft: Draft, chance: Random) -> None:
    """Write an OpenDocument spreadsheet that repeats cells and rows, or is broken."""
    times = chance.choice((1, 2, 1_000, 16_384, 99_999_999_999, -1))
    what = chance.choice(("rows", "columns"))
    lines = []
    for row in draft.rows[:20]:
        held = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{forms.xml_text(cell)}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        lines.append(f"<table:table-row>{held}</table:table-row>")
    mark = f' table:number-{what}-repeated="{times}"'
    at = chance.randrange(len(lines))
    tag = "table:table-row" if what == "rows" else "table:table-cell"
    lines[at] = lines[at].replace(f"<{tag}", f"<{tag}{mark}", 1)
    content = (
        '<?xml version="1.0"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    packed = io.BytesIO()
    with forms.Dateless(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", kind, zipfile.ZIP_STORED)
        if chance.random() < 0.8:
            name = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
            book.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{name}"/>')
        book.writestr("content.xml", content)
    draft.data, draft.form, draft.file_name = packed.getvalue(), f"ods {what} × {times}", "list.ods"


# Archives ----------------------------------------------------------------------------------------

NAMES = (
    "../../x.csv", "/absolute/x.csv", "C:\\x.csv", "\\\\server\\x.csv", "..\\..\\x.csv",
    "x/../../../y.csv",
    "", "/", ".", "..", "a" * 5_000, "订单.csv", "CON", "x\x00.csv", "{place}.csv",
    "'; DROP TABLE x;.csv",
    "*.csv", "[a].csv", "~$x.csv", "__MACOSX/x.csv", "x.csv/", "a\nb.csv", "%s.csv", "\u202ecsv.x",
)  # fmt: skip


def archive(draft: Draft, chance: Random) -> None:
    """Pack lists in an archive that is odd or broken."""
    csv = forms.as_csv(draft.rows)
    how = chance.choice(
        (
            "names",
            "twice",
            "nested",
            "crc",
            "protected",
            "claims",
            "others",
            "many",
            "method",
            "tail",
        )
    )
    held = io.BytesIO()
    with forms.Dateless(held, "w", zipfile.ZIP_DEFLATED) as packed:
        if how == "names":
            for name in chance.sample(NAMES, 3):
                packed.writestr(_member(name), csv)
        elif how == "twice":
            for _ in range(3):
                _again(packed, "a.csv", csv)
        elif how == "nested":
            inner = forms.packed({"a.csv": csv})
            packed.writestr(
                "inner.zip", forms.packed({"b.zip": inner}) if chance.random() < 0.5 else inner
            )
            if chance.random() < 0.5:
                packed.writestr("a.csv", csv)
        elif how == "others":
            packed.writestr("a.csv", csv)
            packed.writestr("b.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
            packed.writestr("c.xlsx", forms.as_workbook({"S": draft.rows[:9]}))
            packed.writestr("d.txt", chance.choice(("", "\n", "bitte lesen", "a,b\n1,2\n")))
        elif how == "many":
            for number in range(chance.choice((20, 1_001, 5_000))):
                packed.writestr(f"{number}.txt", b"x")
        else:
            packed.writestr("a.csv", csv)
    data = bytearray(held.getvalue())
    ends = data.rfind(b"PK\x01\x02")
    if how == "crc":
        data[14] ^= 255
        data[ends + 16] ^= 255
    elif how == "protected":
        data[6] |= 1
        data[ends + 8] |= 1
    elif how == "claims":
        for at in (22, ends + 24) if chance.random() < 0.5 else (ends + 24,):
            data[at : at + 4] = chance.choice(
                (b"\xfe\xff\xff\x7f", b"\0\0\0\0", b"\xff\xff\xff\xff")
            )
    elif how == "method":
        data[8] = data[ends + 10] = chance.choice((1, 9, 12, 14, 93, 99))
    elif how == "tail":
        data = bytearray(chance.randbytes(50)) + data + chance.randbytes(chance.choice((1, 70_000)))
    draft.data, draft.form, draft.file_name = bytes(data), f"zip {how}", "lists.zip"
    draft.secrets = ()  # a name in an archive may be anything


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    info.filename = name
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _again(packed: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a member under a name that may be there, without Python's warning."""
    info = _member(f"{len(packed.filelist)}{name}")
    packed.writestr(info, data)
    info.filename = name


MUTATIONS: Mapping[str, Callable[[Draft, Random], None]] = {
    "cells": cells,
    "headers": headers,
    "columns": columns,
    "rows": rows,
    "total rows": totals,
    "repeated header": repeated_header,
    "stacked tables": stacked,
    "preamble": preamble,
    "stray quotes": quotes,
    "separators": separators,
    "uneven rows": uneven,
    "encodings": encodings,
    "workbook parts": workbook,
    "open document": open_document,
    "archives": archive,
    **{name: _on_written(change) for name, change in ON_BYTES.items()},
}
"""Name → what it does, in the order in which seeds take them."""


# What is made on purpose -------------------------------------------------------------------------

MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576


def _wide_rows(width: int) -> Rows:
    base = bases()[0]
    more = width - len(base.header)
    names = [f"附加{number}" for number in range(more)]
    return [[*base.header, *names], *([*row, *["1"] * more] for row in base.rows[:5])]


def _one_orders_list(first: list[list[str]]) -> bytes:
    base = bases()[0]
    return forms.as_csv([*first, *base.rows])


def _special(name: str) -> tuple[str, Callable[[Path], None], str | None]:
    """Return a special mutant's file name, what writes it, and what must become of it."""
    base = bases()[0]
    table = [list(base.header), *map(list, base.rows)]
    parts = forms.workbook_parts({"S": table})

    def data(make: Callable[..., bytes]) -> Callable[[Path], None]:
        return lambda path: _write(path, make())

    def part(old: str, new: str) -> bytes:
        text = parts[forms.SHEET].replace(old.encode(), new.encode(), 1)
        return forms.packed({**parts, forms.SHEET: text})

    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    spelt = {
        "corner cell": far,
        "corner cell in another row": far.replace('row r="1048576"', 'row r="41"'),
        "corner cell in single quotes": far.replace('"', "'"),
        "corner cell in small letters": far.replace("XFD", "xfd"),
        "corner cell with spaces": far.replace("=", " = "),
        "corner cell after line ends": far.replace(" ", "\n"),
        "corner cell under a prefix": re.sub("<(/?)", "<\\1x:", far).replace(
            "<x:row",
            '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
            1,
        ),
    }
    odd = [[f"=cmd|'{name}'!A0", "'); DROP TABLE header; --", *base.header[2:]]]
    bombs = forms.workbook_parts({"S": [["x"]]})
    return {
        "zip bomb": ("lists.zip", data(lambda: forms.bomb("a.csv", 1024)), "archive_too_large"),
        "overlapping members": (
            "lists.zip", data(lambda: forms.overlapping("a.csv", 100, 300)), "archive_too_large",
        ),
        "workbook bomb": (
            "list.xlsx", data(lambda: forms.packed({**bombs, "xl/media/x.xml": bytes(300 << 20)})),
            "workbook_too_large",
        ),
        "path traversal": (
            "lists.zip",
            data(lambda: forms.packed({"../../../planted.csv": forms.as_csv(table)})), "",
        ),
        "absolute name": (
            "lists.zip", data(lambda: forms.packed({"/planted.csv": forms.as_csv(table)})), "",
        ),
        "drive letter": (
            "lists.zip", data(lambda: forms.packed({"C:\\planted.csv": forms.as_csv(table)})), "",
        ),
        "too many members": (
            "lists.zip", data(lambda: forms.packed({f"{n}.csv": b"a,b\n" for n in range(3000)})),
            "too_many_members",
        ),
        "nested archive": (
            "lists.zip",
            data(lambda: forms.packed({"in.zip": forms.packed({"a.csv": forms.as_csv(table)})})),
            "nothing_in_archive",
        ),
        "formula and SQL as headers": (
            "orders.csv", data(lambda: _one_orders_list(odd)), "missing_field",
        ),
        "16,384 columns": ("wide.csv", data(lambda: forms.as_csv(_wide_rows(MOST_COLUMNS))), ""),
        "16,385 columns": (
            "wide.csv", data(lambda: forms.as_csv(_wide_rows(MOST_COLUMNS + 1))),
            "too_many_columns",
        ),
        "workbook of 16,384 columns": (
            "wide.xlsx", data(lambda: forms.as_workbook({"S": _wide_rows(MOST_COLUMNS)})), "",
        ),
        **{
            name: (
                "list.xlsx",
                data(lambda cell=cell: part("</sheetData>", f"{cell}</sheetData>")),
                "workbook_too_large",
            )
            for name, cell in spelt.items()
        },
        "corner cell amid the rows": (
            "list.xlsx", data(lambda: part('<row r="5">', f'{far}<row r="5">')),
            "workbook_too_large",
        ),
        "claimed dimension": (
            "list.xlsx",
            data(lambda: part('<dimension ref="A1', '<dimension ref="A1:XFD1048576" x="')), "",
        ),
        "one endless line": ("x.csv", data(lambda: b"a,b," * (9 << 20)), "long_line"),
        "one open quote": (
            "orders.csv", data(lambda: forms.as_csv(table)[:-2] + b',"' + b"x,y\r\n" * 50_000),
            None,
        ),
        "1,048,576 rows": (
            "long.csv", lambda path: forms.long_csv(path, MOST_ROWS - 1), "",
        ),
        "workbook of 1,048,576 rows": (
            "long.xlsx", lambda path: forms.long_workbook(path, MOST_ROWS - 1), "",
        ),
        "one column of 1,048,576 rows": (
            "long.csv", data(lambda: b"7\n" * MOST_ROWS), "no_header",
        ),
    }[name]  # fmt: skip


LARGE = ("1,048,576 rows", "workbook of 1,048,576 rows", "one column of 1,048,576 rows")
"""Too slow for tests."""
SPECIALS = (
    "zip bomb",
    "overlapping members",
    "workbook bomb",
    "path traversal",
    "absolute name",
    "drive letter",
    "too many members",
    "nested archive",
    "formula and SQL as headers",
    "16,384 columns",
    "16,385 columns",
    "workbook of 16,384 columns",
    "corner cell",
    "corner cell in another row",
    "corner cell in single quotes",
    "corner cell in small letters",
    "corner cell with spaces",
    "corner cell after line ends",
    "corner cell under a prefix",
    "corner cell amid the rows",
    "claimed dimension",
    "one endless line",
    "one open quote",
    *LARGE,
)


def special(name: str) -> Mutant:
    """Return a mutant that is made on purpose."""
    file_name, write, code = _special(name)
    return Mutant(f"--special '{name}'", f"special: {name}", name, file_name, write, code=code)
