"""Makes identities for simulated moments: UUIDv7 in shape, the same for the same seed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from datetime import datetime


class Mint:
    """Makes ids from a simulated moment and the seeded chance of the township.

    Args:
        chance: the township's one source of chance.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def id_at(self, moment: datetime) -> str:
        """Return a new UUIDv7 whose time is `moment` (48 bits of milliseconds, version, variant, chance)."""
        milliseconds = round(moment.timestamp() * 1000)
        low = (0b10 << 62) | self._chance.getrandbits(62)
        high = (milliseconds << 16) | (0x7 << 12) | self._chance.getrandbits(12)
        return str(uuid.UUID(int=(high << 64) | low))
