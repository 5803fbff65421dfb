"""Asking the schedule engine about a card: what is due, since when, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import Facts

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.results import Assessment
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.person import Person


def assess_card(rules: Rules, card: Card, on: date) -> Assessment | None:
    """Return what the programme says about this card on `on`; None for a person whose birth date is not known.

    Voided doses and doses known by word of mouth alone do not count.
    """
    if card.person is None:
        return None
    return assess(
        rules,
        birth_date=card.person.birth_date,
        sex=card.person.sex,
        doses=[
            GivenDose(
                id=dose.id,
                vaccine=dose.vaccine,
                on=dose.given_on,
                product=dose.product or None,
                accepted=bool(dose.accepted_reason),
            )
            for dose in card.counted_doses
        ],
        facts=_facts(card.person),
        on=on,
    )


def _facts(person: Person) -> Facts:
    return Facts(mother_hbsag=person.mother_hbsag, birth_weight_g=person.birth_weight_g)
