"""A needle that has happened, as a record: from a vial on file, a label somebody read, or a record that was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.entries.vaccination import DoseGiven
from clinic_app.domain.injection_sites import site_as_given
from clinic_app.services.programme_check import is_charged, series_of
from clinic_app.services.vials import is_vial_code, lot_by_id, open_vial_of

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.lot import Lot
    from clinic_app.domain.person import Dose
    from clinic_app.services.desk import Desk
    from clinic_app.services.vaccination_errors import RecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedVial:
    """What went into the syringe: a lot on file, or what its label says when it is not on file.

    Attributes:
        vaccine: code of the catalogue. lot_id: empty when the lot is not on file here.
        lot_number, maker, product, expires_on: as read from the label; taken from the lot when it is on file.
        code: 追溯码 or GS1 string, raw; empty when it was not scanned.
    """

    vaccine: str
    lot_id: str = ""
    lot_number: str = ""
    maker: str = ""
    product: str = ""
    expires_on: date | None = None
    code: str = ""


def vial_of_lot(lot: Lot, code: str = "") -> UsedVial:
    """Return a vial of a lot on file."""
    return UsedVial(
        vaccine=lot.vaccine,
        lot_id=lot.id,
        lot_number=lot.lot_number,
        maker=lot.maker,
        product=lot.product,
        expires_on=lot.expires_on,
        code=code,
    )


def vial_of_dose(dose: Dose) -> UsedVial:
    """Return the vial a dose on file was drawn from."""
    return UsedVial(
        vaccine=dose.vaccine,
        lot_id=dose.lot_id or "",
        lot_number=dose.lot_number,
        maker=dose.maker,
        product=dose.product,
        expires_on=dose.expires_on,
        code=dose.trace_code,
    )


def dose_that_happened(
    desk: Desk, card: Card, wish: RecordError, vial: UsedVial, visit_id: str, mistaken: Dose | None
) -> DoseGiven:
    """Return the dose as it happened. What nobody said is the usual of the vaccine, or of the record it replaces.

    Volume and route on a record of another vaccine say nothing of this one; its site does where this one can go there.
    The planned dose of this vaccine is settled by it, be it still open or wrongly settled by the record.
    """
    lot = lot_by_id(desk.db, vial.lot_id) if vial.lot_id else None
    vial = vial_of_lot(lot, vial.code) if lot else vial
    vaccine = desk.rules.vaccines.get(vial.vaccine)
    before = mistaken if mistaken and mistaken.person_id == card.person_id else None
    alike = before if before and before.vaccine == vial.vaccine else None
    route = wish.route or (alike.route if alike else "") or (vaccine.route if vaccine else "")
    given_on = business_date(wish.given_at)
    opened = open_vial_of(lot, vial.code) if lot and lot.doses_per_vial > 1 else None
    return DoseGiven(
        dose_id=desk.mint(),
        person_id=card.person_id,
        visit_id=visit_id,
        planned_id=_planned_id(card, visit_id, vial.vaccine, before),
        vaccine=vial.vaccine,
        product=vial.product,
        maker=vial.maker,
        lot_id=vial.lot_id if lot else "",
        lot_number=vial.lot_number,
        expires_on=vial.expires_on,
        trace_code=vial.code if is_vial_code(vial.code) else "",
        volume=wish.volume or (alike.volume if alike else "") or (vaccine.volume if vaccine else ""),
        route=route,
        site=wish.site or site_as_given(route, before.site if before else wish.supposed_site),
        given_on=given_on,
        given_at=wish.given_at,
        dose_number=_number(desk, card, vial.vaccine, given_on, before),
        free=vaccine is None or not is_charged(desk.rules, card, vaccine, given_on),
        advice=desk.rules.edition_in_force(given_on).name,
        vial_id=opened.id if opened else "",
        vaccinator=wish.vaccinator,
    )


def _planned_id(card: Card, visit_id: str, vaccine: str, before: Dose | None) -> str:
    visit = card.visit(visit_id)
    for planned in visit.planned if visit else ():
        wrongly_settled = before is not None and planned.dose_id == before.id
        if planned.vaccine == vaccine and (wrongly_settled or not planned.settled):
            return planned.planned_id
    return ""


def _number(desk: Desk, card: Card, code: str, on: date, before: Dose | None) -> int:
    """Return the printed 剂次, a remark: one more than the doses of the same series on the card."""
    born, vaccines = card.person.birth_date if card.person else on, desk.rules.vaccines
    mine = series_of(vaccines[code], born, on) if code in vaccines else frozenset()
    others = (dose for dose in card.counted_doses if before is None or dose.id != before.id)
    same = (
        dose
        for dose in others
        if dose.vaccine == code or (dose.vaccine in vaccines and mine & series_of(vaccines[dose.vaccine], born, on))
    )
    return 1 + sum(1 for dose in same if dose.given_on <= on)
