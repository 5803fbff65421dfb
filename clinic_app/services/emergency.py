"""The emergency card (急救卡): adrenaline for a weight, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.calendar import age_in_months
from clinic_app.domain.emergency import AdrenalineDose, adrenaline_dose, usual_weight_grams
from clinic_app.services.resource_files import adrenaline_table

if TYPE_CHECKING:
    from clinic_app.domain.emergency import AdrenalineTable
    from clinic_app.domain.person import Person
    from clinic_app.services.reader import Reader

AMBULANCE = "120"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAid:
    """What the card starts from: the rule, the person if one is known, and the clinic's own number."""

    table: AdrenalineTable
    clinic: str
    clinic_phone: str
    person: Person | None = None
    age_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAidDose:
    """The dose, and the weight it is for."""

    dose: AdrenalineDose
    grams: int


def first_aid(reader: Reader, person_id: str = "") -> FirstAid:
    """Return what the card of a person starts from; without a person, or an unknown one, the card for anybody."""
    clinic = reader.clinic_book().clinic
    person = reader.card(person_id).person if person_id else None
    return FirstAid(
        table=adrenaline_table(),
        clinic=clinic.name if clinic else "",
        clinic_phone=clinic.phone if clinic else "",
        person=person,
        age_months=max(0, age_in_months(person.birth_date, reader.clock.today())) if person else None,
    )


def dose_for(aid: FirstAid, grams: int | None) -> FirstAidDose | None:
    """Return the dose for a weighed person, or by the usual weight of the age while nobody has weighed.

    None without weight and age.

    Raises:
        WeightImpossible: no person has this weight; nothing is advised.
    """
    if grams is not None:
        dose = adrenaline_dose(grams, aid.table, age_months=aid.age_months)
    elif aid.age_months is not None:
        grams = usual_weight_grams(aid.age_months, aid.table)
        dose = adrenaline_dose(grams, aid.table, age_months=aid.age_months, weight_estimated=True)
    else:
        return None
    return FirstAidDose(dose=dose, grams=grams)
