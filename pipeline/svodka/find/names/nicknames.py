"""People with what stands beside their names: nicknames, initials."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.find.names.joins import joined
from svodka.find.rule import rule
from svodka.language.name_words import INITIAL, is_given
from svodka.model import Span, Tokens

MARKS = 2  # around a nickname
NICKNAME = 3  # tokens of a nickname at most
MOST_INITIALS, INITIALS_BEHIND = 3, 2  # in front of a surname and behind it
LONGEST_SURNAME = 2  # words that initials may stand behind


@rule(yes={'[PER Иван] (Ваня) [PER Глазков] поёт.': '[PER Иван (Ваня) Глазков]'})
def with_nicknames(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Джеймс | «Бадди» | Макгирт» → one person: a given name, a nickname in marks or brackets, a last name."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found and found[-1].type == span.type == 'PER' else None
        if (
            before
            and is_given(tokens.text[before.first])
            and before.last - before.first == 1
            and (
                MARKS < span.first - before.last <= NICKNAME + MARKS
                and tokens.text[before.last] + tokens.text[span.first - 1] in ('«»', '()', '""', '“”', '„“')
                and not is_given(tokens.text[span.first])
                and tokens.sentence[before.first] == tokens.sentence[span.first]
            )
        ):
            found[-1] = Span(before.first, span.last, 'PER')
            continue
        if (
            found
            and found[-1].type == span.type == 'PER'
            and len(found) > 1
            and joins(tokens, found[-2], found[-1], span)
        ):
            found[-2:] = [Span(found[-2].first, span.last, 'PER')]
            continue
        found.append(span)
    return found


def joins(tokens: Tokens, first: Span, nickname: Span, last: Span) -> bool:
    """Whether three people are one with a nickname between the given and the last name."""
    return (
        first.type == 'PER'
        and first.last - first.first == 1
        and nickname.first == first.last + 1
        and last.first == nickname.last + 1
        and nickname.last - nickname.first <= NICKNAME
        and tokens.text[first.last] + tokens.text[nickname.last] in ('«»', '()', '""', '“”', '„“')
        and not is_given(tokens.text[last.first])
        and tokens.sentence[first.first] == tokens.sentence[last.first]
    )


@rule(
    yes={
        'Приехал В. В. [PER Лунин].': '[PER В. В. Лунин]',
        '[PER Лунин] П. В. приехал в срок.': '[PER Лунин П. В.]',
        'Приехал [PER Лунин П. В].': '[PER Лунин П. В.]',
        'Доклад сделал [PER А. Б.] [PER Глазков].': '[PER А. Б. Глазков]',
    }
)
def with_initials(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """People with the initials that stand beside their surname: «В.В. Путин», «Путин В. В.», «Б.Мустафаев»."""
    found: list[Span] = []
    spans = rejoined(tokens, spans)
    for number, span in enumerate(spans):
        if span.type == 'PER':
            low = found[-1].last if found else 0
            high = spans[number + 1].first if number + 1 < len(spans) else len(tokens)
            begin = initials_before(tokens, span, low)
            span = Span(begin, initials_behind(tokens, span, high) if begin == span.first else span.last, 'PER')
        found.append(span)
    return found


def initials_before(tokens: Tokens, span: Span, low: int) -> int:
    """Where the initials begin that stand in front of a person's name, not before token `low`."""
    first = begin = span.first
    while begin - 2 >= low and tokens.text[begin - 1] == '.' and INITIAL.match(tokens.text[begin - 2]):
        if first - begin >= 2 * MOST_INITIALS or tokens.sentence[begin - 2] != tokens.sentence[first]:
            break
        begin -= 2
    return begin


def initials_behind(tokens: Tokens, span: Span, high: int) -> int:
    """Where the initials end that stand behind a surname, before token `high`; they are the next person's where a
    capital right behind them belongs to no other name."""
    first, last = span.first, span.last
    if last < high and _lacks_its_stop(tokens, span):
        return last + 1
    if last - first > LONGEST_SURNAME or any(tokens.text[i] == '.' for i in range(first, last)):
        return last
    end = last
    while end + 1 < high and INITIAL.match(tokens.text[end]) and tokens.text[end + 1] == '.':
        if end - last >= 2 * INITIALS_BEHIND or tokens.sentence[end + 1] != tokens.sentence[first]:
            break
        if not _near(tokens, end):
            break
        end += 2
    another = last < end and end + 1 == high and end + 2 < len(tokens)
    return last if another and tokens.text[end][0].isupper() and _near(tokens, end) else end


def _lacks_its_stop(tokens: Tokens, span: Span) -> bool:
    """Whether the full stop behind a span is that of its last initial: «Лунин П. В | .»."""
    before, last = tokens.text[span.first : span.last], span.last
    stops = tokens.text[last] == '.' and tokens.sentence[last] == tokens.sentence[span.first]
    return stops and '.' in before[1:-1] and before[-2] == '.' and bool(INITIAL.match(before[-1]))


def rejoined(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Spans of nothing but initials put to the person beside them."""
    return joined(tokens, spans, 'PER', ('PER',), are_one_person)


def are_one_person(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether of two spans side by side one is nothing but initials."""
    if before.last != span.first or not _near(tokens, span.first):
        return False
    return only_initials(tokens, before) != only_initials(tokens, span)


def only_initials(tokens: Tokens, span: Span) -> bool:
    return all(tokens.text[i] in '.-' or INITIAL.match(tokens.text[i]) for i in range(span.first, span.last))


def _near(tokens: Tokens, i: int) -> bool:
    return tokens.start[i] - tokens.stop[i - 1] <= 1
