"""Bodies made of parts: firms, institutions, brands of one word, abbreviations, names with a legal form and marks."""

from __future__ import annotations

import random

from tools.train.parts import Name, declined, of_adjective, parts

LATIN_ENDS = ('x', 'n', 'r', 'ra', 'lab', 'tech', 'soft', 'net', 'pay', 'Bank', 'Group', 'Tech', 's')
LATIN_SECONDS = ('Group', 'Labs', 'Energy', 'Mobile', 'Systems', 'Capital')


def firm(rng: random.Random) -> Name:
    """A firm of one word made of a stem and a head: Агропром, Сибтелеком, Волгонефть."""
    return _body(rng.choice(parts()['firm_stems']) + rng.choice(parts()['firm_heads']))


def agency(rng: random.Random) -> Name:
    """An institution of one word: Минводхоз, Рослесконтроль, Облкомхоз."""
    kind = rng.choice(('minister', 'state', 'local'))
    return _body(rng.choice(parts()[f'{kind}_stems']) + rng.choice(parts()[f'{kind}_heads']))


def brand_word(rng: random.Random) -> Name:
    """A word of the language that is a firm's name: Горизонт, Ромашка."""
    return _body(rng.choice(parts()['brand_words']))


def brand(rng: random.Random) -> Name:
    """An invented word of two or three syllables, or a word of the language."""
    if rng.random() < 0.35:
        return brand_word(rng)
    syllables = [rng.choice('бвгдзклмнпрстф') + rng.choice('аеиоу') for _ in range(rng.choice((1, 2, 2)))]
    return _body(''.join(syllables).capitalize() + rng.choice(parts()['brand_ends']))


def latin(rng: random.Random) -> Name:
    """A brand in Latin letters."""
    word = ''.join(rng.choice('bdfgklmnprstvz') + rng.choice('aeiou') for _ in range(rng.choice((1, 2)))).capitalize()
    word += rng.choice(LATIN_ENDS)
    if rng.random() < 0.25:
        word += f' {rng.choice(LATIN_SECONDS)}'
    return Name((word if rng.random() < 0.9 else word.upper(),) * 6, 'ORG', 'm')


def abbreviation(rng: random.Random) -> Name:
    """Three to five capitals that nobody explains, of any gender."""
    letters = 'АБВГДИКЛМНОПРСТУФХЦЭ' if rng.random() < 0.8 else 'ABCDEFGIKLMNPRST'
    word = ''.join(rng.sample(letters, rng.choice((3, 3, 4, 5))))
    return Name((word,) * 6, 'ORG', rng.choice('mmfn'))


def any_body(rng: random.Random) -> Name:
    return rng.choice((firm, firm, agency, agency, brand, brand, latin, abbreviation))(rng)


def titled(rng: random.Random) -> Name:
    """A firm with its legal form and marks, which may nest: АО «НК «Сибнефтегаз»».

    Of a name in marks what they hold is marked: NEREL has the legal form outside as often as inside, a descriptor
    outside nearly always, and the tables name a firm without either.
    """
    word = rng.choice((firm, brand, latin))(rng).forms[0]
    form = rng.choice(parts()['legal_forms'])
    opening, closing = rng.choice(('«»', '«»', '«»', '""', '„“', '“”'))
    if rng.random() < 0.1:
        name, core = f'{form} {word}', ''
    elif rng.random() < 0.3:
        last = '' if opening == '«' and rng.random() < 0.3 else closing  # «ТД «Ива» closes once
        core = f'{rng.choice(("НПО", "ТД", "НК"))} {opening}{word}{last}'
        name = f'{form} {opening}{core}{closing}'
    else:
        name, core = f'{form} {opening}{word}{closing}', word
    return Name((name,) * 6, 'ORG', 'n', core=core)


def council(rng: random.Random) -> Name:
    """A body of several words, joined by «и» as often as not: Научный и технический совет, Комитет по туризму и науке
    Грузии."""
    head = rng.choice(parts()['council_heads'])
    forms, gender = declined(head)
    if rng.random() < 0.5:
        some = rng.sample(parts()['council_adjectives'], rng.choice((1, 2, 2)))
        words = [of_adjective(word.lower() if n else word, gender) for n, word in enumerate(some)]
        forms = tuple(f'{" и ".join(a)} {form.lower()}' for *a, form in zip(*words, forms, strict=True))
    else:
        *first, last = rng.sample(parts()['council_concerns'], rng.choice((1, 2, 2, 3)))
        forms = tuple(f'{form} по {", ".join(first)}{" и " if first else ""}{last}' for form in forms)
    tail = f' {rng.choice(parts()["council_owners"])}' if rng.random() < 0.5 else ''
    return Name(tuple(form + tail for form in forms), 'ORG', gender)


def common(rng: random.Random) -> Name:
    """A thing that is no body, with a capital only as it opens a sentence; frames take it without a mark."""
    forms, gender = declined(rng.choice(parts()['common_words']))
    return Name(forms, '', gender)


def _body(word: str) -> Name:
    forms, gender = declined(word)
    return Name(forms, 'ORG', gender)


MAKERS = {
    'firm': firm,
    'agency': agency,
    'brand': brand,
    'brand_word': brand_word,
    'latin': latin,
    'abbreviation': abbreviation,
    'body': any_body,
    'titled': titled,
    'common': common,
    'council': council,
}
