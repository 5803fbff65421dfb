"""People for whom every word of a search fits, ranked by how well they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.search_words import (
    BornBetween,
    BornOnDay,
    Code,
    NamePart,
    NameThenSound,
    PhoneTail,
    Sound,
    without_dots,
)
from clinic_app.records.name_keys import name_keys
from clinic_app.records.people import PersonLine, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from clinic_app.domain.search_words import Meaning, Word
    from clinic_app.records.sqlite import Connection

MOST_CANDIDATES = 600
Condition = tuple[str, tuple[object, ...]]
_PEOPLE = """
SELECT person.person_id, name, sex, birth_date, guardian_name, phone, village, residence,
       coalesce(booklet_number, child_code, ''), enrolment = 'enrolled'
  FROM person WHERE registered = 1 AND {conditions}
 ORDER BY {whole} enrolment = 'enrolled' DESC, birth_date DESC, person.person_id LIMIT {most}
"""
_SOUNDS_LIKE = "person.person_id IN (SELECT person_id FROM name_key WHERE name_key >= ? AND name_key < ?)"
_NAME = "replace(replace(name, '·', ''), '•', '')"


def people_who_fit(db: Connection, words: Sequence[Word], most: int) -> list[PersonLine]:
    """Return whom all words fit, best first: the whole name, its beginning, its characters, its sound, the guardian.

    Among equals those in care come before those who moved away, and the younger before the older.
    """
    if not words:
        return []
    conditions = [_one_of(word) for word in words]
    whole = next((meaning.text for word in words for meaning in word if isinstance(meaning, NamePart)), "")
    values = [value for _, some in conditions for value in some]
    sql = _PEOPLE.format(
        conditions=" AND ".join(sql for sql, _ in conditions),
        whole=f"{_NAME} <> ?," if whole else "",
        most=MOST_CANDIDATES,
    )
    rows = db.execute(sql, [*values, *([whole] if whole else [])]).fetchall()
    ranked = [(_rank(words, line_of(row)), not row[9], place, line_of(row)) for place, row in enumerate(rows)]
    fitting = [each for each in ranked if each[0] is not None]
    return [line for *_, line in sorted(fitting, key=lambda each: each[:3])][:most]


def _one_of(word: Word) -> Condition:
    """Return the condition that one of the meanings of a word fits."""
    conditions = [_condition(meaning) for meaning in word]
    return (
        "(" + " OR ".join(sql for sql, _ in conditions) + ")",
        tuple(value for _, values in conditions for value in values),
    )


def _condition(meaning: Meaning) -> Condition:
    """Return what the database is asked for one meaning; sounds are compared again when ranking."""
    match meaning:
        case NamePart(text=text):
            return _name_condition(text)
        case Sound(letters=letters):
            return _SOUNDS_LIKE, (letters, f"{letters}\uffff")
        case NameThenSound(text=text):
            return f"instr({_NAME}, ?) = 1", (text,)
        case BornBetween(first=first, last=last):
            return "birth_date BETWEEN ? AND ?", (first.isoformat(), last.isoformat())
        case BornOnDay(month_day=month_day):
            return "substr(birth_date, 6) = ?", (month_day,)
        case PhoneTail(digits=digits):
            return "(substr(phone, -4) = ? AND substr(phone, ?) = ?)", (digits[-4:], -len(digits), digits)
        case Code(text=text):
            return "(child_code = ? OR booklet_number = ? OR citizen_id = ?)", (text, text, text)


def _name_condition(text: str) -> Condition:
    """Return the condition of characters: in the child's name or the guardian's, or a name that sounds the same."""
    spoken = _spoken(text)
    parts = [f"instr({_NAME}, ?) > 0", "guardian_name = ?"]
    values: list[object] = [text, text]
    if len(text) > 1 and spoken:
        marks = ", ".join("?" * len(spoken))
        parts.append(f"person.person_id IN (SELECT person_id FROM name_key WHERE name_key IN ({marks}))")
        values += spoken
    return "(" + " OR ".join(parts) + ")", tuple(values)


def _spoken(text: str) -> list[str]:
    """Return the full readings of characters, without the initials."""
    return [key for key in name_keys(text) if len(key) > len(text)]


def _rank(words: Sequence[Word], line: PersonLine) -> tuple[int, ...] | None:
    """Return how well a person fits, smaller is better; None when a word does not fit after all."""
    ranks = []
    for word in words:
        fits = [rank for place, meaning in enumerate(word) if (rank := _fit(meaning, line, place)) is not None]
        if not fits:
            return None
        ranks.append(min(fits))
    return tuple(sorted(ranks, reverse=True))


def _fit(meaning: Meaning, line: PersonLine, place: int) -> int | None:
    """Return how well one meaning fits a person; `place` is how likely the word means it."""
    name = without_dots(line.name)
    match meaning:
        case NamePart(text=text):
            return _name_fit(text, name, line.guardian_name)
        case Sound(letters=letters):
            return _sound_fit(letters, name_keys(line.name))
        case NameThenSound(text=text, letters=letters):
            rest = name_keys(name.removeprefix(text)) if name.startswith(text) else ()
            return _sound_fit(letters, rest)
        case BornBetween(first=first, last=last):
            return place * 10 if first <= line.birth_date <= last else None
        case BornOnDay(month_day=month_day):
            return place * 10 if _month_day(line.birth_date) == month_day else None
        case PhoneTail(digits=digits):
            return place * 10 if line.phone.endswith(digits) else None
        case Code():
            return 0


def _name_fit(text: str, name: str, guardian: str) -> int | None:
    if name == text:
        return 0
    if name.startswith(text):
        return 1
    if text in name:
        return 2
    if set(_spoken(text)) & set(_spoken(name)):
        return 3
    return 4 if guardian == text else None


def _sound_fit(letters: str, keys: Sequence[str]) -> int | None:
    if letters in keys:
        return 0
    return 1 if any(key.startswith(letters) for key in keys) else None


def _month_day(born: date) -> str:
    return f"{born:%m-%d}"
