"""What can be read at all, by its name and its first bytes."""

from __future__ import annotations

import re

# What a server may call a page or a feed; anything else is not read.
READABLE = re.compile(
    r"html|xml|\brss\b|\batom\b|feed\+json|application/json|text/plain|octet-stream", re.IGNORECASE
)
JSON = re.compile(r"\bjson\b", re.IGNORECASE)  # readable because feeds come in it, and nothing else
# First bytes of files that servers send under any name.
BINARY = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x7fELF")
SNIFFED = 1024  # bytes looked at for a NUL, which text in UTF-8 and legacy charsets never has


def is_readable(body: bytes, content_type: str | None) -> bool:
    """Say whether bytes can be a page or a feed, by their name and by themselves."""
    if content_type and not READABLE.search(content_type):
        return False
    start = body[:SNIFFED]
    utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not start.startswith(BINARY) and (utf16 or b"\0" not in start.rstrip(b"\0"))
