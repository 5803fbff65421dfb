"""What an answer of the schedule engine says of itself holds for every history; its laws are in tests/laws."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.calendar import add_months
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.results import Status
from clinic_app.services.resource_files import shipped_rules

RULES = shipped_rules()
TODAY = date(2026, 11, 22)

birthdays = st.dates(date(2010, 1, 1), TODAY)
sexes = st.sampled_from("MFU")


@st.composite
def persons(draw, most=14):
    """A birth date, a sex and doses at any age up to today; most of them near an age of the programme."""
    born = draw(birthdays)
    doses = []
    for number in range(draw(st.integers(0, most))):
        months = draw(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 18, 24, 36, 48, 72, 84, 156]))
        on = add_months(born, months) + timedelta(days=draw(st.integers(-3, 60)))
        if on <= TODAY:
            vaccine = draw(st.sampled_from(sorted(RULES.vaccines)))
            doses.append(GivenDose(id=f"{number:02}", vaccine=vaccine, on=on, accepted=draw(st.integers(0, 9)) == 0))
    return born, draw(sexes), doses


def ask(person, on=TODAY, extra=()):
    born, sex, doses = person
    return assess(RULES, birth_date=born, sex=sex, doses=[*doses, *extra], on=on)


@given(persons())
def test_nothing_changes_before_the_day_of_the_next_change(person):
    found = ask(person)
    if found.next_change is None:
        return
    on = found.next_change - timedelta(days=1)
    until = ask(person, on)
    assert [_standing(line) for line in until.forecasts] == [_standing(line) for line in found.forecasts]
    assert until.not_allowed == found.not_allowed


def _standing(line):
    return line.series, line.status, line.late, line.number, line.vaccine, line.earliest, line.finish_before


@given(persons())
def test_a_series_is_due_exactly_from_its_earliest_day(person):
    for line in ask(person).forecasts:
        if line.possible:
            assert line.earliest <= TODAY
        elif line.earliest is not None and line.status is not Status.OFFERED:
            assert line.earliest > TODAY
            assert line.status is Status.WAITING


@given(persons())
def test_the_winning_term_is_the_earliest_day_and_no_term_is_later(person):
    for line in ask(person).forecasts:
        if line.winning_term is not None and line.status is Status.WAITING:
            assert line.winning_term.on == line.earliest
            assert all(term.on <= line.earliest for term in line.terms)
