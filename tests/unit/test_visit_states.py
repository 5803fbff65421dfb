"""Every state of a visit and of a planned dose times every step, against the table of the design, written by hand."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from clinic_app.domain.visit import DoseState, DoseStep, Visit, VisitState, VisitStep, after, dose_after

# waiting -> screened -> registered -> informed -> injecting -> observing -> done; side exits from every step before
# injecting; left_early and reaction from observing; back one step; no step skipped. Another vial may be taken while
# injecting. When every vaccine is left out there was no needle, nobody is watched, and the visit is cancelled.
ALLOWED = """
waiting    screen            screened
screened   plan              registered
registered inform            informed
informed   take_vial         injecting
injecting  take_vial         injecting
injecting  last_dose_settled observing
injecting  all_left_out      cancelled
informed   all_left_out      cancelled
observing  leave             done
observing  leave_early       left_early
observing  react             reaction
screened   step_back         waiting
registered step_back         screened
informed   step_back         registered
injecting  step_back         informed
waiting    postpone          postponed
waiting    contraindicate    contraindicated
waiting    refuse            refused
waiting    cancel            cancelled
waiting    not_come          no_show
screened   postpone          postponed
screened   contraindicate    contraindicated
screened   refuse            refused
screened   cancel            cancelled
screened   not_come          no_show
registered postpone          postponed
registered contraindicate    contraindicated
registered refuse            refused
registered cancel            cancelled
registered not_come          no_show
informed   postpone          postponed
informed   contraindicate    contraindicated
informed   refuse            refused
informed   cancel            cancelled
informed   not_come          no_show
"""
STATES = (
    "waiting screened registered informed injecting observing done postponed contraindicated refused cancelled no_show "
    "left_early reaction"
).split()
STEPS = (
    "screen plan inform take_vial last_dose_settled all_left_out leave leave_early react step_back postpone "
    "contraindicate refuse cancel not_come"
).split()

# planned -> lot_chosen -> checked -> given | not_given(reason). Another vial means choosing and checking again.
DOSE_ALLOWED = """
planned    choose_lot lot_chosen
lot_chosen choose_lot lot_chosen
checked    choose_lot lot_chosen
lot_chosen pass_check checked
checked    give       given
planned    leave_out  not_given
lot_chosen leave_out  not_given
checked    leave_out  not_given
"""
DOSE_STATES = "planned lot_chosen checked given not_given".split()
DOSE_STEPS = "choose_lot pass_check give leave_out".split()


def table(text):
    return {(state, step): end for state, step, end in map(str.split, text.strip().splitlines())}


def test_the_tables_name_every_state_and_step_there_is():
    assert {state.value for state in VisitState} == set(STATES)
    assert {step.value for step in VisitStep} == set(STEPS)
    assert {state.value for state in DoseState} == set(DOSE_STATES)
    assert {step.value for step in DoseStep} == set(DOSE_STEPS)


@pytest.mark.parametrize(("state", "step"), list(itertools.product(STATES, STEPS)))
def test_a_visit_moves_as_the_design_says_and_not_otherwise(state, step):
    end = after(VisitState(state), VisitStep(step))

    assert (end.value if end else None) == table(ALLOWED).get((state, step))


@pytest.mark.parametrize(("state", "step"), list(itertools.product(DOSE_STATES, DOSE_STEPS)))
def test_a_planned_dose_moves_as_the_design_says_and_not_otherwise(state, step):
    end = dose_after(DoseState(state), DoseStep(step))

    assert (end.value if end else None) == table(DOSE_ALLOWED).get((state, step))


@pytest.mark.parametrize("state", STATES)
def test_a_visit_waits_for_somebody_until_it_has_ended(state):
    ended = "done postponed contraindicated refused cancelled no_show left_early reaction".split()

    assert VisitState(state).is_open is (state not in ended)


def test_observation_ends_thirty_minutes_after_the_last_needle():
    needle = datetime(2026, 11, 18, 1, 0, 0, tzinfo=UTC)
    visit = Visit(id="v", person_id="p", ticket="T1", on=date(2026, 11, 18), opened_at=needle, last_given_at=needle)

    assert visit.may_leave_at == datetime(2026, 11, 18, 1, 30, 0, tzinfo=UTC)
    assert visit.seconds_left(needle) == 1800
    assert visit.seconds_left(needle + timedelta(milliseconds=1)) == 1800
    assert visit.seconds_left(needle + timedelta(minutes=30)) == 0
    assert visit.seconds_left(needle + timedelta(minutes=31)) == -60
