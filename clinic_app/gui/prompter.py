"""Questions to the nurse; no Qt, so that presenters and tests may ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clinic_app.gui.faces import Tone


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; `hotkey` such as F6 is printed on its button, `danger` makes it red."""

    key: str
    text: str
    hotkey: str = ""
    icon: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One block of an explanation: what it is, the words, and what they mean; `aloud` is large, to be read out."""

    label: str
    text: str
    tone: Tone = Tone.BRAND
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers. The first one is the safe one: Enter and Esc give it.

    Attributes:
        escape: key of the answer Esc gives instead, where Enter takes what is most likely.
        told: an explanation, in blocks below the sentence.
    """

    title: str
    sentence: str
    choices: tuple[Choice, ...]
    tone: Tone = Tone.AMBER
    escape: str | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """A question answered in words, such as a reason. `suggestions` are chosen by 1…9 in an empty field.

    A question that `wants_scans` takes a scanned code into its field; otherwise it goes to the room as ever.
    """

    title: str
    sentence: str
    label: str
    accept: str = ""
    least: int = 2
    suggestions: tuple[str, ...] = ()
    secret: bool = False
    tone: Tone = Tone.AMBER
    wants_scans: bool = False


class Prompter(Protocol):
    """Asks and tells inside the window; never blocks, answers come by callback on the GUI thread."""

    def ask(self, question: Question, then: Callable[[str], None]) -> None:
        """Ask; `then` gets the key of the choice."""

    def ask_text(
        self, question: TextQuestion, then: Callable[[str], None], otherwise: Callable[[], None] | None = None
    ) -> None:
        """Ask for words; `then` gets them trimmed, `otherwise` hears of Esc."""

    def tell(self, sentence: str, todo: str = "", tone: Tone = Tone.GREY) -> None:
        """Say something that needs no answer; red stays until it is closed."""
