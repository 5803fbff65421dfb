"""The page of one child: find it at the left, its papers below, the paper in focus at the right."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.faces import ListColumn
from clinic_app.gui.rooms.certificates.faces import FindFace, PageFace, PapersFace
from clinic_app.gui.rooms.certificates.papers_presenter import PapersPresenter
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label, ShortLabel
from clinic_app.gui.widgets.list_table import ListTable
from clinic_app.gui.widgets.paper_preview import PaperPreview
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import certificates as wording

_PEOPLE_WIDTHS = (130, 110, 90, 0)
_PAPER_WIDTHS = (0, 230)
_TYPED_MS = 400


class PapersPage(QWidget):
    """Arrows choose, Enter opens a child or prints a paper."""

    def __init__(self, presenter: PapersPresenter, print_button: KeyButton) -> None:
        super().__init__()
        self._presenter = presenter
        self.print_button = print_button
        self.search = Field(wording.FIND_LABEL, hint=wording.FIND_HINT)
        self.people = ListTable(wording.FIND_LABEL, _columns(wording.PEOPLE_COLUMNS, _PEOPLE_WIDTHS))
        self.papers = ListTable(wording.TITLE, _columns(wording.PAPER_COLUMNS, _PAPER_WIDTHS))
        self.papers.pages_itself = False
        self.english_name = Field(wording.ENGLISH_NAME, hint=wording.ENGLISH_HINT)
        self.passport = Field(wording.PASSPORT, hint=wording.PASSPORT_HINT)
        self.preview = PaperPreview()
        self._empty = EmptyState("file-text", wording.FIND_EMPTY)
        self._who = ShortLabel("", "section", bold=True)
        self._about = Label("", "small", tone="ink2")
        self._banner = StopBanner(slim=True)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._build()
        self._wire()
        presenter.show_on(self)

    def show_find(self, face: FindFace) -> None:
        """Show who was found, or how to find somebody."""
        self._stack.setCurrentWidget(self._finding)
        self._paper.hide()
        self.people.show_rows(face.people)
        self.people.setVisible(bool(face.people))
        self._empty.show_sentence(face.empty)
        self._empty.setVisible(not face.people)
        self._banner.hide()
        self.print_button.hide()

    def show_papers(self, face: PapersFace) -> None:
        """Show the papers of a child."""
        turned = self._stack.currentWidget() is not self._choosing
        self._stack.setCurrentWidget(self._choosing)
        self._paper.show()
        self._who.setText(face.who)
        self._about.setText(face.about)
        self.papers.show_rows(face.rows)
        self._passport.setVisible(face.passport)
        self._banner.setVisible(face.warning is not None)
        if face.warning is not None:
            self._banner.show_stop(*face.warning)
        self.print_button.setVisible(not self.isHidden())  # another page may be turned to
        self.print_button.show_text(wording.PRINTING if face.busy else face.main)
        if face.busy:
            self.print_button.switch_off()
        else:
            self.print_button.switch_on()
        if turned and self.isVisible():
            self.home_focus()

    def show_page(self, face: PageFace) -> None:
        """Show a page of the paper in focus."""
        self.preview.show_page(face.page, face.words)

    def show_chosen(self, key: str) -> None:
        """Put the focus on the row of a paper."""
        self.papers.choose(key)

    def show_passport(self, english_name: str, passport: str) -> None:
        """Fill the fields of the passport."""
        self.english_name.set_text(english_name)
        self.passport.set_text(passport)

    def home_focus(self) -> None:
        """Put the focus into the papers, else into the field that finds a child."""
        if self._stack.currentWidget() is self._choosing:
            self.papers.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._finding, self._choosing = CardFrame(), CardFrame()
        self._finding.body.addWidget(self.search)
        self._finding.body.addWidget(self.people, 1)
        self._finding.body.addWidget(self._empty, 1)
        self._passport = QWidget()
        passport = QHBoxLayout(self._passport)
        passport.setContentsMargins(0, 0, 0, 0)
        passport.setSpacing(12)
        passport.addWidget(self.english_name, 3)
        passport.addWidget(self.passport, 2)
        self._choosing.body.addWidget(self._who)
        self._choosing.body.addWidget(self._about)
        self._choosing.body.addWidget(self.papers, 1)
        self._choosing.body.addWidget(self._passport)
        self._choosing.body.addWidget(Label(wording.PREVIEW_KEYS, "small", tone="ink2"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._finding)
        self._stack.addWidget(self._choosing)
        self._paper = CardFrame()
        self._paper.body.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._stack, 1)
        row.addWidget(self._paper, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._banner)
        column.addLayout(row, 1)
        self._banner.hide()

    def _wire(self) -> None:
        presenter = self._presenter
        self.search.changed.connect(presenter.find)
        self.search.entered.connect(self._open_first)
        self.people.opened.connect(presenter.open)
        self.papers.entered_row.connect(presenter.choose)
        self.papers.opened.connect(lambda _key: presenter.print_chosen())
        for field in (self.english_name, self.passport):
            field.changed.connect(lambda _text: self._typed.start(_TYPED_MS))
            field.entered.connect(self.papers.setFocus)
        self._typed.timeout.connect(lambda: presenter.write_passport(self.english_name.text(), self.passport.text()))

    def _open_first(self) -> None:
        """Open the first child of the list, or go down into it when there are several."""
        rows = self.people.model().rowCount()
        if rows == 1:
            self._presenter.open(self.people.current_key())
        elif rows:
            self.people.setFocus(Qt.FocusReason.OtherFocusReason)


def _columns(titles: tuple[str, ...], widths: tuple[int, ...]) -> tuple[ListColumn, ...]:
    return tuple(ListColumn(title, width) for title, width in zip(titles, widths, strict=True))
