"""已经打错了: whatever went wrong is written as it happened, in one act, and the child is watched."""

from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from builders import DOCTOR, MORNING, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from msgspec.structs import replace

from clinic_app.domain.entries.clinic import UserRetired
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.domain.vaccination_error import ErrorKind, NextStep, next_steps
from clinic_app.domain.visit import DoseState, VisitState
from clinic_app.records.stock import load_lot
from clinic_app.services.error_papers import error_notice_of
from clinic_app.services.failures import ReasonMissing, UnknownError, UnknownPerson
from clinic_app.services.needle_that_happened import UsedVial, vial_of_lot
from clinic_app.services.observation import end_observation
from clinic_app.services.reader import Reader
from clinic_app.services.vaccination_errors import MistakenRecord, RecordError, record_error, void_error
from clinic_app.services.visit_wish import VisitOf

REASON = "打错了，今天不再种"


def an_error(desk, person_id, kind, **changes):
    """Return the wish of a needle that happened now."""
    changes.setdefault("given_at", desk.clock.now())
    return RecordError(error_id=desk.mint(), error=kind, person_id=person_id, reason=REASON, **changes)


def on_hand(desk, lot):
    return load_lot(desk.db, lot.id).doses_on_hand


def commits(desk):
    """Count the commits of what follows."""
    counted = []
    desk.before_commit = lambda: counted.append(1)
    return counted


def test_the_wrong_vaccine_is_on_the_card_as_itself_and_the_child_is_watched(desk):
    je = a_lot(desk, vaccine="JE-L", doses=8)
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    written = commits(desk)

    after = record_error(
        desk,
        an_error(
            desk,
            visit.person_id,
            ErrorKind.WRONG_VACCINE,
            vial=vial_of_lot(je, "81112220512398600001"),
            visit_id=visit.id,
            expected="MMR",
            site="left_upper_arm",
            action="已告知家长",
        ),
    )

    card = desk.card(visit.person_id)
    assert len(written) == 1, "one act"
    assert [(dose.vaccine, dose.lot_number, dose.site) for dose in card.doses] == [
        ("JE-L", je.lot_number, "left_upper_arm")
    ]
    assert [(error.error, error.expected, error.happened, error.dose_id) for error in card.errors] == [
        ("wrong_vaccine", "MMR", "JE-L", card.doses[0].id)
    ]
    assert after.state is VisitState.OBSERVING
    assert after.last_given_at == MORNING
    assert after.planned[0].state is DoseState.NOT_GIVEN
    assert after.planned[0].not_given_reason == REASON
    assert on_hand(desk, je) == 7


def test_the_wrong_child_gets_the_dose_and_the_right_child_is_still_to_be_vaccinated(desk):
    lot = a_lot(desk, vaccine="MMR", doses=6)
    right = a_visit_ready_for_injection(desk, person_id=a_person(desk, name="张小明"), vaccines=("MMR",))
    wrong = a_visit_ready_for_injection(desk, person_id=a_person(desk, name="张小亮"), vaccines=("JE-L",))
    dose_id = write_a_dose(desk, right, lot)
    written = commits(desk)

    after = record_error(
        desk,
        an_error(
            desk,
            wrong.person_id,
            ErrorKind.WRONG_PERSON,
            mistaken=MistakenRecord(person_id=right.person_id, dose_id=dose_id),
        ),
    )

    card = desk.card(right.person_id)
    assert len(written) == 1, "one act"
    assert card.counted_doses == ()
    assert card.doses[0].void_reason == REASON
    back = card.visit(right.id)
    assert back.state is VisitState.INFORMED, "the right child stands before the needle again"
    assert back.planned[0].state is DoseState.PLANNED
    assert back.may_leave_at is None
    given = desk.card(wrong.person_id).counted_doses[0]
    assert (given.vaccine, given.lot_number) == ("MMR", lot.lot_number)
    assert after.state is VisitState.OBSERVING
    assert on_hand(desk, lot) == 5, "one dose left the fridge, not two and not none"


def test_the_wrong_child_need_not_have_come_to_be_vaccinated(desk):
    """A brother who only waited with his mother."""
    lot = a_lot(desk, vaccine="MMR", doses=6)
    brother = a_person(desk, name="张小亮")

    visit = record_error(desk, an_error(desk, brother, ErrorKind.WRONG_PERSON, vial=vial_of_lot(lot)))

    assert visit.state is VisitState.OBSERVING
    assert visit.on == desk.clock.today()
    assert visit.ticket == "T20261118001"
    assert visit.may_leave_at == MORNING + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("really", "recorded_at", "site", "route", "volume"),
    [
        ("bOPV", "left_upper_arm", "oral", "PO", "2滴"),
        ("JE-L", "oral", "", "SC", "0.5 mL"),
        ("JE-L", "right_upper_arm", "right_upper_arm", "SC", "0.5 mL"),
    ],
)
def test_a_vaccine_recorded_as_another_takes_no_place_it_cannot_have(desk, really, recorded_at, site, route, volume):
    """The arm on record is where the needle went; but drops go into no arm, and no needle into the mouth."""
    recorded, lot = a_lot(desk, vaccine="MMR"), a_lot(desk, vaccine=really)
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    planned = replace(visit.planned[0], site=recorded_at)
    dose_id = write_a_dose(desk, visit, recorded, planned=planned)

    record_error(
        desk,
        an_error(
            desk,
            visit.person_id,
            ErrorKind.WRONG_VACCINE,
            vial=vial_of_lot(lot),
            mistaken=MistakenRecord(person_id=visit.person_id, dose_id=dose_id),
        ),
    )

    given = desk.card(visit.person_id).counted_doses[0]
    assert (given.vaccine, given.site, given.route, given.volume) == (really, site, route, volume)


def test_a_second_dose_of_the_day_is_written_beside_the_first(desk):
    lot = a_lot(desk, vaccine="MMR", doses=6)
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    write_a_dose(desk, visit, lot)
    desk.clock.advance(timedelta(minutes=5))

    after = record_error(desk, an_error(desk, visit.person_id, ErrorKind.GIVEN_TWICE, vial=vial_of_lot(lot)))

    doses = desk.card(visit.person_id).counted_doses
    assert [dose.vaccine for dose in doses] == ["MMR", "MMR"]
    assert after.may_leave_at == MORNING + timedelta(minutes=35), "watched from the later needle"
    assert on_hand(desk, lot) == 4


@pytest.mark.parametrize(
    "lot",
    [{"expires_on": date(2026, 11, 1)}, {"quarantined": True}, {"doses": 0}],
    ids=["expired", "quarantined", "empty"],
)
def test_a_dose_of_a_lot_that_must_not_be_used_is_written_with_that_lot(desk, lot):
    bad = a_lot(desk, vaccine="MMR", **lot)
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))

    after = record_error(
        desk, an_error(desk, visit.person_id, ErrorKind.UNUSABLE_LOT, vial=vial_of_lot(bad), visit_id=visit.id)
    )

    dose = desk.card(visit.person_id).counted_doses[0]
    assert (dose.lot_id, dose.expires_on) == (bad.id, bad.expires_on)
    assert after.planned[0].state is DoseState.GIVEN, "it was the planned vaccine"
    assert on_hand(desk, bad) == bad.doses_on_hand - 1


def test_a_lot_nobody_received_is_written_as_its_label_was_read(desk):
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    label = UsedVial(vaccine="MMR", lot_number="Z9", maker="上海所")

    record_error(desk, an_error(desk, visit.person_id, ErrorKind.UNUSABLE_LOT, vial=label, visit_id=visit.id))

    dose = desk.card(visit.person_id).counted_doses[0]
    assert (dose.lot_number, dose.maker, dose.expires_on) == ("Z9", "上海所", None)


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        (ErrorKind.WRONG_SITE, {"site": "left_thigh"}, "site"),
        (ErrorKind.WRONG_ROUTE, {"route": "IM"}, "route"),
        (ErrorKind.WRONG_VOLUME, {"volume": "1 mL"}, "volume"),
    ],
)
def test_a_record_that_is_wrong_in_one_thing_is_replaced_by_the_truth(desk, kind, said, field):
    lot = a_lot(desk, vaccine="MMR", doses=6)
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    dose_id = write_a_dose(desk, visit, lot)
    mistaken = MistakenRecord(person_id=visit.person_id, dose_id=dose_id)

    after = record_error(desk, an_error(desk, visit.person_id, kind, mistaken=mistaken, visit_id=visit.id, **said))

    (truth,) = desk.card(visit.person_id).counted_doses
    assert getattr(truth, field) == said[field]
    assert desk.card(visit.person_id).errors[0].happened == said[field]
    assert after.planned[0].dose_id == truth.id
    assert after.state is VisitState.OBSERVING
    assert on_hand(desk, lot) == 5


@pytest.mark.parametrize("kind", [ErrorKind.TOO_EARLY, ErrorKind.CONTRAINDICATED, ErrorKind.OTHER])
def test_a_record_that_is_true_only_gets_its_error(desk, kind):
    lot = a_lot(desk, vaccine="MMR", doses=6)
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    dose_id = write_a_dose(desk, visit, lot)

    after = record_error(desk, an_error(desk, visit.person_id, kind, recorded=dose_id))

    card = desk.card(visit.person_id)
    assert [dose.id for dose in card.counted_doses] == [dose_id]
    assert [(error.dose_id, error.error) for error in card.errors] == [(dose_id, kind.value)]
    assert after.id == visit.id
    assert on_hand(desk, lot) == 5


@pytest.mark.parametrize("world", ["not qualified", "retired", "clock of 1970", "no visit", "cancelled visit"])
def test_nothing_that_happened_is_refused(desk, world):
    lot = a_lot(desk, vaccine="MMR")
    person_id = a_person(desk)
    if world == "not qualified":
        desk.user_id = DOCTOR
    elif world == "retired":
        with desk.act() as act:
            act.write(UserRetired(user_id=desk.user_id), subject=CLINIC)
    elif world == "clock of 1970":
        desk.clock.advance(datetime(1970, 1, 1, 0, 5, tzinfo=UTC) - MORNING)
    elif world == "cancelled visit":
        from clinic_app.services.registration import end_visit
        from clinic_app.services.visit_wish import VisitOf

        visit = a_visit_ready_for_injection(desk, person_id=person_id, vaccines=("MMR",))
        end_visit(desk, VisitOf(person_id=person_id, visit_id=visit.id, draft=desk.mint()), "cancelled", "有事先走")

    after = record_error(desk, an_error(desk, person_id, ErrorKind.OTHER, vial=vial_of_lot(lot)))

    assert after.state is VisitState.OBSERVING
    assert [dose.vaccine for dose in desk.card(person_id).counted_doses] == ["MMR"]


def test_a_needle_of_yesterday_is_written_for_yesterday_and_nobody_is_watched(desk):
    lot = a_lot(desk, vaccine="MMR")
    person_id = a_person(desk)
    yesterday = MORNING - timedelta(days=1)

    after = record_error(
        desk, an_error(desk, person_id, ErrorKind.TOO_EARLY, vial=vial_of_lot(lot), given_at=yesterday)
    )

    assert desk.card(person_id).counted_doses[0].given_on == date(2026, 11, 17)
    assert (after.on, after.state) == (date(2026, 11, 17), VisitState.LEFT_EARLY)


def test_a_second_press_is_answered_with_the_first_error(desk):
    lot = a_lot(desk, vaccine="MMR", doses=6)
    wish = an_error(desk, a_person(desk), ErrorKind.OTHER, vial=vial_of_lot(lot))

    first = record_error(desk, wish)
    second = record_error(desk, wish)

    assert second == first
    assert len(desk.card(wish.person_id).doses) == 1
    assert on_hand(desk, lot) == 5


def test_a_person_who_is_not_on_file_needs_a_file_first(desk):
    lot = a_lot(desk, vaccine="MMR")

    with pytest.raises(UnknownPerson):
        record_error(desk, an_error(desk, desk.mint(), ErrorKind.OTHER, vial=vial_of_lot(lot)))


def test_an_error_recorded_by_mistake_is_taken_back_with_a_reason_and_the_dose_stays(desk):
    lot = a_lot(desk, vaccine="MMR")
    wish = an_error(desk, a_person(desk), ErrorKind.TOO_EARLY, vial=vial_of_lot(lot))
    record_error(desk, wish)

    with pytest.raises(ReasonMissing):
        void_error(desk, wish.person_id, wish.error_id, " ", desk.mint())
    card = void_error(desk, wish.person_id, wish.error_id, "间隔算错了，没有早", desk.mint())

    assert card.errors == ()
    assert len(card.counted_doses) == 1
    with pytest.raises(UnknownError):
        void_error(desk, wish.person_id, wish.error_id, "再撤一次", desk.mint())


def test_a_voided_dose_of_an_ended_visit_does_not_open_it_again(desk):
    lot = a_lot(desk, vaccine="MMR")
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    dose_id = write_a_dose(desk, visit, lot)
    from clinic_app.services.observation import end_observation
    from clinic_app.services.visit_wish import VisitOf

    desk.clock.advance(timedelta(minutes=31))
    which = VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())
    end_observation(desk, which, "normal")
    other = a_person(desk, name="张小亮")

    record_error(
        desk,
        an_error(
            desk, other, ErrorKind.WRONG_PERSON, mistaken=MistakenRecord(person_id=visit.person_id, dose_id=dose_id)
        ),
    )

    assert desk.card(visit.person_id).visit(visit.id).state is VisitState.DONE


def test_every_error_is_watched_told_and_reported_within_forty_eight_hours(desk):
    for kind in ErrorKind:
        steps = next_steps(kind)
        assert steps[0] is NextStep.WATCH
        assert {NextStep.TELL_GUARDIAN, NextStep.REPORT} <= {*steps}
    wish = an_error(desk, a_person(desk), ErrorKind.OTHER, vial=vial_of_lot(a_lot(desk)))
    record_error(desk, wish)

    assert desk.card(wish.person_id).errors[0].report_by == MORNING + timedelta(hours=48)


def test_the_report_says_what_should_have_been_what_was_and_by_when(desk):
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    je = a_lot(desk, vaccine="JE-L", lot_number="J202604012", product="乙型脑炎减毒活疫苗")
    wish = an_error(
        desk,
        visit.person_id,
        ErrorKind.WRONG_VACCINE,
        vial=vial_of_lot(je),
        visit_id=visit.id,
        expected="MMR",
        site="left_upper_arm",
    )
    record_error(desk, wish)

    pdf, _ = error_notice_of(Reader(db=desk.db, clock=desk.clock, rules=desk.rules), visit.person_id, wish.error_id)

    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    for words in ("接种了别的疫苗", "麻腮风", "乙脑减毒", "J202604012", "左上臂", "最迟 2026-11-20 08:30", "李护士"):
        assert words in text


@pytest.mark.parametrize("outcome", ["normal", "left_early"])
def test_a_second_needle_after_the_watch_had_ended_is_watched_anew(desk, clock, outcome):
    """The desk still shows the finished visit when it comes out that the child got the needle once more."""
    lot = a_lot(desk)
    visit = a_visit_ready_for_injection(desk)
    write_a_dose(desk, visit, lot)
    clock.advance(timedelta(minutes=31))
    end_observation(desk, VisitOf(person_id=visit.person_id, visit_id=visit.id, draft="end"), outcome, "家长说没事")
    clock.advance(timedelta(minutes=5))

    after = record_error(
        desk, an_error(desk, visit.person_id, ErrorKind.GIVEN_TWICE, vial=vial_of_lot(lot), visit_id=visit.id)
    )

    assert after.id != visit.id
    assert (after.state, after.seconds_left(clock.now())) == (VisitState.OBSERVING, 30 * 60)
    assert desk.card(visit.person_id).doses[1].visit_id == after.id


def test_a_record_set_right_after_the_watch_had_ended_stays_in_its_visit(desk, clock):
    lot = a_lot(desk)
    visit = a_visit_ready_for_injection(desk)
    dose_id = write_a_dose(desk, visit, lot)
    given_at = clock.now()
    clock.advance(timedelta(minutes=20))
    end_observation(desk, VisitOf(person_id=visit.person_id, visit_id=visit.id, draft="end"), "left_early", "有急事")

    after = record_error(
        desk,
        an_error(
            desk,
            visit.person_id,
            ErrorKind.WRONG_SITE,
            given_at=given_at,
            site="right_upper_arm",
            visit_id=visit.id,
            mistaken=MistakenRecord(person_id=visit.person_id, dose_id=dose_id),
        ),
    )

    assert (after.id, after.state) == (visit.id, VisitState.LEFT_EARLY)
