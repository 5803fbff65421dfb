"""Class lists (班级名单): matched with the people on file, judged and certified together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.class_list import MOST_CHILDREN, ListedChild, same_name
from clinic_app.printing import certificate_values as kinds
from clinic_app.printing.certificate_papers import certificate_pages
from clinic_app.printing.class_summary import ClassSummary, SummaryLine, summary_pages
from clinic_app.printing.fonts import fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.paper_values import Letterhead
from clinic_app.printing.sheet import many_pages
from clinic_app.records.people import with_birth_date, with_code, with_name_part
from clinic_app.services.assessment import assess_card
from clinic_app.services.certificate_content import school_result
from clinic_app.services.certificate_failures import ClassListEmpty, ClassStopped
from clinic_app.services.certificates import Issued, Wish, issue, undrawable_in
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from clinic_app.records.people import PersonLine
    from clinic_app.services.desk import Desk

__all__ = ["ClassRow", "ClassStopped", "Unmatched", "class_pdf", "issue_class", "matched"]


class Unmatched(Enum):
    """Why a row of the list is nobody on file for certain."""

    NOT_FOUND = "not_found"
    SEVERAL = "several"
    OTHER_BIRTH_DATE = "other_birth_date"
    OTHER_NAME = "other_name"
    NO_BIRTH_DATE = "no_birth_date"
    NO_NAME = "no_name"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One row with whom it means, or why it means nobody.

    Attributes:
        person_id: empty when nobody was matched. result: of today's school check, empty without a person.
        unmatched: why, None when matched. on_file: what stands on file where it differs from the list.
        undrawable: characters of the name no font draws.
    """

    child: ListedChild
    person_id: str = ""
    name: str = ""
    born_on: date | None = None
    result: str = ""
    unmatched: Unmatched | None = None
    on_file: str = ""
    undrawable: str = ""


def matched(desk: Desk, children: Sequence[ListedChild]) -> tuple[ClassRow, ...]:
    """Match every row with the people on file and judge each child as of today; runs on the writer thread."""
    today = desk.clock.today()
    seen: set[str] = set()
    rows = []
    for child in children[:MOST_CHILDREN]:
        row = _match(desk, child)
        if row.person_id and row.person_id in seen:
            row = ClassRow(child=child, unmatched=Unmatched.TWICE, on_file=row.name)
        elif row.person_id:
            seen.add(row.person_id)
            row = _judged(desk, row, today)
        rows.append(row)
    return tuple(rows)


def issue_class(desk: Desk, rows: Sequence[ClassRow], draft: str) -> tuple[Issued, ...]:
    """Issue a school check for every matched row, all in one act; raises as `certificates.issue`."""
    wishes = [Wish(person_id=row.person_id, paper=kinds.SCHOOL) for row in rows if row.person_id]
    if not wishes:
        raise ClassListEmpty
    return issue(desk, wishes, draft)


def class_pdf(
    title: str,
    rows: Sequence[ClassRow],
    issued: Sequence[Issued],
    reasons: Callable[[ClassRow], str],
    progress: Callable[[int, int], None] = lambda done, all_of_them: None,
    stopped: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return the summary and every certificate as one document; may run on any thread.

    Args:
        title: of the class, as the nurse typed it.
        rows: of the list, in its order.
        issued: what was made of the matched ones, at least one.
        reasons: words for a row that was not matched.
        progress: told after each certificate: done, all.
        stopped: asked before each certificate.

    Raises:
        ClassStopped: it was stopped; the certificates stay issued and can be printed one by one.
    """
    by_person = {each.person_id: each.certificate for each in issued}
    lines = [_summary_line(row, by_person, reasons) for row in rows]
    first = issued[0].certificate
    letterhead = Letterhead(
        clinic=first.letterhead.clinic,
        phone=first.letterhead.phone,
        practice=first.letterhead.practice,
        printed_on=first.letterhead.printed_on,
    )
    summary = ClassSummary(letterhead=letterhead, title=title, lines=tuple(lines), checked_by=first.issued_by)
    fonts = fonts_in(FONTS)
    drawings = summary_pages(summary, FONTS)
    for done, each in enumerate(issued, start=1):
        if stopped():
            raise ClassStopped
        drawings += certificate_pages(each.certificate, FONTS, mark_missing=bool(undrawable_in(each.certificate)))
        progress(done, len(issued))
    return many_pages(Paper.A4.size, fonts, summary.document_title, letterhead.printed_on, drawings)


def _summary_line(row: ClassRow, by_person: Mapping[str, object], reasons: Callable[[ClassRow], str]) -> SummaryLine:
    certificate = by_person.get(row.person_id)
    if not isinstance(certificate, kinds.Certificate):
        return SummaryLine(
            name=row.child.name or row.child.text, born_on=row.child.birth_date, result="", reason=reasons(row)
        )
    missing = tuple(dose.vaccine + (str(dose.number) if dose.number else "") for dose in certificate.outstanding)
    return SummaryLine(
        name=row.name,
        born_on=row.born_on,
        result=certificate.result,
        number=certificate.letterhead.ticket,
        missing=missing + tuple(one.vaccine for one in certificate.forbidden) + certificate.unclear,
    )


def _match(desk: Desk, child: ListedChild) -> ClassRow:
    if not child.name:
        return ClassRow(child=child, unmatched=Unmatched.NO_NAME)
    by_code = with_code(desk.db, child.code) if child.code else []
    if len(by_code) == 1:
        return _by_code(child, by_code[0])
    if child.birth_date is None:
        return ClassRow(child=child, unmatched=Unmatched.NO_BIRTH_DATE)
    born = [one for one in with_birth_date(desk.db, child.birth_date, MOST_CHILDREN) if _is_called(one, child)]
    if len(born) == 1:
        return _of(child, born[0])
    if born:
        return ClassRow(child=child, unmatched=Unmatched.SEVERAL)
    return _nobody(desk, child)


def _by_code(child: ListedChild, person: PersonLine) -> ClassRow:
    if not _is_called(person, child):
        return ClassRow(child=child, unmatched=Unmatched.OTHER_NAME, on_file=person.name)
    if child.birth_date is not None and child.birth_date != person.birth_date:
        return ClassRow(child=child, unmatched=Unmatched.OTHER_BIRTH_DATE, on_file=f"{person.birth_date}")
    return _of(child, person)


def _nobody(desk: Desk, child: ListedChild) -> ClassRow:
    """Say whether the name is on file under another birth date."""
    named = [one for one in with_name_part(desk.db, child.name, 2) if _is_called(one, child)]
    if len(named) == 1:
        on_file = f"{named[0].birth_date}"
        return ClassRow(child=child, unmatched=Unmatched.OTHER_BIRTH_DATE, on_file=on_file)
    return ClassRow(child=child, unmatched=Unmatched.SEVERAL if named else Unmatched.NOT_FOUND)


def _of(child: ListedChild, person: PersonLine) -> ClassRow:
    missing = fonts_in(FONTS).missing(person.name)
    return ClassRow(
        child=child,
        person_id=person.person_id,
        name=person.name,
        born_on=person.birth_date,
        undrawable="".join(glyph.character for glyph in missing),
    )


def _judged(desk: Desk, row: ClassRow, today: date) -> ClassRow:
    assessment = assess_card(desk.rules, desk.card(row.person_id), today)
    if assessment is None:
        return ClassRow(child=row.child, unmatched=Unmatched.NOT_FOUND)
    return replace(row, result=school_result(desk.rules, assessment).result.value)


def _is_called(person: PersonLine, child: ListedChild) -> bool:
    return same_name(person.name) == child.name
