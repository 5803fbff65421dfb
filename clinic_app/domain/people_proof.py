"""One hash over everybody's card, by which a clinic and its county prove to each other that they hold the same.

Leaves are the digests of cards (`fold/canonical.digest_of`). They lie in 256 times 256 baskets by the first two bytes
of the SHA-256 of the person's id, so that every place puts them alike; each level is one hash over its 256 baskets.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTH = 256
_EMPTY = bytes(32)
_BASKET, _BRANCH, _ROOT = b"vaxsync people basket 1\0", b"vaxsync people branch 1\0", b"vaxsync people root 1\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleDiffer:
    """Who is not the same on both sides, by person id, each in order."""

    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()
    other_card: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anybody is."""
        return bool(self.only_here or self.only_there or self.other_card)


def people_root(digests: Mapping[str, bytes]) -> bytes:
    """Return the root over people's digests by person id: 32 bytes, the same for the same people in any order."""
    return hashlib.sha256(_ROOT + len(digests).to_bytes(8, "big") + b"".join(people_branches(digests))).digest()


def people_branches(digests: Mapping[str, bytes]) -> list[bytes]:
    """Return the 256 hashes below the root; that of an empty branch is 32 zero bytes."""
    baskets: dict[tuple[int, int], list[bytes]] = {}
    for person_id, digest in digests.items():
        baskets.setdefault(_place(person_id), []).append(digest)
    branches = [[_EMPTY] * _WIDTH for _ in range(_WIDTH)]
    for (first, second), lying in baskets.items():
        branches[first][second] = hashlib.sha256(_BASKET + b"".join(sorted(lying))).digest()
    filled = {first for first, _ in baskets}
    return [
        hashlib.sha256(_BRANCH + b"".join(branch)).digest() if first in filled else _EMPTY
        for first, branch in enumerate(branches)
    ]


def who_differs(here: Mapping[str, bytes], there: Mapping[str, bytes]) -> PeopleDiffer:
    """Name everybody whose card is not the same; only branches that differ are looked into."""
    pairs = zip(people_branches(here), people_branches(there), strict=True)
    suspect = {number for number, (ours, theirs) in enumerate(pairs) if ours != theirs}
    mine = {person for person in here if _place(person)[0] in suspect}
    yours = {person for person in there if _place(person)[0] in suspect}
    return PeopleDiffer(
        only_here=tuple(sorted(mine - yours)),
        only_there=tuple(sorted(yours - mine)),
        other_card=tuple(sorted(person for person in mine & yours if here[person] != there[person])),
    )


def _place(person_id: str) -> tuple[int, int]:
    digest = hashlib.sha256(person_id.encode()).digest()
    return digest[0], digest[1]
