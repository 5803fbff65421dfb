"""Clinic and county prove to each other that they hold the same cards, or name exactly whose card differs."""

import random
from contextlib import suppress

import pytest
from builders import PASSWORD, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from click.testing import CliRunner
from hub_builders import carry

from clinic_app.app.commands.reconcile import reconcile as command
from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.devices.identity import new_id
from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.domain.people_proof import PeopleDiffer
from clinic_app.exchange.keys import public_bytes_of
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.signed_header import Purpose
from clinic_app.exchange.statement import opened_statement, statement_file
from clinic_app.hub.reconciling import write_statement
from clinic_app.services.failures import NothingToExport
from clinic_app.services.receipts import take_in_receipts
from clinic_app.services.reconciliation import NoStatement, ReceiptFirst, reconcile

HOME, OTHER = "3301220101", "3301220202"


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def clinic(hub, tmp_path):
    desk = hub.enrolled(tmp_path / "clinic")
    hub.admit(desk)
    yield desk
    desk.close()


@pytest.fixture
def other(hub, tmp_path):
    desk = hub.enrolled(tmp_path / "other", unit_code=OTHER, name="白云镇卫生院")
    hub.admit(desk, OTHER)
    yield desk
    desk.close()


def a_child(desk, name):
    """A vaccinated child; return its id."""
    visit = a_visit_ready_for_injection(desk, person_id=a_person(desk, name=name))
    write_a_dose(desk, visit, a_lot(desk))
    return visit.person_id


def statement(hub, stick, unit=HOME):
    carrier = FolderCarrier(stick / PACKAGE_FOLDER)
    return stick / PACKAGE_FOLDER / write_statement(hub.county, hub.store, carrier, unit, hub.now(), new_id)


def settled(hub, desk, stick):
    """Everything entered, and the county's statement on the stick with its receipt taken in."""
    with suppress(NothingToExport):
        carry(desk, hub, stick)
    found = statement(hub, stick)
    take_in_receipts(desk, stick)
    return found


def test_the_same_entries_give_the_same_root(hub, clinic, stick):
    children = [a_child(clinic, name) for name in ("甲", "乙", "丙")]
    settled(hub, clinic, stick)

    found = reconcile(clinic.db, stick)

    assert found.root_here == found.root_there
    assert found.people_here == found.people_there == len(children)
    assert not found.differ


def test_what_was_written_since_the_receipt_does_not_disturb_it(hub, clinic, stick):
    child = a_child(clinic, "甲")
    settled(hub, clinic, stick)
    a_child(clinic, "乙")
    write_a_dose(clinic, a_visit_ready_for_injection(clinic, person_id=child), a_lot(clinic))

    assert not reconcile(clinic.db, stick).differ


def test_exactly_the_children_who_differ_are_named_and_neither_side_changes(hub, clinic, other, stick):
    same, guest = a_child(clinic, "甲"), a_child(clinic, "乙")
    settled(hub, clinic, stick)
    dose = DoseRecorded(
        dose_id=other.mint(), person_id=guest, vaccine="MMR", given_on=other.clock.today(), source="booklet"
    )
    with other.act() as act:
        act.write(dose, subject=person_subject(guest))
    carry(other, hub, stick)
    settled(hub, clinic, stick)
    before = hub.store.digests(), clinic.card(guest), clinic.card(same)

    found = reconcile(clinic.db, stick)

    assert found.differ == PeopleDiffer(other_card=(guest,))
    assert found.root_here != found.root_there
    assert (hub.store.digests(), clinic.card(guest), clinic.card(same)) == before


def test_who_is_missing_on_one_side_is_named_for_that_side(hub, clinic, stick):
    lost, kept = a_child(clinic, "甲"), a_child(clinic, "乙")
    path = settled(hub, clinic, stick)
    said, there = opened_statement(path.read_bytes(), public_bytes_of(hub.county.signing_key), Purpose.ENTRIES)
    stranger = {kept: there[kept], "0197a000-0000-7000-8000-00000000000a": bytes(32)}
    path.write_bytes(statement_file(said, stranger, hub.county.signing_key))

    found = reconcile(clinic.db, stick)

    assert found.differ == PeopleDiffer(only_here=(lost,), only_there=tuple(stranger.keys() - {kept}))


def test_what_the_county_disputes_is_left_out_on_both_sides(hub, clinic, other, stick):
    child = a_child(clinic, "甲")
    carry(clinic, hub, stick)
    with other.act() as act:
        act.write(PersonAmended(person_id=child, field="name", value="别人"), subject=person_subject(child))
    own = a_child(other, "乙")
    carry(other, hub, stick)
    statement(hub, stick, OTHER)
    take_in_receipts(other, stick)

    found = reconcile(other.db, stick)

    assert (found.people_here, found.people_there, bool(found.differ)) == (1, 1, False)
    assert hub.store.person_ids(OTHER) == [own]


def test_a_statement_without_its_receipt_is_put_off(hub, clinic, stick):
    a_child(clinic, "甲")
    settled(hub, clinic, stick)
    for path in stick.rglob("*.RCP"):
        path.unlink()
    statement(hub, stick)

    with pytest.raises(ReceiptFirst):
        reconcile(clinic.db, stick)


def test_no_statement_and_another_clinics_prove_nothing(hub, clinic, other, stick):
    a_child(clinic, "甲")
    carry(clinic, hub, stick)
    with pytest.raises(NoStatement):
        reconcile(clinic.db, stick)
    own, foreign = statement(hub, stick), statement(hub, stick, OTHER)
    own.write_bytes(foreign.read_bytes())
    take_in_receipts(clinic, stick)

    with pytest.raises(NoStatement):
        reconcile(clinic.db, stick)


def test_every_damage_of_a_statement_is_refused(hub, clinic, stick):
    a_child(clinic, "甲")
    stored = settled(hub, clinic, stick).read_bytes()
    key = public_bytes_of(hub.county.signing_key)
    opened_statement(stored, key, Purpose.ENTRIES)
    rng = random.Random(7)

    for place in range(len(stored)):
        flipped = bytearray(stored)
        flipped[place] ^= 1 << rng.randrange(8)
        for damaged in (bytes(flipped), stored[:place]):
            with pytest.raises(PackageDamaged):
                opened_statement(damaged, key, Purpose.ENTRIES)


def test_a_statement_for_practice_proves_nothing_about_real_children(hub, clinic, stick):
    a_child(clinic, "甲")
    path = settled(hub, clinic, stick)

    with pytest.raises(PackageDamaged):
        opened_statement(path.read_bytes(), public_bytes_of(hub.county.signing_key), Purpose.PRACTICE)


def run(desk, stick):
    words = [str(stick), "--db", str(desk.premises.database)]
    return CliRunner().invoke(command, words, env={"CLINIC_APP_PASSWORD": PASSWORD})


def test_the_command_says_ok_or_names_the_people(hub, clinic, other, stick):
    child = a_child(clinic, "甲")
    assert run(clinic, stick).exit_code == 2
    settled(hub, clinic, stick)
    same = run(clinic, stick)
    assert (same.exit_code, same.output.splitlines()[-1]) == (0, "OK")

    dose = DoseRecorded(
        dose_id=other.mint(), person_id=child, vaccine="MMR", given_on=other.clock.today(), source="booklet"
    )
    with other.act() as act:
        act.write(dose, subject=person_subject(child))
    carry(other, hub, stick)
    settled(hub, clinic, stick)
    differs = run(clinic, stick)

    assert differs.exit_code == 1
    assert differs.output.splitlines()[-1] == f"DIFFERS person {child}: another card"
