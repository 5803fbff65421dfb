"""The mind of the page of rules: read a pack or type a day, show who changes, and let a person confirm. No Qt."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.appointing import day_of
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.rules import faces
from clinic_app.gui.rooms.rules.faces import BannerFace, RulesFace
from clinic_app.gui.wording import rules as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.edition_dates import DatedEdition
from clinic_app.services.failures import WishRefused
from clinic_app.services.rule_failures import PackFailsHere, PreviewStopped
from clinic_app.services.rule_wishes import RuleWish, WishStage, grant, wish_for_date, wish_for_pack
from clinic_app.services.rules_in_force import rules_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from clinic_app.gui.faces import ProgressFace
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.reader import Reader

    Told = Callable[[WishStage, int, int], bool]

HOME = "system"
STEPS_SHOWN = 100
DETAILS_SHOWN = 30
_LATER, _YES = "later", "yes"


class RulesView(Protocol):
    """What the presenter asks of the room."""

    def show_page(self, face: RulesFace) -> None:
        """Show the page as it is now."""

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread; any thread may ask."""


class RulesPresenter:
    """Nothing is changed before F9: what is read and looked at until then can be stopped and left.

    `stick_folder` is where a person said sticks are; without it those that are plugged in are read.
    """

    def __init__(self, tools: PresenterTools, stick_folder: Path | None) -> None:
        self._tools = tools
        self._stick_folder = stick_folder
        self._view: RulesView | None = None
        self._stop = Event()
        self._progress: ProgressFace | None = None
        self._banner: BannerFace | None = None
        self._wish: RuleWish | None = None
        self._draft = ""
        self._series = faces.ALL
        self._masked = False

    def show_on(self, view: RulesView) -> None:
        """Take the room that shows it."""
        self._view = view

    def opened(self) -> None:
        """Show what holds; what was looked at and is still true stays."""
        if self._wish is not None and self._wish.wished.before != self._tools.reader.clinic_book().rules:
            self._wish = None
        self._show()

    def show(self) -> None:
        """Show the page again, as the room is now."""
        self._show()

    def read_pack(self) -> None:
        """Read the newest pack on the sticks (F5), review it, and look at everybody."""
        self._begin(lambda reader, told: wish_for_pack(reader, self._stick_folder, told), with_pack=True)

    def ask_date(self) -> None:
        """Ask from which day on the newest edition holds (F6)."""
        first_days = self._tools.reader.rules.first_days
        if self._progress is not None or not first_days:
            return
        edition = max(first_days, key=lambda name: first_days[name])
        question = TextQuestion(
            title=wording.TYPE_DATE_TITLE.format(edition=edition),
            sentence=wording.TYPE_DATE.format(on=first_days[edition]),
            label=wording.TYPE_DATE_LABEL,
            least=8,
            tone=Tone.BRAND,
        )
        self._tools.prompter.ask_text(question, lambda typed: self._on_day(edition, typed))

    def choose_series(self, code: str) -> None:
        """Show the people of one series."""
        if code and code != self._series and self._wish is not None:
            self._series = code
            self._show()

    def open_card(self, row: str) -> None:
        """Open the card of the person of a row."""
        self._tools.navigation.show_card(row.partition("/")[0])

    def confirm(self) -> None:
        """Ask the person who is signed in whether the rules shall hold (F9)."""
        wish = self._wish
        if wish is None or self._progress is not None:
            return
        summary, user = faces.summary_of(wish.preview), self._user()
        if isinstance(wish.wished, DatedEdition):
            question = TextQuestion(
                title=wording.ASK_DATE_TITLE.format(edition=wish.wished.edition, on=wish.wished.effective_from),
                sentence=wording.ASK_DATE.format(summary=summary, user=user),
                label=wording.ASK_DATE_LABEL,
                accept=wording.CONFIRM_DATE,
                suggestions=wording.ASK_DATE_REASONS,
            )
            self._tools.prompter.ask_text(question, lambda reason: self._grant(wish, reason))
            return
        pack = wish.wished.pack
        choices = (Choice(_LATER, wording.NOT_YET), Choice(_YES, wording.CONFIRM, "F9", "check"))
        sentence = wording.ASK_PACK.format(title=pack.title, summary=summary, user=user)
        title = wording.ASK_PACK_TITLE.format(sequence=pack.sequence)
        self._tools.prompter.ask(
            Question(title, sentence, choices), lambda key: self._grant(wish, "") if key == _YES else None
        )

    def leave(self) -> None:
        """Stop what is going on, or go back to the system room (Esc)."""
        if self._progress is not None:
            self._stop.set()
        else:
            self._tools.navigation.open_room(HOME)

    def stop(self) -> None:
        """Stop what is going on; nothing was changed."""
        self._stop.set()

    def mask(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = masked
        self._show()

    def _on_day(self, edition: str, typed: str) -> None:
        day = day_of(typed.replace("-", ""))
        if day is None:
            self._banner = BannerFace(sentence=wording.NO_SUCH_DAY, todo=wording.NO_SUCH_DAY_TODO, tone=Tone.AMBER)
            self._show()
            return
        self._look_at_date(edition, day)

    def _look_at_date(self, edition: str, on: date) -> None:
        self._begin(lambda reader, told: wish_for_date(reader, edition, on, told), with_pack=False)

    def _begin(self, work: Callable[[Reader, Told], RuleWish], *, with_pack: bool) -> None:
        """Begin long work on a thread of the background, with a reader of its own."""
        open_reader = self._tools.open_reader
        if self._progress is not None:
            return
        stop = self._stop = Event()
        self._wish, self._banner, self._series = None, None, faces.ALL
        first = WishStage.READING if with_pack else WishStage.LOOKING
        self._progress = faces.progress_face(first, 0, 1, with_pack=with_pack)
        self._show()

        def told(stage: WishStage, done: int, of: int) -> bool:
            if done == of or done % max(1, of // STEPS_SHOWN) == 0:
                self._post(lambda: self._on_step(faces.progress_face(stage, done, of, with_pack=with_pack), stop))
            return not stop.is_set()

        def run() -> RuleWish:
            reader = open_reader()
            try:
                return work(reader, told)
            finally:
                reader.close()

        self._tools.background(run, self._on_wish, self._on_failed)

    def _post(self, call: Callable[[], None]) -> None:
        if self._view is not None:
            self._view.post(call)

    def _on_step(self, progress: ProgressFace, stop: Event) -> None:
        if self._progress is not None and stop is self._stop:
            self._progress = progress
            self._show()

    def _on_wish(self, wish: object) -> None:
        if not isinstance(wish, RuleWish):
            raise TypeError("the work answers with a wish")
        self._progress, self._wish, self._draft = None, wish, self._tools.mint()
        self._show()

    def _on_failed(self, error: Exception) -> None:
        self._progress = None
        if not isinstance(error, WishRefused):
            self._show()
            self._tools.failed(error)
            return
        words = failure_words(error, self._tools.reader.rules)
        details = error.problems if isinstance(error, PackFailsHere) else ()
        more = len(details) - DETAILS_SHOWN
        shown = (*details[:DETAILS_SHOWN], *([wording.MORE_PROBLEMS.format(count=more)] if more > 0 else []))
        tone = Tone.GREY if isinstance(error, PreviewStopped) else Tone.RED
        self._banner = BannerFace(sentence=words.sentence, todo=words.todo, tone=tone, details=shown)
        self._show()

    def _grant(self, wish: RuleWish, reason: str) -> None:
        draft = self._draft
        self._tools.writer.submit(
            lambda desk: grant(desk, wish, reason, draft), lambda _: self._on_granted(wish), self._on_failed
        )

    def _on_granted(self, wish: RuleWish) -> None:
        self._wish = None
        wished = wish.wished
        if isinstance(wished, DatedEdition):
            done = wording.DONE_DATE.format(edition=wished.edition, on=wished.effective_from)
        else:
            done = wording.DONE_PACK.format(sequence=wished.pack.sequence)
        self._tools.announce(frozenset({"rules", "due"}))
        self._tools.prompter.tell(done, wording.DONE_TODO, Tone.GREEN)
        self._show()

    def _user(self) -> str:
        user = self._tools.reader.clinic_book().user(self._tools.user_id())
        return user.name if user else self._tools.user_id()

    def _show(self) -> None:
        """Hand the room its face."""
        if self._view is None:
            return
        reader = self._tools.reader
        rules, today, book = reader.rules, reader.clock.today(), reader.clinic_book()
        problem = wording.RULES_PROBLEM.get(rules_here(reader.db, book.rules).problem)
        standing = BannerFace(sentence=problem[0], todo=problem[1], tone=Tone.RED) if problem else None
        wish = self._wish
        dated = wish is not None and isinstance(wish.wished, DatedEdition)
        off = wording.OFF_WORKING if self._progress is not None else "" if wish is not None else wording.OFF_NOTHING
        self._view.show_page(
            RulesFace(
                context=wording.CONTEXT.format(edition=wording.edition_words(rules, today)),
                editions=faces.edition_rows(rules, dict(book.rules.dates), today),
                packs=faces.pack_rows(book),
                banner=self._banner or standing,
                progress=self._progress,
                preview=self._preview(wish) if wish is not None else None,
                confirm=wording.CONFIRM_DATE if dated else wording.CONFIRM,
                confirm_off=off,
            )
        )

    def _preview(self, wish: RuleWish) -> faces.PreviewFace:
        wished = wish.wished
        if isinstance(wished, DatedEdition):
            chosen = wording.CHOSEN_DATE.format(edition=wished.edition, on=wished.effective_from)
        else:
            pack = wished.pack
            chosen = wording.CHOSEN_PACK.format(
                sequence=pack.sequence, title=pack.title, issuer=pack.issuer, issued_on=pack.issued_on
            )
        return faces.preview_face(wish.preview, chosen, self._series, wished.rules, masked=self._masked)
