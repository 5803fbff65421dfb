"""The room of certificates on the screen: three pages, one child, a class, and verifying."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.certificates.class_page import ClassPage
from clinic_app.gui.rooms.certificates.class_presenter import ClassPresenter
from clinic_app.gui.rooms.certificates.papers_page import PapersPage
from clinic_app.gui.rooms.certificates.papers_presenter import PapersPresenter
from clinic_app.gui.rooms.certificates.presenter import CertificatesPresenter
from clinic_app.gui.rooms.certificates.verify_page import VerifyPage
from clinic_app.gui.rooms.certificates.verify_presenter import VerifyPresenter
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import certificates as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY


class CertificatesRoom(Room):
    """F4 and F6 turn to the class and to verifying; Esc goes one step back."""

    key = "certificates"
    title = wording.TITLE
    icon = "file-check"

    def __init__(self, presenter: CertificatesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.TITLE)
        self._pages = QStackedWidget()
        self._of_page: dict[QWidget, tuple[KeyButton, ...]] = {}
        self._class_button = self.add_action("F4", wording.CLASS_PAGE, self.show_class_page, icon="graduation-cap")
        self._verify_button = self.add_action("F6", wording.VERIFY_PAGE, self.show_verify_page, icon="shield-check")
        self.papers_page = self._papers_page(presenter.papers)
        self.class_page = self._class_page(presenter.school_class)
        self.verify_page = self._verify_page(presenter.verify)
        for button in (self._class_button, self._verify_button, self.papers_page.print_button):
            self._head.add(button)
        self._head.add(self.add_action(ESCAPE_KEY, wording.BACK, self._leave, icon="arrow-left"))
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._pages, 1)
        self._turn_to(self.papers_page)
        presenter.attach(self.show_papers_page)

    def show_papers_page(self) -> None:
        """Turn to the papers of one child."""
        self._turn_to(self.papers_page)

    def show_class_page(self) -> None:
        """Turn to the class list (F4)."""
        self._turn_to(self.class_page)

    def show_verify_page(self) -> None:
        """Turn to verifying (F6)."""
        self._presenter.verify.begin()
        self._turn_to(self.verify_page)

    def opened(self) -> None:
        """Read again and put the focus home."""
        self._presenter.papers.refresh()
        self._presenter.verify.refresh()
        self.home_focus()

    def takes_scan(self, code: str) -> bool:
        """Choose the child of a scanned booklet; on the verify page a scan is part of a certificate."""
        page = self._pages.currentWidget()
        if page is self.verify_page:
            self.verify_page.take_scan(code)
            return True
        return page is self.papers_page and self._presenter.papers.take_code(code)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the papers or the county's list."""
        self._presenter.papers.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.papers.mask(masked)
        self._presenter.school_class.mask(masked)

    def home_focus(self) -> None:
        """Put the focus where the open page wants it."""
        page = self._pages.currentWidget()
        if isinstance(page, PapersPage | ClassPage | VerifyPage):
            page.home_focus()

    def _papers_page(self, presenter: PapersPresenter) -> PapersPage:
        button = self.add_action("F9", wording.PRINT, presenter.print_chosen, icon="printer", kind=Kind.PRIMARY)
        self.add_key("PgUp", wording.PREVIEW_KEYS, lambda: presenter.turn(-1))
        self.add_key("PgDn", wording.PREVIEW_KEYS, lambda: presenter.turn(1))
        page = PapersPage(presenter, button)
        self._take_in(page, ())
        return page

    def _class_page(self, presenter: ClassPresenter) -> ClassPage:
        file = self.add_action("F5", wording.CLASS_FILE, lambda: self.class_page.choose_file(), icon="upload")
        check = self.add_action("F8", wording.CLASS_CHECK, lambda: self.class_page.check(), icon="list-checks")
        button = self.add_action(
            "F9", wording.CLASS_PRINT, lambda: self.class_page.print_all(), icon="printer", kind=Kind.PRIMARY
        )
        page = ClassPage(presenter, check, button)
        self._take_in(page, (file, check, button))
        return page

    def _verify_page(self, presenter: VerifyPresenter) -> VerifyPage:
        file = self.add_action("F5", wording.VERIFY_FILE, lambda: self.verify_page.choose_file(), icon="upload")
        clear = self.add_action("F7", wording.VERIFY_CLEAR, lambda: self.verify_page.clear(), icon="x")
        listed = self.add_action("F8", wording.VERIFY_IMPORT, presenter.import_list, icon="usb")
        save = self.add_action("F4", wording.VERIFY_SAVE, lambda: self.verify_page.save_page(), icon="download")
        page = VerifyPage(presenter)
        self._take_in(page, (file, clear, listed, save))
        return page

    def _take_in(self, page: QWidget, buttons: tuple[KeyButton, ...]) -> None:
        self._pages.addWidget(page)
        self._of_page[page] = buttons
        for button in buttons:
            self._head.add(button)

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        for its, buttons in self._of_page.items():
            for button in buttons:
                button.setVisible(its is page)
        self.papers_page.print_button.setVisible(page is self.papers_page and self._presenter.papers.has_child)
        self._class_button.setVisible(page is self.papers_page)
        self._verify_button.setVisible(page is self.papers_page)
        self._head.show_title(_TITLES[type(page)])
        self._head.show_context(_CONTEXTS[type(page)])
        if self.isVisible():
            self.home_focus()

    def _leave(self) -> None:
        """Stop what is being made, else put the list or the child away, else leave the room."""
        page = self._pages.currentWidget()
        school_class = self._presenter.school_class
        if page is self.class_page and school_class.stop():
            return
        if page is self.class_page and school_class.is_matched:
            school_class.begin_anew()
        elif page is not self.papers_page:
            self.show_papers_page()
        elif not self._presenter.papers.leave_child():
            self._presenter.go_back()
        else:
            self.home_focus()


_TITLES = {
    PapersPage: wording.TITLE,
    ClassPage: wording.CLASS_TITLE,
    VerifyPage: wording.VERIFY_TITLE,
}
_CONTEXTS = {
    PapersPage: wording.CHOOSE_CONTEXT,
    ClassPage: wording.CLASS_CONTEXT,
    VerifyPage: wording.VERIFY_CONTEXT,
}
