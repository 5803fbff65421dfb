"""What the page of rules shows, as plain values. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ChipFace, ListRow, ProgressFace, StepFace, StepState, Tone
from clinic_app.gui.wording import rules as wording
from clinic_app.services.rule_preview import ChangeKind
from clinic_app.services.rule_wishes import WishStage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.immunization.edition import Edition
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.services.rule_preview import ChangedPerson, RulePreview

MOST_ROWS = 2_000
ALL = "all"
_TONES = {
    ChangeKind.NEWLY_DUE: Tone.BRAND,
    ChangeKind.NO_LONGER_DUE: Tone.AMBER,
    ChangeKind.VERDICT: Tone.RED,
    ChangeKind.MOVED: Tone.GREY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerFace:
    """A refusal or a warning; `details` are the sentences a county needs."""

    sentence: str
    todo: str
    tone: Tone
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewFace:
    """Who changes: one line above, counts by series, and the people of the chosen series."""

    chosen: str
    summary: str
    series: tuple[ListRow, ...]
    people: tuple[ListRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFace:
    """The whole page.

    Attributes:
        progress: while work goes on; preview: once it is through; neither before the first.
        confirm, confirm_off: the words of F9, and why it is off.
    """

    context: str
    editions: tuple[ListRow, ...]
    packs: tuple[ListRow, ...]
    banner: BannerFace | None = None
    progress: ProgressFace | None = None
    preview: PreviewFace | None = None
    confirm: str = wording.CONFIRM
    confirm_off: str = wording.OFF_NOTHING


def edition_rows(rules: Rules, set_here: Mapping[str, date], today: date) -> tuple[ListRow, ...]:
    """Return the editions, the newest first, with what a county has laid on each."""
    in_force = rules.edition_in_force(today).name
    rows = []
    for edition in reversed([*rules.editions.values()]):
        coming = edition.effective_from > today.toordinal()
        chip = ChipFace(wording.COMING, Tone.AMBER) if coming else ChipFace(wording.FORMER)
        if edition.name == in_force:
            chip = ChipFace(wording.IN_FORCE, Tone.GREEN)
        start = date.fromordinal(edition.effective_from)
        day = wording.ALWAYS if start == date.min else f"{start}"
        mark = "*" if set_here.get(edition.name) == start else ""
        rows.append(ListRow(edition.name, (_short(edition), f"{day}{mark}", chip)))
    return tuple(rows)


def pack_rows(book: ClinicBook) -> tuple[ListRow, ...]:
    """Return the packs that were activated, the newest first."""
    names = {user.id: user.name for user in book.users}
    return tuple(
        ListRow(
            pack.hash,
            (
                str(pack.sequence),
                pack.title,
                f"{business_date(pack.activated_at)}",
                names.get(pack.activated_by, pack.activated_by),
            ),
        )
        for pack in reversed(book.rules.packs)
    )


def progress_face(stage: WishStage, done: int, of: int, *, with_pack: bool) -> ProgressFace:
    """Return how far the work has come."""
    stages = list(WishStage) if with_pack else [WishStage.LOOKING]
    now = stages.index(stage)
    steps = tuple(
        StepFace(
            wording.STEPS[one],
            wording.STEP_DONE if place < now else wording.STEP_NOTES[one] if place == now else wording.STEP_COMING,
            StepState.DONE if place < now else StepState.CURRENT if place == now else StepState.COMING,
        )
        for place, one in enumerate(stages)
    )
    total = {WishStage.LOOKING: wording.OF_PEOPLE, WishStage.REVIEWING: wording.OF_TRIALS}.get(stage, "")
    return ProgressFace(
        title=wording.STAGES[stage],
        about=wording.ABOUT,
        done=f"{done:,}" if total else "",
        total=total.format(total=f"{of:,}"),
        left="",
        part=done / of if of else 0.0,
        steps=steps,
    )


def preview_face(preview: RulePreview, chosen: str, series: str, rules: Rules, *, masked: bool) -> PreviewFace:
    """Return who changes, the people of one series or of all."""
    shown = [one for one in preview.changed if series in (ALL, one.change.series)]
    note = wording.MOST_SHOWN.format(most=f"{MOST_ROWS:,}") if len(shown) > MOST_ROWS else ""
    if not note and preview.unread:
        note = wording.UNREAD.format(count=preview.unread)
    names = {line.code: line.short_name for line in rules.series}
    return PreviewFace(
        chosen=chosen,
        summary=summary_of(preview),
        series=_series_rows(preview, names),
        people=tuple(_person_row(one, names, rules, masked=masked) for one in shown[:MOST_ROWS]),
        note=note,
    )


def summary_of(preview: RulePreview) -> str:
    """Return in one sentence how many people change, and by which day that is told."""
    words = wording.SUMMARY if preview.changed else wording.SUMMARY_NOBODY
    return words.format(people=f"{preview.people:,}", changed=f"{preview.changed_people:,}", on=preview.on)


def _series_rows(preview: RulePreview, names: Mapping[str, str]) -> tuple[ListRow, ...]:
    counts = preview.counts
    series = list(dict.fromkeys(code for code, _ in counts))
    sums = {kind: sum(number for (_, of), number in counts.items() if of is kind) for kind in ChangeKind}
    whole = ListRow(ALL, (wording.ALL_SERIES, *(_count(sums[kind]) for kind in ChangeKind)))
    rows = [
        ListRow(code, (names.get(code, code), *(_count(counts.get((code, kind), 0)) for kind in ChangeKind)))
        for code in series
    ]
    return (whole, *rows) if rows else ()


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def _person_row(one: ChangedPerson, names: Mapping[str, str], rules: Rules, *, masked: bool) -> ListRow:
    person, change = one.person, one.change
    now, then = wording.change_words(change, rules)
    return ListRow(
        f"{person.person_id}/{change.series}",
        (
            masked_name(person.name) if masked else person.name,
            f"{person.birth_date}",
            person.village,
            names.get(change.series, change.series),
            ChipFace(wording.KINDS[change.kind], _TONES[change.kind], ""),
            now,
            then,
        ),
    )


def _short(edition: Edition) -> str:
    """Return an edition's name as a line can hold it: the names of overlays are the county's business."""
    name = edition.name
    for mark in edition.overlays:
        name = name.removesuffix(f"+{mark}") if name.endswith(f"+{mark}") else name.replace(f"+{mark}+", "+")
    count = len(edition.overlays)
    words = "{edition}" if not count else wording.WITH_ONE_OVERLAY if count == 1 else wording.WITH_OVERLAYS
    return words.format(edition=name, count=count)
