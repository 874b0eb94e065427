"""Files that are well-formed in an odd way, or nearly: each reader gets its own, as they are and changed at random."""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tests import test_read as samples

TEXT = samples.TEXT.encode()
HEAD = b'From: a@example.org\nTo: b@example.org\nDate: Fri, 15 Mar 2024 10:00:00 +0500\nMIME-Version: 1.0\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(document: str | bytes, **members: str | bytes) -> bytes:
    return samples.packed({'[Content_Types].xml': '<Types/>', 'word/document.xml': document, **members})


def _body(inside: str) -> str:
    return f'<w:document {W}><w:body>{inside}</w:body></w:document>'


def _odt(content: str | bytes, **members: str | bytes) -> bytes:
    return samples.packed({'mimetype': 'application/vnd.oasis.opendocument.text', 'content.xml': content, **members})


def _mail_in_mail(depth: int) -> bytes:
    return (
        HEAD
        + b'Content-Type: message/rfc822\n\n' * 1
        + (b'Content-Type: message/rfc822\n\n' * depth)
        + b'Subject: a\n\n'
        + TEXT
    )


def _multiparts(depth: int) -> bytes:
    opened = b''.join(b'Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n' % (i, i) for i in range(depth))
    return HEAD + opened + b'Content-Type: text/plain; charset=utf-8\n\n' + TEXT


def _overlapping_zip(members: int) -> bytes:
    """All entries of the directory lead to the same data: a small file that unpacks to a large one."""
    data = zlib.compress(b'\xd0\xb0' * 40_000, 9)[2:-4]
    crc, size = zlib.crc32(b'\xd0\xb0' * 40_000), 80_000
    local = struct.pack('<4s5H3I2H', b'PK\3\4', 20, 0x800, 8, 0, 0, crc, len(data), size, 5, 0) + b'a.txt' + data
    entry = (
        struct.pack('<4s6H3I5H2I', b'PK\1\2', 20, 20, 0x800, 8, 0, 0, crc, len(data), size, 5, 0, 0, 0, 0, 0, 0)
        + b'a.txt'
    )
    directory = entry * members
    return local + directory + struct.pack('<4s4H2IH', b'PK\5\6', 0, 0, members, members, len(directory), len(local), 0)


def _patched_zip(**places: int) -> bytes:
    """An archive whose first member has another flag or method than it says."""
    data = bytearray(samples.packed({'a.txt': samples.TEXT, 'b.txt': samples.BODY}))
    for header, flags, method in ((b'PK\3\4', 6, 8), (b'PK\1\2', 8, 10)):
        at = data.index(header)
        if 'flags' in places:
            data[at + flags] |= places['flags']
        if 'method' in places:
            data[at + method] = places['method']
    return bytes(data)


def _pdf(objects: list[bytes], trailer: bytes = b'/Root 1 0 R') -> bytes:
    out, at = b'%PDF-1.7\n', []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    table = b''.join(b'%010d 00000 n \n' % a for a in at)
    return out + b'xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF' % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(out))  # fmt: skip


def _zip_of(names: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w') as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return packed.getvalue()


ODD: dict[str, tuple[bytes, ...]] = {
    '.txt': (
        b'\xff\xfe' + samples.TEXT.encode('utf-16-le')[:-1], b'\xfe\xff\xd8\x00' + samples.TEXT.encode('utf-16-be'), b'\xef\xbb\xbf',
        b'\xef\xbb\xbf\xff\xfe' + TEXT, TEXT.replace(b' ', b'\0'), samples.TEXT.encode('cp1251') + TEXT, b'\x1b$B' + TEXT, b'+BBQENQ- ' + TEXT,
        TEXT.replace(b'\n', b'\r'), TEXT.replace(b'\n', b'\x85'), b'\xc0\x80' + TEXT, b'\xed\xa0\x80' + TEXT, b'\xf4\x90\x80\x80' + TEXT,
    ),
    '.html': (
        b'<!--' + samples.PAGE.encode(), samples.PAGE.replace('<article>', '<article><![CDATA[').encode(), samples.PAGE.replace('<body>', '<body><svg><foreignObject>').encode(),
        samples.PAGE.replace('<head>', '<head><meta charset="utf-7">').encode(), samples.PAGE.replace('<head>', '<head><meta charset="idna">').encode(),
        samples.PAGE.replace('<head>', '<head><meta charset="zlib_codec"><base href="//[">').encode(), samples.PAGE.replace('lang="ru"', 'lang="ru' + 'a' * 70_000 + '"').encode(),
        samples.PAGE.replace('<p>', '<p ' + ' '.join(f'a{i}="1"' for i in range(3000)) + '>').encode(), samples.PAGE.encode('utf-16'), samples.PAGE.encode('utf-32'),
        b'<html><frameset><frame src="a"></frameset></html>', b'<html><plaintext>' + TEXT, b'<html><table>' + b'<table><tr><td>' * 400 + TEXT,
        samples.PAGE.replace('2024-03-15T10:00:00+05:00', '99999-99-99T99:99:99+99:99').encode(), samples.PAGE.replace('</p>', '&#x110000;&#-1;&#99999999999;&bogus;</p>').encode(),
        samples.PAGE.replace('</title>', '</title><script type="application/ld+json">{"datePublished": ["2024", {"a": 1}]}</script>').encode(),
        samples.PAGE.replace('</title>', '</title><script type="application/ld+json">' + '[' * 5000 + '</script>').encode(), b'<?xml version="1.0" encoding="cp0"?>' + samples.PAGE.encode(),
    ),
    '.docx': (
        _docx(_body('')), _docx('<a/>'), _docx(b''), _docx(_body('<w:p>' * 200 + '</w:p>' * 200)), _docx(_body('<w:tbl><w:tr><w:tc>' * 60 + '<w:p><w:r><w:t>да</w:t></w:r></w:p>' + '</w:tc></w:tr></w:tbl>' * 60)),
        _docx(_body('<w:sdt><w:sdtContent>' * 80 + '</w:sdtContent></w:sdt>' * 80)), _docx(_body('<w:sdt/><w:ins/><?pi?><!-- -->&#1;')), _docx(_body('<w:p><w:r><w:t/><w:tab/><w:br/></w:r><?pi?></w:p>')),
        _docx(f'<?xml version="1.0" encoding="UTF-16"?>{_body("<w:p/>")}'.encode('utf-16')), _docx(f'<?xml version="1.0" encoding="x-user"?>{_body("")}'),
        _docx(_body('<w:p/>'), **{'docProps/core.xml': '<a><created>99999-01-01</created><title>' + 'а' * 300 + '</title></a>'}), _docx(_body(''), **{'docProps/core.xml': b'\0'}),
        samples.packed({'word/document.xml': b''}), samples.docx([samples.TITLE]) + b'\0' * 100, b'\0' * 100 + samples.docx([samples.TITLE]),
    ),
    '.odt': (
        _odt('<a/>'), _odt(b''), _odt('<body><text/></body>'), _odt('<body><text><p>' + '<span>' * 200 + 'да' + '</span>' * 200 + '</p></text></body>'), _odt('<body><text><p>а<s xmlns:x="y" x:c="99999999999"/>б</p></text></body>'),
        _odt('<body><text><p>а<s xmlns:x="y" x:c="²"/>б</p></text></body>'), _odt('<body><text><table><table-row><table-cell/></table-row></table><?pi?></text></body>'), _odt('<a/>', **{'meta.xml': '<'}),
    ),
    '.rtf': (
        b'{\\rtf1 ' + b'{' * 5000 + b'a' + b'}' * 5000 + b'}', b'{\\rtf1 ' + b'}' * 50 + b'a}', b'{\\rtf1\\ansicpg99999 \\\'e0}', b'{\\rtf1\\ansicpg1200 \\\'e0\\\'}', b'{\\rtf1 \\u-65536?\\u55357?\\u56832?\\u1114112?}',
        b'{\\rtf1{\\fonttbl{\\f0\\fcharset204 Arial;}{\\f1\\fcharset999 A;}}\\f1 \\\'e0\\f99 \\\'e0}', b'{\\rtf1{\\*\\generator x}{\\info{\\title ' + b'a' * 9000 + b'}}text}', b'{\\rtf1{\\object\\objdata ' + b'0' * 9000 + b'}a}',
        b'{\\rtf1 \\uc99999999 \\u1086?}', b'{\\rtf1 \\par\\trowd\\cell\\row\\nestcell}', b'{\\rtf', b'{\\rtf1{\\field{\\*\\fldinst HYPERLINK "javascript:1"}{\\fldrslt a}}}',
    ),
    '.pdf': (
        _pdf([b'<< /Type /Catalog /Pages 1 0 R >>']), _pdf([b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>']), _pdf([b'<< /Type /Catalog >>'], b'/Root 9 0 R /Prev 0'),
        _pdf([b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [] /Count 0 >>'], b'/Root 1 0 R /Encrypt << /Filter /Standard /V 5 /R 6 /O (a) /U (a) /P -1 >>'), b'%PDF-9.9\n%%EOF',
        _pdf([b'[' * 3000 + b']' * 3000]), samples.pdf([(72, 700, '(((((\\777')]), samples.pdf([(1e9, -1e9, 'far away')]), samples.pdf([(10, 10, 'text')]).replace(b'/Length', b'/Length 99999999999 %'), b'%PDF-1.4\n' + samples.pdf([(10, 10, 'a')]) * 2,
    ),
    '.xml': (
        b'<rss>' * 3000, b'<rss><channel>' + b'<item>' * 300 + TEXT, b'<feed><entry/></feed>', b'<rss><item><title/><pubDate/><description/></item></rss>', b'<rss><item><pubDate>Fri, 99 Mar 99999 99:99:99 +9999</pubDate><title>\xd0\x90</title></item></rss>',
        b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/a.dtd"><rss><item><title>\xd0\x90</title></item></rss>', b'<?xml version="1.0" encoding="utf-7"?><rss/>', b'<?xml version="9.9" standalone="x"?><a/>', b'<?xml?><?xml?><rss/>',
        b'<rss xmlns:a="' + b'a' * 70_000 + b'"><item><a:encoded><![CDATA[]]]]><![CDATA[>]]></a:encoded></item></rss>', b'<rss><item><description>&lt;' + b'&lt;p' * 3000 + b'</description></item></rss>', samples.RSS.format(encoding='utf-16').encode('utf-16'),
        b'<RDF><item about="x"><date>2024-13-99T</date><title>\xd0\x90</title></item></RDF>', b'<a>' + b'<!-- -->' * 3000 + TEXT + b'</a>',
    ),
    '.eml': (
        _mail_in_mail(3), _mail_in_mail(300), _multiparts(3), _multiparts(150), HEAD + b'Content-Type: text/plain; charset=utf-7\n\n+BBQ-', HEAD + b'Content-Type: text/plain; charset=idna\n\n' + TEXT, HEAD + b'Content-Type: text/plain; charset=undefined\n\n' + TEXT,
        HEAD + b'Content-Type: ' + b'a' * 9000 + b'\n\n' + TEXT, HEAD + b'Content-Type: multipart/mixed\n\n' + TEXT, HEAD + b'Content-Type: multipart/mixed; boundary="' + b'a' * 900 + b'"\n\n' + TEXT, HEAD + b'Content-Transfer-Encoding: base64\n\n====', HEAD + b'Content-Transfer-Encoding: uuencode\n\nbegin 9\n\xff\n',
        HEAD + b'Subject: =?utf-8?B?////?= =?x?Q?=FF?= =?utf-8?q?=00?=\n\n' + TEXT, HEAD + b'Subject: ' + b'=?utf-8?b?0JA=?= ' * 500 + b'\n\n' + TEXT, HEAD.replace(b'Fri, 15 Mar 2024 10:00:00 +0500', b'Fri, 99 Mar 99999 99:99:99 +9999999') + b'\n' + TEXT, HEAD.replace(b'Fri, 15 Mar 2024 10:00:00 +0500', b'') + b'\n' + TEXT,
        HEAD + b'Content-Type: multipart/related; boundary=X\nSnapshot-Content-Location: a\n\n--X\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=D0=90=\n=\n--X--', HEAD + b'Content-Type: multipart/mixed; boundary=X\n\n' + b'--X\nContent-Disposition: attachment; filename="../\0a.zip"\nContent-Transfer-Encoding: base64\n\nUEsDBA==\n' * 3 + b'--X--',
        HEAD + b"Content-Type: text/plain; name*0*=utf-8''%D0; name*2*=%90\n\n" + TEXT, HEAD + b'Content-Type: message/delivery-status\n\n' + TEXT, HEAD + b'Content-Type: message/partial; total=99\n\n' + TEXT, HEAD.replace(b'a@example.org', b'"' + b'(' * 300 + b'@') + b'\n' + TEXT,
    ),
    '.zip': (
        _overlapping_zip(3), _overlapping_zip(5000), _patched_zip(flags=1), _patched_zip(flags=64), _patched_zip(method=99), _patched_zip(method=14), _patched_zip(method=12), samples.packed({}), _zip_of({'a/': b'', '../': b'', '/': b'', '//a': TEXT, '.': TEXT, 'a' * 60_000: TEXT}),
        _zip_of({'\ud800'.encode('utf-8', 'replace').decode() + 'a.txt': TEXT, 'a\nb.txt': TEXT, 'CON': TEXT, 'a.txt.': TEXT}), _zip_of({'a.zip': _zip_of({'a.zip': _zip_of({'a.zip': _zip_of({'a.txt': TEXT})})})}), samples.packed({'a.txt': TEXT}, zipfile.ZIP_BZIP2), samples.packed({'a.txt': TEXT}, zipfile.ZIP_LZMA),
        b'MZ' + b'\0' * 200 + samples.packed({'a.txt': TEXT}), samples.packed({'a.txt': TEXT}) * 2, _zip_of({'mimetype': b'application/epub+zip', 'a.txt': TEXT}),
    ),
    '.csv': (
        b'text;date\n"' + TEXT, b'text\n' + b'"' * 10_001, b'text;date\n' + b'a;b;c;d\n' * 3, b'text,text,text\n1,2,3\n', b'text\0;date\na\0;b\n', b'text\n' + b'a' * 200_000 + b'\n', b'\xef\xbb\xbf"text";"date"\r\n"\xd0\x90";"99.99.9999"\r\n', b'text\tdate\n\xd0\x90\t1e999\n',
        b';' * 5000 + b'\n' + b';' * 5000, b'text;date\r\xd0\x90;2024-01-01\r', b'"te""xt";date\n\xd0\x90;1\n',
    ),
    '.json': (
        b'{"text": "\\ud800", "date": 1e999}', b'{"text": NaN, "date": -Infinity}', b'[{"text": "a", "n": ' + b'9' * 6000 + b'}]', b'[' * 3000 + b']' * 3000, b'{"text":' * 3000, b'{"text": {"text": "a"}}', b'[1, "a", null, {"text": ["a"]}]', b'{"text": "a", "text": "b", "date": ' + b'1' * 30 + b'}',
        b'{"text": "a"}\n\n{"text"\n', b'{"text": "a", "date": 99999999999.9}', b'{"text": "a", "date": [2024]}', '{"text": "а"}'.encode('utf-16'), b'{"": "", "text": ""}', b'{"text": "\\u0000\\u001b[31m\\u202e"}',
    ),
}  # fmt: skip
