"""The form of waste (报损) without Qt: how many, why, who saw it, and saving."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.wording import stock as wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.stock import LotOf, Waste, waste_doses
from clinic_app.services.stock_failures import MoreThanOnHand

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.lot import Lot
    from clinic_app.gui.presenter_tools import PresenterTools

VIALS, DOSES = "vials", "doses"


@dataclass(frozen=True, slots=True, kw_only=True)
class WasteForm:
    """What stands in the form, as typed."""

    count: str = ""
    unit: str = DOSES
    reason: str = ""
    words: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class WasteFace:
    """What is said of the form. `off` says why it cannot be saved yet, "" when it can.

    Attributes:
        after: what is left afterwards; `too_many` when the books hold fewer than that.
    """

    context: str = ""
    has_units: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    sum_words: str = ""
    after: str = ""
    too_many: bool = False
    off: str = ""


class WasteView(Protocol):
    """What the page can show."""

    def show_form(self, form: WasteForm, face: WasteFace) -> None:
        """Fill the fields."""

    def show_judgement(self, face: WasteFace) -> None:
        """Say what is to say of the fields."""


class WastePresenter:
    """Fills the form for one lot and writes it."""

    def __init__(self, tools: PresenterTools, saved: Callable[[], None]) -> None:
        self._tools = tools
        self._saved = saved
        self._view: WasteView | None = None
        self._lot: Lot | None = None
        self._form = WasteForm()
        self._draft = ""
        self._underway = False

    def attach(self, view: WasteView) -> None:
        """Take the page that shows it."""
        self._view = view

    def begin(self, lot: Lot) -> None:
        """Begin with a lot; of an expired one everything goes."""
        self._lot = lot
        self._draft = self._tools.mint()
        expired = self._tools.reader.clock.today() > lot.expires_on
        self._form = WasteForm(count=str(lot.doses_on_hand), reason="expired") if expired else WasteForm()
        if lot.doses_per_vial > 1 and not expired:
            self._form = replace(self._form, unit=VIALS)

    def show(self) -> None:
        """Show the form."""
        if self._view is not None:
            self._view.show_form(self._form, self.judgement())

    def change(self, form: WasteForm) -> None:
        """Judge what was typed."""
        self._form = form
        if self._view is not None:
            self._view.show_judgement(self.judgement())

    def judgement(self) -> WasteFace:
        """Return what is to say of the form as it stands."""
        lot = self._lot
        if lot is None:
            return WasteFace()
        doses, errors = self._doses(lot), self._errors(lot)
        name = vaccine_name(self._tools.reader.rules, lot.vaccine)
        by_vials = self._form.unit == VIALS and lot.doses_per_vial > 1 and doses
        return WasteFace(
            context=wording.WASTE_CONTEXT.format(vaccine=name, lot=lot.lot_number, count=lot.doses_on_hand),
            has_units=lot.doses_per_vial > 1,
            errors=errors,
            sum_words=wording.WASTE_IS.format(doses=doses) if by_vials else "",
            after=self._after(lot, doses),
            too_many=doses > lot.doses_on_hand,
            off=self._why_off(errors),
        )

    def save(self, *, alone: bool = False, despite_count: bool = False) -> None:
        """Write it; a missing second name, and more than the books hold, are asked about."""
        lot, face, form = self._lot, self.judgement(), self._form
        if lot is None or self._underway:
            return
        if face.off:
            self._tools.prompter.tell(wording.WASTE_SAVE, face.off, Tone.AMBER)
            return
        if not (form.witness.strip() or alone):
            self._ask_alone()
            return
        doses = self._doses(lot)
        waste = Waste(
            doses=doses, reason=form.reason, words=form.words, witness=form.witness, despite_count=despite_count
        )
        which = LotOf(lot_id=lot.id, draft=self._draft)
        self._underway = True
        self._tools.writer.submit(
            lambda desk: waste_doses(desk, which, waste), lambda _: self._done(lot, doses), self._failed
        )

    def _ask_alone(self) -> None:
        """Ask for the second name once; a nurse who is alone writes it without."""
        choices = (Choice("", wording.WITNESS_ADD), Choice("yes", wording.WITNESS_ALONE, "F6"))
        self._tools.prompter.ask(
            Question(wording.WITNESS_TITLE, wording.WITNESS_SENTENCE, choices),
            lambda answer: self.save(alone=True) if answer else None,
        )

    def _done(self, lot: Lot, doses: int) -> None:
        self._underway = False
        self._tools.announce(frozenset({"stock"}))
        name = vaccine_name(self._tools.reader.rules, lot.vaccine)
        told = wording.WASTED.format(doses=doses, vaccine=name, lot=lot.lot_number)
        self._tools.prompter.tell(told, wording.WASTED_TODO, Tone.GREEN)
        self._saved()

    def _failed(self, error: Exception) -> None:
        self._underway = False
        if not isinstance(error, MoreThanOnHand):
            self._tools.failed(error)
            return
        sentence = wording.DESPITE_SENTENCE.format(lot=error.lot_number, on_hand=error.on_hand, doses=error.doses)
        choices = (Choice("", wording.COUNT_AGAIN), Choice("yes", wording.DESPITE, "F6", danger=True))
        self._tools.prompter.ask(
            Question(wording.DESPITE_TITLE, sentence, choices),
            lambda answer: self.save(alone=True, despite_count=True) if answer else None,
        )

    def _doses(self, lot: Lot) -> int:
        count = int(self._form.count) if self._form.count.isascii() and self._form.count.isdecimal() else 0
        return count * (lot.doses_per_vial if self._form.unit == VIALS else 1)

    def _errors(self, lot: Lot) -> dict[str, str]:
        form, errors = self._form, {}
        if form.count and not (form.count.isascii() and form.count.isdecimal()):
            errors["count"] = wording.COUNT_NOT_A_NUMBER
        elif form.count and not self._doses(lot):
            errors["count"] = wording.COUNT_ZERO
        user = self._tools.reader.clinic_book().user(self._tools.user_id())
        if user is not None and form.witness.strip() == user.name:
            errors["witness"] = wording.WITNESS_SELF
        return errors

    def _why_off(self, errors: dict[str, str]) -> str:
        form = self._form
        names = {"count": wording.WASTE_COUNT, "reason": wording.WASTE_REASON}
        missing = [word for key, word in names.items() if not getattr(form, key).strip()]
        if form.reason == "other" and not form.words.strip():
            missing.append(wording.WASTE_WORDS)
        if missing:
            return wording.MISSING.format(fields="、".join(missing))
        wrong = [word for key, word in (names | {"witness": wording.WASTE_WITNESS}).items() if key in errors]
        return wording.WRONG.format(fields="、".join(wrong)) if wrong else ""

    @staticmethod
    def _after(lot: Lot, doses: int) -> str:
        if doses > lot.doses_on_hand:
            return wording.COUNT_TOO_MANY.format(count=lot.doses_on_hand)
        return wording.WASTE_AFTER.format(count=lot.doses_on_hand - doses) if doses else ""
