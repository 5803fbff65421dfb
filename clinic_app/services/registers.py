"""Registers of a month (登记簿, 痕迹化): from what is recorded, for the archive on paper.

The cold chain has no records in this program yet, so there is no register of temperatures.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date, local_time, moment_from
from clinic_app.domain.entries.stock import (
    DosesWasted,
    LotDoseReturned,
    LotDoseUsed,
    LotQuarantined,
    LotReceived,
    LotRefused,
    LotReleased,
)
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import ConsentRecorded
from clinic_app.domain.visit import OBSERVATION as WATCH
from clinic_app.printing.register import RegisterHead, register_pdf
from clinic_app.printing.register_forms import (
    COLD_CHAIN,
    CONSENT,
    OBSERVATION,
    SCHOOL,
    STOCK,
    VACCINATION,
    GivenDose,
    RegisterRow,
    SchoolPaper,
    SignedConsent,
    StockMove,
    WatchedVisit,
)
from clinic_app.records.journal import entries_of
from clinic_app.records.registers import count_of_month, lot_subjects, rows_of_month
from clinic_app.services.print_jobs import NewPaper, print_paper
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from clinic_app.domain.entries.entry import AnyEntry
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.reader import Reader

REGISTERS = (VACCINATION, CONSENT, OBSERVATION, STOCK, COLD_CHAIN, SCHOOL)
ROWS_ON_PAGE = 27  # about; for the progress of long ones


def month_of(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """Return the first day of the following month."""
    return (month + timedelta(days=31)).replace(day=1)


def count_rows(reader: Reader, register: str, month: date) -> int | None:
    """Return how many rows a register has in a month; None for one this program keeps no records for."""
    if register == COLD_CHAIN:
        return None
    if register == STOCK:
        return sum(1 for _ in _stock_moves(reader, month, month_after(month)))
    return count_of_month(reader.db, register, month, month_after(month))


def register_of(
    reader: Reader, register: str, month: date, told: Callable[[int], None] | None = None
) -> tuple[bytes, str]:
    """Return the register of a month as PDF, and the characters no font draws.

    Args:
        reader: the reading side; a connection of its own where it is long.
        register: one of `REGISTERS` with records.
        month: its first day.
        told: hears how many pages are drawn; what it raises ends the work.

    Raises:
        KeyError: no records are kept for this register.
    """
    clinic = reader.clinic_book().clinic
    head = RegisterHead(
        form=register,
        clinic=clinic.name if clinic else "",
        month=month,
        printed_on=reader.clock.today(),
        practice=clinic.practice if clinic else False,
    )
    read = _READ[register]
    return register_pdf(head, lambda: read(reader, month, month_after(month)), FONTS, told)


def print_register(desk: Desk, register: str, month: date, pdf: bytes, missing: str) -> PrintJob:
    """Queue a register, and note that it was printed."""
    about = f"{register} {month:%Y-%m}"
    job = print_paper(desk, NewPaper(kind="register", pdf=pdf, about=about, missing=missing))
    desk.note_access("printed", f"register {about}")
    return job


def _doses(reader: Reader, first: date, end: date) -> Iterator[GivenDose]:
    for row in rows_of_month(reader.db, VACCINATION, first, end):
        yield GivenDose(
            given_on=date.fromisoformat(row[0]),
            given_at=local_time(moment_from(row[1])) if row[1] else None,
            name=row[2],
            sex=row[3],
            born_on=_day(row[4]),
            vaccine=_vaccine(reader, row[5]),
            dose_number=row[6] or 0,
            lot_number=row[7],
            expires_on=_day(row[8]),
            maker=row[9],
            site=row[10],
            route=row[11].upper(),
            vaccinator=_user(reader, row[12]),
            guardian=row[13],
            phone=row[14],
            void_reason=row[15],
        )


def _consents(reader: Reader, first: date, end: date) -> Iterator[SignedConsent]:
    for at, ticket, name, born, visit_id, person_id, filed in rows_of_month(reader.db, CONSENT, first, end):
        entries = entries_of(reader.db, person_subject(person_id))
        signed = [each for each in entries if isinstance(each.body, ConsentRecorded) and each.body.visit_id == visit_id]
        if not signed:
            continue
        last = signed[-1]
        body = last.body
        assert isinstance(body, ConsentRecorded)
        versions = sorted(set(body.texts.values())) or [body.text_version]
        yield SignedConsent(
            signed_at=local_time(moment_from(at)),
            ticket=ticket,
            name=name,
            born_on=_day(born),
            vaccines=" ".join(_vaccine(reader, code) for code in body.vaccines),
            signer=body.signer,
            relation=body.relation,
            informed_by=_user(reader, last.envelope.by),
            version=" ".join(versions),
            filed=filed,
        )


def _watches(reader: Reader, first: date, end: date) -> Iterator[WatchedVisit]:
    for row in rows_of_month(reader.db, OBSERVATION, first, end):
        given_at = local_time(moment_from(row[3]))
        yield WatchedVisit(
            on=date.fromisoformat(row[0]),
            ticket=row[1],
            name=row[2],
            vaccines=" ".join(_vaccine(reader, code) for code in (row[8] or "").split()),
            given_at=given_at,
            free_at=given_at + WATCH + timedelta(minutes=row[4]),
            ended_at=local_time(moment_from(row[5])) if row[5] else None,
            outcome=row[6],
            reason=row[7],
        )


def _stock_moves(reader: Reader, first: date, end: date) -> Iterator[StockMove]:
    """Yield what moved in a month, by day; the uses of a day are one row a lot."""
    moves: list[StockMove] = []
    for subject in lot_subjects(reader.db):
        moves += [move for move in _moves_of(reader, entries_of(reader.db, subject)) if first <= move.on < end]
    yield from sorted(moves, key=lambda move: (move.on, move.vaccine, move.lot_number, move.what != "received"))


def _moves_of(reader: Reader, entries: Iterable[AnyEntry]) -> Iterator[StockMove]:
    """Yield the moves of one lot from its beginning, with what the books held after each day's."""
    received: LotReceived | None = None
    balance = 0
    days: dict[tuple[date, str, str, str], list[int]] = {}
    for entry in entries:
        body = entry.body
        if isinstance(body, LotReceived):
            received = received or body
        move = _move(body)
        if move is not None:
            key = (business_date(entry.at), *move[:2], entry.envelope.by)
            counted = days.setdefault(key, [0, 0])
            counted[0] += move[2]
            counted[1] += move[3]
    for (on, what, detail, by), (came_in, went_out) in days.items():
        balance += came_in - went_out
        about = received or next(each.body for each in entries if isinstance(each.body, LotRefused))
        yield StockMove(
            on=on,
            vaccine=_vaccine(reader, about.vaccine),
            specification=received.specification if received else "",
            maker=about.maker,
            lot_number=about.lot_number,
            expires_on=received.expires_on if received else None,
            what=what,
            detail=detail,
            came_in=came_in,
            went_out=went_out,
            balance=balance,
            by=_user(reader, by),
        )


def _move(body: object) -> tuple[str, str, int, int] | None:
    """Return what an entry of a lot means for the books: code, detail, doses in, doses out."""
    match body:
        case LotReceived():
            return "received", " ".join(part for part in (body.supplier, body.document) if part), body.doses, 0
        case LotRefused():
            return "refused", body.words or body.supplier, 0, 0
        case LotDoseUsed():
            return "used", "", 0, 1
        case LotDoseReturned():
            return "returned", body.reason, 1, 0
        case DosesWasted():
            return "wasted", body.words or body.reason, 0, body.doses
        case LotQuarantined() | LotReleased():
            return ("quarantined" if isinstance(body, LotQuarantined) else "released"), body.reason, 0, 0
    return None


def _school_papers(reader: Reader, first: date, end: date) -> Iterator[SchoolPaper]:
    for row in rows_of_month(reader.db, SCHOOL, first, end):
        yield SchoolPaper(
            issued_at=local_time(moment_from(row[0])),
            number=row[1],
            name=row[2],
            born_on=_day(row[3]),
            result=row[4],
            reprints=row[5],
            issued_by=_user(reader, row[6]),
        )


_READ: dict[str, Callable[[Reader, date, date], Iterable[RegisterRow]]] = {
    VACCINATION: _doses,
    CONSENT: _consents,
    OBSERVATION: _watches,
    STOCK: _stock_moves,
    SCHOOL: _school_papers,
}


def _vaccine(reader: Reader, code: str) -> str:
    known = reader.rules.vaccines.get(code)
    return known.short_name if known is not None else code


def _user(reader: Reader, user_id: str) -> str:
    user = reader.clinic_book().user(user_id)
    return user.name if user is not None else user_id


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
