"""The world of one seed: the county, its clinics, sticks on their way, and everything that may go wrong."""

import random
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from builders import MORNING
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub_builders import Hub

from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.receipt import opened_receipt
from clinic_app.hub import applying
from clinic_app.hub.receipts import ADDRESS_FILE, AUTHORITY_FILE, where_met
from clinic_app.hub.sticks import take_in_stick, write_receipt
from clinic_app.hub.store import DeviceState
from clinic_app.hub.web.front_desk import FrontDesk
from clinic_app.records.key_slots import OpenKeys
from clinic_app.services import online, receipts, sync
from clinic_app.services.failures import CountyKnowsMore, NothingToExport, StreamForked, WishRefused
from tests.simulator.carriers import FatStick, Killed
from tests.simulator.clinics import Clinic

UNITS = tuple(f"33012201{number:02d}" for number in range(1, 6))
PRACTICE_UNIT = "3301220199"
CLOCKS = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC), MORNING - timedelta(hours=1))


class Broken(AssertionError):
    """An invariant does not hold; the message begins with its name."""


@dataclass
class Trip:
    """A stick on its way: when it arrives, and the places it still has to see."""

    due: int
    stick: FatStick
    stops: list


def minting(rng):
    """Return a mint whose ids repeat with the seed."""
    return lambda: str(UUID(int=rng.getrandbits(128)))


def found_template(folder):
    """Found the county and all clinics once; every seed begins with a copy."""
    rng = random.Random("template")
    hub = Hub(folder / "county", secrets=folder / "secrets")
    (folder / "county" / ADDRESS_FILE).write_text("https://127.0.0.1:1", "ascii")
    (folder / "county" / AUTHORITY_FILE).write_text("PEM", "ascii")
    keys = {}
    for unit in (*UNITS, PRACTICE_UNIT):
        place = folder / unit
        desk = hub.enrolled(place, unit_code=unit, name=f"卫生院{unit[-2:]}", mint=minting(rng))
        if unit == PRACTICE_UNIT:
            from clinic_app.domain.entries.clinic import ClinicNamed
            from clinic_app.domain.entries.subjects import CLINIC

            book = desk.clinic_book().clinic
            with desk.act() as act:
                named = ClinicNamed(unit_code=unit, name="练习", villages=(), practice=True,
                                    county_key=book.county_key, county_signing_key=book.county_signing_key)  # fmt: skip
                act.write(named, subject=CLINIC)
        hub.admit(desk, unit)
        keys[unit] = (desk.keys.device_id, desk.keys.database_key, desk.keys.device_key.private_bytes_raw())
        desk.close()
    hub.store.ground.close()
    return keys


class World:
    """One seed."""

    def __init__(self, template, keys, folder, seed):
        self.rng = random.Random(seed)
        self.mint = minting(self.rng)
        shutil.copytree(template, folder)
        self.folder = folder
        self.hub = None
        self.line_budget = None
        self.hub_dies_in = None
        self.step = 0
        self.county_copy, self.county_restored = None, False
        self.copies = 0
        self.trips, self.archive = [], []
        self.sticks = {}
        self.registered = {}
        self.trespasses = set()
        self.ledger = {}
        self.carried = {}
        self.lost = set()
        self.clinics = []
        self.open_hub()
        for unit, (device, database_key, device_key) in sorted(keys.items()):
            opened = OpenKeys(database_key=database_key, device_id=device,
                              device_key=Ed25519PrivateKey.from_private_bytes(device_key))  # fmt: skip
            clinic = Clinic(folder / unit, unit, opened, self.rng, self.mint, practice=unit == PRACTICE_UNIT)
            clinic.open()
            self.clinics.append(clinic)
            self.note(clinic)

    # The county

    def open_hub(self):
        self.hub = Hub(self.folder / "county", secrets=self.folder / "secrets")
        ground = self.hub.store.ground
        whole, run, run_many = ground.alone, ground.run, ground.run_many

        @contextmanager
        def mortal():
            with whole():
                yield
                self._maybe_die()
            self._maybe_die()

        def dying(work):
            def statement(*arguments):
                self._maybe_die()
                return work(*arguments)

            return statement

        ground.alone, ground.run, ground.run_many = mortal, dying(run), dying(run_many)

    def reopen_hub(self):
        moment = self.hub.now.moment
        self.hub.store.ground.close()
        self.open_hub()
        self.hub.now.moment = moment

    def restore_hub(self, copy):
        """Put a backup of the county back: what it took in since is gone, revocations and forks too."""
        moment = self.hub.now.moment
        self.hub.store.ground.close()
        for ending in ("", "-wal", "-shm"):
            (self.folder / "county" / f"county.db{ending}").unlink(missing_ok=True)
        shutil.copy(copy, self.folder / "county" / "county.db")
        self.open_hub()
        self.hub.now.moment = moment
        self.county_restored = True
        for clinic in self.clinics:
            clinic.revoked = self.hub.store.device(clinic.keys.device_id).state is DeviceState.REVOKED

    def _maybe_die(self):
        if self.hub_dies_in is not None:
            self.hub_dies_in -= 1
            if self.hub_dies_in < 0:
                self.hub_dies_in = None
                raise Killed

    def front_desk(self):
        return FrontDesk(self.hub.county, self.hub.store, now=self.hub.now, mint_id=self.mint,
                         met_at=where_met(self.hub.county.home), on_held=lambda: None)  # fmt: skip

    def apply(self):
        try:
            applying.apply_all(self.hub.store, "2026-11-18T00:00:00.000Z")
        except Killed:
            self.reopen_hub()

    def line_breaks(self):
        if self.line_budget is None:
            return False
        self.line_budget -= 1
        return self.line_budget < 0

    def take_in(self, stick):
        """Let the county take a stick in; it may die meanwhile, and the stick may be pulled out."""
        try:
            take_in_stick(self.hub.county, self.hub.store, stick, self.hub.now, self.mint)
        except Killed:
            self.reopen_hub()
        except OSError:
            return
        for name in stick.names():
            if name.endswith(".RCP"):
                self._keep_receipt(stick.files[name])

    def _keep_receipt(self, stored):
        with suppress(PackageDamaged):
            from clinic_app.exchange.keys import public_bytes_of

            opened = opened_receipt(stored, public_bytes_of(self.hub.county.signing_key))
            self.demand_true(opened)
            self.archive.append((opened.unit_code, stored))

    def demand_true(self, receipt):
        """I4, I5: what a receipt names stands at the county at this moment."""
        for line in receipt.streams:
            for place in (line.held, line.applied):
                rows = self.hub.store.ground.rows(
                    "SELECT hash, hub_seq FROM entry WHERE device = ? AND incarnation = ? AND seq = ?",
                    (line.device, line.incarnation, place.seq),
                )
                if place.seq and (not rows or bytes(rows[0][0]).hex() != place.hash):
                    raise Broken(f"I4 receipted: {place} is not at the county")
                if place is line.applied and place.seq and rows[0][1] is None:
                    raise Broken(f"I5 applied: {place} has no place in the county")

    # Clinics

    def note(self, clinic):
        """Remember what stands in a clinic's journal now: it was acknowledged, and must arrive."""
        for wrote in clinic.wrote(getattr(clinic, "noted", 0)):
            self.ledger.setdefault(wrote.place, {})[wrote.hash] = wrote
            if b'"kind":"person.registered"' in wrote.stored and not clinic.practice:
                self.registered[wrote.subject] = (wrote.id, clinic.unit_code)
        (clinic.noted,) = clinic.desk.db.execute("SELECT coalesce(max(position), 0) FROM entry").fetchone()

    def new_stick(self):
        stick = FatStick(len(self.sticks), self.rng)
        self.sticks[stick.folder] = stick
        return stick

    def export(self, clinic, stick):
        """Write a package; the stick may be pulled out and the clinic may die."""
        before = stick.names()
        try:
            sync.export_to_stick(clinic.desk, stick.folder.parent)
        except NothingToExport:
            pass
        except Killed:
            clinic.die()
        except WishRefused:
            if stick.writes_left is None:
                raise
        for name in stick.names() - before:
            if name.endswith(".MAN"):
                self.carried[name[:8]] = [(*wrote.place, wrote.hash) for wrote in clinic.wrote()]
        stick.writes_left, stick.kills = None, False
        self.note(clinic)

    def bring(self, clinic, stick):
        """Put a stick in at a clinic, which reads receipts and takes its packages off."""
        before, stems = self._confirmed(clinic), {name[:8] for name in stick.names() if name.endswith(".MAN")}
        doses = self._doses(clinic)
        try:
            clinic.maybe_dying(lambda: receipts.take_in_receipts(clinic.desk, stick.folder.parent))
        except (CountyKnowsMore, StreamForked) as alarm:
            self.demand_cause(clinic, alarm)
        self.note(clinic)
        self._demand_forward(clinic, before, doses)
        for stem in stems - {name[:8] for name in stick.names() if name.endswith(".MAN")}:
            self.demand_held(stem)

    def demand_cause(self, clinic, alarm):
        """An alarm is raised only where a workstation was restored or copied."""
        if not (clinic.restored or clinic.copied):
            raise Broken(f"a false alarm: {alarm!r}")

    def demand_held(self, stem):
        """A package leaves a stick only when the county holds what it carried."""
        if self.county_restored:  # it did; what it lost travels again with a later receipt
            return
        for device, life, seq, entry_hash in self.carried.get(stem, ()):
            rows = self.hub.store.ground.rows(
                "SELECT hash FROM entry WHERE device = ? AND incarnation = ? AND seq = ?", (device, life, seq)
            )
            wanted = self.ledger[device, life, seq]
            if not rows or (bytes(rows[0][0]) != entry_hash and len(wanted) == 1):
                raise Broken(f"I4 a package was taken off its stick before entry {seq} of it was held")

    def _confirmed(self, clinic):
        rows = clinic.desk.db.execute("SELECT device, incarnation, held_seq, applied_seq FROM receipted").fetchall()
        return {row[:2]: row[2:] for row in rows}

    def _doses(self, clinic):
        return clinic.desk.db.execute("SELECT count(*) FROM dose").fetchone()[0]

    def _demand_forward(self, clinic, before, doses):
        now = self._confirmed(clinic)
        for stream, (held, applied) in before.items():
            if self.county_restored:
                break
            if stream not in now or now[stream][0] < held or now[stream][1] < applied:
                raise Broken(f"I5 what was confirmed went back: {before} became {now}")
        for stream, (held, applied) in now.items():
            if applied > held:
                raise Broken("I5 more is applied than held")
            if not self.county_restored:
                self._demand_at_county(stream, held)
        if self._doses(clinic) < doses:
            raise Broken("I13 fewer doses after sync than before")

    def _demand_at_county(self, stream, held):
        rows = self.hub.store.ground.rows(
            "SELECT count(*) FROM entry WHERE device = ? AND incarnation = ? AND seq <= ?", (*stream, held)
        )
        if rows[0][0] != held:
            raise Broken(f"I4 the clinic counts {held} entries as held, the county has {rows[0][0]}")

    def send(self, clinic):
        """Sync over the network as F8 does."""
        before, doses = self._confirmed(clinic), self._doses(clinic)
        prepared = online.prepare_online(clinic.desk)
        if prepared is None:
            return
        try:
            sent = online.send_online(prepared, clinic.clock.now())
            clinic.maybe_dying(lambda: receipts.take_in_receipt(clinic.desk, sent.found))
            self._keep_receipt(sent.found.stored)
        except online.OnlineFailed:
            pass
        except (CountyKnowsMore, StreamForked) as alarm:
            self.demand_cause(clinic, alarm)
        self.note(clinic)
        self._demand_forward(clinic, before, doses)

    # What happens

    def live(self, steps, ordinary, disasters):
        """Let so many things happen, drawn from the seed, disasters by this seed's weather."""
        weather = {wish: weight for wish, weight in disasters.items() if self.rng.random() < 0.5}
        chances = ordinary | weather
        for _ in range(steps):
            self.step += 1
            happens = self.rng.choices(list(chances), weights=chances.values())[0]
            happens(self, self.rng.choice(self.clinics))
            self.arrivals()

    def arrivals(self):
        due = [trip for trip in self.trips if trip.due <= self.step]
        self.trips = [trip for trip in self.trips if trip.due > self.step]
        for trip in due:
            stop = trip.stops.pop(0)
            if stop is None:
                self.take_in(trip.stick)
            else:
                self.bring(stop, trip.stick)
            if trip.stops:
                self.trips.append(Trip(self.step + self.rng.randrange(1, 8), trip.stick, trip.stops))

    # The end

    def settle(self):
        """Carry everything until nothing changes any more."""
        self.hub_dies_in = self.line_budget = None
        self.trips = []
        before = None
        for _ in range(6):
            for clinic in self.rng.sample(self.clinics, len(self.clinics)):
                stick = self.new_stick()
                self.export(clinic, stick)
                self.take_in(stick)
                if self.county_restored:  # who has nothing to send learns from `clinic-hub export` what was lost
                    write_receipt(self.hub.county, self.hub.store, stick, clinic.unit_code, self.hub.now(), self.mint)
                self.bring(clinic, stick)
            self.apply()
            now = self.hub.store.digests(), self.hub.store.tips()
            if now == before:
                return
            before = now
        raise Broken("I8 it never comes to rest")

    def close(self):
        for clinic in self.clinics:
            clinic.desk.db.close()
        self.hub.store.ground.close()
