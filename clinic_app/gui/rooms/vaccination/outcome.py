"""Step 5, 留观, and every other end at this desk: what was done, when the child may leave, the slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.visit import DoseState, VisitState
from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.rooms.vaccination.next_date import NextDate
from clinic_app.gui.wording import screening as screening_wording
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording import vaccination_errors as error_wording
from clinic_app.gui.wording.codes import SITES
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.reader import Reader
from clinic_app.services.slips import Slip, keep_slip, observation_slip_of

if TYPE_CHECKING:
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

FILED, SENT, MAKING, FAILED = "filed", "sent", "making", "failed"
_SLIP_CHIPS = {
    FILED: ChipFace(wording.SLIP_FILED, Tone.GREEN, "printer"),
    SENT: ChipFace(wording.SLIP_SENT, Tone.GREEN, "printer"),
    MAKING: ChipFace(wording.SLIP_MAKING, Tone.GREY, "printer"),
    FAILED: ChipFace(wording.SLIP_FAILED, Tone.AMBER),
}
_ADVICE_CHIPS = {
    FILED: ChipFace(screening_wording.ADVICE_FILED, Tone.GREEN, "printer"),
    SENT: ChipFace(screening_wording.ADVICE_SENT, Tone.GREEN, "printer"),
    MAKING: ChipFace(screening_wording.ADVICE_MAKING, Tone.GREY, "printer"),
    FAILED: ChipFace(screening_wording.ADVICE_FAILED, Tone.AMBER),
}


@dataclass(frozen=True, slots=True)
class OutcomeFace:
    """What the last page shows; `watching` while the child is to be observed."""

    watching: bool
    title: str
    big: str
    about: str
    todo: str
    ticket: str
    doses: tuple[tuple[str, bool], ...]
    slip: ChipFace | None


class Outcome:
    """Makes the slip after the last needle and shows how the visit stands.

    Attributes:
        next_date: asks when the child is to come again.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.next_date = NextDate(bench)

    def settled(self, visit: Visit) -> None:
        """Go on after a dose was given or left out: after the last one the slip is made."""
        if visit.state is VisitState.OBSERVING:
            self.make_slip(visit)

    def error_recorded(self, visit: Visit, slip: PrintJob | None) -> None:
        """Note where the slip of a wrong needle went, when its visit is the one in hand."""
        if self._bench.visit is not None and self._bench.visit.id == visit.id:
            self._bench.form.slip = where(slip) if slip is not None else ""
        self._bench.read_again()
        self._bench.refreshed()

    def make_slip(self, visit: Visit) -> None:
        """Make the observation slip (留观条) after the commit; a printer that is off never stops a visit."""
        form = self._bench.form
        form.slip = MAKING

        def made(result: tuple[Slip, PrintJob]) -> None:
            slip, job = result
            form.slip = where(job)
            if slip.undrawable:
                letters = "".join(slip.undrawable)
                sentence = wording.SLIP_UNDRAWABLE.format(letters=letters)
                self._bench.tools.prompter.tell(sentence, wording.SLIP_UNDRAWABLE_TODO, Tone.AMBER)
            self._bench.refreshed()

        def failed(error: Exception) -> None:
            form.slip = FAILED
            if not isinstance(error, OSError):  # a printer that is off is foreseen, the rest is a mishap
                self._bench.tools.failed(error)
            todo = wording.SLIP_FAILED_TODO.format(ticket=visit.ticket)
            self._bench.tools.prompter.tell(wording.SLIP_FAILED, todo, Tone.AMBER)
            self._bench.refreshed()

        self._bench.tools.writer.submit(lambda desk: _slip(desk, visit), made, failed)

    def face(self) -> OutcomeFace | None:
        """Return what the page shows now, None without a visit."""
        visit = self._bench.visit
        if visit is None:
            return None
        ticket = wording.TICKET.format(ticket=visit.ticket)
        if visit.state is VisitState.OBSERVING and visit.may_leave_at and visit.last_given_at:
            return OutcomeFace(
                watching=True,
                title=wording.WATCH_TITLE,
                big=wording.LEAVE_AT.format(moment=f"{local_time(visit.may_leave_at):%H:%M}"),
                about=wording.WATCH_FROM.format(moment=f"{local_time(visit.last_given_at):%H:%M}"),
                todo=wording.WATCH_TODO,
                ticket=ticket,
                doses=self._doses(visit),
                slip=_SLIP_CHIPS.get(self._bench.form.slip),
            )
        until = visit.screening.until if visit.screening else None
        return OutcomeFace(
            watching=False,
            title=wording.ENDED.get(visit.state, ""),
            big=wording.COME_BACK.format(day=until) if until else wording.ENDED.get(visit.state, ""),
            about=visit.end_reason,
            todo=wording.REACTION_TODO if visit.state is VisitState.REACTION else wording.ENDED_TODO,
            ticket=ticket,
            doses=self._doses(visit),
            slip=_ADVICE_CHIPS.get(self._bench.form.slip),
        )

    def _doses(self, visit: Visit) -> tuple[tuple[str, bool], ...]:
        """Return each planned dose in words and whether it was given, then what was given beside the plan."""
        rules, card = self._bench.tools.reader.rules, self._bench.opened.card if self._bench.opened else None
        wrong = {error.dose_id for error in card.errors} if card else set()
        lines = []
        for dose in visit.planned:
            name = f"{vaccine_name(rules, dose.vaccine)} {wording.DOSE.format(number=dose.dose_number)}"
            given = dose.state is DoseState.GIVEN
            place = SITES.get(dose.site, dose.site) if given else dose.not_given_reason or wording.NOT_GIVEN
            lines.append((_marked(f"{name}　{place}", wrong=dose.dose_id in wrong), given))
        planned = {dose.dose_id for dose in visit.planned}
        for extra in card.counted_doses if card else ():
            if extra.visit_id == visit.id and extra.id not in planned:
                words = f"{vaccine_name(rules, extra.vaccine)}　{SITES.get(extra.site, extra.site)}"
                lines.append((_marked(words, wrong=extra.id in wrong), True))
        return tuple(lines)


def where(job: PrintJob) -> str:
    """Return where a paper of this page went: to its printer, or into the outbox folder."""
    return FILED if job.file else SENT


def _marked(words: str, *, wrong: bool) -> str:
    return f"{words} · {error_wording.MARK}" if wrong else words


def _slip(desk: Desk, visit: Visit) -> tuple[Slip, PrintJob]:
    reader = Reader(db=desk.db, clock=desk.clock, rules=desk.rules)
    slip = observation_slip_of(reader, visit.person_id, visit.id)
    return slip, keep_slip(desk, slip)
