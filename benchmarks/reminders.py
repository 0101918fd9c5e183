"""How long the list of payment reminders takes: ``python -m benchmarks.reminders``.

100,000 open orders beside a million paid ones of the same days, a record of 100,000 reminders; the
lists are made for the sending tool, too. Every run is one that nothing is remembered for.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from planner.campaign import Campaign, CampaignAssumptions, Plan
from planner.figures import filled
from planner.language import Language
from planner.messages import Sender
from planner.planning import REGISTRY
from planner.reminders import (
    NOTHING_NOTED,
    Noted,
    list_of,
    note,
    plan_reminders,
    read_noted,
)
from planner.reminders.reading import read_found
from planner.tables import (
    ImportedFile,
    Workspace,
    connect,
    current_dataset,
    import_folder,
    publish_import,
    write_parquet,
)

OPEN, PAID = 100_000, 1_000_000
TODAY, NOW = date(2026, 11, 11), datetime(2026, 11, 11, 11, 0)
ORDERS = """
SELECT
    CAST(number AS VARCHAR) AS order_id,
    'buyer ' || (number * 7919 % 400000) AS buyer_id,
    TIMESTAMP '2026-11-10 00:00:00' + to_seconds(number * 31 % 126000) AS created_at,
    CASE WHEN number > {open} THEN
        TIMESTAMP '2026-11-10 00:00:00' + to_seconds(number * 31 % 126000 + 40)
    END AS paid_at,
    CAST(NULL AS TIMESTAMP) AS shipped_at,
    CAST(NULL AS TIMESTAMP) AS received_at,
    CASE WHEN number > {open} THEN 'paid' ELSE 'placed' END AS status,
    CAST(20 + number * 13 % 900 AS DECIMAL(18,2)) AS gross_amount,
    CAST(CASE WHEN number > {open} THEN 20 + number * 13 % 900 ELSE 0 END AS DECIMAL(18,2))
        AS paid_amount,
    CAST(0 AS DECIMAL(18,2)) AS refund_amount,
    CAST(0 AS DECIMAL(18,2)) AS shipping_fee,
    CAST(0 AS DECIMAL(18,2)) AS discount,
    CAST(NULL AS DECIMAL(18,2)) AS seller_received,
    CAST(NULL AS VARCHAR) AS province,
    CAST(NULL AS VARCHAR) AS city,
    CAST(1 AS BIGINT) AS item_count,
    false AS is_return,
    number AS source_row,
    '{import_id}' AS import_id
FROM range(1, {open} + {paid} + 1) AS numbers(number)
"""


def _timed(name: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    print(f"{name:<60} {time.perf_counter() - started:6.2f} s")


def _import(workspace: Workspace) -> None:
    folder = import_folder(workspace)
    with connect() as engine, engine.cursor() as cursor:
        sql = ORDERS.format(open=OPEN, paid=PAID, import_id=folder.name)
        write_parquet(cursor, sql, folder / "orders.parquet")
    file = ImportedFile(
        folder.name, "orders.csv", None, folder.name, "orders", OPEN + PAID, None, None,
        datetime(2026, 11, 11, 12), {},
    )  # fmt: skip
    with workspace.locked():
        publish_import(workspace, file)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        _import(workspace)
        _measure(workspace)
        workspace.close()


def _measure(workspace: Workspace) -> None:
    dataset = current_dataset(workspace)
    if dataset is None:
        raise ValueError
    values = {"reminders.as_of": "own", "reminders.day": "2026-11-11", "reminders.time": "11:00"}
    plan = Plan("measured", 1, {**values, "campaign.main_day": "2026-11-11"})
    entries = REGISTRY.entries(plan.values)
    campaign = Campaign.of(plan, filled("campaign", CampaignAssumptions, entries), TODAY, None)
    sender = Sender("Shop", Language("zh"))

    def reminders(noted: Noted = NOTHING_NOTED) -> object:
        read_found.cache_clear()
        return plan_reminders(dataset, noted, plan, campaign, entries, TODAY, sender, None)

    _timed("list of reminders, first time", reminders)
    _timed("list of reminders, again, nothing remembered", reminders)
    told = plan_reminders(dataset, NOTHING_NOTED, plan, campaign, entries, TODAY, sender, None)
    if told is None:
        raise ValueError
    print(Language("en").text(told.verdict()[1]))
    for way in ("chat", "text", "phone"):
        _timed(f"rows of the list by {way}", lambda way=way: list_of(told, way))  # type: ignore[misc]
    ids = told.found.orders["order_id"].tolist()
    _timed(f"noting {len(ids):,} orders as reminded", lambda: note(workspace, ids, "chat", NOW))
    _timed("reading the record", lambda: read_noted(workspace))
    noted = read_noted(workspace)
    _timed("list of reminders and what they brought", lambda: reminders(noted))


if __name__ == "__main__":
    main()
