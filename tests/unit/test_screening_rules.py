"""What temperature, answers and blood pressure suggest, and who is asked what."""

from datetime import date

import pytest

from clinic_app.domain.clinic_settings import ClinicSettings
from clinic_app.domain.screening import BloodPressure, Suggestion, fever_from, is_adult, suggestion, unanswered
from clinic_app.services.resource_files import screening_checklist

EIGHT = screening_checklist()
USUAL = ClinicSettings()


def ids(questions):
    return [question.id for question in questions]


@pytest.mark.parametrize(("number", "version"), [(8, "screening-8-2026"), (13, "screening-13-2026")])
def test_the_number_of_questions_chooses_the_list(number, version):
    checklist = screening_checklist(number)

    assert checklist.version == version
    assert len(checklist.questions) == number


def test_a_number_no_list_has_takes_the_usual_list():
    assert screening_checklist(9).version == "screening-8-2026"


@pytest.mark.parametrize("number", [8, 13])
def test_the_short_list_has_three_questions_that_the_long_one_has_too(number):
    checklist = screening_checklist(number)

    quick = ids(checklist.asked(adult=False, quick=True))

    assert quick == ["fever", "acute_illness", "allergy"]
    assert set(quick) <= set(ids(checklist.questions))


def test_adults_are_asked_of_hypertension_also_in_crowds():
    assert ids(EIGHT.asked(adult=True))[8:] == ["hypertension", "pregnancy"]
    assert ids(EIGHT.asked(adult=True, quick=True)) == ["fever", "acute_illness", "allergy", "hypertension"]


@pytest.mark.parametrize(
    ("born", "adult"), [(date(2008, 11, 18), True), (date(2008, 11, 19), False), (date(1961, 3, 2), True)]
)
def test_adult_is_who_has_reached_the_eighteenth_birthday(born, adult):
    assert is_adult(born, date(2026, 11, 18)) is adult


@pytest.mark.parametrize(
    ("tenths", "answers", "expected"),
    [
        (372, {"fever": False}, Suggestion.FIT),
        (373, {"fever": False}, Suggestion.FEVER),
        (366, {"skin": True}, Suggestion.ASK_DOCTOR),
        (373, {"skin": True}, Suggestion.FEVER),
        (366, {"hypertension": True}, Suggestion.FIT),
    ],
)
def test_what_was_found_suggests(tenths, answers, expected):
    assert suggestion(tenths, 373, answers) is expected


def test_a_high_blood_pressure_asks_for_the_doctor():
    assert suggestion(366, 373, {"hypertension": True}, high_pressure=True) is Suggestion.ASK_DOCTOR


@pytest.mark.parametrize(
    ("systolic", "diastolic", "high"), [(159, 99, False), (160, 80, True), (120, 100, True), (130, 85, False)]
)
def test_blood_pressure_is_high_from_the_threshold_on(systolic, diastolic, high):
    assert BloodPressure(systolic, diastolic).is_high(USUAL) is high


@pytest.mark.parametrize(
    ("systolic", "diastolic", "plausible"),
    [(130, 85, True), (85, 130, False), (59, 40, False), (281, 90, False), (130, 29, False), (120, 120, False)],
)
def test_blood_pressure_of_no_living_person_is_a_slip(systolic, diastolic, plausible):
    assert BloodPressure(systolic, diastolic).is_plausible is plausible


def test_the_clinics_own_threshold_of_fever_goes_before_that_of_the_list():
    assert fever_from(EIGHT, USUAL) == 373
    assert fever_from(EIGHT, ClinicSettings(fever_from_tenths=376)) == 376


def test_questions_without_an_answer_are_named_in_their_order():
    assert unanswered(EIGHT.asked(adult=False, quick=True), {"acute_illness": False}) == ("fever", "allergy")
