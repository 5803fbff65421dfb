"""The mind of the verify page: what a code says, and what is to be thought of it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.certificates.faces import VerdictFace
from clinic_app.gui.wording import certificates as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.certificate_trust import (
    Verdict,
    import_trust_list,
    judge,
    list_for_page,
    text_in_picture,
    trust_list_on_sticks,
    trust_state,
    write_verification_page,
)
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.certificate_trust import Judged, Verification

_TONES = {
    Verdict.GENUINE: Tone.GREEN,
    Verdict.ALTERED: Tone.RED,
    Verdict.UNKNOWN_ISSUER: Tone.AMBER,
    Verdict.REVOKED: Tone.RED,
    Verdict.INCOMPLETE: Tone.GREY,
}


class VerifyView(Protocol):
    """What the page can show."""

    def show_verdict(self, face: VerdictFace) -> None:
        """Show what is to be thought of the text."""

    def show_list_state(self, words: str) -> None:
        """Say which list of the county lies here."""

    def show_text(self, text: str) -> None:
        """Put the text of a picture's codes into the field."""


class VerifyPresenter:
    """Judges at every change of the text; the county's list is taken from a stick."""

    def __init__(self, tools: PresenterTools, stick: Path | None = None) -> None:
        self._tools = tools
        self._stick = stick
        self._view: VerifyView | None = None
        self._own_key: bytes | None = None

    def show_on(self, view: VerifyView) -> None:
        """Take the page that shows it."""
        self._view = view

    def begin(self) -> None:
        """Read which list lies here and which key is this workstation's."""
        if self._own_key is None:
            self._tools.writer.submit(lambda desk: desk.keys.device_public, self._on_key, self._tools.failed)
        self.refresh()

    def refresh(self) -> None:
        """Say which list lies here."""
        if self._view is None:
            return
        state = trust_state(self._tools.reader)
        if state.sequence:
            words = wording.LIST_STATE.format(
                county=state.county,
                sequence=state.sequence,
                day=state.issued_on,
                clinics=state.clinics,
                revoked=state.revoked,
            )
        else:
            words = wording.NO_LIST if state.enrolled else wording.NO_COUNTY
        self._view.show_list_state(words)

    def judge_text(self, text: str) -> None:
        """Judge what stands in the field now."""
        if self._view is None:
            return
        if not text.strip():
            self._view.show_verdict(VerdictFace(word="", tone=Tone.GREY, sentence=wording.VERIFY_WAITING, todo=""))
            return
        self._view.show_verdict(_face(judge(self._tools.reader, text, self._own_key)))

    def read_picture(self, path: Path) -> None:
        """Read the codes of a picture in the background (F5)."""

        def read(text: object) -> None:
            if self._view is not None:
                self._view.show_text(str(text))

        self._tools.background(lambda: text_in_picture(path), read, self._on_failed)

    def save_page(self, path: Path) -> None:
        """Write the page for a school, with the county's list inside, in the background (F4)."""
        stored = list_for_page(self._tools.reader)

        def saved(_: object) -> None:
            self._tools.prompter.tell(wording.SAVED.format(name=path.name), wording.SAVED_TODO, Tone.GREEN)

        self._tools.background(lambda: write_verification_page(path, stored), saved, self._on_failed)

    def import_list(self) -> None:
        """Take the county's list from a stick (F8)."""

        def found(stored: object) -> None:
            assert isinstance(stored, bytes)
            self._tools.writer.submit(
                lambda desk: import_trust_list(desk, stored),
                lambda listed: self._on_imported(listed.county_name, listed.sequence, len(listed.clinics)),
                self._on_failed,
            )

        self._tools.background(lambda: trust_list_on_sticks(self._stick), found, self._on_failed)

    def _on_key(self, key: bytes) -> None:
        self._own_key = key

    def _on_imported(self, county: str, sequence: int, clinics: int) -> None:
        self.refresh()
        self._tools.announce(frozenset({"trust"}))
        told = wording.IMPORTED.format(county=county, sequence=sequence, clinics=clinics)
        self._tools.prompter.tell(told, tone=Tone.GREEN)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
        else:
            self._tools.failed(error)


def _face(judged: Judged) -> VerdictFace:
    found = judged.verification
    sentence, todo = _words(found)
    if judged.own:
        sentence, todo = wording.OWN_KEY, wording.OWN_KEY_TODO
    return VerdictFace(
        word=wording.VERDICTS[found.verdict],
        tone=_TONES[found.verdict],
        sentence=sentence,
        todo=todo,
        about=wording.NUMBER_LINE.format(number=found.number, day=found.issued_on or "") if found.number else "",
        lines=(*found.head, *found.body),
    )


def _words(found: Verification) -> tuple[str, str]:
    values = {
        "issuer": found.issuer,
        "number": found.number,
        "missing": "、".join(str(part) for part in found.missing),
        "revoked_on": found.revoked_on,
        "reason": found.reason,
    }
    sentence, todo = wording.FINDINGS[found.finding]
    return sentence.format(**values).rstrip("："), todo.format(**values)
