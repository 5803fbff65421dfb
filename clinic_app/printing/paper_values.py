"""Values that every paper carries: the clinic's head, the person, a dose; and what in them no font can draw."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date  # noqa: TC003 - the stored paper is read back by these annotations
from typing import TYPE_CHECKING, TypeVar

from clinic_app.printing.fonts import Fonts, MissingGlyph, fonts_in
from clinic_app.printing.page_frame import Head
from clinic_app.printing.wording import SEXES, day, word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Values = TypeVar("Values")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What every paper says of itself.

    Attributes:
        clinic: name of the clinic. phone: empty leaves it out.
        ticket: short code of the visit, printed as bars; empty for a paper without a visit; printable ASCII.
        practice: mark the paper as an exercise, above and below.
        printed_on: day in the foot and in the metadata of the PDF; None leaves it out.
    """

    clinic: str
    phone: str = ""
    ticket: str = ""
    practice: bool = False
    printed_on: date | None = None

    def foot(self, version: str = "") -> str:
        """Return the foot: which text this is, and when it was printed."""
        printed = f"打印日期 {day(self.printed_on)}" if self.printed_on else ""
        return "　".join(part for part in (version, printed) if part)

    def head(self, title: str, about: str = "", subtitle: str = "") -> Head:
        """Return the head of a paper with this title."""
        return Head(
            clinic=self.clinic,
            title=title,
            about=about,
            ticket=self.ticket,
            practice=self.practice,
            subtitle=subtitle,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPerson:
    """The person a paper is about; every field but the name may be empty and leaves room to write.

    Attributes:
        sex: `M`, `F` or `U`. age: in words.
        code: booklet or child code. relation: of the guardian, as a code (`mother`) or in words.
    """

    name: str
    sex: str = "U"
    born_on: date | None = None
    age: str = ""
    code: str = ""
    guardian: str = ""
    relation: str = ""
    phone: str = ""
    address: str = ""

    @property
    def about(self) -> str:
        """One line that tells this person from others."""
        parts = (self.name, word(SEXES, self.sex) if self.sex != "U" else "", day(self.born_on), self.code)
        return "　".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDose:
    """One dose that was given, as reports describe it; empty fields are unknown and left to write in.

    Attributes:
        vaccine: name. dose_number: 0 when unknown. volume: as printed. route, site: codes (`IM`, `left_thigh`).
        given_at: local time, as "2026-11-18 09:12". expires_on: last usable day.
        free: `True` for the national programme. campaign: 组织形式, in words. vaccinator: name.
    """

    vaccine: str
    dose_number: int = 0
    product: str = ""
    maker: str = ""
    specification: str = ""
    lot_number: str = ""
    expires_on: date | None = None
    trace_code: str = ""
    given_at: str = ""
    volume: str = ""
    route: str = ""
    site: str = ""
    free: bool = True
    campaign: str = "常规接种"
    vaccinator: str = ""


def unprintable_in(values: object, fonts_folder: Path) -> tuple[MissingGlyph, ...]:
    """Return the characters of a paper's values that no font draws, to be shown to the nurse before printing."""
    fonts = fonts_in(fonts_folder)
    return tuple(glyph for text in _texts(values) for glyph in fonts.missing(text))


def with_marks(values: Values, fonts: Fonts) -> Values:
    """Return the values with 〓 for each character no font has; the nurse has been told before."""
    return _marked(values, fonts)  # type: ignore[return-value]  # the same kind of value comes back


def _marked(value: object, fonts: Fonts) -> object:
    if isinstance(value, str):
        return fonts.substituted(value)
    if isinstance(value, tuple):
        return tuple(_marked(part, fonts) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _marked(getattr(value, field.name), fonts) for field in fields(value)})
    return value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
