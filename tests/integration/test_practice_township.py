"""The practice township on disk and beside the engine it has never asked."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from clinic_app.app.commands.practice import practice
from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.registration import PersonRegistered
from clinic_app.domain.entries.stock import DosesWasted, VialOpened
from clinic_app.domain.entries.vaccination import DoseGiven, DoseRecorded
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import Facts
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.practice.clinic import PracticePlan, found_practice_clinic
from clinic_app.practice.coverage import coverage_of
from clinic_app.practice.planted import planted_lot, planted_lots, planted_people, planted_person
from clinic_app.practice.township import Township
from clinic_app.services.checkup import check_clinic
from clinic_app.services.day_start import day_start
from clinic_app.services.failures import UnusableLot
from clinic_app.services.founding import AlreadyFounded
from clinic_app.services.reader import open_reader
from clinic_app.services.resource_files import shipped_rules
from clinic_app.services.search import find_people, person_with_code
from clinic_app.services.sign_in import door, unlock
from clinic_app.services.stock import LotMark, on_the_shelf
from clinic_app.services.vials import better_lots, lot_of_code, require_usable

TODAY = date(2026, 11, 22)
MORNING = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
PASSWORD = "lianxi2026"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    plan = PracticePlan(people=90, seed=1, today=TODAY)
    return found_practice_clinic(tmp_path_factory.mktemp("practice") / "practice.db", plan)


@pytest.fixture(scope="module")
def keys(clinic):
    return unlock(clinic.premises, "zhangmin", PASSWORD)


@pytest.fixture(scope="module")
def reader(clinic, keys):
    reader = open_reader(clinic.premises, keys.database_key, SetClock(MORNING), shipped_rules())
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def full_life():
    return [happening.body for happening in Township(people=2373, seed=1, today=TODAY).live()]


def due_today(reader, key):
    card = reader.card(person_with_code(reader, planted_person(key).code)[0].person_id)
    forecasts = verdicts_and_forecasts(card.person, [(d.id, d.vaccine, d.given_on) for d in card.doses]).forecasts
    return {forecast.vaccines[0] for forecast in forecasts if forecast.status in (Status.DUE, Status.OVERDUE)}


def verdicts_and_forecasts(person, doses, on=TODAY):
    return assess(
        shipped_rules(),
        birth_date=person.birth_date,
        sex=person.sex,
        doses=[GivenDose(id=dose_id, vaccine=vaccine, on=day) for dose_id, vaccine, day in doses],
        facts=Facts(mother_hbsag=person.mother_hbsag, birth_weight_g=person.birth_weight_g),
        on=on,
    )


def test_every_named_person_is_found_by_name_with_the_right_booklet(reader):
    for person in planted_people():
        found = find_people(reader, person.name).people
        assert (person.name, person.code) in {(line.name, line.booklet) for line in found}


def test_every_named_person_is_found_by_the_code_of_the_booklet(reader):
    for person in planted_people():
        assert [line.name for line in person_with_code(reader, person.code)] == [person.name]


def test_twins_are_found_by_their_birth_date(reader):
    birth = planted_person("twin_first").born_on(TODAY)

    names = {line.name for line in find_people(reader, f"{birth:%Y%m%d}").people}

    assert names >= {planted_person("twin_first").name, planted_person("twin_second").name}


def test_namesakes_of_one_village_are_both_found(reader):
    first, second = planted_person("namesake_first"), planted_person("namesake_second")

    found = [line for line in find_people(reader, first.name).people if line.village == first.village]

    assert {line.booklet for line in found} >= {first.code, second.code}


def test_a_named_person_is_found_by_the_end_of_the_phone_number(reader):
    assert planted_person("late").code in {line.booklet for line in find_people(reader, "1205").people}


def test_the_named_children_are_due_what_their_stories_say(reader):
    assert due_today(reader, "routine") == {"MMR", "JE-L"}
    assert due_today(reader, "fever") == {"MMR", "HepA-L", "DTaP"}
    assert due_today(reader, "watched_first") == {"DTaP", "bOPV"}
    assert due_today(reader, "watched_second") == {"MPSV-A"}
    assert due_today(reader, "migrant") >= {"HepB", "DTaP", "MMR", "HepA-L", "JE-L"}
    assert len(due_today(reader, "late")) >= 6
    assert due_today(reader, "newborn") == set()


@pytest.mark.parametrize("today", [date(2026, 2, 20), date(2026, 10, 9), date(2027, 3, 31)])
def test_the_children_of_the_tour_are_due_the_same_on_any_day(today):
    due = due_of_planted(today)

    assert due["routine"] == {"MMR", "JE-L"}
    assert due["fever"] == {"MMR", "HepA-L", "DTaP"}
    assert due["watched_first"] == {"DTaP", "bOPV"}
    assert due["watched_second"] == {"MPSV-A"}


def due_of_planted(today):
    people, doses = people_and_doses(one.body for one in Township(people=40, seed=5, today=today).live())
    keys = {person.code: person.key for person in planted_people()}
    due = {}
    for person_id, person in people.items():
        if person.child_code in keys:
            forecasts = verdicts_and_forecasts(person, doses[person_id], on=today).forecasts
            due[keys[person.child_code]] = {
                f.vaccines[0] for f in forecasts if f.status in (Status.DUE, Status.OVERDUE)
            }
    return due


def people_and_doses(bodies):
    people, doses = {}, defaultdict(list)
    for body in bodies:
        if isinstance(body, PersonRegistered):
            people[body.person_id] = body
        elif isinstance(body, DoseGiven | DoseRecorded):
            doses[body.person_id].append((body.dose_id, body.vaccine, body.given_on))
    return people, doses


def test_the_engine_finds_no_dose_of_the_whole_township_invalid_but_the_planted_one(full_life):
    people, doses = people_and_doses(full_life)

    invalid = [
        (people[person_id].child_code, verdict.vaccine)
        for person_id, had in doses.items()
        for verdict in verdicts_and_forecasts(people[person_id], had).verdicts
        if verdict.kind in (VerdictKind.INVALID, VerdictKind.UNKNOWN)
    ]

    assert invalid == [(planted_person("too_early").code, "MMR")]


def test_coverage_lies_between_85_and_99_percent_in_every_birth_year(full_life):
    cells = coverage_of(full_life, TODAY)

    outside = [cell for cell in cells if not 85 <= cell.percent <= 99]

    assert len(cells) > 100
    assert outside == []


def test_the_child_that_crossed_2025_began_by_the_old_calendar_and_went_on_by_the_new(reader):
    card = reader.card(person_with_code(reader, planted_person("crossed_2025").code)[0].person_id)

    dtap = [dose.given_on for dose in card.doses if dose.vaccine == "DTaP"]

    assert date(2024, 11, 20) <= dtap[0] < date(2025, 1, 1)
    assert dtap[2] >= date(2025, 2, 20)


def test_five_in_one_was_given_four_times_and_no_other_polio_vaccine(reader):
    card = reader.card(person_with_code(reader, planted_person("five_in_one").code)[0].person_id)

    vaccines = [dose.vaccine for dose in card.doses]

    assert vaccines.count("DTaP-IPV/Hib") == 4
    assert not {"IPV", "bOPV", "DTaP"} & set(vaccines)


def test_the_mother_with_hepatitis_b_stands_on_the_card_with_the_immunoglobulin(reader):
    card = reader.card(person_with_code(reader, planted_person("mother_hbsag").code)[0].person_id)

    assert card.person.mother_hbsag == "positive"
    assert [fact.what for fact in card.facts] == ["immunoglobulin"]


def test_every_code_of_a_named_lot_finds_its_lot(reader):
    for lot in planted_lots():
        assert {lot_of_code(reader.db, code).lot_number for code in lot.codes} == {lot.lot_number}


@pytest.mark.parametrize(("key", "problem"), [("expired", "expired"), ("quarantined", "quarantined")])
def test_a_vial_of_a_forbidden_lot_is_stopped(reader, key, problem):
    code = planted_lot(key).codes[0]

    with pytest.raises(UnusableLot) as stopped:
        require_usable(reader.db, lot_of_code(reader.db, code), code, MORNING)

    assert stopped.value.problem == problem


def test_a_vial_of_the_expiring_lot_may_still_be_used(reader):
    code = planted_lot("expiring").codes[0]
    lot = lot_of_code(reader.db, code)

    require_usable(reader.db, lot, code, MORNING)

    assert lot.days_left(TODAY) <= 30


def test_what_had_expired_was_written_off_but_for_the_named_lot(reader):
    marks = {(entry.lot.lot_number, entry.mark) for entry in on_the_shelf(reader)}

    assert {number for number, mark in marks if mark is LotMark.EXPIRED} == {planted_lot("expired").lot_number}
    assert LotMark.SHORT not in {mark for _, mark in marks}


def test_every_opened_vial_was_closed_the_same_day(full_life, reader):
    opened = {body.vial_id: body.opened_at for body in full_life if isinstance(body, VialOpened)}
    thrown_away = {body.vial_id for body in full_life if isinstance(body, DosesWasted) and body.vial_id}

    assert len(opened) > 20
    assert thrown_away == set(opened)
    assert day_start(reader).leftovers == ()


def test_every_vaccine_of_the_programme_is_in_the_refrigerator_today(reader):
    national = ("HepB", "BCG", "IPV", "bOPV", "DTaP", "DT", "MMR", "JE-L", "MPSV-A", "MPSV-AC", "HepA-L", "HPV2")

    assert all(better_lots(reader.db, vaccine, TODAY) for vaccine in national)


def test_it_is_marked_as_practice_and_its_journal_is_whole(clinic, keys, reader):
    assert door(clinic.premises).practice
    assert reader.clinic_book().clinic.practice
    assert check_clinic(clinic.premises, keys).damages == ()


def test_the_command_prints_table_and_json_and_refuses_to_overwrite(tmp_path):
    arguments = ["--people", "40", "--seed", "2", "--today", "2026-11-22", "--out", str(tmp_path / "small.db")]

    first = CliRunner().invoke(practice, arguments)
    second = CliRunner().invoke(practice, arguments)

    printed = first.stdout.splitlines()
    assert printed[0].split()[0] == "dose"
    assert json.loads(printed[-1])["people"] == 40
    assert second.exit_code == 1


def test_a_file_that_stands_there_is_never_overwritten(clinic):
    with pytest.raises(AlreadyFounded):
        found_practice_clinic(clinic.premises.database, PracticePlan(people=40, seed=1, today=TODAY))


def test_an_interrupted_founding_leaves_nothing_behind(tmp_path):
    def interrupt(_entries):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found_practice_clinic(tmp_path / "half.db", PracticePlan(people=40, seed=1, today=TODAY), progress=interrupt)

    assert list(tmp_path.iterdir()) == []
