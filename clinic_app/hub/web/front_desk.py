"""What the county answers a workstation on the network; bytes in, bytes out, no web server."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import moment_text
from clinic_app.exchange.chunk import opened_alone
from clinic_app.exchange.hello import Hello, opened_hello
from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.signed_header import Purpose
from clinic_app.hub.holding import Held, hold
from clinic_app.hub.receipts import make_receipt
from clinic_app.hub.store import DeviceState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from clinic_app.hub.county import County
    from clinic_app.hub.receipts import Met
    from clinic_app.hub.store import DeviceLine, Store

MOST_APPLICANTS = 200


class FrontDesk:
    """Takes greetings and chunks, one at a time. `on_held` is called when there is something to apply.

    Everything is refused with a `PackageDamaged`, whose kind the web tells; nothing of what was refused is kept.
    """

    def __init__(
        self,
        county: County,
        store: Store,
        *,
        now: Callable[[], datetime],
        mint_id: Callable[[], str],
        met_at: Met,
        on_held: Callable[[], None],
    ) -> None:
        self._county = county
        self._store = store
        self._now = now
        self._mint_id = mint_id
        self._met_at = met_at
        self._on_held = on_held
        self._one_at_a_time = Lock()
        self._purpose = Purpose.PRACTICE if county.practice else Purpose.ENTRIES

    def hello(self, body: bytes) -> bytes:
        """Answer a greeting with the newest receipt; one of a workstation nobody admitted is noted and refused."""
        hello = opened_hello(body)
        if hello.recipient != self._county.recipient:
            raise PackageDamaged(ProblemKind.MISADDRESSED)
        if hello.purpose is not self._purpose:
            raise PackageDamaged(ProblemKind.OTHER_PURPOSE)
        with self._one_at_a_time:
            line = self._known(hello)
            with self._store.ground.alone():
                _, stored = make_receipt(
                    self._county, self._store, line.unit_code, self._now(), self._mint_id, self._met_at
                )
        return stored

    def chunk(self, body: bytes) -> Held:
        """Hold a chunk. It is confirmed by the next receipt only."""
        with self._one_at_a_time:
            chunk = opened_alone(body, self._county.recipient, self._purpose, self._key_of)
            with self._store.ground.alone():
                outcome = hold(self._store, chunk, moment_text(self._now()))
        if outcome is Held.NEW:
            self._on_held()
        return outcome

    def _known(self, hello: Hello) -> DeviceLine:
        """Return the workstation that greets, or note it as an applicant."""
        line = self._store.device(hello.device)
        if line is None and len(self._store.devices("")) < MOST_APPLICANTS:
            with self._store.ground.alone():
                self._store.note_applicant(hello.device, hello.public_key, moment_text(self._now()))
        if line is None or line.state is not DeviceState.ADMITTED:
            raise PackageDamaged(ProblemKind.UNKNOWN_AUTHOR)
        if line.public_key != hello.public_key:
            raise PackageDamaged(ProblemKind.BAD_SIGNATURE)
        return line

    def _key_of(self, device: str) -> bytes:
        line = self._store.device(device)
        if line is None or line.state is not DeviceState.ADMITTED:
            raise PackageDamaged(ProblemKind.UNKNOWN_AUTHOR)
        return bytes.fromhex(line.public_key)
