"""Documents that reprint another one are found, other stories in the same form are not."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from svodka.collection import put_together, reprints
from svodka.collection.reprints import is_reprint, reprints_in
from svodka.collection.reprints_known import Known
from svodka.collection.shingles import VALUES, sketch
from svodka.model import Analysis, Document, Parse, Tokens
from svodka.run.part_schema import part_schema
from svodka.run.parts import part
from svodka.run.sources import Origin

from tests.run_support import Extract
from tests.test_corrections import tables

HEADLINE = 'В Кологриве открыли мастерскую по ремонту лодок'
LEAD = 'Мастерскую по ремонту деревянных лодок открыли в Кологриве во вторник, её строили три года на деньги района.'
BODY = (
    'Хозяйка мастерской Фаина Лебедь показала гостям сушильную камеру, два верстака и склад корабельной сосны.',
    'В первый же день сюда привезли девять плоскодонок, самой старой из них больше шестидесяти лет.',
    'Починка одной лодки займёт неделю и обойдётся владельцу в 12 тысяч рублей, пенсионерам — вдвое дешевле.',
    'Глава района Платон Ершов сказал, что без лодок в половодье нельзя добраться до 14 деревень за Унжей.',
    'Летом при мастерской начнёт работать кружок для школьников, записались уже тридцать человек.',
)
STORY = '\n\n'.join((HEADLINE, LEAD, *BODY))
NEW_LEAD = 'Лодки из дерева теперь чинят в Кологриве: на деньги района во вторник там открыли мастерскую.'
REPRINTS = {
    'another headline': '\n\n'.join(('Плоскодонкам вернут жизнь', LEAD, *BODY)),
    'a changed lead': '\n\n'.join(('Плоскодонкам вернут жизнь', NEW_LEAD, *BODY)),
    'a cut end': '\n\n'.join((HEADLINE, LEAD, *BODY[:2])),
    'a dateline and a source': f'КОЛОГРИВ, 5 марта — Вестник Унжи. {LEAD}\n' + '\n'.join(BODY) + '\nИсточник: район',
    'a paragraph more': '\n\n'.join((HEADLINE, LEAD, *BODY, 'Прежде лодки возили чинить в соседний Макарьев.')),
    'a word here and there': STORY.replace('показала', 'продемонстрировала').replace('неделю', 'семь дней'),
    'other line ends and marks': STORY.replace('\n\n', ' ').replace(' — ', ' - ').replace('ё', 'е'),
}
OTHERS = {
    'another story above the same background': 'Школьники Кологрива заняли второе место в гонках на плотах.\n\nГонки '
    'прошли в субботу у старой пристани, победила команда из Шарьи, а приз зрителей увёз экипаж Неи.\n\nНапомним, '
    + ' '.join(BODY[1:4]),
    'the same form filled otherwise': STORY.replace('Кологрив', 'Галич').replace('Фаина Лебедь', 'Роза Клюева')
    .replace('Платон Ершов', 'Захар Сомов').replace('12', '17').replace('14', '31').replace('Унж', 'Вёкс'),
    'another text': 'Хлебозавод Шарьи выпустил первую партию ржаных сухарей, их отправят на зимовки полярников. ' * 3,
}  # fmt: skip


@pytest.mark.parametrize('kind', REPRINTS)
def test_a_reprint(kind: str) -> None:
    assert is_reprint(STORY, REPRINTS[kind])
    assert is_reprint(REPRINTS[kind], STORY)


@pytest.mark.parametrize('kind', OTHERS)
def test_no_reprint(kind: str) -> None:
    assert not is_reprint(STORY, OTHERS[kind])
    assert not is_reprint(OTHERS[kind], STORY)


@pytest.mark.parametrize('days', [('курс', 'рубля'), ('цена', 'нефти')])
def test_the_figures_of_two_days_are_two_texts(days: tuple[str, str]) -> None:
    form = 'По итогам торгов {} {} за день составила на бирже {}, накануне она была {}, а неделей раньше {}. Эксперты' \
           ' ждут, что до конца месяца она останется в этих пределах, если не изменится спрос.'  # fmt: skip
    assert not is_reprint(form.format(*days, 91.2, 90.8, 92.4), form.format(*days, 93.1, 95.6, 89.7))


def found(texts: list[str], known: Known | None = None) -> dict[int, int]:
    db = duckdb.connect()
    rows = {'ordinal': range(len(texts)), 'text': texts, 'sketch': [sketch(text) for text in texts]}
    kinds = pa.schema([('ordinal', pa.int64()), ('text', pa.string()), ('sketch', pa.binary())])
    db.register('d', pa.table({name: list(column) for name, column in rows.items()}, kinds))
    sketches = 'SELECT ordinal, sketch FROM d WHERE octet_length(sketch) > 0 ORDER BY ordinal'
    return dict(reprints_in(db, sketches, 'SELECT ordinal, text FROM d', known))


def test_reprints_among_many_and_the_same_in_any_order() -> None:
    rest = random.Random(5)
    words = [''.join(rest.choices('абвгдеиклмнопрст', k=rest.randint(4, 9))) for _ in range(3000)]
    stories = [' '.join(rest.choices(words, k=120)) for _ in range(60)]
    form = ' '.join(rest.choices(words, k=40))  # what stands under all of them
    texts = [f'{story} {form}' for story in stories] + [f'{story[: len(story) // 2]} {form}' for story in stories]
    assert found(texts) == {60 + i: i for i in range(60)}
    order = rest.sample(range(120), 120)
    again = found([texts[i] for i in order])
    pairs = {tuple(sorted((order[a], order[b]))) for a, b in again.items()}
    assert pairs == {(i, 60 + i) for i in range(60)}


def test_what_is_known_of_pairs_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a later run only the pairs with a new text are compared, and the groups are the same."""
    texts = [STORY, *REPRINTS.values(), *OTHERS.values()]
    first, asked = Known('code'), list[str]()
    found(texts[1:], first)
    first.write(tmp_path / 'kept')
    second = Known('code', (tmp_path / 'kept').read_bytes())
    compare = reprints.is_reprint
    monkeypatch.setattr(reprints, 'is_reprint', lambda a, b: (asked.append(f'{a}{b}'), compare(a, b))[1])
    in_steps, asked_then = found(texts, second), len(asked)
    assert all(STORY in pair for pair in asked)
    assert found(texts) == in_steps
    assert len(asked) - asked_then == len(second.now) > asked_then > 0
    assert second.before == first.now
    other = Known('other code', (tmp_path / 'kept').read_bytes())
    assert other.before == Known('code', b'broken').before == Known('code').before == {}


def test_no_texts_and_short_ones() -> None:
    assert found([]) == {}
    assert found(['Подробности позже.'] * 3) == {}
    assert (len(sketch(STORY)), sketch('Подробности позже.')) == (4 * VALUES, b'')


def test_a_chain_leads_from_one_story_to_no_other() -> None:
    """Each document of a group was compared with the oldest one."""
    a, b = STORY, '\n\n'.join((HEADLINE, LEAD, *BODY[:3]))
    c = '\n\n'.join((*BODY[1:3], *(text for kind, text in OTHERS.items() if kind == 'another text')))
    assert found([a, b, c]) == {1: 0}


def test_reprints_that_are_likest_to_one_another_lead_to_the_oldest_too() -> None:
    """More of them than a document is compared with."""
    cut = '\n\n'.join((HEADLINE, NEW_LEAD, *BODY[:4]))
    versions = [f'{cut}\n\nДобавлено: {word}.' for word in 'вчера днём утром снова сейчас ночью рано поздно'.split()]
    assert found([STORY, *versions]) == dict.fromkeys(range(1, 9), 0)


def document(path: str, text: str, day: int | None, fingerprint: str = '') -> Analysis:
    published = dt.date(2025, 3, day) if day else None
    made = Document(path, path, text, published=published, fingerprint=fingerprint or path)
    return Analysis(Parse(made, (), Tokens([], [], [], [])))


def test_the_oldest_of_a_group_is_named_in_the_table(tmp_path: Path) -> None:
    """An exact copy leads to the same document as the one that is kept."""
    given = [
        document('a', REPRINTS['a cut end'], 7), document('b', STORY, 5, 'same'), document('c', STORY, 4, 'same'),
        document('d', OTHERS['another text'], 3), document('e', REPRINTS['a changed lead'], None),
    ]  # fmt: skip
    rows = pq.read_table(tables(tmp_path / 'x', given) / 'documents.parquet').to_pylist()
    assert [(row['document_id'], row['same_text_as'], row['status']) for row in rows] == [
        ('a', 'c', 'ok'), ('b', 'c', 'skipped'), ('c', None, 'ok'), ('d', None, 'ok'), ('e', 'c', 'ok')]  # fmt: skip


def test_an_exact_copy_of_a_reprint_leads_to_the_oldest(tmp_path: Path) -> None:
    cut = REPRINTS['a cut end']
    given = [document('a', STORY, 1), document('b', cut, 2, 'cut'), document('c', cut, 3, 'cut')]
    rows = pq.read_table(tables(tmp_path / 'x', given) / 'documents.parquet').to_pylist()
    assert [row['same_text_as'] for row in rows] == [None, 'a', 'a']


def test_runs_in_steps_give_the_same_groups(tmp_path: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / 'source'
    source.mkdir()
    named = {'2025-03-04 a': STORY} | {f'2025-03-05 {i}': text for i, text in enumerate(REPRINTS.values())}
    for name, text in list(named.items())[1:4]:
        (source / f'{name}.txt').write_text(text, encoding='utf-8')
    monkeypatch.setattr(put_together, 'FEW_DOCUMENTS', 0)
    extract(source, tmp_path / 'steps')
    for name, text in named.items():
        (source / f'{name}.txt').write_text(text, encoding='utf-8')
    extract(source, tmp_path / 'steps')
    assert (tmp_path / 'steps/.svodka/reprints.parquet').exists()
    extract(source, tmp_path / 'once', workers=1)
    steps, once = ((tmp_path / name / 'documents.parquet').read_bytes() for name in ('steps', 'once'))
    assert steps == once
    rows = pq.read_table(tmp_path / 'once' / 'documents.parquet').to_pylist()
    oldest = next(row['document_id'] for row in rows if row['path'].startswith('2025-03-04'))
    assert {row['same_text_as'] for row in rows if row['document_id'] != oldest} == {oldest}


def test_a_text_that_is_not_read_has_no_sketch() -> None:
    found = document('a', STORY, 1)
    failed = replace(found, parse=replace(found.parse, document=replace(found.parse.document, status='skipped')))
    batch = part([Origin('a'), Origin('b')], [found, failed])
    assert batch.schema == part_schema()
    assert [len(made) for made in batch.column('sketch').to_pylist()] == [4 * VALUES, 0]
