"""The key file beside the database: who signs in here, with the wrapped keys; read before anything can be decrypted.

It holds names of staff for the sign-in page, never of children.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RECOVERY_SLOT = "recovery"


class KeyFileDamaged(Exception):
    """The key file is not whole; its former generation lies beside it with the ending `.before`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySlot:
    """One wrapping of the database key. `user_id` is `recovery` for the printed code."""

    user_id: str
    name: str
    role: str
    salt: str
    passes: int
    memory_kib: int
    lanes: int
    wrapped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """The whole file. `device_secret` is wrapped by the database key."""

    device_id: str
    device_public: str
    device_secret: str
    slots: tuple[KeySlot, ...]
    practice: bool = False
    clinic_name: str = ""
    format: int = 1


def read_key_file(path: Path) -> KeyFile:
    """Read the key file.

    Raises:
        FileNotFoundError: there is none.
        KeyFileDamaged: it cannot be read.
    """
    import msgspec

    try:
        return msgspec.json.decode(path.read_bytes(), type=KeyFile)
    except msgspec.MsgspecError as error:
        raise KeyFileDamaged(path.name) from error


def write_key_file(path: Path, file: KeyFile) -> None:
    """Write the key file so that either the old or the new one is there, whole; the old one is kept as `.before`."""
    import msgspec

    new = path.with_suffix(path.suffix + ".new")
    _write_synced(new, msgspec.json.format(msgspec.json.encode(file), indent=1))
    if read_key_file(new) != file:
        raise OSError(f"{new.name} does not read back")
    with contextlib.suppress(FileNotFoundError):
        _write_synced(path.with_suffix(path.suffix + ".before"), path.read_bytes())
    new.replace(path)


def _write_synced(path: Path, content: bytes) -> None:
    with open(path, "wb", opener=_for_the_owner_alone) as stream:  # Path.open takes no opener
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _for_the_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
