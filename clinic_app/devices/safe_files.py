"""Writing a file so that afterwards it is there whole or not at all, and reading one without following a trick."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SHARING_VIOLATIONS = {5, 32, 33}
_TRIES = 5
_FIRST_PAUSE_SECONDS = 0.05
_NO_DIRECTORY_SYNC = {errno.EINVAL, errno.ENOTSUP}
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_OLD_FILE = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_REPARSE_POINT = 0x400
_READ_STEP = 1 << 20

Answer = TypeVar("Answer")


class ReadBackDiffers(OSError):
    """The medium gave back other bytes than were written to it: it is not to be trusted."""


def write_file(path: Path, content: bytes, *, temporary: Path | None = None) -> None:
    """Write `content` under the name `path`, durably, replacing what was there.

    Temporary file in the same folder, flush, fsync, close, read back and compare, rename, fsync of the folder.
    A virus scanner that holds the file is waited for, five tries. On Windows the rename is `os.replace`, which
    does not wait for the folder to reach the disk; the bytes themselves have.

    Args:
        path: the final name.
        content: everything the file shall hold.
        temporary: the name used meanwhile, in the same folder; by default the final name with `.tmp` behind it.

    Raises:
        ReadBackDiffers: the medium is faulty.
        OSError: whatever the system said. In every case the old file, if any, stands as it was and no
            temporary file is left where the medium still lets itself be cleaned.
    """
    passing = temporary or path.with_name(path.name + ".tmp")
    try:
        patiently(lambda: _write_new(passing, content))
        _compare(passing, content)
        patiently(lambda: os.replace(passing, path))
    except BaseException:
        with contextlib.suppress(OSError):
            passing.unlink()
        raise
    sync_folder(path.parent)


def read_plain_file(path: Path, at_most: int) -> bytes:
    """Return the first `at_most` + 1 bytes of a regular file: one more than allowed tells that it is too long.

    Raises:
        OSError: the file is not there, is a link, a pipe or a device, or cannot be read.
    """
    if not is_plain(path):
        raise OSError(errno.ENOENT, "not a regular file", str(path))
    descriptor = os.open(path, _OLD_FILE)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENOENT, "not a regular file", str(path))
        return opened.read(at_most + 1)


def is_plain(path: Path) -> bool:
    """Return whether `path` is a regular file or a folder itself, not a link or junction to one elsewhere."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    if getattr(status, "st_file_attributes", 0) & _REPARSE_POINT:
        return False
    return stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)


def patiently(action: Callable[[], Answer], pause: Callable[[float], None] = time.sleep) -> Answer:
    """Do `action`, again up to five times in all while Windows says that another program holds the file."""
    for turn in range(_TRIES - 1):
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING_VIOLATIONS:
                raise
            pause(_FIRST_PAUSE_SECONDS * 2**turn)
    return action()


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable. Windows offers no such call; some drivers refuse it, which is accepted."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_DIRECTORY_SYNC:
            raise
    finally:
        os.close(descriptor)


def _write_new(path: Path, content: bytes) -> None:
    """Create `path` with `content` on the medium; a leftover of an earlier crash under this name is removed."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    with os.fdopen(os.open(path, _NEW_FILE, 0o600), "wb") as created:
        created.write(content)
        created.flush()
        os.fsync(created.fileno())
        _forget_cached_pages(created.fileno())


def _forget_cached_pages(descriptor: int) -> None:
    """Ask the system to drop its copy, so that reading back asks the medium and not the memory."""
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _compare(path: Path, content: bytes) -> None:
    """Read `path` again and compare its SHA-256 with that of `content`."""
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while step := opened.read(_READ_STEP):
            found.update(step)
    if found.digest() != hashlib.sha256(content).digest():
        raise ReadBackDiffers(errno.EBADMSG, "read back differs from what was written", str(path))
