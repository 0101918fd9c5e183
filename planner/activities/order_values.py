"""What the orders of some days came to, by cent: the ground of thresholds and gift ladders."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from math import ceil


@dataclass(frozen=True)
class OrderValues:
    """The distribution of order values over some days, before discounts of the order.

    Attributes:
        first_day: of the window, inside.
        last_day: of it, inside.
        values_minor: each value that occurred, ascending.
        orders: how many paid orders came to each.
        orders_by_lines: of all, those valued by pieces × price of their lines.
        orders_by_list: those valued as the order list has them, since no lines are loaded.
        orders_without_price: those valued so since a line of theirs has no price.
        orders_left_out: paid orders that no sheet tells an amount above zero of; not in ``orders``.
        orders_refunded: of all in ``orders``, those of which something was given back. They count
            in full: an order reaches its threshold when it is placed.
        files: names of the sheets behind them.
    """

    first_day: date
    last_day: date
    values_minor: tuple[int, ...]
    orders: tuple[int, ...]
    orders_by_lines: int = 0
    orders_by_list: int = 0
    orders_without_price: int = 0
    orders_left_out: int = 0
    orders_refunded: int = 0
    files: tuple[str, ...] = ()

    @cached_property
    def _up_to(self) -> Sequence[int]:
        """Return how many orders came to each value or less, after a zero."""
        return (0, *accumulate(self.orders))

    @property
    def order_count(self) -> int:
        """Return how many orders are counted."""
        return self._up_to[-1]

    @property
    def mean_minor(self) -> int:
        """Return the mean order value, halves rounded up; 0 without orders."""
        return self.capped_mean_minor(self.values_minor[-1]) if self.values_minor else 0

    def capped_mean_minor(self, cap_minor: int) -> int:
        """Return the mean with larger orders counted as the cap, halves rounded up.

        >>> day = date(2026, 11, 11)
        >>> OrderValues(day, day, (100_00, 9_900_00), (9, 1)).capped_mean_minor(200_00)
        11000
        """
        total = sum(
            min(value, cap_minor) * count
            for value, count in zip(self.values_minor, self.orders, strict=True)
        )
        count = self.order_count
        return (2 * total + count) // (2 * count) if count else 0

    def quantile_minor(self, share: float) -> int:
        """Return the least value that so large a share of the orders stays within.

        Raises:
            ValueError: there are no orders.

        >>> day = date(2026, 11, 11)
        >>> OrderValues(day, day, (10_00, 20_00, 90_00), (5, 4, 1)).quantile_minor(0.5)
        1000
        """
        if not self.values_minor:
            raise ValueError("no orders")
        rank = max(1, ceil(round(share * self.order_count, 9)))
        return self.values_minor[bisect_left(self._up_to, rank) - 1]

    def count_from(self, value_minor: int) -> int:
        """Return how many orders came to a value or more."""
        return self.order_count - self._up_to[bisect_left(self.values_minor, value_minor)]

    def count_between(self, low_minor: int, below_minor: int) -> int:
        """Return how many orders came to at least one value and to less than another."""
        return self.count_from(low_minor) - self.count_from(below_minor)
