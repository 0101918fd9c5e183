"""Room for the event's stock where it ships from (INV-11).

Formulas: volume = Σ pieces × volume of a piece ÷ fill share of shelves and pallets; floor = volume
÷ stacking height ÷ share of the floor that is not aisle.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.figures import Level
from planner.language import Message, Quantity, Unit, say

ML_PER_M3 = 1_000_000


@dataclass(frozen=True)
class Storage:
    """How goods are stored.

    Attributes:
        fill_share: of the room stacked in, that goods fill.
        stacking_height_m: up to which they are stacked.
        floor_share: of the floor, that goods stand on; the rest is aisles.
        floor_available_m2: that is free for the event; None until somebody says so.
    """

    fill_share: float = 0.7
    stacking_height_m: float = 1.8
    floor_share: float = 0.6
    floor_available_m2: float | None = None


@dataclass(frozen=True)
class StoredProduct:
    """Pieces of a product to store.

    Attributes:
        product: its code.
        units: pieces.
        volume_ml: of one as packed; None where no sheet says it.
    """

    product: str
    units: int
    volume_ml: float | None


@dataclass(frozen=True)
class Space:
    """The room that the event's stock takes.

    Attributes:
        volume_m3: of the pieces and the air between them.
        floor_m2: with its aisles.
        floor_available_m2: that is free; None until somebody says so.
        units: pieces whose volume is known.
        without_volume: products to store whose volume is not known, most pieces first.
        units_without_volume: pieces of these.
    """

    volume_m3: float
    floor_m2: float
    floor_available_m2: float | None
    units: int
    without_volume: tuple[str, ...]
    units_without_volume: int

    @property
    def floor_short_m2(self) -> float | None:
        """Return the floor that is missing; None while what is free is not known."""
        if self.floor_available_m2 is None:
            return None
        return max(0.0, self.floor_m2 - self.floor_available_m2)

    def verdict(self) -> tuple[Level, Message]:
        """Return whether there is room for everything."""
        if self.without_volume and not self.units:
            return Level.AT_RISK, say(
                "How large the products are is not known: a product list with their sizes tells"
                " the floor they need."
            )
        needed = Quantity(round(self.floor_m2, 1), Unit.COUNT)
        if self.floor_available_m2 is None:
            return Level.AT_RISK, say(
                "The event's stock needs {needed} m² of floor; type how much is free.",
                needed=needed,
            )
        free = Quantity(round(self.floor_available_m2, 1), Unit.COUNT)
        if self.floor_short_m2:
            return Level.NOT_READY, say(
                "The event's stock needs {needed} m² of floor, {free} m² are free.",
                needed=needed,
                free=free,
            )
        if self.without_volume:
            return Level.AT_RISK, say(
                "{needed} of {free} m² of floor are needed, without {products} products whose"
                " volume is not known.",
                needed=needed,
                free=free,
                products=len(self.without_volume),
            )
        return Level.READY, say(
            "{needed} of {free} m² of floor are needed.", needed=needed, free=free
        )


def space_needed(stored: Iterable[StoredProduct], storage: Storage) -> Space:
    """Return the room that so many pieces take; see the module.

    Example: 1,000 pieces of 2 litres, filled to 80 %, stacked 2 m high, half of the floor aisles:
    2.5 m³ on 2.5 m².

    >>> found = space_needed([StoredProduct("coat", 1000, 2000)], Storage(0.8, 2, 0.5))
    >>> found.volume_m3, found.floor_m2
    (2.5, 2.5)
    """
    there = [one for one in stored if one.units > 0]
    known = [(one.units, one.volume_ml) for one in there if one.volume_ml and one.volume_ml > 0]
    unknown = sorted(
        (one for one in there if not one.volume_ml or one.volume_ml <= 0),
        key=lambda one: (-one.units, one.product),
    )
    volume_m3 = sum(units * volume for units, volume in known) / ML_PER_M3 / storage.fill_share
    return Space(
        volume_m3=volume_m3,
        floor_m2=volume_m3 / storage.stacking_height_m / storage.floor_share,
        floor_available_m2=storage.floor_available_m2,
        units=sum(units for units, _ in known),
        without_volume=tuple(one.product for one in unknown),
        units_without_volume=sum(one.units for one in unknown),
    )
