"""Taking a person's appointments back at the screening (取消预约), with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import screening as wording
from clinic_app.services.screening import cancel_appointments, standing_appointments

if TYPE_CHECKING:
    from clinic_app.domain.appointment import Appointment
    from clinic_app.gui.rooms.vaccination.bench import Bench


class Cancelling:
    """Asks why, and cancels what stands from today on."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def standing_words(self) -> str:
        """Return the person's next appointment in words, empty when none stands."""
        standing = self._standing()
        return wording.APPOINTED.format(day=_day(standing[0])) if standing else ""

    def ask(self) -> None:
        """Ask for the reason and cancel (F4)."""
        opened = self._bench.opened
        if opened is None or not self._standing():
            return
        title = wording.CANCEL_TITLE.format(name=self._bench.name(opened.person.name))
        sentence = wording.CANCEL_SENTENCE.format(days=self._days())
        question = TextQuestion(title, sentence, wording.CANCEL_APPOINTMENT, suggestions=wording.CANCEL_REASONS)
        self._bench.tools.prompter.ask_text(question, self._cancel)

    def offer(self) -> None:
        """Offer to cancel what a child who was not found fit has left; Enter keeps it."""
        opened = self._bench.opened
        if opened is None or not self._standing():
            return
        name = self._bench.name(opened.person.name)
        reason = wording.CANCEL_REASONS[0]
        question = Question(
            wording.CANCEL_TOO_TITLE,
            wording.CANCEL_TOO_SENTENCE.format(name=name, days=self._days()),
            (
                Choice("", wording.KEEP_APPOINTMENT),
                Choice(reason, wording.CANCEL_TOO.format(reason=reason), "1"),
            ),
        )
        self._bench.tools.prompter.ask(question, lambda chosen: self._cancel(chosen) if chosen else None)

    def _cancel(self, reason: str) -> None:
        self._bench.wish(
            "cancel appointment",
            lambda desk, which: cancel_appointments(desk, which, reason),
            lambda _visit: self._bench.tools.prompter.tell(wording.CANCELLED, "", Tone.GREEN),
        )

    def _standing(self) -> tuple[Appointment, ...]:
        opened = self._bench.opened
        return standing_appointments(opened.card, self._bench.today) if opened else ()

    def _days(self) -> str:
        return "、".join(map(_day, self._standing()))


def _day(appointment: Appointment) -> str:
    return f"{appointment.on:%m-%d}{wording.HALF_DAYS.get(appointment.half_day, '')}"
