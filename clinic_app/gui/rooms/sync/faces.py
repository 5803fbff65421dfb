"""What the sync room shows, as plain values; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.entries.subjects import subject_id, subject_kind
from clinic_app.gui.faces import ChipFace, ProgressFace, StepFace, StepState, Tone
from clinic_app.gui.wording import receipts as receipt_wording
from clinic_app.gui.wording import sync as wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from clinic_app.services.receipts import PendingLine, ReceiptTaken
    from clinic_app.services.sync import ExportLine, PackageWritten, SyncState

MOST_PENDING_SHOWN = 3


@dataclass(frozen=True, slots=True)
class CountFace:
    """One count with its proof."""

    icon: str
    title: str
    figure: str
    proof: str
    tone: Tone = Tone.GREY


@dataclass(frozen=True, slots=True)
class RecentFace:
    """One line of the packages lately written; `chip` says what the county answered."""

    cells: tuple[str, ...]
    chip: ChipFace


@dataclass(frozen=True, slots=True)
class BannerFace:
    """Why nothing was exported, and what to do next."""

    sentence: str
    todo: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class PendingFace:
    """An entry the county has not entered: what it is, and why with what to do."""

    what: str
    why: str
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class RoomFace:
    """The whole room; `no_export` is why F9 is off, empty when it is on; `is_done`: a package has just been written."""

    context: str
    counts: tuple[CountFace, ...]
    progress: ProgressFace
    chip: ChipFace | None
    banner: BannerFace | None
    note: str
    no_export: str
    recent: tuple[RecentFace, ...]
    is_done: bool = False
    pending: tuple[PendingFace, ...] = ()


class Stage(Enum):
    """How far an export has come; `READY` is before it begins."""

    READY = 0
    CHECKING = 1
    SEALING = 2
    WRITING = 3
    READING_BACK = 4
    DONE = 5


_STEPS = (wording.CHECK, wording.SEAL, wording.WRITE, wording.READ_BACK, wording.PULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export from the first step to the last.

    Attributes:
        place: which stick, in words. entries_done, entries, parts_done, parts: how far the writing is.
        size: bytes of the entries before packing. seconds_left: a guess, None while there is none.
        written: the finished package.
    """

    stage: Stage = Stage.READY
    place: str = ""
    entries_done: int = 0
    entries: int = 0
    parts_done: int = 0
    parts: int = 0
    size: int = 0
    seconds_left: int | None = None
    stopping: bool = False
    written: PackageWritten | None = None

    def after_part(self, entries_done: int, entries: int, parts_done: int, parts: int) -> Export:
        """Return the export after the carrier took one more part."""
        stage = Stage.READING_BACK if parts_done == parts else Stage.WRITING
        return replace(
            self, stage=stage, entries_done=entries_done, entries=entries, parts_done=parts_done, parts=parts
        )

    def finished(self, written: PackageWritten) -> Export:
        """Return the export with its package whole on the carrier."""
        return replace(self, stage=Stage.DONE, entries=written.entries, parts=written.parts, written=written)


def count_faces(state: SyncState) -> tuple[CountFace, ...]:
    """Return the three counts with their proof, and what is left."""
    moment = _moment(state.last_confirmed_at) if state.last_confirmed_at else ""
    proof = wording.HELD_PROOF.format(moment=moment) if moment else wording.NO_RECEIPT
    missing = state.held - state.applied
    applied = wording.NOT_APPLIED.format(count=missing) if missing else (wording.ALL_APPLIED if moment else proof)
    oldest = state.oldest_unsent_at
    unsent = wording.OLDEST.format(moment=_moment(oldest)) if oldest and state.unsent else wording.NONE_UNSENT
    return (
        CountFace("hard-drive", wording.WRITTEN, wording.count_words(state.written), wording.WRITTEN_PROOF),
        CountFace("download", wording.HELD, wording.count_words(state.held), proof),
        CountFace(
            "database",
            wording.APPLIED,
            wording.count_words(state.applied),
            applied,
            Tone.AMBER if missing else Tone.GREY,
        ),
        CountFace("cloud-off", wording.UNSENT, wording.count_words(state.unsent), unsent),
    )


def progress_face(export: Export, unsent: int) -> ProgressFace:
    """Return how far the export is."""
    if export.stage is Stage.READY:
        steps = _steps(export)
        count = wording.count_words(unsent)
        return ProgressFace(wording.READY, export.place, count, wording.TO_CARRY, "", 0, steps, stoppable=False)
    if export.written is not None:
        return _finished(export, export.written)
    part = export.parts_done / export.parts if export.parts else 0.0
    size = wording.SIZE.format(size=wording.size_words(export.size)) if export.size else ""
    left = wording.LEFT.format(seconds=export.seconds_left) if export.seconds_left else ""
    return ProgressFace(
        wording.STOPPING if export.stopping else wording.RUNNING,
        export.place,
        wording.count_words(export.entries_done),
        wording.OF_TOTAL.format(total=wording.count_words(export.entries)),
        " · ".join(words for words in (size, left) if words),
        part,
        _steps(export),
        stoppable=not export.stopping,
    )


def chip_face(export: Export) -> ChipFace | None:
    """Say whether the stick may be pulled out."""
    if export.stage is Stage.READY:
        return None
    if export.stage is Stage.DONE:
        return ChipFace(wording.MAY_PULL, Tone.GREEN)
    return ChipFace(wording.DO_NOT_PULL, Tone.AMBER)


def recent_face(line: ExportLine, names: Mapping[str, str], confirmed_at: datetime | None) -> RecentFace:
    """Return one line of the packages lately written."""
    came = confirmed_at is not None and confirmed_at >= line.at
    chip = ChipFace(wording.RECEIPT_CAME, Tone.GREY, "check") if came else ChipFace(wording.AWAITS_RECEIPT, Tone.GREY)
    count = wording.count_words(line.entries)
    return RecentFace((_moment(line.at), wording.BY_STICK, count, line.stem, names.get(line.by, "")), chip)


def pending_faces(lines: Sequence[PendingLine], name_of: Callable[[str], str]) -> tuple[PendingFace, ...]:
    """Return the first lines of what the county has not entered, and how many more there are."""
    faces = [_pending_face(line, name_of) for line in lines[:MOST_PENDING_SHOWN]]
    if more := len(lines) - len(faces):
        faces.append(PendingFace(receipt_wording.MORE.format(count=more), "", is_disputed=False))
    return tuple(faces)


def receipt_banner(taken: ReceiptTaken) -> BannerFace | None:
    """Say what a stick brought from the county; nothing where it brought nothing."""
    if taken.number and taken.issued_at is not None:
        counts = receipt_wording.TAKEN_IN_COUNTS.format(held=taken.newly_held, applied=taken.newly_applied)
        return BannerFace(receipt_wording.TAKEN_IN.format(moment=_moment(taken.issued_at)), counts, Tone.GREEN)
    if taken.unusable:
        sentence = receipt_wording.UNUSABLE.format(count=taken.unusable)
        return BannerFace(sentence, receipt_wording.UNUSABLE_TODO, Tone.AMBER)
    return None


def _pending_face(line: PendingLine, name_of: Callable[[str], str]) -> PendingFace:
    entry = line.entry
    name = name_of(subject_id(entry.envelope.subject)) if subject_kind(entry.envelope.subject) == "person" else ""
    kind = receipt_wording.kind_words(entry.kind)
    reason, todo = receipt_wording.reason_words(line.reason)
    answer = receipt_wording.ANSWER.format(answer=line.answer) if line.answer else todo
    what = " · ".join((name or receipt_wording.NO_NAME, kind, _moment(entry.at)))
    return PendingFace(what, f"{reason}。{answer}", is_disputed=line.state == "disputed")


def _finished(export: Export, written: PackageWritten) -> ProgressFace:
    """Return the end of an export: where the package lies and how large it is."""
    return ProgressFace(
        wording.WRITTEN_OUT,
        wording.WHERE.format(folder=written.folder),
        wording.count_words(written.entries),
        wording.WRITTEN_SIZE.format(parts=written.parts, size=wording.size_words(written.bytes)),
        "",
        1.0,
        _steps(export),
        stoppable=False,
    )


def _steps(export: Export) -> tuple[StepFace, ...]:
    """Return the five steps with what is known about each."""
    notes = _notes(export)
    faces = []
    for number, title in enumerate(_STEPS, start=1):
        if export.stage.value > number or export.stage is Stage.DONE:
            state = StepState.DONE
        else:
            state = StepState.CURRENT if export.stage.value == number else StepState.COMING
        faces.append(StepFace(title, notes[number - 1], state))
    return tuple(faces)


def _notes(export: Export) -> Sequence[str]:
    """Return a word beside each step, empty before it is known."""
    if export.parts == 0:
        return ("", "", "", "", "")
    chained = wording.CHAINED.format(count=wording.count_words(export.entries))
    parts = wording.PARTS.format(parts=export.parts)
    if export.stage is Stage.WRITING:
        which = wording.PART_OF.format(part=export.parts_done + 1, parts=export.parts)
        return (chained, parts, which, wording.EACH_READ_BACK, "")
    same = wording.READ_BACK_SAME.format(parts=export.parts)
    return (chained, parts, parts, same, "")


def _moment(moment: datetime) -> str:
    """Word a moment with its year: what waits for the county may wait across New Year."""
    return f"{local_time(moment):%Y-%m-%d %H:%M}"
