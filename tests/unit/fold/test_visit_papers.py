"""Where a signed paper lies, and what was left out of a plan, as entries tell it."""

from datetime import date

from entry_builders import an_entry

from clinic_app.domain.entries.visit import (
    ConsentFiled,
    ConsentRecorded,
    DosesPlanned,
    LeftOutSeries,
    PlannedVaccine,
    ScreeningRecorded,
    VisitOpened,
    VisitSteppedBack,
)
from clinic_app.domain.fold import folding as _folding  # noqa: F401 - registers every fold step
from clinic_app.domain.fold.card import fold_card
from clinic_app.domain.visit import VisitState

VISIT = {"visit_id": "v1", "person_id": "p1"}
SIGNED = ConsentRecorded(
    **VISIT, signer="王芳", relation="mother", text_version="t1", vaccines=("MMR",), filed="册3页1"
)


def a_card(*bodies):
    known = (
        VisitOpened(**VISIT, ticket="T1", on=date(2026, 11, 18)),
        ScreeningRecorded(**VISIT, temperature_tenths=366, answers={}, checklist="c1", result="fit"),
        DosesPlanned(
            **VISIT,
            planned=(PlannedVaccine(planned_id="pl1", vaccine="MMR", dose_number=1, site="left_upper_arm"),),
            left_out=(LeftOutSeries(series="JE", reason="家长要求分开种"),),
        ),
        *bodies,
    )
    entries = [
        an_entry(body, id=f"e{place:02d}", device="d1", seq=place, subject="person:p1", minute=place)
        for place, body in enumerate(known, start=1)
    ]
    return fold_card("p1", entries).visits[0]


def test_the_last_word_on_where_the_paper_lies_holds():
    visit = a_card(SIGNED, ConsentFiled(**VISIT, filed="册3页2"), ConsentFiled(**VISIT, filed="册3页3"))

    assert visit.consent_filed == "册3页3"
    assert visit.consent.signer == "王芳"


def test_a_place_without_a_signature_is_no_consent():
    assert a_card(ConsentFiled(**VISIT, filed="册3页2")).consent is None


def test_what_was_left_out_goes_with_the_plan_when_the_visit_steps_back():
    assert a_card().left_out == (("JE", "家长要求分开种"),)

    back = a_card(VisitSteppedBack(**VISIT, reason="登记的疫苗要改"))

    assert (back.state, back.left_out, back.planned) == (VisitState.SCREENED, (), ())
