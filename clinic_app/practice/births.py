"""Who will be born to the township, and to whom: decided before its first day, lived afterwards."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.citizen_id import check_character
from clinic_app.practice.facts import read_facts, words
from clinic_app.practice.family import Child, DeckOfMothers, Mother, temperaments
from clinic_app.practice.names import Names
from clinic_app.practice.planted import PlantedPerson, planted_people

if TYPE_CHECKING:
    import random

    from clinic_app.practice.clinic_days import ClinicDays
    from clinic_app.practice.mint import Mint

SIBLING_AFTER = timedelta(days=500)
SIBLING_BEFORE = timedelta(days=1500)
SETTLING_DAYS = 40
LAST_BIRTH_DAYS = 3
LEAST_BIRTH_WEIGHT_G = 2050


class People:
    """Makes the children of the township, ordinary and named.

    Args:
        chance: the township's one source of chance.
    """

    def __init__(self, chance: random.Random, mint: Mint, days: ClinicDays) -> None:
        self._facts = read_facts("township")
        self._chance = chance
        self._mint = mint
        self._days = days
        self._names = Names(chance)
        self._deck = DeckOfMothers(chance)
        self._mothers: list[Mother] = []
        self._serials: Counter[int] = Counter()

    def all(self, people: int, first_day: date, today: date) -> list[Child]:
        """Return `people` children by birth date, born between the first day and a few days before today."""
        named = planted_people()
        if people < len(named):
            raise ValueError(f"a practice township has at least {len(named)} people")
        births = self._births(people - len(named), first_day, today - timedelta(days=LAST_BIRTH_DAYS))
        children = [self._child(birth, today) for birth in births]
        children += self._planted(named, today)
        return sorted(children, key=lambda child: (child.birth, child.code))

    def _births(self, count: int, first: date, last: date) -> list[date]:
        """Let the months have their share, and fewer children every year."""
        facts = self._facts["births"]
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        shares = [
            facts["by_month"][day.month - 1] * facts["yearly_change"] ** ((day - first).days / 365) for day in days
        ]
        return sorted(self._chance.choices(days, shares, k=count))

    def _child(self, birth: date, today: date) -> Child:
        moved_in = self._happens("moved_in") and birth + timedelta(days=SETTLING_DAYS) < today
        mother = self._mother_of(birth)
        male = self._chance.random() < self._facts["births"]["chance_of_male"]
        sex = "M" if male else "F"
        unnamed = not moved_in and not mother.temperament.refuses and self._unnamed()
        return Child(
            id=self._mint.id_at(self._days.moment(birth)),
            name=mother.children_surname + self._names.child(sex),
            born_name=_newborn_name(mother.name, male=male) if unnamed else "",
            sex=sex,
            birth=birth,
            mother=mother,
            code=self._code(birth),
            citizen_id=self._citizen_id(birth, male=male) if self._happens("has_citizen_id") else None,
            birth_weight_g=self._birth_weight(),
            residence="migrant" if moved_in else "resident",
            arrives_on=self._arrival(birth, today) if moved_in else None,
        )

    def _mother_of(self, birth: date) -> Mother:
        """Return a mother: now and then one who has a child of one to four years already."""
        if self._chance.random() < self._facts["births"]["chance_of_a_sibling"]:
            likely = [one for one in self._mothers[-600:] if SIBLING_AFTER < birth - one.last_birth < SIBLING_BEFORE]
            if likely:
                mother = self._chance.choice(likely)
                mother.last_birth = birth
                return mother
        mother = self._new_mother()
        mother.last_birth = birth
        self._mothers.append(mother)
        return mother

    def _new_mother(self) -> Mother:
        name, surname = self._names.mother(), self._names.surname()
        relation = self._chance.choices(("mother", "father", "other"), (82, 13, 5))[0]
        return Mother(
            name=name,
            guardian=self._names.father(surname)
            if relation == "father"
            else name
            if relation == "mother"
            else self._names.mother(),
            relation=relation,
            children_surname=surname,
            phone=self._phone(),
            village=self._chance.choice(self._facts["clinic"]["villages"]),
            temperament=self._deck.deal(),
            hbsag=self._hbsag(),
            wants_five_in_one=self._happens("five_in_one"),
        )

    def _planted(self, named: tuple[PlantedPerson, ...], today: date) -> list[Child]:
        mothers: dict[str, Mother] = {}
        return [self._planted_child(person, mothers, today) for person in named]

    def _planted_child(self, person: PlantedPerson, mothers: dict[str, Mother], today: date) -> Child:
        birth = person.born_on(today)
        mother = mothers.setdefault(person.mother + person.phone, _planted_mother(person, today))
        child = Child(
            id=self._mint.id_at(self._days.moment(birth)),
            name=person.name,
            sex=person.sex,
            birth=birth,
            mother=mother,
            code=person.code,
            residence=person.residence,
            arrives_on=today - timedelta(days=SETTLING_DAYS) if person.booklet else None,
            facts=person.facts,
        )
        for line in person.booklet:
            child.received(line.vaccine, person.at_age(today, line.months, line.days), here=False)
        return child

    def _arrival(self, birth: date, today: date) -> date:
        """Return when the family's new work brings it here: any day since the birth."""
        return birth + timedelta(days=self._chance.randrange(SETTLING_DAYS, (today - birth).days))

    def _unnamed(self) -> bool:
        return bool(self._chance.random() < self._facts["births"]["chance_without_name"])

    def _hbsag(self) -> str | None:
        drawn = self._chance.random()
        if drawn < self._facts["chances"]["mother_hbsag_positive"]:
            return "positive"
        return None if drawn > 1 - self._facts["chances"]["mother_hbsag_unknown"] else "negative"

    def _birth_weight(self) -> int:
        return max(LEAST_BIRTH_WEIGHT_G, round(self._chance.gauss(320, 40)) * 10)

    def _phone(self) -> str:
        """Return a number that nobody has: four noughts in its middle."""
        prefix = self._chance.choice((35, 36, 37, 38, 39, 50, 51, 58, 59, 87, 88))
        return f"1{prefix}0000{self._chance.randrange(10_000):04}"

    def _code(self, birth: date) -> str:
        self._serials[birth.year] += 1
        return f"{self._facts['clinic']['unit_code']}{birth.year}{self._serials[birth.year]:04}"

    def _citizen_id(self, birth: date, *, male: bool) -> str:
        order = self._chance.randrange(50) * 2 + male
        first_seventeen = f"{self._facts['clinic']['unit_code'][:6]}{birth:%Y%m%d}{order:03}"
        return first_seventeen + check_character(first_seventeen)

    def _happens(self, what: str) -> bool:
        return bool(self._chance.random() < self._facts["chances"][what])


def _planted_mother(person: PlantedPerson, today: date) -> Mother:
    return Mother(
        name=person.mother,
        guardian=person.mother,
        relation="mother",
        children_surname=person.name[0],
        phone=person.phone,
        village=person.village,
        temperament=temperaments()["always"],
        hbsag=person.mother_hbsag,
        wants_five_in_one=person.five_in_one,
        stays_home_from=person.stays_home_from(today),
    )


def _newborn_name(mother: str, *, male: bool) -> str:
    return words()["newborn_son" if male else "newborn_daughter"].format(mother=mother)
