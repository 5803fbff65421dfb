"""The mind of the emergency card: whose it is, what was typed as weight, what to draw up. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.emergency import WeightImpossible
from clinic_app.gui.faces import Tone
from clinic_app.gui.wording import emergency as wording
from clinic_app.gui.wording.codes import age_words
from clinic_app.gui.wording.printing import sent_words
from clinic_app.services.aftermath_papers import emergency_card_of
from clinic_app.services.emergency import AMBULANCE, FirstAid, FirstAidDose, dose_for, first_aid
from clinic_app.services.reader import Reader
from clinic_app.services.slips import put_document

if TYPE_CHECKING:
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

_WEIGHT = re.compile(r"(\d{1,3})(?:[.。](\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class EmergencyFace:
    """What the card shows; `error` stands beside the weight."""

    who: str
    drug: str
    volume: str
    amount: str
    weight: str
    warning: str
    steps: tuple[str, ...]
    signs: str
    calls: tuple[str, ...]
    source: str
    error: str = ""


class EmergencyView(Protocol):
    """What the card can show."""

    def show_card(self, face: EmergencyFace, *, begin: bool) -> None:
        """Show the card; at the beginning the weight is empty."""


class EmergencyPresenter:
    """Holds the card for one person, or for anybody; it never writes anything about the person."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: EmergencyView | None = None
        self._aid: FirstAid | None = None
        self._typed = ""

    def show_on(self, view: EmergencyView) -> None:
        """Take the room that shows it."""
        self._view = view

    def open(self, person_id: str = "") -> None:
        """Begin with this person, or with nobody."""
        self._aid = first_aid(self._tools.reader, person_id)
        self._typed = ""
        self._show(begin=True)

    def type_weight(self, text: str) -> None:
        """Take the weight as typed, in kilograms."""
        self._typed = text.strip()
        self._show(begin=False)

    def go_back(self) -> None:
        """Return to where the card was called from."""
        self._tools.navigation.go_back()

    def print_card(self) -> None:
        """Put the card into the outbox, with the dose of this person when it is known."""
        aid = self._aid
        if aid is None:
            return
        found, _ = self._found(aid)
        age = self._age(aid)

        def run(desk: Desk) -> PrintJob:
            reader = Reader(db=desk.db, clock=desk.clock, rules=desk.rules)
            pdf, missing = emergency_card_of(reader, aid, found, age)
            return put_document(desk, "emergency_card", pdf, missing=missing)

        def failed(error: Exception) -> None:
            self._tools.prompter.tell(wording.NOT_PRINTED, tone=Tone.AMBER)
            self._tools.failed(error)

        self._tools.writer.submit(run, lambda job: self._tools.prompter.tell(sent_words(job), tone=Tone.GREEN), failed)

    def _found(self, aid: FirstAid) -> tuple[FirstAidDose | None, str]:
        """Return the dose and what is wrong with the weight typed; a wrong weight gives no dose at all."""
        match = _WEIGHT.fullmatch(self._typed)
        if self._typed and match is None:
            return None, wording.WEIGHT_WRONG
        grams = int(match[1]) * 1000 + int((match[2] or "").ljust(3, "0")) if match else None
        try:
            return dose_for(aid, grams), ""
        except WeightImpossible:
            return None, wording.WEIGHT_WRONG

    def _show(self, *, begin: bool) -> None:
        aid = self._aid
        if self._view is None or aid is None:
            return
        found, error = self._found(aid)
        table = aid.table
        source = table.source if table.verified else wording.NOT_VERIFIED.format(source=table.source)
        clinic = wording.CLINIC.format(clinic=aid.clinic, phone=aid.clinic_phone)
        self._view.show_card(
            EmergencyFace(
                who=self._who(aid),
                drug=wording.DRUG.format(strength=table.strength),
                volume=wording.DRAW.format(volume=f"{found.dose.microlitres / 1000:.2f}") if found else "",
                amount=wording.AMOUNT.format(amount=f"{found.dose.micrograms / 1000:g}") if found else "",
                weight=_weight_words(found),
                warning=wording.AT_MOST if found is not None and found.dose.at_most else "",
                steps=table.steps,
                signs=table.signs,
                calls=(
                    wording.AMBULANCE.format(phone=AMBULANCE),
                    clinic if aid.clinic_phone else wording.NO_CLINIC_PHONE,
                ),
                source=wording.SOURCE.format(source=source),
                error=error,
            ),
            begin=begin,
        )

    def _who(self, aid: FirstAid) -> str:
        if aid.person is None:
            return wording.NOBODY
        return wording.WHO.format(name=aid.person.name, age=self._age(aid))

    def _age(self, aid: FirstAid) -> str:
        return age_words(aid.person.birth_date, self._tools.reader.clock.today()) if aid.person is not None else ""


def _weight_words(found: FirstAidDose | None) -> str:
    if found is None:
        return ""
    words = wording.BY_AGE if found.dose.weight_estimated else wording.BY_WEIGHT
    return words.format(weight=wording.kilograms(found.grams))
