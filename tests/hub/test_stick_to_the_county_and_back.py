"""A stick goes to the county and comes back: what the county confirms is counted, and nothing else is."""

import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from hub_builders import carry

from clinic_app.domain.fold.canonical import canonical_card
from clinic_app.exchange.problems import ProblemKind
from clinic_app.hub.checking import differences
from clinic_app.services.failures import NothingToExport
from clinic_app.services.reader import Reader
from clinic_app.services.receipts import take_in_receipts
from clinic_app.services.sync import export_to_stick, sync_state


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def clinic(hub, tmp_path):
    desk = hub.enrolled(tmp_path / "clinic")
    yield desk
    desk.close()


def a_morning(desk):
    """Vaccinate one child; return its id."""
    lot = a_lot(desk)
    visit = a_visit_ready_for_injection(desk)
    write_a_dose(desk, visit, lot)
    return visit.person_id


def counts(desk):
    state = sync_state(Reader(db=desk.db, clock=desk.clock, rules=desk.rules))
    return state.written, state.held, state.applied


def files_on(stick):
    return sorted(path.suffix for path in stick.rglob("*") if path.is_file())


def test_a_workstation_nobody_admitted_waits_and_nothing_is_taken_in(hub, clinic, stick):
    a_morning(clinic)

    taken = carry(clinic, hub, stick)

    assert [package.problem.kind for package in taken.packages] == [ProblemKind.UNKNOWN_AUTHOR]
    assert taken.receipts == []
    assert [line.device for line in hub.store.devices("")] == [clinic.keys.device_id]
    assert hub.store.devices("")[0].public_key == clinic.keys.device_public.hex()
    assert hub.store.tips() == []


def test_the_receipt_brings_the_counts_and_the_package_goes(hub, clinic, stick):
    hub.admit(clinic)
    child = a_morning(clinic)
    written = counts(clinic)[0]

    taken = carry(clinic, hub, stick)
    assert (taken.applied.entries, taken.applied.pending) == (written, 0)
    assert counts(clinic) == (written, 0, 0), "a file on a stick proves nothing"
    answer = take_in_receipts(clinic, stick)

    assert (answer.newly_held, answer.newly_applied) == (written, written)
    assert counts(clinic) == (written, written, written)
    assert files_on(stick) == [".RCP"]
    assert hub.store.person(child)[7] == canonical_card(clinic.card(child))
    assert list(differences(hub.store)) == []
    with pytest.raises(NothingToExport):
        export_to_stick(clinic, stick)


def test_the_same_stick_again_changes_nothing_but_the_number_of_the_receipt(hub, clinic, stick):
    hub.admit(clinic)
    a_morning(clinic)
    carry(clinic, hub, stick)
    before = hub.store.digests(), hub.store.tips()

    again = hub.take_in(stick)

    assert [(package.entries > 0, package.new_entries) for package in again.packages] == [(True, 0)]
    assert again.applied.entries == 0
    assert (hub.store.digests(), hub.store.tips()) == before
    assert take_in_receipts(clinic, stick).number > hub.now.moment.timestamp() - 3600
    assert files_on(stick) == [".RCP"], "the older receipt is taken away by the county, the package by the clinic"


def test_what_is_written_meanwhile_goes_with_the_next_stick(hub, clinic, stick):
    hub.admit(clinic)
    a_morning(clinic)
    carry(clinic, hub, stick)
    a_person(clinic, name="李想")
    take_in_receipts(clinic, stick)
    written, held, _ = counts(clinic)
    assert held < written

    taken = carry(clinic, hub, stick)
    take_in_receipts(clinic, stick)

    assert taken.applied.entries == written - held
    assert counts(clinic) == (written, written, written)
    assert list(differences(hub.store)) == []
