"""Pages to compare with: saved ones or the demo's, repeated with other words and other links each time."""

from __future__ import annotations

import gzip
import random
import re
import sys
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ENDINGS = (".html", ".html.gz")
# Bytes, because pages keep their charset: words go from one place of a page to another, whole.
PARAGRAPH = re.compile(rb"<p[\s>].*?</p>", re.DOTALL | re.IGNORECASE)
PIECE = re.compile(rb"<[^>]*>|&#?\w+;|(?P<word>[A-Za-z\x80-\xff]{5,})", re.DOTALL)
# The last part of an address that is a headline: menus keep theirs, as they do on the pages of one site.
HEADLINE = re.compile(
    rb"""(href\s*=\s*["'][^"'#?\s]*/[^"'/#?\s]*-[^"'/#?\s]*)-([^"'/#?\s]*-[^"'/#?\s]*["'])"""
)
END = re.compile(rb"</body", re.IGNORECASE)
RELATED = 5  # links in the block


def sources(folders: Sequence[Path]) -> list[bytes]:
    """Return the bodies of the pages in folders, without any those of the demo's articles."""
    if not folders:
        return list(demo_pages())
    found = sorted(path for folder in folders for path in folder.rglob("*") if path.name.endswith(ENDINGS))
    if not found:
        sys.exit(f"no {' or '.join('*' + ending for ending in ENDINGS)} in {', '.join(map(str, folders))}")
    return [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in found
    ]


def demo_pages() -> Iterator[bytes]:
    """Yield the articles of the demo web, whose names only browsers resolve."""
    from crawler.demo import DemoWeb  # noqa: PLC0415  (most runs have pages of their own)

    with DemoWeb() as web:
        for article in web.articles:
            parts = urlsplit(article.url)
            connection = HTTPConnection("127.0.0.1", parts.port)
            connection.request("GET", f"{parts.path}?{parts.query}", headers={"Host": parts.netloc})
            yield connection.getresponse().read()


def varied(body: bytes, copy: int) -> bytes:
    """Return a page with its long words in another order and other articles linked; the first copy as it is.

    Length, markup and language stay, so it costs the same to read; as a text it is another one.
    """
    if not copy:
        return body
    dice = random.Random(copy)
    words = [
        found["word"] for part in PARAGRAPH.findall(body) for found in PIECE.finditer(part) if found["word"]
    ]
    dice.shuffle(words)
    mixed = iter(words)

    def replaced(found: re.Match[bytes]) -> bytes:
        return next(mixed) if found["word"] else found[0]

    text = PARAGRAPH.sub(lambda part: PIECE.sub(replaced, part[0]), body)
    return HEADLINE.sub(rb"\1-%d-\2" % copy, text)


def with_related(body: bytes, links: Sequence[tuple[str, str]]) -> bytes:
    """Return a page with a block that leads to other pages: (address, title) each."""
    items = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in links)
    block = f'<section class="related-pages"><h2>Related Pages</h2><ul>{items}</ul></section>'.encode("ascii")
    end = next((found.start() for found in reversed(list(END.finditer(body)))), len(body))
    return body[:end] + block + body[end:]


def write_site(folder: Path, bodies: Sequence[bytes], addresses: Sequence[str]) -> None:
    """Write a page for every address, each body once before any comes again, in another order every time."""
    for copy, start in enumerate(range(0, len(addresses), len(bodies))):
        order = random.Random(copy).sample(range(len(bodies)), len(bodies))
        for number, source in zip(range(start, len(addresses)), order, strict=False):
            others = random.Random(number).sample(range(len(addresses)), min(RELATED, len(addresses)))
            links = [(addresses[other], f"What became of story number {other}") for other in others]
            page = with_related(varied(bodies[source], copy), links)
            (folder / name_of(addresses[number])).write_bytes(page)


def name_of(address: str) -> str:
    """Return the file that an address stands for."""
    return address.rpartition("/")[2]
