"""The heads and values of a Russian sheet → those of the table, for what comes back from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svodka.schema import TABLES
from svodka.tables.layout import head, layout, values_in

Row = Mapping[str, str]


def from_russian(
    names: Sequence[str], rows: Sequence[Row], table: str | None = None
) -> tuple[str | None, list[str], list[dict[str, str]]]:
    """The table, the columns and the rows of a sheet whose heads are Russian; those of any other as they are."""
    found = {t: _columns(t, names) for t in ([table] if table else TABLES)}
    best = max(found, key=lambda t: len(found[t]))
    columns = found[best]
    if len(columns) <= 1:
        return table, list(names), [dict(row) for row in rows]
    values = {name: {v: k for k, v in values_in(best, name, 'ru').items()} for name in columns.values()}
    turned = [
        {columns[h]: values[columns[h]].get(cell, cell) for h, cell in row.items() if h in columns} for row in rows
    ]
    return best, [columns[h] for h in names if h in columns], turned


def _columns(table: str, names: Sequence[str]) -> dict[str, str]:
    heads = {head(table, name, 'ru'): name for name in reversed(layout(table).columns)}
    return {name: heads[name] for name in names if name in heads}
