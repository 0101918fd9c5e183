"""What to pack with: need, packs, cost and the last day to order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.demand import Reference
from planner.figures import Entry, Figure, Level, Measured
from planner.language import Language, Unit, say
from planner.materials import ITEMS, MaterialLine, Materials, bag_share, plan_materials
from planner.planning import REGISTRY

EN = Language("en")
MAIN_DAY, TODAY = date(2027, 11, 11), date(2027, 10, 1)


def reference(basket_sizes: Mapping[int, int], counted: int | None = None) -> Reference:
    total = sum(basket_sizes.values()) if counted is None else counted
    one = Measured("reference.x", say("Counted"), total, Unit.COUNT, "q", {}, total, "orders")
    days = (date(2026, 11, 7), date(2026, 11, 13))
    return Reference(*days, (), {"orders_with_item_count": one}, basket_sizes, ("orders.csv",), 7)


def count(name: str, value: Any) -> Figure:
    return Figure(f"given.{name}", say("Given"), value, Unit.COUNT, "given")


def entries(**values: Any) -> Mapping[str, Entry]:
    """Return the assumptions with fields set; ``bag__in_stock`` is a material's own number."""
    named = {f"materials.{name.replace('__', '.')}": value for name, value in values.items()}
    return REGISTRY.entries({name: REGISTRY.checked(name, value) for name, value in named.items()})


def listed(
    parcels: int = 1000, items: int | None = 1500, today: date = TODAY, **values: Any
) -> Materials:
    return plan_materials(
        reference({1: 1}), count("parcels", parcels), count("items", items), entries(**values),
        MAIN_DAY, today,
    )  # fmt: skip


def line(materials: Materials, key: str) -> MaterialLine:
    (found,) = (one for one in materials.lines if one.item.key == key)
    return found


def numbers(one: MaterialLine) -> tuple[Any, ...]:
    return (one.need.value, one.packs.value, one.to_buy.value)


def test_the_worked_example() -> None:
    """1,000 parcels, 80 % in bags, 10 % safety, 100 in stock, packs of 100."""
    materials = listed(bag__in_stock=100)
    assert numbers(line(materials, "bag")) == (800, 8, 800)
    assert materials.drivers["bag_parcels"].value == 800
    assert materials.drivers["carton_parcels"].value == 200


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("carton", {}, (200, 5, 250)),  # 220 in packs of 50
        ("carton", {"safety_share": 0}, (200, 4, 200)),
        ("carton", {"safety_share": 0, "carton__in_stock": 1}, (200, 4, 200)),
        ("carton", {"carton__in_stock": 220}, (200, 0, 0)),
        ("carton", {"carton__in_stock": 10**6}, (200, 0, 0)),
        ("carton", {"bag_share": 1.0}, (0, 0, 0)),
        ("tape", {}, (300, 4, 400)),  # 1.5 m a carton: 330 m in rolls of 100
        ("tape", {"tape__use": 0.7, "safety_share": 0, "tape__pack_size": 140}, (140, 1, 140)),
        ("waybill", {}, (1000, 3, 1500)),
        ("barcode", {}, (1500, 2, 2000)),
        ("insert", {"insert__use": 0}, (0, 0, 0)),
    ],
)
def test_need_and_packs(key: str, values: dict[str, Any], expected: tuple[int, int, int]) -> None:
    assert numbers(line(listed(**values), key)) == expected


def test_no_parcels_need_nothing() -> None:
    materials = listed(0, 0)
    assert {numbers(one) for one in materials.lines} == {(0, 0, 0)}
    assert materials.cost.value == 0
    assert materials.first_order_by is None
    assert materials.verdict()[0] is Level.READY


def test_bags_and_cartons_sum_to_the_parcels() -> None:
    for parcels in (1, 3, 7, 999, 10**9 + 1):
        drivers = listed(parcels, bag_share=0.333).drivers
        assert drivers["bag_parcels"].exact + drivers["carton_parcels"].exact == parcels
        assert drivers["carton_parcels"].exact >= 0


def test_items_follow_the_parcels_where_no_sheet_counts_them() -> None:
    materials = listed(items=None, items_per_parcel=1.25)
    assert materials.drivers["items"].key == "materials.items"
    assert numbers(line(materials, "barcode")) == (1250, 2, 2000)


def test_the_cost_stays_open_until_every_price_that_is_needed_is_known() -> None:
    assert line(listed(), "bag").cost.value is None
    assert listed().cost.value is None
    prices = {f"{item.key}__unit_price": Decimal("0.035") for item in ITEMS if item.key != "carton"}
    assert listed(**prices).cost.value is None
    enough = listed(**prices, carton__in_stock=5000)
    assert enough.cost.value == sum(
        one.cost.exact for one in enough.lines if one.item.key != "carton"
    )
    assert line(enough, "waybill").cost.value == Decimal("52.50")  # 1,500 × 0.035


def test_a_cost_is_rounded_to_the_cent_once() -> None:
    priced = line(listed(bag__unit_price=Decimal("0.333"), bag__pack_size=1), "bag")
    assert priced.cost.value == Decimal("293.04")  # 880 × 0.333


def test_order_by_dates() -> None:
    materials = listed(carton__lead_time_days=21, bag__lead_time_days=0)
    assert materials.ready_by == date(2027, 11, 4)
    assert line(materials, "carton").order_by == date(2027, 10, 14)
    assert line(materials, "bag").order_by == date(2027, 11, 4)
    assert materials.first_order_by == date(2027, 10, 14)
    sooner = listed(ready_days_before=0)
    assert (sooner.ready_by, sooner.first_order_by) == (MAIN_DAY, date(2027, 11, 4))


@pytest.mark.parametrize(
    ("today", "in_stock", "late"),
    [
        (date(2027, 10, 28), 0, False),  # the last day to order
        (date(2027, 10, 29), 0, True),
        (date(2027, 10, 29), 10**6, False),  # nothing to buy
        (date(2027, 12, 1), 0, True),
    ],
)
def test_an_order_is_late_after_its_day(today: date, in_stock: int, late: bool) -> None:
    materials = listed(today=today, carton__in_stock=in_stock)
    assert line(materials, "carton").is_late is late
    assert (materials.verdict()[0] is Level.NOT_READY) is (today > date(2027, 10, 28))


@pytest.mark.parametrize(
    ("sizes", "holds", "parcels", "share"),
    [
        ({1: 60, 2: 20, 3: 15, 9: 5}, 2, 1, 0.8),
        ({1: 60, 2: 20, 3: 15, 9: 5}, 0, 1, 0.0),
        ({1: 60, 2: 20, 3: 15, 9: 5}, 9, 1, 1.0),
        ({1: 60, 2: 20, 3: 15, 9: 5}, 2, 1.5, 0.95),
        ({3: 1}, 2, 1, 0.0),
        ({}, 2, 1, None),
    ],
)
def test_the_share_of_bags_comes_from_the_shops_own_baskets(
    sizes: dict[int, int], holds: int, parcels: float, share: float | None
) -> None:
    holds_items = entries(bag_holds_items=holds)["materials.bag_holds_items"]
    per_order = replace(holds_items, value=parcels)
    assert bag_share(reference(sizes), holds_items, per_order).value == share


@pytest.mark.parametrize(("counted", "said"), [(0, 1), (5, 0)])
def test_assumed_items_are_said_to_be(counted: int, said: int) -> None:
    materials = plan_materials(
        reference({}, counted),
        count("parcels", 10),
        count("items", None),
        entries(),
        MAIN_DAY,
        TODAY,
    )
    assert len(materials.problems) == said
    assert all("are assumed" in EN.text(problem) for problem in materials.problems)
