"""Right letters are never destroyed: each encoding of Russian is told, garbled letters are restored where it is certain.

Where it is not, the document says so.
"""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import base64
import io
import json
import random
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from svodka.model import Document
from svodka.read import read_file
from svodka.read.contents import ReadError
from svodka.read.decode import decode, known_encoding, wide_encoding
from svodka.read.garbled import restore
from svodka.run.sources import find_sources

from tests.test_read import MAIL, docx, garbled, packed, read

SAMPLES = Path(__file__).parent.parent / 'data' / 'releases'
TITLE = 'Ледокол ушёл на зимовку'
BODY = (
    'Экипаж ледокола «Шторм» простоит в порту до апреля, сообщила капитан Ульяна Жмурова. Ремонт начнётся через неделю.'
)
TEXT = f'{TITLE}\n\n{BODY}\n'
PLAIN = TEXT.translate(str.maketrans('«»', '""'))  # for encodings without these marks
CASES: tuple[Callable[[str], str], ...] = (str, str.upper, str.title)


def only(documents: list[Document]) -> Document:
    [document] = documents
    return document


@cache
def samples() -> tuple[str, ...]:
    return tuple(d.text for f in find_sources([str(SAMPLES)]).files for d in read_file(Path(f.location), f.path))


@cache
def sentences() -> tuple[str, ...]:
    """Every sentence of the sample releases that has Russian letters, as they stand."""
    found = (s for text in samples() for s in re.split(r'(?<=[.!?])\s+|\n+', text.lstrip('\ufeff')))
    return tuple(dict.fromkeys(s for s in found if re.search('[а-яё]', s, re.I)))


@cache
def pairs() -> tuple[str, ...]:
    """Every two neighbouring words of the sample releases that have Russian letters."""
    found = (' '.join(two) for text in samples() for two in pairwise(text.lstrip('\ufeff').split()))
    return tuple(dict.fromkeys(p for p in found if re.search('[а-яё]', p, re.I)))


def encoded(texts: tuple[str, ...], encoding: str) -> Iterator[tuple[str, bytes]]:
    """The texts that an encoding can hold, in each case, with their bytes."""
    for how in CASES:
        for text in map(how, texts):
            try:
                yield text, text.encode(encoding)
            except UnicodeEncodeError:
                continue


# ------------------------------------------------------------------------------------------------------ every encoding


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be'])
def test_unicode_comes_back_as_it_was(encoding: str) -> None:
    for text, data in encoded((*sentences(), *pairs()), encoding):
        found = decode(data)
        assert (found.text.removeprefix('\ufeff'), found.message) == (text, None)


@pytest.mark.parametrize('encoding', ['windows-1251', 'koi8-r', 'cp866'])
@pytest.mark.parametrize('texts', [sentences, pairs])
def test_a_sentence_or_two_words_come_back_or_say_that_they_are_a_guess(
    texts: Callable[[], tuple[str, ...]], encoding: str
) -> None:
    guesses = 0
    found_texts = list(encoded(texts(), encoding))
    for text, data in found_texts:
        found = decode(data)
        assert found.text == text or found.message, f'{text} → {found.text}, and no word of it'
        guesses += found.message is not None
    assert guesses < (0.05 if texts is sentences else 0.08) * len(found_texts)


@pytest.mark.parametrize('encoding', ['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5', 'mac-cyrillic'])
def test_a_text_comes_back_for_certain(encoding: str) -> None:
    unlike = re.compile('[^\x00-\x7fа-яё]', re.I)
    for how in (str, str.upper) if encoding != 'mac-cyrillic' else (str,):  # in capitals cp866 differs by a few marks
        for text in (unlike.sub('-', how(text)) for text in samples()):
            assert decode(text.encode(encoding)) == (text, encoding, None)


@pytest.mark.parametrize(
    'text',
    ['СРОЧНО', 'ПРИКАЗ ПО ЗАВОДУ', 'Спасибо, что приехали.', 'Чудеса!', 'Фонд открыл приём заявок', 'Яхта пришла'],
)
@pytest.mark.parametrize('encoding', ['windows-1251', 'koi8-r'])
def test_short_texts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[:2] == (text, encoding)


def test_capitals_above_small_letters() -> None:
    text = f'{"ПОСТАНОВЛЕНИЕ О ПОРЯДКЕ ПРИЁМА СУДОВ " * 30}\n{BODY * 10}'
    assert decode(text.encode('cp1251')).text == text


def test_what_cannot_be_told_says_so(tmp_path: Path) -> None:
    document = only(read(tmp_path, 'a.txt', 'Да'.encode('cp1251')))
    assert document.status == 'ok'
    assert 'guess' in str(document.message)
    assert decode('Да'.encode('cp1251'), 'windows-1251').message is None  # it says itself what it is


@pytest.mark.parametrize(('name', 'meant'), [
    ('cp-1251', 'windows-1251'), ('WIN1251', 'windows-1251'), ('x-cp1251', 'windows-1251'), ('1251', 'windows-1251'),
    ('koi8r', 'koi8-r'), ('KOI-8', 'koi8-r'), ('koi8-u', 'koi8-u'), ('dos-866', 'cp866'), ('x-mac-cyrillic', 'mac-cyrillic'),
    ('utf8', 'utf-8'), ('\0', None), ('none such', None), (None, None),
])  # fmt: skip
def test_names_of_encodings(name: str | None, meant: str | None) -> None:
    assert known_encoding(name) == meant


def test_wide_letters_are_not_a_few_zeros() -> None:
    assert wide_encoding('Да'.encode('utf-16-le')) == 'utf-16-le'
    assert wide_encoding('«Мир» — 12 №'.encode('utf-16-be')) == 'utf-16-be'
    assert wide_encoding(b'a\0b' * 100) is None
    assert wide_encoding(b'\0' * 100) is None


# --------------------------------------------------------------------------------------------------- nothing is destroyed

FOREIGN = [
    'ПРИСУТСТВОВАЛИ: ЦОЙ В. П., ЫСКАК А. Н., ЩУЦКАЯ Ю. Э., ЖЖЁНОВ Г. С., ХУАН ЦЗЫЮЙ, ЧЖАО ЦЗЫЯН',
    'НИУ ВШЭ, СПбГУ, ЦБ РФ, ЕЭК, ФГБУ НИИЦ, ВЦСПС, ЮУрГУ, ООО «РТИТС», АО «ЦНИИТОЧМАШ», ЖКХ, МВФ',
    'Евсеев, Егоров, Елагин, Елисеев, Емельянов, Еремеев, Ершов, Ефимов, Ёлкин, ' * 20,
    'ВКонтакте, МегаФон, ЕвроХим, РосАтом, МинЗдрав, СберБанк, ДоброФонд, ТрансНефть, ' * 10,
    'Президент Қасым-Жомарт Тоқаев сказал: «Біздің ортақ мақсатымыз — әділетті қоғам».',
    'На плакате «Ўзбекистон — келажаги буюк давлат», рядом «Ғалаба» и «Тошкент шаҳри ҳокимлиги».',
    'Кафе «Їжак» и «Ґанок», газета «Наша ніва» и прозвище «Ўся» стоят в одном списке; Љубав, Његош, Ђорђе.',
    '«Müller & Söhne» из Zürich, Société Générale, Łódź, Kraków, São Paulo, Škoda, Dvořák, Ångström, Nguyễn Văn Á.',
    'Французы пишут: «À bientôt, ça a été décidé où l’on sait, très élevé, naïf, Noël, cœur».',
    'Português: não, São João, ação, É, À, avô, NÃO, AÇÃO; íslenska: það, þú, Þórður, ÞJÓÐIN, áður',
    'Сегодня 🎉 открыт 🏫 новый корпус ✅ ➡️ подробности 👉 на сайте 😀😀',
    '╔═══════════╦══════════╗\n║ Выручка   ║ 12,5 млн ║\n╚═══════════╩══════════╝\n│ 2024 ├─┤ 12 │',
    'α = β² + γ³, ∑ xᵢ ≥ √n, ∂f/∂x ≠ 0, ≈ 3,14, ±0,5 ‰, 20 °С, −5 °C, µm, Ω, x ∈ ℝ, ½ × ¾ ÷ 2, ¤ ¦ ¬ ¶ † ‡',
    'ъуъ ыыы ъъъ щщщ жжж ээээ ааааа ууу мммм хххх',
    'нАЖАЛИ cAPS lOCK И НАПИСАЛИ ВСЁ НАОБОРОТ, А ПОТОМ ЗАМЕТИЛИ',
    'ООО «ВЕКТОР», ООО «ЦЕНТР», ЗАО «ТЕРМОС», группа «Р», витамин «С», ' * 20,
    'ГОСТ Р 52108, СССР—США, Р… и С…, Р.С., РСФСР; «Міръ», «лѣсъ», «Ѳеодоръ»',
    'Ελλάδα, ქართული, հայերեն, עברית, العربية, 中文, 日本語, ไทย, हिन्दी — в одном списке языков.',
    'й и ё разложенные: Андреи\u0306, еще\u0308; ударение: замо\u0301к; мягкий пере\xadнос; не\xa0разрывный',
]  # fmt: skip


@pytest.mark.parametrize('text', FOREIGN)
def test_what_is_right_stays(text: str) -> None:
    for how in (*CASES, str.lower):
        assert restore(how(text)) == (how(text), None)


def test_no_sentence_or_words_of_the_samples_are_restored() -> None:
    for how in (*CASES, str.lower):
        for text in map(how, (*samples(), *sentences(), *pairs())):
            assert restore(text) == (text, None)


def test_a_list_of_all_words_stays() -> None:
    words = sorted({word for text in samples() for word in text.split()})
    for how in CASES:
        text = how('\n'.join(words))
        assert restore(text)[0] == text


# ---------------------------------------------------------------------------------------------- what is garbled is restored

WAYS = [
    (a, b)
    for a in ('utf-8', 'cp1251', 'koi8-r', 'cp866')
    for b in ('cp1251', 'cp1252', 'koi8-r', 'cp866', 'mac-cyrillic')
    if a != b
]


@pytest.mark.parametrize(('written', 'read_as'), WAYS)
def test_each_way_to_garble(written: str, read_as: str) -> None:
    for text in (PLAIN, f'{BODY.translate(str.maketrans("«»", chr(34) * 2))} Сёла Ёлки и Яр ждут.'):
        found, note = restore(garbled(text, written, read_as))
        assert found == text
        assert 'garbled' in str(note)


@pytest.mark.parametrize('how', [
    lambda t: garbled(garbled(t)), lambda t: garbled(garbled(garbled(t))), lambda t: garbled(garbled(t, read_as='cp1252')),
    lambda t: garbled(t).replace('\x98', '?'), lambda t: garbled(t).replace('\x98', '\ufffd'), lambda t: garbled(t).replace('\xa0', ' '),
], ids=['twice', 'thrice', 'in two ways', 'И is a question mark', 'И is U+FFFD', 'no-break spaces are spaces'])  # fmt: skip
def test_twice_and_with_losses(how: Callable[[str], str]) -> None:
    text = f'{TEXT}\n«Игорь и Инна живут в РОССИИ», — пишет ИСКРА.'
    assert restore(how(text))[0] == text


def test_a_letter_that_is_lost_stays_lost_and_is_told(tmp_path: Path) -> None:
    lossy = re.sub('[\x80-\x9f]', '?', garbled(TEXT, read_as='cp1252'))
    document = only(read(tmp_path, 'a.txt', lossy))
    assert 'про\ufffdтоит в порту до апрел\ufffd' in document.text
    assert 'lost' in str(document.message)


@pytest.mark.parametrize(
    ('garble', 'far'),
    [
        (lambda t: garbled(t), 0),
        (lambda t: garbled(t), 200),
        (lambda t: garbled(t, 'cp1251', 'cp1252'), 20),
        (lambda t: garbled(t, 'koi8-r'), 20),
    ],
)
def test_a_paragraph_among_right_ones(garble: Callable[[str], str], far: int) -> None:
    right = 'Порт принимает суда круглый год, Müller & Söhne возит лес.\n'
    quote = '"Мы готовы к зиме", - сказала на причале лоцман Зоя Грач.'
    text = f'{right * (far + 1)}{quote}\n{right}'
    assert restore(text.replace(quote, garble(quote)))[0] == text


def test_how_it_was_garbled_may_be_a_guess() -> None:
    # Mac Cyrillic and cp866 have the same capitals, and «Ё» alone tells them apart.
    found, note = restore(garbled('ВСЁ ГОТОВО К ЗИМЕ, ПОРТ ЖДЁТ СУДА', 'mac-cyrillic', 'koi8-r'))
    assert found.startswith('ВС')
    assert 'guess' in str(note)


def test_one_garbled_word_is_told() -> None:
    text = 'На вывеске кафе написано «РњРёСЂ», и никто не знает почему.'
    found, note = restore(text)
    assert found == text
    assert 'garbled' in str(note)


# ----------------------------------------------------------------------------------------------------- two in one file


@pytest.mark.parametrize('other', ['windows-1251', 'koi8-r', 'cp866'])
def test_two_encodings_in_one_file(other: str) -> None:
    sign = 'Пресс-служба порта, Анна Щукина, телефон 12-34.'
    for text, data in (
        (f'{TEXT}{sign}', TEXT.encode() + sign.encode(other)),
        (f'{TEXT * 30}{sign}', (TEXT * 30).encode() + sign.encode(other)),
        (f'{sign}\n{TEXT}', f'{sign}\n'.encode(other) + TEXT.encode()),
        (f'\ufeff{TEXT}{sign.upper()}', TEXT.encode('utf-8-sig') + sign.upper().encode(other)),
    ):
        found = decode(data)
        assert found.text == text
        assert 'Two encodings' in str(found.message)


def test_damage_is_no_second_encoding(tmp_path: Path) -> None:
    for data in (
        (TEXT * 9).encode()[:-3],
        (TEXT * 9).encode().replace('порту'.encode(), b'\xd0\xbf\xd0\xbe\xd1\xd1\x82\xd1\x83'),
    ):
        document = only(read(tmp_path, 'a.txt', data))
        assert (document.encoding, document.text.count('Экипаж ледокола')) == ('utf-8', 9)
        assert 'lost' in str(document.message)


# ------------------------------------------------------------------------------------------------------------- formats


def latin_pdf(encoding: str) -> bytes:
    """A PDF whose font is Latin and whose bytes are Russian, as many were made about 2000."""
    lines = (TITLE, 'Экипаж ледокола "Шторм" простоит в порту до апреля,', 'сообщила капитан Ульяна Жмурова.')
    content = b''.join(
        b'BT /F 10 Tf 72 %d Td (%s) Tj ET\n' % (700 - 20 * i, line.encode(encoding)) for i, line in enumerate(lines)
    )
    objects = [b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
               b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
               b'<< /Length %d >>\nstream\n%s\nendstream' % (len(content), content),
               b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>']  # fmt: skip
    out, at = b'%PDF-1.4\n', []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    table = b''.join(b'%010d 00000 n \n' % a for a in at)
    return (
        out
        + b'xref\n0 6\n0000000000 65535 f \n'
        + table
        + b'trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF' % len(out)
    )


def raw_rtf(encoding: str, page: int) -> bytes:
    return b'{\\rtf1\\ansi\\ansicpg%d ' % page + PLAIN.strip().replace('\n\n', '\\par\n').encode(encoding) + b'\\par}'


@pytest.mark.parametrize(('name', 'data'), [
    ('a.pdf', latin_pdf('cp1251')), ('a.pdf', latin_pdf('koi8-r')),
    ('a.rtf', raw_rtf('cp1251', 1251)), ('a.rtf', raw_rtf('cp1251', 1252)), ('a.rtf', raw_rtf('utf-8', 1251)),
    ('a.json', json.dumps([{'title': garbled(TITLE), 'text': garbled(BODY)}])),
    ('a.json', json.dumps([{'title': garbled(TITLE), 'text': garbled(BODY)}], ensure_ascii=False)),
    ('a.csv', garbled(f'заголовок;текст\n{TITLE};{BODY}\n')), ('a.docx', docx([garbled(TITLE), garbled(BODY)])),
    ('a.html', garbled(f'<html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>')),
    ('a.xml', garbled(f'<rss><channel><item><title>{TITLE}</title><description>{BODY}</description></item></channel></rss>')),
])  # fmt: skip
def test_formats(tmp_path: Path, name: str, data: bytes | str) -> None:
    document = only(read(tmp_path, name, data))
    assert (document.status, document.title) == ('ok', TITLE)
    assert 'капитан Ульяна Жмурова' in document.text
    assert 'restored' in str(document.message)


def test_only_the_garbled_row_of_a_table_is_told_of(tmp_path: Path) -> None:
    documents = read(tmp_path, 'a.csv', f'title;text\n{TITLE};{BODY}\n{garbled(TITLE)};{garbled(BODY)}\n')
    assert [(d.text, bool(d.message)) for d in documents] == [(BODY, False), (BODY, True)]


def test_a_table_in_capitals(tmp_path: Path) -> None:
    for encoding in ('utf-8', 'cp1251'):
        document = only(read(tmp_path, 'a.csv', f'title;text\n{TITLE};{BODY.upper()}\n'.encode(encoding)))
        assert (document.text, document.message) == (BODY.upper(), None)


def word(charset: str, encoding: str) -> bytes:
    return b'=?%s?B?%s?=' % (charset.encode(), base64.b64encode(TITLE.encode(encoding)))


@pytest.mark.parametrize('subject', [
    *(TITLE.encode(encoding) for encoding in ('cp1251', 'koi8-r', 'utf-8', 'cp866')),
    word('cp-1251', 'cp1251'), word('win-1251', 'cp1251'), word('koi8r', 'koi8-r'), word('koi8-r', 'utf-8'), word('utf-8', 'koi8-r'), word('none-such', 'cp1251'),
    b'=?utf-8?B?%s?=\r\n =?utf-8?B?%s?=' % (base64.b64encode(TITLE.encode()[:9]), base64.b64encode(TITLE.encode()[9:])),
    b'=?utf-8?B?%s?=' % base64.b64encode(garbled(TITLE).encode()),
])  # fmt: skip
def test_subjects_of_mail(tmp_path: Path, subject: bytes) -> None:
    head, _, rest = MAIL.replace('koi8-r', 'utf-8').partition('Subject: ')
    data = head.encode() + b'Subject: ' + subject + b'\n' + f'{rest.partition(chr(10))[2]}{BODY}\n\n--XX--\n'.encode()
    document = only(read(tmp_path, 'a.eml', data))
    assert document.title == TITLE
    assert BODY in document.text


@pytest.mark.parametrize(
    'name',
    [
        'filename="Справка о порте.txt"'.encode('cp1251'),
        b'filename="=?cp-1251?B?%s?="' % base64.b64encode('Справка о порте.txt'.encode('cp1251')),
    ],
)
def test_names_of_attachments(tmp_path: Path, name: bytes) -> None:
    attached = (
        b'--XX\nContent-Type: text/plain\nContent-Disposition: attachment; ' + name + f'\n\n{TEXT}\n--XX--\n'.encode()
    )
    documents = read(tmp_path, 'a.eml', f'{MAIL}{PLAIN}\n\n'.encode('koi8-r') + attached)
    assert documents[1].path == 'a.eml#Справка о порте.txt'


@pytest.mark.parametrize('encoding', ['cp866', 'utf-8', 'cp1251'])
@pytest.mark.parametrize('name', ['релиз.txt', 'Справка о порте 2.txt', 'ПРИКАЗ.txt'])
def test_names_in_an_archive_that_does_not_say_which(tmp_path: Path, encoding: str, name: str) -> None:
    raw = name.encode(encoding)
    data = packed({'A' * len(raw): TEXT}, zipfile.ZIP_STORED).replace(b'A' * len(raw), raw)
    assert only(read(tmp_path, 'a.zip', data)).path == f'a.zip#{name}'


# ------------------------------------------------------------------------------------------------------ what is no text


@pytest.mark.parametrize('encoding', ['utf-8', 'cp1251'])
def test_a_nul_makes_no_binary(tmp_path: Path, encoding: str) -> None:
    for text in (TEXT.replace('порту', 'пор\0ту'), f'{TEXT}{chr(0) * 5000}'):
        document = only(read(tmp_path, 'a.txt', text.encode(encoding)))
        assert (document.status, document.text, document.title) == ('ok', text, TITLE)


@pytest.mark.parametrize('size', [100, 300, 5000])
def test_bytes_without_nul_are_no_text(tmp_path: Path, size: int) -> None:
    pick = random.Random(size)
    for lowest in (1, 32):  # with and without control characters
        data = bytes(pick.randrange(lowest, 256) for _ in range(size))
        assert only(read(tmp_path, 'a.txt', data)).status == 'skipped'


@pytest.mark.parametrize('format', [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_a_tar_archive_is_no_text(tmp_path: Path, format: int) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode='w', format=format) as archive:
        member = tarfile.TarInfo('релиз.txt' if format == tarfile.PAX_FORMAT else 'a.txt')
        member.size = len(TEXT.encode())
        archive.addfile(member, io.BytesIO(TEXT.encode()))
    document = only(read(tmp_path, 'a.tar', buffer.getvalue()))
    assert (document.status, document.text) == ('ok', TEXT)


def test_another_language_in_an_encoding_of_its_own() -> None:
    greek = 'Η Βουλή ψήφισε τον νόμο για την παιδεία και την υγεία, δήλωσε ο υπουργός στους δημοσιογράφους της Αθήνας'
    chinese = '国会通过了关于教育的新法律，学生们非常高兴，老师们也表示欢迎'
    for text, encoding in ((greek, 'cp1253'), (chinese, 'gbk')):
        with pytest.raises(ReadError):
            decode(text.encode(encoding))
    polish = 'Wałęsa odwiedził Łódź i Kraków'
    assert decode(polish.encode('iso8859-2'), 'iso8859-2') == (polish, 'iso8859-2', None)  # it says itself what it is
    french = 'Le ministère a annoncé que les élèves français étaient invités à Orléans. ' * 9
    assert decode(french.encode('cp1252'))[:2] == (french, 'windows-1252')


def test_a_mail_without_a_text_keeps_its_attachments(tmp_path: Path) -> None:
    pick = random.Random(1)
    body = bytes(pick.randrange(128, 256) for _ in range(900))
    attached = f'\n\n--XX\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\n{TEXT}\n--XX--\n'.encode()
    documents = read(tmp_path, 'a.eml', MAIL.encode() + body + attached)
    assert [d.status for d in documents] == ['skipped', 'ok']
