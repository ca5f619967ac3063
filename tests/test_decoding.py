"""Content-Encoding: what is undone, what is refused, and what it costs at most."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from contextlib import suppress

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from crawler.bot.decoding import UNPACKERS, DecodingError, TooLargeError, decode, encodings_of

LARGEST = 1 << 20
PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}
TEXT = b"<p>A few words, again and again.</p>" * 9000  # more than one chunk


def test_each_encoding_that_we_ask_for_can_be_undone():
    assert list(UNPACKERS) == list(PACKERS)


@pytest.mark.parametrize("encoding", PACKERS)
@pytest.mark.parametrize("body", [b"", b"a", TEXT, bytes(LARGEST)], ids=len)
def test_round_trip(encoding, body):
    assert decode(PACKERS[encoding](body), [encoding], LARGEST) == body


@pytest.mark.parametrize(
    ("encodings", "body"),
    [
        (["gzip"], gzip.compress(TEXT) + b"\0\0 whatever follows"),
        (["gzip"], gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:])),
        (["zstd"], zstd.compress(TEXT[:9]) + zstd.compress(TEXT[9:])),
        (["deflate"], zlib.compress(TEXT, wbits=-15)),
        (["gzip", "br"], brotli.compress(gzip.compress(TEXT))),
        ([], TEXT),
    ],
)
def test_what_servers_do(encodings, body):
    assert decode(body, encodings, LARGEST) == TEXT


@pytest.mark.parametrize("encoding", PACKERS)
def test_an_empty_body_is_empty_however_it_is_labelled(encoding):
    assert decode(b"", [encoding], LARGEST) == b""


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_body_over_the_limit_is_refused(encoding):
    with pytest.raises(TooLargeError):
        decode(PACKERS[encoding](bytes(LARGEST + 1)), [encoding], LARGEST)


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_bomb_costs_no_more_than_the_limit(encoding):
    bomb = PACKERS[encoding](bytes(50 * LARGEST))
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        decode(bomb, [encoding], LARGEST)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * LARGEST


@pytest.mark.parametrize("encoding", PACKERS)
@pytest.mark.parametrize("left", [1, 9, 100])
def test_what_breaks_off_is_refused(encoding, left):
    with pytest.raises(DecodingError):
        decode(PACKERS[encoding](TEXT)[:left][:-1] or b"\0", [encoding], LARGEST)


def test_a_window_beyond_what_http_allows_is_refused():
    body = zstd.compress(TEXT * 80, options={zstd.CompressionParameter.window_log: 27})
    with pytest.raises(DecodingError):
        decode(body, ["zstd"], 1 << 30)


def test_layers_have_a_limit():
    with pytest.raises(DecodingError):
        decode(TEXT, ["gzip"] * 4, LARGEST)


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=200))
def test_garbage_raises_nothing_else(encoding, body):
    with suppress(DecodingError, TooLargeError):
        decode(body, [encoding], LARGEST)


@pytest.mark.parametrize(
    ("values", "encodings"),
    [
        ([], []),
        ([b"gzip"], ["gzip"]),
        ([b"X-GZip"], ["gzip"]),
        ([b"gzip, br"], ["gzip", "br"]),
        ([b"gzip", b"br"], ["gzip", "br"]),
        ([b"identity"], []),
        ([b"utf-8"], []),
        ([b" ,gzip,, "], ["gzip"]),
    ],
)
def test_encodings_of(values, encodings):
    assert encodings_of(Response("http://a.example/", headers={"Content-Encoding": values})) == encodings
