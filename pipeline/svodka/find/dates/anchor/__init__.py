"""Which year a date without one is of, and why.

    clause    the verb over the date
    plans     evidence of its sentence that it lies ahead of publication
    sides     and on which side it lies otherwise
    years     whose year it takes: of its sentence, of the story so far (`story`), else the one beside publication
    choose    both → the interval

The pieces of evidence are rules; they stand in order in `SIDES` and `YEARS`, and `explain` shows which of them decided.
"""

from __future__ import annotations

from svodka.find.dates.anchor import plans, sides, whose_year
from svodka.find.dates.anchor.evidence import Scene, SideOf, YearOf
from svodka.find.dates.anchor.story import Story
from svodka.find.dates.anchor.whose_year import heads_a_table, lies_ahead, may_date_the_text
from svodka.find.dates.meaning import Context, Resolved, has_year, needs_side
from svodka.find.rule import Rule, in_order

__all__ = ['SIDES', 'YEARS', 'Scene', 'Story', 'context_of', 'remember']


# The first that speaks decides.
SIDES: tuple[Rule[SideOf], ...] = in_order(
    sides.cited,
    sides.as_of,
    sides.whole_period,
    sides.recurring,
    plans.thwarted,
    plans.planned,
    plans.aimed_at,
    plans.made_for,
    plans.deadline,
    plans.planned_event,
    plans.wanted,
    sides.future_verb,
    sides.state,
    sides.past_verb,
    sides.since_then,
    sides.report,
    sides.figure_behind,
    sides.after_the_past,
    sides.plan_by_default,
)
# The first whose year agrees with the side decides; without any, the year beside publication.
YEARS: tuple[Rule[YearOf], ...] = in_order(
    whose_year.of_the_next_cell,
    whose_year.of_the_heading,
    whose_year.of_the_sentence,
    whose_year.named_before,
    whose_year.of_the_story,
    whose_year.of_the_text,
)


def context_of(scene: Scene) -> Context:
    """All that a date's meaning needs from outside it."""
    written, narrated = scene.story.told(scene.sentence)
    if not (scene.match.tensed or needs_side(scene.match.meaning)):
        return Context(scene.published, written, narrated)
    why, side = next(((e.name, said) for e in SIDES if (said := e.apply(scene)) is not None), ('', None))
    offers = tuple((e.name, origin) for e in YEARS if (origin := e.apply(scene)) is not None)
    to_come = scene.story.dated if scene.story.ahead else None
    return Context(scene.published, written, narrated, side, scene.clause.tense, offers, why, to_come)


def remember(scene: Scene, resolved: Resolved) -> None:
    """Note what the date tells for the dates behind it."""
    meaning, interval = scene.match.meaning, resolved.interval
    scene.story.remember(meaning, resolved, scene.sentence, cited=scene.before == 'от')
    if interval is None or interval.start is None:
        return
    if has_year(meaning) and interval.unit == 'year' and heads_a_table(scene):
        scene.story.heading = interval.start
    elif scene.story.heading and scene.clause.verb is not None:
        scene.story.heading = None
    if resolved.why.startswith(('of_the_sentence', 'of_the_story')):
        scene.story.goes_on(interval.start, scene.sentence)
    elif has_year(meaning):
        scene.story.pending.append((scene, interval.start))
        latest = scene.story.dated is None or interval.start > scene.story.dated
        if latest and scene.published is None and interval.unit == 'day' and may_date_the_text(scene):
            scene.story.dated, scene.story.ahead = interval.start, lies_ahead(scene)
