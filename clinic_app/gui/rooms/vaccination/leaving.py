"""Ways out of a step: a dose left out, one step back, refused, cancelled, not come. Each with a reason in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.visit import VisitState, VisitStep, after
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import OPEN_STEPS
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.registration import end_visit, step_back
from clinic_app.services.vaccination import leave_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.visit import PlannedDose, Visit
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.services.desk import Desk
    from clinic_app.services.visit_wish import VisitOf

NOT_GIVEN, BACK = "not_given", "back"
_EXITS = {
    "refused": (VisitStep.REFUSE, wording.REFUSED),
    "cancelled": (VisitStep.CANCEL, wording.CANCELLED),
    "no_show": (VisitStep.NOT_COME, wording.NO_SHOW),
}


class Leaving:
    """Asks which way out, then why, and records it (F7)."""

    def __init__(self, bench: Bench, in_hand: Callable[[], PlannedDose | None], left: Callable[[Visit], None]) -> None:
        self._bench = bench
        self._in_hand = in_hand
        self._left = left

    def ask(self) -> None:
        """Ask which way out; Enter goes on with the step."""
        ways = self._ways()
        opened = self._bench.opened
        if opened is None or not ways:
            return
        choices = tuple(Choice(key, text, str(place)) for place, (key, text) in enumerate(ways.items(), start=1))
        title = wording.LEAVE_TITLE.format(name=self._bench.name(opened.person.name))
        question = Question(title, wording.LEAVE_SENTENCE, (Choice("", wording.GO_ON), *choices))
        self._bench.tools.prompter.ask(question, lambda way: self._ask_why(way, ways))

    def _ways(self) -> dict[str, str]:
        visit = self._bench.visit
        if visit is None:
            return {}
        ways = {}
        planned = self._in_hand()
        if planned is not None and visit.state in (VisitState.INFORMED, VisitState.INJECTING):
            ways[NOT_GIVEN] = wording.THIS_DOSE_NOT_GIVEN.format(dose=self._dose_words(planned))
        if visit.last_given_at is None and (back := after(visit.state, VisitStep.STEP_BACK)):
            other_vial = back is VisitState.INFORMED
            ways[BACK] = wording.PUT_DOWN_VIAL if other_vial else f"{wording.STEP_BACK}（{OPEN_STEPS[back]}）"
        for key, (step, text) in _EXITS.items():
            if after(visit.state, step) is not None:
                ways[key] = text
        return ways

    def _ask_why(self, way: str, ways: dict[str, str]) -> None:
        if not way:
            return
        title = wording.REASON_FOR.format(what=ways[way])
        question = TextQuestion(title, "", wording.REASON_LABEL, suggestions=wording.REASONS[way])
        self._bench.tools.prompter.ask_text(question, lambda reason: self._record(way, reason))

    def _record(self, way: str, reason: str) -> None:
        planned = self._in_hand()
        self._bench.wish(f"leave {way}", lambda desk, which: _service(desk, which, way, reason, planned), self._left)

    def _dose_words(self, planned: PlannedDose) -> str:
        name = vaccine_name(self._bench.tools.reader.rules, planned.vaccine)
        return f"{name} {wording.DOSE.format(number=planned.dose_number)}"


def _service(desk: Desk, which: VisitOf, way: str, reason: str, planned: PlannedDose | None) -> Visit:
    if way == NOT_GIVEN and planned is not None:
        return leave_out(desk, which, planned.planned_id, reason)
    if way == BACK:
        return step_back(desk, which, reason)
    return end_visit(desk, which, way, reason)
