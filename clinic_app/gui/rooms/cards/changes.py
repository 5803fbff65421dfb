"""What became of a needle, as lines of its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.cards.card_faces import Remark
from clinic_app.gui.wording import dose_form as wording
from clinic_app.gui.wording.codes import SITES
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.history import Change, dose_history

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.person import Dose
    from clinic_app.services.reader import Reader

_FORMS = {
    "corrected": wording.CHANGE,
    "voided": wording.CHANGE_VOIDED,
    "accepted": wording.CHANGE_ACCEPTED,
}


def change_lines(reader: Reader, dose: Dose, names: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return one line a change, the oldest first; `names` are those of the users."""
    history = dose_history(reader, dose.person_id, dose.id)
    return tuple(
        Remark(_words(change, reader.rules, names), Tone.GREY, "undo-2" if change.taken_back else "history")
        for change in history
    )


def _words(change: Change, rules: Rules, names: Mapping[str, str]) -> str:
    words = _FORMS[change.what].format(
        day=f"{local_time(change.at):%m-%d}",
        who=names.get(change.by, change.by),
        field=wording.FIELDS.get(change.field, change.field),
        old=_value(change.field, change.old, rules),
        new=_value(change.field, change.new, rules),
        reason=change.reason,
    )
    return wording.TAKEN_BACK.format(change=words) if change.taken_back else words


def _value(field: str, value: str, rules: Rules) -> str:
    if not value:
        return wording.EMPTY_VALUE
    if field == "vaccine":
        return vaccine_name(rules, value)
    return SITES.get(value, value)
