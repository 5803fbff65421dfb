"""A TrueType font as it goes into a PDF; imports reportlab, so it is itself imported only when something is printed."""

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

_CHARACTERS_PER_BLOCK = 100


class EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A font whose text can be copied and searched, characters above U+FFFF included.

    reportlab writes such a character into the ToUnicode map as one number of five hex digits; readers expect
    UTF-16BE. The maps are written anew after reportlab has laid the font into the document.
    """

    def addObjects(self, doc: PDFDocument) -> None:
        """Embed all subsets used in `doc`, then correct their ToUnicode maps."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            doc.idToObject[fonts[name].ToUnicode.name].content = unicode_map(subset)


def unicode_map(subset: list[int]) -> str:
    """Return the ToUnicode map of one subset: position in the font -> text in UTF-16BE.

    Position 0 of every subset is the empty glyph and means no text. Blocks hold at most 100 characters.

    Source: ISO 32000-1, 9.10.3; Adobe Technical Note 5411.
    """
    lines = [
        f"<{position:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for position, character in enumerate(subset)
        if character
    ]
    blocks = [lines[start : start + _CHARACTERS_PER_BLOCK] for start in range(0, len(lines), _CHARACTERS_PER_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
