"""How buyers react to a design: a stated model, adjustable, and unsure by a stated amount.

- Topping up. A cart that lacks at most a distance D of a threshold is topped up to it, with the
  probability s × (1 − gap ÷ D): of those that lack as good as nothing the share s, of those that
  lack D nobody. It adds goods that come to the gap as the tier sees them, at the shop's average
  cost share. Of several thresholds the nearest counts.
- Orders. With depth = 1 − paid for goods ÷ their value on the label, and e the elasticity,
  orders change by ((1 − depth) ÷ (1 − depth of the last event))^(−e).
- How sure. s and e are each drawn from a gamma distribution around their value, independently, with
  the same coefficient of variation; a share is at most 1. P10, P50 and P90 are those of
  :data:`DRAWS` draws, the same ones each time.

Example (tests/activities): 20 % off after an event with 10 % off, e = 2.62 →
(0.8 ÷ 0.9)^−2.62 = 1.362: 36 % more orders. A cart at 85 with a threshold of 100, D = 30 and
s = 0.3 is topped up with probability 0.3 × (1 − 15 ÷ 30) = 0.15.

Source: the elasticity's default is the mean of 1,851 published ones (BIJMOLT2005); the distance is
that of ACT-5; that topping up falls off in a straight line is the planner's own choice.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DRAWS = 4_000
"""P10 of so many draws is within half a per cent of its place."""
SEED = 20_111_111
MOST_DEPTH = 0.95
"""Deeper discounts are counted as this: nothing tells what happens when goods cost nothing."""
SURENESS = (0.10, 0.50, 0.90)


@dataclass(frozen=True)
class Response:
    """How buyers react.

    Attributes:
        top_up_distance_minor: D, most that a cart lacks to be topped up.
        top_up_share: s, of those that lack as good as nothing.
        elasticity: e, of orders.
        cv: standard deviation ÷ mean of both.
        last_depth: of the last event's discounts.
    """

    top_up_distance_minor: int
    top_up_share: float
    elasticity: float
    cv: float
    last_depth: float = 0.0

    def top_up_chances(self, lacks_minor: npt.NDArray[np.int64]) -> Floats:
        """Return how much of the share s carts that lack so much are topped up with.

        >>> Response(3000, 0.3, 2.62, 0.5).top_up_chances(np.array([0, 1500, 3000])).tolist()
        [0.0, 0.5, 0.0]
        """
        if not self.top_up_distance_minor:
            return np.zeros(len(lacks_minor))
        near = (lacks_minor > 0) & (lacks_minor < self.top_up_distance_minor)
        return np.where(near, 1 - lacks_minor / self.top_up_distance_minor, 0.0)

    def order_factors(self, depth: float, elasticities: Floats) -> Floats:
        """Return what orders are multiplied by at a depth, for each elasticity.

        >>> Response(0, 0, 2.62, 0, 0.10).order_factors(0.20, np.array([2.62])).round(3).tolist()
        [1.362]
        """
        now, then = (1 - min(max(one, 0.0), MOST_DEPTH) for one in (depth, self.last_depth))
        return np.asarray((now / then) ** -elasticities, dtype=np.float64)

    def drawn(self) -> tuple[Floats, Floats]:
        """Return the drawn elasticities and top-up shares."""
        first, second = _factors(self.cv)
        return self.elasticity * first, np.minimum(self.top_up_share * second, 1.0)


@lru_cache(maxsize=32)
def _factors(cv: float) -> tuple[Floats, Floats]:
    """Return two independent rows of gamma factors of mean 1."""
    if not cv:
        return np.ones(DRAWS), np.ones(DRAWS)
    shape = 1 / cv**2
    drawn = np.random.default_rng(SEED).gamma(shape, cv**2, (2, DRAWS))
    return drawn[0], drawn[1]
