"""What is to take linear time: stages, readers, and what works on a whole collection, each with inputs of any size."""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import io
import json
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from svodka.analyse import find, find_mentions, parse_documents
from svodka.collection.assemble import Assembly
from svodka.collection.duplicates import find_duplicates
from svodka.find.dates import find_dates
from svodka.find.positions import find_positions
from svodka.find.quotations import find_quotations
from svodka.language.lemma import lemmatise
from svodka.language.segment import segment
from svodka.model import Document
from svodka.read import fingerprint
from svodka.read.dateline import dateline_place
from svodka.read.formats import parts_of
from svodka.read.language import language
from svodka.read.settings import ReadOptions
from svodka.repair import repair
from svodka.report import write_report
from svodka.resolve import resolve_mentions
from svodka.run.parts import part
from svodka.run.shards import WorkOptions, writable, write_part
from svodka.run.sources import Origin
from svodka.schema import TABLES
from svodka.tables import TableOptions
from svodka.tables.write import write_tables

from tests import test_read as samples
from tests.compound import outlook
from tests.releases import release
from tests.tag_support import tag
from tests.test_read_books import FB2, chapter, epub
from tests.test_read_containers import export
from tests.test_read_windows import record

Step = Callable[[], object]

# ------------------------------------------------------------------------------------------------------- the stages

WORDS = 'Директор Института развития Азиз Каримов 7 мая 2025 года в Ташкенте сообщил, что «завод будет построен». '
# Ever new names beside nouns that begin a sentence: what compares each word with all names takes the square of time.
STRANGERS = [''.join(parts).title() for parts in product('багдежзиклмн', 'аеиоу', 'рлнст', 'аоиу', ['в', 'к', 'нов'])]
TEXTS = {
    'a release': ''.join(release(i) for i in range(4)),
    'one paragraph': WORDS,
    'marks': '«да» „и“ "нет" (то) ',
    'names': 'Иван Петров, Ольга Белова и ООН, ',
    'dates': '23–25 мая, вчера и в 2025 году, ',
    'cues': 'он сказал, что она заявила, что ',
    'strangers': ''.join(f'Дед {name} пришёл к {name}у. Рыбак сказал. ' for name in STRANGERS),
}  # fmt: skip


def stages(unit: str, characters: int) -> dict[str, Step]:
    """Each stage on a document of so many characters, with what the stages before it have made of it."""
    text = (unit * (characters // len(unit) + 1))[:characters]
    given = writable(Document('0', '0.txt', text, published=None))
    [parse] = parse_documents([given])
    untagged = segment(given, repaired := repair(text))
    mentions = find_mentions(parse)
    positions = find_positions(parse, mentions)
    entities, entity_of = resolve_mentions(parse, mentions, positions)
    analysis = find(parse)
    return {
        'dateline, language, hash': lambda: (dateline_place(text), language(text), fingerprint(text)),
        'repair': lambda: repair(text),
        'segment': lambda: segment(given, repaired),
        'tag': lambda: tag([untagged]),
        'lemmatise': lambda: lemmatise([parse]),
        'names': lambda: find_mentions(parse),
        'positions': lambda: find_positions(parse, mentions),
        'resolve': lambda: resolve_mentions(parse, mentions, positions),
        'dates': lambda: find_dates(parse),
        'quotations': lambda: find_quotations(parse, mentions, entities, entity_of, positions),
        'rows': lambda: part([Origin('0.txt')], [analysis]),
    }


# ------------------------------------------------------------------------------------------------------ the readers

PARAGRAPH = f'{samples.LEAD} {samples.BODY}'
READ = ReadOptions(max_bytes=500_000_000)


def _page(body: str) -> bytes:
    return f'<!DOCTYPE html><html><head><title>{samples.TITLE}</title></head><body>{body}</body></html>'.encode()


def numbered(template: str, count: int) -> str:
    """So many paragraphs with their numbers: those that repeat are left out of a page."""
    return ''.join(template.format(PARAGRAPH, i) for i in range(count))


def _pdf(pages: int) -> bytes:
    """Pages of forty lines each, as a printer makes them."""
    lines = ''.join(
        f'BT /F 10 Tf 72 {760 - 15 * i} Td (The plant number {i} was opened today.) Tj ET\n' for i in range(40)
    )
    objects = [b'<< /Type /Catalog /Pages 2 0 R >>', b'', b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
    kids = []
    for _ in range(pages):
        objects.append(b'<< /Length %d >>\nstream\n%s\nendstream' % (len(lines), lines.encode()))
        resources = b'/Resources << /Font << /F 3 0 R >> >>'
        objects.append(
            b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R %s >>' % (len(objects), resources)
        )
        kids.append(b'%d 0 R' % len(objects))
    objects[1] = b'<< /Type /Pages /Kids [%s] /Count %d >>' % (b' '.join(kids), pages)
    out, at = bytearray(b'%PDF-1.4\n'), []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    table = b''.join(b'%010d 00000 n \n' % a for a in at)
    start, size = len(out), len(objects) + 1
    head, tail = (
        b'xref\n0 %d\n0000000000 65535 f \n' % size,
        b'trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF',
    )
    return bytes(out + head + table + tail % (size, start))


def _mail(body: str, attachments: int = 0) -> bytes:
    parts = ''.join(f'--XX\nContent-Type: text/plain; name="{i}.txt"\nContent-Disposition: attachment; filename="{i}.txt"\n\n'
                    f'{PARAGRAPH}\n' for i in range(attachments))  # fmt: skip
    return f'{samples.MAIL}{body}\n\n{parts}--XX--\n'.encode('koi8-r', 'replace')


ITEM = f'<item><title>{samples.TITLE}</title><pubDate>Fri, 15 Mar 2024 10:00:00 +0500</pubDate><description>{PARAGRAPH}</description></item>'
# For each format files of so many paragraphs, of several kinds: what a format repeats is a way to be slow.
SENT = '<div class="pull_right date details" title="05.06.2025 10:00:00">10:00</div>'
FILES: Mapping[str, tuple[str, Callable[[int], bytes]]] = {
    'text, utf-8': ('.txt', lambda n: f'{PARAGRAPH}\n\n'.encode() * n),
    'text, koi8-r': ('.txt', lambda n: f'{PARAGRAPH}\n\n'.encode('koi8-r', 'ignore') * n),
    'text, garbled': ('.txt', lambda n: f'{samples.garbled(PARAGRAPH)}\n\n'.encode() * n),
    'text, garbled in part': ('.txt', lambda n: f'{PARAGRAPH} «Müller» {samples.garbled(samples.TITLE)} '.encode() * n),
    'text, two encodings': ('.txt', lambda n: (f'{PARAGRAPH}\n\n'.encode() + f'{samples.TITLE}\n'.encode('cp1251')) * n),
    'page of paragraphs': ('.html', lambda n: _page(f'<article>{numbered("<p>{} {}</p>", n)}</article>')),
    'page of links': ('.html', lambda n: _page(numbered('<div><a href="/">{} {}</a> | </div>', n))),
    'page of one paragraph': ('.html', lambda n: _page(f'<p>{f"{PARAGRAPH}<br><b>да</b> " * n}</p>')),
    'page of a table': ('.html', lambda n: _page(f'<table>{f"<tr><td>{samples.LEAD}<td>1</tr>" * n}</table>')),
    'page of open tags': ('.html', lambda n: _page(f'<b><i>да {samples.BODY}' * n)),
    'saved page': ('.mhtml', lambda n: _saved(_page(numbered('<p>{} {}</p>', n)))),
    'docx': ('.docx', lambda n: _stored(samples.docx([f'{PARAGRAPH} {i}' for i in range(n)]))),
    'docx, table': ('.docx', lambda n: _stored(samples.docx([], [[samples.LEAD, f'{i}'] for i in range(n)]))),
    'odt': ('.odt', lambda n: _stored(samples.odt([f'{PARAGRAPH} {i}' for i in range(n)]))),
    'rtf': ('.rtf', lambda n: samples.rtf([PARAGRAPH] * n)),
    'pdf': ('.pdf', lambda n: _pdf(max(1, n // 10))),
    'feed': ('.xml', lambda n: f'<?xml version="1.0"?><rss><channel>{ITEM * n}</channel></rss>'.encode()),
    'feed, one item': ('.xml', lambda n: f'<rss><channel><item><description>{f"&lt;p>{PARAGRAPH}" * n}</description></item></channel></rss>'.encode()),
    'other xml': ('.xml', lambda n: f'<?xml version="1.0"?><a>{f"<b>{PARAGRAPH}</b>" * n}</a>'.encode()),
    'mail': ('.eml', lambda n: _mail(f'{PARAGRAPH}\n> {samples.TITLE}\n' * n)),
    'mail, attachments': ('.eml', lambda n: _mail(PARAGRAPH, n)),
    'zip': ('.zip', lambda n: samples.packed({f'{i}.txt': f'{PARAGRAPH} {i}' for i in range(n)})),
    'book': ('.epub', lambda n: _stored(epub(**{'OEBPS__text__two.xhtml': chapter(*[PARAGRAPH] * n)}))),
    'book in one file': ('.fb2', lambda n: FB2.format('utf-8', 'QkF').replace('<section>', f'<section>{f"<p>{PARAGRAPH}</p>" * n}').encode()),
    'notes': ('.md', lambda n: f'---\ntitle: Ряд\n---\n{PARAGRAPH}\n\nФото: Илья Громов\n\n'.encode() * n),
    'exported channel': ('.html', lambda n: export(*[f'{SENT}<div class="text">{PARAGRAPH}</div>'] * n).encode()),
    'message of Outlook': ('.msg', lambda n: outlook('Ряд', f'{PARAGRAPH}\n\n' * n, 'Пресс-служба', 0)),
    'web archive': ('.warc', lambda n: record('response', 'https://e.example/1', _page(numbered('<p>{} {}</p>', n)))),
    'csv': ('.csv', lambda n: b'text;date\n' + f'"{PARAGRAPH}";2024-03-15\n'.encode() * n),
    'jsonl': ('.jsonl', lambda n: (json.dumps({'text': PARAGRAPH, 'date': '2024-03-15'}) + '\n').encode() * n),
}  # fmt: skip


def _saved(page: bytes) -> bytes:
    head = b'From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/\nMIME-Version: 1.0\n'
    kind = b'Content-Type: multipart/related; type="text/html"; boundary="X"\n\n--X\nContent-Type: text/html; charset=utf-8\n'
    return head + kind + b'Content-Transfer-Encoding: 8bit\n\n' + page + b'\n--X--\n'


def _stored(data: bytes) -> bytes:
    """The same archive without compression: what repeats packs so well that it would pass for a bomb."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return samples.packed({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)


def reading(name: str, paragraphs: int) -> dict[str, Step]:
    """The reader of a format on a file of so many paragraphs."""
    suffix, make = FILES[name]
    data = make(paragraphs)

    def read() -> int:
        size = sum(len(found.text) for found in parts_of(data, suffix, READ))
        assert size > 100, f'{name}: nothing was read'
        return size

    return {name: read}


# --------------------------------------------------------------------------------------------------- the collection

FIRST = 'Азиз Марат Нина Сауле Пётр Ирина Олег Рустам Малика Глеб'.split()
SYLLABLES = [consonant + vowel for consonant in 'бвгджзклмнпрстфхчш' for vowel in 'аеиоу']


def named_release(number: int) -> str:
    """A release whose people and organisations are rarely those of another."""
    pick = random.Random(number)
    who, other = (f'{pick.choice(FIRST)} {"".join(pick.choices(SYLLABLES, k=3)).capitalize()}нов' for _ in range(2))
    return (f'Встреча номер {number}\n\nДиректор Фонда развития района № {number} {who} встретился в Ташкенте с послом. '
            f'Министр {other} заявил, что {number % 28 + 1} мая 2025 года откроют завод.\n')  # fmt: skip


@contextmanager
def collection(documents: int) -> Iterator[dict[str, Step]]:
    """What is done with the parts of so many documents, with what the steps before it have made."""
    with tempfile.TemporaryDirectory(prefix='svodka-growth-') as name:
        folder = Path(name)
        names = [f'{i:06}.txt' for i in range(documents)]
        given = ((Origin(n), Document(f'{i:016x}', n, named_release(i))) for i, n in enumerate(names))
        write_part(folder / 'part.parquet', given, WorkOptions())
        parts = {str(folder / 'part.parquet'): {n: n for n in names}}
        (folder / 'tables').mkdir()
        made = Assembly(parts, folder)
        report = iter(range(1000))

        def linking() -> None:
            Assembly(parts, folder).close()

        def rows() -> None:
            for table in TABLES:
                for _ in made.batches(table):
                    pass

        def writing(*formats: str) -> Step:
            return lambda: write_tables(folder / 'tables', made.batches, TableOptions(formats))  # type: ignore[arg-type]

        writing('parquet')()
        yield {
            'linking': linking,
            'assembly': rows,
            'parquet': writing('parquet'),
            'csv': writing('csv'),
            'workbook': writing('xlsx'),
            'report': lambda: write_report(folder / 'tables', folder / f'report{next(report)}'),
            'duplicates': lambda: find_duplicates(folder / 'tables'),
        }
        made.close()
