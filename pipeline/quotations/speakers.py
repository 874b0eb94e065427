"""Who a speaker's phrase means: an entity of the document, a body that speaks, or a noun as it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Span
from pipeline.normal import normal_form
from pipeline.quotations.lexicon import fold, nouns
from pipeline.quotations.people import Person, people_of
from pipeline.quotations.subjects import DROPPED, genitive, has_preposition, joined, phrase
from pipeline.quotations.view import Found, View

WINDOW = 4  # sentences back that a pronoun, a bare noun or a dropped subject may reach
PLAIN = frozenset(
    ('этот', 'сам', 'бывший', 'официальный', 'известный', 'главный', 'знаменитый', 'новый', 'старший', 'популярный')
)
THEY = frozenset(('они', 'их'))
PRONOUNS = {
    'он': 'Masc',
    'она': 'Fem',
    'они': '',
    'его': 'Masc',
    'ее': 'Fem',
    'их': '',
    'сам': '',
    'тот': '',
    'последний': '',
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may be meant and why: `score` is the sum of the reasons."""

    name: str
    entity: int | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke: a name, the entity's index, the tokens [first, last) that name him, and how it was decided."""

    name: str = ''
    entity: int | None = None
    first: int | None = None
    last: int | None = None
    why: str = 'nobody is named'
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Memory:
    """Who spoke so far: (token, speaker, gender, plural) of each quotation, in order."""

    said: list[tuple[int, Speaker, str, bool]] = field(default_factory=list)
    people: dict[int, Person] | None = None
    subjects: list[tuple[int, int]] | None = None


def resolve(view: View, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    """The speaker of one quotation; `covered` marks words in somebody's mouth, whose names are no candidates."""
    if found.label is not None:
        return by_label(view, found, memory)
    if found.who is None:
        return Speaker()
    if found.who == DROPPED:
        return from_context(
            view, found, memory, covered, verb_gender(view, found.cue), verb_plural(view, found.cue), 'dropped subject'
        )
    who = found.who
    lemma = view.lemma[who]
    if lemma in PRONOUNS and view.pos[who] in ('PRON', 'DET', 'ADJ') and view.mention(who) is None:
        gender = PRONOUNS[lemma] or view.feature(who, 'Gender')
        if lemma in ('его', 'ее', 'их'):
            gender = PRONOUNS[lemma]
        plural = lemma in THEY
        meant = from_context(
            view, found, memory, covered, '' if plural else gender, plural, f'pronoun «{view.text[who]}»'
        )
        return Speaker(meant.name, meant.entity, who, who + 1, meant.why, meant.candidates)
    second = joined(view, who)
    one = by_phrase(view, who, found, memory, covered)
    if second is not None and view.mention_at.get(who, -1) != view.mention_at.get(second, -2):
        other = by_phrase(view, second, found, memory, covered)
        last = max(one.last or 0, other.last or 0)
        return Speaker(
            f'{one.name} и {other.name}', None, one.first, last, 'two speakers', (*one.candidates, *other.candidates)
        )
    return one


def verb_gender(view: View, cue: int | None) -> str:
    return '' if cue is None else view.feature(cue, 'Gender')


def verb_plural(view: View, cue: int | None) -> bool:
    return cue is not None and view.is_finite(cue) and 'Number=Plur' in view.feats[cue]


def by_phrase(view: View, who: int, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    """The speaker that a noun or a name stands for."""
    first, last = phrase(view, who)
    named = name_in(view, who, first, last)
    if named is not None:
        entity = view.entity_of[named]
        return Speaker(view.entities[entity].name, entity, first, max(last, view.mentions[named].last), 'a name')
    written = Speaker(nominative(view, who, first, last), None, first, last, 'the noun as written')
    lemma = view.lemma[who]
    if view.feature(who, 'Animacy') == 'Anim' or lemma in nouns().same_office:
        if 'Number=Plur' in view.feats[who]:
            return written
        return by_office(view, who, first, last, found, memory, covered, written)
    if lemma in nouns().documents:
        owner = genitive(view, who)
        if owner is not None and owner != who:
            return by_phrase(view, owner, found, memory, covered)
    if lemma in nouns().bodies and last - first == 1:
        return by_body(view, who, found, covered, written, memory)
    if lemma in ('там', 'здесь'):
        return by_body(view, who, found, covered, Speaker(), memory)
    return written


def name_in(view: View, who: int, first: int, last: int) -> int | None:
    """The mention that names the speaker in a phrase: a person in apposition, or the body itself."""
    own = view.mention_at.get(who)
    if own is not None and (view.mentions[own].type == 'PER' or view.mentions[own].first == first):
        return own
    seen: set[int] = set()
    for i in range(first, min(last + 1, len(view))):
        number = view.mention_at.get(i)
        if (
            number is None
            or number in seen
            or view.sentence[i] != view.sentence[who]
            or (i >= last and view.text[last - 1] != '»')
        ):
            continue
        seen.add(number)
        mention = view.mentions[number]
        head = mention.first
        if mention.type == 'PER':
            if belongs(view, who, head):
                return number
        elif (
            mention.type == 'ORG'
            and i <= last - 1
            and view.feature(who, 'Animacy') != 'Anim'
            and mention.last >= last - 1
            and (
                view.relation[head] in ('appos', 'flat', 'flat:name')
                or (
                    mention.first - who <= 2
                    and view.lemma[who] in nouns().titled | nouns().bodies
                    and view.text[mention.first - 1] in '«"“' + view.text[who]
                )
            )
        ):
            return number
    behind = name_behind(view, who, last)
    if behind is not None:
        return behind
    return own if own is not None and view.mentions[own].type == 'ORG' else None


def name_behind(view: View, who: int, last: int) -> int | None:
    """A person's name behind a comma («бывший мэр, Иван Орлов, …») or behind «и» between two adjectives."""
    end = view.bounds(who)[1]
    i = last
    while i < end and i < last + 3 and (view.pos[i] in ('CCONJ', 'ADJ') or view.text[i] == ','):
        i += 1
    number = view.mention_at.get(i) if i < end else None
    if number is None or view.mentions[number].type != 'PER' or view.mentions[number].first != i or i == last:
        return None
    same = view.feature(i, 'Case') == view.feature(who, 'Case') and view.feature(who, 'Animacy') == 'Anim'
    return number if same and view.relation[i] not in ('nsubj', 'conj') else None


def belongs(view: View, who: int, head: int) -> bool:
    """Whether a person's name stands in apposition («адвокат Орлов»), not in the genitive («адвокат Орлова»)."""
    case, own = view.feature(head, 'Case'), view.feature(who, 'Case')
    if own == 'Gen' or case == '' or own == '':
        if view.relation[head] in ('appos', 'flat', 'flat:name'):
            return True
        return not (view.relation[head] == 'nmod' and (view.lemma[who] in nouns().relations or own != 'Gen'))
    return case == own or view.relation[head] in ('appos', 'flat', 'flat:name', 'nsubj')


def nominative(view: View, who: int, first: int, last: int) -> str:
    """A speaker's phrase in the nominative, as it is written otherwise."""
    document = view.parse.document.text
    tokens = view.parse.tokens
    if view.feature(who, 'Case') == 'Nom':
        return ' '.join(document[tokens.start[first] : tokens.stop[last - 1]].split())
    return ' '.join(normal_form(view.parse, Span(first, last, 'ROLE')).split())


def by_label(view: View, found: Found, memory: Memory) -> Speaker:
    """The person whom a transcript's label names: «В.Путин», «Ш. МИРЗИЁЕВ»."""
    assert found.label is not None
    tokens = view.parse.tokens
    text = view.parse.document.text[found.label[0] : found.label[1]].split(':')[0].split('(')[0].strip()
    for number, mention in enumerate(view.mentions):
        if found.label[0] <= mention.start < found.label[1] and mention.type == 'PER':
            entity = view.entity_of[number]
            if len(view.entities[entity].name.split()) > 1 and '.' not in view.entities[entity].name:
                return Speaker(view.entities[entity].name, entity, None, None, 'the label')
            break
    parts = text.replace('\u00a0', ' ').replace('.', '. ').split()
    initials = [p[0] for p in parts if p.endswith('.')]
    surname = next((p for p in parts if not p.endswith('.')), parts[-1] if parts else '')
    stem = fold(surname)[: max(4, len(surname) - 2)]
    fits: dict[int, str] = {}
    for number, mention in enumerate(view.mentions):
        if mention.type == 'PER':
            entity = view.entity_of[number]
            words = view.entities[entity].name.split()
            if (
                any(fold(w).startswith(stem) for w in words)
                and len(words) > 1
                and (not initials or any(w[0] == initials[0] and not fold(w).startswith(stem) for w in words))
            ):
                fits.setdefault(entity, view.entities[entity].name)
    if fits:
        entity = max(fits, key=lambda e: (('.' not in fits[e]), len(view.entities[e].mentions)))
        return Speaker(
            fits[entity],
            entity,
            None,
            None,
            'the label',
            tuple(Candidate(n, e, 1, 'surname and initial') for e, n in fits.items()),
        )
    del tokens, memory
    entity_here = next(
        (
            view.entity_of[n]
            for n, m in enumerate(view.mentions)
            if m.type == 'PER' and found.label[0] <= m.start < found.label[1]
        ),
        None,
    )
    if entity_here is not None:
        return Speaker(view.entities[entity_here].name, entity_here, None, None, 'the label')
    return Speaker(' '.join(parts[:4]), None, None, None, 'the label as written')


def recent_subjects(view: View, memory: Memory, covered: bytearray) -> list[tuple[int, int]]:
    """(token, entity or -1) of the people, and of animate nouns that are subjects, outside of speech, in order."""
    if memory.subjects is None:
        memory.subjects = []
        for i in range(len(view)):
            number = view.mention_at.get(i)
            if number is not None:
                if view.mentions[number].type == 'PER' and view.mentions[number].first == i and not covered[i]:
                    memory.subjects.append((i, view.entity_of[number]))
            elif (
                view.relation[i] in ('nsubj', 'nsubj:pass')
                and view.pos[i] == 'NOUN'
                and 'Animacy=Anim' in view.feats[i]
                and not covered[i]
                and name_in(view, i, *phrase(view, i)) is None
            ):
                memory.subjects.append((i, -1))
    return memory.subjects


def is_subject(view: View, token: int) -> bool:
    """Whether a name is its clause's subject, itself or through the noun it stands beside."""
    for _ in range(3):
        if view.relation[token] in ('nsubj', 'nsubj:pass'):
            return True
        if view.relation[token] not in ('appos', 'flat', 'flat:name') or view.head[token] < 0:
            return False
        token = view.head[token]
    return False


def person(view: View, memory: Memory, entity: int) -> Person | None:
    if memory.people is None:
        memory.people = people_of(view)
    return memory.people.get(entity)


def from_context(
    view: View, found: Found, memory: Memory, covered: bytearray, gender: str, plural: bool, what: str
) -> Speaker:
    """The speaker of a pronoun, a dropped subject or words without attribution: who spoke or acted last."""
    place, sentence = found.at, view.sentence[found.at]
    scores: dict[object, float] = {}
    seen: dict[object, tuple[str, int | None]] = {}
    reasons: dict[object, list[str]] = {}

    def vote(key: object, name: str, entity: int | None, points: float, reason: str) -> None:
        scores[key] = scores.get(key, 0) + points
        seen[key] = name, entity
        reasons.setdefault(key, []).append(reason)

    for at, speaker, said_gender, said_plural in reversed(memory.said[-3:]):
        distance = sentence - view.sentence[at]
        if (
            distance > WINDOW
            or not speaker.name
            or said_plural != plural
            or (gender and said_gender and gender != said_gender)
        ):
            continue
        key: object = speaker.entity if speaker.entity is not None else speaker.name
        if key not in scores:
            vote(key, speaker.name, speaker.entity, 6 - 1.7 * distance, 'spoke before')
    if not plural:
        subjects = recent_subjects(view, memory, covered)
        low = len(subjects)
        while low and subjects[low - 1][0] >= place:
            low -= 1
        counted: set[object] = set()
        for token, entity in reversed(subjects[max(0, low - 12) : low]):
            distance = sentence - view.sentence[token]
            if distance > WINDOW:
                break
            if distance == 0 and found.first <= token < found.last:
                continue
            known = person(view, memory, entity) if entity >= 0 else None
            own = known.gender if known is not None else view.feature(token, 'Gender')
            if gender and own and own != gender and not (entity < 0 and gender == 'Fem'):
                continue
            if entity < 0 and ('Number=Plur' in view.feats[token]):
                continue
            key = entity if entity >= 0 else view.lemma[token]
            if key in counted:
                continue
            counted.add(key)
            leads = is_subject(view, token)
            points = (4.0 if leads else 1.5) - distance
            if distance == 0:
                points += 0.5
            if entity < 0:
                first, last = phrase(view, token)
                vote(
                    key,
                    nominative(view, token, first, last),
                    None,
                    points - 0.4,
                    'subject before' if leads else 'named before',
                )
            else:
                vote(key, view.entities[entity].name, entity, points, 'subject before' if leads else 'named before')
    candidates = tuple(
        sorted(
            (Candidate(seen[k][0], seen[k][1], s, ', '.join(reasons[k])) for k, s in scores.items()),
            key=lambda c: -c.score,
        )
    )
    if not candidates:
        return Speaker(why=f'{what}: nobody before')
    if len(candidates) > 1 and candidates[0].score == candidates[1].score:
        return Speaker(why=f'{what}: a tie', candidates=candidates)
    best = candidates[0]
    return Speaker(best.name, best.entity, None, None, f'{what}: {best.reason}', candidates)


def by_office(
    view: View, who: int, first: int, last: int, found: Found, memory: Memory, covered: bytearray, written: Speaker
) -> Speaker:
    """The person whom a noun of office or trade means («министр», «глава ведомства», «певица»)."""
    lemma = view.lemma[who]
    office = nouns().same_office.get(lemma, frozenset()) | {lemma}
    complement = {
        view.lemma[i]
        for i in range(first, last)
        if i != who
        and view.is_word(i)
        and view.pos[i] in ('NOUN', 'PROPN', 'ADJ', 'X')
        and view.lemma[i] not in PLAIN
        and not view.lemma[i][0].isdigit()
    }
    gender = view.feature(who, 'Gender')
    if memory.people is None:
        memory.people = people_of(view)
    sentence = view.sentence[found.at]
    last_said = next(
        ((s.entity, view.sentence[at]) for at, s, _, _ in reversed(memory.said) if s.entity is not None), (None, -99)
    )
    candidates: list[Candidate] = []
    for entity, known in memory.people.items():
        if known.gender == 'Masc' and gender == 'Fem':
            continue
        points, reasons = 0.0, []
        if lemma in known.offices:
            points, reasons = 4, ['the same noun']
        elif office & known.offices:
            points, reasons = 2.5, ['a like office']
        shared = len({c for c in complement if c in known.around})
        if complement and shared == len(complement):
            points, reasons = points + 2, [*reasons, 'the same body']
        elif complement and points:
            points -= 1 if shared else 2
        if not points:
            continue
        before = [view.mentions[n].first for n in view.entities[entity].mentions if view.mentions[n].first < found.at]
        if before:
            points += max(0.0, 1.0 - 0.1 * (sentence - view.sentence[before[-1]]))
        else:
            points -= 1
        if entity == last_said[0] and sentence - last_said[1] <= WINDOW:
            points, reasons = points + 1.5, [*reasons, 'spoke before']
        candidates.append(Candidate(view.entities[entity].name, entity, points, ', '.join(reasons)))
    candidates.sort(key=lambda c: -c.score)
    least = 3.4 if complement else 2.4
    if (
        candidates
        and candidates[0].score >= least
        and lemma not in nouns().unnamed
        and (len(candidates) == 1 or candidates[0].score > candidates[1].score)
    ):
        best = candidates[0]
        return Speaker(best.name, best.entity, first, last, best.reason, tuple(candidates))
    if complement or lemma in nouns().unnamed or lemma in ('человек', 'представитель'):
        return Speaker(written.name, None, first, last, 'the noun as written', tuple(candidates))
    meant = from_context(
        view, found, memory, covered, 'Fem' if gender == 'Fem' else '', False, f'noun «{view.text[who]}»'
    )
    if (
        meant.entity is not None
        and meant.candidates[0].score >= 3
        and person_fits(view, memory, meant.entity, lemma, office)
    ):
        return Speaker(meant.name, meant.entity, first, last, meant.why, meant.candidates)
    return Speaker(written.name, None, first, last, 'the noun as written', (*candidates, *meant.candidates))


def person_fits(view: View, memory: Memory, entity: int, lemma: str, office: frozenset[str]) -> bool:
    """Whether a person may be called by a noun that the text has not used of him: a leader is no doctor."""
    known = person(view, memory, entity)
    if known is None:
        return False
    if lemma in known.offices or not known.offices or lemma in nouns().anyone:
        return True
    rows = nouns().same_office
    placed = [o for o in known.offices if o in rows]
    return not placed or lemma not in rows or bool(office & known.offices) or len(office) == 1


def by_body(view: View, who: int, found: Found, covered: bytearray, written: Speaker, memory: Memory) -> Speaker:
    """The organisation that «издание», «в ведомстве», «там» mean: the last one that spoke or was named."""
    sentence = view.sentence[found.at]
    last = next(
        (
            (s, view.sentence[at])
            for at, s, _, _ in reversed(memory.said)
            if s.entity is not None and view.entities[s.entity].type == 'ORG'
        ),
        None,
    )
    if last is not None and sentence - last[1] <= WINDOW:
        return Speaker(last[0].name, last[0].entity, who, who + 1, 'the body that spoke before')
    recent: dict[int, int] = {}
    for number in reversed(range(len(view.mentions))):
        mention = view.mentions[number]
        if mention.first < found.at and mention.type == 'ORG' and not covered[mention.first]:
            if sentence - mention.sentence > WINDOW:
                break
            recent.setdefault(view.entity_of[number], number)
    candidates = tuple(Candidate(view.entities[e].name, e, 1, 'named before') for e in recent)
    same = [
        e
        for e, n in recent.items()
        if view.lemma[who] in view.lemma[max(0, view.mentions[n].first - 1) : view.mentions[n].last]
    ]
    if len(same) == 1 or len(recent) == 1:
        entity = same[0] if len(same) == 1 else next(iter(recent))
        return Speaker(view.entities[entity].name, entity, who, who + 1, 'the body named before', candidates)
    return Speaker(written.name, None, who, who + 1, written.why, candidates)


def has_own_preposition(view: View, token: int) -> bool:
    return has_preposition(view, token)
