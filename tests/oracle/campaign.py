"""Many histories through the engine and the oracle, in batches on two processors, and the smallest that differs."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

from oracle import forecast, paid, paid_wire, wire
from oracle.histories import history
from oracle.paid_histories import paid_history
from oracle.wire import ask_engine, question_in

BATCH = 500
PROCESSES = 2

Line = dict[str, Any]


def free_differences(line: Line, answer: Line) -> list[str]:
    """Answer once more by the oracle of the free programme; say where the engine's answer differs."""
    return wire.differences(line, answer, forecast.assess(*question_in(line)))


def paid_differences(line: Line, answer: Line) -> list[str]:
    """The same by the oracle of the self-paid series."""
    person, doses, _edition, on = question_in(line)
    return paid_wire.differences(line, answer, paid.assess(person, doses, on))


class Part(NamedTuple):
    """One part of the oracle: where its questions come from, and how an answer is compared."""

    history: Callable[[int, int], Line]
    differences: Callable[[Line, Line], list[str]]


FREE, PAID = Part(history, free_differences), Part(paid_history, paid_differences)


def differing(part: Part, seed: int, first: int, number: int) -> tuple[int, list[Line]]:
    """Compare `number` histories of a seed; return how many, and the questions answered differently."""
    lines = [part.history(seed, count) for count in range(first, first + number)]
    return len(lines), [line for line, found in compared(part, lines) if found]


def compared(part: Part, lines: list[Line]) -> Iterator[tuple[Line, list[str]]]:
    """Answer every question twice and say where the answers differ."""
    for line, answer in zip(lines, ask_engine(lines), strict=True):
        yield line, part.differences(line, answer)


def campaign(part: Part, seed: int, wanted: int, seconds: float) -> tuple[int, float, list[Line]]:
    """Compare up to `wanted` histories in up to `seconds`; stop early at the first batch that differs."""
    started, total = time.monotonic(), 0
    found: list[Line] = []
    # Spawned, not forked: the process of the tests has threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        waiting = [pool.submit(differing, part, seed, first, BATCH) for first in range(0, wanted, BATCH)]
        for batch in waiting:
            if found or time.monotonic() - started > seconds:
                batch.cancel()
            if not batch.cancelled():
                number, odd = batch.result()
                total, found = total + number, found + odd
    return total, time.monotonic() - started, found


def smallest(part: Part, line: Line) -> Line:
    """Leave out doses and facts as long as the two still differ."""
    while True:
        shorter = [line | {"history": without(line["history"], place)} for place in range(len(line["history"]))]
        shorter += [
            line | {"context": {k: v for k, v in line["context"].items() if k != key}} for key in line["context"]
        ]
        line_still_odd = next((kept for kept, found in compared(part, shorter) if found), None) if shorter else None
        if line_still_odd is None:
            return line
        line = line_still_odd


def without(doses: list[Any], place: int) -> list[Any]:
    return doses[:place] + doses[place + 1 :]


def told(part: Part, line: Line) -> str:
    """Tell one difference in a few lines."""
    doses = sorted(line["history"], key=lambda dose: dose["date"])
    said = next(found for _, found in compared(part, [line]))
    return "\n".join(
        [
            f"{line['id']}: {line['rule_set']}, born {line['birth_date']} {line['sex']}, as of {line['as_of']}",
            f"  facts {line['context']}",
            "  given " + " ".join(f"{dose['vaccine']}@{dose['date']}" for dose in doses),
            *(f"  {difference}" for difference in said),
        ]
    )
