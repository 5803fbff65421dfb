"""The card (金卡): a person's doses with what the programme says of each, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.dose_remarks import remark_on
from clinic_app.services.assessment import assess_card, what_is_known
from clinic_app.services.failures import UnknownPerson
from clinic_app.services.resource_files import dose_categories

if TYPE_CHECKING:
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.dose_remarks import DoseRemark
    from clinic_app.domain.immunization.results import Assessment
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.person import Dose, Person
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


def remark_on_dose(rules: Rules, opened: OpenCard, dose: Dose, series: str) -> DoseRemark | None:
    """Return number, category and timeliness of one dose in one series; None where it has no verdict there."""
    known = what_is_known(opened.card, opened.assessment.on)
    of_dose = (v for v in opened.assessment.verdicts if v.dose_id == dose.id and v.series == series)
    verdict = next(of_dose, None)
    if known is None or verdict is None:
        return None
    return remark_on(
        rules,
        dose_categories(),
        birth_date=known.birth_date,
        sex=known.sex,
        doses=known.doses,
        facts=known.facts,
        verdict=verdict,
    )
