"""What the card says of a needle that should not have been (接种差错)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.vaccination_error import ErrorKind
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.cards.card_faces import Remark
from clinic_app.gui.wording import vaccination_errors as wording

if TYPE_CHECKING:
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose
    from clinic_app.domain.vaccination_error import VaccinationError

_KNOWN = {kind.value: words for kind, words in wording.ERRORS.items()}


def error_lines(card: Card, dose: Dose) -> tuple[Remark, ...]:
    """Say what was wrong with this needle, what was done, and by when it is reported."""
    return tuple(Remark(_words(error), Tone.RED, "circle-alert") for error in card.errors if error.dose_id == dose.id)


def _words(error: VaccinationError) -> str:
    return wording.ON_CARD.format(
        error=_KNOWN.get(error.error, wording.ERRORS[ErrorKind.OTHER]),
        action=error.action or wording.NO_ACTION,
        moment=f"{local_time(error.report_by):%Y-%m-%d %H:%M}",
    )
