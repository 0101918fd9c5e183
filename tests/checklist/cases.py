"""What the workbooks of the tests are written of, and what is then changed in them."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from planner.campaign import Plan
from planner.planning import Answer, answer
from planner.tables import Dataset, Workspace, publish_import
from tests.rows import Row, line, order, plan, prepare_import

TODAY = date(2027, 10, 13)
EDITED: Mapping[str, Mapping[str, float]] = {
    "goal_materials_and_occupancy": {
        "targets_growth_share": 0.55,
        "materials_safety_share": 0.5,
        "materials_carton_in_stock": 7,
        "materials_bag_pack_size": 3,
        "materials_bag_unit_price": 0.37,
        "materials_bag_holds_items": 1,
        "materials_small_carton_share": 0.35,
        "materials_medium_carton_holds_items": 3,
        "materials_carton_lead_time_days": 30,
        "materials_own_van_use": 7,
        "staffing_printers": 5,
        "staffing_printer_labels_per_hour": 9,
        "demand_parcels_per_order": 1.35,
        "staffing_handling_seconds": 3000,
        "staffing_occupancy_cap": 0.1,
    },
    "people": {
        "staffing_share_by_inquiry": 0.9,
        "staffing_handling_seconds": 900,
        "staffing_service_level": 0.95,
        "staffing_shrinkage": 0.4,
        "staffing_promise_hours": 100,
        "staffing_opens_at": 20,
        "staffing_closes_at": 3,
        "staffing_lines_per_parcel": 40,
        "staffing_productive_share": 0.5,
    },
}
"""What somebody changes in Excel, by defined name; the planner is asked the same."""


def week_of_orders(count: int = 260) -> tuple[list[Row], list[Row]]:
    """Return the orders and lines of a week around 11 November 2026, the same in every run."""
    chance = random.Random(11)
    orders, items = [], []
    for number in range(count):
        day = chance.choices(range(7, 14), (2, 1, 1, 2, 9, 3, 2))[0]
        hour = chance.choices(range(24), (9, 4, 1, 1, 1, 1, 1, 2, *[4] * 12, 7, 8, 9, 7))[0]
        placed = datetime(2026, 11, day, hour, chance.randrange(60))
        paid = None if number % 7 == 3 else f"{chance.randrange(2000, 30000) / 100:.2f}"
        fields = {"buyer_id": f"b{chance.randrange(count // 2)}"}
        if paid:
            fields["paid_at"] = str(placed + timedelta(minutes=chance.randrange(1, 90)))
        orders.append(order(str(number), str(placed), paid, **fields))
        for _ in range(chance.randrange(1, 4)):
            items.append(line(str(number), f"p{chance.randrange(20)}", chance.randrange(1, 3)))
    return orders, items


@dataclass(frozen=True)
class Workbooks:
    """The workbooks of the tests: as they were written, and as LibreOffice recalculated them."""

    answers: Mapping[str, Answer]
    written: Mapping[str, Path]
    again: Mapping[str, Path]


def answers_in(folder: Path) -> Mapping[str, Answer]:
    """Return the answers by name; those named ``expected_…`` are what an edit must come to."""
    shop = published(folder / "shop", *week_of_orders())
    one = published(folder / "one", [order("1", "2026-11-11 00:05", "59.00")], None)
    unpaid = published(folder / "unpaid", [order("1", "2026-11-11 00:05", gross_amount=59)], None)
    huge = published(
        folder / "huge",
        [order(str(day), f"2026-11-{day} 10:00", f"9{day}345678.4{day - 9}") for day in (10, 11)],
        None,
    )
    set_by_hand = {
        "campaign__name": "=1+1 & 'Ω'",
        "checklist__full_count__owner": "@boss",
        "checklist__full_count__status": "done",
        "checklist__barcodes__status": "doing",
        "checklist__barcodes__owner": "+86 10",
        "checklist__phrases__due": -6,
        "checklist__own__a1__title": "=2+2 & more",
        "checklist__own__a1__area": "staffing",
        "checklist__own__a1__owner": "Li Lei",
        "checklist__own__a1__due": -12,
        "checklist__own__a1__note": "see the contract",
        "targets__conversion_share": 0.037,
        "materials__bag__unit_price": 0.3,
        "materials__bag__supplier": "=1+1",
        "materials__own__van__label": "Van",
        "materials__own__van__follows": "once",
        "materials__own__van__unit_price": 300,
        "staffing__printers": 2,
    }
    two_days = {"campaign__days_before": 1, "campaign__days_after": 0}
    planned = {
        "shop": _answer(shop, **set_by_hand),
        "shop_zh": _answer(shop, **set_by_hand),
        "revenue": _answer(
            shop, targets__goal_kind="revenue", targets__goal_revenue="123456.78",
            targets__unknown="conversion", targets__visitors=9000, targets__aov="99.99", **two_days,
        ),
        "levers": _answer(
            shop, materials__printer_kind="transfer", materials__buy_for="P95",
            targets__unknown="visitors,conversion,aov", targets__reference_visitors=12_000,
            targets__unit_cost="31.50", targets__wave__older="wave_3",
            **{"targets__breakdown__day__2027-11-12": "4321.09"},
        ),
        "heavy": _answer(
            shop, targets__growth_share=20.0, staffing__handling_seconds=3600,
            staffing__share_by_inquiry=1.0, staffing__inquiry_conversion=0.05, **two_days,
        ),
        "one": _answer(one, campaign__reference_day="2026-11-11", **two_days),
        "nothing_left": _answer(
            one, targets__goal_kind="revenue", targets__goal_revenue="0.01", **two_days,
        ),
        "unpaid": _answer(unpaid),
        "no_data": answer(Plan(), None, TODAY),
        "huge": _answer(huge, **two_days),
    }  # fmt: skip
    for name, cells in EDITED.items():
        fields = {cell.replace("_", "__", 1): value for cell, value in cells.items()}
        fields = {_with_item(field): value for field, value in fields.items()}
        planned[f"expected_{name}"] = _answer(shop, **{**set_by_hand, **fields})
    return planned


def _with_item(field: str) -> str:
    """Return ``materials__bag_in_stock`` as the plan's ``materials__bag__in_stock``."""
    for item in ("bag", "carton", "own_van"):
        for name in ("in_stock", "pack_size", "unit_price", "lead_time_days", "use"):
            field = field.replace(f"{item}_{name}", f"{item}__{name}")
    return field.replace("own_van", "own__van")


def published(folder: Path, orders: list[Row], items: list[Row] | None) -> Dataset:
    """Return orders and lines as a data set in a folder of its own."""
    workspace = Workspace(folder)
    with workspace.locked():
        return publish_import(workspace, prepare_import(workspace, orders, items, "orders.csv"))


def _answer(dataset: Dataset, **values: Any) -> Answer:
    return answer(plan(**values), dataset, TODAY)


def planted(source: Path, target: Path) -> Path:
    """Copy a workbook with a wrong value stored beside the formula of Summary!C6."""
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8")
            if name == "xl/worksheets/sheet1.xml":
                content, count = re.subn(r'(<c r="C6"[^>]*><f>.*?</f><v>)0<', r"\g<1>777<", content)
                assert count == 1
            new.writestr(name, content)
    return target
