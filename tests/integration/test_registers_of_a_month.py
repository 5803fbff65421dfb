"""The registers of a month, from what was recorded at the desk."""

from datetime import date, timedelta

import pypdfium2
import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.stock import DosesWasted, LotQuarantined, LotRefused
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.services.print_jobs import recent_jobs
from clinic_app.services.reader import open_reader
from clinic_app.services.registers import REGISTERS, count_rows, month_after, print_register, register_of

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


@pytest.fixture
def a_day(desk):
    """Two children vaccinated, one vial broken, one lot sealed, one delivery refused."""
    lot = a_lot(desk, doses=10, lot_number="A2026001", supplier="县疾控中心", document="2026-113")
    for name in ("张小明", "李雨桐"):
        visit = a_visit_ready_for_injection(desk, person_id=a_person(desk, name=name, guardian_name="王芳"))
        write_a_dose(desk, visit, lot)
        desk.clock.advance(timedelta(minutes=10))
    with desk.act() as act:
        act.write(
            DosesWasted(waste_id=desk.mint(), lot_id=lot.id, doses=1, reason="broken"), subject=lot_subject(lot.id)
        )
        act.write(LotQuarantined(lot_id=lot.id, reason="冷链"), subject=lot_subject(lot.id))
        refused = desk.mint()
        act.write(
            LotRefused(lot_id=refused, vaccine="MMR", maker="上海生物", lot_number="M9", doses=20,
                       reason="no_transport_record", words="没有运输温度记录"),
            subject=lot_subject(refused),
        )  # fmt: skip
    return lot


def lines_of(reader, register, month=NOVEMBER):
    pdf, _ = register_of(reader, register, month)
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.get_textpage().get_text_range()


def test_the_vaccination_register_has_a_row_a_needle(desk, reader, a_day):
    assert count_rows(reader, "vaccination", NOVEMBER) == 2

    words = lines_of(reader, "vaccination")

    assert "11-18 08:30" in words
    for said in ("张小明", "李雨桐", "百白破 1", "A2026001", "2027-06-30", "左上臂 肌内", "王芳"):
        assert said in words, said


def test_the_consent_register_says_who_signed_and_who_informed(desk, reader, a_day):
    assert count_rows(reader, "consent", NOVEMBER) == 2

    words = lines_of(reader, "consent")

    for said in ("陈母", "母亲", "李护士", "t1"):
        assert said in words, said


def test_the_observation_register_says_when_each_could_leave(desk, reader, a_day):
    words = lines_of(reader, "observation")

    assert count_rows(reader, "observation", NOVEMBER) == 2
    assert "09:00" in words  # thirty minutes after 08:30
    assert "留观中" in words


def test_the_books_of_the_refrigerator_close_after_every_day(desk, reader, a_day):
    words = lines_of(reader, "stock")

    for said in ("入库", "县疾控中心 2026-113", "接种使用", "报损", "破损", "隔离", "冷链", "拒收", "没有运输温度记录"):
        assert said in words, said
    rows = [line.split() for line in words.replace("\r\n", "\n").split("\n") if "A2026001" in line or "百白破" in line]
    assert rows
    assert "7" in words.split("报损")[1].split("隔离")[0].split()  # 10 in, 2 used, 1 broken


def test_another_month_is_another_register(desk, reader, a_day):
    assert count_rows(reader, "vaccination", month_after(NOVEMBER)) == 0
    assert "本月没有记录" in lines_of(reader, "vaccination", date(2026, 12, 1))


def test_where_nothing_is_recorded_nothing_is_invented(reader):
    assert "cold_chain" in REGISTERS
    assert count_rows(reader, "cold_chain", NOVEMBER) is None
    with pytest.raises(KeyError):
        register_of(reader, "cold_chain", NOVEMBER)


def test_a_register_is_queued_under_its_name_and_month(desk, reader, a_day):
    pdf, missing = register_of(reader, "stock", NOVEMBER)

    print_register(desk, "stock", NOVEMBER, pdf, missing)

    assert [(job.kind, job.about) for job in recent_jobs(reader)] == [("register", "stock 2026-11")]


@pytest.mark.parametrize("register", [each for each in REGISTERS if each != "cold_chain"])
def test_every_register_gives_the_same_bytes_twice(register, reader, a_day):
    assert register_of(reader, register, NOVEMBER) == register_of(reader, register, NOVEMBER)
