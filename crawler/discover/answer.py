"""What providers give back: entries, what to ask next, or why nothing could be measured."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from .. import urls
from ..reading.decode import decode
from ..reading.links.feeds import LONGEST_ADDRESS
from ..reasons import Reason
from ..records import Ask, Find, Page

LONGEST_TEXT = 300  # characters of a title, site or evidence
MOST_LOOKED_AT = 100_000  # entries of one answer
MOST_UNPACKED = 50 << 20  # bytes; what sitemaps.org allows a sitemap to have
GZIP = b"\x1f\x8b"
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
# How services say that they were asked too often, in whatever they send it: https://blog.gdeltproject.org/
THROTTLED = re.compile(
    r"limit requests to|too many requests|rate.?limit|unusual traffic|captcha|are you a robot", re.IGNORECASE
)
MARKUP = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,500}>")
SAID = 200  # characters of an answer that are shown of one that can't be read


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read in an answer; with a reason, nothing could be measured."""

    finds: tuple[Find, ...] = ()
    asks: tuple[Ask, ...] = ()
    reason: Reason | None = None
    detail: str | None = None


class UnreadableError(Exception):
    """An answer that is not what its provider documents."""

    def __init__(self, reason: Reason, detail: str) -> None:
        """Say why, and what came instead."""
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def text_of(page: Page) -> str:
    """Decode an answer, unpacked if need be; raises UnreadableError for an empty one."""
    body = unpacked(page.body) if page.body.startswith(GZIP) else page.body
    text, _ = decode(body, page.headers.get("content-type"))
    if not text.strip(" \t\r\n\0"):
        raise UnreadableError(Reason.EMPTY, "the answer is empty")
    return text


def unpacked(body: bytes) -> bytes:
    """Undo gzip, as sitemaps come in it; raises UnreadableError for too much, or what breaks off."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = unpacker.decompress(body, MOST_UNPACKED)
    except zlib.error:
        raise UnreadableError(Reason.BAD_ANSWER, "what came back is not gzip") from None
    if unpacker.unconsumed_tail:
        raise UnreadableError(Reason.TOO_LARGE, f"it unpacks to more than {MOST_UNPACKED >> 20} MB")
    if not unpacker.eof:
        raise UnreadableError(Reason.BAD_ANSWER, "the gzip breaks off")
    return text


def unreadable(text: str, wanted: str) -> UnreadableError:
    """Return what an answer is that is not what was wanted: a throttle, a page, or something else."""
    said = one_line(TAG.sub(" ", text[:4096]))
    if THROTTLED.search(said):
        return UnreadableError(Reason.THROTTLED, said[:SAID])
    kind = "a web page" if MARKUP.match(text) else "something else"
    return UnreadableError(Reason.BAD_ANSWER, f"{kind} came instead of {wanted}: {said[:SAID]}")


def one_line(text: object) -> str:
    """Return text on one line, without what a terminal would obey."""
    return " ".join(CONTROL.sub(" ", str(text)).split())


def said(value: object) -> str:
    """Return a value of JSON that should be a text; nothing for any other."""
    return value if isinstance(value, str) else ""


def short(text: object) -> str:
    """Return text as it is stored of a find."""
    return one_line(text)[:LONGEST_TEXT] if text is not None else ""


def collected(finds: Iterable[Find], most: int, base: str = "") -> tuple[Find, ...]:
    """Return the first finds whose address is one, each address once."""
    return tuple(islice(distinct(finds, base), most))


def distinct(finds: Iterable[Find], base: str = "") -> Iterator[Find]:
    """Walk through finds with clean addresses, each once; what is no address of the web is passed over."""
    seen: set[str] = set()
    for find in islice(finds, MOST_LOOKED_AT):
        url = urls.clean(find.url, base) if len(find.url) <= LONGEST_ADDRESS else None
        if url is None or (same := urls.comparable(url)) in seen:
            continue
        seen.add(same)
        yield replace(
            find,
            url=url,
            title=short(find.title),
            site=short(find.site) or None,
            evidence=short(find.evidence),
        )
