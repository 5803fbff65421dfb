"""`clinic-app package`: look into a package for the county, on a stick or in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.exchange import keys
from clinic_app.exchange.package_reader import PackageRead, read_package
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.exchange.signed_header import Purpose

if TYPE_CHECKING:
    from clinic_app.exchange.problems import Problem

_KEY_FILE_LIMIT = 64 * 1024


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The answer in one line of JSON.

    Attributes:
        entries: different entries that may be used; an entry in two packages counts once.
        author: `enrolled`, or `unknown` when no device key was given to compare the signatures with.
    """

    ok: bool
    packages: int
    parts: int
    chunks: int
    entries: int
    author: str
    problems: list[dict[str, str | int | None]]


@click.group()
def package() -> None:
    """Packages for the county."""


@package.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Text file with the county's AGE-SECRET-KEY-1 line.",
)
@click.option(
    "--device",
    "devices",
    multiple=True,
    metavar="ID=HEX",
    help="An enrolled device and its public key; without any, authors count as unknown.",
)
@click.option("--practice", is_flag=True, help="Take in packages of a practice township, and those only.")
def verify(folder: Path, key_file: Path, devices: tuple[str, ...], practice: bool) -> None:
    """Open every package in FOLDER (or in its VAXSYNC), check it and count its entries.

    Prints one line of JSON and one for people. Exits with 1 on any damage, naming the first.
    """
    identity = _identity_in(key_file)
    read = read_package(
        FolderCarrier(_package_folder(folder)),
        identity=identity,
        device_keys=_device_keys(devices),
        purpose=Purpose.PRACTICE if practice else Purpose.ENTRIES,
    )
    click.echo(msgspec.json.encode(_verdict(read)).decode("utf-8"))
    click.echo(_sentence(read))
    if read.problems:
        raise SystemExit(1)


def _identity_in(key_file: Path) -> str:
    try:
        with key_file.open(encoding="utf-8") as opened:
            return keys.identity_in(opened.read(_KEY_FILE_LIMIT))
    except ValueError as error:
        raise click.ClickException(f"{key_file.name}: not a county key file") from error


def _package_folder(folder: Path) -> Path:
    inner = folder.resolve() / PACKAGE_FOLDER
    return inner if inner.exists() else folder.resolve()


def _device_keys(devices: tuple[str, ...]) -> dict[str, bytes] | None:
    pairs = [device.partition("=") for device in devices]
    try:
        return {name: bytes.fromhex(key) for name, _, key in pairs} or None
    except ValueError as error:
        raise click.ClickException("--device wants ID=HEX") from error


def _verdict(read: PackageRead) -> Verdict:
    return Verdict(
        ok=not read.problems,
        packages=len(read.bundles),
        parts=sum(bundle.parts for bundle in read.bundles),
        chunks=len(read.chunks),
        entries=read.entries,
        author="unknown" if read.author_unknown or not read.bundles else "enrolled",
        problems=[{"kind": one.kind.value, "file": one.file, "seq": one.seq} for one in read.problems],
    )


def _sentence(read: PackageRead) -> str:
    if read.problems:
        return f"DAMAGED: {_place_of(read.problems[0])} ({len(read.problems)} in all)"
    author = " (author not compared with an enrolled device)" if read.author_unknown else ""
    return f"whole: {len(read.bundles)} packages, {read.entries} entries{author}"


def _place_of(problem: Problem) -> str:
    where = f" in {problem.file}" if problem.file else ""
    which = f" at entry {problem.seq}" if problem.seq is not None else ""
    return problem.kind.value + where + which
