"""What is wrong with a rule file: the place, what stands there, and what to do."""

import msgspec


class RuleProblem(msgspec.Struct, frozen=True):
    """One thing wrong with a rule file.

    Attributes:
        place: where, from the outside in: `NIP-2026 / Polio / slot POLIO-1 / min_age`.
        what: what stands there that cannot be right.
        todo: what to do about it; empty where that is plain.
    """

    place: str
    what: str
    todo: str = ""

    @property
    def sentence(self) -> str:
        """Return it as one line."""
        return f"{self.place}: {self.what}" + (f"; {self.todo}" if self.todo else "")


class RulesRefused(Exception):
    """The rule files contradict themselves, name no source, or say something the language does not know.

    Attributes:
        problems: everything that was found. reason: the same in words.
    """

    def __init__(self, problems: tuple[RuleProblem, ...]) -> None:
        self.problems = problems
        self.reason = "; ".join(problem.sentence for problem in problems)
        super().__init__(self.reason)
