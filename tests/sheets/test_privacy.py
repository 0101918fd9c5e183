"""Names, phones, addresses below the city and remarks stay outside; buyers stay apart."""

import io
import json
import logging
import os
import zipfile
from pathlib import Path

import duckdb
import pytest

from planner.errors import SheetError
from planner.sheets import Choice, import_file, inspect, inspections_in
from planner.tables import Workspace, buyer_key, current_dataset, imported_files
from tests.sheets import test_platforms as exports

HEADER = (
    "订单编号,买家会员名,收货人姓名,联系手机,收货地址 ,买家留言,订单备注,总金额,买家实际支付金额,"
    "订单创建时间,订单付款时间"
)
SECRETS = ("王小明", "13812345678", "示例路99号", "请放门卫", "老客户", "wang@example.com")
PERSON = (
    "王小明,13812345678,广东省 广州市 越秀区 示例路99号 王小明,请放门卫,老客户 wang@example.com"
)
ROWS = (
    f"1,xiaoming88,{PERSON},10,10,2025-11-01 10:00:00,2025-11-01 10:00:00",
    f"2,wang@example.com,{PERSON},10,10,2025-11-01 10:00:00,2025-11-01 10:00:00",
    f"3,13812345678,{PERSON},10,10,2025-11-01 10:00:00,2025-11-01 10:00:00",
    f"4,xiaoming88,{PERSON},10,10,13812345678 wang@example.com,",
    f"5,xiaoming88,{PERSON},王小明,10,10,2025-11-01 10:00:00,2025-11-01 10:00:00",
    f"合计,,{PERSON},40,40,,",
)


def buyers(workspace, report):
    path = workspace.imports / report.import_id / "orders.parquet"
    rows = duckdb.sql(f"SELECT buyer_id FROM '{path}' ORDER BY order_id").fetchall()
    return [buyer for (buyer,) in rows]


def test_planted_secrets_are_nowhere(sheet, workspace, caplog):
    path = sheet("\n".join((HEADER, *ROWS)))
    report = import_file(workspace, path, "orders.csv")
    (file,) = imported_files(workspace)
    texts = [repr(report), repr(inspect(path)), json.dumps(dict(file.report)), caplog.text]
    for parquet in Path(workspace.folder).rglob("*.parquet"):
        texts.append(repr(duckdb.sql(f"SELECT * FROM '{parquet}'").fetchall()))
    for kept in Path(workspace.folder).rglob("*"):
        if kept.is_file():
            texts.append(kept.read_bytes().decode("utf-8", "replace"))
    assert len(texts) > 8
    for secret in SECRETS:
        assert not [text for text in texts if secret in text]


def test_contacts_as_buyers_become_keyed_hashes(sheet, workspace, tmp_path):
    path = sheet("\n".join((HEADER, *ROWS[:3])))
    plain, mail, phone = buyers(workspace, import_file(workspace, path, "orders.csv"))
    assert plain == "xiaoming88"
    assert mail.startswith("h:")
    assert phone.startswith("h:")
    assert mail != phone
    assert len(buyer_key(workspace)) == 64
    if os.name == "posix":
        assert workspace.database.stat().st_mode & 0o777 == 0o600
    other = type(workspace)(tmp_path / "other")
    assert buyers(other, import_file(other, path, "orders.csv"))[1] != mail


def test_buyer_column_of_names_is_hashed(sheet, workspace):
    text = (
        "订单号,客户姓名,总金额,下单时间\n"
        "1,王小明,1,2025-11-01\n2,王小明,1,2025-11-01\n3,李雷,1,2025-11-01\n"
    )
    report = import_file(workspace, sheet(text), "orders.csv")
    one, two, three = buyers(workspace, report)
    assert one == two != three
    assert one.startswith("h:")
    assert "hashed_buyers" in {issue.code for issue in report.sheets[0].issues}


def test_masked_buyers_are_nobody(sheet, workspace):
    text = "订单号,买家会员名,总金额,下单时间\n1,tb***1,1,2025-11-01\n2,tb***2,1,2025-11-01\n"
    report = import_file(workspace, sheet(text), "orders.csv")
    assert buyers(workspace, report) == [None, None]
    assert "masked_buyers" in {issue.code for issue in report.sheets[0].issues}


@pytest.mark.parametrize("field", ["province", "status", "order_id"])
def test_personal_columns_cannot_be_mapped_to_what_is_stored(sheet, field):
    path = sheet("\n".join((HEADER, ROWS[0])))
    (found,) = inspect(path, choices=Choice(mapping={2: field, 5: field}))
    assert found.mapping[2] is None
    assert found.mapping[5] is None


def test_address_column_gives_province_and_city_only(sheet):
    path = sheet("\n".join((HEADER, ROWS[0])))
    (found,) = inspect(path, choices=Choice(mapping={4: "city"}))
    assert found.mapping[4] == "address"


def test_error_carries_no_cell_text(sheet, workspace):
    path = sheet(f"{HEADER}\n,xiaoming88,{PERSON},10,10,2025-11-01,\n")
    with pytest.raises(SheetError) as caught:
        import_file(workspace, path, "orders.csv")
    assert not [secret for secret in SECRETS if secret in repr(caught.value.fields)]


def test_stored_report_reads_back(sheet, workspace):
    report = import_file(workspace, sheet("\n".join((HEADER, *ROWS))), "orders.csv")
    (file,) = imported_files(workspace)
    (stored,) = inspections_in(file.report)
    (made,) = report.sheets
    assert stored.to_json() == made.to_json()
    assert stored.issues == made.issues
    assert stored.rejected == made.rejected
    assert stored.preview == ()


# Every platform's export with every column of people filled ---------------------------------------

NAME, ADDRESS, REMARK = "王小明暗", "示例路99号暗", "请放门卫暗"
PHONES = ("13812345678", "139-1234-5678", "137 1234 5678", "0571-88123456", "+1 415 555 0100")
MAIL, IDENTITY, ALIPAY = "wang@geheim.example", "110101199003074513", "ming***@geheim.example"
CONTACTS = (*PHONES, MAIL, IDENTITY)
PLANTED = (NAME, ADDRESS, REMARK, *CONTACTS, ALIPAY, "暗")
ALL = f"{REMARK} {NAME} {' '.join(PHONES)} {MAIL} {IDENTITY}"
PERSONAL = {
    **dict.fromkeys(
        ("收货人姓名", "买家姓名", "客户姓名", "发票抬头", "收件人", "联系人", "Billing Name",
        "Shipping Name",
         "Billing First Name", "Billing Last Name", "buyer-name", "recipient-name", "真实姓名"),
        NAME,
    ),
    **dict.fromkeys(("联系电话", "收件人电话", "手机号"), PHONES[3]),
    **dict.fromkeys(("联系手机", "收件人手机", "buyer-phone-number", "Billing Phone"),
        "'" + PHONES[0],
    ),
    **dict.fromkeys(("Phone", "ship-phone-number", "电话"), PHONES[1]),
    **dict.fromkeys(("Email", "Billing Email Address", "buyer-email"), MAIL),
    "买家支付宝账号": ALIPAY,
    "身份证号": IDENTITY,
    **dict.fromkeys(("收货地址", "修改后的收货地址"), f"浙江省 杭州市 西湖区 {ADDRESS} {NAME}"),
    **dict.fromkeys(
        ("详细地址", "街道地址", "Billing Street", "Shipping Address1", "ship-address-1",
        "Billing Zip",
         "Shipping Zip", "ship-postal-code"),
        ADDRESS,
    ),
    **dict.fromkeys(
        ("买家留言", "订单备注", "备注", "商家备注", "商家备忘", "联系方式备注", "Notes",
        "Customer Note", "客服备注"),
        ALL,
    ),
}  # fmt: skip
"""Header → what stands in it."""
USUAL = {
    **dict.fromkeys(("订单编号", "主订单编号", "订单号", "Name", "Order Number"), "2001"),
    "amazon-order-id": "171-4000001-9000001",
    "子订单编号": "3001",
    **dict.fromkeys(
        ("总金额", "买家应付货款", "商品总价(元)", "用户实付金额(元)", "商品金额", "订单应付金额",
        "订单金额", "应付金额",
         "Total", "Order Total", "item-price", "商品价格", "价格", "京东价", "Lineitem price",
         "Item Cost",
         "买家实际支付金额", "买家实付金额"),
        "10.00",
    ),
    **dict.fromkeys(
        ("订单创建时间", "订单付款时间", "发货时间", "订单提交时间", "支付完成时间", "下单时间",
        "Created at", "Paid at",
         "Order Date", "purchase-date"),
        "2025-11-01 10:00:00",
    ),
    **dict.fromkeys(
        ("购买数量", "商品数量(件)", "商品数量", "订购数量", "Lineitem quantity", "Quantity",
        "quantity", "数量", "可用数",
         "库存", "On hand (current)"),
        "2",
    ),
    **dict.fromkeys(
        ("宝贝标题", "商品标题", "标题", "选购商品", "商品名称", "Lineitem name", "Item Name",
        "product-name", "名称",
         "货品名称", "Title"),
        f"外套 {' '.join(CONTACTS)}",
    ),
    **dict.fromkeys(
        ("商品属性", "商品规格", "规格", "规格名称", "Option1 Value"), f"黑色 {PHONES[0]} {MAIL}"
    ),
    **dict.fromkeys(("商家编码", "Lineitem sku", "SKU", "sku", "商品编码"), "A-1"),
    **dict.fromkeys(("商品ID", "商品id", "asin"), "B0001"),
    **dict.fromkeys(("订单状态", "order-status", "Order Status"), "交易成功"),
    "Financial Status": "paid",
    "买家会员名": "tb_anna",
}  # fmt: skip
SHEETS = {
    "Taobao 2017": exports.TAOBAO_2017,
    "Taobao 2021": exports.TAOBAO_2021,
    "Taobao 2023": exports.TAOBAO_2023 + ",买家留言",
    "Taobao items": exports.ITEMS_OLD,
    "Taobao items, new": exports.ITEMS_NEW,
    "Pinduoduo": exports.PINDUODUO + ",收件人,收件人手机,详细地址,买家留言,商家备注,身份证号",
    "Douyin": exports.DOUYIN + ",收件人,手机号,街道地址,买家留言,商家备注",
    "JD": exports.JD + ",客户姓名,电话,收货地址,订单备注,发票抬头",
    "Shopify": exports.SHOPIFY + ",Phone,Billing Street,Shipping Address1,Billing Phone",
    "WooCommerce": exports.WOO,
    "Amazon": exports.AMAZON.replace("\t", ",")
    + ",buyer-email,buyer-name,buyer-phone-number,recipient-name,ship-address-1,ship-phone-number",
    "ERP stock": exports.JUSHUITAN + ",联系人,电话,详细地址,备注",
    "ERP stock, other": exports.WANGDIAN + ",联系人,手机号,备注",
    "Shopify stock": exports.SHOPIFY_STOCK + ",Notes",
}


def filled(header: str) -> list[list[str]]:
    """Return the header and two rows with a person in every column that may hold one."""
    names = header.split(",")
    cells = [{**USUAL, **PERSONAL}.get(name.strip(), "") for name in names]
    # The second row is rejected wherever an order number or SKU is needed; its cells are shown.
    wrong = ["" if name in ("订单编号", "商家编码", "Name", "sku") else cell
             for name, cell in zip(names, cells, strict=True)]  # fmt: skip
    return [names, cells, wrong]


def as_text(rows: list[list[str]], encoding: str = "gb18030") -> bytes:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows).encode(encoding)


def shown_and_kept(workspace, path, name, caplog) -> list[str]:
    """Return all texts that a load leaves: on screen, in the log, in any file of the workspace."""
    caplog.set_level(logging.DEBUG)
    found = inspect(path, name)
    assert any(one.rows_kept for one in found), [one.issues for one in found]
    report = import_file(workspace, path, name)
    texts = [caplog.text, repr(report)]
    for one in (*found, *report.sheets):
        texts += [repr(one), json.dumps(one.to_json(), ensure_ascii=False)]
        texts.append(json.dumps(one.to_dict(), ensure_ascii=False, default=str))
        texts += [str(place) for issue in one.issues for place in issue.places]
        texts += [str(issue.message) for issue in one.issues]
    for file in Path(workspace.folder).rglob("*"):
        if file.suffix == ".parquet":
            texts.append(repr(duckdb.sql(f"SELECT * FROM '{file}'").fetchall()))
        if file.is_file():
            data = file.read_bytes()
            texts += [data.decode("utf-8", "replace"), data.decode("gb18030", "replace")]
            texts.append(data.decode("utf-16-le", "replace"))
    return texts


def assert_hidden(texts: list[str], *but: str) -> None:
    for secret in PLANTED:
        if secret not in but:
            shown = [
                text[max(0, text.index(secret) - 80) :][:160] for text in texts if secret in text
            ]
            assert not shown, (secret, shown[0])


@pytest.mark.parametrize("platform", SHEETS)
def test_no_platforms_people_are_kept_or_shown(sheet, workspace, caplog, platform):
    path = sheet(as_text(filled(SHEETS[platform])))
    assert_hidden(shown_and_kept(workspace, path, f"{platform}.csv", caplog))
    assert list(workspace.spool.iterdir()) == []


def test_people_in_a_workbook_are_not_kept(workbook, workspace, caplog):
    path = workbook({"订单": filled(exports.TAOBAO_2017), "库存": filled(SHEETS["ERP stock"])})
    assert_hidden(shown_and_kept(workspace, path, "book.xlsx", caplog))


def test_people_in_an_archive_are_not_kept(sheet, workspace, caplog):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("Taobao 2021", "Taobao items, new", "ERP stock"):
            archive.writestr(f"{name}.csv", as_text(filled(SHEETS[name]), "utf-8"))
    path = sheet(held.getvalue(), "lists.zip")
    assert_hidden(shown_and_kept(workspace, path, "lists.zip", caplog))


@pytest.mark.parametrize("contact", CONTACTS)
def test_contacts_in_the_place_of_a_buyer_are_hashed(sheet, workspace, caplog, contact):
    """Alone, or among the letters of a nickname."""
    text = "订单号,买家会员名,总金额,下单时间\n" + "".join(
        f"{number},{buyer},1,2025-11-01\n"
        for number, buyer in enumerate((contact, f"小王 {contact}", "tb_anna"), start=1)
    )
    texts = shown_and_kept(workspace, sheet(text), "orders.csv", caplog)
    assert_hidden(texts)
    (loaded,) = imported_files(workspace)
    path = workspace.imports / loaded.import_id / "orders.parquet"
    rows = duckdb.sql(f"SELECT buyer_id FROM '{path}' ORDER BY order_id").fetchall()
    one, other, nickname = [buyer for (buyer,) in rows]
    assert one.startswith("h:")
    assert other.startswith("h:")
    assert nickname == "tb_anna"


@pytest.mark.parametrize("column", ["商品名称", "规格", "类目名称"])
def test_contacts_in_free_text_are_covered_and_the_rest_stays(sheet, workspace, caplog, column):
    """A title may say anything: what can be told for a contact is covered, the words stay."""
    text = (
        f"订单号,商家编码,购买数量,{column}\n1,A,2,外套 {' '.join(CONTACTS)} 加厚\n"
        f"2,A,1,{PHONES[0]}{MAIL}\n3,B,1,短靴 2025 新款 6901234000014\n"
    )
    texts = shown_and_kept(workspace, sheet(text), "items.csv", caplog)
    assert_hidden(texts)
    assert any("加厚" in one for one in texts)
    assert any("短靴 2025 新款 6901234000014" in one for one in texts)


def test_what_a_stray_quote_swallows_is_no_buyer(sheet, workspace, caplog):
    """Found by the fuzzer: several lines became one nickname, phone and all."""
    header = "订单编号,买家会员名,收货人姓名,联系手机,总金额,订单创建时间"
    rows = [f"{n},tb{n},{NAME},{PHONES[0]},10,2025-11-01" for n in range(1, 9)]
    rows[2] = rows[2].replace("tb3", '"tb3')
    rows[4] = rows[4].replace("tb5", 'tb5"')
    path = sheet("\n".join([header, *rows]))
    assert_hidden(shown_and_kept(workspace, path, "orders.csv", caplog))


def test_a_refused_file_leaves_nothing_of_its_people(sheet, workspace, caplog):
    caplog.set_level(logging.DEBUG)
    rows = filled("订单编号," + ",".join(PERSONAL))
    with pytest.raises(SheetError) as caught:
        import_file(workspace, sheet(as_text(rows)), "people.csv")
    texts = [caplog.text, repr(caught.value.fields), str(caught.value)]
    for file in Path(workspace.folder).rglob("*"):
        if file.is_file():
            texts.append(file.read_bytes().decode("utf-8", "replace"))
    assert_hidden(texts)
    assert list(workspace.spool.iterdir()) == []


def test_an_address_among_product_codes_is_not_kept(tmp_path):
    """Bug (seed 2184): orders below a list of products left their buyers among the barcodes."""
    path = tmp_path / "products.csv"
    path.write_text(
        "商品编码,条码,商品名称,成本价\nA-1,6901234567892,连衣裙,30\n#2002,who@secret.example,裙,40\n",
        encoding="utf-8",
    )
    workspace = Workspace(tmp_path / "workspace")
    import_file(workspace, path, path.name)
    kept = duckdb.sql(
        f"SELECT sku, barcode FROM '{current_dataset(workspace).folder}/products.parquet'"
    ).fetchall()
    assert sorted(kept) == [("#2002", None), ("A-1", "6901234567892")]
