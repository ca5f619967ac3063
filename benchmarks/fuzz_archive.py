"""Break WARC files in all the ways that are cheap, and cut and read what is left of them.

    python benchmarks/fuzz_archive.py FOLDER [--minutes N] [--keep FOLDER] [--seed N]

FOLDER holds pages, *.html or *.html.gz. Some of them are put into a WARC file, packed or plain, the file is
broken as fuzz.py breaks pages, and gone through as `ingest` does. Reported are exceptions that are none of
ours, files that were not gone through to their end, and those that took more than five seconds of CPU; they
are kept. The same seed breaks the same files the same way.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import zlib
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from fuzz import MUTATIONS, content

from crawler.archive.answers import NoAnswerError, page_of
from crawler.archive.pieces import pieces
from crawler.archive.record import pack
from crawler.archive.store import ArchiveError
from crawler.records import Page, Target

LARGEST_RECORD, LARGEST = 64_000_000, 10 * 2**20
SLOW, HANGS = 5.0, 30  # seconds of CPU, seconds
URL = "https://news.example/world/2024/01/a-page"
TOKENS = (
    b"\x1f\x8b\x08", b"\x1f\x8b\x08\0\0\0\0\0\0\xff", b"WARC/1.1\r\n", b"\r\n\r\n",
    b"Content-Length: 99999999\r\n",
    b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: br\r\n", b"WARC-Target-URI: http://[\r\n", b"WARC-Type: response\r\n",
    b"HTTP/1.1 \r\n",
    b"\0", b"\xff" * 9,
)  # fmt: skip


def file(pages: list[Path], dice: Random) -> bytes:
    """Return a broken WARC file: broken before it is packed, or after, or both."""
    records = []
    for path in dice.choices(pages, k=dice.choice((1, 2, 4))):
        body = content(path)
        page = Page(URL, URL, dice.choice((200, 200, 304, 999)), {"content-type": "text/html"}, body)
        packed = pack(Target(URL), page, 1).content
        records.append(repacked(packed, dice) if dice.random() < 0.5 else packed)
    data = b"".join(records)
    if dice.random() < 0.3:
        data = unpacked(data)
    for _ in range(dice.choice((0, 1, 1, 2))):
        data = broken(data, dice)
    return data


def broken(data: bytes, dice: Random) -> bytes:
    """Break bytes in one way."""
    if dice.random() < 0.3:
        at = dice.randrange(len(data) + 1)
        return data[:at] + dice.choice(TOKENS) * dice.choice((1, 1, 50, 2000)) + data[at:]
    return dice.choice(MUTATIONS)(data, data[::-1], dice)[: 5 * LARGEST]


def unpacked(data: bytes) -> bytes:
    """Return what gzip members hold."""
    out = b""
    while data:
        unpacker = zlib.decompressobj(31)
        out += unpacker.decompress(data)
        data = unpacker.unused_data
    return out


def repacked(data: bytes, dice: Random) -> bytes:
    """Break records, and pack them as if nothing had happened."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(broken(unpacked(data), dice)) + packer.flush()


def trouble(path: Path, seen: Counter[str]) -> str:
    """Go through a file and say what is wrong with that; empty if nothing is."""
    start, end = time.process_time(), 0
    try:
        for piece in pieces(path, 0, LARGEST_RECORD):
            if piece.offset < end or piece.end <= piece.offset:
                return f"from byte {piece.offset} to {piece.end} after {end}"
            end = piece.end
            seen[piece.trouble.partition(":")[0] or "record"] += 1
            if not piece.trouble:
                try:
                    seen[f"status {page_of(piece.content, LARGEST).status}"] += 1
                except NoAnswerError:
                    seen["no answer"] += 1
    except ArchiveError as error:
        seen[str(error)[-40:]] += 1
        end = path.stat().st_size
    except Exception as error:  # noqa: BLE001  (to find them is what this is for)
        return f"{type(error).__name__}: {error}"[:200]
    seconds = time.process_time() - start
    return f"{seconds:.1f} s" if seconds > SLOW else ""


def hang(*_: object) -> None:
    """End what takes too long."""
    raise TimeoutError("it hangs")


def main() -> None:
    """Break and read files until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-finds"), metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    pages = sorted([*options.folder.rglob("*.html"), *options.folder.rglob("*.html.gz")])
    if not pages:
        sys.exit(f"no pages in {options.folder}: *.html or *.html.gz are expected there")
    found, seen = Counter[str](), Counter[str]()
    signal.signal(signal.SIGALRM, hang)
    number, end = 0, time.monotonic() + options.minutes * 60
    with TemporaryDirectory() as name:
        path = Path(name) / "broken.warc.gz"
        while time.monotonic() < end:
            path.write_bytes(file(pages, Random(f"{options.seed}:{number}")))
            signal.alarm(HANGS)
            wrong = trouble(path, seen)
            signal.alarm(0)
            if wrong:
                found["slow" if wrong.endswith(" s") else "failed"] += 1
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{options.seed}-{number}.warc.gz").write_bytes(path.read_bytes())
                print(f"{number:6} {path.stat().st_size / 1e6:5.1f} MB  {wrong}", flush=True)
            number += 1
    print(f"{number} files: {dict(seen.most_common())}; {found['failed']} failed, {found['slow']} slow")


if __name__ == "__main__":
    main()
