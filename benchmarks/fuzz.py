"""Runs mutants in processes of their own, so that a crash or a hang is found and not suffered."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO

from benchmarks.mutants import LARGE, MUTATIONS, SPECIALS, Mutant, mutant, special
from benchmarks.oracle import Judge, Verdict

ROOT = Path(__file__).resolve().parent.parent
SECONDS_FOR_ONE = 120.0
SECONDS_FOR_LARGE = 900.0
MEMORY = 12 << 30
"""Bytes of address space; DuckDB and its threads reserve far more than they use."""
ALL_SPECIALS_FROM = 100
"""Cases from which on a run takes the special ones, too."""
FAILURES_PRINTED = 40


def judged(
    cases: Sequence[str],
    seconds_for_one: float = SECONDS_FOR_ONE,
    imports_one_in: int = 1,
) -> Iterator[Verdict]:
    """Yield the verdict on each case; a process that dies or hangs is one more verdict.

    Args:
        cases: seeds as text, or names of special mutants.
        seconds_for_one: after which a case counts as hanging.
        imports_one_in: of so many usable sheets one is loaded, too; the others are looked at only.
    """
    left = list(cases)
    while left:
        for verdict in _in_one_process(tuple(left), seconds_for_one, imports_one_in):
            left.pop(0)
            yield verdict


def _in_one_process(
    cases: Sequence[str], seconds_for_one: float, imports_one_in: int
) -> Iterator[Verdict]:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        command = [sys.executable, "-m", "benchmarks.fuzz", folder, str(imports_one_in)]
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        errors = Path(folder, "errors").open("w+b")  # noqa: SIM115 - read after the process
        child = subprocess.Popen(
            [*command, json.dumps(list(cases))],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        )
        assert child.stdout is not None
        lines, reader = _lines(child.stdout)
        try:
            for case in cases:
                limit = SECONDS_FOR_LARGE if case in LARGE else seconds_for_one
                told = next_line(lines, limit)
                if told:
                    yield Verdict(**json.loads(told))
                    continue
                problem = f"hangs: no answer in {limit:.0f} s"
                if told is not None:
                    errors.seek(0)
                    said = errors.read().decode(errors="replace").strip()[:400]
                    problem = f"the process died ({child.wait()}): {said}"
                made = made_of(case)
                yield Verdict(made.name, made.kind, made.what, "failed", problem=problem)
                return
        finally:
            child.kill()
            child.wait()
            reader.join()
            child.stdout.close()
            errors.close()


def _lines(stream: IO[str]) -> "tuple[queue.Queue[str], threading.Thread]":
    """Return a queue that is filled line by line, and who fills it; an empty text is the end."""
    found: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in stream:
            found.put(line)
        found.put("")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    return found, reader


def next_line(lines: "queue.Queue[str]", seconds: float) -> str | None:
    """Return the next line, an empty text at the end, or None when none comes in time."""
    try:
        return lines.get(timeout=seconds)
    except queue.Empty:
        return None


def made_of(case: str) -> Mutant:
    """Return the mutant of a case."""
    return special(case) if case in SPECIALS else mutant(int(case))


def child(folder: str, imports_one_in: str, cases: str) -> None:
    """Judge cases one after the other, a line of JSON each."""
    _limit_memory()
    judge = Judge(Path(folder))
    for number, case in enumerate(json.loads(cases)):
        verdict = judge.judge(made_of(case), number % int(imports_one_in) == 0)
        print(json.dumps(asdict(verdict)), flush=True)


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


# A run and its table -----------------------------------------------------------------------------


def run(number: int, seed: int, only: str | None = None) -> int:
    """Judge so many mutants, print the table, and return how many failed."""
    cases = [only] if only else [str(one) for one in range(seed, seed + number)]
    if not only and number >= ALL_SPECIALS_FROM:
        cases += SPECIALS
    verdicts = []
    for done, verdict in enumerate(judged(cases), start=1):
        verdicts.append(verdict)
        if verdict.outcome == "failed":
            print(f"FAILED {verdict.name}  {verdict.what}\n       {verdict.problem}", flush=True)
        elif done % 100 == 0:
            print(f"{done} of {len(cases)}", file=sys.stderr, flush=True)
    print(table(verdicts))
    return sum(verdict.outcome == "failed" for verdict in verdicts)


def table(verdicts: Iterable[Verdict]) -> str:
    """Return what became of mutants, by the kind of mutation, as Markdown."""
    by_kind: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_kind[verdict.kind].append(verdict)
    lines = [
        "| mutation | cases | imported | refused with a message | failed | slowest (s) |",
        "| --- | ---: | ---: | --- | ---: | ---: |",
    ]
    order = [*MUTATIONS, *(f"special: {name}" for name in SPECIALS)]
    for kind in sorted(by_kind, key=order.index):
        lines.append(_row(kind, by_kind[kind]))
    lines.append(_row("all", [verdict for some in by_kind.values() for verdict in some]))
    return "\n".join(lines)


def _row(kind: str, verdicts: Sequence[Verdict]) -> str:
    codes = Counter(one.code for one in verdicts if one.outcome == "refused")
    refused = ", ".join(f"{code} {times}" for code, times in codes.most_common()) or "–"
    imported = sum(one.outcome in ("imported", "usable") for one in verdicts)
    failed = [one.name for one in verdicts if one.outcome == "failed"]
    slowest = max((one.seconds for one in verdicts), default=0.0)
    return f"| {kind} | {len(verdicts)} | {imported} | {refused} | {len(failed)} | {slowest:.1f} |"


if __name__ == "__main__":
    child(*sys.argv[1:])
