"""The next date after the last needle: proposed, taken with Enter, changed by digits, left out with Esc. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.visit import VisitState
from clinic_app.gui.appointing import CHANGED, SLIP, day_of, print_slip
from clinic_app.gui.explaining import vaccine_names
from clinic_app.gui.faces import Tone
from clinic_app.gui.wording import appointments as wording
from clinic_app.gui.wording.failures import failure_words, vaccine_name
from clinic_app.gui.wording.for_parents import coming_words
from clinic_app.gui.wording.printing import going_words
from clinic_app.gui.wording.visit_plan import stop_words
from clinic_app.services.appointments import (
    AppointmentOf,
    NewAppointment,
    expected_on,
    make_appointment,
    move_appointment,
    problem_on,
    propose,
    standing_appointment,
    visits_from,
)
from clinic_app.services.failures import WishRefused
from clinic_app.services.print_jobs import chosen_printer

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.appointment import Appointment
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.services.appointments import Proposal
    from clinic_app.services.desk import Desk


MOST_LATER = 3


@dataclass(frozen=True, slots=True)
class NextDateFace:
    """What the row shows. `asking` while the date waits for an answer; `note` stands inside the field.

    Attributes:
        words: what is due that day, where `aloud` does not say it. warning: why it is an unusual day.
        error: why it cannot be.
        done: what was decided, once it was.
        aloud: the sentence for the parent. later: the visits after that day.
    """

    asking: bool
    typed: str
    note: str
    words: str
    warning: str = ""
    error: str = ""
    done: str = ""
    aloud: str = ""
    later: str = ""


@dataclass(slots=True)
class _Asked:
    """What was proposed for one visit and what became of it."""

    proposal: Proposal | None
    standing: Appointment | None
    typed: str
    draft: str
    doses: int
    done: str = ""
    busy: bool = False


class NextDate:
    """Asks once a visit; a person without anything to come is not asked.

    Attributes:
        accepted: called once a date was written: the next child may come.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.accepted: Callable[[], None] = lambda: None
        self._asked: dict[str, _Asked] = {}

    def face(self) -> NextDateFace | None:
        """Return what the row shows now, None while there is nothing to ask."""
        asked = self._question()
        if asked is None:
            return None
        on = day_of(asked.typed)
        aloud, later = self._told(on)
        return NextDateFace(
            asking=not asked.done,
            typed=asked.typed,
            note=wording.weekday_words(on) if on else "",
            words="" if aloud and asked.standing is None else self._words(asked, on),
            warning=self._warning(asked, on),
            error="" if on or not asked.typed else wording.DAY_WRONG,
            done=asked.done,
            aloud=aloud,
            later=later,
        )

    def type_day(self, text: str) -> None:
        """Take another day as typed."""
        asked = self._question()
        if asked is not None and text != asked.typed:
            asked.typed = text
            self._bench.refreshed()

    def accept(self) -> None:
        """Write the day that stands in the field, print its slip, and call the next child (Enter)."""
        asked, visit = self._question(), self._bench.visit
        on = day_of(asked.typed) if asked is not None else None
        if asked is None or visit is None or on is None or asked.done or asked.busy:
            return
        asked.busy = True
        expected = self._expected(on)

        def written(appointment: Appointment) -> None:
            asked.busy = False
            asked.standing = appointment
            to_printer = chosen_printer(self._bench.tools.reader, SLIP) is not None
            paper = going_words(SLIP, to_printer=to_printer)
            asked.done = wording.MADE.format(day=wording.day_words(appointment.on), paper=paper)
            self._bench.tools.announce(CHANGED)
            self._print(visit, appointment)
            self._bench.tools.prompter.tell(asked.done, _leaving_words(visit), Tone.GREEN)
            self._bench.refreshed()
            if self._bench.visit is not None and self._bench.visit.id == visit.id:
                self.accepted()

        def refused(error: Exception) -> None:
            asked.busy = False
            asked.draft = self._bench.tools.mint()
            if isinstance(error, WishRefused):
                words = failure_words(error, self._bench.tools.reader.rules)
                self._bench.tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
            else:
                self._bench.tools.failed(error)
            self._bench.refreshed()

        self._bench.tools.writer.submit(lambda desk: _write(desk, visit, asked, on, expected), written, refused)

    def skip(self) -> None:
        """Make no appointment (Esc); one that stands stays."""
        asked = self._question()
        if asked is not None and not asked.done:
            asked.done = self._kept_words(asked)
            self._bench.refreshed()

    def _question(self) -> _Asked | None:
        """Return what is asked of the visit in hand: only after its last needle, and only when something is to come."""
        visit, opened, tools = self._bench.visit, self._bench.opened, self._bench.tools
        if visit is None or opened is None or visit.state is not VisitState.OBSERVING:
            return None
        doses = len(opened.card.counted_doses)
        former = self._asked.get(visit.id)
        if former is None or (former.doses != doses and not former.done):
            tomorrow = date.fromordinal(tools.reader.clock.today().toordinal() + 1)
            standing = standing_appointment(opened.card, tomorrow)
            proposal = propose(tools.reader, opened.card)
            day = standing.on if standing else proposal.on if proposal else None
            typed = f"{day:%Y%m%d}" if day else ""
            self._asked[visit.id] = _Asked(proposal, standing, typed, tools.mint(), doses)
        asked = self._asked[visit.id]
        return asked if asked.proposal or asked.standing else None

    def _expected(self, on: date) -> tuple[str, ...]:
        opened = self._bench.opened
        return tuple(dose.vaccine for dose in expected_on(self._bench.tools.reader, opened.card, on)) if opened else ()

    def _words(self, asked: _Asked, on: date | None) -> str:
        opened, reader = self._bench.opened, self._bench.tools.reader
        if on is None or opened is None:
            return ""
        doses = [
            wording.DOSE.format(vaccine=vaccine_name(reader.rules, dose.vaccine), number=dose.number)
            for dose in expected_on(reader, opened.card, on)
        ]
        words = wording.EXPECTED.format(doses="、".join(doses)) if doses else wording.NOTHING_EXPECTED
        if asked.standing is not None:
            return wording.STANDS.format(day=wording.day_words(asked.standing.on), words=words)
        return words

    def _told(self, on: date | None) -> tuple[str, str]:
        """Return what to say to the parent of that day, and the visits after it."""
        opened, reader = self._bench.opened, self._bench.tools.reader
        if on is None or opened is None or on < reader.clock.today():
            return "", ""
        visits, name = visits_from(reader, opened.card, on), vaccine_names(reader.rules)
        if not visits or visits[0].on != on:
            return "", ""
        later = [" ".join(stop_words(visit, on, name)) for visit in visits[1:MOST_LATER]]
        return coming_words(visits[0], name), wording.LATER.format(visits="；".join(later)) if later else ""

    def _warning(self, asked: _Asked, on: date | None) -> str:
        if on is None:
            return ""
        problem = problem_on(self._bench.tools.reader, on)
        if problem is not None:
            return wording.PROBLEMS[problem]
        proposal = asked.proposal
        unknown = proposal is not None and proposal.on == on and not proposal.holiday_known
        return wording.HOLIDAY_UNKNOWN.format(year=on.year) if unknown else ""

    def _kept_words(self, asked: _Asked) -> str:
        if asked.standing is None:
            return wording.NONE_MADE
        return wording.KEPT.format(day=wording.day_words(asked.standing.on))

    def _print(self, visit: Visit, appointment: Appointment) -> None:
        """Put the slip into the outbox after the commit; a printer that is off never stops a visit."""

        def failed(error: Exception) -> None:
            self._bench.tools.prompter.tell(wording.NOT_PRINTED, wording.NOT_PRINTED_TODO, Tone.AMBER)
            self._bench.tools.failed(error)

        self._bench.tools.writer.submit(
            lambda desk: print_slip(desk, visit.person_id, appointment.id), lambda _: None, failed
        )


def _leaving_words(visit: Visit) -> str:
    leave_at = visit.may_leave_at
    return wording.MADE_TODO.format(moment=f"{local_time(leave_at):%H:%M}") if leave_at is not None else ""


def _write(desk: Desk, visit: Visit, asked: _Asked, on: date, vaccines: tuple[str, ...]) -> Appointment:
    if asked.standing is not None:
        which = AppointmentOf(person_id=visit.person_id, appointment_id=asked.standing.id, draft=asked.draft)
        return move_appointment(desk, which, on, asked.standing.half_day)
    half_day = asked.proposal.half_day if asked.proposal is not None else ""
    wish = NewAppointment(
        person_id=visit.person_id,
        on=on,
        draft=asked.draft,
        half_day=half_day,
        vaccines=vaccines,
        visit_id=visit.id,
    )
    return make_appointment(desk, wish)
