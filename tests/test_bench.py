"""The benchmark writes its page, and nothing else of it."""

from pathlib import Path

import pytest

from tests.bench.command import Extracted, Took
from tests.bench.page import begun, grown, table, whole_command, write

RUN = Extracted(Took(2.0, 3.0), 1_000_000, 300_000_000, 400_000_000, 5_000_000)


def test_only_what_stands_between_the_marks_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / 'page.md'
    page.write_text('# Title\n\n<!-- speed -->\nold\n<!-- /speed -->\n\nmore\n', encoding='utf-8')
    for text in ('new\n', 'newer'):
        write(page, text)
        assert page.read_text(encoding='utf-8') == (
            f'# Title\n\n<!-- speed -->\n{text.strip()}\n<!-- /speed -->\n\nmore\n'
        )
    page.write_text('no marks', encoding='utf-8')
    with pytest.raises(ValueError, match='has no'):
        write(page, 'new')


def test_the_page_of_this_project_has_the_marks() -> None:
    from tests.bench.__main__ import PAGE

    text = PAGE.read_text(encoding='utf-8')
    assert text.count('<!-- speed -->') == text.count('<!-- /speed -->') == 1


def test_tables_of_measurements() -> None:
    assert table(['a', 'b'], [['x', '1']]) == '| a | b |\n|---|--:|\n| x | 1 |'
    assert '| `svodka extract`, Parquet | 2.0 | 2 | 5.0 × | 3.0 | 300 |' in whole_command({'parquet': RUN}, 3, 10.0)
    assert '| 7 | 1.0 | 2 (3) | 2 (3) | 2.0 |  | 300 | 400 | 5 |' in grown(
        {7: {'parquet': RUN, 'everything': RUN, 'again': RUN}}, 2
    )
    assert '| help | 2.00 | 3.00 |' in begun({'help': RUN.took})
