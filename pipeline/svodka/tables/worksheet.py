"""A table's sheet in the workbook as it is being filled, within the limits of Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from svodka.printable import counted
from svodka.schema import Language, columns
from svodka.tables.cells import Rows
from svodka.tables.layout import CORRECTION, PART, head, layout, lines_of, print_well, room_of, style, values_in, width
from svodka.tables.links import Links, month_of
from svodka.tables.origins import Origins, address
from svodka.tables.reasons import reason
from svodka.tables.summary import how_to_correct

# Excel's limits: https://support.microsoft.com/office/excel-specifications-and-limits
MAX_ROWS = 1_048_576
MAX_CELL = 32_767
MAX_LINKS = 65_530
MAX_SHEETS = 8  # of one table; Excel's own limit is memory
CUT = ' … [cut here: Excel holds no longer text; the whole one is in the other formats]'
ONE_LINE = ('url', 'path')  # columns of addresses, which no program breaks
LINE, MOST_LINES = 15, 8  # points; a whole text would fill the screen
SHADES = {'documents': '#5b636d', 'people': '#0b5cad', 'organisations': '#0f6e56', 'places': '#a04a00',
          'quotations': '#c99700', 'positions': '#5b636d', 'dates': '#7a3aa5'}  # fmt: skip


class Sheet:
    """A table's sheet as it is being filled, and those on which it goes on."""

    def __init__(
        self, book: Any, table: str, links: Links, formats: dict[str, Any], language: Language, origins: Origins
    ) -> None:
        self.book, self.table, self.links, self.formats = book, table, links, formats
        self.language, self.origins = language, origins
        self.rows = self.left_out = self.cut = self.split = self.unlinked = 0
        self.layout = layout(table, language)
        self.names = self.layout.columns
        own = {c.name: c for c in columns(table)}
        self.widths = [width(name, table) for name in self.names]
        self.styles = [formats[style(name, own.get(name))] for name in self.names]
        self.values = {name: values_in(table, name, language) for name in self.names}
        self.sheets: list[Rows] = []
        self.last = self.link_count = 0
        self._begin()

    def _begin(self) -> None:
        """Begin a sheet: the first, or the next one of a table that Excel cannot hold on one."""
        name = sheet_name(self.table, len(self.sheets) + 1, self.language)
        sheet = self.book.add_worksheet(name, worksheet_class=Rows)
        print_well(sheet)
        sheet.freeze_panes(1, self.layout.frozen)
        if self.table in SHADES:
            sheet.set_tab_color(SHADES[self.table])
        shown = len(self.layout.read)
        sheet.outline_settings(symbols_right=False)
        for i, cell_style in enumerate(self.styles):
            folded = {'level': 1, 'hidden': True} if i >= shown else {'collapsed': i == shown - 1}
            sheet.set_column(i, i, self.widths[i], cell_style, folded)
        sheet.add_header([head(self.table, name, self.language) for name in self.names], self.formats['head'])
        if CORRECTION in self.names:
            at = self.names.index(CORRECTION)
            told = {'input_title': head(self.table, CORRECTION, self.language)[:32],
                    'input_message': how_to_correct(self.layout.fields, self.language)}  # fmt: skip
            sheet.data_validation(1, at, MAX_ROWS - 1, at, {'validate': 'any', **told})
        self.sheets.append(sheet)
        self.last = self.link_count = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows; those beyond all limits are counted, and told on the first sheet."""
        self.rows += batch.num_rows
        if self.table == 'texts':
            batch = self._in_pieces(batch)
        while batch.num_rows:
            room = MAX_ROWS - 1 - self.last
            if not room and len(self.sheets) == MAX_SHEETS:
                self.left_out += batch.num_rows
                return
            if not room:
                self.finish()
                self._begin()
                continue
            self._add(batch.slice(0, room))
            batch = batch.slice(room)

    def _in_pieces(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The rows of texts, those too long for a cell in several rows."""
        pieces = [pieces_of(text) for text in batch['text'].to_pylist()]
        self.split += sum(len(p) > 1 for p in pieces)
        parts = pa.array([number for p in pieces for number in range(1, len(p) + 1)], pa.int64())
        taken = batch.take(pa.array([i for i, p in enumerate(pieces) for _ in p], pa.int64()))
        texts = pa.array([piece for p in pieces for piece in p], pa.string())
        at = taken.schema.get_field_index('text')
        return taken.set_column(at, 'text', texts).append_column(PART, parts)

    def _add(self, batch: pa.RecordBatch) -> None:
        """Write rows for which there is room."""
        first = self.last + 1
        found = {name: self._fit(batch[name]) for name in batch.schema.names}
        shown, targets = [], []
        for name, wide in zip(self.names, self.widths, strict=True):
            values, keys = self._named(found, name)
            shown.append(values)
            targets.append(keys if name in ONE_LINE else self._where_links_fit(values, keys, wide))
        lines = [1] * batch.num_rows
        for name, values, wide, cell_style in zip(self.names, shown, self.widths, self.styles, strict=True):
            if cell_style is self.formats['text'] and name not in ONE_LINE:
                lines = [max(n, lines_of(wide, v)) for n, v in zip(lines, values, strict=True)]
        heights = [LINE * min(n, MOST_LINES) if n > 1 else 0 for n in lines]
        styles = []
        for own, keys in zip(self.styles, targets, strict=True):
            link = self.formats['linked date' if own is self.formats['date'] else 'link']
            styles.append([link if key else own for key in keys] if keys else [own] * batch.num_rows)
        self.sheets[-1].add_rows(first, shown, styles, heights)
        for i, keys in enumerate(targets):
            for row, (key, value) in enumerate(zip(keys, shown[i], strict=False), first):
                if key and value is not None:
                    self._link(row, i, key)
        self.last += batch.num_rows
        if self.table == 'quotations':
            days = (self.links.published.get(key) for key in found['document_id'])
            self.links.told.quoted_in.update(month_of(day) for day in days if day)

    def _where_links_fit(self, values: list[Any], keys: list[str | None], wide: int) -> list[str | None]:
        """The ids without those of texts that wrap: LibreOffice shows of a link what has room on one line. A document
        is led to by its date, too."""
        room = room_of(wide)
        return [key if key and (not isinstance(v, str) or len(v) <= room) else None
                for key, v in zip(keys, values, strict=True)] if keys else keys  # fmt: skip

    def _named(self, found: dict[str, list[Any]], name: str) -> tuple[list[Any], list[str | None]]:
        """What stands in a column, and the ids of the rows or the addresses to which its cells lead, if they do."""
        links = self.links
        if name in found:
            words = self.values[name]
            if name == 'message' and self.language == 'ru':
                return [v and reason(v) for v in found[name]], []
            if words:
                return [words.get(v, v) for v in found[name]], []
            return found[name], self._leads_to(found, name)
        if name == CORRECTION:
            return [None] * len(next(iter(found.values()))), []
        if name in ('published', 'outlet'):
            of: Mapping[str, Any] = links.published if name == 'published' else links.outlets
            keys = found['document_id']
            return [of.get(key) for key in keys], keys if name == 'published' else []
        if name == 'also':
            return [links.also.get(key) for key in found['entity_id']], []
        if name in ('type', 'other_type'):
            words = self.values[name]
            types = [links.type_of(key) for key in found['other_id' if name == 'other_type' else 'entity_id']]
            return [kind and words.get(kind, kind) for kind in types], []
        keys = found[f'{name}_id']
        return [pieces_of(links.names.get(key, ''))[0] or None for key in keys], keys

    def _leads_to(self, found: dict[str, list[Any]], name: str) -> list[str | None]:
        if name == 'speaker':
            return found['speaker_id']
        if name == 'path' and self.origins:
            return [self.origins.of(path) for path in found[name]]
        return [url and address(url) for url in found[name]] if name == 'url' else []

    def _link(self, row: int, column: int, key: str) -> None:
        """Link a cell with the row of a document or an entity, or with an address."""
        if self.link_count >= MAX_LINKS:
            self.unlinked += 1
            return
        if self.names[column] in ('url', 'path'):
            self.link_count += 1
            self.sheets[-1].add_address(row, column, key)
            return
        table, number = self.links.rows.get(key, ('', 0))
        sheet, place = divmod(number, MAX_ROWS - 1)
        if not table or sheet >= MAX_SHEETS:
            self.unlinked += 1
            return
        self.link_count += 1
        self.sheets[-1].add_link(row, column, sheet_name(table, sheet + 1, self.language), place + 2)

    def _fit(self, column: pa.Array) -> list[Any]:
        """The values of a column, texts cut to what a cell can hold."""
        values: list[Any] = column.to_pylist()
        # Excel counts UTF-16 units, of which there are no more than bytes of UTF-8.
        if not pa.types.is_string(column.type) or (pc.max(pc.binary_length(column)).as_py() or 0) <= MAX_CELL:
            return values
        return [v if v is None else self._cut(v) for v in values]

    def _cut(self, value: str) -> str:
        if len(pieces_of(value)) == 1:
            return value
        self.cut += 1
        return pieces_of(value, MAX_CELL - len(CUT))[0] + CUT

    def finish(self) -> None:
        self.sheets[-1].autofilter(0, 0, self.last, len(self.names) - 1)

    def notes(self) -> str:
        """What is not as in the other formats, for the first sheet."""
        told = [
            (len(self.sheets) - 1, f'Продолжается на {len(self.sheets)} листах.',
             f'Continued on {len(self.sheets)} sheets.'),
            (self.left_out, f'Строк не поместилось: {self.left_out}, они есть в Parquet и CSV.',
             f'Left out here, and in the Parquet and CSV files: {counted(self.left_out, "row")}.'),
            (self.split, f'Текстов длиннее ячейки Excel: {self.split}, они продолжаются в следующих строках.',
             f'Longer than a cell, and continued in the next rows: {counted(self.split, "text")}.'),
            (self.cut, f'Обрезано ячеек: {self.cut}, текст длиннее ячейки Excel.',
             f'Cut here: {counted(self.cut, "cell")}.'),
            (self.unlinked, f'Имён без ссылки: {self.unlinked}, Excel допускает {MAX_LINKS} ссылок на лист.',
             f'{counted(self.unlinked, "name")} without a link.'),
        ]  # fmt: skip
        return ' '.join(russian if self.language == 'ru' else english for n, russian, english in told if n)


def pieces_of(text: str, most: int | None = None) -> list[str]:
    """A text in pieces that fit into cells, which Excel counts in UTF-16 units.

    >>> pieces_of('abc🙂', most=4)
    ['abc', '🙂']
    """
    most = most or MAX_CELL
    if len(text) * 2 <= most:
        return [text]
    pieces = []
    while text:
        piece = text[:most].encode('utf-16-le', 'surrogatepass')[: most * 2].decode('utf-16-le', 'ignore')
        piece = piece or text[0]
        pieces.append(piece)
        text = text[len(piece) :]
    return pieces


def sheet_name(table: str, number: int, language: Language) -> str:
    name = layout(table, language).name
    return name if number == 1 else f'{name} ({number})'


def sheet_of(links: Links, language: Language) -> Callable[[str], str | None]:
    """A function that gives for an id where its row is, as a link inside the workbook."""

    def place(key: str) -> str | None:
        table, number = links.rows.get(key, ('', 0))
        sheet, row = divmod(number, MAX_ROWS - 1)
        return (
            f"internal:'{sheet_name(table, sheet + 1, language)}'!A{row + 2}" if table and sheet < MAX_SHEETS else None
        )

    return place
