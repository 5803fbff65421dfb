"""Asking the schedule engine about a card: what is due, since when, and why."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.card_facts import facts_known
from clinic_app.services.resource_files import health_fact_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.facts import Facts
    from clinic_app.domain.immunization.results import Assessment
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.person import Dose

MOST_ANSWERS = 16  # the children at the desk and what is supposed of them; more would be compared in vain

_ANSWERS: deque[tuple[tuple[object, ...], Assessment]] = deque(maxlen=MOST_ANSWERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All of a card that the engine looks at."""

    birth_date: date
    sex: str
    doses: tuple[GivenDose, ...]
    facts: Facts


def assess_card(
    rules: Rules, card: Card, on: date, *, supposed: Sequence[GivenDose] = (), unbegun: bool = False
) -> Assessment | None:
    """Return what the programme says about this card on `on`; None for a person whose birth date is not known.

    Voided doses and doses known by word of mouth alone do not count. The engine is pure: when the same was asked a
    moment ago (at the gate, for the due list, by the open card), the answer of then is given.

    Args:
        rules: editions and catalogue.
        card: the person's card.
        on: the day asked about.
        supposed: doses that were not given, to ask what they would change.
        unbegun: say also what is offered of self-paid series that were never begun; lists do not ask for it.
    """
    known = what_is_known(card, on)
    if known is None:
        return None
    doses = [*known.doses, *supposed]
    asked = (known.birth_date, on, doses, known.sex, known.facts, rules, unbegun)
    for before, answer in list(_ANSWERS):
        if before == asked:
            return answer
    answer = assess(
        rules,
        birth_date=known.birth_date,
        sex=known.sex,
        doses=doses,
        facts=known.facts,
        on=on,
        unbegun=unbegun,
    )
    _ANSWERS.append((asked, answer))
    return answer


def what_is_known(card: Card, on: date) -> Known | None:
    """Return what the engine may know of this person on `on`; None where the birth date is not known."""
    person = card.person
    if person is None:
        return None
    return Known(
        birth_date=person.birth_date,
        sex=person.sex,
        doses=tuple([_given(dose) for dose in card.doses if dose.counts]),
        facts=facts_known(health_fact_words(), person, card.facts, on),
    )


def supposing(rules: Rules, card: Card, vaccines: Iterable[str], given_on: date, on: date) -> Assessment | None:
    """Return what the programme would say on `on` had these vaccines been given on `given_on`."""
    supposed = [GivenDose(id=f"supposed-{code}", vaccine=code, on=given_on) for code in vaccines]
    return assess_card(rules, card, on, supposed=supposed)


def _given(dose: Dose) -> GivenDose:
    return GivenDose(
        id=dose.id,
        vaccine=dose.vaccine,
        on=dose.given_on,
        product=dose.product or None,
        accepted=bool(dose.accepted_reason),
    )
