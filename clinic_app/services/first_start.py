"""The first start (首次启动): a clinic made in one step, and what a power cut left of an earlier try."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING

from clinic_app.devices.safe_files import sync_folder, write_file
from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.password_rule import password_problem
from clinic_app.domain.recovery_code import read_recovery_code
from clinic_app.domain.unit_code import unit_code_problem
from clinic_app.records.key_file import KeyFileDamaged, read_key_file
from clinic_app.records.key_slots import new_recovery_code
from clinic_app.records.name_keys import name_keys
from clinic_app.records.sqlite import DatabaseError
from clinic_app.services.door import Standing, standing
from clinic_app.services.failures import (
    FoundingRefused,
    FoundingUnfinished,
    PlaceFull,
    PlaceLocked,
    PlaceTaken,
    PlanIncomplete,
)
from clinic_app.services.founding import FirstUser, FoundingPlan, found_clinic
from clinic_app.services.premises import Premises
from clinic_app.services.recovery_sheet import wipe_recovery_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from clinic_app.services.site import Site

__all__ = [
    "FirstUser",
    "FoundingPlan",
    "begin_anew",
    "finish_founding",
    "found_in_one_step",
    "initials_of",
    "missing_in",
    "new_recovery_code",
    "restore_keys",
]

ADMIN = "admin"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_LOCKED = (errno.EROFS, errno.EACCES, errno.EPERM)


def _go_on(_step: str) -> None:
    """Go on; tests cut the power here."""


def initials_of(name: str) -> tuple[str, ...]:
    """Return the pinyin initials a name is found by, one for each reading; none when nothing of it can be read."""
    keys = name_keys(name)
    return tuple(key for key in keys if len(key) == min(map(len, keys)))


def missing_in(plan: FoundingPlan) -> tuple[str, ...]:
    """Return what a plan lacks before a clinic can be founded with it and vaccinate.

    The words are `unit_code`, `name`, `admin`, `vaccinator`, `same_name`, `recovery_code`, and `password:NAME` for
    every user whose password is refused.
    """
    names = [user.name for user in plan.users]
    lacks = {
        "unit_code": unit_code_problem(plan.clinic.unit_code) is not None,
        "name": not plan.clinic.name.strip(),
        "admin": not any(user.role == ADMIN for user in plan.users),
        "vaccinator": not any(user.may_vaccinate for user in plan.users),
        "same_name": len(set(names)) < len(names) or not all(name.strip() for name in names),
        "recovery_code": read_recovery_code(plan.recovery_code) is None,
    }
    weak = (f"password:{user.name}" for user in plan.users if password_problem(user.password) is not None)
    return (*(word for word, is_missing in lacks.items() if is_missing), *weak)


def found_in_one_step(site: Site, plan: FoundingPlan, before: Callable[[str], None] = _go_on) -> None:
    """Found the clinic wholly or not at all: make it in a folder of its own, then move it to its place.

    What an earlier try broken off has left is removed: nobody was ever told that it stands.

    Args:
        site: where.
        plan: everything the first start asks for.
        before: called before each step that changes what is on the disk, with its name.

    Raises:
        PlanIncomplete, PlaceTaken, PlaceFull, PlaceLocked, FoundingRefused: nothing of the clinic is left.
        FoundingUnfinished: the clinic is whole but not in its place; `finish_founding` goes on.
    """
    if missing := missing_in(plan):
        raise PlanIncomplete(missing)
    premises = site.premises
    if standing(premises) not in (Standing.NOTHING, Standing.BROKEN_OFF):
        raise PlaceTaken(str(premises.database))
    try:
        with _naming_refusals():
            _make(site, plan, before)
    except Exception:
        shutil.rmtree(premises.in_the_making, ignore_errors=True)
        raise
    finish_founding(premises, before)


def finish_founding(premises: Premises, before: Callable[[str], None] = _go_on) -> None:
    """Move a clinic that is whole to its place, the database last; go on where an earlier try was cut off.

    Raises:
        FoundingUnfinished: the disk refused; the files lie where they lay, and this can be tried again.
    """
    try:
        for file in sorted(premises.ready.iterdir(), key=lambda path: (path.name == premises.database.name, path.name)):
            before(f"move {file.name}")
            _move(file, premises.tail if file.name == premises.tail.name else premises.database.parent / file.name)
        for folder in {premises.database.parent, premises.tail.parent}:
            sync_folder(folder)
        before("remove folder")
        premises.ready.rmdir()
        shutil.rmtree(premises.in_the_making, ignore_errors=True)
        wipe_recovery_sheet(premises)
    except OSError as error:
        raise FoundingUnfinished(str(error)) from error


def restore_keys(site: Site) -> bool:
    """Put the former generation of the key file in the place of a damaged one, which is kept beside it.

    Returns:
        False when there is no whole former generation; nothing was changed then.

    Raises:
        PlaceLocked, PlaceFull, FoundingRefused: the disk refused; the damaged file stands as it stood.
    """
    keys = site.premises.keys
    former = keys.with_suffix(keys.suffix + ".before")
    try:
        file = read_key_file(former)
    except (FileNotFoundError, KeyFileDamaged):
        return False
    if not file.slots:
        return False
    with _naming_refusals():
        stamp = f"{local_time(site.clock.now()):%Y%m%d-%H%M%S}"
        write_file(keys.with_name(f"{keys.name}.damaged-{stamp}"), keys.read_bytes())
        write_file(keys, former.read_bytes())
    return True


def begin_anew(site: Site) -> Path:
    """Put everything that stands at the place aside into a folder, deleting nothing, and return the folder.

    The printed recovery sheet of an earlier try is the exception: it opens nothing any more.

    Raises:
        PlaceLocked, PlaceFull, FoundingRefused: the disk refused; whatever was not moved lies where it lay.
    """
    premises = site.premises
    aside = _unused_folder(premises, f"{local_time(site.clock.now()):%Y%m%d-%H%M%S}")
    stem = premises.database.stem
    with _naming_refusals():
        aside.mkdir(parents=True)
        for path in (premises.ready, premises.in_the_making):
            if path.exists():
                path.replace(aside / path.name)
        files = {path for path in premises.database.parent.iterdir() if path.name.startswith(f"{stem}.")}
        for path in sorted({*files, premises.tail}):
            if path.is_file():
                _move(path, aside / path.name)
        sync_folder(aside)
        sync_folder(aside.parent)
        wipe_recovery_sheet(premises)
    return aside


def _make(site: Site, plan: FoundingPlan, before: Callable[[str], None]) -> None:
    """Make the whole clinic in a folder, put it on the disk, and only then give the folder its second name."""
    premises = site.premises
    shutil.rmtree(premises.in_the_making, ignore_errors=True)
    before("make folder")
    making = premises.in_the_making / token_hex(4)  # a second program at the same place never takes this one's files
    making.mkdir(parents=True)
    passing = Premises.of(making / premises.database.name)
    found_clinic(passing, plan, clock=site.clock, mint=site.mint, cost=site.cost).close()
    sync_folder(making)
    before("call it ready")
    making.replace(premises.ready)
    shutil.rmtree(premises.in_the_making, ignore_errors=True)
    sync_folder(premises.ready.parent)


def _move(file: Path, target: Path) -> None:
    """Move one file; to another disk by copy, which is there whole before the original goes."""
    try:
        file.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_file(target, file.read_bytes())
        file.unlink()


def _unused_folder(premises: Premises, stamp: str) -> Path:
    place, name = premises.database.parent, f"{premises.database.stem}-set-aside-{stamp}"
    number = 1
    while (folder := place / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return folder


@contextmanager
def _naming_refusals() -> Iterator[None]:
    """Turn what the disk and the database say into the failures a screen has words for."""
    try:
        yield
    except OSError as error:
        named = PlaceFull if error.errno in _FULL else PlaceLocked if error.errno in _LOCKED else FoundingRefused
        raise named(str(error)) from error
    except DatabaseError as error:
        raise (PlaceFull if "full" in str(error) else FoundingRefused)(str(error)) from error
