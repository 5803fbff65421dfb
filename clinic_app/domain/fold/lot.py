"""A lot's entries become a lot: what came in, what was used, whether it may be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.stock import (
    LotCodeLearned,
    LotDoseReturned,
    LotDoseUsed,
    LotQuarantined,
    LotReceived,
    LotReleased,
)
from clinic_app.domain.fold.causal_order import in_causal_order, without_undone
from clinic_app.domain.lot import Lot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clinic_app.domain.entries.entry import AnyEntry, Body

_SAME_NAMES = (
    "vaccine product maker specification lot_number expires_on doses_per_vial release_number product_identifier"
).split()


def fold_lot(lot_id: str, entries: Iterable[AnyEntry]) -> Lot | None:
    """Return the lot these entries tell, or None while its receipt has not arrived.

    Receipts add up; a dose used twice (the same dose id) is used once; a quarantine holds until an entry that saw
    it lifts it.
    """
    counting = without_undone(in_causal_order(entries))
    receipts = [entry.body for entry in counting if isinstance(entry.body, LotReceived)]
    if not receipts:
        return None
    bodies = [entry.body for entry in counting]
    used = _used_codes_by_dose(bodies)
    return Lot(
        id=lot_id,
        doses_on_hand=sum(receipt.doses for receipt in receipts) - len(used),
        quarantined=_quarantined(counting),
        codes=tuple(sorted({body.code for body in bodies if isinstance(body, LotCodeLearned)})),
        used_codes=tuple(sorted({code for code in used.values() if code})),
        **{name: getattr(receipts[0], name) for name in _SAME_NAMES},
    )


def _used_codes_by_dose(bodies: list[Body]) -> dict[str, str]:
    returned = {body.dose_id for body in bodies if isinstance(body, LotDoseReturned)}
    return {
        body.dose_id: body.code for body in bodies if isinstance(body, LotDoseUsed) and body.dose_id not in returned
    }


def _quarantined(counting: list[AnyEntry]) -> bool:
    released = {ref for entry in counting if isinstance(entry.body, LotReleased) for ref in entry.refs}
    return any(isinstance(entry.body, LotQuarantined) and entry.id not in released for entry in counting)
