"""The head line of a card and the notice below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.rooms.cards.card_faces import HeadFace
from clinic_app.gui.wording import appointments as appointed
from clinic_app.gui.wording import cards as wording
from clinic_app.gui.wording.codes import ENROLMENTS, RELATIONS, RESIDENCES, SEXES, age_words, masked_phone
from clinic_app.services.appointments import standing_appointment

if TYPE_CHECKING:
    from clinic_app.domain.person import Person
    from clinic_app.services.cards import OpenCard

_ON_FILE = "enrolled"
MOST_CHIPS = 3


def head_face(opened: OpenCard, *, masked: bool) -> HeadFace:
    """Return who it is, where to find the family, and what stands out today."""
    person = opened.person
    return HeadFace(
        name=masked_name(person.name) if masked else person.name,
        sex=SEXES.get(person.sex, person.sex),
        age=age_words(person.birth_date, opened.assessment.on, " "),
        born=wording.BORN.format(day=person.birth_date),
        about=_about(person, masked=masked),
        chips=_chips(opened),
    )


def notice_of(opened: OpenCard) -> tuple[str, str]:
    """Return what must not be overlooked, and what to do about it; fields in conflict come first."""
    conflicts = [wording.conflict_words(conflict) for conflict in opened.card.conflicts]
    facts = wording.person_facts(opened.person) + [wording.fact_words(fact) for fact in opened.card.facts]
    todo = wording.CONFLICT_TODO if conflicts else (wording.FACT_TODO if facts else "")
    return "；".join(conflicts + facts), todo


def _about(person: Person, *, masked: bool) -> str:
    guardian = masked_name(person.guardian_name) if masked else person.guardian_name
    told = f"{RELATIONS.get(person.guardian_relation, '')} {guardian} {masked_phone(person.phone)}"
    residence = RESIDENCES.get(person.residence, person.residence)
    parts = (" ".join(told.split()) if guardian else "", person.village, residence)
    return wording.SEPARATOR.join(part for part in parts if part)


def _chips(opened: OpenCard) -> tuple[ChipFace, ...]:
    due = len(opened.assessment.due)
    late = sum(1 for forecast in opened.assessment.due if forecast.late)
    chips = [_due_chip(due)]
    if late:
        chips.append(ChipFace(wording.LATE_CHIP.format(count=late), Tone.AMBER, "clock-alert"))
    if (standing := standing_appointment(opened.card, opened.assessment.on)) is not None:
        chips.append(ChipFace(appointed.CHIP.format(day=f"{standing.on:%m-%d}"), Tone.BRAND, "calendar"))
    if opened.person.enrolment != _ON_FILE:
        enrolment = ENROLMENTS.get(opened.person.enrolment, opened.person.enrolment)
        chips.append(ChipFace(enrolment, Tone.GREY, "door-open"))
    return tuple(chips[:MOST_CHIPS])


def _due_chip(due: int) -> ChipFace:
    if due:
        return ChipFace(wording.DUE_CHIP.format(count=due), Tone.GREEN, "syringe")
    return ChipFace(wording.NOTHING_DUE, Tone.GREY, "circle-check")
