"""The mind of the class page: a list is read, matched, looked at, and printed as one document. No Qt."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.class_list import MOST_CHILDREN
from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ChipFace, ListRow, Tone
from clinic_app.gui.rooms.certificates.faces import ClassFace
from clinic_app.gui.rooms.certificates.making import CERTIFICATE, Making
from clinic_app.gui.wording import certificates as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.class_list_files import rows_in_file, rows_in_text
from clinic_app.services.class_lists import ClassStopped, class_pdf, issue_class, matched
from clinic_app.services.failures import WishRefused
from clinic_app.services.print_jobs import NewPaper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clinic_app.domain.class_list import ListedChild
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.certificates import Issued
    from clinic_app.services.class_lists import ClassRow

_TONES = {
    "complete": (Tone.GREEN, "circle-check"),
    "missing": (Tone.AMBER, "syringe"),
    "contraindicated": (Tone.GREY, "ban"),
    "unclear": (Tone.AMBER, "triangle-alert"),
}


class ClassView(Protocol):
    """What the page can show."""

    def show_class(self, face: ClassFace) -> None:
        """Show the list."""

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread; any thread may ask."""


class ClassPresenter:
    """F8 matches the list, F9 prints everybody who was found; nothing is printed before it was looked at."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._making = Making(tools)
        self._view: ClassView | None = None
        self._rows: tuple[ClassRow, ...] = ()
        self._left_over = 0
        self._progress = ""
        self._warning: tuple[str, str] | None = None
        self._stop = threading.Event()
        self._masked = False
        self._draft = tools.mint()

    def show_on(self, view: ClassView) -> None:
        """Take the page that shows it."""
        self._view = view

    def match_text(self, text: str) -> None:
        """Read a pasted list and match it (F8)."""
        if not text.strip():
            self._tools.prompter.tell(wording.CLASS_EMPTY_CHECK, tone=Tone.AMBER)
            return
        try:
            children = rows_in_text(text)
        except WishRefused as failure:
            self._refuse(failure)
            return
        self._match(children)

    def match_file(self, path: Path) -> None:
        """Read a list from a file in the background and match it (F5)."""

        def read(children: object) -> None:
            self._match(children)  # type: ignore[arg-type]  # what rows_in_file gives

        self._tools.background(lambda: rows_in_file(path), read, self._on_failed)

    def begin_anew(self) -> None:
        """Put the matched list away."""
        if not self._progress:
            self._rows, self._left_over, self._warning = (), 0, None
            self.refresh()

    @property
    def is_matched(self) -> bool:
        """Tell whether a matched list is shown."""
        return bool(self._rows)

    def print_all(self, title: str) -> None:
        """Issue and print a certificate for everybody who was matched, and the summary (F9)."""
        found = [row for row in self._rows if row.person_id]
        if self._progress:
            return
        if not found:
            self._tools.prompter.tell(wording.CLASS_NOBODY, wording.CLASS_NOBODY_TODO, Tone.AMBER)
            return
        rows, draft = self._rows, self._draft
        self._draft = self._tools.mint()
        self._stop.clear()
        self._show_progress(0, len(found))
        self._tools.writer.submit(
            lambda desk: issue_class(desk, rows, draft),
            lambda issued: self._draw(title, rows, issued),
            self._on_failed,
        )

    def stop(self) -> bool:
        """Stop the drawing; False when nothing is being drawn."""
        if not self._progress:
            return False
        self._stop.set()
        return True

    def refresh(self) -> None:
        """Show the list."""
        if self._view is None:
            return
        found = sum(bool(row.person_id) for row in self._rows)
        lost = len(self._rows) - found
        counts = wording.CLASS_COUNT.format(all=len(self._rows), found=found, lost=lost) if self._rows else ""
        if self._left_over:
            counts = f"{counts} · {wording.CLASS_TOO_LONG.format(most=MOST_CHILDREN, more=self._left_over)}"
        rows = tuple(self._row(number, row) for number, row in enumerate(self._rows))
        self._view.show_class(
            ClassFace(rows=rows, counts=counts, ready=found, progress=self._progress, warning=self._warning)
        )

    def mask(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = masked
        self.refresh()

    def _match(self, children: tuple[ListedChild, ...]) -> None:
        self._left_over = max(0, len(children) - MOST_CHILDREN)
        self._tools.writer.submit(lambda desk: matched(desk, children), self._on_matched, self._on_failed)

    def _on_matched(self, rows: tuple[ClassRow, ...]) -> None:
        self._rows, self._warning = rows, None
        if not any(row.person_id for row in rows):
            self._warning = (wording.CLASS_NOBODY, wording.CLASS_NOBODY_TODO)
        self.refresh()

    def _draw(self, title: str, rows: tuple[ClassRow, ...], issued: tuple[Issued, ...]) -> None:
        view = self._view

        def progress(done: int, all_of_them: int) -> None:
            if view is not None:
                view.post(lambda: self._show_progress(done, all_of_them))

        def drawn(pdf: object) -> None:
            assert isinstance(pdf, bytes)
            missing = "".join(row.undrawable for row in rows)
            paper = NewPaper(kind=CERTIFICATE, form="class", pdf=pdf, about=title.strip(), missing=missing)
            self._making.queue(paper, lambda: self._on_printed(len(issued)), self._on_failed)

        self._tools.background(
            lambda: class_pdf(title.strip(), rows, issued, reason_words, progress, self._stop.is_set),
            drawn,
            self._on_failed,
        )

    def _on_printed(self, count: int) -> None:
        self._progress = ""
        self._tools.announce(frozenset({"certificate", "print"}))
        self.refresh()
        self._tools.prompter.tell(wording.CLASS_MADE.format(count=count), wording.MADE_TODO, Tone.GREEN)

    def _on_failed(self, error: Exception) -> None:
        self._progress = ""
        if isinstance(error, ClassStopped):
            self._tools.prompter.tell(wording.CLASS_STOPPED, wording.CLASS_STOPPED_TODO, Tone.GREY)
        elif isinstance(error, WishRefused):
            self._refuse(error)
        else:
            self._tools.failed(error)
        self.refresh()

    def _refuse(self, failure: WishRefused) -> None:
        words = failure_words(failure, self._tools.reader.rules)
        self._warning = (words.sentence, words.todo)
        self.refresh()

    def _show_progress(self, done: int, all_of_them: int) -> None:
        self._progress = wording.CLASS_MAKING.format(done=done, all=all_of_them)
        self.refresh()

    def _row(self, number: int, row: ClassRow) -> ListRow:
        name = row.name or row.child.name or row.child.text
        note = reason_words(row)
        if not note and row.undrawable:
            note = wording.UNDRAWABLE_SHORT.format(letters=" ".join(row.undrawable))
        return ListRow(
            str(number),
            (
                masked_name(name) if self._masked and row.child.name else name,
                f"{row.born_on or row.child.birth_date or ''}",
                _chip(row),
                note,
            ),
            None if row.person_id else Tone.AMBER,
        )


def reason_words(row: ClassRow) -> str:
    """Say why a row of the list is nobody on file; empty for one that is."""
    return wording.REASONS[row.unmatched].format(on_file=row.on_file) if row.unmatched else ""


def _chip(row: ClassRow) -> str | ChipFace:
    if not row.result:
        return ""
    tone, icon = _TONES[row.result]
    return ChipFace(wording.RESULTS[row.result], tone, icon)
