"""The writer thread: order, callbacks, failures, and a desk that never keeps the nurse waiting."""

import queue
import threading
import time

import msgspec
import pytest
from builders import NURSE, a_person

from clinic_app.services.sign_in import open_desk
from clinic_app.services.writer import Writer


class Room:
    """Stands for the GUI thread: runs what is posted to it, when it looks."""

    def __init__(self):
        self.posted = queue.Queue()
        self.facts = []

    def run_until(self, count):
        while len(self.facts) < count:
            self.posted.get(timeout=5)()


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def writer(desk, room):
    """A started writer with a desk of its own on the clinic of `desk`."""
    opened = threading.Event()
    made = Writer(lambda: open_desk(desk.premises, desk.keys, NURSE, desk.clock), room.posted.put)
    made.start(opened.set, pytest.fail)
    room.posted.get(timeout=5)()
    assert opened.is_set()
    yield made
    made.close()


def kinds(desk, stream="shared"):
    rows = desk.db.execute("SELECT bytes FROM entry WHERE stream = ? ORDER BY position", (stream,))
    return [msgspec.json.decode(entry_bytes)["body"] for (entry_bytes,) in rows]


def test_wishes_are_granted_in_order_and_answered_on_the_asking_thread(desk, room, writer):
    threads = []

    def note(fact):
        threads.append(threading.current_thread())
        room.facts.append(fact)

    for name in ("甲一", "乙二", "丙三"):
        writer.submit(lambda the_desk, name=name: (name, a_person(the_desk, name=name)), note, pytest.fail)
    room.run_until(3)

    assert [name for name, _ in room.facts] == ["甲一", "乙二", "丙三"]
    assert set(threads) == {threading.current_thread()}
    assert [body["name"] for body in kinds(desk) if "birth_date" in body] == ["甲一", "乙二", "丙三"]


def test_a_wish_that_fails_leaves_nothing_and_the_next_is_granted(desk, room, writer):
    def fall(the_desk):
        with the_desk.act() as act:
            act.write(msgspec.structs.replace(_anybody()), subject="person:x")
            raise KeyError("fell")

    writer.submit(fall, pytest.fail, room.facts.append)
    writer.submit(lambda the_desk: a_person(the_desk), room.facts.append, pytest.fail)
    room.run_until(2)

    assert isinstance(room.facts[0], KeyError)
    assert [body["person_id"] for body in kinds(desk) if "birth_date" in body] == [room.facts[1]]


def test_closing_finishes_what_was_submitted(desk, room):
    made = Writer(lambda: open_desk(desk.premises, desk.keys, NURSE, desk.clock), room.posted.put)
    made.start(lambda: None, pytest.fail)
    for _ in range(5):
        made.submit(a_person, room.facts.append, pytest.fail)

    made.close()

    assert desk.db.execute("SELECT count(*) FROM person").fetchone() == (5,)
    assert [body["action"] for body in kinds(desk, "local")] == ["signed_in"]


def test_a_slow_disk_does_not_hold_the_one_who_asks(room, writer):
    writer.submit(lambda the_desk: setattr(the_desk, "before_commit", lambda: time.sleep(0.3)), print, pytest.fail)
    started = time.monotonic()

    for _ in range(3):
        writer.submit(a_person, room.facts.append, pytest.fail)
    asked = time.monotonic() - started

    room.posted.get(timeout=5)
    room.run_until(3)
    assert asked < 0.1
    assert time.monotonic() - started >= 0.9


def test_looks_are_written_within_a_second_or_so_even_when_wishes_keep_coming(desk, room, writer):
    writer.submit(lambda the_desk: the_desk.note_access("opened_card", "p1"), print, pytest.fail)
    deadline = time.monotonic() + 3

    while time.monotonic() < deadline and "opened_card" not in [look["action"] for look in kinds(desk, "local")]:
        writer.submit(lambda _: None, print, pytest.fail)
        time.sleep(0.05)

    assert [look["action"] for look in kinds(desk, "local")] == ["signed_in", "opened_card"]
    assert [body for body in kinds(desk) if body.get("action")] == []


def test_a_flush_that_fails_keeps_the_looks_for_the_next_act(desk, room, writer):
    def break_disk(the_desk):
        the_desk.before_commit = _raise_full
        the_desk.note_access("searched")

    writer.submit(break_disk, print, pytest.fail)
    time.sleep(1.3)
    assert "searched" not in [look["action"] for look in kinds(desk, "local")]
    writer.submit(lambda the_desk: setattr(the_desk, "before_commit", lambda: None), print, pytest.fail)
    writer.submit(a_person, room.facts.append, pytest.fail)
    room.posted.get(timeout=5)
    room.run_until(1)

    assert [look["action"] for look in kinds(desk, "local")] == ["signed_in", "searched"]


def test_a_desk_that_cannot_be_opened_fails_every_wish_with_the_reason(room):
    def closed_room():
        raise FileNotFoundError("no clinic here")

    made = Writer(closed_room, room.posted.put)
    made.start(pytest.fail, room.facts.append)
    made.submit(a_person, pytest.fail, room.facts.append)
    room.run_until(2)
    made.close()

    assert [str(problem) for problem in room.facts] == ["no clinic here"] * 2


def test_last_looks_that_cannot_be_written_are_told_when_closing(desk, room):
    made = Writer(lambda: open_desk(desk.premises, desk.keys, NURSE, desk.clock), room.posted.put)
    made.start(lambda: None, pytest.fail)
    made.submit(lambda the_desk: setattr(the_desk, "before_commit", _raise_full), print, pytest.fail)

    with pytest.raises(OSError, match="full"):
        made.close()


def _raise_full():
    raise OSError("disk full")


def _anybody():
    from datetime import date

    from clinic_app.domain.entries.registration import PersonRegistered

    return PersonRegistered(person_id="x", name="x", sex="U", birth_date=date(2026, 1, 1))
