"""A file is there whole or as it was before; a file is read only when it is one."""

import errno
import os
import resource

import pytest

from clinic_app.devices import safe_files
from clinic_app.devices.safe_files import ReadBackDiffers, patiently, read_plain_file, write_file


class HeldByVirusScanner(OSError):
    """What Windows raises while another program has the file open."""

    def __init__(self, winerror=32):
        super().__init__(errno.EACCES, "sharing violation")
        self.winerror = winerror


def test_a_file_is_written_and_replaced_and_no_temporary_stays(tmp_path):
    path = tmp_path / "slots.json"

    write_file(path, b"first")
    write_file(path, b"second")

    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_a_temporary_left_by_a_crash_does_not_stand_in_the_way(tmp_path):
    path = tmp_path / "slots.json"
    outside = tmp_path / "outside"
    outside.write_bytes(b"outside")
    (tmp_path / "slots.json.tmp").symlink_to(outside)

    write_file(path, b"new")

    assert path.read_bytes() == b"new"
    assert outside.read_bytes() == b"outside"


@pytest.mark.skipif(os.name != "posix", reason="file size limits are POSIX")
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "slots.json"
    write_file(path, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(OSError) as refused:  # noqa: PT011 - errno is asserted below
            write_file(path, b"x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refused.value.errno == errno.EFBIG
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_medium_that_gives_back_other_bytes_is_told_and_the_old_file_stands(tmp_path, monkeypatch):
    path = tmp_path / "slots.json"
    write_file(path, b"old")
    write_new = safe_files._write_new
    monkeypatch.setattr(safe_files, "_write_new", lambda passing, content: write_new(passing, content[:-1] + b"?"))

    with pytest.raises(ReadBackDiffers):
        write_file(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_held_by_a_virus_scanner_is_tried_five_times_with_growing_pauses():
    tries, pauses = [], []

    def held_three_times():
        tries.append(1)
        if len(tries) < 4:
            raise HeldByVirusScanner
        return "written"

    assert patiently(held_three_times, pauses.append) == "written"
    assert pauses == pytest.approx([0.05, 0.1, 0.2])


def test_a_file_held_for_ever_is_given_up_after_the_fifth_try():
    tries, pauses = [], []

    def held():
        tries.append(1)
        raise HeldByVirusScanner(5)

    with pytest.raises(HeldByVirusScanner):
        patiently(held, pauses.append)
    assert (len(tries), len(pauses)) == (5, 4)


def test_another_error_is_not_tried_again():
    tries = []

    def full():
        tries.append(1)
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        patiently(full, lambda _seconds: None)
    assert len(tries) == 1


def test_reading_takes_one_byte_more_than_allowed_so_that_too_long_is_seen(tmp_path):
    path = tmp_path / "part"
    path.write_bytes(b"x" * 100)

    assert len(read_plain_file(path, 10)) == 11
    assert len(read_plain_file(path, 100)) == 100


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nothing"])
def test_what_is_not_a_regular_file_is_not_read(tmp_path, kind):
    path = tmp_path / "part"
    if kind == "link":
        (tmp_path / "target").write_bytes(b"x")
        path.symlink_to(tmp_path / "target")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()

    with pytest.raises(OSError) as refused:  # noqa: PT011 - errno is asserted below
        read_plain_file(path, 10)
    assert refused.value.errno in {errno.ENOENT, errno.EISDIR}
