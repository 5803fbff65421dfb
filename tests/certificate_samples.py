"""Two clinics of one county with their keys, a trust list, and signed certificates of invented children."""

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic_app.exchange.certificate_seal import BodyLine, sealed_parts
from clinic_app.exchange.trust_list import EnrolledClinic, RevokedKey, TrustList, trust_list_file, trust_of

COUNTY = Ed25519PrivateKey.from_private_bytes(b"county signing key for the tests")
QINGSHI = Ed25519PrivateKey.from_private_bytes(b"device key of the clinic Qingshi")
MACHENG = Ed25519PrivateKey.from_private_bytes(b"device key of the clinic Macheng")
STRANGER = Ed25519PrivateKey.from_private_bytes(b"nobody knows this clinic's key!!")
NUMBER = "20261118-0007"
DOSES = (
    BodyLine("乙肝", ("2026-03-15", "2026-04-15", "2026-09-16")),
    BodyLine("卡介苗", ("2026-03-15",)),
    BodyLine("脊灰灭活", ("2026-05-15", "2026-06-15")),
)
HEAD = ("预防接种记录证明", "姓名 阿依古丽·买买提", "出生 2026-03-15", "单位 青石镇卫生院")


def public(key):
    return key.public_key().public_bytes_raw()


def a_certificate(*, head=HEAD, body=DOSES, number=NUMBER, key=QINGSHI, most_bytes=412, signed_by=None):
    """Return the parts of a certificate; `signed_by` another key than the one it names."""
    sign = (signed_by or key).sign
    return sealed_parts(head, body, number=number, public_key=public(key), sign=sign, most_bytes=most_bytes)


def a_trust_list(*, revoked=(), sequence=1, clinics=None, county=COUNTY):
    """Return the county's list as it names both clinics."""
    usual = (
        EnrolledClinic(unit_code="3301220101", names=("青石镇卫生院",), keys=(public(QINGSHI).hex(),)),
        EnrolledClinic(unit_code="3301220201", names=("马城镇卫生院", "马城卫生所"), keys=(public(MACHENG).hex(),)),
    )
    return TrustList(
        format=1,
        county_code="330122",
        county_name="桐溪县疾控中心",
        signing_key=public(county).hex(),
        sequence=sequence,
        issued_on=date(2026, 11, 1),
        clinics=clinics or usual,
        revoked=tuple(RevokedKey(key=public(key).hex(), on=date(2026, 11, 10), reason="电脑失窃") for key in revoked),
    )


def a_trust_file(**changes):
    return trust_list_file(a_trust_list(**changes), changes.get("county", COUNTY))


def trust(**changes):
    return trust_of(a_trust_list(**changes))
