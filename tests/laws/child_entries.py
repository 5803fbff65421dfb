"""One entry after another about one child, whatever they are."""

from datetime import date, timedelta
from random import Random

from builders import a_person

from clinic_app.domain.calendar import add_months
from clinic_app.domain.entries.health import HealthFactAdded, HealthFactRemoved
from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import DoseAccepted, DoseCorrected, DoseRecorded, DoseVoided

BORN = date(2025, 3, 31)
VACCINES = ("HepB", "MMR", "JE-L", "DTaP", "DTaP-IPV/Hib", "IPV", "HepA-L", "MPSV-A", "VarV", "BCG")
FACTS = (
    ("immunoglobulin", "丙种球蛋白", None),
    ("ppd", "阴性", None),
    ("hiv", "感染", None),
    ("immunodeficiency", "化疗", None),
    ("contraindication", "医生认为不宜", "MMR"),
    ("allergy", "青霉素", None),
)
AMENDMENTS = (
    ("birth_date", "2025-02-28"),
    ("birth_date", "2025-03-31"),
    ("sex", "M"),
    ("mother_hbsag", "positive"),
    ("birth_weight_g", "1900"),
    ("phone", "13800000000"),
)


class Writer:
    """Writes one entry after another about one child, whatever they are."""

    def __init__(self, desk, seed):
        self.desk, self.chance = desk, Random(seed)
        self.person_id = a_person(desk, birth_date=BORN)
        self.doses, self.facts, self.entries = [], [], []

    def write_something(self):
        steps = [self.a_dose, self.a_dose, self.a_dose, self.a_fact, self.an_amendment]
        if self.doses:
            steps += [self.a_void, self.an_acceptance, self.a_correction]
        if self.facts:
            steps.append(self.a_fact_less)
        if self.entries:
            steps.append(self.an_undo)
        body, refs = self.chance.choice(steps)()
        with self.desk.act() as act:
            self.entries.append(act.write(body, subject=person_subject(self.person_id), refs=refs))
        if isinstance(body, HealthFactAdded):
            self.facts.append((body.fact_id, self.entries[-1]))

    def a_dose(self):
        months = self.chance.choice((0, 1, 2, 3, 4, 6, 8, 9, 18))
        on = min(add_months(BORN, months) + timedelta(self.chance.randrange(-2, 20)), self.desk.clock.today())
        self.doses.append(self.desk.mint())
        vaccine, source = self.chance.choice(VACCINES), self.chance.choice(("booklet", "booklet", "spoken"))
        return DoseRecorded(
            dose_id=self.doses[-1], person_id=self.person_id, vaccine=vaccine, given_on=on, source=source
        ), ()

    def a_fact(self):
        what, value, vaccine = self.chance.choice(FACTS)
        fact = HealthFactAdded(
            fact_id=self.desk.mint(), person_id=self.person_id, what=what, value=value, vaccine=vaccine,
            on=self.desk.clock.today() - timedelta(self.chance.randrange(200)),
        )  # fmt: skip
        return fact, ()

    def a_fact_less(self):
        fact_id, entry_id = self.chance.choice(self.facts)
        return HealthFactRemoved(fact_id=fact_id, person_id=self.person_id, reason="误记"), (entry_id,)

    def an_amendment(self):
        field, value = self.chance.choice(AMENDMENTS)
        return PersonAmended(person_id=self.person_id, field=field, value=value), ()

    def a_void(self):
        return DoseVoided(dose_id=self.chance.choice(self.doses), person_id=self.person_id, reason="误记"), ()

    def an_acceptance(self):
        return DoseAccepted(dose_id=self.chance.choice(self.doses), person_id=self.person_id, reason="医生确认"), ()

    def a_correction(self):
        body = DoseCorrected(
            dose_id=self.chance.choice(self.doses), person_id=self.person_id, field="given_on", value="2026-01-15",
            reason="抄错",
        )  # fmt: skip
        return body, ()

    def an_undo(self):
        return EntryUndone(reason="写错"), (self.chance.choice(self.entries),)
