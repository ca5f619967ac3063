"""What blocks show is stored once, what no page shows any more goes; the search index is made in batches."""

from __future__ import annotations

import pytest
from builders import claim, make_article, make_link, make_reading, open_run, rows

from crawler.corpus.contents import Lines, digest
from crawler.corpus.forbidden.erasing import erase
from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Kind, Target
from crawler.settings import Settings

PAGES = ("https://one.example/a", "https://one.example/b", "https://one.example/c")
MENU = tuple(
    make_link(f"https://one.example/{name}", Kind.NAVIGATION, heading="", path="nav", anchor=name, position=n)
    for n, name in enumerate(("home", "sport", "about"))
)
COUNTS = """select (select count(*) from contents), (select count(*) from entries),
  (select count(*) from shown)"""
FOUND = "select rowid from articles_fts where articles_fts match ? order by rowid"
WRITTEN = "select sum(length(block)) from articles_fts_data"


@pytest.fixture
def saver(corpus):
    return Saver(corpus.frontier, Settings(), open_run(corpus))


def refused(target, links, text="A text of its own", after=0):
    """A reading whose links are all turned down, as menus are; `after` so many others."""
    links = tuple(make_link(link.url, link.kind, heading=link.heading, path=link.path, anchor=link.anchor,
                            position=link.position + after) for link in links)  # fmt: skip
    targets = tuple(Target(link.url, link.kind, 1, reason=Reason.NAVIGATION, via=target.id) for link in links)
    return make_reading(target, make_article(f"{text} {target.id}."), links=links, targets=targets)


def test_a_menu_is_stored_once_for_all_its_pages(corpus, saver):
    targets = claim(corpus, *map(Target, PAGES))
    saver.save([refused(target, MENU, after=n) for n, target in enumerate(targets)])
    assert rows(corpus, COUNTS) == [(1, 3, 3)]
    expected = [(page, link.url, link.anchor, n + at) for n, page in enumerate(PAGES)
                for at, link in enumerate(MENU)]  # fmt: skip
    found = rows(corpus, "select source_url, target_url, anchor, position from edges order by 1, 4")
    assert found == expected


def test_what_a_block_showed_lately_is_no_more_than_a_short_cut(corpus, saver):
    first, second, third = claim(corpus, *map(Target, PAGES))
    other = (
        *MENU[:2],
        make_link(MENU[2].url, Kind.NAVIGATION, heading="", path="nav", anchor="us", position=2),
    )
    for target, links in ((first, MENU), (second, other), (third, MENU)):
        saver.save([refused(target, links)])
    assert rows(corpus, COUNTS) == [(2, 6, 3)]
    shown = dict(rows(corpus, "select page, content from shown"))
    assert shown[first.id] == shown[third.id] != shown[second.id]


@pytest.mark.parametrize(
    "changed",
    [
        {"anchor": "Sports"}, {"score": 0.9}, {"nofollow": True}, {"position": 2},
    ],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_what_differs_is_another_content(changed):
    links = [make_link("https://one.example/x", position=0), make_link("https://one.example/y", position=1)]
    other = [links[0], make_link("https://one.example/y", **({"position": 1} | changed))]
    lines = Lines.of(links, [1, 2])
    assert digest("one.example", lines, [0, 1]) != digest("one.example", Lines.of(other, [1, 2]), [0, 1])
    assert digest("one.example", lines, [0, 1]) != digest("two.example", lines, [0, 1])
    assert digest("one.example", lines, [0, 1]) != digest("one.example", Lines.of(links, [1, 3]), [0, 1])


def test_what_no_page_shows_any_more_goes(corpus, saver):
    first, second = claim(corpus, *map(Target, PAGES[:2]))
    saver.save([refused(first, MENU), refused(second, MENU)])
    saver.save([refused(first, MENU[:2])])
    assert rows(corpus, COUNTS) == [(2, 5, 2)]
    saver.save([refused(second, MENU[:2])])
    assert rows(corpus, COUNTS) == [(1, 2, 2)]


def test_a_known_menu_that_is_followed_now_is_queued(corpus, saver):
    first, second = claim(corpus, *map(Target, PAGES[:2]))
    saver.save([refused(first, MENU)])
    assert rows(corpus, "select count(*) from frontier where reason = 'navigation'") == [(3,)]
    saver.save([make_reading(second, make_article("Of a list that a person gave."), links=MENU)])
    assert rows(corpus, "select count(*) from frontier where reason = 'navigation'") == [(0,)]
    assert rows(corpus, "select distinct via from frontier where status = 'queued'") == [(second.id,)]


def test_a_menu_that_is_followed_is_looked_at_again_by_a_page_that_promises_more(corpus, saver, monkeypatch):
    add_all, looked_at = corpus.frontier.add_all, []

    def watched(targets, weigh=None):
        looked_at.append(len(targets))
        return add_all(targets, weigh)

    monkeypatch.setattr(corpus.frontier, "add_all", watched)
    pages, by_page = claim(corpus, *map(Target, PAGES)), []
    for page, chance in zip(pages, (0.5, 0.4, 0.6), strict=True):
        targets = tuple(Target(link.url, link.kind, 1, chance, via=page.id) for link in MENU)
        text = make_article(f"A text of its own {page.id}.")
        looked_at.clear()
        saver.save([make_reading(page, text, links=MENU, targets=targets)])
        by_page.append(sum(looked_at))
    assert by_page == [len(MENU), 0, len(MENU)]
    query = "select distinct via, priority from frontier where kind = 'navigation'"
    assert rows(corpus, query) == [(pages[-1].id, 0.6)]


def test_erased_headlines_do_not_come_back_to_what_shows_them(corpus, saver):
    first, second = claim(corpus, *map(Target, PAGES[:2]))
    menu = (make_link(first.url, Kind.NAVIGATION, heading="", path="nav", anchor="Its headline"), *MENU)
    saver.save([refused(first, MENU), refused(second, menu)])
    erase(corpus.connection, saver.duplicates, [first.id])
    assert rows(corpus, "select anchor from links where target = ?", first.id) == [("",)]
    shared = "select distinct anchor from links where source = ? and target <> ?"
    assert len(rows(corpus, shared, second.id, first.id)) == len(MENU)
    saver.save([refused(second, menu)])  # it says so still: that is a new content
    blank = "select page from shown join contents on id = content where digest is null"
    assert rows(corpus, blank) == [(first.id,)]


def test_all_articles_of_a_batch_are_found_and_none_twice(corpus, saver):
    targets = claim(corpus, *map(Target, PAGES))
    readings = [make_reading(target, make_article(f"A ferry {target.id}.")) for target in targets]
    changed = make_reading(targets[0], make_article("A harbour, quite another text than that of before."))
    saver.save([*readings, changed])
    assert rows(corpus, FOUND, "ferry") == [(targets[1].id,), (targets[2].id,)]
    assert rows(corpus, FOUND, "harbour") == [(targets[0].id,)]
    assert rows(corpus, "select * from unindexed") == []
    corpus.connection.execute("update articles set split_text = 'A bridge' where id = ?", (targets[1].id,))
    corpus.connection.execute("delete from articles_fts where false")
    assert rows(corpus, FOUND, "ferry") == [(targets[2].id,)]
    corpus.connection.execute("insert into articles_fts(articles_fts, rank) values ('integrity-check', 1)")


def test_an_article_that_is_erased_in_its_batch_is_not_indexed(corpus, saver):
    (target,) = claim(corpus, Target(PAGES[0]))
    forbidden = make_reading(target, None, reason=Reason.NOINDEX)
    saver.save([make_reading(target, make_article("A ferry.")), forbidden])
    assert rows(corpus, FOUND, "ferry") == []
    corpus.connection.execute("insert into articles_fts(articles_fts, rank) values ('integrity-check', 1)")


def test_a_batch_that_fails_leaves_the_index_as_it_was(corpus, saver, monkeypatch):
    first, second = claim(corpus, *map(Target, PAGES[:2]))

    def fail(*_args, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(saver, "settle", fail)
    with pytest.raises(KeyboardInterrupt):
        saver.save([make_reading(first, make_article("A ferry."))])
    monkeypatch.undo()
    assert rows(corpus, "select * from unindexed") == []
    saver.save([make_reading(second, make_article("A ferry."))])
    assert rows(corpus, FOUND, "ferry") == [(second.id,)]


def test_an_unchanged_text_is_not_indexed_again(corpus, saver):
    (target,) = claim(corpus, Target(PAGES[0]))
    reading = make_reading(target, make_article("A ferry."))
    saver.save([reading])
    before = rows(corpus, WRITTEN)
    saver.save([reading])
    corpus.connection.execute("update articles set title = title, split_text = split_text")
    assert rows(corpus, WRITTEN) == before
