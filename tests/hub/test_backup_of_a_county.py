"""The county's PC dies: the backup is put back, and the clinics' next sticks bring what it did not have."""

import pytest
from builders import a_lot, a_visit_ready_for_injection, write_a_dose
from click.testing import CliRunner
from hub_builders import Hub, carry

from clinic_app.hub.backup import BackupUnusable, back_up, restore
from clinic_app.hub.checking import differences
from clinic_app.hub.command_line import clinic_hub
from clinic_app.hub.county import HomeTaken, found_county, open_county
from clinic_app.hub.store import Store
from clinic_app.services.receipts import take_in_receipts
from clinic_app.services.sync import export_to_stick

PASSPHRASE = "a long passphrase"


@pytest.fixture
def hub(tmp_path):
    """A county with a real key file, so that it can be opened again elsewhere."""
    county = found_county(tmp_path / "county", "330122", "某县", PASSPHRASE)
    opened = Hub(tmp_path / "unused")
    opened.store.ground.close()
    opened.county, opened.store = county, county.open_store()
    yield opened
    opened.store.ground.close()


def a_dose(desk):
    write_a_dose(desk, a_visit_ready_for_injection(desk), a_lot(desk))


def test_a_backup_is_put_back_and_the_next_stick_brings_the_rest(hub, tmp_path):
    clinic = hub.enrolled(tmp_path / "clinic")
    hub.admit(clinic)
    stick = tmp_path / "stick"
    stick.mkdir()
    a_dose(clinic)
    carry(clinic, hub, stick)
    made = back_up(hub.county, hub.store, tmp_path / "backups", hub.now())
    a_dose(clinic)
    carry(clinic, hub, stick)  # the receipt of this one never comes back: the stick stays at the county

    restore(made, tmp_path / "new-pc")
    hub.store.ground.close()
    hub.county = open_county(tmp_path / "new-pc", PASSPHRASE)
    hub.store = hub.county.open_store()
    assert len(hub.store.person_ids()) == 1
    assert list(differences(hub.store)) == []
    export_to_stick(clinic, stick)
    hub.take_in(stick)

    assert len(hub.store.person_ids()) == 2
    assert list(differences(hub.store)) == []
    taken = take_in_receipts(clinic, stick)
    assert taken.newly_applied == clinic.db.execute("SELECT max(seq) FROM entry WHERE stream='shared'").fetchone()[0]
    clinic.close()


@pytest.mark.parametrize("met_before", [True, False])
def test_what_was_receipted_after_the_backup_comes_again_too(hub, tmp_path, met_before):
    """The clinic counted it as held, the county no longer has it: its next receipt says so, and is believed."""
    clinic = hub.enrolled(tmp_path / "clinic")
    hub.admit(clinic)
    stick = tmp_path / "stick"
    stick.mkdir()
    for _ in range(met_before):
        a_dose(clinic)
        carry(clinic, hub, stick)
        take_in_receipts(clinic, stick)
    made = back_up(hub.county, hub.store, tmp_path / "backups", hub.now())
    for _ in range(3):
        a_dose(clinic)
        carry(clinic, hub, stick)
        take_in_receipts(clinic, stick)
    restore(made, tmp_path / "new-pc")
    hub.store.ground.close()
    hub.county = open_county(tmp_path / "new-pc", PASSPHRASE)
    hub.store = hub.county.open_store()
    assert len(hub.store.person_ids()) == met_before

    for _ in range(2):  # the first stick joins nothing, its receipt says where to begin
        a_dose(clinic)
        carry(clinic, hub, stick)
        take_in_receipts(clinic, stick)

    assert len(hub.store.person_ids()) == met_before + 5
    written = clinic.db.execute("SELECT max(seq) FROM entry WHERE stream='shared'").fetchone()[0]
    assert clinic.db.execute("SELECT held_seq, applied_seq FROM receipted").fetchall() == [(written, written)]
    assert list(differences(hub.store)) == []
    clinic.close()


def test_nothing_is_put_over_a_county_that_stands(hub, tmp_path):
    made = back_up(hub.county, hub.store, tmp_path / "backups", hub.now())

    with pytest.raises(HomeTaken):
        restore(made, hub.county.home)
    with pytest.raises(BackupUnusable):
        restore(tmp_path, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


def test_a_copy_that_says_less_never_stands_under_its_name(hub, tmp_path, monkeypatch):
    clinic = hub.enrolled(tmp_path / "clinic")
    hub.admit(clinic)
    stick = tmp_path / "stick"
    stick.mkdir()
    a_dose(clinic)
    carry(clinic, hub, stick)
    tips = Store.tips
    once = iter([tips(hub.store)])
    monkeypatch.setattr(Store, "tips", lambda store, unit_code=None: next(once, []))

    with pytest.raises(BackupUnusable):
        back_up(hub.county, hub.store, tmp_path / "backups", hub.now())

    assert list((tmp_path / "backups").iterdir()) == []
    clinic.close()


def test_the_commands_of_backup_export_and_restore(hub, tmp_path):
    def run(*words):
        answer = CliRunner().invoke(clinic_hub, list(map(str, words)), env={"CLINIC_HUB_PASSPHRASE": PASSPHRASE})
        return answer.exit_code, answer.output

    home = hub.county.home
    hub.enrolled(tmp_path / "clinic").close()
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "is not enrolled" in run("export", "--home", home, stick, "--unit-code", "3301229999")[1]
    assert run("export", "--home", home, stick)[0] == 0
    assert [path.suffix for path in stick.rglob("*.RCP")] == [".RCP"]
    assert run("backup", "--home", home, tmp_path / "backups")[0] == 0
    (made,) = (tmp_path / "backups").iterdir()
    assert "was not touched" in run("restore", "--home", home, made)[1]
    assert run("restore", "--home", tmp_path / "new", made)[0] == 0
    assert run("check", "--home", tmp_path / "new") == (0, "0 entries, 0 people: all as told.\n")
