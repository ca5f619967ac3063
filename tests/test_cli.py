"""The command line with wrong and missing input: a clear line, the right status, nothing touched."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from console import corpuscle, free_port

from crawler.cli import COMMANDS, cli
from crawler.demo import DemoWeb


def one_line(done) -> str:
    """Return what stands on stderr, after making sure that it is no traceback."""
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def test_every_command_has_help(tmp_path):
    top = corpuscle("--help", cwd=tmp_path).stdout
    for command in COMMANDS:
        assert f"  {command} " in top
        done = corpuscle(command, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert "Usage: corpuscle" in done.stdout


@pytest.mark.parametrize("command", ["status", "doctor", "serve", ("why", "http://a.example/")])
def test_without_a_corpus_commands_say_how_to_make_one(tmp_path, command):
    arguments = (command,) if isinstance(command, str) else command
    done = corpuscle(*arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert "corpuscle crawl" in one_line(done)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 4, "binary"),
        ("latin.txt", "Grüße aus Köln und anderswo".encode("latin-1"), "UTF-8"),
        ("key.md", b"---\ntitle: A\nurll: http://a.example/\n---\nSome text.\n", "urll"),
        ("bad.urls", b"http://a.example/\nnot an address\n", "bad.urls:2"),
    ],
)
def test_a_bad_seed_names_file_and_line_and_plants_nothing(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    good = tmp_path / "good.txt"
    good.write_text("A good seed\n\nThis is a text about something that matters.\n")
    done = corpuscle("crawl", good, tmp_path / name, cwd=tmp_path)
    assert done.returncode == 1
    assert name in one_line(done)
    assert said in done.stderr
    assert "Nothing was planted" in done.stderr
    assert not (tmp_path / "corpus.db").exists()


def test_the_same_seed_twice_names_both_files(tmp_path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("A headline\n\nThe same text in both of these files.\n")
    done = corpuscle("crawl", tmp_path / "one.txt", tmp_path / "two.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "one.txt" in done.stderr
    assert "two.txt" in done.stderr


def test_seeds_without_any_address_say_what_is_missing(tmp_path):
    seed = tmp_path / "seed.txt"
    seed.write_text("A headline\n\nA text about something, saved without its address.\n")
    (tmp_path / "corpuscle.toml").write_text(
        f"""
[discovery]
providers = ["gdelt"]
gdelt = "http://gdelt.localhost:{free_port()}/"
[manners]
allow_private = true
retry_minutes = 60
"""
    )
    done = corpuscle("crawl", seed, cwd=tmp_path)
    assert done.returncode == 3
    assert "Nobody named an address" in one_line(done)
    assert "--start" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("crawl", "--pages", "0"), "--pages"),
        (("crawl", "--start", "ftp://a.example/"), "--start"),
        (("crawl", "--start", "http://a.example/x.pdf"), "image, archive"),
        (("crawl", "-s", "oops"), "NAME=VALUE"),
        (("crawled",), "No such command"),
        (("why",), "URL"),
    ],
)
def test_wrong_usage_exits_with_two(tmp_path, arguments, said):
    done = corpuscle(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in one_line(done)


def test_a_file_that_is_no_corpus_is_left_as_it_is(tmp_path):
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("create table mine (x)")
    before = other.read_bytes()
    done = corpuscle("crawl", "--db", other, "--start", "http://a.example/", cwd=tmp_path)
    assert done.returncode == 1
    assert "not a corpus" in one_line(done)
    text = tmp_path / "notes.db"
    text.write_text("These are notes, and no database.")
    assert corpuscle("status", "--db", text, cwd=tmp_path).returncode == 1
    assert (other.read_bytes(), text.read_text()) == (before, "These are notes, and no database.")


def test_settings_with_a_typing_mistake_are_an_error(tmp_path):
    (tmp_path / "corpuscle.toml").write_text("[manners]\ndelai = 2\n")
    done = corpuscle("crawl", "--start", "http://a.example/", cwd=tmp_path)
    assert done.returncode == 1
    assert "did you mean delay" in one_line(done)


def test_a_taken_port_says_what_to_do(tmp_path):
    with DemoWeb() as web:
        done = corpuscle("demo", "--port", web.port, cwd=tmp_path)
    assert done.returncode == 1
    assert "--port" in one_line(done)


def test_the_demo_is_crawled_by_one_command(tmp_path):
    free = free_port()
    done = corpuscle("demo", "--crawl", "--port", free, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Browse it: corpuscle serve" in done.stdout
    assert corpuscle("demo", "--crawl", "--port", free, cwd=tmp_path).returncode == 3


PROSE = "<p>" + "The council met and voted, after hours of debate, to repair the bridge. " * 8 + "</p>"
ADDRESS = "https://site.example/news/2024/a-bridge-is-repaired-4711"
PAGE = f"""<html><head><link rel=canonical href={ADDRESS}></head><body><h1>A bridge is repaired</h1>
<article>{PROSE}</article><h2>Related</h2>
<p><a href="/news/2024/who-pays-for-the-bridge-4700">Who pays for the old bridge</a></p></body></html>"""
SHOP = "<html><title>Shop</title><nav><a href=/a>A</a></nav></html>"


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """A folder with an article, one in a folder below, and what is neither; where it stands is entered."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "pages"
    (folder / "below").mkdir(parents=True)
    (folder / "one.html").write_text(PAGE)
    (folder / "below" / "two.HTM").write_text(PAGE.replace("4711", "4712"))
    (folder / "notes.txt").write_text("No page.")
    return folder


def run_read(*args, **more):
    """Run the command in this process, which costs less; nothing may be fetched so."""
    return CliRunner().invoke(cli, ["read", *map(str, args)], **more)


def read_json(*args):
    done = run_read(*args, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_read_knows_where_a_saved_page_is_from(pages):
    found = read_json(pages / "one.html")
    assert found["url"] == ADDRESS
    assert {link["url"]: link["kind"] for link in found["links"]} == {
        "https://site.example/news/2024/who-pays-for-the-bridge-4700": "related"
    }
    other = read_json(pages / "one.html", "--url", "https://other.example/news/x")
    assert other["url"] == "https://other.example/news/x"


def test_read_takes_several_and_folders_and_says_what_could_not_be_had(tmp_path, pages):
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "none").mkdir()
    given = (pages, "binary.html", "missing.html", "none", "http://127.0.0.1:9001/x")
    done = corpuscle("read", *given, "--json", cwd=tmp_path)
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [entry["source"].rpartition("/")[2] for entry in found] == [
        "two.HTM",
        "one.html",
        "binary.html",
        "x",
    ]
    assert [entry["reason"] for entry in found] == [None, None, "not-html", "private-address"]
    told = dict(line.split(": ", 1) for line in one_line(done).splitlines())
    assert told.keys() == {"binary.html", "missing.html", "none", "http://127.0.0.1:9001/x"}
    assert "No such file" in told["missing.html"]
    table = run_read(pages, "missing.html")
    assert table.exit_code == 1
    assert [line.split()[0] for line in table.stdout.splitlines()] == ["page", "two.HTM", "one.html"]
    assert run_read(pages).exit_code == 0


def test_read_takes_standard_input(pages):
    found = json.loads(run_read("-", "--json", input=(pages / "one.html").read_bytes()).stdout)
    assert (found["source"], found["url"], found["article"]["title"]) == (
        "-",
        ADDRESS,
        "A bridge is repaired",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("missing.html",), 1, "No such file"),
        (("empty",), 1, "no page in this folder"),
        (("x" * 3000,), 1, "File name too long"),
        (("shop.html", "--html", "empty"), 1, "Is a directory"),
        (("http://a.example/x.pdf",), 1, "not-a-page"),
        (("shop.html",), 3, ""),
        (("shop.html", "--explain", "nowhere"), 3, "nowhere"),
        (("shop.html", "page.html", "--html"), 2, "for one page"),
        (("shop.html", "--seeds", "missing.md"), 1, "missing.md"),
        (("shop.html", "--html", "page.html"), 1, "no annotated copy"),
        (("shop.html", "--no-open", "--html", "missing/out.html"), 1, "No such file"),
    ],
)
def test_read_says_in_one_line_what_is_wrong(tmp_path, monkeypatch, arguments, status, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "shop.html").write_text(SHOP)
    (tmp_path / "page.html").write_text(PAGE)
    done = run_read(*arguments)
    assert done.exit_code == status
    assert said in one_line(done)
    assert status == 2 or len(one_line(done).splitlines()) <= 1
    assert (tmp_path / "page.html").read_text() == PAGE


def test_read_writes_an_annotated_copy_and_again_over_it(pages):
    for _ in range(2):
        done = run_read(pages / "one.html", "--no-open", "--html", "copy.html")
        assert (done.exit_code, done.stdout.strip()) == (0, "copy.html")
    found = read_json(pages / "one.html", "--no-open", "--html")
    temporary = Path(found["html"])
    assert temporary.read_text("utf-8").startswith("<!doctype html>")
    temporary.unlink()


def test_read_opens_the_copy_in_the_browser(pages, monkeypatch):
    seen = []
    monkeypatch.setattr("webbrowser.open", seen.append)
    assert run_read(pages / "one.html", "--html", "copy.html").exit_code == 0
    assert seen == [Path("copy.html").resolve().as_uri()]


def test_read_explains_a_link(pages):
    done = run_read(pages / "one.html", "--explain", "who-pays")
    assert done.exit_code == 0
    for expected in ("related  0.9", "heading “Related”", "settles it", "outside the article", "otherwise"):
        assert expected in done.stdout
    (found,) = read_json(pages / "one.html", "--explain", "4700")["explanations"]
    assert found["spots"][0]["ground"] == "presented"


def test_read_measures_against_given_seeds(pages):
    Path("seed.txt").write_text("A bridge\n\n" + "The council debates who is to repair the old bridge. " * 9)
    page = pages / "one.html"
    without = read_json(page)["verdicts"][-1]
    against = read_json(page, "--seeds", "seed.txt")["verdicts"][-1]
    assert without["score"] is None
    assert against["score"] > 0.1


def test_read_fetches_several_pages_at_once(tmp_path):
    with DemoWeb() as web:
        done = corpuscle("read", *web.start_urls, "--allow-private", "--json", cwd=tmp_path)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [entry["source"] for entry in found] == list(web.start_urls)
    assert all(entry["article"]["words"] > 100 and entry["milliseconds"] for entry in found)
    assert done.returncode == 0, done.stderr
