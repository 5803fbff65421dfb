"""The form of one needle without Qt: writing it in from its evidence, or setting its fields right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.rooms.cards.card_faces import Remark
from clinic_app.gui.rooms.cards.new_record import birth_date_of
from clinic_app.gui.wording import dose_form as wording
from clinic_app.gui.wording.failures import failure_words, vaccine_name
from clinic_app.gui.wording.immunization import doubt_words, verdict_words
from clinic_app.services.assessment import supposing
from clinic_app.services.card_failures import DoseOnFile
from clinic_app.services.corrections import Changed, PastDose, correct_dose, record_past_dose
from clinic_app.services.desk import AlreadyWritten
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.cards import OpenCard

LEAST_REASON = 2
_SUPPOSED = "supposed-"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseForm:
    """What stands in the form, as typed; `given` is eight digits."""

    vaccine: str = ""
    given: str = ""
    source: str = ""
    lot: str = ""
    maker: str = ""
    site: str = ""
    unit: str = ""
    book: str = ""
    page: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseFormFace:
    """What the form shows beside its fields. `off` says why it cannot be saved yet, "" when it can.

    Attributes:
        vaccines: what can be chosen, (code, name). judgement: how the needle would count.
        correcting: fields of a needle on file are set right; source, book and page stand as they are.
    """

    correcting: bool
    vaccines: tuple[tuple[str, str], ...]
    errors: dict[str, str] = field(default_factory=dict)
    off: str = ""
    judgement: tuple[Remark, ...] = ()


class DoseFormView(Protocol):
    """What the page of the form can show."""

    def show_dose_form(self, form: DoseForm, face: DoseFormFace) -> None:
        """Show the fields and what is said of them."""

    def show_dose_judgement(self, face: DoseFormFace) -> None:
        """Show what is said of the fields as they stand."""


class DoseFormPresenter:
    """Holds one form at a time; a form that is left is forgotten, its card is one key away.

    Args:
        tools: of the room.
        changed: told what a saved form led to, and the sentence that says so.
    """

    def __init__(self, tools: PresenterTools, changed: Callable[[Changed, str], None]) -> None:
        self._tools = tools
        self._changed = changed
        self._view: DoseFormView | None = None
        self._form = DoseForm()
        self._opened: OpenCard | None = None
        self._dose: Dose | None = None
        self._vaccines: tuple[tuple[str, str], ...] = ()
        self._draft = ""

    def attach(self, view: DoseFormView) -> None:
        """Take the view this presenter speaks to."""
        self._view = view

    def begin_new(self, opened: OpenCard, series: str) -> None:
        """Open an empty form; the vaccines of the line the focus stood on come first."""
        self._begin(opened, None, DoseForm(source="booklet"), series)

    def begin_correction(self, opened: OpenCard, dose: Dose, series: str) -> None:
        """Open the form with the fields of a needle on file."""
        form = DoseForm(
            vaccine=dose.vaccine,
            given=f"{dose.given_on:%Y%m%d}",
            source=dose.source,
            lot=dose.lot_number,
            maker=dose.maker,
            site=dose.site,
            unit=dose.unit,
            book=dose.book,
            page=dose.page,
        )
        self._begin(opened, dose, form, series)

    def change(self, form: DoseForm) -> None:
        """Judge what was typed."""
        self._form = form
        if self._view is not None:
            self._view.show_dose_judgement(self._face())

    def save(self) -> None:
        """Save the form (F9), when nothing is missing."""
        face = self._face()
        if face.off:
            self._tools.prompter.tell(wording.SAVE, face.off, Tone.AMBER)
        elif self._dose is None:
            self._save_new(twice=False)
        else:
            self._save_correction(self._dose)

    def _begin(self, opened: OpenCard, dose: Dose | None, form: DoseForm, series: str) -> None:
        self._opened, self._dose, self._form = opened, dose, form
        self._draft = self._tools.mint()
        self._vaccines = self._offered(series)
        if dose is None and self._vaccines:
            self._form = replace(form, vaccine=self._vaccines[0][0])
        if self._view is not None:
            self._view.show_dose_form(self._form, self._face())

    def _offered(self, series: str) -> tuple[tuple[str, str], ...]:
        """Return every vaccine of the catalogue, those of the line first."""
        vaccines = self._tools.reader.rules.vaccines
        first = [code for code, one in vaccines.items() if any(cover.series == series for cover in one.covering)]
        ordered = [*first, *(code for code in vaccines if code not in first)]
        return tuple((code, vaccines[code].short_name) for code in ordered)

    def _face(self) -> DoseFormFace:
        errors = self._errors()
        return DoseFormFace(
            correcting=self._dose is not None,
            vaccines=self._vaccines,
            errors=errors,
            off=self._why_off(errors),
            judgement=() if errors else self._judgement(),
        )

    def _errors(self) -> dict[str, str]:
        if not self._form.given or self._opened is None:
            return {}
        day = birth_date_of(self._form.given)
        if day is None:
            return {"given": wording.DATE_WRONG}
        if day < self._opened.person.birth_date:
            return {"given": wording.BEFORE_BIRTH.format(day=self._opened.person.birth_date)}
        return {"given": wording.AHEAD} if day > self._today else {}

    def _why_off(self, errors: dict[str, str]) -> str:
        form = self._form
        needed = [(wording.VACCINE, form.vaccine), (wording.GIVEN_ON, form.given), (wording.SOURCE, form.source)]
        if self._dose is not None:
            needed.append((wording.REASON, form.reason if len(form.reason) >= LEAST_REASON else ""))
        missing = [name for name, value in needed if not value]
        if missing:
            return wording.MISSING.format(fields="、".join(missing))
        return wording.WRONG.format(fields=wording.GIVEN_ON) if errors else ""

    def _judgement(self) -> tuple[Remark, ...]:
        """Say how the needle would count, by asking the programme as if it stood on the card."""
        day, opened = birth_date_of(self._form.given), self._opened
        if day is None or opened is None or not self._form.vaccine:
            return ()
        if self._form.source == "spoken":
            return (Remark(wording.SPOKEN_NOTE, Tone.AMBER, "triangle-alert"),)
        card = _without(opened.card, self._dose)
        assessment = supposing(self._tools.reader.rules, card, (self._form.vaccine,), day, self._today)
        verdicts = [v for v in assessment.verdicts if v.dose_id.startswith(_SUPPOSED)] if assessment else []
        remarks = []
        for verdict in verdicts:
            counts = verdict.number is not None
            tone, icon = (Tone.GREEN, "circle-check") if counts else (Tone.AMBER, "triangle-alert")
            remarks.append(Remark(verdict_words(verdict), tone, icon))
            if verdict.doubts:
                remarks.append(Remark(doubt_words(verdict.doubts), Tone.AMBER, "circle-help"))
        return tuple(remarks)

    def _save_new(self, *, twice: bool) -> None:
        opened, form, day = self._opened, self._form, birth_date_of(self._form.given)
        if opened is None or day is None:
            return
        past = PastDose(
            vaccine=form.vaccine,
            given_on=day,
            source=form.source,
            lot_number=form.lot,
            maker=form.maker,
            site=form.site,
            unit=form.unit,
            book=form.book,
            page=form.page,
            twice=twice,
        )
        sentence = wording.SAVED_NEW.format(vaccine=vaccine_name(self._tools.reader.rules, form.vaccine), day=day)
        person_id, draft = opened.person.id, self._draft
        self._tools.writer.submit(
            lambda desk: record_past_dose(desk, person_id, past, draft),
            lambda changed: self._changed(changed, sentence),
            self._failed,
        )

    def _save_correction(self, dose: Dose) -> None:
        form, day = self._form, birth_date_of(self._form.given)
        if day is None:
            return
        changes = {
            "vaccine": form.vaccine,
            "given_on": day.isoformat(),
            "lot_number": form.lot,
            "maker": form.maker,
            "site": form.site,
            "unit": form.unit,
        }
        person_id, draft = dose.person_id, self._draft
        self._tools.writer.submit(
            lambda desk: correct_dose(desk, person_id, dose.id, changes, form.reason, draft),
            lambda changed: self._changed(changed, wording.SAVED_CORRECTION),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, AlreadyWritten):
            return
        if isinstance(error, DoseOnFile):
            self._ask_twice(error)
        elif isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.RED)
        else:
            self._tools.failed(error)

    def _ask_twice(self, error: DoseOnFile) -> None:
        name = vaccine_name(self._tools.reader.rules, error.vaccine)
        choices = (Choice("", wording.TWICE_STAY), Choice("go", wording.TWICE_GO, "F7"))
        question = Question(wording.TWICE_TITLE, wording.TWICE_SENTENCE.format(day=error.on, vaccine=name), choices)
        self._tools.prompter.ask(question, lambda answer: self._save_new(twice=True) if answer else None)

    @property
    def _today(self) -> date:
        return self._tools.reader.clock.today()


def _without(card: Card, dose: Dose | None) -> Card:
    """Return the card without the needle that is being set right."""
    return card if dose is None else replace(card, doses=tuple(each for each in card.doses if each.id != dose.id))
