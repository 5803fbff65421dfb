"""What stops the needle in hand, asked of the same services that judge it when it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.rooms.vaccination.check_faces import Look
from clinic_app.gui.rooms.vaccination.vial_stops import stop_for
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.failures import NotQualified
from clinic_app.services.needle_stops import may_vaccinate, person_stop, vial_stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.safety_check import CheckPoint
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.rooms.vaccination.forms import NeedleForm, Stop
    from clinic_app.services.failures import WishRefused
    from clinic_app.services.gate import Gate


def look_at(gate: Gate, form: NeedleForm, tools: PresenterTools, shown_name: Callable[[str], str]) -> Look:
    """Return the look of one needle: a vial just refused, one that went bad in the hand, or what else stops it."""
    standing = _standing(gate, tools)
    return Look(
        gate=gate,
        shown_name=shown_name,
        stop=form.stop or _stop_in_hand(gate, tools),
        standing=failure_words(standing, tools.reader.rules) if standing else None,
        user_name=lambda item: _name_of(form, item, tools),
    )


def _standing(gate: Gate, tools: PresenterTools) -> WishRefused | None:
    user_id = tools.user_id()
    if user_id and not may_vaccinate(tools.reader.clinic_book(), user_id):
        return NotQualified(user_id)
    return person_stop(gate)


def _stop_in_hand(gate: Gate, tools: PresenterTools) -> Stop | None:
    """Return the stop of a vial that was good when it was taken: quarantined, used or run out of time since."""
    failure = vial_stop(tools.reader.db, gate, tools.reader.clock.now())
    if failure is None or gate.lot is None:
        return None
    return stop_for(tools.reader, failure, gate.planned.code, gate.lot.id, gate.planned)


def _name_of(form: NeedleForm, item: CheckPoint, tools: PresenterTools) -> str:
    user_id = form.answered_by.get(item, "")
    user = tools.reader.clinic_book().user(user_id) if user_id else None
    return user.name if user else ""
