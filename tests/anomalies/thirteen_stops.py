"""Everything that stops a needle, once: the scene, the code that is scanned, the named failure, the red words.

Three tables walk this list: the keys of the window, the service called directly, a second process on the same
database. Each scene is a child who has been screened, registered and informed, and stands before the needle.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from builders import DOCTOR, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.clinic import UserRetired
from clinic_app.domain.entries.health import HealthFactAdded
from clinic_app.domain.entries.stock import VialOpened
from clinic_app.domain.entries.subjects import CLINIC, lot_subject, person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.domain.entries.visit import (
    ConsentRecorded,
    DosesPlanned,
    PlannedVaccine,
    ScreeningRecorded,
    VisitOpened,
)
from clinic_app.services import failures

TODAY = date(2026, 11, 18)
EIGHT_MONTHS = date(2026, 3, 15)
GOOD, EXPIRED, QUARANTINED, EMPTY = "8318247", "8319999", "8317777", "8316666"
OTHER, MULTI, UNKNOWN = "8222333", "8315555", "84444440512398600001"
SERIAL = "0512398600001"


@dataclass(frozen=True)
class Scene:
    """Who stands before the needle, which code is scanned, and who is signed in."""

    person_id: str
    visit_id: str
    code: str = GOOD + SERIAL
    user_id: str = ""


@dataclass(frozen=True)
class Stop:
    """One thing that must stop a needle.

    Attributes:
        arrange: builds the scene. failure: what a direct call is answered with.
        red: what the window says in red. takes_vial: the vial itself is good, the needle is what is stopped.
    """

    name: str
    arrange: Callable[..., Scene]
    failure: type[failures.WishRefused]
    red: str
    takes_vial: bool = field(default=True)


def _child(desk, *, born=EIGHT_MONTHS, vaccines=("MMR",), consented=None, **facts):
    person_id = a_person(desk, name="张小明", birth_date=born, child_code="330122010120260001")
    if facts.get("before"):
        facts["before"](desk, person_id)
    visit = _informed(desk, person_id, vaccines, vaccines if consented is None else consented)
    return Scene(person_id, visit)


def _informed(desk, person_id, vaccines, consented):
    if consented == vaccines:
        return a_visit_ready_for_injection(desk, person_id=person_id, vaccines=vaccines).id
    visit_id = desk.mint()
    ids = {"visit_id": visit_id, "person_id": person_id}
    planned = tuple(
        PlannedVaccine(planned_id=desk.mint(), vaccine=vaccine, dose_number=1, site=site)
        for vaccine, site in zip(vaccines, ("left_upper_arm", "right_upper_arm"), strict=False)
    )
    bodies = (
        VisitOpened(**ids, ticket="T20261118001", on=TODAY),
        ScreeningRecorded(**ids, temperature_tenths=366, answers={"fever": False}, checklist="c1", result="fit"),
        DosesPlanned(**ids, planned=planned),
        ConsentRecorded(**ids, signer="陈母", relation="mother", text_version="t1", vaccines=consented),
    )
    with desk.act() as act:
        for body in bodies:
            act.write(body, subject=person_subject(person_id))
    return visit_id


def _lots(desk, vaccine="MMR"):
    """Put a good lot of the vaccine into the fridge."""
    return a_lot(desk, vaccine=vaccine, lot_number="A202509011", doses=6, product_identifier=GOOD)


def _with_code(scene, identifier):
    return Scene(scene.person_id, scene.visit_id, identifier + SERIAL, scene.user_id)


def _elsewhere(desk, person_id, vaccine, given_on):
    body = DoseRecorded(
        dose_id=desk.mint(), person_id=person_id, vaccine=vaccine, given_on=given_on, source="booklet", unit="县医院"
    )
    with desk.act() as act:
        act.write(body, subject=person_subject(person_id))


def nothing_wrong(desk):
    """A child to whom the dose may be given."""
    _lots(desk)
    return _child(desk)


def _expired(desk):
    _lots(desk)
    a_lot(desk, vaccine="MMR", lot_number="X1", expires_on=date(2026, 11, 17), product_identifier=EXPIRED)
    return _with_code(_child(desk), EXPIRED)


def _quarantined(desk):
    _lots(desk)
    a_lot(desk, vaccine="MMR", lot_number="Q1", quarantined=True, product_identifier=QUARANTINED)
    return _with_code(_child(desk), QUARANTINED)


def _empty(desk):
    _lots(desk)
    a_lot(desk, vaccine="MMR", lot_number="E1", doses=0, product_identifier=EMPTY)
    return _with_code(_child(desk), EMPTY)


def _unreceived(desk):
    _lots(desk)
    scene = _child(desk)
    return Scene(scene.person_id, scene.visit_id, UNKNOWN)


def _other_product(desk):
    _lots(desk)
    a_lot(desk, vaccine="HepB", lot_number="H1", product_identifier=OTHER)
    return _with_code(_child(desk), OTHER)


def _other_product_of_two_lots(desk):
    """Two lots of the other product are here: which of them is not known, that it is not this vaccine is."""
    a_lot(desk, vaccine="HepB", lot_number="H2", product_identifier=OTHER)
    return _other_product(desk)


def _used_before(desk):
    """The same single-dose vial went into another child, under a lot row received twice."""
    lot = _lots(desk)
    other = a_visit_ready_for_injection(desk, person_id=a_person(desk, birth_date=EIGHT_MONTHS), vaccines=("MMR",))
    write_a_dose(desk, other, lot, code=GOOD + SERIAL)
    return _child(desk)


def _too_young(desk):
    _lots(desk)
    return _child(desk, born=date(2026, 3, 19))


def _too_soon(desk):
    _lots(desk, "HepB")
    given = TODAY - timedelta(days=27)

    def before(desk, person_id):
        _elsewhere(desk, person_id, "HepB", given)

    return _child(desk, born=date(2026, 9, 1), vaccines=("HepB",), before=before)


def _live_too_close(desk):
    _lots(desk)
    return _child(desk, before=lambda d, person_id: _elsewhere(d, person_id, "JE-L", TODAY - timedelta(days=2)))


def _contraindicated(desk):
    _lots(desk)

    def before(desk, person_id):
        fact = HealthFactAdded(
            fact_id=desk.mint(), person_id=person_id, what="contraindication", value="免疫缺陷", on=TODAY
        )
        with desk.act() as act:
            act.write(fact, subject=person_subject(person_id))

    return _child(desk, before=before)


def _paid_instead_of_free(desk):
    _lots(desk, "DTaP-IPV/Hib")
    return _child(desk, born=date(2026, 9, 10), vaccines=("DTaP-IPV/Hib",))


def _second_today(desk):
    _lots(desk)
    return _child(desk, before=lambda d, person_id: _elsewhere(d, person_id, "MMR", TODAY))


def _second_today_combined(desk):
    """The five-in-one of this morning holds the same series as the vaccine planned now."""
    _lots(desk, "IPV")

    def before(desk, person_id):
        _elsewhere(desk, person_id, "DTaP-IPV/Hib", TODAY)

    return _child(desk, born=date(2026, 9, 10), vaccines=("IPV",), before=before)


def _consent_missing(desk):
    _lots(desk)
    return _child(desk, vaccines=("MMR", "JE-L"), consented=("JE-L",))


def _not_qualified(desk):
    _lots(desk)
    scene = _child(desk)
    return Scene(scene.person_id, scene.visit_id, scene.code, DOCTOR)


def _retired(desk):
    _lots(desk)
    scene = _child(desk)
    with desk.act() as act:
        act.write(UserRetired(user_id="u-li"), subject=CLINIC)
    return scene


def _opened_too_long(desk):
    """A five-dose vial opened 31 minutes ago."""
    lot = a_lot(desk, vaccine="MMR", lot_number="M5", doses=10, doses_per_vial=5, product_identifier=MULTI)
    opened = VialOpened(
        vial_id=desk.mint(),
        lot_id=lot.id,
        code=MULTI + SERIAL,
        opened_at=desk.clock.now() - timedelta(minutes=31),
        minutes=30,
    )
    with desk.act() as act:
        act.write(opened, subject=lot_subject(lot.id))
    return _with_code(_child(desk), MULTI)


def _site_taken(desk):
    """Somebody gave another injection into the same arm this morning."""
    _lots(desk)

    def before(desk, person_id):
        body = DoseRecorded(
            dose_id=desk.mint(),
            person_id=person_id,
            vaccine="HepB",
            given_on=TODAY,
            source="booklet",
            site="left_upper_arm",
        )
        with desk.act() as act:
            act.write(body, subject=person_subject(person_id))

    return _child(desk, before=before)


STOPS = (
    Stop("expired lot", _expired, failures.UnusableLot, "已过期 1 天", takes_vial=False),
    Stop("quarantined lot", _quarantined, failures.UnusableLot, "已封存", takes_vial=False),
    Stop("empty lot", _empty, failures.UnusableLot, "账上已用完", takes_vial=False),
    Stop("lot never received", _unreceived, failures.UnknownVial, "不在本站的库存里", takes_vial=False),
    Stop("other product than registered", _other_product, failures.OtherVaccine, "登记的是麻腮风", takes_vial=False),
    Stop(
        "other product, of which two lots are here",
        _other_product_of_two_lots,
        failures.OtherVaccine,
        "登记的是麻腮风",
        takes_vial=False,
    ),
    Stop("vial used before", _used_before, failures.VialUsedBefore, "这一支已经用过", takes_vial=False),
    Stop("too young", _too_young, failures.NotDue, "还没到月龄"),
    Stop("interval too short", _too_soon, failures.NotDue, "和上一剂间隔不够"),
    Stop("live vaccine two days ago", _live_too_close, failures.NotDue, "和另一种注射活疫苗不满 28 天"),
    Stop("contraindication on file", _contraindicated, failures.Contraindicated, "有禁忌"),
    Stop("paid in the place of free", _paid_instead_of_free, failures.PaidChoiceMissing, "免费"),
    Stop("same vaccine today", _second_today, failures.SameDoseToday, "今天已经种过"),
    Stop("same series today in a combined vaccine", _second_today_combined, failures.SameDoseToday, "今天已经种过"),
    Stop("consent missing", _consent_missing, failures.ConsentMissing, "签字没有包括"),
    Stop("vaccinator not qualified", _not_qualified, failures.NotQualified, "不能接种", takes_vial=False),
    Stop("vaccinator retired", _retired, failures.NotQualified, "不能接种", takes_vial=False),
    Stop("opened vial over its time", _opened_too_long, failures.VialTimeOver, "开启已超过 30 分钟", takes_vial=False),
    Stop("site used today", _site_taken, failures.SiteTaken, "这个部位今天打过针"),
)
NAMES = tuple(stop.name for stop in STOPS)
