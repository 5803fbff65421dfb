"""Reading a class list (班级名单): pasted text, CSV, or a sheet of Excel, into children."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from clinic_app.domain.class_list import ListedChild, children_in
from clinic_app.services.certificate_failures import ClassListEmpty, ClassListUnreadable
from clinic_app.services.resource_files import class_list_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LARGEST_FILE = 8 * 1024 * 1024
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx, xls
_ENCODINGS = ("utf-8-sig", "gb18030")
_DIVIDERS = ("\t", ",", "\uff0c", ";", "\uff1b")  # the third and last as Chinese keyboards type them


def rows_in_text(text: str) -> tuple[ListedChild, ...]:
    """Return the children of a list that was pasted: lines of cells divided by tabs, commas or blanks.

    Raises:
        ClassListEmpty: there is no child in it.
    """
    return _found(children_in(_cells(text), class_list_words()))


def rows_in_file(path: Path) -> tuple[ListedChild, ...]:
    """Return the children of a list in an Excel file, CSV or text; may run on any thread.

    Raises:
        ClassListUnreadable: it is none of these, or too large.
        ClassListEmpty: there is no child in it.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ClassListUnreadable from error
    if len(content) > LARGEST_FILE:
        raise ClassListUnreadable
    if content.startswith(_BINARY):
        return _found(children_in(_sheet(content), class_list_words()))
    return rows_in_text(_decoded(content))


def _found(children: tuple[ListedChild, ...]) -> tuple[ListedChild, ...]:
    if not children:
        raise ClassListEmpty
    return children


def _cells(text: str) -> Iterable[Sequence[str]]:
    """Divide lines by the divider most of them have: a table pasted from a sheet has tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    divider = next((mark for mark in _DIVIDERS if any(mark in line for line in lines)), "")
    if divider == ",":
        return csv.reader(io.StringIO("\n".join(lines)))
    return ([line] if divider == "" and " " not in line else line.split(divider or None) for line in lines)


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ClassListUnreadable


def _sheet(content: bytes) -> Iterable[Sequence[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    except (CalamineError, OSError, ValueError) as error:
        raise ClassListUnreadable from error
    return ([_as_text(cell) for cell in row] for row in rows)


def _as_text(cell: object) -> str:
    """Return a cell as it is read; numbers without a fraction lose the one a sheet gives them."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
