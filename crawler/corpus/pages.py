"""What the network answered, in the table `pages`."""

from __future__ import annotations

import sqlite3

from .. import clock
from ..reasons import HUBS, Reason
from ..records import Held, Reading, Statement
from ..timing import Stage, timed
from .before import Before

# Where it answered, if anywhere: mostly at its own address.
MOVED = "moved = coalesce(iif(:final_url = url, '', :final_url), moved)"
SAVE = """insert into pages (id, url, moved, status, reason, detail, fetched_at, seconds,
  content_type, bytes, etag, last_modified, digest, read_seconds, address, robots, run,
  extractor)
values (:id, :url, iif(:final_url = :url, '', :final_url), :status, :reason, :detail, :fetched_at, :seconds,
  :content_type, :bytes, :etag, :last_modified, :digest, :read_seconds, :address, :robots, :run,
  :extractor)
on conflict (id) do update set moved = iif(:final_url = pages.url, '', :final_url), status = excluded.status,
  reason = excluded.reason, detail = excluded.detail, fetched_at = excluded.fetched_at,
  seconds = excluded.seconds, content_type = excluded.content_type, bytes = excluded.bytes,
  etag = excluded.etag, last_modified = excluded.last_modified, digest = excluded.digest,
  read_seconds = excluded.read_seconds, address = excluded.address, robots = excluded.robots,
  run = excluded.run, extractor = excluded.extractor"""
# The rest says of the body what it said, and there was none, or the same.
SEEN = f"""update pages set status = :status, detail = null, fetched_at = :fetched_at, seconds = :seconds,
  etag = coalesce(:etag, etag), last_modified = coalesce(:last_modified, last_modified),
  address = :address, robots = :robots, run = :run, {MOVED},
  reason = coalesce(:reason, iif(id in (select id from articles), null, reason)) where id = :id"""
# A visit that failed says nothing about the body that is held.
FAILED = f"""update pages set status = :status, reason = :reason, detail = :detail,
  {MOVED}, fetched_at = :fetched_at, seconds = :seconds,
  address = :address, robots = :robots, run = :run where id = :id"""
HELD = """select p.etag, p.last_modified, p.digest, p.reason, a.id is not null as has_article
from pages p left join articles a on a.id = p.id where p.id = ?"""
RIGHTS = """select source, name, value, reserves from rights
where article = ? and source in ('header', 'meta', 'link')"""
NOTHING = {"etag": None, "last_modified": None, "digest": None}


@timed(Stage.SAVE_PAGE)
def save_page(connection: sqlite3.Connection, reading: Reading, run: int | None, before: Before) -> bool:
    """Store what a page answered; return whether that is held of it now: a failure leaves alone what is."""
    row = page_row(reading, run)
    if reading.unchanged:
        connection.execute(SEEN, row)
        return False
    if before.is_known and reading.page.reason is not None:
        connection.execute(FAILED, row)
        return False
    if before.had_article and reading.article is None:
        # the next visit must not be told that this is unchanged: there is no text in it
        row |= NOTHING
    connection.execute(SAVE, row)
    return True


def held(connection: sqlite3.Connection, page: int) -> Held | None:
    """Return what is held of a page, if that is what its last answer said."""
    row = connection.execute(HELD, (page,)).fetchone()
    if row is None:
        return None
    reason = Reason.of(row["reason"])
    was_had = reason is None or reason.stage in ("fetch", "frontier")
    if not (was_had if row["has_article"] else reason in HUBS):
        return None
    said = tuple(
        Statement(right["source"], right["name"], right["value"], bool(right["reserves"]))
        for right in connection.execute(RIGHTS, (page,))
    )
    return Held(row["etag"], row["last_modified"], row["digest"], said, bool(row["has_article"]))


def page_row(reading: Reading, run: int | None) -> dict[str, str | int | float | None]:
    """Return a page as a row of `pages`."""
    page, article = reading.page, reading.article
    is_said = article is not None and article.extractor == reading.extractor  # by the row of the article
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
        "digest": page.digest,
        "read_seconds": reading.seconds or None,
        "address": page.address,
        "robots": page.robots,
        "run": run,
        "extractor": None if is_said else reading.extractor or None,
    }
