"""The recovery code (恢复码): eight groups of five letters and digits, printed once, typed back by a person."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

GROUPS = 8
GROUP_LENGTH = 5
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: they are taken for each other
_DASHES = "-‐‑‒–—―−_·.,，。、"


@dataclass(frozen=True, slots=True)
class RecoveryCodeProblem:
    """How typed letters differ from the code.

    Attributes:
        group: the first group that differs, counted from 1.
        typed: how many letters were typed in all. expected: how many there are.
        is_right_so_far: whether nothing is wrong with what was typed but its length.
    """

    group: int
    typed: int
    expected: int
    is_right_so_far: bool


def letters_of(typed: str) -> str:
    """Return the letters and digits of what was typed: blanks, dashes and case do not count, nor full-width forms."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in plain if not letter.isspace() and letter not in _DASHES)


def grouped(letters: str) -> str:
    """Return letters in groups of five with dashes between them, as the code is printed."""
    return "-".join(letters[start : start + GROUP_LENGTH] for start in range(0, len(letters), GROUP_LENGTH))


def read_recovery_code(typed: str) -> str | None:
    """Return the code in its one spelling when the text has the form of a recovery code, else None."""
    letters = letters_of(typed)
    if len(letters) != GROUPS * GROUP_LENGTH or not set(letters) <= set(ALPHABET):
        return None
    return grouped(letters)


def recovery_code_problem(typed: str, code: str) -> RecoveryCodeProblem | None:
    """Return where what was typed differs from the code, None when it is the code."""
    found, expected = letters_of(typed), letters_of(code)
    if found == expected:
        return None
    same = next(
        (place for place, pair in enumerate(zip(found, expected, strict=False)) if pair[0] != pair[1]),
        min(len(found), len(expected)),
    )
    group = min(same // GROUP_LENGTH, GROUPS - 1) + 1
    is_right_so_far = same == min(len(found), len(expected))
    return RecoveryCodeProblem(group, typed=len(found), expected=len(expected), is_right_so_far=is_right_so_far)
