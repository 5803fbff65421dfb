"""A vial that must not be used: one sentence, what to do, and the good lot to take instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.lot import LotProblem
from clinic_app.domain.safety_check import CheckPoint
from clinic_app.gui.rooms.vaccination.forms import Stop
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.failures import failure_words, vaccine_name
from clinic_app.services.failures import (
    OtherVaccine,
    UnknownVial,
    UnusableLot,
    VialTimeOver,
    VialUsedBefore,
    WishRefused,
)
from clinic_app.services.vials import better_lots, lot_by_id, lot_of_code

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.lot import Lot
    from clinic_app.domain.visit import PlannedDose
    from clinic_app.services.reader import Reader

_WHAT = {
    LotProblem.EXPIRED.value: wording.STOP_EXPIRED,
    LotProblem.QUARANTINED.value: wording.STOP_QUARANTINED,
    LotProblem.EMPTY.value: wording.STOP_EMPTY,
}


def stop_for(reader: Reader, failure: WishRefused, code: str, lot_id: str | None, planned: PlannedDose) -> Stop | None:
    """Return the red stop of a vial that was refused for the planned dose; None for other failures."""
    lot = lot_by_id(reader.db, lot_id) if lot_id else _lot(reader, code)
    if isinstance(failure, UnusableLot):
        return _unusable(reader, failure, code, lot)
    if isinstance(failure, OtherVaccine):
        return _other(reader, failure, code, lot, planned)
    if isinstance(failure, VialUsedBefore):
        return Stop(wording.STOP_USED, wording.STOP_USED_TODO, code, CheckPoint.APPEARANCE, lot)
    if isinstance(failure, VialTimeOver):
        words = failure_words(failure, reader.rules)
        return Stop(words.sentence, words.todo, code, CheckPoint.APPEARANCE, lot, wording.VIAL_TIME_OVER)
    return None


def unknown_stop(code: str) -> Stop:
    """Return the red stop of a vial of which nobody could say which lot of this clinic it is."""
    return Stop(wording.STOP_UNKNOWN, wording.STOP_UNKNOWN_TODO, code, CheckPoint.APPEARANCE, None)


def _unusable(reader: Reader, failure: UnusableLot, code: str, lot: Lot | None) -> Stop:
    today = reader.clock.today()
    what = _WHAT[failure.problem].format(
        vaccine=vaccine_name(reader.rules, failure.vaccine),
        lot=failure.lot_number,
        days=(today - failure.expires_on).days,
    )
    empty = failure.problem == LotProblem.EMPTY.value
    todo = wording.STOP_EMPTY_TODO if empty else wording.STOP_TAKE_OTHER
    good = _good_lot(reader, failure.vaccine, today, lot)
    return Stop(what, _worded(todo, good) or wording.STOP_NO_OTHER, code, CheckPoint.APPEARANCE, lot)


def _other(reader: Reader, failure: OtherVaccine, code: str, lot: Lot | None, planned: PlannedDose) -> Stop:
    name = vaccine_name(reader.rules, planned.vaccine)
    what = wording.STOP_OTHER.format(in_hand=vaccine_name(reader.rules, failure.in_hand), registered=name)
    good = _good_lot(reader, planned.vaccine, reader.clock.today(), None)
    todo = _worded(wording.STOP_OTHER_TODO, good, name) or wording.STOP_OTHER_NONE.format(vaccine=name)
    return Stop(what, todo, code, CheckPoint.PRODUCT, lot)


def _good_lot(reader: Reader, vaccine: str, today: date, instead_of: Lot | None) -> Lot | None:
    lots = better_lots(reader.db, vaccine, today)
    return next((lot for lot in lots if instead_of is None or lot.id != instead_of.id), None)


def _worded(sentence: str, good: Lot | None, vaccine: str = "") -> str:
    if good is None:
        return ""
    return sentence.format(vaccine=vaccine, lot=good.lot_number, day=good.expires_on, count=good.doses_on_hand)


def _lot(reader: Reader, code: str) -> Lot | None:
    try:
        return lot_of_code(reader.db, code)
    except UnknownVial:
        return None
