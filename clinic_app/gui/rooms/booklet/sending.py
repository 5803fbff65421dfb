"""Sending a booklet print to the printer: one sheet a press, and the other half when it has been put in. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.wording import booklet as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.booklets import Printed, print_booklet, send_sheet
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.booklet_plan import PlannedPrint, PrintWish
    from clinic_app.services.booklet_sheets import PlannedSheet


class Sending:
    """Writes the act, tells what to put in next, and asks before the second half of a row is printed."""

    def __init__(self, tools: PresenterTools, printed: Callable[[], None]) -> None:
        self._tools = tools
        self._printed = printed
        self._under_way = False

    def send(self, wish: PrintWish, plan: PlannedPrint) -> None:
        """Print what fits into the printer at one go; a second press before the answer is not another print."""
        if self._under_way:
            return
        self._under_way = True
        more = len(plan.sheets) > 1

        def done(printed: Printed) -> None:
            self._under_way = False
            self._tell(printed, plan.undrawable, more=more)
            self._printed()
            if printed.later and printed.queued:
                self._ask_for_the_other_half(wish.person_id, printed, plan.undrawable)

        self._tools.writer.submit(lambda desk: print_booklet(desk, wish), done, self._refused)

    def _tell(self, printed: Printed, undrawable: tuple[str, ...], *, more: bool) -> None:
        tell = self._tools.prompter.tell
        if not printed.queued:
            tell(wording.NOT_QUEUED, wording.NOT_QUEUED_TODO, Tone.RED)
        elif undrawable:
            tell(wording.UNDRAWABLE.format(letters="".join(undrawable)), wording.UNDRAWABLE_TODO, Tone.AMBER)
        elif printed.sheets:
            todo = wording.SENT_TODO if more else wording.SENT_LAST_TODO
            tell(_words(wording.SENT, printed.sheets[0]), todo, Tone.GREEN)

    def _ask_for_the_other_half(self, person_id: str, printed: Printed, undrawable: tuple[str, ...]) -> None:
        sheet, pdf = printed.sheets[1], printed.later[0]
        half = wording.half_words(sheet.page, sheet.half)
        choices = (Choice("yes", wording.TURNED), Choice("", wording.TURN_LATER, "F7"))
        question = Question(
            wording.TURN_OVER.format(half=half),
            wording.TURN_OVER_SENTENCE.format(half=half),
            choices,
            Tone.BRAND,
            escape="",
        )

        def answered(key: str) -> None:
            if key:
                self._tools.writer.submit(
                    lambda desk: send_sheet(desk, person_id, pdf, undrawable),
                    lambda _: self._tools.announce(frozenset({"print"})),
                    self._refused,
                )

        self._tools.prompter.ask(question, answered)

    def _refused(self, error: Exception) -> None:
        self._under_way = False
        if isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
        else:
            self._tools.failed(error)


def _words(template: str, sheet: PlannedSheet) -> str:
    return template.format(page=sheet.page.title, half=wording.half_words(sheet.page, sheet.half))
