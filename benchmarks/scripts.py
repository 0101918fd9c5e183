"""The questions of the last-year and target pages, answered by straightforward pandas scripts.

Each is what one would write by hand: read the columns of the tables that it takes, filter, group,
count. Its answer has the columns of the SQL file of the same name, so that both can be compared.
A script knows the tables as they are merged, none of the planner's roll-ups.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd

Window = Mapping[str, Any]
"""What a question is asked for, by the names of its parameters."""
DAY = pd.Timedelta(days=1)
RECENCIES = ((30, "1_30"), (90, "31_90"), (180, "91_180"), (365, "181_365"))


class Tables:
    """The tables as files, read anew by every script."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str, *columns: str) -> pd.DataFrame:
        """Return columns of a table."""
        return pd.read_parquet(self._folder / f"{name}.parquet", columns=list(columns))


def within(moments: "pd.Series[Any]", first: date, last: date) -> "pd.Series[bool]":
    """Return which moments lie on the days from first to last."""
    return (moments >= pd.Timestamp(first)) & (moments < pd.Timestamp(last) + DAY)


def _paid(tables: Tables, *columns: str) -> pd.DataFrame:
    """Return the paid orders, with the days of payment."""
    orders = tables.read("orders", "paid_at", "is_return", *columns)
    orders = orders[orders["paid_at"].notna() & ~orders["is_return"]]
    return orders.assign(day=orders["paid_at"].dt.normalize())


def _items(tables: Tables, *columns: str) -> pd.DataFrame:
    """Return the lines that are goods, with the name that stands for their product."""
    items = tables.read(
        "order_items", "order_id", "sku", "product_id", "title", "quantity", "is_service", *columns
    )
    items = items[(items["quantity"] > 0) & ~items["is_service"]]
    return items.assign(product=items["sku"].fillna(items["product_id"]).fillna(items["title"]))


def _sold(tables: Tables, *columns: str) -> pd.DataFrame:
    """Return the lines of paid orders with the moment of payment."""
    items = _items(tables, "unit_price", *columns)
    orders = tables.read("orders", "order_id", "paid_at", "refund_amount")
    sold = items.merge(orders[orders["paid_at"].notna()], on="order_id")
    return sold.assign(amount=sold["quantity"] * sold["unit_price"])


def _whole_shop(traffic: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that speak of the whole shop."""
    parts = ["hour", "source", "source_detail", "product_id", "title"]
    return traffic[traffic[parts].isna().all(axis=1)]


_TRAFFIC = (
    "period_start", "period_end", "hour", "source", "source_detail", "product_id", "title",
    "visitors", "paid_buyers",
)  # fmt: skip


def _listed(tables: Tables, column: str) -> "pd.Series[Any]":
    """Return what the products sheet says, by every code that a product goes by."""
    products = tables.read("products", "sku", "product_id", "old_skus", column)
    by_code = [
        products[["sku", column]].set_axis(["code", column], axis=1),
        products[["product_id", column]].set_axis(["code", column], axis=1),
        products[["old_skus", column]].explode("old_skus").set_axis(["code", column], axis=1),
    ]
    codes = pd.concat(by_code).dropna()
    return codes.groupby("code")[column].max()


# Days and hours ----------------------------------------------------------------------------------


def by_day(tables: Tables, first: date | None = None, last: date | None = None) -> pd.DataFrame:
    """Return orders, revenue, refunds, items and buyers of every day on which anything happened."""
    orders = tables.read(
        "orders", "order_id", "created_at", "paid_at", "is_return", "paid_amount",
        "refund_amount", "item_count", "buyer_id",
    )  # fmt: skip
    if first is not None and last is not None:
        orders = orders[
            within(orders["created_at"], first, last) | within(orders["paid_at"], first, last)
        ]
    placed = orders[orders["created_at"].notna() & ~orders["is_return"]]
    paid = orders[orders["paid_at"].notna() & ~orders["is_return"]]
    booked = orders[orders["paid_at"].notna()]
    items = _items(tables).groupby("order_id")["quantity"].sum()
    counted = paid["order_id"].map(items).fillna(paid["item_count"].astype("float64"))
    payment_day = paid["paid_at"].dt.normalize()
    return pd.DataFrame(
        {
            "orders_placed": placed.groupby(placed["created_at"].dt.normalize()).size(),
            "orders_paid": paid.groupby(payment_day).size(),
            "paid_amount": paid.groupby(payment_day)["paid_amount"].sum(),
            "refund_amount": booked.groupby(booked["paid_at"].dt.normalize())[
                "refund_amount"
            ].sum(),
            "items_paid": counted.groupby(payment_day).sum(min_count=1),
            "buyers_paid": paid.groupby(payment_day)["buyer_id"].nunique(),
        }
    )


def daily(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``daily.sql``."""
    first, last = asked["first_day"], asked["last_day"]
    days = by_day(tables, first, last).reindex(pd.date_range(first, last))
    zeros = [name for name in days.columns if name != "items_paid"]
    days[zeros] = days[zeros].fillna(0)
    traffic = _whole_shop(tables.read("traffic", *_TRAFFIC))
    traffic = traffic[traffic["period_start"] == traffic["period_end"]]
    stated = traffic.groupby(pd.to_datetime(traffic["period_start"]))[["visitors", "paid_buyers"]]
    days[["visitors", "visitors_paid"]] = stated.max().reindex(days.index)
    return days.rename_axis("day").reset_index()


def sheet_days(tables: Tables, _asked: Window) -> pd.DataFrame:
    """Answer ``sheet_days.sql``."""
    orders = tables.read("orders", "created_at", "paid_at", "paid_amount", "is_return")
    placed = orders.loc[~orders["is_return"], "created_at"]
    days = pd.concat([placed, orders["paid_at"]]).dropna().dt.normalize()
    paid = orders[orders["paid_at"].notna() & ~orders["is_return"]]
    amounts = paid.groupby(paid["paid_at"].dt.normalize())["paid_amount"].sum()
    every = pd.date_range(days.min(), days.max(), name="day")
    return amounts.reindex(every).fillna(0).rename("paid_amount").reset_index()


def peak_day(tables: Tables, _asked: Window) -> pd.DataFrame:
    """Answer ``peak_day.sql``."""
    orders = tables.read("orders", "created_at", "paid_at", "paid_amount", "is_return")
    placed = orders.loc[~orders["is_return"], "created_at"]
    days = pd.concat([placed, orders["paid_at"]]).dropna().dt.normalize().drop_duplicates()
    paid = orders[orders["paid_at"].notna() & ~orders["is_return"]]
    amounts = paid.groupby(paid["paid_at"].dt.normalize())["paid_amount"].sum()
    return pd.DataFrame(
        {
            "peak_day": [amounts.idxmax()],
            "peak_paid_amount": [amounts.max()],
            "first_day": [days.min()],
            "last_day": [days.max()],
            "day_count": [len(days)],
        }
    )


def coverage(tables: Tables, _asked: Window) -> pd.DataFrame:
    """Answer ``coverage.sql``."""
    orders = tables.read("orders", "created_at", "paid_at", "is_return")
    placed = orders.loc[~orders["is_return"], "created_at"].dropna()
    paid = orders.loc[~orders["is_return"], "paid_at"].dropna()
    days = pd.concat([placed, orders["paid_at"].dropna()]).dt.normalize().drop_duplicates()
    return pd.DataFrame(
        {
            "first_day": [days.min()],
            "last_day": [days.max()],
            "days_with_orders": [len(days)],
            "orders_placed": [len(placed)],
            "orders_paid": [len(paid)],
        }
    )


def reference_hours(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``reference_hours.sql``."""
    first, last = asked["first_day"], asked["last_day"]
    orders = tables.read(
        "orders", "order_id", "created_at", "paid_at", "paid_amount", "item_count", "is_return"
    )
    orders = orders[~orders["is_return"]]
    placed = orders[within(orders["created_at"], first, last)]
    paid = orders[within(orders["paid_at"], first, last)]
    items = _items(tables).groupby("order_id")["quantity"].sum()
    counted = paid["order_id"].map(items).fillna(paid["item_count"].astype("float64"))
    hour = paid["paid_at"].dt.floor("h")
    every = pd.date_range(first, pd.Timestamp(last) + timedelta(hours=23), freq="h")
    hours = pd.DataFrame(
        {
            "orders_placed": placed.groupby(placed["created_at"].dt.floor("h")).size(),
            "orders_paid": paid.groupby(hour).size(),
            "paid_amount": paid.groupby(hour)["paid_amount"].sum(),
            "items_paid": counted.groupby(hour).sum(min_count=1),
        }
    ).reindex(every)
    zeros = ["orders_placed", "orders_paid", "paid_amount"]
    hours[zeros] = hours[zeros].fillna(0)
    return hours.rename_axis("hour_start").reset_index()


def payment_bands(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``payment_bands.sql``."""
    orders = tables.read("orders", "created_at", "paid_at", "is_return")
    orders = orders[
        within(orders["created_at"], asked["first_day"], asked["last_day"]) & ~orders["is_return"]
    ]
    waited = orders["paid_at"] - orders["created_at"]
    band = pd.Series("later", orders.index)
    band[waited <= pd.Timedelta(hours=24)] = "24_hours"
    band[waited <= pd.Timedelta(hours=1)] = "1_hour"
    band[waited <= pd.Timedelta(minutes=10)] = "10_minutes"
    band[waited.isna()] = "never"
    same = (orders["paid_at"] == orders["created_at"]).groupby(band).sum()
    return (
        pd.DataFrame({"orders_placed": band.groupby(band).size(), "same_moment": same})
        .rename_axis("paid_within")
        .reset_index()
    )


# The window as a whole ---------------------------------------------------------------------------


def reference_totals(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``reference_totals.sql``."""
    first, last = asked["first_day"], asked["last_day"]
    orders = tables.read(
        "orders", "order_id", "created_at", "paid_at", "paid_amount", "refund_amount",
        "buyer_id", "item_count", "is_return",
    )  # fmt: skip
    placed = orders[within(orders["created_at"], first, last) & ~orders["is_return"]]
    booked = orders[within(orders["paid_at"], first, last)]
    paid = booked[~booked["is_return"]]
    goods = _items(tables)
    lines = goods[goods["order_id"].isin(paid["order_id"])].groupby("order_id")["quantity"]
    items = paid["order_id"].map(lines.sum()).fillna(paid["item_count"].astype("float64"))
    return pd.DataFrame(
        {
            "orders_placed": [len(placed)],
            "orders_paid": [len(paid)],
            "paid_amount": [paid["paid_amount"].sum()],
            "refund_amount": [booked["refund_amount"].sum()],
            "buyers_paid": [paid["buyer_id"].nunique()],
            "orders_with_buyer": [paid["buyer_id"].count()],
            "items_paid": [items.sum(min_count=1)],
            "lines_paid": [lines.size().sum()],
            "orders_with_lines": [lines.ngroups],
            "orders_with_item_count": [items.count()],
            "days_with_orders": [placed["created_at"].dt.normalize().nunique()],
        }
    )


def _baskets(tables: Tables, asked: Window) -> pd.DataFrame:
    """Return the paid orders of the window with how many items each holds."""
    orders = tables.read("orders", "order_id", "paid_at", "paid_amount", "item_count", "is_return")
    paid = orders[
        within(orders["paid_at"], asked["first_day"], asked["last_day"]) & ~orders["is_return"]
    ]
    items = _items(tables).groupby("order_id")["quantity"].sum()
    counted = paid["order_id"].map(items).fillna(paid["item_count"].astype("float64"))
    return paid.assign(item_count=counted)


def basket_sizes(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``basket_sizes.sql``."""
    baskets = _baskets(tables, asked)
    sizes = baskets[baskets["item_count"] > 0].groupby("item_count").size()
    return sizes.rename("orders_paid").reset_index()


def order_spread(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``order_spread.sql``."""

    def spread(values: "pd.Series[Any]") -> float:
        mean = values.mean()
        return float(values.var(ddof=0) / mean**2) if mean else 0.0

    baskets = _baskets(tables, asked)
    return pd.DataFrame(
        {
            "amount_spread": [spread(baskets["paid_amount"])],
            "item_spread": [spread(baskets["item_count"].dropna())],
        }
    )


def refunds(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``refunds.sql``."""
    orders = tables.read("orders", "paid_at", "paid_amount", "refund_amount", "is_return")
    booked = orders[within(orders["paid_at"], asked["first_day"], asked["last_day"])]
    paid = booked[~booked["is_return"]]
    return pd.DataFrame(
        {
            "orders_paid": [len(paid)],
            "orders_refunded": [(paid["refund_amount"] > 0).sum()],
            "paid_amount": [paid["paid_amount"].sum()],
            "refund_amount": [booked["refund_amount"].sum()],
        }
    )


def province_sales(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``province_sales.sql``."""
    paid = _paid(tables, "province", "paid_amount")
    event = paid[within(paid["day"], asked["first_day"], asked["last_day"])]
    usual = paid[within(paid["day"], asked["ordinary_first"], asked["ordinary_last"])]
    by_event = event.groupby("province", dropna=False)["paid_amount"]
    by_usual = usual.groupby("province", dropna=False)["paid_amount"]
    sold = pd.DataFrame(
        {
            "orders_paid": by_event.size(),
            "paid_amount": by_event.sum(),
            "ordinary_orders": by_usual.size(),
            "ordinary_amount": by_usual.sum(),
        }
    ).reset_index()
    sold["unknown"] = sold["province"].isna()
    sold = sold.sort_values(
        ["unknown", "paid_amount", "province"], ascending=[True, False, True]
    ).reset_index(drop=True)
    sold["place"] = [
        0.0 if unknown else float(rank) if rank <= asked["row_count"] else None
        for rank, unknown in enumerate(sold["unknown"], 1)
    ]
    shown = sold[sold["place"] > 0].assign(provinces=1)
    groups = [shown]
    for rest, provinces in (
        (sold[sold["place"].isna()], True),
        (sold[sold["place"] == 0], False),
    ):
        if len(rest):
            sums = rest[["orders_paid", "paid_amount", "ordinary_orders", "ordinary_amount"]].sum()
            groups.append(
                pd.DataFrame([sums]).assign(
                    place=None if provinces else 0.0,
                    province=None,
                    provinces=len(rest) if provinces else 0,
                )
            )
    found = pd.concat(groups, ignore_index=True)
    names = ["orders_paid", "paid_amount", "ordinary_orders", "ordinary_amount"]
    found[names] = found[names].fillna(0)
    return found[["place", "province", "provinces", *names]]


# Products ----------------------------------------------------------------------------------------


def best_sellers(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``best_sellers.sql``."""
    sold = _sold(tables)
    event = sold[within(sold["paid_at"], asked["first_day"], asked["last_day"])]
    usual = sold[within(sold["paid_at"], asked["ordinary_first"], asked["ordinary_last"])]
    both = pd.concat([event, usual])
    in_event, on_usual = event.groupby("product"), usual.groupby("product")
    refunded = event[event["refund_amount"] > 0].groupby("product")["order_id"].nunique()
    products = pd.DataFrame(
        {
            "title": both.groupby("product")["title"].max(),
            "units": in_event["quantity"].sum(),
            "amount": in_event["amount"].sum().round(2),
            "orders_paid": in_event["order_id"].nunique(),
            "orders_refunded": refunded,
            "ordinary_units": on_usual["quantity"].sum(),
            "ordinary_amount": on_usual["amount"].sum().round(2),
        }
    ).reset_index()
    products = products.sort_values(
        ["amount", "product"], ascending=[False, True], ignore_index=True
    )
    products["title"] = products["title"].fillna(products["product"].map(_listed(tables, "title")))
    before = products["amount"].fillna(0).cumsum() - products["amount"].fillna(0)
    whole = products["amount"].sum()
    products["class"] = "C"
    products.loc[before < whole * asked["b_share"], "class"] = "B"
    products.loc[before < whole * asked["a_share"], "class"] = "A"
    products.loc[products["amount"].fillna(0) <= 0, "class"] = "C"
    shown = products.index < asked["row_count"]
    rest = products[~shown].groupby("class", sort=False)
    sums = rest[["units", "amount", "ordinary_units", "ordinary_amount"]].sum()
    others = sums.assign(products=rest.size(), product=None, title=None).reset_index()
    top = products[shown].assign(products=1)
    top["orders_refunded"] = top["orders_refunded"].fillna(0)
    found: pd.DataFrame = pd.concat([top, others], ignore_index=True)
    amounts = ["units", "amount", "ordinary_units", "ordinary_amount"]
    found[amounts] = found[amounts].fillna(0)
    return found


def category_sales(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``category_sales.sql``."""
    sold = _sold(tables, "category")
    event = sold[within(sold["paid_at"], asked["first_day"], asked["last_day"])]
    usual = sold[within(sold["paid_at"], asked["ordinary_first"], asked["ordinary_last"])]
    by_product = pd.DataFrame(
        {
            "category": pd.concat([event, usual]).groupby("product")["category"].max(),
            "units": event.groupby("product")["quantity"].sum(),
            "amount": event.groupby("product")["amount"].sum(),
            "ordinary_units": usual.groupby("product")["quantity"].sum(),
            "ordinary_amount": usual.groupby("product")["amount"].sum(),
        }
    )
    listed = by_product.index.to_series().map(_listed(tables, "category"))
    by_product["category"] = by_product["category"].fillna(listed)
    categories = by_product.groupby("category", dropna=False)
    found = categories[["units", "amount", "ordinary_units", "ordinary_amount"]].sum()
    found.insert(0, "products", categories["units"].count())
    return found.reset_index().sort_values(["amount", "category"], ascending=[False, True])


def refunded_products(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``refunded_products.sql``."""
    sold = _sold(tables)
    sold = sold[within(sold["paid_at"], asked["first_day"], asked["last_day"])]
    refunded = sold[sold["refund_amount"] > 0]
    found = pd.DataFrame(
        {
            "title": sold.groupby("product")["title"].max(),
            "orders_paid": sold.groupby("product")["order_id"].nunique(),
            "orders_refunded": refunded.groupby("product")["order_id"].nunique(),
        }
    ).reset_index()
    found = found[found["orders_refunded"] > 0]
    return found.sort_values(
        ["orders_refunded", "orders_paid", "product"], ascending=[False, True, True]
    ).head(asked["row_count"])


def goods_cost(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``goods_cost.sql``."""
    sold = _sold(tables)
    sold = sold[within(sold["paid_at"], asked["first_day"], asked["last_day"])]
    master = tables.read("products", "sku", "unit_cost").groupby("sku")["unit_cost"].max()
    held = tables.read("stock", "sku", "unit_cost").groupby("sku")["unit_cost"].max()
    cost = sold["product"].map(master.combine_first(held))
    hours = sold.groupby([sold["paid_at"].dt.floor("h"), "product"])
    return pd.DataFrame(
        {
            "units": [sold["quantity"].sum()],
            "units_with_cost": [sold.loc[cost.notna(), "quantity"].sum()],
            "cost": [(sold["quantity"] * cost).sum()],
            "line_count": [hours.ngroups],
        }
    )


def product_categories(tables: Tables, _asked: Window) -> pd.DataFrame:
    """Answer ``product_categories.sql``."""
    master = tables.read("products", "sku", "category").dropna().groupby("sku")["category"].max()
    held = tables.read("stock", "sku", "category").dropna().groupby("sku")["category"].max()
    return master.combine_first(held).rename_axis("sku").rename("category").reset_index()


# Customers ---------------------------------------------------------------------------------------


def recency_groups(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``recency_groups.sql``."""
    paid = _paid(tables, "buyer_id", "paid_amount").dropna(subset=["buyer_id"])
    first = pd.Timestamp(asked["first_day"])
    last_before = paid[paid["day"] < first].groupby("buyer_id")["day"].max()
    bought = paid[within(paid["day"], asked["first_day"], asked["last_day"])]
    buyers = bought.groupby("buyer_id").agg(
        orders_paid=("paid_amount", "size"), paid_amount=("paid_amount", "sum")
    )

    def group(days: "pd.Series[Any]") -> "pd.Series[Any]":
        named = pd.Series("over_365", days.index)
        for most, name in reversed(RECENCIES):
            named[days <= most] = name
        named[days.isna()] = "new"
        return named

    customers = group((first - last_before).dt.days).value_counts()
    came = buyers.groupby(group((first - last_before.reindex(buyers.index)).dt.days))
    found = pd.DataFrame(
        {
            "customers": customers,
            "buyers": came.size(),
            "orders_paid": came["orders_paid"].sum(),
            "paid_amount": came["paid_amount"].sum(),
        }
    )
    names = ["buyers", "orders_paid", "paid_amount"]
    found[names] = found[names].fillna(0)
    order = ["new", *(name for _, name in RECENCIES), "over_365"]
    return (
        found.reindex([name for name in order if name in found.index])
        .rename_axis("last_order")
        .reset_index()
    )


def top_customers(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``top_customers.sql``."""
    paid = _paid(tables, "buyer_id", "paid_amount")
    paid = paid[within(paid["day"], asked["first_day"], asked["last_day"])]
    amounts = paid.groupby("buyer_id")["paid_amount"].sum().sort_values(ascending=False)
    sums = amounts.cumsum()
    tops = [(share, -(-len(amounts) * share // 100)) for share in (1, 5, 10, 20, 100)]
    return pd.DataFrame(
        [(share / 100, buyers, sums.iloc[buyers - 1]) for share, buyers in tops if buyers],
        columns=["top_share", "buyers", "paid_amount"],
    )


def vip_customers(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``vip_customers.sql``."""
    paid = _paid(tables, "buyer_id", "paid_amount").dropna(subset=["buyer_id"])
    before = paid[paid["day"] < pd.Timestamp(asked["first_day"])]
    amounts = before.groupby("buyer_id")["paid_amount"].sum().round(2).reset_index()
    best = amounts.sort_values(["paid_amount", "buyer_id"], ascending=[False, True])
    best = best.head(ceil(round(asked["vip_share"] * len(best), 9)))
    came = paid.loc[within(paid["day"], asked["first_day"], asked["last_day"]), "buyer_id"]
    return pd.DataFrame({"customers": [len(best)], "buyers": [best["buyer_id"].isin(came).sum()]})


def later_purchases(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``later_purchases.sql``."""
    paid = _paid(tables, "buyer_id", "paid_amount")
    first, last = pd.Timestamp(asked["first_day"]), pd.Timestamp(asked["last_day"])
    known = paid.dropna(subset=["buyer_id"])
    in_window = known[(known["day"] >= first) & (known["day"] <= last)]
    new = in_window.loc[
        ~in_window["buyer_id"].isin(known.loc[known["day"] < first, "buyer_id"]), "buyer_id"
    ].unique()
    later = known[
        (known["day"] > last)
        & (known["day"] <= last + asked["day_count"] * DAY)
        & known["buyer_id"].isin(new)
    ]
    return pd.DataFrame(
        {
            "buyers_new": [len(new)],
            "bought_again": [later["buyer_id"].nunique()],
            "paid_amount": [later["paid_amount"].sum()],
            "days_covered": [max(0, (paid["day"].max() - last).days)],
        }
    )


# Visitors ----------------------------------------------------------------------------------------


def visitor_periods(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``visitor_periods.sql``."""
    traffic = _whole_shop(tables.read("traffic", *_TRAFFIC))
    traffic = traffic[
        traffic["visitors"].notna()
        & (traffic["period_start"] <= asked["last_day"])
        & (traffic["period_end"] >= asked["first_day"])
    ]
    periods = traffic.groupby(["period_start", "period_end"], as_index=False)
    found: pd.DataFrame = periods[["visitors", "paid_buyers"]].max()
    return found


def window_visitors(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``window_visitors.sql``."""
    traffic = tables.read("traffic", *_TRAFFIC)
    rows = traffic[
        (traffic["period_start"] == asked["first_day"])
        & (traffic["period_end"] == asked["last_day"])
        & traffic[["hour", "source", "product_id", "title"]].isna().all(axis=1)
        & (traffic["visitors"] > 0)
    ]
    found = pd.DataFrame({"visitors": [rows["visitors"].max()], "row_count": [len(rows)]})
    return found[found["row_count"] > 0]


def day_visitors(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``day_visitors.sql``."""
    first, last = asked["first_day"], asked["last_day"]
    traffic = tables.read("traffic", *_TRAFFIC)
    days = traffic[
        (traffic["period_start"] == traffic["period_end"])
        & (traffic["period_start"] >= first)
        & (traffic["period_start"] <= last)
        & traffic[["hour", "source", "product_id", "title"]].isna().all(axis=1)
        & (traffic["visitors"] > 0)
    ]
    paid = _paid(tables, "buyer_id")
    by_payment = paid[within(paid["day"], first, last)].groupby("day")["buyer_id"]
    day = pd.to_datetime(days["period_start"])
    return pd.DataFrame(
        {
            "day": day,
            "visitors": days["visitors"],
            "buyers_paid": day.map(by_payment.nunique()).fillna(0),
            "orders_paid": day.map(by_payment.size()).fillna(0),
        }
    ).sort_values("day")


def channels(tables: Tables, asked: Window) -> pd.DataFrame:
    """Answer ``channels.sql``."""
    traffic = tables.read("traffic", *_TRAFFIC, "paid_amount")
    rows = traffic[
        traffic["source"].notna()
        & traffic[["hour", "product_id", "title"]].isna().all(axis=1)
        & (traffic["period_start"] >= asked["first_day"])
        & (traffic["period_end"] <= asked["last_day"])
    ]
    whole = rows["source_detail"].isna()
    period = [rows["period_start"], rows["period_end"], rows["source"]]
    rows = rows[whole == whole.groupby(period).transform("any")]
    days = rows["period_start"] == rows["period_end"]
    rows = rows[days == days.any()]
    sources = rows.groupby("source")
    return (
        pd.DataFrame(
            {
                "paid_amount": sources["paid_amount"].sum(min_count=1),
                "paid_buyers": sources["paid_buyers"].sum(min_count=1),
                "visitor_days": sources["visitors"].sum(min_count=1),
            }
        )
        .reset_index()
        .sort_values(["paid_amount", "source"], ascending=[False, True])
    )


SCRIPTS: Mapping[str, Callable[[Tables, Window], pd.DataFrame]] = {
    script.__name__: script
    for script in (
        peak_day, sheet_days, coverage, daily, reference_hours, payment_bands, reference_totals,
        basket_sizes, order_spread, refunds, province_sales, best_sellers,
        category_sales, refunded_products, goods_cost, product_categories, recency_groups,
        top_customers, vip_customers, later_purchases, visitor_periods, window_visitors,
        day_visitors, channels,
    )
}  # fmt: skip
"""By the name of the SQL file that asks the same."""
