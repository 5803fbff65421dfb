"""The desk's presenter: which child is in hand, what a scan means, and the five steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.scan_code import (
    BookletNumber,
    ChildCode,
    PackageCode,
    ReceiptCode,
    ScanCode,
    TicketCode,
    TraceCode,
    UnknownScan,
    read_scan,
)
from clinic_app.domain.visit import VisitState
from clinic_app.gui.error_form import ErrorForm
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.rooms.vaccination.bench import Bench
from clinic_app.gui.rooms.vaccination.consent_step import ConsentStep
from clinic_app.gui.rooms.vaccination.injection_step import InjectionStep
from clinic_app.gui.rooms.vaccination.keeping import Keeping
from clinic_app.gui.rooms.vaccination.leaving import Leaving
from clinic_app.gui.rooms.vaccination.outcome import Outcome
from clinic_app.gui.rooms.vaccination.planning_step import PlanningStep
from clinic_app.gui.rooms.vaccination.screening_step import ScreeningStep
from clinic_app.gui.rooms.vaccination.side_faces import (
    CardFace,
    HeadFace,
    OpenChildFace,
    card_face,
    head_face,
    open_children,
    step_faces,
)
from clinic_app.gui.wording import scans
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import OPEN_STEPS
from clinic_app.gui.wording.look_alikes import look_alike_words
from clinic_app.services.failures import UnknownVial
from clinic_app.services.registration import open_visit
from clinic_app.services.search import person_with_code
from clinic_app.services.vials import lot_of_code

if TYPE_CHECKING:
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.faces import StepFace
    from clinic_app.gui.presenter_tools import PresenterTools

INJECTING = (VisitState.INFORMED, VisitState.INJECTING)
CONCERNS = frozenset({"visit", "dose", "stock", "person"})


class VaccinationPresenter:
    """Takes children in hand and leads them through the steps; the steps do their own work.

    Attributes:
        bench: the child in hand. screening, planning, consent, injection, outcome: the steps.
    """

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self.bench = Bench(tools)
        self.outcome = Outcome(self.bench)
        self.outcome.next_date.accepted = self.next_child
        self.screening = ScreeningStep(self.bench)
        self.planning = PlanningStep(self.bench)
        self.consent = ConsentStep(self.bench)
        self.injection = InjectionStep(self.bench, self.outcome.settled)
        self._keeping = Keeping(self.bench)
        self._errors = ErrorForm(tools, self.bench.name, self.outcome.error_recorded)
        self._leaving = Leaving(self.bench, self.injection.planned, self.outcome.settled)

    @property
    def state(self) -> VisitState | None:
        """Return where the visit in hand stands, None when the desk is empty."""
        return self.bench.visit.state if self.bench.visit else None

    @property
    def unfinished(self) -> bool:
        """Return whether the visit in hand still has work at this desk."""
        return self.state in OPEN_STEPS and self.state is not VisitState.OBSERVING

    def head(self) -> HeadFace | None:
        """Return who is in hand."""
        return head_face(self.bench)

    def alike(self) -> str:
        """Return who could be mistaken for the child in hand, in one sentence; empty when nobody could."""
        return look_alike_words(self.bench.alike, self.bench.name) if self.bench.opened else ""

    def card(self) -> CardFace | None:
        """Return the small card of who is in hand."""
        return card_face(self.bench)

    def steps(self) -> tuple[StepFace, ...]:
        """Return the five steps with what was found at each."""
        return step_faces(self.bench)

    def children(self) -> tuple[OpenChildFace, ...]:
        """Return the children of today that are not finished here."""
        return open_children(self.bench)

    def resume(self, user_id: str) -> bool:
        """Take up the child that was in hand when the program ended, at the same step; tell whether there was one."""
        self.bench.recalled = lambda visit_id: self._keeping.forms_of(visit_id, user_id)
        kept = self._keeping.in_hand()
        visit = self._tools.reader.card(kept.person_id).visit(kept.visit_id) if kept.person_id else None
        if visit is None or not visit.state.is_open or visit.on != self.bench.today:
            return False
        self.bench.take_up(kept.person_id, kept.visit_id)
        self.bench.refreshed()
        return True

    def on_tick(self) -> None:
        """Keep what was typed within the last second."""
        self._keeping.on_tick()

    def on_user_changed(self, user_id: str) -> None:
        """Keep the child and all that was typed; what was looked at is looked at again by who stands here now."""
        self.bench.recalled = lambda visit_id: self._keeping.forms_of(visit_id, user_id)
        self.bench.look_again()

    def start_visit(self, person_id: str, scanned: str = "") -> None:
        """Take a person to the desk; in the middle of another visit it asks first (Enter = stay)."""
        self.bench.when_free(lambda: self._start(person_id, scanned, wording.OTHER_CHILD_BY_SEARCH))

    def switch_to(self, person_id: str) -> None:
        """Take up an open child of the list; the one in hand is parked where it stands."""
        self.bench.when_free(lambda: self._open(person_id, ""))

    def switch_by(self, by: int) -> None:
        """Take up the next (1) or previous (-1) open child (PgDn, PgUp)."""
        children = self.children()
        if not children:
            return
        here = next((place for place, child in enumerate(children) if child.in_hand), -1 if by > 0 else 0)
        chosen = children[(here + by) % len(children)]
        if not chosen.in_hand:
            self.switch_to(chosen.person_id)

    def park(self) -> None:
        """Put the child aside (F8); everything typed and ticked is kept."""
        self.bench.when_free(self.bench.put_down)

    def next_child(self) -> None:
        """Leave a finished visit for the next child."""
        if not self.unfinished:
            self.park()

    def leave(self) -> None:
        """Ask for a way out of this step (F7)."""
        self._leaving.ask()

    def print_booklet(self) -> None:
        """Print into the paper booklet of the child in hand (F4 on the last page)."""
        if self.bench.opened is not None:
            self.bench.tools.navigation.print_booklet(self.bench.opened.person.id)

    def already_wrong(self) -> None:
        """Open the form 已经打错了 for the child in hand (F10)."""
        opened, visit = self.bench.opened, self.bench.visit
        if opened is not None and visit is not None:
            planned = self.injection.planned() if self.state in INJECTING else None
            self._errors.ask(opened.person.id, visit.id, planned_id=planned.planned_id if planned else "")

    def show_card(self) -> None:
        """Open the whole card (F5)."""
        if self.bench.opened is not None:
            self._tools.navigation.show_card(self.bench.opened.person.id)

    def set_masked(self, masked: bool) -> None:
        """Hide or show names (F12)."""
        self.bench.masked = masked
        self.bench.refreshed()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when visits, doses, stock or people changed."""
        if kinds & CONCERNS and not self.bench.is_current:
            self.read_again()

    def read_again(self) -> None:
        """Read the child in hand and the list again."""
        self.bench.read_again()
        self.bench.refreshed()

    def takes_scan(self, code: str, source: str = "scan") -> bool:
        """Use a code: the vial in hand, the own booklet, or another child's; False for what is not ours.

        `source` is `typed` when a person typed it: then what the machine compares must be ticked by a person too.
        """
        scan = read_scan(code)
        if isinstance(scan, UnknownScan | ReceiptCode | TicketCode):
            return False
        if isinstance(scan, TraceCode | PackageCode):
            self.bench.when_free(lambda: self._take_vial(code, source))
            return True
        return self._takes_person_code(_code_in(scan))

    def _takes_person_code(self, code: str) -> bool:
        people = person_with_code(self._tools.reader, code)
        opened = self.bench.opened
        if opened is not None and any(person.person_id == opened.person.id for person in people):
            self._own_booklet(code)
            return True
        if len(people) == 1:
            person = people[0]
            self.bench.when_free(lambda: self._start(person.person_id, code, wording.OTHER_CHILD))
            return True
        if not people and self.state in INJECTING and self._is_lot(code):
            self.bench.when_free(lambda: self.injection.take(code, source="typed"))
            return True
        return False

    def _own_booklet(self, code: str) -> None:
        """Answer a scan of a paper of the child in hand; the booklet settles item ②, an identity card does not."""
        self.bench.form.booklet_seen |= self._is_booklet(code)
        self._tools.prompter.tell(wording.OWN_BOOKLET if self._is_booklet(code) else wording.OWN_CARD, "", Tone.GREEN)
        self.bench.refreshed()

    def _take_vial(self, code: str, source: str) -> None:
        if self.state in INJECTING:
            self.injection.take(code, source=source)
        elif self.state is None:
            self._tools.prompter.tell(scans.VIAL_WITHOUT_VISIT, scans.VIAL_WITHOUT_VISIT_TODO, Tone.AMBER)
        elif self.unfinished:
            todo = wording.LATER_VIAL_TODO.format(step=OPEN_STEPS[self.state])
            self._tools.prompter.tell(wording.LATER_VIAL, todo, Tone.AMBER)
        else:
            self._tools.prompter.tell(wording.ALL_GIVEN, wording.ALL_GIVEN_TODO, Tone.AMBER)

    def _is_lot(self, code: str) -> bool:
        try:
            lot_of_code(self._tools.reader.db, code)
        except UnknownVial:
            return False
        return True

    def _start(self, person_id: str, scanned: str, title: str) -> None:
        opened, state = self.bench.opened, self.state
        if opened is None or state is None or not self.unfinished:
            self._open(person_id, scanned)
            return
        if opened.person.id == person_id:
            if scanned:
                self._own_booklet(scanned)
            return
        other = self._tools.reader.card(person_id).person
        name = self.bench.name(other.name) if other else ""
        current = self.bench.name(opened.person.name)
        question = Question(
            title.format(name=name),
            wording.OTHER_CHILD_SENTENCE.format(current=current, step=OPEN_STEPS[state]),
            (
                Choice("", wording.STAY.format(name=current)),
                Choice("go", wording.PARK_AND_GO.format(name=name), "F8", "pause"),
            ),
        )
        self._tools.prompter.ask(question, lambda answer: self._open(person_id, scanned) if answer else None)

    def _open(self, person_id: str, scanned: str) -> None:
        """Take a person into the queue, or take up the visit of today that is open."""
        bench = self.bench
        draft = self._tools.mint()
        bench.busy = True

        def opened(visit: Visit) -> None:
            bench.free(lambda: self._take_up(visit, scanned))
            bench.announce(frozenset({"visit"}))

        def failed(error: Exception) -> None:
            bench.tell(error)
            bench.free()

        self._tools.writer.submit(lambda desk: open_visit(desk, person_id, draft, scanned), opened, failed)

    def _take_up(self, visit: Visit, scanned: str) -> None:
        self.bench.take_up(visit.person_id, visit.id)
        self.bench.form.booklet_seen |= self._is_booklet(scanned)

    def _is_booklet(self, code: str) -> bool:
        """Return whether the code stands on the booklet of the child in hand."""
        person = self.bench.opened.person if self.bench.opened else None
        return person is not None and bool(code) and code in (person.child_code, person.booklet_number)


def _code_in(scan: ScanCode) -> str:
    """Return the bare code of a person's document, without what the scanner put around it."""
    if isinstance(scan, ChildCode):
        return scan.code
    return scan.number if isinstance(scan, BookletNumber) else scan.raw.strip()
