"""Histories of one person, one lot and the clinic, written by three desks that hear of each other now and then."""

from datetime import date, timedelta

from entry_builders import START, an_entry
from hypothesis import strategies as st

from clinic_app.domain.entries.aefi import AefiAmended, AefiRecorded, AefiReported
from clinic_app.domain.entries.appointments import AppointmentCancelled, AppointmentMade, AppointmentMoved
from clinic_app.domain.entries.certificates import CertificateIssued, CertificateReprinted
from clinic_app.domain.entries.clinic import (
    ClinicDaysSet,
    ClinicNamed,
    DeviceEnrolled,
    SettingChanged,
    UserAdded,
    UserRetired,
)
from clinic_app.domain.entries.health import HealthFactAdded, HealthFactRemoved
from clinic_app.domain.entries.observation import ObservationEnded, ObservationExtended
from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.stock import (
    DosesWasted,
    LotCodeLearned,
    LotDoseReturned,
    LotDoseUsed,
    LotQuarantined,
    LotReceived,
    LotReleased,
    VialOpened,
)
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import (
    DoseAccepted,
    DoseCorrected,
    DoseGiven,
    DoseNotGiven,
    DoseRecorded,
    DoseVoided,
    SafetyCheckPassed,
    VaccinationErrorRecorded,
    VialChosen,
)
from clinic_app.domain.entries.visit import (
    ConsentFiled,
    ConsentRecorded,
    DosesPlanned,
    PaidChoiceSigned,
    PlannedVaccine,
    ScreeningRecorded,
    VisitEnded,
    VisitOpened,
    VisitSteppedBack,
)

PERSON, LOT, CLINIC = "person:p1", "lot:l1", "clinic"
DAYS = tuple(date(2026, 5, day) for day in range(4, 8))
VALUES = {
    "name": ("陈小满", "陈晓满", "陈小曼", "张某之子"),
    "phone": ("13800000000", "13900000000", ""),
    "birth_date": ("2026-05-04", "2026-05-05", "unknown"),
    "birth_weight_g": ("2100", None, "3100"),
    "mood": ("glad",),
}


class Desk:
    """One workstation: what it has written and heard, and its place in its stream."""

    def __init__(self, number):
        self.device = f"d{number}"
        self.seq = 0
        self.known = {}

    def write(self, body, subject, refs, minute):
        self.seq += 1
        entry_id = f"{self.device}-{self.seq:03d}"
        entry = an_entry(body, id=entry_id, device=self.device, seq=self.seq, subject=subject, refs=refs, minute=minute)
        self.known[entry_id] = entry

    def seen(self, *classes):
        return [entry_id for entry_id, entry in self.known.items() if isinstance(entry.body, classes)]


def _pick(choices, number):
    return choices[number % len(choices)]


def _amend(desk, a, b):
    field = _pick(list(VALUES), a)
    value = _pick(VALUES[field], b)
    earlier = [
        entry_id
        for entry_id in desk.seen(PersonRegistered, PersonAmended)
        if isinstance(desk.known[entry_id].body, PersonRegistered) or desk.known[entry_id].body.field == field
    ]
    return PersonAmended(person_id="p1", field=field, value=value), PERSON, earlier if b % 3 else earlier[-1:]


def _visit(desk, a, b):
    ids = {"visit_id": f"v{a % 2}", "person_id": "p1"}
    planned_id = f"{ids['visit_id']}-{b % 2}"
    plan = tuple(
        PlannedVaccine(planned_id=f"{ids['visit_id']}-{n}", vaccine=vaccine, dose_number=1, site="left_upper_arm")
        for n, vaccine in enumerate(("DTaP", "IPV"))
    )
    bodies = (
        VisitOpened(**ids, ticket=f"T{a % 2}", on=date(2026, 11, 18)),
        ScreeningRecorded(
            **ids,
            temperature_tenths=366,
            answers={},
            checklist="c1",
            result=_pick(("fit", "fit", "fit", "postponed", "strange"), b),
        ),
        DosesPlanned(**ids, planned=plan),
        ConsentRecorded(**ids, signer="母", relation="mother", text_version="t1", vaccines=("DTaP", "IPV")),
        ConsentFiled(**ids, filed=_pick(("册3页12", "册3页13"), b)),
        VialChosen(**ids, planned_id=planned_id, lot_id="l1", code="811", source="scan"),
        SafetyCheckPassed(**ids, planned_id=planned_id, checklist="s1", answers=()),
        DoseNotGiven(**ids, planned_id=planned_id, reason="拒绝"),
        ObservationEnded(**ids, outcome=_pick(("normal", "left_early", "reaction", "strange"), b), reason=""),
        ObservationExtended(**ids, minutes=_pick((15, 30, -5), b), reason="发热"),
        PaidChoiceSigned(
            **ids, vaccine="HepA-I", instead_of="HepA-L", signer="母", relation="mother", text_version="p1"
        ),
        VisitSteppedBack(**ids, reason="换人"),
        VisitEnded(**ids, outcome=_pick(("refused", "cancelled", "no_show", "strange"), b), reason="走了"),
    )
    written = len(desk.seen(*(type(body) for body in bodies)))
    return _pick(bodies, written if a % 3 else b), PERSON, ()


def _give(desk, a, b):
    dose_id = f"x{desk.device}{desk.seq}"
    given = DoseGiven(
        visit_id=f"v{a % 3}",
        person_id="p1",
        dose_id=dose_id,
        planned_id=f"v{a % 3}-{b % 2}",
        vaccine="DTaP",
        product="DTaP",
        maker="北京生物",
        lot_id="l1",
        lot_number="A1",
        expires_on=date(2027, 6, 30),
        trace_code="",
        volume="0.5 ml",
        route="im",
        site="left_upper_arm",
        given_on=_pick(DAYS, b),
        given_at=START + timedelta(minutes=b % 60),
        dose_number=1,
    )
    return given, PERSON, ()


def _about_a_dose(desk, a, b):
    doses = desk.seen(DoseGiven, DoseRecorded)
    if not doses:
        new_id = f"y{desk.device}{desk.seq}"
        recorded = DoseRecorded(
            dose_id=new_id, person_id="p1", vaccine="BCG", given_on=_pick(DAYS, b), source="booklet"
        )
        return recorded, PERSON, ()
    entry_id = _pick(doses, a)
    ids = {"dose_id": desk.known[entry_id].body.dose_id, "person_id": "p1"}
    bodies = (
        DoseCorrected(**ids, field="given_on", value=_pick(("2026-05-09", "2026-05-10", "?"), a), reason="日期"),
        DoseCorrected(**ids, field="lot_number", value=_pick(("B1", "B2"), a), reason="批号"),
        DoseVoided(**ids, reason=_pick(("记错人", ""), a)),
        DoseAccepted(**ids, reason="认可"),
    )
    corrections = [each for each in desk.seen(DoseCorrected) if desk.known[each].body.dose_id == ids["dose_id"]]
    return _pick(bodies, b), PERSON, (entry_id, *corrections)


def _health(desk, a, b):
    fact_id = f"f{a % 3}"
    added = [each for each in desk.seen(HealthFactAdded) if desk.known[each].body.fact_id == fact_id]
    if added and b % 2:
        return HealthFactRemoved(fact_id=fact_id, person_id="p1", reason="误记"), PERSON, added
    return HealthFactAdded(fact_id=fact_id, person_id="p1", what="allergy", value="青霉素", on=DAYS[0]), PERSON, ()


def _aftermath(desk, a, b):
    """A reaction, an error, an appointment, a certificate, and what becomes of it; some know what they change."""
    person = {"person_id": "p1"}
    aefi_id, appointment_id = f"r{a % 2}", f"n{a % 2}"
    moment = START + timedelta(minutes=b)
    reaction = AefiRecorded(**person, aefi_id=aefi_id, onset_at=moment, found_at=moment, symptoms=("fever",))
    outcome = _pick(("recovered", "better"), a)
    now = AefiRecorded(**person, aefi_id=aefi_id, onset_at=moment, found_at=moment, outcome=outcome)
    bodies = (
        reaction,
        AefiAmended(**person, aefi_id=aefi_id, now=now, reason="随访"),
        AefiReported(**person, aefi_id=aefi_id, way="phone", to="县疾控", reported_at=moment),
        VaccinationErrorRecorded(
            **person, error_id=f"w{a % 2}", dose_id="x1", error="wrong_site", expected="", happened="", found_at=moment
        ),
        AppointmentMade(**person, appointment_id=appointment_id, on=_pick(DAYS, b), vaccines=("DTaP",)),
        AppointmentMoved(**person, appointment_id=appointment_id, on=_pick(DAYS, a)),
        AppointmentCancelled(**person, appointment_id=appointment_id, reason=_pick(("外出", ""), a)),
        CertificateIssued(
            **person, certificate_id=f"c{a % 2}", paper="record", number=f"20261118-000{b % 9}", issued_on=DAYS[0],
            content="{}", content_hash=f"{b % 3}", key_id="k",
        ),
        CertificateReprinted(**person, certificate_id=f"c{a % 2}", reason="丢了"),
    )  # fmt: skip
    return _pick(bodies, b), PERSON, ()


def _lot(desk, a, b):
    received = LotReceived(
        lot_id="l1",
        vaccine="DTaP",
        product="DTaP",
        maker="北京生物",
        specification="0.5 ml",
        lot_number=_pick(("A1", "A2"), b),
        expires_on=date(2027, 6, 30),
        doses=10,
        doses_per_vial=_pick((1, 2, 5), b),
    )
    vial_id = f"w{a % 2}"
    bodies = (
        received,
        VialOpened(lot_id="l1", vial_id=vial_id, code="814", opened_at=START + timedelta(minutes=a), minutes=30),
        LotDoseUsed(lot_id="l1", dose_id=f"x{b % 4}", code="814", vial_id=vial_id),
        DosesWasted(
            lot_id="l1",
            waste_id=f"s{b % 3}",
            doses=_pick((1, 3, -1), a),
            reason="other",
            vial_id=_pick((vial_id, ""), b),
        ),
        LotDoseUsed(lot_id="l1", dose_id=f"x{b % 4}", code=_pick(("811", "812", ""), a)),
        LotDoseReturned(lot_id="l1", dose_id=f"x{b % 4}", reason="记错"),
        LotQuarantined(lot_id="l1", reason="冷链"),
        LotReleased(lot_id="l1", reason="合格"),
        LotCodeLearned(lot_id="l1", code="813"),
    )
    body = _pick(bodies, a)
    return body, LOT, desk.seen(LotQuarantined) if isinstance(body, LotReleased) else ()


def _clinic(desk, a, b):
    if a % 3 == 0:
        return DeviceEnrolled(device_id="d1", desk="1", public_key=_pick(("aa", "bb"), b)), "device:d1", ()
    if a % 3 == 1:
        return ClinicNamed(unit_code="3301220101", name=_pick(("青石", "白石"), b), villages=("一村",)), CLINIC, ()
    bodies = (
        UserAdded(user_id=f"u{b % 2}", name="李", role=_pick(("nurse", "clerk"), a + b)),
        UserRetired(user_id=f"u{b % 2}"),
        ClinicDaysSet(weekdays=(1 + a % 7,)),
        SettingChanged(name=_pick(("near_expiry_days", "unheard_of"), a), value=_pick(("60", "soon"), b)),
    )
    return _pick(bodies, b), CLINIC, ()


def _undo(desk, a, b):
    if not desk.known:
        return _clinic(desk, a, b)
    entry_id = _pick(list(desk.known), a)
    return EntryUndone(reason="误"), desk.known[entry_id].envelope.subject, (entry_id,)


def _register(desk, a, b):
    return PersonRegistered(
        person_id="p1", name=_pick(VALUES["name"], a), sex="F", birth_date=_pick(DAYS, b)
    ), PERSON, ()  # fmt: skip


KINDS_OF_ACTS = (
    _register, _amend, _amend, _visit, _visit, _visit, _visit, _give, _about_a_dose, _about_a_dose, _health, _aftermath,
    _aftermath, _lot, _lot, _clinic, _undo, _undo,
)  # fmt: skip

_small = st.integers(0, 59)
_act = st.tuples(st.integers(0, 2), st.sampled_from(range(len(KINDS_OF_ACTS))), _small, _small, st.integers(0, 5))


def history_of(acts):
    """Return the entries that three desks write when they do these acts and hear of each other in between."""
    desks = [Desk(number) for number in range(3)]
    for minute, (who, what, a, b, hears) in enumerate(acts):
        desk = desks[who]
        if hears < len(desks):
            desk.known.update(desks[hears].known)
        body, subject, refs = KINDS_OF_ACTS[what](desk, a, b)
        desk.write(body, subject, tuple(refs), minute - 7 * who)  # their clocks differ
    return list({entry_id: entry for desk in desks for entry_id, entry in desk.known.items()}.values())


histories = st.lists(_act, min_size=1, max_size=40).map(history_of)
