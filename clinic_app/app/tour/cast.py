"""Who and what the tour meets: named people and lots of every practice township (resources/practice/planted.toml)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Child:
    """A child as the parent brings it: the name on the booklet and its barcode."""

    name: str
    booklet: str
    initials: str = ""


ROUTINE = Child("马思远", "530326100290010001", "msy")
FEVERISH = Child("何雨桐", "530326100290010002")
FIRST_WATCHED = Child("段沐辰", "530326100290010003")
SECOND_WATCHED = Child("高若汐", "530326100290010004")

PASSWORD = "lianxi2026"

EXPIRED_MMR = "83122019900100000001"
FRESH_VIALS = {
    "麻腮风": "83122019901000000001",
    "乙脑减毒": "83188019901100000001",
    "百白破": "83044029900800000001",
    "脊灰减毒": "83033119900700000001",
    "A群流脑": "83166019901200000001",
}
