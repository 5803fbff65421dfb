"""What a certificate's text proves, and every forgery we could think of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.exchange.certificate_check import Finding, Verdict, verify_certificate
from clinic_app.exchange.certificate_seal import BodyLine, HeadTooLong, key_id_of, parts_in
from tests.certificate_samples import (
    DOSES,
    HEAD,
    MACHENG,
    NUMBER,
    QINGSHI,
    STRANGER,
    a_certificate,
    a_trust_list,
    public,
    trust,
)

MANY = tuple(BodyLine(f"疫苗{n}", tuple(f"20{year}-03-15" for year in range(10, 16))) for n in range(10))
SISTER = ("预防接种记录证明", "姓名 祖丽皮亚·买买提", "出生 2024-02-08", "单位 青石镇卫生院")


def judged(text, known=None):
    found = verify_certificate(text, trust() if known is None else known)
    return found.verdict, found.finding


def test_an_untouched_certificate_of_an_enrolled_clinic_is_genuine_and_says_what_it_says():
    (text,) = a_certificate()

    found = verify_certificate(text, trust())

    assert (found.verdict, found.finding) == (Verdict.GENUINE, Finding.SIGNED)
    assert (found.number, str(found.issued_on), found.issuer) == (NUMBER, "2026-11-18", "青石镇卫生院")
    assert found.head == HEAD
    assert found.body == (
        "乙肝 2026-03-15 2026-04-15 2026-09-16",
        "卡介苗 2026-03-15",
        "脊灰灭活 2026-05-15 2026-06-15",
    )


def test_any_phone_shows_name_birth_date_clinic_and_doses_before_the_signature():
    (text,) = a_certificate()

    assert text.split("\n")[:-1] == [*HEAD, *(f"{line.caption} {' '.join(line.words)}" for line in DOSES)]
    assert re.fullmatch(rf"VC1 {NUMBER} 1/1 \S{{8}} \S{{11}} \S{{86}}", text.split("\n")[-1])


def test_the_signature_is_over_the_bytes_that_the_format_page_names():
    (text,) = a_certificate()
    signed, _, signature = text.rpartition(" ")
    import base64

    QINGSHI.public_key().verify(
        base64.urlsafe_b64decode(signature + "=="), b"vaccination certificate 1\0" + signed.encode("utf-8")
    )


def test_every_digit_of_every_date_is_protected():
    (text,) = a_certificate()
    places = [match.start() + n for match in re.finditer(r"\d{4}-\d\d-\d\d\b", text) for n in (0, 3, 5, 6, 8, 9)]

    for place in places:
        forged = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
        assert judged(forged)[0] is Verdict.ALTERED, forged[place - 5 : place + 5]


def test_a_dose_swapped_between_two_children_of_the_clinic_is_altered():
    (hers,) = a_certificate()
    (sisters,) = a_certificate(head=SISTER, body=(BodyLine("乙肝", ("2024-02-08",)),), number="20261118-0008")
    swapped = hers.replace("乙肝 2026-03-15 2026-04-15 2026-09-16", "乙肝 2024-02-08")

    assert judged(sisters)[0] is Verdict.GENUINE
    assert judged(swapped) == (Verdict.ALTERED, Finding.SIGNATURE_WRONG)


def test_the_signature_of_the_sisters_certificate_under_hers_is_altered():
    (hers,) = a_certificate()
    (sisters,) = a_certificate(head=SISTER, number="20261118-0008")
    moved = hers.rpartition("\n")[0] + "\n" + sisters.rpartition("\n")[2]

    assert judged(moved) == (Verdict.ALTERED, Finding.SIGNATURE_WRONG)


def test_another_clinics_signature_under_this_clinics_name_is_altered():
    (text,) = a_certificate(key=MACHENG)

    assert judged(text) == (Verdict.ALTERED, Finding.OTHER_CLINIC)


def test_a_clinic_that_was_renamed_keeps_what_it_issued_before():
    (text,) = a_certificate(head=(*HEAD[:3], "单位 马城卫生所"), key=MACHENG)

    assert judged(text)[0] is Verdict.GENUINE


def test_a_signature_by_another_key_than_the_one_named_is_altered():
    (text,) = a_certificate(signed_by=STRANGER)

    assert judged(text) == (Verdict.ALTERED, Finding.SIGNATURE_WRONG)


def test_a_clinic_that_the_county_has_not_enrolled_is_unknown_and_nothing_worse():
    (text,) = a_certificate(key=STRANGER)

    assert judged(text) == (Verdict.UNKNOWN_ISSUER, Finding.KEY_UNKNOWN)
    assert judged(a_certificate()[0], known={}) == (Verdict.UNKNOWN_ISSUER, Finding.KEY_UNKNOWN)


def test_what_a_revoked_clinic_signed_is_revoked_and_says_since_when_and_why():
    (text,) = a_certificate()

    found = verify_certificate(text, trust(revoked=(QINGSHI,)))

    assert (found.verdict, str(found.revoked_on), found.reason) == (Verdict.REVOKED, "2026-11-10", "电脑失窃")


def test_a_revoked_key_stays_revoked_when_its_clinic_is_gone_from_the_list():
    from clinic_app.exchange.trust_list import trust_of

    others = tuple(clinic for clinic in a_trust_list().clinics if public(QINGSHI).hex() not in clinic.keys)

    assert judged(a_certificate()[0], trust_of(a_trust_list(clinics=others, revoked=(QINGSHI,))))[0] is Verdict.REVOKED


def test_a_forged_certificate_under_a_revoked_key_is_altered_not_merely_revoked():
    forged = a_certificate()[0].replace("2026-09-16", "2026-09-10")

    assert judged(forged, trust(revoked=(QINGSHI,)))[0] is Verdict.ALTERED


@pytest.mark.parametrize("cut", [1, 5, 86, 87, 100, 140])
def test_a_text_that_is_cut_off_is_incomplete(cut):
    (text,) = a_certificate()

    assert judged(text[:-cut])[0] is Verdict.INCOMPLETE


@pytest.mark.parametrize("text", ["", "  \n", "你好", "http://example.com", "T20261118001", "VC1", "VC1 x"])
def test_what_is_no_certificate_is_said_to_be_none(text):
    assert judged(text) == (Verdict.INCOMPLETE, Finding.NO_CERTIFICATE)


def test_a_seal_of_a_later_format_is_not_called_altered():
    assert judged(a_certificate()[0].replace("VC1 ", "VC2 ")) == (Verdict.INCOMPLETE, Finding.NEWER_FORMAT)


def test_a_scanner_that_loses_the_chinese_is_not_called_a_forger():
    (text,) = a_certificate()
    lost = "".join(character if character.isascii() else "?" for character in text)

    assert judged(lost) == (Verdict.INCOMPLETE, Finding.GARBLED)


def test_line_ends_of_a_scanner_and_blanks_at_the_end_change_nothing():
    (text,) = a_certificate()

    assert judged("\r\n" + text.replace("\n", "\r\n") + "\t\r\n")[0] is Verdict.GENUINE


def test_a_long_certificate_is_shared_out_and_each_part_reads_alone():
    parts = a_certificate(body=MANY, most_bytes=520)

    assert len(parts) == 3
    for place, text in enumerate(parts, start=1):
        assert text.split("\n")[:4] == [f"预防接种记录证明 {place}/3", *HEAD[1:]]
        assert len(text.encode()) <= 520
    assert max(len(text.encode()) for text in parts) - min(len(text.encode()) for text in parts) < 120
    dates = re.findall(r"20[0-9]{2}-03-15", "".join(parts))
    assert len(dates) == 60 + 3  # the birth date is in each


def test_all_parts_together_are_genuine_in_any_order_and_doubly_scanned():
    one, two, three = a_certificate(body=MANY, most_bytes=520)

    assert judged("\n".join((three, one, three, two, one)))[0] is Verdict.GENUINE


def test_one_part_alone_says_which_ones_are_missing():
    parts = a_certificate(body=MANY, most_bytes=520)

    found = verify_certificate(parts[1], trust())

    assert (found.verdict, found.finding, found.missing) == (Verdict.INCOMPLETE, Finding.PART_MISSING, (1, 3))


def test_two_halves_of_different_certificates_are_no_certificate():
    hers = a_certificate(body=MANY, most_bytes=900)
    sisters = a_certificate(head=SISTER, body=MANY, most_bytes=900, number="20261118-0008")
    assert len(hers) == len(sisters) == 2

    assert judged(hers[0] + "\n" + sisters[1]) == (Verdict.ALTERED, Finding.DIFFERENT_CERTIFICATES)


def test_two_halves_with_one_number_but_of_different_certificates_are_no_certificate():
    """A database put back from a copy may give a number twice."""
    hers = a_certificate(body=MANY, most_bytes=900)
    again = a_certificate(body=(*MANY[:-1], BodyLine("水痘", MANY[-1].words)), most_bytes=900)

    assert judged(hers[0] + "\n" + again[1]) == (Verdict.ALTERED, Finding.DIFFERENT_CERTIFICATES)
    assert judged(hers[0] + "\n" + again[0]) == (Verdict.ALTERED, Finding.DIFFERENT_CERTIFICATES)


def test_a_head_that_fills_the_code_alone_is_refused():
    with pytest.raises(HeadTooLong):
        a_certificate(head=(HEAD[0], "姓名 " + "长" * 100, *HEAD[2:]))


def test_the_key_id_is_the_beginning_of_the_hash_of_the_key():
    assert key_id_of(bytes(32)) == "Zmh6rfhivXc"


@given(st.text(max_size=400))
def test_no_text_whatever_is_genuine_or_breaks_the_reader(text):
    assert judged(text)[0] is not Verdict.GENUINE
    assert all(part.seal is None for part in parts_in(text))


def test_the_last_letter_of_a_signature_is_spelled_in_one_way_only():
    """Sixteen letters carry the same two bits: a paper spelled with another is no paper of ours."""
    (text,) = a_certificate()
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    alike = [
        letter
        for letter in letters
        if letter != text[-1] and letters.index(letter) // 16 == letters.index(text[-1]) // 16
    ]

    assert len(alike) == 15
    assert all(judged(text[:-1] + letter)[0] is not Verdict.GENUINE for letter in alike)


@given(st.data())
def test_no_single_changed_character_is_genuine(data):
    (text,) = a_certificate()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[place], exclude_categories=["Cs"]))
    forged = text[:place] + other + text[place + 1 :]
    blank = {" ", "\t"} >= {text[place], other}

    verdict = judged(forged)[0]

    assert verdict is not Verdict.GENUINE or blank


@given(
    st.lists(
        st.builds(
            BodyLine,
            st.text(st.characters(categories=["Lo", "Nd"]), min_size=1, max_size=12),
            st.lists(st.dates().map(str), min_size=1, max_size=12).map(tuple),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_nothing_is_lost_or_out_of_order_by_sharing_out(body):
    found = verify_certificate("\n".join(a_certificate(body=tuple(body), most_bytes=520)), trust())

    assert found.verdict is Verdict.GENUINE
    assert " ".join(found.body).split() == _without_repeated_captions(body, found.body)


def _without_repeated_captions(body, lines):
    """The words as put in, with a caption once more wherever a line was divided."""
    expected, left = [], list(lines)
    for line in body:
        words = list(line.words)
        while words:
            got = left.pop(0).split()
            assert got[0] == line.caption
            taken = words[: len(got) - 1]
            assert got[1:] == taken
            expected += got
            words = words[len(taken) :]
    assert not left
    return expected
