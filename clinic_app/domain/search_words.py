"""What the typed words may mean: names, sounds, birthdays, phones, codes; several words must all fit. Pure."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

PHONE_TAIL_DIGITS = 4
PHONE_DIGITS = 11
CODE_DIGITS = 12
OLDEST_YEAR = 1900
_CITIZEN_ID = re.compile(r"\d{17}[xX]")
# \u5e74, \u6708, \u65e5: the characters for year, month and day
_WRITTEN_DAY = re.compile(r"(?<!\d)((?:\d{2})?\d{2})[-./\u5e74](\d{1,2})[-./\u6708](\d{1,2})\u65e5?(?!\d)")
_WRITTEN_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})[-./\u6708](\d{1,2})\u65e5?(?!\d)")
_PIECE = re.compile(r"\d+|[A-Za-z']+|[^\sA-Za-z\d,;\uff0c\uff1b\u3001']+")
_BETWEEN_SYLLABLES = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
_DOTS = re.compile(r"[.\u00b7\u2022\u2027\u30fb]")


@dataclass(frozen=True, slots=True)
class NamePart:
    """Characters of a name, the dots of minority names left out."""

    text: str


@dataclass(frozen=True, slots=True)
class Sound:
    """Pinyin or initials from the beginning of a name, lower case, ü as v."""

    letters: str


@dataclass(frozen=True, slots=True)
class NameThenSound:
    """The first characters of a name, then letters for the rest: 王xm."""

    text: str
    letters: str


@dataclass(frozen=True, slots=True)
class BornBetween:
    """Birthdays from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class BornOnDay:
    """Birthdays on this day of this month of any year, as `MM-DD`."""

    month_day: str


@dataclass(frozen=True, slots=True)
class PhoneTail:
    """The last digits of a phone number, four at least."""

    digits: str


@dataclass(frozen=True, slots=True)
class Code:
    """A whole child code, booklet number or citizen ID."""

    text: str


Meaning = NamePart | Sound | NameThenSound | BornBetween | BornOnDay | PhoneTail | Code
Word = tuple[Meaning, ...]  # one of these


def words_in(typed: str) -> tuple[Word, ...]:
    """Return the words of a search, each with everything it may mean, the likeliest first; empty for nothing usable.

    Full-width letters count as plain ones; a date may be written with dashes, dots, slashes or 年月日.
    """
    text = unicodedata.normalize("NFKC", typed).strip().replace("ü", "v").replace("Ü", "v")
    text = _BETWEEN_SYLLABLES.sub("", text)
    words: list[Word] = []

    def take(pattern: re.Pattern[str], meaning: type[BornBetween | BornOnDay]) -> None:
        nonlocal text
        for found in list(pattern.finditer(text)):
            if (day := _written(found.groups())) is not None:
                words.append((day,))
                text = text.replace(found[0], " ", 1)

    for found in list(_CITIZEN_ID.finditer(text)):
        words.append((Code(found[0].upper()),))
        text = text.replace(found[0], " ", 1)
    take(_WRITTEN_DAY, BornBetween)
    take(_WRITTEN_MONTH_DAY, BornOnDay)
    words += _plain_words(text)
    return tuple(word for word in words if word)


def without_dots(name: str) -> str:
    """Return a name without the dots between its parts: a keyboard hardly has them."""
    return _DOTS.sub("", name)


def _written(parts: tuple[str, ...]) -> Meaning | None:
    """Return the day, or the day of any year, that somebody wrote with marks between the numbers."""
    if len(parts) == 2:
        return _month_day(int(parts[0]), int(parts[1]))
    day = _day(_full_year(parts[0]), int(parts[1]), int(parts[2]))
    return BornBetween(day, day) if day else None


def _plain_words(text: str) -> list[Word]:
    """Return the words of what is left: digits, letters, characters; syllables join, and letters behind characters."""
    words: list[Word] = []
    pieces = [(found[0], found.start(), found.end()) for found in _PIECE.finditer(text)]
    place = 0
    while place < len(pieces):
        piece, _, end = pieces[place]
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece[0].isascii() and piece[0].isdigit():
            words.append(_digits(piece))
        elif piece[0].isascii() and (letters := piece.replace("'", "").lower()):
            words.append((Sound(letters),))
        elif following and following[1] == end and following[0][0].isascii() and following[0][0].isalpha():
            words.append((NameThenSound(without_dots(piece), following[0].replace("'", "").lower()),))
            place += 1
        elif name := without_dots(piece):
            words.append((NamePart(name),))
        place += 1
    return words


def _digits(digits: str) -> Word:
    """Return what a run of digits may mean."""
    if len(digits) >= CODE_DIGITS:
        return (Code(digits),)
    meanings: list[Meaning] = []
    if len(digits) >= PHONE_TAIL_DIGITS:
        meanings.append(PhoneTail(digits))
    if (born := _born(digits)) is not None:
        whole_day = len(digits) == 8
        meanings = [born] if whole_day else [*meanings, born]
    if len(digits) == 4 and (day := _month_day(int(digits[:2]), int(digits[2:]))) is not None:
        meanings.append(day)
    if len(digits) not in (4, 8):
        meanings.append(Code(digits))
    return tuple(meanings)


def _born(digits: str) -> BornBetween | None:
    """Return the days a run of digits may name: a year, a month, a day with a short or a whole year."""
    if len(digits) == 4:
        return _span(int(digits), 1, 12)
    if len(digits) == 6 and (span := _span(int(digits[:4]), int(digits[4:]), int(digits[4:]))) is not None:
        return span
    if len(digits) in (6, 8):
        day = _day(_full_year(digits[:-4]), int(digits[-4:-2]), int(digits[-2:]))
        return BornBetween(day, day) if day else None
    return None


def _span(year: int, first_month: int, last_month: int) -> BornBetween | None:
    """Return all days of some months of a year."""
    if not (OLDEST_YEAR <= year < OLDEST_YEAR + 200 and 1 <= first_month <= last_month <= 12):
        return None
    return BornBetween(date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1]))


def _month_day(month: int, day: int) -> BornOnDay | None:
    """Return a day of any year, also the 29th of February."""
    return BornOnDay(f"{month:02}-{day:02}") if _day(2000, month, day) else None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= OLDEST_YEAR else None
    except ValueError:
        return None
