"""The sync room's mind: the counts, and an export from choosing the stick to pulling it out. No Qt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.sync import faces
from clinic_app.gui.rooms.sync.faces import Export, Stage
from clinic_app.gui.rooms.sync.online_sending import OnlineSending
from clinic_app.gui.rooms.sync.receipt_taking import ReceiptTaking
from clinic_app.gui.wording import sync as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.failures import ExportStopped, NothingToExport, WishRefused
from clinic_app.services.receipts import county_has_open_questions
from clinic_app.services.sync import (
    PackageWritten,
    candidate_sticks,
    last_exports,
    note_export,
    own_fingerprint,
    prepare_export,
    sync_state,
    write_export,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.receipts import ReceiptTaken
    from clinic_app.services.sync import Drive, PreparedExport, SyncState

_TICKS_BETWEEN_LOOKS = 3
_LATER, _FOLDER = "later", "folder"


class SyncView(Protocol):
    """What the presenter asks of the room."""

    def show_room(self, face: faces.RoomFace) -> None:
        """Show the room as it is now."""

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread; any thread may ask."""

    def is_open(self) -> bool:
        """Tell whether the room is the one shown."""


class SyncPresenter:
    """Shows what the county has confirmed, and carries the rest to a stick while the desk goes on working.

    `stick_folder` is where a person said packages go; without it the sticks that are plugged in are offered.
    """

    def __init__(self, tools: PresenterTools, stick_folder: Path | None) -> None:
        self._tools = tools
        self._stick_folder = stick_folder
        self._receipts = ReceiptTaking(tools)
        self.online = OnlineSending(tools, self._post, self._on_online)
        self._pending: tuple[faces.PendingFace, ...] = ()
        self._view: SyncView | None = None
        self._state: SyncState | None = None
        self._recent: tuple[faces.RecentFace, ...] = ()
        self._is_practice = False
        self._fingerprint = ""
        self._export = Export()
        self._banner: faces.BannerFace | None = None
        self._sticks: list[Drive] = []
        self._stop = Event()
        self._writing_since: datetime | None = None
        self._ticks = 0

    def show_on(self, view: SyncView) -> None:
        """Take the room that shows it."""
        self._view = view

    def refresh(self) -> None:
        """Read everything again: the counts, the packages lately written, and which sticks are there."""
        reader = self._tools.reader
        book = reader.clinic_book()
        self._is_practice = book.clinic is not None and book.clinic.practice
        self._state = state = sync_state(reader)
        self._fingerprint = own_fingerprint(reader)
        names = {user.id: user.name for user in book.users}
        self._pending = faces.pending_faces(county_has_open_questions(reader), self._child)
        self._recent = tuple(faces.recent_face(line, names, state.last_confirmed_at) for line in last_exports(reader))
        if not self._is_running():
            self._sticks = candidate_sticks(self._stick_folder)
        self._show()

    def opened(self) -> None:
        """Begin afresh: a finished export is history now, one that runs goes on."""
        if not self._is_running():
            self._export, self._banner = Export(), None
        self.refresh()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Count again when something was written while the room is open; an export brings a line for the list."""
        if self._view is None or not self._view.is_open():
            return
        if "sync" in kinds:
            self.refresh()
        else:
            self._state = sync_state(self._tools.reader)
            self._show()

    def on_tick(self) -> None:
        """Notice a stick that was plugged in or pulled out, every few seconds while the room is open and idle."""
        self._ticks += 1
        self.online.on_tick()
        idle = not self._is_running() and self._view is not None and self._view.is_open()
        if idle and self._ticks % _TICKS_BETWEEN_LOOKS == 0:
            self._tools.background(lambda: candidate_sticks(self._stick_folder), self._on_sticks, self._tools.failed)

    def export(self) -> None:
        """Begin the export (F9): choose the stick, then write."""
        if self._is_running():
            return
        self._export, self._banner = Export(), None
        self._sticks = candidate_sticks(self._stick_folder)
        if self._stick_folder is not None and any(stick.root == self._stick_folder for stick in self._sticks):
            self._start(self._stick_folder)
            return
        writable = [stick for stick in self._sticks if stick.writable]
        if len(writable) == 1:
            self._start(writable[0].root)
        elif writable:
            self._ask_which(writable)
        else:
            self._ask_for_folder()

    def send_online(self) -> None:
        """Send over the network now (F8)."""
        if not self._is_running():
            self._export, self._banner = Export(), None
            self.online.send()

    def stop(self) -> None:
        """Stop before the next part (Esc); what was begun on a stick is taken away again."""
        self.online.stop()
        if self._is_running() and not self._export.stopping:
            self._stop.set()
            self._export = replace(self._export, stopping=True)
            self._show()

    def _post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread, once there is a room to show it."""
        if self._view is not None:
            self._view.post(call)

    def _on_online(self) -> None:
        """Show what the network is doing."""
        self._banner = self.online.banner or self._banner
        if self._view is not None and self._view.is_open():
            self.refresh()

    def _ask_which(self, sticks: list[Drive]) -> None:
        """Ask which of several sticks to take."""
        choices = [Choice(_LATER, wording.NOT_NOW)]
        for number, stick in enumerate(sticks[:9], start=1):
            choices.append(Choice(str(stick.root), _stick_words(stick), str(number), "usb"))
        question = Question(wording.WHICH_TITLE, wording.WHICH_SENTENCE, tuple(choices), Tone.BRAND)
        self._tools.prompter.ask(question, lambda key: None if key == _LATER else self._start(Path(key)))

    def _ask_for_folder(self) -> None:
        """Say that there is no stick to write on, and offer a folder."""
        self._show()
        title, sentence = wording.NO_STICK_TITLE, wording.NO_STICK_SENTENCE
        if self._sticks:
            title, sentence = wording.LOCKED_TITLE, wording.LOCKED_SENTENCE
        choices = (Choice(_LATER, wording.UNDERSTOOD), Choice(_FOLDER, wording.CHOOSE_FOLDER, "F4", "hard-drive"))
        question = Question(title, sentence, choices)
        self._tools.prompter.ask(question, lambda key: self._type_folder() if key == _FOLDER else None)

    def _type_folder(self) -> None:
        """Ask for the folder in words."""
        question = TextQuestion(
            title=wording.FOLDER_TITLE,
            sentence=wording.FOLDER_SENTENCE,
            label=wording.FOLDER_LABEL,
            accept=wording.EXPORT,
            least=1,
            tone=Tone.BRAND,
        )
        self._tools.prompter.ask_text(question, self._on_folder)

    def _on_folder(self, typed: str) -> None:
        """Take a folder that exists."""
        folder = Path(typed).expanduser()
        if not folder.is_absolute() or not folder.is_dir():
            sentence = wording.NO_SUCH_FOLDER.format(folder=typed)
            self._banner = faces.BannerFace(sentence, wording.NO_SUCH_FOLDER_TODO, Tone.RED)
            self._show()
            return
        self._start(folder)

    def _start(self, folder: Path) -> None:
        """Take in what the county sent back, then read what has to travel and write it in the background."""
        self._stop = Event()
        self._banner = None
        unsent = self._state.unsent if self._state else 0
        self._export = Export(stage=Stage.CHECKING, place=self._place(folder), entries=unsent)
        self._show()
        self._receipts.begin(folder, lambda taken: self._on_receipts(taken, folder), self._on_failed)

    def _on_receipts(self, taken: ReceiptTaken, folder: Path) -> None:
        """Count anew, say what came, and go on to what has to travel; with nothing left the stick is done."""
        if taken.number:
            self._tools.announce(frozenset({"sync"}))
        self._banner = faces.receipt_banner(taken)
        self._state = sync_state(self._tools.reader)
        if taken.number and not self._state.unsent:
            self._export = Export()
            self.refresh()
            return
        self._show()
        self._tools.writer.submit(prepare_export, lambda prepared: self._write(prepared, folder), self._on_failed)

    def _write(self, prepared: PreparedExport, folder: Path) -> None:
        """Seal and write in the background; the desk stays free."""
        self._export = replace(self._export, stage=Stage.SEALING, entries=prepared.entries, size=prepared.bytes)
        self._show()
        self._writing_since = self._tools.reader.clock.now()
        stop = self._stop

        def progress(entries_done: int, entries: int, parts_done: int, parts: int) -> None:
            if self._view is not None:
                self._view.post(lambda: self._on_part(entries_done, entries, parts_done, parts))

        self._tools.background(
            lambda: write_export(prepared, folder, progress, stop), self._on_written, self._on_failed
        )

    def _on_part(self, entries_done: int, entries: int, parts_done: int, parts: int) -> None:
        """Show how far the writing is."""
        if not self._is_running():
            return
        export = self._export.after_part(entries_done, entries, parts_done, parts)
        self._export = replace(export, seconds_left=self._seconds_left(parts_done, parts))
        self._show()

    def _on_written(self, written: object) -> None:
        """Say that the stick may be pulled out, and note which package left the house."""
        if not isinstance(written, PackageWritten):
            raise TypeError("write_export answers with the package it wrote")
        self._export = self._export.finished(written)
        self._show()
        self._tools.writer.submit(
            lambda desk: note_export(desk, written),
            lambda _noted: self._tools.announce(frozenset({"sync"})),
            self._tools.failed,
        )

    def _on_failed(self, error: Exception) -> None:
        """Say why there is no package."""
        self._export = Export()
        if isinstance(error, WishRefused):
            self._refuse(error)
            return
        self._show()
        self._tools.failed(error)

    def _refuse(self, failure: WishRefused) -> None:
        """Show a refusal in the room."""
        words = failure_words(failure, self._tools.reader.rules)
        tone = Tone.GREY if isinstance(failure, ExportStopped | NothingToExport) else Tone.RED
        self._banner = faces.BannerFace(words.sentence, words.todo, tone)
        self.refresh()

    def _on_sticks(self, sticks: object) -> None:
        """Show the sticks that are there now."""
        if isinstance(sticks, list) and sticks != self._sticks:
            self._sticks = sticks
            self._show()

    def _context(self) -> str:
        """Say how records travel, and what the county asks for when it admits this workstation."""
        if self._is_practice:
            return wording.PRACTICE_CONTEXT
        return wording.CONTEXT.format(fingerprint=self._fingerprint)

    def _child(self, person_id: str) -> str:
        """Name a child for the list of what the county has not entered; masked: others look at this screen too."""
        person = self._tools.reader.card(person_id).person
        return masked_name(person.name) if person else ""

    def _is_running(self) -> bool:
        return self._export.stage not in (Stage.READY, Stage.DONE)

    def _seconds_left(self, parts_done: int, parts: int) -> int | None:
        """Guess from the parts that are done how long the others take."""
        if not parts_done or parts_done == parts or self._writing_since is None:
            return None
        passed = (self._tools.reader.clock.now() - self._writing_since).total_seconds()
        return round(passed * (parts - parts_done) / parts_done) or None

    def _place(self, folder: Path) -> str:
        """Return the words for where the package goes."""
        return next((_stick_words(stick) for stick in self._sticks if stick.root == folder), str(folder))

    def _stick_line(self) -> str:
        """Say which stick would be taken."""
        usable = [stick for stick in self._sticks if stick.writable] or self._sticks
        if len(usable) > 1 and usable[0].root != self._stick_folder:
            return wording.STICKS.format(count=len(usable))
        return _stick_words(usable[0]) if usable else wording.NO_STICK

    def _show(self) -> None:
        """Hand the room its face."""
        if self._view is None or self._state is None:
            return
        state, export = self._state, self._export
        if export.stage is Stage.READY:
            export = replace(export, place=self._stick_line())
        self._view.show_room(
            faces.RoomFace(
                context=self._context(),
                counts=faces.count_faces(state),
                progress=faces.progress_face(export, state.unsent),
                chip=faces.chip_face(export),
                banner=self._banner,
                note=wording.NOT_UPLOADED_PRACTICE if self._is_practice else wording.NOT_UPLOADED,
                no_export=wording.EXPORTING if self._is_running() else "",
                recent=self._recent,
                is_done=export.stage is Stage.DONE,
                pending=self._pending,
            )
        )


def _stick_words(stick: Drive) -> str:
    """Name a stick with its free room, or say that it is locked."""
    if not stick.writable:
        return wording.LOCKED_STICK.format(root=stick.root)
    return wording.STICK.format(root=stick.root, free=wording.size_words(stick.free_bytes))
