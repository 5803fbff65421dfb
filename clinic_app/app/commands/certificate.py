"""`clinic-app certificate`: verify a certificate, make a county's list of clinics, and the page that verifies."""

from __future__ import annotations

import secrets
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from clinic_app.exchange.certificate_check import Finding, Verdict, Verification, verify_certificate
from clinic_app.exchange.enrolment import fingerprint_of
from clinic_app.exchange.trust_list import (
    EnrolledClinic,
    RevokedKey,
    TrustList,
    TrustListUnusable,
    opened_trust_list,
    trust_list_file,
    trust_of,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

EXITS = {Verdict.GENUINE: 0, Verdict.ALTERED: 1, Verdict.REVOKED: 1, Verdict.UNKNOWN_ISSUER: 2, Verdict.INCOMPLETE: 3}
MEANINGS = {
    Finding.SIGNED: "signed by {issuer}, nothing was changed",
    Finding.NO_CERTIFICATE: "this is no certificate of ours",
    Finding.CUT_OFF: "the text is cut off: read the whole code",
    Finding.NEWER_FORMAT: "the certificate is of a newer format than this program knows",
    Finding.PART_MISSING: "what was read is genuine, part {missing} is missing",
    Finding.DIFFERENT_CERTIFICATES: "the parts are not of one certificate",
    Finding.GARBLED: "the reader lost the Chinese characters: use a picture",
    Finding.SIGNATURE_WRONG: "the text is not what was signed",
    Finding.OTHER_CLINIC: "signed by {issuer}, but another clinic's name stands on it",
    Finding.KEY_UNKNOWN: "no list given here names the clinic that signed it",
    Finding.KEY_REVOKED: "the key of {issuer} was revoked on {revoked_on}: {reason}",
}
_LONGEST_TEXT = 200_000


@click.group()
def certificate() -> None:
    """Certificates and who is believed."""


@certificate.command()
@click.argument("source")
@click.option(
    "--trust",
    "trust_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="The county's list of clinics (.VXT); without it every clinic is unknown.",
)
@click.option(
    "--county-key",
    "fingerprint",
    default=None,
    help="Fingerprint of the county as on its paper; without it the list's own is printed and believed.",
)
def verify(source: str, trust_file: Path | None, fingerprint: str | None) -> None:
    """Verify SOURCE: a picture or PDF of a certificate, a text file, - for standard input, or the text itself.

    Prints one line of JSON and one for people. Exits with 0 genuine, 1 altered or revoked, 2 unknown issuer, 3 when
    it could not be read whole.
    """
    trust = {} if trust_file is None else trust_of(_trusted(trust_file, fingerprint))
    found = verify_certificate(_text_of(source), trust)
    click.echo(msgspec.json.encode(_answer(found)).decode("utf-8"))
    click.echo(f"{found.verdict.value}: {_meaning(found)}")
    raise SystemExit(EXITS[found.verdict])


@certificate.command("trust-list")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The county's secret signing key, 64 hex digits; made when the file is not there.",
)
@click.option("--county", nargs=2, required=True, metavar="CODE NAME", help="Six digits and the name of the county.")
@click.option("--sequence", type=click.IntRange(min=1), required=True, help="Larger than that of the list before.")
@click.option("--on", "issued_on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Day of issue.")
@click.option("--clinic", "clinics", multiple=True, metavar="CODE=NAME[|FORMER]=KEY[,KEY]", help="An enrolled clinic.")
@click.option("--revoke", "revoked", multiple=True, metavar="KEY=DATE=REASON", help="A key that proves nothing more.")
def trust_list(
    out: Path,
    key_file: Path,
    county: tuple[str, str],
    sequence: int,
    issued_on: date,
    clinics: tuple[str, ...],
    revoked: tuple[str, ...],
) -> None:
    """Write the list of a county's clinics, signed, and print the fingerprint of the county's key."""
    key = _county_key(key_file)
    public = key.public_key().public_bytes_raw()
    try:
        listed = TrustList(
            format=1,
            county_code=county[0],
            county_name=county[1],
            signing_key=public.hex(),
            sequence=sequence,
            issued_on=date(issued_on.year, issued_on.month, issued_on.day),
            clinics=tuple(map(_clinic, clinics)),
            revoked=tuple(map(_revoked, revoked)),
        )
        stored = trust_list_file(listed, key)
        opened_trust_list(stored, public)
    except (ValueError, TrustListUnusable) as error:
        raise click.ClickException(f"not a list that could be used: {error}") from error
    out.write_bytes(stored)
    click.echo(f"{out.name}: {len(listed.clinics)} clinics, {len(listed.revoked)} revoked keys")
    click.echo(f"fingerprint of the county: {' '.join(fingerprint_of(public))}")


@certificate.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--trust",
    "trust_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="The county's list, put into the page; without it whoever opens the page chooses the file.",
)
def page(out: Path, trust_file: Path | None) -> None:
    """Write the page that verifies certificates in a browser, without network, for schools and other counties."""
    from clinic_app.services.certificate_page import verification_page

    stored = None
    if trust_file is not None:
        _trusted(trust_file, None)
        stored = trust_file.read_bytes()
    out.write_text(verification_page(stored), encoding="utf-8")
    click.echo(out.name)


def _text_of(source: str) -> str:
    if source == "-":
        return sys.stdin.read(_LONGEST_TEXT)
    path = Path(source)
    if "\n" in source or len(source) > 255 or not path.is_file():
        return source
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _codes_in(path)


def _codes_in(path: Path) -> str:
    from clinic_app.services.certificate_failures import NoCodeInPicture
    from clinic_app.services.certificate_trust import text_in_picture

    try:
        return text_in_picture(path)
    except NoCodeInPicture as error:
        raise click.ClickException(f"{path.name}: no code was found in it") from error


def _trusted(path: Path, fingerprint: str | None) -> TrustList:
    try:
        listed = opened_trust_list(path.read_bytes(), None)
    except TrustListUnusable as error:
        raise click.ClickException(f"{path.name}: not a list that may be believed ({error})") from error
    found = " ".join(fingerprint_of(bytes.fromhex(listed.signing_key)))
    if fingerprint is None:
        click.echo(f"believing {listed.county_name}, fingerprint {found}", err=True)
    elif "".join(fingerprint.split()) != found.replace(" ", ""):
        raise click.ClickException(f"{path.name}: the list is of another county, fingerprint {found}")
    return listed


def _county_key(path: Path) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not path.exists():
        path.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
        path.chmod(0o600)
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (ValueError, OSError) as error:
        raise click.ClickException(f"{path.name}: not a signing key of 64 hex digits") from error


def _clinic(written: str) -> EnrolledClinic:
    code, names, keys = written.split("=")
    return EnrolledClinic(unit_code=code, names=tuple(names.split("|")), keys=tuple(keys.lower().split(",")))


def _revoked(written: str) -> RevokedKey:
    key, on, reason = written.split("=", 2)
    return RevokedKey(key=key.lower(), on=date.fromisoformat(on), reason=reason)


def _answer(found: Verification) -> dict[str, object]:
    return {
        "verdict": found.verdict.value,
        "finding": found.finding.value,
        "number": found.number,
        "issued_on": found.issued_on,
        "issuer": found.issuer,
        "missing": found.missing,
        "lines": (*found.head, *found.body),
    }


def _meaning(found: Verification) -> str:
    missing = ", ".join(map(str, found.missing))
    return MEANINGS[found.finding].format(
        issuer=found.issuer, missing=missing, revoked_on=found.revoked_on, reason=found.reason
    )
