"""How entries about doses change the card. What happened is always recorded, whatever state the visit was in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.vaccination import DoseAccepted, DoseCorrected, DoseGiven, DoseRecorded, DoseVoided
from clinic_app.domain.fold.card import CardInTheMaking, folds, is_readable
from clinic_app.domain.fold.field_values import FieldValues
from clinic_app.domain.fold.visits import dose_was_given, dose_was_voided
from clinic_app.domain.person import Dose

if TYPE_CHECKING:
    from clinic_app.domain.entries.entry import Entry

UNSTATED = "unstated"
CORRECTABLE = frozenset(
    {"vaccine", "given_on", "lot_number", "maker", "product", "site", "route", "expires_on", "trace_code", "unit"}
)
_SAME_NAMES = (
    "vaccine product maker lot_id lot_number expires_on trace_code volume route site given_on given_at visit_id "
    "dose_number free vial_id"
).split()


@folds(DoseGiven)
def _given(card: CardInTheMaking, entry: Entry[DoseGiven]) -> None:
    """Add the dose, and move its place in the visit; stock moves by the lot's own entry of the same act."""
    body = entry.body
    card.doses[body.dose_id] = Dose(
        id=body.dose_id,
        person_id=card.person_id,
        source="here",
        recorded_at=entry.at,
        recorded_by=entry.by,
        vaccinator=body.vaccinator or entry.by,
        **{name: getattr(body, name) for name in _SAME_NAMES},
    )
    dose_was_given(card, body)


@folds(DoseRecorded)
def _recorded(card: CardInTheMaking, entry: Entry[DoseRecorded]) -> None:
    """Add a dose written in from evidence."""
    body = entry.body
    card.doses[body.dose_id] = Dose(
        id=body.dose_id,
        person_id=card.person_id,
        vaccine=body.vaccine,
        given_on=body.given_on,
        source=body.source,
        recorded_at=entry.at,
        recorded_by=entry.by,
        lot_number=body.lot_number,
        maker=body.maker,
        site=body.site,
        unit=body.unit,
        book=body.book,
        page=body.page,
        dose_number=body.dose_number,
        product=body.product,
        expires_on=body.expires_on,
        route=body.route,
        evidence=body.evidence,
    )


@folds(DoseCorrected)
def _corrected(card: CardInTheMaking, entry: Entry[DoseCorrected]) -> None:
    """Set one field of a dose, which may itself arrive later; a value that cannot be read changes nothing."""
    if entry.body.field in CORRECTABLE and is_readable(entry.body.field, entry.body.value):
        fields = card.dose_fields.setdefault(entry.body.dose_id, FieldValues())
        fields.put(entry.body.field, entry, entry.body.value)


@folds(DoseVoided)
def _voided(card: CardInTheMaking, entry: Entry[DoseVoided]) -> None:
    """Mark the dose as never having happened; a visit that is still in the room goes back to before that needle."""
    card.void_reasons[entry.body.dose_id] = entry.body.reason or UNSTATED
    dose_was_voided(card, entry.body.dose_id)


@folds(DoseAccepted)
def _accepted(card: CardInTheMaking, entry: Entry[DoseAccepted]) -> None:
    """Count the dose because a person said so."""
    card.accepted_reasons[entry.body.dose_id] = entry.body.reason or UNSTATED
