"""Enrolment (开户): reading the county's package from a stick, before there is a clinic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.devices.removable_drives import candidate_drives
from clinic_app.exchange.enrolment import (
    ENDING,
    ENROLMENT_LIMIT,
    Enrolment,
    EnrolmentProblem,
    EnrolmentUnusable,
    opened_enrolment,
)
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.services.failures import NoEnrolment, NoStick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

__all__ = ["Enrolment", "EnrolmentFile", "EnrolmentProblem", "enrolments_on_sticks"]

MOST_FILES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentFile:
    """One enrolment package found on a stick, readable or not.

    Attributes:
        file: its name.
        enrolment: what it says; None when it must not be used.
        problem: why it must not be used; None also where the stick did not give it back.
        day: the day the problem is about, when it is about one.
    """

    file: str
    enrolment: Enrolment | None = None
    problem: EnrolmentProblem | None = None
    day: date | None = None


def enrolments_on_sticks(chosen: Path | None, on: date) -> tuple[EnrolmentFile, ...]:
    """Return the enrolment packages on all sticks, those that may be used first; may run on any thread.

    Args:
        chosen: a folder that stands for a stick, looked at first.
        on: today.

    Raises:
        NoStick: nothing is plugged in. NoEnrolment: no such file on what is.
    """
    drives = candidate_drives(chosen)
    if not drives:
        raise NoStick
    folders = [folder for drive in drives for folder in (drive.root, drive.root / PACKAGE_FOLDER)]
    found = [file for folder in folders for file in _files_in(FolderCarrier(folder), on)][:MOST_FILES]
    if not found:
        raise NoEnrolment
    once = {file.enrolment.id if file.enrolment else file.file: file for file in reversed(found)}
    return tuple(sorted(once.values(), key=lambda file: (file.enrolment is None, file.file)))


def _files_in(carrier: FolderCarrier, on: date) -> Iterator[EnrolmentFile]:
    try:
        names = sorted(name for name in carrier.names() if name.upper().endswith(ENDING))
    except OSError:
        return
    for name in names:
        yield _read(carrier, name, on)


def _read(carrier: FolderCarrier, name: str, on: date) -> EnrolmentFile:
    try:
        return EnrolmentFile(file=name, enrolment=opened_enrolment(carrier.read(name, ENROLMENT_LIMIT), on))
    except EnrolmentUnusable as error:
        return EnrolmentFile(file=name, problem=error.problem, day=error.day)
    except OSError:
        return EnrolmentFile(file=name)
