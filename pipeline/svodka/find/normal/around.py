"""What stands around a name and tells its case and gender: the title in front, the verb, the preposition, neighbours.

Most of it goes to the model as features, for each sign may err: the tagger takes a title's complement for the title, a
verb agrees with somebody else. What no model need weigh is `told`.
"""

from __future__ import annotations

from functools import lru_cache

from svodka.find.normal.choose import Around, Context, Governor
from svodka.language.morph import known_readings, readings
from svodka.language.name_frames import is_oblique_given
from svodka.language.name_words import INITIAL
from svodka.language.view import opens_sentence
from svodka.lexicons import fold
from svodka.model import Parse, Span, Tokens, features

LONGEST_CHAIN = 3  # nouns from a name up to the title that is the subject: «инженер завода Л. Рогова подписала»
LONGEST_TITLE = 12  # tokens between «сотрудница» and the name of hers
LONGEST_GAP = 2  # words between a name and its verb: «Л. Рогова вчера подписала»
LONGEST_CLAUSE = 15  # tokens behind a verb among which its subject is looked for
INSIDE_TITLE = ('NOUN', 'PROPN', 'ADJ', 'ADP', 'CCONJ', 'NUM', 'DET')
INSIDE_MARKS = frozenset('«»„“”"-–№')
# What stands before a subject that no noun governs: nothing, a conjunction, an adverb.
STARTS = ('end', ',', 'SCONJ', 'ADV', ':')
VERB_FORMS = (('ла', 'f'), ('ли', 'p'), ('ло', 'n'), ('л', 'm'))


def context_of(parse: Parse, span: Span) -> Context:
    """What stands around a name."""
    tokens = parse.tokens
    preposition = ''
    for i in range(span.first - 1, max(span.first - 3, -1), -1):
        if tokens.pos[i] == 'ADP':
            preposition = tokens.text[i].lower()
        if tokens.pos[i] not in ('ADJ', 'DET', 'PUNCT'):
            break
    outer = [i for i in range(span.first, span.last) if not span.first <= tokens.head[i] < span.last]
    relation = tokens.relation[outer[0]] if outer else ''
    if span.type != 'PER':
        return Context(span.type, preposition, relation)
    at = -1 if preposition else title_of(tokens, span)  # a title stands before the preposition's object if at all
    low = span.first if at < 0 else at
    while low and tokens.sentence[low - 1] == tokens.sentence[span.first] and tokens.pos[low - 1] == 'ADJ':
        low -= 1
    return Context(span.type, preposition, relation, around(tokens, span, at, low), governor(tokens, low))


def around(tokens: Tokens, span: Span, at: int, low: int) -> Around:
    """The signs around a person's name with the title at token `at`, -1 for none, whose first word is token `low`."""
    title = '' if at < 0 else case_of_title(tokens, at)
    if at >= 0 and at < span.first - 1:
        title += ' far'
    initials = any(INITIAL.match(tokens.text[i]) for i in range(span.first, span.last))
    longest = max(range(span.first, span.last), key=lambda i: len(tokens.text[i]))
    return Around(
        title,
        subject_slot(tokens, span),
        verb_beside(tokens, span.last, 1),
        verb_beside(tokens, low - 1, -1, title != '') if low else '',
        neighbour(tokens, span.first - 1, span.first),
        neighbour(tokens, span.last, span.first),
        features(tokens.feats[longest]).get('Case', 'none') if initials else '',
    )


def title_of(tokens: Tokens, span: Span) -> int:
    """The noun for somebody before a name in its sentence, whom the name may be in apposition to; -1 for none."""
    for i in range(span.first - 1, max(span.first - LONGEST_TITLE, 0) - 1, -1):
        if tokens.sentence[i] != tokens.sentence[span.first]:
            return -1
        if 'Animacy=Anim' in tokens.feats[i] and (tokens.pos[i] == 'NOUN' or is_noun_with_capital(tokens, i)):
            return i if 'Number=Plur' not in tokens.feats[i] else -1
        if tokens.pos[i] not in INSIDE_TITLE and tokens.text[i] not in INSIDE_MARKS:
            return -1
    return -1


def is_noun_with_capital(tokens: Tokens, i: int) -> bool:
    """Whether the capital of a common noun is only the sentence's: «Биатлонистка Рамуне Виткайте»."""
    known = known_readings(tokens.text[i].lower()) if opens_sentence(tokens, i) else ()
    return bool(known) and all(r.kind == 'noun' for r in known)


def case_of_title(tokens: Tokens, i: int) -> str:
    """The case of a noun for somebody, the tagger's where the form may stand in it, and «f» if it is a woman's."""
    cases, woman = forms_of(tokens.text[i].lower())
    seen = features(tokens.feats[i]).get('Case', '')
    case = seen if seen in cases or not cases else cases[0]
    sure = ' sure' if cases == (case,) else ''
    return f'{case}{sure}{" f" if woman else ""}'


@lru_cache(maxsize=5_000)
def forms_of(word: str) -> tuple[tuple[str, ...], bool]:
    """The cases in which a noun in the singular may stand, and whether it is feminine in all of them."""
    found = [r for r in readings(word) if r.kind == 'noun' and r.slot != 'p' and r.case]
    return tuple(dict.fromkeys(r.case for r in found)), bool(found) and all(r.slot == 'f' for r in found)


def verb_beside(tokens: Tokens, at: int, step: int, title: bool = False) -> str:
    """The form of the verb next to a name, on either side of it: f, m, n, p of the past, «other», '' for none."""
    sentence = tokens.sentence[at - step] if 0 <= at - step < len(tokens) else -1
    for i in range(at, at + step * (LONGEST_GAP + 1), step):
        if not 0 <= i < len(tokens) or tokens.sentence[i] != sentence:
            break
        if tokens.pos[i] == 'VERB':
            form = past(tokens, i) or 'other'
            if step > 0 and has_subject(tokens, i):
                return f'{form} taken'  # «Эмму Рогову встретил посол»
            return f'{form} title' if title else form
        if tokens.pos[i] not in ('ADV', 'PART', 'PRON'):
            break
    return ''


def has_subject(tokens: Tokens, verb: int) -> bool:
    """Whether a subject stands behind a verb in its sentence, if only by its form: «Л. Рогову встретил посол»."""
    for i in range(verb + 1, min(verb + LONGEST_CLAUSE, len(tokens))):
        if tokens.sentence[i] != tokens.sentence[verb]:
            return False
        if tokens.head[i] != verb:
            continue
        somebody = tokens.pos[i] == 'NOUN' and 'Animacy=Anim' in tokens.feats[i]
        if tokens.relation[i].startswith('nsubj') or (somebody and forms_of(tokens.text[i].lower())[0] == ('Nom',)):
            return True
    return False


def past(tokens: Tokens, i: int) -> str:
    """The gender or number of a verb in the past by its form, for the tagger's gender is a guess; '' of others."""
    if 'Tense=Past' not in tokens.feats[i] or 'VerbForm=Part' in tokens.feats[i]:
        return ''
    form = tokens.text[i].lower().removesuffix('сь').removesuffix('ся')
    return next((slot for ending, slot in VERB_FORMS if form.endswith(ending)), '')


def governor(tokens: Tokens, i: int) -> Governor:
    """The noun or verb right before token i: «Слово предоставили Рогову», but «Совет поблагодарил Рогову»."""
    at = i - 1
    if at < 0 or tokens.sentence[at] != tokens.sentence[i] or tokens.pos[at] not in ('NOUN', 'VERB'):
        return Governor()
    first = max(0, at - LONGEST_CLAUSE)
    filled = any(tokens.head[k] == at and tokens.relation[k] in ('obj', 'nsubj:pass') for k in range(first, at))
    return Governor(fold(tokens.lemma[at]), filled and tokens.pos[at] == 'VERB')


def neighbour(tokens: Tokens, i: int, inside: int) -> str:
    """The kind of the token beside a name: its mark, or its part of speech with the case of a noun."""
    if not 0 <= i < len(tokens) or tokens.sentence[i] != tokens.sentence[inside]:
        return 'end'
    pos, text = tokens.pos[i], tokens.text[i]
    if pos == 'PUNCT':
        return text
    if pos == 'CCONJ':
        return f'и {neighbour(tokens, i - 1, inside)}' if i < inside and text == 'и' else 'и'
    found = features(tokens.feats[i])
    if pos in ('NOUN', 'PROPN'):
        return f'{pos} {found.get("Case", "")}'
    if pos in ('ADJ', 'DET') or 'VerbForm=Part' in tokens.feats[i]:
        return f'ADJ {found.get("Case", "")} {found.get("Gender", "")}'
    return pos


def nominative_head(tokens: Tokens, span: Span) -> int:
    """The word of a name by which it hangs on others, -1 where that or the given name is in another case: «вдова
    Чингиза Рогова приехала»."""
    at = next((i for i in range(span.first, span.last) if not span.first <= tokens.head[i] < span.last), -1)
    oblique = span.last - span.first > 1 and is_oblique_given(tokens.text[span.first])
    return -1 if oblique or features(tokens.feats[at]).get('Case', 'Nom') != 'Nom' else at


def subject_slot(tokens: Tokens, span: Span) -> str:
    """The gender of a name that a verb in the past agrees with: «подписала Л. Рогова»; '' where none does.

    A name in apposition to the subject is meant, too: «врач Рогова подписала», whatever the gender of «врач».
    """
    at = nominative_head(tokens, span)
    if at < 0:
        return ''
    own = tokens.relation[at]
    for _ in range(LONGEST_CHAIN):
        if tokens.relation[at] not in ('appos', 'flat', 'flat:name', 'nmod') or not 0 <= tokens.head[at] < span.first:
            break
        at = tokens.head[at]
    if at < span.first and 'Animacy=Anim' not in tokens.feats[at]:
        return ''
    if at < span.first and own == 'nmod' and 'Gender=Masc' not in tokens.feats[at]:  # «жена Мороза сказала»
        return ''
    if tokens.relation[at] != 'nsubj' or tokens.head[at] < 0:
        return ''
    verb = tokens.head[at]
    if tokens.pos[verb] != 'VERB' or features(tokens.feats[verb]).get('Number') != 'Sing':
        return ''
    if verb < at and any(tokens.head[k] == verb and tokens.relation[k] == 'nsubj' for k in range(verb)):
        return ''  # the verb of the clause before, which has its own subject: «Мороз уехал, Рогова осталась»
    slot = past(tokens, verb)
    return slot if slot in ('f', 'm') else ''


def spoken_slot(context: Context, case: str) -> str:
    """The gender of a person that a verb tells for certain, the name being read in a case ('' if it does not decline).

    A verb in the masculine may go with the office of a woman: «рассказал директор Л. Рогова».
    """
    around = context.around
    if around.behind.endswith('taken'):
        return ''
    if around.subject or context.preposition or case not in ('', 'Nom'):
        return around.subject
    if around.front == 'f title' and around.title.startswith('Nom'):
        return 'f'
    alone = around.before in STARTS or (around.title.startswith('Nom sure') and 'f' not in around.title.split())
    return around.behind if alone and around.behind in ('f', 'm') else ''
