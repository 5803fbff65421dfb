"""Making a long paper in the background with progress and stop, then sending it the way of every paper. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.gui.faces import ProgressFace, Tone
from clinic_app.gui.wording import printing as wording
from clinic_app.services.print_jobs import JobState

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.reader import Reader

CHANGED = frozenset({"print"})


class Stopped(Exception):
    """The nurse stopped the work; nothing was printed."""


@dataclass(frozen=True, slots=True)
class Work:
    """A paper to be made.

    Attributes:
        title: what is being made, in words. pages: how many, for the progress; 0 when not known before.
        make: draws it; reads with a connection of its own, tells each page, and is ended by what telling raises.
        send: queues what was made.
    """

    title: str
    pages: int
    make: Callable[[Reader, Callable[[int], None]], bytes]
    send: Callable[[Desk, bytes], PrintJob]


def read_apart(tools: PresenterTools, work: Callable[[Reader], object], then: Callable[[object], None]) -> None:
    """Read in the background with a connection of its own, which is closed whatever happens."""

    def job() -> object:
        reader = tools.open_reader()
        try:
            return work(reader)
        finally:
            reader.close()

    tools.background(job, then, tools.failed)


class PaperMaking:
    """One paper at a time; `shown` is called whenever the progress or its end is to be shown."""

    def __init__(self, tools: PresenterTools, shown: Callable[[], None]) -> None:
        self._tools = tools
        self._shown = shown
        self._work: Work | None = None
        self._done = 0
        self._stopping = False

    @property
    def is_busy(self) -> bool:
        """Tell whether a paper is being made."""
        return self._work is not None

    def face(self) -> ProgressFace | None:
        """Return how far it has come, None while nothing is made."""
        if self._work is None:
            return None
        pages = self._work.pages
        return ProgressFace(
            title=self._work.title,
            about=wording.MAKING_ABOUT,
            done=wording.pages_words(self._done),
            total=wording.OF_PAGES.format(pages=pages) if pages else "",
            left="",
            part=min(1.0, self._done / pages) if pages else 0.0,
        )

    def begin(self, work: Work) -> None:
        """Make a paper and queue it; a second press while one is made changes nothing."""
        if self._work is not None:
            return
        self._work, self._done, self._stopping = work, 0, False
        self._tools.background(lambda: self._make(work), lambda pdf: self._made(work, pdf), self._not_made)
        self._shown()

    def stop(self) -> None:
        """Stop after the page in hand."""
        self._stopping = True

    def _make(self, work: Work) -> bytes:
        """Run on a background thread, with a reading connection of its own."""
        reader = self._tools.open_reader()
        try:
            return work.make(reader, self._tell)
        finally:
            reader.close()

    def _tell(self, pages: int) -> None:
        self._done = pages
        if self._stopping:
            raise Stopped

    def _made(self, work: Work, pdf: object) -> None:
        assert isinstance(pdf, bytes)
        self._tools.writer.submit(lambda desk: work.send(desk, pdf), self._sent, self._not_made)

    def _sent(self, job: PrintJob) -> None:
        self._end()
        todo = wording.IN_OUTBOX_TODO if job.state is JobState.FILED else wording.SENT_TODO
        self._tools.prompter.tell(f"{wording.sent_words(job)}　{wording.pages_words(job.pages)}", todo, Tone.GREEN)
        self._tools.announce(CHANGED)

    def _not_made(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Stopped):
            self._tools.prompter.tell(wording.STOPPED, wording.STOPPED_TODO, Tone.AMBER)
        else:
            self._tools.prompter.tell(wording.NOT_MADE, wording.NOT_MADE_TODO, Tone.RED)
            self._tools.failed(error)

    def _end(self) -> None:
        self._work = None
        self._shown()
