"""Interviews in lines with a dash each: questions, which nobody asks by name, and the answers of one who is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from svodka.find.quotations.lexicon import words
from svodka.find.quotations.quoted import blocks_of
from svodka.find.quotations.view import DASHES, SENTENCE_END, Found, View
from svodka.find.rule import rule

TALKING = words('talking')
REPLY = 2  # tokens of a dash and what is no reply yet
ADDRESS = 4  # tokens of a line in front of a name that it addresses («Скажите, Анна Петровна, …»), at most
LEAD = 90  # tokens of a paragraph that says who is asked, at most

Line = tuple[int, int]


@rule(
    yes={
        '– [Когда откроют мост?]\n\n– [В мае, если успеем.]': '; ',
        '– [Анна Петровна, когда откроют мост?]\n\n– [В мае.]\n\n– [А дорогу?]\n\n– [Осенью.]': (
            '; Анна Петровна; ; Анна Петровна'
        ),
        'О мосте мы поговорили с мэром Петром Ильиным.\n\n– [Когда его откроют?]\n\n– [В мае.]': '; Ильин',
        'Мост строят Пётр Ильин и Анна Белова.\n\n– [Когда его откроют?]\n\n– [В мае.]': '; ',
    },
    no=['– строительство моста;\n\n– ремонт дороги.', '– Мост открыт.\n\n– Дорога готова.'],
)
def replies(view: View, covered: bytearray) -> list[Found]:
    """Questions and answers in lines with a dash each; an answer is of the one whom the questions address, or who alone
    is talked with in the paragraph before."""
    found: list[Found] = []
    if '?' not in view.text or DASHES.isdisjoint(view.text):
        return found
    row: list[Line] = []
    asked: int | None = None
    for first, last in [*lines_of(view), (len(view), len(view))]:
        if first < last and view.text[first] in DASHES and last - first > REPLY and not any(covered[first:last]):
            row.append((first + 1, last))
            continue
        if len(row) > 1 and any(view.text[end - 1] == '?' for _, end in row) and all(is_reply(view, r) for r in row):
            addressed = asked_in(view, row)
            asked = asked if addressed is None else addressed
            found += dialogue(view, row, asked)
            for begin, end in row:
                covered[begin:end] = b'\1' * (end - begin)
        row = []
    return found


def dialogue(view: View, row: Sequence[Line], asked: int | None) -> list[Found]:
    """A row for each line; a line behind a question that asks nothing itself answers it."""
    found: list[Found] = []
    for number, (begin, end) in enumerate(row):
        answers = number > 0 and is_question(view, row[number - 1]) and not is_question(view, (begin, end))
        line = Found(begin, end, 'direct', replies.__name__, '', begin, utterance=begin)
        if answers and asked is not None:
            name = view.mentions[asked]
            line = replace(line, label=(name.start, name.stop), mention=asked)
        found.append(line)
    return found


def asked_in(view: View, row: Sequence[Line]) -> int | None:
    """The mention of the one who answers: the only one whom the questions address, or the only person of the paragraph
    before, if that tells of a talk."""
    addressed = [name for line in row if is_question(view, line) and (name := addressed_by(view, line)) is not None]
    if not addressed:
        addressed = talked_with(view, row[0][0] - 1)
    return addressed[0] if len({view.entity_of[number] for number in addressed}) == 1 else None


def addressed_by(view: View, line: Line) -> int | None:
    """The mention of a person whom a line addresses: «Анна Петровна, когда …?»"""
    for i in range(line[0], min(line[0] + ADDRESS, line[1])):
        number = view.mention_at.get(i)
        if number is None:
            continue
        mention = view.mentions[number]
        opens = mention.first == line[0] or view.text[mention.first - 1] == ','
        polite = mention.person is not None and mention.person.first and mention.person.middle
        closed = mention.last < line[1] and view.text[mention.last] == ','
        return number if mention.type == 'PER' and opens and polite and closed else None
    return None


def talked_with(view: View, before: int) -> list[int]:
    """The mentions of people in the paragraph in front of token `before`, if it tells of a talk with them."""
    if before <= 0:
        return []
    first, block = before - 1, view.block(before - 1)
    while first > 0 and view.block(first - 1) == block and before - first < LEAD:
        first -= 1
    if not any(view.lemma[i] in TALKING for i in range(first, before)):
        return []
    inside = {view.mention_at[i] for i in range(first, before) if i in view.mention_at}
    return sorted(number for number in inside if view.mentions[number].type == 'PER')


def is_question(view: View, line: Line) -> bool:
    return view.text[line[1] - 1].startswith('?')


def is_reply(view: View, line: Line) -> bool:
    """Whether a line with a dash is a sentence, not an item of a list."""
    return view.text[line[0]][0].isupper() and view.text[line[1] - 1] in SENTENCE_END


def lines_of(view: View) -> Iterator[Line]:
    """Tokens [first, last) of each line of a block."""
    tokens, text = view.parse.tokens, view.parse.document.text
    for first, last in blocks_of(view):
        begin = first
        for i in [i for i, word in enumerate(view.text[first + 1 : last], first + 1) if word in DASHES]:
            if '\n' in text[tokens.stop[i - 1] : tokens.start[i]]:
                yield begin, i
                begin = i
        yield begin, last
