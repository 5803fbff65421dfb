"""The mind of the queue: what waits and what was printed today, printing again, cancelling, the paper itself. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ChipFace, ListRow, Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.wording import printing as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.failures import WishRefused
from clinic_app.services.paper_kinds import TRIAL
from clinic_app.services.print_jobs import (
    INTERRUPTED,
    REASONS,
    JobState,
    cancel,
    choices_made,
    finish,
    paper_of,
    print_again,
    put_back,
    recent_jobs,
    send_filed,
)
from clinic_app.services.print_pages import page_image

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrinterChoice, PrintJob
    from clinic_app.services.print_pages import PageImage

PREVIEW_DPI = 110
CHANGED = frozenset({"print"})
_WAITING = (JobState.QUEUED, JobState.PRINTING, JobState.FAILED)
_TONES = {
    JobState.QUEUED: (Tone.GREY, "hourglass"),
    JobState.PRINTING: (Tone.BRAND, "printer"),
    JobState.PRINTED: (Tone.GREEN, "check"),
    JobState.FAILED: (Tone.AMBER, "triangle-alert"),
    JobState.CANCELLED: (Tone.GREY, "x"),
    JobState.FILED: (Tone.GREY, "file-text"),
}


@dataclass(frozen=True, slots=True)
class QueueFace:
    """The list; `trouble` is what keeps a printer from printing and what to do, or None."""

    context: str
    rows: tuple[ListRow, ...]
    trouble: tuple[str, str] | None
    one_visit: bool


@dataclass(frozen=True, slots=True)
class RowWishes:
    """What can be done with the row in focus: the words of the main wish, and whether it can be cancelled."""

    main: str
    can_cancel: bool


class QueueView(Protocol):
    """What the page can show."""

    def show_queue(self, face: QueueFace) -> None:
        """Show the list."""

    def show_wishes(self, wishes: RowWishes) -> None:
        """Name what the keys do with the row in focus."""

    def show_page(self, page: PageImage | None, words: str) -> None:
        """Show a page of the paper in focus."""


class QueuePresenter:
    """Enter and F5 do what the row needs next: print again, print the file, or say whether the sheet came out."""

    def __init__(
        self, tools: PresenterTools, trouble: Callable[[], dict[str, str]], try_at_once: Callable[[], None]
    ) -> None:
        self._tools = tools
        self._trouble = trouble
        self._try_at_once = try_at_once
        self._view: QueueView | None = None
        self._jobs: dict[str, PrintJob] = {}
        self._chosen = ""
        self._visit = ""
        self._page = 0
        self._masked = False

    def show_on(self, view: QueueView) -> None:
        """Take the room that shows it."""
        self._view = view

    def refresh(self) -> None:
        """Read the jobs and show them."""
        if self._view is None:
            return
        jobs = recent_jobs(self._tools.reader)
        shown = [job for job in jobs if not self._visit or job.visit_id == self._visit]
        self._jobs = {job.id: job for job in shown}
        choices = choices_made(self._tools.reader)
        troubles = [
            (wording.TROUBLE[problem][0].format(printer=printer), wording.TROUBLE[problem][1])
            for printer, problem in sorted(self._trouble().items())
        ]
        self._view.show_queue(
            QueueFace(
                context=_context(jobs),
                rows=tuple(self._row(job, choices) for job in shown),
                trouble=troubles[0] if troubles else None,
                one_visit=bool(self._visit),
            )
        )
        self._show_wishes()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when a paper moved on or a name changed."""
        if kinds & {"print", "person"}:
            self.refresh()

    def mask(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = masked
        self.refresh()

    def choose(self, job_id: str) -> None:
        """Show the paper of the row in focus from its first page."""
        if job_id != self._chosen:
            self._chosen, self._page = job_id, 0
            self._show_page()
        self._show_wishes()

    def turn(self, pages: int) -> None:
        """Show another page of the paper."""
        job = self._jobs.get(self._chosen)
        if job is not None and 0 <= self._page + pages < job.pages:
            self._page += pages
            self._show_page()

    def do_next(self) -> None:
        """Do what the row in focus needs next (Enter, F5)."""
        job = self._jobs.get(self._chosen)
        if job is None:
            self._tools.prompter.tell(wording.CHOOSE, tone=Tone.AMBER)
        elif job.state is JobState.QUEUED:
            self._try_at_once()
        elif job.state is JobState.FILED:
            self._wish(lambda desk: send_filed(desk, job.id), wording.AGAIN_DONE, job)
        elif job.state is JobState.FAILED:
            self._ask_about(job)
        else:
            self._ask_why(job)

    def cancel(self) -> None:
        """Take the paper of the row out of the queue (F7)."""
        job = self._jobs.get(self._chosen)
        if job is not None and job.state in (JobState.QUEUED, JobState.FAILED):
            self._wish(lambda desk: cancel(desk, job.id), wording.CANCELLED_DONE, job)
        else:
            self._tools.prompter.tell(wording.CANCEL_OFF, tone=Tone.AMBER)

    def toggle_visit(self) -> None:
        """Show only what the visit of the row produced, or everything again (F6)."""
        job = self._jobs.get(self._chosen)
        self._visit = "" if self._visit or job is None else job.visit_id
        self.refresh()

    def go_back(self) -> None:
        """Return to the front page."""
        self._visit = ""
        self._tools.navigation.open_room("print_center")

    def _ask_why(self, job: PrintJob) -> None:
        """Ask for the reason by digit, then print once more."""
        choices = (
            Choice("", wording.BACK),
            *(Choice(key, wording.REASONS[key], str(place)) for place, key in enumerate(REASONS, start=1)),
        )

        def answered(why: str) -> None:
            if why:
                self._wish(lambda desk: print_again(desk, job.id, why), wording.AGAIN_DONE, job)

        title = wording.AGAIN_TITLE.format(paper=wording.kind_words(job.kind))
        self._tools.prompter.ask(Question(title, wording.AGAIN_SENTENCE, choices, Tone.BRAND), answered)

    def _ask_about(self, job: PrintJob) -> None:
        """Ask whether the sheet of a broken-off paper came out."""
        choices = (
            Choice("", wording.LOOK_LATER),
            Choice("out", wording.CAME_OUT, "F9", icon="check"),
            Choice("again", wording.PRINT_ANEW, "F5", icon="printer"),
        )

        def answered(key: str) -> None:
            if key == "out":
                self._wish(lambda desk: finish(desk, job.id), "", job)
            elif key == "again":
                self._wish(lambda desk: put_back(desk, job.id), wording.AGAIN_DONE, job)

        title = wording.CAME_OUT_TITLE.format(paper=wording.kind_words(job.kind))
        sentence = wording.CAME_OUT_LOOK.format(printer=job.printer, pages=job.pages)
        self._tools.prompter.ask(Question(title, sentence, choices), answered)

    def _wish(self, wish: Callable[[Desk], PrintJob], told: str, job: PrintJob) -> None:
        def done(_: PrintJob) -> None:
            self._tools.announce(CHANGED)
            if told:
                self._tools.prompter.tell(told.format(paper=wording.kind_words(job.kind)), tone=Tone.GREEN)
            self._try_at_once()

        def refused(error: Exception) -> None:
            if isinstance(error, WishRefused):
                words = failure_words(error, self._tools.reader.rules)
                self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
                self.refresh()
            else:
                self._tools.failed(error)

        self._tools.writer.submit(wish, done, refused)

    def _show_wishes(self) -> None:
        if self._view is None:
            return
        job = self._jobs.get(self._chosen)
        state = job.state if job is not None else JobState.PRINTED
        main = {JobState.QUEUED: wording.RESUME, JobState.FILED: wording.PRINT_FILED, JobState.FAILED: wording.LOOK}
        cancels = job is not None and state in (JobState.QUEUED, JobState.FAILED)
        self._view.show_wishes(RowWishes(main.get(state, wording.AGAIN), cancels))

    def _show_page(self) -> None:
        """Read the paper and render it in the background; an older answer that comes late is dropped."""
        job, page = self._jobs.get(self._chosen), self._page
        if self._view is None or job is None:
            return
        pdf = paper_of(self._tools.reader, job.id)
        if pdf is None:
            self._view.show_page(None, wording.PREVIEW_GONE)
            return

        def shown(image: object) -> None:
            if self._view is not None and (self._chosen, self._page) == (job.id, page):
                words = wording.PREVIEW_PAGE.format(page=page + 1, pages=job.pages)
                self._view.show_page(image, words)  # type: ignore[arg-type]  # what page_image gives

        self._tools.background(lambda: page_image(pdf, page, PREVIEW_DPI), shown, self._tools.failed)

    def _row(self, job: PrintJob, choices: dict[str, PrinterChoice]) -> ListRow:
        tone, icon = _TONES[job.state]
        name = masked_name(job.person_name) if self._masked and job.person_name else job.person_name
        paper = wording.kind_words(job.kind)
        about = wording.about_words(job.kind, job.about)
        if job.about == TRIAL:
            paper, about = wording.TRIAL_PAPER.format(paper=paper), ""
        if job.again_why:
            paper = f"{paper}（{wording.AGAIN_MARK.format(why=wording.REASONS[job.again_why])}）"
        return ListRow(
            job.id,
            (
                paper,
                name or about or wording.NOBODY,
                f"{local_time(job.queued_at):%H:%M}",
                str(job.pages),
                ChipFace(_state_words(job, choices), tone, icon),
            ),
            Tone.AMBER if job.state is JobState.FAILED else None,
        )


def _state_words(job: PrintJob, choices: dict[str, PrinterChoice]) -> str:
    if job.problem == INTERRUPTED:
        return wording.INTERRUPTED
    choice = choices.get(job.kind)
    if job.state is JobState.QUEUED and choice is not None:
        return wording.WAITS_FOR.format(printer=choice.printer)
    return wording.STATES[job.state]


def _context(jobs: list[PrintJob]) -> str:
    states = [job.state for job in jobs]
    words = wording.QUEUE_CONTEXT.format(
        waiting=sum(states.count(state) for state in _WAITING), printed=states.count(JobState.PRINTED)
    )
    filed = states.count(JobState.FILED)
    return words + wording.QUEUE_FILED.format(filed=filed) if filed else words
