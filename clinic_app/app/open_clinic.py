"""An open clinic: the writer thread with its desk, and the GUI thread's reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from clinic_app.services.reader import Reader, open_reader
from clinic_app.services.resource_files import shipped_rules
from clinic_app.services.sign_in import open_desk
from clinic_app.services.writer import Post, Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.devices.clock import Clock
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.services.desk import Desk
    from clinic_app.services.premises import Premises

T = TypeVar("T")


class OpenClinic:
    """Hands wishes to the writer thread and gives the GUI thread its reader. `user_id` is who is signed in."""

    def __init__(self, premises: Premises, keys: OpenKeys, user_id: str, clock: Clock, post: Post) -> None:
        self._keys = keys
        self._premises = premises
        self._clock = clock
        self._desk: Desk | None = None
        self.user_id = user_id
        self._writer = Writer(self._open_desk, post)
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """Return the GUI thread's reader; opened at first use, once the writer has brought the schema up to date."""
        if self._reader is None:
            self._reader = self.open_reader()
        return self._reader

    def open_reader(self) -> Reader:
        """Open one more reading connection, for the background thread that calls and closes it."""
        return open_reader(self._premises, self._keys.database_key, self._clock, shipped_rules())

    def start(self, opened: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Open the desk on the writer thread."""
        self._writer.start(opened, failed)

    def submit(self, run: Callable[[Desk], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Queue a wish (gui.presenter_tools.Wishes)."""
        self._writer.submit(run, then, failed)

    def change_user(self, user_id: str, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Write what follows in the name of another user; what was wished before is still written in the former's."""

        def changed(_: object) -> None:
            self.user_id = user_id
            then()

        self._writer.submit(lambda desk: desk.sign_in(user_id), changed, failed)

    def note_locked(self, failed: Callable[[Exception], None]) -> None:
        """Note that the screen was locked."""
        self._writer.submit(lambda desk: desk.note_access("locked"), lambda _: None, failed)

    def copy_problem(self) -> OSError | None:
        """Return why guard file or tail copy could not be written lately, None when all is well."""
        return self._desk.copy_problem if self._desk is not None else None

    def close(self) -> None:
        """Finish what was submitted and close both connections, the reader's whatever happens to the writer."""
        try:
            self._writer.close()
        finally:
            if self._reader is not None:
                self._reader.close()

    def _open_desk(self) -> Desk:
        self._desk = open_desk(self._premises, self._keys, self.user_id, self._clock)
        return self._desk
