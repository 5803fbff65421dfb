"""Step 3, 告知: who was informed of which vaccines, signed, and where the paper was put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.vaccination.papers import make_paper, tell_sent
from clinic_app.gui.rooms.vaccination.planning_paid import yuan_words
from clinic_app.gui.rooms.vaccination.signers import ask_signer, signer_words, usual_signer
from clinic_app.gui.wording import consent as wording
from clinic_app.gui.wording import papers as paper_wording
from clinic_app.gui.wording import planning as plan_wording
from clinic_app.gui.wording.codes import SITES
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.consent import next_filing, record_consent
from clinic_app.services.programme_check import is_charged
from clinic_app.services.resource_files import consent_texts
from clinic_app.services.visit_papers import consent_form_of

if TYPE_CHECKING:
    from clinic_app.domain.visit import PlannedDose
    from clinic_app.gui.rooms.vaccination.bench import Bench


@dataclass(frozen=True, slots=True)
class ConsentVaccineFace:
    """One vaccine the signature covers: its number and site, the version of its text, and whether it has one."""

    vaccine: str
    about: str
    text: str
    has_text: bool


@dataclass(frozen=True, slots=True)
class ConsentFace:
    """What the page of the consent shows; `missing` says why F9 is off, `filed_note` what the place means."""

    vaccines: tuple[ConsentVaccineFace, ...]
    who: str
    signed: bool
    filed: str
    filed_note: str
    missing: str


class ConsentStep:
    """Shows who signs and takes the tick that the signature was seen; it has no default."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def face(self) -> ConsentFace:
        """Return what the page shows now."""
        signer, relation = self.signer()
        form = self._bench.form.consent
        filed = self.filed()
        proposed = bool(filed) and form.filed is None
        return ConsentFace(
            vaccines=tuple(self._vaccine(dose) for dose in (self._bench.visit.planned if self._bench.visit else ())),
            who=signer_words(self._bench, signer, relation),
            signed=form.signed and bool(signer),
            filed=filed,
            filed_note=wording.FILED_PROPOSED if proposed else ("" if filed else wording.FILED_LATER),
            missing=wording.MISSING_SIGNER if not signer else ("" if form.signed else wording.MISSING_SIGNATURE),
        )

    def signer(self) -> tuple[str, str]:
        """Return name and relation of who signs: the guardian on file unless somebody else was named."""
        form = self._bench.form.consent
        return (form.signer, form.relation) if form.signer else usual_signer(self._bench)

    def filed(self) -> str:
        """Return where the paper goes: as typed, else the place after the last one."""
        typed = self._bench.form.consent.filed
        return next_filing(self._bench.tools.reader) if typed is None else typed

    def toggle_signed(self) -> None:
        """Take the tick, or take it back (空格)."""
        form = self._bench.form.consent
        form.signed = not form.signed and bool(self.signer()[0])
        self._bench.refreshed()

    def change_signer(self) -> None:
        """Ask who signs instead (F6)."""
        ask_signer(self._bench, self._on_name)

    def set_filed(self, typed: str) -> None:
        """Take where the paper goes; an empty field leaves it open."""
        self._bench.form.consent.filed = typed
        self._bench.refreshed()

    def print_form(self) -> None:
        """Print the consent form of this visit (F4)."""
        visit = self._bench.visit
        if visit is None:
            return
        tell, paper = self._bench.tools.prompter.tell, paper_wording.CONSENT
        make_paper(
            self._bench,
            lambda reader, name: consent_form_of(reader, visit.person_id, visit.id, name),
            lambda job: tell_sent(self._bench, job),
            lambda: tell(paper_wording.FAILED.format(paper=paper), paper_wording.FAILED_TODO, Tone.AMBER),
        )

    def save(self) -> None:
        """Record the consent (F9), when the signature was seen."""
        if self.face().missing:
            return
        (signer, relation), filed = self.signer(), self.filed()
        self._bench.wish("consent", lambda desk, which: record_consent(desk, which, signer, relation, filed))

    def _on_name(self, name: str, relation: str) -> None:
        form = self._bench.form.consent
        form.signer, form.relation, form.signed = name, relation, False
        self._bench.refreshed()

    def _vaccine(self, dose: PlannedDose) -> ConsentVaccineFace:
        rules, text = self._bench.tools.reader.rules, consent_texts().vaccines.get(dose.vaccine)
        parts = [plan_wording.DOSE.format(number=dose.dose_number), SITES.get(dose.site, dose.site)]
        opened = self._bench.opened
        if opened is not None and is_charged(rules, opened.card, rules.vaccine(dose.vaccine), self._bench.today):
            parts.append(plan_wording.PRICE.format(yuan=yuan_words(dose.price_fen)))
            parts.append(plan_wording.PAID if dose.paid else plan_wording.UNPAID)
        return ConsentVaccineFace(
            vaccine=vaccine_name(rules, dose.vaccine),
            about=" · ".join(parts),
            text=wording.TEXT.format(version=text.version.removeprefix(f"{dose.vaccine}-"))
            if text
            else wording.NO_TEXT,
            has_text=text is not None,
        )
