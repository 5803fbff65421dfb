"""The running program: the window with its sign-in page, and what is opened behind it once somebody signs in."""

from __future__ import annotations

import importlib
import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from clinic_app.app.background_jobs import BackgroundJobs
from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.background import GuiThread
from clinic_app.gui.crash import describe
from clinic_app.gui.faces import Tone, UserFace
from clinic_app.gui.main_window import MainWindow
from clinic_app.gui.wording import scans as wording
from clinic_app.gui.wording import shell as shell_wording
from clinic_app.services.door import door

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from clinic_app.app.indoors import Indoors
    from clinic_app.devices.clock import Clock
    from clinic_app.gui.new_password import NewPassword
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.services.premises import Premises

PREPARE_AFTER_MS = 100  # the page is painted by then; the first letter of a password comes later
_BEHIND_THE_DOOR = ("clinic_app.services.sign_in", "clinic_app.app.open_clinic", "clinic_app.app.indoors")
_ONE_AT_A_TIME = threading.Lock()
_LOG = logging.getLogger("clinic_app")


def prepare() -> None:
    """Import everything that is needed after signing in; a second thread that asks waits for the first."""
    with _ONE_AT_A_TIME:
        for name in _BEHIND_THE_DOOR:
            importlib.import_module(name)


class Program:
    """One clinic, one window. It opens the clinic at the first sign-in and closes it when the window closes.

    The field of the password takes keys before rooms, services and database are imported: those come from a thread
    of the background while the nurse types.
    """

    def __init__(self, premises: Premises, clock: Clock, *, stick: Path | None = None) -> None:
        self._premises = premises
        self._clock = clock
        self._stick = stick
        self._door = door(premises)
        self._gui = GuiThread()
        self._jobs = BackgroundJobs(self._gui.post)
        self._indoors: Indoors | None = None
        self._user_id = ""
        self._renewal: NewPassword | None = None
        self._was_recovered = False
        self.window = MainWindow(self._local_now, clinic=self._door.clinic_name, practice=self._door.practice)
        self._show_users()
        self.window.sign_in_page.sign_in_wished.connect(self._on_sign_in)
        self.window.sign_in_page.recovery_wished.connect(self._on_recovery)
        self.window.sign_in_page.renewal_left.connect(self._end_renewal)
        self.window.scan_while_locked.connect(self._on_scan_before_sign_in)
        if self._door.practice:
            self.window.sign_in_page.show_answer(shell_wording.PRACTICE_MEANS, wording.PRACTICE_TODO, Tone.AMBER)
        self.window.lock()
        self._preparation = QTimer(singleShot=True, interval=PREPARE_AFTER_MS)
        self._preparation.timeout.connect(self._prepare)
        self._preparation.start()

    def close(self) -> None:
        """Stop a running export, finish what was wished, and close the clinic."""
        self._gui.stop()
        self.window.tick.stop()
        self._preparation.stop()
        if self._indoors is not None:
            self._indoors.stop()
        self._jobs.close()
        if self._indoors is not None:
            self._indoors.close()

    def _prepare(self) -> None:
        self._jobs.run(prepare, lambda _: None, self._on_sign_in_failed)

    def _on_sign_in(self, user_id: str, password: str) -> None:
        if self._renewal is not None:
            self._renewal.take(password)
            return
        self.window.sign_in_page.show_busy(True)
        self._jobs.run(
            lambda: self._unlock(user_id, password),
            lambda unlocked: self._on_unlocked(user_id, *unlocked),  # type: ignore[misc]  # what _unlock gives
            self._on_sign_in_failed,
        )

    def _unlock(self, user_id: str, password: str) -> tuple[OpenKeys, bool]:
        """Return the keys, and whether the recovery code gave them."""
        prepare()
        from clinic_app.services.sign_in import is_recovery_code, unlock

        return unlock(self._premises, user_id, password), is_recovery_code(password)

    def _on_unlocked(self, user_id: str, keys: OpenKeys, by_recovery_code: bool) -> None:
        if by_recovery_code:
            self._begin_renewal(user_id, keys)
        else:
            self._let_in(user_id, keys)

    def _begin_renewal(self, user_id: str, keys: OpenKeys) -> None:
        """Ask for a new password before anything else."""
        from clinic_app.gui.new_password import NewPassword

        name = next(tile.name for tile in self._door.users if tile.user_id == user_id)
        page = self.window.sign_in_page
        self._renewal = NewPassword(page, name, lambda new: self._renew(user_id, keys, new))

    def _renew(self, user_id: str, keys: OpenKeys, new: str) -> None:
        from clinic_app.services.accounts import renew_after_recovery

        self.window.sign_in_page.show_busy(True)
        self._jobs.run(
            lambda: renew_after_recovery(self._premises, keys, user_id, new),
            lambda _: self._on_renewed(user_id, keys),
            lambda error: self._on_not_renewed(user_id, keys, error),
        )

    def _on_not_renewed(self, user_id: str, keys: OpenKeys, error: Exception) -> None:
        _LOG.error("%s", describe(type(error), error.__traceback__))
        self._begin_renewal(user_id, keys)
        self.window.sign_in_page.show_error(wording.NEW_PASSWORD_NOT_SAVED)

    def _on_renewed(self, user_id: str, keys: OpenKeys) -> None:
        self.window.sign_in_page.end_renewal()
        self._end_renewal()
        self._was_recovered = True
        self._let_in(user_id, keys)

    def _end_renewal(self) -> None:
        self._renewal = None

    def _let_in(self, user_id: str, keys: OpenKeys) -> None:
        self._user_id = user_id
        if self._indoors is not None:
            self._indoors.change_user(user_id, self._enter)
            return
        from clinic_app.app.indoors import Indoors
        from clinic_app.app.open_clinic import OpenClinic

        clinic = OpenClinic(self._premises, keys, user_id, self._clock, self._gui.post)
        self._indoors = Indoors(self.window, clinic, self._jobs, self._stick, self._gui.post)
        self._indoors.open(self._enter, self._on_sign_in_failed)

    def _enter(self) -> None:
        user = next(tile for tile in self._door.users if tile.user_id == self._user_id)
        self.window.set_user(user.name, wording.ROLES.get(user.role, ""))
        self._show_users()
        self.window.unlock()
        if self._indoors is not None:
            if self._was_recovered:
                self._indoors.note("recovered", self._user_id)
                self.window.prompter.tell(wording.NEW_PASSWORD_SAVED, wording.NEW_PASSWORD_SAVED_TODO, Tone.GREEN)
            self._was_recovered = False
            self._indoors.announce(frozenset({"visit", "sync"}))

    def _on_sign_in_failed(self, error: Exception) -> None:
        name = type(error).__name__
        if name in ("WrongPassword", "UnknownUser"):
            self.window.sign_in_page.show_error(wording.WRONG_PASSWORD)
            return
        if self._indoors is not None and not self._indoors.is_furnished:
            self._indoors.close()
            self._indoors = None
        _LOG.error("%s", describe(type(error), error.__traceback__))
        sentences = {"NewerSchema": wording.NEWER_PROGRAM, "DatabaseMissing": wording.DATABASE_MISSING}
        self.window.sign_in_page.show_error(sentences.get(name, wording.CANNOT_OPEN))

    def _show_users(self) -> None:
        faces = (
            UserFace(tile.user_id, tile.name, wording.ROLES.get(tile.role, ""), tile.user_id == self._user_id)
            for tile in self._door.users
        )
        self.window.sign_in_page.show_users(tuple(faces))

    def _on_scan_before_sign_in(self, _code: str) -> None:
        if self._indoors is None:
            self.window.sign_in_page.show_answer(wording.NOT_OPEN_YET, wording.NOT_OPEN_YET_TODO, Tone.GREY)

    def _on_recovery(self, _user_id: str) -> None:
        self.window.sign_in_page.show_answer(wording.RECOVERY_HOW, wording.RECOVERY_TODO, Tone.GREY)

    def _local_now(self) -> datetime:
        return local_time(self._clock.now())
