"""The expiry as a carton prints it (效期), and the last day the vaccine may be used."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import msgspec


class ExpiryWord(Enum):
    """What the words before the date say of it."""

    VALID_UNTIL = "valid_until"  # 有效期至, EXP: the day or month named is the last
    LAPSES_ON = "lapses_on"  # 失效期: the day or month named is the first that is over
    UNSAID = "unsaid"  # a bare date: a person must look at the carton


class ExpiryProblem(Enum):
    """Why what was typed is no expiry."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no_such_day"
    DURATION = "duration"
    DAY_OR_MONTH = "day_or_month"


@dataclass(frozen=True, slots=True)
class PrintedExpiry:
    """A year and month, perhaps a day, and what they mean. `day` is None where only the month is printed."""

    word: ExpiryWord
    year: int
    month: int
    day: int | None = None

    def last_usable_day(self, word: ExpiryWord | None = None) -> date | None:
        """Return the last day of use, None while nobody said what the date means.

        Args:
            word: what a person read on the carton, where the words were not typed.
        """
        meaning = word or self.word
        if meaning is ExpiryWord.UNSAID:
            return None
        if meaning is ExpiryWord.LAPSES_ON:
            return date(self.year, self.month, self.day or 1) - timedelta(days=1)
        last = calendar.monthrange(self.year, self.month)[1]
        return date(self.year, self.month, self.day or last)


class ExpiryWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words a carton uses, longest first; all in capitals where they are Latin.

    Attributes:
        lapses: stand before the first day that is over. valid: stand before the last day of use.
        of_a_span: stand after a shelf life, which is no date.
        between_numbers, after_day: single characters that stand for a separator, and that close a date.
    """

    lapses: tuple[str, ...]
    valid: tuple[str, ...]
    of_a_span: tuple[str, ...]
    between_numbers: str
    after_day: str


_MONTHS = {name: number for number, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_YEAR_FIRST = re.compile(r"(20\d\d)\s*[-./\s]\s*(\d{1,2})(?:\s*[-./\s]\s*(\d{1,2}))?")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-./\s]\s*(20\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./\s]\s*(\d{1,2})\s*[-./\s]\s*(20\d\d)")
_NAMED = re.compile(r"(?:(\d{1,2})\s*[-./\s]?\s*)?([A-Z]{3})[A-Z]*\.?\s*[-./,\s]?\s*(20\d\d)")
_DIGITS = re.compile(r"\d{6}|\d{8}")
_Parts = tuple[int, int, int | None]


def read_expiry(typed: str, words: ExpiryWords) -> PrintedExpiry | ExpiryProblem:
    """Read an expiry as printed: `EXP 06/2027`, `2027.06.30`, or either of the two Chinese words before a date.

    Full-width characters count as plain ones. Nothing is guessed: two numbers that could be day and month either way
    round, and a shelf life instead of a date, are named as what they are.
    """
    text = unicodedata.normalize("NFKC", typed).strip().upper()
    word, rest = _word_of(text, words)
    if not rest:
        return ExpiryProblem.EMPTY
    if _is_span(rest, words):
        return ExpiryProblem.DURATION
    parts = _parts(_with_plain_separators(rest, words))
    if isinstance(parts, ExpiryProblem):
        return parts
    year, month, day = parts
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]):
        return ExpiryProblem.NO_SUCH_DAY
    return PrintedExpiry(word, year, month, day)


def _word_of(text: str, words: ExpiryWords) -> tuple[ExpiryWord, str]:
    for word, known in ((ExpiryWord.LAPSES_ON, words.lapses), (ExpiryWord.VALID_UNTIL, words.valid)):
        for start in known:
            if text.startswith(start):
                return word, text.removeprefix(start).strip(" :.")
    return ExpiryWord.UNSAID, text


def _is_span(text: str, words: ExpiryWords) -> bool:
    """Return whether the text is a number of months or years; a calendar year has four digits."""
    numbers = (text.removesuffix(span).strip() for span in words.of_a_span if text.endswith(span))
    return any(number.isdecimal() and len(number) < 4 for number in numbers)


def _with_plain_separators(text: str, words: ExpiryWords) -> str:
    plain = text.translate(str.maketrans(dict.fromkeys(words.between_numbers, "-") | dict.fromkeys(words.after_day)))
    return plain.strip().removesuffix("-")


def _parts(text: str) -> _Parts | ExpiryProblem:
    if _DIGITS.fullmatch(text):
        return _from_digits(text)
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
        return int(year), int(month), int(day) if day else None
    if match := _MONTH_FIRST.fullmatch(text):
        return int(match[2]), int(match[1]), None
    if match := _YEAR_LAST.fullmatch(text):
        return _day_and_month(int(match[1]), int(match[2]), int(match[3]))
    if (match := _NAMED.fullmatch(text)) and match[2] in _MONTHS:
        return int(match[3]), _MONTHS[match[2]], int(match[1]) if match[1] else None
    return ExpiryProblem.UNREADABLE


def _from_digits(digits: str) -> _Parts | ExpiryProblem:
    """Read eight digits as year, month, day; six as year and month, else as a year of two digits; day 00 is none."""
    if len(digits) == 8:
        year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
        return (year, month, day or None) if 2000 <= year < 2100 else ExpiryProblem.UNREADABLE
    if digits.startswith("20") and 1 <= int(digits[4:]) <= 12:
        return int(digits[:4]), int(digits[4:]), None
    return 2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]) or None


def _day_and_month(first: int, second: int, year: int) -> _Parts | ExpiryProblem:
    """Tell day from month where one of them cannot be a month; the same number twice is both."""
    if first <= 12 and second <= 12 and first != second:
        return ExpiryProblem.DAY_OR_MONTH
    return (year, second, first) if second <= 12 else (year, first, second)
