"""What a password must be: at least eight characters of three classes."""

from __future__ import annotations

import unicodedata
from enum import Enum

LEAST_LENGTH = 8
LEAST_CLASSES = 3


class CharacterClass(Enum):
    """The four classes of characters; everything that is no Latin letter and no digit is a sign."""

    CAPITAL = "capital"
    SMALL = "small"
    DIGIT = "digit"
    SIGN = "sign"


class PasswordProblem(Enum):
    """Why a password is refused."""

    OUTER_BLANK = "outer_blank"
    TOO_SHORT = "too_short"
    TOO_FEW_CLASSES = "too_few_classes"


def classes_in(password: str) -> frozenset[CharacterClass]:
    """Return the classes of the characters in `password`."""
    return frozenset(_class_of(character) for character in unicodedata.normalize("NFKC", password))


def password_problem(password: str) -> PasswordProblem | None:
    """Return the first thing wrong with a new password, None when it may be used.

    A blank at an end is refused, because nobody sees it when it is missing the next morning.

    Source: GB/T 22239-2019, 8.1.4.1 (complexity of what a user identifies himself with).
    """
    if password != password.strip():
        return PasswordProblem.OUTER_BLANK
    if len(unicodedata.normalize("NFKC", password)) < LEAST_LENGTH:
        return PasswordProblem.TOO_SHORT
    if len(classes_in(password)) < LEAST_CLASSES:
        return PasswordProblem.TOO_FEW_CLASSES
    return None


def _class_of(character: str) -> CharacterClass:
    if "A" <= character <= "Z":
        return CharacterClass.CAPITAL
    if "a" <= character <= "z":
        return CharacterClass.SMALL
    return CharacterClass.DIGIT if "0" <= character <= "9" else CharacterClass.SIGN
