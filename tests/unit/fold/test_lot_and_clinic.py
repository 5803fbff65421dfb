"""What a lot and the clinic's book say after given entries."""

from datetime import date

from entry_builders import an_entry

from clinic_app.domain.entries.clinic import ClinicNamed, DeviceEnrolled, UserAdded
from clinic_app.domain.entries.stock import (
    LotCodeLearned,
    LotDoseReturned,
    LotDoseUsed,
    LotQuarantined,
    LotReceived,
    LotReleased,
)
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.fold.clinic_book import fold_clinic_book, fold_device
from clinic_app.domain.fold.lot import fold_lot
from clinic_app.domain.lot import LotProblem

RECEIVED = LotReceived(
    lot_id="l1",
    vaccine="DTaP",
    product="DTaP",
    maker="北京生物",
    specification="0.5 ml",
    lot_number="A2026001",
    expires_on=date(2026, 11, 18),
    doses=10,
)


def lot_of(*bodies, refs=None):
    entries = [
        an_entry(body, id=f"e{n}", seq=n, subject="lot:l1", refs=(refs or {}).get(n, ()), minute=n)
        for n, body in enumerate(bodies, start=1)
    ]
    return fold_lot("l1", entries)


def test_receipts_add_up_and_a_dose_is_used_once():
    used = LotDoseUsed(lot_id="l1", dose_id="x1", code="811")
    lot = lot_of(RECEIVED, RECEIVED, used, used, LotDoseUsed(lot_id="l1", dose_id="x2"))

    assert (lot.doses_on_hand, lot.used_codes) == (18, ("811",))


def test_a_returned_dose_is_on_hand_again():
    used = LotDoseUsed(lot_id="l1", dose_id="x1", code="811")
    lot = lot_of(RECEIVED, used, LotDoseReturned(lot_id="l1", dose_id="x1", reason="记错"))

    assert (lot.doses_on_hand, lot.used_codes) == (10, ())


def test_a_lot_that_two_desks_used_up_goes_below_zero_and_says_so():
    uses = [LotDoseUsed(lot_id="l1", dose_id=f"x{n}") for n in range(11)]

    assert lot_of(RECEIVED, *uses).doses_on_hand == -1
    assert lot_of(RECEIVED, *uses).problem_on(date(2026, 11, 18)) is LotProblem.EMPTY


def test_a_quarantine_holds_until_somebody_who_saw_it_lifts_it():
    stop, go = LotQuarantined(lot_id="l1", reason="冷链"), LotReleased(lot_id="l1", reason="复检合格")

    assert lot_of(RECEIVED, stop).quarantined
    assert not lot_of(RECEIVED, stop, go, refs={3: ("e2",)}).quarantined
    assert lot_of(RECEIVED, stop, stop, go, refs={4: ("e2",)}).quarantined
    assert lot_of(RECEIVED, stop, go, EntryUndone(), refs={3: ("e2",), 4: ("e3",)}).quarantined


def test_a_lot_is_usable_on_its_last_day_and_not_after():
    lot = lot_of(RECEIVED)

    assert lot.problem_on(date(2026, 11, 18)) is None
    assert lot.problem_on(date(2026, 11, 19)) is LotProblem.EXPIRED
    assert lot.days_left(date(2026, 11, 18)) == 1


def test_a_lot_of_which_only_later_entries_arrived_is_not_there_yet():
    assert lot_of(LotCodeLearned(lot_id="l1", code="811")) is None


def test_the_last_naming_and_the_last_word_on_a_user_hold():
    bodies = (
        ClinicNamed(unit_code="3301220101", name="青石卫生院"),
        UserAdded(user_id="u1", name="李", role="nurse"),
        ClinicNamed(unit_code="3301220101", name="青石镇卫生院"),
        UserAdded(user_id="u1", name="李", role="clerk", may_vaccinate=False),
    )
    book = fold_clinic_book(
        an_entry(body, id=f"e{n}", seq=n, subject="clinic") for n, body in enumerate(bodies, start=1)
    )

    assert book.clinic.name == "青石镇卫生院"
    assert [(user.id, user.role, user.may_vaccinate) for user in book.users] == [("u1", "clerk", False)]


def test_the_first_key_of_a_device_holds():
    keys = [DeviceEnrolled(device_id="d1", desk="1", public_key=key) for key in ("aa", "bb")]
    entries = [an_entry(body, id=f"e{n}", seq=n, subject="device:d1") for n, body in enumerate(keys, start=1)]

    assert fold_device("d1", reversed(entries)).public_key == "aa"
    assert fold_device("d1", []) is None
