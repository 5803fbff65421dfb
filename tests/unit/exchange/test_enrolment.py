"""The county's enrolment package: read as FORMAT.md says, and refused for every single thing that is wrong."""

from datetime import date
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from enrolment_samples import COUNTY, SIGNING_KEY, an_enrolment, fingerprint, frame, header_of, signature_over

from clinic_app.exchange.enrolment import (
    ENROLMENT_LIMIT,
    Enrolment,
    EnrolmentProblem,
    EnrolmentPurpose,
    EnrolmentUnusable,
    enrolment_file,
    opened_enrolment,
)

TODAY = date(2026, 11, 18)
Problem = EnrolmentProblem


def problem_of(stored, on=TODAY):
    with pytest.raises(EnrolmentUnusable) as refused:
        opened_enrolment(stored, on)
    return refused.value.problem


def test_a_package_written_by_hand_is_read():
    enrolment = opened_enrolment(an_enrolment(), TODAY)

    assert enrolment.unit_code == "5224240306"
    assert enrolment.clinic_name == "马城镇卫生院"
    assert enrolment.villages == ("李家沟村", "马城社区")
    assert enrolment.county_key == COUNTY.recipient
    assert enrolment.valid_until == date(2026, 12, 31)
    assert list(enrolment.fingerprint) == fingerprint()


def test_what_the_program_writes_is_what_the_format_says():
    enrolment = Enrolment(
        format=1,
        id=UUID("0197a000-0000-7000-8000-00000000e001"),
        purpose=EnrolmentPurpose.ENROLMENT,
        unit_code="5224240306",
        clinic_name="马城镇卫生院",
        phone="0857-6222222",
        villages=("李家沟村", "马城社区"),
        county_code="522424",
        county_name="威宁县疾控中心",
        county_key=COUNTY.recipient,
        signing_key=SIGNING_KEY.public_key().public_bytes_raw().hex(),
        issued_on=date(2026, 11, 1),
        valid_until=date(2026, 12, 31),
    )

    assert enrolment_file(enrolment, SIGNING_KEY) == an_enrolment()


def test_the_first_and_the_last_day_count():
    assert opened_enrolment(an_enrolment(), date(2026, 11, 1))
    assert opened_enrolment(an_enrolment(), date(2026, 12, 31))
    assert problem_of(an_enrolment(), date(2026, 10, 31)) is Problem.NOT_YET_VALID
    assert problem_of(an_enrolment(), date(2027, 1, 1)) is Problem.EXPIRED


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"format": 2}, Problem.NEWER_FORMAT),
        ({"format": 0}, Problem.DAMAGED),
        ({"unit_code": None}, Problem.DAMAGED),
        ({"note": "x"}, Problem.DAMAGED),
        ({"issued_on": "2026-11-1"}, Problem.DAMAGED),
        ({"signing_key": "00"}, Problem.DAMAGED),
        ({"id": "0197A000-0000-7000-8000-00000000E001"}, Problem.DAMAGED),
        ({"unit_code": "522424030"}, Problem.CONTRADICTORY),
        ({"unit_code": "3301220101"}, Problem.CONTRADICTORY),
        ({"clinic_name": " "}, Problem.CONTRADICTORY),
        ({"clinic_name": "马城\n镇"}, Problem.CONTRADICTORY),
        ({"clinic_name": "很" * 61}, Problem.CONTRADICTORY),
        ({"villages": ["很" * 31]}, Problem.CONTRADICTORY),
        ({"villages": ["李家沟村", "李家沟村"]}, Problem.CONTRADICTORY),
        ({"villages": ["李家沟村", ""]}, Problem.CONTRADICTORY),
        ({"county_key": "age1nobody"}, Problem.CONTRADICTORY),
        ({"issued_on": "2027-01-01"}, Problem.CONTRADICTORY),
        ({"purpose": "practice"}, Problem.OTHER_PURPOSE),
        ({"purpose": "anything"}, Problem.DAMAGED),
    ],
)
def test_a_package_that_says_something_wrong_is_refused_although_it_is_signed(changes, problem):
    assert problem_of(an_enrolment(**changes)) is problem


HEADER = header_of()
SIGNATURE = signature_over(HEADER)


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        (b"", Problem.NOT_OURS),
        (b"PK\x03\x04" + bytes(100), Problem.NOT_OURS),
        (b"VXM1" + frame(HEADER) + frame(SIGNATURE), Problem.NOT_OURS),
        (b"VXE1", Problem.DAMAGED),
        (b"VXE1" + frame(HEADER), Problem.UNSIGNED),
        (b"VXE1" + frame(HEADER) + frame(b""), Problem.UNSIGNED),
        (b"VXE1" + frame(HEADER) + frame(SIGNATURE)[:-1], Problem.DAMAGED),
        (b"VXE1" + frame(HEADER) + frame(SIGNATURE) + b"x", Problem.DAMAGED),
        (b"VXE1" + frame(HEADER) + frame(SIGNATURE) + frame(b"x"), Problem.DAMAGED),
        (b"VXE1" + frame(HEADER + b" ") + frame(signature_over(HEADER + b" ")), Problem.DAMAGED),
        (b"VXE1" + frame(HEADER) + frame(bytes(64)), Problem.BAD_SIGNATURE),
        (b"VXE1" + frame(HEADER) + frame(SIGNATURE[:-1]), Problem.BAD_SIGNATURE),
        (b"VXE1" + frame(header_of(phone="110")) + frame(SIGNATURE), Problem.BAD_SIGNATURE),
        (b"VXE1" + frame(HEADER[:-1] + b',"format":1}') + frame(SIGNATURE), Problem.DAMAGED),
        (b"VXE1" + bytes(ENROLMENT_LIMIT), Problem.TOO_LARGE),
    ],
)
def test_a_file_that_is_not_whole_or_not_signed_is_refused(stored, problem):
    assert problem_of(stored) is problem


def test_a_signature_of_another_key_than_the_one_inside_is_refused():
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))

    assert problem_of(an_enrolment(key=stranger)) is Problem.BAD_SIGNATURE


def test_every_single_flipped_bit_is_noticed():
    whole = an_enrolment()

    for place in range(len(whole)):
        flipped = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        with pytest.raises(EnrolmentUnusable):
            opened_enrolment(flipped, TODAY)


def test_a_stranger_who_signs_the_same_words_has_another_fingerprint():
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
    public = stranger.public_key().public_bytes_raw()

    forged = opened_enrolment(an_enrolment(key=stranger, signing_key=public.hex()), TODAY)

    assert list(forged.fingerprint) == fingerprint(public)
    assert list(forged.fingerprint) != fingerprint()
