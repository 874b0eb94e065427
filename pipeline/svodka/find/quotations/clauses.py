"""The clause that a cue leads to, and attributions inside a sentence: «, сообщает РБК», «, как отметил мэр, …»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.impersonal import is_impersonal
from svodka.find.quotations.lexicon import Cue, cues, is_body, words
from svodka.find.quotations.nominatives import after_time
from svodka.find.quotations.quoted import Quoted
from svodka.find.quotations.subjects import linear_subject
from svodka.find.quotations.view import DASHES, SENTENCE_END, View
from svodka.language.agreement import CASE, agree

TURNING = words('turning')
TO_CLAUSE = 30  # tokens from a cue to its «что», at most
TOLD = 8  # tokens of who is told, between a cue and the place that speaks, at most
APPOSITION = 18  # tokens of an apposition, at most
ASIDE = 28  # tokens of an attribution inside a sentence, at most
OTHER_HEADS = words('with_own_clause')
NAMING = words('naming_with_clause')
THAT = ('что', 'будто')
LINKS = {'о': ('о', 'об', 'обо'), 'на': ('на',), 'в': ('в', 'во'), 'с': ('с', 'со'), 'тем': ()}


def clause_after(view: View, at: CueAt, cues: Mapping[int, CueAt]) -> int | None:
    """The first token of the clause that a cue leads to, behind its «что»."""
    if 'that' not in at.cue.takes:
        return None
    end = min(view.bounds(at.token)[1], at.last + 1 + TO_CLAUSE)
    if at.cue.cue in NAMING and any(is_named_so(view, at.token, j) for j in range(at.last + 1, end)):
        return None
    relative = False
    for i in range(at.last + 1, end):
        lemma, text = view.lemma[i], view.text[i]
        if (text in '.;:?!' and view.mention(i) is None) or (text in TURNING and view.text[i - 1] == ','):
            return None
        if lemma in THAT and text.lower() in THAT:
            return i + 1 if leads_to(view, at, i) else None
        if i in cues and 'VerbForm=Conv' in view.feats[i] and 'that' in cues[i].cue.takes:
            return None
        if lemma == 'который':
            relative = True
        elif view.is_finite(i):
            if not relative and view.relation[i] != 'parataxis' and i != at.last:
                return None
            relative = False
    return None


def leads_to(view: View, at: CueAt, i: int) -> bool:
    """Whether «что» (token i) opens the clause of a cue before it: not that of a noun of its own («надежду, что …»),
    not «говорит о том, что касается моста»."""
    if i - 2 > at.last and view.lemma[i - 2] in OTHER_HEADS:
        return False
    if i + 1 < len(view) and view.lemma[i + 1] == 'касаться':
        return False
    return (view.text[i - 1] == ',' or i == at.last + 1) and linked(view, at.cue, i)


def is_named_so(view: View, verb: int, token: int) -> bool:
    """Whether a token is what a verb names its object: «признали Ильина виновником»."""
    return (
        view.head[token] == verb
        and view.relation[token] in ('obl', 'xcomp', 'obj', 'iobj')
        and view.pos[token] in ('NOUN', 'ADJ')
        and view.feature(token, 'Case') == 'Ins'
        and not any(view.relation[c] == 'case' for c in view.children(token))
    )


def linked(view: View, cue: Cue, what: int) -> bool:
    """Whether the words before «, что» fit the cue: nothing, «о том», or the cue's own link («на то», «тем»)."""
    i = what - 2
    if i < 1 or view.lemma[i] not in ('то', 'тот'):
        return True
    before = view.lemma[i - 1]
    if before in LINKS['о'] or (view.text[i].lower() == 'то' and view.pos[i - 1] not in ('ADP', 'NOUN')):
        return True
    if cue.link == 'тем':
        return view.text[i].lower() in ('тем', 'то')
    return cue.link is not None and before in LINKS.get(cue.link, ())


class Sentence:
    """What the rules know of a sentence while they look for frames and for the end of a clause."""

    def __init__(
        self,
        view: View,
        cues: Mapping[int, CueAt],
        marks: Sequence[Quoted],
        inside: Mapping[int, int],
        covered: bytearray,
    ):
        self.view, self.cues, self.covered = view, cues, covered
        self.close_of = {q.open: q.close for q in marks if q.closed}
        self.inside = inside  # token → where the marks around it close

    def tail(self, first: int) -> int:
        """Where the text that token `first` stands in ends: with its sentence, without its last stop, or its marks."""
        view = self.view
        last = view.bounds(first)[1]
        last = next((i for i in range(first, last) if view.stops(i)), last)
        close = self.inside.get(last - 1, 0)
        if close >= last and self.inside.get(first) is None:  # a mark that a later sentence closes: «клуб «Что? Где?»»
            last = max(last, view.bounds(min(close, len(view) - 1))[1])
        while last > first and (view.text[last - 1] in SENTENCE_END or view.text[last - 1] in ';…'):
            last -= 1
        around = self.inside.get(first)
        return last if around is None else min(last, around)

    def is_aside(self, i: int) -> int | None:
        """Where an attribution that begins at token i ends, if one does: «сообщает РБК», «как отметил мэр»."""
        view = self.view
        start = i + 1 if view.lemma[i] == 'как' else i
        if start >= len(view):  # «как» is the last word of all
            return None
        at = self.cues.get(start) or (self.cues.get(start + 1) if view.pos[start] in ('ADV', 'PART') else None)
        if at is None or 'aside' not in at.cue.takes or not (view.is_finite(at.token) or at.kind == 'state'):
            return None
        if at.document is not None:
            return self.aside_end(at.last + 1)
        behind = linear_subject(view, at.token) if not is_impersonal(view, at.token) else at.token
        if (behind is None or behind < at.token) and not speaks_in_place(view, at.token):
            return None
        return self.aside_end(after_time(view, at.last + 1))

    def aside_end(self, i: int) -> int | None:
        """The comma, dash or end of sentence that closes an attribution; None if it is none."""
        view, begin = self.view, i
        end = self.view.bounds(i - 1)[1]
        while i < end:
            text = view.text[i]
            if i - begin > ASIDE or text == ':' or (text == 'что' and view.text[i - 1] == ','):
                return None
            if i in self.close_of and self.close_of[i] < end:
                i = self.close_of[i]
                if view.text[i - 1] == ',':  # «как передаёт «Вестник,» мост открыт»
                    return i + 1
            elif text == ',' or text in DASHES:
                if not (text == ',' and self.is_apposition(i + 1, begin)):
                    return i
            elif text in '.!?…' and i >= end - 1:
                return i
            i += 1
        return end

    def is_apposition(self, i: int, begin: int) -> bool:
        """Whether the words behind a comma go on naming the speaker: «…, секретаря союза, …», «…, который …»."""
        view = self.view
        end = view.bounds(begin - 1)[1]
        if i >= end:
            return False
        if self.describes_before(i, begin, end):
            return True
        stop = next((j for j in range(i, min(end, i + APPOSITION + 2)) if view.text[j] == ','), end)
        if stop - i > APPOSITION or any(view.is_predicate(j) for j in range(i, stop)):
            return False
        head = next((j for j in range(i, stop) if view.pos[j] in ('NOUN', 'PROPN')), None)
        if stop == end:
            return head is not None and self.names_author(i, end, head)
        if head is None:
            return False
        hangs = view.relation[head] in ('appos', 'conj', 'flat', 'nmod') and begin - 3 <= view.head[head] < i
        return hangs or self.names_again(i, stop, end, head)

    def describes_before(self, i: int, begin: int, end: int) -> bool:
        """Whether token i behind a comma opens words that describe a noun before it: a participle, a long adjective
        with a preposition («источник, знакомый с делом, …»), «который»."""
        view = self.view
        while i + 1 < end and view.pos[i] in ('PART', 'ADV'):  # «…, не участвовавшей в работе, …»
            i += 1
        long = 'Variant=Short' not in view.feats[i]
        if view.pos[i] == 'ADJ' and view.relation[i].startswith('acl'):  # a participle taken for an adjective
            return True
        if 'VerbForm=Part' in view.feats[i] and long and view.head[i] < i:
            return True
        behind = i + 1 if i + 1 < end else None
        adposition = behind is not None and view.pos[behind] == 'ADP'
        if view.pos[i] == 'ADJ' and long and adposition and begin - 3 <= view.head[i] < i:
            return view.relation[i] in ('amod', 'appos', 'acl', 'conj') or view.lemma[i] == 'который'
        opens = view.pos[i] == 'ADP' and behind is not None and view.lemma[behind] == 'который'
        return opens or view.lemma[i] == 'который'

    def names_author(self, i: int, end: int, lead: int) -> bool:
        """Whether the words up to a sentence's end are an office and its person: «…, пояснил автор закона, депутат Иван
        Орлов.»"""
        view = self.view
        named = next((m for j in range(i, end) if (m := view.mention(j)) is not None and m.type == 'PER'), None)
        human = view.feature(lead, 'Case') == 'Nom' and view.feature(lead, 'Animacy') == 'Anim'
        return named is not None and lead < named.first and human

    def names_again(self, i: int, stop: int, end: int, head: int) -> bool:
        """Whether words between two commas say what the name before them is: «Как сообщает «Вестник», старейшая газета
        области, …»."""
        view = self.view
        before = view.mention(i - 2) or view.mention(i - 3)
        if before is None or before.type == 'LOC' or stop >= end or head in view.mention_at:
            return False
        kind = is_body(view.lemma[head]) if before.type == 'ORG' else view.feature(head, 'Animacy') == 'Anim'
        agrees = view.feature(head, CASE) == 'Nom' or agree(view.feats[head], view.feats[before.first], CASE)
        named = any((m := view.mention(j)) is not None and m.type == 'PER' for j in range(i, stop))
        return kind and agrees and not named and any(map(view.is_predicate, range(stop, end)))


def speaks_in_place(view: View, cue: int) -> bool:
    """«сообщили в МИД», «рассказали корреспонденту «Полиса» в мэрии», «говорится в докладе»."""
    if not ('Number=Plur' in view.feats[cue] or is_impersonal(view, cue)):
        return False
    i, end = cue + 1, min(view.bounds(cue)[1], cue + 1 + TOLD)
    while i < end and (view.lemma[i] not in ('в', 'во', 'на') or after_time(view, i) > i):
        if after_time(view, i) > i:
            i = after_time(view, i)
            continue
        told = view.feature(i, 'Case') == 'Dat' or i in view.mention_at or view.text[i] in '«»"“”'
        if not told or is_impersonal(view, cue):
            return False
        i += 1
    known = cues().verbs.get(view.lemma[cue])
    linked = known is not None and known.link == 'в'  # «усомнились в достоверности» names no place
    return i < end and not (linked and not any(is_place(view, j) for j in range(i + 1, min(end, i + 4))))


def is_place(view: View, token: int) -> bool:
    return token in view.mention_at or is_body(view.lemma[token])
