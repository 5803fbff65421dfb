"""The county's machine dies in the middle: nothing is lost, nothing is there twice, and receipts say what is true."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from hub_builders import Hub

from clinic_app.hub.checking import differences
from clinic_app.hub.postgres_ground import PostgresGround
from clinic_app.hub.store import Store
from clinic_app.services.receipts import take_in_receipts
from clinic_app.services.sync import export_to_stick
from tests.hub.postgres_server import PostgresServer, program_folder

ROOT = Path(__file__).parents[2]
KILLED = 77

# Takes the stick in and dies, without any chance to clear up, right before the n-th commit.
TAKING_IN = textwrap.dedent(
    """
    import os, sys
    sys.path[:0] = ["tests", "."]
    from contextlib import contextmanager
    from pathlib import Path
    from hub_builders import Hub
    from clinic_app.hub import applying
    from clinic_app.hub.sqlite_ground import SqliteGround

    folder, stick, dies_at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    applying.BATCH, applying.PEOPLE_AT_ONCE = 7, 2
    began, alone = 0, SqliteGround.alone

    @contextmanager
    def cut_off(ground):
        global began
        began += 1
        with alone(ground):
            yield
            if began == dies_at:
                os._exit(77)

    SqliteGround.alone = cut_off
    hub = Hub(folder, secrets=folder / "secrets")
    hub.take_in(stick)
    """
)


def a_full_stick(hub, folder):
    """A clinic with some children on a stick; return its desk and the stick."""
    clinic = hub.enrolled(folder / "clinic")
    hub.admit(clinic)
    for name in ("甲", "乙", "丙"):
        write_a_dose(clinic, a_visit_ready_for_injection(clinic, person_id=a_person(clinic, name=name)), a_lot(clinic))
    stick = folder / "stick"
    stick.mkdir()
    export_to_stick(clinic, stick)
    return clinic, stick


def what_it_holds(store):
    return store.digests(), store.tips(), store.ground.rows("SELECT seq, hub_seq, verdict FROM entry ORDER BY hub_seq")


def take_in_and_die(folder, stick, dies_at):
    command = [sys.executable, "-c", TAKING_IN, str(folder), str(stick), str(dies_at)]
    ended = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ended.returncode in (0, KILLED), ended.stderr
    return ended.returncode == KILLED


def test_killed_before_any_commit_it_goes_on_where_it_stood(tmp_path, monkeypatch):
    pristine, secrets = tmp_path / "pristine", tmp_path / "pristine" / "secrets"
    hub = Hub(pristine, secrets=secrets)
    clinic, stick = a_full_stick(hub, tmp_path)
    hub.store.ground.close()
    monkeypatch.setattr("clinic_app.hub.applying.BATCH", 7)
    expected = None

    for dies_at in range(40):  # 0: it lives, and says what everything must be like
        county, its_stick = tmp_path / f"county-{dies_at}", tmp_path / f"stick-{dies_at}"
        shutil.copytree(pristine, county)
        shutil.copytree(stick, its_stick)
        died = take_in_and_die(county, its_stick, dies_at)
        if died:
            assert not list(its_stick.rglob("*.RCP")), "no receipt before everything stands"
        hub = Hub(county, secrets=county / "secrets")
        if died:
            hub.take_in(its_stick)
        expected = expected or what_it_holds(hub.store)
        assert what_it_holds(hub.store) == expected
        assert list(differences(hub.store)) == []
        hub.store.ground.close()
        if dies_at and not died:
            break

    assert dies_at >= 8
    assert [row[1] for row in expected[2]] == list(range(1, len(expected[2]) + 1)), "each entry has one place"
    assert take_in_receipts(clinic, its_stick).newly_applied == len(expected[2])
    clinic.close()


@pytest.mark.skipif(program_folder() is None, reason="there is no PostgreSQL here")
def test_when_the_database_server_is_killed_the_same_stick_brings_everything(tmp_path, monkeypatch):
    with PostgresServer() as server:
        url = server.new_database()
        hub = Hub(tmp_path / "county", ground=PostgresGround(url))
        clinic, stick = a_full_stick(hub, tmp_path)
        monkeypatch.setattr("clinic_app.hub.applying.BATCH", 7)
        commits = 0
        alone = PostgresGround.alone

        def dying(ground):
            nonlocal commits
            commits += 1
            if commits == 4:
                server.kill()
            return alone(ground)

        monkeypatch.setattr(PostgresGround, "alone", dying)
        with pytest.raises(Exception, match=r"connection|server|terminat"):
            hub.take_in(stick)
        monkeypatch.setattr(PostgresGround, "alone", alone)
        server.start()
        hub.store = Store(PostgresGround(url))
        hub.take_in(stick)

        assert list(differences(hub.store)) == []
        tip = hub.store.tips()[0]
        assert tip.applied_seq == tip.held_seq > 20
        assert take_in_receipts(clinic, stick).newly_applied == tip.held_seq
        hub.store.ground.close()
        clinic.close()
