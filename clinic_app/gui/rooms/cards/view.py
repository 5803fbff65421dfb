"""The room 档案."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.cards.card_faces import CardFace, RecentFace
from clinic_app.gui.rooms.cards.card_page import CardPage
from clinic_app.gui.rooms.cards.new_record_page import NewRecordPage
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.search_page import SearchPage
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.wording import cards as wording
from clinic_app.gui.wording import new_record as new_record_wording


class CardsRoom(Room):
    """Shows the open card, or how to find one. F9 goes to the desk, Esc puts the card away."""

    key = "cards"
    title = wording.TITLE
    icon = "notebook-tabs"

    def __init__(self, presenter: CardsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        go = self.add_action("F9", wording.GO_VACCINATE, presenter.start_visit, icon="syringe", kind=Kind.PRIMARY)
        self.add_key("Esc", wording.CLOSE_CARD, self._leave)
        new_record = self.add_action("F3", new_record_wording.TITLE, presenter.open_form, icon="file-plus")
        self.search_page = SearchPage(new_record)
        self.card_page = CardPage(go, presenter.explain)
        save = self.add_action(
            "F9", new_record_wording.SAVE, presenter.new_record.save, icon="check", kind=Kind.PRIMARY
        )
        self.form_page = NewRecordPage(presenter.new_record, save)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.form_page)
        self._pages.addWidget(self.search_page)
        self._pages.addWidget(self.card_page)
        column = QVBoxLayout(self)
        column.addWidget(self._pages)
        self.search_page.person_chosen.connect(self._open)
        self.form_page.person_chosen.connect(self._open)
        presenter.attach(self)
        presenter.refresh()

    def show_card(self, face: CardFace) -> None:
        """Show a person's card and put the focus into the booklet when the room is open."""
        turned = self._pages.currentWidget() is not self.card_page
        another = self.card_page.show_face(face)
        self._pages.setCurrentWidget(self.card_page)
        if self.isVisible() and (turned or another):
            self.home_focus()

    def show_search(self, recent: tuple[RecentFace, ...]) -> None:
        """Show how to find somebody; the next key belongs to the scan box."""
        self.search_page.show_recent(recent)
        self._pages.setCurrentWidget(self.search_page)

    def show_new_record(self) -> None:
        """Show the form for a new file and begin with its first field."""
        turned = self._pages.currentWidget() is not self.form_page
        self._pages.setCurrentWidget(self.form_page)
        if turned and self.isVisible():
            self.home_focus()

    def opened(self) -> None:
        """Read again and put the focus home."""
        self._presenter.read_again()
        if self._pages.currentWidget() is self.search_page:
            self._give_focus_away()
        else:
            self.home_focus()

    def takes_scan(self, code: str) -> bool:
        """Open the card of a scanned booklet, or write it into the form; other codes go back to the window."""
        if self._pages.currentWidget() is self.form_page:
            self.form_page.take_code(code)
            return True
        return self._presenter.take_code(code)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when doses, visits or persons changed."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.mask(masked)

    def on_compact(self, compact: bool) -> None:
        """Arrange for the small screen."""
        self.card_page.show_compact(compact)

    def home_focus(self) -> None:
        """Put the focus into the booklet; without a card it stays with the scan box."""
        if self._pages.currentWidget() is self.card_page:
            self.card_page.home_focus()
        elif self._pages.currentWidget() is self.form_page:
            self.form_page.home_focus()

    def _open(self, person_id: str) -> None:
        """Open a card of the list."""
        self._presenter.show_person(person_id)

    def _leave(self) -> None:
        """Fold the explanation away, else put card or form away."""
        page = self._pages.currentWidget()
        if page is self.search_page or (page is self.card_page and self.card_page.close_panel()):
            return
        self._presenter.close_card()
        self._give_focus_away()

    def _give_focus_away(self) -> None:
        """Lose the focus; the window brings it home, which is the scan box while no card lies here."""
        focused = self.window().focusWidget()
        if focused is not None:
            focused.clearFocus()
