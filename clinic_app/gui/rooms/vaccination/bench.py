"""What the five steps share: the child in hand, the unsaved forms, and the way a wish is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.vaccination.forms import VisitForms
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.cards import OpenCard, open_card
from clinic_app.services.desk import AlreadyWritten
from clinic_app.services.failures import WishRefused
from clinic_app.services.look_alikes import look_alikes
from clinic_app.services.today import waiting_visits
from clinic_app.services.visit_wish import VisitOf

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clinic_app.domain.visit import Visit
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.look_alikes import LookAlike
    from clinic_app.services.today import VisitLine

CHANGED = frozenset({"visit", "dose", "stock"})


class Bench:
    """The child in hand and what is known of it; one wish at a time.

    Attributes:
        opened: the card of the child in hand, None when the desk is empty. visit: its visit.
        alike: who could be mistaken for the child in hand.
        masked: names are hidden. busy: a wish is under way; what comes meanwhile waits for its end.
        held: told when a wish is under way and when it was answered, so that what is typed meanwhile can wait too.
        refreshed: called whenever what is shown may have changed.
        stopped: told the code of a vial that must not be used; the shell may show it in red.
        recalled: returns the forms of a visit as they were kept before the program ended, None when there are none.
    """

    def __init__(self, tools: PresenterTools) -> None:
        self.tools = tools
        self.opened: OpenCard | None = None
        self.visit: Visit | None = None
        self.masked = False
        self.held: Callable[[bool], None] = lambda busy: None
        self._busy = False
        self._tells_others = False
        self._waiting_lines: tuple[VisitLine, ...] | None = None
        self.refreshed: Callable[[], None] = lambda: None
        self.stopped: Callable[[str], None] = lambda code: None
        self.recalled: Callable[[str], VisitForms | None] = lambda visit_id: None
        self.alike: tuple[LookAlike, ...] = ()
        self._looked_for = ""
        self._forms: dict[str, VisitForms] = {}
        self._waiting: list[Callable[[], None]] = []

    @property
    def busy(self) -> bool:
        """Return whether a wish is under way."""
        return self._busy

    @busy.setter
    def busy(self, busy: bool) -> None:
        self._busy = busy
        self.held(busy)

    @property
    def is_current(self) -> bool:
        """Return whether what is announced now comes from here and has been read."""
        return self._tells_others or self._busy

    @property
    def today(self) -> date:
        """Return the clinic's calendar day."""
        return self.tools.reader.clock.today()

    @property
    def form(self) -> VisitForms:
        """Return the unsaved forms of the visit in hand."""
        visit_id = self.visit.id if self.visit else ""
        if visit_id not in self._forms:
            self._forms[visit_id] = (self.recalled(visit_id) if visit_id else None) or VisitForms()
        return self._forms[visit_id]

    @property
    def forms(self) -> dict[str, VisitForms]:
        """Return the unsaved forms by visit id, the parked ones too."""
        return {visit_id: form for visit_id, form in self._forms.items() if visit_id}

    def look_again(self) -> None:
        """Forget what was ticked at the gate: somebody else stands at the desk now and looks for herself."""
        for form in self._forms.values():
            form.needles = {planned_id: needle.looked_at_anew() for planned_id, needle in form.needles.items()}
            form.booklet_seen = False
        self.refreshed()

    def name(self, name: str) -> str:
        """Return a name as it may be shown now."""
        return masked_name(name) if self.masked else name

    @property
    def waiting_lines(self) -> tuple[VisitLine, ...]:
        """Return the visits that wait, as they were when the desk read last."""
        if self._waiting_lines is None:
            self._waiting_lines = waiting_visits(self.tools.reader)
        return self._waiting_lines

    def take_up(self, person_id: str, visit_id: str) -> None:
        """Take a child in hand."""
        self._waiting_lines = None
        self.opened = open_card(self.tools.reader, person_id)
        if person_id != self._looked_for:
            self._looked_for, self.alike = person_id, look_alikes(self.tools.reader, self.opened.person)
        self.visit = self.opened.card.visit(visit_id)

    def put_down(self) -> None:
        """Empty the desk; the visit stays where it stands, with all that was typed."""
        self._waiting_lines = None
        self.opened = None
        self.visit = None
        self.refreshed()

    def read_again(self) -> None:
        """Read the child in hand and who waits again."""
        self._waiting_lines = None
        if self.opened is not None and self.visit is not None:
            self.take_up(self.opened.person.id, self.visit.id)

    def when_free(self, call: Callable[[], None]) -> None:
        """Call now, or as soon as the wish under way has been answered."""
        if self.busy:
            self._waiting.append(call)
        else:
            call()

    def wish(
        self,
        name: str,
        run: Callable[[Desk, VisitOf], Visit],
        then: Callable[[Visit], None] = lambda visit: None,
        refused: Callable[[WishRefused], bool] = lambda failure: False,
    ) -> None:
        """Make a wish for the visit in hand; a second press while it is under way is not a second wish.

        Args:
            name: the form it saves; its draft stays the same until the wish is granted.
            run: the service, called on the writer thread.
            then: what to do with the visit as it is afterwards.
            refused: shows a failure itself and returns True; otherwise it is told in words.
        """
        if self.busy or self.opened is None or self.visit is None:
            return
        person_id, visit_id, form = self.opened.person.id, self.visit.id, self.form
        which = VisitOf(person_id=person_id, visit_id=visit_id, draft=form.draft(name, self.tools.mint))
        self.busy = True
        self.refreshed()

        def done(visit: Visit) -> None:
            form.drafts.pop(name, None)
            self.free(lambda: then(visit))
            self.announce(CHANGED)

        def failed(error: Exception) -> None:
            if isinstance(error, AlreadyWritten):
                form.drafts.pop(name, None)
                self.free()
            else:
                self.free(lambda: None if isinstance(error, WishRefused) and refused(error) else self.tell(error))

        self.tools.writer.submit(lambda desk: run(desk, which), done, failed)

    def free(self, then: Callable[[], None] = lambda: None) -> None:
        """Read again after a wish, go on with `then`, and let what waited have its turn."""
        self.busy = False
        self.read_again()
        then()
        self.refreshed()
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            self.when_free(call)

    def announce(self, kinds: frozenset[str]) -> None:
        """Tell the others what changed; here it has been read already."""
        self._tells_others = True
        try:
            self.tools.announce(kinds)
        finally:
            self._tells_others = False

    def tell(self, error: Exception) -> None:
        """Tell a failure in one sentence with what to do next; an unknown one goes to the crash report."""
        if isinstance(error, WishRefused):
            words = failure_words(error, self.tools.reader.rules)
            self.tools.prompter.tell(words.sentence, words.todo, Tone.RED)
        else:
            self.tools.failed(error)
