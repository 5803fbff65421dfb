"""Persons found by search, worded so that twins and namesakes can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import MatchFace
from clinic_app.gui.wording.codes import RESIDENCES, SEXES, age_words, masked_phone

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.services.search import Found

_SETTLED = "resident"


def match_faces(found: Found, today: date, *, masked: bool = False) -> tuple[MatchFace, ...]:
    """Return one face a person: name; sex, age and birth date; guardian, phone, village and residence."""
    return tuple(
        MatchFace(
            key=person.person_id,
            name=masked_name(person.name) if masked else person.name,
            about=about_person(person.sex, person.birth_date, today),
            note=note_on(
                masked_name(person.guardian_name) if masked else person.guardian_name,
                person.phone,
                person.village,
                person.residence,
            ),
        )
        for person in found.people
    )


def about_person(sex: str, born: date, today: date) -> str:
    """Return sex, age and birth date: 女 4岁2月 2022-08-20."""
    return f"{SEXES.get(sex, sex)}  {age_words(born, today)}  {born}"


def note_on(guardian: str, phone: str, village: str, residence: str) -> str:
    """Return guardian, phone and village; the residence only where it is not the usual one."""
    told = f"{guardian} {masked_phone(phone)}".strip()
    away = "" if residence == _SETTLED else RESIDENCES.get(residence, "")
    return "  ".join(part for part in (told, village, away) if part)
