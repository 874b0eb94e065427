"""A speaker's phrase: the name in it, what it says of the name, its nominative."""

from __future__ import annotations

from svodka.find.normal import normal_form
from svodka.find.normal.told import assistants
from svodka.find.quotations.lexicon import is_body, nouns, words
from svodka.find.quotations.view import CLOSING_BRACKETS, DASHES, OPENING_BRACKETS, View
from svodka.language.marks import OPENING
from svodka.language.morph import known_readings
from svodka.language.paradigms import known_forms
from svodka.lexicons import fold
from svodka.model import Span

BEHIND = 2  # tokens from a noun to the name in marks that is its own, at most
BEYOND = 20  # tokens between a title and its name, at most: «директор по развитию … в России и Казахстане Елена Белова»
PLAIN = words('plain')
Key = str | int  # a lemma, or an entity's index where the word is a name


def name_in(view: View, who: int, first: int, last: int) -> int | None:
    """The mention that names the speaker in the phrase [first, last) around the noun `who`: a person in apposition, or
    the body itself («газета «Труд»)."""
    own = view.mention_at.get(who)
    if own is not None and (view.mentions[own].type == 'PER' or view.mentions[own].first == first):
        return serves(view, own)
    human = view.feature(who, 'Animacy') == 'Anim' or view.lemma[who] in nouns().same_office
    inside = within(view, who, first, last)
    for number in inside:
        mention = view.mentions[number]
        if mention.type == 'PER' and belongs(view, who, mention.first):
            return second_name(view, number)
        if mention.type == 'ORG' and not human and mention.last >= last - 1 and names_it(view, who, mention.first):
            return number
    if human:
        beyond = name_beyond(view, who, last)
        if beyond is not None:
            return beyond
    return own if own is not None and view.mentions[own].type == 'ORG' and not human else None


def second_name(view: View, number: int) -> int:
    """The second of two names side by side, of which the first is whom the second serves: «адвокат Анны Беловой Пётр
    Ильин»."""
    first = view.mentions[number]
    behind = view.mention_at.get(first.last)
    beside = behind is not None and view.mentions[behind].type == 'PER' and view.mentions[behind].first == first.last
    served = view.feature(first.first, 'Case') in ('Gen', '')
    return behind if beside and served and behind is not None else serves(view, number)


def serves(view: View, number: int) -> int:
    """Who serves somebody in the genitive whom a tagger took for the subject: «советница Белова Анна Ильина сообщила»,
    «заместительница Белова, Анна Ильина, сообщила»; the mention itself elsewhere."""
    whose = view.mentions[number]
    i, comma = whose.first, view.text[whose.last : whose.last + 1] == [',']
    if whose.type != 'PER' or whose.text == whose.name or not i or view.lemma[i - 1].lower() not in assistants():
        return number
    behind = view.mention_at.get(whose.last + comma)
    if behind is None or behind == number:
        return number
    who = view.mentions[behind]
    closed = not comma or view.text[who.last : who.last + 1] == [',']
    several = who.type == 'PER' and who.first == whose.last + comma and who.last - who.first > 1
    return behind if several and closed and who.text == who.name else number


def within(view: View, who: int, first: int, last: int) -> list[int]:
    """The mentions in tokens [first, last) of the sentence, in order."""
    found: list[int] = []
    for i in range(first, last):
        number = view.mention_at.get(i)
        if number is not None and (not found or found[-1] != number) and view.sentence[i] == view.sentence[who]:
            found.append(number)
    return found


def names_it(view: View, who: int, head: int) -> bool:
    """Whether a name follows its own kind: «газета «Труд»», «агентство Reuters»; not «источник «Труда»»."""
    if view.lemma[who] in nouns().unnamed:
        return False
    if view.relation[head] in ('appos', 'flat', 'flat:name') and view.head[head] == who:
        return True
    near = head - who <= BEHIND and (head - 1 == who or view.text[head - 1] in '«"“')
    return near and view.lemma[who] in nouns().titled


def name_beyond(view: View, who: int, last: int) -> int | None:
    """The name of a person in the same case farther on, where only nominals stand between: a long title."""
    end = min(view.bounds(who)[1], last + BEYOND)
    case = 'Acc' if view.relation[who] == 'obj' else view.feature(who, 'Case')
    if [word.lower() for word in view.text[max(0, who - 4) : who]] == ['и', '.', 'о', '.']:
        case = 'Nom'  # «и. о. директора завода Пётр Ильин»
    i, brackets = last, 0
    while i < end:
        text = view.text[i]
        if text in OPENING_BRACKETS:
            brackets += 1
        elif text in CLOSING_BRACKETS:
            brackets -= 1
        elif not brackets:
            number = view.mention_at.get(i)
            if number is not None and view.mentions[number].type == 'PER' and view.mentions[number].first == i:
                if is_of_title(view, who, i, case):
                    return number
                i = view.mentions[number].last - 1
            elif ends_title(view, i, end):
                return None
        i += 1
    return None


def is_of_title(view: View, who: int, i: int, case: str) -> bool:
    """Whether a person's name at token i belongs to the title whose noun stands in `case`."""
    joined = view.pos[i - 1] == 'CCONJ' and view.pos[i - 2] not in ('ADJ', 'DET')
    apart = view.relation[i] in ('nsubj', 'conj') and view.head[i] != view.head[who]
    return view.feature(i, 'Case') in (case, '') and case != 'Gen' and not joined and not apart


def ends_title(view: View, i: int, end: int) -> bool:
    """Whether no title goes on over a token: a verb, a stop, a dash that opens no name."""
    if view.pos[i] in ('VERB', 'AUX', 'SCONJ', 'PRON') or view.text[i] in '.:;!?…' or view.is_predicate(i):
        return True
    return view.text[i] in DASHES and not opens_name(view, i + 1, end)


def opens_name(view: View, i: int, end: int) -> bool:
    """Whether a person's name and its verb follow: «адвокат истца — Пётр Белов заявил»."""
    number = view.mention_at.get(i) if i < end else None
    if number is None or view.mentions[number].type != 'PER':
        return False
    behind = view.mentions[number].last
    return behind < end and view.is_finite(behind)


def belongs(view: View, who: int, head: int) -> bool:
    """Whether a person's name stands in apposition («адвокат Орлов»), not in the genitive («адвокат Орлова»)."""
    case, own = view.feature(head, 'Case'), view.feature(who, 'Case')
    if view.relation[head] in ('appos', 'flat', 'flat:name') and view.governs(who, head):
        return True
    if view.relation[head] == 'nmod' and view.lemma[who] in nouns().relations:
        return False  # «помощник Хиллари Орлов»: a name that does not decline
    if own == 'Gen' or case == '' or own == '':
        return not (view.relation[head] == 'nmod' and (view.lemma[who] in nouns().relations or own != 'Gen'))
    return case == own


def complement(view: View, who: int, first: int, last: int) -> frozenset[Key]:
    """What a phrase says besides its noun: lemmas, and entities for names («министр обороны России»)."""
    keys: set[Key] = set()
    for i in range(first, last):
        if i == who or not view.is_word(i) or view.pos[i] not in ('NOUN', 'PROPN', 'ADJ', 'X'):
            continue
        if view.lemma[i] in PLAIN or view.lemma[i][0].isdigit():
            continue
        keys.add(key_of(view, i))
    return frozenset(keys)


def key_of(view: View, token: int) -> Key:
    """A word to compare descriptions by: the entity that it names («РФ», «российский»), else its lemma."""
    number = view.place_at.get(token)
    return view.lemma[token] if number is None else view.entity_of[number]


def nominative(view: View, who: int, first: int, last: int) -> str:
    """A speaker's phrase in the nominative and, but for its names, in lower case, its marks in pairs."""
    tokens = view.parse.tokens
    while first < who and (
        view.lemma[first] == 'сам' or (view.text[first][0].isdigit() and '-' in view.text[first])
    ):  # «87-летнего | политика», «сам | автор»
        first += 1
    subject = view.relation[who] == 'nsubj' and (view.head[who] < 0 or view.is_finite(view.head[who]))
    counted = view.pos[first] in ('NUM', 'ADV') and first < who  # «пять экспертов»
    if subject or counted or view.feature(who, 'Case') == 'Nom':
        words = view.parse.document.text[tokens.start[first] : tokens.stop[last - 1]].split()
    else:
        words = declined(view, who, first, last)
    if words and is_common(view, first) and not (first and view.text[first - 1] in OPENING):
        words[0] = words[0][0].lower() + words[0][1:]
    return in_pairs(' '.join(words))


def declined(view: View, who: int, first: int, last: int) -> list[str]:
    """The words of a speaker's phrase that stands in another case, in the nominative."""
    sure = {r.nominative for r in known_readings(view.text[who].lower())} if last - first == 1 else set()
    if len(sure) == 1 and view.text[who].islower():  # «репортёров» is «репортёры», whatever the tagger took it for
        return [sure.pop()]
    words = normal_form(view.parse, Span(first, last, 'ROLE')).split()
    single = view.pos[who] == 'NOUN' and 'Number=Sing' in view.feats[who]
    # The tagger knows by the context what a form alone does not tell: «матери» is «мать», not «матерь».
    if single and len(words) == last - first and words[who - first].islower():
        words[who - first] = view.parse.tokens.lemma[who]
    return words


def is_common(view: View, token: int) -> bool:
    """Whether a capital letter only begins a sentence or an office: no name, no abbreviation."""
    word = view.text[token]
    if not (word[0].isupper() and (word[1:].islower() or '-' in word)) or not 'А' <= word[0] <= 'Я':
        return False
    mention = view.mention(token)
    if mention is not None:
        return mention.type == 'ORG' and is_body(fold(word))
    return view.pos[token] != 'PROPN' or bool(known_forms(word.lower()))


def in_pairs(name: str) -> str:
    """A name without a mark that has no partner, or whole in marks without them: «Маяк» → Маяк."""
    for opening, closing in ('«»', '„“', '“”'):
        while name.count(closing) > name.count(opening) and closing in name:
            at = name.rindex(closing)
            name = name[:at] + name[at + 1 :]
        while name.count(opening) > name.count(closing) and opening in name:
            at = name.index(opening)
            name = name[:at] + name[at + 1 :]
        if name.startswith(opening) and name.endswith(closing) and name.count(opening) == 1:
            name = name[1:-1]
    if name.count('"') == 1 or (name.startswith('"') and name.endswith('"') and '"' not in name[1:-1]):
        name = name.replace('"', '')
    return name.strip()
