"""What the network answered, in the table `pages`."""

from __future__ import annotations

import sqlite3

from .. import clock
from ..reasons import HUBS, Reason
from ..records import Held, Reading, Statement
from ..timing import Stage, timed
from .before import Before
from .tables.packing import CONTENT_TYPES, EXTRACTORS, from_http_date, milliseconds

# Where it answered, if anywhere: mostly at its own address.
MOVED = "moved = coalesce(iif(:final_url = url, '', :final_url), moved)"
FETCHED = milliseconds(":fetched_at")
SAVE = f"""insert into pages (id, url, moved, status, reason, detail, fetched_ms, took_ms,
  type_sign, bytes, etag, modified, digest, read_us, address, robots, run, read_by)
values (:id, :url, iif(:final_url = :url, '', :final_url), :status, :reason, :detail, {FETCHED}, :took_ms,
  :type_sign, :bytes, :etag, :modified, :digest, :read_us, :address, :robots, :run, :read_by)
on conflict (id) do update set moved = iif(:final_url = pages.url, '', :final_url), status = excluded.status,
  reason = excluded.reason, detail = excluded.detail, fetched_ms = excluded.fetched_ms,
  took_ms = excluded.took_ms, type_sign = excluded.type_sign, bytes = excluded.bytes,
  etag = excluded.etag, modified = excluded.modified, digest = excluded.digest,
  read_us = excluded.read_us, address = excluded.address, robots = excluded.robots,
  run = excluded.run, read_by = excluded.read_by"""
# The rest says of the body what it said, and there was none, or the same.
SEEN = f"""update pages set status = :status, detail = null, fetched_ms = {FETCHED}, took_ms = :took_ms,
  etag = coalesce(:etag, etag), modified = coalesce(:modified, modified),
  address = :address, robots = :robots, run = :run, {MOVED},
  reason = coalesce(:reason, iif(id in (select id from articles), null, reason)) where id = :id"""
# A visit that failed says nothing about the body that is held.
FAILED = f"""update pages set status = :status, reason = :reason, detail = :detail,
  {MOVED}, fetched_ms = {FETCHED}, took_ms = :took_ms,
  address = :address, robots = :robots, run = :run where id = :id"""
HELD = """select p.etag, p.last_modified, p.digest, p.reason, a.id is not null as has_article
from pages p left join articles a on a.id = p.id where p.id = ?"""
RIGHTS = """select source, name, value, reserves from rights
where article = ? and source in ('header', 'meta', 'link')"""
NOTHING = {"etag": None, "modified": None, "digest": None}


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
        "took_ms": None if page.seconds is None else round(page.seconds * 1e3),
        "type_sign": CONTENT_TYPES.sign(page.headers.get("content-type")),
        "bytes": page.size,
        "etag": page.headers.get("etag"),
        "modified": from_http_date(page.headers.get("last-modified")),
        "digest": page.digest,
        "read_us": round(reading.seconds * 1e6) or None,
        "address": page.address,
        "robots": page.robots,
        "run": run,
        "read_by": None if is_said or not reading.extractor else EXTRACTORS.pack(reading.extractor),
    }
