"""`show` marks what was found in a text, for notebooks and terminals, and nothing in a text is markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
import svodka
from hypothesis import given
from hypothesis import strategies as st
from svodka import open_tables, show
from svodka.api.display import LAYERS, Shown, Span
from svodka.schema import TABLES

from tests.report_support import HOSTILE, rows, write


@pytest.fixture(scope='module')
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    return open_tables(write(tmp_path_factory.mktemp('shown'), rows(3), formats=('parquet',)))


def words_of(html: str) -> str:
    """The text of HTML, without its style."""
    parser, words = HTMLParser(), []
    parser.handle_data = words.append  # type: ignore[method-assign]
    parser.feed(re.sub('<style>.*?</style>', '', html, flags=re.DOTALL))
    return ''.join(words)


def test_a_text_is_shown_with_all_its_layers() -> None:
    found = show('Директор завода Иван Петров 7 мая заявил: «Мы построим мост».', published='2025-05-08')
    html = found._repr_html_()
    assert 'title="Иван Петров">Иван Петров</u><sup>Л</sup>' in html
    assert 'title="07.05.2025">7 мая</u><sup>К</sup>' in html
    assert '<q title="Иван Петров, прямая">❝Мы построим мост❞<small>[Иван Петров, прямая]</small></q>' in html
    assert '[Иван Петров Л] [7 мая К] заявил: «❝Мы построим мост❞(Иван Петров, прямая)».' in str(found)
    assert '\x1b[4;34mИван Петров\x1b[0m' in found.plain(colours=True)
    assert found._repr_mimebundle_().keys() == {'text/html', 'text/plain'}
    assert repr(found) == str(found)


def test_a_row_is_shown_where_it_stands(tables: dict[str, pd.DataFrame]) -> None:
    row = tables['quotations'].iloc[1]
    found = show(row, tables)
    assert found.title == 'Совещание 1'
    assert f'❝>>>{row["text"]}<<<❞(Ольга Белова, прямая)' in str(found)
    assert str(show(row.to_dict(), tables)) == str(found)
    whole = show(row['document_id'], tables)
    assert '>>>' not in str(whole)
    assert '[Ташкенте М]' in str(whole)
    assert str(show(tables['documents'].iloc[1], tables)) == str(whole)


def test_a_long_text_is_cut_around_the_row(tmp_path: Path) -> None:
    found = rows(1)
    for row in found['texts']:
        row['text'] += ' слово' * 1_000
    tables = open_tables(write(tmp_path, found, formats=('parquet',)))
    shown = str(show(tables['mentions'].iloc[0], tables))
    assert len(shown) < 1_000
    assert shown.endswith('…')


def test_what_cannot_be_shown_is_told(tables: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(TypeError, match='give the tables'):
        show(tables['quotations'].iloc[0])
    with pytest.raises(TypeError, match='a row that has a document_id'):
        show(tables['people'].iloc[0], tables)
    with pytest.raises(TypeError, match='a row that has a document_id'):
        show(5, tables)  # type: ignore[arg-type]
    with pytest.raises(KeyError, match='no text of the document'):
        show('d' + '0' * 16, tables)


def test_nothing_in_a_text_is_markup(tmp_path: Path) -> None:
    tables = open_tables(write(tmp_path, rows(1, hostile=True), formats=('parquet',)))
    html = show(tables['documents'].iloc[0], tables)._repr_html_()
    assert HOSTILE in words_of(html)
    assert not re.search(r'<(?:script|img)', html)
    assert '\x1b' not in str(Shown('a\x1b[31mb', ()))


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.sampled_from(
    [*LAYERS, 'direct', 'indirect'])), max_size=8))  # fmt: skip
def test_spans_may_lie_anywhere(text: str, spans: list[tuple[int, int, str]]) -> None:
    found = Shown(text, tuple(Span(a, b, kind, 'x"<') for a, b, kind in spans))
    plain = ''.join(piece for piece in found._pieces() if isinstance(piece, str))
    assert plain == text
    stack: list[Span] = []
    for piece in found._pieces():
        if isinstance(piece, tuple):
            begins, span = piece
            if begins:
                stack.append(span)
            else:
                assert stack.pop() == span
    assert not stack
    assert found._repr_html_().count('<u ') - len(LAYERS) == found._repr_html_().count('</u>') - len(LAYERS)


def test_tables_are_chosen_and_have_names_titles_and_categories(tmp_path: Path) -> None:
    folder = write(tmp_path, rows(3), formats=('parquet',))
    some = open_tables(folder, tables=('quotations', 'people'))
    assert list(some) == ['quotations', 'people']
    assert some['quotations']['document'].to_list() == ['Совещание 0', 'Совещание 1', 'Совещание 2']
    assert some['people']['organisation'].to_list() == ['Институт развития'] * 3
    assert isinstance(some['quotations']['kind'].dtype, pd.CategoricalDtype)
    assert some['quotations']['kind'].cat.categories.to_list() == ['direct']
    plain = open_tables(folder, categories=False, tables=['quotations'])['quotations']
    assert not isinstance(plain['kind'].dtype, pd.CategoricalDtype)
    assert list(open_tables(folder)) == list(TABLES)
    with pytest.raises(ValueError, match="There is no table 'quotes': there are documents,"):
        open_tables(folder, tables=['quotes'])
    assert 'show' in dir(svodka)
