"""Inputs: texts and files of the sample releases and the tests, changed at random. The same numbers, the same input."""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from svodka.read import read_file

RELEASES = Path(__file__).parent.parent.parent / 'data' / 'releases'
MAX_TEXT = 600  # characters of a changed text; most bugs need few
# What has broken programs like this one, and what rules look for.
PIECES = (
    *'«»„“”"\'()[]{}<>—–-‑:…,.!?;/\\|#&@%*=+_~`^°№§\t\n\r\f\v\0\x1b\x7f\x85\xa0\xad',
    *('\u200b', '\u200e', '\u200f', '\u202e', '\u2028', '\u2029', '\u2060', '\ufeff', '\ufffd', '\ufffe', '\U0010ffff'),
    *('\ud800', '\udfff', '\u0301', '\u0306', '\u0308', 'е\u0308', 'и\u0306', 'бо\u0301льший', '🙂', '👩‍👩‍👧', '🇺🇿', 'ﬁ', 'İ'),
    *('\r\n', '\n\n', '\n\n\n', '-\n', '\xad\n', ' \n ', '    ', '. . .', '?!', '...', '--', '«»', '()', '""', '»,', ',»'),
    *('г.', 'гг.', 'т. е.', 'в.', 'до н. э.', 'А.', 'А. С.', 'В.В.', 'и', 'что', 'он', 'она', 'они', 'по словам', 'сказал'),
    *('заявил, что', 'отметил:', '— сообщила', 'как', 'в', 'с', 'по', 'от', 'до', 'между', 'и др.', 'директор', 'министр'),
    *('Иван Петров', 'Петров', 'Ольга', 'ООН', 'МИД', 'Ташкент', 'Россия', 'российский', 'экс-министр', 'г-н', 'им.'),
    *('31.02.2025', '2025', '0', '00:00', '25:61', '1', '99', '1-го', 'XXI', 'IV', '12 мая', 'мая', 'май', 'вчера', 'год'),
    *('23–25 сентября', '30 февраля', '29 февраля', 'в 9999 году', 'в 0 году', 'через 999999999 лет', '2025-13-45', '5 лет'),
    *('&nbsp;', '&#34;', '&#x110000;', '&amp;lt;', '<b>', '</p>', '<!--', ']]>', '=1+1', 'http://a.ru/?q=«', 'a@b.ru'),
    *('Вопрос:', 'А.Каримов:', 'Журналист:', '- ', '• ', '1) ', '1. ', 'П Р И К А З', 'Pоссия', 'ТАШКЕНТ, 1 мая. /УзА/'),
)  # fmt: skip
BYTES = (b'\0', b'\xff', b'\xfe\xff', b'\xef\xbb\xbf', b'<', b'>', b'&', b'"', b'\r\n', b'PK\x03\x04', b'PK\x01\x02', b'%PDF',
         b'\x80', b'\xd0', b'-1', b'0', b'99999999999', b'<![CDATA[', b'<!DOCTYPE', b'&#0;', b'endobj', b'stream', b'{', b'}',
         b'\\', b'\\u-1 ', b'\\bin9 ', b'=?utf-8?B?', b'Content-Type:', b'boundary=', b'charset=', b'\n\n', b'[', b']', b',')  # fmt: skip


@cache
def texts() -> tuple[str, ...]:
    """Paragraphs to start from."""
    read = [d.text for p in sorted(RELEASES.glob('*.txt')) for d in read_file(p, p.name)]
    found = tuple(x.strip() for text in read for x in re.split(r'\r?\n\s*\n', text) if x.strip())
    return found or ('Директор Иван Петров 5 мая сказал: «Мы готовы».',)


@cache
def sentences() -> tuple[str, ...]:
    return tuple(x for text in texts() for x in re.split(r'(?<=[.!?»])\s+', text))


def changed_text(pick: random.Random, length: int = MAX_TEXT) -> str:
    """A text of sentences with some changes."""
    kind = pick.random()
    if kind < 0.1:
        return ''.join(pick.choice(PIECES) for _ in range(pick.randint(0, 60)))
    if kind < 0.15:
        return ''.join(
            chr(pick.randrange(pick.choice((128, 0x500, 0x3000, 0x11000)))) for _ in range(pick.randint(0, 80))
        )
    text = pick.choice((' ', '\n', '\n\n')).join(pick.choice(sentences()) for _ in range(pick.randint(1, 4)))[:length]
    for _ in range(pick.choice((1, 2, 4, 16))):
        text = _changed(text, pick)
    return text[:length]


def _changed(text: str, pick: random.Random) -> str:
    a, b = sorted((pick.randint(0, len(text)), pick.randint(0, len(text))))
    b = min(b, a + pick.choice((1, 1, 5, 60)))
    match pick.randrange(10):
        case 0:
            return text[:a] + text[b:]
        case 1:
            return text[:b] + text[a:b] * pick.choice((1, 2, 20)) + text[b:]
        case 2:
            return text[:a] + text[a:b].swapcase() + text[b:]
        case 3:
            return text[:a] + text[a:b][::-1] + text[b:]
        case 4:
            words = text.split(' ')
            pick.shuffle(words)
            return ' '.join(words)
        case 5:
            return text[:a] + chr(pick.randrange(0x11000)) + text[b:]
        case 6:
            return text[:a] + pick.choice(sentences()) + text[b:]
        case _:
            return text[:a] + pick.choice(('', ' ')) + pick.choice(PIECES) + pick.choice(('', ' ')) + text[a:]


def changed_bytes(data: bytes, pick: random.Random) -> bytes:
    """A file with some changes: bits, pieces cut out, doubled, put in, numbers made odd, the end cut off."""
    for _ in range(pick.choice((1, 1, 2, 4, 16))):
        a, b = sorted((pick.randint(0, len(data)), pick.randint(0, len(data))))
        b = min(b, a + pick.choice((1, 4, 40, 2000)))
        match pick.randrange(8):
            case 0:
                data = data[:a] + bytes(x ^ 1 << pick.randrange(8) for x in data[a : a + 1]) + data[a + 1 :]
            case 1:
                data = data[:a] + data[b:]
            case 2:
                data = data[:b] + data[a:b] * pick.choice((1, 2, 20)) + data[b:]
            case 3:
                data = data[:a] + pick.randbytes(b - a) + data[b:]
            case 4 if pick.random() < 0.3:
                data = data[:a]
            case 5:
                numbers = list(re.finditer(rb'\d+', data[a : a + 2000]))
                if numbers:
                    number = pick.choice(numbers)
                    odd = pick.choice((b'-1', b'0', b'99999999999', b'1e999', b''))
                    data = data[: a + number.start()] + odd + data[a + number.end() :]
            case _:
                data = data[:a] + pick.choice(BYTES) + data[a:]
    return data


def changed_archive(data: bytes, pick: random.Random) -> bytes:
    """An archive whose members are changed and packed again, or, half of the time, one with changed bytes."""
    if pick.random() < 0.5:
        return changed_bytes(data, pick)
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, 'w') as new:
            for member in list(dict.fromkeys(old.namelist()))[:50]:
                content = old.read(member)
                new.writestr(member, changed_bytes(content, pick) if pick.random() < 0.5 else content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, IndexError):  # one of the odd ones
        return changed_bytes(data, pick)
    return packed.getvalue()


def starts(suffix: str, made: Sequence[bytes] = ()) -> tuple[bytes, ...]:
    """Files of a kind to start from: the sample releases, and what the tests make."""
    return (*(p.read_bytes() for p in sorted(RELEASES.glob(f'*{suffix}'))), *made)
