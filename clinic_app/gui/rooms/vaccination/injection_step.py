"""Step 4, 接种: the vial in hand, the eleven items of 三查七对一验证, the needle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from clinic_app.domain.injection_sites import next_site
from clinic_app.domain.safety_check import CheckedPoint, CheckPoint, PointState
from clinic_app.domain.visit import DoseState
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.vaccination.injection_face import InjectionFace, injection_face
from clinic_app.gui.rooms.vaccination.injection_look import look_at
from clinic_app.gui.rooms.vaccination.vial_stops import stop_for, unknown_stop
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import CHECK_LABELS, LOT_PROBLEMS
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.gui.wording.shell import ESCAPE_KEY
from clinic_app.services.failures import UnknownVial
from clinic_app.services.gate import Gate, look_at_gate
from clinic_app.services.likely_lot import in_order_of_use, likely_lot
from clinic_app.services.vaccination import GiveDose, TakeVial, give_dose, take_vial
from clinic_app.services.vials import lot_by_id, lots_to_choose

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.lot import Lot
    from clinic_app.domain.visit import PlannedDose, Visit
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.gui.rooms.vaccination.check_faces import Look
    from clinic_app.gui.rooms.vaccination.forms import NeedleForm, Stop
    from clinic_app.services.failures import WishRefused


class InjectionStep:
    """Takes the vial, the ticks and the reasons of one planned dose after another; `give` records the needle."""

    def __init__(self, bench: Bench, given: Callable[[Visit], None]) -> None:
        self._bench = bench
        self._reader = bench.tools.reader
        self._given = given

    def planned(self) -> PlannedDose | None:
        """Return the dose in hand: the one whose vial was scanned last, else the next open one."""
        visit = self._bench.visit
        if visit is None:
            return None
        named = visit.dose(self._bench.form.in_hand)
        if named is not None and not named.settled:
            return named
        started = (dose for dose in visit.planned if dose.state in (DoseState.LOT_CHOSEN, DoseState.CHECKED))
        return next(started, visit.next_open_dose)

    def face(self) -> InjectionFace | None:
        """Return what the page shows now, None when no dose is open."""
        planned = self.planned()
        if planned is None:
            return None
        look, items = self._look(planned)
        return injection_face(self._reader, look, items, busy=self._bench.busy)

    def tick(self, item: CheckPoint) -> None:
        """Tick one open item a person has seen (空格). Nothing else can be ticked."""
        planned = self.planned()
        if planned is None or self._bench.busy:
            return
        _, items = self._look(planned)
        if any(checked.finding.item is item and checked.state is PointState.OPEN for checked in items):
            self._form(planned).ticks.add(item)
            self._bench.refreshed()

    def write_reason(self) -> None:
        """Ask for the reason of the first amber item that has none, else of the first amber one (F6)."""
        planned = self.planned()
        if planned is None:
            return
        _, items = self._look(planned)
        ambers = [item for item in items if item.finding.verdict is PointState.AMBER]
        ambers.sort(key=lambda item: item.state is PointState.REASONED)
        if ambers:
            finding = ambers[0].finding
            question = TextQuestion(
                wording.AMBER_TITLE.format(what=CHECK_LABELS[finding.item]),
                wording.AMBER_SENTENCE,
                wording.REASON_LABEL,
                suggestions=wording.AMBER_REASONS.get(finding.why, wording.AMBER_REASONS["check"]),
            )
            form = self._form(planned)
            self._bench.tools.prompter.ask_text(question, lambda words: self._on_reason(form, finding.item, words))

    def take(self, code: str, *, source: str = "scan", lot_id: str | None = None) -> None:
        """Take the vial whose code was scanned; a bad one becomes a red stop, an unknown one is asked about once."""
        planned = self.planned()
        if planned is None:
            return
        wish = TakeVial(code=code, source=source, lot_id=lot_id)

        def refused(failure: WishRefused) -> bool:
            if isinstance(failure, UnknownVial):
                self._ask_lot(wording.WHICH_LOT, wording.WHICH_LOT_SENTENCE, code)
                return True
            return self._show_stop(planned, stop_for(self._reader, failure, code, lot_id, planned))

        before = self._bench.visit
        self._bench.form.drafts.pop("vial", None)
        self._bench.wish(
            "vial",
            lambda desk, which: take_vial(desk, which, wish),
            lambda visit: self._on_taken(before, code, visit),
            refused,
        )

    def choose_lot(self) -> None:
        """Ask for the lot when there is no code to scan (F4)."""
        self._ask_lot(wording.PICK_LOT, wording.PICK_LOT_SENTENCE, "")

    def other_vial(self) -> None:
        """Leave a red stop: the bad vial is put away and a vial must be scanned afresh (Enter)."""
        planned = self.planned()
        face = self.face()
        if planned is not None and face is not None and face.vial_stop:
            form = self._form(planned)
            form.stop, form.fresh = None, True
            self._bench.refreshed()

    def change_site(self) -> None:
        """Move the needle to the next free site of this product; the check answers at once (F4)."""
        planned = self.planned()
        if planned is None or self._bench.busy or self._bench.visit is None:
            return
        gate = self._look(planned)[0].gate
        others = {dose.site for dose in self._bench.visit.planned if dose.planned_id != planned.planned_id}
        here = gate.site_in_hand
        site = next_site(gate.allowed_sites, gate.taken_sites | others, here)
        site = site if site != here else next_site(gate.allowed_sites, gate.taken_sites, here)
        if site == here:
            self._bench.tools.prompter.tell(wording.NO_OTHER_SITE, wording.NO_OTHER_SITE_TODO, Tone.AMBER)
            return
        self._form(planned).site = site
        self._bench.refreshed()

    def give(self) -> None:
        """Record the needle (F9), when all eleven items are settled."""
        face, planned = self.face(), self.planned()
        if face is None or planned is None or face.missing:
            self._bench.refreshed()  # what stops it may be newer than what stands on the screen
            return
        form = self._form(planned)
        wish = GiveDose(
            planned_id=planned.planned_id,
            ticks=self._ticks(form),
            reasons=dict(form.reasons),
            site=form.site,
            answered_by=dict(form.answered_by),
        )
        name = f"give {planned.planned_id}"
        self._bench.wish(name, lambda desk, which: give_dose(desk, which, wish), self._given)

    def _form(self, planned: PlannedDose) -> NeedleForm:
        return self._bench.form.needle(planned.planned_id)

    def _ticks(self, form: NeedleForm) -> frozenset[CheckPoint]:
        """Return what a person ticked; a scan of the child's own booklet settles item ② as well."""
        seen = {CheckPoint.BOOKLET} if self._bench.form.booklet_seen else set()
        return frozenset(form.ticks | seen)

    def _look(self, planned: PlannedDose) -> tuple[Look, tuple[CheckedPoint, ...]]:
        bench, form = self._bench, self._form(planned)
        assert bench.opened is not None
        assert bench.visit is not None
        if form.stop is not None:
            planned = replace(planned, code=form.stop.code, code_source="scan")
        gate = Gate(
            card=bench.opened.card,
            visit=bench.visit,
            planned=planned,
            lot=self._lot(planned, form),
            rules=self._reader.rules,
            today=bench.today,
            site=form.site,
        )
        look = look_at(gate, form, bench.tools, bench.name)
        return look, look_at_gate(gate, self._ticks(form), form.reasons)

    def _lot(self, planned: PlannedDose, form: NeedleForm) -> Lot | None:
        if form.stop is not None:
            return form.stop.lot
        return lot_by_id(self._reader.db, planned.lot_id) if planned.lot_id and not form.fresh else None

    def _on_taken(self, before: Visit | None, code: str, visit: Visit) -> None:
        taken = next((dose for dose in visit.planned if not dose.settled and dose.code == code), None)
        if taken is None:
            return
        form = self._form(taken)
        old = before.dose(taken.planned_id) if before else None
        if old != taken or form.fresh or form.stop is not None:
            form.other_vial()
        form.stop, form.fresh = None, False
        self._bench.form.in_hand = taken.planned_id

    def _show_stop(self, planned: PlannedDose, stop: Stop | None) -> bool:
        if stop is None:
            return False
        planned = self._meant(stop, planned)
        self._bench.form.in_hand = planned.planned_id
        form = self._form(planned)
        form.other_vial()
        form.stop = stop
        self._bench.stopped(stop.code)
        return True

    def _meant(self, stop: Stop, planned: PlannedDose) -> PlannedDose:
        """Return the open dose of the bad vial's vaccine, else the one in hand."""
        visit = self._bench.visit
        if visit is None or stop.lot is None or stop.lot.vaccine == planned.vaccine:
            return planned
        fitting = (dose for dose in visit.planned if not dose.settled and dose.vaccine == stop.lot.vaccine)
        return next(fitting, planned)

    def _ask_lot(self, title: str, sentence: str, code: str) -> None:
        visit = self._bench.visit
        vaccines = dict.fromkeys(dose.vaccine for dose in visit.planned if not dose.settled) if visit else {}
        today = self._bench.today
        db, prompter = self._reader.db, self._bench.tools.prompter
        here = [lot for vaccine in vaccines for lot in lots_to_choose(db, vaccine, today)]
        lots = in_order_of_use(db, here, today)[:8]
        if not lots:
            prompter.tell(wording.NO_LOT_TO_CHOOSE, wording.NO_LOT_TODO, Tone.RED)
            self._show_unknown(code)
            return
        likely = likely_lot(db, code, today)
        choices = self._lot_choices(lots, likely.id if likely is not None and likely.vaccine in vaccines else "")
        numbers = {lot.id: lot.lot_number for lot in lots}

        def chosen(lot_id: str) -> None:
            if lot_id:
                self.take(code or numbers[lot_id], source="typed", lot_id=lot_id)
            else:
                self._show_unknown(code)

        prompter.ask(Question(title, sentence, choices, escape=""), chosen)

    def _lot_choices(self, lots: list[Lot], likely_id: str) -> tuple[Choice, ...]:
        """Return the lots by digits; Enter takes the likely one, else none of them."""
        none = Choice("", wording.NOT_THIS_VIAL, ESCAPE_KEY if likely_id else "")
        likely = tuple(Choice(lot.id, self._lot_words(lot)) for lot in lots if lot.id == likely_id)
        others = [lot for lot in lots if lot.id != likely_id]
        digits = tuple(Choice(lot.id, self._lot_words(lot), str(place)) for place, lot in enumerate(others, start=1))
        return (*likely, *digits, none) if likely else (none, *digits)

    def _show_unknown(self, code: str) -> None:
        """Stop a scanned vial of which nobody could say which lot of this clinic it is."""
        planned = self.planned()
        if planned is not None and code:
            self._show_stop(planned, unknown_stop(code))
            self._bench.refreshed()

    def _lot_words(self, lot: Lot) -> str:
        name = vaccine_name(self._reader.rules, lot.vaccine)
        words = wording.LOT_CHOICE.format(vaccine=name, lot=lot.lot_number, day=lot.expires_on, count=lot.doses_on_hand)
        problem = lot.problem_on(self._bench.today)
        return f"{words}　{LOT_PROBLEMS[problem.value]}" if problem else words

    def _on_reason(self, form: NeedleForm, item: CheckPoint, words: str) -> None:
        form.reasons[item] = words
        form.answered_by[item] = self._bench.tools.user_id()
        self._bench.refreshed()
