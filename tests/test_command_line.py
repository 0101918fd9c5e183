"""The command line, as a program: its answer on stdout, all else on stderr, its exit code."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from planner.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "sample_data" / "small"
LISTS = [str(SMALL / "ExportOrderList2026.csv"), str(SMALL / "ExportOrderDetailList2026.csv")]
KEY = json.loads((SMALL / "answer_key.json").read_text(encoding="utf-8"))
PLAN = ["--event-day", "2027-11-11", "--today", "2027-10-01"]


@dataclass(frozen=True)
class Done:
    """What a command wrote where."""

    stdout: str
    stderr: str


def run_as_program(*arguments: str, workspace: Path | None = None, expect: int = 0) -> Done:
    """Run a command as people do, in a process of its own: some of them, since starting takes long.

    What is said on the way, and by whom, is the same in :func:`run`.
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "planner", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **({"PLANNER_WORKSPACE": str(workspace)} if workspace else {})},
        check=False,
    )
    assert done.returncode == expect, done.stderr
    return Done(done.stdout, done.stderr)


def run(*arguments: str, workspace: Path | None = None, expect: int = 0) -> Done:
    """Run a command by the function that the program calls."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        if workspace:
            patch.setenv("PLANNER_WORKSPACE", str(workspace))
        try:
            code = main(arguments)
        except SystemExit as error:  # of argparse
            code = error.code
    told, said = (written(stream) for stream in (out, err))
    assert code == expect, said
    return Done(told, said)


def written(stream: io.TextIOWrapper) -> str:
    """Return what was written into a stream."""
    stream.seek(0)
    return stream.read()


def test_inspect_prints_one_object_a_sheet() -> None:
    done = run_as_program("inspect", *LISTS, "--json")
    orders, items = json.loads(done.stdout)
    assert list(orders) == [
        "file",
        "sheet",
        "kind",
        "encoding",
        "header_row",
        "rows_read",
        "rows_kept",
        "rows_rejected",
        "issues",
        "totals",
    ]
    assert (orders["kind"], items["kind"]) == ("orders", "order_items")
    assert (orders["encoding"], orders["header_row"]) == ("gb18030", 1)
    assert orders["rows_read"] == orders["rows_kept"] + orders["rows_rejected"] == KEY["rows_read"]
    assert all(set(issue) == {"code", "count", "example"} for issue in orders["issues"])
    for name in ("gross_amount", "paid_amount", "refund_amount", "unpaid_orders"):
        assert orders["totals"][name] == KEY[name]
    assert orders["totals"]["first_created_at"] == KEY["first_created_at"].replace(" ", "T")
    assert items["totals"]["quantity"] == KEY["quantity"]


def test_plan_prints_what_the_workbook_holds(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    done = run_as_program(
        "plan", *LISTS, *PLAN, "--growth", "0.3", "--lang", "zh", "--out", str(out), "--json"
    )
    plan = json.loads(done.stdout)
    assert plan["targets"]["goal"] == f"{float(KEY['window_paid_amount']) * 1.3:.2f}"
    assert sum(float(day["revenue"]) for day in plan["targets"]["days"]) == pytest.approx(
        float(plan["targets"]["goal"])
    )
    assert {"targets", "demand", "staffing", "materials", "checklist"} <= set(plan)
    with pytest.warns(UserWarning, match="extension is not supported"):
        workbook = openpyxl.load_workbook(out, data_only=True)
    numbers = {cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row}
    workbook.close()
    assert float(plan["targets"]["goal"]) in numbers
    for line in plan["materials"]["lines"]:
        assert {line["need"], line["to_buy"]} <= numbers
    assert {task["title"] for task in plan["checklist"]} <= numbers
    assert str(out) in done.stderr


def test_plan_leaves_the_workspace_alone_and_import_fills_it(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    run_as_program("plan", *LISTS, *PLAN, workspace=workspace)
    assert not workspace.exists()
    run_as_program("import", *LISTS, workspace=workspace)
    assert (workspace / "planner.sqlite").exists()
    again = run_as_program("import", LISTS[0], workspace=workspace, expect=2)
    assert "loaded already" in again.stderr


def test_assumptions_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[staffing]\npromise_hours = 24\n[materials.bag]\nin_stock = 99999\n", "utf-8")
    plan = json.loads(run("plan", *LISTS, *PLAN, "--assumptions", str(file), "--json").stdout)
    assert plan["assumptions"]["staffing.promise_hours"] == {"value": 24, "origin": "edited"}
    (bags,) = [line for line in plan["materials"]["lines"] if line["item"] == "bag"]
    assert bags["to_buy"] == 0


DESIGN = """
[activities]
chosen = "own.a"

[activities.design.own.a]
name = "Ladder"

[activities.tier.own.a1]
design = "own.a"
kind = "money_off"
threshold = 299
amount = 30
each_full = true

[activities.tier.own.a2]
design = "own.a"
place = 1
kind = "clearance"
share = 0.2
products = ["CS001-BK-L", "CS001-BK-M"]
last_day = 0
"""


def test_a_file_may_hold_a_design_and_the_plan_tells_what_it_comes_to(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(DESIGN, "utf-8")
    plan = json.loads(run("plan", *LISTS, *PLAN, "--assumptions", str(file), "--json").stdout)
    told = plan["activities"]["followed"]
    assert (told["name"], told["verdict"]["level"] != "not_ready") == ("Ladder", True)
    assert [one["kind"] for one in told["tiers"]] == ["money_off", "clearance"]
    assert "for each full" in told["tiers"][0]["text"]
    assert told["comes_to"]["last_event"]["orders"] > 0
    assert {"CS001-BK-L", "CS001-BK-M"} <= {one["product"] for one in told["comes_to"]["prices"]}
    assert plan["assumptions"]["targets.aov"]["origin"] == "sheet"


def test_a_design_that_is_refused_is_named_with_what_to_change(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(DESIGN.replace("amount = 30", "amount = 3000"), "utf-8")
    done = run("plan", *LISTS, *PLAN, "--assumptions", str(file), "--json")
    told = json.loads(done.stdout)["activities"]["followed"]
    assert (told["verdict"]["level"], told["comes_to"]) == ("not_ready", None)
    (refused,) = [one for one in told["findings"] if one["severity"] == "refused"]
    assert f"{refused['why']} {refused['change']}" in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[staffing]\npromise_hours = 9999\n", "outside"),
        ("[staffing]\nno_such_thing = 1\n", "no field"),
        ("[staffing\n", "not a TOML file"),
        ("[staffing]\npromise_hours = [24]\n", "a list is no value"),
        (DESIGN.replace("threshold", "treshold"), "no field activities.tier.own.a1.treshold"),
        (DESIGN.replace("money_off", "cash_back"), "cash_back is not one of"),
        (DESIGN.replace("share = 0.2", "share = 1.2"), "outside"),
        (DESIGN.replace('chosen = "own.a"', 'chosen = "own.b"'), "no design own.b"),
        (DESIGN.replace('design = "own.a"', ""), "own.a1.design: there is no design"),
        (DESIGN.replace("tier.own.a2", "tier.own.A2"), "small letters"),
        (DESIGN.replace('kind = "clearance"', ""), "activities.tier.own.a2: it needs a kind"),
        (DESIGN.replace('name = "Ladder"', "official = false"), "it needs a name"),
    ],
)
def test_wrong_assumptions_are_refused_with_the_reason(
    tmp_path: Path, content: str, message: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(content, "utf-8")
    done = run("plan", *LISTS, *PLAN, "--assumptions", str(file), expect=2)
    assert message in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
        ("empty.csv", b"", "empty"),
    ],
)
@pytest.mark.parametrize("command", ["inspect", "plan", "import"])
def test_a_wrong_file_is_named_with_what_was_expected(
    tmp_path: Path, command: str, name: str, content: bytes, message: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    options = PLAN if command == "plan" else []
    done = run(command, str(file), *options, workspace=tmp_path / "workspace", expect=2)
    assert message in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_not_there_and_a_day_that_is_none() -> None:
    assert "There is no file" in run("inspect", "nowhere.csv", expect=2).stderr
    assert "2026-11-11" in run("plan", *LISTS, "--event-day", "11.11.", expect=2).stderr


def test_a_workbook_for_a_folder_that_is_not_there_is_refused_before_the_work(
    tmp_path: Path,
) -> None:
    out = tmp_path / "nowhere" / "plan.xlsx"
    done = run_as_program("plan", *LISTS, *PLAN, "--out", str(out), expect=2)
    assert "There is no folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reference_day_without_sales_says_which_days_there_are() -> None:
    done = run("plan", *LISTS, *PLAN, "--reference-day", "2020-01-01", expect=2)
    assert "choose another reference day" in done.stderr


def test_the_real_order_list_gives_a_full_workbook(tmp_path: Path, shared_data: Path) -> None:
    out = tmp_path / "real.xlsx"
    done = run(
        "plan",
        str(shared_data / "tmall_order_report.csv"),
        *("--event-day", "2021-02-25", "--reference-day", "2020-02-25"),
        *("--growth", "0.3", "--today", "2021-01-10", "--out", str(out), "--json"),
    )
    plan = json.loads(done.stdout)
    assert plan["targets"]["goal"] == "1996097.29"
    assert plan["targets"]["visitors"] is None  # no traffic is known, and none is invented
    assert out.stat().st_size > 50_000


@pytest.fixture(scope="module")
def two_events(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a list of three products over the weeks before 11 November of two years."""
    rows = ["订单编号,商家编码,商品分类,购买数量,价格,订单创建时间,种类"]
    for year in (2025, 2026):
        event = date(year, 11, 11)
        for back in range(45, -1, -1):
            for number in range(24 if back == 0 else 4):
                day = event - timedelta(days=back)
                code = "ABC"[(number + back) % 3]
                rows.append(f"{day}-{number},{code},衣服,1,20,{day} {number:02}:00,{code * 2}")
    file = tmp_path_factory.mktemp("sheets") / "orders.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return str(file)


def test_a_past_event_is_held_out_and_forecast(two_events: str) -> None:
    told = json.loads(run_as_program("backtest", two_events, "--json").stdout)
    assert told["event"] == ["2026-11-11", "2026-11-11"]
    assert told["past"] == [["2025-11-11", "2025-11-11"]]
    assert (told["sold_products"], told["seen_products"], told["sold_units"]) == (3, 3, 24)
    assert set(told["total_given"]) == {"forecast", "last_event", "ordinary_rate"}
    assert set(told["total_given"]["forecast"]["below"]) == {"P80", "P95"}
    done = run("backtest", two_events, "--by", "category", "--lang", "zh")
    assert "WAPE" in done.stdout
    assert len(done.stdout.splitlines()) == 12


def test_the_days_and_columns_of_a_back_test_can_be_named(two_events: str) -> None:
    days = ["--event", "2026-11-09..2026-11-11", "--past", "2025-11-09..2025-11-11"]
    told = json.loads(
        run(
            "backtest", two_events, *days, "--column", "种类=sku", "--column", "商家编码=", "--json"
        ).stdout
    )
    assert told["event"] == ["2026-11-09", "2026-11-11"]
    assert {one["product"] for one in told["products"]} == {"AA", "BB", "CC"}


def test_past_events_named_one_by_one_all_count(two_events: str) -> None:
    """The second --past used to put the first aside without a word."""
    days = ["--event", "2026-11-11", "--past", "2025-11-11", "--past", "2025-11-04"]
    told = json.loads(run("backtest", two_events, *days, "--json").stdout)
    assert sorted(told["past"]) == [["2025-11-04", "2025-11-04"], ["2025-11-11", "2025-11-11"]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--event", "2025-11-11"], "earlier event"),
        (["--event", "2030-11-11"], "No lines"),
        (["--event", "2026-11-11..2026-11-09"], "before the first"),
        (["--column", "Colour=sku"], "No sheet has a column Colour"),
        (["--column", "种类=colour"], "no field colour"),
        (["--column", "种类"], "HEADER=FIELD"),
    ],
)
def test_a_back_test_that_cannot_be_made_says_why(
    two_events: str, options: list[str], message: str
) -> None:
    done = run("backtest", two_events, *options, expect=2)
    assert message in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_sheets_with_a_single_event_cannot_be_tested() -> None:
    assert "no event that has an earlier one" in run("backtest", *LISTS, expect=2).stderr


def test_inspect_says_how_a_sheet_was_read_and_how_its_lines_add_up() -> None:
    told = run("inspect", *LISTS).stdout
    assert "ExportOrderList2026.csv: order list, 2,004 rows read = 2,000 kept + 4 rejected" in told
    assert "header in row 1 · written in GBK · separated by comma" in told
    assert "2,006 lines = 1 up to the header + 1 blank + 0 continued + 2,004 rows" in told
    assert "订单创建时间 → Placed at" in told
    assert "row 503 订单创建时间 “2026/13/45 xx”" in told


def test_inspect_speaks_the_language_that_was_asked_for() -> None:
    told = run("inspect", *LISTS, "--lang", "zh").stdout
    assert "ExportOrderList2026.csv：订单表，读取 2,004 行 = 保留 2,000 行 + 剔除 4 行" in told
    assert "表头在第 1 行 · 编码 GBK · 以逗号分隔" in told
    assert "订单创建时间 → 下单时间" in told
    assert "付款金额 = ¥" in told
    # What is left of English are the codes of issues and what stands in the file itself.
    without_codes = re.sub(r"× \w+:", "×", told)
    words = set(re.findall(r"[A-Za-z_]{3,}", without_codes))
    assert words <= {"ExportOrderList", "ExportOrderDetailList", "csv", "GBK", "SKU", "CNY", "UTC"}


ORDERS = "订单编号,总金额,订单创建时间,订单付款时间\n1,59,2026-11-11 00:05,2026-11-11 00:06\n"
STOCK = "商品编码,仓库,库存数量\nA-1,杭州仓,7\n"


@pytest.mark.parametrize(
    ("language", "second"), [("en", "table 2 (from row 3)"), ("zh", "第 2 张表（第 3 行起）")]
)
def test_tables_below_each_other_have_the_names_that_they_have_on_the_page(
    tmp_path: Path, language: str, second: str
) -> None:
    file = tmp_path / "stacked.csv"
    file.write_text(ORDERS + STOCK, encoding="utf-8")
    assert f"stacked.csv [{second}]" in run("inspect", str(file), "--lang", language).stdout
    # For programs the names are the same in every language.
    plain = json.loads(run("inspect", str(file), "--lang", language, "--json").stdout)
    names = ["table 1 (from row 1)", "table 2 (from row 3)"]
    assert [one["sheet"] for one in plain] == names


def test_inspect_names_what_of_an_archive_is_no_sheet(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("orders.csv", ORDERS)
        packed.writestr("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(256))
    told = run("inspect", str(archive)).stdout
    assert "all.zip [orders.csv]: order list, 1 rows read" in told
    assert "all.zip: Not read: photo.png – " in told
    assert "picture" in told
