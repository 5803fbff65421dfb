"""The room 档案."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.cards.card_faces import CardFace, RecentFace
from clinic_app.gui.rooms.cards.card_page import CardPage
from clinic_app.gui.rooms.cards.dose_form_page import DoseFormPage
from clinic_app.gui.rooms.cards.new_record_page import NewRecordPage
from clinic_app.gui.rooms.cards.presenter import CardsPresenter, Form
from clinic_app.gui.rooms.cards.search_page import SearchPage
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.wording import aefi as aefi_wording
from clinic_app.gui.wording import appointments as appointment_wording
from clinic_app.gui.wording import booklet as booklet_wording
from clinic_app.gui.wording import cards as wording
from clinic_app.gui.wording import certificates as certificate_wording
from clinic_app.gui.wording import dose_form as dose_wording
from clinic_app.gui.wording import explaining as why_wording
from clinic_app.gui.wording import new_record as new_record_wording
from clinic_app.gui.wording import vaccination_errors as error_wording
from clinic_app.gui.wording import visit_plan as plan_wording


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
        self.form_page = NewRecordPage(presenter.new_record, self._save(presenter.new_record.save))
        self.amend_page = NewRecordPage(
            presenter.amend_record,
            self._save(presenter.amend_record.save),
            title=dose_wording.AMEND_TITLE,
            context=dose_wording.AMEND_CONTEXT,
        )
        self.dose_page = DoseFormPage(presenter.dose_form, self._save(presenter.dose_form.save))
        self._forms: dict[Form, NewRecordPage | DoseFormPage] = {
            Form.NEW_RECORD: self.form_page,
            Form.AMEND_RECORD: self.amend_page,
            Form.DOSE: self.dose_page,
        }
        self._add_keys()
        self._pages = QStackedWidget()
        for page in (*self._forms.values(), self.search_page, self.card_page):
            self._pages.addWidget(page)
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

    def show_form(self, form: Form) -> None:
        """Show a form and begin with its first field."""
        turned = self._pages.currentWidget() is not self._forms[form]
        self._pages.setCurrentWidget(self._forms[form])
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
        page = self._pages.currentWidget()
        if page is self.form_page or page is self.amend_page:
            page.take_code(code)
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
        page = self._pages.currentWidget()
        if isinstance(page, CardPage | NewRecordPage | DoseFormPage):
            page.home_focus()

    def _open(self, person_id: str) -> None:
        """Open a card of the list."""
        self._presenter.show_person(person_id)

    def _leave(self) -> None:
        """Fold the explanation away, else put card or form away."""
        page = self._pages.currentWidget()
        if page is self.search_page or (page is self.card_page and self.card_page.close_panel()):
            return
        self._presenter.close_card()
        if self._pages.currentWidget() is self.search_page:
            self._give_focus_away()
        else:
            self.home_focus()

    def _save(self, wish: Callable[[], None]) -> KeyButton:
        """Return the main button of a form."""
        return self.add_action("F9", new_record_wording.SAVE, wish, icon="check", kind=Kind.PRIMARY)

    def _add_keys(self) -> None:
        """Let the keys of the card work on the cell in focus."""
        presenter, key = self._presenter, self.card_page.focused_key
        self.add_key("F4", dose_wording.NEW, lambda: presenter.write_in(key()))
        self.add_key("F6", dose_wording.CORRECT, lambda: presenter.correct(key()))
        self.add_key("F7", dose_wording.VOID, lambda: presenter.void(key()))
        self.add_key("F8", dose_wording.UNDO, presenter.undo)
        self.add_key("1", appointment_wording.TITLE, presenter.appoint)
        self.add_key("2", aefi_wording.OPEN_TITLE, presenter.record_reaction)
        self.add_key("3", booklet_wording.CARD_KEY, presenter.print_booklet)
        self.add_key("4", certificate_wording.CARD_KEY, presenter.make_certificate)
        self.add_key("5", why_wording.KEY, lambda: presenter.say_why(key()))
        self.add_key("6", plan_wording.TITLE, presenter.show_plan)
        self.add_key("F10", error_wording.TITLE, lambda: presenter.already_wrong(key()))

    def _give_focus_away(self) -> None:
        """Lose the focus; the window brings it home, which is the scan box while no card lies here."""
        focused = self.window().focusWidget()
        if focused is not None:
            focused.clearFocus()
