"""A seed's own page: told by address, text, or title with site and date; and by nothing less."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import make_article, make_reading, one_claim, rows
from console import answer, corpuscle

from crawler.corpus import Corpus
from crawler.corpus.save import Saver
from crawler.demo import DemoWeb
from crawler.demo.content import Library
from crawler.likeness.own import Label, is_titled
from crawler.records import Article, Seed
from crawler.settings import Settings

TEXT = " ".join(
    f"The ferry number {n} crossed the strait before dawn, and nobody on board slept." for n in range(30)
)
OTHER = " ".join(
    f"A gardener of town {n} sowed leeks in rows that the frost would not reach." for n in range(30)
)
CHINESE = "小米汽车的研发团队已经有三千多名工程师。雷军说伟大的企业都是熬出来的。" * 3
TITLE = "Ferry crosses the strait before dawn"
MARKED = "select page, recognised_by, url from seeds order by id"


@pytest.mark.parametrize(
    ("title", "site", "published", "is_own"),
    [
        (TITLE, "Harbour Post", "2024-03-12", True),
        (TITLE, "harbour.post", "2024-03-14T23:00:00Z", True),
        (f"{TITLE} – Harbour Post", None, "2024-03-11", True),
        ("Ferry crosses the Strait before dawn!", "Harbour Post", "2024-03-12", True),
        (TITLE, "Harbour Post", "2024-03-15", False),
        (TITLE, "Valley Echo", "2024-03-12", False),
        ("Ferry crosses the strait at noon, late", "Harbour Post", "2024-03-12", False),
        (TITLE, "Harbour Post", None, True),
        (f"{TITLE}s", "Harbour Post", None, False),
        (None, "Harbour Post", "2024-03-12", False),
        ("…", "Harbour Post", None, False),
    ],
)
def test_title_site_and_date(
    title: str | None, site: str | None, published: str | None, is_own: object
) -> None:
    host = "www.harbourpost.example" if site is None else "cdn.example"
    found = Label.of(title, site, f"https://{host}/1", [published])
    assert is_titled(Label.of(TITLE, "Harbour Post", None, ["2024-03-12"]), found) is is_own


def save(corpus: Corpus, url: str, article: Article) -> None:
    target = one_claim(corpus, url)
    Saver(corpus.frontier, Settings()).save([make_reading(target, article)])


def ferry(text: str = TEXT, **fields: object) -> Article:
    return make_article(text, **({"title": "Another title"} | fields))


@pytest.mark.parametrize(
    ("seed", "article", "by"),
    [
        (Seed("s", TEXT), ferry(), "text"),
        (Seed("s", TEXT), ferry(f"{OTHER}\n{TEXT}"), "text"),
        (Seed("s", TEXT), ferry(TEXT.replace("crossed", "passed")), "text"),
        (Seed("s", TEXT, site="Harbour"), ferry(), "text"),
        (Seed("s", TEXT, site="Valley Echo"), ferry(), "copy"),
        (Seed("s", TEXT), ferry(OTHER), None),
        (Seed("s", f"{TEXT}\n{OTHER}"), ferry(OTHER), None),
        (Seed("s", TEXT, TITLE, site="Harbour", published="2024-03-12"),
         ferry(OTHER, title=TITLE, modified="2024-03-13"), "title"),
        (Seed("s", "", url="http://www.harbour.example/a?utm_source=x"), ferry(OTHER), "address"),
        (Seed("s", CHINESE), ferry(CHINESE), "text"),
    ],
)  # fmt: skip
def test_an_article_is_recognised_when_it_is_saved(
    corpus: Corpus, seed: Seed, article: Article, by: str | None
) -> None:
    corpus.plant([Seed("other", OTHER.replace("leeks", "kale").upper()[::-1], "Leeks"), seed])
    url = "https://harbour.example/a"
    save(corpus, url, article)
    page, recognised_by, learned = rows(corpus, MARKED)[1]
    assert recognised_by == by
    assert (page is not None) == (by is not None)
    assert learned == (seed.url or (url if by and by != "copy" else None))
    assert [own["recognised_by"] for own in corpus.why(url).own_page_of] == ([by] if by else [])


def test_a_copy_gives_way_to_the_page_itself_and_that_to_nothing(corpus: Corpus) -> None:
    corpus.plant([Seed("s", TEXT, TITLE, site="Harbour")])
    for host in ("copy", "harbour", "second", "harbour"):
        save(corpus, f"https://{host}.example/{len(rows(corpus, 'select 1 from pages'))}", ferry())
    ((page, by, url),) = rows(corpus, MARKED)
    assert (by, url) == ("text", "https://harbour.example/1")
    assert rows(corpus, "select url from pages where id = ?", page) == [(url,)]


def test_a_seed_planted_late_finds_its_page_among_what_is_there(corpus: Corpus) -> None:
    save(corpus, "https://one.example/a", ferry())
    corpus.plant([Seed("s", TEXT), Seed("t", OTHER), Seed("u", "", url="https://one.example/a")])
    assert [by for _, by, _ in rows(corpus, MARKED)] == ["text", None, "address"]


def test_what_is_rolled_back_is_recognised_again(corpus: Corpus) -> None:
    corpus.plant([Seed("s", TEXT)])
    saver = Saver(corpus.frontier, Settings())
    good = make_reading(one_claim(corpus, "https://one.example/a"), ferry())
    bad = make_reading(one_claim(corpus, "https://two.example/b"), ferry(OTHER, words=2**70))
    saver.save([good, bad])
    assert [by for _, by, _ in rows(corpus, MARKED)] == ["text"]


def test_a_crawl_finds_the_page_of_a_seed_without_address(tmp_path: Path) -> None:
    told = next(one for one in Library(1).articles if one.language == "zh" and "发布会" in one.title)
    (tmp_path / "seed.md").write_text(f"{told.title}\n\n{told.text}\n")
    settings = "[manners]\ndelay = 0.0\nallow_private = true\n[reading]\nworkers = 1\n"
    (tmp_path / "corpuscle.toml").write_text(settings)
    with DemoWeb() as web:
        starts = [word for url in web.start_urls for word in ("--start", url)]
        done = corpuscle("crawl", "seed.md", *starts, "--pages", 60, "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (seed,) = answer("seed", "list", cwd=tmp_path)
    assert (seed["title"], seed["recognised_by"]) == (told.title, "text")
    assert seed["own_page"] == seed["url"]
    why = answer("why", seed["own_page"], cwd=tmp_path)
    assert [own["id"] for own in why["own_page_of"]] == [seed["seed"]]
    assert "was taken from this page" in corpuscle("why", seed["own_page"], cwd=tmp_path).stdout
