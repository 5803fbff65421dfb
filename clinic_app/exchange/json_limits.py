"""Limits kept before foreign JSON reaches a parser, and one meaning for it: no key twice, no deep nesting."""

from __future__ import annotations

import json
import re
from typing import Any

from clinic_app.exchange.problems import PackageDamaged, ProblemKind

DEEPEST = 16
_STEPS = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


def demand_plain(stored: bytes, *, longest: int) -> None:
    """Refuse JSON that is too long, nested more than 16 deep, or names a key twice.

    Raises:
        PackageDamaged: with the reason.
    """
    if len(stored) > longest:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    if depth_of(stored) > DEEPEST:
        raise PackageDamaged(ProblemKind.BAD_ENTRY)
    try:
        json.loads(stored.decode("utf-8"), object_pairs_hook=_without_repetition)
    except ValueError as error:
        raise PackageDamaged(ProblemKind.BAD_ENTRY) from error


def depth_of(stored: bytes) -> int:
    """Return how deep the brackets of a JSON text nest: an upper bound when small, a lower one when too deep."""
    opening = stored.count(b"{") + stored.count(b"[")
    if opening <= DEEPEST:
        return opening
    depth = deepest = 0
    for found in _STRING_OR_BRACKET.finditer(stored):
        depth += _STEPS.get(found[0], 0)
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
    return deepest


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
