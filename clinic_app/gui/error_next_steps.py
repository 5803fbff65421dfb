"""What to do after a needle that should not have been, in words, with the day of this child's next dose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.vaccination_error import ErrorKind, NextStep, next_steps
from clinic_app.gui.wording import vaccination_errors as wording
from clinic_app.services.assessment import assess_card
from clinic_app.services.programme_check import series_of

if TYPE_CHECKING:
    from clinic_app.domain.fold.card import Card
    from clinic_app.services.reader import Reader


def what_next(reader: Reader, person_id: str, error_id: str) -> list[str]:
    """Return the steps after an error on file, the most urgent first; the report has a sentence of its own."""
    card = reader.card(person_id)
    error = next(error for error in card.errors if error.id == error_id)
    said = []
    for step in next_steps(ErrorKind(error.error)):
        if step is NextStep.CHECK_NEXT_DOSE:
            said.append(wording.STEPS[step] + _next_dates(reader, card, error.dose_id))
        elif step is not NextStep.REPORT:
            said.append(wording.STEPS[step])
    return said


def _next_dates(reader: Reader, card: Card, dose_id: str) -> str:
    """Return when the series this dose fills go on, as the programme says now that it was given."""
    dose = next((dose for dose in card.doses if dose.id == dose_id), None)
    today = reader.clock.today()
    assessment = assess_card(reader.rules, card, today)
    vaccine = reader.rules.vaccines.get(dose.vaccine) if dose else None
    if assessment is None or vaccine is None or card.person is None:
        return ""
    filled = series_of(vaccine, card.person.birth_date, today)
    names = {line.code: line.short_name for line in reader.rules.series}
    dates = [
        wording.NEXT_DATE.format(vaccine=names.get(line.series, line.series), day=line.earliest)
        for line in assessment.forecasts
        if line.series in filled and line.earliest is not None
    ]
    return wording.NEXT_DATES.format(dates="，".join(dates)) if dates else ""
