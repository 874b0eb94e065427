"""Hostile texts through all stages, a short run of the fuzzer, and what its long runs found."""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from svodka.analyse import analyse
from svodka.find.names.passes import rewritten
from svodka.find.names.spans import within_sentences
from svodka.language.person_names import person_name
from svodka.model import Parse, Sentence, Span, Tokens
from svodka.read import read_file
from svodka.repair import repair

from tests.clock import within
from tests.fuzz.__main__ import fuzz
from tests.fuzz.odd import ODD
from tests.fuzz.targets import TARGETS, check_analysis, check_parse, check_reader, check_repaired, document
from tests.test_read import PAGE, RSS, TITLE, odt, packed, rtf

SPEECH = 'Директор завода Азиз Каримов 7 мая 2025 года заявил: «Мы готовы», — и уехал в Ташкент.'
# The named dangers, each a text of many characters; «сказал» and names between them let the finders begin.
HOSTILE = {
    'odd quotation marks': '«Мы „готовы», — сказал Иван Петров. "И “ещё» ' * 50 + '«' * 333,
    'one kind of quotation mark': '«' * 20_000 + SPEECH,
    'a million characters without a space': 'ы' * 1_000_000,
    'no space but marks': 'Иван,сказал:«да»' * 2000,
    'only punctuation': '.,!?…—«»()[]{};:"' * 3000,
    'control characters': ''.join(f'{SPEECH}{chr(i)}' for i in (*range(32), *range(127, 160))),
    'right-to-left marks': SPEECH.replace(' ', ' \u200f\u202e') + '\u202c\u2066\u2069',
    'lone surrogates': f'\ud800{SPEECH}\udfff Мин\ud83dистр',
    'combining accents': 'Президент Шавкат Мирзие\u0308ев и Андреи\u0306 Пано\u0301в, заявил Мирзие\u0308ев.' + '\u0308' * 500,
    'stress marks': 'Бо\u0301льший срок получи\u0301л за\u0301мок, заяви\u0301л И\u0301ван Петро\u0301в.',
    'emoji': SPEECH.replace(' ', ' 🙂👩‍👩‍👧🇺🇿 '),
    'NUL': SPEECH.replace(' ', '\0') + '\0' * 1000 + SPEECH.replace(' ', ' \0 '),
    'ten thousand nested brackets': '(' * 10_000 + SPEECH + ')' * 10_000,
    'nested marks and brackets': '«(['.join([SPEECH] * 200) + '])»' * 200,
    'thousands of names': 'Иван Петров, ' * 5000,
    'thousands of dates': '7 мая 2025 года и ' * 2500,
    'thousands of cues': 'сказал, что ' * 5000,
    'line ends': 'слово-\n' * 5000 + '\r\n\f\u2028' * 3000,
    'nothing': '',
    'white space': ' \t\n\xa0\u2003' * 5000,
}  # fmt: skip
SECONDS = 60  # for a million characters; a quadratic stage would take hours


@pytest.mark.parametrize('name', HOSTILE)
def test_hostile_text(name: str) -> None:
    given = document(HOSTILE[name])
    check_repaired(given.text, repair(given.text))
    [found] = within(SECONDS, lambda: list(analyse([given])))
    check_parse(found.parse)
    check_analysis(found)


def test_accents_cost_no_name() -> None:
    [found] = analyse([document(HOSTILE['combining accents'])])
    person = next(m for m in found.mentions if m.name.endswith('Мирзиёев'))
    assert person.text == 'Шавкат Мирзие\u0308ев'
    assert found.parse.document.text[person.start : person.stop] == person.text


@pytest.mark.parametrize('target', TARGETS)
def test_a_short_run_finds_nothing(target: str) -> None:
    done, found = fuzz(target, 48 if target in ('text', 'find') else 100, seed=0)
    assert done
    assert not found


@pytest.mark.parametrize('suffix', ODD)
def test_odd_files(suffix: str) -> None:
    """Well-formed in an odd way, or nearly; as they are, none may take long."""
    for number, data in enumerate(ODD[suffix]):
        try:
            within(5, lambda data=data: check_reader(data, suffix))  # type: ignore[misc]
        except Exception as error:
            pytest.fail(f'number {number}, {data[:80]!r}: {type(error).__name__}: {error}')


# ------------------------------------------------------------------------------------------------------ found before


def parsed(words: str, *sentences: int) -> Parse:
    """Words parted by spaces as tokens, the sentences by the number of their words."""
    tokens = words.split(' ')
    starts = [sum(len(w) + 1 for w in tokens[:i]) for i in range(len(tokens))]
    stops = [start + len(word) for start, word in zip(starts, tokens, strict=True)]
    number = [i for i, n in enumerate(sentences) for _ in range(n)]
    first = [sum(sentences[:i]) for i in range(len(sentences))]
    found = tuple(Sentence(starts[a], stops[a + n - 1], a, a + n, i) for i, (a, n) in enumerate(zip(first, sentences, strict=True)))  # fmt: skip
    n = len(tokens)
    t = Tokens(starts, stops, tokens, number, [w.lower() for w in tokens], ['PROPN'] * n, [''] * n, [-1] * n, ['root'] * n)  # fmt: skip
    return Parse(document(words), found, t)


def test_a_person_of_nothing_but_marks_has_no_name() -> None:
    assert person_name(('\u0301а', '»'), 'm').last is None


@pytest.mark.parametrize(
    ('words', 'first', 'spans'),
    [
        ('Петров Г .', 1, [(0, 1, 'PER'), (1, 3, 'PER')]),
        ('Петров Г .', 1, [(0, 1, 'PER')]),
        ('Г . Петров', 2, [(2, 3, 'PER')]),
        ('Джеймс « Бадди » Макгирт', 4, [(0, 1, 'PER'), (4, 5, 'PER')]),
        ('Джеймс « Бадди » Макгирт', 4, [(0, 1, 'PER'), (2, 3, 'PER'), (4, 5, 'PER')]),
        ('Босния и Герцеговина', 2, [(0, 1, 'LOC'), (2, 3, 'LOC')]),
        ('ООН Франции', 1, [(0, 1, 'ORG'), (1, 2, 'LOC')]),
        ('правительство Франции', 1, [(1, 2, 'LOC')]),
        ('завод имени Гагарина', 1, [(1, 3, 'ORG')]),
        ('площадь Садовая', 1, [(1, 2, 'LOC')]),
        ('космодром « Заря »', 3, []),
    ],
)
def test_no_rule_joins_a_name_over_the_end_of_a_sentence(
    words: str, first: int, spans: list[tuple[int, int, str]]
) -> None:
    for sentences in ((first, words.count(' ') + 1 - first), (words.count(' ') + 1,)):
        tokens = parsed(words, *sentences).tokens
        tokens.feats[:] = ['Case=Gen|Number=Sing'] * len(tokens)
        found = rewritten(tokens, [Span(*span) for span in spans])
        apart = all(tokens.sentence[s.first] == tokens.sentence[s.last - 1] for s in found)
        assert apart, found
    assert any(s.first < first < s.last for s in found), 'in one sentence the rule joins them'


def test_a_name_that_a_rule_leads_over_the_end_of_a_sentence_is_cut() -> None:
    spans = [Span(0, 1, 'LOC'), Span(1, 4, 'ORG'), Span(4, 6, 'PER')]
    found = list(within_sentences(parsed('а б в г д е', 2, 1, 3).tokens, spans))
    assert found == [Span(0, 1, 'LOC'), Span(1, 2, 'ORG'), Span(2, 3, 'ORG'), Span(3, 4, 'ORG'), Span(4, 6, 'PER')]


def test_a_control_character_in_a_page(tmp_path: Path) -> None:
    for sign in ('\0', '\x01', '\x0b', '&#1;', '&#xFFFE;', '\ufffe'):
        (tmp_path / 'a.html').write_text(PAGE.replace('завод', f'за{sign}вод'), encoding='utf-8')
        [found] = read_file(tmp_path / 'a.html', 'a.html')
        assert found.status == 'ok', found.message
        assert 'за вод' in found.text
        (tmp_path / 'a.html').write_text(f'<div><p>а</p>{sign}б<p>{TITLE}</p>', encoding='utf-8')  # nothing stands out
        [found] = read_file(tmp_path / 'a.html', 'a.html')
        assert found.status == 'ok', found.message


def test_a_damaged_stream_in_a_small_archive(tmp_path: Path) -> None:
    data = bytearray(odt([TITLE]))
    with zipfile.ZipFile(tmp_path / 'b.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('mimetype', 'application/vnd.oasis.opendocument.text' * 4)
    data = bytearray((tmp_path / 'b.zip').read_bytes())
    data[38:46] = b'\xff' * 8
    (tmp_path / 'a.odt').write_bytes(data)
    [found] = read_file(tmp_path / 'a.odt', 'a.odt')
    assert found.status == 'failed'


def test_an_archive_with_a_member_without_a_name(tmp_path: Path) -> None:
    data = bytearray(packed({'x': f'{TITLE}.', 'b.txt': f'{TITLE} сегодня.'}))
    for header, length in ((b'PK\3\4', 26), (b'PK\1\2', 28)):  # the name of the first counts as extra data
        at = data.index(header) + length
        data[at : at + 4] = b'\0\0\1\0'
    (tmp_path / 'a.zip').write_bytes(data)
    assert [d.path for d in read_file(tmp_path / 'a.zip', 'a.zip')] == ['a.zip#b.txt']


@pytest.mark.parametrize('word', [b'\\u99999999999999 ', b'\\u ', b'\\uc-1 ', b'\\uc ', b'\\bin9 '])
def test_odd_numbers_in_rtf(tmp_path: Path, word: bytes) -> None:
    (tmp_path / 'a.rtf').write_bytes(rtf([TITLE])[:-1] + word + b'}')
    [found] = read_file(tmp_path / 'a.rtf', 'a.rtf')
    assert found.status == 'ok' or 'damaged RTF' in str(found.message)


@pytest.mark.parametrize(
    'feed', [RSS.format(encoding='utf-8').replace('<title>', '&x;<!-- --><title>'), '<?xml version="1.0"?>&', '<rss']
)
def test_feeds_with_entities_or_without_elements(tmp_path: Path, feed: str) -> None:
    (tmp_path / 'a.xml').write_text(feed, encoding='utf-8')
    for found in read_file(tmp_path / 'a.xml', 'a.xml'):
        assert 'cannot be read (' not in str(found.message)


def test_a_character_set_with_a_nul_in_its_name(tmp_path: Path) -> None:
    head = b'From: a@example.org\nTo: b@example.org\nDate: Fri, 15 Mar 2024 10:00:00 +0500\nMIME-Version: 1.0\n'
    (tmp_path / 'a.eml').write_bytes(head + b'Content-Type: text/plain; charset="utf\0-8"\n\n' + TITLE.encode())
    [found] = read_file(tmp_path / 'a.eml', 'a.eml')
    assert found.status == 'ok', found.message
