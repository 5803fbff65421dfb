"""`clinic-hub` as an operator types it: a county is founded, a clinic enrolled, admitted, taken in and checked."""

import os
import re
import sqlite3

import pytest
from builders import a_lot, a_visit_ready_for_injection, write_a_dose
from click.testing import CliRunner
from hub_builders import Hub, carry

from clinic_app.devices.clock import SystemClock
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.exchange.enrolment import fingerprint_of, opened_enrolment
from clinic_app.hub import county as county_home
from clinic_app.hub.checking import differences
from clinic_app.hub.command_line import clinic_hub
from clinic_app.services.receipts import take_in_receipts
from clinic_app.services.sync import export_to_stick

PASSPHRASE = "a long passphrase"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "county"


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


def run(*words, passphrase=PASSPHRASE):
    answer = CliRunner().invoke(clinic_hub, list(map(str, words)), env={"CLINIC_HUB_PASSPHRASE": passphrase})
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    return answer.exit_code, answer.output


@pytest.fixture
def county(home):
    code, said = run("found", "--home", home, "--code", "330122", "--name", "某县")
    assert code == 0, said
    return re.search(r"Fingerprint, to be printed for every clinic: ([\d ]+)", said)[1]


def test_from_founding_a_county_to_a_proof_that_it_holds_what_the_clinic_wrote(home, county, stick, desk):
    code, said = run(
        "enroll",
        "--home",
        home,
        "--unit-code",
        "3301220101",
        "--clinic",
        "青石镇卫生院",
        "--village",
        "一村",
        "--out",
        stick,
    )
    assert code == 0, said
    (package,) = (stick / "VAXSYNC").glob("*.ENR")
    enrolment = opened_enrolment(package.read_bytes(), SystemClock().today())
    assert " ".join(enrolment.fingerprint) == county
    named = ClinicNamed(
        unit_code=enrolment.unit_code,
        name=enrolment.clinic_name,
        villages=enrolment.villages,
        county_key=enrolment.county_key,
        county_signing_key=enrolment.signing_key,
    )
    with desk.act() as act:
        act.write(named, subject=CLINIC)
    write_a_dose(desk, a_visit_ready_for_injection(desk), a_lot(desk))
    written = export_to_stick(desk, stick).entries

    code, said = run("import", "--home", home, stick)
    assert code == 1
    assert "is not admitted" in said
    code, said = run("report", "--home", home)
    groups = fingerprint_of(desk.keys.device_public)
    assert f"waits to be admitted: {desk.keys.device_id}, fingerprint {' '.join(groups[:-1])} …" in said

    admit = ("admit", "--home", home, desk.keys.device_id[:13], "--unit-code", "3301220101", "--fingerprint")
    wrong = f"{(int(groups[-1]) + 1) % 10_000:04d}"
    code, said = run(*admit, wrong)
    assert code == 1
    assert "nothing was admitted" in said
    assert run(*admit, groups[-1])[0] == 0

    code, said = run("import", "--home", home, stick)
    assert code == 0, said
    assert f"{written} new entries, 0 known" in said
    assert f"{written} entries applied, 0 of them wait for a person." in said
    assert run("check", "--home", home) == (0, f"{written} entries, 1 people: all as told.\n")
    assert "1 people, 1 doses counted" in run("report", "--home", home)[1]
    assert take_in_receipts(desk, stick).newly_applied == written


def test_neither_keys_nor_database_of_the_county_can_be_read_without_the_passphrase(home, county):
    run("report", "--home", home)

    assert run("report", "--home", home, passphrase="another one 12")[0] == 1
    keys = (home / county_home.KEY_FILE).read_bytes()
    assert b"AGE-SECRET" not in keys
    assert "某县".encode() not in keys
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(home / county_home.DATABASE).execute("SELECT * FROM clinic").fetchall()
    assert oct(os.stat(home / county_home.DATABASE).st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("found", "--code", "330122", "--name", "某县"), "a county stands already"),
        (("enroll", "--unit-code", "9901220101", "--clinic", "x", "--out", "."), "is no unit code of 某县"),
        (("admit", "0000", "--unit-code", "3301220101", "--fingerprint", "0000"), "is not enrolled"),
        (("revoke", "0000"), "no workstation 0000"),
        (("import", "."), "no package in"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(home, county, words, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, said = run(words[0], "--home", home, *words[1:])

    assert code in (1, 2)
    assert sentence in said


def test_a_changed_byte_of_one_entry_is_named_by_check(home, county, stick, tmp_path):
    hub = Hub(tmp_path / "other")
    clinic = hub.enrolled(tmp_path / "clinic")
    hub.admit(clinic)
    write_a_dose(clinic, a_visit_ready_for_injection(clinic), a_lot(clinic))
    carry(clinic, hub, stick)

    (stored,) = hub.store.ground.rows("SELECT bytes FROM entry WHERE kind = 'dose.given'")[0]
    changed = bytes(stored).replace(b'"0.5 ml"', b'"5.0 ml"')
    hub.store.ground.run("UPDATE entry SET bytes = ? WHERE kind = 'dose.given'", (changed,))
    told = list(differences(hub.store))

    assert [sentence.partition(" ")[0] for sentence in told] == ["stream", "person"]
    assert told[0].endswith("was changed")
    assert told[1].endswith("the rows are not what the entries tell")
    clinic.close()
    hub.store.ground.close()
