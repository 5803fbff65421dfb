"""All rows are made true again from the journal, while a nurse goes on working, and wherever it is broken off."""

import pytest
from builders import NURSE, a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.records.projection import all_rows, differing_rows
from clinic_app.services import rebuild as rebuild_module
from clinic_app.services.checkup import check_clinic
from clinic_app.services.due_cache import outdated_people
from clinic_app.services.rebuild import rebuild_beside_the_desk
from clinic_app.services.sign_in import open_desk
from tests.integration.records.test_check import check, clinic_app

DAMAGES = (
    "DELETE FROM dose",
    "UPDATE person SET name = '王五'",
    "UPDATE lot SET doses_on_hand = 77",
    "UPDATE visit SET state = 'done'",
    "DELETE FROM name_key",
    "INSERT INTO name_key (person_id, name_key) SELECT person_id, 'zzz' FROM person",
    "DELETE FROM user_account",
    "INSERT INTO lot_code (lot_id, code, used) VALUES ('nobody', '1', 0)",
)


@pytest.fixture
def desk(tmp_path):
    """A desk with a lot and three children, one of whom had a needle."""
    desk = a_clinic(tmp_path)
    write_a_dose(desk, a_visit_ready_for_injection(desk), a_lot(desk))
    a_person(desk, name="李大双")
    a_person(desk, name="李小双")
    yield desk
    desk.db.close()


def damage(desk, *statements):
    desk.db.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        desk.db.execute(statement)
    desk.db.execute("PRAGMA foreign_keys = ON")


def quietly(done, total):
    """Say nothing."""


@pytest.mark.parametrize("statement", DAMAGES)
def test_any_wrong_row_becomes_what_the_journal_tells(desk, statement):
    before = all_rows(desk.db)
    damage(desk, statement)
    assert list(differing_rows(desk.db))

    rebuilt = rebuild_beside_the_desk(desk, quietly)

    assert rebuilt.repaired
    assert all_rows(desk.db) == before
    assert check_clinic(desk.premises, desk.keys).damages == ()


def test_where_nothing_is_wrong_nothing_is_written(desk):
    changes = desk.db.total_changes

    rebuilt = rebuild_beside_the_desk(desk, quietly)

    assert rebuilt.repaired == ()
    assert desk.db.total_changes == changes


def test_only_those_whose_rows_were_wrong_are_named_and_assessed_anew(desk):
    twin = desk.db.execute("SELECT person_id FROM person WHERE name = '李大双'").fetchone()[0]
    damage(desk, "UPDATE person SET sex = 'U' WHERE name = '李大双'")

    rebuilt = rebuild_beside_the_desk(desk, quietly)

    assert rebuilt.repaired == (f"person:{twin}",)
    assert outdated_people(desk) == [twin]


def test_a_nurse_at_another_desk_writes_between_two_of_its_steps(desk, monkeypatch):
    monkeypatch.setattr(rebuild_module, "SECONDS_AT_ONCE", 0.0001)
    damage(desk, *DAMAGES)
    other = open_desk(desk.premises, desk.keys, NURSE, desk.clock)
    registered = []

    def meanwhile(done, total):
        if len(registered) < 3:
            registered.append(a_person(other, name=f"陈新{done}"))

    rebuild_beside_the_desk(desk, meanwhile)
    other.db.close()

    assert len(registered) == 3
    assert check_clinic(desk.premises, desk.keys).damages == ()


def test_broken_off_it_leaves_former_rows_or_true_ones_and_the_next_goes_to_the_end(desk, monkeypatch):
    monkeypatch.setattr(rebuild_module, "SECONDS_AT_ONCE", 0.0001)
    before = all_rows(desk.db)
    damage(desk, "UPDATE person SET sex = 'U'")
    damaged = set(all_rows(desk.db)["person"])

    class PowerCut(BaseException):
        """The power goes."""

    def cut(done, total):
        if done == total - 1:
            raise PowerCut

    with pytest.raises(PowerCut):
        rebuild_beside_the_desk(desk, cut)
    assert set(all_rows(desk.db)["person"]) <= damaged | set(before["person"])

    stopped = rebuild_beside_the_desk(desk, quietly, is_stopped=lambda: True)
    assert stopped.subjects == 0
    rebuild_beside_the_desk(desk, quietly)
    assert all_rows(desk.db) == before


def test_the_command_repairs_what_check_has_named(desk):
    damage(desk, "DELETE FROM dose")
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.db.close()
    premises = desk.premises
    assert check(premises)[0] == 1

    exit_code, said = clinic_app("rebuild", "--db", str(premises.database))

    assert exit_code == 0
    assert "1 repaired" in said
    assert "REPAIRED person:" in said
    assert check(premises)[0] == 0
