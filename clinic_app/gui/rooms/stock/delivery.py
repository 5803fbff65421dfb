"""The form of a delivery (入库) without Qt: scanning, live checks, taking in, sealing off, refusing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from clinic_app.domain.scan_code import PackageCode, TraceCode, UnknownReason, UnknownScan, read_scan
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.stock.delivery_face import face_of
from clinic_app.gui.rooms.stock.delivery_form import DeliveryForm, delivery_of
from clinic_app.gui.wording import stock as wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.deliveries import (
    Reception,
    Refusal,
    doubts_of,
    lot_bound_to,
    lot_of_product,
    receive_lot,
    refuse_delivery,
)
from clinic_app.services.stock import newest_lot_of, vaccines_like
from clinic_app.services.stock_failures import LotReceivedBefore

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.delivery import Delivery
    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.lot import Lot
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.rooms.stock.delivery_form import DeliveryFace

_DIGITS_OF_A_CODE = range(16, 25)
_MISREAD = (UnknownReason.UNREADABLE_PACKAGE, UnknownReason.RETAIL_BARCODE, UnknownReason.WRONG_LENGTH)


class DeliveryView(Protocol):
    """What the page can show."""

    def show_form(self, form: DeliveryForm, face: DeliveryFace) -> None:
        """Fill the fields."""

    def show_judgement(self, face: DeliveryFace) -> None:
        """Say what is to say of the fields."""


class DeliveryPresenter:
    """Keeps the form until it is saved or emptied: leaving the room loses nothing."""

    def __init__(self, tools: PresenterTools, done: Callable[[str], None]) -> None:
        self._tools = tools
        self._done = done
        self._view: DeliveryView | None = None
        self._scan_words = ""
        self._as_last_time: dict[str, str] = {}
        self._underway = False
        self._form = DeliveryForm()
        self._draft = tools.mint()

    def attach(self, view: DeliveryView) -> None:
        """Take the page that shows it."""
        self._view = view

    def open_form(self) -> None:
        """Show the form as it was left."""
        if self._view is not None:
            self._view.show_form(self._form, self._face())

    def change(self, form: DeliveryForm) -> None:
        """Judge what was typed."""
        self._form = replace(form, codes=self._form.codes)
        if self._view is not None:
            self._view.show_judgement(self._face())

    def settle_vaccine(self) -> None:
        """Take the first vaccine that may be meant; what the last lot of it said fills what is empty."""
        meant = vaccines_like(self._tools.reader.rules, self._form.vaccine)
        if meant:
            self._form = replace(self._form, vaccine=meant[0].short_name)
            self._fill_from(newest_lot_of(self._tools.reader.db, meant[0].code))
        self.open_form()

    def settle_only_vaccine(self) -> None:
        """Take the vaccine that was typed when it can be no other (the field was left without Enter)."""
        meant = vaccines_like(self._tools.reader.rules, self._form.vaccine)
        if self._vaccine() is None and len(meant) == 1:
            self.settle_vaccine()

    def is_for_delivery(self, code: str, *, form_is_open: bool) -> bool:
        """Return whether a scan belongs here: a vial, or in the open form also one that was read wrong."""
        scan = read_scan(code)
        if isinstance(scan, TraceCode | PackageCode):
            return True
        if not form_is_open:
            return False
        return (isinstance(scan, UnknownScan) and scan.reason in _MISREAD) or len(code.strip()) in _DIGITS_OF_A_CODE

    def take_code(self, code: str) -> None:
        """Read a scanned vial into the form, or say what is wrong with it."""
        scan = read_scan(code)
        if isinstance(scan, TraceCode | PackageCode):
            problem = self._problem_with(code, scan)
            if problem:
                self._complain(problem)
            else:
                self._take(code, scan)
            return
        reason = scan.reason.value if isinstance(scan, UnknownScan) else "wrong_length"
        self._complain(wording.SCAN_BAD.get(reason, wording.SCAN_NOT_A_VIAL).format(count=len(code.strip())))

    def save(self) -> None:
        """Take the delivery in (F9)."""
        self._receive(Reception(draft=self._draft), self._face().off_save)

    def seal(self) -> None:
        """Take the delivery in and seal it off at once (F8)."""
        off = self._face().off_seal
        if off:
            self._tools.prompter.tell(wording.SEAL_DELIVERY, off, Tone.AMBER)
            return
        doubts = doubts_of(self._delivery(), self._tools.reader.clock.today())
        why = "；".join(wording.DELIVERY_DOUBTS[doubt.value] for doubt in doubts) or wording.SEAL_REASONS[0]
        self._receive(Reception(draft=self._draft, seal_off=why), "")

    def refuse(self) -> None:
        """Send the delivery back (F7): ask why, and write it."""
        off = self._face().off_refuse
        if off:
            self._tools.prompter.tell(wording.REFUSE_DELIVERY, off, Tone.AMBER)
            return
        question = TextQuestion(
            wording.REFUSE_TITLE,
            wording.REFUSE_SENTENCE,
            wording.REASON,
            accept=wording.REFUSE_DELIVERY,
            suggestions=tuple(wording.REFUSE_REASONS),
            tone=Tone.RED,
        )
        self._tools.prompter.ask_text(question, self._refuse)

    def _begin(self) -> None:
        """Begin an empty form with a draft of its own."""
        self._form = DeliveryForm()
        self._draft = self._tools.mint()
        self._scan_words = ""
        self._as_last_time = {}

    def _vaccine(self) -> Vaccine | None:
        """Return the vaccine that was settled: its name stands in full."""
        typed = self._form.vaccine.strip()
        known = [vaccine for vaccine in self._tools.reader.rules.vaccines.values() if not vaccine.legacy]
        return next((vaccine for vaccine in known if typed in (vaccine.short_name, vaccine.name)), None)

    def _delivery(self) -> Delivery:
        return delivery_of(self._form, self._vaccine())

    def _face(self) -> DeliveryFace:
        return face_of(self._tools.reader, self._form, self._vaccine(), self._scan_words, self._as_last_time)

    def _problem_with(self, code: str, scan: TraceCode | PackageCode) -> str:
        """Return why a readable code is not taken, "" when it is."""
        if isinstance(scan, TraceCode) and scan.is_dummy:
            return wording.SCAN_DUMMY
        db, chosen = self._tools.reader.db, self._vaccine()
        bound, known = lot_bound_to(db, code), lot_of_product(db, code)
        number = self._form.lot_number.strip().upper()
        if bound is not None and number and bound.lot_number != number:
            return wording.SCAN_BOUND.format(lot=bound.lot_number)
        if known is not None and chosen is not None and known.vaccine != chosen.code:
            in_hand = vaccine_name(self._tools.reader.rules, known.vaccine)
            return wording.SCAN_OTHER.format(in_hand=in_hand, chosen=chosen.short_name)
        return ""

    def _take(self, code: str, scan: TraceCode | PackageCode) -> None:
        reader = self._tools.reader
        known = lot_of_product(reader.db, code)
        if code not in self._form.codes:
            self._form = replace(self._form, codes=(*self._form.codes, code))
        self._scan_words = wording.SCAN_NEW
        if known is not None:
            name = vaccine_name(reader.rules, known.vaccine)
            self._form = replace(self._form, vaccine=name)
            self._fill_from(known)
            self._scan_words = wording.SCAN_KNOWN.format(vaccine=name, maker=known.maker)
        if isinstance(scan, PackageCode):
            self._take_package(scan)
        self.open_form()

    def _take_package(self, scan: PackageCode) -> None:
        """Write what a GS1 code says; where it lost its separators the lot is read from the carton."""
        package = scan.package
        if package.lot_number:
            self._form = replace(self._form, lot_number=package.lot_number)
        if package.expires_on is not None:
            self._form = replace(self._form, expiry=f"EXP {package.expires_on:%Y-%m-%d}", word="")
        if package.separators_lost:
            self._scan_words = wording.SCAN_LOST

    def _fill_from(self, lot: Lot | None) -> None:
        """Fill what is empty from the last lot of the product: maker, packing, supplier stay to be checked."""
        if lot is None:
            return
        form = self._form
        known = {"maker": lot.maker, "specification": lot.specification}
        filled: dict[str, Any] = {key: value for key, value in known.items() if not getattr(form, key)}
        if form.doses_per_vial in ("", DeliveryForm().doses_per_vial):
            filled["doses_per_vial"] = str(lot.doses_per_vial)
        self._as_last_time |= filled
        self._form = replace(form, **filled)

    def _complain(self, problem: str) -> None:
        self._scan_words = problem
        self._tools.prompter.tell(problem, wording.SCAN_TODO, Tone.AMBER)
        self.open_form()

    def _receive(self, wish: Reception, off: str) -> None:
        if off:
            self._tools.prompter.tell(wording.SAVE_DELIVERY, off, Tone.AMBER)
        if off or self._underway:
            return
        delivery = self._delivery()
        self._underway = True
        self._tools.writer.submit(
            lambda desk: receive_lot(desk, delivery, wish),
            lambda lot: self._received(delivery, lot, sealed=bool(wish.seal_off)),
            lambda error: self._not_received(error, delivery, wish),
        )

    def _received(self, delivery: Delivery, lot: Lot, *, sealed: bool) -> None:
        self._underway = False
        self._begin()
        self._tools.announce(frozenset({"stock"}))
        name = vaccine_name(self._tools.reader.rules, lot.vaccine)
        told = wording.RECEIVED.format(vaccine=name, lot=lot.lot_number, doses=delivery.doses)
        todo = wording.RECEIVED_SEALED_TODO if sealed else wording.RECEIVED_TODO
        self._tools.prompter.tell(told, todo, Tone.AMBER if sealed else Tone.GREEN)
        self._done(lot.id)

    def _not_received(self, error: Exception, delivery: Delivery, wish: Reception) -> None:
        self._underway = False
        if not isinstance(error, LotReceivedBefore):
            self._tools.failed(error)
            return
        sentence = wording.ADD_SENTENCE.format(lot=error.lot_number, on_hand=error.doses_on_hand, doses=delivery.doses)
        choices = (Choice("", wording.ADD_NO), Choice("yes", wording.ADD_YES, "F6"))
        again = replace(wish, add_to_lot=error.lot_id)
        self._tools.prompter.ask(
            Question(wording.ADD_TITLE, sentence, choices), lambda answer: self._receive(again, "") if answer else None
        )

    def _refuse(self, words: str) -> None:
        if self._underway:
            return
        delivery = self._delivery()
        refusal = Refusal(draft=self._draft, reason=wording.REFUSE_REASONS.get(words, "other"), words=words)
        self._underway = True
        self._tools.writer.submit(
            lambda desk: refuse_delivery(desk, delivery, refusal), lambda _: self._refused(delivery), self._not_refused
        )

    def _refused(self, delivery: Delivery) -> None:
        self._underway = False
        self._begin()
        self._tools.announce(frozenset({"stock"}))
        rules = self._tools.reader.rules
        name = vaccine_name(rules, delivery.vaccine) if delivery.vaccine else wording.NO_NAME
        number = delivery.lot_number or wording.NO_NUMBER
        told = wording.REFUSED.format(vaccine=name, lot=number, doses=delivery.doses)
        self._tools.prompter.tell(told, wording.REFUSED_TODO, Tone.AMBER)
        self._done("")

    def _not_refused(self, error: Exception) -> None:
        self._underway = False
        self._tools.failed(error)
