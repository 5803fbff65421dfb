"""A class list (班级名单) as a school sends it: rows of cells become children, whatever the columns are called."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.citizen_id import CitizenId, read_citizen_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NAME, BIRTH_DATE, CITIZEN_ID, CHILD_CODE, NOT_A_CHILD = (
    "name",
    "birth_date",
    "citizen_id",
    "child_code",
    "not_a_child",
)
LONGEST_NAME = 60
MOST_CHILDREN = 500
_DATE = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,3}(?:00:00(?::00)?)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LONG_CODE = re.compile(r"\d{17}[\dX]")
_DOTS = str.maketrans(dict.fromkeys("•‧・.．∙", "·"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChild:
    """One row.

    Attributes:
        row: its number in the list, from 1. text: the row as it was, for the nurse.
        name: with blanks and kinds of dots made one, empty when there is none.
        birth_date: as written, or as the identity number says it; None when neither does.
        code: identity number or child code of eighteen characters, empty when there is none.
    """

    row: int
    text: str
    name: str = ""
    birth_date: date | None = None
    code: str = ""


def children_in(rows: Iterable[Sequence[str]], words: Mapping[str, Sequence[str]]) -> tuple[ListedChild, ...]:
    """Return the children of a list; heads, sums and empty rows are left out.

    Args:
        rows: cells as text.
        words: captions by what the column holds. Where no row has a caption for names, the first cell with Chinese
            characters is the name.
    """
    columns: dict[int, str] = {}
    children = []
    for number, cells in enumerate((tuple(map(_plain, row)) for row in rows), start=1):
        found = _captions(cells, words)
        if NAME in found.values():
            columns = found
        elif any(cells) and not any(cell in words.get(NOT_A_CHILD, ()) for cell in cells):
            child = _child(number, cells, columns)
            if child.name or child.code:
                children.append(child)
    return tuple(children)


def same_name(name: str) -> str:
    """Return a name as two lists write it alike: without blanks, with one kind of dot."""
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(_DOTS)


def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).split())


def _captions(cells: Sequence[str], words: Mapping[str, Sequence[str]]) -> dict[int, str]:
    known = {caption: what for what in (NAME, BIRTH_DATE, CITIZEN_ID, CHILD_CODE) for caption in words.get(what, ())}
    captions = ("".join(cell.split()).strip("*:") for cell in cells)
    return {place: known[caption] for place, caption in enumerate(captions) if caption in known}


def _child(number: int, cells: Sequence[str], columns: Mapping[int, str]) -> ListedChild:
    by_column = {what: cells[place] for place, what in columns.items() if place < len(cells)}
    name = by_column.get(NAME, "") if columns else next((cell for cell in cells if _is_name(cell)), "")
    code = next((found for found in map(_code, cells) if found), "")
    if BIRTH_DATE in by_column:
        born = date_in(by_column[BIRTH_DATE])
    else:
        born = next((day for day in (date_in(cell) for cell in cells) if day is not None), None)
    return ListedChild(
        row=number,
        text=" ".join(cell for cell in cells if cell),
        name=same_name(name)[:LONGEST_NAME],
        birth_date=born or _birth_date_of(code),
        code=code,
    )


def _is_name(cell: str) -> bool:
    """Tell whether a cell can be a name: letters of a script without cases, and no digit."""
    written = same_name(cell)
    return (
        len(written) > 1
        and any(unicodedata.category(letter) == "Lo" for letter in written)
        and not any(letter.isdigit() for letter in written)
    )


def _code(cell: str) -> str:
    written = cell.replace(" ", "").lstrip("'").upper()
    return written if _LONG_CODE.fullmatch(written) else ""


def _birth_date_of(code: str) -> date | None:
    found = read_citizen_id(code) if code else None
    return found.born_on if isinstance(found, CitizenId) else None


def date_in(cell: str) -> date | None:
    """Return the day a cell writes: 2022-03-15, 2022/3/15, 2022年3月15日, 20220315; None for anything else."""
    found = _DATE.fullmatch(cell.strip()) or _DIGITS.fullmatch(cell.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
