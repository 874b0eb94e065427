"""Whom a verb means: its subject or object by name, by a role whose holder is known, or understood from before."""

from __future__ import annotations

from bisect import bisect_left

from svodka.find.positions.lexicon import words
from svodka.find.positions.scene import GENDERS, Scene
from svodka.language.agreement import CASE, GENDER, NUMBER, TENSE, VARIANT, VERB_FORM, agree
from svodka.model import Mention

OBJECT = ('obj', 'nsubj:pass', 'nmod')
ACTED_ON = ('obj', 'iobj', 'obl')
SUBJECT = ('nsubj', 'nsubj:pass')
DASHES = frozenset('—–-')
JOINED = ('conj', 'xcomp', 'advcl', 'parataxis', 'ccomp')
COPULA = ('cop', 'aux', 'aux:pass')
RELATIVE = ('acl', 'amod', 'acl:relcl')
# So many verbs up is a subject looked for, and so many sentences back what «он» or no subject means.
CLIMB, MEMORY = 3, 3
# So many sentences back it means whom the text is about, if nobody else was a subject since.
LONG_MEMORY = 12
# Dependents farther than this from their word are not looked at.
NEAR = 8


def gender_told(scene: Scene, noun: int) -> str | None:
    """The gender of whom a noun means, as its words tell it: «министр | рассказала», «директор | рада», «мэр, |
    приехавшая вечером»; a masculine participle before the noun agrees with that alone («приехавший министр уехала»)."""
    up, told = scene.head[noun], list[int]()
    if scene.relation[noun] in SUBJECT and scene.together(up, noun):
        told = [up, *(i for i in scene.children(up) if scene.relation[i] in COPULA)]
    told = [i for i in told if scene.feature(i, TENSE) == 'Past' or scene.feature(i, VARIANT) == 'Short']
    for i in scene.children(noun):
        participle = scene.relation[i] in RELATIVE and scene.feature(i, VERB_FORM) == 'Part'
        if participle and agree(scene.feats[i], scene.feats[noun], CASE, NUMBER, unknown=True):
            told += [i] if i > noun or not agree(scene.feats[i], scene.feats[noun], GENDER) else []
    genders = (GENDERS.get(scene.feature(i, GENDER)) for i in told if scene.feature(i, NUMBER) == 'Sing')
    return next(filter(None, genders), None)


def is_doubtful(scene: Scene, verb: int) -> bool:
    """Whether what a verb says is denied or only wished: «не является», «хочет стать», «мог бы стать»."""
    up = scene.head[verb]
    wished = up >= 0 and scene.relation[verb] == 'xcomp' and scene.lemma[up] in words('wish')
    return wished or has_child(scene, verb, 'advmod', 'не') or has_child(scene, verb, 'aux', 'бы')


def is_giving(scene: Scene, verb: int) -> bool:
    """Whether a verb in the active voice gives a position to its object, or takes it: «назначил», «освободила»."""
    if scene.lemma[verb] not in words('giving') or scene.text[verb].endswith(('ся', 'сь')):
        return False
    return 'Voice=Pass' not in scene.feats[verb] and scene.pos[verb] == 'VERB'


def has_child(scene: Scene, head: int, relation: str, lemma: str = '') -> bool:
    """Whether a token has a dependent in this relation (of this lemma) near it."""
    near = range(max(head - NEAR, 0), min(head + NEAR, len(scene)))
    return any(scene.head[i] == head and scene.relation[i] == relation and lemma in ('', scene.lemma[i]) for i in near)


def governed_by(scene: Scene, verb: int) -> int | None:
    """The person whom a verb gives a position: its object, else its subject, or that of a verb it is joined to.

    The subject of a verb that gives it to somebody else («назначил») it never is.
    """
    for _ in range(CLIMB):
        gives = is_giving(scene, verb)
        for relations in (OBJECT,) if gives else (OBJECT, SUBJECT):
            if (person := person_of(scene, verb, relations)) is not None:
                return person
        if gives:
            return None
        up = scene.head[verb]
        if scene.relation[verb] in RELATIVE and up in scene.person_at:
            return scene.person_at[up]
        if _has_other_subject(scene, verb):
            return None
        if not scene.together(up, verb) or scene.relation[verb] not in JOINED:
            return understood(scene, verb)
        verb = up
    return None


def _has_other_subject(scene: Scene, verb: int) -> bool:
    """Whether a verb has a noun as its subject: «Белов ушёл, но акционером остался | брат»."""
    return any(scene.relation[i] in SUBJECT and scene.pos[i] in ('NOUN', 'PROPN') for i in scene.children(verb))


def person_of(scene: Scene, head: int, relations: tuple[str, ...]) -> int | None:
    """The person in one of these relations to a token, by name or by a role whose holder is known."""
    first, last = scene.bounds(head)
    for i in range(first, last):
        if scene.head[i] == head and scene.relation[i] in relations:
            if (person := scene.person_at.get(i)) is not None:
                return person
            holders = scene.holding(scene.role_at.get(i, -1))
            if len(holders) == 1:
                return holders[0]
            for j in scene.children(i):
                if j > i and scene.relation[j] == 'appos' and j in scene.person_at:
                    return scene.person_at[j]
    return None


def understood(scene: Scene, verb: int) -> int | None:
    """Whom «он», or no subject at all, means: the last person of that gender who was a subject."""
    start, last = scene.bounds(verb)
    word = verb
    subjects = [i for i in range(start, last) if scene.head[i] == verb and scene.relation[i] in SUBJECT]
    if any(scene.lemma[i] not in ('он', 'она') for i in subjects):
        return None
    if subjects:
        word = start = subjects[0]
    elif scene.pos[verb] not in ('VERB', 'AUX') or scene.feature(verb, TENSE) != 'Past':
        return None
    elif (person := scene.person_at.get(verb - 1 - (scene.text[verb - 1] == ','))) is not None:
        return person if scene.case(person) in ('Nom', '') else None
    else:
        start = verb
    return last_subject(scene, start, word)


def last_subject(scene: Scene, start: int, word: int | None = None) -> int | None:
    """The last person before token `start` who was a subject, of the gender of a `word`; farther back only whom the
    text is about."""
    for n in range(bisect_left(scene.firsts, start) - 1, -1, -1):
        m = scene.mentions[n]
        back = scene.sentence[start] - m.sentence
        if back > LONG_MEMORY:
            return None
        if m.type == 'PER' and (word is None or _may_be_meant(scene, m, word)) and _was_subject(scene, m):
            return n if back <= MEMORY or scene.bearer[n] == scene.leading else None
    return None


def _may_be_meant(scene: Scene, mention: Mention, word: int) -> bool:
    """Whether a pronoun or a verb has a person's gender, as the name tells it or else the tagger."""
    told, gender = mention.person and mention.person.gender, GENDERS.get(scene.feature(word, GENDER))
    return told == gender if told and gender else agree(scene.feats[mention.first], scene.feats[word], GENDER)


def _was_subject(scene: Scene, mention: Mention) -> bool:
    """Whether a name is a subject, or stands beside a role that is one, or its sentence is about it: it begins with the
    name («Олегу Белову 52 года»), or the name is the predicate («второй кандидат – Олег Белов»)."""
    if mention.first == scene.bounds(mention.first)[0]:
        return True
    for i in range(mention.first, mention.last):
        head = scene.head[i]
        beside = scene.relation[i] == 'appos' and head >= 0 and scene.relation[head] in SUBJECT
        predicate = scene.text[mention.first - 1] in DASHES and 'root' in (scene.relation[i], scene.relation[head])
        if beside or predicate or scene.relation[i] in SUBJECT:
            return True
    return False
