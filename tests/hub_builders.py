"""A county for tests, and clinics enrolled with it, all on real files."""

from datetime import UTC, datetime, timedelta

from builders import a_clinic
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.devices.identity import new_id
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.exchange.keys import new_county_keypair, public_bytes_of
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.hub.county import County
from clinic_app.hub.sticks import take_in_stick
from clinic_app.hub.store import ClinicLine, Store
from clinic_app.services.sync import export_to_stick

OPENING = "2026-11-01T00:00:00.000Z"


class CountyClock:
    """The county's clock: a minute later at every look."""

    def __init__(self):
        self.moment = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)

    def __call__(self):
        self.moment += timedelta(minutes=1)
        return self.moment


def kept_keys(file):
    """Return age identity and signing secret, those kept in the file where there is one."""
    if file is not None and file.exists():
        identity, signing = file.read_text("ascii").split()
        return identity, bytes.fromhex(signing)
    identity, signing = new_county_keypair().identity, Ed25519PrivateKey.generate().private_bytes_raw()
    if file is not None:
        file.write_text(f"{identity} {signing.hex()}", "ascii")
    return identity, signing


class Hub:
    """A county with its store open."""

    def __init__(self, folder, *, practice=False, ground=None, secrets=None):
        """Open the county; `secrets` names a file in which its keys are kept for another process."""
        folder.mkdir(parents=True, exist_ok=True)
        identity, signing = kept_keys(secrets)
        self.county = County(
            home=folder,
            county_code="330122",
            county_name="某县",
            practice=practice,
            identity=identity,
            signing_key=Ed25519PrivateKey.from_private_bytes(signing),
            database_key=bytes(range(32)),
        )
        self.now = CountyClock()
        self.store = Store(ground) if ground else self.county.open_store()

    def enrolled(self, folder, *, unit_code="3301220101", name="青石镇卫生院", **options):
        """Return the open desk of a new clinic of this county, whose workstation the county has admitted."""
        folder.mkdir(parents=True, exist_ok=True)
        desk = a_clinic(folder, **options)
        named = ClinicNamed(
            unit_code=unit_code,
            name=name,
            villages=("一村", "二村"),
            practice=self.county.practice,
            county_key=self.county.recipient,
            county_signing_key=public_bytes_of(self.county.signing_key).hex(),
        )
        with desk.act() as act:
            act.write(named, subject=CLINIC)
        with self.store.ground.alone():
            self.store.add_clinic(ClinicLine(unit_code=unit_code, name=name, enrolled_at=OPENING))
        return desk

    def admit(self, desk, unit_code="3301220101"):
        """Admit the desk's workstation without a stick in between."""
        with self.store.ground.alone():
            self.store.note_applicant(desk.keys.device_id, desk.keys.device_public.hex(), OPENING)
            self.store.admit(desk.keys.device_id, unit_code, OPENING)

    def take_in(self, stick):
        """Take in a stick and write the receipts on it."""
        return take_in_stick(self.county, self.store, FolderCarrier(stick / PACKAGE_FOLDER), self.now, new_id)


def carry(desk, hub, stick):
    """Take what a clinic has to the county and back to the clinic's desk, on one stick; return what the county did."""
    export_to_stick(desk, stick)
    return hub.take_in(stick)
