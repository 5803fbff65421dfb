"""Consent (告知): who was informed of which vaccines, by which text, who signed, and where the paper lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import ConsentFiled, ConsentRecorded, PaidChoiceSigned
from clinic_app.domain.visit import VisitState, VisitStep
from clinic_app.records.visits import PaperLine, newest_filing, papers_on
from clinic_app.services.failures import PaperUnnamed, ReasonMissing, StepSkipped
from clinic_app.services.resource_files import consent_texts
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_ready_for

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

__all__ = [
    "PaperLine",
    "Signature",
    "file_consent",
    "next_filing",
    "papers_missing",
    "record_consent",
    "sign_paid_choice",
]
_LAST_NUMBER = re.compile(r"(\d+)(\D*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed, and where the paper was put; `filed` may be empty and is then asked for at the day's end."""

    signer: str
    relation: str
    filed: str = ""


@once
def record_consent(desk: Desk, which: VisitOf, signer: str, relation: str, filed: str = "") -> Visit:
    """Record that `signer` was informed of every planned vaccine and signed on paper.

    Each vaccine keeps the version of its own text; one without a text was explained by the clinic's own paper.

    Raises:
        StepSkipped: nothing was planned yet, or the visit is past this step. ReasonMissing: nobody is named.
    """
    visit = visit_ready_for(desk, which, VisitStep.INFORM)
    if not signer.strip():
        raise ReasonMissing
    texts = consent_texts()
    vaccines = tuple(dose.vaccine for dose in visit.planned)
    versions = {code: version for code in vaccines if (version := texts.version_of(code))}
    body = ConsentRecorded(
        visit_id=visit.id,
        person_id=visit.person_id,
        signer=signer.strip(),
        relation=relation,
        text_version=texts.general.version,
        vaccines=vaccines,
        texts=versions,
        filed=filed.strip(),
    )
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


@once
def file_consent(desk: Desk, which: VisitOf, filed: str) -> Visit:
    """Say where the signed paper of a consent lies, also long after the visit.

    Raises:
        StepSkipped: nobody has signed in this visit. PaperUnnamed: no place was named.
    """
    visit = visit_at(desk, which.person_id, which.visit_id)
    if visit.consent is None:
        raise StepSkipped(visit.state.value)
    if not filed.strip():
        raise PaperUnnamed
    body = ConsentFiled(visit_id=visit.id, person_id=visit.person_id, filed=filed.strip())
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


@once
def sign_paid_choice(
    desk: Desk, which: VisitOf, vaccine: str, instead_of: tuple[str, ...], signature: Signature
) -> Visit:
    """Record the guardian's written choice of a paid vaccine in the place of each free one (自愿自费选择).

    Raises:
        StepSkipped: the visit is not at its registration. ReasonMissing: nobody is named.
    """
    visit = visit_at(desk, which.person_id, which.visit_id)
    if visit.state is not VisitState.SCREENED:
        raise StepSkipped(visit.state.value)
    if not signature.signer.strip():
        raise ReasonMissing
    with desk.act(which.draft) as act:
        for free in instead_of:
            body = PaidChoiceSigned(
                visit_id=visit.id,
                person_id=visit.person_id,
                vaccine=vaccine,
                instead_of=free,
                signer=signature.signer.strip(),
                relation=signature.relation,
                text_version=consent_texts().paid_choice.version,
                filed=signature.filed.strip(),
            )
            act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


def papers_missing(reader: Reader, day: date) -> tuple[PaperLine, ...]:
    """Return the visits of `day` whose paper is missing: given without a signature, or signed and not filed."""
    return tuple(line for line in papers_on(reader.db, day) if line.missing)


def next_filing(reader: Reader) -> str:
    """Return the place after the one used last (册3页12 leads to 册3页13), empty when none was ever named."""
    last = newest_filing(reader.db)
    match = _LAST_NUMBER.search(last)
    if match is None:
        return ""
    number = str(int(match[1]) + 1).zfill(len(match[1]))
    return f"{last[: match.start()]}{number}{match[2]}"
