"""What the manager should know about a sheet, in plain words and with what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.language import Message, say
from planner.sheets.cleaning import SQL, Cleaned
from planner.sheets.fields import ALL_FIELDS, Field, Form
from planner.sheets.headers import known_headers
from planner.sheets.kinds import BOTH, KIND_LABELS, KINDS, ORDER_ITEMS, ORDERS
from planner.sheets.opening import RawSheet
from planner.sheets.recognise import SUMMARY, Recognised
from planner.sheets.report import Issue, Place, Severity
from planner.tables import load_query

PLACES = 5
SHOPS_TOLD = 5
PLAIN: Mapping[Form, str] = {
    Form.MONEY: "is_plain",
    Form.COUNT: "is_plain_count",
    Form.TIME: "is_usual_time",
    Form.RATE: "is_plain",
    Form.MEASURE: "is_plain",
}
"""Form whose cells are read as values → the macro that tells the plain way to write them."""
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
    "total_row": Remark("info", say("Rows of sums are left out: they would count twice.")),
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
    "duplicate_line_id": Remark(
        "warning",
        say(
            "Another row with this line number differs. The first one is kept. Look at them on the"
            " platform."
        ),
    ),
    "note_row": Remark(
        "info",
        say("Notes among the rows are left out: nothing but a text stands there."),
    ),
    "other_currency": Remark(
        "warning",
        say(
            "These rows are in another currency than most and are left out: amounts of two"
            " currencies never add up."
        ),
    ),
    "blank_row": Remark(
        "info", say("Rows in which no column that is used holds anything are left out.")
    ),
    "formula_error": Remark(
        "warning",
        say(
            "A formula failed in these cells (#REF! and the like), so the rows are left out."
            " Correct the formula and load the sheet again."
        ),
    ),
    "no_sku": Remark(
        "warning",
        say(
            "Rows with neither an SKU nor a barcode are left out: nothing says which product they"
            " are."
        ),
    ),
    "older_day": Remark(
        "info",
        say(
            "The sheet holds a newer day of the same product and warehouse. The newest day counts;"
            " these older rows are left aside."
        ),
    ),
    "older_event": Remark(
        "info",
        say(
            "The sheet holds a newer event of the same parcel. The newest counts; these older rows"
            " are left aside."
        ),
    ),
    "no_tracking_number": Remark(
        "info",
        say(
            "Rows without a tracking number are left out: nothing is on its way yet. Orders that"
            " are not shipped are found in the order list."
        ),
    ),
    "placeholder_row": Remark(
        "info", say("Rows of the template that only show what to fill in are left out.")
    ),
    "bad_stock": Remark(
        "warning",
        say(
            "The quantity in stock is no whole number. Correct these cells, or this stock is"
            " missing."
        ),
    ),
    "bad_period": Remark(
        "warning",
        say(
            "The date or period cannot be read. Correct these cells, or these figures are missing."
        ),
    ),
    "no_period": Remark(
        "warning",
        say(
            "Nothing says which days these figures are for: no column, no line above the header and"
            " not the file's name. Write the days into the file's name, such as"
            " 2025-11-03~2025-11-09."
        ),
    ),
    "no_discount": Remark(
        "warning",
        say(
            "Rows with neither a name nor a product are left out: nothing says which discount they"
            " are, or of what."
        ),
    ),
    "ends_before_start": Remark(
        "warning",
        say(
            "These discounts end before they start. Correct the times, or these discounts are"
            " missing."
        ),
    ),
    "takes_nothing_off": Remark(
        "warning",
        say(
            "These discounts take nothing off, such as 0 or 10折. Correct these cells if something"
            " is taken off."
        ),
    ),
    "takes_too_much_off": Remark(
        "warning",
        say(
            "These discounts take off more than all: more than 100 %, more than the order amount"
            " they hold from, or a price below zero. Correct these cells, or these discounts are"
            " missing."
        ),
    ),
    "repeated_period": Remark(
        "warning",
        say(
            "Another row has figures for the same days, source and product. The first one is kept:"
            " visitors never add up."
        ),
    ),
}
"""Code of rejected rows → what is said of them."""

ASKED_ONLY_OF: Mapping[str, str] = {
    "several_shops": "shop",
    "unknown_status": "status",
    "price_not_positive": "unit_price",
    "id_rounded": "order_id",
}
"""Code → the field without which there is nothing to ask."""

ASKED_ONLY_WHERE: Mapping[str, str] = {
    "paid_at_missing": "has_paid_at",
    "paid_amount_of_unpaid": "has_paid_at",
    "paid_amount_missing": "has_paid_amount",
    "net_of_refunds": "emptied_by_refunds",
    "net_unsure": "net_unsure",
}
"""Code → the fact of an order list (steps/facts.sql) without which its query is not asked.

The query does not look at that fact again.
"""

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
    "net_unsure": Remark(
        "warning",
        say(
            "The amount paid of these orders may be net of their refunds, but too little in the"
            " list proves it. They are taken as they stand. Compare the totals with the platform's;"
            " a list of more days, or with a column of discounts, tells for certain."
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
        "info",
        say(
            "These statuses are not known. Whether the order was paid, when the discount runs, or"
            " what the parcel's latest event says, decides instead."
        ),
    ),
    "amount_repeated": Remark(
        "info",
        say("The order amount stands on each line of an order. It counts once an order."),
    ),
    "amount_unsure": Remark(
        "warning",
        say(
            "All lines of these orders show the same amount, and no unit price tells whether it is"
            " the line's or the order's. It was taken for the order's and counts once. Compare the"
            " totals with the platform's; if each line has an amount of its own, choose that"
            " amounts are per line."
        ),
    ),
    "returns": Remark(
        "info",
        say(
            "Goods sent back stand as amounts or quantities below zero. They count as refunds, not"
            " as orders."
        ),
    ),
    "overlap": Remark(
        "info",
        say("These orders are loaded already. This list is newer and replaces them whole."),
    ),
    "overlap_in_file": Remark(
        "warning",
        say(
            "An earlier table of this file holds these orders, too. This later one replaces them"
            " whole. If the earlier one is newer, load the tables one by one, the newest last."
        ),
    ),
    "overlap_of_items_in_file": Remark(
        "warning",
        say(
            "An earlier table of this file holds lines of these orders, too. This later one"
            " replaces them whole. If the earlier one is newer, load the tables one by one, the"
            " newest last."
        ),
    ),
    "overlap_of_stock_in_file": Remark(
        "warning",
        say(
            "An earlier table of this file has stock of these products in the same warehouse, too."
            " The figures of this later one hold. If another is newer, load that table alone."
        ),
    ),
    "overlap_of_traffic_in_file": Remark(
        "warning",
        say(
            "An earlier table of this file has visitors of the same days, too. The figures of this"
            " later one hold. If another is newer, load that table alone."
        ),
    ),
    "overlap_of_items": Remark(
        "info",
        say(
            "Lines of these orders are loaded already. This list is newer and replaces them whole."
        ),
    ),
    "overlap_of_stock": Remark(
        "warning",
        say(
            "Stock of this warehouse is loaded already. This list is newer and replaces it whole:"
            " what it does not list counts as gone."
        ),
    ),
    "warehouse_of_sheet": Remark(
        "info",
        say(
            "No column names the warehouse and the workbook has several stock lists: the name of"
            " the sheet is taken for the warehouse."
        ),
    ),
    "overlap_of_stock_items": Remark(
        "warning",
        say(
            "Stock of these products is loaded already, and one of the two lists names no"
            " warehouse. This list is newer: for these products it replaces the stock of all"
            " warehouses that is loaded. Load the lists of all warehouses, or only the one without."
        ),
    ),
    "overlap_of_traffic": Remark(
        "info",
        say("Figures of these days are loaded already. This list is newer and replaces them."),
    ),
    "several_shops": Remark(
        "warning",
        say(
            "Several shops are in this list. Their figures are added up; if you plan one shop,"
            " export its orders alone."
        ),
    ),
    "times_in_utc": Remark(
        "info",
        say("Times stated in UTC were moved to China's time (UTC+8)."),
    ),
    "offsets": Remark(
        "info", say("Times carry an offset from UTC. The clock time is taken as it stands.")
    ),
    "service_lines": Remark(
        "info",
        say(
            "These lines are postage, fees or price differences. They count in the order's amount,"
            " not among the products."
        ),
    ),
    "price_not_positive": Remark(
        "info", say("These lines cost nothing or less: gifts or corrections. They are kept.")
    ),
    "negative_stock": Remark(
        "warning",
        say("Fewer than none are in stock. It is kept as it is; count these products."),
    ),
    "negative_stock_made_up": Remark(
        "warning",
        say(
            "Of those with fewer than none, these were added up with another row of the same code"
            " and warehouse: the sum does not show them."
        ),
    ),
    "repeated_sku": Remark(
        "info",
        say(
            "These products stand on several rows for one warehouse. Their quantities are added up."
        ),
    ),
    "total_differs": Remark(
        "warning",
        say(
            "The column of all stock differs from the sum of the warehouses. The warehouses count;"
            " look at these products."
        ),
    ),
    "sku_rounded": Remark(
        "warning",
        say(
            "A spreadsheet rounded these codes, so different products look the same. Export the"
            " list again and load it without opening it in a spreadsheet first."
        ),
    ),
    "product_id_rounded": Remark(
        "warning",
        say(
            "A spreadsheet rounded these codes, so different products look the same. Export the"
            " list again and load it without opening it in a spreadsheet first."
        ),
    ),
    "parcel_rounded": Remark(
        "warning",
        say(
            "A spreadsheet rounded these numbers of parcels or orders, so they fit no order. Export"
            " the list again and load it without opening it in a spreadsheet first."
        ),
    ),
    "benefit_unknown": Remark(
        "info",
        say(
            "The list does not say what these discounts take off. They count as running, for an"
            " unknown amount."
        ),
    ),
    "overlap_of_discounts": Remark(
        "warning",
        say(
            "Discounts of this tool are loaded already. This list is newer and replaces them whole:"
            " what it does not list counts as removed. If the two lists are of different tools, add"
            " a column that names the tool."
        ),
    ),
    "date_unsure": Remark(
        "warning",
        say(
            "Day and month of these dates could be taken for each other, and nothing in the list"
            " decides. Check a few, or choose the order."
        ),
    ),
    "repeated_product": Remark(
        "info",
        say(
            "These products stand on several rows. They complete each other; where they differ the"
            " last row holds."
        ),
    ),
    "unit_guessed": Remark(
        "warning",
        say(
            "No unit is named. It was taken from the size of the values; compare the examples, and"
            " write the unit into the header if it is wrong, such as (cm) or (kg)."
        ),
    ),
    "period_of_file": Remark(
        "info",
        say(
            "The rows have no date. The days were taken from the file's name or the lines above"
            " the header; check that they are not the day of the export."
        ),
    ),
    "rollup": Remark(
        "error",
        say(
            "These rows cover days for which other rows hold figures, too, such as a week beside"
            " its days. Visitors never add up: keep one of the two, and load the sheet again."
        ),
    ),
    "rate_differs": Remark(
        "warning",
        say(
            "The conversion rate differs from buyers ÷ visitors. The planner uses buyers and"
            " visitors."
        ),
    ),
    "aov_differs": Remark(
        "warning",
        say(
            "The average order value differs from amount paid ÷ buyers. The planner uses amount"
            " and buyers."
        ),
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


NO_ROWS = Issue(
    "no_rows",
    "error",
    1,
    (),
    say("There is a header but no row below it. Export the list again with its rows."),
)


def shops_in(recognised: Recognised, cleaned: Cleaned) -> tuple[str, ...]:
    """Return the shops that a sheet names, the one of most rows first."""
    if "shop" not in recognised.mapping:
        return ()
    found = cleaned.rows(
        "SELECT shop FROM cells WHERE shop IS NOT NULL"  # noqa: S608 - own names
        " AND shop NOT IN (SELECT trim(header) FROM columns WHERE field = 'shop')"
        f" GROUP BY shop ORDER BY count(*) DESC, shop LIMIT {SHOPS_TOLD}"
    )
    return tuple(row["shop"] for row in found)


def issues_of(
    sheet: RawSheet, recognised: Recognised, cleaned: Cleaned, shops: Sequence[str]
) -> tuple[Issue, ...]:
    """Return all issues of a sheet whose rows were read and that names these shops.

    The gravest come first.
    """
    columns = _columns(recognised)
    if not cleaned.staged.rows:
        return (NO_ROWS,)
    found = [
        *_of_reading(sheet, recognised, cleaned),
        *_of_rejected(recognised, cleaned, columns),
        *_of_cells(recognised, cleaned, columns),
        *_of_rows(recognised, cleaned, columns, shops),
        *_of_columns(recognised, cleaned),
    ]
    return by_gravity(found)


def by_gravity(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return issues, errors first and infos last."""
    order = ("error", "warning", "info")
    return tuple(sorted(issues, key=lambda issue: order.index(issue.severity)))


def issues_of_unknown(recognised: Recognised) -> tuple[Issue, ...]:
    """Return what is said of a sheet that cannot be loaded."""
    if recognised.header_row is None and recognised.looks_like != SUMMARY:
        return (
            Issue(
                "no_header",
                "error",
                1,
                (),
                say(
                    "No row names columns that are known. A list of orders, order items, stock,"
                    " products, visitor figures, discounts or parcels was expected. If this is one,"
                    " say which row is the header and what the columns hold."
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
                "This looks like a {kind}. It is left out: orders, order items, stock, products,"
                " visitor figures, discounts and parcels are read.",
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
    columns: dict[str, str] = {}
    for name, header in pairs:
        if name:
            columns[name] = f"{columns[name]} + {header}" if name in columns else header
    return columns


def _of_reading(sheet: RawSheet, recognised: Recognised, cleaned: Cleaned) -> Iterator[Issue]:
    if sheet.stray_bytes:
        yield Issue(
            "stray_bytes",
            "warning",
            sheet.stray_bytes,
            (),
            say(
                "Some characters show as “\ufffd”: they could not be read as {encoding}, or were"
                " lost before the file was written. If there are many, choose another encoding.",
                encoding=sheet.encoding,
            ),
        )
    if cleaned.staged.longer:
        yield Issue(
            "extra_trailing_cells",
            "info",
            cleaned.staged.longer,
            (Place(cleaned.staged.first_longer, None, None),),
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
    yield from _of_parts(recognised)
    yield from _of_warehouses(recognised)
    if recognised.described:
        yield Issue(
            "description_row",
            "info",
            1,
            (Place((recognised.header_row or 0) + 2, None, None),),
            say("A row that explains the columns stands below the header. It is no row of data."),
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


def _of_parts(recognised: Recognised) -> Iterator[Issue]:
    """Yield the columns that add up to one field."""
    for name in dict.fromkeys(name for name in recognised.mapping if name):
        pairs = zip(recognised.mapping, recognised.header, strict=True)
        headers = [header for other, header in pairs if other == name]
        if len(headers) > 1 and ALL_FIELDS[name].adds_up:
            yield Issue(
                "columns_added",
                "info",
                len(headers),
                tuple(Place(None, header, None) for header in headers[:PLACES]),
                say(
                    "These columns each hold a part of: {field}. They are added up. If one of them"
                    " is the sum of the others, set the others to “not used”.",
                    field=ALL_FIELDS[name].label,
                ),
            )


def _of_warehouses(recognised: Recognised) -> Iterator[Issue]:
    """Yield that warehouses stand side by side."""
    pairs = zip(recognised.mapping, recognised.header, strict=True)
    headers = [header for name, header in pairs if name and ALL_FIELDS[name].side_by_side]
    if headers:
        yield Issue(
            "warehouses_side_by_side",
            "info",
            len(headers),
            tuple(Place(None, header, None) for header in headers[:PLACES]),
            say(
                "The warehouses stand side by side: each counts with its own stock, and a column of"
                " all stock is only compared with their sum."
            ),
        )


def _of_rejected(
    recognised: Recognised, cleaned: Cleaned, columns: Mapping[str, str]
) -> Iterator[Issue]:
    rejected = KINDS[recognised.kind].rejected
    sql = load_query(SQL / "issues" / f"{rejected}.sql").sql
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
        f"WITH places AS MATERIALIZED ({sql})"  # noqa: S608 - own names
        " SELECT source_row, field, showable(value) AS value,"
        " (SELECT count(*) FROM places) AS total,"
        " source_row IN (SELECT source_row FROM shifted_rows) AS shifted"
        f" FROM places ORDER BY source_row, field LIMIT {PLACES}"
    )
    places = tuple(
        Place(
            row["source_row"],
            columns.get(row["field"] or ""),
            None if row["shifted"] else row["value"],
        )
        for row in rows
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
    """Yield the issues of single cells in kept rows, over all fields of a form.

    Most columns hold nothing but plain values: one look over all of them finds those that do not.
    """
    mapped = dict.fromkeys(name for name in recognised.mapping if name)
    fields = [ALL_FIELDS[name] for name in mapped if ALL_FIELDS[name].form in PLAIN]
    written_oddly = _odd_columns(fields, cleaned)
    odd = [field for field in fields if field.name in written_oddly]
    if not odd:
        return
    cleaned.keep("odd_cells", _odd_cells(odd))
    for code, condition in ISSUES_OF_CELLS.items():
        sql = f"SELECT source_row, field, value FROM odd_cells WHERE {condition}"  # noqa: S608 - own names
        yield from _issue(code, cleaned, sql, columns)


ISSUES_OF_CELLS: Mapping[str, str] = {
    "bad_value": "is_unread AND NOT is_nothing(value)",
    "amount_cleaned": "amount IS NOT NULL AND is_dressed(value)",
    "amount_rounded": "amount <> round(amount, 2)",
}
"""Code → what holds for such a cell; ``amount`` is null where no money is meant."""


def _odd_columns(fields: Sequence[Field], cleaned: Cleaned) -> frozenset[str]:
    """Return the fields with cells that are not written in the plain way of their form."""
    if not fields:
        return frozenset()
    counts = ", ".join(
        f'count(*) FILTER (WHERE NOT {_plain(field)}) AS "{field.name}"' for field in fields
    )
    (found,) = cleaned.rows(f"SELECT {counts} FROM cells")  # noqa: S608 - own names
    return frozenset(name for name, count in found.items() if count)


def _plain(field: Field) -> str:
    return f'{PLAIN[field.form]}("{field.name}")'


def _odd_cells(fields: Sequence[Field]) -> str:
    """Return the query for cells of kept rows that are not written in the plain way."""
    parts = " UNION ALL ".join(
        f"SELECT source_row, '{field.name}' AS field, \"{field.name}\" AS value"  # noqa: S608 - own names
        f" FROM cells WHERE NOT {_plain(field)}"
        for field in fields
    )
    unread = " ".join(f"WHEN '{one.name}' THEN typed.\"{one.name}\" IS NULL" for one in fields)
    amounts = " ".join(
        f"WHEN '{one.name}' THEN typed.\"{one.name}\"" for one in fields if one.form is Form.MONEY
    )
    amount = f"CASE field {amounts} END" if amounts else "CAST(NULL AS DECIMAL(18, 6))"
    return (
        f"SELECT odd.source_row, field, value, CASE field {unread} END AS is_unread,"  # noqa: S608 - own names
        f" {amount} AS amount FROM ({parts}) AS odd"
        " INNER JOIN typed ON typed.source_row = odd.source_row"
        " INNER JOIN judged ON judged.source_row = odd.source_row WHERE judged.code IS NULL"
    )


def _of_rows(
    recognised: Recognised, cleaned: Cleaned, columns: Mapping[str, str], shops: Sequence[str]
) -> Iterator[Issue]:
    orders = recognised.kind in (ORDERS, BOTH)
    facts = cleaned.rows("SELECT * FROM facts")[0] if orders else {}
    for code in KINDS[recognised.kind].issues:
        if code in ASKED_ONLY_OF and ASKED_ONLY_OF[code] not in recognised.mapping:
            continue
        if code in ASKED_ONLY_WHERE and not facts[ASKED_ONLY_WHERE[code]]:
            continue
        if code == "several_shops" and len(shops) < 2:
            continue
        sql = load_query(SQL / "issues" / f"{code}.sql").sql
        yield from _issue(code, cleaned, sql, columns)
    if orders:
        yield from _masked_buyers(cleaned, columns)
        yield from _date_order(cleaned, columns)
    if "date_order" in KINDS[recognised.kind].steps:
        yield from _dates_contradict(cleaned, columns)


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
    if not order["dates"] or order["contradictory"]:
        return
    sql = load_query(SQL / "issues" / "date_order.sql").sql
    count, places = _places(cleaned, sql, columns)
    read = _order_read(order["day_first"])
    message = (
        say("Dates were read {order}: numbers above 12 show it.", order=read)
        if order["certain"]
        else say(
            "Dates were read {order}, but nothing in the list proves it. Check a few.", order=read
        )
    )
    yield Issue("date_order", "info" if order["certain"] else "warning", count, places, message)


def _dates_contradict(cleaned: Cleaned, columns: Mapping[str, str]) -> Iterator[Issue]:
    """Yield that some dates can only begin with the day, and some only with the month."""
    order = cleaned.rows("SELECT * FROM date_order")[0]
    if not order["contradictory"]:
        return
    sql = load_query(SQL / "issues" / "dates_contradict.sql").sql
    count, places = _places(cleaned, sql, columns)
    told = {"day": order["only_day_first"], "month": order["only_month_first"]}
    message = (
        say(
            "The dates contradict each other: {day} can only begin with the day, {month} only with"
            " the month. These were read as they must be. Those that can be read both ways ({open})"
            " were read {order}: check them. Lists of two exports may stand in one: load each"
            " alone, or choose the order of day and month.",
            **told,
            open=count,
            order=_order_read(order["day_first"]),
        )
        if count
        else say(
            "The dates contradict each other: {day} can only begin with the day, {month} only with"
            " the month. Each was read as it must be, and no date can be read both ways.",
            **told,
        )
    )
    severity: Severity = "warning" if count else "info"
    yield Issue("dates_contradict", severity, count or sum(told.values()), places, message)


def _order_read(day_first: bool | None) -> Message:
    if day_first is None:
        return say("year first")
    return say("day first") if day_first else say("month first")


def _of_columns(recognised: Recognised, cleaned: Cleaned) -> Iterator[Issue]:
    """Yield what the absence of a column means for an order list; each is said once."""
    if recognised.kind not in (ORDERS, BOTH):
        return
    facts = cleaned.rows(
        "SELECT facts.*, (SELECT count(*) FROM orders) AS orders,"
        " (SELECT count(paid_at) FROM orders) AS paid_orders FROM facts"
    )[0]
    orders = facts["orders"]
    if not orders:
        return
    if "order_id" not in recognised.mapping:
        yield Issue(
            "made_order_ids",
            "warning",
            orders,
            (),
            say(
                "This list has no order numbers: each line counts as an order of its own. Another"
                " list of the same sales would count them twice; load only one of the two."
            ),
        )
    if not facts["has_paid_at"]:
        yield Issue("no_paid_at", "warning", orders, (), _paid_without_times(facts))
    if not facts["paid_orders"]:
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
