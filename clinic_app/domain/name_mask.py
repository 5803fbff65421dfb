"""Names as a public screen or slip may show them: first and last character, the rest hidden (掩码)."""

import unicodedata

_HIDDEN = "*"


def masked_name(name: str) -> str:
    """Return `name` with all but its first and last character replaced by stars.

    A name of two characters keeps the first only; a name of one is hidden whole. Dots and spaces between the
    parts of a minority or foreign name stay, so that a parent still knows the shape of the name. A variation
    selector or combining mark belongs to the character before it and goes with it.
    """
    characters = _characters(name.strip())
    places = [place for place, character in enumerate(characters) if not _separates(character)]
    shown = set(places[:1] if len(places) > 1 else [])
    if len(places) > 2:
        shown.add(places[-1])
    hidden = set(places) - shown
    return "".join(_HIDDEN if place in hidden else character for place, character in enumerate(characters))


def _characters(name: str) -> list[str]:
    """Split into what a reader sees as single characters."""
    characters: list[str] = []
    for character in name:
        if characters and unicodedata.category(character).startswith("M"):
            characters[-1] += character
        else:
            characters.append(character)
    return characters


def _separates(character: str) -> bool:
    """Punctuation, spaces and symbols; a character of a private code area is part of the name and is hidden."""
    return unicodedata.category(character[0])[0] in "PZS"
