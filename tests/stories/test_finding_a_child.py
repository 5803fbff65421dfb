"""A nurse finds the right child among namesakes and twins, by whatever the parent can say."""

from datetime import date

import pytest

from clinic_app.devices.clock import SetClock
from clinic_app.gui.rooms.cards.match_faces import match_faces
from clinic_app.services.reader import open_reader
from clinic_app.services.search import find_people, person_with_code
from tests.builders import MORNING, TODAY, a_clinic, a_person

TWINS_BORN = date(2026, 5, 4)


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def found(desk):
    """Search as the scan box does, and return what the list would show: (name, about, note)."""
    reader = open_reader(desk.premises, desk.keys.database_key, SetClock(MORNING), desk.rules)

    def search(text):
        faces = match_faces(find_people(reader, text), TODAY)
        return [(face.name, face.about, face.note) for face in faces]

    yield search
    reader.close()


def test_twins_differ_by_name_and_share_everything_else(desk, found):
    for name in ("陈子轩", "陈子涵"):
        a_person(desk, name=name, birth_date=TWINS_BORN, guardian_name="李梅", phone="13900001111", village="一村")

    assert sorted(found("20260504")) == [
        ("陈子涵", "女  6月14天  2026-05-04", "李梅 139****1111  一村"),
        ("陈子轩", "女  6月14天  2026-05-04", "李梅 139****1111  一村"),
    ]


def test_two_children_of_one_name_in_one_village_differ_by_birth_date_and_mother(desk, found):
    a_person(desk, name="李梓涵", birth_date=date(2024, 8, 20), guardian_name="王芳", village="一村")
    a_person(desk, name="李梓涵", birth_date=date(2023, 2, 1), guardian_name="赵丽", village="一村")

    assert found("lzh") == [
        ("李梓涵", "女  2岁2月  2024-08-20", "王芳  一村"),
        ("李梓涵", "女  3岁9月  2023-02-01", "赵丽  一村"),
    ]


def test_a_grandmother_knows_the_last_four_digits_of_the_phone_only(desk, found):
    a_person(desk, name="杨老二", phone="13800001205", residence="migrant")

    assert [(name, note) for name, _, note in found("1205")] == [("杨老二", "138****1205  流动")]


def test_a_newborn_is_found_by_its_mothers_name(desk, found):
    a_person(desk, name="王芳之子", birth_date=date(2026, 11, 16))

    assert [name for name, _, _ in found("王芳")] == ["王芳之子"]


@pytest.mark.parametrize("name", ["阿卜杜热依木江·买买提托合提", "沙㛃", "孙𬸚", "唐𫖯"])
def test_long_and_rare_names_are_found_by_their_characters(desk, found, name):
    a_person(desk, name=name)

    assert [seen for seen, _, _ in found(name)] == [name]


def test_the_scanned_booklet_finds_its_child_and_nobody_else(desk, found):
    person_id = a_person(desk, name="马思远", child_code="530326100290010001")
    a_person(desk, name="马思远", child_code="530326100290010002")
    reader = open_reader(desk.premises, desk.keys.database_key, SetClock(MORNING), desk.rules)

    people = person_with_code(reader, "530326100290010001")
    reader.close()

    assert [person.person_id for person in people] == [person_id]


def test_names_and_guardians_are_hidden_where_others_look_on(desk):
    a_person(desk, name="陈小满", guardian_name="李小梅")
    reader = open_reader(desk.premises, desk.keys.database_key, SetClock(MORNING), desk.rules)

    face = match_faces(find_people(reader, "cxm"), TODAY, masked=True)[0]
    reader.close()

    assert (face.name, face.note) == ("陈*满", "李*梅")
