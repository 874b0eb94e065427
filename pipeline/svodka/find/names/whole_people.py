"""People by the grammar of names: spans that a patronymic, a particle of one, a surname in capitals or a title fixes.

A tagger knows a person by the names it has seen; «Вагиф кызы», «КРАВЕЦ Илья», «главбух Орлова», «проф. Седов» it cuts
where it likes. Each of these holds a word that can only stand in a person's name or before one. Such an anchor says
which neighbours belong to the name, whatever was tagged, and the spans across give way.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

from svodka.find.normal.evidence import lexemes
from svodka.find.normal.readings import PLURAL_LIKE
from svodka.find.positions.lexicon import role_lemma
from svodka.find.rule import rule
from svodka.language.morph import known_readings, readings
from svodka.language.paradigms import known_forms, parses
from svodka.language.person_names import INITIAL, given_names, is_surname
from svodka.lexicons import fold, load
from svodka.model import Span, Tokens, features

# «Вагиф кызы», «Вагиф-кызы», «Серикулы»: after the father's name, of its own or grown on to it.
PAIR = 2  # words of a given name and a surname
LATIN_WORDS = (2, 3)  # of a whole name in Latin letters
GAP = 2  # characters between two words of one name, at most
PARTICLE = re.compile('(?:[оу]гл[ыу]|угли|ўғли|уулу|[ұу]лы|[кг]ызы|қызы|[кқ]изи|тегин)$', re.IGNORECASE)
GROWN = re.compile('.{3,}(?:[оу]глы|оглу|уулу|[ұу]лы|[кгқ]ызы)$')
PATRONYMIC = re.compile(
    '(?:[оеё]|ь)вич(?:а|у|ем|е)?$|[оеё]вн(?:а|ы|е|у|ой|ою)$|(?:ин)?ичн(?:а|ы|е|у|ой|ою)$|'
    '(?:ьич|кич|мич|тич|лич)(?:а|у|[ое]м|е)?$'
)
SHORTEST_CAPITALS = 3  # letters of a surname in capitals; shorter ones are abbreviations
SHORTEST_UNKNOWN = 5  # and of one that the dictionary lacks
FIXED = re.compile('(?:енко|швили|дзе|[ыи]х|аго|ово)$')  # endings of surnames that do not decline
LATIN = re.compile('[A-Z][a-z]+(?:-[A-Z][a-z]+)?')
FIRMS = frozenset('ltd inc gmbh group bank corp co llc plc holding partners capital university institute press'.split())
VOWEL = re.compile('[АЕЁИОУЫЭЮЯ]')
NAMES = ('name', 'surname', 'patronymic')
DEGREE = re.compile(r'[КкДд]\.(?:[а-я-]{1,9}\.?){1,2}н')  # «к.т.н.», «д.экон.н.», not the initials «К.Д.»


@rule(
    yes={
        'Приехал КРАВЕЦ [PER Илья].': '[PER КРАВЕЦ Илья]',
        'Выступила [PER Лейла Вагиф] кызы Садыхова.': '[PER Лейла Вагиф кызы Садыхова]',
        'Ответил [PER проф. Седов].': '[PER Седов]',
    }
)
def with_whole_people(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans, with those that the grammar of names fixes in place of what lies across them."""
    spans = [cut for span in spans for cut in without_titles(tokens, latin_person(tokens, span))]
    fixed: list[Span] = []
    covered = bytearray(len(tokens))
    for span in sorted(anchored(tokens), key=lambda s: (s.first - s.last, s.first)):
        if not any(covered[span.first : span.last]):
            covered[span.first : span.last] = b'\1' * (span.last - span.first)
            fixed.append(span)
    found, rest = list[Span](), deque(spans)
    for name in sorted(fixed, key=lambda s: s.first):
        while rest and rest[0].last <= name.first:
            found.append(rest.popleft())
        across = []
        while rest and rest[0].first < name.last:
            across.append(rest.popleft())
        rest.extendleft(reversed(_placed(tokens, across, name)))
    return [*found, *rest]


@lru_cache(maxsize=1)
def latin_names() -> frozenset[str]:
    """Given names in Latin letters."""
    return frozenset(load('given_names')['latin'].split())


def latin_person(tokens: Tokens, span: Span) -> Span:
    """A span of Latin words that begin with a given name as a person's: «Karl Webber», not «The Prodigy»."""
    words = tokens.text[span.first : span.last]
    if span.type == 'PER' or len(words) not in LATIN_WORDS or not all(LATIN.fullmatch(w) for w in words):
        return span
    person = words[0] in latin_names() and words[-1].lower() not in FIRMS
    return Span(span.first, span.last, 'PER') if person else span


def _placed(tokens: Tokens, across: Sequence[Span], name: Span) -> list[Span]:
    """What stands in place of the spans that lie across a person's name: the name, and what they have in front of it; a
    body that is called after him keeps him."""
    left, first, last = list[Span](), name.first, name.last
    for span in across:
        whole = span.first <= first and span.last >= last
        if whole and (last - first == 1 if span.type == 'PER' else span.last - span.first > last - first):
            return list(across)  # a trade fixes the surname alone: «командир Лаврин А.А.»
        if span.type == 'PER':
            while first > span.first and _continues_left(tokens, first, name):
                first -= 1
        elif span.first < first and tokens.pos[first - 1] not in ('ADP', 'CCONJ'):
            left.append(Span(span.first, first, span.type))
    return [*left, Span(first, last, 'PER')]


def _continues_left(tokens: Tokens, first: int, name: Span) -> bool:
    """Whether the word before a name that the tagger has in it is a second given name or surname of it."""
    if not _beside(tokens, first) or not is_capitalised(tokens, first - 1):
        return False
    return is_given_form(tokens.text[first - 1]) or (first == name.first and may_be_surname(tokens, first - 1))


# ------------------------------------------------------------------------------------------------------------- titles


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Abbreviated titles, in lower case and without their last full stop: «проф», «зам», «чл.-корр»."""
    return frozenset(load('titles')['abbreviated'].split())


def is_title(word: str) -> bool:
    """Whether a word (with its stops inside) is an abbreviated title or degree."""
    low = word.lower().rstrip('.')
    if '-' in low and any(low[: len(low) - cut] in abbreviations() for cut in (1, 2)):  # «д-ра», «г-ном»
        return True
    return low in abbreviations() or bool(DEGREE.fullmatch(word.rstrip('.')))


def without_titles(tokens: Tokens, span: Span) -> Iterator[Span]:
    """A person without abbreviated titles and trades in front: «Проф. | Седов», «Главбух | Орлова»; an office before a
    common noun is no place or body: «Аким области», «Хоким города»."""
    if span.type != 'PER':
        if not is_office_of(tokens, span):
            yield span
        return
    first, last = span.first, behind_initials(tokens, span)
    while first < last and (size := title_at(tokens, first, last)):
        first += size
    if first < last:
        yield Span(first, last, 'PER')


def is_office_of(tokens: Tokens, span: Span) -> bool:
    """Whether a span is an office at the beginning of a sentence and the common nouns that it governs, or its state."""
    head, *rest = tokens.text[span.first : span.last]
    if head.lower() == 'вр' and tokens.text[span.last : span.last + 1] == ['.']:
        return True  # «Вр. и. о. начальника»
    if not rest or not all(word.islower() for word in rest) or not opens_sentence(tokens, span.first):
        return False
    found = role_lemma(head)
    return found is not None and found[1] == 'office'


def behind_initials(tokens: Tokens, span: Span) -> int:
    """Where a name ends whose initials stand behind the surname: what follows is another's or begins a sentence."""
    i = span.first + 1
    if not is_capitalised(tokens, span.first):
        return span.last
    while i + 1 < span.last and INITIAL.match(tokens.text[i]) and tokens.text[i + 1] in '.-':
        i += 2
    two = i > span.first + 3 and tokens.text[i - 1] == '.'  # one may be a middle name's: «Джордж У. Буш»
    return i if two and i < span.last and tokens.text[i][0].isupper() else span.last


def title_at(tokens: Tokens, i: int, last: int) -> int:
    """How many tokens an abbreviated title or a trade takes that stands in front of a name at token i, 0 for none."""
    for size in range(min(6, len(tokens) - i), 0, -1):
        joined = ''.join(tokens.text[i : i + size])
        if (size == 1 or '.' in joined or '-' in joined) and is_title(joined) and _stopped(tokens, i + size - 1):
            return size + (i + size < len(tokens) and tokens.text[i + size] == '.')
    following = i + 1 < last and is_capitalised(tokens, i + 1)
    return 1 if following and is_trade_in_front(tokens, i) else 0


def _stopped(tokens: Tokens, i: int) -> bool:
    """Whether a full stop ends the abbreviation at token i, or it needs none («Д-р»)."""
    text = tokens.text[i]
    return text.endswith('.') or '-' in text or (i + 1 < len(tokens) and tokens.text[i + 1] == '.')


def is_trade_in_front(tokens: Tokens, i: int) -> bool:
    """Whether a word with a capital is what the person behind it does, and no name: «Главбух Орлова»."""
    word, after = tokens.text[i], tokens.text[i + 1]
    # Inside a sentence a capital makes it a part of the name: «Доктор Лиза».
    if not (word[:1].isupper() and word[1:].islower()) or is_given_form(word) or not opens_sentence(tokens, i):
        return False
    low = word.lower()
    role = role_lemma(word) is not None
    if not role and not (is_animate_noun(low) and not any(r.kind == 'surname' for r in known_readings(low))):
        return False
    return is_surname_form(after) or is_given_form(after) or (role and after[:1].isupper())


def opens_sentence(tokens: Tokens, i: int) -> bool:
    """Whether no word stands before token i in its sentence."""
    k = i - 1
    while k >= 0 and tokens.sentence[k] == tokens.sentence[i]:
        if tokens.text[k][0].isalnum():
            return False
        k -= 1
    return True


@lru_cache(maxsize=20_000)
def is_animate_noun(low: str) -> bool:
    """Whether the dictionary has a word as a common noun for somebody."""
    if not known_readings(low):
        return False
    tags = [p.tag for p in parses(low) if p.is_known]
    names = ('Name', 'Surn', 'Patr')
    return any(t.POS == 'NOUN' and 'anim' in t and not any(n in t for n in names) for t in tags)


# ------------------------------------------------------------------------------------------------------------ anchors


def anchored(tokens: Tokens) -> Iterator[Span]:
    """The names that hold an anchor."""
    for i, word in enumerate(tokens.text):
        if len(word) < SHORTEST_CAPITALS or not word[0].isalpha():
            continue
        if PARTICLE.fullmatch(word):
            yield from behind_father(tokens, i)
        elif word[0].isupper():
            if is_patronymic_form(word):
                yield from around_patronymic(tokens, i)
            elif is_capital_surname(tokens, i):
                yield from beside_capitals(tokens, i)
        if i + 1 < len(tokens) and word[1:].islower() and role_lemma(word):
            yield from behind_trade(tokens, i)
    for i, word in enumerate(tokens.text):
        if word == '-' and 0 < i < len(tokens) - 3 and tokens.text[i - 1] == '.':
            yield from around_double_initial(tokens, i)


def behind_father(tokens: Tokens, i: int) -> Iterator[Span]:
    """«Рашад Гейдар оглы Алиев», «Алиев Рашад Гейдар оглы»; the particle is token i."""
    if i - 2 < 0 or not (_beside(tokens, i) and is_capitalised(tokens, i - 1) and _beside(tokens, i - 1)):
        return
    if not is_capitalised(tokens, i - 2):
        return
    first, last = i - 2, i + 1
    if is_capitalised(tokens, last) and _beside(tokens, last) and is_surname_form(tokens.text[last]):
        last += 1
    elif first and is_capitalised(tokens, first - 1) and _beside(tokens, first) and may_be_surname(tokens, first - 1):
        first -= 1
    yield Span(first, last, 'PER')


def around_patronymic(tokens: Tokens, i: int) -> Iterator[Span]:
    """«Анна Ильинична Седова», «Седова Анна Ильинична»; the patronymic is token i."""
    given = i - 1
    if given < 0 or not _beside(tokens, i) or not is_capitalised(tokens, given):
        return
    if not is_given_form(tokens.text[given]) or not _agree(tokens, given, i):
        return
    first, last = given, i + 1
    behind = is_capitalised(tokens, last) and _beside(tokens, last) and may_be_surname(tokens, last)
    behind = behind and _agree(tokens, last, given)
    before = _surname_before(tokens, given)
    if behind and not (before and _starts_anew(tokens, last + 1)):
        last += 1
    elif before:
        first -= 1
    if last - first > PAIR:
        yield Span(first, last, 'PER')


def _surname_before(tokens: Tokens, given: int) -> bool:
    """Whether a surname stands before a given name."""
    i = given - 1
    if i < 0 or not is_capitalised(tokens, i) or not _beside(tokens, given) or not may_be_surname(tokens, i):
        return False
    return _agree(tokens, i, given) and seen_in_one_case(tokens, i, given)


def _starts_anew(tokens: Tokens, i: int) -> bool:
    """Whether another given name and patronymic stand at token i, as in a list of surnames first."""
    if not (is_capitalised(tokens, i) and is_capitalised(tokens, i + 1) and _beside(tokens, i + 1)):
        return False
    return _beside(tokens, i) and is_given_form(tokens.text[i]) and is_patronymic_form(tokens.text[i + 1])


def beside_capitals(tokens: Tokens, i: int) -> Iterator[Span]:
    """«КРАВЕЦ Илья», «Илья КРАВЕЦ»; the surname in capitals is token i."""
    before, after = i - 1, i + 1
    titled = is_capitalised(tokens, after) and _beside(tokens, after) and tokens.text[after].istitle()
    if titled and is_given_form(tokens.text[after]):
        last = after + 1
        if is_capitalised(tokens, last) and _beside(tokens, last) and is_patronymic_form(tokens.text[last]):
            last += 1
        another = is_capitalised(tokens, last) and _beside(tokens, last)  # «МИД Сергей Лавров»
        if last == after + 1 and is_common(tokens.text[i].lower()):  # a headline's last word: «ОБОРУДОВАНИЯ Август»
            return
        if not another and not (last < len(tokens) and PARTICLE.fullmatch(tokens.text[last])):
            yield Span(i, last, 'PER')
    elif before >= 0 and _beside(tokens, i) and tokens.text[before].istitle() and is_given_form(tokens.text[before]):
        yield Span(before, i + 1, 'PER')


def around_double_initial(tokens: Tokens, i: int) -> Iterator[Span]:
    """«Ж.-П. Морель»; the hyphen is token i."""
    first, last = i - 2, i + 1
    if first < 0 or not INITIAL.match(tokens.text[first]):
        return
    while last + 1 < len(tokens) and INITIAL.match(tokens.text[last]) and tokens.text[last + 1] == '.':
        last += 2
    if last > i + 1 and is_capitalised(tokens, last) and tokens.start[last] - tokens.stop[last - 1] <= 1:
        yield Span(first, last + 1, 'PER')


def behind_trade(tokens: Tokens, i: int) -> Iterator[Span]:
    """«главбух Орлова»: a surname alone behind a trade in its case."""
    name = i + 1
    if not is_capitalised(tokens, name) or not _beside(tokens, name) or not tokens.text[name].istitle():
        return
    if is_capitalised(tokens, name + 1) and _beside(tokens, name + 1):
        return
    low = tokens.text[name].lower()
    if PLURAL_LIKE.search(low):  # «депутат Малых»
        if any(r.case == 'Nom' and r.slot != 'p' for r in readings(tokens.text[i].lower())):
            yield Span(name, name + 1, 'PER')
        return
    if any(r.kind in ('place', 'organisation', 'adjective') for r in known_readings(low)):
        return  # «папа Римский»
    if is_surname_form(tokens.text[name]) and not is_given_form(tokens.text[name]) and _fits_trade(tokens, i, name):
        yield Span(name, name + 1, 'PER')


def _fits_trade(tokens: Tokens, trade: int, name: int) -> bool:
    """Whether a surname may stand in the case of the trade before it."""
    cases = {r.case for r in readings(tokens.text[trade].lower()) if r.slot != 'p'}
    found = surname_cases(tokens.text[name])
    return '' in found or not cases.isdisjoint(found)


# -------------------------------------------------------------------------------------------------------------- words


def _beside(tokens: Tokens, i: int) -> bool:
    """Whether a token stands in one sentence with the one before it, and no line or mark between."""
    if not 0 < i < len(tokens) or tokens.sentence[i] != tokens.sentence[i - 1]:
        return False
    return 0 < tokens.start[i] - tokens.stop[i - 1] <= GAP


def is_capitalised(tokens: Tokens, i: int) -> bool:
    """Whether token i is a word that begins with a capital, and no initial."""
    return (
        0 <= i < len(tokens) and len(tokens.text[i]) > 1 and tokens.text[i][0].isupper() and tokens.text[i][1].isalpha()
    )


@lru_cache(maxsize=20_000)
def is_given_form(word: str) -> bool:
    """Whether a word is a given name in any case."""
    if any(r.kind == 'name' for r in known_readings(word.lower())):
        return True
    return fold(word) in given_names() or any(lexeme in given_names() for lexeme in lexemes(word.title(), 'PER'))


@lru_cache(maxsize=20_000)
def is_patronymic_form(word: str) -> bool:
    """Whether a word has the form of a patronymic; surnames in -ович do, too."""
    low = word.lower()
    if any(r.kind == 'patronymic' for r in known_readings(low)):
        return True
    head, dash, tail = low.rpartition('-')
    if dash:
        return bool(PARTICLE.fullmatch(tail)) and len(head) > 1
    return bool(PATRONYMIC.search(low) or GROWN.search(low)) and not is_common(low)


@lru_cache(maxsize=20_000)
def is_common(low: str) -> bool:
    """Whether the dictionary has a word, and as no name."""
    return bool(known_forms(low)) and not any(r.kind in NAMES for r in known_readings(low))


@lru_cache(maxsize=20_000)
def surname_cases(word: str) -> frozenset[str]:
    """The cases in which a word may be somebody's surname, '' for one that does not decline; none if it is no surname.

    A word that the dictionary lacks is one by its ending.
    """
    low = word.lower()
    known = [r.case for r in known_readings(low) if r.kind == 'surname' and r.slot != 'p']
    if known or is_common(low):
        return frozenset(known)
    if FIXED.search(low):
        return frozenset(('',))
    found = {r.case for r in readings(low) if r.slot != 'p' and is_surname(r.nominative)}
    return frozenset(found | {'Nom'} if is_surname(low) else found)


def is_surname_form(word: str) -> bool:
    """Whether a word may be a surname in any case."""
    return bool(surname_cases(word))


def may_be_surname(tokens: Tokens, i: int) -> bool:
    """Whether a word beside a given name and patronymic is a surname and not a title: «Романович Председатель»."""
    word = tokens.text[i]
    if word.isupper():
        return is_capital_surname(tokens, i)
    return word.istitle() and (is_surname_form(word) or not known_forms(word.lower()))


def is_capital_surname(tokens: Tokens, i: int) -> bool:
    """Whether a word in capitals may be a surname: no abbreviation, and its neighbours are not in capitals, too."""
    word = tokens.text[i]
    if len(word) < SHORTEST_CAPITALS or not word.isupper() or not word.replace('-', '').isalpha():
        return False
    kinds = {r.kind for r in known_readings(word.lower())}
    if not kinds.isdisjoint(('abbreviation', 'organisation')) or ('place' in kinds and not is_surname(word.lower())):
        return False
    if len(word) < SHORTEST_UNKNOWN:  # «ФАО», «ЕСПЧ»
        return any(r.kind == 'surname' for r in known_readings(word.lower()))
    return is_surname_form(word) or len(VOWEL.findall(word)) > 1


def seen_in_one_case(tokens: Tokens, i: int, j: int) -> bool:
    """Whether the tagger saw no two cases: «вдова Седова Анна Ильинична» are two people."""
    cases = {features(tokens.feats[k]).get('Case') for k in (i, j)} - {None}
    return len(cases) <= 1 or not tokens.text[i].istitle() or '' in surname_cases(tokens.text[i])


def _agree(tokens: Tokens, i: int, j: int) -> bool:
    one, two = name_cases(tokens.text[i]), name_cases(tokens.text[j])
    return not one or not two or '' in one or '' in two or not one.isdisjoint(two)


@lru_cache(maxsize=20_000)
def name_cases(word: str) -> frozenset[str]:
    """The cases of a word as a part of a name, '' for one that does not decline, none where nothing is known."""
    low = word.lower()
    if FIXED.search(low):
        return frozenset(('',))
    known = frozenset(r.case for r in known_readings(low) if r.kind in NAMES and r.slot != 'p')
    return known or frozenset(r.case for r in readings(low) if not r.known and r.slot != 'p')
