"""Many histories through the engine and the oracle, in batches on two processors, and the smallest that differs."""

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from oracle.forecast import assess
from oracle.histories import history
from oracle.wire import ask_engine, differences, question_in

BATCH = 500
PROCESSES = 2


def differing(seed: int, first: int, number: int) -> tuple[int, list[dict[str, Any]]]:
    """Compare `number` histories of a seed; return how many, and the questions answered differently."""
    lines = [history(seed, count) for count in range(first, first + number)]
    return len(lines), [line for line, found in compared(lines) if found]


def compared(lines: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Answer every question twice and say where the answers differ."""
    for line, answer in zip(lines, ask_engine(lines), strict=True):
        yield line, differences(line, answer, assess(*question_in(line)))


def campaign(seed: int, wanted: int, seconds: float) -> tuple[int, float, list[dict[str, Any]]]:
    """Compare up to `wanted` histories in up to `seconds`; stop early at the first batch that differs."""
    started, total = time.monotonic(), 0
    found: list[dict[str, Any]] = []
    # Spawned, not forked: the process of the tests has threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        waiting = [pool.submit(differing, seed, first, BATCH) for first in range(0, wanted, BATCH)]
        for batch in waiting:
            if found or time.monotonic() - started > seconds:
                batch.cancel()
            if not batch.cancelled():
                number, odd = batch.result()
                total, found = total + number, found + odd
    return total, time.monotonic() - started, found


def smallest(line: dict[str, Any]) -> dict[str, Any]:
    """Leave out doses and facts as long as the two still differ."""
    while True:
        shorter = [line | {"history": without(line["history"], place)} for place in range(len(line["history"]))]
        shorter += [
            line | {"context": {k: v for k, v in line["context"].items() if k != key}} for key in line["context"]
        ]
        line_still_odd = next((kept for kept, found in compared(shorter) if found), None) if shorter else None
        if line_still_odd is None:
            return line
        line = line_still_odd


def without(doses: list[Any], place: int) -> list[Any]:
    return doses[:place] + doses[place + 1 :]


def told(line: dict[str, Any]) -> str:
    """Tell one difference in a few lines."""
    doses = sorted(line["history"], key=lambda dose: dose["date"])
    said = next(found for _, found in compared([line]))
    return "\n".join(
        [
            f"{line['id']}: {line['rule_set']}, born {line['birth_date']} {line['sex']}, as of {line['as_of']}",
            f"  facts {line['context']}",
            "  given " + " ".join(f"{dose['vaccine']}@{dose['date']}" for dose in doses),
            *(f"  {difference}" for difference in said),
        ]
    )
