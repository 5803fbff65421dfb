"""Who could be mistaken for whom: twins, siblings, namesakes and names that sound or look alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

TWIN_DAYS = timedelta(days=1)  # born around midnight
PHONE_DIGITS = 7


class Likeness(Enum):
    """Why two people could be mistaken for each other, the most dangerous first."""

    TWIN = "twin"
    NAMESAKE = "namesake"
    SIBLING = "sibling"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """What of a person is compared. `sounds` are the keys the name is found by: pinyin and initials."""

    name: str
    sounds: frozenset[str]
    birth_date: date
    guardian_name: str = ""
    phone: str = ""
    village: str = ""


def likeness(one: Likely, other: Likely) -> Likeness | None:
    """Return why the two could be mistaken for each other, None when nothing speaks for it.

    Same family (one phone, or one guardian's name in one village): twins when born together, else siblings. Other
    families: the same name whatever the birth date, or born on one day with a name that sounds or looks alike.
    """
    if _same_family(one, other):
        together = abs(one.birth_date - other.birth_date) <= TWIN_DAYS
        return Likeness.TWIN if together else Likeness.SIBLING
    if one.name == other.name:
        return Likeness.NAMESAKE
    if one.birth_date == other.birth_date and names_are_alike(one, other):
        return Likeness.SIMILAR
    return None


def names_are_alike(one: Likely, other: Likely) -> bool:
    """Return whether the names sound the same, or differ in one character of three or more."""
    spoken = {sound for sound in one.sounds if len(sound) > len(one.name)}  # initials alone say too little
    if spoken & other.sounds:
        return True
    if len(one.name) != len(other.name) or len(one.name) < 3:
        return False
    return sum(a != b for a, b in zip(one.name, other.name, strict=True)) <= 1


def _same_family(one: Likely, other: Likely) -> bool:
    if len(one.phone) >= PHONE_DIGITS and one.phone == other.phone:
        return True
    return bool(one.guardian_name) and (one.guardian_name, one.village) == (other.guardian_name, other.village)
