"""How a watch ends or is made longer: the questions, and the wish that is written once. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.observation import faces
from clinic_app.gui.wording import observation as wording
from clinic_app.services.aefi import record_unwritten
from clinic_app.services.failures import StepSkipped
from clinic_app.services.observation import WatchState, end_observation, extend_observation
from clinic_app.services.visit_wish import VisitOf

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.aefi import Aefi
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.aefi import UnwrittenReaction
    from clinic_app.services.desk import Desk
    from clinic_app.services.observation import Watch

T = TypeVar("T")
EXTENSIONS = (15, 30, 60)


class Endings:
    """Asks, writes, and tells; a child whose wish is under way is not asked about again."""

    def __init__(self, tools: PresenterTools, refresh: Callable[[], None]) -> None:
        self._tools = tools
        self._refresh = refresh
        self._underway: set[str] = set()
        self.just_left = False
        self.masked = False

    def leave(self, watch: Watch) -> None:
        """Write that a child left after the whole time."""
        told = wording.LEFT.format(name=self._name(watch))
        self._end(watch, "normal", "", lambda: self.tell(told, tone=Tone.GREEN))

    def leave_early(self, watch: Watch) -> None:
        """Ask why a child leaves before the time, or, long after it, what was found out; and write it."""
        if watch.state is WatchState.UNCONFIRMED:
            self._ask_about_gone(watch)
            return
        name = self._name(watch)
        question = TextQuestion(
            title=wording.EARLY_TITLE.format(name=name),
            sentence=wording.EARLY_SENTENCE.format(minutes=max(0, wording.minutes_up(watch.seconds_left))),
            label=wording.EARLY_LABEL,
            accept=wording.EARLY_ACCEPT,
            suggestions=wording.EARLY_SUGGESTIONS,
        )
        told = wording.LEFT_EARLY.format(name=name)
        self._tools.prompter.ask_text(
            question, lambda reason: self._end(watch, "left_early", reason, lambda: self.tell(told, tone=Tone.AMBER))
        )

    def react(self, watch: Watch) -> None:
        """Ask what happened to the child, write it, and open the record filled from its doses."""
        name = self._name(watch)
        question = TextQuestion(
            title=wording.REACT_TITLE.format(name=name),
            sentence=wording.REACT_SENTENCE,
            label=wording.REACT_LABEL,
            accept=wording.REACT_ACCEPT,
            suggestions=wording.REACT_SUGGESTIONS,
            tone=Tone.RED,
        )
        told = wording.REACTED.format(name=name)
        line = watch.visit

        def written() -> None:
            self.tell(told, wording.REACTED_TODO, tone=Tone.AMBER)
            self._tools.navigation.record_reaction(line.person_id, line.visit_id)

        self._tools.prompter.ask_text(question, lambda words: self._end(watch, "reaction", words, written))

    def extend(self, watch: Watch) -> None:
        """Ask for how long and why, and make the watch longer; Enter leaves it as it is."""
        title = wording.EXTEND_TITLE.format(name=self._name(watch))
        sentence = wording.EXTEND_SENTENCE.format(moment=faces.free_at(watch))
        choices = [Choice("", wording.EXTEND_NOT)]
        choices += [
            Choice(str(minutes), wording.EXTEND_BY.format(minutes=minutes), str(place))
            for place, minutes in enumerate(EXTENSIONS, start=1)
        ]

        def answered(key: str) -> None:
            if key:
                self._ask_why_longer(watch, title, int(key))

        self._tools.prompter.ask(Question(title, sentence, tuple(choices)), answered)

    def write_later(self, reaction: UnwrittenReaction) -> None:
        """Ask whether the record is to be completed later; what is known is written at once, the countdown runs."""
        name = faces.name_shown(reaction.line.name, masked=self.masked)
        choices = (Choice("now", wording.LATER_NO), Choice("later", wording.LATER_YES, "F7"))
        question = Question(wording.LATER_TITLE.format(name=name), wording.LATER_SENTENCE, choices)

        def answered(key: str) -> None:
            line = reaction.line
            if key == "now":
                self._tools.navigation.record_reaction(line.person_id, line.visit_id)
                return
            aefi_id, draft = self._tools.mint(), self._tools.mint()
            self._wish(
                line.visit_id,
                lambda desk: record_unwritten(desk, line.person_id, line.visit_id, aefi_id, draft),
                lambda event: self._told_later(name, event),
            )

        self._tools.prompter.ask(question, answered)

    def tell_wait(self, watch: Watch) -> None:
        """Say how many minutes remain."""
        minutes = wording.minutes_up(watch.seconds_left)
        sentence = wording.SCAN_WAIT.format(name=self._name(watch), minutes=minutes)
        self.tell(sentence, wording.SCAN_WAIT_TODO.format(moment=faces.free_at(watch)), tone=Tone.AMBER)

    def tell(self, sentence: str, todo: str = "", *, tone: Tone) -> None:
        """Say something that needs no answer."""
        self._tools.prompter.tell(sentence, todo, tone)

    def _ask_about_gone(self, watch: Watch) -> None:
        """Ask what was found out about a child that was gone; the phone stands whole, to be called."""
        name = self._name(watch)
        person = self._tools.reader.card(watch.visit.person_id).person
        guardian, phone = (person.guardian_name, person.phone) if person else ("", "")
        question = TextQuestion(
            title=wording.GONE_TITLE.format(name=name),
            sentence=wording.GONE_SENTENCE.format(guardian=guardian, phone=phone or wording.GONE_NO_PHONE),
            label=wording.GONE_LABEL,
            accept=wording.GONE_ACCEPT,
            suggestions=wording.GONE_SUGGESTIONS,
        )
        told = wording.GONE_DONE.format(name=name)
        self._tools.prompter.ask_text(
            question, lambda words: self._end(watch, "unconfirmed", words, lambda: self.tell(told, tone=Tone.AMBER))
        )

    def _ask_why_longer(self, watch: Watch, title: str, minutes: int) -> None:
        accept = wording.EXTEND_BY.format(minutes=minutes)
        question = TextQuestion(title, "", wording.EXTEND_LABEL, accept, suggestions=wording.EXTEND_SUGGESTIONS)
        self._tools.prompter.ask_text(question, lambda reason: self._extend(watch, minutes, reason))

    def _extend(self, watch: Watch, minutes: int, reason: str) -> None:
        which, name = self._which(watch), self._name(watch)

        def extended(visit: Visit) -> None:
            moment = f"{local_time(visit.may_leave_at):%H:%M}" if visit.may_leave_at else ""
            self.tell(wording.EXTENDED.format(name=name, minutes=minutes, moment=moment), tone=Tone.GREEN)

        self._wish(
            watch.visit.visit_id, lambda desk: extend_observation(desk, which, minutes, reason), extended, watch=watch
        )

    def _end(self, watch: Watch, outcome: str, reason: str, then: Callable[[], None]) -> None:
        which = self._which(watch)

        def ended(_visit: Visit) -> None:
            self.just_left = True
            then()

        self._wish(watch.visit.visit_id, lambda desk: end_observation(desk, which, outcome, reason), ended, watch=watch)

    def _wish(
        self,
        key: str,
        run: Callable[[Desk], T],
        then: Callable[[T], None],
        watch: Watch | None = None,
    ) -> None:
        """Write something about one child, once; then read again and go on."""
        if key in self._underway:
            return
        self._underway.add(key)

        def done(outcome: T) -> None:
            self._underway.discard(key)
            self._tools.announce(frozenset({"visit"}))
            then(outcome)

        def failed(error: Exception) -> None:
            self._underway.discard(key)
            self._on_refused(watch, error)

        self._tools.writer.submit(run, done, failed)

    def _on_refused(self, watch: Watch | None, error: Exception) -> None:
        """Say why it was not written, and show what is true."""
        self._refresh()
        if isinstance(error, StepSkipped) and watch is not None:
            self.tell(wording.ENDED_MEANWHILE.format(name=self._name(watch)), tone=Tone.AMBER)
        else:
            self._tools.failed(error)

    def _told_later(self, name: str, event: Aefi) -> None:
        moment = f"{local_time(event.report_by):%m-%d %H:%M}"
        self.tell(wording.LATER_DONE.format(name=name, moment=moment), tone=Tone.AMBER)

    def _which(self, watch: Watch) -> VisitOf:
        return VisitOf(person_id=watch.visit.person_id, visit_id=watch.visit.visit_id, draft=self._tools.mint())

    def _name(self, watch: Watch) -> str:
        return faces.name_of(watch, masked=self.masked)
