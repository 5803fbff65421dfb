"""Bringing the booklet's printer onto the paper: the test page, and four crosses measured with a ruler. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import Half, Point
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.wording import booklet_layout as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.booklet_layouts import crosses_of, fit_of, measure_printer, print_test_page
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.booklet.fit import Fit
    from clinic_app.domain.booklet.layout import Page
    from clinic_app.gui.presenter_tools import PresenterTools

_FIGURES = 2


class PrinterFitting:
    """Asks and writes; `halves` says whether one half of a page is put in at a time."""

    def __init__(self, tools: PresenterTools, done: Callable[[], None]) -> None:
        self._tools = tools
        self._done = done
        self.halves = False

    @property
    def half(self) -> Half:
        """Return what is put into the printer."""
        return Half.SECOND if self.halves else Half.WHOLE

    def words(self, page: Page) -> str:
        """Say how the printer is brought onto this page."""
        fit = fit_of(self._tools.reader, page, self.half)
        way = wording.HALF_HALF if self.halves else wording.HALF_WHOLE
        if fit == type(fit)():
            return wording.FIT_NONE.format(way=way)
        return wording.FIT.format(way=way, fit=fit_words(fit))

    def print_test_page(self, page: Page) -> None:
        """Send the test page to the printer."""
        half = self.half

        def sent(_job: object) -> None:
            self._tools.prompter.tell(wording.TEST_SENT, wording.TEST_SENT_TODO, Tone.GREEN)
            self._tools.announce(frozenset({"print"}))

        self._tools.writer.submit(lambda desk: print_test_page(desk, page, half), sent, self._refused)

    def ask(self, page: Page) -> None:
        """Ask where the four crosses came out, one after the other."""
        self._ask_cross(page, [])

    def _ask_cross(self, page: Page, measured: list[Point]) -> None:
        crosses = crosses_of(page.area(self.half))
        number = len(measured)
        if number == len(crosses):
            self._keep(page, measured)
            return
        cross = crosses[number]
        title = wording.CROSS_TITLE.format(number=number + 1, corner=wording.CORNERS[number])
        sentence = wording.CROSS_SENTENCE.format(x=cross.x, y=cross.y)

        def typed(text: str) -> None:
            point = point_from(text)
            if point is None:
                self._tools.prompter.tell(wording.CROSS_WRONG, wording.CROSS_WRONG_TODO, Tone.AMBER)
                self._ask_cross(page, measured)
            else:
                self._ask_cross(page, [*measured, point])

        question = TextQuestion(title, sentence, wording.CROSS_LABEL, least=1, tone=Tone.BRAND)
        self._tools.prompter.ask_text(question, typed)

    def _keep(self, page: Page, measured: list[Point]) -> None:
        half = self.half

        def kept(fit: Fit) -> None:
            said = wording.FIT_SAVED.format(fit=fit_words(fit))
            self._tools.prompter.tell(said, wording.FIT_SAVED_TODO, Tone.GREEN)
            self._done()

        self._tools.writer.submit(lambda desk: measure_printer(desk, page, half, measured), kept, self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
        else:
            self._tools.failed(error)


def fit_words(fit: Fit) -> str:
    """Word a fit: how far to the right and down, how large, how much turned."""
    return wording.FIT_WORDS.format(
        right=fit.right_tenths / 10, down=fit.down_tenths / 10, scale=fit.scale, turn=fit.turn_degrees
    )


def millimetres(text: str) -> float | None:
    """Return the figure a nurse typed, to a tenth; None when it is none."""
    try:
        figure = float(text.strip().replace("。", "."))
    except ValueError:
        return None
    return round(figure, 1) if abs(figure) < 1000 else None


def point_from(text: str) -> Point | None:
    """Return the point of two typed figures; None when there are not two."""
    figures = [millimetres(part) for part in text.replace("，", " ").replace(",", " ").split()]
    if len(figures) != _FIGURES or figures[0] is None or figures[1] is None:
        return None
    return Point(figures[0], figures[1])
