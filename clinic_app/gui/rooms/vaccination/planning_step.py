"""Step 2, 登记: what is proposed for today and why, what else may be given, and which of it will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.vaccination.planning_face import PlanningFace
from clinic_app.gui.rooms.vaccination.planning_paid import PaidChoosing, PaidTerms
from clinic_app.gui.rooms.vaccination.planning_rows import Choices, not_due_faces, row_faces
from clinic_app.gui.rooms.vaccination.planning_why import explain_lines
from clinic_app.gui.wording import planning as wording
from clinic_app.gui.wording.codes import SITES
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.plan_rules import ChosenVaccine, sites_of
from clinic_app.services.planning import NO_STOCK, due_offers, paid_offers, planning_day
from clinic_app.services.registration import plan_doses

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.gui.rooms.vaccination.forms import PlanForm
    from clinic_app.services.planning import Offer

PAID_ROW = "paid:"


class PlanningStep:
    """Shows what the programme says of today and takes the choice; whatever deviates asks why."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._paid = PaidChoosing(bench)
        self._choices_of: object = None
        self._known: Choices | None = None

    def face(self) -> PlanningFace:
        """Return what the page shows now; the first time, everything proposed is chosen."""
        choices = self._choices()
        if choices is None:
            return PlanningFace((), (), (), (), wording.SAVE_EMPTY, wording.MISSING_CHOICE)
        count = len(choices.chosen())
        due, later, also = row_faces(choices)
        return PlanningFace(
            due=due,
            later=later,
            also=also,
            not_due=not_due_faces(choices.day),
            save=wording.SAVE.format(count=count) if count else wording.SAVE_EMPTY,
            missing="" if count else wording.MISSING_CHOICE,
        )

    def toggle(self, row: str) -> None:
        """Choose a row or leave it out (空格); what differs from the proposal asks for the reason."""
        choices = self._choices()
        offer = choices.offers.get(row) if choices else None
        if choices is None or offer is None or row in choices.replaced():
            return
        chosen = row in choices.form.chosen
        if row.startswith(PAID_ROW):
            self._toggle_paid(choices, row, offer)
        elif chosen and offer.proposed:
            name = self._name(choices.form.vaccines[row])
            self._ask_why(
                wording.WHY_LEFT_OUT.format(vaccine=name),
                wording.WHY_LEFT_OUT_SENTENCE,
                wording.REASONS_LEFT_OUT,
                lambda reason: self._set(choices.form, row, chosen=False, reason=reason),
            )
        elif chosen or offer.proposed or offer.wait == NO_STOCK:
            self._set(choices.form, row, chosen=not chosen)
        else:
            self._ask_why(
                wording.WHY_MORE.format(vaccine=self._name(offer.vaccine)),
                wording.WAITS[offer.wait],
                wording.REASONS_MORE,
                lambda reason: self._set(choices.form, row, chosen=True, reason=reason),
            )

    def change_vaccine(self, row: str, by: int) -> None:
        """Take another free vaccine of the same series, when the programme allows one (← →)."""
        choices = self._choices()
        offer = choices.offers.get(row) if choices else None
        if choices is None or offer is None:
            return
        place = offer.vaccines.index(choices.form.vaccines[row])
        choices.form.vaccines[row] = offer.vaccines[(place + by) % len(offer.vaccines)]
        choices.form.sites.pop(row, None)
        self._bench.refreshed()

    def change_site(self, row: str) -> None:
        """Ask for another site and why (F6)."""
        choices = self._choices()
        if choices is None or row not in choices.form.chosen:
            return
        vaccine = choices.form.vaccines[row]
        now = choices.sites().get(vaccine, "")
        taken = {site for code, site in choices.sites().items() if code != vaccine}
        free = [s for s in choices.day.sites(vaccine) if s != now and sites_of(choices.day, [vaccine], {vaccine: s})[0]]
        others = [site for site in free if site not in taken]
        words = SITES.get(now, now)
        if not others:
            todo = wording.NO_OTHER_SITE_TODO.format(site=words)
            self._bench.tools.prompter.tell(wording.NO_OTHER_SITE, todo, Tone.AMBER)
            return
        question = Question(
            wording.WHICH_SITE.format(vaccine=self._name(vaccine)),
            wording.WHICH_SITE_SENTENCE.format(site=words),
            (
                Choice("", wording.KEEP_SITE.format(site=words)),
                *(Choice(site, SITES.get(site, site), str(place)) for place, site in enumerate(others, start=1)),
            ),
        )
        self._bench.tools.prompter.ask(question, lambda site: self._on_site(choices.form, row, site))

    def explain(self, row: str) -> None:
        """Say why a row is for today or not, and go on to the others when asked (F4)."""
        choices = self._choices()
        if choices is not None:
            explain_lines(self._bench, choices.day, row)

    def save(self) -> None:
        """Register the chosen vaccines (F9)."""
        choices = self._choices()
        if choices is None or not choices.chosen():
            return
        form = choices.form
        chosen = tuple(
            ChosenVaccine(
                vaccine=form.vaccines[row],
                site=form.sites.get(row, ""),
                reason=form.reasons.get(row, ""),
                price_fen=form.prices.get(row),
                paid=bool(form.receipts.get(row)),
                receipt_number=form.receipts.get(row, ""),
            )
            for row in choices.chosen()
        )
        left_out = {row: reason for row, reason in form.reasons.items() if row not in form.chosen}
        self._bench.wish("plan", lambda desk, which: plan_doses(desk, which, chosen, left_out))

    def _toggle_paid(self, choices: Choices, row: str, offer: Offer) -> None:
        form = choices.form
        if row in form.chosen:
            self._set(form, row, chosen=False)
            return

        def agreed(terms: PaidTerms) -> None:
            form.prices[row], form.receipts[row] = terms.price_fen, terms.receipt
            self._set(form, row, chosen=True, reason=terms.reason)

        self._paid.choose(offer, agreed)

    def _ask_why(self, title: str, sentence: str, reasons: tuple[str, ...], then: Callable[[str], None]) -> None:
        question = TextQuestion(title, sentence, wording.REASON, suggestions=reasons)
        self._bench.tools.prompter.ask_text(question, then)

    def _on_site(self, form: PlanForm, row: str, site: str) -> None:
        if not site:
            return
        title = wording.WHY_SITE.format(vaccine=self._name(form.vaccines[row]), site=SITES.get(site, site))

        def explained(reason: str) -> None:
            form.sites[row] = site
            self._set(form, row, chosen=True, reason=reason)

        self._ask_why(title, "", wording.REASONS_SITE, explained)

    def _set(self, form: PlanForm, row: str, *, chosen: bool, reason: str = "") -> None:
        (form.chosen.add if chosen else form.chosen.discard)(row)
        form.reasons.pop(row, None)
        if reason:
            form.reasons[row] = reason
        self._bench.refreshed()

    def _choices(self) -> Choices | None:
        """Return what may be chosen and what is; worked out once for each look at the card."""
        opened = self._bench.opened
        if opened is None:
            return None
        if self._known is None or self._choices_of is not opened:
            self._choices_of, self._known = opened, self._read(self._bench.form.plan)
        return self._known

    def _read(self, form: PlanForm) -> Choices | None:
        opened, reader = self._bench.opened, self._bench.tools.reader
        day = planning_day(reader.db, reader.rules, opened.card, self._bench.today) if opened else None
        if day is None:
            return None
        offers = {offer.series: offer for offer in due_offers(day)}
        offers |= {f"{PAID_ROW}{offer.vaccine}": offer for offer in paid_offers(day)}
        for row, offer in offers.items():
            if form.vaccines.get(row) not in offer.vaccines:
                form.vaccines[row] = offer.vaccine
                if offer.proposed and not form.seen:
                    form.chosen.add(row)
        form.seen = True
        return Choices(day, offers, form)

    def _name(self, vaccine: str) -> str:
        return vaccine_name(self._bench.tools.reader.rules, vaccine)
