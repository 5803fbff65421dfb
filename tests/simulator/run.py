"""Running seeds: one by number, or as many as a time allows.

PYTHONPATH=tests .venv/bin/python -m tests.simulator.run SEED      replays one seed
PYTHONPATH=tests .venv/bin/python -m tests.simulator.run --seconds 300
"""

import argparse
import functools
import shutil
import sys
import tempfile
import time
import traceback
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from clinic_app.exchange import chunk
from clinic_app.exchange.package import write_package
from clinic_app.hub import applying
from clinic_app.services import online, receipts, sync
from tests.simulator.carriers import Line
from tests.simulator.happenings import DISASTERS, ORDINARY
from tests.simulator.oracle import demand_everything
from tests.simulator.world import World, found_template

STEPS = 120
MEMORY_DISK = Path("/dev/shm")  # where there is a disk in memory, a seed takes half the time


@dataclass
class Campaign:
    """How many seeds ran, and the first that failed."""

    seeds: int = 0
    cards: int = 0
    seconds: float = 0.0
    failed: int | None = None
    failure: str = ""

    @property
    def told(self):
        return f"{self.seeds} seeds, {self.seeds / self.seconds * 60:.0f} a minute, {self.cards} cards compared\n"

    @property
    def replay(self):
        return f"PYTHONPATH=tests .venv/bin/python -m tests.simulator.run {self.failed}"


class Township:
    """The template all seeds begin with, in a folder that goes when the block ends."""

    def __enter__(self):
        place = MEMORY_DISK if MEMORY_DISK.is_dir() else None
        self.folder = Path(tempfile.mkdtemp(prefix="county-", dir=place))
        self.keys = found_template(self.folder / "template")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, seed, steps=STEPS):
        """Live one seed and check everything; return how many cards were compared."""
        folder = self.folder / f"seed-{seed}"
        world = World(self.folder / "template", self.keys, folder, seed)
        try:
            with substituted(world):
                world.live(steps, ORDINARY, DISASTERS)
                world.settle()
                return demand_everything(world)
        finally:
            world.close()
            shutil.rmtree(folder, ignore_errors=True)

    def campaign(self, seconds, first=1):
        """Run seed after seed until the time is up or one fails."""
        began, done = time.monotonic(), Campaign()
        seed = first
        while time.monotonic() - began < seconds:
            try:
                done.cards += self.run(seed)
            except Exception as error:
                done.failed, done.failure = seed, f"{error!r}\n{traceback.format_exc()}"
                break
            done.seeds += 1
            seed += 1
        done.seconds = time.monotonic() - began
        return done


def substituted(world):
    """Put the sticks and the line of this world in the place of the real ones; small parts, chunks and batches."""
    rng, stack = world.rng, ExitStack()
    stick = lambda path: world.sticks[Path(path)]  # noqa: E731 - a class is expected by this name
    small = functools.partial(write_package, part_limit=rng.choice((900, 2_000, 100_000)))
    for module, name, value in (
        (sync, "FolderCarrier", stick),
        (receipts, "FolderCarrier", stick),
        (sync, "write_package", small),
        (online, "CountyLine", lambda _place: Line(world)),
        (online, "FIRST_BATCH", rng.choice((3, 20))),
        (online, "LEAST_BATCH", 2),
        (chunk, "MOST_RAW_BYTES", rng.choice((1_500, 6_000, 100_000))),
        (applying, "BATCH", rng.choice((1, 4, 30, 1_000))),
        (applying, "PEOPLE_AT_ONCE", rng.choice((1, 3, 200))),
    ):
        stack.enter_context(patch.object(module, name, value))
    return stack


def main():
    """Replay a seed, or run a campaign and print seeds a minute."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int, nargs="?")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--first", type=int, default=1)
    wish = parser.parse_args()
    with Township() as township:
        if wish.seed is not None:
            sys.stdout.write(f"{township.run(wish.seed)} cards compared\n")
            return 0
        done = township.campaign(wish.seconds, wish.first)
    sys.stdout.write(done.told)
    if done.failed is not None:
        sys.stdout.write(f"seed {done.failed} failed: {done.failure}\nreplay: {done.replay}\n")
    return int(done.failed is not None)


if __name__ == "__main__":
    sys.exit(main())
