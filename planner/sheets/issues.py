"""What the manager should know about a sheet, in plain words and with what to do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.language import Message, say
from planner.sheets.cleaning import SQL, Cleaned
from planner.sheets.fields import ALL_FIELDS, Field, Form
from planner.sheets.headers import known_headers
from planner.sheets.kinds import BOTH, KIND_LABELS, KINDS, ORDER_ITEMS, ORDERS
from planner.sheets.reading import RawSheet
from planner.sheets.recognise import SUMMARY, Recognised
from planner.sheets.report import Issue, Place, Severity
from planner.tables import load_query

PLACES = 5
MOSTLY = 0.5


@dataclass(frozen=True)
class Remark:
    """An issue's severity and words."""

    severity: Severity
    message: Message


REJECTIONS: Mapping[str, Remark] = {
    "repeated_header": Remark(
        "info", say("The header stands again among the rows. These rows are left out.")
    ),
    "total_row": Remark("info", say("Rows of sums are left out: they are no orders.")),
    "duplicate": Remark("info", say("Rows that repeat another row exactly are left out.")),
    "duplicate_order_id": Remark(
        "warning",
        say(
            "Another row with this order number differs. The first one is kept. If one order goes"
            " over several rows, change the kind to orders with their items."
        ),
    ),
    "no_order_id": Remark(
        "warning",
        say("Rows without an order number are left out. If they are orders, fill the number in."),
    ),
    "bad_date": Remark(
        "warning",
        say(
            "The time of placing cannot be read. Correct these cells, or these orders are missing."
        ),
    ),
    "bad_quantity": Remark(
        "warning",
        say("The quantity is no whole number. Correct these cells, or these lines are missing."),
    ),
    "bad_amount": Remark(
        "warning",
        say("The amount cannot be read. Correct these cells, or these orders are missing."),
    ),
}
"""Code of rejected rows → what is said of them."""

REMARKS: Mapping[str, Remark] = {
    "shifted_row": Remark(
        "warning",
        say(
            "These rows have more cells than the header, so their cells may have moved to the"
            " right. Look at them; a comma inside a text is the usual cause."
        ),
    ),
    "id_rounded": Remark(
        "warning",
        say(
            "A spreadsheet rounded these order numbers, so different orders look the same. Export"
            " the list again and load it without opening it in a spreadsheet first."
        ),
    ),
    "created_at_missing": Remark(
        "warning",
        say("These orders have no time. They count in no day; fill the time in."),
    ),
    "paid_at_missing": Remark(
        "info",
        say("Paid by amount and status, but without a payment time: the time of placing is taken."),
    ),
    "paid_amount_of_unpaid": Remark(
        "warning",
        say(
            "An amount was received but there is no payment time: these orders count as unpaid."
            " Look at them on the platform."
        ),
    ),
    "paid_amount_missing": Remark(
        "info", say("Paid orders without an amount paid: the order amount is taken.")
    ),
    "net_of_refunds": Remark(
        "info",
        say(
            "The amount paid is net of refunds in this list. It is converted to the money received"
            " before refunds: paid plus refund."
        ),
    ),
    "refund_over_paid": Remark(
        "warning", say("More was refunded than was paid. Look at these orders on the platform.")
    ),
    "outlier_amount": Remark(
        "warning",
        say(
            "Far larger than all other orders. It is kept; if it is a mistake or a test, delete"
            " its row and load the list again."
        ),
    ),
    "hashed_buyers": Remark(
        "info",
        say(
            "Buyers are known by a name, e-mail or phone only. It is not stored: a code made from"
            " it tells buyers apart."
        ),
    ),
    "unknown_status": Remark(
        "info", say("These statuses are not known. Whether the order was paid decides instead.")
    ),
    "amount_repeated": Remark(
        "info",
        say("The order amount stands on each line of an order. It counts once an order."),
    ),
    "bad_value": Remark(
        "warning",
        say("These cells cannot be read and are left empty. The rows are kept."),
    ),
    "amount_cleaned": Remark(
        "info",
        say("Amounts written with signs, units or thousands separators were read as numbers."),
    ),
    "amount_rounded": Remark(
        "info", say("Amounts with more than two decimals were rounded, halves upwards.")
    ),
}
"""Code → what is said; those with a file in ``sql/issues`` are found by it."""


def issues_of(sheet: RawSheet, recognised: Recognised, cleaned: Cleaned) -> tuple[Issue, ...]:
    """Return all issues of a sheet whose rows were read, the gravest first."""
    columns = _columns(recognised)
    found = [
        *_of_reading(sheet, recognised, cleaned),
        *_of_rejected(cleaned, columns),
        *_of_cells(recognised, cleaned, columns),
        *_of_rows(recognised, cleaned, columns),
        *_of_columns(recognised, cleaned),
    ]
    return by_gravity(found)


def by_gravity(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return issues, errors first and infos last."""
    order = ("error", "warning", "info")
    return tuple(sorted(issues, key=lambda issue: order.index(issue.severity)))


def issues_of_unknown(recognised: Recognised) -> tuple[Issue, ...]:
    """Return what is said of a sheet that cannot be loaded."""
    if recognised.header_row is None:
        return (
            Issue(
                "no_header",
                "error",
                1,
                (),
                say(
                    "No row names columns that are known. A list of orders or order items was"
                    " expected. If this is one, say which row is the header and what the columns"
                    " hold."
                ),
            ),
        )
    if recognised.kind in KINDS:
        return (_missing(recognised.kind, recognised.missing, recognised),)
    looks_like = recognised.looks_like or ORDERS
    if looks_like == SUMMARY:
        message = say(
            "This looks like a summary: periods stand side by side. The list of orders itself is"
            " needed; export it from the platform."
        )
        return (Issue("summary", "error", 1, _header_places(recognised), message),)
    if looks_like in (ORDERS, ORDER_ITEMS):
        return (_missing(ORDERS, recognised.missing, recognised),)
    return (
        Issue(
            "kind_not_read",
            "error",
            1,
            _header_places(recognised),
            say(
                "This looks like a {kind}. Lists of orders and of order items are read; this one"
                " holds no orders and is left out.",
                kind=KIND_LABELS[looks_like],
            ),
        ),
    )


def _missing(kind: str, missing: tuple[str, ...], recognised: Recognised) -> Issue:
    first = missing[0] if missing else "order_id"
    return Issue(
        "missing_field",
        "error",
        len(missing),
        _header_places(recognised),
        say(
            "For a sheet of the kind “{kind}” a column is missing: {field}. If the sheet has it"
            " under another name, say which column it is. A summary cannot be used: export the"
            " list itself.",
            kind=KIND_LABELS[kind],
            field=ALL_FIELDS[first].label,
        ),
    )


def _header_places(recognised: Recognised) -> tuple[Place, ...]:
    row = None if recognised.header_row is None else recognised.header_row + 1
    return tuple(Place(row, header, None) for header in recognised.header[:PLACES] if header)


def _columns(recognised: Recognised) -> dict[str, str]:
    """Return the header's text by field."""
    pairs = zip(recognised.mapping, recognised.header, strict=True)
    return {name: header for name, header in pairs if name}


def _of_reading(sheet: RawSheet, recognised: Recognised, cleaned: Cleaned) -> Iterator[Issue]:
    if sheet.stray_bytes:
        yield Issue(
            "stray_bytes",
            "warning",
            sheet.stray_bytes,
            (),
            say(
                "Some characters could not be read as {encoding} and show as “\ufffd”. If there are"
                " many, choose another encoding.",
                encoding=sheet.encoding,
            ),
        )
    if cleaned.loaded.longer:
        yield Issue(
            "extra_trailing_cells",
            "info",
            cleaned.loaded.longer,
            (Place(cleaned.loaded.first_longer, None, None),),
            say("Rows end in empty cells beyond the header. They are ignored."),
        )
    for header in recognised.twice:
        yield Issue(
            "header_twice",
            "info",
            1,
            (Place((recognised.header_row or 0) + 1, header, None),),
            say(
                "Several columns have the name {header}. One of them is used; change it in the"
                " mapping if it is the wrong one.",
                header=header,
            ),
        )
    personal = [header for header in recognised.header if known_headers().is_personal(header)]
    if personal:
        yield Issue(
            "personal_data",
            "info",
            len(personal),
            tuple(Place(None, header, None) for header in personal[:PLACES]),
            say("Columns with personal data are not stored."),
        )


def _of_rejected(cleaned: Cleaned, columns: Mapping[str, str]) -> Iterator[Issue]:
    sql = load_query(SQL / "issues" / "rejected.sql").sql
    codes = cleaned.rows(
        "SELECT code, count(*) AS count FROM judged WHERE code IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    for row in codes:
        code = row["code"]
        remark = REJECTIONS[code]
        _, places = _places(cleaned, f"SELECT * FROM ({sql}) WHERE code = '{code}'", columns)  # noqa: S608 - own names
        yield Issue(code, remark.severity, row["count"], places, remark.message)


def _places(
    cleaned: Cleaned, sql: str, columns: Mapping[str, str]
) -> tuple[int, tuple[Place, ...]]:
    """Return how many places a query finds, and the first of them fit to be shown."""
    rows = cleaned.rows(
        "SELECT source_row, field, count(*) OVER () AS total,"  # noqa: S608 - own names
        " CASE WHEN NOT shifted THEN showable(value) END AS value"
        f" FROM ({sql}) AS places INNER JOIN (SELECT source_row, shifted FROM cells) AS origin"
        f" USING (source_row) ORDER BY source_row LIMIT {PLACES}"
    )
    places = tuple(
        Place(row["source_row"], columns.get(row["field"] or ""), row["value"]) for row in rows
    )
    return (rows[0]["total"] if rows else 0), places


def _issue(code: str, cleaned: Cleaned, sql: str, columns: Mapping[str, str]) -> Iterator[Issue]:
    count, places = _places(cleaned, sql, columns)
    if count:
        remark = REMARKS[code]
        yield Issue(code, remark.severity, count, places, remark.message)


def _of_cells(
    recognised: Recognised, cleaned: Cleaned, columns: Mapping[str, str]
) -> Iterator[Issue]:
    """Yield the issues of single cells in kept rows, over all fields of a form."""
    fields = [ALL_FIELDS[name] for name in recognised.mapping if name]
    money = [field for field in fields if field.form is Form.MONEY]
    read = [field for field in fields if field.form in (Form.TIME, Form.MONEY, Form.COUNT)]
    yield from _issue_of_cells(
        "bad_value", read, "typed.{0} IS NULL AND NOT is_nothing(cells.{0})", cleaned, columns
    )
    yield from _issue_of_cells(
        "amount_cleaned", money, "typed.{0} IS NOT NULL AND is_dressed(cells.{0})", cleaned, columns
    )
    yield from _issue_of_cells(
        "amount_rounded", money, "typed.{0} <> round(typed.{0}, 2)", cleaned, columns
    )


def _issue_of_cells(
    code: str, fields: list[Field], condition: str, cleaned: Cleaned, columns: Mapping[str, str]
) -> Iterator[Issue]:
    parts = [
        f"SELECT cells.source_row, '{field.name}' AS field, cells.\"{field.name}\" AS value"  # noqa: S608 - own names
        " FROM cells INNER JOIN typed USING (source_row) INNER JOIN judged USING (source_row)"
        f" WHERE code IS NULL AND {condition.format(chr(34) + field.name + chr(34))}"
        for field in fields
    ]
    if parts:
        yield from _issue(code, cleaned, " UNION ALL ".join(parts), columns)


def _of_rows(
    recognised: Recognised, cleaned: Cleaned, columns: Mapping[str, str]
) -> Iterator[Issue]:
    orders = recognised.kind in (ORDERS, BOTH)
    for code in KINDS[recognised.kind].issues:
        sql = load_query(SQL / "issues" / f"{code}.sql").sql
        yield from _issue(code, cleaned, sql, columns)
    if orders:
        yield from _masked_buyers(cleaned, columns)
        yield from _date_order(cleaned, columns)


def _masked_buyers(cleaned: Cleaned, columns: Mapping[str, str]) -> Iterator[Issue]:
    sql = load_query(SQL / "issues" / "masked_buyers.sql").sql
    count, places = _places(cleaned, sql, columns)
    orders = cleaned.rows("SELECT count(*) AS orders FROM orders")[0]["orders"]
    if count > MOSTLY * orders:
        yield Issue(
            "masked_buyers",
            "info",
            count,
            places,
            say("The platform masked the buyers (***), so orders of one buyer cannot be joined."),
        )


def _date_order(cleaned: Cleaned, columns: Mapping[str, str]) -> Iterator[Issue]:
    order = cleaned.rows("SELECT * FROM date_order")[0]
    if not order["dates"]:
        return
    sql = load_query(SQL / "issues" / "date_order.sql").sql
    count, places = _places(cleaned, sql, columns)
    read = say("day first") if order["day_first"] else say("month first")
    message = (
        say("Dates were read {order}: numbers above 12 show it.", order=read)
        if order["certain"]
        else say(
            "Dates were read {order}, but nothing in the list proves it. Check a few.", order=read
        )
    )
    yield Issue("date_order", "info" if order["certain"] else "warning", count, places, message)


def _of_columns(recognised: Recognised, cleaned: Cleaned) -> Iterator[Issue]:
    """Yield what the absence of a column means for an order list; each is said once."""
    if recognised.kind not in (ORDERS, BOTH):
        return
    facts = cleaned.rows(
        "SELECT facts.*, (SELECT count(*) FROM orders) AS orders,"
        " (SELECT count(paid_at) FROM orders) AS paid_orders FROM facts"
    )[0]
    orders = facts["orders"]
    if not facts["has_paid_at"]:
        yield Issue("no_paid_at", "warning", orders, (), _paid_without_times(facts))
    if orders and not facts["paid_orders"]:
        yield Issue(
            "nothing_paid",
            "warning",
            orders,
            (),
            say(
                "No order of this list is paid. If that is wrong, check which column holds the time"
                " of payment."
            ),
        )
    if not facts["has_paid_amount"]:
        yield Issue(
            "no_paid_amount",
            "info",
            orders,
            (),
            say("There is no column with the amount paid: the order amount is taken where paid."),
        )
    if not facts["has_refund"]:
        yield Issue(
            "no_refund_amount",
            "info",
            orders,
            (),
            say("There is no column with refunds: none are counted."),
        )
    if "buyer_id" not in recognised.mapping:
        yield Issue(
            "no_buyer_id",
            "info",
            orders,
            (),
            say("There is no column that names the buyer: new and returning cannot be told apart."),
        )


def _paid_without_times(facts: Mapping[str, object]) -> Message:
    if facts["has_status"]:
        return say(
            "There are no payment times: the status says what was paid, and the time of placing"
            " stands for the time of payment."
        )
    if facts["has_paid_amount"]:
        return say(
            "There are no payment times: orders with an amount paid count as paid at the time of"
            " placing."
        )
    return say("Nothing says which orders were paid: all count as paid at the time of placing.")
