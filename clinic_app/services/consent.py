"""Consent (告知): who was informed of which vaccines, by which text, and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import ConsentRecorded
from clinic_app.domain.visit import VisitStep
from clinic_app.services.failures import ReasonMissing
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_ready_for

if TYPE_CHECKING:
    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk

TEXT_VERSION = "paper-2026"


@once
def record_consent(desk: Desk, which: VisitOf, signer: str, relation: str) -> Visit:
    """Record that `signer` was informed of every planned vaccine and signed on paper.

    Raises:
        StepSkipped: nothing was planned yet, or the visit is past this step. ReasonMissing: nobody is named.
    """
    visit = visit_ready_for(desk, which, VisitStep.INFORM)
    if not signer.strip():
        raise ReasonMissing
    body = ConsentRecorded(
        visit_id=visit.id,
        person_id=visit.person_id,
        signer=signer.strip(),
        relation=relation,
        text_version=TEXT_VERSION,
        vaccines=tuple(dose.vaccine for dose in visit.planned),
    )
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)
