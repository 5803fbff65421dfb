"""Choosing a paid vaccine: first the written choice where a free one is due, then why, the price and the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.vaccination.papers import make_paper, tell_sent
from clinic_app.gui.rooms.vaccination.signers import ask_signer, signer_words, usual_signer
from clinic_app.gui.rooms.vaccination.typed_values import fen_in
from clinic_app.gui.wording import papers as paper_wording
from clinic_app.gui.wording import planning as wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.consent import Signature, next_filing, sign_paid_choice
from clinic_app.services.plan_rules import DEAREST_FEN
from clinic_app.services.visit_papers import paid_choice_form_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.services.planning import Offer

SIGNED, SIGNED_BY_OTHER, PRINT = "signed", "other", "print"


@dataclass(frozen=True, slots=True)
class PaidTerms:
    """What was agreed: why, for how much, and the receipt, empty while it has not been paid."""

    reason: str
    price_fen: int
    receipt: str


class PaidChoosing:
    """Leads through the questions; Esc at any of them chooses nothing."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def choose(self, offer: Offer, then: Callable[[PaidTerms], None]) -> None:
        """Ask what has to be asked; `then` gets the terms when everything was answered."""
        unsigned = self.unsigned(offer)
        if unsigned:
            self._stop(offer, unsigned, lambda: self._ask_why(offer, then))
        else:
            self._ask_why(offer, then)

    def unsigned(self, offer: Offer) -> tuple[str, ...]:
        """Return the free vaccines in whose place this one was not chosen in writing."""
        opened = self._bench.opened
        signed = {(choice.vaccine, choice.instead_of) for choice in opened.card.paid_choices} if opened else set()
        return tuple(free for free in offer.instead_of if (offer.vaccine, free) not in signed)

    def _stop(self, offer: Offer, unsigned: tuple[str, ...], then: Callable[[], None]) -> None:
        name, relation = usual_signer(self._bench)
        free = "、".join(vaccine_name(self._bench.tools.reader.rules, code) for code in unsigned)
        who = signer_words(self._bench, name, relation)
        known = (Choice(SIGNED, wording.SIGNED_BY.format(who=who), "1"),) if who else ()
        question = Question(
            wording.STOP_PAID.format(paid=vaccine_name(self._bench.tools.reader.rules, offer.vaccine), free=free),
            wording.STOP_PAID_SENTENCE,
            (
                Choice("", wording.TAKE_FREE),
                *known,
                Choice(SIGNED_BY_OTHER, wording.SIGNED_BY_OTHER, "2"),
                Choice(PRINT, wording.PRINT_CHOICE, "3", "printer"),
            ),
            Tone.RED,
        )

        def answered(choice: str) -> None:
            if choice == SIGNED:
                self._ask_where(offer, unsigned, (name, relation), then)
            elif choice == SIGNED_BY_OTHER:
                ask_signer(self._bench, lambda *signer: self._ask_where(offer, unsigned, signer, then))
            elif choice == PRINT:
                self._print(offer, unsigned)
                self._stop(offer, unsigned, then)

        self._bench.tools.prompter.ask(question, answered)

    def _ask_where(
        self, offer: Offer, unsigned: tuple[str, ...], signer: tuple[str, str], then: Callable[[], None]
    ) -> None:
        proposed = next_filing(self._bench.tools.reader)
        question = TextQuestion(
            wording.WHERE_CHOICE,
            wording.WHERE_SENTENCE,
            wording.WHERE_LABEL,
            suggestions=(proposed,) if proposed else (),
        )
        self._bench.tools.prompter.ask_text(question, lambda filed: self._sign(offer, unsigned, (*signer, filed), then))

    def _sign(
        self, offer: Offer, unsigned: tuple[str, ...], signed: tuple[str, str, str], then: Callable[[], None]
    ) -> None:
        name, relation, filed = signed
        signature = Signature(signer=name, relation=relation, filed=filed)
        self._bench.wish(
            f"paid choice {offer.vaccine}",
            lambda desk, which: sign_paid_choice(desk, which, offer.vaccine, unsigned, signature),
            lambda _visit: then(),
        )

    def _ask_why(self, offer: Offer, then: Callable[[PaidTerms], None]) -> None:
        if offer.forecast is not None:
            self._ask_price(offer, "", then)
            return
        title = wording.WHY_THIS.format(vaccine=vaccine_name(self._bench.tools.reader.rules, offer.vaccine))
        question = TextQuestion(title, "", wording.REASON, suggestions=wording.REASONS_THIS)
        self._bench.tools.prompter.ask_text(question, lambda reason: self._ask_price(offer, reason, then))

    def _ask_price(
        self,
        offer: Offer,
        reason: str,
        then: Callable[[PaidTerms], None],
        sentence: str = wording.PRICE_SENTENCE,
    ) -> None:
        title = wording.PRICE_TITLE.format(vaccine=vaccine_name(self._bench.tools.reader.rules, offer.vaccine))

        def typed(text: str) -> None:
            fen = fen_in(text)
            if fen is None or fen > DEAREST_FEN:
                self._ask_price(offer, reason, then, wording.PRICE_AGAIN)
            else:
                self._ask_receipt(offer, reason, fen, then)

        self._bench.tools.prompter.ask_text(TextQuestion(title, sentence, wording.PRICE_LABEL, least=1), typed)

    def _ask_receipt(self, offer: Offer, reason: str, fen: int, then: Callable[[PaidTerms], None]) -> None:
        name = vaccine_name(self._bench.tools.reader.rules, offer.vaccine)
        title = wording.RECEIPT_TITLE.format(vaccine=name, yuan=yuan_words(fen))
        question = TextQuestion(title, wording.RECEIPT_SENTENCE, wording.RECEIPT_LABEL, least=0)
        self._bench.tools.prompter.ask_text(question, lambda receipt: then(PaidTerms(reason, fen, receipt)))

    def _print(self, offer: Offer, unsigned: tuple[str, ...]) -> None:
        visit = self._bench.visit
        if visit is None:
            return
        tell = self._bench.tools.prompter.tell
        paper = paper_wording.PAID_CHOICE
        make_paper(
            self._bench,
            lambda reader, name: paid_choice_form_of(reader, visit.person_id, visit.id, offer.vaccine, unsigned, name),
            lambda job: tell_sent(self._bench, job),
            lambda: tell(paper_wording.FAILED.format(paper=paper), paper_wording.FAILED_TODO, Tone.AMBER),
        )


def yuan_words(fen: int) -> str:
    """Word a price in yuan: 328, 128.50."""
    return f"{fen // 100}.{fen % 100:02d}" if fen % 100 else str(fen // 100)
