"""The description of the tables for programs: a Frictionless Data Package (https://datapackage.org)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from svodka import __version__
from svodka.schema import Column, columns, description
from svodka.tables.delimited import DIALECTS

TYPES = {str: 'string', int: 'integer', float: 'number', dt.date: 'date', bool: 'boolean'}


def write_package(path: Path, formats: Sequence[str], dialect: str, rows: Mapping[str, int]) -> None:
    """Describe the CSV files, or the Parquet files where no CSV is written."""
    suffix = next((f for f in ('csv', 'parquet') if f in formats), None)
    package = {
        'name': 'svodka',
        'title': 'Tables of a collection of Russian releases',
        'created_by': f'svodka {__version__}',
        'profile': 'data-package',
        'resources': [_resource(table, suffix, dialect, tuple(rows)) for table in rows] if suffix else [],
    }
    if suffix == 'csv':
        package['csv_dialect'] = dialect
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')


def _resource(table: str, suffix: str, dialect: str, tables: Sequence[str]) -> dict[str, Any]:
    how = DIALECTS[dialect]
    resource: dict[str, Any] = {
        'name': table,
        'description': description(table),
        'path': f'{table}.{suffix}',
        'format': suffix,
        'profile': 'tabular-data-resource',
    }
    if suffix == 'csv':
        resource |= {'mediatype': 'text/csv', 'encoding': 'utf-8-sig', 'dialect': {'delimiter': how.delimiter}}
    decimal = how.decimal if suffix == 'csv' else '.'
    keys = [c.name for c in columns(table) if c.key]
    schema: dict[str, Any] = {'fields': [_field(c, decimal) for c in columns(table)]}
    if keys:
        schema['primaryKey'] = keys
    # '' is the table itself. A column that may refer to several tables has no foreign key in this standard; its
    # description names them.
    schema['foreignKeys'] = [
        {
            'fields': [c.name],
            'reference': {'resource': '' if c.refers[0] == table else c.refers[0], 'fields': [_key(c.refers[0])]},
        }
        for c in columns(table)
        if len(c.refers) == 1 and c.refers[0] in tables
    ]
    return resource | {'schema': schema}


def _key(table: str) -> str:
    return next(c.name for c in columns(table) if c.key)


def _field(column: Column, decimal: str) -> dict[str, Any]:
    refers = f' Refers to {", ".join(column.refers)}.' if len(column.refers) > 1 else ''
    field: dict[str, Any] = {
        'name': column.name,
        'type': TYPES[column.type],
        'description': column.description + refers,
    }
    if column.type is float and decimal != '.':
        field['decimalChar'] = decimal
    constraints: dict[str, Any] = {}
    # CSV cannot tell an empty text from none, so plain texts are not required.
    if not column.nullable and (column.type is not str or column.values or column.key or column.refers):
        constraints['required'] = True
    if column.values:
        constraints['enum'] = list(column.values)
    if constraints:
        field['constraints'] = constraints
    return field
