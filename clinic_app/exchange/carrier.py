"""What carries package files (a stick, a folder, a fake in tests), and the ways in which it fails the writer."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Carrier(Protocol):
    """Holds whole files by name. Every failure is an `OSError`; `write` returns when the bytes are durable."""

    @property
    def folder(self) -> Path:
        """Return where the files lie, for the nurse to find them."""

    def names(self) -> frozenset[str]:
        """Return the names of the regular files there."""

    def read(self, name: str, at_most: int) -> bytes:
        """Return the first `at_most` + 1 bytes of a regular file."""

    def write(self, name: str, content: bytes) -> None:
        """Write a file so that it is there whole or not at all."""

    def remove(self, name: str) -> None:
        """Remove a file."""

    def free_bytes(self) -> int:
        """Return how many bytes still fit."""


class CarrierError(Exception):
    """The carrier did not take the package. Nothing of it is left under a final name, as far as it could be reached."""


class NoSpace(CarrierError):
    """The carrier has not enough free space.

    Attributes:
        needed: bytes that must be free (twice the package), 0 when the carrier filled up while writing.
        free: bytes that were free.
    """

    def __init__(self, needed: int = 0, free: int = 0) -> None:
        super().__init__(f"needs {needed} bytes, {free} are free")
        self.needed = needed
        self.free = free


class ReadOnlyCarrier(CarrierError):
    """The carrier may not be written to: lock switch, rights, or mounted read-only."""


class CarrierGone(CarrierError):
    """The carrier was pulled out, or was never there."""


class CarrierFaulty(CarrierError):
    """The carrier gave back other bytes than were written, or failed in another way: take another stick."""


class Stopped(CarrierError):
    """Somebody asked to stop, between two parts."""


_BY_WINDOWS_ERROR: dict[int, type[CarrierError]] = {
    **dict.fromkeys((39, 112), NoSpace),
    19: ReadOnlyCarrier,
    **dict.fromkeys((2, 3, 21, 433, 1006, 1167), CarrierGone),
}
_BY_ERRNO: dict[int, type[CarrierError]] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), NoSpace),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), ReadOnlyCarrier),
    **dict.fromkeys((errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOTCONN, errno.ESTALE), CarrierGone),
}


def named_failure(error: OSError) -> CarrierError:
    """Return the failure of the carrier that the system's error means.

    Windows reports a stick pulled out as "access denied" in `errno`, so its own number is asked first. Linux reports
    the same as an input/output error.
    """
    windows_error = getattr(error, "winerror", None)
    by_windows = _BY_WINDOWS_ERROR.get(windows_error) if isinstance(windows_error, int) else None
    failure = by_windows or _BY_ERRNO.get(error.errno or 0, CarrierFaulty)
    return NoSpace() if failure is NoSpace else failure(str(error))


@contextmanager
def naming_failures() -> Iterator[None]:
    """Turn an `OSError` of the carrier into its named failure."""
    try:
        yield
    except OSError as error:
        raise named_failure(error) from error
