"""Reported clauses: «сказал, что …», «уверен: …», and all that the frames of a sentence report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from svodka.find.quotations.clauses import TOLD, Sentence, clause_after
from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.ends import JOINING, clause_end
from svodka.find.quotations.frames import aside, how_frame, relays, source_frame
from svodka.find.quotations.impersonal import is_impersonal
from svodka.find.quotations.lexicon import nouns, words
from svodka.find.quotations.quoted import Quoted, trim
from svodka.find.quotations.reporters import is_outlet, may_speak, reporter, told
from svodka.find.quotations.split_clause import has_predicate, is_nominal_clause
from svodka.find.quotations.subjects import subject
from svodka.find.quotations.view import PAUSES, Found, View
from svodka.find.rule import rule
from svodka.language.morph import cases

SPOKEN_IN = words('spoken_in')


@rule(
    yes={
        'Советница Бектасова, Айнур Сатпаева, заявила, что [мост открыт].': 'Сатпаева',
        'Пётр Ильин заявил, что [мост открыт].': 'Ильин',
        'Пётр Ильин заявил о том, что [мост открыт].': 'Ильин',
        'Пётр Ильин обратил внимание на то, что [мост открыт].': 'Ильин',
        'В мэрии уверены, что [мост откроют в мае].': 'мэрия',
        'Сообщается, что [мост открыт].': '',
        'Пётр Ильин сообщил, что [мост открыт], и что [дорога готова].': 'Ильин; Ильин',
        'Пётр Ильин сообщил, что [мост открыт], передаёт «Орский вестник».': 'Ильин',
        'Пётр Ильин сообщил, что [мост открыт], добавив, что [дорога готова].': 'Ильин; Ильин',
        'Пётр Ильин продолжил настаивать, что [мост открыт].': 'Ильин',
        'Пётр Ильин сообщил, что [мост откроют в мае], и город начал готовить праздник.': 'Ильин',
        'Пётр Ильин сообщил, что [мост откроют в мае и город начнёт праздник].': 'Ильин',
        'Пётр Ильин сообщил, что [слухи о сносе моста не подтвердились].': 'Ильин',
        'Мэр Орска Пётр Ильин, заявив, что [мост, который построили в мае, открыт], уехал.': 'Ильин',
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
        'Слухи о том, что завод сообщил, что цех закроют, не подтвердились.',
        'Информация о том, что мэр заявил, что мост снесут, не соответствует действительности, считают в мэрии.',
    ],
)
def that_clause(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«X сказал, что …»"""
    first = clause_after(view, at, here.cues)
    if first is None or first >= view.bounds(at.token)[1] or 'Tense=Fut' in view.feats[at.token]:
        return None
    if is_refuted(view, at.token):
        return None
    last = clause_end(here, first, at.token)
    first, last = trim(view, first, last)
    who, relay = reporter(view, at)
    if last <= first or not may_speak(view, at, who):
        return None
    return told(view, at, (first, last), that_clause.__name__, who, relay)


def is_refuted(view: View, cue: int) -> bool:
    """Whether what a cue reports is inside a claim that the sentence denies: «Слухи о том, что завод сообщил, что …, не
    подтвердились»."""
    first, last = view.bounds(cue)
    claims, refuting = nouns().claims, nouns().refuting
    that = next((i for i in range(first + 1, cue) if view.text[i] == 'что'), None)
    claim = None if that is None else next((i for i in range(that - 1, first - 1, -1) if view.lemma[i] in claims), None)
    if that is None or claim is None or any(map(view.is_finite, range(claim, that))):
        return False
    behind = range(cue + 1, last)
    return any(view.lemma[i] in refuting and (view.lemma[i - 1] == 'не' or view.pos[i] != 'VERB') for i in behind)


def more_clauses(view: View, here: Sentence, found: Found) -> list[Found]:
    """«…, а также что …», «…, что …», «…, и что …»: further clauses of the same cue."""
    out: list[Found] = []
    while True:
        i = found.last
        end = here.tail(found.first)
        while i < end and (view.text[i] == ',' or view.lemma[i] in JOINING) and i < found.last + 4:
            i += 1
        if i + 1 >= end or i == found.last or view.text[i] != 'что':
            return out
        stop = clause_end(here, i + 1, found.at)
        if stop <= i + 1:
            return out
        found = replace(found, first=i + 1, last=stop, utterance=i + 1)
        out.append(found)


@rule(
    yes={
        'Пётр Ильин уточнил: [деньги на мост уже заложены в бюджет].': 'Ильин',
        'Врачи говорят: [состояние водителя тяжёлое].': 'врачи',
        'Пётр Ильин уверен: [мост простоит сто лет].': 'Ильин',
        'Пётр Ильин рассказал «Орскому вестнику»: [мост откроют в мае].': 'Ильин',
    },
    no=['Пётр Ильин назвал сроки: мост откроют в мае.', 'Он сообщил: Пётр Ильин, 1960 года рождения.'],
)
def colon_clause(view: View, here: Sentence, at: CueAt) -> Found | None:
    """«X уточнил: …», «X рассказал журналистам: …» without marks, in the author's own words."""
    if not (view.is_finite(at.token) or at.kind == 'state') or 'that' not in at.cue.takes:
        return None
    colon, (_, last) = behind_recipient(view, at), view.bounds(at.token)
    first = colon + 1
    if first >= last or view.text[colon] != ':':
        return None
    if not view.text[first][0].islower() or 'Tense=Fut' in view.feats[at.token]:
        return None
    first, last = trim(view, first, clause_end(here, first, at.token))
    who, relay = reporter(view, at)
    is_said = has_predicate(view, (first, last)) or is_nominal_clause(view, first, last)
    if last - first <= 1 or not is_said or not may_speak(view, at, who):
        return None
    found = told(view, at, (first, last), colon_clause.__name__, who, relay)
    # «не согласен: …» goes on with what somebody says instead, not with what is denied.
    return replace(found, negated=False) if at.kind == 'state' else found


def behind_recipient(view: View, at: CueAt) -> int:
    """The token behind a cue and whom it tells: «сообщил журналистам», «рассказала в интервью «Вестнику»»."""
    i, end = at.last + 1, min(view.bounds(at.token)[1], at.last + 1 + TOLD)
    while i < end:
        case = view.feature(i, 'Case')
        medium = view.lemma[i] in SPOKEN_IN
        told = case == 'Dat' or view.pos[i] in ('ADV', 'X') or i in view.mention_at
        if told or medium:
            i += 1
        elif view.text[i] in '«"“':  # an outlet's name, whatever case a tagger gave it
            close = next((j for j in range(i + 1, end) if view.text[j] in '»"”'), None)
            if close is None or 'Dat' not in cases(view.text[close - 1]):
                break
            i = close + 1
        else:
            break
    return i


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
    framed: set[int] = set()  # sentences that name who said what
    in_order = [at for at in cues.values() if not covered[at.token]]

    def add(new: Found) -> None:
        found.append(relayed(view, here, new))
        reach[new.first : new.last] = b'\1' * (new.last - new.first)
        framed.add(view.sentence[new.at])

    for at in in_order:
        if reach[at.token]:
            continue
        if at.kind == 'source':
            new = source_frame(view, here, at) if view.sentence[at.token] not in framed else None
            new = None if new is None or any(covered[new.first : new.last]) else new
        else:
            new = that_clause(view, here, at) or colon_clause(view, here, at)
        for one in (new, *more_clauses(view, here, new)) if new is not None else ():
            add(one)
    for at in in_order:
        if at.token in taken or reach[at.token] or view.sentence[at.token] in framed or at.kind == 'source':
            continue
        new = beside_clause(view, here, at)
        if new is not None and not any(covered[new.first : new.last]) and not relays(view, cues, new):
            add(new)
    return found


def beside_clause(view: View, here: Sentence, at: CueAt) -> Found | None:
    """What a cue reports that stands beside or inside the clause: «как отметил X, …», «…, сообщает X»."""
    new = how_frame(view, here, at) if {'that', 'aside'} & at.cue.takes else None
    return aside(view, here, at) if new is None and 'aside' in at.cue.takes else new


def relayed(view: View, here: Sentence, found: Found) -> Found:
    """The same with the outlet that passes it on behind it: «X сообщил, что …, передаёт «Вестник»»."""
    who = relayer_behind(view, here, found)
    if who is None or who < 0 or who == found.who:
        return found
    framed = found.rule == source_frame.__name__ and found.who is not None and found.who >= 0
    if framed and found.who is not None and is_outlet(view, found.who) and not is_outlet(view, who):
        return replace(found, who=who, relay=found.who)  # «По сообщению «Вестника», …, заявил мэр»
    return replace(found, relay=who)


def relayer_behind(view: View, here: Sentence, found: Found) -> int | None:
    """The subject of another cue right behind a reported clause."""
    k = found.last
    while k < view.bounds(found.last - 1)[1] and (view.text[k] in PAUSES or view.text[k] == '»'):
        k += 1
    if found.relay is not None or k == found.last or k >= len(view) or here.is_aside(k) is None:
        return None
    at = here.cues.get(k + 1 if view.lemma[k] == 'как' else k)
    if at is None or at.token == found.cue or at.kind != 'verb' or is_impersonal(view, at.token):
        return None
    return subject(view, at.token)
