"""Roles that a verb gives: «Иванов стал директором», «занимает пост директора», «избран депутатом»."""

from __future__ import annotations

from bisect import bisect_left

from svodka.find.positions.lexicon import words
from svodka.find.positions.scene import Scene
from svodka.model import Mention, features

OBJECT = ('obj', 'nsubj:pass', 'nmod')
SUBJECT = ('nsubj', 'nsubj:pass')
JOINED = ('conj', 'xcomp', 'advcl', 'parataxis', 'ccomp')
RELATIVE = ('acl', 'amod', 'acl:relcl')
# So many verbs up is a subject looked for, and so many sentences back what «он» or no subject means.
CLIMB, MEMORY = 3, 3
# Dependents farther than this from their word are not looked at.
NEAR = 8


def predicate(scene: Scene, k: int) -> list[int]:
    """The people to whom a verb gives a role; notes a status and an organisation that the verb tells."""
    role, tokens = scene.roles[k], scene.tokens
    up, relation = tokens.head[role.head], tokens.relation[role.head]
    if role.case in ('Nom', 'Ins') and not _doubtful(scene, role.head):
        subject = _person(scene, role.head, SUBJECT)
        if subject is not None:
            return [subject]
    if not scene.together(up, role.head):
        return _by_copula(scene, k)
    if relation == 'conj':
        j = scene.role_at.get(up, -1)
        if j in scene.holders and j < k and scene.roles[j].like(role):
            return list(scene.holders[j])
        if role.case == 'Ins' and _has(scene, role.head, 'cop') and (person := _governed(scene, up)) is not None:
            return [person]
        return []
    if role.case == 'Gen' and tokens.lemma[role.first - 1] == 'качество':
        # «утверждён в качестве председателя»
        person = None if _doubtful(scene, up) else _governed(scene, up)
        return [] if person is None else [person]
    if role.case == 'Gen' and tokens.lemma[up] in words('post'):
        return _by_post(scene, k, tokens.head[up])
    if _has(scene, role.head, 'case', 'как') or _has(scene, role.head, 'mark', 'как'):
        person = _governed(scene, up)
        return [] if person is None else [person]
    case = role.case
    if role.status == 'acting':
        # «исполняющим обязанности директора назначен …»: the verb governs the participle.
        case = 'Ins'
        for _ in range(CLIMB):
            if tokens.lemma[up] not in words('be') and scene.together(tokens.head[up], up):
                up = tokens.head[up]
    if case != 'Ins' or tokens.lemma[up] not in words('be') or _doubtful(scene, up):
        return []
    if _has(scene, role.head, 'case'):
        return []
    person = _governed(scene, up)
    if person is None:
        return []
    if features(tokens.feats[up]).get('Tense') == 'Fut':
        scene.status[k] = 'future'
    if role.organisation is None:
        _note_organisation(scene, k, up)
    return [person]


def _by_copula(scene: Scene, k: int) -> list[int]:
    """«был министром» without a subject, as in a life's story."""
    role, tokens = scene.roles[k], scene.tokens
    before = range(max(role.first - NEAR, 0), role.first)
    copula = [i for i in before if tokens.head[i] == role.head and tokens.relation[i] == 'cop']
    if not copula or role.case != 'Ins' or _doubtful(scene, role.head):
        return []
    person = _understood(scene, copula[0])
    return [] if person is None else [person]


def _by_post(scene: Scene, k: int, verb: int) -> list[int]:
    """«занимает пост директора», «отставка Иванова с поста директора», but not «претендует на пост директора»."""
    if not scene.together(verb, scene.roles[k].head) or scene.tokens.lemma[verb] in words('seek'):
        return []
    if scene.tokens.lemma[verb] in words('replace'):
        return [p for r in (SUBJECT, OBJECT) if (p := _person(scene, verb, r)) is not None]
    person = None if _doubtful(scene, verb) else _governed(scene, verb)
    if person is None:
        return []
    if scene.tokens.lemma[verb] in words('leave'):
        scene.status[k] = 'former'
    return [person]


def _note_organisation(scene: Scene, k: int, verb: int) -> None:
    """«работал в институте инженером»: the organisation hangs on the verb."""
    for i in range(max(verb - NEAR, 0), min(verb + NEAR, len(scene.tokens))):
        if scene.tokens.head[i] == verb and i in scene.organisation_at:
            scene.organisation[k] = scene.organisation_at[i]


def _doubtful(scene: Scene, verb: int) -> bool:
    """Whether what a verb says is denied or only wished: «не является», «хочет стать», «мог бы стать»."""
    tokens, up = scene.tokens, scene.tokens.head[verb]
    wished = up >= 0 and tokens.relation[verb] == 'xcomp' and tokens.lemma[up] in words('wish')
    return wished or _has(scene, verb, 'advmod', 'не') or _has(scene, verb, 'aux', 'бы')


def _has(scene: Scene, head: int, relation: str, lemma: str = '') -> bool:
    """Whether a token has a dependent in this relation (of this lemma) near it."""
    tokens = scene.tokens
    near = [i for i in range(max(head - NEAR, 0), min(head + NEAR, len(tokens))) if tokens.head[i] == head]
    return any(tokens.relation[i] == relation and lemma in ('', tokens.lemma[i]) for i in near)


def _governed(scene: Scene, verb: int) -> int | None:
    """The person whom a verb gives a position: its object, else its subject, or that of a verb it is joined to."""
    tokens = scene.tokens
    for _ in range(CLIMB):
        for relations in (OBJECT, SUBJECT):
            if (person := _person(scene, verb, relations)) is not None:
                return person
        up = tokens.head[verb]
        if tokens.relation[verb] in RELATIVE and up in scene.person_at:
            return scene.person_at[up]
        if not scene.together(up, verb) or tokens.relation[verb] not in JOINED:
            return _understood(scene, verb)
        verb = up
    return None


def _person(scene: Scene, head: int, relations: tuple[str, ...]) -> int | None:
    """The person in one of these relations to a token, by name or by a role whose holder is known."""
    tokens, span = scene.tokens, scene.parse.sentences[scene.tokens.sentence[head]]
    for i in range(span.first, span.last):
        if tokens.head[i] == head and tokens.relation[i] in relations:
            if (person := scene.person_at.get(i)) is not None:
                return person
            holders = scene.holders.get(scene.role_at.get(i, -1), [])
            if len(holders) == 1:
                return holders[0]
            for j in range(i + 1, min(i + NEAR, span.last)):
                if tokens.head[j] == i and tokens.relation[j] == 'appos' and j in scene.person_at:
                    return scene.person_at[j]
    return None


def _understood(scene: Scene, verb: int) -> int | None:
    """Whom «он», or no subject at all, means: the last person of that gender who was a subject."""
    tokens, span = scene.tokens, scene.parse.sentences[scene.tokens.sentence[verb]]
    feats, start = features(tokens.feats[verb]), span.first
    subjects = [i for i in range(span.first, span.last) if tokens.head[i] == verb and tokens.relation[i] in SUBJECT]
    if any(tokens.lemma[i] not in ('он', 'она') for i in subjects):
        return None
    if subjects:
        feats, start = features(tokens.feats[subjects[0]]), subjects[0]
    elif tokens.pos[verb] not in ('VERB', 'AUX') or feats.get('Tense') != 'Past':
        return None
    elif (person := scene.person_at.get(verb - 1 - (tokens.text[verb - 1] == ','))) is not None:
        return person if scene.case(person) in ('Nom', '') else None
    else:
        start = verb
    for n in range(bisect_left(scene.firsts, start) - 1, -1, -1):
        m = scene.mentions[n]
        if m.sentence < tokens.sentence[verb] - MEMORY:
            return None
        same = features(tokens.feats[m.first]).get('Gender') == feats.get('Gender')
        if m.type == 'PER' and same and _was_subject(scene, m):
            return n
    return None


def _was_subject(scene: Scene, mention: Mention) -> bool:
    """Whether a name is a subject, or stands beside a role that is one."""
    tokens = scene.tokens
    for i in range(mention.first, mention.last):
        head = tokens.head[i]
        beside = tokens.relation[i] == 'appos' and head >= 0 and tokens.relation[head] in SUBJECT
        if beside or tokens.relation[i] in SUBJECT:
            return True
    return False
