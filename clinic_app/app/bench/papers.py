"""Long papers: a thousand notices of missed doses, and a register of ten thousand rows."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.stopwatch import seconds_of
from clinic_app.domain.clinic_time import CHINA
from clinic_app.printing.missed_notice import MissedDose, MissedNotice, missed_notices_pdf
from clinic_app.printing.paper_values import Letterhead, PaperPerson
from clinic_app.printing.register import RegisterHead, register_pdf
from clinic_app.printing.register_forms import VACCINATION, GivenDose
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.app.bench.sites import Ground

NOTICES, NOTICES_SECONDS = 1000, 30.0
ROWS, REGISTER_SECONDS = 10_000, 15.0
FLOOR = "as many strings drawn by the same library, nothing measured or laid out"
QUICKLY = 20  # a quick bench makes so many times less
_DAY = date(2026, 11, 18)
_STRINGS_OF_A_NOTICE, _STRINGS_OF_A_ROW = 30, 13


def figures(ground: Ground) -> Iterator[Figure]:
    """Make both once; a quick bench makes a twentieth, and the budget is a twentieth."""
    share = 1 if ground.rounds > 1 else QUICKLY
    notices, rows = NOTICES // share, ROWS // share
    for name, make, strings, pages, limit in (
        (f"notices as one PDF ({notices})", partial(_notices, notices), _STRINGS_OF_A_NOTICE, notices, NOTICES_SECONDS),
        (f"register as PDF ({rows} rows)", partial(_register, rows), _STRINGS_OF_A_ROW, rows, REGISTER_SECONDS),
    ):
        yield Figure(
            name=name,
            unit="s",
            value=seconds_of(make),
            floor=seconds_of(_strings, strings * pages),
            floor_of=FLOOR,
            budget=Budget(limit=limit / share),
        )


def _notices(count: int) -> bytes:
    person = PaperPerson(name="", sex="F", born_on=_DAY, code="330122010100000035", guardian="Li", phone="13800001234")
    notice = MissedNotice(
        letterhead=Letterhead(clinic="Clinic", phone="0871", printed_on=_DAY),
        number="",
        person=person,
        doses=(MissedDose("DTaP", 3, _DAY), MissedDose("MMR", 1, _DAY)),
        come_on=_DAY,
    )
    made = [
        replace(notice, number=f"20261118-{number:04}", person=replace(person, name=_name(number)))
        for number in range(count)
    ]
    return missed_notices_pdf(made, FONTS)


def _register(count: int) -> bytes:
    head = RegisterHead(form=VACCINATION, clinic="Clinic", month=_DAY.replace(day=1), printed_on=_DAY)
    return register_pdf(head, partial(_rows, count), FONTS)[0]


def _rows(count: int) -> Iterator[GivenDose]:
    begun = datetime(2026, 11, 1, 8, tzinfo=CHINA)
    for number in range(count):
        at = begun + timedelta(minutes=4 * number)
        yield GivenDose(
            given_on=at.date(),
            given_at=at,
            name=_name(number),
            sex="F",
            born_on=_DAY,
            vaccine="DTaP",
            dose_number=3,
            lot_number=f"A{number:06}",
            expires_on=_DAY,
            maker="Maker",
            site="left_upper_arm",
            route="IM",
            vaccinator="Nurse",
            guardian=_name(number + 7),
            phone=f"138{number:08}",
        )


def _name(number: int) -> str:
    """Return an invented name of three Han characters, another for each number."""
    return "".join(chr(0x4E00 + (number * step) % 20_000) for step in (1, 31, 977))


def _strings(count: int) -> None:
    """Draw that many short strings with a face of the library's own."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(io.BytesIO(), pageCompression=1)
    for number in range(count):
        if number % 400 == 399:
            canvas.showPage()
        canvas.drawString(20, 20 + number % 700, f"{number:08}")
    canvas.save()
