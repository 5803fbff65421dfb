"""Sticks with the manners of FAT, and a network line that breaks: what is substituted in the simulator."""

import errno
from pathlib import Path

from clinic_app.exchange.county_line import LineFailed, LineProblem
from clinic_app.exchange.problems import PackageDamaged, ProblemKind

CLUSTER = 4096


class Killed(BaseException):
    """The machine lost its power at this point."""


class FatStick:
    """A stick in memory: names without case in 8.3, a torn last cluster when it is pulled out while writing."""

    def __init__(self, number, rng):
        self.folder = Path(f"stick-{number}") / "VAXSYNC"
        self.files = {}
        self.writes_left = None
        self.kills = False
        self._rng = rng

    def names(self):
        return frozenset(self.files)

    def read(self, name, at_most):
        if name.upper() not in self.files:
            raise OSError(errno.ENOENT, "gone", name)
        return self.files[name.upper()][: at_most + 1]

    def write(self, name, content):
        stem, _, ending = name.partition(".")
        if not name.isascii() or len(stem) > 8 or len(ending) > 3:
            raise AssertionError(f"{name} is no 8.3 name")
        if self.writes_left is not None:
            self.writes_left -= 1
            if self.writes_left < 0:
                self._break_off(name, content)
        self.files[name.upper()] = bytes(content)

    def remove(self, name):
        if self.writes_left is not None and self.writes_left < 0:
            raise OSError(errno.EIO, "pulled out", name)
        self.files.pop(name.upper(), None)

    def free_bytes(self):
        return 1 << 30

    def copy(self, number):
        """Return another stick with the same files."""
        other = FatStick(number, self._rng)
        other.files = dict(self.files)
        return other

    def damage(self):
        """Flip a bit of one file, cut it off, tear its last cluster, or lose it."""
        if not self.files:
            return
        name = self._rng.choice(sorted(self.files))
        content = bytearray(self.files[name])
        how = self._rng.choice(("flip", "cut", "tear", "lose"))
        if how == "lose" or not content:
            del self.files[name]
        elif how == "flip":
            content[self._rng.randrange(len(content))] ^= 1 << self._rng.randrange(8)
            self.files[name] = bytes(content)
        elif how == "cut":
            self.files[name] = bytes(content[: self._rng.randrange(len(content))])
        else:
            start = (len(content) - 1) // CLUSTER * CLUSTER
            self.files[name] = bytes(content[:start]) + bytes(len(content) - start)

    def _break_off(self, name, content):
        if self._rng.random() < 0.5:  # the name is there, the last cluster is not
            kept = self._rng.randrange(len(content))
            self.files[name.upper()] = bytes(content[:kept]) + bytes(min(CLUSTER, len(content) - kept))
        if self.kills:
            raise Killed
        raise OSError(errno.EIO, "pulled out", name)


class Line:
    """A connection to the county's front desk: cut after so many messages, before or after the county got it."""

    def __init__(self, world):
        self._world = world

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def hello(self, message):
        return self._carried(lambda desk: desk.hello(message))

    def send(self, chunk):
        return self._carried(lambda desk: desk.chunk(chunk)).value

    def _carried(self, ask):
        if self._world.line_breaks():
            raise LineFailed(LineProblem.CUT_OFF)
        try:
            answer = ask(self._world.front_desk())
        except PackageDamaged as refused:
            unknown = refused.kind is ProblemKind.UNKNOWN_AUTHOR
            raise LineFailed(LineProblem.NOT_ADMITTED if unknown else LineProblem.REFUSED, refused.kind) from refused
        except Killed as killed:
            self._world.reopen_hub()
            raise LineFailed(LineProblem.CUT_OFF) from killed
        if self._world.line_breaks():
            raise LineFailed(LineProblem.CUT_OFF)
        return answer
