"""Who could be mistaken for whom."""

from datetime import date

import pytest

from clinic_app.domain.look_alike import Likely, Likeness, likeness

BORN = date(2026, 3, 15)


def someone(name, sounds=(), **changes):
    return Likely(name=name, sounds=frozenset(sounds), birth_date=changes.pop("birth_date", BORN), **changes)


XUAN = someone("陈子轩", ("chenzixuan", "czx"), guardian_name="李梅", phone="13900001111", village="一村")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (someone("陈子涵", ("chenzihan", "czh"), phone="13900001111"), Likeness.TWIN),
        (someone("陈子涵", phone="13900001111", birth_date=date(2026, 3, 16)), Likeness.TWIN),  # around midnight
        (someone("陈子涵", phone="13900001111", birth_date=date(2023, 3, 16)), Likeness.SIBLING),
        (someone("王一", guardian_name="李梅", village="一村", birth_date=date(2023, 3, 16)), Likeness.SIBLING),
        (someone("王一", guardian_name="李梅", village="二村"), None),  # another Li Mei
        (someone("陈子轩", birth_date=date(2020, 1, 1)), Likeness.NAMESAKE),
        (someone("陈子萱", ("chenzixuan", "czx")), Likeness.SIMILAR),  # sounds the same, born the same day
        (someone("陈子杆"), Likeness.SIMILAR),  # looks much the same
        (someone("陈子萱", ("chenzixuan", "czx"), birth_date=date(2026, 3, 16)), None),
        (someone("蔡志祥", ("caizhixiang", "czx")), None),  # initials alone say too little
        (someone("王一"), None),
    ],
)
def test_why_two_could_be_mistaken_for_each_other(other, expected):
    assert likeness(XUAN, other) is expected
    assert likeness(other, XUAN) is expected


def test_no_phone_and_no_guardian_are_not_one_family():
    assert likeness(someone("王一"), someone("李二")) is None
