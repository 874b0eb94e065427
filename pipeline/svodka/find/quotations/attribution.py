"""What stands around words in marks: an attribution behind them, a colon before them, a name alone."""

from __future__ import annotations

from collections.abc import Mapping

from svodka.find.quotations.asides import Aside, aside_at, is_person, is_stop, speech
from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.impersonal import is_impersonal
from svodka.find.quotations.lexicon import is_body, nouns, words
from svodka.find.quotations.nominals import genitive, phrase
from svodka.find.quotations.quoted import STRAY, Quoted, trim
from svodka.find.quotations.subjects import DROPPED, OWNED, agent, subject
from svodka.find.quotations.view import DASHES, SENTENCE_END, View
from svodka.find.rule import rule

ATTRIBUTION = 45  # tokens behind the closing mark that an attribution may fill
NEAR, NEAR_DASH = 3, 12  # tokens to a cue behind marks without a comma and a dash, and without a comma, at most
POSSESSIVES = frozenset(('его', 'ее', 'их'))
OPENING = frozenset('«"“„‹‘:;')
BEFORE_COLON = 45  # tokens before a colon that a cue is looked for in
WHOLE = 7  # words in marks that are a statement even where no predicate was seen, at least
DENIED = 4  # words in marks that are a statement with «не» and an infinitive, at least
INNER = 25  # tokens of an attribution inside the marks, at most


def is_clause(view: View, first: int, last: int) -> bool:
    """Whether words in marks are a statement, not a name: a predicate, an exclamation, or many words."""
    if view.text[last - 1] in '!?…' or any(view.is_predicate(i) for i in range(first, last)):
        return True
    words = sum(view.is_word(i) for i in range(first, last))
    denied = any('VerbForm=Inf' in view.feats[i] and view.lemma[i - 1] == 'не' for i in range(first + 1, last))
    return words >= WHOLE or (denied and words >= DENIED)  # «Моря уже не вернуть»


def starts_sentence(view: View, mark: int) -> bool:
    while mark and view.text[mark - 1] in STRAY:
        mark -= 1
    before = view.text[mark - 1] if mark else '.'
    return (
        mark == 0
        or view.block(mark) != view.block(mark - 1)
        or before in SENTENCE_END
        or before in ':;»”"*'
        or before in DASHES
    )


def is_titled(view: View, quoted: Quoted) -> bool:
    """Whether words in marks are a name: a found name, or behind a noun that takes titles («газета «…»)."""
    mention = view.mention(quoted.first)
    if mention is not None and mention.last >= quoted.last:
        return True
    before = quoted.open - 1
    if called_so(view, quoted):
        return False
    if before < 0 or (view.text[quoted.first][0].islower() and view.lemma[before] not in nouns().words):
        return False
    if view.lemma[before] in nouns().words and view.feature(before, 'Case') == 'Ins':  # «со словами «…»»
        return False
    return view.sentence[before] == view.sentence[quoted.open] and view.lemma[before] in nouns().titled


def called_so(view: View, quoted: Quoted) -> bool:
    """Whether words in marks say what a verb calls something: «сочла эти слова «оскорблением»»."""
    head = next(
        (i for i in range(quoted.first, quoted.last) if not quoted.first <= view.head[i] < quoted.last), quoted.first
    )
    if view.feature(head, 'Case') != 'Ins' or view.relation[head] not in ('xcomp', 'obl', 'iobj'):
        return False
    return (
        view.head[head] >= 0 and view.pos[view.head[head]] == 'VERB' and view.feature(quoted.open - 1, 'Case') == 'Acc'
    )


CITING = words('citing')


def cue_subject(view: View, at: CueAt) -> int | None:
    """The speaker of direct speech: the subject, but who is cited («цитирует мэра», «приводит слова мэра»)."""
    if at.cue.cue in CITING:
        return cited(view, at)
    if is_impersonal(view, at.token):
        return agent(view, at.token)
    return subject(view, at.token)


def cited(view: View, at: CueAt) -> int:
    """Whom a verb of citing cites; DROPPED where the text leaves it to what was said before."""
    end = min(view.bounds(at.token)[1], at.token + INNER)
    words = next((i for i in range(at.token, end) if holds_words(view, i)), None)
    if words is not None:
        possessive = view.lemma[words - 1] in POSSESSIVES
        owner = words - 1 if possessive else genitive(view, words)
        return DROPPED if owner is None or view.feature(owner, 'Case') == 'Nom' else owner
    for i in range(at.token + 1, end):
        speaks = is_person(view, i) or is_body(view.lemma[i])
        if speaks and view.feature(i, 'Case') in ('Acc', 'Gen') and view.relation[i] != 'nmod':
            return i
    return DROPPED


def holds_words(view: View, token: int) -> bool:
    """Whether a noun means somebody's words or what they stand in, not who cites: «цитирует мэра | сайт газеты»."""
    cites = view.relation[token] == 'nsubj' and view.feature(token, 'Case') == 'Nom'
    return view.lemma[token] in OWNED or (view.lemma[token] in nouns().documents and not cites)


def relayer(view: View, at: CueAt | None) -> int | None:
    """Who cites: the subject of a verb of citing."""
    if at is None or at.cue.cue not in CITING:
        return None
    who = subject(view, at.token)
    return None if who is None or who < 0 else who


def right_attribution(view: View, quoted: Quoted, cues: Mapping[int, CueAt]) -> tuple[CueAt | None, int] | None:
    """The cue behind words in marks («…», – сказал X) and its token; a verb the lexicon lacks comes without a cue."""
    begin, strong = behind(view, quoted)
    if begin is None:
        return None
    if not strong:
        return unmarked_attribution(view, quoted, begin, cues)
    aside = aside_at(view, begin, min(len(view), begin + ATTRIBUTION), cues)
    if aside is not None:
        return aside.cue, aside.token
    for i in range(begin, min(len(view), begin + ATTRIBUTION)):  # «…», – он встал и добавил
        if view.block(i) != view.block(quoted.last - 1) or is_stop(view, i) or view.text[i] in OPENING:
            return None
        if i in cues:
            return cues[i], i
    return None


def unmarked_attribution(
    view: View, quoted: Quoted, begin: int, cues: Mapping[int, CueAt]
) -> tuple[CueAt | None, int] | None:
    """The cue right behind words in marks that no comma and dash announce: «Мы готовы» сказал он."""
    dash = view.text[begin - 1] in DASHES
    if not dash and view.text[quoted.last - 1] in SENTENCE_END and view.text[begin][0].isupper():
        return None  # «Репортёр спросил: «Рады?» Мэр ответил: «Рад»»
    statement = view.text[quoted.first][0].isupper() and is_clause(view, quoted.first, quoted.last)
    for i in range(begin, min(len(view), begin + (NEAR_DASH if dash else NEAR), view.bounds(begin)[1])):
        at = cues.get(i)
        if at is not None and at.kind != 'source' and 'words' in at.cue.takes:
            return (at, i) if dash or statement else None
        if view.is_finite(i) or view.text[i] in OPENING:
            return None
    return None


def behind(view: View, quoted: Quoted) -> tuple[int | None, bool]:
    """The token behind words in marks and their comma, stop and dash, and whether these announce an attribution."""
    i, block = quoted.close + 1 if quoted.closed else quoted.last, view.block(quoted.last - 1)
    comma = not quoted.closed and i > 0 and view.text[i - 1] in (',', '!', '?')
    stop = dash = False
    while i < len(view) and (view.text[i] == ',' or view.text[i] in SENTENCE_END or view.text[i] in STRAY):
        comma, stop = comma or view.text[i] == ',', stop or view.text[i] in SENTENCE_END
        i += 1
    if i < len(view) and view.text[i] in DASHES:
        dash, i = True, i + 1
    if i >= len(view) or view.block(i) != block or (stop and not dash):
        return None, False
    return i, dash and (comma or view.text[quoted.last - 1] in ('!', '?', '…', ',') or stop)


def left_cue(view: View, colon: int, cues: Mapping[int, CueAt]) -> CueAt | None:
    """The last cue in the sentence that ends with a colon."""
    first = view.bounds(colon)[0]
    for i in range(colon - 1, max(first, colon - BEFORE_COLON) - 1, -1):
        at = cues.get(i)
        if at is not None and at.kind != 'source':
            return at
    return None


def source_before(view: View, colon: int, cues: Mapping[int, CueAt]) -> CueAt | None:
    """The source phrase that begins the sentence that ends with a colon: «По словам мэра, мост готов: «…»»."""
    first = view.bounds(colon)[0]
    return next((at for i in range(first, min(colon, first + 3)) if (at := cues.get(i)) and at.kind == 'source'), None)


def colon_before(view: View, mark: int) -> int | None:
    """The colon before an opening mark, with a dash, another mark or a line's end in between."""
    i = mark - 1
    while i > max(0, mark - 3) and (view.text[i] in DASHES or view.text[i] in STRAY):
        i -= 1
    return i if i >= 0 and view.text[i] == ':' else None


@rule(
    yes={
        '«[Мы приехали], – сказал Пётр Ильин. – [Завтра начнём]».': 'Ильин; Ильин',
        '«[Мост], – уверена Анна Белова, – [откроют в мае]».': 'Белова; Белова',
    },
    no=['«Мост – это дорога», – сказал Пётр Ильин.'],
)
def attribution_inside(
    view: View, first: int, last: int, cues: Mapping[int, CueAt]
) -> tuple[list[tuple[int, int]], Aside | None]:
    """Speech in marks in the stretches that the author's words inside leave («А, – сказал X, – Б»), and the first of
    these."""
    stretches: list[tuple[int, int]] = []
    found: Aside | None = None
    for begin, end, aside in speech(view, first, last, cues, False):
        found = found or aside
        stretches.append(trim(view, begin, end))
    return [s for s in stretches if s[1] > s[0]], found


def ends_sentence(view: View, quoted: Quoted) -> bool:
    """Whether words in marks end with their sentence or block."""
    i = quoted.close + 1 if quoted.closed else quoted.last
    if i >= len(view) or view.block(i) != view.block(quoted.open):
        return True
    if view.text[i] in SENTENCE_END:
        return True
    return view.text[quoted.last - 1] in SENTENCE_END and view.sentence[i] != view.sentence[quoted.last - 1]


def label_or_subject(view: View, colon: int) -> tuple[int, int] | None:
    """A verb and its subject, a person, before a colon («Мэр был краток: «…»), or the name alone («Орлов: «…»,
    «Пётр Орлов, агроном: «…»)."""
    first = view.bounds(colon)[0]
    mention = view.mention(colon - 1) if colon else None
    if mention is not None and mention.type == 'PER' and mention.first >= first:
        lead = phrase(view, mention.first)[0]
        if lead == first or not any(view.is_predicate(i) for i in range(first, colon)):
            return colon, mention.first
    own = view.mention(first)
    behind = view.text[own.last] if own is not None and own.type == 'PER' else ''
    described = behind == ',' or behind in DASHES  # «Пётр Орлов, агроном: «…»», «Пётр Орлов – журналистам: «…»»
    if described and not any(view.is_predicate(i) for i in range(first, colon)):
        return colon, first
    for i in range(colon - 1, max(first, colon - BEFORE_COLON) - 1, -1):
        if view.is_predicate(i):
            who = next((c for c in view.children(i) if view.relation[c].startswith('nsubj')), None)
            if who is not None and (
                view.feature(who, 'Animacy') == 'Anim'
                or view.pos[who] == 'PRON'
                or (view.mention(who) is not None and view.mentions[view.mention_at[who]].type != 'LOC')
            ):
                return i, who
    return None
