"""Saving a Reading: page, article, verdicts, links, new targets and state in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from .. import clock, urls
from ..focus.chance import log_odds
from ..reasons import Reason
from ..records import Page, Reading, Target
from ..settings import Settings
from .articles import save_article
from .captures import save_capture
from .copies.duplicates import Duplicates
from .database import transaction
from .frontier import Frontier
from .hosts.budgets import shape_number
from .hosts.learn import keep_pace
from .judged.marks import Marks, overrule
from .links import Links
from .outcome import Outcome, outcome
from .rights import save_rights
from .yields import Yields

SAVE_PAGE = """insert into pages (id, url, final_url, status, reason, detail, fetched_at, seconds,
  content_type, bytes, etag, last_modified, read_seconds, address, robots, run,
  warc_file, warc_offset, warc_length, warc_digest)
values (:id, :url, :final_url, :status, :reason, :detail, :fetched_at, :seconds,
  :content_type, :bytes, :etag, :last_modified, :read_seconds, :address, :robots, :run,
  :warc_file, :warc_offset, :warc_length, :warc_digest)
on conflict (id) do update set final_url = excluded.final_url, status = excluded.status,
  reason = excluded.reason, detail = excluded.detail, fetched_at = excluded.fetched_at,
  seconds = excluded.seconds, content_type = excluded.content_type, bytes = excluded.bytes,
  etag = excluded.etag, last_modified = excluded.last_modified,
  read_seconds = excluded.read_seconds, address = excluded.address, robots = excluded.robots,
  run = excluded.run, warc_file = excluded.warc_file, warc_offset = excluded.warc_offset,
  warc_length = excluded.warc_length, warc_digest = excluded.warc_digest"""
WAS_KEPT = "select 1 from articles where id = ? and reason is null"
IS_FIRST = "select 1 from pages where id = ?"
SETTLE = "update frontier set status = ?, reason = ?, attempts = ?, due_at = ?, detail = ? where id = ?"
MOVE = """update frontier set status = iif(:reason is null, 'queued', 'refused'), reason = :reason,
url = :url, host = :host, shape = :shape, hops = :hops where id = :id"""
COUNT_HOST = """update hosts set fetched = fetched + :fetched, articles = articles + :kept,
failures = iif(:failed, failures + 1, iif(:fetched, 0, failures)), next_at = max(next_at, :next_at),
today = iif(:fetched, today, max(today - 1, 0)) where host = :host"""
COUNT_RUN = """update runs set pages = pages + :pages, articles = articles + :kept,
refused = refused + :refused, bytes = bytes + :bytes where id = :run"""

# What SQLite and its adapter raise for values that no column takes.
UNSTORABLE = (sqlite3.IntegrityError, sqlite3.DataError, ValueError, OverflowError)


class Saver:
    """Puts readings into an open corpus, each whole or not at all."""

    def __init__(self, frontier: Frontier, settings: Settings, run: int | None = None) -> None:
        """Save for a run; the settings say what is tried again, and what comes first."""
        self.frontier = frontier
        self.connection: sqlite3.Connection = frontier.connection
        self.yields = Yields(self.connection, settings.focus)
        self.links = Links(frontier, None if settings.crawl.breadth else self.yields)
        self.duplicates = Duplicates(self.connection, settings.duplicates)
        self.marks = Marks(self.connection)
        self.manners = settings.manners
        self.run = run

    def save(self, readings: Sequence[Reading]) -> list[Reason | None]:
        """Save readings in one transaction; return what became of each, None for a kept article.

        Where one can't be stored, the rest are saved and that one becomes a reason.
        """
        try:
            with transaction(self.connection):
                return [self.save_one(reading) for reading in readings]
        except BaseException as error:
            # what was made in memory on the way was rolled back on disk
            self.links.forget()
            self.yields.load()
            if not isinstance(error, UNSTORABLE):
                raise
            if len(readings) == 1:
                return [self.give_up(readings[0], error)]
        return [result for reading in readings for result in self.save([reading])]

    def give_up(self, reading: Reading, error: Exception) -> Reason:
        """Save only that a reading could not be stored, of its page nothing that could be why."""
        page = Page(
            reading.target.url,
            size=reading.page.size,
            reason=Reason.UNSTORABLE,
            detail=ascii(error)[:500],
        )
        with transaction(self.connection):
            self.save_one(Reading(reading.target, page))
        return Reason.UNSTORABLE

    def save_one(self, reading: Reading) -> Reason | None:
        """Save one reading inside the transaction that is open."""
        page, target = reading.page, reading.target
        if page.reason is Reason.REDIRECT:
            answered = reading
            reading = self.follow_redirect(reading)
            if reading is MOVED:
                save_capture(self.connection, answered)
                self.count(target, page, Outcome("queued", Reason.REDIRECT))
                self.frontier.budgets.count(target, fetched=True, kept=False)
                return Reason.REDIRECT
            page = reading.page
        asked = page.reason is None or page.reason.stage != "frontier"
        is_first = asked and self.connection.execute(IS_FIRST, (target.id,)).fetchone() is None
        if asked:
            self.connection.execute(SAVE_PAGE, self.page_row(reading))
            save_capture(self.connection, reading)
        if reading.article and target.id is not None:
            mark = self.marks.of(target.id)
            reading = replace(reading, verdicts=overrule(reading.verdicts, mark))
        was_kept = self.connection.execute(WAS_KEPT, (target.id,)).fetchone() is not None
        save_article(self.connection, reading)
        save_rights(self.connection, reading)
        self.links.save(reading)
        (failures,) = self.connection.execute(
            "select failures from hosts where host = ?", (urls.host(target.url),)
        ).fetchone()
        result = outcome(reading, self.manners, failures)
        due_at = clock.after(result.wait) if result.wait is not None else None
        detail = None if asked else page.detail  # else the page has it
        settled = (result.status, result.reason, result.attempts, due_at, detail, target.id)
        self.connection.execute(SETTLE, settled)
        self.count(target, page if asked else None, result)
        reading = self.compare(reading)
        is_new = reading.article is not None and reading.refusal is None and not was_kept
        self.frontier.budgets.count(target, fetched=asked, kept=is_new)
        if is_first and page.reason is None:
            self.yields.learn(reading)
        return result.reason or reading.refusal

    def compare(self, reading: Reading) -> Reading:
        """Compare what was saved with the corpus; return the reading, with one more verdict for a copy.

        Where the page gives another address of its site as its own, that one is queued; until it is
        read, this article stands for it. It counts as a hop: pages could name each other for ever.
        """
        target, article = reading.target, reading.article
        if target.id is None or article is None:
            return reading
        verdict = self.duplicates.settle(target.id, reading.fingerprint)
        if verdict:
            return replace(reading, verdicts=(*reading.verdicts, verdict))
        url = urls.clean(article.canonical) if article.canonical else None
        is_other = url and urls.key(url) != urls.key(target.url) and urls.are_one_site(url, target.url)
        if url and is_other and reading.refusal is None and target.hops < self.manners.redirects:
            self.plant(url, replace(target, block=None), "canonical")
        return reading

    def plant(self, url: str, target: Target, part: str) -> None:
        """Queue an address that a page names in place of its own."""
        self.frontier.add(
            replace(
                target,
                url=url,
                via=target.id,
                hops=target.hops + 1,
                attempts=0,
                reason=urls.refusal(url, self.frontier.budgets.limits),
                parts={part: round(log_odds(target.priority), 2)},
            )
        )

    def follow_redirect(self, reading: Reading) -> Reading:
        """Plant where a redirect points to.

        Where it is the same page under another form of its address (https, www., a slash), the
        row moves there and is queued again, and MOVED is returned.
        """
        page, target = reading.page, reading.target
        hops = target.hops + 1
        location = page.final_url
        if hops > self.manners.redirects:
            return replace(reading, page=replace(page, reason=Reason.REDIRECT_LOOP))
        if location is None:
            return replace(reading, page=replace(page, reason=Reason.BAD_URL))
        if urls.key(location) == urls.key(target.url):
            host = urls.host(location)
            self.frontier.know_host(host)
            reason = self.frontier.forbidden.reason(location)
            moved = {"reason": reason, "url": location, "host": host, "hops": hops, "id": target.id}
            moved["shape"] = shape_number(location)
            self.connection.execute(MOVE, moved)
            return MOVED
        self.plant(location, target, "redirect")
        return reading

    def page_row(self, reading: Reading) -> dict[str, str | int | float | None]:
        """Return a page as a row of `pages`."""
        page, capture = reading.page, reading.capture
        return {
            "id": reading.target.id,
            "url": page.url,
            "final_url": page.final_url,
            "status": page.status,
            "reason": page.reason or reading.reason,
            "detail": page.detail,
            "fetched_at": page.fetched_at or clock.now(),
            "seconds": page.seconds,
            "content_type": page.headers.get("content-type"),
            "bytes": page.size,
            "etag": page.headers.get("etag"),
            "last_modified": page.headers.get("last-modified"),
            "read_seconds": reading.seconds or None,
            "address": page.address,
            "robots": page.robots,
            "run": self.run,
            "warc_file": capture.file if capture else None,
            "warc_offset": capture.offset if capture else None,
            "warc_length": capture.length if capture else None,
            "warc_digest": capture.digest if capture else None,
        }

    def count(self, target: Target, page: Page | None, result: Outcome) -> None:
        """Count a settled address for its host and run; `page` is None if it was never asked for."""
        kept = result.status == "done"
        moved = page is not None and result.reason is Reason.REDIRECT
        self.connection.execute(
            COUNT_HOST,
            {
                "host": urls.host(target.url),
                "fetched": page is not None,
                "kept": kept,
                "failed": result.wait is not None or result.rest is not None,
                "next_at": clock.after(result.rest) if result.rest else "",
            },
        )
        if page is not None:
            keep_pace(self.connection, urls.host(target.url), page, self.manners)
        if self.run is not None:
            self.connection.execute(
                COUNT_RUN,
                {
                    "run": self.run,
                    "pages": page is not None,
                    "kept": kept,
                    "refused": not kept and not moved,
                    "bytes": page.size if page else 0,
                },
            )


# What follow_redirect answers for a row that goes on under another form of its address.
MOVED = Reading(Target(""), Page(""))
