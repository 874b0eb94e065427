"""What stands around a role and a name: the mark in front, what lies between, lists of people."""

from __future__ import annotations

from svodka.find.positions.degrees import degree_at, written_degree_at
from svodka.find.positions.lexicon import passing, words
from svodka.find.positions.phrase import CLOSING
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import Scene
from svodka.language.agreement import NUMBER

DASHES = frozenset('—–-')
# «министр в 2019 году Иванов»: a time between a role and a name has at most so many tokens.
LONGEST_TIME = 6
# What a preposition may bring in between a role and a name, and how much of it.
TAIL = frozenset(('ADP', 'ADJ', 'NOUN', 'PROPN'))
LONGEST_TAIL = 8
# A bracket between a name and its role is not longer than this.
LONGEST_BRACKET = 12


def skip(scene: Scene, i: int, role: Role) -> int:
    """The first token from i on that is no courtesy, age, degree, time or closing mark."""
    lemmas = scene.lemma
    while (word := scene.word(i, role)) and i not in scene.person_at:
        if size := degree_at(scene.text, i) or written_degree_at(scene.text, i) or time_at(scene, i, role):
            i += size
            continue
        courtesy = lemmas[i] in words('courtesy') or (word == '.' and lemmas[i - 1] in words('courtesy'))
        if not courtesy and word not in CLOSING and not word[0].isdigit() and not lemmas[i].endswith('летний'):
            break
        i += 1
    return i


def _before_degree(scene: Scene, i: int) -> int:
    """The token before the comma of a degree that ends at token i («Иванов, | кандидат наук, доцент»), else i."""
    if scene.text[i] != 'наук':
        return i
    for j in range(i - 1, max(i - LONGEST_TIME, 0), -1):
        if scene.lemma[j] in ('кандидат', 'доктор'):
            return j - 2 if scene.text[j - 1] == ',' else i
    return i


def time_at(scene: Scene, i: int, role: Role) -> int:
    """How many tokens a time has that begins at token i («в 2019 году», «с 2010 по 2015 год»), 0 if none does."""
    if scene.pos[i] != 'ADP':
        return 0
    size = 0
    for j in range(i, i + LONGEST_TIME):
        if j in scene.person_at or not (word := scene.word(j, role)):
            break
        if scene.lemma[j] in words('time'):
            size = j + 1 - i
        elif not word[0].isdigit() and scene.pos[j] != 'ADP':
            break
    return size


def listed_after(scene: Scene, person: int) -> list[int]:
    """The people who follow a person in a list: «Иванов, Петров и Сидоров»."""
    found, texts = [], scene.text
    i = _past_origin(scene, scene.mentions[person].last)
    while i + 1 < len(texts) and texts[i] in (',', ';', 'и') and (following := scene.starts(i + 1)) is not None:
        found.append(following)
        i = _past_origin(scene, scene.mentions[following].last)
    return found


def _past_origin(scene: Scene, i: int) -> int:
    """The token after a short bracket, or where somebody comes from, that stands at token i: «Иванов | из Омска,»."""
    i = past_bracket(scene, i)
    if scene.text[i : i + 1] == ['из'] and (place := scene.place_at.get(i + 1)) is not None:
        return scene.mentions[place].last
    return i


def listed_before(scene: Scene, i: int, role: Role) -> list[int]:
    """The people of a list joined by «и» that ends before token i, in order: «Иванов, Петров и Сидоров | (врачи)»."""
    found: list[int] = []
    joined = False
    while (person := scene.person_at.get(i - 1)) is not None and scene.together(i - 1, role.head):
        found.insert(0, person)
        i = scene.mentions[person].first - 1
        joined = joined or scene.word(i, role) == 'и'
        if scene.word(i, role) not in ((',', 'и') if joined else ('и',)):
            break
    return found if joined else []


def past_bracket(scene: Scene, i: int) -> int:
    """The token after a short bracket that opens at token i, else i."""
    texts = scene.text
    if texts[i : i + 1] != ['(']:
        return i
    return next((j + 1 for j in range(i, min(i + LONGEST_BRACKET, len(texts))) if texts[j] == ')'), i)


def may_join(scene: Scene, i: int) -> bool:
    """Whether a word may stand between two roles of a chain: «президент, а ныне депутат», «и бывший министр»."""
    lemma = scene.lemma[i]
    return lemma in words('joining') or (scene.pos[i] == 'ADJ' and passing(lemma))


def mark_before(scene: Scene, role: Role) -> int:
    """The token before a role and the words that tell its state: the comma of «Иванов, бывший директор»."""
    i = role.outset - 1
    while scene.word(i, role) and (scene.pos[i] in ('ADJ', 'ADV') or scene.lemma[i] in words('joining')):
        i -= 1
    return i


def leads_on(scene: Scene, role: Role) -> bool:
    """Whether a role goes on to somebody of its own, and so never back to the name before it: a name that may
    stand in its case follows, or it is a further subject («вице-президент Иванов, а также прокурор не явились»)."""
    person = _name_behind(scene, role)
    if person is not None:
        # «тренер Анны Ивановой» has a complement, «тренер А. Иванова» may be she.
        complement = scene.case(person) == 'Gen' and not scene.initials(person)
        return scene.agree(role, person) or (role.case in scene.possible(person) and not complement)
    further = scene.word(role.outset - 1, role) == 'также'
    return further and scene.word(role.reach, role) not in (',', '.', ';', ')', '')


def _name_behind(scene: Scene, role: Role) -> int | None:
    """The name that a role goes on to, over what a preposition brings in: «уполномоченный по делам детей Иванова»."""
    i = skip(scene, role.reach, role)
    first = i
    while i < first + LONGEST_TAIL and scene.word(i, role) and scene.starts(i) is None:
        if scene.pos[i] not in TAIL or (i == first and scene.pos[i] != 'ADP'):
            return None
        i += 1
    return scene.starts(i) if scene.word(i, role) else None


def _name_before(scene: Scene, role: Role, i: int) -> int:
    """The last token of what stands before mark i, a degree and a bracket passed over."""
    j, dash = _before_degree(scene, i - 1), scene.word(i, role) in DASHES
    if dash and scene.lemma[j] in words('joining') and scene.word(j - 1, role) in ('(', ','):
        j -= 1  # «Иванов (ныне – директор)»
    if dash and scene.word(j, role) in ('(', ','):
        j -= 1
    if scene.word(j, role) == ')':
        j = next((b for b in range(j, max(j - LONGEST_BRACKET, -1), -1) if scene.text[b] == '('), 0) - 1
    return j


def apposed_to(scene: Scene, role: Role) -> int | None:
    """The person to whom a role is in apposition: «Иванов, директор завода,», «Иванов (директор завода)»."""
    i = mark_before(scene, role)
    mark = scene.word(i, role)
    if role.plural or mark not in (',', '(', *DASHES) or (mark == ',' and leads_on(scene, role)):
        return None
    j = _name_before(scene, role, i)
    person = scene.person_at.get(j)
    if person is None or not scene.together(j, role.head):
        return None
    if mark == ',' and _in_a_list(scene, role, person):
        return None
    # «сестра Иванова – врач»: the name is a complement of another word.
    other = mark in DASHES and scene.case(person) == 'Gen' and not scene.initials(person) and scene.is_oblique(person)
    # «Седов работает инженером, а Мороз – врачом»: the verb is left out, the case stays.
    fits = (
        scene.agree(role, person)
        or (mark != ',' and role.case in ('Nom', '') and not other)
        or (mark in DASHES and role.case == 'Ins')
    )
    return person if fits else None


def _in_a_list(scene: Scene, role: Role, person: int) -> bool:
    """Whether a role is a further subject beside a name: «Иванов, мэр и судья приехали»."""
    first = scene.mentions[person].first
    verb = scene.head[first]
    subject = verb >= 0 and scene.relation[first] == 'nsubj' and scene.feature(verb, NUMBER) == 'Plur'
    return subject and scene.word(role.reach, role) not in (',', ')', *DASHES)
