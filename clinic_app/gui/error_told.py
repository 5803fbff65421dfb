"""What the nurse has said in the form 已经打错了, and the wish it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.vaccination_error import ErrorKind
from clinic_app.gui.wording import vaccination_errors as wording
from clinic_app.services.vaccination_errors import MistakenRecord, RecordError

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose
    from clinic_app.domain.visit import PlannedDose
    from clinic_app.services.needle_that_happened import UsedVial

_TRUE_AS_RECORDED = {
    ErrorKind.GIVEN_TWICE,
    ErrorKind.UNUSABLE_LOT,
    ErrorKind.TOO_EARLY,
    ErrorKind.CONTRAINDICATED,
    ErrorKind.OTHER,
}
DETAILS = {ErrorKind.WRONG_SITE: "site", ErrorKind.WRONG_ROUTE: "route", ErrorKind.WRONG_VOLUME: "volume"}


@dataclass(slots=True)
class Told:
    """What the nurse has said so far.

    Attributes:
        card: of the person the form was opened for. planned: the dose in hand there, if any.
        received: the card of who really got the needle. recorded: the dose on file that is meant, if any.
        detail: the site, route or volume as it really was.
    """

    error_id: str
    card: Card
    visit_id: str
    planned: PlannedDose | None
    received: Card
    kind: ErrorKind = ErrorKind.OTHER
    recorded: Dose | None = None
    vial: UsedVial | None = None
    detail: str = ""
    given_at: datetime | None = None
    action: str = ""


def wish_of(told: Told, now: datetime) -> RecordError:
    """Return the wish; a record that is true as it stands only gets its error, any other is replaced."""
    recorded, other = told.recorded, told.received.person_id != told.card.person_id
    stands = recorded is not None and told.kind in _TRUE_AS_RECORDED
    mistaken = None
    if recorded is not None and not stands:
        mistaken = MistakenRecord(person_id=told.card.person_id, dose_id=recorded.id)
    field = DETAILS.get(told.kind, "")
    said = {field: told.detail} if field else {}
    if told.planned is not None and recorded is None and not other:
        said["supposed_site"] = told.planned.site
    return RecordError(
        error_id=told.error_id,
        error=told.kind,
        person_id=told.received.person_id,
        given_at=told.given_at or now,
        reason=wording.REASON.format(error=wording.ERRORS[told.kind]),
        expected=_expected(told),
        vial=told.vial,
        recorded=recorded.id if stands and recorded else "",
        mistaken=mistaken,
        visit_id="" if other else told.visit_id,
        action=told.action,
        **said,
    )


def _expected(told: Told) -> str:
    """Return the code of what should have been, where the form knows it."""
    recorded, planned = told.recorded, told.planned
    if told.kind is ErrorKind.WRONG_VACCINE:
        return recorded.vaccine if recorded else planned.vaccine if planned else ""
    if told.kind is ErrorKind.WRONG_SITE:
        return recorded.site if recorded else planned.site if planned else ""
    if told.kind is ErrorKind.WRONG_ROUTE:
        return recorded.route if recorded else ""
    return recorded.volume if told.kind is ErrorKind.WRONG_VOLUME and recorded else ""
