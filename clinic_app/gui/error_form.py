"""The form 已经打错了 (F10): a short row of questions, one wish, the report, and what to do next. No Qt.

Enter gives the harmless answer everywhere; nothing is written before F9 on the last question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.vaccination_error import REPORT_WITHIN, ErrorKind
from clinic_app.domain.visit import VisitState
from clinic_app.gui.error_answers import moment_said
from clinic_app.gui.error_next_steps import what_next
from clinic_app.gui.error_places import PlaceQuestions
from clinic_app.gui.error_taking_back import CHANGED, ask_why_taken_back, tell_failure
from clinic_app.gui.error_told import DETAILS, Told, wish_of
from clinic_app.gui.error_vials import VialQuestions
from clinic_app.gui.error_who import WhoQuestions
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import vaccination_errors as wording
from clinic_app.gui.wording.codes import SITES
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.gui.wording.printing import sent_words
from clinic_app.services.error_papers import print_error_notice
from clinic_app.services.needle_that_happened import UsedVial, vial_of_lot
from clinic_app.services.reader import Reader
from clinic_app.services.slips import keep_slip, observation_slip_of
from clinic_app.services.vaccination_errors import RecordError, record_error
from clinic_app.services.vials import lot_by_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

TAKE_BACK = "take_back"
_FIRST = (
    ErrorKind.WRONG_VACCINE,
    ErrorKind.WRONG_PERSON,
    ErrorKind.GIVEN_TWICE,
    ErrorKind.UNUSABLE_LOT,
)
_GROUPS = {
    "place": (wording.PLACE_OR_AMOUNT, (ErrorKind.WRONG_SITE, ErrorKind.WRONG_ROUTE, ErrorKind.WRONG_VOLUME)),
    "early": (wording.EARLY_OR_FORBIDDEN, (ErrorKind.TOO_EARLY, ErrorKind.CONTRAINDICATED, ErrorKind.OTHER)),
}


class ErrorForm:
    """Asks what happened, writes it as one wish, prints the report, and says what to do next.

    `shown_name` hides names while they are masked; `recorded` hears of the visit and of its slip, on its way by then.
    """

    def __init__(
        self,
        tools: PresenterTools,
        shown_name: Callable[[str], str] = lambda name: name,
        recorded: Callable[[Visit, PrintJob | None], None] | None = None,
    ) -> None:
        self._tools = tools
        self._shown_name = shown_name
        self._recorded = recorded
        self._who = WhoQuestions(tools, shown_name)
        self._vials = VialQuestions(tools)
        self._places = PlaceQuestions(tools)

    def ask(self, person_id: str, visit_id: str = "", dose_id: str = "", planned_id: str = "") -> None:
        """Open the form for a person; the dose it may be about is preselected where one is known."""
        card = self._tools.reader.card(person_id)
        if card.person is None:
            return
        visit = card.visit(visit_id) if visit_id else card.open_visit
        told = Told(
            error_id=self._tools.mint(),
            card=card,
            visit_id=visit.id if visit else "",
            planned=visit.dose(planned_id) if visit and planned_id else None,
            received=card,
        )
        if not any(error.dose_id == dose_id for error in card.errors):
            self._ask_kind(told, dose_id)
            return
        choices = (
            Choice("", wording.GO_BACK_PLAIN),
            Choice(TAKE_BACK, wording.TAKE_BACK, "1"),
            Choice("again", wording.ANOTHER, "2"),
        )
        question = Question(wording.KNOWN_TITLE, "", choices, Tone.RED)
        self._tools.prompter.ask(question, lambda key: self._on_known(told, key, dose_id))

    def _on_known(self, told: Told, key: str, dose_id: str) -> None:
        """Go on with a dose an error is on file for: take that back, or record another one."""
        if key == TAKE_BACK:
            ask_why_taken_back(self._tools, told.card, dose_id)
        elif key:
            self._ask_kind(told, dose_id)

    def _ask_kind(self, told: Told, dose_id: str) -> None:
        kinds = [Choice(kind.value, wording.ERRORS[kind], str(place)) for place, kind in enumerate(_FIRST, start=1)]
        kinds += [Choice(key, text, str(place)) for place, (key, (text, _)) in enumerate(_GROUPS.items(), start=5)]
        name = self._shown_name(told.card.person.name) if told.card.person else ""
        title = wording.HOW_TITLE.format(name=name)
        question = Question(title, wording.HOW_SENTENCE, (Choice("", wording.NOTHING_WRONG), *kinds), Tone.RED)
        self._tools.prompter.ask(question, lambda key: self._on_kind(told, key, dose_id))

    def _on_kind(self, told: Told, key: str, dose_id: str) -> None:
        if not key:
            return
        if key in _GROUPS:
            text, kinds = _GROUPS[key]
            choices = tuple(Choice(kind.value, wording.ERRORS[kind], str(n)) for n, kind in enumerate(kinds, start=1))
            question = Question(text, wording.WHICH, (Choice("", wording.NOTHING_WRONG), *choices), Tone.RED)
            self._tools.prompter.ask(question, lambda chosen: self._on_kind(told, chosen, dose_id))
            return
        told.kind = ErrorKind(key)
        self._ask_recorded(told, dose_id)

    def _ask_recorded(self, told: Told, dose_id: str) -> None:
        """Ask which record is meant, where there is one that could be."""
        today = self._tools.reader.clock.today()
        doses = [dose for dose in told.card.counted_doses if dose.source == "here" and dose.given_on == today]
        doses += [dose for dose in told.card.counted_doses if dose.id == dose_id and dose not in doses]
        doses.sort(key=lambda dose: dose.id != dose_id)
        if not doses:
            self._on_recorded(told, None)
            return
        choices = [Choice(dose.id, self._dose_words(dose), str(n)) for n, dose in enumerate(doses[:7], start=1)]
        choices.append(Choice("not", wording.NOT_RECORDED, str(len(choices) + 1)))
        question = Question(
            wording.RECORDED_TITLE, wording.RECORDED_SENTENCE, (Choice("", wording.GO_BACK), *choices), Tone.RED
        )
        by_id = {dose.id: dose for dose in doses}
        self._tools.prompter.ask(question, lambda key: self._on_recorded(told, by_id.get(key)) if key else None)

    def _on_recorded(self, told: Told, dose: Dose | None) -> None:
        told.recorded = dose
        if told.kind is ErrorKind.WRONG_PERSON:
            self._who.ask(told.card, lambda received: self._on_received(told, received))
        elif told.kind in DETAILS:
            self._places.ask(told.kind, lambda detail: self._on_detail(told, detail))
        else:
            self._ask_vial(told)

    def _on_received(self, told: Told, received: Card) -> None:
        told.received = received
        self._ask_vial(told)

    def _on_detail(self, told: Told, detail: str) -> None:
        told.detail = detail
        self._ask_vial(told)

    def _ask_vial(self, told: Told) -> None:
        """Ask for the vial unless the record or the vial in hand says it."""
        if told.recorded is not None and told.kind is not ErrorKind.WRONG_VACCINE:
            self._ask_when(told)
            return
        in_hand = self._in_hand(told)
        if in_hand is not None and told.kind not in (ErrorKind.WRONG_VACCINE, ErrorKind.GIVEN_TWICE):
            told.vial = in_hand
            self._ask_when(told)
            return
        self._vials.ask(lambda vial: self._on_vial(told, vial))

    def _on_vial(self, told: Told, vial: UsedVial) -> None:
        told.vial = vial
        self._ask_when(told)

    def _in_hand(self, told: Told) -> UsedVial | None:
        planned = told.planned
        lot = lot_by_id(self._tools.reader.db, planned.lot_id) if planned and planned.lot_id else None
        return vial_of_lot(lot, planned.code) if lot and planned else None

    def _ask_when(self, told: Told) -> None:
        if told.recorded is not None and told.recorded.given_at is not None:
            told.given_at = told.recorded.given_at
            self._ask_action(told)
            return
        question = Question(
            wording.WHEN_TITLE,
            "",
            (Choice("now", wording.JUST_NOW), Choice("typed", wording.EARLIER, "2"), Choice("", wording.GO_BACK, "3")),
            Tone.RED,
        )
        self._tools.prompter.ask(question, lambda key: self._on_when(told, key))

    def _on_when(self, told: Told, key: str) -> None:
        if key == "now":
            told.given_at = self._tools.reader.clock.now()
            self._ask_action(told)
        elif key == "typed":
            question = TextQuestion(
                wording.WHEN_TITLE, wording.WHEN_SENTENCE, wording.WHEN_LABEL, accept=wording.NEXT, tone=Tone.RED
            )
            self._tools.prompter.ask_text(question, lambda words: self._on_moment(told, words))

    def _on_moment(self, told: Told, words: str) -> None:
        said = moment_said(words, self._tools.reader.clock.now())
        if said is None:
            self._tools.prompter.tell(wording.WHEN_WRONG.format(words=words), wording.WHEN_WRONG_TODO, Tone.AMBER)
            self._on_when(told, "typed")
            return
        told.given_at = said
        self._ask_action(told)

    def _ask_action(self, told: Told) -> None:
        question = TextQuestion(
            wording.ACTION_TITLE,
            wording.ACTION_SENTENCE,
            wording.ACTION_LABEL,
            accept=wording.NEXT,
            suggestions=wording.ACTIONS,
            tone=Tone.RED,
        )
        self._tools.prompter.ask_text(question, lambda words: self._confirm(told, words))

    def _confirm(self, told: Told, action: str) -> None:
        told.action = action
        question = Question(
            wording.CONFIRM_TITLE,
            self._summary(told),
            (Choice("", wording.GO_BACK), Choice("go", wording.RECORD, "F9", "syringe")),
            Tone.RED,
        )
        self._tools.prompter.ask(question, lambda key: self._record(told) if key else None)

    def _summary(self, told: Told) -> str:
        person, vial = told.received.person, told.vial
        code = vial.vaccine if vial else told.recorded.vaccine if told.recorded else ""
        lot = vial.lot_number if vial else told.recorded.lot_number if told.recorded else ""
        what = [vaccine_name(self._tools.reader.rules, code), lot, SITES.get(told.detail, told.detail)]
        moment = f"{local_time(told.given_at):%m-%d %H:%M}" if told.given_at else ""
        return wording.CONFIRM.format(
            who=self._shown_name(person.name) if person else "",
            error=wording.ERRORS[told.kind],
            what=" ".join(filter(None, what)),
            moment=moment,
        )

    def _record(self, told: Told) -> None:
        wish = wish_of(told, self._tools.reader.clock.now())

        def done(visit: Visit) -> None:
            self._tools.announce(CHANGED)
            self._print(wish, visit)

        self._tools.writer.submit(lambda desk: record_error(desk, wish), done, self._failed)

    def _print(self, wish: RecordError, visit: Visit) -> None:
        """Print the report, and the slip of a watch that began, after the commit; then say what to do next."""
        person = self._tools.reader.card(wish.person_id).person
        name = self._shown_name(person.name) if person else ""
        moment = f"{local_time(self._tools.reader.clock.now() + REPORT_WITHIN):%Y-%m-%d %H:%M}"

        def printed(jobs: tuple[PrintJob, PrintJob | None]) -> None:
            report, slip = jobs
            if self._recorded is not None:
                self._recorded(visit, slip)
            words = wording.REPORT_BY.format(sent=sent_words(report), moment=moment)
            self._say_what_next(wish, wording.DONE.format(name=name), words)

        def failed(error: Exception) -> None:
            self._tools.failed(error)
            self._say_what_next(wish, wording.NOT_PRINTED, wording.REPORT_BY_HAND.format(moment=moment))

        self._tools.writer.submit(lambda desk: _printed(desk, wish, visit), printed, failed)

    def _say_what_next(self, wish: RecordError, title: str, report: str) -> None:
        """Say what to do next, one step a line; it stays until somebody has read it."""
        said = what_next(self._tools.reader, wish.person_id, wish.error_id)
        lines = "\n".join(f"{place}　{words}" for place, words in enumerate((*said, report), start=1))
        question = Question(title, lines, (Choice("", wording.UNDERSTOOD),), Tone.RED)
        self._tools.prompter.ask(question, lambda _: None)

    def _failed(self, error: Exception) -> None:
        tell_failure(self._tools, error)

    def _dose_words(self, dose: Dose) -> str:
        given = f"{local_time(dose.given_at):%m-%d %H:%M}" if dose.given_at else str(dose.given_on)
        return wording.RECORDED_DOSE.format(
            vaccine=vaccine_name(self._tools.reader.rules, dose.vaccine),
            site=SITES.get(dose.site, dose.site),
            moment=given,
        )


def _printed(desk: Desk, wish: RecordError, visit: Visit) -> tuple[PrintJob, PrintJob | None]:
    reader = Reader(db=desk.db, clock=desk.clock, rules=desk.rules)
    report = print_error_notice(desk, reader, wish.person_id, wish.error_id)
    if visit.state is not VisitState.OBSERVING:
        return report, None
    return report, keep_slip(desk, observation_slip_of(reader, wish.person_id, visit.id))
