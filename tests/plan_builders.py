"""Children and lots before a registration, for the stories of the plan."""

from datetime import date

from builders import a_lot
from vaccination_builders import BOOKLET

from clinic_app.domain.entries.stock import LotReceived
from clinic_app.domain.entries.subjects import lot_subject, person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.services.registration import open_visit
from clinic_app.services.resource_files import screening_checklist
from clinic_app.services.screening import ScreeningWish, record_screening
from clinic_app.services.visit_wish import VisitOf

EIGHTEEN_MONTHS = date(2025, 5, 18)
NO = {question.id: False for question in screening_checklist().questions}


def stocked(desk, *vaccines, **changes):
    for vaccine in vaccines:
        a_lot(desk, vaccine=vaccine, lot_number=f"L-{vaccine}", **changes)


def earlier(desk, child, vaccine, on, **changes):
    body = DoseRecorded(dose_id=desk.mint(), person_id=child, vaccine=vaccine, given_on=on, source="booklet", **changes)
    with desk.act() as act:
        act.write(body, subject=person_subject(child))


def on_time_until_eight_months(desk, child):
    """Everything a child born on 2026-03-15 has had by eight months."""
    for vaccine, *days in (
        ("BCG", date(2026, 3, 16)),
        ("HepB", date(2026, 3, 15), date(2026, 4, 16), date(2026, 9, 20)),
        ("IPV", date(2026, 5, 16), date(2026, 6, 17)),
        ("bOPV", date(2026, 7, 18)),
        ("DTaP", date(2026, 5, 16), date(2026, 7, 18), date(2026, 9, 20)),
        ("MPSV-A", date(2026, 9, 20)),
    ):
        for day in days:
            earlier(desk, child, vaccine, day)


def at_registration(room, child):
    room.presenter.start_visit(child, BOOKLET)
    room.screen()
    return room.presenter.planning


def screened(desk, child):
    visit = open_visit(desk, child, desk.mint())
    which = VisitOf(person_id=child, visit_id=visit.id, draft=desk.mint())
    record_screening(desk, which, ScreeningWish(temperature_tenths=366, answers=NO, result="fit", told=True))
    return VisitOf(person_id=child, visit_id=visit.id, draft=desk.mint())


def rows_of(planning):
    return {row.vaccine: row for row in planning.face().rows}


def a_lot_of(desk, vaccine, maker, **changes):
    lot_id = desk.mint()
    received = LotReceived(
        lot_id=lot_id, vaccine=vaccine, product=vaccine, maker=maker, specification="0.5 ml", doses=10, **changes
    )
    with desk.act() as act:
        act.write(received, subject=lot_subject(lot_id))
