"""What the operator's pages can do; each wish is one function, and its answer a word that a page has words for."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.domain.clinic_time import moment_text
from clinic_app.exchange.enrolment import fingerprint_of
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.hub.operator.answers import give_answer
from clinic_app.hub.sticks import take_in_stick
from clinic_app.hub.store import DeviceState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from clinic_app.hub.county import County
    from clinic_app.hub.operator.answers import Answer
    from clinic_app.hub.store import Store


class OperatorsWork:
    """One connection to the county's store, used by one page at a time."""

    def __init__(self, county: County, store: Store, now: Callable[[], datetime], mint_id: Callable[[], str]) -> None:
        self.county = county
        self.now = now
        self._store = store
        self._mint_id = mint_id
        self._one_at_a_time = Lock()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """Lend the store to one page."""
        with self._one_at_a_time:
            yield self._store

    def answer(self, place: tuple[str, str, int], answer: Answer, words: str) -> None:
        """Write an answer to an entry that waits.

        Raises:
            AnswerRefused: see `give_answer`.
        """
        with self._one_at_a_time:
            give_answer(self._store, place, answer, words, moment_text(self.now()))

    def admit(self, device: str, unit_code: str, fingerprint: str) -> str:
        """Admit a workstation whose last four digits the clinic has read by phone; return what to say."""
        with self._one_at_a_time:
            line = self._store.device(device)
            if line is None or line.state is not DeviceState.WAITING:
                return "not_waiting"
            if unit_code not in {clinic.unit_code for clinic in self._store.clinics()}:
                return "no_clinic"
            if fingerprint_of(bytes.fromhex(line.public_key))[-1] != fingerprint.strip():
                return "wrong_fingerprint"
            with self._store.ground.alone():
                self._store.admit(device, unit_code, moment_text(self.now()))
                self._store.log(moment_text(self.now()), "admitted", device)
        return "admitted"

    def take_in(self, folder: Path) -> tuple[str, str]:
        """Take a stick in; return what to say, and the counts."""
        if not folder.is_absolute() or not folder.is_dir():
            return "no_folder", ""
        carrier = FolderCarrier(folder if folder.name == PACKAGE_FOLDER else folder / PACKAGE_FOLDER)
        with self._one_at_a_time:
            try:
                taken = take_in_stick(self.county, self._store, carrier, self.now, self._mint_id)
            except OSError:
                return "stick_failed", ""
        if not taken.packages:
            return "no_package", ""
        wrong = sum(package.problem is not None or package.gap or package.fork for package in taken.packages)
        waiting = sum(not package.unit_code for package in taken.packages)
        counts = f"{len(taken.packages)} {taken.applied.entries} {taken.applied.pending} {wrong} {waiting}"
        return "taken_in", counts
