"""The mind of the page of one child: find it, choose a paper, see it, print it, print an old one again. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ListRow, Tone
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.rooms.certificates.faces import FindFace, PageFace, PapersFace
from clinic_app.gui.rooms.certificates.making import Making
from clinic_app.gui.wording import certificates as wording
from clinic_app.gui.wording.codes import SEXES, age_words, grouped
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.certificates import (
    KINDS,
    Wish,
    as_issued,
    issue,
    issued_certificate,
    passport_name,
    preview,
    reprint,
    undrawable_in,
)
from clinic_app.services.failures import WishRefused
from clinic_app.services.search import find_people, person_with_code

if TYPE_CHECKING:
    from clinic_app.domain.certificate import IssuedCertificate
    from clinic_app.domain.fold.card import Card
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.certificates import Certificate, Issued, PageImage
    from clinic_app.services.search import PersonLine

MOST_FOUND = 12
MOST_ISSUED = 20
_CONCERNED = frozenset({"person", "dose", "visit", "appointment", "certificate"})
_TRAVEL = "travel"
_ISSUED = "issued:"


class PapersView(Protocol):
    """What the page can show."""

    def show_find(self, face: FindFace) -> None:
        """Show who was found."""

    def show_papers(self, face: PapersFace) -> None:
        """Show the papers of a child."""

    def show_page(self, face: PageFace) -> None:
        """Show a page of the paper in focus."""

    def show_chosen(self, key: str) -> None:
        """Put the focus on the row of a paper."""

    def show_passport(self, english_name: str, passport: str) -> None:
        """Fill the fields of the passport."""


@dataclass(slots=True)
class _Child:
    """Whose papers are shown, and which is in focus."""

    person_id: str
    chosen: str = KINDS[0]
    english_name: str = ""
    passport: str = ""
    page: int = 0
    pages: tuple[PageImage, ...] = ()
    warning: tuple[str, str, Tone] | None = None


class PapersPresenter:
    """Enter prints what is seen; what was printed before is printed again with a reason."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._making = Making(tools)
        self._view: PapersView | None = None
        self._child: _Child | None = None
        self._asked = 0
        self._busy = False
        self._masked = False
        self._draft = tools.mint()

    @property
    def has_child(self) -> bool:
        """Tell whether a child is chosen."""
        return self._child is not None

    def show_on(self, view: PapersView) -> None:
        """Take the page that shows it."""
        self._view = view

    def open(self, person_id: str) -> None:
        """Show the papers of this child."""
        self._child = _Child(person_id)
        person = self._tools.reader.card(person_id).person
        if person is not None:
            self._child.english_name = passport_name(person.name)
        if self._view is not None:
            self._view.show_passport(self._child.english_name, "")
        self.refresh()
        self._make_preview()

    def leave_child(self) -> bool:
        """Put the child away; False when there was none."""
        if self._child is None:
            return False
        self._child = None
        self.refresh()
        return True

    def find(self, text: str) -> None:
        """Show whom the typed words may mean, at each key."""
        if self._view is None:
            return
        found = find_people(self._tools.reader, text, MOST_FOUND).people if text.strip() else ()
        empty = wording.NOBODY.format(text=text.strip()) if text.strip() else wording.FIND_EMPTY
        self._view.show_find(FindFace(people=tuple(map(self._person_row, found)), empty=empty))

    def take_code(self, code: str) -> bool:
        """Show the child whose booklet was scanned; False when the code is not exactly one person's."""
        found = person_with_code(self._tools.reader, code.strip())
        if len(found) == 1:
            self.open(found[0].person_id)
        return len(found) == 1

    def choose(self, key: str) -> None:
        """Put the focus on a paper, and make its preview."""
        if self._child is not None and key and key != self._child.chosen:
            self._child.chosen, self._child.page = key, 0
            self._draft = self._tools.mint()
            self.refresh()
            self._make_preview()

    def choose_issued(self, certificate_id: str) -> None:
        """Put the focus on a paper that was made before."""
        key = f"{_ISSUED}{certificate_id}"
        self.choose(key)
        if self._view is not None:
            self._view.show_chosen(key)

    def write_passport(self, english_name: str, passport: str) -> None:
        """Take what was typed from the passport."""
        if self._child is not None:
            self._child.english_name, self._child.passport = english_name, passport
            self._make_preview()

    def turn(self, pages: int) -> None:
        """Show another page of the preview."""
        if self._child is not None and self._child.pages:
            self._child.page = max(0, min(len(self._child.pages) - 1, self._child.page + pages))
            self._show_page()

    def print_chosen(self) -> None:
        """Print the paper in focus; one that was made before asks for the reason."""
        if self._child is None or self._busy:
            return
        if self._child.chosen.startswith(_ISSUED):
            self._ask_why(self._child.person_id, self._child.chosen.removeprefix(_ISSUED))
            return
        wish, draft = self._wish(self._child), self._draft
        self._draft = self._tools.mint()
        self._set_busy(True)
        self._tools.writer.submit(lambda desk: issue(desk, [wish], draft)[0], self._on_issued, self._on_failed)

    def refresh(self) -> None:
        """Show the child's papers again, or how to find one."""
        if self._view is None:
            return
        if self._child is None:
            self.find("")
            return
        card = self._tools.reader.card(self._child.person_id)
        self._view.show_papers(
            PapersFace(
                who=self._who(card),
                about=_about(card),
                rows=self._rows(card),
                passport=self._child.chosen == _TRAVEL,
                main=wording.PRINT_AGAIN if self._child.chosen.startswith(_ISSUED) else wording.PRINT,
                warning=self._child.warning,
                busy=self._busy,
            )
        )

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when card or certificates changed."""
        if kinds & _CONCERNED:
            self.refresh()

    def mask(self, masked: bool) -> None:
        """Hide or show names in the lists; the paper itself is shown as it will be printed."""
        self._masked = masked
        self.refresh()

    def _make_preview(self) -> None:
        """Read the card here, draw in the background; an older answer that comes late is dropped."""
        child = self._child
        if child is None or self._view is None:
            return
        self._asked += 1
        asked, child.pages, child.warning = self._asked, (), None
        try:
            certificate = self._certificate(child)
        except WishRefused as failure:
            words = failure_words(failure, self._tools.reader.rules)
            child.warning = (words.sentence, words.todo, Tone.AMBER)
            self._view.show_page(PageFace(page=None, words=words.sentence))
            self.refresh()
            return
        if letters := undrawable_in(certificate):
            child.warning = (
                wording.UNDRAWABLE.format(letters=" ".join(letters)),
                wording.UNDRAWABLE_TODO,
                Tone.AMBER,
            )
        elif certificate.unclear:
            series = "、".join(certificate.unclear)
            child.warning = (wording.UNCLEAR.format(series=series), wording.UNCLEAR_TODO, Tone.AMBER)
        self._view.show_page(PageFace(page=None, words=wording.PREVIEW_MAKING))
        self.refresh()

        def shown(pages: tuple[PageImage, ...]) -> None:
            if asked == self._asked and self._child is child:
                child.pages = pages
                self._show_page()

        self._making.draw(certificate, shown)

    def _certificate(self, child: _Child) -> Certificate:
        """Return what the paper in focus says."""
        if child.chosen.startswith(_ISSUED):
            certificates = self._tools.reader.card(child.person_id).certificates
            found = issued_certificate(certificates, child.chosen.removeprefix(_ISSUED))
            return as_issued(found).certificate
        return preview(self._tools.reader, self._wish(child), self._tools.user_id())

    def _wish(self, child: _Child) -> Wish:
        return Wish(
            person_id=child.person_id,
            paper=child.chosen,
            english_name=child.english_name if child.chosen == _TRAVEL else "",
            passport=child.passport if child.chosen == _TRAVEL else "",
        )

    def _on_issued(self, issued: Issued) -> None:
        paper, _ = wording.PAPERS[issued.certificate.kind]
        self._print(issued, wording.MADE.format(paper=paper, number=issued.number))

    def _print(self, issued: Issued, told: str) -> None:
        def printed() -> None:
            self._set_busy(False)
            self._tools.announce(frozenset({"certificate", "print"}))
            self._tools.prompter.tell(told, wording.MADE_TODO, Tone.GREEN)

        self._making.print(issued, printed, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
        else:
            self._tools.failed(error)

    def _ask_why(self, person_id: str, certificate_id: str) -> None:
        found = next(each for each in self._tools.reader.card(person_id).certificates if each.id == certificate_id)

        def answered(reason: str) -> None:
            self._set_busy(True)
            self._tools.writer.submit(
                lambda desk: reprint(desk, person_id, certificate_id, reason),
                lambda issued: self._print(issued, wording.REPRINT_DONE.format(number=issued.number)),
                self._on_failed,
            )

        question = TextQuestion(
            title=wording.REPRINT_TITLE.format(number=found.number),
            sentence=wording.REPRINT_SENTENCE,
            label=wording.REPRINT_LABEL,
            accept=wording.REPRINT_ACCEPT,
            suggestions=wording.REPRINT_REASONS,
            tone=Tone.BRAND,
        )
        self._tools.prompter.ask_text(question, answered)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.refresh()

    def _show_page(self) -> None:
        child = self._child
        if child is not None and child.pages and self._view is not None:
            words = wording.PREVIEW_AGAIN if child.chosen.startswith(_ISSUED) else wording.PREVIEW_PAGE
            words = words.format(page=child.page + 1, pages=len(child.pages))
            self._view.show_page(PageFace(page=child.pages[child.page], words=words))

    def _rows(self, card: Card) -> tuple[ListRow, ...]:
        papers = tuple(ListRow(kind, wording.PAPERS[kind]) for kind in KINDS)
        issued = tuple(_issued_row(each) for each in reversed(card.certificates[-MOST_ISSUED:]))
        return papers + issued

    def _who(self, card: Card) -> str:
        person = card.person
        if person is None:
            return ""
        today = self._tools.reader.clock.today()
        name = masked_name(person.name) if self._masked else person.name
        return f"{name}　{SEXES.get(person.sex, '')}　{age_words(person.birth_date, today)}"

    def _person_row(self, person: PersonLine) -> ListRow:
        today = self._tools.reader.clock.today()

        def shown(name: str) -> str:
            return masked_name(name) if self._masked and name else name

        about = f"{SEXES.get(person.sex, '')} {age_words(person.birth_date, today)}".strip()
        return ListRow(person.person_id, (shown(person.name), about, shown(person.guardian_name), person.village))


def _about(card: Card) -> str:
    person = card.person
    if person is None:
        return ""
    code = grouped(person.booklet_number or person.child_code or "")
    return wording.ABOUT_CHILD.format(born=person.birth_date, code=code).rstrip("　")


def _issued_row(issued: IssuedCertificate) -> ListRow:
    paper = wording.PAPERS[issued.paper][0] if issued.paper in wording.PAPERS else issued.paper
    note = wording.ISSUED_NOTE_AGAIN if issued.reprints else wording.ISSUED_NOTE
    return ListRow(f"{_ISSUED}{issued.id}", (paper, note.format(number=issued.number, count=issued.reprints)))
