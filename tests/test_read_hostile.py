"""What a real folder may hold to harm a run: each is a row that says why, and nothing more."""

from __future__ import annotations

import os
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svodka.model import Document
from svodka.read import ReadOptions, guard, read_file
from svodka.run.shards import read_documents
from svodka.run.sources import Origin

from tests.clock import within
from tests.test_read import TEXT, docx, packed, pdf, read

# ruff: noqa: E501 (a case stands on one line)

FAST = {'max_seconds': 20.0}


def only(documents: list[Document], status: str) -> Document:
    [document] = documents
    assert document.status == status, document.message
    assert document.message is None or (document.message[0].isupper() and document.message.endswith('.'))
    return document


def test_a_zip_bomb(tmp_path: Path) -> None:
    bomb = packed({'a.txt': b'\0' * 40_000_000})
    assert len(bomb) < 100_000
    assert 'unpacks' in str(only(read(tmp_path, 'a.zip', bomb), 'failed').message)


def test_many_members_that_add_up(tmp_path: Path) -> None:
    noise = os.urandom(30_000)
    bomb = packed({f'{i}.txt': noise * 10 for i in range(10)})
    documents = read(tmp_path, 'a.zip', bomb, max_bytes=1_000_000)
    assert 'unpacks' in str(documents[-1].message)


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data = packed({'a.txt': TEXT})
    for _ in range(6):
        data = packed({'in.zip': data}, zipfile.ZIP_STORED)
    assert 'deep' in str(only(read(tmp_path, 'a.zip', data), 'skipped').message)


def test_an_archive_with_a_lying_size(tmp_path: Path) -> None:
    data = packed({'a.txt': b'a' * 5_000_000})
    lying = data.replace((5_000_000).to_bytes(4, 'little'), (5_000).to_bytes(4, 'little'))
    only(read(tmp_path, 'a.zip', lying), 'failed')


def test_a_docx_bomb(tmp_path: Path) -> None:
    assert 'unpacks' in str(only(read(tmp_path, 'a.docx', docx(['я' * 20_000_000])), 'failed').message)


def test_entity_bombs(tmp_path: Path) -> None:
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "ха">'
        + ''.join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip('abcdefghi', 'bcdefghij', strict=True))
        + ']>'
    )
    feed = f'<?xml version="1.0"?>{laughs}<rss><channel><item><title>&j;</title></item></channel></rss>'
    quadratic = f'<!DOCTYPE x [<!ENTITY a "{"ха" * 50_000}">]><rss><channel><item><title>{"&a;" * 5000}</title></item></channel></rss>'
    word = packed({'word/document.xml': f'{laughs}<w:document xmlns:w="x">&j;</w:document>'})
    for name, data in (('feed.xml', feed), ('feed2.xml', quadratic), ('a.docx', word)):
        documents = within(20, lambda name=name, data=data: read(tmp_path, name, data, **FAST))
        assert all(len(d.text) < 1_000_000 for d in documents)


def test_an_entity_that_names_a_file_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / 'secret').write_text('тайна тайна')
    feed = (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]><rss><channel><item><title>Новость дня</title>'
        '<description>Открыт музей &a; в столице.</description></item></channel></rss>'
    )
    assert not any('тайна' in d.text for d in read(tmp_path, 'feed.xml', feed))


def test_a_file_larger_than_allowed_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / 'a.txt').open('wb') as file:
        file.truncate(200_000_000)
    within(1, lambda: only(list(read_file(tmp_path / 'a.txt', 'a.txt')), 'skipped'))


def test_a_line_of_forty_megabytes(tmp_path: Path) -> None:
    text = 'Слово ' * 3_500_000
    assert '--max-characters' in str(only(read(tmp_path, 'a.txt', text), 'skipped').message)
    within(5, lambda: only(read(tmp_path, 'a.txt', text[:1_900_000]), 'ok'))


def test_a_pdf_whose_pages_are_their_own_parents(tmp_path: Path) -> None:
    data = pdf([(10, 10, 'text')]).replace(b'/Kids [3 0 R] /Count 1', b'/Kids [2 0 R] /Count 9')
    [document] = read(tmp_path, 'a.pdf', data, **FAST)
    assert document.status in ('failed', 'empty')


def test_a_pdf_that_is_cut_off(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.pdf', pdf([(10, 10, 'text')])[:150], **FAST)
    assert document.status in ('failed', 'empty')


def test_a_pdf_stream_that_unpacks_to_too_much(tmp_path: Path) -> None:
    stream = zlib.compress(b'BT /F 10 Tf (a) Tj ET ' * 20_000_000, 9)
    data = pdf([]).replace(
        b'<< /Length 0 >>\nstream\n\n', b'<< /Length %d /Filter /FlateDecode >>\nstream\n%s\n' % (len(stream), stream)
    )
    documents = read(tmp_path, 'a.pdf', data, max_seconds=4.0)
    assert {d.status for d in documents} <= {'failed', 'empty', 'ok', 'skipped'}


def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / 'a.txt'
    path.write_text(TEXT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip('root reads everything')
    assert 'opened' in str(only(list(read_file(path, 'a.txt')), 'failed').message)


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    assert 'opened' in str(only(list(read_file(tmp_path / 'gone.txt', 'gone.txt')), 'failed').message)


@pytest.mark.parametrize(
    'name', ['две\nстроки.txt', '«к» "к" \'.txt', '-rf', '🙂.html', 'я' * 125 + '.txt', 'a#b#c.txt', '%s{0}.csv']
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    [document] = read(tmp_path, name, TEXT)
    assert (document.path, document.status) == (name, 'ok') or name.endswith('.csv')


@pytest.mark.parametrize(
    ('data', 'status'),
    [
        (b'', 'empty'),
        (b' \n\t', 'empty'),
        (b'...,,,!!!', 'empty'),
        (b'\x89PNG\r\n\x1a\n\0\0', 'skipped'),
        (b'\0' * 100, 'empty'),
        (bytes(range(256)) * 40, 'skipped'),
        (b'MZ\0\0' * 30, 'skipped'),
        (b'%PDF-1.4', 'failed'),
        (b'PK\x03\x04', 'failed'),
        (b'{\\rtf1', 'empty'),
        (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 600, 'failed'),
        (b'<html>', 'empty'),
        (b'<rss></rss>', 'empty'),
    ],
)
def test_files_without_text(tmp_path: Path, data: bytes, status: str) -> None:
    only(read(tmp_path, 'a.txt', data, **FAST), status)


def test_deeply_nested_pages_and_json(tmp_path: Path) -> None:
    for name, data in (
        ('a.html', '<html>' + '<div>' * 50_000 + 'текст' + '</div>' * 50_000),
        ('a.json', '[' * 100_000),
        ('b.html', '<html><body>' + '<b>' * 20_000 + TEXT),
    ):
        assert read(tmp_path, name, data, **FAST)


def helper_that(monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    guard.stop()
    monkeypatch.setattr(
        guard, 'PROGRAM', f'import os, time, svodka.read; svodka.read.read_here = lambda *_: {does}; {guard.PROGRAM}'
    )


def test_a_reader_that_hangs_costs_its_document_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as changed:
        helper_that(changed, 'time.sleep(60)')
        with pytest.raises(TimeoutError):
            read(tmp_path, 'a.html', '<html><p>текст', max_seconds=1.0)
        [(origin, document)] = read_documents(tmp_path / 'a.html', Origin('a.html'), ReadOptions(max_seconds=1.0))
        assert (document.status, origin.condition) == ('failed', 'again'), 'another time it may be read'
        assert '--max-seconds' in str(document.message)
    only(read(tmp_path, 'b.html', f'<html><p>{TEXT}'), 'ok')


def test_a_reader_that_dies_is_tried_again_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as changed:
        helper_that(changed, 'os.abort()')
        assert 'down' in str(only(read(tmp_path, 'a.html', '<html><p>текст'), 'failed').message)
    only(read(tmp_path, 'b.html', f'<html><p>{TEXT}'), 'ok')


@pytest.mark.parametrize(
    'answer',
    [
        b'cos\nsystem\n.',
        b'\x80\x04N.\n',
        b'{}\n',
        b'[1]\n',
        b'"a"\n',
        b'{"published": 5}\n',
        b'{"published": null, "x": 1}\n',
        b'\xff\n',
    ],
)
def test_a_reader_that_is_taken_over_can_answer_with_text_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    with monkeypatch.context() as changed:
        guard.stop()
        changed.setattr(guard, 'PROGRAM', f'import sys; sys.stdin.readline(); sys.stdout.buffer.write({answer!r})')
        assert 'down' in str(only(read(tmp_path, 'a.html', '<html><p>текст'), 'failed').message)
    only(read(tmp_path, 'b.html', f'<html><p>{TEXT}'), 'ok')


def test_a_reader_is_bounded_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as changed:
        helper_that(changed, '[bytearray(3 * 10**9)]')
        assert only(read(tmp_path, 'a.html', '<html><p>текст'), 'failed')
    only(read(tmp_path, 'b.html', f'<html><p>{TEXT}'), 'ok')


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400)
    | st.sampled_from(
        [
            b'%PDF-1.7 ',
            b'PK\x03\x04',
            b'{\\rtf1 ',
            b'<html>',
            b'<rss>',
            b'From: a\nTo: b\nDate: c\n\n',
            b'a;b\n1;2\n3;4\n',
            b'{"text": ',
        ]
    ).flatmap(lambda head: st.binary(max_size=200).map(head.__add__))
)
def test_any_bytes_give_documents(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    documents = read(tmp_path_factory.mktemp('any'), 'a.bin', data)
    assert documents
    assert all(d.status in ('ok', 'empty', 'failed', 'skipped') for d in documents)
    assert ReadOptions().max_bytes > 0
