"""Bytes → text: which encoding a page is in, whatever it says."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

from ..timing import Stage, timed

# Mojibake never passes strict UTF-8 by chance in a text of any length, so a body that decodes
# as UTF-8 and has such bytes is UTF-8, even where header or meta name a legacy charset.
UTF_8 = "utf-8"
BOM = "\ufeff"
# Codecs that no page is in, whatever it says: a body that could say so in ASCII is not in UTF-16
# (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding).
NOT_OF_PAGES = re.compile(r"utf-?(7|16|32)|punycode|idna|undefined|\w*unicode_escape")

# Names that sites and old editors use, and the registries don't know.
ALIASES = {
    "x-gbk": "gb18030",
    "x-sjis": "shift_jis",
    "x-euc-jp": "euc_jp",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "windows-949": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso8859_8",
}
GUESSED_FROM = 20_000  # bytes that a guess is made from


@timed(Stage.DECODE)
def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Return (text, encoding name): BOM, then UTF-8 that proves itself, then what is declared, then a guess.

    Undecodable bytes become U+FFFD; never raises.
    """
    marked = read_bom(body)[0]
    proven = None if marked else proven_text(body)
    if proven is not None:
        return proven, UTF_8
    encoding = marked or declared(body, content_type) or guessed(body)
    return body.decode(encoding, "replace").lstrip(BOM), encoding


def proven_text(body: bytes) -> str | None:
    """Return the text of a body with bytes above ASCII that are valid UTF-8 throughout."""
    if body.isascii():
        return None
    try:
        return body.decode(UTF_8)
    except UnicodeDecodeError:
        return None


def in_utf8(body: bytes, text: str, encoding: str) -> bytes | None:
    """Return a body that is its text in UTF-8, byte for byte; None for any other."""
    exact = encoding == UTF_8 and "\ufffd" not in text
    return body if exact and not body.startswith(BOM.encode()) else None


def declared(body: bytes, content_type: str | None) -> str | None:
    """Return the codec that header or meta names, if Python has it and a page can be in it."""
    for label in (http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        name = resolve_encoding(ALIASES.get(label.lower(), label)) if label else None
        if name and is_of_pages(name):
            return name
    return None


def is_of_pages(name: str) -> bool:
    """Say whether a codec makes text of bytes: Python has some that unpack, such as zlib."""
    try:
        b" ".decode(name, "replace")
    except (LookupError, UnicodeError):
        return False
    return not NOT_OF_PAGES.match(name)


def guessed(body: bytes) -> str:
    """Guess the codec of a page that says nothing and is not UTF-8."""
    best = from_bytes(body[:GUESSED_FROM]).best() if not body.isascii() else None
    return best.encoding if best is not None and is_of_pages(best.encoding) else UTF_8
