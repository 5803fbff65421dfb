"""Adverse events (AEFI): recorded from the doses on file, amended with the former version kept, reported in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.aefi import REPORT_WITHIN, SERIOUS_REPORT_WITHIN
from clinic_app.domain.aefi_codes import LEAST_FEVER_TENTHS, MOST_FEVER_TENTHS, MOST_WIDTH_MM
from clinic_app.domain.clinic_time import CHINA
from clinic_app.domain.entries.aefi import AefiAmended, AefiRecorded, AefiReported
from clinic_app.domain.entries.entry import CLOCK_OK
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.fold.causal_order import in_causal_order, without_undone
from clinic_app.domain.visit import VisitState
from clinic_app.records.aefis import AefiLine, reported_lately, unreported
from clinic_app.records.journal import entries_of, entry_with_draft
from clinic_app.records.reactions import unwritten_reactions
from clinic_app.services.aftermath_failures import (
    FeverImplausible,
    FoundBeforeOnset,
    MomentAhead,
    NothingSeen,
    OnsetBeforeDose,
    ReportIncomplete,
    UnknownAefi,
    UnknownSymptom,
    WidthImplausible,
)
from clinic_app.services.failures import ReasonMissing, UnknownDose, UnknownPerson
from clinic_app.services.resource_files import aefi_codes

if TYPE_CHECKING:
    from clinic_app.domain.aefi import Aefi
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose
    from clinic_app.records.reactions import ReactionLine
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

SUSPECTED_WITHIN = timedelta(days=92)
MOST_REPORTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAefi:
    """An event of the list. `seconds_left` is negative once the deadline has passed."""

    line: AefiLine
    seconds_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwrittenReaction:
    """A reaction of the observation room without a record; the 48 hours run from the moment it was told."""

    line: ReactionLine
    report_by: datetime
    seconds_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AefiVersion:
    """One version of a record: as it was written by whom and when; `reason` is empty for the first."""

    entry_id: str
    body: AefiRecorded
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOf:
    """Which event was reported: by which way (`network`, `phone`, `paper`), to whom, when (UTC)."""

    person_id: str
    aefi_id: str
    way: str
    to: str
    at: datetime
    draft: str


def open_aefis(reader: Reader) -> list[OpenAefi]:
    """Return the events that have not been reported, the nearest deadline first."""
    now = reader.clock.now()
    return [OpenAefi(line=line, seconds_left=_seconds(line.report_by, now)) for line in unreported(reader.db)]


def closed_aefis(reader: Reader) -> list[OpenAefi]:
    """Return the events that were reported, the newest first."""
    now = reader.clock.now()
    lines = reported_lately(reader.db, MOST_REPORTED)
    return [OpenAefi(line=line, seconds_left=_seconds(line.report_by, now)) for line in lines]


def reactions_to_write(reader: Reader) -> list[UnwrittenReaction]:
    """Return the reactions nobody has written a record for, the longest waiting first."""
    now = reader.clock.now()
    found = []
    for line in unwritten_reactions(reader.db):
        report_by = line.at + REPORT_WITHIN
        found.append(UnwrittenReaction(line=line, report_by=report_by, seconds_left=_seconds(report_by, now)))
    return found


def suspected_doses(card: Card, now: datetime, visit_id: str = "") -> tuple[Dose, ...]:
    """Return the doses an event may be laid to, the newest first: of the last three months, or of one visit."""
    doses = [dose for dose in card.counted_doses if dose.visit_id == visit_id] if visit_id else []
    if not doses:
        oldest = now.astimezone(CHINA).date() - SUSPECTED_WITHIN
        doses = [dose for dose in card.counted_doses if dose.given_on >= oldest]
    return tuple(sorted(doses, key=lambda dose: (dose.given_on, given_moment(dose)), reverse=True))


def given_moment(dose: Dose) -> datetime:
    """Return when a dose was given; one written in counts from the first minute of its day."""
    return dose.given_at or datetime.combine(dose.given_on, time(), CHINA).astimezone(UTC)


def deadline_of(event: AefiRecorded) -> datetime:
    """Return the moment by which an event, as it is typed, must be reported."""
    return event.found_at + (SERIOUS_REPORT_WITHIN if event.serious else REPORT_WITHIN)


def record_aefi(desk: Desk, event: AefiRecorded, draft: str) -> Aefi:
    """Write down a suspected reaction. A second press is answered with the first record.

    Raises:
        UnknownPerson, UnknownDose: nobody with this id, or no such dose on the card.
        FoundBeforeOnset, OnsetBeforeDose, MomentAhead: the moments contradict each other, the doses or the clock.
        NothingSeen: neither a symptom nor a measure nor a word of what happened. UnknownSymptom: not on the list.
        FeverImplausible, WidthImplausible: no living person's.
    """
    if (written := entry_with_draft(desk.db, draft)) is not None:
        assert isinstance(written.body, AefiRecorded)
        return aefi_of(desk.card(event.person_id), written.body.aefi_id)
    card = desk.card(event.person_id)
    _check(desk, card, event)
    with desk.act(draft) as act:
        act.write(event, subject=person_subject(event.person_id))
    return aefi_of(desk.card(event.person_id), event.aefi_id)


def new_event(card: Card, now: datetime, aefi_id: str, visit_id: str = "") -> AefiRecorded:
    """Return a record as it is opened: laid to the doses of the visit, or to those of the newest day on the card.

    A reaction told in the observation room brings its moment and words along.
    """
    doses = suspected_doses(card, now, visit_id)
    newest = [dose.id for dose in doses if dose.given_on == doses[0].given_on]
    visit = card.visit(visit_id)
    told_at = visit.ended_at if visit is not None and visit.state is VisitState.REACTION else None
    return AefiRecorded(
        aefi_id=aefi_id,
        person_id=card.person_id,
        onset_at=told_at or now,
        found_at=told_at or now,
        visit_id=visit_id,
        dose_ids=tuple(newest),
        course=visit.end_reason if visit is not None and told_at is not None else "",
    )


def record_unwritten(desk: Desk, person_id: str, visit_id: str, aefi_id: str, draft: str) -> Aefi:
    """Write what is known of a reaction, to be completed by an amendment (以后补写). The countdown runs from now on.

    Raises:
        See `record_aefi`.
    """
    return record_aefi(desk, new_event(desk.card(person_id), desk.clock.now(), aefi_id, visit_id), draft)


def amend_aefi(desk: Desk, now: AefiRecorded, reason: str, draft: str) -> Aefi:
    """Write the record anew with what is known now; the former version stays in the journal and can be read.

    Raises:
        UnknownAefi: there is no such record. ReasonMissing: nobody said why. Others: see `record_aefi`.
    """
    if not desk.already_written(draft):
        card = desk.card(now.person_id)
        aefi_of(card, now.aefi_id)
        if not reason.strip():
            raise ReasonMissing
        _check(desk, card, now)
        former = _versions(_written_versions(desk, now.person_id), now.aefi_id)[-1]
        body = AefiAmended(aefi_id=now.aefi_id, person_id=now.person_id, now=now, reason=reason.strip())
        with desk.act(draft) as act:
            act.write(body, subject=person_subject(now.person_id), refs=(former.entry_id,))
    return aefi_of(desk.card(now.person_id), now.aefi_id)


def report_aefi(desk: Desk, report: ReportOf) -> Aefi:
    """Write down that an event was reported upwards: by which way, to whom, when.

    Raises:
        UnknownAefi: there is no such record. ReportIncomplete: the way is unknown, or nobody was named.
        MomentAhead: the moment lies in the future. FoundBeforeOnset: it lies before the event was found.
    """
    if not desk.already_written(report.draft):
        event = aefi_of(desk.card(report.person_id), report.aefi_id)
        if report.way not in {way.code for way in aefi_codes().ways_reported} or not report.to.strip():
            raise ReportIncomplete
        if _clock_is_good(desk):
            if report.at > desk.clock.now() + timedelta(minutes=1):
                raise MomentAhead
            if report.at < event.onset_at.replace(second=0, microsecond=0):  # told by the minute
                raise FoundBeforeOnset
        body = AefiReported(
            aefi_id=event.id, person_id=event.person_id, way=report.way, to=report.to.strip(), reported_at=report.at
        )
        with desk.act(report.draft) as act:
            act.write(body, subject=person_subject(event.person_id))
    return aefi_of(desk.card(report.person_id), report.aefi_id)


def aefi_of(card: Card, aefi_id: str) -> Aefi:
    """Return one event of a card.

    Raises:
        UnknownAefi: the card has none with this id.
    """
    found = next((aefi for aefi in card.aefis if aefi.id == aefi_id), None)
    if found is None:
        raise UnknownAefi(aefi_id)
    return found


def versions_of(reader: Reader, person_id: str, aefi_id: str) -> tuple[AefiVersion, ...]:
    """Return every version of a record, the first one first."""
    return _versions(_written_versions(reader, person_id), aefi_id)


def _written_versions(place: Desk | Reader, person_id: str) -> list[AefiVersion]:
    """Return every version of every event of a person, in causal order."""
    found = []
    for entry in without_undone(in_causal_order(entries_of(place.db, person_subject(person_id)))):
        if isinstance(entry.body, AefiRecorded):
            found.append(AefiVersion(entry_id=entry.id, body=entry.body, by=entry.by, at=entry.at))
        elif isinstance(entry.body, AefiAmended):
            version = AefiVersion(entry_id=entry.id, body=entry.body.now, by=entry.by, at=entry.at)
            found.append(replace(version, reason=entry.body.reason))
    return found


def _versions(written: list[AefiVersion], aefi_id: str) -> tuple[AefiVersion, ...]:
    return tuple(version for version in written if version.body.aefi_id == aefi_id)


def _check(desk: Desk, card: Card, event: AefiRecorded) -> None:
    if card.person is None:
        raise UnknownPerson(event.person_id)
    doses = {dose.id: dose for dose in card.doses}
    if unknown := set(event.dose_ids) - set(doses):
        raise UnknownDose(min(unknown))
    _check_what_was_seen(event)
    if _clock_is_good(desk):
        _check_moments(desk, event, [doses[dose_id] for dose_id in event.dose_ids])


def _check_what_was_seen(event: AefiRecorded) -> None:
    if unknown := [code for code in event.symptoms if aefi_codes().symptom(code) is None]:
        raise UnknownSymptom(unknown[0])
    if event.fever_tenths and not LEAST_FEVER_TENTHS <= event.fever_tenths <= MOST_FEVER_TENTHS:
        raise FeverImplausible
    if not 0 <= min(event.swelling_mm, event.hardness_mm) <= max(event.swelling_mm, event.hardness_mm) <= MOST_WIDTH_MM:
        raise WidthImplausible
    measured = event.fever_tenths or event.swelling_mm or event.hardness_mm
    if not (event.symptoms or measured or event.course.strip()):
        raise NothingSeen


def _check_moments(desk: Desk, event: AefiRecorded, doses: list[Dose]) -> None:
    """Hold the typed moments against each other; minutes are typed, seconds are not."""
    if max(event.onset_at, event.found_at) > desk.clock.now() + timedelta(minutes=1):
        raise MomentAhead
    if event.found_at < event.onset_at:
        raise FoundBeforeOnset
    if doses and event.onset_at < min(map(given_moment, doses)) - timedelta(minutes=1):
        raise OnsetBeforeDose


def _clock_is_good(desk: Desk) -> bool:
    """Return whether the clock can be held against what was typed; a wrong one never stops a record."""
    return desk.clock_state(desk.clock.now()) == CLOCK_OK


def _seconds(deadline: datetime, now: datetime) -> int:
    return -((now - deadline) // timedelta(seconds=1))
