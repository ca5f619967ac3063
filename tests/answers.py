"""Answers as no server should give them, and what must come of each; robots.txt is as it should be."""

from __future__ import annotations

import gzip
import zlib

import brotli
from backports import zstd
from wildweb import (
    HTML,
    MEGABYTE,
    OK,
    READ,
    Answer,
    packed,
    page,
    redirect,
    reset,
    send,
    send_for_ever,
    silent,
)

LIMIT = 12 * MEGABYTE  # no crawl of these answers may have a higher one
ZEROS = bytes(2 * LIMIT)
TEXT = HTML * 2000
CASES: dict[str, tuple[Answer, str | None, str]] = {
    # headers
    "endless headers": (send_for_ever(OK, b"X-A: 1234567890\r\n" * 50), "too-large", "header"),
    "one endless header": (send_for_ever(OK + b"X-A: ", b"x" * 5000), "too-large", "header"),
    "one header continued": (send_for_ever(OK + b"X-A: 1\r\n", b" more\r\n" * 100), "too-large", "header"),
    "20,000 headers": (send(OK + b"X-A: 1\r\n" * 20_000 + b"\r\n" + HTML), "too-large", "header"),
    "an endless status": (send_for_ever(b"HTTP/1.1 200 ", b"O" * 5000), "too-large", "header"),
    "endless interim answers": (
        send_for_ever(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 20),
        "too-large",
        "header",
    ),
    "a location of a megabyte": (redirect("http://a.localhost/" + "a" * MEGABYTE), "too-large", "header"),
    # bodies
    "a long body": (page(b"a" * (LIMIT + 1)), "too-large", "size limit"),
    "an endless body": (send_for_ever(OK + b"\r\n", b"a" * 100_000), "too-large", "size limit"),
    "endless chunks": (
        send_for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"f000\r\n" + b"a" * 0xF000 + b"\r\n"),
        "too-large",
        "size limit",
    ),
    **{
        f"a bomb in {encoding}": (packed(encoding, body), "too-large", "unpacks to more")
        for encoding, body in {
            "gzip": gzip.compress(ZEROS),
            "deflate": zlib.compress(ZEROS),
            "br": brotli.compress(ZEROS, quality=5),
            "zstd": zstd.compress(ZEROS),
            "gzip, gzip": gzip.compress(gzip.compress(ZEROS)),
        }.items()
    },
    **{
        f"packed with {encoding}": (packed(encoding, body), READ, "")
        for encoding, body in {
            "gzip": gzip.compress(TEXT),
            "x-gzip": gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]),
            "deflate": zlib.compress(TEXT),
            "Deflate": zlib.compress(TEXT, wbits=-15),
            "br": brotli.compress(TEXT),
            "zstd": zstd.compress(TEXT),
            "gzip, br": brotli.compress(gzip.compress(TEXT)),
            "utf-8": TEXT,
        }.items()
    },
    **{
        f"garbage as {encoding}": (packed(encoding, HTML), "bad-answer", f"not {encoding}")
        for encoding in ("gzip", "deflate", "br", "zstd")
    },
    **{
        f"half of {encoding}": (packed(encoding, body[: len(body) // 2]), "bad-answer", "breaks off")
        for encoding, body in {
            "gzip": gzip.compress(TEXT),
            "deflate": zlib.compress(TEXT),
            "br": brotli.compress(TEXT),
            "zstd": zstd.compress(TEXT),
        }.items()
    },
    "wrapped too often": (packed("gzip, gzip, gzip, gzip", gzip.compress(HTML)), "bad-answer", "4 encodings"),
    "a redirect with a broken body": (
        page(b"junk", "Content-Encoding: gzip", "Location: http://127.0.0.1:1/", status="301 Moved"),
        "redirect",
        "",
    ),
    # connections
    "no answer": (send(), "unreachable", "without an answer"),
    "reset at once": (reset(b""), "unreachable", "without an answer"),
    "reset in the header": (reset(OK + b"X-A: 1"), "unreachable", "within the header"),
    "reset in the body": (reset(OK + b"Content-Length: 99\r\n\r\nabc"), "unreachable", "before the body"),
    "closed in the header": (send(OK + b"X-A: 1"), "unreachable", "within the header"),
    "shorter than said": (send(OK + b"Content-Length: 99\r\n\r\nabc"), "unreachable", "before the body"),
    "longer than said": (send(OK + b"Content-Length: 9\r\n\r\n" + HTML), "no-text", ""),
    "says nothing": (silent, "timeout", ""),
    "drips": (send_for_ever(OK + b"Content-Length: 999999\r\n\r\n", b"a", 0.2), "timeout", ""),
    "drips headers": (send_for_ever(OK, b"X-A: 1\r\n", 0.2), "timeout", ""),
    "HTTP/1.0 without a length": (send(b"HTTP/1.0 200 OK\r\n\r\n" + HTML), READ, ""),
    # what is not HTTP
    "HTTP/0.9": (send(HTML + b"\r\n"), "bad-answer", "not HTTP"),
    "another protocol": (send(b"SSH-2.0-OpenSSH_9.9\r\n"), "bad-answer", "not HTTP"),
    "a status that is none": (send(b"HTTP/1.1 -20 OK\r\n\r\n"), "bad-answer", "not HTTP"),
    "binary": (send(bytes(range(256)) * 10), "bad-answer", "not HTTP"),
    "a negative length": (send(OK + b"Content-Length: -5\r\n\r\n" + HTML), "bad-answer", "header"),
    "two lengths": (
        send(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"),
        "bad-answer",
        "header",
    ),
    "a length that is a word": (send(OK + b"Content-Length: long\r\n\r\n" + HTML), "bad-answer", "header"),
    "an unknown transfer": (send(OK + b"Transfer-Encoding: jar\r\n\r\n" + HTML), "bad-answer", "header"),
    "bad chunks": (
        send(OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n"),
        "bad-answer",
        "chunks",
    ),
    "chunks without end": (
        send(OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
        "unreachable",
        "before the body",
    ),
    # statuses
    "204": (send(b"HTTP/1.1 204 No Content\r\n\r\n" + HTML), "empty", ""),
    "205": (page(b"", status="205 Reset Content"), "empty", ""),
    "206": (page(HTML, "Content-Range: bytes 0-9/99", status="206 Partial Content"), "bad-answer", "a part"),
    "999": (page(HTML, status="999 Denied"), "http-error", ""),
    "an interim answer first": (
        send(b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK + b"Content-Length: 45\r\n\r\n" + HTML),
        READ,
        "",
    ),
    # redirects
    "to a file": (redirect("file:///etc/passwd"), "http-error", "file"),
    "to data": (redirect("data:text/html,hello"), "http-error", "data"),
    "to another protocol": (redirect("gopher://a.localhost/"), "http-error", "gopher"),
    "to a script": (redirect("javascript:alert(1)"), "http-error", "javascript"),
    "to nowhere": (page(b"", status="302 Found"), "http-error", "none is given"),
    "to a place without a page": (
        page(HTML, "Content-Type: application/octet-stream", "Location: /b", status="302 Found"),
        "redirect",
        "",
    ),
}
