"""How large a file may be, and what is said of one that is larger."""

import shutil
from pathlib import Path

from planner.errors import N_, SheetError

MOST_COLUMNS = 16_384
"""Columns of a spreadsheet."""
MOST_MEMBERS = 1_000
"""Files in an archive, and parts of a workbook."""
MOST_WORKSHEETS = 255
MOST_UNPACKED = 16 << 30
"""Bytes that an archive may unpack to: ten million rows of 46 columns take 6 GB."""
MOST_UNPACKED_WORKBOOK = 6 << 30
"""Bytes that a workbook may unpack to: 1,048,576 rows of 50 columns take 3 GB."""
MOST_CELLS = 80_000_000
"""Cells of a worksheet, empty ones among them: they are held in memory."""
HIGHEST_RATIO = 400
"""Bytes unpacked from one byte; lists have 5 to 50."""
RATIO_COUNTS_FROM = 256 << 20
"""Bytes below which the ratio is no danger."""
ROOM_LEFT = 200 << 20
"""Bytes of disk that stay free."""


def too_wide(columns: int) -> SheetError:
    """Return the error for a table that no spreadsheet could hold."""
    return SheetError(
        "too_many_columns",
        N_(
            "A list has at most {most} columns, but this one has {columns}. Export only the columns"
            " that are needed and load that file."
        ),
        most=MOST_COLUMNS,
        columns=columns,
    )


def disk_full() -> SheetError:
    """Return the error for a disk or memory that turned out too small."""
    return SheetError(
        "no_room",
        N_("The disk or the memory is full. Free some space and load the file again."),
    )


def refuse_without_room(folder: Path, needed: int) -> None:
    """Look whether a folder's disk has room for so many bytes.

    Raises:
        SheetError: it has not.
    """
    if shutil.disk_usage(folder).free < needed + ROOM_LEFT:
        raise SheetError(
            "no_room",
            N_(
                "Reading this file takes about {megabytes} MB of free disk space, and there is"
                " less. Free some and load the file again."
            ),
            megabytes=(needed >> 20) + 1,
        )
