"""Mixed quotations: some of somebody's own words inside what the author tells of him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from svodka.find.quotations.asides import is_person
from svodka.find.quotations.attribution import cue_subject, is_titled
from svodka.find.quotations.cues import CueAt, owner
from svodka.find.quotations.lexicon import nouns, words
from svodka.find.quotations.nominatives import is_nominative, leftmost
from svodka.find.quotations.quoted import Quoted, trim
from svodka.find.quotations.subjects import own_subject
from svodka.find.quotations.view import DASHES, Found, View
from svodka.find.rule import rule
from svodka.lexicons import fold

CALLING = words('calling')
ABOUT = words('of_a_theme')
NAMING = words('naming')
CLAUSE = 3  # words of a clause in marks that is no title, at least
CALLED = 4  # tokens between «называемый» and the name in marks, at most
REACH = 40  # tokens between a cue and the words in marks that it takes, at most


def find_mixed(
    view: View, cues: Mapping[int, CueAt], marks: Sequence[Quoted], covered: bytearray, indirect: Sequence[Found]
) -> tuple[list[Found], list[Found]]:
    """Mixed quotations, and the reported clauses that stay: one wholly in marks is mixed only."""
    reported: dict[int, int] = {}
    for number, row in enumerate(indirect):
        for i in range(row.first, row.last):
            reported[i] = number
    found: list[Found] = []
    whole: set[int] = set()
    for quoted in marks:
        first, last = trim(view, quoted.first, quoted.last)
        if covered[quoted.first] or not quoted.closed or last <= first:
            continue
        clause = reported.get(first)
        if clause is None:
            new = words_with_cue(view, cues, quoted, first, last)
        else:
            row = indirect[clause]
            new = words_in_clause(view, cues, row, quoted, first, last)
            if new is not None and row.first >= quoted.open and row.last <= quoted.close + 1:
                whole.add(clause)
        if new is not None:
            found.append(new)
            covered[first:last] = b'\1' * (last - first)
    return found, [row for number, row in enumerate(indirect) if number not in whole]


@rule(
    yes={
        'Пётр Ильин заявил, что новый мост «[простоит сто лет]».': 'Ильин',
        'Пётр Ильин заявил, что «[мост простоит сто лет]».': 'Ильин',
    },
    no=[
        'Пётр Ильин заявил, что роман «Тихая река» выйдет в мае.',
        'Пётр Ильин заявил, что мост строит компания «Парус».',
        'Пётр Ильин заявил, что мост строили после «обкатки» проекта.',
    ],
)
def words_in_clause(
    view: View, cues: Mapping[int, CueAt], row: Found, quoted: Quoted, first: int, last: int
) -> Found | None:
    """Words in marks inside a reported clause: they are its speaker's, or his whom the clause makes say them."""
    if not is_fragment(view, quoted, first, last, True):
        return None
    inner = named_inside(view, cues, row, quoted)
    if inner is not None:  # «Аналитики отмечают, что президент назвал выборы «успехом»»
        return part_of(view, inner, first, last, words_in_clause.__name__, cue_subject(view, inner))
    return replace(row, first=first, last=last, kind='mixed', rule=words_in_clause.__name__, utterance=first)


def part_of(view: View, at: CueAt, first: int, last: int, rule: str, who: int | None) -> Found:
    """Words in marks that a cue takes."""
    place = (at.lemma, at.token, at.token, who)
    return Found(first, last, 'mixed', rule, *place, cue_last=at.last, negated=at.negated, utterance=first)


def named_inside(view: View, cues: Mapping[int, CueAt], row: Found, quoted: Quoted) -> CueAt | None:
    """The cue inside a reported clause that takes words in marks, if its own subject stands there."""
    for i in range(quoted.open - 1, row.first - 1, -1):
        at = cues.get(i)
        if at is not None and at.kind == 'verb' and 'part' in at.cue.takes and view.is_finite(i):
            own = own_subject(view, i)
            named = own is not None and row.first <= own < row.last and view.pos[own] != 'PRON'
            return at if named else None
    return None


@rule(
    yes={
        'Критик Анна Белова назвала спектакль «[лучшим за год]».': 'Белова',
        'Пётр Ильин назвал мост «[лучшим в крае]», а Анна Белова – «[опасным]».': 'Ильин; Белова',
        'Пётр Ильин призвал горожан «[беречь новый мост]».': 'Ильин',
    },
    no=[
        'Жильцов, соглашающихся на переезд, можно считать «счастливыми новосёлами».',
        'Пётр Ильин открыл так называемый «живой мост».',
        'Пётр Ильин купил «волшебную» лампу.',
    ],
)
def words_with_cue(view: View, cues: Mapping[int, CueAt], quoted: Quoted, first: int, last: int) -> Found | None:
    """Words in marks that a verb like «назвать», «призвать» takes."""
    at = governing(view, quoted, cues)
    if at is None or not is_fragment(view, quoted, first, last, False) or is_coined(view, at, quoted, first, last):
        return None
    who = owner(view, at) if at.kind == 'source' else cue_subject(view, at)
    if (other := elided(view, at, quoted)) is not None:  # the verb itself is the other's
        return Found(first, last, 'mixed', words_with_cue.__name__, at.lemma, quoted.open, None, other, utterance=first)
    if who is None or quoted.open <= who < quoted.last:
        return None
    return part_of(view, at, first, last, words_with_cue.__name__, who)


def elided(view: View, at: CueAt, quoted: Quoted) -> int | None:
    """The subject in front of a dash that stands for the cue's verb: «Мэр назвал мост «новым», а Ильин – «старым»»."""
    dash = quoted.open - 1
    if dash - 1 <= at.last or view.text[dash] not in DASHES or not is_nominative(view, dash - 1):
        return None
    comma = next((i for i in range(dash - 1, at.last, -1) if view.text[i] == ','), None)
    if comma is None or any(map(view.is_finite, range(comma, dash))) or not is_person(view, dash - 1):
        return None
    return leftmost(view, dash - 1)


def is_coined(view: View, at: CueAt, quoted: Quoted, first: int, last: int) -> bool:
    """Whether words in marks beside a cue only name something: «рассказал о «серых» зарплатах», «отмечают «победу»»."""
    if at.kind == 'source':
        return False
    spoken = any(view.is_predicate(i) or 'VerbForm=Inf' in view.feats[i] for i in range(first, last))
    about = any(view.lemma[i] in ABOUT for i in range(at.last + 1, quoted.open))
    if spoken or any(view.lemma[i] == 'как' for i in range(max(at.last, quoted.open - 3), quoted.open)):
        return False
    words = sum(view.is_word(i) for i in range(first, last))
    if about or (words == 1 and 'words' in at.cue.takes):
        return True
    head = next((i for i in range(first, last) if not first <= view.head[i] < last), first)
    if view.feature(head, 'Case') == 'Gen' and view.relation[head] == 'nmod':
        return True  # «признала операторов «большой тройки» виновными»
    if NAMING.isdisjoint((at.cue.cue,)):
        return 'words' in at.cue.takes and not view.governs(at.token, first)
    return view.feature(head, 'Case') in ('Acc', 'Nom') and view.relation[head] in ('obj', 'nsubj')


def governing(view: View, quoted: Quoted, cues: Mapping[int, CueAt]) -> CueAt | None:
    """The cue that words in marks belong to: the nearest before them in the sentence, else one behind."""
    first, last = view.bounds(quoted.open)
    for i in range(quoted.open - 1, max(first, quoted.open - REACH) - 1, -1):
        at = cues.get(i)
        if at is not None and ('part' in at.cue.takes or at.kind == 'source'):
            over = ',' in view.text[i : quoted.open] and not view.governs(i, quoted.first)
            if over and not view.is_finite(i) and at.kind == 'verb':
                continue  # its clause is over: «женщин, соглашающихся на брак, можно считать «…»»
            return at
    for i in range(quoted.close + 1, min(last, quoted.close + 8)):
        at = cues.get(i)
        if at is not None and 'part' in at.cue.takes and view.governs(i, quoted.first):
            return None if in_subject(view, i, quoted.first) else at
    return None


def in_subject(view: View, verb: int, token: int) -> bool:
    """Whether a token belongs to the subject of a verb: «глава «большой четвёрки» сообщил»."""
    for _ in range(20):
        if token < 0 or token == verb:
            return False
        if view.relation[token].startswith('nsubj') and view.head[token] == verb:
            return True
        token = view.head[token]
    return False


def is_fragment(view: View, quoted: Quoted, first: int, last: int, reported: bool) -> bool:
    """Whether words in marks are somebody's words, not a name, a title or irony."""
    if is_titled(view, quoted) or is_called(view, quoted) or is_explained(view, quoted):
        return False
    words = sum(view.is_word(i) for i in range(first, last))
    whole = words >= CLAUSE and any(view.is_predicate(i) for i in range(first, last))
    if view.text[first][0].isupper() and not view.text[first].isupper():
        return whole
    if words == 1 and is_ironical(view, quoted, first, reported):
        return False
    if words <= 1 and not view.text[first][0].isalpha():
        return False
    before = quoted.open - 1
    titled = any(
        view.lemma[i] in nouns().titled
        for i in (before, before - 1)
        if i >= 0 and view.governs(i, first) and view.text[i] not in ',.'
    )
    return whole or not titled


def is_called(view: View, quoted: Quoted) -> bool:
    """Whether the words before marks say that something is called so: «так называемый «целитель»»."""
    before = quoted.open - 1
    if before >= 0 and view.lemma[before] in CALLING and view.pos[before] != 'VERB':
        return True
    if before >= 1 and view.lemma[before] == 'называть' and 'VerbForm=Part' in view.feats[before]:
        return True
    # «островов, называемых в Японии «северными территориями»»
    return any(fold(word).startswith('называем') for word in view.text[max(0, before - CALLED) : before + 1])


def is_explained(view: View, quoted: Quoted) -> bool:
    """Whether marks and brackets hold what a word means: «форум («площадь»)»."""
    return view.text[quoted.open - 1] == '(' and view.text[min(quoted.close + 1, len(view) - 1)] == ')'


def is_ironical(view: View, quoted: Quoted, first: int, reported: bool) -> bool:
    """Whether the author himself sets a single word in marks: «о работе «умных» светофоров», «после «обкатки»»."""
    behind = min(quoted.close + 1, len(view) - 1)
    if view.pos[first] in ('ADJ', 'DET') and view.head[first] >= behind and view.pos[behind] in ('NOUN', 'ADJ'):
        return True
    return reported and (view.pos[first] in ('NOUN', 'PROPN') or view.relation[first] == 'amod')
