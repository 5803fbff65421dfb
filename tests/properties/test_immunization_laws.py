"""Laws of the schedule engine that hold for every history."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.domain.calendar import add_months
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.results import ReasonCode, Status, TermKind, VerdictKind
from clinic_app.services.resource_files import shipped_rules

RULES = shipped_rules()
TODAY = date(2026, 11, 22)
COUNTS = (VerdictKind.VALID, VerdictKind.ACCEPTED)
LIVE = sorted(code for code, v in RULES.vaccines.items() if v.technology == "live_injected")

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


def verdict_of(found, dose_id, series):
    return next(v for v in found.verdicts if v.dose_id == dose_id and v.series == series)


def counted(found, series):
    return sum(1 for v in found.verdicts if v.series == series and v.kind in COUNTS)


@given(persons(), st.randoms(use_true_random=False))
def test_the_order_in_which_doses_are_told_does_not_matter(person, chance):
    born, sex, doses = person
    shuffled = list(doses)
    chance.shuffle(shuffled)
    assert ask((born, sex, shuffled)) == ask(person)


@given(persons())
def test_a_dose_on_the_earliest_day_is_valid_and_the_count_rises(person):
    found = ask(person)
    for line in found.forecasts:
        if line.earliest is None or line.vaccine is None or line.number is None:
            continue
        on = max(line.earliest, TODAY)
        after = ask(person, on, [GivenDose(id="new", vaccine=line.vaccine, on=on)])
        assert verdict_of(after, "new", line.series).kind is VerdictKind.VALID, line
        assert verdict_of(after, "new", line.series).number == line.number
        assert counted(after, line.series) == counted(found, line.series) + 1


@given(persons())
def test_a_dose_the_day_before_the_earliest_is_not_valid_unless_a_label_says_so(person):
    for line in ask(person).forecasts:
        if line.status is not Status.WAITING or line.earliest is None or line.vaccine is None:
            continue
        if line.winning_term.kind is TermKind.PROGRAMME_START:
            continue
        on = line.earliest - timedelta(days=1)
        early = verdict_of(ask(person, on, [GivenDose(id="new", vaccine=line.vaccine, on=on)]), "new", line.series)
        lenient = any(reason.code is ReasonCode.COUNTED_LENIENTLY for reason in early.reasons)
        assert early.kind is not VerdictKind.VALID or lenient, line


@given(persons())
def test_later_doses_change_no_earlier_verdict(person):
    born, sex, doses = person
    whole = ask(person).verdicts
    for dose in doses:
        before = [d for d in doses if d.on < dose.on]
        known = {d.id for d in before}
        assert ask((born, sex, before)).verdicts == tuple(v for v in whole if v.dose_id in known)


@given(persons())
def test_every_dose_gets_a_verdict_and_at_most_one_per_series(person):
    found = ask(person)
    for dose in person[2]:
        series = [v.series for v in found.verdicts if v.dose_id == dose.id]
        assert series
        assert len(series) == len(set(series))
        assert set(series) <= set(RULES.vaccine(dose.vaccine).covers)


@given(persons(), st.sampled_from(sorted(RULES.vaccines)), st.integers(0, 4000))
def test_a_complete_series_stays_complete_whatever_is_given_later(person, vaccine, days):
    found = ask(person)
    later = TODAY + timedelta(days=days)
    after = ask(person, later, [GivenDose(id="new", vaccine=vaccine, on=later)])
    for line in found.forecasts:
        if line.status is Status.COMPLETE:
            assert after.forecast_of(line.series).status is Status.COMPLETE


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
        elif line.earliest is not None:
            assert line.earliest > TODAY
            assert line.status is Status.WAITING


@given(persons())
def test_the_winning_term_is_the_earliest_day_and_no_term_is_later(person):
    for line in ask(person).forecasts:
        if line.winning_term is not None and line.status is Status.WAITING:
            assert line.winning_term.on == line.earliest
            assert all(term.on <= line.earliest for term in line.terms)


@settings(max_examples=60)
@given(st.sampled_from(LIVE), st.integers(-40, 40))
def test_live_injected_vaccines_keep_28_days_or_share_the_day(first, days):
    born = date(2024, 1, 10)
    earlier = GivenDose(id="one", vaccine=first, on=date(2025, 12, 1))
    second = "HepA-L" if first != "HepA-L" else "JE-L"
    other = GivenDose(id="two", vaccine=second, on=earlier.on + timedelta(days=days))
    found = assess(RULES, birth_date=born, sex="F", doses=[earlier, other], on=TODAY)
    later = "two" if days >= 0 else "one"
    too_close = any(
        reason.code is ReasonCode.LIVE_TOO_CLOSE for v in found.verdicts if v.dose_id == later for reason in v.reasons
    )
    judged = any(v.kind in (*COUNTS, VerdictKind.INVALID) for v in found.verdicts if v.dose_id == later)
    if judged:
        assert too_close == (0 < abs(days) < 28)


@given(st.dates(date(2015, 1, 1), date(2032, 12, 31)), st.integers(0, 216))
def test_months_are_added_in_one_step_and_stop_at_the_end_of_the_month(born, months):
    reached = add_months(born, months)
    assert (reached.year * 12 + reached.month) - (born.year * 12 + born.month) == months
    assert reached.day == born.day or (reached.day < born.day and (reached + timedelta(days=1)).day == 1)


@given(st.dates(date(2015, 1, 1), date(2032, 12, 31)), st.integers(0, 216))
def test_who_is_born_later_reaches_an_age_no_earlier(born, months):
    assert add_months(born, months) <= add_months(born + timedelta(days=1), months)
