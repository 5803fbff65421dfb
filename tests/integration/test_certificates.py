"""Certificates of a real clinic: made from the card, numbered, signed, kept, printed again; and the county's list."""

from datetime import date, timedelta

import pytest
from builders import NURSE, TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.domain.entries.health import HealthFactAdded
from clinic_app.domain.entries.subjects import CLINIC, person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.domain.entries.visit import ScreeningRecorded, VisitOpened
from clinic_app.exchange.certificate_check import Finding, Verdict
from clinic_app.exchange.trust_list import EnrolledClinic
from clinic_app.printing import certificate_values as kinds
from clinic_app.services.appointments import NewAppointment, make_appointment
from clinic_app.services.certificate_failures import (
    CertificateGone,
    CountyUnknown,
    NothingToCertify,
    TrustListRefused,
)
from clinic_app.services.certificate_paper import Wish
from clinic_app.services.certificate_trust import import_trust_list, judge, text_in_picture, trust_state
from clinic_app.services.certificates import (
    as_issued,
    issue,
    issued_certificate,
    newest,
    pdf_of,
    pictures,
    preview,
    reprint,
    undrawable_in,
)
from clinic_app.services.checkup import check_clinic
from clinic_app.services.desk import AlreadyWritten
from clinic_app.services.failures import ReasonMissing, UnknownPerson
from clinic_app.services.reader import open_reader
from tests.certificate_samples import COUNTY, MACHENG, a_trust_file, public

BORN = date(2022, 3, 15)
ROUTINE = (
    ("HepB", "2022-03-15"), ("BCG", "2022-03-15"), ("HepB", "2022-04-15"), ("IPV", "2022-05-15"),
    ("IPV", "2022-06-15"), ("DTaP", "2022-06-15"), ("bOPV", "2022-07-15"), ("DTaP", "2022-07-15"),
    ("DTaP", "2022-08-15"), ("HepB", "2022-09-15"), ("MPSV-A", "2022-09-15"), ("MMR", "2022-11-15"),
    ("JE-L", "2022-11-15"), ("MPSV-A", "2022-12-15"), ("MMR", "2023-09-15"), ("DTaP", "2023-09-15"),
    ("HepA-L", "2023-09-15"), ("JE-L", "2024-03-15"), ("MPSV-AC", "2025-03-15"), ("bOPV", "2026-03-15"),
)  # fmt: skip


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


def a_child(desk, doses=ROUTINE, *, name="王一一", born=BORN, source="booklet", **changes):
    """A child whose doses were written in from the booklet, as the rules of its years asked for them."""
    person_id = a_person(desk, name=name, birth_date=born, guardian_name="王芳", **changes)
    with desk.act() as act:
        for vaccine, day in doses:
            body = DoseRecorded(
                dose_id=desk.mint(),
                person_id=person_id,
                vaccine=vaccine,
                given_on=date.fromisoformat(day),
                source=source,
                unit="马城镇卫生院",
                lot_number=f"L{day[2:4]}{day[5:7]}",
            )
            act.write(body, subject=person_subject(person_id))
    return person_id


def make(desk, paper, person_id, **changes):
    (issued,) = issue(desk, [Wish(person_id=person_id, paper=paper, **changes)], desk.mint())
    return issued


def enrolled(desk):
    with desk.act() as act:
        named = ClinicNamed(unit_code="3301220101", name="青石镇卫生院", county_signing_key=public(COUNTY).hex())
        act.write(named, subject=CLINIC)


def our_list(desk, **changes):
    clinic = EnrolledClinic(unit_code="3301220101", names=("青石镇卫生院",), keys=(desk.keys.device_public.hex(),))
    return a_trust_file(clinics=(clinic,), **changes)


def test_a_record_lists_every_dose_with_the_number_the_programme_counts(desk):
    certificate = make(desk, kinds.RECORD, a_child(desk)).certificate

    assert len(certificate.doses) == len(ROUTINE)
    told = [(dose.short, dose.number, str(dose.on), dose.unit) for dose in certificate.doses[-3:]]
    assert told == [
        ("乙脑减毒", "2", "2024-03-15", "马城镇卫生院"),
        ("AC流脑", "1", "2025-03-15", "马城镇卫生院"),
        ("脊灰减毒", "4", "2026-03-15", "马城镇卫生院"),
    ]
    assert (certificate.issued_by, certificate.letterhead.ticket) == ("李护士", "20261118-0001")


def test_a_dose_too_soon_is_on_the_record_and_said_not_to_count(desk):
    certificate = make(desk, kinds.RECORD, a_child(desk, (("HepB", "2022-03-15"), ("HepB", "2022-03-20")))).certificate

    assert [(dose.number, dose.counted, dose.remark) for dose in certificate.doses] == [
        ("1", True, ""),
        ("", False, "不计"),
    ]
    assert "乙肝 2022-03-15 2022-03-20(不计)" in certificate.parts[0]


def test_numbers_count_the_day_and_begin_anew_the_next(desk):
    child = a_child(desk)

    first, second = make(desk, kinds.RECORD, child), make(desk, kinds.CARD, child)
    desk.clock.advance(timedelta(days=1))
    third = make(desk, kinds.RECORD, child)

    assert [each.number for each in (first, second, third)] == ["20261118-0001", "20261118-0002", "20261119-0001"]


def test_a_child_that_has_everything_of_its_age_is_complete(desk):
    certificate = make(desk, kinds.SCHOOL, a_child(desk)).certificate

    assert (certificate.result, certificate.outstanding, certificate.unclear) == (kinds.COMPLETE, (), ())


def test_what_is_missing_is_named_with_its_day_and_its_appointment(desk):
    child = a_child(desk, ROUTINE[:-1])
    make_appointment(
        desk, NewAppointment(person_id=child, on=date(2026, 11, 25), draft=desk.mint(), vaccines=("bOPV",))
    )

    certificate = make(desk, kinds.SCHOOL, child).certificate

    (missing,) = certificate.outstanding
    assert (certificate.result, missing.vaccine, missing.number) == (kinds.MISSING, "脊灰", 4)
    assert (missing.possible_from, missing.appointed_on) == (date(2026, 3, 15), date(2026, 11, 25))
    assert "结论 还需补种" in certificate.parts[0]
    assert "需补种 脊灰第4剂" in certificate.parts[0]


def test_a_contraindication_is_named_with_its_reason_and_is_not_missing(desk):
    child = a_child(desk, [dose for dose in ROUTINE if dose != ("MMR", "2023-09-15")])
    fact = HealthFactAdded(
        fact_id=desk.mint(), person_id=child, what="contraindication", value="对新霉素严重过敏", on=TODAY,
        vaccine="MMR", source="县医院",
    )  # fmt: skip
    with desk.act() as act:
        act.write(fact, subject=person_subject(child))

    certificate = make(desk, kinds.SCHOOL, child).certificate

    assert "麻腮风" in {one.vaccine for one in certificate.forbidden}
    assert {one.reason for one in certificate.forbidden} == {"对新霉素严重过敏（县医院）"}
    assert "麻腮风" not in {dose.vaccine for dose in certificate.outstanding}
    assert certificate.result == kinds.CONTRAINDICATED


def test_what_a_doctor_must_assess_first_is_not_certified_as_complete(desk):
    child = a_child(desk, [dose for dose in ROUTINE if dose != ("MMR", "2023-09-15")])
    fact = HealthFactAdded(
        fact_id=desk.mint(), person_id=child, what="immunodeficiency", value="原发性免疫缺陷", on=TODAY
    )
    with desk.act() as act:
        act.write(fact, subject=person_subject(child))

    certificate = make(desk, kinds.SCHOOL, child).certificate

    assert (certificate.result, certificate.unclear) == (kinds.UNCLEAR, ("麻腮风",))


def test_a_child_without_any_record_is_missing_much_and_nothing_is_asserted(desk):
    certificate = make(desk, kinds.SCHOOL, a_child(desk, ())).certificate

    assert certificate.result == kinds.MISSING
    assert certificate.doses == ()
    assert len(certificate.outstanding) >= 6


def test_the_school_check_leaves_paid_vaccines_out_and_the_record_keeps_them(desk):
    child = a_child(desk, (*ROUTINE, ("VarV", "2023-04-15")))

    assert "水痘" not in {dose.short for dose in make(desk, kinds.SCHOOL, child).certificate.doses}
    assert "水痘" in {dose.short for dose in make(desk, kinds.RECORD, child).certificate.doses}


def test_a_transfer_lists_only_what_was_given_here_with_lot_and_maker(desk):
    child = a_child(desk)
    write_a_dose(desk, a_visit_ready_for_injection(desk, person_id=child), a_lot(desk))

    (dose,) = make(desk, kinds.TRANSFER, child).certificate.doses

    assert (dose.lot_number, dose.maker, dose.unit, dose.vaccinator) == (
        "A2026001",
        "北京生物",
        "青石镇卫生院",
        "李护士",
    )
    assert dose.on == TODAY


def test_a_transfer_without_a_dose_of_this_clinic_is_refused_and_nothing_is_written(desk):
    child = a_child(desk)

    with pytest.raises(NothingToCertify):
        make(desk, kinds.TRANSFER, child)
    assert desk.card(child).certificates == ()


def test_an_advice_says_what_the_screening_found(desk):
    child = a_child(desk)
    ids = {"visit_id": desk.mint(), "person_id": child}
    screening = ScreeningRecorded(
        **ids, temperature_tenths=382, answers={"fever": True}, checklist="c1", result="postponed",
        advice="退热后再来", until=date(2026, 11, 25), doctor="王医生",
    )  # fmt: skip
    with desk.act() as act:
        for body in (VisitOpened(**ids, ticket="T1", on=TODAY), screening):
            act.write(body, subject=person_subject(child))

    certificate = make(desk, kinds.ADVICE, child).certificate

    assert (certificate.result, certificate.advice, certificate.issued_by) == ("postponed", "退热后再来", "王医生")
    assert certificate.findings[0] == "38.2 ℃"
    assert "复诊 2026-11-25" in certificate.parts[0]


def test_an_advice_without_a_reason_is_refused(desk):
    with pytest.raises(NothingToCertify):
        make(desk, kinds.ADVICE, a_child(desk))


def test_a_travel_certificate_carries_passport_and_english_names(desk):
    certificate = make(desk, kinds.TRAVEL, a_child(desk), english_name=" WANG YIYI ", passport="E12345678").certificate

    assert certificate.doses[1].english == "BCG"
    assert "护照 E12345678 WANG YIYI" in certificate.parts[0]


def test_what_was_issued_is_kept_whole_and_the_reprint_is_the_same_to_the_byte(desk, reader):
    child = a_child(desk)
    issued = make(desk, kinds.RECORD, child)
    with desk.act() as act:
        body = DoseRecorded(dose_id=desk.mint(), person_id=child, vaccine="VarV", given_on=TODAY, source="booklet")
        act.write(body, subject=person_subject(child))

    again = reprint(desk, child, issued.certificate_id, "家长丢了")

    assert again.certificate == issued.certificate
    assert pdf_of(again.certificate) == pdf_of(issued.certificate)
    kept = issued_certificate(reader.card(child).certificates, issued.certificate_id)
    assert (kept.reprints, kept.issued_by, len(kept.dose_ids)) == (1, NURSE, len(ROUTINE))
    assert [(line.name, line.number, line.reprints) for line in newest(reader, 5)] == [("王一一", "20261118-0001", 1)]


def test_a_reprint_needs_a_reason_and_a_certificate(desk):
    child = a_child(desk)
    issued = make(desk, kinds.RECORD, child)

    with pytest.raises(ReasonMissing):
        reprint(desk, child, issued.certificate_id, " ")
    with pytest.raises(CertificateGone):
        reprint(desk, child, "nothing", "家长丢了")
    assert desk.card(child).certificates[0].reprints == 0


def test_content_that_is_not_what_was_written_is_not_printed(desk):
    from dataclasses import replace

    child = a_child(desk)
    made = make(desk, kinds.RECORD, child)
    kept = issued_certificate(desk.card(child).certificates, made.certificate_id)

    with pytest.raises(CertificateGone):
        as_issued(replace(kept, content=kept.content.replace("2022-03-15", "2022-03-16")))


def test_a_second_press_writes_nothing_more(desk):
    child, draft = a_child(desk), desk.mint()
    wish = Wish(person_id=child, paper=kinds.RECORD)
    issue(desk, [wish], draft)

    with pytest.raises(AlreadyWritten):
        issue(desk, [wish], draft)
    assert len(desk.card(child).certificates) == 1


def test_one_unknown_child_in_a_list_leaves_nothing_written(desk):
    child = a_child(desk)

    with pytest.raises(UnknownPerson):
        issue(desk, [Wish(person_id=child, paper=kinds.SCHOOL), Wish(person_id="x", paper=kinds.SCHOOL)], desk.mint())
    assert desk.card(child).certificates == ()


def test_the_preview_looks_like_the_paper_and_its_codes_prove_nothing(desk, reader):
    child = a_child(desk)

    shown = preview(reader, Wish(person_id=child, paper=kinds.RECORD), NURSE)
    issued = make(desk, kinds.RECORD, child).certificate

    assert (len(shown.parts), shown.doses) == (len(issued.parts), issued.doses)
    assert judge(reader, "\n".join(shown.parts)).verification.verdict is Verdict.UNKNOWN_ISSUER
    assert desk.card(child).certificates[0].number == "20261118-0001"


def test_a_character_no_font_has_is_known_before_printing_and_whole_in_the_code(desk, reader):
    child = a_child(desk, (), name="王ཀ一")

    shown = preview(reader, Wish(person_id=child, paper=kinds.RECORD), NURSE)

    assert undrawable_in(shown) == ("ཀ",)
    assert "姓名 王ཀ一" in shown.parts[0]
    assert pdf_of(shown)


def test_the_journal_still_proves_everything(desk):
    child = a_child(desk)
    reprint(desk, child, make(desk, kinds.RECORD, child).certificate_id, "家长丢了")

    assert check_clinic(desk.premises, desk.keys).damages == ()


def test_before_the_county_has_enrolled_the_clinic_its_own_certificate_is_unknown_and_said_to_be_its_own(desk, reader):
    text = "\n".join(make(desk, kinds.RECORD, a_child(desk)).certificate.parts)

    found = judge(reader, text, desk.keys.device_public)

    assert (found.verification.verdict, found.own) == (Verdict.UNKNOWN_ISSUER, True)
    forged = judge(reader, text.replace("2023-09-15", "2023-09-16"), desk.keys.device_public)
    assert (forged.verification.verdict, forged.own) == (Verdict.ALTERED, False)
    assert judge(reader, text, public(MACHENG)).own is False
    assert trust_state(reader).enrolled is False
    with pytest.raises(CountyUnknown):
        import_trust_list(desk, our_list(desk))


def test_with_the_countys_list_it_is_genuine_and_a_changed_digit_is_found(desk, reader):
    enrolled(desk)
    text = "\n".join(make(desk, kinds.RECORD, a_child(desk)).certificate.parts)

    import_trust_list(desk, our_list(desk))

    assert judge(reader, text).verification.verdict is Verdict.GENUINE
    assert judge(reader, text.replace("2023-09-15", "2023-09-16")).verification.verdict is Verdict.ALTERED
    state = trust_state(reader)
    assert (state.county, state.sequence, state.clinics) == ("桐溪县疾控中心", 1, 1)


def test_a_newer_list_that_revokes_the_key_holds_and_the_older_one_never_comes_back(desk, reader):
    enrolled(desk)
    import_trust_list(desk, our_list(desk))
    from tests.certificate_samples import a_trust_list

    clinic = EnrolledClinic(unit_code="3301220101", names=("青石镇卫生院",), keys=(desk.keys.device_public.hex(),))
    import msgspec

    from clinic_app.exchange.trust_list import RevokedKey, trust_list_file

    listed = a_trust_list(clinics=(clinic,), sequence=2)
    revoked = (RevokedKey(key=desk.keys.device_public.hex(), on=TODAY, reason="电脑失窃"),)
    import_trust_list(desk, trust_list_file(msgspec.structs.replace(listed, revoked=revoked), COUNTY))
    text = "\n".join(make(desk, kinds.RECORD, a_child(desk)).certificate.parts)

    assert judge(reader, text).verification.verdict is Verdict.REVOKED
    with pytest.raises(TrustListRefused) as refused:
        import_trust_list(desk, our_list(desk))
    assert refused.value.problem == "older"
    assert judge(reader, text).verification.verdict is Verdict.REVOKED


@pytest.mark.parametrize(
    ("stored", "problem"),
    [(b"VXT1", "damaged"), (b"hello", "not_ours"), (a_trust_file(county=MACHENG), "other_county")],
)
def test_a_list_that_must_not_be_used_changes_nothing(desk, reader, stored, problem):
    enrolled(desk)
    import_trust_list(desk, our_list(desk))

    with pytest.raises(TrustListRefused) as refused:
        import_trust_list(desk, stored)
    assert refused.value.problem == problem
    assert trust_state(reader).sequence == 1


def test_the_codes_are_read_back_from_the_paper_and_verify(desk, reader, tmp_path):
    enrolled(desk)
    import_trust_list(desk, our_list(desk))
    pdf = pdf_of(make(desk, kinds.RECORD, a_child(desk)).certificate)
    (tmp_path / "paper.pdf").write_bytes(pdf)

    found = judge(reader, text_in_picture(tmp_path / "paper.pdf")).verification

    assert (found.verdict, found.finding) == (Verdict.GENUINE, Finding.SIGNED)
    assert len(pictures(pdf, 60)) == 1
