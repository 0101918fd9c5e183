"""Amounts that stand in several columns, such as the shop's discount beside the platform's."""

from decimal import Decimal

import pytest

from planner.sheets import Choice, inspect

HEADER = "订单号,订单状态,商品总价(元),邮费(元),{discounts},用户实付金额(元),下单时间"
TWO = "店铺优惠折扣(元),平台优惠折扣(元)"


def listed(sheet, discounts, *rows, choice=None):
    lines = (HEADER.format(discounts=discounts), *rows)
    (found,) = inspect(sheet("\n".join(lines) + "\n"), choices=choice)
    return found, {issue.code: issue for issue in found.issues}


@pytest.mark.parametrize(
    ("shop", "platform", "discount"),
    [
        ("10.00", "5.00", "15.00"),
        ("10", "5.5", "15.50"),
        ("10.005", "0.001", "10.01"),
        ("", "5.00", "5.00"),
        ("10.00", "-", "10.00"),
        ("￥10.00", '"1,005.00"', "1015.00"),
        ("-", "", None),
    ],
)
def test_two_discounts_add_up(sheet, shop, platform, discount):
    found, issues = listed(sheet, TWO, f"1,已收货,100,0,{shop},{platform},85,2026-01-01 10:00:00")
    assert [name for name in found.mapping if name == "discount"] == ["discount"] * 2
    assert found.preview[0]["discount"] == (discount and Decimal(discount))
    assert issues["columns_added"].severity == "info"
    assert [place.column for place in issues["columns_added"].places] == TWO.split(",")
    assert "bad_value" not in issues


@pytest.mark.parametrize("cells", ["10.00,很多", "很多,10.00"])
def test_a_part_that_cannot_be_read_is_said_and_not_taken_for_nothing(sheet, cells):
    found, issues = listed(sheet, TWO, f"1,已收货,100,0,{cells},85,2026-01-01 10:00:00")
    assert found.preview[0]["discount"] is None
    (place,) = issues["bad_value"].places
    assert (place.column, place.value) == ("店铺优惠折扣(元) + 平台优惠折扣(元)", "很多")


def test_the_sum_of_all_discounts_is_taken_alone(sheet):
    row = "1,已收货,100,0,15,10,5,85,2026-01-01 10:00:00"
    found, issues = listed(sheet, f"优惠总金额,{TWO}", row)
    assert found.preview[0]["discount"] == Decimal("15.00")
    assert "columns_added" not in issues


def test_equal_headers_are_no_parts(sheet):
    row = "1,已收货,100,0,10,10,90,2026-01-01 10:00:00"
    found, issues = listed(sheet, "店铺优惠折扣(元),店铺优惠折扣(元)", row)
    assert found.preview[0]["discount"] == Decimal("10.00")
    assert "header_twice" in issues


def test_the_manager_may_add_columns_up_and_take_them_apart(sheet):
    row = "1,已收货,100,0,10,5,85,2026-01-01 10:00:00"
    two = Choice(mapping={3: "shipping_fee", 5: "shipping_fee"})
    found, issues = listed(sheet, "店铺优惠折扣(元),安装费", row, choice=two)
    assert found.preview[0]["shipping_fee"] == Decimal("5.00")
    assert "columns_added" in issues
    found, issues = listed(sheet, TWO, row, choice=Choice(mapping={5: None}))
    assert found.preview[0]["discount"] == Decimal("10.00")
    assert "columns_added" not in issues


def test_a_field_that_is_moved_leaves_its_old_column(sheet):
    row = "1,已收货,100,0,10,5,85,2026-01-01 10:00:00"
    found, _ = listed(sheet, "店铺优惠折扣(元),其他", row, choice=Choice(mapping={5: "discount"}))
    assert found.preview[0]["discount"] == Decimal("5.00")
