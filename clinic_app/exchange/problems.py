"""What can be wrong with a package, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ProblemKind(Enum):
    """The first thing found wrong while a package was read."""

    NO_PACKAGE = "no_package"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_OURS = "not_ours"
    NEWER_FORMAT = "newer_format"
    DAMAGED = "damaged"
    AGE_HEADER_TOO_LONG = "age_header_too_long"
    NOT_FOR_THIS_KEY = "not_for_this_key"
    MISADDRESSED = "misaddressed"
    OTHER_PURPOSE = "other_purpose"
    UNKNOWN_AUTHOR = "unknown_author"
    BAD_SIGNATURE = "bad_signature"
    BAD_ENTRY = "bad_entry"
    BROKEN_CHAIN = "broken_chain"
    MANIFEST_MISSING = "manifest_missing"
    MANIFEST_DIFFERS = "manifest_differs"
    PART_MISSING = "part_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong.

    Attributes:
        file: name of the file it was found in, empty when it concerns the folder.
        seq: position of the entry it concerns, None when it concerns no single entry.
    """

    kind: ProblemKind
    file: str = ""
    seq: int | None = None


class PackageDamaged(Exception):
    """Raised while reading, at the first problem; the readers of whole packages return it as a `Problem`."""

    def __init__(self, kind: ProblemKind, seq: int | None = None) -> None:
        super().__init__(kind.value if seq is None else f"{kind.value} at {seq}")
        self.kind = kind
        self.seq = seq
