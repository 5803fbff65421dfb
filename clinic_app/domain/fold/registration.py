"""How entries about a person and the person's health change the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.health import HealthFactAdded, HealthFactRemoved
from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.fold.card import CardInTheMaking, folds, is_readable
from clinic_app.domain.person import HealthFact, Person

if TYPE_CHECKING:
    from clinic_app.domain.entries.entry import Entry

_TEXT_FIELDS = (
    "name sex guardian_name guardian_relation phone village residence enrolment child_code booklet_number "
    "citizen_id mother_hbsag"
).split()
AMENDABLE = frozenset({*_TEXT_FIELDS, "birth_date", "birth_weight_g"})


@folds(PersonRegistered)
def _registered(card: CardInTheMaking, entry: Entry[PersonRegistered]) -> None:
    """Open the file; every value of the registration can be amended by naming this entry."""
    body = entry.body
    if card.person is None:
        card.person = Person(id=card.person_id, name=body.name, sex=body.sex, birth_date=body.birth_date)
    for name in _TEXT_FIELDS:
        card.fields.put(name, entry, getattr(body, name))
    card.fields.put("birth_date", entry, body.birth_date.isoformat())
    card.fields.put("birth_weight_g", entry, None if body.birth_weight_g is None else str(body.birth_weight_g))


@folds(PersonAmended)
def _amended(card: CardInTheMaking, entry: Entry[PersonAmended]) -> None:
    """Set one field; a field or value this version cannot read is kept in the journal only."""
    if entry.body.field in AMENDABLE and is_readable(entry.body.field, entry.body.value):
        card.fields.put(entry.body.field, entry, entry.body.value)


@folds(HealthFactAdded)
def _fact_added(card: CardInTheMaking, entry: Entry[HealthFactAdded]) -> None:
    """Note the fact."""
    body = entry.body
    card.facts[body.fact_id] = HealthFact(
        id=body.fact_id,
        person_id=card.person_id,
        what=body.what,
        value=body.value,
        on=body.on,
        vaccine=body.vaccine,
        source=body.source,
    )
    card.fact_additions.setdefault(body.fact_id, set()).add(entry.id)


@folds(HealthFactRemoved)
def _fact_removed(card: CardInTheMaking, entry: Entry[HealthFactRemoved]) -> None:
    """Take back the additions it saw; one it did not see stays (add wins)."""
    additions = card.fact_additions.get(entry.body.fact_id, set())
    additions.difference_update(entry.refs)
    if not additions:
        card.facts.pop(entry.body.fact_id, None)
