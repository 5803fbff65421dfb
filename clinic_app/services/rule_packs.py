"""Rule packs (规则包): found on a stick, believed by the county's key, reviewed here, and activated by a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.devices.removable_drives import candidate_drives
from clinic_app.domain.entries.clinic import PartInForce, RulesActivated
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.domain.immunization.edition_file import EditionFile
from clinic_app.domain.immunization.rule_decoding import name_of, rule_file
from clinic_app.domain.immunization.rule_problem import RuleProblem, RulesRefused
from clinic_app.domain.immunization.rule_review import go_on, review
from clinic_app.domain.immunization.rules import CATALOGUE, SOURCES, rules_from
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.exchange.rule_pack import (
    ENDING,
    PACK_LIMIT,
    RulePack,
    RulePackProblem,
    RulePackUnusable,
    opened_rule_pack,
    pack_hash,
)
from clinic_app.records.rule_packs import keep_pack, kept_pack
from clinic_app.services.failures import NoStick
from clinic_app.services.rule_failures import (
    NoRulePack,
    NotEnrolled,
    PackFailsHere,
    PackNotNewer,
    PackUnusable,
    RulesMovedOn,
)
from clinic_app.services.rule_review import problems_of_lines
from clinic_app.services.rules_in_force import joined_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from clinic_app.domain.chosen_rules import ChosenRules
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.immunization.overlay_file import OverlayFile
    from clinic_app.domain.immunization.rule_review import Heard
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk

MOST_FILES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOnStick:
    """One file that ends as a rule pack.

    Attributes:
        file: its name. pack: what it says; None when it must not be used. stored: its bytes.
        problem: why it must not be used, a value of `RulePackProblem`; empty also where the stick did not give it back.
    """

    file: str
    pack: RulePack | None = None
    stored: bytes = field(default=b"", repr=False)
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPack:
    """A pack that may be activated: believed, newer, and through its review and its cases with this program.

    Attributes:
        before: what the clinic had chosen when it was reviewed. rules: what would hold with it.
        parts: what it holds, with first days.
    """

    pack: RulePack
    stored: bytes = field(repr=False)
    before: ChosenRules
    rules: Rules = field(repr=False)
    parts: tuple[PartInForce, ...]


def packs_on_sticks(chosen: Path | None, trusted_key: str) -> tuple[PackOnStick, ...]:
    """Return the rule packs on all sticks, the highest number first; may run on any thread.

    Args:
        chosen: a folder that stands for a stick, looked at first.
        trusted_key: hex, the county's signing key as the clinic's book has it.

    Raises:
        NotEnrolled: there is no such key. NoStick: nothing is plugged in. NoRulePack: no such file on what is.
    """
    if not trusted_key:
        raise NotEnrolled
    drives = candidate_drives(chosen)
    if not drives:
        raise NoStick
    folders = [folder for drive in drives for folder in (drive.root, drive.root / PACKAGE_FOLDER)]
    found = [file for folder in folders for file in _files_in(FolderCarrier(folder), trusted_key)][:MOST_FILES]
    if not found:
        raise NoRulePack
    once = {pack_hash(file.stored) if file.pack else file.file: file for file in reversed(found)}
    return tuple(sorted(once.values(), key=lambda file: (-(file.pack.sequence if file.pack else 0), file.file)))


def read_pack(stored: bytes, book: ClinicBook) -> RulePack:
    """Return a pack this clinic may believe, and that is newer than what holds here.

    Raises:
        NotEnrolled, PackUnusable, PackNotNewer: see `services.rule_failures`.
    """
    key = book.clinic.county_signing_key if book.clinic else ""
    if not key:
        raise NotEnrolled
    try:
        pack = opened_rule_pack(stored, bytes.fromhex(key))
    except RulePackUnusable as error:
        raise PackUnusable(error.problem.value) from error
    except ValueError as error:
        raise PackUnusable(RulePackProblem.OTHER_KEY.value) from error
    held = book.rules.sequence_of(pack.signing_key)
    if pack.sequence <= held:
        raise PackNotNewer(pack.sequence, held)
    return pack


def newest_pack(found: tuple[PackOnStick, ...], chosen: ChosenRules) -> PackOnStick:
    """Return the pack with the highest number among those that may be used and are newer than what holds.

    Raises:
        PackNotNewer: all that may be used are old. PackUnusable: none may be used; the problem is that of the first.
    """
    packs = [file for file in found if file.pack is not None]
    for file in packs:
        if file.pack is not None and file.pack.sequence > chosen.sequence_of(file.pack.signing_key):
            return file
    if packs and packs[0].pack is not None:
        raise PackNotNewer(packs[0].pack.sequence, chosen.sequence_of(packs[0].pack.signing_key))
    raise PackUnusable(found[0].problem)


def held_files(db: Connection, chosen: ChosenRules) -> tuple[Mapping[str, bytes], ...]:
    """Return the rule files of the packs that hold here, in the order of their activation; short, on any connection."""
    packs = [(pack, kept_pack(db, pack.hash)) for pack in chosen.packs]
    return tuple(
        opened_rule_pack(stored, bytes.fromhex(pack.key)).files for pack, stored in packs if stored is not None
    )


def review_pack(
    stored: bytes, book: ClinicBook, held: tuple[Mapping[str, bytes], ...], heard: Heard = go_on
) -> ReviewedPack:
    """Review a pack and run its cases with the rules of this clinic; long, may run on any thread.

    Args:
        stored: the bytes of the pack.
        book: the clinic as it is now.
        held: see `held_files`.
        heard: told how far it has come; False stops.

    Raises:
        NotEnrolled, PackUnusable, PackNotNewer, PackFailsHere: it must not be used.
        ReviewStopped: `heard` said so.
    """
    pack = read_pack(stored, book)
    dates = dict(book.rules.dates)
    try:
        before = joined_files(held)
        files = {name: rule_file(name, written) for name, written in pack.files.items()}
        changed = tuple(_rewritten(before, pack.files))
        rules = rules_from(joined_files((*held, pack.files)), dates)
        problems = changed or tuple(problems_of_lines(pack.cases, rules))
        problems = problems or review(rules, tuple(files.values()), heard)
    except RulesRefused as refused:
        raise PackFailsHere(tuple(problem.sentence for problem in refused.problems)) from refused
    if problems:
        raise PackFailsHere(tuple(problem.sentence for problem in problems))
    parts = tuple(PartInForce(name=name_of(file), effective_from=_first_day(file, dates)) for file in files.values())
    return ReviewedPack(pack=pack, stored=stored, before=book.rules, rules=rules, parts=parts)


def activate_pack(desk: Desk, reviewed: ReviewedPack, draft: str) -> None:
    """Let a reviewed pack hold from now on: its bytes are kept and the entry is written, in one act.

    The stored due lists were made by other rules; they are made anew by themselves. A second press changes nothing.

    Raises:
        NotEnrolled, PackUnusable, PackNotNewer: it may not be used any more. Nothing is written.
        RulesMovedOn: somebody changed the rules since the review; it must be looked at again. Nothing is written.
    """
    if desk.already_written(draft):
        return
    with desk.act(draft) as act:
        book = desk.clinic_book()
        pack = read_pack(reviewed.stored, book)
        if book.rules != reviewed.before:
            raise RulesMovedOn
        body = RulesActivated(
            pack_hash=keep_pack(desk.db, reviewed.stored),
            signing_key=pack.signing_key,
            sequence=pack.sequence,
            title=pack.title,
            parts=reviewed.parts,
        )
        act.write(body, subject=CLINIC)


def _files_in(carrier: FolderCarrier, trusted_key: str) -> Iterator[PackOnStick]:
    try:
        names = sorted(name for name in carrier.names() if name.upper().endswith(ENDING))
    except OSError:
        return
    for name in names:
        yield _read(carrier, name, bytes.fromhex(trusted_key))


def _read(carrier: FolderCarrier, name: str, trusted_key: bytes) -> PackOnStick:
    try:
        stored = carrier.read(name, PACK_LIMIT)
        return PackOnStick(file=name, pack=opened_rule_pack(stored, trusted_key), stored=stored)
    except RulePackUnusable as error:
        return PackOnStick(file=name, problem=error.problem.value)
    except OSError:
        return PackOnStick(file=name)


def _rewritten(before: Mapping[str, bytes], files: Mapping[str, bytes]) -> Iterator[RuleProblem]:
    """Yield the editions of a pack that are known here and say something else: earlier doses were judged by them."""
    known = {
        file.edition: written
        for name, written in before.items()
        if name not in (CATALOGUE, SOURCES) and isinstance(file := rule_file(name, written), EditionFile)
    }
    for name, written in files.items():
        file = rule_file(name, written)
        if isinstance(file, EditionFile) and known.get(file.edition, written) != written:
            what = "this edition is known here and says something else; earlier doses are judged by it"
            yield RuleProblem(file.edition, what, "give the new edition a name and a first day of its own")


def _first_day(file: EditionFile | OverlayFile, dates: Mapping[str, date]) -> date | None:
    return dates.get(file.edition, file.effective_from) if isinstance(file, EditionFile) else file.effective_from
