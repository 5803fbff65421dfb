"""A clinic of the simulator: a real desk on a real file that dies, is restored, is copied, and goes on."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from builders import MORNING, a_lot, a_visit_ready_for_injection, write_a_dose

from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.records.connection import connect
from clinic_app.services import corrections, sign_in
from clinic_app.services.corrections import PastDose
from clinic_app.services.desk import Desk
from clinic_app.services.failures import WishRefused
from clinic_app.services.premises import Premises
from tests.simulator.carriers import Killed

WRITTEN = """
SELECT position, device, incarnation, seq, hash, id, subject, bytes FROM entry
 WHERE stream = 'shared' AND position > ? ORDER BY position
"""
FILES = ("clinic.db", "clinic.guard", "clinic.tail")


@dataclass(frozen=True)
class Wrote:
    """An entry that stands in a clinic's journal."""

    device: str
    incarnation: str
    seq: int
    hash: bytes
    id: str
    subject: str
    stored: bytes

    @property
    def place(self):
        return self.device, self.incarnation, self.seq


@dataclass
class Clinic:
    """One workstation with its folder. `restored`, `copied` and `revoked` say what it has been through."""

    folder: object
    unit_code: str
    keys: object
    rng: object
    mint: object
    practice: bool = False
    clock: SetClock = field(default_factory=lambda: SetClock(MORNING))
    desk: object = None
    people: list = field(default_factory=list)
    lots: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    restored: bool = False
    copied: bool = False
    revoked: bool = False

    @property
    def premises(self):
        return Premises.of(self.folder / "clinic.db")

    def open(self):
        """Open the desk as the program does after the password; a database behind its guard begins a new life."""
        life = "".join(f"{self.rng.randrange(256):02x}" for _ in range(16))
        fresh, sign_in.new_incarnation = sign_in.new_incarnation, lambda: life
        try:
            self.desk = sign_in.open_desk(self.premises, self.keys, "u-li", self.clock, mint=self.mint)
        finally:
            sign_in.new_incarnation = fresh

    def die(self):
        """Lose the power: the connection is gone, what was committed stands."""
        self.desk.db.close()
        self.open()

    def wrote(self, after=0):
        """Return everything in the journal behind a position."""
        return [Wrote(*row[1:]) for row in self.desk.db.execute(WRITTEN, (after,)).fetchall()]

    def back_up(self, number, *, whole):
        """Copy the database, with `whole` the guard and the tail copy as well; return the copy's folder."""
        self.desk.flush_access()
        self.desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        copy = self.folder.parent / f"{self.folder.name}-copy-{number}"
        copy.mkdir()
        for name in FILES if whole else FILES[:1]:
            shutil.copy(self.folder / name, copy / name)
        return copy

    def restore(self, copy):
        """Put a backup of the database in the place of the database; what was written since is gone."""
        self.desk.db.close()
        for ending in ("-wal", "-shm"):
            (self.folder / f"clinic.db{ending}").unlink(missing_ok=True)
        shutil.copy(copy / "clinic.db", self.folder / "clinic.db")
        self.restored = True
        self.open()
        known = {subject.partition(":")[2] for (subject,) in self.desk.db.execute("SELECT subject FROM entry")}
        self.people = [person for person in self.people if person in known]
        self.lots = [lot for lot in self.lots if lot.id in known]
        self.changes = []

    def clone(self, copy):
        """Return the clinic that somebody opened from a copied folder, under the same device and keys."""
        shutil.copy(self.folder / "clinic.keys", copy / "clinic.keys")
        other = replace(self, folder=copy, clock=SetClock(self.clock.now()), people=list(self.people),
                        lots=list(self.lots), changes=[], desk=None, copied=True)  # fmt: skip
        self.copied = True
        other.desk = Desk(
            db=connect(other.premises.database, self.keys.database_key), premises=other.premises, keys=self.keys,
            installation=self.desk.journal.installation, clock=other.clock, mint=self.mint, rules=self.desk.rules,
            user_id=self.desk.user_id,
        )  # fmt: skip
        return other

    def act(self):
        """Do one thing a nurse does; a wish that is refused writes nothing."""
        wish = self.rng.choices(
            (register, vaccinate, record, amend, correct, void, take_back, look), weights=(5, 6, 4, 4, 2, 2, 2, 1)
        )[0]
        try:
            wish(self)
        except WishRefused:
            return

    def maybe_dying(self, work):
        """Do something, sometimes losing the power right before or right after the commit."""
        how = self.rng.choices(("lives", "before", "after"), weights=(90, 5, 5))[0]
        desk = self.desk

        def cut(*_):
            raise Killed

        if how == "before":
            desk.before_commit = cut
        if how == "after":
            desk.guard.write = cut
        try:
            work()
        except Killed:
            self.die()
        finally:
            for armed in (desk, self.desk):
                armed.before_commit = lambda: None
                armed.guard.__dict__.pop("write", None)


def register(clinic):
    person_id = clinic.mint()
    born = date(2026, 1, 1) + timedelta(days=clinic.rng.randrange(300))
    who = PersonRegistered(person_id=person_id, name=f"童{clinic.rng.randrange(9999)}", sex="F", birth_date=born)
    with clinic.desk.act() as act:
        act.write(who, subject=person_subject(person_id))
    clinic.people.append(person_id)


def somebody(clinic):
    if not clinic.people:
        register(clinic)
    return clinic.rng.choice(clinic.people)


def vaccinate(clinic):
    person = somebody(clinic)
    if not clinic.lots or clinic.rng.random() < 0.1:
        clinic.lots.append(a_lot(clinic.desk, doses=30))
    visit = a_visit_ready_for_injection(clinic.desk, person_id=person)
    write_a_dose(clinic.desk, visit, clinic.rng.choice(clinic.lots))


def record(clinic):
    person = somebody(clinic)
    past = PastDose(vaccine=clinic.rng.choice(("HepB", "BCG", "PV", "MMR")), given_on=date(2026, 11, 1),
                    source=clinic.rng.choice(("booklet", "spoken")), twice=True)  # fmt: skip
    clinic.changes.append((person, corrections.record_past_dose(clinic.desk, person, past, clinic.mint()).entries))


def amend(clinic):
    person = somebody(clinic)
    field_name = clinic.rng.choice(("name", "village", "phone", "guardian_name"))
    changes = {field_name: f"改{clinic.rng.randrange(99)}"}
    changed = corrections.amend_person(clinic.desk, person, changes, "写错了", clinic.mint())
    clinic.changes.append((person, changed.entries))


def a_dose(clinic):
    person = somebody(clinic)
    doses = [dose for dose in clinic.desk.card(person).doses if not dose.void_reason]
    if not doses:
        record(clinic)
        return a_dose(clinic)
    return person, clinic.rng.choice(doses).id


def correct(clinic):
    person, dose = a_dose(clinic)
    changes = {"given_on": f"2026-10-{clinic.rng.randrange(10, 30)}"}
    clinic.changes.append(
        (person, corrections.correct_dose(clinic.desk, person, dose, changes, "写错了", clinic.mint()).entries)
    )


def void(clinic):
    person, dose = a_dose(clinic)
    changed = corrections.void_dose(clinic.desk, person, dose, "没有打", clinic.mint())
    clinic.changes.append((person, changed.entries))


def take_back(clinic):
    if not clinic.changes:
        record(clinic)
    person, entries = clinic.changes.pop(clinic.rng.randrange(len(clinic.changes)))
    clinic.changes.append((person, corrections.take_back(clinic.desk, person, entries, "弄错", clinic.mint()).entries))


def look(clinic):
    clinic.desk.note_access("card", somebody(clinic))
    clinic.desk.flush_access()


def vaccinate_a_guest(clinic, person, registered):
    """Write a dose of another clinic's child, sometimes naming the registration it has seen in the booklet."""
    body = DoseRecorded(dose_id=clinic.mint(), person_id=person, vaccine="MMR", given_on=date(2026, 11, 2),
                        source="booklet")  # fmt: skip
    refs = (registered,) if clinic.rng.random() < 0.5 else ()
    with clinic.desk.act() as act:
        act.write(body, subject=person_subject(person), refs=refs)


def trespass(clinic, person, registered):
    """Change who another clinic's child is, which is beyond its right; return the entry's id."""
    body = PersonAmended(person_id=person, field="name", value="别人改的")
    with clinic.desk.act() as act:
        return act.write(body, subject=person_subject(person), refs=(registered,))


def think_better(clinic, person, trespassed):
    """Take the trespass back, in the same sitting or later."""
    with clinic.desk.act() as act:
        act.write(EntryUndone(reason="弄错"), subject=person_subject(person), refs=(trespassed,))
