"""The first start without Qt: six steps forward and back, nothing lost on the way, one step that writes."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import StepFace, StepState
from clinic_app.gui.first_start.clinic_step import ClinicStep
from clinic_app.gui.first_start.enrolling import Enrolling
from clinic_app.gui.first_start.finish_step import FinishStep, Stage
from clinic_app.gui.first_start.forms import Draft
from clinic_app.gui.first_start.leftovers import Leftovers
from clinic_app.gui.first_start.people_steps import AdminStep, StaffStep
from clinic_app.gui.first_start.recovery_step import RecoveryStep
from clinic_app.gui.first_start.villages_step import VillagesStep
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.wording import first_start as wording
from clinic_app.services.door import Standing
from clinic_app.services.first_start import initials_of
from clinic_app.services.recovery_sheet import wipe_recovery_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.first_start.tools import FirstStartTools

LEFTOVERS = -1
_STAY, _QUIT = "stay", "quit"


class Step(Protocol):
    """One step of the first start."""

    def show(self) -> None:
        """Show the step as it stands."""

    def is_whole(self) -> bool:
        """Tell whether the next step may come; else say what is missing."""

    def note(self) -> str:
        """Return what the list of steps says of this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarFace:
    """The row of buttons: what F9 does, and whether one may go back or leave now."""

    forward: str
    may_go_back: bool = True
    is_busy: bool = False
    is_done: bool = False


class FirstStartView(Protocol):
    """What the window of the first start can show."""

    def show_page(self, place: int) -> None:
        """Show the page of a step, or of the leftovers (-1), with the focus where the next key belongs."""

    def show_steps(self, steps: tuple[StepFace, ...]) -> None:
        """Show how far one has come."""

    def show_bar(self, bar: BarFace) -> None:
        """Show the row of buttons."""

    def close_window(self) -> None:
        """Leave the program."""


class FirstStartPresenter:
    """Leads through the steps.

    `stands` is called when there is a clinic to sign in to, `practise` when somebody wants to practise first.
    """

    def __init__(self, tools: FirstStartTools, *, stands: Callable[[], None], practise: Callable[[], None]) -> None:
        self._tools = tools
        self._stands = stands
        self._practise = practise
        self.draft = Draft()
        self.clinic = ClinicStep(self.draft)
        self.villages = VillagesStep(self.draft)
        self.admin = AdminStep(self.draft)
        self.staff = StaffStep(self.draft, tools.prompter)
        self.recovery = RecoveryStep(self.draft, tools)
        self.finish = FinishStep(self.draft, tools, self._show_progress)
        self.enrolling = Enrolling(self.draft, tools, self.clinic.show)
        self.leftovers = Leftovers(tools, clear=self._begin, stands=stands)
        self._steps: tuple[Step, ...] = (
            self.clinic,
            self.villages,
            self.admin,
            self.staff,
            self.recovery,
            self.finish,
        )
        self._place = LEFTOVERS
        self._furthest = 0
        self._view: FirstStartView | None = None

    def attach(self, view: FirstStartView) -> None:
        """Take the window and show where to begin; what imports slowly is imported meanwhile."""
        self._view = view
        if self.leftovers.found is Standing.NOTHING:
            self._begin()
        else:
            self._open(LEFTOVERS)
        self._tools.background(lambda: initials_of(wording.STEPS[0]), lambda _: None, self._tools.failed)

    def forward(self) -> None:
        """Go on (F9, or Enter behind the last field)."""
        if self._place == LEFTOVERS:
            self.leftovers.go_on()
        elif self._place < len(self._steps) - 1:
            if self._steps[self._place].is_whole():
                self._open(self._place + 1)
            else:
                self._show_progress()
        elif self.finish.stage is Stage.DONE:
            self._stands()
        else:
            self.finish.go_on()

    def back(self) -> None:
        """Go one step back (F7); everything typed stays."""
        if self._place > 0 and self.finish.stage is Stage.CHECKING:
            self._open(self._place - 1)

    def go_to(self, place: int) -> None:
        """Go to a step the mouse chose: back at once, forward only over whole steps one has been at."""
        if self._place == LEFTOVERS or self.finish.stage is not Stage.CHECKING:
            return
        while self._place < min(place, self._furthest) and self._steps[self._place].is_whole():
            self._open(self._place + 1)
        if place < self._place:
            self._open(place)

    def leave(self) -> None:
        """Ask whether to leave (Esc); once the clinic stands there is nothing to lose."""
        if self.finish.stage is Stage.FOUNDING:
            return
        if self.finish.stage is Stage.DONE or self._place == LEFTOVERS:
            self._close()
            return
        choices = (Choice(_STAY, wording.STAY), Choice(_QUIT, wording.QUIT, "F7", danger=True))
        question = Question(wording.LEAVE_TITLE, wording.LEAVE_SENTENCE, choices)
        self._tools.prompter.ask(question, lambda key: self._close() if key == _QUIT else None)

    def practise_first(self) -> None:
        """Go to the practice township (F4); ask when something was typed, because it is not kept."""
        if self.draft == Draft() or self._place == LEFTOVERS:
            self._practise()
            return
        choices = (Choice(_STAY, wording.STAY), Choice(_QUIT, wording.PRACTISE, "F7"))
        question = Question(wording.PRACTISE_TITLE, wording.LEAVE_SENTENCE, choices)
        self._tools.prompter.ask(question, lambda key: self._practise() if key == _QUIT else None)

    def help(self) -> None:
        """Say what the keys do (F1)."""
        self._tools.prompter.tell(wording.HELP, wording.HELP_TODO)

    def _begin(self) -> None:
        self._wipe_sheet()
        self._open(0)

    def _wipe_sheet(self) -> None:
        """Take a printed code of no clinic off the disk; it opens nothing, so a disk that refuses stops nobody."""
        with contextlib.suppress(OSError):
            wipe_recovery_sheet(self._tools.site.premises)

    def _open(self, place: int) -> None:
        self._place = place
        self._furthest = max(self._furthest, place)
        self._show_progress()
        if self._view is not None:
            (self._steps[place] if place != LEFTOVERS else self.leftovers).show()
            self._view.show_page(place)

    def _close(self) -> None:
        if self.finish.stage is Stage.CHECKING and self._place != LEFTOVERS:
            self._wipe_sheet()
        if self._view is not None:
            self._view.close_window()

    def _show_progress(self) -> None:
        if self._view is not None:
            self._view.show_steps(tuple(self._face(number) for number in range(len(self._steps))))
            self._view.show_bar(self._bar())

    def _face(self, number: int) -> StepFace:
        step, is_over = self._steps[number], self.finish.stage is Stage.DONE
        if number == self._place and not is_over:
            state = StepState.CURRENT
        else:
            state = StepState.DONE if number < self._furthest or is_over else StepState.COMING
        note = step.note() if state is not StepState.COMING else ""
        return StepFace(wording.STEPS[number], note or wording.STEP_NOTES[number], state)

    def _bar(self) -> BarFace:
        if self._place == LEFTOVERS:
            words = {
                Standing.READY: wording.MOVE_IN,
                Standing.BROKEN_OFF: wording.NEXT,
                Standing.KEYS_DAMAGED: wording.TAKE_FORMER_KEYS,
            }
            return BarFace(forward=words.get(self.leftovers.found, wording.LOOK_AGAIN), may_go_back=False)
        words_of_stage = {
            Stage.CHECKING: wording.FOUND,
            Stage.FOUNDING: wording.BUSY,
            Stage.UNFINISHED: wording.MOVE_IN,
            Stage.DONE: wording.TO_SIGN_IN,
        }
        stage = self.finish.stage
        is_last = self._place == len(self._steps) - 1
        return BarFace(
            forward=words_of_stage[stage] if is_last else wording.NEXT,
            may_go_back=self._place > 0 and stage is Stage.CHECKING,
            is_busy=stage is Stage.FOUNDING,
            is_done=stage is Stage.DONE,
        )
