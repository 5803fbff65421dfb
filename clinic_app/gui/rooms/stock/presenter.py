"""The room 疫苗: which lots are shown, which one is in hand, and what is wished of it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.stock import faces
from clinic_app.gui.rooms.stock.delivery import DeliveryPresenter
from clinic_app.gui.rooms.stock.waste import WastePresenter
from clinic_app.gui.wording import stock as wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.stock import LotOf, ledger, on_the_shelf, quarantine_lot, release_lot, throw_rest_away

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.lot import Lot, OpenVial
    from clinic_app.gui.faces import ListRow
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.stock import ShelfLot

CONCERNS = frozenset({"stock", "dose"})


class StockView(Protocol):
    """What the presenter asks of the room."""

    def show_shelf(self, face: faces.ShelfFace) -> None:
        """Show lots, the one in hand and opened vials."""

    def show_vials(self, rows: tuple[ListRow, ...]) -> None:
        """Show the opened vials alone: their clocks have run on."""

    def turn_to(self, page: str) -> None:
        """Show `shelf`, `delivery` or `waste`."""


class StockPresenter:
    """Shows the shelf and lets a nurse look after it.

    Attributes:
        delivery, waste: the two forms; they keep what was typed until it is saved.
        page: which of `shelf`, `delivery`, `waste` is open.
    """

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: StockView | None = None
        self._entries: list[ShelfLot] = []
        self._filter = "stock"
        self._lot_id = ""
        self._vial_id = ""
        self._underway = False
        self.page = "shelf"
        self.delivery = DeliveryPresenter(tools, self._delivered)
        self.waste = WastePresenter(tools, self._wasted)

    def attach(self, view: StockView) -> None:
        """Take the room that shows it."""
        self._view = view

    def refresh(self) -> None:
        """Read the shelf again."""
        self._entries = on_the_shelf(self._tools.reader)
        self._show()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when stock or doses changed."""
        if kinds & CONCERNS:
            self.refresh()

    def on_tick(self) -> None:
        """Let the clocks of opened vials run."""
        if self._view is not None and any(entry.lot.open_vials for entry in self._entries):
            self._view.show_vials(self._vial_rows())

    def choose_filter(self, key: str) -> None:
        """Show other lots."""
        self._filter = key
        self._show()

    def choose_lot(self, lot_id: str) -> None:
        """Take a lot in hand."""
        if lot_id != self._lot_id:
            self._lot_id = lot_id
            self._show()

    def choose_vial(self, vial_id: str) -> None:
        """Take an opened vial in hand."""
        self._vial_id = vial_id

    def begin_delivery(self) -> None:
        """Open the form of a delivery as it was left (F9)."""
        self._turn_to("delivery")
        self.delivery.open_form()

    def begin_waste(self) -> None:
        """Open the form of waste for the lot in hand (F4)."""
        entry = self._in_hand()
        if entry is not None and entry.lot.doses_on_hand > 0:
            self.waste.begin(entry.lot)
            self.waste.show()
            self._turn_to("waste")

    def back(self) -> None:
        """Put a form away (Esc); what was typed into a delivery is kept."""
        self._turn_to("shelf")

    def seal_or_release(self) -> None:
        """Seal the lot in hand off, or lift its quarantine (F6)."""
        entry = self._in_hand()
        if entry is None:
            return
        lot = entry.lot
        words = {"vaccine": self._vaccine(lot), "lot": lot.lot_number}
        if lot.quarantined:
            question = TextQuestion(
                wording.RELEASE_TITLE.format(**words),
                wording.RELEASE_SENTENCE,
                wording.REASON,
                accept=wording.RELEASE,
                suggestions=wording.RELEASE_REASONS,
            )
            told = (wording.RELEASED.format(**words), "")
            self._tools.prompter.ask_text(
                question, lambda reason: self._wish(lot, lambda d, w: release_lot(d, w, reason), told)
            )
            return
        question = TextQuestion(
            wording.SEAL_TITLE.format(**words),
            wording.SEAL_SENTENCE.format(count=lot.doses_on_hand),
            wording.REASON,
            accept=wording.SEAL,
            suggestions=wording.SEAL_REASONS,
        )
        told = (wording.SEALED.format(**words), wording.SEALED_TODO)
        self._tools.prompter.ask_text(
            question, lambda reason: self._wish(lot, lambda d, w: quarantine_lot(d, w, reason), told)
        )

    def throw_rest_away(self) -> None:
        """Throw the rest of the chosen opened vial away, or of the one opened first (F7); a good one is asked about."""
        vials = self._open_vials()
        chosen = next((pair for pair in vials if pair[1].id == self._vial_id), vials[0] if vials else None)
        if chosen is None:
            self._tools.prompter.tell(wording.NO_OPEN_VIAL)
            return
        lot, vial = chosen
        now = self._tools.reader.clock.now()
        if vial.is_spent(now):
            self._throw(lot, vial)
            return
        words = {"vaccine": self._vaccine(lot), "lot": lot.lot_number}
        sentence = wording.STILL_GOOD.format(**words, clock=faces.clock_chip(vial, now).text, count=vial.doses_left)
        choices = (Choice("", wording.KEEP_USING), Choice("yes", wording.THROW_GOOD, "F6", danger=True))
        self._tools.prompter.ask(
            Question(wording.STILL_GOOD_TITLE, sentence, choices),
            lambda answer: self._throw(lot, vial) if answer else None,
        )

    def _throw(self, lot: Lot, vial: OpenVial) -> None:
        words = {"vaccine": self._vaccine(lot), "lot": lot.lot_number, "count": vial.doses_left}
        told = (wording.THROWN_AWAY.format(**words), wording.WASTED_TODO)
        self._wish(lot, lambda desk, which: throw_rest_away(desk, which, vial.id), told)

    def takes_scan(self, code: str) -> bool:
        """Write a scanned vial into the delivery form; on the shelf it opens the form."""
        if self.page == "waste" or not self.delivery.is_for_delivery(code, form_is_open=self.page == "delivery"):
            return False
        if self.page != "delivery":
            self.begin_delivery()
        self.delivery.take_code(code)
        return True

    def _wish(self, lot: Lot, run: Callable[[Desk, LotOf], Lot], told: tuple[str, str]) -> None:
        """Make a wish about a lot, one at a time."""
        if self._underway:
            return
        self._underway = True
        which = LotOf(lot_id=lot.id, draft=self._tools.mint())

        def done(_lot: Lot) -> None:
            self._underway = False
            self._tools.announce(frozenset({"stock"}))
            self._tools.prompter.tell(*told, Tone.GREEN)

        def failed(error: Exception) -> None:
            self._underway = False
            self.refresh()
            self._tools.failed(error)

        self._tools.writer.submit(lambda desk: run(desk, which), done, failed)

    def _delivered(self, lot_id: str) -> None:
        """Go back to the shelf, with the lot that came in in hand."""
        self._filter = "stock"
        self._lot_id = lot_id or self._lot_id
        self._turn_to("shelf")
        self.refresh()

    def _wasted(self) -> None:
        self._turn_to("shelf")
        self.refresh()

    def _turn_to(self, page: str) -> None:
        self.page = page
        if self._view is not None:
            self._view.turn_to(page)

    def _open_vials(self) -> list[tuple[Lot, OpenVial]]:
        vials = [(entry.lot, vial) for entry in self._entries for vial in entry.lot.open_vials]
        return sorted(vials, key=lambda pair: pair[1].use_by)

    def _in_hand(self) -> ShelfLot | None:
        return next((entry for entry in self._entries if entry.lot.id == self._lot_id), None)

    def _vaccine(self, lot: Lot) -> str:
        return vaccine_name(self._tools.reader.rules, lot.vaccine)

    def _show(self) -> None:
        if self._view is None:
            return
        reader = self._tools.reader
        listed = [entry for entry in self._entries if faces.shown(entry, self._filter)]
        if not any(entry.lot.id == self._lot_id for entry in listed):
            self._lot_id = listed[0].lot.id if listed else ""
        entry = self._in_hand()
        self._view.show_shelf(
            faces.ShelfFace(
                context=faces.context(self._entries),
                chosen_filter=self._filter,
                lots=tuple(faces.lot_row(one, reader.rules) for one in listed),
                empty=wording.EMPTY[self._filter],
                vials=self._vial_rows(),
                lot=self._lot_face(entry) if entry is not None else None,
            )
        )

    def _vial_rows(self) -> tuple[ListRow, ...]:
        reader = self._tools.reader
        now = reader.clock.now()
        return tuple(faces.vial_row(lot, vial, reader.rules, now) for lot, vial in self._open_vials())

    def _lot_face(self, entry: ShelfLot) -> faces.LotFace:
        reader = self._tools.reader
        names = {user.id: user.name for user in reader.clinic_book().users}
        return faces.lot_face(entry, ledger(reader, entry.lot.id), reader.rules, names)
