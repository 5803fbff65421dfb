"""The card (金卡): a person's doses with what the programme says of each, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.services.assessment import assess_card
from clinic_app.services.failures import UnknownPerson

if TYPE_CHECKING:
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.results import Assessment
    from clinic_app.domain.person import Person
    from clinic_app.services.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCard:
    """A card as it lies on the desk: who, what was given, and the assessment of today."""

    person: Person
    card: Card
    assessment: Assessment


def open_card(reader: Reader, person_id: str) -> OpenCard:
    """Return the card, folded and assessed as of now.

    Raises:
        UnknownPerson: nobody with this id is on file.
    """
    card = reader.card(person_id)
    assessment = assess_card(reader.rules, card, reader.clock.today())
    if card.person is None or assessment is None:
        raise UnknownPerson(person_id)
    return OpenCard(person=card.person, card=card, assessment=assessment)
