"""Break real pages in all the ways that are cheap, and read what is left of them.

    python benchmarks/fuzz.py FOLDER [--minutes N] [--keep FOLDER] [--seed N]

FOLDER holds pages, *.html or *.html.gz at any depth. Each broken page is read in a process of its
own kind, bounded in time and memory. Reported are exceptions, deaths, and reads of more than two
seconds of CPU; their inputs are kept, as PAGE-NUMBER.html. The same seed breaks the same pages the
same way.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import pickle
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from pebble import ProcessExpired, ProcessPool

from crawler.reading.page import read
from crawler.reasons import Reason

LARGEST = 10 * 2**20  # bytes of a body that is fetched
SLOW = 2.0  # seconds of CPU
SECONDS, MEGABYTES = 30.0, 2048  # that one read may take
URL = "https://news.example/world/2024/01/a-page-of-some-kind"
# What parsers trip over.
TOKENS = (
    b"<", b">", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</script", b"<style>", b"<title>",
    b"<textarea>", b"<div>", b"</div>", b"<p>", b"</p>", b"<b>", b"<table><tr><td>", b"<ul><li>",
    b"<a href=", b"<a href='//['>", b"<base href='http://[x'>", b"<base href=javascript:1>", b"<svg>",
    b"<body>", b"<html>", b"<noscript>", b"<template>", b"<iframe>", b"<select>", b"<form>", b"<h1>",
    b"<h2>Related", b"<br>",
    b"<meta charset=utf-7>", b"<meta charset=gb18030>", b"<meta name=robots content=noindex>", b"\0", b"\xff",
    b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xae", b"&", b"&#", b"&#x110000;", b"&#55296;", b"&nbsp", b'"', b"'",
    b"=", b"[", b"{", b"}", b'{"@graph":[', b'"\\ud800"', b'<script type="application/ld+json">{',
    b" ", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"<rss>", b"<?xml version='1.0'?>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
)  # fmt: skip
CHARSETS = ("", "utf-8", "utf-16", "gbk", "shift_jis", "iso-2022-jp", "latin-1", "koi8-r", "no-such")


def stretch(body: bytes, dice: Random) -> tuple[int, int]:
    """Return the ends of a part of a page, more often a short one."""
    start = dice.randrange(len(body) + 1)
    return start, min(len(body), start + int(len(body) ** dice.random()))


def duplicate(body: bytes, other: bytes, dice: Random) -> bytes:  # noqa: ARG001
    """Repeat a part, up to thousands of times."""
    start, end = stretch(body, dice)
    times = int(10 ** dice.uniform(0, 4))
    room = max(0, LARGEST - len(body)) // max(1, end - start)
    return body[:end] + body[start:end] * min(times, room) + body[end:]


def delete(body: bytes, other: bytes, dice: Random) -> bytes:  # noqa: ARG001
    """Leave out a part."""
    start, end = stretch(body, dice)
    return body[:start] + body[end:]


def splice(body: bytes, other: bytes, dice: Random) -> bytes:
    """Put a part of another page in place of one."""
    start, end = stretch(body, dice)
    first, last = stretch(other, dice)
    return body[:start] + other[first:last] + body[end:]


def flip(body: bytes, other: bytes, dice: Random) -> bytes:  # noqa: ARG001
    """Change single bits."""
    changed = bytearray(body)
    for _ in range(int(10 ** dice.uniform(0, 3)) if body else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def truncate(body: bytes, other: bytes, dice: Random) -> bytes:  # noqa: ARG001
    """End in the middle."""
    return body[: dice.randrange(len(body) + 1)]


def inject(body: bytes, other: bytes, dice: Random) -> bytes:  # noqa: ARG001
    """Put in what parsers trip over, up to thousands of times in one place or many."""
    token = b"".join(dice.choices(TOKENS, k=dice.choice((1, 1, 1, 2, 3))))
    times = int(10 ** dice.uniform(0, 4.5))
    if dice.random() < 0.5:
        at = dice.randrange(len(body) + 1)
        return body[:at] + token * times + body[at:]
    return body.replace(dice.choice((b"<p", b"<div", b"</", b'"', b">", b" ", b"<a ")), token, times)


def tear(body: bytes, other: bytes, dice: Random) -> bytes:  # noqa: ARG001
    """Let a part of the tags never close."""
    name = dice.choice((b"</div>", b"</a>", b"</p>", b"</script>", b"</span>", b"</li>", b"</h2>", b"-->"))
    return body.replace(name, b"", int(10 ** dice.uniform(0, 4)))


MUTATIONS: Sequence[Callable[[bytes, bytes, Random], bytes]] = (
    duplicate, delete, splice, flip, truncate, inject, inject, tear,
)  # fmt: skip


def broken(pages: Sequence[Path], dice: Random) -> tuple[bytes, str | None]:
    """Return a broken page, and what its server calls it."""
    body, other = (content(page) for page in dice.choices(pages, k=2))
    for _ in range(dice.choice((1, 1, 2, 3, 5))):
        body = dice.choice(MUTATIONS)(body, other, dice)
    charset = dice.choice(CHARSETS)
    return body[:LARGEST], f"text/html; charset={charset}" if charset else None


def content(page: Path) -> bytes:
    """Return a page as its server sent it."""
    return gzip.decompress(page.read_bytes()) if page.suffix == ".gz" else page.read_bytes()


def prepare() -> None:
    """Bound the memory of a reader, and keep libraries quiet."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, -1))
    read(b"<p>Loads the models, which is no page's fault.</p>" * 9, URL)


def work(body: bytes, content_type: str | None) -> tuple[float, Reason | None]:
    """Read a page; what comes of it must be fit to be sent and stored."""
    start = time.process_time()
    reading = read(body, URL, content_type)
    seconds = time.process_time() - start
    pickle.dumps(reading)
    for text in (reading.article.text if reading.article else "", *(link.url for link in reading.links)):
        text.encode()
    return seconds, reading.reason


def trouble(pool: ProcessPool, body: bytes, content_type: str | None, seen: Counter[str]) -> str:
    """Read a page and say what is wrong with that; empty if nothing is."""
    future = pool.schedule(work, args=[body, content_type], timeout=SECONDS)
    try:
        seconds, reason = future.result()
    except TimeoutError:
        return f"stopped after {SECONDS:g} s"
    except ProcessExpired as error:
        return f"the reader died with exit code {error.exitcode}"
    except Exception as error:  # noqa: BLE001  (to find them is what this is for)
        return f"{type(error).__name__}: {error}".replace("\n", " ")[:200]
    seen[reason or "read"] += 1
    return f"{seconds:.1f} s" if seconds > SLOW else ""


def main() -> None:
    """Break and read pages until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-finds"), metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    pages = sorted([*options.folder.rglob("*.html"), *options.folder.rglob("*.html.gz")])
    if not pages:
        sys.exit(f"no pages in {options.folder}: *.html or *.html.gz are expected there")
    found: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    number, end = 0, time.monotonic() + options.minutes * 60
    with ProcessPool(max_workers=1, initializer=prepare) as pool:
        while time.monotonic() < end:
            body, content_type = broken(pages, Random(f"{options.seed}:{number}"))
            wrong = trouble(pool, body, content_type, seen)
            if wrong:
                found["slow" if wrong.endswith(" s") else "failed"] += 1
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{options.seed}-{number}.html").write_bytes(body)
                print(f"{number:6} {len(body) / 1e6:5.1f} MB  {wrong}  ({content_type})", flush=True)
            number += 1
    print(f"{number} pages: {dict(seen.most_common())}; {found['failed']} failed, {found['slow']} slow")


if __name__ == "__main__":
    main()
