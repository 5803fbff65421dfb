"""Timing: one act, the best of several, and acts in turn with their floor so that both meet the same noise."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MILLISECONDS = 1000.0


def seconds_of(action: Callable[..., object], *arguments: object) -> float:
    """Return how long one call takes."""
    started = perf_counter()
    action(*arguments)
    return perf_counter() - started


def best_in_turn(rounds: int, action: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """Return the shortest call of each, in seconds, the two called in turn."""
    pairs = [(seconds_of(action), seconds_of(floor)) for _ in range(rounds)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def quantile(times: Sequence[float], share: float) -> float:
    """Return the value below which this share of the times lies (nearest rank)."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
