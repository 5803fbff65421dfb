"""Asking which vial went in: by scan, by lot number, or as the label of a lot that is not on file reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.error_answers import expiry_said, vaccine_said
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import vaccination_errors as wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.failures import UnknownVial
from clinic_app.services.needle_that_happened import UsedVial, vial_of_lot
from clinic_app.services.vials import is_vial_code, lot_of_code, lots_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clinic_app.domain.lot import Lot
    from clinic_app.gui.presenter_tools import PresenterTools

_MOST = 7


class VialQuestions:
    """Finds the vial; one that is on file nowhere is taken as its label says."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools

    def ask(self, then: Callable[[UsedVial], None]) -> None:
        """Ask for a scan or a lot number."""
        question = TextQuestion(
            wording.VIAL_TITLE,
            wording.VIAL_SENTENCE,
            wording.VIAL_LABEL,
            accept=wording.NEXT,
            tone=Tone.RED,
            wants_scans=True,
        )
        self._tools.prompter.ask_text(question, lambda words: self._on_words(words.strip(), then))

    def _on_words(self, words: str, then: Callable[[UsedVial], None]) -> None:
        reader = self._tools.reader
        try:
            then(vial_of_lot(lot_of_code(reader.db, words), words if is_vial_code(words) else ""))
            return
        except UnknownVial:
            same = lots_named(reader.db, words)
        if same:
            self._ask_which(words, same, then)
        else:
            self._ask_vaccine(words, then)

    def _ask_which(self, words: str, lots: list[Lot], then: Callable[[UsedVial], None]) -> None:
        """Ask between lots of one number by different makers."""
        rules = self._tools.reader.rules
        choices = tuple(
            Choice(lot.id, f"{vaccine_name(rules, lot.vaccine)} {lot.maker} {lot.lot_number}", str(place))
            for place, lot in enumerate(lots[:_MOST], start=1)
        )
        title = wording.LOT_TITLE.format(words=words)
        question = Question(title, "", (Choice("", wording.NONE_OF_THEM), *choices), Tone.RED)
        by_id = {lot.id: lot for lot in lots}
        self._tools.prompter.ask(question, lambda key: then(vial_of_lot(by_id[key])) if key else self.ask(then))

    def _ask_vaccine(self, words: str, then: Callable[[UsedVial], None]) -> None:
        question = TextQuestion(
            wording.VIAL_UNKNOWN_TITLE.format(words=words),
            wording.VIAL_UNKNOWN_SENTENCE,
            wording.VACCINE_LABEL,
            accept=wording.NEXT,
            tone=Tone.RED,
        )
        self._tools.prompter.ask_text(question, lambda name: self._on_vaccine(words, name, then))

    def _on_vaccine(self, words: str, name: str, then: Callable[[UsedVial], None]) -> None:
        code = vaccine_said(self._tools.reader.rules, name)
        if not code:
            sentence = wording.VACCINE_UNKNOWN.format(words=name)
            self._tools.prompter.tell(sentence, wording.VACCINE_UNKNOWN_TODO, Tone.AMBER)
            self._ask_vaccine(words, then)
            return
        self._ask_expiry(words, code, then)

    def _ask_expiry(self, words: str, vaccine: str, then: Callable[[UsedVial], None]) -> None:
        question = TextQuestion(
            wording.EXPIRY_TITLE,
            wording.EXPIRY_SENTENCE,
            wording.EXPIRY_LABEL,
            accept=wording.NEXT,
            suggestions=(wording.NOT_READABLE,),
            tone=Tone.RED,
        )
        self._tools.prompter.ask_text(question, lambda said: self._on_expiry(words, vaccine, said, then))

    def _on_expiry(self, words: str, vaccine: str, said: str, then: Callable[[UsedVial], None]) -> None:
        expires_on: date | None = expiry_said(said)
        if expires_on is None and said != wording.NOT_READABLE:
            self._tools.prompter.tell(wording.EXPIRY_WRONG.format(words=said), wording.EXPIRY_WRONG_TODO, Tone.AMBER)
            self._ask_expiry(words, vaccine, then)
            return
        code = words if is_vial_code(words) else ""
        lot_number = "" if code else words.upper()
        then(UsedVial(vaccine=vaccine, lot_number=lot_number, expires_on=expires_on, code=code))
