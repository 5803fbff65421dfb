"""`clinic-app found`: begin a real clinic at a place where there is none."""

from __future__ import annotations

from pathlib import Path

import click

from clinic_app.app.places import default_database


@click.command()
@click.option("--db", type=click.Path(path_type=Path), default=None, help="Where the database will lie.")
@click.option("--clinic", required=True, help="Name of the vaccination unit.")
@click.option("--unit-code", required=True, help="10-digit national unit code.")
@click.option("--user", required=True, help="Name of the first nurse, who is the administrator.")
@click.password_option("--password", help="Her password: at least 8 characters of 3 classes.")
@click.option("--county-key", default="", help="age recipient of the county, once it has been given.")
def found(db: Path | None, clinic: str, unit_code: str, user: str, password: str, county_key: str) -> None:
    """Make key file and database, and print the recovery code once."""
    from clinic_app.devices.clock import SystemClock
    from clinic_app.devices.identity import new_id
    from clinic_app.domain.entries.clinic import ClinicNamed
    from clinic_app.services.failures import PlaceTaken, PlanIncomplete, WishRefused
    from clinic_app.services.first_start import (
        FirstUser,
        FoundingPlan,
        found_in_one_step,
        new_recovery_code,
    )
    from clinic_app.services.premises import Premises
    from clinic_app.services.site import Site

    plan = FoundingPlan(
        clinic=ClinicNamed(unit_code=unit_code, name=clinic, county_key=county_key),
        users=(FirstUser(user_id=new_id(), name=user, role="admin", password=password),),
        recovery_code=new_recovery_code(),
    )
    site = Site(premises=Premises.of(db or default_database()), clock=SystemClock())
    try:
        found_in_one_step(site, plan)
    except PlanIncomplete as error:
        raise click.UsageError(_what_is_wrong(error.missing)) from error
    except PlaceTaken as error:
        raise click.ClickException(f"something stands already at {error}; it was not touched") from error
    except WishRefused as error:
        raise click.ClickException(f"{type(error).__name__}: {error}") from error
    print(f"Recovery code, print it and keep it in the safe:\n{plan.recovery_code}")


def _what_is_wrong(missing: tuple[str, ...]) -> str:
    """Return the first thing wrong in words."""
    words = {
        "unit_code": "a unit code has ten digits, of which the first six name a county",
        "name": "the clinic needs a name",
        "same_name": "the user needs a name",
    }
    return words.get(missing[0], "a password has at least 8 characters of 3 classes: capital, small, digit, sign")
