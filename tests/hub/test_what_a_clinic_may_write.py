"""An enrolled clinic with a valid key writes more than is its right: answered with a reason, and others untouched."""

import shutil

import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from hub_builders import carry

from clinic_app.domain.entries.clinic import DeviceEnrolled
from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.stock import LotQuarantined
from clinic_app.domain.entries.subjects import device_subject, lot_subject, person_subject
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import DoseRecorded, DoseVoided
from clinic_app.exchange.receipt import EntryState, PendingReason
from clinic_app.hub.checking import differences
from clinic_app.records.connection import connect
from clinic_app.services.desk import Desk
from clinic_app.services.premises import Premises

HOME, OTHER = "3301220101", "3301220202"


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def home(hub, tmp_path):
    desk = hub.enrolled(tmp_path / "home", unit_code=HOME)
    hub.admit(desk, HOME)
    yield desk
    desk.close()


@pytest.fixture
def other(hub, tmp_path):
    desk = hub.enrolled(tmp_path / "other", unit_code=OTHER, name="白云镇卫生院")
    hub.admit(desk, OTHER)
    yield desk
    desk.close()


def write(desk, body, subject, refs=()):
    """Write one entry past every service, as a changed program would."""
    with desk.act() as act:
        return act.write(body, subject=subject, refs=refs)


def pending(hub, unit_code):
    return [(line.state, line.reason) for line in hub.store.pending(unit_code, 99)]


def a_child_of(desk, hub, stick):
    """A child registered at home and known to the county."""
    lot = a_lot(desk)
    visit = a_visit_ready_for_injection(desk)
    write_a_dose(desk, visit, lot)
    carry(desk, hub, stick)
    return visit.person_id


def test_a_visiting_child_is_vaccinated_and_the_home_clinic_keeps_it(home, other, hub, stick):
    child = a_child_of(home, hub, stick)
    write(
        other,
        DoseRecorded(
            dose_id=other.mint(), person_id=child, vaccine="MMR", given_on=other.clock.today(), source="booklet"
        ),
        person_subject(child),
    )

    carry(other, hub, stick)

    assert pending(hub, OTHER) == []
    assert hub.store.person(child)[1] == HOME
    assert sorted((row[2], row[4]) for row in hub.store.dose_rows(child)) == [("DTaP", HOME), ("MMR", OTHER)]
    assert list(differences(hub.store)) == []


@pytest.mark.parametrize("what", ["register", "amend", "undo", "void"])
def test_who_a_child_of_another_clinic_is_cannot_be_changed(home, other, hub, stick, what):
    child = a_child_of(home, hub, stick)
    before = hub.store.person(child), hub.store.dose_rows(child)
    about = person_subject(child)
    given = [entry for (entry,) in home.db.execute("SELECT id FROM entry WHERE kind = 'dose.given'").fetchall()]
    dose_id = home.card(child).doses[0].id
    body, refs = {
        "register": (PersonRegistered(person_id=child, name="王二", sex="M", birth_date=home.clock.today()), ()),
        "amend": (PersonAmended(person_id=child, field="name", value="王二"), ()),
        "undo": (EntryUndone(reason="不是"), tuple(given)),
        "void": (DoseVoided(dose_id=dose_id, person_id=child, reason="不是"), ()),
    }[what]
    write(other, body, about, refs)

    carry(other, hub, stick)

    assert pending(hub, OTHER) == [(EntryState.DISPUTED, PendingReason.OTHER_CLINIC)]
    assert (hub.store.person(child), hub.store.dose_rows(child)) == before
    assert list(differences(hub.store)) == []


def test_a_lot_of_another_clinic_cannot_be_sealed_off(home, other, hub, stick):
    lot = a_lot(home)
    carry(home, hub, stick)
    write(other, LotQuarantined(lot_id=lot.id, reason="x"), lot_subject(lot.id))

    carry(other, hub, stick)

    assert pending(hub, OTHER) == [(EntryState.DISPUTED, PendingReason.OTHER_CLINIC)]


def test_nobody_speaks_for_another_workstation(home, other, hub, stick):
    victim = home.keys.device_id
    write(other, DeviceEnrolled(device_id=victim, desk="1", public_key="00" * 32), device_subject(victim))

    carry(other, hub, stick)

    assert pending(hub, OTHER) == [(EntryState.DISPUTED, PendingReason.OTHER_DEVICE)]


def test_the_id_of_a_dose_cannot_be_taken_over(home, other, hub, stick):
    child = a_child_of(home, hub, stick)
    own = a_person(other, name="李想")
    stolen = DoseRecorded(
        dose_id=home.card(child).doses[0].id,
        person_id=own,
        vaccine="MMR",
        given_on=other.clock.today(),
        source="booklet",
    )
    write(other, stolen, person_subject(own))

    carry(other, hub, stick)

    assert pending(hub, OTHER) == [(EntryState.DISPUTED, PendingReason.CLAIMED_ELSEWHERE)]
    assert [row[0] for row in hub.store.dose_rows(child)] == [home.card(child).doses[0].id]
    assert list(differences(hub.store)) == []


def test_a_body_that_names_another_child_than_its_subject_is_disputed(other, hub, stick):
    one, two = a_person(other, name="李想"), a_person(other, name="李念")
    recorded = DoseRecorded(
        dose_id=other.mint(), person_id=two, vaccine="MMR", given_on=other.clock.today(), source="booklet"
    )
    write(other, recorded, person_subject(one))

    carry(other, hub, stick)

    assert pending(hub, OTHER) == [(EntryState.DISPUTED, PendingReason.OTHER_SUBJECT)]


def test_what_waits_for_a_cause_is_entered_when_the_cause_arrives(home, other, hub, stick):
    child = a_person(home)
    registered = home.db.execute("SELECT id FROM entry WHERE kind = 'person.registered'").fetchone()[0]
    appended = PersonAmended(person_id=child, field="village", value="二村")
    write(other, DoseRecorded(
        dose_id=other.mint(), person_id=child, vaccine="MMR", given_on=other.clock.today(), source="booklet",
    ), person_subject(child), refs=(registered,))  # fmt: skip
    write(other, appended, person_subject(child), refs=(registered,))

    carry(other, hub, stick)
    assert pending(hub, OTHER) == [(EntryState.HELD, PendingReason.MISSING_CAUSE)] * 2
    carry(home, hub, stick)

    assert pending(hub, OTHER) == [(EntryState.DISPUTED, PendingReason.OTHER_CLINIC)], "only the amendment is refused"
    assert [row[2] for row in hub.store.dose_rows(child)] == ["MMR"]
    assert hub.store.person(child)[1] == HOME
    assert list(differences(hub.store)) == []


@pytest.mark.parametrize("on_one_stick", [True, False])
def test_what_rests_on_a_disputed_entry_is_judged_alike_whether_both_came_at_once_or_not(
    home, other, hub, stick, on_one_stick
):
    child = a_child_of(home, hub, stick)
    about = person_subject(child)
    amended = write(other, PersonAmended(person_id=child, field="name", value="王二"), about)
    if not on_one_stick:
        carry(other, hub, stick)
    write(other, EntryUndone(reason="弄错"), about, (amended,))

    carry(other, hub, stick)

    assert pending(hub, OTHER) == [(EntryState.DISPUTED, PendingReason.OTHER_CLINIC)]
    assert list(differences(hub.store)) == []


def test_other_bytes_at_a_place_that_is_taken_close_the_stream_and_are_kept(home, hub, stick, tmp_path):
    """A copied workstation: the same key writes two histories."""
    a_person(home)
    home.flush_access()
    home.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    copied = tmp_path / "copy"
    copied.mkdir()
    for path in (tmp_path / "home").iterdir():
        if path.is_file():
            shutil.copy(path, copied)
    a_person(home, name="甲")
    carry(home, hub, stick)
    held = hub.store.tips(HOME)[0]

    premises = Premises.of(copied / "clinic.db")
    clone = Desk(
        db=connect(premises.database, home.keys.database_key), premises=premises, keys=home.keys,
        installation=home.journal.installation, clock=home.clock, mint=home.mint, rules=home.rules,
        user_id=home.user_id,
    )  # fmt: skip
    a_person(clone, name="乙")
    taken = carry(clone, hub, stick)
    clone.close()

    assert taken.packages[-1].fork or any(package.fork for package in taken.packages)
    (tip,) = hub.store.tips(HOME)
    assert (tip.state.value, tip.held_seq, tip.held_hash) == ("forked", held.held_seq, held.held_hash)
    assert hub.store.ground.rows("SELECT count(*) FROM fork_evidence")[0][0] == 1
    names = {row[0] for row in hub.store.ground.rows("SELECT name FROM person")}
    assert names == {"陈小满", "甲"}
