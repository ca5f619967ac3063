"""Another reader's readings of pages that are held: texts replaced, earlier ones kept, counts corrected."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from .. import clock
from ..archive.store import FOLDER
from ..reasons import Reason
from ..records import Kind, Reading, Statement, Target
from ..settings import Settings
from .articles import article_row, replace_verdicts, save_version, store, text_hash
from .before import FORBIDDEN
from .captures import OF_BODY, erase_captures
from .changes import Changes, Text
from .corpus import Corpus
from .database import CorpusError, file_of, transaction
from .forbidden.erasing import erase
from .judged.judging import COUNTS
from .judged.marks import overrule
from .pages import MOVED
from .rights import save_rights
from .save import Saver
from .tables.packing import EXTRACTORS

CHOICE = f"""select p.id, p.url, p.final_url, p.status, p.content_type, p.fetched_at, p.fetched_ms, p.reason,
  coalesce(p.extractor, a.extractor) as extractor, p.run, f.host, f.kind, f.depth, f.via, f.seed, f.hops,
  f.astray, f.priority, a.title, a.site, a.author, a.published, a.language, a.words, a.quality, a.relevance,
  w.name as file, b.offset
from pages p join frontier f on f.id = p.id join captures c on c.page = p.id and c.held = 1
left join captures b on b.id = iif(c.revisit, {OF_BODY.format(digest="c.digest")}, c.id)
left join warc_files w on w.id = b.file
left join articles a on a.id = p.id left join reasons r on r.slug = p.reason
where c.status between 200 and 299
  and (p.reason is null or r.stage = 'reading' or p.reason = 'redirect')"""
PAGES = "select * from ({choice}) where id > :last and ({condition}) order by id limit :most"
COUNT = "select count(*) from ({choice}) where id > :last and ({condition})"
HAS_LINKS = "select 1 from shown where page = ? limit 1"
OTHERS = "extractor is not :extractor"
ALL = "true"
OPEN = """select * from rereads where finished_at is null and extractor = ? and condition = ?
and settings = ? order by id desc limit 1"""
BEGIN = """insert into rereads (extractor, condition, settings, started_at) values (?, ?, ?, ?) returning *"""
ADVANCE = "update rereads set last = ?, changes = ? where id = ?"
FINISH = "update rereads set finished_at = ? where id = ?"
ARTICLE = "select * from articles where id = ?"
PAGE = f"""update pages set reason = :reason, detail = :detail, {MOVED},
  read_us = round(:seconds * 1e6),
  read_by = nullif(:read_by, (select read_by from articles a where a.id = pages.id)) where id = :id"""
STANDS = "update articles set reason = ? where id = ?"
SETTLE = """update frontier set state = iif(:reason is null, 'd', 'r'), reason = :reason
where id = :id and status in ('done', 'refused')"""
OF_FILES = """select source, name, value, reserves from rights
where article = ? and source in ('robots.txt', 'tdmrep.json')"""
# Our own failures say nothing about the text that is held.
OURS = frozenset({Reason.READING_TIMEOUT, Reason.READING_FAILED})


class Rereading:
    """One reading of the archive: which pages, how far it is, and what came of it."""

    def __init__(self, corpus: Corpus, settings: Settings, extractor: str, condition: str) -> None:
        """Read pages that meet a condition in SQL; raises CorpusError for one that is none."""
        self.corpus = corpus
        self.connection = corpus.connection
        self.extractor = extractor
        self.condition = condition
        self.settings = hashlib.sha256(json.dumps(settings.as_dict()).encode()).hexdigest()
        self.saver = Saver(corpus.frontier, settings)
        self.changes = Changes()
        self.id: int | None = None
        self.last = 0
        self.total = self.count()

    @property
    def folder(self) -> Path:
        """Where the archive is."""
        return file_of(self.connection).parent / FOLDER

    def begin(self) -> None:
        """Open its row, or go on with one that was killed."""
        values = (self.extractor, self.condition, self.settings)
        with transaction(self.connection):
            row = self.connection.execute(OPEN, values).fetchone()
            row = row or self.connection.execute(BEGIN, (*values, clock.now())).fetchone()
        self.id, self.last = row["id"], row["last"]
        self.changes = Changes(**json.loads(row["changes"]))
        self.total = self.changes.pages + self.count()

    def count(self) -> int:
        """Return how many pages are left; raises CorpusError for a condition that SQLite refuses."""
        self.connection.execute("pragma query_only = on")
        try:
            (found,) = self.connection.execute(self.sql(COUNT), self.values()).fetchone()
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise CorpusError(
                f"--where {self.condition}: {error}; docs/archive.md lists the columns"
            ) from None
        finally:
            self.connection.execute("pragma query_only = off")
        return int(found)

    def sql(self, query: str) -> str:
        """Return a query over the pages that are chosen."""
        return query.format(choice=CHOICE, condition=self.condition)

    def values(self, most: int = 0) -> dict[str, str | int]:
        """Return what the queries are asked with."""
        return {"last": self.last, "extractor": self.extractor, "most": most}

    def pages(self, at_once: int) -> Iterator[sqlite3.Row]:
        """Yield the pages that are left, in the order of their numbers."""
        values = self.values(at_once)
        while rows := self.connection.execute(self.sql(PAGES), values).fetchall():
            yield from rows
            values["last"] = rows[-1]["id"]

    def statements(self, page: int) -> tuple[Statement, ...]:
        """Return what files of its site said of a page: its answer does not have that."""
        return tuple(
            Statement(row["source"], row["name"], row["value"], bool(row["reserves"]))
            for row in self.connection.execute(OF_FILES, (page,))
        )

    def save(self, readings: Sequence[tuple[sqlite3.Row, Reading | None]]) -> None:
        """Save readings and how far it is, all or nothing; no reading leaves a page as it was."""
        self.corpus.check_in_place()
        with transaction(self.connection):
            for row, reading in readings:
                self.save_one(row, reading)
                self.last = row["id"]
            changes = json.dumps(asdict(self.changes), ensure_ascii=False)
            self.connection.execute(ADVANCE, (self.last, changes, self.id))

    def save_one(self, row: sqlite3.Row, reading: Reading | None) -> None:
        """Save what was read on a page, and count what that changes."""
        before = self.article(row["id"])
        if reading is None or reading.reason in OURS:
            self.changes.failed += 1
            self.changes.pages += 1
            return
        is_other = True
        if reading.article:
            is_other = self.replace(row, before, reading)
        else:
            self.let_go(row, before, reading)
        self.connection.execute(PAGE, self.page_row(reading))
        if row["kind"] != Kind.ARCHIVE or self.has_links(row["id"]):
            self.saver.links.save(reading)
            self.saver.compare(reading, is_other=is_other)
        elif reading.article and is_other:
            self.saver.duplicates.settle(row["id"], reading.fingerprint)
        after = self.article(row["id"]) if reading.article and is_other else before
        self.changes.count(row["url"], text_of(before), text_of(after) if reading.article else None)

    def article(self, page: int) -> sqlite3.Row | None:
        """Return the article of a page as it is stored."""
        found: sqlite3.Row | None = self.connection.execute(ARTICLE, (page,)).fetchone()
        return found

    def has_links(self, page: int) -> bool:
        """Say whether the links of a page are stored."""
        return self.connection.execute(HAS_LINKS, (page,)).fetchone() is not None

    def replace(self, row: sqlite3.Row, before: sqlite3.Row | None, reading: Reading) -> bool:
        """Put an article in the place of what was there, which becomes a version.

        Returns whether anything is other than it was.
        """
        article, page = reading.article, row["id"]
        assert article is not None  # noqa: S101  (whoever calls has looked)
        reading = replace(reading, verdicts=overrule(reading.verdicts, self.saver.marks.of(page)))
        times = {"first_ms": row["fetched_ms"], "changed_at": None, "run": row["run"]}
        if before:
            times = {name: before[name] for name in times}
            if before["digest"] != text_hash(article.text) or before["title"] != article.title:
                save_version(self.connection, page, clock.now(), before, article.text)
                times["changed_at"] = clock.now()
        is_other = store(self.connection, article_row(reading) | times, before)
        replace_verdicts(self.connection, page, reading.verdicts, before)
        save_rights(self.connection, reading)
        if is_other:
            self.settle(page, before, reading.refusal)
        return is_other

    def let_go(self, row: sqlite3.Row, before: sqlite3.Row | None, reading: Reading) -> None:
        """Take an article out of the corpus that is none: its text stays, unless it must not be kept."""
        reason = reading.refusal
        if before and reason in FORBIDDEN:
            erase(self.connection, self.saver.duplicates, [row["id"]], headlines=False)
            erase_captures(self.connection, [row["id"]])
            before = None
        elif before:
            self.connection.execute(STANDS, (reason, row["id"]))
        self.settle(row["id"], before, reason)
        if before:
            self.saver.duplicates.settle(row["id"])

    def settle(self, page: int, before: sqlite3.Row | None, reason: Reason | None) -> None:
        """Give an address its new state, and correct what is counted of it."""
        self.connection.execute(SETTLE, {"reason": reason, "id": page})
        change = (reason is None) - (before is not None and before["reason"] is None)
        for count in COUNTS:
            self.connection.execute(count, {"change": change, "id": page})

    def page_row(self, reading: Reading) -> dict[str, str | int | float | None]:
        """Return what a reading changes of a row of `pages`."""
        return {
            "id": reading.target.id,
            "reason": reading.page.reason or reading.reason,
            "detail": reading.page.detail,
            "final_url": reading.page.final_url,
            "seconds": reading.seconds or None,
            "read_by": EXTRACTORS.pack(self.extractor),
        }

    def preview(self, row: sqlite3.Row, reading: Reading | None) -> None:
        """Count what a reading would change."""
        before = self.article(row["id"])
        if reading is None or reading.reason in OURS:
            self.changes.failed += 1
            self.changes.pages += 1
            return
        article = reading.article
        after = None
        if article:
            # copies are told by comparing, which is for those that are stored
            is_copy = before is not None and before["reason"] == Reason.DUPLICATE
            is_kept = reading.refusal is None and not is_copy
            after = Text(
                article.title, article.author, article.published, article.language, article.text,
                article.words, is_kept,
            )  # fmt: skip
        self.changes.count(row["url"], text_of(before), after)

    def finish(self) -> None:
        """Note that all pages were read."""
        with transaction(self.connection):
            self.connection.execute(FINISH, (clock.now(), self.id))


def text_of(row: sqlite3.Row | None) -> Text | None:
    """Return what is compared of an article; None for none, or one that a reader found to be none."""
    reason = Reason.of(row["reason"]) if row else None
    if row is None or (reason and reason.stage == "reading"):
        return None
    return Text(
        row["title"], row["author"], row["published"], row["language"], row["text"], row["words"],
        row["reason"] is None,
    )  # fmt: skip


def target_of(row: sqlite3.Row) -> Target:
    """Return the target that a page was."""
    names = ("id", "depth", "via", "seed", "hops", "astray", "priority")
    return Target(row["url"], Kind.of(row["kind"]), **{name: row[name] for name in names})
