"""Every byte of a package, a chunk and a greeting changed, every length cut: the county takes in nothing false."""

import pytest
from builders import a_person
from hub_builders import Hub

from clinic_app.devices.identity import new_id
from clinic_app.exchange.hello import Hello, hello_message
from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.signed_header import FORMAT, Purpose
from clinic_app.hub.checking import differences
from clinic_app.hub.sticks import take_in_stick
from clinic_app.services.sync import export_to_stick
from tests.exchange_samples import MemoryCarrier
from tests.hub.hostile import HostileClinic

EVERY = 23  # in the test command each twenty-third damage of a whole stick, in the long one each


@pytest.fixture
def hub(tmp_path):
    """The county on its own file: what is refused here never reaches an engine."""
    opened = Hub(tmp_path / "county")
    yield opened
    opened.store.ground.close()


@pytest.fixture
def package(hub, tmp_path):
    """The files of one small package, and the entries in it."""
    desk = hub.enrolled(tmp_path / "clinic")
    hub.admit(desk)
    a_person(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    export_to_stick(desk, stick)
    written = {bytes(row[0]) for row in desk.db.execute("SELECT bytes FROM entry WHERE stream = 'shared'")}
    desk.close()
    return {path.name: path.read_bytes() for path in stick.rglob("*") if path.is_file()}, written


def damages(stored):
    """Yield every single flipped bit and every cut."""
    for place in range(len(stored)):
        for bit in range(8):
            changed = bytearray(stored)
            changed[place] ^= 1 << bit
            yield bytes(changed)
        yield stored[:place]


def everything(hub):
    tables = ("entry", "stream", "person", "dose", "claim", "device", "fork_evidence", "to_fold")
    return [hub.store.ground.rows(f"SELECT * FROM {name} ORDER BY 1") for name in tables]


def take_in(hub, files):
    carrier = MemoryCarrier(files=dict(files))
    return take_in_stick(hub.county, hub.store, carrier, hub.now, new_id)


def damaged_sticks(hub, package, every):
    """Take in each damaged stick; none is ever called whole, and nothing but what was written is ever held."""
    files, written = package
    before = everything(hub)
    for name in sorted(files, reverse=True):  # parts first: a whole part counts whatever becomes of its manifest
        for number, damaged in enumerate(damages(files[name])):
            if number % every:
                continue
            taken = take_in(hub, files | {name: damaged})
            assert [one.problem is not None for one in taken.packages] == [True], f"{name}, damage {number}"
            if name.endswith(".MAN"):
                held = {bytes(row[0]) for row in hub.store.ground.rows("SELECT bytes FROM entry")}
                assert held <= written
                assert hub.store.whole_packages("3301220101", 9) == []
            else:
                assert everything(hub)[0] == before[0] == []
        if not name.endswith(".MAN"):
            assert everything(hub) == before
    assert list(differences(hub.store)) == []


def test_a_damaged_stick_brings_nothing_false_and_is_never_called_whole(hub, package):
    damaged_sticks(hub, package, EVERY)


@pytest.mark.long
def test_every_damage_of_a_stick(hub, package):
    damaged_sticks(hub, package, 1)


def test_every_damage_of_a_chunk_is_refused_at_the_front_desk(hub):
    clinic = HostileClinic(hub)
    whole = clinic.chunk([clinic.entry("access.recorded", "clinic", {"action": "x"})])
    before = everything(hub)

    assert accepted(clinic.front_desk.chunk, whole) == 0
    assert everything(hub) == before


def test_every_damage_of_a_greeting_is_refused_and_admits_nobody(hub):
    clinic = HostileClinic(hub)
    public = clinic.key.public_key().public_bytes_raw().hex()
    hello = Hello(format=FORMAT, device=clinic.device, public_key=public, purpose=Purpose.ENTRIES,
                  recipient=hub.county.recipient, sent_at=hub.now(), heads=())  # fmt: skip
    before = everything(hub)

    assert accepted(clinic.front_desk.hello, hello_message(hello, clinic.key)) == 0
    assert everything(hub) == before


def accepted(door, whole):
    count = 0
    for damaged in damages(whole):
        try:
            door(damaged)
        except PackageDamaged:
            continue
        count += 1
    return count
