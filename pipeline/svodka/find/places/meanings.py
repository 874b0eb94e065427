"""What a mention may mean by its own words and those right beside it; which of it, the document decides (choose.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from svodka.find.places.evidence import belongs, described, preposition
from svodka.find.places.gazetteer import Candidate, candidates, fold
from svodka.find.places.inside import owner, possible_owners
from svodka.find.places.kinds import after_somebody, fitting, is_of_kind, natural_kind, of_state
from svodka.find.places.lookup import (
    CAPITALS,
    ENDINGS,
    LONGEST,
    NOTHING,
    Found,
    adjective,
    cases,
    guess,
    heads,
    look_up,
    names,
    parts,
    weightiest,
    worth,
)
from svodka.find.places.shared_heads import head_before, listed, shared_head, sharing
from svodka.model import Form, Mention, Parse, Tokens

LONGEST_ABBREVIATION = 5
SURER = 5  # times the weight of a place whose name is the word as it stands, that it is meant


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention may mean: places, the kind that its words tell, a part of a place; `capital` is «южная столица» of
    a country that the text has to tell; `name` the nominative under which the gazetteer has the places; `called` is
    whether the places are countries that have a body of an organisation's name, of which the text has to tell one."""

    found: Sequence[Candidate] = ()
    form: Form = 'name'
    kind: str | None = None
    part: bool = False
    capital: str = ''
    name: str = ''
    renamed: bool = False
    called: bool = False


def reading_of(parse: Parse, mention: Mention) -> Reading:
    """What a mention may mean; of an organisation, which place stands in its name."""
    tokens, first, last, form = parse.tokens, mention.first, mention.last, _form(mention)
    if mention.type != 'LOC':
        found = owner(tokens, mention) if mention.type == 'ORG' else ()
        if mention.type == 'ORG' and not found and (possible := possible_owners(tokens, mention)):
            return Reading(possible, mention.form, called=True)
        return Reading(of_state(tokens, first, found), mention.form)
    if last - first == 1 and (adjectival := _adjective_alone(tokens, mention)):
        return adjectival
    if capital := _capital(tokens, first, last):
        return replace(capital, form=form)
    if (shared := shared_head(tokens, first, last)) and (found := sharing(tokens, first, last, shared)):
        return Reading(found, 'name', heads().get(tokens.lemma[shared[-1]]))
    if kind := natural_kind(tokens, first):
        return _in_nature(tokens, mention, form, kind)
    return _by_name(tokens, mention, form) or _by_words(tokens, first, last, form)


def _in_nature(tokens: Tokens, mention: Mention, form: Form, kind: str) -> Reading:
    """What a name behind a noun for a river, a mountain, an island may mean, under its own or with the noun: «остров
    Сахалин», «пик Ленина»."""
    first, last = mention.first, mention.last
    known = [c for c in (candidates(mention.name) or look_up(tokens, first, last).places) if c.place.kind == kind]
    if known or tokens.text[first - 1] == '.':
        return Reading(known, form, kind, name=mention.text if after_somebody(tokens, first) else '', renamed=True)
    whole = look_up(tokens, first - 1, last)
    called = whole.name.partition(' ')[2] == mention.text.lower() or after_somebody(tokens, first)
    return Reading(whole.places, form, kind, name=mention.text if called else '', renamed=True)


def _by_name(tokens: Tokens, mention: Mention, form: Form) -> Reading | None:
    """What the gazetteer has under a mention's normal form, or as it is written."""
    first = mention.first
    if found := fitting(tokens, first, candidates(mention.name)):
        surer = _surer(tokens, mention, worth(mention.name, found[0]))
        if surer.places:
            return Reading(surer.places, form, name=surer.name, renamed=True)
        return Reading(of_state(tokens, first - 1, found), form)
    if found := fitting(tokens, first, candidates(mention.text)):
        return Reading(found, form)
    return None


def _by_words(tokens: Tokens, first: int, last: int, form: Form) -> Reading:
    """What the gazetteer has under any nominative of tokens [first, last), a guess at a single word, or a name beside
    the noun for its kind."""
    if last - first > LONGEST:
        return Reading((), form, _kind(tokens, first, last))
    whole = look_up(tokens, first, last)
    if not whole.places and last - first == 1:
        whole = guess(tokens.text[first])
    if whole.places:
        name = whole.name if ' ' in whole.name or '-' in whole.name else ''
        return Reading(fitting(tokens, first, whole.places), form, name=name)
    return _with_descriptor(tokens, first, last, form)


def _surer(tokens: Tokens, mention: Mention, weight: float) -> Found:
    """The places of another nominative of a word, if they weigh more than those of its normal form: (Шахты) is no
    form of Шахта, «в Свободном» rather Свободный than Свободное."""
    first, last = mention.first, mention.last
    other = weightiest(tokens, first, last) if last - first == 1 else NOTHING
    if fold(other.name) == fold(mention.name):
        return NOTHING
    more = other.places and worth(other.name, other.places[0]) > SURER * weight
    return other if more and cases(tokens.text[first:last], other.name) else NOTHING


def _with_descriptor(tokens: Tokens, first: int, last: int, form: Form) -> Reading:
    """A name beside the noun for its kind («город Ургенч», «р. Чирчик»), or a part of a place («юг Англии»)."""
    lemmas, kind = tokens.lemma, _kind(tokens, first, last)
    if lemmas[first] in parts() and (found := look_up(tokens, first + 1, last).places):
        return Reading(found, form, part=True)
    if kind and last - first > 1:
        inner, outer = (first + 1, last) if lemmas[first] in heads() else (first, last - 1)
        while inner < outer - 1 and tokens.text[inner] == '.':
            inner += 1
        if fitting := [c for c in look_up(tokens, inner, outer).places if is_of_kind(kind, c)]:
            return Reading(fitting, form)
    return Reading((), form, kind)


def _capital(tokens: Tokens, first: int, last: int) -> Reading | None:
    """«столица Узбекистана», «узбекская столица» → Tashkent; «южная столица» of the country behind it, or of one that
    the text tells."""
    lemmas = [w.lower() for w in tokens.lemma[first:last]]
    if 'столица' not in lemmas[:2]:
        return None
    at = first + lemmas.index('столица')
    behind = look_up(tokens, at + 1, last).places if at + 1 < last else ()
    country = behind[0].place.country if behind and behind[0].place.kind == 'country' else None
    if at == first:
        return Reading(candidates(f'столица {country}')) if country else None
    if lemmas[0] in CAPITALS:
        name = f'{lemmas[0][:-2]}ая столица'
        if at + 1 == last:
            return Reading(candidates(name), capital='' if candidates(name) else name)
        return Reading(candidates(f'{name} {country}') if country else ())
    of = adjective(tokens, first) if at + 1 == last else ()
    if of and of[0].place.kind == 'country':
        return Reading(candidates(f'столица {of[0].place.country}'))
    return None


def _form(mention: Mention) -> Form:
    """Whether a name is an abbreviation: «США», «U.S.»."""
    letters = mention.text.replace('.', '')
    return 'abbreviation' if letters.isupper() and 1 < len(letters) <= LONGEST_ABBREVIATION else 'name'


def _kind(tokens: Tokens, first: int, last: int) -> str | None:
    """The kind of the first head noun in tokens [first, last)."""
    return next((heads()[w] for w in tokens.lemma[first:last] if w in heads()), None)


def _adjective_alone(tokens: Tokens, mention: Mention) -> Reading | None:
    """The reading of one token as an adjective, None if it is no adjective."""
    i = mention.first
    if tokens.text[i][0].isupper() and described(tokens, i):  # «в ст. Курскую»
        return _city(tokens, i, 'city') if tokens.pos[i] == 'ADJ' else None
    if noun := head_before(tokens, i):
        name, places = listed(tokens, i, noun)
        return Reading(places, 'name', heads()[noun], name=name, renamed=True)
    found = adjective(tokens, i)
    if shared := shared_head(tokens, i, i + 1):
        kind = heads()[tokens.lemma[shared[-1]]]
        whole = sharing(tokens, i, i + 1, shared)
        return Reading(whole or [c for c in found if is_of_kind(kind, c)], 'name', kind)
    return _adjectival(tokens, i, found) if found else _settlement(tokens, i)


def _adjectival(tokens: Tokens, i: int, found: Sequence[Candidate]) -> Reading:
    """An adjective of places, or a city that is called so: «в Хабаровском», «жители Донского» where no noun follows;
    «Каменске-Уральском» is one anywhere."""
    word = tokens.text[i]
    free = tokens.relation[i] != 'amod' or _names_nothing(tokens, i)
    told = word[-2:] == 'ом' or preposition(tokens, i) is not None or belongs(tokens, i, i + 1)
    city = _city(tokens, i) if word[0].isupper() and free and told else None
    return city if city and city.found else Reading(found, 'adjective')


def _settlement(tokens: Tokens, i: int) -> Reading | None:
    """A word that is no place's adjective: a settlement that declines so («в Железнодорожном»), an adjective of no
    place, or None for no adjective."""
    if tokens.pos[i] != 'ADJ':
        return None
    word = tokens.text[i]
    modifies = tokens.relation[i] == 'amod' and tokens.head[i] > i and word[-3:].lower() in ENDINGS
    if word[0].isupper() and not modifies and preposition(tokens, i) is not None and (city := _city(tokens, i)).found:
        return city
    return Reading((), 'adjective') if word.islower() or modifies else None


def _city(tokens: Tokens, i: int, kind: str | None = None) -> Reading:
    """The settlements that a word which declines as an adjective may name, not the adjective's own places."""
    fitting = [n for n in names(tokens, i, i + 1) if cases(tokens.text[i : i + 1], n)]
    found = sorted({c for n in fitting for c in candidates(n) if c.place.kind == 'city'}, key=lambda c: -c.weight)
    name = max(fitting, key=lambda n: max((c.weight for c in candidates(n)), default=0), default='')
    return Reading(found, 'name', kind, name=name)


def _names_nothing(tokens: Tokens, i: int) -> bool:
    """Whether no noun that an adjective may belong to follows it in its sentence at once."""
    following = i + 1
    if following == len(tokens) or tokens.sentence[following] != tokens.sentence[i]:
        return True
    return tokens.pos[following] not in ('ADJ', 'NOUN', 'PROPN', 'X')
