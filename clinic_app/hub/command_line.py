"""`clinic-hub`: founding a county, enrolling clinics, sticks in and receipts out, and the proof of what is held."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from clinic_app.devices.clock import SystemClock
from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.devices.identity import new_id
from clinic_app.domain.clinic_time import moment_text
from clinic_app.domain.unit_code import county_of, unit_code_problem
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.hub.county import (
    LEAST_PASSPHRASE,
    County,
    HomeTaken,
    NoHome,
    PassphraseTooShort,
    WrongPassphrase,
    found_county,
    open_county,
)
from clinic_app.hub.ground import NewerHub, ServerAway, WrongHubKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.hub.sticks import PackageTaken
    from clinic_app.hub.store import Store

PASSPHRASE_VARIABLE = "CLINIC_HUB_PASSPHRASE"
DATABASE_VARIABLE = "CLINIC_HUB_DATABASE"  # URL of a PostgreSQL database; the file in the county's home without it
VALID_DAYS = 90

_home = click.option(
    "--home", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder of the county."
)


@click.group()
def clinic_hub() -> None:
    """Run the county's side: take in what clinics send, and answer with receipts."""


@clinic_hub.command()
@_home
@click.option("--code", required=True, help="6-digit code of the county (GB/T 2260).")
@click.option("--name", required=True, help="Name of the county as people read it.")
@click.option("--practice", is_flag=True, help="A county to learn with: it takes in practice packages only.")
def found(home: Path, code: str, name: str, practice: bool) -> None:
    """Make the county's keys and print the fingerprint that goes to the clinics on paper."""
    if unit_code_problem(f"{code}0001") is not None:
        raise click.UsageError("a county code has six digits and names a county, such as 330122")
    passphrase = os.environ.get(PASSPHRASE_VARIABLE) or click.prompt(
        f"Passphrase, at least {LEAST_PASSPHRASE} characters", hide_input=True, confirmation_prompt=True, err=True
    )
    try:
        county = found_county(home, code, name, passphrase, practice=practice)
    except HomeTaken as error:
        raise click.ClickException(f"a county stands already in {error}; it was not touched") from error
    except PassphraseTooShort as error:
        raise click.UsageError(f"the passphrase has fewer than {LEAST_PASSPHRASE} characters") from error
    click.echo(f"Key for clinics: {county.recipient}")
    click.echo(f"Fingerprint, to be printed for every clinic: {' '.join(county.fingerprint)}")
    click.echo(f"Copy {home} to a second place now, and keep the passphrase in the safe: without both nothing opens.")


@clinic_hub.command()
@_home
@click.option("--unit-code", required=True, help="10-digit national code of the vaccination unit.")
@click.option("--clinic", required=True, help="Its name as on its papers.")
@click.option("--phone", default="", help="Its phone.")
@click.option("--village", "villages", multiple=True, help="A village of it; repeat the option, in the county's order.")
@click.option("--out", type=click.Path(file_okay=False, exists=True, path_type=Path), required=True, help="The stick.")
def enroll(home: Path, unit_code: str, clinic: str, phone: str, villages: tuple[str, ...], out: Path) -> None:
    """Write the enrolment package (.ENR) with which a clinic is founded."""
    from clinic_app.exchange.enrolment import ENDING, Enrolment, EnrolmentPurpose, enrolment_file
    from clinic_app.exchange.keys import public_bytes_of
    from clinic_app.hub.store import ClinicLine

    with _opened(home) as (county, store):
        if county_of(unit_code) != county.county_code or unit_code_problem(unit_code, county.county_code) is not None:
            raise click.UsageError(f"{unit_code} is no unit code of {county.county_name} ({county.county_code})")
        today = SystemClock().today()
        enrolment = Enrolment(
            format=1,
            id=UUID(new_id()),
            purpose=EnrolmentPurpose.PRACTICE if county.practice else EnrolmentPurpose.ENROLMENT,
            unit_code=unit_code,
            clinic_name=clinic,
            phone=phone,
            villages=villages,
            county_code=county.county_code,
            county_name=county.county_name,
            county_key=county.recipient,
            signing_key=public_bytes_of(county.signing_key).hex(),
            issued_on=today,
            valid_until=_last_day(today),
        )
        with store.ground.alone():
            store.add_clinic(ClinicLine(unit_code=unit_code, name=clinic, enrolled_at=_now()))
            store.log(_now(), "enrolled", unit_code)
        carrier = FolderCarrier(out / PACKAGE_FOLDER)
        name = unit_code[2:] + ENDING
        carrier.write(name, enrolment_file(enrolment, county.signing_key))
        click.echo(f"{PACKAGE_FOLDER}/{name} is valid until {enrolment.valid_until}.")
        click.echo(f"Give the clinic this fingerprint on paper, not on the stick: {' '.join(county.fingerprint)}")


@clinic_hub.command()
@_home
@click.argument("device")
@click.option("--unit-code", required=True, help="The clinic it belongs to.")
@click.option("--fingerprint", required=True, help="The last group of four digits, read to you by the clinic.")
def admit(home: Path, device: str, unit_code: str, fingerprint: str) -> None:
    """Admit a workstation, named by the first characters of its id, once the clinic has read its fingerprint to you."""
    from clinic_app.exchange.enrolment import fingerprint_of
    from clinic_app.hub.store import DeviceState

    with _opened(home) as (_, store):
        if unit_code not in {line.unit_code for line in store.clinics()}:
            raise click.UsageError(f"{unit_code} is not enrolled; see `clinic-hub enroll`")
        found = [line for line in store.devices() if line.device.startswith(device)]
        if len(found) != 1:
            raise click.UsageError(f"{len(found)} workstations begin with {device}; see `clinic-hub report`")
        if found[0].state is not DeviceState.WAITING:
            raise click.UsageError(f"{found[0].device} does not wait: it is {found[0].state.value}")
        if fingerprint_of(bytes.fromhex(found[0].public_key))[-1] != fingerprint.strip():
            raise click.ClickException(
                "this is not the fingerprint of the workstation that wrote the package; nothing was admitted. "
                "Ask the clinic to read it again; if it stays different, keep the stick and call the county's head"
            )
        with store.ground.alone():
            store.admit(found[0].device, unit_code, _now())
            store.log(_now(), "admitted", found[0].device)
        click.echo(f"{found[0].device} writes for {unit_code} from now on; import its stick again.")


@clinic_hub.command()
@_home
@click.argument("device")
def revoke(home: Path, device: str) -> None:
    """Take in nothing more from a lost or copied workstation; what it has sent stays."""
    with _opened(home) as (_, store):
        if store.device(device) is None:
            raise click.UsageError(f"no workstation {device}; see `clinic-hub report`")
        with store.ground.alone():
            store.revoke(device)
            store.log(_now(), "revoked", device)
        click.echo(f"Nothing more is taken in from {device}.")


@clinic_hub.command("import")
@_home
@click.argument("stick", type=click.Path(file_okay=False, exists=True, path_type=Path))
def import_stick(home: Path, stick: Path) -> None:
    """Take in every package on a stick, and write the receipts on the same stick."""
    from clinic_app.hub.sticks import take_in_stick

    with _opened(home) as (county, store):
        folder = stick if stick.name == PACKAGE_FOLDER else stick / PACKAGE_FOLDER
        taken = take_in_stick(county, store, FolderCarrier(folder), SystemClock().now, new_id)
    if not taken.packages:
        raise click.ClickException(f"no package in {folder}; look whether this is the right stick")
    for package in taken.packages:
        click.echo(_package_line(package))
    click.echo(f"{taken.applied.entries} entries applied, {taken.applied.pending} of them wait for a person.")
    for name in taken.receipts:
        click.echo(f"receipt {name} written")
    if any(package.problem or package.gap or package.fork for package in taken.packages):
        raise SystemExit(1)


@clinic_hub.command()
@_home
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8443, show_default=True)
@click.option("--known-as", default="", help="Name or number by which clinics reach it, when that is another.")
def serve(home: Path, host: str, port: int, known_as: str) -> None:
    """Listen for clinics until interrupted; where it is met goes to them in the receipts."""
    from clinic_app.hub.web.serving import listening

    with _opened(home) as (county, store):
        store.ground.close()

        def open_store() -> Store:
            return county.open_store(os.environ.get(DATABASE_VARIABLE, ""))

        with listening(
            county, open_store, host=host, port=port, now=SystemClock().now, mint_id=new_id, known_as=known_as
        ) as (place, server):
            click.echo(f"Listening at {place.address}; clinics learn of it with their next receipt. End with Ctrl+C.")
            server.run()


@clinic_hub.command()
@_home
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
def operate(home: Path, port: int) -> None:
    """Show the operator's pages to the browser of this machine, until interrupted."""
    import uvicorn

    from clinic_app.hub.operator.pages import OperatorPages
    from clinic_app.hub.operator.work import OperatorsWork

    with _opened(home) as (county, store):
        pages = OperatorPages(OperatorsWork(county, store, SystemClock().now, new_id))
        click.echo(f"Open http://127.0.0.1:{port}/?key={pages.key} in the browser of this machine. End with Ctrl+C.")
        uvicorn.run(pages.application(), host="127.0.0.1", port=port, log_level="warning", access_log=False)


@clinic_hub.command("export")
@_home
@click.argument("stick", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option("--unit-code", "units", multiple=True, help="Only this clinic; repeat the option. All without it.")
def export_receipts(home: Path, stick: Path, units: tuple[str, ...]) -> None:
    """Write the newest receipt of each clinic on a stick that brought no package."""
    from clinic_app.hub.sticks import write_receipt

    with _opened(home) as (county, store):
        known = [line.unit_code for line in store.clinics()]
        if unknown := set(units) - set(known):
            raise click.UsageError(f"{', '.join(sorted(unknown))} is not enrolled; see `clinic-hub report`")
        carrier = FolderCarrier(stick / PACKAGE_FOLDER)
        for unit_code in units or known:
            name = write_receipt(county, store, carrier, unit_code, SystemClock().now(), new_id)
            click.echo(f"{unit_code}: {PACKAGE_FOLDER}/{name}")


@clinic_hub.command()
@_home
@click.argument("stick", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option("--unit-code", required=True, help="The clinic.")
def statement(home: Path, stick: Path, unit_code: str) -> None:
    """Write a clinic's statement (对账单) and the receipt of the same moment on a stick, for `clinic-app reconcile`."""
    from clinic_app.hub.reconciling import write_statement

    with _opened(home) as (county, store):
        if unit_code not in {line.unit_code for line in store.clinics()}:
            raise click.UsageError(f"{unit_code} is not enrolled; see `clinic-hub report`")
        carrier = FolderCarrier(stick / PACKAGE_FOLDER)
        name = write_statement(county, store, carrier, unit_code, SystemClock().now(), new_id)
        click.echo(f"{unit_code}: {PACKAGE_FOLDER}/{name}")


@clinic_hub.command()
@_home
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def backup(home: Path, folder: Path) -> None:
    """Copy the county into a new folder there, while it goes on working; the copy is opened and compared."""
    from clinic_app.hub.backup import BackupUnusable, back_up

    with _opened(home) as (county, store):
        try:
            made = back_up(county, store, folder, SystemClock().now())
        except (BackupUnusable, OSError) as error:
            raise click.ClickException(f"no backup was made: {error}") from error
    click.echo(f"{made} holds the county as it is now. Keep it away from this machine, and the passphrase in the safe.")


@clinic_hub.command()
@_home
@click.argument("backup_folder", type=click.Path(file_okay=False, exists=True, path_type=Path))
def restore(home: Path, backup_folder: Path) -> None:
    """Put a backup back into an empty folder; what is missing since comes again with the clinics' next packages."""
    from clinic_app.hub.backup import BackupUnusable
    from clinic_app.hub.backup import restore as put_back

    try:
        put_back(backup_folder, home)
    except HomeTaken as error:
        raise click.ClickException(f"a county stands already in {error}; it was not touched") from error
    except (BackupUnusable, OSError) as error:
        raise click.ClickException(f"nothing was restored: {error}") from error
    click.echo(
        f"The county stands in {home}; now run `clinic-hub check`, then `import` or `export` on every clinic's stick."
    )


@clinic_hub.command()
@_home
def report(home: Path) -> None:
    """Show clinics with their workstations, streams, people and doses, and what waits for a person."""
    from clinic_app.exchange.enrolment import fingerprint_of

    with _opened(home) as (county, store):
        click.echo(f"{county.county_name} {county.county_code}  fingerprint {' '.join(county.fingerprint)}")
        counts = {unit: (people, doses) for unit, people, doses in store.doses_by_clinic()}
        for clinic in store.clinics():
            people, doses = counts.get(clinic.unit_code, (0, 0))
            click.echo(f"{clinic.unit_code} {clinic.name}: {people} people, {doses} doses counted")
            for tip in store.tips(clinic.unit_code):
                click.echo(
                    f"  {tip.device} {tip.incarnation[:8]} {tip.state.value}: "
                    f"held {tip.held_seq}, applied {tip.applied_seq}"
                )
            for pending in store.pending(clinic.unit_code, 20):
                click.echo(f"  {pending.state.value} {pending.reason.value}: {pending.device} {pending.seq}")
        for line in store.devices(""):
            groups = " ".join(fingerprint_of(bytes.fromhex(line.public_key))[:-1])
            click.echo(f"waits to be admitted: {line.device}, fingerprint {groups} …, first seen {line.first_seen_at}")


@clinic_hub.command()
@_home
def check(home: Path) -> None:
    """Follow every chain from its first byte and fold every card anew; name each difference."""
    from clinic_app.hub.checking import differences

    with _opened(home) as (_, store):
        found = 0
        for sentence in differences(store):
            click.echo(sentence)
            found += 1
        if found:
            raise SystemExit(1)
        click.echo(
            f"{sum(tip.held_seq for tip in store.tips())} entries, {len(store.person_ids())} people: all as told."
        )


@contextmanager
def _opened(home: Path) -> Iterator[tuple[County, Store]]:
    """Open county and store, each reason why it does not open a sentence."""
    passphrase = os.environ.get(PASSPHRASE_VARIABLE) or click.prompt("Passphrase", hide_input=True, err=True)
    try:
        county = open_county(home, passphrase)
    except NoHome as error:
        raise click.ClickException(
            f"no county in {error}; name its folder, or begin with `clinic-hub found`"
        ) from error
    except WrongPassphrase as error:
        raise click.ClickException(f"the keys in {error} do not open with this passphrase; type it again") from error
    try:
        store = county.open_store(os.environ.get(DATABASE_VARIABLE, ""))
    except ServerAway as error:
        raise click.ClickException(
            f"the database server does not answer; look after it, then try again ({error})"
        ) from error
    except (NewerHub, WrongHubKey) as error:
        raise click.ClickException(f"the county's database cannot be used: {error}; it was not touched") from error
    try:
        yield county, store
    finally:
        store.ground.close()


def _package_line(package: PackageTaken) -> str:
    """Return one line about a package."""
    known = package.entries - package.new_entries
    words = f"{package.stem}: {package.new_entries} new entries, {known} known"
    if package.problem is not None and not package.unit_code and package.device:
        return f"{package.stem}: workstation {package.device} is not admitted; see `clinic-hub report`"
    if package.problem is not None:
        words += f"; stopped at {package.problem.kind.value} {package.problem.file}".rstrip()
    if package.gap:
        words += "; something before it is missing: the next package brings all again"
    if package.fork:
        words += "; two histories of one workstation: it was copied, or somebody meddled. Keep the stick and look"
    return words


def _now() -> str:
    return moment_text(SystemClock().now())


def _last_day(today: date) -> date:
    return today + timedelta(days=VALID_DAYS)
