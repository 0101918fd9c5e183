"""Priority cities, where parcels must arrive within two days, counted by addresses (MAT-4)."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from planner.demand import Reference
from planner.figures import Figure, Measured, work_out
from planner.language import Message, Unit, say
from planner.tables import Dataset, queries_in

QUERIES = queries_in(Path(__file__).parent / "sql")
PRIORITY_CITIES: Mapping[str, str] = {
    "北京": "Beijing",
    "上海": "Shanghai",
    "广州": "Guangzhou",
    "深圳": "Shenzhen",
    "杭州": "Hangzhou",
}
"""The five that the trade names, as a Chinese and as an English sheet spells them."""
CITIES_NAMED = 0.9
"""Share of the addresses above which what is told of their cities holds for all."""
_SEPARATORS = re.compile(r"[,，、;；/\n]+|(?<=[一-鿿])\s+(?=[一-鿿])")


def city_names(typed: str | None) -> tuple[str, ...]:
    """Return the cities that a manager typed, or the five, in every spelling that is known.

    >>> city_names("北京市、 Xiamen")
    ('beijing', 'xiamen', '北京')
    >>> len(city_names(None))
    10
    """
    names = _SEPARATORS.split(typed) if typed else PRIORITY_CITIES
    return tuple(sorted(set(_spellings(name.strip() for name in names if name.strip()))))


def _spellings(names: Iterable[str]) -> Iterable[str]:
    english = {name.lower(): chinese for chinese, name in PRIORITY_CITIES.items()}
    for name in names:
        short = name.removesuffix("市") if len(name) > 2 else name
        plain = short.lower()
        yield plain
        if plain in english:
            yield english[plain]
        if short in PRIORITY_CITIES:
            yield PRIORITY_CITIES[short].lower()


def priority_share(dataset: Dataset, reference: Reference, cities: str | None) -> Figure | None:
    """Return the share of paid orders that go to the priority cities; None without addresses.

    None also where too few of the addresses name their city: a sheet that cuts them to the province
    tells only of the four cities that are provinces, and would make too much of them.

    Formula: paid orders of the reference window to one of the cities ÷ those that name a city.
    Example (tests/materials): 3 of 8 orders with a city go to 北京 or 杭州 → 37.5 %.
    """
    parameters: dict[str, str | date] = {
        **reference.window,
        "cities": ",".join(city_names(cities)),
    }
    (row,) = dataset.rows(QUERIES["priority_orders"], **parameters)
    if row["orders_with_city"] <= CITIES_NAMED * row["orders_with_place"]:
        return None

    def counted(name: str, label: Message) -> Measured:
        return Measured(
            f"reference.{name}",
            label,
            row[name],
            Unit.COUNT,
            "priority_orders",
            parameters,
            row["orders_with_city"],
            "orders",
            reference.files,
        )

    return work_out(
        "reference.priority_share",
        say("Share of orders to priority cities"),
        Unit.SHARE,
        "priority / addressed",
        {
            "priority": counted("priority_orders", say("Paid orders to priority cities")),
            "addressed": counted("orders_with_city", say("Paid orders that name their city")),
        },
        rules=("MAT-4",),
    )
