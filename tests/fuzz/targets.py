"""What is fuzzed: each target makes its input from a random generator, runs it, and raises for what must not be.

A reader may raise `ReadError`, which says what is wrong with a file, and nothing else, although `read_file` would turn
any exception into a row: a parser's own bug should be known.
"""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from svodka.analyse import analyse, find
from svodka.language.segment import segment
from svodka.model import Analysis, Document, Parse, Repaired, Span
from svodka.read.contents import ReadError
from svodka.read.dateline import dateline_place
from svodka.read.decode import decode
from svodka.read.formats import parts_of
from svodka.read.garbled import lost_letters, restore
from svodka.read.language import language
from svodka.read.published import publication
from svodka.read.settings import ReadOptions
from svodka.read.sniff import sniff
from svodka.repair import repair
from svodka.run.parts import part
from svodka.run.shards import writable
from svodka.run.sources import Origin

from tests import test_read as samples
from tests.compound import outlook
from tests.fuzz import make
from tests.fuzz.odd import ODD
from tests.test_read_books import FB2, epub
from tests.test_read_windows import ARCHIVE

BATCH = 48  # texts that go through all stages together
FEATS = ('', 'Case=Nom|Number=Sing', 'Case=Gen|Number=Plur', 'Case=Ins|Gender=Fem|Number=Sing', 'Tense=Past|VerbForm=Fin',
         'Case=Loc|Number=Sing', 'Case=Dat', 'Mood=Ind|Person=3|Tense=Pres', 'VerbForm=Part', 'VerbForm=Conv', 'Degree=Pos')  # fmt: skip
POS = (
    'NOUN',
    'PROPN',
    'VERB',
    'ADJ',
    'ADP',
    'PUNCT',
    'NUM',
    'PRON',
    'DET',
    'CCONJ',
    'SCONJ',
    'ADV',
    'PART',
    'X',
    'AUX',
)
RELATIONS = (
    'nsubj',
    'obj',
    'obl',
    'nmod',
    'amod',
    'appos',
    'conj',
    'flat:name',
    'parataxis',
    'ccomp',
    'root',
    'case',
    'punct',
)
OPTIONS = ReadOptions(max_bytes=3_000_000, max_seconds=20)


def document(text: str, number: int = 0, published: dt.date | None = dt.date(2025, 5, 31)) -> Document:
    """A document that was not read from a file."""
    return writable(Document(f'{number:016x}', f'{number}.txt', text, published=published))


def check_repaired(text: str, repaired: Repaired) -> None:
    """Raises AssertionError unless every character stands in the text and blocks are in order."""
    source = range(len(text)) if repaired.source is None else repaired.source
    assert len(source) == len(repaired.text), 'alignment has another length'
    assert all(a <= b for a, b in pairwise(source)), 'alignment goes back'
    assert not source or 0 <= source[0] <= source[-1] < len(text), 'alignment leaves the text'
    last = 0
    for block in repaired.blocks:
        assert last <= block.start < block.stop <= len(repaired.text), 'blocks overlap'
        last = block.stop


def check_parse(parse: Parse) -> None:
    """Raises AssertionError unless sentences and tokens are in order and inside each other."""
    t, text = parse.tokens, parse.document.text
    at = 0
    for s in parse.sentences:
        assert s.first == at < s.last, 'a sentence is empty or out of order'
        assert all(s.start <= t.start[i] < t.stop[i] <= s.stop <= len(text) for i in range(s.first, s.last)), (
            'token outside'
        )
        at = s.last
    assert at == len(t), 'tokens outside every sentence'
    assert all(a <= b for a, b in pairwise(t.start)), 'tokens out of order'


def check_analysis(a: Analysis) -> None:
    """Raises AssertionError unless every row lies in the text and every index refers to something."""
    size, sentences = len(a.parse.document.text), a.parse.sentences
    for row in (*a.mentions, *a.positions, *a.dates, *a.quotations):
        assert 0 <= row.start < row.stop <= size, f'{row} is outside the text'
        assert 0 <= row.sentence < len(sentences), f'{row} is in no sentence'
        assert sentences[row.sentence].start <= row.start, f'{row} begins before its sentence'
        assert row.start < sentences[row.sentence].stop, f'{row} begins behind its sentence'
    for m in a.mentions:
        assert m.name, f'{m} has no name'
        assert m.stop <= sentences[m.sentence].stop, f'{m} leaves its sentence'
        assert m.same_as is None or 0 <= m.same_as < len(a.mentions)
    for entity in a.entities:
        assert entity.mentions, f'{entity} has no mention'
    assert len(a.entity_of) == len(a.mentions)
    assert all(i in a.entities[e].mentions for i, e in enumerate(a.entity_of)), 'a mention is not of its entity'
    for p in a.positions:
        assert a.mentions[p.person].type == 'PER', f'{p} is of no person'
        assert p.organisation is None or a.mentions[p.organisation].type != 'PER', f'{p} is at a person'
    for d in a.dates:
        assert d.start_date is None or d.end_date is None or d.start_date <= d.end_date, f'{d} ends before it begins'
    for q in a.quotations:
        assert q.entity is None or 0 <= q.entity < len(a.entities), f'{q} has a speaker that is not there'
        if q.speaker_start is not None and q.speaker_stop is not None:
            assert 0 <= q.speaker_start < q.speaker_stop <= size, f'{q} has a speaker outside the text'
    for what, of in (('a mention', [(m.type, m.start, m.stop) for m in a.mentions]),
                     ('a quotation', [(q.kind, q.start, q.stop) for q in a.quotations])):  # fmt: skip
        assert len(set(of)) == len(of), f'{what} twice'
    for rows in (a.mentions, a.positions, a.dates, a.quotations):
        assert len(set(map(repr, rows))) == len(rows), 'a row twice'


# ------------------------------------------------------------------------------------------------------------ targets


def fuzz_repair(pick: random.Random) -> int:
    text = make.changed_text(pick)
    check_repaired(text, repair(text))
    return 1


def fuzz_segment(pick: random.Random) -> int:
    text = make.changed_text(pick)
    given = document(text)
    check_parse(segment(given, repair(given.text)))
    return 1


def fuzz_find(pick: random.Random) -> int:
    """Every finder and resolution, on tags that no tagger would give together."""
    text = make.changed_text(pick, 300)
    published = pick.choice((None, dt.date(2025, 5, 31), dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(2024, 2, 29)))
    given = document(text, published=published)
    found = find(_tagged(segment(given, repair(given.text)), pick))
    check_analysis(found)
    part([Origin('a.txt')], [found])
    return 1


def _tagged(parse: Parse, pick: random.Random) -> Parse:
    """A parse with tags and spans at random."""
    t = parse.tokens
    for s in parse.sentences:
        for i in range(s.first, s.last):
            word = t.text[i]
            t.lemma.append(word.lower())
            t.pos.append('PUNCT' if not word[0].isalnum() and pick.random() < 0.9 else pick.choice(POS))
            t.feats.append(pick.choice(FEATS))
            t.relation.append(pick.choice(RELATIONS))
            t.head.append(
                pick.choice((-1, pick.randrange(s.first, s.last), max(s.first, i - 1), min(s.last - 1, i + 1)))
            )
    spans = []
    for kind in ('PER', 'ORG', 'LOC', 'ROLE'):
        for s in parse.sentences:
            at = s.first
            while at < s.last:
                if t.text[at][:1].isupper() if pick.random() < 0.8 else pick.random() < 0.2:
                    stop = min(s.last, at + pick.randint(1, 4))
                    spans.append(Span(at, stop, kind))
                    at = stop
                at += pick.randint(1, 6)
    return Parse(parse.document, parse.sentences, t, tuple(sorted(spans, key=lambda s: (s.first, s.last, s.type))))


def fuzz_text(pick: random.Random) -> int:
    """Texts through all stages to rows; with their neighbours or alone they are the same."""
    documents = [document(make.changed_text(pick), i, pick.choice((None, dt.date(2025, 5, 31)))) for i in range(BATCH)]
    found = analyse(documents)
    for analysis in found:
        check_parse(analysis.parse)
        check_analysis(analysis)
    part([Origin(d.path) for d in documents], found)
    chosen = pick.randrange(BATCH)
    assert analyse([documents[chosen]]) == [found[chosen]], f'depends on its neighbours: {documents[chosen].text!r}'
    return BATCH


def fuzz_decode(pick: random.Random) -> int:
    text = make.changed_text(pick)
    data = text.encode(pick.choice(('utf-8', 'cp1251', 'koi8-r', 'cp866', 'utf-16', 'mac-cyrillic')), 'ignore')
    data = make.changed_bytes(data, pick) if pick.random() < 0.7 else data
    sniff(data, pick.choice(('', '.txt', '.html', '.csv', '.pdf')))
    try:
        text = decode(data).text
    except ReadError:
        return 1
    restored, note = restore(text)
    assert note or restored == text
    lost_letters(text)
    return 1


def fuzz_letters(pick: random.Random) -> int:
    """What is told of a text before it is analysed: dateline, language."""
    text = make.changed_text(pick)
    dateline_place(text)
    language(text)
    return 1


@cache
def _starts(suffix: str) -> tuple[bytes, ...]:
    made: dict[str, Sequence[bytes]] = {
        '.txt': [samples.TEXT.encode()],
        '.html': [samples.PAGE.encode(), samples.PAGE.encode('cp1251')],
        '.docx': [samples.docx([samples.TITLE, samples.LEAD], [['Область', 'Жителей'], ['Навои', '1']])],
        '.odt': [samples.odt([samples.TITLE, samples.LEAD])],
        '.rtf': [samples.rtf([samples.TITLE, samples.LEAD])],
        '.pdf': [samples.pdf([(72, 700, 'Press release'), (72, 680, '14.03.2024')])],
        '.xml': [
            samples.RSS.format(encoding='utf-8').encode(),
            b'<?xml version="1.0"?><a><b>\xd0\x96</b><b c="d"/></a>',
        ],
        '.eml': [f'{samples.MAIL}{samples.LEAD}\n\n--XX--\n'.encode('koi8-r', 'replace')],
        '.zip': [samples.packed({'a.txt': samples.TEXT, 'b/c.html': samples.PAGE, '../d.txt': samples.BODY})],
        '.epub': [epub()],
        '.fb2': [FB2.format('utf-8', 'QkF').encode()],
        '.msg': [outlook(samples.TITLE, samples.LEAD, 'Пресс-служба', 0, {'a.txt': samples.BODY.encode()})],
        '.warc': [b''.join(ARCHIVE)],
        '.md': [f'---\ntitle: {samples.TITLE}\nauthors:\n - Зоя Ветрова\n---\n{samples.TEXT}'.encode()],
        '.csv': [f'text;date\n"{samples.LEAD}";2024-03-15\n"{samples.BODY}";\n'.encode()],
        '.json': [f'{{"text": "{samples.LEAD}", "date": "2024-03-15"}}\n{{"text": "{samples.TITLE}"}}\n'.encode()],
    }
    return (*make.starts(suffix, made.get(suffix, ())), *ODD.get(suffix, ()))


def check_reader(data: bytes, suffix: str) -> None:
    """Raises AssertionError, or what the reader does, unless it gives texts or one sentence that says why not."""
    try:
        for found in parts_of(data, suffix, OPTIONS):
            assert isinstance(found.text, str)
            publication(found, f'a{suffix}')
    except ReadError as error:
        message = str(error)
        assert message[:1].isupper(), f'not a sentence: {message!r}'
        assert message.endswith('.'), f'not a sentence: {message!r}'


def reader(suffix: str) -> Callable[[random.Random], int]:
    """The target that reads changed files of a kind."""

    def fuzz(pick: random.Random) -> int:
        change = make.changed_archive if suffix in ('.docx', '.odt', '.zip', '.epub') else make.changed_bytes
        check_reader(change(pick.choice(_starts(suffix)), pick), suffix)
        return 1

    return fuzz


READERS = ('txt', 'html', 'docx', 'odt', 'rtf', 'pdf', 'xml', 'eml', 'zip', 'csv', 'json', 'epub', 'fb2', 'msg', 'warc',
           'md')  # fmt: skip
TARGETS: dict[str, Callable[[random.Random], int]] = {
    'repair': fuzz_repair,
    'segment': fuzz_segment,
    'find': fuzz_find,
    'text': fuzz_text,
    'decode': fuzz_decode,
    'letters': fuzz_letters,
    **{kind: reader(f'.{kind}') for kind in READERS},
}
