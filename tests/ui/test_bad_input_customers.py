"""Sheets that cannot tell all: Funnel, Customers and Reminders say what, in both languages."""

from collections.abc import Callable, Mapping

import pytest
from streamlit.testing.v1 import AppTest

from planner.sheets import import_file
from planner.tables import Workspace
from tests.ui.conftest import OpenPage
from tests.ui.uploading import plain

TODAY = "2026-11-11"
PAGES = ("pages/funnel.py", "pages/customers.py", "pages/reminders.py")
HEADS = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间\n"
DAYS = (*(f"2026-10-{day}" for day in range(12, 32)), "2026-11-10", TODAY)


def sheet(row: Callable[[int, str], str], *more: str) -> str:
    """Return an order a day, and some more."""
    return HEADS + "\n".join([*(row(number, day) for number, day in enumerate(DAYS)), *more]) + "\n"


def paid(number: int, day: str, buyer: str | None = None, paid_at: str = "10:05:00") -> str:
    buyer = f"b{number}" if buyer is None else buyer
    return f"{number},{buyer},50.00,50.00,交易成功,{day} 10:00:00,{day} {paid_at}"


def unpaid(number: int, day: str, at: str = "10:00:00", buyer: str = "zed") -> str:
    return f"{number},{buyer},70.00,0,等待买家付款,{day} {at},"


NO_BUYERS = sheet(lambda number, day: paid(number, day, ""), unpaid(99, TODAY, buyer=""))
BACKWARDS = sheet(
    lambda number, day: paid(number, day, paid_at="09:00:00"), unpaid(99, TODAY, "09:20:00")
)
FUTURE = sheet(
    paid,
    "98,fay,80.00,80.00,交易成功,2031-05-05 10:00:00,2031-05-05 10:01:00",
    unpaid(99, "2031-05-05"),
)
ALL_UNPAID = sheet(lambda number, day: unpaid(number, day, buyer=f"b{number}"))

CASES: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    # name: sheet, page → sentences that stand on it
    "no buyers": (
        NO_BUYERS,
        {
            "pages/funnel.py": ("no paid order names its buyer",),
            "pages/customers.py": ("No order names its buyer",),
            "pages/reminders.py": (
                "1 open orders name no buyer: they cannot be reminded by chat",
                "Nobody is to be reminded at 11 Nov 2026, 10:05. 1 wait until 11 Nov 2026, 11:00",
            ),
        },
    ),
    "paid before placed": (
        BACKWARDS,
        {
            "pages/funnel.py": ("were paid before they were placed",),
            "pages/customers.py": ("22 orders were paid before they were placed",),
            "pages/reminders.py": (
                "22 orders were paid before they were placed",
                "Remind 1 orders worth CN¥70.00 now: 1 by chat, 0 by text, 0 by phone",
            ),
        },
    ),
    "a future date": (
        FUTURE,
        {
            "pages/funnel.py": ("2 orders are dated after today", "No event is found"),
            "pages/customers.py": ("1 orders are dated after today", "20 customers are known"),
            "pages/reminders.py": ("2 orders are dated after today", "Nobody is to be reminded"),
        },
    ),
    "all unpaid": (
        ALL_UNPAID,
        {
            "pages/funnel.py": ("None of the orders in these days is paid",),
            "pages/customers.py": ("none of them is paid",),
            "pages/reminders.py": ("None of the loaded orders is paid",),
        },
    ),
}


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Workspace]:
    """Return a workspace for each sheet; nothing is written into them but what pages keep."""
    found = {}
    for case, (text, _) in CASES.items():
        folder = tmp_path_factory.mktemp("shop")
        path = folder / "orders.csv"
        path.write_text(text, encoding="utf-8")
        found[case] = Workspace(folder / "workspace")
        import_file(found[case], path, path.name)
    return found


def said(app: AppTest) -> str:
    kinds = ("warning", "info", "error", "success", "caption", "markdown")
    return "\n".join(plain(str(one.value)) for kind in kinds for one in app.get(kind))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("case", CASES)
def test_a_page_says_what_it_cannot_tell(
    case: str,
    page: str,
    shops: Mapping[str, Workspace],
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.ui.conftest.TODAY", TODAY)
    app = open_page(shops[case], page)
    assert not app.exception
    text = said(app)
    for sentence in CASES[case][1][page]:
        assert sentence in text
    in_chinese = open_page(shops[case], page, "zh")
    assert not in_chinese.exception
    for kind in ("error", "warning"):
        assert len(in_chinese.get(kind)) == len(app.get(kind))
    assert not {one.value for one in app.warning} & {one.value for one in in_chinese.warning}


def test_the_funnel_counts_no_order_of_the_future(
    shops: Mapping[str, Workspace], open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two orders of 2031 were the busiest day of the sheet: they are no event of the past."""
    monkeypatch.setattr("tests.ui.conftest.TODAY", TODAY)
    app = open_page(shops["a future date"], "pages/funnel.py")
    rates = {one.label: one.value for one in app.metric}
    assert rates["Ordered → paid: rate"] == "100 %"
