"""The county's list of clinics: what is believed of a file."""

import pytest

from clinic_app.exchange import framing
from clinic_app.exchange.trust_list import (
    MAGIC,
    EnrolledClinic,
    TrustListProblem,
    TrustListUnusable,
    opened_trust_list,
    trust_of,
)
from tests.certificate_samples import COUNTY, MACHENG, QINGSHI, STRANGER, a_trust_file, a_trust_list, public


def problem_of(stored, county_key=None):
    with pytest.raises(TrustListUnusable) as caught:
        opened_trust_list(stored, county_key)
    return caught.value.problem


def test_a_list_of_the_own_county_is_read_as_it_was_written():
    assert opened_trust_list(a_trust_file(revoked=(MACHENG,)), public(COUNTY)) == a_trust_list(revoked=(MACHENG,))


def test_the_keys_are_found_by_their_ids_with_name_and_revocation():
    known = trust_of(a_trust_list(revoked=(MACHENG,)))

    told = {(key.names[0], str(key.revoked_on)) for key in known.values()}
    assert told == {("青石镇卫生院", "None"), ("马城镇卫生院", "2026-11-10")}


def test_a_list_of_another_county_is_refused_however_well_signed():
    assert problem_of(a_trust_file(county=STRANGER), public(COUNTY)) is TrustListProblem.OTHER_COUNTY


def test_a_list_changed_anywhere_after_signing_is_refused():
    stored = a_trust_file()

    for place in range(0, len(stored), 7):
        changed = bytes([*stored[:place], stored[place] ^ 1, *stored[place + 1 :]])
        assert problem_of(changed, public(COUNTY)) in set(TrustListProblem)


def test_a_list_that_names_the_countys_key_but_was_signed_by_another_is_refused():
    honest = a_trust_file()
    header = next(framing.frames(honest[len(MAGIC) :], longest=10**6))
    forged = MAGIC + framing.joined((header, STRANGER.sign(b"vaxsync trust list 1\0" + header)))

    assert problem_of(forged, public(COUNTY)) is TrustListProblem.BAD_SIGNATURE


@pytest.mark.parametrize("stored", [b"", b"VXT", b"PK\x03\x04", b"VXE1" + bytes(40)])
def test_another_file_is_said_to_be_none_of_ours(stored):
    assert problem_of(stored) is TrustListProblem.NOT_OURS


@pytest.mark.parametrize("stored", [MAGIC, MAGIC + b"\0\0\0\2{}", MAGIC + bytes(300), a_trust_file()[:-3]])
def test_a_damaged_file_is_refused(stored):
    assert problem_of(stored) is TrustListProblem.DAMAGED


def test_a_list_too_large_is_refused_unread():
    assert problem_of(MAGIC + bytes(1024 * 1024)) is TrustListProblem.TOO_LARGE


@pytest.mark.parametrize(
    "clinics",
    [
        (EnrolledClinic(unit_code="1", names=(), keys=()),),
        (EnrolledClinic(unit_code="1", names=(" ",), keys=()),),
        (
            EnrolledClinic(unit_code="1", names=("甲",), keys=(public(QINGSHI).hex(),)),
            EnrolledClinic(unit_code="2", names=("乙",), keys=(public(QINGSHI).hex(),)),
        ),
    ],
)
def test_a_clinic_without_a_name_and_a_key_of_two_clinics_are_refused(clinics):
    assert problem_of(a_trust_file(clinics=clinics)) is TrustListProblem.CONTRADICTORY


def test_a_key_that_is_no_key_is_refused():
    clinics = (EnrolledClinic(unit_code="1", names=("甲",), keys=("00ff",)),)

    assert problem_of(a_trust_file(clinics=clinics)) is TrustListProblem.DAMAGED
