"""What the room 档案 knows and wishes: opening a card, explaining a cell, taking the child to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.cards.booklet import BookletLine, booklet_lines
from clinic_app.gui.rooms.cards.card_faces import CardFace, RecentFace
from clinic_app.gui.rooms.cards.cells import row_of
from clinic_app.gui.rooms.cards.explanation import explain
from clinic_app.gui.rooms.cards.heads import head_face, notice_of
from clinic_app.gui.rooms.cards.match_faces import about_person, note_on
from clinic_app.gui.rooms.cards.new_record import NewRecordPresenter
from clinic_app.gui.rooms.cards.timeline_faces import timeline
from clinic_app.gui.wording import cards as wording
from clinic_app.services.cards import OpenCard, open_card
from clinic_app.services.failures import UnknownPerson
from clinic_app.services.search import person_with_code

if TYPE_CHECKING:
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.rooms.cards.card_faces import ExplainFace

MOST_RECENT = 8
ACCESS_OPENED = "opened_card"
_CONCERNS = frozenset({"person", "dose", "visit"})


class CardsView(Protocol):
    """What the room can show."""

    def show_card(self, face: CardFace) -> None:
        """Show a person's card; the same person again keeps page and focus."""

    def show_search(self, recent: tuple[RecentFace, ...]) -> None:
        """Show how to find somebody, and whose cards were open lately."""

    def show_new_record(self) -> None:
        """Show the form for a new file."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The card on the screen; `nurses` are names by user id."""

    opened: OpenCard
    lines: tuple[BookletLine, ...]
    nurses: dict[str, str]


class CardsPresenter:
    """Holds the open card and the persons opened lately; forgets both when the program ends."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: CardsView | None = None
        self._shown: _Shown | None = None
        self._recent: list[str] = []
        self._masked = False
        self._writing = False
        self.new_record = NewRecordPresenter(tools, self.show_person)

    def attach(self, view: CardsView) -> None:
        """Take the view this presenter speaks to."""
        self._view = view

    def show_person(self, person_id: str) -> None:
        """Open a person's card and note that somebody looked."""
        if not self._read(person_id):
            self._tools.prompter.tell(wording.UNKNOWN_PERSON, wording.UNKNOWN_PERSON_TODO, Tone.AMBER)
            return
        self._writing = False
        self._remember(person_id)
        self._tools.writer.submit(
            lambda desk: desk.note_access(ACCESS_OPENED, person_id), lambda _: None, self._tools.failed
        )
        self.refresh()

    def take_code(self, code: str) -> bool:
        """Open the card whose booklet was scanned; False when the code is not exactly one person's."""
        found = person_with_code(self._tools.reader, code.strip())
        if len(found) != 1:
            return False
        self.show_person(found[0].person_id)
        return True

    def open_form(self) -> None:
        """Show the form for a new file, as it was left."""
        self._writing = True
        self.new_record.open_form()
        self.refresh()

    def close_card(self) -> None:
        """Put card or form away and show how to find the next one; the form keeps what was typed."""
        self._shown = None
        self._writing = False
        self.refresh()

    def start_visit(self) -> None:
        """Take the person of the open card to the desk."""
        if self._shown is not None:
            self._tools.navigation.start_visit(self._shown.opened.person.id)

    def explain(self, key: str) -> ExplainFace | None:
        """Return the explanation of one cell of the open card."""
        if self._shown is None:
            return None
        told = (explain(line, key, self._shown.nurses) for line in self._shown.lines)
        return next((face for face in told if face is not None), None)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read the open card again when it may have changed."""
        if kinds & _CONCERNS:
            self.read_again()

    def read_again(self) -> None:
        """Read the open card from the records and show it."""
        if self._shown is not None:
            self._read(self._shown.opened.person.id)
        self.refresh()

    def mask(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = masked
        self.refresh()

    def refresh(self) -> None:
        """Show what is open."""
        if self._view is None:
            return
        if self._writing:
            self._view.show_new_record()
        elif self._shown is None:
            self._view.show_search(self._recent_faces())
        else:
            self._view.show_card(self._card_face(self._shown))

    def _read(self, person_id: str) -> bool:
        """Read a card; False when nobody with this id is on file."""
        try:
            opened = open_card(self._tools.reader, person_id)
        except UnknownPerson:
            return False
        nurses = {user.id: user.name for user in self._tools.reader.clinic_book().users}
        self._shown = _Shown(opened, booklet_lines(opened, self._tools.reader.rules), nurses)
        return True

    def _card_face(self, shown: _Shown) -> CardFace:
        opened, lines = shown.opened, shown.lines
        paid = [line for line in lines if not line.nip]
        return CardFace(
            person_id=opened.person.id,
            head=head_face(opened, masked=self._masked),
            notice=notice_of(opened),
            timeline=timeline(lines, opened.person.birth_date, opened.assessment.on),
            nip_rows=tuple(row_of(line) for line in lines if line.nip),
            paid_rows=tuple(row_of(line) for line in paid),
            paid_doses=sum(len(line.needles) for line in paid),
        )

    def _remember(self, person_id: str) -> None:
        """Put the person at the head of those opened lately."""
        if person_id in self._recent:
            self._recent.remove(person_id)
        self._recent.insert(0, person_id)
        del self._recent[MOST_RECENT:]

    def _recent_faces(self) -> tuple[RecentFace, ...]:
        reader = self._tools.reader
        people = [person for person_id in self._recent if (person := reader.card(person_id).person) is not None]
        return tuple(
            RecentFace(
                person.id,
                masked_name(person.name) if self._masked else person.name,
                about_person(person.sex, person.birth_date, reader.clock.today()),
                note_on(
                    masked_name(person.guardian_name) if self._masked else person.guardian_name,
                    person.phone,
                    person.village,
                    person.residence,
                ),
            )
            for person in people
        )
