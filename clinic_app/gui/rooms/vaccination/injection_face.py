"""What the page of the needle shows, made from the gate: the doses, the eleven items, the stop, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from clinic_app.domain.injection_sites import ORAL
from clinic_app.domain.safety_check import CheckedPoint, CheckPoint, PointState, open_points
from clinic_app.domain.visit import DoseState
from clinic_app.gui.faces import CheckFace, CheckState, VaccineFace, VaccineState
from clinic_app.gui.rooms.vaccination.check_faces import Look, check_face, red_sentence, red_todo
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import CHECK_MISSING, CHECK_NUMBERS, ROUTES, SITES
from clinic_app.services.vials import lot_by_id

if TYPE_CHECKING:
    from clinic_app.domain.lot import Lot
    from clinic_app.domain.visit import PlannedDose
    from clinic_app.services.reader import Reader

_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class InjectionFace:
    """What the page of the needle shows.

    Attributes:
        doses: the planned doses, the one in hand first. checks: the eleven items in reading order.
        stop: the red sentence and what to do, None when nothing stops. vial_stop: another vial is the way on.
        done, total: settled items. reds: how many stop.
        missing: why F9 is off, empty when it is on. ambers: whether F6 has something to explain.
        may_change_site: whether F4 moves the needle to another site; with no vial in hand only a red site asks for it.
    """

    planned_id: str
    doses: tuple[VaccineFace, ...]
    checks: tuple[tuple[CheckPoint, CheckFace], ...]
    stop: tuple[str, str] | None
    vial_stop: bool
    has_vial: bool
    done: int
    total: int
    reds: int
    missing: str
    ambers: bool
    may_change_site: bool


def injection_face(reader: Reader, look: Look, checked: tuple[CheckedPoint, ...], *, busy: bool) -> InjectionFace:
    """Return the face of one needle."""
    faces = tuple((each.finding.item, check_face(look, each)) for each in checked)
    red = {which for which, face in faces if face.state is CheckState.RED}
    stop = _stop_words(look, checked, red)
    reds = len(red) + (1 if look.standing else 0)
    return InjectionFace(
        planned_id=look.gate.planned.planned_id,
        doses=_dose_faces(reader, look, stopped=stop is not None),
        checks=faces,
        stop=stop,
        vial_stop=look.stop is not None,
        has_vial=look.gate.lot is not None,
        done=sum(1 for each in checked if each.state.settled and each.finding.item not in red),
        total=len(checked),
        reds=reds,
        missing=wording.SAVING if busy else _missing(look, checked, reds),
        ambers=any(each.finding.verdict is PointState.AMBER for each in checked),
        may_change_site=_may_change_site(look, red),
    )


def _stop_words(look: Look, checked: tuple[CheckedPoint, ...], red: set[CheckPoint]) -> tuple[str, str] | None:
    if look.stop is not None:
        return look.stop.what, look.stop.todo
    if look.standing is not None:
        return look.standing.sentence, look.standing.todo
    first = next((each for each in checked if each.finding.item in red), None)
    if first is None:
        return None
    return wording.STOP_CHECK.format(what=red_sentence(look, first)), red_todo(first)


def _may_change_site(look: Look, red: set[CheckPoint]) -> bool:
    if look.stop is not None or look.gate.allowed_sites == (ORAL,):
        return False
    return look.gate.lot is not None or CheckPoint.SITE in red


def _missing(look: Look, checked: tuple[CheckedPoint, ...], reds: int) -> str:
    """Return what must be done before the needle, empty when nothing."""
    if look.stop is not None:
        return wording.FIRST_OTHER_VIAL
    if reds:
        return wording.STOPPED.format(count=reds)
    if look.gate.lot is None:
        return wording.FIRST_SCAN
    left = open_points(checked)
    ambers = {each.finding.item for each in checked if each.state is PointState.AMBER}
    named = [
        f"{CHECK_NUMBERS[which]} {wording.WRITE_REASON if which in ambers else CHECK_MISSING[which]}"
        for which in left[:_MOST_NAMED]
    ]
    more = f" {wording.AND_MORE.format(count=len(left))}" if len(left) > _MOST_NAMED else ""
    return wording.FIRST_DO.format(items=" · ".join(named) + more) if left else ""


def _dose_faces(reader: Reader, look: Look, *, stopped: bool) -> tuple[VaccineFace, ...]:
    """Return the dose in hand, then the open ones, then those that are settled."""
    planned, lot = look.gate.planned, look.gate.lot
    others = [dose for dose in look.gate.visit.planned if dose.planned_id != planned.planned_id]
    others.sort(key=lambda dose: dose.settled)
    state = VaccineState.STOP if stopped else VaccineState.IN_HAND
    chip = wording.STOP if stopped else (wording.IN_HAND if lot else wording.WAITING_VIAL)
    first = _dose_face(reader, replace(planned, site=look.gate.site_in_hand), lot, state, chip)
    return (first, *(_other_face(reader, dose) for dose in others))


def _other_face(reader: Reader, dose: PlannedDose) -> VaccineFace:
    lot = lot_by_id(reader.db, dose.lot_id) if dose.lot_id else None
    if dose.state is DoseState.GIVEN:
        return _dose_face(reader, dose, lot, VaccineState.GIVEN, wording.GIVEN)
    if dose.state is DoseState.NOT_GIVEN:
        return _dose_face(reader, dose, None, VaccineState.NOT_GIVEN, wording.NOT_GIVEN)
    return _dose_face(reader, dose, lot, VaccineState.NEXT, wording.NEXT)


def _dose_face(reader: Reader, dose: PlannedDose, lot: Lot | None, state: VaccineState, chip: str) -> VaccineFace:
    vaccine = reader.rules.vaccine(dose.vaccine)
    place = () if dose.site == ORAL else (SITES.get(dose.site, dose.site),)
    return VaccineFace(
        vaccine=vaccine.short_name,
        dose=wording.DOSE.format(number=dose.dose_number),
        facts=" · ".join((vaccine.volume, ROUTES[vaccine.route], *place)),
        lot=lot.lot_number if lot else "",
        expires=str(lot.expires_on) if lot else "",
        state=state,
        chip=chip,
    )
