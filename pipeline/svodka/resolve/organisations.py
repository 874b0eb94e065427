"""The rules for organisations: brackets, name, quoted name, acronym, truncation, head noun."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from svodka.find.normal.document import common_nouns
from svodka.find.rule import Rule, in_order, rule
from svodka.language.compare import LEGAL_FORMS, abbreviation_key, acronym, core, fold, quoted_core
from svodka.language.organisation_names import bodies, is_national, organisation_key, organs, replacements
from svodka.language.short_names import parts_of, shortens
from svodka.limits import checked
from svodka.model import Mention
from svodka.resolve.aligned import honouring, whose, word_by_word
from svodka.resolve.banks import central_banks
from svodka.resolve.descriptors import described, of_level, spelt_out
from svodka.resolve.keys import kinds_of_body, own_name
from svodka.resolve.missions import embassies
from svodka.resolve.owners import same_body_of_place, without_owner
from svodka.resolve.pairs import Names, Pairs

# A text that names more organisations of one head noun than this is a list; the last ones are enough to choose from.
MAX_CANDIDATES = 40
# The head noun stands among so many words of a name, if adjectives stand before it.
LONGEST_HEAD = 3
# What an abbreviation may leave out: «Казанский (Приволжский) … университет», «академия имени Орлова».
BRACKETS, NAMESAKE = re.compile(r' \([^()]*\)'), re.compile(r' (?:имени|им\.?|при) ')
MARKS = '«»„“”"'
ADJECTIVE_ENDINGS = ('ый', 'ий', 'ой', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие')
NOUN_ENDINGS = ('ание', 'ение', 'тие', 'вие', 'лие', 'рие')  # «предприятие», «управление»


@rule(
    yes={'[ORG Хор-спутник] поёт. Слушают [ORG Хор спутник].': 'Хор-спутник = Хор спутник'},
    no=['[ORG Хор-спутник] поёт. Слушает [ORG Степной хор].'],
)
def same_name(names: Names) -> Iterator[tuple[int, int]]:
    """One name, or the full name of one that is another's, whatever their marks and hyphens."""
    first_of: dict[str, int] = {}
    for i in names.indices:
        for name in filter(None, (names.mentions[i].name, names.mentions[i].full_name)):
            yield i, first_of.setdefault(core(name).replace('-', ' '), i)


@rule(
    yes={'[ORG Бюро садовых вредителей] ([ORG БСДВ]) ждёт.': 'Бюро садовых вредителей = БСДВ'},
    no=['[ORG Бюро садовых вредителей], как и [ORG БСДВ], ждёт.'],
)
def defined(names: Names) -> Iterator[tuple[int, int]]:
    """What the text defines as another name of one: «… (БСДВ)»."""
    for i in names.indices:
        same = names.mentions[i].same_as
        if same is not None and names.mentions[same].type == 'ORG':
            yield i, same


def by_key(
    names: Names, keys_of: Callable[[Mention], Iterable[str]], wanted_of: Callable[[Mention], str]
) -> Iterator[tuple[int, int]]:
    """Each mention with the one entity of a whole name that has the key it wants; with none if several have it."""
    wanted = {i: key for i in names.indices if (key := wanted_of(names.mentions[i]))}
    if not wanted:
        return
    holders: dict[str, set[int]] = defaultdict(set)
    for i in names.full:
        for key in keys_of(names.mentions[i]):
            holders[key].add(i)
    for i, key in wanted.items():
        found = {names.root(h) for h in holders.get(key, ())}
        if len(found) == 1:
            yield i, found.pop()


@rule(
    yes={'Строит [ORG компания «Степной путь»]. [ORG «Степной путь»] ждёт.': 'компания «Степной путь» = Степной путь'},
    no=['[ORG Совет директоров «Степной путь»] решил. [ORG «Степной путь»] ждёт.'],
)
def quoted(names: Names) -> Iterator[tuple[int, int]]:
    """A name in marks with the longer one that has it: «компания «Степной путь»»."""
    return by_key(names, lambda m: (quoted_name(m),), lambda m: core(m.name))


@rule(
    yes={
        '[ORG Центр охраны лугов Перу] ждёт. [ORG ЦОЛП] решает.': 'Центр охраны лугов Перу = ЦОЛП',
        '[ORG Первый новый северный центр лугов Перу] ждёт. [ORG ЦЛП] решает.': (
            'Первый новый северный центр лугов Перу = ЦЛП'
        ),
        '[ORG Союз гребли Республики Армения] ждёт. [ORG СГА] решает.': 'Союз гребли Республики Армения = СГА',
    },
    no=['[ORG Центр степного анализа] и [ORG Центр северного аудита] считают. [ORG ЦСА] ждёт.'],
)
def by_initials(names: Names) -> Iterator[tuple[int, int]]:
    """An abbreviation with the one name whose words begin with its letters."""
    return by_key(names, acronyms, lambda m: abbreviation_key(m.name))


def quoted_name(mention: Mention) -> str:
    """The name in marks that an organisation is known by; not that of the one whose part it is."""
    inner = quoted_core(mention.name)
    return '' if inner and not organs().isdisjoint(core(mention.name).replace(inner, '').split()) else inner


def acronyms(mention: Mention) -> Iterator[str]:
    """The acronyms of a name and of what is left of it without the adjectives before its head noun."""
    for word in mention.name.split():
        if parts := parts_of(word.strip(MARKS)):
            yield ''.join(part[0] for part in parts).lower()
    names = {mention.name, BRACKETS.sub(' ', mention.name), NAMESAKE.split(mention.name)[0]}
    keys = {*map(core, names), organisation_key(mention.name)}  # «ФХБ»: Федерация хоккея (Республики) Беларусь
    yield from (acronym(' '.join(words)) for key in sorted(keys) for words in from_head(key.split()))


@rule(
    yes={
        '[ORG Министерство экологии] ждёт. [ORG Минэкологии] решает.': 'Министерство экологии = Минэкологии',
        '[ORG Евразийский фонд леса] ждёт. [ORG ЕАФЛ] решает.': 'Евразийский фонд леса = ЕАФЛ',
        '[ORG Омский лесной университет имени Седых] ждёт. [ORG ОмЛУ] решает.': (
            'Омский лесной университет имени Седых = ОмЛУ'
        ),
    },
    no={
        '[ORG Министерство печати] ждёт. [ORG Минэкологии] решает.': '',
        '[ORG Центр охраны лугов] и [ORG Цех охотничьих лодок] ([ORG ЦОЛ]) ждут.': 'Цех охотничьих лодок = ЦОЛ',
    },
)
def by_beginnings(names: Names) -> Iterator[tuple[int, int]]:
    """A name that is put together of another's letters with that one, if it is the only one in the text: «ТюмГУ»,
    «Минэкологии»; of one place where both say whose they are."""
    mentions, root = names.mentions, names.root
    by_letter: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for j in names.full:
        own, place = called(mentions[j])
        for letter in {word[0] for word in own.split()[:LONGEST_HEAD]}:
            by_letter[letter].append((j, own, place))
    for i in checked(names.indices):
        written = whose(mentions[i])
        if not written.isalpha():
            continue
        short, place = fold(written), called(mentions[i])[1]
        longer = {
            root(j)
            for j, own, where in by_letter[short[0]][-MAX_CANDIDATES:]
            if j != i and (not place or not where or place == where) and shortens(written, own)
        }
        if len(longer) == 1:
            yield i, longer.pop()


def called(mention: Mention) -> tuple[str, str]:
    """What a mention calls a body, folded, and the key of the place whose it is, if the name says it."""
    own = own_name(mention.name, mention.place.key) if mention.place else ''
    return (own, mention.place.key) if own and mention.place else (core(NAMESAKE.split(mention.name)[0]), '')


@rule(
    yes={
        '[ORG Совет по рыболовству] и [ORG Совет по печати] ждут. [ORG Совет] решает.': 'Совет по печати = Совет',
        '[ORG Посольство Перу] ждёт. [ORG Посольство] решает.': 'Посольство Перу = Посольство',
    },
    no=[
        '[ORG Лесное предприятие Заря] ждёт. [ORG Заря] поёт.',
        '[ORG МИД Перу] и [ORG МИД Чили] ждут. [ORG МИД] решает.',
    ],
)
def shortened(names: Names) -> Iterator[tuple[int, int]]:
    """A shortened name with the full one before it: «Совет» after «Совет по …», «МИД» beside «МИД Узбекистана».

    A single word must stand after the full name; if full names of several organisations begin so, the last before it is
    meant when the word has a capital, and none when it is more than a word. «Вооружённые Силы» are not the «вооружённые
    силы Перу», nor is a name of its own short for one in the same sentence («Заря» и «Заря Востока»).
    """
    mentions = names.mentions
    sentences: dict[str, set[int]] = defaultdict(set)
    by_word: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for i in names.indices:
        sentences[core(mentions[i].name)].add(mentions[i].sentence)
        for tail in from_head(full_words(mentions[i])):
            by_word[tail[0]].append((i, tail))
    # «японского МИДа» is not the foreign ministry that the text names otherwise.
    after_adjective = {m.last for m in mentions if m.type == 'LOC' and m.form == 'adjective'}
    for i in checked([i for i in names.indices if mentions[i].first not in after_adjective]):
        words = core(mentions[i].name).split()
        longer = [
            j
            for j, tail in by_word[words[0] if words else ''][-MAX_CANDIDATES:]
            if names.root(j) != names.root(i) and begins(words, tail, mentions[i], mentions[j])
        ]
        if not longer:
            continue
        single_word = len(words) == 1 and mentions[i].form != 'abbreviation'
        if is_national(mentions[i].name) and i not in names.opening and mentions[i].text[0].isupper():
            longer = [j for j in longer if mentions[j].text[0].isupper()]
        elif single_word and words[0] not in common_nouns():
            longer = [j for j in longer if mentions[j].sentence not in sentences[words[0]]]
        if (meant := which_longer(names, i, longer, single_word)) is not None:
            yield i, meant


def begins(words: Sequence[str], tail: Sequence[str], short: Mention, long: Mention) -> bool:
    """Whether the words of a name begin what is left of a longer one from a word before its head noun on, and may mean
    the same."""
    own = tail[: len(words)] == words and len(full_words(long)) > len(words)
    return own and may_shorten(short, long)


def which_longer(names: Names, i: int, longer: Sequence[int], single_word: bool) -> int | None:
    """Which of the longer names that a name may shorten it does: None if that cannot be told."""
    single = len({names.root(j) for j in longer}) == 1
    if not single_word:
        return longer[0] if single else None
    before = [j for j in longer if j < i]
    if before and (names.mentions[i].text[:1].isupper() or single):
        return before[-1]
    if single and core(names.mentions[i].name) not in common_nouns() and of_a_country(names.mentions[longer[0]]):
        return longer[0]  # «Минлеса» and then «Минлеса Узбекистана»
    return None


def may_shorten(short: Mention, long: Mention) -> bool:
    """Whether a name may be another's beginning and mean the same: what is called by common nouns may, what has a name
    of its own only where the rest is a country: «Роспотребнадзор России», not «Роспотребнадзор Томской области», «Заря
    Востока»."""
    if ' ' not in short.name and short.name.endswith(ADJECTIVE_ENDINGS) and not short.name.endswith(NOUN_ENDINGS):
        return False  # «Европейский» is cut off
    if is_national(short.name) or not kinds_of_body().isdisjoint(core(short.name).split()):
        return True
    rest = own_words(long.name)[len(own_words(short.name)) :]
    return of_a_country(long) or not any(word[:1].isupper() for word in rest)


def of_a_country(mention: Mention) -> bool:
    """Whether a name says of which country a body is: «Роспотребнадзор России»."""
    place = mention.place
    return place is not None and place.kind == 'country' and bool(own_name(mention.name, place.key))


def own_words(name: str) -> list[str]:
    """The words of a name without marks and legal forms, if there are any besides."""
    words = [word for word in (part.strip(MARKS) for part in name.split()) if word]
    return [word for word in words if fold(word) not in LEGAL_FORMS] or words or [name]


def full_words(mention: Mention) -> list[str]:
    """The words of a name, of an abbreviation that every newspaper uses those it stands for: МАГАТЭ is an агентство."""
    return (replacements()[0].get(fold(mention.name)) or core(mention.name)).split()


def from_head(words: Sequence[str]) -> Iterator[list[str]]:
    """A name from each of its words up to the head noun: «Региональный экспертный совет по …», …, «совет по …».

    What every newspaper knows by a name of its own is no part of a longer one: «царская Государственная дума».
    """
    for at, word in enumerate(words):
        if at and ' '.join(words[at:]) in bodies():
            return
        yield list(words[at:])
        if not word.endswith(ADJECTIVE_ENDINGS) or word.endswith(NOUN_ENDINGS):
            return


# The rules go by whole names as those have joined them that stand before `quoted`.
ORGANISATIONS: tuple[Rule[Pairs], ...] = in_order(
    same_name,
    spelt_out,
    described,
    same_body_of_place,
    without_owner,
    central_banks,
    defined,
    quoted,
    by_initials,
    by_beginnings,
    word_by_word,
    honouring,
    embassies,
    of_level,
    shortened,
)
