"""Seed files: what a person saves is read; what is wrong is said, all of it, with file and line."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.records import Seed
from crawler.seeds import SeedError, SeedErrors, load
from crawler.seeds.dateline import dateline
from crawler.seeds.dates import iso_date
from crawler.seeds.shape import shape

SEEDS = Path(__file__).parent.parent / "seeds"
COPIED = """Nimbus shows its technology first, Lena Okafor has a word

The Evening Circuit Updated on 2024-01-31

December 12th,NimbusCarsThere will be a show, but nobody knows whyNimbus waits. It will go deeper**.

NimbusThe company published ** and essays, and Nimbus said that Nimbus is ready. HartwellThen came, \
and Hartwell said the same about cars. OkaforThis time was brief, butNimbus listened to Okafor.

Related Pages"""


def saved(folder: Path, text: str | bytes, name: str = "seed.md") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def one(folder: Path, text: str | bytes, name: str = "seed.md") -> Seed:
    (seed,) = load([saved(folder, text, name)])
    return seed


def complaints(*sources: Path | str) -> list[str]:
    with pytest.raises(SeedError) as caught:
        load(sources)
    return str(caught.value).split("\n")


def test_a_text_copied_off_a_page_comes_out_clean(tmp_path: Path) -> None:
    seed = one(tmp_path, COPIED, "copied.txt")
    assert seed.title == "Nimbus shows its technology first, Lena Okafor has a word"
    assert (seed.site, seed.published, seed.language) == ("The Evening Circuit", "2024-01-31", "en")
    assert seed.path == str(tmp_path / "copied.txt")
    first, second = seed.text.split("\n")
    assert first.startswith("December 12th, Nimbus Cars There will be a show, but")
    assert first.endswith("why Nimbus waits. It will go deeper.")
    assert second.startswith("Nimbus The company published and essays, and")
    assert second.endswith("but Nimbus listened to Okafor.")


def test_front_matter_fills_every_field_and_wins(tmp_path: Path) -> None:
    seed = one(
        tmp_path,
        """---
url: https://example.org/vans
title: "Vans: a winter"
site: Circuit
author: Jane Doe
published: 31 January 2024
language: no
keywords: [vans, 2024]
start_urls:
  - https://example.org/a
  - https://example.org/b
feeds: [https://example.org/feed.xml]
---
# Vans: a winter

By John Roe, 1 May 2020

Sales of vans fell.
""",
    )
    assert seed == Seed(
        path=seed.path, text="Sales of vans fell.", title="Vans: a winter",
        url="https://example.org/vans", site="Circuit", author="Jane Doe", published="2024-01-31",
        language="no", keywords=("vans", "2024"),
        start_urls=("https://example.org/a", "https://example.org/b"),
        feeds=("https://example.org/feed.xml",),
    )  # fmt: skip


def test_a_first_line_beside_the_given_title_is_text(tmp_path: Path) -> None:
    seed = one(tmp_path, "---\ntitle: Vans\n---\nWhat a winter\n\nSales of vans fell.\n")
    assert (seed.title, seed.text) == ("Vans", "What a winter\nSales of vans fell.")


def test_front_matter_with_an_address_needs_no_text(tmp_path: Path) -> None:
    seed = one(tmp_path, "---\nfeeds: [https://example.org/feed]\n---\n")
    assert (seed.text, seed.title, seed.feeds) == ("", None, ("https://example.org/feed",))


def test_a_list_of_addresses_is_one_seed(tmp_path: Path) -> None:
    text = "# vans\nhttps://example.org/a\n\n  http://example.com/b?x=1  # German\nhttps://example.org/a\n"
    seed = one(tmp_path, text, "vans.urls")
    assert seed.start_urls == ("https://example.org/a", "http://example.com/b?x=1")
    assert (seed.text, seed.url) == ("", None)


def test_a_url_is_a_seed() -> None:
    assert load(["https://example.org/a", "https://example.org/a"]) == [
        Seed("https://example.org/a", "", url="https://example.org/a", start_urls=("https://example.org/a",)),
    ]


def test_a_folder_gives_its_seeds_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "README.md", ".hidden.md", "a.md~"):
        saved(tmp_path, f"A text by the name of {name}.", name)
    (tmp_path / "folder").mkdir()
    assert [Path(seed.path).name for seed in load([tmp_path, tmp_path / "a.md"])] == ["a.md", "b.txt"]


@pytest.mark.parametrize(
    "data",
    [
        "Größe.\r\nUnd so.".encode(),
        codecs.BOM_UTF8 + "Größe.\rUnd so.".encode(),
        "Größe.\nUnd so.".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Gro\u0308ße.\nUnd so.".encode("utf-16-be"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    assert one(tmp_path, data).text == "Größe.\nUnd so."


FRONT = "---\ntitle: a\n{}\n---\nA text of words.\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        (" \n\t\n", 1, "empty"),
        ("\x89PNG\0\x01", 1, "binary"),
        ("\x01\x02\x03\x04ab", 1, "binary"),
        (b"good\nbad \xff byte", 2, "UTF-8"),
        ("---\n\n1, 2 …\n", 1, "no end"),
        ("--- \ntitle: a\n---\n", 4, "neither text nor address"),
        ("123 !?", 1, "no word"),
        ("<!DOCTYPE html><p>Text", 1, "web page"),
        ("x" * 5_000_001, 1, "larger than 5 MB"),
        (FRONT.format("titel: b"), 3, "did you mean “title”"),
        (FRONT.format("Keyword: b"), 3, "did you mean “keywords”"),
        (FRONT.format("title: b"), 3, "twice"),
        (FRONT.format("site: [a]"), 3, "must be a text, not a list"),
        (FRONT.format("site: {a: b}"), 3, "must be a text, not a nested"),
        (FRONT.format("keywords: a, b"), 3, "must be a list"),
        (FRONT.format("keywords:\n  - a\n  - [b]"), 5, "must be a text, not a list"),
        (FRONT.format("site: a: b"), 3, "not valid YAML"),
        (FRONT.format('site: "a'), 3, "not valid YAML"),
        (FRONT.format("site: \x80"), 3, "U+0080"),
        (FRONT.format("- a"), 3, "not valid YAML"),
        (FRONT.format("site: " + "[" * 5_000), 2, "brackets"),
        ("---\njust words\n---\nText.", 2, "key: value"),
        (FRONT.format("published: yesterday"), 3, "is not a date"),
        (FRONT.format("published: 2024-02-30"), 3, "is not a date"),
        (FRONT.format("language: German"), 3, "two letters"),
        (FRONT.format("url: example.org"), 3, "not a web address"),
        (FRONT.format("url: ftp://example.org/"), 3, "not a web address"),
        (FRONT.format("start_urls:\n- https://a.b/\n- http:///x"), 5, "not a web address"),
        (FRONT.format("feeds: [https://a.b:x/]"), 3, "not a web address"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, words: str
) -> None:
    path = saved(tmp_path, text)
    (complaint,) = complaints(path)
    assert complaint.startswith(f"{path}:{line}: ")
    assert words in complaint


def test_wrong_lists_of_addresses(tmp_path: Path) -> None:
    path = saved(tmp_path, "https://a.b/\nnews\n\nhttp://\n", "a.urls")
    bare = saved(tmp_path, "# nothing\n", "b.urls")
    said = complaints(path, bare)
    assert [complaint[: len(f"{path}:0:")] for complaint in said] == [
        f"{path}:2:",
        f"{path}:4:",
        f"{bare}:1:",
    ]


def test_all_problems_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    saved(tmp_path, "---\ntitel: a\nurl: b\n---\nText.", "a.md")
    saved(tmp_path, "A good text.", "b.md")
    saved(tmp_path, "", "c.md")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SeedErrors) as caught:
        load([tmp_path, empty, tmp_path / "none.md", "https://"])
    places = [(Path(error.path).name, error.line) for error in caught.value.errors]
    assert sorted(places, key=str) == sorted(
        [("a.md", 2), ("a.md", 3), ("c.md", 1), ("empty", None), ("none.md", None), ("https:", None)],
        key=str,
    )


def test_a_seed_that_is_there_twice_names_both(tmp_path: Path) -> None:
    first = saved(tmp_path, "---\nurl: https://example.org/a\n---\nA text.", "a.md")
    second = saved(tmp_path, "---\nurl: http://www.example.org/a/\n---\nA  text.", "b.md")
    said = complaints(first, second)
    assert len(said) == 2
    assert all(line.startswith(f"{second}:1: ") and str(first) in line for line in said)


@pytest.mark.parametrize("name", ["\0", "x" * 5_000, "ftp://example.org/", "http:/one", ""])
def test_impossible_names_are_errors(name: str) -> None:
    if name:
        assert len(complaints(name)) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a file" in complaints(tmp_path / "pipe")[0]


@pytest.mark.parametrize(
    ("line", "published", "site", "author"),
    [
        ("The Evening Circuit Updated on 2024-01-31", "2024-01-31", "The Evening Circuit", None),
        ("By Jane Doe", None, None, "Jane Doe"),
        ("By Jane Doe and John Roe, January 31, 2024", "2024-01-31", None, "Jane Doe and John Roe"),
        ("Updated 2:30 PM ET, Wed January 31, 2024", "2024-01-31", None, None),
        ("Jan. 31, 2024 · 5 min read", "2024-01-31", None, None),
        ("Veröffentlicht am 31. Januar 2024 von Erika Muster", "2024-01-31", None, "Erika Muster"),
        ("Die Zeitung | 31.01.2024, 14:05 Uhr", "2024-01-31", "Die Zeitung", None),
        ("Publié le 31 janvier 2024 par Jean Dupont", "2024-01-31", None, "Jean Dupont"),
        ("31/01/2024 às 10h30", "2024-01-31", None, None),
        ("Опубликовано 31 января 2024", "2024-01-31", None, None),
        ("发布于 2024年1月31日", "2024-01-31", None, None),
        ("2024年1月31日 10:00 来源：晚报 作者：张三", "2024-01-31", "晚报", "张三"),
        ("최종수정 2024.01.31", "2024-01-31", None, None),
    ],
)
def test_datelines(line: str, published: str | None, site: str | None, author: str | None) -> None:
    said = dateline(line)
    assert said is not None
    assert (said.published, said.site, said.author) == (published, site, author)


@pytest.mark.parametrize(
    "line",
    ["On January 31, 2024 the firm opened a plant", "By Design", "By the sea", "Von Beginn an ein Erfolg",
     "5 facts from 2024", "Reuters", "", "The show of 31 January 2024 was over before it began."],
)  # fmt: skip
def test_prose_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-31T10:00:00+08:00", "2024-01-31"),
        ("Wed, 31 Jan 2024 10:00 GMT", "2024-01-31"),
        ("31st of January 2024", "2024-01-31"),
        ("31. Januar 2024", "2024-01-31"),
        ("2024年1月31日", "2024-01-31"),
        ("2024", None),
        ("2024-13-01", None),
        ("31 Foo 2024", None),
        ("2024-01-31 or so", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert iso_date(text) == expected


def test_the_order_of_day_and_month_is_the_language_s() -> None:
    assert (iso_date("03/04/2024", "en"), iso_date("03/04/2024", "fr")) == ("2024-03-04", "2024-04-03")


@pytest.mark.parametrize(
    ("raw", "title", "text"),
    [
        ("# Title #\n\n*By Jane Doe*\n\nSome **bold** text.", "Title", "Some bold text."),
        ("Title\n=====\n\nText.", "Title", "Text."),
        ("2024-01-31\n\nA headline\n\nText.", "A headline", "Text."),
        ("A headline\nBy Jane Doe\nText.", "A headline", "Text."),
        ("A first sentence.\n\nText.", None, "A first sentence.\nText."),
        ("One line\nand another", None, "One line\nand another"),
        ("Only this", None, "Only this"),
        ("x" * 300 + "\n\nText.", None, "x" * 300 + "\nText."),
        ("## A\n\n[link](http://a.b/c_(d)) ![i](j) `code` snake_case_name 2 * 3\n", "A",
         "link  code snake_case_name 2 * 3"),
        ("Text.\n\n- one\n* two\n> three\n\n***\n\nEnd.", None, "Text.\none\ntwo\nthree\nEnd."),
        ("Text, and ** words, **, more f**k**.", None, "Text, and words,, more f**k."),
        ("A long line of the text that goes on until it meets the border\nand goes on.", None,
         "A long line of the text that goes on until it meets the border and goes on."),
        ("The text ends here.\n\nVerwandte Artikel\nA headline\nIs this one?", None, "The text ends here."),
        ("The text ends here.\n\nTags: a, b\n© 2024 Circuit", None, "The text ends here."),
        ("文章在这里结束。\n\n相关阅读\n另一个标题", None, "文章在这里结束。"),
        ("Related Pages are a theme of this text.\n\nIt ends", None,
         "Related Pages are a theme of this text.\nIt ends"),
    ],
)  # fmt: skip
def test_shape(raw: str, title: str | None, text: str) -> None:
    found = shape(raw, "en")
    assert (found.title, found.text) == (title, text)


def test_the_seeds_of_this_project_are_good() -> None:
    seeds = {Path(seed.path).name: seed for seed in load([SEEDS])}
    assert "xiaomi-auto.md" in seeds
    for seed in seeds.values():
        assert None not in (seed.title, seed.site, seed.published)
        assert (seed.language, bool(seed.keywords)) == ("en", True)
        assert str(seed.title) not in seed.text
        assert len(seed.text.split()) >= 250


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.text(alphabet="-: \n[]{}&*!'\"aurl#>|%\t").map(lambda text: f"---\n{text}\n---\n".encode()),
    ),
    st.sampled_from(["seed.md", "seed.txt", "seed.urls"]),
)
@example(b"---\n? a\n---\n", "seed.md")
@example(b"---\n---\n", "seed.md")
@example(b"\xff\xfe\x00", "seed.txt")
@example("© A".encode(), "seed.md")
def test_whatever_the_bytes_only_seed_errors_come(tmp_path: Path, data: bytes, name: str) -> None:
    path = saved(tmp_path, data, name)
    said = ""
    seeds: list[Seed] = []
    try:
        seeds = load([path])
    except SeedError as error:
        said = str(error)
    assert said.startswith(str(path)) != any(
        seed.text or seed.start_urls or seed.url or seed.feeds for seed in seeds
    )
