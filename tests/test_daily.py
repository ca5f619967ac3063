"""What each day brought: counted as rows change, and the same when it is counted anew."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from builders import claim, failed, make_article, make_page, make_reading, open_run
from served import fill

from crawler.corpus import Corpus
from crawler.corpus.derived import derive
from crawler.corpus.recount import recount
from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Kind, Target, Verdict
from crawler.settings import Settings

SUMS = """select subject, seed, name, sum(total), sum(kept) from daily_counts
group by 1, 2, 3 having sum(total) or sum(kept) order by 1, 2, 3"""
BY_SITE = "select * from daily_sites where articles order by 1, 2, 3"
BY_MINUTE = "select * from minutes where fetched or kept order by 1"


def counted(corpus: Corpus) -> list[list[tuple[Any, ...]]]:
    return [[tuple(row) for row in corpus.connection.execute(sql)] for sql in (SUMS, BY_SITE, BY_MINUTE)]


def some_reading(target: Target, dice: random.Random) -> Any:
    if dice.random() < 0.3:
        return failed(target, status=404, reason=Reason.GONE)
    article = make_article(
        f"A text with the number {dice.random()}.", language=dice.choice(["en", "de", None]),
        author=dice.choice(["Ada", None, ""]), published=dice.choice(["2026-01-02", None]),
    )  # fmt: skip
    score = dice.random()
    verdict = Verdict("relevance", score, Reason.OFF_TOPIC if score < 0.5 else None)
    day = dice.choice(["2026-03-01", "2026-03-02"])
    page = make_page(
        target.url, fetched_at=f"{day}T10:0{dice.randrange(9)}:00.000Z", seconds=dice.random() * 50
    )
    return make_reading(target, article, verdicts=(verdict,), page=page)


CHANGES = [
    "update articles set reason = 'off-topic' where id % 3 = 0",
    "update articles set reason = null, relevance = 0.99, language = 'fr', author = 'Ben' where id % 4 = 1",
    "update articles set relevance = 1.5 where id % 5 = 0",
    "update articles set relevance = null where id % 7 = 0",
    """update frontier set odd_host = 'moved.example', seed = 2, kind_sign = 'I',
host_id = (select id from hosts where host = 'moved.example') where id % 3 = 1""",
    "update frontier set state = 'r', reason = 'off-topic' where id % 3 = 0",
    "update frontier set state = 'q', reason = null where id % 6 = 0",
    "update frontier set reason = 'robots' where status = 'refused' and id % 2",
    "delete from verdicts where article % 5 = 2",
    "delete from articles where id % 5 = 2",
    "update articles set split_text = 'another'",
    "update articles set title = null where id % 2",
]


def test_what_is_counted_as_rows_change_is_what_counting_anew_finds(corpus: Corpus) -> None:
    dice = random.Random(5)
    corpus.connection.execute("pragma foreign_keys = off")
    corpus.connection.execute("insert into hosts (host) values ('moved.example')")
    saver = Saver(corpus.frontier, Settings(), open_run(corpus))
    targets = [
        Target(f"https://{n % 4}.example/{n}", dice.choice([Kind.SEED, Kind.RELATED])) for n in range(60)
    ]
    saver.save([some_reading(target, dice) for target in claim(corpus, *targets)])
    for sql in CHANGES:
        before = counted(corpus)
        assert corpus.connection.execute(sql).rowcount > 0, sql
        kinds, by_site, by_minute = counted(corpus)
        corpus.connection.execute("begin")
        recount(corpus.connection)
        kinds_anew, by_site_anew, by_minute_anew = counted(corpus)
        corpus.connection.execute("rollback")
        # what was fetched stays fetched under the seed, kind and day it had then
        fetches = ("kind", "status", "seconds")
        assert [row for row in kinds if row[0] not in fetches] == [
            row for row in kinds_anew if row[0] not in fetches
        ], sql
        assert sum(row[4] for row in kinds if row[0] == "kind") == sum(row[2] for row in by_minute_anew)
        assert (by_site, by_minute) == (by_site_anew, by_minute_anew), sql
        assert (counted(corpus) == before) == ("text =" in sql or "verdicts" in sql)


def test_a_page_fetched_again_counts_again_and_one_saved_again_does_not(corpus: Corpus) -> None:
    saver = Saver(corpus.frontier, Settings(), open_run(corpus))
    (target,) = claim(corpus, Target("https://a.example/1"))
    reading = make_reading(
        target, make_article(), page=make_page(target.url, fetched_at="2026-03-01T10:00:00.000Z")
    )
    saver.save([reading])
    first = counted(corpus)
    saver.save([reading])
    assert counted(corpus) == first
    saver.save([replace(reading, page=replace(reading.page, fetched_at="2026-03-02T11:00:00.000Z"))])
    fetched = "select day, total, kept from daily_counts where subject = 'kind' order by day"
    assert [tuple(row) for row in corpus.connection.execute(fetched)] == [
        ("2026-03-01", 1, 1),
        ("2026-03-02", 1, 0),
    ]
    assert [tuple(row) for row in corpus.connection.execute(BY_MINUTE)] == [
        ("2026-03-01T10:00", 1, 1),
        ("2026-03-02T11:00", 1, 0),
    ]


def test_a_page_that_comes_twice_in_a_batch_counts_as_if_it_came_in_two(tmp_path: Path) -> None:
    found = []
    for batches in (1, 2):
        with Corpus(tmp_path / f"{batches}.db", create=True) as corpus:
            saver = Saver(corpus.frontier, Settings(), open_run(corpus))
            (target,) = claim(corpus, Target("https://a.example/1"))
            pages = [
                make_page(target.url, fetched_at=f"2026-03-0{day}T10:00:00.000Z", seconds=day)
                for day in (1, 2)
            ]
            first, second = (make_reading(target, make_article(), page=page) for page in pages)
            for batch in [[first], [second]] if batches == 2 else [[first, second]]:
                saver.save(batch)
            assert corpus.connection.execute("select count(*) from uncounted").fetchone()[0] == 0
            found.append(counted(corpus))
    assert found[0] == found[1]


def test_a_corpus_whose_triggers_were_gone_is_counted_anew(tmp_path: Path) -> None:
    path = fill(tmp_path / "corpus.db")
    with Corpus(path) as corpus:
        whole = counted(corpus)
        corpus.connection.execute("drop trigger count_new_article")
        corpus.connection.execute("delete from daily_counts")
        corpus.connection.execute("begin")
        derive(corpus.connection)
        corpus.connection.execute("commit")
        assert counted(corpus) == whole
        assert whole[0]
