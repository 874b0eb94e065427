"""What an attribution inside a sentence belongs to: the clause before it, behind it, or around it."""

from __future__ import annotations

from svodka.find.quotations.clauses import Sentence
from svodka.find.quotations.ends import clause_end
from svodka.find.quotations.lexicon import words
from svodka.find.quotations.nominatives import TIMES
from svodka.find.quotations.view import DASHES, NOMINAL, PAUSES, View
from svodka.lexicons import fold

NOMINAL_CLAUSE = 4  # words of a clause without a verb («лучшее число поясов – два»), at least
LEAST = 2  # tokens of a content
VERBLESS = 3  # words of a clause without a verb in front of an attribution, at least
ANEW = frozenset(('он', 'она', 'оно', 'они', 'это'))  # words with which a clause of its own begins
SHORT = 3  # letters of an agency's name in capitals, at least
DATELINE = 10  # tokens of an agency's dateline, at most
HEADLINE = 25  # tokens of a headline, at most
# Words that lead from one sentence to the next, longest first.
CONNECTIVES = tuple(sorted((tuple(each.split()) for each in words('connecting')), key=len, reverse=True))


def split_around(
    view: View, here: Sentence, begin: int, end: int, cue: int, verbless: bool = False
) -> tuple[int, int] | None:
    """The content of an attribution in tokens [begin, end): the longer of what stands before and behind it, a part with
    a predicate before one without. `verbless` takes a clause without a verb in front of an attribution that ends its
    sentence."""
    before, behind = part_before(view, begin), part_behind(view, here, end, here.tail(begin), cue)
    clause_before, clause_behind = has_predicate(view, before), has_predicate(view, behind)
    size, longest = behind[1] - behind[0], before[1] - before[0]
    if clause_behind and longest > 0 and view.pos[before[1] - 1] in ('SCONJ', 'CCONJ'):
        return behind  # «…, хотя, как считают историки, …»
    if clause_before and clause_behind and view.lemma[behind[0]] in ANEW:
        return behind  # «Мэр внёс проект, по его словам, он поможет школам»
    if not clause_before and not clause_behind:
        return nominal_part(view, before, behind, verbless)
    if not clause_before and not verbless:
        return of_something(view, behind)
    if size > 1 and clause_before and (near := own_clause(view, before)) != before:
        return behind if size >= near[1] - near[0] else near
    if max(size, longest) < LEAST:
        return None
    chosen = behind if size >= longest or (not clause_before and size * 2 >= longest) else before
    return of_something(view, chosen)


def nominal_part(
    view: View, before: tuple[int, int], behind: tuple[int, int], verbless: bool
) -> tuple[int, int] | None:
    """The content where neither part has a predicate: a clause without a verb, before or behind."""
    if verbless and behind[0] == behind[1] and is_nominal_clause(view, *before):
        return before
    return behind if before[0] == before[1] and behind[1] - behind[0] >= NOMINAL_CLAUSE else None


def part_before(view: View, begin: int) -> tuple[int, int]:
    """What stands in front of an attribution in its sentence."""
    first = headline_end(view, *view.bounds(begin))
    first = next((i + 1 for i in range(begin - 1, first - 1, -1) if parts(view, i)), first)
    return trimmed(view, max(first, furniture_end(view, *view.bounds(begin))), begin)


def part_behind(view: View, here: Sentence, end: int, last: int, cue: int) -> tuple[int, int]:
    """What stands behind an attribution in its sentence."""
    start = end
    while start < last and (view.text[start] in PAUSES or view.text[start] == 'что'):
        start += 1
    return start, clause_end(here, start, cue) if start < last else start


def has_predicate(view: View, part: tuple[int, int]) -> bool:
    return any(view.is_predicate(i) for i in range(*part))


def own_clause(view: View, before: tuple[int, int]) -> tuple[int, int]:
    """The clause in front of an attribution that it stands in: «Сначала спорили, | но, по словам мэра, …»; the whole
    where there is one only."""
    clause = max((i for i in range(*before) if begins_clause(view, i)), default=before[0])
    return trimmed(view, clause, before[1]) if clause > before[0] else before


def of_something(view: View, part: tuple[int, int]) -> tuple[int, int] | None:
    """A content, but none that only tells of what was spoken: «О том, что …, сообщил мэр»."""
    return None if view.lemma[part[0]] in ('о', 'об') else part


def parts(view: View, i: int) -> bool:
    """Whether a stop, a colon or a semicolon parts what an attribution reports from what goes before; no «15:48»."""
    if view.text[i] == ':' and 0 < i < len(view) - 1:
        return not (view.text[i - 1][-1].isdigit() and view.text[i + 1][0].isdigit())
    return view.text[i] == ';' or view.stops(i)


def furniture_end(view: View, first: int, last: int) -> int:
    """Where a sentence begins behind a page's «15:48 |» or an agency's dateline: «Москва. 3 марта. ИНТЕРФАКС – …»."""
    end = min(last, first + DATELINE)
    i = first
    while i < end and (view.text[i] in PAUSES or view.text[i] in (':', '.', '|') or view.text[i][0].isdigit()):
        i += 1
    agency = i + 1 < end and view.text[i].isupper() and len(view.text[i]) > SHORT and view.text[i + 1][0].isupper()
    if i > first and agency:  # «11:10 REGNUM Верховный суд …»
        return i + 1
    bar = next((i for i in range(first, end) if view.text[i] == '|'), None)
    if bar is not None:
        return bar + 1
    dash = next((i for i in range(first + 1, end) if view.text[i] in DASHES and view.relation[i] == 'punct'), None)
    if dash is None or dash + 1 >= last or view.text[dash + 1][0].islower() or not is_dateline(view, first, dash):
        return first
    return dash + 1


def is_dateline(view: View, first: int, dash: int) -> bool:
    """Whether tokens [first, dash) are places, days and the name of an agency alone, with the sentences before them in
    their block: «Москва. 3 марта. ИНТЕРФАКС – …»."""
    words = [i for i in range(first, dash) if view.is_word(i)]
    if not words or not all(is_stamped(view, i) for i in words):
        return False
    before = [i for i in range(block_begin(view, first), first) if view.is_word(i)]
    placed = any(i in view.place_at for i in (*before, *words))
    dated = any(view.lemma[i] in TIMES for i in (*before, *words))
    sent = placed and dated and all(is_stamped(view, i) for i in before)
    return sent or any(is_agency(view, i) for i in words)


def block_begin(view: View, first: int) -> int:
    """Where the block of a sentence begins, if what stands before the sentence may be a dateline."""
    begin = first
    while begin > 0 and first - begin < DATELINE and view.block(begin - 1) == view.block(first):
        begin = view.bounds(begin - 1)[0]
    return begin


def is_stamped(view: View, token: int) -> bool:
    """Whether a word may stand in a dateline: a name, a number, a month, an abbreviation."""
    return view.pos[token] in ('PROPN', 'X', 'NUM', 'ADJ') or view.lemma[token] in TIMES or is_agency(view, token)


def is_agency(view: View, token: int) -> bool:
    """Whether a word is called as agencies are: «ТАСС», «КазТАГ», or names a body."""
    text = view.text[token]
    capitals = sum(map(str.isupper, text))
    named = view.mention(token)
    return (text.isupper() and len(text) >= SHORT) or capitals >= SHORT or (named is not None and named.type == 'ORG')


def is_nominal_clause(view: View, first: int, last: int) -> bool:
    """Whether words without a verb are a clause: «цех самый крупный в области», «цель – повысить безопасность»."""
    words = [i for i in range(first, last) if view.is_word(i)]
    subject = next((i for i in words if view.pos[i] in NOMINAL and view.feature(i, 'Case') == 'Nom'), None)
    if len(words) < VERBLESS or subject is None:
        return False
    dash = any(view.text[i] in DASHES for i in range(first + 1, last - 1))
    behind = [i for i in words if i > subject]
    adjective = any(view.pos[i] == 'ADJ' and view.feature(i, 'Case') == 'Nom' for i in behind)
    said = view.relation[subject] == 'nsubj' and subject < view.head[subject] < last  # «состояние тяжёлое»
    return dash or adjective or said or any('VerbForm=Inf' in view.feats[i] for i in behind)


def begins_clause(view: View, comma: int) -> bool:
    """Whether a clause of its own begins behind a comma: «, но …», «, по итогам которых …»."""
    if view.text[comma] != ',' or comma + 1 >= len(view):
        return False
    relative = any(view.lemma[i] == 'который' for i in range(comma + 1, min(len(view), comma + 4)))
    return relative or view.pos[comma + 1] == 'CCONJ'


def trimmed(view: View, first: int, last: int) -> tuple[int, int]:
    """A stretch without commas and dashes at its ends and without «однако», «кроме того» in front."""
    while last > first and (view.text[last - 1] in PAUSES or view.text[last - 1] in '("'):
        last -= 1
    while first < last:
        if view.text[first] in PAUSES:
            first += 1
            continue
        leads = tuple(fold(w) for w in view.text[first : min(last, first + 4)])
        length = next((len(words) for words in CONNECTIVES if leads[: len(words)] == words), 0)
        if not length or first + length >= last:
            break
        first += length
    return first, last


def headline_end(view: View, first: int, last: int) -> int:
    """Where the text begins in a first sentence that a headline without a stop runs into: behind it, a word that is no
    name has a capital letter («Мост открыли В Орске открыли мост»)."""
    if first > 0:
        return first
    begin = first
    for i in range(first + 2, min(last, HEADLINE)):
        if (
            view.text[i][0].isupper()
            and view.pos[i] not in ('PROPN', 'X')
            and i not in view.mention_at
            and view.pos[i] != 'ADJ'
            and view.is_word(i - 1)
            and not is_abbreviation(view, i)
            and not (len(view.text[i]) > 1 and view.text[i - 1][0].isupper())
        ):
            begin = i
    return begin


def is_abbreviation(view: View, token: int) -> bool:
    """Whether a word is in capitals and no preposition of one letter that begins a sentence: «В», «У»."""
    return view.text[token].isupper() and not (len(view.text[token]) == 1 and view.pos[token] == 'ADP')
