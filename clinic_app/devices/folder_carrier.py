"""A folder on a stick or disk as a carrier of package files."""

from __future__ import annotations

import errno
import shutil
from typing import TYPE_CHECKING

from clinic_app.devices import safe_files

if TYPE_CHECKING:
    from pathlib import Path


class FolderCarrier:
    """Reads and writes whole files in one folder; every failure is an `OSError`.

    Nothing is done to a file that was not named by the caller. Links are neither listed nor followed, and a folder
    that is itself a link is refused.

    Attributes:
        folder: where the files lie; made at the first write, its parent must exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> frozenset[str]:
        """Return the names of the regular files; none when the folder is not there yet."""
        if not safe_files.is_plain(self.folder):
            return frozenset()
        return frozenset(path.name for path in self.folder.iterdir() if safe_files.is_plain(path) and path.is_file())

    def read(self, name: str, at_most: int) -> bytes:
        """Return the first `at_most` + 1 bytes of the file."""
        self._demand_a_real_folder()
        return safe_files.read_plain_file(self.folder / name, at_most)

    def write(self, name: str, content: bytes) -> None:
        """Write the file durably and read it back, under an 8.3 temporary name until it is whole."""
        self.folder.mkdir(exist_ok=True)
        self._demand_a_real_folder()
        path = self.folder / name
        safe_files.write_file(path, content, temporary=path.with_suffix(".TMP"))

    def remove(self, name: str) -> None:
        """Remove the file; one that is already gone is no error."""
        self._demand_a_real_folder()
        (self.folder / name).unlink(missing_ok=True)

    def free_bytes(self) -> int:
        """Return how many bytes the medium can still take."""
        place = self.folder if self.folder.is_dir() else self.folder.parent
        return shutil.disk_usage(place).free

    def _demand_a_real_folder(self) -> None:
        if not (safe_files.is_plain(self.folder) and self.folder.is_dir()):
            raise OSError(errno.ENOENT, "not a folder of its own", str(self.folder))
