"""The card's rows, made as a whole from a folded card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.fold import folding as _folding  # noqa: F401 - registers every fold step
from clinic_app.domain.fold.card import Card, fold_card
from clinic_app.records.booklets import BOOKLET_MARK, booklet_rows
from clinic_app.records.journal import entries_of
from clinic_app.records.name_keys import name_keys
from clinic_app.records.rows import Row, Rows, Table, stored

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection

PERSON = Table(
    "person",
    "person_id=id registered name sex birth_date guardian_name guardian_relation phone village residence enrolment "
    "child_code booklet_number citizen_id birth_weight_g mother_hbsag",
    "person_id",
)
DOSE = Table(
    "dose",
    "dose_id=id person_id vaccine given_on given_at source dose_number product maker lot_id lot_number expires_on "
    "trace_code volume route site unit book page visit_id free void_reason accepted_reason recorded_at recorded_by "
    "vaccinator vial_id evidence",
    "person_id",
)
VISIT = Table(
    "visit",
    "visit_id=id person_id ticket visit_on=on state opened_at last_given_at ended_at end_reason extra_minutes "
    "consented_at consent_filed",
    "person_id",
)
PLANNED_DOSE = Table(
    "planned_dose",
    "planned_id visit_id person_id vaccine dose_number site state lot_id dose_id not_given_reason instead_of "
    "price_fen paid",
    "person_id",
)
HEALTH_FACT = Table("health_fact", "fact_id=id person_id what value fact_on=on vaccine source", "person_id")
FIELD_CONFLICT = Table("field_conflict", "person_id field field_values=values", "person_id")
NAME_KEY = Table("name_key", "person_id name_key", "person_id")
APPOINTMENT = Table(
    "appointment",
    "appointment_id=id person_id appointment_on=on half_day vaccines visit_id cancel_reason",
    "person_id",
)
AEFI = Table(
    "aefi", "aefi_id=id person_id visit_id onset_at found_at report_by reported_at serious recorded_by", "person_id"
)
VACCINATION_ERROR = Table(
    "vaccination_error",
    "error_id=id person_id dose_id error expected happened found_at recorded_by visit_id",
    "person_id",
)
CERTIFICATE = Table(
    "certificate",
    "certificate_id=id person_id paper number issued_on issued_at issued_by key_id content_hash result dose_ids "
    "reprints",
    "person_id",
)
_AFTERMATH = (CERTIFICATE, VACCINATION_ERROR, AEFI, APPOINTMENT)
CARD_TABLES = (BOOKLET_MARK, *_AFTERMATH, FIELD_CONFLICT, HEALTH_FACT, PLANNED_DOSE, VISIT, DOSE, NAME_KEY, PERSON)


def load_card(db: Connection, person_id: str) -> Card:
    """Return the person's card, folded afresh from the journal."""
    return fold_card(person_id, entries_of(db, person_subject(person_id)))


def card_rows(card: Card) -> Rows:
    """Return the card as the rows of its tables."""
    return {
        PERSON: [_person_row(card)],
        NAME_KEY: [(card.person_id, key) for key in name_keys(card.person.name)] if card.person else [],
        DOSE: [DOSE.row(dose) for dose in card.doses],
        VISIT: [VISIT.row(visit) for visit in card.visits],
        PLANNED_DOSE: _planned_rows(card),
        HEALTH_FACT: [HEALTH_FACT.row(fact) for fact in card.facts],
        FIELD_CONFLICT: [FIELD_CONFLICT.row(conflict) for conflict in card.conflicts],
        APPOINTMENT: [APPOINTMENT.row(appointment) for appointment in card.appointments],
        AEFI: [AEFI.row(aefi) for aefi in card.aefis],
        VACCINATION_ERROR: [VACCINATION_ERROR.row(error) for error in card.errors],
        BOOKLET_MARK: booklet_rows(card),
        CERTIFICATE: [CERTIFICATE.row(certificate) for certificate in card.certificates],
    }


def _person_row(card: Card) -> Row:
    person = card.person
    if person is None:
        return (card.person_id, 0, "", "U", None, *[""] * 6, *[None] * 5)
    return tuple(
        1 if column == "registered" else stored(getattr(person, "id" if column == "person_id" else column))
        for column in PERSON.columns
    )


def _planned_rows(card: Card) -> list[Row]:
    return [
        (
            dose.planned_id,
            visit.id,
            card.person_id,
            dose.vaccine,
            dose.dose_number,
            dose.site,
            dose.state.value,
            dose.lot_id,
            dose.dose_id,
            dose.not_given_reason,
            dose.instead_of,
            dose.price_fen,
            int(dose.paid),
        )
        for visit in card.visits
        for dose in visit.planned
    ]
