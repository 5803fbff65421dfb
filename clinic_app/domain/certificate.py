"""A certificate (证明) that was issued: what is known of it without looking at the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCertificate:
    """One certificate, as its entries tell it.

    Attributes:
        entry_id: of the entry that issued it. paper, number, result, content, content_hash: as in that entry.
        issued_at: when it was written, UTC. issued_by: user id.
        reprints: how often it was printed again.
    """

    id: str
    entry_id: str
    person_id: str
    paper: str
    number: str
    issued_on: date
    issued_at: datetime
    issued_by: str
    key_id: str
    content: str
    content_hash: str
    result: str = ""
    dose_ids: tuple[str, ...] = ()
    reprints: int = 0
