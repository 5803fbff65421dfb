"""The bundled fonts: which of them draws which character, and what none of them can draw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clinic_app.printing.embedded_font import EmbeddedFont

MISSING_MARK = "〓"
_RARE_FACE = "HanaMinB"


class Weight(Enum):
    """Stroke weight of a line; the value is the name of the face."""

    REGULAR = "NotoSansSC_400Regular"
    BOLD = "NotoSansSC_700Bold"


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no bundled font can draw, and its place in the text (from 0)."""

    character: str
    position: int


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of a line that one face draws."""

    text: str
    face: str


class UnprintableText(ValueError):
    """A text was about to be printed with characters that no bundled font has. Nothing is printed.

    Attributes:
        missing: the characters, to be shown to the nurse.
    """

    def __init__(self, missing: tuple[MissingGlyph, ...]) -> None:
        super().__init__("no font draws " + " ".join(f"U+{ord(glyph.character):04X}" for glyph in missing))
        self.missing = missing


class FontFileMissing(FileNotFoundError):
    """A font file that ships with the program is not in its folder."""


class Fonts:
    """The three faces of one folder: regular, bold, and a large one for characters the two do not have.

    The large face (30 MB) is read only when a text needs it, and stays in memory (50 MB) from then on.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[str, EmbeddedFont] = {}
        self._face_names: dict[tuple[str, Weight], str | None] = {}
        for name in (Weight.REGULAR.value, Weight.BOLD.value, _RARE_FACE):
            if not self._file(name).is_file():
                raise FontFileMissing(str(self._file(name)))

    def first_face(self) -> str:
        """Return the name of the regular face, ready for a canvas to begin with."""
        self._face(Weight.REGULAR.value)
        return Weight.REGULAR.value

    def missing(self, text: str) -> tuple[MissingGlyph, ...]:
        """Return every character that cannot be drawn; line breaks are layout and never missing."""
        return tuple(
            MissingGlyph(character, position)
            for position, character in enumerate(text)
            if character != "\n" and self._face_of(character, Weight.REGULAR) is None
        )

    def substituted(self, text: str) -> str:
        """Return `text` with the printer's mark 〓 for each missing character; the nurse has been told before."""
        places = {glyph.position for glyph in self.missing(text)}
        return "".join(MISSING_MARK if place in places else character for place, character in enumerate(text))

    def runs(self, text: str, weight: Weight) -> list[TextRun]:
        """Split a line into pieces that one face draws.

        Raises:
            UnprintableText: a character is in no face, or the line contains a line break.
        """
        faces = [self._face_of(character, weight) for character in text]
        if None in faces:
            raise UnprintableText(
                tuple(MissingGlyph(text[place], place) for place, face in enumerate(faces) if face is None)
            )
        return list(_joined(text, [face for face in faces if face is not None]))

    def width(self, text: str, size: float, weight: Weight) -> float:
        """Return the width of a line in points."""
        widths = (self._face(run.face).stringWidth(run.text, size) for run in self.runs(text, weight))
        return float(sum(widths))

    def _face_of(self, character: str, weight: Weight) -> str | None:
        """Return the face that draws the character; remembered, because every width asks for it."""
        asked = (character, weight)
        if asked not in self._face_names:
            faces = (weight.value, _RARE_FACE)
            drawing = (name for name in faces if ord(character) in self._face(name).face.charToGlyph)
            self._face_names[asked] = next(drawing, None)
        return self._face_names[asked]

    def _face(self, name: str) -> EmbeddedFont:
        if name not in self._faces:
            self._faces[name] = self._registered(name)
        return self._faces[name]

    def _registered(self, name: str) -> EmbeddedFont:
        from reportlab.pdfbase import pdfmetrics

        from clinic_app.printing.embedded_font import EmbeddedFont

        face = EmbeddedFont(name, str(self._file(name)), asciiReadable=False)
        pdfmetrics.registerFont(face)
        return face

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.ttf"


@lru_cache(maxsize=1)
def fonts_in(folder: Path) -> Fonts:
    """Return the fonts of `folder`, read once; a program has one such folder.

    Raises:
        FontFileMissing: a face is not there.
    """
    return Fonts(folder)


def _joined(text: str, faces: list[str]) -> Iterator[TextRun]:
    for face, pairs in groupby(zip(text, faces, strict=True), key=lambda pair: pair[1]):
        yield TextRun("".join(character for character, _ in pairs), face)
