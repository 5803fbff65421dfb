"""Lists show what a fresh assessment says, and nothing else, wherever a rebuild was broken off."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from builders import a_clinic

from clinic_app.devices.clock import SetClock
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.card_facts import facts_known
from clinic_app.domain.immunization.rules import rules_from
from clinic_app.records import due
from clinic_app.records.cards import load_card
from clinic_app.services import catch_up, due_cache
from clinic_app.services.catch_up import due_in_village, not_yet_assessed, overdue_people
from clinic_app.services.due_cache import outdated_people, refresh_some
from clinic_app.services.reader import Reader
from clinic_app.services.resource_files import RESOURCES, health_fact_words
from clinic_app.services.sign_in import open_desk
from laws.child_entries import Writer

BEFORE_THE_NEW_EDITION = datetime(2026, 6, 10, 0, 30, tzinfo=UTC)  # NIP-2026 comes into force on 2026-06-17
PEOPLE, STEPS = 4, 40


def rules_with(change):
    """Return the shipped rules with their files changed."""
    files = {path.name: path.read_bytes() for path in (RESOURCES / "schedules").glob("*.json")}
    files["vaccines.json"] = (RESOURCES / "codes" / "vaccines.json").read_bytes()
    return rules_from(change(files))


def as_shipped(files):
    return files


def a_month_later(files):
    """Let measles, encephalitis and others begin at nine months."""
    return {name: text.replace(b'"min_age": "8m"', b'"min_age": "9m"') for name, text in files.items()}


def without_the_newest(files):
    return {name: text for name, text in files.items() if name != "NIP-2026.json"}


EDITIONS = [rules_with(change) for change in (as_shipped, a_month_later, without_the_newest)]


class Broken(Exception):
    """Somebody stopped the rebuild in the middle of a transaction."""


class Stage:
    """A small clinic to which anything may happen."""

    def __init__(self, folder, seed):
        self.chance = Random(seed)
        self.clock = SetClock(BEFORE_THE_NEW_EDITION)
        self.desk = a_clinic(folder, clock=self.clock)
        self.writers = [Writer(self.desk, 100 * seed + number) for number in range(PEOPLE)]

    @property
    def reader(self):
        return Reader(db=self.desk.db, clock=self.clock, rules=self.desk.rules)

    def an_entry(self):
        self.chance.choice(self.writers).write_something()

    def midnight(self):
        self.clock.advance(timedelta(days=self.chance.choice((1, 1, 7, 40))))

    def other_rules(self):
        self.desk._rules = self.chance.choice(EDITIONS)

    def a_rebuild(self, people=PEOPLE):
        left = outdated_people(self.desk)[:people]
        while left:
            left = refresh_some(self.desk, left)

    def half_a_rebuild(self):
        self.a_rebuild(self.chance.randrange(1, PEOPLE))

    def a_rebuild_that_is_stopped(self):
        def stop():
            raise Broken

        self.desk.before_commit = stop
        if outdated := outdated_people(self.desk):
            with pytest.raises(Broken):
                refresh_some(self.desk, outdated)
        self.desk.before_commit = lambda: None

    def a_power_cut_in_a_rebuild(self):
        """Let the connection go in the middle of a transaction and start the program again."""
        former, rules = self.desk, self.desk.rules

        def stop():
            former.db.close()
            raise Broken

        former.before_commit = stop
        if outdated := outdated_people(former):
            with pytest.raises(Exception, match="closed"):
                refresh_some(former, outdated)
            self.desk = open_desk(former.premises, former.keys, former.user_id, self.clock)
            self.desk._rules = rules
            for writer in self.writers:
                writer.desk = self.desk
        former.before_commit = lambda: None

    def anything(self):
        steps = (
            self.an_entry, self.an_entry, self.midnight, self.other_rules, self.a_rebuild, self.half_a_rebuild,
            self.a_rebuild_that_is_stopped, self.a_power_cut_in_a_rebuild,
        )  # fmt: skip
        self.chance.choice(steps)()


def fresh(stage):
    """Ask the rules themselves about everybody, from the cards as the journal tells them."""
    answers = []
    for writer in stage.writers:
        card, today = load_card(stage.desk.db, writer.person_id), stage.clock.today()
        doses = [
            GivenDose(id=dose.id, vaccine=dose.vaccine, on=dose.given_on, accepted=bool(dose.accepted_reason))
            for dose in card.doses
            if not dose.void_reason and dose.source != "spoken"
        ]
        facts = facts_known(health_fact_words(), card.person, card.facts, today)
        born, sex = card.person.birth_date, card.person.sex
        found = assess(stage.desk.rules, birth_date=born, sex=sex, doses=doses, facts=facts, on=today)
        answers += [(card.person_id, forecast) for forecast in found.forecasts]
    return answers


def wanted(stage, is_wanted):
    return sorted(
        (person_id, f.series, f.status.value, f.number, f.vaccine, f.earliest, f.finish_before)
        for person_id, f in fresh(stage)
        if is_wanted(f)
    )


def lines(people):
    return sorted(
        (r.person_id, r.series, r.status, r.dose_number, r.vaccine, r.earliest, r.finish_before)
        for one in people
        for r in one.series
    )


def can_be_given(day):
    return lambda f: f.possible or (f.status.value == "waiting" and f.earliest and f.earliest <= day)


def is_late(day):
    return lambda f: f.possible and f.finish_before and f.finish_before <= day


def lists_are_true(stage):
    today = stage.clock.today()
    soon = today + timedelta(days=20)
    return (
        lines(due_in_village(stage.reader, "", today)) == wanted(stage, can_be_given(today))
        and lines(due_in_village(stage.reader, "", soon)) == wanted(stage, can_be_given(soon))
        and lines(overdue_people(stage.reader, today)) == wanted(stage, is_late(today))
    )


@pytest.mark.parametrize("seed", range(10))
def test_the_lists_are_those_of_a_fresh_assessment_whatever_happens(tmp_path, seed):
    stage = Stage(tmp_path, seed)
    for _ in range(STEPS):
        stage.anything()

        assert lists_are_true(stage)


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_are_shown_without_assessing_are_true_and_the_others_are_counted(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(catch_up, "MOST_ASSESSED_AT_ONCE", 0)
    stage = Stage(tmp_path, seed)
    for _ in range(STEPS):
        stage.anything()
        today, outdated = stage.clock.today(), outdated_people(stage.desk)

        shown = lines(due_in_village(stage.reader, "", today))

        assert shown == [line for line in wanted(stage, can_be_given(today)) if line[0] not in outdated]
        assert not_yet_assessed(stage.reader) == len(outdated)


def test_a_rebuild_that_was_broken_off_goes_on_and_ends(tmp_path):
    stage = Stage(tmp_path, 1)
    stage.desk._rules = EDITIONS[1]
    assert len(outdated_people(stage.desk)) == PEOPLE

    stage.a_rebuild(1)
    stage.a_rebuild_that_is_stopped()
    stage.a_power_cut_in_a_rebuild()
    assert len(outdated_people(stage.desk)) == PEOPLE - 1
    stage.a_rebuild()

    assert outdated_people(stage.desk) == []
    assert lists_are_true(stage)


def test_the_same_files_have_the_same_stamp_and_any_other_file_another():
    assert rules_with(as_shipped).stamp == EDITIONS[0].stamp
    assert len({rules.stamp for rules in EDITIONS}) == len(EDITIONS)


def one_stamp_for_all_rules(rules, today):
    return due.RulesInForce(edition=rules.edition_in_force(today).name, stamp="1", today=today)


def _caught(tmp_path):
    """Whether any of some histories shows a wrong list."""
    for seed in range(20):
        folder = tmp_path / str(seed)
        folder.mkdir()
        stage = Stage(folder, seed)
        for _ in range(STEPS):
            stage.anything()
            if not lists_are_true(stage):
                return True
    return False


def test_a_cache_that_does_not_look_at_the_rules_is_caught(tmp_path, monkeypatch):
    monkeypatch.setattr(due_cache, "rules_in_force", one_stamp_for_all_rules)
    monkeypatch.setattr(catch_up, "rules_in_force", one_stamp_for_all_rules)

    assert _caught(tmp_path)


def test_a_cache_that_does_not_look_at_the_day_is_caught(tmp_path, monkeypatch):
    for name in ("_OUTDATED", "_DUE_IN_VILLAGE", "_OVERDUE"):
        for_ever = getattr(due, name).replace("due_state.valid_until > :today", "1")
        monkeypatch.setattr(due, name, for_ever)

    assert _caught(tmp_path)


def test_a_rebuild_that_writes_the_state_before_the_rows_is_caught(tmp_path, monkeypatch):
    def state_first(db, state, rows):
        due.DUE_STATE.replace_rows(db, state.person_id, [due.DUE_STATE.row(state)])
        if db.in_transaction:
            db.execute("COMMIT")
            db.execute("BEGIN IMMEDIATE")
        due.DUE.replace_rows(db, state.person_id, [due.DUE.row(row) for row in rows])

    monkeypatch.setattr(due_cache, "replace_due", state_first)

    assert _caught(tmp_path)


def test_the_first_day_of_an_edition_makes_every_answer_of_the_day_before_outdated(tmp_path):
    stage = Stage(tmp_path, 2)
    stage.clock.correct_to(date(2026, 6, 16))
    stage.a_rebuild()
    assert outdated_people(stage.desk) == []

    stage.clock.advance(timedelta(days=1))

    assert len(outdated_people(stage.desk)) == PEOPLE
