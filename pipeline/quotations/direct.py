"""Direct speech: whole clauses in somebody's own words, in marks, behind a dash, or as a paragraph after a colon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.quotations.cues import CueAt
from pipeline.quotations.lexicon import nouns
from pipeline.quotations.marks import Quoted, blocks_of
from pipeline.quotations.subjects import DROPPED, agent, is_impersonal, linear_subject, phrase, subject
from pipeline.quotations.view import DASHES, SENTENCE_END, Found, View

ATTRIBUTION = 30  # tokens behind the closing mark that a cue is looked for in
BEFORE_COLON = 45  # tokens before a colon that a cue is looked for in
WHOLE = 7  # words in marks that are a statement even where no predicate was seen, at least
INNER = 25  # tokens of an attribution inside the marks, at most
FLAT_BLOCK = 250  # tokens: in a longer block a speech without marks is not taken to begin with the block


def is_clause(view: View, first: int, last: int) -> bool:
    """Whether words in marks are a statement, not a name: a predicate, an exclamation, or many words."""
    if view.text[last - 1] in '!?…' or any(view.is_predicate(i) for i in range(first, last)):
        return True
    return sum(view.is_word(i) for i in range(first, last)) >= WHOLE


def starts_sentence(view: View, mark: int) -> bool:
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
    if before < 0 or (view.text[quoted.first][0].islower() and view.lemma[before] not in nouns().words):
        return False
    return view.sentence[before] == view.sentence[quoted.open] and view.lemma[before] in nouns().titled


def trim(view: View, first: int, last: int) -> tuple[int, int]:
    """Words in marks without commas and dashes at their ends."""
    while last > first and (view.text[last - 1] == ',' or view.text[last - 1] in DASHES):
        last -= 1
    while first < last and (view.text[first] == ',' or view.text[first] in DASHES):
        first += 1
    return first, last


def cue_subject(view: View, at: CueAt) -> int | None:
    """The speaker of direct speech: the subject, the object of «цитирует», the owner of «слова»."""
    if is_impersonal(view, at.token):
        return agent(view, at.token)
    if at.cue.cue in ('цитировать', 'процитировать'):
        cited = [
            c
            for c in view.children(at.token)
            if view.relation[c] in ('obj', 'iobj') and view.feature(c, 'Case') in ('Acc', 'Gen')
        ]
        if cited and view.lemma[cited[0]] not in ('слово', 'который'):
            return cited[0]
    return subject(view, at.token)


def right_attribution(view: View, quoted: Quoted, cues: Mapping[int, CueAt]) -> tuple[CueAt | None, int] | None:
    """The cue behind words in marks («…», – сказал X) and its token; a verb the lexicon lacks comes without a cue."""
    i, block = quoted.close + 1 if quoted.closed else quoted.last, view.block(quoted.open)
    comma = stop = dash = False
    if not quoted.closed and i > 0:
        comma = view.text[i - 1] in ',!?'
    while i < len(view) and (view.text[i] in (',', '…') or view.text[i] in SENTENCE_END):
        comma, stop = comma or view.text[i] == ',', stop or view.text[i] in SENTENCE_END
        i += 1
    if i < len(view) and view.text[i] in DASHES:
        dash, i = True, i + 1
    if i >= len(view) or view.block(i) != block or (stop and not dash):
        return None
    begin = i
    strong = dash and (comma or view.text[quoted.last - 1] in '!?…,' or stop)
    verbs = 0
    while i < min(len(view), begin + ATTRIBUTION):
        text = view.text[i]
        if (
            view.block(i) != block
            or (text in SENTENCE_END and i > begin + 1 and view.bounds(i)[1] <= i + 1)
            or text in '«:;"“„'
        ):
            break
        at = cues.get(i)
        if at is not None and at.kind != 'source' and ('words' in at.cue.takes or strong):
            if not dash and not (is_clause(view, quoted.first, quoted.last) and view.text[quoted.first][0].isupper()):
                return None
            reach = 3 if not dash else 12
            if i - begin < reach and verbs == 0:
                return at, i
            return (at, i) if strong else None
        if at is not None and at.kind == 'source' and strong:
            return at, i
        if view.is_finite(i):
            verbs += 1
            if strong and i - begin <= 2 and linear_subject(view, i) is not None and linear_subject(view, i) != DROPPED:
                return None, i
        i += 1
    return None


def left_cue(view: View, colon: int, cues: Mapping[int, CueAt]) -> CueAt | None:
    """The last cue in the sentence that ends with a colon."""
    first = view.bounds(colon)[0]
    for i in range(colon - 1, max(first, colon - BEFORE_COLON) - 1, -1):
        at = cues.get(i)
        if at is not None and at.kind != 'source':
            return at
    return None


def colon_before(view: View, mark: int) -> int | None:
    """The colon before an opening mark, with a dash or a line's end in between."""
    i = mark - 1
    if i >= 0 and view.text[i] in DASHES:
        i -= 1
    return i if i >= 0 and view.text[i] == ':' else None


def split_inside(
    view: View, first: int, last: int, cues: Mapping[int, CueAt], loose: bool = False
) -> tuple[list[tuple[int, int]], CueAt | None]:
    """Speech with attributions inside its marks («А, – сказал X, – Б») in stretches, and the cue of the first; `loose`
    takes an attribution without a comma before its dash."""
    stretches: list[tuple[int, int]] = []
    found: CueAt | None = None
    begin, i = first, first + 1
    while i < last - 1:
        if view.text[i] in DASHES and (loose or view.text[i - 1] in ',!?…' or view.text[i - 1] in SENTENCE_END):
            at = next(
                (cues[j] for j in (i + 1, i + 2) if j in cues and 'words' in cues[j].cue.takes and view.is_finite(j)),
                None,
            )
            behind = None if at is None else linear_subject(view, at.token)
            if at is not None and (behind is not None and behind > at.token):
                stop = next(
                    (
                        j
                        for j in range(at.token + 1, min(last, i + INNER))
                        if view.text[j] in DASHES and (view.text[j - 1] in ',:' or view.text[j - 1] in SENTENCE_END)
                    ),
                    None,
                )
                if stop is None:
                    stop = next(
                        (j for j in range(at.token + 1, min(last, i + INNER)) if view.text[j] in SENTENCE_END), last - 1
                    )
                stretches.append((begin, i))
                found = found or at
                begin = i = stop + 1
        i += 1
    if begin < last:
        stretches.append((begin, last))
    return [s for s in (trim(view, *s) for s in stretches) if s[1] > s[0]], found


def find_direct(
    view: View, cues: Mapping[int, CueAt], marks: Sequence[Quoted], covered: bytearray
) -> tuple[list[Found], set[int]]:
    """Direct speech in marks, and the cues that it took. Marks `covered`: what is in somebody's own words."""
    found: list[Found] = []
    taken: set[int] = set()
    spoken_until, before = -1, None  # the end of the last attribution or speech, and its row
    depth_limit: int | None = None
    for quoted in marks:
        if covered[quoted.first] or (depth_limit is not None and quoted.last <= depth_limit):
            continue
        new = classify(view, quoted, cues, before, spoken_until)
        if new is None:
            continue
        rule, at, token, who = new
        stretches, inner = split_inside(view, quoted.first, quoted.last, cues)
        if inner is not None:
            taken.add(inner.token)
            if (at is None and who is None) or rule in ('standalone', 'paragraph'):
                at, token, who, rule = inner, inner.token, cue_subject(view, inner), 'attribution_inside'
        lemma = (
            at.cue.cue
            if at is not None
            else (view.lemma[token] if token is not None and rule != 'continued' else (before.lemma if before else ''))
        )
        place = token if token is not None else quoted.open
        for first, last in stretches:
            row = Found(first, last, 'direct', rule, lemma, place, token, who)
            found.append(row)
        covered[quoted.first : quoted.last] = b'\1' * (quoted.last - quoted.first)
        if token is not None:
            taken.add(token)
        before, spoken_until, depth_limit = found[-1] if found else None, max(quoted.last, token or 0), quoted.last
    return found, taken


Classified = tuple[str, CueAt | None, int | None, int | None]


def classify(
    view: View, quoted: Quoted, cues: Mapping[int, CueAt], before: Found | None, spoken_until: int
) -> Classified | None:
    """The rule that makes words in marks direct speech, its cue, the cue's token and the speaker's."""
    first, last = trim(view, quoted.first, quoted.last)
    if last <= first:
        return None
    titled, clause = is_titled(view, quoted), is_clause(view, first, last)
    begins = starts_sentence(view, quoted.open)
    attribution = right_attribution(view, quoted, cues) if not (titled and not clause) else None
    if attribution is not None and (begins or (clause and view.text[first][0].isupper() and not titled)):
        at, token = attribution
        who = (
            owner_of(view, at)
            if at is not None and at.kind == 'source'
            else cue_subject(view, at)
            if at is not None
            else linear_subject(view, token)
        )
        return 'attribution', at, token, who
    colon = colon_before(view, quoted.open)
    if colon is not None and not (titled and not clause):
        at = left_cue(view, colon, cues)
        if at is not None:
            return 'colon', at, at.token, cue_subject(view, at)
        named = label_or_subject(view, colon)
        if named is not None and clause:
            return 'colon', None, named[0], named[1]
    i = quoted.open - 1
    if i >= 0 and view.sentence[i] == view.sentence[quoted.open] and clause and not titled:
        said = cues.get(i)
        if said is not None and 'words' in said.cue.takes:
            return 'words_after_cue', said, i, cue_subject(view, said)
        if view.lemma[i] in nouns().words and view.feature(i, 'Case') == 'Ins':
            verb = view.head[i]
            if verb >= 0 and view.pos[verb] == 'VERB':
                return 'words_after_noun', None, verb, subject(view, verb)
    if (
        before is not None
        and clause
        and not titled
        and quoted.open - spoken_until <= 3
        and view.text[quoted.open - 1] in (',', 'и')
        and view.sentence[quoted.open] == view.sentence[before.last - 1]
    ):
        return 'continued', None, before.cue, before.who
    if not clause or titled or not begins:
        return None
    if (
        before is not None
        and 0 <= quoted.open - spoken_until <= ATTRIBUTION
        and view.block(spoken_until) == view.block(quoted.open)
        and continues(view, quoted, spoken_until)
    ):
        return 'continued', None, before.cue, before.who
    if (
        ends_sentence(view, quoted)
        and sum(view.is_word(j) for j in range(first, last)) >= 4
        and view.text[first][0].isupper()
    ):
        return 'standalone', None, None, DROPPED
    return None


def owner_of(view: View, at: CueAt) -> int | None:
    from pipeline.quotations.indirect import owner

    return owner(view, at)


def continues(view: View, quoted: Quoted, spoken_until: int) -> bool:
    """Whether a dash leads from an attribution back to speech: «…», – сказал X. – «…»"""
    i = quoted.open - 1
    return i > 0 and view.text[i] in DASHES and view.text[i - 1] in (',', '.', ':', ';') and i > spoken_until


def ends_sentence(view: View, quoted: Quoted) -> bool:
    """Whether words in marks end with their sentence or block."""
    i = quoted.close + 1 if quoted.closed else quoted.last
    if i >= len(view) or view.block(i) != view.block(quoted.open):
        return True
    if view.text[i] in SENTENCE_END:
        return True
    return view.text[quoted.last - 1] in SENTENCE_END and view.sentence[i] != view.sentence[quoted.last - 1]


def label_or_subject(view: View, colon: int) -> tuple[int, int] | None:
    """A verb and its subject, a person, before a colon («Мэр был краток: «…»), or the name alone («Орлов: «…»)."""
    first = view.bounds(colon)[0]
    mention = view.mention(colon - 1) if colon else None
    if mention is not None and mention.type == 'PER' and mention.first >= first:
        lead = phrase(view, mention.first)[0]
        if lead == first or not any(view.is_predicate(i) for i in range(first, colon)):
            return colon, mention.first
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


def find_unmarked(view: View, cues: Mapping[int, CueAt], covered: bytearray, taken: set[int]) -> list[Found]:
    """Speech without marks: a paragraph with a dash («– Да, – сказал X.») or one after «X сообщил:»."""
    found: list[Found] = []
    blocks = list(blocks_of(view))
    for number, (first, last) in enumerate(blocks):
        if covered[first] or view.text[first] in '«"“„':
            continue
        dashed = view.text[first] in DASHES
        if last - first <= FLAT_BLOCK and any(view.text[i] in DASHES for i in range(first, last)):
            begin = first + 1 if dashed else first
            stretches, at = split_inside(view, begin, last, cues, True) if not any(covered[first:last]) else ([], None)
            if (
                at is not None
                and at.token not in taken
                and stretches
                and not any(view.text[i] in '«»"“”' for i in range(stretches[0][0], at.token))
            ):
                who = cue_subject(view, at)
                if dashed or is_human(view, who):
                    for a, b in stretches:
                        found.append(Found(a, b, 'direct', 'dash', at.cue.cue, at.token, at.token, who))
                        covered[a:b] = b'\1' * (b - a)
                    taken.add(at.token)
                    continue
        if number and view.text[first - 1] == ':' and not view.text[first].isdigit() and last - first >= 4:
            at = left_cue(view, first - 1, cues)
            if (
                at is not None
                and at.token not in taken
                and 'words' in at.cue.takes
                and is_clause(view, first, last)
                and view.text[last - 1] not in ';,'
                and not (dashed and number + 1 < len(blocks) and view.text[last] in DASHES)
            ):
                a, b = trim(view, first, last)
                found.append(Found(a, b, 'direct', 'paragraph', at.cue.cue, at.token, at.token, cue_subject(view, at)))
                covered[a:b] = b'\1' * (b - a)
                taken.add(at.token)
    return found


def is_human(view: View, who: int | None) -> bool:
    if who is None or who < 0:
        return False
    mention = view.mention(who)
    return (
        mention.type == 'PER'
        if mention is not None
        else view.feature(who, 'Animacy') == 'Anim' or view.lemma[who] in ('он', 'она')
    )
