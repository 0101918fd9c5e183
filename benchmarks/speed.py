"""How long an import takes, against reading alone, each measured in a process of its own.

The floor of a csv: decode it to a temporary file, let DuckDB read that as text, write Parquet, with
the planner's own limits. The floor of a workbook: calamine reads it. A ratio compares two times of
one run on one machine; no time is judged.
"""

import codecs
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import python_calamine as calamine

from benchmarks.lists import write_lists, write_workbook
from planner.sheets import import_file
from planner.tables import Workspace, connect, quoted

ROOT = Path(__file__).resolve().parent.parent
MOST_OF_CSV, MOST_OF_WORKBOOK = 2.5, 2.0
"""An import may take so many times its floor."""
MOST_MEGABYTES = 5 * 1024
WORKBOOK_ROWS = (300_000, 1_000_000)
BYTES_A_LINE = 1_600
"""Of disk: both lists, a decoded copy, what is staged, a workspace."""
SECONDS_FOR_ONE = 4 * 3600
_BLOCK = 1 << 22


@dataclass(frozen=True)
class Measured:
    """What a process took.

    Attributes:
        seconds: of the work, without Python's own start.
        megabytes: at its peak.
    """

    seconds: float
    megabytes: float


# Run in a process of their own -------------------------------------------------------------------


def floor_of_csv(path: str, folder: str) -> None:
    """Decode, read as text, write Parquet."""
    text, target = Path(folder, "floor.csv"), Path(folder, "floor.parquet")
    decoder = codecs.getincrementaldecoder("gb18030")("replace")
    with Path(path).open("rb") as source, text.open("wb") as copy:
        while block := source.read(_BLOCK):
            copy.write(decoder.decode(block).encode())
    with text.open("rb") as file:
        columns = file.readline().count(b'","') + 2  # one more, for the comma too many
    names = ", ".join(f"'c{column}': 'VARCHAR'" for column in range(columns))
    engine = connect(temp_folder=Path(folder))
    with engine.cursor() as cursor:
        cursor.execute(
            f"COPY (SELECT * FROM read_csv({quoted(text)}, columns={{{names}}}, auto_detect=false,"  # noqa: S608 - own paths
            " header=true, delim=',', quote='\"', escape='\"', null_padding=true))"
            f" TO {quoted(target)} (FORMAT parquet, COMPRESSION snappy)"
        )
    engine.close()
    text.unlink()
    target.unlink()


def floor_of_workbook(path: str, _folder: str) -> None:
    """Let calamine read a workbook."""
    book = calamine.CalamineWorkbook.from_path(path)
    book.get_sheet_by_name(book.sheet_names[0]).to_python()


def load(path: str, folder: str) -> None:
    """Load a file into a workspace, until it is visible."""
    import_file(Workspace(Path(folder)), Path(path), Path(path).name)


WORK: Mapping[str, Callable[[str, str], None]] = {
    "floor": floor_of_csv,
    "calamine": floor_of_workbook,
    "load": load,
}


def peak_megabytes() -> float:
    """Return the most memory that this process held."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    with suppress(ImportError):
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return float("nan")


def child(work: str, path: str, folder: str) -> None:
    """Do one piece of work and say what it took."""
    began = perf_counter()
    WORK[work](path, folder)
    took = perf_counter() - began
    print(json.dumps([took, peak_megabytes()]))


# The run -----------------------------------------------------------------------------------------


def measured(work: str, path: Path, folder: Path) -> Measured:
    """Do a piece of work in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.speed", work, str(path), str(folder)]
    before = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": before, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        timeout=SECONDS_FOR_ONE,
        check=True,
    )
    return Measured(*json.loads(done.stdout))


def run(sizes: Sequence[int]) -> int:
    """Measure lists of these sizes, print the table, and return the exit code."""
    print(machine(), "\n")
    print("| what | lines | floor (s) | import (s) | ratio | limit | peak of import (MB) |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    failed = False
    for lines in sorted(set(sizes)):
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            needed, free = lines * BYTES_A_LINE, shutil.disk_usage(name).free
            if free < needed:
                print(f"| lists | {lines:,} | | needs {needed >> 30} GB, {free >> 30} free | | | |")
                failed = True
                continue
            try:
                _measure(Path(name), lines)
            except (subprocess.SubprocessError, OSError) as error:
                print(f"| lists | {lines:,} | | failed: {error} | | | |", flush=True)
                failed = True
    return 1 if failed else 0


def _measure(folder: Path, lines: int) -> None:
    orders, items = write_lists(folder, lines)
    both, alone = folder / "workspace", folder / "alone"
    floor = measured("floor", orders, folder)
    _tell("order list, GBK, 46 columns", lines, floor, measured("load", orders, both), MOST_OF_CSV)
    floor = measured("floor", items, folder)
    _tell("order items, beside them", lines, floor, measured("load", items, both), MOST_OF_CSV)
    shutil.rmtree(both)
    _tell("order items, alone", lines, floor, measured("load", items, alone), MOST_OF_CSV)
    shutil.rmtree(alone)
    items.unlink()
    for rows in sorted({min(lines, most) for most in WORKBOOK_ROWS}):
        book = folder / "orders.xlsx"
        write_workbook(book, orders, rows)
        floor = measured("calamine", book, folder)
        loaded = measured("load", book, both)
        _tell("order list, xlsx, 12 columns", rows, floor, loaded, MOST_OF_WORKBOOK)
        shutil.rmtree(both)
        book.unlink()


def _tell(what: str, lines: int, floor: Measured, took: Measured, most: float) -> None:
    ratio = took.seconds / floor.seconds
    print(
        f"| {what} | {lines:,} | {floor.seconds:.1f} | {took.seconds:.1f} | {ratio:.2f} | {most}"
        f" | {took.megabytes:,.0f} |",
        flush=True,
    )


def machine() -> str:
    """Return what the numbers were measured on."""
    with suppress(OSError, ValueError, AttributeError):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
        return (
            f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()}, Python"
            f" {platform.python_version()}; an import may hold {MOST_MEGABYTES:,} MB at 10 million"
            " lines"
        )
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    child(*sys.argv[1:])
