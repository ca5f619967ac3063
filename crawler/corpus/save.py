"""Saving a Reading: page, article, verdicts, links, new targets and state in one transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from .. import clock, urls
from ..archive.keeping import forbids
from ..focus.chance import log_odds
from ..reasons import Reason
from ..records import Page, Reading, Target
from ..settings import Settings
from ..timing import Stage, timed
from .articles import save_article
from .before import FORBIDDEN, Before
from .captures import erase_captures, save_capture
from .copies.duplicates import Duplicates
from .counting import RunCounts, count
from .database import transaction
from .discovery.queries import Queries
from .event import Event, event
from .forbidden.erasing import erase
from .frontier import Frontier
from .hosts.learn import NONE, learn
from .hosts.odd import odd_host
from .indexing import together
from .judged.boilerplate import boilerplate_of
from .judged.marks import Marks, overrule
from .links import Links
from .outcome import Outcome, outcome, standing
from .own_pages import OwnPages
from .pages import save_page
from .recrawl.plan import Plan, plan, visit
from .recrawl.stubs import without_stub
from .reports.reckon import count_unasked
from .rights import save_rights
from .tables.packing import STATES, milliseconds
from .visits import before_visit, save_visit
from .yields import Yields

SETTLE = f"""update frontier set state = :state, reason = :reason, attempts = :attempts,
  due_ms = {milliseconds(":due_at")},
  every = coalesce(:every, every), unchanged = coalesce(:unchanged, unchanged),
  detail = :detail, millionths = iif(:is_queued, millionths, coalesce(again, millionths)),
  again = iif(:is_queued, again, null) where id = :id"""
FAILURES = "select failures from hosts where host = ?"
MOVE = """update frontier set state = iif(:reason is null, 'q', 'r'), reason = :reason,
url = :url, host_id = :host_id, odd_host = :odd_host, hops = :hops where id = :id"""

# What SQLite and its adapter raise for values that no column takes.
UNSTORABLE = (sqlite3.IntegrityError, sqlite3.DataError, ValueError, OverflowError)


class Saver:
    """Puts readings into an open corpus, each whole or not at all."""

    asks = True
    """Whether pages were asked of their hosts, whose budgets they then count for."""

    def __init__(self, frontier: Frontier, settings: Settings, run: int | None = None) -> None:
        """Save for a run; the settings say what is tried again, and what comes first."""
        self.frontier = frontier
        self.connection: sqlite3.Connection = frontier.connection
        self.yields = Yields(self.connection, settings.focus)
        self.links = Links(frontier, None if settings.crawl.breadth else self.yields)
        self.duplicates = Duplicates(self.connection, settings.duplicates)
        self.marks = Marks(self.connection)
        self.queries = Queries(frontier, settings.discovery)
        self.own_pages = OwnPages(self.connection, settings.duplicates)
        self.manners = settings.manners
        self.recrawl = settings.recrawl
        self.run = run
        self.counts = RunCounts(run)
        self.events = Counter[Event]()
        """What the visits of this run came to."""
        self.shared: dict[str, frozenset[str]] = {}

    @timed(Stage.SAVE)
    def save(
        self, readings: Sequence[Reading], also: Callable[[list[Reason | None]], None] | None = None
    ) -> list[Reason | None]:
        """Save readings in one transaction; return what became of each, None for a kept article.

        Where one can't be stored, the rest are saved and that one becomes a reason. `also` hears the
        results within the transaction, to write what must not be there without them.
        """
        events = self.events.copy()
        try:
            with transaction(self.connection):
                with together(self.connection):
                    results = [self.save_one(reading) for reading in readings]
                self.counts.write(self.connection)
                if also:
                    also(results)
                return results
        except BaseException as error:
            # what was made in memory on the way was rolled back on disk
            self.events = events
            self.counts.forget()
            self.links.forget()
            self.yields.load()
            self.own_pages.load()
            if not isinstance(error, UNSTORABLE):
                raise
            if len(readings) == 1:
                results = [self.give_up(readings[0], error)]
            else:
                results = [result for reading in readings for result in self.save([reading])]
        if also:
            with transaction(self.connection):
                also(results)
        return results

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
            self.counts.write(self.connection)
        return Reason.UNSTORABLE

    def save_one(self, reading: Reading) -> Reason | None:
        """Save one reading inside the transaction that is open."""
        target = reading.target
        known = before_visit(self.connection, target.id)
        before = known or Before()
        if reading.page.reason is Reason.REDIRECT:
            found = self.follow_redirect(reading)
            if found is MOVED:
                return self.move(reading, before)
            reading = found
        reading = without_stub(reading, before)
        page = reading.page
        asked = page.reason is None or page.reason.stage != "frontier"
        if asked:
            is_held = save_page(self.connection, reading, self.run, before)
            save_capture(self.connection, reading, is_held=is_held, is_first=known is None)
        if reading.article and before.had_article and target.id is not None:
            mark = self.marks.of(target.id)
            reading = replace(reading, verdicts=overrule(reading.verdicts, mark))
        read = reading.article
        shared = partial(self.shared_lines, target) if before.had_article else None
        reading, is_changed = save_article(self.connection, reading, self.run, shared)
        before = self.keep_rights(reading, before)
        is_lost = before.had_article and reading.article is None and reading.reason is not None
        ids, news = ([], 0) if is_lost else self.links.save(reading, is_first=known is None)
        result = self.outcome(reading, before)
        self.count(target, page if asked else None, result, before)
        if target.ask:
            self.settle(reading, result, Plan(), asked=asked)
            self.queries.save(reading, ids)
            return reading.refusal
        reading = self.compare(reading, is_new=known is None)
        what = event(reading, result, before, is_changed=is_changed)
        # what a page links to changes more often than what it says
        is_news = is_changed if reading.article or before.had_article else news > 0
        visited = visit(reading, result, before, what, is_news=is_news)
        planned = plan(self.connection, reading, before, visited, self.recrawl)
        self.settle(reading, result, planned, asked=asked)
        if what is Event.NEW or not before.is_known:
            fetched = self.asks and asked and not before.is_known
            self.frontier.budgets.count(target, fetched=fetched, kept=what is Event.NEW)
        if known is None and page.reason is None:
            self.yields.learn(reading)
        if self.run is not None and (asked or known):
            self.events[what] += 1
            save_visit(self.connection, self.run, replace(reading, article=read), what)
            self.counts.add_event(what)
        elif self.run is not None and result.reason:
            count_unasked(self.connection, self.run, result.reason)
        return reading.refusal

    def move(self, reading: Reading, before: Before) -> Reason:
        """Count an answer that sends a row to another form of its address, where it goes on."""
        target, page = reading.target, reading.page
        save_capture(self.connection, reading, is_held=False)
        self.count(target, page, Outcome("queued", Reason.REDIRECT), before)
        self.frontier.budgets.count(target, fetched=not before.is_known, kept=False)
        return Reason.REDIRECT

    def shared_lines(self, target: Target) -> frozenset[str]:
        """Return the lines that articles of a host share, found once in a run."""
        host = urls.host(target.url)
        if host not in self.shared:
            self.shared[host] = boilerplate_of(self.connection, host).get(host, frozenset())
        return self.shared[host]

    def keep_rights(self, reading: Reading, before: Before) -> Before:
        """Store what is said of the use of a text; one that we must not have any more goes."""
        target = reading.target
        if reading.article or (reading.unchanged and reading.statements):
            save_rights(self.connection, reading, is_new=not before.had_article)
        if target.id is not None and before.is_known and forbids(reading.statements):
            erase_captures(self.connection, [target.id])  # of the time before it asked for that
        if target.id is None or not before.had_article or reading.refusal not in FORBIDDEN:
            return before
        erase(self.connection, self.duplicates, [target.id], headlines=False)
        erase_captures(self.connection, [target.id])
        return replace(before, was_kept=False)

    def outcome(self, reading: Reading, before: Before) -> Outcome:
        """Return what becomes of an address, unless its article is a copy."""
        page = reading.page
        # what an answer brings does not hang on what failed before it
        failures = 0 if page.status and not page.reason else self.failures(reading.target)
        return standing(outcome(reading, self.manners, failures), reading, before)

    def settle(self, reading: Reading, result: Outcome, planned: Plan, *, asked: bool) -> None:
        """Give an address its new state: once all is known, as each change of its row changes indexes."""
        target, page = reading.target, reading.page
        if result.status == "done" and reading.refusal is Reason.DUPLICATE:
            result = replace(result, status="refused", reason=Reason.DUPLICATE)
        values = {
            "state": STATES.sign(result.status),
            "reason": result.reason,
            "attempts": result.attempts,
            "due_at": planned.due_at if result.wait is None else clock.after(result.wait),
            "every": planned.every,
            "unchanged": planned.unchanged,
            "detail": None if asked else page.detail,  # else the page has it
            "is_queued": result.status == "queued",
            "id": target.id,
        }
        self.connection.execute(SETTLE, values)

    def failures(self, target: Target) -> int:
        """Return how often in a row the host of an address has failed."""
        (failures,) = self.connection.execute(FAILURES, (urls.host(target.url),)).fetchone()
        return int(failures)

    def compare(self, reading: Reading, *, is_other: bool = True, is_new: bool = False) -> Reading:
        """Compare what was saved with the corpus; return the reading, with one more verdict for a copy.

        `is_other` says whether anything of its article is other than it was: if not, no likeness is.
        `is_new` says that it is stored for the first time: if it was turned down, it is no copy either.

        Where the page gives another address of its site as its own, that one is queued; until it is
        read, this article stands for it. It counts as a hop: pages could name each other for ever.
        """
        target, article = reading.target, reading.article
        if target.id is None or article is None:
            return reading
        self.own_pages.see(
            target.id, reading.page.final_url or reading.page.url, article, reading.fingerprint
        )
        is_compared = is_other and not (is_new and reading.refusal)
        verdict = (
            self.duplicates.settle(target.id, reading.fingerprint, is_new=is_new) if is_compared else None
        )
        if verdict:
            return replace(reading, verdicts=(*reading.verdicts, verdict))
        url = urls.clean(article.canonical) if article.canonical else None
        is_elsewhere = url and urls.key(url) != urls.key(target.url) and urls.are_one_site(url, target.url)
        if url and is_elsewhere and reading.refusal is None and target.hops < self.manners.redirects:
            self.plant(url, replace(target, block=None), "canonical")
        return reading

    def plant(self, url: str, target: Target, part: str) -> None:
        """Queue an address that a page names in place of its own; a query goes on there."""
        if target.ask:
            self.queries.plant([replace(target.ask, url=url)], target, hops=target.hops + 1)
            return
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
            reason = self.frontier.forbidden.reason(location)
            moved = {"reason": reason, "url": location, "odd_host": odd_host(location), "hops": hops}
            moved |= {"host_id": self.frontier.know_host(urls.host(location)), "id": target.id}
            self.connection.execute(MOVE, moved)
            return MOVED
        self.plant(location, target, "redirect")
        return reading

    def count(self, target: Target, page: Page | None, result: Outcome, before: Before) -> None:
        """Count a settled address, and let its host rest from the answer on."""
        host = urls.host(target.url)
        rest = NONE if page is None else learn(self.connection, host, page, self.manners)
        count(self.connection, self.counts, target, page, result, before, rest=rest)


# What follow_redirect answers for a row that goes on under another form of its address.
MOVED = Reading(Target(""), Page(""))
