"""What happens in the world, one function each: the ordinary days, and the disasters of which a seed draws its own."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from builders import MORNING

from tests.simulator import clinics
from tests.simulator.carriers import Killed
from tests.simulator.world import Trip

CLOCKS = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC), MORNING - timedelta(hours=1))


def act(world, clinic):
    clinic.clock.advance(timedelta(minutes=world.rng.randrange(1, 30)))
    clinic.maybe_dying(clinic.act)
    world.note(clinic)


def stick(world, clinic):
    stick = world.new_stick()
    world.export(clinic, stick)
    stops = [None, clinic]
    if world.rng.random() < 0.3:  # one stick for two clinics
        other = world.rng.choice(world.clinics)
        world.export(other, stick)
        stops.append(other)
    world.trips.append(Trip(world.step + world.rng.randrange(1, 10), stick, stops))


def network(world, clinic):
    world.send(clinic)


def applier(world, _):
    world.apply()


def cut_line(world, clinic):
    world.line_budget = world.rng.randrange(0, 12)
    world.send(clinic)
    world.line_budget = None


def guest(world, clinic):
    strangers = [(s, r) for s, (r, unit) in sorted(world.registered.items()) if unit != clinic.unit_code]
    if strangers and not clinic.practice:
        subject, registered = world.rng.choice(strangers)
        clinics.vaccinate_a_guest(clinic, subject.partition(":")[2], registered)
        world.note(clinic)


def trespass(world, clinic):
    strangers = [(s, r) for s, (r, unit) in sorted(world.registered.items()) if unit != clinic.unit_code]
    if strangers and not clinic.practice:
        subject, registered = world.rng.choice(strangers)
        person = subject.partition(":")[2]
        trespassed = clinics.trespass(clinic, person, registered)
        world.trespasses.add(trespassed)
        if world.rng.random() < 0.5:
            clinics.think_better(clinic, person, trespassed)
        world.note(clinic)


def long_delay(world, clinic):
    for trip in world.trips:
        if world.rng.random() < 0.5:
            trip.due += world.rng.randrange(20, 60)
    clinic.clock.advance(timedelta(days=90))


def lost_stick(world, _):
    if world.trips:
        world.trips.pop(world.rng.randrange(len(world.trips)))


def second_copy(world, _):
    if world.trips:
        trip = world.rng.choice(world.trips)
        other = trip.stick.copy(len(world.sticks))
        world.sticks[other.folder] = other
        world.trips.append(Trip(trip.due + world.rng.randrange(-3, 12), other, list(trip.stops)))


def damaged_stick(world, _):
    if world.trips:
        world.rng.choice(world.trips).stick.damage()


def pulled_out(world, clinic):
    stick = world.new_stick()
    stick.writes_left, stick.kills = world.rng.randrange(0, 5), world.rng.random() < 0.4
    world.export(clinic, stick)
    world.trips.append(Trip(world.step + world.rng.randrange(1, 10), stick, [None, clinic]))


def county_dies(world, _):
    world.hub_dies_in = world.rng.randrange(0, 60)


def old_receipt(world, _):
    if world.archive:
        unit, stored = world.rng.choice(world.archive)
        clinic = next(clinic for clinic in world.clinics if clinic.unit_code == unit)
        stick = world.new_stick()
        stick.files["OLDONE.RCP"] = stored
        world.bring(clinic, stick)


def backup(world, clinic):
    clinic.backup = clinic.back_up(world.copies, whole=False)
    world.copies += 1
    world.note(clinic)


def restore(world, clinic):
    backup = getattr(clinic, "backup", None)
    if backup is not None and not clinic.copied:
        before = {wrote.place for wrote in clinic.wrote()}
        clinic.restore(backup)
        clinic.noted = 0
        world.lost |= before - {wrote.place for wrote in clinic.wrote()}
        world.note(clinic)


def clone(world, clinic):
    if not clinic.copied and not clinic.practice:
        copy = clinic.back_up(world.copies, whole=True)
        world.copies += 1
        world.note(clinic)
        other = clinic.clone(copy)
        other.noted = 0
        world.clinics.append(other)
        world.note(other)


def county_backup(world, _):
    world.county_copy = world.folder / f"county-{world.copies}.db"
    world.copies += 1
    world.hub.store.ground.copy_to(world.county_copy, world.hub.county.database_key)


def county_restore(world, _):
    if world.county_copy is not None:
        world.restore_hub(world.county_copy)


def wrong_clock(world, clinic):
    right = clinic.clock.now()
    wrong = world.rng.choice(CLOCKS)
    clinic.clock.advance(wrong - right)
    for _ in range(3):
        act(world, clinic)
    clinic.clock.advance(right - wrong)


def revoke(world, clinic):
    if world.rng.random() < 0.2 and not any(other.revoked for other in world.clinics):
        for other in world.clinics:
            other.revoked |= other.keys is clinic.keys
        with suppress(Killed), world.hub.store.ground.alone():
            world.hub.store.revoke(clinic.keys.device_id)
        if world.hub.store.device(clinic.keys.device_id).state.value != "revoked":
            for other in world.clinics:
                other.revoked &= other.keys is not clinic.keys


ORDINARY = {act: 50, stick: 9, network: 5, applier: 2, guest: 4, trespass: 2}
DISASTERS = {
    cut_line: 6, long_delay: 1, lost_stick: 2, second_copy: 4, damaged_stick: 4, pulled_out: 4,
    county_dies: 4, old_receipt: 4, backup: 3, restore: 2, clone: 1, wrong_clock: 2, revoke: 1,
    county_backup: 2, county_restore: 1,
}  # fmt: skip
