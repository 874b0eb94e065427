"""Rules that say of two mentions that they are of one entity, and those of them that go for places and for all names.

The examples of a rule are texts with the tagger's names marked; what comes of one is every entity that is named more
than once, its names in order: «Совет по печати = Совет; Перу = Перу».
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from svodka.find.rule import Rule, in_order, rule
from svodka.language.compare import Groups, core, fold
from svodka.language.scripts import script_of, sound_key
from svodka.language.short_names import parts_of
from svodka.model import Mention, Parse


class Joined(NamedTuple):
    """That a mention is of one entity with `other`, which a rule says, or with nobody before it: None. `choice` are the
    rules that tell whom a name means of those whom it fits, `lost` a mention of each other with the rule against it."""

    mention: int
    other: int | None
    rule: str
    choice: tuple[str, ...] = ()
    lost: tuple[tuple[int, str], ...] = ()


class Names:
    """The mentions of a document of which some (`indices`) are put together: by pairs, in groups."""

    def __init__(
        self, parse: Parse, mentions: Sequence[Mention], indices: Sequence[int], groups: Groups | None = None
    ) -> None:
        self.parse, self.mentions, self.indices = parse, mentions, indices
        self.groups = groups or Groups(len(mentions))
        self.root = self.groups.root
        self.joined: list[Joined] = []

    @cached_property
    def full(self) -> list[int]:
        """The whole names of several words or parts («КазТрансГаз»), one of each entity, as they were joined when this
        was asked first."""
        own = (i for i in self.indices if self.root(i) == i and self.mentions[i].form != 'abbreviation')
        return [i for i in own if len(self.mentions[i].name.split()) > 1 or parts_of(self.mentions[i].name)]

    @cached_property
    def opening(self) -> Collection[int]:
        """Those that open a sentence, and have a capital for that reason."""
        begins = {sentence.first for sentence in self.parse.sentences}
        return {i for i in self.indices if self.mentions[i].first in begins}

    def clusters(self) -> list[list[int]]:
        """The mentions of each entity, in order."""
        found: dict[int, list[int]] = {}
        for i in self.indices:
            found.setdefault(self.root(i), []).append(i)
        return list(found.values())

    def put_together(self, rules: Iterable[Rule[Pairs]]) -> None:
        """Join what the rules say, a rule after the other, a pair before the next one is asked for."""
        for one in rules:
            for i, other in one.apply(self):
                if self.root(i) != self.root(other) and self.groups.join(i, other):
                    self.joined.append(Joined(i, other, one.name))


Pairs = Callable[[Names], Iterator[tuple[int, int]]]


def same_key(names: Names, key_of: Callable[[Mention], str]) -> Iterator[tuple[int, int]]:
    """Each mention that has a key, not '', with the first that has the same."""
    first_of: dict[str, int] = {}
    for i in names.indices:
        if key := key_of(names.mentions[i]):
            yield i, first_of.setdefault(key, i)


@rule(
    yes={'[LOC Перу] ждёт. Президент [LOC Республики Перу] приехал.': 'Перу = Республики Перу'},
    no=['[LOC Перу] ждёт [LOC Чили].'],
)
def same_place(names: Names) -> Iterator[tuple[int, int]]:
    """What the gazetteer has as one place, by whatever name."""
    return same_key(names, lambda m: m.place.key if m.place else '')


@rule(
    yes={'Луг у [LOC Синеречья] цветёт. В [LOC Синеречье] тепло.': 'Синеречья = Синеречье'},
    no=['Луг у [LOC Синеречья] цветёт. В [LOC Белоречье] тепло.'],
)
def same_word(names: Names) -> Iterator[tuple[int, int]]:
    """What the gazetteer does not have, by its name."""
    return same_key(names, lambda m: '' if m.place else fold(m.name))


@rule(
    yes={
        'Пришла [PER Ингрид Халворсен] ( [PER Ingrid Halvorsen] ). Хлопали и [PER Ingrid Halvorsen], конечно.': (
            'Ингрид Халворсен = Ingrid Halvorsen = Ingrid Halvorsen'
        ),
    },
    no=['Пришли [PER Ингрид Халворсен] и [PER Ingrid Halvorsen].'],
)
def in_original(names: Names) -> Iterator[tuple[int, int]]:
    """A name in Latin letters in brackets with the name before it, and with both whatever else is written so."""
    originals = bracketed_originals(names.parse, names.mentions)
    if not originals:
        return
    written: dict[str, list[int]] = {}
    for members in names.clusters():
        own = {names.mentions[i].name for i in members}
        if len(own) == 1 and members[0] not in originals:
            written.setdefault(own.pop(), []).append(members[0])
    for i, named in originals.items():
        yield i, named
        for other in written.pop(names.mentions[i].name, ()):
            yield other, named


@rule(
    yes={'Пишет [ORG Газета.uz]. Об этом пишет и [ORG Gazeta.uz].': 'Газета.uz = Gazeta.uz'},
    no=['Пишет [ORG Газета.uz]. Об этом пишет и [ORG Gazeta.kz].'],
)
def two_scripts(names: Names) -> Iterator[tuple[int, int]]:
    """A body's name in Latin letters with the only one that is the same in Russian letters."""
    written: dict[str, set[int]] = {}
    bodies = [i for i in names.indices if names.mentions[i].type == 'ORG']
    for i in bodies:
        if script_of(names.mentions[i].name) == 'cyrillic' and (key := sound_key(core(names.mentions[i].name))):
            written.setdefault(key, set()).add(i)
    for i in bodies:
        if script_of(names.mentions[i].name) == 'latin' and (key := sound_key(core(names.mentions[i].name))):
            found = {names.root(j) for j in written.get(key, ())}
            if len(found) == 1:
                yield i, found.pop()


def bracketed_originals(parse: Parse, mentions: Sequence[Mention]) -> dict[int, int]:
    """Mentions in Latin letters in brackets, and the name before them: «Ингрид Халворсен (Ingrid Halvorsen)»."""
    words = parse.tokens.text
    found = {}
    for i, (before, mention) in enumerate(pairwise(mentions), 1):
        if mention.first == before.last + 1 and words[before.last] == '(' and mention.type == before.type:
            latin = mention.text.isascii() and any(c.isalpha() for c in mention.text)
            if latin and mention.last < len(words) and words[mention.last] == ')' and not before.text.isascii():
                found[i] = i - 1
    return found


PLACES: tuple[Rule[Pairs], ...] = in_order(same_place, same_word)
# Of names of every type, when those of each are put together.
ALL: tuple[Rule[Pairs], ...] = in_order(in_original, two_scripts)
