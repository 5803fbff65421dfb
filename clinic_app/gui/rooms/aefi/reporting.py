"""Three short questions before a report is written down: by which way, to whom, when. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.error_taking_back import tell_failure
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.aefi.form import moment_of
from clinic_app.gui.wording import aefi as wording
from clinic_app.services.aefi import ReportOf, report_aefi
from clinic_app.services.resource_files import aefi_codes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from clinic_app.domain.aefi import Aefi
    from clinic_app.gui.presenter_tools import PresenterTools

DAY_DIGITS = 8


class Reporting:
    """Asks and writes; the draft is minted when the first question is asked."""

    def __init__(self, tools: PresenterTools, reported: Callable[[Aefi], None]) -> None:
        self._tools = tools
        self._reported = reported

    def ask(self, event: Aefi) -> None:
        """Ask by which way it was reported; Enter and Esc write nothing."""
        draft = self._tools.mint()
        ways = aefi_codes().ways_reported
        choices = tuple(Choice(way.code, way.name, str(place)) for place, way in enumerate(ways, start=1))
        question = Question(wording.WAY_TITLE, wording.WAY_SENTENCE, (Choice("", wording.NOT_NOW), *choices))
        self._tools.prompter.ask(question, lambda way: self._ask_whom(event, draft, way) if way else None)

    def _ask_whom(self, event: Aefi, draft: str, way: str) -> None:
        question = TextQuestion(wording.TO_TITLE, "", wording.TO_LABEL, suggestions=wording.TO_SUGGESTIONS)
        self._tools.prompter.ask_text(question, lambda to: self._ask_when(event, draft, way, to))

    def _ask_when(self, event: Aefi, draft: str, way: str, to: str) -> None:
        now = local_time(self._tools.reader.clock.now())
        question = TextQuestion(
            wording.TIME_TITLE,
            wording.TIME_SENTENCE,
            wording.TIME_LABEL,
            suggestions=(wording.NOW.format(time=f"{now:%H%M}"),),
        )
        self._tools.prompter.ask_text(question, lambda typed: self._write(event, draft, way, to, typed))

    def _write(self, event: Aefi, draft: str, way: str, to: str, typed: str) -> None:
        at = self._moment(typed)
        if at is None:
            self._tools.prompter.tell(wording.TIME_WRONG, wording.TIME_SENTENCE, Tone.AMBER)
            self._ask_when(event, draft, way, to)
            return
        report = ReportOf(person_id=event.person_id, aefi_id=event.id, way=way, to=to, at=at, draft=draft)

        def written(reported: Aefi) -> None:
            name = next(known.name for known in aefi_codes().ways_reported if known.code == way)
            self._tools.prompter.tell(wording.REPORTED.format(way=name, to=to), tone=Tone.GREEN)
            self._reported(reported)

        self._tools.writer.submit(lambda desk: report_aefi(desk, report), written, self._refused)

    def _refused(self, error: Exception) -> None:
        tell_failure(self._tools, error)

    def _moment(self, typed: str) -> datetime | None:
        """Return the moment of 0837 today, or of 202611180837; None for anything else."""
        today = f"{self._tools.reader.clock.today():%Y%m%d}"
        digits = typed.replace(" ", "")
        if digits.isdecimal() and len(digits) > DAY_DIGITS:
            return moment_of(digits[:DAY_DIGITS], digits[DAY_DIGITS:])
        return moment_of(today, digits)
