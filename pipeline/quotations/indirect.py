"""Reported clauses: «сказал, что …», «по словам …, …», «как отметил …, …», «…, сообщает …»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.lexicon import fold
from pipeline.quotations.around import split_around
from pipeline.quotations.clauses import Sentence, clause_after, speaks_in_place
from pipeline.quotations.cues import CueAt, owner
from pipeline.quotations.groups import group
from pipeline.quotations.lexicon import is_body, nouns
from pipeline.quotations.marks import Quoted, trim
from pipeline.quotations.nominals import can_own, genitive
from pipeline.quotations.rules import rule
from pipeline.quotations.subjects import OWNED, agent, is_impersonal, linear_subject, own_subject, subject
from pipeline.quotations.view import DASHES, Found, View

# Verbs of saying that facts and things take too: «данные свидетельствуют, что …».
EVIDENCE = frozenset(
    (
        'свидетельствовать',
        'говорить',
        'доказывать',
        'подтвердить',
        'подтверждать',
        'намекать',
        'напоминать',
        'указывать',
        'указать',
        'установить',
        'обнаружить',
    )
)


@rule(
    yes={
        'Пётр Ильин заявил, что [мост открыт].': 'Ильин',
        'Пётр Ильин заявил о том, что [мост открыт].': 'Ильин',
        'Пётр Ильин обратил внимание на то, что [мост открыт].': 'Ильин',
        'В мэрии уверены, что [мост откроют в мае].': 'мэрия',
        'Сообщается, что [мост открыт].': '',
        'Пётр Ильин сообщил, что [мост открыт], и что [дорога готова].': 'Ильин; Ильин',
        'Пётр Ильин сообщил, что [мост открыт], передаёт «Орский вестник».': 'Ильин',
        'Пётр Ильин сообщил, что [мост открыт], добавив, что [дорога готова].': 'Ильин; Ильин',
        'Пётр Ильин продолжил настаивать, что [мост открыт].': 'Ильин',
        'Пётр Ильин ответил на шутку Олега Орлова, заявившего, что [мост открыт].': 'Орлов',
    },
    no=[
        'Напомним, что мост открыли в мае.',
        'Следует отметить, что мост открыли в мае.',
        'Стало известно, что мост открыли в мае.',
        'Мэра обвинили в том, что мост не открыт.',
        'Пётр Ильин не говорил, что мост открыт.',
        'Улик, указывающих, что мост подожгли, нет.',
        'Петра Ильина признали виновником аварии, что его возмутило.',
    ],
)
def that_clause(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«X сказал, что …»"""
    first = clause_after(view, at, here.cues)
    if first is None or first >= view.bounds(at.token)[1] or 'Tense=Fut' in view.feats[at.token]:
        return None
    last = here.stop(first, at.token)
    first, last = trim(view, first, last)
    who = reporter(view, at)
    if last <= first or not may_speak(view, at, who):
        return None
    return Found(first, last, 'indirect', 'that_clause', at.cue.cue, at.token, at.token, who)


def may_speak(view: View, at: CueAt, who: int | None) -> bool:
    """Whether a subject may say something: not the author's «мы», no fact that «свидетельствует»."""
    if is_thing(view, at.token):
        return False
    if who is None or who < 0:
        return not (at.cue.cue in EVIDENCE and 'VerbForm=Part' in view.feats[at.token])
    if view.lemma[who] in ('я', 'мы', 'ты', 'вы'):
        return False
    if at.cue.cue not in EVIDENCE or who in view.mention_at or view.pos[who] not in ('NOUN',):
        return True
    written = view.lemma[who] in nouns().documents and at.cue.cue != 'свидетельствовать'
    return view.feature(who, 'Animacy') == 'Anim' or is_body(view.lemma[who]) or written


def is_thing(view: View, cue: int) -> bool:
    """Whether what a verb tells is told by a fact, not by anybody: «Всё говорит о том, что», «это доказывает, что»."""
    for child in view.children(cue):
        if view.relation[child] in ('nsubj', 'nsubj:pass') and child < cue:
            word = fold(view.text[child])
            return word in ('это', 'то', 'что') or (word == 'все' and 'Number=Sing' in view.feats[cue])
    return False


def more_clauses(view: View, here: Sentence, found: Found) -> list[Found]:
    """«…, а также что …», «…, и что …»: further clauses of the same cue."""
    out: list[Found] = []
    while True:
        i = found.last
        end = here.tail(found.first)
        while (
            i < end
            and (view.text[i] == ',' or view.lemma[i] in ('и', 'а', 'но', 'также', 'или'))
            and i < found.last + 4
        ):
            i += 1
        if i >= end or i == found.last or view.text[i] != 'что':
            return out
        if i + 1 >= end:
            return out
        stop = here.stop(i + 1, found.at)
        if stop <= i + 1:
            return out
        found = Found(i + 1, stop, 'indirect', 'that_clause', found.lemma, found.at, found.cue, found.who)
        out.append(found)


def reporter(view: View, at: CueAt) -> int | None:
    """The subject of a cue, unless an outlet only passes on what another said: «со ссылкой на представителя …»."""
    if at.kind == 'phrase' and view.lemma[at.last] in OWNED:  # «приводит слова адвоката, что …»
        belongs = genitive(view, at.last)
        if belongs is not None:
            return belongs
    who = subject(view, at.token)
    relayed = referred(view, at.token)
    return who if relayed is None else relayed


def referred(view: View, cue: int) -> int | None:
    """The noun behind «со ссылкой на» in the sentence of a cue, before its content."""
    first, last = view.bounds(cue)
    for i in range(first, min(last, cue + 16)):
        if view.lemma[i] == 'ссылка' and i + 2 < last and view.lemma[i + 1] == 'на':
            nouns_behind = (j for j in range(i + 2, min(last, i + 8)) if view.pos[j] in ('NOUN', 'PROPN', 'X'))
            meant = next(nouns_behind, None)
            return (
                meant if meant is not None and (can_own(view, meant) or view.lemma[meant] in nouns().unnamed) else None
            )
        if view.text[i] == 'что' and i > cue:
            return None
    return None


@rule(
    yes={'Пётр Ильин уточнил: [деньги на мост уже заложены в бюджет].': 'Ильин'},
    no=['Пётр Ильин назвал сроки: мост откроют в мае.', 'Он сообщил: Пётр Ильин, 1960 года рождения.'],
)
def colon_clause(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«X уточнил: …» without marks, in the author's own words."""
    colon, (_, last) = at.last + 1, view.bounds(at.token)
    first = colon + 1
    if first >= last or view.text[colon] != ':' or not {'that', 'words'} <= at.cue.takes:
        return None
    if not view.is_finite(at.token) or not view.text[first][0].islower() or 'Tense=Fut' in view.feats[at.token]:
        return None
    first, last = trim(view, first, here.stop(first, at.token))
    who = reporter(view, at)
    if last - first < 2 or not any(view.is_predicate(i) for i in range(first, last)) or not may_speak(view, at, who):
        return None
    return Found(first, last, 'indirect', 'colon_clause', at.cue.cue, at.token, at.token, who)


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
    ],
)
def source_frame(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«По словам X, …», «…, по его словам, …», «Согласно отчёту X, …»"""
    who = owner(view, at)
    if who is None and at.last + 1 < len(view) and view.text[at.last + 1] == ',' and is_report(view, at):
        who = at.last
    if who is None or not (can_own(view, who) or view.lemma[who] in nouns().documents | nouns().unnamed):
        return None
    end = max(at.last + 1, group(view, who).last if who > at.last else at.last + 1)
    sentence_end = here.tail(at.token)
    while end < sentence_end and view.text[end] == '(':
        end = next((j for j in range(end, sentence_end) if view.text[j] == ')'), sentence_end) + 1
    while end < sentence_end and view.text[end] == ',' and here.is_apposition(end + 1, at.last + 1):
        end = next((j for j in range(end + 1, sentence_end) if view.text[j] == ','), sentence_end)
    content = split_around(view, here, at.token, end, at.token)
    if content is None or relays_frame(view, here, content, who):
        return None
    return Found(*content, 'indirect', 'source_frame', at.cue.cue, at.token, at.token, None if who == at.last else who)


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


@rule(
    yes={
        'Как отметил Пётр Ильин, [мост открыт].': 'Ильин',
        'Мост, как сообщает «Орский вестник», [откроют в мае].': 'Орский вестник',
        'Как рассказал «Полису» один из участников встречи, [мост открыт].': 'один из участников встречи',
        'Как пояснили «Полису» в мэрии, [мост открыт].': 'мэрия',
    },
    no=['Как известно, мост открыт.', 'Мост закрыли после того, как об этом сообщили рабочие.'],
)
def how_frame(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«Как отметил X, …», «…, как сообщает X, …»"""
    begin = at.token - 1
    first = view.bounds(at.token)[0]
    while (
        begin > first
        and at.token - begin < 12
        and view.lemma[begin] != 'как'
        and view.text[begin] not in ',:;.'
        and not view.is_finite(begin)
    ):
        begin -= 1
    if (
        view.lemma[begin] != 'как'
        or view.text[begin + 1] == ','
        or (begin > first and view.text[begin - 1] not in ',–—-.:!?»' and view.lemma[begin - 1] not in ('но', 'и', 'а'))
    ):
        return None
    if (
        begin > first
        and view.text[begin - 1] == ','
        and view.lemma[begin - 2] in ('то', 'тот', 'так', 'такой', 'столько')
    ):
        return None  # «после того, как …», «о том, как …»
    if not (view.is_finite(at.token) or is_impersonal(view, at.token)):
        return None
    end = here.aside_end(at.last + 1)
    who = agent(view, at.token) if is_impersonal(view, at.token) else reporter(view, at)
    if end is None or (who is None and is_impersonal(view, at.token) and not speaks_in_place(view, at.token)):
        return None
    content = split_around(view, here, begin, end, at.token)
    if content is None:
        return None
    if not may_speak(view, at, who):
        return None
    return Found(*content, 'indirect', 'how_frame', at.cue.cue, at.token, at.token, who)


@rule(
    yes={
        '[Мост открыт], сообщает «Орский вестник».': 'Орский вестник',
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
    while i > first and view.pos[i] in ('ADV', 'PART') and at.token - i < 3:
        i -= 1
    if i <= first or not (view.text[i] == ',' or view.text[i] in DASHES) or 'Tense=Fut' in view.feats[at.token]:
        return None
    if here.is_aside(i + 1) is None:
        return None
    end = here.aside_end(at.last + 1)
    if end is None:
        return None
    content = split_around(view, here, i, end, at.token)
    if content is None:
        return None
    if is_impersonal(view, at.token):
        who = agent(view, at.token)
    else:
        who = own_subject(view, at.token)
        who = linear_subject(view, at.token) if who is None or who < at.token else who
    relayed = referred(view, at.token)
    who = who if relayed is None else relayed
    if who is None:
        who = subject(view, at.token)
    if not may_speak(view, at, who):
        return None
    return Found(*content, 'indirect', 'aside', at.cue.cue, at.token, at.token, who)


def find_indirect(
    view: View,
    cues: Mapping[int, CueAt],
    marks: Sequence[Quoted],
    covered: bytearray,
    inside: Mapping[int, int],
    taken: set[int],
) -> list[Found]:
    """All reported clauses; none inside another's or somebody's own words. `taken` are cues of direct speech."""
    here = Sentence(view, cues, marks, inside, covered)
    found: list[Found] = []
    reach = bytearray(len(view))

    def add(new: Found) -> None:
        found.append(new)
        reach[new.first : new.last] = b'\1' * (new.last - new.first)

    in_order = [at for at in cues.values() if not covered[at.token]]
    framed: set[int] = set()  # sentences that name who said what
    for at in in_order:
        if reach[at.token]:
            continue
        new = (
            source_frame(view, here, at)
            if at.kind == 'source' and view.sentence[at.token] not in framed
            else that_clause(view, here, at) or colon_clause(view, here, at)
        )
        if (new is not None and not any(covered[new.first : new.last])) or (new is not None and at.kind != 'source'):
            add(new)
            framed.add(view.sentence[at.token])
            for more in more_clauses(view, here, new):
                add(more)
    for at in in_order:
        sentence = view.sentence[at.token]
        if at.token in taken or reach[at.token] or sentence in framed or at.kind == 'source':
            continue
        new = (how_frame(view, here, at) if {'that', 'aside'} & at.cue.takes else None) or (
            aside(view, here, at) if 'aside' in at.cue.takes else None
        )
        if new is not None and not any(covered[new.first : new.last]) and not relays(view, cues, new):
            add(new)
            framed.add(sentence)
    return found


def relays(view: View, cues: Mapping[int, CueAt], new: Found) -> bool:
    """Whether the content itself tells that somebody said something: «X рассказал о Y, сообщает газета»."""
    for i in range(new.first, new.last):
        at = cues.get(i)
        if (
            at is not None
            and at.kind == 'verb'
            and {'words', 'that'} <= at.cue.takes
            and view.is_finite(i)
            and not is_impersonal(view, i)
            and not view.relation[i].startswith('acl')
        ):
            return True
    return False
