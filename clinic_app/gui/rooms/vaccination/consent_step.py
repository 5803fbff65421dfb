"""Step 3, 告知: who was informed of which vaccines, and signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import RELATIONS, SITES
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.consent import record_consent

if TYPE_CHECKING:
    from clinic_app.gui.rooms.vaccination.bench import Bench


@dataclass(frozen=True, slots=True)
class ConsentFace:
    """What the page of the consent shows; `missing` says why F9 is off."""

    vaccines: tuple[tuple[str, str], ...]
    who: str
    signed: bool
    missing: str


class ConsentStep:
    """Shows who signs and takes the tick that the signature was seen; it has no default."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def face(self) -> ConsentFace:
        """Return what the page shows now."""
        signer, relation = self.signer()
        who = f"{RELATIONS.get(relation, '')} {self._bench.name(signer)}".strip() if signer else ""
        signed = self._bench.form.consent.signed
        missing = wording.MISSING_SIGNER if not signer else ("" if signed else wording.MISSING_SIGNATURE)
        return ConsentFace(vaccines=self._vaccines(), who=who, signed=signed and bool(signer), missing=missing)

    def signer(self) -> tuple[str, str]:
        """Return name and relation of who signs: the guardian on file unless somebody else was named."""
        form = self._bench.form.consent
        if form.signer or self._bench.opened is None:
            return form.signer, form.relation
        person = self._bench.opened.person
        return person.guardian_name, person.guardian_relation

    def toggle_signed(self) -> None:
        """Take the tick, or take it back (空格)."""
        form = self._bench.form.consent
        form.signed = not form.signed and bool(self.signer()[0])
        self._bench.refreshed()

    def change_signer(self) -> None:
        """Ask who signs instead (F6)."""
        choices = tuple(Choice(key, RELATIONS[key], str(place)) for place, key in enumerate(RELATIONS, start=1))
        stay = Choice("", wording.GO_ON)
        question = Question(wording.WHO_SIGNS, wording.WHO_SIGNS_SENTENCE, (stay, *choices))
        self._bench.tools.prompter.ask(question, self._on_relation)

    def save(self) -> None:
        """Record the consent (F9), when the signature was seen."""
        if self.face().missing:
            return
        signer, relation = self.signer()
        self._bench.wish("consent", lambda desk, which: record_consent(desk, which, signer, relation))

    def _on_relation(self, relation: str) -> None:
        opened = self._bench.opened
        if not relation or opened is None:
            return
        if relation == "self":
            self._on_name(opened.person.name, relation)
            return
        question = TextQuestion(wording.WHO_SIGNS, wording.WHO_SIGNS_SENTENCE, wording.SIGNER_NAME)
        self._bench.tools.prompter.ask_text(question, lambda name: self._on_name(name, relation))

    def _on_name(self, name: str, relation: str) -> None:
        form = self._bench.form.consent
        form.signer, form.relation, form.signed = name, relation, False
        self._bench.refreshed()

    def _vaccines(self) -> tuple[tuple[str, str], ...]:
        rules, visit = self._bench.tools.reader.rules, self._bench.visit
        return tuple(
            (
                vaccine_name(rules, dose.vaccine),
                f"{wording.DOSE.format(number=dose.dose_number)} · {SITES.get(dose.site, dose.site)}",
            )
            for dose in (visit.planned if visit else ())
        )
