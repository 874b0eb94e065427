"""The rules for people, who are put together in order of how much of a person a mention names: first whom a name may
mean (PEOPLE, the first rule that knows anybody decides), then which of several (WHOM, each keeps some)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from svodka.find.rule import Rule, in_order, rule
from svodka.language.compare import agree, fold, is_initial, skeleton, squeezed
from svodka.limits import checked
from svodka.model import Mention, Parse, PersonName
from svodka.resolve.company import Beside
from svodka.resolve.pairs import Joined
from svodka.resolve.people import MAX_CANDIDATES, Cluster, Named, People, fullness

# A surname alone means the one whom the text is about: who is otherwise named at least so often, and so many times as
# often as any other of the surname.
ABOUT, TIMES = 3, 2

KnownBy = Callable[[People, Named], 'list[Cluster] | None']
Narrowing = Callable[[People, Named, list[Cluster]], list[Cluster]]


def by_first_names(known: Sequence[Cluster], one: Named) -> list[Cluster] | None:
    """Those of the people known by a name whose other names agree with it; None if nobody is."""
    if not known:
        return None
    return [c for c in known[-MAX_CANDIDATES:] if agree(c.firsts, one.parts.first) and c.may_be(one.parts)]


def by_part(known: Sequence[Cluster], one: Named) -> list[Cluster] | None:
    """The same of people in whose names a name is a part: a given name alone is that of nobody who has it in the
    middle: «Мухаммед» is not «Фуад Мухаммед Аггад»."""
    if not known:
        return None
    first, last = one.first, one.last
    return [
        c
        for c in known[-MAX_CANDIDATES:]
        if (not (last and first) or squeezed(one.name) in c.names or agree(c.firsts, one.parts.first))
        and (last or one.parts.middle or not c.firsts or any(fold(f).split()[:1] == [first] for f in c.firsts))
        and c.may_be(one.parts)
    ]


@rule(
    yes={
        '[PER Айнура Токтосунова] пришла. [PER А. Токтосунова] села. [PER Токтосунова] молчит.': (
            'Айнура Токтосунова = А. Токтосунова = Токтосунова'
        ),
        '[PER Кэтти Седдонс] поёт. Хлопали [PER Кети Седонс].': 'Кэтти Седдонс = Кети Седонс',
    },
    no=['[PER Анна Гринько] и [PER Олег Гринько] поют.'],
)
def surname(people: People, one: Named) -> list[Cluster] | None:
    """Those of the same surname, however it is spelt."""
    return by_first_names(people.by_last[skeleton(one.parts.last or '')], one) if one.last else None


@rule(
    yes={
        '[PER Олег Седых] пришёл. Дочери [PER Олега] семь лет.': 'Олег Седых = Олега',
        'Пришёл [PER Ильдар Чаплин]. [PER Ильдар Маратович] рад.': 'Ильдар Чаплин = Ильдар Маратович',
    },
    no=['[PER Олег Седых] пришёл. Дочери [PER Егора] семь лет.'],
)
def given_name(people: People, one: Named) -> list[Cluster] | None:
    """Without a surname those of the same given name."""
    return by_first_names(people.by_first[one.first], one) if one.first and not one.last else None


@rule(
    yes={'Выступает [PER Ана Мендес Руис]. [PER Ана Мендес] довольна.': 'Ана Мендес Руис = Ана Мендес'},
    no=['Выступает [PER Фуад Мухаммед Аггад]. [PER Мухаммед] доволен.'],
)
def word_of_name(people: People, one: Named) -> list[Cluster] | None:
    """Those in whose name it is a word: «Ким» of «Ким Чен Ын», «Мендес» of «Ана Мендес Руис»."""
    return None if is_initial(one.parts.first) else by_part(people.by_word[one.last or fold(one.name)], one)


@rule(
    yes={'[PER Джей Зи] поёт. [PER ДЖЕЙ-ЗИ] доволен.': 'Джей Зи = ДЖЕЙ-ЗИ'},
    no=['[PER Джей Зи] поёт. [PER ДЖЕЙ-БИ] доволен.'],
)
def written_together(people: People, one: Named) -> list[Cluster] | None:
    """Those whose whole name it is, joined otherwise: «Джей Зи», «ДЖЕЙ-ЗИ»."""
    return None if is_initial(one.parts.first) else by_part(people.by_word[squeezed(one.name)], one)


@rule(
    yes={'[PER И. Маратов] спросил. — Верно, [PER Ильдар Ильясович]?': 'И. Маратов = Ильдар Ильясович'},
    no=['[PER И. Маратов] и [PER И. Седых] спросили. — Верно, [PER Ильдар Ильясович]?'],
)
def initial_of_given_name(people: People, one: Named) -> list[Cluster] | None:
    """The one person of a transcript's «И. Маратов», who is spoken to as «Ильдар Ильясович»."""
    if is_initial(one.parts.first) or one.last or not one.parts.middle:
        return None
    found = people.by_first[one.first[:1] + '.']
    single = len(found) == 1 and all(is_initial(first) for first in found[0].firsts)
    return by_part(found, one) if single else None


@rule(
    yes={
        '[PER Олег Седых] пришёл с детьми. Трое сыновей — [PER Олег], [PER Иван] и [PER Пётр].': '',
    },
    no={'[PER Олег Седых] пришёл. Дочери [PER Олега] семь лет.': 'Олег Седых = Олега'},
)
def not_kin(people: People, one: Named, found: list[Cluster]) -> list[Cluster]:
    """«Его сын Олег» is not the Олег whom the text is about."""
    if one.parts.last is not None or not people.beside.kin(one.mention):
        return found
    return [c for c in found if c is not people.main or c.members[0] >= one.mention]


@rule(
    yes={'Дали премию имени [PER Олега]. Позже [PER Олег Седых] сказал об этом.': ''},
    no={'Дали премию [PER Олега]. Позже [PER Олег Седых] сказал об этом.': 'Олега = Олег Седых'},
)
def not_named_after(people: People, one: Named, found: list[Cluster]) -> list[Cluster]:
    """«Премия имени Олега» is not of an Олег who is named later."""
    if one.parts.last is not None or not people.beside.honoured(one.mention):
        return found
    return [c for c in found if c.members[0] < one.mention]


@rule(
    yes={'Спасибо нашему другу [PER Сердару].\n\n[PER Сердар Овезов],\nначальник службы': ''},
    no={'[PER Сердар] уехал. Позже [PER Сердар Овезов] вернулся.': 'Сердар = Сердар Овезов'},
)
def not_signing(people: People, one: Named, found: list[Cluster]) -> list[Cluster]:
    """«Наш друг Олег» is not the Олег Седых who signs the text."""
    if one.parts.last is not None:
        return found
    signs = people.beside.signs
    return [c for c in found if c.members[0] < one.mention or not all(signs(j) for j in c.members[:MAX_CANDIDATES])]


@rule(
    yes={'[PER Анна Гринько] и [PER Олег Гринько] рады. [PER Гринько] согласна на всё.': 'Анна Гринько = Гринько'},
    no={'[PER Олег Гринько] и [PER Анна Гринько] рады. [PER Гринько] согласен на всё.': 'Олег Гринько = Гринько'},
)
def gender_of_verb(people: People, one: Named, found: list[Cluster]) -> list[Cluster]:
    """A surname alone is that of the woman or the man whom the verb tells: «Гринько сказала»."""
    if len(found) <= 1 or one.parts.first is not None:
        return found
    told = people.beside.gender(one.mention)
    return [c for c in found if told is None or c.gender == told] or found


@rule(
    yes={
        '[PER Иван Гринько] строит дом. [PER Иван Гринько] в нём живёт. Дома [PER Иван Гринько] один. '
        'Его брат [PER Олег Гринько] — врач. Дом [PER Гринько] стоит у реки.': (
            'Иван Гринько = Иван Гринько = Иван Гринько = Гринько'
        ),
    },
    no={
        '[PER Иван Гринько] строит дом. Его брат [PER Олег Гринько] — врач. Дом [PER Гринько] стоит у реки.': (
            'Олег Гринько = Гринько'
        ),
    },
)
def told_most_of(people: People, one: Named, found: list[Cluster]) -> list[Cluster]:
    """A surname alone is that of whom the text is about."""
    if len(found) <= 1 or one.parts.first is not None:
        return found
    *_, second, most = sorted(len(c.members) for c in found)
    return [max(found, key=lambda c: len(c.members))] if most >= max(ABOUT, TIMES * second) else found


@rule(
    yes={
        '[PER Иван Гринько] строит дом. Его брат [PER Олег Гринько] — врач. Дом [PER Гринько] стоит у реки.': (
            'Олег Гринько = Гринько'
        ),
    },
)
def nearest(people: People, one: Named, found: list[Cluster]) -> list[Cluster]:
    """Who was named last before it, or else first after it."""
    return [min(found, key=lambda c: c.distance(one.mention))]


PEOPLE: tuple[Rule[KnownBy], ...] = in_order(surname, given_name, word_of_name, written_together, initial_of_given_name)
WHOM: tuple[Rule[Narrowing], ...] = in_order(
    not_kin, not_named_after, not_signing, gender_of_verb, told_most_of, nearest
)


def meant(people: People, one: Named) -> Cluster | None:
    """Whom a name means, None for nobody so far."""
    found, name = list[Cluster](), ''
    for known_by in PEOPLE:
        known = known_by.apply(people, one)
        if known is not None:
            found, name = known, known_by.name
            break
    choice, lost = list[str](), list[tuple[int, str]]()
    for narrowing in WHOM:
        kept = narrowing.apply(people, one, found) if found else found
        if len(kept) < len(found):
            choice.append(narrowing.name)
            lost += [(c.members[0], narrowing.name) for c in found if c not in kept]
        found = kept
    meant = found[0] if found else None
    if meant or lost:
        other = meant.members[0] if meant else None
        people.joined.append(Joined(one.mention, other, name, tuple(choice), tuple(lost)))
    return meant


def cluster_people(parse: Parse, mentions: Sequence[Mention], parts: Mapping[int, PersonName]) -> People:
    """The people whom mentions with these parts of names mean."""
    people = People(Beside(parse, mentions, parts))
    for i in checked(sorted(parts, key=lambda i: (fullness(parts[i]), i))):
        first, last = fold(parts[i].first or ''), fold(parts[i].last or '')
        one = Named(i, mentions[i].name, parts[i], first, last)
        people.add(one, meant(people, one))
    return people
