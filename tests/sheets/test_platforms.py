"""Exports of all platforms and generations are recognised unaided; every row is made up."""

from decimal import Decimal

import pytest

from planner.sheets import inspect
from planner.sheets.cleaning import status_words
from planner.sheets.recognise import recognise
from planner.sheets.report import Choice

D = Decimal

TAOBAO_2017 = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,"
    "买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,"
    "运送方式,联系电话 ,联系手机,"
    "订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,"
    "宝贝总数量,店铺Id,店铺名称,"
    "订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,"
    "特权订金订单id,是否上传合同照片,"
    "是否上传小票,是否代付,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,"
    "是否是O2O交易,退款金额,预约门店"
)
TAOBAO_2021 = (
    "订单编号,买家会员名,买家支付宝账号,支付单号,支付详情,买家应付货款,"
    "买家应付邮费,买家支付积分,总金额,返点积分,"
    "买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,"
    "运送方式,联系电话 ,联系手机,"
    "订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,"
    "宝贝总数量,店铺Id,店铺名称,"
    "订单关闭原因,卖家服务费,买家服务费,发票抬头,确认收货时间,打款商家金额,"
    "买家会员昵称,预售订单,发货时间,商家备忘,退款金额"
)
TAOBAO_2023 = (
    "订单编号,买家会员名,支付单号,支付详情,买家应付货款,买家应付邮费,总金额,"
    "买家实付金额,订单状态,商品标题,商品属性SKU,"
    "宝贝总数量,订单创建时间,订单付款时间,物流单号,物流公司,商家备注,店铺ID,店铺名称,订单关闭原因,"
    "确认收货时间,确认收货打款金额,预售订单,发货时间,退款金额"
)
ITEMS_OLD = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码"
ITEMS_NEW = (
    "子订单编号,主订单编号,商品标题,商品价格,购买数量,外部系统编号,商品属性,"
    "套餐信息,联系方式备注,订单状态,商家编码,"
    "买家应付货款,买家实付金额,退款状态,退款金额,订单创建时间,订单付款时间,商品ID,"
    "发货时间,物流单号,物流公司"
)
PINDUODUO = (
    "订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),"
    "用户实付金额(元),商家实收金额(元),"
    "商品数量(件),发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,售后状态"
)
DOUYIN = (
    "主订单编号,子订单编号,选购商品,商品ID,商家编码,商品数量,商品金额,订单提交时间,"
    "支付完成时间,订单完成时间,订单状态,"
    "售后状态,订单应付金额,运费,优惠总金额,省,市,区,流量来源"
)
JD = "订单号,商品ID,商品名称,订购数量,下单时间,京东价,订单金额,结算金额,应付金额,订单状态"
SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,"
    "Accepts Marketing,Currency,"
    "Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Zip,"
    "Shipping Name,Shipping Zip,Shipping Province,Shipping Country,Notes,Refunded Amount,Id"
)
SHOPIFY_STOCK = (
    "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,SKU,HS Code,COO,Location,"
    "Bin name,Incoming (not editable),Unavailable (not editable),Committed (not editable),"
    "Available (not editable),On hand (current),On hand (new)"
)
WOO = (
    "Order Number,Order Status,Order Date,Customer Note,Billing First Name,Billing Last Name,"
    "Billing Email Address,Payment Method Title,Order Subtotal Amount,Order Shipping Amount,"
    "Order Refund Amount,Order Total,SKU,Item #,Item Name,Quantity,Item Cost"
)
AMAZON = (
    "amazon-order-id,merchant-order-id,purchase-date,last-updated-date,order-status,sales-channel,"
    "product-name,sku,asin,item-status,quantity,currency,item-price,item-tax,shipping-price,"
    "ship-city,ship-state,ship-postal-code,ship-country"
).replace(",", "\t")
JUSHUITAN = (
    "款式编码,颜色,规格,商品编码,名称,数量,订单占有,安全库存下限,采购在途数,销退仓库存,可用数"
)
WANGDIAN = (
    "商家编码,条码,货品编号,货品名称,规格名称,库存,可发库存,警戒库存下限,采购在途,"
    "锁定量,残次品,零售价"
)
KINGDEE = "存货编码,存货名称,规格型号,仓库名称,现存量(主),可用量(主),在途数量,含税成本金额"
SHOP_DAILY = "统计日期,访客数,浏览量,支付金额,支付买家数,支付转化率,客单价,成功退款金额"
PRODUCT_FIGURES = (
    "统计日期,商品ID,商品名称,货号,商品状态,商品访客数,商品浏览量,商品收藏人数,"
    "商品加购件数,商品加购人数,"
    "下单买家数,支付买家数,支付件数,支付金额,商品支付转化率,成功退款金额"
)
BY_SOURCE = (
    "流量来源,来源明细,访客数,浏览量,支付金额,收藏人数,加购人数,下单买家数,"
    "下单转化率,支付件数,支付买家数,支付转化率"
)
PREAMBLE = "店铺报表\n店铺：示例店\n统计时间：2025-11-11 至 2025-11-11\n\n"


def rows(header, *given):
    """Return lines under a header: each row names only the cells that it fills."""
    sign = "\t" if "\t" in header else ","
    names = [name.strip() for name in header.split(sign)]
    lines = [sign.join(str(row.get(name, "")) for name in names) for row in given]
    assert not [name for row in given for name in row if name not in names]
    return "\n".join([header, *lines]) + "\n"


TAOBAO_ROW = {
    "订单编号": '="3515313147329901"',
    "买家会员名": "tb_anna",
    "买家应付货款": "100.00",
    "买家应付邮费": "8.00",
    "总金额": "108.00",
    "订单状态": "交易成功",
    "订单创建时间": "2025-11-01 10:00:00",
    "订单付款时间": "2025-11-01 10:01:00",
    "宝贝总数量": "2",
    "店铺名称": "示例店",
    "订单关闭原因": "订单未关闭",
    "退款金额": "0.00",
}
UNPAID = {
    "订单编号": '="3515313147329902"',
    "订单状态": "等待买家付款",
    "订单付款时间": "",
    "总金额": "50.00",
}
EXPORTS = {
    "Taobao orders 2017": (
        rows(
            TAOBAO_2017,
            TAOBAO_ROW | {"买家实际支付金额": "108.00", "收货地址": "广东省 广州市 示例区"},
            TAOBAO_ROW | UNPAID | {"买家实际支付金额": "0.00"},
        ),
        "orders",
        {"address": "收货地址", "paid_amount": "买家实际支付金额", "presale": "分阶段订单信息"},
        {"orders": 2, "gross_amount": D("158.00"), "paid_amount": D("108.00"), "unpaid_orders": 1},
    ),
    "Taobao orders 2021": (
        rows(
            TAOBAO_2021,
            TAOBAO_ROW | {"买家实际支付金额": "108.00", "打款商家金额": "108.00元"},
            TAOBAO_ROW | UNPAID | {"买家实际支付金额": "0.00", "预售订单": "是"},
        ),
        "orders",
        {"seller_received": "打款商家金额", "shipped_at": "发货时间", "presale": "预售订单"},
        {"orders": 2, "gross_amount": D("158.00"), "paid_amount": D("108.00")},
    ),
    "Taobao orders 2023": (
        rows(
            TAOBAO_2023,
            TAOBAO_ROW | {"买家实付金额": "108.00", "确认收货打款金额": "108.00"},
            TAOBAO_ROW | UNPAID | {"买家实付金额": "0.00"},
        ),
        "orders",
        {"paid_amount": "买家实付金额", "seller_received": "确认收货打款金额", "shop": "店铺名称"},
        {"orders": 2, "paid_amount": D("108.00"), "unpaid_orders": 1},
    ),
    "Taobao items, old": (
        rows(
            ITEMS_OLD,
            {"订单编号": '="1"', "标题": "甲", "价格": "9.90", "购买数量": "2", "商家编码": "A-1"},
            {"订单编号": '="1"', "标题": "乙", "价格": "5.00", "购买数量": "1", "商家编码": "B-1"},
        ),
        "order_items",
        {"sku": "商家编码", "unit_price": "价格", "title": "标题"},
        {"lines": 2, "quantity": 3},
    ),
    "Taobao items, new": (
        rows(
            ITEMS_NEW,
            {
                "子订单编号": "'11",
                "主订单编号": "'1",
                "商品标题": "甲",
                "购买数量": "2",
                "商品ID": "P1",
            },
            {
                "子订单编号": "'12",
                "主订单编号": "'1",
                "商品标题": "乙",
                "购买数量": "1",
                "商品ID": "P2",
            },
        ),
        "order_items",
        {"line_id": "子订单编号", "order_id": "主订单编号", "product_id": "商品ID"},
        {"lines": 2, "quantity": 3},
    ),
    "Pinduoduo": (
        rows(
            PINDUODUO.replace(",发货时间", ",订单成交时间,发货时间"),
            {
                "订单号": "251101-111111111111111",
                "订单状态": "已发货，待签收",
                "商品总价(元)": "59.8",
                "邮费(元)": "0",
                "用户实付金额(元)": "49.8",
                "商品数量(件)": "2",
                "订单成交时间": "2025-11-01 10:00:00",
                "样式ID": "S1",
                "商家编码-规格维度": "A-1",
            },
        ),
        "orders+order_items",
        {"goods_amount": "商品总价(元)", "sku": "商家编码-规格维度", "product_id": "商品id"},
        {"orders": 1, "paid_amount": D("49.80"), "quantity": 2},
    ),
    "Douyin": (
        rows(
            DOUYIN,
            {
                "主订单编号": "'690001",
                "子订单编号": "'690001",
                "选购商品": "甲",
                "商家编码": "A-1",
                "商品数量": "1",
                "商品金额": "88",
                "订单提交时间": "2025-11-01 20:00:00",
                "支付完成时间": "2025-11-01 20:00:30",
                "订单状态": "已完成",
                "订单应付金额": "80",
                "省": "浙江省",
                "市": "杭州市",
                "流量来源": "直播",
            },
        ),
        "orders+order_items",
        {"paid_at": "支付完成时间", "paid_amount": "订单应付金额", "province": "省"},
        {"orders": 1, "paid_amount": D("80.00"), "quantity": 1},
    ),
    "JD": (
        rows(
            JD,
            *(
                {
                    "订单号": "300001",
                    "商品ID": product,
                    "商品名称": "甲",
                    "订购数量": "1",
                    "下单时间": "2025-11-01 10:00:00",
                    "京东价": price,
                    "订单金额": "100",
                    "结算金额": "90",
                    "应付金额": "95",
                    "订单状态": "等待出库",
                }
                for product, price in (("P1", "60"), ("P2", "40"))
            ),
        ),
        "orders+order_items",
        {"unit_price": "京东价", "gross_amount": "订单金额", "paid_amount": "应付金额"},
        {"orders": 1, "gross_amount": D("100.00"), "paid_amount": D("95.00"), "lines": 2},
    ),
    "Shopify orders": (
        rows(
            SHOPIFY,
            {
                "Name": "S1001",
                "Email": "ann@example.com",
                "Financial Status": "paid",
                "Paid at": "2025-11-01 10:00:05 -0700",
                "Created at": "2025-11-01 10:00:00 -0700",
                "Currency": "USD",
                "Total": "100.00",
                "Shipping Zip": "'10022",
                "Shipping Province": "NY",
                "Lineitem quantity": "1",
                "Lineitem name": "coat",
                "Lineitem price": "60.00",
                "Lineitem sku": "C-1",
            },
            {
                "Name": "S1001",
                "Lineitem quantity": "2",
                "Lineitem name": "scarf",
                "Lineitem price": "20.00",
                "Lineitem sku": "S-1",
            },
        ),
        "orders+order_items",
        {"order_id": "Name", "buyer_id": "Email", "currency": "Currency", "sku": "Lineitem sku"},
        {"orders": 1, "gross_amount": D("100.00"), "quantity": 3},
    ),
    "Shopify inventory": (
        rows(
            SHOPIFY_STOCK,
            {
                "Title": "coat",
                "SKU": "C-1",
                "Location": "Main",
                "On hand (current)": "7",
                "Available (not editable)": "6",
                "Committed (not editable)": "1",
            },
            {
                "Title": "coat",
                "SKU": "C-1",
                "Location": "Shop",
                "On hand (current)": "2",
                "Available (not editable)": "2",
                "Incoming (not editable)": "5",
            },
        ),
        "stock",
        {"warehouse": "Location", "on_hand": "On hand (current)", "location": "Bin name"},
        {"skus": 1, "warehouses": 2, "on_hand": 9, "available": 8, "incoming": 5},
    ),
    "WooCommerce": (
        rows(
            WOO,
            {
                "Order Number": "501",
                "Order Status": "wc-processing",
                "Order Date": "2025-11-01 10:00",
                "Order Total": "45.00",
                "SKU": "A-1",
                "Item Name": "cup",
                "Quantity": "3",
                "Item Cost": "15.00",
            },
        ),
        "orders+order_items",
        {"status": "Order Status", "title": "Item Name", "unit_price": "Item Cost"},
        {"orders": 1, "gross_amount": D("45.00"), "quantity": 3},
    ),
    "Amazon orders": (
        rows(
            AMAZON,
            *(
                {
                    "amazon-order-id": "113-0000001-0000001",
                    "purchase-date": "2025-11-01T10:00:00+00:00",
                    "order-status": "Shipped",
                    "product-name": "cup",
                    "sku": sku,
                    "asin": "B000000001",
                    "quantity": "1",
                    "currency": "USD",
                    "item-price": price,
                    "ship-state": "WA",
                }
                for sku, price in (("A-1", "15.00"), ("B-1", "5.50"))
            ),
        ),
        "orders+order_items",
        {"gross_amount": "item-price", "product_id": "asin", "currency": "currency"},
        {"orders": 1, "gross_amount": D("20.50"), "lines": 2},
    ),
    "Jushuitan stock": (
        rows(
            JUSHUITAN,
            {
                "款式编码": "K1",
                "颜色": "红",
                "规格": "红;M",
                "商品编码": "K1-M",
                "名称": "甲",
                "数量": "10",
                "订单占有": "3",
                "采购在途数": "20",
                "可用数": "7",
            },
            {
                "款式编码": "K1",
                "颜色": "红",
                "规格": "红;L",
                "商品编码": "K1-L",
                "名称": "甲",
                "数量": "4",
                "订单占有": "0",
                "采购在途数": "0",
                "可用数": "4",
            },
        ),
        "stock",
        {"sku": "商品编码", "on_hand": "数量", "reserved": "订单占有", "spec": "规格"},
        {"skus": 2, "on_hand": 14, "available": 11, "incoming": 20},
    ),
    "Wangdiantong stock": (
        rows(
            WANGDIAN,
            {
                "商家编码": "A-1",
                "条码": "4006381333931",
                "货品编号": "A",
                "货品名称": "甲",
                "规格名称": "红",
                "库存": "12",
                "可发库存": "9",
                "采购在途": "5",
                "锁定量": "3",
                "零售价": "99",
            },
            {
                "商家编码": "A-2",
                "条码": "4012345678901.0",
                "货品编号": "A",
                "货品名称": "甲",
                "规格名称": "蓝",
                "库存": '"1,200"',
                "可发库存": "-",
                "零售价": "99",
            },
        ),
        "stock",
        {"sku": "商家编码", "barcode": "条码", "available": "可发库存", "list_price": "零售价"},
        {"skus": 2, "on_hand": 1212, "available": 9, "incoming": 5},
    ),
    "Kingdee stock": (
        rows(
            KINGDEE,
            {
                "存货编码": "A-1",
                "存货名称": "甲",
                "仓库名称": "主仓",
                "现存量(主)": "10.00",
                "可用量(主)": "8.00",
                "含税成本金额": "123.00",
            },
            {"存货编码": "合计", "现存量(主)": "10.00", "可用量(主)": "8.00"},
        ),
        "stock",
        {"sku": "存货编码", "on_hand": "现存量(主)", "cost_amount": "含税成本金额"},
        {"skus": 1, "warehouses": 1, "on_hand": 10, "available": 8},
    ),
    "shop by day": (
        "店铺\n\n说明\n\n统计\n\n\n"
        + rows(
            SHOP_DAILY,
            {
                "统计日期": "2025-11-10",
                "访客数": '"1,000"',
                "浏览量": "3000",
                "支付金额": "2500.00",
                "支付买家数": "50",
                "支付转化率": "5.00%",
                "客单价": "50.00",
                "成功退款金额": "-",
            },
            {
                "统计日期": "2025-11-11",
                "访客数": "4000",
                "浏览量": "9000",
                "支付金额": "20000.00",
                "支付买家数": "400",
                "支付转化率": "0.1",
                "客单价": "50.00",
                "成功退款金额": "100",
            },
        ),
        "traffic",
        {"period": "统计日期", "visitors": "访客数", "aov": "客单价"},
        {"page_views": 12_000, "paid_amount": D("22500.00"), "days": 2},
    ),
    "products of a day": (
        PREAMBLE
        + rows(
            PRODUCT_FIGURES,
            {
                "统计日期": "2025-11-11",
                "商品ID": "601",
                "商品名称": "甲",
                "商品访客数": "300",
                "商品浏览量": "900",
                "支付买家数": "30",
                "支付金额": "3000",
                "商品支付转化率": "10.00%",
            },
            {
                "统计日期": "2025-11-11",
                "商品ID": "602",
                "商品名称": "乙",
                "商品访客数": "200",
                "商品浏览量": "400",
                "支付买家数": "-",
                "支付金额": "0",
                "商品支付转化率": "-",
            },
        ),
        "traffic",
        {"product_id": "商品ID", "carts": "商品加购人数", "conversion_rate": "商品支付转化率"},
        {"page_views": 1300, "paid_amount": D("3000.00"), "days": 1},
    ),
    "visitors by source": (
        PREAMBLE
        + rows(
            BY_SOURCE,
            {
                "流量来源": "手淘搜索",
                "来源明细": "汇总",
                "访客数": "500",
                "浏览量": "900",
                "支付金额": "3000",
                "支付买家数": "30",
                "支付转化率": "6.00%",
            },
            {
                "流量来源": "手淘搜索",
                "来源明细": "自然搜索",
                "访客数": "400",
                "浏览量": "700",
                "支付金额": "2000",
                "支付买家数": "20",
                "支付转化率": "5.00%",
            },
        ),
        "traffic",
        {"source": "流量来源", "source_detail": "来源明细", "conversion_rate": "支付转化率"},
        {"page_views": 900, "paid_amount": D("3000.00"), "visitors": 500, "days": 1},
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_export_is_recognised(sheet, name):
    text, kind, columns, totals = EXPORTS[name]
    (found,) = inspect(sheet(text))
    assert found.kind == kind
    held = {
        field: header for field, header in zip(found.mapping, found.header, strict=True) if field
    }
    assert held | columns == held
    assert dict(found.totals) | totals == dict(found.totals)
    assert found.rows_kept > 0


def test_tables_of_workbooks_are_recognised_alike(workbook):
    text = EXPORTS["Taobao orders 2023"][0]
    path = workbook({"订单": [line.split(",") for line in text.replace('="', "").splitlines()]})
    (found,) = inspect(path)
    assert (found.kind, found.totals["orders"]) == ("orders", 2)


def head(*lines):
    return tuple(line.split(",") for line in lines)


HEADERS = [
    pytest.param(PINDUODUO, "orders+order_items", id="Pinduoduo without times of ordering"),
    pytest.param(
        "index,Order ID,Date,Status,Fulfilment,Sales Channel ,ship-service-level,Category,Size,"
        "Courier Status,Qty,currency,Amount,ship-city,ship-state,ship-postal-code,ship-country",
        "orders+order_items",
        id="Amazon sale report",
    ),
    pytest.param(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        "orders+order_items",
        id="wholesaler's invoices",
    ),
    pytest.param(
        "Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,City,"
        "State/Province,Product ID,Category,Product Name,Sales,Quantity,Discount,Profit",
        "orders+order_items",
        id="superstore",
    ),
    pytest.param(
        "user_id,auction_id,category_2,category_1,buy_mount,day",
        "orders+order_items",
        id="purchases without order numbers",
    ),
    pytest.param(
        "index,DATE,Months,CUSTOMER,Style,SKU,Size,PCS,RATE,GROSS AMT",
        "orders+order_items",
        id="sales without order numbers",
    ),
    pytest.param(
        "商品编码,商品名称,成本价,零售价,供应商,条码,库存", "stock", id="stock with prices"
    ),
    pytest.param("条码/19码,货号,商品名称,品牌,尺码,备注", "products", id="barcodes of products"),
    pytest.param("旧款号,新款号", "products", id="code map"),
    pytest.param("商品编码,盘点数量,盘点时间", "stock", id="count"),
    pytest.param("商品编码,在途数量,预计到货,供应商", "stock", id="arrivals"),
    pytest.param("日期,计划名称,展现量,点击量,花费(元)", "traffic", id="advertising"),
    pytest.param(
        "Day,Online store visitors,Sessions,Sessions with cart additions,"
        "Sessions that completed checkout,Conversion rate",
        "traffic",
        id="Shopify analytics",
    ),
    pytest.param("货号,商品名称,条码,数量", "unknown", id="so many pieces, of what date?"),
    pytest.param(
        "操作时间,条形码,货号,变动量,操作类型,操作前库存,操作后库存,操作状态,备注",
        "unknown",
        id="log of stock movements",
    ),
    pytest.param(
        "update_time,id,title,price,sale_count,comment_count,店名", "unknown", id="listings"
    ),
    pytest.param("排名,省份,城市,1月,2月,3月,总额", "unknown", id="summary"),
]


@pytest.mark.parametrize(("header", "kind"), HEADERS)
def test_kind_by_headers_alone(header, kind):
    found = recognise(head(header), Choice())
    assert found.kind == kind
    assert found.usable is (kind != "unknown")


STATUSES = {
    "placed": [
        "等待买家付款",
        "待付款",
        "待支付",
        "等待付款",
        "pending",
        "Pending payment",
        "wc-pending",
        "wc-on-hold",
        "on-hold",
        "Pending",
        "partially_paid",
        "authorized",
    ],
    "paid": [
        "买家已付款，等待卖家发货",
        "待发货",
        "未发货",
        "备货中",
        "等待出库",
        "(锁定)等待出库",
        "卖家部分发货",
        "paid",
        "unfulfilled",
        "processing",
        "wc-processing",
        "Unshipped",
        "PartiallyShipped",
        "Pending - Waiting for Pick Up",
        "已支付",
    ],
    "shipped": [
        "卖家已发货，等待买家确认",
        "已发货，待签收",
        "已发货",
        "待收货",
        "等待确认收货",
        "Shipped",
        "fulfilled",
        "Shipped - Out for Delivery",
        "Shipping",
    ],
    "completed": [
        "交易成功",
        "已签收",
        "已完成",
        "完成",
        "已确认收货",
        "completed",
        "wc-completed",
        "Shipped - Delivered to Buyer",
        "Shipped - Picked Up",
        "partially_refunded",
        "部分退款",
    ],
    "closed": [
        "交易关闭",
        "已取消",
        "已关闭",
        "(删除)等待出库",
        "（删除）等待出库",
        "voided",
        "cancelled",
        "wc-cancelled",
        "wc-failed",
        "Cancelled",
        "Canceled",
        "expired",
    ],
    "refunded": [
        "未发货，退款成功",
        "已发货，退款成功",
        "退款成功",
        "refunded",
        "wc-refunded",
        "Shipped - Returned to Seller",
        "Shipped - Returning to Seller",
        "Shipped - Rejected by Buyer",
        "已全额退款",
    ],
}


@pytest.mark.parametrize(
    ("text", "status"), [(text, status) for status, texts in STATUSES.items() for text in texts]
)
def test_status_of_every_platform(text, status):
    found = [meaning for _, word, meaning in status_words() if word in text.lower()]
    assert found[:1] == [status]
