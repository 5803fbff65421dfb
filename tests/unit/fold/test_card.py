"""What a card says after given entries, each expected card by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from entry_builders import START, an_entry

from clinic_app.domain.entries.entry import UnknownBody, read_entry
from clinic_app.domain.entries.health import HealthFactAdded, HealthFactRemoved
from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import (
    DoseAccepted,
    DoseCorrected,
    DoseGiven,
    DoseNotGiven,
    DoseRecorded,
    DoseVoided,
    SafetyCheckPassed,
    VialChosen,
)
from clinic_app.domain.entries.visit import (
    ConsentRecorded,
    DosesPlanned,
    PlannedVaccine,
    ScreeningRecorded,
    VisitEnded,
    VisitOpened,
    VisitSteppedBack,
)
from clinic_app.domain.fold import folding as _folding  # noqa: F401 - registers every fold step
from clinic_app.domain.fold.card import fold_card
from clinic_app.domain.visit import DoseState, VisitState

REGISTERED = PersonRegistered(
    person_id="p1", name="陈小满", sex="F", birth_date=date(2026, 5, 4), phone="13800000000", birth_weight_g=2100
)
VISIT = {"visit_id": "v1", "person_id": "p1"}


def card_of(*entries):
    return fold_card("p1", entries)


def registered(**changes):
    return an_entry(REGISTERED, id="r", **changes)


def amended(field, value, *, id, refs=(), **changes):
    return an_entry(PersonAmended(person_id="p1", field=field, value=value), id=id, refs=refs, **changes)


def a_needle(*, dose_id="x1", planned_id="a", vaccine="DTaP", minute=10):
    return DoseGiven(
        **VISIT,
        dose_id=dose_id,
        planned_id=planned_id,
        vaccine=vaccine,
        product=vaccine,
        maker="北京生物",
        lot_id="l1",
        lot_number="A2026001",
        expires_on=date(2027, 6, 30),
        trace_code="",
        volume="0.5 ml",
        route="im",
        site="left_upper_arm",
        given_on=date(2026, 11, 18),
        given_at=START + timedelta(minutes=minute),
        dose_number=1,
    )


def in_one_stream(*bodies):
    """Return the bodies as consecutive entries of one desk, a minute apart, with ids e1, e2 ..."""
    return [an_entry(body, id=f"e{n}", seq=n, minute=n) for n, body in enumerate(bodies, start=1)]


PLANNED = DosesPlanned(
    **VISIT,
    planned=(
        PlannedVaccine(planned_id="a", vaccine="DTaP", dose_number=1, site="left_upper_arm"),
        PlannedVaccine(planned_id="b", vaccine="IPV", dose_number=2, site="right_upper_arm"),
    ),
)
OPENED = VisitOpened(**VISIT, ticket="T1", on=date(2026, 11, 18))
FIT = ScreeningRecorded(**VISIT, temperature_tenths=366, answers={}, checklist="c1", result="fit")
INFORMED = ConsentRecorded(**VISIT, signer="母", relation="mother", text_version="t1", vaccines=("DTaP", "IPV"))
TO_CONSENT = (OPENED, FIT, PLANNED, INFORMED)


def took(planned_id):
    return VialChosen(**VISIT, planned_id=planned_id, lot_id="l1", code="811", source="scan")


def passed(planned_id):
    return SafetyCheckPassed(**VISIT, planned_id=planned_id, checklist="s1", answers=())


def left_out(planned_id):
    return DoseNotGiven(**VISIT, planned_id=planned_id, reason="家长拒绝")


def test_two_names_set_without_knowing_of_each_other_are_both_kept_and_shown():
    card = card_of(
        registered(),
        amended("name", "陈晓满", id="a", refs=("r",), device="d1", seq=2, minute=1),
        amended("name", "陈小曼", id="b", refs=("r",), device="d2", seq=1, minute=2),
    )

    assert [(conflict.field, conflict.values) for conflict in card.conflicts] == [("name", ("陈小曼", "陈晓满"))]
    assert card.person.name == "陈晓满"  # the lower device's, until a person decides


def test_a_person_decides_by_naming_both_values():
    card = card_of(
        registered(),
        amended("birth_date", "2026-05-03", id="a", refs=("r",), device="d1", seq=2),
        amended("birth_date", "2026-05-05", id="b", refs=("r",), device="d2"),
        amended("birth_date", "2026-05-05", id="c", refs=("a", "b"), device="d1", seq=3),
    )

    assert card.conflicts == ()
    assert card.person.birth_date == date(2026, 5, 5)


def test_the_newest_phone_wins_without_asking_anybody():
    card = card_of(
        registered(),
        amended("phone", "13900000000", id="a", refs=("r",), device="d2", minute=9),
        amended("phone", "13700000000", id="b", refs=("r",), device="d1", seq=2, minute=3),
    )

    assert (card.person.phone, card.conflicts) == ("13900000000", ())


@pytest.mark.parametrize(
    ("field", "value"),
    [("birth_date", "im Mai"), ("birth_date", None), ("name", None), ("birth_weight_g", "viel"), ("mood", "froh")],
)
def test_a_value_that_cannot_be_read_changes_no_card_and_breaks_none(field, value):
    assert card_of(registered(), amended(field, value, id="a", refs=("r",), seq=2)) == card_of(registered())


def test_an_unknown_value_is_allowed_where_it_may_be_unknown():
    card = card_of(registered(), amended("birth_weight_g", None, id="a", refs=("r",), seq=2))

    assert card.person.birth_weight_g is None


def test_health_facts_are_taken_back_only_by_who_saw_them():
    fact = HealthFactAdded(fact_id="f1", person_id="p1", what="allergy", value="青霉素", on=date(2026, 11, 18))
    gone = HealthFactRemoved(fact_id="f1", person_id="p1", reason="误记")
    first, again = an_entry(fact, id="f-a"), an_entry(fact, id="f-b", device="d2", minute=1)
    saw_first = an_entry(gone, id="g", refs=("f-a",), seq=2, minute=5)
    saw_second = an_entry(gone, id="g", refs=("f-b",), seq=2, minute=5)
    saw_both = an_entry(gone, id="g", refs=("f-a", "f-b"), seq=2, minute=5)

    assert [fact.value for fact in card_of(first, again, saw_first).facts] == ["青霉素"]
    assert [fact.value for fact in card_of(first, again, saw_second).facts] == ["青霉素"]
    assert card_of(first, again, saw_both).facts == ()
    assert card_of(first, saw_first).facts == ()


def test_a_correction_shows_the_new_value_and_its_undo_the_old():
    given = an_entry(a_needle(), id="x")
    fix = DoseCorrected(dose_id="x1", person_id="p1", field="given_on", value="2026-11-17", reason="日期")
    fixed = an_entry(fix, id="k", refs=("x",), seq=2, minute=1)
    undone = an_entry(EntryUndone(reason="误改"), id="u", refs=("k",), seq=3, minute=2)
    redone = an_entry(EntryUndone(reason="没误改"), id="w", refs=("u",), seq=4, minute=3)

    assert card_of(given, fixed).doses[0].given_on == date(2026, 11, 17)
    assert card_of(given, fixed, undone) == card_of(given)
    assert card_of(given, fixed, undone, redone) == card_of(given, fixed)


def test_two_corrections_that_did_not_know_each_other_go_to_a_person():
    fixes = [
        an_entry(
            DoseCorrected(dose_id="x1", person_id="p1", field="lot_number", value=value, reason="批号"),
            id=value,
            refs=("x",),
            device=device,
            seq=5,
        )
        for value, device in (("B2", "d2"), ("B1", "d1"))
    ]
    card = card_of(an_entry(a_needle(), id="x"), *fixes)

    assert [(conflict.field, conflict.values) for conflict in card.conflicts] == [("x1.lot_number", ("B1", "B2"))]
    assert card.doses[0].lot_number == "B1"


@pytest.mark.parametrize("reason", ["记错人", ""])
def test_a_voided_dose_stays_visible_and_counts_no_more_even_without_words(reason):
    voided = an_entry(DoseVoided(dose_id="x1", person_id="p1", reason=reason), id="v", seq=2, refs=("x",))
    card = card_of(an_entry(a_needle(), id="x"), voided)

    assert (len(card.doses), card.counted_doses) == (1, ())


def test_a_dose_known_by_word_of_mouth_alone_does_not_count_but_an_accepted_one_says_so():
    spoken = DoseRecorded(dose_id="x2", person_id="p1", vaccine="BCG", given_on=date(2026, 5, 5), source="spoken")
    booklet = DoseRecorded(dose_id="x3", person_id="p1", vaccine="BCG", given_on=date(2026, 5, 6), source="booklet")
    accepted = DoseAccepted(dose_id="x3", person_id="p1", reason="门诊认可")
    card = card_of(*in_one_stream(spoken, booklet, accepted))

    assert [dose.id for dose in card.doses] == ["x2", "x3"]
    assert [(dose.id, dose.accepted_reason) for dose in card.counted_doses] == [("x3", "门诊认可")]


def test_a_visit_with_one_dose_given_and_one_left_out_is_watched_from_the_needle():
    steps = (*TO_CONSENT, took("a"), passed("a"), a_needle(minute=7), left_out("b"))
    (visit,) = card_of(*in_one_stream(*steps)).visits

    assert visit.state is VisitState.OBSERVING
    assert [dose.state for dose in visit.planned] == [DoseState.GIVEN, DoseState.NOT_GIVEN]
    assert visit.may_leave_at == START + timedelta(minutes=37)


def test_a_visit_whose_doses_were_all_left_out_is_over():
    (visit,) = card_of(*in_one_stream(*TO_CONSENT, left_out("a"), left_out("b"))).visits

    assert (visit.state, visit.ended_at) == (VisitState.CANCELLED, START + timedelta(minutes=6))
    assert visit.end_reason == "家长拒绝; 家长拒绝"


def test_stepping_back_reopens_every_dose_as_it_was_planned():
    stepped = in_one_stream(
        *TO_CONSENT, took("a"), passed("a"), left_out("b"), VisitSteppedBack(**VISIT, reason="换人")
    )
    (visit,) = card_of(*stepped).visits
    (before,) = card_of(*in_one_stream(*TO_CONSENT)).visits

    assert visit.state is VisitState.INFORMED
    assert visit.planned == before.planned


def test_nobody_steps_back_behind_a_needle():
    steps = (*TO_CONSENT, took("a"), passed("a"), a_needle(), VisitSteppedBack(**VISIT, reason="换人"))
    (visit,) = card_of(*in_one_stream(*steps)).visits

    assert visit.state is VisitState.INJECTING


STATES_BEFORE_A_NEEDLE = {
    "no visit at all": (),
    "waiting": (OPENED,),
    "screened": (OPENED, FIT),
    "registered": (OPENED, FIT, PLANNED),
    "informed": TO_CONSENT,
    "vial chosen": (*TO_CONSENT, took("a")),
    "checked": (*TO_CONSENT, took("a"), passed("a")),
    "left out": (*TO_CONSENT, took("a"), left_out("a")),
    "cancelled": (OPENED, VisitEnded(**VISIT, outcome="cancelled", reason="走了")),
    "postponed": (
        OPENED,
        ScreeningRecorded(**VISIT, temperature_tenths=381, answers={}, checklist="c1", result="postponed"),
    ),
}


@pytest.mark.parametrize("situation", STATES_BEFORE_A_NEEDLE)
def test_a_dose_given_is_on_the_card_and_watched_whatever_state_the_visit_was_in(situation):
    card = card_of(*in_one_stream(*STATES_BEFORE_A_NEEDLE[situation], a_needle(), left_out("a"), left_out("b")))

    assert [dose.id for dose in card.counted_doses] == ["x1"]
    assert [visit.state for visit in card.visits] == [VisitState.OBSERVING] * (situation != "no visit at all")
    assert all(visit.last_given_at == START + timedelta(minutes=10) for visit in card.visits)


def test_a_body_this_version_cannot_read_is_kept_as_unknown():
    entry = an_entry(a_needle(), id="x")
    without_zone = read_entry(
        b'{"kind":"dose.given","id":"x","device":"d","incarnation":"i","stream":"shared","seq":1,"prev":"",'
        b'"at":"2026-11-18T00:30:00Z","clock":"ok","by":"u","desk":"1","subject":"person:p1",'
        b'"body":{"dose_id":"x1","given_at":"2026-11-18T00:30:00","name":"\xff"}}'
    )

    assert entry.body.given_at == datetime(2026, 11, 18, 0, 40, tzinfo=UTC)
    assert without_zone.body == UnknownBody()
    assert card_of(without_zone).doses == ()


def test_of_two_entries_that_claim_one_id_every_desk_takes_the_same():
    one, other = registered(), an_entry(REGISTERED, id="r", minute=5)

    assert card_of(one, other) == card_of(other, one)


def test_of_two_entries_that_claim_one_place_every_desk_folds_the_same():
    rivals = [registered(), amended("phone", "1", id="a", refs=("r",), seq=2), amended("phone", "2", id="b", seq=2)]

    assert card_of(*rivals) == card_of(*reversed(rivals))


def test_entries_that_refer_to_each_other_in_a_ring_are_kept():
    ring = [
        amended("phone", "1", id="a", refs=("b",), device="d1"),
        amended("phone", "2", id="b", refs=("a",), device="d2"),
    ]

    assert card_of(registered(device="d3"), *ring) == card_of(*reversed(ring), registered(device="d3"))


def test_what_a_desk_wrote_later_comes_later_even_when_its_clock_jumped_back():
    entries = [
        registered(device="d1"),
        amended("phone", "1", id="a", device="d2", minute=50),
        amended("phone", "2", id="b", device="d2", seq=2, minute=5, refs=("a",)),
        amended("village", "一村", id="c", device="d2", seq=3, minute=60),
        amended("village", "二村", id="d", device="d2", seq=4, minute=2),
    ]

    person = card_of(*reversed(entries)).person

    assert (person.phone, person.village) == ("2", "二村")
