"""The room 疫苗: shelf, delivery and waste are pages of it."""

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.faces import ListRow
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.stock.delivery_page import DeliveryPage
from clinic_app.gui.rooms.stock.faces import ShelfFace
from clinic_app.gui.rooms.stock.presenter import StockPresenter
from clinic_app.gui.rooms.stock.shelf_page import ShelfPage
from clinic_app.gui.rooms.stock.waste_page import WastePage
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.wording import stock as wording
from clinic_app.gui.wording.shell import ENTER_KEY, ESCAPE_KEY


class StockRoom(Room):
    """Lots by vaccine, first-expired first; F9 takes a delivery in, F4 writes off, F6 seals off."""

    key = "stock"
    title = wording.TITLE
    icon = "package"

    def __init__(self, presenter: StockPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.shelf = self._shelf_page()
        self.delivery = self._delivery_page()
        self.waste = self._waste_page()
        self._pages = QStackedWidget()
        self._by_name = {"shelf": self.shelf, "delivery": self.delivery, "waste": self.waste}
        for page in self._by_name.values():
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(self._pages)
        self._wire()
        presenter.attach(self)

    def show_shelf(self, face: ShelfFace) -> None:
        """Show lots, the one in hand and opened vials."""
        self.shelf.show_face(face)

    def show_vials(self, rows: tuple[ListRow, ...]) -> None:
        """Show the clocks of opened vials."""
        self.shelf.show_vials(rows)

    def turn_to(self, page: str) -> None:
        """Show a page and put the focus where its next key belongs."""
        self._pages.setCurrentWidget(self._by_name[page])
        if self.isVisible():
            self.home_focus()

    def opened(self) -> None:
        """Read again and put the focus home."""
        self._presenter.refresh()
        self.home_focus()

    def takes_scan(self, code: str) -> bool:
        """Write scanned vials into a delivery."""
        taken = self._presenter.takes_scan(code)
        if taken and self._presenter.page == "delivery":
            self.delivery.home_focus()
        return taken

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the shelf."""
        self._presenter.on_changed(kinds)

    def on_tick(self) -> None:
        """Let the clocks of opened vials run while they are seen."""
        if self.isVisible():
            self._presenter.on_tick()

    def home_focus(self) -> None:
        """Put the focus where the open page begins."""
        page = self._pages.currentWidget()
        if isinstance(page, ShelfPage | DeliveryPage | WastePage):
            page.home_focus()

    def _shelf_page(self) -> ShelfPage:
        """Return the shelf with its wishes."""
        presenter = self._presenter
        return ShelfPage(
            receive=self.add_action(
                "F9", wording.RECEIVE, presenter.begin_delivery, icon="download", kind=Kind.PRIMARY
            ),
            waste=self.add_action("F4", wording.WASTE, presenter.begin_waste, icon="trash-2"),
            seal=self.add_action("F6", wording.SEAL, presenter.seal_or_release, icon="lock"),
            throw=self.add_action("F7", wording.THROW_REST, presenter.throw_rest_away, icon="trash-2"),
        )

    def _delivery_page(self) -> DeliveryPage:
        """Return the form of a delivery with its wishes."""
        form = self._presenter.delivery
        buttons = (
            self.add_action("F9", wording.SAVE_DELIVERY, form.save, icon="check", kind=Kind.PRIMARY),
            self.add_action("F8", wording.SEAL_DELIVERY, form.seal, icon="lock"),
            self.add_action("F7", wording.REFUSE_DELIVERY, form.refuse, icon="ban", kind=Kind.DANGER),
            self._back_button(),
        )
        return DeliveryPage(form, buttons)

    def _waste_page(self) -> WastePage:
        """Return the form of waste with its wishes."""
        form = self._presenter.waste
        save = self.add_action("F9", wording.WASTE_SAVE, partial(form.save), icon="check", kind=Kind.PRIMARY)
        return WastePage(form, save, self._back_button())

    def _back_button(self) -> KeyButton:
        return self.add_action(ESCAPE_KEY, wording.BACK, self._presenter.back, icon="arrow-left")

    def _wire(self) -> None:
        """Connect pages and digits."""
        self.shelf.filter_chosen.connect(self._presenter.choose_filter)
        self.shelf.lot_entered.connect(self._presenter.choose_lot)
        self.shelf.vial_entered.connect(self._presenter.choose_vial)
        for place, (key, words) in enumerate(wording.FILTERS, start=1):
            self.add_key(str(place), words, partial(self._filter_by_digit, key))
        self.add_key(ENTER_KEY, wording.RECEIVE, self._go_on)

    def _filter_by_digit(self, key: str) -> None:
        """Show other lots, on the shelf only."""
        if self._pages.currentWidget() is self.shelf:
            self._presenter.choose_filter(key)
            self.shelf.home_focus()

    def _go_on(self) -> None:
        """Go on to the next field of a form."""
        page = self._pages.currentWidget()
        if isinstance(page, DeliveryPage | WastePage):
            page.go_on()
