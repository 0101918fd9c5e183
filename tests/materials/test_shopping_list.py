"""What to pack with: need, packs, cost and the last day to order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand import Reference
from planner.figures import Entry, Figure, Level, Measured
from planner.language import Language, Unit, say
from planner.materials import (
    ITEMS,
    PRINTERS,
    Choices,
    Flow,
    MaterialLine,
    Materials,
    items_to_pack,
    plan_materials,
    size_shares,
)
from planner.materials.sizes import HOLDS
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
    named = {_field(name): value for name, value in values.items()}
    return REGISTRY.entries({name: REGISTRY.checked(name, value) for name, value in named.items()})


def _field(name: str) -> str:
    """Return the field of a name; what belongs to another room says so, ``staffing___printers``."""
    return name.replace("___", ".") if "___" in name else f"materials.{name.replace('__', '.')}"


def listed(
    parcels: int = 1000,
    items: int | None = 1500,
    today: date = TODAY,
    *,
    high: tuple[int, int] | None = None,
    rate: int = 0,
    choices: Mapping[str, Any] | None = None,
    **values: Any,
) -> Materials:
    """Return the list for so many parcels, half as many more in the high case."""
    given, texts = entries(**values), {f"materials.{k}": v for k, v in (choices or {}).items()}
    more = high or (parcels * 3 // 2, (items or 0) * 3 // 2)
    whole, per_hour = count("parcels", parcels), count("rate", rate)
    return plan_materials(
        reference({1: 1}),
        Flow(whole, items_to_pack(whole, count("items", items), given), per_hour),
        Flow(count("more", more[0]), count("more_items", more[1]), count("faster", rate * 2)),
        {"check": count("check", 200), "pack": count("pack", 80)},
        given,
        Choices.of(texts),
        MAIN_DAY,
        today,
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
    assert line(materials, "bag").need_p95.value == 1200
    assert materials.drivers["bag_parcels"].value == 800
    assert materials.drivers["carton_parcels"].value == 200


SIZES = ("bag_parcels", "small_parcels", "medium_parcels", "large_parcels")


def test_parcels_by_size() -> None:
    """800 in bags; of 200 cartons 70 % are small; of the other 60 three quarters medium."""
    drivers = listed().drivers
    assert [drivers[name].value for name in SIZES] == [800, 140, 45, 15]


@given(
    parcels=st.integers(0, 10**9),
    bags=st.floats(0, 1),
    small=st.floats(0, 1),
    medium=st.floats(0, 1),
)
def test_every_parcel_has_one_size(parcels: int, bags: float, small: float, medium: float) -> None:
    drivers = listed(
        parcels, bag_share=bags, small_carton_share=small, medium_carton_share=medium
    ).drivers
    counts = [int(drivers[name].required) for name in SIZES]
    assert sum(counts) == parcels
    assert min(counts) >= 0


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("carton_small", {}, (140, 4, 200)),  # 154 in packs of 50
        ("carton", {}, (45, 1, 50)),
        ("carton", {"safety_share": 0, "carton__in_stock": 1}, (45, 1, 50)),
        ("carton", {"carton__in_stock": 50}, (45, 0, 0)),
        ("carton", {"carton__in_stock": 10**6}, (45, 0, 0)),
        ("carton_large", {"bag_share": 1.0}, (0, 0, 0)),
        ("tape", {}, (238, 3, 300)),  # 140 × 1 + 45 × 1.5 + 15 × 2 = 237.5 m
        ("tape", {"tape__use_small": 0, "tape__use_medium": 0, "tape__use_large": 7,
                  "safety_share": 0, "tape__pack_size": 105}, (105, 1, 105)),
        ("filler", {}, (145, 1, 300)),  # 140 × 0.5 + 45 + 15 × 2
        ("waybill", {}, (1000, 3, 1500)),
        ("barcode", {}, (1500, 2, 2000)),
        ("insert", {"insert__use": 0}, (0, 0, 0)),
        ("list_paper", {}, (100, 1, 500)),
        ("toner", {}, (1, 2, 2)),
        ("toner", {"pages_per_cartridge": 30, "safety_share": 0}, (4, 4, 4)),
        ("priority", {}, (None, None, None)),
        ("priority", {"priority_share": 0.25}, (250, 1, 500)),
    ],
)  # fmt: skip
def test_need_and_packs(
    key: str, values: dict[str, Any], expected: tuple[int | None, int | None, int | None]
) -> None:
    assert numbers(line(listed(**values), key)) == expected


def test_labels_of_a_ribbon() -> None:
    """1,476 ft of ribbon and labels of 6.125 in: 2,891 labels; 50,000 take 18 ribbons."""
    foot, inch = 0.3048, 25.4
    made = listed(
        50_000,
        choices={"printer_kind": "transfer"},
        ribbon_length_m=1476 * foot,
        label_length_mm=6.125 * inch,
        safety_share=0,
    )
    ribbon = line(made, "ribbon")
    assert ribbon.need.inputs["labels_per_ribbon"].value == 2891
    assert numbers(ribbon) == (18, 18, 18)


@pytest.mark.parametrize(
    ("kind", "ribbons", "pages"), [("direct", 0, 100), ("transfer", 1, 100), ("laser", 0, 1100)]
)
def test_the_printer_decides_on_ribbons_and_toner(kind: str, ribbons: int, pages: int) -> None:
    made = listed(choices={"printer_kind": kind}, pages_per_cartridge=1)
    assert sum(one.item.key == "ribbon" for one in made.lines) == ribbons
    assert line(made, "toner").need.value == pages
    assert kind in PRINTERS


@pytest.mark.parametrize(
    ("key", "field", "expected", "high"),
    [
        ("printer", "printers", (2, 3), 4),  # 1,200 an hour, 600 of each
        ("scanner", "checking_stations", (6, 7), 12),  # 200 of each
        ("station", "packing_stations", (15, 17), 30),  # 80 of each
    ],
)
def test_machines_follow_the_parcels_an_hour(
    key: str, field: str, expected: tuple[int, int], high: int
) -> None:
    unknown = line(listed(rate=1200), key)
    assert (unknown.need.value, unknown.to_buy.value) == (expected[0], None)
    known = line(listed(rate=1200, **{f"staffing___{field}": 1}), key)
    # One is there; a tenth more than needed is to be there, for one that breaks.
    assert (known.to_buy.value, known.need_p95.value) == (expected[1] - 1, high)


def test_nothing_is_ready_while_something_is_open() -> None:
    level, told = listed(0, 0).verdict()
    assert level is Level.AT_RISK
    assert EN.text(told) == "Nothing to buy so far; of 4 materials it is open."


def test_machines_that_nobody_counted_are_asked_for() -> None:
    (asked,) = (EN.text(one) for one in listed(rate=10, priority_share=0.1).problems)
    assert "Waybill printers · Barcode scanners" in asked
    every = {f"staffing___{name}": 9 for name in
             ("printers", "checking_stations", "packing_stations")}  # fmt: skip
    assert not listed(rate=10, priority_share=0.1, **every).problems


def test_the_high_case_can_be_bought_for() -> None:
    usual, high = listed(), listed(choices={"buy_for": "P95"})
    assert (line(usual, "bag").to_buy.value, line(high, "bag").to_buy.value) == (900, 1400)
    assert line(usual, "bag") in usual.short_in_high_case
    assert line(high, "bag") not in high.short_in_high_case


def test_a_line_of_ones_own_follows_what_it_is_told_to() -> None:
    own = {"own.a1.label": "Red ribbon", "own.b2.label": "Van", "own.b2.follows": "once"}
    made = plan_own(own, **{"own.a1.use": 0.5, "own.b2.use": 2})
    assert numbers(line(made, "own.a1")) == (500, 550, 550)
    # A fixed number is bought as it is, without a share on top.
    assert numbers(line(made, "own.b2")) == (2, 2, 2)


def plan_own(texts: Mapping[str, Any], **values: Any) -> Materials:
    stored = {f"materials.{name}": value for name, value in {**texts, **values}.items()}
    given = REGISTRY.entries(stored)
    flow = Flow(count("parcels", 1000), count("items", 1500), count("rate", 0))
    outputs = {"check": count("check", 200), "pack": count("pack", 80)}
    return plan_materials(
        reference({1: 1}), flow, flow, outputs, given, Choices.of(stored), MAIN_DAY, TODAY
    )


MACHINES = [f"staffing___{one}" for one in ("printers", "checking_stations", "packing_stations")]


def test_no_parcels_need_nothing() -> None:
    materials = listed(0, 0, priority_share=0.2, **dict.fromkeys(MACHINES, 1))
    assert {numbers(one) for one in materials.lines} == {(0, 0, 0)}
    assert materials.cost.value == 0
    assert materials.first_order_by is None
    assert materials.verdict()[0] is Level.READY


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
        one.cost.exact for one in enough.lines if one.to_buy.value and one.item.key != "carton"
    )
    assert enough.cost.note is not None  # how many of some is open: the sum is without them
    assert "Waybill printers" in EN.text(enough.cost.note)
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
    ("sizes", "holds", "parcels", "shares"),
    [
        ({1: 60, 2: 20, 4: 15, 8: 4, 20: 1}, (2, 5, 10), 1, (0.8, 0.75, 0.8)),
        ({1: 60, 2: 20, 4: 15, 8: 4, 20: 1}, (0, 5, 10), 1, (0.0, 0.95, 0.8)),
        ({1: 60, 2: 20, 4: 15, 8: 4, 20: 1}, (2, 5, 10), 2, (0.95, 0.8, 1.0)),
        # Nothing is larger than a bag: whoever plans fewer bags gets the next size.
        ({1: 60, 4: 40}, (4, 2, 10), 1, (1.0, 1.0, 1.0)),
        # A small carton that holds less than a bag holds nothing that a bag does not.
        ({1: 60, 4: 40}, (2, 1, 10), 1, (0.6, 0.0, 1.0)),
        ({3: 1}, (2, 5, 10), 1, (0.0, 1.0, 1.0)),
        ({}, (2, 5, 10), 1, (None, None, None)),
    ],
)
def test_sizes_come_from_the_shops_own_baskets(
    sizes: dict[int, int],
    holds: tuple[int, int, int],
    parcels: float,
    shares: tuple[float | None, ...],
) -> None:
    names = ("bag_holds_items", "small_carton_holds_items", "medium_carton_holds_items")
    given = entries(demand___parcels_per_order=parcels, **dict(zip(names, holds, strict=True)))
    found = size_shares(reference(sizes), given)
    known = {name: share for name, share in zip(HOLDS, shares, strict=True) if share is not None}
    values = {name.removeprefix("materials."): share.value for name, share in found.items()}
    assert values == pytest.approx(known)


@pytest.mark.parametrize(("counted", "said"), [(0, 1), (5, 0)])
def test_assumed_items_are_said_to_be(counted: int, said: int) -> None:
    flow = Flow(count("parcels", 10), count("items", 15), count("rate", 0))
    materials = plan_materials(
        reference({}, counted),
        flow,
        flow,
        {"check": count("check", 200), "pack": count("pack", 80)},
        entries(priority_share=0, **dict.fromkeys(MACHINES, 1)),
        Choices(),
        MAIN_DAY,
        TODAY,
    )
    assert len(materials.problems) == said
    assert all("are assumed" in EN.text(problem) for problem in materials.problems)
