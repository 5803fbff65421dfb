"""A lot's entries become a lot: what came in, what was used, whether it may be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.stock import (
    DosesWasted,
    LotCodeLearned,
    LotDoseReturned,
    LotDoseUsed,
    LotQuarantined,
    LotReceived,
    LotReleased,
    VialOpened,
)
from clinic_app.domain.fold.causal_order import in_causal_order, without_undone
from clinic_app.domain.lot import Lot, OpenVial

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
    used = _uses_by_dose(bodies)
    wasted = {body.waste_id: body for body in bodies if isinstance(body, DosesWasted)}
    wasted_doses = sum(max(0, waste.doses) for waste in wasted.values())
    return Lot(
        id=lot_id,
        doses_on_hand=sum(receipt.doses for receipt in receipts) - len(used) - wasted_doses,
        wasted_doses=wasted_doses,
        open_vials=_open_vials(bodies, receipts[0].doses_per_vial, used, wasted),
        quarantined=_quarantined(counting),
        codes=tuple(sorted({body.code for body in bodies if isinstance(body, LotCodeLearned)})),
        used_codes=_used_codes(bodies, used, wasted),
        **{name: getattr(receipts[0], name) for name in _SAME_NAMES},
    )


def _uses_by_dose(bodies: list[Body]) -> dict[str, LotDoseUsed]:
    returned = {body.dose_id for body in bodies if isinstance(body, LotDoseReturned)}
    return {body.dose_id: body for body in bodies if isinstance(body, LotDoseUsed) and body.dose_id not in returned}


def _used_codes(bodies: list[Body], used: dict[str, LotDoseUsed], wasted: dict[str, DosesWasted]) -> tuple[str, ...]:
    """Return the codes of vials a dose was drawn from, and of opened ones that were thrown away."""
    thrown_away = {waste.vial_id for waste in wasted.values()}
    emptied = {body.code for body in bodies if isinstance(body, VialOpened) and body.vial_id in thrown_away}
    return tuple(sorted(({use.code for use in used.values()} | emptied) - {""}))


def _open_vials(
    bodies: list[Body], doses_per_vial: int, used: dict[str, LotDoseUsed], wasted: dict[str, DosesWasted]
) -> tuple[OpenVial, ...]:
    """Return the vials that are open: not used up, and their rest not thrown away. The first opening of an id holds."""
    drawn: dict[str, int] = {}
    for use in used.values():
        drawn[use.vial_id] = drawn.get(use.vial_id, 0) + 1
    closed = {waste.vial_id for waste in wasted.values()}
    opened: dict[str, VialOpened] = {}
    for body in bodies:
        if isinstance(body, VialOpened) and body.vial_id not in closed:
            opened.setdefault(body.vial_id, body)
    vials = (
        OpenVial(
            id=body.vial_id,
            lot_id=body.lot_id,
            code=body.code,
            opened_at=body.opened_at,
            minutes=body.minutes,
            doses_left=doses_per_vial - drawn.get(body.vial_id, 0),
        )
        for body in opened.values()
    )
    return tuple(sorted((vial for vial in vials if vial.doses_left > 0), key=lambda vial: (vial.opened_at, vial.id)))


def _quarantined(counting: list[AnyEntry]) -> bool:
    released = {ref for entry in counting if isinstance(entry.body, LotReleased) for ref in entry.refs}
    return any(isinstance(entry.body, LotQuarantined) and entry.id not in released for entry in counting)
