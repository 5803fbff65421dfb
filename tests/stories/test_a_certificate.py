"""Stories of papers that leave the house: a kindergarten, an embassy, a migrant family, and a doubt."""

from datetime import date

import pytest
from builders import TODAY, a_lot, a_visit_ready_for_injection, write_a_dose

from clinic_app.exchange.certificate_check import Verdict, verify_certificate
from clinic_app.exchange.trust_list import opened_trust_list, trust_of
from clinic_app.services.certificate_paper import Wish
from clinic_app.services.certificate_trust import import_trust_list, judge, text_in_picture
from clinic_app.services.certificates import issue, pdf_of
from clinic_app.services.reader import open_reader
from tests.certificate_samples import COUNTY, public
from tests.integration.test_certificates import ROUTINE, a_child, enrolled, make, our_list
from tests.unit.printing.paper_looks import text_of


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


def on_paper(desk, paper, child, folder, **changes):
    """The nurse prints it; somebody else holds the sheet."""
    sheet = folder / f"{paper}.pdf"
    sheet.write_bytes(pdf_of(make(desk, paper, child, **changes).certificate))
    return sheet


def test_the_kindergarten_sees_what_is_missing_and_after_the_needle_that_nothing_is(desk, tmp_path):
    child = a_child(desk, ROUTINE[:-1])
    before = on_paper(desk, "school", child, tmp_path)
    assert "查验结论：还需补种" in text_of(before.read_bytes())
    assert "脊灰" in text_of(before.read_bytes())

    write_a_dose(
        desk, a_visit_ready_for_injection(desk, person_id=child, vaccines=("bOPV",)), a_lot(desk, vaccine="bOPV")
    )
    after = on_paper(desk, "school", child, tmp_path)

    assert "查验结论：已按年龄完成国家免疫规划疫苗接种" in text_of(after.read_bytes())


def test_the_old_paper_still_says_what_was_true_on_its_day(desk, reader, tmp_path):
    enrolled(desk)
    import_trust_list(desk, our_list(desk))
    child = a_child(desk, ROUTINE[:-1])
    old = text_in_picture(on_paper(desk, "school", child, tmp_path))

    write_a_dose(
        desk, a_visit_ready_for_injection(desk, person_id=child, vaccines=("bOPV",)), a_lot(desk, vaccine="bOPV")
    )

    found = judge(reader, old).verification
    assert (found.verdict, found.issued_on) == (Verdict.GENUINE, TODAY)
    assert "结论 还需补种" in found.body


def test_a_mother_who_changes_one_date_is_found_out_by_a_school_without_network(desk, tmp_path):
    child = a_child(desk)
    shown = text_in_picture(on_paper(desk, "record", child, tmp_path))
    trust = trust_of(opened_trust_list(our_list(desk), public(COUNTY)))

    assert verify_certificate(shown, trust).verdict is Verdict.GENUINE
    assert verify_certificate(shown.replace("2022-11-15", "2022-05-15"), trust).verdict is Verdict.ALTERED


def test_a_brother_cannot_show_his_sisters_paper_as_his_own(desk, tmp_path):
    hers = text_in_picture(on_paper(desk, "record", a_child(desk), tmp_path))
    trust = trust_of(opened_trust_list(our_list(desk), public(COUNTY)))

    his = hers.replace("姓名 王一一", "姓名 王一凡").replace("出生 2022-03-15", "出生 2021-01-01")

    assert verify_certificate(his, trust).verdict is Verdict.ALTERED


def test_a_migrant_family_takes_home_what_was_given_here_and_only_that(desk, tmp_path):
    child = a_child(desk, ROUTINE[:3])
    write_a_dose(desk, a_visit_ready_for_injection(desk, person_id=child), a_lot(desk))

    text = text_of(on_paper(desk, "transfer", child, tmp_path).read_bytes())

    assert "A2026001" in text
    assert "皮内注射用卡介苗" not in text


def test_the_embassy_reads_names_in_letters_and_vaccines_in_english(desk, tmp_path):
    sheet = on_paper(desk, "travel", a_child(desk), tmp_path, english_name="WANG YIYI", passport="E12345678")

    text = text_of(sheet.read_bytes())

    for words in ("Certificate of Vaccination", "WANG YIYI", "E12345678", "BCG", "Measles-mumps-rubella (MMR)"):
        assert words in text


def test_a_voided_needle_and_one_known_by_word_of_mouth_are_on_no_paper(desk, tmp_path):
    child = a_child(desk, ROUTINE[:2])
    a_spoken = a_child(desk, (("MMR", "2022-11-15"),), name="李二二", source="spoken")

    assert len(make(desk, "record", child).certificate.doses) == 2
    assert make(desk, "record", a_spoken).certificate.doses == ()


def test_a_power_cut_before_the_commit_leaves_no_number_and_no_paper(desk):
    child = a_child(desk)

    def cut():
        raise OSError("the lights went out")

    desk.before_commit = cut
    with pytest.raises(OSError, match="lights"):
        issue(desk, [Wish(person_id=child, paper="record")], desk.mint())
    desk.before_commit = lambda: None

    assert desk.card(child).certificates == ()
    assert make(desk, "record", child).number == "20261118-0001"
    assert desk.card(child).certificates[0].issued_on == date(2026, 11, 18)
