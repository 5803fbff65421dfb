"""A package in a real folder: written, verified by the command, and read by a stranger who has only FORMAT.md."""

import base64
import hashlib
import json
import os
import struct
import tempfile
import uuid
import zlib
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from clinic_app.app.commands.package import package as package_command
from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.exchange.carrier import CarrierFaulty, CarrierGone, ReadOnlyCarrier
from clinic_app.exchange.keys import new_county_keypair
from tests.exchange_samples import COUNTY, DEVICE, DEVICE_KEYS, a_slice, chained, write


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "county.key"
    path.write_text(f"# county\n{COUNTY.identity}\n", encoding="ascii")
    return path


def write_to(stick, entries, **options):
    return write(FolderCarrier(stick / "VAXSYNC"), [a_slice(entries)], **options)


def verify(*arguments):
    answer = CliRunner().invoke(package_command, ["verify", *map(str, arguments)])
    lines = answer.output.splitlines()
    return answer.exit_code, json.loads(lines[0]) if lines[0].startswith("{") else {}, lines[-1]


# A reader written from FORMAT.md alone; it imports nothing of ours.


def frames(stored):
    position = 0
    while position < len(stored):
        (length,) = struct.unpack_from(">I", stored, position)
        yield stored[position + 4 : position + 4 + length]
        position += 4 + length


def strangers_manifest(stored):
    assert stored[:4] == b"VXM1"
    text, signature = frames(stored[4:])
    manifest = json.loads(text)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest["public_key"]))
    key.verify(signature, b"vaxsync manifest 1\0" + text)
    return manifest, key


def strangers_entries(folder, secret):
    (manifest_path,) = folder.glob("*.MAN")
    manifest, key = strangers_manifest(manifest_path.read_bytes())
    identity = pyrage.x25519.Identity.from_str(secret)
    digest = hashlib.sha256(uuid.UUID(manifest["bundle"]).bytes).digest()
    assert manifest_path.stem == base64.b32encode(digest[:5]).decode()
    assert manifest["recipient"] == str(identity.to_public())

    before, seq = "", 0
    for number, seal in enumerate(manifest["parts"], 1):
        stored = (folder / f"{manifest_path.stem}.P{number:02d}").read_bytes()
        assert {"size": len(stored), "sha256": hashlib.sha256(stored).hexdigest()} == seal
        magic, suite, bundle, this, of, length = struct.unpack(">4sB16sHHI", stored[:29])
        assert (magic, suite, this, of, length) == (b"VXS1", 1, number, len(manifest["parts"]), len(stored) - 61)
        assert uuid.UUID(bytes=bundle) == uuid.UUID(manifest["bundle"])
        assert hashlib.sha256(stored[:29] + stored[61:]).digest() == stored[29:61]
        for chunk in frames(pyrage.decrypt(stored[61:], [identity])):
            text, signature, payload = frames(chunk)
            key.verify(signature, b"vaxsync chunk 1\0" + text + hashlib.sha256(payload).digest())
            header = json.loads(text)
            assert (header["recipient"], header["bundle"]) == (manifest["recipient"], manifest["bundle"])
            assert (header["from"], header["prev_hash"]) == (seq + 1, before)
            for entry in frames(zlib.decompress(payload)):
                seq += 1
                content = json.loads(entry)
                assert (content["seq"], content["prev"]) == (seq, before)
                before = hashlib.sha256(entry).hexdigest()
                yield entry
            assert (header["to"], header["last_hash"]) == (seq, before)
    assert manifest["entries"] == seq


def test_a_stranger_with_the_county_key_reads_it_after_the_page_alone(stick):
    entries = chained(1203)
    written = write_to(stick, entries, part_limit=20_000)

    assert written.parts > 2
    assert list(strangers_entries(stick / "VAXSYNC", COUNTY.identity)) == entries


def test_what_lies_on_the_stick_names_no_entry_and_no_body(stick):
    write_to(stick, chained(20, bodies=[{"name": "欧阳小宝"}] * 20))

    for path in (stick / "VAXSYNC").iterdir():
        stored = path.read_bytes()
        assert "欧阳".encode() not in stored
        assert b"dose.given" not in stored


def test_verify_counts_a_whole_package_on_the_stick_or_in_its_folder(stick, key_file):
    write_to(stick, chained(501))

    from_root = verify(stick, "--key", key_file, "--device", f"{DEVICE}={DEVICE_KEYS[DEVICE].hex()}")
    from_folder = verify(stick / "VAXSYNC", "--key", key_file)

    whole = {"ok": True, "packages": 1, "parts": 1, "chunks": 2, "entries": 501, "problems": []}
    assert from_root[:2] == (0, whole | {"author": "enrolled"})
    assert from_root[2] == "whole: 1 packages, 501 entries"
    assert from_folder[:2] == (0, whole | {"author": "unknown"})


def test_verify_names_the_first_damage_and_exits_with_one(stick, key_file):
    write_to(stick, chained(5))
    (part,) = (stick / "VAXSYNC").glob("*.P01")
    stored = bytearray(part.read_bytes())
    stored[-1] ^= 1
    part.write_bytes(stored)

    exit_code, answer, sentence = verify(stick, "--key", key_file)

    assert exit_code == 1
    assert answer["ok"] is False
    assert answer["entries"] == 0
    assert answer["problems"] == [{"kind": "damaged", "file": part.name, "seq": None}]
    assert sentence == f"DAMAGED: damaged in {part.name} (1 in all)"


def test_verify_with_the_key_of_another_county_opens_nothing(stick, tmp_path):
    write_to(stick, chained(5))
    other = tmp_path / "other.key"
    other.write_text(new_county_keypair().identity, encoding="ascii")

    exit_code, answer, _ = verify(stick, "--key", other)

    assert (exit_code, answer["entries"]) == (1, 0)


def test_verify_of_an_empty_folder_and_of_a_file_that_is_no_key_fail(stick, key_file, tmp_path):
    no_key = tmp_path / "holiday.txt"
    no_key.write_bytes(b"\xff\xfe\0")

    assert verify(stick, "--key", key_file)[0] == 1
    assert verify(stick, "--key", key_file)[1]["problems"][0]["kind"] == "no_package"
    assert verify(stick, "--key", no_key)[0] == 1


def test_foreign_files_links_and_folders_stay_as_they_were_and_are_not_opened(stick, tmp_path, key_file):
    folder = stick / "VAXSYNC"
    folder.mkdir()
    outside = tmp_path / "outside.bin"
    outside.write_bytes(b"secret")
    (folder / "AUTORUN.INF").write_bytes(b"[autorun]")
    (folder / "照片.jpg").write_bytes(b"jpg")
    (folder / "ABCDEFGH.P1").write_bytes(b"not ours")
    (folder / "abcdefgh.p01").write_bytes(b"not ours")
    (folder / "LINKLINK.P01").symlink_to(outside)
    (folder / "FOLDERS1.P01").mkdir()
    os.mkfifo(folder / "PIPEPIPE.P01")
    before = {path.name: path.lstat() for path in folder.iterdir()}

    write_to(stick, chained(3))
    exit_code, answer, _ = verify(stick, "--key", key_file)

    assert (exit_code, answer["packages"], answer["entries"]) == (0, 1, 3)
    assert outside.read_bytes() == b"secret"
    for name, status in before.items():
        now = (folder / name).lstat()
        assert (now.st_mtime_ns, now.st_size, now.st_mode) == (status.st_mtime_ns, status.st_size, status.st_mode)


def test_a_folder_that_is_a_link_to_somewhere_else_is_not_written_to(stick, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (stick / "VAXSYNC").symlink_to(elsewhere)

    with pytest.raises(CarrierGone):
        write_to(stick, chained(1))

    assert list(elsewhere.iterdir()) == []


def test_a_file_where_the_folder_should_be_and_a_stick_that_is_not_there_are_told(stick):
    (stick / "VAXSYNC").write_bytes(b"a file")

    with pytest.raises(CarrierFaulty):
        write_to(stick, chained(1))
    with pytest.raises(CarrierGone):
        write_to(stick / "pulled-out", chained(1))


@pytest.mark.skipif(os.name != "posix", reason="rights are set the POSIX way")
def test_a_read_only_stick_is_told_and_stays_empty():
    with tempfile.TemporaryDirectory() as made:
        stick = Path(made) / "stick"
        stick.mkdir(mode=0o755)
        Path(made).chmod(0o755)
        stick.chmod(0o555)
        privileged = os.geteuid() == 0
        if privileged:
            os.seteuid(65534)
        try:
            with pytest.raises(ReadOnlyCarrier):
                write_to(stick, chained(1))
        finally:
            if privileged:
                os.seteuid(0)
        assert list(stick.iterdir()) == []


def test_nothing_but_parts_and_manifest_is_left_and_only_the_owner_may_read_them(stick):
    written = write_to(stick, chained(3))

    names = sorted(path.suffix for path in (stick / "VAXSYNC").iterdir())
    assert names == [".MAN", ".P01"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in (stick / "VAXSYNC").iterdir())
    assert written.bytes == sum(path.stat().st_size for path in (stick / "VAXSYNC").iterdir())
