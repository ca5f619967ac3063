"""The text of a robots.txt, whatever bytes it comes in."""

from __future__ import annotations

import re

LARGEST = 500 * 1024  # bytes that are read; RFC 9309, section 2.5
BOM = re.compile(rb"\xef(?:\xbb\xbf?)?")  # also one that was cut short
WIDE = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 begins: an editor's "Unicode"
NOT_UTF8 = re.compile("[\udc80-\udcff]")


def text_of(body: bytes) -> str:
    """Decode a file; of one that is too long, the whole lines at its beginning.

    Octets that are no UTF-8 are escaped as they would be in an address: a rule for `/café/` in
    Latin-1 then fits the address of that site, `/caf%E9/`.
    """
    if len(body) > LARGEST:
        end = max(body.rfind(b"\n", 0, LARGEST), body.rfind(b"\r", 0, LARGEST))
        body = body[: end + 1]
    if body.startswith(WIDE):
        return body.decode("utf-16", "ignore").replace("\0", "")
    found = BOM.match(body)
    text = body[found.end() if found else 0 :].decode("utf-8", "surrogateescape")
    return NOT_UTF8.sub(lambda octet: f"%{ord(octet[0]) - 0xDC00:02X}", text).replace("\0", "")
