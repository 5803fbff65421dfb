"""How a command opens a clinic: which user, whose password, and what to say when it does not open."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from clinic_app.records.key_file import KeyFile
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.services.premises import Premises

PASSWORD_VARIABLE = "CLINIC_APP_PASSWORD"
CANNOT_OPEN = 2


class CannotOpen(click.ClickException):
    """The clinic cannot be opened; the message begins with a code and says what to do. The exit code is 2."""

    exit_code = CANNOT_OPEN

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")


def unlocked(premises: Premises, user: str | None) -> tuple[str, OpenKeys]:
    """Return id and keys of a user, named by id or name; without one, of the first in the key file.

    The password comes from the environment (CLINIC_APP_PASSWORD), else it is asked for.

    Raises:
        CannotOpen: there is no key file, no such user, or the password is wrong.
    """
    from clinic_app.records.key_file import KeyFileDamaged, read_key_file
    from clinic_app.records.key_slots import WrongPassword, open_slot

    try:
        file = read_key_file(premises.keys)
    except FileNotFoundError as error:
        sentence = f"there is no key file {premises.keys}; put it beside the database, or name another with --db"
        raise CannotOpen("keys_missing", sentence) from error
    except KeyFileDamaged as error:
        raise _damaged_keys(premises.keys) from error
    user_id = _user_id(file, user)
    try:
        return user_id, open_slot(file, user_id, _password(user_id))
    except WrongPassword as error:
        raise CannotOpen("wrong_password", f"this is not the password of {user_id}; type it again") from error
    except KeyFileDamaged as error:
        raise _damaged_keys(premises.keys) from error


@contextmanager
def opening(database: Path) -> Iterator[None]:
    """Turn every reason why the database does not open into a sentence and exit code 2."""
    from clinic_app.records.connection import DatabaseDamaged, DatabaseMissing, NewerSchema, OlderSchema, WrongKey
    from clinic_app.records.sqlite import DatabaseError
    from clinic_app.services.sign_in import KeysOfAnother, NotFounded

    sentences: dict[type[Exception], tuple[str, Callable[[Exception], str]]] = {
        DatabaseMissing: (
            "database_missing",
            lambda _: f"there is no database in {database}; look whether it was moved, or restore a backup",
        ),
        WrongKey: (
            "wrong_key",
            lambda _: (
                f"{database} does not open with this key file: its first page is damaged, or the two do not"
                " belong together. Keep both files as they are and restore a backup"
            ),
        ),
        NewerSchema: (
            "newer_program",
            lambda error: f"{error}: a newer program wrote {database}; install that version on this workstation",
        ),
        OlderSchema: (
            "older_program",
            lambda error: f"{error}: start the program once, it brings {database} up to date",
        ),
        NotFounded: (
            "not_founded",
            lambda _: f"the first start of {database} was not finished; begin the clinic at another place",
        ),
        KeysOfAnother: (
            "other_device",
            lambda _: f"{database} and its key file belong to different workstations; bring together what belongs",
        ),
        DatabaseDamaged: (
            "schema_damaged",
            lambda error: f"{database} cannot be read ({error}); keep the file as it is and restore a backup",
        ),
        DatabaseError: (
            "unreadable",
            lambda error: f"{database} cannot be read ({error}); keep the file as it is and restore a backup",
        ),
    }
    try:
        yield
    except tuple(sentences) as error:
        code, sentence = next(words for kind, words in sentences.items() if isinstance(error, kind))
        raise CannotOpen(code, sentence(error)) from error


def _user_id(file: KeyFile, user: str | None) -> str:
    slots = [slot for slot in file.slots if user in (None, slot.user_id, slot.name)]
    if not slots:
        known = ", ".join(slot.user_id for slot in file.slots)
        raise CannotOpen("unknown_user", f"nobody called {user} signs in here; known are {known}")
    return slots[0].user_id


def _password(user_id: str) -> str:
    if (password := os.environ.get(PASSWORD_VARIABLE)) is not None:
        return password
    typed: str = click.prompt(f"Password of {user_id}", hide_input=True, err=True)
    return typed


def _damaged_keys(path: Path) -> CannotOpen:
    return CannotOpen("keys_damaged", f"{path} is not whole; its former generation is {path.name}.before beside it")
