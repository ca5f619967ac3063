"""A site made of some pages: repeated with other words and other links each time."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

# Bytes, because pages keep their charset: words go from one place of a page to another, whole. What is text
# is not always in paragraphs; what is short is in menus, and headings are what metadata say, too.
PART = re.compile(
    rb"<!--.*?-->|<(?P<name>script|style|title|noscript|h[1-6])\b.*?</(?P=name)\s*>"
    rb"|(?P<prose><p[\s>].*?</p>|(?<=>)[^<]{60,})",
    re.DOTALL | re.IGNORECASE,
)
# Of a script that sets no spaces, two characters: in UTF-8, which such pages are in as a rule.
PIECE = re.compile(
    rb"<[^>]*>|&#?\w+;|(?P<word>(?:[\xe0-\xed][\x80-\xbf]{2}){2}|[A-Za-z\x80-\xff]{3,})", re.DOTALL
)
# The last part of an address that is a headline: menus keep theirs, as they do on the pages of one site.
HEADLINE = re.compile(rb"""(href\s*=\s*["'][^"'#?\s]*/[^"'/#?\s]*-[^"'/#?\s]*)-([^"'/#?\s]*["'])""")
END = re.compile(rb"</body", re.IGNORECASE)
RELATED = 5  # links in the block


def varied(body: bytes, copy: int, dice: random.Random) -> bytes:
    """Return a page with its words in another order and other articles linked; the first copy as it is.

    Length, markup and language stay, so it costs the same to read; as a text it is another one.
    """
    if not copy:
        return body
    parts = [found["prose"] for found in PART.finditer(body) if found["prose"]]
    words = [found["word"] for part in parts for found in PIECE.finditer(part) if found["word"]]
    dice.shuffle(words)
    mixed = iter(words)

    def replaced(found: re.Match[bytes]) -> bytes:
        return next(mixed) if found["word"] else found[0]

    text = PART.sub(lambda part: PIECE.sub(replaced, part[0]) if part["prose"] else part[0], body)
    return HEADLINE.sub(rb"\1-%d-\2" % copy, text)


def with_related(body: bytes, links: Sequence[tuple[str, str]]) -> bytes:
    """Return a page with a block that leads to other pages: (address, title) each."""
    items = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in links)
    block = f'<section class="related-pages"><h2>Related Pages</h2><ul>{items}</ul></section>'.encode("ascii")
    end = next((found.start() for found in reversed(list(END.finditer(body)))), len(body))
    return body[:end] + block + body[end:]


def order_of(bodies: int, pages: int) -> list[int]:
    """Return which body each page has: each once before any comes again, in another order every time."""
    rounds = range(-(-pages // bodies))
    return [body for copy in rounds for body in random.Random(copy).sample(range(bodies), bodies)][:pages]


def write_site(folder: Path, bodies: Sequence[bytes], order: Sequence[int], addresses: Sequence[str]) -> None:
    """Write a page for every address, with the body that the order says."""
    for number, (source, address) in enumerate(zip(order, addresses, strict=True)):
        others = random.Random(number).sample(range(len(addresses)), min(RELATED, len(addresses)))
        links = [(addresses[other], f"What became of story number {other}") for other in others]
        # dice of its own, as the samples may have one page twice
        text = varied(bodies[source], number // len(bodies), random.Random(number))
        page = with_related(text, links)
        (folder / name_of(address)).write_bytes(page)


def name_of(address: str) -> str:
    """Return the file that an address stands for."""
    return address.rpartition("/")[2]
