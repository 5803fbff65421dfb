"""The life of a small township: what must hold in it whatever happens."""

import itertools
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, date, timedelta

import msgspec
import pytest

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.entries.entry import Entry, Envelope, encode, encode_body, hash_of, kind_of
from clinic_app.domain.entries.observation import ObservationEnded
from clinic_app.domain.entries.registration import PersonRegistered
from clinic_app.domain.entries.stock import LotDoseUsed
from clinic_app.domain.entries.subjects import subject_id, subject_kind
from clinic_app.domain.entries.vaccination import DoseGiven, DoseRecorded, SafetyCheckPassed
from clinic_app.domain.entries.visit import ScreeningRecorded
from clinic_app.domain.fold.folding import card as cards
from clinic_app.domain.fold.lot import fold_lot
from clinic_app.domain.safety_check import CHECKLIST_VERSION, CheckPoint
from clinic_app.domain.visit import VisitState
from clinic_app.practice.clinic_days import ClinicDays
from clinic_app.practice.planted import planted_people, planted_person
from clinic_app.practice.township import Township
from clinic_app.practice.vaccines import vaccine

TODAY = date(2026, 11, 22)
PEOPLE = 120


@pytest.fixture(scope="module")
def life():
    return list(Township(people=PEOPLE, seed=3, today=TODAY).live())


@pytest.fixture(scope="module")
def by_subject(life):
    return by_subject_of(life)


def by_subject_of(life):
    subjects = defaultdict(list)
    for place, happening in enumerate(life, start=1):
        envelope = Envelope(
            kind=kind_of(happening.body), id=happening.id, device="d", incarnation="i", stream="shared", seq=place,
            prev="", at=happening.at, clock="ok", by=happening.by, desk="1", subject=happening.subject,
            refs=happening.refs, body=encode_body(happening.body),
        )  # fmt: skip
        subjects[happening.subject].append(Entry(envelope, happening.body, hash_of(encode(envelope))))
    return subjects


def folded_cards(subjects):
    return [
        cards.fold_card(subject_id(subject), entries)
        for subject, entries in subjects.items()
        if subject_kind(subject) == "person"
    ]


def digest(life):
    return hash_of(msgspec.json.encode([(one.id, one.subject, one.at, one.by, one.refs, one.body) for one in life]))


def test_the_same_seed_gives_the_same_life_entry_for_entry(life):
    assert digest(Township(people=PEOPLE, seed=3, today=TODAY).live()) == digest(life)


def test_another_seed_gives_another_life(life):
    assert digest(Township(people=PEOPLE, seed=4, today=TODAY).live()) != digest(life)


def test_it_holds_as_many_people_as_asked_for(life):
    assert sum(isinstance(one.body, PersonRegistered) for one in life) == PEOPLE


def test_a_township_smaller_than_its_named_people_is_refused():
    with pytest.raises(ValueError, match="at least 20"):
        Township(people=5, seed=1, today=TODAY)


def test_everything_happens_in_order_and_before_today(life):
    assert all(earlier.at <= later.at for earlier, later in itertools.pairwise(life))
    assert business_date(life[-1].at) < TODAY
    assert all(one.at.tzinfo is UTC and one.at.microsecond % 1000 == 0 for one in life)


def test_ids_are_uuids_of_version_seven_that_never_repeat(life):
    ids = [one.id for one in life]

    assert len(set(ids)) == len(ids)
    assert all(one[14] == "7" and one[19] in "89ab" for one in ids)


def test_what_an_entry_answers_was_written_before_it(life):
    written = set()
    for one in life:
        assert written.issuperset(one.refs)
        written.add(one.id)


def test_every_visit_is_ended_and_none_is_open_today(by_subject):
    states = Counter(visit.state for card in folded_cards(by_subject) for visit in card.visits)

    assert not [state for state in states if state.is_open]
    assert states[VisitState.DONE] > 500
    assert states[VisitState.POSTPONED] > 5


def test_every_dose_given_here_stands_in_a_finished_visit(by_subject):
    for card in folded_cards(by_subject):
        given = {dose.id for dose in card.doses if dose.source == "here"}
        planned = {plan.dose_id for visit in card.visits for plan in visit.planned if plan.dose_id}
        assert given == planned


def test_nobody_is_vaccinated_on_a_day_the_clinic_is_closed(life):
    days = {one.body.given_on for one in life if isinstance(one.body, DoseGiven)}

    assert all(ClinicDays().is_open(day) and day.weekday() == 3 for day in days)


def test_nobody_with_a_fever_is_vaccinated(life):
    feverish = {
        one.body.visit_id
        for one in life
        if isinstance(one.body, ScreeningRecorded) and one.body.temperature_tenths >= 373
    }

    assert feverish
    assert not feverish & {one.body.visit_id for one in life if isinstance(one.body, DoseGiven)}


def test_no_visit_holds_more_than_two_injections_and_one_oral_dose(life):
    needles = Counter((one.body.visit_id, one.body.route == "PO") for one in life if isinstance(one.body, DoseGiven))

    assert all(count <= (1 if oral else 2) for (_, oral), count in needles.items())


def test_injected_live_vaccines_lie_on_one_day_or_four_weeks_apart(life):
    live = defaultdict(set)
    for one in life:
        if isinstance(one.body, DoseGiven | DoseRecorded) and vaccine(one.body.vaccine).live_injected:
            live[one.body.person_id].add(one.body.given_on)

    gaps = [later - earlier for days in live.values() for earlier, later in itertools.pairwise(sorted(days))]

    assert min(gaps) >= timedelta(days=28)


def test_a_vial_is_used_once(life):
    codes = [one.body.code for one in life if isinstance(one.body, LotDoseUsed)]

    assert len(set(codes)) == len(codes)


def test_no_lot_is_overdrawn_and_no_vial_is_used_after_its_day(life, by_subject):
    lots = [fold_lot(subject_id(one), by_subject[one]) for one in by_subject if subject_kind(one) == "lot"]

    assert all(lot.doses_on_hand >= 0 for lot in lots)
    assert all(one.body.given_on <= one.body.expires_on for one in life if isinstance(one.body, DoseGiven))


def test_observation_lasts_half_an_hour_unless_the_family_leaves_early(life):
    last_needle = {one.body.visit_id: one.at for one in life if isinstance(one.body, DoseGiven)}
    ended = [one for one in life if isinstance(one.body, ObservationEnded) and one.body.outcome == "normal"]

    assert all(one.at - last_needle[one.body.visit_id] >= timedelta(minutes=30) for one in ended)


def test_the_eleven_answers_are_kept_for_the_last_three_months(life):
    checks = [one for one in life if isinstance(one.body, SafetyCheckPassed)]
    recent = [one.body for one in checks if business_date(one.at) >= date(2026, 8, 22)]

    assert recent
    for body in recent:
        assert [answer.item for answer in body.answers] == [item.value for item in CheckPoint]
        assert body.checklist == CHECKLIST_VERSION


def test_the_newborn_has_the_two_doses_of_the_hospital_and_no_name_yet(by_subject):
    card = next(one for one in folded_cards(by_subject) if one.person.child_code == planted_person("newborn").code)

    assert {dose.vaccine for dose in card.doses} == {"BCG", "HepB"}
    assert len(card.doses) == 2
    assert card.person.name == planted_person("newborn").name


def test_every_named_person_is_on_file_with_the_booklet_code_of_the_table(by_subject):
    on_file = {card.person.child_code: card.person.name for card in folded_cards(by_subject)}

    assert {person.code: person.name for person in planted_people()}.items() <= on_file.items()


def test_the_simulation_never_loads_the_engine_not_even_through_others():
    program = "import sys, clinic_app.practice.township; print(*sorted(m for m in sys.modules if 'immunization' in m))"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == ""
