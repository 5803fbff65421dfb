"""The signed text of a certificate (证明): made in parts small enough for a code, and read back; CERTIFICATE.md."""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

HEAD_LINES = 4
TITLE_LINE, NAME_LINE, BIRTH_LINE, CLINIC_LINE = range(HEAD_LINES)
KEY_ID_LENGTH, TAG_LENGTH, SIGNATURE_LENGTH = 11, 8, 86
_MARK = "VC1"
_CONTEXT = b"vaccination certificate 1\0"
_SEALS = re.compile(r"VC[0-9]+ ")
# The last letter of a signature carries two bits: of the sixteen letters that would be read alike only one is written.
_SEAL = re.compile(
    r"VC1 (?P<number>[0-9]{8}-[0-9]{4,6}) (?P<part>[1-9][0-9]?)/(?P<parts>[1-9][0-9]?)"
    r" (?P<tag>[A-Za-z0-9_-]{8}) (?P<key_id>[A-Za-z0-9_-]{11}) (?P<signature>[A-Za-z0-9_-]{85}[AQgw])"
)
_LONGEST_MARK = len(" 99/99")


class HeadTooLong(ValueError):
    """Name and clinic alone fill the code; no line of the body would fit. Nothing was signed."""


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One line below the head: a caption and its words, which may go on in another part under the same caption."""

    caption: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """The last line of a part, taken apart.

    Attributes:
        number: of the certificate; its first eight digits are the day of issue.
        part, parts: which part this is, from 1, and of how many.
        tag: the same on all parts: the hash of what they say together.
        key_id: names the key; `signature`: 64 bytes, Ed25519.
    """

    number: str
    part: int
    parts: int
    tag: str
    key_id: str
    signature: bytes

    @property
    def issued_on(self) -> date | None:
        """Return the day of issue; None where the number begins with no day there is."""
        try:
            return date(int(self.number[:4]), int(self.number[4:6]), int(self.number[6:8]))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One part as it was read: the lines people read, and the seal; None when it is cut off or of another format."""

    lines: tuple[str, ...]
    seal: Seal | None
    text: str
    newer: bool = False

    @property
    def signed_bytes(self) -> bytes:
        """Return what the signature is over: everything before it and before the blank that precedes it."""
        return _CONTEXT + self.text.rpartition(" ")[0].encode()


def key_id_of(public_key: bytes) -> str:
    """Return the short name of a public key: 11 characters of the hash."""
    return _coded(hashlib.sha256(public_key).digest()[:8])


def sealed_parts(
    head: Sequence[str],
    body: Sequence[BodyLine],
    *,
    number: str,
    public_key: bytes,
    sign: Callable[[bytes], bytes],
    most_bytes: int,
) -> tuple[str, ...]:
    """Return the texts to be printed as codes, one a part, each signed and readable alone.

    Args:
        head: title, name, birth date, clinic, each a line; every part begins with them.
        body: what the certificate says, in order.
        number: day of issue, a dash, the number of the day.
        public_key: of the device that signs.
        sign: makes its Ed25519 signature.
        most_bytes: longest text of a part in UTF-8.

    Raises:
        HeadTooLong: there is no room for the body.
    """
    key_id = key_id_of(public_key)
    used = len("\n".join(head).encode()) + _LONGEST_MARK + 1 + len(_seal_line(number, 99, 99, "", key_id))
    room = most_bytes - used - TAG_LENGTH - 1 - SIGNATURE_LENGTH
    bodies = _evenly(body, room)
    texts = ["\n".join((*_marked(head, place, len(bodies)), *lines)) for place, lines in enumerate(bodies, start=1)]
    tag = _tag_of(texts)
    parts = []
    for place, text in enumerate(texts, start=1):
        unsigned = f"{text}\n{_seal_line(number, place, len(texts), tag, key_id)}"
        parts.append(f"{unsigned} {_coded(sign(_CONTEXT + unsigned.encode()))}")
    return tuple(parts)


def parts_in(text: str) -> tuple[SealedPart, ...]:
    """Return the parts in a text, in the order of the text, each once; what follows the last seal is cut off.

    A scanner may type CR LF and blanks at the ends of lines; both are dropped, everything else counts.
    """
    parts: dict[str, SealedPart] = {}
    lines: list[str] = []
    for line in (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if not line and not lines:
            continue
        lines.append(line)
        if _SEALS.match(line):
            part = _part(lines)
            parts[part.text] = part
            lines = []
    if any(lines):
        parts["\n".join(lines)] = SealedPart(tuple(lines), None, "\n".join(lines))
    return tuple(parts.values())


def say_the_same(parts: Sequence[SealedPart]) -> bool:
    """Return whether all parts, in order, are together what their tag was made of."""
    return all(part.seal is not None and part.seal.tag == _tag_of(_said(parts)) for part in parts)


def _said(parts: Iterable[SealedPart]) -> list[str]:
    return ["\n".join(part.lines) for part in parts]


def _part(lines: Sequence[str]) -> SealedPart:
    found = _SEAL.fullmatch(lines[-1])
    text = "\n".join(lines)
    if found is None or len(lines) <= HEAD_LINES or int(found["part"]) > int(found["parts"]):
        return SealedPart(tuple(lines), None, text, newer=not lines[-1].startswith(f"{_MARK} "))
    seal = Seal(
        number=found["number"],
        part=int(found["part"]),
        parts=int(found["parts"]),
        tag=found["tag"],
        key_id=found["key_id"],
        signature=urlsafe_b64decode(found["signature"] + "=="),
    )
    return SealedPart(tuple(lines[:-1]), seal, text)


def _evenly(body: Sequence[BodyLine], room: int) -> list[list[str]]:
    """Share the body out over as few parts as there must be, all about as long."""
    fewest = len(_shared_out(body, room))
    while room > 1:
        try:
            if len(_shared_out(body, room - 1)) > fewest:
                break
        except HeadTooLong:
            break
        room -= 1
    return _shared_out(body, room)


def _shared_out(body: Sequence[BodyLine], room: int) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    left = room
    for line in body:
        written = ""
        for word in line.words or ("",):
            longer = f"{written} {word}" if written else f"{line.caption} {word}".strip()
            needed = len(longer.encode()) - len(written.encode()) + (0 if written else 1)
            if needed > left and (written or parts[-1]):
                parts[-1] += [written] if written else []
                parts.append([])
                longer, left = f"{line.caption} {word}".strip(), room
                needed = len(longer.encode()) + 1
            if needed > left:
                raise HeadTooLong(f"{needed} bytes in {left}")
            written, left = longer, left - needed
        parts[-1].append(written)
    return parts


def _marked(head: Sequence[str], part: int, parts: int) -> tuple[str, ...]:
    return (head[TITLE_LINE] if parts == 1 else f"{head[TITLE_LINE]} {part}/{parts}", *head[1:])


def _seal_line(number: str, part: int, parts: int, tag: str, key_id: str) -> str:
    return f"{_MARK} {number} {part}/{parts} {tag} {key_id}"


def _tag_of(texts: Sequence[str]) -> str:
    return _coded(hashlib.sha256("\n".join(texts).encode()).digest()[:6])


def _coded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
