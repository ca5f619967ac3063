"""Which answer in the archive is the one that what is held of a page was read from."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import URL, claim, failed, make_article, make_page, make_reading, one_claim, rows
from exported import write
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.answers import page_at
from crawler.archive.record import digest_of, labelled, pack
from crawler.batch.reread import Wish, reread
from crawler.corpus import Corpus
from crawler.corpus.captures import Archive, erase_captures
from crawler.corpus.run import Run
from crawler.reasons import Reason
from crawler.records import Capture, Page, Reading, Record, Target
from crawler.settings import Settings

SETTINGS = Settings().with_values("reading", workers=1).with_values("duplicates", find=False)
HTML = {"content-type": "text/html"}
FIRST, SECOND = "2026-03-14T08:30:00.000Z", "2026-03-15T08:30:00.007Z"
HELD = """select c.captured_at, c.kind, c.status from pages p join captures c on c.page = p.id and c.held = 1
where p.url = ? """
OTHER = "https://two.example/b"


@pytest.fixture
def run(corpus: Corpus) -> Iterator[Run]:
    run = Run.start(corpus, SETTINGS)
    yield run
    assert run.archive
    run.archive.close()


def body_of(text: str) -> bytes:
    words = " ".join(f"The {text} was seen by {number} people on the shore." for number in range(60))
    return f"<html lang=en><title>{text}</title><article><h1>{text}</h1><p>{words}</article>".encode()


def answered(target: Target, text: str = "ferry", **fields: object) -> Reading:
    """A good answer with its record."""
    page = make_page(target.url, **{"headers": HTML, "body": body_of(text), "fetched_at": FIRST} | fields)
    page = replace(page, size=len(page.body))
    return make_reading(target, make_article(text * 9), page=page, record=pack(target, page, 1))


def unchanged(target: Target) -> Reading:
    """The server says that nothing changed."""
    page = make_page(target.url, status=304, fetched_at=SECOND)
    return Reading(target, page, record=Record(b"", 0, digest_of(b"")), unchanged=True)


def missing(target: Target) -> Reading:
    """An answer that is kept, and says nothing about what is held."""
    reading = failed(target, status=404, reason=Reason.NOT_FOUND, body=b"no", fetched_at=SECOND)
    return replace(reading, record=pack(target, reading.page, 1))


@pytest.mark.parametrize(
    ("second", "held", "captures"),
    [
        (lambda target: answered(target, "other", fetched_at=SECOND), [(SECOND, "response", 200)], 2),
        (lambda target: answered(target, fetched_at=SECOND), [(SECOND, "revisit", 200)], 2),
        (unchanged, [(FIRST, "response", 200)], 2),
        (missing, [(FIRST, "response", 200)], 2),
        # the archive is off by now, or must not have the new answer
        (lambda target: replace(answered(target, "other"), record=None), [], 1),
    ],
)
def test_what_is_held_comes_from_one_answer(corpus, run, second, held, captures):
    target = one_claim(corpus)
    run.save([answered(target)])
    assert rows(corpus, HELD, URL) == [(FIRST, "response", 200)]
    run.save([second(target)])
    assert rows(corpus, HELD, URL) == held
    assert rows(corpus, "select count(*) from archive") == [(captures,)]
    assert [finding for finding in corpus.examine() if finding.problem] == []


def test_of_a_page_that_fails_again_and_again_the_last_answer_is_held(corpus, run):
    target = one_claim(corpus)
    for moment in (FIRST, SECOND):
        page = make_page(target.url, status=500, reason=Reason.HTTP_ERROR, body=b"no", fetched_at=moment)
        run.save([Reading(target, page, record=pack(target, page, 1))])
    assert rows(corpus, HELD, URL) == [(SECOND, "response", 500)]
    assert [finding for finding in corpus.examine() if finding.problem] == []


def test_a_redirect_to_another_form_of_an_address_is_kept_and_not_held(corpus, run):
    target = one_claim(corpus, "http://one.example/a")
    page = Page(target.url, URL, 301, body=b"moved", size=5, reason=Reason.REDIRECT, fetched_at=FIRST)
    run.save([Reading(target, page, record=pack(target, page, 1))])
    assert rows(corpus, "select status, held from archive") == [(301, 0)]
    (again,) = claim(corpus)
    run.save([answered(again, fetched_at=SECOND)])
    assert rows(corpus, HELD, URL) == [(SECOND, "response", 200)]


def test_the_view_tells_where_each_answer_stands(corpus, run):
    targets = claim(corpus, Target(URL), Target(OTHER))
    run.save([answered(target) for target in targets])
    listed = corpus.connection.execute("select * from archive order by id").fetchall()
    assert [row["kind"] for row in listed] == ["response", "revisit"]
    assert {row["url"] for row in listed} == {URL, OTHER}
    (file,) = (corpus.path.parent / "archive").iterdir()
    for row in listed:
        found = page_at(file.with_name(row["file"]), row["offset"], 10_000_000)
        assert (found.url, found.fetched_at) == (row["url"], row["captured_at"])
        assert row["sha1"] == digest_of(body_of("ferry"))
    packed = file.read_bytes()[listed[0]["offset"] :][: listed[0]["length"]]
    (record,) = ArchiveIterator(io.BytesIO(packed))
    assert record.rec_headers.get_header("WARC-Payload-Digest") == labelled(listed[0]["sha1"])


def test_files_are_named_once(corpus, run):
    for number, target in enumerate(claim(corpus, *(Target(f"{URL}{part}") for part in range(4)))):
        reading = answered(target)
        file = f"file{number // 2}.warc.gz"
        capture = Capture(file, number * 10, 10, str(number) * 32)
        run.saver.save([replace(reading, record=None, capture=capture)])
    assert rows(corpus, "select id, name from warc_files") == [(1, "file0.warc.gz"), (2, "file1.warc.gz")]
    places = rows(corpus, "select file, offset from captures order by id")
    assert places == [(1, 0), (1, 10), (2, 20), (2, 30)]


def test_digests_with_the_same_beginning_are_of_two_bodies(corpus, run):
    """The index has beginnings alone."""
    digests = ["BEGINNING" + str(number) * 23 for number in range(2)]
    targets = claim(corpus, Target(URL), Target(OTHER))
    for number, (target, digest) in enumerate(zip(targets, digests, strict=True)):
        reading = answered(target, fetched_at=(FIRST, SECOND)[number])
        run.saver.save([replace(reading, record=None, capture=Capture("file", number, 1, digest))])
    archive = run.archive
    assert isinstance(archive, Archive)
    found = [archive.before(digest) for digest in (*digests, "BEGINNING OF A THIRD")]
    assert found == [(targets[0].url, FIRST), (targets[1].url, SECOND), None]


def test_a_page_that_was_seen_again_is_read_and_exported_as_it_came(corpus, run):
    target = one_claim(corpus)
    run.save([answered(target)])
    run.save([unchanged(target)])
    assert rows(corpus, "select status, fetched_at from pages") == [(304, SECOND)]
    path = corpus.path.with_name("out.wacz")
    write(corpus, "wacz", path)
    with zipfile.ZipFile(path) as archive:
        (line,) = archive.read("indexes/index.cdx").decode().splitlines()
    _, moment, facts = line.split(" ", 2)
    facts = json.loads(facts)
    assert (moment, facts["status"]) == ("20260314083000", "200")
    assert facts["digest"] == labelled(digest_of(body_of("ferry")))
    changes = reread(corpus, SETTINGS, Wish(every=True))
    assert (changes.pages, changes.failed) == (1, 0)


def test_a_body_that_was_erased_with_another_page_cant_be_read_again(corpus, run):
    first, second = claim(corpus, Target(URL), Target(OTHER))
    run.save([answered(first), answered(second)])
    erase_captures(corpus.connection, [first.id])
    assert rows(corpus, "select kind, held from captures") == [("revisit", 1)]
    changes = reread(corpus, SETTINGS, Wish(every=True))
    assert (changes.pages, changes.failed) == (1, 1)


def test_two_that_are_held_are_told(corpus, run):
    target = one_claim(corpus)
    run.save([answered(target)])
    run.save([unchanged(target)])
    corpus.connection.execute("update captures set held = 1")
    problems = {finding.check for finding in corpus.examine() if finding.problem}
    assert problems == {"what is held of a page comes from one answer in the archive"}
