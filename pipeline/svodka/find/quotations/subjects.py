"""Who is said to speak: the token that names the subject of a cue, and the whole phrase around it."""

from __future__ import annotations

from svodka.find.quotations.impersonal import is_impersonal
from svodka.find.quotations.lexicon import cues, is_body, nouns, words
from svodka.find.quotations.nominals import can_own, genitive, named_before, stands_in
from svodka.find.quotations.nominatives import after_time, agrees, is_nominative, is_plural, is_substantive, leftmost
from svodka.find.quotations.view import DASHES, NOMINAL, View
from svodka.language.morph import cases, name_cases

BESIDE_A_CUE = 4  # tokens between a cue and the place that speaks, at most
SUBORDINATE = words('subordinate_subjects')
DROPPED = -1  # the subject is left out: the speaker is the one before
RELATIVE = ('что', 'который', 'это')  # which name nobody
OWNED = words('owned')
BESIDE = words('beside')
NAME = 7  # tokens of a name in marks between a subject and its verb, at most
REACH = 14  # tokens between a cue and its subject where syntax does not tell, at most

Who = int | None


def subject(view: View, cue: int) -> Who:
    """The token that names who speaks, DROPPED, or None for nobody («сообщается»)."""
    if is_impersonal(view, cue):
        return agent(view, cue)
    if [word.lower() for word in view.text[cue + 1 : cue + 5]] == ['и', '.', 'о', '.'] and cue + 5 < len(view):
        return cue + 5  # «сообщил и. о. директора завода Пётр Ильин»
    if 'VerbForm=Conv' in view.feats[cue]:
        if (before := parted_from_verb(view, cue)) is not None:
            return before
        main = main_verb(view, cue)
        if main is not None:
            return subject(view, main)
    place = speaking_place(view, cue)
    found = any_subject(view, cue)
    if found is None or view.lemma[found] in SUBORDINATE:
        if place is not None:
            return place
        verb = view.head[cue] if 'VerbForm=Inf' in view.feats[cue] and view.head[cue] >= 0 else cue
        leading = leading_name(view, verb)
        if leading is not None:
            return leading
        return None if is_plural(view, verb) and view.is_finite(verb) else DROPPED
    told = found == cue + 1 and found in view.mention_at  # «сообщили РИА Новости в пресс-службе»: the agency is told
    return place if told and place is not None and place > found and is_body(view.lemma[place]) else found


def leading_name(view: View, verb: int) -> int | None:
    """A person's name that begins the sentence of a verb without a subject, though a tagger took it for an object:
    «Грибов врачам сказал, что …»."""
    first = view.bounds(verb)[0]
    mention = view.mention(first)
    if mention is None or mention.type != 'PER' or mention.first != first or not first < verb < first + REACH:
        return None
    parted = any(view.text[i] in (',', ':') or view.is_finite(i) for i in range(first, verb))
    nominative = all('Nom' in name_cases(view.text[i]) for i in range(mention.first, mention.last))
    return first if nominative and not parted and view.is_finite(verb) and not is_plural(view, verb) else None


def parted_from_verb(view: View, converb: int) -> int | None:
    """The subject that a converb parts from its verb: «Мэр Орска Пётр Ильин, заявив, что …, уехал»."""
    first = view.bounds(converb)[0]
    if converb - 1 <= first or view.text[converb - 1] != ',' or any(map(view.is_finite, range(first, converb))):
        return None
    lead = next((i for i in range(first, converb - 1) if view.pos[i] in NOMINAL), None)
    if lead is None or any(view.text[i] in ',:;' or view.pos[i] == 'ADP' for i in range(first, lead)):
        return None
    named = view.mention(lead)
    return lead if view.feature(lead, 'Case') == 'Nom' or (named is not None and named.first == first) else None


def main_verb(view: View, converb: int) -> int | None:
    """The finite verb whose subject a converb shares: «сообщил, что мост открыт, добавив, …», «отказались, заявив …»,
    «Заявив, что …, он ушёл»."""
    first, last = view.bounds(converb)
    verbs = cues().verbs
    said = next((i for i in range(converb - 1, first - 1, -1) if view.lemma[i] in verbs and view.is_finite(i)), None)
    if said is not None:
        return said
    above = view.head[converb]
    for _ in range(8):
        if above < 0:
            break
        if view.is_finite(above) and not is_content(view, converb, above):
            return above
        above = view.head[above]
    before = next((i for i in range(converb - 1, first - 1, -1) if view.is_finite(i)), None)
    if before is not None:
        return before
    behind = range(last - 1, converb, -1)
    return next((i for i in behind if view.is_finite(i) and not is_content(view, converb, i)), None)


def is_content(view: View, cue: int, token: int) -> bool:
    """Whether a token stands in the clause that a cue leads to: behind «, что» or a colon, up to the next comma."""
    if token <= cue:
        return False
    opened = False
    for i in range(cue + 1, token):
        if view.text[i] == ':' or (view.text[i] in ('что', 'будто') and view.text[i - 1] == ','):
            opened = True
        elif opened and view.text[i] == ',' and view.text[i + 1] != 'что' and view.governs(token, cue):
            opened = False  # «заявив, что мост открыт, мэр уехал»: the cue depends on the verb behind
    return opened


def is_told(view: View, cue: int, name: int) -> bool:
    """Whether a name is who is told: «сообщили корреспонденту РИА Новости», «рассказал «Полису» мэр», «изданию «Волна»
    ответили»."""
    mention = view.mention(name)
    body = mention is not None and mention.type == 'ORG'
    name = mention.first if mention is not None and body else name  # «телеканалу Sky | News»
    before = name - 2 if view.text[name - 1] in '«"“' else name - 1
    if before > cue or (0 <= before < name < cue and body):
        return view.pos[before] == 'NOUN' and view.feature(before, 'Case') == 'Dat'
    if before != cue or mention is None or not body:
        return False
    behind = mention.last + (view.text[mention.last : mention.last + 1] in (['»'], ['"'], ['”']))
    if behind >= view.bounds(cue)[1]:
        return False
    if view.lemma[behind] in ('в', 'во', 'на') and is_plural(view, cue):
        return True
    human = view.feature(behind, 'Animacy') == 'Anim' and view.pos[behind] == 'NOUN'
    return (
        (human or view.lemma[behind] == 'один') and view.feature(behind, 'Case') == 'Nom' and agrees(view, cue, behind)
    )


def any_subject(view: View, cue: int) -> Who:
    """The subject of a cue by the tree, by what it is joined to, or by its place."""
    found = own_subject(view, cue)
    if found is not None and found < cue and any(view.is_finite(i) for i in range(found, cue)):
        beside = linear_subject(view, cue, near=True)
        found = found if beside is None else beside
    if found is not None:
        return found
    if is_plural(view, cue) and cue + 1 < len(view) and view.lemma[cue + 1] in ('в', 'во', 'на'):
        place = speaking_place(view, cue)
        if place is not None and place > cue:
            return place
    found = inherited_subject(view, cue)
    if found is None:
        verb = view.head[cue] if 'VerbForm=Inf' in view.feats[cue] and view.head[cue] >= 0 else cue
        found = linear_subject(view, verb)
    if found is not None and not agrees(view, cue, found):
        found = linear_subject(view, cue)
    return found


def agent(view: View, cue: int) -> Who:
    """The speaker of an impersonal cue: the owner of the document that says it («в сообщении МИД говорится»)."""
    first, last = view.bounds(cue)
    by = next((c for c in view.children(cue) if is_agent(view, c)), None)
    if by is not None:
        return by
    document = view.head[cue]
    if view.relation[cue].startswith('acl') and document >= 0:  # «распространил заявление, в котором говорится»
        owner = genitive(view, document)
        governor = view.head[document]
        if owner is not None and can_own(view, owner):
            return owner
        return own_subject(view, governor) if governor >= 0 else None
    for step in (1, -1):
        i = cue + step
        while first <= i < last and abs(i - cue) < REACH and view.text[i] not in '«»"“”„:,':
            written = view.pos[i] == 'NOUN' and view.feature(i, 'Animacy') != 'Anim' and stands_in(view, i)
            if written and not is_body(view.lemma[i]) and (step > 0 or view.governs(cue, i)):
                owner = genitive(view, i)
                if owner is not None and can_own(view, owner):
                    return owner
            i += step
    return speaking_place(view, cue)


def is_agent(view: View, token: int) -> bool:
    """Whether a noun is who did it: «участниками встречи было отмечено»."""
    if view.feature(token, 'Case') != 'Ins' or view.relation[token] not in ('obl', 'obl:agent', 'nmod'):
        return False
    mention = view.mention(token)
    human = view.feature(token, 'Animacy') == 'Anim' if mention is None else mention.type != 'LOC'
    return (human or is_body(view.lemma[token])) and not any(view.relation[c] == 'case' for c in view.children(token))


def own_subject(view: View, verb: int) -> Who:
    """The subject that the tree gives a verb, or what its «который» stands for."""
    own = [
        c
        for c in view.children(verb)
        if view.relation[c] in ('nsubj', 'nsubj:pass')
        and (view.pos[c] in (*NOMINAL, 'DET', 'ADJ', 'NUM', 'X') or is_substantive(view, c))
        and not is_told(view, verb, c)
        and not is_content(view, verb, c)
    ]
    if not own:
        return None
    if len(own) > 1:  # «мэр сообщил РИА Новости, что …»: the agency is told
        own = [c for c in own if not (c == verb + 1 and c in view.mention_at)]
        own = [c for c in own if not (c == verb + 2 and view.text[verb + 1] in '«"“')] or own
        own = [c for c in own if c not in view.place_at] or own  # «помощник, который посетил Белград, заявил»
    best = min(own, key=lambda c: abs(c - verb))
    if view.lemma[best] != 'который':
        return best
    head = view.head[verb]
    return head if head >= 0 and view.pos[head] not in ('VERB', 'AUX') else named_before(view, best)


def inherited_subject(view: View, cue: int) -> Who:
    """The subject of the verb that a cue is joined to or depends on: «приехал и сказал», «выступил, отметив»."""
    token = cue
    for _ in range(6):
        relation, head = view.relation[token], view.head[token]
        if head < 0:
            return None
        if relation.startswith('acl') and view.pos[head] in NOMINAL and head < token:
            return head
        if relation == 'conj' and token == cue and view.is_finite(cue):
            beside = linear_subject(view, cue, near=True)
            if beside is not None:
                return beside
        bound = 'VerbForm=Conv' in view.feats[token] or 'VerbForm=Inf' in view.feats[token]
        if relation not in ('conj', 'xcomp') and not (relation in ('advcl', 'parataxis', 'ccomp', 'csubj') and bound):
            return None
        token = head
        own = own_subject(view, token)
        if own is not None:
            return own
    return None


def linear_subject(view: View, cue: int, near: bool = False) -> Who:
    """The nearest nominative, first behind an inverted verb («, – сказал мэр»), then in front of it, with `near` only
    in the cue's own clause."""
    first, last = view.bounds(cue)
    for i in range(after_time(view, cue + 1), min(last, cue + REACH)) if not near else ():
        if view.text[i] in ',.:;(' or view.text[i] in DASHES or view.is_finite(i):
            break
        if may_be_subject(view, cue, i) and not is_told(view, cue, i):
            return i
    opening = -1  # of the name in marks that the look goes through: «пресс-служба фирмы «Рубин» сообщила»
    for i in range(cue - 1, max(first, cue - REACH) - 1, -1):
        if view.text[i] == '»':
            opening = next((j for j in range(i - 1, max(first, i - NAME) - 1, -1) if view.text[j] == '«'), -1)
        if 0 <= opening <= i:
            named = i == opening + 1 and i in view.mention_at and not is_told(view, cue, i)
            if named and may_be_subject(view, cue, i):
                return leftmost(view, i)
        elif ends_clause(view, i) or (near and view.text[i] == ','):
            break
        elif names_subject(view, cue, i):
            return leftmost(view, i)
    return None


def may_be_subject(view: View, cue: int, i: int) -> bool:
    if view.relation[i] == 'obj' and view.text[i].islower() and 'Nom' not in cases(view.text[i]):
        return False  # «комментируя жеребьёвку», whatever case a tagger gave it
    return is_nominative(view, i) and agrees(view, cue, i)


def names_subject(view: View, cue: int, i: int) -> bool:
    """Whether a token in front of a cue may be its subject: not «который», not an object of another verb («который
    посетил Белград, заявил»)."""
    other = view.relation[i] == 'obj' and view.head[i] != cue
    return not other and view.lemma[i] not in RELATIVE and may_be_subject(view, cue, i)


def ends_clause(view: View, i: int) -> bool:
    """Whether the look for a subject in front of a cue stops at token i."""
    return view.text[i] in '.:;»"”«' or view.text[i] in DASHES or view.is_finite(i)


def speaking_place(view: View, cue: int) -> Who:
    """«В МИД сообщили»: the body that speaks where a verb in the plural has no subject."""
    if not (is_plural(view, cue) or is_impersonal(view, cue)):
        return None
    first, last = view.bounds(cue)
    there = next((i for i in range(max(first, cue - 4), cue) if view.lemma[i] in ('там', 'здесь')), None)
    if there is not None:
        return there
    for i in sorted(range(max(first, cue - REACH), min(last, cue + REACH)), key=lambda i: (i > cue, abs(i - cue))):
        if not is_inside_of(view, i, cue):
            continue
        if view.lemma[i] in nouns().documents:
            owner = genitive(view, i)
            if owner is not None and view.governs(cue, i):
                return owner
        elif speaks_as_body(view, i, cue):
            return i
    return None


def is_inside_of(view: View, i: int, cue: int) -> bool:
    """Whether a noun, or «диспетчерская» as one, tells by «в» or «на» where something is said."""
    substantive = view.pos[i] == 'ADJ' and view.relation[i] == 'obl' and view.head[i] == cue
    if not (view.pos[i] in ('NOUN', 'PROPN') or substantive) or view.feature(i, 'Animacy') == 'Anim':
        return False
    return stands_in(view, i) and view.feature(i, 'Case') in ('Loc', '')


def speaks_as_body(view: View, i: int, cue: int) -> bool:
    """Whether what is said in a place is said by it: in a body, or in any place right beside a verb in the plural."""
    mention = view.mention(i)
    if is_body(view.lemma[i]) or (mention is not None and mention.type == 'ORG'):
        return True
    if view.head[i] != cue or is_impersonal(view, cue):
        return False
    if mention is not None:
        return mention.type == 'LOC'
    return is_beside(view, i, cue) and view.lemma[i] not in nouns().nowhere


def is_beside(view: View, noun: int, cue: int) -> bool:
    """Whether a noun's phrase stands right before or behind a cue: «в оперштабе заверили»."""
    low, high = min(noun, cue) + 1, max(noun, cue)
    between = [i for i in range(low, high) if view.lemma[i] not in BESIDE]
    return len(between) <= BESIDE_A_CUE and all(view.governs(noun, i) for i in between)
