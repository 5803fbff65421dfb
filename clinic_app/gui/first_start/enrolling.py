"""Reading the county's enrolment package (开户包), without Qt: found, fingerprint compared, taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.first_start.forms import ClinicForm
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import first_start as wording
from clinic_app.gui.wording.failures import plain_words
from clinic_app.services.enrolment import enrolments_on_sticks
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.first_start.forms import Draft
    from clinic_app.gui.first_start.tools import FirstStartTools
    from clinic_app.services.enrolment import Enrolment, EnrolmentFile

MOST_CHOICES = 6
NONE = "none"
_CHOICE_KEYS = ("F2", "F3", "F5", "F6", "F7", "F8")


class Enrolling:
    """Takes a package over only after a person has typed the last group of the fingerprint from her paper."""

    def __init__(self, draft: Draft, tools: FirstStartTools, changed: Callable[[], None]) -> None:
        self._draft = draft
        self._tools = tools
        self._changed = changed
        self.is_reading = False

    def read(self) -> None:
        """Look at the sticks in the background (F5); a second press meanwhile does nothing."""
        if self.is_reading:
            return
        self.is_reading = True
        site = self._tools.site
        self._tools.background(
            lambda: enrolments_on_sticks(site.stick, site.clock.today()),
            lambda files: self._found(files),  # type: ignore[arg-type]  # what the service gives
            self._failed,
        )

    def drop(self) -> None:
        """Forget the package; what it filled in stays and can be changed."""
        self._draft.enrolment = None
        self._changed()

    def _found(self, files: tuple[EnrolmentFile, ...]) -> None:
        self.is_reading = False
        usable = [file.enrolment for file in files if file.enrolment is not None]
        typed = self._draft.clinic.unit_code
        own = [enrolment for enrolment in usable if enrolment.unit_code == typed] or usable
        if not own:
            words = wording.enrolment_words(files[0].problem, files[0].file, files[0].day)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.RED)
        elif len(own) == 1:
            self._judge(own[0])
        else:
            self._choose(own[:MOST_CHOICES])

    def _choose(self, enrolments: list[Enrolment]) -> None:
        """Ask which clinic this is; the safe answer is none."""
        choices = tuple(
            Choice(str(place), f"{one.clinic_name}（{one.unit_code}）", key)
            for place, (one, key) in enumerate(zip(enrolments, _CHOICE_KEYS, strict=False))
        )
        title = wording.CHOOSE_TITLE.format(count=len(enrolments))
        question = Question(title, wording.CHOOSE_SENTENCE, (Choice(NONE, wording.CHOOSE_NONE), *choices))
        self._tools.prompter.ask(question, lambda key: None if key == NONE else self._judge(enrolments[int(key)]))

    def _judge(self, enrolment: Enrolment) -> None:
        """Refuse what is another clinic's, else ask for the paper."""
        typed = self._draft.clinic.unit_code
        if typed and typed != enrolment.unit_code:
            sentence = wording.OTHER_CLINIC.format(clinic=enrolment.clinic_name, code=enrolment.unit_code, typed=typed)
            self._tools.prompter.tell(sentence, wording.OTHER_CLINIC_TODO, Tone.RED)
            return
        sentence = wording.ENROLMENT_SENTENCE.format(
            clinic=enrolment.clinic_name,
            code=enrolment.unit_code,
            county=enrolment.county_name,
            shown=" ".join(enrolment.fingerprint[:-1]),
        )
        question = TextQuestion(
            wording.ENROLMENT_TITLE, sentence, wording.ENROLMENT_LABEL, wording.ENROLMENT_ACCEPT, least=4
        )
        self._tools.prompter.ask_text(question, lambda typed: self._compare(enrolment, typed))

    def _compare(self, enrolment: Enrolment, typed: str) -> None:
        if typed != enrolment.fingerprint[-1]:
            self._tools.prompter.tell(wording.FINGERPRINT_DIFFERS, wording.FINGERPRINT_DIFFERS_TODO, Tone.RED)
            return
        draft = self._draft
        draft.enrolment = enrolment
        phone = enrolment.phone or draft.clinic.phone
        draft.clinic = ClinicForm(name=enrolment.clinic_name, unit_code=enrolment.unit_code, phone=phone)
        draft.villages = tuple(dict.fromkeys((*enrolment.villages, *draft.villages)))
        self._tools.prompter.tell(wording.ENROLMENT_TAKEN.format(county=enrolment.county_name), tone=Tone.GREEN)
        self._changed()

    def _failed(self, error: Exception) -> None:
        self.is_reading = False
        if not isinstance(error, WishRefused):
            self._tools.failed(error)
            return
        words = plain_words(error)
        self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
