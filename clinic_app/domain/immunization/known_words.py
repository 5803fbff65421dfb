"""The words the rules have for a fact, and the lines of the booklet: another one in a question would be passed over."""

from collections.abc import Iterable, Iterator, Mapping

from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.language import Condition
from clinic_app.domain.immunization.question_lines import Line, LineRefused
from clinic_app.domain.immunization.rules import Rules

_FACTS = ("conditions", "epilepsy", "allergy", "jaundice", "je_choice")

WordsOf = Mapping[str, tuple[str, ...]]


def words_known(rules: Rules) -> WordsOf:
    """Return by fact the words some rule, advice or plan of any edition asks for.

    A fact is absent where no rule asks for a word of it, or one asks only whether it is known: any word will do.
    Where the words are vaccines, the others that fill the same series may be chosen as well.
    """
    conditions = [c for edition in rules.editions.values() for c in _conditions(edition)]
    free = {c.fact for c in conditions if c.known}
    words: dict[str, tuple[str, ...]] = {}
    for fact in _FACTS:
        asked = {str(word): None for c in conditions if c.fact == fact for word in c.one_of or ()}
        if asked and fact not in free:
            words[fact] = _with_choices(rules, tuple(asked))
    return words


def refuse_unknown(line: Line, words: WordsOf, rules: Rules) -> None:
    """Refuse a question that names a fact or a series in words that mean nothing.

    Raises:
        LineRefused: naming the word, and those that are known.
    """
    for fact, known in words.items():
        told = getattr(line.facts, fact)
        _refuse("word", fact, (told,) if isinstance(told, str) else told or (), known)
    _refuse("series", "scope", line.scope or (), [one.code for one in rules.series])


def _refuse(kind: str, place: str, told: Iterable[str], known: Iterable[str]) -> None:
    allowed = tuple(known)
    for word in told:
        if word not in allowed:
            raise LineRefused(f"unknown {kind} `{word}` for `{place}`; it is one of {', '.join(allowed)}")


def _conditions(edition: Edition) -> Iterator[Condition]:
    for rule in edition.health:
        yield from rule.when
    for choice in edition.free:
        yield from choice.when
    for texts in edition.advice.values():
        yield from (condition for text in texts for condition in text.when)
    for rules in edition.series.values():
        yield from (condition for plan in rules.plans for condition in plan.when)
        slots = rules.slots.values()
        yield from (condition for slot in slots for preference in slot.prefer for condition in preference.when)


def _with_choices(rules: Rules, words: tuple[str, ...]) -> tuple[str, ...]:
    if not all(word in rules.vaccines for word in words):
        return words
    series = {code for word in words for code in rules.vaccines[word].covers}
    return tuple(code for code, vaccine in rules.vaccines.items() if series.intersection(vaccine.covers))
