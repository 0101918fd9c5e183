"""The design that a plan follows moves order value, conversion, products and the shopping list."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from planner.activities.tiers import Design, Kind
from planner.figures import Origin, origin_of
from planner.inventory import ProductReadiness
from planner.planning import Answer
from tests.activities.cases import tier
from tests.checklist.test_activity_tasks import values_of

EventAnswer = Callable[..., Answer]
HALF_OFF_COATS = Design(
    "x", "Coats", (tier(Kind.CLEARANCE, products=frozenset({"coat"}), share=5000),)
)


def test_without_a_chosen_design_the_plan_follows_the_last_event(event_answer: EventAnswer) -> None:
    told = event_answer()
    assert told.rooms is not None
    assert told.rooms.activities.effect is None
    assert told.entries["targets.aov"].basis.key == "reference.aov"  # type: ignore[union-attr]


def test_order_value_and_conversion_follow_the_chosen_design(event_answer: EventAnswer) -> None:
    plain, told = event_answer(), event_answer(**values_of(HALF_OFF_COATS))
    assert told.rooms is not None
    effect = told.rooms.activities.effect
    assert effect is not None
    entry = told.entries["targets.aov"]
    assert (entry.origin, origin_of(entry).template) == (
        Origin.SHEET,
        "from the design that the plan follows",
    )
    before = plain.entries["targets.aov"].value
    assert before is not None
    assert entry.value is not None
    assert float(entry.value) == pytest.approx(
        float(before) * float(effect.order_value.value or 0), abs=0.01
    )
    # Half the price of coats: orders are worth less, and more of them come.
    assert float(effect.order_value.value or 0) < 1 < float(effect.orders.value or 0)


def test_what_somebody_types_goes_before_the_design(event_answer: EventAnswer) -> None:
    told = event_answer(**values_of(HALF_OFF_COATS), targets__aov="123.45")
    assert told.entries["targets.aov"].value == Decimal("123.45")


def test_products_move_against_each_other(event_answer: EventAnswer) -> None:
    def share(told: Answer) -> float:
        assert told.rooms is not None
        units = {one.product: one.expected_units for one in told.rooms.demand.products}
        return units["coat"] / sum(units.values())

    assert share(event_answer(**values_of(HALF_OFF_COATS))) > share(event_answer())


@pytest.mark.parametrize(
    ("gift", "use"),
    [("coat", 0.0), ("A sticker", 1.0)],
    ids=["from stock", "beside the stock"],
)
def test_a_gift_is_counted_once(event_answer: EventAnswer, gift: str, use: float) -> None:
    design = Design("x", "Gift", (tier(Kind.GIFT, gift=gift, gift_cost_minor=100),))
    told = event_answer(**values_of(design))
    assert told.rooms is not None
    effect = told.rooms.activities.effect
    assert effect is not None
    assert told.entries["materials.gift.use"].value == pytest.approx(use)
    assert effect.reserved(10) == ({"coat": 10} if gift == "coat" else {})


def test_vouchers_are_printed_for_those_who_get_one(event_answer: EventAnswer) -> None:
    voucher = tier(Kind.NEXT_VOUCHER, threshold_minor=10_000, amount_minor=1000, share=3000)
    told = event_answer(**values_of(Design("x", "Voucher", (voucher,))))
    share = told.entries["materials.voucher.use"].value
    assert share is not None
    assert 0 < float(share) < 1
    assert event_answer().entries["materials.voucher.use"].value == 1


def test_a_refused_design_leaves_the_plan_as_it_is(event_answer: EventAnswer) -> None:
    wrong = Design("x", "Wrong", (tier(Kind.COUPON, threshold_minor=100, amount_minor=900),))
    told = event_answer(**values_of(wrong))
    assert told.rooms is not None
    assert told.rooms.activities.effect is None


def test_gifts_and_add_ons_pass_the_gates_of_stock(event_answer: EventAnswer) -> None:
    design = Design("x", "Gift", (tier(Kind.GIFT, gift="scarf", gift_cost_minor=100),))
    plain, told = event_answer(), event_answer(**values_of(design))

    def scarf(answer: Answer) -> ProductReadiness:
        assert answer.rooms is not None
        return next(row for row in answer.rooms.inventory.rows if row.product == "scarf")

    assert told.rooms is not None
    orders = int(told.rooms.targets.orders_paid.required)
    assert (scarf(plain).given, scarf(told).given) == (0, orders)
    sold = scarf(told).demand
    assert sold is not None
    assert scarf(told).expected == sold.units + orders
    assert scarf(told).needed >= scarf(told).expected
    # What is given is sure: it lowers how unsure the whole is.
    assert scarf(told).relative_variance < sold.relative_variance


def test_a_gift_that_runs_out_says_when(event_answer: EventAnswer) -> None:
    gift = tier(Kind.GIFT, gift="coat", gift_quantity=20, gift_cost_minor=100)
    told = event_answer(**values_of(Design("x", "Gift", (gift,))))
    assert told.rooms is not None
    assert told.rooms.inventory.in_the_event["coat"].stop_at is not None
    plain = event_answer()
    assert plain.rooms is not None
    assert plain.rooms.inventory.in_the_event["coat"].stop_at is None
