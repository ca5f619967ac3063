"""Bytes to text: what a page proves, then what it says."""

from __future__ import annotations

import encodings.aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.decode import decode, in_utf8

ACCENTED = "<p>Déjà vu à l’été — 10 €</p>"
CHINESE = "<p>渡轮在黎明前穿过海峡，船上没有人睡觉。</p>"
JAPANESE = "<p>夜明け前、フェリーは海峡を渡った。</p>"
RUSSIAN = "<p>Паром пересёк пролив до рассвета.</p>"


def meta(charset, text):
    return f'<meta charset="{charset}">{text}'


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        # nobody says anything
        (ACCENTED.encode(), None, ACCENTED),
        (b"<p>plain</p>", None, "<p>plain</p>"),
        (b"", None, ""),
        # a BOM has the first word, and goes
        (ACCENTED.encode("utf-8-sig"), "text/html; charset=iso-8859-1", ACCENTED),
        (ACCENTED.encode("utf-16"), None, ACCENTED),
        ("\ufeff".encode("utf-16-be") + ACCENTED.encode("utf-16-be"), "text/html; charset=utf-8", ACCENTED),
        # declared in the header
        (CHINESE.encode("gb18030"), "text/html; charset=GB18030", CHINESE),
        (CHINESE.encode("gbk"), "text/html;charset=gb2312", CHINESE),
        (JAPANESE.encode("cp932"), "text/html; charset=Shift_JIS", JAPANESE),
        (JAPANESE.encode("cp932"), "text/html; charset=x-sjis", JAPANESE),
        (JAPANESE.encode("euc-jp"), 'text/html; charset="EUC-JP"', JAPANESE),
        (RUSSIAN.encode("koi8-r"), "text/html; charset=koi8-r", RUSSIAN),
        # latin-1 is windows-1252 in every browser
        (ACCENTED.encode("cp1252"), "text/html; charset=iso-8859-1", ACCENTED),
        # the header wins over the page, where both can be
        (RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", RUSSIAN),
        (
            meta("iso-8859-1", RUSSIAN).encode("cp1251"),
            "text/html; charset=windows-1251",
            meta("iso-8859-1", RUSSIAN),
        ),
        # declared in the page
        *(
            (meta(charset, text).encode(charset), None, meta(charset, text))
            for charset, text in (("gb18030", CHINESE), ("shift_jis", JAPANESE), ("windows-1252", ACCENTED))
        ),
        # wrongly declared: UTF-8 proves itself
        (CHINESE.encode(), "text/html; charset=gbk", CHINESE),
        (meta("iso-8859-1", ACCENTED).encode(), None, meta("iso-8859-1", ACCENTED)),
        (JAPANESE.encode(), "text/html; charset=windows-1252", JAPANESE),
        # declared as what it can't be, or as nothing known: the next who says something
        (b"<meta charset=utf-16><p>plain", None, "<meta charset=utf-16><p>plain"),
        (b"<p>plain</p>", "text/html; charset=utf-16le", "<p>plain</p>"),
        (b"<p>plain</p>", "text/html; charset=utf-7", "<p>plain</p>"),
        (b"<p>plain</p>", "text/html; charset=hex", "<p>plain</p>"),
        (b"<p>plain</p>", "text/html; charset=unknown-8bit", "<p>plain</p>"),
        (
            meta("windows-1251", RUSSIAN).encode("cp1251"),
            "text/html; charset=zlib",
            meta("windows-1251", RUSSIAN),
        ),
        # what can't be decoded is marked
        (b"<p>caf\xe9 au lait</p>", "text/html; charset=utf-8", "<p>caf\ufffd au lait</p>"),
    ],
)
def test_decode(body, content_type, expected):
    text, name = decode(body, content_type)
    assert text == expected
    assert in_utf8(body, text, name) in (None, text.encode())


NAMES = sorted(
    {*encodings.aliases.aliases, *encodings.aliases.aliases.values(), "undefined", "idna", "utf-8-sig"}
)


@pytest.mark.parametrize("body", [b"<p>caf\xe9 \xff\\x \\N{x} &#x</p>", b"<p>plain</p>", b"xn--\xff-"])
def test_no_codec_of_python_breaks_it(body):
    for name in [*NAMES, "", "é", "\0", "x" * 1000]:
        assert decode(body, f"text/html; charset={name}")[0]
        assert decode(f"<meta charset='{name}'>".encode("latin-1") + body)[0]


@given(st.binary(), st.one_of(st.none(), st.text(), st.text().map("text/html; charset={}".format)))
def test_it_never_raises(body, content_type):
    text, name = decode(body, content_type)
    assert isinstance(text, str)
    assert name
    encoded = text.encode("utf-8")  # no lone surrogates
    assert in_utf8(body, text, name) in (None, encoded)


@given(st.text(), st.binary(max_size=3))
def test_a_body_in_utf_8_is_told_from_others(text, torn):
    body = text.encode("utf-8", "replace") + "é".encode() + torn
    decoded, name = decode(body)
    assert in_utf8(body, decoded, name) in (None, decoded.encode())


def test_a_body_in_utf_8_needs_no_encoding():
    assert in_utf8(CHINESE.encode(), *decode(CHINESE.encode())) == CHINESE.encode()
