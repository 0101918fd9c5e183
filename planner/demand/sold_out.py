"""Products that sold out in the last event: seen in sales that stop, although they ran steadily.

Where n orders of a product come like those of the whole shop, all of them lie in the part s of the
shop's orders that had come by its last sale with the probability

    P = sⁿ

Below 1 %, and where the silence after it is longer than any before, the product is taken to have
sold out. Then only s of the event tells of its rate, and what was lost is what its rate, pooled
with its class, brings in the rest. Example (tests/demand): 20 orders in the first 60 % of the
shop's orders and none after: P = 0.6²⁰ = 0.004 %.

Simplifications: a product whose offer ended on purpose (a coupon of the first hour) looks the same;
and one that ran out and was filled up again does not show.
"""

import numpy as np
import numpy.typing as npt

LEAST_PROBABLE = 0.01
"""A silence less probable than this is no chance."""

Floats = npt.NDArray[np.float64]


def part_on_sale(orders: Floats, passed: Floats, longest_pause: Floats) -> Floats:
    """Return the part of the last event in which each product was to be had: 1, or less.

    Args:
        orders: of the product in the event.
        passed: part of the shop's orders that had come at its last sale.
        longest_pause: largest part of them between two of its sales.

    >>> part_on_sale(np.array([20.0, 2.0]), np.array([0.6, 0.6]), np.array([0.1, 0.1])).tolist()
    [0.6, 1.0]
    """
    sold = (orders > 0) & (passed > 0)
    part = np.where(sold, passed, 1.0)
    stopped = (part**orders < LEAST_PROBABLE) & (1 - part > longest_pause)
    return np.where(sold & stopped, part, 1.0)
