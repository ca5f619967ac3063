"""The index of samples beside one made from nothing: the same after every step, whatever the order."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from builders import claim, make_article, make_page, make_reading, open_run, rows
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crawler.corpus import Corpus
from crawler.corpus.articles import text_hash
from crawler.corpus.copies.buckets import bucket_of, entry
from crawler.corpus.copies.rebuild import rebuild
from crawler.corpus.copies.samples import Samples, told_by
from crawler.corpus.forbidden.erasing import erase
from crawler.corpus.judged.judging import Judging
from crawler.corpus.merging.merge import Merger
from crawler.corpus.rereading import Rereading
from crawler.corpus.save import Saver
from crawler.corpus.search import split_text
from crawler.likeness.shingles import fingerprint
from crawler.reasons import Reason
from crawler.records import Reading, Statement, Target, Verdict
from crawler.settings import Settings

DICE = random.Random(11)
VOCABULARY = ["".join(DICE.choices("abcdefghiklmnoprstu", k=6)) for _ in range(400)]
STORIES = [DICE.choices(VOCABULARY, k=120) for _ in range(2)]


def spoilt(words: list[str]) -> list[str]:
    return [DICE.choice(VOCABULARY) if DICE.random() < 0.1 else word for word in words]


# Copies, near ones and excerpts of each other; and, by `text_hash`, the same texts with other words.
WORDS = [*STORIES, *map(spoilt, STORIES), STORIES[0][:60], STORIES[1][:60] + STORIES[0][:70], [], ["short"]]
TEXTS = [" ".join(words) for words in WORDS]
TEXTS += [text.replace(" ", "", 20) for text in TEXTS[:4]]
TEXTS += [text.upper() for text in TEXTS[:2]]  # which are found by the same samples
TEXT, NAMES = st.sampled_from(TEXTS), st.sampled_from("abcde")
DATES = st.sampled_from([None, "2026-01-01", "2026-01-02", "2026-01-03"])
OFF_TOPIC = Verdict("relevance", 0.0, Reason.OFF_TOPIC)
STATED = (Statement("header", "noindex", "noindex", reserves=True),)
SETTINGS = Settings().with_values("manners", delay=0.0)
ARCHIVED = (
    "insert or ignore into warc_files (id, name) values (1, 'one.warc.gz')",
    """insert into captures (page, captured_ms, status, revisit, held, file, offset, length, digest)
select id, 0, 200, 0, 1, 1, id, 1, 'A' from pages where id not in (select page from captures)""",
)


class UndoneError(Exception):
    """Undoes a transaction at its end."""


def no_sweep(_: Samples, article: int) -> None:
    pytest.fail(f"nobody knows by which text {article} is found")


class CopiesMachine(RuleBasedStateMachine):
    """Does to a corpus whatever changes texts, or what is kept of them."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.others = 0
        self.corpus = Corpus(Path(self.folder.name) / "corpus.db", create=True)
        self.connection = self.corpus.connection
        self.connection.execute("pragma synchronous = off")  # hundreds of small files
        self.targets = plant(self.corpus)
        self.finding = SETTINGS
        self.patch = patch.object(Samples, "sweep", no_sweep)
        self.patch.start()

    def teardown(self) -> None:
        if hasattr(self, "patch"):
            self.patch.stop()
            told = [one.check for one in self.corpus.examine() if one.problem and "found by" in one.check]
            assert bool(self.changed) == bool(told)
            self.corpus.close()
            self.folder.cleanup()

    @property
    def saver(self) -> Saver:
        return Saver(self.corpus.frontier, self.finding, self.run)

    @property
    def run(self) -> int:
        return open_run(self.corpus)

    @property
    def changed(self) -> list[int]:
        """Articles that were not compared since their text has changed."""
        found = rows(self.corpus, "select article from fingerprints where text is not null")
        return [article for (article,) in found]

    def article(self, name: str) -> sqlite3.Row | None:
        sql = "select * from articles where id = ?"
        found: sqlite3.Row | None = self.connection.execute(sql, (self.targets[name].id,)).fetchone()
        return found

    @rule(name=NAMES, text=TEXT, published=DATES, is_off=st.booleans(), is_known=st.booleans())
    def save(self, name: str, text: str, published: str | None, *, is_off: bool, is_known: bool) -> None:
        self.saver.save([reading_of(self.targets[name], text, published, is_off=is_off, is_known=is_known)])
        assert self.targets[name].id not in self.changed

    @rule(each=st.lists(st.tuples(NAMES, TEXT, DATES), max_size=4), is_undone=st.booleans())
    def save_some(self, each: list[tuple[str, str, str | None]], *, is_undone: bool) -> None:
        def undo(_: object) -> None:
            raise UndoneError

        readings = [reading_of(self.targets[name], *rest) for name, *rest in each]
        saver = self.saver
        try:
            saver.save(readings, undo if is_undone else None)
        except UndoneError:
            saver.save(readings[:1])

    @rule(name=NAMES, text=TEXT, published=DATES)
    def reread(self, name: str, text: str | None, published: str | None) -> None:
        for sql in ARCHIVED:
            self.connection.execute(sql)
        rereading = Rereading(self.corpus, self.finding, "another", "true")
        for row in rereading.pages(10):
            if row["id"] == self.targets[name].id:
                reading = reading_of(self.targets[name], text, published)
                rereading.save([(row, reading if text else replace(reading, article=None))])

    @rule(name=NAMES)
    def read_nothing(self, name: str) -> None:
        self.reread(name, None, None)

    @rule(name=NAMES, text=TEXT)
    def reserve(self, name: str, text: str) -> None:
        """Its site says that the text must not be kept."""
        reading = reading_of(self.targets[name], text, None)
        page = replace(reading.page, reason=Reason.NOINDEX)
        self.saver.save([replace(reading, page=page, statements=STATED)])

    @rule(name=NAMES, is_off=st.booleans())
    def judge(self, name: str, *, is_off: bool) -> None:
        if self.article(name):
            verdict = OFF_TOPIC if is_off else Verdict("relevance", 1.0)
            judging = Judging(self.connection, [lambda _: verdict], self.finding.duplicates)
            judging.some([self.targets[name].id])

    @rule(name=NAMES, text=TEXT)
    def edit(self, name: str, text: str) -> None:
        """Somebody changes a text with a tool of SQLite."""
        with closing(sqlite3.connect(self.corpus.path)) as connection, connection:
            connection.execute(
                "update articles set split_text = ?, digest = ? where id = ?",
                (split_text(text), text_hash(text), self.targets[name].id),
            )

    @rule(names=st.sets(NAMES, max_size=2))
    def take_down(self, names: set[str]) -> None:
        erase(self.connection, self.saver.duplicates, [self.targets[name].id for name in names])

    @rule(each=st.dictionaries(NAMES, TEXT, min_size=1, max_size=3), moment=st.sampled_from(["2026", "2999"]))
    def merge(self, each: dict[str, str], moment: str) -> None:
        """Bring another corpus that has read some of the pages before, or after this one."""
        self.others += 1
        path = Path(self.folder.name) / str(self.others) / "corpus.db"
        path.parent.mkdir()
        with Corpus(path, create=True) as other:
            targets = plant(other)
            saver = Saver(other.frontier, SETTINGS, open_run(other))
            fetched_at = f"{moment}-01-01T00:00:00.000Z"
            for name, text in each.items():
                target = targets[name]
                page = make_page(target.url, fetched_at=fetched_at)
                saver.save([replace(reading_of(target, text, None), page=page)])
            Merger(self.corpus, self.finding, lambda *_: None, with_archive=False).bring(other)

    @rule()
    def rebuild(self) -> None:
        rebuild(self.connection, self.finding.duplicates)

    @rule(find=st.sampled_from([True, True, False]), keep=st.booleans())
    def configure(self, *, find: bool, keep: bool) -> None:
        self.finding = SETTINGS.with_values("duplicates", find=find, keep_excerpts=keep)

    @invariant()
    def index_is_what_articles_have(self) -> None:
        if hasattr(self, "corpus"):
            assert index(self.corpus) == made_from_nothing(self.corpus)

    @invariant()
    def what_is_found_is_kept(self) -> None:
        if hasattr(self, "corpus"):
            lost = "select article from fingerprints where article not in (select id from corpus)"
            assert rows(self.corpus, lost) == []


def plant(corpus: Corpus) -> dict[str, Target]:
    """A target for each name, on a host of its own."""
    targets = claim(corpus, *(Target(f"https://{name}.example/{name}") for name in "abcde"))
    return {target.url[-1]: target for target in targets}


def reading_of(
    target: Target, text: str | None, published: str | None, *, is_off: bool = False, is_known: bool = True
) -> Reading:
    text = text or ""
    return make_reading(
        target,
        make_article(text, published=published),
        verdicts=(OFF_TOPIC,) if is_off else (),
        fingerprint=fingerprint(text) if is_known else None,
    )


def index(corpus: Corpus) -> tuple[dict[int, list[bytes]], dict[int, tuple[int, int]]]:
    """What is stored: the entries of each bucket, and by what each article is found."""
    buckets = {
        bucket: sorted(entries[at : at + 5] for at in range(0, len(entries), 5))
        for bucket, entries in rows(corpus, "select bucket, entries from samples")
    }
    found = rows(corpus, "select article, scheme, checksum from fingerprints")
    return buckets, {article: (scheme, checksum) for article, scheme, checksum in found}


def made_from_nothing(corpus: Corpus) -> tuple[dict[int, list[bytes]], dict[int, tuple[int, int]]]:
    """What would be stored of the texts by which articles are found, if nothing had been before."""
    sql = "select article, coalesce(f.text, a.text) from fingerprints f join articles a on a.id = article"
    known = {article: fingerprint(text) for article, text in rows(corpus, sql)}
    buckets: dict[int, list[bytes]] = {}
    for article, found in known.items():
        for sample in found.samples:
            buckets.setdefault(bucket_of(sample), []).append(entry(sample, article))
    return (
        {bucket: sorted(entries) for bucket, entries in buckets.items()},
        {article: told_by(found) for article, found in known.items()},
    )


TestCopies = CopiesMachine.TestCase
TestCopies.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
