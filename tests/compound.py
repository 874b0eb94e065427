"""Writes Microsoft's old container (compound file, OLE2), in which .msg and .xls are: [MS-CFB], version 3."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Union

Tree = Mapping[str, Union[bytes, 'Tree']]

SECTOR, MINI, SMALL = 512, 64, 4096
FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(tree: Tree) -> bytes:
    """A file with these streams, and these storages of streams."""
    entries: list[tuple[str, int, bytes]] = [('Root Entry', 5, b'')]
    links: list[list[int]] = [[NONE, NONE, NONE]]

    def add(tree: Tree, parent: int) -> None:
        previous = parent
        for name in sorted(tree, key=lambda n: (len(n), n.upper())):
            value = tree[name]
            number = len(entries)
            entries.append((name, 2 if isinstance(value, bytes) else 1, value if isinstance(value, bytes) else b''))
            links.append([NONE, NONE, NONE])
            links[previous][2 if previous == parent else 1] = number  # a child, or the right neighbour of the last
            previous = number
            if not isinstance(value, bytes):
                add(value, number)

    add(tree, 0)
    sectors: list[bytes] = []
    chain: list[int] = []

    def store(data: bytes) -> int:
        if not data:
            return END
        first = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b'\0') for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        chain.extend([*range(first + 1, first + len(pieces)), END])
        return first

    mini, mini_chain, starts = b'', [], []
    for _, kind, data in entries:
        if kind == 2 and 0 < len(data) < SMALL:
            first, count = len(mini) // MINI, -(-len(data) // MINI)
            mini += data.ljust(count * MINI, b'\0')
            mini_chain += [*range(first + 1, first + count), END]
            starts.append(first)
        else:
            starts.append(store(data) if kind == 2 else 0)
    starts[0] = store(mini)
    directory = b''
    for number, (name, kind, data) in enumerate(entries):
        size = len(mini) if number == 0 else len(data)
        coded = name.encode('utf-16-le') + b'\0\0'
        directory += struct.pack('<64sHBBIII16sIQQIQ', coded, len(coded), kind, 1, *links[number], b'', 0, 0, 0,
                                 starts[number], size)  # fmt: skip
    first_directory = store(directory + b'\0' * (-len(directory) % SECTOR))
    first_mini = store(b''.join(struct.pack('<I', n) for n in mini_chain))
    count = 1
    while (len(sectors) + count) * 4 > count * SECTOR:
        count += 1
    table = [*chain, *[FAT] * count]
    table += [FREE] * (count * SECTOR // 4 - len(table))
    first_table = len(sectors)
    packed = b''.join(struct.pack('<I', n) for n in table)
    mini_sectors = -(-len(mini_chain) * 4 // SECTOR)
    header = struct.pack('<8s16sHHHHH6sIIIIIIIII', bytes.fromhex('d0cf11e0a1b11ae1'), b'', 0x3E, 3, 0xFFFE, 9, 6, b'',
                         0, count, first_directory, 0, SMALL, first_mini, mini_sectors, END, 0)  # fmt: skip
    header += b''.join(struct.pack('<I', first_table + i if i < count else FREE) for i in range(109))
    return header + b''.join(sectors) + packed


def outlook(
    subject: str, body: str, sender: str, submitted: int, attached: Mapping[str, bytes | Tree] | None = None
) -> bytes:
    """A message of Outlook; `submitted` in units of 100 ns since 1601, as Windows counts."""
    return compound({**message(subject, body, sender, submitted, attached), '__nameid_version1.0': {}})


def message(
    subject: str,
    body: str,
    sender: str,
    submitted: int,
    attached: Mapping[str, bytes | Tree] | None = None,
    embedded: bool = False,
) -> dict[str, bytes | Tree]:
    """The storage of a message, of its own or `embedded` in another; what is attached is a file or such a message."""

    def properties(head: int, texts: Mapping[int, str], more: list[bytes]) -> tuple[bytes, dict[str, bytes]]:
        streams = {f'__substg1.0_{tag:04X}001F': text.encode('utf-16-le') for tag, text in texts.items()}
        rows = [struct.pack('<HHIII', 0x1F, tag, 6, 2 * len(text) + 2, 0) for tag, text in texts.items()]
        return b'\0' * head + b''.join([*rows, *more]), streams

    attached = attached or {}
    sent = struct.pack('<HHIQ', 0x40, 0x39, 6, submitted)
    made, tree = properties(32, {0x37: subject, 0x1000: body, 0xC1A: sender, 0xC1F: 'press@example.org'}, [sent])
    head = struct.pack('<8sIIII8s', b'', 0, len(attached), 0, len(attached), b'')
    made = (head[:24] if embedded else head) + made[32:]
    root: dict[str, bytes | Tree] = {'__properties_version1.0': made, **tree}
    for number, (name, content) in enumerate(attached.items()):
        file = isinstance(content, bytes)
        kind, size, method = (0x102, len(content), 1) if file else (0x0D, 1, 5)
        rows = [struct.pack('<HHIII', kind, 0x3701, 6, size, 0), struct.pack('<HHIII', 3, 0x3705, 6, method, 0)]
        made, streams = properties(8, {0x3707: name}, rows)
        root[f'__attach_version1.0_#{number:08X}'] = {
            '__properties_version1.0': made, f'__substg1.0_3701{kind:04X}': content, **streams}  # fmt: skip
    return root


def workbook(rows: list[list[str]], sheet: str = 'Лист1') -> bytes:
    """An Excel workbook of 1997 (BIFF8) with one sheet of texts: [MS-XLS]."""

    def record(kind: int, data: bytes = b'') -> bytes:
        return struct.pack('<HH', kind, len(data)) + data

    def begun(kind: int) -> bytes:
        return record(0x809, struct.pack('<HHHHII', 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    texts = [text for row in rows for text in row]
    coded = b''.join(struct.pack('<HB', len(text), 1) + text.encode('utf-16-le') for text in texts)
    shared = record(0xFC, struct.pack('<II', len(texts), len(texts)) + coded)
    named = struct.pack('<BB', len(sheet), 1) + sheet.encode('utf-16-le')
    head = begun(5)
    at = len(head) + len(record(0x85, struct.pack('<IBB', 0, 0, 0) + named)) + len(shared) + len(record(0x0A))
    head += record(0x85, struct.pack('<IBB', at, 0, 0) + named) + shared + record(0x0A)
    width, cells, number = max(map(len, rows)), b'', 0
    for r, row in enumerate(rows):
        for c in range(len(row)):
            cells += record(0xFD, struct.pack('<HHHI', r, c, 0, number))
            number += 1
    body = begun(0x10) + record(0x200, struct.pack('<IIHHH', 0, len(rows), 0, width, 0)) + cells + record(0x0A)
    return compound({'Workbook': (head + body).ljust(SMALL, b'\0')})
