"""The command line with wrong and missing input: a clear line, the right status, nothing touched."""

from __future__ import annotations

import sqlite3

import pytest
from console import corpuscle, free_port

from crawler.cli import COMMANDS
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
    done = corpuscle("crawl", seed, cwd=tmp_path)
    assert done.returncode == 3
    assert "--start" in one_line(done)


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
