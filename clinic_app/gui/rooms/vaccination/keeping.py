"""Keeps the forms of the desk within a second of the last key, and takes them up again after a power cut."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.gui.rooms.vaccination.kept_forms import read_desk, read_visit, written_desk, written_visit
from clinic_app.services.drafts import keep_forms, kept_form

if TYPE_CHECKING:
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.gui.rooms.vaccination.forms import VisitForms
    from clinic_app.gui.rooms.vaccination.kept_forms import KeptDesk

DESK = "desk"
TICKS_HOLD = timedelta(minutes=10)  # what was looked at longer ago is looked at again


class Keeping:
    """Writes what changed since the last tick, in one small transaction on the writer thread.

    A failure to keep a form never stands in the nurse's way: it is tried again with the next change.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._kept: dict[str, bytes | None] = {}

    def on_tick(self) -> None:
        """Keep what is not kept yet; nothing to keep costs nothing."""
        changed = {form: content for form, content in self._now().items() if self._kept.get(form) != content}
        if changed:
            self._kept.update(changed)
            self._bench.tools.writer.submit(lambda desk: keep_forms(desk, changed), lambda _: None, self._not_kept)

    def in_hand(self) -> KeptDesk:
        """Return which child was in hand when the program ended."""
        draft = kept_form(self._bench.tools.reader, DESK)
        return read_desk(draft.content if draft else b"")

    def forms_of(self, visit_id: str, user_id: str) -> VisitForms | None:
        """Return the forms of a visit as they were kept, None when there are none.

        The ticks of the gate hold for ten minutes and for who set them: another nurse looks for herself.
        """
        reader = self._bench.tools.reader
        draft = kept_form(reader, _form(visit_id))
        if draft is None:
            return None
        age = reader.clock.now() - draft.saved_at
        with_ticks = draft.user_id == user_id and timedelta() <= age <= TICKS_HOLD
        return read_visit(draft.content, with_ticks=with_ticks)

    def _now(self) -> dict[str, bytes | None]:
        bench = self._bench
        visit = bench.visit
        now = {DESK: written_desk(visit.person_id, visit.id) if visit else None}
        now |= {_form(visit_id): written_visit(form) for visit_id, form in bench.forms.items()}
        if visit is not None and not visit.state.is_open:
            now[_form(visit.id)] = None
        return now

    def _not_kept(self, _error: Exception) -> None:
        self._kept.clear()


def _form(visit_id: str) -> str:
    return f"visit:{visit_id}"
