"""Shops whose customers the tests know one by one."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from tests.rows import Row, order

FIRST_DAY = date(2026, 1, 5)


def shop_of_a_year(customers: int = 400, seed: int = 5) -> list[Row]:
    """Return the orders of a shop whose customers buy, pause and stop over 45 weeks of 2026."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for number in range(customers):
        day, rate = int(rng.integers(0, 200)), rng.gamma(0.9, 1 / 30)
        while day < 7 * 45:
            rows.append(bought(f"b{number:04d}", FIRST_DAY + timedelta(days=day), len(rows)))
            if rng.random() < 0.2:
                break
            day += 1 + int(rng.exponential(1 / max(rate, 1e-4)))
    return rows


def bought(buyer: str, day: date, number: int = 0, amount: str = "80.00") -> Row:
    """Return a paid order."""
    return order(f"{buyer}-{number}", f"{day} 10:00", amount, buyer_id=buyer)


def buyers_of(rows: Sequence[Row]) -> set[str]:
    """Return who bought."""
    return {row["buyer_id"] for row in rows}
