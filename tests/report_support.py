"""Invented tables, whose every row is known, and a browser that looks at what is made of them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from svodka.run.ids import row_id
from svodka.schema import arrow_schema
from svodka.tables import TableOptions
from svodka.tables.write import write_tables

Rows = dict[str, list[dict[str, Any]]]
HOSTILE = (
    '<script>window.hacked=1</script><img src=x onerror="window.hacked=2"> javascript:alert(1) </div></body> "\'&amp;'
)
PEOPLE = ('Азиз Каримов', 'Ольга Белова', 'Марат Сеитов')
LEMMAS = {'строителей': 'строитель', 'Строитель': 'строитель', 'Ташкенте': 'ташкент'}
LINE = '{person}, директор Института развития, сказал в Ташкенте {day} мая 2025 года: «{words}».'


def rows(documents: int = 4, hostile: bool = False) -> Rows:
    """Rows of so many documents; every tenth is without a date; a hostile one holds markup wherever text can stand."""
    t: Rows = defaultdict(list)
    institute, tashkent = row_id('entity', 'org'), row_id('entity', 'place')
    ids = {name: row_id('entity', 'person', name) for name in PEOPLE}
    for n in range(documents):
        person = PEOPLE[n % len(PEOPLE)]
        words = f'Программа номер {n} готова, ждём строителей'
        title = f'Совещание {n}'
        if hostile:
            words, title = f'{words} {HOSTILE}', f'{title} {HOSTILE}'
        day = n % 28 + 1
        text = f'{title}\n\n{LINE.format(person=person, day=day, words=words)}\nРоссийский гость уехал.'
        key = row_id('document', n)
        first = len(title) + 2
        at = {'document_id': key, 'sentence': 1}

        def span(part: str, text: str = text, first: int = first) -> dict[str, Any]:
            start = text.index(part, first)
            return {'start': start, 'stop': start + len(part), 'text': part}

        published = None if n % 10 == 9 else dt.date(2025, 5, 1) + dt.timedelta(days=n % 200)
        t['documents'].append({
            'document_id': key, 'path': f'{"<b>" if hostile else ""}{n:05}.txt', 'format': 'txt', 'encoding': 'utf-8',
            'sha256': '0', 'title': title, 'published': published,
            'published_from': 'metadata' if published else None, 'place_id': tashkent, 'language': 'ru',
            'characters': len(text), 'sentences': 3, 'tokens': 20, 'status': 'ok',
        })  # fmt: skip
        t['texts'].append({'document_id': key, 'text': text})
        sentence = text[first : text.index('\nРоссийский')]
        t['sentences'] += [
            {'document_id': key, 'sentence': 0, 'start': 0, 'stop': len(title), 'text': title},
            {'document_id': key, 'sentence': 1, **span(sentence)},
        ]
        for i, match in enumerate(re.finditer(r'[\w-]+', text)):
            word = match[0]
            t['tokens'].append({'document_id': key, 'sentence': 0, 'token': i, 'start': match.start(),
                                'stop': match.end(), 'text': word, 'lemma': LEMMAS.get(word, word.lower()),
                                'pos': 'X', 'feats': '', 'relation': ''})  # fmt: skip
        for kind, entity, part, form in (
            ('PER', ids[person], person, 'name'),
            ('ORG', institute, 'Института развития', 'name'),
            ('LOC', tashkent, 'Ташкенте', 'name'),
        ):
            name = {'ORG': 'Институт развития', 'LOC': 'Ташкент'}.get(kind, part)
            t['mentions'].append({**at, 'mention_id': row_id('mention', n, kind), 'entity_id': entity, 'type': kind,
                                  'form': form, 'name': name, 'rule': 'net', **span(part)})  # fmt: skip
        t['positions'].append({**at, 'person_id': ids[person], 'position': 'директор', 'organisation_id': institute,
                               'rule': 'before_name', **span('директор Института развития')})  # fmt: skip
        t['dates'].append({**at, **span(f'{day} мая 2025 года'), 'edtf': f'2025-05-{day:02}', 'granularity': 'day',
                           'kind': 'absolute', 'rule': 'day', 'start_date': dt.date(2025, 5, day),
                           'end_date': dt.date(2025, 5, day)})  # fmt: skip
        t['quotations'].append({**at, 'quotation_id': row_id('quotation', n), 'kind': 'direct', 'cue': 'сказать',
                                'speaker': person, 'speaker_id': ids[person], 'rule': 'colon', **span(words),
                                'speaker_start': first, 'speaker_stop': first + len(person), 'negated': False,
                                'speaker_from': 'name', 'utterance_id': row_id('quotation', n)})  # fmt: skip
    counted = {'documents': documents, 'mentions': documents, 'quotations': 0, 'first_date': dt.date(2025, 5, 1),
               'last_date': dt.date(2025, 5, 28)}  # fmt: skip
    mark = HOSTILE if hostile else ''
    t['people'] = [{'entity_id': key, 'name': name + mark, 'gender': 'male', 'position': 'директор',
                    'organisation_id': institute, **counted} for name, key in ids.items()]  # fmt: skip
    t['organisations'] = [{'entity_id': institute, 'name': 'Институт развития', 'generic': False, **counted}]
    counted.pop('quotations')
    t['places'] = [{'entity_id': tashkent, 'name': 'Ташкент', 'kind': 'city', 'country': 'UZ', 'latitude': 41.26,
                    'longitude': 69.22, 'geonames_id': 1512569, **counted}]  # fmt: skip
    t['aliases'] = [{'entity_id': key, 'name': name.split()[1], 'mentions': 1} for name, key in ids.items()]
    first_, second = sorted((ids[PEOPLE[0]], institute))
    t['cooccurrences'] = [{'entity_id': first_, 'other_id': second, 'documents': 2}]
    return t


def write(folder: Path, found: Rows, **options: Any) -> Path:
    """Tables of these rows in a folder."""
    folder.mkdir(parents=True, exist_ok=True)

    def batches(table: str) -> Iterator[pa.RecordBatch]:
        yield pa.RecordBatch.from_pylist(found.get(table, []), arrow_schema(table))

    write_tables(folder, batches, TableOptions(**options))
    return folder


def browser() -> Any:
    """Headless Chromium, or a skip where there is none."""
    webdriver = pytest.importorskip('selenium.webdriver', reason='selenium is not installed')
    chromium, driver = shutil.which('chromium'), shutil.which('chromedriver')
    if not chromium or not driver:
        pytest.skip('no chromium and chromedriver: apt-get install chromium chromium-driver')
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ('headless=new', 'no-sandbox', 'disable-gpu', 'disable-dev-shm-usage', 'window-size=1280,900',
                     'disable-background-networking', 'lang=ru'):  # fmt: skip
        options.add_argument(f'--{argument}')
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
