"""What may be wrong with a user of the first start, and what her password still lacks; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.password_rule import CharacterClass, PasswordProblem, classes_in, password_problem
from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.wording import first_start as wording

if TYPE_CHECKING:
    from clinic_app.gui.first_start.forms import PersonForm

MOST_NAME_LETTERS = 40
_GROWING = (PasswordProblem.TOO_SHORT, PasswordProblem.TOO_FEW_CLASSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFace:
    """What is said of the fields: errors by field, and the chips of the password's rule."""

    errors: dict[str, str] = field(default_factory=dict)
    chips: tuple[ChipFace, ...] = ()


def person_face(form: PersonForm, others: tuple[PersonForm, ...], *, whole: bool) -> PersonFace:
    """Judge a user.

    Args:
        form: what was typed.
        others: everybody else who will sign in.
        whole: count what is missing or not finished as wrong.
    """
    errors = {**_wrong_name(form.name, others, whole=whole), **_wrong_password(form, whole=whole)}
    if whole:
        choices = {"role": form.role, "vaccinates": form.vaccinates}
        errors |= {key: wording.CHOICE_MISSING for key, choice in choices.items() if not choice}
    return PersonFace(errors=errors, chips=rule_chips(form.password))


def rule_chips(password: str) -> tuple[ChipFace, ...]:
    """Return the five marks of the rule: length, then the four classes; green is there, grey is not."""
    there = classes_in(password)
    is_long = bool(password) and password_problem(password) is not PasswordProblem.TOO_SHORT
    parts = [(wording.LENGTH_CHIP, is_long)] + [
        (wording.CLASS_CHIPS[one], bool(password) and one in there) for one in CharacterClass
    ]
    return tuple(ChipFace(text, Tone.GREEN if has else Tone.GREY, "check" if has else "circle") for text, has in parts)


def _wrong_name(name: str, others: tuple[PersonForm, ...], *, whole: bool) -> dict[str, str]:
    if whole and not name:
        return {"name": wording.PERSON_MISSING}
    if any(letter.isdigit() for letter in name):
        return {"name": wording.PERSON_DIGITS}
    if len(name) > MOST_NAME_LETTERS:
        return {"name": wording.PERSON_LONG.format(most=MOST_NAME_LETTERS)}
    if name and name in {other.name for other in others}:
        return {"name": wording.PERSON_KNOWN.format(name=name)}
    return {}


def _wrong_password(form: PersonForm, *, whole: bool) -> dict[str, str]:
    """Return what is wrong with a password and its repetition; while it grows, too short is no error yet."""
    problem = password_problem(form.password)
    if not form.password:
        return {"password": wording.PASSWORD_MISSING} if whole else {}
    if problem is not None and (whole or problem not in _GROWING):
        return {"password": wording.password_words(problem)}
    if form.again == form.password or (not whole and form.password.startswith(form.again)):
        return {}
    return {"again": wording.AGAIN_DIFFERS if form.again else wording.AGAIN_MISSING}
