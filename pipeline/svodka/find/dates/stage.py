"""The stage: words → candidates of every rule → winners → dates with their intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from svodka.find.dates import (
    ages,
    days,
    distances,
    figure_ranges,
    figures,
    holidays,
    month_days,
    months,
    named_days,
    periods,
    quarters,
    relative,
    seasons,
    stretches,
    weekdays,
    year_lists,
    years,
)
from svodka.find.dates.anchor import Scene, Story, context_of, remember
from svodka.find.dates.anchor.clause import VERBS
from svodka.find.dates.clock import time_beside
from svodka.find.dates.interval import resolve
from svodka.find.dates.lexicon import cues
from svodka.find.dates.lists import in_the_week, share_years
from svodka.find.dates.match import Match
from svodka.find.dates.match import Reading as RuleReader
from svodka.find.dates.meaning import Shift, needs_anchor, unit_of
from svodka.find.dates.sight import NEEDED, Words, hot_stretches, words
from svodka.find.dates.today import is_today
from svodka.find.rule import Rule, in_order
from svodka.model import Date, Parse, Tokens

# Of two readings of one length the earlier rule wins.
RULES = in_order(
    days.day,
    days.days,
    days.neighbours_of_months,
    days.day_by_place,
    named_days.weekday_day,
    named_days.day_weekday,
    named_days.said_twice,
    figures.figures,
    figures.roman_month,
    figures.day_and_month_in_figures,
    figures.month_in_figures,
    figure_ranges.figures_range,
    months.month,
    months.months,
    quarters.part_of_year,
    quarters.third,
    quarters.first_months,
    seasons.season,
    years.year,
    years.bare_year,
    years.pointed_year,
    year_lists.years,
    ages.decade,
    ages.century,
    relative.adverb,
    relative.todays_day,
    relative.eve,
    relative.narrated_day,
    relative.pointed_period,
    relative.bare_period,
    distances.ago,
    distances.before_this,
    distances.through,
    distances.earlier_later,
    stretches.last_amount,
    stretches.next_amount,
    month_days.day_of_month,
    weekdays.weekday,
    weekdays.weekday_of_a_week,
    weekdays.weekdays,
    weekdays.weekday_of_month,
    weekdays.weekend,
    holidays.holiday,
    periods.part,
    periods.half,
    periods.between,
)
ORDER = {rule.name: number for number, rule in enumerate(RULES)}
BY_CLASS: dict[str, list[Rule[RuleReader]]] = {}
for _rule in RULES:
    for _kind in _rule.starts:
        BY_CLASS.setdefault(_kind, []).append(_rule)
ANYWHERE = BY_CLASS.pop('any', [])
EVERY = cues('every')
TITLE = 20  # tokens from a date to the marks around a name, at most


class Candidate(NamedTuple):
    """What one rule read in a sentence: the pieces it covers and its matches."""

    rule: str
    first: int
    last: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A candidate as characters of the document, whether it won, which rule beat it, and of each of its dates the
    evidence for its year, if the words themselves do not say it."""

    rule: str
    start: int
    stop: int
    text: str
    won: bool
    beaten_by: str | None = None
    dates: tuple[Date, ...] = ()
    why: tuple[str, ...] = ()


class Reading(NamedTuple):
    """A date and the evidence for its year."""

    date: Date
    why: str


def candidates(w: Words) -> list[Candidate]:
    """What every rule reads at every word that could start a date."""
    out: list[Candidate] = []
    for i in w.starts:
        before = len(out)
        for name, read in rules_for(w.kinds(i), w.here):
            if found := read(w, i):
                take(out, name, found)
        if len(out) > before and any(joined(w, c) for c in out[before:]):
            for rule in ANYWHERE:
                if found := rule.apply(w, i):
                    take(out, rule.name, found)
    return out


def joined(w: Words, c: Candidate) -> bool:
    """Whether the date that was read may be the start of a range."""
    return (
        w.dash(c.last)
        or (w.low(c.first - 1) in ('с', 'со', 'c') and w.low(c.last) in ('по', 'до', 'на', ','))
        or (w.low(c.first - 1) == 'между' and w.low(c.last) == 'и')
    )


@cache
def rules_for(kinds: tuple[str, ...], here: int) -> tuple[tuple[str, RuleReader], ...]:
    """The rules to try at a word of these classes in a sentence that holds the classes `here`, bits of NEEDED."""
    rules = {rule.name: rule for kind in kinds for rule in BY_CLASS.get(kind, ())}
    return tuple((name, rule.apply) for name, rule in rules.items() if rule.needs is None or NEEDED[rule.needs] & here)


def take(out: list[Candidate], name: str, found: Match | list[Match]) -> None:
    matches = tuple(found) if isinstance(found, list) else (found,)
    out.append(Candidate(name, matches[0].first, matches[-1].last, matches))


def winners(found: list[Candidate]) -> list[tuple[Candidate, str | None]]:
    """Each candidate with the rule that beat it: the longest wins, then the earliest rule, then the first place."""
    if len(found) == 1:
        return [(found[0], None)]
    taken: dict[int, str] = {}
    out: list[tuple[Candidate, str | None]] = []
    for c in sorted(found, key=lambda c: (c.first - c.last, ORDER[c.rule], c.first)):
        beaten = next((taken[i] for i in range(c.first, c.last) if i in taken), None)
        out.append((c, beaten))
        if beaten is None:
            taken.update(dict.fromkeys(range(c.first, c.last), c.rule))
    return sorted(out, key=lambda pair: (pair[0].first, pair[0].last))


def find_dates(parse: Parse) -> list[Date]:
    """The dates of a document, in order; relative ones count from `parse.document.published`."""
    return [found.date for _, _, beaten, dates in readings(parse) if not beaten for found in dates]


def explain_dates(parse: Parse) -> list[Explanation]:
    """Every candidate of every rule, in order, with the dates of those that won."""
    out = []
    for w, c, beaten, found in readings(parse):
        start, stop = w.start[c.first], w.stop[c.last - 1]
        dates, why = tuple(r.date for r in found), tuple(r.why for r in found)
        out.append(Explanation(c.rule, start, stop, parse.document.text[start:stop], bool(dates), beaten, dates, why))
    return out


def readings(parse: Parse) -> Iterator[tuple[Words, Candidate, str | None, tuple[Reading, ...]]]:
    """Every candidate with its sentence, the rule that beat it, and its dates if none did."""
    story, tokens = Story(), parse.tokens
    for first, last in hot_stretches(parse):
        w = words(tokens, first, last)
        ranked = winners(candidates(w))
        if not ranked:
            continue
        told = [match for c, beaten in ranked if not beaten for match in c.matches]
        sharing = iter(in_the_week(share_years(w, told)) if len(told) > 1 else told)
        for candidate, beaten in ranked:
            if beaten:
                yield w, candidate, beaten, ()
                continue
            matches = [next(sharing) for _ in candidate.matches]
            found = (dated(parse, w, m, candidate.rule, story, first, last) for m in matches)
            yield w, candidate, None, tuple(date for date in found if date)


def dated(parse: Parse, w: Words, match: Match, rule: str, story: Story, first: int, last: int) -> Reading | None:
    """The date of a match in its context and why it is of that year; None if no such day exists, or none is meant
    («сегодня» as nowadays)."""
    tokens, at = parse.tokens, w.token[match.first]
    sentence = tokens.sentence[at]
    if rule == 'adverb' and w.get(match.first, 'adverb') == 0:
        story.end()
        if not is_today(tokens, w, match.first, at, first, last):
            return None
    scene = Scene(w, match, first, last, story, parse.document.published)
    here = context_of(scene)
    if match.tensed and here.tense not in ('past', 'future'):
        return None
    resolved = resolve(match.meaning, here)
    if resolved.interval is None and not needs_anchor(match.meaning):
        return None
    if isinstance(match.meaning, Shift) and in_title(tokens, at, first, last):
        return None
    interval = resolved.interval
    remember(scene, resolved)
    date = Date(
        start=w.start[match.first],
        stop=w.stop[closing(w, match.last) - 1],
        sentence=sentence,
        rule=rule,
        kind='recurring'
        if recurs(w, match.first)
        else 'absolute'
        if resolved.anchor is None and not needs_anchor(match.meaning)
        else 'relative',
        granularity=interval.unit if interval else unit_of(match.meaning),
        edtf=interval.edtf if interval else None,
        start_date=interval.start if interval else None,
        end_date=interval.stop if interval else None,
        time=time_beside(w, match.first, match.last),
        anchor=resolved.anchor,
    )
    return Reading(date, resolved.why)


def in_title(tokens: Tokens, at: int, first: int, last: int) -> bool:
    """Whether a token stands in marks without a verb, in a name: «Города и реки: тридцать лет спустя»."""
    opening = next((i for i in range(at - 1, max(first, at - TITLE) - 1, -1) if tokens.text[i] in '«»'), None)
    closing = next((i for i in range(at + 1, min(last, at + TITLE)) if tokens.text[i] in '«»'), None)
    if opening is None or closing is None or tokens.text[opening] == '»' or tokens.text[closing] == '«':
        return False
    return not any(tokens.pos[i] in VERBS for i in range(opening, closing)) if tokens.pos else False


def recurs(w: Words, first: int) -> bool:
    """«ежегодно 12 июня», «каждое 9 мая»: the interval is this year's."""
    return w.low(first - 1) in EVERY or w.low(first - 2) in EVERY


def closing(w: Words, last: int) -> int:
    """A date's last piece: the full stop of «2025 г.» stays out, as NEREL has it: it may end the sentence."""
    return last - 1 if w.low(last - 1) == '.' and w.low(last - 2) in ('г', 'гг') else last
