"""A county that listens: web server, certificates, and the one applier, until it is told to stop."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

import uvicorn

from clinic_app.devices.safe_files import write_file
from clinic_app.domain.clinic_time import moment_text
from clinic_app.hub.applying import apply_all
from clinic_app.hub.receipts import ADDRESS_FILE, AUTHORITY_FILE, Met
from clinic_app.hub.web.application import web_application
from clinic_app.hub.web.certificates import new_certificates
from clinic_app.hub.web.front_desk import FrontDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from clinic_app.hub.county import County
    from clinic_app.hub.store import Store

AUTHORITY_KEY = "authority.key"
SERVER, SERVER_KEY = "server.pem", "server.key"
IDLE_SECONDS = 30.0


class Applier(Thread):
    """Applies what is held, on a connection of its own, as soon as it is told that there is something."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        super().__init__(name="applier", daemon=True)
        self._store = store
        self._now = now
        self._something = Event()
        self._over = Event()
        self.problem: Exception | None = None

    def wake(self) -> None:
        """Say that something was held; any thread may call."""
        self._something.set()

    def stop(self) -> None:
        """End after the batch at hand and close the connection."""
        self._over.set()
        self._something.set()
        self.join()

    def run(self) -> None:
        """Apply until stopped; a failure is kept for the operator and tried again at the next call."""
        try:
            while not self._over.is_set():
                self._something.clear()
                try:
                    apply_all(self._store, moment_text(self._now()), stop=self._over)
                    self.problem = None
                except Exception as problem:
                    self.problem = problem
                self._something.wait(IDLE_SECONDS)
        finally:
            self._store.ground.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """A county that listens. `address` is what receipts tell clinics; `authority` the PEM certificate they pin."""

    address: str
    authority: str
    applier: Applier


def certificate_password(county: County) -> bytes:
    """Return what seals the keys of the certificates: derived from the county's own secret, so never typed."""
    return hashlib.sha256(b"vaxsync certificate keys 1\0" + county.database_key).hexdigest().encode()


def make_certificates(county: County, hosts: Sequence[str], now: datetime) -> str:
    """Write the county's certificates into its home where there are none yet, and return the authority's PEM."""
    home = county.home
    if not (home / SERVER).exists():
        made = new_certificates(county.county_name, hosts, now, certificate_password(county))
        write_file(home / AUTHORITY_KEY, made.authority_key)
        write_file(home / SERVER_KEY, made.server_key)
        write_file(home / AUTHORITY_FILE, made.authority.encode())
        write_file(home / SERVER, made.server.encode())
    return (home / AUTHORITY_FILE).read_text("ascii")


@contextmanager
def listening(
    county: County,
    open_store: Callable[[], Store],
    *,
    host: str,
    port: int,
    now: Callable[[], datetime],
    mint_id: Callable[[], str],
    known_as: str = "",
) -> Iterator[tuple[Listening, uvicorn.Server]]:
    """Make ready to listen; the caller runs the server it is given, and everything is closed when the block ends.

    `known_as` is the name or number by which clinics reach this machine, when that is not `host`.
    """
    authority = make_certificates(county, [known_as or host], now())
    store, applier = open_store(), Applier(open_store(), now)
    address = f"https://{known_as or host}:{port}"
    write_file(county.home / ADDRESS_FILE, f"{address}\n".encode("ascii"))
    desk = FrontDesk(
        county,
        store,
        now=now,
        mint_id=mint_id,
        met_at=Met(address=address, authority=authority),
        on_held=applier.wake,
    )
    settings = uvicorn.Config(
        web_application(desk),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        ssl_certfile=str(county.home / SERVER),
        ssl_keyfile=str(county.home / SERVER_KEY),
        ssl_keyfile_password=certificate_password(county).decode(),
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
        limit_concurrency=200,
    )
    applier.start()
    try:
        yield Listening(address=address, authority=authority, applier=applier), uvicorn.Server(settings)
    finally:
        applier.stop()
        store.ground.close()
