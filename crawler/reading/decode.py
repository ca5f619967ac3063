"""Bytes → text: which encoding a page is in, whatever it says."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import (
    html_body_declared_encoding,
    html_to_unicode,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

# Mojibake never passes strict UTF-8 by chance in a text of any length, so a body that decodes
# as UTF-8 and has such bytes is UTF-8, even where header or meta name a legacy charset.
NON_ASCII = re.compile(rb"[\x80-\xff]")


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Return (text, encoding name): BOM, then UTF-8 that proves itself, then what is declared.

    Undecodable bytes become U+FFFD; never raises.
    """
    encoding = read_bom(body)[0] or proven(body) or declared(body, content_type)
    if encoding:
        return codecs.decode(body, encoding, "replace").lstrip("\ufeff"), encoding
    # nobody said anything: w3lib sniffs
    name, text = html_to_unicode(content_type, body, default_encoding="utf-8")
    return text, name


def proven(body: bytes) -> str | None:
    """Say "utf-8" for a body with bytes above ASCII that are valid UTF-8 throughout."""
    if not NON_ASCII.search(body):
        return None
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def declared(body: bytes, content_type: str | None) -> str | None:
    """Return the codec that header or meta names, if Python has it."""
    for label in (http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        name = resolve_encoding(label) if label else None
        if name:
            return name
    return None
