"""Conditional requests: "send it only if it is not what I have" (RFC 9110, section 13)."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from ..archive.record import digest_of, number_of

if TYPE_CHECKING:
    from scrapy import Request

    from ..records import Held, Page

IF_NONE_MATCH, IF_MODIFIED_SINCE = "If-None-Match", "If-Modified-Since"
# Some servers leave out the quotes; they know their own mark all the same. "*" stands for any.
ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"|(?!\*$)[\x21\x23-\x2b\x2d-\x7e]+')
LONGEST = 1_000  # characters; a longer mark is no mark


def conditions(held: Held | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it is not what is held of it."""
    if held is None:
        return {}
    found = {}
    etag, date = (held.etag or "").strip(), (held.last_modified or "").strip()
    if len(etag) <= LONGEST and ETAG.fullmatch(etag):
        found[IF_NONE_MATCH] = etag
    if is_date(date):
        found[IF_MODIFIED_SINCE] = date
    return found


def is_date(text: str) -> bool:
    """Say whether a text is a date as HTTP writes it; it goes back as it came."""
    try:
        parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    return text.isascii() and text.isprintable() and len(text) <= LONGEST


def is_conditional(request: Request) -> bool:
    """Say whether a request allows "not modified" for an answer."""
    return IF_NONE_MATCH in request.headers or IF_MODIFIED_SINCE in request.headers


def is_unchanged(held: Held | None, page: Page) -> bool:
    """Say whether an answer is what is held of a page: the server says so, or it is the same body."""
    if held is None or page.reason:
        return False
    if page.status == 304:  # noqa: PLR2004
        return True
    return held.digest is not None and held.digest == number_of(digest_of(page.body))
