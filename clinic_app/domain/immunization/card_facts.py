"""What a card tells the rules: noted facts become the facts the engine knows; those of later days are not known yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.facts import Facts, Immunoglobulin, Serology, SkinTest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from clinic_app.domain.person import HealthFact, Person

FactWords = dict[str, dict[str, str]]
"""By kind of fact, the code of every word that people write for it."""

IMMUNOGLOBULIN, PPD, REACTION, CONTRAINDICATION = "immunoglobulin", "ppd", "reaction", "contraindication"
STEROID, SEROLOGY, WEEKS = "steroid_stopped", "hepatitis_b_serology", "gestational_weeks"
_SEROLOGY = re.compile(r"^(negative|positive) (\d+(?:\.\d+)?)$")
_WORD_FACTS = {
    "hiv": "hiv",
    "mother_hiv": "mother_hiv",
    "immunodeficiency": "immunodeficiency",
    "je_choice": "je_choice",
    "rabies_regimen": "rabies_regimen",
}
_CONDITION, _EXPOSURE = "disease", "rabies_exposure"
_ENDED = {"anti_b_cell_stopped", "immunosuppressant_stopped"}
_YES_FACTS = {"severe_immunosuppression": "severe_immunosuppression", "stable": "medically_stable"}


def facts_known(words: FactWords, person: Person, noted: Sequence[HealthFact], on: date) -> Facts:
    """Return what the rules may know of a person on `on`; of facts of one kind the last one holds.

    What is written in words nobody has given a code is left to the people who read the card, and never guessed.
    """
    if not noted:
        return Facts(mother_hbsag=person.mother_hbsag, birth_weight_g=person.birth_weight_g)
    told: dict[str, object] = {"mother_hbsag": person.mother_hbsag, "birth_weight_g": person.birth_weight_g}
    for fact in sorted((fact for fact in noted if fact.on <= on), key=lambda fact: (fact.on, fact.id)):
        told |= _plain(words, fact) or _dated(words, fact) or _about_vaccines(words, fact, told)
    return Facts(**told)  # type: ignore[arg-type]  # every key above is a field of Facts


def _code(words: FactWords, fact: HealthFact) -> str | None:
    return words.get(fact.what, {}).get(fact.value.strip())


def _plain(words: FactWords, fact: HealthFact) -> dict[str, object]:
    """Return a fact that is a word, a yes or a number."""
    code = _code(words, fact)
    if fact.what in _WORD_FACTS and code is not None:
        return {_WORD_FACTS[fact.what]: code}
    if fact.what in _YES_FACTS and code is not None:
        return {_YES_FACTS[fact.what]: code == "yes"}
    if fact.what == WEEKS and fact.value.isascii() and fact.value.isdigit():
        return {"gestational_weeks": int(fact.value)}
    return {}


def _dated(words: FactWords, fact: HealthFact) -> dict[str, object]:
    """Return a fact whose day counts: a test that was read, or a treatment that ended."""
    code = _code(words, fact)
    if fact.what == PPD and code is not None:
        return {"ppd": SkinTest(read_on=fact.on, result=code)}
    if fact.what in _ENDED:
        return {fact.what: fact.on}
    if fact.what == STEROID:
        return {"systemic_steroid_high_dose_stopped": fact.on}
    serology = _SEROLOGY.match(fact.value) if fact.what == SEROLOGY else None
    if serology is not None:
        return {"pvt": Serology(on=fact.on, hbsag=serology[1], anti_hbs_miu_ml=float(serology[2]))}
    return {}


def _about_vaccines(words: FactWords, fact: HealthFact, told: Mapping[str, object]) -> dict[str, object]:
    """Return a fact that adds to those of its kind: immunoglobulins, vaccines that a person must not have."""
    if fact.what == IMMUNOGLOBULIN:
        return _added(told, "immunoglobulin", Immunoglobulin(on=fact.on, kind=_code(words, fact) or ""))
    if fact.what == _EXPOSURE:
        return _added(told, "rabies_exposure", fact.on)
    if fact.what == _CONDITION and (code := _code(words, fact)) is not None:
        known, _, state = code.partition(":")
        return {known: state} if state else _added(told, "conditions", known)
    if fact.what == REACTION and fact.vaccine is not None and _code(words, fact) == "severe":
        return _added(told, "severe_reaction_to", fact.vaccine)
    if fact.what == CONTRAINDICATION and fact.vaccine is not None:
        return _added(told, "contraindicated", fact.vaccine)
    return {}


def _added(told: Mapping[str, object], name: str, one: object) -> dict[str, object]:
    known = told.get(name)
    return {name: (*(known if isinstance(known, tuple) else ()), one)}
