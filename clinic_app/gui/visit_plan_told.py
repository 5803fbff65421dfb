"""The next visits of a card in words: as stops of a strip, and as the explanation one key away. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.explaining import series_name, vaccine_names
from clinic_app.gui.faces import PlanFace, PlanStop, Tone
from clinic_app.gui.prompter import Choice, Question, Told
from clinic_app.gui.wording import visit_plan as wording
from clinic_app.gui.wording.appointments import day_words
from clinic_app.gui.wording.for_parents import coming_words
from clinic_app.services.visit_plans import visits_of

if TYPE_CHECKING:
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.visit_plan import VisitPlan
    from clinic_app.services.reader import Reader

MOST_LINES = 4  # as many as stand on the smallest screen


def plan_of_card(reader: Reader, card: Card) -> VisitPlan | None:
    """Return the next visits from today on; today counts though the clinic may be closed, for the person is here."""
    book = reader.clinic_book()
    return visits_of(reader.rules, card, book.settings, book.days, reader.clock.today(), from_any_day=True)


def plan_face(reader: Reader, card: Card) -> PlanFace:
    """Return the next visits as stops."""
    plan, today, name = plan_of_card(reader, card), reader.clock.today(), vaccine_names(reader.rules)
    if plan is None or not (plan.visits or plan.at_once):
        return PlanFace(wording.TITLE, (), wording.NOTHING)
    at_once = [PlanStop(*wording.at_once_words(line, today, name)) for line in plan.at_once]
    stops = [PlanStop(*wording.stop_words(visit, today, name)) for visit in plan.visits]
    return PlanFace(wording.TITLE, (*at_once, *stops), "")


def plan_question(reader: Reader, card: Card, *, masked: bool) -> Question:
    """Return the next visits with the reason of every placement, and the sentence for the parent."""
    plan, name = plan_of_card(reader, card), vaccine_names(reader.rules)
    choices = (Choice("", wording.UNDERSTOOD),)
    who = card.person.name if card.person is not None else ""
    title = wording.PLAN_TITLE.format(name=masked_name(who) if masked else who)
    if plan is None or not plan.visits:
        until = plan.until if plan is not None else ""
        return Question(title, wording.PLAN_NOTHING.format(until=until), choices, Tone.BRAND)
    today = reader.clock.today()
    told = [
        Told(wording.TODAY if visit.on == today else day_words(visit.on), wording.visit_lines(visit, name))
        for visit in plan.visits[: _told_first(plan)]
    ]
    some = wording.FIRST_ONLY.format(count=len(told)) if len(plan.visits) > len(told) else ""
    if plan.without_date:
        names = "、".join(series_name(reader.rules, line) for line in plan.without_date)
        told.append(Told(wording.ASK_FIRST, wording.ASKED_FIRST.format(series=names), Tone.AMBER))
    coming = next((visit for visit in plan.visits if visit.on > today), None)
    if coming is not None:
        told.insert(0, Told(wording.ALOUD, coming_words(coming, name), aloud=True))
    most = reader.clinic_book().settings.injections_per_day
    sentence = wording.PLAN_SENTENCE.format(until=plan.until, count=len(plan.visits), some=some, most=most)
    return Question(title, sentence, choices, Tone.BRAND, told=tuple(told))


def _told_first(plan: VisitPlan) -> int:
    """Return how many visits are told: those whose doses there is room for, two at least."""
    lines, count = len(plan.without_date[:1]), 0
    for visit in plan.visits:
        lines += len(visit.doses)
        if count >= 2 and lines > MOST_LINES:
            break
        count += 1
    return count
