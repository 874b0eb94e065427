"""The records of a JSON text: a list, an object that wraps one, lines; and the texts in their fields.

Known wraps are NewsAPI's `articles`, VK's `response.items`, JSON Feed's `items` and Telegram Desktop's `messages` (also
under `chats.list`); the wrap tells who published them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from svodka.read.contents import ReadError

WRAPS = ('articles', 'items', 'messages', 'posts', 'news', 'results', 'data', 'documents', 'records', 'response',
         'result', 'chats', 'list', 'hits', 'entries', 'rows')  # fmt: skip
INSIDE = ('_source', 'attributes')
"""Where a record of Elasticsearch and of JSON:API has its fields."""
DEPTH = 4
"""Wraps are opened so deep."""


class Row(NamedTuple):
    """A row by the names of its columns, None for one that is damaged; what is to be told about it."""

    fields: Mapping[str, Any] | None
    note: str | None = None


def records(text: str) -> Iterator[Row]:
    """The records of a JSON text or of JSON lines. Raises ReadError where most lines are no objects."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for a number of thousands of digits
        yield from _json_lines(text, error)
        return
    yield from map(Row, _unwrapped(whole, {}, DEPTH))


def _unwrapped(value: Any, outer: Mapping[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    """The objects of a list, or of the list that an object wraps, each with what its wrap says of all of them."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield from _unwrapped(item, outer, depth - 1) if _wrapped(item, depth) else (_record(item, outer),)
    elif isinstance(value, dict):
        lists = _wrapped(value, depth)
        if not lists:
            yield _record(value, outer)
        for inner in lists:
            yield from _unwrapped(inner, _shared(value) or outer, depth - 1)


def _wrapped(value: Mapping[str, Any], depth: int) -> list[Any]:
    """What an object without a text of its own wraps."""
    if depth <= 0 or any(isinstance(value.get(name), str) and len(value[name]) > 0 for name in ('text', 'body')):
        return []
    inner = [value[name] for name in WRAPS if isinstance(value.get(name), list | dict)]
    return [one for one in inner if isinstance(one, dict) or any(isinstance(item, dict) for item in one)][:1]


def _shared(wrap: Mapping[str, Any]) -> dict[str, Any]:
    """What a channel or feed says about all of its records."""
    name = wrap.get('name') or wrap.get('title')
    return {'outlet': name} if isinstance(name, str) and name else {}


def _record(item: dict[str, Any], outer: Mapping[str, Any]) -> dict[str, Any]:
    """A record with the outlet of its wrap, and its wrapped dates and sources by plain names."""
    inner = next((item[name] for name in INSIDE if isinstance(item.get(name), dict)), None)
    if inner is not None and 'text' not in item:
        item = {**{name: value for name, value in item.items() if name not in INSIDE}, **inner}
    record = {**outer, **item} if 'source' not in item else dict(item)
    if item.get('type') == 'service':  # Telegram: «channel created», «photo changed»
        record['text'] = ''
    if forwarded := item.get('forwarded_from'):
        record.setdefault('author', forwarded)
    return record


def words(value: Any, depth: int = DEPTH) -> str:
    """The text in a field: a string, a list of strings and objects with a text (Telegram), an object with a name.

    >>> words(['Мы ждали ', {'type': 'bold', 'text': 'этого'}, ' дня.'])
    'Мы ждали этого дня.'
    >>> words(['Первый абзац.', 'Второй абзац.'])
    'Первый абзац.\\n\\nВторой абзац.'
    """
    if value is None or isinstance(value, bool) or depth < 0:
        return ''
    if isinstance(value, list):
        pieces = [words(item, depth - 1) for item in value]
        styled = any(isinstance(item, dict) for item in value)
        return ('' if styled else '\n\n').join(pieces)
    if isinstance(value, dict):
        return next((words(value[n], depth - 1) for n in ('text', 'name', 'title', 'value', 'url') if value.get(n)), '')
    return str(value)


def _json_lines(text: str, damage: Exception) -> list[Row]:
    """The objects of JSON lines, and the lines that are damaged. Raises ReadError where most lines are no objects."""
    rows = []
    for number, line in enumerate(text.split('\n'), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                rows.append(Row(None, f'Line {number} is not well-formed JSON: {_reason(error)}.'))
            else:
                rows += [Row(_record(record, {}))] if isinstance(record, dict) else []
    if 2 * sum(row.fields is not None for row in rows) < max(len(rows), 1):
        raise ReadError(f'Not well-formed JSON: {_reason(damage)}.')
    return rows


def _reason(error: Exception) -> str:
    return re.sub(r': line \d+ column (\d+) \(char \d+\)$', r' at character \1', str(error).partition(';')[0])
