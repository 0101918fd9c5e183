"""``python run.py bench``: how fast sheets are read and pages are, and what broken sheets do."""

import argparse
import sys
from collections.abc import Sequence

from benchmarks import fuzz
from benchmarks.mutants import SPECIALS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="run.py bench",
        description="Measure how fast sheets are read, against reading alone; with --pages how"
        " fast pages and their questions are answered, with --stock how fast a large stock list is"
        " read and edited, with --activities how fast a design is worked out over a million"
        " baskets; or, with --fuzz or --special, feed the importer broken sheets. No time makes it"
        " fail, a broken promise does.",
    )
    parser.add_argument(
        "--lines",
        default="100000,1000000,10000000",
        help="sizes of the lists, with commas (100000,1000000,10000000); the last of these takes"
        " 15 GB of disk",
    )
    parser.add_argument(
        "--pages",
        nargs="?",
        const="1000000",
        metavar="LINES",
        help="measure each page over lists of these sizes instead, with commas (1000000), and its"
        " questions beside pandas",
    )
    parser.add_argument(
        "--stock",
        action="store_true",
        help="measure a stock list of 10,000 products in 70 warehouses instead",
    )
    parser.add_argument(
        "--activities",
        nargs="?",
        const="1000000",
        metavar="LINES",
        help="measure designs of activities over a million baskets instead, and reading baskets"
        " from lists of so many lines (1000000)",
    )
    parser.add_argument("--fuzz", type=int, metavar="N", help="judge N broken sheets instead")
    parser.add_argument("--seed", type=int, default=1, help="of the first broken sheet (1)")
    parser.add_argument("--special", choices=SPECIALS, help="judge this one sheet instead")
    chosen = parser.parse_args(arguments)
    if chosen.fuzz is not None or chosen.special:
        return 1 if fuzz.run(chosen.fuzz or 1, chosen.seed, chosen.special) else 0
    if chosen.stock:
        from benchmarks import stock

        return stock.run()
    if chosen.activities:
        from benchmarks import activities

        (lines,) = _sizes(chosen.activities)
        return activities.run(lines)
    if chosen.pages:
        from benchmarks import pages

        return pages.run(_sizes(chosen.pages))
    from benchmarks import speed

    return speed.run(_sizes(chosen.lines))


def _sizes(text: str) -> list[int]:
    return [int(size.replace("_", "")) for size in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
