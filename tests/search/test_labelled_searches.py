"""Two hundred and more searches as nurses type them, each with the child that must stand first."""

from datetime import date
from pathlib import Path

import pytest

from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.services.reader import open_reader
from clinic_app.services.search import find_people
from tests.builders import MORNING, a_clinic, a_person

HERE = Path(__file__).parent


def table(name):
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


PEOPLE = table("people.tsv")
# The name, its initials, its pinyin, the birthday and the end of the phone each name one person of the table, except
# initials and pinyin that several share: of those the youngest stands first.
SHARED = {"zxm": "张小明", "zhangxiaoming": "张小明", "lx": "李想", "lixiang": "李想"}
BY_TABLE = [
    (typed, SHARED.get(typed, name))
    for name, initials, pinyin, born, phone, _guardian, _village in PEOPLE
    for typed in (name, initials, pinyin, born.replace("-", ""), phone[-4:], phone[-6:])
]
LABELS = [*BY_TABLE, *((typed, name) for typed, name in table("labels.tsv"))]


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A clinic with everybody of the table, and as many namesakes by sound who have moved away."""
    desk = a_clinic(tmp_path_factory.mktemp("search"))
    for name, _initials, _pinyin, born, phone, guardian, village in PEOPLE:
        a_person(
            desk, name=name, birth_date=date.fromisoformat(born), phone=phone, guardian_name=guardian, village=village
        )
    for name in ("张晓明", "李翔", "单晓雨"):
        gone = a_person(desk, name=name, birth_date=date(2026, 11, 1), phone="13700000000")
        moved = PersonAmended(person_id=gone, field="enrolment", value="moved_out", reason="迁出")
        with desk.act() as act:
            act.write(moved, subject=person_subject(gone))
    opened = open_reader(desk.premises, desk.keys.database_key, SetClock(MORNING), desk.rules)
    yield opened
    opened.close()
    desk.close()


def test_there_are_at_least_two_hundred_labels():
    assert len(set(LABELS)) >= 200


@pytest.mark.parametrize(("typed", "name"), LABELS, ids=lambda word: word)
def test_the_child_that_is_meant_stands_first(reader, typed, name):
    found = find_people(reader, typed).people

    assert [line.name for line in found][:1] == [name], [line.name for line in found][:5]


@pytest.mark.parametrize("typed", ["", "   ", "·", ",", "，。", "%", "_", "'", "\0", "x" * 500, "9" * 400, "张" * 300])
def test_what_means_nobody_finds_nobody(reader, typed):
    assert find_people(reader, typed).people == ()


def test_all_words_must_fit(reader):
    assert find_people(reader, "张小明 1999").people == ()
    assert find_people(reader, "zxm 0606").people == ()


def test_those_who_moved_away_come_after_those_in_care(reader):
    found = [line.name for line in find_people(reader, "zxm").people]

    assert found == ["张小明", "章晓鸣", "张晓明"]
