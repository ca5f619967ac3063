"""Answers are kept as they came, unless the site asks not to, and found again whatever befalls the file."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_article, make_reading, one_claim
from console import corpuscle
from hypothesis import given, settings
from hypothesis import strategies as st
from recorder import Recorder, article
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.answers import NoAnswerError, page_at, page_of
from crawler.archive.erasing import ERASED, erase, filler
from crawler.archive.keeping import may_keep, may_keep_unread
from crawler.archive.pieces import pieces
from crawler.archive.record import digest_of, pack, pack_revisit
from crawler.archive.store import ArchiveError, Store
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.reading.page import read_page
from crawler.reasons import Reason
from crawler.records import Kind, Page, Reading, Statement, Target
from crawler.settings import Archive, Settings

LARGEST = 10_000_000
HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-encoding": "br",
    "transfer-encoding": "chunked",
    "set-cookie": "a=b",
    "x-odd": "two\r\nlines",
}
TARGET = Target("https://one.example/a?b=c", Kind.RELATED, 2, id=7, via=3, seed=1)
PAGE = Page(
    TARGET.url, TARGET.url, 200, HEADERS, "Ein Fährmann".encode() * 300, 3900,
    {"user-agent": "Us", "cookie": "no"},
    fetched_at="2026-03-14T08:30:00.000Z", address="192.0.2.7",
)  # fmt: skip
SETTINGS = """
[manners]
delay = 0.0
allow_private = true
attempts = 1
[judges]
min_relevance = 0.0
[reading]
workers = 1
"""


def file_of(folder: Path, *contents: bytes) -> Path:
    path = folder / "some.warc.gz"
    path.write_bytes(b"".join(contents))
    return path


def test_an_answer_comes_back_as_it_was(tmp_path):
    record = pack(TARGET, PAGE, 1)
    path = file_of(tmp_path, b"", record.content)
    page = page_at(path, 0, LARGEST)
    assert (page.url, page.status, page.body, page.fetched_at) == (PAGE.url, 200, PAGE.body, PAGE.fetched_at)
    assert page.address == PAGE.address
    assert page.headers == {
        "content-type": HEADERS["content-type"],
        "set-cookie": "a=b",
        "x-odd": "two  lines",
    }
    assert record.digest == digest_of(PAGE.body)
    zlib.decompress(record.content[: record.length], 31)  # the answer alone is a member of its own


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("x-note", "ü; a=b", ("x-note", "%C3%BC; a=b")),
        (
            "content-disposition",
            'inline; filename="a ü"',
            ("content-disposition", 'inline; filename="a %C3%BC"'),
        ),
        ("x-ü", "one", ("x-%c3%bc", "one")),
        ("x-half", "a\ud800b", ("x-half", "a?b")),
    ],
)
def test_headers_beyond_ascii_are_kept_in_it(tmp_path, name, value, kept):
    record = pack(TARGET, replace(PAGE, headers={name: value}, sent={"from": "me@ü.example"}), 1)
    page = page_at(file_of(tmp_path, record.content), 0, LARGEST)
    assert (page.body, dict(page.headers)) == (PAGE.body, dict([kept]))


def test_the_records_are_what_warcio_expects(tmp_path):
    revisit = pack_revisit(
        TARGET, PAGE, digest_of(PAGE.body), ("https://two.example/", "2026-01-01T00:00:00Z"), 1
    )
    path = file_of(tmp_path, pack(TARGET, PAGE, 1).content, revisit.content)
    with path.open("rb") as file:
        kinds = []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
            if record.rec_type == "request":
                first = f"{record.http_headers.protocol} {record.http_headers.statusline}"
                assert first == "GET /a?b=c HTTP/1.1"
                assert record.http_headers.get_header("host") == "one.example"
                assert record.http_headers.get_header("user-agent") == "Us"
                assert record.http_headers.get_header("cookie") is None
            if record.rec_type == "revisit":
                assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == "https://two.example/"
    assert kinds == ["response", "request", "metadata", "revisit", "request", "metadata"]


@pytest.mark.parametrize(
    ("headers", "head", "kept"),
    [
        ({}, "", True),
        ({}, "<meta name=robots content='nofollow, nosnippet'>", True),
        ({}, "<meta name=robots content='index, NOARCHIVE'>", False),
        ({}, "<meta name=corpuscle content=noarchive>", False),
        ({}, "<meta name=otherbot content=noarchive>", True),
        ({}, "<meta name=robots content=noindex>", False),
        ({}, "<meta name=robots content=none>", False),
        ({"x-robots-tag": "noarchive"}, "", False),
        ({"x-robots-tag": "otherbot: noarchive"}, "", True),
    ],
)
def test_what_a_site_asks_not_to_keep_is_not_kept(headers, head, kept):
    body = article("Elm")[2].replace(b"<head>", f"<head>{head}".encode())
    page = Page(PAGE.url, PAGE.url, 200, {"content-type": "text/html", **headers}, body, len(body))
    assert may_keep(read_page(TARGET, page)) is kept
    if not kept:
        assert not may_keep_unread(page)


def test_a_text_that_is_reserved_is_not_kept():
    said = (Statement("header", "tdm-reservation", "1", reserves=True),)
    assert may_keep(Reading(TARGET, PAGE, statements=said))
    assert not may_keep(Reading(TARGET, PAGE, statements=said, reason=Reason.RESERVED))


def test_a_damaged_record_costs_only_itself(tmp_path):
    records = [
        pack(
            Target(f"https://one.example/{n}"),
            Page(f"https://one.example/{n}", status=200, sent=PAGE.sent),
            1,
        )
        for n in range(3)
    ]
    damaged = bytearray(records[1].content)
    damaged[20:60] = b"x" * 40
    path = file_of(tmp_path, records[0].content, bytes(damaged), records[2].content[:-9])
    found = list(pieces(path, 0, LARGEST))
    assert [piece.trouble.partition(":")[0] for piece in found] == [
        "",
        "",
        "",
        "damaged",
        "",
        "",
        "",
        "",
        "torn",
    ]
    assert [piece.end for piece in found[:-1]] == [piece.offset for piece in found[1:]]
    assert list(pieces(path, found[4].offset, LARGEST)) == found[4:]


def test_a_file_that_is_not_packed(tmp_path):
    packed = file_of(tmp_path, *(pack(TARGET, PAGE, 1).content for _ in range(2)))
    whole = [piece.content for piece in pieces(packed, 0, LARGEST)]
    path = tmp_path / "plain.warc"
    path.write_bytes(b"".join([*whole[:3], b"WARC/1.1 nonsense\r\n\r\n", *whole[3:]])[:-30])
    found = list(pieces(path, 0, LARGEST))
    assert [piece.content for piece in found[:3]] == whole[:3]
    assert [bool(piece.trouble) for piece in found] == [False, False, False, True, False, False, True]


def test_a_length_that_no_file_can_have(tmp_path):
    path = tmp_path / "plain.warc"
    path.write_bytes(b"WARC/1.1\r\nContent-Length: 999999999999999\r\n\r\nshort")
    assert [piece.trouble.partition(":")[0] for piece in pieces(path, 0, LARGEST)] == ["torn"]


def packed_whole(record):
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    plain = zlib.decompress(record.content[: record.length], 31)
    return packer.compress(plain * 2) + packer.flush()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("whole.warc.gz", packed_whole, "packed in one piece"),
        ("page.html", lambda _: b"<html></html>", "is no WARC file"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content(pack(TARGET, PAGE, 1)))
    with pytest.raises(ArchiveError, match=said):
        list(pieces(path, 0, LARGEST))


def test_a_record_too_large_is_passed_over(tmp_path):
    path = file_of(
        tmp_path, pack(TARGET, PAGE, 1).content, pack(Target("https://b.example/"), PAGE, 9).content
    )
    found = list(pieces(path, 0, 2000))
    assert [piece.trouble for piece in found] == [
        "larger than 2000 bytes",
        "",
        "",
        "larger than 2000 bytes",
        "",
        "",
    ]


@settings(deadline=None)
@given(st.binary(max_size=4000), st.integers(0, 2000), st.integers(0, 2000))
def test_any_bytes_are_cut_to_their_end(tmp_path_factory, noise, at, cut):
    content = pack(TARGET, PAGE, 1).content
    path = tmp_path_factory.getbasetemp() / "noise.warc.gz"
    path.write_bytes((content[:at] + noise + content[at : at + cut] + content) or b"\x1f")
    try:
        found = list(pieces(path, 0, LARGEST))
    except ArchiveError:
        return
    assert found[-1].end == path.stat().st_size
    assert all(piece.offset < piece.end for piece in found)
    for piece in found:
        if not piece.trouble:
            answer_or_none(piece.content)


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_any_record_is_an_answer_or_none(noise):
    answer_or_none(noise)
    answer_or_none(b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n" + noise)


def test_what_is_odd_about_a_record_is_not_told_the_terminal(capfd):
    content = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\x1b[2J b\r\n\r\n"
    answer_or_none(content)
    assert capfd.readouterr() == ("", "")


def answer_or_none(content):
    with suppress(NoAnswerError):
        assert page_of(content, LARGEST).url.startswith("http")


@pytest.mark.parametrize("length", [10, 200, 339, 340, 5000, 200_000])
def test_what_is_erased_leaves_its_place(length):
    assert len(filler(length)) == length
    if length >= 340:
        assert ERASED in zlib.decompress(filler(length), 31)


def test_erasing_moves_nothing(tmp_path):
    first, second = pack(TARGET, PAGE, 1), pack(Target("https://two.example/"), PAGE, 1)
    path = file_of(tmp_path, first.content, second.content)
    erase(path, 0, first.length)
    assert path.stat().st_size == len(first.content) + len(second.content)
    assert page_at(path, len(first.content), LARGEST).body == PAGE.body
    with pytest.raises(NoAnswerError, match="metadata"):
        page_at(path, 0, LARGEST)


def test_files_of_a_run_have_a_size(tmp_path):
    store = Store(tmp_path / "archive", "corpus", 4, 100)
    assert not store.folder.exists()
    places = []
    for _ in range(3):
        if store.is_full:
            store.begin()
        places.append(store.append(b"x" * 60))
    store.close()
    assert places == [
        ("corpus-00004-00001.warc.gz", 0),
        ("corpus-00004-00001.warc.gz", 60),
        ("corpus-00004-00002.warc.gz", 0),
    ]  # fmt: skip
    again = Store(tmp_path / "archive", "corpus", 4, 100)
    assert again.begin() == "corpus-00004-00003.warc.gz"
    again.close()


def rows(folder, sql):
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql).fetchall()


def answer(_, path):
    """Three articles of which two are the same, one that is not to be kept, a redirect, nothing."""
    if path == "/robots.txt":
        return 404, {}, b""
    links = "".join(
        f"<li><a href=/{name}>What became of the {name}</a></li>"
        for name in ("b", "keep-not", "moved", "gone")
    )
    status, headers, body = article("Elm" if path in ("/a", "/b") else "Oak")
    if path == "/a":
        body = body.replace(b"</article>", f"</article><h2>Related</h2><ul>{links}</ul>".encode())
    if path == "/keep-not":
        headers = headers | {"X-Robots-Tag": "noarchive"}
    if path == "/moved":
        return 301, {"Location": "/a2"}, b"gone to a2"
    if path == "/a2":
        body = article("Elm")[2]
    return (404, {}, b"nothing here") if path == "/gone" else (status, headers, body)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archived")
    (folder / "corpuscle.toml").write_text(SETTINGS)
    with Recorder(answer) as web:
        done = corpuscle("crawl", "--start", web.url("elm", "a"), "-q", cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def test_a_crawl_keeps_every_answer(crawled):
    is_held = "(select count(*) from captures where page = pages.id and held = 1)"
    kept = dict(rows(crawled, f"select substr(url, -2), {is_held} from pages"))
    assert kept == {"/a": 1, "/b": 1, "ot": 0, "ed": 1, "ne": 1, "a2": 1}
    kinds = rows(crawled, "select kind, count(*) from captures group by 1")
    assert kinds == [("response", 4), ("revisit", 1)]
    for url, file, offset, digest in rows(crawled, "select url, file, offset, sha1 from archive"):
        page = page_at(crawled / "archive" / file, offset, LARGEST)
        assert page.url == url
        assert page.body == b"" or digest_of(page.body) == digest


def test_what_a_killed_run_left_torn_is_told_and_passed_over(crawled):
    (file,) = (crawled / "archive").iterdir()
    whole = file.read_bytes()
    with file.open("ab") as archive:
        archive.write(whole[400:700])
    done = corpuscle("doctor", cwd=crawled)
    assert done.returncode == 0, done.stdout
    assert "of a torn record: a run was killed there" in done.stdout
    file.write_bytes(whole[:-2000])
    done = corpuscle("doctor", cwd=crawled)
    assert (done.returncode, "is too short" in done.stdout) == (1, True)
    file.write_bytes(whole)


def test_a_take_down_erases_the_answer_too(crawled):
    (url,) = rows(crawled, "select url from pages where url like '%/b'")[0]
    (file,) = (crawled / "archive").iterdir()
    size = file.stat().st_size
    done = corpuscle("takedown", url, cwd=crawled)
    assert done.returncode == 0, done.stderr
    assert file.stat().st_size == size
    texts = [piece.content for piece in pieces(file, 0, LARGEST) if not piece.trouble]
    assert not [text for text in texts if b"What became of Elm" in text and b"text/html" in text]
    assert [text for text in texts if b"WARC-Type: metadata" in text]
    assert corpuscle("doctor", cwd=crawled).returncode == 0


@pytest.mark.parametrize(("said", "kept"), [("nosnippet", 1), ("noarchive", 0)])
def test_a_page_that_asks_for_it_later_loses_its_answers(corpus, said, kept):
    run = Run.start(corpus, Settings())
    target = one_claim(corpus, PAGE.url)
    first = make_reading(target, make_article(), page=PAGE, record=pack(target, PAGE, 1))
    run.save([first])
    (file,) = (corpus.path.parent / "archive").iterdir()
    assert page_at(file, *corpus.connection.execute("select offset from captures").fetchone(), LARGEST)
    run.save([replace(first, record=None, statements=(Statement("header", "robots", said),))])
    run.finish(Stop.FRONTIER)
    assert corpus.connection.execute("select count(*) from captures").fetchone()[0] == kept
    bodies = [piece for piece in pieces(file, 0, LARGEST) if "Fährmann".encode() in piece.content]
    assert len(bodies) == kept


def test_it_can_be_switched_off(tmp_path):
    (tmp_path / "corpuscle.toml").write_text(SETTINGS + "[archive]\nenabled = false\n")
    with Recorder(answer) as web:
        done = corpuscle("crawl", "--start", web.url("elm", "a"), "--pages", "1", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "archive").exists()
    assert rows(tmp_path, "select (select count(*) from pages), count(*) from captures") == [(1, 0)]


def test_levels_of_packing():
    large = replace(PAGE, body=article("Elm")[2] * 50)
    sizes = [len(pack(TARGET, large, level).content) for level in (0, 1, 9, 99)]
    # records have numbers of their own, which pack a little differently each time
    assert sizes[0] == pytest.approx(sizes[1], abs=9)
    assert sizes[1] > sizes[2] + 100
    assert sizes[2] == pytest.approx(sizes[3], abs=9)
    assert Archive().enabled
