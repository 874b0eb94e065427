"""Roles beside a name: «директор Иванов», «Иванов, директор …», «Иванов – директор …», and chains of them."""

from __future__ import annotations

from svodka.find.positions.lexicon import passing, words
from svodka.find.positions.roles import CLOSING, Role
from svodka.find.positions.scene import Scene, same_case

DASHES = frozenset('—–-')
JOINING = frozenset((',', 'и', *DASHES))
# What may stand between a role in the plural and the list of its people.
LISTING = frozenset((',', ':', *DASHES, 'среди', 'которых', 'в', 'том', 'числе', 'включая', 'как'))
# A bracket between a name and its role is not longer than this, and a chain of roles has no more links.
LONGEST_BRACKET, LONGEST_CHAIN = 12, 4


def before(scene: Scene, k: int) -> list[int]:
    """The people of a role that stands before them; asked from the last role to the first, so that the next one of a
    chain («депутат, сопредседатель движения Иванов») is known."""
    role = scene.roles[k]
    i = _skip(scene, role.reach, role)
    if role.plural and (people := _several(scene, role, i)):
        return people
    if (person := scene.starts(i)) is not None and scene.together(i, role.head):
        if role.plural:
            return []
        if scene.agree(role, person) and not scene.owned(role, person):
            return [person]
        # «пресс-секретарь президента Владимира Путина Дмитрий Песков»: the first name is a part of the position.
        i = _skip(scene, scene.mentions[person].last, role)
        second = scene.starts(i)
        return [second] if second is not None and scene.together(i, role.head) and scene.agree(role, second) else []
    if (person := _behind_mark(scene, role, i)) is not None:
        return [person]
    return _chained(scene, role, i)


def _several(scene: Scene, role: Role, i: int) -> list[int]:
    """The people of a role in the plural: «депутаты Иванов и Петров», «писатели, среди которых – Иванов и Петров»."""
    listing = False
    while scene.text(i, role) in LISTING:
        i, listing = i + 1, True
    person = scene.starts(i)
    if person is None or not scene.together(i, role.head) or not (listing or scene.agree(role, person)):
        return []
    people = [person, *_listed(scene, person)]
    return people if len(people) > 1 else []


def _skip(scene: Scene, i: int, role: Role) -> int:
    """The first token from i on that is no courtesy, age or closing mark."""
    lemmas = scene.tokens.lemma
    while (word := scene.text(i, role)) and i not in scene.person_at:
        courtesy = lemmas[i] in words('courtesy') or (word == '.' and lemmas[i - 1] in words('courtesy'))
        if not courtesy and word not in CLOSING and not word[0].isdigit() and not lemmas[i].endswith('летний'):
            break
        i += 1
    return i


def _listed(scene: Scene, person: int) -> list[int]:
    """The people who follow a person in a list: «Иванов, Петров и Сидоров»."""
    found, texts = [], scene.tokens.text
    i = _past_bracket(scene, scene.mentions[person].last)
    while i + 1 < len(texts) and texts[i] in (',', ';', 'и') and (following := scene.starts(i + 1)) is not None:
        found.append(following)
        i = _past_bracket(scene, scene.mentions[following].last)
    return found


def _past_bracket(scene: Scene, i: int) -> int:
    """The token after a short bracket that opens at token i, else i."""
    texts = scene.tokens.text
    if texts[i : i + 1] != ['(']:
        return i
    return next((j + 1 for j in range(i, min(i + LONGEST_BRACKET, len(texts))) if texts[j] == ')'), i)


def _behind_mark(scene: Scene, role: Role, i: int) -> int | None:
    """The person behind a dash or comma: «Докладчик – Иванов», «директор завода, 40-летний Иванов, …»."""
    mark = scene.text(i, role)
    if role.plural or mark not in (',', ':', *DASHES):
        return None
    at = _skip(scene, i + 1, role)
    person = scene.starts(at)
    if person is None or not scene.together(at, role.head) or not scene.agree(role, person):
        return None
    if mark != ',':
        return person if role.case in ('Nom', '') else None
    if scene.tokens.lemma[i + 1] in words('courtesy'):  # «директор фонда, г-н Иванов»
        return person
    closed = scene.text(_past_bracket(scene, scene.mentions[person].last), role) in (',', '.', ';', '')
    return person if closed and not _listed(scene, person) and apposed(scene, role) is None else None


def _chained(scene: Scene, role: Role, i: int) -> list[int]:
    """The people of the next role of a chain: «член Совета, генерал Иванов», «актёр и режиссёр Иванов»."""
    mark = scene.text(i, role)
    j = i + 1 if mark in JOINING else i
    while mark and scene.text(j, role) and j not in scene.role_from and _between(scene, j):
        j += 1
    following = scene.role_from.get(j)
    if not mark or following is None or following not in scene.holders:
        return []
    after = scene.roles[following]
    if not scene.together(role.head, after.head) or not same_case(after.case, role.case) or after.plural != role.plural:
        return []
    if mark == ',' and apposed(scene, role) is not None:
        return []
    people = scene.holders[following]
    return list(people) if all(scene.mentions[p].first > role.head for p in people) else []


def _between(scene: Scene, i: int) -> bool:
    """Whether a word may stand between two roles of a chain: «президент, а ныне депутат», «и бывший министр»."""
    lemma = scene.tokens.lemma[i]
    return lemma in words('joining') or (scene.tokens.pos[i] == 'ADJ' and passing(lemma))


def after(scene: Scene, k: int) -> list[int]:
    """The person of a role that stands behind the name: after a mark, or joined to such a role."""
    role = scene.roles[k]
    if (person := apposed(scene, role)) is not None:
        return [person]
    i = _start(scene, role)
    if scene.text(i, role) not in (',', 'и', ';') or _leads(scene, role):
        return []
    for j in range(k - 1, max(k - LONGEST_CHAIN, -1), -1):
        earlier = scene.roles[j]
        if earlier.reach == i and j in scene.holders and same_case(earlier.case, role.case) and not earlier.plural:
            people = scene.holders[j]
            return list(people) if all(scene.mentions[p].last <= earlier.first for p in people) else []
    return []


def _leads(scene: Scene, role: Role) -> bool:
    """Whether a role goes on to somebody of its own, and so never back to the name before it: a name that agrees with
    it follows, or it is a further subject («вице-президент Иванов, а также прокурор не явились»)."""
    person = scene.starts(_skip(scene, role.reach, role))
    if person is not None:
        return scene.agree(role, person)
    further = scene.text(role.outset - 1, role) == 'также'
    return further and scene.text(role.reach, role) not in (',', '.', ';', ')', '')


def across(scene: Scene, k: int) -> list[int]:
    """The person alone on the line before or after a role alone on its line, as below a letter or in a list."""
    role, sentences = scene.roles[k], scene.parse.sentences
    n = scene.tokens.sentence[role.head]
    own = sentences[n]
    if role.plural or role.outset != own.first or role.reach < own.last - (scene.tokens.text[own.last - 1] in '.,;'):
        return []
    for other in (n - 1, n + 1):
        if 0 <= other < len(sentences) and sentences[other].block != own.block:
            person = scene.starts(sentences[other].first)
            stop = sentences[other].last
            if person is not None and scene.mentions[person].last >= stop - (scene.tokens.text[stop - 1] in '.,;'):
                return [person] if role.case in ('Nom', '') else []
    return []


def _start(scene: Scene, role: Role) -> int:
    """The token before a role and the words that tell its state: the comma of «Иванов, бывший директор»."""
    i = role.outset - 1
    while scene.text(i, role) and (scene.tokens.pos[i] in ('ADJ', 'ADV') or scene.tokens.lemma[i] in words('joining')):
        i -= 1
    return i


def apposed(scene: Scene, role: Role) -> int | None:
    """The person to whom a role is in apposition: «Иванов, директор завода,», «Иванов (директор завода)»."""
    i = _start(scene, role)
    mark = scene.text(i, role)
    if role.plural or mark not in (',', '(', *DASHES) or (mark == ',' and _leads(scene, role)):
        return None
    j = i - 1
    if scene.text(j, role) == ')':
        j = next((b for b in range(j, max(j - LONGEST_BRACKET, -1), -1) if scene.tokens.text[b] == '('), 0) - 1
    person = scene.person_at.get(j)
    if person is None or not scene.together(j, role.head):
        return None
    # «Седов работает инженером, а Мороз – врачом»: the verb is left out, the case stays.
    fits = (
        scene.agree(role, person)
        or (mark != ',' and role.case in ('Nom', ''))
        or (mark in DASHES and role.case == 'Ins')
    )
    return person if fits else None
