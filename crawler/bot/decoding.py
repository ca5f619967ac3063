"""Content-Encoding, undone within the size limit.

Scrapy's own middleware takes what was cut off in the middle for whole, and fails in a different way
for each kind of garbage.
"""

from __future__ import annotations

import asyncio
import sys
import zlib
from typing import TYPE_CHECKING, Any

import brotli

from ..reasons import Reason
from .responses import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CHUNK = 1 << 16  # bytes unpacked at once
MOST_LAYERS = 3  # encodings around each other; two servers in a row make "gzip, gzip", more is an attack
GZIP, ZLIB, RAW = 31, 15, -15  # what zlib calls them
GZIP_BEGINS = b"\x1f\x8b"
LARGEST_WINDOW = 23  # 2^23 bytes, RFC 9659; a frame can ask for 128 MB of memory otherwise


class DecodingError(ValueError):
    """A body that is not what its Content-Encoding says, or only half of it."""


class TooLargeError(ValueError):
    """A body that unpacks to more than the limit."""


class Decoding:
    """Downloader middleware: unpacks answers."""

    def __init__(self, largest: int) -> None:
        """Set the limit in bytes."""
        self.largest = largest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one by the crawl's settings."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    async def process_response(self, request: Request, response: Response) -> Response:
        """Unpack what is going to be read, which errors and redirects are not."""
        encodings = encodings_of(response)
        if not encodings or response.status // 100 != 2:  # noqa: PLR2004  (the 2xx statuses)
            return response
        largest = request.meta.get("download_maxsize") or self.largest
        try:
            # in a thread: half a million empty gzip members take a second
            body = await asyncio.to_thread(decode, response.body, encodings, largest)
        except TooLargeError as error:
            raise RefusedError(Reason.TOO_LARGE, str(error)) from error
        except DecodingError as error:
            raise RefusedError(Reason.BAD_ANSWER, str(error)) from error
        del response.headers["Content-Encoding"]
        return response.replace(body=body)


def encodings_of(response: Response) -> list[str]:
    """Return the encodings of a body, the first put on first; browsers ignore unknown ones too."""
    value = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    names = (name.strip().lower().removeprefix("x-") for name in value.split(","))
    return [name for name in names if name in UNPACKERS]


def decode(body: bytes, encodings: list[str], largest: int) -> bytes:
    """Undo encodings, the last first; raises DecodingError or TooLargeError."""
    if len(encodings) > MOST_LAYERS:
        raise DecodingError(f"{len(encodings)} encodings around each other")
    for encoding in reversed(encodings):
        if body:  # servers label empty bodies too
            body = unpacked(body, encoding, largest)
    return body


def unpacked(body: bytes, encoding: str, largest: int) -> bytes:
    """Undo one encoding."""
    pieces, size = [], 0
    try:
        for piece in UNPACKERS[encoding](body):
            size += len(piece)
            if size > largest:
                raise TooLargeError(f"the {encoding} body unpacks to more than {largest} bytes")
            pieces.append(piece)
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise DecodingError(f"the body is not {encoding}: {error}") from error
    except EOFError:
        raise DecodingError(f"the {encoding} body breaks off") from None
    return b"".join(pieces)


def inflated(data: bytes, stream: zlib._Decompress) -> Iterator[bytes]:
    """Yield what a zlib stream holds, piece by piece; raises EOFError if it has no end."""
    while not stream.eof:
        piece = stream.decompress(data, CHUNK)
        data = stream.unconsumed_tail
        if not piece and not data and not stream.eof:
            raise EOFError
        yield piece


def gunzip(data: bytes) -> Iterator[bytes]:
    """Yield what gzip members hold, one behind the other; what else follows is ignored."""
    while True:
        stream = zlib.decompressobj(GZIP)
        yield from inflated(data, stream)
        data = stream.unused_data
        if not data.startswith(GZIP_BEGINS):
            return


def inflate(data: bytes) -> Iterator[bytes]:
    """Yield what `deflate` holds: with zlib's header by the standard, without by old habit."""
    try:
        zlib.decompressobj(ZLIB).decompress(data, 1)
        kind = ZLIB
    except zlib.error:
        kind = RAW
    yield from inflated(data, zlib.decompressobj(kind))


def unbrotli(data: bytes) -> Iterator[bytes]:
    """Yield what a Brotli stream holds."""
    stream = brotli.Decompressor()
    while not stream.is_finished():
        piece = stream.process(data, output_buffer_limit=CHUNK)
        if not piece and not data and not stream.is_finished():
            raise EOFError
        data = b""
        yield piece


def unzstd(data: bytes) -> Iterator[bytes]:
    """Yield what Zstandard frames hold."""
    limits: dict[int, int] = {zstd.DecompressionParameter.window_log_max: LARGEST_WINDOW}
    while data:
        stream: Any = zstd.ZstdDecompressor(options=limits)
        while not stream.eof:
            piece = stream.decompress(data, CHUNK)
            data = b""
            if not piece and stream.needs_input:
                raise EOFError
            yield piece
        data = stream.unused_data


UNPACKERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": gunzip,
    "deflate": inflate,
    "br": unbrotli,
    "zstd": unzstd,
}
