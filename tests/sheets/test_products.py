"""Master data: sizes with and without units, rows that complete each other, code maps."""

from decimal import Decimal

import pytest

from planner.sheets import inspect


def listed(sheet, header, *rows):
    (found,) = inspect(sheet("\n".join((header, *rows)) + "\n"))
    assert found.kind == "products"
    assert found.rows_read == found.rows_kept + found.rows_rejected
    return found, {issue.code: issue for issue in found.issues}


@pytest.mark.parametrize(
    ("header", "cells", "length", "guessed"),
    [
        ("长(mm)", ("300", "5"), 300, False),
        ("长（cm）", ("30.5", "5"), 305, False),
        ("长(厘米)", ("30", "5"), 300, False),
        ("长", ("30", "25"), 300, True),
        ("长", ("300", "250"), 300, True),
        ("长", ("30cm", "250mm"), 300, False),
        ("长", ("0.3m", "25 cm"), 300, False),
        ("长(mm)", ("30cm", "5"), 300, False),
        ("Length (cm)", ("30", "5"), 300, False),
    ],
)
def test_lengths_are_millimetres(sheet, header, cells, length, guessed):
    rows = (f"{sku},{cell}" for sku, cell in zip("AB", cells, strict=True))
    found, issues = listed(sheet, f"商品编码,{header}", *rows)
    assert found.preview[0]["length_mm"] == length
    assert ("unit_guessed" in issues) is guessed


@pytest.mark.parametrize(
    ("header", "cells", "weight", "guessed"),
    [
        ("重量(g)", ("500", "5"), 500, False),
        ("重量(kg)", ("0.5", "12"), 500, False),
        ("重量", ("0.3", "0.45"), 300, True),
        ("重量", ("300", "450"), 300, True),
        ("重量", ("0.5kg", "500g"), 500, False),
        ("Weight", ("1.5", "Nill"), 1500, True),
        ("毛重(kg)", ("1", "2"), 1000, False),
    ],
)
def test_weights_are_grams(sheet, header, cells, weight, guessed):
    rows = (f"{sku},9.90,{cell}" for sku, cell in zip("AB", cells, strict=True))
    found, issues = listed(sheet, f"商品编码,成本价,{header}", *rows)
    assert found.preview[0]["weight_g"] == weight
    assert ("unit_guessed" in issues) is guessed
    assert "bad_value" not in issues


def test_a_guessed_unit_shows_an_example(sheet):
    _, issues = listed(sheet, "商品编码,重量", "A,0.3", "B,0.4")
    (place,) = issues["unit_guessed"].places
    assert (place.row, place.column, place.value) == (2, "重量", "0.3 → 300.0 g")


def test_volumes_are_millilitres(sheet):
    found, _ = listed(sheet, "商品编码,体积(m³)", "A,0.012")
    assert found.preview[0]["volume_ml"] == 12_000


def test_length_width_and_height_are_judged_together(sheet):
    found, issues = listed(sheet, "商品编码,长,宽,高", "A,400,300,20", "B,300,200,15")
    row = found.preview[0]
    assert (row["length_mm"], row["width_mm"], row["height_mm"]) == (400, 300, 20)
    assert issues["unit_guessed"].count == 3


def test_rows_of_one_product_complete_each_other(sheet):
    found, issues = listed(
        sheet, "商品编码,条码,成本价,供应商", "A,4006381333931,9.90,", "A,4006381333931,,示例厂"
    )
    assert issues["repeated_product"].count == 1
    assert found.rows_kept == 2
    (row,) = found.preview
    assert (row["unit_cost"], row["supplier"]) == (Decimal("9.90"), "示例厂")


@pytest.mark.parametrize(
    "header", ["旧款号,新款号", "旧商品编码,新商品编码", "原货号,新货号", "Old code,New code"]
)
def test_code_map_keeps_all_former_codes(sheet, header):
    found, issues = listed(sheet, header, "K-1,N-1", "K-2,N-1", "K-3,N-2")
    assert [(row["sku"], row["old_skus"]) for row in found.preview] == [
        ("N-1", ["K-1", "K-2"]), ("N-2", ["K-3"]),
    ]  # fmt: skip
    assert "repeated_product" not in issues


def test_supply_of_a_product(sheet):
    found, _ = listed(sheet, "SKU,交期,起订量,箱规,吊牌价", "A,15天,100,24,¥199")
    row = found.preview[0]
    assert (row["lead_time_days"], row["min_order_quantity"], row["pack_size"]) == (15, 100, 24)
    assert row["list_price"] == 199


def test_real_price_list(real):
    (found,) = inspect(real("sku_price_list_padded_headers.csv"))
    assert (found.kind, found.rows_kept) == ("products", 1_330)
    assert found.totals["skus"] == 1_330
    row = found.preview[0]
    assert (row["sku"], row["unit_cost"], row["weight_g"]) == (
        "Os206_3141_S", Decimal("538.00"), 300,
    )  # fmt: skip
