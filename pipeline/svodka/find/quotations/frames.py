"""Frames inside a sentence: «по словам …, …», «как отметил …, …», «…, сообщает …»."""

from __future__ import annotations

from collections.abc import Mapping

from svodka.find.quotations.clauses import Sentence, clause_after, speaks_in_place
from svodka.find.quotations.cues import CueAt, owner
from svodka.find.quotations.groups import group
from svodka.find.quotations.impersonal import is_impersonal
from svodka.find.quotations.lexicon import is_body, nouns, words
from svodka.find.quotations.nominals import can_own
from svodka.find.quotations.nominatives import after_time
from svodka.find.quotations.quoted import MARKS
from svodka.find.quotations.reporters import may_speak, referred, reporter, told
from svodka.find.quotations.split_clause import split_around
from svodka.find.quotations.subjects import DROPPED, agent, linear_subject, own_subject, subject
from svodka.find.quotations.view import DASHES, Found, View
from svodka.find.rule import rule
from svodka.lexicons import fold

ANYBODY = words('anybody')
ASKED_ABOUT = words('asked_about')
ASKING = words('asking')
DATING = words('dating')
MEASURING = words('measuring')
HOW = 12  # tokens from «как» to its cue, at most
ADVERBS = 3  # tokens from the comma of an aside to its cue, at most
DATED = 8  # tokens of a date behind a source, at most
ABOUT = 5  # tokens from a verb of saying to the «о» of what it tells of, at most
THINKING = words('thinking')


@rule(
    yes={
        'По словам Петра Ильина, [мост открыт].': 'Ильин',
        'По словам знакомого с делом чиновника, [мост открыт].': 'чиновник',
        'По словам и. о. директора завода Петра Ильина, [мост открыт].': 'Ильин',
        'Пётр Ильин выступил в Орске. По его словам, [мост открыт].': 'Ильин',
        'Мост, по мнению экспертов, [простоит сто лет].': 'эксперты',
        'Согласно докладу Росавтодора, [дорог стало больше].': 'Росавтодор',
        'Согласно докладу, [дорог стало больше].': '',
    },
    no=[
        'По предварительным данным, мост открыт.',
        'По данным на пятое мая, мост открыт.',
        'Согласно закону, мост открыт.',
        'Управа объявила торги по определению подрядчика.',
        'Губернатор учредил премию по решению совета ветеранов.',
    ],
)
def source_frame(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«По словам X, …», «…, по его словам, …», «Согласно отчёту X, …»"""
    if belongs_to_a_noun(view, at) or asks(view, at.token):
        return None
    who = owner(view, at)
    if who is None and at.last + 1 < len(view) and view.text[at.last + 1] == ',' and is_report(view, at):
        who = at.last
    if who is None or not (can_own(view, who) or view.lemma[who] in nouns().documents | nouns().unnamed):
        return None
    content = split_around(view, here, at.token, source_end(view, here, at, who), at.token)
    if content is None or relays_frame(view, here, content, who) or leads_to_words(view, here, content):
        return None
    return told(view, at, content, source_frame.__name__, None if who == at.last else who)


def source_end(view: View, here: Sentence, at: CueAt, who: int) -> int:
    """Where a source ends, with brackets, dates and appositions behind its speaker."""
    end = max(at.last + 1, group(view, who).last if who > at.last else at.last + 1)
    stop = here.tail(at.token)
    while end < stop and view.text[end] == '(':
        end = next((j for j in range(end, stop) if view.text[j] == ')'), stop) + 1
    end = behind_date(view, end, stop)
    while end < stop and view.text[end] == ',' and here.is_apposition(end + 1, at.last + 1):
        end = next((j for j in range(end + 1, stop) if view.text[j] == ','), stop)
    return end


def belongs_to_a_noun(view: View, at: CueAt) -> bool:
    """Whether «по» says of the noun before it what it is for: «торги по определению подрядчика»; a frame behind a noun
    has a comma."""
    before = at.token - 1
    if before < view.bounds(at.token)[0] or view.lemma[at.token] != 'по' or fold(view.text[at.last]) == 'словам':
        return False
    return view.pos[before] == 'NOUN' and before not in view.mention_at


def behind_date(view: View, i: int, last: int) -> int:
    """The comma behind a date or a place that a source tells of: «по данным ООН | на 1 января, …»."""
    if i >= last or view.pos[i] != 'ADP' or view.lemma[i] not in DATING:
        return i
    comma = next((j for j in range(i, min(last, i + DATED)) if view.text[j] == ','), i)
    return i if any(view.is_predicate(j) or view.pos[j] == 'VERB' for j in range(i, comma)) else comma


def asks(view: View, token: int) -> bool:
    """Whether a frame stands in a question that the author reports: «о том, кто, на его взгляд, виноват»."""
    return token > 1 and view.text[token - 1] == ',' and view.lemma[token - 2] in ASKING


def is_report(view: View, at: CueAt) -> bool:
    """Whether a source names a report and nobody's: «согласно докладу, …»; «по данным, …» is nothing."""
    return view.lemma[at.token] == 'согласно' and view.lemma[at.last] in nouns().documents - {'данные'}


def relays_frame(view: View, here: Sentence, content: tuple[int, int], who: int) -> bool:
    """Whether a source only passes on a frame that names somebody else: «По сообщению газеты, мэр заявил, что …»."""
    mention = view.mention(who)
    if (
        (mention is not None and mention.type == 'PER')
        or view.feature(who, 'Animacy') == 'Anim'
        or view.pos[who] in ('PRON', 'DET')
    ):
        return False
    for i in range(content[0], min(content[1], content[0] + 14)):
        at = here.cues.get(i)
        if at is not None and at.kind != 'source' and clause_after(view, at, here.cues) is not None:
            return not is_impersonal(view, i)
    return False


def leads_to_words(view: View, here: Sentence, content: tuple[int, int]) -> bool:
    """Whether a frame only passes on what leads to somebody's own words: «По данным газеты, мэр заявил: «…»»."""
    first, last = content
    if last >= len(view) or view.text[last] != ':':
        return False
    verb = next((i for i in range(last - 1, first - 1, -1) if view.pos[i] in ('VERB', 'AUX')), None)
    at = None if verb is None or not view.is_finite(verb) else here.cues.get(verb)
    return at is not None and 'words' in at.cue.takes


@rule(
    yes={
        'Как отметил Пётр Ильин, [мост открыт].': 'Ильин',
        'Как передала радиостанция «Волна,» [мост откроют в мае].': 'Волна',
        'Мост, как сообщает «Орский вестник», [откроют в мае].': 'Орский вестник',
        'Как рассказал «Полису» один из участников встречи, [мост открыт].': 'один из участников встречи',
        'Как пояснили «Полису» в мэрии, [мост открыт].': 'мэрия',
    },
    no=[
        'Как известно, мост открыт.',
        'Мост закрыли после того, как об этом сообщили рабочие.',
        'Мост закрыли, как предсказывали опросы.',
        'Как сообщает «Орский вестник», Пётр Ильин сказал: «Мост открыт».',
    ],
)
def how_frame(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«Как отметил X, …», «…, как сообщает X, …»"""
    impersonal = is_impersonal(view, at.token)
    begin = how_before(view, at)
    if begin is None or not (impersonal or view.is_finite(at.token)):
        return None
    end = here.aside_end(at.last + 1)
    who, relay = (agent(view, at.token), None) if impersonal else reporter(view, at)
    if end is None or compares(view, at, who):
        return None
    if who is None and impersonal and not speaks_in_place(view, at.token):
        return None
    content = split_around(view, here, begin, end, at.token)
    if content is None or leads_to_words(view, here, content) or not may_speak(view, at, who):
        return None
    return told(view, at, content, how_frame.__name__, who, relay)


def how_before(view: View, at: CueAt) -> int | None:
    """The «как» before a cue that opens a frame: not «как и предполагали», «после того, как …»."""
    begin, first = at.token - 1, view.bounds(at.token)[0]
    while begin > first and at.token - begin < HOW and view.lemma[begin] != 'как':
        if view.text[begin] in ',:;.' or view.is_finite(begin):
            break
        begin -= 1
    if view.lemma[begin] != 'как' or view.text[begin + 1] in ('и', ','):
        return None
    if begin == first:
        return begin
    if view.text[begin - 1] not in ',–—-.:!?»' and view.lemma[begin - 1] not in ('но', 'и', 'а'):
        return None
    measured = view.text[begin - 1] == ',' and view.lemma[begin - 2] in MEASURING
    return None if measured else begin


def compares(view: View, at: CueAt, who: int | None) -> bool:
    """Whether «как» compares what happened with what was thought: «как многие думают», «как предсказывали опросы»."""
    if who is None:
        return at.cue.cue in THINKING
    if who < 0:
        return False
    anybody = fold(view.text[who]) in ANYBODY
    thing = view.pos[who] == 'NOUN' and view.feature(who, 'Animacy') == 'Inan' and not is_body(view.lemma[who])
    return anybody or (thing and who not in view.mention_at and at.cue.cue in THINKING)


@rule(
    yes={
        '[Мост открыт], сообщает «Орский вестник».': 'Орский вестник',
        '[Спрос на кирпич растёт], следует из доклада Росстроя.': 'Росстрой',
        '[Мост откроют в мае у станции «Река,»] сообщил Пётр Ильин.': 'Ильин',
        'Мэр нашёл пятерых туристов [В Орск вернулись пятеро туристов], сообщил Пётр Ильин.': 'Ильин',
        '[Мост откроют в мае], говорится в сообщении Росавтодора.': 'Росавтодор',
        'Новый мост, отметил Пётр Ильин, [простоит сто лет].': 'Ильин',
        '[Мост откроют в мае], пояснил автор закона, депутат Пётр Ильин.': 'Ильин',
        '[Мост откроют в мае], сообщили корреспонденту «Полиса» в пресс-службе мэрии.': 'пресс-служба мэрии',
    },
    no=['Пётр Ильин приехал, сообщил новости и уехал.'],
)
def aside(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«…, сообщает X.», «…, отметил мэр, …»"""
    first = view.bounds(at.token)[0]
    i = at.token - 1
    while i > first and view.pos[i] in ('ADV', 'PART') and at.token - i < ADVERBS:
        i -= 1
    marked = view.text[i] in MARKS and view.text[i - 1] == ','  # «… в «Вестнике,» сообщил мэр»
    paused = marked or view.text[i] == ',' or view.text[i] in DASHES
    if i <= first or not paused or 'Tense=Fut' in view.feats[at.token] or here.is_aside(i + 1) is None:
        return None
    end = here.aside_end(after_time(view, at.last + 1))
    content = None if end is None else split_around(view, here, i + marked, end, at.token, True)
    if content is None or only_asks(view, *content):
        return None
    who, source, relay = aside_subject(view, at), referred(view, at.token), None
    if source is not None:
        who, relay = source, who
    if who is None:
        who = subject(view, at.token)
    if who == DROPPED or not may_speak(view, at, who):
        return None
    return told(view, at, content, aside.__name__, who, relay)


def only_asks(view: View, first: int, last: int) -> bool:
    """Whether the clause [first, last) says only what is told of, and not what is said: «Когда откроют мост, рассказал
    мэр»; one that has another behind it tells when, or of what: «Когда снег растает, мост откроют, обещает мэр»."""
    opens = first == view.bounds(first)[0] and view.lemma[first] in ASKED_ABOUT
    return opens and ',' not in view.text[first:last] and not view.text[last - 1].startswith('?')


def aside_subject(view: View, at: CueAt) -> int | None:
    """Who speaks by a cue in an aside: its own subject behind it, before the nearest nominative."""
    if is_impersonal(view, at.token):
        return agent(view, at.token)
    if at.document is not None:
        return reporter(view, at)[0]
    who = own_subject(view, at.token)
    return linear_subject(view, at.token) if who is None or who < at.token else who


def relays(view: View, cues: Mapping[int, CueAt], new: Found) -> bool:
    """Whether the content itself tells of what somebody said: «X рассказал о Y, сообщает газета»."""
    return any(
        i in cues
        and cues[i].kind == 'verb'
        and {'words', 'that'} <= cues[i].cue.takes
        and view.is_finite(i)
        and not is_impersonal(view, i)
        and not view.relation[i].startswith('acl')
        and any(view.lemma[j] in ('о', 'об', 'про', 'что') for j in range(i + 1, min(new.last, i + ABOUT)))
        for i in range(new.first, new.last)
    )
