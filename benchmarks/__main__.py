"""``python run.py bench``: how fast sheets are read, and whether broken ones do any harm."""

import argparse
import sys
from collections.abc import Sequence

from benchmarks import fuzz
from benchmarks.mutants import SPECIALS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="run.py bench",
        description="Measure how fast sheets are read, against reading alone; or, with --fuzz or"
        " --special, feed the importer broken sheets. No time makes it fail, a broken promise"
        " does.",
    )
    parser.add_argument(
        "--lines",
        default="100000,1000000,10000000",
        help="sizes of the lists, with commas (100000,1000000,10000000); the last of these takes"
        " 15 GB of disk",
    )
    parser.add_argument("--fuzz", type=int, metavar="N", help="judge N broken sheets instead")
    parser.add_argument("--seed", type=int, default=1, help="of the first broken sheet (1)")
    parser.add_argument("--special", choices=SPECIALS, help="judge this one sheet instead")
    chosen = parser.parse_args(arguments)
    if chosen.fuzz is not None or chosen.special:
        return 1 if fuzz.run(chosen.fuzz or 1, chosen.seed, chosen.special) else 0
    from benchmarks import speed

    return speed.run([int(size.replace("_", "")) for size in chosen.lines.split(",")])


if __name__ == "__main__":
    sys.exit(main())
