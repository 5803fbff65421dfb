"""The room 档案: cells of the booklet, their explanation, keys, pages, masks and scans."""

from datetime import date

import pytest

from clinic_app.domain.entries.health import HealthFactAdded
from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseVoided
from clinic_app.gui.faces import DoseMark
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from tests.builders import a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from tests.gui.desk_tools import BORN, RememberingNavigation, a_child_with_an_early_measles_dose, recorded, tools_for

pytestmark = pytest.mark.gui


class SeenCards:
    """A view that remembers what it was shown."""

    def __init__(self):
        self.card = None
        self.recent = None

    def show_card(self, face):
        self.card = face

    def show_search(self, recent):
        self.card, self.recent = None, recent

    def cells(self, vaccine, rows="nip_rows"):
        row = next(row for row in getattr(self.card, rows) if row.vaccine == vaccine)
        return row.cells


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def navigation():
    return RememberingNavigation()


@pytest.fixture
def tools(desk, scripted, navigation):
    tools = tools_for(desk, scripted(), navigation)
    yield tools
    tools.reader.close()


@pytest.fixture
def seen(tools):
    """A presenter with its view; `presenter` hangs on the view."""
    view = SeenCards()
    view.presenter = CardsPresenter(tools)
    view.presenter.attach(view)
    return view


def test_a_needle_from_elsewhere_shows_its_day_its_unit_and_where_it_comes_from(desk, seen):
    seen.presenter.show_person(a_child_with_an_early_measles_dose(desk))

    first = seen.cells("乙肝")[0]

    assert (first.mark, first.head, first.mark_text) == (DoseMark.ELSEWHERE, "2026-03-15", "外地")
    assert first.detail == "县医院 · 右上臂"


def test_a_needle_written_in_from_the_register_names_book_and_page(desk, seen):
    seen.presenter.show_person(a_child_with_an_early_measles_dose(desk))

    bcg = seen.cells("卡介苗")[0]

    assert (bcg.mark, bcg.mark_text, bcg.detail) == (DoseMark.BACKFILLED, "补录", "册4页31")


def test_a_needle_that_does_not_count_keeps_its_place_and_says_why(desk, seen):
    seen.presenter.show_person(a_child_with_an_early_measles_dose(desk))

    early, again = seen.cells("麻腮风")

    assert (early.head, early.mark_text, early.detail) == ("2026-10-10", "无效", "未满8月龄 不计")
    assert again.head.endswith(" 起") or again.head == "今天可种"


def test_the_repeat_of_a_needle_that_does_not_count_says_which_number_it_has(desk, seen):
    person_id = a_person(desk, name="李一", birth_date=date(2023, 1, 10))
    recorded(desk, person_id, "MMR", date(2023, 8, 1), unit="县医院")
    recorded(desk, person_id, "MMR", date(2023, 10, 20), unit="县医院")
    seen.presenter.show_person(person_id)

    early, repeat = seen.cells("麻腮风")[:2]

    assert early.mark_text == "无效"
    assert repeat.detail == "县医院 · 计第1剂"
    told = seen.presenter.explain(early.key)
    assert told.title == "麻腮风 第 1 针"
    assert told.chip.text == "无效，不计剂次"
    assert "2023-09-10" in told.sentence
    assert "已于 2023-10-20 重种" in [remark.text for remark in told.remarks]


def test_what_can_be_given_today_is_green_and_says_why(desk, seen):
    seen.presenter.show_person(a_person(desk, birth_date=BORN))

    measles = seen.cells("麻腮风")[0]

    assert (measles.mark, measles.head, measles.detail) == (DoseMark.DUE, "今天可种", "已满8月龄")
    told = seen.presenter.explain(measles.key)
    assert told.title == "麻腮风 第 1 剂"
    assert "满8月龄（2026-11-15）" in told.sentence
    assert told.source == "依据：儿童免疫程序及说明（2021年版） · MMR-1，按 NIP-2026"


def test_what_is_late_says_for_how_many_days(desk, seen):
    seen.presenter.show_person(a_person(desk, birth_date=date(2025, 6, 18)))

    bcg_or_measles = seen.cells("麻腮风")[0]

    assert bcg_or_measles.late
    assert bcg_or_measles.detail == "逾期 154 天"


def test_what_must_wait_says_from_when_and_why(desk, seen):
    seen.presenter.show_person(a_person(desk, birth_date=BORN))

    second_meningitis = seen.cells("AC流脑")[0]

    assert second_meningitis.mark is DoseMark.WAITING
    assert (second_meningitis.head, second_meningitis.detail) == ("2028-03-15 起", "满2周岁")


def test_a_combined_dose_stands_in_every_series_it_covers(desk, seen):
    person_id = a_person(desk, birth_date=BORN)
    recorded(desk, person_id, "DTaP-IPV/Hib", date(2026, 5, 20), unit="县医院")
    seen.presenter.show_person(person_id)

    assert seen.cells("百白破")[0].detail == "五联 · 县医院"
    assert seen.cells("脊灰")[0].detail == "五联 · 县医院"
    assert seen.card.paid_rows[0].vaccine == "Hib"
    assert seen.card.paid_doses == 1


def test_a_paid_dose_without_rules_is_plainly_given(desk, seen):
    person_id = a_person(desk, birth_date=BORN)
    recorded(desk, person_id, "TT", date(2026, 5, 20), lot_number="H1", site="left_thigh")
    seen.presenter.show_person(person_id)

    dose = seen.cells("其他", "paid_rows")[0]

    assert (dose.mark, dose.mark_text, dose.detail) == (DoseMark.BACKFILLED, "补录", "破伤风 · H1 · 左大腿")
    told = seen.presenter.explain(dose.key)
    assert (told.chip.text, told.sentence) == ("补录", "不属于国家免疫规划程序，按说明书，如实记录")


def test_a_paid_dose_is_counted_by_its_label_and_the_next_one_waits(desk, seen):
    person_id = a_person(desk, birth_date=BORN)
    recorded(desk, person_id, "Hib", date(2026, 5, 20), lot_number="H1", site="left_thigh")
    seen.presenter.show_person(person_id)

    given, coming = seen.cells("Hib", "paid_rows")

    assert seen.presenter.explain(given.key).chip.text == "有效，计第 1 剂"
    assert coming.mark is DoseMark.CHECK
    assert "距第1剂（2026-05-20）满1个月（2026-06-20）" in seen.presenter.explain(coming.key).sentence


def test_a_voided_needle_stays_and_counts_no_more(desk, seen):
    person_id = a_person(desk, birth_date=BORN)
    dose_id = recorded(desk, person_id, "BCG", date(2026, 3, 16), unit="县医院")
    with desk.act() as act:
        act.write(DoseVoided(dose_id=dose_id, person_id=person_id, reason="录错人"), subject=person_subject(person_id))
    seen.presenter.show_person(person_id)

    voided = seen.cells("卡介苗")[0]

    assert (voided.mark, voided.mark_text, voided.detail) == (DoseMark.INVALID, "作废", "录错人")
    assert seen.presenter.explain(voided.key).sentence == "已作废：录错人"


def test_a_dose_given_here_names_lot_site_and_nurse(desk, seen):
    person_id = a_person(desk, birth_date=date(2026, 5, 4))
    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))
    seen.presenter.show_person(person_id)

    first = seen.cells("百白破")[0]
    fields = dict(seen.presenter.explain(first.key).fields)

    assert (first.mark_text, first.detail) == ("有效", "A2026001 · 左上臂")
    assert fields["接种日期"] == "2026-11-18 08:30"
    assert fields["批号"] == "A2026001"
    assert fields["效期"] == "2027-06-30"
    assert fields["接种人"] == "李护士"
    assert fields["来源"] == "本点接种"


def test_health_facts_and_fields_in_conflict_are_said_above_the_booklet(desk, seen):
    person_id = a_person(desk, birth_date=BORN, mother_hbsag="positive")
    fact = HealthFactAdded(
        fact_id=desk.mint(), person_id=person_id, what="allergy", value="青霉素", on=date(2026, 5, 1), source="家长自述"
    )
    with desk.act() as act:
        act.write(fact, subject=person_subject(person_id))
        for day in ("2026-03-16", "2026-03-17"):
            amended = PersonAmended(person_id=person_id, field="birth_date", value=day)
            act.write(amended, subject=person_subject(person_id))
    seen.presenter.show_person(person_id)

    what, todo = seen.card.notice

    assert "出生日期有两种写法：" in what
    assert "母亲乙肝表面抗原阳性" in what
    assert "过敏：青霉素（家长自述 2026-05-01）" in what
    assert todo.startswith("请对照接种证核对")


def test_looking_at_a_card_is_written_down(desk, seen):
    person_id = a_person(desk)
    seen.presenter.show_person(person_id)
    desk.flush_access()

    looked = [bytes(row[0]) for row in desk.db.execute("SELECT bytes FROM entry WHERE stream = 'local'")]

    assert any(b"opened_card" in entry and person_id.encode() in entry for entry in looked)


def test_a_person_nobody_knows_is_told_not_shown(seen, tools):
    seen.presenter.show_person("nobody")

    assert tools.prompter.told[0][0] == "没有这份档案"
    assert seen.card is None


def test_a_dose_given_elsewhere_in_the_program_appears_at_once(desk, seen):
    person_id = a_person(desk, birth_date=date(2026, 5, 4))
    seen.presenter.show_person(person_id)

    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))
    seen.presenter.on_changed(frozenset({"dose"}))

    assert seen.cells("百白破")[0].head == "2026-11-18"


def test_names_are_hidden_on_the_card_and_in_the_list(desk, seen):
    person_id = a_person(desk, name="张小明", guardian_name="王芳芳", phone="13800001234")
    seen.presenter.show_person(person_id)

    seen.presenter.mask(True)

    assert seen.card.head.name == "张*明"
    assert "王*芳 138****1234" in seen.card.head.about
    seen.presenter.close_card()
    assert seen.recent[0].name == "张*明"


def test_the_strip_by_age_shows_each_needle_once(desk, seen):
    person_id = a_person(desk, birth_date=BORN)
    recorded(desk, person_id, "DTaP-IPV/Hib", date(2026, 5, 20), unit="县医院")
    seen.presenter.show_person(person_id)

    two_months = next(stop for stop in seen.card.timeline.stops if stop.label == "2月")

    assert len(two_months.marks) == 1
