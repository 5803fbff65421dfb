"""What the room 接种证打印 knows and wishes: what is new is chosen, Enter prints the page that lies in the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.booklet.layout import PageKind
from clinic_app.domain.booklet.places import PlaceState
from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ListRow, Tone
from clinic_app.gui.rooms.booklet.faces import BookletFace, dose_rows, dose_words, note_on, sheet_face
from clinic_app.gui.rooms.booklet.in_hand import InHand
from clinic_app.gui.rooms.booklet.questions import ask_reissue, ask_start
from clinic_app.gui.rooms.booklet.sending import Sending
from clinic_app.gui.wording import booklet as wording
from clinic_app.gui.wording.codes import age_words
from clinic_app.gui.wording.failures import failure_words, vaccine_name
from clinic_app.services.booklet_layouts import broken_layout_files, known_layouts
from clinic_app.services.booklet_plan import OpenBooklet, not_in_booklet_today
from clinic_app.services.booklet_sheets import preview_pdf_of
from clinic_app.services.booklets import tick_handwritten, untick_handwritten
from clinic_app.services.failures import UnknownPerson, WishRefused
from clinic_app.services.print_pages import page_image
from clinic_app.services.search import person_with_code

if TYPE_CHECKING:
    from clinic_app.gui.booklet_faces import BookletPageFace, PageScan
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.booklet_sheets import PlannedSheet
    from clinic_app.services.print_pages import PageImage

CHANGED = frozenset({"booklet", "print"})
_CONCERNS = frozenset({"booklet", "dose", "person", "visit", "print"})
_PREVIEW_DPI = 130


class BookletView(Protocol):
    """What the room can show."""

    def show_list(self, rows: tuple[ListRow, ...], context: str) -> None:
        """Show who was vaccinated today and has it not in the booklet."""

    def show_booklet(self, face: BookletFace) -> None:
        """Show one child's booklet."""

    def show_note(self, note: str) -> None:
        """Show what is known on paper of the dose in focus."""

    def show_page(self, face: BookletPageFace | None) -> None:
        """Show the page of the sheet in hand; the print over it comes later."""

    def show_print(self, page: PageImage | None) -> None:
        """Lay the print over the page."""


class BookletPresenter:
    """Begins with the list of today; a child opened from the card or the desk stands at once."""

    def __init__(self, tools: PresenterTools, scans: dict[tuple[str, str], PageScan]) -> None:
        self._tools = tools
        self._scans = scans
        self._view: BookletView | None = None
        self._hand: InHand | None = None
        self._masked = False
        self._halves = False
        self._asked = 0
        self._sending = Sending(tools, self._printed)

    def show_on(self, view: BookletView) -> None:
        """Take the room that shows it."""
        self._view = view

    @property
    def person_in_hand(self) -> str:
        """Return whose booklet is open, empty while the list stands."""
        return self._hand.person_id if self._hand is not None else ""

    def open(self, person_id: str) -> None:
        """Open a child's booklet with what is new chosen."""
        self._hand = InHand(person_id, halves=self._halves)
        self.refresh()

    def take_code(self, code: str) -> bool:
        """Open the booklet that was scanned; False when the code is not exactly one person's."""
        found = person_with_code(self._tools.reader, code.strip())
        if len(found) == 1:
            self.open(found[0].person_id)
        return len(found) == 1

    def leave(self) -> None:
        """Put the booklet away (Esc); from the list go back to where the room was entered from."""
        if self._hand is None:
            self._tools.navigation.go_back()
            return
        self._hand = None
        self._tools.navigation.go_back()
        self.refresh()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the booklet."""
        if kinds & _CONCERNS:
            self.refresh()

    def mask(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = masked
        self.refresh()

    def refresh(self) -> None:
        """Read again and show what is open."""
        if self._view is None:
            return
        if self._hand is None or not self._read(self._hand):
            self._hand = None
            self._show_list()
            return
        self._show()

    # -- what the nurse chooses

    def toggle(self, dose_id: str) -> None:
        """Choose a dose, or leave it out (Space); one that only a pen can mend is not for the printer."""
        hand = self._hand
        place = hand.place(dose_id) if hand is not None else None
        if hand is None or place is None:
            return
        if place.state.needs_a_pen:
            name = vaccine_name(self._tools.reader.rules, place.dose.vaccine)
            self._tools.prompter.tell(wording.PEN.format(names=name), wording.PEN_TODO, Tone.AMBER)
            return
        hand.toggle(dose_id)
        self.refresh()

    def toggle_halves(self) -> None:
        """Say whether the whole page or one half of it lies in the printer (F5); it holds for the next child too."""
        if self._hand is not None:
            self._halves = self._hand.halves = not self._hand.halves
            self._hand.sheet = 0
            self.refresh()

    def toggle_person_page(self) -> None:
        """Print the person's page too (9)."""
        if self._hand is not None:
            self._hand.person_page = not self._hand.person_page
            self.refresh()

    def choose_edition(self, number: int) -> None:
        """Take another edition (1 to 8)."""
        known = known_layouts(self._tools.reader.clinic_book())
        if self._hand is not None and 1 <= number <= len(known):
            self._hand.layout = known[number - 1].layout.id
            self._hand.start, self._hand.sheet = None, 0
            self.refresh()

    def turn(self, sheets: int) -> None:
        """Look at another sheet."""
        if self._hand is not None and 0 <= self._hand.sheet + sheets < len(self._hand.sheets):
            self._hand.sheet += sheets
            self._show()

    def look_at(self, dose_id: str) -> None:
        """Say of the dose in focus what is known of it on paper."""
        hand, view = self._hand, self._view
        if hand is None or hand.booklet is None or view is None:
            return
        nurses = {user.id: user.name for user in self._tools.reader.clinic_book().users}
        view.show_note(note_on(self._tools.reader.rules, hand.booklet, hand.place(dose_id), nurses))

    def ask_start(self) -> None:
        """Ask with which free row to begin (F6)."""
        if self._hand is not None:
            ask_start(self._tools.prompter, self._hand, self.refresh)

    def ask_reissue(self) -> None:
        """Begin a new booklet (F7 补证), after a question; pressed again it is left."""
        hand, booklet = self._hand, self._booklet
        if hand is None or booklet is None:
            return
        if hand.reissuing:
            self.open(hand.person_id)
        else:
            ask_reissue(self._tools.prompter, hand, self._name(booklet), self.refresh)

    def handwritten(self, dose_id: str) -> None:
        """Note that the row of a dose was written by hand, or take it back (F4)."""
        hand = self._hand
        place = hand.place(dose_id) if hand is not None else None
        if hand is None or place is None:
            self._tools.prompter.tell(wording.CHOOSE, tone=Tone.AMBER)
            return
        person_id, layout, start, draft = hand.person_id, hand.layout, hand.start, self._tools.mint()
        taking_back = place.state is PlaceState.HANDWRITTEN
        if not taking_back and place.in_rows and not place.to_print:
            self._tools.prompter.tell(wording.HAND_NOT, tone=Tone.AMBER)
            return
        said = (wording.HAND_UNDONE if taking_back else wording.HAND_DONE).format(
            vaccine=dose_words(self._tools.reader.rules, place)
        )

        def done(_booklet: OpenBooklet) -> None:
            hand.leave_out(dose_id)
            self._tools.announce(CHANGED)
            self._tools.prompter.tell(said, tone=Tone.GREEN)

        if taking_back:
            self._tools.writer.submit(
                lambda desk: untick_handwritten(desk, person_id, layout, dose_id, draft), done, self._refused
            )
        else:
            self._tools.writer.submit(
                lambda desk: tick_handwritten(desk, person_id, layout, dose_id, draft, start), done, self._refused
            )

    def print_now(self) -> None:
        """Print the first sheet of what is chosen (Enter)."""
        hand = self._hand
        if hand is None:
            return
        if hand.plan is None:
            self._tools.prompter.tell(hand.why_not or wording.NOTHING_NEW, wording.KEYS, Tone.AMBER)
        else:
            self._sending.send(hand.wish(self._tools.mint()), hand.plan)

    # -- reading and showing

    @property
    def _booklet(self) -> OpenBooklet | None:
        return self._hand.booklet if self._hand is not None else None

    def _printed(self) -> None:
        if self._hand is not None:
            self._hand.printed()
        self._tools.announce(CHANGED)

    def _read(self, hand: InHand) -> bool:
        """Read the booklet in hand; False when it cannot be shown, which is said."""
        try:
            hand.read(self._tools.reader, self._tools.mint)
        except UnknownPerson:
            return False
        except WishRefused:
            self._tools.prompter.tell(wording.NO_EDITION, wording.NO_EDITION_TODO, Tone.RED)
            return False
        return True

    def _show_list(self) -> None:
        rules = self._tools.reader.rules
        lines = not_in_booklet_today(self._tools.reader)
        rows = tuple(
            ListRow(
                line.person_id,
                (
                    masked_name(line.name) if self._masked else line.name,
                    "、".join(vaccine_name(rules, code) for code in line.vaccines),
                ),
            )
            for line in lines
        )
        if self._view is not None:
            self._view.show_list(rows, wording.LIST_CONTEXT.format(count=len(lines)))

    def _show(self) -> None:
        hand, booklet, view = self._hand, self._booklet, self._view
        if hand is None or booklet is None or view is None:
            return
        sheet = hand.sheet_in_sight
        view.show_booklet(self._face(hand, booklet))
        page = sheet.page.id if sheet is not None else "nip-1"
        scan = self._scans.get((booklet.known.layout.id, page))
        view.show_page(sheet_face(booklet, hand.plan, sheet, scan, _sheet_words(hand)))
        self._render(sheet)

    def _render(self, sheet: PlannedSheet | None) -> None:
        """Draw the print in the background; an answer that comes too late is not shown."""
        self._asked += 1
        asked, view = self._asked, self._view
        if view is None:
            return
        view.show_print(None)
        if sheet is None:
            return

        def drawn(image: object) -> None:
            if asked == self._asked:
                view.show_print(image)  # type: ignore[arg-type]  # what the work returned

        def failed(error: Exception) -> None:
            if asked != self._asked:
                return
            if isinstance(error, WishRefused):
                self._refused(error)
            else:
                self._tools.failed(error)

        self._tools.background(lambda: page_image(preview_pdf_of(sheet), 0, _PREVIEW_DPI), drawn, failed)

    def _face(self, hand: InHand, booklet: OpenBooklet) -> BookletFace:
        rules, on = self._tools.reader.rules, self._tools.reader.clock.today()
        pen = [
            wording.WHY_MEND[place.state].format(dose=dose_words(rules, place))
            for place in booklet.places
            if place.state.needs_a_pen
        ]
        sheets = hand.sheets
        main = ""
        if sheets:
            of_person = sheets[0].page.kind is PageKind.PERSON
            main = wording.PRINT_PERSON if of_person else wording.PRINT_ROWS.format(count=len(sheets[0].rows))
        return BookletFace(
            who=f"{self._name(booklet)}　{age_words(booklet.person.birth_date, on)}",
            edition=self._edition(booklet),
            edition_is_model=not booklet.known.is_measured,
            rows=dose_rows(rules, booklet, hand.chosen or frozenset(), hand.plan),
            pen=(wording.PEN.format(names="、".join(pen)), wording.PEN_TODO) if pen else None,
            main=main,
            why_not=hand.why_not or wording.NOTHING_NEW,
            put_in=_put_in(hand.sheet_in_sight),
            halves=hand.halves,
            reissuing=hand.reissuing,
            person_page=hand.person_page,
            has_free_start=any(row.row.is_free for row in hand.plan.rows) if hand.plan is not None else False,
        )

    def _edition(self, booklet: OpenBooklet) -> str:
        known = known_layouts(self._tools.reader.clinic_book())
        number = next(place for place, each in enumerate(known, 1) if each.layout.id == booklet.known.layout.id)
        words = wording.EDITION.format(number=number, title=booklet.known.layout.title)
        own = wording.EDITION_OWN.format(version=booklet.known.version)
        words += own if booklet.known.is_measured else wording.EDITION_MODEL
        broken = broken_layout_files()
        return words + (wording.BROKEN.format(names="、".join(broken)) if broken else "")

    def _name(self, booklet: OpenBooklet) -> str:
        return masked_name(booklet.person.name) if self._masked else booklet.person.name

    def _refused(self, error: Exception) -> None:
        if isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
        else:
            self._tools.failed(error)


def _put_in(sheet: PlannedSheet | None) -> str:
    """Say which page is to be put into the printer."""
    if sheet is None:
        return ""
    return wording.PUT_IN.format(page=sheet.page.title, half=wording.half_words(sheet.page, sheet.half))


def _sheet_words(hand: InHand) -> str:
    """Say which sheet of how many is looked at; the one and only sheet needs no words."""
    if len(hand.sheets) < 2:
        return ""
    return wording.SHEET_OF.format(number=hand.sheet + 1, count=len(hand.sheets))
