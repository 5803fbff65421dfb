"""Sticks are found where Linux desktops put them, beside a folder chosen by hand."""

from clinic_app.devices import removable_drives
from clinic_app.devices.removable_drives import candidate_drives


def a_table(path, *points):
    lines = [f"/dev/sdb{number} {point} vfat rw 0 0" for number, point in enumerate(points)]
    path.write_text("\n".join(["/dev/sda1 / ext4 rw 0 0", *lines]) + "\n", encoding="utf-8")
    return path


def test_only_mount_points_where_sticks_appear_are_offered(tmp_path, monkeypatch):
    stick, disk = tmp_path / "media" / "卫生院 U盘", tmp_path / "srv"
    stick.mkdir(parents=True)
    disk.mkdir()
    monkeypatch.setattr(removable_drives, "_WHERE_STICKS_APPEAR", (f"{tmp_path}/media/",))
    table = a_table(tmp_path / "mounts", str(stick).replace(" ", "\\040"), disk)

    (drive,) = candidate_drives(mounts=table)

    assert drive.root == stick
    assert drive.writable
    assert drive.free_bytes > 0


def test_a_chosen_folder_comes_first_and_one_that_is_gone_is_left_out(tmp_path):
    table = a_table(tmp_path / "mounts", "/media/nurse/pulled-out")

    assert [drive.root for drive in candidate_drives(tmp_path, table)] == [tmp_path]
    assert candidate_drives(tmp_path / "gone", table) == []


def test_the_table_of_this_machine_can_be_read():
    assert isinstance(candidate_drives(), list)
