"""The room Inventory as plain data, for programs: the same numbers as on its page and sheets."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from planner.figures import Figure
from planner.inventory import Inventory, ProductReadiness
from planner.inventory.gates import Gate
from planner.language import Language, Unit


def inventory_as_json(inventory: Inventory, language: Language) -> dict[str, Any]:
    """Return verdict, gates, figures, products, purchases and problems of the room.

    Amounts are texts with two decimals, days ISO, sentences in the language; None is not known.
    """
    level, sentence = inventory.verdict()
    suppliers = {row.product: row.stock.supplier for row in inventory.rows}
    purchase = inventory.purchase
    return {
        "verdict": {"level": level.value, "text": language.text(sentence)},
        "gates": [_gate(one, language) for one in inventory.gates],
        "figures": {name: figure_as_plain(one) for name, one in inventory.figures.items()},
        "products": [_product(row, language) for row in inventory.rows],
        "purchases": {
            "cost": amount_as_text(purchase.cost),
            "units": purchase.units,
            "expected_extra_profit": amount_as_text(purchase.expected_extra_profit),
            "cost_without_budget": amount_as_text(purchase.cost_without_budget),
            "budget": amount_as_text(purchase.budget),
            "shadow_price": purchase.shadow_price,
            "lines": [
                {
                    "product": line.product,
                    "supplier": suppliers.get(line.product),
                    "order_up_to": line.order_up_to,
                    "units": line.units,
                    "packs": line.packs,
                    "cost": amount_as_text(line.cost),
                    "expected_extra_profit": amount_as_text(line.expected_extra_profit),
                    "why": line.why.value,
                }
                for line in purchase.lines
            ],
        },
        "problems": [language.text(problem) for problem in inventory.problems],
    }


def _gate(gate: Gate, language: Language) -> Mapping[str, Any]:
    return {
        "rule": gate.rule,
        "title": language.text(gate.title),
        "level": gate.level.value,
        "text": language.text(gate.says),
        "due": gate.due.isoformat(),
        "sheets": [{"file": one.file, "as_of": one.as_of.isoformat()} for one in gate.sheets],
    }


def _product(row: ProductReadiness, language: Language) -> Mapping[str, Any]:
    return {
        "product": row.product,
        "title": row.title,
        "is_main": row.is_main,
        "level": row.level.value,
        "reason": row.reason.value,
        "text": language.text(row.says),
        "action": language.text(row.action),
        "due": row.due.isoformat(),
        "order_by": row.delivery.order_by.isoformat(),
        "days_late_if_ordered_today": row.delivery.days_late,
        "in_stock": row.stock.on_hand,
        "reserved": row.stock.reserved,
        "arrivals": [
            {"day": _day(arrival.day), "units": arrival.units} for arrival in row.stock.arrivals
        ],
        "on_time": row.on_time,
        "late": row.late,
        "sold_before": row.sold_before,
        "at_start": row.at_start,
        "expected": row.expected,
        "needed": row.needed,
        "missing": row.missing,
        "days_of_cover": row.days_of_cover,
        "unit_cost": amount_as_text(row.stock.unit_cost),
    }


def figure_as_plain(figure: Figure) -> str | float | int | None:
    """Return a figure's value; money as text."""
    if figure.unit is Unit.MONEY:
        return None if figure.value is None else amount_as_text(figure.exact)
    return float(figure.value) if isinstance(figure.value, Decimal) else figure.value


def amount_as_text(value: Decimal | None) -> str | None:
    """Return an amount with two decimals."""
    return None if value is None else f"{value:.2f}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
