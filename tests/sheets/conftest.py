"""Made-up sheets for the tests of planner.sheets, built by code, and where the real ones lie."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from planner.tables import Workspace
from planner.tables.engine import THREADS

CHECKOUT = Path(__file__).resolve().parents[2]
REAL = CHECKOUT.parent / "shared" / "data"
SAMPLE = CHECKOUT / "sample_data" / "small"

HEADER = (
    "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,收货地址 ,"
    "订单创建时间,订单付款时间 ,退款金额"
)
ROWS = (
    "1001,anna,100.00,100.00,交易成功,广东省 广州市 越秀区 示例路,"
    "2025-11-01 10:00:00,2025-11-01 10:01:00,0.00",
    "1002,bob,50.00,50.00,卖家已发货，等待买家确认,上海 上海市 徐汇区 示例路,"
    "2025-11-02 11:00:00,2025-11-02 11:01:00,0.00",
    "1003,cem,80.00,0.00,等待买家付款,内蒙古自治区 呼和浩特市 新城区 示例路,"
    "2025-11-03 12:00:00,,0.00",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Give an empty workspace."""
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes text or bytes to a file and returns its path."""

    def write(content: str | bytes, name: str = "sheet.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def order_list(sheet: Callable[..., Path]) -> Callable[..., Path]:
    """Give a function that writes an order list: the usual header and the given rows."""

    def write(*rows: str, header: str = HEADER, before: str = "", end: str = "\n") -> Path:
        return sheet(before + end.join((header, *(rows or ROWS))) + end)

    return write


@pytest.fixture
def one_order(order_list: Callable[..., Path]) -> Callable[..., Path]:
    """Give a function that writes an order list of one order with some cells replaced."""

    def write(**cells: str) -> Path:
        usual = {
            "order_id": "1",
            "buyer": "anna",
            "gross": "100",
            "paid": "100",
            "status": "交易成功",
            "address": "",
            "created_at": "2025-11-01 10:00:00",
            "paid_at": "2025-11-01 10:01:00",
            "refund": "0",
        }
        values = (usual | cells).values()
        return order_list(",".join(f'"{value.replace(chr(34), chr(34) * 2)}"' for value in values))

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes a workbook: sheet name → rows of cells."""

    def write(sheets: dict[str, Sequence[Sequence[object]]], name: str = "book.xlsx") -> Path:
        held = io.BytesIO()
        book = xlsxwriter.Workbook(held, {"default_date_format": "yyyy-mm-dd hh:mm:ss"})
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
        book.close()
        path = tmp_path / name
        path.write_bytes(held.getvalue())
        return path

    return write


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Give a function that returns the path of a real sheet, kept outside the project.

    It is read on all cores, as it is in the dashboard.
    """
    monkeypatch.delenv(THREADS, raising=False)

    def find(name: str) -> Path:
        path = REAL / name
        if not path.exists():
            pytest.skip(f"the real sheet {name} is not beside the checkout: {REAL}")
        return path

    return find


@pytest.fixture
def usual_header() -> str:
    """Give the header of the made-up order lists."""
    return HEADER


@pytest.fixture
def usual_rows() -> tuple[str, ...]:
    """Give the three rows of the made-up order lists."""
    return ROWS


@pytest.fixture
def sample_folder() -> Path:
    """Give the folder of the ready-made sample shop."""
    return SAMPLE
