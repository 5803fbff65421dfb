"""Filling in where the signed papers of the day lie, one after another (未归档的告知书)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.wording import consent as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.consent import file_consent, next_filing, papers_missing
from clinic_app.services.failures import WishRefused
from clinic_app.services.visit_wish import VisitOf

if TYPE_CHECKING:
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.consent import PaperLine


class PaperFiling:
    """Asks for each paper in turn; Esc stops, and the rest stays on the list.

    Attributes:
        masked: names are hidden.
    """

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self.masked = False

    def words(self) -> str:
        """Return how many papers of today are missing, empty when none is."""
        missing = self._missing()
        unsigned = sum(1 for line in missing if not line.signed)
        parts = [wording.UNFILED.format(count=len(missing) - unsigned)] if len(missing) > unsigned else []
        if unsigned:
            parts.append(wording.UNSIGNED.format(count=unsigned))
        return " · ".join(parts)

    def ask(self) -> None:
        """Ask where the next paper lies; then the next, until none is missing (F6)."""
        missing = self._missing()
        to_file = [line for line in missing if line.signed]
        if to_file:
            self._ask_for(to_file[0], len(to_file))
        elif missing:
            line = missing[0]
            title = wording.UNSIGNED_TITLE.format(name=self._name(line))
            self._tools.prompter.tell(title, wording.UNSIGNED_TODO.format(ticket=line.ticket), Tone.AMBER)
        else:
            self._tools.prompter.tell(wording.ALL_FILED, wording.ALL_FILED_TODO, Tone.GREEN)

    def _ask_for(self, line: PaperLine, left: int) -> None:
        proposed = next_filing(self._tools.reader)
        question = TextQuestion(
            wording.MISSING_PAPER.format(name=self._name(line)),
            wording.MISSING_SENTENCE.format(ticket=line.ticket, left=left),
            wording.FILED,
            suggestions=(proposed,) if proposed else (),
        )
        self._tools.prompter.ask_text(question, lambda filed: self._file(line, filed))

    def _file(self, line: PaperLine, filed: str) -> None:
        which = VisitOf(person_id=line.person_id, visit_id=line.visit_id, draft=self._tools.mint())
        self._tools.writer.submit(lambda desk: file_consent(desk, which, filed), self._filed, self._refused)

    def _filed(self, _visit: Visit) -> None:
        self._tools.announce(frozenset({"visit"}))
        self.ask()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.RED)
        else:
            self._tools.failed(error)

    def _missing(self) -> tuple[PaperLine, ...]:
        reader = self._tools.reader
        return papers_missing(reader, reader.clock.today())

    def _name(self, line: PaperLine) -> str:
        return masked_name(line.name) if self.masked else line.name
