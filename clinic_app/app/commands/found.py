"""`clinic-app found`: begin a real clinic at a place where there is none."""

from __future__ import annotations

from pathlib import Path

import click

from clinic_app.app.places import default_database


@click.command()
@click.option("--db", type=click.Path(path_type=Path), default=None, help="Where the database will lie.")
@click.option("--clinic", required=True, help="Name of the vaccination unit.")
@click.option("--unit-code", required=True, help="10-digit national unit code.")
@click.option("--user", required=True, help="Name of the first nurse.")
@click.password_option("--password", help="Her password, at least 8 characters.")
@click.option("--county-key", default="", help="age recipient of the county, once it has been given.")
def found(db: Path | None, clinic: str, unit_code: str, user: str, password: str, county_key: str) -> None:
    """Make key file and database, and print the recovery code once."""
    from clinic_app.devices.clock import SystemClock
    from clinic_app.domain.entries.clinic import ClinicNamed
    from clinic_app.records.key_slots import new_recovery_code
    from clinic_app.services.founding import AlreadyFounded, FirstUser, FoundingPlan, found_clinic
    from clinic_app.services.premises import Premises

    if len(unit_code) != 10 or not unit_code.isdigit():
        raise click.UsageError("a unit code has ten digits")
    if len(password) < 8:
        raise click.UsageError("a password has at least 8 characters")
    code = new_recovery_code()
    plan = FoundingPlan(
        clinic=ClinicNamed(unit_code=unit_code, name=clinic, county_key=county_key),
        users=(FirstUser(user_id="u1", name=user, role="nurse", password=password),),
        recovery_code=code,
    )
    try:
        desk = found_clinic(Premises.of(db or default_database()), plan, clock=SystemClock())
    except AlreadyFounded as error:
        raise click.ClickException(f"there is a clinic already at {error}; it was not touched") from error
    desk.close()
    print(f"Recovery code, print it and keep it in the safe:\n{code}")
