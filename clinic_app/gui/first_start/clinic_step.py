"""Step 1, the clinic (诊所), without Qt: name, unit code, phone, judged while they are typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.unit_code import LENGTH, UnitCodeProblem, county_of, unit_code_problem
from clinic_app.gui.wording import first_start as wording

if TYPE_CHECKING:
    from clinic_app.gui.first_start.forms import ClinicForm, Draft

MOST_NAME_LETTERS = 60
_PHONE = re.compile(r"[0-9]{3,4}-?[0-9]{4,8}|[0-9]{7,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicFace:
    """What is said of the fields. `errors` by field; `code_note` stands in the field of the code."""

    errors: dict[str, str] = field(default_factory=dict)
    code_note: str = ""
    enrolled: str = ""


class ClinicView(Protocol):
    """What the page of the clinic can show."""

    def show_form(self, form: ClinicForm, face: ClinicFace) -> None:
        """Fill the fields and say what is said of them."""

    def show_judgement(self, face: ClinicFace, *, jump: bool = False) -> None:
        """Say what is said of the fields as they stand; `jump` puts the focus into the first wrong one."""


class ClinicStep:
    """Judges the clinic's fields. What the county's package fixed cannot be typed over."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.view: ClinicView | None = None

    def show(self) -> None:
        """Show the form as it stands."""
        if self.view is not None:
            self.view.show_form(self._draft.clinic, self._face(errors_in(self._draft.clinic, whole=False)))

    def change(self, form: ClinicForm) -> None:
        """Take what was typed and judge it; what is only not finished yet is no error."""
        self._draft.clinic = form
        if self.view is not None:
            self.view.show_judgement(self._face(errors_in(form, whole=False)))

    def is_whole(self) -> bool:
        """Tell whether the next step may come; else say at the fields what is missing."""
        errors = errors_in(self._draft.clinic, whole=True)
        if errors and self.view is not None:
            self.view.show_judgement(self._face(errors), jump=True)
        return not errors

    def note(self) -> str:
        """Return what the list of steps says of this one."""
        return self._draft.clinic.name

    def _face(self, errors: dict[str, str]) -> ClinicFace:
        enrolment, code = self._draft.enrolment, self._draft.clinic.unit_code
        enrolled = ""
        if enrolment is not None:
            until = f"{enrolment.valid_until:%Y-%m-%d}"
            enrolled = wording.ENROLLED.format(county=enrolment.county_name, until=until)
        return ClinicFace(errors=errors, code_note=_code_note(code), enrolled=enrolled)


def errors_in(form: ClinicForm, *, whole: bool) -> dict[str, str]:
    """Return what is wrong by field; `whole` counts what is missing or not finished as wrong."""
    errors = {}
    if len(form.name) > MOST_NAME_LETTERS:
        errors["name"] = wording.NAME_LONG.format(most=MOST_NAME_LETTERS, count=len(form.name))
    elif whole and not form.name:
        errors["name"] = wording.NAME_MISSING
    problem = unit_code_problem(form.unit_code) if form.unit_code or whole else None
    if problem is not None and (whole or not _is_unfinished(form.unit_code, problem)):
        errors["unit_code"] = wording.unit_code_words(problem, form.unit_code)
    if whole and form.phone and not _PHONE.fullmatch(form.phone):
        errors["phone"] = wording.PHONE_WRONG
    return errors


def _is_unfinished(code: str, problem: UnitCodeProblem) -> bool:
    return problem is UnitCodeProblem.WRONG_LENGTH and len(code) < LENGTH


def _code_note(code: str) -> str:
    """Return how many digits are left, or the county once all stand there."""
    problem = unit_code_problem(code) if code else None
    if code and problem is None:
        return wording.COUNTY_NOTE.format(county=county_of(code))
    if code and problem is not None and _is_unfinished(code, problem):
        return wording.DIGITS_LEFT.format(count=LENGTH - len(code))
    return ""
