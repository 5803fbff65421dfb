"""The desk: the writing side of the program. One act is one transaction, one commit, and two copies of its proof."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.entries.access import AccessRecorded
from clinic_app.domain.entries.clinic import DateConfirmed
from clinic_app.domain.entries.entry import CLOCK_OK, CLOCK_SUSPECT, LOCAL, Body
from clinic_app.domain.entries.subjects import device_subject
from clinic_app.records.guard import GuardFile
from clinic_app.records.journal import Installation, Journal, NewEntry, entry_with_draft, newest_entries
from clinic_app.records.known_subjects import KnownSubjects
from clinic_app.records.projection import refold
from clinic_app.records.sqlite import DatabaseError
from clinic_app.records.tail_copy import TailCopy
from clinic_app.services.disk_failures import disk_failure
from clinic_app.services.due_cache import refresh_due
from clinic_app.services.rules_in_force import NOTHING_CHOSEN, rules_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from clinic_app.devices.clock import Clock
    from clinic_app.devices.identity import Mint
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.lot import Lot
    from clinic_app.records.journal import Head
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.premises import Premises

CLOCK_TOLERANCE = timedelta(minutes=2)


class AlreadyWritten(Exception):
    """This draft was written before: a second press, or a second desk. The first writing stands, nothing was added."""


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody looked at something, at a moment; kept until it is written."""

    body: AccessRecorded
    by: str
    at: datetime


class Act:
    """One act in the making: a batch of entries that will be committed together.

    Attributes:
        cards: once the act has ended, the cards of the people it touched, by person id.
    """

    def __init__(self, desk: Desk, draft: str | None) -> None:
        self._desk = desk
        self._draft = draft
        self._at = desk.clock.now()
        self._clock = desk.clock_state(self._at)
        self.subjects: dict[str, None] = {}
        self.written: list[bytes] = []
        self.cards: dict[str, Card] = {}
        self.confirms_the_date = False

    @property
    def at(self) -> datetime:
        """Return the moment of the act, UTC: the same for all its entries."""
        return self._at

    @property
    def clock_state(self) -> str:
        """Return `ok` or `suspect`, as all entries of the act are marked."""
        return self._clock

    def write(self, body: Body, *, subject: str, refs: tuple[str, ...] = ()) -> str:
        """Add a shared entry and return its id. The first entry of the act carries the draft."""
        draft, self._draft = self._draft, None
        new = NewEntry(
            id=self._desk.mint(),
            subject=subject,
            body=body,
            at=self._at,
            by=self._desk.user_id,
            refs=refs,
            draft=draft,
            clock=self._clock,
        )
        self._append(new)
        self.subjects[subject] = None
        self.confirms_the_date |= isinstance(body, DateConfirmed)
        return new.id

    def note(self, access: Access) -> None:
        """Add to the local stream that somebody looked, in that person's name and of that moment."""
        new = NewEntry(
            id=self._desk.mint(),
            subject=device_subject(self._desk.journal.installation.device),
            body=access.body,
            at=access.at,
            by=access.by,
            stream=LOCAL,
            clock=self._clock,
        )
        self._append(new)

    def _append(self, new: NewEntry) -> None:
        _, entry_bytes = self._desk.journal.append(new)
        self.written.append(entry_bytes)


class Desk:
    """Database, journal, clock, rules and signed-in nurse of this workstation; lives on the writer thread.

    Attributes:
        db: the writing connection. user_id: who is signed in; every entry is written in this name.
        before_commit: called just before each commit; tests slow the disk or cut the power here.
        copy_problem: why the guard file or the tail copy could not be written lately, None when all is well. The
            dose itself is safe; the nurse is told to look after the disk.
        cut_short: whether the database was found behind its guard file when it was opened: an older copy was put in
            its place. The desk then writes under a new incarnation; `check` names what is missing.
    """

    def __init__(
        self,
        *,
        db: Connection,
        premises: Premises,
        keys: OpenKeys,
        installation: Installation,
        clock: Clock,
        mint: Mint,
        rules: Rules,
        user_id: str,
    ) -> None:
        self.db = db
        self.premises = premises
        self.keys = keys
        self.clock = clock
        self.mint = mint
        self._rules = rules
        self.user_id = user_id
        self.journal = Journal(db, installation)
        self.guard = GuardFile(premises.guard)
        self.tail = TailCopy(premises.tail, keys.database_key)
        self.before_commit: Callable[[], None] = lambda: None
        self.copy_problem: OSError | None = None
        self.cut_short = False
        self._last_at = _last_trusted_moment(db, installation.device)
        self._unwritten_access: list[Access] = []
        self._known = KnownSubjects(db)

    @contextmanager
    def act(self, draft: str | None = None) -> Iterator[Act]:
        """Gather entries and, when the block ends well, commit them as one transaction.

        On return the entries, folded rows and due cache are on disk, and so are the guard and the tail copy (or
        `copy_problem` says why not). On any error nothing is written.

        Raises:
            AlreadyWritten: entries for this draft exist; nothing was added.
            DiskFull, DiskLocked, DiskFaulty, DeskBusy: the disk refused; nothing was added.
        """
        try:
            self.db.execute("BEGIN IMMEDIATE")
            if draft is not None and self.already_written(draft):
                raise AlreadyWritten(draft)
            self.journal.begin()
            act = Act(self, draft)
            yield act
            for access in self._unwritten_access:
                act.note(access)
            act.cards = refold(self.db, act.subjects, self._known)
            refresh_due(self.db, self.rules, act.cards.values(), self.clock.today())
            heads = self.journal.sign_heads(self.keys.sign)
            self.before_commit()
            self.db.execute("COMMIT")
        except BaseException as error:
            self._known.forget()  # it may hold entries that are rolled back now
            if self.db.in_transaction:  # a full disk ends the transaction by itself
                self.db.execute("ROLLBACK")
            if isinstance(error, DatabaseError) and (failure := disk_failure(error)) is not None:
                raise failure from error
            raise
        self._unwritten_access = []
        self._remember_moment(act)
        if act.written:
            self._copy_proof(act.written, heads)

    def already_written(self, draft: str) -> bool:
        """Return whether this draft has been written, here or on another desk."""
        return entry_with_draft(self.db, draft) is not None

    def card(self, person_id: str) -> Card:
        """Return the person's card, folded from the journal as it is now."""
        return self._known.card(person_id)

    def lot(self, lot_id: str) -> Lot | None:
        """Return the lot as it is now, or None when it was never received here."""
        return self._known.lot(lot_id)

    def clinic_book(self) -> ClinicBook:
        """Return the clinic and its users."""
        return self._known.clinic_book()

    @property
    def rules(self) -> Rules:
        """Return the rules that hold in this clinic as of now."""
        chosen = self.clinic_book().rules
        return rules_here(self.db, chosen).rules if chosen != NOTHING_CHOSEN else self._rules

    def note_access(self, action: str, what: str = "") -> None:
        """Remember that somebody looked; it is written with the next act, or by `flush_access`."""
        body = AccessRecorded(action=action, what=what)
        self._unwritten_access.append(Access(body, by=self.user_id, at=self.clock.now()))

    def flush_access(self) -> None:
        """Write what was looked at since the last act, if anything. Called within a second by the writer thread."""
        if self._unwritten_access:
            with self.act():
                pass

    def clock_state(self, moment: datetime) -> str:
        """Return `suspect` while the clock stands before the newest trusted entry, `ok` otherwise.

        A confirmed date (`DateConfirmed`) is the new measure.
        """
        behind = self._last_at is not None and moment < self._last_at - CLOCK_TOLERANCE
        return CLOCK_SUSPECT if behind else CLOCK_OK

    def sign_in(self, user_id: str) -> None:
        """Write what follows in the name of this user."""
        self.flush_access()
        self.user_id = user_id
        self.note_access("signed_in", user_id)

    def close(self) -> None:
        """Write what is still to be noted and close the connection, which is closed whatever happens."""
        try:
            self.flush_access()
        finally:
            self.db.close()

    def _remember_moment(self, act: Act) -> None:
        if act.confirms_the_date or (act.subjects and self._last_at is None):
            self._last_at = act.at
        elif act.subjects and self._last_at is not None and act.clock_state == CLOCK_OK:
            self._last_at = max(self._last_at, act.at)

    def _copy_proof(self, written: list[bytes], heads: list[Head]) -> None:
        try:
            self.guard.write(heads)
            self.tail.append(written)
            self.copy_problem = None
        except OSError as error:
            self.copy_problem = error


def _last_trusted_moment(db: Connection, device: str) -> datetime | None:
    """Return when the device last wrote with a clock that was trusted, or was confirmed by a person."""
    for entry in newest_entries(db, device):
        if entry.envelope.clock == CLOCK_OK or isinstance(entry.body, DateConfirmed):
            return entry.at
    return None
