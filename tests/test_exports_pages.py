"""Pages leave as they came: what others read them with finds each, and what is not archived stays out."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from console import corpuscle, free_port, listens, wait_for
from recorder import article
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler.archive.record import pack
from crawler.archive.surt import surt
from crawler.records import Page, Target

# pywb and wacz bring a `brotli` of their own, so they live in another environment than ours.
PYWB = os.environ.get("CORPUSCLE_PYWB", "")
NAMES = ("Elm", "Oak", "Copy", "Shut")
HTML = {"content-type": "text/html; charset=utf-8"}


def record(name):
    url = f"https://www.{name.lower()}.example/story?b=2&a=1"
    headers = HTML | ({"x-robots-tag": "noarchive"} if name == "Shut" else {})
    body = article("Elm" if name == "Copy" else name)[2]
    page = Page(url, url, 200, headers, body, fetched_at="2026-03-14T08:30:00.000Z")
    return pack(Target(url), page, 1).content


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A corpus with two pages, a third that has the body of the first, and one that is not archived."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "corpuscle.toml").write_text("[duplicates]\nfind = false\n[reading]\nworkers = 1\n")
    (folder / "a.warc.gz").write_bytes(b"".join(map(record, NAMES)))
    assert corpuscle("ingest", "a.warc.gz", cwd=folder).returncode == 0
    for name in ("warc", "wacz"):
        done = corpuscle("export", name, f"out.{name}", cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def bodies(file):
    return {
        record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
        for record in ArchiveIterator(file)
        if record.rec_type == "response"
    }


def test_a_warc_file_has_every_page_whole(folder):
    with (folder / "out.warc").open("rb") as file:
        found = bodies(file)
    assert {url.split(".")[1]: body for url, body in found.items()} == {
        "elm": article("Elm")[2], "oak": article("Oak")[2], "copy": article("Elm")[2],
    }  # fmt: skip
    checker = Checker(type("Asked", (), {"inputs": [str(folder / "out.warc")], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0


def test_a_wacz_file_says_where_each_page_is(folder):
    with zipfile.ZipFile(folder / "out.wacz") as archive:
        index = archive.read("indexes/index.cdx").decode().splitlines()
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()]
        described = json.loads(archive.read("datapackage.json"))
        warc = archive.read("archive/data.warc.gz")
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    assert index == sorted(index)
    assert [page.get("url", "").split(".")[1:2] for page in pages] == [[], ["elm"], ["oak"], ["copy"]]
    assert "Of 1 more the page is not archived" in described["description"]
    for entry in index:
        key, moment, facts = entry.split(" ", 2)
        facts = json.loads(facts)
        assert (key, moment) == (surt(facts["url"]), "20260314083000")
        start, length = int(facts["offset"]), int(facts["length"])
        path = folder / "one.warc.gz"
        path.write_bytes(warc[start : start + length])
        with path.open("rb") as file:
            assert list(bodies(file)) == [facts["url"]]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.News.example/A/b.html?C=1&b=2", "example,news)/a/b.html?b=2&c=1"),
        ("http://one.example", "example,one)/"),
        ("http://one.example:8080/a/", "example,one:8080)/a"),
        ("http://192.0.2.7/a", "192.0.2.7)/a"),
        ("http://www2.one.example:80/", "example,one)/"),
    ],
)
def test_keys_of_addresses(url, key):
    assert surt(url) == key


def test_what_cant_be_exported_says_why(folder):
    done = corpuscle("export", "wacz", "no.wacz", "--excerpts", cwd=folder)
    assert (done.returncode, "can't be reduced to excerpts" in done.stderr) == (1, True)
    done = corpuscle("export", "warc", "no.warc", "--where", "host like '%shut%'", cwd=folder)
    assert (done.returncode, "of none of these texts is the page in the archive" in done.stderr) == (1, True)
    assert not list(folder.glob("no.*"))


def test_an_archive_that_is_damaged_is_told(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy" / "corpus.db")) as connection:
        (name,) = connection.execute("select name from warc_files").fetchone()
    path = tmp_path / "copy" / "archive" / name
    path.write_bytes(path.read_bytes()[:1200])
    done = corpuscle("export", "warc", "b.warc", cwd=tmp_path / "copy")
    assert (done.returncode, "doctor" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert not (tmp_path / "copy" / "b.warc").exists()


@pytest.mark.skipif(not PYWB, reason="CORPUSCLE_PYWB names no environment with pywb and wacz")
def test_others_replay_and_validate_it(folder, tmp_path):
    programs = Path(PYWB) / "bin"
    valid = subprocess.run(
        [programs / "wacz", "validate", "-f", folder / "out.wacz"], capture_output=True, check=False
    )
    assert valid.returncode == 0, valid.stdout
    shutil.copy(folder / "out.warc", tmp_path / "out.warc.gz")
    for command in (["init", "kept"], ["add", "kept", "out.warc.gz"]):
        subprocess.run([programs / "wb-manager", *command], cwd=tmp_path, check=True, capture_output=True)
    port = free_port()
    server = subprocess.Popen([programs / "wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=tmp_path,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        wait_for(lambda: listens(port))
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request("GET", "/kept/20260314083000id_/https://www.oak.example/story?b=2&a=1")
            replayed = connection.getresponse()
            assert (replayed.status, replayed.read()) == (200, article("Oak")[2])
    finally:
        server.terminate()
        server.wait()
