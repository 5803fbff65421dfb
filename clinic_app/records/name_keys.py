"""What a name can be found by: pinyin and initials, in every reading of a surname."""

from __future__ import annotations

import functools
from itertools import product
from pathlib import Path

MAX_READINGS = 8
_SURNAME_READINGS = Path(__file__).parents[2] / "resources" / "codes" / "surname_readings.txt"


@functools.cache
def _surname_readings() -> dict[str, str]:
    """Return surnames that are read otherwise than the same character in a word."""
    lines = _SURNAME_READINGS.read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines)


@functools.lru_cache(maxsize=20_000)
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(dict.fromkeys(found[0]))[:3] if found else ()


def name_keys(name: str) -> tuple[str, ...]:
    """Return the lower-case keys of a name: full pinyin and initials for each reading, sorted.

    ü is written v, as nurses type it. Characters without a reading (dots, rare characters pypinyin does not know)
    are passed over; a name of which nothing can be read has no keys and is found by its characters.
    """
    syllables = [readings for character in name if (readings := _readings(character))]
    if not syllables:
        return ()
    if surname := _surname_readings().get(name[0]):
        syllables[0] = tuple(dict.fromkeys((surname, *syllables[0])))
    keys: set[str] = set()
    for reading in list(product(*syllables))[:MAX_READINGS]:
        keys.add("".join(reading))
        keys.add("".join(syllable[0] for syllable in reading))
    return tuple(sorted(keys))
