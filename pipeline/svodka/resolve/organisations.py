"""Mentions of organisations → one organisation each, by brackets, name, quoted name, acronym, truncation, head noun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from svodka.find.normal.document import common_nouns
from svodka.language.compare import LEGAL_FORMS, Groups, abbreviation_key, acronym, core, fold, quoted_core
from svodka.language.organisation_names import bodies, is_national, organs, replacements
from svodka.limits import checked
from svodka.model import Mention
from svodka.resolve.keys import body_key, kinds_of_body, own_name, shortens

# A text that names more organisations of one head noun than this is a list; the last ones are enough to choose from.
MAX_CANDIDATES = 40
MARKS = '«»„“”"'
ADJECTIVE_ENDINGS = ('ый', 'ий', 'ой', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие')
NOUN_ENDINGS = ('ание', 'ение', 'тие', 'вие', 'лие', 'рие')  # «предприятие», «управление»


def cluster_organisations(
    mentions: Sequence[Mention], indices: Sequence[int], opening: Collection[int] = ()
) -> list[list[int]]:
    """Mentions of organisations joined by brackets, name, quoted name, acronym, truncation and head noun; those
    `opening` a sentence have a capital for that reason."""
    groups = Groups(len(mentions))
    root, join = groups.root, groups.join
    first_of: dict[str, int] = {}
    for i in indices:
        for name in filter(None, (mentions[i].name, mentions[i].full_name)):
            join(i, first_of.setdefault(core(name).replace('-', ' '), i))
        if (place := mentions[i].place) and own_name(mentions[i].name, place.key):
            join(i, first_of.setdefault(body_key(mentions[i].name, place.key), i))
    for i in indices:
        same = mentions[i].same_as
        if same is not None and mentions[same].type == 'ORG':
            join(i, same)

    full = [
        i for i in indices
        if root(i) == i and mentions[i].form != 'abbreviation' and len(mentions[i].name.split()) > 1
    ]  # fmt: skip
    for keys, fits in (
        (lambda m: (quoted_name(m),), lambda m: core(m.name)),
        (acronyms, lambda m: abbreviation_key(m.name)),
    ):
        attach(mentions, indices, full, keys, fits, root, join)
    attach_put_together(mentions, indices, full, root, join)
    # «японского МИДа» is not the foreign ministry that the text names otherwise.
    after_adjective = {m.last for m in mentions if m.type == 'LOC' and m.form == 'adjective'}
    shortened = [i for i in indices if mentions[i].first not in after_adjective]
    attach_truncated(mentions, indices, shortened, opening, root, join)
    found: dict[int, list[int]] = defaultdict(list)
    for i in indices:
        found[root(i)].append(i)
    return list(found.values())


def quoted_name(mention: Mention) -> str:
    """The name in marks that an organisation is known by; not that of the one whose part it is."""
    inner = quoted_core(mention.name)
    return '' if inner and not organs().isdisjoint(core(mention.name).replace(inner, '').split()) else inner


def acronyms(mention: Mention) -> Iterator[str]:
    """The acronyms of a name and of what is left of it without the adjectives before its head noun."""
    return (acronym(' '.join(words)) for words in from_head(core(mention.name).split()))


def attach(
    mentions: Sequence[Mention],
    indices: Sequence[int],
    full: Sequence[int],
    keys_of: Callable[[Mention], Iterable[str]],
    wanted_of: Callable[[Mention], str],
    root: Callable[[int], int],
    join: Callable[[int, int], bool],
) -> None:
    """Join each mention to the one entity among `full` that has the key it wants; to none if several have it."""
    wanted = {i: key for i in indices if (key := wanted_of(mentions[i]))}
    if not wanted:
        return
    holders: dict[str, set[int]] = defaultdict(set)
    for i in full:
        for key in keys_of(mentions[i]):
            holders[key].add(i)
    for i, key in wanted.items():
        found = {root(h) for h in holders.get(key, ())}
        if len(found) == 1:
            join(i, found.pop())


def attach_put_together(
    mentions: Sequence[Mention],
    indices: Sequence[int],
    full: Sequence[int],
    root: Callable[[int], int],
    join: Callable[[int, int], bool],
) -> None:
    """Join a name that is put together of another's letters to that one, if it is the only one in the text: «ТюмГУ»,
    «Минэкологии»; of one place where both say whose they are."""
    by_letter: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for j in full:
        own, place = called(mentions[j])
        for letter in {word[0] for word in own.split()[:3]}:
            by_letter[letter].append((j, own, place))
    for i in checked(indices):
        short, place = called(mentions[i])
        if not short.isalpha() or len(mentions[i].name.split()) > 1 + bool(place):
            continue
        written = mentions[i].name.split()[0]
        longer = {
            root(j)
            for j, own, where in by_letter[short[0]][-MAX_CANDIDATES:]
            if root(j) != root(i) and (not place or not where or place == where) and shortens(written, own)
        }
        if len(longer) == 1:
            join(i, longer.pop())


def called(mention: Mention) -> tuple[str, str]:
    """What a mention calls a body, folded, and the key of the place whose it is, if the name says it."""
    own = own_name(mention.name, mention.place.key) if mention.place else ''
    return (own, mention.place.key) if own and mention.place else (core(mention.name), '')


def attach_truncated(
    mentions: Sequence[Mention],
    indices: Sequence[int],
    shortened: Sequence[int],
    opening: Collection[int],
    root: Callable[[int], int],
    join: Callable[[int, int], bool],
) -> None:
    """Join a shortened name to the full one before it: «Совет» after «Совет по …», «МИД» beside «МИД Узбекистана».

    A single word must stand after the full name; if full names of several organisations begin so, the last before it is
    meant when the word has a capital, and none when it is more than a word. «Вооружённые Силы» are not the «вооружённые
    силы Перу», nor is a name of its own short for one in the same sentence («Заря» и «Заря Востока»).
    """
    sentences: dict[str, set[int]] = defaultdict(set)
    for i in indices:
        sentences[core(mentions[i].name)].add(mentions[i].sentence)
    by_word: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for i in indices:
        for tail in from_head(full_words(mentions[i])):
            by_word[tail[0]].append((i, tail))
    for i in checked(shortened):
        name = core(mentions[i].name)
        words = name.split()
        longer = [
            j
            for j, tail in by_word[words[0] if words else ''][-MAX_CANDIDATES:]
            if root(j) != root(i) and tail[: len(words)] == words and len(full_words(mentions[j])) > len(words)
        ]
        longer = [j for j in longer if may_shorten(mentions[i], mentions[j])]
        if longer and is_national(mentions[i].name) and i not in opening and mentions[i].text[0].isupper():
            longer = [j for j in longer if mentions[j].text[0].isupper()]
        elif len(words) == 1 and name not in common_nouns() and mentions[i].form != 'abbreviation':
            longer = [j for j in longer if mentions[j].sentence not in sentences[name]]
        if not longer:
            continue
        before = [j for j in longer if j < i]
        if len(words) == 1 and mentions[i].form != 'abbreviation':
            single = len({root(j) for j in longer}) == 1
            if before and (mentions[i].text[:1].isupper() or single):
                join(i, before[-1])
            elif single and name not in common_nouns() and of_a_country(mentions[longer[0]]):
                join(i, longer[0])  # «Минлеса» and then «Минлеса Узбекистана»
        elif len({root(j) for j in longer}) == 1:
            join(i, longer[0])


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
