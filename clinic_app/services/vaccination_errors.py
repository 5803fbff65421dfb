"""已经打错了 (接种差错): what happened is written as it happened, in one act, and the watch begins.

Nothing that happened is refused: not for the state of the visit, the lot, the consent or the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.entries.observation import ObservationEnded
from clinic_app.domain.entries.stock import LotDoseReturned, LotDoseUsed
from clinic_app.domain.entries.subjects import lot_subject, person_subject
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import (
    DoseNotGiven,
    DoseVoided,
    VaccinationErrorRecorded,
)
from clinic_app.domain.entries.visit import VisitOpened
from clinic_app.domain.vaccination_error import ErrorKind
from clinic_app.domain.visit import OBSERVATION, VisitState
from clinic_app.records.journal import entries_of
from clinic_app.records.visits import visits_on
from clinic_app.services.desk import AlreadyWritten
from clinic_app.services.failures import ReasonMissing, UnknownError, UnknownPerson
from clinic_app.services.needle_that_happened import UsedVial, dose_that_happened, vial_of_dose
from clinic_app.services.vials import is_vial_code, lot_by_id, open_vial_of
from clinic_app.services.visit_wish import visit_of

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose
    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Act, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakenRecord:
    """A dose on file that says something else than what happened; it is voided, and its lot use given back."""

    person_id: str
    dose_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordError:
    """The wish of the form 已经打错了.

    Attributes:
        error_id: minted when the form opened; a second press with the same one is answered with the first writing.
        person_id: who really got the needle.
        given_at: when, UTC; the dose has the clinic's day of it.
        expected: code or value of what should have been, empty when nothing was planned.
        reason: words for what is voided and for planned doses that are left out because of the error.
        vial: what went in; None when the dose on file is right in this, or when `recorded` says it all.
        recorded: a dose on file of this very person that is true as it stands: only the error is written.
        mistaken: a dose on file that is not true, of this person or another.
        visit_id: the visit it happened in; empty takes the open one of that day, or opens one.
        site, route, volume: as they really were; empty takes the usual ones of the vaccine.
        supposed_site: where it was to go; taken for a site nobody said, where this route can go there.
        vaccinator: user id of who injected when it was not who writes. action: what was done for the person.
    """

    error_id: str
    error: ErrorKind
    person_id: str
    given_at: datetime
    reason: str
    expected: str = ""
    vial: UsedVial | None = None
    recorded: str = ""
    mistaken: MistakenRecord | None = None
    visit_id: str = ""
    site: str = ""
    supposed_site: str = ""
    route: str = ""
    volume: str = ""
    vaccinator: str = ""
    action: str = ""


def record_error(desk: Desk, wish: RecordError) -> Visit:
    """Write what happened in one act: the dose, the error, its stock, the end of the plan, the watch.

    A second press is answered with the visit of the first. Of a needle of another day the watch is over: the visit
    opened for it is closed as not confirmed.

    Raises:
        UnknownPerson: nobody with this id is on file: a file is opened first (F3).
        ValueError: neither a vial nor a dose on file says what went in.
    """
    card = desk.card(wish.person_id)
    if card.person is None:
        raise UnknownPerson(wish.person_id)
    if (written := _visit_of_error(card, wish.error_id)) is not None:
        return written
    try:
        with desk.act(wish.error_id) as act:
            visit_id = _write(desk, act, wish)
    except AlreadyWritten:
        visit_id = _visit_id_of_error(desk.card(wish.person_id), wish.error_id)
    return visit_of(desk.card(wish.person_id), visit_id)


def void_error(desk: Desk, person_id: str, error_id: str, reason: str, draft: str) -> Card:
    """Take back an error that was recorded by mistake, with a reason; doses stay as they are, and can be voided.

    Raises:
        ReasonMissing: no reason. UnknownError: the person has no such error on file, or it was taken back before.
    """
    if not reason.strip():
        raise ReasonMissing
    if desk.already_written(draft):
        return desk.card(person_id)
    if not any(error.id == error_id for error in desk.card(person_id).errors):
        raise UnknownError
    entries = entries_of(desk.db, person_subject(person_id))
    refs = tuple(
        entry.id
        for entry in entries
        if isinstance(entry.body, VaccinationErrorRecorded) and entry.body.error_id == error_id
    )
    with desk.act(draft) as act:
        act.write(EntryUndone(reason=reason.strip()), subject=person_subject(person_id), refs=refs)
    return act.cards[person_id]


def _write(desk: Desk, act: Act, wish: RecordError) -> str:
    """Write everything and return the visit it belongs to."""
    card = desk.card(wish.person_id)
    mistaken = _mistaken_dose(desk, wish)
    if wish.recorded:
        dose = next((dose for dose in card.doses if dose.id == wish.recorded), None)
        visit_id = (dose.visit_id if dose else "") or _visit_for(desk, act, card, wish)
        _write_error(desk, act, wish, wish.recorded, visit_id, dose.vaccine if dose else "")
        _leave_out_the_rest(act, card.visit(visit_id), wish)
        return visit_id
    vial = wish.vial or (vial_of_dose(mistaken) if mistaken else None)
    if vial is None:
        raise ValueError("nothing says what was injected")
    visit_id = _visit_for(desk, act, card, wish)
    if mistaken is not None and not mistaken.void_reason:
        _void(act, mistaken, wish.reason)
    _write_needle(desk, act, wish, vial, visit_id, mistaken)
    return visit_id


def _write_needle(
    desk: Desk, act: Act, wish: RecordError, vial: UsedVial, visit_id: str, mistaken: Dose | None
) -> None:
    card, subject = desk.card(wish.person_id), person_subject(wish.person_id)
    visit = card.visit(visit_id)
    body = dose_that_happened(desk, card, wish, vial, visit_id, mistaken)
    given = act.write(body, subject=subject)
    lot = lot_by_id(desk.db, vial.lot_id) if vial.lot_id else None
    if lot is not None:
        code = vial.code if is_vial_code(vial.code) else ""
        opened = open_vial_of(lot, vial.code) if lot.doses_per_vial > 1 else None
        used = LotDoseUsed(lot_id=lot.id, dose_id=body.dose_id, code=code, vial_id=opened.id if opened else "")
        act.write(used, subject=lot_subject(lot.id), refs=(given,))
    _write_error(desk, act, wish, body.dose_id, visit_id, body.vaccine, refs=(given,))
    _leave_out_the_rest(act, visit, wish, but=body.planned_id)
    if body.given_on != desk.clock.today():
        _close_old_visit(act, wish, visit, visit_id)


def _leave_out_the_rest(act: Act, visit: Visit | None, wish: RecordError, but: str = "") -> None:
    """Leave out what was still planned: after an error a person decides anew what is given, and when."""
    if visit is None or not visit.state.is_open:
        return
    for planned in visit.planned:
        if not planned.settled and planned.planned_id != but:
            body = DoseNotGiven(
                visit_id=visit.id, person_id=visit.person_id, planned_id=planned.planned_id, reason=wish.reason
            )
            act.write(body, subject=person_subject(visit.person_id))


def _close_old_visit(act: Act, wish: RecordError, visit: Visit | None, visit_id: str) -> None:
    """End the watch over a needle of another day, unless the visit had come to its end by itself."""
    if visit is not None and visit.state in (VisitState.DONE, VisitState.LEFT_EARLY, VisitState.REACTION):
        return
    body = ObservationEnded(visit_id=visit_id, person_id=wish.person_id, outcome="unconfirmed", reason=wish.reason)
    act.write(body, subject=person_subject(wish.person_id))


def _write_error(
    desk: Desk,
    act: Act,
    wish: RecordError,
    dose_id: str,
    visit_id: str,
    vaccine: str,
    refs: tuple[str, ...] = (),
) -> None:
    body = VaccinationErrorRecorded(
        error_id=wish.error_id,
        person_id=wish.person_id,
        dose_id=dose_id,
        error=wish.error.value,
        expected=wish.expected,
        happened=_happened(wish) or vaccine,
        found_at=desk.clock.now(),
        action=wish.action.strip(),
        visit_id=visit_id,
    )
    act.write(body, subject=person_subject(wish.person_id), refs=refs)


def _happened(wish: RecordError) -> str:
    """Return the one thing that was different, where the error is of one thing."""
    said = {
        ErrorKind.WRONG_SITE: wish.site,
        ErrorKind.WRONG_ROUTE: wish.route,
        ErrorKind.WRONG_VOLUME: wish.volume,
    }
    return said.get(wish.error, "")


def _void(act: Act, dose: Dose, reason: str) -> None:
    """Void the record that is not true, and give its lot the dose back."""
    body = DoseVoided(dose_id=dose.id, person_id=dose.person_id, reason=reason)
    voided = act.write(body, subject=person_subject(dose.person_id))
    if dose.lot_id:
        returned = LotDoseReturned(lot_id=dose.lot_id, dose_id=dose.id, reason=reason)
        act.write(returned, subject=lot_subject(dose.lot_id), refs=(voided,))


def _mistaken_dose(desk: Desk, wish: RecordError) -> Dose | None:
    mistaken = wish.mistaken
    if mistaken is None:
        return None
    return next((dose for dose in desk.card(mistaken.person_id).doses if dose.id == mistaken.dose_id), None)


def _visit_for(desk: Desk, act: Act, card: Card, wish: RecordError) -> str:
    """Return the visit of the needle: the named one if it can be watched there, an open one of its day, a new one."""
    day = business_date(wish.given_at)
    named = card.visit(wish.visit_id)
    if named is not None and not _comes_after_its_end(desk, named, wish):
        return named.id
    of_day = [visit for visit in card.visits if visit.on == day]
    chosen = next((visit for visit in reversed(of_day) if visit.state.is_open), None)
    if chosen is None and day != desk.clock.today() and of_day:
        chosen = of_day[-1]
    if chosen is not None:
        return chosen.id
    visit_id = desk.mint()
    ticket = f"T{day:%Y%m%d}{visits_on(desk.db, day) + 1:03d}"
    opened = VisitOpened(visit_id=visit_id, person_id=wish.person_id, ticket=ticket, on=day)
    act.write(opened, subject=person_subject(wish.person_id))
    return visit_id


def _comes_after_its_end(desk: Desk, visit: Visit, wish: RecordError) -> bool:
    """Return whether the visit is over and this is another needle, whose thirty minutes are not."""
    sets_right = wish.mistaken is not None and wish.mistaken.person_id == wish.person_id
    if wish.recorded or sets_right or visit.state not in (VisitState.DONE, VisitState.LEFT_EARLY):
        return False
    return wish.given_at + OBSERVATION > desk.clock.now()


def _visit_of_error(card: Card, error_id: str) -> Visit | None:
    error = next((error for error in card.errors if error.id == error_id), None)
    return card.visit(error.visit_id) if error else None


def _visit_id_of_error(card: Card, error_id: str) -> str:
    return next((error.visit_id for error in card.errors if error.id == error_id), "")
